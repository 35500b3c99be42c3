//! Whose words an archive holds: quotations by speaker, role, organization and outlet.

use rustc_hash::FxHashMap;

use super::tenths;

/// Most groups that are told by name; the rest is one group.
const MOST: usize = 20;

/// Width of the bar.
pub(in crate::site) const WIDTH: f64 = 360.0;

/// What quotations are divided by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::site) enum Dimension {
    Speaker,
    Role,
    Organization,
    Outlet,
}

impl Dimension {
    pub(in crate::site) const ALL: [Self; 4] = [Self::Speaker, Self::Role, Self::Organization, Self::Outlet];

    /// The key of its words in the interface.
    pub(in crate::site) const fn words(self) -> &'static str {
        match self {
            Self::Speaker => "by_speaker",
            Self::Role => "by_role",
            Self::Organization => "by_organization",
            Self::Outlet => "by_outlet",
        }
    }

    /// The key of its segment of addresses.
    pub(in crate::site) const fn path(self) -> &'static str {
        match self {
            Self::Speaker => "speaker",
            Self::Role => "role",
            Self::Organization => "organization",
            Self::Outlet => "outlet",
        }
    }

    /// The key of the words for what the archive does not say.
    pub(in crate::site) const fn unknown(self) -> &'static str {
        match self {
            Self::Speaker => "speaker_unknown",
            Self::Role => "role_unknown",
            Self::Organization => "organization_unknown",
            Self::Outlet => "outlet_unknown",
        }
    }
}

/// What a group stands for.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::site) enum Group<K> {
    /// One of the most frequent.
    One(K),
    /// All others together, and how many they are.
    Rest(usize),
    /// The archive does not say.
    Unknown,
}

impl<K> Group<K> {
    /// The same without saying which one.
    pub(in crate::site) const fn kind(&self) -> Group<()> {
        match self {
            Self::One(_) => Group::One(()),
            Self::Rest(count) => Group::Rest(*count),
            Self::Unknown => Group::Unknown,
        }
    }
}

/// All quotations, divided one way.
#[derive(Debug)]
pub(in crate::site) struct Share {
    pub(in crate::site) dimension: Dimension,
    pub(in crate::site) groups: Vec<ShareGroup>,
}

/// Quotations that belong together.
#[derive(Debug)]
pub(in crate::site) struct ShareGroup {
    pub(in crate::site) kind: Group<()>,
    pub(in crate::site) name: String,
    /// Segment of its address.
    pub(in crate::site) segment: String,
    /// Newest first.
    pub(in crate::site) quotations: Vec<usize>,
}

/// Groups of quotations, the largest first, then the rest, then what is not known.
pub(in crate::site) fn divide<K: Clone + Eq + std::hash::Hash>(
    quotations: impl Iterator<Item = (usize, Option<K>)>,
) -> Vec<(Group<K>, Vec<usize>)> {
    let mut order: Vec<(K, Vec<usize>)> = Vec::new();
    let mut places: FxHashMap<K, usize> = FxHashMap::default();
    let mut unknown = Vec::new();
    for (at, key) in quotations {
        let Some(key) = key else {
            unknown.push(at);
            continue;
        };
        let place = *places.entry(key.clone()).or_insert_with(|| {
            order.push((key, Vec::new()));
            order.len() - 1
        });
        order[place].1.push(at);
    }
    // Equals stay in the order of their newest quotation.
    order.sort_by_key(|(_, quotations)| std::cmp::Reverse(quotations.len()));
    let rest = order.split_off(order.len().min(MOST));
    let mut groups: Vec<(Group<K>, Vec<usize>)> =
        order.into_iter().map(|(key, quotations)| (Group::One(key), quotations)).collect();
    if !rest.is_empty() {
        let count = rest.len();
        let mut quotations: Vec<usize> = rest.into_iter().flat_map(|(_, quotations)| quotations).collect();
        quotations.sort_unstable();
        groups.push((Group::Rest(count), quotations));
    }
    if !unknown.is_empty() {
        groups.push((Group::Unknown, unknown));
    }
    groups
}

/// The parts of a bar: where each count starts and how wide it is.
pub(in crate::site) fn parts(counts: &[usize]) -> Vec<(f64, f64)> {
    let sum: usize = counts.iter().sum();
    let place = |n: usize| tenths(WIDTH * n as f64 / sum.max(1) as f64);
    let mut start = 0;
    let mut parts = Vec::with_capacity(counts.len());
    for count in counts {
        parts.push((place(start), tenths(place(start + count) - place(start))));
        start += count;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_comes_first_and_what_is_not_known_last() {
        let keys = [None, Some("b"), Some("a"), Some("a"), Some("b"), Some("c")];
        let groups = divide(keys.into_iter().enumerate());
        let shape: Vec<(Group<&str>, Vec<usize>)> = groups;
        assert_eq!(
            shape,
            [
                (Group::One("b"), vec![1, 4]),
                (Group::One("a"), vec![2, 3]),
                (Group::One("c"), vec![5]),
                (Group::Unknown, vec![0])
            ]
        );
    }

    #[test]
    fn more_than_twenty_are_a_rest_that_loses_none() {
        let groups = divide((0..100).map(|at| (at, Some(at % 33))));
        assert_eq!(groups.len(), 21);
        assert!(matches!(groups[20].0, Group::Rest(13)));
        assert_eq!(groups.iter().map(|(_, quotations)| quotations.len()).sum::<usize>(), 100);
    }

    #[test]
    fn parts_of_the_bar_follow_one_another_without_gaps() {
        let parts = parts(&[3, 2, 1]);
        assert_eq!(parts, [(0.0, 180.0), (180.0, 120.0), (300.0, 60.0)]);
        assert_eq!(super::parts(&[]), []);
    }
}
