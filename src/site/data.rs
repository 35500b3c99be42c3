//! The archive as data: one object a line, and tables, with everything that the pages show and nothing else.

use rayon::prelude::*;
use serde::Serialize;
use serde_json::json;

use super::plan::SitePlan;
use super::view::certainty_of;
use crate::markdown::{plain_text, safe_web_url};
use crate::model::Output;

#[derive(Serialize)]
struct QuotationRow<'p> {
    id: &'p str,
    text: &'p str,
    kind: &'static str,
    speaker: Option<&'p str>,
    speaker_url: Option<&'p str>,
    role: Option<&'p str>,
    anonymous: bool,
    #[serde(rename = "for")]
    speaks_for: Option<&'p str>,
    cue: Option<&'p str>,
    rule: Option<&'p str>,
    certainty: &'static str,
    about: Vec<&'p str>,
    /// Ids of the other printings of the same statement, earliest first.
    variants: Vec<&'p str>,
    date: Option<String>,
    lang: &'p str,
    publisher: Option<&'p str>,
    article: &'p str,
    article_title: &'p str,
    article_url: &'p str,
    original: Option<String>,
    url: String,
    withdrawn: Option<&'p str>,
    note: Option<&'p str>,
    corrected: Option<String>,
}

#[derive(Serialize)]
struct EntityRow<'p> {
    kind: &'static str,
    name: &'p str,
    aliases: &'p [String],
    url: &'p str,
    said: usize,
    about: usize,
    articles: usize,
    roles: Vec<&'p str>,
    same_as: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    coordinates: Option<(f64, f64)>,
}

#[derive(Serialize)]
struct ArticleData<'p> {
    id: &'p str,
    title: &'p str,
    date: Option<String>,
    lang: &'p str,
    publisher: Option<&'p str>,
    authors: &'p [String],
    url: &'p str,
    original: Option<String>,
    archived: Option<String>,
    quotations: usize,
    entities: Vec<&'p str>,
    /// What may be shown of it; none where `publish` allows no text.
    text: Option<String>,
}

