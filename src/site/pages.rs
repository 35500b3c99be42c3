//! Every page of the site: its file and what it shows.
//!
//! Lists are cut into parts so that a page of one list stays near 60 kB of HTML: it opens at once on a phone.

use std::ops::Range;

use super::plan::SitePlan;
use super::years::{EntityYear, runs};
use crate::model::{EntityId, EntityKind};
use crate::slug::slug;

/// An entity with more quotations than this, said or about, has a page for each year.
pub(super) const QUOTATIONS_ON_A_PAGE: usize = 50;

/// Articles listed on an entity's own page.
pub(super) const ARTICLES_ON_A_PAGE: usize = 60;

/// Most quotations on a page of what others say about an entity.
pub(super) const STATEMENTS_ON_A_PAGE: usize = 40;

/// Most articles on a page of what an entity appears with.
pub(super) const ARTICLES_TOGETHER_ON_A_PAGE: usize = 250;

/// Most quotations on a page behind a share.
const ROWS_OF_A_SHARE: usize = 120;

/// Most articles on a page of the time index; most quotations of sources that are not named on a page.
const ARTICLES_OF_A_MONTH: usize = 160;
const UNNAMED_ON_A_PAGE: usize = 40;

/// A kind with more entities than this has a page for each letter; more names than that are cut into parts.
pub(super) const NAMES_ON_A_PAGE: usize = 300;
pub(super) const NAMES_OF_A_LETTER: usize = 300;

/// One HTML page.
#[derive(Debug)]
pub struct Page {
    /// Its file, relative to the output folder.
    pub path: String,
    pub(super) kind: PageKind,
}

/// What a page shows. Numbers are places in the plan's lists.
#[derive(Clone, Debug)]
pub(super) enum PageKind {
    Home,
    Articles,
    Article(usize),
    Quotation(usize),
    Entity(EntityId),
    EntityYear(Box<EntityYear>),
    /// The number says which of the entity's pages.
    WhoSays(EntityId, usize),
    /// See `WhoSays`.
    Together(EntityId, usize),
    Kind(EntityKind),
    Letter {
        kind: EntityKind,
        letter: char,
        names: Range<usize>,
        part: Part,
    },
    ByCount {
        kind: EntityKind,
        names: Vec<EntityId>,
        part: Part,
    },
    Quotations,
    Index,
    Time,
    Network,
    Share,
    ShareList {
        share: usize,
        group: usize,
        quotations: Range<usize>,
        part: Part,
    },
    Year {
        year: i16,
        articles: Range<usize>,
    },
    Month {
        year: i16,
        month: i8,
        articles: Range<usize>,
        part: Part,
    },
    Undated {
        articles: Range<usize>,
        part: Part,
    },
    Unnamed {
        quotations: Vec<usize>,
        part: Part,
    },
    About,
    Method,
    Corrections,
    Search,
    Data,
    Moved(usize),
    /// An old address of an article.
    MovedArticle(usize),
    NotFound,
}

/// Which page of several that share a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) number: usize,
    pub(super) of: usize,
}

/// All pages of the plan, each file once; a file of `static/` keeps its place.
pub(super) fn pages(plan: &SitePlan<'_>) -> Vec<Page> {
    let mut pages = Pages { plan, pages: Vec::new() };
    pages.fixed();
    for (at, article) in plan.articles.iter().enumerate() {
        pages.push(article.path.clone(), PageKind::Article(at));
    }
    if plan.input.config.quotation_pages {
        for (at, quotation) in plan.quotations.iter().enumerate() {
            pages.push(plan.quotation_path(quotation), PageKind::Quotation(at));
        }
    }
    pages.entities();
    pages.names_by_count();
    pages.time();
    pages.unnamed();
    pages.shares();
    for (at, moved) in plan.moved.iter().enumerate() {
        let (kind, address) = match moved {
            crate::model::MovedAddress::To { kind, from, .. } | crate::model::MovedAddress::Gone { kind, from } => {
                (*kind, from)
            }
            crate::model::MovedAddress::WhichOne { kind, address, .. } => (*kind, address),
        };
        pages.push(plan.addressing().entity(kind, &slug(address)), PageKind::Moved(at));
    }
    for (from, article) in &plan.article_addresses.moved {
        pages.push(plan.addressing().article(from), PageKind::MovedArticle(*article));
    }
    let mut seen = rustc_hash::FxHashSet::default();
    for file in plan.input.static_files {
        seen.insert(file.clone());
    }
    let mut all = pages.pages;
    all.retain(|page| seen.insert(page.path.clone()));
    all
}

