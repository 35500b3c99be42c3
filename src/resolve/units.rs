//! Turns notes into units: sets of notes that links and judgements join, never tear apart.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::names::Names;
use super::normalize::NameRules;
use super::notes::{NONE, Notes};
use crate::model::{CuratedEntity, EntityKind};
use crate::slug::slug;

/// Notes that mean one entity, or a curated file.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    /// Of what kind.
    pub kind: EntityKind,
    /// Its name; NONE for a curated file.
    pub name: u32,
    /// The address that a person gave it.
    pub address: Option<String>,
    /// Index of its curated file.
    pub curated: Option<usize>,
    /// Its notes, in canonical order.
    pub notes: Vec<u32>,
    /// Whether a judgement parted it from others of its name.
    pub is_parted: bool,
}

/// All units, the unit of each note and the units of each name.
#[derive(Default)]
pub(super) struct Units {
    /// The units.
    pub list: Vec<Unit>,
    /// Note → unit.
    pub of_note: Vec<u32>,
    /// Note → name.
    pub name_of_note: Vec<u32>,
    /// Name → unit of the notes that bear it; NONE where nobody does.
    of_name: Vec<u32>,
    /// Names that several units bear → those units, the first one aside.
    others: FxHashMap<u32, Vec<u32>>,
    /// Kind and address → unit that a person addressed.
    pub of_address: BTreeMap<(EntityKind, String), u32>,
}

impl Units {
    /// One unit a curated file, one an address written as `ref`, one a name.
    pub fn collect(notes: &Notes<'_>, names: &mut Names, curated: &[CuratedEntity], rules: &NameRules) -> Self {
        let mut units = Self::default();
        for (at, entity) in curated.iter().enumerate() {
            let unit = units.addressed(entity.kind, slug(&entity.address), NONE);
            // A second file of one address is `archive`'s to report; the first one counts.
            units.list[unit as usize].curated.get_or_insert(at);
        }
        for (at, note) in notes.list.iter().enumerate() {
            let name = names.of_surface(note.surface, note.kind, &notes.surfaces, rules);
            let reference = notes.entity(note).and_then(|entity| entity.reference.as_deref());
            let unit = match reference {
                Some(address) => units.addressed(note.kind, slug(address), name),
                None => units.named(name, note.kind),
            };
            units.of_note.push(unit);
            units.name_of_note.push(name);
            units.list[unit as usize].notes.push(at as u32);
        }
        units
    }

    fn addressed(&mut self, kind: EntityKind, address: String, name: u32) -> u32 {
        let next = self.list.len() as u32;
        let unit = *self.of_address.entry((kind, address.clone())).or_insert(next);
        if unit == next {
            self.list.push(Unit {
                kind,
                name,
                address: Some(address),
                curated: None,
                notes: Vec::new(),
                is_parted: false,
            });
        }
        unit
    }

    fn named(&mut self, name: u32, kind: EntityKind) -> u32 {
        if self.of_name.len() <= name as usize {
            self.of_name.resize(name as usize + 1, NONE);
        }
        let next = self.list.len() as u32;
        let unit = &mut self.of_name[name as usize];
        if *unit == NONE {
            *unit = next;
            self.list.push(Unit { kind, name, address: None, curated: None, notes: Vec::new(), is_parted: false });
        }
        *unit
    }

    /// Gives `notes`, a part of the notes of `unit`, a unit of their own, which bears the same name; at the address
    /// that a person wrote, if one did.
    pub fn divide(&mut self, unit: u32, notes: Vec<u32>, address: Option<String>) -> u32 {
        let (kind, name) = (self.list[unit as usize].kind, self.list[unit as usize].name);
        let known = address.as_ref().and_then(|address| self.of_address.get(&(kind, address.clone()))).copied();
        let new = known.unwrap_or(self.list.len() as u32);
        for &note in &notes {
            self.of_note[note as usize] = new;
        }
        self.list[unit as usize].notes.retain(|note| notes.binary_search(note).is_err());
        if known.is_some() {
            let own = &mut self.list[new as usize].notes;
            own.extend(notes);
            own.sort_unstable();
            return new;
        }
        if let Some(address) = &address {
            self.of_address.insert((kind, address.clone()), new);
        }
        let is_parted = address.is_some();
        self.list.push(Unit { kind, name, address, curated: None, notes, is_parted });
        self.others.entry(name).or_default().push(new);
        new
    }

    /// The unit of the notes that bear a name, if any does; the first one of several.
    pub fn by_name(&self, name: u32) -> Option<u32> {
        self.of_name.get(name as usize).copied().filter(|&unit| unit != NONE)
    }

    /// All units that bear a name.
    pub fn all_by_name(&self, name: u32) -> impl Iterator<Item = u32> + '_ {
        self.by_name(name).into_iter().chain(self.others.get(&name).into_iter().flatten().copied())
    }

    /// Whether several units bear the name.
    pub fn is_divided(&self, name: u32) -> bool {
        self.others.contains_key(&name)
    }

    /// Whether anything speaks of the unit: an article or a curated file.
    pub fn is_alive(&self, unit: u32) -> bool {
        let unit = &self.list[unit as usize];
        !unit.notes.is_empty() || unit.curated.is_some()
    }

    /// The name of a unit, unless it is a curated file that no article names.
    pub fn name(&self, unit: u32) -> Option<u32> {
        Some(self.list[unit as usize].name).filter(|&name| name != NONE)
    }
}
