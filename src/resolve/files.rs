//! Turns curated files into units: each article's bearer of a name goes to the file whose office or company it shares.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::compare::is_acronym;
use super::context::{Contexts, Contradiction, Profile, words_of_places};
use super::entities::roles_of;
use super::judgements::{Decisions, Desk};
use super::names::Names;
use super::namesakes::{self, STRAY};
use super::normalize::NameRules;
use super::references::is_one_of_several;
use super::shorts;
use super::units::Units;
use crate::lang::{Gazetteer, NameUses};
use crate::model::{Article, CuratedEntity, EntityKind, Judgement};
use crate::slug::slug;

/// What it counts for that an article names the body or place in which a file's entity holds office.
const BODY_NAMED: f32 = 0.4;
/// Longest name of such a body, in words.
const BODY_WORDS: usize = 6;
/// Support that makes a note without office one of a file's.
const ENOUGH: f32 = 0.3;
/// What it counts for that one role is short for another.
const IN_SHORT: f32 = 0.9;
/// How much better the best must be than all others.
const CLEAR: f32 = 1.5;

/// Gives the notes of each name that several curated files bear to those files, as far as offices and company tell.
/// A name that one file bears is that file's anywhere in the archive, unless articles tell several bearers of it apart and
/// it does not stand under `also`. Gives the names of which others keep a part, each with the file.
pub(super) fn divide(
    judgements: &[Judgement],
    units: &mut Units,
    desk: &Desk<'_, '_, '_>,
    decisions: &mut Decisions,
) -> Vec<(u32, u32)> {
    let (curated, names, contexts, rules) = (desk.curated, desk.names, desk.contexts, desk.rules);
    let mut bearers: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    let mut apart = Vec::new();
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
    let by_word = if bearers.is_empty() { FxHashMap::default() } else { shorts::index_words(units, names) };
    for (name, files) in bearers {
        if let [file] = files.as_slice() {
            match of_one_file(name, *file, judgements, units, desk, decisions, &by_word) {
                Share::Whole => {
                    decisions.whole.insert(name);
                }
                Share::Open => {}
                Share::Recorded => {
                    decisions.others.insert(name);
                }
                Share::Part(notes) => {
                    if let (Some(unit), false) = (units.by_name(name), notes.is_empty()) {
                        let address = units.list[*file as usize].address.as_deref().map(slug);
                        units.divide(unit, notes, address);
                    }
                    decisions.others.insert(name);
                    apart.push((name, *file));
                }
            }
        } else if names.get(name).kind == EntityKind::Person || units.by_name(name).is_some() {
            let offices: Vec<Office> =
                files.iter().map(|&file| Office::of(file, curated, units, names, contexts, rules)).collect();
            share_out(name, &files, &offices, units, names, contexts, rules);
            decisions.decided.insert(name);
        }
    }
    apart
}

/// What is to be kept apart of the names of which others than a file keep a part: the file's unit and theirs. Who has a
/// one-word name may still turn out to be somebody with a full one.
pub(super) fn parts_apart(apart: &[(u32, u32)], units: &Units, names: &Names) -> Vec<(u32, Vec<u32>)> {
    let is_full = |name: u32| names.get(name).kind == EntityKind::Person && !names.get(name).is_one_word();
    let full = apart.iter().filter(|(name, _)| is_full(*name));
    let parts = |&(name, file): &(u32, u32)| {
        let own = units.by_name(name)?;
        Some((own, std::iter::once(file).chain(units.all_by_name(name)).collect()))
    };
    full.filter_map(parts).collect()
}

/// What of a name is its only file's.
enum Share {
    /// All of it.
    Whole,
    /// All that nobody else turns out to have.
    Open,
    /// What the book of addresses knows there.
    Recorded,
    /// These notes.
    Part(Vec<u32>),
}

