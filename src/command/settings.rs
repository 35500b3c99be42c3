//! `kutip config` and `kutip schema`: the settings in force, and what may be set.

use std::collections::BTreeMap;

use crate::archive::read_bytes;
use crate::cli::Global;
use crate::config::{self, Config, Links, Publish};
use crate::yaml;

use super::{Console, Failure, Workplace};

/// Prints each setting with its value and where the value comes from: exit status.
///
/// # Errors
///
/// When the settings are wrong.
pub fn print(options: &Global, console: &Console) -> Result<u8, Failure> {
    let workplace = Workplace::open(options, true)?;
    let written = written_lines(&workplace);
    console.line(&format!("# site: {}", workplace.site.root().display()));
    for (key, value) in values(&workplace.config) {
        let source = match (key, written.get(key)) {
            ("base_url", _) if options.base_url.is_some() => "--base-url".to_owned(),
            (_, Some(line)) => format!("{}:{line}", workplace.shown(config::FILE)),
            ("links", None) if workplace.config.base_url.is_some() => "default with a base_url".to_owned(),
            _ => "default".to_owned(),
        };
        let line = format!("{key}: {value}");
        console.line(&format!("{line:<40} # {source}"));
    }
    Ok(0)
}

/// Line of each key of `kutip.yaml`, counted from 1.
fn written_lines(workplace: &Workplace) -> BTreeMap<&'static str, usize> {
    let path = workplace.site.root().join(config::FILE);
    let bytes = read_bytes(&path, workplace.config.limits.source_bytes).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let mut lines = BTreeMap::new();
    for (at, line) in text.lines().enumerate() {
        if let Some(key) = config::KEYS
            .iter()
            .find(|key| line.strip_prefix(**key).is_some_and(|rest| rest.trim_start().starts_with(':')))
        {
            lines.insert(*key, at + 1);
        }
    }
    lines
}

