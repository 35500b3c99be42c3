//! Turns the embedded file of weights into the scores of a token: hashed features, 8-bit weights.

use std::ops::Range;

use super::decode::{LINKS, Scores, Transitions};
use super::tags::COUNT;

/// First bytes of the file; the last one counts versions of the form and of the features.
const MAGIC: &[u8; 8] = b"kutipwt1";

/// Features whose hashes begin alike lie together; this many groups.
const GROUPS: usize = 1 << 15;

/// Features whose groups are looked up together.
const STEP: usize = 16;

/// Most features of one token: their sums are kept in 16 bits.
pub const MOST: usize = 256;

/// Weights that are added at once: a power of two from [`COUNT`] on.
const LANES: usize = COUNT.next_power_of_two();

/// Weights that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("not a file of weights of this version")]
pub struct WeightsError;

/// Weights of features, ready to be added up.
///
/// The file has them in little room:
///
/// ```text
/// magic · transitions (i16) · ends of the groups (u32) · check of each feature (u16) · weights of each feature (i8)
/// ```
#[derive(Clone, Debug)]
pub struct Weights {
    /// Scores of one tag after another.
    pub transitions: Box<Transitions>,
    /// For each group, one bit for the features whose hashes end alike: most features that are asked for have no weights,
    /// and this much stays in the processor's nearer cache.
    present: Vec<u64>,
    /// One bucket a group.
    buckets: Vec<Bucket>,
    /// Features that their buckets have no room for, group by group.
    rest: Vec<(u16, [u8; LANES])>,
}

/// The features of one group: all that is asked of most features lies in one line of the processor's cache.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
struct Bucket([u8; 64]);

impl Bucket {
    /// Features in a bucket. Free slots have a check and weights of 0, so that finding one adds nothing.
    const SLOTS: usize = 4;
    /// Where the checks lie, of two bytes each; before them lie the rows of weights.
    const CHECKS: usize = Self::SLOTS * COUNT;
    /// Where it says what of the group is in [`Weights::rest`]: how many features (one byte), from which on (three).
    const REST: usize = Self::CHECKS + 2 * Self::SLOTS;

    /// The slot of a feature with this check; [`Bucket::SLOTS`] and more if none has it.
    fn slot(&self, check: u16) -> usize {
        // All checks at once: those that are equal become zero, and the lowest zero is found without a branch.
        const ONES: u64 = 0x0001_0001_0001_0001;
        let checks = self.0[Self::CHECKS..].first_chunk().map_or(0, |checks| u64::from_le_bytes(*checks));
        let different = checks ^ (ONES * u64::from(check));
        let zeros = different.wrapping_sub(ONES) & !different & (ONES << 15);
        zeros.trailing_zeros() as usize / 16
    }

    /// Weights of a slot; what lies behind the [`COUNT`] of them is never read.
    fn row(&self, slot: usize) -> Option<&[u8; LANES]> {
        self.0[slot * COUNT..].first_chunk()
    }

    /// What of the group is in [`Weights::rest`].
    fn rest(&self) -> Range<usize> {
        let [count, start @ ..] =
            [self.0[Self::REST], self.0[Self::REST + 1], self.0[Self::REST + 2], self.0[Self::REST + 3]];
        let start = start.iter().rev().fold(0, |start, byte| start << 8 | usize::from(*byte));
        start..start + usize::from(count)
    }
}

/// The features of one token that are to be added up: at most [`MOST`] of them.
#[derive(Debug)]
pub struct Asked {
    features: [u64; MOST],
    count: usize,
}

impl Default for Asked {
    fn default() -> Self {
        Self { features: [0; MOST], count: 0 }
    }
}

impl Asked {
    /// Forgets the last token's.
    pub fn clear(&mut self) {
        self.count = 0;
    }
}

static NO_WEIGHTS: [u8; LANES] = [0; LANES];

fn group(feature: u64) -> usize {
    (feature >> 49) as usize
}

/// The bit of a feature in its group's word of [`Weights::present`].
fn present_bit(feature: u64) -> u64 {
    1 << (feature % 64)
}

