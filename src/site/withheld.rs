//! Who and what must not appear anywhere, and the words that stand for them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::redaction::{Endings, Redaction, prints};
use crate::config::Config;
use crate::front_matter::id_from;
use crate::lang::{Gazetteer, Languages, NameClass, NameUses};
use crate::markdown::plain_text;
use crate::model::{Article, ArticleLinks, CuratedEntity, Entity, EntityId, EntityKind, MovedAddress, Registry};
use crate::slug::slug;
use crate::yaml;

/// How many words of a name are taken apart.
const MOST_WORDS: usize = 8;

/// Entities and articles that the settings withhold.
#[derive(Debug, Default)]
pub(super) struct Withheld {
    entities: FxHashSet<EntityId>,
    /// Names and other names of those entities, and those that were replaced.
    names: Vec<String>,
    /// The single words that are theirs of the names of those who are people.
    words: FxHashMap<EntityId, Vec<String>>,
    /// Who and what else stands in an article that means one of those people.
    beside: FxHashSet<EntityId>,
    /// Those of the words that are the name of none of them.
    words_beside: Vec<String>,
    /// Names of other people and places that have a word of one of those.
    others: Vec<String>,
    listed: FxHashSet<String>,
    endings: Endings,
}

impl Withheld {
    /// Reads `withheld`: an entity is named by name, other name or address (`budi`, `person/budi`); an article by id,
    /// path or file name.
    pub(super) fn new(config: &Config, registry: &Registry, languages: &Languages) -> Self {
        let listed: FxHashSet<String> = config.withheld.iter().map(|entry| calling_of(entry).to_owned()).collect();
        let mut withheld = Self { listed, endings: Endings::of(languages), ..Self::default() };
        if withheld.listed.is_empty() {
            return withheld;
        }
        for (at, entity) in registry.entities.iter().enumerate() {
            if entity.callings().any(|name| withheld.listed.contains(&*name)) {
                withheld.entities.insert(EntityId(at as u32));
                withheld.names.push(entity.name.clone());
                withheld.names.extend(entity.aliases.iter().chain(&entity.replaced).cloned());
                if entity.kind == EntityKind::Person {
                    let names = entity.aliases.iter().chain(&entity.replaced).chain([&entity.name]);
                    let words = names.flat_map(|name| words_of(name, languages)).collect();
                    withheld.words.insert(EntityId(at as u32), words);
                }
            }
        }
        let beside = registry.links.iter().filter(|links| withheld.words_in(links).next().is_some());
        let beside = beside.flat_map(|links| links.entities.iter().chain(&links.speakers).flatten());
        withheld.beside = beside.filter(|id| !withheld.entity(**id)).copied().collect();
        let beside = withheld.beside.iter().map(|id| registry.entity(*id));
        let names: FxHashSet<&String> = beside.flat_map(|entity| entity.aliases.iter().chain([&entity.name])).collect();
        withheld.words_beside =
            withheld.words.values().flatten().filter(|word| !names.contains(word)).cloned().collect();
        // A name that somebody else bears too is taken out only of the articles that mean the one withheld.
        let others = registry.entities.iter().enumerate().filter(|(at, _)| !withheld.entity(EntityId(*at as u32)));
        let shared: FxHashSet<&str> =
            others.flat_map(|(_, entity)| entity.aliases.iter().chain([&entity.name])).map(String::as_str).collect();
        withheld.names.retain(|name| !shared.contains(name.as_str()));
        // A name that no entity bears any more is still a name not to print.
        withheld.names.extend(
            withheld.listed.iter().filter(|entry| entry.contains(' ') && !shared.contains(entry.as_str())).cloned(),
        );
        withheld.names.sort();
        withheld.names.dedup();
        let of_one_word: FxHashSet<&str> = withheld
            .names
            .iter()
            .chain(withheld.words.values().flatten())
            .map(String::as_str)
            .filter(|name| !name.contains(' '))
            .collect();
        let has_one = |name: &&String| name.contains(' ') && name.split(' ').any(|word| of_one_word.contains(word));
        let others = registry
            .entities
            .iter()
            .enumerate()
            .filter(|(at, entity)| !withheld.entity(EntityId(*at as u32)) && keeps_its_words(entity.kind));
        let names = others.flat_map(|(_, entity)| entity.aliases.iter().chain([&entity.name]));
        withheld.others = names.filter(has_one).cloned().collect();
        withheld
    }

