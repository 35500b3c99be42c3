//! Joins `resolve` with what the last build noted: the addresses that its site had, and who bore them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Map;

use crate::archive::ARTICLES;
use crate::config;
use crate::diag::{Diagnostic, Location};
use crate::front_matter::{fold, id_from, quotation_id};
use crate::model::{Article, EntityId, EntityKind, KnownAddress, Quotation, Registry, Value};
use crate::resolve::{ResolveInput, resolve};
use crate::site::{SitePlan, calling_of};
use crate::slug::slug;

use super::prepare::Content;
use super::{Workplace, counted, quotation_ids};

/// How many article ids of an entity are noted for the next build.
const NOTED_ARTICLES: usize = 50;

/// The entities of the archive. `last_notes` is what [`notes`] gave the last build, null if there was none: every
/// command that looks at entities must know the addresses of the site that people see. Where files could not be read
/// (`unread`), nobody is gone: those names may be in them.
pub(super) fn resolve_names(
    workplace: &Workplace,
    content: &Content,
    last_notes: &Value,
    unread: bool,
) -> (Registry, Vec<Diagnostic>) {
    let mut previous = known_addresses(last_notes);
    if unread {
        previous.iter_mut().for_each(|known| known.published = false);
    }
    resolve(&ResolveInput {
        articles: &content.articles,
        curated: &content.curated,
        judgements: &content.judgements,
        addresses: &content.addresses,
        previous: &previous,
        left_out: &content.left_out_names,
        languages: &workplace.languages,
    })
}

/// What the next build must know of this one: addresses, and who or what bore them. It lies in the output folder, so it tells
/// no more than the pages do. An address counts as published once it stood in a site with a `base_url`.
/// Where messages were not `told`, what they compare with stays as it was; and where files could not be read (`unread`), so
/// do the addresses of articles and names that may be in them.
pub(super) fn notes(
    workplace: &Workplace,
    plan: &SitePlan<'_>,
    content: &Content,
    last_notes: &Value,
    told: bool,
    unread: bool,
) -> Value {
    let known = known_addresses(last_notes);
    let published: BTreeSet<(EntityKind, &str)> =
        known.iter().filter(|known| known.published).map(|known| (known.kind, known.address.as_str())).collect();
    let registry = plan.registry();
    let mut ids: Vec<Vec<&str>> = vec![Vec::new(); registry.entities.len()];
    for (links, article) in registry.links.iter().zip(&content.articles) {
        for entity in links.entities.iter().chain(&links.speakers).flatten() {
            if ids[entity.index()].last() != Some(&article.id.as_str()) {
                ids[entity.index()].push(&article.id);
            }
        }
    }
    let known_entity = |id: EntityId, mut ids: Vec<&str>| {
        let entity = registry.entity(id);
        ids.sort_unstable();
        ids.dedup();
        ids.truncate(NOTED_ARTICLES);
        let names = plan.told_names(id);
        let published = workplace.config.base_url.is_some() || published.contains(&(entity.kind, &entity.address));
        serde_json::json!([entity.kind.as_str(), entity.address, names, ids, published])
    };
    let entities = (0..registry.entities.len() as u32).map(EntityId).zip(ids);
    let shown = entities.filter(|(id, _)| plan.shows(*id));
    let mut addresses: Vec<Value> = shown.map(|(id, ids)| known_entity(id, ids)).collect();
    if unread {
        // Who may be named in a file that could not be read is still known when it is mended; but nobody who is withheld now.
        let there: BTreeSet<(EntityKind, &str)> =
            registry.entities.iter().map(|entity| (entity.kind, entity.address.as_str())).collect();
        let withheld: Vec<String> = workplace
            .config
            .withheld
            .iter()
            .map(|entry| slug(calling_of(entry)))
            .filter(|entry| !entry.is_empty())
            .collect();
        let is_told = |known: &KnownAddress| {
            let callings = known.names.iter().map(|name| slug(name)).chain([known.address.clone()]);
            callings.into_iter().any(|calling| withheld.iter().any(|entry| calling.contains(entry.as_str())))
        };
        let others = known.iter().filter(|known| !there.contains(&(known.kind, known.address.as_str())));
        addresses.extend(others.filter(|known| !is_told(known)).map(|known| {
            serde_json::json!([known.kind.as_str(), known.address, known.names, known.articles, known.published])
        }));
    }
    let segments: Map<String, Value> =
        plan.segments().into_iter().map(|(key, segment)| (key.to_owned(), segment.into())).collect();
    let segments = last_notes.get("segments").filter(|_| !told).cloned().unwrap_or(Value::Object(segments));
    let mut marks: Map<String, Value> = (content.articles.iter().filter(|article| has_id_of_path(article)))
        .map(|article| (article.id.clone(), serde_json::json!(marks_of(article))))
        .collect();
    let mut articles: Map<String, Value> =
        plan.article_addresses().map(|(id, address)| (id.to_owned(), address.into())).collect();
    marks.retain(|id, _| articles.contains_key(id));
    let known_quotations = quotation_ids::known(last_notes);
    let mut quotations = quotation_ids::noted(content, plan, last_notes);
    let keep_quotations = |quotations: &mut Map<String, Value>, id: &str| {
        quotations.extend(known_quotations.get(id).map(|known| (id.to_owned(), serde_json::json!(known))));
    };
    // Until a person has said whether it is the same article, or has read what its id moved.
    for renamed in renamed(content, last_notes).into_iter().filter(|renamed| !(told && renamed.article.has_id)) {
        if renamed.article.has_id {
            articles.shift_remove(&renamed.article.id);
        }
        keep_quotations(&mut quotations, &renamed.id);
        articles.insert(renamed.id.clone(), renamed.address.into());
        marks.insert(renamed.id, serde_json::json!(marks_of(renamed.article)));
    }
    if unread {
        let there = content.ids();
        for (id, address) in known_articles(last_notes).into_iter().filter(|(id, _)| !there.contains(id.as_str())) {
            let known = last_notes.get("marks").and_then(|marks| marks.get(&id));
            marks.extend(known.map(|known| (id.clone(), known.clone())));
            keep_quotations(&mut quotations, &id);
            articles.insert(id, address.into());
        }
    }
    serde_json::json!({
        "addresses": addresses, "articles": articles, "marks": marks, "quotations": quotations, "segments": segments
    })
}

