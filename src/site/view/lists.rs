//! Lists: articles by time, names by letter, sources that are not named, corrections, data, moved addresses.

use std::ops::Range;

use serde::Serialize;

use super::card::{ArticleRow, Card, Day, Named, PartView};
use super::home::Counted;
use super::{Crumb, Head, View};
use crate::model::{ArticleDate, EntityId, EntityKind, MovedAddress};
use crate::site::data::{DATA_FILES, sha_256};
use crate::site::pages::{NAMES_ON_A_PAGE, Part};
use crate::site::plan::SitePlan;

/// Newest articles on the page of all articles.
const NEWEST_ARTICLES: usize = 100;

/// Newest quotations on the page of all quotations.
const NEWEST_QUOTATIONS: usize = 40;

/// Names on the page of a kind that has too many for one page.
const MOST_NAMED: usize = 100;

/// The newest articles and the years.
#[derive(Debug, Serialize)]
pub struct ArticlesView<'p> {
    /// The newest articles.
    pub articles: Vec<ArticleRow<'p>>,
    /// How many more there are.
    pub more: usize,
    /// Years of the archive.
    pub years: Vec<YearRow>,
}

/// The newest quotations and the years.
#[derive(Debug, Serialize)]
pub struct QuotationsView<'p> {
    /// The newest quotations.
    pub quotations: Vec<Card<'p>>,
    /// How many more there are.
    pub more: usize,
    /// Years of the archive.
    pub years: Vec<YearRow>,
}

/// One kind of entities: all its names, or its letters and those named most, or the names of one letter.
#[derive(Debug, Serialize)]
pub struct KindView<'p> {
    /// `person`, `organization`, …
    pub kind: &'static str,
    /// The kind in words, plural.
    pub title: &'p str,
    /// How many there are of the kind.
    pub count: usize,
    /// The letters from A to Z, each with its list; those that begin no name have none.
    pub letters: Vec<Counted>,
    /// Link to the names sorted by letter.
    pub by_name_url: String,
    /// Link to the names sorted by their numbers.
    pub by_count_url: String,
    /// Whether the page is sorted by numbers; all names are in `most` then.
    pub is_by_count: bool,
    /// Names by letter.
    pub groups: Vec<LetterGroup<'p>>,
    /// Those with the highest numbers, where the page does not hold all names by letter.
    pub most: Vec<Named<'p>>,
    /// Which part of a letter.
    pub part: Option<PartView>,
}

/// Names that start with one letter.
#[derive(Debug, Serialize)]
pub struct LetterGroup<'p> {
    /// The letter, upper case, or `#`.
    pub letter: String,
    /// Its anchor.
    pub id: String,
    /// The names.
    pub names: Vec<Named<'p>>,
}

/// All kinds with their letters.
#[derive(Debug, Serialize)]
pub struct IndexView<'p> {
    /// One for each kind that has names; without names, with letters.
    pub kinds: Vec<KindView<'p>>,
    /// Link to each kind's page, in the same order.
    pub urls: Vec<String>,
    /// Link to the sources that are not named; none if there are none.
    pub unnamed_url: Option<String>,
}

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
pub struct TimeView {
    /// Newest first.
    pub years: Vec<YearRow>,
}

/// One year: its months and who spoke most.
#[derive(Debug, Serialize)]
pub struct YearView<'p> {
    /// The year.
    pub year: YearRow,
    /// Who is quoted most in the year, with the number of that year.
    pub speakers: Vec<super::entity::Companion<'p>>,
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
    pub day: Option<super::card::Day>,
    /// The articles.
    pub articles: Vec<ArticleRow<'p>>,
}

/// Quotations whose source is not named.
#[derive(Debug, Serialize)]
pub struct UnnamedView<'p> {
    /// What each outlet printed, by its name; one without a name comes last.
    pub outlets: Vec<UnnamedOutlet<'p>>,
    /// Which part of the list.
    pub part: Option<PartView>,
}

/// What one outlet printed of sources that it does not name.
#[derive(Debug, Serialize)]
pub struct UnnamedOutlet<'p> {
    /// Its name; none for articles that name no outlet.
    pub name: Option<&'p str>,
    /// How many of its quotations stand on this page.
    pub quotations: usize,
    /// The bodies that the sources speak for, by name; one without a name comes first.
    pub bodies: Vec<UnnamedBody<'p>>,
}

/// What sources of one body said.
#[derive(Debug, Serialize)]
pub struct UnnamedBody<'p> {
    /// The body that they speak for; none where the articles name none.
    pub name: Option<&'p str>,
    /// Newest first.
    pub quotations: Vec<Card<'p>>,
}

