//! The plan itself: what there is to show, who leads to what, and every page.

use std::borrow::Cow;
use std::sync::OnceLock;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::SiteInput;
use super::addresses::Addressing;
use super::annotation::TextPlace;
use super::article_paths::{ArticleAddresses, article_addresses, quotation_id};
use super::entities::{PlannedEntity, moved_addresses, plan_entities, tell_apart};
use super::mentions::NamedAt;
use super::pages::{Page, pages};
use super::pictures::Pictures;
use super::prepare::{Prepared, prepare};
use super::printings;
use super::search::{SearchIndex, search_index};
use super::sections::Sections;
use super::variants::Variants;
use super::withheld::Withheld;
use crate::diag::Diagnostic;
use crate::lang::Interface;
use crate::model::{
    Addresses, Article, ArticleDate, ArticleLinks, CuratedEntity, EntityId, MovedAddress, NO_REASON, Output, Quotation,
    Registry, Span,
};

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
    /// What people wrote about entities, without what is withheld.
    curated: Cow<'a, [CuratedEntity]>,
    pub(super) articles: Vec<PlannedArticle<'a>>,
    pub(super) quotations: Vec<PlannedQuotation<'a>>,
    /// One for each entity of the registry; those that are not shown have no page and empty lists.
    pub(super) entities: Vec<PlannedEntity>,
    /// Entities that are shown, by kind and name.
    pub(super) listed: Vec<EntityId>,
    pub(super) moved: Vec<MovedAddress>,
    pub(super) article_addresses: ArticleAddresses,
    /// Which quotations are one statement.
    pub(super) variants: Variants,
    /// Lists by heading that several pages link into.
    pub(super) sections: Sections,
    pub(super) pictures: Pictures,
    pub(super) pages: Vec<Page>,
    /// Made when first asked for: only rendering needs it.
    search: OnceLock<SearchIndex>,
    pub(super) data: OnceLock<Vec<Output>>,
    lost: Vec<(usize, usize)>,
    astray: Vec<(usize, usize)>,
    gaps: Gaps,
}

/// What is shown without the withheld names that stood in it.
#[derive(Debug, Default)]
struct Gaps {
    /// Articles, by their places in the input.
    articles: Vec<usize>,
    /// Quotations: the place of each in the input, and in [`SitePlan::quotations`].
    quotations: Vec<((usize, usize), usize)>,
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
    /// How many of them count: those that were not withdrawn.
    pub(super) counted: usize,
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
        self.is_withdrawn() || self.note.corrected.is_some()
    }

    /// Whether lists and counts leave it out.
    pub(super) fn is_withdrawn(&self) -> bool {
        self.note.withdrawn.is_some()
    }
}

/// Plans the site. Withheld and draft articles and what `publish` does not allow are in no part of the plan.
pub fn plan<'a>(input: &SiteInput<'a>) -> (SitePlan<'a>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let interface = interface(input, &mut diagnostics);
    let withheld = Withheld::new(input.config, input.registry, input.languages);
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
    let redaction = withheld.names();
    let known = (&input.registry.addresses, input.known_articles, input.left_out);
    let is_told_by = |at: usize, part: &str| {
        let source = prepared[at].0;
        let links = input.registry.links.get(source).unwrap_or(&no_links);
        let own = || withheld.redaction(&input.articles[source], links, input.languages);
        redaction.is_told_by(part) || withheld.is_meant(links) && own().is_told_by(part)
    };
    let article_addresses = article_addresses(&addressing, &prepared, &is_told_by, known, &mut diagnostics);
    let mut articles = Vec::with_capacity(prepared.len());
    let mut quotations = Vec::new();
    let mut lost = Vec::new();
    let mut astray = Vec::new();
    let mut gaps = Gaps::default();
    let mut ids = FxHashSet::default();
    for ((source, prepared), address) in prepared.into_iter().zip(&article_addresses.addresses) {
        let path = addressing.article(address);
        lost.extend(prepared.lost.iter().map(|quotation| (source, *quotation)));
        astray.extend(prepared.astray.iter().map(|quotation| (source, *quotation)));
        gaps.articles.extend(prepared.has_gap.then_some(source));
        let first = quotations.len();
        for (number, quotation) in prepared.quotations.into_iter().enumerate() {
            if matches!(quotation.text, Cow::Owned(_)) {
                gaps.quotations.push(((source, quotation.at), quotations.len()));
            }
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
            counted: quotations[first..].iter().filter(|quotation| !quotation.is_withdrawn()).count(),
            links: prepared.links,
            entities: prepared.entities,
        });
    }
    lost.sort_unstable();
    astray.sort_unstable();
    gaps.articles.sort_unstable();
    gaps.quotations.sort_unstable();

    let registry = withheld.registry(input.registry);
    let mut entities = plan_entities(&registry, &addressing, &interface, &withheld, &articles, &quotations);
    let mut listed: Vec<EntityId> =
        (0..entities.len()).filter(|&at| entities[at].path.is_some()).map(|at| EntityId(at as u32)).collect();
    listed.sort_by_cached_key(|id| {
        let entity = registry.entity(*id);
        (entity.kind, entities[id.index()].sort_key.clone(), entity.address.clone())
    });
    let curated = withheld.curated(input.curated, input.registry);
    tell_apart(&curated, &registry, &listed, &mut entities);
    let moved = moved_addresses(input.config, &withheld, &registry, &redaction, &entities);
    let variants = printings::group(&articles, &quotations);
    let mut plan = SitePlan {
        input: *input,
        curated,
        interface,
        registry,
        articles,
        quotations,
        entities,
        listed,
        moved,
        article_addresses,
        variants,
        sections: Sections::default(),
        pictures: Pictures::default(),
        pages: Vec::new(),
        search: OnceLock::new(),
        data: OnceLock::new(),
        lost,
        astray,
        gaps,
    };
    plan.sections = Sections::of(&plan);
    plan.pictures = Pictures::of(&plan);
    plan.pages = pages(&plan);
    (plan, diagnostics)
}

