//! Time: the years and months of the archive, and the pages of the years of entities with many quotations.

use std::ops::Range;

use super::pages::{ARTICLES_ON_A_PAGE, Part, QUOTATIONS_ON_A_PAGE};
use super::plan::SitePlan;
use crate::model::EntityId;

/// Most quotations said, and as many about, on one page of a year; most articles on it.
const QUOTATIONS_OF_A_YEAR: usize = 30;
const ARTICLES_OF_A_YEAR: usize = 60;

/// What one entity said in one year and what was said of it. Ranges lie in its backlinks.
#[derive(Clone, Debug)]
pub(super) struct EntityYear {
    pub(super) entity: EntityId,
    /// None for what has no date.
    pub(super) year: Option<i16>,
    pub(super) said: Range<usize>,
    pub(super) about: Range<usize>,
    pub(super) articles: Range<usize>,
    pub(super) part: Part,
}

impl SitePlan<'_> {
    /// Whether an entity's quotations are split by year.
    pub(super) fn has_years(&self, id: EntityId) -> bool {
        let links = &self.entities[id.index()].backlinks;
        links.said.len() > QUOTATIONS_ON_A_PAGE
            || links.about.len() > QUOTATIONS_ON_A_PAGE
            || links.articles.len() > ARTICLES_ON_A_PAGE
    }

    /// The pages of an entity's years, newest first, undated last.
    pub(super) fn entity_years(&self, id: EntityId) -> Vec<EntityYear> {
        let links = &self.entities[id.index()].backlinks;
        let said = runs(&links.said, |at| self.year_of_article(self.quotations[*at].article));
        let about = runs(&links.about, |at| self.year_of_article(self.quotations[*at].article));
        let articles = runs(&links.articles, |at| self.year_of_article(*at));
        let mut years: Vec<Option<i16>> =
            [&said, &about, &articles].into_iter().flatten().map(|(year, _)| *year).collect();
        years.sort_unstable_by(|a, b| b.cmp(a));
        years.dedup();
        let of = |runs: &[(Option<i16>, Range<usize>)], year| {
            runs.iter().find(|(other, _)| *other == year).map_or(0..0, |(_, range)| range.clone())
        };
        let mut pages = Vec::new();
        for year in years {
            let (said, about, articles) = (of(&said, year), of(&about, year), of(&articles, year));
            let count = said.len().max(about.len()).div_ceil(QUOTATIONS_OF_A_YEAR);
            let count = count.max(articles.len().div_ceil(ARTICLES_OF_A_YEAR)).max(1);
            for at in 0..count {
                let slice = |range: &Range<usize>, size: usize| {
                    let start = range.end.min(range.start + at * size);
                    start..range.end.min(start + size)
                };
                pages.push(EntityYear {
                    entity: id,
                    year,
                    said: slice(&said, QUOTATIONS_OF_A_YEAR),
                    about: slice(&about, QUOTATIONS_OF_A_YEAR),
                    articles: slice(&articles, ARTICLES_OF_A_YEAR),
                    part: Part { number: at + 1, of: count },
                });
            }
        }
        pages
    }

    pub(super) fn entity_year_path(&self, year: &EntityYear) -> String {
        let entity = self.registry.entity(year.entity);
        let segment = year.year.map_or_else(|| self.undated_segment(), |year| format!("{year:04}"));
        self.part_path(entity.kind.as_str(), &[entity.address.clone(), segment], year.part)
    }

    /// The year of an article; none if it has no date.
    pub(super) fn year_of_article(&self, article: usize) -> Option<i16> {
        self.articles[article].article.date.as_ref().map(|date| date.year)
    }

    /// Years of the archive, newest first, and their articles; those without a date last.
    pub(super) fn years(&self) -> Vec<(Option<i16>, Range<usize>)> {
        let all: Vec<usize> = (0..self.articles.len()).collect();
        runs(&all, |at| self.year_of_article(*at))
    }

    /// Months of one year's articles, newest first.
    pub(super) fn months(&self, articles: Range<usize>) -> Vec<(i8, Range<usize>)> {
        let start = articles.start;
        let dated = &self.articles[articles];
        let months = runs(dated, |article| article.article.date.as_ref().map_or(0, |date| date.month));
        months.into_iter().map(|(month, range)| (month, range.start + start..range.end + start)).collect()
    }
}

/// Runs of equal keys in a list.
pub(super) fn runs<T, K: PartialEq>(list: &[T], key: impl Fn(&T) -> K) -> Vec<(K, Range<usize>)> {
    let mut runs: Vec<(K, Range<usize>)> = Vec::new();
    for (at, item) in list.iter().enumerate() {
        let key = key(item);
        match runs.last_mut() {
            Some((last, range)) if *last == key => range.end = at + 1,
            _ => runs.push((key, at..at + 1)),
        }
    }
    runs
}
