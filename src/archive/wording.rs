//! Turns two states of an article into what differs between them: which fields, and where in the text.

use std::ops::Range;

use similar::{Algorithm, DiffTag, capture_diff_slices};

use crate::model::Article;

/// How many places of a text are shown.
const SHOWN_PLACES: usize = 3;

/// How many characters of a place are shown.
const SHOWN_CHARACTERS: usize = 60;

/// How many words behind the first that differs are compared.
const MOST_WORDS: usize = 1_000;

/// How many words that both have are shown before those that differ.
const WORDS_BEFORE: usize = 3;

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

/// Which of title, date, text and the like differ.
pub fn differing(file: &Article, new: &Article) -> Vec<&'static str> {
    let pairs = sayings(file).into_iter().zip(sayings(new));
    pairs.filter(|(file, new)| file.1 != new.1).map(|(file, _)| file.0).collect()
}

/// The first places where the texts `here` and `there` differ, each as a line for people.
///
/// # Examples
///
/// ```
/// # use kutip::archive::places;
/// let there = "Air naik sejak malam.\n\nHujan.";
/// assert_eq!(places("Air naik sejak pagi.", there), ["here `Air naik sejak pagi.`, there `Air naik sejak malam. Hujan.`"]);
/// assert_eq!(places("Air naik.", "Air naik.\n\nHujan."), ["only there: `Air naik. Hujan.`"]);
/// ```
pub fn places(here: &str, there: &str) -> Vec<String> {
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let (mut here, mut there) = (words(here), words(there));
    let start = here.iter().zip(&there).take_while(|(here, there)| here == there).count();
    if here.len().max(there.len()) > start + MOST_WORDS {
        // Far more than can be shown.
        here.truncate(start + MOST_WORDS);
        there.truncate(start + MOST_WORDS);
    }
    let quoted = |words: &[String], range: Range<usize>| {
        let from = range.start.saturating_sub(WORDS_BEFORE);
        let before = if from == 0 { "" } else { "… " };
        format!("`{before}{}`", shortened(&words[from..range.end].join(" ")))
    };
    let mut found = Vec::new();
    for part in capture_diff_slices(Algorithm::Myers, &here, &there) {
        let (in_here, in_there) = (part.old_range(), part.new_range());
        match part.tag() {
            DiffTag::Equal => {}
            DiffTag::Delete => found.push(format!("only here: {}", quoted(&here, in_here))),
            DiffTag::Insert => found.push(format!("only there: {}", quoted(&there, in_there))),
            DiffTag::Replace => {
                found.push(format!("here {}, there {}", quoted(&here, in_here), quoted(&there, in_there)));
            }
        }
    }
    if found.len() > SHOWN_PLACES {
        let more = found.len() - SHOWN_PLACES;
        found.truncate(SHOWN_PLACES);
        found.push(format!("and {more} more {}", if more == 1 { "place" } else { "places" }));
    }
    found
}

fn shortened(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(SHOWN_CHARACTERS) else { return text.to_owned() };
    let cut = text[..end].rfind(' ').filter(|cut| cut * 2 > end).unwrap_or(end);
    format!("{}…", text[..cut].trim_end())
}
