//! Turns a short form and a full name into the support that it takes to call them one.

use super::candidates::is_part;
use super::names::{Name, Names};
use super::slips;
use crate::model::EntityKind;

/// Support that a short form needs where several full names could be meant.
pub(super) const ONE_OF_MANY: f32 = 1.0;
/// Support that it needs where only one could.
pub(super) const THE_ONLY: f32 = 0.5;
/// Support that a full name needs whose longer form only one person bears, by a word that not everybody bears.
const TELLING: f32 = 0.1;
/// Support that a slip of the pen needs whose words other people bear too.
const SLIP_OF_MANY: f32 = 1.5;
/// Support that a given name with initials needs beside an office and a body that both names share.
const IN_OFFICE: f32 = 0.25;
/// Shortest given name, in bytes, that may stand for a longer one.
const SHORTEST_BEGINNING: usize = 4;
/// No support is enough.
pub(super) const NEVER: f32 = f32::INFINITY;

/// How a short form is made from a full name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relation {
    /// The same word in another spelling (`Soeharto`, `Suharto`).
    Spelling,
    /// Words of it (`Assad` of `Bashar al-Assad`).
    Part,
    /// Letters of it (`KPK`).
    Acronym,
    /// The same words, one of them off by a letter (`Situmorag`, `Situmorang`).
    Slip,
    /// The same words, the first one of one name the beginning of that of the other (`Ansu Fati`, `Anssumane Fati`).
    Shortened,
    /// A given name or the beginning of it, then initials of the rest (`Alex W`, of `Alexander Wibawa`).
    Initialed,
    /// Neither: a nickname, another name.
    Other,
}

/// What the archive says about one full name that a short form may mean.
#[derive(Clone, Copy, Debug)]
pub(super) struct Claim {
    /// How one is made from the other.
    pub relation: Relation,
    /// Articles that use both for one entity.
    pub defined: u32,
    /// Articles that use the short form for any entity with another name.
    pub total: u32,
    /// Articles that use the short form alone.
    pub alone: u32,
    /// Articles that use the full name.
    pub full: u32,
    /// Whether other full names could be meant.
    pub several: bool,
    /// The full name starts with a given name that the short form lacks and that people are called by.
    pub headless: bool,
    /// A word of the short form is no name that many people bear.
    pub telling: bool,
    /// A word of the short form is borne by nobody else in the archive.
    pub rare: bool,
    /// The short form is one word that is no given name.
    pub surname: bool,
    /// The full name ends with the short form.
    pub last: bool,
    /// Both names share a word that does not end both.
    pub shared: bool,
    /// Articles print a word of one office for both, and name a body beside both.
    pub office: bool,
}

impl Claim {
    /// Whether at least `tenths` tenths of the articles that define the short form define it as this.
    fn main(&self, tenths: u32) -> bool {
        self.defined > 0 && self.defined * 10 >= self.total * tenths
    }
}

/// How `short` is made from `full`.
pub(super) fn relation(short: &Name, full: &Name, names: &Names) -> Relation {
    if short.folded == full.folded {
        Relation::Spelling
    } else if short.kind == EntityKind::Person && is_initialed(&short.folded, &full.folded) {
        Relation::Initialed
    } else if is_part(&short.exact, &full.exact) || is_abridged(short, full) {
        Relation::Part
    } else if is_acronym(&short.exact, &full.exact) {
        Relation::Acronym
    } else if short.kind == EntityKind::Person && slips::is_slip(short, full, names) {
        Relation::Slip
    } else if short.kind == EntityKind::Person && begin_alike(&short.folded, &full.folded) {
        Relation::Shortened
    } else {
        Relation::Other
    }
}

/// Whether two names of several words differ in the first one only, and one of these is the beginning of the other.
fn begin_alike(a: &str, b: &str) -> bool {
    let (Some((a, rest)), Some((b, other))) = (a.split_once(' '), b.split_once(' ')) else { return false };
    rest == other && a.len().min(b.len()) >= SHORTEST_BEGINNING && (a.starts_with(b) || b.starts_with(a))
}

/// Whether `short` is the first word of `full`, or the beginning of it, and then initials of each of its other words or some
/// of them in full, the last one an initial.
pub(super) fn is_initialed(short: &str, full: &str) -> bool {
    let (Some((given, rest)), Some((head, others))) = (short.split_once(' '), full.split_once(' ')) else {
        return false;
    };
    let begins = given == head || given.len() >= SHORTEST_BEGINNING && head.starts_with(given);
    let is_initial = |word: &str| word.chars().nth(1).is_none();
    let (mut rest, mut others) = (rest.split(' '), others.split(' '));
    let mut last = "";
    loop {
        match (rest.next(), others.next()) {
            (None, None) => return begins && is_initial(last) && !is_initial(given),
            (Some(word), Some(other)) if word == other || is_initial(word) && other.starts_with(word) => {
                last = if word == other { "whole" } else { word };
            }
            _ => return false,
        }
    }
}

