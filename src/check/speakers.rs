//! Turns speakers that a person wrote into those that look like a slip: a name that the article does not have, a role or a
//! body spoken for that is still the one of whom the program took for the speaker.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::front_matter::annotations_hash;
use crate::lang::{Classes, Gazetteer, Language, Languages, NameClass, NameUses, word_key};
use crate::markdown::plain_text;
use crate::model::{Article, ArticleLinks, EntityId, EntityKind, EntityNote, Quotation, Registry};
use crate::yaml::nearest;

/// A speaker that a person wrote whose name does not stand in the article: a slip there makes somebody who is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AbsentSpeaker {
    /// Place of the article among those given.
    pub article: usize,
    /// Place of the quotation in the article.
    pub quotation: usize,
    /// A name of the article that may be meant.
    pub near: Option<String>,
    /// Whether its words stand in the article.
    pub words: Words,
}

/// Where the words of a speaker stand in an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Words {
    /// Not all of them do, or none.
    Missing,
    /// In different places.
    Apart,
    /// Together, as part of somebody's fuller name.
    Within,
}

impl AbsentSpeaker {
    /// The places of the article and of the quotation.
    pub fn place(&self) -> (usize, usize) {
        (self.article, self.quotation)
    }
}

/// The speakers that a person wrote, marked so or not, of whom no word stands in the article, or of whom a word is missing
/// and another name of the article is nearly theirs, or is part of theirs and a person's, or whose words stand apart there and
/// are no name of the archive. A name that is only fuller than the article's words is none, nor one that a person wrote under
/// `entities` too: the article may only paraphrase it.
pub fn absent_speakers(articles: &[Article], links: &[ArticleLinks]) -> Vec<AbsentSpeaker> {
    let archive: OnceLock<FxHashSet<String>> = OnceLock::new();
    let is_known = |speaker: &str| {
        let names = || articles.iter().flat_map(names_of).map(|name| name.to_lowercase()).collect();
        archive.get_or_init(names).contains(&speaker.to_lowercase())
    };
    let articles = articles.par_iter().zip(links).enumerate();
    articles.flat_map_iter(|(at, (article, links))| absent_in(at, article, links, &is_known)).collect()
}

/// The same of one article, the one at `at`; `is_known` knows the names of the archive.
pub(super) fn absent_in(
    at: usize,
    article: &Article,
    links: &ArticleLinks,
    is_known: &dyn Fn(&str) -> bool,
) -> Vec<AbsentSpeaker> {
    let edited = is_edited(article);
    let by_hand: Vec<(usize, &str)> = (article.quotations().iter().enumerate())
        .filter(|(_, quotation)| edited || quotation.by.is_some())
        // A source that is not named is described in whatever words; nobody comes of them.
        .filter(|(_, quotation)| !quotation.anonymous)
        .filter_map(|(place, quotation)| Some((place, quotation.speaker.as_deref()?)))
        .collect();
    if by_hand.is_empty() {
        return Vec::new();
    }
    let text = format!("{}\n{}", article.title, plain_text(&article.body).text).to_lowercase();
    let printed: Vec<&str> = words(&text).collect();
    let present: FxHashSet<&str> = printed.iter().copied().collect();
    let stands = |name: &str| words(&name.to_lowercase()).all(|word| present.contains(word));
    let names = names_of(article).chain(article.quotations().iter().filter_map(|quotation| quotation.speaker.as_ref()));
    let names: BTreeMap<String, &str> =
        names.filter(|name| stands(name)).map(|name| (name.to_lowercase(), name.as_str())).collect();
    let has_left =
        |quotation: &Quotation| quotation.withdrawn.is_some() && !text.contains(quotation.text.to_lowercase().as_str());
    let absent = by_hand.into_iter().filter_map(|(quotation, speaker)| {
        let found = |near, words| AbsentSpeaker { article: at, quotation, near, words };
        if has_left(&article.quotations()[quotation]) {
            return None;
        }
        let lower = speaker.to_lowercase();
        let all_stand = stands(speaker);
        if all_stand {
            if article.quotations()[quotation].by.is_none() || is_of_article(links, quotation) {
                return None;
            }
            // `Patrick Carlin` beside `Patrick W. Carlin Jr.` becomes a second person, unless the archive knows that he is one.
            if let Some(near) = fuller_name(article, speaker) {
                return Some(found(Some(near), Words::Within));
            }
            let own: Vec<&str> = words(&lower).collect();
            if own.len() < 2 || printed.windows(own.len()).any(|run| run == own) || is_known(speaker) {
                return None;
            }
        } else if article.entities().iter().any(|note| note.by.is_some() && note.name == speaker) {
            return None;
        }
        let known: Vec<&str> = names.keys().map(String::as_str).filter(|name| *name != lower).collect();
        let near = nearest(&lower, &known).map(|known| names[known].to_owned());
        let near = near.or_else(|| shorter_name(article, speaker)).or_else(|| namesake(article, speaker));
        let is_absent = all_stand || near.is_some() || !words(&lower).any(|word| present.contains(word));
        is_absent.then(|| found(near, if all_stand { Words::Apart } else { Words::Missing }))
    });
    absent.collect()
}

