//! Cuts a paragraph into sentences, for the words around a quotation.

use crate::lang::{Words, word_key};
use crate::model::Span;

/// The sentences of `text[block]`, in order, without the white space between them. Marks and brackets that close right
/// behind a full stop belong to its sentence; words between two quotation marks are never cut.
pub(super) fn sentences(text: &str, block: Span, words: Option<&Words>) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = block.start;
    let mut marks = Marks::of(block.of(text));
    let mut chars = block.of(text).char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !matches!(c, '.' | '?' | '!' | '…') {
            marks.pass(c);
            continue;
        }
        let stop = block.start + at;
        let mut end = stop + c.len_utf8();
        while let Some((_, closing)) =
            chars.next_if(|(_, c)| matches!(c, '.' | '?' | '!' | '…' | '"' | '”' | '’' | '\'' | '»' | ')' | ']'))
        {
            end += closing.len_utf8();
            marks.pass(closing);
        }
        if marks.are_open() {
            continue;
        }
        let rest = text[end..block.end].trim_start();
        let spaced = rest.len() < block.end - end;
        if rest.is_empty() || (spaced && begins(rest) && !(c == '.' && is_abbreviated(&text[start..stop], words))) {
            found.push(Span::new(start, end));
            start = block.end - rest.len();
        }
    }
    if start < block.end {
        found.push(Span::new(start, block.end));
    }
    found
}

/// Which quotation marks of a paragraph are open at a place in it.
struct Marks {
    /// Whether each `"` has another: a mark left alone says nothing.
    straight_are_paired: bool,
    straight: bool,
    /// Opening marks passed, without those closed again.
    curly: usize,
    /// Closing marks that are still to come.
    closing: usize,
}

impl Marks {
    fn of(block: &str) -> Self {
        let straight = block.bytes().filter(|byte| *byte == b'"').count();
        let closing = block.matches(['”', '»']).count();
        Self { straight_are_paired: straight.is_multiple_of(2), straight: false, curly: 0, closing }
    }

    fn pass(&mut self, c: char) {
        match c {
            '"' => self.straight = !self.straight && self.straight_are_paired,
            '“' | '«' => self.curly += 1,
            '”' | '»' => {
                self.closing = self.closing.saturating_sub(1);
                self.curly = self.curly.saturating_sub(1);
            }
            _ => {}
        }
    }

    /// Whether words stand between two marks here; one that is never closed opens nothing.
    const fn are_open(&self) -> bool {
        self.straight || (self.curly > 0 && self.closing > 0)
    }
}

fn begins(rest: &str) -> bool {
    rest.chars().next().is_some_and(|c| !c.is_lowercase())
}

/// Whether the last word before a full stop is an initial or a known abbreviation.
fn is_abbreviated(before: &str, words: Option<&Words>) -> bool {
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let mut letters = word.chars();
    let is_initial = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
    is_initial || (!word.is_empty() && words.is_some_and(|words| words.is_abbreviation(word_key(word))))
}

/// Bytes looked at on each side of a quotation: paragraphs may be as long as articles.
const WINDOW: usize = 2_000;

fn floor_boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// The text before and after `quotation`, from the start of the sentence before the one it starts in to the end of the
/// sentence after the one it ends in, inside its paragraphs.
pub(super) fn around(text: &str, quotation: Span, words: Option<&Words>) -> (Span, Span) {
    let from = floor_boundary(text, quotation.start.saturating_sub(WINDOW));
    let to = floor_boundary(text, quotation.end.saturating_add(WINDOW));
    let block_start = text[from..quotation.start].rfind("\n\n").map_or(from, |at| from + at + 2);
    let block_end = text[quotation.end..to].find("\n\n").map_or(to, |at| quotation.end + at);
    let first = Span::new(block_start, text[quotation.start..to].find("\n\n").map_or(to, |at| quotation.start + at));
    let last = Span::new(text[from..quotation.end].rfind("\n\n").map_or(from, |at| from + at + 2), block_end);
    let before = sentences(text, first, words);
    let own = before.iter().rposition(|sentence| sentence.start <= quotation.start).unwrap_or(0);
    let start = before.get(own.saturating_sub(1)).map_or(block_start, |sentence| sentence.start);
    let after = sentences(text, last, words);
    let own = after.iter().position(|sentence| sentence.end >= quotation.end).unwrap_or(after.len());
    let end = after.get(own + 1).or(after.get(own)).map_or(block_end, |sentence| sentence.end);
    (Span::new(start.min(quotation.start), quotation.start), Span::new(quotation.end, end.max(quotation.end)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Languages;

    fn cut(text: &str) -> Vec<&str> {
        let languages = Languages::embedded();
        let words = languages.get("id").map(|language| &language.words);
        sentences(text, Span::new(0, text.len()), words).into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn initials_and_abbreviations_do_not_end_a_sentence() {
        assert_eq!(
            cut("Menurut Dr. A. Rahman harga turun. “Benar.” Lalu ia pergi"),
            ["Menurut Dr. A. Rahman harga turun.", "“Benar.”", "Lalu ia pergi"]
        );
    }

    #[test]
    fn words_between_marks_are_not_cut() {
        assert_eq!(
            cut("Polisi tiba. \"Kami cek dulu. Jangan panik,\" tandas Ani. Lalu pergi."),
            ["Polisi tiba.", "\"Kami cek dulu. Jangan panik,\" tandas Ani.", "Lalu pergi."]
        );
        assert_eq!(cut("“Satu. Dua,” kata Budi. Tiga."), ["“Satu. Dua,” kata Budi.", "Tiga."]);
        assert_eq!(cut("“Satu. Dua. Tiga."), ["“Satu.", "Dua.", "Tiga."]);
        assert_eq!(cut("Layar 5\" itu. Dua."), ["Layar 5\" itu.", "Dua."]);
    }

    #[test]
    fn the_sentences_around_a_quotation_stay_in_its_paragraph() {
        let text = "Lain.\n\nSatu ada. Dua ada. “Harga turun,” kata Budi. Tiga ada. Empat ada.\n\nLain lagi.";
        let start = text.find("Harga").unwrap();
        let (before, after) = around(text, Span::new(start, start + 11), None);
        assert_eq!(before.of(text), "Dua ada. “");
        assert_eq!(after.of(text), ",” kata Budi. Tiga ada.");
    }
}
