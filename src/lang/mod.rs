//! Turns a folder of language data into a typed [`Language`]: how news is quoted, how names look, how pages speak.
//!
//! No word of any language stands in the program: all of them are read from `src/lang/<code>/`, embedded at compile
//! time, or from `languages/<code>/` of a site, which has the same files. Each part of the data has a type and a parser
//! of its own: [`Quoting`] for `extract`'s rules, [`Naming`] for names,
//! [`Spelling`] for comparing them, [`Layout`] for `import`, [`Interface`] for pages.

mod affixes;
mod attitudes;
mod embedded;
mod gazetteer;
mod interface;
mod layout;
mod naming;
mod phrases;
mod quoting;
mod recognition;
mod slips;
mod spelling;
mod words;

use std::collections::BTreeMap;

use crate::yaml::Listed;

pub use affixes::Affixes;
pub use attitudes::{Attitude, Takes};
pub use gazetteer::{Beginning, Gazetteer, ListedName, NameUses};
pub use interface::Interface;
pub use layout::{DateWord, Dateline, Layout};
pub use naming::{NameClass, Naming};
pub use phrases::{Entry, Phrases, Piece, mark_key};
pub use quoting::{Classes, Frames, Gender, Phrase, Quoting, Word};
pub use recognition::Recognition;
pub use slips::{SHORTEST_SLIP, one_letter_off};
pub use spelling::Spelling;
pub use words::{WordKey, Words, is_quotation_mark, word_key};

/// The files of one language: name → text.
pub type Files = BTreeMap<String, String>;

/// A language file that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{code}/{file}:{line}: {problem}")]
pub struct LanguageError {
    /// Code of the language.
    pub code: String,
    /// Name of the file.
    pub file: String,
    /// Line, counted from 1; 0 when the whole file is meant.
    pub line: usize,
    /// What is wrong and what to do.
    pub problem: String,
}

/// Everything the program knows about one language.
#[derive(Clone, Debug)]
pub struct Language {
    /// ISO 639 code, the folder's name.
    pub code: String,
    /// Function words, abbreviations and clitics: what cutting a text into words and sentences needs.
    pub words: Words,
    /// How the language's news quotes.
    pub quoting: Quoting,
    /// How names of people, bodies and places look.
    pub naming: Naming,
    /// In how many ways one name is written.
    pub spelling: Spelling,
    /// Datelines, boilerplate, month names: what `import` needs.
    pub layout: Layout,
    /// What tells that a text is in this language.
    pub recognition: Recognition,
    /// How words are built from others: what search must know.
    pub affixes: Affixes,
    /// The words of the pages, if the language has them.
    pub interface: Option<Interface>,
}

impl Language {
    /// Reads one language from its files.
    ///
    /// # Errors
    ///
    /// The first file that is missing or broken, with its line.
    pub fn parse(code: &str, files: &Files) -> Result<Self, LanguageError> {
        Ok(Self {
            code: code.to_owned(),
            words: Words::parse(code, files)?,
            quoting: Quoting::parse(code, files)?,
            naming: Naming::parse(code, files)?,
            spelling: Spelling::parse(code, files)?,
            layout: Layout::parse(code, files)?,
            recognition: Recognition::parse(code, files)?,
            affixes: Affixes::parse(code, files)?,
            interface: Interface::parse(code, files)?,
        })
    }

    /// Whether words that stand behind a comma go on with those before it: `dan Perundang-undangan`, and in a person's name
    /// (`of_person`) `S.H.`.
    fn goes_on(&self, words: &str, of_person: bool) -> bool {
        let (first, rest) = words.split_once(' ').unwrap_or((words, ""));
        let joins = || self.quoting.word(word_key(first)).classes.has(Classes::COORDINATION);
        let is_small = first.starts_with(char::is_lowercase) && !rest.is_empty();
        let is_lineage = || self.spelling.lineage.contains_key(&words.trim_end_matches('.').to_lowercase());
        let is_degree =
            |(class, rest): &(NameClass, &str)| *class == NameClass::Degree && rest.trim_matches('.').is_empty();
        is_small && joins() || of_person && (is_lineage() || self.naming.beginnings(words).iter().any(is_degree))
    }
}

/// The languages a site can use, by code.
#[derive(Clone, Debug)]
pub struct Languages {
    by_code: BTreeMap<String, Language>,
}

impl Languages {
    /// The languages that the program carries.
    ///
    /// # Panics
    ///
    /// When embedded data is broken; the tests read all of it.
    pub fn embedded() -> Self {
        let by_code = embedded::FOLDERS
            .iter()
            .map(|(code, files)| {
                let files: Files = files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
                let language = Language::parse(code, &files).expect("embedded language data is read by the tests");
                ((*code).to_owned(), language)
            })
            .collect();
        Self { by_code }
    }

    /// Adds or replaces one language from a site's own folder.
    ///
    /// # Errors
    ///
    /// As [`Language::parse`].
    pub fn add(&mut self, code: &str, files: &Files) -> Result<(), LanguageError> {
        self.by_code.insert(code.to_owned(), Language::parse(code, files)?);
        Ok(())
    }

    /// The language with this code.
    pub fn get(&self, code: &str) -> Option<&Language> {
        self.by_code.get(code)
    }

    /// The language that texts marked with this code are read in: a variety (`en-GB`) counts as its language.
    pub fn of_variety(&self, code: &str) -> Option<&Language> {
        let base = code.split(['-', '_']).next().unwrap_or_default();
        self.get(code).or_else(|| self.get(base))
    }

    /// The part of an article that people call so in one of the languages: `title` for *judul*.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.iter().find_map(|language| language.layout.field(name))
    }

    /// How an item of a list looks that stands behind another one; `of_person`: where it may be a part of a person's name.
    pub fn listed(&self, item: &str, of_person: bool) -> Listed {
        let opens_as_title =
            |language: &Language| language.naming.beginnings(item).iter().any(|(class, _)| *class == NameClass::Title);
        Listed {
            goes_on: self.iter().any(|language| language.goes_on(item, of_person)),
            is_title: self.iter().any(opens_as_title),
        }
    }

    /// All languages, by code.
    pub fn iter(&self) -> impl Iterator<Item = &Language> {
        self.by_code.values()
    }

    /// The language whose words make the largest share of `text`; none when no language reaches a tenth of the words,
    /// or when it is a neighbour's. Reads at most the first 4,000 bytes; ties go to the lower code.
    pub fn detect(&self, text: &str) -> Option<&Language> {
        recognition::detect(text, self.iter())
    }
}

/// Entries of a plain list: one a line, `#` starts a comment, blank lines are skipped.
pub(crate) fn list_entries(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().filter_map(|(at, line)| {
        let entry = line.split('#').next().unwrap_or_default().trim();
        (!entry.is_empty()).then_some((at + 1, entry))
    })
}

/// The text of a file that every language must have.
pub(crate) fn required<'a>(code: &str, files: &'a Files, name: &str) -> Result<&'a str, LanguageError> {
    files.get(name).map(String::as_str).ok_or_else(|| LanguageError {
        code: code.to_owned(),
        file: name.to_owned(),
        line: 0,
        problem: "the file is missing; every language has it, even if empty".to_owned(),
    })
}
