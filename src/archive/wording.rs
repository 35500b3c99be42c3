//! Turns two states of an article into the fields that differ, and words that somebody wrote into those of a text.

use std::cmp::Reverse;
use std::ops::Range;

use strsim::normalized_damerau_levenshtein;

use super::paragraphs::text_hash;
use crate::model::{Article, Span, UNDETERMINED};

/// What an article says of itself, each under the name of its field; the text is the last.
pub fn sayings(article: &Article) -> [(&'static str, String); 8] {
    let given = |field: &Option<String>| field.clone().unwrap_or_default();
    [
        ("title", article.title.clone()),
        ("date", article.date.as_ref().map(ToString::to_string).unwrap_or_default()),
        ("lang", article.lang.clone()),
        ("publisher", given(&article.publisher)),
        ("url", given(&article.url)),
        ("archived", given(&article.archived)),
        ("authors", article.authors.join("\n")),
        ("text", article.body.trim_end().to_owned()),
    ]
}

/// Which of title, date, text and the like `new`, a source, says otherwise than `file`.
pub fn differing(file: &Article, new: &Article) -> Vec<&'static str> {
    let pairs = sayings(file).into_iter().zip(sayings(new));
    let differ = |((name, file), (_, new)): &((&'static str, String), (&'static str, String))| {
        file != new && !is_unsaid(name, new) && (*name != "text" || text_hash(file) != text_hash(new))
    };
    pairs.filter(differ).map(|(file, _)| file.0).collect()
}

/// Whether a source that gives `said` for a field is silent of it; title and text are always said.
pub(super) fn is_unsaid(field: &str, said: &str) -> bool {
    match field {
        "title" | "text" => false,
        "lang" => said.is_empty() || said == UNDETERMINED,
        _ => said.is_empty(),
    }
}

/// How much of their words two wordings of one statement have in common, in hundredths.
pub(super) const SAME_WORDS: usize = 60;

/// The words that two texts have in common, in hundredths of their words.
pub(super) fn common_words(a: &str, b: &str) -> usize {
    let (a, mut b) = (compared(a), compared(b));
    let all = a.len() + b.len();
    let common =
        a.iter().filter(|word| b.iter().position(|other| other == *word).map(|at| b.swap_remove(at)).is_some());
    200 * common.count() / all.max(1)
}

/// Of `texts`, the one with most words of `words`, if it may be another wording of them; of several, the first.
pub fn most_common<'t>(texts: impl Iterator<Item = &'t str>, words: &str) -> Option<&'t str> {
    let rated = texts.enumerate().map(|(at, text)| ((common_words(text, words), Reverse(at)), text));
    let likely = rated.filter(|((common, _), _)| *common >= SAME_WORDS);
    likely.max_by_key(|(common, _)| *common).map(|(_, text)| text)
}

/// How much of its letters a word with a slip keeps.
const SAME_WORD: f64 = 0.6;

/// The words of a text as they are compared.
fn compared(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.take(200).map(str::to_lowercase).collect()
}

/// How many words `a` and `b` have in common in the same order, and how many of each stand before the first of those.
fn common_in_order(a: &[String], b: &[String]) -> (usize, [usize; 2]) {
    // How many words are common behind each pair of places.
    let width = b.len() + 1;
    let mut common = vec![0; (a.len() + 1) * width];
    for at in (0..a.len()).rev() {
        for other in (0..b.len()).rev() {
            let here = at * width + other;
            common[here] = match a[at] == b[other] {
                true => common[here + width + 1] + 1,
                false => common[here + 1].max(common[here + width]),
            };
        }
    }
    let (mut at, mut other) = (0, 0);
    while at < a.len() && other < b.len() && a[at] != b[other] {
        let here = at * width + other;
        match common[here + width] < common[here] {
            true => other += 1,
            false => at += 1,
        }
    }
    let before = if common[0] == 0 { [a.len(), b.len()] } else { [at, other] };
    (common[0], before)
}

