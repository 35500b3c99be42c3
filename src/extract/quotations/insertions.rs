//! Turns an attribution at the start, in the middle or at the end of a sentence into the clause around it.

use std::ops::Range;

use super::clauses::{FEWEST_WORDS, connector_after, is_written, shows_verb, skip_addressee, words_in};
use super::cues::Cue;
use super::indirect::Report;
use super::pointers::{Pointer, PointerKind};
use super::scene::Scene;
use crate::extract::TokenKind;
use crate::lang::{Classes, Frames};
use crate::model::Certainty;

/// A part before an inserted attribution that has no more words than this only links (`However, he said, …`).
const LINKING_WORDS: usize = 2;

/// `According to X, …`, `…, according to X.`, `…, according to X, …`
pub(super) fn phrase_report(scene: &Scene<'_>, cue: &Cue, sentence: &Range<usize>) -> Option<Report> {
    let at = cue.tokens.start;
    let pointer = match scene.suffix(at) {
        Some(pointer) => pointer,
        // `menurut pengakuannya`: whose it is, says.
        None if possessed(scene, cue.tokens.end, sentence.end) => scene.pronoun(cue.tokens.end, false),
        None => scene
            .phrase_after(cue.tokens.end, sentence.end)
            .or_else(|| scene.any_phrase_after(cue.tokens.end, sentence.end))?,
    };
    // `menurut riwayat kesehatan Budi`: the name may only say whose.
    let whose = pointer.kind != PointerKind::Description
        && (cue.tokens.end..pointer.start)
            .any(|at| scene.is_lower_word(at) && scene.places[at].classes.is_empty() && scene.mention_at(at).is_none());
    // `yang menurut warga ramai`, `diketahui menurut pengakuan korban`: without a pause it is often part of the clause.
    let relative = at > sentence.start && scene.is(at - 1, Classes::RELATIVE) && scene.mention_at(at - 1).is_none();
    if !scene.knows_finite_verbs() && relative && pointer.kind == PointerKind::Description {
        return None;
    }
    let described = !scene.knows_finite_verbs() && pointer.kind == PointerKind::Description;
    let part = described && at > sentence.start && !scene.is_pause(at - 1) && scene.mention_at(at - 1).is_none();
    let certainty = if pointer.clear && !whose && !part { Certainty::Sure } else { Certainty::Likely };
    let opening = opening(scene, sentence.start, at);
    let after = end_of_pointer(scene, &pointer, sentence.end);
    let before = clause_start_of(scene, sentence, at)..back_over_pause(scene, at);
    let loose = loose_content(scene, &pointer, before.clone(), at, after, sentence);
    let (content, rule) = if opening {
        let start = skip_pause(scene, after, sentence.end);
        (skip_office(scene, start, sentence.end)..sentence.end, "phrase-first")
    } else if let Some(content) = loose {
        (content, "phrase-inserted")
    } else {
        let aside = is_aside(scene, &before);
        let (content, rule) = around(scene, &pointer, before, after, sentence.end, "phrase-last", "phrase-inserted");
        if aside && rule == "phrase-last" {
            return None;
        }
        (content, rule)
    };
    Some(Report { pointer, content: scene.trimmed(content), rule, certainty })
}

/// Whether one word that says whose it is stands there alone, before a pause.
fn possessed(scene: &Scene<'_>, at: usize, end: usize) -> bool {
    at + 1 < end
        && scene.is_pause(at + 1)
        && scene.is_lower_word(at)
        && scene.mention_at(at).is_none()
        && scene.quoting.is_possessed(scene.document.word(at))
}

