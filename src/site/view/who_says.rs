//! Who says what about an entity: a page of its own, by speaker.

use serde::Serialize;

use super::card::{Card, Named, PartView};
use super::{Crumb, Head, View};
use crate::model::EntityId;
use crate::site::pages::{Part, QUOTATIONS_ON_A_PAGE, STATEMENTS_ON_A_PAGE};
use crate::site::plan::SitePlan;
use crate::site::sections::{Section, SectionPage, beginnings, cut};

/// Speakers named on the entity's own page.
const SPEAKERS: usize = 10;

/// What others say about an entity, by speaker.
#[derive(Debug, Serialize)]
pub struct WhoSaysView<'p> {
    /// Whom they speak about.
    pub entity: Named<'p>,
    /// All speakers with the place of their words, who said most first.
    pub speakers: Vec<SpeakerLink<'p>>,
    /// The words.
    pub groups: Vec<StatementGroup<'p>>,
    /// Which part of the list.
    pub part: Option<PartView>,
}

/// A speaker and where its words about somebody stand.
#[derive(Debug, Serialize)]
pub struct SpeakerLink<'p> {
    /// Who; none for those who are not named or have no page.
    pub speaker: Option<Named<'p>>,
    /// How many quotations.
    pub count: usize,
    /// Link to them.
    pub url: String,
}

/// What one speaker said about somebody.
#[derive(Debug, Serialize)]
pub struct StatementGroup<'p> {
    /// Anchor of the group.
    pub id: String,
    /// Who; none for those who are not named or have no page.
    pub speaker: Option<Named<'p>>,
    /// How many quotations the group has, on all pages.
    pub count: usize,
    /// Whether it began on the page before.
    pub is_continued: bool,
    /// The words, newest first.
    pub quotations: Vec<Card<'p>>,
}

impl<'a> SitePlan<'a> {
    /// Quotations about an entity by speaker.
    fn by_speaker(&self, id: EntityId) -> Vec<Section> {
        self.grouped(&self.entities[id.index()].backlinks.about)
    }

    /// Cuts what others say about an entity into pages, by speaker. None where one speaker said all of it and it stands on
    /// the entity's own page.
    pub(in crate::site) fn cut_who_says(&self, id: EntityId) -> Vec<SectionPage> {
        let sections = self.by_speaker(id);
        if sections.len() < 2 && sections.iter().all(|(_, quotations)| quotations.len() <= QUOTATIONS_ON_A_PAGE) {
            return Vec::new();
        }
        cut(sections, STATEMENTS_ON_A_PAGE)
    }

    /// Those pages.
    pub(in crate::site) fn who_says_pages(&self, id: EntityId) -> &[SectionPage] {
        &self.sections.who_says[id.index()]
    }

    /// The file of one of them.
    pub(in crate::site) fn who_says_path(&self, id: EntityId, part: Part) -> String {
        let entity = self.registry.entity(id);
        let segment = self.addressing().segment("about");
        self.part_path(entity.kind.as_str(), &[entity.address.clone(), segment], part)
    }

    /// The anchor of an entity among others.
    pub(in crate::site) fn entity_anchor(&self, id: Option<EntityId>) -> String {
        id.map_or_else(
            || "others".to_owned(),
            |id| {
                let entity = self.registry.entity(id);
                format!("{}-{}", entity.kind.as_str(), entity.address)
            },
        )
    }

    /// Each speaker about an entity, how often, and the link to the words.
    pub(in crate::site) fn who_says_links(&self, id: EntityId) -> Vec<(Option<EntityId>, usize, String)> {
        let pages = self.who_says_pages(id);
        if pages.is_empty() {
            let own = format!("{}#about", self.entities[id.index()].link);
            let sections = self.by_speaker(id).into_iter();
            return sections.map(|(speaker, quotations)| (speaker, quotations.len(), own.clone())).collect();
        }
        beginnings(pages)
            .map(|(page, section)| {
                let page = self.addressing().link(&self.who_says_path(id, page.part));
                (section.heading, section.total, format!("{page}#{}", self.entity_anchor(section.heading)))
            })
            .collect()
    }

    fn speaker_links(&self, id: EntityId) -> Vec<SpeakerLink<'_>> {
        let links = self.who_says_links(id).into_iter();
        links
            .map(|(speaker, count, url)| SpeakerLink { speaker: speaker.map(|id| self.named(id)), count, url })
            .collect()
    }

    /// The speakers named on the entity's own page, how many more there are, and the link to all their words.
    pub(super) fn who_says_summary(&self, id: EntityId) -> (Vec<SpeakerLink<'_>>, usize, Option<String>) {
        let Some(first) = self.who_says_pages(id).first() else { return (Vec::new(), 0, None) };
        let mut speakers = self.speaker_links(id);
        let more = speakers.len().saturating_sub(SPEAKERS);
        speakers.truncate(SPEAKERS);
        (speakers, more, Some(self.addressing().link(&self.who_says_path(id, first.part))))
    }

    pub(super) fn who_says_view(&self, id: EntityId, at: usize) -> (&'static str, Head, View<'_>) {
        let page = &self.who_says_pages(id)[at];
        let entity = self.registry.entity(id);
        let planned = &self.entities[id.index()];
        let groups = page.sections.iter().map(|section| StatementGroup {
            id: self.entity_anchor(section.heading),
            speaker: section.heading.map(|id| self.named(id)),
            count: section.total,
            is_continued: section.is_continued,
            quotations: self.statement_cards(&section.items, section.heading),
        });
        let view = WhoSaysView {
            entity: self.named(id),
            // The list of all speakers opens the first page; on the others it would only be in the way.
            speakers: if page.part.number == 1 { self.speaker_links(id) } else { Vec::new() },
            groups: groups.collect(),
            part: self.part_view(page.part, |part| self.who_says_path(id, part)),
        };
        let head = Head {
            title: self.interface.fill("who_says_about", &[("name", &entity.name)]),
            og_type: "website",
            breadcrumbs: vec![
                self.crumb(entity.kind.as_str(), Self::kind_words(entity.kind)),
                Crumb { text: entity.name.clone(), url: Some(planned.link.clone()) },
            ],
            ..Head::default()
        };
        ("who_says.html", head, View::WhoSays(Box::new(view)))
    }
}
