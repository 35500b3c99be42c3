//! Turns the text of an article's file into an [`Article`], and an article into the text of its file.
//!
//! Reading never refuses more than it must: what cannot be used is left out and said, with its line. Only a front
//! matter that is not YAML, or never ends, leaves the whole article out, because a `draft: true` may stand in it.

mod annotations;
mod commas;
mod date;
mod fence;
mod keep;
mod lines;
mod print;

use sha2::{Digest, Sha256};

use crate::config::Limits;
use crate::diag::{Diagnostic, Location, Severity};
use crate::model::{Annotated, Article, ArticleDate, Origin, Span};
use crate::url::{meant_web_url, safe_web_url};
use crate::yaml::{self, Cursor, Findings, Listed, Node, Part};

pub use annotations::{
    ENTITY_KEYS, QUOTATION_KEYS, WrittenAgain, fold, locate_entity, locate_quotation_field, quotation_id, refresh_ids,
    written_again,
};
pub use date::{parse_date, parse_loose_date};
pub use fence::{Parts, split};
pub use keep::rewrite;
pub use print::{annotations_hash, entities_hash, entity_line, is_mark_of, origin_value, write};

/// Keys of an article's front matter, in the order in which they are written.
pub const KEYS: [&str; 13] = [
    "id",
    "title",
    "date",
    "lang",
    "publisher",
    "url",
    "archived",
    "authors",
    "draft",
    "origin",
    "annotated",
    "quotations",
    "entities",
];

/// Folder of the articles, as messages name it.
const FOLDER: &str = "content/articles/";

/// Reads an article's file. `path` is relative to `content/articles/`; `text` has line feeds only.
///
/// Gives the article, unless nothing of it can be used, and everything that is wrong with it.
pub fn read(path: &str, text: &str, limits: &Limits) -> (Option<Article>, Vec<Diagnostic>) {
    read_with(path, text, limits, &Words::NONE)
}

/// What languages know of words in a front matter.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    /// The day that words name (`2 Mei 2024`); the second text is the article's language, empty if it has none.
    pub date: &'a (dyn Fn(&str, &str) -> Option<ArticleDate> + Sync),
    /// The key that somebody calls so in another language: `date` for `tanggal`.
    pub key: &'a (dyn Fn(&str) -> Option<String> + Sync),
    /// How an item of a list looks that stands behind another one; `true` where it may be a part of a person's name.
    pub listed: &'a (dyn Fn(&str, bool) -> Listed + Sync),
}

impl Words<'_> {
    const NONE: Self = Self { date: &|_, _| None, key: &|_| None, listed: &|_, _| Listed::default() };
}

impl std::fmt::Debug for Words<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Words")
    }
}

/// As [`read`]; `words` reads a `date` that is not written in figures, and tells which key a strange one may mean.
pub fn read_with(path: &str, text: &str, limits: &Limits, words: &Words<'_>) -> (Option<Article>, Vec<Diagnostic>) {
    let shown = format!("{FOLDER}{path}");
    let parts = match fence::split(&shown, text, limits.front_matter_bytes) {
        Ok(parts) => parts,
        Err(diagnostic) => return (None, vec![*diagnostic]),
    };
    let mut article = Article { path: path.to_owned(), ..Article::default() };
    let untabbed = fence::without_tabs(parts.yaml);
    let yaml = untabbed.as_deref().unwrap_or(parts.yaml);
    let mut findings = Findings::new(&shown, text, yaml, Severity::Warning);
    parts.findings.into_iter().for_each(|diagnostic| findings.note(diagnostic));
    let Some(tree) = findings.parse() else {
        // What the tabs hid is no better without them: tell of the file as it is.
        let mut findings = Findings::new(&shown, text, parts.yaml, Severity::Warning);
        findings.parse();
        return (None, findings.finish());
    };
    if untabbed.is_some() {
        let at = parts.yaml.find("\n\t").map_or(0, |at| at + 1);
        let diagnostic = Diagnostic::warning("tab-indent", "a tab indents this line; it was read as two spaces");
        let location = Location::span(&shown, text, Span::new(at, at));
        findings.note(diagnostic.at(location).help("indent with spaces; YAML does not allow tabs there"));
    }
    let kept = read_fields(&mut article, &tree, &mut findings, words);
    article.body = text[parts.body..].to_owned();
    article.body_line = parts.body_line;
    article.quotation_lines = lines::of_quotations(parts.yaml, &kept);
    article.has_id = is_id(&article.id);
    if !article.has_id {
        article.id = id_from(path);
    }
    if article.title.is_empty() {
        title_from_body(&mut article);
        if !parts.yaml.is_empty() {
            let message = format!("no `title`; the page is called `{}`", article.title);
            let diagnostic = Diagnostic::warning("no-title", message).at(Location::file(&shown));
            findings.note(diagnostic.help("write `title: …` into the front matter"));
        }
    }
    commas::note(&article, &tree, &mut findings, words);
    annotations::give_ids(&mut article, &shown, &mut findings);
    (Some(article), findings.finish())
}

