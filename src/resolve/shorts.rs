//! Turns short forms of names (`PBB`, `Jokowi`, `Assad`) into links to the full name that they can mean.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::cluster::Clusters;
use super::compare::{
    Claim, NEVER, ONE_OF_MANY, Relation, THE_ONLY, are_compatible, ends_with_initial, have_same_ends, is_abridged,
    is_headless, is_initialed, needed, relation, share_inner_word,
};
use super::context::{Contexts, Profile, Support, TITLED};
use super::doubts::{Hunch, Reason};
use super::entities::roles_of;
use super::names::{Name, Names};
use super::normalize::NameRules;
use super::slips::{self, Gaps};
use super::units::Units;
use super::vetoes::{self, FullNames};
use crate::model::{DoubtKind, EntityKind};

/// The unit of a full name, how many articles say that it is meant, and whether the roles do.
type Meant = (u32, u32, bool);

/// Longest list of full names with one word that is looked through.
const CROWD: usize = 300;
/// Shortest folded one-word name, in bytes, that is looked for in other spellings (Soeharto, Suharto).
const LONG_WORD: usize = 6;

/// How many times likelier the one meant must be than the next.
const CLEARLY: f32 = 3.0;

/// Short → full → articles that use both for one entity.
pub(super) type Definitions = FxHashMap<u32, Vec<(u32, u32)>>;

