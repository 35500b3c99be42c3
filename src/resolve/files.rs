//! Turns curated files that bear one name into units: each article's bearer goes to the file whose office or company it
//! shares.

use std::collections::{BTreeMap, BTreeSet};

use super::context::Contexts;
use super::entities::roles_of;
use super::judgements::Decisions;
use super::names::Names;
use super::normalize::NameRules;
use super::units::Units;
use crate::model::{Article, CuratedEntity, EntityKind};
use crate::slug::slug;

/// What it counts for that an article names the body in which a file's entity holds office.
const BODY_NAMED: f32 = 0.4;
/// Longest name of such a body, in words.
const BODY_WORDS: usize = 6;
/// Support that makes a note without office one of a file's.
const ENOUGH: f32 = 0.3;

/// Gives the notes of each name that several curated files bear to those files, as far as offices and company tell.
/// A name that one file bears is that file's anywhere in the archive.
pub(super) fn divide(
    curated: &[CuratedEntity],
    units: &mut Units,
    names: &Names,
    contexts: &Contexts<'_, '_>,
    rules: &NameRules,
    decisions: &mut Decisions,
) {
    let mut bearers: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (unit, own) in units.list.iter().enumerate() {
        let Some(entity) = own.curated.and_then(|at| curated.get(at)) else { continue };
        for name in std::iter::once(&entity.name).chain(&entity.also) {
            let Some(name) = names.find(&rules.key(name, entity.kind).exact, entity.kind) else { continue };
            let files = bearers.entry(name).or_default();
            if !files.contains(&(unit as u32)) {
                files.push(unit as u32);
            }
        }
    }
    for (name, files) in bearers {
        if files.len() == 1 {
            decisions.whole.insert(name);
        } else if names.get(name).kind == EntityKind::Person || units.by_name(name).is_some() {
            let offices: Vec<Office> =
                files.iter().map(|&file| Office::of(file, curated, units, names, contexts, rules)).collect();
            share_out(name, &files, &offices, units, contexts, rules);
            decisions.decided.insert(name);
        }
    }
}

/// The files with the names that only their addresses tell: a file at the address of a page is that page's, whatever name
/// it gives it. A name that another file gives is not taken.
pub(super) fn with_addressed_names(articles: &[Article], curated: &[CuratedEntity]) -> Vec<CuratedEntity> {
    let mut curated = curated.to_vec();
    let given: BTreeSet<(EntityKind, String)> = curated
        .iter()
        .flat_map(|file| file.also.iter().chain([&file.name]).map(|name| (file.kind, slug(name))))
        .collect();
    let free = |file: &CuratedEntity| !given.contains(&(file.kind, file.address.clone()));
    let files = curated.iter().enumerate().filter(|(_, file)| free(file));
    let by_address: BTreeMap<(EntityKind, String), usize> =
        files.map(|(at, file)| ((file.kind, file.address.clone()), at)).collect();
    if by_address.is_empty() {
        return curated;
    }
    let mut found: BTreeSet<(usize, &str)> = BTreeSet::new();
    for note in articles.iter().flat_map(Article::entities).filter(|note| note.reference.is_none()) {
        if let Some(&file) = by_address.get(&(note.kind, slug(&note.name))) {
            found.insert((file, &note.name));
        }
    }
    for (file, name) in found {
        curated[file].also.push(name.to_owned());
    }
    curated
}

/// What a file says about the offices of its entity.
struct Office {
    /// Neutral keys of the roles.
    roles: Vec<String>,
    /// The bodies and places that stand in the roles and that articles name too, as features.
    bodies: Vec<u32>,
}

impl Office {
    fn of(
        file: u32,
        curated: &[CuratedEntity],
        units: &Units,
        names: &Names,
        contexts: &Contexts<'_, '_>,
        rules: &NameRules,
    ) -> Self {
        let entity = units.list[file as usize].curated.and_then(|at| curated.get(at));
        let roles: Vec<String> =
            entity.into_iter().flat_map(|entity| &entity.roles).map(|role| rules.neutral(&role.role)).collect();
        let mut bodies = Vec::new();
        for role in &roles {
            let words: Vec<&str> = role.split(' ').collect();
            for from in 0..words.len() {
                for to in from + 1..words.len().min(from + BODY_WORDS) + 1 {
                    let body = words[from..to].join(" ");
                    bodies.extend([EntityKind::Organization, EntityKind::Place].into_iter().filter_map(|kind| {
                        let unit = units.by_name(names.find(&body, kind)?)?;
                        units.list[unit as usize].notes.first().map(|&note| contexts.feature(note))
                    }));
                }
            }
        }
        Self { roles, bodies }
    }
}

fn share_out(
    name: u32,
    files: &[u32],
    offices: &[Office],
    units: &mut Units,
    contexts: &Contexts<'_, '_>,
    rules: &NameRules,
) {
    let Some(unit) = units.by_name(name) else { return };
    let notes = units.list[unit as usize].notes.clone();
    let mut shares: Vec<Vec<u32>> = vec![Vec::new(); files.len()];
    let mut left = Vec::new();
    for &note in &notes {
        let roles: Vec<String> = roles_of(contexts.notes(), note).into_iter().map(|role| rules.neutral(role)).collect();
        let company = contexts.profile(&[note]);
        let scores: Vec<f32> = offices
            .iter()
            .map(|office| {
                let beside = office.bodies.iter().any(|&body| company.has(body));
                likeness(&roles, &office.roles, rules) + if beside { BODY_NAMED } else { 0.0 }
            })
            .collect();
        match only_best(&scores, 0.0) {
            Some(file) => shares[file].push(note),
            None => left.push(note),
        }
    }
    let profiles: Vec<_> = files
        .iter()
        .zip(&shares)
        .map(|(&file, share)| {
            let mut known = units.list[file as usize].notes.clone();
            known.extend(share);
            known.sort_unstable();
            contexts.profile(&known)
        })
        .collect();
    for note in left {
        let own = contexts.profile(&[note]);
        let scores: Vec<f32> = profiles.iter().map(|profile| contexts.support(&own, profile).score).collect();
        if let Some(file) = only_best(&scores, ENOUGH) {
            shares[file].push(note);
        }
    }
    for (&file, mut share) in files.iter().zip(shares) {
        if share.is_empty() {
            continue;
        }
        share.sort_unstable();
        let address = units.list[file as usize].address.as_deref().map(slug);
        units.divide(unit, share, address);
    }
}

/// How like the roles of an article are to those of a file: 1 for the same words, less for some of them.
fn likeness(roles: &[String], offices: &[String], rules: &NameRules) -> f32 {
    let telling = |role: &str| -> Vec<String> {
        role.split(' ').filter(|word| word.len() > 2 && !rules.is_title(word)).map(str::to_owned).collect()
    };
    let mut best = 0f32;
    for role in roles {
        for office in offices {
            if role == office {
                return 1.0;
            }
            let (a, b) = (telling(role), telling(office));
            let shared = a.iter().filter(|word| b.contains(word)).count() as f32;
            best = best.max(shared / (a.len().max(b.len()).max(1) as f32));
        }
    }
    best
}

/// The index of the largest score above `floor`, if no other comes near it.
fn only_best(scores: &[f32], floor: f32) -> Option<usize> {
    let best = (0..scores.len()).max_by(|&a, &b| scores[a].total_cmp(&scores[b]).then_with(|| b.cmp(&a)))?;
    let clear = scores.iter().enumerate().all(|(at, score)| at == best || score * 1.5 <= scores[best]);
    (scores[best] > floor && clear).then_some(best)
}