/// `…, said X.`, `…, kata X, …`, `Kata X, …`
pub(super) fn inverted_report(scene: &Scene<'_>, cue: &Cue, sentence: &Range<usize>) -> Option<Report> {
    let at = cue.tokens.start;
    let opens = at == sentence.start;
    if !opens && !scene.is_pause(at - 1) {
        return None;
    }
    if (opens && !cue.frames.has(Frames::STEM)) || cue.frames.has(Frames::PARTICIPLE) {
        return None;
    }
    // `Nilainya naik`, `umumnya`: what belongs to something, or an adverb; `Ceritanya akan lain`: a subject.
    let suffixed = scene.places[at].suffix > 0;
    let noun = cue.frames.has(Frames::NOUNISH) || opens && !scene.is_pause((at + 1).min(sentence.end - 1));
    let noun = noun && suffixed || opens && cue.frames.has(Frames::NOUNISH);
    if noun && cue.frames.has(Frames::STEM) {
        return None;
    }
    let pointer = scene.subject_after(at, sentence.end)?;
    // `…, nilai defisit naik`: the noun, of which no person is the subject.
    let somebody = Classes::PEOPLE.or(Classes::INDEFINITE).or(Classes::DEFINITE);
    if cue.frames.has(Frames::STEM)
        && cue.frames.has(Frames::NOUNISH)
        && pointer.kind == PointerKind::Description
        && !scene.is(pointer.tokens.start, somebody)
    {
        return None;
    }
    if !cue.frames.has(Frames::STEM) {
        let own = cue
            .subject
            .as_ref()
            .is_some_and(|subject| matches!(subject.kind, PointerKind::Name(_)) || scene.is_pause(subject.tokens.end));
        let described = pointer.kind == PointerKind::Description;
        // `Budi, a former minister, said Sari left`
        let next = pointer.tokens.end;
        let verb = next < sentence.end
            && scene.is_lower_word(next)
            && scene.mention_at(next).is_none()
            && scene.places[next].classes.is_empty();
        let of_clause =
            scene.knows_finite_verbs() && cue.subject.is_some() && matches!(pointer.kind, PointerKind::Name(_)) && verb;
        if of_clause
            || scene.is(at + 1, Classes::CONNECTOR.or(Classes::INFINITIVE))
            || (own && described)
            || !ends_clause(scene, &pointer, sentence.end)
        {
            return None;
        }
    }
    let after = end_of_pointer(scene, &pointer, sentence.end);
    let certainty = if pointer.clear { Certainty::Sure } else { Certainty::Likely };
    let (content, rule) = if opens {
        (skip_pause(scene, after, sentence.end)..sentence.end, "phrase-first")
    } else {
        let before = clause_start_of(scene, sentence, at)..at - 1;
        around(scene, &pointer, before, after, sentence.end, "clause-before", "cue-inserted")
    };
    Some(Report { pointer, content: scene.trimmed(content), rule, certainty })
}

/// `…, X said.`, `…, X said on Monday, …`
pub(super) fn tail_report(scene: &Scene<'_>, cue: &Cue, pointer: &Pointer, sentence: &Range<usize>) -> Option<Report> {
    let shown = is_written(scene, pointer) && cue.frames.has(Frames::CONNECTOR);
    if !(cue.frames.has(Frames::CLAUSE.or(Frames::FINITE)) || shown) || cue.frames.has(Frames::PARTICIPLE) {
        return None;
    }
    // `X lost the vote, who said …`
    if scene.knows_finite_verbs()
        && scene.is(pointer.tokens.start, Classes::RELATIVE)
        && pointer.kind == PointerKind::Pronoun
    {
        return None;
    }
    let before_subject = subject_start(scene, pointer, sentence.start);
    if before_subject < sentence.start + FEWEST_WORDS || !scene.is_pause(before_subject - 1) {
        return None;
    }
    let mut at = cue.tokens.end;
    if cue.frames.has(Frames::ADDRESSEE) {
        at = skip_addressee(scene, at, sentence.end);
    }
    let circumstance = Classes::PREPOSITION.or(Classes::TIME).or(Classes::CONJUNCTION);
    if connector_after(scene, at, sentence.end, false).is_some() {
        return None;
    }
    let ends = at >= sentence.end
        || scene.token(at).kind != TokenKind::Word
        || (scene.is(at, circumstance) && scene.mention_at(at).is_none() && !scene.is(at, Classes::CONNECTOR));
    if !ends {
        return None;
    }
    let after = (at..sentence.end).find(|&t| scene.is_pause(t)).unwrap_or(sentence.end);
    let before = clause_start_of(scene, sentence, before_subject)..before_subject - 1;
    let nothing_follows = at >= sentence.end || scene.token(at).kind != TokenKind::Word;
    if before.end <= before.start || !(nothing_follows || shows_verb(scene, before.start, before.end)) {
        return None;
    }
    let inserted = at < sentence.end && scene.is_pause(at);
    // Where relative clauses and offices need no verb, what stands before is one of these, or a circumstance.
    if inserted && !scene.knows_finite_verbs() {
        return None;
    }
    let (content, rule) = if inserted {
        around(scene, pointer, before, after, sentence.end, "clause-before", "cue-inserted")
    } else {
        (before, "clause-before")
    };
    let certainty = if pointer.clear { Certainty::Sure } else { Certainty::Likely };
    Some(Report { pointer: pointer.clone(), content: scene.trimmed(content), rule, certainty })
}

/// Whether nothing but a circumstance stands between an inverted speaker and a pause or the sentence's end.
fn ends_clause(scene: &Scene<'_>, pointer: &Pointer, high: usize) -> bool {
    for at in pointer.tokens.end..high {
        if scene.is_pause(at) || (scene.is(at, Classes::RELATIVE) && scene.mention_at(at).is_none()) {
            return true;
        }
        if scene.token(at).kind == TokenKind::Clitic
            || (scene.mention_at(at).is_none() && scene.is(at, Classes::FINITE))
        {
            return false;
        }
    }
    true
}

