//! Turns tokens into names by what was learnt from annotated sentences: an averaged structured perceptron.
//!
//! ```text
//! Document, evidence → features (hashes, of tokens near a capital) → scores (8-bit weights) → tags (Viterbi) → TaggedSpan
//! ```
//!
//! The weights and the list of names beside them are made by `src/extract/tagger/train`; `docs/data.md` says from what.

pub mod convention;
pub mod decode;
pub mod features;
pub mod provenance;
pub mod tags;
pub mod weights;

use std::ops::Range;
use std::sync::LazyLock;

use crate::extract::Document;
use crate::extract::evidence::Evidence;
use crate::lang::Language;
use crate::model::EntityKind;

use convention::Convention;
use decode::{Decoder, Scores};
use features::Context;
use tags::{COUNT, KINDS};
use weights::{Asked, Weights};

static EMBEDDED: &[u8] = include_bytes!("weights.bin");

/// A name as the tagger sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaggedSpan {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// What it stands for: a person, an organization or a place.
    pub kind: EntityKind,
}

/// The language whose weights read a text in one that nothing was learnt of: letters, capitals and the world's names say
/// there what they say here, and without any weights the order of tags alone would make names of everything.
const STAND_IN: &str = "id";

/// Finds names by learnt weights.
#[derive(Clone, Debug)]
pub struct Tagger {
    weights: Weights,
}

impl Tagger {
    /// The tagger with the weights that the program carries; they are laid out when it is first asked for.
    ///
    /// # Panics
    ///
    /// When the embedded file is broken; the tests read it.
    pub fn embedded() -> &'static Self {
        static TAGGER: LazyLock<Tagger> =
            LazyLock::new(|| Tagger::new(Weights::read(EMBEDDED).expect("the embedded weights are read by the tests")));
        &TAGGER
    }

    /// A tagger with other weights.
    pub fn new(weights: Weights) -> Self {
        Self { weights }
    }

    /// The names of a document in text order, none overlapping another. Linear in the number of tokens.
    pub fn tag(&self, document: &Document<'_>, evidence: &Evidence, language: &Language) -> Vec<TaggedSpan> {
        let convention = Convention::of(document, language, &self.weights);
        let mut context = Context::new(document, evidence, language, convention);
        if !self.weights.has(Context::bias(&language.code)) {
            context.read_as(STAND_IN);
        }
        let mut decoder = Decoder::new();
        let mut found = Vec::new();
        let (mut asked, mut scores, mut links, mut tags) = (Asked::default(), Vec::new(), Vec::new(), Vec::new());
        let mut alone = Alone::default();
        let mut sentences = document.sentences.iter();
        let mut sentence = 0..0;
        for segment in context.segments() {
            while segment.start >= sentence.end {
                let Some(next) = sentences.next() else { return found };
                sentence = next.clone();
            }
            scores.clear();
            links.clear();
            for at in segment.clone() {
                let mut sum = alone.scores(&self.weights, &context, &mut asked, at);
                asked.clear();
                context.features_around(&sentence, at, |_, feature| self.weights.ask(&mut asked, feature));
                self.weights.add(&asked, &mut sum);
                scores.push(sum);
                links.push(context.link(at));
            }
            decoder.best(&scores, &links, &self.weights.transitions, &mut tags);
            let names = tags::names(&tags).map(|(name, kind)| TaggedSpan {
                tokens: segment.start + name.start..segment.start + name.end,
                kind: KINDS[kind],
            });
            found.extend(names);
        }
        found
    }
}

/// Scores of tokens by what they are alone, for a document says most of its words more than once.
struct Alone(Vec<Option<(usize, Scores)>>);

impl Default for Alone {
    fn default() -> Self {
        Self(vec![None; Self::ROOM])
    }
}

impl Alone {
    /// How many tokens are remembered at most; a power of two.
    const ROOM: usize = 512;

    /// The scores of token `at`: those of an earlier one like it, if they are still remembered.
    fn scores(&mut self, weights: &Weights, context: &Context<'_>, asked: &mut Asked, at: usize) -> Scores {
        let room = &mut self.0[context.likeness(at) as usize % Self::ROOM];
        if let Some((earlier, scores)) = room
            && context.are_alike(*earlier, at)
        {
            return *scores;
        }
        let mut scores = [0; COUNT];
        asked.clear();
        context.features_alone(at, |_, feature| weights.ask(asked, feature));
        weights.add(asked, &mut scores);
        *room = Some((at, scores));
        scores
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::{Gazetteer, Languages};

    #[test]
    fn a_token_that_is_remembered_scores_as_one_that_is_new() {
        let languages = Languages::embedded();
        let language = languages.get("id").unwrap();
        let text = "Budi tiba di Maju. Kata BUDI, Pak Budi pulang ke Maju Jaya. Budi\n\nBudi, di Jakarta, bertemu Gubernur Jakarta.";
        let document = Document::new(text, language);
        let evidence = Evidence::collect(&document, language, &Gazetteer::embedded());
        let context = Context::new(&document, &evidence, language, Convention::Broad);
        let weights = &Tagger::embedded().weights;
        let (mut remembered, mut asked) = (Alone::default(), Asked::default());
        for at in 0..document.tokens.len() {
            let new = Alone::default().scores(weights, &context, &mut asked, at);
            assert_eq!(remembered.scores(weights, &context, &mut asked, at), new, "{}", document.word(at));
        }
    }
}
