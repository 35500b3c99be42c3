//! Cuts the holder of an office off the end of the name of its body or place (`Ketua Komisi Air DPR | Sari Wibawa`).

use std::ops::Range;

use super::NameSpan;
use crate::extract::evidence::{Evidence, bit};
use crate::extract::{Document, TokenKind};
use crate::lang::{Frames, Language, NameClass, NameUses};
use crate::model::EntityKind;

/// Most words of a holder's name.
const MOST_WORDS: usize = 4;
/// Most tokens of an office before its body's name.
const LONGEST_OFFICE: usize = 24;
/// Lists that say that a word is none of a person's name.
const OTHERS: u32 = bit(NameClass::Institution)
    | bit(NameClass::Place)
    | bit(NameClass::PlaceHead)
    | bit(NameClass::PlaceTail)
    | bit(NameClass::OrganizationHead)
    | bit(NameClass::OrganizationTail)
    | bit(NameClass::EventHead)
    | bit(NameClass::Title)
    | bit(NameClass::NotName);
/// Uses of the world's names that say the same.
const OTHER_USES: u8 = NameUses::TERRITORY | NameUses::LARGE_PLACE | NameUses::SMALL_PLACE | NameUses::COMMON_WORD;

/// Cuts off the end of every body or place whose office is named before it what reads as the name of a person.
pub(super) fn cut(document: &Document<'_>, evidence: &Evidence, language: &Language, spans: &mut Vec<NameSpan>) {
    let mut at = 0;
    while at < spans.len() {
        if begins_with_acronym(document, evidence, &spans[at]) {
            spans[at].tokens.start += 1;
        }
        if let Some(holder) = holder(document, evidence, language, spans, at) {
            let first = holder.start;
            spans[at].tokens.end = first;
            let inside = spans[at + 1..].iter().take_while(|span| span.tokens.start < holder.end).count();
            spans.splice(at + 1..at + 1 + inside, [NameSpan { tokens: holder, kind: EntityKind::Person, role: None }]);
            at += 1;
        }
        at += 1;
    }
}

/// The tokens of the person at the end of the body or place at `index`.
fn holder(
    document: &Document<'_>,
    evidence: &Evidence,
    language: &Language,
    spans: &[NameSpan],
    index: usize,
) -> Option<Range<usize>> {
    let tokens = &document.tokens;
    let Range { start, end } = spans[index].tokens;
    if !matches!(spans[index].kind, EntityKind::Organization | EntityKind::Place) || end - start < 2 {
        return None;
    }
    let is_name = |at: usize| {
        let token = tokens[at];
        token.kind == TokenKind::Word
            && token.capital
            && !token.all_capitals
            && evidence.covering[at] & OTHERS == 0
            && evidence.known[at] & OTHER_USES == 0
    };
    // The name goes on behind what was taken for the body's.
    let rest = (end..tokens.len()).take_while(|&at| !tokens[at].starts_sentence && is_name(at)).count();
    let later = spans.get(index + 1).filter(|next| next.tokens.start < end + rest);
    let rest = if later.is_some_and(|next| next.kind != EntityKind::Person) { 0 } else { rest };
    let whole = end + rest;
    let first = (start + 1..end).rev().take_while(|&at| is_name(at)).last()?;
    let again = |range: Range<usize>| {
        let words = |range: Range<usize>| tokens[range].iter().map(|token| token.key);
        let same = move |span: &&NameSpan| {
            span.kind == spans[index].kind && words(span.tokens.clone()).eq(words(range.clone()))
        };
        spans.iter().filter(same)
    };
    // `Wali Kota Nusel | Sari Wibawa`, of which the text has `Nusel`; not `Rumah Sakit Maju Nusel`, which it has twice.
    let alone = |at: usize| again(start..end).count() == 1 && again(start..at).next().is_some();
    let known_end = |at: usize| {
        let body = |listed: &Range<usize>| listed.end == at && listed.start >= start;
        (start..at).any(|from| {
            [NameClass::Institution, NameClass::Place]
                .into_iter()
                .filter_map(|class| evidence.listed(from, class))
                .any(|listed| body(&listed.tokens))
        })
    };
    let given = |at: usize| evidence.starts(at, NameClass::GivenName);
    let known_given = |at: usize| given(at) || evidence.known[at] & NameUses::GIVEN_NAME != 0;
    // Where a person's name follows already, only a given name is part of it.
    let followed = later.is_some();
    let begins = |at: usize| given(at) || known_end(at) && (!followed || known_given(at)) || alone(at);
    // One word that no list has, behind the whole name of a body or region, is somebody's where it speaks (`Kepala BPS
    // Suharto mengatakan`).
    let office = office_before(document, evidence, start)?;
    let is_cue = |at: usize, frames: Frames| {
        tokens.get(at).is_some_and(|token| !token.capital && language.quoting.word(token.key).frames.has(frames))
    };
    let speaks = is_cue(whole, Frames::SUBJECT_BEFORE)
        || office > 0 && !tokens[office].starts_sentence && is_cue(office - 1, Frames::SUBJECT_AFTER.or(Frames::AGENT));
    let region =
        |at: usize| known_end(at) || evidence.known[at - 1] & (NameUses::TERRITORY | NameUses::LARGE_PLACE) != 0;
    let whole_name = |at: usize| spans[index].kind == EntityKind::Organization || region(at);
    let lone = |at: usize| speaks && evidence.known[at] == 0 && whole_name(at);
    let person = (first..end).find(|&at| begins(at)).filter(|&at| whole - at > 1 || lone(at))?;
    let stops = tokens.get(whole).is_none_or(|next| !next.capital || next.starts_sentence);
    let fits = whole - person <= MOST_WORDS && stops;
    fits.then_some(person..whole)
}