/// The names of an article's entities, in all their forms.
pub(super) fn names_of(article: &Article) -> impl Iterator<Item = &String> {
    article.entities().iter().flat_map(|note| note.forms.iter().chain([&note.name]))
}

/// The one person of an article whose whole name is in `speaker` (`Siti Marlina`, of `Siti Marlina Putri`); none where the
/// article has the name as it is.
pub fn shorter_name(article: &Article, speaker: &str) -> Option<String> {
    if names_of(article).any(|name| name == speaker) {
        return None;
    }
    let own: Vec<&str> = words(speaker).collect();
    let people = article.entities().iter().filter(|note| note.kind == EntityKind::Person);
    let mut meant = people.filter(|note| words(&note.name).all(|word| own.contains(&word)));
    let first = meant.next()?;
    meant.next().is_none().then(|| first.name.clone())
}

/// The one person of an article whose name has a word of `speaker` and others that it has not, while the article prints no name
/// of `speaker` besides: `Yusuf Rahman` beside `Yusuf Hidayat`.
fn namesake(article: &Article, speaker: &str) -> Option<String> {
    let own: Vec<&str> = words(speaker).collect();
    let mut meant = None;
    for note in article.entities() {
        let shares = words(&note.name).filter(|word| own.contains(word)).count();
        if shares == 0 {
            continue;
        }
        let is_other = note.kind == EntityKind::Person && shares < own.len() && shares < words(&note.name).count();
        if !is_other || meant.is_some() {
            return None;
        }
        meant = Some(note.name.clone());
    }
    meant
}

/// Whether the speaker of a quotation is one of the article's entities, by whatever the archive knows.
pub(super) fn is_of_article(links: &ArticleLinks, quotation: usize) -> bool {
    links.speakers.get(quotation).is_some_and(|speaker| speaker.is_none() || links.entities.contains(speaker))
}

/// The one person of an article in whose name the words of `speaker` stand, with others between or behind them; none where
/// the article has the name as it is, or where a person wrote the fuller one and no other form: then the forms are missing.
fn fuller_name(article: &Article, speaker: &str) -> Option<String> {
    if names_of(article).any(|name| name == speaker) {
        return None;
    }
    let own: Vec<&str> = words(speaker).collect();
    let holds = |name: &str| {
        let mut rest = words(name);
        own.len() > 1 && own.iter().all(|word| rest.any(|other| other == *word))
    };
    let people = article.entities().iter().filter(|note| note.kind == EntityKind::Person);
    let is_bare = |note: &EntityNote| note.by.is_some() && has_no_forms(note);
    let mut meant = people.filter(|note| holds(&note.name) && !is_bare(note));
    let first = meant.next()?;
    meant.next().is_none().then(|| first.name.clone())
}

