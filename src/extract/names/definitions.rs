//! Joins names that the text itself puts side by side: in brackets, behind `alias`.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::NameSpan;
use super::joining::{Form, Joined};
use crate::extract::evidence::Evidence;
use crate::extract::{Document, TokenKind};
use crate::lang::{NameClass, WordKey};
use crate::model::EntityKind;

/// Most tokens between two names of one.
const MAX_GAP: usize = 8;
/// Longest cue, in bytes, that also stands between two people (`atau`).
const SHORT_CUE: usize = 4;
/// Most words of a nickname that was not found for a name.
const LONGEST_NICKNAME: usize = 3;
/// People with something in brackets behind their names who make a list.
const LISTED: usize = 3;

/// Joins what the text itself puts side by side: `Full Name (FN)`, `Full Name alias Other`.
pub(super) fn join(
    document: &Document<'_>,
    evidence: &Evidence,
    spans: &[NameSpan],
    forms: &[Form],
    form_of: &[usize],
    joined: &mut Joined,
) {
    let lists_people = lists_people(document, spans, forms, form_of);
    for at in 1..spans.len() {
        let (before, after) = (&spans[at - 1], &spans[at]);
        if before.kind != after.kind {
            continue;
        }
        let (full, other) = (&forms[form_of[at - 1]], &forms[form_of[at]]);
        let short = abbreviates(other, full);
        let gap = before.tokens.end..after.tokens.start;
        let long_cue =
            gap.len() > 1 || short || addresses(other, full) || !gap.is_empty() && document.word(gap.start).len() > 4;
        let cued = long_cue && is_alias_cue(document, evidence, gap);
        // `Sadio Mane (Liverpool)`: not the player's other name.
        let other_name = match before.kind {
            EntityKind::Person => !lists_people && !other.other_kind,
            _ => after.tokens.len() == 1,
        };
        if is_bracketed(document, before, after) && (short || other_name) || cued {
            joined.join(form_of[at - 1], form_of[at]);
        }
    }
}

/// Joins a nickname to the person whose it is, as the text says behind it (`Si Kancil –julukan Wibawa–`). It is a form of
/// that person's name, and never the fullest.
pub(super) fn join_nicknames(
    document: &Document<'_>,
    evidence: &Evidence,
    spans: &[NameSpan],
    form_of: &[usize],
    joined: &mut Joined,
) {
    for at in 1..spans.len() {
        let (own, of) = (&spans[at - 1], &spans[at]);
        if own.kind == EntityKind::Person && nickname_end(document, evidence, of) == Some(own.tokens.end) {
            joined.join(form_of[at], form_of[at - 1]);
            joined.nicknames.push(form_of[at - 1]);
        }
    }
}

/// Makes people of what the text calls somebody's nickname, whatever it was taken for.
pub(super) fn claim_nicknames(document: &Document<'_>, evidence: &Evidence, spans: &mut Vec<NameSpan>) {
    let tokens = &document.tokens;
    let mut added: Vec<NameSpan> = Vec::new();
    for at in 0..spans.len() {
        let Some(end) = nickname_end(document, evidence, &spans[at]) else { continue };
        let before = at.checked_sub(1).map(|before| spans[before].tokens.end);
        if before == Some(end) {
            spans[at - 1].kind = EntityKind::Person;
            continue;
        }
        let is_word = |word: &usize| tokens[*word].capital && !tokens[*word + 1].starts_sentence;
        let first = (end.saturating_sub(LONGEST_NICKNAME)..end).rev().take_while(is_word).last();
        if let Some(first) = first.filter(|&first| before.is_none_or(|before| before <= first)) {
            added.push(NameSpan { tokens: first..end, kind: EntityKind::Person, role: None });
        }
    }
    if !added.is_empty() {
        spans.extend(added);
        spans.sort_by_key(|span| span.tokens.start);
    }
}

/// Where the nickname ends that the text says is that of a person: a mark and a cue stand between both, and a mark behind
/// the person's name.
fn nickname_end(document: &Document<'_>, evidence: &Evidence, of: &NameSpan) -> Option<usize> {
    let tokens = &document.tokens;
    let is_mark = |at: usize| tokens.get(at).is_some_and(|token| token.kind == TokenKind::Punctuation);
    let start = of.tokens.start;
    if of.kind != EntityKind::Person || !is_mark(of.tokens.end) {
        return None;
    }
    let ends =
        |cue: &usize| evidence.listed(*cue, NameClass::NicknameCue).is_some_and(|listed| listed.tokens.end == start);
    let cue = (start.saturating_sub(MAX_GAP)..start).rev().find(ends)?;
    let marks = (0..cue).rev().take_while(|&at| is_mark(at) && !tokens[at + 1].starts_sentence).count();
    // Behind a stop or comma the nickname itself is missing.
    let ended = (cue - marks..cue).any(|at| matches!(tokens[at].first, '.' | ',' | ';' | ':' | '!' | '?' | ')'));
    (marks > 0 && !ended && !tokens[start].starts_sentence).then_some(cue - marks)
}

