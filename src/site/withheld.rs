//! Who and what must not appear anywhere, and the words that stand for them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use aho_corasick::{AhoCorasick, MatchKind};
use rustc_hash::FxHashSet;

use crate::config::Config;
use crate::front_matter::id_from;
use crate::model::{Article, CuratedEntity, Entity, EntityId, EntityKind, MovedAddress, Quotation, Registry, Value};
use crate::slug::slug;
use crate::yaml;

/// What stands where a withheld name stood.
const OMITTED: &str = "[…]";
/// How many words of a name are taken apart.
const MOST_WORDS: usize = 8;

/// Entities and articles that the settings withhold.
#[derive(Debug, Default)]
pub(super) struct Withheld {
    entities: FxHashSet<EntityId>,
    /// Names and other names of those entities, and those that were replaced.
    names: Vec<String>,
    listed: FxHashSet<String>,
}

impl Withheld {
    /// Reads `withheld`: an entity is named by name, other name or address (`budi`, `person/budi`); an article by id,
    /// path or file name.
    pub(super) fn new(config: &Config, registry: &Registry) -> Self {
        let listed: FxHashSet<String> = config.withheld.iter().map(|entry| calling_of(entry).to_owned()).collect();
        let mut withheld = Self { listed, ..Self::default() };
        if withheld.listed.is_empty() {
            return withheld;
        }
        for (at, entity) in registry.entities.iter().enumerate() {
            if entity.callings().any(|name| withheld.listed.contains(&*name)) {
                withheld.entities.insert(EntityId(at as u32));
                withheld.names.push(entity.name.clone());
                withheld.names.extend(entity.aliases.iter().chain(&entity.replaced).cloned());
            }
        }
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

    /// What takes withheld names out of what belongs to no article.
    pub(super) fn names(&self) -> Redaction {
        Redaction::new(self.names.iter().map(String::as_str).collect())
    }

    /// The registry without withheld names beside the entities that are shown: in roles, other names, distinctions, addresses.
    pub(super) fn registry<'a>(&self, registry: &'a Registry) -> Cow<'a, Registry> {
        if self.is_empty() {
            return Cow::Borrowed(registry);
        }
        let names = self.names();
        let mut redacted = registry.clone();
        for (at, entity) in redacted.entities.iter_mut().enumerate() {
            if self.entity(EntityId(at as u32)) {
                continue;
            }
            names.change(&mut entity.name);
            entity.aliases.iter_mut().for_each(|alias| names.change(alias));
            entity.printed_roles.iter_mut().for_each(|role| names.change(&mut role.role));
            entity.distinction.iter_mut().for_each(|distinction| names.change(&mut distinction.words));
            if names.is_told_by(&entity.address) {
                entity.address = id_from(&entity.address);
            }
        }
        Cow::Owned(redacted)
    }

    /// What people wrote about entities, without withheld names in its words and links.
    pub(super) fn curated<'a>(&self, curated: &'a [CuratedEntity]) -> Cow<'a, [CuratedEntity]> {
        if self.is_empty() {
            return Cow::Borrowed(curated);
        }
        let names = self.names();
        let mut redacted = curated.to_vec();
        for entity in &mut redacted {
            names.change(&mut entity.body);
            entity.roles.iter_mut().for_each(|role| names.change(&mut role.role));
            entity.same_as.retain(|url| !names.is_told_by_link(url));
            entity.part_of.take_if(|region| names.apply(region).is_some());
        }
        Cow::Owned(redacted)
    }

    /// What takes withheld names out of one article: those of the archive and the forms that it uses for them itself.
    pub(super) fn redaction(&self, article: &Article, meant: &[Option<EntityId>]) -> Redaction {
        let mut names: Vec<&str> = self.names.iter().map(String::as_str).collect();
        let mut parts: Vec<String> = Vec::new();
        let mut others: FxHashSet<&str> = FxHashSet::default();
        for (note, meant) in article.entities().iter().zip(meant) {
            let forms = note.forms.iter().chain([&note.name]).map(String::as_str);
            match meant.is_some_and(|id| self.entity(id)) {
                true => {
                    names.extend(forms);
                    if note.kind == EntityKind::Person {
                        parts.extend(several_words_of(&note.name));
                    }
                }
                false => others.extend(forms),
            }
        }
        names.extend(parts.iter().map(String::as_str).filter(|part| !others.contains(part)));
        Redaction::new(names)
    }
}

