use std::sync::OnceLock;

use aho_corasick::AhoCorasick;
use memchr::memmem::Finder;
use pulldown_cmark::{Event, Tag, TagEnd};
use rustc_hash::FxHashMap;

use super::{Flow, Gap, is_line_break, parser};
use crate::model::{Quotation, Span};

/// Bytes that may be searched for one words after another; beyond it all are searched for at once.
const MOST_SEARCHED: usize = 64 << 20;

/// The plain text of a Markdown body: what `extract` reads and where quotations are looked for.
///
/// ```
/// let body = "## Harga\n\n“Harga *turun*\nlagi,” kata Budi.";
/// assert_eq!(kutip::markdown::plain_text(body).text, "Harga\n\n“Harga turun lagi,” kata Budi.");
/// ```
#[derive(Clone, Debug, Default)]
pub struct PlainText {
    /// The text.
    pub text: String,
    /// The text on one line, made when words are first looked for.
    folded: OnceLock<Folded>,
}

impl PartialEq for PlainText {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

#[derive(Clone, Debug)]
struct Folded {
    /// The text with one space between blocks and lines.
    text: String,
    /// Bytes of `text` at which a blank line was folded; each made the text one byte shorter.
    blank_lines: Vec<usize>,
}

impl PlainText {
    /// A plain text that is there already; its white space must be folded as [`plain_text`] does it.
    pub fn new(text: String) -> Self {
        Self { text, folded: OnceLock::new() }
    }

    /// Where the `nth` occurrence (from 1) of `words` stands, white space folded on both sides; bytes of `text`. Where that
    /// begins or ends inside a word, it is the next one that does not.
    ///
    /// Occurrences may overlap. Words may run over line and block boundaries.
    ///
    /// ```
    /// let plain = kutip::markdown::plain_text("Harga turun.\n\nLalu harga naik, lalu harga\nturun, turunnya jauh.");
    /// assert_eq!(plain.locate("harga turun", 1).unwrap().start, 36);
    /// assert_eq!(plain.locate("turun. Lalu", 1).unwrap().of(&plain.text), "turun.\n\nLalu");
    /// assert_eq!(plain.locate("harga", 3), None);
    /// assert_eq!(plain.locate("turunnya ja", 1), None);
    /// ```
    pub fn locate(&self, words: &str, nth: usize) -> Option<Span> {
        let words = fold(words);
        let folded = self.folded();
        let mut places = self.occurrences(&words).skip(nth.checked_sub(1)?);
        let at = places.find(|&at| folded.is_whole(at, at + words.len()))?;
        Some(Span::new(folded.unfold(at), folded.unfold(at + words.len())))
    }

    /// The words, up to the ends of those in which they begin and end, where the text has them only so.
    ///
    /// ```
    /// let plain = kutip::markdown::plain_text("Kata Ani, panen raya sudah dimulai.");
    /// assert_eq!(plain.completed("raya sudah dimu"), Some("raya sudah dimulai"));
    /// assert_eq!(plain.completed("panen raya"), None);
    /// ```
    pub fn completed(&self, words: &str) -> Option<&str> {
        let words = fold(words);
        let at = self.occurrences(&words).next().filter(|_| self.locate(&words, 1).is_none())?;
        let text = self.folded().text.as_str();
        let (mut start, mut end) = (at, at + words.len());
        while let Some(c) = text[..start].chars().next_back().filter(|_| splits_word(text, start)) {
            start -= c.len_utf8();
        }
        while let Some(c) = text[end..].chars().next().filter(|_| splits_word(text, end)) {
            end += c.len_utf8();
        }
        Some(&text[start..end])
    }

