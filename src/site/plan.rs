//! The plan itself: what there is to show, who leads to what, and every page.

use std::borrow::Cow;
use std::sync::OnceLock;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::SiteInput;
use super::addresses::Addressing;
use super::annotation::TextPlace;
use super::backlinks::{Backlinks, backlinks};
use super::mentions::NamedAt;
use super::pages::{Page, pages};
use super::pictures::Pictures;
use super::prepare::{Prepared, prepare};
use super::printings;
use super::search::{SearchIndex, search_index};
use super::variants::Variants;
use super::withheld::{Redaction, Withheld};
use crate::diag::{Diagnostic, Location};
use crate::lang::Interface;
use crate::model::{
    Article, ArticleDate, ArticleLinks, EntityId, MovedAddress, Output, Quotation, Registry, Span, Value,
};
use crate::slug::{slug, with_tail};

/// Every page of a site and its address, and all that the pages are made of.
///
/// Articles stand newest first, those without a date last; quotations stand in the order of their articles and, inside
/// one, of the text. So the first of any list of places are the newest.
#[derive(Debug)]
pub struct SitePlan<'a> {
    pub(super) input: SiteInput<'a>,
    pub(super) interface: Cow<'a, Interface>,
    /// Who means whom, without what is withheld.
    pub(super) registry: Cow<'a, Registry>,
    pub(super) redaction: Redaction,
    pub(super) articles: Vec<PlannedArticle<'a>>,
    pub(super) quotations: Vec<PlannedQuotation<'a>>,
    /// One for each entity of the registry; those that are not shown have no page and empty lists.
    pub(super) entities: Vec<PlannedEntity>,
    /// Entities that are shown, by kind and name.
    pub(super) listed: Vec<EntityId>,
    pub(super) moved: Vec<MovedAddress>,
    /// Which quotations are one statement.
    pub(super) variants: Variants,
    pub(super) pictures: Pictures,
    pub(super) pages: Vec<Page>,
    /// Made when first asked for: only rendering needs it.
    search: OnceLock<SearchIndex>,
    pub(super) data: OnceLock<Vec<Output>>,
    lost: Vec<(usize, usize)>,
    astray: Vec<(usize, usize)>,
}

/// An article that is published.
#[derive(Debug)]
pub(super) struct PlannedArticle<'a> {
    pub(super) article: Cow<'a, Article>,
    pub(super) title: Cow<'a, str>,
    pub(super) body: Cow<'a, str>,
    pub(super) summary: String,
    /// Link to its page.
    pub(super) link: String,
    /// File of its page.
    pub(super) path: String,
    /// Its file in the archive, unless that would tell a withheld name.
    pub(super) source: Option<String>,
    /// Its quotations in [`SitePlan::quotations`].
    pub(super) quotations: std::ops::Range<usize>,
    pub(super) links: Vec<NamedAt>,
    /// Its entities and how often each is named.
    pub(super) entities: Vec<(EntityId, u32)>,
}

/// A quotation that is published.
#[derive(Debug)]
pub(super) struct PlannedQuotation<'a> {
    pub(super) note: Cow<'a, Quotation>,
    /// Place of its article in [`SitePlan::articles`].
    pub(super) article: usize,
    /// Unique in the site, safe in addresses.
    pub(super) id: String,
    pub(super) text: Cow<'a, str>,
    pub(super) span: Option<Span>,
    pub(super) speaker: Option<EntityId>,
    pub(super) about: Vec<EntityId>,
    /// The speaker's role as the article prints it.
    pub(super) role: Option<String>,
    /// Organizations that the role names.
    pub(super) speaks_for: Vec<EntityId>,
    pub(super) before: String,
    pub(super) after: String,
    /// What leads a browser to the words in the original (`text=…`).
    pub(super) fragment: Option<String>,
    pub(super) place: Option<TextPlace>,
    /// Line of its article's file on which it begins, where that is known.
    pub(super) line: Option<usize>,
}

impl PlannedQuotation<'_> {
    /// The id of its place in the article's page.
    pub(super) fn anchor(&self) -> String {
        format!("k-{}", self.id)
    }

    /// Whether the page of corrections names it.
    pub(super) fn is_corrected(&self) -> bool {
        self.is_withdrawn() || self.note.note.is_some() || self.note.corrected.is_some()
    }

    /// Whether lists and counts leave it out.
    pub(super) fn is_withdrawn(&self) -> bool {
        self.note.withdrawn.is_some()
    }
}

