use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{Addresses, ArticleDate};

/// What a name stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EntityKind {
    /// A human being.
    Person,
    /// A body that acts: an office, a company, a party, a newspaper.
    Organization,
    /// A place on the map.
    Place,
    /// A book, a law, a film, a programme.
    Work,
    /// Something that happened and bears a name.
    Event,
    /// None of these; has no page.
    #[default]
    Other,
}

impl EntityKind {
    /// All kinds, in the order in which lists show them.
    pub const ALL: [EntityKind; 6] =
        [Self::Person, Self::Organization, Self::Place, Self::Work, Self::Event, Self::Other];

    /// The word used on disk and in templates.
    ///
    /// ```
    /// use kutip::model::EntityKind;
    /// assert_eq!(EntityKind::Person.as_str(), "person");
    /// ```
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organization => "organization",
            Self::Place => "place",
            Self::Work => "work",
            Self::Event => "event",
            Self::Other => "other",
        }
    }

    /// The folder below `content/` for curated files of this kind; none for kinds without pages.
    ///
    /// ```
    /// use kutip::model::EntityKind;
    /// assert_eq!(EntityKind::Person.folder(), Some("people"));
    /// ```
    pub const fn folder(self) -> Option<&'static str> {
        match self {
            Self::Person => Some("people"),
            Self::Organization => Some("organizations"),
            Self::Place => Some("places"),
            Self::Work => Some("works"),
            Self::Event => Some("events"),
            Self::Other => None,
        }
    }

    /// The kinds that have folders of curated files, each with its folder.
    pub fn folders() -> impl Iterator<Item = (&'static str, Self)> {
        Self::ALL.into_iter().filter_map(|kind| Some((kind.folder()?, kind)))
    }

    /// Whether entities of this kind hold offices: a role beside any other is left over from when it was taken for a person.
    pub const fn holds_offices(self) -> bool {
        matches!(self, Self::Person)
    }

    /// Whether entities of this kind have pages.
    pub const fn has_pages(self) -> bool {
        !matches!(self, Self::Other)
    }
}

/// Index of an entity in [`super::Registry::entities`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(pub u32);

impl EntityId {
    /// The index as a `usize`.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A role of an entity as articles printed it.
#[derive(Clone, Debug, PartialEq)]
pub struct PrintedRole {
    /// The words of the article.
    pub role: String,
    /// Day of the first article that printed it, if dated.
    pub first: Option<ArticleDate>,
    /// Day of the last article that printed it, if dated.
    pub last: Option<ArticleDate>,
    /// How many articles printed it.
    pub articles: usize,
}

/// A person, organization, place, work or event of the whole archive.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// What it is.
    pub kind: EntityKind,
    /// The name shown: the curated one, else the fullest and most frequent of the articles.
    pub name: String,
    /// Last segment of its address: lower-case ASCII, unique within its kind, never moved (`addresses.yaml`).
    pub address: String,
    /// Its other names and spellings, most frequent first.
    pub aliases: Vec<String>,
    /// Names of the program's own that a person replaced: who has them is known, but no page shows them.
    pub replaced: Vec<String>,
    /// Roles as printed, newest first.
    pub printed_roles: Vec<PrintedRole>,
    /// Index into the curated entities that speak of it, if any.
    pub curated: Option<usize>,
    /// What tells it from its namesakes; none if it has no namesake.
    pub distinction: Option<Distinction>,
}

/// A few words that tell an entity from its namesakes: a role, a body, a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Distinction {
    /// The words.
    pub words: String,
    /// They name a body or place of which the articles do not say that it has to do with the entity: they name both.
    pub is_beside: bool,
}

impl Entity {
    /// What a person may call it in a list of entities: its name, other names, those that were replaced, address (`budi`,
    /// `person/budi`).
    pub fn callings(&self) -> impl Iterator<Item = Cow<'_, str>> {
        let names = self.aliases.iter().chain(&self.replaced).chain([&self.name, &self.address]);
        names.map(|name| Cow::Borrowed(name.as_str())).chain([Cow::Owned(Addresses::key(self.kind, &self.address))])
    }
}
