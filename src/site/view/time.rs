//! The archive by time: its years, months and days.

use std::ops::Range;

use serde::Serialize;

use super::card::{ArticleRow, Day, PartView};
use super::entity::Companion;
use super::topics::TopicsView;
use super::{Crumb, Head, View};
use crate::model::ArticleDate;
use crate::site::pages::Part;
use crate::site::plan::SitePlan;

/// A year or a month of the archive.
#[derive(Debug, Serialize)]
pub struct YearRow {
    /// The year, the month, or the words for what has no date.
    pub text: String,
    /// Link to its page; none for a month without articles.
    pub url: Option<String>,
    /// How many articles.
    pub articles: usize,
    /// How many quotations.
    pub quotations: usize,
    /// The months of a year, oldest first, from the first to the last of the archive; those without articles too.
    pub months: Vec<YearRow>,
}

/// The years of the archive.
#[derive(Debug, Serialize)]
pub struct TimeView<'p> {
    /// Newest first.
    pub years: Vec<YearRow>,
    /// What was spoken of, where that says something.
    pub topics: Option<TopicsView<'p>>,
}

/// One year: its months and who spoke most.
#[derive(Debug, Serialize)]
pub struct YearView<'p> {
    /// The year.
    pub year: YearRow,
    /// Who is quoted most in the year, with the number of that year.
    pub speakers: Vec<Companion<'p>>,
    /// Link to the year before and after, where the archive has them.
    pub previous: Option<YearRow>,
    /// See `previous`.
    pub next: Option<YearRow>,
}

/// The articles of one month, or those without a date.
#[derive(Debug, Serialize)]
pub struct MonthView<'p> {
    /// Days, newest first; one group without a heading for what has no date.
    pub days: Vec<DayGroup<'p>>,
    /// How many articles.
    pub articles: usize,
    /// How many quotations.
    pub quotations: usize,
    /// Which part of the month.
    pub part: Option<PartView>,
}

/// The articles of one day.
#[derive(Debug, Serialize)]
pub struct DayGroup<'p> {
    /// The day; none for articles without a date.
    pub day: Option<Day>,
    /// The articles.
    pub articles: Vec<ArticleRow<'p>>,
}

impl<'a> SitePlan<'a> {
    /// The years of the archive, newest first, with their months.
    pub(super) fn year_rows(&self) -> Vec<YearRow> {
        self.years().into_iter().map(|(year, articles)| self.year_row(year, articles)).collect()
    }

    fn year_row(&self, year: Option<i16>, articles: Range<usize>) -> YearRow {
        let segment = year.map_or_else(|| self.undated_segment(), |year| format!("{year:04}"));
        let months = match year {
            None => Vec::new(),
            Some(year) => {
                let months = self.months(articles.clone());
                let within = self.first_and_last_month(year);
                let articles_of = |month| months.iter().find(|(other, _)| *other == month);
                within
                    .map(|month| self.month_row(&segment, month, articles_of(month).map(|(_, range)| range)))
                    .collect()
            }
        };
        YearRow {
            text: self.year_words(year),
            url: Some(self.addressing().link(&self.addressing().folder("time", &[&segment]))),
            quotations: self.counted(articles.clone()),
            articles: articles.len(),
            months,
        }
    }

    /// The months of a year that lie between the archive's first article and its last.
    fn first_and_last_month(&self, year: i16) -> std::ops::RangeInclusive<i8> {
        let month = |date: Option<&ArticleDate>| date.filter(|date| date.year == year).map(|date| date.month);
        month(self.oldest_date()).unwrap_or(1)..=month(self.newest_date()).unwrap_or(12)
    }

    fn month_row(&self, year: &str, month: i8, articles: Option<&Range<usize>>) -> YearRow {
        let segment = format!("{month:02}");
        YearRow {
            text: self.interface.month_name(month).to_owned(),
            url: articles.map(|_| self.addressing().link(&self.addressing().folder("time", &[year, &segment]))),
            quotations: articles.map_or(0, |articles| self.counted(articles.clone())),
            articles: articles.map_or(0, |articles| articles.len()),
            months: Vec::new(),
        }
    }

    pub(super) fn time_view(&self) -> (&'static str, Head, View<'_>) {
        let head = self.list_head(self.interface.string("time"), self.interface.count("article", self.articles.len()));
        ("time.html", head, View::Time(Box::new(TimeView { years: self.year_rows(), topics: self.topics_view() })))
    }

    pub(super) fn year_view(&self, year: i16, articles: Range<usize>) -> (&'static str, Head, View<'_>) {
        let row = self.year_row(Some(year), articles.clone());
        let years = self.years();
        let beside = |at: Option<usize>| {
            let (year, articles) = years.get(at?)?;
            year.map(|year| YearRow { months: Vec::new(), ..self.year_row(Some(year), articles.clone()) })
        };
        let at = years.iter().position(|(other, _)| *other == Some(year));
        let head = Head {
            breadcrumbs: vec![self.crumb("time", "time")],
            ..self.list_head(
                &row.text,
                format!(
                    "{}, {}",
                    self.interface.count("article", row.articles),
                    self.interface.count("quotation", row.quotations)
                ),
            )
        };
        let view = YearView {
            speakers: self.speakers_in(&articles.collect::<Vec<usize>>()),
            previous: beside(at.map(|at| at + 1)),
            next: beside(at.and_then(|at| at.checked_sub(1))),
            year: row,
        };
        ("year.html", head, View::Year(Box::new(view)))
    }

    pub(super) fn month_view(
        &self,
        month: Option<(i16, i8)>,
        articles: Range<usize>,
        part: Part,
    ) -> (&'static str, Head, View<'_>) {
        let mut days: Vec<DayGroup<'_>> = Vec::new();
        let mut last = None;
        for at in articles.clone() {
            let date = self.articles[at].article.date.as_ref();
            let day = date.map(|date| (date.year, date.month, date.day));
            if days.is_empty() || last != Some(day) {
                let whole_day = date.map(|date| ArticleDate { time: String::new(), ..date.clone() });
                days.push(DayGroup { day: whole_day.map(|date| self.day(&date)), articles: Vec::new() });
            }
            last = Some(day);
            if let Some(group) = days.last_mut() {
                group.articles.push(self.article_row(at));
            }
        }
        let segments = match month {
            Some((year, month)) => vec![format!("{year:04}"), format!("{month:02}")],
            None => vec![self.undated_segment()],
        };
        let quotations = self.counted(articles.clone());
        let title = match month {
            Some((year, month)) => self.interface.month(year, month),
            None => self.interface.string("undated_articles").to_owned(),
        };
        let mut head = self.list_head(
            &title,
            format!(
                "{}, {}",
                self.interface.count("article", articles.len()),
                self.interface.count("quotation", quotations)
            ),
        );
        head.breadcrumbs.push(self.crumb("time", "time"));
        if let Some((year, _)) = month {
            let url = self.addressing().link(&self.addressing().folder("time", &[&segments[0]]));
            head.breadcrumbs.push(Crumb { text: year.to_string(), url: Some(url) });
        }
        head.json_ld = self.list_json_ld(days.iter().flat_map(|day| &day.articles).map(|article| article.url));
        let view = MonthView {
            days,
            articles: articles.len(),
            quotations,
            part: self.part_view(part, |part| self.part_path("time", &segments, part)),
        };
        ("month.html", head, View::Month(Box::new(view)))
    }
}
