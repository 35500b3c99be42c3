//! Turns the words behind a cue into the reported clause (`X said (that) …`), and tells clauses from what are none.

use std::ops::Range;

use super::cues::Cue;
use super::indirect::Report;
use super::insertions::skip_pause;
use super::pointers::{Pointer, PointerKind};
use super::scene::Scene;
use crate::extract::TokenKind;
use crate::lang::{Classes, Frames};
use crate::model::Certainty;

/// A clause of fewer words is no report.
pub(super) const FEWEST_WORDS: usize = 3;

/// Words between a cue and its connector: whom and when.
const FARTHEST_CONNECTOR: usize = 9;

/// `X said (that) …`
pub(super) fn clause_report(
    scene: &Scene<'_>,
    cues: &[Cue],
    index: usize,
    pointer: Pointer,
    sentence: &Range<usize>,
) -> Option<Report> {
    let cue = &cues[index];
    if !cue.frames.has(Frames::CLAUSE.or(Frames::CONNECTOR).or(Frames::FINITE)) {
        return None;
    }
    let relative = pointer.kind == PointerKind::Pronoun && scene.is(pointer.tokens.start, Classes::RELATIVE);
    let mut end = scene.clause_end(&cues[index + 1..], cue.tokens.end, relative, sentence.end);
    let subordinate = scene.is_subordinate(&pointer, sentence.start);
    if subordinate {
        end = scene.main_clause(&cues[index + 1..], cue.tokens.end, end);
    }
    let mut after = cue.tokens.end;
    // `As X noted, …`
    if subordinate
        && scene.is(pointer.start - 1, Classes::COMPARISON)
        && after < sentence.end
        && scene.is_char(after, ',')
    {
        let content = scene.trimmed(after + 1..sentence.end);
        return Some(Report { pointer, content, rule: "phrase-first", certainty: Certainty::Likely });
    }
    if cue.frames.has(Frames::ADDRESSEE) {
        after = skip_addressee(scene, after, end);
    }
    let told = cue.frames.has(Frames::ADDRESSEE.or(Frames::CONNECTOR));
    let connector = connector_after(scene, after, end, told);
    let written = is_written(scene, &pointer);
    let start = match connector {
        // A complement right before a verb opens a relative clause, or is a pronoun (`said that would do`).
        Some(at) if scene.is(at, Classes::COMPLEMENT) && at + 1 < end && scene.is_bare_finite(at + 1) => {
            if !(cue.frames.has(Frames::CLAUSE) && pointer.clear) {
                return None;
            }
            at
        }
        Some(at) if scene.is(at, Classes::COMPLEMENT) => at + 1,
        Some(at) => at,
        None => {
            let start = bare_clause_start(scene, after, end)?;
            let finite = cue.frames.has(Frames::FINITE) && shows_verb(scene, start, end);
            if !finite && !written && !cue.frames.has(Frames::CLAUSE) {
                return None;
            }
            start
        }
    };
    let certainty = if pointer.clear { Certainty::Sure } else { Certainty::Likely };
    let rule = if connector.is_some() { "clause-connector" } else { "clause-after" };
    Some(Report { pointer, content: scene.trimmed(start..end), rule, certainty })
}

/// Whether something written speaks (`the poll`).
pub(super) fn is_written(scene: &Scene<'_>, pointer: &Pointer) -> bool {
    pointer.kind == PointerKind::Description && pointer.tokens.clone().any(|at| scene.is(at, Classes::DOCUMENT))
}

/// One past the one spoken to (`told reporters`, `told a council panel`).
pub(super) fn skip_addressee(scene: &Scene<'_>, after: usize, end: usize) -> usize {
    let nouns = Classes::PEOPLE.or(Classes::BODY);
    let rest_of_noun = |at: usize| {
        (at..end).find(|&at| scene.mention_at(at).is_some() || !scene.is_lower_word(at) || !scene.is(at, nouns))
    };
    let mut at = after;
    while at < end && at < after + 8 {
        if let Some(mention) = scene.mention_at(at) {
            let named = scene.mention_tokens[mention].end;
            return rest_of_noun(named).unwrap_or(end);
        }
        let word = scene.token(at).kind == TokenKind::Word;
        if !word || scene.is(at, Classes::CONNECTOR.or(Classes::PREPOSITION).or(Classes::TIME)) {
            return at;
        }
        if scene.is(at, nouns) || !scene.is(at, Classes::ARTICLE) {
            return rest_of_noun(at + 1).unwrap_or(end);
        }
        at += 1;
    }
    at
}

