//! The rows of the data files, and the names and types of their columns in the same order.

use serde::Serialize;

/// Name and type of a column, as a data package writes it. What it means stands in the interface, under the name of the
/// table and the column.
pub(super) type Column = (&'static str, &'static str);

#[derive(Serialize)]
pub(super) struct QuotationRow<'p> {
    pub(super) id: &'p str,
    pub(super) text: &'p str,
    pub(super) kind: &'static str,
    pub(super) speaker: Option<&'p str>,
    pub(super) speaker_url: Option<&'p str>,
    pub(super) role: Option<&'p str>,
    pub(super) anonymous: bool,
    #[serde(rename = "for")]
    pub(super) speaks_for: Option<&'p str>,
    pub(super) cue: Option<&'p str>,
    pub(super) rule: Option<&'p str>,
    pub(super) certainty: &'static str,
    pub(super) about: Vec<&'p str>,
    /// Ids of the other printings of the same statement, earliest first.
    pub(super) variants: Vec<&'p str>,
    pub(super) date: Option<String>,
    pub(super) lang: &'p str,
    pub(super) publisher: Option<&'p str>,
    pub(super) article: &'p str,
    pub(super) article_title: &'p str,
    pub(super) article_url: &'p str,
    pub(super) original: Option<String>,
    pub(super) url: String,
    pub(super) withdrawn: Option<&'p str>,
    pub(super) note: Option<&'p str>,
    pub(super) corrected: Option<String>,
}

#[derive(Serialize)]
pub(super) struct EntityRow<'p> {
    pub(super) kind: &'static str,
    pub(super) name: &'p str,
    pub(super) aliases: &'p [String],
    pub(super) url: &'p str,
    pub(super) said: usize,
    pub(super) about: usize,
    pub(super) articles: usize,
    pub(super) roles: Vec<&'p str>,
    pub(super) same_as: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) coordinates: Option<(f64, f64)>,
}

#[derive(Serialize)]
pub(super) struct ArticleData<'p> {
    pub(super) id: &'p str,
    pub(super) title: &'p str,
    pub(super) date: Option<String>,
    pub(super) lang: &'p str,
    pub(super) publisher: Option<&'p str>,
    pub(super) authors: &'p [String],
    pub(super) url: &'p str,
    pub(super) original: Option<String>,
    pub(super) archived: Option<String>,
    pub(super) quotations: usize,
    pub(super) entities: Vec<&'p str>,
    /// What may be shown of it; none where `publish` allows no text.
    pub(super) text: Option<String>,
}

pub(super) const QUOTATION_FIELDS: [(&str, &str); 24] = [
    ("id", "string"),
    ("text", "string"),
    ("kind", "string"),
    ("speaker", "string"),
    ("speaker_url", "string"),
    ("role", "string"),
    ("anonymous", "boolean"),
    ("for", "string"),
    ("cue", "string"),
    ("rule", "string"),
    ("certainty", "string"),
    ("about", "array"),
    ("variants", "array"),
    ("date", "string"),
    ("lang", "string"),
    ("publisher", "string"),
    ("article", "string"),
    ("article_title", "string"),
    ("article_url", "string"),
    ("original", "string"),
    ("url", "string"),
    ("withdrawn", "string"),
    ("note", "string"),
    ("corrected", "string"),
];

pub(super) const ENTITY_FIELDS: [(&str, &str); 10] = [
    ("kind", "string"),
    ("name", "string"),
    ("aliases", "array"),
    ("url", "string"),
    ("said", "integer"),
    ("about", "integer"),
    ("articles", "integer"),
    ("roles", "array"),
    ("same_as", "array"),
    ("coordinates", "array"),
];

pub(super) const ARTICLE_FIELDS: [(&str, &str); 12] = [
    ("id", "string"),
    ("title", "string"),
    ("date", "string"),
    ("lang", "string"),
    ("publisher", "string"),
    ("authors", "array"),
    ("url", "string"),
    ("original", "string"),
    ("archived", "string"),
    ("quotations", "integer"),
    ("entities", "array"),
    ("text", "string"),
];
