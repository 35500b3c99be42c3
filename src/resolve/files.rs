//! Turns curated files that bear one name into units: each article's bearer goes to the file whose office or company it
//! shares.

use std::collections::{BTreeMap, BTreeSet};

use super::context::{Contexts, Profile, words_of_places};
use super::entities::roles_of;
use super::judgements::{Decisions, Desk};
use super::names::Names;
use super::normalize::NameRules;
use super::references::is_one_of_several;
use super::units::Units;
use crate::lang::{Gazetteer, NameUses};
use crate::model::{Article, CuratedEntity, EntityKind};
use crate::slug::slug;

/// What it counts for that an article names the body or place in which a file's entity holds office.
const BODY_NAMED: f32 = 0.4;
/// Longest name of such a body, in words.
const BODY_WORDS: usize = 6;
/// Support that makes a note without office one of a file's.
const ENOUGH: f32 = 0.3;

/// Gives the notes of each name that several curated files bear to those files, as far as offices and company tell.
/// A name that one file bears is that file's anywhere in the archive, unless the file lives at the address of one of several
/// namesakes.
pub(super) fn divide(curated: &[CuratedEntity], units: &mut Units, desk: &Desk<'_, '_, '_>, decisions: &mut Decisions) {
    let (names, contexts, rules) = (desk.names, desk.contexts, desk.rules);
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
        if let [file] = files.as_slice() {
            let own = &units.list[*file as usize];
            let is_one_of_several =
                own.address.as_ref().is_some_and(|address| is_one_of_several(own.kind, address, desk));
            if !is_one_of_several {
                decisions.whole.insert(name);
            }
        } else if names.get(name).kind == EntityKind::Person || units.by_name(name).is_some() {
            let offices: Vec<Office> =
                files.iter().map(|&file| Office::of(file, curated, units, names, contexts, rules)).collect();
            share_out(name, &files, &offices, units, names, contexts, rules);
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
    roles: Vec<Role>,
    /// The bodies that stand in the roles and that articles name too, as features.
    bodies: Vec<u32>,
    /// The places that do.
    places: Vec<u32>,
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
        let roles: Vec<Role> = entity
            .into_iter()
            .flat_map(|entity| &entity.roles)
            .map(|role| Role::of(&role.role, names, rules))
            .collect();
        let named = |kind| {
            let mut features = Vec::new();
            for role in &roles {
                let words: Vec<&str> = role.key.split(' ').collect();
                for from in 0..words.len() {
                    for to in from + 1..words.len().min(from + BODY_WORDS) + 1 {
                        features.extend(names.find(&words[from..to].join(" "), kind).and_then(|name| {
                            let unit = units.by_name(name)?;
                            units.list[unit as usize].notes.first().map(|&note| contexts.feature(note))
                        }));
                    }
                }
            }
            features
        };
        let (bodies, places) = (named(EntityKind::Organization), named(EntityKind::Place));
        Self { roles, bodies, places }
    }

    /// Whether an article's roles and these are none of one office.
    fn is_another(&self, roles: &[Role]) -> bool {
        let has_one = |role: &Role| self.roles.iter().any(|other| role.has_one_office(other));
        !roles.is_empty() && !self.roles.is_empty() && !roles.iter().any(has_one)
    }

    /// What speaks for an article's bearer being this one, from its roles there and its company. One place has many offices.
    fn likeness(&self, roles: &[Role], company: &Profile) -> f32 {
        let has = |features: &[u32]| features.iter().any(|&feature| company.has(feature));
        let beside = has(&self.bodies) || (has(&self.places) && !self.is_another(roles));
        let pairs = roles.iter().flat_map(|role| self.roles.iter().map(move |other| (role, other)));
        pairs.map(|(role, other)| role.likeness(other)).fold(0.0, f32::max) + if beside { BODY_NAMED } else { 0.0 }
    }
}

/// A role, in words that can be compared.
struct Role {
    /// Its neutral key.
    key: String,
    /// The words that do not stand beside anybody's name.
    telling: Vec<String>,
    /// The words that say which office it is, and not where.
    office: Vec<String>,
}

impl Role {
    fn of(role: &str, names: &Names, rules: &NameRules) -> Self {
        let key = rules.neutral(role);
        let gazetteer = Gazetteer::embedded();
        let places = words_of_places(&key, names, &gazetteer);
        let is_place = |word: &str| places.contains(word) || gazetteer.uses(word).has(NameUses::TERRITORY);
        let is_office =
            |word: &str| rules.is_office(word) || (word.chars().count() > 3 && !rules.is_head(word) && !is_place(word));
        let words = |wanted: &dyn Fn(&str) -> bool| -> Vec<String> {
            key.split(' ').filter(|word| wanted(word)).map(str::to_owned).collect()
        };
        let telling = words(&|word| word.len() > 2 && !rules.is_title(word));
        let office = words(&is_office);
        Self { key, telling, office }
    }

    fn has_one_office(&self, other: &Self) -> bool {
        self.office.iter().any(|word| other.office.contains(word))
    }

    /// 1 for the same words, less for some of them, 0 for no more than the same place.
    fn likeness(&self, other: &Self) -> f32 {
        if self.key == other.key {
            return 1.0;
        }
        if !self.has_one_office(other) {
            return 0.0;
        }
        let shared = self.telling.iter().filter(|word| other.telling.contains(word)).count() as f32;
        shared / (self.telling.len().max(other.telling.len()).max(1) as f32)
    }
}

fn share_out(
    name: u32,
    files: &[u32],
    offices: &[Office],
    units: &mut Units,
    names: &Names,
    contexts: &Contexts<'_, '_>,
    rules: &NameRules,
) {
    let Some(unit) = units.by_name(name) else { return };
    let notes = units.list[unit as usize].notes.clone();
    let mut shares: Vec<Vec<u32>> = vec![Vec::new(); files.len()];
    let mut left = Vec::new();
    for &note in &notes {
        let roles: Vec<Role> =
            roles_of(contexts.notes(), note).into_iter().map(|role| Role::of(role, names, rules)).collect();
        let company = contexts.profile(&[note]);
        let scores: Vec<f32> = offices.iter().map(|office| office.likeness(&roles, &company)).collect();
        match only_best(&scores, 0.0) {
            Some(file) => shares[file].push(note),
            None => left.push((note, roles)),
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
    for (note, roles) in left {
        let own = contexts.profile(&[note]);
        let company = |(office, profile): (&Office, &Profile)| {
            if office.is_another(&roles) {
                contexts.support_beyond_places(&own, profile).score
            } else {
                contexts.support(&own, profile).score
            }
        };
        let scores: Vec<f32> = offices.iter().zip(&profiles).map(company).collect();
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

/// The index of the largest score above `floor`, if no other comes near it.
fn only_best(scores: &[f32], floor: f32) -> Option<usize> {
    let best = (0..scores.len()).max_by(|&a, &b| scores[a].total_cmp(&scores[b]).then_with(|| b.cmp(&a)))?;
    let clear = scores.iter().enumerate().all(|(at, score)| at == best || score * 1.5 <= scores[best]);
    (scores[best] > floor && clear).then_some(best)
}
