//! `kutip extract`: JSON Lines in, JSON Lines out, for pipelines and measurements.

use std::io::{self, BufRead, Write};

use rayon::prelude::*;
use serde::Serialize;

use crate::decode::{Mended, mend};
use crate::extract::extract;
use crate::lang::Languages;
use crate::model::{Annotations, Certainty, EntityKind, QuotationKind, Span, Value};

/// Bytes of input that are read before they are worked on side by side.
const CHUNK_BYTES: usize = 4 << 20;

/// Names that programs give to the text, as `import` knows them.
const TEXT: [&str; 3] = ["text", "body", "content"];

#[derive(Serialize)]
struct Found<'a> {
    id: Option<Value>,
    quotes: Vec<QuoteOut<'a>>,
    entities: Vec<EntityOut<'a>>,
}

#[derive(Serialize)]
struct Refused {
    id: Option<Value>,
    error: String,
}

#[derive(Serialize)]
struct Range {
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct QuoteOut<'a> {
    start: usize,
    end: usize,
    kind: QuotationKind,
    speaker: Option<Range>,
    speaker_name: Option<&'a str>,
    role: Option<&'a str>,
    anonymous: bool,
    #[serde(rename = "for", skip_serializing_if = "Option::is_none")]
    speaks_for: Option<&'a str>,
    cue: Option<Range>,
    rule: &'a str,
    certainty: Certainty,
}

#[derive(Serialize)]
struct EntityOut<'a> {
    start: usize,
    end: usize,
    kind: EntityKind,
    name: &'a str,
}

/// Reads one object a line, writes one object a line in the same order, and a message on `messages` for each bad line.
///
/// Gives the number of bad lines.
///
/// # Errors
///
/// Only when reading or writing itself fails.
pub fn run(
    mut input: impl BufRead,
    mut output: impl Write,
    mut messages: impl Write,
    languages: &Languages,
) -> io::Result<usize> {
    let (mut line_number, mut bad) = (0, 0);
    loop {
        let mut lines: Vec<Vec<u8>> = Vec::new();
        let mut size = 0;
        while size < CHUNK_BYTES {
            let mut line = Vec::new();
            if input.read_until(b'\n', &mut line)? == 0 {
                break;
            }
            size += line.len();
            lines.push(line);
        }
        if lines.is_empty() {
            output.flush()?;
            return Ok(bad);
        }
        let answers: Vec<_> = lines.par_iter().map(|line| answer(line, languages)).collect();
        for result in answers {
            line_number += 1;
            match result {
                None => continue,
                Some(Ok(text)) => output.write_all(text.as_bytes())?,
                Some(Err(refused)) => {
                    bad += 1;
                    writeln!(messages, "error: line {line_number}: {}", refused.error)?;
                    output.write_all(to_json(&refused).as_bytes())?;
                }
            }
            output.write_all(b"\n")?;
        }
    }
}

/// The answer to one line; none for a blank one.
fn answer(line: &[u8], languages: &Languages) -> Option<Result<String, Refused>> {
    let line = line.strip_prefix("\u{feff}".as_bytes()).unwrap_or(line);
    if line.trim_ascii().is_empty() {
        return None;
    }
    let refuse = |id: Option<Value>, error: String| Some(Err(Refused { id, error }));
    let record = match serde_json::from_slice(line) {
        Ok(Value::Object(record)) => record,
        Ok(_) => return refuse(None, "not a JSON object with `text`".to_owned()),
        Err(error) => {
            // Each line is a text of its own, so its number there says nothing.
            let reason = error.to_string();
            let reason = reason.split(" at line ").next().unwrap_or_default();
            return refuse(None, format!("not a JSON object: {reason} at column {}", error.column()));
        }
    };
    let id = record.get("id").cloned();
    let Some(text) = TEXT.iter().find_map(|key| record.get(*key)?.as_str()) else {
        let strange = TEXT.iter().find(|key| record.get(**key).is_some_and(|value| !value.is_null()));
        return refuse(
            id,
            match strange {
                Some(key) => format!("`{key}` is not a string; give the words as one"),
                None => "no `text` (or `body`, `content`); give one string".to_owned(),
            },
        );
    };
    let lang = match record.get("lang") {
        Some(Value::String(code)) => Some(code),
        None | Some(Value::Null) => None,
        Some(_) => return refuse(id, "`lang` is not a string; leave it out to have it detected".to_owned()),
    };
    // Offsets count characters of the text as it was given.
    let mended = mend(text);
    let given = text;
    let text = mended.as_ref().map_or(text, |mended| mended.text.as_str());
    let language = match lang {
        Some(code) => match languages.get(code) {
            Some(language) => Some(language),
            None => {
                let error = format!("unknown language `{code}`; leave `lang` out to have it detected");
                return refuse(id, error);
            }
        },
        None => (record.get("language").and_then(|code| languages.get(code.as_str()?)))
            .or_else(|| languages.detect(text))
            .or_else(|| languages.iter().next()),
    };
    let annotations = language.map(|language| extract(text, language)).unwrap_or_default();
    Some(Ok(to_json(&found(id, given, mended.as_ref(), &annotations))))
}

fn to_json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("plain data with string keys always serializes")
}

