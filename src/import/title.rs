//! Turns the first words of a text into its title.

use crate::lang::{Language, is_quotation_mark, word_key};

use super::paragraphs::{ends_sentence, is_closing_mark};

/// Longest title line, in characters and words.
const TITLE_CHARS: usize = 160;
const TITLE_WORDS: usize = 25;

/// Most words of a title that ends in a full stop.
const SENTENCE_WORDS: usize = 12;

/// Where a title made of a sentence is cut, in characters.
const CUT_CHARS: usize = 80;

/// Whether a line that stands alone at the beginning of a text is its title rather than its first paragraph.
pub(super) fn is_title_line(line: &str) -> bool {
    let ends_open = !ends_sentence(line) || line.ends_with(['?', '!']);
    ends_open && line.chars().nth(TITLE_CHARS).is_none() && line.split_whitespace().nth(TITLE_WORDS).is_none()
}

/// Whether a first line that stands alone is a title although it ends in a stop, rather than the first sentence of a text that
/// has no title: one short sentence, written as titles are or without reported words and a dateline, before a longer paragraph.
/// That is the first or second of those that `follow`: a rubric may stand between.
pub(super) fn is_title_sentence<'a>(
    line: &str,
    follow: impl Iterator<Item = &'a str>,
    language: Option<&Language>,
) -> bool {
    let line = line.trim();
    let is_short = is_whole(line) && line.split_whitespace().nth(SENTENCE_WORDS).is_none();
    let reports =
        |word: &str| language.is_some_and(|language| !language.quoting.word(word_key(word)).frames.is_empty());
    line.trim_end_matches(is_closing_mark).ends_with(['.', ';', '…'])
        && is_short
        && follow.take(2).any(|next| line.len() < next.len())
        && first_sentence(line, language).len() == line.len()
        && (is_capitalized(line)
            || !opens_quotation(line)
                && ![" -", "--", "–", "—"].iter().any(|dash| line.contains(dash))
                && !line.split(|c: char| !c.is_alphanumeric()).any(reports))
}

/// Fewest words of which all begin with a capital in a title and not in a sentence.
const CAPITALIZED_WORDS: usize = 4;

/// Whether all words of some length begin with a capital, as those of titles do.
fn is_capitalized(line: &str) -> bool {
    let mut words = line.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().nth(3).is_some()).peekable();
    line.split_whitespace().nth(CAPITALIZED_WORDS - 1).is_some()
        && words.peek().is_some()
        && words.all(|word| !word.starts_with(char::is_lowercase))
}

/// Whether a quotation mark stands before a word; behind one it may be an apostrophe.
fn opens_quotation(line: &str) -> bool {
    let mut before = ' ';
    line.chars().any(|c| {
        let opens = is_quotation_mark(c) && !before.is_alphanumeric();
        before = c;
        opens
    })
}

/// A title as it was given, without what its source wrapped round it: references to characters that were written twice
/// (`&amp;quot;`), dashes and points before the first word. Empty when nothing is left.
pub(super) fn tidy(title: &str) -> String {
    let mut title = std::borrow::Cow::Borrowed(title);
    // A title with tags in it means its signs as they are.
    if title.contains('&') && title.contains(';') && !title.contains('<') {
        title = dom_query::Document::fragment(&*title).text().to_string().into();
    }
    let words: Vec<&str> = title.split_whitespace().skip_while(|word| word.chars().all(is_lead)).collect();
    words.join(" ")
}

/// What may stand before the first word of a title and is no part of it.
fn is_lead(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '\u{2010}'..='\u{2015}' | '•' | '·' | '|' | '*' | ',' | ';' | ':')
}

/// The same words with a capital at their beginning.
fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A title from the first sentence of `text`: the whole of it when it is short, else cut at a word and marked with `…`.
pub(super) fn from_first_sentence(text: &str, language: Option<&Language>) -> String {
    let sentence = first_sentence(text, language).trim_start_matches(is_lead);
    if is_whole(sentence) {
        return capitalized(sentence.trim_end_matches(['.', ';']));
    }
    let limit = sentence.char_indices().nth(CUT_CHARS).map_or(sentence.len(), |(at, _)| at);
    let cut = sentence[..limit].rfind(' ').unwrap_or(limit);
    let mut title = sentence[..cut].trim_end();
    // A title does not end on "of the".
    while let Some((rest, last)) = title.rsplit_once(' ') {
        let loose = language.is_some_and(|language| language.words.is_function_word(word_key(last)));
        if !loose || rest.len() * 2 < cut {
            break;
        }
        title = rest;
    }
    format!(
        "{}…",
        capitalized(title).trim_end_matches(|c: char| c.is_ascii_punctuation() || c.is_whitespace() || c == '“')
    )
}

