//! Finds names that differ by a slip of the pen: the same words but for one, and that one off by one letter; or the same
//! first word, and the last one off by a letter, where one of them has words between (`Rudolf Anders`, `Rudolf Jan Ander`).
//! And names that differ in the vowels of one word, which are as a rule two names (`Hendra Saputra`, `Hendro Saputra`).

use rustc_hash::FxHashMap;

use super::names::{Name, Names};
use super::units::Units;
use crate::lang::{SHORTEST_SLIP, one_letter_off};
use crate::model::EntityKind;

/// Longest list of names with the same other words that is looked through.
const CROWD: usize = 24;

/// Shortest word, in characters, whose vowels may be wrong.
const SHORTEST_LOOK_ALIKE: usize = 4;

/// Other words of a name, with the place of the one left out → units of persons' names.
pub(super) type Gaps = FxHashMap<String, Vec<u32>>;

/// Units of persons' names by what is left of the name without one of its words.
pub(super) fn gaps(units: &Units, names: &Names) -> Gaps {
    let mut gaps = Gaps::default();
    for (at, unit) in units.list.iter().enumerate().filter(|(_, unit)| unit.kind == EntityKind::Person) {
        let Some(name) = units.name(at as u32) else { continue };
        if !unit.notes.is_empty() && !units.is_divided(name) {
            for gap in gaps_of(names.get(name)) {
                gaps.entry(gap).or_default().push(at as u32);
            }
        }
    }
    gaps.retain(|_, list| list.len() > 1);
    gaps
}

/// Units of names that `name` may be a slip for.
pub(super) fn find<'g>(
    name: &'g Name,
    gaps: &'g Gaps,
    units: &'g Units,
    names: &'g Names,
) -> impl Iterator<Item = u32> + 'g {
    let lists = gaps_of(name).filter_map(|gap| gaps.get(&gap)).filter(|list| list.len() <= CROWD);
    lists
        .flatten()
        .copied()
        .filter(|&unit| units.name(unit).is_some_and(|other| is_slip(name, names.get(other), names)))
}

/// Pairs of units of persons' full names that differ in the vowels of one word.
pub(super) fn look_alikes(units: &Units, names: &Names) -> Vec<(u32, u32)> {
    let mut alike: FxHashMap<String, Vec<u32>> = FxHashMap::default();
    for (at, unit) in units.list.iter().enumerate().filter(|(_, unit)| unit.kind == EntityKind::Person) {
        let Some(name) = units.name(at as u32).map(|name| names.get(name)) else { continue };
        if !name.is_one_word() && !unit.notes.is_empty() {
            alike.entry(name.folded.replace(['a', 'e', 'i', 'o', 'u'], "")).or_default().push(at as u32);
        }
    }
    let name = |unit: u32| units.name(unit).map_or("", |name| names.get(name).folded.as_str());
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    for list in alike.into_values().filter(|list| (2..=CROWD).contains(&list.len())) {
        for (at, &a) in list.iter().enumerate() {
            let others = list[at + 1..].iter().filter(|&&b| differ_in_vowels_of_one_word(name(a), name(b)));
            pairs.extend(others.map(|&b| (a, b)));
        }
    }
    pairs.sort_unstable();
    pairs
}

/// Whether two names without vowels are equal because one word of each is; the word is no initial, and begins alike.
fn differ_in_vowels_of_one_word(a: &str, b: &str) -> bool {
    let odd: Vec<(&str, &str)> = a.split(' ').zip(b.split(' ')).filter(|(a, b)| a != b).collect();
    let [(word, other)] = odd.as_slice() else { return false };
    word.chars().count().min(other.chars().count()) >= SHORTEST_LOOK_ALIKE
        && word.chars().next() == other.chars().next()
        && a.split(' ').count() == b.split(' ').count()
}

