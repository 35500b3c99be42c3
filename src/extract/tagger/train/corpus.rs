//! Turns annotated sentences, one token a line, into texts with the spans of their names.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use kutip::extract::tagger::convention::Convention;
use kutip::model::EntityKind;

/// How one file of the training folder is written.
pub struct Source {
    /// Name of the file.
    pub file: &'static str,
    /// Code of its language.
    pub lang: &'static str,
    /// Column of the token; the label is in the last one.
    column: usize,
    /// The text is in lower case; names get capitals before training.
    lower_case: bool,
    /// Countries are marked also where they act (`Jerman menolak`), which other sources in the language do not do:
    /// whether they are names is left open.
    pub countries_open: bool,
    /// What its annotators take for names.
    pub convention: Convention,
    /// How often each of its sentences is looked at in one pass.
    pub weight: usize,
}

/// The files of the training folder, in the order in which they are read.
pub const SOURCES: [Source; 5] = [
    Source {
        file: "idner-news-2k.train.conll",
        lang: "id",
        column: 0,
        lower_case: false,
        countries_open: false,
        convention: Convention::Narrow,
        weight: 2,
    },
    Source {
        file: "nergrit.train.conll",
        lang: "id",
        column: 0,
        lower_case: false,
        countries_open: false,
        convention: Convention::Broad,
        weight: 2,
    },
    Source {
        file: "nerp.train.lowercase.conll",
        lang: "id",
        column: 0,
        lower_case: true,
        countries_open: true,
        convention: Convention::Partial,
        weight: 1,
    },
    Source {
        file: "btc.conll",
        lang: "en",
        column: 0,
        lower_case: false,
        countries_open: false,
        convention: Convention::Broad,
        weight: 1,
    },
    Source {
        file: "wikigold.conll",
        lang: "en",
        column: 1,
        lower_case: false,
        countries_open: false,
        convention: Convention::Broad,
        weight: 1,
    },
];

/// Sentences that are not learnt from, as the hashes of their letters: they stand in texts that the program is measured on.
const LEFT_OUT: &str = include_str!("left-out.txt");

/// A sentence with fewer letters is left out only if it is all of a text for measuring, in bytes.
const SHORTEST_SHARED: usize = 30;

/// What an annotated name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// A kind that the tagger knows.
    Kind(EntityKind),
    /// A product, a club or a company: an organization or no name.
    Maybe(EntityKind),
    /// A name of a kind that the tagger does not look for.
    Nothing,
}

/// One sentence as the product would read it.
pub struct Sentence {
    /// Index into [`SOURCES`].
    pub source: usize,
    /// Its words, joined as print joins them.
    pub text: String,
    /// Bytes and labels of its names.
    pub names: Vec<(usize, usize, Label)>,
}

fn label(name: &str) -> Option<Label> {
    Some(match name {
        "PER" | "PERSON" | "PPL" => Label::Kind(EntityKind::Person),
        "ORG" | "ORGANISATION" => Label::Kind(EntityKind::Organization),
        "LOC" | "PLACE" | "PLC" => Label::Kind(EntityKind::Place),
        "IND" => Label::Maybe(EntityKind::Organization),
        "MISC" | "EVT" | "FNB" => Label::Nothing,
        _ => return None,
    })
}

/// Reads one source.
pub fn read(folder: &Path, index: usize) -> Result<Vec<Sentence>, String> {
    let source = &SOURCES[index];
    let path = folder.join(source.file);
    let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut sentences = Vec::new();
    let mut words: Vec<(&str, &str)> = Vec::new();
    for line in text.lines().chain([""]) {
        let columns: Vec<&str> = line.split_whitespace().collect();
        if columns.is_empty() {
            if !words.is_empty() {
                sentences.push(join(index, &words));
                words.clear();
            }
        } else if columns.len() >= source.column + 2 && columns[source.column] != "-DOCSTART-" {
            words.push((columns[source.column], columns[columns.len() - 1]));
        }
    }
    Ok(sentences)
}

