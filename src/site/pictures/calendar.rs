//! The periods that an archive's pictures count in: months for up to two years, else years.

use crate::model::ArticleDate;

/// Months that a picture can hold side by side.
const MOST_MONTHS: i32 = 24;

/// Years that a picture can hold side by side.
const MOST_YEARS: usize = 120;

/// A year, a month, or no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::site) enum Period {
    Year(i16),
    Month(i16, i8),
    Undated,
}

impl Period {
    /// What stands in the anchor of its list.
    pub(in crate::site) fn id(self) -> String {
        match self {
            Self::Year(year) => format!("{year:04}"),
            Self::Month(year, month) => format!("{year:04}-{month:02}"),
            Self::Undated => "undated".to_owned(),
        }
    }
}

/// The periods of an archive, oldest first, without gaps, and how many articles each has.
#[derive(Debug, Default)]
pub(in crate::site) struct Calendar {
    periods: Vec<Period>,
    articles: Vec<usize>,
    by_month: bool,
}

impl Calendar {
    /// The calendar of articles with these dates, newest first.
    pub(super) fn of<'d>(dates: impl Iterator<Item = Option<&'d ArticleDate>>) -> Self {
        let dated: Vec<&ArticleDate> = dates.flatten().collect();
        let (Some(newest), Some(oldest)) = (dated.first(), dated.last()) else { return Self::default() };
        let month_number = |date: &ArticleDate| i32::from(date.year) * 12 + i32::from(date.month) - 1;
        let (from, to) = (month_number(oldest), month_number(newest));
        let by_month = to - from < MOST_MONTHS;
        let mut periods: Vec<Period> = if by_month {
            (from..=to)
                .map(|month| Period::Month(month.div_euclid(12) as i16, month.rem_euclid(12) as i8 + 1))
                .collect()
        } else {
            (oldest.year..=newest.year).map(Period::Year).collect()
        };
        if periods.len() > MOST_YEARS {
            // A stray date would press all others together; years without articles say nothing then.
            periods = dated.iter().rev().map(|date| Period::Year(date.year)).collect();
            periods.dedup();
            periods.drain(..periods.len().saturating_sub(MOST_YEARS));
        }
        let mut calendar = Self { articles: vec![0; periods.len()], periods, by_month };
        for date in dated {
            if let Some(at) = calendar.find(date) {
                calendar.articles[at] += 1;
            }
        }
        calendar
    }

    /// The periods, oldest first, and how many articles each has.
    pub(in crate::site) fn periods(&self) -> impl ExactSizeIterator<Item = (Period, usize)> + '_ {
        self.periods.iter().copied().zip(self.articles.iter().copied())
    }

    /// Whether there is more than one period, so that a picture over time says something.
    pub(in crate::site) fn has_course(&self) -> bool {
        self.periods.len() > 1
    }

    /// Whether its periods are months.
    pub(in crate::site) fn is_by_month(&self) -> bool {
        self.by_month
    }

    /// The period of a date, whether or not the calendar reaches there.
    pub(in crate::site) fn period(&self, date: Option<&ArticleDate>) -> Period {
        match date {
            None => Period::Undated,
            Some(date) if self.by_month => Period::Month(date.year, date.month),
            Some(date) => Period::Year(date.year),
        }
    }

    /// The place of a date among the periods.
    fn find(&self, date: &ArticleDate) -> Option<usize> {
        self.place(self.period(Some(date)))
    }

    /// The place of a period among the periods.
    pub(super) fn place(&self, period: Period) -> Option<usize> {
        let key = |period: &Period| match period {
            Period::Year(year) => (*year, 0),
            Period::Month(year, month) => (*year, *month),
            Period::Undated => (i16::MAX, i8::MAX),
        };
        self.periods.binary_search_by_key(&key(&period), key).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calendar(days: &[(i16, i8)]) -> Calendar {
        let dates: Vec<ArticleDate> = days
            .iter()
            .map(|(year, month)| ArticleDate { year: *year, month: *month, day: 1, time: String::new() })
            .collect();
        Calendar::of(dates.iter().map(Some).chain([None]))
    }

    #[test]
    fn two_years_are_counted_by_month_and_gaps_are_periods_too() {
        let calendar = calendar(&[(2024, 2), (2024, 2), (2023, 11)]);
        let counts: Vec<(String, usize)> = calendar.periods().map(|(period, n)| (period.id(), n)).collect();
        let expected = [("2023-11", 1), ("2023-12", 0), ("2024-01", 0), ("2024-02", 2)];
        assert_eq!(counts, expected.map(|(id, n)| (id.to_owned(), n)));
    }

    #[test]
    fn more_than_two_years_are_counted_by_year() {
        let calendar = calendar(&[(2024, 2), (2022, 1), (2022, 1)]);
        let counts: Vec<(Period, usize)> = calendar.periods().collect();
        assert_eq!(counts, [(Period::Year(2022), 2), (Period::Year(2023), 0), (Period::Year(2024), 1)]);
    }

    #[test]
    fn a_stray_date_does_not_press_the_others_together() {
        let calendar = calendar(&[(9999, 1), (2024, 2), (2023, 1), (204, 1)]);
        assert_eq!(calendar.periods().map(|(_, n)| n).collect::<Vec<_>>(), [1, 1, 1, 1]);
    }

    #[test]
    fn nothing_dated_is_no_course() {
        assert!(!Calendar::of([None].into_iter()).has_course());
        assert!(!calendar(&[(2024, 2), (2024, 2)]).has_course());
    }
}
