//! Uses what the rest of the document says of the same words: their kind, where a run of capitals is cut, and names that
//! were not found at every place.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::corrections::{abbreviates, join_branches};
use super::rules::{Grounds, RuleSpan, is_initial};
use super::{NameSpan, cuts, spread};
use crate::extract::evidence::{Evidence, bit};
use crate::extract::{Document, TokenKind, phrase_key};
use crate::lang::{NameClass, NameUses, WordKey};
use crate::model::EntityKind;

/// Words of these classes are not taken for part of a person's name by themselves.
pub(super) const NO_PART: u32 = bit(NameClass::Title)
    | bit(NameClass::NotName)
    | bit(NameClass::Institution)
    | bit(NameClass::Place)
    | bit(NameClass::Degree);

/// Uses of the world's names that make a word likely to be part of a person's name.
pub(super) const PEOPLE: u8 = NameUses::GIVEN_NAME | NameUses::FAMILY_NAME;

/// Settles kinds, cuts runs and finds names again.
pub(super) fn settle(
    document: &Document<'_>,
    evidence: &Evidence,
    furniture: &[Range<usize>],
    by_rules: &[RuleSpan],
    mut spans: Vec<NameSpan>,
) -> Vec<NameSpan> {
    let aged = |rule: &&RuleSpan| {
        let behind = &document.tokens[rule.span.tokens.end..];
        behind.len() > 1 && behind[0].first == '(' && behind[1].kind == TokenKind::Number
    };
    let sure = by_rules.iter().filter(|rule| rule.grounds == Grounds::Title).filter(aged);
    let sure = sure.map(|rule| rule.span.tokens.clone());
    drop_begun(document, evidence, &mut spans);
    drop_offices(document, evidence, &mut spans);
    claim_branches(document, evidence, &mut spans);
    let placed = placed(document, evidence);
    vote(document, evidence, &placed, &sure.collect(), &mut spans);
    let mut spans = cuts::cut(document, evidence, &placed, spans);
    join_branches(document, evidence, &mut spans);
    let spans = spread::complete(document, spans);
    spread::spread(document, evidence, furniture, spans)
}

/// Drops people who are called by the first word of an office that the document has in full (`Pak Wali`, of whom it says
/// `Wali Kota`), where that word is nobody's given name.
fn drop_offices(document: &Document<'_>, evidence: &Evidence, spans: &mut Vec<NameSpan>) {
    let tokens = &document.tokens;
    let lone = |span: &NameSpan| {
        span.kind == EntityKind::Person
            && span.tokens.len() == 1
            && !evidence.starts(span.tokens.start, NameClass::GivenName)
    };
    if !spans.iter().any(lone) {
        return;
    }
    let begins = |at: &usize| spread::begins_office(evidence, *at) && tokens[*at].capital;
    let offices: FxHashSet<WordKey> = (0..tokens.len()).filter(begins).map(|at| tokens[at].key).collect();
    spans.retain(|span| !(lone(span) && offices.contains(&tokens[span.tokens.start].key)));
}

/// Most words of a body without a known head.
const LONGEST_BRANCH: usize = 3;

/// Makes bodies of people whose name ends as those of several bodies of the document do (`Dinas Air Maju`, `Polres Maju`),
/// where no word of it is known for a name and nobody is meant (`Gakum Maju`).
fn claim_branches(document: &Document<'_>, evidence: &Evidence, spans: &mut [NameSpan]) {
    let tokens = &document.tokens;
    let nameless = |at: usize| {
        tokens[at].capital && evidence.known[at] & PEOPLE == 0 && !evidence.starts(at, NameClass::GivenName)
    };
    let unknown = |span: &NameSpan| {
        span.kind == EntityKind::Person
            && (2..=LONGEST_BRANCH).contains(&span.tokens.len())
            && span.tokens.clone().all(nameless)
    };
    if !spans.iter().any(unknown) {
        return;
    }
    let mut heads: FxHashMap<WordKey, FxHashSet<WordKey>> = FxHashMap::default();
    for span in spans.iter().filter(|span| span.kind == EntityKind::Organization) {
        let (first, last) = (span.tokens.start, span.tokens.end - 1);
        let headed = evidence.listed(first, NameClass::OrganizationHead).is_some_and(|head| head.tokens.end <= last);
        if headed && tokens[last].capital && !tokens[last].all_capitals {
            heads.entry(tokens[last].key).or_default().insert(tokens[first].key);
        }
    }
    heads.retain(|_, heads| heads.len() > 1);
    if heads.is_empty() {
        return;
    }
    let branch = |span: &NameSpan| {
        let (first, end) = (span.tokens.start, span.tokens.end);
        heads.contains_key(&tokens[end - 1].key)
            && unknown(span)
            && !titled(evidence, first)
            && tokens.get(end).is_none_or(|next| next.first != '(')
    };
    let words = |span: &NameSpan| phrase_key(&tokens[span.tokens.clone()]);
    let branches: FxHashSet<WordKey> = spans.iter().filter(|span| branch(span)).map(words).collect();
    for span in spans.iter_mut().filter(|span| branches.contains(&words(span))) {
        span.kind = EntityKind::Organization;
    }
}

