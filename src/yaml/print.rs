//! Words of a text as YAML scalars.

use crate::model::Value;
use std::fmt::Write;

/// `text` as a YAML scalar on one line: plain where that is safe anywhere (also inside `[…]` and `{…}`), else quoted.
///
/// ```
/// use kutip::yaml::scalar;
/// assert_eq!(scalar("Harga beras turun"), "Harga beras turun");
/// assert_eq!(scalar("Harga: turun"), "\"Harga: turun\"");
/// assert_eq!(scalar("2024"), "\"2024\"");
/// ```
pub fn scalar(text: &str) -> String {
    if is_plain(text) && !text.contains(['[', ']', '{', '}', ',']) { text.to_owned() } else { quoted(text) }
}

/// As [`scalar`], for the value of a key on a line of its own, where commas and brackets mean nothing.
///
/// ```
/// use kutip::yaml::line_scalar;
/// assert_eq!(line_scalar("Harga turun, kata Budi [lagi]"), "Harga turun, kata Budi [lagi]");
/// assert_eq!(line_scalar("[Harga turun]"), "\"[Harga turun]\"");
/// ```
pub fn line_scalar(text: &str) -> String {
    if is_plain(text) && !opens_more_brackets(text) { text.to_owned() } else { quoted(text) }
}

fn is_plain(text: &str) -> bool {
    let Some(first) = text.chars().next() else { return false };
    // A first letter that cannot start a number, `.inf`, `true`, `null`, a tag or an indicator.
    let is_harmless = first.is_ascii_alphabetic() || !first.is_ascii() || matches!(first, '/' | '(');
    let safe_first = is_harmless || (first.is_numeric() && is_more_than_a_number(text));
    safe_first
        && !text.ends_with(' ')
        && text.split(':').skip(1).all(|after| after.starts_with(|c: char| c.is_alphanumeric() || c == '/'))
        && !text.contains(" #")
        && text.chars().all(|c| !needs_quotes(c))
        && !is_word_with_meaning(text)
}

/// Whether a text that starts with a digit cannot be read as a number: words after it, or letters no number has.
fn is_more_than_a_number(text: &str) -> bool {
    (text.contains(' ') && text.contains(char::is_alphabetic))
        || (!text.starts_with('0')
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && text.bytes().any(|byte| byte.is_ascii_alphabetic() && !byte.eq_ignore_ascii_case(&b'e')))
}

fn needs_quotes(c: char) -> bool {
    matches!(c, '"' | '\'' | '\\' | '\t' | '`') || needs_escape(c)
}

/// Characters that YAML does not print: controls, line separators, bidirectional overrides and others without a shape.
fn needs_escape(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// Words that some YAML reader takes for a truth value or nothing, and hexadecimal or octal look-alikes.
fn is_word_with_meaning(text: &str) -> bool {
    const WORDS: [&str; 9] = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    text.len() <= 5 && WORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Whether the text has brackets that the check of nesting, which does not know strings, would take for structure.
fn opens_more_brackets(text: &str) -> bool {
    let (mut open, mut deepest) = (0usize, 0);
    for byte in text.bytes() {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(open);
    }
    open > 0 || deepest > 20
}

/// `text` as a double-quoted YAML scalar on one line.
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    let many_brackets = opens_more_brackets(text);
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '[' | ']' | '{' | '}' if many_brackets => push_escape(&mut out, c),
            c if needs_escape(c) => push_escape(&mut out, c),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn push_escape(out: &mut String, c: char) {
    let code = c as u32;
    let written = match code {
        0..=0xff => write!(out, "\\x{code:02x}"),
        0x100..=0xffff => write!(out, "\\u{code:04x}"),
        _ => write!(out, "\\U{code:08x}"),
    };
    written.expect("writing to a string cannot fail");
}

/// A JSON value in YAML's flow form, on one line.
///
/// ```
/// use kutip::yaml::flow;
/// let value = serde_json::json!({"name": "Budi", "forms": ["Budi", "B: S"], "nth": 2});
/// assert_eq!(flow(&value), "{name: Budi, forms: [Budi, \"B: S\"], nth: 2}");
/// ```
pub fn flow(value: &Value) -> String {
    let mut out = String::new();
    push_flow(&mut out, value);
    out
}

fn push_flow(out: &mut String, value: &Value) {
    match value {
        Value::Null => out.push('~'),
        Value::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Value::Number(number) => out.push_str(&number_text(number)),
        Value::String(text) => out.push_str(&scalar(text)),
        Value::Array(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    out.push_str(", ");
                }
                push_flow(out, item);
            }
            out.push(']');
        }
        Value::Object(map) => {
            out.push('{');
            for (at, (key, item)) in map.iter().enumerate() {
                if at > 0 {
                    out.push_str(", ");
                }
                out.push_str(&scalar(key));
                out.push_str(": ");
                push_flow(out, item);
            }
            out.push('}');
        }
    }
}

/// A number that YAML reads as the same number: JSON's `1e21` needs a full stop there for some readers.
fn number_text(number: &serde_json::Number) -> String {
    let text = number.to_string();
    match text.find(['e', 'E']) {
        Some(at) if !text.contains('.') => format!("{}.0{}", &text[..at], &text[at..]),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::{Node, parse};
    use proptest::prelude::*;

    fn back(text: &str) -> Node {
        parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    #[test]
    fn words_that_mean_something_to_yaml_are_quoted() {
        for text in [
            "",
            "no",
            "NULL",
            "1e3",
            "0x1f",
            "- a",
            "? a",
            "a #b",
            "# a",
            "*a",
            "&a",
            "!a",
            "%a",
            "@a",
            "a:",
            ".inf",
            "2024-05-02",
            " a",
            "a ",
            "~",
            "=",
            "<<",
        ] {
            assert_eq!(
                back(&format!("a: {}", scalar(text))),
                Node::Map(vec![("a".into(), Node::Text(text.into()))]),
                "{text}"
            );
        }
    }

    proptest! {
        #[test]
        fn every_text_comes_back(text in "\\PC*|[\\x00-\\x7f]*|[-:#,\\[\\]{}&*!|>'\"%@`? a1.~=<\\n\\t]{0,12}") {
            let expected = Node::Text(text.clone());
            prop_assert_eq!(back(&format!("a: {}", scalar(&text))), Node::Map(vec![("a".into(), expected.clone())]));
            prop_assert_eq!(back(&format!("- a: {}\n  b: x", line_scalar(&text))), Node::List(vec![Node::Map(vec![("a".into(), expected.clone()), ("b".into(), Node::Text("x".into()))])]));
            prop_assert_eq!(back(&format!("[{}, x]", scalar(&text))), Node::List(vec![expected.clone(), Node::Text("x".into())]));
            prop_assert_eq!(back(&format!("{{{}: x}}", scalar(&text))), Node::Map(vec![(text, Node::Text("x".into()))]));
        }
    }
}
