//! Turns an article that an update changed into the text of its file, with the bytes of all that did not change.

use std::collections::BTreeMap;

use super::{fence, read, write};
use crate::config::Limits;
use crate::model::Article;

/// The text of the file of `new`, made of `file`, the text of the file of `old`: keys, quotations and names that are the same
/// in both keep their form, place and comments.
///
/// As [`write()`] where the file is written in a way that cannot be kept; it always reads as `new`.
pub fn rewrite(file: &str, old: &Article, new: &Article, limits: &Limits) -> String {
    let plain = write(new);
    let kept = kept(file, &write(old), &plain, old.body == new.body, limits);
    kept.filter(|text| reads_alike(&new.path, text, &plain, limits)).unwrap_or(plain)
}

fn reads_alike(path: &str, text: &str, plain: &str, limits: &Limits) -> bool {
    let article = |text: &str| {
        let mut article = read(path, text, limits).0?;
        article.body.truncate(article.body.trim_end().len());
        (article.body_line, article.quotation_lines, article.unwritten_ids) = (0, Vec::new(), Vec::new());
        article.has_id = true;
        Some(article)
    };
    let (Some(mut kept), Some(plain)) = (article(text), article(plain)) else { return false };
    // A kind that nobody wrote is seen in the text, at every build.
    for (quotation, printed) in kept.quotations.iter_mut().flatten().zip(plain.quotations()) {
        if quotation.kind_is_open {
            (quotation.kind, quotation.kind_is_open) = (printed.kind, printed.kind_is_open);
        }
    }
    kept == plain
}

/// One key of a front matter: its name and its lines, with the comments above it.
type Block<'t> = (&'t str, &'t str);

fn kept(file: &str, old: &str, new: &str, same_body: bool, limits: &Limits) -> Option<String> {
    if file.contains('\r') || !file.starts_with("---") {
        return None;
    }
    let (file_head, file_tail) = head_and_tail(file, limits)?;
    let (old_head, _) = head_and_tail(old, limits)?;
    let (new_head, new_tail) = head_and_tail(new, limits)?;
    let first = file_head.find('\n')? + 1;
    let (file_blocks, rest) = blocks(&file_head[first..]);
    let (old_blocks, new_blocks) = (blocks(&old_head[4..]).0, blocks(&new_head[4..]).0);
    let lookup = |blocks: &[Block<'_>], key: &str| -> Option<String> {
        blocks.iter().find(|block| block.0 == key).map(|block| block.1.to_owned())
    };
    let mut out: Vec<(String, String)> = Vec::new();
    for (key, lines) in &file_blocks {
        match (lookup(&old_blocks, key), lookup(&new_blocks, key)) {
            (old, new) if old == new => out.push(((*key).to_owned(), (*lines).to_owned())),
            (_, None) => {}
            (old, Some(new)) => out.push(((*key).to_owned(), changed(lines, &old.unwrap_or_default(), &new))),
        }
    }
    let mut before = 0;
    for (key, lines) in &new_blocks {
        match out.iter().position(|block| block.0 == *key) {
            Some(at) => before = at + 1,
            // What the file leaves out it says without words.
            None if lookup(&old_blocks, key).as_deref() == Some(*lines) => {}
            None => {
                out.insert(before, ((*key).to_owned(), (*lines).to_owned()));
                before += 1;
            }
        }
    }
    let mut text = file_head[..first].to_owned();
    out.iter().for_each(|(_, lines)| text.push_str(lines));
    text.push_str(rest);
    text.push_str(if same_body { file_tail } else { new_tail });
    Some(text)
}

/// The lines up to the closing fence, and the rest.
fn head_and_tail<'t>(text: &'t str, limits: &Limits) -> Option<(&'t str, &'t str)> {
    let parts = fence::split("", text, limits.front_matter_bytes).ok()?;
    (!parts.yaml.is_empty()).then(|| text.split_at(parts.yaml.len()))
}

/// The keys at the margin, and the comments below the last one's lines.
fn blocks(head: &str) -> (Vec<Block<'_>>, &str) {
    let mut blocks = Vec::new();
    let (mut start, mut key, mut comments, mut at) = (0, "", 0, 0);
    for line in head.split_inclusive('\n') {
        let end = at + line.len();
        if line.starts_with('#') {
            at = end;
            continue;
        }
        if !line.starts_with([' ', '\t', '-', '\n']) {
            if !key.is_empty() {
                blocks.push((key, &head[start..comments]));
                start = comments;
            }
            key = line.split(':').next().unwrap_or_default().trim_end().trim_matches(['"', '\'']);
        }
        (at, comments) = (end, end);
    }
    if !key.is_empty() {
        blocks.push((key, &head[start..comments]));
        start = comments;
    }
    (blocks, &head[start..])
}

