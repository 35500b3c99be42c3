//! The archive as data: one object a line, and tables, with everything that the pages show and nothing else.

mod package;
mod rows;

use rayon::prelude::*;
use serde::Serialize;

use super::plan::SitePlan;
use super::view::certainty_of;
use crate::markdown::plain_text;
use crate::model::{Output, Value};
use crate::url::safe_web_url;

pub(super) use package::{DATA_FILES, sha_256};
pub(super) use rows::QuotationRow;
use rows::{ArticleData, EntityRow, QUOTATION_FIELDS};

impl<'a> SitePlan<'a> {
    /// The files of `data/`, made once.
    pub fn data_files(&self) -> &[Output] {
        self.data.get_or_init(|| {
            let mut files: Vec<Output> = vec![
                self.quotation_lines(),
                self.quotation_table(),
                self.entity_lines(),
                self.article_lines(),
                self.annotation_lines(),
            ];
            files.extend(self.network_files());
            files.push(self.data_package(&files));
            files
        })
    }

    pub(super) fn quotation_row(&self, at: usize) -> QuotationRow<'_> {
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
            role: quotation.role.as_deref(),
            anonymous: note.anonymous,
            speaks_for: note.speaks_for.as_deref(),
            cue: self.cue_of(at),
            rule: self.rule_of(at),
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
            withdrawn: self.withdrawal(note),
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
            let curated = self.curated(id);
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

    fn annotation_lines(&self) -> Output {
        let annotations: Vec<serde_json::Value> =
            (0..self.quotations.len()).into_par_iter().filter_map(|at| self.annotation(at)).collect();
        lines("data/annotations.jsonl", annotations.len(), |at| &annotations[at])
    }

    fn article_lines(&self) -> Output {
        lines("data/articles.jsonl", self.articles.len(), |at| {
            let planned = &self.articles[at];
            let article = &planned.article;
            ArticleData {
                id: &article.id,
                source_id: article.extra.get("source_id").and_then(Value::as_str),
                title: &planned.title,
                date: article.date.as_ref().map(ToString::to_string),
                lang: &article.lang,
                publisher: article.publisher.as_deref(),
                authors: &article.authors,
                url: &planned.link,
                original: article.url.as_deref().and_then(safe_web_url),
                archived: article.archived.as_deref().and_then(safe_web_url),
                quotations: planned.counted,
                entities: self.links_of(planned.entities.iter().map(|(id, _)| *id)),
                text: (!planned.body.is_empty()).then(|| plain_text(&planned.body).text),
            }
        })
    }

    /// The same rows as the lines, for spreadsheets; lists are joined with spaces.
    fn quotation_table(&self) -> Output {
        let rows = (0..self.quotations.len()).map(|at| self.quotation_row(at));
        Output { path: "data/quotations.csv".to_owned(), bytes: table(rows) }
    }
}

/// Quotations as a table.
pub(super) fn table<'p>(rows: impl Iterator<Item = QuotationRow<'p>>) -> Vec<u8> {
    let mut table = csv::Writer::from_writer(Vec::new());
    // Writing into memory cannot fail, and every row has as many fields as the header.
    let _ = table.write_record(QUOTATION_FIELDS.map(|(name, _)| name));
    for row in rows {
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
    table.into_inner().unwrap_or_default()
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
