//! Lets the rules correct the model where they are surer, and the document correct both.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::NameSpan;
use super::evidence::Evidence;
use super::rules::{Grounds, RuleSpan, is_initial};
use crate::extract::{Document, TokenKind};
use crate::lang::{NameClass, WordKey};
use crate::model::EntityKind;

/// The names of a document from what the model and the rules found.
pub(super) fn apply(
    document: &Document<'_>,
    evidence: &Evidence,
    by_rules: &[RuleSpan],
    by_model: Vec<NameSpan>,
) -> Vec<NameSpan> {
    let mut spans = by_model;
    trim(document, evidence, &mut spans);
    spans.retain(|span| !is_number(document, span));
    override_by_rules(&mut spans, by_rules, |rule, covered| surer(document, evidence, rule, covered));
    join_nicknames(document, &mut spans);
    join_branches(document, evidence, &mut spans);
    bracketed(document, &mut spans);
    spread(document, evidence, &mut spans);
    spans
}

/// Cuts titles and words that are no names off the start of names (`Wali [Kota Maju]`, `[Adapun Budi]`).
fn trim(document: &Document<'_>, evidence: &Evidence, spans: &mut Vec<NameSpan>) {
    for span in spans.iter_mut() {
        loop {
            let first = span.tokens.start;
            let title = evidence.covers(first, NameClass::Title) && !evidence.starts(first, NameClass::Institution);
            let of_people = span.kind == EntityKind::Person && !evidence.starts(first, NameClass::GivenName);
            let begun_before = title && !evidence.starts(first, NameClass::Title);
            let idle = evidence.starts(first, NameClass::NotName)
                && is_initial(&document.tokens, first)
                && span.tokens.len() > 1
                && span.kind == EntityKind::Person;
            let place = span.kind == EntityKind::Person
                && span.tokens.len() > 2
                && evidence.starts(first, NameClass::Place)
                && !evidence.starts(first, NameClass::GivenName)
                && first > 0
                && (document.tokens[first - 1].capital || evidence.covers(first - 1, NameClass::Title));
            let dot = document.tokens[first].kind == TokenKind::Punctuation;
            if span.tokens.len() > 1 && (dot || idle || place || begun_before || title && of_people) {
                span.tokens.start += 1;
            } else {
                break;
            }
        }
    }
    spans.retain(|span| !span.tokens.is_empty());
}

/// A Roman number or a single letter, with what a hyphen hangs on to it: a class or a part, never a name.
fn is_number(document: &Document<'_>, span: &NameSpan) -> bool {
    let first = document.word(span.tokens.start);
    let roman = first.chars().all(|c| matches!(c, 'I' | 'V' | 'X')) && span.tokens.len() == 1;
    let letter = first.chars().nth(1).is_none() && span.kind != EntityKind::Person;
    let hyphen = span.tokens.len() == 1 || document.tokens[span.tokens.start + 1].first == '-';
    roman || letter && hyphen || first.chars().nth(1).is_none() && span.tokens.len() == 1
}

/// Makes one name of a body and the place right behind it, whose branch it is (`Golkar Maju`).
fn join_branches(document: &Document<'_>, evidence: &Evidence, spans: &mut Vec<NameSpan>) {
    let tokens = &document.tokens;
    let mut joined: Vec<NameSpan> = Vec::with_capacity(spans.len());
    for span in spans.drain(..) {
        let first = span.tokens.start;
        let branch = span.kind == EntityKind::Place
            && !tokens[first].starts_sentence
            && !evidence.covers(first, NameClass::PlaceHead);
        match joined.last_mut() {
            Some(body) if branch && body.kind == EntityKind::Organization && body.tokens.end == first => {
                body.tokens.end = span.tokens.end;
            }
            _ => joined.push(span),
        }
    }
    *spans = joined;
}