/// Drops people of one word that only begins its sentence and that nothing in the article speaks for: no list, and no
/// other place where it has a capital.
fn drop_begun(document: &Document<'_>, evidence: &Evidence, spans: &mut Vec<NameSpan>) {
    let tokens = &document.tokens;
    let begun = |span: &NameSpan| {
        let at = span.tokens.start;
        let listed = evidence.starts(at, NameClass::GivenName) || evidence.known[at] & PEOPLE != 0;
        span.kind == EntityKind::Person
            && span.tokens.len() == 1
            && is_initial(tokens, at)
            && !tokens[at].all_capitals
            && !listed
    };
    if !spans.iter().any(begun) {
        return;
    }
    let mut spoken_for: FxHashSet<WordKey> = FxHashSet::default();
    for (at, token) in tokens.iter().enumerate() {
        if token.capital && !is_initial(tokens, at) {
            spoken_for.insert(token.key);
        }
    }
    spans.retain(|span| !begun(span) || spoken_for.contains(&tokens[span.tokens.start].key));
}

/// Runs of capitals that stand where places stand, and how often.
pub(super) type Placed = FxHashMap<WordKey, u32>;

/// Longest name of a place that is believed for where it stands, in tokens.
const MAX_PLACE: usize = 3;
/// Most tokens of an office with its body, before the name of who holds it.
const LONGEST_OFFICE: usize = 12;

/// Whether the body whose name ends before a token stands behind a title in its run of capitals: what follows it is then
/// the holder (`Ketua Komite Selat (KS) Rahmat`), and no place.
fn holds_office(document: &Document<'_>, evidence: &Evidence, at: usize) -> bool {
    let tokens = &document.tokens;
    let sentence_start = (0..=at).rev().find(|&at| tokens[at].starts_sentence).unwrap_or(0);
    let in_run = |&before: &usize| {
        tokens[before].capital
            || evidence.covers(before, NameClass::Connector)
            || evidence.covers(before, NameClass::Title)
    };
    let run = (sentence_start..at).rev().take(LONGEST_OFFICE).take_while(in_run);
    run.into_iter().any(|before| evidence.covers(before, NameClass::Title))
}

/// Runs of capitals behind a word that speaks of places, or behind the head of a body that is nobody's office
/// (`di Nusa Maju`, `menurut Polda Nusa Maju`).
fn placed(document: &Document<'_>, evidence: &Evidence) -> Placed {
    let tokens = &document.tokens;
    let mut placed = Placed::default();
    let body = bit(NameClass::OrganizationHead) | bit(NameClass::Institution);
    let mut at = 1;
    while at < tokens.len() {
        if !tokens[at].capital || tokens[at].starts_sentence || tokens[at].all_capitals {
            at += 1;
            continue;
        }
        let run = tokens[at..].iter().take_while(|token| token.capital && !token.all_capitals).count();
        let before = at - 1;
        let cue = evidence.covers(before, NameClass::PlaceCue) && !tokens[before].capital;
        let own = bit(NameClass::Title) | bit(NameClass::GivenName) | bit(NameClass::NotName) | body;
        // `di Piala Maju`
        let happens = bit(NameClass::EventHead) | bit(NameClass::WorkHead);
        let office = |at: usize| holds_office(document, evidence, at);
        let listed = tokens[before].all_capitals && evidence.covering[before] & body != 0 && !office(before);
        let defined =
            before > 1 && tokens[before].first == ')' && tokens[before - 1].capital && tokens[before - 2].first == '(';
        let branch = listed || (defined && !office(before - 2));
        let plain = tokens[at..at + run].iter().enumerate().all(|(n, _)| evidence.covering[at + n] & own == 0);
        let ends = tokens.get(at + run).is_none_or(|token| !token.capital);
        if run <= MAX_PLACE && (cue || branch) && plain && ends && evidence.starting[at] & happens == 0 {
            *placed.entry(phrase_key(&tokens[at..at + run])).or_default() += 1;
        }
        at += run.max(1);
    }
    placed
}

/// Votes of a definition: more than those of all titles that stand before the short name (`Wali Kota Numa`).
const DEFINED: u32 = 1 << 16;

