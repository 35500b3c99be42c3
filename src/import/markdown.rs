//! Turns a Markdown file, with or without front matter, into one article. Its Markdown stays as it is.

use crate::config::Limits;
use crate::decode;
use crate::diag::{Diagnostic, Location};
use crate::front_matter::{self, Words, id_from, split};
use crate::lang::{Language, Languages};
use crate::markdown::plain_text;
use crate::model::{Article, Origin, UNDETERMINED, Value};
use crate::yaml;

use super::draft::{article_id, invalid_date, sha256};
use super::{Imported, Source, date, title};

/// Reads a file that is one article. What its front matter says is taken over; what it does not say is found in the
/// text, as in a plain text.
pub(super) fn read(source: &Source<'_>, languages: &Languages, limits: &Limits) -> Imported {
    let mut imported = Imported::default();
    let text = decode::decode(source.bytes, None, source.shown, &mut imported.diagnostics);
    let key = |name: &str| languages.field(name).map(str::to_owned);
    let listed = |item: &str, of_person: bool| languages.listed(item, of_person);
    let words = Words { date: &|_, _| None, key: &key, listed: &listed };
    let (article, found) = front_matter::read_with(source.file, &text, limits, &words);
    // The messages are about the source, not about an article of the archive; and a source need not have front matter.
    let missing = ["no-front-matter", "no-title", "invalid-date"];
    let kept = found.into_iter().filter(|diagnostic| !missing.contains(&diagnostic.code));
    imported.diagnostics.extend(kept.map(|diagnostic| pointing_at(source.shown, diagnostic)));
    let Some(mut article) = article else { return imported };

    article.path.clear();
    article.body_line = 0;
    if article.id == id_from(source.file) {
        article.id = article_id(source.file, "");
    }
    let (file, sha256) = (source.file.to_owned(), sha256(source.bytes));
    article.origin = Some(Origin { file, sha256, ..Origin::default() });
    let written = Written::read(&text, source.shown, limits);
    let plain = plain_text(&article.body).text;
    if article.lang.is_empty() {
        match languages.detect(&plain) {
            Some(language) => article.lang.clone_from(&language.code),
            None => UNDETERMINED.clone_into(&mut article.lang),
        }
    }
    if !written.has_title {
        let language = languages.get(&article.lang);
        find_title(&mut article, &plain, language);
    }
    if let (None, Some(text)) = (&article.date, &written.date) {
        article.date = date::parse(text, Some(&article.lang), languages);
        if article.date.is_none() {
            imported.diagnostics.push(invalid_date(text).at(Location::file(source.shown)));
        }
    }
    article.date = article.date.or_else(|| date::from_file_name(source.file));
    if plain.trim().is_empty() && !written.has_title {
        let told = imported.diagnostics.iter().any(|diagnostic| diagnostic.code == "empty-article");
        if !told {
            let diagnostic = Diagnostic::warning("empty-article", "no text, so there is no article");
            imported.diagnostics.push(diagnostic.at(Location::file(source.shown)));
        }
        return imported;
    }
    imported.articles.push(article);
    imported
}

fn pointing_at(shown: &str, mut diagnostic: Diagnostic) -> Diagnostic {
    if let Some(location) = &mut diagnostic.location {
        shown.clone_into(&mut location.path);
    }
    diagnostic
}

/// What stands in the front matter, whether or not it is right.
#[derive(Default)]
struct Written {
    /// A `title`, or a heading of the first level, which `front_matter` takes for one.
    has_title: bool,
    date: Option<String>,
}

impl Written {
    fn read(text: &str, shown: &str, limits: &Limits) -> Self {
        let Ok(parts) = split(shown, text, limits.front_matter_bytes) else { return Self::default() };
        let value = yaml::parse(parts.yaml).map(|node| node.to_value()).unwrap_or_default();
        let written = |key: &str| match value.get(key) {
            Some(Value::String(text)) if !text.trim().is_empty() => Some(text.clone()),
            Some(Value::Number(number)) => Some(number.to_string()),
            _ => None,
        };
        let has_heading = text[parts.body..].starts_with("# ");
        Self { has_title: has_heading || written("title").is_some(), date: written("date") }
    }
}

/// The title is a heading at the beginning, else a short first line that stands alone, else made of the first sentence.
fn find_title(article: &mut Article, plain: &str, language: Option<&Language>) {
    let first = article.body.lines().next().unwrap_or_default();
    let stands_alone = article.body[first.len()..].starts_with("\n\n");
    let heading = plain.lines().next().unwrap_or_default().trim();
    if heading.is_empty() {
        return;
    }
    let is_own_line = stands_alone && plain_text(first).text.trim() == heading && plain.trim().len() > heading.len();
    let follow = plain.lines().skip(1).map(str::trim).filter(|line| !line.is_empty());
    let is_title = first.starts_with('#') || is_own_line && title::is_title_line(heading);
    article.title = if is_title { heading.to_owned() } else { title::from_first_sentence(plain, language) };
    if is_title || is_own_line && title::is_title_sentence(heading, follow, language) {
        article.body = article.body[first.len()..].trim_start_matches('\n').to_owned();
    }
}
