//! Which quotations of the archive are one statement printed by several articles, and lists that show it once.

use rustc_hash::{FxHashMap, FxHashSet};

use super::plan::{PlannedArticle, PlannedQuotation, SitePlan};
use super::variants::{Statement, Variants, find_variants};

/// Groups the quotations; inside a group the earliest comes first, undated ones last. Withdrawn words are nobody's.
pub(super) fn group(articles: &[PlannedArticle<'_>], quotations: &[PlannedQuotation<'_>]) -> Variants {
    let statements: Vec<Statement<'_>> = quotations
        .iter()
        .map(|quotation| Statement {
            text: if quotation.is_withdrawn() { "" } else { &quotation.text },
            speaker: quotation.speaker.map(|id| id.0),
            article: quotation.article,
        })
        .collect();
    let ids: FxHashMap<&str, usize> =
        quotations.iter().enumerate().map(|(at, quotation)| (quotation.id.as_str(), at)).collect();
    let mut decided = Vec::new();
    for (at, quotation) in quotations.iter().enumerate() {
        for id in &quotation.note.same_as {
            let Some(other) = ids.get(id.as_str()) else { continue };
            if !quotation.is_withdrawn() && !quotations[*other].is_withdrawn() {
                decided.push((at, *other));
            }
        }
    }
    let mut variants = find_variants(&statements, &decided);
    variants.sort_by_key(|at| {
        let article = &articles[quotations[at].article].article;
        (article.date.is_none(), article.date.clone(), article.path.clone(), at)
    });
    variants
}

impl SitePlan<'_> {
    /// All printings of a quotation's statement, itself among them, earliest first; none where there is only one.
    pub(super) fn printings(&self, at: usize) -> &[usize] {
        self.variants.of(at).unwrap_or_default()
    }

    /// In how many other articles a quotation's statement stands.
    pub(super) fn other_articles(&self, at: usize) -> usize {
        let own = self.quotations[at].article;
        let others: FxHashSet<usize> = self
            .printings(at)
            .iter()
            .map(|other| self.quotations[*other].article)
            .filter(|other| *other != own)
            .collect();
        others.len()
    }

    /// The link to the list of a statement's printings; to the earliest other one where quotations have no pages.
    pub(super) fn printings_url(&self, at: usize) -> String {
        let own = self.quotations[at].article;
        let other = self.printings(at).iter().find(|other| self.quotations[**other].article != own);
        match other {
            Some(other) if !self.input.config.quotation_pages => self.in_article(&self.quotations[*other]),
            _ => format!("{}#printings", self.permalink(&self.quotations[at])),
        }
    }

    /// The statements of a list, each at the place of the earliest of its printings that the list has, with the others
    /// that it has.
    pub(super) fn statements_of(&self, quotations: &[usize]) -> Vec<(usize, Vec<usize>)> {
        let listed: FxHashSet<usize> = quotations.iter().copied().collect();
        let statement = |at: &usize| {
            let mut printings = self.printings(*at).iter().copied().filter(|other| listed.contains(other));
            match printings.next() {
                None => Some((*at, Vec::new())),
                Some(first) => (first == *at).then(|| (*at, printings.collect())),
            }
        };
        quotations.iter().filter_map(statement).collect()
    }
}
