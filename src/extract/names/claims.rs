//! Gives people back the names that were taken for places or bodies.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::people::ENOUGH;
use super::recurrence::titled;
use super::{NameSpan, definitions};
use crate::extract::evidence::Evidence;
use crate::extract::{Document, TokenKind};
use crate::lang::{Frames, Language, NameClass, NameUses, WordKey};
use crate::model::EntityKind;

/// Uses of the world's names that make a word the name of a place.
const PLACES: u8 = NameUses::TERRITORY | NameUses::LARGE_PLACE | NameUses::SMALL_PLACE;
/// Longest cue, in bytes, that also stands between other things than names.
const SHORT_CUE: usize = 4;

/// Gives back a word of a person's full name (`Noam Cohen`, `in Cohen's studies`), a given name with a family name (`Fiona Hill`), a given name right before the rest of the name
/// (`Fabio | Quartararo`), what a form of address stands before (`Bro Alex`), what stands between people in a list, a family
/// name that speaks, a nickname.
pub(super) fn claim(document: &Document<'_>, evidence: &Evidence, language: &Language, spans: &mut Vec<NameSpan>) {
    drop_nicknames(document, evidence, spans);
    join_given(document, evidence, spans);
    join_double(document, evidence, spans);
    claim_speakers(document, evidence, language, spans);
    definitions::claim_nicknames(document, evidence, spans);
    let parts = Parts::collect(document, evidence, spans);
    for at in 0..spans.len() {
        let beside = beside_people(document, evidence, spans, at);
        let span = &mut spans[at];
        if matches!(span.kind, EntityKind::Place | EntityKind::Organization)
            && (parts.hold(document, evidence, span)
                || is_full_name(document, evidence, span)
                || is_addressed(evidence, span)
                || beside)
        {
            span.kind = EntityKind::Person;
        } else if span.kind == EntityKind::Person && begins_body(evidence, span) {
            span.kind = EntityKind::Organization;
        }
    }
}

/// Makes a person of a lone family name that no list has for a country or a place of the language's, that the text gives a verb
/// of speech and names together with a person (`Wibawa dan Alton`), and that stands nowhere as places do.
fn claim_speakers(document: &Document<'_>, evidence: &Evidence, language: &Language, spans: &mut [NameSpan]) {
    let tokens = &document.tokens;
    let unlisted = |at: usize| {
        let uses = evidence.known[at];
        uses & NameUses::FAMILY_NAME != 0
            && uses & (NameUses::TERRITORY | NameUses::COMMON_WORD) == 0
            && !tokens[at].all_capitals
            && !evidence.covers(at, NameClass::Place)
            && !evidence.covers(at, NameClass::Institution)
    };
    let lone = |span: &NameSpan| {
        matches!(span.kind, EntityKind::Place | EntityKind::Person)
            && span.tokens.len() == 1
            && unlisted(span.tokens.start)
    };
    if !spans.iter().any(|span| span.kind == EntityKind::Place && lone(span)) {
        return;
    }
    let speaks = |at: usize| {
        tokens.get(at).is_some_and(|verb| {
            let frames = language.quoting.word(verb.key).frames;
            !verb.capital && frames.has(Frames::SUBJECT_BEFORE) && !frames.has(Frames::PARTICIPLE)
        })
    };
    let joins = |one: &NameSpan, other: &NameSpan| {
        let between = one.tokens.end;
        between + 1 == other.tokens.start
            && evidence.starts(between, NameClass::Connector)
            && !tokens[other.tokens.start].starts_sentence
    };
    let is_person = |span: &NameSpan| span.kind == EntityKind::Person;
    let (mut speakers, mut beside, mut placed) = (FxHashSet::default(), FxHashSet::default(), FxHashSet::default());
    for at in (0..spans.len()).filter(|&at| lone(&spans[at])) {
        let span = &spans[at];
        let first = span.tokens.start;
        let key = tokens[first].key;
        if speaks(span.tokens.end) {
            speakers.insert(key);
        }
        let before = at > 0 && is_person(&spans[at - 1]) && joins(&spans[at - 1], span);
        if before || spans.get(at + 1).is_some_and(|after| is_person(after) && joins(span, after)) {
            beside.insert(key);
        }
        if is_placed(document, evidence, first) || first > 0 && evidence.covers(first - 1, NameClass::PlaceHead) {
            placed.insert(key);
        }
    }
    for span in spans.iter_mut().filter(|span| lone(span)) {
        let key = tokens[span.tokens.start].key;
        if speakers.contains(&key) && beside.contains(&key) && !placed.contains(&key) {
            span.kind = EntityKind::Person;
        }
    }
}

