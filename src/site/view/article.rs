//! The page of one article.

use std::collections::BTreeMap;

use serde::Serialize;

use super::card::{ArticleRow, Card, Day, Named, certainty_of, kind_of};
use super::{Crumb, Head, View};
use crate::markdown::{Mark, safe_web_url, to_html};
use crate::model::Value;
use crate::site::plan::SitePlan;

/// Articles that are offered beside one.
const RELATED: usize = 5;

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
    /// Whether `body` is an excerpt.
    pub is_excerpt: bool,
    /// Its quotations, in text order.
    pub quotations: Vec<Card<'p>>,
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
            is_excerpt: self.input.config.publish == crate::config::Publish::Excerpt,
            quotations: self.cards(&quotations, None),
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

    /// Articles that share most of the rarer names with one; of equal ones the newest.
    fn related(&self, at: usize) -> Vec<usize> {
        let mut shared: rustc_hash::FxHashMap<usize, u32> = rustc_hash::FxHashMap::default();
        for (id, _) in self.articles[at].entities.iter().take(40) {
            let articles = &self.entities[id.index()].backlinks.articles;
            if articles.len() <= COMMON {
                for other in articles.iter().filter(|other| **other != at) {
                    *shared.entry(*other).or_default() += 1;
                }
            }
        }
        let mut shared: Vec<(usize, u32)> = shared.into_iter().filter(|(_, count)| *count > 1).collect();
        shared.sort_unstable_by_key(|(other, count)| (std::cmp::Reverse(*count), *other));
        shared.into_iter().take(RELATED).map(|(other, _)| other).collect()
    }
}
