//! The rows of the data files, and the names and types of their columns in the same order.

use serde::Serialize;

/// Name and type of a column, as a data package writes it. What it means stands in the interface, under the name of the
/// table and the column.
pub(super) type Column = (&'static str, &'static str);

#[derive(Serialize)]
pub(in crate::site) struct QuotationRow<'p> {
    pub(in crate::site) id: &'p str,
    pub(in crate::site) text: &'p str,
    pub(in crate::site) kind: &'static str,
    pub(in crate::site) speaker: Option<&'p str>,
    pub(in crate::site) speaker_url: Option<&'p str>,
    pub(in crate::site) role: Option<&'p str>,
    pub(in crate::site) anonymous: bool,
    #[serde(rename = "for")]
    pub(in crate::site) speaks_for: Option<&'p str>,
    pub(in crate::site) cue: Option<&'p str>,
    pub(in crate::site) rule: Option<&'p str>,
    pub(in crate::site) certainty: &'static str,
    pub(in crate::site) about: Vec<&'p str>,
    /// Ids of the other printings of the same statement, earliest first.
    pub(in crate::site) variants: Vec<&'p str>,
    pub(in crate::site) date: Option<String>,
    pub(in crate::site) lang: &'p str,
    pub(in crate::site) publisher: Option<&'p str>,
    pub(in crate::site) article: &'p str,
    pub(in crate::site) article_title: &'p str,
    pub(in crate::site) article_url: &'p str,
    pub(in crate::site) original: Option<String>,
    pub(in crate::site) url: String,
    pub(in crate::site) withdrawn: Option<&'p str>,
    pub(in crate::site) note: Option<&'p str>,
    pub(in crate::site) corrected: Option<String>,
}

#[derive(Serialize)]
pub(in crate::site) struct EntityRow<'p> {
    pub(in crate::site) kind: &'static str,
    pub(in crate::site) name: &'p str,
    pub(in crate::site) aliases: &'p [String],
    pub(in crate::site) url: &'p str,
    pub(in crate::site) said: usize,
    pub(in crate::site) about: usize,
    pub(in crate::site) articles: usize,
    pub(in crate::site) roles: Vec<&'p str>,
    pub(in crate::site) same_as: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::site) coordinates: Option<(f64, f64)>,
}

#[derive(Serialize)]
pub(in crate::site) struct ArticleData<'p> {
    pub(in crate::site) id: &'p str,
    /// The id that the row it came from has.
    pub(in crate::site) source_id: Option<&'p str>,
    pub(in crate::site) title: &'p str,
    pub(in crate::site) date: Option<String>,
    pub(in crate::site) lang: &'p str,
    pub(in crate::site) publisher: Option<&'p str>,
    pub(in crate::site) authors: &'p [String],
    pub(in crate::site) url: &'p str,
    pub(in crate::site) original: Option<String>,
    pub(in crate::site) archived: Option<String>,
    pub(in crate::site) quotations: usize,
    pub(in crate::site) entities: Vec<&'p str>,
    /// What may be shown of it; none where `publish` allows no text.
    pub(in crate::site) text: Option<String>,
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

pub(super) const ARTICLE_FIELDS: [(&str, &str); 13] = [
    ("id", "string"),
    ("source_id", "string"),
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
