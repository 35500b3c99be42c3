//! Turns clusters of units into entities: their name, aliases and roles as printed.

use std::cmp::Reverse;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::candidates::is_part;
use super::normalize::{NameKey, NameRules, is_invisible};
use super::notes::{NONE, Notes};
use super::units::Units;
use crate::model::{ArticleDate, CuratedEntity, EntityKind, EntityNote, PrintedRole};

/// One entity before it has an address.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// What it is.
    pub kind: EntityKind,
    /// The name to show.
    pub name: String,
    /// Other names, most frequent first.
    pub aliases: Vec<String>,
    /// Names that a person replaced, sorted.
    pub replaced: Vec<String>,
    /// Roles as printed, newest first.
    pub printed_roles: Vec<PrintedRole>,
    /// Its curated file.
    pub curated: Option<usize>,
    /// The address that a person gave it.
    pub fixed: Option<String>,
    /// Its notes, in canonical order.
    pub notes: Vec<u32>,
    /// Its units.
    pub units: Vec<u32>,
}

impl Draft {
    /// All its names.
    pub fn names(&self) -> impl Iterator<Item = &String> {
        std::iter::once(&self.name).chain(&self.aliases).chain(&self.replaced)
    }
}

/// The entities that `cluster_of` (unit → number of its cluster, below `clusters`) makes.
pub(super) fn draft(
    notes: &Notes<'_>,
    units: &Units,
    cluster_of: &[u32],
    clusters: usize,
    curated: &[CuratedEntity],
    rules: &NameRules,
) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = (0..clusters)
        .map(|_| Draft {
            kind: EntityKind::Other,
            name: String::new(),
            aliases: Vec::new(),
            replaced: Vec::new(),
            printed_roles: Vec::new(),
            curated: None,
            fixed: None,
            notes: Vec::new(),
            units: Vec::new(),
        })
        .collect();
    for (at, unit) in units.list.iter().enumerate().filter(|(at, _)| cluster_of[*at] != NONE) {
        let draft = &mut drafts[cluster_of[at] as usize];
        draft.kind = unit.kind;
        draft.units.push(at as u32);
        if draft.curated.is_none() {
            draft.curated = unit.curated;
        }
    }
    for (at, &unit) in units.of_note.iter().enumerate() {
        drafts[cluster_of[unit as usize] as usize].notes.push(at as u32);
    }
    drafts.par_iter_mut().for_each(|draft| {
        let curated_unit = draft.units.iter().find(|&&unit| units.list[unit as usize].curated.is_some());
        let addressed = draft.units.iter().find(|&&unit| units.list[unit as usize].address.is_some());
        draft.fixed = curated_unit.or(addressed).and_then(|&unit| units.list[unit as usize].address.clone());
        let corrected = corrected(draft, notes);
        name(draft, notes, &corrected, curated, rules);
        draft.printed_roles = printed_roles(draft, notes, &corrected);
    });
    drafts
}

/// Speakers of the program's quotations under a name that the article's entity, which a person corrected, has no more: the
/// note of the speaker → that of the entity.
fn corrected(draft: &Draft, notes: &Notes<'_>) -> FxHashMap<u32, u32> {
    let is_by_hand = |note: u32| notes.entity(&notes.list[note as usize]).is_some_and(|entity| entity.by.is_some());
    let of_article: FxHashMap<u32, u32> = draft
        .notes
        .iter()
        .filter(|&&note| is_by_hand(note))
        .map(|&note| (notes.list[note as usize].article, note))
        .collect();
    let is_engines = |note: u32| {
        let article = notes.article(&notes.list[note as usize]);
        let mut said = notes.said_by(note).iter().filter_map(|&at| article.quotations().get(at as usize));
        said.all(|one| one.by.is_none() && (article.annotated.is_some() || one.rule.is_some()))
    };
    let speakers = draft.notes.iter().filter(|&&note| notes.entity(&notes.list[note as usize]).is_none());
    speakers
        .filter_map(|&note| Some((note, *of_article.get(&notes.list[note as usize].article)?)))
        .filter(|(note, _)| is_engines(*note))
        .collect()
}

