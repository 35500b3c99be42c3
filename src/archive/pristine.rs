use std::path::Path;

use super::{ArchiveError, read_bytes, save};
use crate::config::Limits;
use crate::front_matter;
use crate::model::Article;

/// Path of the copy, in one of 256 folders so that none grows too large.
fn path(id: &str) -> String {
    let folder = front_matter::id_from(id);
    format!("{}/annotated/{}/{id}.md", save::CACHE, &folder[..2])
}

/// Writes what the engine wrote of the article: its annotations, and the hash that names them.
pub(super) fn keep(root: &Path, article: &Article) -> Result<(), ArchiveError> {
    let copy = Article {
        id: article.id.clone(),
        title: article.id.clone(),
        annotated: article.annotated.clone(),
        quotations: article.quotations.clone(),
        entities: article.entities.clone(),
        ..Article::default()
    };
    save::replace(root, &path(&article.id), front_matter::write(&copy).as_bytes())
}

/// Reads the copy back, unless it is of other annotations than those that the article says it was given.
pub(super) fn load(root: &Path, article: &Article) -> Option<Article> {
    let limits = Limits::default();
    let bytes = read_bytes(&root.join(path(&article.id)), limits.source_bytes).ok()?;
    let (copy, diagnostics) = front_matter::read("copy.md", std::str::from_utf8(&bytes).ok()?, &limits);
    let copy = copy.filter(|copy| diagnostics.is_empty() && copy.annotated == article.annotated)?;
    let hash = front_matter::annotations_hash(copy.quotations(), copy.entities());
    (article.annotated.as_ref()?.sha256 == hash).then_some(copy)
}