/// What short forms are compared with.
pub(super) struct Shorts<'s, 'n, 'a> {
    pub units: &'s Units,
    pub names: &'s Names,
    pub contexts: &'s Contexts<'n, 'a>,
    pub definitions: &'s Definitions,
    pub rules: &'s NameRules,
    /// Folded word → units of persons' names of several words that contain it.
    pub by_word: &'s FxHashMap<String, Vec<u32>>,
    /// Folded one-word names of persons that are spelled in several ways → units.
    spellings: FxHashMap<&'s str, Vec<u32>>,
    /// Units of persons' names by what is left without one word.
    gaps: Gaps,
    /// First words of persons' full names, sorted, with their units; empty where nobody is called by initials.
    given: Vec<(&'s str, u32)>,
    /// Full name of a person → other full names, no part of it, that articles use for the same, with their number.
    second_names: Definitions,
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

/// Whether a one-word name of a person is part of nobody's longer name, lineage aside (`Neymar`, `Neymar Jr`).
pub(super) fn is_whole(name: &Name, units: &Units, names: &Names, by_word: &FxHashMap<String, Vec<u32>>) -> bool {
    let bearers = by_word.get(&name.folded).map_or(&[][..], Vec::as_slice);
    bearers.len() <= BEARERS && bearers.iter().all(|&unit| is_lineage_of(units.name(unit), name, names))
}

fn is_lineage_of(full: Option<u32>, name: &Name, names: &Names) -> bool {
    let rest = full.and_then(|full| names.get(full).exact.strip_prefix(&*name.exact));
    rest.is_some_and(|rest| rest.split_whitespace().all(|word| names.is_lineage(word)))
}

/// Links of one-word names of at least `famous` notes to the same names with a word of lineage, where nobody else bears
/// them: `Neymar Jr` is `Neymar`, `Donald Trump Jr` is not `Trump`.
pub(super) fn lineage_links(
    units: &Units,
    names: &Names,
    by_word: &FxHashMap<String, Vec<u32>>,
    famous: usize,
) -> Vec<(u32, u32)> {
    let mut links = Vec::new();
    for (at, unit) in units.list.iter().enumerate().filter(|(_, unit)| unit.notes.len() >= famous) {
        let Some(name) = units.name(at as u32).map(|name| names.get(name)) else { continue };
        if unit.kind == EntityKind::Person && name.is_one_word() && is_whole(name, units, names, by_word) {
            links.extend(by_word.get(&name.folded).into_iter().flatten().map(|&full| (at as u32, full)));
        }
    }
    links
}

/// A unit of a full name that a short form may mean, before anything is joined.
struct Lead {
    unit: u32,
    /// Articles that use both names for one.
    defined: u32,
    /// Roles end with the beginning of this name.
    begun: bool,
    support: Support,
}

/// How many notes of one name are read for the ends of their roles.
const ROLES: usize = 8;
/// How many bearers of a word are looked at.
const BEARERS: usize = 12;
/// Shortest word, in characters, that tells a person.
const TELLING_WORD: usize = 5;

/// A cluster that a short form may mean.
struct Candidate {
    unit: u32,
    defined: u32,
    /// As for a [`Lead`].
    begun: bool,
    support: Support,
    relation: Relation,
    needed: f32,
    /// Both names begin and end with the same words: `Anies Rasyid Baswedan`, `Anies Baswedan`.
    same_ends: bool,
}

impl Candidate {
    /// How likely this one is meant, beside others: how often articles mean it, times how well the company fits.
    /// Relatives keep one company; what articles mean by the name tells them apart.
    fn likelihood(&self) -> f32 {
        (self.defined as f32 + 0.2) * (self.support.score + 0.1)
    }
}

impl<'s, 'n, 'a> Shorts<'s, 'n, 'a> {
    pub fn new(
        units: &'s Units,
        names: &'s Names,
        contexts: &'s Contexts<'n, 'a>,
        definitions: &'s Definitions,
        rules: &'s NameRules,
        by_word: &'s FxHashMap<String, Vec<u32>>,
    ) -> Self {
        let (spellings, gaps) = rayon::join(|| spellings(units, names), || slips::gaps(units, names));
        let second_names = second_names(definitions, names);
        let given = given_names(units, names);
        Self { units, names, contexts, definitions, rules, by_word, spellings, gaps, given, second_names }
    }

    /// Joins every unit whose name is short for exactly one other, and says what was doubtful about it.
    pub fn join(&self, clusters: &mut Clusters) -> Vec<Hunch> {
        // Longer names first: `Bambang Yudhoyono` finds its full name before `Yudhoyono` looks for one. Of equally long
        // ones the more frequent: `Fahri Hamzah` before words glued to it by mistake.
        let mut order: Vec<u32> = (0..self.units.list.len() as u32)
            .filter(|&unit| {
                let own = &self.units.list[unit as usize];
                (own.address.is_none() || own.is_parted) && !own.notes.is_empty()
            })
            .collect();
        order.sort_by_cached_key(|&unit| {
            let words = self.units.name(unit).map_or(0, |name| self.names.get(name).words());
            (Reverse(words), Reverse(self.units.list[unit as usize].notes.len()), unit)
        });
        let mut full_names = FullNames::collect(self.units, self.names, clusters);
        let mut hunches = Vec::new();
        for (unit, leads) in self.leads(&order) {
            self.join_one(unit, leads, clusters, &mut full_names, &mut hunches);
        }
        self.ask_look_alikes(clusters, &mut hunches);
        hunches
    }

    /// Names that differ in the vowels of one word stay apart; where both hold one office, somebody should look.
    fn ask_look_alikes(&self, clusters: &mut Clusters, hunches: &mut Vec<Hunch>) {
        let profile = |unit: u32| self.contexts.profile(&self.units.list[unit as usize].notes);
        for (a, b) in slips::look_alikes(self.units, self.names) {
            let is_asked = |hunch: &&Hunch| (hunch.a.min(hunch.b), hunch.a.max(hunch.b)) == (a.min(b), a.max(b));
            let is_open = clusters.root(a) != clusters.root(b) && clusters.apart(a, b).is_empty();
            if !is_open || hunches.iter().any(|hunch| is_asked(&hunch)) {
                continue;
            }
            let (own, other) = (profile(a), profile(b));
            if self.contexts.same_office(&own, &other) {
                let reason = Reason { support: self.contexts.support(&own, &other), ..Reason::default() };
                // The rarer of two spellings is in question.
                let notes = |unit: u32| self.units.list[unit as usize].notes.len();
                let (a, b) = if notes(a) < notes(b) { (b, a) } else { (a, b) };
                hunches.push(Hunch { kind: DoubtKind::Split, a, b, reason });
            }
        }
    }

    /// For each unit that may be short for something, what it may mean; in the order given.
    fn leads(&self, order: &[u32]) -> Vec<(u32, Vec<Lead>)> {
        let found: Vec<(u32, Vec<Meant>)> =
            order.par_iter().map(|&unit| (unit, self.look_for(unit))).filter(|(_, found)| !found.is_empty()).collect();
        let mut read: Vec<u32> = found
            .iter()
            .flat_map(|(unit, found)| std::iter::once(*unit).chain(found.iter().map(|(full, ..)| *full)))
            .collect();
        read.sort_unstable();
        read.dedup();
        let profiles: FxHashMap<u32, Profile> = read
            .par_iter()
            .map(|&unit| (unit, self.contexts.profile(&self.units.list[unit as usize].notes)))
            .collect::<Vec<_>>()
            .into_iter()
            .collect();
        found
            .into_par_iter()
            .map(|(unit, found)| {
                let leads = found.into_iter().map(|(full, defined, begun)| {
                    let mut support = self.contexts.support(&profiles[&unit], &profiles[&full]);
                    if self.is_titled(unit, full) {
                        support.score += TITLED;
                    }
                    Lead { unit: full, defined, begun, support }
                });
                (unit, leads.collect())
            })
            .collect()
    }

    /// The units of full names that `unit`'s name may be short for, each once, with the articles that say so and whether
    /// the roles do.
    fn look_for(&self, unit: u32) -> Vec<Meant> {
        let name_id = self.units.list[unit as usize].name;
        let name = self.names.get(name_id);
        let mut found: BTreeMap<u32, u32> = BTreeMap::new();
        let mut begun = Vec::new();
        for &(full, count) in self.definitions.get(&name_id).into_iter().flatten() {
            // Elsewhere the other name may be the one that the article gives first.
            let turned = self.definitions.get(&full).into_iter().flatten().find(|(other, _)| *other == name_id);
            let count = count + turned.map_or(0, |(_, count)| *count);
            // Of a divided name nobody knows which one was defined: the first one is the largest.
            for (at, full_unit) in self.units.all_by_name(full).enumerate() {
                *found.entry(full_unit).or_default() += if at == 0 { count } else { 0 };
            }
        }
        for &(other, count) in self.second_names.get(&name_id).into_iter().flatten() {
            if let Some(unit) = self.units.by_name(other) {
                *found.entry(unit).or_default() += count;
            }
        }
        if name.kind == EntityKind::Person {
            let spellings = self.spellings.get(name.folded.as_str()).into_iter().flatten();
            let others = spellings.filter(|&&other| self.units.list[other as usize].name != name_id);
            let fuller = self.fuller(name);
            // The rarer of two spellings is the slip.
            let rank = |unit: u32| (self.units.list[unit as usize].notes.len(), Reverse(unit));
            let slips = slips::find(name, &self.gaps, self.units, self.names).filter(|&other| rank(other) > rank(unit));
            let initialed = self.initialed(name);
            for full_unit in others.chain(fuller.iter()).chain(&initialed).copied().chain(slips) {
                found.entry(full_unit).or_default();
            }
            begun = self.begun_in_roles(unit, name);
            for &full_unit in &begun {
                *found.entry(full_unit).or_default() += 1;
            }
        }
        found.remove(&unit);
        let spoken_of = found.into_iter().filter(|(full, _)| !self.units.list[*full as usize].notes.is_empty());
        spoken_of.map(|(full, count)| (full, count, begun.contains(&full))).collect()
    }

    /// Whether the titles of a person's articles have the full name of which the text has one word.
    fn is_titled(&self, unit: u32, full: u32) -> bool {
        let (own, full) = (&self.units.list[unit as usize], &self.units.list[full as usize]);
        let (name, full) = (self.names.get(own.name), self.names.get(full.name));
        name.kind == EntityKind::Person
            && name.is_one_word()
            && !full.is_one_word()
            && is_abridged(name, full)
            && self.contexts.titled(&own.notes, &full.exact)
    }

    /// Units whose name begins with a word that an article has at the end of the role (`Wakil Ketua Dewan Laode`, of
    /// `M Syarif`), one for each note that has.
    fn begun_in_roles(&self, unit: u32, name: &Name) -> Vec<u32> {
        let mut found = Vec::new();
        let notes = self.contexts.notes();
        for &note in self.units.list[unit as usize].notes.iter().take(ROLES) {
            for role in roles_of(notes, note) {
                let neutral = self.rules.neutral(role);
                let Some((before, word)) = neutral.rsplit_once(' ') else { continue };
                let folded = self.rules.fold_word(word);
                if before.is_empty() || self.rules.is_title(word) || !self.by_word.contains_key(&folded) {
                    continue;
                }
                let exact = format!("{word} {}", name.exact);
                let folded_whole = format!("{folded} {}", name.folded);
                let whole = Name { kind: name.kind, exact, folded: folded_whole, double: false };
                let bearers = self.by_word[&folded].iter().take(CROWD).copied();
                found.extend(bearers.filter(|&other| {
                    let full = self.names.get(self.units.list[other as usize].name);
                    other != unit && (full.folded == whole.folded || is_abridged(&whole, full))
                }));
            }
        }
        found
    }

    /// Units of the names that a given name with initials stands for (`Alex W`).
    fn initialed(&self, name: &Name) -> Vec<u32> {
        if !ends_with_initial(name) {
            return Vec::new();
        }
        let given = name.folded.split(' ').next().unwrap_or_default();
        let alike = &self.given[self.given.partition_point(|(word, _)| *word < given)..];
        let mut alike = alike.iter().take_while(|(word, _)| word.starts_with(given));
        let list: Vec<u32> = alike.by_ref().take(CROWD).map(|(_, unit)| *unit).collect();
        if alike.next().is_some() {
            return Vec::new();
        }
        let full = |unit: &u32| &self.names.get(self.units.list[*unit as usize].name).folded;
        list.into_iter().filter(|unit| is_initialed(&name.folded, full(unit))).collect()
    }

    /// Units of longer names that contain all words of a person's name.
    fn fuller(&self, name: &Name) -> Vec<u32> {
        let words = name.folded.split(' ').filter(|word| word.chars().count() > 2);
        let rarest = words.filter_map(|word| self.by_word.get(word)).min_by_key(|list| list.len());
        let Some(list) = rarest.filter(|list| list.len() <= CROWD) else { return Vec::new() };
        let is_fuller = |&&unit: &&u32| {
            let full = self.names.get(self.units.list[unit as usize].name);
            (full.words(), full.folded.len()) > (name.words(), name.folded.len())
                && is_abridged(name, full)
                && vetoes::same_lineage(name, full, self.names)
        };
        list.iter().filter(is_fuller).copied().collect()
    }

    fn join_one(
        &self,
        unit: u32,
        leads: Vec<Lead>,
        clusters: &mut Clusters,
        full_names: &mut FullNames,
        hunches: &mut Vec<Hunch>,
    ) {
        let name = self.names.get(self.units.list[unit as usize].name);
        let candidates = self.candidates(unit, leads, clusters);
        let Some(best) = candidates.first() else { return };
        let reason = Reason { support: best.support.clone(), defined: best.defined, rivals: candidates.len() - 1 };
        // `Ilham A Habibie` is no rival of `Ilham Akbar Habibie`.
        let full = |candidate: &Candidate| self.names.get(self.units.list[candidate.unit as usize].name);
        let rival = candidates
            .iter()
            .skip(1)
            .find(|other| (other.same_ends || !best.same_ends) && !are_compatible(full(best), full(other)));
        let clear = rival.is_none_or(|second| {
            second.likelihood() * CLEARLY <= best.likelihood() || second.support.score < second.needed
        });
        let enough = best.support.score >= best.needed;
        let vetoed = enough
            && name.kind == EntityKind::Person
            && (best.defined == 0
                && best.needed > 0.0
                && !best.same_ends
                && (best.relation != Relation::Slip || best.needed >= ONE_OF_MANY)
                && vetoes::named_side_by_side(
                    self.contexts.notes(),
                    self.units,
                    self.names,
                    unit,
                    best.unit,
                    clusters,
                )
                || best.relation == Relation::Part && !full_names.agree(best.unit, unit, self.names, clusters));
        if enough && clear && !vetoed && full_names.join(best.unit, unit, best.relation == Relation::Other, clusters) {
            let is_sure = name.kind == EntityKind::Person && best.needed == 0.0;
            if best.support.score < ONE_OF_MANY && best.defined < 2 && !is_sure {
                hunches.push(Hunch { kind: DoubtKind::Merge, a: best.unit, b: unit, reason });
            }
        } else if (best.relation == Relation::Slip || best.support.score * 2.0 >= best.needed)
            && clusters.apart(best.unit, unit).is_empty()
        {
            hunches.push(Hunch { kind: DoubtKind::Split, a: best.unit, b: unit, reason });
        }
    }

    /// Whether a word of the name is none that many people bear.
    fn is_telling(&self, name: &Name) -> bool {
        telling_words(name, self.names).next().is_some()
    }

    /// Whether nobody in the archive but those of compatible names bears one of the telling words of `name`.
    fn is_rare(&self, name: &Name, full: &Name) -> bool {
        let own = |unit: &u32| {
            let other = self.names.get(self.units.list[*unit as usize].name);
            std::ptr::eq(other, name)
                || are_compatible(other, full)
                || !name.is_one_word() && are_compatible(other, name)
        };
        let only_own = |word: &str| {
            let bearers = self.by_word.get(word).map_or(&[][..], Vec::as_slice);
            bearers.len() <= BEARERS && bearers.iter().all(own)
        };
        name.kind == EntityKind::Person
            && if name.is_one_word() { only_own(&name.folded) } else { telling_words(name, self.names).any(only_own) }
    }

    /// `Bacharuddin Jusuf` is short for a name that begins like it, if there is one, not for one that ends like it; a
    /// ministry's directorate is not the ministry, although an article calls it so.
    fn drop_headless(&self, unit: u32, candidates: &mut Vec<Candidate>) {
        let own = &self.units.list[unit as usize];
        let name = self.names.get(own.name);
        if name.kind == EntityKind::Person && name.is_one_word() {
            return;
        }
        let headless = |candidate: &Candidate| {
            let full = &self.units.list[candidate.unit as usize];
            let weaker = match name.kind {
                EntityKind::Person => candidate.defined == 0,
                _ => own.notes.len() > full.notes.len(),
            };
            weaker && is_headless(name, self.names.get(full.name), self.names)
        };
        if name.kind != EntityKind::Person || candidates.iter().any(|candidate| !headless(candidate)) {
            candidates.retain(|candidate| !headless(candidate));
        }
    }

    /// The clusters that the leads belong to now, best first.
    fn candidates(&self, unit: u32, leads: Vec<Lead>, clusters: &mut Clusters) -> Vec<Candidate> {
        let own = clusters.root(unit);
        let name = self.names.get(self.units.list[unit as usize].name);
        // Of several names of one person the one speaks that the name is made from, and that is not longer at its
        // beginning.
        let rank = |unit: u32, support: &Support| {
            let full = self.names.get(self.units.list[unit as usize].name);
            let related = relation(name, full, self.names) != Relation::Other;
            (related, !is_headless(name, full, self.names), support.score)
        };
        let mut found: BTreeMap<u32, Candidate> = BTreeMap::new();
        for lead in leads {
            let root = clusters.root(lead.unit);
            if root == own {
                continue;
            }
            match found.get_mut(&root) {
                Some(candidate) => {
                    candidate.defined += lead.defined;
                    candidate.begun |= lead.begun;
                    if rank(lead.unit, &lead.support) > rank(candidate.unit, &candidate.support) {
                        candidate.unit = lead.unit;
                        candidate.support = lead.support;
                    }
                }
                None => {
                    let Lead { unit, defined, begun, support } = lead;
                    let candidate = Candidate {
                        unit,
                        defined,
                        begun,
                        support,
                        relation: Relation::Other,
                        needed: NEVER,
                        same_ends: false,
                    };
                    found.insert(root, candidate);
                }
            }
        }
        let mut candidates: Vec<Candidate> = found.into_values().collect();
        self.drop_headless(unit, &mut candidates);
        let total: u32 = candidates.iter().map(|one| one.defined).sum();
        let full = |candidate: &Candidate| self.names.get(self.units.list[candidate.unit as usize].name);
        let several = candidates
            .split_first()
            .is_some_and(|(first, others)| others.iter().any(|other| !are_compatible(full(first), full(other))));
        let articles = |unit: u32| self.units.list[unit as usize].notes.len() as u32;
        for candidate in &mut candidates {
            let full = self.names.get(self.units.list[candidate.unit as usize].name);
            candidate.relation = match relation(name, full, self.names) {
                Relation::Other if candidate.begun => Relation::Part,
                relation => relation,
            };
            candidate.same_ends = candidate.relation == Relation::Part && have_same_ends(name, full);
            let claim = Claim {
                relation: candidate.relation,
                defined: candidate.defined,
                total,
                alone: articles(unit),
                full: articles(candidate.unit),
                several,
                headless: is_headless(name, full, self.names),
                telling: self.is_telling(name) || is_same_in_initials(name, full),
                rare: self.is_rare(name, full),
                last: full.folded.rsplit(' ').next() == Some(name.folded.as_str()),
                surname: self.names.is_surname(name),
                shared: share_inner_word(name, full),
                office: candidate.support.same_office,
            };
            candidate.needed = needed(name, claim, self.names);
            // Of several who bear the short form, the one in that company.
            if self.units.list[unit as usize].is_parted {
                candidate.needed = candidate.needed.max(THE_ONLY);
            }
        }
        candidates.sort_by(|a, b| {
            let chosen = |one: &Candidate| one.support.score >= one.needed;
            chosen(b)
                .cmp(&chosen(a))
                .then_with(|| b.same_ends.cmp(&a.same_ends))
                .then_with(|| b.likelihood().total_cmp(&a.likelihood()))
                .then_with(|| a.unit.cmp(&b.unit))
        });
        candidates
    }
}

/// Whether the names have as many words, three or more, one with initials for some (`Ilham A Habibie`).
fn is_same_in_initials(name: &Name, full: &Name) -> bool {
    name.words() > 2 && name.words() == full.words()
}

/// The words of a full name that not everybody bears; none where all other words are initials.
fn telling_words<'n>(name: &'n Name, names: &Names) -> impl Iterator<Item = &'n str> {
    let is_full = name.folded.split(' ').filter(|word| word.chars().count() > 2).count() > 1;
    let tells = move |word: &&str| is_full && word.chars().count() >= TELLING_WORD && !names.is_common(word);
    name.folded.split(' ').filter(tells)
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