/// The lines of a key whose value changed: comments above it stay, and items of a list that did not change.
fn changed(file: &str, old: &str, new: &str) -> String {
    let key = file.split_inclusive('\n').take_while(|line| line.starts_with('#')).map(str::len).sum();
    let (comments, lines) = file.split_at(key);
    let items = (items(lines), items(old), items(new));
    let (Some((_, in_file)), Some((_, in_old)), Some((header, in_new))) = items else {
        return format!("{comments}{new}");
    };
    if in_file.len() != in_old.len() {
        return format!("{comments}{new}");
    }
    let mut known: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    in_old.into_iter().zip(in_file).rev().for_each(|(old, file)| known.entry(old).or_default().push(file));
    let mut text = format!("{comments}{header}");
    for item in in_new {
        let own = known.get_mut(item).and_then(Vec::pop).unwrap_or(item);
        text.push_str(own);
    }
    text
}

/// The first line of a key, and the items of its list, if it is one with an item on each line at two spaces as [`write`] sets them.
fn items(lines: &str) -> Option<(&str, Vec<&str>)> {
    let (header, list) = lines.split_at(lines.find('\n')? + 1);
    if !header.trim_end().ends_with(':') {
        return None;
    }
    let mut items = Vec::new();
    let (mut start, mut at) = (0, 0);
    for line in list.split_inclusive('\n') {
        if line.starts_with("  - ") {
            if at > start {
                items.push(&list[start..at]);
            }
            start = at;
        } else if at == start && items.is_empty() {
            return None;
        }
        at += line.len();
    }
    (at > start).then(|| items.push(&list[start..at]));
    Some((header, items))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "---\nid: 5d1f0c9ab2e4\n# as in the paper\ntitle: 'Air naik'\ndate: 2024-05-02\nmine: yes # kept\n\
                        origin: {file: a.jsonl, record: 1, sha256: aa}\nquotations:\n  \
                        - {id: 3f9a2c81d07e, text: Air naik, by: hand, corrected: 2024-05-03}\n  \
                        - id: 97f6d60f0d57\n    text: Air surut\n    speaker: Budi\nentities:\n  \
                        - {kind: person, name: \"Budi\"}   # he\n---\n\nAir naik. Air surut.\n";

    fn rewritten(change: impl Fn(&mut Article)) -> String {
        let old = read("a.md", FILE, &Limits::default()).0.unwrap();
        let mut new = old.clone();
        change(&mut new);
        let text = rewrite(FILE, &old, &new, &Limits::default());
        assert!(reads_alike("a.md", &text, &write(&new), &Limits::default()), "{text}");
        text
    }

    #[test]
    fn nothing_changed_gives_the_same_bytes() {
        assert_eq!(rewritten(|_| {}), FILE);
    }

    #[test]
    fn a_change_of_the_source_changes_one_line() {
        let text = rewritten(|article| article.origin.as_mut().unwrap().file = "b.jsonl".into());
        assert_eq!(text, FILE.replace("a.jsonl", "b.jsonl"));
    }

    #[test]
    fn one_quotation_changed_leaves_the_others_and_the_names_as_they_are_written() {
        let text = rewritten(|article| article.quotations.as_mut().unwrap()[1].speaker = Some("Ani".into()));
        assert_eq!(
            text,
            FILE.replace("    speaker: Budi\n", "    speaker: Ani\n")
                .replace("    text: Air surut\n", "    text: Air surut\n    kind: direct\n")
        );
        let text = rewritten(|article| article.body = "Air surut. Air naik.\n".into());
        assert_eq!(text, FILE.replace("Air naik. Air surut.", "Air surut. Air naik."));
        let text = rewritten(|article| article.publisher = Some("Harian Teluk".into()));
        assert_eq!(text, FILE.replace("mine: yes", "publisher: Harian Teluk\nmine: yes"));
    }

    #[test]
    fn a_file_that_cannot_be_kept_is_written_anew() {
        let file = FILE.replace('\n', "\r\n");
        let old = read("a.md", FILE, &Limits::default()).0.unwrap();
        assert_eq!(rewrite(&file, &old, &old, &Limits::default()), write(&old));
    }
}