/// Gives the same words the same kind: the one they have most often; lists and titles count more.
fn vote(
    document: &Document<'_>,
    evidence: &Evidence,
    placed: &Placed,
    sure: &FxHashSet<Range<usize>>,
    spans: &mut [NameSpan],
) {
    let tokens = &document.tokens;
    let mut votes: FxHashMap<WordKey, [u32; EntityKind::ALL.len()]> = FxHashMap::default();
    let mut parts: FxHashSet<WordKey> = FxHashSet::default();
    let words = |span: &NameSpan| &tokens[span.tokens.clone()];
    for span in spans.iter() {
        let first = span.tokens.start;
        let spoken_for = sure.contains(&span.tokens) || titled(evidence, first);
        let weight = if spoken_for && span.kind == EntityKind::Person { 8 } else { 2 };
        votes.entry(phrase_key(words(span))).or_default()[span.kind as usize] += weight;
        // `Komisi Air (KA) Nusa Maju` says that `KA` is a body.
        for inner in words(span).windows(3).filter(|inner| inner[0].first == '(' && inner[2].first == ')') {
            votes.entry(phrase_key(&inner[1..2])).or_default()[span.kind as usize] += 8;
        }
        // `Kecamatan Maju` says that `Maju` is a place.
        if span.kind == EntityKind::Place
            && let Some(head) = evidence.listed(first, NameClass::PlaceHead)
            && head.tokens.end < span.tokens.end
        {
            votes.entry(phrase_key(&tokens[head.tokens.end..span.tokens.end])).or_default()[span.kind as usize] += 3;
        }
        // `PT ABC` says that `ABC` is a body.
        if span.kind == EntityKind::Organization
            && let Some(head) = evidence.listed(first, NameClass::OrganizationHead)
            && head.tokens.end + 1 == span.tokens.end
            && tokens[head.tokens.end].all_capitals
        {
            votes.entry(phrase_key(&tokens[head.tokens.end..=head.tokens.end])).or_default()[span.kind as usize] += 3;
        }
        if span.kind == EntityKind::Person && span.tokens.len() > 1 {
            for at in span.tokens.clone().filter(|&at| is_part(document, evidence, at)) {
                votes.entry(phrase_key(&tokens[at..=at])).or_default()[span.kind as usize] += 3;
                parts.insert(tokens[at].key);
            }
        }
    }
    for (short, kind) in defined(document, evidence, spans) {
        votes.entry(phrase_key(&tokens[short..=short])).or_default()[kind as usize] += DEFINED;
    }
    // No more than the model's own word for each: a person may stand there too (`dari Budi`).
    for (words, &count) in placed {
        if let Some(votes) = votes.get_mut(words) {
            votes[EntityKind::Place as usize] += 2 * count;
        }
    }
    for span in spans {
        let Some(votes) = votes.get(&phrase_key(words(span))) else { continue };
        let own = votes[span.kind as usize];
        let best = EntityKind::ALL
            .into_iter()
            .fold(span.kind, |best, kind| if votes[kind as usize] > votes[best as usize] { kind } else { best });
        if votes[best as usize] > own && !listed_as(evidence, span) {
            span.kind = best;
        }
    }
}

/// The single words that a text puts beside the body they abbreviate (`PT Industri Kereta Api atau Inka`), or in brackets
/// behind a body or place (`Kabupaten Karang Barat (Kabar)`).
fn defined<'a>(
    document: &'a Document<'_>,
    evidence: &'a Evidence,
    spans: &'a [NameSpan],
) -> impl Iterator<Item = (usize, EntityKind)> + 'a {
    spans.windows(2).filter_map(move |pair| {
        let [full, short] = pair else { return None };
        let (cue, at) = (full.tokens.end, short.tokens.start);
        let bracketed = cue + 1 == at
            && document.tokens[cue].first == '('
            && matches!(full.kind, EntityKind::Organization | EntityKind::Place);
        let beside = full.kind == EntityKind::Organization
            && evidence.listed(cue, NameClass::AliasCue).is_some_and(|cue| cue.tokens.end == at);
        let fewest = if bracketed { 2 } else { 3 };
        let named = (bracketed || beside) && full.tokens.len() >= fewest && short.tokens.len() == 1;
        let words = named.then(|| document.span(full.tokens.clone()).of(document.text))?;
        let without_head = words.split_once(' ').map_or("", |(_, rest)| rest);
        let short = document.word(at);
        (abbreviates(short, words) || abbreviates(short, without_head)).then_some((at, full.kind))
    })
}

/// Whether a title that only people have stands right before the token.
pub(super) fn titled(evidence: &Evidence, first: usize) -> bool {
    first > 0 && evidence.covers(first - 1, NameClass::PersonTitle)
}

/// Whether a list knows the whole name as what it is taken for.
fn listed_as(evidence: &Evidence, span: &NameSpan) -> bool {
    let class = match span.kind {
        EntityKind::Organization => NameClass::Institution,
        EntityKind::Place => NameClass::Place,
        _ => return false,
    };
    evidence.listed(span.tokens.start, class).is_some_and(|listed| listed.tokens == span.tokens)
}

/// Whether the token can stand for the person whose name it is part of.
pub(super) fn is_part(document: &Document<'_>, evidence: &Evidence, at: usize) -> bool {
    let token = &document.tokens[at];
    token.capital && token.span.len() > 2 && evidence.covering[at] & NO_PART == 0
}
