//! What statements are compared by: their words, and the pieces of words weighted by how rare they are.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::Statement;

/// Letters of a piece of a word; shorter words are pieces themselves.
const PIECE: usize = 4;

/// Words of a statement that are looked at; what comes after tells nothing new.
const MOST_WORDS: usize = 400;

/// The features of all statements.
pub(super) struct Features {
    /// Words of each statement, in order, as places in `commonness`.
    pub(super) words: Vec<Vec<u32>>,
    /// In how many statements each word stands.
    pub(super) commonness: Vec<u32>,
    /// Pieces of each statement with their weights, sorted.
    pieces: Vec<Vec<(u32, f32)>>,
}

impl Features {
    pub(super) fn new(statements: &[Statement<'_>]) -> Self {
        let texts: Vec<Vec<String>> = statements.par_iter().map(|statement| words_of(statement.text)).collect();
        let mut ids: FxHashMap<&str, u32> = FxHashMap::default();
        let mut words = Vec::with_capacity(texts.len());
        for text in &texts {
            let mut own = Vec::with_capacity(text.len());
            for word in text {
                let next = ids.len() as u32;
                own.push(*ids.entry(word.as_str()).or_insert(next));
            }
            words.push(own);
        }
        let commonness = commonness_of(&words, ids.len());

        let mut piece_ids: FxHashMap<String, u32> = FxHashMap::default();
        let mut pieces_of_word: Vec<Vec<u32>> = vec![Vec::new(); ids.len()];
        let mut spelled: Vec<(&str, u32)> = ids.into_iter().collect();
        spelled.sort_unstable_by_key(|(_, id)| *id);
        for (word, id) in spelled {
            for piece in pieces_of(word) {
                let next = piece_ids.len() as u32;
                pieces_of_word[id as usize].push(*piece_ids.entry(piece).or_insert(next));
            }
        }
        let held: Vec<Vec<u32>> = words
            .par_iter()
            .map(|words| words.iter().flat_map(|word| pieces_of_word[*word as usize].iter().copied()).collect())
            .collect();
        let rarity: Vec<f32> = commonness_of(&held, piece_ids.len())
            .into_iter()
            .map(|count| (1.0 + statements.len() as f32 / count.max(1) as f32).ln())
            .collect();
        let pieces = words.par_iter().map(|words| weighted(words, &pieces_of_word, &rarity)).collect();
        Self { words, commonness, pieces }
    }

    /// How alike the words of two statements are.
    pub(super) fn likeness(&self, a: usize, b: usize) -> Likeness {
        let (first, second) = (&self.pieces[a], &self.pieces[b]);
        let mut shared = 0.0_f32;
        let (mut at, mut other) = (0, 0);
        while let (Some((piece, weight)), Some((other_piece, other_weight))) = (first.get(at), second.get(other)) {
            match piece.cmp(other_piece) {
                std::cmp::Ordering::Less => at += 1,
                std::cmp::Ordering::Greater => other += 1,
                std::cmp::Ordering::Equal => {
                    shared += weight.min(*other_weight);
                    at += 1;
                    other += 1;
                }
            }
        }
        let total = |pieces: &[(u32, f32)]| pieces.iter().map(|(_, weight)| weight).sum::<f32>();
        let (first, second) = (total(first), total(second));
        let hundredths = |part: f32, of: f32| if of > 0.0 { (100.0 * part / of).round() as u32 } else { 0 };
        Likeness {
            whole: hundredths(2.0 * shared, first + second),
            part: hundredths(shared, first.min(second)),
            words: self.words[a].len().min(self.words[b].len()),
        }
    }
}

/// How alike two statements are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Likeness {
    /// How much of both is shared, in hundredths of their weight.
    whole: u32,
    /// How much of the shorter one is shared, in hundredths of its weight.
    part: u32,
    /// Words of the shorter one.
    words: usize,
}

impl Likeness {
    /// Whether this is one statement, where its speaker is known to be one, or not known for at least one of the two.
    pub(super) const fn is_same_statement(self, is_one_speaker: bool) -> bool {
        if is_one_speaker {
            (self.whole >= 62 && self.words >= 4) || (self.part >= 80 && self.words >= 5)
        } else {
            (self.whole >= 75 && self.words >= 6) || (self.part >= 92 && self.words >= 9)
        }
    }
}

/// In how many lists each number stands.
fn commonness_of(lists: &[Vec<u32>], numbers: usize) -> Vec<u32> {
    let mut counts = vec![0_u32; numbers];
    let mut last = vec![usize::MAX; numbers];
    for (at, list) in lists.iter().enumerate() {
        for number in list {
            if std::mem::replace(&mut last[*number as usize], at) != at {
                counts[*number as usize] += 1;
            }
        }
    }
    counts
}

/// Each piece of a statement once, with its weight: a word weighs what its pieces weigh on the average, so that long
/// words do not count for several.
fn weighted(words: &[u32], pieces_of_word: &[Vec<u32>], rarity: &[f32]) -> Vec<(u32, f32)> {
    let mut words = words.to_vec();
    words.sort_unstable();
    words.dedup();
    let mut pieces: Vec<(u32, f32)> = Vec::new();
    for word in words {
        let own = &pieces_of_word[word as usize];
        pieces.extend(own.iter().map(|piece| (*piece, rarity[*piece as usize] / own.len() as f32)));
    }
    pieces.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
    pieces.dedup_by_key(|(piece, _)| *piece);
    pieces
}

/// The words of a text in lower case.
fn words_of(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(MOST_WORDS)
        .map(str::to_lowercase)
        .collect()
}

/// All runs of [`PIECE`] letters in a word; the word itself if it has no more.
fn pieces_of(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    if letters.len() <= PIECE {
        return vec![word.to_owned()];
    }
    letters.windows(PIECE).map(|piece| piece.iter().collect()).collect()
}
