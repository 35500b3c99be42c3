//! Turns notes into units: sets of notes that nothing but a judgement can tear apart.

use std::collections::BTreeMap;

use super::names::Names;
use super::normalize::NameRules;
use super::notes::{NONE, Notes};
use crate::model::{CuratedEntity, EntityKind};
use crate::slug::slug;

/// Notes that mean one entity for sure, or a curated file.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    /// Of what kind.
    pub kind: EntityKind,
    /// The address that a person gave it.
    pub address: Option<String>,
    /// Index of its curated file.
    pub curated: Option<usize>,
}

/// All units and the unit of each note.
#[derive(Default)]
pub(super) struct Units {
    /// The units.
    pub list: Vec<Unit>,
    /// Note → unit.
    pub of_note: Vec<u32>,
    /// Name → unit of the notes that bear it; NONE where nobody does.
    pub of_name: Vec<u32>,
    /// Kind and address → unit that a person addressed.
    pub of_address: BTreeMap<(EntityKind, String), u32>,
}

impl Units {
    /// One unit a curated file, one a `ref`, one a name.
    pub fn collect(notes: &Notes<'_>, names: &mut Names, curated: &[CuratedEntity], rules: &NameRules) -> Self {
        let mut units = Self::default();
        for (at, entity) in curated.iter().enumerate() {
            let unit = units.addressed(entity.kind, slug(&entity.address));
            // A second file of one address is `archive`'s to report; the first one counts.
            units.list[unit as usize].curated.get_or_insert(at);
        }
        for note in &notes.list {
            let reference = notes.entity(note).and_then(|entity| entity.reference.as_deref());
            let unit = match reference {
                Some(address) => units.addressed(note.kind, slug(address)),
                None => {
                    let name = names.of_surface(note.surface, note.kind, &notes.surfaces, rules);
                    units.named(name, note.kind)
                }
            };
            units.of_note.push(unit);
        }
        units
    }

    fn addressed(&mut self, kind: EntityKind, address: String) -> u32 {
        let next = self.list.len() as u32;
        let unit = *self.of_address.entry((kind, address.clone())).or_insert(next);
        if unit == next {
            self.list.push(Unit { kind, address: Some(address), curated: None });
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
            self.list.push(Unit { kind, address: None, curated: None });
        }
        *unit
    }

    /// The unit of the notes that bear a name, if any does.
    pub fn by_name(&self, name: u32) -> Option<u32> {
        self.of_name.get(name as usize).copied().filter(|&unit| unit != NONE)
    }
}