fn of_one_file(
    name: u32,
    file: u32,
    judgements: &[Judgement],
    units: &Units,
    desk: &Desk<'_, '_, '_>,
    decisions: &Decisions,
    by_word: &FxHashMap<String, Vec<u32>>,
) -> Share {
    let (names, contexts, rules) = (desk.names, desk.contexts, desk.rules);
    let own = &units.list[file as usize];
    let is_recorded = own.address.as_ref().is_some_and(|address| is_one_of_several(own.kind, address, desk));
    let all = if is_recorded { Share::Open } else { Share::Whole };
    let is_main =
        |entity: &CuratedEntity| names.find(&rules.key(&entity.name, entity.kind).exact, entity.kind) == Some(name);
    let is_settled = decisions.whole.contains(&name) || decisions.decided.contains(&name);
    let Some(unit) = units.by_name(name) else { return all };
    if is_settled || !own.curated.and_then(|at| desk.curated.get(at)).is_some_and(is_main) {
        return all;
    }
    let Some(same) = decisions.same_as(file, name, judgements, units) else { return Share::Open };
    let bears = |note: &u32| units.name_of_note[*note as usize] == name;
    let given: BTreeSet<u32> =
        same.iter().chain([&file]).flat_map(|&one| &units.list[one as usize].notes).copied().filter(bears).collect();
    let open = &units.list[unit as usize].notes;
    let notes: BTreeSet<u32> = open.iter().chain(&given).copied().collect();
    let notes: Vec<u32> = notes.into_iter().collect();
    let parts: Vec<Part> = namesakes::parts(names.get(name), &notes, units, names, contexts, by_word)
        .into_iter()
        .map(|notes| Part {
            roles: roles_in(&notes, contexts, names, rules),
            company: contexts.profile(&notes),
            is_given: notes.iter().any(|note| given.contains(note)),
            notes,
        })
        .collect();
    if parts.len() < 2 {
        return all;
    }
    if is_recorded {
        return Share::Recorded;
    }
    let office = Office::of(file, desk.curated, units, names, contexts, rules);
    let share: BTreeSet<u32> =
        office.own(&parts, contexts).into_iter().flat_map(|at| &parts[at].notes).copied().collect();
    let share: Vec<u32> = open.iter().copied().filter(|note| share.contains(note)).collect();
    if share.len() == open.len() { Share::Whole } else { Share::Part(share) }
}

/// The notes of one of several people whom articles tell apart by one name.
struct Part {
    notes: Vec<u32>,
    /// The roles that they print.
    roles: Vec<Role>,
    company: Profile,
    /// A person wrote whose some of them are.
    is_given: bool,
}

