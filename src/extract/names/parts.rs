//! Joins what is left of a person's name (`Aditya`, `YTK`, `CR7`) to the one person of the document it can mean.

use std::cell::LazyCell;
use std::ops::Deref;

use rustc_hash::{FxHashMap, FxHashSet};

use super::joining::{Form, Joined};
use crate::lang::{Spelling, WordKey, word_key};
use crate::model::EntityKind;

/// Most initials before a name.
pub(super) const MOST_INITIALS: usize = 3;
/// Shortest given name, in letters, that may stand for a longer one.
const SHORTEST_GIVEN: usize = 3;
/// The same of a given name that no list has.
const SHORTEST_UNLISTED: usize = 4;
/// How many fuller names of one first word are looked at.
const FULLER: usize = 64;

/// Joins a part of a person's name to the one fuller name that holds it.
pub(super) fn join(forms: &[Form], spelling: &Spelling, joined: &mut Joined) {
    // Few documents ask for it.
    let optional = LazyCell::new(|| -> FxHashSet<WordKey> {
        let variants = spelling.variants.iter().filter(|(_, word)| spelling.optional.contains(*word));
        spelling.optional.iter().chain(variants.map(|(variant, _)| variant)).map(|word| word_key(word)).collect()
    });
    let mut order: Vec<usize> = (0..forms.len()).filter(|&at| forms[at].kind == EntityKind::Person).collect();
    order.sort_by_key(|&at| (std::cmp::Reverse(forms[at].keys.len()), forms[at].first_span));
    let mut with_word: FxHashMap<WordKey, Vec<usize>> = FxHashMap::default();
    for at in order {
        let form = &forms[at];
        if let Some(first) = form.keys.first() {
            let fuller = with_word.get(first).map_or(&[][..], Vec::as_slice).iter().copied().take(FULLER);
            let fuller = fuller.filter(|&other| {
                is_part(&form.keys, &forms[other].keys)
                    && !is_relative(form, &forms[other], &optional)
                    && !is_younger(form, &forms[other], spelling)
            });
            if let Some(meant) = the_one(form, forms, joined, fuller.collect()) {
                joined.join(meant, at);
            }
        }
        for &key in &form.keys {
            with_word.entry(key).or_default().push(at);
        }
    }
}

/// The form of the only person among `fuller` that `form` can mean.
fn the_one(form: &Form, forms: &[Form], joined: &Joined, mut fuller: Vec<usize>) -> Option<usize> {
    // Two names that were run together (`kata Sari, Budi pulang`) or a name with the first word of a sentence, then a
    // run of words that nothing speaks for, then whoever the text has not named yet where the short form is used for
    // the last time, then whoever it had not named where the short form is used first.
    let run_together = |at: &usize| {
        let fuller = &forms[*at];
        let glued = fuller.count == 1 && fuller.starts_sentences && !fuller.given && !fuller.has_role;
        glued || fuller.text.contains(", ")
    };
    let rules: [&dyn Fn(&usize) -> bool; 4] = [
        &|at| !run_together(at),
        &|at| forms[joined.root(*at)].supported,
        &|at| forms[*at].first_span < form.last_span,
        &|at| forms[*at].first_span < form.first_span,
    ];
    for keeps in rules {
        if is_one(&fuller, joined) {
            break;
        }
        fuller.retain(keeps);
    }
    if is_one(&fuller, joined) { fuller.first().copied() } else { None }
}

fn is_one(fuller: &[usize], joined: &Joined) -> bool {
    fuller.split_first().is_some_and(|(first, others)| others.iter().all(|at| joined.root(*at) == joined.root(*first)))
}

/// Whether the words of `part` stand in `whole` in this order.
pub(super) fn is_part(part: &[WordKey], whole: &[WordKey]) -> bool {
    let mut rest = whole.iter();
    part.len() < whole.len() && part.iter().all(|word| rest.any(|other| other == word))
}

/// Whether `fuller` is rather a relative who bears the whole name of `form` behind a given name of her own: the text
/// names `form` first (`Presiden Joko Widodo datang bersama istrinya, Iriana Joko Widodo`). A word that only begins a
/// sentence there is no given name, and what begins with none is no whole name (`Bee Yin` of `Yeo Bee Yin`).
fn is_relative(form: &Form, fuller: &Form, optional: &impl Deref<Target = FxHashSet<WordKey>>) -> bool {
    let glued = fuller.starts_sentences && !fuller.given;
    let initial = fuller.text.split(' ').next().is_some_and(|head| head.chars().count() < 3);
    form.keys.len() > 1
        && form.given
        && form.first_span < fuller.first_span
        && fuller.keys.ends_with(&form.keys)
        && fuller.keys.first().is_some_and(|head| !optional.contains(head))
        && !glued
        && !initial
}