/// Whether `after` stands first in brackets right behind `before`.
fn is_bracketed(document: &Document<'_>, before: &NameSpan, after: &NameSpan) -> bool {
    let tokens = &document.tokens;
    before.tokens.end + 1 == after.tokens.start
        && tokens[before.tokens.end].first == '('
        && tokens.get(after.tokens.end).is_some_and(|token| matches!(token.first, ')' | ';' | ','))
}

/// Whether words that lead to another name of the same stand between two names.
fn is_alias_cue(document: &Document<'_>, evidence: &Evidence, gap: Range<usize>) -> bool {
    let tokens = &document.tokens;
    // `A, dikenal sebagai kembar dan B`: the other name follows the cue at once.
    let leads = |from: usize| {
        (from..gap.end)
            .all(|at| !tokens[at].capital && tokens[at].first != ',' && !evidence.starts(at, NameClass::Connector))
    };
    // `alias Mr Crack`
    let titles = |from: usize| {
        (from..gap.end).all(|at| {
            [NameClass::PersonTitle, NameClass::AddressForm].into_iter().any(|class| evidence.covers(at, class))
        })
    };
    gap.len() <= MAX_GAP
        && gap.clone().take(3).any(|token| {
            evidence.listed(token, NameClass::AliasCue).is_some_and(|cue| {
                let (end, several) = (cue.tokens.end, cue.tokens.len() > 1);
                let long = tokens[token].span.len() > SHORT_CUE;
                end == gap.end || end < gap.end && (several && leads(end) || (several || long) && titles(end))
            })
        })
}

/// Whether the document gives the team or town of each of several people in brackets behind the name.
fn lists_people(document: &Document<'_>, spans: &[NameSpan], forms: &[Form], form_of: &[usize]) -> bool {
    let mut holders: FxHashSet<usize> = FxHashSet::default();
    for at in 1..spans.len() {
        let bracketed = spans[at - 1].kind == EntityKind::Person && is_bracketed(document, &spans[at - 1], &spans[at]);
        if bracketed && !abbreviates(&forms[form_of[at]], &forms[form_of[at - 1]]) {
            holders.insert(form_of[at - 1]);
        }
    }
    holders.len() >= LISTED
}

/// Joins an abbreviation to the one body whose name holds it in brackets (`Komisi Air (KA) Nusa Maju`).
pub(super) fn join_inner(
    document: &Document<'_>,
    spans: &[NameSpan],
    forms: &[Form],
    form_of: &[usize],
    joined: &mut Joined,
) {
    let mut holders: FxHashMap<WordKey, FxHashSet<usize>> = FxHashMap::default();
    for (span, &form) in spans.iter().zip(form_of) {
        let tokens = &document.tokens[span.tokens.clone()];
        for inner in tokens.windows(3).filter(|inner| inner[0].first == '(' && inner[2].first == ')') {
            holders.entry(inner[1].key).or_default().insert(joined.root(form));
        }
    }
    if holders.is_empty() {
        return;
    }
    for (at, form) in forms.iter().enumerate() {
        if let [key] = form.keys[..]
            && let Some(holders) = holders.get(&key).filter(|holders| holders.len() == 1)
        {
            holders
                .iter()
                .filter(|&&holder| forms[holder].kind == form.kind)
                .for_each(|&holder| joined.join(holder, at));
        }
    }
}

/// Whether `other` is a word that the list of given names lacks and then a word of a person's full name, but not its last, which
/// relatives share (`Gus Wibawa`, of `A Wibawa Santoso`).
fn addresses(other: &Form, full: &Form) -> bool {
    let [head, word] = other.keys[..] else { return false };
    let inner = full.keys.split_last().map_or(&[][..], |(_, inner)| inner);
    other.kind == EntityKind::Person && !other.listed && inner.contains(&word) && !full.keys.contains(&head)
}

/// Whether `short` is one word whose letters stand in `full` in this order, from its first letter on.
fn abbreviates(short: &Form, full: &Form) -> bool {
    if short.keys.len() != 1 || full.keys.len() < 2 {
        return false;
    }
    let mut letters = full.text.chars().flat_map(char::to_lowercase);
    short
        .text
        .chars()
        .flat_map(char::to_lowercase)
        .filter(|c| c.is_alphabetic())
        .all(|c| letters.any(|other| other == c))
}
