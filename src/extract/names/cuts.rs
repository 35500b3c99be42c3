//! Cuts names that ran together where the rest of the document has the one or the other alone.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::NameSpan;
use super::recurrence::{PEOPLE, Placed, is_part, titled};
use super::spread::MAX_WORDS;
use crate::extract::evidence::Evidence;
use crate::extract::{Document, Token, TokenKind, phrase_key};
use crate::lang::{NameClass, NameUses, WordKey};
use crate::model::EntityKind;

/// Cuts a place or body off the start of a person's name, and a person off the end of a body's or place's, where the
/// document has the one or the other alone.
pub(super) fn cut(
    document: &Document<'_>,
    evidence: &Evidence,
    placed: &Placed,
    spans: Vec<NameSpan>,
) -> Vec<NameSpan> {
    let tokens = &document.tokens;
    let mut alone: FxHashMap<WordKey, EntityKind> = placed.keys().map(|&words| (words, EntityKind::Place)).collect();
    let mut people: FxHashSet<WordKey> = FxHashSet::default();
    let mut full_names: FxHashSet<WordKey> = FxHashSet::default();
    let wholes: FxHashSet<WordKey> = spans.iter().map(|span| phrase_key(&tokens[span.tokens.clone()])).collect();
    for span in &spans {
        let first = span.tokens.start;
        match span.kind {
            EntityKind::Person => {
                if span.tokens.len() == 1 && is_part(document, evidence, first) {
                    people.insert(tokens[first].key);
                } else if span.tokens.len() > 1 {
                    full_names.insert(phrase_key(&tokens[span.tokens.clone()]));
                }
            }
            kind => {
                alone.entry(phrase_key(&tokens[span.tokens.clone()])).or_insert(kind);
                if kind == EntityKind::Place
                    && let Some(head) = evidence.listed(first, NameClass::PlaceHead)
                    && head.tokens.end < span.tokens.end
                {
                    alone.entry(phrase_key(&tokens[head.tokens.end..span.tokens.end])).or_insert(kind);
                }
            }
        }
    }
    let mut result: Vec<NameSpan> = Vec::with_capacity(spans.len());
    for mut span in spans {
        if span.kind == EntityKind::Person {
            take_back_place(tokens, &alone, &mut result, &mut span);
        }
        let number = span.tokens.end - 1;
        // `Persib Maju 2` in a table of scores is `Persib Maju` of the same text.
        if tokens[number].kind == TokenKind::Number && wholes.contains(&phrase_key(&tokens[span.tokens.start..number]))
        {
            span.tokens.end = number;
        }
        let Range { start, end } = span.tokens;
        let inner = start + 1..end.min(start + MAX_WORDS);
        let place = |at: usize| alone.get(&phrase_key(&tokens[start..at])).copied();
        let after_title = start > 0 && evidence.covers(start - 1, NameClass::Title) && !titled(evidence, start);
        let at = if span.kind == EntityKind::Person {
            let bodies = after_title || start > 0 && tokens[start - 1].capital;
            let unlike_names = |at: usize| {
                tokens[at].capital && !evidence.starts(at, NameClass::GivenName) && evidence.known[at] & PEOPLE == 0
            };
            let known_place = inner.clone().rev().find(|&at| bodies && tokens[at].capital && place(at).is_some());
            let known_place =
                known_place.or_else(|| (after_title && begins_with_city(evidence, &span)).then_some(start + 1));
            // `Ketua DPRD Nusa Maju Budi Hadi`, where `Budi` stands alone elsewhere.
            known_place.or_else(|| {
                let at = inner.skip(1).find(|&at| people.contains(&tokens[at].key))?;
                (bodies && (start..at).all(unlike_names) && !people.contains(&tokens[start].key)).then_some(at)
            })
        } else {
            // `Bupati Karang Biru Budi Hadi`, where `Budi Hadi` has a name of its own elsewhere.
            let head = evidence.listed(start, NameClass::OrganizationHead).map_or(start, |head| head.tokens.end);
            let is_holder = |at: usize| after_title && at > head && full_names.contains(&phrase_key(&tokens[at..end]));
            inner.clone().find(|&at| is_holder(at)).or_else(|| {
                inner.clone().rev().find(|&at| {
                    people.contains(&tokens[at].key)
                        && tokens[at - 1].capital
                        && tokens[at..end].iter().all(|token| token.capital || token.first == '.')
                        && !evidence.covers(at, NameClass::Institution)
                })
            })
        };
        let Some(mut at) = at else {
            result.push(span);
            continue;
        };
        // `Pembalap MotoGP Budi Hadi`, where `Hadi` stands alone elsewhere: the whole name is the person's.
        if span.kind == EntityKind::Event
            && start > 0
            && evidence.covers(start - 1, NameClass::Title)
            && let Some(head) = evidence.listed(start, NameClass::EventHead)
        {
            at = head.tokens.end.min(at);
        }
        let other = if span.kind == EntityKind::Person { EntityKind::Place } else { span.kind };
        let kind = place(at).unwrap_or(other);
        result.push(NameSpan { tokens: start..at, kind, role: None });
        result.push(NameSpan { tokens: at..end, kind: EntityKind::Person, role: None });
    }
    result
}

/// Whether the first of three words or more is a city or a country and nobody's name (`Wali Kota Bandung Budi Hadi`).
fn begins_with_city(evidence: &Evidence, span: &NameSpan) -> bool {
    let (first, uses) = (span.tokens.start, evidence.known[span.tokens.start]);
    span.tokens.len() > 2
        && uses & (NameUses::TERRITORY | NameUses::LARGE_PLACE) != 0
        && uses & (PEOPLE | NameUses::COMMON_WORD) == 0
        && !evidence.starts(first, NameClass::GivenName)
        && !evidence.starts(first + 1, NameClass::PlaceTail)
}

/// Gives the first words of a person's name back to the place that they end (`Karang | Biru Budi Hadi`).
fn take_back_place(
    tokens: &[Token],
    alone: &FxHashMap<WordKey, EntityKind>,
    before: &mut Vec<NameSpan>,
    person: &mut NameSpan,
) {
    let Range { start, end } = person.tokens;
    for taken in 1..=2.min(start) {
        let first = start - taken;
        let words = &tokens[first..=start];
        let known = end - start > 1
            && words.iter().all(|token| token.capital)
            && words[1..].iter().all(|token| !token.starts_sentence)
            && alone.get(&phrase_key(words)) == Some(&EntityKind::Place);
        if !known {
            continue;
        }
        match before.last_mut() {
            Some(body) if body.tokens.end == start => body.tokens.end = start + 1,
            Some(other) if other.tokens.end > first => continue,
            _ => before.push(NameSpan { tokens: first..start + 1, kind: EntityKind::Place, role: None }),
        }
        person.tokens.start = start + 1;
        return;
    }
}
