//! The shards of names: entities with a page, most quoted first.

use serde_json::{Value, json};

use super::fold::words;
use super::{NAMES_OF_A_SHARD, Searched, numbered};
use crate::model::{EntityId, EntityKind, Output};

pub(super) fn shards(searched: &Searched<'_, '_>) -> Vec<Output> {
    numbered("names", &searched.entities, NAMES_OF_A_SHARD, |entities| {
        entities.iter().map(|id| value(searched, *id)).collect::<Vec<Value>>()
    })
}

fn value(searched: &Searched<'_, '_>, id: EntityId) -> Value {
    let named = searched.plan.named(id);
    let entity = searched.plan.registry.entity(id);
    let kind = EntityKind::ALL.iter().position(|kind| *kind == entity.kind).unwrap_or(0);
    let address = segment(searched, id);
    let address = if words(&entity.name).join("-") == address { json!(0) } else { json!(address) };
    let mut fields = vec![
        json!(named.name),
        json!(kind),
        address,
        json!(named.said),
        json!(named.about),
        json!(named.distinction.unwrap_or_default()),
    ];
    fields.extend(entity.aliases.iter().map(|alias| json!(alias)));
    Value::Array(fields)
}

/// The last segment of an entity's address.
fn segment<'p>(searched: &Searched<'p, '_>, id: EntityId) -> &'p str {
    let path = searched.plan.entities[id.index()].path.as_deref().unwrap_or_default();
    path.trim_end_matches("/index.html").rsplit('/').next().unwrap_or_default()
}
