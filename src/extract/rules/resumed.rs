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
    let opens = question.opens_sentence() && !others_between(question, before);
    Some(Attribution {
        pointer: None,
        shares: Some(before),
        cue: None,
        rule: "resumed",
        certainty: if opens { answer.certainty } else { Certainty::Guess },
    })
}

/// Tokens of an attribution with its circumstances.
const ATTRIBUTION: usize = 35;

/// Whether so much stands between the two runs, a person among it, that it is open who goes on.
fn others_between(question: &Question<'_>, before: usize) -> bool {
    let scene = question.scene;
    let gap = scene.runs[before].tokens.end..question.start();
    let names_person = |at: usize| scene.mention_at(at).is_some_and(|mention| scene.is_person(mention));
    gap.len() > ATTRIBUTION && gap.skip(ATTRIBUTION).any(names_person)
}
