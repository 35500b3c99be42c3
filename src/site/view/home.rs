//! The first page, and the pages that need no more than its numbers.

use serde::Serialize;

use super::card::{ArticleRow, Card, Day, Named};
use super::{Head, View};
use crate::model::{EntityId, EntityKind, QuotationKind};
use crate::site::plan::SitePlan;

/// How many of each list the first page shows.
const NEWEST: usize = 10;

/// A quotation with fewer bytes says little by itself.
const TELLING: usize = 40;

/// The first page.
#[derive(Debug, Serialize)]
pub struct Home<'p> {
    /// How much of each thing there is, each with its list.
    pub counts: Vec<Counted>,
    /// Day of the oldest article.
    pub oldest: Option<Day>,
    /// Day of the newest article.
    pub newest: Option<Day>,
    /// The newest quotations whose speaker is known.
    pub quotations: Vec<Card<'p>>,
    /// Who is quoted most.
    pub speakers: Vec<Named<'p>>,
    /// Whom others speak of most.
    pub spoken_of: Vec<Named<'p>>,
    /// The newest articles.
    pub articles: Vec<ArticleRow<'p>>,
    /// Letters of people's names, each with its list.
    pub letters: Vec<Counted>,
}

/// A count in words and the list behind it.
#[derive(Debug, Serialize)]
pub struct Counted {
    /// `1,204 articles`, or a letter.
    pub text: String,
    /// The number alone.
    pub count: usize,
    /// Link to the list.
    pub url: String,
}

impl<'a> SitePlan<'a> {
    pub(super) fn home(&self) -> (&'static str, Head, View<'_>) {
        let view = self.home_view(true);
        let counts: Vec<&str> = view.counts.iter().map(|count| count.text.as_str()).collect();
        let head = Head {
            title: self.input.config.title.clone(),
            description: format!("{} {}.", self.interface.string("lead"), counts.join(", ")),
            og_type: "website",
            ..Head::default()
        };
        ("home.html", head, View::Home(Box::new(view)))
    }

    /// A page of words, with the archive's numbers at hand.
    pub(super) fn plain(
        &self,
        template: &'static str,
        title: &'static str,
        noindex: bool,
    ) -> (&'static str, Head, View<'_>) {
        let head =
            Head { title: self.interface.string(title).to_owned(), og_type: "website", noindex, ..Head::default() };
        (template, head, View::Plain(Box::new(self.home_view(false))))
    }

    fn home_view(&self, with_lists: bool) -> Home<'_> {
        let newest = |count: usize| if with_lists { count } else { 0 };
        let quotations = self.newest_quotations(newest(NEWEST));
        Home {
            counts: self.counts(),
            oldest: self.oldest_date().map(|date| self.day(date)),
            newest: self.newest_date().map(|date| self.day(date)),
            quotations: self.cards(&quotations, None),
            speakers: self.most(newest(NEWEST), |plan, id| plan.entities[id.index()].backlinks.said.len()),
            spoken_of: self.most(newest(NEWEST), |plan, id| plan.entities[id.index()].backlinks.about.len()),
            articles: (0..self.articles.len().min(newest(NEWEST))).map(|at| self.article_row(at)).collect(),
            letters: if with_lists { self.letter_links(EntityKind::Person) } else { Vec::new() },
        }
    }

    /// The newest quotations in a speaker's own words, one an article, so that no article fills the list; then others.
    fn newest_quotations(&self, count: usize) -> Vec<usize> {
        let is_shown = |at: &usize| !self.quotations[*at].is_withdrawn() && self.quotations[*at].speaker.is_some();
        let mut last_article = None;
        let mut newest: Vec<usize> = (0..self.quotations.len())
            .filter(is_shown)
            .filter(|&at| {
                let quotation = &self.quotations[at];
                quotation.note.kind == QuotationKind::Direct
                    && quotation.text.len() >= TELLING
                    && last_article.replace(quotation.article) != Some(quotation.article)
            })
            .take(count)
            .collect();
        let others = (0..self.quotations.len()).filter(is_shown).filter(|at| !newest.contains(at));
        let others: Vec<usize> = others.take(count - newest.len()).collect();
        newest.extend(others);
        newest.sort_unstable();
        newest
    }

    fn counts(&self) -> Vec<Counted> {
        let addressing = self.addressing();
        let count = |of: &str, count: usize, key: &str| Counted {
            text: self.interface.count(of, count),
            count,
            url: addressing.link(&addressing.folder(key, &[])),
        };
        let speakers = self.entities.iter().filter(|entity| !entity.backlinks.said.is_empty()).count();
        let mut counts = vec![count("article", self.articles.len(), "article")];
        counts.push(Counted {
            text: self.interface.count("quotation", self.quotations.len()),
            count: self.quotations.len(),
            url: addressing.link(&addressing.folder("time", &[])),
        });
        if speakers > 0 && !self.of_kind(EntityKind::Person).is_empty() {
            counts.push(count("speaker", speakers, "person"));
        }
        counts
    }

    /// The entities with the highest numbers, highest first; none with zero.
    pub(super) fn most(&self, count: usize, number: impl Fn(&Self, EntityId) -> usize) -> Vec<Named<'_>> {
        let mut all: Vec<(usize, EntityId)> =
            self.listed.iter().map(|id| (number(self, *id), *id)).filter(|(number, _)| *number > 0).collect();
        if count == 0 {
            return Vec::new();
        }
        all.sort_by_key(|(number, _)| std::cmp::Reverse(*number));
        all.into_iter().take(count).map(|(_, id)| self.named(id)).collect()
    }

    /// The letters of a kind's names, each leading to its list.
    pub(super) fn letter_links(&self, kind: EntityKind) -> Vec<Counted> {
        let addressing = self.addressing();
        let on_one_page = self.of_kind(kind).len() <= crate::site::pages::NAMES_ON_A_PAGE;
        self.letters(kind)
            .into_iter()
            .map(|(letter, names)| Counted {
                text: letter.to_uppercase().to_string(),
                count: names.len(),
                url: if on_one_page {
                    let list = addressing.link(&addressing.folder(kind.as_str(), &[]));
                    format!("{list}#{}", super::lists::letter_id(letter))
                } else {
                    addressing.link(&self.letter_path(kind, letter, crate::site::pages::Part { number: 1, of: 1 }))
                },
            })
            .collect()
    }
}
