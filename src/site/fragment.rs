//! Text fragments: the part of a link that leads to words inside a page elsewhere (`#:~:text=…`), made so that a browser
//! finds these words and no others, and tried out on our copy of the text.
//!
//! A browser looks for whole words, without regard to case, inside one block for each of the terms
//! `[prefix-,]start[,end][,-suffix]`, and takes the first place where all of them fit. See the draft
//! [URL Fragment Text Directives](https://wicg.github.io/scroll-to-text-fragment/).

use memchr::memmem;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::markdown::PlainText;
use crate::model::Span;

/// Quotations of more words than this are named by their first and last words.
const WHOLE: usize = 8;

/// How many words name each end, from the usual to what it takes where the same words recur.
const ENDS: [usize; 3] = [4, 5, 9];

/// How many words before and after are named where the words alone stand in several places.
const AROUND: [usize; 2] = [3, 7];

/// Bytes around a quotation in which the words around it are looked for.
const WINDOW: usize = 600;

/// Bytes that may be searched for the fragments of one text: so much, and so often the text itself. What comes after is
/// taken to be found, so that the time stays linear in texts with thousands of quotations.
const SEARCHED: u64 = 4 << 20;
const SEARCHED_TIMES: u64 = 30;

/// A text in which fragments are tried out.
#[derive(Debug)]
pub(super) struct FragmentText {
    /// The text in lower case, byte by byte where it stands in the text; between blocks stands `\n\n`.
    folded: String,
    /// Bytes that may still be searched.
    budget: u64,
}

/// The fragment of one quotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fragment {
    /// What follows `:~:`, encoded.
    pub(super) directive: String,
    /// Whether it leads to the quotation's own place in our text.
    pub(super) is_found: bool,
}

/// The terms of a fragment, in lower case, as places in the text.
#[derive(Clone, Copy, Debug)]
struct Terms {
    prefix: Option<Span>,
    start: Span,
    end: Option<Span>,
    suffix: Option<Span>,
}

impl FragmentText {
    pub(super) fn new(plain: &PlainText) -> Self {
        let mut folded = String::with_capacity(plain.text.len());
        let mut chars = plain.text.chars().peekable();
        while let Some(c) = chars.next() {
            let mut lower = c.to_lowercase();
            match (c, lower.next(), lower.next()) {
                ('\n', ..) if chars.peek() == Some(&'\n') => {
                    chars.next();
                    folded.push_str("\n\n");
                }
                ('\n', ..) => folded.push(' '),
                (_, Some(small), None) if small.len_utf8() == c.len_utf8() => folded.push(small),
                _ => folded.push(c),
            }
        }
        let budget = SEARCHED + SEARCHED_TIMES * folded.len() as u64;
        Self { folded, budget }
    }

    /// The fragment for the words at `span` of `text`, which is the plain text that `self` was made of. Words around them
    /// are named only where that is allowed (`with_context`). None where there is no word to look for.
    pub(super) fn fragment(&mut self, text: &str, span: Span, with_context: bool) -> Option<Fragment> {
        let span = trimmed(text, span)?;
        let cores = self.cores(span);
        let found = cores.iter().copied().find(|terms| self.leads_to(terms, span)).or_else(|| {
            let around = if with_context { self.with_words_around(&cores, span) } else { Vec::new() };
            around.into_iter().find(|terms| self.leads_to(terms, span))
        });
        let fragment = |terms: Terms, is_found| Fragment { directive: terms.directive(text), is_found };
        found.map(|terms| fragment(terms, true)).or_else(|| cores.first().map(|terms| fragment(*terms, false)))
    }

    /// Whether a browser would find these words and no others.
    fn leads_to(&mut self, terms: &Terms, span: Span) -> bool {
        if self.budget == 0 {
            return true;
        }
        let found = self.find(terms);
        let searched = found.map_or(self.folded.len(), |found| found.end);
        self.budget = self.budget.saturating_sub(searched as u64);
        found == Some(span)
    }