/// `Dikatakan X, …`
pub(super) fn passive_report(scene: &Scene<'_>, cue: &Cue, sentence: &Range<usize>) -> Option<Report> {
    let at = cue.tokens.start;
    if at != sentence.start && !scene.is_pause(at - 1) {
        return None;
    }
    let pointer = scene.subject_after(at, sentence.end)?;
    let after = end_of_pointer(scene, &pointer, sentence.end);
    if after >= sentence.end || !(scene.is_pause(after) || scene.is(after, Classes::CONNECTOR)) {
        return None;
    }
    let content = if at == sentence.start || at <= sentence.start + LINKING_WORDS + 1 {
        (after + 1)..sentence.end
    } else {
        clause_start_of(scene, sentence, at)..sentence.end
    };
    Some(Report { pointer, content: scene.trimmed(content), rule: "passive", certainty: Certainty::Likely })
}

/// The content of an attribution in the middle or at the end of a sentence, and the rule's name.
fn around(
    scene: &Scene<'_>,
    pointer: &Pointer,
    before: Range<usize>,
    after: usize,
    sentence_end: usize,
    last: &'static str,
    inserted: &'static str,
) -> (Range<usize>, &'static str) {
    let rest = skip_pause(scene, after, sentence_end)..sentence_end;
    let goes_on = after < sentence_end
        && scene.is_pause(after)
        && words_in(scene, &rest) >= FEWEST_WORDS - usize::from(pointer.kind == PointerKind::Pronoun)
        && (pointer.kind == PointerKind::Pronoun
            || scene.is(before.start, Classes::SUPPOSING)
            || !starts_apposition(scene, rest.start, sentence_end));
    if !goes_on {
        let circumstance = Classes::PREPOSITION.or(Classes::CONJUNCTION).or(Classes::TIME).or(Classes::RELATIVE);
        let clause = is_aside(scene, &before)
            && rest.start == after
            && words_in(scene, &rest) >= FEWEST_WORDS
            && (scene.mention_at(after).is_some() || scene.is_lower_word(after) && !scene.is(after, circumstance));
        return if clause { (rest, inserted) } else { (before, last) };
    }
    let verbless = scene.knows_finite_verbs() && !shows_verb(scene, before.start, before.end);
    let circumstance =
        verbless || (scene.is(before.start, Classes::PREPOSITION) && !shows_verb(scene, before.start, before.end));
    let linking = Classes::LINK.or(Classes::CONJUNCTION).or(Classes::AUXILIARY).or(Classes::NEGATION);
    let links = words_in(scene, &before) <= LINKING_WORDS
        && before.clone().all(|at| scene.mention_at(at).is_none() && (scene.is(at, linking) || scene.is_pause(at)));
    if links || circumstance {
        return (rest, inserted);
    }
    (before.start..sentence_end, inserted)
}

/// One past the comma behind an office written large that follows the speaker's name (`Menurut Budi, Kepala Dinas Air Medan,
/// sungai itu kering`), else `start`.
fn skip_office(scene: &Scene<'_>, start: usize, end: usize) -> usize {
    let opens = start + 1 < end
        && scene.is_char(start - 1, ',')
        && scene.token(start).capital
        && scene.mention_at(start).is_none()
        && scene.is(start, Classes::PEOPLE);
    if scene.knows_finite_verbs() || !opens {
        return start;
    }
    let belongs = |at: usize| {
        scene.mention_at(at).is_some_and(|mention| !scene.is_person(mention))
            || scene.mention_at(at).is_none()
                && (scene.token(at).capital
                    || scene.token(at).kind == TokenKind::Number
                    || scene.is(at, Classes::BINDING.or(Classes::COORDINATION)))
    };
    match (start..end).find(|&at| !belongs(at)) {
        Some(at) if at > start + 1 && scene.is_char(at, ',') => at + 1,
        _ => start,
    }
}

/// The words of an attribution that no comma marks off: behind `and` the clause that it opens (`…, dan menurutnya air
/// surut`), else the clause around it (`Putusan itu menurut Budi akan berat`).
fn loose_content(
    scene: &Scene<'_>,
    pointer: &Pointer,
    before: Range<usize>,
    at: usize,
    after: usize,
    sentence: &Range<usize>,
) -> Option<Range<usize>> {
    let circumstance = Classes::PREPOSITION.or(Classes::CONJUNCTION).or(Classes::TIME).or(Classes::RELATIVE);
    let inside = at > sentence.start && after < sentence.end && scene.run_at(at - 1).is_none();
    if scene.knows_finite_verbs() || !inside || pointer.kind == PointerKind::Description {
        return None;
    }
    let goes_on = scene.mention_at(after).is_some()
        || scene.is_lower_word(after) && !scene.is(after, circumstance)
        || scene.token(after).kind == TokenKind::Word && scene.token(after).capital;
    let rest = after..sentence.end;
    let plain = scene.token(at - 1).kind == TokenKind::Word;
    if !plain || !goes_on || words_in(scene, &rest) < FEWEST_WORDS - 1 {
        return None;
    }
    let joined = scene.mention_at(at - 1).is_none() && scene.is(at - 1, Classes::CONJUNCTION.or(Classes::RELATIVE));
    Some(if joined || before.is_empty() { rest } else { before.start..sentence.end })
}

