//! Cuts a text of many megabytes into pieces that are read one after the other, so that memory stays bounded.

use std::ops::Range;

/// Bytes of text that are read at once: some two hundred times the longest article of a newspaper.
const PIECE_BYTES: usize = 1 << 20;

/// The byte ranges of the pieces of `text`, in order, without gaps; one for every text up to a megabyte.
///
/// A piece ends at a line break; where a megabyte has none, behind a sentence, a space or at least a character.
pub fn pieces(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    std::iter::from_fn(move || {
        let piece = start..start + piece_length(&text[start..], PIECE_BYTES);
        start = piece.end;
        (!piece.is_empty()).then_some(piece)
    })
}

/// Length in bytes of the first piece of `text`, at most `limit`, which is at least one character.
fn piece_length(text: &str, limit: usize) -> usize {
    if text.len() <= limit {
        return text.len();
    }
    let end = (0..=limit).rev().find(|&at| text.is_char_boundary(at)).unwrap_or_default();
    let window = &text[..end];
    (window.rfind('\n').map(|at| at + 1))
        .or_else(|| window.rfind(". ").map(|at| at + 2))
        .or_else(|| window.rfind(' ').map(|at| at + 1))
        .unwrap_or(window.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_is_one_piece() {
        let text = "Harga turun.\n\nPanen raya.";
        assert_eq!((pieces(text).next(), pieces(text).count()), (Some(0..25), 1));
        assert_eq!(pieces("").count(), 0);
    }

    #[test]
    fn pieces_follow_each_other_and_hold_the_whole_text() {
        let text = "Panen raya sudah dimulai. ".repeat(200_000);
        let mut end = 0;
        for piece in pieces(&text) {
            assert_eq!(piece.start, end);
            assert!(piece.len() <= PIECE_BYTES);
            assert!(text[piece.clone()].ends_with(". "));
            end = piece.end;
        }
        assert_eq!(end, text.len());
    }

    #[test]
    fn a_piece_ends_at_the_best_place_there_is() {
        assert_eq!(piece_length("satu. dua\ntiga empat", 15), "satu. dua\n".len());
        assert_eq!(piece_length("satu. dua tiga empat", 15), "satu. ".len());
        assert_eq!(piece_length("satu dua tiga empat", 15), "satu dua tiga ".len());
        assert_eq!(piece_length("ééééé", 5), "éé".len());
    }
}