/// The roles that notes print, each once.
fn roles_in(notes: &[u32], contexts: &Contexts<'_, '_>, names: &Names, rules: &NameRules) -> Vec<Role> {
    let printed: BTreeSet<&str> = notes.iter().flat_map(|&note| roles_of(contexts.notes(), note)).collect();
    printed.into_iter().map(|role| Role::of(role, names, rules)).collect()
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
        let mut roles: Vec<Role> = entity
            .into_iter()
            .flat_map(|entity| &entity.roles)
            .map(|role| Role::of(&role.role, names, rules))
            .collect();
        // `irwandi-fotografer.md`
        let tail = entity.and_then(|entity| entity.address.strip_prefix(&slug(&entity.name))?.strip_prefix('-'));
        if let Some(tail) = tail.filter(|_| roles.is_empty()) {
            roles.push(Role::of(&tail.replace('-', " "), names, rules));
        }
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

    /// The parts of a name that are this one's: those with its roles and those that a person gave it; else, of those without
    /// a role (of all, if it has none), the only one, the one beside its bodies or places, or one that is by far the largest.
    fn own(&self, parts: &[Part], contexts: &Contexts<'_, '_>) -> BTreeSet<usize> {
        let mut own: BTreeSet<usize> = (0..parts.len()).filter(|&at| parts[at].is_given).collect();
        for role in &self.roles {
            let fit = |part: &Part| part.roles.iter().map(|other| role.fit(other)).fold(0.0, f32::max);
            let fits: Vec<f32> = parts.iter().map(fit).collect();
            let best = fits.iter().copied().fold(0.0, f32::max);
            let alike: Vec<usize> = (0..parts.len()).filter(|&at| fits[at] > 0.0 && fits[at] * CLEAR > best).collect();
            let contradicts = |a: usize, b: usize| {
                contexts.contradiction(&parts[a].company, &parts[b].company) == Contradiction::Strong
            };
            if !alike.iter().enumerate().any(|(at, &a)| alike[at + 1..].iter().any(|&b| contradicts(a, b))) {
                own.extend(alike);
            }
        }
        if !own.is_empty() {
            return own;
        }
        let may_be = |part: &Part| self.roles.is_empty() || part.roles.is_empty();
        let open: Vec<usize> = (0..parts.len()).filter(|&at| may_be(&parts[at])).collect();
        let beside: Vec<f32> = open.iter().map(|&at| self.likeness(&[], &parts[at].company)).collect();
        let size = |at: usize| parts[at].notes.len();
        let is_main = |&&at: &&usize| open.iter().all(|&other| other == at || size(at) >= STRAY * size(other));
        let one = only_best(&beside, 0.0).map(|at| &open[at]).or_else(|| open.iter().find(is_main));
        one.copied().into_iter().collect()
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
    /// All words that say something.
    words: Vec<String>,
    /// Those that offices, bodies and places of others do not begin with.
    own: Vec<String>,
}

impl Role {
    fn of(role: &str, names: &Names, rules: &NameRules) -> Self {
        let key = rules.neutral(role);
        let gazetteer = Gazetteer::embedded();
        let places = words_of_places(&key, names, &gazetteer);
        let is_place = |word: &str| places.contains(word) || gazetteer.uses(word).has(NameUses::TERRITORY);
        let is_office =
            |word: &str| rules.is_office(word) || (word.chars().count() > 3 && !rules.is_head(word) && !is_place(word));
        let says = |word: &str| word.len() > 2 && !rules.is_function_word(word);
        let is_frame = |word: &str| rules.is_office(word) || rules.is_head(word) || rules.is_title(word);
        let words = |wanted: &dyn Fn(&str) -> bool| -> Vec<String> {
            key.split(' ').filter(|word| wanted(word)).map(str::to_owned).collect()
        };
        let telling = words(&|word| says(word) && !rules.is_title(word));
        let office = words(&|word| says(word) && is_office(word));
        let own = words(&|word| says(word) && !is_frame(word));
        let words = words(&says);
        Self { key, telling, office, words, own }
    }

    fn has_one_office(&self, other: &Self) -> bool {
        self.office.iter().any(|word| other.office.contains(word))
    }

    /// How well two roles are one office told in more or fewer words: 1 for the same ones, 0 where most of the shorter one,
    /// or all that is its own, is not in the other.
    fn fit(&self, other: &Self) -> f32 {
        if self.key == other.key {
            return 1.0;
        }
        if is_acronym(&self.key, &other.key) || is_acronym(&other.key, &self.key) {
            return IN_SHORT;
        }
        let shared = |own: &[String], others: &[String]| own.iter().filter(|word| others.contains(word)).count();
        let both = shared(&self.words, &other.words);
        let is_elsewhere = !self.own.is_empty() && !other.own.is_empty() && shared(&self.own, &other.own) == 0;
        if is_elsewhere || both * 2 <= self.words.len().min(other.words.len()) {
            return 0.0;
        }
        both as f32 / self.words.len().max(other.words.len()) as f32
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
    let clear = scores.iter().enumerate().all(|(at, score)| at == best || score * CLEAR <= scores[best]);
    (scores[best] > floor && clear).then_some(best)
}
