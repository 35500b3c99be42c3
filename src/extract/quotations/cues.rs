//! Turns the words of the reporter into cues: verbs and prepositions that report, each with its place in a sentence.

use std::ops::Range;

use super::pointers::{NOUN, PRONOUN, Pointer, PointerKind};
use super::scene::Scene;
use crate::extract::TokenKind;
use crate::lang::{Classes, Frames};

/// What kind of word reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CueKind {
    /// A reporting verb.
    Verb,
    /// A preposition that names the speaker (`according to`).
    Preposition,
}

/// A word that reports, outside quotation marks.
#[derive(Clone, Debug)]
pub struct Cue {
    /// Verb or preposition.
    pub kind: CueKind,
    /// Its tokens; a suffix pronoun stays in.
    pub tokens: Range<usize>,
    /// Where its subject and words may stand.
    pub frames: Frames,
    /// It says that something was not said.
    pub negated: bool,
    /// It tells what only may be said or is asked, not what was said; or nothing is known of the word.
    pub doubtful: bool,
    /// The subject before it, for verbs that have it there.
    pub subject: Option<Pointer>,
}

/// All cues of the text outside quoted runs, in order.
pub fn find(scene: &Scene<'_>) -> Vec<Cue> {
    let mut cues: Vec<Cue> = Vec::new();
    for sentence in &scene.sentences {
        let first_of_sentence = cues.len();
        let headline = scene.is_headline(sentence);
        let asks = scene.is_char(sentence.end - 1, '?') && scene.run_at(sentence.end - 1).is_none();
        let mut at = sentence.start;
        while at < sentence.end {
            let place = scene.places[at];
            let silent = scene.mention_at(at).is_some() || scene.is(at, Classes::IDIOM);
            if scene.run_at(at).is_some() || silent || scene.token(at).kind != TokenKind::Word {
                at += 1;
                continue;
            }
            if place.classes.has(Classes::ATTRIBUTION) {
                let mut end = at + 1;
                while end < sentence.end
                    && scene.is(end, Classes::ATTRIBUTION)
                    && scene.mention_at(end).is_none()
                    && place.suffix == 0
                {
                    end += 1;
                }
                cues.push(Cue {
                    kind: CueKind::Preposition,
                    tokens: at..end,
                    frames: Frames::default(),
                    negated: false,
                    doubtful: false,
                    subject: None,
                });
                at = end;
                continue;
            }
            if unknown_verb(scene, at, sentence)
                && let Some(subject) = scene.subject_before(at, sentence.start)
                && subject.clear
                && subject.kind != PointerKind::Description
                && subject.tokens.end == at
                && !scene.is(subject.tokens.start, Classes::RELATIVE)
            {
                cues.push(Cue {
                    kind: CueKind::Verb,
                    tokens: at..at + 1,
                    frames: Frames::SUBJECT_BEFORE.or(Frames::CONNECTOR).or(Frames::WEAK),
                    negated: false,
                    doubtful: true,
                    subject: Some(subject),
                });
            }
            if !place.frames.is_empty() && may_report(scene, at, sentence.start, headline) {
                let low = sentence.start;
                let earlier = cues[first_of_sentence..].iter().rev().find_map(|cue| cue.subject.clone());
                let participle = place.frames.has(Frames::PARTICIPLE);
                let infinitive = at > low && scene.is(at - 1, Classes::INFINITIVE);
                let subject = (participle || infinitive || place.frames.has(Frames::SUBJECT_BEFORE))
                    .then(|| subject_of_verb(scene, at, low, participle, earlier))
                    .flatten();
                let cites = place.frames.has(Frames::CITES);
                let cited = (cites && subject.is_some()).then(|| cited_by(scene, at, sentence.end)).flatten();
                let complement = at + 1 < sentence.end && scene.is(at + 1, Classes::COMPLEMENT);
                let subject = subject.or_else(|| {
                    let plain = place.frames.has(Frames::CLAUSE) || (complement && place.frames.has(Frames::CONNECTOR));
                    let alone = place.frames.has(Frames::SUBJECT_BEFORE) && !participle && !infinitive;
                    (plain && alone).then(|| scene.unknown_subject(at, low)).flatten()
                });
                // `if she says so`: nobody has said it.
                let supposed = subject.as_ref().is_some_and(|subject| {
                    subject.start > low
                        && scene.mention_at(subject.start - 1).is_none()
                        && scene.is(subject.start - 1, Classes::SUPPOSING)
                });
                if !supposed {
                    cues.push(Cue {
                        kind: CueKind::Verb,
                        tokens: at..at + 1,
                        frames: place.frames,
                        negated: is_negated(scene, at, low),
                        doubtful: asks
                            || is_only_possible(scene, at, low)
                            || is_means(scene, at, low)
                            || (cites && cited.is_none()),
                        subject: cited.or(subject),
                    });
                }
            }
            at += 1;
        }
    }
    cues
}

