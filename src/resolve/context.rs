//! Turns the company that a name keeps (who and what is named beside it, which roles it bears) into support for
//! taking two names for one.

use rustc_hash::{FxHashMap, FxHashSet};

use super::compare::is_acronym;
use super::entities::roles_of;
use super::names::Names;
use super::normalize::NameRules;
use super::notes::{NONE, Notes};
use super::units::Units;
use crate::lang::{Gazetteer, NameUses};
use crate::model::{ArticleDate, EntityKind};

/// How many articles of one unit are read; they are spread over all of them.
const READ: usize = 40;
/// How many names of one article are read.
const BESIDE: usize = 240;
/// How many features a profile keeps.
const KEPT: usize = 96;
/// Features below this weight say nothing (everybody is named beside the capital).
const IDLE: f32 = 0.04;
/// What it counts for that the title has the full name of whom the text calls by a part of it.
pub(super) const TITLED: f32 = 1.0;
/// What a word counts for at most that offices or bodies of many people begin with (`kepala`, `dinas`), for two bearers of
/// one full name.
const FRAME: f32 = 0.04;
/// Longest name of a place inside a role, in words.
const PLACE_WORDS: usize = 3;
/// What two articles of one week count for.
const SAME_WEEK: f32 = 0.2;

/// What stands beside each note of the archive.
pub(super) struct Contexts<'n, 'a> {
    notes: &'n Notes<'a>,
    /// Note → the entity it seems to be before contexts are known.
    entity: &'n [u32],
    /// Entity → whether it is a body.
    bodies: Vec<bool>,
    /// Entity → whether it is a place.
    places: Vec<bool>,
    /// Feature → weight: entities first, then roles, then words of roles.
    weights: Vec<f32>,
    /// Features of the roles of all notes.
    roles: Vec<u32>,
    /// Note → its first role feature; one more entry than there are notes.
    role_starts: Vec<u32>,
    /// Role and role word features by text, for evidence.
    texts: Vec<String>,
    /// Role feature → whether it says more than a title.
    telling: Vec<bool>,
    /// Role feature → what part of a role the word is.
    parts: Vec<Part>,
    /// Notes that print an office no longer held.
    former: FxHashSet<u32>,
    /// First feature that is a role.
    first_role: u32,
    /// Position of an article → the bit of its language.
    languages: Vec<u64>,
    /// Position of an article → its title as a neutral key, with a space at both ends.
    titles: Vec<String>,
}

/// What a word of a role is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// A whole role.
    Whole,
    /// An office: `kepala`.
    Office,
    /// The first word of bodies or places: `dinas`, `kota`.
    Head,
    /// Part of the name of a place.
    Place,
    /// Anything else: what the body is about, a rank.
    Telling,
}

impl Part {
    /// Whether roles of people who have nothing to do with each other have the word.
    const fn is_frame(self) -> bool {
        matches!(self, Self::Office | Self::Head)
    }
}

/// How much the offices of two companies speak against one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Contradiction {
    /// Not at all.
    None,
    /// Nobody can tell: they are printed in different languages.
    Untold,
    /// They share nothing but words that offices begin with, or a bare title stands against an office.
    Weak,
    /// They share nothing, or are offices in different bodies of different places.
    Strong,
}

/// The company that some notes keep.
#[derive(Clone, Debug, Default)]
pub(super) struct Profile {
    /// Features, sorted, with the number of articles.
    pub features: Vec<(u32, u32)>,
    /// Role features of offices still held, sorted.
    offices: Vec<u32>,
    /// The languages of articles that print a role, a bit each.
    role_languages: u64,
    /// The languages of articles that print a role that says more than a title, a bit each.
    office_languages: u64,
    /// Days of the articles in months since year 0, first and last; none if undated.
    pub months: Option<(i32, i32)>,
    /// Dates of single articles, for very few.
    days: Vec<i32>,
}

/// How much two profiles share.
#[derive(Clone, Debug, Default)]
pub(super) struct Support {
    /// Sum of the weights of what both have.
    pub score: f32,
    /// The weightiest features that both have, at most five.
    pub shared: Vec<u32>,
    /// Whether a role or a telling word of one is among them.
    pub same_role: bool,
    /// Whether a word of a role and a body are among them.
    pub same_office: bool,
}

