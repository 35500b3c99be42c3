use std::cell::LazyCell;
use std::cmp::Reverse;
use std::collections::BTreeMap;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::archive::{alike, edged, most_common};
use crate::diag::{Diagnostic, Report, shortened};
use crate::extract::annotate::{OutsideMarks, outside_marks};
use crate::front_matter::{fold, written_again};
use crate::markdown::plain_text;
use crate::model::{Article, Certainty, Quotation, Span};
use crate::site::SitePlan;
use crate::yaml::scalar;

use super::{QuotationPlace, Workplace, found_annotations, report_each, say_of_each};

/// Says which quotations stand no longer in their articles, with the line of each, and what the article has in their place:
/// errors for `check`, warnings for `build`.
pub fn say_lost(workplace: &Workplace, articles: &[Article], plan: &SitePlan<'_>, as_error: bool, report: &mut Report) {
    for group in plan.lost_quotations().chunk_by(|a, b| a.0 == b.0) {
        let Some(article) = group.first().and_then(|(at, _)| articles.get(*at)) else { continue };
        let plain = plain_text(&article.body);
        let body = fold(&plain.text);
        let unlisted = LazyCell::new(|| unlisted_quotations(workplace, article));
        say_of_each(workplace, articles, group, "text", report, &|quotation| {
            let words = shortened(&quotation.text, 60);
            let completed = plain.completed(&quotation.text);
            let message = match quotation.nth {
                _ if completed.is_some() => {
                    format!("the words “{words}” begin or end inside a word of the article; the quotation is not shown")
                }
                1 => format!("the words “{words}” are not in the article; the quotation is not shown"),
                nth => format!("the words “{words}” are not {nth} times in the article; the quotation is not shown"),
            };
            let diagnostic = if as_error {
                Diagnostic::error("lost-quotation", message)
            } else {
                Diagnostic::warning("lost-quotation", message)
                    .help("the rest of the site is made; `kutip check` fails on this")
            };
            let found = completed.or_else(|| alike(&body, &quotation.text)).filter(|found| *found != quotation.text);
            match found.map(str::to_owned).or_else(|| in_place_of(quotation, &unlisted, &body)) {
                Some(found) => diagnostic.help(format!("did you mean `text: {}`?", scalar(&found))),
                None => diagnostic.help("write `text` as the words stand in the article, or remove it"),
            }
        });
    }
}

/// The quotations that the program finds in an article and that its list does not have.
fn unlisted_quotations(workplace: &Workplace, article: &Article) -> Vec<Quotation> {
    let listed: FxHashSet<&str> = article.quotations().iter().map(|quotation| quotation.text.as_str()).collect();
    let found = found_annotations(workplace, article).quotations.unwrap_or_default();
    found.into_iter().filter(|found| !listed.contains(found.text.as_str())).collect()
}

/// The words of `body`, an article's text with its white space folded, that may stand in place of a quotation which it has no
/// more: of the `unlisted` ones, that with most words of it, or else the only one which is reported alike.
fn in_place_of(lost: &Quotation, unlisted: &[Quotation], body: &str) -> Option<String> {
    let reworded = most_common(unlisted.iter().map(|found| found.text.as_str()), &lost.text);
    let is_reported_alike = |found: &&Quotation| {
        lost.cue.is_some() && (&found.cue, &found.speaker, found.kind) == (&lost.cue, &lost.speaker, lost.kind)
    };
    let mut alike = unlisted.iter().filter(is_reported_alike).map(|found| found.text.as_str());
    let words = reworded.or_else(|| alike.next().filter(|_| alike.next().is_none()))?;
    let place = body.find(words)?;
    Some(edged(body, place..place + words.len(), &lost.text).to_owned())
}

