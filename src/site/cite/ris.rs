use std::fmt::Write;

use super::{Citation, one_line};

/// The record, ending in a line break: a newspaper article. One tag a line, so that no text can begin another.
pub(super) fn record(citation: &Citation<'_>) -> String {
    let mut out = String::new();
    let mut tag = |key: &str, text: &str| {
        writeln!(out, "{key}  - {}", one_line(text)).expect("writing to a string cannot fail");
    };
    tag("TY", "NEWS");
    tag("ID", &format!("kutip-{}", citation.id));
    tag("TI", citation.title);
    for author in citation.authors {
        tag("AU", author);
    }
    if let Some(publisher) = citation.publisher {
        tag("T2", publisher);
    }
    if let Some(date) = citation.date {
        tag("PY", &date.year.to_string());
        tag("DA", &format!("{:04}/{:02}/{:02}", date.year, date.month, date.day));
    }
    tag("LA", citation.lang);
    if let Some(url) = citation.url() {
        tag("UR", url);
    }
    tag("N1", &citation.note());
    tag("ER", "");
    out
}
