//! Turns a web page into one article: its main text, and what the page says about itself.
//!
//! ```text
//! bytes → charset, decode → tame (bounded HTML) → Document → metadata
//!                                                          → names → content (dom_smoothie) → blocks
//!                                                          → unsaid
//! ```

mod blocks;
mod furniture;
mod json_ld;
mod metadata;
mod names;
mod tame;
mod unsaid;

use std::borrow::Cow;

use dom_query::Document;
use dom_smoothie::{Config, Readability};
use encoding_rs::Encoding;

use crate::decode;
use crate::diag::{Diagnostic, Location};
use crate::lang::Languages;

use super::draft::{Block, Draft, sha256};
use super::{Imported, LeftOut, LeftOutReason, Source};
use metadata::Metadata;

/// How far into a page its charset may be named, in bytes.
const CHARSET_WITHIN: usize = 64 << 10;

/// Most elements of a page that are looked at.
const ELEMENTS: usize = 1_000_000;

/// Reads a page that is one article.
pub(super) fn read(source: &Source<'_>, languages: &Languages) -> Imported {
    let mut diagnostics = Vec::new();
    let text = decode::decode(source.bytes, declared_charset(source.bytes), source.shown, &mut diagnostics);
    let html = tame::tame(&text);
    let page = Document::from(html.as_str());
    let metadata = Metadata::read(&page, languages);
    let url = metadata.url.or_else(|| saved_from(&text));
    let all = blocks::all(&page);
    names::keep_names(&page);
    let content = main_content(page);
    let host = url.as_deref().and_then(metadata::host);
    let content = content.as_deref().unwrap_or_default();
    let found = blocks::read(content, host.as_deref(), &metadata.headlines, languages);
    if found.blocks.is_empty() {
        let diagnostic = Diagnostic::warning("empty-article", "no article was found on the page");
        diagnostics.push(diagnostic.at(Location::file(source.shown)).help("save its words as a text file instead"));
        return Imported { diagnostics, ..Imported::default() };
    }
    let sample: String = found.blocks.iter().take(20).flat_map(|block| [block.text.as_str(), "\n"]).collect();
    // What a template says about the language is less sure than the words.
    let lang = languages.detect(&sample).map(|language| language.code.clone()).or(metadata.lang);
    let texts = found.blocks.iter().map(|block| block.text.as_str());
    let kept: Vec<&str> = metadata.title.as_deref().into_iter().chain(texts).collect();
    let (mut furniture, mut outside) = unsaid::pieces(all, &kept, &found.left_out);
    furniture.extend(found.left_out);
    unsaid::put_sentences_first(&mut furniture);
    unsaid::put_sentences_first(&mut outside);
    let draft = Draft {
        sha256: sha256(source.bytes),
        title: metadata.title,
        dates: metadata.dates,
        lang,
        publisher: metadata.publisher,
        url,
        authors: metadata.authors,
        blocks: found.blocks,
        ..Draft::default()
    };
    let mut imported = draft.finish(source, languages);
    let furniture = furniture.into_iter().map(|text| (text, LeftOutReason::Furniture));
    let outside = outside.into_iter().map(|text| (text, LeftOutReason::Outside));
    let path = source.shown;
    let left_out = furniture.chain(outside);
    let left_out =
        left_out.map(|(text, reason)| LeftOut { path: path.to_owned(), record: None, line: None, text, reason });
    imported.left_out.extend(left_out);
    diagnostics.append(&mut imported.diagnostics);
    Imported { diagnostics, ..imported }
}

/// The address that browsers write into the first lines of a page that they save: `<!-- saved from url=(0024)https://… -->`.
fn saved_from(page: &str) -> Option<String> {
    let head: String = page.chars().take(4_096).collect();
    let (_, rest) = head.split_once("saved from url=(")?;
    let (_, rest) = rest.split_once(')')?;
    let url = rest.split_whitespace().next()?.trim_end_matches("-->");
    (url.starts_with("https://") || url.starts_with("http://")).then(|| url.to_owned())
}

/// Whether a text is written in HTML, as databases of newsrooms keep articles: it has a tag that parts lines.
pub(super) fn is_fragment(text: &str) -> bool {
    let is_tag = |rest: &str| {
        let name: String =
            rest.chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
        let is_ended = rest[name.len()..].starts_with(['>', '/', ' ', '\n', '\t']);
        is_ended && matches!(name.as_str(), "p" | "br" | "div" | "li" | "h2" | "h3" | "blockquote")
    };
    text.split('<').skip(1).any(is_tag) && text.contains('>')
}

/// The blocks of an article that is written in HTML, and the words in it that are not the article's.
pub(super) fn read_fragment(text: &str, languages: &Languages) -> (Vec<Block>, Vec<String>) {
    let found = blocks::read(&tame::tame(text), None, &[], languages);
    (found.blocks, found.left_out)
}

/// The charset that a page names in its head.
fn declared_charset(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(CHARSET_WITHIN)];
    let mut from = 0;
    while let Some(at) = memchr::memmem::find(&head[from..], b"charset") {
        from += at + b"charset".len();
        let rest = head[from..].trim_ascii_start();
        let Some(rest) = rest.strip_prefix(b"=") else { continue };
        let label = rest.trim_ascii_start();
        let label = label.strip_prefix(b"\"").or_else(|| label.strip_prefix(b"'")).unwrap_or(label);
        let end =
            label.iter().position(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':' | b'.')));
        if let Some(encoding) = Encoding::for_label(&label[..end.unwrap_or(label.len())]) {
            return Some(encoding);
        }
    }
    None
}

/// The HTML of the page's main text.
fn main_content(page: Document) -> Option<String> {
    let config =
        Config { disable_json_ld: true, keep_classes: true, max_elements_to_parse: ELEMENTS, ..Config::default() };
    let mut readability = Readability::with_document(page, None, Some(config)).ok()?;
    let article = readability.parse().ok()?;
    Some(article.content.to_string())
}

/// Text with each run of white space as one space.
fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded
}

/// A value of the page as plain text: cleaned like any other text of a source.
fn cleaned(text: &str) -> String {
    folded(&decode::clean(Cow::Borrowed(text), "", &mut Vec::new()))
}
