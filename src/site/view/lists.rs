//! Lists: all articles, all quotations, sources that are not named, corrections, moved addresses.

use serde::Serialize;

use super::card::{ArticleRow, Card, Day, Named, PartView};
use super::time::YearRow;
use super::{Head, View};
use crate::model::MovedAddress;
use crate::site::pages::Part;
use crate::site::plan::SitePlan;

/// Newest articles on the page of all articles.
const NEWEST_ARTICLES: usize = 100;

/// Newest quotations on the page of all quotations.
const NEWEST_QUOTATIONS: usize = 40;

/// The newest articles and the years.
#[derive(Debug, Serialize)]
pub struct ArticlesView<'p> {
    /// The newest articles.
    pub articles: Vec<ArticleRow<'p>>,
    /// How many more there are.
    pub more: usize,
    /// Years of the archive.
    pub years: Vec<YearRow>,
}

/// The newest quotations and the years.
#[derive(Debug, Serialize)]
pub struct QuotationsView<'p> {
    /// The newest quotations.
    pub quotations: Vec<Card<'p>>,
    /// How many more there are.
    pub more: usize,
    /// Years of the archive.
    pub years: Vec<YearRow>,
}

/// Quotations whose source is not named.
#[derive(Debug, Serialize)]
pub struct UnnamedView<'p> {
    /// What each outlet printed, by its name; one without a name comes last.
    pub outlets: Vec<UnnamedOutlet<'p>>,
    /// Which part of the list.
    pub part: Option<PartView>,
}

/// What one outlet printed of sources that it does not name.
#[derive(Debug, Serialize)]
pub struct UnnamedOutlet<'p> {
    /// Its name; none for articles that name no outlet.
    pub name: Option<&'p str>,
    /// How many of its quotations stand on this page.
    pub quotations: usize,
    /// The bodies that the sources speak for, by name; one without a name comes first.
    pub bodies: Vec<UnnamedBody<'p>>,
}

/// What sources of one body said.
#[derive(Debug, Serialize)]
pub struct UnnamedBody<'p> {
    /// The body that they speak for; none where the articles name none.
    pub name: Option<&'p str>,
    /// Newest first.
    pub quotations: Vec<Card<'p>>,
}

/// Quotations that were withdrawn or corrected.
#[derive(Debug, Serialize)]
pub struct CorrectionsView<'p> {
    /// By the day of the correction, newest first, those without one last.
    pub days: Vec<CorrectionsOfDay<'p>>,
}

/// What was corrected on one day.
#[derive(Debug, Serialize)]
pub struct CorrectionsOfDay<'p> {
    /// The day; none where it was not written down.
    pub day: Option<Day>,
    /// The quotations, as they are now.
    pub quotations: Vec<Card<'p>>,
}

/// A page at an address that leads elsewhere now.
#[derive(Debug, Serialize)]
pub struct MovedView<'p> {
    /// `moved`, `which` or `gone`.
    pub reason: &'static str,
    /// The name that several share.
    pub name: Option<&'p str>,
    /// Where to go.
    pub entities: Vec<Named<'p>>,
    /// Where to go from the old address of an article.
    pub articles: Vec<ArticleRow<'p>>,
}

impl<'a> SitePlan<'a> {
    pub(super) fn articles_view(&self) -> (&'static str, Head, View<'_>) {
        let shown = self.articles.len().min(NEWEST_ARTICLES);
        let view = ArticlesView {
            articles: (0..shown).map(|at| self.article_row(at)).collect(),
            more: self.articles.len() - shown,
            years: self.year_rows(),
        };
        let mut head =
            self.list_head(self.interface.string("articles"), self.interface.count("article", self.articles.len()));
        head.json_ld = self.list_json_ld(view.articles.iter().map(|article| article.url));
        ("articles.html", head, View::Articles(Box::new(view)))
    }

    pub(super) fn quotations_view(&self) -> (&'static str, Head, View<'_>) {
        let shown = (0..self.quotations.len()).filter(|at| !self.quotations[*at].is_withdrawn());
        let newest: Vec<usize> = shown.clone().take(NEWEST_QUOTATIONS).collect();
        let view = QuotationsView {
            more: shown.count() - newest.len(),
            quotations: self.statement_cards(&newest, None),
            years: self.year_rows(),
        };
        let count = self.interface.count("quotation", self.quotation_count());
        let head = self.list_head(self.interface.string("quotations"), count);
        ("quotations.html", head, View::Quotations(Box::new(view)))
    }