    /// Those of `found` that share no words of the text with what people wrote; the same words at another place are others.
    pub fn not_covered<'q>(&self, written: &[&Quotation], found: Vec<&'q Quotation>) -> Vec<&'q Quotation> {
        if written.is_empty() || found.is_empty() {
            return found;
        }
        let all = written.iter().copied().chain(found.iter().copied());
        let mut places = self.locate_all(all.map(|quotation| (quotation.text.as_str(), quotation.nth)));
        let of_found = places.split_off(written.len());
        let covered: Vec<Span> = places.into_iter().flatten().collect();
        let is_covered = |place: Span| covered.iter().any(|own| own.start < place.end && place.start < own.end);
        let free = found.into_iter().zip(of_found).filter(|(_, place)| !place.is_some_and(is_covered));
        free.map(|(quotation, _)| quotation).collect()
    }

    /// Where each of many words stands, as [`Self::locate`] says it; time linear in the text and the words together.
    pub fn locate_all<'w>(&self, wanted: impl IntoIterator<Item = (&'w str, usize)>) -> Vec<Option<Span>> {
        let wanted: Vec<(String, usize)> = wanted.into_iter().map(|(words, nth)| (fold(words), nth)).collect();
        let mut found = self.starts_of(wanted.iter().map(|(words, _)| words.as_str()));
        let folded = self.folded();
        for (words, starts) in &mut found {
            // In the place of each that is not whole stands the next that is; behind the last such there is none.
            let is_whole = |&at: &usize| folded.is_whole(at, at + words.len());
            starts.truncate(starts.iter().rposition(is_whole).map_or(0, |last| last + 1));
            for place in (1..starts.len()).rev() {
                if !is_whole(&starts[place - 1]) {
                    starts[place - 1] = starts[place];
                }
            }
        }
        let span = |(words, nth): &(String, usize)| {
            let at = *found.get(words.as_str())?.get(nth.checked_sub(1)?)?;
            Some(Span::new(folded.unfold(at), folded.unfold(at + words.len())))
        };
        wanted.iter().map(span).collect()
    }

    /// Which occurrence of its words each span is, as [`Self::nth`] says it; time linear in the text and the spans
    /// together.
    pub fn nth_all(&self, spans: &[Span]) -> Vec<usize> {
        let words: Vec<String> = spans.iter().map(|span| fold(span.of(&self.text))).collect();
        let found = self.starts_of(words.iter().map(String::as_str));
        let folded = self.folded();
        let nth = |(span, words): (&Span, &String)| {
            let start = folded.fold_offset(span.start);
            found.get(words.as_str()).map_or(1, |starts| starts.partition_point(|&at| at <= start).max(1))
        };
        spans.iter().zip(&words).map(nth).collect()
    }

    /// Which occurrence of its words the span is, counted from 1: the `nth` that [`Self::locate`] takes.
    pub fn nth(&self, span: Span) -> usize {
        let words = fold(span.of(&self.text));
        let start = self.folded().fold_offset(span.start);
        self.occurrences(&words).take_while(|&at| at <= start).count().max(1)
    }

    /// Spans of the blocks (paragraphs, headings, list items), in order.
    pub fn blocks(&self) -> impl Iterator<Item = Span> + '_ {
        let mut start = 0;
        self.text.split("\n\n").filter(|block| !block.is_empty()).map(move |block| {
            let span = Span::new(start, start + block.len());
            start = span.end + 2;
            span
        })
    }

    /// Where all occurrences of each of many words start in the folded text.
    fn starts_of<'w>(&self, words: impl Iterator<Item = &'w str>) -> FxHashMap<&'w str, Vec<usize>> {
        let mut found: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
        let mut distinct: Vec<&str> = Vec::new();
        for words in words.filter(|words| !words.is_empty()) {
            found.entry(words).or_insert_with(|| {
                distinct.push(words);
                Vec::new()
            });
        }
        let text = self.folded().text.as_str();
        if text.len().saturating_mul(distinct.len()) > MOST_SEARCHED
            && let Ok(all) = AhoCorasick::new(&distinct)
        {
            for at in all.find_overlapping_iter(text) {
                if let Some(starts) = found.get_mut(distinct[at.pattern().as_usize()]) {
                    starts.push(at.start());
                }
            }
            return found;
        }
        for words in distinct {
            found.insert(words, self.occurrences(words).collect());
        }
        found
    }

    fn occurrences<'a>(&'a self, words: &'a str) -> impl Iterator<Item = usize> + 'a {
        let haystack = self.folded().text.as_bytes();
        let finder = Finder::new(words.as_bytes()).into_owned();
        let step = words.chars().next().map_or(1, char::len_utf8);
        let mut from = 0;
        std::iter::from_fn(move || {
            if finder.needle().is_empty() || from > haystack.len() {
                return None;
            }
            let at = from + finder.find(&haystack[from..])?;
            from = at + step;
            Some(at)
        })
    }

    fn folded(&self) -> &Folded {
        self.folded.get_or_init(|| {
            let mut text = String::with_capacity(self.text.len());
            let mut blank_lines = Vec::new();
            for (at, block) in self.text.split("\n\n").enumerate() {
                if at > 0 {
                    blank_lines.push(text.len());
                    text.push(' ');
                }
                text.extend(block.chars().map(|c| if c == '\n' { ' ' } else { c }));
            }
            Folded { text, blank_lines }
        })
    }
}

