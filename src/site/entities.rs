//! Which entities the site shows, where, and what tells them apart.

use rayon::prelude::*;

use super::addresses::Addressing;
use super::backlinks::{Backlinks, backlinks};
use super::plan::{PlannedArticle, PlannedQuotation};
use super::redaction::Redaction;
use super::withheld::Withheld;
use crate::config::Config;
use crate::lang::Interface;
use crate::model::{CuratedEntity, Distinction, EntityId, MovedAddress, Registry};

/// An entity as the site shows it.
#[derive(Debug, Default)]
pub(super) struct PlannedEntity {
    /// File of its page; none if it is not shown.
    pub(super) path: Option<String>,
    /// Link to its page; empty if it is not shown.
    pub(super) link: String,
    /// What it is sorted by.
    pub(super) sort_key: String,
    /// What tells it from others of its name, in words of the interface.
    pub(super) told_apart_by: Option<String>,
    pub(super) backlinks: Backlinks,
}

/// One for each entity of the registry; those that are not shown stay empty.
pub(super) fn plan_entities(
    registry: &Registry,
    addressing: &Addressing<'_>,
    interface: &Interface,
    withheld: &Withheld,
    articles: &[PlannedArticle<'_>],
    quotations: &[PlannedQuotation<'_>],
) -> Vec<PlannedEntity> {
    let links = backlinks(registry.entities.len(), articles, quotations);
    registry
        .entities
        .par_iter()
        .zip(links)
        .enumerate()
        .map(|(at, (entity, backlinks))| {
            let is_shown = entity.kind.has_pages()
                && !withheld.entity(EntityId(at as u32))
                && (!backlinks.is_empty() || entity.curated.is_some());
            if !is_shown {
                return PlannedEntity::default();
            }
            let path = addressing.entity(entity.kind, &entity.address);
            PlannedEntity {
                link: addressing.link(&path),
                path: Some(path),
                sort_key: interface.sort_key(&entity.name),
                told_apart_by: entity.distinction.as_ref().map(|distinction| in_words(distinction, interface)),
                backlinks,
            }
        })
        .collect()
}

fn in_words(distinction: &Distinction, interface: &Interface) -> String {
    match distinction.is_beside {
        true => interface.fill("mentioned_with", &[("name", &distinction.words)]),
        false => distinction.words.clone(),
    }
}

/// Gives each of several listed entities of one kind and name that nothing tells apart its first role, so that lists do.
pub(super) fn tell_apart(
    curated: &[CuratedEntity],
    registry: &Registry,
    listed: &[EntityId],
    entities: &mut [PlannedEntity],
) {
    let is_same = |a: &EntityId, b: &EntityId| {
        let (a, b) = (registry.entity(*a), registry.entity(*b));
        a.kind == b.kind && a.name == b.name
    };
    for namesakes in listed.chunk_by(is_same).filter(|namesakes| namesakes.len() > 1) {
        for id in namesakes {
            let entity = registry.entity(*id);
            if entity.distinction.is_some() {
                continue;
            }
            let written = entity.curated.and_then(|at| curated.get(at)?.roles.first()).map(|role| &role.role);
            let printed = entity.printed_roles.first().map(|role| &role.role);
            entities[id.index()].told_apart_by = written.or(printed).cloned();
        }
    }
}

/// Old addresses whose bearers are shown, and those that nobody bears any more; none that tells a withheld name, and none of
/// who is withheld. That a site without a `base_url` hides somebody needs no page: nobody has linked there.
pub(super) fn moved_addresses(
    config: &Config,
    withheld: &Withheld,
    registry: &Registry,
    redaction: &Redaction,
    entities: &[PlannedEntity],
) -> Vec<MovedAddress> {
    let is_shown = |id: &EntityId| entities[id.index()].path.is_some();
    // What leads on from an address that stands for one with a withheld name waits until that one is gone back to.
    let lives_there = |moved: &&MovedAddress| match moved {
        MovedAddress::To { kind, from, to } => {
            registry.entity(*to).kind == *kind && registry.entity(*to).address == *from
        }
        _ => false,
    };
    let moved = registry.moved.iter().filter(|moved| !lives_there(moved)).filter_map(|moved| match moved {
        MovedAddress::To { kind, from, to } if !is_shown(to) => (config.base_url.is_some() && !withheld.entity(*to))
            .then(|| MovedAddress::Gone { kind: *kind, from: from.clone() }),
        MovedAddress::WhichOne { kind, address, name, entities } => {
            let shown: Vec<EntityId> = entities.iter().copied().filter(is_shown).collect();
            match shown.as_slice() {
                [] => None,
                // Of one, too: the page says that nobody is there, and names him.
                _ => Some(MovedAddress::WhichOne {
                    kind: *kind,
                    address: address.clone(),
                    name: redaction.apply(name).unwrap_or_else(|| name.clone()),
                    entities: shown,
                }),
            }
        }
        other => Some(other.clone()),
    });
    moved
        .filter(|moved| match moved {
            MovedAddress::To { from, .. } | MovedAddress::Gone { from, .. } => !redaction.is_told_by(from),
            MovedAddress::WhichOne { address, .. } => !redaction.is_told_by(address),
        })
        .collect()
}
