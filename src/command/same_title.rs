//! Tells which article a source is that has no address and no `id` of a record in common with it: title, day and words decide.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::front_matter::fold;
use crate::model::Article;

use super::Workplace;
use super::same::{Day, Seen};
use super::same_id::{Look, MOST, NEARLY_ALL, Verdict};

/// How many articles with one title and day are looked at, the last first.
const MOST_ALIKE: usize = 100;

/// The words of a title, without what often differs between two states of it.
pub(super) fn folded_title(article: &Article) -> String {
    let lower = fold(&article.title).to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// The articles that are there, by their titles and days.
#[derive(Default)]
pub(super) struct Titles {
    /// Made when the first source is looked for.
    index: Option<Index>,
    /// Of articles of the archive, as far as they were looked at.
    looks: BTreeMap<usize, Look>,
    /// Article of a source, by its own id → what it is.
    verdicts: BTreeMap<String, Verdict>,
}

#[derive(Default)]
struct Index {
    by_title: BTreeMap<String, BTreeMap<Option<Day>, Vec<usize>>>,
    /// Those of the archive.
    by_day: BTreeMap<Option<Day>, Vec<usize>>,
    /// Titles and days whose articles stand here as they were imported too.
    titles: BTreeSet<String>,
    days: BTreeSet<Option<Day>>,
}

impl Index {
    fn new(articles: &[Article], seen: &[Seen], new: &BTreeMap<usize, Look>) -> Self {
        let mut index = Self::default();
        let titles: Vec<String> = articles.par_iter().map(folded_title).collect();
        for (at, title) in titles.into_iter().enumerate() {
            index.by_day.entry(seen[at].day).or_default().push(at);
            index.add(at, title, seen[at].day);
        }
        new.iter().for_each(|(at, look)| index.add(*at, look.title.clone(), look.seen.day));
        index
    }

    fn add(&mut self, at: usize, title: String, day: Option<Day>) {
        if !title.is_empty() {
            self.by_title.entry(title).or_default().entry(day).or_default().push(at);
        }
    }

    /// Adds the articles that a person gave another title or another day since their import, where they had these.
    fn add_as_imported(&mut self, title: &str, day: Option<Day>, articles: &[Article], workplace: &Workplace) {
        let mut due: Vec<usize> = Vec::new();
        if self.titles.insert(title.to_owned()) {
            due.extend(self.by_title.get(title).into_iter().flat_map(BTreeMap::values).flatten());
        }
        if self.days.insert(day) {
            due.extend(self.by_day.get(&day).into_iter().flatten());
        }
        let then = |at: usize| {
            let old = articles.get(at)?;
            let copy = workplace.site.pristine(old)?;
            let (now, then) = [old, &copy].map(|article| (folded_title(article), Seen::new(article).day)).into();
            (now != then).then_some((at, then))
        };
        let changed: Vec<(usize, (String, Option<Day>))> = due.into_par_iter().filter_map(then).collect();
        for (at, (title, day)) in changed {
            self.add(at, title, day);
        }
    }

    /// The articles of a title, of a day or without one; of any day, if none is given.
    fn of(&self, title: &str, day: Option<Day>) -> Vec<usize> {
        let Some(days) = self.by_title.get(title) else { return Vec::new() };
        let last = |list: &Vec<usize>| list.iter().rev().take(MOST_ALIKE).copied().collect::<Vec<_>>();
        match day {
            Some(_) => [day, None].iter().filter_map(|day| days.get(day)).flat_map(last).collect(),
            None => days.values().rev().flatten().take(MOST_ALIKE).copied().collect(),
        }
    }
}

impl Titles {
    /// Notes an article that came in this run.
    pub(super) fn add(&mut self, at: usize, look: &Look) {
        if let Some(index) = &mut self.index {
            index.add(at, look.title.clone(), look.seen.day);
        }
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
        if sources.is_empty() || seen.is_empty() {
            return;
        }
        let index = self.index.get_or_insert_with(|| Index::new(articles, seen, new));
        for source in sources {
            let (title, this) = (folded_title(source), Seen::new(source));
            if let Some(workplace) = workplace.filter(|_| !this.has_key()) {
                index.add_as_imported(&title, this.day, articles, workplace);
            }
            let is_other = |at: &usize| {
                let old = &seen[*at];
                let is_elsewhere = !old.origin.file.is_empty() && old.origin.file != this.origin.file;
                is_elsewhere && !old.shares_key(&this) && !old.is_of_another(&this)
            };
            let others: Vec<usize> = index.of(&title, this.day).into_iter().filter(is_other).collect();
            if others.is_empty() {
                continue;
            }
            let look = Look::new(source);
            let mut best: Option<(bool, f64, Verdict)> = None;
            for at in others {
                let old = match articles.get(at) {
                    Some(old) => Some(&*self.looks.entry(at).or_insert_with(|| Look::new(old))),
                    None => new.get(&at),
                };
                let Some(old) = old else { continue };
                let words = old.words.shared(&look.words);
                let is_sure = words >= NEARLY_ALL;
                // Of a series without days, and in files that came together, texts of one title are many.
                let is_open = at < articles.len() && (words >= MOST || this.day.is_some() && seen[at].day.is_some());
                let is_better = best.is_none_or(|(was_sure, most, _)| (is_sure, words) > (was_sure, most));
                if is_better && (is_sure || is_open) {
                    let verdict = if is_sure { Verdict::Is(at) } else { Verdict::MayBe(at) };
                    best = Some((is_sure, words, verdict));
                }
            }
            self.verdicts.extend(best.map(|(.., verdict)| (source.id.clone(), verdict)));
        }
    }
}