/// An entity as the site shows it.
#[derive(Debug, Default)]
pub(super) struct PlannedEntity {
    /// File of its page; none if it is not shown.
    pub(super) path: Option<String>,
    /// Link to its page; empty if it is not shown.
    pub(super) link: String,
    /// What it is sorted by.
    pub(super) sort_key: String,
    /// What tells it from others of its name where the registry says nothing: a role.
    pub(super) told_apart_by: Option<String>,
    pub(super) backlinks: Backlinks,
}

/// Plans the site. Withheld and draft articles and what `publish` does not allow are in no part of the plan.
pub fn plan<'a>(input: &SiteInput<'a>) -> (SitePlan<'a>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let interface = interface(input, &mut diagnostics);
    let withheld = Withheld::new(input.config, input.registry);
    let no_links = ArticleLinks::default();
    let mut shown: Vec<usize> = (0..input.articles.len())
        .filter(|&at| !input.articles[at].draft && !withheld.article(&input.articles[at]))
        .collect();
    shown.sort_by(|&a, &b| newest_first(&input.articles[a], &input.articles[b]));
    let prepared: Vec<(usize, Prepared<'a>)> = shown
        .into_par_iter()
        .map(|at| {
            let links = input.registry.links.get(at).unwrap_or(&no_links);
            (at, prepare(input, &withheld, &input.articles[at], links))
        })
        .collect();

    let addressing = Addressing::new(input.config, &interface);
    let paths = article_paths(&addressing, &prepared, &mut diagnostics);
    let mut articles = Vec::with_capacity(prepared.len());
    let mut quotations = Vec::new();
    let mut lost = Vec::new();
    let mut astray = Vec::new();
    let mut ids = FxHashSet::default();
    for ((source, prepared), path) in prepared.into_iter().zip(paths) {
        lost.extend(prepared.lost.iter().map(|quotation| (source, *quotation)));
        astray.extend(prepared.astray.iter().map(|quotation| (source, *quotation)));
        let first = quotations.len();
        for (number, quotation) in prepared.quotations.into_iter().enumerate() {
            quotations.push(PlannedQuotation {
                id: quotation_id(&quotation.note, &prepared.article, number, &mut ids),
                note: quotation.note,
                article: articles.len(),
                text: quotation.text,
                span: quotation.span,
                speaker: quotation.speaker,
                about: quotation.about,
                role: quotation.role,
                speaks_for: quotation.speaks_for,
                before: quotation.before,
                after: quotation.after,
                fragment: quotation.fragment,
                place: quotation.place,
                line: quotation.line,
            });
        }
        articles.push(PlannedArticle {
            article: prepared.article,
            title: prepared.title,
            body: prepared.body,
            summary: prepared.summary,
            link: addressing.link(&path),
            path,
            source: (!prepared.needs_other_address)
                .then(|| format!("content/articles/{}", input.articles[source].path)),
            quotations: first..quotations.len(),
            links: prepared.links,
            entities: prepared.entities,
        });
    }
    lost.sort_unstable();
    astray.sort_unstable();

    let registry = withheld.registry(input.registry);
    let redaction = withheld.names();
    let mut entities = plan_entities(&registry, &addressing, &interface, &withheld, &articles, &quotations);
    let mut listed: Vec<EntityId> =
        (0..entities.len()).filter(|&at| entities[at].path.is_some()).map(|at| EntityId(at as u32)).collect();
    listed.sort_by_cached_key(|id| {
        let entity = registry.entity(*id);
        (entity.kind, entities[id.index()].sort_key.clone(), entity.address.clone())
    });
    tell_apart(input, &registry, &listed, &mut entities);
    let moved = moved_addresses(&registry, &redaction, &entities);
    let variants = printings::group(&articles, &quotations, &mut diagnostics);
    let mut plan = SitePlan {
        input: *input,
        interface,
        registry,
        redaction: withheld.names(),
        articles,
        quotations,
        entities,
        listed,
        moved,
        variants,
        pictures: Pictures::default(),
        pages: Vec::new(),
        search: OnceLock::new(),
        data: OnceLock::new(),
        lost,
        astray,
    };
    plan.pictures = Pictures::of(&plan);
    plan.pages = pages(&plan);
    (plan, diagnostics)
}

impl<'a> SitePlan<'a> {
    /// How many HTML pages will be made.
    pub fn page_count(&self) -> usize {
        self.pages.len()
    }

    /// Paths of the pages, relative to the output folder, in the order in which they are planned.
    pub fn page_paths(&self) -> impl Iterator<Item = &str> {
        self.pages.iter().map(|page| page.path.as_str())
    }

    /// Whether a file of `static/` stands at this path.
    pub fn is_static(&self, path: &str) -> bool {
        self.input.static_files.iter().any(|file| file == path)
    }

    /// Most bytes that a page may have.
    pub fn largest_page(&self) -> u64 {
        self.input.config.limits.page_bytes
    }

    /// Who means whom, without what is withheld.
    pub fn registry(&self) -> &Registry {
        &self.registry
    }

    /// Whether an entity has a page.
    pub fn shows(&self, entity: EntityId) -> bool {
        self.entities[entity.index()].path.is_some()
    }

    /// Articles shown.
    pub fn article_count(&self) -> usize {
        self.articles.len()
    }

    /// Quotations shown.
    pub fn quotation_count(&self) -> usize {
        self.quotations.len()
    }

    /// The link to a quotation in its article, relative to the site's root, by the quotation's id.
    pub fn quotation_link(&self, id: &str) -> Option<String> {
        let quotation = self.quotations.iter().find(|quotation| quotation.id == id)?;
        Some(self.in_article(quotation))
    }

    /// Places in the input's articles and in their `quotations` of those whose words are not in the body; they are
    /// not shown.
    pub fn lost_quotations(&self) -> &[(usize, usize)] {
        &self.lost
    }

    /// Places there of those whose link into the original would lead to other words than theirs.
    pub fn quotations_astray(&self) -> &[(usize, usize)] {
        &self.astray
    }

    /// The files of the search index.
    pub fn search_files(&self) -> &[Output] {
        &self.search().files
    }

    pub(super) fn search(&self) -> &SearchIndex {
        self.search.get_or_init(|| search_index(self))
    }

    pub(super) fn addressing(&self) -> Addressing<'_> {
        Addressing::new(self.input.config, &self.interface)
    }

    /// The link to a quotation's place in its article.
    pub(super) fn in_article(&self, quotation: &PlannedQuotation<'_>) -> String {
        format!("{}#{}", self.articles[quotation.article].link, quotation.anchor())
    }

    /// The link that always leads to the quotation: its page, or its place where quotations have no pages.
    pub(super) fn permalink(&self, quotation: &PlannedQuotation<'_>) -> String {
        if self.input.config.quotation_pages {
            self.addressing().link(&self.quotation_path(quotation))
        } else {
            self.in_article(quotation)
        }
    }

    /// The file of a quotation's page: one flat folder, since there are many.
    pub(super) fn quotation_path(&self, quotation: &PlannedQuotation<'_>) -> String {
        format!("{}/{}.html", self.addressing().segment("quotation"), quotation.id)
    }

    /// The day of the newest article: what "as of" means on the site.
    pub(super) fn newest_date(&self) -> Option<&ArticleDate> {
        self.articles.first().and_then(|article| article.article.date.as_ref())
    }

    /// The day of the oldest dated article.
    pub(super) fn oldest_date(&self) -> Option<&ArticleDate> {
        self.articles.iter().rev().find_map(|article| article.article.date.as_ref())
    }
}