impl Folded {
    /// Whether a range of the folded text neither begins nor ends inside a word.
    fn is_whole(&self, start: usize, end: usize) -> bool {
        !splits_word(&self.text, start) && !splits_word(&self.text, end)
    }

    /// The byte of the whole text for a byte of the folded one.
    fn unfold(&self, at: usize) -> usize {
        at + self.blank_lines.partition_point(|&blank| blank < at)
    }

    /// The byte of the folded text for a byte of the whole one.
    fn fold_offset(&self, at: usize) -> usize {
        let mut low = 0;
        let mut high = self.blank_lines.len();
        while low < high {
            let middle = (low + high) / 2;
            if self.blank_lines[middle] + middle < at {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        at - low
    }
}

/// Whether a word goes on over byte `at` of a text.
fn splits_word(text: &str, at: usize) -> bool {
    let is_inside = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_unspaced(c));
    is_inside(text[..at].chars().next_back()) && is_inside(text[at..].chars().next())
}

/// Whether a letter is of a script that is written without spaces between words, or whose particles follow the words of
/// others without one.
fn is_unspaced(c: char) -> bool {
    matches!(
        u32::from(c),
        0x0e00..=0x0fff // Thai, Lao, Tibetan
        | 0x1000..=0x109f | 0xa9e0..=0xa9ff | 0xaa60..=0xaa7f // Myanmar
        | 0x1100..=0x11ff | 0x3130..=0x318f | 0xa960..=0xa97f | 0xac00..=0xd7ff // Hangul
        | 0x1700..=0x171f | 0x1735..=0x177f // Philippine scripts
        | 0x1780..=0x17ff // Khmer
        | 0x1950..=0x19df | 0x1a20..=0x1aaf | 0xaa80..=0xaadf // Tai
        | 0x1a00..=0x1a1f | 0x1b00..=0x1bff | 0xa980..=0xa9df // Buginese, Balinese, Sundanese, Batak, Javanese
        | 0x2e80..=0x312f | 0x3190..=0x9fff | 0xf900..=0xfaff | 0xff66..=0xffdc // Han, kana, bopomofo
        | 0xa000..=0xa4cf // Yi
        | 0x11000..=0x1107f | 0x11f00..=0x11f5f // Brahmi, Kawi
        | 0x16fe0..=0x1b2ff | 0x20000..=0x3ffff // rarer Han and kana, Tangut, Khitan
    )
}

/// White space folded to single spaces, none at the ends.
fn fold(words: &str) -> String {
    let mut folded = String::with_capacity(words.len());
    for word in words.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded
}

/// The plain text of `body`, by the rules of the [module](super).
pub fn plain_text(body: &str) -> PlainText {
    let mut text = String::with_capacity(body.len());
    let mut flow = Flow::default();
    // Inside code blocks, tables and images, which give no text.
    let mut silent = 0_usize;
    for event in parser(body) {
        match event {
            Event::Start(Tag::CodeBlock(_) | Tag::Table(_)) => {
                silent += 1;
                flow.separate(Gap::Block);
            }
            Event::End(TagEnd::CodeBlock | TagEnd::Table) => {
                silent = silent.saturating_sub(1);
                flow.separate(Gap::Block);
            }
            Event::Start(Tag::Image { .. }) => silent += 1,
            Event::End(TagEnd::Image) => silent = silent.saturating_sub(1),
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. }) => {}
            Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link) => {}
            Event::Start(_) | Event::End(_) | Event::Rule => flow.separate(Gap::Block),
            _ if silent > 0 => {}
            Event::Text(words) | Event::Code(words) => push_folded(&mut text, &mut flow, &words),
            Event::SoftBreak => flow.separate(Gap::Space),
            Event::HardBreak => flow.separate(Gap::Line),
            Event::InlineHtml(tag) if is_line_break(&tag) => flow.separate(Gap::Line),
            _ => {}
        }
    }
    PlainText::new(text)
}

