//! What each template is given: a typed view for each type of page.
//!
//! Every template sees `root` (what to put before a link so that it starts at the site's root), `head` ([`Head`]),
//! `page` (one of the views below), `site` ([`Site`]) and `t` (the strings of the interface). All links (`url` and
//! names that end in it) are relative to the site's root; `original` and `archived` are absolute. Texts are plain and
//! are escaped by the template engine; only `body`, `biography` and `head.json_ld` are ready-made.

mod article;
mod card;
mod data;
mod entity;
mod home;
mod json_ld;
mod lists;
mod matrix;
mod method;
mod names;
mod network;
mod periods;
mod proof;
mod quotation;
mod search;
mod share;
mod time;
mod together;
mod topics;
mod who_says;

use std::collections::BTreeMap;

use serde::Serialize;

pub use super::pictures::{Bar, Column, Label, Timeline};
pub use article::ArticleView;
pub use card::{ArticleRow, Card, Day, Named, PartView, PrintingLink};
pub use data::{ColumnView, DataFile, DataView};
pub use entity::{Companion, EntityView, EntityYearView, Region, RoleView, SpeakerGroup, YearLink};
pub use home::{Counted, Home, Ranked};
pub use lists::{
    ArticlesView, CorrectionsOfDay, CorrectionsView, MovedView, QuotationsView, UnnamedBody, UnnamedOutlet, UnnamedView,
};
pub use matrix::{MatrixCell, MatrixRow, MatrixView};
pub use method::{Measured, MethodView};
pub use names::{IndexView, KindView, LetterGroup};
pub use network::{LineView, NetworkPicture, NetworkView, NodeView, PairView};
pub use periods::PeriodGroup;
pub use proof::{CitationView, Contact, Proof};
pub use quotation::{Printing, QuotationView};
pub use search::{FacetView, SearchView};
pub use share::{ShareBar, ShareListView, SharePart, ShareRow, ShareView, WordsRow};
pub use time::{DayGroup, MonthView, TimeView, YearRow, YearView};
pub use together::{TogetherGroup, TogetherView};
pub use topics::{Topic, TopicCell, TopicsView};
pub use who_says::{SpeakerLink, StatementGroup, WhoSaysView};

pub(in crate::site) use card::{certainty_of, kind_of};

use super::pages::{Page, PageKind};
use super::plan::SitePlan;
use crate::model::{EntityKind, Value};
use crate::url::safe_web_url;

/// What is the same on every page.
#[derive(Debug, Serialize)]
pub struct Site<'p> {
    /// Name of the site.
    pub title: &'p str,
    /// Language of the interface.
    pub language: &'p str,
    /// Language and country as OpenGraph writes them.
    pub locale: &'p str,
    /// Links of the header, in order.
    pub navigation: Vec<Link<'p>>,
    /// Links of the footer, in order.
    pub footer: Vec<Link<'p>>,
    /// Link to the first page.
    pub home_url: String,
    /// Link to the page of the search.
    pub search_url: String,
    /// Link to the Atom feed, if one is made.
    pub feed_url: Option<String>,
    /// Link to the style sheet.
    pub style_url: &'static str,
    /// Link to the script of small comforts.
    pub script_url: &'static str,
    /// Link to the site's icon.
    pub icon_url: &'static str,
    /// Day of the build, where one was given.
    pub build_date: Option<Day>,
    /// Day of the newest article.
    pub newest: Option<Day>,
    /// Name and version of the program.
    pub generator: &'static str,
    /// `full`, `excerpt` or `quotations`.
    pub publish: &'static str,
    /// Whether search engines may list the site.
    pub crawlers: bool,
    /// Whether the key `/` leads to the search box.
    pub search_key: bool,
    /// Absolute address of the picture that previews of all pages show, where the site has one.
    pub preview_url: Option<String>,
    /// Whom the settings name for corrections and removals.
    pub contact: Option<Contact<'p>>,
    /// The terms on which the archive may be used.
    pub licence: Option<LicenceView<'p>>,
    /// `extra` of the settings.
    pub extra: &'p BTreeMap<String, Value>,
}

/// Terms of use.
#[derive(Debug, Serialize)]
pub struct LicenceView<'p> {
    /// What they are called.
    pub name: &'p str,
    /// Absolute address where they can be read.
    pub url: Option<String>,
}

/// A link and its words.
#[derive(Debug, Serialize)]
pub struct Link<'p> {
    /// The words.
    pub text: &'p str,
    /// Where it leads.
    pub url: String,
}

