//! Joins what people and the source changed in one text, paragraph by paragraph.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::front_matter::id_from;

/// What separates paragraphs.
const GAP: &str = "\n\n";

/// What stands for a text in the copy of what was imported: for each paragraph a line with twelve hexadecimal digits of its
/// SHA-256.
///
/// ```
/// # use kutip::archive::text_hash;
/// assert_eq!(text_hash("Air naik.\n\nHujan."), format!("{}\n{}", text_hash("Air naik."), text_hash("Hujan.\n")));
/// ```
pub fn text_hash(body: &str) -> String {
    let hashes: Vec<String> = body.trim_end().split(GAP).map(id_from).collect();
    hashes.join("\n")
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
/// three versions that [diff3](https://www.cis.upenn.edu/~bcpierce/papers/diff3-short.pdf) describes.
pub(super) fn joined(base: &str, here: &str, there: &str) -> Joined {
    let hashes = |text: &str| text.split('\n').map(str::to_owned).collect::<Vec<_>>();
    let base = hashes(base);
    let mut changes = changes(&base, &hashes(&text_hash(here)), true);
    changes.extend(self::changes(&base, &hashes(&text_hash(there)), false));
    changes.sort_by_key(|(old, _, is_ours)| (old.start, old.end, !is_ours));
    let here: Vec<&str> = here.trim_end().split(GAP).collect();
    let there: Vec<&str> = there.trim_end().split(GAP).collect();
    let mut joined: Vec<&str> = Vec::new();
    let mut conflicts = Vec::new();
    // How far the base was walked through, and `here` and `there` with it.
    let (mut at, mut in_here, mut in_there) = (0, 0, 0);
    let mut rest = changes.as_slice();
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
        joined.extend(&here[in_here..in_here + unchanged]);
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
            [(_, theirs, false)] => joined.extend(&there[theirs.clone()]),
            [(old, _, true), (same, theirs, false)] if old == same && own == &there[theirs.clone()] => {
                joined.extend(own)
            }
            _ => {
                if group.len() > 1 {
                    conflicts.push((own.join(GAP), other.join(GAP)));
                }
                joined.extend(own);
            }
        }
    }
    joined.extend(&here[in_here..]);
    Joined { text: joined.join(GAP), conflicts }
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
