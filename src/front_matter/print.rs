use std::fmt::{Display, Write};

use sha2::{Digest, Sha256};

use super::hex;
use crate::model::{Article, Certainty, EntityNote, Origin, Quotation, QuotationKind};
use crate::yaml;

/// The text of an article's file: front matter in the order of the documentation, then the body.
///
/// The same article always gives the same bytes, and [`super::read`] gives the article back.
pub fn write(article: &Article) -> String {
    let mut out = String::with_capacity(article.body.len() + 2048);
    out.push_str("---\n");
    line(&mut out, "id", &yaml::scalar(&article.id));
    line(&mut out, "title", &yaml::line_scalar(&article.title));
    if let Some(date) = &article.date {
        line(&mut out, "date", date);
    }
    if !article.lang.is_empty() {
        line(&mut out, "lang", &yaml::scalar(&article.lang));
    }
    for (key, text) in [("publisher", &article.publisher), ("url", &article.url), ("archived", &article.archived)] {
        if let Some(text) = text {
            line(&mut out, key, &yaml::line_scalar(text));
        }
    }
    if !article.authors.is_empty() {
        line(&mut out, "authors", &list(&article.authors));
    }
    if article.draft {
        line(&mut out, "draft", &"true");
    }
    if let Some(origin) = &article.origin {
        line(&mut out, "origin", &origin_value(origin));
    }
    if let Some(annotated) = &article.annotated {
        let hash = yaml::scalar(&annotated.sha256);
        line(&mut out, "annotated", &format!("{{version: {}, sha256: {hash}}}", annotated.version));
    }
    for (key, value) in &article.extra {
        line(&mut out, &yaml::scalar(key), &yaml::flow(value));
    }
    push_annotations(&mut out, article.quotations.as_deref(), article.entities.as_deref());
    out.push_str("---\n");
    if !article.body.is_empty() {
        out.push('\n');
        out.push_str(&article.body);
        if !article.body.ends_with('\n') {
            out.push('\n');
        }
    }
    out
}

/// What stands in the line `origin:`.
///
/// # Examples
///
/// ```
/// # use kutip::{front_matter::origin_value, model::Origin};
/// let origin = Origin { file: "a.jsonl".into(), record: Some(3), sha256: "64d6".into(), earlier: vec!["9a0c".into()] };
/// assert_eq!(origin_value(&origin), "{file: a.jsonl, record: 3, sha256: 64d6, earlier: [9a0c]}");
/// ```
pub fn origin_value(origin: &Origin) -> String {
    let record = origin.record.map_or_else(String::new, |record| format!(", record: {record}"));
    let earlier = match origin.earlier.as_slice() {
        [] => String::new(),
        marks => format!(", earlier: {}", list(marks)),
    };
    format!("{{file: {}{record}, sha256: {}{earlier}}}", yaml::scalar(&origin.file), yaml::scalar(&origin.sha256))
}

/// SHA-256 of quotations and entities as [`write()`] prints them: tells whether a person changed anything of them.
pub fn annotations_hash(quotations: &[Quotation], entities: &[EntityNote]) -> String {
    let mut out = String::new();
    push_annotations(&mut out, Some(quotations), Some(entities));
    hex(&Sha256::digest(out.as_bytes()))
}

/// As [`annotations_hash`], of the entities alone: the mark of an article that a person left without quotations.
pub fn entities_hash(entities: &[EntityNote]) -> String {
    let mut out = String::new();
    push_annotations(&mut out, None, Some(entities));
    hex(&Sha256::digest(out.as_bytes()))
}

/// Whether `sha256`, the mark of an article, is of these annotations; of those of an article that a person left without
/// quotations, whatever quotations the program finds there.
pub fn is_mark_of(sha256: &str, article: &Article) -> bool {
    annotations_hash(article.quotations(), article.entities()) == sha256 || entities_hash(article.entities()) == sha256
}

