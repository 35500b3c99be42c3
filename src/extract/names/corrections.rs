//! Lets the rules correct the model where they are surer.

use super::NameSpan;
use super::evidence::Evidence;
use super::recurrence::titled;
use super::rules::{Grounds, RuleSpan, is_initial};
use crate::extract::{Document, TokenKind};
use crate::lang::NameClass;
use crate::model::EntityKind;

/// Puts the names of the rules over those of the model where the rules are surer, and joins what they know to be one.
pub(super) fn apply(document: &Document<'_>, evidence: &Evidence, by_rules: &[RuleSpan], spans: &mut Vec<NameSpan>) {
    override_by_rules(spans, by_rules, |rule, covered| surer(document, evidence, rule, covered));
    join_nicknames(document, spans);
    join_branches(document, evidence, spans);
    bracketed(document, spans);
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
                || covered.iter().all(|span| span.tokens == own.tokens && !person(span))
                    && (titled(evidence, own.tokens.start) || !evidence.starts(own.tokens.start, NameClass::Place))
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
    if !added.is_empty() {
        spans.extend(added);
        spans.sort_by_key(|span| span.tokens.start);
    }
}

/// Whether the letters of `short` stand in `full` in this order, from its first letter on.
pub(super) fn abbreviates(short: &str, full: &str) -> bool {
    let mut letters = full.chars().flat_map(char::to_lowercase);
    let mut short = short.chars().flat_map(char::to_lowercase).filter(|c| c.is_alphabetic());
    short.next().is_some_and(|c| letters.next() == Some(c)) && short.all(|c| letters.any(|other| other == c))
}
