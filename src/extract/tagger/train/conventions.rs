//! Turns annotated sentences into weights of single words that tell by which convention a text was annotated: an averaged
//! perceptron.

use std::collections::BTreeMap;

use kutip::extract::Document;
use kutip::extract::tagger::convention::{Convention, SLOT, words};
use kutip::extract::tagger::tags::COUNT;
use kutip::lang::Languages;

use crate::corpus::{SOURCES, Sentence};
use crate::perceptron::{Dice, Weight};

/// How often every sentence is looked at.
const PASSES: usize = 6;

/// Words of fewer sentences are left out.
const RAREST: usize = 2;

/// By how much a sentence must be told right to teach nothing.
const MARGIN: i32 = 30;

/// In this many of ten cases a sentence of [`Convention::Partial`] is looked at, as one more text that is not broad.
const PARTIAL_IN_TEN: u64 = 4;

/// Words kept in the file, those with the heaviest weights.
const KEPT: usize = 4_000;

/// The weights of words, as a file has them.
pub fn learn(sentences: &[Sentence], languages: &Languages) -> Result<Vec<(u64, [i8; COUNT])>, String> {
    // A language all of whose sources follow one convention has nothing to tell apart.
    let divided =
        |lang: &str| SOURCES.iter().any(|source| source.lang == lang && source.convention != Convention::Broad);
    let mut texts: Vec<(Convention, Vec<u64>)> = Vec::new();
    let mut seen: BTreeMap<u64, usize> = BTreeMap::new();
    for sentence in sentences {
        let source = &SOURCES[sentence.source];
        if divided(source.lang) {
            let language = languages.get(source.lang).ok_or("a source in no language of the program")?;
            let words = words(&Document::new(&sentence.text, language), language);
            words.iter().for_each(|word| *seen.entry(*word).or_default() += 1);
            texts.push((source.convention, words));
        }
    }
    texts.iter_mut().for_each(|(_, words)| words.retain(|word| seen[word] >= RAREST));
    let mut weights: BTreeMap<u64, Weight> = BTreeMap::new();
    let mut dice = Dice::new(0);
    let mut time = 0;
    for _ in 0..PASSES {
        for at in dice.shuffled(texts.len()) {
            let (convention, words) = &texts[at];
            if *convention == Convention::Partial && dice.roll(10) >= PARTIAL_IN_TEN {
                continue;
            }
            time += 1;
            let right = if *convention == Convention::Broad { -1 } else { 1 };
            let score: i32 = words.iter().map(|word| weights.get(word).map_or(0, |weight| weight.now)).sum();
            if score * right <= MARGIN {
                words.iter().for_each(|word| weights.entry(*word).or_default().change(right, time));
            }
        }
    }
    let mut averages: Vec<(u64, f64)> =
        weights.into_iter().map(|(word, weight)| (word, weight.average(time))).collect();
    averages.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then(a.0.cmp(&b.0)));
    averages.truncate(KEPT);
    let heaviest = averages.first().map_or(1.0, |(_, weight)| weight.abs());
    let row = |weight: f64| {
        let mut row = [0; COUNT];
        row[SLOT] = (weight * 127.0 / heaviest).round() as i8;
        row
    };
    Ok(averages.into_iter().map(|(word, weight)| (word, row(weight))).filter(|(_, row)| row[SLOT] != 0).collect())
}
