//! The page of one article.

use std::collections::BTreeMap;

use serde::Serialize;

use super::card::{ArticleRow, Card, Day, Named, certainty_of, kind_of};
use super::{Crumb, Head, View};
use crate::markdown::{Mark, to_html};
use crate::model::{ArticleDate, EntityKind, Value};
use crate::site::plan::SitePlan;
use crate::url::safe_web_url;

/// Articles that are offered beside one.
const RELATED: usize = 5;

/// Days before and after an article in which one that names the same people tells of the same.
const SAME_STORY: i32 = 7;

/// Entities named in more articles than this say nothing about which articles belong together.
const COMMON: usize = 200;

/// An article.
#[derive(Debug, Serialize)]
pub struct ArticleView<'p> {
    /// Its id.
    pub id: &'p str,
    /// Headline.
    pub title: &'p str,
    /// Language of its words, if it is not the interface's.
    pub lang: Option<&'p str>,
    /// Day of publication.
    pub date: Option<Day>,
    /// Link to the articles of its month.
    pub month_url: Option<String>,
    /// Who published it.
    pub publisher: Option<&'p str>,
    /// By whom it was written.
    pub authors: &'p [String],
    /// Absolute address of the original.
    pub original: Option<String>,
    /// Absolute address of a kept copy.
    pub archived: Option<String>,
    /// The text as HTML, with quotations marked and names linked; none where `publish` allows none.
    pub body: Option<String>,
    /// Whether quotations and names are looked for in articles of its language.
    pub is_read: bool,
    /// Whether `body` is an excerpt.
    pub is_excerpt: bool,
    /// Its quotations, in text order.
    pub quotations: Vec<Card<'p>>,
    /// How many of them count: those that were not withdrawn.
    pub counted: usize,
    /// Whether one of them was withdrawn or corrected.
    pub has_corrections: bool,
    /// Its names and how often each stands in it, most often first.
    pub names: Vec<NameCount<'p>>,
    /// Articles that name the same.
    pub related: Vec<ArticleRow<'p>>,
    /// Keys of its front matter that the program does not know.
    pub extra: &'p BTreeMap<String, Value>,
}

/// A name and how often it stands in an article.
#[derive(Debug, Serialize)]
pub struct NameCount<'p> {
    /// Whom it means.
    pub entity: Named<'p>,
    /// How often.
    pub count: u32,
}

impl<'a> SitePlan<'a> {
    pub(super) fn article_view(&self, at: usize, root: &str) -> (&'static str, Head, View<'_>) {
        let planned = &self.articles[at];
        let article = &planned.article;
        let quotations: Vec<usize> = planned.quotations.clone().collect();
        let month_url = article.date.as_ref().map(|date| {
            let (year, month) = (format!("{:04}", date.year), format!("{:02}", date.month));
            self.addressing().link(&self.addressing().folder("time", &[&year, &month]))
        });
        let mut names: Vec<NameCount<'_>> = planned
            .entities
            .iter()
            .filter_map(|(id, count)| Some(NameCount { entity: self.shown(*id)?, count: *count }))
            .collect();
        names.sort_by_key(|name| std::cmp::Reverse(name.count));
        let view = ArticleView {
            id: &article.id,
            title: &planned.title,
            lang: self.foreign(&article.lang),
            date: article.date.as_ref().map(|date| self.day(date)),
            month_url: month_url.clone(),
            publisher: article.publisher.as_deref(),
            authors: &article.authors,
            original: article.url.as_deref().and_then(safe_web_url),
            archived: article.archived.as_deref().and_then(safe_web_url),
            body: (!planned.body.is_empty()).then(|| self.body_html(at, root)),
            is_read: self.input.languages.of_variety(&article.lang).is_some(),
            is_excerpt: self.input.config.publish == crate::config::Publish::Excerpt,
            quotations: self.cards_of_article(&quotations),
            counted: planned.counted,
            has_corrections: quotations.iter().any(|at| self.quotations[*at].is_corrected()),
            names,
            related: self.related(at).into_iter().map(|other| self.article_row(other)).collect(),
            extra: &article.extra,
        };
        let mut breadcrumbs = vec![self.crumb("article", "articles")];
        if let (Some(date), Some(url)) = (&article.date, month_url) {
            breadcrumbs.push(Crumb { text: self.interface.month(date.year, date.month), url: Some(url) });
        }
        let head = Head {
            title: planned.title.to_string(),
            description: planned.summary.clone(),
            og_type: "article",
            published: article.date.as_ref().map(ToString::to_string),
            json_ld: self.article_json_ld(at),
            breadcrumbs,
            ..Head::default()
        };
        ("article.html", head, View::Article(Box::new(view)))
    }

