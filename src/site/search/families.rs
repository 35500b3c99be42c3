//! Decides which forms of an archive's vocabulary belong to one word: *mengatakan*, *dikatakan*, *kata*.
//!
//! The rules of a language say what a form may come from ([`Affixes::sources`]); the vocabulary decides. A source is
//! believed when the archive has it as a word, or when forms that have nothing else in common come from it. So no list
//! of roots is needed, and *beras* is not taken for a kind of *as*.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::lang::Affixes;

/// A source shorter than this needs more to be believed.
const LONG_ENOUGH: usize = 4;

/// Most affixes between a form and its word.
const MOST_STEPS: usize = 8;

/// Fewest letters of a source that is only supposed; of a shorter one the form must show more of a beginning.
const SUPPOSED: usize = 5;
const SHORT_SUPPOSED: usize = 4;

/// How far from the beginning of a form the second letter of a short source stands.
const BEGINNING: usize = 4;

/// For each form of a vocabulary the words it is found under, all of them sources of the form: the one it belongs to, or those
/// that this may come from although the archive has them nowhere (`menolak` under `tolak` and `nolak`), so that somebody who
/// asks for the root finds it. `forms` are sorted, each with the number of its occurrences; `is_name` says which words are
/// somebody's name, and nothing comes from a name.
pub(super) fn families(
    affixes: &Affixes,
    forms: &[(&str, usize)],
    is_name: impl Fn(&str) -> bool + Sync,
) -> Vec<Vec<String>> {
    let sources: Vec<Vec<String>> = forms.par_iter().map(|(form, _)| affixes.sources(form)).collect();
    let mut derived: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (at, sources) in sources.iter().enumerate() {
        for source in &sources[1..] {
            derived.entry(source).or_default().push(at);
        }
    }
    let vocabulary = Vocabulary { forms, derived };
    let found_under = |at: usize| {
        let word = vocabulary.word_of(at, &sources);
        let supposed = vocabulary.supposed(&word, affixes, &sources, &is_name);
        if supposed.is_empty() { vec![word] } else { supposed }
    };
    (0..forms.len()).into_par_iter().map(found_under).collect()
}

struct Vocabulary<'v> {
    /// Forms, sorted, and how often each occurs.
    forms: &'v [(&'v str, usize)],
    /// Which forms may come from a source, in order.
    derived: FxHashMap<&'v str, Vec<usize>>,
}

