//! Turns links between units into clusters that keep apart what must stay apart.

/// Two units of one group but different sides never come into one cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Tag {
    /// What is told apart: an address, a judgement.
    pub group: u32,
    /// On which side.
    pub side: u32,
}

/// Sets of units that grow by joining.
#[derive(Debug)]
pub(super) struct Clusters {
    parent: Vec<u32>,
    size: Vec<u32>,
    tags: Vec<Vec<Tag>>,
}

impl Clusters {
    /// `units` sets of one unit each.
    pub fn new(units: usize) -> Self {
        Self { parent: (0..units as u32).collect(), size: vec![1; units], tags: vec![Vec::new(); units] }
    }

    /// The unit that stands for the set of `unit`.
    pub fn root(&mut self, unit: u32) -> u32 {
        let mut root = unit;
        while self.parent[root as usize] != root {
            self.parent[root as usize] = self.parent[self.parent[root as usize] as usize];
            root = self.parent[root as usize];
        }
        root
    }

    /// Puts the set of `unit` on one side of a group.
    pub fn tag(&mut self, unit: u32, tag: Tag) {
        let root = self.root(unit) as usize;
        if let Err(at) = self.tags[root].binary_search(&tag) {
            self.tags[root].insert(at, tag);
        }
    }

    /// The groups that keep the two sets apart, in order.
    pub fn apart(&mut self, a: u32, b: u32) -> Vec<u32> {
        let (a, b) = (self.root(a), self.root(b));
        if a == b {
            return Vec::new();
        }
        let (few, many) = (&self.tags[a as usize], &self.tags[b as usize]);
        let opposed = |tag: &&Tag| many.iter().any(|other| other.group == tag.group && other.side != tag.side);
        few.iter().filter(opposed).map(|tag| tag.group).collect()
    }

    /// Unit → number of its set, counted in the order of units, and how many sets there are. Units that are not
    /// `alive` have none (`u32::MAX`).
    pub fn number(&mut self, alive: impl Fn(u32) -> bool) -> (Vec<u32>, usize) {
        let mut numbers = vec![u32::MAX; self.parent.len()];
        let mut count = 0;
        let of_unit = (0..self.parent.len() as u32)
            .map(|unit| {
                if !alive(unit) {
                    return u32::MAX;
                }
                let root = self.root(unit) as usize;
                if numbers[root] == u32::MAX {
                    numbers[root] = count;
                    count += 1;
                }
                numbers[root]
            })
            .collect();
        (of_unit, count as usize)
    }

    /// Joins the two sets unless something keeps them apart; whether they are one now.
    pub fn join(&mut self, a: u32, b: u32) -> bool {
        self.apart(a, b).is_empty() && self.force(a, b)
    }

    /// Joins the two sets whatever keeps them apart.
    pub fn force(&mut self, a: u32, b: u32) -> bool {
        let (a, b) = (self.root(a), self.root(b));
        if a != b {
            let (big, small) = if self.size[a as usize] >= self.size[b as usize] { (a, b) } else { (b, a) };
            self.parent[small as usize] = big;
            self.size[big as usize] += self.size[small as usize];
            for tag in std::mem::take(&mut self.tags[small as usize]) {
                self.tag(big, tag);
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_on_two_sides_of_a_group_stay_apart() {
        let mut clusters = Clusters::new(4);
        clusters.tag(0, Tag { group: 7, side: 0 });
        clusters.tag(1, Tag { group: 7, side: 1 });
        assert!(clusters.join(0, 2));
        assert!(clusters.join(1, 3));
        assert!(!clusters.join(2, 3));
        assert_eq!(clusters.apart(3, 2), [7]);
        assert_ne!(clusters.root(0), clusters.root(1));
    }
}
