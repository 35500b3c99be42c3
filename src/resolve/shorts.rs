//! Turns short forms of names (`PBB`, `Jokowi`, `Assad`) into links to the full name that they can mean.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::cluster::Clusters;
use super::compare::{Claim, ONE_OF_MANY, Relation, is_short_for, needed, relation};
use super::context::{Contexts, Profile, Support};
use super::doubts::{Hunch, Reason};
use super::names::Names;
use super::units::Units;
use super::vetoes::{self, FullNames};
use crate::model::{DoubtKind, EntityKind};

/// Longest list of full names with one word that is looked through.
const CROWD: usize = 300;
/// Shortest folded one-word name, in bytes, that is looked for in other spellings (Soeharto, Suharto).
const LONG_WORD: usize = 6;

/// Short → full → articles that use both for one entity.
pub(super) type Definitions = FxHashMap<u32, Vec<(u32, u32)>>;

/// What short forms are compared with.
pub(super) struct Shorts<'s, 'n, 'a> {
    pub units: &'s Units,
    pub names: &'s Names,
    pub contexts: &'s Contexts<'n, 'a>,
    pub definitions: &'s Definitions,
    /// Folded word → units of persons' names of several words that contain it.
    pub by_word: &'s FxHashMap<String, Vec<u32>>,
    profiles: FxHashMap<u32, Profile>,
    full_names: FullNames,
    /// Folded one-word names of persons that are spelled in several ways → units.
    spellings: FxHashMap<&'s str, Vec<u32>>,
}

/// Folded words of persons' names of several words → their units.
pub(super) fn index_words(units: &Units, names: &Names) -> FxHashMap<String, Vec<u32>> {
    let mut by_word: FxHashMap<String, Vec<u32>> = FxHashMap::default();
    for (at, unit) in units.list.iter().enumerate().filter(|(_, unit)| unit.kind == EntityKind::Person) {
        let Some(name) = units.name(at as u32).map(|name| names.get(name)) else { continue };
        if name.is_one_word() || unit.notes.is_empty() {
            continue;
        }
        for word in name.folded.split(' ') {
            match by_word.get_mut(word) {
                Some(list) if list.last() == Some(&(at as u32)) => {}
                Some(list) => list.push(at as u32),
                None => {
                    by_word.insert(word.to_owned(), vec![at as u32]);
                }
            }
        }
    }
    by_word
}

/// One full name that a short form may mean.
struct Candidate {
    unit: u32,
    defined: u32,
    support: Support,
    relation: Relation,
    needed: f32,
}

impl<'s, 'n, 'a> Shorts<'s, 'n, 'a> {
    pub fn new(
        units: &'s Units,
        names: &'s Names,
        contexts: &'s Contexts<'n, 'a>,
        definitions: &'s Definitions,
        by_word: &'s FxHashMap<String, Vec<u32>>,
    ) -> Self {
        Self {
            units,
            names,
            contexts,
            definitions,
            by_word,
            profiles: FxHashMap::default(),
            full_names: FullNames::default(),
            spellings: spellings(units, names),
        }
    }

    /// Joins every unit whose name is short for exactly one other, and says what was doubtful about it.
    pub fn join(&mut self, clusters: &mut Clusters) -> Vec<Hunch> {
        let mut hunches = Vec::new();
        // Longer names first: `Bambang Yudhoyono` finds its full name before `Yudhoyono` looks for one.
        let mut order: Vec<u32> = (0..self.units.list.len() as u32)
            .filter(|&unit| self.units.name(unit).is_some() && !self.units.list[unit as usize].notes.is_empty())
            .collect();
        let words = |unit: u32| self.units.name(unit).map_or(0, |name| self.names.get(name).words());
        // Of equally long ones the more frequent: `Fahri Hamzah` before words glued to it by mistake.
        let articles = |unit: u32| self.units.list[unit as usize].notes.len();
        order.sort_by_key(|&unit| (Reverse(words(unit)), Reverse(articles(unit)), unit));
        self.full_names = FullNames::collect(self.units, self.names, clusters);
        for unit in order {
            if self.units.list[unit as usize].address.is_none() {
                self.join_one(unit, clusters, &mut hunches);
            }
        }
        hunches
    }

