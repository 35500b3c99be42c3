//! Turns Markdown into HTML and into plain text; the only module that knows pulldown-cmark and syntect.

mod escape;

use crate::model::Span;

pub use escape::escape;

/// The plain text of a Markdown body: what `extract` reads and where quotations are looked for.
///
/// Blocks are separated by a blank line, a soft line break is a space, a hard one a line break; code, tables and
/// images give no text. Raw HTML is not text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlainText {
    /// The text.
    pub text: String,
}

impl PlainText {
    /// Where the `nth` occurrence (from 1) of `words` stands, white space folded on both sides; bytes of `text`.
    pub fn locate(&self, _words: &str, _nth: usize) -> Option<Span> {
        todo!()
    }
}

/// The plain text of `body`.
pub fn plain_text(_body: &str) -> PlainText {
    todo!()
}
