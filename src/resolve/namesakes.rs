//! Turns the notes of one name into several units where they mean several people.

use rayon::prelude::*;

use super::context::{Contexts, Profile};
use super::judgements::Decisions;
use super::names::{Name, Names};
use super::units::Units;
use crate::model::EntityKind;

/// Support that makes two notes of a one-word name one person.
const SAME_PERSON: f32 = 0.8;
/// Support that makes two notes of a full name one person beyond doubt.
const SAME_FULL: f32 = 0.3;
/// Articles that make a one-word name, never part of a full one, somebody's own (Pele, Soekarno).
const FAMOUS: usize = 3;
/// How many times larger the main part of a full name may be before a stray article is taken for the same person.
const STRAY: usize = 4;
/// Months within which two roles that share nothing are hardly one career.
const CAREER: i32 = 12;

/// A full name whose notes may mean two people but were left together.
#[derive(Clone, Debug)]
pub(super) struct Undivided {
    /// The unit.
    pub unit: u32,
    /// The notes that keep other company.
    pub apart: Vec<u32>,
}

/// Divides the units of persons' names by the company they keep.
///
/// Notes of a one-word name stay together only where they share company, unless the name is nobody's part. Notes of a
/// full name stay together unless two parts print roles that share nothing, in one year, and no company.
pub(super) fn divide(
    units: &mut Units,
    names: &Names,
    contexts: &Contexts<'_, '_>,
    decisions: &Decisions,
    is_part_of_full: impl Fn(&str) -> bool + Sync,
) -> (Vec<(u32, Vec<u32>)>, Vec<Undivided>) {
    let plans: Vec<(u32, Plan)> = (0..units.list.len() as u32)
        .into_par_iter()
        .filter_map(|unit| {
            let own = &units.list[unit as usize];
            let settled = decisions.whole.contains(&own.name) || decisions.decided.contains(&own.name);
            if own.kind != EntityKind::Person || own.address.is_some() || own.notes.len() < 2 || settled {
                return None;
            }
            let plan = plan(&own.notes, names.get(own.name), contexts, &is_part_of_full);
            (!plan.apart.is_empty() || plan.doubtful.is_some()).then_some((unit, plan))
        })
        .collect();
    let mut divided = Vec::new();
    let mut undivided = Vec::new();
    for (unit, plan) in plans {
        let one_word = names.get(units.list[unit as usize].name).is_one_word();
        let mut parts = vec![unit];
        for group in plan.apart {
            parts.push(units.divide(unit, group, None));
        }
        // Parts of a one-word name may still turn out to be short for one full name.
        if parts.len() > 1 && !one_word {
            divided.push((unit, parts));
        }
        if let Some(apart) = plan.doubtful {
            undivided.push(Undivided { unit, apart });
        }
    }
    (divided, undivided)
}

/// What is to be done with one name.
#[derive(Default)]
struct Plan {
    /// Notes that become units of their own.
    apart: Vec<Vec<u32>>,
    /// Notes that stay, in doubt.
    doubtful: Option<Vec<u32>>,
}

fn plan(notes: &[u32], name: &Name, contexts: &Contexts<'_, '_>, is_part_of_full: impl Fn(&str) -> bool) -> Plan {
    if !name.is_one_word() {
        let (apart, doubtful) = tell_apart(&contexts.group(notes, SAME_FULL), contexts);
        return Plan { apart, doubtful };
    }
    // `S` and `AB` are initials of many.
    let tiny = name.exact.chars().count() <= 2;
    if notes.len() >= FAMOUS && !tiny && !is_part_of_full(&name.folded) {
        return Plan::default();
    }
    let enough = if tiny { 2.0 * SAME_PERSON } else { SAME_PERSON };
    Plan { apart: contexts.group(notes, enough).split_off(1), doubtful: None }
}

/// Of the groups of one full name those that are other people than the first, and one that may be.
fn tell_apart(groups: &[Vec<u32>], contexts: &Contexts<'_, '_>) -> (Vec<Vec<u32>>, Option<Vec<u32>>) {
    let Some((main, rest)) = groups.split_first() else { return (Vec::new(), None) };
    if rest.is_empty() {
        return (Vec::new(), None);
    }
    let profile = contexts.profile(main);
    let mut apart: Vec<Vec<u32>> = Vec::new();
    let mut doubtful = None;
    for group in rest {
        let own = contexts.profile(group);
        if !contexts.roles_disagree(&profile, &own) || contexts.support(&profile, &own).score >= SAME_FULL {
            continue;
        }
        if near(&profile, &own) && main.len() < STRAY * group.len() {
            let same = apart.iter_mut().find(|other| {
                let other = contexts.profile(other);
                !contexts.roles_disagree(&other, &own)
            });
            match same {
                Some(same) => {
                    same.extend(group);
                    same.sort_unstable();
                }
                None => apart.push(group.clone()),
            }
        } else if doubtful.is_none() {
            doubtful = Some(group.clone());
        }
    }
    (apart, doubtful)
}

/// Whether the articles of both lie so close in time that a career hardly explains two roles; undated ones do.
fn near(a: &Profile, b: &Profile) -> bool {
    match (a.months, b.months) {
        (Some(a), Some(b)) => a.0 - b.1 <= CAREER && b.0 - a.1 <= CAREER,
        _ => true,
    }
}
