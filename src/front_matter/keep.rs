//! Turns an article that an update changed into the text of its file, with the bytes of all that did not change.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::{Words, fence, read_with, refresh_ids, write, written_again};
use crate::config::Limits;
use crate::model::Article;

/// The text of the file of `new`, made of `file`, the text of the file of `old`: keys, quotations, their fields and names that
/// are the same in both keep their form, place and comments; comments in what changed stay beside it.
///
/// A key whose lines cannot be kept is written as [`write()`] does it, without harm to the others, and so is the whole
/// front matter in a file that has none; the text always reads as `new`. `words`: as the file was read.
pub fn rewrite(file: &str, old: &Article, new: &Article, limits: &Limits, words: &Words<'_>) -> String {
    let reading = Reading { path: &new.path, limits, words };
    let (printed_old, printed_new) = as_written(old, new);
    let (printed_old, plain) = (write(&printed_old), write(&printed_new));
    let mut anew = BTreeSet::new();
    for _ in 0..2 {
        let kept = kept(file, &printed_old, &plain, old.body == new.body, &anew, limits);
        let Some(text) = kept else { break };
        match reading.unlike(&text, &plain) {
            Some(keys) if keys.is_empty() => return text,
            Some(keys) => anew.extend(keys),
            None => anew.extend(blocks(head_of(&plain)).0.into_iter().map(|block| block.0.to_owned())),
        }
    }
    let plain = write(new);
    let lost = cut(file, limits).map(|(head, ..)| lost(&head[head.find('\n').unwrap_or(0)..], "", ""));
    plain.replacen("---\n", &format!("---\n{}", lost.unwrap_or_default()), 1)
}

/// Both without what the file leaves open, and every reading finds alike: kinds that the text shows, ids made of words.
fn as_written(old: &Article, new: &Article) -> (Article, Article) {
    let (mut old, mut new) = (old.clone(), new.clone());
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for (at, quotation) in new.quotations().iter().enumerate() {
        places.insert(quotation.id.clone(), at);
    }
    let ids: Vec<String> = new.quotations().iter().map(|quotation| quotation.id.clone()).collect();
    let unwritten: BTreeSet<usize> = old.unwritten_ids.iter().copied().collect();
    // Beside the program's entry a reading gives its address to the person's; without it nothing but the file does.
    let handed_over = written_again(old.quotations()).into_iter().filter(|pair| pair.is_handed_over(&old));
    let handed_over: BTreeSet<usize> =
        handed_over.filter(|pair| !places.contains_key(&old.quotations()[pair.made].id)).map(|pair| pair.own).collect();
    for (at, before) in old.quotations.iter_mut().flatten().enumerate() {
        let now = places.get(&before.id).and_then(|at| new.quotations.as_mut()?.get_mut(*at));
        let Some(now) = now else { continue };
        if before.kind_is_open || before.kind_is_seen {
            before.kind = now.kind;
        }
        if unwritten.contains(&at) {
            before.id.clear();
            if (&before.text, before.nth) == (&now.text, now.nth) && !handed_over.contains(&at) {
                now.id.clear();
            }
        }
    }
    // One that no reading makes of the words is written.
    let mut again = new.quotations().to_vec();
    refresh_ids(&new.id, &mut again);
    for (quotation, (id, made)) in new.quotations.iter_mut().flatten().zip(ids.into_iter().zip(again)) {
        if made.id != id {
            quotation.id = id;
        }
    }
    (old, new)
}

/// How files are read.
struct Reading<'a> {
    path: &'a str,
    limits: &'a Limits,
    words: &'a Words<'a>,
}

impl Reading<'_> {
    fn article(&self, text: &str) -> Option<Article> {
        let mut article = read_with(self.path, text, self.limits, self.words).0?;
        article.body.truncate(article.body.trim_end().len());
        (article.body_line, article.quotation_lines, article.unwritten_ids) = (0, Vec::new(), Vec::new());
        article.has_id = true;
        Some(article)
    }

    /// The keys that two texts of a file do not have alike; none where that cannot be told of keys.
    fn unlike(&self, kept: &str, plain: &str) -> Option<Vec<String>> {
        let (mut kept, plain) = (self.article(kept)?, self.article(plain)?);
        // A kind that nobody wrote is seen in the text, at every build.
        for (quotation, printed) in kept.quotations.iter_mut().flatten().zip(plain.quotations()) {
            if quotation.kind_is_open {
                (quotation.kind, quotation.kind_is_open) = (printed.kind, printed.kind_is_open);
            }
        }
        if kept == plain {
            return Some(Vec::new());
        }
        let (kept, plain) = (write(&kept), write(&plain));
        let (kept, plain) = (blocks(head_of(&kept)).0, blocks(head_of(&plain)).0);
        let differ = |a: &[Block<'_>], b: &[Block<'_>]| -> Vec<String> {
            a.iter().filter(|block| !b.contains(block)).map(|block| block.0.to_owned()).collect()
        };
        let keys = [differ(&kept, &plain), differ(&plain, &kept)].concat();
        (!keys.is_empty()).then_some(keys)
    }
}

