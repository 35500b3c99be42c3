//! Turns the embedded file of weights into the scores of a token: hashed features, 8-bit weights, no copy.

use super::decode::{LINKS, Scores, Transitions};
use super::tags::COUNT;

/// First bytes of the file; the last one counts versions of the form and of the features.
const MAGIC: &[u8; 8] = b"kutipwt1";

/// Features whose hashes begin alike lie together; this many groups.
const GROUPS: usize = 1 << 15;

/// Features whose groups are looked up together.
const STEP: usize = 16;

/// Weights that are added at once: a power of two from [`COUNT`] on.
const LANES: usize = COUNT.next_power_of_two();

/// Weights that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("not a file of weights of this version")]
pub struct WeightsError;

/// Weights of features, as the file has them.
///
/// ```text
/// magic · transitions (i16) · ends of the groups (u32) · check of each feature (u16) · weights of each feature (i8)
/// ```
#[derive(Clone, Debug)]
pub struct Weights<'a> {
    /// Scores of one tag after another.
    pub transitions: Box<Transitions>,
    groups: &'a [u8],
    checks: &'a [u8],
    rows: &'a [u8],
}

fn group(feature: u64) -> usize {
    (feature >> 49) as usize
}

fn check(feature: u64) -> [u8; 2] {
    (feature as u16).to_le_bytes()
}

impl<'a> Weights<'a> {
    /// Reads a file.
    ///
    /// # Errors
    ///
    /// When the bytes have another form.
    pub fn read(bytes: &'a [u8]) -> Result<Self, WeightsError> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(WeightsError)?;
        let (pairs, rest) = rest.split_at_checked(2 * LINKS * COUNT * COUNT).ok_or(WeightsError)?;
        let (groups, rest) = rest.split_at_checked(4 * (GROUPS + 1)).ok_or(WeightsError)?;
        let mut transitions = Box::new([[[0; COUNT]; COUNT]; LINKS]);
        let scores = transitions.iter_mut().flatten().flatten();
        for (score, bytes) in scores.zip(pairs.chunks_exact(2)) {
            *score = i32::from(i16::from_le_bytes([bytes[0], bytes[1]]));
        }
        // Ends of groups are looked at only where they are used: a file is read anew for every document.
        let features = rest.len() / (2 + COUNT);
        if rest.len() % (2 + COUNT) != 0 || bound(groups, GROUPS) != features {
            return Err(WeightsError);
        }
        let (checks, rows) = rest.split_at(features * 2);
        Ok(Self { transitions, groups, checks, rows })
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
        bytes.extend(sorted.iter().flat_map(|(feature, _)| check(*feature)));
        bytes.extend(sorted.iter().flat_map(|(_, row)| row.map(|weight| weight as u8)));
        bytes
    }

    /// Whether the file has a weight for this feature.
    pub fn has(&self, feature: u64) -> bool {
        let group = group(feature);
        let bounds = 2 * bound(self.groups, group)..2 * bound(self.groups, group + 1);
        self.checks.get(bounds).is_some_and(|checks| position(checks, check(feature)).is_some())
    }

    /// Adds the weights of all `features` to `scores`; a feature that the file does not have adds nothing.
    ///
    /// At most 250 features: their sums are kept in 16 bits.
    pub fn add(&self, features: &[u64], scores: &mut Scores) {
        debug_assert!(features.len() <= 250);
        let mut sums = [0_i16; LANES];
        // In small steps with no branch in the first, so that the memory of many features is asked for at once.
        for features in features.chunks(STEP) {
            let mut groups = [(0, 0); STEP];
            for (bounds, &feature) in groups.iter_mut().zip(features) {
                let group = group(feature);
                *bounds = (bound(self.groups, group), bound(self.groups, group + 1));
            }
            for (&(start, end), &feature) in groups.iter().zip(features) {
                let Some(checks) = self.checks.get(2 * start..2 * end) else { continue };
                let Some(at) = position(checks, check(feature)) else { continue };
                let Some(row) = self.rows.get((start + at) * COUNT..) else { continue };
                // More lanes than tags, for one instruction adds all; what lies in the rest is never read.
                match row.first_chunk::<LANES>() {
                    Some(row) => add_row(&mut sums, row),
                    None => {
                        let mut last = [0; LANES];
                        last.iter_mut().zip(row).for_each(|(to, from)| *to = *from);
                        add_row(&mut sums, &last);
                    }
                }
            }
        }
        for (score, sum) in scores.iter_mut().zip(sums) {
            *score += i32::from(sum);
        }
    }
}

fn add_row(sums: &mut [i16; LANES], row: &[u8; LANES]) {
    for (sum, &weight) in sums.iter_mut().zip(row) {
        *sum = sum.wrapping_add(i16::from(weight as i8));
    }
}

/// Where a group starts in the order of features; where the one before it ends.
fn bound(groups: &[u8], group: usize) -> usize {
    let at = 4 * group;
    u32::from_le_bytes([groups[at], groups[at + 1], groups[at + 2], groups[at + 3]]) as usize
}

/// Index of `own` among checks of two bytes each.
fn position(checks: &[u8], own: [u8; 2]) -> Option<usize> {
    if checks.len() > 16 {
        return checks.chunks_exact(2).position(|other| other == own);
    }
    // Eight checks at once: those that are equal become zero, and the lowest zero is found without a branch.
    let mut bytes = [0; 16];
    bytes[..checks.len()].copy_from_slice(checks);
    const ONES: u128 = 0x0001_0001_0001_0001_0001_0001_0001_0001;
    let different = u128::from_le_bytes(bytes) ^ (ONES * u128::from(u16::from_le_bytes(own)));
    let zeros = different.wrapping_sub(ONES) & !different & (ONES << 15);
    let at = zeros.trailing_zeros() as usize / 16;
    (at < checks.len() / 2).then_some(at)
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
        for (feature, row) in &features {
            let mut scores = [0; COUNT];
            weights.add(&[*feature], &mut scores);
            assert_eq!(scores, row.map(i32::from));
        }
        let mut scores = [0; COUNT];
        weights.add(&[12345], &mut scores);
        assert_eq!(scores, [0; COUNT]);
    }

    #[test]
    fn a_broken_file_is_an_error() {
        let bytes = Weights::write(&[[[0; COUNT]; COUNT]; LINKS], &[(1, [1; COUNT])]);
        assert!(Weights::read(&bytes[..bytes.len() - 1]).is_err());
        assert!(Weights::read(&bytes[1..]).is_err());
        assert!(Weights::read(b"").is_err());
    }
}