/// Whether a rule's name is better than the names of the model that it overlaps.
fn surer(document: &Document<'_>, evidence: &Evidence, rule: &RuleSpan, covered: &[NameSpan]) -> bool {
    let own = &rule.span;
    if covered == std::slice::from_ref(own) {
        return false;
    }
    let inside = |span: &NameSpan| own.tokens.start <= span.tokens.start && span.tokens.end <= own.tokens.end;
    let person = |span: &NameSpan| span.kind == EntityKind::Person;
    match rule.grounds {
        Grounds::Site => true,
        Grounds::Listed => {
            covered.is_empty()
                || covered.iter().all(|span| inside(span) && (span.tokens.len() < own.tokens.len() || person(span)))
        }
        Grounds::Head => match own.kind {
            EntityKind::Organization | EntityKind::Place => covered.iter().all(|span| inside(span) && !person(span)),
            _ => covered.iter().all(inside),
        },
        Grounds::Title => {
            covered.is_empty() && !evidence.covers(own.tokens.start, NameClass::NotName)
                || covered.iter().all(|span| span.tokens == own.tokens && span.kind != EntityKind::Person)
                    && !evidence.starts(own.tokens.start, NameClass::Place)
        }
        Grounds::Hint => {
            let cue = own.tokens.start > 0 && evidence.starts(own.tokens.start - 1, NameClass::PersonCue);
            covered.is_empty()
                && person(own)
                && (cue || own.tokens.len() > 1)
                && !is_initial(&document.tokens, own.tokens.start)
        }
        Grounds::Capitals => false,
    }
}

/// Puts every rule's name that `surer` wants in the place of the names it overlaps.
fn override_by_rules(spans: &mut Vec<NameSpan>, by_rules: &[RuleSpan], surer: impl Fn(&RuleSpan, &[NameSpan]) -> bool) {
    let mut result: Vec<NameSpan> = Vec::with_capacity(spans.len());
    let mut at = 0;
    for rule in by_rules {
        while at < spans.len() && spans[at].tokens.end <= rule.span.tokens.start {
            result.push(spans[at].clone());
            at += 1;
        }
        let mut end = at;
        while end < spans.len() && spans[end].tokens.start < rule.span.tokens.end {
            end += 1;
        }
        if result.last().is_some_and(|last| last.tokens.end > rule.span.tokens.start) {
            continue;
        }
        let ends_inside = spans[at..end].last().is_none_or(|last| last.tokens.end <= rule.span.tokens.end);
        if ends_inside && surer(rule, &spans[at..end]) {
            result.push(rule.span.clone());
            at = end;
        }
    }
    result.extend(spans.drain(..).skip(at));
    *spans = result;
}

/// Makes one name of a person's name and the nickname in quotation marks inside it (`Budi 'Bud' Santoso`).
fn join_nicknames(document: &Document<'_>, spans: &mut Vec<NameSpan>) {
    let tokens = &document.tokens;
    let mark = |at: usize| tokens.get(at).is_some_and(|token| token.kind == TokenKind::Mark);
    let mut joined: Vec<NameSpan> = Vec::with_capacity(spans.len());
    let mut at = 0;
    while let Some(span) = spans.get(at) {
        at += 1;
        let mut span = span.clone();
        let close = span.tokens.end + 2;
        let nickname = span.kind == EntityKind::Person
            && mark(close - 2)
            && mark(close)
            && tokens[close - 1].capital
            && (close - 2..=close).all(|at| !tokens[at].starts_sentence);
        if nickname {
            let after = spans[at..].iter().position(|other| other.tokens.end > close).map(|n| at + n);
            if let Some(after) = after.filter(|&after| spans[after].tokens.start == close + 1) {
                span.tokens.end = spans[after].tokens.end;
                at = after + 1;
            }
        }
        joined.push(span);
    }
    *spans = joined;
}

/// Gives a single word in brackets right behind a name the name's kind where it abbreviates it.
fn bracketed(document: &Document<'_>, spans: &mut Vec<NameSpan>) {
    let tokens = &document.tokens;
    let mut added: Vec<NameSpan> = Vec::new();
    for at in 0..spans.len() {
        let end = spans[at].tokens.end;
        let word = end + 1;
        let alone = tokens.get(end).is_some_and(|token| token.first == '(')
            && tokens.get(word).is_some_and(|token| token.capital)
            && tokens.get(word + 1).is_some_and(|token| token.first == ')');
        if !alone || spans[at].tokens.len() < 2 {
            continue;
        }
        let short = document.word(word);
        let full = document.span(spans[at].tokens.clone()).of(document.text);
        if !abbreviates(short, full) {
            continue;
        }
        let kind = spans[at].kind;
        match spans.get_mut(at + 1).filter(|span| span.tokens.contains(&word)) {
            Some(span) if span.tokens == (word..word + 1) => span.kind = kind,
            Some(_) => {}
            None => added.push(NameSpan { tokens: word..word + 1, kind, role: None }),
        }
    }
    merge(spans, added);
}

