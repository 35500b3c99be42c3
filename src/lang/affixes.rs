use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Files, LanguageError};
use crate::yaml;

/// Name of the file.
const FILE: &str = "affixes.yaml";

/// Most forms that one word is traced back to; real words have a few dozen.
const MOST: usize = 120;

/// How words of a language are built from others (`affixes.yaml`): rules that take affixes off, in steps, and words
/// whose parts the rules would not find. Search joins the forms of one word with it.
///
/// The rules say what a word *may* come from, not what it does come from: *mengatakan* from *kata*, *ata*, *katak*.
/// Which of them is a word is for whoever has a vocabulary to decide. The file is optional. All words are lower case
/// and without accents and apostrophes.
///
/// The same rules are handed to the search script as data and are followed there in the same order.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Affixes {
    /// Letters that must remain of a word.
    shortest: usize,
    /// Words that no rule takes apart.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    whole: Vec<String>,
    /// Words that a question has beside what it asks for: a result need not have them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    light: Vec<String>,
    /// Words that come from another one in a way of their own: form → word.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    irregular: BTreeMap<String, String>,
    /// Rules from the outside of a word inwards. At each step at most one rule is followed, or none.
    steps: Vec<Vec<Rule>>,
}

/// Takes a beginning, an ending or both off a word and may put letters in their place.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    /// The beginning.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    start: String,
    /// Letters of which one must follow the beginning; any if empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    before: String,
    /// What may stand instead of the beginning; nothing if empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    put: Vec<String>,
    /// The ending.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    end: String,
    /// What may stand instead of the ending; nothing if empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    close: Vec<String>,
}

impl Affixes {
    pub(super) fn parse(code: &str, files: &Files) -> Result<Self, LanguageError> {
        let Some(source) = files.get(FILE) else { return Ok(Self::default()) };
        yaml::from_str(source).map_err(|error| LanguageError {
            code: code.to_owned(),
            file: FILE.to_owned(),
            line: error.line.unwrap_or(0),
            problem: error.problem,
        })
    }

    /// What `word` may come from, itself first, then the fewer steps the earlier. `word` is lower case.
    ///
    /// ```
    /// let languages = kutip::lang::Languages::embedded();
    /// let affixes = &languages.get("id").unwrap().affixes;
    /// let sources = affixes.sources("mengatakan");
    /// assert_eq!(sources[0], "mengatakan");
    /// assert!(sources.contains(&"kata".to_owned()));
    /// ```
    pub fn sources(&self, word: &str) -> Vec<String> {
        let mut found = vec![word.to_owned()];
        if self.whole.binary_search_by(|whole| whole.as_str().cmp(word)).is_ok() {
            return found;
        }
        if let Some(other) = self.irregular.get(word) {
            found.push(other.clone());
        }
        for step in &self.steps {
            for at in 0..found.len() {
                for rule in step {
                    rule.apply(&found[at].clone(), self.shortest, &mut found);
                }
            }
        }
        found.truncate(MOST);
        found
    }

    /// Words of the lists that are out of order; the tests keep them sorted, since they are searched by halves.
    pub fn unsorted(&self) -> Vec<&str> {
        self.whole.windows(2).filter(|pair| pair[0] >= pair[1]).map(|pair| pair[1].as_str()).collect()
    }
}

impl Rule {
    /// Adds to `found` what `word` may come from by this rule, each once.
    fn apply(&self, word: &str, shortest: usize, found: &mut Vec<String>) {
        let Some(rest) = word.strip_prefix(self.start.as_str()) else { return };
        let Some(middle) = rest.strip_suffix(self.end.as_str()) else { return };
        if !self.before.is_empty() && !middle.chars().next().is_some_and(|next| self.before.contains(next)) {
            return;
        }
        let nothing = [String::new()];
        let or_nothing = |list: &[String]| if list.is_empty() { nothing.to_vec() } else { list.to_vec() };
        for start in or_nothing(&self.put) {
            for end in or_nothing(&self.close) {
                let source = format!("{start}{middle}{end}");
                if source.chars().count() >= shortest && !found.contains(&source) {
                    found.push(source);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::lang::Languages;

    fn comes_from(code: &str, pairs: &[(&str, &str)]) {
        let languages = Languages::embedded();
        let affixes = &languages.get(code).unwrap().affixes;
        for (form, word) in pairs {
            let sources = affixes.sources(form);
            assert!(sources.iter().any(|source| source == word), "{form} → {word}: {sources:?}");
        }
    }

    #[test]
    fn indonesian_beginnings_give_back_the_letter_they_swallowed() {
        comes_from(
            "id",
            &[
                ("mengatakan", "kata"),
                ("dikatakan", "kata"),
                ("perkataannya", "kata"),
                ("menulis", "tulis"),
                ("penulisan", "tulis"),
                ("memerintah", "perintah"),
                ("pemerintahan", "perintah"),
                ("menyelidiki", "selidik"),
                ("mengecat", "cat"),
                ("mengambil", "ambil"),
                ("memakan", "makan"),
                ("memperbaiki", "baik"),
                ("diperlakukan", "laku"),
                ("pembelajaran", "ajar"),
                ("keberhasilan", "hasil"),
                ("keterlibatan", "libat"),
                ("mengetahui", "tahu"),
                ("bekerjalah", "kerja"),
                ("terbesar", "besar"),
                ("rumahku", "rumah"),
            ],
        );
    }

    #[test]
    fn english_endings_give_back_the_word() {
        comes_from(
            "en",
            &[
                ("ministers", "minister"),
                ("policies", "policy"),
                ("stopped", "stop"),
                ("making", "make"),
                ("decision", "decide"),
                ("elections", "elect"),
                ("government", "govern"),
                ("said", "say"),
                ("quickly", "quick"),
                ("investigators", "investigate"),
                ("taxes", "tax"),
            ],
        );
    }

    #[test]
    fn whole_words_stay_whole() {
        let languages = Languages::embedded();
        for language in languages.iter() {
            assert_eq!(language.affixes.unsorted(), Vec::<&str>::new(), "{}/affixes.yaml", language.code);
            for word in &language.affixes.whole {
                assert_eq!(language.affixes.sources(word), [word.as_str()]);
            }
        }
    }

    #[test]
    fn the_longest_word_has_a_bounded_number_of_sources() {
        let languages = Languages::embedded();
        for language in languages.iter() {
            let word = "memper".repeat(400) + &"kannya".repeat(400);
            assert!(language.affixes.sources(&word).len() <= super::MOST);
        }
    }
}
