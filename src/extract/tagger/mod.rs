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
use decode::Decoder;
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
                let mut sum = [0; COUNT];
                asked.clear();
                context.features(&sentence, at, |feature| self.weights.ask(&mut asked, feature));
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