    /// What may name the words by themselves, the shortest first.
    fn cores(&self, span: Span) -> Vec<Terms> {
        let words = span.of(&self.folded).split_whitespace().count();
        let is_one_block = !span.of(&self.folded).contains("\n\n");
        let mut cores = Vec::new();
        if is_one_block && words <= WHOLE {
            cores.push((span, None));
        } else {
            cores.extend(ENDS.iter().filter_map(|count| {
                let start = trimmed(&self.folded, self.first_words(span, *count))?;
                let end = trimmed(&self.folded, self.last_words(span, *count))?;
                (start.end <= end.start).then_some((start, Some(end)))
            }));
            if cores.is_empty() && is_one_block {
                cores.push((span, None));
            }
        }
        cores.into_iter().map(|(start, end)| Terms { prefix: None, start, end, suffix: None }).collect()
    }

    /// The same with words before, after, and both.
    fn with_words_around(&self, cores: &[Terms], span: Span) -> Vec<Terms> {
        let mut found = Vec::new();
        for count in AROUND {
            let (prefix, suffix) = (self.before(span.start, count), self.after(span.end, count));
            for core in cores {
                for (prefix, suffix) in [(prefix, None), (None, suffix), (prefix, suffix)] {
                    found.push(Terms { prefix, suffix, ..*core });
                }
            }
        }
        found
    }

    /// The first words of a range, inside its first block.
    fn first_words(&self, span: Span, count: usize) -> Span {
        let block = span.of(&self.folded).split("\n\n").next().unwrap_or_default();
        let end = block.match_indices(' ').nth(count - 1).map_or(block.len(), |(at, _)| at);
        Span::new(span.start, span.start + end)
    }

    /// The last words of a range, inside its last block.
    fn last_words(&self, span: Span, count: usize) -> Span {
        let block = span.of(&self.folded).rsplit("\n\n").next().unwrap_or_default();
        let start = block.rmatch_indices(' ').nth(count - 1).map_or(0, |(at, _)| at + 1);
        Span::new(span.end - block.len() + start, span.end)
    }

    /// The words before a place with all marks between, in its block or else at the end of the block before.
    fn before(&self, at: usize, count: usize) -> Option<Span> {
        let text = self.folded[..at].trim_end();
        let from = self.boundary(text.len().saturating_sub(WINDOW));
        let start = text[from..].rfind("\n\n").map_or(from, |at| from + at + 2);
        let words = self.last_words(Span::new(start, text.len()), count);
        let skipped = words.of(&self.folded).find(char::is_alphanumeric)?;
        Some(Span::new(words.start + skipped, words.end))
    }

    /// The words after a place with all marks between, in its block or else at the beginning of the next.
    fn after(&self, at: usize, count: usize) -> Option<Span> {
        let rest = &self.folded[at..];
        let start = at + rest.len() - rest.trim_start().len();
        let until = self.boundary((start + WINDOW).min(self.folded.len()));
        let words = self.first_words(Span::new(start, until), count);
        let kept = words.of(&self.folded).rfind(char::is_alphanumeric)?;
        let kept = kept + words.of(&self.folded)[kept..].chars().next().map_or(0, char::len_utf8);
        Some(Span::new(words.start, words.start + kept))
    }

    /// Where a browser would find the terms.
    fn find(&self, terms: &Terms) -> Option<Span> {
        let text = self.folded.as_str();
        let mut from = 0;
        loop {
            let start = match terms.prefix {
                None => self.next(terms.start.of(text), from)?,
                Some(prefix) => {
                    let found = self.next_start(prefix.of(text), from)?;
                    from = found.start + 1;
                    let after = found.end + (text[found.end..].len() - text[found.end..].trim_start().len());
                    match self.here(terms.start.of(text), after) {
                        Some(start) => start,
                        None => continue,
                    }
                }
            };
            from = from.max(start.start + 1);
            let mut until = start.end;
            loop {
                let end = match terms.end {
                    None => start.end,
                    Some(end) => self.next(end.of(text), until)?.end,
                };
                let after = end + (text[end..].len() - text[end..].trim_start().len());
                if terms.suffix.is_none_or(|suffix| text[after..].starts_with(suffix.of(text))) {
                    return Some(Span::new(start.start, end));
                }
                if terms.end.is_none() {
                    break;
                }
                until = end;
            }
        }
    }

