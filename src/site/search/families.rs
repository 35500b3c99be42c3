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

/// For each form of a vocabulary the word it belongs to; always one of the form's sources. `forms` are sorted, each
/// with the number of its occurrences.
pub(super) fn families(affixes: &Affixes, forms: &[(&str, usize)]) -> Vec<String> {
    let sources: Vec<Vec<String>> = forms.par_iter().map(|(form, _)| affixes.sources(form)).collect();
    let mut derived: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (at, sources) in sources.iter().enumerate() {
        for source in &sources[1..] {
            derived.entry(source).or_default().push(at);
        }
    }
    let vocabulary = Vocabulary { forms, derived };
    (0..forms.len()).into_par_iter().map(|at| vocabulary.word_of(at, &sources)).collect()
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
        let words = families(&languages.get(code).unwrap().affixes, &forms);
        forms.iter().zip(words).map(|((form, _), word)| format!("{form}<{word}")).collect()
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
        assert_eq!(joined("id", "menyelidiki"), ["menyelidiki<menyelidiki"]);
        let words = joined("id", "melemahkan dilemahkan pelemahan kelemahan");
        assert!(words.iter().all(|word| word.ends_with("<lemah")), "{words:?}");
    }
}