/// `given`: the text whose characters the offsets count; `mended`: the text that was read, where it is another one.
fn found<'a>(id: Option<Value>, given: &str, mended: Option<&Mended>, annotations: &'a Annotations) -> Found<'a> {
    let points = CodePoints::new(given);
    let point = |at: usize| points.at(mended.map_or(at, |mended| mended.original(at)));
    let range = |span: Span| Range { start: point(span.start), end: point(span.end) };
    Found {
        id,
        quotes: annotations
            .quotations
            .iter()
            .map(|q| QuoteOut {
                start: point(q.span.start),
                end: point(q.span.end),
                kind: q.kind,
                speaker: q.speaker.map(range),
                speaker_name: q.speaker_name.as_deref(),
                role: q.role.as_deref(),
                anonymous: q.anonymous,
                speaks_for: q.speaks_for.as_deref(),
                cue: q.cue.map(range),
                rule: q.rule,
                certainty: q.certainty,
            })
            .collect(),
        entities: annotations
            .mentions
            .iter()
            .map(|m| EntityOut { start: point(m.span.start), end: point(m.span.end), kind: m.kind, name: &m.name })
            .collect(),
    }
}

/// Turns byte offsets of one text into code point offsets.
struct CodePoints<'a> {
    /// Code points before each 64th byte.
    before: Vec<u32>,
    bytes: &'a [u8],
}

impl<'a> CodePoints<'a> {
    const STEP: usize = 64;

    fn new(text: &'a str) -> Self {
        let bytes = text.as_bytes();
        let mut before = Vec::with_capacity(bytes.len() / Self::STEP + 1);
        let mut count = 0;
        for chunk in bytes.chunks(Self::STEP) {
            before.push(count);
            count += Self::starts(chunk) as u32;
        }
        before.push(count);
        Self { before, bytes }
    }

    fn starts(bytes: &[u8]) -> usize {
        bytes.iter().filter(|&&byte| byte & 0xc0 != 0x80).count()
    }

    fn at(&self, byte: usize) -> usize {
        let block = byte / Self::STEP;
        self.before[block] as usize + Self::starts(&self.bytes[block * Self::STEP..byte])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_count_code_points() {
        let points = CodePoints::new("“é” ab");
        assert_eq!(points.at(3), 1);
        assert_eq!(points.at(5), 2);
        assert_eq!(points.at("“é” ab".len()), 6);
    }

    #[test]
    fn a_text_that_was_read_wrongly_once_is_understood_and_offsets_are_those_of_the_text_given() {
        let text = "â€œBeras turun,â€\u{9d} kata Budi Santoso.";
        let input = format!("{}\n", serde_json::json!({"id": 1, "lang": "id", "text": text}));
        let (mut output, mut messages) = (Vec::new(), Vec::new());
        run(input.as_bytes(), &mut output, &mut messages, &Languages::embedded()).unwrap();
        let found: Value = serde_json::from_slice(&output).unwrap();
        let quote = &found["quotes"][0];
        let letters: Vec<char> = text.chars().collect();
        let of = |range: &Value| -> String {
            let (start, end) = (range["start"].as_u64().unwrap() as usize, range["end"].as_u64().unwrap() as usize);
            letters[start..end].iter().collect()
        };
        assert!(of(quote).trim_end_matches(',') == "Beras turun" && of(&quote["speaker"]) == "Budi Santoso", "{found}");
    }

    #[test]
    fn the_names_that_an_import_knows_are_known() {
        let input = "{\"id\":1,\"body\":\"\\u201cBeras turun\\u201d, kata Budi Santoso.\",\"language\":\"id\"}\n{\"id\":2,\"body\":{}}\n";
        let (mut output, mut messages) = (Vec::new(), Vec::new());
        let bad = run(input.as_bytes(), &mut output, &mut messages, &Languages::embedded()).unwrap();
        let output = String::from_utf8(output).unwrap();
        assert!(bad == 1 && output.contains("\"speaker_name\":\"Budi Santoso\""), "{output}");
    }

    #[test]
    fn a_line_without_words_keeps_its_id_and_is_told_in_plain_words() {
        let input = "{\"id\":\"x1\",\"text\":123}\n[1]\n{\"id\":\"x2\",\"text\":\"a\",\"lang\":1}\n";
        let (mut output, mut messages) = (Vec::new(), Vec::new());
        run(input.as_bytes(), &mut output, &mut messages, &Languages::embedded()).unwrap();
        let output = String::from_utf8(output).unwrap();
        let lines: Vec<&str> = output.lines().collect();
        assert_eq!(lines[0], "{\"id\":\"x1\",\"error\":\"`text` is not a string; give the words as one\"}");
        assert!(
            lines[1].contains("not a JSON object with") && lines[2].starts_with("{\"id\":\"x2\",\"error\""),
            "{output}"
        );
    }

    #[test]
    fn a_bad_line_gets_an_error_in_its_place_and_the_rest_goes_on() {
        let input = "{\"id\":1,\"text\":\"satu\"}\nnonsense\n\n{\"id\":3,\"text\":\"tiga\"}\n";
        let (mut output, mut messages) = (Vec::new(), Vec::new());
        let bad = run(input.as_bytes(), &mut output, &mut messages, &Languages::embedded()).unwrap();
        let output = String::from_utf8(output).unwrap();
        let lines: Vec<&str> = output.lines().collect();
        assert_eq!((bad, lines.len()), (1, 3));
        assert!(lines[1].starts_with("{\"id\":null,\"error\":"), "{}", lines[1]);
        assert!(String::from_utf8(messages).unwrap().contains("line 2"));
    }
}