/// The subject of the verb at `at`; `earlier` is the subject of the cue before in its sentence.
pub fn subject_of_verb(
    scene: &Scene<'_>,
    at: usize,
    low: usize,
    participle: bool,
    earlier: Option<Pointer>,
) -> Option<Pointer> {
    // The subject of the cue before, else of its clause: one person does both.
    let earlier_subject = || earlier.or_else(|| scene.subject_of_clause(low, at));
    let unclear = |pointer: Pointer| Pointer { clear: false, ..pointer };
    if participle {
        let adjoined = at > low
            && scene.token(at - 1).kind == TokenKind::Word
            && !scene.is(at - 1, Classes::PREPOSITION.or(Classes::CONJUNCTION).or(Classes::AUXILIARY));
        let adjacent = if adjoined { scene.noun_before(at, low) } else { None };
        let adjacent = adjacent
            .filter(|pointer| !pointer.tokens.clone().any(|at| scene.is(at, Classes::DOCUMENT.or(Classes::TIME))));
        return adjacent.or_else(earlier_subject);
    }
    if at > low && scene.is(at - 1, Classes::INFINITIVE) {
        return earlier_subject().map(unclear);
    }
    scene
        .subject_before(at, low)
        .or_else(|| follows_conjunction(scene, at, low).then(earlier_subject).flatten().map(unclear))
}

/// Whose words the verb at `at` passes on: its object, right behind it, when that is somebody (`quoted X as saying`).
fn cited_by(scene: &Scene<'_>, at: usize, high: usize) -> Option<Pointer> {
    let stop = (at + 1..high).find(|&at| scene.is_pause(at) || scene.run_at(at).is_some()).unwrap_or(high);
    let pointer = scene.phrase_after(at + 1, stop)?;
    let somebody = match pointer.kind {
        PointerKind::Name(_) => true,
        PointerKind::Pronoun => !scene.is(pointer.tokens.start, Classes::RELATIVE.or(Classes::NEUTRAL)),
        PointerKind::Description => pointer.tokens.clone().any(|at| scene.is(at, Classes::PEOPLE.or(Classes::BODY))),
    };
    (somebody && pointer.start == at + 1).then_some(pointer)
}

/// Whether an unknown word stands where only a verb of speech or thought can: between a subject and "that".
fn unknown_verb(scene: &Scene<'_>, at: usize, sentence: &std::ops::Range<usize>) -> bool {
    at > sentence.start
        && at + 1 < sentence.end
        && scene.is_lower_word(at)
        && scene.places[at].classes.is_empty()
        && scene.places[at].frames.is_empty()
        && scene.quoting.may_be_verb(scene.document.word(at))
        && scene.is(at + 1, Classes::COMPLEMENT)
        && scene.mention_at(at + 1).is_none()
}

/// Whether the word stands where a verb may report.
fn may_report(scene: &Scene<'_>, at: usize, sentence_start: usize, headline: bool) -> bool {
    let frames = scene.places[at].frames;
    let before = at.checked_sub(1).filter(|&before| before >= sentence_start);
    if frames.has(Frames::STEM) {
        return before.is_none_or(|before| scene.is_pause(before) || scene.run_at(before).is_some());
    }
    let hyphen = |at: usize| scene.is_char(at, '-') && !scene.token(at).spaced;
    let compound = before.is_some_and(hyphen)
        || (at + 1 < scene.places.len() && hyphen(at + 1) && scene.token(at + 1).first == '-');
    // The first word of a compound, as in markup (`tweet-id`).
    let leads = at + 2 < scene.places.len()
        && hyphen(at + 1)
        && scene.token(at + 2).kind == TokenKind::Word
        && !scene.token(at + 2).spaced;
    if leads || (compound && !scene.token(at).spaced) {
        return false;
    }
    let governed = |before: usize| scene.mention_at(before).is_none() && scene.is(before, Classes::GOVERNING);
    let markup = |before: usize| scene.is_char(before, '<') || scene.is_char(before, '=');
    if before.is_some_and(|before| (governed(before) && !frames.has(Frames::PARTICIPLE)) || markup(before)) {
        return false;
    }
    // `bertemu untuk memastikan`: an aim; a clause needs its connector there.
    if before.is_some_and(|before| scene.is(before, Classes::INFINITIVE) && scene.is_lower_word(before))
        && !scene.knows_finite_verbs()
        && !scene.places.get(at + 1).is_some_and(|next| next.classes.has(Classes::COMPLEMENT))
    {
        return false;
    }
    if before.is_some_and(|before| scene.is(before, Classes::PASSIVE)) && !frames.has(Frames::PARTICIPLE) {
        return false;
    }
    if frames.has(Frames::NOUNISH) && (is_noun(scene, at, sentence_start) || !has_verb_place(scene, at, sentence_start))
    {
        return false;
    }
    if before.is_some_and(|before| {
        scene.token(before).kind == TokenKind::Clitic
            || (scene.is(before, Classes::ARTICLE) && scene.mention_at(before).is_none())
    }) {
        return false;
    }
    headline || !scene.token(at).capital || before.is_none_or(|before| scene.token(before).kind == TokenKind::Mark)
}

