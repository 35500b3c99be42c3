//! Turns kinds of names into the tags of single tokens and back.

use std::ops::Range;

use crate::model::EntityKind;

/// Number of tags: outside, and first, inner, last and only token of a name of each kind in [`KINDS`].
pub const COUNT: usize = 1 + 4 * KINDS.len();

/// The kinds that the tagger knows.
pub const KINDS: [EntityKind; 3] = [EntityKind::Person, EntityKind::Organization, EntityKind::Place];

/// The tag of one token, below [`COUNT`].
pub type Tag = u8;

/// The token is part of no name.
pub const OUTSIDE: Tag = 0;

/// Where in a name a token stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position {
    /// First of several.
    First,
    /// Neither first nor last.
    Inner,
    /// Last of several.
    Last,
    /// The only one.
    Only,
}

const POSITIONS: [Position; 4] = [Position::First, Position::Inner, Position::Last, Position::Only];

/// Position and kind (an index into [`KINDS`]) of a tag; none for [`OUTSIDE`].
pub fn parts(tag: Tag) -> Option<(Position, usize)> {
    let inside = usize::from(tag.checked_sub(1)?);
    Some((POSITIONS[inside % 4], inside / 4))
}

/// The tag of a token at `position` in a name of the kind [`KINDS`]`[kind]`.
pub fn tag(position: Position, kind: usize) -> Tag {
    (1 + 4 * kind + position as usize) as Tag
}

/// Whether `next` may stand after `before`.
pub fn may_follow(before: Tag, next: Tag) -> bool {
    let opens = |tag| !matches!(parts(tag), Some((Position::Inner | Position::Last, _)));
    match parts(before) {
        Some((Position::First | Position::Inner, kind)) => {
            matches!(parts(next), Some((Position::Inner | Position::Last, other)) if other == kind)
        }
        _ => opens(next),
    }
}

/// Whether a name may be open after the tag.
pub fn may_end(tag: Tag) -> bool {
    !matches!(parts(tag), Some((Position::First | Position::Inner, _)))
}

/// The names in a sequence of tags, with the index of their kind.
pub fn names(tags: &[Tag]) -> impl Iterator<Item = (Range<usize>, usize)> + '_ {
    let mut start = 0;
    tags.iter().enumerate().filter_map(move |(at, &tag)| {
        let (position, kind) = parts(tag)?;
        if matches!(position, Position::First | Position::Only) {
            start = at;
        }
        matches!(position, Position::Last | Position::Only).then_some((start..at + 1, kind))
    })
}

/// Writes the tags of a name into a sequence.
pub fn write(tags: &mut [Tag], name: Range<usize>, kind: usize) {
    let last = name.end - 1;
    for at in name.clone() {
        let position = match (at == name.start, at == last) {
            (true, true) => Position::Only,
            (true, false) => Position::First,
            (false, true) => Position::Last,
            (false, false) => Position::Inner,
        };
        tags[at] = tag(position, kind);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_written_as_tags_are_read_back() {
        let mut tags = [OUTSIDE; 7];
        write(&mut tags, 0..1, 2);
        write(&mut tags, 1..3, 0);
        write(&mut tags, 4..7, 1);
        assert_eq!(names(&tags).collect::<Vec<_>>(), [(0..1, 2), (1..3, 0), (4..7, 1)]);
        assert!(tags.windows(2).all(|pair| may_follow(pair[0], pair[1])));
    }

    #[test]
    fn a_name_goes_on_only_in_its_own_kind() {
        assert!(!may_follow(tag(Position::First, 0), tag(Position::Last, 1)));
        assert!(!may_follow(tag(Position::First, 0), OUTSIDE));
        assert!(!may_follow(OUTSIDE, tag(Position::Inner, 0)));
        assert!(may_follow(tag(Position::Last, 0), tag(Position::First, 0)));
    }
}
