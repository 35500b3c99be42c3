//! Turns `kutip.yaml` into the settings of a site.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Location, Severity};
use crate::model::Value;
use crate::yaml::{self, Cursor, Findings, Node, Part, Step};

/// Name of the settings file in the root of a site.
pub const FILE: &str = "kutip.yaml";

/// How the address of a site is written, for who gave something else.
pub const BASE_URL_HELP: &str = "write it as `https://example.org/archive/`";

/// Keys of `kutip.yaml`.
pub const KEYS: [&str; 16] = [
    "title",
    "language",
    "base_url",
    "links",
    "paths",
    "publish",
    "withheld",
    "withheld_reviewed",
    "quotation_pages",
    "feeds",
    "crawlers",
    "search_key",
    "corrections",
    "licence",
    "limits",
    "extra",
];

/// What of an article may be shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Publish {
    /// The whole text.
    #[default]
    Full,
    /// The first paragraph and the sentences around quotations.
    Excerpt,
    /// The words quoted and a link to the original.
    Quotations,
}

/// How links inside the site end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Links {
    /// `…/`, for a server.
    Clean,
    /// `…/index.html`, for a disk.
    Portable,
}

/// Settings of a site. Every key has a default.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// Name of the site.
    pub title: String,
    /// Language of the interface: a code for which `interface.yaml` exists.
    pub language: String,
    /// Absolute address of the site's root, with a slash at the end, if it has one.
    pub base_url: Option<String>,
    /// How links end; as given, else clean with a `base_url` and portable without.
    pub links: Option<Links>,
    /// Segments of addresses by page type (`article` → `artikel`), where they differ from the language's own.
    pub paths: BTreeMap<String, String>,
    /// What of an article may be shown.
    pub publish: Publish,
    /// Names or addresses of entities and ids or addresses of articles that must not appear anywhere.
    pub withheld: Vec<String>,
    /// Ids of articles and quotations in which nothing that is left tells who is withheld, as a person found.
    pub withheld_reviewed: Vec<String>,
    /// Whether each quotation has a page of its own.
    pub quotation_pages: bool,
    /// Whether feeds are made.
    pub feeds: bool,
    /// Whether search engines may list the site.
    pub crawlers: bool,
    /// Whether the key `/` leads to the search box.
    pub search_key: bool,
    /// Where readers can correct it.
    pub corrections: Corrections,
    /// The terms on which the archive may be used, if its owner gives any.
    pub licence: Option<Licence>,
    /// Bounds on input and output.
    pub limits: Limits,
    /// Keys for templates.
    pub extra: BTreeMap<String, Value>,
}

/// Where readers can correct the archive or ask for something to be taken out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Corrections {
    /// Address of a line of a file where it can be edited; `{file}` and `{line}` stand for both.
    pub edit_url: Option<String>,
    /// Address, mail address or words.
    pub contact: Option<String>,
}

/// Terms of use.
#[derive(Clone, Debug, PartialEq)]
pub struct Licence {
    /// What it is called: `CC BY 4.0`.
    pub name: String,
    /// Where it can be read.
    pub url: Option<String>,
}

/// Bounds on input and output.
#[derive(Clone, Debug, PartialEq)]
pub struct Limits {
    /// Largest file that `import` reads, in bytes.
    pub source_bytes: u64,
    /// Largest front matter, in bytes.
    pub front_matter_bytes: u64,
    /// Largest page, in bytes.
    pub page_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { source_bytes: 256 << 20, front_matter_bytes: 4 << 20, page_bytes: 64 << 20 }
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            title: "kutip".to_owned(),
            language: "id".to_owned(),
            base_url: None,
            links: None,
            paths: BTreeMap::new(),
            publish: Publish::Full,
            withheld: Vec::new(),
            withheld_reviewed: Vec::new(),
            quotation_pages: true,
            feeds: true,
            crawlers: true,
            search_key: true,
            corrections: Corrections::default(),
            licence: None,
            limits: Limits::default(),
            extra: BTreeMap::new(),
        }
    }
}

impl Config {
    /// Sets the absolute address of the site's root, with a slash at its end.
    ///
    /// # Errors
    ///
    /// When it is not the `http` or `https` address of a folder; the reason in words.
    pub fn set_base_url(&mut self, url: &str) -> Result<(), String> {
        let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
        let host = rest.map(|rest| rest.split('/').next().unwrap_or_default());
        let odd = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '?' | '#' | '"' | '<' | '>' | '\\');
        if host.is_none_or(str::is_empty) || url.contains(odd) {
            return Err(format!("`{url}` is not the address of a site"));
        }
        self.base_url = Some(format!("{}/", url.trim_end_matches('/')));
        Ok(())
    }

    /// The path of `base_url`, with a slash at both ends: `/`, `/arsip/`.
    pub fn base_path(&self) -> Option<String> {
        let (_, rest) = self.base_url.as_deref()?.split_once("://")?;
        let path = rest.split_once('/').map_or("", |(_, path)| path.trim_end_matches('/'));
        Some(if path.is_empty() { "/".to_owned() } else { format!("/{path}/") })
    }

    /// How links end: as the settings say, else clean with a `base_url` and portable without.
    pub fn links(&self) -> Links {
        self.links.unwrap_or(if self.base_url.is_some() { Links::Clean } else { Links::Portable })
    }
}