/// Whether the head of a body stands at the start (`Ketua | Yayasan Al Badar`) and is nobody's name.
fn begins_body(evidence: &Evidence, span: &NameSpan) -> bool {
    let first = span.tokens.start;
    evidence.listed(first, NameClass::OrganizationHead).is_some_and(|head| head.tokens.end < span.tokens.end)
        && !evidence.starts(first, NameClass::GivenName)
        && evidence.known[first] & (NameUses::GIVEN_NAME | NameUses::FAMILY_NAME) == 0
}

/// Drops what was taken for a place and only says how something unnamed is called (`klub berjuluk Nyonya Tua`).
fn drop_nicknames(document: &Document<'_>, evidence: &Evidence, spans: &mut Vec<NameSpan>) {
    let tokens = &document.tokens;
    let ends: FxHashSet<usize> = spans.iter().map(|span| span.tokens.end).collect();
    spans.retain(|span| {
        let start = span.tokens.start;
        let cue = start.checked_sub(2).filter(|_| span.kind == EntityKind::Place).map(|before| before + 1);
        !cue.is_some_and(|cue| {
            evidence.listed(cue, NameClass::AliasCue).is_some_and(|listed| listed.tokens.end == start)
                && tokens[cue].span.len() > SHORT_CUE
                && tokens[cue - 1].kind == TokenKind::Word
                && !ends.contains(&cue)
        })
    });
}

/// Words of the full names of a document's people.
struct Parts {
    /// Of names that begin with a given name, where no place of the document is called so.
    sure: FxHashSet<WordKey>,
    /// Of names that begin with a given name, whatever else the document calls so.
    given: FxHashSet<WordKey>,
    /// The last words of all names.
    last: FxHashSet<WordKey>,
}

impl Parts {
    fn collect(document: &Document<'_>, evidence: &Evidence, spans: &[NameSpan]) -> Self {
        let tokens = &document.tokens;
        let mut parts = Self { sure: FxHashSet::default(), given: FxHashSet::default(), last: FxHashSet::default() };
        for span in spans.iter().filter(|span| span.kind == EntityKind::Person && span.tokens.len() > 1) {
            if document.sentences.len() >= ENOUGH {
                parts.last.insert(tokens[span.tokens.end - 1].key);
            }
            if begins_given(evidence, span) {
                parts.sure.extend(tokens[span.tokens.clone()].iter().filter(|word| word.capital).map(|word| word.key));
            }
        }
        parts.given.clone_from(&parts.sure);
        // `Jack London`, who lived in London.
        for (at, token) in tokens.iter().enumerate().filter(|(_, token)| token.capital) {
            let headed = at > 0 && evidence.covers(at - 1, NameClass::PlaceHead) && tokens[at - 1].capital;
            if headed || is_placed(document, evidence, at) {
                parts.sure.remove(&token.key);
            }
        }
        parts
    }

