//! Turns units into pairs that are one entity by their names alone, found through shared keys so that nobody is compared
//! with everybody.

use rustc_hash::{FxHashMap, FxHashSet};

use super::names::Names;
use super::normalize::NameRules;
use super::notes::Notes;
use super::units::Units;
use crate::model::{CuratedEntity, EntityKind};

/// Shortest folded name, in bytes, that is compared without spaces.
const LONG_NAME: usize = 9;

/// Links between each curated file and the names it bears, but for names of `others`, whose bearers are not the file's.
pub(super) fn curated_links(
    curated: &[CuratedEntity],
    units: &Units,
    names: &Names,
    others: &FxHashSet<u32>,
    rules: &NameRules,
) -> Vec<(u32, u32)> {
    let mut bearers: FxHashMap<u32, Vec<(bool, u32)>> = FxHashMap::default();
    for (unit, entity) in
        units.list.iter().enumerate().filter_map(|(at, unit)| Some((at as u32, &curated[unit.curated?])))
    {
        for name in std::iter::once(&entity.name).chain(&entity.also) {
            let key = rules.key(name, entity.kind);
            let known = names.find(&key.exact, entity.kind).filter(|name| !others.contains(name));
            let Some(bearer) = known.and_then(|name| units.by_name(name)) else {
                continue;
            };
            let own = units.list[unit as usize].address.as_deref() == Some(crate::slug::slug(name).as_str());
            bearers.entry(bearer).or_default().push((own, unit));
        }
    }
    let mut links: Vec<(u32, u32)> = bearers
        .into_iter()
        .filter_map(|(bearer, mut files)| {
            files.sort_unstable();
            files.dedup_by_key(|file| file.1);
            // Of namesakes with files of their own, the bare name means the one who has the bare address.
            let meant = match files.as_slice() {
                [(_, one)] => *one,
                many => many.iter().find(|(own, _)| *own)?.1,
            };
            Some((meant, bearer))
        })
        .collect();
    links.sort_unstable();
    links
}

/// Links between names that the language data call one.
pub(super) fn well_known_links(units: &Units, names: &Names, rules: &NameRules) -> Vec<(u32, u32)> {
    let mut links = Vec::new();
    for (kind, same) in &rules.same_names {
        let found: Vec<u32> = same
            .iter()
            .filter_map(|name| names.find(&rules.key(name, *kind).exact, *kind))
            .filter_map(|name| units.by_name(name))
            .collect();
        links.extend(found.windows(2).map(|pair| (pair[0], pair[1])));
    }
    links
}

/// Links between names of one folded key.
pub(super) fn spelling_links(units: &Units, names: &Names) -> Vec<(u32, u32)> {
    let mut first: FxHashMap<(EntityKind, String), u32> = FxHashMap::default();
    let mut links = Vec::new();
    for (at, name) in names.list.iter().enumerate() {
        let Some(unit) = units.by_name(at as u32) else { continue };
        if units.is_divided(at as u32) || name.kind == EntityKind::Person && name.is_one_word() {
            continue;
        }
        // `Abdul Rahman`, `Abdulrahman`.
        let key = if name.folded.len() < LONG_NAME { name.folded.clone() } else { name.folded.replace(' ', "") };
        let one = *first.entry((name.kind, key)).or_insert(unit);
        if one != unit {
            links.push((one, unit));
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
