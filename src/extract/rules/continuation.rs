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
    if let Some(answer) = introduced(question, paragraph.start) {
        return Some(answer);
    }
    let before = question.run_before()?;
    let earlier = &scene.runs[before];
    let answer = question.before[before].as_ref()?;
    let gap = run.paragraph - earlier.paragraph;
    if gap > 3 {
        return None;
    }
    let certainty = match gap {
        // A paragraph without a closing mark says that its speaker goes on in the next.
        1 if !earlier.closed => answer.certainty,
        1 => Certainty::Likely,
        _ => Certainty::Guess,
    };
    Some(Attribution { pointer: None, shares: Some(before), cue: None, rule: "continuation", certainty })
}

/// A colon at the end of the paragraph before hands over to the run.
fn introduced(question: &Question<'_>, start: usize) -> Option<Attribution> {
    let scene = question.scene;
    let colon = start.checked_sub(1).filter(|&at| scene.is_char(at, ':'))?;
    let sentence = scene.sentences[scene.sentence_at(colon)].clone();
    let cue = question.cues_in(sentence.clone()).iter().rev().find(|cue| cue.subject.is_some());
    let pointer = match cue {
        Some(cue) => cue.subject.clone(),
        None => scene.subject_of_clause(sentence.start, colon),
    }?;
    Some(Attribution {
        pointer: Some(pointer),
        shares: None,
        cue: cue.map(|cue| cue.tokens.clone()),
        rule: "colon-paragraph",
        certainty: if cue.is_some() { Certainty::Likely } else { Certainty::Guess },
    })
}