/// Whether a name has no other forms.
pub(super) fn has_no_forms(note: &EntityNote) -> bool {
    note.forms.iter().all(|form| *form == note.name)
}

/// Whether a person changed annotations that the program made, `by: hand` or not.
fn is_edited(article: &Article) -> bool {
    let made = article.annotated.as_ref();
    made.is_some_and(|made| made.sha256 != annotations_hash(article.quotations(), article.entities()))
}

/// Whether a person wrote a quotation, marked so or not: the program says how sure it is.
fn is_written(quotation: &Quotation) -> bool {
    quotation.by.is_some() || quotation.certainty.is_none() && quotation.rule.is_none()
}

/// Places of the quotations that a person gave to a description (`seorang warga`, `a spokesman for Wayan`) as if it were a
/// name.
pub fn described_sources(article: &Article, languages: &Languages) -> Vec<usize> {
    let names = OnceCell::new();
    let edited = is_edited(article);
    let is_described =
        |speaker: &str| is_description(speaker, names.get_or_init(|| NameWords::new(article, languages)));
    let described = article.quotations().iter().enumerate().filter(|(_, quotation)| {
        (edited || is_written(quotation))
            && !quotation.anonymous
            && quotation.speaker.as_deref().is_some_and(is_described)
    });
    described.map(|(at, _)| at).collect()
}

/// Whether a speaker is one of many (`a resident`) or told by whom they belong to (`istri Wayan`); who corrects an article may
/// describe a source in another language.
fn is_description(speaker: &str, names: &NameWords<'_>) -> bool {
    let first = speaker.split(' ').next().unwrap_or_default();
    let is_one_of_many =
        is_indefinite(first, names.languages) && first.chars().all(char::is_lowercase) && speaker.contains(' ');
    is_one_of_many || names.is_beside_name(speaker)
}

/// Whether words are more than somebody's name with titles: one in small letters is no part of names, calls who belongs to the
/// one named behind it, or stands where no name follows. `is_said` tells words that do not count.
pub fn is_more_than_name(text: &str, languages: &Languages, is_said: &dyn Fn(&str) -> bool) -> bool {
    let is_plain = |word: &str| {
        word.chars().filter(|c| c.is_alphabetic()).count() > 1 && !word.contains(char::is_uppercase) && !is_said(word)
    };
    let mut rest = text;
    while let Some(first) = rest.split(' ').next().filter(|first| !first.is_empty()) {
        let behind = languages.iter().filter_map(|language| behind_title(rest, language)).min_by_key(|rest| rest.len());
        if behind.is_none() && is_plain(first) {
            return true;
        }
        rest = behind.unwrap_or_else(|| rest[first.len()..].trim_start());
    }
    false
}

/// What stands behind the title, particle or the like with which `text` begins, unless it calls somebody by whom they belong
/// to (`istri`, `pengacara`).
fn behind_title<'t>(text: &'t str, language: &Language) -> Option<&'t str> {
    let found = language.naming.beginnings(text);
    let is_of_another = |rest: &str| {
        let title = text.strip_suffix(rest).unwrap_or_default().trim_end();
        found.contains(&(NameClass::Relation, rest))
            || language.quoting.classes(title).has(Classes::PROXY.or(Classes::RELATION))
    };
    let of_names = found
        .iter()
        .filter(|(class, rest)| (OF_PEOPLE.contains(class) || *class == NameClass::AliasCue) && !is_of_another(rest));
    of_names.map(|(_, rest)| *rest).min_by_key(|rest| rest.len())
}

/// Whether a word tells of one or some of many (`seorang`, `many`).
fn is_indefinite(word: &str, languages: &Languages) -> bool {
    languages.iter().any(|language| language.quoting.word(word_key(word)).classes.has(Classes::INDEFINITE))
}