/// What stands beyond the first or last word of a run.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Beyond {
    /// The next word of the same clause.
    Word,
    /// A comma, bracket or the like.
    Comma,
    /// The end of a sentence or of the text.
    Sentence,
    /// A quotation mark.
    Mark,
}

/// Whether the words with which a run begins or ends can stand for those that somebody wrote there, and how many of them are
/// the same but for a slip; none where they cannot, so that the run would be cut short or go on too far.
fn fits_at_edge(own: &[String], wanted: &[String], beyond: Beyond) -> Option<usize> {
    if own.is_empty() || wanted.is_empty() {
        return (own.len() == wanted.len() || own.is_empty() && beyond >= Beyond::Sentence).then_some(0);
    }
    if normalized_damerau_levenshtein(&own.concat(), &wanted.concat()) >= SAME_WORD {
        return Some(own.len().min(wanted.len()));
    }
    // Between marks they are those whatever their number.
    (beyond == Beyond::Mark || beyond > Beyond::Word && own.len() == wanted.len()).then_some(0)
}

fn is_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

/// Whether a quotation mark stands between two words.
fn is_parted(before: &str, after: &str) -> bool {
    before.trim_end_matches([',', '.', '!', '?', '…']).ends_with(is_mark) || after.starts_with(is_mark)
}

/// Whether the words in `span` of `text` are all that stands between two quotation marks, but for the marks of a sentence.
pub(super) fn fills_marks(text: &str, span: Span) -> bool {
    let is_beside = |c: char| c.is_whitespace() || matches!(c, ',' | '.' | '!' | '?' | '…');
    let before = text[..span.start].trim_end_matches(is_beside);
    before.ends_with(is_mark) && text[span.end..].trim_start_matches(is_beside).starts_with(is_mark)
}

/// Whether a sentence ends, or a quotation mark stands, between two words.
fn is_break(before: &str, after: &str) -> bool {
    let ends = before.trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '!' | '?' | '…'));
    let begins = after.trim_start_matches(|c: char| !c.is_alphanumeric());
    is_parted(before, after) || (ends.ends_with(['.', '!', '?', '…']) && begins.starts_with(char::is_uppercase))
}

/// The words of a text with the marks beside them, also of those that marks join without a space (`sudah.,,,"Kami`).
fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    for mut word in text.split(' ') {
        let mut from = 0;
        while let Some((marks, behind)) = next_marks(word, from) {
            from = behind;
            if is_apart(&word[..marks], &word[marks..behind], &word[behind..]) {
                let opening = word[marks..behind].chars().next_back().filter(|c| is_mark(*c) || matches!(c, '(' | '['));
                let (before, after) = word.split_at(behind - opening.map_or(0, char::len_utf8));
                tokens.push(before);
                from = behind - before.len();
                word = after;
            }
        }
        tokens.push(word);
    }
    tokens
}

/// Where the first marks between letters or digits of `word` begin and end, from `from` on.
fn next_marks(word: &str, from: usize) -> Option<(usize, usize)> {
    let begin = from + word[from..].find(char::is_alphanumeric)?;
    let marks = begin + word[begin..].find(|c: char| !c.is_alphanumeric())?;
    let behind = marks + word[marks..].find(char::is_alphanumeric)?;
    Some((marks, behind))
}

/// Whether marks without a space stand between two words, and not within one (`tidak-tidak`, `3.500`, `S.H.`, `ia/dia`).
fn is_apart(before: &str, marks: &str, after: &str) -> bool {
    let parts = |c: char| is_mark(c) || matches!(c, ',' | ';' | ':' | '!' | '?' | '…' | '—' | '–');
    let is_in_number = before.ends_with(char::is_numeric) && after.starts_with(char::is_numeric);
    match marks {
        "." => {
            before.chars().rev().take(2).filter(|c| c.is_lowercase()).count() == 2
                && after.starts_with(char::is_uppercase)
        }
        _ if marks.contains("--") || marks.contains("..") => true,
        _ if marks.contains(['-', '/']) => false,
        _ => marks.contains(parts) && !(is_in_number && marks.chars().count() == 1),
    }
}

