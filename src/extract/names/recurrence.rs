//! Uses what the rest of the document says of the same words: their kind, where a run of capitals is cut, and names that
//! were not found at every place.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::NameSpan;
use super::corrections::{abbreviates, join_branches};
use super::rules::{Grounds, RuleSpan, is_initial};
use crate::extract::evidence::{Evidence, bit};
use crate::extract::{Document, Token, TokenKind, phrase_key};
use crate::lang::{NameClass, NameUses, WordKey};
use crate::model::EntityKind;

/// Words of these classes are not taken for part of a person's name by themselves.
const NO_PART: u32 = bit(NameClass::Title)
    | bit(NameClass::NotName)
    | bit(NameClass::Institution)
    | bit(NameClass::Place)
    | bit(NameClass::Degree);

/// Uses of the world's names that make a word likely to be part of a person's name.
const PEOPLE: u8 = NameUses::GIVEN_NAME | NameUses::FAMILY_NAME;

/// Most names that begin with the same word and are looked for again: more are lists, and the time stays linear.
const MAX_ALIKE: usize = 16;

/// Longest name that is looked for again, in tokens.
const MAX_WORDS: usize = 12;

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
    let placed = placed(document, evidence);
    vote(document, evidence, &placed, &sure.collect(), &mut spans);
    let mut spans = cut(document, evidence, &placed, spans);
    join_branches(document, evidence, &mut spans);
    let spans = complete(document, spans);
    spread(document, evidence, furniture, spans)
}

