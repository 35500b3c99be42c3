//! `cue-noun`: a noun of speech stands right before the run (`Trump’s slogan, “…”`).

use super::{Attribution, Question};
use crate::lang::Classes;
use crate::model::Certainty;

pub fn attribute(question: &Question<'_>) -> Option<Attribution> {
    let scene = question.scene;
    let gap = question.gap_before();
    let low = gap.end.saturating_sub(5).max(gap.start);
    let noun = (low..gap.end).rev().find(|&at| scene.is(at, Classes::CUE_NOUN) && scene.is_lower_word(at))?;
    let pointer = scene
        .subject_of_clause(question.sentence_start(), noun)
        .or_else(|| (noun + 1 < gap.end).then(|| scene.phrase_after(noun + 1, gap.end)).flatten())?;
    Some(Attribution {
        pointer: Some(pointer),
        shares: None,
        cue: Some(noun..noun + 1),
        rule: "cue-noun",
        certainty: Certainty::Likely,
    })
}
