use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::{Files, LanguageError};
use crate::model::ArticleDate;
use crate::yaml;

/// Name of the file.
const FILE: &str = "interface.yaml";

/// The strings that every interface must have are those of this one.
static REFERENCE: LazyLock<Text> = LazyLock::new(|| {
    yaml::from_str(include_str!("en/interface.yaml")).expect("the embedded interface is read by the tests")
});

/// The words of the pages in one language (`interface.yaml`): strings, plurals, month names, number marks, collation.
#[derive(Clone, Debug, Default)]
pub struct Interface {
    text: Text,
}

/// The file as it is written.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    locale: String,
    thousands: String,
    decimal: String,
    months: Vec<String>,
    date: String,
    month: String,
    #[serde(default)]
    sort_without: Vec<String>,
    paths: BTreeMap<String, String>,
    columns: BTreeMap<String, BTreeMap<String, String>>,
    counts: BTreeMap<String, Count>,
    rules: BTreeMap<String, String>,
    strings: BTreeMap<String, String>,
}

/// A count in words; `{n}` stands for the number.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Count {
    one: String,
    other: String,
}

impl Interface {
    /// Reads `interface.yaml`, if the language has one. Every key of the English file must be there.
    pub(super) fn parse(code: &str, files: &Files) -> Result<Option<Self>, LanguageError> {
        let Some(source) = files.get(FILE) else { return Ok(None) };
        let wrong = |line, problem| LanguageError { code: code.to_owned(), file: FILE.to_owned(), line, problem };
        let text: Text = yaml::from_str(source).map_err(|error| wrong(error.line.unwrap_or(0), error.problem))?;
        if text.months.len() != 12 {
            return Err(wrong(0, format!("`months` has {} names; give twelve", text.months.len())));
        }
        let missing = missing(&REFERENCE.strings, &text.strings, "strings")
            .or_else(|| missing(&REFERENCE.counts, &text.counts, "counts"))
            .or_else(|| {
                let mut tables = REFERENCE.columns.iter();
                tables.find_map(|(table, columns)| match text.columns.get(table) {
                    Some(own) => missing(columns, own, &format!("columns.{table}")),
                    None => Some(format!("columns.{table}")),
                })
            })
            .or_else(|| missing(&REFERENCE.rules, &text.rules, "rules"))
            .or_else(|| missing(&REFERENCE.paths, &text.paths, "paths"));
        match missing {
            Some(key) => Err(wrong(0, format!("`{key}` is missing; see the English file for its meaning"))),
            None => Ok(Some(Self { text })),
        }
    }

    /// All strings, by key.
    pub fn strings(&self) -> &BTreeMap<String, String> {
        &self.text.strings
    }

    /// The string with this key; the key itself where there is none.
    pub fn string<'a>(&'a self, key: &'a str) -> &'a str {
        self.text.strings.get(key).map_or(key, String::as_str)
    }

    /// What a column of a data file means; the column's name where that is not said.
    pub fn column<'a>(&'a self, table: &str, column: &'a str) -> &'a str {
        self.text.columns.get(table).and_then(|columns| columns.get(column)).map_or(column, String::as_str)
    }

    /// How a rule of attribution knows the speaker; none for a name that is no rule.
    pub fn rule(&self, name: &str) -> Option<&str> {
        self.text.rules.get(name).map(String::as_str)
    }

    /// As [`Self::rule`], of one quotation: where no speaker stands beside its reporting word, the sentence says so.
    pub fn rule_of(&self, name: &str, has_speaker_beside: bool) -> Option<&str> {
        let alone = || self.rule(&format!("{name}-alone"));
        if has_speaker_beside { self.rule(name) } else { alone().or_else(|| self.rule(name)) }
    }