/// An entry of `withheld` that means no entity, no article and no words of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdleEntry {
    /// The entry.
    pub entry: String,
    /// What it may be a slip of.
    pub near: Option<String>,
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
        let redaction = Redaction::new(if entry.contains(' ') { vec![entry] } else { Vec::new() });
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
    let near = |entry: &str| merged(entry).or_else(|| partly(entry, registry)).or_else(|| near(entry));
    let idle = entries.iter().filter(|entry| idle.contains(calling_of(entry)));
    idle.map(|entry| IdleEntry { entry: entry.clone(), near: near(calling_of(entry)) }).collect()
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

/// Takes names out of texts.
#[derive(Debug)]
pub(super) struct Redaction {
    names: Option<AhoCorasick>,
    /// The names in one word, as handles and tags have them (`@budisantoso`).
    handles: Option<AhoCorasick>,
    /// The names as they would stand in addresses, each between hyphens.
    slugs: Vec<String>,
}

impl Redaction {
    fn new(mut names: Vec<&str>) -> Self {
        names.retain(|name| name.chars().any(char::is_alphanumeric));
        names.sort_unstable();
        names.dedup();
        if names.is_empty() {
            return Self { names: None, handles: None, slugs: Vec::new() };
        }
        let slugs = names.iter().map(|name| format!("-{}-", slug(name))).collect();
        let joined = |name: &&str| name.contains(' ').then(|| name.split(' ').collect::<String>());
        let handles: Vec<String> =
            names.iter().filter_map(joined).flat_map(|name| [format!("@{name}"), format!("#{name}")]).collect();
        let handles = AhoCorasick::builder().ascii_case_insensitive(true).build(handles);
        // Building fails only for more names than a machine word can number; then nothing could be published safely.
        let names = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(names);
        Self { names: names.ok(), handles: handles.ok(), slugs }
    }

    /// Whether a segment of an address tells a withheld name.
    pub(super) fn is_told_by(&self, segment: &str) -> bool {
        let segment = format!("-{segment}-");
        self.slugs.iter().any(|slug| segment.contains(slug.as_str()))
    }

    /// Whether a link tells a withheld name, its words apart (`/2019/budi-santoso`) or in one (`/BudiSantoso`).
    fn is_told_by_link(&self, url: &str) -> bool {
        let words = words_of(url);
        let in_one = |slug: &String| {
            let name: String = slug.split('-').collect();
            slug.trim_matches('-').contains('-') && words.split('-').any(|word| word == name)
        };
        self.is_told_by(&words) || self.slugs.iter().any(in_one)
    }

    /// Takes withheld names out of a text.
    pub(super) fn change(&self, text: &mut String) {
        if let Some(redacted) = self.apply(text) {
            *text = redacted;
        }
    }

    /// Takes withheld names out of the texts of a value.
    pub(super) fn change_value(&self, value: &mut Value) {
        match value {
            Value::String(text) => self.change(text),
            Value::Array(values) => values.iter_mut().for_each(|value| self.change_value(value)),
            Value::Object(fields) => fields.values_mut().for_each(|value| self.change_value(value)),
            _ => {}
        }
    }

