//! The shard of facts: what results are narrowed down by.
//!
//! `facts.js` is a map of lists, each a text of numbers ([`super::numbers`]), so that a page reads only those that it needs.
//! For each article: how many quotations it has (`count`), and the places of its `year`, `publisher` and `language` in the
//! lists `values` of `start.js`. For each quotation: its `speaker`; how sure that is (`certainty`: 1 sure, 2 likely, 3
//! guess, 4 nobody to be sure of); how many words it has (`length`); its `statement`; how many entities it names
//! (`entity`). Last `names`, those entities, in rising order. Places and speakers count from 1, 0 stands for none. The
//! statement is 0 where no other article prints it, else 1 + how many quotations before this one its newest printing
//! stands.

use serde::Serialize;

use super::numbers::Numbers;
use super::start::{languages, publishers, years};
use super::{Searched, shard};
use crate::model::Output;
use crate::site::view::certainty_of;

#[derive(Default, Serialize)]
struct Facts {
    count: Numbers,
    year: Numbers,
    publisher: Numbers,
    language: Numbers,
    speaker: Numbers,
    certainty: Numbers,
    length: Numbers,
    statement: Numbers,
    entity: Numbers,
    names: Numbers,
}

pub(super) fn facts(searched: &Searched<'_, '_>) -> Output {
    let plan = searched.plan;
    let (years, publishers, languages) = (years(searched), publishers(searched), languages(searched));
    // The place in a list, from 1.
    let place = |list: &[&str], value: &str| list.binary_search(&value).map_or(0, |at| at as u32 + 1);
    let mut facts = Facts::default();
    for &at in &searched.articles {
        let planned = &plan.articles[at];
        let shown = planned.quotations.clone().filter(|&at| !plan.quotations[at].is_withdrawn());
        facts.count.push(shown.count() as u32);
        let year = plan.year_of_article(at).and_then(|year| years.binary_search(&year).ok());
        facts.year.push(year.map_or(0, |at| at as u32 + 1));
        let publisher = planned.article.publisher.as_deref();
        facts.publisher.push(publisher.map_or(0, |publisher| place(&publishers, publisher)));
        facts.language.push(place(&languages, searched.language(at)));
    }
    for (number, &at) in searched.quotations.iter().enumerate() {
        facts.add_quotation(searched, number, at);
    }
    shard("facts", &facts)
}

impl Facts {
    /// `number` is the quotation's number in the index, `at` its place in the plan.
    fn add_quotation(&mut self, searched: &Searched<'_, '_>, number: usize, at: usize) {
        let quotation = &searched.plan.quotations[at];
        let number_of = |id| searched.numbers.get(id).copied();
        let speaker = quotation.speaker.as_ref().and_then(number_of);
        self.speaker.push(speaker.map_or(0, |number| number + 1));
        let is_named = speaker.is_some() || quotation.note.speaker.is_some();
        self.certainty.push(match certainty_of(&quotation.note) {
            _ if !is_named => 4,
            "sure" => 1,
            "likely" => 2,
            _ => 3,
        });
        self.length.push(quotation.text.split_whitespace().count() as u32);
        let printings = searched.plan.printings(at).iter();
        let newest = printings.filter_map(|at| searched.quotations.binary_search(at).ok()).min();
        self.statement.push(newest.map_or(0, |newest| (number - newest) as u32 + 1));
        let mut about: Vec<u32> = quotation.about.iter().filter_map(number_of).collect();
        about.sort_unstable();
        self.entity.push(about.len() as u32);
        let mut last = 0;
        for entity in about {
            self.names.push(entity - last);
            last = entity;
        }
    }
}
