//! Turns what speaks against two names being one into a no.

use super::cluster::Clusters;
use super::names::{Name, Names};
use super::notes::Notes;
use super::units::Units;

/// How many articles of the shorter name are read.
const READ: usize = 40;

/// Whether both names carry the same words of lineage: `Rahmat Wibawa Jr.` is not `Rahmat Wibawa`.
pub(super) fn same_lineage(a: &Name, b: &Name, names: &Names) -> bool {
    lineage_words(a, names) == lineage_words(b, names)
}

fn lineage_words<'a>(name: &'a Name, names: &Names) -> Vec<&'a str> {
    let mut words: Vec<&str> = name.exact.split(' ').skip(1).filter(|word| names.is_lineage(word)).collect();
    words.sort_unstable();
    words
}

/// Whether articles name both as two: more than one in five of those that name `short` also names `full` apart.
pub(super) fn named_side_by_side(
    notes: &Notes<'_>,
    units: &Units,
    short: u32,
    full: u32,
    clusters: &mut Clusters,
) -> bool {
    let root = clusters.root(full);
    let own = &units.list[short as usize].notes;
    let step = own.len().div_ceil(READ).max(1);
    let mut read = 0;
    let mut both = 0;
    for &note in own.iter().step_by(step) {
        read += 1;
        let article = notes.list[note as usize].article as usize;
        both += usize::from(notes.of_article(article).any(|other| clusters.root(units.of_note[other]) == root));
    }
    both * 5 > read
}
