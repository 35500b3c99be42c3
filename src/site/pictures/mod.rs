//! Turns the plan's numbers into pictures: geometry that templates draw as SVG, and the same numbers as tables.
//!
//! A picture never says what a list cannot: each bar, cell and node carries the link to the entries that it counts. All
//! lengths are those of the picture's own view box, rounded to tenths, so that the bytes are the same on every machine.

mod calendar;
mod download;
mod force;
mod matrix;
mod network;
mod share;
mod sparkline;
mod timeline;

use matrix::Matrix;
use network::NODES;

use super::plan::SitePlan;
use crate::model::EntityId;

pub(super) use calendar::{Calendar, Period};
pub(super) use network::{
    Drawing, FEWEST_NODES, FEWEST_TOGETHER, LINKS, Line, Placed, Together, draw_neighbours, draw_network, together,
};
pub(super) use share::{Dimension, Group, Share, ShareGroup, WIDTH as SHARE_WIDTH, divide, parts as share_parts};
pub(super) use sparkline::{HEIGHT as SPARKLINE_HEIGHT, WIDTH as SPARKLINE_WIDTH, sparkline};
pub use timeline::{Bar, Column, Label, Timeline};
pub(super) use timeline::{Counted, FEWEST, Words, timeline};

/// What the pictures of a site share.
#[derive(Debug, Default)]
pub(super) struct Pictures {
    /// The periods that bars stand for.
    pub(super) calendar: Calendar,
    pub(super) network: Network,
    /// Quotations divided in several ways.
    pub(super) shares: Vec<Share>,
}

impl Pictures {
    /// Counts what several pages need; the pages themselves are not planned yet.
    pub(super) fn of(plan: &SitePlan<'_>) -> Self {
        Self {
            calendar: Calendar::of(plan.articles.iter().map(|article| article.article.date.as_ref())),
            network: Network::of(plan),
            shares: plan.shares(),
        }
    }
}

/// The names of the archive's network, and what links them.
#[derive(Debug, Default)]
pub(super) struct Network {
    /// Those that most articles name, most first.
    pub(super) nodes: Vec<EntityId>,
    /// Who appears with whom.
    pub(super) pairs: Vec<Together>,
    /// Who speaks about whom.
    pub(super) matrix: Matrix,
}

impl Network {
    fn of(plan: &SitePlan<'_>) -> Self {
        let mut nodes = plan.listed.clone();
        nodes.sort_by_key(|id| (std::cmp::Reverse(plan.entities[id.index()].backlinks.articles.len()), *id));
        nodes.truncate(NODES);
        let is_shown = |id: &EntityId| plan.entities[id.index()].path.is_some();
        let statements = plan.quotations.iter().filter(|quotation| !quotation.is_withdrawn());
        let spoken = statements.filter_map(|quotation| Some((quotation.speaker.filter(is_shown)?, &quotation.about)));
        let matrix =
            Matrix::of(spoken.flat_map(|(speaker, about)| {
                about.iter().filter(|id| is_shown(id)).map(move |about| (speaker, *about))
            }));
        let pairs = together(&nodes, plan.articles.iter().map(|article| article.counted_together()));
        Self { nodes, pairs, matrix }
    }
}

/// A length in tenths of a unit.
fn tenths(length: f64) -> f64 {
    // Adding zero takes the sign from a zero.
    (length * 10.0).round() / 10.0 + 0.0
}
