//! Turns words for what somebody thinks, wants, judges or decides into indirect reports, where the language lists such
//! words: `X criticized the plan`, `X's hope for a deal`, `X was worried about prices`.

use std::ops::Range;

use super::cues::{self, Cue};
use super::extents::Content;
use super::pointers::{Pointer, PointerKind};
use super::readings::{Part, content_start, negation_before, reading};
use super::scene::Scene;
use super::{Draft, Source};
use crate::extract::TokenKind;
use crate::lang::Classes;
use crate::model::{Certainty, QuotationKind};

/// Adjectives that may stand between whose attitude it is and its noun.
const MOST_ADJECTIVES: usize = 2;

/// Adds the attitudes of the text to `drafts`. A report that lies within the content of an attitude is part of it.
pub fn find(scene: &Scene<'_>, cues: &[Cue], drafts: &mut Vec<Draft>) {
    let mut owners = owners(scene, drafts);
    for sentence in &scene.sentences {
        let first = cues.partition_point(|cue| cue.tokens.start < sentence.start);
        let last = cues.partition_point(|cue| cue.tokens.start < sentence.end);
        let mut at = sentence.start;
        while at < sentence.end {
            let found = report(scene, &cues[first..last], at, sentence);
            let Some(report) = found.filter(|report| free(scene, &owners, drafts, report)) else {
                at += 1;
                continue;
            };
            for at in report.content.clone() {
                if let Some(inner) = owners[at] {
                    drafts[inner].emitted = false;
                }
            }
            owners[at..report.content.end].fill(Some(drafts.len()));
            at = report.content.end;
            drafts.push(report.draft(scene));
        }
    }
}

/// Whether the words of the report belong to no other one, or only to reports that lie wholly within them.
fn free(scene: &Scene<'_>, owners: &[Option<usize>], drafts: &[Draft], report: &Report) -> bool {
    let words = scene.span(report.content.clone());
    owners[report.cue.start].is_none()
        && report.content.clone().filter_map(|at| owners[at]).all(|inner| {
            let inner = &drafts[inner];
            let cue = inner.cue.as_ref().is_some_and(|cue| report.content.contains(&cue.start));
            inner.kind == QuotationKind::Indirect
                && cue
                && inner.span.start >= words.start
                && inner.span.end <= words.end
        })
}

struct Report {
    cue: Range<usize>,
    holder: Option<Pointer>,
    content: Range<usize>,
    rule: &'static str,
}

impl Report {
    fn draft(self, scene: &Scene<'_>) -> Draft {
        Draft {
            span: scene.span(self.content.clone()),
            kind: QuotationKind::Indirect,
            anchor: self.holder.as_ref().map_or(self.cue.start, |holder| holder.tokens.start),
            source: self.holder.map_or(Source::Nobody, Source::Pointer),
            cue: Some(self.cue),
            rule: self.rule,
            certainty: Certainty::Likely,
            emitted: true,
        }
    }
}

/// For each token the draft whose words or cue it belongs to.
fn owners(scene: &Scene<'_>, drafts: &[Draft]) -> Vec<Option<usize>> {
    let mut owners = vec![None; scene.places.len()];
    for (index, draft) in drafts.iter().enumerate().filter(|(_, draft)| draft.emitted) {
        let start = scene.document.token_at(draft.span.start);
        let end = scene.document.token_at(draft.span.end).min(owners.len());
        if start < end {
            owners[start..end].fill(Some(index));
        }
        if let Some(cue) = &draft.cue {
            owners[cue.clone()].fill(Some(index));
        }
    }
    owners
}