    pub(super) fn is_empty(&self) -> bool {
        self.listed.is_empty()
    }

    pub(super) fn entity(&self, id: EntityId) -> bool {
        self.entities.contains(&id)
    }

    pub(super) fn article(&self, article: &Article) -> bool {
        !self.is_empty() && article.callings().iter().any(|name| self.listed.contains(*name))
    }

    /// The single words of the names of the withheld people whom an article means.
    fn words_in(&self, links: &ArticleLinks) -> impl Iterator<Item = &Vec<String>> {
        links.entities.iter().chain(&links.speakers).flatten().filter_map(|id| self.words.get(id))
    }

    /// What takes withheld names out of what belongs to no article.
    pub(super) fn names(&self) -> Redaction {
        self.names_and(Vec::new())
    }

    /// What takes withheld names, and single words of the names of people, out of what is said of those who stand beside them.
    fn names_beside(&self) -> Redaction {
        self.names_and(self.words_beside.iter().map(String::as_str).collect())
    }

    fn names_and(&self, parts: Vec<&str>) -> Redaction {
        let others = self.others.iter().map(String::as_str).collect();
        Redaction::new(self.names.iter().map(String::as_str).collect(), parts, &others, &self.endings)
    }

    /// The registry without withheld names beside the entities that are shown: in roles, other names, distinctions, addresses.
    pub(super) fn registry<'a>(&self, registry: &'a Registry) -> Cow<'a, Registry> {
        if self.is_empty() {
            return Cow::Borrowed(registry);
        }
        let (names, names_beside) = (self.names(), self.names_beside());
        let mut redacted = registry.clone();
        for (at, entity) in redacted.entities.iter_mut().enumerate() {
            let id = EntityId(at as u32);
            if self.entity(id) {
                continue;
            }
            let names_in_words = if self.beside.contains(&id) { &names_beside } else { &names };
            names.change(&mut entity.name);
            entity.aliases.iter_mut().for_each(|alias| names.change(alias));
            entity.printed_roles.iter_mut().for_each(|role| names_in_words.change(&mut role.role));
            entity.distinction.iter_mut().for_each(|distinction| names_in_words.change(&mut distinction.words));
            if names.is_told_by(&entity.address) {
                entity.address = id_from(&entity.address);
            }
        }
        Cow::Owned(redacted)
    }

    /// What people wrote about entities, without withheld names in its words and links.
    pub(super) fn curated<'a>(&self, curated: &'a [CuratedEntity], registry: &Registry) -> Cow<'a, [CuratedEntity]> {
        if self.is_empty() {
            return Cow::Borrowed(curated);
        }
        let (names, names_beside) = (self.names(), self.names_beside());
        let beside: FxHashSet<usize> = self.beside.iter().filter_map(|id| registry.entity(*id).curated).collect();
        let mut redacted = curated.to_vec();
        for (at, entity) in redacted.iter_mut().enumerate() {
            let names_in_words = if beside.contains(&at) { &names_beside } else { &names };
            if let Some(body) = names_in_words.markdown(&entity.body) {
                entity.body = body;
            }
            entity.roles.iter_mut().for_each(|role| names_in_words.change(&mut role.role));
            entity.same_as.retain(|url| !names_in_words.is_told_by_link(url));
            entity.part_of.take_if(|region| names.apply(region).is_some());
        }
        Cow::Owned(redacted)
    }

    /// What takes withheld names out of one article: those of the archive, the forms that it uses for them itself, and of
    /// people each word that is no other name there.
    pub(super) fn redaction(&self, article: &Article, links: &ArticleLinks, languages: &Languages) -> Redaction {
        let mut names: Vec<&str> = self.names.iter().map(String::as_str).collect();
        let mut several: Vec<String> = Vec::new();
        let mut single: Vec<String> = self.words_in(links).flatten().cloned().collect();
        let mut others: FxHashSet<&str> = FxHashSet::default();
        let mut kept: FxHashSet<&str> = self.others.iter().map(String::as_str).collect();
        for (note, meant) in article.entities().iter().zip(&links.entities) {
            let forms = note.forms.iter().chain([&note.name]).map(String::as_str);
            match meant.is_some_and(|id| self.entity(id)) {
                true => {
                    names.extend(forms);
                    if note.kind == EntityKind::Person {
                        several.extend(several_words_of(&note.name));
                        single.extend(words_of(&note.name, languages));
                    }
                }
                false => {
                    kept.extend(forms.clone().filter(|_| keeps_its_words(note.kind)));
                    others.extend(forms);
                }
            }
        }
        names.extend(several.iter().map(String::as_str).filter(|part| !others.contains(part)));
        single.retain(|word| !others.contains(word.as_str()));
        if !single.is_empty() {
            let text = plain_text(&article.body).text;
            single.retain(|word| is_known_as_name(word) || !is_common_in(&[&article.title, &text], word));
        }
        Redaction::new(names, single.iter().map(String::as_str).collect(), &kept, &self.endings)
    }

    /// Whether an article means somebody or something withheld.
    pub(super) fn is_meant(&self, links: &ArticleLinks) -> bool {
        links.entities.iter().chain(&links.speakers).flatten().any(|id| self.entity(*id))
    }
}