/// Says which quotations are said to be printings of one that the site does not have.
pub fn say_unknown_printings(workplace: &Workplace, articles: &[Article], plan: &SitePlan<'_>, report: &mut Report) {
    let all = articles.iter().enumerate().flat_map(|(at, article)| {
        article.quotations().iter().enumerate().map(move |(place, quotation)| ((at, place), quotation))
    });
    let linked: Vec<(QuotationPlace, &Quotation)> = all.filter(|(_, one)| !one.same_as.is_empty()).collect();
    if linked.is_empty() {
        return;
    }
    let ids: FxHashSet<&str> = plan.quotation_ids().map(|(_, id)| id).collect();
    let said = linked.into_iter().flat_map(|(place, quotation)| {
        let unknown = quotation.same_as.iter().filter(|id| !ids.contains(id.as_str()));
        unknown.map(move |id| {
            let message = format!("`same_as` of “{}” names `{id}`, which is no quotation of the site", quotation.text);
            let help = "give the last part of the address of its page";
            (place, Diagnostic::warning("unknown-quotation", message).help(help))
        })
    });
    report_each(workplace, articles, "same_as", said, report);
}

/// Says which utterances are marked where their words stand without quotation marks, while another place has them inside:
/// somebody put those words above.
pub fn say_unmarked(workplace: &Workplace, articles: &[Article], report: &mut Report) {
    let found: Vec<_> = articles.par_iter().map(|article| outside_marks(article, &workplace.languages)).collect();
    let found =
        found.into_iter().enumerate().flat_map(|(article, found)| found.into_iter().map(move |one| (article, one)));
    let said = found.map(|(article, OutsideMarks { at, nth, .. })| {
        let words = shortened(&articles[article].quotations()[at].text, 60);
        let message = format!(
            "the words “{words}” are taken where they stand without quotation marks; their place {nth} has some"
        );
        let diagnostic = Diagnostic::warning("words-outside-marks", message)
            .help(format!(
                "write `nth: {nth}` into its entry, or, if it was imported, run `kutip import --update`, which does it"
            ))
            .help("if this place is meant, write `kind: indirect`");
        ((article, at), diagnostic)
    });
    report_each(workplace, articles, "text", said, report);
}

/// A note for each quotation whose link leads to another place with the same words of the original: nobody can mend that.
pub fn say_astray(workplace: &Workplace, articles: &[Article], plan: &SitePlan<'_>, report: &mut Report) {
    say_of_each(workplace, articles, plan.quotations_astray(), "text", report, &|quotation| {
        let words = shortened(&quotation.text, 60);
        let message = format!("the link to “{words}” in the original leads to another place with the same words");
        let help = "the words around both places are the same too; browsers go to the first";
        Diagnostic::note("ambiguous-fragment", message).help(help)
    });
}

/// Says which words an article quotes twice at one place: both entries count, and one of them is wrong or idle.
pub fn say_twice(workplace: &Workplace, articles: &[Article], report: &mut Report) {
    let mut helps: FxHashMap<&str, String> = FxHashMap::default();
    let mut twice = Vec::new();
    for (at, article) in articles.iter().enumerate() {
        let quotations = article.quotations();
        let mut said: BTreeMap<usize, String> = BTreeMap::new();
        let mut paired = FxHashSet::default();
        for pair in written_again(quotations).into_iter().filter(|pair| pair.is_handed_over(article)) {
            paired.extend([pair.own, pair.made]);
            let id = scalar(&quotations[pair.own].id);
            let update = if article.origin.is_some() { "; `kutip import --update` does it" } else { "" };
            said.insert(
                pair.made,
                format!(
                    "delete this entry, and write `id: {id}` into the other, which keeps that address{update}; if the \
                     article has the words twice, write `nth: 2` into the second"
                ),
            );
        }
        let mut seen: FxHashMap<(&str, usize), usize> = FxHashMap::default();
        for (place, quotation) in quotations.iter().enumerate().filter(|(_, quotation)| quotation.withdrawn.is_none()) {
            let first = *seen.entry((&quotation.text, quotation.nth)).or_insert(place);
            if first != place && !paired.contains(&place) {
                let help = format!(
                    "delete one: the address of this one ends in `{}`, that of the first in `{}`; if the article has the \
                     words twice, write `nth: 2` into the second",
                    quotation.id, quotations[first].id
                );
                said.insert(place, help);
            }
        }
        for (place, help) in said {
            helps.insert(&quotations[place].id, help);
            twice.push((at, place));
        }
    }
    say_of_each(workplace, articles, &twice, "text", report, &|quotation| {
        let words = shortened(&quotation.text, 60);
        let message = format!("the words “{words}” stand in two entries, and both are counted");
        Diagnostic::warning("quoted-twice", message).help(helps.get(quotation.id.as_str()).cloned().unwrap_or_default())
    });
}

