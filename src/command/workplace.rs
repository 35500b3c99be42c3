use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::archive::Site;
use crate::cli::Global;
use crate::config::{self, Config, FILE};
use crate::diag::{Diagnostic, Location, Report};
use crate::extract::annotate::settle_kinds;
use crate::front_matter::Words;
use crate::import::parse_date;
use crate::lang::Languages;
use crate::model::{Article, CuratedEntity};
use crate::site::check_paths;

use super::{Console, Failure};

/// A site with its settings and languages, and how messages name its files.
#[derive(Debug)]
pub struct Workplace {
    /// Where the site lies.
    pub site: Site,
    /// Its settings, with those of the command line.
    pub config: Config,
    /// The languages of the program and of the site.
    pub languages: Languages,
    /// What stands before `content/…` in messages, such as `archive/`; empty where the site is the current folder.
    prefix: String,
    /// The current folder.
    current: PathBuf,
}

impl Workplace {
    /// The folder that `build` makes: the one that was named, else `public/` in the site.
    pub fn output_folder(&self, options: &Global) -> PathBuf {
        match &options.output {
            Some(folder) => self.absolute(folder),
            None => self.site.root().join("public"),
        }
    }

    /// Finds the site and reads its settings and languages.
    ///
    /// `may_begin`: a folder without a site is the beginning of one.
    ///
    /// # Errors
    ///
    /// When there is no site, or when settings or languages are wrong.
    pub fn open(options: &Global, may_begin: bool) -> Result<Self, Failure> {
        let current =
            std::env::current_dir().map_err(|source| Failure::Stream { action: "find the current folder", source })?;
        let (site, is_named) = match &options.site {
            Some(folder) => (Site::at(current.join(folder)), true),
            None => (Site::find(&current).unwrap_or_else(|| Site::at(&current)), false),
        };
        let is_new = may_begin && !site.root().exists();
        if is_named && !site.root().is_dir() && !is_new {
            let message = format!("`{}` is not a folder", options.site.clone().unwrap_or_default().display());
            return Err(Failure::usage(message, "make it first, or give another one with `--site`"));
        }
        if !site.exists() && !may_begin {
            let help = "give the folder of a site with `--site`, or begin one here: `kutip build FOLDER-OF-ARTICLES`";
            return Err(Failure::usage(
                "there is no site here: no kutip.yaml and no content/ in this folder or above",
                help,
            ));
        }
        let prefix = prefix(&current, site.root());
        let mut workplace = Self { site, config: Config::default(), languages: Languages::embedded(), prefix, current };
        workplace.config = workplace.site.settings().map_err(|found| workplace.findings(found))?;
        if let Some(url) = &options.base_url {
            let usage = |message| Failure::Usage {
                message: format!("`--base-url`: {message}"),
                help: Some(config::BASE_URL_HELP.to_owned()),
            };
            workplace.config.set_base_url(url).map_err(usage)?;
        }
        workplace.read_languages()?;
        Ok(workplace)
    }

    /// Tells which archive is meant where nobody named one and it is not this folder.
    pub fn tell(&self, options: &Global, console: &Console) {
        if options.site.is_none() && self.site.root() != self.current {
            let folder = self.prefix.trim_end_matches('/');
            console
                .tell(&format!("this folder belongs to the archive {folder}; `--site .` means this folder itself\n"));
        }
    }

    fn read_languages(&mut self) -> Result<(), Failure> {
        let (languages, mut found) = self.site.languages();
        for (code, files) in &languages {
            if let Err(error) = self.languages.add(code, files) {
                let path = format!("languages/{code}/{}", error.file);
                let text = files.get(&error.file).map_or("", String::as_str);
                let location = match text.split_inclusive('\n').take(error.line.saturating_sub(1)).map(str::len).sum() {
                    _ if error.line == 0 => Location::file(path),
                    start => Location::span(path, text, crate::model::Span::new(start, text.len())),
                };
                let help = format!("docs/languages.md of the program's source says what belongs into {}", error.file);
                found.push(Diagnostic::error("invalid-language", error.problem).at(location).help(help));
            }
        }
        if found.is_empty() { Ok(()) } else { Err(self.findings(found)) }
    }

