//! The page of the data files.

use serde::Serialize;

use super::{Head, View};
use crate::site::data::{DATA_FILES, sha_256};
use crate::site::plan::SitePlan;

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

/// How many rows a file has: one a line; a quoted field of a table may hold line breaks.
fn rows_of(bytes: &[u8], format: &str) -> usize {
    match format {
        "jsonl" => memchr::memchr_iter(b'\n', bytes).count(),
        "csv" => csv::Reader::from_reader(bytes).byte_records().count(),
        _ => 0,
    }
}

impl<'a> SitePlan<'a> {
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
}
