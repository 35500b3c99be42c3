//! When an entity spoke and was spoken of, over the archive's volume.

use serde::Serialize;

use super::calendar::{Calendar, Period};
use super::tenths;

/// Fewest quotations, said and about, of which a picture is drawn.
pub(in crate::site) const FEWEST: usize = 3;

/// Width of the picture; the bars have all of it.
const WIDTH: f64 = 360.0;
/// Heights of the upper half (said, the archive behind) and of the lower half (about).
const UPPER: f64 = 84.0;
const LOWER: f64 = 46.0;
/// Room for the words below.
const WORDS: f64 = 18.0;
/// A bar that counts something is never lower than this.
const LOWEST: f64 = 2.0;
/// Periods that are named below the bars.
const NAMED: usize = 6;

/// Bars for each period: what an entity said upwards, what was said about it downwards, the archive's articles behind.
#[derive(Debug, Serialize)]
pub struct Timeline {
    /// Width of the view box.
    pub width: f64,
    /// Height of the view box.
    pub height: f64,
    /// Height at which both halves meet.
    pub baseline: f64,
    /// Height of the words below.
    pub words: f64,
    /// One for each period, oldest first.
    pub columns: Vec<Column>,
    /// What has no date and is in no bar.
    pub undated: Option<Column>,
    /// Words below some of the columns.
    pub labels: Vec<Label>,
    /// What the picture counts and out of how much.
    pub caption: String,
    /// Whether anybody speaks about it in the picture.
    pub has_about: bool,
}

/// One period.
#[derive(Debug, Serialize)]
pub struct Column {
    /// The period in words.
    pub text: String,
    /// Where the column starts.
    pub x: f64,
    /// How wide it is.
    pub width: f64,
    /// What the entity said; none where it said nothing.
    pub said: Option<Bar>,
    /// What others said about it.
    pub about: Option<Bar>,
    /// Articles of the archive.
    pub articles: usize,
    /// Top of the archive's bar.
    pub articles_y: f64,
    /// Height of the archive's bar.
    pub articles_height: f64,
    /// Link to the archive's list of the period, if it has articles.
    pub articles_url: Option<String>,
}

/// A number of quotations and the list behind it.
#[derive(Clone, Debug, Serialize)]
pub struct Bar {
    /// How many.
    pub count: usize,
    /// Link to their list.
    pub url: String,
    /// The same in words: `2024: 3 said`.
    pub label: String,
    /// Top of the bar.
    pub y: f64,
    /// Height of the bar.
    pub height: f64,
    /// Where the bar starts.
    pub x: f64,
    /// How wide the bar is.
    pub width: f64,
}

/// Words below a column.
#[derive(Debug, Serialize)]
pub struct Label {
    /// The words.
    pub text: String,
    /// Middle of the words.
    pub x: f64,
}

/// What is counted in one period.
#[derive(Clone, Debug, Default)]
pub(in crate::site) struct Counted {
    pub(in crate::site) said: usize,
    pub(in crate::site) about: usize,
}

/// Words and links that the picture needs for each period.
pub(in crate::site) struct Words<'w> {
    pub(in crate::site) text: &'w dyn Fn(Period) -> String,
    /// Words below a column; the last value says whether the year must be told.
    pub(in crate::site) short: &'w dyn Fn(Period, bool) -> String,
    pub(in crate::site) said: &'w dyn Fn(Period, usize) -> (String, String),
    pub(in crate::site) about: &'w dyn Fn(Period, usize) -> (String, String),
    pub(in crate::site) archive: &'w dyn Fn(Period) -> String,
}