    /// Refuses a language of the interface that has no words for pages, and types of pages at one address.
    ///
    /// # Errors
    ///
    /// That, with what would be right.
    pub fn check_interface(&self) -> Result<(), Failure> {
        let code = &self.config.language;
        if let Some(interface) = self.languages.get(code).and_then(|language| language.interface.as_ref()) {
            let found = check_paths(&self.config, interface, FILE);
            return if found.is_empty() { Ok(()) } else { Err(self.findings(found)) };
        }
        let known: Vec<&str> =
            self.languages.iter().filter(|l| l.interface.is_some()).map(|l| l.code.as_str()).collect();
        let message = format!("there are no words for pages in the language `{code}`");
        let mut diagnostic = Diagnostic::error("unknown-language", message);
        diagnostic.location =
            Some(config::locate(FILE, &self.site.settings_text().unwrap_or_default(), "language", ""));
        let lower = code.to_lowercase();
        if let Some(near) = known.iter().find(|known| lower.starts_with(**known)) {
            diagnostic = diagnostic.label(format!("did you mean `{near}`?"));
        }
        let diagnostic = diagnostic
            .help(format!("pages are in one of {}; articles keep their own language", crate::yaml::list(&known)))
            .help(format!("for pages in another language translate `interface.yaml` into languages/{code}/"));
        Err(self.findings(vec![diagnostic]))
    }

    fn findings(&self, found: Vec<Diagnostic>) -> Failure {
        Failure::Findings(self.named(found))
    }

    /// Reads all articles of the site, sorted by path.
    pub fn articles(&self, report: &mut Report) -> Vec<Article> {
        let (mut articles, found) = self.reading(|words| self.site.articles(&self.config, words));
        articles.par_iter_mut().for_each(|article| settle_kinds(article, &self.languages));
        report.extend(self.named(found));
        articles
    }

    /// Reads what people wrote about single entities, sorted by path.
    pub fn curated(&self, report: &mut Report) -> Vec<CuratedEntity> {
        let (curated, found) = self.reading(|words| self.site.curated(&self.config, words));
        report.extend(self.named(found));
        curated
    }

    /// What `read` gives, which is told what the languages know of words in front matter.
    pub(super) fn reading<T>(&self, read: impl FnOnce(&Words<'_>) -> T) -> T {
        let date_in_words = |text: &str, lang: &str| parse_date(text, Some(lang), &self.languages);
        let key = |name: &str| self.languages.field(name).map(str::to_owned);
        let listed = |item: &str, of_person: bool| self.languages.listed(item, of_person);
        read(&Words { date: &date_in_words, key: &key, listed: &listed })
    }

    /// The same diagnostics with paths as the user would write them from the current folder.
    pub fn named(&self, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
        diagnostics.into_iter().map(|diagnostic| diagnostic.below(&self.prefix)).collect()
    }

    /// A path of the site as the user would write it from the current folder.
    pub fn shown(&self, path: &str) -> String {
        format!("{}{path}", self.prefix)
    }

    /// A folder as the user would write it from the current folder, with `/` at its end.
    pub fn shown_path(&self, folder: &Path) -> String {
        prefix(&self.current, folder)
    }

    /// A path that the user gave, made absolute.
    pub fn absolute(&self, path: &Path) -> PathBuf {
        self.current.join(path)
    }

    /// Where a setting stands, and in it the item `words` if it is a list that holds them.
    pub fn setting(&self, key: &str, words: &str) -> Location {
        let text = self.site.settings_text().unwrap_or_default();
        config::locate(FILE, &text, key, words).below(&self.prefix)
    }

    /// Whether the article may appear anywhere: not a draft, and not withheld by its id, path or file name.
    pub fn is_published(&self, article: &Article) -> bool {
        !article.draft && !self.config.withheld.iter().any(|entry| article.callings().contains(&entry.trim()))
    }
}

/// How `root` is written before a path, seen from `current`; both absolute.
fn prefix(current: &Path, root: &Path) -> String {
    if let Ok(below) = root.strip_prefix(current) {
        let below = below.to_string_lossy().replace('\\', "/");
        return if below.is_empty() { below } else { format!("{}/", below.trim_end_matches('/')) };
    }
    let shared = current.components().zip(root.components()).take_while(|(a, b)| a == b).count();
    let up = current.components().count() - shared;
    // Two paths that share nothing but the top are told apart better by their whole names.
    if shared > 1 && up <= 4 {
        let down = root.components().skip(shared).map(|part| format!("{}/", part.as_os_str().to_string_lossy()));
        return "../".repeat(up) + &down.collect::<String>();
    }
    format!("{}/", root.to_string_lossy().replace('\\', "/").trim_end_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_named_from_the_current_folder() {
        let prefix = |current: &str, root: &str| prefix(Path::new(current), Path::new(root));
        assert_eq!(prefix("/a/b", "/a/b"), "");
        assert_eq!(prefix("/a/b", "/a/b/c/d"), "c/d/");
        assert_eq!(prefix("/a/b/c/d", "/a/b"), "../../");
        assert_eq!(prefix("/a/b/content", "/a/b/public"), "../public/");
        assert_eq!(prefix("/a/b", "/x"), "/x/");
    }
}