/// An article that had no `id` of its own and whose file was renamed, or given one, and with that its id and its addresses.
struct Renamed<'a> {
    article: &'a Article,
    /// The id that it had.
    id: String,
    /// The address that it had.
    address: String,
}

/// Whether the article has no `id` in its file, so that it has it from the file's name.
fn has_id_of_path(article: &Article) -> bool {
    !article.has_id && article.id == id_from(&article.path)
}

/// What a renamed article is known by: its title and its text.
fn marks_of(article: &Article) -> [String; 2] {
    [id_from(&article.title), id_from(&fold(&article.body))]
}

fn renamed<'a>(content: &'a Content, last_notes: &Value) -> Vec<Renamed<'a>> {
    let Some(marks) = last_notes.get("marks").and_then(Value::as_object) else { return Vec::new() };
    let addresses = known_articles(last_notes);
    let there = content.ids();
    let mut gone: Vec<(&String, &Value)> = marks.iter().filter(|(id, _)| !there.contains(id.as_str())).collect();
    let mut found = Vec::new();
    let is_new = |article: &&Article| article.has_id && !addresses.contains_key(&article.id);
    for article in content.articles.iter().filter(|article| has_id_of_path(article) || is_new(article)) {
        let own = marks_of(article);
        let is_it = |(_, marks): &(&String, &Value)| own.iter().enumerate().any(|(at, own)| marks[at] == own.as_str());
        let Some(at) = gone.iter().position(is_it) else { continue };
        let (id, _) = gone.remove(at);
        let address = addresses.get(id).cloned().unwrap_or_default();
        found.push(Renamed { article, id: id.clone(), address });
    }
    found
}

/// Says which articles that people wrote have lost their addresses with the name of their file, or those of their quotations
/// with an id.
pub(super) fn say_renamed(workplace: &Workplace, content: &Content, last_notes: &Value) -> Vec<Diagnostic> {
    let say = |Renamed { article, id, address }: Renamed<'_>| {
        let path = workplace.shown(&format!("{ARTICLES}/{}", article.path));
        if article.has_id {
            let is_of_id = |one: &&Quotation| one.id == quotation_id(&article.id, &one.text, one.nth);
            let moved = article.quotations().iter().filter(is_of_id).count();
            let quotations = counted(moved, "quotation", "quotations");
            let message =
                format!("{quotations} of this article moved to other addresses when it got the `id` `{}`", article.id);
            let diagnostic = Diagnostic::warning("renamed-article", message)
                .at(Location::file(path))
                .help(format!("write `id: {id}` in its place: they keep their addresses then"))
                .help("if nobody has linked to them, nothing needs to be done; this is said once");
            return (moved > 0).then_some(diagnostic);
        }
        let quotations = match article.quotations().len() {
            0 => "this article".to_owned(),
            some => format!("this article and its {}", counted(some, "quotation", "quotations")),
        };
        let message = format!("{quotations} moved to other addresses when the file was renamed; it was at `{address}`");
        let diagnostic = Diagnostic::warning("renamed-article", message)
            .at(Location::file(path))
            .help(format!("write `id: {id}` into its front matter: the quotations keep their addresses then, and the old one of the article leads here"))
            .help(format!("if nobody has linked to it, write `id: {}`; this is said until there is an `id`", article.id));
        Some(diagnostic)
    };
    renamed(content, last_notes).into_iter().filter_map(say).collect()
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
            .help("if nobody has linked to the site yet, nothing needs to be done; this is said once")
            .help(format!("to keep them write `paths: {{{}}}` into {}", keep.join(", "), config::FILE)),
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