/// Draws the timeline of counts that run parallel to the calendar's periods.
pub(in crate::site) fn timeline(
    calendar: &Calendar,
    counts: &[Counted],
    undated: &Counted,
    words: &Words<'_>,
    caption: String,
) -> Timeline {
    let most = |number: fn(&Counted) -> usize| counts.iter().map(number).max().unwrap_or(0);
    let (most_said, most_about) = (most(|c| c.said), most(|c| c.about));
    let most_articles = calendar.periods().map(|(_, articles)| articles).max().unwrap_or(0);
    // Both halves have one scale, so that bars of the two can be compared.
    let of = |room: f64, most: usize| if most == 0 { f64::INFINITY } else { room / most as f64 };
    let scale = of(UPPER, most_said).min(of(LOWER, most_about));
    let lower = if most_about > 0 { (most_about as f64 * scale).max(LOWEST) } else { 0.0 };
    let step = WIDTH / counts.len().max(1) as f64;
    let bar = |period, x: f64, count: usize, up: bool| {
        let height = (count as f64 * scale).max(LOWEST);
        let (url, label) = if up { (words.said)(period, count) } else { (words.about)(period, count) };
        let y = if up { UPPER - height } else { UPPER };
        let (x, width) = (tenths(x + step * 0.22), tenths(step * 0.56));
        Bar { count, url, label, y: tenths(y), height: tenths(height), x, width }
    };
    let column = |period, articles: usize, counted: &Counted, x: f64| {
        let height = if most_articles == 0 { 0.0 } else { UPPER * articles as f64 / most_articles as f64 };
        Column {
            text: (words.text)(period),
            x: tenths(x),
            width: tenths(step),
            said: (counted.said > 0).then(|| bar(period, x, counted.said, true)),
            about: (counted.about > 0).then(|| bar(period, x, counted.about, false)),
            articles,
            articles_y: tenths(UPPER - height),
            articles_height: tenths(height),
            articles_url: (articles > 0).then(|| (words.archive)(period)),
        }
    };
    let columns: Vec<Column> = calendar
        .periods()
        .zip(counts)
        .enumerate()
        .map(|(at, ((period, articles), counted))| column(period, articles, counted, at as f64 * step))
        .collect();
    Timeline {
        width: WIDTH,
        height: tenths(UPPER + lower + WORDS),
        baseline: UPPER,
        words: tenths(UPPER + lower + WORDS - 5.0),
        labels: labels(calendar, step, words.short),
        columns,
        undated: (undated.said + undated.about > 0).then(|| column(Period::Undated, 0, undated, 0.0)),
        caption,
        has_about: most_about > 0,
    }
}

/// Names the first period and every so many after it.
fn labels(calendar: &Calendar, step: f64, short: &dyn Fn(Period, bool) -> String) -> Vec<Label> {
    let every = calendar.periods().len().div_ceil(NAMED).max(1);
    let mut last_year = None;
    calendar
        .periods()
        .enumerate()
        .step_by(every)
        .map(|(at, (period, _))| {
            let year = match period {
                Period::Month(year, _) | Period::Year(year) => Some(year),
                Period::Undated => None,
            };
            let tells_year = last_year.replace(year) != Some(year);
            // Words at the edges would be cut off.
            let x = ((at as f64 + 0.5) * step).clamp(24.0, WIDTH - 24.0);
            Label { text: short(period, tells_year), x: tenths(x) }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ArticleDate;

    fn drawn(counts: &[(usize, usize)]) -> Timeline {
        let dates: Vec<ArticleDate> = (0..counts.len())
            .rev()
            .map(|at| ArticleDate { year: 2000 + at as i16 * 3, month: 1, day: 1, time: String::new() })
            .collect();
        let calendar = Calendar::of(dates.iter().map(Some));
        let mut all = vec![Counted::default(); calendar.periods().len()];
        for (at, (said, about)) in counts.iter().enumerate() {
            all[at * 3] = Counted { said: *said, about: *about };
        }
        let words = Words {
            text: &|period| period.id(),
            short: &|period, _| period.id(),
            said: &|period, n| (format!("#said-{}", period.id()), n.to_string()),
            about: &|period, n| (format!("#about-{}", period.id()), n.to_string()),
            archive: &|period| period.id(),
        };
        timeline(&calendar, &all, &Counted::default(), &words, String::new())
    }

    #[test]
    fn bars_of_both_halves_have_one_scale_and_stay_inside() {
        let picture = drawn(&[(10, 0), (5, 20)]);
        let (first, last) = (picture.columns[0].said.clone().unwrap(), picture.columns[3].about.clone().unwrap());
        assert_eq!((first.count, last.count), (10, 20));
        assert_eq!(first.height * 2.0, last.height);
        assert_eq!(last.y, picture.baseline);
        for column in &picture.columns {
            for bar in column.said.iter().chain(&column.about) {
                assert!(bar.y >= 0.0 && bar.y + bar.height <= picture.words, "{bar:?}");
                assert!(bar.x >= 0.0 && bar.x + bar.width <= picture.width, "{bar:?}");
            }
        }
        assert_eq!(picture.columns[0].said.as_ref().unwrap().url, "#said-2000");
    }

    #[test]
    fn a_period_without_quotations_has_no_bar_but_the_archive_behind_it() {
        let picture = drawn(&[(1, 0), (0, 0)]);
        assert!(picture.columns[3].said.is_none() && picture.columns[3].articles_height > 0.0);
        assert!(!picture.has_about);
    }

    #[test]
    fn one_among_thousands_is_still_seen() {
        let picture = drawn(&[(5_000, 0), (1, 0)]);
        assert_eq!(picture.columns[3].said.as_ref().unwrap().height, LOWEST);
    }
}