/// What a speaker reads like who is no person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Impersonal {
    /// The name of a body.
    Body,
    /// An office, without the name of who holds it.
    Office,
    /// Words of which none is known as a name of people, and one is no name or more than a name: a body or a description.
    Unknown,
}

/// The one body or place of an article that `speaker` may mean: whose name has the same words in whatever order, else in whose
/// name its words stand, else whose name has the same words but for one.
pub fn meant_body<'a>(article: &'a Article, speaker: &str) -> Option<&'a str> {
    let holds = |name: &str| words(speaker).all(|word| words(name).any(|other| other == word));
    let closeness = |note: &EntityNote| {
        let by_words = note.forms.iter().chain([&note.name]).filter_map(|name| words_apart(name, speaker)).min();
        match by_words {
            Some(0) => Some(0),
            _ if holds(&note.name) => Some(1),
            _ => by_words.map(|_| 2),
        }
    };
    let others = article.entities().iter().filter(|note| note.kind != EntityKind::Person);
    let found: Vec<(u8, &str)> = others.filter_map(|note| Some((closeness(note)?, note.name.as_str()))).collect();
    let (closest, meant) = *found.iter().min()?;
    (found.iter().filter(|(other, _)| *other == closest).count() == 1).then_some(meant)
}

/// How many words only one of two names has, where the others are the same in whatever order: none, or one beside two or more.
/// Short words in small letters (`of`, `the`) do not count.
fn words_apart(name: &str, other: &str) -> Option<usize> {
    let content = |name: &str| -> Vec<String> {
        let of_weight = words(name).filter(|word| word.chars().count() > 3 || !word.starts_with(char::is_lowercase));
        of_weight.map(str::to_lowercase).collect()
    };
    let (own, mut rest) = (content(name), content(other));
    let mut shared = 0;
    for word in &own {
        if let Some(at) =
            rest.iter().position(|other| other == word).or_else(|| rest.iter().position(|other| is_slip(word, other)))
        {
            rest.swap_remove(at);
            shared += 1;
        }
    }
    match own.len() - shared + rest.len() {
        0 if shared > 0 => Some(0),
        1 if shared > 1 => Some(1),
        _ => None,
    }
}

/// Whether two words are the same but for a slip or a way of spelling (`Defence`, `Defense`); short ones (`Timur`, `Timor`) tell
/// names apart.
fn is_slip(word: &str, other: &str) -> bool {
    let (one, two) = (word.chars().count(), other.chars().count());
    let bound = match (one.min(two), one.max(two)) {
        (11.., _) => 2,
        (_, 6..) => 1,
        _ => return false,
    };
    strsim::damerau_levenshtein(word, other) <= bound
}

/// The quotations that a person gave to a body, an office or words that may be no name, which are not among the article's
/// entities and which the archive does not know better: they get a page as a person.
pub fn impersonal_speakers(
    article: &Article,
    links: &ArticleLinks,
    registry: &Registry,
    languages: &Languages,
) -> Vec<(usize, Impersonal)> {
    let Some(language) = languages.of_variety(&article.lang) else { return Vec::new() };
    let is_own = |quotation: &Quotation| is_written(quotation) || article.annotated.is_none();
    let names = NameWords::new(article, languages);
    let listed: FxHashSet<String> = names_of(article).map(|name| name.to_lowercase()).collect();
    let read = |(at, quotation): (usize, &Quotation)| {
        let speaker = quotation.speaker.as_deref().filter(|_| is_own(quotation) && !quotation.anonymous)?;
        let entity = links.speakers.get(at).copied().flatten();
        let is_person = entity.is_none_or(|id| registry.entity(id).kind == EntityKind::Person);
        // Of those that open as descriptions do, `described_sources` tells.
        if listed.contains(&speaker.to_lowercase()) || !is_person || is_description(speaker, &names) {
            return None;
        }
        let reads = impersonal(speaker, article, language).or_else(|| foreign_body(speaker, languages));
        // People are named with one word where it is known as a name; bodies (`Arlau`, a maker of helmets) with any.
        // `Many` is somebody's name somewhere.
        let is_of_many =
            || words(speaker).next().is_some() && words(speaker).all(|word| is_indefinite(word, languages));
        let is_no_name = || {
            is_of_many() || names.may_be_none(speaker) || words(speaker).count() == 1 && !names.is_of_people(speaker)
        };
        let reads = reads.or_else(|| is_no_name().then_some(Impersonal::Unknown));
        reads.map(|reads| (at, reads))
    };
    article.quotations().iter().enumerate().filter_map(read).collect()
}