fn kept(file: &str, old: &str, new: &str, same_body: bool, anew: &BTreeSet<String>, limits: &Limits) -> Option<String> {
    let (file_head, file_fence, file_body) = cut(file, limits)?;
    let (_, new_fence, new_body) = cut(new, limits)?;
    let (first, head) = file_head.split_at(file_head.find('\n')? + 1);
    let body = if same_body { file_body } else { new_body };
    let fence = if same_body || !file_body.is_empty() { file_fence } else { new_fence };
    Some(format!("{first}{}{fence}{body}", joined(head, head_of(old), head_of(new), anew)))
}

/// The lines of a map: those of `file`, but for keys that are not the same in `old` and `new`, or are to be written `anew`.
fn joined(file: &str, old: &str, new: &str, anew: &BTreeSet<String>) -> String {
    let (file_blocks, rest) = blocks(file);
    let (old_blocks, new_blocks) = (blocks(old).0, blocks(new).0);
    let of_old: BTreeMap<&str, &str> = old_blocks.into_iter().collect();
    let of_new: BTreeMap<&str, &str> = new_blocks.iter().copied().collect();
    let mut out: Vec<(&str, Cow<'_, str>)> = Vec::new();
    let mut orphans = String::new();
    for (key, lines) in file_blocks {
        let lines = match (of_old.get(key), of_new.get(key)) {
            (_, Some(new)) if anew.contains(key) => Cow::Owned(replaced(lines, new, "")),
            (old, new) if old == new => Cow::Borrowed(lines),
            (_, None) => {
                orphans.push_str(&lost(lines, "", ""));
                continue;
            }
            (old, Some(new)) => Cow::Owned(changed(lines, old.copied().unwrap_or_default(), new)),
        };
        out.push((key, if orphans.is_empty() { lines } else { Cow::Owned(std::mem::take(&mut orphans) + &lines) }));
    }
    let mut before = 0;
    for (key, lines) in new_blocks {
        match out.iter().position(|block| block.0 == key) {
            Some(at) => before = at + 1,
            // What the file leaves out it says without words.
            None if of_old.get(key) == Some(&lines) => {}
            None => {
                out.insert(before, (key, Cow::Borrowed(lines)));
                before += 1;
            }
        }
    }
    let mut text: String = out.iter().map(|(_, lines)| &**lines).collect();
    text.push_str(&orphans);
    text.push_str(rest);
    text
}

/// The lines up to the closing fence, that fence with the blank lines below it, and the body.
fn cut<'t>(text: &'t str, limits: &Limits) -> Option<(&'t str, &'t str, &'t str)> {
    let parts = fence::split("", text, limits.front_matter_bytes).ok()?;
    let (head, body) = (parts.yaml.len(), parts.body);
    (head > 0).then(|| (&text[..head], &text[head..body], &text[body..]))
}

/// The lines between the fences of a text that [`write()`] made.
fn head_of(text: &str) -> &str {
    fence::split("", text, u64::MAX).ok().and_then(|parts| parts.yaml.get(4..)).unwrap_or_default()
}

/// One key of a map: its name and its lines, with the comments above it.
type Block<'t> = (&'t str, &'t str);

/// The keys at the margin, and the comments below the last one's lines.
fn blocks(head: &str) -> (Vec<Block<'_>>, &str) {
    let (above, parts, rest) = parts(head, 0, |line| !line.starts_with([' ', '\t', '-', '\n']));
    let named = parts.into_iter().map(|lines| {
        let line = comments_above(lines).1;
        (line.split([':', '\n']).next().unwrap_or_default().trim_end().trim_matches(['"', '\'']), lines)
    });
    let mut named: Vec<Block<'_>> = named.collect();
    match named.first_mut() {
        Some(first) => first.1 = &head[..above.len() + first.1.len()],
        None => return (named, head),
    }
    (named, rest)
}