const QUOTATION_FIELDS: [(&str, &str); 24] = [
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

const ENTITY_FIELDS: [(&str, &str); 10] = [
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

const ARTICLE_FIELDS: [(&str, &str); 12] = [
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

impl<'a> SitePlan<'a> {
    /// The files of `data/`.
    pub fn data_files(&self) -> Vec<Output> {
        vec![
            self.quotation_lines(),
            self.quotation_table(),
            self.entity_lines(),
            self.article_lines(),
            self.data_package(),
        ]
    }

    fn quotation_row(&self, at: usize) -> QuotationRow<'_> {
        let quotation = &self.quotations[at];
        let planned = &self.articles[quotation.article];
        let (article, note) = (&planned.article, &quotation.note);
        let speaker = quotation.speaker.filter(|id| self.entities[id.index()].path.is_some());
        QuotationRow {
            id: &quotation.id,
            text: &quotation.text,
            kind: super::view::kind_of(note.kind),
            speaker: match speaker {
                Some(id) => Some(self.registry.entity(id).name.as_str()),
                None => note.speaker.as_deref(),
            },
            speaker_url: speaker.map(|id| self.entities[id.index()].link.as_str()),
            role: note.role.as_deref(),
            anonymous: note.anonymous,
            speaks_for: note.speaks_for.as_deref(),
            cue: note.cue.as_deref(),
            rule: note.rule.as_deref(),
            certainty: certainty_of(note),
            about: self.links_of(quotation.about.iter().copied()),
            variants: self.other_printings(at),
            date: article.date.as_ref().map(ToString::to_string),
            lang: &article.lang,
            publisher: article.publisher.as_deref(),
            article: &article.id,
            article_title: &planned.title,
            article_url: &planned.link,
            original: article.url.as_deref().and_then(safe_web_url),
            url: self.permalink(quotation),
            withdrawn: note.withdrawn.as_deref(),
            note: note.note.as_deref(),
            corrected: note.corrected.as_ref().map(ToString::to_string),
        }
    }

    fn other_printings(&self, at: usize) -> Vec<&str> {
        let others = self.printings(at).iter().filter(|other| **other != at);
        others.map(|other| self.quotations[*other].id.as_str()).collect()
    }

    fn links_of(&self, ids: impl Iterator<Item = crate::model::EntityId>) -> Vec<&str> {
        ids.map(|id| &self.entities[id.index()])
            .filter(|planned| planned.path.is_some())
            .map(|p| p.link.as_str())
            .collect()
    }

    fn quotation_lines(&self) -> Output {
        lines("data/quotations.jsonl", self.quotations.len(), |at| self.quotation_row(at))
    }

    fn entity_lines(&self) -> Output {
        lines("data/entities.jsonl", self.listed.len(), |at| {
            let id = self.listed[at];
            let entity = self.registry.entity(id);
            let planned = &self.entities[id.index()];
            let curated = entity.curated.and_then(|at| self.input.curated.get(at));
            EntityRow {
                kind: entity.kind.as_str(),
                name: &entity.name,
                aliases: &entity.aliases,
                url: &planned.link,
                said: planned.backlinks.said.len(),
                about: planned.backlinks.about.len(),
                articles: planned.backlinks.articles.len(),
                roles: entity.printed_roles.iter().map(|role| role.role.as_str()).collect(),
                same_as: curated
                    .map(|c| c.same_as.iter().filter_map(|url| safe_web_url(url)).collect())
                    .unwrap_or_default(),
                coordinates: curated.and_then(|curated| curated.coordinates),
            }
        })
    }

    fn article_lines(&self) -> Output {
        lines("data/articles.jsonl", self.articles.len(), |at| {
            let planned = &self.articles[at];
            let article = &planned.article;
            ArticleData {
                id: &article.id,
                title: &planned.title,
                date: article.date.as_ref().map(ToString::to_string),
                lang: &article.lang,
                publisher: article.publisher.as_deref(),
                authors: &article.authors,
                url: &planned.link,
                original: article.url.as_deref().and_then(safe_web_url),
                archived: article.archived.as_deref().and_then(safe_web_url),
                quotations: planned.quotations.len(),
                entities: self.links_of(planned.entities.iter().map(|(id, _)| *id)),
                text: (!planned.body.is_empty()).then(|| plain_text(&planned.body).text),
            }
        })
    }

    /// The same rows as the lines, for spreadsheets; lists are joined with spaces.
    fn quotation_table(&self) -> Output {
        let mut table = csv::Writer::from_writer(Vec::new());
        // Writing into memory cannot fail, and every row has as many fields as the header.
        let _ = table.write_record(QUOTATION_FIELDS.map(|(name, _)| name));
        for at in 0..self.quotations.len() {
            let row = self.quotation_row(at);
            let (about, variants) = (row.about.join(" "), row.variants.join(" "));
            let fields: [&str; 24] = [
                row.id,
                row.text,
                row.kind,
                row.speaker.unwrap_or_default(),
                row.speaker_url.unwrap_or_default(),
                row.role.unwrap_or_default(),
                if row.anonymous { "true" } else { "false" },
                row.speaks_for.unwrap_or_default(),
                row.cue.unwrap_or_default(),
                row.rule.unwrap_or_default(),
                row.certainty,
                &about,
                &variants,
                row.date.as_deref().unwrap_or_default(),
                row.lang,
                row.publisher.unwrap_or_default(),
                row.article,
                row.article_title,
                row.article_url,
                row.original.as_deref().unwrap_or_default(),
                &row.url,
                row.withdrawn.unwrap_or_default(),
                row.note.unwrap_or_default(),
                row.corrected.as_deref().unwrap_or_default(),
            ];
            let _ = table.write_record(fields.map(not_a_formula).iter().map(|field| field.as_ref()));
        }
        Output { path: "data/quotations.csv".to_owned(), bytes: table.into_inner().unwrap_or_default() }
    }

    fn data_package(&self) -> Output {
        let schema = |fields: &[(&str, &str)]| {
            let fields: Vec<_> = fields.iter().map(|(name, kind)| json!({"name": name, "type": kind})).collect();
            json!({"fields": fields})
        };
        let lines = |name: &str, fields: &[(&str, &str)]| {
            json!({
                "name": name, "path": format!("{name}.jsonl"), "format": "jsonl", "mediatype": "application/jsonl",
                "encoding": "utf-8", "schema": schema(fields),
            })
        };
        let package = json!({
            "name": crate::slug::slug(&self.input.config.title),
            "title": self.input.config.title,
            "resources": [
                lines("quotations", &QUOTATION_FIELDS),
                lines("entities", &ENTITY_FIELDS),
                lines("articles", &ARTICLE_FIELDS),
                {
                    "name": "quotations-table", "path": "quotations.csv", "format": "csv", "mediatype": "text/csv",
                    "encoding": "utf-8", "schema": schema(&QUOTATION_FIELDS.map(|(name, kind)| {
                        (name, if kind == "array" { "string" } else { kind })
                    })),
                },
            ],
        });
        let mut bytes = serde_json::to_vec_pretty(&package).unwrap_or_default();
        bytes.push(b'\n');
        Output { path: "data/datapackage.json".to_owned(), bytes }
    }
}

/// A field that a spreadsheet would run as a formula gets an apostrophe before it.
fn not_a_formula(field: &str) -> std::borrow::Cow<'_, str> {
    if field.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{field}").into() } else { field.into() }
}

/// One object a line.
fn lines<T: Serialize>(path: &str, count: usize, row: impl Fn(usize) -> T + Sync) -> Output {
    let lines: Vec<Vec<u8>> = (0..count)
        .into_par_iter()
        .map(|at| {
            let mut line = serde_json::to_vec(&row(at)).unwrap_or_default();
            line.push(b'\n');
            line
        })
        .collect();
    Output { path: path.to_owned(), bytes: lines.concat() }
}
