//! Diagnostics as text: with the line and a caret, one a line, or as JSON.

use std::io::{self, Write};

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use super::{Diagnostic, Place, Severity};

/// How diagnostics are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// With the line and a caret, for people.
    #[default]
    Human,
    /// `path:line:col: severity[code]: message`, one a line, for editors.
    Short,
    /// One JSON object a line, for programs.
    Json,
    /// One workflow command a line, which code hosts show beside the line of a change.
    Github,
}

/// Longest piece of a line that is shown, in characters.
const SHOWN_CHARACTERS: usize = 160;

/// Prints one diagnostic. `colour` concerns [`Format::Human`] only.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn print(out: &mut dyn Write, diagnostic: &Diagnostic, format: Format, colour: bool) -> io::Result<()> {
    match format {
        Format::Human => out.write_all(human(diagnostic, colour).as_bytes()),
        Format::Short => out.write_all(short(diagnostic).as_bytes()),
        Format::Github => out.write_all(github(diagnostic).as_bytes()),
        Format::Json => {
            out.write_all(json(diagnostic).as_bytes())?;
            out.write_all(b"\n")
        }
    }
}

fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn human(diagnostic: &Diagnostic, colour: bool) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let message = visible(&diagnostic.message);
    let label = diagnostic.label.as_deref().map(visible);
    let location = diagnostic.location.as_ref().map(|location| (visible(&location.path), &location.place));
    let place = location.as_ref().and_then(|(_, place)| place.as_ref()).map(cut);
    let mut group = level
        .primary_title(message.as_str())
        .id(diagnostic.code)
        .elements(Vec::<Snippet<'_, annotate_snippets::Annotation<'_>>>::new());
    match (&location, &place) {
        (Some((path, _)), Some(shown)) => {
            let mut annotation = AnnotationKind::Primary.span(shown.start..shown.end);
            if let Some(label) = &label {
                annotation = annotation.label(label.as_str());
            }
            group = group.element(
                Snippet::source(shown.text.as_str()).line_start(shown.line).path(path.as_str()).annotation(annotation),
            );
        }
        (Some((path, _)), None) => group = group.element(annotate_snippets::Origin::path(path.as_str())),
        (None, _) => {}
    }
    let help: Vec<String> = diagnostic.help.iter().map(|help| visible(help)).collect();
    for help in &help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let mut text = renderer.decor_style(DecorStyle::Ascii).term_width(SHOWN_CHARACTERS + 20).render(&[group]);
    if let (Some((path, Some(original))), Some(shown)) = (&location, &place) {
        // A piece of a long line does not know its column in the file.
        let column = shown.text[..shown.start].chars().count() + 1;
        let (line, right) = (shown.line, original.column);
        text = text.replacen(&format!("{path}:{line}:{column}"), &format!("{path}:{line}:{right}"), 1);
    }
    if location.is_none() {
        // Nothing stands between a message about no file and its help.
        let is_bare = |line: &&str| anstream::adapter::strip_str(line).to_string().trim() != "|";
        text = text.lines().filter(is_bare).collect::<Vec<_>>().join("\n");
    }
    text.truncate(text.trim_end_matches('\n').len());
    text.push_str("\n\n");
    text
}

fn short(diagnostic: &Diagnostic) -> String {
    let mut text = String::new();
    if let Some(location) = &diagnostic.location {
        text.push_str(&visible(&location.path));
        if let Some(place) = &location.place {
            text.push_str(&format!(":{}:{}", place.line, place.column));
        }
        text.push_str(": ");
    }
    text.push_str(&format!(
        "{}[{}]: {}",
        severity_name(diagnostic.severity),
        diagnostic.code,
        visible(&diagnostic.message)
    ));
    if let Some(label) = &diagnostic.label {
        text.push_str(&format!(" ({})", visible(label)));
    }
    text.push('\n');
    text
}

fn github(diagnostic: &Diagnostic) -> String {
    let command = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let data = |text: &str| visible_lines(text).replace('%', "%25").replace('\n', "%0A");
    let property = |text: &str| data(text).replace(':', "%3A").replace(',', "%2C");
    let mut properties = vec![format!("title={}", property(diagnostic.code))];
    if let Some(location) = &diagnostic.location {
        properties.push(format!("file={}", property(&location.path)));
        if let Some(place) = &location.place {
            properties.push(format!("line={},col={}", place.line, place.column));
        }
    }
    let words = std::iter::once(&diagnostic.message).chain(&diagnostic.label).chain(&diagnostic.help);
    let words: Vec<&str> = words.map(String::as_str).collect();
    format!("::{command} {}::{}\n", properties.join(","), data(&words.join("\n")))
}

fn json(diagnostic: &Diagnostic) -> String {
    let place = diagnostic.location.as_ref().and_then(|location| location.place.as_ref());
    let text = serde_json::json!({
        "code": diagnostic.code,
        "severity": severity_name(diagnostic.severity),
        "message": diagnostic.message,
        "path": diagnostic.location.as_ref().map(|location| &location.path),
        "line": place.map(|place| place.line),
        "column": place.map(|place| place.column),
        "length": place.map(|place| place.length),
        "label": diagnostic.label,
        "help": diagnostic.help,
    })
    .to_string();
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_invisible(c) { out.push_str(&format!("\\u{:04x}", c as u32)) } else { out.push(c) }
    }
    out
}

