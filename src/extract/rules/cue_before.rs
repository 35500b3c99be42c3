//! `cue-before`: the nearest cue before the run, in its sentence, has a subject (`X said, “…”`, `X called it “…”`).

use super::{Attribution, Question};
use crate::extract::quotations::{Cue, PointerKind};
use crate::lang::{Classes, Frames};
use crate::model::Certainty;

pub fn attribute(question: &Question<'_>) -> Option<Attribution> {
    attribute_by(question, false)
}

/// The same with verbs that report only for want of a better cue.
pub fn attribute_weak(question: &Question<'_>) -> Option<Attribution> {
    attribute_by(question, true)
}

/// Tokens from which on quoted words are a clause and no label.
const CLAUSE: usize = 4;

/// Tokens between a second verb and the subject of the first beyond which another subject may stand between.
const FAR: usize = 20;

fn attribute_by(question: &Question<'_>, weak: bool) -> Option<Attribution> {
    let scene = question.scene;
    let low = question.sentence_start();
    let cues = question.cues_in(low..question.start());
    // `X said, and I quote, “…”`
    let of_reporter =
        |cue: &Cue| cue.subject.as_ref().is_some_and(|subject| scene.is(subject.tokens.start, Classes::FIRST));
    let nearest = cues.iter().rposition(|cue| {
        let inverted = cue.tokens.start == low && cue.frames.has(Frames::SUBJECT_AFTER);
        // A weak verb of speech right before the words is as good as any.
        let adjacent = cue.frames.has(Frames::SUBJECT_AFTER) && question.start() <= cue.tokens.end + 1;
        (cue.frames.has(Frames::WEAK) && !adjacent) == weak && (cue.subject.is_some() || inverted) && !of_reporter(cue)
    })?;
    let cue = governing(question, &cues[..=nearest]);
    let introduces = question.gap_before().next_back().is_some_and(|at| scene.is_pause(at) || scene.is_char(at, ':'))
        || cue.tokens.end == question.start();
    let pointer = match &cue.subject {
        Some(pointer) => pointer.clone(),
        None => scene.subject_after(cue.tokens.start, question.gap_before().end)?,
    };
    let near = question.start() - cue.tokens.end <= 22;
    // Another cue in the sentence could claim the words as well.
    let alone = question
        .cues_in(low..question.sentence_end())
        .iter()
        .filter(|other| other.subject.is_some() && !other.frames.has(Frames::WEAK))
        .count()
        <= 1;
    // Whole clauses are words of the nearest cue; labels of a few words are not always.
    let clause = scene.runs[question.run].inner.len() >= CLAUSE;
    // A participle far from the words may belong to another clause; a description without a noun of speakers may be none.
    let described = pointer.kind == PointerKind::Description
        && (!pointer.clear
            || !scene.is(pointer.tokens.start, Classes::INDEFINITE.or(Classes::DEFINITE).or(Classes::PEOPLE)));
    // `which made X think “…”`
    let thing = pointer.kind == PointerKind::Pronoun && scene.is(pointer.tokens.start, Classes::NEUTRAL);
    let handed_over =
        introduces && pointer.kind == PointerKind::Pronoun && !scene.is(pointer.tokens.start, Classes::RELATIVE);
    let strange = scene.is_strange(&pointer) && pointer.tokens.end < cue.tokens.start;
    let plain = (!cue.frames.has(Frames::PARTICIPLE) || handed_over) && !described && !thing;
    // `Budi waits, and the more he does, the more the people think, “…”`
    let distant = !pointer.clear && pointer.tokens.end + FAR < cue.tokens.start;
    let crowded = !pointer.clear
        && (pointer.tokens.end..cue.tokens.start).rev().take_while(|&at| !scene.is_pause(at)).any(|at| {
            match scene.mention_at(at) {
                Some(mention) => scene.is_person(mention),
                None => scene.is(at, Classes::PEOPLE),
            }
        });
    // `When Siti wrote to him, “…”`: the clause with the cue is over.
    let pause = question.start() - 1;
    let over = cue.tokens.end < pause
        && scene.is_char(pause, ',')
        && !scene.is_pause(cue.tokens.end)
        && (cue.tokens.end..pause).all(|at| !scene.is(at, Classes::COMPLEMENT))
        && subordinate(question, cue);
    let certainty = if cue.negated {
        Certainty::Guess
    } else if weak || cue.doubtful || strange || over || distant || (introduces && question.is_told_after()) {
        Certainty::Likely
    } else if plain && (introduces && !crowded || (pointer.clear && near && (alone || clause))) {
        Certainty::Sure
    } else {
        Certainty::Likely
    };
    Some(Attribution {
        pointer: Some(pointer),
        shares: None,
        cue: Some(cue.tokens.clone()),
        rule: match (weak, introduces) {
            (true, _) => "weak-cue",
            (false, true) => "cue-before",
            (false, false) => "cue-in-sentence",
        },
        certainty,
    })
}

/// Whether the clause of the cue opens with a conjunction that makes it part of another one.
fn subordinate(question: &Question<'_>, cue: &Cue) -> bool {
    let scene = question.scene;
    cue.subject.as_ref().is_some_and(|subject| {
        subject.start > question.sentence_start() && {
            let at = subject.start - 1;
            scene.mention_at(at).is_none() && scene.is(at, Classes::CONJUNCTION) && !scene.is(at, Classes::COORDINATION)
        }
    })
}

/// The last of the cues, or the one whose reported clause it only goes on (`X said he hoped “…”`).
fn governing<'a>(question: &Question<'_>, cues: &'a [Cue]) -> &'a Cue {
    let scene = question.scene;
    let last = &cues[cues.len() - 1];
    let Some(pronoun) = last
        .subject
        .as_ref()
        .filter(|pointer| pointer.kind == PointerKind::Pronoun && !scene.is(pointer.tokens.start, Classes::RELATIVE))
    else {
        return last;
    };
    let outer = cues[..cues.len() - 1].iter().rev().find(|cue| {
        cue.subject.as_ref().is_some_and(|subject| subject.tokens.start < pronoun.tokens.start)
            && cue.frames.has(Frames::CLAUSE.or(Frames::FINITE))
            && !cue.frames.has(Frames::PARTICIPLE)
    });
    let Some(outer) = outer else { return last };
    let start = pronoun.tokens.start;
    let direct = start == outer.tokens.end || scene.is(start - 1, Classes::COMPLEMENT);
    if direct { outer } else { last }
}
