//! Tells which article a record is, if articles of other files have its `id` or address: some dumps keep the ids of their
//! articles, others count from 1 each time, and some sites give all their pages one address, so the words decide.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash, Hasher};

use rayon::prelude::*;
use rustc_hash::FxHasher;

use crate::model::{Article, Value};

use super::Workplace;
use super::same::Seen;
use super::same_title::folded_title;

/// Part of its words that two states of one text have in common at least, if little was changed.
pub(super) const NEARLY_ALL: f64 = 0.9;
/// Part of its words that a text hardly has in common with another one; reports after one pattern do.
pub(super) const MOST: f64 = 0.5;
/// Part of its words that two states of a page have in common at least where only its address is the same.
const MANY: f64 = 0.7;
/// How many articles with one id or address are looked at, the last first.
const MOST_ALIKE: usize = 20;

/// The `id` of the record that an article was made of.
pub(super) fn record_id(article: &Article) -> Option<&str> {
    article.extra.get("source_id").and_then(Value::as_str)
}

/// Which of the articles that are there a record is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Verdict {
    /// Surely this one.
    Is(usize),
    /// Perhaps this one.
    MayBe(usize),
}

/// The address of an article's original, as it is compared; none where it is that of a whole site.
pub(super) fn own_url(article: &Article) -> Option<&str> {
    let url = article.url.as_deref()?.trim().trim_end_matches('/');
    url.split_once("://")?.1.contains(['/', '?']).then_some(url)
}

/// The articles that are there, by the ids of their records and by their addresses.
#[derive(Default)]
pub(super) struct RecordIds {
    by_id: BTreeMap<String, Vec<usize>>,
    by_url: BTreeMap<String, Vec<usize>>,
    /// Article of a source, by its own id → what it is.
    verdicts: BTreeMap<String, Verdict>,
}

impl RecordIds {
    /// Notes an article that is there.
    pub(super) fn add(&mut self, at: usize, article: &Article) {
        if let Some(id) = record_id(article) {
            self.by_id.entry(id.to_owned()).or_default().push(at);
        }
        if let Some(url) = own_url(article) {
            self.by_url.entry(url.to_owned()).or_default().push(at);
        }
    }

    /// Whether an article that is there was made of a record with this id.
    pub(super) fn has_id(&self, at: usize, id: &str) -> bool {
        self.by_id.get(id).is_some_and(|articles| articles.contains(&at))
    }

    /// What was found out of an article; none where it is no other one.
    pub(super) fn verdict(&self, article: &Article) -> Option<Verdict> {
        self.verdicts.get(&article.id).copied()
    }

    /// Finds out what articles of sources are. `articles`: those of the archive; `seen`: all that are there; `new`: those that
    /// came in this run; `workplace`: where copies of them as imported lie.
    pub(super) fn judge(
        &mut self,
        sources: &[&Article],
        articles: &[Article],
        seen: &[Seen],
        new: &BTreeMap<usize, Look>,
        workplace: Option<&Workplace>,
    ) {
        let look = |at: usize, this: &Look| match articles.get(at) {
            Some(old) => {
                let then = workplace.and_then(|workplace| workplace.site.pristine(old));
                Some(Likeness::new(at, this, &Look::new(old), then.as_ref().map(Look::new).as_ref()))
            }
            None => new.get(&at).map(|old| Likeness::new(at, this, old, None)),
        };
        let mut urls: BTreeMap<&str, usize> = BTreeMap::new();
        sources.iter().filter_map(|article| own_url(article)).for_each(|url| *urls.entry(url).or_default() += 1);
        let compare = |article: &&Article| {
            let file = &article.origin.as_ref()?.file;
            let is_elsewhere = |at: &&usize| !seen[**at].origin.file.is_empty() && seen[**at].origin.file != *file;
            let of_id = record_id(article).and_then(|id| self.by_id.get(id));
            // What several have tells none of them.
            let of_url = own_url(article).filter(|url| urls[url] == 1).and_then(|url| self.by_url.get(url));
            let of_url = of_url.filter(|others| others.len() == 1);
            let of_id = || of_id.into_iter().flatten();
            let others: BTreeSet<usize> =
                of_id().chain(of_url.into_iter().flatten()).filter(is_elsewhere).copied().collect();
            others.first()?;
            let this = Look::new(article);
            let like = |at: usize| Some(Likeness { has_id: of_id().any(|of_id| *of_id == at), ..look(at, &this)? });
            Some(others.into_iter().rev().take(MOST_ALIKE).filter_map(like).collect::<Vec<_>>())
        };
        let compared: Vec<(&Article, Vec<Likeness>)> =
            sources.par_iter().filter_map(|article| Some((*article, compare(article)?))).collect();
        let files = |article: &Article, like: &Likeness| {
            (article.origin.as_ref().map(|origin| origin.file.clone()), seen[like.at].origin.file.clone())
        };
        // Of the ids that two files have: how many mean one article, and how many mean two.
        let mut shared: BTreeMap<_, (usize, usize)> = BTreeMap::new();
        for (article, likes) in &compared {
            for like in likes {
                let (same, other) = shared.entry(files(article, like)).or_default();
                *same += usize::from(like.is_near());
                *other += usize::from(like.is_far());
            }
        }
        for (article, likes) in compared {
            let judge = |like: &Likeness| {
                let ids = match shared[&files(article, like)] {
                    _ if !like.has_id => Ids::None,
                    (same, other) if same > other => Ids::Kept,
                    (same, other) if other > 1 && other > same => Ids::Counted,
                    _ if like.is_counted => Ids::Counted,
                    _ => Ids::Unknown,
                };
                Some((like.verdict(ids)?, like.words))
            };
            let is_sure = |verdict: &Verdict| matches!(verdict, Verdict::Is(_));
            let best = likes
                .iter()
                .filter_map(judge)
                .max_by(|(a, of_a), (b, of_b)| is_sure(a).cmp(&is_sure(b)).then_with(|| of_a.total_cmp(of_b)));
            if let Some((verdict, _)) = best {
                self.verdicts.insert(article.id.clone(), verdict);
            }
        }
    }
}

