//! What was spoken of, over time: a small picture for each of those spoken of most, and the numbers as a table.

use std::collections::BTreeSet;

use serde::Serialize;

use super::card::Named;
use crate::model::EntityId;
use crate::site::pictures::{self, SPARKLINE_HEIGHT, SPARKLINE_WIDTH};
use crate::site::plan::SitePlan;

/// Those spoken of most that are shown.
const TOPICS: usize = 12;

/// Fewest topics that say something side by side.
const FEWEST_TOPICS: usize = 3;

/// Periods shown, the newest.
const PERIODS: usize = 36;

/// What was spoken of, over time.
#[derive(Debug, Serialize)]
pub struct TopicsView<'p> {
    /// Width of each picture's view box.
    pub width: f64,
    /// Height of each picture's view box.
    pub height: f64,
    /// The periods in words, oldest first.
    pub periods: Vec<String>,
    /// Those spoken of most, most first.
    pub topics: Vec<Topic<'p>>,
    /// What the pictures count and out of how much.
    pub caption: String,
}

/// Somebody or something that was spoken of.
#[derive(Debug, Serialize)]
pub struct Topic<'p> {
    /// Whom or what.
    pub entity: Named<'p>,
    /// The bars, as the data of a path; all topics have one scale.
    pub path: String,
    /// One for each period.
    pub cells: Vec<TopicCell>,
}

/// How often something was spoken of in a period.
#[derive(Debug, Serialize)]
pub struct TopicCell {
    /// How many quotations.
    pub count: usize,
    /// Link to them; none for none.
    pub url: Option<String>,
}

impl<'a> SitePlan<'a> {
    /// The topics of the archive; none where it has too few, or only one period.
    pub(super) fn topics_view(&self) -> Option<TopicsView<'_>> {
        let calendar = &self.pictures.calendar;
        let about = |id: &EntityId| self.entities[id.index()].backlinks.about.len();
        let mut topics: Vec<EntityId> = self.listed.iter().copied().filter(|id| about(id) > 0).collect();
        topics.sort_by_key(|id| std::cmp::Reverse(about(id)));
        topics.truncate(TOPICS);
        if topics.len() < FEWEST_TOPICS || !calendar.has_course() {
            return None;
        }
        let skipped = calendar.periods().len().saturating_sub(PERIODS);
        let periods: Vec<_> = calendar.periods().skip(skipped).map(|(period, _)| period).collect();
        let cells: Vec<Vec<TopicCell>> = topics.iter().map(|id| self.spoken_of_by_period(*id, &periods)).collect();
        let most = cells.iter().flatten().map(|cell| cell.count).max().unwrap_or(0);
        // A quotation about two of the names is one quotation.
        let about = |id: &EntityId| self.entities[id.index()].backlinks.about.iter();
        let shown: BTreeSet<usize> = topics.iter().flat_map(about).copied().collect();
        let shown = shown.into_iter().filter(|at| periods.contains(&self.period_of(*at)));
        let shown = shown.count();
        let topic = |(id, cells): (EntityId, Vec<TopicCell>)| {
            let counts: Vec<usize> = cells.iter().map(|cell| cell.count).collect();
            Topic { entity: self.named(id), path: pictures::sparkline(&counts, most), cells }
        };
        let words: Vec<String> = periods.iter().map(|period| self.period_words(*period)).collect();
        let span = match words.as_slice() {
            [first, .., last] => format!("{first}–{last}"),
            _ => String::new(),
        };
        let caption = self.interface.fill(
            "topics_caption",
            &[
                ("quotations", &self.interface.count("quotation", shown)),
                ("names", &self.interface.count("name", topics.len())),
                ("span", &span),
                ("most", &self.interface.count("quotation", most)),
            ],
        );
        Some(TopicsView {
            width: SPARKLINE_WIDTH,
            height: SPARKLINE_HEIGHT,
            periods: words,
            topics: topics.into_iter().zip(cells).map(topic).collect(),
            caption,
        })
    }
}
