//! Turns the plain text of an article into [`Annotations`]: its quotations with their speakers, and its names.
//!
//! ```text
//! text → Document (tokens, sentences, paragraphs) → names (mentions) → quotations (marks, cues, rules) → Annotations
//! ```
//!
//! A function of the text and the language's data: no disk, no clock, no globals; time linear in the text.

pub mod annotate;
pub mod by_hand;
pub mod document;
pub mod evidence;
mod names;
mod pieces;
mod quotations;
mod rules;
pub mod tagger;

pub use document::{Document, Token, TokenKind, phrase_key};
pub use quotations::{Reason, Rival};

use self::pieces::pieces;

use crate::lang::Language;
use crate::model::{Annotations, Span};

/// Version of the engine; goes up with every change that gives other annotations.
pub const VERSION: u32 = 1;

/// Finds the quotations and names of `text`, a plain text whose paragraphs are separated by line breaks.
///
/// All spans are bytes of `text`. A text of more than a megabyte is read in pieces, each as an article of its own.
pub fn extract(text: &str, language: &Language) -> Annotations {
    let mut all = Annotations::default();
    for piece in pieces(text) {
        let (_, mut found) = read(&text[piece.clone()], language);
        found.shift(piece.start);
        all.quotations.append(&mut found.quotations);
        all.mentions.append(&mut found.mentions);
    }
    all
}

/// The speakers that were not chosen for the quotation whose words stand at `span`; none where no quotation is found.
pub fn rivals(text: &str, language: &Language, span: Span) -> Vec<Rival> {
    let Some(piece) = pieces(text).find(|piece| span.start < piece.end && piece.start <= span.start) else {
        return Vec::new();
    };
    let (document, found) = read(&text[piece.clone()], language);
    let Some(quotation) = found.quotations.iter().find(|found| found.span.shifted(piece.start).contains(span)) else {
        return Vec::new();
    };
    let mut rivals = quotations::rivals(&document, &found.mentions, language, quotation);
    for rival in &mut rivals {
        rival.speaker = rival.speaker.shifted(piece.start);
        rival.cue = rival.cue.map(|cue| cue.shifted(piece.start));
    }
    rivals
}

/// One piece of text and what stands in it; spans are bytes of the piece.
fn read<'t>(piece: &'t str, language: &Language) -> (Document<'t>, Annotations) {
    let document = Document::new(piece, language);
    let mentions = names::recognize(&document, language);
    let quotations = quotations::find(&document, &mentions, language);
    (document, Annotations { quotations, mentions })
}
