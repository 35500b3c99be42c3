//! `nested-noun`: inside a quotation a noun of speech, a name and a connector announce what is quoted in it
//! (`“the minister's promise that ‘nobody will pay’ was broken”`).

use super::{Attribution, Question};
use crate::lang::Classes;
use crate::model::Certainty;

/// Tokens between the noun and the nested words.
const REACH: usize = 7;

pub fn attribute(question: &Question<'_>) -> Option<Attribution> {
    let scene = question.scene;
    let start = question.start();
    let low = scene.runs[scene.run_at(start)?].inner.start.max(start.saturating_sub(REACH));
    let connector = start.checked_sub(1).filter(|&at| at > low && scene.is(at, Classes::COMPLEMENT))?;
    let noun = (low..connector).rev().find(|&at| scene.is(at, Classes::CUE_NOUN) && scene.is_lower_word(at))?;
    let mention = (low..connector).rev().find_map(|at| scene.mention_at(at))?;
    Some(Attribution {
        pointer: Some(scene.pointer_to(mention)),
        shares: None,
        cue: Some(noun..noun + 1),
        rule: "nested-noun",
        certainty: Certainty::Likely,
    })
}