/// Whether a name of this kind stays whole though one of its words is a withheld person's: a body may be called after who bears
/// that name.
fn keeps_its_words(kind: EntityKind) -> bool {
    matches!(kind, EntityKind::Person | EntityKind::Place)
}

/// An entry of `withheld` that means no entity, no article and no words of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdleEntry {
    /// The entry.
    pub entry: String,
    /// What it may be a slip of.
    pub near: Option<String>,
    /// It is the address that another name of whom it means would have: the page moved with a fuller one.
    pub has_moved: bool,
}

/// Which entries of `withheld` keep nothing back from the site of these articles.
pub fn idle_entries(entries: &[String], articles: &[Article], registry: &Registry) -> Vec<IdleEntry> {
    let callings = || {
        let of_entities = registry.entities.iter().flat_map(Entity::callings);
        of_entities.chain(articles.iter().flat_map(Article::callings).map(Cow::Borrowed))
    };
    let mut idle: FxHashSet<&str> = entries.iter().map(|entry| calling_of(entry)).collect();
    if idle.is_empty() {
        return Vec::new();
    }
    for calling in callings() {
        idle.remove(&*calling);
    }
    // A name that no entity bears is taken out of the words of articles all the same.
    idle.retain(|entry| {
        if partly(entry, registry).is_some() {
            return true;
        }
        let names = if entry.contains(' ') { vec![*entry] } else { Vec::new() };
        let redaction = Redaction::new(names, Vec::new(), &FxHashSet::default(), &Endings::default());
        !articles.iter().any(|article| {
            redaction.apply(&article.title).is_some()
                || redaction.apply(&article.body).is_some()
                || article.authors.iter().chain(&article.publisher).any(|text| redaction.apply(text).is_some())
        })
    });
    // An address that a merge has moved on still says who is meant.
    let merged = |entry: &str| {
        registry.moved.iter().find_map(|moved| match moved {
            MovedAddress::To { from, to, .. } if from == entry => Some(registry.entity(*to).address.clone()),
            _ => None,
        })
    };
    let near = |entry: &str| {
        let lower = entry.to_lowercase();
        let length = lower.chars().count();
        let likely = callings().filter(|calling| calling.chars().count().abs_diff(length) <= 2);
        let by_look: BTreeMap<String, String> =
            likely.map(|calling| (calling.to_lowercase(), calling.into_owned())).collect();
        let known: Vec<&str> = by_look.keys().map(String::as_str).collect();
        yaml::nearest(&lower, &known).map(|known| by_look[known].clone())
    };
    // `person/budi` too.
    let has_name = |entity: &Entity, entry: &str| {
        let address = entry.rsplit('/').next().unwrap_or(entry);
        entity.aliases.iter().chain(&entity.replaced).any(|name| slug(name) == address)
    };
    let moved = |entry: &str| {
        let mut meant = registry.entities.iter().filter(|entity| has_name(entity, entry));
        let first = meant.next()?;
        let is_alone =
            meant.next().is_none() && registry.entities.iter().filter(|one| one.name == first.name).count() == 1;
        is_alone.then(|| first.name.clone())
    };
    let near = |entry: &str| partly(entry, registry).or_else(|| near(entry));
    let idle = entries.iter().filter(|entry| idle.contains(calling_of(entry)));
    let said = idle.map(|entry| {
        let calling = calling_of(entry);
        let merged = merged(calling);
        let moved = if merged.is_none() { moved(calling) } else { None };
        let has_moved = moved.is_some();
        IdleEntry { entry: entry.clone(), near: merged.or(moved).or_else(|| near(calling)), has_moved }
    });
    said.collect()
}

