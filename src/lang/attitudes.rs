//! Turns a language's `attitudes.yaml` into lookups: words for what somebody thinks, wants, judges or decides.

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::{Files, LanguageError, WordKey, word_key};

/// What the words of one form may be followed by, for each part of speech that the form can be.
#[derive(Clone, Debug, Default)]
pub struct Attitude {
    /// As a finite verb.
    pub verb: Option<Takes>,
    /// As a participle.
    pub participle: Option<Takes>,
    /// As an adjective behind a form of `be`.
    pub adjective: Option<Takes>,
    /// As a noun.
    pub noun: Option<Takes>,
    /// The verb's form is as often a noun.
    pub nounish: bool,
}

/// Where the content of an attitude stands.
#[derive(Clone, Debug, Default)]
pub struct Takes {
    /// The noun phrase right behind the word.
    pub object: bool,
    /// An infinitive with its opener.
    pub infinitive: bool,
    /// Somebody with an infinitive: what they should do.
    pub object_infinitive: bool,
    /// Somebody or something with what it is judged to be, behind a word that compares (`see the plan as a risk`).
    pub object_comparison: bool,
    /// A clause behind a connector.
    pub connector: bool,
    /// Words behind which the content starts, the longest first.
    pub openers: Vec<Vec<WordKey>>,
}

impl Takes {
    fn add(&mut self, names: &[String]) {
        for name in names {
            match name.as_str() {
                "object" => self.object = true,
                "object-infinitive" => self.object_infinitive = true,
                "object-comparison" => self.object_comparison = true,
                "infinitive" => self.infinitive = true,
                "connector" => self.connector = true,
                words => self.openers.push(words.split_whitespace().map(word_key).collect()),
            }
        }
        self.openers.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        self.openers.dedup();
    }
}

/// The attitudes of one language; none where the language has no such file.
#[derive(Clone, Debug, Default)]
pub(super) struct Attitudes {
    /// By word key: index of the entry.
    pub by_key: FxHashMap<WordKey, usize>,
    /// The entries.
    pub entries: Vec<Attitude>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AttitudeFile {
    verbs: Vec<Group>,
    adjectives: Vec<Group>,
    nouns: Vec<Group>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    takes: Vec<String>,
    forms: Vec<String>,
}

impl Attitudes {
    /// Reads `attitudes.yaml`, which a language may leave out.
    pub(super) fn parse(code: &str, files: &Files) -> Result<Self, LanguageError> {
        let mut attitudes = Self::default();
        let Some(text) = files.get(FILE) else { return Ok(attitudes) };
        let file: AttitudeFile = crate::yaml::from_str(text).map_err(|error| LanguageError {
            code: code.to_owned(),
            file: FILE.to_owned(),
            line: error.line.unwrap_or(0),
            problem: error.problem,
        })?;
        for group in &file.verbs {
            for line in &group.forms {
                let (finite, participles) = line.split_once('|').unwrap_or((line, ""));
                for form in finite.split_whitespace() {
                    let entry = attitudes.entry(form.trim_start_matches('~'));
                    entry.nounish |= form.starts_with('~');
                    entry.verb.get_or_insert_default().add(&group.takes);
                }
                for form in participles.split_whitespace() {
                    attitudes.entry(form).participle.get_or_insert_default().add(&group.takes);
                }
            }
        }
        /// The part of a word's entry that a list fills.
        type Part = fn(&mut Attitude) -> &mut Option<Takes>;
        let parts: [(&[Group], Part); 2] =
            [(&file.adjectives, |entry| &mut entry.adjective), (&file.nouns, |entry| &mut entry.noun)];
        for (groups, part) in parts {
            for group in groups {
                for form in &group.forms {
                    part(attitudes.entry(form)).get_or_insert_default().add(&group.takes);
                }
            }
        }
        Ok(attitudes)
    }

    fn entry(&mut self, form: &str) -> &mut Attitude {
        let entries = &mut self.entries;
        let index = *self.by_key.entry(word_key(form)).or_insert_with(|| {
            entries.push(Attitude::default());
            entries.len() - 1
        });
        &mut self.entries[index]
    }
}

const FILE: &str = "attitudes.yaml";