impl Weights {
    /// Reads a file.
    ///
    /// # Errors
    ///
    /// When the bytes have another form.
    pub fn read(bytes: &[u8]) -> Result<Self, WeightsError> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(WeightsError)?;
        let (pairs, rest) = rest.split_at_checked(2 * LINKS * COUNT * COUNT).ok_or(WeightsError)?;
        let (ends, rest) = rest.split_at_checked(4 * (GROUPS + 1)).ok_or(WeightsError)?;
        let mut transitions = Box::new([[[0; COUNT]; COUNT]; LINKS]);
        let scores = transitions.iter_mut().flatten().flatten();
        for (score, bytes) in scores.zip(pairs.chunks_exact(2)) {
            *score = i32::from(i16::from_le_bytes([bytes[0], bytes[1]]));
        }
        let features = rest.len() / (2 + COUNT);
        let (checks, rows) = rest.split_at(features * 2);
        let mut weights =
            Self { transitions, present: vec![0; GROUPS], buckets: vec![Bucket([0; 64]); GROUPS], rest: Vec::new() };
        let mut start = 0;
        let ends = ends.chunks_exact(4).skip(1);
        for ((bucket, present), end) in weights.buckets.iter_mut().zip(&mut weights.present).zip(ends) {
            let end = u32::from_le_bytes([end[0], end[1], end[2], end[3]]) as usize;
            let checks = checks.get(2 * start..2 * end).ok_or(WeightsError)?.chunks_exact(2);
            let rows = rows.get(COUNT * start..COUNT * end).ok_or(WeightsError)?.chunks_exact(COUNT);
            let first = weights.rest.len();
            for (slot, (check, row)) in checks.zip(rows).enumerate() {
                *present |= present_bit(u64::from(check[0]));
                if slot < Bucket::SLOTS {
                    bucket.0[slot * COUNT..(slot + 1) * COUNT].copy_from_slice(row);
                    bucket.0[Bucket::CHECKS + 2 * slot..Bucket::CHECKS + 2 * slot + 2].copy_from_slice(check);
                } else {
                    let mut lanes = [0; LANES];
                    lanes[..COUNT].copy_from_slice(row);
                    weights.rest.push((u16::from_le_bytes([check[0], check[1]]), lanes));
                }
            }
            let count = u8::try_from(weights.rest.len() - first).map_err(|_| WeightsError)?;
            bucket.0[Bucket::REST] = count;
            bucket.0[Bucket::REST + 1..].copy_from_slice(&(first as u32).to_le_bytes()[..3]);
            start = end;
        }
        if rest.len() % (2 + COUNT) != 0 || start != features {
            return Err(WeightsError);
        }
        Ok(weights)
    }

    /// Writes a file from features and their weights.
    ///
    /// Of two features that cannot be told apart, the first stays.
    pub fn write(transitions: &Transitions, features: &[(u64, [i8; COUNT])]) -> Vec<u8> {
        let mut sorted: Vec<_> = features.iter().collect();
        sorted.sort_by_key(|(feature, _)| (group(*feature), *feature as u16));
        sorted.dedup_by_key(|(feature, _)| (group(*feature), *feature as u16));
        let mut bytes = MAGIC.to_vec();
        for score in transitions.iter().flatten().flatten() {
            bytes.extend((*score as i16).to_le_bytes());
        }
        for bound in 0..=GROUPS {
            let below = sorted.partition_point(|(feature, _)| group(*feature) < bound);
            bytes.extend((below as u32).to_le_bytes());
        }
        bytes.extend(sorted.iter().flat_map(|(feature, _)| (*feature as u16).to_le_bytes()));
        bytes.extend(sorted.iter().flat_map(|(_, row)| row.map(|weight| weight as u8)));
        bytes
    }

    /// Whether the file has a weight for this feature.
    pub fn has(&self, feature: u64) -> bool {
        self.row(feature)[..COUNT].iter().any(|&weight| weight != 0)
    }

    /// Takes one more feature of a token to be added up, if it may have weights.
    pub fn ask(&self, asked: &mut Asked, feature: u64) {
        // Without a branch, which nothing could foretell.
        asked.features[asked.count % MOST] = feature;
        asked.count += usize::from(self.present[group(feature)] & present_bit(feature) != 0);
    }

    /// Adds the weights of all features `asked` for to `scores`; a feature that the file does not have adds nothing.
    pub fn add(&self, asked: &Asked, scores: &mut Scores) {
        let mut sums = [0_i16; LANES];
        let features = &asked.features[..asked.count.min(MOST)];
        // In small steps with no branch in the first, so that the memory of many features is asked for at once.
        for features in features.chunks(STEP) {
            let mut rows = [&NO_WEIGHTS; STEP];
            for (row, &feature) in rows.iter_mut().zip(features) {
                *row = self.row(feature);
            }
            rows[..features.len()].iter().for_each(|row| add_row(&mut sums, row));
        }
        // All lanes are needed up to here, or the compiler adds those of the last tags one by one.
        for (score, sum) in scores.iter_mut().zip(std::hint::black_box(sums)) {
            *score += i32::from(sum);
        }
    }

    fn row(&self, feature: u64) -> &[u8; LANES] {
        let check = feature as u16;
        let bucket = &self.buckets[group(feature)];
        let slot = bucket.slot(check);
        if slot >= Bucket::SLOTS && bucket.0[Bucket::REST] != 0 {
            let rest = &self.rest[bucket.rest()];
            return rest.iter().find(|(other, _)| *other == check).map_or(&NO_WEIGHTS, |(_, row)| row);
        }
        if slot < Bucket::SLOTS { bucket.row(slot).unwrap_or(&NO_WEIGHTS) } else { &NO_WEIGHTS }
    }
}

fn add_row(sums: &mut [i16; LANES], row: &[u8; LANES]) {
    for (sum, &weight) in sums.iter_mut().zip(row) {
        *sum = sum.wrapping_add(i16::from(weight as i8));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_written_are_read_back() {
        let mut transitions = [[[0; COUNT]; COUNT]; LINKS];
        transitions[2][0][1] = -300;
        let features: Vec<(u64, [i8; COUNT])> =
            (0..50_u64).map(|at| (at.wrapping_mul(0x9e37_79b9_7f4a_7c15), [at as i8 - 25; COUNT])).collect();
        let bytes = Weights::write(&transitions, &features);
        let weights = Weights::read(&bytes).unwrap();
        assert_eq!(*weights.transitions, transitions);
        let scores = |feature| {
            let (mut asked, mut scores) = (Asked::default(), [0; COUNT]);
            weights.ask(&mut asked, feature);
            weights.add(&asked, &mut scores);
            scores
        };
        for (feature, row) in &features {
            assert_eq!(scores(*feature), row.map(i32::from));
        }
        assert_eq!(scores(12345), [0; COUNT]);
    }

    #[test]
    fn a_broken_file_is_an_error() {
        let bytes = Weights::write(&[[[0; COUNT]; COUNT]; LINKS], &[(1, [1; COUNT])]);
        assert!(Weights::read(&bytes[..bytes.len() - 1]).is_err());
        assert!(Weights::read(&bytes[1..]).is_err());
        assert!(Weights::read(b"").is_err());
    }
}
