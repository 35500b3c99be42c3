//! Turns the plan's numbers into pictures: geometry that templates draw as SVG, and the same numbers as tables.
//!
//! A picture never says what a list cannot: each bar, cell and node carries the link to the entries that it counts. All
//! lengths are those of the picture's own view box, rounded to tenths, so that the bytes are the same on every machine.

mod calendar;
mod timeline;

use super::plan::SitePlan;

pub(super) use calendar::{Calendar, Period};
pub use timeline::{Bar, Column, Label, Timeline};
pub(super) use timeline::{Counted, FEWEST, Words, timeline};

/// What the pictures of a site share.
#[derive(Debug, Default)]
pub(super) struct Pictures {
    /// The periods that bars stand for.
    pub(super) calendar: Calendar,
}

impl Pictures {
    /// Counts what several pages need; the pages themselves are not planned yet.
    pub(super) fn of(plan: &SitePlan<'_>) -> Self {
        Self { calendar: Calendar::of(plan.articles.iter().map(|article| article.article.date.as_ref())) }
    }
}

/// A length in tenths of a unit.
fn tenths(length: f64) -> f64 {
    // Adding zero takes the sign from a zero.
    (length * 10.0).round() / 10.0 + 0.0
}