    /// Whether one word is part of a person's name of the document, or a listed given name, and no place or body.
    fn hold(&self, document: &Document<'_>, evidence: &Evidence, span: &NameSpan) -> bool {
        let (tokens, at) = (&document.tokens, span.tokens.start);
        let key = tokens[at].key;
        let listed = evidence.known[at] & PLACES != 0 || evidence.covers(at, NameClass::Place);
        let given = evidence.starts(at, NameClass::GivenName);
        let free = !is_placed(document, evidence, at);
        // What no list knows for a place may stand behind a word for where (`dari Dovizioso`).
        let part = free && self.sure.contains(&key) || !listed && self.given.contains(&key);
        span.tokens.len() == 1
            && (part || free && !listed && (given || self.last.contains(&key)))
            && !tokens[at].all_capitals
            && evidence.known[at] & NameUses::TERRITORY == 0
            && !evidence.covers(at, NameClass::Institution)
    }
}

fn begins_given(evidence: &Evidence, span: &NameSpan) -> bool {
    let first = span.tokens.start;
    evidence.starts(first, NameClass::GivenName)
        || evidence.known[first] & (NameUses::GIVEN_NAME | NameUses::COMMON_WORD) == NameUses::GIVEN_NAME
}

/// Joins a given name that was taken for a place or body to the person's name right behind it.
fn join_given(document: &Document<'_>, evidence: &Evidence, spans: &mut Vec<NameSpan>) {
    let tokens = &document.tokens;
    let touching = |given: &NameSpan, rest: &NameSpan| {
        given.tokens.end == rest.tokens.start
            && !tokens[rest.tokens.start].starts_sentence
            && rest.kind == EntityKind::Person
            && matches!(given.kind, EntityKind::Place | EntityKind::Organization)
            && given.tokens.len() == 1
            && !tokens[given.tokens.start].all_capitals
            && !evidence.covers(given.tokens.start, NameClass::Institution)
    };
    let is_given = |span: &NameSpan| {
        let at = span.tokens.start;
        let placed = evidence.covers(at, NameClass::Place) || evidence.known[at] & PLACES != 0;
        let of_somebody = at > 0
            && !tokens[at].starts_sentence
            && (tokens[at - 1].capital
                || evidence.covers(at - 1, NameClass::PlaceHead)
                || evidence.covers(at - 1, NameClass::Title));
        let cued = at > 0 && evidence.covers(at - 1, NameClass::PlaceCue);
        // No office stands before it: then no list needs to know the given name (`dari Fabio Quartararo`).
        if placed {
            begins_given(evidence, span) && !cued && !of_somebody
        } else {
            begins_given(evidence, span) || span.kind == EntityKind::Place && !of_somebody
        }
    };
    // What is one name at one place is one everywhere.
    let keys = |given: &NameSpan, rest: &NameSpan| (tokens[given.tokens.start].key, tokens[rest.tokens.start].key);
    let sure: FxHashSet<(WordKey, WordKey)> = spans
        .windows(2)
        .filter(|pair| touching(&pair[0], &pair[1]) && is_given(&pair[0]))
        .map(|pair| keys(&pair[0], &pair[1]))
        .collect();
    join_touching(spans, |given, rest| touching(given, rest) && sure.contains(&keys(given, rest)));
}

/// Makes one name of two where `are_one` says so, of the kind of the second.
fn join_touching(spans: &mut Vec<NameSpan>, are_one: impl Fn(&NameSpan, &NameSpan) -> bool) {
    let mut joined: Vec<NameSpan> = Vec::with_capacity(spans.len());
    for mut span in spans.drain(..) {
        if let Some(first) = joined.pop_if(|first| are_one(first, &span)) {
            span.tokens.start = first.tokens.start;
        }
        joined.push(span);
    }
    *spans = joined;
}

