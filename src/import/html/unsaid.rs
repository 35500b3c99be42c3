//! Turns a page and what was taken from it into the pieces that nobody would hear of.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::import::paragraphs::ends_sentence;

/// How many words in a row are the same text.
const ROW: usize = 4;

/// Fewest words that show where the article stands in the page: fewer stand in its menus too.
const PLACE: usize = 6;

/// The pieces of a page, in its order, whose words are in none of the `said` texts: those that stand inside the article,
/// between two pieces of its text, and those round it. Each piece of a kind is named once.
pub(super) fn pieces(page: Vec<String>, text: &[&str], left_out: &[String]) -> (Vec<String>, Vec<String>) {
    let in_text = Rows::of(text.iter().copied());
    let mut said = Rows::of(text.iter().copied().chain(left_out.iter().map(String::as_str)));
    let of_text: Vec<bool> = page.iter().map(|piece| words(piece).len() >= PLACE && in_text.hold(piece)).collect();
    let first = of_text.iter().position(|is_text| *is_text).unwrap_or(page.len());
    let last = of_text.iter().rposition(|is_text| *is_text).unwrap_or(0);
    let (mut inside, mut round) = (Vec::new(), Vec::new());
    for (at, piece) in page.into_iter().enumerate() {
        if said.hold(&piece) {
            continue;
        }
        said.add(&piece);
        if first < at && at < last { inside.push(piece) } else { round.push(piece) }
    }
    (inside, round)
}

/// Puts what reads like an article's text first, so that a list that is cut shows it.
pub(super) fn put_sentences_first(pieces: &mut [String]) {
    pieces.sort_by_key(|piece| words(piece).len() < PLACE || !ends_sentence(piece));
}

/// The rows of words that texts have; a text that is shorter than a row is one itself.
struct Rows(HashSet<u64>);

impl Rows {
    fn of<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let mut rows = Self(HashSet::new());
        texts.for_each(|text| rows.add(text));
        rows
    }

    fn add(&mut self, text: &str) {
        let words = words(text);
        for length in 1..=ROW {
            self.0.extend(words.windows(length).map(hash));
        }
    }

    /// Whether most rows of a text are among these.
    fn hold(&self, text: &str) -> bool {
        let words = words(text);
        let (mut rows, mut known) = (0, 0);
        for row in words.windows(ROW.min(words.len()).max(1)) {
            rows += 1;
            known += usize::from(self.0.contains(&hash(row)));
        }
        known * 2 >= rows
    }
}

fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

fn hash(row: &[&str]) -> u64 {
    let mut hasher = DefaultHasher::new();
    row.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::{pieces, put_sentences_first};

    #[test]
    fn what_is_neither_text_nor_left_out_is_told_by_where_it_stands() {
        let text = ["Harga beras di pasar induk kota turun.", "Para petani di lereng gunung itu lega."];
        let page =
            ["Beranda", text[0], "Tiga hal pokok: stok, panen, jalan", "Iklan", text[1]].map(str::to_owned).to_vec();
        let (inside, round) = pieces(page, &text, &["Iklan".to_owned()]);
        assert_eq!(
            (inside, round),
            (vec!["Tiga hal pokok: stok, panen, jalan".to_owned()], vec!["Beranda".to_owned()])
        );
    }

    #[test]
    fn sentences_stand_before_labels() {
        let mut pieces = ["Beranda", "Gubernur itu lahir di tepi sungai besar.", "Bagikan"].map(str::to_owned);
        put_sentences_first(&mut pieces);
        assert_eq!(pieces, ["Gubernur itu lahir di tepi sungai besar.", "Beranda", "Bagikan"]);
    }
}