/// First words of persons' full names with their units, sorted, where anybody is called by a given name with initials.
fn given_names<'s>(units: &Units, names: &'s Names) -> Vec<(&'s str, u32)> {
    let people = || units.list.iter().enumerate().filter(|(_, unit)| unit.kind == EntityKind::Person);
    let named = || people().filter_map(|(at, _)| Some((at as u32, names.get(units.name(at as u32)?))));
    if !named().any(|(_, name)| ends_with_initial(name)) {
        return Vec::new();
    }
    let full = named().filter_map(|(at, name)| Some((name.folded.split_once(' ')?.0, at)));
    let mut given: Vec<(&str, u32)> = full.filter(|(_, at)| !units.list[*at as usize].notes.is_empty()).collect();
    given.par_sort_unstable();
    given
}

/// The definitions of persons by a full name that is no part of the other (`Bacharuddin Jusuf`, also `BJ Habibie`), by
/// the name that articles give first.
fn second_names(definitions: &Definitions, names: &Names) -> Definitions {
    let mut counts: FxHashMap<(u32, u32), u32> = FxHashMap::default();
    for (&other, list) in definitions {
        for &(first, count) in list {
            let (a, b) = (names.get(first), names.get(other));
            let full = a.kind == EntityKind::Person && !a.is_one_word() && !b.is_one_word();
            if full && !are_compatible(a, b) {
                counts.insert((first, other), count);
            }
        }
    }
    table(counts)
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
