use std::ops::Range;

use super::guesses::shown;
use super::marks::as_quoted;
use super::row::Row;
use super::{EFFORT, MOST, Slip};
use crate::yaml::{Node, parse};

/// Words of a text with the tree `tree` that YAML leaves out though they look like words: behind a `#` that nothing follows but a
/// word, or an `&` that names a value nobody asks for.
pub(in crate::yaml) fn find(text: &str, tree: &Node) -> Vec<Slip> {
    if ![" #", ": &", "- &"].iter().any(|sign| text.contains(sign)) {
        return Vec::new();
    }
    let mut effort = EFFORT.0.max(EFFORT.1 * text.len());
    let mut slips = Vec::new();
    let mut start = 0;
    for (number, line) in text.split('\n').enumerate() {
        let row = Row::of(line);
        let left_out = [comment(&row), anchor(&row, text)].into_iter().flatten();
        for (range, problem, otherwise) in left_out.filter(|_| row.is_significant()) {
            // What may be cut out without a difference was not read.
            let without = format!("{}{}", &text[..start + range.start], &text[start + range.end..]);
            match effort.checked_sub(without.len()) {
                Some(rest) if slips.len() < MOST => effort = rest,
                _ => return slips,
            }
            if parse(&without).is_ok_and(|other| other == *tree) {
                // A comment that looks like one stays one.
                let words = row.value().split(" # ").next().unwrap_or_default().trim_end();
                let quoted = as_quoted(words).map_or_else(String::new, |quoted| quoted.3);
                let line = shown(&row.with(row.value_at..row.value_at + words.len(), &quoted));
                let help = format!("put the words in quotation marks: `{line}`{otherwise}");
                slips.push(Slip { line: number, at: range.start, problem, help });
            }
        }
        start += line.len() + 1;
    }
    slips
}

/// Where words are left out, what is wrong, and what else to do.
type LeftOut = (Range<usize>, String, &'static str);

/// `title: Route #5`: what is a comment though no space stands behind its sign.
fn comment(row: &Row<'_>) -> Option<LeftOut> {
    let value = row.value();
    let at = value.find(" #").filter(|_| !value.starts_with(['"', '\'', '[', '{', '#', '|', '>']))? + 1;
    let is_word = value[at + 1..].starts_with(char::is_alphanumeric);
    let problem = format!("`{}` is read as a comment", value[at..].split(' ').next().unwrap_or_default());
    is_word.then(|| (row.value_at + at..row.line.len(), problem, "; a comment has a space behind its `#`"))
}

/// `title: &Co opens`: the name of a value that is nowhere repeated.
fn anchor(row: &Row<'_>, text: &str) -> Option<LeftOut> {
    let (sign, _) = row.value().split_once(' ')?;
    let name = sign.strip_prefix('&').filter(|name| !name.is_empty())?;
    let is_used = text.contains(&format!("*{name}"));
    let problem = format!("`{sign}` is read as a name for what follows");
    (!is_used).then(|| (row.value_at..row.value_at + sign.len() + 1, problem, ""))
}
