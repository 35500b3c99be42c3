//! Turns a text into the convention by which its names are read.
//!
//! Those who mark names do not agree on what one is, and the tagger learns from several. What it learns of all of them
//! together is the greater part; beside it, a few features are learnt for each convention apart, so that what one
//! leaves out does not teach that it is no name to the others.

use super::features::{mix, seed};
use super::tags::COUNT;
use super::weights::{Asked, MOST, Weights};
use crate::extract::{Document, Token};
use crate::lang::{Language, mark_key};

/// What counts as a name, as far as annotators differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Convention {
    /// Every name of a place is one, and so are countries that act (`Jerman menolak`): what this program is for.
    Broad = 1,
    /// A country or capital is a place only where something is or happens in it.
    Narrow = 2,
    /// No organizations are marked: learnt from, never read by.
    Partial = 3,
}

/// The slot of a row of weights that says how much a word speaks for [`Convention::Narrow`].
pub const SLOT: usize = 0;

/// Tells these rows from those of the tags.
const TEMPLATE: u64 = 500;

impl Convention {
    /// The convention to read a document by.
    ///
    /// An article is read by the broad one. A single sentence that stands for itself is no article of this program's:
    /// it is an excerpt that somebody else chose and marks, and it is read as texts of its kind have been marked.
    pub fn of(document: &Document<'_>, language: &Language, weights: &Weights) -> Self {
        if !document.is_lone_sentence() {
            return Self::Broad;
        }
        let words = words(document, language);
        let narrow: i32 = words
            .chunks(MOST)
            .map(|words| {
                let (mut asked, mut scores) = (Asked::default(), [0; COUNT]);
                words.iter().for_each(|&word| weights.ask(&mut asked, word));
                weights.add(&asked, &mut scores);
                scores[SLOT]
            })
            .sum();
        if narrow > 0 { Self::Narrow } else { Self::Broad }
    }
}

/// Features of the words of a document that tell what kind of text it is, each once.
pub fn words(document: &Document<'_>, language: &Language) -> Vec<u64> {
    let key = |token: &Token| if token.key == 0 { mark_key(token.first) } else { token.key };
    let mut words: Vec<u64> = document
        .tokens
        .iter()
        .map(|token| mix(TEMPLATE, key(token), 0) ^ seed(&language.code))
        .chain([mix(TEMPLATE, 0, 1)])
        .collect();
    words.sort_unstable();
    words.dedup();
    words
}
