//! `unknown-cue-before`: an unknown verb and a comma or colon hand over from a subject to the run (`X demurred: “…”`).

use super::{Attribution, Question};
use crate::extract::TokenKind;
use crate::lang::Classes;
use crate::model::Certainty;

/// Words that may stand between the subject and the run.
const LONGEST_VERB: usize = 3;

pub fn attribute(question: &Question<'_>) -> Option<Attribution> {
    let scene = question.scene;
    let gap = question.gap_before();
    let pause = gap.end.checked_sub(1).filter(|&at| at > gap.start)?;
    if !(scene.is_char(pause, ',') || scene.is_char(pause, ':')) {
        return None;
    }
    let start = (gap.start..pause).rev().find(|&at| scene.is_pause(at)).map_or(gap.start, |at| at + 1);
    let pointer = scene.subject_of_clause(start, pause)?;
    let verb = pointer.tokens.end..pause;
    let closed = Classes::PREPOSITION.or(Classes::CONJUNCTION).or(Classes::FINITE);
    let plain = verb.clone().all(|at| scene.is_lower_word(at) && scene.mention_at(at).is_none())
        && scene.token(verb.start).kind == TokenKind::Word
        && !scene.is(verb.start, closed)
        && scene.places[verb.start].frames.is_empty();
    if verb.is_empty() || verb.len() > LONGEST_VERB || !plain {
        return None;
    }
    Some(Attribution {
        pointer: Some(pointer),
        shares: None,
        cue: Some(verb),
        rule: "unknown-cue-before",
        certainty: Certainty::Likely,
    })
}