fn line(out: &mut String, key: &str, value: &impl Display) {
    writeln!(out, "{key}: {value}").expect("writing to a string cannot fail");
}

fn list(items: &[String]) -> String {
    let items: Vec<String> = items.iter().map(|item| yaml::scalar(item)).collect();
    format!("[{}]", items.join(", "))
}

fn push_annotations(out: &mut String, quotations: Option<&[Quotation]>, entities: Option<&[EntityNote]>) {
    match quotations {
        None => {}
        Some([]) => out.push_str("quotations: []\n"),
        Some(quotations) => {
            out.push_str("quotations:\n");
            quotations.iter().for_each(|quotation| push_quotation(out, quotation));
        }
    }
    match entities {
        None => {}
        Some([]) => out.push_str("entities: []\n"),
        Some(entities) => {
            out.push_str("entities:\n");
            entities.iter().for_each(|entity| push_entity(out, entity));
        }
    }
}

fn push_quotation(out: &mut String, quotation: &Quotation) {
    let mut start = "  - ";
    let mut field = |key: &str, value: &str| {
        out.push_str(start);
        out.push_str(key);
        out.push_str(": ");
        out.push_str(value);
        out.push('\n');
        start = "    ";
    };
    let kind = match quotation.kind {
        QuotationKind::Direct => "direct",
        QuotationKind::Mixed => "mixed",
        QuotationKind::Indirect => "indirect",
    };
    let certainty = quotation.certainty.map(|certainty| match certainty {
        Certainty::Sure => "sure",
        Certainty::Likely => "likely",
        Certainty::Guess => "guess",
    });
    if !quotation.id.is_empty() {
        field("id", &yaml::scalar(&quotation.id));
    }
    field("text", &yaml::line_scalar(&quotation.text));
    if quotation.nth > 1 {
        field("nth", &quotation.nth.to_string());
    }
    field("kind", kind);
    let mut words = |key: &str, value: &Option<String>| {
        if let Some(value) = value {
            field(key, &yaml::line_scalar(value));
        }
    };
    words("speaker", &quotation.speaker);
    words("as", &quotation.pointer);
    words("role", &quotation.role);
    words("cue", &quotation.cue);
    words("rule", &quotation.rule);
    words("certainty", &certainty.map(str::to_owned));
    words("by", &quotation.by);
    words("for", &quotation.speaks_for);
    if !quotation.same_as.is_empty() {
        field("same_as", &list(&quotation.same_as));
    }
    let mut words = |key: &str, value: &Option<String>| {
        if let Some(value) = value {
            field(key, &yaml::line_scalar(value));
        }
    };
    words("withdrawn", &quotation.withdrawn);
    words("note", &quotation.note);
    words("corrected", &quotation.corrected.as_ref().map(ToString::to_string));
    if quotation.anonymous {
        field("anonymous", "true");
    }
}

/// An entity as its line stands under `entities`: `- {name: …, …}`.
pub fn entity_line(entity: &EntityNote) -> String {
    let mut out = String::new();
    push_entity(&mut out, entity);
    out.trim().to_owned()
}

fn push_entity(out: &mut String, entity: &EntityNote) {
    out.push_str("  - {name: ");
    out.push_str(&yaml::scalar(&entity.name));
    out.push_str(", kind: ");
    out.push_str(entity.kind.as_str());
    if entity.has_no_other_forms || entity.forms != [entity.name.as_str()] && !entity.forms.is_empty() {
        out.push_str(", forms: ");
        out.push_str(&list(&entity.forms));
    }
    if !entity.roles.is_empty() {
        out.push_str(", roles: ");
        out.push_str(&list(&entity.roles));
    }
    for (key, value) in [("ref", &entity.reference), ("by", &entity.by)] {
        if let Some(value) = value {
            out.push_str(", ");
            out.push_str(key);
            out.push_str(": ");
            out.push_str(&yaml::scalar(value));
        }
    }
    out.push_str("}\n");
}
