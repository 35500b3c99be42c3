//! `speaker-cue-after`: the speaker stands right behind the closing mark and the cue behind the speaker (`“…,” X said`).

use super::{Attribution, Question};
use crate::extract::quotations::{Cue, PointerKind};
use crate::lang::{Classes, Frames};
use crate::model::Certainty;

/// Tokens from which on quoted words are a clause and no label.
const CLAUSE: usize = 4;

pub fn attribute(question: &Question<'_>) -> Option<Attribution> {
    find(question).filter(|_| question.introduced_by().is_none())
}

/// Whoever the words behind the run say told them.
pub fn find(question: &Question<'_>) -> Option<Attribution> {
    let scene = question.scene;
    if !scene.runs[question.run].closed || !(question.ends_as_speech() || question.opens_sentence()) {
        return None;
    }
    let gap = question.gap_after();
    let mut start = gap.start;
    if start < gap.end && scene.is_pause(start) {
        start += 1;
    }
    let reports = |cue: &&Cue| {
        cue.frames.has(Frames::SUBJECT_BEFORE)
            && !cue.frames.has(Frames::PARTICIPLE)
            && !(cue.frames.has(Frames::WEAK) && cue.frames.has(Frames::OBJECT))
    };
    // `a farmer who asked not to be named said`: the clause about the speaker is passed over.
    let is_relative = |cue: &&Cue| {
        cue.subject.as_ref().is_some_and(|subject| {
            subject.kind == PointerKind::Pronoun && scene.is(subject.tokens.start, Classes::RELATIVE)
        })
    };
    let cues = || question.cues_in(start..gap.end.min(start + 50)).iter().filter(reports);
    let cue = cues().find(|cue| !is_relative(cue)).or_else(|| cues().next())?;
    let cited = cue.subject.clone().filter(|subject| subject.start >= cue.tokens.end);
    let pointer = cited.or_else(|| scene.subject_before(cue.tokens.start, start))?;
    let stray = (start..pointer.start.max(start))
        .any(|at| scene.mention_at(at).is_none() && scene.is(at, Classes::CONJUNCTION.or(Classes::PREPOSITION)));
    if stray {
        return None;
    }
    // Between the mark and the verb nothing but a speaker can stand, whatever it is called.
    let named = pointer.kind == PointerKind::Description
        && pointer.start == start
        && scene.is(start, Classes::DEFINITE.or(Classes::INDEFINITE));
    // `As for the cost of the “shame,” X said …`: a few words that a phrase of the reporter holds may be somebody else's.
    let label = !question.opens_sentence()
        && scene.runs[question.run].inner.len() < CLAUSE
        && question.gap_before().next_back().is_some_and(|at| {
            let governs = Classes::PREPOSITION.or(Classes::COORDINATION).or(Classes::ARTICLE);
            scene.mention_at(at).is_none() && scene.is(at, governs)
        });
    let certainty =
        if (pointer.clear || named) && !cue.doubtful && !label { Certainty::Sure } else { Certainty::Likely };
    Some(Attribution {
        pointer: Some(pointer),
        shares: None,
        cue: Some(cue.tokens.clone()),
        rule: "speaker-cue-after",
        certainty,
    })
}