/// Quotations that were withdrawn or corrected or bear a note.
#[derive(Debug, Serialize)]
pub struct CorrectionsView<'p> {
    /// By the day of the correction, newest first, those without one last.
    pub days: Vec<CorrectionsOfDay<'p>>,
}

/// What was corrected on one day.
#[derive(Debug, Serialize)]
pub struct CorrectionsOfDay<'p> {
    /// The day; none where it was not written down.
    pub day: Option<Day>,
    /// The quotations, as they are now.
    pub quotations: Vec<Card<'p>>,
}

/// The files of the archive's data.
#[derive(Debug, Serialize)]
pub struct DataView<'p> {
    /// One for each file.
    pub files: Vec<DataFile<'p>>,
}

/// One file of data.
#[derive(Debug, Serialize)]
pub struct DataFile<'p> {
    /// Its name.
    pub name: &'p str,
    /// Link to it.
    pub url: String,
    /// What a line of it is, in words.
    pub text: &'p str,
    /// How many rows it has; 0 where it has none.
    pub rows: usize,
    /// Its size in words.
    pub size: String,
    /// Its SHA-256 in hexadecimal.
    pub sha256: String,
    /// What its columns are.
    pub columns: Vec<ColumnView<'p>>,
}

/// A column of a file of data.
#[derive(Debug, Serialize)]
pub struct ColumnView<'p> {
    /// Its name.
    pub name: &'p str,
    /// `string`, `integer`, `boolean` or `array`.
    pub kind: &'p str,
    /// What it means, in words.
    pub text: &'p str,
}

/// A page at an address that leads elsewhere now.
#[derive(Debug, Serialize)]
pub struct MovedView<'p> {
    /// `moved`, `which` or `gone`.
    pub reason: &'static str,
    /// The name that several share.
    pub name: Option<&'p str>,
    /// Where to go.
    pub entities: Vec<Named<'p>>,
}

/// How many rows a file has: one a line; a quoted field of a table may hold line breaks.
fn rows_of(bytes: &[u8], format: &str) -> usize {
    match format {
        "jsonl" => memchr::memchr_iter(b'\n', bytes).count(),
        "csv" => csv::Reader::from_reader(bytes).byte_records().count(),
        _ => 0,
    }
}

/// The anchor of a letter's names.
pub(super) fn letter_id(letter: char) -> String {
    if letter == '#' { "l-0-9".to_owned() } else { format!("l-{letter}") }
}

impl<'a> SitePlan<'a> {
    pub(super) fn articles_view(&self) -> (&'static str, Head, View<'_>) {
        let shown = self.articles.len().min(NEWEST_ARTICLES);
        let view = ArticlesView {
            articles: (0..shown).map(|at| self.article_row(at)).collect(),
            more: self.articles.len() - shown,
            years: self.year_rows(),
        };
        let mut head =
            self.list_head(self.interface.string("articles"), self.interface.count("article", self.articles.len()));
        head.json_ld = self.list_json_ld(view.articles.iter().map(|article| article.url));
        ("articles.html", head, View::Articles(Box::new(view)))
    }

    pub(super) fn kind_view(&self, kind: EntityKind) -> (&'static str, Head, View<'_>) {
        let names = self.of_kind(kind);
        let on_one_page = names.len() <= NAMES_ON_A_PAGE;
        let view = KindView {
            groups: if on_one_page { self.letter_groups(kind, 0..names.len()) } else { Vec::new() },
            most: if on_one_page { Vec::new() } else { self.most_named(names, MOST_NAMED) },
            ..self.kind_letters(kind)
        };
        let mut head = self.list_head(view.title, self.interface.count(kind.as_str(), names.len()));
        let names = view.most.iter().chain(view.groups.iter().flat_map(|group| &group.names));
        head.json_ld = self.list_json_ld(names.map(|named| named.url));
        ("names.html", head, View::Kind(Box::new(view)))
    }

    pub(super) fn letter_view(
        &self,
        kind: EntityKind,
        letter: char,
        names: Range<usize>,
        part: Part,
    ) -> (&'static str, Head, View<'_>) {
        let view = KindView {
            groups: self.letter_groups(kind, names),
            part: self.part_view(part, |part| self.letter_path(kind, letter, part)),
            ..self.kind_letters(kind)
        };
        let letter = letter.to_uppercase();
        let mut head = self.list_head(&format!("{}: {letter}", view.title), String::new());
        head.breadcrumbs.push(self.crumb(kind.as_str(), Self::kind_words(kind)));
        head.json_ld = self.list_json_ld(view.groups.iter().flat_map(|group| &group.names).map(|named| named.url));
        ("names.html", head, View::Kind(Box::new(view)))
    }