    fn join_one(&mut self, unit: u32, clusters: &mut Clusters, hunches: &mut Vec<Hunch>) {
        let mut candidates = self.candidates(unit, clusters);
        if candidates.is_empty() {
            return;
        }
        let total: u32 = candidates.iter().map(|one| one.defined).sum();
        let several = candidates.len() > 1;
        let name = self.names.get(self.units.list[unit as usize].name);
        let articles = |unit: u32| self.units.list[unit as usize].notes.len() as u32;
        for candidate in &mut candidates {
            candidate.relation = relation(name, self.names.get(self.units.list[candidate.unit as usize].name));
            let claim = Claim {
                relation: candidate.relation,
                defined: candidate.defined,
                total,
                alone: articles(unit),
                full: articles(candidate.unit),
                several,
            };
            candidate.needed = needed(name, claim);
        }
        candidates.sort_by(|a, b| {
            let surplus = |one: &Candidate| one.support.score - one.needed;
            surplus(b).total_cmp(&surplus(a)).then_with(|| b.defined.cmp(&a.defined)).then_with(|| a.unit.cmp(&b.unit))
        });
        let best = &candidates[0];
        let reason = |candidate: &Candidate| Reason {
            support: candidate.support.clone(),
            defined: candidate.defined,
            rivals: candidates.len() - 1,
        };
        let clear = candidates.get(1).is_none_or(|second| {
            second.support.score < second.needed
                || second.support.score * 2.0 <= best.support.score && best.defined >= second.defined
        });
        let enough = best.support.score >= best.needed;
        let vetoed = enough
            && name.kind == EntityKind::Person
            && (best.defined == 0
                && vetoes::named_side_by_side(self.contexts.notes(), self.units, unit, best.unit, clusters)
                || best.relation == Relation::Part && !self.full_names.agree(best.unit, unit, self.names, clusters));
        if enough
            && clear
            && !vetoed
            && self.full_names.join(best.unit, unit, best.relation == Relation::Other, clusters)
        {
            if best.support.score < ONE_OF_MANY && best.defined < 2 {
                hunches.push(Hunch { kind: DoubtKind::Merge, a: best.unit, b: unit, reason: reason(best) });
            }
        } else if best.support.score * 2.0 >= best.needed && clusters.apart(best.unit, unit).is_empty() {
            hunches.push(Hunch { kind: DoubtKind::Split, a: best.unit, b: unit, reason: reason(best) });
        }
    }

    /// The clusters whose full name `unit`'s name may be short for, each once.
    fn candidates(&mut self, unit: u32, clusters: &mut Clusters) -> Vec<Candidate> {
        let name_id = self.units.list[unit as usize].name;
        let name = self.names.get(name_id);
        let own = clusters.root(unit);
        // Cluster → (articles that define it, its unit).
        let mut found: BTreeMap<u32, (u32, Vec<u32>)> = BTreeMap::new();
        for &(full, count) in self.definitions.get(&name_id).into_iter().flatten() {
            // Elsewhere the other name may be the one that the article gives first.
            let turned = self.definitions.get(&full).into_iter().flatten().find(|(other, _)| *other == name_id);
            let count = count + turned.map_or(0, |(_, count)| *count);
            let mut first = true;
            for full_unit in self.units.all_by_name(full) {
                let entry = found.entry(clusters.root(full_unit)).or_default();
                // Of a divided name nobody knows which one was defined.
                entry.0 += if first { count } else { 0 };
                entry.1.push(full_unit);
                first = false;
            }
        }
        if name.kind == EntityKind::Person && name.is_one_word() {
            for &other in self.spellings.get(name.folded.as_str()).into_iter().flatten() {
                if self.units.list[other as usize].name != name_id {
                    found.entry(clusters.root(other)).or_default().1.push(other);
                }
            }
        }
        if name.kind == EntityKind::Person {
            let rarest = name
                .folded
                .split(' ')
                .filter(|word| word.chars().count() > 2)
                .filter_map(|word| self.by_word.get(word))
                .min_by_key(|list| list.len());
            if let Some(list) = rarest.filter(|list| list.len() <= CROWD) {
                for &full_unit in list {
                    let full = self.names.get(self.units.list[full_unit as usize].name);
                    if full.words() > name.words()
                        && vetoes::same_lineage(name, full, self.names)
                        && is_short_for(&name.folded, &full.folded)
                    {
                        found.entry(clusters.root(full_unit)).or_default().1.push(full_unit);
                    }
                }
            }
        }
        found.remove(&own);
        if found.is_empty() {
            return Vec::new();
        }
        let profile = self.contexts.profile(&self.units.list[unit as usize].notes);
        found
            .into_values()
            .map(|(defined, mut units)| {
                units.sort_unstable();
                units.dedup();
                let best = units
                    .iter()
                    .map(|&full| (full, self.support(&profile, full)))
                    .max_by(|a, b| a.1.score.total_cmp(&b.1.score).then_with(|| b.0.cmp(&a.0)));
                let (unit, support) = best.unwrap_or((own, Support::default()));
                Candidate { unit, defined, support, relation: Relation::Other, needed: f32::MAX }
            })
            .collect()
    }

    fn support(&mut self, profile: &Profile, full: u32) -> Support {
        let contexts = self.contexts;
        let units = self.units;
        let own = self.profiles.entry(full).or_insert_with(|| contexts.profile(&units.list[full as usize].notes));
        contexts.support(profile, own)
    }
}

fn spellings<'s>(units: &Units, names: &'s Names) -> FxHashMap<&'s str, Vec<u32>> {
    let mut spellings: FxHashMap<&str, Vec<u32>> = FxHashMap::default();
    for (at, unit) in units.list.iter().enumerate().filter(|(_, unit)| unit.kind == EntityKind::Person) {
        let Some(name) = units.name(at as u32).map(|name| names.get(name)) else { continue };
        if name.is_one_word() && name.folded.len() >= LONG_WORD && !unit.notes.is_empty() {
            spellings.entry(&name.folded).or_default().push(at as u32);
        }
    }
    spellings
        .retain(|_, list| list.iter().any(|&unit| units.list[unit as usize].name != units.list[list[0] as usize].name));
    spellings
}

/// The definitions as a table by short form.
pub(super) fn table(counts: FxHashMap<(u32, u32), u32>) -> Definitions {
    let mut definitions: Definitions = FxHashMap::default();
    for ((short, full), count) in counts {
        definitions.entry(short).or_default().push((full, count));
    }
    for list in definitions.values_mut() {
        list.sort_unstable();
    }
    definitions
}
