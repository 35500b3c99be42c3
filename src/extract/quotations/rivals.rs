//! Turns a quotation that was found into the speakers that were not chosen for it: for `kutip explain`, not for reading
//! an article.

use super::cues::{self, Cue};
use super::pointers::Pointer;
use super::scene::Scene;
use crate::extract::Document;
use crate::extract::rules::{self, Question};
use crate::lang::{Classes, Language};
use crate::model::{FoundQuotation, Mention, Span};

/// Persons before a pronoun that are told of.
const MOST_NAMED: usize = 3;
/// Names before a pronoun that are looked at.
const REACH: usize = 40;

/// A speaker that was not chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rival {
    /// The words that point to this speaker.
    pub speaker: Span,
    /// The words that report, where there are such.
    pub cue: Option<Span>,
    /// Why it could have been this one.
    pub reason: Reason,
}

/// Why a rival could have been the speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A rule that comes later in order gives this answer.
    LaterRule(&'static str),
    /// It is the subject of another reporting word of the sentence.
    OtherCue,
    /// It is a person whom the pronoun could mean.
    Named,
}

/// The rivals of a quotation of the document, each words once, in the order in which they were rejected.
pub fn rivals(
    document: &Document<'_>,
    mentions: &[Mention],
    language: &Language,
    quotation: &FoundQuotation,
) -> Vec<Rival> {
    let scene = Scene::new(document, mentions, language);
    let cues = cues::find(&scene);
    let mut rivals: Vec<Rival> = Vec::new();
    let mut add = |speaker: Span, cue: Option<Span>, reason: Reason| {
        let overlaps = |span: Span| span.start < speaker.end && speaker.start < span.end;
        let same = quotation.speaker_name.as_ref();
        let chosen = quotation.speaker.is_some_and(overlaps)
            || scene.mentions.iter().any(|mention| Some(&mention.name) == same && overlaps(mention.span));
        if !chosen && rivals.iter().all(|known| known.speaker != speaker) {
            rivals.push(Rival { speaker, cue, reason });
        }
    };
    let run = scene.runs.iter().position(|run| {
        let span = scene.span(run.tokens.clone());
        span.start <= quotation.span.start && quotation.span.end <= span.end
    });
    if let Some(run) = run {
        let before = super::attribute_runs(&scene, &cues);
        let question = Question { scene: &scene, cues: &cues, run, before: &before[..run] };
        for answer in rules::answers(&question).into_iter().skip(1) {
            let Some(pointer) = answer.pointer else { continue };
            add(pointer.span, answer.cue.map(|cue| scene.span(cue)), Reason::LaterRule(answer.rule));
        }
    }
    let at = document.token_at(quotation.span.start).min(scene.places.len().saturating_sub(1));
    if let Some(sentence) = scene.sentences.get(scene.places.get(at).map_or(0, |_| scene.sentence_at(at))) {
        for cue in cues.iter().filter(|cue| sentence.contains(&cue.tokens.start)) {
            let Some(pointer) = subject(&scene, cue, sentence.end) else { continue };
            add(pointer.span, Some(scene.span(cue.tokens.clone())), Reason::OtherCue);
        }
    }
    for mention in named_before(&scene, quotation) {
        add(scene.mentions[mention].span, None, Reason::Named);
    }
    rivals
}

fn subject(scene: &Scene<'_>, cue: &Cue, end: usize) -> Option<Pointer> {
    cue.subject.clone().or_else(|| scene.subject_after(cue.tokens.start, end))
}

/// The persons nearest before a pronoun, other than the one it was taken for.
fn named_before(scene: &Scene<'_>, quotation: &FoundQuotation) -> Vec<usize> {
    let Some(speaker) = quotation.speaker else { return Vec::new() };
    let token = scene.document.token_at(speaker.start);
    let pronoun = scene.places.get(token).is_some_and(|place| {
        place.suffix > 0 || (place.classes.has(Classes::PRONOUN) && scene.mention_at(token).is_none())
    });
    if !pronoun {
        return Vec::new();
    }
    let before = scene.mention_tokens.partition_point(|tokens| tokens.end <= token);
    let mut named: Vec<usize> = Vec::new();
    for mention in (0..before).rev().take(REACH) {
        let name = &scene.mentions[mention].name;
        let other = quotation.speaker_name.as_ref() != Some(name)
            && named.iter().all(|&known| &scene.mentions[known].name != name);
        if scene.is_person(mention) && scene.run_at(scene.mention_tokens[mention].start).is_none() && other {
            named.push(mention);
        }
        if named.len() == MOST_NAMED {
            break;
        }
    }
    named
}
