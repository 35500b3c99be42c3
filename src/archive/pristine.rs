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

/// Writes the article as the program made it, with the hash of its text ([`super::text_hash`]) in the place of the text.
pub(super) fn keep(root: &Path, copy: &Article) -> Result<(), ArchiveError> {
    save::replace(root, &path(&copy.id), front_matter::write(copy).as_bytes())
}

/// Whether there is a copy of an article with this id.
pub(super) fn exists(root: &Path, id: &str) -> bool {
    root.join(path(id)).is_file()
}

/// The copies of articles whose ids `is_there` does not know: imported once, and their files are gone.
pub(super) fn left_behind(root: &Path, is_there: impl Fn(&str) -> bool) -> Vec<Article> {
    let folder = root.join(save::CACHE).join("annotated");
    let files = walkdir::WalkDir::new(folder).min_depth(2).max_depth(2).sort_by_file_name().into_iter().flatten();
    let is_gone = |path: &Path| path.file_stem().and_then(|stem| stem.to_str()).is_some_and(|id| !is_there(id));
    let copies = files.filter(|file| file.file_type().is_file() && is_gone(file.path()));
    copies.filter_map(|file| read(file.path())).collect()
}

/// Reads the copy back, unless it is of other annotations than those that the article says it was given.
pub(super) fn load(root: &Path, article: &Article) -> Option<Article> {
    let copy = read(&root.join(path(&article.id))).filter(|copy| copy.annotated == article.annotated)?;
    front_matter::is_mark_of(&article.annotated.as_ref()?.sha256, &copy).then_some(copy)
}

fn read(path: &Path) -> Option<Article> {
    let limits = Limits::default();
    let bytes = read_bytes(path, limits.source_bytes).ok()?;
    let (copy, diagnostics) = front_matter::read("copy.md", std::str::from_utf8(&bytes).ok()?, &limits);
    let mut copy = copy.filter(|_| diagnostics.is_empty())?;
    copy.body.truncate(copy.body.trim_end().len());
    Some(copy)
}