fn report(scene: &Scene<'_>, cues: &[Cue], at: usize, sentence: &Range<usize>) -> Option<Report> {
    let attitude = scene.quoting.attitude(scene.places[at].attitude)?;
    if scene.run_at(at).is_some() || scene.mention_at(at).is_some() {
        return None;
    }
    let (takes, part) = reading(scene, attitude, at, sentence.start, scene.is_headline(sentence))?;
    let (start, content, direct) = content_start(scene, takes, at, sentence.end)?;
    let low = sentence.start;
    let holder = match part {
        Part::Verb | Part::Participle => {
            let earlier = cues.iter().rev().filter(|cue| cue.tokens.start < at).find_map(|cue| cue.subject.clone());
            let subject = cues::subject_of_verb(scene, at, low, part == Part::Participle, earlier);
            let subject = subject.or_else(|| {
                (part == Part::Verb && !attitude.nounish).then(|| scene.unknown_subject(at, low)).flatten()
            });
            let subject = subject
                .or_else(|| (part == Part::Participle).then(|| main_subject(scene, at, low, sentence.end)).flatten());
            Some(subject?)
        }
        Part::Adjective => Some(scene.subject_before(at, low)?),
        Part::Loose => Some(scene.subject_of_clause(low, at).map(|pointer| Pointer { clear: false, ..pointer })?),
        Part::Noun => possessor(scene, at, low)
            .or_else(|| scene.subject_of_clause(low, at).map(|pointer| Pointer { clear: false, ..pointer })),
    };
    // The pointer of a relative clause that no person can be meant by.
    let relative = holder.as_ref().is_some_and(|holder| {
        holder.kind == PointerKind::Pronoun && scene.is(holder.tokens.start, Classes::COMPLEMENT)
    });
    if relative
        || (part == Part::Verb && holder.as_ref().is_some_and(|holder| scene.is(holder.tokens.start, Classes::FIRST)))
    {
        return None;
    }
    let end = match content {
        Some(content) => scene.content_end(content, start, sentence.end),
        None => {
            let next = cues.partition_point(|cue| cue.tokens.start < start);
            scene.clause_end(&cues[next..], at + 1, false, sentence.end)
        }
    };
    let content_tokens = scene.trimmed(start..end);
    let touches_run = end < sentence.end && scene.run_at(end).is_some();
    // One small word alone is no view of anything.
    let bare = content_tokens.len() == 1
        && scene.mention_at(content_tokens.start).is_none()
        && scene.is(content_tokens.start, Classes::PRONOUN.or(Classes::CONNECTOR).or(Classes::AUXILIARY));
    if content_tokens.is_empty() || bare || touches_run || content_tokens.clone().any(|at| scene.run_at(at).is_some()) {
        return None;
    }
    let inside = |class| content_tokens.clone().skip(1).any(|at| scene.is(at, class) && scene.mention_at(at).is_none());
    if !takes.object
        && content == Some(Content::Object)
        && direct
        && !(takes.object_infinitive && inside(Classes::INFINITIVE))
        && !(takes.object_comparison && inside(Classes::COMPARISON))
    {
        return None;
    }
    // `who asked not to be named`: what is to be done with oneself is no statement.
    let mut words = content_tokens.clone().skip_while(|&at| scene.is(at, Classes::NEGATION.or(Classes::INFINITIVE)));
    let is_passive = words.next().is_some_and(|at| at > content_tokens.start && scene.is(at, Classes::AUXILIARY));
    if is_passive && words.count() == 1 {
        return None;
    }
    let rule = match content {
        Some(Content::Object) => "attitude-object",
        Some(Content::Infinitive) => "attitude-infinitive",
        None => "attitude-clause",
    };
    Some(Report { cue: negation_before(scene, at, low).unwrap_or(at)..at + 1, holder, content: content_tokens, rule })
}

/// The subject behind the comma that ends a participle at the start of its sentence (`Citing X, Y said …`).
fn main_subject(scene: &Scene<'_>, at: usize, low: usize, high: usize) -> Option<Pointer> {
    let opens = (low..at).all(|before| scene.is(before, Classes::PREPOSITION.or(Classes::CONJUNCTION)));
    let comma = (at..high).find(|&at| scene.is_char(at, ',')).filter(|_| opens)?;
    if let Some(mention) = (comma + 1 < high).then(|| scene.mention_at(comma + 1)).flatten() {
        return Some(scene.pointer_to(mention));
    }
    let verb = (comma + 1..high).find(|&at| scene.is_bare_finite(at)).unwrap_or(high);
    scene.subject_of_clause(comma + 1, verb).filter(|subject| subject.start == comma + 1)
}

/// Whose attitude a noun is: the possessive before it.
fn possessor(scene: &Scene<'_>, at: usize, low: usize) -> Option<Pointer> {
    let mut before = at;
    for _ in 0..=MOST_ADJECTIVES {
        if before <= low {
            return None;
        }
        before -= 1;
        if scene.token(before).kind == TokenKind::Clitic {
            let owner = before.checked_sub(1).filter(|&owner| owner >= low)?;
            if let Some(mention) = scene.mention_at(owner) {
                return Some(scene.pointer_to(mention));
            }
            return scene.noun_before(before, low);
        }
        if scene.is(before, Classes::POSSESSIVE) {
            return Some(scene.pronoun(before, true));
        }
        let adjective = scene.is_lower_word(before) && scene.places[before].classes.is_empty();
        if scene.mention_at(before).is_some() || !adjective {
            return None;
        }
    }
    None
}