/// What stands above the first part that begins at a column, the parts, each with the comments above it, and the comments
/// below the last.
fn parts(lines: &str, column: usize, begins: impl Fn(&str) -> bool) -> (&str, Vec<&str>, &str) {
    let (mut above, mut parts) = (None, Vec::new());
    let (mut start, mut comments, mut at) = (0, 0, 0);
    for line in lines.split_inclusive('\n') {
        let end = at + line.len();
        let is_there = line.len() > column && line.bytes().take(column).all(|byte| byte == b' ');
        let at_column = if is_there { &line[column..] } else { "" };
        if !at_column.starts_with('#') {
            if is_there && begins(at_column) {
                match above {
                    None => above = Some(&lines[..comments]),
                    Some(_) => parts.push(&lines[start..comments]),
                }
                start = comments;
            }
            comments = end;
        }
        at = end;
    }
    match above {
        None => (lines, parts, ""),
        Some(above) => {
            parts.push(&lines[start..comments]);
            (above, parts, &lines[comments..])
        }
    }
}

/// The lines with nothing but a comment at the start of some lines, and the other lines.
fn comments_above(lines: &str) -> (&str, &str) {
    let is_comment = |line: &&str| line.trim_start().starts_with('#') || line.trim().is_empty();
    lines.split_at(lines.split_inclusive('\n').take_while(is_comment).map(str::len).sum())
}

/// The lines of a key whose value changed: comments stay, and items of a list that did not change.
fn changed(file: &str, old: &str, new: &str) -> String {
    let (above, lines) = comments_above(file);
    let listed = (|| {
        let (file, old, new) = (items(lines)?, items(old)?, items(new)?);
        (file.items.len() == old.items.len()).then(|| list(&file, &old, &new))
    })();
    if let Some(list) = listed {
        return format!("{above}{}{list}", lost(lines, &list, ""));
    }
    replaced(file, new, "")
}

/// `new` in the place of the lines of `file`, with their comments: behind it where both are one line, else above it.
fn replaced(file: &str, new: &str, margin: &str) -> String {
    let (above, lines) = comments_above(file);
    let is_line = |lines: &str| lines.matches('\n').count() == 1;
    match comments(lines).as_slice() {
        [comment] if is_line(lines) && is_line(new) => format!("{above}{} {comment}\n", new.trim_end()),
        _ => format!("{above}{}{new}", lost(lines, new, margin)),
    }
}

/// The comments of `file` that `kept` has not, each on a line.
fn lost(file: &str, kept: &str, margin: &str) -> String {
    let mut there: BTreeMap<&str, usize> = BTreeMap::new();
    comments(kept).into_iter().for_each(|comment| *there.entry(comment).or_default() += 1);
    let mut lost = String::new();
    for comment in comments(file) {
        match there.get_mut(comment) {
            Some(count) if *count > 0 => *count -= 1,
            _ => lost.push_str(&format!("{margin}{comment}\n")),
        }
    }
    lost
}

/// The comments in lines of YAML, without those that are part of a text.
fn comments(lines: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut quote = None;
    let mut block: Option<usize> = None;
    for line in lines.split_inclusive('\n') {
        let key = line.len() - line.trim_start_matches([' ', '-']).len();
        if let Some(column) = block {
            if line.trim().is_empty() || line.len() - line.trim_start().len() > column {
                continue;
            }
            block = None;
        }
        let (mut last, mut before, mut is_escaped, mut end) = (':', ' ', false, line.len());
        for (at, c) in line.char_indices() {
            match quote {
                Some('"') if is_escaped => is_escaped = false,
                Some('"') if c == '\\' => is_escaped = true,
                Some(open) if c == open => quote = None,
                Some(_) => {}
                None if c == '#' && before.is_whitespace() => {
                    found.push(line[at..].trim_end());
                    end = at;
                    break;
                }
                None if matches!(c, '"' | '\'') && matches!(last, ':' | '[' | '{' | ',' | '-') => quote = Some(c),
                None => {}
            }
            before = c;
            if !c.is_whitespace() {
                last = c;
            }
        }
        let value = line[..end].trim_end();
        let opens = value.trim_end_matches(['-', '+', '1', '2', '4']);
        if quote.is_none() && (opens.ends_with(": |") || opens.ends_with(": >")) {
            block = Some(key);
        }
    }
    found
}