/// Reads `kutip.yaml`. `path` is how messages name it.
///
/// # Errors
///
/// Everything that is wrong with it: settings are used as they were meant or not at all.
pub fn read(path: &str, text: &str) -> Result<Config, Vec<Diagnostic>> {
    let mut findings = Findings::new(path, text, text, Severity::Error);
    let mut config = Config::default();
    if let Some(tree) = findings.parse() {
        let root = Cursor::root(&tree);
        for entry in root.entries(&mut findings, "a map of settings (`title: …`)") {
            read_entry(&mut config, &entry, &mut findings);
        }
    }
    let diagnostics = findings.finish();
    if diagnostics.is_empty() { Ok(config) } else { Err(diagnostics) }
}

/// Where the setting `key` stands, and in it the item `words` if it is a list that holds them.
pub fn locate(path: &str, text: &str, key: &str, words: &str) -> Location {
    let find = || {
        let Node::Map(entries) = yaml::parse(text).ok()? else { return None };
        let (at, (_, value)) = entries.iter().enumerate().find(|(_, (name, _))| name == key)?;
        let is_meant = |item: &Node| matches!(item, Node::Text(text) if text.trim() == words.trim());
        let item = match value {
            Node::List(items) => items.iter().position(is_meant),
            _ => None,
        };
        let steps: Vec<Step> = [Step::Entry(at)].into_iter().chain(item.map(Step::Item)).collect();
        yaml::locate(text, &steps, Part::Value)
    };
    find().map_or_else(|| Location::file(path), |span| Location::span(path, text, span))
}

fn read_entry(config: &mut Config, entry: &Cursor<'_>, findings: &mut Findings<'_>) {
    match entry.key() {
        "title" => set(&mut config.title, entry.text(findings)),
        "language" => set(&mut config.language, entry.text(findings)),
        "base_url" => {
            let Some(url) = entry.text(findings) else { return };
            if let Err(problem) = config.set_base_url(&url) {
                findings.push(entry, Part::Value, Diagnostic::error("invalid-base-url", problem).help(BASE_URL_HELP));
            }
        }
        "links" => {
            let links = entry.one_of(findings, &[("clean", Links::Clean), ("portable", Links::Portable)]);
            config.links = links.or(config.links);
        }
        "paths" => read_paths(config, entry, findings),
        "publish" => {
            let words = [("full", Publish::Full), ("excerpt", Publish::Excerpt), ("quotations", Publish::Quotations)];
            set(&mut config.publish, entry.one_of(findings, &words));
        }
        "withheld" => config.withheld = entry.texts(findings),
        "withheld_reviewed" => config.withheld_reviewed = entry.texts(findings),
        "quotation_pages" => set(&mut config.quotation_pages, entry.bool(findings)),
        "feeds" => set(&mut config.feeds, entry.bool(findings)),
        "crawlers" => set(&mut config.crawlers, entry.bool(findings)),
        "search_key" => set(&mut config.search_key, entry.bool(findings)),
        "corrections" => read_corrections(config, entry, findings),
        "licence" => read_licence(config, entry, findings),
        "limits" => read_limits(config, entry, findings),
        "extra" => {
            for field in entry.entries(findings, "a map") {
                config.extra.insert(field.key().to_owned(), field.value());
            }
        }
        _ => unknown(entry, &KEYS, findings),
    }
}

fn set<T>(place: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *place = value;
    }
}

fn read_paths(config: &mut Config, entry: &Cursor<'_>, findings: &mut Findings<'_>) {
    for field in entry.entries(findings, "a map from kinds of pages to segments (`article: berita`)") {
        let Some(segment) = field.text(findings) else { continue };
        let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if segment.len() <= 60 && segment.bytes().all(fits) && !segment.starts_with('-') {
            config.paths.insert(field.key().to_owned(), segment);
        } else {
            let message = format!("`{segment}` cannot be a segment of an address");
            let diagnostic = Diagnostic::error("invalid-path", message);
            findings.push(&field, Part::Value, diagnostic.help("use up to 60 of the characters a–z, 0–9 and `-`"));
        }
    }
}

