//! Asks of every name that was taken for a person's whether anything speaks for a person: a list of names, a title, an
//! age, a verb of speaking, others named beside it. Brands, terms and words with the capital of their sentence have none.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::NameSpan;
use super::rules::is_initial;
use crate::extract::evidence::{Evidence, bit};
use crate::extract::{Document, Token, TokenKind};
use crate::lang::{Classes, Frames, Gazetteer, Language, NameClass, NameUses, WordKey};
use crate::model::EntityKind;

/// A word of these lists right before a name makes it a person's.
const BEFORE: u32 =
    bit(NameClass::Title) | bit(NameClass::PersonTitle) | bit(NameClass::AddressForm) | bit(NameClass::PersonCue);
/// Fewest sentences of a text in which a person is spoken for somewhere.
pub(super) const ENOUGH: usize = 4;
/// Most tokens between who somebody is and the name behind the comma.
const APPOSITION: usize = 6;
/// Fewest letters of a word that another is built from.
const SHORTEST_ROOT: usize = 4;
/// Fewest letters of the affixes round it: those of people's names (`Setiawan`) have fewer.
const AFFIXES: usize = 4;

/// Drops people that nothing in the document speaks for; a text of few sentences has no room for what could. `names` are
/// the fullest names of the spans.
pub(super) fn drop_unsupported(
    document: &Document<'_>,
    evidence: &Evidence,
    language: &Language,
    spans: &mut Vec<NameSpan>,
    names: &mut Vec<String>,
) {
    if document.sentences.len() < ENOUGH {
        return;
    }
    let witness = Witness { document, evidence, language, gazetteer: Gazetteer::embedded() };
    let mut of_name: FxHashMap<&str, usize> = FxHashMap::default();
    let mut people: Vec<Person> = Vec::new();
    let mut person_of: Vec<Option<usize>> = vec![None; spans.len()];
    for (at, span) in spans.iter().enumerate().filter(|(_, span)| span.kind == EntityKind::Person) {
        let person = *of_name.entry(&names[at]).or_insert_with(|| {
            people.push(Person::default());
            people.len() - 1
        });
        witness.hear(span, &mut people[person]);
        person_of[at] = Some(person);
    }
    let doubted: FxHashSet<WordKey> = spans
        .iter()
        .zip(&person_of)
        .filter(|(_, person)| person.is_some_and(|person| !people[person].spoken_for))
        .flat_map(|(span, _)| document.tokens[span.tokens.clone()].iter().map(|token| token.key))
        .collect();
    if doubted.is_empty() && people.iter().all(Person::is_believed) {
        return;
    }
    let plain = |token: &&Token| token.kind == TokenKind::Word && !token.capital && doubted.contains(&token.key);
    let small: FxHashSet<WordKey> = document.tokens.iter().filter(plain).map(|token| token.key).collect();
    for (span, person) in spans.iter().zip(&person_of) {
        if let Some(person) = *person {
            let words = &document.tokens[span.tokens.clone()];
            people[person].common |= words.iter().any(|token| small.contains(&token.key));
        }
    }
    listed_with_people(document, language, spans, &person_of, &mut people);
    let mut kept = person_of.iter().map(|person| person.is_none_or(|person| people[person].is_believed()));
    let keeps: Vec<bool> = kept.by_ref().collect();
    let (mut of_span, mut of_name) = (keeps.iter(), keeps.iter());
    spans.retain(|_| *of_span.next().unwrap_or(&true));
    names.retain(|_| *of_name.next().unwrap_or(&true));
}

/// Most words of a name that only its place between two commas shows to be a person's.
const MOST_WORDS: usize = 3;
/// Most tokens between who somebody is and that name.
const LONGEST_OFFICE: usize = 14;

