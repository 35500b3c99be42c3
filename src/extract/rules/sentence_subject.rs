//! `sentence-subject`: no cue at all; the subject of the sentence that holds the fragment is the best answer.

use super::{Attribution, Question};
use crate::model::Certainty;

pub fn attribute(question: &Question<'_>) -> Option<Attribution> {
    let scene = question.scene;
    if question.opens_sentence() {
        return None;
    }
    let pointer = scene.subject_of_clause(question.sentence_start(), question.start())?;
    Some(Attribution {
        pointer: Some(pointer),
        shares: None,
        cue: None,
        rule: "sentence-subject",
        certainty: Certainty::Guess,
    })
}
