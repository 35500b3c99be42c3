//! Turns a gold file into [`GoldArticle`]s.

use serde::Deserialize;

use crate::model::{Annotations, Certainty, EntityKind, FoundQuotation, Mention, QuotationKind, Span};

/// One article as a person annotated it.
#[derive(Clone, Debug, PartialEq)]
pub struct GoldArticle {
    /// Id of the article.
    pub id: String,
    /// Code of its language.
    pub lang: String,
    /// The plain text that was annotated.
    pub text: String,
    /// What the person marked, in bytes of `text`; `rule` is `hand`.
    pub annotations: Annotations,
}

/// A gold file that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum GoldError {
    /// A line is not an object of the expected form.
    #[error("line {line}: {source}")]
    Form {
        /// Line of the file, counted from 1.
        line: usize,
        /// What the parser said.
        source: serde_json::Error,
    },
    /// A range that does not lie in the text.
    #[error("line {line}: {start}..{end} is no range of the text, which has {length} code points")]
    Range {
        /// Line of the file, counted from 1.
        line: usize,
        /// First code point.
        start: usize,
        /// One past the last code point.
        end: usize,
        /// Length of the text in code points.
        length: usize,
    },
}

#[derive(Deserialize)]
struct Record {
    id: String,
    lang: String,
    text: String,
    quotes: Vec<QuoteRecord>,
    entities: Vec<EntityRecord>,
}

#[derive(Clone, Copy, Deserialize)]
struct Range {
    start: usize,
    end: usize,
}

#[derive(Deserialize)]
struct QuoteRecord {
    #[serde(flatten)]
    range: Range,
    kind: QuotationKind,
    speaker: Option<Range>,
    speaker_name: Option<String>,
    #[serde(default)]
    anonymous: bool,
    cue: Option<Range>,
}

#[derive(Deserialize)]
struct EntityRecord {
    #[serde(flatten)]
    range: Range,
    kind: EntityKind,
    name: String,
}

/// Reads a gold file: one JSON object a line with `id`, `lang`, `text`, `quotes` and `entities`, as `kutip extract`
/// writes them and offsets in code points.
///
/// # Errors
///
/// The first line that is not such an object, or whose ranges do not lie in its text.
pub fn parse_gold(source: &str) -> Result<Vec<GoldArticle>, GoldError> {
    let lines = source.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(at, line)| parse_line(line, at + 1)).collect()
}

fn parse_line(source: &str, line: usize) -> Result<GoldArticle, GoldError> {
    let record: Record = serde_json::from_str(source).map_err(|source| GoldError::Form { line, source })?;
    let bytes: Vec<usize> = record.text.char_indices().map(|(at, _)| at).chain([record.text.len()]).collect();
    let span = |range: Range| match (bytes.get(range.start), bytes.get(range.end)) {
        (Some(&start), Some(&end)) if start < end => Ok(Span::new(start, end)),
        _ => Err(GoldError::Range { line, start: range.start, end: range.end, length: bytes.len() - 1 }),
    };
    let mut annotations = Annotations::default();
    for quote in record.quotes {
        annotations.quotations.push(FoundQuotation {
            span: span(quote.range)?,
            kind: quote.kind,
            speaker: quote.speaker.map(span).transpose()?,
            speaker_name: quote.speaker_name,
            speaker_kind: None,
            role: None,
            anonymous: quote.anonymous,
            speaks_for: None,
            cue: quote.cue.map(span).transpose()?,
            rule: "hand",
            certainty: Certainty::Sure,
        });
    }
    for entity in record.entities {
        annotations.mentions.push(Mention {
            span: span(entity.range)?,
            kind: entity.kind,
            name: entity.name,
            role: None,
        });
    }
    Ok(GoldArticle { id: record.id, lang: record.lang, text: record.text, annotations })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_become_bytes() {
        let line = r#"{"id":"a","lang":"id","text":"“Turun,” kata é Budi","quotes":[{"start":1,"end":6,"kind":"direct","speaker":{"start":16,"end":20},"speaker_name":"Budi","cue":null}],"entities":[]}"#;
        let gold = parse_gold(line).unwrap().remove(0);
        let quotation = &gold.annotations.quotations[0];
        assert_eq!(quotation.span.of(&gold.text), "Turun");
        assert_eq!(quotation.speaker.unwrap().of(&gold.text), "Budi");
    }

    #[test]
    fn a_range_outside_the_text_names_its_line() {
        let line = r#"{"id":"a","lang":"id","text":"Budi","quotes":[],"entities":[{"start":2,"end":9,"kind":"person","name":"B"}]}"#;
        let error = parse_gold(&format!("\n{line}")).unwrap_err();
        assert_eq!(error.to_string(), "line 2: 2..9 is no range of the text, which has 4 code points");
    }
}