/// A list with an item a line, or several.
struct Items<'t> {
    /// The line of the key, and what stands above the first item.
    header: &'t str,
    /// How far from the margin items begin.
    column: usize,
    items: Vec<&'t str>,
    /// Comments below the last one.
    rest: &'t str,
}

/// The items of the list of a key, if it is one in lines.
fn items(lines: &str) -> Option<Items<'_>> {
    let (key, list) = lines.split_at(lines.find('\n')? + 1);
    let value = match comments(key).first() {
        Some(comment) => &key[..key.rfind(comment)?],
        None => key,
    };
    let first = comments_above(list).1;
    let column = first.len() - first.trim_start_matches(' ').len();
    let is_item = |line: &str| line.starts_with("- ");
    if !value.trim_end().ends_with(':') || !is_item(&first[column..]) {
        return None;
    }
    let (above, items, rest) = parts(list, column, is_item);
    Some(Items { header: &lines[..key.len() + above.len()], column, items, rest })
}

/// The list of `file`, with the items of `new`: as they are written there where they are the same in `old`.
fn list(file: &Items<'_>, old: &Items<'_>, new: &Items<'_>) -> String {
    let mut known: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let (mut by_id, mut by_words): (BTreeMap<&str, usize>, BTreeMap<&str, usize>) = Default::default();
    for (at, item) in old.items.iter().enumerate().rev() {
        known.entry(item).or_default().push(at);
        by_id.insert(calling(item), at);
        if let Some(words) = wording(item) {
            // An item with an id is known by that.
            let other = by_words.get(words).copied().filter(|other| has_id(item) && !has_id(old.items[*other]));
            by_words.insert(words, other.unwrap_or(at));
        }
    }
    let mut used = BTreeSet::new();
    let same: Vec<Option<usize>> = new.items.iter().map(|item| known.get_mut(item).and_then(Vec::pop)).collect();
    used.extend(same.iter().flatten().copied());
    let mut text = file.header.to_owned();
    for (item, same) in new.items.iter().zip(same) {
        let like = || [by_id.get(calling(item)), wording(item).and_then(|words| by_words.get(words))];
        let at = same.or_else(|| like().into_iter().flatten().copied().find(|at| !used.contains(at)));
        match at {
            Some(at) if same.is_some() => text.push_str(file.items[at]),
            Some(at) => {
                used.insert(at);
                text.push_str(&changed_item(file.items[at], file.column, old.items[at], item));
            }
            None => text.push_str(&moved(item, file.column)),
        }
    }
    text.push_str(file.rest);
    text
}

/// What an item as [`write()`] prints it begins with: the id of a quotation, or the name and kind of an entity.
fn calling(item: &str) -> &str {
    let line = item.lines().next().unwrap_or_default();
    let end = line.match_indices(", ").nth(1).map(|(at, _)| at).filter(|_| line.contains("- {"));
    end.map_or(line.trim_end_matches('}'), |end| &line[..end])
}

fn has_id(item: &str) -> bool {
    calling(item).trim_start_matches([' ', '-']).starts_with("id: ")
}

/// The words of a quotation in such an item.
fn wording(item: &str) -> Option<&str> {
    item.lines().find_map(|line| line.trim_start_matches([' ', '-']).strip_prefix("text: "))
}

/// An item that is the same quotation or name, with other fields.
fn changed_item(file: &str, column: usize, old: &str, new: &str) -> String {
    let by_fields = (|| {
        let (above, lines) = comments_above(file);
        let margin = lines.find("- ")? + 1 + lines.get(column + 1..)?.bytes().take_while(|byte| *byte == b' ').count();
        let (file, old, new) = (fields(lines, margin)?, fields(old, 4)?, fields(new, 4)?);
        let (start, lines) = {
            let joined = joined(&file, &old, &new, &BTreeSet::new());
            let (start, lines) = comments_above(&joined);
            (indented(start, margin), indented(lines, margin))
        };
        let dash = format!("{}-{}", " ".repeat(column), " ".repeat(margin - column - 1));
        Some(format!("{above}{start}{dash}{}", lines.get(margin..)?))
    })();
    by_fields.unwrap_or_else(|| replaced(file, &moved(new, column), &" ".repeat(column)))
}