    /// The cards of an article's quotations; a role that stood beside an earlier one is not said again. Withdrawn ones are
    /// listed elsewhere.
    fn cards_of_article(&self, quotations: &[usize]) -> Vec<Card<'_>> {
        let mut cards = self.cards(quotations, None);
        let mut said = rustc_hash::FxHashSet::default();
        for (card, at) in cards.iter_mut().zip(quotations) {
            let is_listed = card.withdrawn.is_none();
            if is_listed && card.role.is_some_and(|role| !said.insert((self.quotations[*at].speaker, role))) {
                card.role = None;
            }
        }
        cards
    }

    /// The article's Markdown as HTML, with a mark round each quotation and a link on the first mention of each name.
    fn body_html(&self, at: usize, root: &str) -> String {
        let planned = &self.articles[at];
        let quotations = &self.quotations[planned.quotations.clone()];
        let anchors: Vec<(String, String)> = quotations
            .iter()
            .map(|quotation| {
                let withdrawn = if quotation.is_withdrawn() { " withdrawn" } else { "" };
                let sure = certainty_of(&quotation.note);
                (quotation.anchor(), format!("quotation {} {sure}{withdrawn}", kind_of(quotation.note.kind)))
            })
            .collect();
        let links: Vec<(String, String)> = planned
            .links
            .iter()
            .map(|mention| {
                let kind = self.registry.entity(mention.entity).kind;
                (format!("{root}{}", self.entities[mention.entity.index()].link), format!("ent {}", kind.as_str()))
            })
            .collect();
        let mut marks = Vec::with_capacity(anchors.len() + links.len());
        for (quotation, (anchor, class)) in quotations.iter().zip(&anchors) {
            if let Some(span) = quotation.span {
                marks.push(Mark { span, id: Some(anchor), class, href: None });
            }
        }
        for (mention, (href, class)) in planned.links.iter().zip(&links) {
            marks.push(Mark { span: mention.span, id: None, class, href: Some(href) });
        }
        to_html(&planned.body, &marks, root)
    }

    /// Articles of the days around one that name the same people, then those that share most of the rarer names with it;
    /// of equal ones the newest.
    fn related(&self, at: usize) -> Vec<usize> {
        let day = |at: usize| self.articles[at].article.date.as_ref().map(day_number);
        let mut shared: rustc_hash::FxHashMap<usize, (u32, u32)> = rustc_hash::FxHashMap::default();
        for (id, _) in self.articles[at].entities.iter().take(40) {
            let articles = &self.entities[id.index()].backlinks.articles;
            let is_person = self.registry.entity(*id).kind == EntityKind::Person;
            if articles.len() <= COMMON {
                for other in articles.iter().filter(|other| **other != at) {
                    let (people, names) = shared.entry(*other).or_default();
                    *people += u32::from(is_person);
                    *names += 1;
                }
            }
        }
        let is_near = |other: usize| day(at).zip(day(other)).is_some_and(|(own, day)| (own - day).abs() <= SAME_STORY);
        let related = shared.into_iter().filter_map(|(other, (people, names))| {
            let is_same_story = people > 0 && is_near(other);
            (is_same_story || names > 1).then_some((!is_same_story, std::cmp::Reverse(names), other))
        });
        let mut related: Vec<(bool, std::cmp::Reverse<u32>, usize)> = related.collect();
        related.sort_unstable();
        related.into_iter().take(RELATED).map(|(_, _, other)| other).collect()
    }
}

/// Days since a day long ago, after the civil calendar (H. Hinnant's `days_from_civil`).
fn day_number(date: &ArticleDate) -> i32 {
    let (year, month, day) = (i32::from(date.year), i32::from(date.month), i32::from(date.day));
    let year = if month <= 2 { year - 1 } else { year };
    let month_from_march = (month + 9) % 12;
    year * 365 + year / 4 - year / 100 + year / 400 + (month_from_march * 153 + 2) / 5 + day
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_over_the_ends_of_months_and_years() {
        let number = |year, month, day| day_number(&ArticleDate { year, month, day, time: String::new() });
        assert_eq!(number(2024, 3, 1) - number(2024, 2, 28), 2);
        assert_eq!(number(2025, 3, 1) - number(2025, 2, 28), 1);
        assert_eq!(number(2025, 1, 1) - number(2024, 12, 31), 1);
        assert_eq!(number(2025, 6, 15) - number(2024, 6, 15), 365);
    }
}
