//! `colon`: a name and a colon introduce the run, without a cue (`X: “…”`).

use super::{Attribution, Question};
use crate::lang::Classes;
use crate::model::Certainty;

pub fn attribute(question: &Question<'_>) -> Option<Attribution> {
    let scene = question.scene;
    let gap = question.gap_before();
    let colon = gap.end.checked_sub(1).filter(|&at| at > gap.start && scene.is_char(at, ':'))?;
    let mention = scene.mention_at(colon - 1).filter(|&mention| scene.is_person(mention))?;
    let first = scene.titled_start[mention].min(scene.mention_tokens[mention].start);
    // `with Budi: “…”`
    if first > gap.start && scene.mention_at(first - 1).is_none() && scene.is(first - 1, Classes::PREPOSITION) {
        return None;
    }
    let alone = first == gap.start || scene.is_pause(first - 1);
    if !alone && question.cues_in(gap.start..colon).iter().any(|cue| cue.subject.is_some()) {
        return None;
    }
    let pointer = scene.phrase_after(scene.mention_tokens[mention].start, colon)?;
    Some(Attribution {
        pointer: Some(pointer),
        shares: None,
        cue: None,
        rule: "colon",
        certainty: if alone || colon - gap.start <= 6 { Certainty::Sure } else { Certainty::Likely },
    })
}