/// How often a sentence ends, or a quotation mark stands, between the words of a text.
fn breaks(text: &str) -> usize {
    let words = tokens(text);
    words.windows(2).filter(|pair| is_break(pair[0], pair[1])).count()
}

/// What stands between two words of a text, one of which may be none.
fn between(before: Option<&str>, after: Option<&str>) -> Beyond {
    let (Some(before), Some(after)) = (before, after) else { return Beyond::Sentence };
    let is_bare = before.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric);
    match is_break(before, after) {
        true if is_parted(before, after) => Beyond::Mark,
        true => Beyond::Sentence,
        false if is_bare => Beyond::Word,
        false => Beyond::Comma,
    }
}

/// How many more words, or fewer, the same statement may have.
const MORE_WORDS: usize = 2;

/// How many words are compared to find some in a text.
const MOST_COMPARED: usize = 1_000_000;

/// The words of `text`, white space folded, that are most like `words`; none where too few are the same. Marks and case
/// do not count, but those that `words` begin and end with are kept where the text has them; a slip in one letter makes
/// another word. Where `words` are of one sentence, so are those found; where the first or last of them is another word in
/// the text, that word is among those found. Of those equally like them, the ones that begin and end as they do come first,
/// then the earliest.
///
/// ```
/// # use kutip::archive::alike;
/// let text = "Ia berjanji: atapnya tidak akan bocor lagi, katanya.";
/// assert_eq!(alike(text, "atapnya tak akan bocor lagi"), Some("atapnya tidak akan bocor lagi"));
/// assert_eq!(alike(text, "atapnya tidak akan bocar"), Some("atapnya tidak akan bocor"));
/// assert_eq!(alike(text, "sungainya kering"), None);
/// let text = "Visitors doubled last month. “Storybooks are the first to go,” she said.";
/// assert_eq!(alike(text, "Storybooks are the last to go"), Some("Storybooks are the first to go"));
/// assert_eq!(alike(text, "Comics are the first to go"), Some("Storybooks are the first to go"));
/// let text = "CNBC said that the mood was rather gloomy. The station named no source.";
/// assert_eq!(alike(text, "the mood was gloomy"), Some("the mood was rather gloomy"));
/// let text = "“Why does the roof leak?” she asked. The town knows (since May).";
/// assert_eq!(alike(text, "Why did the roof leak ?"), Some("Why does the roof leak?"));
/// assert_eq!(alike(text, "Why did the roof leak"), Some("Why does the roof leak"));
/// assert_eq!(alike(text, "The city knows (since May)."), Some("The town knows (since May)."));
/// let text = "Ia lega,katanya.Atapnya tidak akan bocor,,\"Tidak-tidak bocor 3.500 kali\"ujarnya.";
/// assert_eq!(alike(text, "Atapnya tak akan bocor"), Some("Atapnya tidak akan bocor"));
/// assert_eq!(alike(text, "Tidak-tidak bocor 3.500 hari"), Some("Tidak-tidak bocor 3.500 kali"));
/// ```
pub fn alike<'t>(text: &'t str, words: &str) -> Option<&'t str> {
    let own_tokens = tokens(text);
    let starts: Vec<usize> = own_tokens.iter().map(|word| word.as_ptr() as usize - text.as_ptr() as usize).collect();
    let count = tokens(words).len();
    if starts.len().saturating_mul(count * (2 * MORE_WORDS + 1)) > MOST_COMPARED {
        return None;
    }
    let range = |at: usize, count: usize| starts[at]..starts[at + count - 1] + own_tokens[at + count - 1].len();
    let lengths = (count - MORE_WORDS.min(count / 3))..=count + MORE_WORDS;
    let runs = lengths.flat_map(|count| (0..(starts.len() + 1).saturating_sub(count)).map(move |at| (at, count)));
    let wanted = compared(words);
    let backwards = |words: &[String]| words.iter().rev().cloned().collect::<Vec<_>>();
    let wanted_backwards = backwards(&wanted);
    let most_breaks = breaks(words);
    let token = |at: usize| own_tokens.get(at).copied();
    let likeness = |(at, count): (usize, usize)| {
        let range = range(at, count);
        let run = &text[range.clone()];
        // No more words can be common in order than are common at all.
        if common_words(run, words) < SAME_WORDS || breaks(run) > most_breaks {
            return None;
        }
        let own = compared(run);
        let (common, [before, wanted_before]) = common_in_order(&own, &wanted);
        let hundredths = |common: usize| 200 * common / (own.len() + wanted.len()).max(1);
        if hundredths(common) < SAME_WORDS {
            return None;
        }
        let own_backwards = backwards(&own);
        let (_, [after, wanted_after]) = common_in_order(&own_backwards, &wanted_backwards);
        let beyond_first = between(at.checked_sub(1).and_then(token), token(at));
        let beyond_last = between(token(at + count - 1), token(at + count));
        let slips = fits_at_edge(&own[..before], &wanted[..wanted_before], beyond_first)?
            + fits_at_edge(&own_backwards[..after], &wanted_backwards[..wanted_after], beyond_last)?;
        let edges = usize::from(own.first() == wanted.first()) + usize::from(own.last() == wanted.last());
        Some(((hundredths(common + slips), edges, Reverse(at), run.len()), range))
    };
    let (_, found) = runs.filter_map(likeness).max_by_key(|(likeness, _)| *likeness)?;
    Some(edged(text, found, words))
}