/// What several notes of one name have in common, numbered anew.
struct SharedFeatures {
    /// Feature → weight.
    weights: Vec<f32>,
    /// Features of all notes, sorted within each.
    list: Vec<u32>,
    /// Note → its first feature; one more entry than there are notes.
    starts: Vec<usize>,
}

impl Profile {
    /// Whether the feature is among the company.
    pub fn has(&self, feature: u32) -> bool {
        self.features.binary_search_by_key(&feature, |(own, _)| *own).is_ok()
    }

    /// Whether an article prints a role.
    pub const fn prints_a_role(&self) -> bool {
        self.role_languages != 0
    }
}

impl<'n, 'a> Contexts<'n, 'a> {
    /// Reads the archive once. `entity` says for each note which entity it seems to be, below `entities`.
    pub fn new(
        notes: &'n Notes<'a>,
        units: &Units,
        names: &Names,
        entity: &'n [u32],
        entities: usize,
        rules: &NameRules,
    ) -> Self {
        let mut contexts = Self {
            notes,
            entity,
            bodies: vec![false; entities],
            places: vec![false; entities],
            weights: vec![0.0; entities],
            roles: Vec::new(),
            role_starts: Vec::with_capacity(notes.list.len() + 1),
            texts: Vec::new(),
            telling: Vec::new(),
            parts: Vec::new(),
            former: FxHashSet::default(),
            first_role: entities as u32,
            languages: language_bits(notes),
            titles: (0..notes.order.len()).map(|at| format!(" {} ", rules.neutral(&notes.at(at).title))).collect(),
        };
        contexts.weigh_entities(units, names);
        contexts.weigh_roles(names, rules);
        contexts
    }

    fn weigh_entities(&mut self, units: &Units, names: &Names) {
        let mut articles = vec![0u32; self.weights.len()];
        let mut last = vec![NONE; self.weights.len()];
        let mut factor = vec![0f32; self.weights.len()];
        for (at, note) in self.notes.list.iter().enumerate() {
            let entity = self.entity[at] as usize;
            if last[entity] != note.article {
                last[entity] = note.article;
                articles[entity] += 1;
            }
            let own: f32 = match note.kind {
                EntityKind::Place => 0.5,
                EntityKind::Other => 0.3,
                EntityKind::Person if names.get(units.name_of_note[at]).is_one_word() => 0.3,
                _ => 1.0,
            };
            factor[entity] = factor[entity].max(own);
            self.bodies[entity] |= note.kind == EntityKind::Organization;
            self.places[entity] |= note.kind == EntityKind::Place;
        }
        for ((weight, articles), factor) in self.weights.iter_mut().zip(articles).zip(factor) {
            *weight = factor / (articles.saturating_sub(1).max(1) as f32).sqrt();
        }
    }

    fn weigh_roles(&mut self, names: &Names, rules: &NameRules) {
        let mut ids: FxHashMap<String, u32> = FxHashMap::default();
        let mut bearers: Vec<FxHashSet<u32>> = Vec::new();
        let mut whole: Vec<bool> = Vec::new();
        let mut by_text: FxHashMap<&'a str, Vec<u32>> = FxHashMap::default();
        let gazetteer = Gazetteer::embedded();
        for (at, note) in self.notes.list.iter().enumerate() {
            self.role_starts.push(self.roles.len() as u32);
            if note.kind != EntityKind::Person {
                continue;
            }
            for role in roles_of(self.notes, at as u32) {
                if role.split_whitespace().any(|word| rules.is_former(&word.to_lowercase())) {
                    self.former.insert(at as u32);
                }
                let features = by_text.entry(role).or_insert_with(|| {
                    let key = rules.neutral(role);
                    let places = words_of_places(&key, names, &gazetteer);
                    let words = key.split(' ').filter(|word| word.len() > 2);
                    let mut features: Vec<u32> = Vec::new();
                    for (text, is_whole) in words.map(|word| (word, false)).chain([(key.as_str(), true)]) {
                        if text.is_empty() {
                            continue;
                        }
                        let text = if is_whole { format!("={text}") } else { text.to_owned() };
                        let next = ids.len() as u32;
                        let id = *ids.entry(text.clone()).or_insert(next);
                        let part = match text.as_str() {
                            _ if is_whole => Part::Whole,
                            word if rules.is_office(word) => Part::Office,
                            word if rules.is_head(word) => Part::Head,
                            word if places.contains(&word) => Part::Place,
                            _ => Part::Telling,
                        };
                        if id != next && part == Part::Place {
                            self.parts[id as usize] = part;
                        }
                        if id == next {
                            self.parts.push(part);
                            let words = text.trim_start_matches('=').split(' ');
                            self.telling.push(words.into_iter().any(|word| word.len() > 2 && !rules.is_title(word)));
                            self.texts.push(text);
                            bearers.push(FxHashSet::default());
                            whole.push(is_whole);
                        }
                        features.push(self.first_role + id);
                    }
                    features.sort_unstable();
                    features.dedup();
                    features
                });
                for &feature in features.iter() {
                    bearers[(feature - self.first_role) as usize].insert(self.entity[at]);
                    self.roles.push(feature);
                }
            }
        }
        self.role_starts.push(self.roles.len() as u32);
        for (bearers, whole) in bearers.iter().zip(whole) {
            let weight = if whole { 1.0 } else { 0.8 };
            self.weights.push(weight / (bearers.len().max(1) as f32).sqrt());
        }
    }

