//! Turns trouble with an archive into messages: what is wrong, where, and what to do.
//!
//! A [`Diagnostic`] carries the line it points at, so that printing needs no other file. Stages return lists of them;
//! [`Report`] sorts and counts. Trouble that stops the program is an error of its stage, not a diagnostic.

mod print;
mod report;

use crate::model::Span;

pub use print::{Format, print, visible, visible_lines};
pub use report::Report;

/// A text as a message has room for it, of at most so many characters: whole, or cut at a word and marked with `…`.
///
/// ```
/// # use kutip::diag::shortened;
/// assert_eq!(shortened("Air sudah naik sejak pagi", 18), "Air sudah naik…");
/// assert_eq!(shortened("Air naik", 18), "Air naik");
/// ```
pub fn shortened(text: &str, characters: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(characters) else { return text.to_owned() };
    let cut = text[..end].rfind(' ').filter(|cut| cut * 2 > end).unwrap_or(end);
    format!("{}…", text[..cut].trim_end())
}

/// How bad a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something is wrong and part of the archive was left out or ignored: exit status 1.
    Error,
    /// Probably wrong; everything was used.
    Warning,
    /// Good to know; shown with `-v`.
    Note,
}

/// Where a diagnostic points: a file, and in it one run of characters on one line.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    /// Path as the user would write it, with `/`.
    pub path: String,
    /// The place in the file, if there is one.
    pub place: Option<Place>,
}

/// A run of characters on one line of a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Line, counted from 1.
    pub line: usize,
    /// Column in characters, counted from 1.
    pub column: usize,
    /// How many characters are meant, at least 1.
    pub length: usize,
    /// The whole line, without its line break.
    pub text: String,
}

impl Location {
    /// A whole file.
    pub fn file(path: impl Into<String>) -> Self {
        Self { path: path.into(), place: None }
    }

    /// The same, with `prefix` before the path.
    #[must_use]
    pub fn below(mut self, prefix: &str) -> Self {
        self.path.insert_str(0, prefix);
        self
    }

    /// The bytes `span` of the file `path` whose text is `text`; cut at the end of the first line.
    pub fn span(path: impl Into<String>, text: &str, span: Span) -> Self {
        let start = floor_boundary(text, span.start);
        let end = floor_boundary(text, span.end.max(start));
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
        let place = Place {
            line: text[..start].matches('\n').count() + 1,
            column: text[line_start..start].chars().count() + 1,
            length: text[start..end.min(line_end).max(start)].chars().count().max(1),
            text: text[line_start..line_end].trim_end_matches('\r').to_owned(),
        };
        Self { path: path.into(), place: Some(place) }
    }
}

fn floor_boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// One message about the archive.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// Kebab-case, never reused (`unknown-field`).
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong: lower case, no full stop, names in backticks.
    pub message: String,
    /// Where.
    pub location: Option<Location>,
    /// Words beside the caret.
    pub label: Option<String>,
    /// What to do.
    pub help: Vec<String>,
    /// A question: reports keep its turn, best first, and do not sort it by its place.
    pub is_question: bool,
}

impl Diagnostic {
    /// An error that concerns no file yet.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, message)
    }

    /// A warning that concerns no file yet.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, message)
    }

    /// A note that concerns no file yet.
    pub fn note(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Note, code, message)
    }

    /// A message of that severity that concerns no file yet.
    pub fn new(severity: Severity, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            severity,
            message: message.into(),
            location: None,
            label: None,
            help: Vec::new(),
            is_question: false,
        }
    }

    /// The same, pointing at `location`.
    #[must_use]
    pub fn at(mut self, location: Location) -> Self {
        self.location = Some(location);
        self
    }

    /// The same, with `prefix` before the path of its file.
    #[must_use]
    pub fn below(mut self, prefix: &str) -> Self {
        self.location = self.location.map(|location| location.below(prefix));
        self
    }

    /// The same, as a question that keeps its turn in a report.
    #[must_use]
    pub fn question(mut self) -> Self {
        self.is_question = true;
        self
    }

    /// The same, with words beside the caret.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// The same, with one more thing to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }
}
