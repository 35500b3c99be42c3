//! Finds what a newspaper adds to its articles (`Baca juga: …`), whose names are not the article's.

use std::ops::Range;

use super::NameSpan;
use crate::extract::evidence::Evidence;
use crate::extract::{Document, TokenKind};
use crate::lang::{Language, NameClass};

/// Words without a capital that may stand side by side inside a headline.
const MAX_SMALL_WORDS: usize = 2;

/// Takes the names in furniture away.
pub(super) fn clear(furniture: &[Range<usize>], spans: &mut Vec<NameSpan>) {
    let mut ranges = furniture.iter().peekable();
    spans.retain(|span| {
        while ranges.next_if(|range| range.end <= span.tokens.start).is_some() {}
        ranges.peek().is_none_or(|range| span.tokens.end <= range.start)
    });
}

/// Token ranges of furniture, in order.
pub(super) fn find(document: &Document<'_>, evidence: &Evidence, language: &Language) -> Vec<Range<usize>> {
    let tokens = &document.tokens;
    let mut found: Vec<Range<usize>> = Vec::new();
    for listed in evidence.listed.iter().filter(|listed| listed.class == NameClass::Boilerplate) {
        let start = listed.tokens.start;
        if found.last().is_some_and(|last| start < last.end) || !tokens[start].capital || listed.tokens.len() < 2 {
            continue;
        }
        let sentence = document.sentences.partition_point(|sentence| sentence.end <= start);
        let Some(sentence) = document.sentences.get(sentence) else { continue };
        let paragraph = document.paragraphs.partition_point(|paragraph| paragraph.end <= start);
        let Some(paragraph) = document.paragraphs.get(paragraph) else { continue };
        let headline = tokens[listed.tokens.end - 1].first == ':'
            || (listed.tokens.end..sentence.end.min(listed.tokens.end + 3)).any(|at| tokens[at].first == ':');
        let whole = paragraph.start == start && (sentence.end == paragraph.end || paragraph.len() < 30);
        let end = if whole {
            paragraph.end
        } else if headline {
            headline_end(document, evidence, language, listed.tokens.end, sentence.end)
        } else {
            sentence.end
        };
        found.push(start..end);
    }
    found
}

/// Where a headline that runs into the next sentence without a mark ends: before the capital from which on the words
/// are small.
fn headline_end(document: &Document<'_>, evidence: &Evidence, language: &Language, start: usize, end: usize) -> usize {
    let tokens = &document.tokens;
    let mut small = 0;
    let mut last_capital = start;
    for at in start..end {
        let token = &tokens[at];
        match token.kind {
            TokenKind::Mark if at > start + 1 && token.spaced => return at,
            TokenKind::Word if token.capital => {
                small = 0;
                last_capital = at;
            }
            TokenKind::Word => {
                small += 1;
                let followed = tokens[at + 1..end].first().is_some_and(|next| next.capital);
                let goes_on = followed || language.words.is_function_word(token.key);
                if small > MAX_SMALL_WORDS || !goes_on {
                    return sentence_start(evidence, start, last_capital, tokens[last_capital].capital);
                }
            }
            _ => {}
        }
    }
    end
}

/// The first word of the sentence whose last capital in a row is at `last`: its title, if it has one.
fn sentence_start(evidence: &Evidence, floor: usize, last: usize, capital: bool) -> usize {
    if !capital {
        return last;
    }
    let earliest = floor.max(last.saturating_sub(6));
    (earliest + 1..last).find(|&at| evidence.starts(at, NameClass::Title)).unwrap_or(last)
}