/// What stands in the page's `head`, and its way back.
#[derive(Debug, Default, Serialize)]
pub struct Head {
    /// Title of the page, without the site's.
    pub title: String,
    /// One or two sentences for lists of results; may be empty.
    pub description: String,
    /// Link to the page itself.
    pub url: String,
    /// Absolute address of the page, or of the one that took its place, where the site has one.
    pub canonical: Option<String>,
    /// `website`, `article` or `profile`.
    pub og_type: &'static str,
    /// Day or time of publication (ISO 8601), for articles and quotations.
    pub published: Option<String>,
    /// Not to be listed by search engines.
    pub noindex: bool,
    /// The way from the first page to this one, which is the last and has no link.
    pub breadcrumbs: Vec<Crumb>,
    /// The same as data and feeds.
    pub alternates: Vec<AlternateLink>,
    /// schema.org data, ready to stand in a `script` element; empty for none.
    pub json_ld: String,
}

/// A file that holds what the page holds, in another form.
#[derive(Clone, Debug, Serialize)]
pub struct AlternateLink {
    /// Name of the form: `Atom`, `CSV`.
    pub name: &'static str,
    /// Media type.
    pub media_type: &'static str,
    /// Link to the file.
    pub url: String,
}

/// One step of the way to a page.
#[derive(Clone, Debug, Serialize)]
pub struct Crumb {
    /// Its words.
    pub text: String,
    /// Where it leads; none for the page itself.
    pub url: Option<String>,
}

