use serde_json::{Map, Value, json};

use super::{Citation, one_line};

/// A list of one item, as programs for literature take it.
pub(super) fn items(citation: &Citation<'_>) -> String {
    let mut item = Map::new();
    let mut set = |key: &str, value: Value| item.insert(key.to_owned(), value);
    set("id", format!("kutip-{}", citation.id).into());
    set("type", "article-newspaper".into());
    set("title", one_line(citation.title).into());
    if !citation.authors.is_empty() {
        // Where a family name begins is not known.
        set("author", citation.authors.iter().map(|author| json!({"literal": one_line(author)})).collect());
    }
    if let Some(publisher) = citation.publisher {
        set("container-title", one_line(publisher).into());
    }
    if let Some(date) = citation.date {
        set("issued", json!({"date-parts": [[date.year, date.month, date.day]]}));
    }
    if !citation.lang.is_empty() {
        set("language", citation.lang.into());
    }
    if let Some(url) = citation.url() {
        set("URL", url.into());
    }
    set("note", citation.note().into());
    serde_json::to_string(&Value::Array(vec![Value::Object(item)])).unwrap_or_default()
}