/// What an entry of `withheld` calls somebody: of the address of a page its last part.
pub fn calling_of(entry: &str) -> &str {
    let entry = entry.trim();
    match entry.split_once("://") {
        Some((_, page)) => {
            let page = page.split(['?', '#']).next().unwrap_or(page).trim_end_matches('/');
            page.rsplit('/').next().unwrap_or(page)
        }
        None => entry,
    }
}

/// Most people whom an entry may mean and who are named.
const MEANT: usize = 3;

/// The people of whose name `entry` is a part (`Santoso`) or who have all of theirs in it (`Dr. Budi Santoso`, `Santoso,
/// Budi`), as a message names them.
fn partly(entry: &str, registry: &Registry) -> Option<String> {
    let words = |name: &str| -> FxHashSet<String> {
        name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
    };
    let own = words(entry);
    if own.is_empty() {
        return None;
    }
    let means = |entity: &&Entity| {
        let alike = |name: &String| {
            let name = words(name);
            name.len() > 1 && (own.is_subset(&name) || name.is_subset(&own))
        };
        entity.kind == EntityKind::Person && (alike(&entity.name) || entity.aliases.iter().any(alike))
    };
    let people: Vec<&Entity> = registry.entities.iter().filter(means).take(MEANT).collect();
    // Namesakes are told apart by their addresses.
    let is_alone = |person: &Entity| people.iter().filter(|other| other.name == person.name).count() == 1;
    let meant: Vec<&str> =
        people.iter().map(|person| if is_alone(person) { &*person.name } else { &*person.address }).collect();
    (!meant.is_empty()).then(|| meant.join("` or `"))
}

/// The parts of a name that are several of its words: a title may print one (`Lukman Hakim`) that is no form of the name.
fn several_words_of(name: &str) -> impl Iterator<Item = String> {
    let words: Vec<&str> = name.split(' ').take(MOST_WORDS).collect();
    let count = words.len();
    let ranges = (0..count).flat_map(move |from| (from + 2..=count).map(move |to| (from, to)));
    ranges.map(move |(from, to)| words[from..to].join(" ")).collect::<Vec<_>>().into_iter()
}

/// The single words of a person's name that tell who it is: no initials, no titles.
fn words_of(name: &str, languages: &Languages) -> impl Iterator<Item = String> {
    let is_theirs = |word: &&str| {
        let is_initials = word.split(|c: char| !c.is_alphanumeric()).all(|piece| piece.chars().count() < 2);
        // `Ben` is a particle elsewhere.
        let is_first = name.starts_with(word) && is_known_as_name(word);
        !is_initials && !word.starts_with(char::is_lowercase) && (is_first || !stands_beside_names(word, languages))
    };
    // `Al-Farisi` is `Farisi` too.
    let words = name.split(' ').chain(name.split([' ', '-'])).take(2 * MOST_WORDS);
    let words = words.map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    words.filter(is_theirs).map(str::to_owned).collect::<Vec<_>>().into_iter()
}

/// Whether a word is a title, a degree or a particle of names: `Hakim` alone is a judge, `King` may be a name.
fn stands_beside_names(word: &str, languages: &Languages) -> bool {
    let is_common = || Gazetteer::embedded().uses(word).has(NameUses::COMMON_WORD);
    let is_beside = |class: NameClass| match class {
        NameClass::AddressForm | NameClass::PersonTitle | NameClass::Degree | NameClass::Particle => true,
        NameClass::Title => is_common(),
        _ => false,
    };
    languages.iter().any(|language| {
        language.naming.beginnings(word).iter().any(|(class, rest)| rest.is_empty() && is_beside(*class))
    })
}

/// Whether people bear this word as a name, and it is hardly anything else.
fn is_known_as_name(word: &str) -> bool {
    let uses = Gazetteer::embedded().uses(word);
    uses.has(NameUses::GIVEN_NAME | NameUses::FAMILY_NAME) && !uses.has(NameUses::COMMON_WORD)
}

/// Whether texts print a word in small letters too.
fn is_common_in(texts: &[&str], word: &str) -> bool {
    let lower = word.to_lowercase();
    lower != word && texts.iter().any(|text| prints(text, &lower))
}
