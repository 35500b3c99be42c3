//! Turns JSON records into articles: one a line, an array of them, or a single one.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde_json::Map;

use crate::decode;
use crate::diag::{Diagnostic, Location, Place, Severity};
use crate::front_matter::KEYS;
use crate::lang::Languages;
use crate::model::{ArticleDate, Value};
use crate::yaml;

use super::draft::{Draft, article_id, sha256};
use super::{Imported, LeftOut, LeftOutReason, Source, date, html, paragraphs};

/// Other names that programs give to the keys of a record, each behind ours. Ours wins where both are there.
const TITLE: &[&str] = &["title", "headline"];
const DATE: &[&str] =
    &["date", "published", "published_at", "datePublished", "date_published", "pubDate", "publish_date"];
const LANG: &[&str] = &["lang", "language"];
const PUBLISHER: &[&str] = &["publisher", "source", "outlet"];
const URL: &[&str] = &["url", "link", "permalink"];
const ID: &[&str] = &["id", "guid", "uuid", "_id", "article_id"];
const TEXT: &[&str] = &["text", "body", "content"];
const AUTHORS: &[&str] = &["authors", "author", "byline"];

/// Reads a file with one object a line. Bad lines are named, the others are kept.
pub(super) fn read_lines(source: &Source<'_>, languages: &Languages) -> Imported {
    let mut diagnostics = Vec::new();
    let text = decode_lines(source, &mut diagnostics);
    if let Some(values) = over_several_lines(&text) {
        return read_values(source, values, diagnostics, languages);
    }
    let lines: Vec<(usize, &str)> = text
        .split('\n')
        .enumerate()
        .map(|(at, line)| (at + 1, line.trim()))
        .filter(|(_, line)| !line.is_empty())
        .collect();
    let records = lines
        .par_iter()
        .enumerate()
        .map(|(at, (line, text))| {
            let value = serde_json::from_str(text).map_err(|error| bad_line(source.shown, *line, text, &error));
            let place = line_place(source.shown, *line, text);
            read_record(source, at + 1, value, &sha256(text.as_bytes()), place, languages)
        })
        .collect();
    join(source, records, diagnostics)
}

/// Reads a file that is one object, or an array of objects, also as the only array inside an object.
pub(super) fn read_whole(source: &Source<'_>, languages: &Languages) -> Imported {
    let mut diagnostics = Vec::new();
    let text = decode_lines(source, &mut diagnostics);
    let value: Value = match serde_json::from_str(&text) {
        Ok(value) => value,
        // Many programs write one object a line and call it `.json`.
        Err(_) if is_one_a_line(&text) => return read_lines(source, languages),
        Err(_) if over_several_lines(&text).is_some() => return read_lines(source, languages),
        Err(error) => {
            let line = text.split('\n').nth(error.line().saturating_sub(1)).unwrap_or_default();
            let mut diagnostic = bad_line(source.shown, error.line(), line, &error);
            diagnostic.severity = Severity::Error;
            diagnostic.help = vec!["nothing of this file was read".to_owned()];
            diagnostics.push(diagnostic);
            return Imported { diagnostics, ..Imported::default() };
        }
    };
    let rows = match value {
        Value::Object(row) if is_article(&row, languages) => {
            let place = Location::file(source.shown);
            let record = read_record(source, 0, Ok(Value::Object(row)), &sha256(source.bytes), place, languages);
            return join(source, vec![record], diagnostics);
        }
        Value::Object(row) => only_array(row),
        Value::Array(rows) => rows,
        _ => Vec::new(),
    };
    read_values(source, rows, diagnostics, languages)
}

