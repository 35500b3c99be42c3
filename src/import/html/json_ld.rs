//! Turns linked data in a page (`<script type="application/ld+json">`) into what it says about the article.

use crate::model::Value;

/// What linked data says about an article.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct LinkedArticle {
    pub headline: Option<String>,
    pub dates: Vec<String>,
    pub authors: Vec<String>,
    pub publisher: Option<String>,
    pub url: Option<String>,
}

/// Reads the first article among the objects of a script's text; none where it is broken or speaks of other things.
pub(super) fn read(text: &str) -> Option<LinkedArticle> {
    let text = text.trim().trim_start_matches("<![CDATA[").trim_end_matches("]]>").trim_end_matches(';');
    // Line breaks inside strings are not allowed, and frequent.
    let value: Value = serde_json::from_str(text)
        .or_else(|_| serde_json::from_str(&text.replace(|c: char| c.is_control(), " ")))
        .ok()?;
    let graph = |value: &Value| match value {
        Value::Array(items) => items.clone(),
        value => vec![value.clone()],
    };
    let mut objects = graph(&value);
    for object in graph(&value) {
        objects.extend(object.get("@graph").map(graph).unwrap_or_default());
        objects.extend(object.get("mainEntity").map(graph).unwrap_or_default());
    }
    // A page that checks a claim says who made the claim only inside the review.
    let article = objects
        .iter()
        .find(|object| is_article(object))
        .or_else(|| objects.iter().find(|object| is_of_kind(object, "ClaimReview")))?;
    let named = |id: &str| objects.iter().find(|object| object.get("@id").and_then(Value::as_str) == Some(id));
    Some(LinkedArticle {
        headline: text_of(article, "headline").or_else(|| text_of(article, "name")),
        dates: ["datePublished", "dateCreated", "uploadDate"].iter().filter_map(|key| text_of(article, key)).collect(),
        authors: names(article.get("author").or_else(|| article.get("creator")), &named),
        publisher: names(article.get("publisher"), &named).into_iter().next(),
        url: address(article),
    })
}

fn is_article(object: &Value) -> bool {
    let is_kind = |kind: &Value| {
        kind.as_str().is_some_and(|kind| {
            let kind = kind.rsplit(['/', ':']).next().unwrap_or(kind);
            kind.ends_with("Article")
                || kind.ends_with("BlogPosting")
                || matches!(kind, "Report" | "Review" | "LiveBlogPosting")
        })
    };
    match object.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(is_kind),
        Some(kind) => is_kind(kind),
        None => false,
    }
}

fn is_of_kind(object: &Value, wanted: &str) -> bool {
    match object.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(|kind| kind.as_str() == Some(wanted)),
        kind => kind.and_then(Value::as_str) == Some(wanted),
    }
}

fn text_of(object: &Value, key: &str) -> Option<String> {
    let text = object.get(key)?.as_str()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn address(article: &Value) -> Option<String> {
    let main = article.get("mainEntityOfPage");
    let main = main.and_then(|main| main.as_str().map(str::to_owned).or_else(|| text_of(main, "@id")));
    text_of(article, "url").or(main).filter(|url| url.starts_with("http"))
}

/// Names of people or bodies: strings, objects with a name, references to other objects, or a list of these.
fn names<'a>(value: Option<&'a Value>, named: &impl Fn(&str) -> Option<&'a Value>) -> Vec<String> {
    let items: Vec<&Value> = match value {
        Some(Value::Array(items)) => items.iter().collect(),
        Some(value) => vec![value],
        None => Vec::new(),
    };
    items
        .into_iter()
        .filter_map(|item| match item {
            Value::String(name) => Some(name.trim().to_owned()),
            item => text_of(item, "name").or_else(|| text_of(named(item.get("@id")?.as_str()?)?, "name")),
        })
        .filter(|name| !name.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_is_found_in_a_graph_with_references() {
        let text = r##"{"@context": "https://schema.org", "@graph": [
            {"@type": "WebSite", "name": "Harian Teluk"},
            {"@type": "NewsArticle", "headline": "Harga turun", "datePublished": "2024-05-02T10:30:00+07:00",
             "author": [{"@id": "#rina"}, {"name": "Budi"}], "publisher": {"@id": "#teluk"}, "mainEntityOfPage": {"@id": "https://example.org/a"}},
            {"@type": "Person", "@id": "#rina", "name": "Rina Wulandari"},
            {"@type": "Organization", "@id": "#teluk", "name": "Harian Teluk"}]}"##;
        let article = read(text).unwrap();
        assert_eq!(article.headline.as_deref(), Some("Harga turun"));
        assert_eq!(article.authors, ["Rina Wulandari", "Budi"]);
        assert_eq!(article.publisher.as_deref(), Some("Harian Teluk"));
        assert_eq!(article.url.as_deref(), Some("https://example.org/a"));
    }

    #[test]
    fn line_breaks_in_strings_are_forgiven_and_other_things_are_no_article() {
        assert!(read("{\"@type\": \"Article\", \"headline\": \"Harga\nturun\"}").is_some());
        assert_eq!(read(r#"{"@type": "WebSite", "name": "Harian Teluk"}"#), None);
        assert_eq!(read("{"), None);
    }
}
