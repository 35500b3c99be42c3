//! `cue-before`: the nearest cue before the run, in its sentence, has a subject (`X said, “…”`, `X called it “…”`).

use super::{Attribution, Question};
use crate::lang::Frames;
use crate::model::Certainty;

pub fn attribute(question: &Question<'_>) -> Option<Attribution> {
    attribute_by(question, false)
}

/// The same with verbs that report only for want of a better cue.
pub fn attribute_weak(question: &Question<'_>) -> Option<Attribution> {
    attribute_by(question, true)
}

fn attribute_by(question: &Question<'_>, weak: bool) -> Option<Attribution> {
    let scene = question.scene;
    let low = question.sentence_start();
    let cue = question
        .cues_in(low..question.start())
        .iter()
        .rev()
        .find(|cue| cue.subject.is_some() || (cue.tokens.start == low && cue.frames.has(Frames::SUBJECT_AFTER)))?;
    let introduces = question.gap_before().next_back().is_some_and(|at| scene.is_pause(at) || scene.is_char(at, ':'))
        || cue.tokens.end == question.start();
    let pointer = match &cue.subject {
        Some(pointer) => pointer.clone(),
        None => scene.subject_after(cue.tokens.start, question.gap_before().end)?,
    };
    let near = question.start() - cue.tokens.end <= 12;
    let certainty = if weak {
        Certainty::Likely
    } else if pointer.clear && (introduces || near) {
        Certainty::Sure
    } else {
        Certainty::Likely
    };
    Some(Attribution {
        pointer: Some(pointer),
        shares: None,
        cue: Some(cue.tokens.clone()),
        rule: match (weak, introduces) {
            (true, _) => "weak-cue",
            (false, true) => "cue-before",
            (false, false) => "cue-in-sentence",
        },
        certainty,
    })
}
