//! Turns the plain text of an article into [`Annotations`]: its quotations with their speakers, and its names.
//!
//! ```text
//! text → Document (tokens, sentences, paragraphs) → names (mentions) → quotations (marks, cues, rules) → Annotations
//! ```
//!
//! A function of the text and the language's data: no disk, no clock, no globals; time linear in the text.

pub mod annotate;
pub mod document;
pub mod evidence;
mod names;
mod quotations;
mod rules;
pub mod tagger;

pub use document::{Document, Token, TokenKind, phrase_key};
pub use quotations::{Reason, Rival};

use crate::lang::Language;
use crate::model::{Annotations, Span};

/// Version of the engine; goes up with every change that gives other annotations.
pub const VERSION: u32 = 1;

/// Finds the quotations and names of `text`, a plain text whose paragraphs are separated by line breaks.
///
/// All spans are bytes of `text`.
pub fn extract(text: &str, language: &Language) -> Annotations {
    let document = Document::new(text, language);
    let mentions = names::recognize(&document, language);
    let quotations = quotations::find(&document, &mentions, language);
    Annotations { quotations, mentions }
}

/// The speakers that were not chosen for the quotation whose words stand at `span`; none where no quotation is found.
pub fn rivals(text: &str, language: &Language, span: Span) -> Vec<Rival> {
    let document = Document::new(text, language);
    let mentions = names::recognize(&document, language);
    let found = quotations::find(&document, &mentions, language);
    let quotation = found.iter().find(|found| found.span.start <= span.start && span.end <= found.span.end);
    quotation.map(|quotation| quotations::rivals(&document, &mentions, language, quotation)).unwrap_or_default()
}
