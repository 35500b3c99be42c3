//! Turns the notes of one name into several units where they mean several people.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::compare::are_compatible;
use super::context::{Contexts, Contradiction, Profile};
use super::judgements::Decisions;
use super::names::{Name, Names};
use super::shorts;
use super::units::Units;
use crate::model::EntityKind;

/// Support that makes two notes of a one-word name one person.
const SAME_PERSON: f32 = 0.8;
/// Support that makes two notes of a full name one person beyond doubt.
const SAME_FULL: f32 = 0.3;
/// Articles that make a one-word name, never part of a full one, somebody's own (Pele, Soekarno).
pub(super) const FAMOUS: usize = 3;
/// How many times larger the main part of a full name may be before a stray article is taken for the same person.
pub(super) const STRAY: usize = 4;
/// Support that makes two bodies of one generic name one.
const SAME_BODY: f32 = 0.5;
/// Other people who bear a word before it counts as borne by many.
const BEARERS: usize = 2;
/// How many names with one word are looked through.
const CROWD: usize = 24;
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
/// full name stay together unless two parts print roles that share nothing, or are offices in different bodies of different
/// places, in one year, and no company, and the name is one that two people may well bear. Notes of a body of which every place has its own stay together only where
/// they share company.
pub(super) fn divide(
    units: &mut Units,
    names: &Names,
    contexts: &Contexts<'_, '_>,
    decisions: &Decisions,
    by_word: &FxHashMap<String, Vec<u32>>,
) -> (Vec<(u32, Vec<u32>)>, Vec<Undivided>) {
    let plans: Vec<(u32, Plan)> = (0..units.list.len() as u32)
        .into_par_iter()
        .filter_map(|unit| {
            let own = &units.list[unit as usize];
            let settled = decisions.whole.contains(&own.name) || decisions.decided.contains(&own.name);
            if own.address.is_some() || own.notes.len() < 2 || settled {
                return None;
            }
            let plan = plan(names.get(own.name), &own.notes, units, names, contexts, by_word);
            (!plan.apart.is_empty() || plan.doubtful.is_some()).then_some((unit, plan))
        })
        .collect();
    let mut divided = Vec::new();
    let mut undivided = Vec::new();
    for (unit, plan) in plans {
        let name = names.get(units.list[unit as usize].name);
        let may_be_short = name.is_one_word() || name.kind != EntityKind::Person;
        let mut parts = vec![unit];
        for group in plan.apart {
            parts.push(units.divide(unit, group, None));
        }
        // Parts of a one-word name may still turn out to be short for one full name.
        if parts.len() > 1 && !may_be_short {
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

/// The notes of one name by the people whom nothing but the articles tells apart, the main one first.
pub(super) fn parts(
    name: &Name,
    notes: &[u32],
    units: &Units,
    names: &Names,
    contexts: &Contexts<'_, '_>,
    by_word: &FxHashMap<String, Vec<u32>>,
) -> Vec<Vec<u32>> {
    let mut parts = plan(name, notes, units, names, contexts, by_word).apart;
    let apart: FxHashSet<u32> = parts.iter().flatten().copied().collect();
    parts.insert(0, notes.iter().copied().filter(|note| !apart.contains(note)).collect());
    parts
}

fn plan(
    name: &Name,
    notes: &[u32],
    units: &Units,
    names: &Names,
    contexts: &Contexts<'_, '_>,
    by_word: &FxHashMap<String, Vec<u32>>,
) -> Plan {
    if name.kind != EntityKind::Person {
        let is_of_many = notes.len() > 1 && names.is_generic(name);
        let apart = if is_of_many { contexts.group(notes, SAME_BODY).split_off(1) } else { Vec::new() };
        return Plan { apart, doubtful: None };
    }
    if !name.is_one_word() {
        let (mut apart, mut doubtful) = tell_apart(&contexts.group_full(notes, SAME_FULL), contexts);
        if !apart.is_empty() && !may_be_two(name, units, names, by_word) {
            doubtful = Some(apart.swap_remove(0));
            apart.clear();
        }
        return Plan { apart, doubtful };
    }
    // `S` and `AB` are initials of many.
    let tiny = name.exact.chars().count() <= 2;
    if notes.len() >= FAMOUS && !tiny && shorts::is_whole(name, units, names, by_word) {
        return Plan::default();
    }
    let enough = if tiny { 2.0 * SAME_PERSON } else { SAME_PERSON };
    Plan { apart: contexts.group(notes, enough).split_off(1), doubtful: None }
}

/// Whether two people may well bear a full name: one of its two words is borne by many.
fn may_be_two(name: &Name, units: &Units, names: &Names, by_word: &FxHashMap<String, Vec<u32>>) -> bool {
    let words: Vec<&str> =
        name.folded.split(' ').filter(|word| word.chars().count() > 1 && !names.is_optional(word)).collect();
    let is_other = |unit: &u32| units.name(*unit).is_some_and(|other| !are_compatible(name, names.get(other)));
    let is_borne = |word: &&str| {
        let all = by_word.get(*word).into_iter().flatten();
        names.is_common(word) || all.take(CROWD).filter(|unit| is_other(unit)).count() >= BEARERS
    };
    words.len() <= 2 && words.iter().any(is_borne)
}

/// Of the groups of one full name, the largest first, those that are other people than the main one, and one that may be. The
/// main one is the largest that prints a role: what prints none contradicts nobody and stays with it.
fn tell_apart(groups: &[Vec<u32>], contexts: &Contexts<'_, '_>) -> (Vec<Vec<u32>>, Option<Vec<u32>>) {
    if groups.len() < 2 {
        return (Vec::new(), None);
    }
    let profiles: Vec<Profile> = groups.iter().map(|group| contexts.profile(group)).collect();
    let main = profiles.iter().position(Profile::prints_a_role).unwrap_or_default();
    let profile = &profiles[main];
    let mut apart: Vec<Vec<u32>> = Vec::new();
    let mut doubtful = None;
    for (group, own) in groups.iter().zip(&profiles).enumerate().filter(|(at, _)| *at != main).map(|(_, group)| group) {
        let contradiction = contexts.contradiction(profile, own);
        let is_near = near(profile, own);
        // Offices that only begin alike may be a career, or one in two words, when years lie between them.
        let speaks = match contradiction {
            Contradiction::Strong => true,
            Contradiction::Weak | Contradiction::Untold => is_near,
            Contradiction::None => false,
        };
        if !speaks || contexts.full_support(profile, own).score >= SAME_FULL {
            continue;
        }
        if contradiction == Contradiction::Strong && is_near && groups[0].len() < STRAY * group.len() {
            let same = apart.iter_mut().find(|other| {
                let other = contexts.profile(other);
                contexts.contradiction(&other, own) == Contradiction::None
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
