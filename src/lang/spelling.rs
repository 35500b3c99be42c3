use rustc_hash::{FxHashMap, FxHashSet};

use super::{Files, LanguageError, list_entries};
use crate::model::EntityKind;

/// How one name is written in several ways: what may stand round it, old and other spellings, short forms everybody
/// knows. `resolve` compares names with it.
///
/// All words are lower case without dots and apostrophes. Every file is optional: a language without one has no such
/// knowledge.
#[derive(Clone, Debug, Default)]
pub struct Spelling {
    /// Words at the edge of a name that do not tell who is meant (`name-edges.txt`), by kind; the value says whether
    /// two words of the name must remain.
    pub edges: FxHashMap<(EntityKind, String), bool>,
    /// Degrees behind a person's name (`degrees.txt`).
    pub degrees: FxHashSet<String>,
    /// Words inside a person's name that tell it from the same name without them (`lineage.txt`) and their one form.
    pub lineage: FxHashMap<String, String>,
    /// Words inside a person's name that may be left out (`particles.txt`).
    pub particles: FxHashSet<String>,
    /// Words at the start of a person's name that are often left out (`optional-names.txt`).
    pub optional: FxHashSet<String>,
    /// Letters of an older spelling and those of today (`old-spelling.txt`), longest first.
    pub letters: Vec<(String, String)>,
    /// Spellings of one word of a person's name and the one they are compared as (`name-variants.txt`).
    pub variants: FxHashMap<String, String>,
    /// Short forms of words in names of bodies and places and what they stand for (`expansions.txt`).
    pub expansions: FxHashMap<String, String>,
    /// Words that many people bear (`given-names.txt`).
    pub common: FxHashSet<String>,
    /// Bodies of which every place, party or ministry has one of its own (`generic-bodies.txt`).
    pub generic_bodies: Vec<String>,
    /// Words that are offices and no ranks (`titles.txt` without `person-titles.txt`).
    pub offices: FxHashSet<String>,
    /// First words of bodies and places (`organization-heads.txt`, `place-heads.txt`).
    pub heads: FxHashSet<String>,
    /// Words that say that an office is no longer held (`former.txt`).
    pub former: FxHashSet<String>,
    /// Names of one entity that everybody knows (`same-names.txt`).
    pub same_names: Vec<(EntityKind, Vec<String>)>,
}

impl Spelling {
    pub(super) fn parse(code: &str, files: &Files) -> Result<Self, LanguageError> {
        let file = |name: &'static str| File { code, name, text: files.get(name).map_or("", String::as_str) };
        let mut edges = FxHashMap::default();
        for (line, kind, words) in file("name-edges.txt").by_kind()? {
            let (word, full) = match words.strip_suffix('+') {
                Some(word) => (word.trim(), true),
                None => (words, false),
            };
            if word.is_empty() {
                return Err(file("name-edges.txt").error(line, "a kind, a word, and `+` where two words must remain"));
            }
            edges.insert((kind, plain(word)), full);
        }
        let words = |name| file(name).lines().map(|(_, word)| plain(word)).collect::<FxHashSet<_>>();
        let mut letters = file("old-spelling.txt").pairs()?;
        letters.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
        let mut same_names = Vec::new();
        for (line, kind, names) in file("same-names.txt").by_kind()? {
            let names: Vec<String> = names.split('=').map(|name| name.trim().to_owned()).collect();
            if names.len() < 2 || names.iter().any(String::is_empty) {
                return Err(file("same-names.txt").error(line, "a kind and two names or more with `=` between them"));
            }
            same_names.push((kind, names));
        }
        let ranks = words("person-titles.txt");
        let single = |name| words(name).into_iter().map(|word| word.trim_end_matches('~').trim().to_owned());
        Ok(Self {
            offices: single("titles.txt").filter(|word| !ranks.contains(word)).collect(),
            heads: single("organization-heads.txt").chain(single("place-heads.txt")).collect(),
            former: words("former.txt"),
            edges,
            degrees: words("degrees.txt"),
            lineage: file("lineage.txt").classes(),
            particles: words("particles.txt"),
            optional: words("optional-names.txt"),
            common: words("given-names.txt"),
            generic_bodies: file("generic-bodies.txt").lines().map(|(_, name)| name.to_owned()).collect(),
            letters,
            variants: file("name-variants.txt").classes(),
            expansions: file("expansions.txt").pairs()?.into_iter().collect(),
            same_names,
        })
    }
}

/// One plain list of a language.
struct File<'a> {
    code: &'a str,
    name: &'static str,
    text: &'a str,
}

impl<'a> File<'a> {
    fn lines(&self) -> impl Iterator<Item = (usize, &'a str)> + use<'a> {
        list_entries(self.text)
    }

    fn error(&self, line: usize, expected: &str) -> LanguageError {
        LanguageError {
            code: self.code.to_owned(),
            file: self.name.to_owned(),
            line,
            problem: format!("expected {expected}"),
        }
    }

    /// Lines such as `person pak`.
    fn by_kind(&self) -> Result<Vec<(usize, EntityKind, &'a str)>, LanguageError> {
        self.lines()
            .map(|(line, entry)| {
                let (kind, rest) = entry.split_once(' ').unwrap_or((entry, ""));
                let kind = EntityKind::ALL.into_iter().find(|known| known.as_str() == kind);
                let kind = kind.ok_or_else(|| self.error(line, "the kind of an entity at the start of the line"))?;
                Ok((line, kind, rest.trim()))
            })
            .collect()
    }

    /// Lines such as `oe = u`.
    fn pairs(&self) -> Result<Vec<(String, String)>, LanguageError> {
        self.lines()
            .map(|(line, entry)| match entry.split_once('=') {
                Some((from, to)) if !from.trim().is_empty() => Ok((plain(from), to.trim().to_lowercase())),
                _ => Err(self.error(line, "what is written, `=`, and what it stands for")),
            })
            .collect()
    }

    /// Lines such as `muhammad = mohammad = mohamad`: each word → the first of its line.
    fn classes(&self) -> FxHashMap<String, String> {
        self.lines()
            .flat_map(|(_, entry)| {
                let words: Vec<String> = entry.split('=').map(plain).collect();
                let first = words.first().cloned().unwrap_or_default();
                words.into_iter().map(move |word| (word, first.clone()))
            })
            .collect()
    }
}

/// A word as names are compared: lower case, no dots, no apostrophes.
fn plain(word: &str) -> String {
    word.trim().chars().filter(|c| !matches!(c, '.' | '\'' | '’')).flat_map(char::to_lowercase).collect()
}