/// Reads all keys; gives for each item of `quotations` whether it is one.
fn read_fields(article: &mut Article, tree: &Node, findings: &mut Findings<'_>, words: &Words<'_>) -> Vec<bool> {
    let mut kept = Vec::new();
    let root = Cursor::root(tree);
    let entries = root.entries(findings, "a map of keys and values (`title: …`)");
    let lang = entries.iter().find(|entry| entry.key() == "lang").and_then(|entry| match entry.node() {
        Node::Text(code) => Some(code.as_str()),
        _ => None,
    });
    for entry in &entries {
        match entry.key() {
            "id" => read_id(article, entry, findings),
            "title" => article.title = entry.text(findings).map(|title| fold(&title)).unwrap_or_default(),
            "date" => {
                let in_words = |text: &str| (words.date)(text, lang.unwrap_or_default());
                article.date = date::read(entry, findings, "the article counts as undated", &in_words);
            }
            "lang" => article.lang = read_lang(entry, findings),
            "publisher" => article.publisher = entry.text(findings),
            "url" => article.url = read_url(entry, findings),
            "archived" => article.archived = read_url(entry, findings),
            "authors" => article.authors = entry.texts(findings),
            "draft" => article.draft = read_draft(entry, findings),
            "origin" => article.origin = read_origin(entry, findings),
            "annotated" => article.annotated = read_annotated(entry, findings),
            "quotations" => {
                let items = annotations::read_quotations(entry, findings);
                kept = items.iter().map(Option::is_some).collect();
                article.quotations = Some(items.into_iter().flatten().collect());
            }
            "entities" => article.entities = Some(annotations::read_entities(entry, findings)),
            key => {
                let meant = (words.key)(key).filter(|meant| KEYS.contains(&meant.as_str()));
                if let Some(near) = meant.as_deref().or_else(|| yaml::nearest(key, &KEYS)) {
                    let diagnostic = Diagnostic::warning("unknown-key", format!("`{key}` is not a key of the program"))
                        .label(format!("did you mean `{near}`?"))
                        .help("keys that the program does not know are handed to templates under `extra`");
                    findings.push(entry, Part::Key, diagnostic);
                }
                article.extra.insert(key.to_owned(), entry.value());
            }
        }
    }
    kept
}

fn read_id(article: &mut Article, entry: &Cursor<'_>, findings: &mut Findings<'_>) {
    let Some(id) = entry.text(findings) else { return };
    if is_id(&id) {
        article.id = id;
    } else {
        let diagnostic = Diagnostic::warning("invalid-id", format!("`{id}` cannot be an id"))
            .help("an id has 1 to 64 letters without accents, digits, `-`, `_` or `.`; leave it out to have one made");
        findings.push(entry, Part::Value, diagnostic);
    }
}

/// An address, also where it is none: the file keeps what it has.
fn read_url(entry: &Cursor<'_>, findings: &mut Findings<'_>) -> Option<String> {
    let url = entry.text(findings)?;
    if safe_web_url(&url).is_none() {
        findings.push(entry, Part::Value, invalid_url(&url, EXAMPLE_URL));
    }
    Some(url)
}

/// An address of an article, as messages show one.
pub const EXAMPLE_URL: &str = "https://example.org/harga-beras-turun";

/// The warning about a text that should be the address of a page; `example` is one, for where it is not to be told which.
pub fn invalid_url(text: &str, example: &str) -> Diagnostic {
    let shown: String = text.chars().take(200).collect();
    let diagnostic =
        Diagnostic::warning("invalid-url", format!("`{shown}` is no address of a page, so no link leads there"));
    match meant_web_url(text) {
        Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")),
        None => diagnostic.help(format!("write the whole address, such as `{example}`, or remove it")),
    }
}