struct Pages<'p, 'a> {
    plan: &'p SitePlan<'a>,
    pages: Vec<Page>,
}

impl Pages<'_, '_> {
    fn push(&mut self, path: String, kind: PageKind) {
        self.pages.push(Page { path, kind });
    }

    fn fixed(&mut self) {
        let addressing = self.plan.addressing();
        self.push("index.html".to_owned(), PageKind::Home);
        self.push("404.html".to_owned(), PageKind::NotFound);
        for (key, kind) in [
            ("article", PageKind::Articles),
            ("quotation", PageKind::Quotations),
            ("index", PageKind::Index),
            ("time", PageKind::Time),
            ("network", PageKind::Network),
            ("share", PageKind::Share),
            ("about", PageKind::About),
            ("method", PageKind::Method),
            ("corrections", PageKind::Corrections),
            ("search", PageKind::Search),
        ] {
            self.push(addressing.folder(key, &[]), kind);
        }
        self.push("data/index.html".to_owned(), PageKind::Data);
    }

    fn entities(&mut self) {
        let (plan, addressing) = (self.plan, self.plan.addressing());
        for id in &plan.listed {
            let planned = &plan.entities[id.index()];
            let Some(path) = &planned.path else { continue };
            self.push(path.clone(), PageKind::Entity(*id));
            for (at, page) in plan.who_says_pages(*id).iter().enumerate() {
                self.push(plan.who_says_path(*id, page.part), PageKind::WhoSays(*id, at));
            }
            for (at, page) in plan.together_pages(*id).iter().enumerate() {
                self.push(plan.together_path(*id, page.part), PageKind::Together(*id, at));
            }
            if plan.has_years(*id) {
                for year in plan.entity_years(*id) {
                    self.push(plan.entity_year_path(&year), PageKind::EntityYear(Box::new(year)));
                }
            }
        }
        for kind in EntityKind::ALL {
            let names = plan.of_kind(kind);
            if names.is_empty() {
                continue;
            }
            self.push(addressing.folder(kind.as_str(), &[]), PageKind::Kind(kind));
            if names.len() > NAMES_ON_A_PAGE {
                for (letter, names) in plan.letters(kind) {
                    for (names, part) in parts(names, NAMES_OF_A_LETTER) {
                        let path = plan.letter_path(kind, letter, part);
                        self.push(path, PageKind::Letter { kind, letter, names, part });
                    }
                }
            }
        }
    }

    fn names_by_count(&mut self) {
        let plan = self.plan;
        for kind in EntityKind::ALL {
            let mut names = plan.of_kind(kind).to_vec();
            names.sort_by_key(|id| std::cmp::Reverse(plan.entities[id.index()].backlinks.numbers()));
            if names.is_empty() {
                continue;
            }
            for (range, part) in parts(0..names.len(), NAMES_OF_A_LETTER) {
                let path = plan.by_count_path(kind, part);
                self.push(path, PageKind::ByCount { kind, names: names[range].to_vec(), part });
            }
        }
    }

    fn time(&mut self) {
        let plan = self.plan;
        for (year, articles) in plan.years() {
            let Some(year) = year else {
                for (articles, part) in parts(articles, ARTICLES_OF_A_MONTH) {
                    let path = plan.part_path("time", &[plan.undated_segment()], part);
                    self.push(path, PageKind::Undated { articles, part });
                }
                continue;
            };
            let year_segment = format!("{year:04}");
            self.push(
                plan.addressing().folder("time", &[&year_segment]),
                PageKind::Year { year, articles: articles.clone() },
            );
            for (month, articles) in plan.months(articles) {
                for (articles, part) in parts(articles, ARTICLES_OF_A_MONTH) {
                    let path = plan.part_path("time", &[year_segment.clone(), format!("{month:02}")], part);
                    self.push(path, PageKind::Month { year, month, articles, part });
                }
            }
        }
    }

