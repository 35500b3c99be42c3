//! Turns a plain text file into one article.

use crate::lang::Languages;

use super::draft::{Draft, sha256};
use super::{Imported, Source, decode, paragraphs, title};

/// Reads a file that is one article: the first line is its title when it stands alone and is short.
pub(super) fn read(source: &Source<'_>, languages: &Languages, imported: &mut Imported) {
    let text = decode::decode(source.bytes, None, source.shown, &mut imported.diagnostics);
    let mut blocks = paragraphs::blocks(&text);
    let title = match blocks.first() {
        Some(first) if blocks.len() > 1 && title::is_title_line(&first.text) => Some(blocks.remove(0).text),
        _ => None,
    };
    Draft { sha256: sha256(source.bytes), title, blocks, ..Draft::default() }.finish(source, languages, imported);
}
