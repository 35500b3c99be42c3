//! Lets the rules correct the model where they are surer.

use super::edges::is_roman;
use super::recurrence::titled;
use super::rules::{Grounds, RuleSpan, is_initial};
use super::{NameSpan, dateline, excerpts};
use crate::extract::evidence::{Evidence, bit};
use crate::extract::{Document, TokenKind};
use crate::lang::{NameClass, NameUses};
use crate::model::EntityKind;

/// Puts the names of the rules over those of the model where the rules are surer, and joins what they know to be one.
pub(super) fn apply(document: &Document<'_>, evidence: &Evidence, by_rules: &[RuleSpan], spans: &mut Vec<NameSpan>) {
    for name in dateline::names(document) {
        spans.retain(|span| span.tokens.end <= name.tokens.start || name.tokens.end <= span.tokens.start);
        let at = spans.partition_point(|span| span.tokens.start < name.tokens.start);
        spans.insert(at, name);
    }
    if excerpts::is_excerpt(document) {
        override_by_rules(spans, by_rules, evidence, |rule, covered| {
            excerpts::may_correct(document, rule, covered) && surer(document, evidence, rule, covered)
        });
        return join_nicknames(document, spans);
    }
    let places = Places::of(document, spans);
    override_by_rules(spans, by_rules, evidence, |rule, covered| {
        surer(document, evidence, rule, covered) && !(covered.is_empty() && places.is_actor(evidence, &rule.span))
    });
    join_nicknames(document, spans);
    bracketed(document, evidence, spans);
    join_branches(document, evidence, spans);
}

/// Where the model found places.
struct Places<'a> {
    document: &'a Document<'a>,
    /// The first token of the first one and of the last one.
    ends: Option<(usize, usize)>,
}

impl<'a> Places<'a> {
    fn of(document: &'a Document<'a>, spans: &[NameSpan]) -> Self {
        let mut places = spans.iter().filter(|span| span.kind == EntityKind::Place).map(|span| span.tokens.start);
        let ends = places.next().map(|first| (first, places.next_back().unwrap_or(first)));
        Self { document, ends }
    }

    /// Whether a span is a country that acts (`Jerman menolak`) in a text that shows nowhere else that it speaks of places.
    ///
    /// Annotators do not agree on whether a country that acts is the name of a place, and the model has learnt from all
    /// of them. An article says the same of a country throughout: where another of its sentences has a place, all
    /// countries are places.
    fn is_actor(&self, evidence: &Evidence, span: &NameSpan) -> bool {
        let start = span.tokens.start;
        if span.kind != EntityKind::Place || evidence.country(start) != span.tokens.len() {
            return false;
        }
        let sentences = &self.document.sentences;
        let own = &sentences[sentences.partition_point(|sentence| sentence.end <= start)];
        self.ends.is_none_or(|(first, last)| own.contains(&first) && own.contains(&last))
    }
}

/// Makes one name of a body and the place right behind it, whose branch it is (`Golkar Maju`).
pub(super) fn join_branches(document: &Document<'_>, evidence: &Evidence, spans: &mut Vec<NameSpan>) {
    let tokens = &document.tokens;
    let mut joined: Vec<NameSpan> = Vec::with_capacity(spans.len());
    for span in spans.drain(..) {
        let first = span.tokens.start;
        let branch = span.kind == EntityKind::Place
            && !tokens[first].starts_sentence
            && !evidence.covers(first, NameClass::PlaceHead);
        // `Full Name (FN) of a place` is one name.
        let bracketed = joined.len() > 1
            && joined[joined.len() - 1].tokens.end + 1 == first
            && joined[joined.len() - 2].tokens.end + 1 == joined[joined.len() - 1].tokens.start
            && joined[joined.len() - 2].kind == EntityKind::Organization
            && tokens[first - 1].first == ')';
        let end = span.tokens.end;
        if span.kind == EntityKind::Place && bracketed && !tokens[first].starts_sentence {
            joined.pop();
        } else if !(branch && joined.last().is_some_and(|body| is_body(body) && body.tokens.end == first)) {
            joined.push(span);
            if let Some(body) = joined.last_mut().filter(|body| is_body(body))
                && evidence.starting.get(end).is_some_and(|bits| bits & bit(NameClass::PlaceTail) != 0)
                && tokens[end].capital
                && !tokens[end].starts_sentence
            {
                body.tokens.end += 1;
            }
            continue;
        }
        if let Some(body) = joined.last_mut() {
            body.tokens.end = end;
        }
    }
    *spans = joined;
}

