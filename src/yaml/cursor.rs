use std::borrow::Cow;

use super::slips::{self, Slip};
use super::{Node, Part, Step, YamlError, locate, node};
use crate::diag::{Diagnostic, Location, Severity};
use crate::model::{Span, Value};

/// How many findings of one file get their place looked up; each costs one more reading of the file.
const MAX_PLACES: usize = 40;

/// What is wrong with one YAML file, noted while a [`Cursor`] reads it.
#[derive(Debug)]
pub struct Findings<'t> {
    path: &'t str,
    file: &'t str,
    yaml: &'t str,
    severity: Severity,
    raw: Option<Node>,
    places: usize,
    left_out: usize,
    diagnostics: Vec<Diagnostic>,
}

impl<'t> Findings<'t> {
    /// Nothing wrong yet. `yaml` is the beginning of the text `file` that is read as YAML; `severity` is that of values
    /// that cannot be used.
    pub fn new(path: &'t str, file: &'t str, yaml: &'t str, severity: Severity) -> Self {
        Self { path, file, yaml, severity, raw: None, places: 0, left_out: 0, diagnostics: Vec::new() }
    }

    /// The tree of the YAML, if it is one; else a finding for each slip.
    pub fn parse(&mut self) -> Option<Node> {
        match super::parse(self.yaml) {
            Ok(tree) => {
                for slip in slips::find_unread(self.yaml, &tree) {
                    let location = self.place_of(&slip);
                    let diagnostic = Diagnostic::warning("words-not-read", slip.problem).at(location).help(slip.help);
                    self.diagnostics.push(diagnostic);
                }
                Some(tree)
            }
            Err(error) => {
                let slips = slips::find(self.yaml, &error);
                if slips.is_empty() {
                    let diagnostic = self.refused(&error);
                    self.diagnostics.push(diagnostic);
                }
                for slip in slips {
                    let location = self.place_of(&slip);
                    let diagnostic = Diagnostic::error("invalid-yaml", slip.problem).at(location).help(slip.help);
                    self.diagnostics.push(diagnostic);
                }
                None
            }
        }
    }

    fn place_of(&self, slip: &Slip) -> Location {
        let start: usize = self.yaml.split_inclusive('\n').take(slip.line).map(str::len).sum();
        Location::span(self.path, self.file, Span::new(start + slip.at, start + slip.at))
    }

    /// The message for YAML that no mending of a line makes readable.
    fn refused(&self, error: &YamlError) -> Diagnostic {
        let (code, help) = if error.too_deep {
            ("nested-too-deeply", "write lists and maps with fewer brackets inside one another")
        } else if error.problem == node::TOO_MANY_ALIASES {
            ("invalid-yaml", "write each value out, without `&name` and `*name`")
        } else {
            ("invalid-yaml", "a comma, bracket or quotation mark is missing on this line or before it")
        };
        let at = error.line.and_then(|line| locate::offset(self.yaml, line, error.column));
        let location = match at {
            Some(at) => Location::span(self.path, self.file, Span::new(at, at)),
            None => Location::file(self.path),
        };
        Diagnostic::error(code, error.problem.clone()).at(location).help(help)
    }

    /// Adds a finding about a part of a value.
    pub fn push(&mut self, cursor: &Cursor<'_>, part: Part, diagnostic: Diagnostic) {
        if self.places >= MAX_PLACES {
            self.left_out += 1;
            return;
        }
        self.places += 1;
        let location = self.location(cursor, part);
        self.diagnostics.push(diagnostic.at(location));
    }

    /// Where a part of a value stands.
    pub fn location(&self, cursor: &Cursor<'_>, part: Part) -> Location {
        match locate(self.yaml, &cursor.steps(), part) {
            Some(span) => Location::span(self.path, self.file, span),
            None => Location::file(self.path),
        }
    }

    /// Whether a value begins with one of these characters in the file.
    pub fn begins_with(&self, cursor: &Cursor<'_>, characters: &[char]) -> bool {
        let span = locate(self.yaml, &cursor.steps(), Part::Value);
        span.is_some_and(|span| self.yaml[span.start..].starts_with(characters))
    }

    /// Whether the key of an entry is written with its colon: between braces it may stand without one.
    pub fn has_colon(&self, cursor: &Cursor<'_>) -> bool {
        let span = locate(self.yaml, &cursor.steps(), Part::Key);
        span.is_none_or(|span| self.yaml[span.end..].trim_start().starts_with(':'))
    }

