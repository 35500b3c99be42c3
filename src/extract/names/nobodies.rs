//! Drops what was taken for a name and is none: numbers, titles, the end of a degree, the capital of a sentence that lists
//! things or says whose somebody is.

use std::ops::Range;

use super::NameSpan;
use super::edges::Edges;
use super::rules::is_initial;
use crate::extract::evidence::Evidence;
use crate::extract::{Document, TokenKind};
use crate::lang::{NameClass, NameUses};
use crate::model::EntityKind;

/// Lists whose words are no whole names.
const PARTS: [NameClass; 5] = [
    NameClass::Title,
    NameClass::OrganizationHead,
    NameClass::OrganizationTail,
    NameClass::EventHead,
    NameClass::WorkHead,
];

/// Drops people who are nothing but a number (`pimpinan KPK Jilid V`, `Rp107`), one letter, or a title, a head or a tail of
/// other names that is nobody's name (`Menpora`, `Munas`), and gives a body the tail of its name that stands behind it.
pub(super) fn drop_nobodies(document: &Document<'_>, evidence: &Evidence, spans: &mut Vec<NameSpan>) {
    let edges = Edges { document, evidence };
    let named = |at: usize| {
        evidence.starts(at, NameClass::GivenName)
            || evidence.known[at] & (NameUses::GIVEN_NAME | NameUses::FAMILY_NAME) != 0
    };
    let is_nobody = |span: &NameSpan| {
        let first = span.tokens.start;
        let word = document.word(first);
        let amount = word.chars().any(|c| c.is_ascii_digit()) && word.chars().any(char::is_lowercase);
        let part =
            PARTS.iter().any(|class| evidence.listed(first, *class).is_some_and(|part| part.tokens == span.tokens));
        // `Ust. Budi`
        let behind = document.tokens.get(span.tokens.end..).unwrap_or_default();
        let stop = behind.first().is_some_and(|stop| stop.first == '.' && !stop.spaced);
        let title = evidence.listed(first, NameClass::AddressForm).is_some_and(|form| form.tokens == span.tokens)
            && stop
            && behind.get(1).is_some_and(|next| next.capital && !next.starts_sentence);
        // `Kamsi (11/9/2019)`, `Nomr 60`, `M/T`
        let begins = |at: usize, c: char| behind.get(at).is_some_and(|next| next.first == c && !next.spaced);
        let number = |at: usize| behind.get(at).is_some_and(|next| next.kind == TokenKind::Number);
        let dated = behind.first().is_some_and(|open| open.first == '(') && number(1) && begins(2, '/') && number(3);
        let counts = !named(first) && (dated || number(0) && !document.tokens[span.tokens.end].starts_sentence);
        let letters = begins(0, '/') && document.tokens[span.tokens.clone()].iter().all(|token| token.span.len() == 1);
        edges.is_number(span)
            || title
            || letters
            || span.tokens.len() == 1 && (amount || counts || part && !named(first))
    };
    let mut at = 1;
    while at < spans.len() {
        let first = spans[at].tokens.start;
        let tail = spans[at].kind == EntityKind::Person
            && spans[at].tokens.len() == 1
            && spans[at - 1].kind == EntityKind::Organization
            && edges.touch(&spans[at - 1], &spans[at])
            && evidence.starts(first, NameClass::OrganizationTail)
            && !named(first);
        if tail {
            spans[at - 1].tokens.end = spans[at].tokens.end;
            spans.remove(at);
        } else {
            at += 1;
        }
    }
    spans.retain(|span| {
        let person = span.kind == EntityKind::Person;
        !is_rest_of_degree(evidence, span)
            && !opens_list(document, evidence, span)
            && !(person && (is_nobody(span) || is_before_title(document, evidence, span)))
    });
}

/// The first of several things that a sentence lists (`Kasur, kulkas, dan lemari hanyut`): its capital is the sentence's.
fn opens_list(document: &Document<'_>, evidence: &Evidence, span: &NameSpan) -> bool {
    let tokens = &document.tokens;
    let Range { start, end } = span.tokens;
    let is_comma = |at: usize| tokens.get(at).is_some_and(|token| token.first == ',' && !token.starts_sentence);
    let is_small = |at: usize| tokens.get(at).is_some_and(|word| word.kind == TokenKind::Word && !word.capital);
    let joins = |at: usize| evidence.starts(at, NameClass::Connector);
    // `Jammu, misalnya, …` is no list yet.
    let goes_on = joins(end + 2)
        || is_comma(end + 2) && (joins(end + 3) || is_small(end + 3) && (is_comma(end + 4) || joins(end + 4)));
    span.kind == EntityKind::Place
        && end == start + 1
        && is_initial(tokens, start)
        && !tokens[start].all_capitals
        && evidence.covering[start] == 0
        && evidence.known[start] & NameUses::TERRITORY == 0
        && is_comma(end)
        && is_small(end + 1)
        && goes_on
}

/// The end of a degree behind a name (`Sp. | PD`).
fn is_rest_of_degree(evidence: &Evidence, span: &NameSpan) -> bool {
    let first = span.tokens.start;
    first > 0
        && evidence.covers(first - 1, NameClass::Degree)
        && !evidence.starts(first, NameClass::Degree)
        && span.tokens.clone().all(|at| evidence.covers(at, NameClass::Degree))
}

/// Capitals that belong to the title right behind them (`PR Manager Maju Air`).
fn is_before_title(document: &Document<'_>, evidence: &Evidence, span: &NameSpan) -> bool {
    let Range { start, end } = span.tokens;
    let tokens = &document.tokens;
    span.tokens.len() == 1
        && tokens[start].all_capitals
        && tokens[start].span.len() < 4
        && evidence.starts(end, NameClass::Title)
        && tokens[end].capital
        && !tokens[end].starts_sentence
        && !evidence.covers(end, NameClass::PersonTitle)
}

/// Drops people who are the capital of a sentence that says whose somebody is (`Putra bungsu Wibawa, Budi Wibawa, …`).
pub(super) fn drop_relations(document: &Document<'_>, evidence: &Evidence, spans: &mut Vec<NameSpan>) {
    let drops: Vec<bool> = (0..spans.len()).map(|at| opens_relation(document, evidence, spans, at)).collect();
    let mut drops = drops.iter();
    spans.retain(|_| !drops.next().is_some_and(|drop| *drop));
}

fn opens_relation(document: &Document<'_>, evidence: &Evidence, spans: &[NameSpan], at: usize) -> bool {
    let tokens = &document.tokens;
    let Range { start, end } = spans[at].tokens;
    let person = |at: usize| spans.get(at).filter(|span| span.kind == EntityKind::Person);
    let Some((whose, who)) = person(at + 1).zip(person(at + 2)) else { return false };
    person(at).is_some()
        && end == start + 1
        && is_initial(tokens, start)
        && evidence.starts(start, NameClass::Relation)
        && whose.tokens.start == end + 1
        && tokens[end].kind == TokenKind::Word
        && !tokens[end].capital
        && tokens[whose.tokens.end].first == ','
        && who.tokens.start == whose.tokens.end + 1
}