/// Whether the letters of `short` stand in `full` in this order, from its first letter on.
pub(super) fn abbreviates(short: &str, full: &str) -> bool {
    let mut letters = full.chars().flat_map(char::to_lowercase);
    let mut short = short.chars().flat_map(char::to_lowercase).filter(|c| c.is_alphabetic());
    short.next().is_some_and(|c| letters.next() == Some(c)) && short.all(|c| letters.any(|other| other == c))
}

/// Finds names again where the same words stand elsewhere in the document without having been found, and parts of the
/// names of people.
fn spread(document: &Document<'_>, evidence: &Evidence, spans: &mut Vec<NameSpan>) {
    let tokens = &document.tokens;
    let keys = |range: &Range<usize>| -> Vec<WordKey> { tokens[range.clone()].iter().map(|token| token.key).collect() };
    let mut whole: FxHashMap<WordKey, Vec<(Vec<WordKey>, EntityKind)>> = FxHashMap::default();
    let mut parts: FxHashSet<WordKey> = FxHashSet::default();
    let mut seen: FxHashSet<(Vec<WordKey>, EntityKind)> = FxHashSet::default();
    for span in spans.iter() {
        let words = keys(&span.tokens);
        if span.kind == EntityKind::Person && words.len() > 1 {
            for at in span.tokens.clone().filter(|&at| tokens[at].capital && tokens[at].span.len() > 2) {
                if evidence.covering[at] & NO_PART == 0 {
                    parts.insert(tokens[at].key);
                }
            }
        }
        let telling =
            words.len() > 1 || !is_initial(tokens, span.tokens.start) || tokens[span.tokens.start].all_capitals;
        if telling && seen.insert((words.clone(), span.kind)) {
            let others = whole.entry(words[0]).or_default();
            if others.len() < 16 {
                others.push((words, span.kind));
            }
        }
    }
    for span in spans.iter_mut().filter(|span| span.tokens.len() == 1 && span.kind != EntityKind::Person) {
        let at = span.tokens.start;
        if parts.contains(&tokens[at].key) && evidence.covering[at] & NO_PART == 0 && !tokens[at].all_capitals {
            span.kind = EntityKind::Person;
        }
    }
    let mut added = Vec::new();
    let mut next_span = 0;
    let mut at = 0;
    while at < tokens.len() {
        while next_span < spans.len() && spans[next_span].tokens.end <= at {
            next_span += 1;
        }
        let limit = spans.get(next_span).map_or(tokens.len(), |span| span.tokens.start);
        if limit <= at {
            at = spans[next_span].tokens.end;
            continue;
        }
        if !tokens[at].capital {
            at += 1;
            continue;
        }
        let again = whole.get(&tokens[at].key).into_iter().flatten().filter(|(words, _)| {
            at + words.len() <= limit
                && words.iter().zip(&tokens[at..]).all(|(&key, token)| key == token.key)
                && !(words.len() == 1 && evidence.covers(at, NameClass::NotName))
        });
        let longest = again.max_by_key(|(words, _)| words.len());
        if let Some((words, kind)) = longest {
            added.push(NameSpan { tokens: at..at + words.len(), kind: *kind, role: None });
            at += words.len();
        } else if parts.contains(&tokens[at].key) && evidence.covering[at] & NO_PART == 0 {
            added.push(NameSpan { tokens: at..at + 1, kind: EntityKind::Person, role: None });
            at += 1;
        } else {
            at += 1;
        }
    }
    merge(spans, added);
}

/// Words of these classes are not taken for part of a person's name by themselves.
const NO_PART: u32 = super::evidence::bit(NameClass::Title)
    | super::evidence::bit(NameClass::NotName)
    | super::evidence::bit(NameClass::Institution)
    | super::evidence::bit(NameClass::Place)
    | super::evidence::bit(NameClass::Degree);

fn merge(spans: &mut Vec<NameSpan>, added: Vec<NameSpan>) {
    if !added.is_empty() {
        spans.extend(added);
        spans.sort_by_key(|span| span.tokens.start);
    }
}
