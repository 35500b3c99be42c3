//! Turns a name as printed into the keys under which it is compared with others.

use rustc_hash::{FxHashMap, FxHashSet};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::lang::{Languages, WordKey, word_key};
use crate::model::EntityKind;

/// Longest name that is read, in characters after marks are gone; what follows only counts as a whole.
const LONGEST: usize = 160;

/// Shortest word, in bytes, whose doubled letters count as single ones.
const DOUBLED: usize = 5;

/// The keys of one name of one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct NameKey {
    /// Words in lower case without marks, titles and degrees, separated by one space. Never empty for a name that
    /// shows anything at all.
    pub exact: String,
    /// `exact` with old and variant spellings, doubled letters and particles folded.
    pub folded: String,
}

/// What all languages of the archive know about spelling, as one: a name must have the same key in every article.
#[derive(Debug, Default)]
pub(super) struct NameRules {
    /// Words at the edges of names, for each kind, and whether only longer names lose them.
    edges: [FxHashMap<String, bool>; EntityKind::ALL.len()],
    degrees: FxHashSet<String>,
    lineage: FxHashMap<String, String>,
    particles: FxHashSet<String>,
    optional: FxHashSet<String>,
    common: FxHashSet<String>,
    generic_bodies: Vec<String>,
    offices: FxHashSet<String>,
    heads: FxHashSet<String>,
    former: FxHashSet<String>,
    function_words: FxHashSet<WordKey>,
    letters: Vec<(String, String)>,
    variants: FxHashMap<String, String>,
    expansions: FxHashMap<String, String>,
    /// Names of one entity, by kind.
    pub same_names: Vec<(EntityKind, Vec<String>)>,
}

/// One word of a name on its way to the key.
struct Word {
    /// Lower case, no marks, no dots.
    text: String,
    /// Stands behind a comma, or has a dot inside, or is in capitals: may be a degree.
    degree_like: bool,
    /// Is one letter with or without a dot.
    initial: bool,
}

impl NameRules {
    /// The rules of all `languages`; where two disagree, the lower code wins.
    pub fn new(languages: &Languages) -> Self {
        let mut rules = Self::default();
        for language in languages.iter() {
            let spelling = &language.spelling;
            for ((kind, edge), full) in &spelling.edges {
                rules.edges[*kind as usize].entry(edge.clone()).or_insert(*full);
            }
            rules.degrees.extend(spelling.degrees.iter().cloned());
            rules.particles.extend(spelling.particles.iter().cloned());
            rules.optional.extend(spelling.optional.iter().cloned());
            rules.common.extend(spelling.common.iter().cloned());
            rules.generic_bodies.extend(spelling.generic_bodies.iter().cloned());
            rules.offices.extend(spelling.offices.iter().cloned());
            rules.heads.extend(spelling.heads.iter().cloned());
            rules.former.extend(spelling.former.iter().cloned());
            rules.function_words.extend(language.words.function_words());
            for letters in &spelling.letters {
                if !rules.letters.iter().any(|(from, _)| *from == letters.0) {
                    rules.letters.push(letters.clone());
                }
            }
            for (into, from) in [
                (&mut rules.lineage, &spelling.lineage),
                (&mut rules.variants, &spelling.variants),
                (&mut rules.expansions, &spelling.expansions),
            ] {
                for (word, one) in from {
                    into.entry(word.clone()).or_insert_with(|| one.clone());
                }
            }
            rules.same_names.extend(spelling.same_names.iter().cloned());
        }
        rules.letters.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
        rules
    }

    /// The key of a name whatever its kind: nothing is left out but case, marks and punctuation.
    pub fn neutral(&self, name: &str) -> String {
        let (words, rest) = split(name);
        join(name, words.iter().map(|word| word.text.as_str()), rest)
    }

    /// The keys of `name` as a name of `kind`.
    pub fn key(&self, name: &str, kind: EntityKind) -> NameKey {
        let (mut words, rest) = split(name);
        if kind == EntityKind::Person {
            self.drop_degrees(&mut words);
        }
        self.drop_edges(&mut words, kind);
        if matches!(kind, EntityKind::Organization | EntityKind::Place) {
            for word in &mut words {
                if let Some(full) = self.expansions.get(&word.text) {
                    word.text.clone_from(full);
                }
            }
        }
        let words = if kind == EntityKind::Person { merge_initials(words) } else { words };
        finish_key(kind, &self.lineage, words, name, rest, |exact| self.fold(exact, kind))
    }

