//! Who speaks about whom, as a table.

use serde::Serialize;

use super::card::Named;
use crate::model::EntityId;
use crate::site::plan::SitePlan;

/// Who speaks about whom: a table with a row for each speaker.
#[derive(Debug, Serialize)]
pub struct MatrixView<'p> {
    /// Whom they speak about, most first.
    pub columns: Vec<Named<'p>>,
    /// The speakers, busiest first.
    pub rows: Vec<MatrixRow<'p>>,
    /// What the table counts and out of how much.
    pub caption: String,
}

/// A speaker's row.
#[derive(Debug, Serialize)]
pub struct MatrixRow<'p> {
    /// Who speaks.
    pub speaker: Named<'p>,
    /// One for each column.
    pub cells: Vec<MatrixCell>,
}

/// How often one speaks about another.
#[derive(Debug, Serialize)]
pub struct MatrixCell {
    /// How many quotations.
    pub count: usize,
    /// 0 (none) to 5 (the most).
    pub shade: usize,
    /// Link to the quotations; none for none.
    pub url: Option<String>,
}

impl<'a> SitePlan<'a> {
    /// The busiest speakers and those they speak about most; none where nobody speaks about anybody.
    pub(super) fn matrix_view(&self) -> Option<MatrixView<'_>> {
        let matrix = &self.pictures.network.matrix;
        if matrix.counts.is_empty() {
            return None;
        }
        let links: Vec<Vec<(Option<EntityId>, usize, String)>> =
            matrix.columns.iter().map(|about| self.who_says_links(*about)).collect();
        let cell = |row: usize, column: usize| {
            let count = matrix.count(row, column);
            let link = links[column].iter().find(|(speaker, _, _)| *speaker == Some(matrix.rows[row]));
            MatrixCell {
                count,
                shade: matrix.shade(count),
                url: link.filter(|_| count > 0).map(|(_, _, url)| url.clone()),
            }
        };
        let rows = matrix.rows.iter().enumerate().map(|(row, speaker)| MatrixRow {
            speaker: self.named(*speaker),
            cells: (0..matrix.columns.len()).map(|column| cell(row, column)).collect(),
        });
        let caption = self.interface.fill(
            "matrix_caption",
            &[
                ("speakers", &self.interface.count("speaker", matrix.rows.len())),
                ("names", &self.interface.count("name", matrix.columns.len())),
                ("quotations", &self.interface.count("quotation", self.quotation_count())),
            ],
        );
        Some(MatrixView {
            columns: matrix.columns.iter().map(|id| self.named(*id)).collect(),
            rows: rows.collect(),
            caption,
        })
    }
}
