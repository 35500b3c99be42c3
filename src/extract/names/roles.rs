//! Finds the title or role printed beside each person's name.

use std::ops::Range;

use super::NameSpan;
use super::evidence::Evidence;
use crate::extract::{Document, TokenKind};
use crate::lang::NameClass;
use crate::model::EntityKind;

/// Longest role, in tokens: longer ones are lists of people, not offices.
const MAX_ROLE: usize = 24;

/// Gives each person's span the role before it (`Kepala Dinas Pertanian Kota Maju Budi`).
pub(super) fn attach(document: &Document<'_>, evidence: &Evidence, spans: &mut [NameSpan]) {
    for at in 0..spans.len() {
        if spans[at].kind != EntityKind::Person {
            continue;
        }
        let start = spans[at].tokens.start;
        let role = before(document, evidence, spans, at, start);
        spans[at].role = role;
        give_to_apposition(document, evidence, spans, at);
    }
}

/// In `Juru bicara Gubernur Budi, Sari, …` the governor is Budi and the spokeswoman Sari: of two titles in a row, the
/// first is the role of the name behind the comma.
fn give_to_apposition(document: &Document<'_>, evidence: &Evidence, spans: &mut [NameSpan], at: usize) {
    let tokens = &document.tokens;
    let (Some(before), own) = (at.checked_sub(1), &spans[at]) else { return };
    let holder = &spans[before];
    let behind_comma = holder.kind == EntityKind::Person
        && holder.tokens.end + 1 == own.tokens.start
        && tokens[holder.tokens.end].first == ','
        && tokens.get(own.tokens.end).is_some_and(|token| token.first == ',');
    let Some(role) = holder.role.clone().filter(|_| behind_comma) else { return };
    let Some(first) = evidence.listed(role.start, NameClass::Title) else { return };
    let next = first.tokens.end;
    if next < role.end && evidence.listed(next, NameClass::Title).is_some_and(|title| title.tokens.end <= role.end) {
        let whole = role.start..holder.tokens.end;
        spans[before].role = Some(next..role.end);
        spans[at].role = Some(whole);
    }
}

/// The role that ends right before token `start`.
fn before(
    document: &Document<'_>,
    evidence: &Evidence,
    spans: &[NameSpan],
    index: usize,
    start: usize,
) -> Option<Range<usize>> {
    let tokens = &document.tokens;
    let mut end = start;
    while end > 0 && matches!(tokens[end - 1].first, ',' | '.') && !tokens[end].starts_sentence {
        end -= 1;
        if end + 2 <= start {
            break;
        }
    }
    if tokens.get(start).is_some_and(|token| token.starts_sentence) {
        return None;
    }
    let mut earlier = spans[..index].iter().rev().peekable();
    let mut first_title = None;
    let mut at = end;
    while at > 0 && end - at < MAX_ROLE {
        if tokens[at].starts_sentence && at < end {
            break;
        }
        let token = &tokens[at - 1];
        while earlier.peek().is_some_and(|span| span.tokens.start >= at) {
            earlier.next();
        }
        let inside = earlier.peek().filter(|span| span.tokens.contains(&(at - 1)));
        if let Some(span) = inside {
            if span.kind == EntityKind::Person {
                break;
            }
            at = span.tokens.start;
            continue;
        }
        let title = evidence.covers(at - 1, NameClass::Title);
        let glue = token.capital
            || token.kind == TokenKind::Number
            || evidence.starts(at - 1, NameClass::Connector)
            || matches!(token.first, ',' | '-' | '&' | '/' | '(' | ')' | '.') && token.kind == TokenKind::Punctuation;
        if title {
            first_title = Some(at - 1);
        } else if !glue
            || token.first == '.' && !evidence.covers(at.saturating_sub(2), NameClass::Title)
            || matches!(token.first, ',' | '(' | ')') && first_title.is_some()
        {
            break;
        }
        at -= 1;
    }
    let mut role = first_title?..end;
    // `Pak Gubernur` is the governor, `Pak` alone is polite.
    while let Some(form) =
        evidence.listed(role.start, NameClass::AddressForm).filter(|form| form.tokens.end <= role.end)
    {
        role.start = form.tokens.end;
        if role.start < role.end && tokens[role.start].first == '.' {
            role.start += 1;
        }
        if role.is_empty() {
            return None;
        }
    }
    // `Perdana Menteri (PM) Australia`: the title before the bracket begins the role.
    let closes = role.clone().find(|&at| matches!(tokens[at].first, '(' | ')')).filter(|&at| tokens[at].first == ')');
    if let Some(close) = closes {
        let open = (role.start.saturating_sub(2)..role.start).rev().find(|&at| tokens[at].first == '(');
        let title = open.and_then(|open| {
            (open.saturating_sub(4)..open)
                .find(|&at| evidence.listed(at, NameClass::Title).is_some_and(|title| title.tokens.end == open))
        });
        role.start = title.unwrap_or(close + 1);
    }
    (!role.is_empty()).then_some(role)
}
