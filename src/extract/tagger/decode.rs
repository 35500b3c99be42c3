//! Turns the scores of single tokens and of pairs of tags into the best sequence of tags (Viterbi, first order).

use std::sync::LazyLock;

use super::tags::{COUNT, OUTSIDE, Tag, may_end, may_follow};

/// One score for each tag.
pub type Scores = [i32; COUNT];

/// How many classes of tokens have transition scores of their own ([`super::features::Context::link`]).
pub const LINKS: usize = 6;

/// Scores of one tag after another, for each class of the second token.
pub type Transitions = [[Scores; COUNT]; LINKS];

/// Far below every score, yet sums of it do not overflow.
const NEVER: i32 = i32::MIN / 4;

/// The tags that may stand before each tag.
static PREDECESSORS: LazyLock<[Vec<Tag>; COUNT]> = LazyLock::new(|| {
    let tags = || 0..COUNT as Tag;
    std::array::from_fn(|next| tags().filter(|&before| may_follow(before, next as Tag)).collect())
});

/// Room for decoding, used again from segment to segment.
#[derive(Debug, Default)]
pub struct Decoder {
    forward: Vec<Scores>,
    from: Vec<[Tag; COUNT]>,
}

impl Decoder {
    /// A decoder without memory of any segment.
    pub fn new() -> Self {
        Self::default()
    }

    /// The best tags of a segment, whose neighbours on both sides are outside names.
    ///
    /// `scores` and `links` have one item for each token.
    pub fn best(&mut self, scores: &[Scores], links: &[u8], transitions: &Transitions, tags: &mut Vec<Tag>) {
        tags.clear();
        self.forward.clear();
        self.from.clear();
        for (at, own) in scores.iter().enumerate() {
            let pairs = &transitions[usize::from(links[at])];
            let mut reached = [NEVER; COUNT];
            let mut from = [OUTSIDE; COUNT];
            for next in 0..COUNT {
                if at == 0 {
                    if may_follow(OUTSIDE, next as Tag) {
                        reached[next] = pairs[usize::from(OUTSIDE)][next] + own[next];
                    }
                    continue;
                }
                let before = &self.forward[at - 1];
                let (mut best, mut best_from) = (NEVER, OUTSIDE);
                for &tag in &PREDECESSORS[next] {
                    let score = before[usize::from(tag)] + pairs[usize::from(tag)][next];
                    if score > best {
                        (best, best_from) = (score, tag);
                    }
                }
                reached[next] = best.saturating_add(own[next]).max(NEVER);
                from[next] = best_from;
            }
            self.forward.push(reached);
            self.from.push(from);
        }
        let Some(last) = self.forward.last() else { return };
        let mut tag = OUTSIDE;
        for next in 0..COUNT as Tag {
            if may_end(next) && last[usize::from(next)] > last[usize::from(tag)] {
                tag = next;
            }
        }
        for from in self.from.iter().rev() {
            tags.push(tag);
            tag = from[usize::from(tag)];
        }
        tags.reverse();
    }
}