/// Chooses the name shown and lists the others.
fn name(
    draft: &mut Draft,
    notes: &Notes<'_>,
    corrected: &FxHashMap<u32, u32>,
    curated: &[CuratedEntity],
    rules: &NameRules,
) {
    let mut by_surface: FxHashMap<u32, Printed<'_>> = FxHashMap::default();
    for &note in draft.notes.iter().filter(|note| !corrected.contains_key(note)) {
        let own = &notes.list[note as usize];
        let printed = by_surface.entry(own.surface).or_insert_with(|| Printed {
            count: 0,
            text: notes.surfaces.text(own.surface),
            neutral: notes.surfaces.neutral(own.surface),
            is_listed: false,
            hand: Hand::None,
            over: Vec::new(),
        });
        printed.count += 1;
        let Some(entity) = notes.entity(own) else { continue };
        printed.is_listed = true;
        printed.hand = printed.hand.max(Hand::of(entity, rules));
        if entity.by.is_some() {
            printed.over.extend(notes.forms(note).iter().map(|&form| notes.surfaces.neutral(form)));
        }
    }
    // A form that an article only uses beside the name it gives counts less than a name.
    let mut names: Vec<Printed<'_>> = by_surface.into_values().collect();
    names.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.text.cmp(b.text)));
    let file = draft.curated.map(|at| &curated[at]);
    draft.name = match file {
        Some(file) => file.name.clone(),
        None => {
            let mentions = |name: &Printed<'_>| {
                let own = draft.notes.iter().map(|&note| &notes.list[note as usize]);
                let own = own.filter(|own| notes.surfaces.text(own.surface) == name.text);
                own.map(|own| notes.article(own).body.matches(name.text).count()).sum()
            };
            let name = shown(draft.kind, &names, rules, &mentions).unwrap_or_default();
            let own = if is_shouted(&name) { as_publisher(&name, &draft.notes, notes) } else { None };
            own.unwrap_or(name)
        }
    };
    let own = rules.key(&draft.name, draft.kind).exact;
    // Names that differ in marks and punctuation only are no news.
    let mut seen: FxHashSet<u32> = notes.surfaces.neutral_id(&rules.neutral(&draft.name)).into_iter().collect();
    draft.aliases.extend(names.iter().filter(|name| seen.insert(name.neutral)).map(|name| clean(name.text)));
    for alias in file.into_iter().flat_map(|file| &file.also) {
        let neutral = rules.neutral(alias);
        let is_new = match notes.surfaces.neutral_id(&neutral) {
            Some(known) => seen.insert(known),
            None => draft.aliases.iter().chain([&draft.name]).all(|other| rules.neutral(other) != neutral),
        };
        if is_new && !neutral.is_empty() {
            draft.aliases.push(clean(alias));
        }
    }
    let mut forms: FxHashMap<u32, u32> = FxHashMap::default();
    let mut replaced: Vec<u32> = corrected.keys().map(|&note| notes.list[note as usize].surface).collect();
    for &note in &draft.notes {
        let entity = notes.entity(&notes.list[note as usize]);
        let old = entity.map(|entity| entity.replaced.as_slice()).unwrap_or_default();
        // Of a name with words too many that a person shortened, the long one is left for the words that it stands for.
        let by_hand =
            entity.filter(|entity| entity.by.is_some()).map(|entity| rules.key(&entity.name, draft.kind).exact);
        for &form in notes.forms(note) {
            let text = notes.surfaces.text(form);
            let is_longer = |name: &String| is_part(name, &rules.key(text, draft.kind).exact);
            match old.iter().any(|old| old == text) || by_hand.as_ref().is_some_and(is_longer) {
                true => replaced.push(form),
                false => *forms.entry(form).or_default() += 1,
            }
        }
    }
    let mut forms: Vec<(u32, &str, u32)> = forms
        .into_iter()
        .filter(|(form, _)| !seen.contains(&notes.surfaces.neutral(*form)))
        .map(|(form, count)| (count, notes.surfaces.text(form), notes.surfaces.neutral(form)))
        .collect();
    forms.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    for (_, form, neutral) in forms {
        // `Assad` says nothing beside `Bashar al-Assad`; `Jokowi` beside `Joko Widodo` does.
        if !seen.contains(&neutral) && !is_part(&rules.key(form, draft.kind).exact, &own) {
            seen.insert(neutral);
            draft.aliases.push(clean(form));
        }
    }
    replaced.retain(|&name| !seen.contains(&notes.surfaces.neutral(name)));
    draft.replaced = replaced.into_iter().map(|name| clean(notes.surfaces.text(name))).collect();
    // Where a person wrote the forms too, the old name is none of them.
    let entities = draft.notes.iter().filter_map(|&note| notes.entity(&notes.list[note as usize]));
    let old = entities.flat_map(|entity| &entity.replaced);
    let is_news = |name: &&String| {
        let known = notes.surfaces.neutral_id(&rules.neutral(name));
        known.is_none_or(|neutral| !seen.contains(&neutral))
    };
    draft.replaced.extend(old.filter(is_news).map(|name| clean(name)));
    draft.replaced.sort_unstable();
    draft.replaced.dedup();
}

