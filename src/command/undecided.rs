//! Remembers which articles keep their words although their source has changed, and says so until a person has decided.
//!
//! What is noted in `.kutip/` only spares a comparison with every source: without it `kutip import --update` finds the same
//! again, because such an article keeps the mark of its old source in `origin:`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::archive::merge::{Conflict, Undecided};
use crate::archive::{ArchiveError, sayings};
use crate::diag::Diagnostic;
use crate::front_matter::id_from;
use crate::model::Article;

use super::Workplace;

/// An article that keeps its words although its source has changed.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Noted {
    /// The article's id.
    id: String,
    /// The mark of the source that it was compared with.
    sha256: String,
    /// The mark that the article had then.
    before: String,
    /// What the source says, field by field, each as a mark.
    there: BTreeMap<String, String>,
    #[serde(flatten)]
    conflict: Conflict,
}

/// The articles that keep their words although their source has changed, by id.
#[derive(Clone, Debug, Default)]
pub(super) struct UndecidedArticles {
    by_id: BTreeMap<String, Noted>,
}

impl UndecidedArticles {
    /// Those that were noted and that nobody has decided since.
    pub(super) fn read(workplace: &Workplace, articles: &[Article]) -> Self {
        let text = workplace.site.undecided();
        if text.is_empty() {
            return Self::default();
        }
        let noted = text.lines().filter_map(|line| serde_json::from_str(line).ok());
        let mut by_id: BTreeMap<String, Noted> = noted.map(|noted: Noted| (noted.id.clone(), noted)).collect();
        let articles: BTreeMap<&str, &Article> =
            articles.iter().map(|article| (article.id.as_str(), article)).collect();
        by_id.retain(|id, noted| articles.get(id.as_str()).is_some_and(|article| !noted.is_decided(article)));
        Self { by_id }
    }

    /// How many there are, for the sum of a build; nothing where there are none.
    pub(super) fn counted(&self) -> Option<String> {
        let (count, was) = (self.by_id.len(), if self.by_id.len() == 1 { "was" } else { "were" });
        let articles = super::counted(count, "article", "articles");
        (count > 0).then(|| format!("{articles} {was} kept although the source has changed; see `kutip check`"))
    }

    /// Whether the article keeps its words although it was compared with just this state of its source.
    pub(super) fn has(&self, article: &Article, source: &Article) -> bool {
        self.by_id.get(&article.id).is_some_and(|noted| noted.sha256 == mark(source))
    }

    /// The mark of the source that an article was compared with last, if it waits for a decision.
    pub(super) fn compared(&self, article: &Article) -> Option<&str> {
        self.by_id.get(&article.id).map(|noted| noted.sha256.as_str())
    }

    /// Whether the article was made of just this state of a source, and was compared with another one since.
    pub(super) fn is_before(&self, article: &Article, source: &Article) -> bool {
        mark(article) == mark(source) && self.compared(article).is_some_and(|compared| compared != mark(source))
    }

    /// The fields of an article that wait for a person's decision.
    pub(super) fn waiting(&self, article: &Article) -> Vec<&'static str> {
        let Some(noted) = self.by_id.get(&article.id) else { return Vec::new() };
        let fields = sayings(article).map(|(name, _)| name).into_iter().chain(["draft", "extra"]);
        fields.filter(|field| noted.there.contains_key(*field)).collect()
    }

    /// Notes one that was compared with `source`.
    pub(super) fn note(&mut self, article: &Article, source: &Article, undecided: &Undecided) {
        let is_kept = |(name, _): &(&'static str, String)| undecided.kept.contains(name);
        let there = sayings(source).into_iter().filter(is_kept);
        let mut there: BTreeMap<String, String> = there.map(|(name, said)| (name.to_owned(), id_from(&said))).collect();
        // What has no mark is decided by the mark of the source alone.
        for name in &undecided.kept {
            there.entry((*name).to_owned()).or_default();
        }
        let noted = Noted {
            id: article.id.clone(),
            sha256: mark(source).to_owned(),
            before: mark(article).to_owned(),
            there,
            conflict: undecided.conflict.clone(),
        };
        self.by_id.insert(noted.id.clone(), noted);
    }

    /// One message an article; `all`: with all places where it differs from its source.
    pub(super) fn said(&self, articles: &[Article], all: bool) -> Vec<Diagnostic> {
        let say = |article: &Article| Some(self.by_id.get(&article.id)?.conflict.diagnostic(article, all));
        articles.iter().filter_map(say).collect()
    }

    /// Writes them down where an update has changed the list.
    ///
    /// # Errors
    ///
    /// When the disk refuses.
    pub(super) fn keep(&self, workplace: &Workplace) -> Result<(), ArchiveError> {
        let lines = self.by_id.values().filter_map(|noted| serde_json::to_string(noted).ok());
        let text: String = lines.map(|line| format!("{line}\n")).collect();
        if text == workplace.site.undecided() { Ok(()) } else { workplace.site.keep_undecided(&text) }
    }
}

impl Noted {
    /// Whether the article bears another mark since, or says what its source says.
    fn is_decided(&self, article: &Article) -> bool {
        let own: BTreeMap<&str, String> =
            sayings(article).into_iter().map(|(name, said)| (name, id_from(&said))).collect();
        mark(article) != self.before || self.there.iter().all(|(name, there)| own.get(name.as_str()) == Some(there))
    }
}

/// The mark of what an article was made of.
fn mark(article: &Article) -> &str {
    article.origin.as_ref().map_or("", |origin| &origin.sha256)
}