/// Whether an article, a possessive or a preposition makes the word at `at` a noun.
pub fn is_noun(scene: &Scene<'_>, at: usize, low: usize) -> bool {
    // `to show`: the verb.
    if at > low && scene.is(at - 1, Classes::INFINITIVE) {
        return false;
    }
    for before in (low.max(at.saturating_sub(4))..at).rev() {
        if scene.is(before, Classes::INDEFINITE) && before > low && !scene.is_pause(before - 1) {
            return true;
        }
        if scene.token(before).kind == TokenKind::Clitic
            || scene.is(before, Classes::ARTICLE.or(Classes::PREPOSITION)) && scene.mention_at(before).is_none()
        {
            return true;
        }
        let plain = scene.is_lower_word(before) && scene.places[before].classes.is_empty();
        if !plain {
            return false;
        }
    }
    false
}

/// Whether the verb stands behind `and`, as the second verb of one subject.
fn follows_conjunction(scene: &Scene<'_>, at: usize, low: usize) -> bool {
    let mut before = at;
    while before > low && scene.is(before - 1, Classes::AUXILIARY) && !scene.is(before - 1, Classes::COORDINATION) {
        before -= 1;
    }
    before > low && (scene.is(before - 1, Classes::COORDINATION.or(Classes::CONJUNCTION)) || scene.is_pause(before - 1))
}

/// Whether a subject, a helper or a mark stands before a word that is as often a noun.
fn has_verb_place(scene: &Scene<'_>, at: usize, low: usize) -> bool {
    let Some(mut before) = at.checked_sub(1).filter(|&before| before >= low) else { return true };
    if scene.token(before).kind == TokenKind::Mark || scene.is_pause(before) || scene.is_char(before, ')') {
        return true;
    }
    let adverb = scene.is_lower_word(before) && scene.places[before].classes.is_empty() && before > low;
    if adverb && (scene.mention_at(before - 1).is_some() || scene.is(before - 1, PRONOUN.or(NOUN))) {
        before -= 1;
    }
    let subject = PRONOUN.or(NOUN).or(Classes::INDEFINITE);
    let joins = Classes::AUXILIARY.or(Classes::RELATIVE).or(Classes::NEGATION).or(Classes::CONJUNCTION);
    scene.mention_at(before).is_some() || scene.is(before, subject.or(joins)) || scene.token(before).capital
}

/// Whether a helper before the verb says that something only may be said.
fn is_only_possible(scene: &Scene<'_>, at: usize, low: usize) -> bool {
    (low.max(at.saturating_sub(4))..at)
        .rev()
        .take_while(|&before| scene.is(before, Classes::AUXILIARY.or(Classes::NEGATION).or(Classes::INFINITIVE)))
        .any(|before| scene.is(before, Classes::POSSIBLE))
}

/// Whether a preposition makes the verb how something is done (`memperkuat tim dengan menambahkan pemain`).
fn is_means(scene: &Scene<'_>, at: usize, low: usize) -> bool {
    at > low && scene.is(at - 1, Classes::PREPOSITION) && scene.is_lower_word(at - 1) && !scene.knows_finite_verbs()
}

fn is_negated(scene: &Scene<'_>, at: usize, low: usize) -> bool {
    (low.max(at.saturating_sub(4))..at)
        .rev()
        .take_while(|&before| scene.is(before, Classes::AUXILIARY.or(Classes::NEGATION).or(Classes::INFINITIVE)))
        .any(|before| scene.is(before, Classes::NEGATION))
}