/// A body named as another language names them (`Bank Teluk` in an English article).
fn foreign_body(speaker: &str, languages: &Languages) -> Option<Impersonal> {
    let begins = |language: &Language| {
        let found = language.naming.beginnings(speaker);
        found.iter().any(|(class, rest)| *class == NameClass::OrganizationHead && !rest.is_empty())
    };
    languages.iter().any(begins).then_some(Impersonal::Body)
}

/// What an article tells of whether words are somebody's name.
struct NameWords<'a> {
    languages: &'a Languages,
    article: &'a Article,
    /// Words of the names of its people.
    of_people: FxHashSet<&'a str>,
    /// Words that its text prints with a small first letter; read when they are asked for.
    small: OnceCell<FxHashSet<String>>,
}

impl<'a> NameWords<'a> {
    fn new(article: &'a Article, languages: &'a Languages) -> Self {
        let people = article.entities().iter().filter(|note| note.kind == EntityKind::Person);
        let names = people.flat_map(|note| note.forms.iter().chain([&note.name]));
        let of_people = names.flat_map(|name| words(name)).collect();
        Self { languages, article, of_people, small: OnceCell::new() }
    }

    /// Whether `speaker` begins with words in small letters that are no part of the name of one of the article's people behind
    /// them, and is itself no name of the article's.
    fn is_beside_name(&self, speaker: &str) -> bool {
        let is_name = |word: &str| word.starts_with(char::is_uppercase) && self.of_people.contains(word);
        speaker.starts_with(char::is_lowercase)
            && words(speaker).any(is_name)
            && is_more_than_name(speaker, self.languages, &|_| false)
            && !names_of(self.article).any(|name| name.to_lowercase() == speaker.to_lowercase())
    }

    /// Whether a word of `speaker` is written as names are not, or is more than a name, and none is known as a name of people,
    /// is said of people (`Mr`, `Senator`), is an initial or belongs to a person of the article.
    fn may_be_none(&self, speaker: &str) -> bool {
        let whole = |word: &str, wanted: &dyn Fn(NameClass) -> bool| is_listed_as(word, self.languages, wanted);
        if words(speaker).any(|word| is_small(word) && !whole(word, &|class| class == NameClass::Particle)) {
            return true;
        }
        // `Dave's Atlas` is not called so by who bore him.
        let clitics = || self.languages.iter().flat_map(|language| &language.words.clitics);
        let is_owner = |word: &str| {
            let word = word.replace('’', "'");
            clitics().any(|clitic| word.ends_with(clitic.as_str()))
        };
        if speaker.rsplit_once(' ').is_some_and(|(before, _)| before.split(' ').any(is_owner)) {
            return true;
        }
        if self.is_of_people(speaker) {
            return false;
        }
        let gazetteer = Gazetteer::embedded();
        let is_more = |word: &str| {
            let uses = gazetteer.uses(word);
            uses.has(NameUses::COMMON_WORD | NameUses::TERRITORY | NameUses::LARGE_PLACE)
                || (word.chars().count() > 1 && word.chars().all(char::is_uppercase))
                || self.small().contains(word.to_lowercase().as_str())
                || whole(word, &|class| !OF_PEOPLE.contains(&class))
        };
        whole(speaker, &|class| !OF_PEOPLE.contains(&class)) || words(speaker).any(is_more)
    }

