//! Joins what people and the source changed in one text, paragraph by paragraph.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::front_matter::id_from;
use crate::markdown::code_blocks;

/// What separates paragraphs.
const GAP: &str = "\n\n";

/// What stands for a text in the copy of what was imported: for each paragraph a line with twelve hexadecimal digits of its
/// SHA-256. White space that no page shows does not count: at the end of a line, and blank lines too many.
///
/// ```
/// # use kutip::archive::text_hash;
/// assert_eq!(text_hash("Air naik.\n\nHujan."), format!("{}\n{}", text_hash("Air naik."), text_hash("Hujan.\n")));
/// assert_eq!(text_hash("Air naik.\n\nHujan."), text_hash("\nAir naik. \n \n\nHujan.\n\n"));
/// ```
pub fn text_hash(body: &str) -> String {
    hashes(&paragraphs(body).0).join("\n")
}

/// Whether `kept`, the hash of a text, is that of `body`.
pub fn is_hash_of(kept: &str, body: &str) -> bool {
    kept == text_hash(body) || kept == earlier_hash(body)
}

/// What earlier versions kept, to which all white space counted.
fn earlier_hash(body: &str) -> String {
    let hashes: Vec<String> = body.trim_end().split(GAP).map(id_from).collect();
    hashes.join("\n")
}

/// What was kept of one of the `texts` as [`text_hash`] gives it.
pub(super) fn hash_of_today(kept: &str, texts: [&str; 2]) -> String {
    let text = texts.into_iter().find(|text| kept == earlier_hash(text));
    text.map_or_else(|| kept.to_owned(), text_hash)
}

/// A part of a text between blank lines that are not code.
struct Paragraph<'t> {
    /// The white space before it.
    gap: &'t str,
    text: &'t str,
    /// Where it starts in the whole text.
    start: usize,
    /// What of it a page shows.
    shown: String,
}

impl<'t> Paragraph<'t> {
    fn with_gap(&self) -> (&'t str, &'t str) {
        (self.gap, self.text)
    }
}

/// The paragraphs of a text, and the white space behind the last one.
fn paragraphs(text: &str) -> (Vec<Paragraph<'_>>, &str) {
    let code = code_blocks(text);
    let mut paragraphs: Vec<Paragraph<'_>> = Vec::new();
    let mut is_open = false;
    let (mut at, mut last) = (0, 0);
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let line = line.trim_end_matches('\n');
        let words = line.trim_end();
        let end = start + line.len();
        let block = code.partition_point(|block| block.end <= end);
        let is_code = code.get(block).is_some_and(|block| block.start <= end);
        if words.is_empty() && !is_code {
            is_open = false;
            continue;
        }
        if !is_open {
            paragraphs.push(Paragraph { gap: &text[last..start], text: "", start, shown: String::new() });
            is_open = true;
        }
        last = end;
        let Some(paragraph) = paragraphs.last_mut() else { continue };
        paragraph.text = &text[paragraph.start..last];
        if !paragraph.shown.is_empty() {
            paragraph.shown.push('\n');
        }
        paragraph.shown.push_str(if is_code { line } else { words });
        if !is_code && line.ends_with("  ") {
            // A line break, unless the paragraph ends.
            paragraph.shown.push_str("  ");
        }
    }
    (paragraphs, &text[last..])
}

fn hashes(paragraphs: &[Paragraph<'_>]) -> Vec<String> {
    paragraphs.iter().map(|paragraph| id_from(paragraph.shown.trim_end())).collect()
}

/// A text that people and its source changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Joined {
    pub text: String,
    /// Paragraphs that both changed, otherwise each: as they stand here, and there.
    pub conflicts: Vec<(String, String)>,
}

/// A change: paragraphs of the base, those that stand in their place, and whether people made it.
type Change = (Range<usize>, Range<usize>, bool);