/// Whether a name ends with the initial of a word, behind a longer one.
pub(super) fn ends_with_initial(name: &Name) -> bool {
    let is_initial = |word: &str| word.chars().nth(1).is_none() && word.chars().all(char::is_alphabetic);
    let last = name.folded.rsplit(' ').next().unwrap_or_default();
    !name.is_one_word() && is_initial(last) && name.folded.split(' ').next().is_some_and(|first| !is_initial(first))
}

/// How much support it takes to call them one.
pub(super) fn needed(short: &Name, claim: Claim, names: &Names) -> f32 {
    match short.kind {
        EntityKind::Person if short.is_one_word() => {
            // `S` and `AB` are initials of many.
            let tiny = if short.exact.chars().count() <= 2 { 1.5 } else { 0.0 };
            needed_by_word(claim) + tiny
        }
        EntityKind::Person => needed_by_words(short, claim),
        _ if names.is_generic(short) => ONE_OF_MANY,
        kind => needed_by_body(kind, claim),
    }
}

fn needed_by_word(claim: Claim) -> f32 {
    match (claim.relation, claim.defined) {
        // A nickname that is no part of the name can hardly mean anybody else.
        (Relation::Other | Relation::Acronym, 2..) if claim.main(8) => 0.0,
        (Relation::Other | Relation::Acronym, 2..) if claim.main(6) => 0.3,
        // The only one in the archive whom articles call so, by a name that is not given to many.
        (Relation::Part, 3..) if claim.main(9) && claim.surname && claim.rare => 0.0,
        (Relation::Part, 10..) if claim.main(9) && (claim.surname || claim.last) => 0.0,
        (Relation::Part, 10..) if claim.main(9) => 0.1,
        (Relation::Part, 3..) if claim.main(9) => 0.25,
        (Relation::Part, 10..) if claim.main(6) => 0.4,
        (Relation::Part, 3..) if claim.main(6) => 0.6,
        (Relation::Spelling, _) if !claim.several => 0.0,
        (Relation::Slip, _) => NEVER,
        _ if claim.several => ONE_OF_MANY,
        _ => THE_ONLY,
    }
}

fn needed_by_words(short: &Name, claim: Claim) -> f32 {
    // `Joko Widodo` is not short for his wife's `Iriana Joko Widodo`, which is rarer.
    if claim.relation == Relation::Part && claim.headless && claim.defined < 2 && claim.alone > claim.full {
        return NEVER;
    }
    match claim.relation {
        Relation::Part | Relation::Spelling | Relation::Shortened if claim.main(8) => 0.0,
        // Brothers may be called so: only what an article says counts.
        Relation::Shortened => NEVER,
        // Whoever is called Hamonangan Laoly beside Yasonna is nobody else.
        Relation::Part if claim.rare && !claim.headless => 0.0,
        // `Rubio-Anders` is a whole family name, of `Juan Rubio-Anders`.
        Relation::Part if short.double && !claim.several => TELLING,
        Relation::Slip if !claim.rare => SLIP_OF_MANY,
        Relation::Slip if claim.telling => TELLING,
        Relation::Initialed if claim.main(8) => 0.0,
        Relation::Initialed if claim.office => IN_OFFICE,
        Relation::Initialed => ONE_OF_MANY,
        // `Hasri Ainun Besari, yang akrab disebut Ainun Habibie`.
        Relation::Other if claim.shared && claim.main(6) => TELLING,
        // Two full names that share no word: only what several articles say counts.
        Relation::Other | Relation::Acronym
            if claim.main(8) && claim.defined >= 3 && claim.defined * 3 >= claim.alone =>
        {
            0.0
        }
        Relation::Other | Relation::Acronym if claim.defined < 2 || claim.defined * 3 < claim.alone => NEVER,
        Relation::Other | Relation::Acronym => ONE_OF_MANY,
        _ if claim.several => ONE_OF_MANY,
        _ if claim.telling && !claim.headless => TELLING,
        _ => THE_ONLY,
    }
}

/// Bodies, places, works: an article's own definition counts, one article's mistake must not move a country.
fn needed_by_body(kind: EntityKind, claim: Claim) -> f32 {
    let enough_of = |articles: u32, share: u32| claim.defined * share >= articles;
    match claim.relation {
        Relation::Acronym if !claim.main(8) => ONE_OF_MANY,
        Relation::Acronym if claim.defined >= 2 || enough_of(claim.alone, 4) => 0.0,
        Relation::Acronym => 0.3,
        Relation::Part if claim.main(8) && enough_of(claim.alone, 3) => 0.0,
        Relation::Part if claim.main(8) && claim.defined >= 2 && enough_of(claim.alone, 5) => 0.3,
        // `Garuda` alone is a team as often as an airline.
        Relation::Part if kind == EntityKind::Organization && claim.alone <= claim.full => ONE_OF_MANY * 1.5,
        Relation::Other if claim.main(8) && claim.defined >= 2 && enough_of(claim.alone.min(claim.full), 3) => 0.0,
        _ => NEVER,
    }
}

/// Whether `short` is made of words and initials of `full`, in the spelling of the articles or folded.
pub(super) fn is_abridged(short: &Name, full: &Name) -> bool {
    is_short_for(&short.folded, &full.folded) || is_short_for(&short.exact, &full.exact)
}