/// The fields of an item in lines, at the margin; none where it is written in another way.
fn fields(item: &str, margin: usize) -> Option<String> {
    if item.get(margin..)?.starts_with(['{', '[', '"', '\'']) {
        return None;
    }
    let mut out = String::with_capacity(item.len());
    for (number, line) in item.split_inclusive('\n').enumerate() {
        match line.get(margin..) {
            Some(field) if number == 0 || line[..margin].trim().is_empty() => out.push_str(field),
            _ if line.trim().is_empty() || line.trim_start().starts_with('#') => {
                out.push_str(line.trim_start_matches(' '))
            }
            _ => return None,
        }
    }
    Some(out)
}

fn indented(lines: &str, margin: usize) -> String {
    let blanks = " ".repeat(margin);
    let indent = |line: &str| if line.trim().is_empty() { line.to_owned() } else { format!("{blanks}{line}") };
    lines.split_inclusive('\n').map(indent).collect()
}

/// An item as [`write()`] prints it, at another column.
fn moved(item: &str, column: usize) -> String {
    item.split_inclusive('\n').map(|line| format!("{}{}", " ".repeat(column), line.get(2..).unwrap_or(line))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::front_matter::read;

    const FILE: &str = "---\nid: 5d1f0c9ab2e4\n# as in the paper\ntitle: 'Air naik'\ndate: 2024-05-02\nmine: yes # kept\n\
                        origin: {file: a.jsonl, record: 1, sha256: aa}\nquotations:\n  \
                        - {id: 3f9a2c81d07e, text: Air naik, by: hand, corrected: 2024-05-03}\n  \
                        - id: 97f6d60f0d57\n    text: Air surut\n    speaker: Budi\nentities:\n  \
                        - {kind: person, name: \"Budi\"}   # he\n---\n\nAir naik. Air surut.\n";

    fn rewritten(change: impl Fn(&mut Article)) -> String {
        let old = read("a.md", FILE, &Limits::default()).0.unwrap();
        let mut new = old.clone();
        change(&mut new);
        let text = rewrite(FILE, &old, &new, &Limits::default(), &Words::NONE);
        let reading = Reading { path: "a.md", limits: &Limits::default(), words: &Words::NONE };
        assert_eq!(reading.unlike(&text, &write(&new)), Some(Vec::new()), "{text}");
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
        assert_eq!(text, FILE.replace("    speaker: Budi\n", "    speaker: Ani\n"));
        let text = rewritten(|article| article.body = "Air surut. Air naik.\n".into());
        assert_eq!(text, FILE.replace("Air naik. Air surut.", "Air surut. Air naik."));
        let text = rewritten(|article| article.publisher = Some("Harian Teluk".into()));
        assert_eq!(text, FILE.replace("mine: yes", "publisher: Harian Teluk\nmine: yes"));
    }

    #[test]
    fn a_file_that_cannot_be_kept_is_written_anew() {
        let old = read("a.md", FILE, &Limits::default()).0.unwrap();
        assert_eq!(rewrite("Air naik.\n", &old, &old, &Limits::default(), &Words::NONE), write(&old));
    }

    #[test]
    fn comments_in_what_changed_stay_beside_it() {
        let file = "---\nid: a\ntitle: Air # judul\ndate: '2024-05-02' # hari\nquotations: # dua\n# satu\n\
                    -   text: >-\n      Air # naik\n      tinggi\n    # siapa\n    speaker: Budi   # telepon\n    by: hand\n\
                    - {text: Air surut, speaker: Ani} # pendek\n---\n\nAir # naik tinggi. Air surut.\n";
        let old = read("a.md", file, &Limits::default()).0.unwrap();
        let mut new = old.clone();
        new.title = "Air laut".into();
        new.quotations.as_mut().unwrap()[0].speaker = Some("Citra".into());
        let rewritten = |new: &Article| rewrite(file, &old, new, &Limits::default(), &Words::NONE);
        let expected = file.replace("title: Air", "title: Air laut").replace("Budi   #", "Citra #");
        assert_eq!(rewritten(&new), expected);
        new.quotations.as_mut().unwrap().remove(1);
        assert_eq!(
            rewritten(&new),
            expected
                .replace("quotations:", "# pendek\nquotations:")
                .replace("- {text: Air surut, speaker: Ani} # pendek\n", "")
        );
    }
}