/// The code of a language in lower case. A value that can be none is kept as it is; the text tells the language then.
fn read_lang(entry: &Cursor<'_>, findings: &mut Findings<'_>) -> String {
    let lang = entry.text(findings).unwrap_or_default().to_lowercase();
    let subtags = lang.split(['-', '_']).enumerate();
    let is_code = subtags.into_iter().all(|(at, subtag)| {
        let letters = subtag.bytes().all(|byte| byte.is_ascii_alphabetic() || at > 0 && byte.is_ascii_digit());
        letters && (if at == 0 { 2..=3 } else { 1..=8 }).contains(&subtag.len())
    });
    if !lang.is_empty() && !is_code {
        let diagnostic = Diagnostic::warning("invalid-language", format!("`{lang}` is no code of a language"))
            .help("write a code such as `id` or `en`, or leave the line out: the text tells the language");
        findings.push(entry, Part::Value, diagnostic);
    }
    lang
}

/// Whether `id` can stand in an address and an attribute as it is.
fn is_id(id: &str) -> bool {
    (1..=64).contains(&id.len())
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
        && id.bytes().any(|byte| byte.is_ascii_alphanumeric())
}

/// Says in the article on which lines of `text`, the file that was written for it, its parts stand.
pub fn find_lines(article: &mut Article, text: &str) {
    if let Ok(parts) = fence::split(&article.path, text, u64::MAX) {
        article.body_line = parts.body_line;
        article.quotation_lines = lines::of_quotations(parts.yaml, &vec![true; article.quotations().len()]);
    }
}

/// The id of an article that has none: the first twelve hexadecimal digits of the SHA-256 of `what`.
pub fn id_from(what: &str) -> String {
    hex(&Sha256::digest(what.as_bytes())[..6])
}

/// Bytes in hexadecimal, lower case.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A truth value, also as people write it; any other word keeps the article back.
fn read_draft(entry: &Cursor<'_>, findings: &mut Findings<'_>) -> bool {
    if let Node::Bool(draft) = entry.node() {
        return *draft;
    }
    let Some(word) = entry.text(findings) else { return false };
    match word.to_lowercase().as_str() {
        "yes" | "on" | "1" => true,
        "no" | "off" | "0" => false,
        _ => {
            entry.wrong(findings, "`true` or `false` (the article is kept back)");
            true
        }
    }
}

fn read_origin(entry: &Cursor<'_>, findings: &mut Findings<'_>) -> Option<Origin> {
    let mut origin = Origin::default();
    for field in entry.entries(findings, "a map with `file`, `record`, `sha256` and `earlier`") {
        match field.key() {
            "file" => origin.file = field.text(findings).unwrap_or_default(),
            "record" => origin.record = field.number(findings, 1).and_then(|record| usize::try_from(record).ok()),
            "sha256" => origin.sha256 = field.text(findings).unwrap_or_default().to_lowercase(),
            "earlier" => origin.earlier = field.texts(findings),
            key => unknown_part(&field, key, &["file", "record", "sha256", "earlier"], findings),
        }
    }
    (!origin.file.is_empty() || !origin.sha256.is_empty()).then_some(origin)
}

fn read_annotated(entry: &Cursor<'_>, findings: &mut Findings<'_>) -> Option<Annotated> {
    let mut annotated = Annotated::default();
    for field in entry.entries(findings, "a map with `version` and `sha256`") {
        match field.key() {
            "version" => {
                annotated.version = field.number(findings, 0).and_then(|v| u32::try_from(v).ok()).unwrap_or_default();
            }
            "sha256" => annotated.sha256 = field.text(findings).unwrap_or_default().to_lowercase(),
            key => unknown_part(&field, key, &["version", "sha256"], findings),
        }
    }
    (!annotated.sha256.is_empty()).then_some(annotated)
}

fn unknown_part(field: &Cursor<'_>, key: &str, known: &[&str], findings: &mut Findings<'_>) {
    let diagnostic = Diagnostic::warning("unknown-key", format!("unknown key `{key}`"))
        .help(format!("known here: {}", yaml::list(known)));
    findings.push(field, Part::Key, diagnostic);
}

/// Gives an article without a title one: its first heading, which then leaves the body, or the name of its file.
fn title_from_body(article: &mut Article) {
    let first = article.body.lines().next().unwrap_or_default();
    if let Some(heading) = first.strip_prefix("# ").map(|heading| fold(heading.trim_end_matches('#')))
        && !heading.is_empty()
    {
        let rest = article.body[first.len()..].trim_start_matches('\n');
        article.body_line += article.body[..article.body.len() - rest.len()].matches('\n').count();
        article.body = rest.to_owned();
        article.title = heading;
        return;
    }
    let stem = article.path.rsplit('/').next().unwrap_or_default().trim_end_matches(".md");
    let words = fold(&stem.replace(['-', '_'], " "));
    let mut letters = words.chars();
    article.title = match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => article.id.clone(),
    };
}
