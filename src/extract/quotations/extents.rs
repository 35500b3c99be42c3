//! Decides where reported words end: with the clause, the noun phrase, or where the reporter takes over again.

use std::ops::Range;

use super::cues::Cue;
use super::pointers::Pointer;
use super::scene::Scene;
use crate::extract::TokenKind;
use crate::lang::{Classes, Frames};

/// Words of a part between commas that is looked at to tell a list from a new clause.
const LONGEST_PART: usize = 8;

/// What the content of an attitude is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// A noun phrase with what belongs to it.
    Object,
    /// An infinitive with what belongs to it.
    Infinitive,
}

impl Scene<'_> {
    /// Where the reported clause behind a cue ends: at the next cue of the same subject, at a clause that turns back to
    /// the reporter, or with the sentence. `next` are the cues behind it.
    pub fn clause_end(&self, next: &[Cue], after: usize, relative: bool, sentence_end: usize) -> usize {
        for at in after + 2..sentence_end {
            if self.is_char(at - 1, ';') && self.knows_finite_verbs() {
                return at - 1;
            }
            if !self.is_pause(at - 1) {
                continue;
            }
            if relative && at > after + 3 {
                return at - 1;
            }
            if self.is(at, Classes::TURN) && self.mention_at(at).is_none() {
                let subject = Classes::SINGULAR.or(Classes::PLURAL).or(Classes::NEUTRAL).or(Classes::ARTICLE);
                let adversative = self.is(at, Classes::COORDINATION);
                let new_subject =
                    at + 1 < sentence_end && (self.mention_at(at + 1).is_some() || self.is(at + 1, subject));
                if !adversative || new_subject {
                    return at - 1;
                }
            }
        }
        let sentence_end = self.side_remark(after, sentence_end);
        for cue in next.iter().take_while(|next| next.tokens.start < sentence_end) {
            let at = cue.tokens.start;
            let coordinated = self.is(at - 1, Classes::COORDINATION) && !cue.frames.has(Frames::WEAK);
            let participle = cue.frames.has(Frames::PARTICIPLE) && self.is_pause(at - 1);
            if at > after + 2 && (coordinated || participle) {
                return at - 1;
            }
        }
        sentence_end
    }

    /// Where a remark of the reporter's starts at the end: behind a dash without a partner, or as an apposition that
    /// opens with an indefinite word (`…, a result nobody foresaw`); else `end`.
    fn side_remark(&self, after: usize, end: usize) -> usize {
        let mut dashes = (after + 2..end).filter(|&at| self.is_dash(at) && self.run_at(at).is_none());
        let end = match (dashes.next(), dashes.next()) {
            (Some(dash), None) => dash,
            _ => end,
        };
        let comma = (after + 2..end).rev().find(|&at| self.is_char(at, ','));
        comma
            .filter(|&at| {
                at + 2 < end
                    && self.mention_at(at + 1).is_none()
                    && self.is(at + 1, Classes::INDEFINITE)
                    && self.is(at + 1, Classes::ARTICLE)
                    && self.knows_finite_verbs()
                    && !(at + 2..end).any(|at| self.mention_at(at).is_none() && self.is(at, Classes::COORDINATION))
            })
            .unwrap_or(end)
    }

    /// Whether a conjunction at the start of its sentence makes the cue's clause the lesser one (`After X said …, Y left`).
    pub fn is_subordinate(&self, subject: &Pointer, sentence_start: usize) -> bool {
        subject.start > sentence_start
            && self.mention_at(subject.start - 1).is_none()
            && self.is(subject.start - 1, Classes::CONJUNCTION)
            && !self.is(subject.start - 1, Classes::COORDINATION.or(Classes::CONNECTOR))
            && (subject.start - 1 == sentence_start || self.is_pause(subject.start - 2))
    }

    /// The pause behind which the main clause starts, else `end`. `next` are the cues behind the one that is asked for.
    pub fn main_clause(&self, next: &[Cue], after: usize, end: usize) -> usize {
        let subject = Classes::PRONOUN.or(Classes::ARTICLE);
        let start_of_next = next
            .iter()
            .take_while(|cue| cue.tokens.start < end)
            .filter_map(|cue| cue.subject.as_ref())
            .map(|subject| subject.start)
            .find(|&start| start > after + 3 && self.is_pause(start - 1));
        let end = start_of_next.map_or(end, |start| start - 1);
        (after + 3..end)
            .find(|&at| {
                self.is_char(at, ',') && at + 1 < end && (self.mention_at(at + 1).is_some() || self.is(at + 1, subject))
            })
            .unwrap_or(end)
    }

    /// Where the content of an attitude ends that starts at `start`, at the latest at `end`.
    pub fn content_end(&self, content: Content, start: usize, end: usize) -> usize {
        let mut relative = false;
        let mut at = start;
        while at < end {
            if let Some(mention) = self.mention_at(at) {
                at = self.mention_tokens[mention].end.max(at + 1);
                continue;
            }
            if self.run_at(at).is_some() || (at > start && self.cuts(content, start, at, end, relative)) {
                return at;
            }
            // A pronoun behind a noun opens a relative clause without a word of its own (`questions he did not like`).
            let subject = at > start && self.is(at, Classes::PRONOUN) && self.token(at - 1).kind == TokenKind::Word;
            let verb = at > start && self.is_verb(at);
            relative |= subject || verb || self.is(at, Classes::RELATIVE.or(Classes::CONNECTOR));
            at += 1;
        }
        end
    }

    /// Whether the content ends before the token.
    fn cuts(&self, content: Content, start: usize, at: usize, end: usize, relative: bool) -> bool {
        if self.is_char(at, ',') {
            return !self.list_continues(at, end);
        }
        if self.is_dash(at) || [';', ':', '(', '…'].iter().any(|&c| self.is_char(at, c)) {
            return true;
        }
        if self.is(at, Classes::COORDINATION) {
            return self.coordinates_verb(content, at + 1, end);
        }
        // `so-called`
        let compound = at + 1 < end && self.is_char(at + 1, '-') && !self.token(at + 1).spaced;
        if self.is(at, Classes::CONJUNCTION) && !compound && !self.is(at, Classes::CONNECTOR.or(Classes::INFINITIVE)) {
            return !self.is(at, Classes::COMPARISON)
                || (!self.is(at + 1, Classes::ARTICLE.or(Classes::DEFINITE)) && self.opens_clause(at + 1, end));
        }
        let after_name = at > start && self.mention_at(at - 1).is_some();
        if after_name && self.token(at).kind == TokenKind::Number {
            return true;
        }
        content == Content::Object
            && !relative
            && !after_name
            && self.is(at, Classes::FINITE)
            && self.is(at, Classes::AUXILIARY)
            && !self.is_verb_noun(at)
            && !(at > start && self.is(at - 1, Classes::INFINITIVE))
    }

    /// Whether a possessive or an article makes a verb's form a noun.
    fn is_verb_noun(&self, at: usize) -> bool {
        at > 0 && (self.token(at - 1).kind == TokenKind::Clitic || self.is(at - 1, Classes::ARTICLE))
    }

    /// Whether the comma stands in a list that ends with a coordination.
    fn list_continues(&self, comma: usize, end: usize) -> bool {
        let limit = end.min(comma + 1 + 2 * LONGEST_PART);
        for at in comma + 1..limit {
            if self.run_at(at).is_some() || self.is_dash(at) {
                return false;
            }
            if self.mention_at(at).is_some() {
                continue;
            }
            if self.is(at, Classes::COORDINATION) {
                return at > comma + 1 && !self.coordinates_verb(Content::Object, at + 1, end)
                    || at == comma + 1
                        && !self.coordinates_verb(Content::Object, at + 1, end)
                        && self.earlier_comma(comma);
            }
            let opens =
                self.is(at, Classes::FINITE.or(Classes::RELATIVE).or(Classes::CONJUNCTION).or(Classes::PRONOUN));
            if opens || self.is_verb(at) {
                return false;
            }
        }
        false
    }

    fn earlier_comma(&self, comma: usize) -> bool {
        (comma.saturating_sub(LONGEST_PART)..comma).any(|at| self.is_char(at, ','))
    }

    /// Whether a verb of the reporter's sentence, or a clause with a subject of its own, stands behind `and`.
    fn coordinates_verb(&self, content: Content, at: usize, end: usize) -> bool {
        let mut verb = at;
        while verb < end.min(at + 3)
            && self.mention_at(verb).is_none()
            && (self.is(verb, Classes::AUXILIARY.or(Classes::NEGATION)) && !self.is(verb, Classes::FINITE))
        {
            verb += 1;
        }
        if verb >= end {
            return false;
        }
        if self.mention_at(verb).is_none() && (self.is(verb, Classes::FINITE) || self.is_verb(verb)) {
            return content == Content::Object;
        }
        self.opens_clause(at, end)
    }

    /// Whether a subject and a finite verb stand here.
    fn opens_clause(&self, at: usize, end: usize) -> bool {
        if at >= end {
            return false;
        }
        let pronoun = self.mention_at(at).is_none() && self.is(at, Classes::PRONOUN);
        let subject_end = match self.mention_at(at) {
            Some(mention) => self.mention_tokens[mention].end,
            None if pronoun => at + 1,
            None if self.is(at, Classes::ARTICLE.or(Classes::DEFINITE).or(Classes::INDEFINITE)) => at + 1,
            None => return false,
        };
        let reach = if pronoun || self.mention_at(at).is_some() { 2 } else { 5 };
        let stops = Classes::INFINITIVE.or(Classes::RELATIVE).or(Classes::CONJUNCTION);
        (subject_end..end.min(subject_end + reach))
            .take_while(|&at| self.token(at).kind == TokenKind::Word)
            .take_while(|&at| self.mention_at(at).is_some() || !self.is(at, stops))
            .any(|at| self.mention_at(at).is_none() && (self.is(at, Classes::FINITE) || self.is_finite_verb(at)))
    }

    /// Whether the word is a verb that a subject may stand before.
    fn is_finite_verb(&self, at: usize) -> bool {
        let frames = self.places[at].frames;
        let attitude = self.quoting.attitude(self.places[at].attitude).is_some_and(|word| word.verb.is_some());
        self.is_verb(at) && (attitude || !frames.is_empty() && !frames.has(Frames::PARTICIPLE))
    }

    /// Whether the word is known as a verb and hardly as a noun.
    fn is_verb(&self, at: usize) -> bool {
        let frames = self.places[at].frames;
        if self.token(at).kind != TokenKind::Word || self.token(at).capital {
            return false;
        }
        if !frames.is_empty() && !frames.has(Frames::NOUNISH) {
            return true;
        }
        self.quoting.attitude(self.places[at].attitude).is_some_and(|word| {
            !word.nounish && word.noun.is_none() && (word.verb.is_some() || word.participle.is_some())
        })
    }

    /// The range without punctuation at its edges.
    pub fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        let Range { mut start, mut end } = range;
        while start < end && self.token(start).kind == TokenKind::Punctuation {
            start += 1;
        }
        while end > start && self.token(end - 1).kind == TokenKind::Punctuation && !self.is_char(end - 1, ')') {
            end -= 1;
        }
        start..end
    }
}