    /// The notes of the archive.
    pub fn notes(&self) -> &'n Notes<'a> {
        self.notes
    }

    /// What a note's entity stands for among the features of profiles.
    pub fn feature(&self, note: u32) -> u32 {
        self.entity[note as usize]
    }

    /// The company that the given notes keep; `notes` in canonical order.
    pub fn profile(&self, notes: &[u32]) -> Profile {
        let mut profile = Profile::default();
        let step = notes.len().div_ceil(READ).max(1);
        let mut counts: Vec<u32> = Vec::new();
        for &note in notes.iter().step_by(step) {
            let own = &self.notes.list[note as usize];
            let roles = self.roles_of(note);
            if !roles.is_empty() {
                profile.role_languages |= self.languages[own.article as usize];
            }
            if roles.iter().any(|&feature| self.telling[(feature - self.first_role) as usize]) {
                profile.office_languages |= self.languages[own.article as usize];
            }
            if !self.former.contains(&note) {
                profile.offices.extend(roles);
            }
            self.add_features(note, &mut counts);
            if let Some(date) = &self.notes.article(own).date {
                let day = day_number(date);
                let month = day / 31;
                profile.months = Some(profile.months.map_or((month, month), |(a, b)| (a.min(month), b.max(month))));
                if profile.days.len() < 8 {
                    profile.days.push(day);
                }
            }
        }
        profile.offices.sort_unstable();
        profile.offices.dedup();
        counts.sort_unstable();
        for feature in counts {
            match profile.features.last_mut() {
                Some((last, count)) if *last == feature => *count += 1,
                _ => profile.features.push((feature, 1)),
            }
        }
        self.keep_weightiest(&mut profile.features);
        profile
    }

    /// Appends what stands beside a note and its roles, each once, sorted.
    fn add_features(&self, note: u32, features: &mut Vec<u32>) {
        let own = self.entity[note as usize];
        let start = features.len();
        let beside = self.notes.of_article(self.notes.list[note as usize].article as usize).take(BESIDE);
        let telling = |&feature: &u32| self.weights[feature as usize] >= IDLE;
        features.extend(beside.map(|other| self.entity[other]).filter(|&feature| feature != own).filter(telling));
        features.extend(self.roles_of(note).iter().copied().filter(telling));
        features[start..].sort_unstable();
        let mut kept = start;
        for at in start..features.len() {
            if at == start || features[at] != features[at - 1] {
                features[kept] = features[at];
                kept += 1;
            }
        }
        features.truncate(kept);
    }

    /// Leaves the features that say most.
    fn keep_weightiest(&self, features: &mut Vec<(u32, u32)>) {
        if features.len() > KEPT {
            let value = |&(feature, count): &(u32, u32)| self.weights[feature as usize] * (count as f32).sqrt();
            features.sort_by(|a, b| value(b).total_cmp(&value(a)).then_with(|| a.cmp(b)));
            features.truncate(KEPT);
            features.sort_unstable();
        }
    }