/// Says which entries that a person wrote have words that stand within those of another entry of the same speaker: both count.
pub fn say_within(workplace: &Workplace, articles: &[Article], report: &mut Report) {
    let of_article = |(at, article): (usize, &Article)| -> Vec<(QuotationPlace, Diagnostic)> {
        let quotations = article.quotations();
        if !quotations.iter().any(Quotation::is_of_person) || quotations.len() < 2 {
            return Vec::new();
        }
        let plain = plain_text(&article.body);
        let spans = plain.locate_all(quotations.iter().map(|note| (note.text.as_str(), note.nth.max(1))));
        let mut placed: Vec<(Span, usize)> =
            spans.into_iter().enumerate().filter_map(|(place, span)| Some((span?, place))).collect();
        placed.retain(|(_, place)| quotations[*place].withdrawn.is_none());
        placed.sort_by_key(|(span, _)| (span.start, Reverse(span.end)));
        let mut found = Vec::new();
        let mut last: Option<(Span, usize)> = None;
        for (span, place) in placed {
            let Some((around, outer)) = last.filter(|(around, _)| span.end <= around.end) else {
                last = Some((span, place));
                continue;
            };
            let (own, other) = (&quotations[place], &quotations[outer]);
            if span != around && own.speaker == other.speaker && (own.is_of_person() || other.is_of_person()) {
                let words = shortened(&own.text, 60);
                let message = format!("the words “{words}” stand within those of another entry, and both are counted");
                let help = format!("delete one; the address of the longer one ends in `{}`", other.id);
                found.push(((at, place), Diagnostic::warning("quoted-twice", message).help(help)));
            }
        }
        found.sort_by_key(|(place, _)| *place);
        found
    };
    let said: Vec<_> = articles.par_iter().enumerate().flat_map_iter(of_article).collect();
    report_each(workplace, articles, "text", said, report);
}

/// Says whose speaker is the best of several answers only.
pub fn say_unsure(workplace: &Workplace, articles: &[Article], report: &mut Report) {
    let of_article = |(at, article): (usize, &Article)| -> Vec<(usize, usize)> {
        let unsure = article.quotations().iter().enumerate().filter(|(_, quotation)| is_unsure(quotation));
        unsure.map(|(place, _)| (at, place)).collect()
    };
    let unsure: Vec<(usize, usize)> = articles.iter().enumerate().flat_map(of_article).collect();
    say_of_each(workplace, articles, &unsure, "text", report, &|quotation| {
        let message = match &quotation.speaker {
            Some(speaker) => format!("the speaker `{speaker}` is a guess"),
            None => "who said this is not known, or even whether somebody did".to_owned(),
        };
        Diagnostic::warning("unsure-speaker", message)
            .help(format!("`kutip explain {}` says what it goes by", quotation.id))
            .help(
                "write the right `speaker` beside these words, and `by: hand`; that alone says that it is right. Delete \
                 the entry if nobody said them: it stays away",
            )
    });
}

/// A note for each quotation whose speaker is likely and no more: many are right, and who must be sure looks at all.
pub fn say_likely(workplace: &Workplace, articles: &[Article], report: &mut Report) {
    let of_article = |(at, article): (usize, &Article)| -> Vec<(usize, usize)> {
        let is_likely =
            |quotation: &Quotation| quotation.by.is_none() && quotation.certainty == Some(Certainty::Likely);
        let likely = article.quotations().iter().enumerate().filter(|(_, quotation)| is_likely(quotation));
        likely.map(|(place, _)| (at, place)).collect()
    };
    let likely: Vec<(usize, usize)> = articles.iter().enumerate().flat_map(of_article).collect();
    say_of_each(workplace, articles, &likely, "text", report, &|quotation| {
        let speaker = quotation.speaker.as_deref().unwrap_or("somebody");
        Diagnostic::note("likely-speaker", format!("the speaker `{speaker}` is likely, not certain")).help(format!(
            "`kutip explain {}` says what it goes by; `by: hand` in its entry says that it is right",
            quotation.id
        ))
    });
}

/// Whether a quotation counts as unsure: the engine guessed, and no person has decided.
pub fn is_unsure(quotation: &Quotation) -> bool {
    quotation.by.is_none() && quotation.certainty == Some(Certainty::Guess)
}
