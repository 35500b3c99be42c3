//! What the data files hold, for readers and for programs (`datapackage.json`).

use serde_json::{Value, json};

use super::rows::{ARTICLE_FIELDS, Column, ENTITY_FIELDS, QUOTATION_FIELDS};
use crate::front_matter::hex;
use crate::model::Output;
use crate::site::plan::SitePlan;

/// A file of `data/`.
#[derive(Clone, Copy, Debug)]
pub(in crate::site) struct DataFileKind {
    /// Its name in the folder.
    pub(in crate::site) name: &'static str,
    /// Its name in the data package.
    pub(in crate::site) resource: &'static str,
    /// `jsonl`, `csv` …
    pub(in crate::site) format: &'static str,
    /// Its media type.
    pub(in crate::site) media_type: &'static str,
    /// Key of the string that says what it holds.
    pub(in crate::site) text: &'static str,
    /// The table whose columns it has; empty where it has none.
    pub(in crate::site) table: &'static str,
    /// Its columns.
    pub(in crate::site) columns: &'static [Column],
}

/// The files of `data/` but for the data package itself, in the order of the page.
pub(in crate::site) const DATA_FILES: &[DataFileKind] = &[
    DataFileKind {
        name: "quotations.jsonl",
        resource: "quotations",
        format: "jsonl",
        media_type: "application/jsonl",
        text: "data_quotations",
        table: "quotation",
        columns: &QUOTATION_FIELDS,
    },
    DataFileKind {
        name: "quotations.csv",
        resource: "quotations-table",
        format: "csv",
        media_type: "text/csv",
        text: "data_quotations_csv",
        table: "quotation",
        columns: &QUOTATION_FIELDS,
    },
    DataFileKind {
        name: "entities.jsonl",
        resource: "entities",
        format: "jsonl",
        media_type: "application/jsonl",
        text: "data_entities",
        table: "entity",
        columns: &ENTITY_FIELDS,
    },
    DataFileKind {
        name: "articles.jsonl",
        resource: "articles",
        format: "jsonl",
        media_type: "application/jsonl",
        text: "data_articles",
        table: "article",
        columns: &ARTICLE_FIELDS,
    },
    DataFileKind {
        name: "annotations.jsonl",
        resource: "annotations",
        format: "jsonl",
        media_type: "application/jsonl",
        text: "data_annotations",
        table: "",
        columns: &[],
    },
    DataFileKind {
        name: "network.graphml",
        resource: "network",
        format: "graphml",
        media_type: "application/graphml+xml",
        text: "data_network",
        table: "",
        columns: &[],
    },
    DataFileKind {
        name: "network.json",
        resource: "network-json",
        format: "json",
        media_type: "application/json",
        text: "data_network_json",
        table: "",
        columns: &[],
    },
];

impl SitePlan<'_> {
    /// The data package: each of `files` with its size, hash and columns.
    pub(super) fn data_package(&self, files: &[Output]) -> Output {
        let resources: Vec<Value> = DATA_FILES
            .iter()
            .filter_map(|kind| {
                let output = files.iter().find(|output| output.path.strip_prefix("data/") == Some(kind.name))?;
                Some(self.resource(kind, output))
            })
            .collect();
        let mut package = json!({
            "name": crate::slug::slug(&self.input.config.title),
            "title": self.input.config.title,
            "resources": resources,
        });
        if let Some(date) = self.newest_date() {
            package["version"] = format!("{:04}.{:02}.{:02}", date.year, date.month, date.day).into();
        }
        if let Some(licence) = &self.input.config.licence {
            let mut own = json!({"title": licence.name});
            if let Some(url) = &licence.url {
                own["path"] = url.as_str().into();
            }
            package["licenses"] = json!([own]);
        }
        let mut bytes = serde_json::to_vec_pretty(&package).unwrap_or_default();
        bytes.push(b'\n');
        Output { path: "data/datapackage.json".to_owned(), bytes }
    }

    fn resource(&self, kind: &DataFileKind, output: &Output) -> Value {
        let mut resource = json!({
            "name": kind.resource, "path": kind.name, "description": self.interface.string(kind.text),
            "format": kind.format, "mediatype": kind.media_type, "encoding": "utf-8",
            "bytes": output.bytes.len(), "hash": format!("sha256:{}", sha_256(&output.bytes)),
        });
        if !kind.columns.is_empty() {
            let fields: Vec<Value> = kind
                .columns
                .iter()
                .map(|(name, column_type)| {
                    // A cell of a table holds text; a list stands there as words with spaces between.
                    let is_joined = kind.format == "csv" && *column_type == "array";
                    let column_type = if is_joined { "string" } else { column_type };
                    json!({"name": name, "type": column_type, "description": self.column_meaning(kind.table, name)})
                })
                .collect();
            resource["schema"] = json!({"fields": fields});
        }
        resource
    }

    /// What a column means, in words of the interface.
    pub(in crate::site) fn column_meaning<'a>(&'a self, table: &str, column: &'a str) -> &'a str {
        self.interface.column(table, column)
    }
}

/// The hash of a file in hexadecimal.
pub(in crate::site) fn sha_256(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    hex(&Sha256::digest(bytes))
}
