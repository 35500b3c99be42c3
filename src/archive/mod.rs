//! Turns the folder of a site into an data ([`Site`]): settings, articles, curated entities, judgements, addresses,
//! templates; and writes articles and addresses back.
//!
//! Reads nothing outside `kutip.yaml`, `content/`, `templates/`, `static/`, `languages/` and `.kutip/`, follows no
//! symbolic link and opens only regular files. What cannot be used is said and left out; the rest goes on.

mod addresses;
mod curated;
mod error;
mod judgements;
pub mod merge;
mod paragraphs;
mod places;
mod pristine;
mod read;
mod recognize;
mod save;
mod walk;
mod wording;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::config::{self, Config};
use crate::diag::{Diagnostic, Location};
use crate::front_matter::{self, Words};
use crate::lang::Files;
use crate::model::{Addresses, Article, CuratedEntity, EntityKind, Judgement};
use crate::slug::slug;
use crate::yaml;

pub use curated::KEYS as CURATED_KEYS;
pub use error::ArchiveError;
pub use paragraphs::{is_hash_of, text_hash};
pub use places::places;
pub use read::{FileText, read_bytes, unreadable};
pub use save::begin;
use walk::walk_all;
pub use walk::{Found, walk};
pub use wording::{alike, differing, edged, most_common, sayings};

/// Folder of the articles, relative to the site.
pub const ARTICLES: &str = "content/articles";

/// Marks of the messages about sources that were printed, relative to the site.
const TOLD: &str = ".kutip/told";

/// Articles that keep their words although their source has changed, relative to the site.
const UNDECIDED: &str = ".kutip/undecided";

/// Folder of the sources that `build` imports by itself, relative to the site.
pub const INBOX: &str = "content/inbox";

/// The address book, relative to the site.
pub const ADDRESSES: &str = "content/addresses.yaml";

/// Largest file of settings, judgements, templates and the like, in bytes.
const SMALL_FILE_BYTES: u64 = 16 << 20;

/// Where a site lies on the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    root: PathBuf,
}

