//! The address of each article and the id of each quotation: safe, each once in the site, and where they were before.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::addresses::Addressing;
use super::prepare::Prepared;
use crate::diag::{Diagnostic, Location};
use crate::model::{Addresses, Article, Quotation, Value};
use crate::slug::{slug, with_tail};

/// The key of a type of page; in the address book it stands before the addresses and ids of articles.
const ARTICLE: &str = "article";

/// Where the articles are and were.
#[derive(Debug, Default)]
pub(super) struct ArticleAddresses {
    /// Article → what follows the segment of articles, such as `2024/05/banjir`.
    pub(super) addresses: Vec<String>,
    /// Old address → article.
    pub(super) moved: Vec<(String, usize)>,
    /// The address book to keep.
    pub(super) book: Addresses,
}

/// Gives each article its address: where it was in the last site (`previous`: id → address) or where the book says, as long
/// as its file's name or `slug` is still the same; else where its date and name put it. So a corrected date moves nothing, and
/// who chooses another name leaves a page at the old address. The oldest article keeps a new address that several want.
///
/// Where its name would tell a withheld one, its id stands in the place of the name; the book keeps its own address until it
/// goes back there. So it does for an article that is `left_out`.
/// `is_told_by` says of an article whether part of an address tells who is withheld there.
pub(super) fn article_addresses(
    addressing: &Addressing<'_>,
    prepared: &[(usize, Prepared<'_>)],
    is_told_by: &dyn Fn(usize, &str) -> bool,
    (book, previous, left_out): (&Addresses, &BTreeMap<String, String>, &[String]),
    diagnostics: &mut Vec<Diagnostic>,
) -> ArticleAddresses {
    let mut count: FxHashMap<&str, usize> = FxHashMap::default();
    prepared.iter().for_each(|(_, prepared)| *count.entry(prepared.article.id.as_str()).or_default() += 1);
    let key = |word: &str| format!("{ARTICLE}/{word}");
    let ids: Vec<String> = prepared.iter().map(|(_, prepared)| slug(&prepared.article.id)).collect();
    let segments: Vec<String> = prepared.iter().map(|(_, prepared)| article_segment(&prepared.article)).collect();
    let is_neutral = |at: usize| prepared[at].1.needs_other_address;
    // An id that two files share says of neither where it was.
    let is_known = |at: usize, known: &str| count[prepared[at].1.article.id.as_str()] == 1 && is_safe(known);
    let last_site = |at: usize| previous.get(&prepared[at].1.article.id).filter(|known| is_known(at, known));
    let was_neutral = |at: usize, known: &str| last_of(known) == ids[at] && segments[at] != ids[at];
    let neutral_before = |at: usize| last_site(at).filter(|known| was_neutral(at, known));
    let own_before = |at: usize| {
        let given = || book.given.get(&key(&prepared[at].1.article.id)).filter(|known| is_known(at, known));
        last_site(at).filter(|known| !was_neutral(at, known)).or_else(given)
    };
    // Where its name is still the same.
    let own_kept = |at: usize| {
        let has_name = |last: &str| last == segments[at] || last == with_tail(&segments[at], &ids[at]);
        own_before(at).filter(|known| has_name(last_of(known)))
    };
    let plain = |at: usize, segment: &str| article_address(&prepared[at].1.article, segment);
    let wanted = |at: usize, segment: &str| match own_kept(at).filter(|_| is_neutral(at)) {
        Some(own) => beside(own, segment),
        None => plain(at, segment),
    };

    let mut addresses = vec![String::new(); prepared.len()];
    let mut taken: FxHashMap<String, usize> = FxHashMap::default();
    for at in (0..prepared.len()).rev() {
        let known = if is_neutral(at) { neutral_before(at) } else { own_kept(at) };
        if let Some(known) = known.filter(|known| !taken.contains_key(*known)) {
            taken.insert(known.clone(), at);
            addresses[at].clone_from(known);
        }
    }
    for at in (0..prepared.len()).rev().filter(|&at| addresses[at].is_empty()).collect::<Vec<_>>() {
        let segment = if is_neutral(at) { &ids[at] } else { &segments[at] };
        let mut address = wanted(at, segment);
        let mut tail = ids[at].clone();
        while taken.contains_key(&address) {
            address = wanted(at, &with_tail(segment, &tail));
            tail.push('x');
        }
        taken.insert(address.clone(), at);
        addresses[at] = address;
    }

    let mut kept = book.clone();
    for at in (0..prepared.len()).rev() {
        let article = &prepared[at].1.article;
        let plain = plain(at, &segments[at]);
        let given = if is_neutral(at) { own_kept(at) } else { Some(&addresses[at]).filter(|own| **own != plain) };
        match given {
            Some(given) if count[article.id.as_str()] == 1 => {
                kept.given.insert(key(&article.id), given.clone());
            }
            Some(_) => {}
            None => {
                kept.given.remove(&key(&article.id));
            }
        }
        let first = taken.get(&plain).filter(|_| !is_neutral(at) && !addresses[at].ends_with(&segments[at]));
        if let Some(first) = first {
            let first = &prepared[*first].1.article;
            let link = addressing.link(&addressing.article(&addresses[at]));
            diagnostics.push(
                Diagnostic::warning("equal-addresses", format!("two articles want the address of `{}`", first.path))
                    .at(Location::file(format!("content/articles/{}", article.path)))
                    .help(format!("this one is at `{link}`; rename its file to choose another address")),
            );
        }
        let own = own_before(at).filter(|own| given != Some(own));
        for old in own.into_iter().chain(neutral_before(at)).filter(|old| **old != addresses[at]) {
            kept.moved.insert(key(old), article.id.clone());
        }
    }
    for id in left_out {
        match previous.get(id).filter(|known| is_safe(known)) {
            Some(known) if last_of(known) == slug(id) => kept.moved.insert(key(known), id.clone()),
            Some(known) => kept.given.insert(key(id), known.clone()),
            None => None,
        };
    }
    let by_id: FxHashMap<&str, usize> =
        prepared.iter().enumerate().map(|(at, (_, prepared))| (prepared.article.id.as_str(), at)).collect();
    let is_article = |from: &str| from.strip_prefix(ARTICLE)?.strip_prefix('/').map(str::to_owned);
    // Who lives at an old address now has it for its own.
    kept.moved.retain(|from, _| is_article(from).is_none_or(|from| !taken.contains_key(&from)));
    let moved = kept.moved.iter().filter_map(|(from, id)| Some((is_article(from)?, *by_id.get(id.as_str())?)));
    let moved = moved.filter(|(from, at)| is_safe(from) && !from.split('/').any(|part| is_told_by(*at, part)));
    ArticleAddresses { moved: moved.collect(), addresses, book: kept }
}

fn last_of(address: &str) -> &str {
    address.rsplit('/').next().unwrap_or_default()
}

/// The address with another last segment.
fn beside(address: &str, segment: &str) -> String {
    match address.rsplit_once('/') {
        Some((folder, _)) => format!("{folder}/{segment}"),
        None => segment.to_owned(),
    }
}

/// Whether an address that stands in a file is one that the program makes.
fn is_safe(address: &str) -> bool {
    address.split('/').count() <= 3 && address.split('/').all(|part| !part.is_empty() && slug(part) == part)
}

/// What an article's address ends in: `slug` of its front matter, else its file's name without a date, else its title.
fn article_segment(article: &Article) -> String {
    let stem = article.path.rsplit('/').next().unwrap_or_default().trim_end_matches(".md");
    let name = match article.extra.get("slug") {
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

fn article_address(article: &Article, segment: &str) -> String {
    match &article.date {
        Some(date) => format!("{:04}/{:02}/{segment}", date.year, date.month),
        None => segment.to_owned(),
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
