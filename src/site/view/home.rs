//! The first page, and the pages that need no more than its numbers.

use serde::Serialize;

use super::card::{ArticleRow, Card, Day, Named};
use super::{Head, View};
use crate::model::{ArticleDate, EntityId, EntityKind, QuotationKind};
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
    /// Link to the years of the archive.
    pub time_url: String,
    /// Day of the oldest article.
    pub oldest: Option<Day>,
    /// Day of the newest article.
    pub newest: Option<Day>,
    /// The newest quotations whose speaker is known.
    pub quotations: Vec<Card<'p>>,
    /// What `speakers` are, with the day up to which they are counted.
    pub speakers_title: String,
    /// Who is quoted most in the twelve months up to the newest article.
    pub speakers: Vec<Ranked<'p>>,
    /// Whom others speak of most.
    pub spoken_of: Vec<Ranked<'p>>,
    /// The newest articles.
    pub articles: Vec<ArticleRow<'p>>,
    /// The letters from A to Z, each with its list of people; those that begin no name have none.
    pub letters: Vec<Counted>,
}

/// An entity in a list by number.
#[derive(Debug, Serialize)]
pub struct Ranked<'p> {
    /// Who.
    pub entity: Named<'p>,
    /// The number.
    pub count: usize,
    /// The number as a share of the list's highest, in hundredths.
    pub share: usize,
}

/// A count in words and the list behind it.
#[derive(Debug, Serialize)]
pub struct Counted {
    /// `1,204 articles`, or a letter.
    pub text: String,
    /// The number alone.
    pub count: usize,
    /// Link to the list; none where the count is zero.
    pub url: Option<String>,
}

impl<'a> SitePlan<'a> {
    pub(super) fn home(&self) -> (&'static str, Head, View<'_>) {
        let view = self.home_view(true);
        let counts: Vec<&str> = view.counts.iter().map(|count| count.text.as_str()).collect();
        let head = Head {
            title: self.input.config.title.clone(),
            description: format!("{} {}.", self.interface.string("lead"), counts.join(", ")),
            og_type: "website",
            json_ld: self.site_json_ld(),
            ..Head::default()
        };
        ("home.html", head, View::Home(Box::new(view)))
    }

    /// A page of words, with the archive's numbers at hand.
    pub(super) fn plain(&self, template: &'static str, title: &'static str) -> (&'static str, Head, View<'_>) {
        let head = Head { title: self.interface.string(title).to_owned(), og_type: "website", ..Head::default() };
        (template, head, View::Plain(Box::new(self.home_view(false))))
    }

