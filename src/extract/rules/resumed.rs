//! `resumed`: the run goes on with what was quoted before it in the same paragraph (`“…,” said X. “…”`).

use super::{Attribution, Question};
use crate::model::Certainty;

pub fn attribute(question: &Question<'_>) -> Option<Attribution> {
    let scene = question.scene;
    let before = question.run_before()?;
    let (run, earlier) = (&scene.runs[question.run], &scene.runs[before]);
    let answer = question.before[before].as_ref()?;
    if run.paragraph != earlier.paragraph || run.single != earlier.single {
        return None;
    }
    let opens = question.opens_sentence();
    Some(Attribution {
        pointer: None,
        shares: Some(before),
        cue: None,
        rule: "resumed",
        certainty: if opens { answer.certainty } else { Certainty::Guess },
    })
}
