use std::ops::Range;

/// One line of YAML and its parts, in bytes, as they seem without knowing the lines around it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row<'l> {
    /// The whole line.
    pub line: &'l str,
    /// How many spaces it begins with.
    pub indent: usize,
    /// Where it begins behind the dashes of lists.
    pub column: usize,
    /// The key, or nothing.
    pub key: &'l str,
    /// Where the value begins, or the words of a line without a key.
    pub value_at: usize,
}

impl<'l> Row<'l> {
    pub fn of(line: &'l str) -> Self {
        let line = line.trim_end();
        let indent = line.len() - line.trim_start_matches(' ').len();
        let mut column = indent;
        while let Some(rest) = line[column..].strip_prefix("- ") {
            column = line.len() - rest.trim_start_matches(' ').len();
        }
        let (key, value_at) = key_and_value(line, column);
        Self { line, indent, column, key, value_at }
    }

    /// Whether more than a comment or the line that opens a document.
    pub fn is_significant(&self) -> bool {
        !matches!(self.line.trim(), "" | "---") && !self.line.trim_start().starts_with('#')
    }

    /// Whether an entry of a list.
    pub fn has_dash(&self) -> bool {
        self.column > self.indent || &self.line[self.indent..] == "-"
    }

    /// What stands behind the dashes.
    pub fn content(&self) -> &'l str {
        &self.line[self.column..]
    }

    /// The value, with a comment behind it.
    pub fn value(&self) -> &'l str {
        &self.line[self.value_at..]
    }

    /// The line with `words` in the place of `range`.
    pub fn with(&self, range: Range<usize>, words: &str) -> String {
        format!("{}{words}{}", &self.line[..range.start], &self.line[range.end..])
    }

    /// Where the words of values stand: the whole value, or for a list or map on one line each value in it and then the whole.
    pub fn words(&self) -> Vec<Range<usize>> {
        let value = self.value();
        let whole = self.value_at..self.value_at + without_comment(value).len();
        if !value.starts_with(['[', '{']) {
            return if value.is_empty() { Vec::new() } else { vec![whole] };
        }
        let mut pieces = Vec::new();
        let mut from = self.value_at;
        for (at, sign) in value.char_indices().chain([(value.len(), ',')]) {
            if matches!(sign, '[' | '{' | ']' | '}' | ',') {
                pieces.extend(piece(self.line, from..self.value_at + at));
                from = self.value_at + at + sign.len_utf8();
            }
        }
        // `[Update] Gas prices rise` is words all the same.
        if !value.ends_with([']', '}']) {
            pieces.push(whole);
        }
        pieces
    }
}

/// The words of one entry between brackets and commas.
fn piece(line: &str, range: Range<usize>) -> Option<Range<usize>> {
    let text = line.get(range.clone())?;
    let start = text.find(": ").map_or(0, |colon| colon + 2);
    let words = text[start..].trim();
    let at = range.start + start + text[start..].len() - text[start..].trim_start().len();
    (!words.is_empty()).then(|| at..at + words.len())
}

/// A value without the comment behind it.
fn without_comment(value: &str) -> &str {
    let end = if value.starts_with(['"', '\'']) { None } else { value.find(" #") };
    value[..end.unwrap_or(value.len())].trim_end()
}

/// The key of the line behind `column`, if it has one, and where what follows begins.
fn key_and_value(line: &str, column: usize) -> (&str, usize) {
    let content = &line[column..];
    if content.starts_with(['"', '\'', '[', '{', '#']) {
        return ("", column);
    }
    let end = match content.split_once(": ") {
        Some((key, _)) => key.len(),
        None if content.ends_with(':') => content.len() - 1,
        None => return ("", column),
    };
    let rest = &content[end + 1..];
    (content[..end].trim_end(), line.len() - rest.trim_start().len())
}
