//! The first shard: what must be known before anything can be looked up.

use serde_json::{Map, Value, json};

use super::{NAMES_OF_A_SHARD, QUOTATIONS_OF_A_TEXT, Searched, shard};
use crate::model::{EntityKind, Output};

/// `names` counts the shards of names.
pub(super) fn start(searched: &Searched<'_, '_>, names: usize) -> Output {
    let plan = searched.plan;
    let addressing = plan.addressing();
    let rules: Vec<Value> = plan
        .input
        .languages
        .iter()
        .filter(|language| languages(searched).contains(&language.code.as_str()))
        .map(|language| json!(language.affixes))
        .collect();
    let kinds: Vec<Value> = EntityKind::ALL
        .iter()
        .map(|kind| json!([kind.as_str(), plan.interface.string(kind.as_str()), addressing.segment(kind.as_str())]))
        .collect();
    let page = addressing.link("x/index.html");
    let mut start = Map::new();
    start.insert("quotations".to_owned(), json!(searched.quotations.len()));
    start.insert("names".to_owned(), json!(names));
    start.insert("ofText".to_owned(), json!(QUOTATIONS_OF_A_TEXT));
    start.insert("ofName".to_owned(), json!(NAMES_OF_A_SHARD));
    start.insert("rules".to_owned(), json!(rules));
    start.insert("kinds".to_owned(), json!(kinds));
    let certainties = ["certain", "likely", "uncertain", "speaker_unknown"].map(|key| plan.interface.string(key));
    let values = json!({
        "year": years(searched), "publisher": publishers(searched), "language": languages(searched), "certainty": certainties,
    });
    start.insert("values".to_owned(), values);
    start.insert("thousands".to_owned(), json!(plan.interface.thousands()));
    start.insert("end".to_owned(), json!(page.trim_start_matches('x')));
    let quotation = plan.input.config.quotation_pages.then(|| format!("{}/", addressing.segment("quotation")));
    start.insert("quotation".to_owned(), json!(quotation));
    shard("start", &start)
}

/// Years of the articles, each once, sorted.
pub(super) fn years(searched: &Searched<'_, '_>) -> Vec<i16> {
    let mut years: Vec<i16> = searched.articles.iter().filter_map(|&at| searched.plan.year_of_article(at)).collect();
    years.sort_unstable();
    years.dedup();
    years
}

/// Publishers of the articles, each once, sorted.
pub(super) fn publishers<'p>(searched: &Searched<'p, '_>) -> Vec<&'p str> {
    let articles = searched.articles.iter().map(|&at| &searched.plan.articles[at].article);
    once(articles.filter_map(|article| article.publisher.as_deref()))
}

/// Codes of the articles' languages, each once, sorted.
pub(super) fn languages<'p>(searched: &Searched<'p, '_>) -> Vec<&'p str> {
    once(searched.articles.iter().map(|&at| searched.language(at)))
}

fn once<'p>(values: impl Iterator<Item = &'p str>) -> Vec<&'p str> {
    let mut values: Vec<&str> = values.collect();
    values.sort_unstable();
    values.dedup();
    values
}
