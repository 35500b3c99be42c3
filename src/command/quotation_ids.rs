//! Which quotations have their address from their words, as their file gives them no `id`: what one build tells the next of
//! them, so that it says of those whose words were corrected where they were.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;
use serde_json::Map;

use crate::diag::{Diagnostic, Report};
use crate::model::{Article, Value};
use crate::site::SitePlan;

use super::Workplace;
use super::diagnostics::report_each;
use super::prepare::Content;

/// What the next build must know: article id → ids of those of its quotations that pages show, in the order of the file. One
/// whose words the article has no more stays among them, and one that moved has its old id until a person has given it one.
pub(super) fn noted(content: &Content, plan: &SitePlan<'_>, last_notes: &Value) -> Map<String, Value> {
    let known = known(last_notes);
    let mut noted = Map::new();
    for Unwritten { article, places, lost } in unwritten(content, plan) {
        let known = known.get(&article.id).map_or(&[][..], Vec::as_slice);
        let moved: BTreeMap<usize, &String> = moved(article, &places, known).into_iter().collect();
        let known: FxHashSet<&String> = known.iter().collect();
        let id = |place: &usize| {
            let own = &article.quotations()[*place].id;
            let is_noted = !lost.contains(place) || known.contains(own);
            moved.get(place).copied().or_else(|| is_noted.then_some(own))
        };
        let ids: Vec<&String> = places.iter().filter_map(id).collect();
        if !ids.is_empty() {
            noted.insert(article.id.clone(), serde_json::json!(ids));
        }
    }
    noted
}

/// What [`noted`] gave the last build.
pub(super) fn known(last_notes: &Value) -> BTreeMap<String, Vec<String>> {
    let ids = |list: &Value| -> Option<Vec<String>> {
        list.as_array()?.iter().map(|id| id.as_str().map(str::to_owned)).collect()
    };
    let entries = last_notes.get("quotations").and_then(Value::as_object).into_iter().flatten();
    entries.filter_map(|(article, list)| Some((article.clone(), ids(list)?))).collect()
}

/// Says which quotations have lost their address with words that were corrected.
pub(super) fn say_moved(
    workplace: &Workplace,
    content: &Content,
    plan: &SitePlan<'_>,
    last_notes: &Value,
    report: &mut Report,
) {
    let known = known(last_notes);
    for Unwritten { article, places, .. } in unwritten(content, plan) {
        let known = known.get(&article.id).map_or(&[][..], Vec::as_slice);
        let said = moved(article, &places, known).into_iter().map(|(place, old)| {
            let message =
                format!("this quotation moved to another address with its words; the old one ended in `{old}`");
            let id = &article.quotations()[place].id;
            let end = format!("write `id: {id}`; this is said until there is an `id`");
            let diagnostic = Diagnostic::warning("moved-quotation", message)
                .help(format!("write `id: {old}` into its entry: it keeps its address then"))
                .help(format!("if it is another quotation, or nobody has linked to it, {end}"));
            ((0, place), diagnostic)
        });
        report_each(workplace, std::slice::from_ref(article), "text", said, report);
    }
}

/// The quotations of an article without an `id` in its file that may be told of: none is withheld.
struct Unwritten<'c> {
    article: &'c Article,
    /// Their places in its list.
    places: Vec<usize>,
    /// Those of them whose words are not in the article.
    lost: FxHashSet<usize>,
}

fn unwritten<'c>(content: &'c Content, plan: &SitePlan<'_>) -> Vec<Unwritten<'c>> {
    let chosen = || content.articles.iter().enumerate().filter(|(_, article)| !article.unwritten_ids.is_empty());
    let ids: FxHashSet<&str> = chosen().map(|(_, article)| article.id.as_str()).collect();
    let shown: FxHashSet<(&str, &str)> = plan.quotation_ids().filter(|(article, _)| ids.contains(article)).collect();
    let all_lost: FxHashSet<(usize, usize)> = plan.lost_quotations().iter().copied().collect();
    let of_article = |(at, article): (usize, &'c Article)| {
        let of_file = || article.unwritten_ids.iter().copied();
        let is_shown = |place: usize| shown.contains(&(&*article.id, &*article.quotations()[place].id));
        let lost: FxHashSet<usize> = of_file().filter(|place| all_lost.contains(&(at, *place))).collect();
        let places = of_file().filter(|place| lost.contains(place) || is_shown(*place)).collect();
        Unwritten { article, places, lost }
    };
    chosen().map(of_article).collect()
}

/// The quotations at `places` that are new, each with the id of the one that is gone from the article in its stead: where as
/// many are new as are gone, of all or of those between two that stayed.
fn moved<'k>(article: &Article, places: &[usize], known: &'k [String]) -> Vec<(usize, &'k String)> {
    let there: FxHashSet<&String> = article.quotations().iter().map(|quotation| &quotation.id).collect();
    let before: FxHashSet<&String> = known.iter().collect();
    // By the one that stayed before them.
    let (mut gone, mut new) = (BTreeMap::new(), BTreeMap::new());
    let (mut all_gone, mut all_new) = (Vec::new(), Vec::new());
    let mut stayed = None;
    for id in known {
        if there.contains(id) {
            stayed = Some(id);
        } else {
            gone.entry(stayed).or_insert_with(Vec::new).push(id);
            all_gone.push(id);
        }
    }
    stayed = None;
    for &place in places {
        let id = &article.quotations()[place].id;
        if before.contains(id) {
            stayed = Some(id);
        } else {
            new.entry(stayed).or_insert_with(Vec::new).push(place);
            all_new.push(place);
        }
    }
    if all_new.len() == all_gone.len() {
        return all_new.into_iter().zip(all_gone).collect();
    }
    let as_many = new.into_iter().filter_map(|(stayed, new)| Some((gone.remove(&stayed)?, new)));
    as_many.filter(|(gone, new)| gone.len() == new.len()).flat_map(|(gone, new)| new.into_iter().zip(gone)).collect()
}
