//! Reads the dateline an article opens with (`TELUK MAJU, HARIAN MAJU -`, `Jakarta (KABAR) –`): a place and a newspaper.

use std::ops::Range;

use super::NameSpan;
use crate::extract::{Document, Token, TokenKind};
use crate::model::EntityKind;

/// Most tokens before the dash.
const MAX_TOKENS: usize = 14;

/// The names of the dateline, if the document opens with one.
pub(super) fn names(document: &Document<'_>) -> Vec<NameSpan> {
    let tokens = &document.tokens;
    let Some(dash) =
        tokens.iter().take(MAX_TOKENS).position(|token| is_dash(token) && (token.spaced || token.first != '-'))
    else {
        return Vec::new();
    };
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut bracketed = false;
    for at in 0..dash {
        let token = &tokens[at];
        match (token.kind, token.first) {
            (TokenKind::Word, _) => match parts.last_mut() {
                // `KABAR.com`, `Teluk Maju`
                Some(part) if part.end == at && (token.capital || !token.spaced) => part.end = at + 1,
                _ if token.capital => parts.push(at..at + 1),
                _ => return Vec::new(),
            },
            (TokenKind::Punctuation, '.') if tokens.get(at + 1).is_some_and(|next| !next.spaced) => {
                match parts.last_mut() {
                    Some(part) if part.end == at => part.end = at + 1,
                    _ => return Vec::new(),
                }
            }
            (TokenKind::Punctuation, ',' | '.') => {}
            (TokenKind::Punctuation, '(') => bracketed = true,
            (TokenKind::Punctuation, ')') => {}
            _ => return Vec::new(),
        }
    }
    let site = |part: &Range<usize>| tokens[part.clone()].iter().any(|token| token.first == '.');
    let shouted = |part: &Range<usize>| tokens[part.clone()].iter().all(|token| token.all_capitals);
    let span = |tokens: Range<usize>, kind| NameSpan { tokens, kind, role: None };
    match &parts[..] {
        [place] if shouted(place) && tokens[dash].first != '-' => vec![span(place.clone(), EntityKind::Place)],
        [place, paper] if !site(place) && (bracketed || shouted(place) || site(paper) || tokens[dash].first != '-') => {
            vec![span(place.clone(), EntityKind::Place), span(paper.clone(), EntityKind::Organization)]
        }
        [paper, place] if site(paper) && !site(place) => {
            vec![span(paper.clone(), EntityKind::Organization), span(place.clone(), EntityKind::Place)]
        }
        _ => Vec::new(),
    }
}

fn is_dash(token: &Token) -> bool {
    matches!(token.first, '-' | '–' | '—') && token.kind == TokenKind::Punctuation
}