/// A name as articles print it.
struct Printed<'n> {
    /// In how many.
    count: u32,
    text: &'n str,
    /// Its neutral key.
    neutral: u32,
    /// It is the name of an entity of an article, no speaker's alone.
    is_listed: bool,
    hand: Hand,
    /// Neutral keys of the other forms beside which a person wrote it.
    over: Vec<u32>,
}

/// What a person has to do with a name of an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Hand {
    /// Nothing.
    #[default]
    None,
    /// Decided about the entry; the name may be the program's.
    Entry,
    /// Wrote the name: a form that is no short one has other words.
    Name,
}

impl Hand {
    fn of(entity: &EntityNote, rules: &NameRules) -> Self {
        if entity.by.is_none() {
            return Self::None;
        }
        let own = rules.key(&entity.name, entity.kind).exact;
        let is_other = |form: &String| {
            let form = rules.key(form, entity.kind).exact;
            let is_short = form.split(' ').count() < own.split(' ').count();
            !is_short && form.split(' ').any(|word| own.split(' ').all(|other| other != word))
        };
        if entity.forms.iter().any(is_other) { Self::Name } else { Self::Entry }
    }
}

/// The name to show: one that a person wrote; else of those with several words the most frequent, if they are not rare; then
/// one that a person has to do with, then the longer one. A person's name without title goes before all others, and a short
/// one stands for nobody of whom a full one is known. What a person wrote does not go before a fuller name of an article's
/// entity that it did not replace, a body's aside. Of two that nothing else tells apart (`Lumban`, `Lumnab`), the one that stands
/// more often in the texts, as `mentions` counts them.
fn shown(
    kind: EntityKind,
    names: &[Printed<'_>],
    rules: &NameRules,
    mentions: &dyn Fn(&Printed<'_>) -> usize,
) -> Option<String> {
    if let [only] = names {
        return Some(clean(only.text));
    }
    let total: u32 = names.iter().map(|name| name.count).sum();
    let keys: Vec<NameKey> = names.iter().map(|name| rules.key(name.text, kind)).collect();
    let full = |at: usize| keys[at].exact.contains(' ');
    let full_total: u32 = (0..names.len()).filter(|&at| full(at)).map(|at| names[at].count).sum();
    let only_full = full_total > 0 && full_total * 50 >= total;
    // `Laode Muhammad Syarif`, `Laode Muhamad Syarif`: spellings count together.
    let mut spellings: FxHashMap<&str, u32> = FxHashMap::default();
    for (name, key) in names.iter().zip(&keys) {
        *spellings.entry(&key.folded).or_default() += name.count;
    }
    let together = |at: usize| spellings.get(keys[at].folded.as_str()).copied().unwrap_or_default();
    let titled = |at: usize| kind == EntityKind::Person && keys[at].exact.len() < rules.neutral(names[at].text).len();
    let is_part_of = |at: usize, of: usize| {
        let (own, other) = (&keys[at], &keys[of]);
        own.folded.len() < other.folded.len()
            && (is_part(&own.exact, &other.exact) || is_part(&own.folded, &other.folded))
    };
    let is_abridged = |at: usize| {
        let is_fuller = |of: &usize| names[*of].is_listed && !names[at].over.contains(&names[*of].neutral);
        names[at].hand != Hand::None && (0..names.len()).filter(is_fuller).any(|of| is_part_of(at, of))
    };
    let hand = |at: usize| match names[at].hand {
        Hand::Name if kind != EntityKind::Person => Hand::Name,
        _ if is_abridged(at) => Hand::None,
        hand => hand,
    };
    let is_chosen = |at: usize| hand(at) == Hand::Name && (full(at) || kind != EntityKind::Person);
    let ranked = (0..names.len()).filter(|&at| !only_full || full(at) || is_chosen(at)).map(|at| {
        let Printed { count, text, .. } = names[at];
        let fit = (!is_shouted(text), !titled(at), !is_odd(text));
        let length = (keys[at].folded.len(), count, text.chars().count());
        ((is_chosen(at), fit, together(at), hand(at), length), &names[at])
    });
    let ranked: Vec<_> = ranked.collect();
    let best = ranked.iter().map(|(rank, _)| rank).max()?;
    let mut best: Vec<&Printed<'_>> = ranked.iter().filter(|(rank, _)| rank == best).map(|(_, name)| *name).collect();
    // Each is looked for in the texts.
    let is_counted = (2..=COUNTED).contains(&best.len());
    best.sort_by_cached_key(|name| (Reverse(if is_counted { mentions(name) } else { 0 }), name.text));
    best.first().map(|name| clean(name.text))
}

/// Of how many names that nothing else tells apart the mentions are counted.
const COUNTED: usize = 8;

/// A newspaper that articles only name in capitals, at the head of the text, as it writes itself as their publisher.
fn as_publisher(name: &str, of: &[u32], notes: &Notes<'_>) -> Option<String> {
    let publishers = of.iter().filter_map(|note| notes.article(&notes.list[*note as usize]).publisher.as_deref());
    let own = name.to_lowercase();
    publishers.map(clean).find(|publisher| !is_shouted(publisher) && publisher.to_lowercase() == own)
}

/// Whether all letters of several words are capitals.
fn is_shouted(name: &str) -> bool {
    name.contains(' ') && name.chars().any(char::is_uppercase) && !name.chars().any(char::is_lowercase)
}

/// Whether signs stand in the name that names do not have: a bracket without its other half, stray bytes.
fn is_odd(name: &str) -> bool {
    let balanced = name.matches('(').count() == name.matches(')').count();
    !balanced || name.chars().any(|c| !c.is_alphanumeric() && !c.is_whitespace() && !".,'’-–&/()+!".contains(c))
}

/// The name without what nobody sees, white space folded.
pub(super) fn clean(name: &str) -> String {
    let visible: String =
        name.chars().filter(|&c| !is_invisible(c)).map(|c| if c.is_control() { ' ' } else { c }).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How many roles of one name keep the order in which a person wrote them.
const ORDERED: usize = 64;

/// Roles of the entity with the days on which articles printed them, newest first; those of one article as a person wrote them.
fn printed_roles(draft: &Draft, notes: &Notes<'_>, corrected: &FxHashMap<u32, u32>) -> Vec<PrintedRole> {
    let is_decided = |note: &u32| {
        let entity = corrected.get(note).and_then(|&own| notes.entity(&notes.list[own as usize]));
        entity.is_some_and(|entity| !entity.roles.is_empty())
    };
    // Role → the last article that printed it, its place among those that a person wrote, the role itself.
    let mut roles: FxHashMap<&str, (u32, usize, PrintedRole)> = FxHashMap::default();
    for &note in draft.notes.iter().filter(|note| !is_decided(note)) {
        let position = notes.list[note as usize].article;
        let date = &notes.article(&notes.list[note as usize]).date;
        let written = notes.entity(&notes.list[note as usize]).filter(|entity| entity.by.is_some());
        let written: &[String] = written.map_or(&[], |entity| &entity.roles);
        for role in roles_of(notes, note) {
            let place = written.iter().take(ORDERED).position(|other| other == role).unwrap_or(ORDERED);
            let role = role.trim();
            if role.is_empty() {
                continue;
            }
            let (last_position, first_place, printed) = roles.entry(role).or_insert_with(|| {
                (NONE, ORDERED, PrintedRole { role: clean(role), first: date.clone(), last: date.clone(), articles: 0 })
            });
            *first_place = place.min(*first_place);
            if *last_position == position {
                continue;
            }
            *last_position = position;
            printed.articles += 1;
            widen(printed, date.as_ref());
        }
    }
    let mut roles: Vec<(usize, PrintedRole)> = roles.into_values().map(|(_, place, role)| (place, role)).collect();
    roles.sort_by(|(place, a), (other, b)| {
        let by_time = b.last.cmp(&a.last).then_with(|| b.articles.cmp(&a.articles));
        by_time.then_with(|| place.cmp(other)).then_with(|| a.role.cmp(&b.role))
    });
    roles.into_iter().map(|(_, role)| role).collect()
}

fn widen(role: &mut PrintedRole, date: Option<&ArticleDate>) {
    let Some(date) = date else { return };
    if role.first.as_ref().is_none_or(|first| date < first) {
        role.first = Some(date.clone());
    }
    if role.last.as_ref().is_none_or(|last| date > last) {
        role.last = Some(date.clone());
    }
}

/// The roles that an article prints for one of its notes: those of the entity and of what it said. Where a person wrote the
/// role of what it said, the engine's only other one is not the article's; where a person wrote the roles of the entity, no
/// other one of the engine is. Who holds no offices has none.
pub(super) fn roles_of<'a>(notes: &Notes<'a>, note: u32) -> Vec<&'a str> {
    let own = &notes.list[note as usize];
    if !own.kind.holds_offices() {
        return Vec::new();
    }
    let quotations = notes.article(own).quotations();
    let said = || notes.said_by(note).iter().filter_map(|&at| quotations.get(at as usize));
    let by_hand =
        || said().filter(|quotation| quotation.by.is_some()).filter_map(|quotation| quotation.role.as_deref());
    let entity = notes.entity(own);
    let mut roles: Vec<&str> = entity.into_iter().flat_map(|entity| &entity.roles).map(String::as_str).collect();
    let is_decided = entity.is_some_and(|entity| entity.by.is_some() && !entity.roles.is_empty());
    let is_engines = entity.is_some_and(|entity| entity.by.is_none());
    let replaced = match roles.as_slice() {
        [only] if is_engines && by_hand().next().is_some() && by_hand().all(|role| role != *only) => Some(*only),
        _ => None,
    };
    roles.retain(|role| Some(*role) != replaced);
    roles.extend(by_hand());
    let others = said().filter(|quotation| quotation.by.is_none() && !is_decided);
    roles.extend(others.filter_map(|quotation| quotation.role.as_deref()).filter(|role| Some(*role) != replaced));
    roles.sort_unstable();
    roles.dedup();
    roles
}
