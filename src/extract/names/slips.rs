//! Joins a person's name to the same name with a slip of the pen (`Doviziozo`, `Mahahtir`) in the same document.

use std::hash::{BuildHasher, Hasher};

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet, FxHasher};

use super::joining::{Form, Joined};
use super::parts::is_part;
use crate::lang::{Gazetteer, NameUses, SHORTEST_SLIP, Spelling, WordKey, one_letter_off};
use crate::model::EntityKind;

/// How many forms that may be a slip of one word are looked at.
const CROWD: usize = 16;

/// Joins full names that differ by one letter of one word.
pub(super) fn join_names(forms: &[Form], joined: &mut Joined) {
    let mut by_rest: FxHashMap<u64, Vec<(usize, String)>> = FxHashMap::default();
    for at in people(forms).filter(|&at| forms[at].keys.len() > 1) {
        let mut words = words(&forms[at]);
        for gap in 0..words.len() {
            if words[gap].chars().count() + 1 < SHORTEST_SLIP {
                continue;
            }
            // One word is left out, and its place tells which.
            let word = std::mem::take(&mut words[gap]);
            let others = by_rest.entry(FxBuildHasher.hash_one(&words)).or_default();
            for (other, _) in others.iter().take(CROWD).filter(|(_, own)| one_letter_off(&word, own)) {
                joined.join(*other, at);
            }
            others.push((at, word.clone()));
            words[gap] = word;
        }
    }
}

/// Joins a full name to a fuller one that has more words in its middle and another spelling of the last (`Luhur
/// Pandjaitan`, `Luhur Satria Panjaitan`).
pub(super) fn join_shortened(forms: &[Form], joined: &mut Joined) {
    let mut by_first: FxHashMap<WordKey, Vec<(usize, String)>> = FxHashMap::default();
    for at in people(forms).filter(|&at| forms[at].keys.len() > 1) {
        let last = words(&forms[at]).pop().unwrap_or_default();
        let alike = by_first.entry(forms[at].keys[0]).or_default();
        for (other, other_last) in alike.iter().take(CROWD) {
            let (own, other_keys) = (&forms[at].keys, &forms[*other].keys);
            let (short, long) = if own.len() < other_keys.len() { (own, other_keys) } else { (other_keys, own) };
            let middle = |keys: &[WordKey]| keys[1..keys.len() - 1].to_vec();
            if short.len() < long.len()
                && one_letter_off(&last, other_last)
                && (short.len() == 2 || is_part(&middle(short), &middle(long)))
            {
                joined.join(*other, at);
            }
        }
        alike.push((at, last));
    }
}