/// Makes one name of a body, the word for its branch and the place of that (`Dewan Air | Perwakilan | Maju Utara`); not in
/// single sentences, where annotators have it as they like.
pub(super) fn join_named_branches(document: &Document<'_>, evidence: &Evidence, spans: &mut Vec<NameSpan>) {
    let tokens = &document.tokens;
    if excerpts::is_excerpt(document) {
        return;
    }
    spans.dedup_by(|place, body| {
        let (end, first) = (body.tokens.end, place.tokens.start);
        let named = is_body(body)
            && place.kind == EntityKind::Place
            && end < first
            && tokens[end].capital
            && !(end..=first).any(|at| tokens[at].starts_sentence)
            && evidence.listed(end, NameClass::Branch).is_some_and(|branch| branch.tokens.end == first);
        if named {
            body.tokens.end = place.tokens.end;
        }
        named
    });
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
        // `Antara Budi dan Siti`: what opens a sentence is rather the common word.
        Grounds::Listed if covered.is_empty() => {
            let first = own.tokens.start;
            own.tokens.len() > 1
                || !is_initial(&document.tokens, first)
                || evidence.known[first] & NameUses::COMMON_WORD == 0
                || document.tokens[first].all_capitals
        }
        Grounds::Listed => {
            covered.iter().all(|span| inside(span) && (span.tokens.len() < own.tokens.len() || person(span)))
        }
        Grounds::Head => match own.kind {
            EntityKind::Organization | EntityKind::Place => {
                let of_somebody = own.tokens.start > 0 && evidence.covers(own.tokens.start - 1, NameClass::Title);
                let acronym =
                    |span: &NameSpan| span.tokens.len() == 1 && document.tokens[span.tokens.start].all_capitals;
                let named = |span: &NameSpan| span.tokens.clone().any(|at| evidence.starts(at, NameClass::GivenName));
                !are_two_bodies(evidence, covered)
                    && covered
                        .iter()
                        .all(|span| inside(span) && (!person(span) || acronym(span) || !of_somebody && !named(span)))
            }
            _ => covered.iter().all(inside),
        },
        Grounds::Tail => covered.iter().all(|span| inside(span) && (span.tokens == own.tokens || !person(span))),
        Grounds::Title => is_titled(document, evidence, own, covered),
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

/// Whether a connector stands between two bodies of the model (`PT Maju dan Yayasan Jaya`); common words behind it go on
/// the name of the first (`Badan Minyak dan | Gas Bumi`).
fn are_two_bodies(evidence: &Evidence, covered: &[NameSpan]) -> bool {
    let is_common = |at: usize| evidence.known[at] & NameUses::COMMON_WORD != 0;
    covered.windows(2).any(|pair| {
        let [one, other] = pair else { return false };
        let between = one.tokens.end;
        is_body(one)
            && is_body(other)
            && between + 1 == other.tokens.start
            && evidence.starts(between, NameClass::Connector)
            && other.tokens.len() > 1
            && !other.tokens.clone().all(is_common)
    })
}

/// Whether a title makes the words of a rule's name a person's.
fn is_titled(document: &Document<'_>, evidence: &Evidence, own: &NameSpan, covered: &[NameSpan]) -> bool {
    let start = own.tokens.start;
    let first = document.tokens[start];
    let capitals = own.tokens.len() == 1 && first.all_capitals;
    // `Panglima II`
    if own.tokens.len() == 1 && is_roman(document.word(start)) {
        return false;
    }
    if covered.is_empty() {
        // `Menteri PU`, `penyanyi, MC`: behind an office or a comma capitals without an age are nobody's initials.
        let tokens = &document.tokens;
        let aged =
            matches!(&tokens[own.tokens.end..], [open, age, ..] if open.first == '(' && age.kind == TokenKind::Number);
        let before = start.checked_sub(1).filter(|_| capitals && !aged && !titled(evidence, start));
        let initials = before
            .is_none_or(|at| tokens[at].first != ',' && !(tokens[at].capital && evidence.covers(at, NameClass::Title)));
        return initials && (titled(evidence, start) || !evidence.covers(start, NameClass::NotName));
    }
    // `pendiri Lingkar Air`, which the model knows for a body.
    let people = NameUses::GIVEN_NAME | NameUses::FAMILY_NAME;
    let named = |at: usize| evidence.starts(at, NameClass::GivenName) || evidence.known[at] & people != 0;
    let initials = capitals && first.span.len() < 3;
    let body = covered.iter().any(is_body) && !initials && !own.tokens.clone().any(named);
    !body
        && covered.iter().all(|span| span.tokens == own.tokens && span.kind != EntityKind::Person)
        && (titled(evidence, start) || !evidence.starts(start, NameClass::Place) && !is_city(evidence, own))
}

/// Whether the model's word for a place is that of a large city of the world, and nobody's given name (`warga Bandung`).
fn is_city(evidence: &Evidence, span: &NameSpan) -> bool {
    let uses = evidence.known[span.tokens.start];
    span.tokens.len() == 1
        && uses & (NameUses::LARGE_PLACE | NameUses::TERRITORY) != 0
        && uses & NameUses::GIVEN_NAME == 0
        && !evidence.starts(span.tokens.start, NameClass::GivenName)
}

fn is_body(span: &NameSpan) -> bool {
    span.kind == EntityKind::Organization
}

/// Puts every rule's name that `surer` wants in the place of the names it overlaps.
fn override_by_rules(
    spans: &mut Vec<NameSpan>,
    by_rules: &[RuleSpan],
    evidence: &Evidence,
    surer: impl Fn(&RuleSpan, &[NameSpan]) -> bool,
) {
    let mut result: Vec<NameSpan> = Vec::with_capacity(spans.len());
    let mut at = 0;
    for rule in by_rules {
        let rule = &before_person(evidence, rule, &spans[at..]);
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

/// A body's or place's name of the rules without the person's name that the model found at its end.
fn before_person(evidence: &Evidence, rule: &RuleSpan, spans: &[NameSpan]) -> RuleSpan {
    let mut rule = rule.clone();
    let tokens = &rule.span.tokens;
    // Without an office before it the body is not somebody's, and what follows is its name (`Polda Maju Jaya`).
    let of_somebody = tokens.start > 0 && evidence.covers(tokens.start - 1, NameClass::Title);
    if rule.grounds == Grounds::Head && matches!(rule.span.kind, EntityKind::Organization | EntityKind::Place) {
        let inside = spans.iter().take_while(|span| span.tokens.start < tokens.end);
        let named =
            |span: &NameSpan| of_somebody || span.tokens.clone().any(|at| evidence.starts(at, NameClass::GivenName));
        let mut people = inside
            .filter(|span| span.kind == EntityKind::Person && span.tokens.start > tokens.start + 1 && named(span));
        if let Some(person) = people.next().filter(|person| person.tokens.end >= tokens.end) {
            rule.span.tokens.end = person.tokens.start;
        }
    }
    rule
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
fn bracketed(document: &Document<'_>, evidence: &Evidence, spans: &mut Vec<NameSpan>) {
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
        if evidence.covers(word, NameClass::Place) {
            continue;
        }
        let short = document.word(word);
        let full = document.span(spans[at].tokens.clone()).of(document.text);
        let without_head = full.split_once(' ').map_or("", |(_, rest)| rest);
        if !abbreviates(short, full) && !abbreviates(short, without_head) {
            continue;
        }
        // `Sekda Nusa Maju (Numa) Budi Hadi`: two people do not stand side by side; `Baharuddin Jusuf (BJ) Hadi` is one.
        let is_person = |span: &NameSpan| span.kind == EntityKind::Person;
        let behind = |span: &NameSpan| span.tokens.start == word + 2 && !tokens[word + 2].starts_sentence;
        let beside_person = spans[at + 1..].iter().any(|span| is_person(span) && behind(span));
        if is_person(&spans[at]) && beside_person && !tokens[word].all_capitals {
            spans[at].kind = EntityKind::Place;
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
