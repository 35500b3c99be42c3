//! Turns printed names into an index of different names: one for each kind and exact key.

use rustc_hash::{FxHashMap, FxHashSet};

use super::normalize::NameRules;
use super::notes::{NONE, Surfaces};
use crate::lang::{Gazetteer, NameUses};
use crate::model::EntityKind;

/// One name of the archive.
#[derive(Clone, Debug)]
pub(super) struct Name {
    /// Of what kind of entity.
    pub kind: EntityKind,
    /// Its exact key.
    pub exact: String,
    /// Its folded key.
    pub folded: String,
    /// It is printed as one word with a hyphen inside, in the archive's first place of it (`Rubio-Anders`).
    pub double: bool,
}

impl Name {
    /// How many words the exact key has.
    pub fn words(&self) -> usize {
        self.exact.split(' ').count()
    }

    /// Whether the exact key has one word.
    pub fn is_one_word(&self) -> bool {
        !self.exact.contains(' ')
    }
}

/// All names of the archive, of curated files and of the language data.
#[derive(Default)]
pub(super) struct Names {
    /// The names; a name's index is its id.
    pub list: Vec<Name>,
    ids: [FxHashMap<String, u32>; EntityKind::ALL.len()],
    by_surface: Vec<[u32; EntityKind::ALL.len()]>,
    lineage: FxHashSet<String>,
    optional: FxHashSet<String>,
    common: FxHashSet<String>,
    generic: FxHashSet<String>,
}

impl Names {
    /// No names yet.
    pub fn new(rules: &NameRules) -> Self {
        Self {
            lineage: rules.lineage_words().map(str::to_owned).collect(),
            optional: rules.optional_words().collect(),
            common: rules.common_words().collect(),
            generic: rules.generic_bodies().collect(),
            ..Self::default()
        }
    }

    /// Whether the word tells a person from one of the same name without it (`jr`).
    pub fn is_lineage(&self, word: &str) -> bool {
        self.lineage.contains(word)
    }

    /// Whether the folded word is often left out at the start of a person's name.
    pub fn is_optional(&self, word: &str) -> bool {
        self.optional.contains(word)
    }

    /// Whether many people bear the folded word.
    pub fn is_common(&self, word: &str) -> bool {
        self.common.contains(word)
    }

    /// Whether the name is one word, and no given name of many people or of the world's list.
    pub fn is_surname(&self, name: &Name) -> bool {
        let given = || Gazetteer::embedded().uses(&name.exact).has(NameUses::GIVEN_NAME);
        name.is_one_word() && !self.is_common(&name.folded) && !given()
    }

    /// Whether every place, party or ministry has a body of this name: `DPRD` of one article is not that of another.
    pub fn is_generic(&self, name: &Name) -> bool {
        name.kind == EntityKind::Organization && self.generic.contains(&name.exact)
    }

    /// The name that `surface` is as a name of `kind`.
    pub fn of_surface(&mut self, surface: u32, kind: EntityKind, surfaces: &Surfaces<'_>, rules: &NameRules) -> u32 {
        if self.by_surface.len() < surfaces.len() {
            self.by_surface.resize(surfaces.len(), [NONE; EntityKind::ALL.len()]);
        }
        let known = self.by_surface[surface as usize][kind as usize];
        if known != NONE {
            return known;
        }
        let id = self.of_text(surfaces.text(surface), kind, rules).unwrap_or(NONE);
        self.by_surface[surface as usize][kind as usize] = id;
        id
    }

    /// The name that `text` is as a name of `kind`; none for a text that shows nothing.
    pub fn of_text(&mut self, text: &str, kind: EntityKind, rules: &NameRules) -> Option<u32> {
        let key = rules.key(text, kind);
        if key.exact.is_empty() {
            return None;
        }
        let ids = &mut self.ids[kind as usize];
        if let Some(&id) = ids.get(&key.exact) {
            return Some(id);
        }
        let id = self.list.len() as u32;
        ids.insert(key.exact.clone(), id);
        let double = !text.contains(char::is_whitespace) && text.contains('-') && key.exact.contains(' ');
        self.list.push(Name { kind, exact: key.exact, folded: key.folded, double });
        Some(id)
    }

    /// The name with this exact key, if the archive has it.
    pub fn find(&self, exact: &str, kind: EntityKind) -> Option<u32> {
        self.ids[kind as usize].get(exact).copied()
    }

    /// The name with this id.
    pub fn get(&self, id: u32) -> &Name {
        &self.list[id as usize]
    }
}
