//! Turns a document into the mentions of its names.
//!
//! ```text
//! tokens → evidence (what the word lists say) → spans (names with their kinds) → joining (which spans mean one entity)
//! ```

mod corrections;
mod evidence;
mod joining;
mod roles;
mod rules;

use std::ops::Range;

use super::Document;
use super::tagger::Tagger;
use crate::lang::Language;
use crate::model::{EntityKind, Mention};

use evidence::Evidence;

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
    let evidence = Evidence::collect(document, language);
    let by_rules = rules::label(document, &evidence);
    let tagged = Tagger::embedded().tag(document, language).into_iter();
    let found = tagged.map(|tagged| NameSpan { tokens: tagged.tokens, kind: tagged.kind, role: None }).collect();
    let mut spans = corrections::apply(document, &evidence, &by_rules, found);
    roles::attach(document, &evidence, &mut spans);
    let names = joining::names(document, &evidence, language, &spans);
    let mentions = spans.into_iter().zip(names).map(|(span, name)| Mention {
        span: document.span(span.tokens),
        kind: span.kind,
        name,
        role: span.role.map(|tokens| document.span(tokens)),
    });
    mentions.collect()
}
