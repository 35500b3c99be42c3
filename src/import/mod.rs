//! Turns the bytes of a source into articles, without annotations.
//!
//! ```text
//! bytes → decode (clean text) → text, markdown, json, html (what the format says) → draft (what is still missing) → Article
//! ```
//!
//! No disk, no clock. Input never stops the import: what cannot be used is named in a diagnostic with its place, what is
//! left out of an article's text is listed in [`Imported::left_out`], and the rest goes on.

mod date;
mod draft;
mod html;
mod json;
mod markdown;
mod paragraphs;
mod text;
mod title;

use crate::config::Limits;
use crate::decode::is_text;
use crate::diag::{Diagnostic, Location};
use crate::lang::Languages;
use crate::model::Article;

pub use date::parse as parse_date;

/// How the bytes of a source are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Plain text, one article.
    Text,
    /// Markdown, with or without front matter, one article.
    Markdown,
    /// A web page, one article.
    Html,
    /// A JSON object (one article) or an array of objects.
    Json,
    /// One JSON object a line.
    JsonLines,
}

impl Format {
    /// The format of a file, by the ending of its name; none for files that are not articles.
    ///
    /// ```
    /// use kutip::import::Format;
    /// assert_eq!(Format::guess("inbox/Harga beras.TXT", b""), Some(Format::Text));
    /// assert_eq!(Format::guess("inbox/foto.jpg", b""), None);
    /// assert_eq!(Format::guess("inbox/halaman", b"<!DOCTYPE html><html>"), Some(Format::Html));
    /// ```
    pub fn guess(path: &str, bytes: &[u8]) -> Option<Self> {
        let name = path.rsplit('/').next().unwrap_or(path);
        match name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()) {
            Some((_, ending)) => Self::of_ending(&ending.to_ascii_lowercase()),
            None => Self::of_start(bytes),
        }
    }

    fn of_ending(ending: &str) -> Option<Self> {
        Some(match ending {
            "txt" | "text" => Self::Text,
            "md" | "markdown" => Self::Markdown,
            "html" | "htm" | "xhtml" => Self::Html,
            "json" => Self::Json,
            "jsonl" | "ndjson" => Self::JsonLines,
            _ => return None,
        })
    }

    /// Files without an ending, as `wget` saves pages: only what is surely a page.
    fn of_start(bytes: &[u8]) -> Option<Self> {
        let head = bytes.trim_ascii_start();
        let starts = |with: &str| head.get(..with.len()).is_some_and(|head| head.eq_ignore_ascii_case(with.as_bytes()));
        (starts("<!doctype html") || starts("<html")).then_some(Self::Html)
    }
}

/// Bytes to import and where they came from.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The bytes of the whole file.
    pub bytes: &'a [u8],
    /// How to read them.
    pub format: Format,
    /// The file's path as [`crate::model::Origin::file`] keeps it; articles' ids depend on it.
    pub file: &'a str,
    /// The file's path as messages show it.
    pub shown: &'a str,
}

/// A line or paragraph of a source that is not part of the article made from it.
#[derive(Clone, Debug, PartialEq)]
pub struct LeftOut {
    /// The file's path as messages show it.
    pub path: String,
    /// Which record of that file, counted from 1, where it has several.
    pub record: Option<usize>,
    /// Line of the file or of the record's text, counted from 1; none where the format has no lines (web pages).
    pub line: Option<usize>,
    /// The words left out.
    pub text: String,
    /// Why.
    pub reason: LeftOutReason,
}

/// Why words of a source are not part of the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LeftOutReason {
    /// It repeats the article's title.
    Title,
    /// A line that the newspaper adds to every article (`boilerplate.txt` of the language).
    Boilerplate,
    /// Captions, advertisements, boxes, links to other articles and the like inside the article of a web page.
    Furniture,
    /// Menus, other articles, comments and the like round the article of a web page.
    Outside,
}

impl LeftOutReason {
    /// The reason in words, for lists.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title repeated",
            Self::Boilerplate => "boilerplate",
            Self::Furniture => "page furniture",
            Self::Outside => "outside the article",
        }
    }
}

/// What a source gave.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Imported {
    /// Articles in the order of the source; `path`, annotations and `body_line` are empty.
    pub articles: Vec<Article>,
    /// What is in the source and not in the articles.
    pub left_out: Vec<LeftOut>,
    /// What is wrong or doubtful.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads all articles of one source.
///
/// Articles of one source have different ids, and the same ids whenever the same source is read again.
pub fn read_source(source: &Source<'_>, languages: &Languages, limits: &Limits) -> Imported {
    let mut imported = Imported::default();
    if source.bytes.len() as u64 > limits.source_bytes {
        let message = format!("larger than {} MiB, so it is not read", limits.source_bytes >> 20);
        imported.diagnostics.push(
            Diagnostic::error("source-too-large", message)
                .at(Location::file(source.shown))
                .help("split the file, or raise `limits: {source_bytes: …}` in kutip.yaml"),
        );
        return imported;
    }
    if !is_text(source.bytes) {
        let message = "not text, whatever its name says, so it is left out";
        imported.diagnostics.push(Diagnostic::warning("not-text", message).at(Location::file(source.shown)).help(
            "open it in the program that made it, such as a word processor, and save its words as .txt or .html",
        ));
        return imported;
    }
    match source.format {
        Format::Text => text::read(source, languages, limits),
        Format::Markdown => markdown::read(source, languages, limits),
        Format::Json => json::read_whole(source, languages),
        Format::JsonLines => json::read_lines(source, languages),
        Format::Html => html::read(source, languages),
    }
}