/// Objects one behind the other of which some take several lines, as programs print them for people; none if the text is
/// not that.
fn over_several_lines(text: &str) -> Option<Vec<Value>> {
    let first = text.lines().find(|line| !line.trim().is_empty())?.trim();
    let is_whole = serde_json::from_str::<serde::de::IgnoredAny>(first).is_ok();
    if is_whole || !first.starts_with(['{', '[']) {
        return None;
    }
    let values: Result<Vec<Value>, _> = serde_json::Deserializer::from_str(text).into_iter().collect();
    let rows = values.ok()?.into_iter().flat_map(|value| match value {
        Value::Array(rows) => rows,
        value => vec![value],
    });
    Some(rows.collect())
}

/// Reads the records of a file that is not one object a line.
fn read_values(
    source: &Source<'_>,
    rows: Vec<Value>,
    mut diagnostics: Vec<Diagnostic>,
    languages: &Languages,
) -> Imported {
    if rows.is_empty() {
        let message = "neither an article nor a list of articles";
        let help = "an article is an object with `text` and, best, `title`, `date` and `url`";
        diagnostics.push(Diagnostic::error("bad-record", message).at(Location::file(source.shown)).help(help));
    }
    let records = rows
        .into_par_iter()
        .enumerate()
        .map(|(at, row)| {
            let hash = sha256(row.to_string().as_bytes());
            let place = Location::file(format!("{} (record {})", source.shown, at + 1));
            read_record(source, at + 1, Ok(row), &hash, place, languages)
        })
        .collect();
    join(source, records, diagnostics)
}

/// Text as JSON needs it: control characters stay what they are, so that a line's bytes and hash do too.
fn decode_lines<'a>(source: &Source<'a>, diagnostics: &mut Vec<Diagnostic>) -> Cow<'a, str> {
    match std::str::from_utf8(source.bytes) {
        Ok(text) => Cow::Borrowed(text.strip_prefix('\u{feff}').unwrap_or(text)),
        Err(_) => Cow::Owned(decode::decode(source.bytes, None, source.shown, diagnostics)),
    }
}

fn is_one_a_line(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let whole =
        |line: &str| line.trim_start().starts_with('{') && serde_json::from_str::<serde::de::IgnoredAny>(line).is_ok();
    lines.next().is_some_and(whole) && lines.next().is_some()
}

fn is_article(row: &Map<String, Value>, languages: &Languages) -> bool {
    let is_text = |key: &str| TEXT.contains(&key) || languages.field(key) == Some("text");
    row.iter().any(|(key, value)| is_text(key) && words(value).is_some())
}

/// All names that are known, a list for each of ours.
const NAMES: [&[&str]; 8] = [TITLE, DATE, LANG, PUBLISHER, URL, ID, TEXT, AUTHORS];

/// What a reader misses where a dump does not have it.
const MISSED: [&[&str]; 4] = [TITLE, DATE, PUBLISHER, URL];

fn has_any(row: &Map<String, Value>, names: &[&str]) -> bool {
    names.iter().any(|name| row.contains_key(*name))
}

fn is_word(value: &Value) -> bool {
    value.is_string() || value.is_number()
}

fn is_known(key: &str) -> bool {
    KEYS.contains(&key) || NAMES.into_iter().any(|names| names.contains(&key))
}

/// Fields that nobody knows and that are nearly one of those that the record lacks, each with ours.
fn misspelt(row: &Map<String, Value>) -> Vec<(String, &'static str)> {
    let lacking: Vec<&[&str]> = NAMES.into_iter().filter(|names| !has_any(row, names)).collect();
    let meant = |key: &str| lacking.iter().find(|names| yaml::nearest(key, names).is_some()).map(|names| names[0]);
    let keys = row.iter().filter(|(_, value)| is_word(value)).map(|(key, _)| key);
    keys.filter_map(|key| Some((key.clone(), meant(key)?))).collect()
}

