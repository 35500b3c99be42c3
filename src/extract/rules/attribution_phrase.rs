//! `attribution-phrase`: a preposition names the speaker in the sentence (`according to X`).

use super::{Attribution, Question};
use crate::extract::quotations::CueKind;
use crate::model::Certainty;

pub fn attribute(question: &Question<'_>) -> Option<Attribution> {
    let scene = question.scene;
    let (low, high) = (question.sentence_start(), question.sentence_end());
    let cue = question.cues_in(low..high).iter().find(|cue| cue.kind == CueKind::Preposition)?;
    let pointer = scene.subject_after(cue.tokens.start, cue.tokens.start + 1).or_else(|| {
        let stop = (cue.tokens.end..high).find(|&at| scene.run_at(at).is_some()).unwrap_or(high);
        scene.phrase_after(cue.tokens.end, stop)
    })?;
    Some(Attribution {
        pointer: Some(pointer),
        shares: None,
        cue: Some(cue.tokens.clone()),
        rule: "attribution-phrase",
        certainty: Certainty::Likely,
    })
}
