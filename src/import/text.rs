//! Turns a plain text file into one article.

use crate::config::Limits;
use crate::decode;
use crate::lang::{Language, Languages};

use super::draft::{Block, Draft, sha256};
use super::{Imported, Source, date, markdown, paragraphs, title};

/// How much of a text tells its language, in characters.
const SAMPLE: usize = 4_000;

/// How many of the first lines may be the date or name the authors.
const HEAD: usize = 6;

/// How many of the last lines may be the address of the original.
const TAIL: usize = 3;

/// Reads a file that is one article: the first line is its title when it stands alone and is short; lines near it that are
/// nothing but a date or the authors (`Reporter: …`) say that of it.
///
/// A text that begins with front matter is read as Markdown.
pub(super) fn read(source: &Source<'_>, languages: &Languages, limits: &Limits) -> Imported {
    let mut diagnostics = Vec::new();
    let text = decode::decode(source.bytes, None, source.shown, &mut diagnostics);
    if has_front_matter(&text) {
        return markdown::read(source, languages, limits);
    }
    let mut blocks = paragraphs::blocks(&text);
    let language = languages.detect(&text.chars().take(SAMPLE).collect::<String>());
    let dates = take_date(&mut blocks, language, languages);
    let url = take_address(&mut blocks);
    let authors = language.map(|language| take_authors(&mut blocks, language)).unwrap_or_default();
    let title = take_title(&mut blocks, &text, language);
    let draft = Draft { sha256: sha256(source.bytes), title, dates, url, authors, blocks, ..Draft::default() };
    let mut imported = draft.finish(source, languages);
    diagnostics.append(&mut imported.diagnostics);
    Imported { diagnostics, ..imported }
}

/// Whether the text begins with a line `---`, lines of keys and values, and another such line.
fn has_front_matter(text: &str) -> bool {
    let mut lines = text.lines();
    let is_key = |line: &str| {
        let key = line.split_once(':').map_or("", |(key, _)| key);
        !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
    };
    lines.next().is_some_and(|line| line.trim_end() == "---")
        && lines.next().is_some_and(is_key)
        && lines.any(|line| line.trim_end() == "---")
}

/// Takes the title out of the first lines. Before a text whose lines are paragraphs, one that ends in a full stop is parted
/// from them by an empty line.
fn take_title(blocks: &mut Vec<Block>, text: &str, language: Option<&Language>) -> Option<String> {
    let (first, rest) = blocks.split_first().filter(|(_, rest)| !rest.is_empty())?;
    let follow = rest.iter().map(|block| block.text.as_str());
    let line = first.text.as_str();
    let is_parted = || first.line.and_then(|at| text.lines().nth(at)).is_some_and(|next| next.trim().is_empty());
    let title = match title::is_title_line(line) {
        true => line.to_owned(),
        false if is_parted() && title::is_title_sentence(line, follow, language) => {
            title::from_first_sentence(line, language)
        }
        false => return None,
    };
    blocks.remove(0);
    Some(title)
}

/// Takes a line that is a date and nothing else out of the first lines.
fn take_date(blocks: &mut Vec<Block>, language: Option<&Language>, languages: &Languages) -> Vec<String> {
    let code = language.map(|language| language.code.as_str());
    let is_date = |block: &Block| {
        block.text.split(' ').count() <= 8
            && !block.text.ends_with('.')
            && date::parse(&block.text, code, languages).is_some()
            && block.text.contains(|c: char| c.is_ascii_digit())
    };
    match blocks.iter().take(HEAD).position(is_date) {
        Some(at) if blocks.len() > 1 => vec![blocks.remove(at).text],
        _ => Vec::new(),
    }
}

/// Takes the address of the original out of the last lines: a line that is nothing else, or has one word and a colon before it
/// (`Source: https://…`).
fn take_address(blocks: &mut Vec<Block>) -> Option<String> {
    let address = |block: &Block| -> Option<String> {
        let text = match block.text.split_once(": ") {
            Some((label, rest)) if !label.contains(' ') => rest,
            _ => block.text.as_str(),
        };
        let is_address = text.starts_with("https://") || text.starts_with("http://");
        (is_address && !text.contains(' ') && text.contains('.')).then(|| text.to_owned())
    };
    let from = blocks.len().saturating_sub(TAIL).max(1);
    let (at, url) = blocks.iter().enumerate().skip(from).find_map(|(at, block)| Some((at, address(block)?)))?;
    blocks.remove(at);
    Some(url)
}

/// Takes the lines that name the authors out of the first and last lines. The first line is none: it may be the title.
fn take_authors(blocks: &mut Vec<Block>, language: &Language) -> Vec<String> {
    let mut authors = Vec::new();
    // At the end a line is one only with its colon (`Penulis: …`).
    while let Some(names) = blocks.last().filter(|last| blocks.len() > 2 && last.text.contains(':')) {
        let Some(mut names) = language.layout.byline_of(&names.text) else { break };
        blocks.pop();
        names.append(&mut authors);
        authors = names;
    }
    for at in (1..HEAD.min(blocks.len().saturating_sub(1))).rev() {
        if let Some(mut names) = language.layout.byline_of(&blocks[at].text) {
            blocks.remove(at);
            names.append(&mut authors);
            authors = names;
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    authors.retain(|author| seen.insert(author.clone()));
    authors
}