    /// Whether a word of `speaker` is known as a name of people, is said of people, is an initial or belongs to a person of
    /// the article.
    fn is_of_people(&self, speaker: &str) -> bool {
        let opens = |language: &Language| {
            let found = language.naming.beginnings(speaker);
            found.iter().any(|(class, rest)| OF_PEOPLE.contains(class) && !rest.is_empty())
        };
        let gazetteer = Gazetteer::embedded();
        let is_known = |word: &str| {
            let uses = gazetteer.uses(word);
            let is_initial = word.chars().count() == 1 && word.starts_with(char::is_uppercase);
            uses.has(NameUses::GIVEN_NAME)
                || uses.has(NameUses::FAMILY_NAME) && !uses.has(NameUses::COMMON_WORD)
                || is_initial
                || self.of_people.contains(word)
                || is_listed_as(word, self.languages, &|class| class == NameClass::GivenName)
        };
        self.languages.iter().any(opens) || words(speaker).any(is_known)
    }

    fn small(&self) -> &FxHashSet<String> {
        self.small.get_or_init(|| {
            let text = plain_text(&self.article.body).text;
            words(&text).filter(|word| is_small(word)).map(str::to_owned).collect()
        })
    }
}

fn is_small(word: &str) -> bool {
    word.chars().count() > 1 && word.starts_with(char::is_lowercase)
}

/// Whether a language lists the whole word as a class that is wanted.
fn is_listed_as(word: &str, languages: &Languages, wanted: &dyn Fn(NameClass) -> bool) -> bool {
    let listed = |language: &Language| {
        language.naming.beginnings(word).iter().any(|(class, rest)| rest.is_empty() && wanted(*class))
    };
    languages.iter().any(listed)
}

/// Classes of words that stand beside people or are their names.
const OF_PEOPLE: [NameClass; 6] = [
    NameClass::AddressForm,
    NameClass::Degree,
    NameClass::GivenName,
    NameClass::Particle,
    NameClass::PersonTitle,
    NameClass::Title,
];

/// What a speaker reads like, if not like a person.
fn impersonal(speaker: &str, article: &Article, language: &Language) -> Option<Impersonal> {
    let naming = &language.naming;
    let is_article = |word: &str| language.quoting.word(word_key(word)).classes.has(Classes::ARTICLE);
    let speaker = speaker.split_once(' ').filter(|(first, _)| is_article(first)).map_or(speaker, |(_, rest)| rest);
    let begins = |text: &str, class: NameClass| naming.beginnings(text).iter().any(|(found, _)| *found == class);
    let is_whole = |text: &str, class: NameClass| naming.beginnings(text).contains(&(class, ""));
    let last = speaker.rsplit(' ').next().unwrap_or_default();
    if begins(speaker, NameClass::OrganizationHead)
        || is_whole(speaker, NameClass::Institution)
        || (last != speaker && is_whole(last, NameClass::OrganizationTail))
    {
        return Some(Impersonal::Body);
    }
    let is_entity = |name: &str| {
        let others = article.entities().iter().filter(|note| note.kind != EntityKind::Person);
        others.flat_map(|note| note.forms.iter().chain([&note.name])).any(|other| other == name)
    };
    let says_of_what = |rest: &str| {
        let heads = [NameClass::OrganizationHead, NameClass::PlaceHead, NameClass::Connector, NameClass::PlaceCue];
        let whole = [NameClass::Place, NameClass::Institution];
        rest.is_empty()
            || heads.into_iter().any(|class| begins(rest, class))
            || whole.into_iter().any(|class| is_whole(rest, class))
            || is_entity(rest)
            || takes_place_for_holder(article, speaker, rest)
    };
    behind_office(speaker, language).filter(|rest| says_of_what(rest)).map(|_| Impersonal::Office)
}

/// What stands behind the office that `speaker` begins with.
fn behind_office<'s>(speaker: &'s str, language: &Language) -> Option<&'s str> {
    let titles = language.naming.beginnings(speaker);
    let behind = titles.into_iter().filter(|(class, _)| *class == NameClass::Title).map(|(_, rest)| rest);
    behind.min_by_key(|rest| rest.len())
}

