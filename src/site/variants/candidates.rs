//! Which statements are worth comparing: those that share two rare words, or a run of words.

use rayon::prelude::*;

use super::Statement;
use super::features::Features;

/// Rarest words of a statement that are paired.
const RAREST: usize = 8;

/// Words of a run.
const RUN: usize = 4;

/// With how many others that share a pair or run each statement is compared.
const NEIGHBOURS: usize = 6;

/// A pair of words or a run of words, the speaker, and the statement that has them.
type Shared = (u64, u32, u32);

/// Pairs of statements, smaller place first, each once. At most a fixed number for each word of a statement.
pub(super) fn candidates(statements: &[Statement<'_>], features: &Features) -> Vec<(u32, u32)> {
    let mut shared: Vec<Shared> = statements
        .par_iter()
        .enumerate()
        .flat_map_iter(|(at, statement)| {
            let speaker = statement.speaker.map_or(0, |speaker| speaker + 1);
            keys(&features.words[at], &features.commonness).into_iter().map(move |key| (key, speaker, at as u32))
        })
        .collect();
    // Those with one speaker stand side by side, so that they are compared first of all.
    shared.par_sort_unstable();
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    for (at, (key, speaker, first)) in shared.iter().enumerate() {
        for (_, other_speaker, second) in
            shared[at + 1..].iter().take(NEIGHBOURS).take_while(|(other, _, _)| other == key)
        {
            let may_be_one = *speaker == *other_speaker || *speaker == 0 || *other_speaker == 0;
            if may_be_one && statements[*first as usize].article != statements[*second as usize].article {
                pairs.push((*first.min(second), *first.max(second)));
            }
        }
    }
    pairs.par_sort_unstable();
    pairs.dedup();
    pairs
}

/// What a statement may share with others. A word that no other statement has is shared with none.
fn keys(words: &[u32], commonness: &[u32]) -> Vec<u64> {
    let is_shared = |word: &u32| commonness[*word as usize] > 1;
    let mut rare: Vec<u32> = words.iter().copied().filter(is_shared).collect();
    rare.sort_unstable_by_key(|word| (commonness[*word as usize], *word));
    rare.dedup();
    rare.truncate(RAREST);
    rare.sort_unstable();
    let mut keys = Vec::with_capacity(RAREST * RAREST / 2 + words.len());
    for (at, first) in rare.iter().enumerate() {
        keys.extend(rare[at + 1..].iter().map(|second| u64::from(*first) << 32 | u64::from(*second)));
    }
    for run in words.windows(RUN).filter(|run| run.iter().all(is_shared)) {
        let mixed = run
            .iter()
            .fold(0_u64, |hash, word| (hash ^ u64::from(*word)).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29));
        // Runs and pairs must not meet: pairs have the highest bit clear.
        keys.push(mixed | 1 << 63);
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}