/// Whether only where a report is from, or a circumstance, stands before an attribution and no clause (`Seperti diberitakan
/// Kabar Maju, menurut Budi warga pergi`), in a language without articles and finite verbs to tell.
fn is_aside(scene: &Scene<'_>, before: &Range<usize>) -> bool {
    let opens = |at: usize| scene.is(at, Classes::PREPOSITION) && scene.mention_at(at).is_none();
    let report = before.len() > 1
        && scene.is(before.start, Classes::COMPARISON.or(Classes::CONJUNCTION))
        && opens(before.start + 1);
    !scene.knows_finite_verbs()
        && !before.is_empty()
        && (opens(before.start) || report)
        && !before.clone().any(|at| scene.is_pause(at))
}

/// Whether what follows the comma behind a speaker only says who the speaker is.
fn starts_apposition(scene: &Scene<'_>, at: usize, end: usize) -> bool {
    at >= end
        || scene.is(at, Classes::RELATIVE)
        || scene.is(at, Classes::TIME)
        || (scene.is(at, Classes::PEOPLE.or(Classes::INDEFINITE))
            && !scene.is(at, Classes::SEVERAL)
            && scene.mention_at(at).is_none())
        || (scene.is(at, Classes::DEFINITE) && at + 1 < end && scene.is(at + 1, Classes::PEOPLE))
        || scene.token(at).kind == TokenKind::Number
}

/// Whether only linking words stand between the sentence's start and the cue.
fn opening(scene: &Scene<'_>, start: usize, at: usize) -> bool {
    (start..at).all(|t| {
        scene.token(t).kind != TokenKind::Word
            || (scene.mention_at(t).is_none()
                && scene.is(t, Classes::CONJUNCTION.or(Classes::AUXILIARY).or(Classes::COORDINATION)))
    }) || words_in(scene, &(start..at)) <= 1
}

/// Where the clause before an attribution starts: after quoted runs and linking words.
fn clause_start_of(scene: &Scene<'_>, sentence: &Range<usize>, end: usize) -> usize {
    let mut start =
        (sentence.start..end).rev().find(|&at| scene.run_at(at).is_some()).map_or(sentence.start, |at| at + 1);
    while start < end
        && (scene.is_pause(start)
            || scene.token(start).kind == TokenKind::Punctuation
            || (scene.is(start, Classes::COORDINATION.or(Classes::LINK)) && scene.mention_at(start).is_none()))
    {
        start += 1;
    }
    start
}

fn back_over_pause(scene: &Scene<'_>, at: usize) -> usize {
    if at > 0 && scene.is_pause(at - 1) { at - 1 } else { at }
}

pub(super) fn skip_pause(scene: &Scene<'_>, at: usize, end: usize) -> usize {
    if at < end && (scene.is_pause(at) || scene.is(at, Classes::CONNECTOR)) { at + 1 } else { at }
}

/// First token of the subject with its title and determiner.
fn subject_start(scene: &Scene<'_>, pointer: &Pointer, low: usize) -> usize {
    let mut start = pointer.start;
    while start > low
        && scene.run_at(start - 1).is_none()
        && scene.token(start - 1).kind == TokenKind::Word
        && (scene.mention_at(start - 1).is_some()
            || scene.is(start - 1, Classes::PEOPLE.or(Classes::DEFINITE).or(Classes::INDEFINITE))
            || scene.token(start - 1).capital)
    {
        start -= 1;
    }
    start
}

/// One past the speaker: its name, an age in brackets, a role in apposition.
fn end_of_pointer(scene: &Scene<'_>, pointer: &Pointer, high: usize) -> usize {
    let mut at = pointer.tokens.end;
    if at < high && scene.is_char(at, '(') {
        at = (at..high.min(at + 8)).find(|&t| scene.is_char(t, ')')).map_or(at, |t| t + 1);
    }
    // What follows up to the comma belongs to the attribution: where and when it was said.
    if at < high && !scene.is_pause(at) {
        let circumstance = Classes::PREPOSITION.or(Classes::TIME).or(Classes::RELATIVE);
        if scene.is(at, circumstance) && scene.mention_at(at).is_none() {
            if let Some(pause) = (at..high.min(at + 25)).find(|&t| scene.is_pause(t)) {
                return pause;
            }
            return at;
        }
    }
    at
}