    /// The string with this key, with `{name}` replaced by its value.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        let mut text = self.string(key).to_owned();
        for (name, value) in values {
            text = text.replace(&format!("{{{name}}}"), value);
        }
        text
    }

    /// A number of things in words: `3 quotations`; `of` is a key of `counts`.
    pub fn count(&self, of: &str, n: usize) -> String {
        let number = self.number(n);
        match self.text.counts.get(of) {
            Some(count) => (if n == 1 { &count.one } else { &count.other }).replace("{n}", &number),
            None => format!("{number} {of}"),
        }
    }

    /// What stands between thousands.
    pub fn thousands(&self) -> &str {
        &self.text.thousands
    }

    /// A whole number with the language's mark between thousands.
    pub fn number(&self, n: usize) -> String {
        let digits = n.to_string();
        let mut number = String::with_capacity(digits.len() + digits.len() / 3);
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                number.push_str(&self.text.thousands);
            }
            number.push(digit);
        }
        number
    }

    /// What stands between whole numbers and their parts.
    pub fn decimal(&self) -> &str {
        &self.text.decimal
    }

    /// A day in words: `2 May 2024`.
    pub fn date(&self, date: &ArticleDate) -> String {
        let day = date.day.to_string();
        self.text
            .date
            .replace("{day}", &day)
            .replace("{month}", self.month_name(date.month))
            .replace("{year}", &date.year.to_string())
    }

    /// A month in words: `May 2024`.
    pub fn month(&self, year: i16, month: i8) -> String {
        self.text.month.replace("{month}", self.month_name(month)).replace("{year}", &year.to_string())
    }

    /// The name of a month, 1 to 12.
    pub fn month_name(&self, month: i8) -> &str {
        usize::try_from(month - 1).ok().and_then(|at| self.text.months.get(at)).map_or("", String::as_str)
    }

    /// The segment of addresses for a type of page.
    pub fn path(&self, key: &str) -> Option<&str> {
        self.text.paths.get(key).map(String::as_str)
    }

    /// The types of pages that have a segment.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.text.paths.keys().map(String::as_str)
    }

    /// Language and country as OpenGraph writes them (`id_ID`).
    pub fn locale(&self) -> &str {
        &self.text.locale
    }

    /// What a name is sorted by: without titles before it, marks and case.
    ///
    /// ```
    /// let languages = kutip::lang::Languages::embedded();
    /// let interface = languages.get("id").unwrap().interface.as_ref().unwrap();
    /// assert_eq!(interface.sort_key("Hj. Ümi Sari"), "umi sari");
    /// ```
    pub fn sort_key(&self, name: &str) -> String {
        let mut rest = name.trim_start();
        while let Some((first, others)) = rest.split_once(' ') {
            if !self.text.sort_without.iter().any(|title| title.eq_ignore_ascii_case(first.trim_end_matches('.'))) {
                break;
            }
            rest = others.trim_start();
        }
        let mut key = String::with_capacity(rest.len());
        let spelled = if rest.is_ascii() { rest.into() } else { std::borrow::Cow::from(deunicode::deunicode(rest)) };
        for c in spelled.chars() {
            if c.is_ascii_alphanumeric() {
                key.push(c.to_ascii_lowercase());
            } else if !key.is_empty() && !key.ends_with(' ') && c != '\'' {
                key.push(' ');
            }
        }
        key.truncate(key.trim_end().len());
        key
    }
}

fn missing<T>(wanted: &BTreeMap<String, T>, given: &BTreeMap<String, T>, map: &str) -> Option<String> {
    wanted.keys().find(|key| !given.contains_key(*key)).map(|key| format!("{map}.{key}"))
}

#[cfg(test)]
mod tests {
    use crate::lang::Languages;
    use crate::model::ArticleDate;

    fn words(code: &str, use_it: impl FnOnce(&super::Interface)) {
        let languages = Languages::embedded();
        use_it(languages.get(code).and_then(|language| language.interface.as_ref()).unwrap());
    }

    #[test]
    fn numbers_counts_and_dates_follow_the_language() {
        let date = ArticleDate { year: 2024, month: 5, day: 2, time: String::new() };
        words("id", |id| {
            assert_eq!(id.count("quotation", 1204), "1.204 kutipan");
            assert_eq!(id.date(&date), "2 Mei 2024");
        });
        words("en", |en| {
            assert_eq!(en.count("quotation", 1), "1 quotation");
            assert_eq!(en.count("quotation", 1_204_000), "1,204,000 quotations");
            assert_eq!(en.date(&date), "2 May 2024");
        });
    }

    #[test]
    fn a_missing_string_is_named_with_its_file() {
        let mut files = super::Files::new();
        let broken: String = include_str!("id/interface.yaml")
            .lines()
            .filter(|line| !line.starts_with("  skip:"))
            .map(|line| format!("{line}\n"))
            .collect();
        files.insert("interface.yaml".to_owned(), broken);
        let error = super::Interface::parse("id", &files).unwrap_err();
        assert_eq!(
            error.to_string(),
            "id/interface.yaml:0: `strings.skip` is missing; see the English file for its meaning"
        );
    }

    #[test]
    fn interfaces_have_the_same_keys() {
        words("en", |en| {
            words("id", |id| {
                assert_eq!(en.text.strings.keys().collect::<Vec<_>>(), id.text.strings.keys().collect::<Vec<_>>());
                assert_eq!(en.text.counts.keys().collect::<Vec<_>>(), id.text.counts.keys().collect::<Vec<_>>());
                assert_eq!(en.text.rules.keys().collect::<Vec<_>>(), id.text.rules.keys().collect::<Vec<_>>());
                assert_eq!(en.text.paths.keys().collect::<Vec<_>>(), id.text.paths.keys().collect::<Vec<_>>());
            })
        });
    }
}
