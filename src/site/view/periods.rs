//! Quotations of an entity by period, and the timeline whose bars lead to them.

use serde::Serialize;

use super::card::Card;
use super::topics::TopicCell;
use crate::model::EntityId;
use crate::site::pictures::{self, Counted, Period, Timeline};
use crate::site::plan::SitePlan;
use crate::site::years::{EntityYear, runs};

/// Quotations of one period, or a whole list that is not cut.
#[derive(Debug, Serialize)]
pub struct PeriodGroup<'p> {
    /// Anchor of the period; none for a list that is not cut.
    pub id: Option<String>,
    /// The period in words; empty for a list that is not cut.
    pub text: String,
    /// How many quotations stand here.
    pub count: usize,
    /// The words, newest first.
    pub quotations: Vec<Card<'p>>,
}

/// Which of an entity's two lists of quotations.
#[derive(Clone, Copy, Debug)]
pub(super) enum Side {
    Said,
    About,
}

impl Side {
    /// The anchor of the list, and what the anchors of its periods begin with.
    const fn anchor(self) -> &'static str {
        match self {
            Self::Said => "said",
            Self::About => "about",
        }
    }
}

impl<'a> SitePlan<'a> {
    pub(super) fn period_of(&self, quotation: usize) -> Period {
        let article = &self.articles[self.quotations[quotation].article].article;
        self.pictures.calendar.period(article.date.as_ref())
    }

    /// A period in words of the interface.
    pub(in crate::site) fn period_words(&self, period: Period) -> String {
        match period {
            Period::Year(year) => year.to_string(),
            Period::Month(year, month) => self.interface.month(year, month),
            Period::Undated => self.interface.string("undated").to_owned(),
        }
    }

    /// A period in a few letters: `2024`, `May`, `May 2024`.
    pub(in crate::site) fn short_period(&self, period: Period, tells_year: bool) -> String {
        match period {
            Period::Month(year, month) => {
                let name: String = self.interface.month_name(month).chars().take(3).collect();
                if tells_year { format!("{name} {year}") } else { name }
            }
            _ => self.period_words(period),
        }
    }

    /// The first and the last period in words.
    pub(in crate::site) fn span_words(&self) -> String {
        let mut periods = self.pictures.calendar.periods().map(|(period, _)| self.period_words(period));
        let first = periods.next().unwrap_or_default();
        periods.last().map_or_else(|| first.clone(), |last| format!("{first}–{last}"))
    }

    /// The archive's list of a period's articles.
    pub(in crate::site) fn archive_url(&self, period: Period) -> String {
        let addressing = self.addressing();
        addressing.link(&match period {
            Period::Year(year) => addressing.folder("time", &[&format!("{year:04}")]),
            Period::Month(year, month) => addressing.folder("time", &[&format!("{year:04}"), &format!("{month:02}")]),
            Period::Undated => addressing.folder("time", &[&self.undated_segment()]),
        })
    }

