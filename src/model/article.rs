use std::collections::BTreeMap;

use super::{EntityKind, Quotation};

/// A value of a front matter key that the program does not know; handed to templates as it is.
pub type Value = serde_json::Value;

/// A day, with or without a time, as an article's front matter writes it (ISO 8601).
///
/// Made by `front_matter` and `import`, which check it against the calendar. Orders by time: a day without
/// a time comes first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleDate {
    /// Year, 1 to 9999.
    pub year: i16,
    /// Month, 1 to 12.
    pub month: i8,
    /// Day of the month, 1 to 31.
    pub day: i8,
    /// What follows the day: empty, or `T10:30`, `T10:30:00+07:00`.
    pub time: String,
}

impl std::fmt::Display for ArticleDate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}{}", self.year, self.month, self.day, self.time)
    }
}

/// The language of a text of which nobody knows it (BCP 47).
pub const UNDETERMINED: &str = "und";

/// Where an article's text came from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Origin {
    /// Path of the file, relative to `content/` when it lies there, else as it was given.
    pub file: String,
    /// Which record of that file, counted from 1; none where the file is one article.
    pub record: Option<usize>,
    /// SHA-256 of the bytes of the file or record, in hexadecimal.
    pub sha256: String,
    /// Marks ([`Origin::mark`]) of what it came from before, the oldest first, at most 64: a source with one of these was replaced.
    pub earlier: Vec<String>,
}

/// How many marks of what a text came from before are kept: the latest.
const KEPT_MARKS: usize = 64;

impl Origin {
    /// The first 16 digits of a SHA-256, which tell it from the others of an archive.
    pub fn mark(sha256: &str) -> &str {
        sha256.get(..16).unwrap_or(sha256)
    }

    /// Whether the text came from just these bytes before, and from others since.
    pub fn had(&self, sha256: &str) -> bool {
        self.earlier.iter().any(|mark| mark == Self::mark(sha256))
    }

    /// This origin for a text that came from `before` until now.
    pub fn after(&self, before: &Self) -> Self {
        let mut origin = Self { earlier: before.earlier.clone(), ..self.clone() };
        origin.remember(&[Self::mark(&before.sha256).to_owned()]);
        origin.remember(&self.earlier);
        origin.earlier.retain(|mark| mark != Self::mark(&self.sha256));
        origin
    }

    /// Notes marks of what the text came from before.
    pub fn remember(&mut self, marks: &[String]) {
        for mark in marks.iter().filter(|mark| !mark.is_empty()) {
            if !self.earlier.contains(mark) && mark != Self::mark(&self.sha256) {
                self.earlier.push(mark.clone());
                let over = self.earlier.len().saturating_sub(KEPT_MARKS);
                self.earlier.drain(..over);
            }
        }
    }
}

/// Which engine wrote the quotations and entities.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Annotated {
    /// Version of the engine (`extract::VERSION`).
    pub version: u32,
    /// SHA-256 of the quotations and entities as the engine wrote them; of the entities alone where a person left the article
    /// without quotations.
    pub sha256: String,
}

/// An entity as one article names it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EntityNote {
    /// The fullest name in the article.
    pub name: String,
    /// What it stands for.
    pub kind: EntityKind,
    /// All forms in the body, the name among them, sorted.
    pub forms: Vec<String>,
    /// A person wrote `forms` and the name alone into it.
    pub has_no_other_forms: bool,
    /// Roles that the article prints.
    pub roles: Vec<String>,
    /// Address of the entity meant, decided by a person.
    pub reference: Option<String>,
    /// Who decided, where a person did (`hand`).
    pub by: Option<String>,
    /// What the program takes for its name, where a person wrote another name; stands in no file.
    pub replaced: Vec<String>,
    /// Words of the article that it may mean too, where a person may have corrected its name; stands in no file.
    pub unsure_forms: Vec<String>,
}

/// One text of the archive.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Article {
    /// Path of its file relative to `content/articles/`, with `/`; empty before it has one.
    pub path: String,
    /// Stable identity, twelve hexadecimal digits or whatever a person wrote.
    pub id: String,
    /// The file has an `id`; without one it is made of the path.
    pub has_id: bool,
    /// Headline.
    pub title: String,
    /// Day of publication.
    pub date: Option<ArticleDate>,
    /// Language code (`id`, `en`, …).
    pub lang: String,
    /// Name of the newspaper or site.
    pub publisher: Option<String>,
    /// Address of the original.
    pub url: Option<String>,
    /// Address of a kept copy.
    pub archived: Option<String>,
    /// By whom it was written.
    pub authors: Vec<String>,
    /// Not to be published.
    pub draft: bool,
    /// Where the text came from.
    pub origin: Option<Origin>,
    /// Which engine wrote what follows; none for articles annotated by hand or not at all.
    pub annotated: Option<Annotated>,
    /// Quotations, in the order of the front matter. `None`: the key is absent.
    pub quotations: Option<Vec<Quotation>>,
    /// Places there of those that the file gives no `id`: theirs is made of their words.
    pub unwritten_ids: Vec<usize>,
    /// Entities, in the order of the front matter. `None`: the key is absent.
    pub entities: Option<Vec<EntityNote>>,
    /// Keys the program does not know.
    pub extra: BTreeMap<String, Value>,
    /// The text, in Markdown.
    pub body: String,
    /// Line of the file on which the body starts, counted from 1; 0 before it has a file.
    pub body_line: usize,
    /// Lines of the file on which the quotations begin, in their order, counted from 1; empty where they are not known.
    pub quotation_lines: Vec<usize>,
}

impl Article {
    /// What a person may call it in a list of articles: its id, its path, the name of its file.
    pub fn callings(&self) -> [&str; 3] {
        [&self.id, &self.path, self.path.rsplit('/').next().unwrap_or_default().trim_end_matches(".md")]
    }

    /// Quotations, or none.
    pub fn quotations(&self) -> &[Quotation] {
        self.quotations.as_deref().unwrap_or_default()
    }

    /// Entities, or none.
    pub fn entities(&self) -> &[EntityNote] {
        self.entities.as_deref().unwrap_or_default()
    }
}