fn read_corrections(config: &mut Config, entry: &Cursor<'_>, findings: &mut Findings<'_>) {
    for field in entry.entries(findings, "a map with `edit_url` and `contact`") {
        match field.key() {
            "edit_url" => {
                let Some(url) = field.text(findings) else { continue };
                if is_web_address(&url) && url.contains("{file}") {
                    config.corrections.edit_url = Some(url);
                } else {
                    let message = format!("`{url}` is no address of a file");
                    let help = "write it as `https://example.org/edit/{file}#L{line}`; `{file}` must be in it";
                    findings.push(&field, Part::Value, Diagnostic::error("invalid-edit-url", message).help(help));
                }
            }
            "contact" => config.corrections.contact = field.text(findings),
            _ => unknown(&field, &["edit_url", "contact"], findings),
        }
    }
}

fn read_licence(config: &mut Config, entry: &Cursor<'_>, findings: &mut Findings<'_>) {
    if let Node::Text(name) = entry.node() {
        config.licence = Some(Licence { name: name.clone(), url: None });
        return;
    }
    let (mut name, mut url) = (None, None);
    for field in entry.entries(findings, "a name, or a map with `name` and `url`") {
        match field.key() {
            "name" => name = field.text(findings),
            "url" => match field.text(findings) {
                Some(text) if !is_web_address(&text) => {
                    let diagnostic = Diagnostic::error("invalid-url", format!("`{text}` is no address of a page"));
                    findings.push(&field, Part::Value, diagnostic.help("write it as `https://example.org/licence`"));
                }
                text => url = text,
            },
            _ => unknown(&field, &["name", "url"], findings),
        }
    }
    if name.is_none() && !matches!(entry.node(), Node::Null) {
        let diagnostic = Diagnostic::error("no-name", "a licence needs a `name`");
        findings.push(
            entry,
            Part::Value,
            diagnostic.help("write `licence: CC BY 4.0`, or a map with `name` and `url`"),
        );
    }
    config.licence = name.map(|name| Licence { name, url });
}

/// Whether it begins as an `http` or `https` address and holds nothing that could end an attribute.
fn is_web_address(url: &str) -> bool {
    let odd = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>' | '\\');
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty()) && !url.contains(odd)
}

fn read_limits(config: &mut Config, entry: &Cursor<'_>, findings: &mut Findings<'_>) {
    let limits = &mut config.limits;
    for field in entry.entries(findings, "a map of sizes in bytes") {
        match field.key() {
            "source_bytes" => set(&mut limits.source_bytes, field.number(findings, 1)),
            "front_matter_bytes" => set(&mut limits.front_matter_bytes, field.number(findings, 1)),
            "page_bytes" => set(&mut limits.page_bytes, field.number(findings, 1)),
            _ => unknown(&field, &["source_bytes", "front_matter_bytes", "page_bytes"], findings),
        }
    }
}

fn unknown(entry: &Cursor<'_>, known: &[&str], findings: &mut Findings<'_>) {
    let key = entry.key();
    let mut diagnostic = Diagnostic::error("unknown-setting", format!("unknown setting `{key}`"));
    diagnostic = match yaml::nearest(key, known) {
        Some(near) => diagnostic.label(format!("did you mean `{near}`?")),
        None => diagnostic.help(format!("known here: {}; settings of your own go under `extra`", yaml::list(known))),
    };
    if matches!(entry.node(), Node::Null) {
        diagnostic = diagnostic.help("a key without a value can be removed");
    }
    findings.push(entry, Part::Key, diagnostic);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_settings_are_settings() {
        assert_eq!(read(FILE, "# nothing yet\n").unwrap(), Config::default());
    }

    #[test]
    fn links_are_portable_until_there_is_a_base_url() {
        let mut config = Config::default();
        assert_eq!(config.links(), Links::Portable);
        config.set_base_url("https://example.org/arsip").unwrap();
        assert_eq!((config.links(), config.base_url.as_deref()), (Links::Clean, Some("https://example.org/arsip/")));
        assert_eq!(read(FILE, "base_url: https://a.example\nlinks: portable").unwrap().links(), Links::Portable);
    }

    #[test]
    fn all_that_is_wrong_is_said_at_once_with_its_line() {
        let text = "tittle: x\npublish: none\nfeeds: [1]\nlimits: {page_bytes: -1}\nbase_url: ftp://x\npaths: {article: a/b}\n";
        let found = read(FILE, text).unwrap_err();
        let lines: Vec<usize> =
            found.iter().filter_map(|d| d.location.as_ref()?.place.as_ref().map(|place| place.line)).collect();
        assert_eq!(lines, [1, 2, 3, 4, 5, 6]);
        assert_eq!(found[0].label.as_deref(), Some("did you mean `title`?"));
    }
}
