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

/// The text `here` with what `there` changed in other paragraphs of the text that had the hash `base`; none where both
/// changed one paragraph, or put something in at one place. This is the merge of three versions that
/// [diff3](https://www.cis.upenn.edu/~bcpierce/papers/diff3-short.pdf) describes.
pub(super) fn joined(base: &str, here: &str, there: &str) -> Option<String> {
    let (of_base, of_here, of_there) = (base.to_owned(), text_hash(here), text_hash(there));
    let lines = |text: &'_ str| text.split('\n').map(str::to_owned).collect::<Vec<_>>();
    let (of_base, of_here, of_there) = (lines(&of_base), lines(&of_here), lines(&of_there));
    let (here, there): (Vec<&str>, Vec<&str>) =
        (here.trim_end().split(GAP).collect(), there.trim_end().split(GAP).collect());
    let changes = |of_text: &[String]| -> Vec<(Range<usize>, Range<usize>)> {
        let parts = capture_diff_slices(Algorithm::Myers, &of_base, of_text).into_iter();
        let equal =
            parts.filter(|part| matches!(part, DiffOp::Equal { .. })).map(|part| (part.old_range(), part.new_range()));
        let (mut old, mut new) = (0, 0);
        let mut changed = Vec::new();
        for (in_base, in_text) in equal.chain([(of_base.len()..of_base.len(), of_text.len()..of_text.len())]) {
            changed.push((old..in_base.start, new..in_text.start));
            (old, new) = (in_base.end, in_text.end);
        }
        changed.retain(|(old, new)| !old.is_empty() || !new.is_empty());
        changed
    };
    let (by_people, by_source) = (changes(&of_here), changes(&of_there));
    let mut joined: Vec<&str> = Vec::new();
    let (mut at, mut ours, mut theirs) = (0, by_people.iter().peekable(), by_source.iter().peekable());
    // Where the base's paragraphs stand in `here`: both walk on together.
    let mut in_here = 0;
    loop {
        let (own, other) = (ours.peek(), theirs.peek());
        let is_same = |own: &&(Range<usize>, Range<usize>), other: &&(Range<usize>, Range<usize>)| {
            own.0 == other.0 && here[own.1.clone()] == there[other.1.clone()]
        };
        let (change, text, is_own) = match (own, other) {
            (None, None) => break,
            (Some(own), Some(other)) if is_same(own, other) => {
                theirs.next();
                (ours.next()?, &here, true)
            }
            (Some(own), Some(other)) if touch(&own.0, &other.0) => return None,
            (Some(own), Some(other)) if own.0.start > other.0.start || own.0.end > other.0.end => {
                (theirs.next()?, &there, false)
            }
            (Some(_), _) => (ours.next()?, &here, true),
            (None, Some(_)) => (theirs.next()?, &there, false),
        };
        let equal = change.0.start.checked_sub(at)?;
        joined.extend(&here[in_here..in_here + equal]);
        joined.extend(&text[change.1.clone()]);
        in_here = if is_own { change.1.end } else { in_here + equal + change.0.len() };
        at = change.0.end;
    }
    joined.extend(&here[in_here..]);
    Some(joined.join(GAP))
}

/// Whether two changes of one text are of one place: they share a paragraph, or both put something in at one point.
fn touch(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end || a.is_empty() && a == b || a.is_empty() != b.is_empty() && inside(a, b)
}

/// Whether the empty one of two ranges lies inside the other.
fn inside(a: &Range<usize>, b: &Range<usize>) -> bool {
    let (point, range) = if a.is_empty() { (a, b) } else { (b, a) };
    range.start < point.start && point.start < range.end
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn join(base: &str, here: &str, there: &str) -> Option<String> {
        let text = |words: &str| words.split(' ').collect::<Vec<_>>().join(GAP);
        joined(&text_hash(&text(base)), &text(here), &text(there))
            .map(|text| text.split(GAP).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn changes_of_different_paragraphs_are_joined() {
        assert_eq!(join("a b c", "A b c", "a b C").as_deref(), Some("A b C"));
        assert_eq!(join("a b c", "a b C", "x a b c y").as_deref(), Some("x a b C y"));
        assert_eq!(join("a b c", "a c", "a b c d").as_deref(), Some("a c d"));
        assert_eq!(join("a b c", "a B c", "a b C").as_deref(), Some("a B C"));
        assert_eq!(join("a b c", "a B c", "a B c d").as_deref(), Some("a B c d"));
    }

    #[test]
    fn changes_of_one_paragraph_are_not() {
        assert_eq!(join("a b c", "a B c", "a x c"), None);
        assert_eq!(join("a b c", "a b x c", "a b y c"), None);
        assert_eq!(join("a b c", "a c", "a B c"), None);
    }

    proptest! {
        #[test]
        fn who_changed_nothing_gets_what_the_other_wrote(base in "[a-c]( [a-c]){0,6}", other in "[a-d]( [a-d]){0,6}") {
            prop_assert_eq!(join(&base, &base, &other), Some(other.clone()));
            prop_assert_eq!(join(&base, &other, &base), Some(other.clone()));
            prop_assert_eq!(join(&base, &other, &other), Some(other));
        }
    }
}
