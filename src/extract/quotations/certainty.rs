//! What keeps a report from being sure: the kind of cue, of pointer and of words.

use super::clauses::shows_verb;
use super::cues::{Cue, CueKind};
use super::indirect::Report;
use super::pointers::PointerKind;
use super::scene::Scene;
use crate::lang::{Classes, Frames};
use crate::model::Certainty;

/// How sure an indirect report can be at most. Sure are only the words of somebody who is shown to have said them: a
/// plain verb of speech with a subject of its own, and a clause behind or before it.
pub(super) fn most(scene: &Scene<'_>, cue: &Cue, report: &Report) -> Certainty {
    let pointer = &report.pointer;
    let at = pointer.tokens.start;
    let verb = cue.kind == CueKind::Verb;
    let other = verb && cue.frames.has(Frames::PARTICIPLE.or(Frames::WEAK).or(Frames::THOUGHT));
    // A thing that is not named, or whom a relative clause describes, may be another than thought.
    let vague = match pointer.kind {
        PointerKind::Pronoun => scene.is(at, Classes::RELATIVE.or(Classes::NEUTRAL)),
        PointerKind::Description => scene.is(at, Classes::DEMONSTRATIVE),
        PointerKind::Name(_) => false,
    };
    // A verb that names its object as often as it reports a clause shows a clause only by a connector or a pause.
    let object = verb
        && cue.frames.has(Frames::OBJECT)
        && !scene.knows_finite_verbs()
        && report.rule == "clause-after"
        && report.content.start == cue.tokens.end
        && !scene.is(report.content.start, Classes::AUXILIARY.or(Classes::NEGATION).or(Classes::PRONOUN));
    let clause = !scene.knows_finite_verbs() || shows_verb(scene, report.content.start, report.content.end);
    if scene.is_strange(pointer) && !scene.is(at, Classes::INDEFINITE) {
        return Certainty::Guess;
    }
    if cue.doubtful || other || vague || object || !clause { Certainty::Likely } else { Certainty::Sure }
}
