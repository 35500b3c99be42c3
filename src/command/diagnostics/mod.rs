//! What `build` and `check` say of an archive: the words, and the line of each thing that the other stages find.

mod articles;
mod names;
mod quotations;
mod speakers;

use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashMap;
use serde_json::Value;

use crate::archive::ARTICLES;
use crate::diag::{Diagnostic, Location, Report};
use crate::extract::annotate::annotate;
use crate::front_matter;
use crate::model::{Article, Quotation, Registry};
use crate::site::SitePlan;

use super::Workplace;
use super::known::{moved_segments, say_renamed};
use super::prepare::Content;
use super::quotation_ids::say_moved;
use articles::say_lost_pictures;
use names::{say_slipped_references, say_withheld_words};
use quotations::{say_twice, say_unknown_printings, say_unmarked, say_within};
use speakers::{say_idle_roles, say_kept, say_named_sources, say_strange_speakers};

pub(super) use articles::{say_unlinked, unknown_language};
pub(super) use names::{found_names, idle_withheld, say_stale_names};
pub(super) use quotations::{is_unsure, say_astray, say_likely, say_lost, say_unsure};

/// An archive whose site is planned.
pub(super) struct Planned<'a> {
    pub content: &'a Content,
    pub registry: &'a Registry,
    pub plan: &'a SitePlan<'a>,
    /// What the last site noted.
    pub known: &'a Value,
    /// The files of `static/`, relative to the output folder.
    pub static_paths: &'a [String],
}

impl Planned<'_> {
    /// Says what `build` and `check` say alike.
    pub fn say_all(&self, workplace: &Workplace, report: &mut Report) {
        let Self { content, registry, plan, known, static_paths } = *self;
        let articles = &content.articles;
        say_lost_pictures(workplace, articles, static_paths, report);
        say_withheld_words(workplace, content, registry, plan, report);
        say_slipped_references(workplace, content, registry, report);
        say_strange_speakers(workplace, articles, registry, report);
        say_named_sources(workplace, articles, report);
        say_idle_roles(workplace, articles, registry, report);
        say_kept(workplace, articles, registry, report);
        say_twice(workplace, articles, report);
        say_within(workplace, articles, report);
        say_unmarked(workplace, articles, report);
        say_unknown_printings(workplace, articles, plan, report);
        report.extend(moved_segments(workplace, plan, known));
        report.extend(say_renamed(workplace, content, known));
        say_moved(workplace, content, plan, known, report);
    }
}

/// How many quotations or names of one article get their line looked up for one kind of message: each costs a reading of the
/// file.
const LOOKED_UP: usize = 20;

/// An article as the program alone annotates it, whatever people wrote.
fn found_annotations(workplace: &Workplace, article: &Article) -> Article {
    let mut again = article.clone();
    annotate(&mut again, &workplace.languages);
    again
}

/// Where articles print their entities, by the places of both: with the line for the first [`LOOKED_UP`] of each article.
pub(super) fn lines_of_names(workplace: &Workplace, articles: &[Article]) -> impl Fn(usize, usize) -> Location + Sync {
    let looked_up: Mutex<FxHashMap<usize, usize>> = Mutex::default();
    move |article, name| {
        let Some(found) = articles.get(article) else { return Location::file(ARTICLES) };
        let shown = format!("{ARTICLES}/{}", found.path);
        let mut looked_up = looked_up.lock().unwrap_or_else(PoisonError::into_inner);
        let count = looked_up.entry(article).or_default();
        *count += 1;
        if *count > LOOKED_UP {
            return Location::file(shown);
        }
        let text = workplace.site.article_text(&found.path, &workplace.config).unwrap_or_default();
        front_matter::locate_entity(&shown, &text, name).unwrap_or_else(|| Location::file(shown))
    }
}

/// A quotation: the place of its article among the articles, and its own there.
pub(super) type QuotationPlace = (usize, usize);

/// Says the same of several quotations, each with the line of `field`.
fn say_of_each(
    workplace: &Workplace,
    articles: &[Article],
    places: &[QuotationPlace],
    field: &str,
    report: &mut Report,
    say: &dyn Fn(&Quotation) -> Diagnostic,
) {
    let quotation = |(article, at): QuotationPlace| articles.get(article)?.quotations().get(at);
    let said = places.iter().filter_map(|&place| Some((place, say(quotation(place)?))));
    report_each(workplace, articles, field, said, report);
}

/// Reports what is said of quotations, each with the line of `field`; those of one article follow one another.
pub(super) fn report_each(
    workplace: &Workplace,
    articles: &[Article],
    field: &str,
    said: impl IntoIterator<Item = (QuotationPlace, Diagnostic)>,
    report: &mut Report,
) {
    let mut said = said.into_iter().peekable();
    while let Some(&((at, _), _)) = said.peek() {
        let Some(article) = articles.get(at) else { return };
        let shown = workplace.shown(&format!("{ARTICLES}/{}", article.path));
        let text = workplace.site.article_text(&article.path, &workplace.config).unwrap_or_default();
        let mut left = LOOKED_UP;
        while let Some(((_, place), diagnostic)) = said.next_if(|((article, _), _)| *article == at) {
            let looked_up = left.checked_sub(1).and_then(|fewer| {
                left = fewer;
                front_matter::locate_quotation_field(&shown, &text, place, field)
            });
            report.push(diagnostic.at(looked_up.unwrap_or_else(|| Location::file(&shown))));
        }
    }
}
