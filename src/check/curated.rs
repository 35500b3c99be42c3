//! Turns curated files that contradict one another, or that no article needs, into diagnostics.

use std::collections::BTreeMap;

use super::CheckInput;
use crate::diag::{Diagnostic, Location};

/// Other names that two files claim: an article that uses one of them names nobody.
pub(super) fn claimed_twice(input: &CheckInput<'_>) -> Vec<Diagnostic> {
    let mut claims = BTreeMap::new();
    for (at, entity) in input.curated.iter().enumerate() {
        for name in &entity.also {
            let files: &mut Vec<usize> = claims.entry((entity.kind, name.to_lowercase())).or_default();
            if files.last() != Some(&at) {
                files.push(at);
            }
        }
    }
    let twice = claims.into_iter().filter(|(_, files)| files.len() > 1);
    twice
        .map(|((_, name), files)| {
            let paths: Vec<String> = files.iter().map(|&at| format!("`{}`", input.curated[at].path)).collect();
            Diagnostic::warning(
                "name-claimed-twice",
                format!("`{name}` stands under `also` in {}", paths.join(" and ")),
            )
            .at(Location::file(&input.curated[files[0]].path))
            .help("where articles give no office or company that tells them apart, nobody is meant")
        })
        .collect()
}

/// Files about entities that no article names.
pub(super) fn unnamed(input: &CheckInput<'_>) -> Vec<Diagnostic> {
    let mut named = vec![false; input.registry.entities.len()];
    for links in &input.registry.links {
        for id in links.entities.iter().chain(&links.speakers).flatten() {
            named[id.index()] = true;
        }
    }
    let entities = input.registry.entities.iter().zip(named);
    entities
        .filter(|(_, named)| !named)
        .filter_map(|(entity, _)| input.curated.get(entity.curated?))
        .map(|file| {
            Diagnostic::warning("unnamed-entity", format!("no article names `{}`", file.name))
                .at(Location::file(&file.path))
                .help("write under `also` what articles call it, or `ref` beside the name in an article")
        })
        .collect()
}
