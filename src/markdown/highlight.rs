use std::sync::LazyLock;

use syntect::html::{ClassStyle, ClassedHTMLGenerator};
use syntect::parsing::SyntaxSet;
use syntect::util::LinesWithEndings;

use super::html::push_text;

/// Code longer than this, or with longer lines, is not highlighted: the grammars' time grows with them.
const LONGEST_CODE: usize = 64 << 10;
const LONGEST_LINE: usize = 2_000;

/// Grammars are large; they are read when the first code block comes.
static GRAMMARS: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

/// Writes a code block. The first word after the fence names the language; of it only `[a-z0-9+#-]` reach the page.
pub(super) fn push_code(language: &str, code: &str, html: &mut String) {
    let language: String = language
        .split([' ', ',', '\t'])
        .next()
        .unwrap_or_default()
        .chars()
        .map(|c| c.to_ascii_lowercase())
        .filter(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '+' | '#' | '-'))
        .take(30)
        .collect();
    html.push_str("<pre class=\"code\" tabindex=\"0\"><code");
    if !language.is_empty() {
        html.push_str(" class=\"language-");
        html.push_str(&language);
        html.push('"');
    }
    html.push('>');
    match highlight(&language, code) {
        Some(spans) => html.push_str(&spans),
        None => push_text(code, html),
    }
    html.push_str("</code></pre>\n");
}

fn highlight(language: &str, code: &str) -> Option<String> {
    if language.is_empty() || code.len() > LONGEST_CODE || code.lines().any(|line| line.len() > LONGEST_LINE) {
        return None;
    }
    let grammar = GRAMMARS.find_syntax_by_token(language)?;
    let style = ClassStyle::SpacedPrefixed { prefix: "hl-" };
    let mut generator = ClassedHTMLGenerator::new_with_class_style(grammar, &GRAMMARS, style);
    for line in LinesWithEndings::from(code) {
        generator.parse_html_for_line_which_includes_newline(line).ok()?;
    }
    Some(generator.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(language: &str, text: &str) -> String {
        let mut html = String::new();
        push_code(language, text, &mut html);
        html
    }

    #[test]
    fn languages_become_classes_of_few_characters() {
        assert!(code("C++ \"x\" onload=1", "x").contains("class=\"language-c++\""));
        assert!(code("\"><script>", "x").contains("class=\"language-script\""));
        assert!(!code("<>", "x").contains("language-"));
    }

    #[test]
    fn known_languages_are_highlighted_by_classes_only() {
        let html = code("rust", "fn main() { \"<b>\" }\n");
        assert!(html.contains("hl-storage") && html.contains("&lt;b&gt;"), "{html}");
        assert!(!html.contains("style="));
    }
}
