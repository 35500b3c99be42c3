//! Turns a document into the mentions of its names.
//!
//! ```text
//! tokens → evidence (what the word lists say) → names of the tagger and of the rules → edges, corrections, furniture,
//! nicknames, eponyms, lists, recurrence (the rest of the document), claims → offices and roles → joining (which names mean one entity) →
//! people (what speaks for each)
//! ```

mod claims;
mod corrections;
mod cuts;
mod dateline;
mod definitions;
mod edges;
mod eponyms;
mod excerpts;
mod furniture;
mod holders;
mod joining;
mod lists;
mod nicknames;
mod nobodies;
mod offices;
mod openings;
mod parts;
mod people;
mod recurrence;
mod roles;
mod rules;
mod slips;
mod spread;

use std::ops::Range;

use super::Document;
use super::tagger::Tagger;
use crate::extract::evidence::Evidence;
use crate::lang::{Classes, Frames, Gazetteer, Language};
use crate::model::{EntityKind, Mention};

/// A name at one place of a document, before it is known whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
struct NameSpan {
    /// Its tokens.
    tokens: Range<usize>,
    /// What it stands for.
    kind: EntityKind,
    /// Tokens of the title or role beside it.
    role: Option<Range<usize>>,
}

/// The mentions of people, organizations, places, works and events, in text order, none overlapping another.
pub fn recognize(document: &Document<'_>, language: &Language) -> Vec<Mention> {
    let evidence = Evidence::collect(document, language, &Gazetteer::embedded());
    let by_rules = rules::label(document, &evidence);
    let tagged = Tagger::embedded().tag(document, &evidence, language).into_iter();
    let tagged = tagged.map(|tagged| NameSpan { tokens: tagged.tokens, kind: tagged.kind, role: None });
    let mut spans = edges::mend(document, &evidence, tagged.collect());
    spans.retain(|span| !is_pronoun(document, language, &span.tokens));
    spans.iter_mut().for_each(|span| drop_cue(document, language, span));
    corrections::apply(document, &evidence, &by_rules, &mut spans);
    nobodies::drop_nobodies(document, &evidence, &mut spans);
    openings::mend(document, &evidence, language, &mut spans);
    let furniture = furniture::find(document, &evidence, language);
    furniture::clear(&furniture, &mut spans);
    nicknames::mend(document, &evidence, language, &mut spans);
    eponyms::mend_places_and_works(document, &evidence, language, &mut spans);
    holders::cut(document, &evidence, language, &mut spans);
    lists::cut(document, &evidence, language, &mut spans);
    if !document.is_lone_sentence() {
        spans = recurrence::settle(document, &evidence, &furniture, &by_rules, spans);
    }
    nicknames::take_capitals(document, &evidence, &mut spans);
    eponyms::mend_bodies(document, &mut spans);
    corrections::join_named_branches(document, &evidence, &mut spans);
    edges::cut_countries(document, &evidence, &mut spans);
    nobodies::drop_relations(document, &evidence, &mut spans);
    claims::claim(document, &evidence, language, &mut spans);
    people::claim_apposed(document, &evidence, language, &mut spans);
    offices::drop_words(document, &evidence, &mut spans);
    roles::attach(document, &evidence, language, &mut spans);
    let mut names = joining::names(document, &evidence, language, &spans);
    people::drop_unsupported(document, &evidence, language, &mut spans, &mut names);
    let mentions = spans.into_iter().zip(names).map(|(span, name)| Mention {
        span: document.span(span.tokens),
        kind: span.kind,
        name,
        role: span.role.map(|tokens| document.span(tokens)),
    });
    mentions.collect()
}

/// Whether a span is one pronoun with the capital of its sentence. The weights know this of the languages they were
/// learnt from; the data of any language says it.
fn is_pronoun(document: &Document<'_>, language: &Language, tokens: &Range<usize>) -> bool {
    const PRONOUN: Classes = Classes::SINGULAR.or(Classes::PLURAL).or(Classes::NEUTRAL).or(Classes::FIRST);
    let first = document.tokens[tokens.start];
    tokens.len() == 1
        && first.starts_sentence
        && !first.all_capitals
        && language.quoting.word(first.key).classes.has(PRONOUN)
}

/// Takes a passive of speech with the capital of its sentence off the start of a name (`Ditambahkan | Budi, …`).
fn drop_cue(document: &Document<'_>, language: &Language, span: &mut NameSpan) {
    let first = document.tokens[span.tokens.start];
    let cue = first.starts_sentence && language.quoting.word(first.key).frames.has(Frames::AGENT);
    if span.tokens.len() > 1 && cue {
        span.tokens.start += 1;
    }
}