    /// The next place of whole words.
    fn next(&self, words: &str, from: usize) -> Option<Span> {
        self.places(words, from).find(|span| self.is_edge(span.start) && self.is_edge(span.end))
    }

    /// The next place of words that begin at a word's beginning.
    fn next_start(&self, words: &str, from: usize) -> Option<Span> {
        self.places(words, from).find(|span| self.is_edge(span.start))
    }

    fn places<'t>(&'t self, words: &'t str, from: usize) -> impl Iterator<Item = Span> + 't {
        let from = self.boundary(from);
        memmem::find_iter(&self.folded.as_bytes()[from..], words)
            .map(move |at| Span::new(from + at, from + at + words.len()))
    }

    /// The place or the next one between two characters.
    fn boundary(&self, at: usize) -> usize {
        (at..self.folded.len()).find(|at| self.folded.is_char_boundary(*at)).unwrap_or(self.folded.len())
    }

    fn here(&self, words: &str, at: usize) -> Option<Span> {
        let span = Span::new(at, at + words.len());
        (self.folded[at..].starts_with(words) && self.is_edge(span.end)).then_some(span)
    }

    /// Whether no word reaches over this place.
    fn is_edge(&self, at: usize) -> bool {
        let before = self.folded[..at].chars().next_back().is_some_and(char::is_alphanumeric);
        !before || !self.folded[at..].chars().next().is_some_and(char::is_alphanumeric)
    }
}

impl Terms {
    fn directive(&self, text: &str) -> String {
        let mut out = String::from("text=");
        if let Some(prefix) = self.prefix {
            push_encoded(prefix.of(text), &mut out);
            out.push_str("-,");
        }
        push_encoded(self.start.of(text), &mut out);
        if let Some(end) = self.end {
            out.push(',');
            push_encoded(end.of(text), &mut out);
        }
        if let Some(suffix) = self.suffix {
            out.push_str(",-");
            push_encoded(suffix.of(text), &mut out);
        }
        out
    }
}

/// The range from its first letter or digit to its last; none where it has none.
fn trimmed(text: &str, span: Span) -> Option<Span> {
    let own = span.of(text);
    let start = own.find(char::is_alphanumeric)?;
    let last = own.rfind(char::is_alphanumeric)?;
    let end = last + own[last..].chars().next().map_or(0, char::len_utf8);
    Some(Span::new(span.start + start, span.start + end))
}

/// `url`, leading to what a directive names; it stays as it is where it has such a directive of its own.
pub(super) fn with_directive(url: &str, directive: &str) -> String {
    let joint = match url.split_once('#') {
        Some((_, own)) if own.contains(":~:") => return url.to_owned(),
        Some(_) => ":~:",
        None => "#:~:",
    };
    format!("{url}{joint}{directive}")
}

/// Everything but these is percent-encoded; `-`, `,` and `&` would mean something here.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'.').remove(b'_');