impl Site {
    /// The site in the folder `root`, which need not exist yet.
    pub fn at(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// The site that the folder `start` (absolute) belongs to: the nearest folder upwards that holds `kutip.yaml` or
    /// `content/`.
    pub fn find(start: &Path) -> Option<Self> {
        start.ancestors().map(Self::at).find(Self::exists)
    }

    /// Whether there is a site.
    pub fn exists(&self) -> bool {
        self.root.join(config::FILE).is_file() || self.root.join("content").is_dir()
    }

    /// The folder of the site.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Reads the settings; the defaults where there is no `kutip.yaml`.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with them.
    pub fn settings(&self) -> Result<Config, Vec<Diagnostic>> {
        let mut diagnostics = Vec::new();
        match read::text(&self.root, config::FILE, SMALL_FILE_BYTES, &mut diagnostics) {
            None if diagnostics.is_empty() => Ok(Config::default()),
            None => Err(diagnostics),
            Some(file) => config::read(config::FILE, &file.text),
        }
    }

    /// The text of the settings, for messages about them.
    pub fn settings_text(&self) -> Option<String> {
        read::text(&self.root, config::FILE, SMALL_FILE_BYTES, &mut Vec::new()).map(|file| file.text)
    }

    /// Reads the folders `languages/<code>/`: code → files.
    pub fn languages(&self) -> (BTreeMap<String, Files>, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let mut languages: BTreeMap<String, Files> = BTreeMap::new();
        for file in read::texts(&self.root, "languages", SMALL_FILE_BYTES, &mut diagnostics) {
            let path = file.path.trim_start_matches("languages/");
            if let Some((code, name)) = path.split_once('/') {
                languages.entry(code.to_owned()).or_default().insert(name.to_owned(), file.text);
            }
        }
        (languages, diagnostics)
    }

    /// Reads the templates: path relative to `templates/` → text.
    pub fn templates(&self) -> (BTreeMap<String, String>, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let files = read::texts(&self.root, "templates", SMALL_FILE_BYTES, &mut diagnostics);
        let name = |path: &str| path.trim_start_matches("templates/").to_owned();
        (files.into_iter().map(|file| (name(&file.path), file.text)).collect(), diagnostics)
    }

    /// The files of `static/`, which are copied as they are: paths relative to that folder, sorted.
    pub fn static_files(&self) -> (Vec<Found>, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let mut files = walk_all(&self.root.join("static"), "static", &mut diagnostics);
        files.retain(|file| {
            let is_odd = file.relative.contains(|c: char| c.is_control() || matches!(c, '\\' | '\u{fffd}'));
            if is_odd {
                let message = "the name of this file cannot be part of an address, so it is not copied";
                let diagnostic = Diagnostic::warning("odd-name", message).at(Location::file(&file.shown));
                diagnostics.push(diagnostic.help("rename it with letters, digits, `-`, `_` and `.`"));
            }
            !is_odd
        });
        (files, diagnostics)
    }

    /// Reads all articles, sorted by path. `words`: what languages know of words in front matter.
    pub fn articles(&self, config: &Config, words: &Words<'_>) -> (Vec<Article>, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let files = walk(&self.root.join(ARTICLES), ARTICLES, &mut diagnostics);
        let (files, others): (Vec<Found>, Vec<Found>) =
            files.into_iter().partition(|file| file.relative.ends_with(".md"));
        diagnostics.extend(others.iter().map(|file| {
            Diagnostic::note("not-an-article", "the name does not end in `.md`, so this is not an article")
                .at(Location::file(&file.shown))
                .help("if it is one, rename it to `….md`, or put it into content/inbox/")
        }));
        let read: Vec<(Option<Article>, Vec<Diagnostic>)> = files
            .par_iter()
            .map(|file| {
                let mut found = Vec::new();
                let Some(text) = read::file(file, config.limits.source_bytes, &mut found) else {
                    return (None, found);
                };
                let (article, more) = front_matter::read_with(&file.relative, &text.text, &config.limits, words);
                found.extend(more);
                (article, found)
            })
            .collect();
        let mut articles = Vec::with_capacity(read.len());
        for (article, found) in read {
            articles.extend(article);
            diagnostics.extend(found);
        }
        part_equal_ids(&mut articles, &mut diagnostics);
        (articles, diagnostics)
    }

    /// Says what lies in `content/` and is read by nothing.
    pub fn unread(&self) -> Vec<Diagnostic> {
        let folders: Vec<&str> =
            ["inbox", "articles"].into_iter().chain(EntityKind::folders().map(|(folder, _)| folder)).collect();
        let files = ["judgements.yaml", "addresses.yaml"];
        let Ok(entries) = std::fs::read_dir(self.root.join("content")) else { return Vec::new() };
        let mut names: Vec<(String, bool)> = entries
            .flatten()
            .map(|entry| (entry.file_name().to_string_lossy().into_owned(), entry.path().is_dir()))
            .filter(|(name, _)| !name.starts_with(['.', '_']))
            .collect();
        names.sort();
        let mut found = Vec::new();
        for (name, is_folder) in names {
            let known: &[&str] = if is_folder { &folders } else { &files };
            let is_text =
                [".md", ".txt", ".html", ".json", ".jsonl", ".yaml", ".yml"].iter().any(|end| name.ends_with(end));
            let is_note = name.to_lowercase().starts_with("readme") || name.to_lowercase().starts_with("licen");
            if known.contains(&name.as_str()) || (!is_folder && (!is_text || is_note)) {
                continue;
            }
            let diagnostic = Diagnostic::warning("unread-content", "nothing in the program reads this")
                .at(Location::file(format!("content/{name}{}", if is_folder { "/" } else { "" })));
            found.push(match yaml::nearest(&name, known) {
                Some(near) => diagnostic.help(format!("did you mean `content/{near}`?")),
                None if is_folder => diagnostic
                    .help("articles go to content/inbox/ or content/articles/, pages of your own to static/ as .html"),
                None => diagnostic.help("articles go to content/inbox/ or content/articles/"),
            });
        }
        found
    }

    /// Paths of all files under `content/articles/`, relative to it, articles or not.
    pub fn article_files(&self) -> Vec<String> {
        walk(&self.root.join(ARTICLES), ARTICLES, &mut Vec::new()).into_iter().map(|file| file.relative).collect()
    }

    /// Reads what people wrote about single entities, sorted by path. `words`: what languages know of words in front matter.
    pub fn curated(&self, config: &Config, words: &Words<'_>) -> (Vec<CuratedEntity>, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let mut entities = Vec::new();
        for (folder, kind) in EntityKind::folders() {
            let folder = format!("content/{folder}");
            for file in read::texts(&self.root, &folder, config.limits.source_bytes, &mut diagnostics) {
                if file.path.ends_with(".md") {
                    entities.extend(curated::read(&file, kind, config, words, &mut diagnostics));
                }
            }
        }
        (entities, diagnostics)
    }

    /// Reads `content/judgements.yaml`. `None`: it is there and cannot be read at all.
    pub fn judgements(&self) -> (Option<Vec<Judgement>>, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let judgements = match read::text(&self.root, judgements::PATH, SMALL_FILE_BYTES, &mut diagnostics) {
            None => diagnostics.is_empty().then(Vec::new),
            Some(file) => judgements::read(&file.text, &mut diagnostics),
        };
        (judgements, diagnostics)
    }

    /// Reads the address book.
    ///
    /// # Errors
    ///
    /// When it is there and cannot be understood whole: a build would lose addresses.
    pub fn addresses(&self) -> Result<Addresses, Vec<Diagnostic>> {
        let mut diagnostics = Vec::new();
        match read::text(&self.root, ADDRESSES, SMALL_FILE_BYTES, &mut diagnostics) {
            None if diagnostics.is_empty() => Ok(Addresses::default()),
            None => Err(diagnostics),
            Some(file) => addresses::read(&file.text),
        }
    }

    /// Writes the address book, if it has changed; removes nothing: an empty book is written only over another one.
    ///
    /// # Errors
    ///
    /// When the disk refuses.
    pub fn save_addresses(&self, addresses: &Addresses) -> Result<(), ArchiveError> {
        let path = self.root.join(ADDRESSES);
        let text = addresses::print(addresses);
        let there = read_bytes(&path, SMALL_FILE_BYTES).ok();
        let is_same = there.as_deref() == Some(text.as_bytes());
        if is_same || (there.is_none() && *addresses == Addresses::default()) {
            return Ok(());
        }
        save::replace(&self.root, ADDRESSES, text.as_bytes())
    }

    /// Adds lines to `content/judgements.yaml`, which must be readable as it is.
    ///
    /// # Errors
    ///
    /// When the file would not be a list of judgements any more, or when the disk refuses.
    pub fn add_judgements(&self, lines: &[String]) -> Result<(), ArchiveError> {
        if lines.is_empty() {
            return Ok(());
        }
        let mut text = read::text(&self.root, judgements::PATH, SMALL_FILE_BYTES, &mut Vec::new())
            .map_or_else(String::new, |file| file.text);
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        lines.iter().for_each(|line| {
            text.push_str(line);
            text.push('\n');
        });
        let mut found = Vec::new();
        judgements::read(&text, &mut found);
        if found.iter().any(|diagnostic| diagnostic.code == "invalid-yaml") {
            return Err(ArchiveError::NotAList { path: self.root.join(judgements::PATH), lines: lines.join("\n") });
        }
        save::replace(&self.root, judgements::PATH, text.as_bytes())
    }

    /// Writes a new article to its `path`, never in the place of a file that is there. The article knows its lines
    /// afterwards, as if it had been read from the file.
    ///
    /// # Errors
    ///
    /// When the path leads out of `content/articles/`, when the article's file is there, or when the disk refuses.
    pub fn save_article(&self, article: &mut Article) -> Result<(), ArchiveError> {
        let path = format!("{ARTICLES}/{}", article.path);
        let text = front_matter::write(article);
        front_matter::find_lines(article, &text);
        save::create(&self.root, &path, text.as_bytes())
    }

    /// Writes an article into the file of `old`, what it was before; all that did not change keeps its bytes. The article
    /// knows its lines afterwards. `words`: what languages know of words in front matter.
    ///
    /// # Errors
    ///
    /// When the path leads out of `content/articles/` or when the disk refuses.
    pub fn update_article(
        &self,
        old: &Article,
        article: &mut Article,
        config: &Config,
        words: &Words<'_>,
    ) -> Result<(), ArchiveError> {
        let path = format!("{ARTICLES}/{}", article.path);
        let file = self.article_text(&article.path, config).unwrap_or_default();
        let text = front_matter::rewrite(&file, old, article, &config.limits, words);
        front_matter::find_lines(article, &text);
        let bytes = read::read_bytes(&self.root.join(&path), config.limits.source_bytes).unwrap_or_default();
        let text = if bytes.starts_with(b"---\r\n") { text.replace('\n', "\r\n") } else { text };
        save::replace(&self.root, &path, text.as_bytes())
    }

    /// Keeps a copy of an article as the program wrote it, with the hash of its text ([`text_hash`]) in the place of the text, to
    /// see later what people changed.
    ///
    /// # Errors
    ///
    /// When the disk refuses.
    pub fn keep_pristine(&self, article: &Article) -> Result<(), ArchiveError> {
        pristine::keep(&self.root, article)
    }

    /// The annotations of an article as the engine wrote them, if a copy was kept and is the one that the article names.
    pub fn pristine(&self, article: &Article) -> Option<Article> {
        pristine::load(&self.root, article)
    }

    /// Whether an article with this id was imported before; not known where `.kutip/` is gone.
    pub fn was_imported(&self, id: &str) -> bool {
        pristine::exists(&self.root, id)
    }

    /// What is kept of articles that were imported once and are not among those with the given ids: their files are gone.
    /// None where nobody knows.
    pub fn left_behind(&self, ids: &BTreeSet<&str>) -> Vec<Article> {
        pristine::left_behind(&self.root, |id| ids.contains(id))
    }

    /// Marks of the messages about sources that earlier runs printed; none where nobody knows.
    pub fn told(&self) -> BTreeSet<String> {
        let text = std::fs::read_to_string(self.root.join(TOLD)).unwrap_or_default();
        text.lines().map(str::to_owned).collect()
    }

    /// Notes which messages were printed.
    ///
    /// # Errors
    ///
    /// When the disk refuses.
    pub fn keep_told(&self, told: &BTreeSet<String>) -> Result<(), ArchiveError> {
        let text: String = told.iter().map(|mark| format!("{mark}\n")).collect();
        save::replace(&self.root, TOLD, text.as_bytes())
    }

    /// What updates noted of articles that keep their words although their source has changed: one a line; empty where
    /// nobody knows.
    pub fn undecided(&self) -> String {
        std::fs::read_to_string(self.root.join(UNDECIDED)).unwrap_or_default()
    }

    /// Notes which articles those are.
    ///
    /// # Errors
    ///
    /// When the disk refuses.
    pub fn keep_undecided(&self, lines: &str) -> Result<(), ArchiveError> {
        save::replace(&self.root, UNDECIDED, lines.as_bytes())
    }

    /// Waits until no other process imports into this archive, and keeps others from it until what is returned is dropped.
    /// Where folders cannot be locked, nothing is waited for.
    pub fn lock_articles(&self) -> Option<File> {
        let folder = File::open(self.root.join("content")).ok()?;
        folder.lock().ok()?;
        Some(folder)
    }

    /// The text of an article's file, for messages about it.
    pub fn article_text(&self, path: &str, config: &Config) -> Option<String> {
        let path = format!("{ARTICLES}/{path}");
        read::text(&self.root, &path, config.limits.source_bytes, &mut Vec::new()).map(|file| file.text)
    }
}

/// Gives the copies among articles with one id another, from their paths. The original keeps it, and its addresses: it has
/// the name that an import gives, or the shorter one (`banjir.md`, not `banjir (1).md` or `lama/banjir.md`).
fn part_equal_ids(articles: &mut [Article], diagnostics: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut used: BTreeSet<String> = articles.iter().map(|article| article.id.clone()).collect();
    let mut order: Vec<usize> = (0..articles.len()).collect();
    let has_own_name = |article: &Article| article.path.strip_suffix(".md") == Some(&*slug(&article.title));
    order.sort_by_key(|&at| (!has_own_name(&articles[at]), articles[at].path.chars().count(), at));
    for at in order {
        let Some(first) = seen.insert(articles[at].id.clone(), at) else { continue };
        let (path, id) = (articles[at].path.clone(), articles[at].id.clone());
        seen.insert(id.clone(), first);
        let mut other = front_matter::id_from(&path);
        while !used.insert(other.clone()) {
            other = front_matter::id_from(&other);
        }
        let message = format!("has the id `{id}` of `{ARTICLES}/{}`; it gets another", articles[first].path);
        diagnostics.push(
            Diagnostic::warning("duplicate-id", message)
                .at(Location::file(format!("{ARTICLES}/{path}")))
                .help("if this is a copy of that file, remove one; else remove the line `id:`"),
        );
        articles[at].id = other.clone();
        seen.insert(other, at);
    }
}
