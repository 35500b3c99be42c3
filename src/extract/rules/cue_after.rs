//! `cue-after`: the cue stands right behind the closing mark and the speaker behind the cue (`“…,” said X`).

use super::{Attribution, Question};
use crate::lang::{Classes, Frames};
use crate::model::Certainty;

pub fn attribute(question: &Question<'_>) -> Option<Attribution> {
    find(question).filter(|_| question.introduced_by().is_none())
}

/// Whoever the words behind the run say told them.
pub fn find(question: &Question<'_>) -> Option<Attribution> {
    let scene = question.scene;
    if !scene.runs[question.run].closed {
        return None;
    }
    let gap = question.gap_after();
    let mut at = gap.start;
    if at < gap.end && scene.is_pause(at) {
        at += 1;
    }
    while at < gap.end && scene.is(at, Classes::AUXILIARY) && scene.places[at].frames.is_empty() && at < gap.start + 3 {
        at += 1;
    }
    if at >= gap.end || scene.mention_at(at).is_some() {
        return None;
    }
    let frames = scene.places[at].frames;
    if !frames.has(Frames::SUBJECT_AFTER.or(Frames::AGENT)) || frames.has(Frames::PARTICIPLE) {
        return None;
    }
    let pointer = scene.subject_after(at, gap.end);
    if pointer.is_none() && !frames.has(Frames::STEM) {
        return None;
    }
    // Without a pause and inside a sentence the words may be its subject (`those voting “yes” were declared the majority`).
    let speech = question.ends_as_speech() || question.opens_sentence();
    let doubtful = question.cues_in(at..at + 1).iter().any(|cue| cue.doubtful);
    let certainty = match &pointer {
        Some(pointer) if pointer.clear && speech && !doubtful => Certainty::Sure,
        Some(_) => Certainty::Likely,
        None => Certainty::Guess,
    };
    Some(Attribution { pointer, shares: None, cue: Some(at..at + 1), rule: "cue-after", certainty })
}
