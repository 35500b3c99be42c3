//! Turns speakers who are none of their article's entities any more into the entities that may mean them: a name was corrected
//! there, and its old form, which quotations still have, forgotten.

use std::collections::BTreeMap;

use super::speakers::{absent_in, has_no_forms, is_of_article, names_of, words};
use crate::model::{Article, ArticleLinks, EntityKind, EntityNote, Quotation};

/// A speaker who is none of an article's entities.
pub(super) struct Unlisted<'a> {
    /// The name that the quotations have.
    pub speaker: &'a str,
    /// How many they are.
    pub quotations: usize,
    /// Places of the article's entities that may be meant; one or more.
    pub meant: Vec<usize>,
}

/// The speakers of an article who are none of its entities, in any form or by what the archive knows, while one of these may
/// be meant.
///
/// The program lists every speaker that it names. So one that it wrote and that stands there no more was corrected, or deleted:
/// an entity with a word of that name is meant, or else one that a person wrote without other forms. What a person wrote
/// beside a quotation may be somebody whom nobody listed: there the whole name must stand in the other.
pub(super) fn unlisted<'a>(article: &'a Article, links: &ArticleLinks) -> Vec<Unlisted<'a>> {
    let mut said: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let named = article.quotations().iter().enumerate().filter(|(_, quotation)| !quotation.anonymous);
    for (at, quotation) in named {
        said.entry(quotation.speaker.as_deref().unwrap_or_default()).or_default().push(at);
    }
    for name in names_of(article).map(String::as_str).chain([""]) {
        said.remove(name);
    }
    said.retain(|_, places| !is_of_article(links, places[0]));
    if said.is_empty() {
        return Vec::new();
    }
    let absent: Vec<usize> =
        absent_in(0, article, links, &|_| true).into_iter().map(|absent| absent.quotation).collect();
    let found = said.into_iter().filter_map(|(speaker, places)| {
        let quotation = |at: &usize| &article.quotations()[*at];
        let is_engines = article.annotated.is_some() && places.iter().any(|at| quotation(at).by.is_none());
        let meant = match is_engines {
            true => of_engine(article, speaker),
            // That is said already.
            false if places.iter().any(|at| absent.contains(at)) => Vec::new(),
            false => of_person(article, speaker),
        };
        (!meant.is_empty()).then_some(Unlisted { speaker, quotations: places.len(), meant })
    });
    found.collect()
}

/// Whether the entity has a quotation of the program's own: then it is named as it was.
fn is_quoted(article: &Article, note: &EntityNote) -> bool {
    let is_its = |quotation: &Quotation| quotation.by.is_none() && quotation.speaker.as_ref() == Some(&note.name);
    article.quotations().iter().any(is_its)
}

/// Whom a speaker that the program wrote may mean.
fn of_engine(article: &Article, speaker: &str) -> Vec<usize> {
    let of = |chosen: &dyn Fn(&EntityNote) -> bool| -> Vec<usize> {
        let notes = article.entities().iter().enumerate();
        notes.filter(|(_, note)| chosen(note)).map(|(at, _)| at).collect()
    };
    let by_hand = |note: &EntityNote| note.by.is_some() && shares_a_word(&note.name, speaker);
    let unquoted = |note: &EntityNote| !is_quoted(article, note);
    let alike = |note: &EntityNote| note.by.is_none() && unquoted(note) && is_within(&note.name, speaker);
    let can_speak = |note: &EntityNote| matches!(note.kind, EntityKind::Person | EntityKind::Organization);
    let others = |note: &EntityNote| note.by.is_some() && has_no_forms(note) && can_speak(note) && unquoted(note);
    let tried = [of(&|note| by_hand(note) && unquoted(note)), of(&by_hand), of(&alike), of(&others)];
    tried.into_iter().find(|meant| !meant.is_empty()).unwrap_or_default()
}

/// Whom a speaker that a person wrote may mean.
fn of_person(article: &Article, speaker: &str) -> Vec<usize> {
    let is_meant = |note: &EntityNote| {
        note.by.is_some()
            && note.kind == EntityKind::Person
            && has_no_forms(note)
            && !is_quoted(article, note)
            && is_within(&note.name, speaker)
    };
    article.entities().iter().enumerate().filter(|(_, note)| is_meant(note)).map(|(at, _)| at).collect()
}

/// Whether all words of one name stand in the other.
fn is_within(a: &str, b: &str) -> bool {
    let all = |a: &str, b: &str| words(a).all(|word| words(b).any(|other| other == word));
    all(a, b) || all(b, a)
}

pub(super) fn shares_a_word(a: &str, b: &str) -> bool {
    words(a).any(|word| words(b).any(|other| other == word))
}