fn interface<'a>(input: &SiteInput<'a>, diagnostics: &mut Vec<Diagnostic>) -> Cow<'a, Interface> {
    let wanted = input.languages.get(&input.config.language).and_then(|language| language.interface.as_ref());
    if let Some(interface) = wanted {
        return Cow::Borrowed(interface);
    }
    let known: Vec<&str> = input
        .languages
        .iter()
        .filter(|language| language.interface.is_some())
        .map(|language| language.code.as_str())
        .collect();
    diagnostics.push(
        Diagnostic::error("unknown-interface", format!("no pages can be made in `{}`", input.config.language))
            .help(format!("`language` of `kutip.yaml` is one of: {}", known.join(", "))),
    );
    let any = input.languages.iter().find_map(|language| language.interface.as_ref());
    any.map_or_else(|| Cow::Owned(Interface::default()), Cow::Borrowed)
}

/// Newest first; articles without a date last; then by path, so that the order never depends on anything else.
fn newest_first(a: &Article, b: &Article) -> std::cmp::Ordering {
    b.date.cmp(&a.date).then_with(|| a.path.cmp(&b.path)).then_with(|| a.id.cmp(&b.id))
}

/// The file of each article's page. The oldest article keeps an address that several want.
fn article_paths(
    addressing: &Addressing<'_>,
    prepared: &[(usize, Prepared<'_>)],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<String> {
    let mut paths = vec![String::new(); prepared.len()];
    let mut taken: FxHashMap<String, usize> = FxHashMap::default();
    for at in (0..prepared.len()).rev() {
        let prepared_article = &prepared[at].1;
        let article = &prepared_article.article;
        let segment = article_segment(prepared_article);
        let mut path = article_path(addressing, article, &segment);
        if let Some(first) = taken.get(&path) {
            let first = &prepared[*first].1.article;
            let mut tail = slug(&article.id);
            path = article_path(addressing, article, &with_tail(&segment, &tail));
            while taken.contains_key(&path) {
                tail.push('x');
                path = article_path(addressing, article, &with_tail(&segment, &tail));
            }
            diagnostics.push(
                Diagnostic::warning("equal-addresses", format!("two articles want the address of `{}`", first.path))
                    .at(Location::file(format!("content/articles/{}", article.path)))
                    .help(format!(
                        "this one is at `{}`; rename its file to choose another address",
                        addressing.link(&path)
                    )),
            );
        }
        taken.insert(path.clone(), at);
        paths[at] = path;
    }
    paths
}

/// What an article's address ends in: `slug` of its front matter, else its file's name without a date, else its title.
fn article_segment(prepared: &Prepared<'_>) -> String {
    let article = &prepared.article;
    let stem = article.path.rsplit('/').next().unwrap_or_default().trim_end_matches(".md");
    let name = match article.extra.get("slug") {
        _ if prepared.needs_other_address => &article.id,
        Some(Value::String(own)) => own.as_str(),
        _ if !stem.is_empty() => without_date(stem),
        _ => &article.title,
    };
    slug(name)
}

fn without_date(stem: &str) -> &str {
    let bytes = stem.as_bytes();
    let is_date = bytes.len() > 11
        && bytes[..10].iter().enumerate().all(|(at, byte)| match at {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        })
        && matches!(bytes[10], b'-' | b'_');
    if is_date { &stem[11..] } else { stem }
}

fn article_path(addressing: &Addressing<'_>, article: &Article, segment: &str) -> String {
    match &article.date {
        Some(date) => {
            let (year, month) = (format!("{:04}", date.year), format!("{:02}", date.month));
            addressing.folder("article", &[&year, &month, segment])
        }
        None => addressing.folder("article", &[segment]),
    }
}

/// The quotation's id, made safe and unique: ids are written by people too.
fn quotation_id(note: &Quotation, article: &Article, number: usize, taken: &mut FxHashSet<String>) -> String {
    let is_safe = !note.id.is_empty()
        && note.id.len() <= 40
        && note.id.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_lowercase());
    let mut id = if is_safe { note.id.clone() } else { slug(&format!("{}-{}-{number}", note.id, article.id)) };
    while !taken.insert(id.clone()) {
        id = with_tail(&id, &slug(&format!("{}-{number}", article.id)));
    }
    id
}

fn plan_entities(
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
                told_apart_by: None,
                backlinks,
            }
        })
        .collect()
}