/// The words in `range` of `text` with the marks beside them that `words` have at the same end, where one end of a sentence
/// stands for another. A quotation mark that stands around `words` is none of theirs, nor is a comma behind them.
pub fn edged<'t>(text: &'t str, range: Range<usize>, words: &str) -> &'t str {
    let (head, run, tail) = (&text[..range.start], &text[range.clone()], &text[range.end..]);
    let is_beside = |c: char| !c.is_alphanumeric();
    let start = head.len() + run.len() - run.trim_start_matches(is_beside).len();
    let end = text.len() - tail.len() - (run.len() - run.trim_end_matches(is_beside).len());
    if start >= end {
        return run;
    }
    let is_own = |c: &char| !is_mark(*c) || !has_marks_around(words);
    let opening = words.chars().take_while(|c| is_beside(*c)).filter(is_own).collect::<Vec<_>>();
    let closing = words.chars().rev().take_while(|c| is_beside(*c)).filter(is_own).collect::<Vec<_>>();

    let before = text[..start].chars().rev().zip(opening.iter().rev()).take_while(|(c, own)| are_same_mark(*c, **own));
    let before: Vec<char> = before.map(|(c, _)| c).collect();
    let before = if before.len() == opening.len() { before.into_iter().map(char::len_utf8).sum() } else { 0 };

    let beside = text[end..].trim_start_matches(' ');
    let spaces = text.len() - end - beside.len();
    let is_kept = |c: &char| !matches!(c, ',' | ' ') && closing.iter().any(|own| are_same_mark(*c, *own));
    let after: usize = beside.chars().take_while(is_kept).map(char::len_utf8).sum();
    // Behind a space stands the end of a sentence, or what begins with other words.
    let is_apart = spaces > 0 && !beside.starts_with(ends_sentence);
    let after = if after == 0 || is_apart { 0 } else { spaces + after };
    &text[start - before..end + after]
}

fn ends_sentence(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…')
}

/// Whether one of two marks may stand where the other stood.
fn are_same_mark(a: char, b: char) -> bool {
    a == b || ends_sentence(a) && ends_sentence(b) || is_mark(a) && is_mark(b)
}

/// Whether quotation marks stand around all words, or the other half of one is missing.
fn has_marks_around(words: &str) -> bool {
    let is_around = words.starts_with(is_mark) && words.trim_end_matches([',', '.', '!', '?', '…']).ends_with(is_mark);
    let count = words.chars().filter(|c| is_mark(*c)).count();
    count % 2 == 1 || is_around && count == 2
}