    /// The article without withheld names beside its title and body.
    pub(super) fn article<'a>(&self, article: &'a Article) -> Cow<'a, Article> {
        let mut redacted = article.clone();
        redacted.authors.iter_mut().chain(&mut redacted.publisher).for_each(|text| self.change(text));
        // The address of an original often tells its title.
        for url in [&mut redacted.url, &mut redacted.archived] {
            url.take_if(|url| self.is_told_by_link(url));
        }
        redacted.extra.values_mut().for_each(|value| self.change_value(value));
        Cow::Owned(redacted)
    }

    /// The quotation without withheld names beside its words.
    pub(super) fn quotation<'a>(&self, note: &'a Quotation) -> Cow<'a, Quotation> {
        let mut redacted = note.clone();
        [
            &mut redacted.speaker,
            &mut redacted.pointer,
            &mut redacted.role,
            &mut redacted.speaks_for,
            &mut redacted.withdrawn,
            &mut redacted.note,
        ]
        .into_iter()
        .flatten()
        .for_each(|text| self.change(text));
        Cow::Owned(redacted)
    }

    /// `text` with every withheld name, as whole words or as a handle, replaced by a mark of omission; none if there was
    /// none.
    pub(super) fn apply(&self, text: &str) -> Option<String> {
        let is_whole = |start: usize, end: usize| {
            let before = text[..start].chars().next_back();
            let after = text[end..].chars().next();
            !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
        };
        let names = self.names.as_ref()?.find_iter(text).map(|found| (found.start(), found.end()));
        let mut omitted: Vec<(usize, usize)> = names.filter(|(start, end)| is_whole(*start, *end)).collect();
        if let Some(handles) = self.handles.as_ref().filter(|_| text.contains(['@', '#'])) {
            // `@budisantoso_asli` tells the name too.
            let whole =
                |end: usize| text[end..].find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len() - end);
            omitted.extend(handles.find_iter(text).map(|found| (found.start(), found.end() + whole(found.end()))));
            omitted.sort_unstable();
        }
        let mut redacted = String::new();
        let mut from = 0;
        for (start, end) in omitted.into_iter().filter(|(start, end)| start < end) {
            if start < from {
                continue;
            }
            redacted.push_str(&text[from..start]);
            redacted.push_str(OMITTED);
            from = end;
        }
        (from > 0).then(|| {
            redacted.push_str(&text[from..]);
            redacted
        })
    }
}

/// The parts of a name that are several of its words: a title may print one (`Lukman Hakim`) that is no form of the name.
fn several_words_of(name: &str) -> impl Iterator<Item = String> {
    let words: Vec<&str> = name.split(' ').take(MOST_WORDS).collect();
    let count = words.len();
    let ranges = (0..count).flat_map(move |from| (from + 2..=count).map(move |to| (from, to)));
    ranges.map(move |(from, to)| words[from..to].join(" ")).collect::<Vec<_>>().into_iter()
}

/// The words of an address as a segment has them.
fn words_of(url: &str) -> String {
    let words = url.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_names_are_left_out() {
        let redaction = Redaction::new(vec!["Budi", "Budi Santoso"]);
        assert_eq!(redaction.apply("Budi Santoso dan Budiman. (Budi)").as_deref(), Some("[…] dan Budiman. ([…])"));
        assert_eq!(redaction.apply("Ani"), None);
        assert_eq!(Redaction::new(vec![]).apply("Ani"), None);
    }

    #[test]
    fn handles_and_tags_tell_a_name() {
        let redaction = Redaction::new(vec!["Budi Santoso"]);
        let text = "Tulis @BudiSantoso_asli dan #budisantoso, kata Budi Santoso; budisantosa tidak.";
        assert_eq!(redaction.apply(text).as_deref(), Some("Tulis […] dan […], kata […]; budisantosa tidak."));
    }

    #[test]
    fn an_address_that_tells_a_name_is_left_out() {
        let redaction = Redaction::new(vec!["Sri Mulyani"]);
        let url = |url: &str| Article { url: Some(url.to_owned()), ..Article::default() };
        assert_eq!(redaction.article(&url("https://a.example/2019/strategi-Sri-Mulyani-hadapi")).url, None);
        assert_eq!(redaction.article(&url("https://a.example/SriMulyani?p=2")).url, None);
        assert!(redaction.article(&url("https://a.example/2019/strategi")).url.is_some());
    }
}
