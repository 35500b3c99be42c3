//! Finds the same statement in several articles: papers print one sentence in different words, cut it, or repeat it
//! years later.
//!
//! ```text
//! statements → features (words and pieces of words, weighted) → candidates (share rare words) → likeness → groups
//! ```
//!
//! No language is known here: words are compared by the pieces of four letters that they share, so that a word finds
//! itself with other affixes. Time and memory grow linearly with the number of statements: each is compared with a
//! bounded number of others.

mod candidates;
mod differences;
mod features;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use candidates::candidates;
use features::{Features, Likeness};

pub use differences::{Piece, PieceKind, differences};

/// One quotation, as far as it matters here.
#[derive(Clone, Copy, Debug)]
pub struct Statement<'t> {
    /// The words quoted.
    pub text: &'t str,
    /// Who said it; none where nobody can be named.
    pub speaker: Option<u32>,
    /// Which article printed it: one article never prints a variant of its own.
    pub article: usize,
}

/// Quotations of several articles that are one statement.
#[derive(Debug, Default)]
pub struct Variants {
    groups: Vec<Vec<usize>>,
    of: FxHashMap<usize, usize>,
}

impl Variants {
    /// The places of all quotations that are the same statement as the one at `at`, itself among them, in the order that
    /// `find_variants` was given; none for a statement of one article only.
    pub fn of(&self, at: usize) -> Option<&[usize]> {
        self.of.get(&at).map(|group| self.groups[*group].as_slice())
    }

    /// All groups, in the order of their first quotations.
    pub fn groups(&self) -> &[Vec<usize>] {
        &self.groups
    }

    /// Sorts the quotations of each group.
    pub fn sort_by_key<K: Ord>(&mut self, key: impl Fn(usize) -> K) {
        self.groups.iter_mut().for_each(|group| group.sort_by_cached_key(|at| key(*at)));
    }
}

/// Groups the statements that are the same. `decided` are pairs that a person wrote down as the same; they hold whatever
/// the words and speakers are.
pub fn find_variants(statements: &[Statement<'_>], decided: &[(usize, usize)]) -> Variants {
    let features = Features::new(statements);
    let mut pairs: Vec<(Likeness, u32, u32)> = candidates(statements, &features)
        .into_par_iter()
        .filter_map(|(a, b)| {
            let likeness = features.likeness(a as usize, b as usize);
            let is_known = statements[a as usize].speaker.is_some();
            let is_one = is_known && statements[a as usize].speaker == statements[b as usize].speaker;
            likeness.is_same_statement(is_one).then_some((likeness, a, b))
        })
        .collect();
    pairs.sort_unstable_by(|x, y| y.0.cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));

    let mut groups = Groups::new(statements);
    for (a, b) in decided {
        groups.join(*a, *b);
    }
    for (_, a, b) in pairs {
        groups.join_if_one_speaker(a as usize, b as usize);
    }
    groups.finish(statements)
}

/// Statements joined so far (union-find), and the one speaker of each group.
struct Groups {
    parent: Vec<usize>,
    speaker: Vec<Option<u32>>,
}

impl Groups {
    fn new(statements: &[Statement<'_>]) -> Self {
        let speaker = statements.iter().map(|statement| statement.speaker).collect();
        Self { parent: (0..statements.len()).collect(), speaker }
    }

    fn root(&mut self, mut at: usize) -> usize {
        while self.parent[at] != at {
            self.parent[at] = self.parent[self.parent[at]];
            at = self.parent[at];
        }
        at
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        let (first, second) = (a.min(b), a.max(b));
        self.parent[second] = first;
        self.speaker[first] = self.speaker[first].or(self.speaker[second]);
    }

    /// Likeness never makes one statement of what two people said, not even by way of one whose speaker is unknown.
    fn join_if_one_speaker(&mut self, a: usize, b: usize) {
        let (first, second) = (self.root(a), self.root(b));
        let is_one = match (self.speaker[first], self.speaker[second]) {
            (Some(one), Some(other)) => one == other,
            _ => true,
        };
        if is_one {
            self.join(first, second);
        }
    }

    /// The groups that several articles printed.
    fn finish(mut self, statements: &[Statement<'_>]) -> Variants {
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); statements.len()];
        for at in 0..statements.len() {
            let root = self.root(at);
            members[root].push(at);
        }
        let articles = |group: &[usize]| group.iter().any(|at| statements[*at].article != statements[group[0]].article);
        let groups: Vec<Vec<usize>> = members.into_iter().filter(|group| group.len() > 1 && articles(group)).collect();
        let of = groups.iter().enumerate().flat_map(|(at, group)| group.iter().map(move |member| (*member, at)));
        let of = of.collect();
        Variants { groups, of }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(statements: &[(&str, Option<u32>)]) -> Vec<Vec<usize>> {
        let statements: Vec<Statement<'_>> = statements
            .iter()
            .enumerate()
            .map(|(article, (text, speaker))| Statement { text, speaker: *speaker, article })
            .collect();
        find_variants(&statements, &[]).groups().to_vec()
    }

    const SAID: &str = "Kami tidak akan memperpanjang izin itu sebelum sungai di kampung bersih";
    const SAID_ELSEWHERE: &str = "Izin itu tidak kami perpanjang sebelum sungainya bersih";
    const OTHER: &str = "Jembatan akan selesai sebelum hari raya dan warga boleh lewat";

    #[test]
    fn one_statement_in_two_wordings_is_found_in_spite_of_affixes_and_order() {
        assert_eq!(groups(&[(SAID, Some(1)), (OTHER, Some(1)), (SAID_ELSEWHERE, Some(1))]), [[0, 2]]);
    }

    #[test]
    fn what_two_people_said_is_never_one_statement() {
        assert!(groups(&[(SAID, Some(1)), (SAID, Some(2))]).is_empty());
        // Not by way of a third whose speaker is unknown either.
        assert_eq!(groups(&[(SAID, Some(1)), (SAID, None), (SAID, Some(2))]), [[0, 1]]);
    }

    #[test]
    fn without_a_speaker_only_nearly_equal_words_are_one_statement() {
        assert_eq!(groups(&[(SAID, None), (SAID, None)]), [[0, 1]]);
        assert!(groups(&[(SAID, None), (SAID_ELSEWHERE, None)]).is_empty());
    }

    #[test]
    fn a_part_of_a_long_statement_is_the_same_statement() {
        let long = format!("{OTHER}. {SAID}, karena air itu diminum orang");
        assert_eq!(groups(&[(&long, Some(1)), (SAID, Some(1))]), [[0, 1]]);
    }

    #[test]
    fn an_article_has_no_variants_of_its_own() {
        let twice = [0, 0].map(|article| Statement { text: SAID, speaker: Some(1), article });
        assert!(find_variants(&twice, &[]).groups().is_empty());
    }

    #[test]
    fn what_a_person_decided_holds() {
        let statements = [(SAID, 1), ("The permit stays shut", 1)];
        let statements: Vec<Statement<'_>> = statements
            .iter()
            .enumerate()
            .map(|(article, (text, speaker))| Statement { text, speaker: Some(*speaker), article })
            .collect();
        assert_eq!(find_variants(&statements, &[(1, 0)]).of(1), Some([0, 1].as_slice()));
    }

    #[test]
    fn a_statement_that_everybody_prints_is_one_group() {
        let everybody: Vec<(&str, Option<u32>)> = (0..500).map(|_| (SAID, Some(7))).collect();
        assert_eq!(groups(&everybody).len(), 1);
        assert_eq!(groups(&everybody)[0].len(), 500);
    }
}