/// Whether the program alone took `rest`, one word behind an office that is not known as a name of people, for who holds the
/// office: it may as well be the place of it.
fn takes_place_for_holder(article: &Article, speaker: &str, rest: &str) -> bool {
    let office = speaker.strip_suffix(rest).unwrap_or_default().trim_end().to_lowercase();
    let is_holder = |note: &EntityNote| {
        note.kind == EntityKind::Person
            && note.by.is_none()
            && note.name == rest
            && note.roles.iter().any(|role| role.to_lowercase() == office)
    };
    !rest.contains(' ')
        && article.entities().iter().any(is_holder)
        && !Gazetteer::embedded().uses(rest).has(NameUses::GIVEN_NAME | NameUses::FAMILY_NAME)
}

/// Places of the quotations whose speaker a person changed or deleted while the role stayed that of the speaker before. `made`
/// is the article as the program made it. A role that the article's entities give the new speaker is theirs.
pub fn kept_roles(article: &Article, made: &Article, languages: &Languages) -> Vec<usize> {
    let is_kept = |(quotation, old): (&Quotation, &Quotation)| {
        let (Some(role), Some(before)) = (&quotation.role, &old.speaker) else { return false };
        let is_same = |speaker: &str| {
            words(before).any(|word| words(speaker).any(|own| own == word))
                && !describes_another(speaker, old, languages)
        };
        let is_theirs = |speaker: &String| is_same(speaker) || roles_of(article, speaker).any(|own| own == role);
        old.role.as_ref() == Some(role) && !quotation.speaker.as_ref().is_some_and(is_theirs)
    };
    corrected(article, made).filter(|(_, pair)| is_kept(*pair)).map(|(at, _)| at).collect()
}

/// Whether `speaker` is somebody described by the name of whom a quotation had before (`a spokesman for Wayan`): words beside
/// the name that its speaker and role did not have. Of a description, more words may be of the same source.
fn describes_another(speaker: &str, old: &Quotation, languages: &Languages) -> bool {
    let before = [&old.speaker, &old.role].into_iter().flatten();
    let said: FxHashSet<String> = before.flat_map(|text| words(text)).map(str::to_lowercase).collect();
    !old.anonymous && is_more_than_name(speaker, languages, &|word| words(word).all(|word| said.contains(word)))
}

/// Places of the quotations whose speaker a person changed or deleted while the body spoken for stayed that of the speaker
/// before, and that neither the words for the new speaker nor a role of theirs name. A description with words more or less is
/// of the same source.
pub fn kept_bodies(article: &Article, made: &Article, languages: &Languages) -> Vec<usize> {
    let is_kept = |(quotation, old): (&Quotation, &Quotation)| {
        let (Some(body), Some(before)) = (&quotation.speaks_for, &old.speaker) else { return false };
        let entity = article.entities().iter().filter(|note| note.name == *body || note.forms.contains(body));
        let names: Vec<&String> = entity.flat_map(|note| note.forms.iter().chain([&note.name])).chain([body]).collect();
        let names_it = |text: &String| names.iter().any(|name| has_words_of(text, name));
        let is_theirs = |speaker: &String| {
            has_words_of(speaker, before) && !describes_another(speaker, old, languages)
                || has_words_of(before, speaker)
                || [speaker].into_iter().chain(&quotation.role).chain(roles_of(article, speaker)).any(names_it)
        };
        old.speaks_for.as_ref() == Some(body) && !quotation.speaker.as_ref().is_some_and(is_theirs)
    };
    corrected(article, made).filter(|(_, pair)| is_kept(*pair)).map(|(at, _)| at).collect()
}

