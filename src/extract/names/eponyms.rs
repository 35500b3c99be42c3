//! What is called after a person and is none: a hospital, a street, a film.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::NameSpan;
use super::corrections::abbreviates;
use super::recurrence::PEOPLE;
use crate::extract::evidence::Evidence;
use crate::extract::{Document, phrase_key};
use crate::lang::{Classes, Language, NameClass, NameUses, WordKey};
use crate::model::EntityKind;

/// Most words between the head of a place and the name of the person it is called after.
const MOST_TITLES: usize = 3;
/// Longest initials of a person, in letters.
const LONGEST_INITIALS: usize = 2;
/// Longest full name of a place before its abbreviation, in tokens.
const LONGEST_PLACE: usize = 8;
/// Fewest words of a title behind the name in it.
const FEWEST_WORDS: usize = 2;

/// Makes places of the people whose name a place bears, and works of those whose name a work begins with.
pub(super) fn mend_places_and_works(
    document: &Document<'_>,
    evidence: &Evidence,
    language: &Language,
    spans: &mut Vec<NameSpan>,
) {
    mend_places(document, evidence, spans);
    mend_works(document, evidence, language, spans);
}

/// Makes one body of a body's name and the person's behind it, after whom it is called, where what stands in brackets behind
/// both abbreviates them together (`Barisan Relawan | Jaka Maju (Bara JM)`). What is defined so, or behind a body's whole name,
/// is a body everywhere.
pub(super) fn mend_bodies(document: &Document<'_>, spans: &mut Vec<NameSpan>) {
    let tokens = &document.tokens;
    let text = |words: Range<usize>| document.span(words).of(document.text);
    let mut shorts: FxHashSet<WordKey> = FxHashSet::default();
    let is_short = |words: &Range<usize>, full: Range<usize>| {
        full.end + 1 == words.start
            && tokens[full.end].first == '('
            && tokens.get(words.end).is_some_and(|token| token.first == ')')
            && abbreviates(text(words.clone()), text(full))
    };
    let mut at = 0;
    while at + 1 < spans.len() {
        let (body, next) = (spans[at].tokens.clone(), spans[at + 1].tokens.clone());
        at += 1;
        if spans[at - 1].kind != EntityKind::Organization {
            continue;
        }
        if next.len() > 1 && is_short(&next, body.clone()) {
            shorts.insert(phrase_key(&tokens[next]));
            continue;
        }
        let Some(short) = spans.get(at + 1).map(|span| span.tokens.clone()) else { break };
        let named = spans[at].kind == EntityKind::Person
            && body.end == next.start
            && !tokens[next.start].starts_sentence
            && is_short(&short, body.start..next.end)
            && !abbreviates(text(short.clone()), text(next.clone()));
        if named {
            spans[at - 1].tokens.end = next.end;
            spans.remove(at);
            shorts.insert(phrase_key(&tokens[short]));
        }
    }
    if !shorts.is_empty() {
        let short = |span: &&mut NameSpan| shorts.contains(&phrase_key(&tokens[span.tokens.clone()]));
        spans.iter_mut().filter(short).for_each(|span| span.kind = EntityKind::Organization);
    }
}

/// Joins the name of a person to the head of the place that is called so: behind its abbreviation (`Rumah Sakit Pusat
/// Laut (RSPL) Gatot Wibawa`), a title or initials (`Jalan Jenderal Wibawa`, `Jalan MT Wibawa`).
fn mend_places(document: &Document<'_>, evidence: &Evidence, spans: &mut Vec<NameSpan>) {
    let mut at = 0;
    while at < spans.len() {
        let first = spans[at].tokens.start;
        let person = spans[at].kind == EntityKind::Person;
        let titled = first > 0 && is_small_title(document, evidence, first - 1);
        let head = (person || titled).then(|| head_before(document, evidence, first)).flatten();
        // `Direktur RSUD dr Wibawa, Sari`: who holds the office stands behind.
        let held_by_next = titled
            && document.tokens.get(spans[at].tokens.end).is_some_and(|token| token.first == ',')
            && spans
                .get(at + 1)
                .is_some_and(|next| next.kind == EntityKind::Person && next.tokens.start == spans[at].tokens.end + 1);
        if let Some(start) = head.and_then(|head| begins(document, evidence, &spans[..at], head, held_by_next)) {
            let kept = spans[..at].partition_point(|span| span.tokens.start < start);
            if let Some(cut) = spans[..kept].last_mut() {
                cut.tokens.end = cut.tokens.end.min(start);
            }
            spans[at].tokens.start = start;
            spans[at].kind = EntityKind::Place;
            spans.drain(kept..at);
            at = kept;
        }
        at += 1;
    }
}

