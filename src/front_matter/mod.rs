//! Turns the text of an article's file into an [`Article`], and an article into the text of its file.

use crate::config::Limits;
use crate::diag::Diagnostic;
use crate::model::Article;

/// Reads an article's file. `path` is relative to `content/articles/`.
///
/// Gives the article, unless nothing of it can be used, and everything that is wrong with it.
pub fn read(_path: &str, _text: &str, _limits: &Limits) -> (Option<Article>, Vec<Diagnostic>) {
    todo!()
}

/// The text of an article's file: front matter in the order of the documentation, then the body.
pub fn write(_article: &Article) -> String {
    todo!()
}

/// The id of a quotation: twelve hexadecimal digits from article id, folded words and occurrence.
pub fn quotation_id(_article_id: &str, _text: &str, _nth: usize) -> String {
    todo!()
}