/// Whether a sentence is short enough for a title without a cut.
fn is_whole(sentence: &str) -> bool {
    sentence.chars().nth(CUT_CHARS + 10).is_none()
}

/// The first sentence of a paragraph, up to the stop that surely ends it. Reads at most the first 1,000 characters.
fn first_sentence<'a>(text: &'a str, language: Option<&Language>) -> &'a str {
    let text = text.lines().next().unwrap_or_default().trim();
    let limit = text.char_indices().nth(1_000).map_or(text.len(), |(at, _)| at);
    let text = &text[..limit];
    for (at, stop) in text.match_indices(['.', '?', '!']) {
        let after = &text[at + stop.len()..];
        let rest = after.trim_start_matches(is_closing_mark);
        let next = rest.trim_start();
        let begins = rest.len() > next.len() && next.starts_with(|c: char| !c.is_lowercase());
        if begins && !(stop == "." && is_abbreviated(&text[..at], language)) {
            return &text[..text.len() - rest.len()];
        }
    }
    text
}

/// Whether the full stop after these words belongs to an abbreviation or an initial.
fn is_abbreviated(before: &str, language: Option<&Language>) -> bool {
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    initial || language.is_some_and(|language| language.words.is_abbreviation(word_key(word)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Languages;

    #[test]
    fn a_short_line_without_a_full_stop_is_a_title() {
        assert!(is_title_line("Harga beras turun menjelang panen raya"));
        assert!(is_title_line("Siapa yang untung?"));
        assert!(!is_title_line("Harga beras turun menjelang panen raya."));
        assert!(!is_title_line(&"panjang ".repeat(40)));
    }

    #[test]
    fn a_line_with_a_full_stop_is_a_title_where_it_is_written_as_one_or_reports_nothing() {
        let languages = Languages::embedded();
        let en = languages.get("en");
        let long = "It was built in a year. ".repeat(9);
        let is_title = |line| is_title_sentence(line, ["LETTERS", &long].into_iter(), en);
        assert!(is_title("The mayor’s new market opens.") && is_title("Mayor Says the Market’s Roof Is “Safe.”"));
        assert!(!is_title("The mayor says the market opens.") && !is_title("Its roof is “safe”."));
        assert!(!is_title("Laya — the market opens.") && !is_title("Wayan Marlina Said."));
        assert!(!is_title_sentence("The mayor’s new market opens.", ["It is new."].into_iter(), en));
    }

    #[test]
    fn a_title_from_a_short_sentence_is_that_sentence() {
        let languages = Languages::embedded();
        let id = languages.get("id");
        assert_eq!(from_first_sentence("Harga beras turun. Petani mengeluh.", id), "Harga beras turun");
        assert_eq!(from_first_sentence("Benarkah harga turun? Petani ragu.", id), "Benarkah harga turun?");
        assert_eq!(
            from_first_sentence("Kantor Prof. Rina di Jl. Mawar tutup. Kata", id),
            "Kantor Prof. Rina di Jl. Mawar tutup"
        );
    }

    #[test]
    fn a_title_from_words_after_a_dash_begins_with_a_capital() {
        let id = Languages::embedded();
        assert_eq!(from_first_sentence("– seorang warga selamat. Ia", id.get("id")), "Seorang warga selamat");
        assert_eq!(from_first_sentence("--- . ", None), "");
    }

    #[test]
    fn a_title_is_freed_of_what_its_source_wrapped_round_it() {
        assert_eq!(tidy("– &quot;Kami siap&quot; &amp; sigap"), "\"Kami siap\" & sigap");
        assert_eq!(tidy("iPhone &amp; rakyat"), "iPhone & rakyat");
        assert_eq!(tidy("Jika a < b; c & d"), "Jika a < b; c & d");
        assert_eq!(tidy("R&D; hasilnya"), "R&D; hasilnya");
        assert_eq!(tidy(" - "), "");
    }

    #[test]
    fn a_title_from_a_long_sentence_is_cut_at_a_word_and_not_on_a_function_word() {
        let languages = Languages::embedded();
        let text = "Harga beras di pasar induk turun tajam menjelang panen raya tahun ini dan yang \
                    paling merasakannya ialah para petani kecil di lereng gunung itu.";
        let title = from_first_sentence(text, languages.get("id"));
        assert_eq!(title, "Harga beras di pasar induk turun tajam menjelang panen raya tahun…");
    }
}
