//! `after-report`: the sentence before, in the same paragraph, reports what someone said; the run goes on with it
//! (`He would not run, X said. “I am tired.”`).

use super::{Attribution, Question};
use crate::lang::Frames;
use crate::model::Certainty;

pub fn attribute(question: &Question<'_>) -> Option<Attribution> {
    let scene = question.scene;
    let run = &scene.runs[question.run];
    let paragraph = &scene.document.paragraphs[run.paragraph];
    if !question.opens_sentence() || run.tokens.start == paragraph.start || run.single {
        return None;
    }
    let sentence = scene.sentences[scene.sentence_at(run.tokens.start).checked_sub(1)?].clone();
    if sentence.start < paragraph.start || sentence.clone().any(|at| scene.run_at(at).is_some()) {
        return None;
    }
    let cue = question.cues_in(sentence.clone()).iter().rev().find(|cue| !cue.frames.has(Frames::WEAK))?;
    let pointer = match &cue.subject {
        Some(pointer) => pointer.clone(),
        None => scene.subject_after(cue.tokens.end - 1, sentence.end)?,
    };
    let whole = question.gap_after().is_empty();
    Some(Attribution {
        pointer: Some(pointer),
        shares: None,
        cue: None,
        rule: "after-report",
        certainty: if whole { Certainty::Likely } else { Certainty::Guess },
    })
}