/// Whether two names of several words begin with the same word and end with the same word.
pub(super) fn have_same_ends(a: &Name, b: &Name) -> bool {
    let ends = |name: &Name| -> Option<(String, String)> {
        let (head, _) = name.folded.split_once(' ')?;
        let (_, tail) = name.folded.rsplit_once(' ')?;
        Some((head.to_owned(), tail.to_owned()))
    };
    ends(a).is_some_and(|own| ends(b) == Some(own))
}

/// Whether two names share a word that is not the last one of both, as that of relatives is.
pub(super) fn share_inner_word(a: &Name, b: &Name) -> bool {
    let last = |name: &Name| name.folded.rsplit(' ').next().unwrap_or_default().to_owned();
    let (end, other_end) = (last(a), last(b));
    let inner = |word: &str| word.chars().count() > 3 && !(word == end && word == other_end);
    a.folded.split(' ').any(|word| inner(word) && b.folded.split(' ').any(|other| other == word))
}

/// Whether one of two full names abridges the other.
pub(super) fn are_compatible(a: &Name, b: &Name) -> bool {
    a.folded == b.folded || is_abridged(a, b) || is_abridged(b, a)
}

/// Whether `short` is made of words of `full` in their order, initials standing for words (`bj habibi`).
fn is_short_for(short: &str, full: &str) -> bool {
    let mut rest = full.split(' ');
    let mut whole_words = 0;
    for word in short.split(' ') {
        let mut ahead = rest.clone();
        if ahead.any(|other| other == word) {
            rest = ahead;
            whole_words += 1;
            continue;
        }
        // One to three letters may be initials of as many words.
        let mut letters = word.chars();
        let is_short = word.chars().nth(3).is_none();
        if !is_short || !letters.all(|letter| rest.next().is_some_and(|word| word.starts_with(letter))) {
            return false;
        }
    }
    whole_words > 0
}

/// Whether `full` starts with a name that `short` has neither in full nor as an initial.
pub(super) fn is_headless(short: &Name, full: &Name, names: &Names) -> bool {
    if short.kind != EntityKind::Person {
        return starts_later(&short.exact, &full.exact);
    }
    let first = |name: &Name| name.folded.split(' ').next().unwrap_or_default().to_owned();
    let (own, head) = (first(short), first(full));
    own != head && own.chars().next() != head.chars().next() && head.chars().count() > 2 && !names.is_optional(&head)
}

/// Whether a body's name begins with words that its short form, the end of it or letters of that end, leaves out.
fn starts_later(short: &str, full: &str) -> bool {
    if let Some(head) = full.strip_suffix(short) {
        return head.ends_with(' ');
    }
    !short.contains(' ') && short.chars().next() != full.chars().next() && full.contains(' ')
}

/// Whether `short` is one word whose letters stand in `full` in their order, the first one at the start of a word.
pub(super) fn is_acronym(short: &str, full: &str) -> bool {
    let mut wanted = short.chars().filter(|c| c.is_alphanumeric());
    let Some(first) = wanted.next() else { return false };
    if short.contains(' ') || short.chars().count() < 2 || !full.contains(' ') {
        return false;
    }
    let start = full.split(' ').position(|word| word.starts_with(first));
    let Some(start) = start else { return false };
    let mut letters = full.split(' ').skip(start).flat_map(str::chars).skip(1);
    wanted.all(|letter| letters.any(|other| other == letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_and_initials_are_short_for_a_name() {
        assert!(is_short_for("bambang yudoyono", "susilo bambang yudoyono"));
        assert!(is_short_for("bj habibi", "bacharudin jusuf habibi"));
        assert!(is_short_for("m rio", "muhamad rio"));
        assert!(!is_short_for("m r", "muhamad rio"));
        assert!(!is_short_for("rio muhamad", "muhamad rio"));
        assert!(!is_short_for("k rio", "muhamad rio"));
    }

    #[test]
    fn a_given_name_with_initials_is_short_for_a_name() {
        assert!(is_initialed("alex w", "alexander wibawa"));
        assert!(is_initialed("karso w", "karso wibawa"));
        assert!(is_initialed("karso hadi w", "karso hadi wibawa"));
        assert!(!is_initialed("karso w", "karso hadi wibawa"));
        assert!(!is_initialed("karso w", "karso"));
        assert!(!is_initialed("kar w", "karso wibawa"));
        assert!(!is_initialed("k w", "karso wibawa"));
        assert!(!is_initialed("karso wibawa", "karso wibawa"));
        assert!(!is_initialed("karso m", "karso wibawa"));
    }

    #[test]
    fn letters_of_a_name_in_order_are_its_acronym() {
        assert!(is_acronym("kpk", "komisi pemberantasan korupsi"));
        assert!(is_acronym("kemenhub", "kementerian perhubungan"));
        assert!(is_acronym("lhk", "kementerian lingkungan hidup dan kehutanan"));
        assert!(!is_acronym("kpk", "dewan pantai"));
        assert!(!is_acronym("dpt", "dewan"));
        assert!(!is_acronym("bpip", "badan nasional penanggulangan terorisme"));
    }
}