/// The first token of the office before the body at `start`, with nothing between but what belongs to its name (`anggota
/// Panitia Air dari Fraksi …`).
fn office_before(document: &Document<'_>, evidence: &Evidence, start: usize) -> Option<usize> {
    let tokens = &document.tokens;
    let goes_on = |at: usize| {
        tokens[at].capital
            || tokens[at].kind == TokenKind::Number
            || matches!(tokens[at].first, ',' | '-' | '&' | '/' | '(' | ')')
            || evidence.starts(at, NameClass::Connector)
            || evidence.starts(at, NameClass::PlaceCue)
    };
    (start.saturating_sub(LONGEST_OFFICE)..start)
        .rev()
        .take_while(|&at| !tokens[at + 1].starts_sentence && (goes_on(at) || evidence.covers(at, NameClass::Title)))
        .filter(|&at| evidence.covers(at, NameClass::Title))
        .last()
}

/// Whether the abbreviation of a body or region stands between a title, or the rest of an office, and the rest of a person's
/// name (`Menteri PPPA | Sari Hadi`, `Kepala Dinas Air DKI | Budi`).
fn begins_with_acronym(document: &Document<'_>, evidence: &Evidence, span: &NameSpan) -> bool {
    let (tokens, first) = (&document.tokens, span.tokens.start);
    span.kind == EntityKind::Person
        && span.tokens.len() > 1
        && first > 0
        && (evidence.covers(first - 1, NameClass::Title)
            && (span.tokens.len() > 2 || evidence.starts(first + 1, NameClass::GivenName))
            || tokens[first - 1].capital
                && evidence.covering[first + 1] & OTHERS == 0
                && evidence.known[first + 1] & OTHER_USES == 0
                && office_before(document, evidence, first).is_some())
        && tokens[first].all_capitals
        && tokens[first].span.len() > 2
        && tokens[first + 1].kind == TokenKind::Word
        && !tokens[first + 1].all_capitals
        && !evidence.starts(first, NameClass::GivenName)
        && evidence.known[first] & (NameUses::GIVEN_NAME | NameUses::FAMILY_NAME) == 0
}
