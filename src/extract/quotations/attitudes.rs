//! Turns words for what somebody thinks, wants, judges or decides into indirect reports, where the language lists such
//! words: `X criticized the plan`, `X's hope for a deal`, `X was worried about prices`.

use std::ops::Range;

use super::cues::{self, Cue};
use super::extents::Content;
use super::scene::Scene;
use super::subjects::{Pointer, PointerKind};
use super::{Draft, Source};
use crate::extract::TokenKind;
use crate::lang::{Attitude, Classes, Takes};
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
    let (start, content, opener_len) = content_start(scene, takes, at, sentence.end)?;
    let low = sentence.start;
    let holder = match part {
        Part::Verb | Part::Participle => {
            let earlier = cues.iter().rev().filter(|cue| cue.tokens.start < at).find_map(|cue| cue.subject.clone());
            Some(cues::subject_of_verb(scene, at, low, part == Part::Participle, earlier)?)
        }
        Part::Adjective => Some(scene.subject_before(at, low)?),
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
    if content_tokens.is_empty() || touches_run || content_tokens.clone().any(|at| scene.run_at(at).is_some()) {
        return None;
    }
    if takes.object_infinitive
        && !takes.object
        && content == Some(Content::Object)
        && opener_len == 0
        && !content_tokens.clone().skip(1).any(|at| scene.is(at, Classes::INFINITIVE) && scene.mention_at(at).is_none())
    {
        return None;
    }
    let rule = match content {
        Some(Content::Object) => "attitude-object",
        Some(Content::Infinitive) => "attitude-infinitive",
        None => "attitude-clause",
    };
    Some(Report { cue: at..at + 1, holder, content: content_tokens, rule })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Verb,
    Participle,
    Adjective,
    Noun,
}

/// As what the word stands here, and what it takes as such.
fn reading<'a>(
    scene: &Scene<'_>,
    attitude: &'a Attitude,
    at: usize,
    low: usize,
    headline: bool,
) -> Option<(&'a Takes, Part)> {
    let copula = copula_before(scene, at, low);
    if copula {
        if let Some(takes) = &attitude.adjective {
            return Some((takes, Part::Adjective));
        }
        if let Some(takes) = &attitude.participle {
            return Some((takes, Part::Verb));
        }
        return None;
    }
    let noun_place = cues::is_noun(scene, at, low);
    if let Some(takes) = &attitude.noun
        && (noun_place || attitude.verb.is_none())
    {
        return Some((takes, Part::Noun));
    }
    let compound = |at: usize| scene.is_char(at, '-') && !scene.token(at).spaced;
    if at > low && compound(at - 1) || at + 1 < scene.places.len() && compound(at + 1) {
        return None;
    }
    if scene.token(at).capital && at > low && !headline {
        return None;
    }
    if scene.is(at, Classes::PREPOSITION) {
        return None;
    }
    if let Some(takes) = &attitude.participle {
        return Some((takes, Part::Participle));
    }
    let takes = attitude.verb.as_ref()?;
    if only_possible(scene, at, low) {
        return None;
    }
    let governed = at > low
        && scene.mention_at(at - 1).is_none()
        && (scene.token(at - 1).kind == TokenKind::Clitic
            || scene.is(at - 1, Classes::ARTICLE.or(Classes::INDEFINITE))
            || scene.token(at - 1).kind == TokenKind::Number
            || scene.is(at - 1, Classes::PREPOSITION) && !scene.is(at - 1, Classes::INFINITIVE));
    if governed || (attitude.nounish && (noun_place || !verb_place(scene, at, low))) {
        return None;
    }
    Some((takes, Part::Verb))
}

/// Whether the helpers before a verb say that somebody does not, or only may, do it.
fn only_possible(scene: &Scene<'_>, at: usize, low: usize) -> bool {
    (low.max(at.saturating_sub(4))..at)
        .rev()
        .take_while(|&before| {
            let adverb = scene.is_lower_word(before) && scene.places[before].classes.is_empty() && before + 1 == at;
            scene.mention_at(before).is_none()
                && (adverb || scene.is(before, Classes::AUXILIARY.or(Classes::NEGATION).or(Classes::INFINITIVE)))
        })
        .any(|before| scene.is(before, Classes::NEGATION.or(Classes::INFINITIVE).or(Classes::POSSIBLE)))
}