    /// Cuts quotations, newest first, into their periods if `is_cut`.
    pub(super) fn by_period(
        &self,
        quotations: &[usize],
        side: Side,
        own: Option<EntityId>,
        is_cut: bool,
    ) -> Vec<PeriodGroup<'_>> {
        if quotations.is_empty() {
            return Vec::new();
        }
        if !is_cut {
            let cards = self.statement_cards(quotations, own);
            return vec![PeriodGroup { id: None, text: String::new(), count: quotations.len(), quotations: cards }];
        }
        let group = |(period, range): (Period, std::ops::Range<usize>)| PeriodGroup {
            id: Some(format!("{}-{}", side.anchor(), period.id())),
            text: self.period_words(period),
            count: range.len(),
            quotations: self.statement_cards(&quotations[range], own),
        };
        runs(quotations, |at| self.period_of(*at)).into_iter().map(group).collect()
    }

    /// When an entity spoke and was spoken of, where that says something.
    pub(super) fn timeline(&self, id: EntityId) -> Option<Timeline> {
        let links = &self.entities[id.index()].backlinks;
        let calendar = &self.pictures.calendar;
        if !self.timeline_is_drawn(id) {
            return None;
        }
        let years = if self.has_years(id) { self.entity_years(id) } else { Vec::new() };
        let said = runs(&links.said, |at| self.period_of(*at));
        let about = runs(&links.about, |at| self.period_of(*at));
        let counted = |period: Period| {
            let of = |runs: &[(Period, std::ops::Range<usize>)]| {
                runs.iter().find(|(other, _)| *other == period).map_or(0, |(_, range)| range.len())
            };
            Counted { said: of(&said), about: of(&about) }
        };
        let counts: Vec<Counted> = calendar.periods().map(|(period, _)| counted(period)).collect();
        let url = |period: Period, side: Side| {
            let runs = match side {
                Side::Said => &said,
                Side::About => &about,
            };
            let first = runs.iter().find(|(other, _)| *other == period).map_or(0, |(_, range)| range.start);
            self.period_url(id, &years, period, side, first)
        };
        let label = |period, of: &str, n| format!("{}: {}", self.period_words(period), self.interface.count(of, n));
        let undated = counted(Period::Undated);
        let caption = self.timeline_caption(id, &undated);
        let words = pictures::Words {
            text: &|period| self.period_words(period),
            short: &|period, tells_year| self.short_period(period, tells_year),
            said: &|period, n| (url(period, Side::Said), label(period, "said", n)),
            about: &|period, n| (url(period, Side::About), label(period, "about", n)),
            archive: &|period| self.archive_url(period),
        };
        Some(pictures::timeline(calendar, &counts, &undated, &words, caption))
    }

    /// How much a timeline shows, and of what archive; where some quotations have no date, how many of them it shows.
    fn timeline_caption(&self, id: EntityId, undated: &Counted) -> String {
        let links = &self.entities[id.index()].backlinks;
        let is_part = undated.said + undated.about > 0;
        let counts = |of: &str, all: usize, undated: usize| {
            let counted = self.interface.count(of, all);
            match is_part {
                true => {
                    let dated = self.interface.number(all - undated);
                    self.interface.fill("some_of", &[("some", &dated), ("all", &counted)])
                }
                false => counted,
            }
        };
        let mut both = counts("said", links.said.len(), undated.said);
        if !links.about.is_empty() {
            both.push_str(&format!(", {}", counts("about", links.about.len(), undated.about)));
        }
        let key = if is_part { "timeline_caption_dated" } else { "timeline_caption" };
        let articles = self.interface.count("article", self.articles.len());
        self.interface.fill(key, &[("counts", &both), ("articles", &articles), ("span", &self.span_words())])
    }

    /// How often an entity was spoken of in each of some periods, and where.
    pub(super) fn spoken_of_by_period(&self, id: EntityId, periods: &[Period]) -> Vec<TopicCell> {
        let years = if self.has_years(id) { self.entity_years(id) } else { Vec::new() };
        let is_cut = self.timeline_is_drawn(id);
        let about = runs(&self.entities[id.index()].backlinks.about, |at| self.period_of(*at));
        let cell = |period: &Period| match about.iter().find(|(other, _)| other == period) {
            None => TopicCell { count: 0, url: None },
            Some((_, range)) if is_cut => {
                let url = self.period_url(id, &years, *period, Side::About, range.start);
                TopicCell { count: range.len(), url: Some(url) }
            }
            Some((_, range)) => {
                let url = format!("{}#{}", self.entities[id.index()].link, Side::About.anchor());
                TopicCell { count: range.len(), url: Some(url) }
            }
        };
        periods.iter().map(cell).collect()
    }

    /// Whether an entity has a timeline; its quotations stand by period then.
    fn timeline_is_drawn(&self, id: EntityId) -> bool {
        let links = &self.entities[id.index()].backlinks;
        // Newest first, and what has no date is last.
        let has_date = |list: &[usize]| list.first().is_some_and(|&at| self.period_of(at) != Period::Undated);
        links.said.len() + links.about.len() >= pictures::FEWEST
            && self.pictures.calendar.has_course()
            && (has_date(&links.said) || has_date(&links.about))
    }

    /// The list of an entity's quotations of a period, the first of which stands at `first`.
    fn period_url(&self, id: EntityId, years: &[EntityYear], period: Period, side: Side, first: usize) -> String {
        let anchor = side.anchor();
        let year = years.iter().find(|year| match side {
            Side::Said => year.said.contains(&first),
            Side::About => year.about.contains(&first),
        });
        match (year, period) {
            (None, _) => format!("{}#{anchor}-{}", self.entities[id.index()].link, period.id()),
            (Some(year), Period::Month(..)) => {
                format!("{}#{anchor}-{}", self.addressing().link(&self.entity_year_path(year)), period.id())
            }
            (Some(year), _) => format!("{}#{anchor}", self.addressing().link(&self.entity_year_path(year))),
        }
    }
}