    fn home_view(&self, with_lists: bool) -> Home<'_> {
        let newest = |count: usize| if with_lists { count } else { 0 };
        let quotations = self.newest_quotations(newest(NEWEST));
        Home {
            counts: self.counts(),
            time_url: self.addressing().link(&self.addressing().folder("time", &[])),
            oldest: self.oldest_date().map(|date| self.day(date)),
            newest: self.newest_date().map(|date| self.day(date)),
            quotations: self.cards(&quotations, None),
            speakers_title: self.most_quoted_title(),
            speakers: if with_lists { self.most_quoted_lately() } else { Vec::new() },
            spoken_of: self.most(newest(NEWEST), |plan, id| plan.entities[id.index()].backlinks.about.len()),
            articles: (0..self.articles.len().min(newest(NEWEST))).map(|at| self.article_row(at)).collect(),
            letters: self.letter_links(EntityKind::Person),
        }
    }

    /// One quotation of each of the newest articles, in a speaker's own words where it has such; then others of them.
    fn newest_quotations(&self, count: usize) -> Vec<usize> {
        let is_shown = |at: &usize| !self.quotations[*at].is_withdrawn() && self.quotations[*at].speaker.is_some();
        let is_telling = |at: &usize| {
            let quotation = &self.quotations[*at];
            quotation.note.kind == QuotationKind::Direct && quotation.text.len() >= TELLING
        };
        let best = |quotations: &std::ops::Range<usize>| {
            let shown = || quotations.clone().filter(is_shown);
            shown().find(is_telling).or_else(|| shown().next())
        };
        let mut newest: Vec<usize> =
            self.articles.iter().filter_map(|article| best(&article.quotations)).take(count).collect();
        let others = (0..self.quotations.len()).filter(is_shown).filter(|at| !newest.contains(at));
        let others: Vec<usize> = others.take(count - newest.len()).collect();
        newest.extend(others);
        newest.sort_unstable();
        newest
    }

    fn counts(&self) -> Vec<Counted> {
        let addressing = self.addressing();
        let count = |of: &str, count: usize, file: &str| Counted {
            text: self.interface.count(of, count),
            count,
            url: Some(addressing.link(file)),
        };
        let speakers = self.entities.iter().filter(|entity| !entity.backlinks.said.is_empty()).count();
        let mut counts = vec![
            count("article", self.articles.len(), &addressing.folder("article", &[])),
            count("quotation", self.quotation_count(), &addressing.folder("quotation", &[])),
        ];
        if speakers > 0 && !self.of_kind(EntityKind::Person).is_empty() {
            let first = crate::site::pages::Part { number: 1, of: 1 };
            counts.push(count("speaker", speakers, &self.by_count_path(EntityKind::Person, first)));
        }
        counts
    }

    fn most_quoted_title(&self) -> String {
        match self.newest_date() {
            Some(newest) => self.interface.fill("most_quoted_lately", &[("date", &self.day(newest).text)]),
            None => self.interface.string("most_quoted").to_owned(),
        }
    }

    /// Who is quoted most in the twelve months up to the newest article; in the whole archive where nothing is dated.
    fn most_quoted_lately(&self) -> Vec<Ranked<'_>> {
        let Some(newest) = self.newest_date() else {
            return self.most(NEWEST, |plan, id| plan.entities[id.index()].backlinks.said.len());
        };
        let since = ArticleDate { year: newest.year - 1, time: String::new(), ..newest.clone() };
        let is_late = |article: &crate::site::plan::PlannedArticle<'_>| {
            article.article.date.as_ref().is_some_and(|date| *date > since)
        };
        let late = self.articles.iter().take_while(|article| is_late(article)).count();
        let articles: Vec<usize> = (0..late).collect();
        let speakers = self.speakers_in(&articles).into_iter().take(NEWEST);
        ranked(speakers.map(|speaker| (speaker.entity, speaker.count)))
    }

    /// The entities with the highest numbers, highest first; none with zero.
    fn most(&self, count: usize, number: impl Fn(&Self, EntityId) -> usize) -> Vec<Ranked<'_>> {
        let mut all: Vec<(usize, EntityId)> =
            self.listed.iter().map(|id| (number(self, *id), *id)).filter(|(number, _)| *number > 0).collect();
        if count == 0 {
            return Vec::new();
        }
        all.sort_by_key(|(number, _)| std::cmp::Reverse(*number));
        ranked(all.into_iter().take(count).map(|(number, id)| (self.named(id), number)))
    }

    /// The letters from A to Z, and `#` if names begin with something else, each leading to its list of a kind's names.
    pub(super) fn letter_links(&self, kind: EntityKind) -> Vec<Counted> {
        let addressing = self.addressing();
        let on_one_page = self.of_kind(kind).len() <= crate::site::pages::NAMES_ON_A_PAGE;
        let used = self.letters(kind);
        if used.is_empty() {
            return Vec::new();
        }
        let others = used.iter().map(|(letter, _)| *letter).filter(|letter| !letter.is_ascii_lowercase());
        let count_of = |letter| used.iter().find(|(other, _)| *other == letter).map_or(0, |(_, names)| names.len());
        let link = |letter| match on_one_page {
            true => {
                let list = addressing.link(&addressing.folder(kind.as_str(), &[]));
                format!("{list}#{}", super::names::letter_id(letter))
            }
            false => addressing.link(&self.letter_path(kind, letter, crate::site::pages::Part { number: 1, of: 1 })),
        };
        let counted = |letter: char| Counted {
            text: letter.to_uppercase().to_string(),
            count: count_of(letter),
            url: (count_of(letter) > 0).then(|| link(letter)),
        };
        others.chain('a'..='z').map(counted).collect()
    }
}

/// A list by number, highest first, with each number as a share of the highest.
fn ranked<'p>(numbers: impl Iterator<Item = (Named<'p>, usize)>) -> Vec<Ranked<'p>> {
    let mut highest = 0;
    let ranked = numbers.map(|(entity, count)| {
        highest = highest.max(count);
        Ranked { entity, count, share: (count * 100).div_ceil(highest.max(1)) }
    });
    ranked.collect()
}
