//! `cue-tail`: a cue behind the run, with words of the reporter between (`“…” was the mood, X said`).

use super::{Attribution, Question};
use crate::lang::Frames;
use crate::model::Certainty;

pub fn attribute(question: &Question<'_>) -> Option<Attribution> {
    let scene = question.scene;
    let high = question.sentence_end();
    for cue in question.cues_in(question.end()..high) {
        if cue.frames.has(Frames::WEAK) {
            continue;
        }
        let pointer = if let Some(subject) = &cue.subject {
            Some(subject.clone())
        } else if cue.frames.has(Frames::SUBJECT_AFTER.or(Frames::AGENT)) {
            scene.subject_after(cue.tokens.start, high)
        } else {
            None
        };
        if let Some(pointer) = pointer {
            return Some(Attribution {
                pointer: Some(pointer),
                shares: None,
                cue: Some(cue.tokens.clone()),
                rule: "cue-tail",
                certainty: Certainty::Likely,
            });
        }
    }
    None
}
