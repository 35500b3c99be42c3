use std::fmt::Write;

use super::{Citation, one_line};

/// The entry, ending in a line break: `@article`, or `@misc` where nobody published the article.
pub(super) fn entry(citation: &Citation<'_>) -> String {
    let kind = if citation.publisher.is_some() { "article" } else { "misc" };
    let mut out = format!("@{kind}{{kutip-{},\n", citation.id);
    let mut field = |key: &str, value: &str| {
        writeln!(out, "  {key} = {{{value}}},").expect("writing to a string cannot fail");
    };
    if !citation.authors.is_empty() {
        // Braces keep names whole: where a family name begins is not known.
        let authors: Vec<String> = citation.authors.iter().map(|author| format!("{{{}}}", escape(author))).collect();
        field("author", &authors.join(" and "));
    }
    field("title", &format!("{{{}}}", escape(citation.title)));
    if let Some(publisher) = citation.publisher {
        field("journal", &escape(publisher));
    }
    if let Some(date) = citation.date {
        field("year", &date.year.to_string());
        field("date", &format!("{:04}-{:02}-{:02}", date.year, date.month, date.day));
    }
    if let Some(url) = citation.url() {
        field("url", &url_field(url));
    }
    field("note", &escape(&citation.note()));
    out.truncate(out.trim_end_matches(",\n").len());
    out.push_str("\n}\n");
    out
}

/// Text as TeX prints it. Braces become commands, since BibTeX counts even escaped ones.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in one_line(text).chars() {
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            '{' => out.push_str("\\textbraceleft{}"),
            '}' => out.push_str("\\textbraceright{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '&' | '%' | '$' | '#' | '_' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}

/// Addresses are taken as they are, so what would end the field is percent-encoded.
fn url_field(url: &str) -> String {
    one_line(url).replace('{', "%7B").replace('}', "%7D").replace('\\', "%5C").replace(' ', "%20")
}

#[cfg(test)]
pub(super) mod tests {
    /// What TeX would print.
    pub(in crate::site::cite) fn unescape(text: &str) -> String {
        let commands = [
            ("\\textbackslash{}", "\\"),
            ("\\textbraceleft{}", "{"),
            ("\\textbraceright{}", "}"),
            ("\\textasciitilde{}", "~"),
            ("\\textasciicircum{}", "^"),
            ("\\&", "&"),
            ("\\%", "%"),
            ("\\$", "$"),
            ("\\#", "#"),
            ("\\_", "_"),
        ];
        let mut out = String::new();
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            if let Some((command, printed)) = commands.iter().find(|(command, _)| rest.starts_with(command)) {
                out.push_str(printed);
                rest = &rest[command.len()..];
            } else {
                assert_ne!(first, '\\', "{text}");
                out.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
        out
    }
}
