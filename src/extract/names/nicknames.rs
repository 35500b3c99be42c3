//! Joins a name that a nickname in quotation marks cuts in two (`Budi 'Bejo' Santoso`).

use super::NameSpan;
use crate::extract::{Document, TokenKind};
use crate::model::EntityKind;

/// Tokens of a nickname with its marks.
const MARKED: usize = 3;

/// Gives the person behind a nickname the given name before it, whatever that one was taken for.
pub(super) fn mend(document: &Document<'_>, spans: &mut Vec<NameSpan>) {
    for at in 0..spans.len() {
        let start = spans[at].tokens.start;
        if spans[at].kind != EntityKind::Person || start <= MARKED || !is_nickname(document, start - MARKED) {
            continue;
        }
        let given = start - MARKED - 1;
        let word = document.tokens[given];
        if word.kind != TokenKind::Word || !word.capital || word.all_capitals {
            continue;
        }
        let holder = (0..at).rev().take(2).find(|&before| spans[before].tokens.contains(&given));
        let first = match holder {
            Some(holder) if spans[holder].kind == EntityKind::Person => spans[holder].tokens.start,
            _ => given,
        };
        for before in (0..at).rev().take(2) {
            let tokens = &mut spans[before].tokens;
            tokens.end = tokens.end.min(first.max(tokens.start));
        }
        spans[at].tokens.start = first;
    }
    spans.retain(|span| !span.tokens.is_empty());
}

/// Whether one word in quotation marks stands here.
fn is_nickname(document: &Document<'_>, at: usize) -> bool {
    let [open, word, close] = [at, at + 1, at + 2].map(|at| document.tokens[at]);
    open.kind == TokenKind::Mark
        && close.kind == TokenKind::Mark
        && word.kind == TokenKind::Word
        && word.capital
        && !word.spaced
        && !close.spaced
}