    /// The features of single notes that at least two of them have.
    fn shared_features(&self, notes: &[u32], weight: impl Fn(u32) -> f32) -> SharedFeatures {
        let mut found: Vec<(u32, u32)> = Vec::new();
        let mut own: Vec<u32> = Vec::new();
        for (at, &note) in notes.iter().enumerate() {
            own.clear();
            self.add_features(note, &mut own);
            let mut own: Vec<(u32, u32)> = own.iter().map(|&feature| (feature, 1)).collect();
            self.keep_weightiest(&mut own);
            found.extend(own.into_iter().map(|(feature, _)| (feature, at as u32)));
        }
        found.sort_unstable();
        let mut weights: Vec<f32> = Vec::new();
        let mut by_note: Vec<(u32, u32)> = Vec::new();
        for alike in found.chunk_by(|a, b| a.0 == b.0).filter(|alike| alike.len() > 1) {
            by_note.extend(alike.iter().map(|&(_, at)| (at, weights.len() as u32)));
            weights.push(weight(alike[0].0));
        }
        by_note.sort_unstable();
        let starts = (0..=notes.len()).map(|at| by_note.partition_point(|&(other, _)| (other as usize) < at)).collect();
        SharedFeatures { weights, list: by_note.into_iter().map(|(_, feature)| feature).collect(), starts }
    }

    fn roles_of(&self, note: u32) -> &[u32] {
        let note = note as usize;
        &self.roles[self.role_starts[note] as usize..self.role_starts[note + 1] as usize]
    }

    /// What a feature says of two bearers of one full name: little where it is a word that offices begin with.
    fn full_weight(&self, feature: u32) -> f32 {
        let weight = self.weights[feature as usize];
        let is_frame = feature >= self.first_role && self.part(feature).is_frame();
        if is_frame { weight.min(FRAME) } else { weight }
    }

    fn part(&self, feature: u32) -> Part {
        self.parts[(feature - self.first_role) as usize]
    }

    /// What two profiles share.
    pub fn support(&self, a: &Profile, b: &Profile) -> Support {
        self.support_by(a, b, |feature| self.weights[feature as usize])
    }

    /// What the profiles of two bearers of one full name share.
    pub fn full_support(&self, a: &Profile, b: &Profile) -> Support {
        self.support_by(a, b, |feature| self.full_weight(feature))
    }

    /// What two profiles share apart from places, where many people are.
    pub fn support_beyond_places(&self, a: &Profile, b: &Profile) -> Support {
        let is_place = |feature: u32| match self.places.get(feature as usize) {
            Some(is_place) => *is_place,
            None => matches!(self.part(feature), Part::Place | Part::Head),
        };
        self.support_by(a, b, |feature| if is_place(feature) { 0.0 } else { self.weights[feature as usize] })
    }