impl<'a> SitePlan<'a> {
    /// How many HTML pages will be made.
    pub fn page_count(&self) -> usize {
        self.pages.len()
    }

    /// The segment of addresses of each type of page, sorted by type.
    pub fn segments(&self) -> Vec<(&str, String)> {
        let addressing = self.addressing();
        self.interface.paths().map(|key| (key, addressing.segment(key))).collect()
    }

    /// Id and address of each article shown.
    pub fn article_addresses(&self) -> impl Iterator<Item = (&str, &str)> {
        let addresses = self.article_addresses.addresses.iter().map(String::as_str);
        self.articles.iter().map(|planned| planned.article.id.as_str()).zip(addresses)
    }

    /// The address book to keep.
    pub fn address_book(&self) -> &Addresses {
        &self.article_addresses.book
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

    /// The names of an entity that its page tells; none where its address must not tell them.
    pub fn told_names(&self, entity: EntityId) -> Vec<&str> {
        let (own, shown) = (self.input.registry.entity(entity), self.registry.entity(entity));
        if own.address != shown.address {
            return Vec::new();
        }
        let names = own.aliases.iter().zip(&shown.aliases);
        let names = std::iter::once((&own.name, &shown.name)).chain(names);
        names.filter(|(own, shown)| own == shown).map(|(name, _)| name.as_str()).collect()
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
        self.counted(0..self.articles.len())
    }

    /// Why a quotation was withdrawn, for readers.
    pub(super) fn withdrawal<'p>(&'p self, note: &'p Quotation) -> Option<&'p str> {
        let reason = note.withdrawn.as_deref()?;
        Some(if reason == NO_REASON { self.interface.string("without_reason") } else { reason })
    }

    /// The quotations shown, without those that were withdrawn.
    pub fn quotations(&self) -> impl Iterator<Item = &Quotation> {
        self.quotations.iter().filter(|quotation| !quotation.is_withdrawn()).map(|quotation| quotation.note.as_ref())
    }

    /// The id of its article and its own, of each quotation that pages show, withdrawn ones too.
    pub fn quotation_ids(&self) -> impl Iterator<Item = (&str, &str)> {
        let article = |quotation: &PlannedQuotation<'_>| &self.articles[quotation.article].article;
        self.quotations.iter().map(move |quotation| (&*article(quotation).id, &*quotation.note.id))
    }

    /// What people wrote about an entity.
    pub(super) fn curated(&self, id: EntityId) -> Option<&CuratedEntity> {
        self.curated.get(self.registry.entity(id).curated?)
    }

    /// How many quotations some articles have; those that were withdrawn are not counted.
    pub(super) fn counted(&self, articles: std::ops::Range<usize>) -> usize {
        self.articles[articles].iter().map(|article| article.counted).sum()
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

    /// Places in the input's articles of those whose title or text, as shown, has words of a withheld person or a gap where a
    /// withheld name stood; gaps in quotations of others aside.
    pub fn articles_with_gaps(&self) -> &[usize] {
        &self.gaps.articles
    }

    /// The quotations out of whose words a withheld name was taken: their places in the input's articles and in the
    /// `quotations` of these, their ids, and the words that are shown.
    pub fn quotations_with_gaps(&self) -> impl Iterator<Item = ((usize, usize), &str, &str)> {
        let shown = |at: usize| &self.quotations[at];
        self.gaps.quotations.iter().map(move |&(place, at)| (place, shown(at).id.as_str(), &*shown(at).text))
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

    /// The file of a quotation's page.
    pub(super) fn quotation_path(&self, quotation: &PlannedQuotation<'_>) -> String {
        self.addressing().folder("quotation", &[&quotation.id])
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