    pub(super) fn unnamed_view(&self, quotations: &[usize], part: Part) -> (&'static str, Head, View<'_>) {
        let mut outlets: Vec<UnnamedOutlet<'_>> = Vec::new();
        for card in self.cards(quotations, None) {
            let is_next = |last: &UnnamedOutlet<'_>| last.name == card.publisher;
            if !outlets.last().is_some_and(is_next) {
                outlets.push(UnnamedOutlet { name: card.publisher, quotations: 0, bodies: Vec::new() });
            }
            let Some(outlet) = outlets.last_mut() else { continue };
            outlet.quotations += 1;
            match outlet.bodies.last_mut() {
                Some(body) if body.name == card.speaks_for => body.quotations.push(card),
                _ => outlet.bodies.push(UnnamedBody { name: card.speaks_for, quotations: vec![card] }),
            }
        }
        let view = UnnamedView { outlets, part: self.part_view(part, |part| self.part_path("unnamed", &[], part)) };
        let head = self.list_head(self.interface.string("unnamed_sources"), String::new());
        ("unnamed.html", head, View::Unnamed(Box::new(view)))
    }

    pub(super) fn corrections_view(&self) -> (&'static str, Head, View<'_>) {
        let day_of = |at: &usize| self.quotations[*at].note.corrected.as_ref();
        let mut corrected: Vec<usize> =
            (0..self.quotations.len()).filter(|&at| self.quotations[at].is_corrected()).collect();
        corrected.sort_by_key(|at| std::cmp::Reverse(day_of(at)));
        let days = corrected
            .chunk_by(|a, b| day_of(a) == day_of(b))
            .map(|group| CorrectionsOfDay {
                day: day_of(&group[0]).map(|date| self.day(date)),
                quotations: self.cards(group, None),
            })
            .collect();
        let head = self.list_head(self.interface.string("corrections"), String::new());
        ("corrections.html", head, View::Corrections(Box::new(CorrectionsView { days })))
    }

    pub(super) fn moved_view(&self, at: usize) -> (&'static str, Head, View<'_>) {
        let (reason, title, name, entities) = match &self.moved[at] {
            MovedAddress::To { to, .. } => {
                let name = self.registry.entity(*to).name.as_str();
                ("moved", self.interface.fill("moved_to", &[("name", name)]), None, vec![*to])
            }
            // Nothing says that who is left is the one who was looked for, nor that another is hidden.
            MovedAddress::WhichOne { name, entities, .. } if entities.len() == 1 => {
                ("gone", self.interface.string("gone").to_owned(), Some(name.as_str()), entities.clone())
            }
            MovedAddress::WhichOne { name, entities, .. } => {
                ("which", self.interface.fill("which_one", &[("name", name)]), Some(name.as_str()), entities.clone())
            }
            MovedAddress::Gone { .. } => ("gone", self.interface.string("gone").to_owned(), None, Vec::new()),
        };
        let entities: Vec<Named<'_>> = entities.into_iter().filter_map(|id| self.shown(id)).collect();
        let head = match reason {
            "which" => self.list_head(&title, String::new()),
            "moved" => self.moved_head(title, entities.first().map(|named| named.url)),
            _ => self.moved_head(title, None),
        };
        let view = MovedView { reason, name, entities, articles: Vec::new() };
        ("moved.html", head, View::Moved(Box::new(view)))
    }

    pub(super) fn moved_article_view(&self, at: usize) -> (&'static str, Head, View<'_>) {
        let title = self.interface.fill("moved_to", &[("name", &self.articles[at].title)]);
        let head = self.moved_head(title, Some(&self.articles[at].link));
        let articles = vec![self.article_row(at)];
        let view = MovedView { reason: "moved", name: None, entities: Vec::new(), articles };
        ("moved.html", head, View::Moved(Box::new(view)))
    }

    /// The head of a page that leads on: search engines are told where to, or to leave it out where that cannot be said.
    fn moved_head(&self, title: String, to: Option<&str>) -> Head {
        let canonical = to.and_then(|link| self.addressing().absolute(link));
        Head { title, og_type: "website", noindex: canonical.is_none(), canonical, ..Head::default() }
    }

    pub(super) fn list_head(&self, title: &str, description: String) -> Head {
        Head { title: title.to_owned(), description, og_type: "website", ..Head::default() }
    }
}
