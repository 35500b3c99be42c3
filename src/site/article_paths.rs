//! The address of each article and the id of each quotation: safe, and each once in the site.

use rustc_hash::{FxHashMap, FxHashSet};

use super::addresses::Addressing;
use super::prepare::Prepared;
use crate::diag::{Diagnostic, Location};
use crate::model::{Article, Quotation, Value};
use crate::slug::{slug, with_tail};

/// The file of each article's page. The oldest article keeps an address that several want.
pub(super) fn article_paths(
    addressing: &Addressing<'_>,
    prepared: &[(usize, Prepared<'_>)],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<String> {
    let mut paths = vec![String::new(); prepared.len()];
    let mut taken: FxHashMap<String, usize> = FxHashMap::default();
    for at in (0..prepared.len()).rev() {
        let prepared_article = &prepared[at].1;
        let article = &prepared_article.article;
        let segment = article_segment(prepared_article);
        let mut path = article_path(addressing, article, &segment);
        if let Some(first) = taken.get(&path) {
            let first = &prepared[*first].1.article;
            let mut tail = slug(&article.id);
            path = article_path(addressing, article, &with_tail(&segment, &tail));
            while taken.contains_key(&path) {
                tail.push('x');
                path = article_path(addressing, article, &with_tail(&segment, &tail));
            }
            diagnostics.push(
                Diagnostic::warning("equal-addresses", format!("two articles want the address of `{}`", first.path))
                    .at(Location::file(format!("content/articles/{}", article.path)))
                    .help(format!(
                        "this one is at `{}`; rename its file to choose another address",
                        addressing.link(&path)
                    )),
            );
        }
        taken.insert(path.clone(), at);
        paths[at] = path;
    }
    paths
}

/// What an article's address ends in: `slug` of its front matter, else its file's name without a date, else its title.
fn article_segment(prepared: &Prepared<'_>) -> String {
    let article = &prepared.article;
    let stem = article.path.rsplit('/').next().unwrap_or_default().trim_end_matches(".md");
    let name = match article.extra.get("slug") {
        _ if prepared.needs_other_address => &article.id,
        Some(Value::String(own)) => own.as_str(),
        _ if !stem.is_empty() => without_date(stem),
        _ => &article.title,
    };
    slug(name)
}

fn without_date(stem: &str) -> &str {
    let bytes = stem.as_bytes();
    let is_date = bytes.len() > 11
        && bytes[..10].iter().enumerate().all(|(at, byte)| match at {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        })
        && matches!(bytes[10], b'-' | b'_');
    if is_date { &stem[11..] } else { stem }
}

fn article_path(addressing: &Addressing<'_>, article: &Article, segment: &str) -> String {
    match &article.date {
        Some(date) => {
            let (year, month) = (format!("{:04}", date.year), format!("{:02}", date.month));
            addressing.folder("article", &[&year, &month, segment])
        }
        None => addressing.folder("article", &[segment]),
    }
}

/// The quotation's id, made safe and unique: ids are written by people too.
pub(super) fn quotation_id(
    note: &Quotation,
    article: &Article,
    number: usize,
    taken: &mut FxHashSet<String>,
) -> String {
    let is_safe = !note.id.is_empty()
        && note.id.len() <= 40
        && note.id.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_lowercase());
    let mut id = if is_safe { note.id.clone() } else { slug(&format!("{}-{}-{number}", note.id, article.id)) };
    while !taken.insert(id.clone()) {
        id = with_tail(&id, &slug(&format!("{}-{number}", article.id)));
    }
    id
}
