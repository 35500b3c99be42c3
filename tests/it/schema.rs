//! The JSON Schema of `kutip.yaml` takes what the program takes, and refuses what it refuses.

use kutip::command::settings;
use kutip::config;
use serde_json::Value;

/// Whether `value` fits. Knows the words that the schema uses, and panics at others.
fn fits(schema: &Value, value: &Value) -> bool {
    schema.as_object().unwrap().iter().all(|(word, rule)| match word.as_str() {
        "oneOf" => rule.as_array().unwrap().iter().filter(|rule| fits(rule, value)).count() == 1,
        "required" if !value.is_object() => true,
        "required" => rule.as_array().unwrap().iter().all(|key| value.get(key.as_str().unwrap()).is_some()),
        "$schema" | "title" | "description" | "default" | "format" => true,
        "additionalProperties" | "minimum" if !is_for(word, value) => true,
        "type" => {
            let types = rule.as_array().cloned().unwrap_or_else(|| vec![rule.clone()]);
            types.iter().any(|kind| is_of(kind.as_str().unwrap(), value))
        }
        "enum" => rule.as_array().unwrap().contains(value),
        "minimum" => value.as_i64().unwrap() >= rule.as_i64().unwrap(),
        "pattern" => value.as_str().is_none_or(|text| matches_pattern(rule.as_str().unwrap(), text)),
        "items" => value.as_array().into_iter().flatten().all(|item| fits(rule, item)),
        "properties" => {
            let fields = value.as_object().into_iter().flatten();
            fields.filter_map(|(key, value)| Some((rule.get(key)?, value))).all(|(rule, value)| fits(rule, value))
        }
        "additionalProperties" => {
            let known = |key: &String| schema.get("properties").is_some_and(|known| known.get(key).is_some());
            value.as_object().unwrap().iter().filter(|(key, _)| !known(key)).all(|(_, value)| match rule {
                Value::Bool(allowed) => *allowed,
                rule => fits(rule, value),
            })
        }
        other => panic!("this test does not know `{other}`"),
    })
}

fn is_for(word: &str, value: &Value) -> bool {
    if word == "minimum" { value.is_i64() } else { value.is_object() }
}

fn is_of(kind: &str, value: &Value) -> bool {
    match kind {
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        "null" => value.is_null(),
        other => panic!("this test does not know `{other}`"),
    }
}

fn matches_pattern(pattern: &str, text: &str) -> bool {
    match pattern {
        "^https?://" => text.starts_with("http://") || text.starts_with("https://"),
        "^https?://.*\\{file\\}" => matches_pattern("^https?://", text) && text.contains("{file}"),
        "^[a-z0-9][a-z0-9-]{0,59}$" => {
            let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            (1..=60).contains(&text.len()) && text.chars().all(fits) && !text.starts_with('-')
        }
        other => panic!("this test does not know `{other}`"),
    }
}

fn schema() -> Value {
    serde_json::from_str(&settings::schema()).unwrap()
}

fn yaml_and_json(text: &str) -> Value {
    serde_yaml::from_str(text).unwrap()
}

#[test]
fn the_schema_takes_what_the_program_takes_and_refuses_what_it_refuses() {
    let schema = schema();
    let cases = [
        ("title: Arsip", true),
        ("title: [Arsip]", false),
        ("language: en", true),
        ("language: {a: b}", false),
        ("base_url: https://example.org/arsip/", true),
        ("base_url: ftp://example.org/", false),
        ("base_url: 7", false),
        ("links: clean", true),
        ("links: portable", true),
        ("links: pretty", false),
        ("paths: {article: berita, person: orang-2}", true),
        ("paths: {article: Berita}", false),
        ("paths: {article: -a}", false),
        ("paths: {article: a/b}", false),
        ("paths: [a]", false),
        ("publish: quotations", true),
        ("publish: excerpt", true),
        ("publish: all", false),
        ("withheld: [Budi Santoso, a1]", true),
        ("withheld: {a: b}", false),
        ("withheld_reviewed: [a1, 3f9a2c81d07e]", true),
        ("withheld_reviewed: {a: b}", false),
        ("quotation_pages: false", true),
        ("quotation_pages: [true]", false),
        ("search_key: false", true),
        ("search_key: [true]", false),
        ("feeds: true", true),
        ("feeds: perhaps", false),
        ("crawlers: false", true),
        ("crawlers: [none]", false),
        ("corrections: {edit_url: 'https://example.org/edit/{file}', contact: a@example.org}", true),
        ("corrections: {edit_url: 'https://example.org/edit'}", false),
        ("corrections: {mail: a@example.org}", false),
        ("licence: CC BY 4.0", true),
        ("licence: {name: CC BY 4.0, url: 'https://example.org/by'}", true),
        ("licence: {title: CC BY 4.0}", false),
        ("licence: {url: 'https://example.org/by'}", false),
        ("licence: [CC BY 4.0]", false),
        ("limits: {source_bytes: 1, front_matter_bytes: 2, page_bytes: 3}", true),
        ("limits: {page_bytes: 0}", false),
        ("limits: {page_bytes: -1}", false),
        ("limits: {page_bytes: many}", false),
        ("limits: {pages: 1}", false),
        ("extra: {contact: a@example.org, list: [1, {a: b}]}", true),
        ("extra: 7", false),
        ("titel: Arsip", false),
        ("contact: a@example.org", false),
    ];
    let untested: Vec<&&str> = config::KEYS
        .iter()
        .filter(|key| {
            [true, false]
                .iter()
                .any(|right| !cases.iter().any(|(text, is)| text.starts_with(&format!("{key}: ")) && is == right))
        })
        .collect();
    assert!(untested.is_empty(), "no right or no wrong value of {untested:?}");
    for (text, is_right) in cases {
        assert_eq!(config::read("kutip.yaml", text).is_ok(), is_right, "the program: {text}");
        assert_eq!(fits(&schema, &yaml_and_json(text)), is_right, "the schema: {text}");
    }
}

#[test]
fn the_schema_has_every_key_with_a_description_and_no_other() {
    let schema = schema();
    let properties = schema["properties"].as_object().unwrap();
    assert_eq!(properties.keys().collect::<Vec<_>>(), config::KEYS.iter().collect::<Vec<_>>());
    for (key, rule) in properties {
        assert!(rule["description"].as_str().is_some_and(|words| words.ends_with('.')), "{key}");
    }
    assert_eq!(schema["additionalProperties"], false);
}

/// What a new site and the demo begin with, also where it stands behind a comment sign.
#[test]
fn the_settings_that_are_shipped_fit_the_schema() {
    let schema = schema();
    for path in ["kutip.yaml", "src/command/new/kutip.yaml"] {
        let text = std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap();
        for line in text.lines() {
            let line = line.strip_prefix("# ").unwrap_or(line);
            if config::KEYS.iter().any(|key| line.starts_with(&format!("{key}: "))) {
                assert!(fits(&schema, &yaml_and_json(line)), "{path}: {line}");
            }
        }
    }
}
