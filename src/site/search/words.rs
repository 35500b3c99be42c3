//! The word shards: where each form of each word stands.

use std::collections::BTreeMap;

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde_json::{Value, json};

use super::families::families;
use super::fold::words;
use super::numbers::Numbers;
use super::{Searched, shard};
use crate::lang::Affixes;
use crate::model::Output;

/// Letters that name a shard.
const LETTERS: usize = 2;

/// Roles of an entity by which it is found, the newest.
const ROLES: usize = 5;

/// Where one form stands.
#[derive(Clone, Debug, Default)]
struct Places {
    /// Quotations and the positions in each.
    text: Vec<(u32, Vec<u32>)>,
    /// Quotations with it in the speaker's line.
    line: Vec<u32>,
    /// Articles with it in their title.
    title: Vec<u32>,
    /// Entities with it in a name, and how many words that name has; 0 where it stands in a role only.
    names: Vec<(u32, u32)>,
}

/// Forms and their places, by the word that the forms belong to.
type Families = BTreeMap<String, BTreeMap<String, Places>>;

/// The shards, by name.
pub(super) fn shards(searched: &Searched<'_, '_>) -> Vec<Output> {
    let mut all = Families::new();
    let names = names(searched);
    for (language, forms) in places_by_language(searched) {
        let mut forms: Vec<(String, Places)> = forms.into_iter().collect();
        forms.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        let counted: Vec<(&str, usize)> =
            forms.iter().map(|(form, places)| (form.as_str(), places.text.len() + places.title.len())).collect();
        let affixes = searched.plan.input.languages.get(language).map(|language| &language.affixes);
        let words = families(affixes.unwrap_or(&Affixes::default()), &counted, |word| names.contains_key(word));
        for (words, (form, places)) in words.into_iter().zip(forms) {
            for word in words {
                let known = all.entry(word).or_default().entry(form.clone()).or_default();
                known.text.extend_from_slice(&places.text);
                known.line.extend_from_slice(&places.line);
                known.title.extend_from_slice(&places.title);
            }
        }
    }
    for (form, entities) in names {
        all.entry(form.clone()).or_default().entry(form).or_default().names = entities;
    }
    let mut shards: BTreeMap<String, Families> = BTreeMap::new();
    for (word, forms) in all {
        shards.entry(shard_of(&word)).or_default().insert(word, forms);
    }
    let shards: Vec<_> = shards.into_iter().collect();
    shards.into_par_iter().map(|(name, words)| shard(&format!("words/{name}"), &value(words))).collect()
}

/// Name of the shard of a word: its first letters, those that are not plain ones as numbers.
fn shard_of(word: &str) -> String {
    word.chars()
        .take(LETTERS)
        .map(|c| if c.is_ascii_alphanumeric() { c.to_string() } else { format!("_{:x}", c as u32) })
        .collect()
}

/// Forms in quotations, speakers' lines and titles, by language.
fn places_by_language<'s>(searched: &'s Searched<'_, '_>) -> BTreeMap<&'s str, FxHashMap<String, Places>> {
    let plan = searched.plan;
    let read: Vec<(Vec<String>, Vec<String>)> = searched
        .quotations
        .par_iter()
        .map(|&at| {
            let quotation = &plan.quotations[at];
            let note = &quotation.note;
            let mut line = Vec::new();
            let has_page = quotation.speaker.is_some_and(|id| searched.numbers.contains_key(&id));
            let speaker = note.speaker.as_ref().filter(|_| !has_page);
            for text in speaker.into_iter().chain(&note.role).chain(&note.speaks_for) {
                line.extend(words(text));
            }
            line.sort_unstable();
            line.dedup();
            (words(&quotation.text), line)
        })
        .collect();
    let mut all: BTreeMap<&str, FxHashMap<String, Places>> = BTreeMap::new();
    for (number, ((text, line), &at)) in (0..).zip(read.into_iter().zip(&searched.quotations)) {
        let forms = all.entry(searched.language(plan.quotations[at].article)).or_default();
        for (position, form) in (0..).zip(text) {
            let places = &mut forms.entry(form).or_default().text;
            match places.last_mut() {
                Some((last, positions)) if *last == number => positions.push(position),
                _ => places.push((number, vec![position])),
            }
        }
        for form in line {
            forms.entry(form).or_default().line.push(number);
        }
    }
    for (number, &at) in (0..).zip(&searched.articles) {
        let forms = all.entry(searched.language(at)).or_default();
        for form in words(&plan.articles[at].title) {
            let titles = &mut forms.entry(form).or_default().title;
            if titles.last() != Some(&number) {
                titles.push(number);
            }
        }
    }
    all
}

/// Words of names, aliases and roles: which entities have them, and in how short a name.
fn names(searched: &Searched<'_, '_>) -> BTreeMap<String, Vec<(u32, u32)>> {
    let mut all: BTreeMap<String, Vec<(u32, u32)>> = BTreeMap::new();
    for (number, id) in (0..).zip(&searched.entities) {
        let entity = searched.plan.registry.entity(*id);
        for name in std::iter::once(&entity.name).chain(&entity.aliases) {
            let words = words(name);
            let length = words.len() as u32;
            for word in words {
                let entities = all.entry(word).or_default();
                match entities.last_mut() {
                    Some((last, shortest)) if *last == number => *shortest = length.min(*shortest),
                    _ => entities.push((number, length)),
                }
            }
        }
        for word in entity.printed_roles.iter().take(ROLES).flat_map(|role| words(&role.role)) {
            let entities = all.entry(word).or_default();
            if entities.last().is_none_or(|(last, _)| *last != number) {
                entities.push((number, 0));
            }
        }
    }
    all
}

fn value(words: Families) -> Value {
    let words = words.into_iter().map(|(word, forms)| {
        let forms = forms.into_iter().map(|(form, places)| {
            let mut fields =
                vec![form, text_list(places.text), list(places.line), list(places.title), pairs(places.names)];
            while fields.last().is_some_and(String::is_empty) {
                fields.pop();
            }
            json!(fields)
        });
        std::iter::once(json!(word)).chain(forms).collect()
    });
    Value::Array(words.collect())
}

/// Quotations in rising order, whatever language they came from.
fn text_list(mut places: Vec<(u32, Vec<u32>)>) -> String {
    places.sort_unstable();
    let (mut numbers, mut last) = (Numbers::default(), 0);
    for (quotation, positions) in places {
        numbers.push(quotation - last);
        last = quotation;
        let mut before = 0;
        for (at, position) in positions.iter().enumerate() {
            numbers.push((position - before) * 2 + u32::from(at + 1 < positions.len()));
            before = *position;
        }
    }
    numbers.into_text()
}

fn list(mut places: Vec<u32>) -> String {
    places.sort_unstable();
    let (mut numbers, mut last) = (Numbers::default(), 0);
    for place in places {
        numbers.push(place - last);
        last = place;
    }
    numbers.into_text()
}

fn pairs(places: Vec<(u32, u32)>) -> String {
    let (mut numbers, mut last) = (Numbers::default(), 0);
    for (place, length) in places {
        numbers.push(place - last);
        numbers.push(length);
        last = place;
    }
    numbers.into_text()
}