/// Gives the fields that people name in their language, or with capitals, our names, unless the record has those too.
fn rename(row: &mut Map<String, Value>, languages: &Languages) {
    let renamed = row.keys().filter_map(|key| {
        let lower = key.to_lowercase();
        let names = match languages.field(key) {
            Some(ours) => NAMES.into_iter().find(|names| names[0] == ours)?,
            None => NAMES.into_iter().find(|names| names.iter().any(|name| name.to_lowercase() == lower))?,
        };
        (!has_any(row, names)).then(|| (key.clone(), names[0]))
    });
    for (key, ours) in renamed.collect::<Vec<_>>() {
        if !row.contains_key(ours)
            && let Some(value) = row.shift_remove(&key)
        {
            row.insert(ours.to_owned(), value);
        }
    }
}

/// The words of an article: a string, or a list of them, one a paragraph.
fn words(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Array(list) => {
            let paragraphs: Option<Vec<&str>> = list.iter().map(Value::as_str).collect();
            paragraphs.filter(|paragraphs| !paragraphs.is_empty()).map(|paragraphs| paragraphs.join("\n\n"))
        }
        _ => None,
    }
}

/// What is said of a record in which no words are found.
fn without_text(row: &Map<String, Value>) -> Diagnostic {
    let called = TITLE.iter().chain(ID).find_map(|key| as_text(row.get(*key)?));
    let called: String = called.map(|name| format!(": `{}`", folded(&name))).unwrap_or_default();
    if let Some(key) = TEXT.iter().find(|key| row.get(**key).is_some_and(|value| !value.is_null())) {
        let empty = row.get(*key).and_then(Value::as_str).is_some_and(|text| text.trim().is_empty());
        let what = if empty { "is empty" } else { "is not a string" };
        let diagnostic = Diagnostic::warning("bad-record", format!("the `{key}` of a record {what}{called}"));
        return diagnostic.help("give the article's words as one string; the other records are kept");
    }
    let diagnostic = Diagnostic::warning("bad-record", format!("a record without `text`{called}"));
    let diagnostic = diagnostic.help(fields_of(row));
    match row.keys().find_map(|key| Some((key, yaml::nearest(key, TEXT)?))) {
        Some((key, near)) => diagnostic.help(format!("if the words are in `{key}`, name it `{near}`")),
        None => diagnostic.help("the words must be in `text`, `body` or `content`"),
    }
}

/// Which fields a record has.
fn fields_of(row: &Map<String, Value>) -> String {
    const SHOWN: usize = 12;
    let names: Vec<&str> = row.keys().map(String::as_str).take(SHOWN).collect();
    match row.len() {
        0 => "it has no fields".to_owned(),
        all if all > SHOWN => format!("its fields are {} and {} more", yaml::list(&names), all - SHOWN),
        _ => format!("its fields are {}", yaml::list(&names)),
    }
}

/// What is said of a file none of whose records has words: the same once, and not of each.
fn none_has_text(source: &Source<'_>, count: usize, fields: String) -> Diagnostic {
    let message = format!("none of the {count} records has `text`, so nothing of this file is imported");
    Diagnostic::error("bad-record", message)
        .at(Location::file(source.shown))
        .help(fields.replacen("its", "their", 1))
        .help("name them `text`, `title`, `date`, `authors`, `publisher`, `url`, `lang`, `id`; the guide shows how `jq` does it")
}

/// The rows of `{"articles": [...]}`, whatever the key is called.
fn only_array(row: Map<String, Value>) -> Vec<Value> {
    let mut arrays = row.into_iter().filter_map(|(_, value)| match value {
        Value::Array(rows) if rows.iter().any(Value::is_object) => Some(rows),
        _ => None,
    });
    match (arrays.next(), arrays.next()) {
        (Some(rows), None) => rows,
        _ => Vec::new(),
    }
}

fn bad_line(shown: &str, line: usize, text: &str, error: &serde_json::Error) -> Diagnostic {
    let reason = error.to_string();
    let reason = reason.split(" at line ").next().unwrap_or_default();
    let message = match error.is_eof() {
        true => "not a JSON object: it breaks off before its end, so a `}`, `]` or `\"` is missing".to_owned(),
        false => format!("not a JSON object: {reason} at column {}", error.column()),
    };
    Diagnostic::warning("bad-record", message).at(line_place(shown, line, text)).help("the other records are kept")
}

