//! Tells direct from mixed quotations, and both from titles, labels and scare quotes.

use super::marks::Run;
use super::scene::Scene;
use crate::extract::TokenKind;
use crate::extract::rules::Attribution;
use crate::lang::Classes;
use crate::model::{Certainty, QuotationKind, Span};

/// The words of a run without white space and a closing comma; none when there are no letters.
pub fn words_of(scene: &Scene<'_>, run: &Run) -> Option<Span> {
    let tokens = &scene.document.tokens;
    let mut inner = run.inner.clone();
    while inner.start < inner.end
        && tokens[inner.end - 1].first == ','
        && tokens[inner.end - 1].kind == TokenKind::Punctuation
    {
        inner.end -= 1;
    }
    let has_words = inner.clone().any(|at| matches!(tokens[at].kind, TokenKind::Word | TokenKind::Number));
    has_words.then(|| scene.span(inner))
}

/// Direct or mixed; none where the marks hold no speech.
pub fn kind_of(scene: &Scene<'_>, index: usize, answer: &Attribution) -> Option<QuotationKind> {
    let run = &scene.runs[index];
    let weak = answer.certainty == Certainty::Guess;
    if run.nested {
        return Some(QuotationKind::Mixed);
    }
    if run.single && (weak || !ends_as_utterance(scene, run)) {
        return None;
    }
    let words = run.inner.clone().filter(|&at| scene.token(at).kind == TokenKind::Word).count();
    // One word that someone did not say.
    if weak && words <= 1 && matches!(answer.rule, "cue-before" | "cue-in-sentence") {
        return None;
    }
    // A short sentence that goes on with speech may look like a title (`“Step out.”`).
    let goes_on = answer.rule == "resumed" && !weak && ends_as_utterance(scene, run);
    if !goes_on
        && matches!(
            answer.rule,
            "sentence-subject" | "cue-tail" | "cue-in-sentence" | "weak-cue" | "unknown-cue" | "resumed"
        )
        && is_title(scene, run)
    {
        return None;
    }
    if !matches!(answer.rule, "cue-after" | "speaker-cue-after") && announced(scene, run) && capitals(scene, run) {
        return None;
    }
    let first = run.inner.clone().find(|&at| scene.token(at).kind == TokenKind::Word);
    let capital = first.is_some_and(|at| scene.token(at).capital);
    let whole = matches!(
        answer.rule,
        "cue-after" | "speaker-cue-after" | "colon" | "cue-before" | "continuation" | "unknown-cue"
    ) || (answer.rule == "resumed");
    let direct = (capital && words >= 3) || (whole && ends_as_utterance(scene, run) && (capital || words >= 5));
    Some(if direct { QuotationKind::Direct } else { QuotationKind::Mixed })
}

fn ends_as_utterance(scene: &Scene<'_>, run: &Run) -> bool {
    matches!(scene.token(run.inner.end - 1).first, ',' | '.' | '?' | '!' | '…')
}

/// A title has capitals on all its words, or a word before it that announces one.
fn is_title(scene: &Scene<'_>, run: &Run) -> bool {
    announced(scene, run) || capitals(scene, run)
}

/// Whether the word before the run, or before the comma or colon there, announces a title.
fn announced(scene: &Scene<'_>, run: &Run) -> bool {
    let Some(mut before) = run.tokens.start.checked_sub(1) else { return false };
    if (scene.is_char(before, ',') || scene.is_char(before, ':')) && before > 0 {
        before -= 1;
    }
    scene.is(before, Classes::TITLE_NOUN) && scene.run_at(before).is_none()
}

/// Whether all words but small function words are written with a capital.
fn capitals(scene: &Scene<'_>, run: &Run) -> bool {
    let words: Vec<usize> = run.inner.clone().filter(|&at| scene.token(at).kind == TokenKind::Word).collect();
    let joining = Classes::PREPOSITION.or(Classes::ARTICLE).or(Classes::COORDINATION);
    let small = words.iter().filter(|&&at| !scene.token(at).capital && !scene.is(at, joining)).count();
    words.len() >= 2 && small == 0 && scene.token(words[0]).capital && words.len() <= 8
}
