//! Joins a person's name to the same name with a slip of the pen (`Doviziozo`, `Mahahtir`) in the same document.

use rustc_hash::{FxHashMap, FxHashSet};

use super::joining::{Form, Joined};
use crate::lang::{Gazetteer, NameUses, SHORTEST_SLIP, one_letter_off};
use crate::model::EntityKind;

/// How many forms that may be a slip of one word are looked at.
const CROWD: usize = 16;

/// Joins full names that differ by one letter of one word.
pub(super) fn join_names(forms: &[Form], joined: &mut Joined) {
    let mut by_rest: FxHashMap<(usize, String), Vec<usize>> = FxHashMap::default();
    for at in people(forms).filter(|&at| forms[at].keys.len() > 1) {
        let words: Vec<String> = words(&forms[at]);
        for gap in (0..words.len()).filter(|&gap| words[gap].chars().count() + 1 >= SHORTEST_SLIP) {
            let rest: Vec<&str> =
                words.iter().enumerate().filter(|(at, _)| *at != gap).map(|(_, word)| &**word).collect();
            let others = by_rest.entry((gap, rest.join(" "))).or_default();
            for &other in others.iter().take(CROWD) {
                if words_of(&forms[other], gap).is_some_and(|word| one_letter_off(&words[gap], &word)) {
                    joined.join(other, at);
                }
            }
            others.push(at);
        }
    }
}

/// Joins a lone word that is a letter off a word of one person's name, where nobody bears it as written and it is no
/// family name of its own (`Roberts` is not `Robert`).
pub(super) fn join_words(forms: &[Form], joined: &mut Joined) {
    let mut borne: FxHashSet<String> = FxHashSet::default();
    let mut by_trace: FxHashMap<String, Vec<(usize, String)>> = FxHashMap::default();
    for at in people(forms) {
        for word in words(&forms[at]) {
            if forms[at].keys.len() > 1 {
                borne.insert(word.clone());
            }
            for trace in traces(&word) {
                let bearers = by_trace.entry(trace).or_default();
                if bearers.len() < CROWD {
                    bearers.push((at, word.clone()));
                }
            }
        }
    }
    for at in people(forms).filter(|&at| forms[at].keys.len() == 1) {
        let Some(word) = words(&forms[at]).pop().filter(|word| !borne.contains(word) && !is_family_name(word)) else {
            continue;
        };
        let mut meant: Vec<usize> = Vec::new();
        for trace in traces(&word) {
            for (other, own) in by_trace.get(&trace).into_iter().flatten() {
                let rarer = forms[at].count < forms[*other].count || forms[*other].keys.len() > 1;
                if *other != at && rarer && one_letter_off(&word, own) {
                    meant.push(joined.root(*other));
                }
            }
        }
        meant.sort_unstable();
        meant.dedup();
        if let [person] = meant[..] {
            joined.join(person, at);
        }
    }
}

fn is_family_name(word: &str) -> bool {
    let mut family = false;
    Gazetteer::embedded().find(std::iter::once(word), |_, name| family |= name.uses.has(NameUses::FAMILY_NAME));
    family
}

fn people(forms: &[Form]) -> impl Iterator<Item = usize> + '_ {
    (0..forms.len()).filter(|&at| forms[at].kind == EntityKind::Person)
}

fn words(form: &Form) -> Vec<String> {
    form.text.split(' ').map(str::to_lowercase).collect()
}

fn words_of(form: &Form, at: usize) -> Option<String> {
    form.text.split(' ').nth(at).map(str::to_lowercase)
}

/// The word with each of its letters but the first left out, and whole: two words that share none differ by more than a letter.
fn traces(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    if letters.len() + 1 < SHORTEST_SLIP || letters.len() > 40 {
        return Vec::new();
    }
    let without = |gap: usize| letters.iter().enumerate().filter(|(at, _)| *at != gap).map(|(_, c)| *c).collect();
    std::iter::once(word.to_owned()).chain((1..letters.len()).map(without)).collect()
}
