//! The shards of facts: what results are narrowed down by.
//!
//! Each is `[articles, quotations]`. An article is the number of its quotations and the places of its year, its publisher
//! and its language in the lists `values` of `start.js`, from 1, 0 for none. A quotation is the number of its speaker, from
//! 1, 0 for none, how sure that is (1 sure, 2 likely, 3 guess, 4 nobody to be sure of), how many words it has, how many
//! entities it names, and those, in rising order.

use super::numbers::Numbers;
use super::start::{languages, publishers, years};
use super::{Searched, numbered};
use crate::model::Output;
use crate::site::view::certainty_of;

/// Articles of one shard.
const ARTICLES_OF_A_SHARD: usize = 1_000;

pub(super) fn shards(searched: &Searched<'_, '_>) -> Vec<Output> {
    let plan = searched.plan;
    let (years, publishers, languages) = (years(searched), publishers(searched), languages(searched));
    // The place in a list, from 1.
    let place = |list: &[&str], value: &str| list.binary_search(&value).map_or(0, |at| at as u32 + 1);
    numbered("facts", &searched.articles, ARTICLES_OF_A_SHARD, |articles| {
        let (mut of_articles, mut of_quotations) = (Numbers::default(), Numbers::default());
        for &at in articles {
            let planned = &plan.articles[at];
            let shown = planned.quotations.clone().filter(|&at| !plan.quotations[at].is_withdrawn());
            let mut count = 0;
            for quotation in shown.map(|at| &plan.quotations[at]) {
                count += 1;
                let number = |id| searched.numbers.get(id).copied();
                let speaker = quotation.speaker.as_ref().and_then(number);
                of_quotations.push(speaker.map_or(0, |number| number + 1));
                let is_named = speaker.is_some() || quotation.note.speaker.is_some();
                of_quotations.push(match certainty_of(&quotation.note) {
                    _ if !is_named => 4,
                    "sure" => 1,
                    "likely" => 2,
                    _ => 3,
                });
                of_quotations.push(quotation.text.split_whitespace().count() as u32);
                let mut about: Vec<u32> = quotation.about.iter().filter_map(number).collect();
                about.sort_unstable();
                of_quotations.push(about.len() as u32);
                let mut last = 0;
                for entity in about {
                    of_quotations.push(entity - last);
                    last = entity;
                }
            }
            let article = &planned.article;
            of_articles.push(count);
            let year = plan.year_of_article(at).and_then(|year| years.binary_search(&year).ok());
            of_articles.push(year.map_or(0, |at| at as u32 + 1));
            of_articles.push(article.publisher.as_deref().map_or(0, |publisher| place(&publishers, publisher)));
            of_articles.push(place(&languages, searched.language(at)));
        }
        (of_articles.into_text(), of_quotations.into_text())
    })
}
