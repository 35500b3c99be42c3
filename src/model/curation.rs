use std::collections::BTreeMap;

use super::{ArticleDate, EntityKind};

/// A day, or as much of it as is known: `2019`, `2019-10`, `2019-10-23`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LooseDate {
    /// Year.
    pub year: i16,
    /// Month, 1 to 12, if known.
    pub month: Option<i8>,
    /// Day of the month, if known.
    pub day: Option<i8>,
}

impl LooseDate {
    /// Whether the whole of it lies before a day.
    pub fn is_before(&self, date: &ArticleDate) -> bool {
        (self.year, self.month.unwrap_or(12), self.day.unwrap_or(31)) < (date.year, date.month, date.day)
    }
}

impl std::fmt::Display for LooseDate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}", self.year)?;
        [self.month, self.day].into_iter().flatten().try_for_each(|part| write!(f, "-{part:02}"))
    }
}

/// A role of a curated entity with the time it was held.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DatedRole {
    /// The role in words.
    pub role: String,
    /// First day, if known.
    pub from: Option<LooseDate>,
    /// Last day, if known.
    pub until: Option<LooseDate>,
}

/// What a person knows better about one entity: a file of `content/people/`, `organizations/`, `places/`,
/// `works/` or `events/`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CuratedEntity {
    /// Path of the file, relative to the site.
    pub path: String,
    /// The file's name without `.md`: its address.
    pub address: String,
    /// Given by the folder.
    pub kind: EntityKind,
    /// The name to show.
    pub name: String,
    /// Other names anywhere in the archive.
    pub also: Vec<String>,
    /// Outside identities (Wikidata and the like), confirmed by the person who wrote the file.
    pub same_as: Vec<String>,
    /// Roles with dates.
    pub roles: Vec<DatedRole>,
    /// Latitude and longitude in degrees.
    pub coordinates: Option<(f64, f64)>,
    /// The place that a place lies in, by name or address.
    pub part_of: Option<String>,
    /// Biography in Markdown.
    pub body: String,
}

/// What a person decided about two or more entities.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// They are one.
    Same,
    /// They are not.
    Different,
    /// Nobody knows; do not ask again.
    Unsure,
}

/// One line of `content/judgements.yaml`.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// The decision.
    pub verdict: Verdict,
    /// Addresses or names of the entities, two or more.
    pub entities: Vec<String>,
    /// Who decided.
    pub by: Option<String>,
    /// Why.
    pub why: Option<String>,
    /// Line of `content/judgements.yaml` on which it stands, counted from 1.
    pub line: usize,
    /// That line, for messages.
    pub source: String,
}

/// Namesakes that share a bare address: each has an address of its own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Namesakes {
    /// Address → what told this one from the others when the address was given (a role, a body, article ids).
    pub told_apart_by: BTreeMap<String, Vec<String>>,
}

/// Content of `content/addresses.yaml`: addresses that names alone don't give.
///
/// Keys are `kind/address`, such as `person/budi-santoso`. An article's are `article/2024/05/banjir` for an address, which
/// leads to an id, and `article/5d1f0c9ab2e4` for an id, which has an address.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Addresses {
    /// Old address → address of the entity that now bears it, or [`Addresses::GONE`].
    pub moved: BTreeMap<String, String>,
    /// Bare address → its namesakes.
    pub namesakes: BTreeMap<String, Namesakes>,
    /// Name → address, where the address is not the plain slug of the name.
    pub given: BTreeMap<String, String>,
}

impl Addresses {
    /// What stands for the new address of an entity that the archive no longer has; no entity can live there.
    pub const GONE: &str = "-";

    /// The key of an entity's address: `person/budi-santoso`.
    pub fn key(kind: EntityKind, address: &str) -> String {
        format!("{}/{address}", kind.as_str())
    }
}

/// An address that the last site had, and the names that its entity bore then.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct KnownAddress {
    /// Kind of the entity.
    pub kind: EntityKind,
    /// Last segment of its address.
    pub address: String,
    /// Its name and other names; none where they would have told who is withheld, and the address is a hash of its own.
    pub names: Vec<String>,
    /// Ids of the articles that named it (at most the first fifty, sorted).
    pub articles: Vec<String>,
    /// Whether it ever stood in a site with a `base_url`: then somebody may have linked to it.
    pub published: bool,
}
