//! What one wording of a statement has more or less than another.

use serde::Serialize;
use similar::{Algorithm, DiffTag, capture_diff_slices};

/// Longer texts than this, in words, are not compared word by word.
const MOST_WORDS: usize = 1_000;

/// A run of words of one of two texts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// The words, as they stand.
    pub text: String,
    /// In which of the two they stand.
    pub kind: PieceKind,
}

/// In which of two texts words stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PieceKind {
    /// In both.
    Same,
    /// Only in the second.
    More,
    /// Only in the first.
    Less,
}

/// The words of `other`, with what it has more and less than `own`. Case and marks round words make no difference.
pub fn differences(own: &str, other: &str) -> Vec<Piece> {
    let (own, other): (Vec<&str>, Vec<&str>) = (own.split_whitespace().collect(), other.split_whitespace().collect());
    let mut pieces: Vec<Piece> = Vec::new();
    let mut push = |words: &[&str], kind| match pieces.last_mut() {
        _ if words.is_empty() => {}
        Some(last) if last.kind == kind => {
            last.text.push(' ');
            last.text.push_str(&words.join(" "));
        }
        _ => pieces.push(Piece { text: words.join(" "), kind }),
    };
    if own.len().max(other.len()) > MOST_WORDS {
        push(&other, PieceKind::Same);
        return pieces;
    }
    let keys = |words: &[&str]| -> Vec<String> { words.iter().map(|word| key(word)).collect() };
    for change in capture_diff_slices(Algorithm::Myers, &keys(&own), &keys(&other)) {
        let (tag, in_own, in_other) = change.as_tag_tuple();
        match tag {
            DiffTag::Equal => push(&other[in_other], PieceKind::Same),
            DiffTag::Delete | DiffTag::Insert | DiffTag::Replace => {
                push(&own[in_own], PieceKind::Less);
                push(&other[in_other], PieceKind::More);
            }
        }
    }
    pieces
}

/// A word as it is compared; marks alone stay what they are.
fn key(word: &str) -> String {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    if bare.is_empty() { word.to_owned() } else { bare.to_lowercase() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(own: &str, other: &str) -> String {
        let mark = |piece: Piece| match piece.kind {
            PieceKind::Same => piece.text,
            PieceKind::More => format!("+{}+", piece.text),
            PieceKind::Less => format!("-{}-", piece.text),
        };
        differences(own, other).into_iter().map(mark).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_that_one_of_two_has_are_marked() {
        assert_eq!(
            marked("Harga beras turun di semua pasar", "harga turun di semua pasar, kata dia"),
            "harga -beras- turun di semua pasar, +kata dia+"
        );
        assert_eq!(marked("sama saja", "Sama saja."), "Sama saja.");
        assert_eq!(marked("", "baru"), "+baru+");
    }
}
