//! What search engines and other programs read of a page: schema.org data.

use serde_json::{Map, Value, json};

use super::{EntityView, Head};
use crate::model::{EntityId, EntityKind};
use crate::site::plan::SitePlan;
use crate::url::safe_web_url;

/// Names in the list of an index page.
const LISTED: usize = 100;

const fn schema_type(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "Person",
        EntityKind::Organization => "Organization",
        EntityKind::Place => "Place",
        EntityKind::Work => "CreativeWork",
        EntityKind::Event => "Event",
        EntityKind::Other => "Thing",
    }
}

impl<'a> SitePlan<'a> {
    /// Adds the way to the page and puts all into one graph; nothing where the site has no `base_url`, since every
    /// identity in the data is an absolute address.
    pub(super) fn finish_json_ld(&self, head: &Head) -> String {
        if self.input.config.base_url.is_none() || head.noindex {
            return String::new();
        }
        let crumbs = (head.breadcrumbs.len() > 1).then(|| {
            let items: Vec<Value> = head
                .breadcrumbs
                .iter()
                .enumerate()
                .map(|(at, crumb)| {
                    let mut item = json!({"@type": "ListItem", "position": at + 1, "name": crumb.text});
                    if let Some(url) = &crumb.url {
                        item["item"] = self.id(url);
                    }
                    item
                })
                .collect();
            json!({"@type": "BreadcrumbList", "itemListElement": items}).to_string()
        });
        let parts: Vec<&str> = [Some(head.json_ld.as_str()), crumbs.as_deref()]
            .into_iter()
            .flatten()
            .filter(|part| !part.is_empty())
            .collect();
        if parts.is_empty() {
            return String::new();
        }
        // `<` never reaches the page as such, so that no text can end the script element.
        format!("{{\"@context\":\"https://schema.org\",\"@graph\":[{}]}}", parts.join(",")).replace('<', "\\u003c")
    }

    fn id(&self, link: &str) -> Value {
        self.addressing().absolute(link).map_or(Value::Null, Value::String)
    }

    fn entity_ld(&self, id: EntityId) -> Option<Value> {
        let planned = &self.entities[id.index()];
        planned.path.as_ref()?;
        let entity = self.registry.entity(id);
        Some(json!({"@type": schema_type(entity.kind), "@id": self.id(&planned.link), "name": entity.name}))
    }

    /// Only people and organizations can have made a statement.
    fn creator_ld(&self, id: EntityId) -> Option<Value> {
        let kind = self.registry.entity(id).kind;
        matches!(kind, EntityKind::Person | EntityKind::Organization).then(|| self.entity_ld(id)).flatten()
    }

    fn quotation_ld(&self, at: usize) -> Map<String, Value> {
        let quotation = &self.quotations[at];
        let article = &self.articles[quotation.article].article;
        let mut data = Map::new();
        data.insert("@type".to_owned(), "Quotation".into());
        data.insert("@id".to_owned(), self.id(&self.permalink(quotation)));
        data.insert("text".to_owned(), (*quotation.text).into());
        data.insert("inLanguage".to_owned(), article.lang.as_str().into());
        if let Some(creator) = quotation.speaker.and_then(|id| self.creator_ld(id)) {
            data.insert("creator".to_owned(), creator);
        }
        data
    }

    /// What was corrected of a quotation, and when.
    fn correction_ld(&self, at: usize) -> Option<Value> {
        let note = &self.quotations[at].note;
        let text = self.withdrawal(note).or(note.note.as_deref().filter(|_| note.corrected.is_some()))?;
        let mut comment = json!({"@type": "CorrectionComment", "text": text});
        if let Some(date) = &note.corrected {
            comment["datePublished"] = date.to_string().into();
        }
        Some(comment)
    }

    pub(super) fn quotation_json_ld(&self, at: usize) -> String {
        if self.input.config.base_url.is_none() {
            return String::new();
        }
        let quotation = &self.quotations[at];
        let planned = &self.articles[quotation.article];
        let mut data = self.quotation_ld(at);
        data.insert(
            "isPartOf".to_owned(),
            json!({
                "@type": "NewsArticle", "@id": self.id(&planned.link), "headline": planned.title,
            }),
        );
        if let Some(original) = planned.article.url.as_deref().and_then(safe_web_url) {
            data.insert("isBasedOn".to_owned(), original.into());
        }
        if let Some(archived) = planned.article.archived.as_deref().and_then(safe_web_url) {
            data.insert("archivedAt".to_owned(), archived.into());
        }
        if let Some(date) = &planned.article.date {
            data.insert("datePublished".to_owned(), date.to_string().into());
        }
        if let Some(correction) = self.correction_ld(at) {
            data.insert("correction".to_owned(), correction);
        }
        Value::Object(data).to_string()
    }

