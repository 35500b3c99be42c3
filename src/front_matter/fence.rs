use crate::diag::{Diagnostic, Location};
use crate::model::Span;

/// The parts of a file that has front matter.
#[derive(Debug)]
pub struct Parts<'t> {
    /// The front matter from byte 0 up to the closing fence, so that positions in it are those of the file; empty if
    /// there is none.
    pub yaml: &'t str,
    /// Byte at which the body starts, after blank lines.
    pub body: usize,
    /// Line on which the body starts, counted from 1.
    pub body_line: usize,
    /// What is odd.
    pub findings: Vec<Diagnostic>,
}

/// Cuts a file into front matter and body. `shown` is its path in messages, `limit` the largest front matter in bytes.
///
/// # Errors
///
/// The message why the file cannot be used: a front matter that never closes or is too large.
pub fn split<'t>(shown: &str, text: &'t str, limit: u64) -> Result<Parts<'t>, Box<Diagnostic>> {
    let first = text.lines().next().unwrap_or_default().trim_end();
    // `--- # content/people/budi.md`: a comment behind the dashes, as YAML allows.
    let is_commented =
        first.strip_prefix("---").is_some_and(|rest| rest.trim_start().starts_with('#') && rest.starts_with(' '));
    let first = if is_commented { "---" } else { first };
    let mut findings = Vec::new();
    let whole_line = |message: &str, code| Diagnostic::warning(code, message).at(first_line(shown, text));
    let (yaml, body) = match first {
        "---" => {
            let Some((end, body, fence)) = closing(text, &["---", "..."]) else {
                let diagnostic =
                    Diagnostic::error("unclosed-front-matter", "the front matter that opens here never closes")
                        .at(first_line(shown, text))
                        .help("write a line of three dashes, `---`, between the front matter and the text");
                return Err(Box::new(diagnostic));
            };
            if fence == "..." {
                let location = Location::span(shown, text, Span::new(end, end + 3));
                let message = "the front matter ends with `...`";
                findings.push(Diagnostic::warning("odd-fence", message).at(location).help("write `---` instead"));
            }
            (&text[..end], body)
        }
        "+++" => {
            findings.push(whole_line("TOML front matter is not read", "foreign-front-matter").help(TO_YAML));
            ("", closing(text, &["+++"]).map_or(0, |(_, body, _)| body))
        }
        "{" => {
            findings.push(whole_line("JSON front matter is not read", "foreign-front-matter").help(TO_YAML));
            ("", closing(text, &["}"]).map_or(0, |(_, body, _)| body))
        }
        dashes if dashes.len() > 3 && dashes.bytes().all(|byte| byte == b'-') => {
            let message = "four dashes or more do not open a front matter";
            findings.push(whole_line(message, "odd-fence").help("write three: `---`"));
            ("", 0)
        }
        _ => {
            let message = if text.trim().is_empty() { "the file is empty" } else { "no front matter" };
            let code = if text.trim().is_empty() { "empty-article" } else { "no-front-matter" };
            findings.push(
                Diagnostic::warning(code, message)
                    .at(Location::file(shown))
                    .help("start the file with `---`, `title: …` (a person, body or place: `name: …`), `---`"),
            );
            ("", 0)
        }
    };
    if yaml.len() as u64 > limit {
        let message = format!("the front matter has {} bytes, more than the limit of {limit}", yaml.len());
        let diagnostic = Diagnostic::error("front-matter-too-large", message).at(first_line(shown, text));
        return Err(Box::new(diagnostic.help("raise `limits: {front_matter_bytes: …}` in kutip.yaml if it is right")));
    }
    let blank: usize = text[body..].split_inclusive('\n').take_while(|line| line.trim().is_empty()).map(str::len).sum();
    let body = body + blank;
    let body_line = text[..body].matches('\n').count() + 1;
    Ok(Parts { yaml, body, body_line, findings })
}

const TO_YAML: &str = "write the keys in YAML between two lines of `---`";

fn first_line(shown: &str, text: &str) -> Location {
    Location::span(shown, text, Span::new(0, text.lines().next().map_or(0, str::len)))
}

/// Where the closing fence starts, where the line after it starts, and which fence it is.
fn closing<'f>(text: &str, fences: &[&'f str]) -> Option<(usize, usize, &'f str)> {
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let fence = fences.iter().find(|fence| line.trim_end() == **fence);
        if let (true, Some(fence)) = (number > 0, fence) {
            return Some((at, at + line.len(), fence));
        }
        at += line.len();
    }
    None
}

/// The same YAML with two spaces for each tab at the start of a line; none where there is no such tab.
pub(super) fn without_tabs(yaml: &str) -> Option<String> {
    yaml.contains("\n\t").then(|| {
        let mut out = String::with_capacity(yaml.len() + 64);
        for line in yaml.split_inclusive('\n') {
            let rest = line.trim_start_matches('\t');
            out.push_str(&"  ".repeat(line.len() - rest.len()));
            out.push_str(rest);
        }
        out
    })
}