/// Whether a finite verb or a pronoun as subject shows that the words are a clause.
pub(super) fn shows_verb(scene: &Scene<'_>, start: usize, end: usize) -> bool {
    (start..end.min(start + 20)).any(|at| {
        scene.mention_at(at).is_none()
            && (scene.is(at, Classes::FINITE)
                || scene.places[at].frames.has(Frames::SUBJECT_BEFORE) && !scene.places[at].frames.has(Frames::NOUNISH))
    })
}

/// The connector that opens the reported clause, right behind the cue or behind a place or a time.
pub(super) fn connector_after(scene: &Scene<'_>, start: usize, end: usize, told: bool) -> Option<usize> {
    let first = skip_times(scene, start, end);
    if first < end && scene.is(first, Classes::CONNECTOR) && scene.mention_at(first).is_none() {
        return Some(first);
    }
    // One adverb before the connector (`argued insistently that`).
    if first + 1 < end
        && scene.is(first + 1, Classes::COMPLEMENT)
        // `wajar jika …`: what it is said of.
        && !scene.is(first + 1, Classes::SUPPOSING)
        && scene.mention_at(first + 1).is_none()
        && scene.is_lower_word(first)
        && scene.mention_at(first).is_none()
        && (scene.places[first].classes.is_empty() || scene.is(first, Classes::AUXILIARY))
    {
        return Some(first + 1);
    }
    if first + 1 < end && scene.is_pause(first) && scene.is(first + 1, Classes::CONNECTOR) {
        return Some(first + 1);
    }
    if told && let Some(at) = connector_behind(scene, first, end) {
        return Some(at);
    }
    if first >= end || !scene.is(first, Classes::PREPOSITION) || scene.mention_at(first).is_some() {
        return None;
    }
    let pronoun = Classes::SINGULAR.or(Classes::PLURAL).or(Classes::FIRST);
    for at in first + 1..end.min(first + 16) {
        if scene.mention_at(at).is_some() {
            continue;
        }
        if scene.is(at, Classes::CONNECTOR) && scene.is(at, Classes::COMPLEMENT) {
            return Some(at);
        }
        let stops = scene.is(at, Classes::FINITE.or(pronoun)) || scene.run_at(at).is_some();
        if stops {
            return None;
        }
    }
    None
}

/// The connector behind whom the words were said to, and when (`told the paper last fall that`).
fn connector_behind(scene: &Scene<'_>, start: usize, end: usize) -> Option<usize> {
    for at in start..end.min(start + FARTHEST_CONNECTOR) {
        if scene.mention_at(at).is_some() {
            continue;
        }
        if scene.is(at, Classes::CONNECTOR) {
            return Some(at);
        }
        let goes_on = matches!(scene.token(at).kind, TokenKind::Word | TokenKind::Number | TokenKind::Clitic);
        let stops = Classes::FINITE.or(Classes::CONJUNCTION).or(Classes::INFINITIVE);
        if !goes_on || scene.is(at, stops) || scene.run_at(at).is_some() {
            return None;
        }
    }
    None
}

fn skip_times(scene: &Scene<'_>, start: usize, end: usize) -> usize {
    let mut at = start;
    while at < end
        && scene.mention_at(at).is_none()
        && (scene.is(at, Classes::TIME) || (at > start && scene.is(at, Classes::PERIOD)))
    {
        at += 1;
    }
    at
}

/// Where a reported clause without connector starts; none where what follows is no clause.
fn bare_clause_start(scene: &Scene<'_>, after: usize, end: usize) -> Option<usize> {
    let at = skip_times(scene, skip_pause(scene, after, end), end);
    // Behind a comma a clause follows, whatever it begins with (`menilai, pernyataan itu salah`).
    let paused = !scene.knows_finite_verbs() && after < end && scene.is_char(after, ',');
    if at >= end || scene.token(at).kind == TokenKind::Mark {
        return None;
    }
    let named = scene.mention_at(at).is_some();
    let topic =
        scene.is(at, Classes::TOPIC) && !named && !(scene.is(at, Classes::ARTICLE) && shows_verb(scene, at, end));
    (!topic || paused).then_some(at)
}

pub(super) fn words_in(scene: &Scene<'_>, range: &Range<usize>) -> usize {
    range.clone().filter(|&at| scene.token(at).kind == TokenKind::Word).count()
}

/// Whether the tokens are a clause of the reporter's: words enough, and no quoted run among them.
pub(super) fn is_clause(scene: &Scene<'_>, content: &Range<usize>) -> bool {
    !content.is_empty()
        && words_in(scene, content) >= FEWEST_WORDS
        && content.clone().all(|at| scene.run_at(at).is_none())
        && !(content.start > 0
            && scene.run_at(content.start - 1).is_some_and(|run| !scene.is_char(scene.runs[run].inner.end - 1, ',')))
}
