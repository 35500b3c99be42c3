//! Finds names again where the same words stand without having been found, and parts of the names of people.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::NameSpan;
use super::parts::MOST_INITIALS;
use super::recurrence::{NO_PART, is_part};
use super::rules::is_initial;
use crate::extract::evidence::{Evidence, Listed};
use crate::extract::{Document, Token, phrase_key};
use crate::lang::{NameClass, WordKey};
use crate::model::EntityKind;

/// Most names that begin with the same word and are looked for again: more are lists, and the time stays linear.
const MAX_ALIKE: usize = 16;

/// Longest name that is looked for again, in tokens.
pub(super) const MAX_WORDS: usize = 12;

/// Gives a part of a person's name the rest of it where the whole stands there (`Gus | Dur`, of whom the text has `Gus Dur`).
pub(super) fn complete(document: &Document<'_>, spans: Vec<NameSpan>) -> Vec<NameSpan> {
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
    // Where the whole name stands round a span.
    let whole = |span: &NameSpan| {
        let at = span.tokens.start;
        let holds = |whole: &Range<usize>| {
            whole.clone().filter(|&word| tokens[word].key == tokens[at].key).find_map(|word| {
                let start = (at + whole.start).checked_sub(word)?;
                let found = tokens.get(start..start + whole.len())?;
                let same = found.iter().zip(&tokens[whole.clone()]).all(|(a, b)| a.key == b.key && a.first == b.first);
                let one_sentence = found[1..].iter().all(|token| !token.starts_sentence);
                let range = start..start + whole.len();
                let wider = span.tokens.end <= range.end && span.tokens.len() < range.len();
                (same && one_sentence && wider).then_some(range)
            })
        };
        let found = is_person(span).then(|| wholes.get(&tokens[at].key)).flatten()?;
        found.iter().filter_map(holds).max_by_key(Range::len)
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

/// Finds names again where the same words stand without having been found, and parts of the names of people.
pub(super) fn spread(
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
    // (`Barito Putra`), unless it is a person's initials (`BY Wibawa`, of whom the text has `Bahtiar Yusuf (BY) Wibawa`).
    let names = |token: &Token| token.capital && !known.initials.contains(&token.key);
    let unnamed =
        |at: Option<usize>| at.filter(|&at| tokens.get(at).is_some_and(names) && evidence.covering[at] & NO_PART == 0);
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

/// Whether a title of several words begins here (`Wali Kota`), whatever is called so elsewhere (`Pak Wali`).
pub(super) fn begins_office(evidence: &Evidence, at: usize) -> bool {
    evidence.listed(at, NameClass::Title).is_some_and(|title| title.tokens.len() > 1)
}

/// The names of a document by their first word.
struct Known {
    /// Tokens and kind.
    whole: FxHashMap<WordKey, Vec<(Range<usize>, EntityKind)>>,
    parts: FxHashSet<WordKey>,
    /// Short words of capitals inside the names of people.
    initials: FxHashSet<WordKey>,
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
        let (parts, initials) = (FxHashSet::default(), FxHashSet::default());
        let mut known = Self { whole: FxHashMap::default(), parts, initials };
        let mut seen: FxHashSet<(WordKey, EntityKind)> = FxHashSet::default();
        for span in spans.iter().filter(|span| span.tokens.len() <= MAX_WORDS) {
            let words = &tokens[span.tokens.clone()];
            if span.kind == EntityKind::Person && words.len() > 1 {
                known
                    .parts
                    .extend(span.tokens.clone().filter(|&at| is_part(document, evidence, at)).map(|at| tokens[at].key));
                let initials = words.iter().filter(|word| word.all_capitals && word.span.len() <= MOST_INITIALS);
                known.initials.extend(initials.map(|word| word.key));
            }
            let first = span.tokens.start;
            let telling = words.len() > 1 || !is_initial(tokens, first) || tokens[first].all_capitals;
            // `PT ABC` is `ABC` where it stands without its head.
            let last = span.tokens.end - 1;
            let is_head = |head: &Listed| head.tokens == (first..last);
            let short = span.kind == EntityKind::Organization
                && tokens[last].all_capitals
                && evidence.listed(first, NameClass::OrganizationHead).is_some_and(is_head);
            let forms = [telling.then(|| span.tokens.clone()), short.then_some(last..last + 1)];
            for form in forms.into_iter().flatten() {
                if seen.insert((phrase_key(&tokens[form.clone()]), span.kind)) {
                    let alike = known.whole.entry(tokens[form.start].key).or_default();
                    if alike.len() < MAX_ALIKE {
                        alike.push((form, span.kind));
                    }
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
        let again = self.whole.get(&tokens[at].key).into_iter().flatten().filter(|(words, kind)| {
            let office = *kind == EntityKind::Person && begins_office(evidence, at);
            at + words.len() <= limit
                && tokens[words.clone()].iter().zip(&tokens[at..]).all(|(one, other)| one.key == other.key)
                && !(words.len() == 1 && (evidence.covers(at, NameClass::NotName) || office))
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