/// Gives a part of a person's name the rest of it where the whole stands there (`Gus | Dur`, of whom the text has `Gus Dur`).
fn complete(document: &Document<'_>, spans: Vec<NameSpan>) -> Vec<NameSpan> {
    let tokens = &document.tokens;
    let is_person = |span: &NameSpan| span.kind == EntityKind::Person;
    let mut wholes: FxHashMap<WordKey, Vec<Range<usize>>> = FxHashMap::default();
    for span in spans.iter().filter(|span| is_person(span) && (2..=MAX_WORDS).contains(&span.tokens.len())) {
        for at in span.tokens.clone().filter(|&at| tokens[at].capital) {
            let alike = wholes.entry(tokens[at].key).or_default();
            if alike.len() < MAX_ALIKE {
                alike.push(span.tokens.clone());
            }
        }
    }
    // Where the whole name stands round the one word of a span.
    let whole = |span: &NameSpan| {
        let at = span.tokens.start;
        let holds = |whole: &Range<usize>| {
            whole.clone().filter(|&word| tokens[word].key == tokens[at].key).find_map(|word| {
                let start = (at + whole.start).checked_sub(word)?;
                let found = tokens.get(start..start + whole.len())?;
                let same = found.iter().zip(&tokens[whole.clone()]).all(|(a, b)| a.key == b.key && a.first == b.first);
                let one_sentence = found[1..].iter().all(|token| !token.starts_sentence);
                (same && one_sentence).then_some(start..start + whole.len())
            })
        };
        let alone = is_person(span) && span.tokens.len() == 1;
        wholes.get(&tokens[at].key).filter(|_| alone)?.iter().filter_map(holds).max_by_key(Range::len)
    };
    let mut result: Vec<NameSpan> = Vec::with_capacity(spans.len());
    let mut at = 0;
    while at < spans.len() {
        let mut span = spans[at].clone();
        at += 1;
        if let Some(range) = whole(&span) {
            let inside = |other: &NameSpan| range.start <= other.tokens.start && other.tokens.end <= range.end;
            let after = spans[at..].iter().take_while(|other| inside(other)).count();
            let free_behind = spans.get(at + after).is_none_or(|other| other.tokens.start >= range.end);
            let free_before = result.last().is_none_or(|other| other.tokens.end <= range.start);
            if free_behind && free_before {
                span.tokens = range;
                at += after;
            }
        }
        result.push(span);
    }
    result
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
type Placed = FxHashMap<WordKey, u32>;

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
        let office = |at: usize| holds_office(document, evidence, at);
        let listed = tokens[before].all_capitals && evidence.covering[before] & body != 0 && !office(before);
        let defined =
            before > 1 && tokens[before].first == ')' && tokens[before - 1].capital && tokens[before - 2].first == '(';
        let branch = listed || (defined && !office(before - 2));
        let plain = tokens[at..at + run].iter().enumerate().all(|(n, _)| evidence.covering[at + n] & own == 0);
        let ends = tokens.get(at + run).is_none_or(|token| !token.capital);
        if run <= MAX_PLACE && (cue || branch) && plain && ends {
            *placed.entry(phrase_key(&tokens[at..at + run])).or_default() += 1;
        }
        at += run.max(1);
    }
    placed
}

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
        votes.entry(phrase_key(&tokens[short..=short])).or_default()[kind as usize] += 8;
    }
    for (words, &count) in placed {
        if let Some(votes) = votes.get_mut(words) {
            votes[EntityKind::Place as usize] += 3 * count;
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

/// The single words that a text puts beside the body they abbreviate (`PT Industri Kereta Api atau Inka`).
fn defined<'a>(
    document: &'a Document<'_>,
    evidence: &'a Evidence,
    spans: &'a [NameSpan],
) -> impl Iterator<Item = (usize, EntityKind)> + 'a {
    spans.windows(2).filter_map(move |pair| {
        let [full, short] = pair else { return None };
        let (cue, at) = (full.tokens.end, short.tokens.start);
        let beside = full.kind == EntityKind::Organization
            && full.tokens.len() > 2
            && short.tokens.len() == 1
            && evidence.listed(cue, NameClass::AliasCue).is_some_and(|cue| cue.tokens.end == at);
        let words = beside.then(|| document.span(full.tokens.clone()).of(document.text))?;
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
fn is_part(document: &Document<'_>, evidence: &Evidence, at: usize) -> bool {
    let token = &document.tokens[at];
    token.capital && token.span.len() > 2 && evidence.covering[at] & NO_PART == 0
}

/// Cuts a place or body off the start of a person's name, and a person off the end of a body's or place's, where the
/// document has the one or the other alone.
fn cut(document: &Document<'_>, evidence: &Evidence, placed: &Placed, spans: Vec<NameSpan>) -> Vec<NameSpan> {
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

/// Finds names again where the same words stand without having been found, and parts of the names of people.
fn spread(
    document: &Document<'_>,
    evidence: &Evidence,
    furniture: &[Range<usize>],
    mut spans: Vec<NameSpan>,
) -> Vec<NameSpan> {
    let tokens = &document.tokens;
    let known = Known::collect(document, evidence, &spans);
    let mut added = Vec::new();
    let (mut next_span, mut next_furniture) = (0, 0);
    // A capital that belongs to no name and is no title: with a part of a person's name it is some other name
    // (`Barito Putra`).
    let unnamed = |at: Option<usize>| {
        at.filter(|&at| tokens.get(at).is_some_and(|token| token.capital) && evidence.covering[at] & NO_PART == 0)
    };
    let mut at = 0;
    while at < tokens.len() {
        while next_span < spans.len() && spans[next_span].tokens.end <= at {
            next_span += 1;
        }
        while next_furniture < furniture.len() && furniture[next_furniture].end <= at {
            next_furniture += 1;
        }
        if let Some(furniture) = furniture.get(next_furniture).filter(|furniture| furniture.start <= at) {
            at = furniture.end;
            continue;
        }
        let limit = spans.get(next_span).map_or(tokens.len(), |span| span.tokens.start);
        if limit <= at {
            at = spans[next_span].tokens.end;
            continue;
        }
        let behind_span = next_span > 0 && spans[next_span - 1].tokens.end == at;
        let before_span = spans.get(next_span).is_some_and(|span| span.tokens.start == at + 1);
        let inside = !behind_span
            && unnamed(at.checked_sub(1)).is_some_and(|before| !tokens[before + 1].starts_sentence)
            || !before_span && unnamed(Some(at + 1)).is_some_and(|next| !tokens[next].starts_sentence);
        let found = known.at(document, evidence, at, limit);
        match found.filter(|found| !(inside && found.is_part)) {
            Some(Found { length, kind, .. }) => {
                added.push(NameSpan { tokens: at..at + length, kind, role: None });
                at += length;
            }
            None => at += 1,
        }
    }
    if !added.is_empty() {
        spans.extend(added);
        spans.sort_by_key(|span| span.tokens.start);
    }
    spans
}

/// The names of a document by their first word.
struct Known {
    /// Tokens and kind.
    whole: FxHashMap<WordKey, Vec<(Range<usize>, EntityKind)>>,
    parts: FxHashSet<WordKey>,
}

/// A known name that stands somewhere again.
struct Found {
    /// In tokens.
    length: usize,
    kind: EntityKind,
    /// One word of a person's name.
    is_part: bool,
}

impl Known {
    fn collect(document: &Document<'_>, evidence: &Evidence, spans: &[NameSpan]) -> Self {
        let tokens = &document.tokens;
        let mut known = Self { whole: FxHashMap::default(), parts: FxHashSet::default() };
        let mut seen: FxHashSet<(WordKey, EntityKind)> = FxHashSet::default();
        for span in spans.iter().filter(|span| span.tokens.len() <= MAX_WORDS) {
            let words = &tokens[span.tokens.clone()];
            if span.kind == EntityKind::Person && words.len() > 1 {
                known
                    .parts
                    .extend(span.tokens.clone().filter(|&at| is_part(document, evidence, at)).map(|at| tokens[at].key));
            }
            let first = span.tokens.start;
            let telling = words.len() > 1 || !is_initial(tokens, first) || tokens[first].all_capitals;
            if telling && seen.insert((phrase_key(words), span.kind)) {
                let alike = known.whole.entry(words[0].key).or_default();
                if alike.len() < MAX_ALIKE {
                    alike.push((span.tokens.clone(), span.kind));
                }
            }
        }
        known
    }

    /// The known name at a token that ends before `limit`.
    fn at(&self, document: &Document<'_>, evidence: &Evidence, at: usize, limit: usize) -> Option<Found> {
        let tokens = &document.tokens;
        if !tokens[at].capital {
            return None;
        }
        let again = self.whole.get(&tokens[at].key).into_iter().flatten().filter(|(words, _)| {
            at + words.len() <= limit
                && tokens[words.clone()].iter().zip(&tokens[at..]).all(|(one, other)| one.key == other.key)
                && !(words.len() == 1 && evidence.covers(at, NameClass::NotName))
        });
        match again.max_by_key(|(words, _)| words.len()) {
            Some((words, kind)) => Some(Found { length: words.len(), kind: *kind, is_part: false }),
            None => (self.parts.contains(&tokens[at].key) && is_part(document, evidence, at)).then_some(Found {
                length: 1,
                kind: EntityKind::Person,
                is_part: true,
            }),
        }
    }
}