    fn support_by(&self, a: &Profile, b: &Profile, weight: impl Fn(u32) -> f32) -> Support {
        let mut support = Support::default();
        let mut shared: Vec<(f32, u32)> = Vec::new();
        let (mut role, mut body) = (false, false);
        let (mut i, mut j) = (0, 0);
        while let (Some(&(left, _)), Some(&(right, _))) = (a.features.get(i), b.features.get(j)) {
            match left.cmp(&right) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    let weight = weight(left);
                    support.score += weight;
                    role |= left >= self.first_role;
                    body |= self.bodies.get(left as usize).is_some_and(|body| *body);
                    support.same_role |= left >= self.first_role && weight > 0.3;
                    shared.push((weight, left));
                    i += 1;
                    j += 1;
                }
            }
        }
        support.same_office = role && body;
        if a.days.iter().any(|day| b.days.iter().any(|other| (day - other).abs() <= 7)) && support.score > 0.0 {
            support.score += SAME_WEEK;
        }
        shared.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        support.shared = shared.into_iter().take(5).map(|(_, feature)| feature).collect();
        support
    }

    /// Whether most of the notes stand in articles whose title has the full name.
    pub fn titled(&self, notes: &[u32], full: &str) -> bool {
        let step = notes.len().div_ceil(READ).max(1);
        let wanted = format!(" {full} ");
        let (mut read, mut titled) = (0, 0);
        for &note in notes.iter().step_by(step) {
            read += 1;
            titled += usize::from(self.titles[self.notes.list[note as usize].article as usize].contains(&wanted));
        }
        titled * 2 > read
    }

    /// Groups notes of one name by the company they keep: two notes come together where their support reaches
    /// `enough`. Groups are sorted by size, largest first.
    pub fn group(&self, notes: &[u32], enough: f32) -> Vec<Vec<u32>> {
        self.group_by(notes, enough, |feature| self.weights[feature as usize])
    }

    /// The same for notes of one full name.
    pub fn group_full(&self, notes: &[u32], enough: f32) -> Vec<Vec<u32>> {
        self.group_by(notes, enough, |feature| self.full_weight(feature))
    }

    fn group_by(&self, notes: &[u32], enough: f32, weight: impl Fn(u32) -> f32) -> Vec<Vec<u32>> {
        let mut ordered: Vec<u32> = notes.to_vec();
        ordered.sort_by_key(|&note| {
            let own = &self.notes.list[note as usize];
            (self.notes.article(own).date.as_ref().map(day_number), note)
        });
        let features = self.shared_features(&ordered, weight);
        let mut groups: Vec<Vec<u32>> = Vec::new();
        let mut merged: Vec<usize> = Vec::new();
        let mut postings: Vec<Vec<usize>> = vec![Vec::new(); features.weights.len()];
        // Of each group: what this note shares with it, and the last look-up that found it.
        let mut scores: Vec<f32> = Vec::new();
        let mut found_by: Vec<usize> = Vec::new();
        let mut look_ups = 0;
        for (at, &note) in ordered.iter().enumerate() {
            let own = &features.list[features.starts[at]..features.starts[at + 1]];
            let mut hits: Vec<usize> = Vec::new();
            for &feature in own {
                look_ups += 1;
                for &group in &postings[feature as usize] {
                    let group = find(&mut merged, group);
                    if found_by[group] == look_ups {
                        continue;
                    }
                    found_by[group] = look_ups;
                    if scores[group] == 0.0 {
                        hits.push(group);
                    }
                    scores[group] += features.weights[feature as usize];
                }
            }
            hits.retain(|&group| std::mem::take(&mut scores[group]) >= enough);
            hits.sort_unstable();
            let group = match hits.first() {
                Some(&group) => group,
                None => {
                    groups.push(Vec::new());
                    merged.push(groups.len() - 1);
                    scores.push(0.0);
                    found_by.push(0);
                    groups.len() - 1
                }
            };
            groups[group].push(note);
            for &other in hits.iter().skip(1) {
                merged[other] = group;
                let moved = std::mem::take(&mut groups[other]);
                groups[group].extend(moved);
            }
            for &feature in own {
                let list = &mut postings[feature as usize];
                if list.last() != Some(&group) {
                    list.push(group);
                }
            }
        }
        groups.retain(|group| !group.is_empty());
        for group in &mut groups {
            group.sort_unstable();
        }
        groups.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        groups
    }

    /// Whether two profiles print roles in one language and share no word of them, in full or abridged.
    pub fn roles_disagree(&self, a: &Profile, b: &Profile) -> bool {
        let roles = |profile: &Profile| -> FxHashSet<u32> {
            profile.features.iter().map(|(feature, _)| *feature).filter(|&feature| feature >= self.first_role).collect()
        };
        let (own, others) = (roles(a), roles(b));
        a.office_languages & b.office_languages != 0 && own.is_disjoint(&others) && !self.are_abridged(&own, &others)
    }

    /// Whether a role of one is short for a role of the other: `Menkumham` is the `Menteri Hukum dan HAM`.
    fn are_abridged<'f>(
        &self,
        own: impl IntoIterator<Item = &'f u32> + Copy,
        others: impl IntoIterator<Item = &'f u32> + Copy,
    ) -> bool {
        own.into_iter().any(|&role| {
            let role = self.whole_role(role);
            others.into_iter().any(|&other| {
                let other = self.whole_role(other);
                is_acronym(role, other) || is_acronym(other, role)
            })
        })
    }

    /// How much the offices of two bearers of one full name contradict each other.
    pub fn contradiction(&self, a: &Profile, b: &Profile) -> Contradiction {
        if self.roles_disagree(a, b) {
            return Contradiction::Strong;
        }
        if a.office_languages != 0 && b.office_languages != 0 && a.office_languages & b.office_languages == 0 {
            return Contradiction::Untold;
        }
        let shared = |&&feature: &&u32| b.offices.binary_search(&feature).is_ok();
        let frames_only = a.offices.iter().filter(shared).all(|&feature| self.part(feature).is_frame());
        let is_comparable = a.role_languages & b.role_languages != 0 && !a.offices.is_empty() && !b.offices.is_empty();
        if !is_comparable || !frames_only || self.are_abridged(&a.offices, &b.offices) {
            return Contradiction::None;
        }
        let of = |profile: &Profile, wanted: &[Part]| -> Vec<u32> {
            profile.offices.iter().copied().filter(|&feature| wanted.contains(&self.part(feature))).collect()
        };
        let (places, other_places) = (of(a, &[Part::Place]), of(b, &[Part::Place]));
        let (own, others) = (of(a, &[Part::Head, Part::Telling]), of(b, &[Part::Head, Part::Telling]));
        let differ = |own: &[u32], others: &[u32]| own.iter().any(|feature| !others.contains(feature));
        let elsewhere = !places.is_empty() && !other_places.is_empty();
        if elsewhere && differ(&own, &others) && differ(&others, &own) {
            Contradiction::Strong
        } else {
            Contradiction::Weak
        }
    }

    /// Whether two profiles print one office: they share the office and what or where it is (`Kepala Dinas Perdagangan
    /// Kota Rawa`, `Kepala Disdag Kota Rawa`), and nothing puts one of them elsewhere.
    pub fn same_office(&self, a: &Profile, b: &Profile) -> bool {
        let shared: Vec<Part> = a
            .offices
            .iter()
            .filter(|&feature| b.offices.binary_search(feature).is_ok())
            .map(|&feature| self.part(feature))
            .collect();
        let places = |profile: &Profile| profile.offices.iter().any(|&feature| self.part(feature) == Part::Place);
        let is_elsewhere = places(a) && places(b) && !shared.contains(&Part::Place);
        !is_elsewhere
            && shared.contains(&Part::Office)
            && shared.iter().any(|part| matches!(part, Part::Place | Part::Telling))
    }

    /// The words of a role feature that is a whole role; nothing for a single word of one.
    fn whole_role(&self, feature: u32) -> &str {
        self.texts[(feature - self.first_role) as usize].strip_prefix('=').unwrap_or_default()
    }

    /// The words of a feature, for evidence.
    pub fn feature_text(&self, feature: u32, entity_name: impl Fn(u32) -> String) -> String {
        if feature < self.first_role {
            return entity_name(feature);
        }
        let text = &self.texts[(feature - self.first_role) as usize];
        text.trim_start_matches('=').to_owned()
    }
}