impl Vocabulary<'_> {
    /// Follows believed sources from form to form, as long as they are sources of the first one too.
    fn word_of(&self, at: usize, sources: &[Vec<String>]) -> String {
        let mut word = self.forms[at].0;
        for _ in 0..MOST_STEPS {
            let mut next: Option<(&String, (bool, usize))> = None;
            for source in sources[at].iter().filter(|source| source.len() < word.len() + 2) {
                let rank = self.rank(source);
                if next.is_none_or(|(_, best)| rank > best) && self.is_source(source, word, sources) {
                    next = Some((source, rank));
                }
            }
            match next {
                Some((next, _)) => word = next,
                None => break,
            }
        }
        word.to_owned()
    }

    /// The roots that a word of the archive may come from and that it has nowhere. What a question is taken apart into holds
    /// the last of each chain of sources, whichever of its forms is asked for.
    fn supposed(
        &self,
        word: &str,
        affixes: &Affixes,
        sources: &[Vec<String>],
        is_name: &impl Fn(&str) -> bool,
    ) -> Vec<String> {
        let Some(at) = self.place(word) else { return Vec::new() };
        let is_short = |source: &str| {
            let begins_late = || source.get(1..).and_then(|rest| word.find(rest)).is_some_and(|at| at >= BEGINNING);
            match source.chars().count() {
                SUPPOSED.. => false,
                SHORT_SUPPOSED => !begins_late(),
                _ => true,
            }
        };
        let roots: Vec<&String> = sources[at][1..].iter().filter(|source| !is_short(source)).collect();
        if roots.iter().any(|root| is_name(root)) {
            return Vec::new();
        }
        let is_new = |root: &&String| self.place(root).is_none();
        let is_last = |root: &&String| !affixes.sources(root)[1..].iter().any(|other| roots.contains(&other));
        roots.iter().copied().filter(is_new).filter(is_last).cloned().collect()
    }

    /// Which of several sources is followed: of words that the archive has the longest, else the one that most forms need.
    fn rank(&self, source: &str) -> (bool, usize) {
        if self.place(source).is_some() {
            (true, source.len())
        } else {
            (false, self.derived.get(source).map_or(0, Vec::len))
        }
    }

    fn place(&self, form: &str) -> Option<usize> {
        self.forms.binary_search_by(|(other, _)| (*other).cmp(form)).ok()
    }

    /// Whether `word` is believed to come from `source`.
    fn is_source(&self, source: &str, word: &str, sources: &[Vec<String>]) -> bool {
        let (of_word, of_source) = (self.place(word), self.place(source));
        // A word that the archive lacks goes back no further.
        let may_come = of_word.is_some_and(|at| sources[at][1..].iter().any(|other| other == source));
        if !may_come {
            return false;
        }
        let count = |at: Option<usize>| at.map_or(0, |at| self.forms[at].1);
        let (of_word, of_source) = (count(of_word), count(of_source));
        if of_source > 0 && source.chars().count() >= LONG_ENOUGH {
            return true;
        }
        let independent = self.independent(source, word);
        match of_source {
            0 => {
                source.chars().count() > LONG_ENOUGH && independent >= 1
                    || source.chars().count() == LONG_ENOUGH && independent >= 2
            }
            _ => independent >= 2 || (of_source >= 3 && of_source * 4 >= of_word),
        }
    }

    /// How many forms come from `source` and not by way of `word`; no more than two are counted.
    fn independent(&self, source: &str, word: &str) -> usize {
        let none = Vec::new();
        let by_word = self.derived.get(word).unwrap_or(&none);
        let others = self.derived.get(source).unwrap_or(&none).iter();
        others.filter(|at| self.forms[**at].0 != word && by_word.binary_search(at).is_err()).take(2).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Languages;

    fn joined(code: &str, text: &str) -> Vec<String> {
        let mut forms: Vec<(&str, usize)> = text.split(' ').map(|form| (form, 3)).collect();
        forms.sort_unstable();
        let languages = Languages::embedded();
        let words = families(&languages.get(code).unwrap().affixes, &forms, |word| word == "rendah");
        forms.iter().zip(words).map(|((form, _), words)| format!("{form}<{}", words.join("<"))).collect()
    }

    #[test]
    fn forms_of_one_word_are_joined_and_others_are_not() {
        assert_eq!(
            joined("id", "mengatakan kata dikatakan beras ata penulis menulis tulis makanan makan"),
            [
                "ata<ata",
                "beras<beras",
                "dikatakan<kata",
                "kata<kata",
                "makan<makan",
                "makanan<makan",
                "mengatakan<kata",
                "menulis<tulis",
                "penulis<tulis",
                "tulis<tulis"
            ]
        );
        assert_eq!(
            joined("en", "policy policies making make stopped stop news"),
            ["make<make", "making<make", "news<news", "policies<policy", "policy<policy", "stop<stop", "stopped<stop"]
        );
    }

    #[test]
    fn a_root_that_never_stands_alone_is_believed_when_several_forms_need_it() {
        let words = joined("id", "menyelidiki penyelidikan diselidiki");
        assert!(words.iter().all(|word| word.ends_with("<selidik")), "{words:?}");
        let words = joined("id", "melemahkan dilemahkan pelemahan kelemahan");
        assert!(words.iter().all(|word| word.ends_with("<lemah")), "{words:?}");
    }

    #[test]
    fn a_root_that_the_archive_has_nowhere_leads_to_its_only_form() {
        let words = joined("id", "menolak serangannya membeli berita terang direndahkan");
        assert_eq!(words[..2], ["berita<berita", "direndahkan<direndahkan"], "`rendah` is a name here");
        assert_eq!((words[3].as_str(), words[5].as_str()), ("menolak<tolak<nolak", "terang<terang"));
        assert!(words[2].contains("<beli") && words[4].starts_with("serangannya<serang"), "{words:?}");
    }
}
