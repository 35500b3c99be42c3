//! Turns words between brackets that a comma parted by mistake into findings: `[Budi Santoso, S.H.]` is a list of two.

use super::{Cursor, Findings, Node, Part, flow, quoted};
use crate::diag::Diagnostic;
use crate::model::Value;

/// How an item of a list looks that stands behind another one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// It only goes on with the words before it: `dan Perundang-undangan`, `S.H.` behind a name.
    pub goes_on: bool,
    /// It opens as offices do, which may well stand one behind the other: `Menteri Pertanian`.
    pub is_title: bool,
}

/// What is known of the words of a list.
pub struct ListedWords<'a> {
    /// How an item looks.
    pub looks: &'a dyn Fn(&str) -> Listed,
    /// Whether words with commas in them are known to be one.
    pub is_one: &'a dyn Fn(&str) -> bool,
    /// Whether they stand so, with their commas, in the text that the list is about.
    pub stands: &'a dyn Fn(&str) -> bool,
}

/// Longest list whose runs are all looked for.
const LONGEST: usize = 12;

/// Notes words of a list between brackets that a comma parted. What stands in quotation marks, or on a line of its own, is
/// as it was meant.
pub fn note_parted(list: &Cursor<'_>, findings: &mut Findings<'_>, words: &ListedWords<'_>) {
    let Node::List(nodes) = list.node() else { return };
    let texts: Option<Vec<&str>> = nodes.iter().map(|node| Some(node.as_text()?.trim())).collect();
    let Some(texts) = texts.filter(|texts| texts.len() > 1) else { return };
    let Some((from, to)) = parted(&texts, words) else { return };
    let items = list.items(findings, "a list of words", false);
    let is_plain = |item: &Cursor<'_>| !findings.begins_with(item, &['"', '\'', '|', '>']);
    if !findings.begins_with(list, &['[']) || !items[from..to].iter().all(is_plain) {
        return;
    }
    let whole = texts[from..to].join(", ");
    let kept = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let right: Vec<Value> = (kept(&texts[..from]).into_iter())
        .chain([whole.clone()])
        .chain(kept(&texts[to..]))
        .map(Value::String)
        .collect();
    let key = list.key();
    let message = format!("`{whole}` counts as {} in `{key}`: commas part what stands between brackets", to - from);
    let diagnostic = Diagnostic::warning("parted-words", message)
        .help(format!("if it is one, write it in quotation marks: `{key}: {}`", flow(&Value::Array(right))))
        .help("if not, put quotation marks round each item");
    findings.push(&items[from + 1], Part::Value, diagnostic);
}

/// The items that are one: the longest run that is known to be, or that stands in the text and is more than one office behind
/// the other; else what goes on with the words before it.
fn parted(texts: &[&str], words: &ListedWords<'_>) -> Option<(usize, usize)> {
    let runs = (2..=texts.len().min(LONGEST))
        .rev()
        .flat_map(|length| (0..=texts.len() - length).map(move |from| (from, from + length)));
    let is_one = |&(from, to): &(usize, usize)| {
        let whole = texts[from..to].join(", ");
        let is_more = || !texts[from..to].iter().all(|text| (words.looks)(text).is_title);
        (words.is_one)(&whole) || is_more() && (words.stands)(&whole)
    };
    if texts.len() <= LONGEST
        && let Some(run) = runs.clone().find(is_one)
    {
        return Some(run);
    }
    let at = (1..texts.len()).find(|&at| (words.looks)(texts[at]).goes_on)?;
    let from = (0..at).rev().find(|&from| (words.looks)(texts[from]).is_title).unwrap_or(at - 1);
    let to = (at..texts.len()).find(|&to| !(words.looks)(texts[to]).goes_on).unwrap_or(texts.len());
    Some((from, to))
}

/// What to do about a key between braces that nobody knows and that has no value: it is the end of words before it, parted from
/// them by a comma.
pub fn parted_help(field: &Cursor<'_>, findings: &Findings<'_>) -> Option<String> {
    let (entries, at) = field.siblings()?;
    if !field.is_null() || findings.has_colon(field) {
        return None;
    }
    let first = (0..at).rev().find(|&at| entries[at].1 != Node::Null)?;
    let (key, node) = &entries[first];
    let rest = entries[first + 1..].iter().take_while(|(_, node)| *node == Node::Null).map(|(key, _)| key.as_str());
    let whole: Vec<&str> = std::iter::once(node.as_text()?.trim()).chain(rest).collect();
    Some(format!("a text with a comma in it stands in quotation marks: `{key}: {}`", quoted(&whole.join(", "))))
}
