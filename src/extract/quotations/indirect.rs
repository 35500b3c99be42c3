//! Turns cues outside quotation marks into indirect reports: the reported clause without its attribution.
//!
//! Three places a clause can have: behind its cue (`X said that …`, `According to X, …`), before it (`…, X said.`), or
//! on both sides of it (`…, X said, …`); then the report runs across the attribution.

use std::ops::Range;

use super::certainty;
use super::clauses::{FEWEST_WORDS, clause_report, is_clause, shows_verb};
use super::cues::{Cue, CueKind};
use super::insertions::{inverted_report, passive_report, phrase_report, tail_report};
use super::pointers::{Pointer, PointerKind};
use super::scene::Scene;
use super::{Draft, Source};
use crate::extract::rules::Attribution;
use crate::lang::{Classes, Frames};
use crate::model::{Certainty, QuotationKind};

/// A report that has been found: whose, which words, by which rule.
pub(super) struct Report {
    pub(super) pointer: Pointer,
    pub(super) content: Range<usize>,
    pub(super) rule: &'static str,
    pub(super) certainty: Certainty,
}

/// Paragraphs that a name and a colon open, without marks: a transcript, or a headline (`X: more to come`).
/// Gives the token ranges of all paragraphs that somebody opens with a name or capitals and a colon.
fn find_spoken_lines(scene: &Scene<'_>, drafts: &mut Vec<Draft>) -> Vec<Range<usize>> {
    let mut spoken = Vec::new();
    for paragraph in &scene.document.paragraphs {
        let start = paragraph.start;
        if start + 1 < paragraph.end && scene.token(start).all_capitals && scene.is_char(start + 1, ':') {
            spoken.push(paragraph.clone());
        }
        let Some(mention) = scene.mention_at(start).filter(|&mention| scene.is_person(mention)) else { continue };
        let colon = scene.mention_tokens[mention].end;
        if colon + FEWEST_WORDS >= paragraph.end || !scene.is_char(colon, ':') {
            continue;
        }
        let content = scene.trimmed(colon + 1..paragraph.end);
        if !is_clause(scene, &content) || !shows_verb(scene, content.start, content.end) {
            continue;
        }
        drafts.push(Draft {
            span: scene.span(content),
            kind: QuotationKind::Indirect,
            anchor: start,
            source: Source::Pointer(scene.pointer_to(mention)),
            cue: Some(colon..colon + 1),
            rule: "spoken-line",
            certainty: Certainty::Likely,
            emitted: true,
        });
        spoken.push(paragraph.clone());
    }
    spoken
}

/// Adds the indirect reports of the text to `drafts`, and who speaks without words of theirs being given.
pub fn find(scene: &Scene<'_>, cues: &[Cue], answers: &[Option<Attribution>], drafts: &mut Vec<Draft>) {
    let spoken = find_spoken_lines(scene, drafts);
    let taken: Vec<usize> =
        answers.iter().flatten().filter_map(|answer| answer.cue.as_ref().map(|cue| cue.start)).collect();
    let mut covered = 0;
    for (index, cue) in cues.iter().enumerate() {
        let sentence = scene.sentences[scene.sentence_at(cue.tokens.start)].clone();
        let used = taken.contains(&cue.tokens.start);
        let report = if used { used_cue(scene, cues, index, &sentence) } else { report(scene, cues, index, &sentence) };
        let line = spoken.partition_point(|line| line.end <= cue.tokens.start);
        let inside =
            cue.tokens.start < covered || spoken.get(line).is_some_and(|line| line.contains(&cue.tokens.start));
        let told = |report: &Report| {
            !inside && !cue.negated && !own(scene, &report.pointer) && is_clause(scene, &report.content)
        };
        let report = report.map(|report| before_run(scene, report));
        if let Some(report) = report.filter(told) {
            covered = covered.max(report.content.end);
            let certainty = report.certainty.max(certainty::most(scene, cue, &report));
            drafts.push(Draft {
                span: scene.span(report.content.clone()),
                kind: QuotationKind::Indirect,
                anchor: report.pointer.tokens.start,
                source: Source::Pointer(report.pointer),
                cue: Some(cue.tokens.clone()),
                rule: report.rule,
                certainty,
                emitted: true,
            });
        } else if !used
            && !inside
            && let Some(pointer) = speaker_only(scene, cue, &sentence)
        {
            drafts.push(Draft {
                span: scene.span(cue.tokens.clone()),
                kind: QuotationKind::Indirect,
                anchor: pointer.tokens.start,
                source: Source::Pointer(pointer),
                cue: None,
                rule: "speaker-only",
                certainty: Certainty::Guess,
                emitted: false,
            });
        }
    }
}