    /// Adds a finding that has its place already, or has none.
    pub fn note(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Everything found, in the order of finding.
    pub fn finish(mut self) -> Vec<Diagnostic> {
        if self.left_out > 0 {
            let message = format!("{} more things are wrong with this file", self.left_out);
            let diagnostic = Diagnostic::new(self.severity, "more-findings", message).at(Location::file(self.path));
            self.diagnostics.push(diagnostic.help("mend those above and run again"));
        }
        self.diagnostics
    }

    /// The words of a scalar as they stand in the file.
    fn raw(&mut self, cursor: &Cursor<'_>) -> Option<String> {
        if self.raw.is_none() {
            let tree = super::parse(self.yaml).ok()?;
            self.raw = Some(node::parse_raw(self.yaml, &tree).ok()?);
        }
        let mut node = self.raw.as_ref()?;
        for step in cursor.steps() {
            node = match (step, node) {
                (Step::Entry(at), Node::Map(entries)) => &entries.get(at)?.1,
                (Step::Item(at), Node::List(items)) => items.get(at)?,
                _ => return None,
            };
        }
        match node {
            Node::Text(text) => Some(text.clone()),
            _ => None,
        }
    }
}

/// One value of a YAML tree and the way to it. Reading it notes in [`Findings`] what is not as expected.
#[derive(Clone, Copy, Debug)]
pub struct Cursor<'a> {
    node: &'a Node,
    parent: Option<&'a Cursor<'a>>,
    step: Option<&'a str>,
    index: usize,
}

impl<'a> Cursor<'a> {
    /// The whole tree.
    pub fn root(node: &'a Node) -> Self {
        Self { node, parent: None, step: None, index: 0 }
    }

    /// The value.
    pub fn node(&self) -> &'a Node {
        self.node
    }

    /// Whether there is nothing there.
    pub fn is_null(&self) -> bool {
        *self.node == Node::Null
    }

    /// The key of the entry, or nothing for items of lists and the root.
    pub fn key(&self) -> &'a str {
        self.step.unwrap_or_default()
    }

    /// The entries of the map that this is one of, and which of them it is.
    pub(super) fn siblings(&self) -> Option<(&'a [(String, Node)], usize)> {
        match self.parent?.node {
            Node::Map(entries) => Some((entries, self.index)),
            _ => None,
        }
    }

    fn steps(&self) -> Vec<Step> {
        let mut steps = Vec::new();
        let mut cursor = Some(self);
        while let Some(Cursor { parent: Some(parent), step, index, .. }) = cursor {
            steps.push(if step.is_some() { Step::Entry(*index) } else { Step::Item(*index) });
            cursor = Some(parent);
        }
        steps.reverse();
        steps
    }

    /// What messages call this value: its key, or that of the list it is in.
    fn name(&self) -> String {
        match (self.step, self.parent) {
            (Some(key), _) => format!("`{key}`"),
            (None, Some(Cursor { step: Some(key), .. })) => format!("each of `{key}`"),
            _ => "this".to_owned(),
        }
    }

    /// Notes that the value is not what it should be.
    pub fn wrong(&self, findings: &mut Findings<'_>, expected: &str) {
        let message = format!("{} should be {expected}, not {}", self.name(), self.node.type_name());
        let diagnostic =
            Diagnostic::new(findings.severity, "wrong-type", message).help(how_to_write(expected, self.node));
        findings.push(self, Part::Value, diagnostic);
    }

    /// The entries of a map with their cursors; a doubled key is noted and left out.
    pub fn entries(&'a self, findings: &mut Findings<'_>, expected: &str) -> Vec<Cursor<'a>> {
        let Node::Map(entries) = self.node else {
            if !self.is_null() {
                self.wrong(findings, expected);
            }
            return Vec::new();
        };
        let mut cursors: Vec<Cursor<'a>> = Vec::with_capacity(entries.len());
        let mut seen = rustc_hash::FxHashSet::default();
        for (index, (key, node)) in entries.iter().enumerate() {
            let cursor = Cursor { node, parent: Some(self), step: Some(key), index };
            if let Some(meant) = with_space(key, node) {
                let message = format!("`{key}` is read as a key without a value");
                let diagnostic = Diagnostic::new(findings.severity, "words-not-read", message);
                findings.push(
                    &cursor,
                    Part::Key,
                    diagnostic.help(format!("write a space behind the colon: `{meant}`")),
                );
            } else if seen.insert(key.as_str()) {
                cursors.push(cursor);
            } else {
                let diagnostic = Diagnostic::new(findings.severity, "duplicate-key", format!("`{key}` is there twice"));
                let help = match self.parent {
                    Some(_) if self.step.is_none() => "keep one of the two; another entry of the list begins with `- `",
                    _ => "keep one of the two",
                };
                findings.push(&cursor, Part::Key, diagnostic.label("not read").help(help));
            }
        }
        cursors
    }

    /// The items of a list with their cursors; a single value stands for a list of one where `lone` says so.
    pub fn items(&'a self, findings: &mut Findings<'_>, expected: &str, lone: bool) -> Vec<Cursor<'a>> {
        match self.node {
            Node::Null => Vec::new(),
            Node::List(items) => items
                .iter()
                .enumerate()
                .map(|(index, node)| Cursor { node, parent: Some(self), step: None, index })
                .collect(),
            Node::Map(_) | Node::Tagged(_) => {
                self.wrong(findings, expected);
                Vec::new()
            }
            _ if lone => vec![*self],
            _ => {
                self.wrong(findings, expected);
                Vec::new()
            }
        }
    }

    /// Words, as they stand in the file (`1.10` and `true` are words too); none for nothing or blank words.
    pub fn text(&self, findings: &mut Findings<'_>) -> Option<String> {
        let text = match self.node {
            Node::Text(text) => Cow::Borrowed(text.as_str()),
            Node::Bool(_) | Node::Int(_) | Node::Float(_) => Cow::Owned(findings.raw(self)?),
            Node::Null => return None,
            Node::List(_) | Node::Map(_) | Node::Tagged(_) => {
                self.wrong(findings, "text");
                return None;
            }
        };
        let text = text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// A list of words; one word stands for a list of one.
    pub fn texts(&self, findings: &mut Findings<'_>) -> Vec<String> {
        self.items(findings, "a list of words", true).iter().filter_map(|item| item.text(findings)).collect()
    }

    /// True or false.
    pub fn bool(&self, findings: &mut Findings<'_>) -> Option<bool> {
        match self.node {
            Node::Bool(value) => Some(*value),
            Node::Null => None,
            _ => {
                self.wrong(findings, "`true` or `false`");
                None
            }
        }
    }

    /// A whole number from `least` on.
    pub fn number(&self, findings: &mut Findings<'_>, least: u64) -> Option<u64> {
        match self.node {
            Node::Null => None,
            Node::Int(value) if u64::try_from(*value).is_ok_and(|value| value >= least) => Some(value.unsigned_abs()),
            _ => {
                self.wrong(findings, &format!("a whole number from {least} on"));
                None
            }
        }
    }

    /// One of the given words.
    pub fn one_of<T: Copy>(&self, findings: &mut Findings<'_>, words: &[(&str, T)]) -> Option<T> {
        let text = self.text(findings)?;
        if let Some((_, value)) = words.iter().find(|(word, _)| *word == text) {
            return Some(*value);
        }
        let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        let message = format!("{} is `{text}`, which is none of {}", self.name(), list(&known));
        let diagnostic = Diagnostic::new(findings.severity, "unknown-value", message);
        let diagnostic = match nearest(&text, &known) {
            Some(near) => diagnostic.label(format!("did you mean `{near}`?")),
            None => diagnostic.help("write one of these, or leave the key out"),
        };
        findings.push(self, Part::Value, diagnostic);
        None
    }

    /// The value as it is, for templates.
    pub fn value(&self) -> Value {
        self.node.to_value()
    }
}