/// A line of the file, cut to what a message can show.
fn line_place(shown: &str, line: usize, text: &str) -> Location {
    let mut start: String = text.chars().take(100).collect();
    if start.len() < text.len() {
        start.push('…');
    }
    let length = start.chars().count().max(1);
    Location { path: shown.to_owned(), place: Some(Place { line, column: 1, length, text: start }) }
}

/// What one record gave.
struct Record {
    key: String,
    sha256: String,
    place: Location,
    /// Its fields, where none of them has the words.
    lacks_text: Option<String>,
    /// Fields that are nearly ones we know, with those.
    misspelt: Vec<(String, &'static str)>,
    /// Fields with words that nobody knows.
    unknown: Vec<String>,
    /// Which of the fields that a reader misses it lacks.
    lacking: Vec<&'static str>,
    imported: Imported,
}

/// `number`: which record it is, from 1; 0 where the file has only this one.
fn read_record(
    source: &Source<'_>,
    number: usize,
    value: Result<Value, Diagnostic>,
    sha256: &str,
    place: Location,
    languages: &Languages,
) -> Record {
    let mut record = Record {
        key: String::new(),
        sha256: sha256.to_owned(),
        place,
        lacks_text: None,
        misspelt: Vec::new(),
        unknown: Vec::new(),
        lacking: Vec::new(),
        imported: Imported::default(),
    };
    let mut row = match value {
        Ok(Value::Object(row)) => row,
        Ok(_) => {
            let diagnostic = Diagnostic::warning("bad-record", "not an object with `text`, `title`, `date` …")
                .help("write each article as `{\"title\": …, \"text\": …}`; the other records are kept");
            record.imported.diagnostics.push(diagnostic.at(record.place.clone()));
            return record;
        }
        Err(diagnostic) => {
            record.imported.diagnostics.push(diagnostic);
            return record;
        }
    };
    let diagnostics = &mut record.imported.diagnostics;
    let fields = fields_of(&row);
    rename(&mut row, languages);
    let has_words = |key: &&&str| row.get(**key).and_then(words).is_some_and(|text| !text.trim().is_empty());
    let text = TEXT.iter().find(has_words).and_then(|key| words(&row.shift_remove(*key)?));
    let Some(text) = text.map(|text| decode::clean(Cow::Owned(text), source.shown, diagnostics)) else {
        diagnostics.push(without_text(&row).at(record.place.clone()));
        record.lacks_text = (!TEXT.iter().any(|key| row.contains_key(*key))).then_some(fields);
        return record;
    };
    record.misspelt = misspelt(&row);
    record.unknown =
        row.iter().filter(|(key, value)| is_word(value) && !is_known(key)).map(|(key, _)| key.clone()).collect();
    record.lacking = MISSED.into_iter().filter(|names| !has_any(&row, names)).map(|names| names[0]).collect();
    let mut strings = Strings { source, row: &mut row, diagnostics };
    let id = strings.take(ID);
    let url = strings.take(URL);
    let (blocks, furniture) = match html::is_fragment(&text) {
        true => html::read_fragment(&text, languages),
        false => (paragraphs::blocks(&text), Vec::new()),
    };
    let mut draft = Draft {
        record: (number > 0).then_some(number),
        key: id
            .clone()
            .or_else(|| url.clone())
            .unwrap_or_else(|| if number > 0 { sha256.to_owned() } else { String::new() }),
        sha256: sha256.to_owned(),
        title: strings.take(TITLE).map(|title| folded(&title)).filter(|title| !title.is_empty()),
        lang: strings.take(LANG).map(|lang| lang.trim().to_lowercase()).filter(|lang| !lang.is_empty()),
        publisher: strings.take(PUBLISHER),
        url,
        archived: strings.take(&["archived"]),
        authors: strings.take_all(AUTHORS),
        blocks,
        ..Draft::default()
    };
    let date = take_date(&mut row);
    if let Some(Value::Bool(is_draft)) = row.get("draft") {
        draft.draft = *is_draft;
        row.shift_remove("draft");
    }
    draft.dates.extend(date);
    draft.extra = extra(row, id);
    record.key.clone_from(&draft.key);
    let mut finished = draft.finish(source, languages);
    let mut diagnostics = std::mem::take(&mut record.imported.diagnostics);
    diagnostics.append(&mut finished.diagnostics);
    // A record's line helps more than its number.
    for diagnostic in &mut diagnostics {
        diagnostic.location = Some(record.place.clone());
    }
    let number = (number > 0).then_some(number);
    finished.left_out.extend(furniture.into_iter().map(|text| LeftOut {
        path: source.shown.to_owned(),
        record: number,
        line: None,
        text,
        reason: LeftOutReason::Furniture,
    }));
    record.imported = Imported { diagnostics, ..finished };
    record
}

/// A date may be a text or a number of seconds.
fn take_date(row: &mut Map<String, Value>) -> Option<String> {
    let key = DATE.iter().find(|key| row.get(**key).is_some_and(|value| value.is_string() || value.is_number()))?;
    match row.shift_remove(*key)? {
        Value::String(text) => Some(text),
        Value::Number(number) => {
            let named = number.as_i64().and_then(date::from_timestamp).as_ref().map(ArticleDate::to_string);
            Some(named.unwrap_or_else(|| number.to_string()))
        }
        _ => None,
    }
}

/// Takes the strings that are known out of a record; what has another type stays and ends up under `extra`.
struct Strings<'a, 'b> {
    source: &'a Source<'b>,
    row: &'a mut Map<String, Value>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Strings<'_, '_> {
    fn take(&mut self, keys: &[&str]) -> Option<String> {
        let key = keys.iter().find(|key| self.row.get(**key).is_some_and(|value| as_text(value).is_some()))?;
        let text = as_text(&self.row.shift_remove(*key)?)?;
        Some(decode::clean(Cow::Owned(text), self.source.shown, self.diagnostics))
            .filter(|text| !text.trim().is_empty())
    }