/// Finds people by their place alone: between two commas, where who somebody is stands before the first, and a verb of
/// speech behind the second (`Pakar Universitas Maju, Ramadan Hadi, menjelaskan …`).
pub(super) fn claim_apposed(
    document: &Document<'_>,
    evidence: &Evidence,
    language: &Language,
    spans: &mut Vec<NameSpan>,
) {
    let tokens = &document.tokens;
    let speaks = |at: usize| {
        tokens.get(at).is_some_and(|verb| {
            let frames = language.quoting.word(verb.key).frames;
            !verb.capital && frames.has(Frames::SUBJECT_BEFORE) && !frames.has(Frames::PARTICIPLE)
        })
    };
    let others = bit(NameClass::Place)
        | bit(NameClass::Institution)
        | bit(NameClass::PlaceHead)
        | bit(NameClass::OrganizationHead)
        | bit(NameClass::Title)
        | bit(NameClass::NotName);
    let is_word = |at: usize| {
        let (token, uses) = (tokens[at], evidence.known[at]);
        token.kind == TokenKind::Word
            && token.capital
            && !token.all_capitals
            && evidence.covering[at] & others == 0
            && uses & (NameUses::TERRITORY | NameUses::LARGE_PLACE | NameUses::COMMON_WORD) == 0
    };
    let is_somebody = |comma: usize| {
        (comma.saturating_sub(LONGEST_OFFICE)..comma)
            .rev()
            .take_while(|&at| !tokens[at + 1].starts_sentence && !matches!(tokens[at].first, '.' | ';' | ':'))
            .take_while(|&at| language.quoting.word(tokens[at].key).frames.is_empty())
            .any(|at| evidence.covers(at, NameClass::Title))
    };
    for comma in 2..tokens.len() {
        if tokens[comma].first != ',' || !told(document, language, comma) {
            continue;
        }
        let mut first = comma + 1;
        while first < tokens.len()
            && tokens[first].capital
            && let Some(form) =
                evidence.listed(first, NameClass::AddressForm).or_else(|| evidence.listed(first, NameClass::Title))
        {
            first = form.tokens.end;
        }
        let known = |at: usize| {
            let word = language.quoting.word(tokens[at].key);
            !word.classes.is_empty() || !word.frames.is_empty() || tokens[at].starts_sentence
        };
        let words = (first..tokens.len().min(first + MOST_WORDS)).take_while(|&at| is_word(at) && !known(at));
        let end = first + words.count();
        let closed =
            tokens.get(end).is_none_or(|token| token.starts_sentence || matches!(token.first, ',' | '.' | '('));
        let at = spans.partition_point(|span| span.tokens.end <= first);
        let free = spans.get(at).is_none_or(|span| span.tokens.start >= end);
        if end > first && closed && free {
            spans.insert(at, NameSpan { tokens: first..end, kind: EntityKind::Person, role: None });
        }
    }
    for close in 2..tokens.len() {
        if tokens[close].first != ',' || !speaks(close + 1) {
            continue;
        }
        if let Some(name) = opening(document, evidence, language, close).filter(|name| name.clone().all(is_word)) {
            let at = spans.partition_point(|span| span.tokens.end <= name.start);
            if spans.get(at).is_none_or(|span| span.tokens.start >= name.end) {
                spans.insert(at, NameSpan { tokens: name, kind: EntityKind::Person, role: None });
            }
            continue;
        }
        let first = (close.saturating_sub(MOST_WORDS)..close).rev().take_while(|&at| is_word(at)).last();
        let Some(first) = first.filter(|&first| first > 0 && tokens[first - 1].first == ',') else { continue };
        let at = spans.partition_point(|span| span.tokens.end <= first);
        let taken = spans.get(at).filter(|span| span.tokens.start < close);
        let other = |span: &NameSpan| matches!(span.kind, EntityKind::Event | EntityKind::Place);
        let free = taken.is_none_or(|span| other(span) && span.tokens == (first..close));
        if free && is_somebody(first - 1) {
            let person = NameSpan { tokens: first..close, kind: EntityKind::Person, role: None };
            spans.splice(at..at + usize::from(taken.is_some()), [person]);
        }
    }
}

