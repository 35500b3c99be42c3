//! With whom an entity appears: its neighbours and the articles that name both.

use serde::Serialize;

use super::card::{ArticleRow, Named, PartView};
use super::{Crumb, Head, View};
use crate::model::EntityId;
use crate::site::pages::{ARTICLES_TOGETHER_ON_A_PAGE, Part};
use crate::site::pictures::FEWEST_TOGETHER;
use crate::site::plan::SitePlan;
use crate::site::sections::{Section, SectionPage, beginnings, cut};

/// Fewest neighbours of which a picture is drawn.
const FEWEST_NEIGHBOURS: usize = 3;

/// With whom an entity appears, and where.
#[derive(Debug, Serialize)]
pub struct TogetherView<'p> {
    /// Whose page it is.
    pub entity: Named<'p>,
    /// Those who are named with it, most articles first.
    pub groups: Vec<TogetherGroup<'p>>,
    /// Which part of the list.
    pub part: Option<PartView>,
}

/// The articles that name two entities.
#[derive(Debug, Serialize)]
pub struct TogetherGroup<'p> {
    /// Anchor of the group.
    pub id: String,
    /// The other entity.
    pub entity: Option<Named<'p>>,
    /// How many articles, on all pages.
    pub count: usize,
    /// Whether the group began on the page before.
    pub is_continued: bool,
    /// The articles, newest first.
    pub articles: Vec<ArticleRow<'p>>,
}

impl<'a> SitePlan<'a> {
    /// Who appears with an entity in at least two articles, most first; empty where that says little.
    pub(in crate::site) fn neighbours(&self, id: EntityId) -> Vec<(EntityId, u32)> {
        let companions = self.entities[id.index()].backlinks.companions.iter().copied();
        let often = companions
            .filter(|(other, count)| *count >= FEWEST_TOGETHER && self.entities[other.index()].path.is_some());
        let neighbours: Vec<(EntityId, u32)> = often.collect();
        if neighbours.len() < FEWEST_NEIGHBOURS { Vec::new() } else { neighbours }
    }

    /// Cuts the articles which an entity shares with each neighbour into pages.
    pub(in crate::site) fn cut_together(&self, id: EntityId) -> Vec<SectionPage> {
        let neighbours = self.neighbours(id);
        let mut sections: Vec<Section> =
            neighbours.iter().map(|(other, count)| (Some(*other), Vec::with_capacity(*count as usize))).collect();
        if sections.is_empty() {
            return Vec::new();
        }
        let place: rustc_hash::FxHashMap<EntityId, usize> =
            neighbours.iter().enumerate().map(|(at, (other, _))| (*other, at)).collect();
        for article in &self.entities[id.index()].backlinks.articles {
            for (other, _) in self.articles[*article].counted_together() {
                if let Some(at) = place.get(other) {
                    sections[*at].1.push(*article);
                }
            }
        }
        cut(sections, ARTICLES_TOGETHER_ON_A_PAGE)
    }

    /// Those pages.
    pub(in crate::site) fn together_pages(&self, id: EntityId) -> &[SectionPage] {
        &self.sections.together[id.index()]
    }

    /// The file of one of them.
    pub(in crate::site) fn together_path(&self, id: EntityId, part: Part) -> String {
        let entity = self.registry.entity(id);
        let segment = self.addressing().segment("together");
        self.part_path(entity.kind.as_str(), &[entity.address.clone(), segment], part)
    }

    /// The neighbours of an entity with the link to the articles that they share.
    pub(super) fn together_links(&self, id: EntityId) -> Vec<(EntityId, usize, String)> {
        let link = |(page, section): (&SectionPage, &crate::site::sections::SectionPart)| {
            let url = self.addressing().link(&self.together_path(id, page.part));
            let other = section.heading?;
            Some((other, section.total, format!("{url}#{}", self.entity_anchor(Some(other)))))
        };
        beginnings(self.together_pages(id)).filter_map(link).collect()
    }

    pub(super) fn together_view(&self, id: EntityId, at: usize) -> (&'static str, Head, View<'_>) {
        let page = &self.together_pages(id)[at];
        let entity = self.registry.entity(id);
        let planned = &self.entities[id.index()];
        let groups = page.sections.iter().map(|section| TogetherGroup {
            id: self.entity_anchor(section.heading),
            entity: section.heading.map(|id| self.named(id)),
            count: section.total,
            is_continued: section.is_continued,
            articles: section.items.iter().map(|at| self.article_row(*at)).collect(),
        });
        let view = TogetherView {
            entity: self.named(id),
            groups: groups.collect(),
            part: self.part_view(page.part, |part| self.together_path(id, part)),
        };
        let head = Head {
            title: self.interface.fill("appears_with_name", &[("name", &entity.name)]),
            og_type: "website",
            breadcrumbs: vec![
                self.crumb(entity.kind.as_str(), Self::kind_words(entity.kind)),
                Crumb { text: entity.name.clone(), url: Some(planned.link.clone()) },
            ],
            ..Head::default()
        };
        ("together.html", head, View::Together(Box::new(view)))
    }
}