/// What of a line is shown, and the bytes in it that are meant.
struct Shown {
    text: String,
    line: usize,
    start: usize,
    end: usize,
}

/// The line of a place, or the piece of a long line around it.
fn cut(place: &Place) -> Shown {
    let before = place.column - 1;
    let skipped = if before + place.length.min(40) > SHOWN_CHARACTERS { before.saturating_sub(40) } else { 0 };
    let characters: Vec<char> = place.text.chars().skip(skipped).take(SHOWN_CHARACTERS + 1).collect();
    let mut text = String::new();
    let (mut start, mut end) = (None, 0);
    if skipped > 0 {
        text.push('…');
    }
    for (at, c) in characters.iter().take(SHOWN_CHARACTERS).enumerate() {
        let column = skipped + at;
        if column == before {
            start = Some(text.len());
        }
        text.push(shown(*c));
        if column < before + place.length {
            end = text.len();
        }
    }
    let start = start.unwrap_or(text.len());
    if characters.len() > SHOWN_CHARACTERS {
        text.push('…');
    }
    Shown { start, end: end.max(start), text, line: place.line }
}

/// A character that a terminal shows and does not obey, in the same number of characters.
fn shown(c: char) -> char {
    match c {
        '\t' => ' ',
        '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + c as u32).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        c if is_invisible(c) => '\u{fffd}',
        c => c,
    }
}

/// Controls, bidirectional overrides and other characters that change how the rest of a line looks.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// The same text with such characters written as escapes, so that names of files and words cannot paint the terminal.
pub fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_invisible(c) { out.extend(c.escape_default()) } else { out.push(c) }
    }
    out
}

/// As [`visible`], but keeps line breaks: for reports of several lines.
pub fn visible_lines(text: &str) -> String {
    text.lines().map(visible).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Location;
    use crate::model::Span;

    fn plain(diagnostic: &Diagnostic, format: Format) -> String {
        let mut out = Vec::new();
        print(&mut out, diagnostic, format, false).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn misspelt() -> Diagnostic {
        let text = "---\nquotations:\n  - text: harga naik\n    speeker: Budi Santoso\n---\n";
        let at = text.find("speeker").unwrap();
        Diagnostic::error("unknown-field", "unknown field `speeker`")
            .at(Location::span("content/articles/banjir.md", text, Span::new(at, at + 7)))
            .label("did you mean `speaker`?")
            .help("a quotation has `text`, `kind`, `speaker`")
    }

    #[test]
    fn people_see_the_line_with_a_caret() {
        insta::assert_snapshot!(plain(&misspelt(), Format::Human), @r#"
error[unknown-field]: unknown field `speeker`
 --> content/articles/banjir.md:4:5
  |
4 |     speeker: Budi Santoso
  |     ^^^^^^^ did you mean `speaker`?
  |
  = help: a quotation has `text`, `kind`, `speaker`
"#);
    }

    #[test]
    fn editors_get_one_line() {
        insta::assert_snapshot!(plain(&misspelt(), Format::Short), @r#"
content/articles/banjir.md:4:5: error[unknown-field]: unknown field `speeker` (did you mean `speaker`?)
"#);
    }

    #[test]
    fn programs_get_json() {
        insta::assert_snapshot!(plain(&misspelt(), Format::Json), @r#"
{"code":"unknown-field","severity":"error","message":"unknown field `speeker`","path":"content/articles/banjir.md","line":4,"column":5,"length":7,"label":"did you mean `speaker`?","help":["a quotation has `text`, `kind`, `speaker`"]}
"#);
    }

    #[test]
    fn code_hosts_get_a_workflow_command() {
        insta::assert_snapshot!(plain(&misspelt(), Format::Github), @r#"
::error title=unknown-field,file=content/articles/banjir.md,line=4,col=5::unknown field `speeker`%0Adid you mean `speaker`?%0Aa quotation has `text`, `kind`, `speaker`
"#);
    }

    #[test]
    fn a_file_without_a_place_is_named() {
        let diagnostic =
            Diagnostic::warning("empty-article", "the file is empty").at(Location::file("content/articles/a.md"));
        insta::assert_snapshot!(plain(&diagnostic, Format::Human), @r#"
warning[empty-article]: the file is empty
--> content/articles/a.md
"#);
    }

    #[test]
    fn the_end_of_a_line_of_a_million_characters_is_shown_alone() {
        let text = format!("{}[", "é".repeat(1_000_000));
        let location = Location::span("a.md", &text, Span::new(2_000_000, 2_000_001));
        let printed = plain(&Diagnostic::error("x", "y").at(location).label("here"), Format::Human);
        assert!(printed.len() < 1_000, "{}", printed.len());
        assert!(printed.contains("^ here") && printed.contains(":1000001"), "{printed}");
    }

    #[test]
    fn escape_codes_of_a_terminal_are_shown_not_obeyed() {
        let location = Location::span("a\u{1b}[31m.md", "a\u{1b}[2Jb\u{202e}c", Span::new(0, 1));
        let diagnostic = Diagnostic::error("x", "bad \u{7} name\n").at(location).help("\u{9b}");
        for format in [Format::Human, Format::Short, Format::Json, Format::Github] {
            let printed = plain(&diagnostic, format);
            let lines = printed.trim_end_matches('\n');
            assert!(!lines.contains(['\u{1b}', '\u{7}', '\u{202e}', '\u{9b}']), "{printed}");
        }
    }
}