/// The quotations that bear a person's mark, each with its place and with what the program had made of it.
fn corrected<'a>(
    article: &'a Article,
    made: &'a Article,
) -> impl Iterator<Item = (usize, (&'a Quotation, &'a Quotation))> {
    let before: BTreeMap<&str, &Quotation> =
        made.quotations().iter().map(|quotation| (quotation.id.as_str(), quotation)).collect();
    let quotations = article.quotations().iter().enumerate().filter(|(_, quotation)| quotation.by.is_some());
    quotations.filter_map(move |(at, quotation)| Some((at, (quotation, *before.get(quotation.id.as_str())?))))
}

/// The roles that an article's entities give somebody.
fn roles_of<'a>(article: &'a Article, speaker: &'a String) -> impl Iterator<Item = &'a String> {
    let notes = article.entities().iter().filter(move |note| note.name == *speaker || note.forms.contains(speaker));
    notes.flat_map(|note| &note.roles)
}

/// Whether all words of `name` are among those of `text`, in letters of any size.
fn has_words_of(text: &str, name: &str) -> bool {
    let (text, name) = (text.to_lowercase(), name.to_lowercase());
    words(&name).all(|word| words(&text).any(|own| own == word))
}

/// Places of the quotations whose speaker a person wrote and who is no person, beside a role: pages show none there.
pub fn idle_roles(article: &Article, links: &ArticleLinks, registry: &Registry) -> Vec<usize> {
    let holds_offices = |id: &EntityId| registry.entity(*id).kind.holds_offices();
    let quotations = article.quotations().iter().zip(&links.speakers).enumerate();
    let idle = quotations.filter(|(_, (quotation, speaker))| {
        quotation.by.is_some() && quotation.role.is_some() && speaker.as_ref().is_some_and(|id| !holds_offices(id))
    });
    idle.map(|(at, _)| at).collect()
}

/// Places of the quotations that a person gave to somebody named, and that still say that the source is not: those whose
/// speaker is a person or body of the article's or is written as names are. Without a mark of the person, a name of the
/// article's. An
/// office is none, unless behind it stands somebody whose name has several words or was written by a person.
pub fn named_sources(article: &Article, languages: &Languages) -> Vec<usize> {
    let language = languages.of_variety(&article.lang);
    let names = NameWords::new(article, languages);
    let is_holder = |name: &str| {
        let people = article.entities().iter().filter(|note| note.kind == EntityKind::Person);
        let mut sure = people.filter(|note| note.by.is_some() || note.name.contains(' '));
        sure.any(|note| note.name == name || note.forms.iter().any(|form| form == name))
    };
    let is_office = |speaker: &str| {
        language.is_some_and(|language| {
            behind_office(speaker, language).is_some_and(|rest| !is_holder(rest))
                || impersonal(speaker, article, language) == Some(Impersonal::Office)
        })
    };
    let is_known = |speaker: &str| {
        let may_speak = |note: &&EntityNote| matches!(note.kind, EntityKind::Person | EntityKind::Organization);
        let names = article.entities().iter().filter(may_speak);
        names.flat_map(|note| note.forms.iter().chain([&note.name])).any(|name| name == speaker)
    };
    let is_capital = |word: &str| word.starts_with(char::is_uppercase);
    let reads_like_one =
        |speaker: &str| speaker.split(' ').filter_map(|word| words(word).next()).all(is_capital) && !is_office(speaker);
    // `Polisi` at the start of a sentence.
    let is_one_word_of_many = |speaker: &str| !speaker.contains(' ') && names.may_be_none(speaker);
    let edited = is_edited(article);
    let is_named = |quotation: &Quotation| {
        let is_name = |speaker: &str| match quotation.by {
            Some(_) => is_known(speaker) || reads_like_one(speaker) && !is_one_word_of_many(speaker),
            None => edited && is_known(speaker),
        };
        quotation.anonymous && quotation.speaker.as_deref().is_some_and(is_name)
    };
    let quotations = article.quotations().iter().enumerate();
    quotations.filter(|(_, quotation)| is_named(quotation)).map(|(at, _)| at).collect()
}

pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}
