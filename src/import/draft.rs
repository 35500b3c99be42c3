//! Turns what a format says about one article into the article: what is missing is found in the text.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::diag::{Diagnostic, Location};
use crate::lang::{Language, Languages};
use crate::markdown::escape;
use crate::model::{Article, ArticleDate, Origin, Value};

use super::{Imported, LeftOut, LeftOutReason, Source, title};

/// Code of a text whose language nobody knows (BCP 47).
const UNDETERMINED: &str = "und";

/// What a block of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BlockKind {
    Paragraph,
    /// With its level, from 2.
    Heading(u8),
    /// A point of a list.
    Item,
    /// A paragraph that is set off as a quotation of another text.
    Quote,
}

/// A paragraph, heading or the like of an article, as plain text with single spaces and no line breaks.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Block {
    pub kind: BlockKind,
    pub text: String,
    /// Line of the source, or of the record's text, from 1; none where there are no lines.
    pub line: Option<usize>,
}

/// What a format says about one article.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    /// Number of the record, where a file has several.
    pub record: Option<usize>,
    /// What tells the article from others of the same file, the same whenever the file is read again.
    pub key: String,
    /// SHA-256 of the file or record.
    pub sha256: String,
    pub title: Option<String>,
    pub date: Option<ArticleDate>,
    pub lang: Option<String>,
    pub publisher: Option<String>,
    pub url: Option<String>,
    pub archived: Option<String>,
    pub authors: Vec<String>,
    pub draft: bool,
    pub extra: BTreeMap<String, Value>,
    pub blocks: Vec<Block>,
}

impl Draft {
    /// The article, with what was left out of it and what is doubtful.
    pub(super) fn finish(mut self, source: &Source<'_>, languages: &Languages, imported: &mut Imported) {
        let place = self.record.map_or_else(
            || Location::file(source.shown),
            |record| Location::file(format!("{} (record {record})", source.shown)),
        );
        let language = self.language(languages, &place, imported);
        self.drop_repeated_title(source, imported);
        if self.blocks.is_empty() && self.title.is_none() {
            imported
                .diagnostics
                .push(Diagnostic::warning("empty-article", "no text, so there is no article").at(place));
            return;
        }
        if self.blocks.is_empty() {
            imported
                .diagnostics
                .push(Diagnostic::warning("empty-article", "the article has a title and no text").at(place));
        }
        let title = self.title.take().unwrap_or_else(|| title::from_first_sentence(&self.blocks[0].text, language));
        let lang = self.lang.take().unwrap_or_else(|| language.map_or(UNDETERMINED, |l| &l.code).to_owned());
        imported.articles.push(Article {
            id: article_id(source.file, &self.key),
            title,
            date: self.date,
            lang,
            publisher: self.publisher,
            url: self.url,
            archived: self.archived,
            authors: self.authors,
            draft: self.draft,
            origin: Some(Origin { file: source.file.to_owned(), record: self.record, sha256: self.sha256 }),
            extra: self.extra,
            body: body(&self.blocks),
            ..Article::default()
        });
    }

    /// The language given, else the one the text is written in, with a warning when neither helps.
    fn language<'a>(
        &mut self,
        languages: &'a Languages,
        place: &Location,
        imported: &mut Imported,
    ) -> Option<&'a Language> {
        if let Some(code) = &self.lang {
            // A variety (`en-GB`) is read as its language.
            return languages.get(code).or_else(|| languages.get(code.split('-').next().unwrap_or(code)));
        }
        let mut sample = self.title.clone().unwrap_or_default();
        for block in &self.blocks {
            sample.push('\n');
            sample.push_str(&block.text);
            if sample.len() > 4_000 {
                break;
            }
        }
        let language = languages.detect(&sample);
        if language.is_none() && !self.blocks.is_empty() {
            let known: Vec<_> = languages.iter().map(|language| format!("`{}`", language.code)).collect();
            imported.diagnostics.push(
                Diagnostic::warning("unknown-language", "the language of the text was not recognized")
                    .at(place.clone())
                    .help(format!("write `lang:` into the article if it is one of {}", known.join(", "))),
            );
        }
        language
    }

    /// A first paragraph that only repeats the title is not part of the text.
    fn drop_repeated_title(&mut self, source: &Source<'_>, imported: &mut Imported) {
        let (Some(title), Some(first)) = (&self.title, self.blocks.first()) else { return };
        if folded(title) == folded(&first.text) {
            let block = self.blocks.remove(0);
            imported.left_out.push(LeftOut {
                path: source.shown.to_owned(),
                record: self.record,
                line: block.line,
                text: block.text,
                reason: LeftOutReason::Title,
            });
        }
    }
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Twelve hexadecimal digits from the file and what tells the article from others of that file.
fn article_id(file: &str, key: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(file);
    hash.update([0]);
    hash.update(key);
    hex(&hash.finalize()[..6])
}

/// SHA-256 of `bytes` in hexadecimal.
pub(super) fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from_digit(u32::from(nibble), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// The body of an article in Markdown.
fn body(blocks: &[Block]) -> String {
    let mut body = String::with_capacity(blocks.iter().map(|block| block.text.len() + 8).sum());
    let mut previous = None;
    for block in blocks {
        let mut text = escape(&block.text);
        if text.is_empty() {
            continue;
        }
        // Number signs at the end of a heading would be its closing mark, braces its attributes.
        if matches!(block.kind, BlockKind::Heading(_)) && text.ends_with(['#', '}']) {
            text.insert(text.len() - 1, '\\');
        }
        if let Some(previous) = previous {
            let tight = previous == BlockKind::Item && block.kind == BlockKind::Item;
            let joined = previous == BlockKind::Quote && block.kind == BlockKind::Quote;
            body.push_str(if tight {
                "\n"
            } else if joined {
                "\n>\n"
            } else {
                "\n\n"
            });
        }
        match block.kind {
            BlockKind::Paragraph => {}
            BlockKind::Heading(level) => {
                (0..level).for_each(|_| body.push('#'));
                body.push(' ');
            }
            BlockKind::Item => body.push_str("- "),
            BlockKind::Quote => body.push_str("> "),
        }
        body.push_str(&text);
        previous = Some(block.kind);
    }
    if !body.is_empty() {
        body.push('\n');
    }
    body
}