/// The text `here` with what `there` changed in other paragraphs of the text that had the hash `base`. This is the merge of
/// three versions that [diff3](https://www.cis.upenn.edu/~bcpierce/papers/diff3-short.pdf) describes. White space stays as it is
/// `here`, but inside of what is taken over.
pub(super) fn joined(base: &str, here: &str, there: &str) -> Joined {
    let base: Vec<String> = base.lines().map(str::to_owned).collect();
    let (here, tail) = paragraphs(here);
    let (there, _) = paragraphs(there);
    let mut changes = changes(&base, &hashes(&here), true);
    changes.extend(self::changes(&base, &hashes(&there), false));
    changes.sort_by_key(|(old, _, is_ours)| (old.start, old.end, !is_ours));
    // Each with the white space before it.
    let mut joined: Vec<(&str, &str)> = Vec::new();
    let mut conflicts = Vec::new();
    // How far the base was walked through, and `here` and `there` with it.
    let (mut at, mut in_here, mut in_there) = (0, 0, 0);
    let mut rest = changes.as_slice();
    let words = |paragraphs: &[Paragraph<'_>]| -> String {
        paragraphs.iter().map(|paragraph| paragraph.text).collect::<Vec<_>>().join(GAP)
    };
    while let Some((first, _)) = rest.split_first() {
        let mut place = first.0.clone();
        let mut count = 1;
        while let Some((next, _, _)) = rest.get(count).filter(|next| touch(&place, &next.0)) {
            place.end = place.end.max(next.end);
            count += 1;
        }
        let (group, others) = rest.split_at(count);
        rest = others;
        let unchanged = place.start - at;
        joined.extend(here[in_here..in_here + unchanged].iter().map(Paragraph::with_gap));
        in_here += unchanged;
        in_there += unchanged;
        // How many paragraphs a text has for this place of the base.
        let count = |is_ours: bool| {
            let changes = group.iter().filter(|change| change.2 == is_ours);
            let grown: usize = changes.clone().map(|(_, new, _)| new.len()).sum();
            let shrunk: usize = changes.map(|(old, _, _)| old.len()).sum();
            place.len() + grown - shrunk
        };
        let (own, other) = (&here[in_here..in_here + count(true)], &there[in_there..in_there + count(false)]);
        in_here += own.len();
        in_there += other.len();
        at = place.end;
        match group {
            [(_, _, false)] => {
                let gaps = own.iter().take(1).chain(other.iter().skip(own.len().min(1))).map(|paragraph| paragraph.gap);
                joined.extend(gaps.zip(other.iter().map(|paragraph| paragraph.text)));
            }
            _ => {
                let is_same = hashes(own) == hashes(other) && matches!(group, [(old, ..), (same, ..)] if old == same);
                if group.len() > 1 && !is_same {
                    conflicts.push((words(own), words(other)));
                }
                joined.extend(own.iter().map(Paragraph::with_gap));
            }
        }
    }
    joined.extend(here[in_here..].iter().map(Paragraph::with_gap));
    let mut text = here.first().map_or("", |first| first.gap).to_owned();
    for (at, (gap, words)) in joined.into_iter().enumerate() {
        if at > 0 {
            // The first one of a text has none.
            text.push_str(if gap.matches('\n').count() < 2 { GAP } else { gap });
        }
        text.push_str(words);
    }
    text.push_str(tail);
    Joined { text, conflicts }
}

/// The places where `text` differs from `base`, in order; none shares a paragraph with another.
fn changes(base: &[String], text: &[String], is_ours: bool) -> Vec<Change> {
    let parts = capture_diff_slices(Algorithm::Myers, base, text).into_iter();
    let equal = parts.filter(|part| matches!(part, DiffOp::Equal { .. }));
    let equal = equal.map(|part| (part.old_range(), part.new_range()));
    let (mut old, mut new) = (0, 0);
    let mut changed = Vec::new();
    for (in_base, in_text) in equal.chain([(base.len()..base.len(), text.len()..text.len())]) {
        if in_base.start - old == in_text.start - new {
            // As many stand in the place of as many: each was changed for itself.
            changed.extend((old..in_base.start).zip(new..).map(|(old, new)| (old..old + 1, new..new + 1, is_ours)));
        } else {
            changed.push((old..in_base.start, new..in_text.start, is_ours));
        }
        (old, new) = (in_base.end, in_text.end);
    }
    changed.retain(|(old, new, _)| !old.is_empty() || !new.is_empty());
    changed
}

