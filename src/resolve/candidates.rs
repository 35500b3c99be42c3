//! Turns units into pairs that may be one entity, found through shared keys so that nobody is compared with everybody.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::cluster::Clusters;
use super::names::Names;
use super::normalize::NameRules;
use super::notes::Notes;
use super::units::Units;
use crate::model::{CuratedEntity, EntityKind};

/// Why two units are taken for one, surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Why {
    /// A curated file bears the name.
    Curated,
    /// Everybody knows both names.
    WellKnown,
    /// The names differ in spelling only.
    Spelling,
    /// Articles use both names for one (how many do).
    Defined(u32),
}

/// Two units that are one entity unless something keeps them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Link {
    /// One unit.
    pub a: u32,
    /// The other.
    pub b: u32,
    /// What joins them.
    pub why: Why,
}

/// Shortest folded one-word name of a person, in bytes, that joins two spellings (Soeharto, Suharto).
const LONG_WORD: usize = 6;

/// Links between each curated file and the names it bears.
pub(super) fn curated_links(curated: &[CuratedEntity], units: &Units, names: &Names, rules: &NameRules) -> Vec<Link> {
    let mut bearers: FxHashMap<u32, Vec<(bool, u32)>> = FxHashMap::default();
    for (unit, entity) in
        units.list.iter().enumerate().filter_map(|(at, unit)| Some((at as u32, &curated[unit.curated?])))
    {
        for name in std::iter::once(&entity.name).chain(&entity.also) {
            let key = rules.key(name, entity.kind);
            let Some(bearer) = names.find(&key.exact, entity.kind).and_then(|name| units.by_name(name)) else {
                continue;
            };
            let own = units.list[unit as usize].address.as_deref() == Some(crate::slug::slug(name).as_str());
            bearers.entry(bearer).or_default().push((own, unit));
        }
    }
    let mut links: Vec<Link> = bearers
        .into_iter()
        .filter_map(|(bearer, mut files)| {
            files.sort_unstable();
            files.dedup_by_key(|file| file.1);
            // Of namesakes with files of their own, the bare name means the one who has the bare address.
            let meant = match files.as_slice() {
                [(_, one)] => *one,
                many => many.iter().find(|(own, _)| *own)?.1,
            };
            Some(Link { a: meant, b: bearer, why: Why::Curated })
        })
        .collect();
    links.sort_unstable_by_key(|link| (link.b, link.a));
    links
}

/// Links between names that the language data call one.
pub(super) fn well_known_links(units: &Units, names: &Names, rules: &NameRules) -> Vec<Link> {
    let mut links = Vec::new();
    for (kind, same) in &rules.same_names {
        let found: Vec<u32> = same
            .iter()
            .filter_map(|name| names.find(&rules.key(name, *kind).exact, *kind))
            .filter_map(|name| units.by_name(name))
            .collect();
        links.extend(found.windows(2).map(|pair| Link { a: pair[0], b: pair[1], why: Why::WellKnown }));
    }
    links
}

/// Links between names of one folded key.
pub(super) fn spelling_links(units: &Units, names: &Names) -> Vec<Link> {
    let mut first: FxHashMap<(EntityKind, &str), u32> = FxHashMap::default();
    let mut links = Vec::new();
    for (at, name) in names.list.iter().enumerate() {
        let Some(unit) = units.by_name(at as u32) else { continue };
        if name.kind == EntityKind::Person && name.is_one_word() && name.folded.len() < LONG_WORD {
            continue;
        }
        let one = *first.entry((name.kind, name.folded.as_str())).or_insert(unit);
        if one != unit {
            links.push(Link { a: one, b: unit, why: Why::Spelling });
        }
    }
    links
}

/// How often articles use a short form for a full name: (short, full) → articles; both are names.
pub(super) fn definitions(notes: &Notes<'_>, names: &mut Names, rules: &NameRules) -> FxHashMap<(u32, u32), u32> {
    let mut counts: FxHashMap<(u32, u32), u32> = FxHashMap::default();
    for (at, note) in notes.list.iter().enumerate() {
        let forms = notes.forms(at as u32);
        if forms.is_empty() {
            continue;
        }
        let full = names.of_surface(note.surface, note.kind, &notes.surfaces, rules);
        let mut seen = Vec::with_capacity(forms.len());
        for &form in forms {
            let short = names.of_surface(form, note.kind, &notes.surfaces, rules);
            if short != full && !seen.contains(&short) {
                seen.push(short);
                *counts.entry((short, full)).or_default() += 1;
            }
        }
    }
    counts
}

/// Whether `short` is made of words of `full` in their order (`Assad` of `Bashar al-Assad`).
pub(super) fn is_part(short: &str, full: &str) -> bool {
    let mut words = full.split(' ');
    short.split(' ').all(|word| words.any(|other| other == word))
}

/// Links from short forms to the one full name that articles define them as.
///
/// A short form that several entities use is left alone unless one of them has it in four articles of five.
pub(super) fn defined_links(
    definitions: &FxHashMap<(u32, u32), u32>,
    units: &Units,
    names: &Names,
    clusters: &mut Clusters,
) -> Vec<Link> {
    let mut by_short: BTreeMap<u32, BTreeMap<u32, (u32, u32)>> = BTreeMap::new();
    for (&(short, full), &count) in definitions {
        let (Some(short_unit), Some(full_unit)) = (units.by_name(short), units.by_name(full)) else { continue };
        let person = names.get(short).kind == EntityKind::Person;
        if person && is_part(&names.get(short).exact, &names.get(full).exact) {
            continue;
        }
        let root = clusters.root(full_unit);
        let entry = by_short.entry(short_unit).or_default().entry(root).or_insert((0, full_unit));
        entry.0 += count;
        entry.1 = entry.1.min(full_unit);
    }
    let mut links = Vec::new();
    for (short, fulls) in by_short {
        let total: u32 = fulls.values().map(|(count, _)| count).sum();
        let best = fulls.values().max_by_key(|(count, full)| (*count, std::cmp::Reverse(*full)));
        if let Some(&(count, full)) = best
            && count * 5 >= total * 4
        {
            links.push(Link { a: full, b: short, why: Why::Defined(count) });
        }
    }
    links.sort_unstable_by_key(|link| (std::cmp::Reverse(link.why), link.b, link.a));
    links
}
