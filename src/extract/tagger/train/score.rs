//! Turns a tagger and annotated texts into precision, recall and F1 of exact spans.

use std::collections::BTreeSet;
use std::fs;

use kutip::extract::Document;
use kutip::extract::evidence::Evidence;
use kutip::extract::tagger::Tagger;
use kutip::extract::tagger::tags::KINDS;
use kutip::lang::{Gazetteer, Languages};
use serde_json::Value;

/// The texts of all files of JSON Lines.
pub fn texts(paths: &[String]) -> Result<Vec<String>, String> {
    let mut texts = Vec::new();
    for path in paths {
        let lines = fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
        for line in lines.lines() {
            let record: Value = serde_json::from_str(line).map_err(|error| format!("{path}: {error}"))?;
            texts.push(record["text"].as_str().unwrap_or_default().to_owned());
        }
    }
    Ok(texts)
}

/// Scores a file of JSON Lines with `text`, `lang` and `entities` (in code points) and prints a row for each kind.
pub fn print(path: &str, tagger: &Tagger, gazetteer: &Gazetteer<'_>, languages: &Languages) -> Result<(), String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
    let mut counts = [[0_u32; 3]; KINDS.len() + 1];
    for line in text.lines() {
        let record: Value = serde_json::from_str(line).map_err(|error| format!("{path}: {error}"))?;
        let Some(language) = languages.get(record["lang"].as_str().unwrap_or("id")) else { continue };
        let text = record["text"].as_str().unwrap_or_default();
        let marked = marked(&record, text);
        let document = Document::new(text, language);
        let evidence = Evidence::collect(&document, language, gazetteer);
        let found: BTreeSet<_> = tagger
            .tag(&document, &evidence, language)
            .into_iter()
            .filter_map(|name| {
                let span = document.span(name.tokens);
                Some((span.start, span.end, KINDS.iter().position(|kind| *kind == name.kind)?))
            })
            .collect();
        let mut count = |column: usize, kind: usize| {
            counts[kind][column] += 1;
            counts[KINDS.len()][column] += 1;
        };
        found.intersection(&marked).for_each(|name| count(0, name.2));
        found.iter().for_each(|name| count(1, name.2));
        marked.iter().for_each(|name| count(2, name.2));
    }
    println!("{path}");
    let names = KINDS.iter().map(|kind| kind.as_str()).chain(["all"]);
    for (name, [right, found, marked]) in names.zip(counts) {
        let share = |of: u32| if of == 0 { 0.0 } else { f64::from(right) / f64::from(of) };
        let f1 = if right == 0 { 0.0 } else { 2.0 * f64::from(right) / f64::from(found + marked) };
        println!("  {name:<14} P {:.3}  R {:.3}  F1 {f1:.3}  ({marked})", share(found), share(marked));
    }
    Ok(())
}

/// Bytes and kind of the names a person marked, of kinds that the tagger knows.
fn marked(record: &Value, text: &str) -> BTreeSet<(usize, usize, usize)> {
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let byte = |entity: &Value, field: &str| starts.get(entity[field].as_u64()? as usize).copied();
    let entities = record["entities"].as_array().into_iter().flatten();
    entities
        .filter_map(|entity| {
            let kind = KINDS.iter().position(|kind| entity["kind"] == kind.as_str())?;
            Some((byte(entity, "start")?, byte(entity, "end")?, kind))
        })
        .collect()
}
