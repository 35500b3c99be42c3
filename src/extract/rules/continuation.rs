//! `continuation`: a paragraph that is one quotation, without attribution, goes on with the speaker before.

use super::{Attribution, Question};
use crate::model::Certainty;

pub fn attribute(question: &Question<'_>) -> Option<Attribution> {
    let scene = question.scene;
    let run = &scene.runs[question.run];
    let paragraph = &scene.document.paragraphs[run.paragraph];
    if run.tokens.start != paragraph.start || run.single {
        return None;
    }
    let before = question.run.checked_sub(1)?;
    let earlier = &scene.runs[before];
    question.before[before].as_ref()?;
    let gap = run.paragraph - earlier.paragraph;
    if gap > 3 {
        return None;
    }
    let certainty = if !earlier.closed && gap == 1 {
        Certainty::Sure
    } else if gap == 1 {
        Certainty::Likely
    } else {
        Certainty::Guess
    };
    Some(Attribution { pointer: None, shares: Some(before), cue: None, rule: "continuation", certainty })
}