/// Whether a subject or a helper stands right before a word that is as often a noun.
fn verb_place(scene: &Scene<'_>, at: usize, low: usize) -> bool {
    let Some(mut before) = at.checked_sub(1).filter(|&before| before >= low) else { return false };
    let adverb = scene.is_lower_word(before) && scene.places[before].classes.is_empty() && before > low;
    if adverb && scene.mention_at(before).is_none() {
        before -= 1;
    }
    if scene.mention_at(before).is_some() {
        // `Trump support for …`: the name only says whose.
        let next = at + 1;
        return next < scene.places.len()
            && (scene.mention_at(next).is_some()
                || scene.is(next, Classes::INFINITIVE)
                || !scene.is(next, Classes::PREPOSITION));
    }
    let subject = Classes::PRONOUN.or(Classes::PEOPLE).or(Classes::BODY).or(Classes::DOCUMENT);
    scene.is(before, subject.or(Classes::AUXILIARY).or(Classes::RELATIVE).or(Classes::NEGATION))
}

/// Whether a form of `be` makes the word an adjective or a passive.
fn copula_before(scene: &Scene<'_>, at: usize, low: usize) -> bool {
    (low.max(at.saturating_sub(4))..at)
        .rev()
        .take_while(|&before| {
            scene.mention_at(before).is_none()
                && (scene.is(before, Classes::AUXILIARY.or(Classes::NEGATION).or(Classes::FINITE))
                    || scene.is_lower_word(before) && scene.places[before].classes.is_empty() && before + 1 == at)
        })
        .any(|before| scene.is(before, Classes::PASSIVE))
}

/// Where the content starts behind the word; none as content stands for a clause.
fn content_start(scene: &Scene<'_>, takes: &Takes, at: usize, end: usize) -> Option<(usize, Option<Content>, usize)> {
    let next = at + 1;
    if next >= end {
        return None;
    }
    let opener = takes.openers.iter().find(|opener| {
        next + opener.len() <= end
            && opener.iter().zip(next..).all(|(&key, at)| scene.token(at).key == key && scene.mention_at(at).is_none())
    });
    if let Some(opener) = opener {
        let start = next + opener.len();
        if start < end && scene.is(start, Classes::COMPLEMENT) && scene.mention_at(start).is_none() {
            return Some((start + 1, None, opener.len()));
        }
        return starts_phrase(scene, start, end).then_some((start, Some(Content::Object), opener.len()));
    }
    if scene.mention_at(next).is_none() {
        if takes.infinitive && scene.is(next, Classes::INFINITIVE) {
            return Some((next, Some(Content::Infinitive), 0));
        }
        if takes.connector && scene.is(next, Classes::CONNECTOR) {
            let complement = scene.is(next, Classes::COMPLEMENT);
            // `that` right before a verb opens a relative clause.
            let relative = complement && next + 1 < end && scene.is(next + 1, Classes::FINITE);
            return (!relative).then_some((if complement { next + 1 } else { next }, None, 0));
        }
    }
    let object = takes.object || takes.object_infinitive;
    (object && starts_phrase(scene, next, end)).then_some((next, Some(Content::Object), 0))
}

/// Whether a noun phrase may start here.
fn starts_phrase(scene: &Scene<'_>, at: usize, end: usize) -> bool {
    if at >= end || scene.run_at(at).is_some() {
        return false;
    }
    if scene.mention_at(at).is_some() {
        return true;
    }
    let token = scene.token(at);
    if !matches!(token.kind, TokenKind::Word | TokenKind::Number) && !scene.is_char(at, '$') {
        return false;
    }
    let opens =
        Classes::ARTICLE.or(Classes::PRONOUN).or(Classes::DEFINITE).or(Classes::INDEFINITE).or(Classes::CONNECTOR);
    scene.is(at, opens)
        || !scene.is(
            at,
            Classes::PREPOSITION
                .or(Classes::CONJUNCTION)
                .or(Classes::TIME)
                .or(Classes::FINITE)
                .or(Classes::AUXILIARY)
                .or(Classes::RELATIVE),
        )
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
