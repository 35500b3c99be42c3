//! Turns what a format says about one article into the article: what is missing is found in the text.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::diag::{Diagnostic, Location, shortened};
use crate::front_matter::{EXAMPLE_URL, hex, id_from, invalid_url};
use crate::lang::{Language, Languages, Layout};
use crate::markdown::escape;
use crate::model::{Article, ArticleDate, Origin, UNDETERMINED, Value};
use crate::url::safe_web_url;

use super::{Imported, LeftOut, LeftOutReason, Source, date, title};

/// Longest place and day that a text begins with, in characters.
const DATED_HEAD: usize = 60;

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
    /// Texts that may name the day, the best first.
    pub dates: Vec<String>,
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
    pub(super) fn finish(mut self, source: &Source<'_>, languages: &Languages) -> Imported {
        let mut imported = Imported::default();
        let place = self.place(source);
        let language = self.language(languages);
        self.drop_repeated_title(source, &mut imported);
        if let Some(language) = language {
            self.drop_boilerplate(source, language, &mut imported);
            self.read_dateline(language);
        }
        self.lang = self.lang.take().or_else(|| language.map(|language| language.code.clone()));
        let date = self.date(source, languages, &place, &mut imported);
        for url in self.url.iter().chain(&self.archived).filter(|url| safe_web_url(url).is_none()) {
            imported.diagnostics.push(invalid_url(url, EXAMPLE_URL).at(place.clone()));
        }
        if self.blocks.is_empty() {
            let message = match self.title {
                None => "no text, so there is no article",
                Some(_) => "the article has a title and no text",
            };
            imported.diagnostics.push(Diagnostic::warning("empty-article", message).at(place));
        }
        let Some(title) = self.title(language, languages) else { return imported };
        let lang = self.lang.take().unwrap_or_else(|| UNDETERMINED.to_owned());
        imported.articles.push(Article {
            id: article_id(source.file, &self.key),
            title,
            date,
            lang,
            publisher: self.publisher,
            url: self.url,
            archived: self.archived,
            authors: self.authors,
            draft: self.draft,
            origin: Some(Origin {
                file: source.file.to_owned(),
                record: self.record,
                sha256: self.sha256,
                ..Origin::default()
            }),
            extra: self.extra,
            body: body(&self.blocks),
            ..Article::default()
        });
        imported
    }

    fn place(&self, source: &Source<'_>) -> Location {
        match self.record {
            None => Location::file(source.shown),
            Some(record) => Location::file(format!("{} (record {record})", source.shown)),
        }
    }

    /// The language given, else the one the text is written in.
    fn language<'a>(&self, languages: &'a Languages) -> Option<&'a Language> {
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
        languages.detect(&sample)
    }

    /// The day, of the first of its texts that names one, with a warning when none does; else that of the file's name.
    fn date(
        &self,
        source: &Source<'_>,
        languages: &Languages,
        place: &Location,
        imported: &mut Imported,
    ) -> Option<ArticleDate> {
        let texts = self.dates.iter().map(|text| text.trim()).filter(|text| !text.is_empty());
        let found = texts.clone().find_map(|text| date::parse(text, self.lang.as_deref(), languages));
        if let (None, Some(text)) = (&found, texts.clone().next()) {
            imported.diagnostics.push(invalid_date(text).at(place.clone()));
        }
        let of_file = || date::from_file_name(source.file).filter(|_| self.record.is_none());
        found.or_else(of_file).or_else(|| Some(self.dated_head(languages)?.1))
    }

    /// The place and day with which the text begins (`JAKARTA, 11 September 2019 - …`): how long that is, and the day.
    fn dated_head(&self, languages: &Languages) -> Option<(usize, ArticleDate)> {
        let first = self.blocks.first()?.text.as_str();
        let is_dash = |c: char| matches!(c, '-' | '–' | '—');
        let end = [" - ", " – ", " — ", " -- "].iter().filter_map(|dash| first.find(dash)).min();
        let head = &first[..end.unwrap_or(first.len())];
        let (place, day) = head.split_once(',')?;
        // A head is short, and a place is in capitals.
        let is_head = head.chars().nth(DATED_HEAD).is_none() && place.chars().next().is_some_and(char::is_uppercase);
        let day = date::parse(day.trim(), self.lang.as_deref(), languages).filter(|_| is_head)?;
        let rest = first[head.len()..].trim_start_matches(|c: char| is_dash(c) || c.is_whitespace());
        Some((first.len() - rest.len(), day))
    }

    /// A first paragraph that only repeats the title is not part of the text.
    fn drop_repeated_title(&mut self, source: &Source<'_>, imported: &mut Imported) {
        let (Some(title), Some(first)) = (&self.title, self.blocks.first()) else { return };
        if folded(title) == folded(&first.text) {
            let block = self.blocks.remove(0);
            imported.left_out.push(self.left_out(source, block.text, block.line, LeftOutReason::Title));
        }
    }

    /// Lines and phrases that the newspaper adds to its articles are not part of the text.
    fn drop_boilerplate(&mut self, source: &Source<'_>, language: &Language, imported: &mut Imported) {
        for mut block in std::mem::take(&mut self.blocks) {
            if language.layout.is_boilerplate(&block.text) {
                imported.left_out.push(self.left_out(source, block.text, block.line, LeftOutReason::Boilerplate));
                continue;
            }
            if language.layout.find_phrase(&block.text, 0).is_some() {
                let (kept, phrases) = without_phrases(&block.text, &language.layout);
                for phrase in phrases {
                    imported.left_out.push(self.left_out(source, phrase, block.line, LeftOutReason::Boilerplate));
                }
                block.text = kept;
            }
            if !block.text.is_empty() {
                self.blocks.push(block);
            }
        }
    }

    /// A dateline names the publisher when nothing else does; it stays part of the text.
    fn read_dateline(&mut self, language: &Language) {
        if self.publisher.is_none()
            && let Some(first) = self.blocks.first()
        {
            let dateline = language.layout.dateline(&first.text);
            self.publisher = dateline.and_then(|dateline| dateline.outlet).map(str::to_owned);
        }
    }

    /// The title given, else one made of the first sentence; none when there is no text either.
    fn title(&mut self, language: Option<&Language>, languages: &Languages) -> Option<String> {
        if let Some(title) = self.title.take().map(|title| title::tidy(&title)).filter(|title| !title.is_empty()) {
            return Some(title);
        }
        let head = self.dated_head(languages).map_or(0, |(length, _)| length);
        let is_head = |block: &&Block| {
            self.blocks.first().is_some_and(|first| std::ptr::eq(first, *block)) && head == block.text.len()
        };
        let mut paragraphs = self.blocks.iter().filter(|block| block.kind == BlockKind::Paragraph);
        let first = paragraphs.find(|block| !is_head(block)).or(self.blocks.first())?;
        let dateline = language.and_then(|language| language.layout.dateline(&first.text));
        let length = dateline.map_or(0, |dateline| dateline.length);
        let length =
            if std::ptr::eq(first, &self.blocks[0]) && head < first.text.len() { length.max(head) } else { length };
        let title = title::from_first_sentence(&first.text[length..], language);
        Some(if title.is_empty() { first.text.clone() } else { title })
    }

    fn left_out(&self, source: &Source<'_>, text: String, line: Option<usize>, reason: LeftOutReason) -> LeftOut {
        LeftOut { path: source.shown.to_owned(), record: self.record, line, text, reason }
    }
}

/// The warning about a date that names no day.
pub(super) fn invalid_date(text: &str) -> Diagnostic {
    let shown = shortened(text, 60);
    Diagnostic::warning("invalid-date", format!("`{shown}` is not a date; the article counts as undated"))
        .help("write the day as `2024-05-02`")
}

/// A text without the phrases that newspapers put between sentences, and those phrases.
fn without_phrases(text: &str, layout: &Layout) -> (String, Vec<String>) {
    let (mut kept, mut phrases, mut from) = (String::with_capacity(text.len()), Vec::new(), 0);
    while let Some(range) = layout.find_phrase(text, from) {
        let before = text[from..range.start].trim();
        kept.push_str(before);
        kept.push(' ');
        phrases.push(text[range.clone()].to_owned());
        from = range.end;
    }
    kept.push_str(text[from..].trim());
    (kept.trim().to_owned(), phrases)
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The id of an article from the file and what tells it from others of that file.
pub(super) fn article_id(file: &str, key: &str) -> String {
    id_from(&format!("{file}\0{key}"))
}

/// SHA-256 of `bytes` in hexadecimal.
pub(super) fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
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