/// Whether a verb of speech that names its speaker behind it and then only what that speaker is, in small letters, stand
/// right before the comma (`tutur warga setempat, …`).
fn told(document: &Document<'_>, language: &Language, comma: usize) -> bool {
    let tokens = &document.tokens;
    let word = |at: usize| language.quoting.word(tokens[at].key);
    let low = comma.saturating_sub(APPOSITION);
    let plain = |at: &usize| {
        let token = tokens[*at];
        token.kind == TokenKind::Word && !token.capital && !tokens[*at + 1].starts_sentence
    };
    let verb = (low..comma).rev().take_while(plain).find(|&at| word(at).frames.has(Frames::SUBJECT_AFTER));
    let described = Classes::PEOPLE.or(Classes::INDEFINITE);
    !language.quoting.qualifies_titles()
        && verb.is_some_and(|verb| {
            verb + 1 < comma
                && word(verb + 1).classes.has(described)
                && (verb + 1..comma).any(|at| word(at).classes.has(Classes::PEOPLE))
        })
}

/// The words that open a sentence, with an age in brackets behind them or not, where a comma follows and then only what
/// somebody is in small letters, up to the comma at `close` (`Sukirwo (52), petani di sawah itu, …`).
fn opening(document: &Document<'_>, evidence: &Evidence, language: &Language, close: usize) -> Option<Range<usize>> {
    let tokens = &document.tokens;
    let low = close.saturating_sub(LONGEST_OFFICE);
    let comma = (low..close).rev().find(|&at| tokens[at].first == ',' || tokens[at + 1].starts_sentence)?;
    let somebody = evidence.listed(comma + 1, NameClass::Title).is_some()
        || language.quoting.word(tokens[comma + 1].key).classes.has(Classes::PEOPLE);
    let people = somebody && !tokens[comma + 1].capital;
    if !people || tokens[comma].first != ',' {
        return None;
    }
    let aged = comma > 3
        && tokens[comma - 1].first == ')'
        && tokens[comma - 2].kind == TokenKind::Number
        && tokens[comma - 3].first == '(';
    let end = if aged { comma - 3 } else { comma };
    let start = (end.saturating_sub(MOST_WORDS)..end).rev().find(|&at| tokens[at].starts_sentence)?;
    let known = |at: usize| {
        let word = language.quoting.word(tokens[at].key);
        !word.classes.is_empty() || !word.frames.is_empty()
    };
    (start < end && !language.quoting.qualifies_titles() && !(start..end).any(known)).then_some(start..end)
}

/// What a document says of one name that was taken for a person's.
#[derive(Default)]
struct Person {
    /// A title, an age, a verb of speaking or a list of the language speaks for a person.
    spoken_for: bool,
    /// The world's given names have a word of it.
    given: bool,
    /// The world's family names have a word of it that does not only begin sentences.
    family: bool,
    /// It has several words somewhere.
    several: bool,
    /// The document has a word of it without a capital, or the world's texts do.
    common: bool,
    /// An article, a number or a body's name stands in it or beside it.
    thing: bool,
    /// A number stands right behind it.
    numbered: bool,
    /// A title or role stands beside it.
    titled: bool,
    /// It is one word that is nobody's name, a maker's or right behind a word for goods (`mobil Zerrox`).
    goods: bool,
}

impl Person {
    fn is_believed(&self) -> bool {
        if self.goods && !self.titled {
            false
        } else if self.spoken_for {
            true
        } else if self.several {
            self.given && !self.numbered || !self.common && !self.thing
        } else {
            (self.given || self.family) && !self.common && !self.numbered
        }
    }
}

struct Witness<'a> {
    document: &'a Document<'a>,
    evidence: &'a Evidence,
    language: &'a Language,
    gazetteer: Gazetteer<'a>,
}