    pub(super) fn article_json_ld(&self, at: usize) -> String {
        if self.input.config.base_url.is_none() {
            return String::new();
        }
        let planned = &self.articles[at];
        let article = &planned.article;
        let mut data = Map::new();
        data.insert("@type".to_owned(), "NewsArticle".into());
        data.insert("@id".to_owned(), self.id(&planned.link));
        data.insert("headline".to_owned(), (*planned.title).into());
        data.insert("inLanguage".to_owned(), article.lang.as_str().into());
        if let Some(date) = &article.date {
            data.insert("datePublished".to_owned(), date.to_string().into());
        }
        if let Some(publisher) = &article.publisher {
            data.insert("publisher".to_owned(), json!({"@type": "Organization", "name": publisher}));
        }
        if !article.authors.is_empty() {
            let authors = article.authors.iter().map(|name| json!({"@type": "Person", "name": name})).collect();
            data.insert("author".to_owned(), Value::Array(authors));
        }
        if let Some(original) = article.url.as_deref().and_then(safe_web_url) {
            data.insert("isBasedOn".to_owned(), original.into());
        }
        if let Some(archived) = article.archived.as_deref().and_then(safe_web_url) {
            data.insert("archivedAt".to_owned(), archived.into());
        }
        let mentions: Vec<Value> = planned.entities.iter().filter_map(|(id, _)| self.entity_ld(*id)).collect();
        if !mentions.is_empty() {
            data.insert("mentions".to_owned(), Value::Array(mentions));
        }
        let quotations = planned.quotations.clone().filter(|at| !self.quotations[*at].is_withdrawn());
        let quotations: Vec<Value> = quotations.map(|at| Value::Object(self.quotation_ld(at))).collect();
        if !quotations.is_empty() {
            data.insert("hasPart".to_owned(), Value::Array(quotations));
        }
        let corrections: Vec<Value> = planned.quotations.clone().filter_map(|at| self.correction_ld(at)).collect();
        if !corrections.is_empty() {
            data.insert("correction".to_owned(), Value::Array(corrections));
        }
        Value::Object(data).to_string()
    }

    pub(super) fn entity_json_ld(&self, id: EntityId, view: &EntityView<'_>) -> String {
        if self.input.config.base_url.is_none() {
            return String::new();
        }
        let entity = self.registry.entity(id);
        let Some(Value::Object(mut data)) = self.entity_ld(id) else { return String::new() };
        if !view.aliases.is_empty() {
            data.insert("alternateName".to_owned(), json!(view.aliases));
        }
        if let (EntityKind::Person, Some(role)) = (entity.kind, view.roles.first()) {
            data.insert("jobTitle".to_owned(), role.role.into());
        }
        if !view.same_as.is_empty() {
            data.insert("sameAs".to_owned(), json!(view.same_as));
        }
        if let (EntityKind::Place, Some(region)) = (entity.kind, view.regions.first()) {
            let mut place =
                Map::from_iter([("@type".to_owned(), json!("Place")), ("name".to_owned(), json!(region.name))]);
            place.extend(region.url.map(|url| ("@id".to_owned(), json!(self.id(url)))));
            data.insert("containedInPlace".to_owned(), Value::Object(place));
        }
        if let (EntityKind::Place, Some((latitude, longitude))) = (entity.kind, view.coordinates) {
            data.insert(
                "geo".to_owned(),
                json!({
                    "@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude,
                }),
            );
        }
        json!({"@type": "ProfilePage", "mainEntity": data}).to_string()
    }

    /// The site itself: its name is what search engines show above an address.
    pub(super) fn site_json_ld(&self) -> String {
        let config = &self.input.config;
        let address = self.id("");
        json!({"@type": "WebSite", "@id": address, "url": address, "name": config.title, "inLanguage": config.language})
            .to_string()
    }

    /// The list that an index page shows, by the links of its items.
    pub(super) fn list_json_ld<'n>(&self, links: impl Iterator<Item = &'n str>) -> String {
        if self.input.config.base_url.is_none() {
            return String::new();
        }
        let items: Vec<Value> = links
            .take(LISTED)
            .enumerate()
            .map(|(at, link)| json!({"@type": "ListItem", "position": at + 1, "url": self.id(link)}))
            .collect();
        json!({"@type": "ItemList", "itemListElement": items}).to_string()
    }
}