/// Where the name of a place begins whose head, or the bracket round it, is at `head`, unless somebody holds an office there.
fn begins(
    document: &Document<'_>,
    evidence: &Evidence,
    before: &[NameSpan],
    head: usize,
    held_by_next: bool,
) -> Option<usize> {
    let tokens = &document.tokens;
    let bracket = tokens[head].first == '(';
    // The full name that the abbreviation stands for.
    let full = (head.saturating_sub(LONGEST_PLACE)..head)
        .rev()
        .take_while(|&at| tokens[at].capital && !tokens[at + 1].starts_sentence)
        .filter(|&at| evidence.starts(at, NameClass::PlaceHead))
        .last();
    let full = full.or_else(|| before.last().filter(|span| span.tokens.end == head).map(|span| span.tokens.start));
    let full = full
        .or_else(|| before.iter().rev().nth(1).filter(|span| span.tokens.end == head).map(|span| span.tokens.start));
    let start = if bracket { full? } else { head };
    // `Kapolres Nusa Kota Kompol Budi Hadi`: somebody's office.
    let held = (0..start)
        .rev()
        .take(LONGEST_PLACE)
        .take_while(|&at| {
            !tokens[at + 1].starts_sentence && (tokens[at].capital || evidence.covers(at, NameClass::Title))
        })
        .any(|at| evidence.covers(at, NameClass::Title));
    (held_by_next || !held).then_some(start)
}

/// Whether the token is a title in small letters, or its full stop, behind the capitals of a place's head (`RSUD dr.`).
fn is_small_title(document: &Document<'_>, evidence: &Evidence, at: usize) -> bool {
    let tokens = &document.tokens;
    let title = at - usize::from(tokens[at].first == '.' && at > 0);
    title > 0
        && evidence.covers(title, NameClass::AddressForm)
        && evidence.covers(title - 1, NameClass::PlaceHead)
        && tokens[title - 1].all_capitals
}

/// Where the head of a place begins that stands before a person's name at `first`, with titles or initials between, or
/// the bracket round the head's abbreviation.
fn head_before(document: &Document<'_>, evidence: &Evidence, first: usize) -> Option<usize> {
    let tokens = &document.tokens;
    let between = |at: usize| {
        let initials = tokens[at].all_capitals && tokens[at].span.len() <= LONGEST_INITIALS;
        let title =
            [NameClass::PersonTitle, NameClass::AddressForm].into_iter().any(|class| evidence.covers(at, class));
        let small = is_small_title(document, evidence, at);
        !tokens[at + 1].starts_sentence
            && (small || tokens[at].capital && (title || initials))
            && !evidence.covers(at, NameClass::PlaceHead)
    };
    let rest = (first.saturating_sub(MOST_TITLES)..first).rev().take_while(|&at| between(at)).last().unwrap_or(first);
    let last = rest.checked_sub(1).filter(|_| !tokens[rest].starts_sentence)?;
    if tokens[last].first == ')' {
        let open = last.checked_sub(2)?;
        let head = tokens[open].first == '('
            && tokens[open + 1].all_capitals
            && evidence.starts(open + 1, NameClass::PlaceHead);
        return head.then_some(open);
    }
    let is_head = |at: usize| evidence.covers(at, NameClass::PlaceHead) && tokens[at].capital;
    (rest < first && is_head(last) && !evidence.covers(last, NameClass::Title))
        .then(|| (0..=last).rev().take_while(|&at| is_head(at)).last())
        .flatten()
}

/// Makes works of the titles that begin with the name of somebody whom the document names alone, where a word for works
/// stands before them (`film Sari Wibawa Never Alone`), and of what is left of such a title without the name.
fn mend_works(document: &Document<'_>, evidence: &Evidence, language: &Language, spans: &mut [NameSpan]) {
    let tokens = &document.tokens;
    let key = |words: Range<usize>| phrase_key(&tokens[words]);
    let people = spans.iter().filter(|span| span.kind == EntityKind::Person);
    let named: FxHashSet<WordKey> = people.map(|span| key(span.tokens.clone())).collect();
    let announced = |first: usize| {
        first > 0
            && !tokens[first].starts_sentence
            && language.quoting.word(tokens[first - 1].key).classes.has(Classes::TITLE_NOUN)
            // `bernama`, `dijuluki` announce people too.
            && !evidence.covers(first - 1, NameClass::PersonCue)
            && !evidence.covers(first - 1, NameClass::AliasCue)
    };
    let is_name = |at: usize| {
        evidence.starts(at, NameClass::GivenName)
            || evidence.known[at] & PEOPLE != 0 && evidence.known[at] & NameUses::COMMON_WORD == 0
    };
    let rest = |span: &NameSpan| {
        let Range { start, end } = span.tokens;
        (start + 1..(end + 1).saturating_sub(FEWEST_WORDS))
            .find(|&cut| named.contains(&key(start..cut)) && !(cut..end).any(is_name))
            .filter(|_| span.kind == EntityKind::Person && announced(start))
    };
    let mut titles: FxHashSet<WordKey> = FxHashSet::default();
    for span in spans.iter() {
        if let Some(cut) = rest(span) {
            titles.extend([key(span.tokens.clone()), key(cut..span.tokens.end)]);
        }
    }
    if !titles.is_empty() {
        let title = |span: &&mut NameSpan| titles.contains(&key(span.tokens.clone()));
        spans.iter_mut().filter(title).for_each(|span| span.kind = EntityKind::Work);
    }
}