/// Joins a lone word that is a letter off a word of one person's name, where nobody bears it as written and it is no
/// family name only (`Roberts` is not `Robert`).
pub(super) fn join_words(forms: &[Form], joined: &mut Joined) {
    let written: Vec<(usize, Vec<String>)> = people(forms).map(|at| (at, words(&forms[at]))).collect();
    let (full, lone): (Vec<_>, Vec<_>) = written.iter().partition(|(at, _)| forms[*at].keys.len() > 1);
    let borne: FxHashSet<&String> = full.iter().flat_map(|(_, words)| words).collect();
    let lone = lone.iter().filter_map(|(at, words)| Some((*at, words.last()?)));
    let mut lone = lone.filter(|(_, word)| !borne.contains(word) && !is_family_name(word)).peekable();
    if lone.peek().is_none() {
        return;
    }
    let mut by_trace: Vec<(u64, usize, &String)> = Vec::new();
    for (at, words) in &written {
        for word in words {
            by_trace.extend(traces(word).map(|trace| (trace, *at, word)));
        }
    }
    by_trace.sort();
    for (at, word) in lone {
        let mut meant: Vec<usize> = Vec::new();
        for trace in traces(word) {
            let bearers = &by_trace[by_trace.partition_point(|(other, ..)| *other < trace)..];
            let bearers = bearers.iter().take_while(|(other, ..)| *other == trace).take(CROWD);
            for &(_, other, own) in bearers {
                let rarer = forms[at].count < forms[other].count || forms[other].keys.len() > 1;
                if other != at && rarer && one_letter_off(word, own) {
                    meant.push(joined.root(other));
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

/// Letters of a word that is a slip only in the shadow of a full name.
const SHORT_SLIP: usize = 5;

/// Joins a lone word of five letters that a document has once to the person it has most often, where that one's given name
/// differs in one letter inside (`Targo` among `Tirgo Karsono`); not two given names of the language's list (`Bagas`,
/// `Bagus`), and nobody who is introduced.
pub(super) fn join_short_word(forms: &[Form], joined: &mut Joined) {
    let full = || people(forms).filter(|&at| forms[at].keys.len() > 1);
    let Some(main) = full().max_by_key(|&at| (forms[at].count, std::cmp::Reverse(at))) else { return };
    let own = words(&forms[main]).swap_remove(0);
    if forms[main].count < 2 || own.chars().count() != SHORT_SLIP {
        return;
    }
    let is_slip = |at: &usize| {
        let form = &forms[*at];
        if form.keys.len() > 1 || form.count > 1 {
            return false;
        }
        let Some(word) = words(form).pop() else { return false };
        let off: Vec<usize> =
            word.chars().zip(own.chars()).zip(0..).filter(|((a, b), _)| a != b).map(|(_, at)| at).collect();
        word.chars().count() == SHORT_SLIP
            && matches!(off[..], [at] if at > 0 && at + 1 < SHORT_SLIP)
            && !form.has_role
            && !form.aged
            && !(form.listed && forms[main].listed)
            && forms[main].first_span < form.first_span
            && joined.root(*at) == *at
    };
    let slips: Vec<usize> = people(forms).filter(is_slip).collect();
    if let [slip] = slips[..]
        && !full().any(|at| forms[at].keys.contains(&forms[slip].keys[0]))
    {
        joined.join(main, slip);
    }
}

/// Joins names that are one but for the spelling of a word (`Susi Wibawa`, `Susy Wibawa`), and a lone word to the one
/// person who bears it in another spelling; not what somebody bears as it is written.
pub(super) fn join_spellings(forms: &[Form], spelling: &Spelling, joined: &mut Joined) {
    let one = |word: String| spelling.variants.get(&word).cloned().unwrap_or(word);
    let written: Vec<(usize, Vec<String>)> = people(forms).map(|at| (at, words(&forms[at]))).collect();
    let borne: FxHashSet<&String> =
        written.iter().filter(|(_, words)| words.len() > 1).flat_map(|(_, words)| words).collect();
    let mut full: FxHashMap<Vec<String>, usize> = FxHashMap::default();
    let mut bearers: FxHashMap<String, FxHashSet<usize>> = FxHashMap::default();
    let mut lone: Vec<(usize, String)> = Vec::new();
    for (at, words) in &written {
        let spelled: Vec<String> = words.iter().cloned().map(one).collect();
        if let [word] = &spelled[..] {
            if !borne.contains(&words[0]) {
                lone.push((*at, word.clone()));
            }
            continue;
        }
        for word in &spelled {
            bearers.entry(word.clone()).or_default().insert(*at);
        }
        let first = *full.entry(spelled).or_insert(*at);
        joined.join(first, *at);
    }
    for (at, word) in lone {
        let own = joined.root(at);
        let people: FxHashSet<usize> = bearers.get(&word).into_iter().flatten().map(|at| joined.root(*at)).collect();
        // It stands for one person already, or for nobody yet.
        let free = own == at && forms[at].keys.len() == 1;
        if let (true, [person]) = (free, &people.into_iter().collect::<Vec<_>>()[..]) {
            joined.join(*person, at);
        }
    }
}

fn is_family_name(word: &str) -> bool {
    let uses = Gazetteer::embedded().uses(word);
    uses.has(NameUses::FAMILY_NAME) && !uses.has(NameUses::GIVEN_NAME)
}

fn people(forms: &[Form]) -> impl Iterator<Item = usize> + '_ {
    (0..forms.len()).filter(|&at| forms[at].kind == EntityKind::Person)
}

fn words(form: &Form) -> Vec<String> {
    form.text.split(' ').map(str::to_lowercase).collect()
}

/// Hashes of the word whole and with each of its letters but the first left out: two words that share none differ by more
/// than a letter.
fn traces(word: &str) -> impl Iterator<Item = u64> + '_ {
    let letters = word.chars().count();
    let gaps = if (SHORTEST_SLIP - 1..=40).contains(&letters) { 1..letters + 1 } else { 0..0 };
    gaps.map(|gap| {
        let left = word.chars().enumerate().filter(|(at, _)| *at != gap);
        let mut hasher = FxHasher::default();
        left.for_each(|(_, letter)| hasher.write_u32(letter as u32));
        hasher.finish()
    })
}
