//! Turns the entities of a plan into cards: the few lines that a page shows beside a link before it is followed.
//!
//! Cards stand in small scripts under `data/cards/`, `kutipCards("orang-an", {"ani-sari": [name, role, numbers]})`,
//! which `kutip.js` asks for one by one: a script works from a disk and where only scripts of the site itself may run.
//! A file is named after the segment of the entity's kind and the first two characters of its address.

use std::collections::BTreeMap;

use serde_json::json;

use super::plan::SitePlan;
use crate::model::{EntityId, Output};

/// Characters of an address that choose its file.
const FIRST: usize = 2;

impl SitePlan<'_> {
    /// The files with the cards of all entities that have pages.
    pub fn card_files(&self) -> Vec<Output> {
        let addressing = self.addressing();
        let mut files: BTreeMap<String, BTreeMap<&str, Vec<String>>> = BTreeMap::new();
        for id in &self.listed {
            let entity = self.registry.entity(*id);
            let first: String = entity.address.chars().take(FIRST).collect();
            let name = format!("{}-{first}", addressing.segment(entity.kind.as_str()));
            files.entry(name).or_default().insert(&entity.address, self.lines(*id));
        }
        let file = |(name, cards): (String, BTreeMap<&str, Vec<String>>)| Output {
            bytes: format!("kutipCards({}, {})\n", json!(name), json!(cards)).into_bytes(),
            path: format!("data/cards/{name}.js"),
        };
        files.into_iter().map(file).collect()
    }

    /// The lines of a card; a line without words is left out by the script.
    fn lines(&self, id: EntityId) -> Vec<String> {
        let named = self.named(id);
        let role = self.roles(id).first().map(|role| role.role.to_owned());
        let numbers = [("said", named.said), ("about", named.about), ("article", named.articles)];
        let numbers = numbers.into_iter().filter(|(_, number)| *number > 0);
        let numbers: Vec<String> = numbers.map(|(of, number)| self.interface.count(of, number)).collect();
        let what = role.or_else(|| named.distinction.map(str::to_owned)).unwrap_or_else(|| named.kind_name.to_owned());
        vec![named.name.to_owned(), what, numbers.join(" · ")]
    }
}