/// What was meant by a key that took its value in: `{name:Budi}`.
fn with_space(key: &str, node: &Node) -> Option<String> {
    let (name, value) = key.split_once(':').filter(|_| *node == Node::Null)?;
    let is_key = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    (is_key && !value.is_empty() && !value.starts_with('/')).then(|| format!("{name}: {value}"))
}

/// How something is written that is `expected` where `node` stands.
fn how_to_write(expected: &str, node: &Node) -> String {
    match node {
        _ if expected.starts_with("a list") => "a list is written `[a, b]`, or one `- a` a line".to_owned(),
        _ if expected.starts_with("a map") => {
            "a map is written `{key: value}`, or one `key: value` a line, each with a space behind the colon".to_owned()
        }
        Node::List(_) | Node::Map(_) | Node::Tagged(_) if expected == "text" => {
            "words that begin with `[`, `{` or `!` need quotation marks round them".to_owned()
        }
        _ => format!("write {expected}, or leave the key out"),
    }
}

/// The known word that is nearly `word`, if there is one.
///
/// ```
/// assert_eq!(kutip::yaml::nearest("speeker", &["speaker", "text"]), Some("speaker"));
/// assert_eq!(kutip::yaml::nearest("weather", &["speaker", "text"]), None);
/// ```
pub fn nearest<'w>(word: &str, known: &[&'w str]) -> Option<&'w str> {
    let bound = match word.chars().count() {
        0..=2 => return None,
        3..=5 => 1,
        _ => 2,
    };
    let lower = word.to_lowercase();
    known
        .iter()
        .map(|&known| (strsim::damerau_levenshtein(&lower, known), known))
        .filter(|(distance, _)| *distance <= bound)
        .min()
        .map(|(_, known)| known)
}

/// Words in backticks, with commas.
pub fn list(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
