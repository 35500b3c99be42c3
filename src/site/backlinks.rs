//! What leads back to each entity: what it said, what was said of it, where it is named, and beside whom.

use rayon::prelude::*;

use super::plan::{PlannedArticle, PlannedQuotation};
use crate::model::EntityId;

/// How many companions are kept for each entity.
const MOST_COMPANIONS: usize = 25;

/// Entities of one article that are counted as appearing together; more would be a list, not company.
const MOST_TOGETHER: usize = 80;

/// Places in the plan's lists, newest first.
#[derive(Clone, Debug, Default)]
pub(super) struct Backlinks {
    /// Quotations of which it is the speaker.
    pub(super) said: Vec<usize>,
    /// Quotations of others that name it.
    pub(super) about: Vec<usize>,
    /// Quotations of others who speak for it.
    pub(super) spoken_for: Vec<usize>,
    /// Articles that name it.
    pub(super) articles: Vec<usize>,
    /// Who is named in the same articles, and in how many; most first.
    pub(super) companions: Vec<(EntityId, u32)>,
}

impl Backlinks {
    /// What names are sorted by where they are sorted by number: said, then about, then articles.
    pub(super) fn numbers(&self) -> [usize; 3] {
        [self.said.len(), self.about.len(), self.articles.len()]
    }

    pub(super) fn is_empty(&self) -> bool {
        self.said.is_empty() && self.about.is_empty() && self.articles.is_empty()
    }
}

impl PlannedArticle<'_> {
    /// The entities that are counted as appearing together, and how often each is named.
    pub(super) fn counted_together(&self) -> &[(EntityId, u32)] {
        &self.entities[..self.entities.len().min(MOST_TOGETHER)]
    }
}

/// The backlinks of all entities.
pub(super) fn backlinks(
    entities: usize,
    articles: &[PlannedArticle<'_>],
    quotations: &[PlannedQuotation<'_>],
) -> Vec<Backlinks> {
    let mut all = vec![Backlinks::default(); entities];
    for (at, quotation) in quotations.iter().enumerate().filter(|(_, quotation)| !quotation.is_withdrawn()) {
        if let Some(speaker) = quotation.speaker {
            all[speaker.index()].said.push(at);
        }
        for entity in &quotation.about {
            all[entity.index()].about.push(at);
        }
        for body in quotation.speaks_for.iter().filter(|body| quotation.speaker != Some(**body)) {
            all[body.index()].spoken_for.push(at);
        }
    }
    for (at, article) in articles.iter().enumerate() {
        for (entity, _) in &article.entities {
            all[entity.index()].articles.push(at);
        }
        // A speaker that the list of entities forgot is named in the article all the same.
        for quotation in &quotations[article.quotations.clone()] {
            if let Some(speaker) = quotation.speaker {
                let articles = &mut all[speaker.index()].articles;
                if articles.last() != Some(&at) {
                    articles.push(at);
                }
            }
        }
    }
    all.par_iter_mut().enumerate().for_each_init(
        || (vec![0_u32; entities], Vec::new()),
        |(counts, touched), (own, backlinks)| {
            for article in &backlinks.articles {
                for (other, _) in articles[*article].counted_together() {
                    if other.index() != own {
                        if counts[other.index()] == 0 {
                            touched.push(*other);
                        }
                        counts[other.index()] += 1;
                    }
                }
            }
            let mut companions: Vec<(EntityId, u32)> = touched.iter().map(|id| (*id, counts[id.index()])).collect();
            for id in touched.drain(..) {
                counts[id.index()] = 0;
            }
            companions.sort_unstable_by_key(|(id, count)| (std::cmp::Reverse(*count), *id));
            companions.truncate(MOST_COMPANIONS);
            backlinks.companions = companions;
        },
    );
    all
}