fn join(index: usize, words: &[(&str, &str)]) -> Sentence {
    let mut text = String::new();
    let mut names: Vec<(usize, usize, Label)> = Vec::new();
    let mut open_quote = false;
    let mut glue = true;
    let mut inside: Option<&str> = None;
    for &(word, tag) in words {
        let word = match word {
            "'\"'" | "``" | "''" => "\"",
            "-LRB-" => "(",
            "-RRB-" => ")",
            word => word,
        };
        let closes = matches!(word, "." | "," | ";" | ":" | "!" | "?" | "%" | ")" | "]" | "…" | "...")
            || (word == "\"" && open_quote)
            || word.starts_with('\'') && word.len() > 1 && word.len() < 4
            || word == "n't";
        if !(glue || closes) {
            text.push(' ');
        }
        let start = text.len();
        let kind = tag.split_once('-').and_then(|(_, kind)| label(kind));
        let goes_on = tag.starts_with("I-") && inside.is_some_and(|kind| tag.ends_with(kind));
        let upper = SOURCES[index].lower_case && (start == 0 || kind.is_some());
        match word.chars().next() {
            Some(first) if upper => {
                text.extend(first.to_uppercase());
                text.push_str(&word[first.len_utf8()..]);
            }
            _ => text.push_str(word),
        }
        match (kind, names.last_mut()) {
            (Some(_), Some(last)) if goes_on => last.1 = text.len(),
            (Some(kind), _) => names.push((start, text.len(), kind)),
            (None, _) => {}
        }
        inside = kind.and_then(|_| tag.split_once('-').map(|(_, kind)| kind));
        glue = matches!(word, "(" | "[") || (word == "\"" && !open_quote);
        if word == "\"" {
            open_quote = !open_quote;
        }
    }
    Sentence { source: index, text, names }
}

/// The sentences without those that stand in texts for measuring and without those that an earlier source has: two
/// sources that share sentences do not agree on what a name is.
pub fn without_repeats(sentences: Vec<Sentence>) -> Vec<Sentence> {
    let left_out: BTreeSet<u64> = LEFT_OUT.lines().filter_map(|line| u64::from_str_radix(line, 16).ok()).collect();
    let mut first: BTreeMap<u64, usize> = BTreeMap::new();
    let mut kept = sentences;
    kept.retain(|sentence| {
        let hash = folded(&sentence.text).0;
        !left_out.contains(&hash) && *first.entry(hash).or_insert(sentence.source) == sentence.source
    });
    kept
}

/// Hashes of the sentences that share their words with a text for measuring.
pub fn shared_with(sentences: &[Sentence], texts: &[String]) -> BTreeSet<u64> {
    let texts: Vec<String> = texts.iter().map(|text| folded(text).1).collect();
    let shared = sentences.iter().map(|sentence| folded(&sentence.text)).filter(|(_, words)| {
        texts.iter().any(|text| text == words || words.len() > SHORTEST_SHARED && text.contains(words.as_str()))
    });
    shared.map(|(hash, _)| hash).collect()
}

/// The letters and digits of a text in lower case, with their hash.
fn folded(text: &str) -> (u64, String) {
    let words: String = text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let hash = words
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
    (hash, words)
}

/// Words that the sentences write in lower case more often than not, sorted.
///
/// A source in lower case alone does not say how a word is written, only how often it is.
pub fn common_words(sentences: &[Sentence]) -> Vec<String> {
    let mut counts: BTreeMap<String, (usize, usize, usize)> = BTreeMap::new();
    for sentence in sentences {
        let lower_case = SOURCES[sentence.source].lower_case;
        let mut names = sentence.names.iter().peekable();
        let mut at = 0;
        for word in sentence.text.split(|c: char| !c.is_alphanumeric()) {
            let start = at;
            at += word.len() + sentence.text[at + word.len()..].chars().next().map_or(0, char::len_utf8);
            while names.peek().is_some_and(|(_, end, _)| *end <= start) {
                names.next();
            }
            let named = names.peek().is_some_and(|(from, _, _)| *from <= start);
            if word.chars().count() < 2 || !word.chars().all(char::is_alphabetic) {
                continue;
            }
            let count = counts.entry(word.to_lowercase()).or_default();
            if word.chars().any(char::is_uppercase) {
                count.0 += usize::from(start > 0);
            } else if !named {
                count.1 += 1;
                count.2 += usize::from(!lower_case);
            }
        }
    }
    let common =
        counts.into_iter().filter(|(_, (capital, lower, sure))| *sure > 0 && *lower >= 3 && capital * 2 <= *lower);
    common.map(|(word, _)| word).collect()
}