/// The view of one page.
#[derive(Debug, Serialize)]
#[serde(untagged)]
#[allow(missing_docs)]
pub enum View<'p> {
    Home(Box<Home<'p>>),
    Articles(Box<ArticlesView<'p>>),
    Article(Box<ArticleView<'p>>),
    Quotation(Box<QuotationView<'p>>),
    Quotations(Box<QuotationsView<'p>>),
    Entity(Box<EntityView<'p>>),
    EntityYear(Box<EntityYearView<'p>>),
    WhoSays(Box<WhoSaysView<'p>>),
    Together(Box<TogetherView<'p>>),
    Network(Box<NetworkView<'p>>),
    Share(Box<ShareView<'p>>),
    ShareList(Box<ShareListView<'p>>),
    Kind(Box<KindView<'p>>),
    Index(Box<IndexView<'p>>),
    Time(Box<TimeView<'p>>),
    Year(Box<YearView<'p>>),
    Month(Box<MonthView<'p>>),
    Unnamed(Box<UnnamedView<'p>>),
    Corrections(Box<CorrectionsView<'p>>),
    Search(Box<SearchView<'p>>),
    Data(Box<DataView<'p>>),
    Method(Box<MethodView<'p>>),
    Moved(Box<MovedView<'p>>),
    /// Pages that need nothing of their own: about, not found.
    Plain(Box<Home<'p>>),
}

/// One page, ready to be drawn.
#[derive(Debug)]
pub struct PageView<'p> {
    /// Name of the template.
    pub template: &'static str,
    /// What stands before links of the page.
    pub root: String,
    /// The page's head.
    pub head: Head,
    /// The page's own data.
    pub page: View<'p>,
}

impl<'a> SitePlan<'a> {
    /// What is the same on every page.
    pub fn site_view(&self) -> Site<'_> {
        let addressing = self.addressing();
        let link = |key: &'static str, text: &'static str| Link {
            text: self.interface.string(text),
            url: addressing.link(&addressing.folder(key, &[])),
        };
        let mut navigation = vec![link("article", "articles")];
        for (kind, text) in
            [(EntityKind::Person, "people"), (EntityKind::Organization, "organizations"), (EntityKind::Place, "places")]
        {
            if !self.of_kind(kind).is_empty() {
                navigation.push(link(kind.as_str(), text));
            }
        }
        navigation.push(link("time", "time"));
        let mut footer =
            vec![link("about", "about_site"), link("method", "method"), link("corrections", "corrections")];
        footer.push(Link { text: self.interface.string("data"), url: addressing.link("data/index.html") });
        footer.push(link("index", "index"));
        footer.push(link("network", "network"));
        footer.push(link("share", "share"));
        let has_unnamed = self
            .pages
            .iter()
            .any(|page| matches!(&page.kind, PageKind::Unnamed { quotations, .. } if !quotations.is_empty()));
        if has_unnamed {
            footer.push(link("unnamed", "unnamed_sources"));
        }
        Site {
            title: &self.input.config.title,
            language: &self.input.config.language,
            locale: self.interface.locale(),
            navigation,
            footer,
            home_url: addressing.link("index.html"),
            search_url: addressing.link(&addressing.folder("search", &[])),
            feed_url: self.feed_path(),
            style_url: "kutip.css",
            script_url: "kutip.js",
            icon_url: "icon.svg",
            build_date: self.input.build_date.map(|date| self.day(date)),
            newest: self.newest_date().map(|date| self.day(date)),
            generator: concat!("kutip ", env!("CARGO_PKG_VERSION")),
            publish: match self.input.config.publish {
                crate::config::Publish::Full => "full",
                crate::config::Publish::Excerpt => "excerpt",
                crate::config::Publish::Quotations => "quotations",
            },
            crawlers: self.input.config.crawlers,
            search_key: self.input.config.search_key,
            preview_url: self.preview_path().and_then(|path| self.addressing().absolute(path)),
            contact: self.contact(&self.input.config.title),
            licence: self
                .input
                .config
                .licence
                .as_ref()
                .map(|licence| LicenceView { name: &licence.name, url: licence.url.as_deref().and_then(safe_web_url) }),
            extra: &self.input.config.extra,
        }
    }

    /// The picture that previews of the pages show; only a site with an absolute address has previews.
    pub fn preview_path(&self) -> Option<&'static str> {
        self.input.config.base_url.as_ref().map(|_| "preview.png")
    }

    /// The strings of the interface, by key.
    pub fn strings(&self) -> &BTreeMap<String, String> {
        self.interface.strings()
    }

    /// The interface in force.
    pub fn interface(&self) -> &crate::lang::Interface {
        &self.interface
    }

    /// All pages, in the order in which they are planned.
    pub fn pages(&self) -> &[Page] {
        &self.pages
    }

    /// What is drawn on a page.
    pub fn view(&self, page: &Page) -> PageView<'_> {
        let root = match page.kind {
            PageKind::NotFound => self.addressing().root_anywhere(),
            _ => self.addressing().root(&page.path),
        };
        let (template, mut head, view) = match &page.kind {
            PageKind::Home => self.home(),
            PageKind::Articles => self.articles_view(),
            PageKind::Article(at) => self.article_view(*at, &root),
            PageKind::Quotation(at) => self.quotation_view(*at),
            PageKind::Entity(id) => self.entity_view(*id, &root),
            PageKind::EntityYear(year) => self.entity_year_view(year),
            PageKind::WhoSays(id, at) => self.who_says_view(*id, *at),
            PageKind::Together(id, at) => self.together_view(*id, *at),
            PageKind::Network => self.network_view(),
            PageKind::Share => self.share_view(),
            PageKind::ShareList { share, group, quotations, part } => {
                self.share_list_view(*share, *group, quotations.clone(), *part)
            }
            PageKind::Kind(kind) => self.kind_view(*kind),
            PageKind::Letter { kind, letter, names, part } => self.letter_view(*kind, *letter, names.clone(), *part),
            PageKind::ByCount { kind, names, part } => self.by_count_view(*kind, names, *part),
            PageKind::Quotations => self.quotations_view(),
            PageKind::Index => self.index_view(),
            PageKind::Time => self.time_view(),
            PageKind::Year { year, articles } => self.year_view(*year, articles.clone()),
            PageKind::Month { year, month, articles, part } => {
                self.month_view(Some((*year, *month)), articles.clone(), *part)
            }
            PageKind::Undated { articles, part } => self.month_view(None, articles.clone(), *part),
            PageKind::Unnamed { quotations, part } => self.unnamed_view(quotations, *part),
            PageKind::About => self.plain("about.html", "about_site"),
            PageKind::Method => self.method_view(),
            PageKind::NotFound => self.plain("404.html", "not_found"),
            PageKind::Corrections => self.corrections_view(),
            PageKind::Search => self.search_view(),
            PageKind::Data => self.data_view(),
            PageKind::Moved(at) => self.moved_view(*at),
            PageKind::MovedArticle(at) => self.moved_article_view(*at),
        };
        self.complete(&mut head, &page.path);
        PageView { template, root, head, page: view }
    }

    /// Fills in what follows from the page's file: its address and the ends of its way.
    fn complete(&self, head: &mut Head, path: &str) {
        head.url = self.addressing().link(path);
        if head.description.is_empty() {
            head.description = format!("{}. {}", head.title, self.interface.string("lead"));
        }
        if !head.noindex && head.canonical.is_none() {
            head.canonical = self.addressing().absolute(&head.url);
        }
        if path != "index.html" {
            let home = Crumb {
                text: self.interface.string("home").to_owned(),
                url: Some(self.addressing().link("index.html")),
            };
            head.breadcrumbs.insert(0, home);
            head.breadcrumbs.push(Crumb { text: head.title.clone(), url: None });
        }
        head.json_ld = self.finish_json_ld(head);
    }

    /// A step of a page's way: the folder of a type of page.
    fn crumb(&self, key: &str, text: &str) -> Crumb {
        let addressing = self.addressing();
        Crumb { text: self.interface.string(text).to_owned(), url: Some(addressing.link(&addressing.folder(key, &[]))) }
    }

    /// The key of the string that names many of a kind.
    fn kind_words(kind: EntityKind) -> &'static str {
        match kind {
            EntityKind::Person => "people",
            EntityKind::Organization => "organizations",
            EntityKind::Place => "places",
            EntityKind::Work => "works",
            EntityKind::Event => "events",
            EntityKind::Other => "other_names",
        }
    }
}
