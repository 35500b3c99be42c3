//! Files that stand beside the pages of single entities: feeds of what they say, and their quotations as data.

use serde_json::{Value, json};

use super::data::table;
use super::feed::{Entry, Feed, rfc_3339};
use super::plan::SitePlan;
use super::prepare::shorten;
use crate::model::{EntityId, EntityKind, Output, QuotationKind};

/// Entities with fewer quotations than this have no files: their pages show all there is.
const FEWEST: usize = 3;

/// Quotations in a feed.
const ENTRIES: usize = 40;

/// A file of an entity, as its page links it.
#[derive(Clone, Debug)]
pub(super) struct EntityFile {
    pub(super) path: String,
    pub(super) media_type: &'static str,
    pub(super) name: &'static str,
}

impl<'a> SitePlan<'a> {
    /// What the files of an entity hold, newest first: its own quotations; for places, where nobody speaks, those that
    /// name it. Empty where it has too few.
    fn entity_quotations(&self, id: EntityId) -> &[usize] {
        let links = &self.entities[id.index()].backlinks;
        let quotations = match self.registry.entity(id).kind {
            EntityKind::Person | EntityKind::Organization => &links.said,
            EntityKind::Place => &links.about,
            _ => return &[],
        };
        if quotations.len() < FEWEST || self.entities[id.index()].path.is_none() { &[] } else { quotations }
    }

    /// Entities that have files.
    pub fn entities_with_files(&self) -> Vec<EntityId> {
        self.listed.iter().copied().filter(|id| !self.entity_quotations(*id).is_empty()).collect()
    }

    fn has_feeds(&self) -> bool {
        self.input.config.feeds && self.input.config.base_url.is_some()
    }

    /// The files of an entity; feeds need absolute addresses.
    pub(super) fn entity_files(&self, id: EntityId) -> Vec<EntityFile> {
        let Some(folder) = self.entities[id.index()].path.as_deref().and_then(|path| path.strip_suffix("index.html"))
        else {
            return Vec::new();
        };
        if self.entity_quotations(id).is_empty() {
            return Vec::new();
        }
        let addressing = self.addressing();
        let (feed, quotation) = (addressing.segment("feed"), addressing.segment("quotation"));
        let file =
            |name: String, media_type, shown| EntityFile { path: format!("{folder}{name}"), media_type, name: shown };
        let mut files = Vec::new();
        if self.has_feeds() {
            files.push(file(format!("{feed}.atom"), "application/atom+xml", "Atom"));
            files.push(file("feed.json".to_owned(), "application/feed+json", "JSON Feed"));
        }
        files.push(file(format!("{quotation}.csv"), "text/csv", "CSV"));
        files.push(file(format!("{quotation}.json"), "application/json", "JSON"));
        files
    }

    /// The feed of an entity's newest quotations and the file that it stands in.
    pub fn entity_feed(&self, id: EntityId) -> Option<(String, Feed<'_>)> {
        let file = self.entity_files(id).into_iter().find(|file| file.name == "Atom")?;
        let absolute = |link: &str| self.addressing().absolute(link).unwrap_or_default();
        let site = self.input.config.title.as_str();
        let dated = self.entity_quotations(id).iter().copied().filter(|at| self.date_of(*at).is_some());
        let entries: Vec<Entry<'_>> = dated
            .take(ENTRIES)
            .map(|at| {
                let quotation = &self.quotations[at];
                let article = &self.articles[quotation.article].article;
                let published = article.date.as_ref().map(rfc_3339).unwrap_or_default();
                let corrected = quotation.note.corrected.as_ref().map(rfc_3339).unwrap_or_default();
                let speaker = self.speaker_name(at).unwrap_or_else(|| self.interface.string("speaker_unknown"));
                let words = shorten(&quotation.text, 80);
                let title = match quotation.note.kind {
                    QuotationKind::Indirect => format!("{speaker}: {words}"),
                    _ => format!("{speaker}: “{words}”"),
                };
                Entry {
                    title: title.into(),
                    url: absolute(&self.permalink(quotation)),
                    updated: published.clone().max(corrected),
                    published,
                    author: article.publisher.as_deref().unwrap_or(site),
                    summary: "",
                    quotations: vec![self.feed_card(at)],
                }
            })
            .collect();
        let entity = self.registry.entity(id);
        let feed = Feed {
            title: format!("{} · {site}", entity.name).into(),
            lang: &self.input.config.language,
            id: absolute(&self.entities[id.index()].link),
            url: absolute(&file.path),
            updated: newest(&entries),
            entries,
        };
        Some((file.path, feed))
    }

    /// The other files of an entity.
    pub fn entity_data(&self, id: EntityId) -> Vec<Output> {
        let quotations = self.entity_quotations(id);
        let files = self.entity_files(id).into_iter();
        let output = |file: EntityFile| {
            let bytes = match file.name {
                "JSON Feed" => self.entity_feed(id)?.1.json(&file.path, self),
                "CSV" => table(quotations.iter().map(|at| self.quotation_row(*at))),
                "JSON" => {
                    let rows: Vec<_> = quotations.iter().map(|at| self.quotation_row(*at)).collect();
                    serde_json::to_vec(&rows).unwrap_or_default()
                }
                _ => return None,
            };
            Some(Output { path: file.path, bytes })
        };
        files.filter_map(output).collect()
    }

    fn date_of(&self, quotation: usize) -> Option<&crate::model::ArticleDate> {
        self.articles[self.quotations[quotation].article].article.date.as_ref()
    }

    /// The site's own feed as JSON.
    pub fn json_feed(&self) -> Option<Output> {
        let path = "feed.json";
        Some(Output { path: path.to_owned(), bytes: self.feed()?.json(path, self) })
    }
}

/// The moment of the newest entry.
pub(super) fn newest(entries: &[Entry<'_>]) -> String {
    let newest = entries.iter().map(|entry| entry.updated.as_str()).max();
    newest.unwrap_or("1970-01-01T00:00:00Z").to_owned()
}

impl Feed<'_> {
    /// The feed as JSON Feed 1.1, to stand in the file `path`.
    fn json(&self, path: &str, plan: &SitePlan<'_>) -> Vec<u8> {
        let items: Vec<Value> = self
            .entries
            .iter()
            .map(|entry| {
                let words: Vec<String> = entry
                    .quotations
                    .iter()
                    .map(|card| {
                        let speaker = card.speaker.as_ref().map(|named| named.name).or(card.speaker_text);
                        let speaker = speaker.unwrap_or_else(|| plan.interface.string("speaker_unknown"));
                        match card.kind {
                            // The reporter's words are not the speaker's.
                            "indirect" => format!("{} — {speaker} ({})", card.text, plan.interface.string("reported")),
                            _ => format!("“{}” — {speaker}", card.text),
                        }
                    })
                    .collect();
                let text = if words.is_empty() { entry.summary.to_owned() } else { words.join("\n\n") };
                let mut item = json!({
                    "id": entry.url, "url": entry.url, "title": entry.title, "content_text": text,
                    "date_published": entry.published, "date_modified": entry.updated,
                    "authors": [{"name": entry.author}],
                });
                if !entry.summary.is_empty() {
                    item["summary"] = entry.summary.into();
                }
                item
            })
            .collect();
        let feed = json!({
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.title,
            "home_page_url": self.id,
            "feed_url": plan.addressing().absolute(path),
            "language": self.lang,
            "items": items,
        });
        serde_json::to_vec(&feed).unwrap_or_default()
    }
}
