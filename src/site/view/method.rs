//! The page on method: how often answers are right, and whose data the program learnt from.

use serde::Serialize;

use super::{Head, View};
use crate::site::plan::SitePlan;

/// The documentation that holds the figures; the page shows those of its table, so that there is one place for them.
const METHOD: &str = include_str!("../../../docs/method.md");

/// Whose data the program carries, with licences.
const NOTICE: &str = include_str!("../../../NOTICE");

/// What the rows of the table in the documentation are, in its order: keys of strings.
const SETS: [&str; 3] = ["set_news_id", "set_figures_id", "set_news_en"];

/// How quotations were found.
#[derive(Debug, Serialize)]
pub struct MethodView<'p> {
    /// What was measured on annotated texts.
    pub measured: Vec<Measured<'p>>,
    /// When it was measured, in words.
    pub measured_in: String,
    /// Data of others that the program carries or learnt from, each with its licence, in English.
    pub notices: Vec<String>,
}

/// Figures for one set of annotated texts, between 0 and 1; `–` for what was not measured.
#[derive(Debug, Serialize)]
pub struct Measured<'p> {
    /// The texts, in words.
    pub texts: &'p str,
    /// Precision and recall of the words quoted.
    pub words: String,
    /// How often the speaker is right.
    pub speaker: String,
    /// F1 of words and speaker together.
    pub together: String,
    /// How often a certain speaker is right, and the share of those.
    pub certain: String,
    /// Precision and recall of reported speech.
    pub reported: String,
}

impl<'a> SitePlan<'a> {
    pub(super) fn method_view(&self) -> (&'static str, Head, View<'_>) {
        let measured = rows().into_iter().zip(SETS).map(|(row, texts)| {
            let [words, speaker, together, certain, reported] =
                row.map(|cell| cell.replace('.', self.interface.decimal()));
            Measured { texts: self.interface.string(texts), words, speaker, together, certain, reported }
        });
        let view = MethodView {
            measured: measured.collect(),
            measured_in: measured_in().map_or_else(String::new, |(year, month)| {
                self.interface.fill("measured_in", &[("month", &self.interface.month(year, month))])
            }),
            notices: notices(),
        };
        let title = self.interface.string("method").to_owned();
        ("method.html", Head { title, og_type: "website", ..Head::default() }, View::Method(Box::new(view)))
    }
}

/// The figures of the documentation, a row for each set of texts.
fn rows() -> Vec<[&'static str; 5]> {
    let section = METHOD.split("## How often it is right").nth(1).unwrap_or_default();
    let table = section.lines().skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|'));
    let cells = |line: &'static str| -> Option<[&'static str; 5]> {
        let mut cells = line.trim_matches('|').split('|').map(str::trim).skip(1);
        let row = [cells.next()?, cells.next()?, cells.next()?, cells.next()?, cells.next()?];
        row.iter().all(|cell| cell.chars().any(|c| c.is_ascii_digit() || c == '–')).then_some(row)
    };
    table.skip(2).filter_map(cells).collect()
}

/// The year and month of the figures, as the documentation has them.
fn measured_in() -> Option<(i16, i8)> {
    let (year, month) = METHOD.split("Measured in ").nth(1)?.split_once('.')?.0.split_once('-')?;
    Some((year.parse().ok()?, month.parse().ok().filter(|month| (1..=12).contains(month))?))
}

/// The entries of `NOTICE`, each on one line.
fn notices() -> Vec<String> {
    let mut notices: Vec<String> = Vec::new();
    for line in NOTICE.lines() {
        match (line.strip_prefix("- "), notices.last_mut()) {
            (Some(entry), _) => notices.push(entry.to_owned()),
            (None, Some(last)) if line.starts_with("  ") => {
                last.push(' ');
                last.push_str(line.trim());
            }
            _ => {}
        }
    }
    notices
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documentation_has_figures_for_each_set_and_each_figure_is_one() {
        let rows = rows();
        assert_eq!(rows.len(), SETS.len(), "a row without a string, or a string without a row: {rows:?}");
        for cell in rows.iter().flatten() {
            let numbers = cell.split(['/', '(', ')', ' ']).filter(|part| !part.is_empty());
            for number in numbers {
                assert!(number == "–" || number.parse::<f64>().is_ok_and(|n| (0.0..=1.0).contains(&n)), "{cell}");
            }
        }
    }

    #[test]
    fn the_documentation_says_when_it_was_measured() {
        assert!(measured_in().is_some_and(|(year, _)| year >= 2026));
    }

    #[test]
    fn the_notices_name_licences() {
        let notices = notices();
        assert!(notices.len() >= 6, "{notices:?}");
        assert!(notices.iter().any(|notice| notice.contains("CC BY 4.0")), "{notices:?}");
    }
}