fn gaps_of(name: &Name) -> impl Iterator<Item = String> + '_ {
    let words: Vec<&str> = name.folded.split(' ').collect();
    let long = (0..words.len()).filter(|&at| words.len() > 1 && words[at].chars().count() + 1 >= SHORTEST_SLIP);
    let gaps: Vec<String> = long
        .map(|gap| {
            words.iter().enumerate().map(|(at, word)| if at == gap { "*" } else { *word }).collect::<Vec<_>>().join(" ")
        })
        .collect();
    let ends = long_ends(&words).map(|first| format!("{first} … *"));
    gaps.into_iter().chain(ends)
}

/// The first of two words or more, where the last is long enough for a slip.
fn long_ends<'w>(words: &[&'w str]) -> Option<&'w str> {
    let [first, .., last] = words else { return None };
    (last.chars().count() + 1 >= SHORTEST_SLIP).then_some(first)
}

/// Whether both names have the same words but for one, which is off by a letter; not where many people bear
/// either word.
pub(super) fn is_slip(a: &Name, b: &Name, names: &Names) -> bool {
    if a.words() != b.words() {
        return is_shortened_slip(a, b, names);
    }
    let mut odd = None;
    let (mut own, mut others) = (a.folded.split(' '), b.folded.split(' '));
    loop {
        match (own.next(), others.next()) {
            (None, None) => break,
            (Some(word), Some(other)) if word == other => {}
            (Some(word), Some(other)) if odd.is_none() => odd = Some((word, other)),
            _ => return false,
        }
    }
    a.folded.contains(' ')
        && odd.is_some_and(|(word, other)| {
            !(names.is_common(word) && names.is_common(other)) && one_letter_off(word, other)
        })
}

/// Whether only one of the names has words between the same first word and a last one that is off by a letter.
fn is_shortened_slip(a: &Name, b: &Name, names: &Names) -> bool {
    let ends = |name: &'_ Name| -> Option<(String, String)> {
        let (first, rest) = name.folded.split_once(' ')?;
        Some((first.to_owned(), rest.rsplit(' ').next()?.to_owned()))
    };
    let (Some((first, last)), Some((other_first, other_last))) = (ends(a), ends(b)) else { return false };
    a.words().min(b.words()) == 2
        && first == other_first
        && !(names.is_common(&last) && names.is_common(&other_last))
        && one_letter_off(&last, &other_last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Languages;
    use crate::resolve::normalize::NameRules;

    fn name(folded: &str) -> Name {
        Name { kind: EntityKind::Person, exact: folded.to_owned(), folded: folded.to_owned(), double: false }
    }

    #[test]
    fn one_letter_is_a_slip_two_are_another_name() {
        let names = Names::new(&NameRules::new(&Languages::embedded()));
        let slip = |a: &str, b: &str| is_slip(&name(a), &name(b), &names);
        assert!(slip("saut situmorag", "saut situmorang"));
        assert!(slip("veronika koman", "veronica koman"));
        assert!(slip("juergen klop", "jurgen klop"));
        assert!(slip("darto wibwaa", "darto wibawa"));
        assert!(slip("rudolf jan ander", "rudolf anders"));
        assert!(!slip("rudolf jan ander", "rudolf jan piet anders"));
        assert!(!slip("heri wiramoro", "heru wiramoro"));
        assert!(!slip("wiramoro karso", "wiramora karso"));
        assert!(!slip("hendra saputra", "hendro saputra"));
        assert!(!slip("darto wibawa", "darto wibisana"));
        assert!(!slip("darto wibawa", "sinta wibawo"));
        assert!(!slip("situmorag", "situmorang"));
    }

    #[test]
    fn vowels_of_one_word_may_be_wrong() {
        for (a, b, alike) in [
            ("wiramoro karso", "wiramora karso", true),
            ("darto yuwono", "darto yuwana", true),
            ("heri wiramoro", "heru wiramoro", true),
            ("heri wiramoro", "heru wiramora", false),
            ("darto ali", "darto ila", false),
        ] {
            assert_eq!(differ_in_vowels_of_one_word(a, b), alike, "{a}, {b}");
        }
    }
}