    fn take_all(&mut self, keys: &[&str]) -> Vec<String> {
        let list = keys.iter().find(|key| {
            self.row
                .get(**key)
                .and_then(Value::as_array)
                .is_some_and(|list| list.iter().all(|value| as_text(value).is_some()))
        });
        let values: Vec<Value> = match list.and_then(|key| self.row.shift_remove(*key)) {
            Some(Value::Array(values)) => values,
            _ => return self.take(keys).map(|name| folded(&name)).into_iter().collect(),
        };
        let names = values
            .iter()
            .filter_map(as_text)
            .map(|name| decode::clean(Cow::Owned(name), self.source.shown, self.diagnostics));
        names.map(|name| folded(&name)).filter(|name| !name.is_empty()).collect()
    }
}

/// A string, a number, or the name of something that has one.
fn as_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(object) => object.get("name").and_then(Value::as_str).map(str::to_owned),
        _ => None,
    }
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The keys left, under names that the front matter does not use itself, and the record's own id.
fn extra(row: Map<String, Value>, id: Option<String>) -> BTreeMap<String, Value> {
    let mut extra: BTreeMap<String, Value> = row
        .into_iter()
        .filter(|(_, value)| !value.is_null())
        .map(|(key, value)| if KEYS.contains(&key.as_str()) { (format!("source_{key}"), value) } else { (key, value) })
        .collect();
    if let Some(id) = id {
        extra.entry("source_id".to_owned()).or_insert(Value::String(id));
    }
    extra
}