fn push_folded(text: &mut String, flow: &mut Flow, words: &str) {
    for c in words.chars() {
        if c.is_whitespace() {
            flow.separate(Gap::Space);
        } else {
            text.push_str(flow.take_gap());
            text.push(c);
            flow.len = text.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_tables_pictures_and_html_give_no_text() {
        let body = "Satu `dua` ![gambar](a.png) <b>tiga</b>\n\n```rust\nfn main() {}\n```\n\n| a | b |\n|---|---|\n| c | d |\n\n<div>\nempat\n</div>\n\nLima";
        assert_eq!(plain_text(body).text, "Satu dua tiga\n\nLima");
    }

    #[test]
    fn list_items_and_headings_are_blocks() {
        let body = "# Judul\n- satu\n- dua\n  tetap dua\n\n> kutipan\n>\n> lain\n\nbaris  \nbaru<br>lagi";
        assert_eq!(plain_text(body).text, "Judul\n\nsatu\n\ndua tetap dua\n\nkutipan\n\nlain\n\nbaris\nbaru\nlagi");
    }

    #[test]
    fn every_occurrence_is_found_again_by_its_number() {
        let plain = plain_text("aba aba\n\naba\naba aba");
        for start in [0, 4, 9, 13, 17] {
            let span = Span::new(start, start + 3);
            assert_eq!(plain.locate("aba", plain.nth(span)), Some(span));
        }
        assert_eq!(plain.locate(" aba\t aba ", 2).unwrap(), Span::new(4, 12));
    }

    #[test]
    fn words_that_break_off_inside_a_word_are_looked_for_where_they_stand_whole() {
        let plain = plain_text("Pada hari itu ada hujan. Adakah, ada *air*nya?");
        let places =
            [("ada", 1), ("ada", 2), ("ada", 3), ("ada", 4), ("hari it", 1), ("ujan", 1), ("hujan. Adakah, ad", 1)];
        let one_by_one: Vec<Option<Span>> = places.iter().map(|(words, nth)| plain.locate(words, *nth)).collect();
        let starts: Vec<Option<usize>> = one_by_one.iter().map(|span| span.map(|span| span.start)).collect();
        assert_eq!(starts, [Some(14), Some(14), Some(33), None, None, None, None]);
        assert_eq!(plain.locate_all(places), one_by_one);
        assert_eq!(plain.nth(Span::new(14, 17)), 2, "each occurrence counts, so that no address moves");
        assert_eq!(plain.completed("ari itu ada huj"), Some("hari itu ada hujan"));
    }

    #[test]
    fn only_what_is_surely_one_word_is_not_cut() {
        for (text, words) in [
            ("kata“Harga turun”ujar", "Harga turun"),
            ("the plan's end", "plan"),
            ("anti-korupsi", "korupsi"),
            ("pem\u{ad}bangunan", "bangunan"),
            ("naik 5,5 persen", "naik 5"),
            ("他说房价下降了", "房价下降"),
            ("ราคาลดลงแล้ว", "ราคาลดลง"),
            ("値段は下がった", "値段"),
            ("비가 온다고", "비가 온다"),
            ("ꦲꦏ꧀ꦱꦫ", "ꦏ꧀ꦱ"),
            ("kata习近平说", "习近平"),
        ] {
            assert!(plain_text(text).locate(words, 1).is_some(), "{text}");
        }
        for (text, words) in
            [("naik 50 persen", "naik 5"), ("цена упала", "цена упал"), ("قال إن الأسعار", "الأسع"), ("B50", "B5")]
        {
            assert_eq!(plain_text(text).locate(words, 1), None, "{text}");
        }
    }

    #[test]
    fn many_words_are_found_as_one_by_one_and_in_linear_time() {
        let body: String =
            (0..20_000).map(|n| format!("“Kalimat nomor {n} yang sama,” kata Budi. Ya ya ya.\n\n")).collect();
        let plain = plain_text(&body);
        let words: Vec<String> = (0..20_000).map(|n| format!("Kalimat nomor {n} yang sama")).collect();
        let started = std::time::Instant::now();
        let found = plain.locate_all(words.iter().map(|words| (words.as_str(), 1)).chain([("ya ya", 3), ("tidak", 1)]));
        let spans: Vec<Span> = found.iter().flatten().copied().collect();
        assert_eq!(spans.len(), 20_001);
        assert_eq!(plain.nth_all(&spans)[20_000], 3);
        assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
        for at in [0, 7, 19_999] {
            assert_eq!(found[at], plain.locate(&words[at], 1));
        }
        assert_eq!(found[20_000], plain.locate("ya ya", 3));
    }

    #[test]
    fn words_that_are_not_there_are_not_found() {
        let plain = plain_text("Harga turun");
        assert_eq!(plain.locate("naik", 1), None);
        assert_eq!(plain.locate("", 1), None);
        assert_eq!(plain.locate("Harga", 0), None);
    }
}