    fn shares(&mut self) {
        let plan = self.plan;
        for (share, divided) in plan.pictures.shares.iter().enumerate() {
            for (group, members) in divided.groups.iter().enumerate() {
                for (quotations, part) in parts(0..members.quotations.len(), ROWS_OF_A_SHARE) {
                    let path = plan.share_list_path(share, group, part);
                    self.push(path, PageKind::ShareList { share, group, quotations, part });
                }
            }
        }
    }

    fn unnamed(&mut self) {
        let plan = self.plan;
        let mut unnamed: Vec<usize> = (0..plan.quotations.len())
            .filter(|&at| plan.quotations[at].note.anonymous && !plan.quotations[at].is_withdrawn())
            .collect();
        // By outlet, those without one last; then by the body that is spoken for, those without one first.
        unnamed.sort_by_cached_key(|&at| {
            let quotation = &plan.quotations[at];
            let outlet = plan.articles[quotation.article].article.publisher.as_deref();
            let folded = |name: &str| (name.to_lowercase(), name.to_owned());
            (outlet.is_none(), outlet.map(folded), quotation.note.speaks_for.as_deref().map(folded))
        });
        for (range, part) in parts(0..unnamed.len(), UNNAMED_ON_A_PAGE) {
            let quotations = unnamed[range].to_vec();
            self.push(plan.part_path("unnamed", &[], part), PageKind::Unnamed { quotations, part });
        }
    }
}

/// Cuts a range into parts of at most `size`; one empty part for an empty range.
fn parts(range: Range<usize>, size: usize) -> Vec<(Range<usize>, Part)> {
    let of = range.len().div_ceil(size).max(1);
    (0..of)
        .map(|at| {
            let start = range.start + at * size;
            (start..range.end.min(start + size), Part { number: at + 1, of })
        })
        .collect()
}

impl SitePlan<'_> {
    /// The file of one part: the first is the folder itself, the others are folders `2`, `3` … in it.
    pub(super) fn part_path(&self, key: &str, rest: &[String], part: Part) -> String {
        let number = part.number.to_string();
        let mut rest: Vec<&str> = rest.iter().map(String::as_str).collect();
        if part.number > 1 {
            rest.push(&number);
        }
        self.addressing().folder(key, &rest)
    }

    /// The segment of what has no date.
    pub(super) fn undated_segment(&self) -> String {
        self.addressing().segment("undated")
    }

    /// Entities of one kind that are shown, by name.
    pub(super) fn of_kind(&self, kind: EntityKind) -> &[EntityId] {
        let kind_of = |id: &EntityId| self.registry.entity(*id).kind;
        let start = self.listed.partition_point(|id| kind_of(id) < kind);
        let end = self.listed.partition_point(|id| kind_of(id) <= kind);
        &self.listed[start..end]
    }

    /// First letters of a kind's names (`#` for names that start with none) and which names they have.
    pub(super) fn letters(&self, kind: EntityKind) -> Vec<(char, Range<usize>)> {
        runs(self.of_kind(kind), |id| self.letter(*id))
    }

    /// The letter under which an entity stands.
    pub(super) fn letter(&self, id: EntityId) -> char {
        match self.entities[id.index()].sort_key.chars().next() {
            Some(c) if c.is_ascii_alphabetic() => c,
            _ => '#',
        }
    }

    pub(super) fn letter_path(&self, kind: EntityKind, letter: char, part: Part) -> String {
        let letter = if letter == '#' { "0-9".to_owned() } else { letter.to_string() };
        self.part_path("index", &[self.addressing().segment(kind.as_str()), letter], part)
    }

    /// The file of a kind's names sorted by their numbers. No letter has this address.
    pub(super) fn by_count_path(&self, kind: EntityKind, part: Part) -> String {
        let addressing = self.addressing();
        self.part_path("index", &[addressing.segment(kind.as_str()), addressing.segment("by_count")], part)
    }
}
