//! Paths of files and the links that lead to them.

use std::collections::BTreeMap;

use crate::config::{Config, Links};
use crate::diag::{Diagnostic, Location};
use crate::lang::Interface;
use crate::model::EntityKind;
use crate::slug::slug;

/// What is wrong with `paths` of the settings: a type of page that there is not, or two types at one address. Pages would
/// take each other's place, so no site can be made then. `file` is how messages name the settings.
pub fn check_paths(config: &Config, interface: &Interface, file: &str) -> Vec<Diagnostic> {
    let known: Vec<&str> = interface.paths().collect();
    let mut found = Vec::new();
    for key in config.paths.keys().filter(|key| !known.contains(&key.as_str())) {
        let message = format!("`paths` names `{key}`, which is no type of page");
        let help = match crate::yaml::nearest(key, &known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("known types: {}", crate::yaml::list(&known)),
        };
        found.push(Diagnostic::error("unknown-path", message).at(Location::file(file)).help(help));
    }
    let addressing = Addressing::new(config, interface);
    let mut taken = BTreeMap::from([("data".to_owned(), "data")]);
    for key in known {
        let segment = addressing.segment(key);
        if let Some(first) = taken.get(&segment) {
            let message = format!("pages of the types `{first}` and `{key}` would all be at `/{segment}/`");
            let help = "give each type of page a segment of its own in `paths`";
            found.push(Diagnostic::error("equal-paths", message).at(Location::file(file)).help(help));
        } else {
            taken.insert(segment, key);
        }
    }
    found
}

/// Makes the addresses of one site: segments in its language, links in its style.
#[derive(Clone, Copy, Debug)]
pub struct Addressing<'a> {
    config: &'a Config,
    interface: &'a Interface,
}

impl<'a> Addressing<'a> {
    /// The addresses of the site with these settings.
    pub const fn new(config: &'a Config, interface: &'a Interface) -> Self {
        Self { config, interface }
    }

    /// The segment of a type of page (`article` → `artikel`): the site's own, else the language's.
    pub fn segment(&self, key: &str) -> String {
        match self.config.paths.get(key) {
            Some(own) => slug(own),
            None => slug(self.interface.path(key).unwrap_or(key)),
        }
    }

    /// The file of a page that is a folder: `artikel/2024/05/banjir/index.html`.
    pub fn folder(&self, key: &str, rest: &[&str]) -> String {
        let mut path = self.segment(key);
        for part in rest {
            path.push('/');
            path.push_str(part);
        }
        path.push_str("/index.html");
        path
    }

    /// The file of an entity's page.
    pub fn entity(&self, kind: EntityKind, address: &str) -> String {
        self.folder(kind.as_str(), &[address])
    }

    /// The file of an article's page.
    pub fn article(&self, address: &str) -> String {
        self.folder("article", &[address])
    }

    /// The link to the file `path`, relative to the site's root and without a leading slash; `./` alone for the root.
    pub fn link(&self, path: &str) -> String {
        match (self.config.links(), path.strip_suffix("index.html")) {
            (Links::Clean, Some(folder)) if folder.is_empty() || folder.ends_with('/') => folder.to_owned(),
            _ => path.to_owned(),
        }
    }

    /// The absolute address of a link, if the site has a `base_url`.
    pub fn absolute(&self, link: &str) -> Option<String> {
        let base = self.config.base_url.as_deref()?;
        Some(if base.ends_with('/') { format!("{base}{link}") } else { format!("{base}/{link}") })
    }

    /// What a page at `path` puts before links so that they start at the site's root.
    pub fn root(&self, path: &str) -> String {
        match path.matches('/').count() {
            0 => "./".to_owned(),
            depth => "../".repeat(depth),
        }
    }

    /// The same for a page that is served at any address (`404.html`): the path of `base_url`, if there is one.
    pub fn root_anywhere(&self) -> String {
        self.config.base_path().unwrap_or_else(|| "./".to_owned())
    }
}