/// Joins a given name that the world's list has to another one behind a hyphen (`Kevin-Prince Boateng`); before a given
/// name of the language's own list it stands for one of two people (`Budi-Siti Aminah`).
fn join_double(document: &Document<'_>, evidence: &Evidence, spans: &mut Vec<NameSpan>) {
    let tokens = &document.tokens;
    let is_double = |first: &NameSpan, second: &NameSpan| {
        let (hyphen, given) = (first.tokens.end, second.tokens.start);
        hyphen + 1 == given
            && tokens[hyphen].first == '-'
            && !tokens[hyphen].spaced
            && !tokens[given].spaced
            && first.kind == EntityKind::Person
            && second.kind == EntityKind::Person
            && first.tokens.len() == 1
            && second.tokens.len() > 1
            && evidence.known[first.tokens.start] & NameUses::GIVEN_NAME != 0
            && !evidence.starts(given, NameClass::GivenName)
    };
    join_touching(spans, is_double);
}

/// Whether a form of address and a given name stand at the start.
fn is_addressed(evidence: &Evidence, span: &NameSpan) -> bool {
    let first = span.tokens.start;
    let form = evidence.listed(first, NameClass::AddressForm).map(|form| form.tokens.end);
    let given = |at: usize| evidence.starts(at, NameClass::GivenName) || evidence.known[at] & NameUses::GIVEN_NAME != 0;
    form.is_some_and(|at| at < span.tokens.end && given(at))
        && !evidence.starts(first, NameClass::PlaceHead)
        && !evidence.starts(first, NameClass::OrganizationHead)
}

/// Whether a word that no list knows for a place stands between two people in a list (`Budi Hadi, Karsuwi, Siti`) or is
/// joined to one (`Karsuwi dan Siti`).
fn beside_people(document: &Document<'_>, evidence: &Evidence, spans: &[NameSpan], at: usize) -> bool {
    let tokens = &document.tokens;
    let Range { start, end } = spans[at].tokens;
    let is_person = |span: &&NameSpan| span.kind == EntityKind::Person && begins_given(evidence, span);
    let before = at.checked_sub(1).map(|at| &spans[at]).filter(is_person).map(|before| before.tokens.end);
    let after = spans.get(at + 1).filter(is_person).map(|after| after.tokens.start);
    // The token between two names, if there is but one.
    let before = before.filter(|&before| before + 1 == start);
    let after = after.filter(|&after| end + 1 == after).map(|_| end);
    let comma = |token: usize| tokens[token].first == ',';
    let joined = |token: usize| evidence.starts(token, NameClass::Connector) && !tokens[token + 1].starts_sentence;
    let listed = before.is_some_and(comma) && after.is_some_and(|token| comma(token) || joined(token));
    let beside = before.is_some_and(joined) || after.is_some_and(joined);
    spans[at].kind == EntityKind::Place
        && end - start == 1
        && (listed || beside)
        && !is_placed(document, evidence, start)
        && evidence.known[start] & PLACES == 0
        && !evidence.covers(start, NameClass::Place)
}

/// Whether a word for where something is stands before a token that owns nothing (`in London`, not `in London's books`).
fn is_placed(document: &Document<'_>, evidence: &Evidence, at: usize) -> bool {
    let owns = document.tokens.get(at + 1).is_some_and(|next| next.kind == TokenKind::Clitic);
    at > 0 && evidence.covers(at - 1, NameClass::PlaceCue) && !owns
}

/// Whether a place's name is a given name and a family name; what ends like places do (`Stanley Park`) only where a
/// person is meant beyond doubt.
fn is_full_name(document: &Document<'_>, evidence: &Evidence, span: &NameSpan) -> bool {
    let (first, last) = (span.tokens.start, span.tokens.end - 1);
    let of_place = evidence.starts(last, NameClass::PlaceTail) && !titled(evidence, first);
    span.kind == EntityKind::Place
        && span.tokens.len() == 2
        && begins_given(evidence, span)
        && evidence.known[last] & NameUses::FAMILY_NAME != 0
        && document.tokens[last].capital
        && !of_place
        && !evidence.covers(first, NameClass::Place)
        && !evidence.covers(first, NameClass::PlaceHead)
        && evidence.known_covering[first] & PLACES == 0
}