    /// The one form of every lineage word.
    pub fn lineage_words(&self) -> impl Iterator<Item = &str> {
        self.lineage.values().map(String::as_str)
    }

    /// Folded words that are often left out at the start of a person's name.
    pub fn optional_words(&self) -> impl Iterator<Item = String> + '_ {
        self.optional.iter().map(|word| self.fold_word(word))
    }

    /// Folded words that many people bear.
    pub fn common_words(&self) -> impl Iterator<Item = String> + '_ {
        self.common.iter().map(|word| self.fold_word(word))
    }

    /// Exact keys of bodies of which every place has one of its own.
    pub fn generic_bodies(&self) -> impl Iterator<Item = String> + '_ {
        self.generic_bodies.iter().map(|name| self.key(name, EntityKind::Organization).exact)
    }

    /// Whether a word of a neutral key stands beside anybody's name (`pak`, `presiden`): as a role it tells nothing.
    pub fn is_title(&self, word: &str) -> bool {
        self.edges[EntityKind::Person as usize].contains_key(word)
    }

    /// Whether a word of a neutral key is an office and no rank (`kepala`, not `kombes`).
    pub fn is_office(&self, word: &str) -> bool {
        self.offices.contains(word)
    }

    /// Whether a word of a neutral key is the first of the names of bodies or places (`dinas`, `kota`).
    pub fn is_head(&self, word: &str) -> bool {
        self.heads.contains(word)
    }

    /// Whether a word of a neutral key stands in any role (`dari`).
    pub fn is_function_word(&self, word: &str) -> bool {
        self.function_words.contains(&word_key(word))
    }

    /// Whether a word of a neutral key says that an office is no longer held (`mantan`).
    pub fn is_former(&self, word: &str) -> bool {
        self.former.contains(word)
    }

    fn drop_degrees(&self, words: &mut Vec<Word>) {
        while words.len() > 1 && words.last().is_some_and(|word| word.degree_like && self.degrees.contains(&word.text))
        {
            words.pop();
        }
    }

    fn drop_edges(&self, words: &mut Vec<Word>, kind: EntityKind) {
        let edge = |word: &Word| self.edges[kind as usize].get(&word.text).copied();
        let mut from = 0;
        while from + 1 < words.len() {
            match edge(&words[from]) {
                Some(full) if !full || words.len() - from > 2 => from += 1,
                _ => break,
            }
        }
        words.drain(..from);
        if matches!(kind, EntityKind::Organization | EntityKind::Person) {
            while words.len() > 1 && words.last().is_some_and(|word| edge(word) == Some(false)) {
                words.pop();
            }
        }
    }

    fn fold(&self, exact: &str, kind: EntityKind) -> String {
        if kind != EntityKind::Person {
            return exact.replace(' ', "");
        }
        let words: Vec<&str> = exact.split(' ').collect();
        let mut folded = String::with_capacity(exact.len());
        for (at, word) in words.iter().enumerate() {
            if at > 0 && words.len() > 2 && self.particles.contains(*word) {
                continue;
            }
            if !folded.is_empty() {
                folded.push(' ');
            }
            folded.push_str(&self.fold_word(word));
        }
        folded
    }

    /// One word of a person's name with its variant and old spelling folded and doubled letters made single.
    pub fn fold_word(&self, word: &str) -> String {
        let mut one = match self.variants.get(word) {
            Some(variant) => variant.clone(),
            None => word.to_owned(),
        };
        for (from, to) in &self.letters {
            if one.contains(from.as_str()) {
                one = one.replace(from.as_str(), to);
            }
        }
        if let Some(variant) = self.variants.get(&one) {
            one.clone_from(variant);
        }
        if one.len() < DOUBLED {
            // `III` is not `I`.
            return one;
        }
        let mut single = String::with_capacity(one.len());
        for c in one.chars() {
            if !single.ends_with(c) || c.is_numeric() {
                single.push(c);
            }
        }
        single
    }
}

