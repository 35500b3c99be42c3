//! Tells which new articles were imported before and lost their file since: who deleted it meant to be rid of them.

use std::collections::{BTreeMap, BTreeSet};

use crate::archive::{ARTICLES, text_hash};
use crate::diag::{Diagnostic, Location};
use crate::markdown::plain_text;
use crate::model::{Article, Origin};

use super::same::{Known, Seen};
use super::same_title::folded_title;
use super::{Workplace, counted};

/// How many articles that come again are named without being asked.
const MOST_NAMED: usize = 5;

/// What is said of those that come again among `new`. `articles`: all others that are there; `all`: name all.
pub(super) fn come_back<'a>(
    workplace: &Workplace,
    articles: impl Iterator<Item = &'a Article>,
    new: &[Article],
    known: &Known<'_>,
    all: bool,
) -> Option<Diagnostic> {
    if new.is_empty() {
        return None;
    }
    let articles: Vec<&Article> = articles.collect();
    let ids = articles.iter().copied().chain(new).map(|article| article.id.as_str());
    let mut left_behind = workplace.site.left_behind(&ids.chain(known.unread()).collect());
    // An article whose words come from another file since has a copy under the id of that one too.
    let sources: BTreeSet<&str> = articles.iter().flat_map(|article| source_marks(article)).collect();
    left_behind.retain(|copy| !source_marks(copy).any(|mark| sources.contains(mark)));
    let copies = Copies::new(&left_behind);
    // Of the text of those only this was kept.
    let quoted = |copy: &Article| {
        let said: Vec<&str> = copy.quotations().iter().map(|quotation| quotation.text.as_str()).collect();
        Article { body: said.join("\n\n"), ..copy.clone() }
    };
    let quoted: Vec<Article> = left_behind.iter().map(quoted).collect();
    let mut deleted = Known::new(&quoted, Vec::new(), None);
    deleted.add_records(new);
    let mut was_imported = |article: &&Article| {
        workplace.site.was_imported(&article.id) || copies.have(article) || deleted.is_from_another_file(article)
    };
    let back: Vec<&Article> = new.iter().filter(&mut was_imported).collect();
    let origin = back.first()?.origin.as_ref()?;
    let (come, their) = if back.len() == 1 { ("comes", "its") } else { ("come", "their") };
    let count = counted(back.len(), "article", "articles");
    let message = format!("{count} {come} again although {their} file was deleted: the source still has the text");
    let mut diagnostic = Diagnostic::warning("deleted-article", message)
        .at(Location::file(workplace.shown(&format!("{ARTICLES}/{}", back[0].path))));
    let shown = if all { back.len() } else { MOST_NAMED };
    for article in back.iter().take(shown) {
        if let Some(origin) = &article.origin {
            let record = origin.record.map_or_else(String::new, |record| format!("record {record} of "));
            diagnostic = diagnostic.help(format!("{} is from {record}{}", article.path, origin.file));
        }
    }
    if back.len() > shown {
        diagnostic = diagnostic.help(format!("and {} more; `-v` names all", back.len() - shown));
    }
    let source = if origin.record.is_some() { "delete the record in that file too" } else { "delete that source too" };
    Some(
        diagnostic
            .help(format!("to be rid of it {source}; `draft: true` in its front matter only takes it out of the site")),
    )
}

/// The marks of all that an article was made of.
fn source_marks(article: &Article) -> impl Iterator<Item = &str> {
    let marks = article.origin.iter().flat_map(|origin| {
        let earlier = origin.earlier.iter().map(String::as_str);
        earlier.chain([Origin::mark(&origin.sha256)])
    });
    marks.filter(|mark| !mark.is_empty())
}

/// The copies of deleted articles, by what tells them.
struct Copies<'a> {
    by_mark: BTreeSet<&'a str>,
    by_title: BTreeMap<String, Vec<&'a Article>>,
}

impl<'a> Copies<'a> {
    fn new(copies: &'a [Article]) -> Self {
        let mut by_title: BTreeMap<String, Vec<&Article>> = BTreeMap::new();
        for copy in copies {
            by_title.entry(folded_title(copy)).or_default().push(copy);
        }
        Self { by_mark: copies.iter().flat_map(source_marks).collect(), by_title }
    }

    /// Whether an article is one of them: made of the same bytes, or with one title, and nothing else tells them apart.
    fn have(&self, article: &Article) -> bool {
        let mut titled = self.by_title.get(&folded_title(article)).into_iter().flatten();
        source_marks(article).any(|mark| self.by_mark.contains(mark)) || titled.any(|copy| is_same(copy, article))
    }
}

/// Whether an article of another file is that of `copy`, whose title it has: by its day, or by at least half of its
/// paragraphs or quotations, since of a series without days texts of one title are many.
fn is_same(copy: &Article, article: &Article) -> bool {
    let (old, new) = (Seen::new(copy), Seen::new(article));
    if old.origin.file == new.origin.file || old.shares_key(&new) || !old.may_be(&new) {
        return false;
    }
    let is_most = |common: usize, all: usize| common * 2 >= all && common > 0;
    let is_worded = || {
        let now = text_hash(&article.body);
        let now: BTreeSet<&str> = now.lines().collect();
        let then: BTreeSet<&str> = copy.body.lines().collect();
        is_most(then.intersection(&now).count(), then.len().max(now.len()))
    };
    let is_quoted = || {
        let text = plain_text(&article.body);
        let said = copy.quotations().iter().filter(|quotation| text.locate(&quotation.text, quotation.nth).is_some());
        is_most(said.count(), copy.quotations().len().max(article.quotations().len()))
    };
    old.day.is_some() && new.day.is_some() || is_worded() || is_quoted()
}
