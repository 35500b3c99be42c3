//! Turns the plan of a site into its search index: small scripts that a browser asks for one by one, with no server.
//!
//! ```text
//! quotations, entities → words (fold) → families (which forms are one word) → shards
//! ```
//!
//! Each shard is a script of one line, `kutipShard("words/ka",[…])`, that a page loads with a `script` element; so it works
//! from a disk and where only scripts of the site itself may run. `../scripts/search.js` is the reader of this format:
//!
//! | file under `data/search/` | holds |
//! |---|---|
//! | `start.js` | numbers of the index, affix rules of the languages, publishers, kinds of names |
//! | `facts.js` | speaker, entities, certainty, statement of each quotation, and year, publisher, language of each article |
//! | `words/ka.js` … | words that begin with these letters: their forms, and where each form stands |
//! | `texts/0.js` … | what the cards of [`QUOTATIONS_OF_A_TEXT`] quotations show |
//! | `names/0.js` … | [`NAMES_OF_A_SHARD`] entities, most quoted first |
//!
//! Quotations are numbered newest first, without those withdrawn; entities as `names/` lists them; articles, only those
//! with a quotation, newest first. Lists of numbers are strings ([`numbers`]); where they rise, the differences are written.
//!
//! **Names**, also for a jump box: each is `[name, kind, address, said, about, distinction, alias, …]`. `kind` is a place in
//! `kinds` of `start.js`, which has `[word of the interface, segment of addresses]` for each; `address` is the last
//! segment, or `0` where it is the name's words joined by hyphens. The page is `segment/address/` and `start.end`.
//!
//! **Words**: `[[word, [form, text, line, title, names], …], …]`, empty strings at the end left out. `text` lists the
//! quotations: difference of numbers, then each position as difference × 2, + 1 if another follows. `line` lists the
//! quotations in whose speaker's line (role, a source without a page) it stands, `title` the articles, `names` pairs of
//! an entity and how many words the shortest of its names has that has this one, 0 where only a role has it. A word stands in the shard of the
//! first two letters of *its word*, which is one of the sources that the affix rules give for each of its forms. A form
//! whose root stands nowhere alone is listed with each root that it may have.
//!
//! What is not published is not in the plan, so it is not here: the index is made of quotations, titles and names.

mod facts;
mod families;
mod fold;
mod names;
mod numbers;
mod start;
mod texts;
mod words;

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::plan::SitePlan;
use crate::model::{EntityId, Output};

/// Folder of the index, relative to the site's root.
pub(super) const FOLDER: &str = "data/search/";

/// Quotations of one shard of texts.
const QUOTATIONS_OF_A_TEXT: usize = 25;

/// Entities of one shard of names.
const NAMES_OF_A_SHARD: usize = 500;

/// The search index of a site.
#[derive(Debug)]
pub(super) struct SearchIndex {
    /// All of its files.
    pub(super) files: Vec<Output>,
    /// Tells this index from that of another build, so that no browser mixes them.
    pub(super) version: String,
    /// Names of the word shards, with a space between.
    pub(super) words: String,
}

/// What is searched, numbered as in the index.
struct Searched<'p, 'a> {
    plan: &'p SitePlan<'a>,
    /// Places in the plan's quotations.
    quotations: Vec<usize>,
    /// Places in the plan's articles.
    articles: Vec<usize>,
    /// Entities with a page, most quoted first.
    entities: Vec<EntityId>,
    /// Number of each entity.
    numbers: FxHashMap<EntityId, u32>,
}

/// The words of a text as they are searched: lower case, without accents and apostrophes.
///
/// ```
/// assert_eq!(kutip::site::searched_words("Jum’at di São Tomé"), ["jumat", "di", "sao", "tome"]);
/// ```
pub fn searched_words(text: &str) -> Vec<String> {
    fold::words(text)
}

/// Makes the index; its cost grows with the words of the quotations.
pub(super) fn search_index(plan: &SitePlan<'_>) -> SearchIndex {
    let searched = Searched::new(plan);
    let words = words::shards(&searched);
    let names = names::shards(&searched);
    let facts = facts::facts(&searched);
    let texts = texts::shards(&searched);
    let start = start::start(&searched, names.len());
    let shards = words.iter().filter_map(|file| file.path.rsplit('/').next()?.strip_suffix(".js"));
    let shards = shards.collect::<Vec<&str>>().join(" ");
    let mut files = vec![start, facts];
    files.extend([words, texts, names].into_iter().flatten());
    let mut hash = Sha256::new();
    for file in &files {
        hash.update(&file.bytes);
    }
    let version = hash.finalize().iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    SearchIndex { files, version, words: shards }
}

impl<'p, 'a> Searched<'p, 'a> {
    fn new(plan: &'p SitePlan<'a>) -> Self {
        let quotations: Vec<usize> =
            (0..plan.quotations.len()).filter(|&at| !plan.quotations[at].is_withdrawn()).collect();
        let mut articles: Vec<usize> = quotations.iter().map(|&at| plan.quotations[at].article).collect();
        articles.dedup();
        let mut entities = plan.listed.clone();
        entities.sort_by_cached_key(|id| {
            let planned = &plan.entities[id.index()];
            let links = &planned.backlinks;
            let most = std::cmp::Reverse((links.said.len(), links.about.len(), links.articles.len()));
            (most, planned.sort_key.clone(), planned.link.clone())
        });
        let numbers = entities.iter().zip(0..).map(|(id, number)| (*id, number)).collect();
        Self { plan, quotations, articles, entities, numbers }
    }

    /// The language of an article: its own, else the site's.
    fn language(&self, article: usize) -> &'p str {
        let lang = &self.plan.articles[article].article.lang;
        if lang.is_empty() { &self.plan.input.config.language } else { lang }
    }
}

/// A shard: a script that hands over one value.
fn shard(name: &str, value: &impl Serialize) -> Output {
    let mut bytes = format!("kutipShard(\"{name}\",").into_bytes();
    // A value of lists, texts and numbers can always be written.
    bytes.extend(serde_json::to_vec(value).unwrap_or_default());
    bytes.extend(b")\n");
    Output { path: format!("{FOLDER}{name}.js"), bytes }
}

/// A shard for each piece of a list, `size` long, numbered from 0.
fn numbered<T: Sync, S: Serialize>(
    folder: &str,
    list: &[T],
    size: usize,
    value: impl Fn(&[T]) -> S + Sync,
) -> Vec<Output> {
    let pieces = list.par_chunks(size).enumerate();
    pieces.map(|(at, piece)| shard(&format!("{folder}/{at}"), &value(piece))).collect()
}