fn finish_key(
    kind: EntityKind,
    lineage: &FxHashMap<String, String>,
    words: Vec<Word>,
    name: &str,
    rest: u64,
    fold: impl Fn(&str) -> String,
) -> NameKey {
    let texts = words.iter().map(|word| match lineage.get(&word.text) {
        Some(one) if kind == EntityKind::Person => one.as_str(),
        _ => word.text.as_str(),
    });
    let exact = join(name, texts, rest);
    let folded = fold(&exact);
    NameKey { exact, folded }
}

/// Words of a name, and a number that stands for what came after [`LONGEST`] characters (0: nothing).
fn split(name: &str) -> (Vec<Word>, u64) {
    let mut rest = 0u64;
    if name.len() <= LONGEST && name.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ') {
        // Most names: there is nothing to decompose.
        return (words_of(name), rest);
    }
    let mut text = String::with_capacity(name.len().min(4 * LONGEST));
    let mut length = 0usize;
    for c in name.nfkd().filter(|&c| !is_combining_mark(c) && !is_invisible(c)) {
        length += 1;
        if length <= LONGEST {
            text.push(if c.is_control() { ' ' } else { c });
        } else {
            rest = rest.wrapping_mul(0x0100_0000_01b3).wrapping_add(u64::from(u32::from(c)) + 1);
        }
    }
    (words_of(&text), rest)
}

fn words_of(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut behind_comma = false;
    for token in text.split(|c: char| c.is_whitespace() || is_joint(c)) {
        let comma = token.ends_with([',', ';']);
        for piece in token.split([',', ';']).filter(|piece| !piece.is_empty()) {
            push_words(piece, behind_comma, &mut words);
            behind_comma = comma || token.contains([',', ';']);
        }
    }
    words
}

/// Adds the word or words of `piece`, which holds no white space: `S.Pi` is one, `M.Rio` two.
fn push_words(piece: &str, behind_comma: bool, words: &mut Vec<Word>) {
    if piece.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return push_word(piece.to_ascii_lowercase(), piece, false, behind_comma, words);
    }
    let plain = |part: &str| part.chars().filter(|c| c.is_alphanumeric()).flat_map(fold_letter).collect::<String>();
    let parts: Vec<&str> = piece.split('.').filter(|part| part.chars().any(char::is_alphanumeric)).collect();
    let short = |part: &&str| part.chars().filter(|c| c.is_alphanumeric()).count() <= 2;
    let dotted = parts.len() > 1;
    // `Ph.D`, `S.Sos`: a dotted word is one when a part is short and the others are no full words.
    let split = dotted && parts.iter().any(|part| part.chars().count() > 4) && !parts.iter().all(short);
    if split {
        for part in &parts {
            push_word(plain(part), part, false, behind_comma, words);
        }
    } else {
        push_word(plain(piece), piece, dotted, behind_comma, words);
    }
}

fn push_word(text: String, written: &str, dotted: bool, behind_comma: bool, words: &mut Vec<Word>) {
    if text.is_empty() {
        return;
    }
    let capitals = written.chars().filter(|c| c.is_uppercase()).count() > 1 && !written.chars().any(char::is_lowercase);
    let initial = text.chars().count() == 1 && text.chars().all(char::is_alphabetic);
    words.push(Word { text, degree_like: behind_comma || dotted || capitals, initial });
}

/// Letters in lower case, those of Latin script without strokes and ligatures (`ø`, `ł`, `ß`).
fn fold_letter(c: char) -> impl Iterator<Item = char> {
    let latin = matches!(c, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}');
    let plain = if latin { deunicode::deunicode_char(c).unwrap_or_default() } else { "" };
    let own = if plain.is_empty() { Some(c) } else { None };
    plain.chars().chain(own).flat_map(char::to_lowercase)
}

/// Signs that stand between two words.
fn is_joint(c: char) -> bool {
    !c.is_alphanumeric() && !matches!(c, '.' | ',' | ';' | '\'' | '’' | '‘' | 'ʼ' | '`' | '´')
}

/// Zero-width and direction marks: nothing a reader could see.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}'
    )
}

