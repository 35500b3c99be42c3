//! `unknown-cue`: an unknown word stands where the cue would, beside a name or pronoun (`“…,” scowled X`).

use super::{Attribution, Question};
use crate::lang::Classes;
use crate::model::Certainty;

pub fn attribute(question: &Question<'_>) -> Option<Attribution> {
    let scene = question.scene;
    if !scene.runs[question.run].closed || !question.ends_as_speech() {
        return None;
    }
    let gap = question.gap_after();
    let mut at = gap.start;
    if at < gap.end && scene.is_pause(at) {
        at += 1;
    }
    if at + 1 >= gap.end {
        return None;
    }
    let unknown = |at: usize| scene.is_lower_word(at) && scene.places[at].classes.is_empty();
    let (pointer, cue) = if unknown(at) {
        (scene.phrase_after(at + 1, gap.end)?, at)
    } else {
        let pronoun = Classes::SINGULAR.or(Classes::PLURAL);
        if scene.mention_at(at).is_none() && !scene.is(at, pronoun) {
            return None;
        }
        let pointer = scene.phrase_after(at, gap.end)?;
        let cue = pointer.tokens.end;
        if cue >= gap.end || !unknown(cue) {
            return None;
        }
        (pointer, cue)
    };
    Some(Attribution {
        pointer: Some(pointer),
        shares: None,
        cue: Some(cue..cue + 1),
        rule: "unknown-cue",
        certainty: Certainty::Likely,
    })
}
