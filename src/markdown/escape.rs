/// Markdown whose plain text is `text`: special characters are escaped, line breaks end paragraphs.
///
/// White space is folded and lines are trimmed, as a reader of Markdown does anyway. Only what would otherwise be read
/// as a mark is escaped, so that the source stays pleasant to correct by hand.
///
/// ```
/// use kutip::markdown::escape;
/// assert_eq!(escape("Harga *turun*\n2. Panen raya"), "Harga \\*turun\\*\n\n2\\. Panen raya");
/// assert_eq!(escape("foo_bar (a < b) & C"), "foo_bar (a < b) & C");
/// ```
pub fn escape(text: &str) -> String {
    let mut markdown = String::with_capacity(text.len() + text.len() / 32);
    for line in text.split(['\n', '\r']) {
        let mut words = line.split_whitespace().peekable();
        if words.peek().is_none() {
            continue;
        }
        if !markdown.is_empty() {
            markdown.push_str("\n\n");
        }
        let start = markdown.len();
        for word in words {
            if markdown.len() > start {
                markdown.push(' ');
            }
            escape_word(word, markdown.len() == start, &mut markdown);
        }
    }
    markdown
}

/// Appends one word without white space. `first`: it begins a paragraph, where block marks count.
fn escape_word(word: &str, first: bool, markdown: &mut String) {
    let block_mark = first.then(|| block_mark(word)).flatten();
    let bytes = word.as_bytes();
    for (at, c) in word.char_indices() {
        let next = bytes.get(at + 1).copied();
        let escaped = block_mark == Some(at)
            || match c {
                '*' | '`' | '[' | '~' => true,
                '_' => !inside_a_word(word, at),
                '\\' => next.is_none_or(|next| next.is_ascii_punctuation()),
                '<' => next.is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, b'/' | b'!' | b'?')),
                '&' => begins_reference(&bytes[at + 1..]),
                _ => false,
            };
        if escaped {
            markdown.push('\\');
        }
        markdown.push(c);
    }
}

/// Where the first word of a paragraph has a character that would begin another kind of block.
fn block_mark(word: &str) -> Option<usize> {
    let bytes = word.as_bytes();
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    match bytes[0] {
        b'#' | b'>' | b'+' | b'-' | b'=' | b'|' | b':' => Some(0),
        _ if (1..=9).contains(&digits)
            && matches!(bytes.get(digits), Some(b'.' | b')'))
            && bytes.len() == digits + 1 =>
        {
            Some(digits)
        }
        _ => None,
    }
}

/// An underscore between letters or digits never begins or ends emphasis.
fn inside_a_word(word: &str, at: usize) -> bool {
    let before = word[..at].chars().next_back();
    let after = word[at + 1..].chars().next();
    before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric)
}

/// Whether these bytes after `&` make it a character reference (`amp;`, `#8220;`). The longest name has 31 letters.
fn begins_reference(bytes: &[u8]) -> bool {
    let name = bytes.iter().take(40).take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'#').count();
    name > 0 && bytes.get(name) == Some(&b';')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

    use super::escape;

    /// What a reader with every extension switched on sees: paragraphs of text and nothing else.
    fn read(markdown: &str) -> Result<Vec<String>, String> {
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_TASKLISTS;
        let mut paragraphs = Vec::new();
        for event in Parser::new_ext(markdown, options) {
            match event {
                Event::Start(Tag::Paragraph) => paragraphs.push(String::new()),
                Event::End(TagEnd::Paragraph) => {}
                Event::Text(text) if !paragraphs.is_empty() => paragraphs.last_mut().unwrap().push_str(&text),
                other => return Err(format!("{other:?}")),
            }
        }
        Ok(paragraphs)
    }

    fn folded(text: &str) -> Vec<String> {
        text.split(['\n', '\r'])
            .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
            .filter(|line| !line.is_empty())
            .collect()
    }

    #[test]
    fn marks_are_text() {
        for text in [
            "# a",
            "- b",
            "---",
            "===",
            "> c",
            "1. d",
            "12) e",
            "+",
            "`x` [y](z) ![p](q) <b> &amp; \\* ~~s~~",
            "a | b\n--- | ---",
            "https://example.org/a_b_",
            "_x_ __y__ a_b",
            "[^1]: z",
            "|a|",
            ": y",
            "\\",
            "a\\",
            "\\\\(",
        ] {
            assert_eq!(read(&escape(text)), Ok(folded(text)), "{text:?} → {:?}", escape(text));
        }
    }

    proptest! {
        #[test]
        fn markdown_of_any_text_reads_as_that_text(text in "([ -~]|[“”é—\u{a0}\n\t]){0,80}") {
            prop_assert_eq!(read(&escape(&text)), Ok(folded(&text)));
        }

        #[test]
        fn markdown_of_many_marks_reads_as_those_marks(text in r"[-#>+*_=|~\[\]()<>!&;:`\\.0-9a \n]{0,60}") {
            prop_assert_eq!(read(&escape(&text)), Ok(folded(&text)));
        }

        #[test]
        fn the_plain_text_of_an_escaped_text_is_the_text(text in "([-_*>#+=~`\\[\\]()<&;.a1 \t\n\r\u{a0}é“\u{85}\u{2028}]|\\PC){0,60}") {
            prop_assert_eq!(crate::markdown::plain_text(&escape(&text)).text, folded(&text).join("\n\n"));
        }
    }
}