impl Witness<'_> {
    /// Notes what speaks for and against a person at one place.
    fn hear(&self, span: &NameSpan, person: &mut Person) {
        let (tokens, evidence) = (&self.document.tokens, self.evidence);
        let (first, end) = (span.tokens.start, span.tokens.end);
        let goods = |at: usize| self.language.quoting.word(tokens[at].key).classes.has(Classes::GOODS);
        let nobody = !evidence.starts(first, NameClass::GivenName)
            && evidence.known[first] & (NameUses::GIVEN_NAME | NameUses::FAMILY_NAME) == 0;
        let placed = first > 0 && !tokens[first].starts_sentence && !tokens[first - 1].capital;
        let made = placed && goods(first - 1) || evidence.starts(first, NameClass::ProductHead);
        person.goods |= end == first + 1 && nobody && made;
        person.titled |= span.role.is_some();
        person.spoken_for |= (span.role.is_some() || self.is_person(span)) && !self.is_office(span);
        let words = span.tokens.clone().filter(|&at| tokens[at].kind == TokenKind::Word);
        person.several |= words.clone().filter(|&at| at == first || tokens[at].spaced).count() > 1;
        for at in words {
            let uses = evidence.known[at];
            let is_common = uses & NameUses::COMMON_WORD != 0;
            person.given |= uses & NameUses::GIVEN_NAME != 0 && !is_common;
            person.family |= uses & NameUses::FAMILY_NAME != 0 && !is_common && !is_initial(tokens, at);
            person.common |= is_common;
            person.thing |= evidence.covers(at, NameClass::Institution) || evidence.covers(at, NameClass::ProductHead);
        }
        let before = first.checked_sub(1).filter(|_| !tokens[first].starts_sentence);
        let article =
            |at: usize| self.language.quoting.word(tokens[at].key).classes.has(Classes::ARTICLE) && !tokens[at].capital;
        person.numbered |= tokens.get(end).is_some_and(|next| next.kind == TokenKind::Number && next.spaced);
        person.thing |= before.is_some_and(article)
            || person.numbered
            || tokens[span.tokens.clone()].iter().any(|token| token.kind == TokenKind::Number);
    }

    /// Whether words behind a title, none of them a name, are those of an office: all of them common, a law's among
    /// them, or going on as an office does (`Dirjen Pencegahan dan Pengendalian Penyakit`).
    fn is_office(&self, span: &NameSpan) -> bool {
        let (tokens, evidence) = (&self.document.tokens, self.evidence);
        let (first, end) = (span.tokens.start, span.tokens.end);
        let names = NameUses::GIVEN_NAME | NameUses::FAMILY_NAME;
        let unlike_names = |at: usize| evidence.known[at] & names == 0 && !evidence.starts(at, NameClass::GivenName);
        let common = |at: usize| self.is_common(at);
        let words = span.tokens.clone().filter(|&at| tokens[at].kind == TokenKind::Word);
        let several = end - first > 1;
        if !words.clone().all(unlike_names) {
            return false;
        }
        if several && words.clone().all(common) {
            return true;
        }
        if first == 0 || !evidence.covers(first - 1, NameClass::Title) {
            return false;
        }
        // `Deputi Penindakan`
        if !several && tokens[first - 1].capital && common(first) {
            return true;
        }
        if several && words.clone().any(|at| evidence.starts(at, NameClass::WorkHead)) {
            return true;
        }
        let goes_on = end + 1 < tokens.len()
            && (evidence.starts(end, NameClass::Connector) || tokens[end].first == ',')
            && tokens[end + 1].capital
            && !evidence.covers(end + 1, NameClass::Place)
            && !evidence.covers(end + 1, NameClass::Title)
            && unlike_names(end + 1);
        goes_on && (!several || words.clone().any(common))
    }

    /// Whether the world's texts write a word small, or what it is built from.
    fn is_common(&self, at: usize) -> bool {
        self.evidence.known[at] & NameUses::COMMON_WORD != 0 || self.is_derived(at)
    }

    /// Whether a word is built from a common one with affixes round it (`Pengendalian`): names are not.
    fn is_derived(&self, at: usize) -> bool {
        let word = self.document.word(at).to_lowercase();
        let roots = self.language.affixes.sources(&word);
        let is_root = |root: &String| {
            root.len() >= SHORTEST_ROOT
                && root.len() + AFFIXES <= word.len()
                && self.gazetteer.uses(root).has(NameUses::COMMON_WORD)
        };
        roots.iter().any(is_root)
    }

    /// Whether the words of a name or beside it are those of a person.
    fn is_person(&self, span: &NameSpan) -> bool {
        let (tokens, evidence) = (&self.document.tokens, self.evidence);
        let (first, end) = (span.tokens.start, span.tokens.end);
        let speaks = |at: usize| !tokens[at].capital && !self.language.quoting.word(tokens[at].key).frames.is_empty();
        let before = first.checked_sub(1).filter(|_| !tokens[first].starts_sentence);
        let behind = (end < tokens.len() && !tokens[end].starts_sentence).then_some(end);
        let own = bit(NameClass::GivenName) | bit(NameClass::Degree);
        let speaks_later = |at: usize| {
            let auxiliary = self.language.quoting.word(tokens[at].key).classes.has(Classes::AUXILIARY);
            speaks(at) || auxiliary && at + 1 < tokens.len() && speaks(at + 1)
        };
        let aged = |at: usize| {
            let age = tokens.get(at + 1).is_some_and(|age| age.kind == TokenKind::Number && age.span.len() == 2);
            matches!(tokens[at].first, '(' | ',') && age
        };
        span.tokens.clone().any(|at| evidence.covering[at] & own != 0)
            || before.is_some_and(|at| evidence.covering[at] & BEFORE != 0 || speaks(at))
            || behind.is_some_and(|at| speaks_later(at) || aged(at))
            || before.zip(behind).is_some_and(|(open, close)| {
                [open, close].iter().all(|&at| tokens[at].first == ',') && close + 1 < tokens.len() && speaks(close + 1)
            })
            || self.stands_in_apposition(span)
            || [1, 2].into_iter().any(|back| {
                let comma = first.checked_sub(back).filter(|&comma| comma > 0 && tokens[comma].first == ',');
                comma.is_some_and(|comma| {
                    (comma + 1..first).all(|at| tokens[at].capital) && told(self.document, self.language, comma)
                })
            })
    }

    /// Whether a comma stands before the name, a mark behind it, and a word for people or an office before the comma
    /// (`sopir truk, Suhandri, terluka`).
    fn stands_in_apposition(&self, span: &NameSpan) -> bool {
        let (tokens, evidence) = (&self.document.tokens, self.evidence);
        let (first, end) = (span.tokens.start, span.tokens.end);
        let people = |at: usize| {
            evidence.covers(at, NameClass::Title)
                || self.language.quoting.word(tokens[at].key).classes.has(Classes::PEOPLE)
        };
        first > 1
            && tokens[first - 1].first == ','
            && tokens.get(end).is_none_or(|next| next.kind == TokenKind::Punctuation)
            && (first.saturating_sub(APPOSITION + 1)..first - 1)
                .rev()
                .take_while(|&at| !matches!(tokens[at].first, ',' | '.' | ';') && !tokens[at + 1].starts_sentence)
                .any(people)
    }
}

/// In a list of names the people vouch for those between them.
fn listed_with_people(
    document: &Document<'_>,
    language: &Language,
    spans: &[NameSpan],
    person_of: &[Option<usize>],
    people: &mut [Person],
) {
    let tokens = &document.tokens;
    let separates = |at: usize| {
        matches!(tokens[at].first, ',' | ';' | '/')
            || language.quoting.word(tokens[at].key).classes.has(Classes::COORDINATION)
    };
    let mut at = 0;
    while at < spans.len() {
        let mut end = at + 1;
        while end < spans.len()
            && person_of[end - 1].is_some()
            && person_of[end].is_some()
            && (1..=2).contains(&spans[end].tokens.start.saturating_sub(spans[end - 1].tokens.end))
            && (spans[end - 1].tokens.end..spans[end].tokens.start).all(separates)
        {
            end += 1;
        }
        let list = person_of[at..end].iter().flatten();
        if end - at > 1 && list.clone().any(|&person| people[person].is_believed()) {
            list.for_each(|&person| people[person].spoken_for = true);
        }
        at = end;
    }
}