/// Whether `fuller` is a child called after whom the text names first: the name has a word of lineage more, and who bears it is
/// introduced with an age later on (`Sarwono menikah … dengan anaknya, Sarwono Jr (8)`).
fn is_younger(form: &Form, fuller: &Form, spelling: &Spelling) -> bool {
    let is_lineage = || {
        let last = fuller.text.rsplit(' ').next().unwrap_or_default().trim_end_matches('.').to_lowercase();
        spelling.lineage.contains_key(&last) || spelling.lineage.values().any(|word| *word == last)
    };
    fuller.aged
        && form.first_span < fuller.first_span
        && fuller.keys.len() == form.keys.len() + 1
        && fuller.keys.starts_with(&form.keys)
        && is_lineage()
}

/// Joins a name that begins with initials to the one name that they fit: the full one (`BY Wibawa`, `Bahtiar Yusuf
/// Wibawa`), or what stands for several of them (`Bahtiar Yusuf`).
pub(super) fn join_abbreviated(forms: &[Form], joined: &mut Joined) {
    let people = || forms.iter().enumerate().filter(|(_, form)| form.kind == EntityKind::Person);
    let abbreviated: Vec<(usize, &str, String, &str)> = people()
        .filter_map(|(at, form)| {
            let (first, rest) = form.text.split_once(' ')?;
            let letters: String = first.chars().filter(|c| *c != '.').take(MOST_INITIALS + 1).collect();
            let initials = letters.chars().count() <= MOST_INITIALS && letters.chars().all(char::is_uppercase);
            initials.then_some((at, first, letters, rest))
        })
        .collect();
    if abbreviated.is_empty() {
        return;
    }
    let mut by_short: FxHashMap<String, FxHashSet<usize>> = FxHashMap::default();
    for (at, form) in people() {
        let words: Vec<&str> = form.text.split(' ').collect();
        for initials in 1..=words.len().min(MOST_INITIALS) {
            let letters: String = words[..initials].iter().filter_map(|word| word.chars().next()).collect();
            let short = format!("{letters} {}", words[initials..].join(" "));
            by_short.entry(short).or_default().insert(at);
        }
    }
    for (at, first, letters, rest) in abbreviated {
        let fits = |other: &&usize| **other != at && forms[**other].text.split(' ').next() != Some(first);
        for rest in [rest, ""] {
            let full: Vec<usize> =
                by_short.get(&format!("{letters} {rest}")).into_iter().flatten().filter(fits).copied().collect();
            if let [full] = full[..]
                && (!rest.is_empty() || letters.chars().count() > 1)
            {
                joined.join(full, at);
            }
        }
    }
}

/// Joins two names of one family where a given name is the beginning of the other (`Joshua Apte`, `Josh Apte`; `Anssumane
/// Fati`, `Ansu Fati`), unless the document says of both who they are: it introduces a person once.
pub(super) fn join_short_given(forms: &[Form], joined: &mut Joined) {
    let people = || forms.iter().enumerate().filter(|(_, form)| form.kind == EntityKind::Person && form.keys.len() > 1);
    let given_name = |form: &Form| form.text.split_once(' ').map_or(String::new(), |(given, _)| undoubled(given));
    let mut families: FxHashMap<&[WordKey], Vec<(usize, String)>> = FxHashMap::default();
    for (at, form) in people() {
        families.entry(&form.keys[1..]).or_default().push((at, given_name(form)));
    }
    for (at, form) in people() {
        let short = given_name(form);
        let letters = short.chars().count();
        let longer = |(other, given): &&(usize, String)| {
            let listed = form.given && forms[*other].given;
            let enough = letters >= if listed { SHORTEST_GIVEN } else { SHORTEST_UNLISTED };
            let introduced = form.has_role && forms[*other].has_role;
            enough && short.len() < given.len() && given.starts_with(&*short) && !introduced
        };
        let mut fuller = families[&form.keys[1..]].iter().take(FULLER).filter(longer);
        if let (Some(full), None) = (fuller.next(), fuller.next()) {
            joined.join(full.0, at);
        }
    }
}

/// Joins one word that is put together from the beginnings of a person's names to the one person it fits (`Jokowi`, of
/// `Joko Widodo`).
pub(super) fn join_blends(forms: &[Form], joined: &mut Joined) {
    let people = || forms.iter().enumerate().filter(|(_, form)| form.kind == EntityKind::Person);
    let head = |text: &str| text.chars().take(SHORTEST_GIVEN).flat_map(char::to_lowercase).collect::<String>();
    let alone = |at: usize, form: &Form| form.keys.len() == 1 && !form.all_capitals && joined.root(at) == at;
    let blends: Vec<usize> = people().filter(|(at, form)| alone(*at, form)).map(|(at, _)| at).collect();
    if blends.is_empty() {
        return;
    }
    let mut by_head: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (at, form) in people().filter(|(_, form)| form.keys.len() > 1) {
        by_head.entry(head(&form.text)).or_default().push(at);
    }
    for at in blends {
        let form = &forms[at];
        let fits = |full: &usize| {
            let mut words = forms[*full].text.split(' ');
            let first = words.next().unwrap_or_default();
            words.next().is_some_and(|second| is_blend(&form.text, first, second, form.given))
        };
        let full: Vec<usize> =
            by_head.get(&head(&form.text)).into_iter().flatten().take(FULLER).copied().filter(fits).collect();
        if is_one(&full, joined) {
            joined.join(full[0], at);
        }
    }
}

