//! Words that point to a speaker: what they are and where they stand.

use std::ops::Range;

use super::scene::Scene;
use crate::lang::Classes;
use crate::model::Span;

/// Tokens that are looked at on one side of a verb.
pub(super) const REACH: usize = 60;

/// What a pointer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PointerKind {
    /// The name of a person, a body or a place: index of the mention.
    Name(usize),
    /// A pronoun of its own, or the pronoun at the end of a cue.
    Pronoun,
    /// A description without a name of its own.
    Description,
}

/// The words that point to a speaker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pointer {
    /// What it is.
    pub kind: PointerKind,
    /// Its tokens; for a pronoun suffix the token that ends with it.
    pub tokens: Range<usize>,
    /// Its bytes.
    pub span: Span,
    /// First token of all that belongs to it, title included.
    pub start: usize,
    /// The subject stands where it should; false for the best of several answers.
    pub clear: bool,
}

/// Words that make a phrase a description of a speaker.
pub(super) const DESCRIBING: Classes = Classes::PEOPLE
    .or(Classes::BODY)
    .or(Classes::DOCUMENT)
    .or(Classes::DEFINITE)
    .or(Classes::INDEFINITE)
    .or(Classes::DEMONSTRATIVE);

pub(super) const PRONOUN: Classes = Classes::SINGULAR.or(Classes::PLURAL).or(Classes::NEUTRAL).or(Classes::FIRST);

pub(super) const NOUN: Classes = Classes::PEOPLE.or(Classes::BODY).or(Classes::DOCUMENT);

pub(super) const CIRCUMSTANCE: Classes = Classes::PREPOSITION.or(Classes::CONJUNCTION).or(Classes::TIME);

impl Scene<'_> {
    pub(super) fn name(&self, mention: usize, clear: bool) -> Pointer {
        let tokens = self.mention_tokens[mention].clone();
        let span = self.mentions[mention].span;
        Pointer {
            kind: PointerKind::Name(mention),
            span,
            start: self.titled_start[mention].min(tokens.start),
            tokens,
            clear,
        }
    }

    /// A pointer to a name that is sure to be the speaker.
    pub fn pointer_to(&self, mention: usize) -> Pointer {
        self.name(mention, true)
    }

    /// A pointer to a pronoun.
    pub fn pronoun(&self, at: usize, clear: bool) -> Pointer {
        Pointer { kind: PointerKind::Pronoun, tokens: at..at + 1, span: self.token(at).span, start: at, clear }
    }

    pub(super) fn description(&self, tokens: Range<usize>, clear: bool) -> Pointer {
        Pointer { kind: PointerKind::Description, span: self.span(tokens.clone()), start: tokens.start, tokens, clear }
    }

    /// The pronoun at the end of a cue (`nya` of `ujarnya`).
    pub fn suffix(&self, at: usize) -> Option<Pointer> {
        let suffix = usize::from(self.places[at].suffix);
        let span = self.token(at).span;
        (suffix > 0 && suffix < span.len()).then(|| Pointer {
            kind: PointerKind::Pronoun,
            tokens: at..at + 1,
            span: Span::new(span.end - suffix, span.end),
            start: at,
            clear: true,
        })
    }
}
