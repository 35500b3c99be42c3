//! Turns addresses that articles give (`ref`) and nobody else has into those that look like a slip beside a known one.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Diagnostic, Location};
use crate::model::{Article, EntityId, EntityKind, Judgement, Registry};
use crate::slug::slug;
use crate::yaml::nearest;

/// A warning where an article's `ref` makes somebody of whom nothing else speaks, while another entity of the kind lives at
/// nearly this address. A number is no slip; a file or a judgement with the address says that it is meant.
pub fn slipped_references(
    articles: &[Article],
    registry: &Registry,
    judgements: &[Judgement],
    located: &(dyn Fn(usize, usize) -> Location + Sync),
) -> Vec<Diagnostic> {
    let mut places: BTreeMap<EntityId, Vec<(usize, usize)>> = BTreeMap::new();
    for (at, (article, links)) in articles.iter().zip(&registry.links).enumerate() {
        for (place, (note, entity)) in article.entities().iter().zip(&links.entities).enumerate() {
            if let (Some(entity), Some(_)) = (entity, &note.reference) {
                places.entry(*entity).or_default().push((at, place));
            }
        }
    }
    if places.is_empty() {
        return Vec::new();
    }
    for (article, links) in articles.iter().zip(&registry.links) {
        for (place, entity) in links.entities.iter().enumerate() {
            let Some(entity) = entity.filter(|entity| places.contains_key(entity)) else { continue };
            let is_its = |address: &String| slug(address) == registry.entity(entity).address;
            if !article.entities()[place].reference.as_ref().is_some_and(is_its) {
                places.remove(&entity);
            }
        }
    }
    let judged: BTreeSet<String> =
        judgements.iter().flat_map(|judgement| &judgement.entities).map(|name| slug(name)).collect();
    places.retain(|entity, _| {
        let entity = registry.entity(*entity);
        entity.curated.is_none() && !judged.contains(&entity.address)
    });
    let without_digits = |address: &str| address.replace(|c: char| c.is_ascii_digit(), "");
    let mut found = Vec::new();
    for (own, written) in &places {
        let (kind, address) = (registry.entity(*own).kind, registry.entity(*own).address.as_str());
        let is_rival = |id: EntityId| {
            let other = registry.entity(id);
            let is_weightier = places.get(&id).is_none_or(|others| others.len() > written.len());
            other.kind == kind && is_weightier && without_digits(&other.address) != without_digits(address)
        };
        let known = (0..registry.entities.len() as u32).map(EntityId).filter(|&id| id != *own && is_rival(id));
        let known: Vec<&str> = known.map(|id| registry.entity(id).address.as_str()).collect();
        let Some(meant) = nearest(address, &known) else { continue };
        found.extend(written.iter().map(|&(article, place)| {
            Diagnostic::warning("unknown-ref", format!("`ref: {address}` makes somebody new"))
                .at(located(article, place))
                .help(format!("did you mean `ref: {meant}`?"))
                .help(file_of(kind, address))
        }));
    }
    found
}

/// What says that an address is meant.
fn file_of(kind: EntityKind, address: &str) -> String {
    let folder = kind.folder().unwrap_or("people");
    format!("if not, make a file content/{folder}/{address}.md with the line `name:`")
}