/// Gives each of several listed entities of one kind and name its first role, so that lists tell them apart.
fn tell_apart(input: &SiteInput<'_>, registry: &Registry, listed: &[EntityId], entities: &mut [PlannedEntity]) {
    let is_same = |a: &EntityId, b: &EntityId| {
        let (a, b) = (registry.entity(*a), registry.entity(*b));
        a.kind == b.kind && a.name == b.name
    };
    for namesakes in listed.chunk_by(is_same).filter(|namesakes| namesakes.len() > 1) {
        for id in namesakes {
            let entity = registry.entity(*id);
            let written = entity.curated.and_then(|at| input.curated.get(at)?.roles.first()).map(|role| &role.role);
            let printed = entity.printed_roles.first().map(|role| &role.role);
            entities[id.index()].told_apart_by = written.or(printed).cloned();
        }
    }
}

/// Old addresses whose bearers are shown, and those that nobody bears any more; none that tells a withheld name.
fn moved_addresses(registry: &Registry, redaction: &Redaction, entities: &[PlannedEntity]) -> Vec<MovedAddress> {
    let is_shown = |id: &EntityId| entities[id.index()].path.is_some();
    let moved = registry.moved.iter().filter_map(|moved| match moved {
        MovedAddress::To { kind, from, to } if !is_shown(to) => {
            Some(MovedAddress::Gone { kind: *kind, from: from.clone() })
        }
        MovedAddress::WhichOne { kind, address, name, entities } => {
            let shown: Vec<EntityId> = entities.iter().copied().filter(is_shown).collect();
            (!shown.is_empty()).then(|| MovedAddress::WhichOne {
                kind: *kind,
                address: address.clone(),
                name: name.clone(),
                entities: shown,
            })
        }
        other => Some(other.clone()),
    });
    moved
        .filter(|moved| match moved {
            MovedAddress::To { from, .. } | MovedAddress::Gone { from, .. } => !redaction.is_told_by(from),
            MovedAddress::WhichOne { .. } => true,
        })
        .collect()
}