/// What the ids are that two files have in common.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ids {
    /// Most of them mean one article in both.
    Kept,
    /// They only count the articles of their file.
    Counted,
    Unknown,
    /// The two articles have no id in common, but the address.
    None,
}

/// What is compared of an article.
pub(super) struct Look {
    pub(super) seen: Seen,
    pub(super) title: String,
    /// Its id is its place in its file.
    is_counted: bool,
    pub(super) words: Words,
}

impl Look {
    pub(super) fn new(article: &Article) -> Self {
        let id = record_id(article).unwrap_or_default();
        let number = id.trim_start_matches(|c: char| !c.is_ascii_digit());
        let number = number.parse::<usize>().ok().zip(article.origin.as_ref().and_then(|origin| origin.record));
        Self {
            seen: Seen::new(article),
            title: folded_title(article),
            is_counted: number.is_some_and(|(number, record)| number == record || number + 1 == record),
            words: Words::new(&article.body),
        }
    }
}

/// What two articles have in common.
struct Likeness {
    at: usize,
    /// The id of their records.
    has_id: bool,
    /// Which part of their words.
    words: f64,
    /// The title.
    is_titled: bool,
    /// Nothing that both say of day and publisher differs.
    agrees: bool,
    /// Title, day and publisher are those with which the old one was imported, as far as both say them.
    is_as_imported: bool,
    /// Both name a publisher, and not the same.
    is_of_another: bool,
    /// Both have their place for their id.
    is_counted: bool,
}

impl Likeness {
    /// `then`: the old one as it was imported.
    fn new(at: usize, new: &Look, old: &Look, then: Option<&Look>) -> Self {
        let both = [Some(old), then];
        let olds = || both.into_iter().flatten();
        let is_of_another = |old: &Look| old.seen.is_of_another(&new.seen);
        Self {
            at,
            has_id: true,
            words: old.words.shared(&new.words),
            is_titled: olds().any(|old| old.title == new.title),
            agrees: olds().any(|old| old.seen.may_be(&new.seen)),
            is_as_imported: then.is_some_and(|then| then.title == new.title && then.seen.may_be(&new.seen)),
            is_of_another: olds().all(is_of_another),
            is_counted: old.is_counted && new.is_counted,
        }
    }

    fn is_near(&self) -> bool {
        self.words >= NEARLY_ALL || self.is_titled && self.agrees
    }

    fn is_far(&self) -> bool {
        self.words < MOST && !self.is_titled
    }

    fn verdict(&self, ids: Ids) -> Option<Verdict> {
        let is_counted = ids == Ids::Counted;
        // Of two reports after one pattern with one number little differs, but title and day do.
        let is_near = self.words >= NEARLY_ALL && (self.words == 1.0 || self.is_titled || self.agrees);
        let most = if ids == Ids::None { MANY } else { MOST };
        let is_sure = self.is_as_imported || is_near || self.words >= most && (self.agrees || !is_counted);
        match is_sure {
            true => Some(Verdict::Is(self.at)),
            false if self.words >= MOST => Some(Verdict::MayBe(self.at)),
            false => (!is_counted && !self.is_of_another).then_some(Verdict::MayBe(self.at)),
        }
    }
}

/// How many marks of a text are kept: enough to tell which part of it stands in another one.
const MARKS: usize = 128;

/// Fewer pairs of words than these are a note rather than a report.
const FEW: usize = 20;

/// The pairs of words that follow one another in a text, as far as they are compared.
#[derive(Default)]
pub(super) struct Words {
    /// Marks of the pairs, the smallest of them, sorted.
    marks: Vec<u64>,
    /// How many different ones there are.
    count: usize,
}

impl Words {
    fn new(text: &str) -> Self {
        let lower = text.to_lowercase();
        let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let mark = |pair: &[&str]| {
            let mut hasher = FxHasher::default();
            pair.hash(&mut hasher);
            hasher.finish()
        };
        let mut marks: Vec<u64> = words.windows(2).map(mark).collect();
        marks.sort_unstable();
        marks.dedup();
        let count = marks.len();
        marks.truncate(MARKS);
        marks.shrink_to_fit();
        Self { marks, count }
    }

    /// Which part of the pairs of the shorter text stand in the other one, from 0 to 1; a guess where there are many. What a
    /// text of a few words says stands in many: of those, which part of the longer one.
    pub(super) fn shared(&self, other: &Self) -> f64 {
        let (shorter, longer) = (self.count.min(other.count), self.count.max(other.count));
        if shorter == 0 {
            return 0.0;
        }
        // The smallest marks of both together are drawn from all of both by lot.
        let most = if longer > MARKS { MARKS } else { usize::MAX };
        let (mut at, mut of_other, mut common, mut all) = (0, 0, 0_usize, 0_usize);
        while let (Some(this), Some(that)) = (self.marks.get(at), other.marks.get(of_other))
            && all < most
        {
            common += usize::from(this == that);
            at += usize::from(this <= that);
            of_other += usize::from(that <= this);
            all += 1;
        }
        let rest = self.marks.len() - at + other.marks.len() - of_other;
        let all = (all + rest).min(most);
        let alike = common as f64 / all as f64;
        // Of `a + b` pairs, counted twice what both have.
        let both = alike * (shorter + longer) as f64 / (1.0 + alike);
        (both / if shorter < FEW { longer } else { shorter } as f64).min(1.0)
    }
}