/// `B. J. Habibie`, `B.J. Habibie` and `BJ Habibie` are one.
fn merge_initials(words: Vec<Word>) -> Vec<Word> {
    let mut merged: Vec<Word> = Vec::with_capacity(words.len());
    let mut open = false;
    for word in words {
        match merged.last_mut() {
            Some(last) if open && word.initial => last.text.push_str(&word.text),
            _ => {
                open = word.initial;
                merged.push(word);
            }
        }
    }
    merged
}

/// The words with one space between them; a name without any letter or digit is its own visible signs.
fn join<'a>(name: &str, words: impl Iterator<Item = &'a str>, rest: u64) -> String {
    let mut key = String::with_capacity(name.len().min(4 * LONGEST));
    for word in words {
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(word);
    }
    if key.is_empty() {
        key.extend(
            name.nfkc()
                .filter(|&c| !is_combining_mark(c) && !is_invisible(c) && !c.is_control() && !c.is_whitespace())
                .take(LONGEST),
        );
    }
    if rest != 0 {
        key.push_str(&format!(" {rest:x}"));
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules() -> NameRules {
        NameRules::new(&Languages::embedded())
    }

    fn person(name: &str) -> String {
        rules().key(name, EntityKind::Person).exact
    }

    fn folded(name: &str) -> String {
        rules().key(name, EntityKind::Person).folded
    }

    #[test]
    fn titles_and_degrees_stand_outside_the_name() {
        assert_eq!(person("Prof. Dr. Rahmat Wibawa, S.H., M.Si"), "rahmat wibawa");
        assert_eq!(person("Pak Rahmat"), "rahmat");
        assert_eq!(person("H. Rahmat Wibawa"), "rahmat wibawa");
        assert_eq!(person("Rahmat Wibawa SH MH"), "rahmat wibawa");
    }

    #[test]
    fn a_name_is_never_eaten_up() {
        assert_eq!(person("Pak"), "pak");
        assert_eq!(person("Haji Rahmat"), "haji rahmat");
        assert_eq!(person("Yo Ma"), "yo ma");
        assert_eq!(person("S.H."), "sh");
    }

    #[test]
    fn marks_case_and_apostrophes_do_not_matter() {
        assert_eq!(person("ABDUL MU'TI"), person("Abdul Mu’ti"));
        assert_eq!(person("Søren Kjærgård"), person("Soren Kjaergard"));
        assert_eq!(person("Bashar al-Assad"), person("Bashar Al Assad"));
        assert_eq!(person("Ra\u{200b}hmat\u{202e}"), "rahmat");
    }

    #[test]
    fn initials_are_one_word_however_spaced() {
        assert_eq!(person("B.J. Habibi"), "bj habibi");
        assert_eq!(person("B. J. Habibi"), "bj habibi");
        assert_eq!(person("BJ Habibi"), "bj habibi");
        assert_eq!(person("M.Rizal Taufan"), "m rizal taufan");
    }

    #[test]
    fn old_and_variant_spellings_fold_together() {
        assert_eq!(folded("Soetardjo Tjokro"), folded("Sutarjo Cokro"));
        assert_eq!(folded("Mohammad Syafrudin"), folded("Muhammad Syafruddin"));
        assert_eq!(folded("Bashar al-Assad"), folded("Bashar Assad"));
        assert_ne!(folded("Heri Susanto"), folded("Heru Susanto"));
    }

    #[test]
    fn company_forms_and_short_provinces_are_left_out() {
        let body = |name| rules().key(name, EntityKind::Organization).exact;
        assert_eq!(body("PT Laut Biru Tbk"), "laut biru");
        assert_eq!(body("Polda Jateng"), "polda jawa tengah");
    }

    #[test]
    fn hostile_names_have_bounded_keys() {
        assert_eq!(person("..."), "...");
        assert_eq!(person("\u{1f600}\u{1f600}"), "\u{1f600}\u{1f600}");
        assert!(person("\u{200b}\u{202e} ").is_empty());
        assert_eq!(person(&format!("R{}ahmat", "\u{301}".repeat(5_000))), "rahmat");
        assert!(person(&"abc ".repeat(10_000)).len() < 1_000);
        assert_ne!(person(&"abc ".repeat(10_000)), person(&"abc ".repeat(10_001)));
        assert_ne!(person("\u{412}ahmat"), person("Bahmat"));
    }
}