/// The fields that nobody knows, where no record has one of those that a reader misses: it may be among them.
fn not_understood(source: &Source<'_>, records: &[Record]) -> Option<Diagnostic> {
    const SHOWN: usize = 12;
    let read = || records.iter().filter(|record| !record.imported.articles.is_empty());
    let misspelt: BTreeSet<&str> =
        read().flat_map(|record| &record.misspelt).map(|(field, _)| field.as_str()).collect();
    let unknown: BTreeSet<&str> = read().flat_map(|record| &record.unknown).map(String::as_str).collect();
    let unknown: Vec<&str> = unknown.difference(&misspelt).copied().collect();
    let lacking: Vec<&str> = MISSED
        .into_iter()
        .map(|names| names[0])
        .filter(|ours| read().all(|record| record.lacking.contains(ours)))
        .filter(|ours| !read().flat_map(|record| &record.misspelt).any(|(_, meant)| meant == ours))
        .collect();
    if unknown.is_empty() {
        return None;
    }
    let more = if unknown.len() > SHOWN { format!(" and {} more", unknown.len() - SHOWN) } else { String::new() };
    let shown = yaml::list(&unknown[..unknown.len().min(SHOWN)]);
    let message = format!("fields that the program does not know are kept under their own names: {shown}{more}");
    let place = Location::file(source.shown);
    if lacking.is_empty() {
        return Some(Diagnostic::note("unknown-key", message).at(place));
    }
    let help = format!(
        "no record has {}; if one of these fields is that, give it our name before you import",
        yaml::list(&lacking)
    );
    Some(Diagnostic::warning("unknown-key", message).at(place).help(help))
}

/// Puts the records together in their order: ids become unique, a record that stands twice is taken once.
fn join(source: &Source<'_>, records: Vec<Record>, diagnostics: Vec<Diagnostic>) -> Imported {
    let mut all = Imported { diagnostics, ..Imported::default() };
    let mut keys: BTreeMap<String, usize> = BTreeMap::new();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    if records.len() > 1 && records.iter().all(|record| record.lacks_text.is_some()) {
        let fields = records[0].lacks_text.clone().unwrap_or_default();
        all.diagnostics.push(none_has_text(source, records.len(), fields));
        return all;
    }
    let mut misspelt: BTreeMap<(String, &str), usize> = BTreeMap::new();
    let fields = records.iter().flat_map(|record| &record.misspelt);
    fields.for_each(|(field, ours)| *misspelt.entry((field.clone(), *ours)).or_default() += 1);
    all.diagnostics.extend(misspelt.into_iter().map(|((field, ours), count)| {
        let records = if count == 1 { "1 record has".to_owned() } else { format!("{count} records have") };
        Diagnostic::warning("unknown-key", format!("{records} a field `{field}`, which the program does not know"))
            .at(Location::file(source.shown))
            .help(format!("did you mean `{ours}`? As it is, it is kept under its own name and shown nowhere"))
    }));
    all.diagnostics.extend(not_understood(source, &records));
    for mut record in records {
        if !record.imported.articles.is_empty() && !seen.insert(record.sha256) {
            let message = "the same record stands in this file twice; it is taken once";
            all.diagnostics
                .push(Diagnostic::note("repeated-record", message).at(record.place).help("nothing needs to be done"));
            continue;
        }
        for article in &mut record.imported.articles {
            let count = keys.entry(record.key.clone()).or_insert(0);
            *count += 1;
            if *count > 1 {
                article.id = article_id(source.file, &format!("{}\0{count}", record.key));
                let message = format!("another record has the id `{}` too; both are kept", record.key);
                let diagnostic = Diagnostic::warning("repeated-id", message).at(record.place.clone());
                all.diagnostics.push(
                    diagnostic.help("give each its own `id`, or delete one: an update could take one for the other"),
                );
            }
        }
        all.articles.append(&mut record.imported.articles);
        all.left_out.append(&mut record.imported.left_out);
        all.diagnostics.append(&mut record.imported.diagnostics);
    }
    all
}