/// Adds words to a link. Line breaks are spaces to a browser.
fn push_encoded(words: &str, link: &mut String) {
    link.extend(utf8_percent_encode(&words.replace('\n', " "), PLAIN));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::markdown::plain_text;

    /// The directive for the `nth` place of `words` in `body`, from 1.
    fn directive(body: &str, words: &str, nth: usize) -> (String, bool) {
        let plain = plain_text(body);
        let span = plain.locate(words, nth).unwrap();
        let fragment = FragmentText::new(&plain).fragment(&plain.text, span, true).unwrap();
        (fragment.directive, fragment.is_found)
    }

    #[test]
    fn few_words_stand_whole_and_many_by_their_ends() {
        let body = "Kata Budi, “harga - turun, ya & murah.” Lalu satu dua tiga empat lima enam tujuh delapan sembilan.";
        assert_eq!(
            directive(body, "harga - turun, ya & murah.", 1),
            ("text=harga%20%2D%20turun%2C%20ya%20%26%20murah".to_owned(), true)
        );
        assert_eq!(
            directive(body, "satu dua tiga empat lima enam tujuh delapan sembilan", 1),
            ("text=satu%20dua%20tiga%20empat,enam%20tujuh%20delapan%20sembilan".to_owned(), true)
        );
    }

    #[test]
    fn words_that_stand_twice_are_told_apart_by_what_is_around_them() {
        let body = "Ani berkata “kami siap” kemarin.\n\nHari ini Budi menjawab “kami siap” pula.";
        assert_eq!(directive(body, "kami siap", 1), ("text=kami%20siap".to_owned(), true));
        let second = directive(body, "kami siap", 2);
        assert_eq!(second, ("text=Budi%20menjawab%20%E2%80%9C-,kami%20siap".to_owned(), true));
    }

    #[test]
    fn the_end_of_a_long_quotation_is_not_found_too_early() {
        let body = "“Kita kerja kerja kerja lagi, lalu pulang dan esok kita kerja kerja kerja lagi sampai selesai semua kerja kerja kerja lagi,” katanya.";
        let words = "Kita kerja kerja kerja lagi, lalu pulang dan esok kita kerja kerja kerja lagi sampai selesai semua kerja kerja kerja lagi";
        let (directive, is_found) = directive(body, words, 1);
        assert!(is_found, "{directive}");
        assert!(directive.ends_with(",semua%20kerja%20kerja%20kerja%20lagi"), "{directive}");
    }

    #[test]
    fn each_end_stays_in_its_paragraph() {
        let body = "“Satu.\n\nDua tiga empat lima enam tujuh delapan sembilan sepuluh.”";
        let words = "Satu. Dua tiga empat lima enam tujuh delapan sembilan sepuluh.";
        assert_eq!(directive(body, words, 1).0, "text=Satu,tujuh%20delapan%20sembilan%20sepuluh");
    }

    #[test]
    fn links_keep_their_own_anchor_and_directive() {
        assert_eq!(with_directive("https://a.example/b", "text=c"), "https://a.example/b#:~:text=c");
        assert_eq!(with_directive("https://a.example/b#d", "text=c"), "https://a.example/b#d:~:text=c");
        assert_eq!(with_directive("https://a.example/b#:~:text=e", "text=c"), "https://a.example/b#:~:text=e");
    }

    #[test]
    fn paragraphs_that_stand_twice_cannot_be_told_apart() {
        let body = ["Ya."; 9].join("\n\n") + "\n\nYa.";
        let plain = plain_text(&body);
        let fragment = FragmentText::new(&plain).fragment(&plain.text, plain.locate("Ya", 5).unwrap(), true);
        assert_eq!(fragment.unwrap(), Fragment { directive: "text=Ya".to_owned(), is_found: false });
    }

    proptest! {
        #[test]
        fn any_words_of_any_text_have_a_fragment_or_none_that_leads_astray(
            words in prop::collection::vec("[a-cAé“”,. İ-]{1,6}", 1..40), from in 0..40usize, count in 1..14usize,
        ) {
            let plain = plain_text(&words.join(" "));
            let boundaries: Vec<usize> = (0..=plain.text.len()).filter(|at| plain.text.is_char_boundary(*at)).collect();
            let start = boundaries[from % boundaries.len()];
            let end = boundaries[(from + 3 * count).min(boundaries.len() - 1)].max(start);
            let mut text = FragmentText::new(&plain);
            prop_assert_eq!(text.folded.len(), plain.text.len());
            if let Some(fragment) = text.fragment(&plain.text, Span::new(start, end), true) {
                prop_assert!(fragment.directive.starts_with("text="));
            }
        }
    }
}
