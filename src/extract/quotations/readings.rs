//! Turns the place of a word for an attitude into what it stands for there, a verb, an adjective or a noun, and where its
//! content starts.

use super::cues;
use super::extents::Content;
use super::scene::Scene;
use crate::extract::TokenKind;
use crate::lang::{Attitude, Classes, Takes};

/// As what part of speech a word for an attitude stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// A finite verb.
    Verb,
    /// A participle without a helper.
    Participle,
    /// An adjective behind a form of `be`.
    Adjective,
    /// An adjective without one.
    Loose,
    /// A noun.
    Noun,
}

/// As what the word stands here, and what it takes as such.
pub fn reading<'a>(
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
    if let Some(takes) = &attitude.adjective
        && attitude.verb.is_none()
        && attitude.participle.is_none()
    {
        return Some((takes, Part::Loose));
    }
    let noun_place = cues::is_noun(scene, at, low);
    if let Some(takes) = &attitude.noun
        && (noun_place || attitude.verb.is_none() || (attitude.nounish && !verb_place(scene, at, low)))
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
            || scene.is(at - 1, Classes::ARTICLE)
            || scene.is(at - 1, Classes::INDEFINITE) && attitude.nounish
            || scene.token(at - 1).kind == TokenKind::Number
            || scene.is(at - 1, Classes::PREPOSITION) && !scene.is(at - 1, Classes::INFINITIVE));
    if governed || (attitude.nounish && (noun_place || !verb_place(scene, at, low))) {
        return None;
    }
    Some((takes, Part::Verb))
}

/// Whether the helpers before a verb say that somebody only may do it.
fn only_possible(scene: &Scene<'_>, at: usize, low: usize) -> bool {
    (low.max(at.saturating_sub(4))..at)
        .rev()
        .take_while(|&before| {
            let adverb = scene.is_lower_word(before) && scene.places[before].classes.is_empty() && before + 1 == at;
            scene.mention_at(before).is_none()
                && (adverb || scene.is(before, Classes::AUXILIARY.or(Classes::NEGATION).or(Classes::INFINITIVE)))
        })
        .any(|before| scene.is(before, Classes::INFINITIVE.or(Classes::POSSIBLE)))
}

/// The negation among the helpers before a word: it belongs to what is reported of somebody (`did not back the plan`).
pub fn negation_before(scene: &Scene<'_>, at: usize, low: usize) -> Option<usize> {
    (low.max(at.saturating_sub(4))..at)
        .rev()
        .take_while(|&before| {
            scene.mention_at(before).is_none() && scene.is(before, Classes::AUXILIARY.or(Classes::NEGATION))
        })
        .filter(|&before| scene.is(before, Classes::NEGATION))
        .last()
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

/// Where the content starts behind the word: its first token, what it is (none for a clause), and whether the word takes
/// it without a preposition.
pub fn content_start(
    scene: &Scene<'_>,
    takes: &Takes,
    at: usize,
    end: usize,
) -> Option<(usize, Option<Content>, bool)> {
    let next = at + 1;
    if let Some((start, content)) = opened_content(scene, takes, next, end) {
        return Some((start, content, false));
    }
    if (takes.object || takes.object_infinitive || takes.object_comparison) && starts_phrase(scene, next, end) {
        return Some((next, Some(Content::Object), true));
    }
    // One adverb may stand before what the word takes (`spoke often about`).
    let adverb = next < end
        && scene.mention_at(next).is_none()
        && scene.is_lower_word(next)
        && scene.places[next].frames.is_empty()
        && (scene.places[next].classes.is_empty()
            || (scene.is(next, Classes::AUXILIARY.or(Classes::TIME))
                && !scene.is(next, Classes::INFINITIVE.or(Classes::PREPOSITION))));
    let (start, content) = adverb.then(|| opened_content(scene, takes, next + 1, end))??;
    Some((start, content, false))
}

/// The content behind an opener, an infinitive or a connector at `next`.
fn opened_content(scene: &Scene<'_>, takes: &Takes, next: usize, end: usize) -> Option<(usize, Option<Content>)> {
    if next >= end {
        return None;
    }
    let opener = takes.openers.iter().find(|opener| {
        next + opener.len() <= end
            && opener.iter().zip(next..).all(|(&key, at)| scene.token(at).key == key && scene.mention_at(at).is_none())
    });
    if let Some(opener) = opener {
        let start = next + opener.len();
        if scene.is(start - 1, Classes::COMPLEMENT) && start < end {
            return Some((start, None));
        }
        if start < end && scene.is(start, Classes::COMPLEMENT) && scene.mention_at(start).is_none() {
            return Some((start + 1, None));
        }
        return starts_phrase(scene, start, end).then_some((start, Some(Content::Object)));
    }
    if scene.mention_at(next).is_some() {
        return None;
    }
    if takes.infinitive && scene.is(next, Classes::INFINITIVE) {
        return Some((next, Some(Content::Infinitive)));
    }
    if takes.connector && scene.is(next, Classes::CONNECTOR) {
        let complement = scene.is(next, Classes::COMPLEMENT);
        // `that` right before a verb opens a relative clause.
        let relative = complement && next + 1 < end && scene.is_bare_finite(next + 1);
        return (!relative).then_some((if complement { next + 1 } else { next }, None));
    }
    None
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