/// Whether two changes are of one place of the base: they share a paragraph, or both put something in at one point.
fn touch(a: &Range<usize>, b: &Range<usize>) -> bool {
    a == b || a.start < b.end && b.start < a.end
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn join(base: &str, here: &str, there: &str) -> (String, bool) {
        let text = |words: &str| words.split(' ').collect::<Vec<_>>().join(GAP);
        let joined = joined(&text_hash(&text(base)), &text(here), &text(there));
        (joined.text.split(GAP).collect::<Vec<_>>().join(" "), !joined.conflicts.is_empty())
    }

    #[test]
    fn changes_of_different_paragraphs_are_joined() {
        for (base, here, there, both) in [
            ("a b c", "A b c", "a b C", "A b C"),
            ("a b c", "a b C", "x a b c y", "x a b C y"),
            ("a b c", "a c", "a b c d", "a c d"),
            ("a b c", "a B c", "a b C", "a B C"),
            ("a b c", "a B c", "a B c d", "a B c d"),
        ] {
            assert_eq!(join(base, here, there), (both.to_owned(), false));
        }
    }

    #[test]
    fn where_both_changed_one_paragraph_it_stays_as_people_left_it() {
        for (base, here, there, both) in [
            ("a b c", "a B c", "a x C", "a B C"),
            ("a b c d", "a B c d", "a x c D", "a B c D"),
            ("a b c", "a b x c", "a b y c z", "a b x c z"),
            ("a b c", "a c", "a B c", "a c"),
            ("a b c", "a B c", "A x c", "A B c"),
        ] {
            assert_eq!(join(base, here, there), (both.to_owned(), true));
        }
    }

    #[test]
    fn white_space_that_no_page_shows_is_no_change_and_stays() {
        let base = "a b\nc\n\nd\n\n```\ne\n\nf\n```\n\ng\n";
        let here = "\n\na b \nc\t\n \n\n\nd  \n\n```\ne\n\nf\n``` \n\n\ng\n\n";
        assert_eq!(text_hash(base), text_hash(here));
        for (from, own, to) in [
            ("a b\nc\n", "a b \nc\t\n", "a b\nC\n"),
            ("d", "d  ", "D"),
            ("f\n```\n", "f\n``` \n", "F\n```\n"),
            ("g", "g", "G"),
            ("\n\ng", "\n\n\ng", ""),
        ] {
            let joined = joined(&text_hash(base), here, &base.replacen(from, to, 1));
            let expected = here.replacen(own, to, 1);
            assert_eq!((joined.text, joined.conflicts), (expected, Vec::new()));
        }
    }

    #[test]
    fn white_space_that_pages_show_is_a_change() {
        let text = "a\nb\n\n```\nc\n\nd\n```\n\n    e\n";
        for (from, to) in [("a\n", "a  \n"), ("c\n", "c\n\n"), ("c", "c "), ("    e", "e"), ("a\n", "a\n\n")] {
            assert_ne!(text_hash(text), text_hash(&text.replacen(from, to, 1)), "{to:?}");
        }
    }

    #[test]
    fn what_earlier_versions_kept_of_a_text_is_read() {
        let text = "a\n\n\nb \n\n```\nc\n\nd\n```\n";
        let kept = ["a", "\nb ", "```\nc", "d\n```"].map(id_from).join("\n");
        assert!(is_hash_of(&kept, text) && !is_hash_of(&kept, "a"));
        assert_eq!(hash_of_today(&kept, ["a", text]), text_hash(text));
    }

    proptest! {
        #[test]
        fn who_changed_nothing_gets_what_the_other_wrote(base in "[a-c]( [a-c]){0,6}", other in "[a-d]( [a-d]){0,6}") {
            prop_assert_eq!(join(&base, &base, &other), (other.clone(), false));
            prop_assert_eq!(join(&base, &other, &base), (other.clone(), false));
            prop_assert_eq!(join(&base, &other, &other), (other, false));
        }

        #[test]
        fn any_three_texts_are_joined(base in "[a-c]( [a-c]){0,6}", a in "[a-d]( [a-d]){0,6}", b in "[a-d]( [a-d]){0,6}") {
            join(&base, &a, &b);
        }
    }
}
