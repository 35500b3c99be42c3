//! Turns two texts into the places where they differ, for people.

use std::ops::Range;

use similar::{Algorithm, DiffTag, capture_diff_slices};

/// How many places of a text are shown, where not all are asked for.
const SHOWN_PLACES: usize = 3;

/// How many places of a text are looked for.
const MOST_PLACES: usize = 100;

/// How many characters of a place are shown.
const SHOWN_CHARACTERS: usize = 60;

/// How many words of each text are compared at once.
const MOST_WORDS: usize = 1_000;

/// How many words that both have are shown before those that differ.
const WORDS_BEFORE: usize = 3;

/// The places where the texts `here` and `there` differ, each as a line for people; of very many the first.
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
    let words = |text: &'_ str| -> Vec<String> { text.split_whitespace().map(str::to_owned).collect() };
    let (here, there) = (words(here), words(there));
    let mut found = Vec::new();
    for (in_here, in_there) in differing_words(&here, &there) {
        if found.len() == MOST_PLACES {
            found.push("and more behind these".to_owned());
            break;
        }
        let quoted = |words: &[String], range: Range<usize>| {
            let from = range.start.saturating_sub(WORDS_BEFORE);
            let before = if from == 0 { "" } else { "… " };
            format!("`{before}{}`", shortened(&words[from..range.end].join(" ")))
        };
        found.push(match (in_here.is_empty(), in_there.is_empty()) {
            (_, true) => format!("only here: {}", quoted(&here, in_here)),
            (true, _) => format!("only there: {}", quoted(&there, in_there)),
            _ => format!("here {}, there {}", quoted(&here, in_here), quoted(&there, in_there)),
        });
    }
    found
}

/// The words of each place where two texts differ, at most one more than are shown. Long texts are compared piece by piece,
/// each from the last words that both have.
fn differing_words(here: &[String], there: &[String]) -> Vec<(Range<usize>, Range<usize>)> {
    let mut found: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    let (mut at, mut other) = (0, 0);
    while found.len() <= MOST_PLACES && (at, other) != (here.len(), there.len()) {
        let same = here[at..].iter().zip(&there[other..]).take_while(|(here, there)| here == there).count();
        (at, other) = (at + same, other + same);
        let ends = ((at + MOST_WORDS).min(here.len()), (other + MOST_WORDS).min(there.len()));
        let parts = capture_diff_slices(Algorithm::Myers, &here[at..ends.0], &there[other..ends.1]);
        let is_whole = ends == (here.len(), there.len());
        let last_same = parts.iter().rposition(|part| part.tag() == DiffTag::Equal);
        let compared = if is_whole { parts.len() } else { last_same.map_or(0, |last| last + 1) };
        let (from, other_from) = (at, other);
        for part in &parts[..compared] {
            let (in_here, in_there) = (part.old_range(), part.new_range());
            (at, other) = (from + in_here.end, other_from + in_there.end);
            if part.tag() != DiffTag::Equal {
                found.push((from + in_here.start..at, other_from + in_there.start..other));
            }
        }
        if compared == 0 && (at, other) != (here.len(), there.len()) {
            // Nothing more is the same.
            found.push((at..here.len(), other..there.len()));
            break;
        }
    }
    found
}

/// The first of the places where texts differ, or `all`.
pub(super) fn shown_places(places: &[String], all: bool) -> Vec<String> {
    let shown = if all { places.len() } else { SHOWN_PLACES.min(places.len()) };
    let more = match places.len() - shown {
        0 => None,
        1 => Some("and 1 more place; `-v` shows it".to_owned()),
        more => Some(format!("and {more} more places; `-v` shows them")),
    };
    places[..shown].iter().cloned().chain(more).collect()
}

fn shortened(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(SHOWN_CHARACTERS) else { return text.to_owned() };
    let cut = text[..end].rfind(' ').filter(|cut| cut * 2 > end).unwrap_or(end);
    format!("{}…", text[..cut].trim_end())
}
