//! Turns short forms of names (`PBB`, `Jokowi`, `Assad`) into links to the full name that they can mean.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::candidates::is_part;
use super::cluster::Clusters;
use super::context::{Contexts, Profile, Support};
use super::doubts::{Hunch, Reason};
use super::names::{Name, Names};
use super::units::Units;
use super::vetoes;
use crate::model::{DoubtKind, EntityKind};

/// Longest list of full names with one word that is looked through.
const CROWD: usize = 300;
/// Support that a short form needs where several full names could be meant.
const ONE_OF_MANY: f32 = 1.0;
/// Support that it needs where only one could.
const THE_ONLY: f32 = 0.5;
/// Share of the articles that define a short form which its main bearer must have, in tenths.
const MAIN_BEARER: u32 = 9;

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
        Self { units, names, contexts, definitions, by_word, profiles: FxHashMap::default() }
    }

    /// Joins every unit whose name is short for exactly one other, and says what was doubtful about it.
    pub fn join(&mut self, clusters: &mut Clusters) -> Vec<Hunch> {
        let mut hunches = Vec::new();
        // Longer names first: `Bambang Yudhoyono` finds its full name before `Yudhoyono` looks for one.
        let mut order: Vec<u32> = (0..self.units.list.len() as u32)
            .filter(|&unit| self.units.name(unit).is_some() && !self.units.list[unit as usize].notes.is_empty())
            .collect();
        let words = |unit: u32| self.units.name(unit).map_or(0, |name| self.names.get(name).words());
        order.sort_by_key(|&unit| (Reverse(words(unit)), unit));
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
        for candidate in &mut candidates {
            candidate.needed = needed(name, candidate.defined, total, several, self.is_part_of(name, candidate.unit));
        }
        candidates.sort_by(|a, b| {
            (b.support.score - b.needed).total_cmp(&(a.support.score - a.needed)).then_with(|| a.unit.cmp(&b.unit))
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
            && best.defined == 0
            && vetoes::named_side_by_side(self.contexts.notes(), self.units, unit, best.unit, clusters);
        if enough && clear && !vetoed && clusters.join(best.unit, unit) {
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
            let mut first = true;
            for full_unit in self.units.all_by_name(full) {
                let entry = found.entry(clusters.root(full_unit)).or_default();
                // Of a divided name nobody knows which one was defined.
                entry.0 += if first { count } else { 0 };
                entry.1.push(full_unit);
                first = false;
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
                Candidate { unit, defined, support, needed: f32::MAX }
            })
            .collect()
    }

    fn support(&mut self, profile: &Profile, full: u32) -> Support {
        let contexts = self.contexts;
        let units = self.units;
        let own = self.profiles.entry(full).or_insert_with(|| contexts.profile(&units.list[full as usize].notes));
        contexts.support(profile, own)
    }

    fn is_part_of(&self, name: &Name, full: u32) -> bool {
        is_part(&name.folded, &self.names.get(self.units.list[full as usize].name).folded)
    }
}

/// How much support it takes to join a short form to one of its full names.
fn needed(name: &Name, defined: u32, total: u32, several: bool, is_part: bool) -> f32 {
    let main = defined * 10 >= total * MAIN_BEARER;
    if name.kind != EntityKind::Person {
        // An acronym means what the archive says it means.
        return if main && defined > 0 { 0.0 } else { ONE_OF_MANY };
    }
    if !name.is_one_word() {
        return match (defined, several) {
            (1.., _) if main => 0.0,
            (_, false) => THE_ONLY,
            _ => ONE_OF_MANY,
        };
    }
    match defined {
        // A nickname that is no part of the name can hardly mean anybody else.
        2.. if main && !is_part => 0.0,
        10.. if main => 0.1,
        3.. if main => 0.25,
        _ if several => ONE_OF_MANY,
        _ => THE_ONLY,
    }
}

/// Whether `short` is made of words of `full` in their order, initials standing for words (`bj habibi`).
fn is_short_for(short: &str, full: &str) -> bool {
    let full: Vec<&str> = full.split(' ').collect();
    let mut at = 0;
    let mut whole_words = 0;
    for word in short.split(' ') {
        if let Some(found) = full[at..].iter().position(|other| *other == word) {
            at += found + 1;
            whole_words += 1;
            continue;
        }
        // One to three letters may be initials of as many words.
        let letters: Vec<char> = word.chars().collect();
        if letters.len() > 3 || at + letters.len() > full.len() {
            return false;
        }
        let initials =
            full[at..at + letters.len()].iter().zip(&letters).all(|(word, letter)| word.starts_with(*letter));
        if !initials {
            return false;
        }
        at += letters.len();
    }
    whole_words > 0
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_and_initials_are_short_for_a_name() {
        assert!(is_short_for("bambang yudoyono", "susilo bambang yudoyono"));
        assert!(is_short_for("bj habibi", "bacharudin jusuf habibi"));
        assert!(is_short_for("m rio", "muhamad rio"));
        assert!(!is_short_for("m r", "muhamad rio"));
        assert!(!is_short_for("rio muhamad", "muhamad rio"));
        assert!(!is_short_for("k rio", "muhamad rio"));
    }
}
