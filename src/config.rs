//! Turns `kutip.yaml` into the settings of a site.

use std::collections::BTreeMap;

use crate::model::Value;

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
    pub links: Links,
    /// Segments of addresses by page type (`article` → `artikel`), where they differ from the language's own.
    pub paths: BTreeMap<String, String>,
    /// What of an article may be shown.
    pub publish: Publish,
    /// Names or addresses of entities and ids or addresses of articles that must not appear anywhere.
    pub withheld: Vec<String>,
    /// Whether each quotation has a page of its own.
    pub quotation_pages: bool,
    /// Whether feeds are made.
    pub feeds: bool,
    /// Bounds on input and output.
    pub limits: Limits,
    /// Keys for templates.
    pub extra: BTreeMap<String, Value>,
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
            links: Links::Portable,
            paths: BTreeMap::new(),
            publish: Publish::Full,
            withheld: Vec::new(),
            quotation_pages: true,
            feeds: true,
            limits: Limits::default(),
            extra: BTreeMap::new(),
        }
    }
}