    fn kind_letters(&self, kind: EntityKind) -> KindView<'_> {
        KindView {
            kind: kind.as_str(),
            title: self.interface.string(Self::kind_words(kind)),
            count: self.of_kind(kind).len(),
            letters: self.letter_links(kind),
            by_name_url: self.addressing().link(&self.addressing().folder(kind.as_str(), &[])),
            by_count_url: self.addressing().link(&self.by_count_path(kind, Part { number: 1, of: 1 })),
            is_by_count: false,
            groups: Vec::new(),
            most: Vec::new(),
            part: None,
        }
    }

    /// The names of a kind in a range of its list, by letter.
    fn letter_groups(&self, kind: EntityKind, range: Range<usize>) -> Vec<LetterGroup<'_>> {
        let mut groups: Vec<LetterGroup<'_>> = Vec::new();
        for id in &self.of_kind(kind)[range] {
            let id_of_letter = letter_id(self.letter(*id));
            if groups.last().is_none_or(|group| group.id != id_of_letter) {
                let letter = self.letter(*id).to_uppercase().to_string();
                groups.push(LetterGroup { letter, id: id_of_letter, names: Vec::new() });
            }
            if let Some(group) = groups.last_mut() {
                group.names.push(self.named(*id));
            }
        }
        groups
    }

    fn most_named(&self, names: &[EntityId], count: usize) -> Vec<Named<'_>> {
        let mut names = names.to_vec();
        names.sort_by_key(|id| std::cmp::Reverse(self.entities[id.index()].backlinks.numbers()));
        names.into_iter().take(count).map(|id| self.named(id)).collect()
    }

    pub(super) fn by_count_view(
        &self,
        kind: EntityKind,
        names: &[EntityId],
        part: Part,
    ) -> (&'static str, Head, View<'_>) {
        let view = KindView {
            is_by_count: true,
            most: names.iter().map(|id| self.named(*id)).collect(),
            part: self.part_view(part, |part| self.by_count_path(kind, part)),
            ..self.kind_letters(kind)
        };
        let mut head = self.list_head(&format!("{}: {}", view.title, self.interface.string("by_count")), String::new());
        head.breadcrumbs.push(self.crumb(kind.as_str(), Self::kind_words(kind)));
        ("names.html", head, View::Kind(Box::new(view)))
    }

    pub(super) fn quotations_view(&self) -> (&'static str, Head, View<'_>) {
        let shown = (0..self.quotations.len()).filter(|at| !self.quotations[*at].is_withdrawn());
        let newest: Vec<usize> = shown.clone().take(NEWEST_QUOTATIONS).collect();
        let view = QuotationsView {
            more: shown.count() - newest.len(),
            quotations: self.statement_cards(&newest, None),
            years: self.year_rows(),
        };
        let count = self.interface.count("quotation", self.quotations.len());
        let head = self.list_head(self.interface.string("quotations"), count);
        ("quotations.html", head, View::Quotations(Box::new(view)))
    }

    pub(super) fn index_view(&self) -> (&'static str, Head, View<'_>) {
        let addressing = self.addressing();
        let kinds: Vec<EntityKind> =
            EntityKind::ALL.into_iter().filter(|kind| !self.of_kind(*kind).is_empty()).collect();
        let has_unnamed = self.quotations.iter().any(|quotation| quotation.note.anonymous && !quotation.is_withdrawn());
        let view = IndexView {
            kinds: kinds.iter().map(|kind| self.kind_letters(*kind)).collect(),
            urls: kinds.iter().map(|kind| addressing.link(&addressing.folder(kind.as_str(), &[]))).collect(),
            unnamed_url: has_unnamed.then(|| addressing.link(&addressing.folder("unnamed", &[]))),
        };
        ("index.html", self.list_head(self.interface.string("index"), String::new()), View::Index(Box::new(view)))
    }

    /// The years of the archive, newest first, with their months.
    fn year_rows(&self) -> Vec<YearRow> {
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
            quotations: self.quotations_in(&articles),
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
            quotations: articles.map_or(0, |articles| self.quotations_in(articles)),
            articles: articles.map_or(0, |articles| articles.len()),
            months: Vec::new(),
        }
    }

    fn quotations_in(&self, articles: &Range<usize>) -> usize {
        match (self.articles.get(articles.start), self.articles.get(articles.end.wrapping_sub(1))) {
            (Some(first), Some(last)) => last.quotations.end - first.quotations.start,
            _ => 0,
        }
    }

    pub(super) fn time_view(&self) -> (&'static str, Head, View<'_>) {
        let head = self.list_head(self.interface.string("time"), self.interface.count("article", self.articles.len()));
        ("time.html", head, View::Time(Box::new(TimeView { years: self.year_rows() })))
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
                let whole_day = date.map(|date| crate::model::ArticleDate { time: String::new(), ..date.clone() });
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
        let quotations = self.quotations_in(&articles);
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

    pub(super) fn unnamed_view(&self, quotations: &[usize], part: Part) -> (&'static str, Head, View<'_>) {
        let mut outlets: Vec<UnnamedOutlet<'_>> = Vec::new();
        for card in self.cards(quotations, None) {
            let is_next = |last: &UnnamedOutlet<'_>| last.name == card.publisher;
            if !outlets.last().is_some_and(is_next) {
                outlets.push(UnnamedOutlet { name: card.publisher, quotations: 0, bodies: Vec::new() });
            }
            let Some(outlet) = outlets.last_mut() else { continue };
            outlet.quotations += 1;
            match outlet.bodies.last_mut() {
                Some(body) if body.name == card.speaks_for => body.quotations.push(card),
                _ => outlet.bodies.push(UnnamedBody { name: card.speaks_for, quotations: vec![card] }),
            }
        }
        let view = UnnamedView { outlets, part: self.part_view(part, |part| self.part_path("unnamed", &[], part)) };
        let head = self.list_head(self.interface.string("unnamed_sources"), String::new());
        ("unnamed.html", head, View::Unnamed(Box::new(view)))
    }

    pub(super) fn corrections_view(&self) -> (&'static str, Head, View<'_>) {
        let day_of = |at: &usize| self.quotations[*at].note.corrected.as_ref();
        let mut corrected: Vec<usize> =
            (0..self.quotations.len()).filter(|&at| self.quotations[at].is_corrected()).collect();
        corrected.sort_by_key(|at| std::cmp::Reverse(day_of(at)));
        let days = corrected
            .chunk_by(|a, b| day_of(a) == day_of(b))
            .map(|group| CorrectionsOfDay {
                day: day_of(&group[0]).map(|date| self.day(date)),
                quotations: self.cards(group, None),
            })
            .collect();
        let head = self.list_head(self.interface.string("corrections"), String::new());
        ("corrections.html", head, View::Corrections(Box::new(CorrectionsView { days })))
    }

    pub(super) fn data_view(&self) -> (&'static str, Head, View<'_>) {
        let outputs = self.data_files();
        let in_folder = |name: &str| outputs.iter().find(|output| output.path.strip_prefix("data/") == Some(name));
        let mut files: Vec<DataFile<'_>> = DATA_FILES
            .iter()
            .filter_map(|kind| {
                let bytes = &in_folder(kind.name)?.bytes;
                // The table has the columns of the lines beside it.
                let columns = if kind.format == "csv" { &[] } else { kind.columns };
                let columns = columns.iter().map(|(name, column_type)| ColumnView {
                    name,
                    kind: column_type,
                    text: self.column_meaning(kind.table, name),
                });
                Some(DataFile {
                    columns: columns.collect(),
                    rows: rows_of(bytes, kind.format),
                    ..self.data_file(kind.name, kind.text, bytes)
                })
            })
            .collect();
        let package = in_folder("datapackage.json");
        files.extend(package.map(|output| self.data_file("datapackage.json", "data_package", &output.bytes)));
        let head = self.list_head(self.interface.string("data"), String::new());
        ("data.html", head, View::Data(Box::new(DataView { files })))
    }

    fn data_file<'p>(&'p self, name: &'p str, text: &'p str, bytes: &[u8]) -> DataFile<'p> {
        DataFile {
            name,
            url: format!("data/{name}"),
            text: self.interface.string(text),
            rows: 0,
            size: format!("{} kB", self.interface.number(bytes.len().div_ceil(1000))),
            sha256: sha_256(bytes),
            columns: Vec::new(),
        }
    }

    pub(super) fn moved_view(&self, at: usize) -> (&'static str, Head, View<'_>) {
        let (reason, title, name, entities) = match &self.moved[at] {
            MovedAddress::To { to, .. } => {
                let name = self.registry.entity(*to).name.as_str();
                ("moved", self.interface.fill("moved_to", &[("name", name)]), None, vec![*to])
            }
            MovedAddress::WhichOne { name, entities, .. } => {
                ("which", self.interface.fill("which_one", &[("name", name)]), Some(name.as_str()), entities.clone())
            }
            MovedAddress::Gone { .. } => ("gone", self.interface.string("gone").to_owned(), None, Vec::new()),
        };
        let head = Head { title, og_type: "website", noindex: true, ..Head::default() };
        let view = MovedView { reason, name, entities: entities.into_iter().filter_map(|id| self.shown(id)).collect() };
        ("moved.html", head, View::Moved(Box::new(view)))
    }

    fn list_head(&self, title: &str, description: String) -> Head {
        Head { title: title.to_owned(), description, og_type: "website", ..Head::default() }
    }
}