/// The words of a role that are names of places, of the archive or of the world; countries are no place where one is at
/// home.
pub(super) fn words_of_places<'k>(key: &'k str, names: &Names, gazetteer: &Gazetteer<'_>) -> FxHashSet<&'k str> {
    let words: Vec<&str> = key.split(' ').collect();
    let mut found = FxHashSet::default();
    for from in 0..words.len() {
        for to in (from + 1..=words.len().min(from + PLACE_WORDS)).rev() {
            let name = words[from..to].join(" ");
            let uses = if to == from + 1 { gazetteer.uses(&name) } else { NameUses::default() };
            let is_city = uses.has(NameUses::LARGE_PLACE | NameUses::SMALL_PLACE) && !uses.has(NameUses::COMMON_WORD);
            let is_known = || names.find(&name, EntityKind::Place).is_some();
            if !uses.has(NameUses::TERRITORY) && (is_city || is_known()) {
                found.extend(&words[from..to]);
                break;
            }
        }
    }
    found
}

/// The bit of each article's language; with more than 64 languages some share one.
fn language_bits(notes: &Notes<'_>) -> Vec<u64> {
    let mut known: Vec<&str> = Vec::new();
    let bit = |&at: &u32| {
        let code = notes.articles[at as usize].lang.split(['-', '_']).next().unwrap_or_default();
        let at = known.iter().position(|other| *other == code).unwrap_or_else(|| {
            known.push(code);
            known.len() - 1
        });
        1 << (at % 64)
    };
    notes.order.iter().map(bit).collect()
}

fn find(merged: &mut [usize], group: usize) -> usize {
    let mut root = group;
    while merged[root] != root {
        merged[root] = merged[merged[root]];
        root = merged[root];
    }
    root
}

/// Days, with 31 to every month: good enough to tell weeks and months apart.
fn day_number(date: &ArticleDate) -> i32 {
    (i32::from(date.year) * 12 + i32::from(date.month) - 1) * 31 + i32::from(date.day) - 1
}
