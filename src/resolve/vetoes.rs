//! Turns what speaks against two names being one into a no.

use rustc_hash::FxHashMap;

use super::cluster::Clusters;
use super::names::{Name, Names};
use super::notes::Notes;
use super::units::Units;
use crate::model::EntityKind;

/// How many articles of the shorter name are read.
const READ: usize = 40;
/// How many names of one article are read.
const BESIDE: usize = 240;
/// How many full names of one person are compared.
const FULL: usize = 24;

/// Whether both names carry the same words of lineage: `Rahmat Wibawa Jr.` is not `Rahmat Wibawa`.
pub(super) fn same_lineage(a: &Name, b: &Name, names: &Names) -> bool {
    lineage_words(a, names) == lineage_words(b, names)
}

fn lineage_words<'a>(name: &'a Name, names: &Names) -> Vec<&'a str> {
    let mut words: Vec<&str> = name.exact.split(' ').skip(1).filter(|word| names.is_lineage(word)).collect();
    words.sort_unstable();
    words
}

/// Whether articles name both as two: more than one in five of those that name `short` also names `full` apart. Two single
/// words (`Donald`, `Trump`) may be halves of one name.
pub(super) fn named_side_by_side(
    notes: &Notes<'_>,
    units: &Units,
    names: &Names,
    short: u32,
    full: u32,
    clusters: &mut Clusters,
) -> bool {
    let root = clusters.root(full);
    let own = &units.list[short as usize].notes;
    let half = |note: usize| {
        let name = units.name_of_note[note];
        let short = units.list[short as usize].name;
        name != short && names.get(name).is_one_word() && names.get(short).is_one_word()
    };
    let step = own.len().div_ceil(READ).max(1);
    let mut read = 0;
    let mut both = 0;
    for &note in own.iter().step_by(step) {
        read += 1;
        let article = notes.list[note as usize].article as usize;
        both += usize::from(
            notes
                .of_article(article)
                .take(BESIDE)
                .any(|other| clusters.root(units.of_note[other]) == root && !half(other)),
        );
    }
    both * 5 > read
}

/// The names of several words that each person's cluster bears, with the number of their notes.
#[derive(Debug, Default)]
pub(super) struct FullNames {
    of_root: FxHashMap<u32, Vec<(u32, usize)>>,
}

impl FullNames {
    /// Those of all clusters.
    pub fn collect(units: &Units, names: &Names, clusters: &mut Clusters) -> Self {
        let mut of_root: FxHashMap<u32, Vec<(u32, usize)>> = FxHashMap::default();
        for (at, unit) in units.list.iter().enumerate().filter(|(_, unit)| unit.kind == EntityKind::Person) {
            let Some(name) = units.name(at as u32) else { continue };
            if !names.get(name).is_one_word() && !unit.notes.is_empty() {
                of_root.entry(clusters.root(at as u32)).or_default().push((name, unit.notes.len()));
            }
        }
        // Where a person joined names that have nothing in common, names are no argument.
        of_root.retain(|_, list| {
            let list = &list[..list.len().min(FULL)];
            list.iter().all(|&(a, _)| list.iter().all(|&(b, _)| share_a_word(names.get(a), names.get(b))))
        });
        Self { of_root }
    }

    /// Whether most names of one cluster have a word in common with most of the other, counted by notes: two people
    /// whose names an article ran together are not one.
    pub fn agree(&self, a: u32, b: u32, names: &Names, clusters: &mut Clusters) -> bool {
        let (a, b) = (self.of_root.get(&clusters.root(a)), self.of_root.get(&clusters.root(b)));
        let (Some(a), Some(b)) = (a, b) else { return true };
        let (mut shared, mut all) = (0, 0);
        for &(a, notes) in a.iter().take(FULL) {
            for &(b, others) in b.iter().take(FULL) {
                all += notes * others;
                shared += if share_a_word(names.get(a), names.get(b)) { notes * others } else { 0 };
            }
        }
        shared * 2 > all
    }

    /// Joins the cluster of `b` to that of `a` unless something keeps them apart; whether they are one now. The names
    /// of a `nickname` are no argument later on.
    pub fn join(&mut self, a: u32, b: u32, nickname: bool, clusters: &mut Clusters) -> bool {
        let (a, b) = (clusters.root(a), clusters.root(b));
        if a == b || !clusters.join(a, b) {
            return a == b;
        }
        let mut all = self.of_root.remove(&a).unwrap_or_default();
        let others = self.of_root.remove(&b).unwrap_or_default();
        if !nickname {
            all.extend(others);
        }
        if !all.is_empty() {
            self.of_root.insert(clusters.root(a), all);
        }
        true
    }
}

/// Whether a word of one is a word of the other, or its initials (`BJ` of `Bacharuddin Jusuf`).
fn share_a_word(a: &Name, b: &Name) -> bool {
    a.folded.split(' ').any(|word| word.chars().count() > 1 && b.folded.split(' ').any(|other| other == word))
        || begins_with_initials(a, b)
        || begins_with_initials(b, a)
}

fn begins_with_initials(short: &Name, full: &Name) -> bool {
    // As written: `Jusuf` is folded to `yusuf`.
    let initials = short.exact.split(' ').next().unwrap_or_default();
    let mut words = full.exact.split(' ');
    (2..=3).contains(&initials.chars().count())
        && initials.chars().all(|letter| words.next().is_some_and(|word| word.starts_with(letter)))
}
