//! Joins `resolve` with what the last build noted: the addresses that its site had, and who bore them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Map;

use crate::config;
use crate::diag::Diagnostic;
use crate::model::{Article, EntityId, EntityKind, KnownAddress, Registry, Value};
use crate::resolve::{ResolveInput, resolve};
use crate::site::SitePlan;

use super::Workplace;
use super::prepare::Content;

/// How many article ids of an entity are noted for the next build.
const NOTED_ARTICLES: usize = 50;

/// The entities of the archive. `last_notes` is what [`notes`] gave the last build, null if there was none: every
/// command that looks at entities must know the addresses of the site that people see.
pub(super) fn resolve_names(
    workplace: &Workplace,
    content: &Content,
    last_notes: &Value,
) -> (Registry, Vec<Diagnostic>) {
    resolve(&ResolveInput {
        articles: &content.articles,
        curated: &content.curated,
        judgements: &content.judgements,
        addresses: &content.addresses,
        previous: &known_addresses(last_notes),
        languages: &workplace.languages,
    })
}

/// What the next build must know of this one: addresses, and who bore them. It lies in the output folder, so it tells
/// no more than the pages do. An address counts as published once it stood in a site with a `base_url`.
/// Where messages were not `told`, what they compare with stays as it was.
pub(super) fn notes(
    workplace: &Workplace,
    plan: &SitePlan<'_>,
    articles: &[Article],
    last_notes: &Value,
    told: bool,
) -> Value {
    let known = known_addresses(last_notes);
    let published: BTreeSet<(EntityKind, &str)> =
        known.iter().filter(|known| known.published).map(|known| (known.kind, known.address.as_str())).collect();
    let registry = plan.registry();
    let mut ids: Vec<Vec<&str>> = vec![Vec::new(); registry.entities.len()];
    for (links, article) in registry.links.iter().zip(articles) {
        for entity in links.entities.iter().chain(&links.speakers).flatten() {
            if ids[entity.index()].last() != Some(&article.id.as_str()) {
                ids[entity.index()].push(&article.id);
            }
        }
    }
    let entity = |(entity, mut ids): (&crate::model::Entity, Vec<&str>)| {
        ids.sort_unstable();
        ids.dedup();
        ids.truncate(NOTED_ARTICLES);
        let names: Vec<&str> = std::iter::once(&entity.name).chain(&entity.aliases).map(String::as_str).collect();
        let published = workplace.config.base_url.is_some() || published.contains(&(entity.kind, &entity.address));
        serde_json::json!([entity.kind.as_str(), entity.address, names, ids, published])
    };
    let shown = registry.entities.iter().zip(ids).enumerate().filter(|(at, _)| plan.shows(EntityId(*at as u32)));
    let addresses: Vec<Value> = shown.map(|(_, known)| entity(known)).collect();
    let segments: Map<String, Value> =
        plan.segments().into_iter().map(|(key, segment)| (key.to_owned(), segment.into())).collect();
    let segments = last_notes.get("segments").filter(|_| !told).cloned().unwrap_or(Value::Object(segments));
    let articles: Map<String, Value> =
        plan.article_addresses().map(|(id, address)| (id.to_owned(), address.into())).collect();
    serde_json::json!({ "addresses": addresses, "articles": articles, "segments": segments })
}

/// Says which types of pages have moved since the last build: another language of the interface moves all of them, and
/// nothing leads on from the old addresses.
pub(super) fn moved_segments(workplace: &Workplace, plan: &SitePlan<'_>, last_notes: &Value) -> Option<Diagnostic> {
    let old = last_notes.get("segments")?;
    let moved: Vec<(&str, &str, String)> = (plan.segments().into_iter())
        .filter_map(|(key, now)| Some((key, old.get(key)?.as_str()?, now)))
        .filter(|(_, then, now)| then != now)
        .collect();
    let (_, then, now) = moved.first()?;
    let pages = plan.segments().len();
    let message = format!(
        "{} of {pages} types of pages move to other addresses, such as `/{then}/` to `/{now}/`; links to the old ones break",
        moved.len()
    );
    let keep: Vec<String> = moved.iter().map(|(key, then, _)| format!("{key}: {then}")).collect();
    let key = if workplace.config.paths.is_empty() { "language" } else { "paths" };
    Some(
        Diagnostic::warning("moved-addresses", message)
            .at(workplace.setting(key, ""))
            .help(format!("to keep them write `paths: {{{}}}` into {}", keep.join(", "), config::FILE))
            .help("if nobody has linked to the site yet, nothing needs to be done; this is said once"),
    )
}

/// Id → address of the articles of the last site.
pub(super) fn known_articles(last_notes: &Value) -> BTreeMap<String, String> {
    let entries = last_notes.get("articles").and_then(Value::as_object).into_iter().flatten();
    entries.filter_map(|(id, address)| Some((id.clone(), address.as_str()?.to_owned()))).collect()
}

fn known_addresses(notes: &Value) -> Vec<KnownAddress> {
    let entries = notes.get("addresses").and_then(Value::as_array);
    entries.into_iter().flatten().filter_map(known_address).collect()
}

fn known_address(entry: &Value) -> Option<KnownAddress> {
    let [kind, address, names, articles, published] = entry.as_array()?.as_slice() else { return None };
    let words = |list: &Value| -> Option<Vec<String>> {
        list.as_array()?.iter().map(|word| word.as_str().map(str::to_owned)).collect()
    };
    let kind = EntityKind::ALL.into_iter().find(|known| Some(known.as_str()) == kind.as_str())?;
    let (address, published) = (address.as_str()?.to_owned(), published.as_bool()?);
    Some(KnownAddress { kind, address, names: words(names)?, articles: words(articles)?, published })
}
