//! Who speaks about whom: a table of the busiest speakers and of those spoken about most.

use rustc_hash::FxHashMap;

use crate::model::EntityId;

/// Most rows and most columns.
const SIDE: usize = 20;

/// Steps of shade.
const SHADES: usize = 5;

/// Speakers, whom they speak about, and how often.
#[derive(Debug, Default, PartialEq)]
pub(in crate::site) struct Matrix {
    /// Speakers, busiest first.
    pub(in crate::site) rows: Vec<EntityId>,
    /// Whom they speak about, most first.
    pub(in crate::site) columns: Vec<EntityId>,
    /// Counts, row by row.
    pub(in crate::site) counts: Vec<usize>,
}

impl Matrix {
    /// The matrix of pairs: speaker, and whom one quotation is about. Rows and columns without any count are left out.
    pub(super) fn of(pairs: impl Iterator<Item = (EntityId, EntityId)>) -> Self {
        let mut counts: FxHashMap<(EntityId, EntityId), usize> = FxHashMap::default();
        for pair in pairs {
            *counts.entry(pair).or_default() += 1;
        }
        let rows = busiest(counts.iter().map(|((speaker, _), n)| (*speaker, *n)));
        let spoken_about = counts.iter().filter(|((speaker, _), _)| rows.contains(speaker));
        let columns = busiest(spoken_about.map(|((_, about), n)| (*about, *n)));
        let count = |row: EntityId, column: EntityId| counts.get(&(row, column)).copied().unwrap_or(0);
        let rows: Vec<EntityId> =
            rows.into_iter().filter(|row| columns.iter().any(|column| count(*row, *column) > 0)).collect();
        let counts = rows.iter().flat_map(|row| columns.iter().map(|column| count(*row, *column))).collect();
        Self { rows, columns, counts }
    }

    /// The count of a cell.
    pub(in crate::site) fn count(&self, row: usize, column: usize) -> usize {
        self.counts[row * self.columns.len() + column]
    }

    /// How dark a count is drawn: 0 for none, up to 5 for the highest.
    pub(in crate::site) fn shade(&self, count: usize) -> usize {
        let most = self.counts.iter().copied().max().unwrap_or(0).max(1);
        (count * SHADES).div_ceil(most)
    }
}

/// Those with the highest sums, highest first; of equals the one whose id is lower.
fn busiest(counts: impl Iterator<Item = (EntityId, usize)>) -> Vec<EntityId> {
    let mut sums: FxHashMap<EntityId, usize> = FxHashMap::default();
    for (id, n) in counts {
        *sums.entry(id).or_default() += n;
    }
    let mut sums: Vec<(EntityId, usize)> = sums.into_iter().collect();
    sums.sort_unstable_by_key(|(id, n)| (std::cmp::Reverse(*n), *id));
    sums.truncate(SIDE);
    sums.into_iter().map(|(id, _)| id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pairs: &[(u32, u32)]) -> Matrix {
        Matrix::of(pairs.iter().map(|(a, b)| (EntityId(*a), EntityId(*b))))
    }

    #[test]
    fn cells_count_pairs_and_the_busiest_come_first() {
        let matrix = of(&[(1, 9), (2, 9), (2, 8), (2, 9)]);
        assert_eq!(matrix.rows, [EntityId(2), EntityId(1)]);
        assert_eq!(matrix.columns, [EntityId(9), EntityId(8)]);
        assert_eq!(matrix.counts, [2, 1, 1, 0]);
        assert_eq!([0, 1, 2].map(|count| matrix.shade(count)), [0, 3, 5]);
    }

    #[test]
    fn no_more_than_twenty_a_side_and_no_empty_rows() {
        let pairs: Vec<(u32, u32)> = (0..50).flat_map(|a| (0..=a).map(move |b| (a, 100 + b))).collect();
        let matrix = of(&pairs);
        assert_eq!((matrix.rows.len(), matrix.columns.len(), matrix.counts.len()), (20, 20, 400));
        assert!((0..20).all(|row| (0..20).any(|column| matrix.count(row, column) > 0)));
        assert_eq!(of(&[]), Matrix::default());
    }
}
