use std::hash::Hasher;

use rustc_hash::{FxHashSet, FxHasher};

use super::{Files, LanguageError, list_entries, required};

/// Key of a word in any case: lexicons are keyed by it, and each token of a document carries its own.
pub type WordKey = u64;

/// The key of `word`, whatever its case and whichever apostrophe it is written with.
///
/// ```
/// use kutip::lang::word_key;
/// assert_eq!(word_key("Kata"), word_key("kata"));
/// assert_ne!(word_key("kata"), word_key("katanya"));
/// ```
pub fn word_key(word: &str) -> WordKey {
    let mut hasher = FxHasher::default();
    if word.is_ascii() {
        for byte in word.bytes() {
            let byte = if byte == b'`' { b'\'' } else { byte.to_ascii_lowercase() };
            hasher.write_u32(u32::from(byte));
        }
        return hasher.finish();
    }
    for c in word.chars() {
        match c {
            '’' | 'ʼ' | '`' => hasher.write_u32('\'' as u32),
            _ => c.to_lowercase().for_each(|c| hasher.write_u32(c as u32)),
        }
    }
    hasher.finish()
}

/// Function words, abbreviations and clitics of one language.
#[derive(Clone, Debug, Default)]
pub struct Words {
    function_words: FxHashSet<WordKey>,
    abbreviations: FxHashSet<WordKey>,
    /// Endings written with an apostrophe that are words of their own (`'s`), lower case, straight apostrophe.
    pub clitics: Vec<String>,
    /// Endings written as a part of the word before them, be it a name (`-nya`).
    pub enclitics: Vec<String>,
}

impl Words {
    /// Reads `stopwords.txt`, `abbreviations.txt` and `clitics.txt`.
    pub(super) fn parse(code: &str, files: &Files) -> Result<Self, LanguageError> {
        let keys = |name| -> Result<FxHashSet<WordKey>, LanguageError> {
            Ok(list_entries(required(code, files, name)?)
                .map(|(_, entry)| word_key(entry.trim_end_matches('.')))
                .collect())
        };
        let (function_words, abbreviations) = (keys("stopwords.txt")?, keys("abbreviations.txt")?);
        let endings = list_entries(required(code, files, "clitics.txt")?).map(|(_, entry)| entry.to_owned());
        let (clitics, enclitics) = endings.partition(|ending| ending.starts_with('\''));
        Ok(Self { function_words, abbreviations, clitics, enclitics })
    }

    /// Whether the word is one that every text of the language has, whatever it is about (`yang`, `the`).
    pub fn is_function_word(&self, key: WordKey) -> bool {
        self.function_words.contains(&key)
    }

    /// All words that are so frequent that they say nothing.
    pub fn function_words(&self) -> impl Iterator<Item = WordKey> + '_ {
        self.function_words.iter().copied()
    }

    /// Whether a full stop after this word does not end a sentence (`Dr`, `Jl`).
    pub fn is_abbreviation(&self, key: WordKey) -> bool {
        self.abbreviations.contains(&key)
    }
}
/// Whether a character is a quotation mark of any script's or typewriter's kind, opening or closing; apostrophes look the same.
pub fn is_quotation_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '‘' | '’' | '‚' | '‛' | '\'' | '‹' | '›' | '＂')
}