/// Whether a word is the beginning of a first name and the beginning of a second one. What is a given name of its own is
/// so only behind the whole first name.
fn is_blend(word: &str, first: &str, second: &str, given: bool) -> bool {
    let same = |one: &str, other: &str| one.to_lowercase() == other.to_lowercase();
    if word.chars().skip(1).any(char::is_uppercase) {
        return false;
    }
    let cuts = word.char_indices().map(|(at, _)| at).skip(SHORTEST_GIVEN);
    cuts.filter(|&cut| word[cut..].chars().count() > 1).any(|cut| {
        let (head, tail) = word.split_at(cut);
        let begins = |name: &str, part: &str| name.get(..part.len()).is_some_and(|start| same(start, part));
        begins(first, head) && begins(second, tail) && (!given || head.len() == first.len())
    })
}

/// Joins a lone word to the one person of whose name a word begins so (`Martin`, of `Budi Martinus`), named before; not
/// a word that somebody of the document bears as it is.
pub(super) fn join_short_forms(forms: &[Form], joined: &mut Joined) {
    let people = || forms.iter().enumerate().filter(|(_, form)| form.kind == EntityKind::Person);
    let is_short = |form: &Form| {
        form.keys.len() == 1 && !form.all_capitals && form.text.chars().count() >= SHORTEST_UNLISTED && !form.other_kind
    };
    let alone = |at: usize, form: &Form| is_short(form) && joined.root(at) == at;
    let short: Vec<usize> = people().filter(|(at, form)| alone(*at, form)).map(|(at, _)| at).collect();
    if short.is_empty() {
        return;
    }
    let mut words: Vec<(&str, usize)> = Vec::new();
    // Words that ran together are no name (`DPRBudi Santosohadir`).
    let glued = |form: &Form| {
        form.text.split(' ').any(|word| {
            word.chars().zip(word.chars().skip(1)).any(|(one, next)| one.is_lowercase() && next.is_uppercase())
                || word.chars().filter(|c| c.is_uppercase()).count() > 3 && word.chars().any(char::is_lowercase)
        })
    };
    for (at, form) in people().filter(|(_, form)| form.keys.len() > 1 && !glued(form)) {
        words.extend(form.text.split(' ').map(|word| (word, at)));
    }
    words.sort_unstable();
    for at in short {
        let form = &forms[at];
        let begun = &words[words.partition_point(|(word, _)| *word < form.text.as_str())..];
        let begun = begun.iter().take(FULLER).take_while(|(word, _)| word.starts_with(&form.text));
        // `Marc` is not `Marco`.
        let begun = begun.filter(|(word, _)| word[form.text.len()..].chars().count() > 1);
        let mut meant: Vec<usize> = begun.map(|(_, other)| *other).collect();
        meant.retain(|&other| forms[other].first_span < form.first_span && forms[joined.root(other)].supported);
        if is_one(&meant, joined) {
            joined.join(meant[0], at);
        }
    }
}

/// A word with each letter that is doubled made single.
fn undoubled(word: &str) -> String {
    let mut single = String::with_capacity(word.len());
    for letter in word.chars() {
        if !single.ends_with(letter) {
            single.push(letter);
        }
    }
    single
}

/// Joins a person's initials to the one person they fit; a number behind them is a player's (`CR7`).
pub(super) fn join_initials(forms: &[Form], joined: &mut Joined) {
    let is_initials = |form: &Form| form.kind == EntityKind::Person && form.keys.len() == 1 && form.all_capitals;
    if !forms.iter().any(is_initials) {
        return;
    }
    let mut by_initials: FxHashMap<String, FxHashSet<usize>> = FxHashMap::default();
    for (at, form) in forms.iter().enumerate() {
        if form.kind == EntityKind::Person && form.keys.len() > 1 {
            let letters: String = form.text.split(' ').filter_map(|word| word.chars().next()).collect();
            by_initials.entry(letters).or_default().insert(joined.root(at));
        }
    }
    for (at, form) in forms.iter().enumerate().filter(|(_, form)| is_initials(form)) {
        let letters = form.text.trim_end_matches(|c: char| c.is_ascii_digit());
        if let Some(people) = by_initials.get(letters).filter(|people| people.len() == 1) {
            people.iter().for_each(|&person| joined.join(person, at));
        }
    }
}
