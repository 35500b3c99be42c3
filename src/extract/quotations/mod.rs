//! Turns a document and its mentions into quotations with their speakers.
//!
//! ```text
//! marks → runs · words → cues with subjects · rules: run → attribution · indirect reports · who the pointers mean
//! ```

mod antecedents;
mod attitudes;
mod certainty;
mod clauses;
mod cues;
mod extents;
mod following;
mod indirect;
mod insertions;
mod kinds;
mod marks;
mod noun_phrases;
mod pointers;
mod readings;
mod rivals;
mod scene;
mod speakers;
mod subjects;

pub use cues::{Cue, CueKind};
pub use pointers::{Pointer, PointerKind};
pub use rivals::{Reason, Rival, rivals};
pub use scene::Scene;

use std::ops::Range;

use super::Document;
use super::rules::{self, Attribution, Question};
use crate::lang::Language;
use crate::model::{Certainty, FoundQuotation, Mention, QuotationKind, Span};

/// Whose words a draft holds.
#[derive(Clone, Debug)]
pub(crate) enum Source {
    /// Whom these words point to.
    Pointer(Pointer),
    /// The speaker of that draft.
    Shared(usize),
    /// Whoever spoke last.
    Last,
    /// The text names nobody.
    Nobody,
}

/// A quotation whose source is not resolved yet.
pub(crate) struct Draft {
    pub span: Span,
    pub kind: QuotationKind,
    pub source: Source,
    pub cue: Option<Range<usize>>,
    pub rule: &'static str,
    pub certainty: Certainty,
    /// Token by which reading order is decided.
    pub anchor: usize,
    /// A quotation; false for words that only tell who speaks.
    pub emitted: bool,
}

/// The quotations of the document, in text order.
pub fn find(document: &Document<'_>, mentions: &[Mention], language: &Language) -> Vec<FoundQuotation> {
    let scene = Scene::new(document, mentions, language);
    let cues = cues::find(&scene);
    let answers = attribute_runs(&scene, &cues);
    let mut drafts = Vec::new();
    let mut draft_of_run: Vec<Option<usize>> = vec![None; scene.runs.len()];
    for (index, run) in scene.runs.iter().enumerate() {
        let Some(answer) = &answers[index] else { continue };
        let Some(kind) = kinds::kind_of(&scene, index, answer) else { continue };
        let Some(span) = kinds::words_of(&scene, run) else { continue };
        draft_of_run[index] = Some(drafts.len());
        drafts.push(Draft {
            span,
            kind,
            source: match (&answer.pointer, answer.shares.and_then(|shared| draft_of_run[shared])) {
                (Some(pointer), _) => Source::Pointer(pointer.clone()),
                (None, Some(shared)) => Source::Shared(shared),
                (None, None) => Source::Last,
            },
            cue: answer.cue.clone(),
            rule: answer.rule,
            certainty: answer.certainty,
            anchor: answer.pointer.as_ref().map_or(run.tokens.start, |pointer| pointer.tokens.start),
            emitted: true,
        });
    }
    indirect::find(&scene, &cues, &answers, &mut drafts);
    attitudes::find(&scene, &cues, &mut drafts);
    speakers::resolve(&scene, drafts)
}

/// What stands between quotation marks, in the order of the opening marks.
pub fn quoted(document: &Document<'_>) -> Vec<Span> {
    marks::pair(document).into_iter().map(|run| document.span(run.inner)).collect()
}

fn attribute_runs(scene: &Scene<'_>, cues: &[Cue]) -> Vec<Option<Attribution>> {
    let mut answers: Vec<Option<Attribution>> = Vec::with_capacity(scene.runs.len());
    for run in 0..scene.runs.len() {
        let answer = rules::attribute(&Question { scene, cues, run, before: &answers });
        answers.push(answer);
    }
    answers
}
