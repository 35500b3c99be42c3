//! Turns a plain text file into one article.

use crate::decode;
use crate::lang::Languages;

use super::draft::{Block, Draft, sha256};
use super::{Imported, Source, date, paragraphs, title};

/// How many of the first lines may be the date.
const HEAD: usize = 3;

/// Reads a file that is one article: the first line is its title when it stands alone and is short, and a line that is
/// nothing but a date, right before or after it, is its date.
pub(super) fn read(source: &Source<'_>, languages: &Languages) -> Imported {
    let mut diagnostics = Vec::new();
    let text = decode::decode(source.bytes, None, source.shown, &mut diagnostics);
    let mut blocks = paragraphs::blocks(&text);
    let dates = take_date(&mut blocks, languages);
    let title = match blocks.first() {
        Some(first) if blocks.len() > 1 && title::is_title_line(&first.text) => Some(blocks.remove(0).text),
        _ => None,
    };
    let draft = Draft { sha256: sha256(source.bytes), title, dates, blocks, ..Draft::default() };
    let mut imported = draft.finish(source, languages);
    diagnostics.append(&mut imported.diagnostics);
    Imported { diagnostics, ..imported }
}

/// Takes a line that is a date and nothing else out of the first lines.
fn take_date(blocks: &mut Vec<Block>, languages: &Languages) -> Vec<String> {
    let is_date = |block: &Block| {
        block.text.split(' ').count() <= 8
            && !block.text.ends_with('.')
            && date::parse(&block.text, None, languages).is_some()
            && block.text.contains(|c: char| c.is_ascii_digit())
    };
    match blocks.iter().take(HEAD).position(is_date) {
        Some(at) if blocks.len() > 1 => vec![blocks.remove(at).text],
        _ => Vec::new(),
    }
}