/// The report without the clause of its sentence in which quotation marks stand, which is a quotation of its own (`X said
/// the crowd left, which he called “a shame”`).
fn before_run(scene: &Scene<'_>, report: Report) -> Report {
    let content = report.content.clone();
    let run = content.clone().find(|&at| scene.run_at(at).is_some());
    let comma = run.and_then(|run| (content.start..run).rev().find(|&at| scene.is_char(at, ',')));
    match comma {
        Some(comma) if report.rule.starts_with("clause-") && report.pointer.tokens.end <= content.start => {
            Report { content: scene.trimmed(content.start..comma), ..report }
        }
        _ => report,
    }
}

/// Whether the reporter speaks of himself.
pub(super) fn own(scene: &Scene<'_>, pointer: &Pointer) -> bool {
    pointer.kind == PointerKind::Pronoun && scene.is(pointer.tokens.start, Classes::FIRST)
}

/// Who speaks at a cue that gives no words.
fn speaker_only(scene: &Scene<'_>, cue: &Cue, sentence: &Range<usize>) -> Option<Pointer> {
    if cue.frames.has(Frames::AGENT) {
        return scene.subject_after(cue.tokens.start, sentence.end);
    }
    cue.subject.clone().filter(|pointer| pointer.clear && matches!(pointer.kind, PointerKind::Name(_)))
}

/// A cue whose subject spoke a quoted run may also report the clause between the run and itself.
fn used_cue(scene: &Scene<'_>, cues: &[Cue], index: usize, sentence: &Range<usize>) -> Option<Report> {
    let report = report(scene, cues, index, sentence)?;
    let before = report.content.start.checked_sub(1)?;
    let spoken = scene.run_at(before).is_some() && scene.is_char(scene.runs[scene.run_at(before)?].inner.end - 1, ',');
    (report.rule == "clause-before" && spoken && scene.is(report.content.start, Classes::CONJUNCTION)).then_some(report)
}

pub(super) fn report(scene: &Scene<'_>, cues: &[Cue], index: usize, sentence: &Range<usize>) -> Option<Report> {
    let cue = &cues[index];
    match cue.kind {
        CueKind::Preposition => {
            let report = phrase_report(scene, cue, sentence)?;
            // `Menurut Kabar Maju, Budi mengatakan …`: what Budi said is reported.
            let content = report.content.clone();
            let inner = |next: &Cue| {
                next.frames.has(Frames::CLAUSE)
                    && !next.negated
                    && next.subject.as_ref().is_some_and(|subject| {
                        matches!(subject.kind, PointerKind::Name(mention) if scene.is_person(mention))
                            && subject.start == content.start
                            && subject.clear
                            && subject.tokens.end == next.tokens.start
                    })
            };
            let outlet = !scene.knows_finite_verbs() && report.rule == "phrase-first";
            let quoted = outlet && cues.get(index + 1).is_some_and(inner);
            (!quoted).then_some(report)
        }
        CueKind::Verb => {
            if cue.frames.has(Frames::SUBJECT_AFTER)
                && let Some(report) = inverted_report(scene, cue, sentence)
            {
                return Some(report);
            }
            if cue.frames.has(Frames::AGENT) {
                return passive_report(scene, cue, sentence);
            }
            let pointer = cue.subject.clone()?;
            tail_report(scene, cue, &pointer, sentence).or_else(|| clause_report(scene, cues, index, pointer, sentence))
        }
    }
}