/// Each key with its value as YAML, in the order of the documentation.
fn values(config: &Config) -> [(&'static str, String); 16] {
    let map = |map: serde_json::Map<String, serde_json::Value>| yaml::flow(&serde_json::Value::Object(map));
    let links = match config.links() {
        Links::Clean => "clean",
        Links::Portable => "portable",
    };
    let publish = match config.publish {
        Publish::Full => "full",
        Publish::Excerpt => "excerpt",
        Publish::Quotations => "quotations",
    };
    let limits = &config.limits;
    let limits = serde_json::json!({
        "source_bytes": limits.source_bytes,
        "front_matter_bytes": limits.front_matter_bytes,
        "page_bytes": limits.page_bytes,
    });
    let texts = |pairs: [(&str, Option<&String>); 2]| -> serde_json::Map<String, serde_json::Value> {
        let given = pairs.into_iter().filter_map(|(key, text)| Some((key.to_owned(), text?.as_str().into())));
        given.collect()
    };
    let corrections = &config.corrections;
    let corrections = texts([("edit_url", corrections.edit_url.as_ref()), ("contact", corrections.contact.as_ref())]);
    let licence = config.licence.as_ref().map_or_else(
        || "~".to_owned(),
        |licence| map(texts([("name", Some(&licence.name)), ("url", licence.url.as_ref())])),
    );
    [
        ("title", yaml::line_scalar(&config.title)),
        ("language", yaml::scalar(&config.language)),
        ("base_url", config.base_url.as_deref().map_or_else(|| "~".to_owned(), yaml::line_scalar)),
        ("links", links.to_owned()),
        ("paths", map(config.paths.iter().map(|(key, path)| (key.clone(), path.clone().into())).collect())),
        ("publish", publish.to_owned()),
        ("withheld", yaml::flow(&serde_json::json!(config.withheld))),
        ("withheld_reviewed", yaml::flow(&serde_json::json!(config.withheld_reviewed))),
        ("quotation_pages", config.quotation_pages.to_string()),
        ("feeds", config.feeds.to_string()),
        ("crawlers", config.crawlers.to_string()),
        ("search_key", config.search_key.to_string()),
        ("corrections", map(corrections)),
        ("licence", licence),
        ("limits", yaml::flow(&limits)),
        ("extra", map(config.extra.clone().into_iter().collect())),
    ]
}

/// The JSON Schema of `kutip.yaml`, for editors.
pub fn schema() -> String {
    let bytes = |words: &str, default: u64| serde_json::json!({"type": "integer", "minimum": 1, "default": default, "description": words});
    let defaults = Config::default();
    let limits = &defaults.limits;
    let schema = serde_json::json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "kutip.yaml",
        "description": "Settings of a kutip site. Every key may be left out.",
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "title": {"type": "string", "default": defaults.title, "description": "Name of the site."},
            "language": {"type": "string", "default": defaults.language, "description": "Language of headings, menus and dates on the pages: id, en, or that of a folder of languages/."},
            "base_url": {"type": ["string", "null"], "format": "uri", "pattern": "^https?://", "description": "Absolute address of the site. Feeds and the sitemap need it."},
            "links": {"enum": ["clean", "portable"], "description": "How links end: `clean` (…/) needs a server, `portable` (…/index.html) opens from disk. Default: clean with a base_url, else portable."},
            "paths": {"type": "object", "additionalProperties": {"type": "string", "pattern": "^[a-z0-9][a-z0-9-]{0,59}$"}, "description": "Segments of addresses by kind of page, where they differ from the language's own."},
            "publish": {"enum": ["full", "excerpt", "quotations"], "default": "full", "description": "How much of an article is shown: all of it, the first paragraph and the sentences around quotations, or the words quoted and a link."},
            "withheld": {"type": "array", "items": {"type": "string"}, "default": [], "description": "Entities and articles that must not appear anywhere: a name, an address or an id each."},
            "withheld_reviewed": {"type": "array", "items": {"type": "string"}, "default": [], "description": "Articles and quotations, by id, in which nothing that is left tells who is withheld: they are not warned of."},
            "quotation_pages": {"type": "boolean", "default": defaults.quotation_pages, "description": "Whether each quotation has a page of its own."},
            "feeds": {"type": "boolean", "default": defaults.feeds, "description": "Whether feeds are made."},
            "crawlers": {"type": "boolean", "default": defaults.crawlers, "description": "Whether search engines may list the site. `false`: robots.txt shuts them out, every page asks not to be listed, and no sitemap is made."},
            "search_key": {"type": "boolean", "default": defaults.search_key, "description": "Whether the key / leads to the search box. Readers who speak to their computer may press it unawares."},
            "corrections": {
                "type": "object",
                "additionalProperties": false,
                "description": "Where readers can correct the archive or ask for something to be taken out.",
                "properties": {
                    "edit_url": {"type": "string", "pattern": "^https?://.*\\{file\\}", "description": "Address where a file can be edited: https://example.org/edit/{file}#L{line}"},
                    "contact": {"type": "string", "description": "Mail address, address of a page, or words."},
                },
            },
            "licence": {
                "description": "Terms on which the archive may be used.",
                "oneOf": [
                    {"type": ["string", "null"]},
                    {"type": "object", "additionalProperties": false, "required": ["name"], "properties": {"name": {"type": "string"}, "url": {"type": "string", "format": "uri"}}},
                ],
            },
            "limits": {
                "type": "object",
                "additionalProperties": false,
                "description": "Bounds on input and output, in bytes.",
                "properties": {
                    "source_bytes": bytes("Largest file that is read.", limits.source_bytes),
                    "front_matter_bytes": bytes("Largest front matter.", limits.front_matter_bytes),
                    "page_bytes": bytes("Largest page.", limits.page_bytes),
                },
            },
            "extra": {"type": "object", "description": "Whatever your own templates want."},
        },
    });
    serde_json::to_string_pretty(&schema).expect("plain data with string keys always serializes")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_and_the_list_of_values_have_every_setting() {
        let schema: serde_json::Value = serde_json::from_str(&schema()).unwrap();
        let keys: Vec<&str> = schema["properties"].as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(keys, config::KEYS);
        assert_eq!(values(&Config::default()).map(|(key, _)| key), config::KEYS);
    }

    #[test]
    fn the_values_printed_are_settings_again() {
        let text: String = values(&Config::default()).iter().map(|(key, value)| format!("{key}: {value}\n")).collect();
        let read = config::read("kutip.yaml", &text).unwrap();
        assert_eq!(read, Config { links: Some(Links::Portable), ..Config::default() });
    }
}
