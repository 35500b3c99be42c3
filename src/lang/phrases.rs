//! Turns lists of words and phrases into one table that finds them in a text, longest first.

use rustc_hash::FxHashMap;

use super::{WordKey, word_key};

/// What the pieces of a phrase must look like in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// Any case will do.
    Any,
    /// Capitals of the list must be capitals in the text, and short words of capitals all of them.
    AsListed,
}

/// One entry of a [`Phrases`] table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The list it comes from, as the caller counts them.
    pub class: u8,
    /// Number of the line's other forms, if the list has lines of several forms.
    pub group: Option<u32>,
    /// Two bits a piece, from the first: 0 any case, 1 a capital, 2 all capitals.
    shape: u64,
}

/// One piece of a text as a [`Phrases`] table sees it: a word, or a single other character.
#[derive(Clone, Copy, Debug)]
pub struct Piece {
    /// Key of the word, or of the character.
    pub key: WordKey,
    /// It starts with a capital.
    pub capital: bool,
    /// Two letters or more, all capitals.
    pub all_capitals: bool,
}

/// A table of phrases by the keys of their words.
#[derive(Clone, Debug, Default)]
pub struct Phrases {
    /// Hash of a prefix of pieces → what ends there.
    nodes: FxHashMap<u64, Vec<Entry>>,
}

/// The key of a character that is no part of a word.
pub fn mark_key(c: char) -> WordKey {
    (c as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1
}

fn extend(hash: u64, key: WordKey) -> u64 {
    (hash.rotate_left(23) ^ key).wrapping_mul(0xd6e8_feb8_6659_fd93)
}

/// The pieces of a list entry: words (letters, digits, apostrophes inside) and single other characters.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text.trim_start();
    std::iter::from_fn(move || {
        rest = rest.trim_start();
        let first = rest.chars().next()?;
        let inner = |c: char| c.is_alphanumeric() || c == '\'' || c == '’';
        let end =
            if first.is_alphanumeric() { rest.find(|c| !inner(c)).unwrap_or(rest.len()) } else { first.len_utf8() };
        let (piece, tail) = rest.split_at(end);
        rest = tail;
        Some(piece)
    })
}

impl Phrases {
    /// Adds one phrase; the first 32 pieces carry their case.
    pub(super) fn insert(&mut self, phrase: &str, class: u8, group: Option<u32>, case: Case) {
        let (mut hash, mut shape) = (0, 0);
        for (at, piece) in pieces(phrase).enumerate() {
            let first = piece.chars().next().unwrap_or(' ');
            let key = if first.is_alphanumeric() { word_key(piece) } else { mark_key(first) };
            hash = extend(hash, key);
            self.nodes.entry(hash).or_default();
            if case == Case::AsListed && at < 32 && first.is_uppercase() {
                let letters = piece.chars().filter(|c| c.is_alphabetic()).count();
                let all = (2..=5).contains(&letters) && !piece.chars().any(char::is_lowercase);
                shape |= (1 + u64::from(all)) << (2 * at);
            }
        }
        let entries = self.nodes.entry(hash).or_default();
        let entry = Entry { class, group, shape };
        if !entries.contains(&entry) {
            entries.push(entry);
        }
    }

    /// Calls `found` with the number of pieces and the entry for every phrase that starts at the first of `pieces`.
    pub fn find(&self, pieces: impl Iterator<Item = Piece>, mut found: impl FnMut(usize, &Entry)) {
        let mut hash = 0;
        let (mut capitals, mut all_capitals) = (0u64, 0u64);
        for (at, piece) in pieces.enumerate() {
            hash = extend(hash, piece.key);
            let Some(entries) = self.nodes.get(&hash) else { return };
            if at < 32 {
                capitals |= u64::from(piece.capital) << (2 * at);
                all_capitals |= u64::from(piece.all_capitals) << (2 * at + 1);
            }
            for entry in entries {
                let wants_capital = entry.shape & 0x5555_5555_5555_5555;
                let wants_all = entry.shape & 0xaaaa_aaaa_aaaa_aaaa;
                if wants_capital & !capitals == 0 && wants_all & !all_capitals == 0 {
                    found(at + 1, entry);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(phrases: &Phrases, text: &str) -> Vec<(usize, u8)> {
        let mut all = Vec::new();
        let split: Vec<Piece> = pieces(text)
            .map(|piece| {
                let first = piece.chars().next().unwrap();
                Piece {
                    key: if first.is_alphanumeric() { word_key(piece) } else { mark_key(first) },
                    capital: first.is_uppercase(),
                    all_capitals: piece.len() > 1 && piece.chars().all(char::is_uppercase),
                }
            })
            .collect();
        phrases.find(split.into_iter(), |length, entry| all.push((length, entry.class)));
        all
    }

    #[test]
    fn every_phrase_that_starts_there_is_found_shortest_first() {
        let mut phrases = Phrases::default();
        phrases.insert("wakil", 0, None, Case::Any);
        phrases.insert("wakil ketua", 1, None, Case::Any);
        assert_eq!(found(&phrases, "Wakil Ketua Umum"), [(1, 0), (2, 1)]);
    }

    #[test]
    fn capitals_of_the_list_are_asked_for() {
        let mut phrases = Phrases::default();
        phrases.insert("AS", 0, None, Case::AsListed);
        phrases.insert("D.C.", 1, None, Case::AsListed);
        assert_eq!(found(&phrases, "AS"), [(1, 0)]);
        assert_eq!(found(&phrases, "As"), []);
        assert_eq!(found(&phrases, "D.C."), [(4, 1)]);
    }
}
