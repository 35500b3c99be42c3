//! Who appears with whom and who speaks about whom: the archive's network, an entity's neighbours, the evidence.

use serde::Serialize;

use super::card::{ArticleRow, Named, PartView};
use super::{Crumb, Head, Link, View};
use crate::model::EntityId;
use crate::site::pages::ARTICLES_TOGETHER_ON_A_PAGE;
use crate::site::pictures::{self, Drawing, FEWEST_NODES, FEWEST_TOGETHER, Together};
use crate::site::plan::SitePlan;
use crate::site::sections::{Section, SectionPage, beginnings, cut};

/// Fewest neighbours of which a picture is drawn.
const FEWEST_NEIGHBOURS: usize = 3;

/// Longest name in a picture, in characters; the whole name stands beside it and in its label.
const LONGEST_NAME: usize = 17;

/// The network of the archive.
#[derive(Debug, Serialize)]
pub struct NetworkView<'p> {
    /// The picture; none where there are too few names.
    pub picture: Option<NetworkPicture<'p>>,
    /// The names of the picture, most articles first.
    pub names: Vec<Named<'p>>,
    /// Who appears with whom in how many articles, most first.
    pub pairs: Vec<PairView<'p>>,
    /// Who speaks about whom.
    pub matrix: Option<MatrixView<'p>>,
    /// The network as files.
    pub downloads: Vec<Link<'p>>,
}

/// Names and lines between those that articles name together.
#[derive(Debug, Serialize)]
pub struct NetworkPicture<'p> {
    /// Width of the view box.
    pub width: f64,
    /// Height of the view box.
    pub height: f64,
    /// The lines.
    pub lines: Vec<LineView>,
    /// The names.
    pub nodes: Vec<NodeView<'p>>,
    /// What the picture counts and out of how much.
    pub caption: String,
}

/// A line between two names.
#[derive(Debug, Serialize)]
pub struct LineView {
    /// One end.
    pub x1: f64,
    /// One end.
    pub y1: f64,
    /// The other end.
    pub x2: f64,
    /// The other end.
    pub y2: f64,
    /// How thick it is.
    pub width: f64,
}

/// A name in a network.
#[derive(Debug, Serialize)]
pub struct NodeView<'p> {
    /// `person`, `organization`, `place`, `work`, `event`.
    pub kind: &'static str,
    /// Link to its page.
    pub url: &'p str,
    /// Name and number in words.
    pub label: String,
    /// The name, shortened.
    pub text: String,
    /// Middle of the dot.
    pub x: f64,
    /// Middle of the dot.
    pub y: f64,
    /// Radius of the dot.
    pub radius: f64,
    /// Where the name stands; none where there is no room for it.
    pub text_x: Option<f64>,
    /// See `text_x`.
    pub text_y: Option<f64>,
    /// How the name is set: `start`, `middle` or `end`.
    pub anchor: &'static str,
}

/// Two names and the articles that name both.
#[derive(Debug, Serialize)]
pub struct PairView<'p> {
    /// One of them.
    pub a: &'p str,
    /// The other.
    pub b: &'p str,
    /// In how many articles.
    pub count: u32,
    /// Link to the list of these articles.
    pub url: String,
}

/// Who speaks about whom: a table with a row for each speaker.
#[derive(Debug, Serialize)]
pub struct MatrixView<'p> {
    /// Whom they speak about, most first.
    pub columns: Vec<Named<'p>>,
    /// The speakers, busiest first.
    pub rows: Vec<MatrixRow<'p>>,
    /// What the table counts and out of how much.
    pub caption: String,
}

/// A speaker's row.
#[derive(Debug, Serialize)]
pub struct MatrixRow<'p> {
    /// Who speaks.
    pub speaker: Named<'p>,
    /// One for each column.
    pub cells: Vec<MatrixCell>,
}

/// How often one speaks about another.
#[derive(Debug, Serialize)]
pub struct MatrixCell {
    /// How many quotations.
    pub count: usize,
    /// 0 (none) to 5 (the most).
    pub shade: usize,
    /// Link to the quotations; none for none.
    pub url: Option<String>,
}

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

    /// The pages that list the articles which an entity shares with each neighbour.
    pub(in crate::site) fn together_pages(&self, id: EntityId) -> Vec<SectionPage> {
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
        cut(id, sections, ARTICLES_TOGETHER_ON_A_PAGE)
    }

    /// The file of such a page.
    pub(in crate::site) fn together_path(&self, page: &SectionPage) -> String {
        let entity = self.registry.entity(page.entity);
        let segment = self.addressing().segment("together");
        self.part_path(entity.kind.as_str(), &[entity.address.clone(), segment], page.part)
    }

    /// The neighbours of an entity with the link to the articles that they share.
    pub(super) fn together_links(&self, id: EntityId) -> Vec<(EntityId, usize, String)> {
        let pages = self.together_pages(id);
        let link = |(page, section): (&SectionPage, &crate::site::sections::SectionPart)| {
            let url = self.addressing().link(&self.together_path(page));
            let other = section.heading?;
            Some((other, section.total, format!("{url}#{}", self.entity_anchor(Some(other)))))
        };
        beginnings(&pages).filter_map(link).collect()
    }

    pub(super) fn together_view(&self, page: &SectionPage) -> (&'static str, Head, View<'_>) {
        let entity = self.registry.entity(page.entity);
        let planned = &self.entities[page.entity.index()];
        let groups = page.sections.iter().map(|section| TogetherGroup {
            id: self.entity_anchor(section.heading),
            entity: section.heading.map(|id| self.named(id)),
            count: section.total,
            is_continued: section.is_continued,
            articles: section.items.iter().map(|at| self.article_row(*at)).collect(),
        });
        let view = TogetherView {
            entity: self.named(page.entity),
            groups: groups.collect(),
            part: self.part_view(page.part, |part| {
                self.together_path(&SectionPage { entity: page.entity, part, sections: Vec::new() })
            }),
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

    /// The picture of an entity amid its neighbours.
    pub(super) fn neighbour_picture(&self, id: EntityId) -> Option<NetworkPicture<'_>> {
        let neighbours = self.neighbours(id);
        if neighbours.is_empty() {
            return None;
        }
        let backlinks = &self.entities[id.index()].backlinks;
        let nodes: Vec<EntityId> = std::iter::once(id).chain(neighbours.iter().map(|(other, _)| *other)).collect();
        let articles = backlinks.articles.iter().map(|at| self.articles[*at].counted_together());
        // An article whose speaker it is need not name it: what it shares with each was counted before.
        let own = neighbours.iter().enumerate().map(|(at, (_, n))| Together { a: 0, b: at + 1, articles: *n });
        let others = pictures::together(&nodes, articles).into_iter().filter(|pair| pair.a > 0);
        let pairs: Vec<Together> = own.chain(others).collect();
        let counts: Vec<u32> = neighbours.iter().map(|(_, n)| *n).collect();
        let caption = self.interface.fill(
            "neighbours_caption",
            &[
                ("names", &self.interface.count("name", neighbours.len())),
                ("name", &self.registry.entity(id).name),
                ("articles", &self.interface.count("article", backlinks.articles.len())),
            ],
        );
        let number = |at: usize| if at == 0 { backlinks.articles.len() } else { counts[at - 1] as usize };
        Some(self.network_picture(&pictures::draw_neighbours(&counts, &pairs), &nodes, number, caption))
    }

    fn network_picture(
        &self,
        drawing: &Drawing,
        nodes: &[EntityId],
        number: impl Fn(usize) -> usize,
        caption: String,
    ) -> NetworkPicture<'_> {
        let node = |(at, (placed, id)): (usize, (&pictures::Placed, &EntityId))| {
            let entity = self.registry.entity(*id);
            NodeView {
                kind: entity.kind.as_str(),
                url: &self.entities[id.index()].link,
                label: format!("{}: {}", entity.name, self.interface.count("article", number(at))),
                text: shortened(&entity.name),
                x: placed.x,
                y: placed.y,
                radius: placed.radius,
                text_x: placed.name.map(|(x, _, _)| x),
                text_y: placed.name.map(|(_, y, _)| y),
                anchor: placed.name.map_or("start", |(_, _, anchor)| anchor),
            }
        };
        let line =
            |line: &pictures::Line| LineView { x1: line.x1, y1: line.y1, x2: line.x2, y2: line.y2, width: line.width };
        NetworkPicture {
            width: drawing.width,
            height: drawing.height,
            lines: drawing.links.iter().map(line).collect(),
            nodes: drawing.nodes.iter().zip(nodes).enumerate().map(node).collect(),
            caption,
        }
    }

    pub(super) fn network_view(&self) -> (&'static str, Head, View<'_>) {
        let network = &self.pictures.network;
        let (pairs, views): (Vec<Together>, Vec<PairView<'_>>) = self.pairs().into_iter().unzip();
        let picture = self.archive_picture(&pairs);
        let downloads = ["network.graphml", "network.json"].map(|text| Link { text, url: format!("data/{text}") });
        let view = NetworkView {
            picture,
            names: network.nodes.iter().map(|id| self.named(*id)).collect(),
            pairs: views,
            matrix: self.matrix_view(),
            downloads: downloads.into(),
        };
        let head = Head {
            title: self.interface.string("network").to_owned(),
            description: self.interface.string("network_explained").to_owned(),
            og_type: "website",
            ..Head::default()
        };
        ("network.html", head, View::Network(Box::new(view)))
    }

    /// The picture of the archive's network: the names that something links, if they are not too few.
    fn archive_picture(&self, pairs: &[Together]) -> Option<NetworkPicture<'_>> {
        let nodes = &self.pictures.network.nodes;
        let linked: Vec<usize> =
            (0..nodes.len()).filter(|at| pairs.iter().any(|pair| pair.a == *at || pair.b == *at)).collect();
        if linked.len() < FEWEST_NODES {
            return None;
        }
        let place = |at: usize| linked.binary_search(&at).unwrap_or_default();
        let pairs: Vec<Together> =
            pairs.iter().map(|pair| Together { a: place(pair.a), b: place(pair.b), ..*pair }).collect();
        let nodes: Vec<EntityId> = linked.into_iter().map(|at| nodes[at]).collect();
        let sizes: Vec<usize> = nodes.iter().map(|id| self.entities[id.index()].backlinks.articles.len()).collect();
        let names: Vec<String> = nodes.iter().map(|id| shortened(&self.registry.entity(*id).name)).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let caption = self.interface.fill(
            "network_caption",
            &[
                ("names", &self.interface.count("name", nodes.len())),
                ("all", &self.interface.count("name", self.listed.len())),
                ("articles", &self.interface.count("article", self.articles.len())),
            ],
        );
        let drawing = pictures::draw_network(&sizes, &names, &pairs);
        Some(self.network_picture(&drawing, &nodes, |at| sizes[at], caption))
    }

    /// The pairs of the archive's network whose articles are listed somewhere, with the link there.
    fn pairs(&self) -> Vec<(Together, PairView<'_>)> {
        let network = &self.pictures.network;
        let links: Vec<Vec<(EntityId, usize, String)>> =
            network.nodes.iter().map(|id| self.together_links(*id)).collect();
        let find = |at: usize, other: usize| links[at].iter().find(|(id, _, _)| *id == network.nodes[other]);
        let view = |pair: &Together| {
            let (_, count, url) = find(pair.a, pair.b).or_else(|| find(pair.b, pair.a))?;
            let name = |at: usize| self.registry.entity(network.nodes[at]).name.as_str();
            let pair = Together { articles: *count as u32, ..*pair };
            Some((pair, PairView { a: name(pair.a), b: name(pair.b), count: pair.articles, url: url.clone() }))
        };
        network.pairs.iter().filter_map(view).take(pictures::LINKS).collect()
    }

    fn matrix_view(&self) -> Option<MatrixView<'_>> {
        let matrix = &self.pictures.network.matrix;
        if matrix.counts.is_empty() {
            return None;
        }
        let links: Vec<Vec<(Option<EntityId>, usize, String)>> =
            matrix.columns.iter().map(|about| self.who_says_links(*about)).collect();
        let cell = |row: usize, column: usize| {
            let count = matrix.count(row, column);
            let link = links[column].iter().find(|(speaker, _, _)| *speaker == Some(matrix.rows[row]));
            MatrixCell {
                count,
                shade: matrix.shade(count),
                url: link.filter(|_| count > 0).map(|(_, _, url)| url.clone()),
            }
        };
        let rows = matrix.rows.iter().enumerate().map(|(row, speaker)| MatrixRow {
            speaker: self.named(*speaker),
            cells: (0..matrix.columns.len()).map(|column| cell(row, column)).collect(),
        });
        let caption = self.interface.fill(
            "matrix_caption",
            &[
                ("speakers", &self.interface.count("speaker", matrix.rows.len())),
                ("names", &self.interface.count("name", matrix.columns.len())),
                ("quotations", &self.interface.count("quotation", self.quotations.len())),
            ],
        );
        Some(MatrixView {
            columns: matrix.columns.iter().map(|id| self.named(*id)).collect(),
            rows: rows.collect(),
            caption,
        })
    }
}

/// A name as a picture has room for it.
fn shortened(name: &str) -> String {
    if name.chars().count() <= LONGEST_NAME {
        return name.to_owned();
    }
    let cut: String = name.chars().take(LONGEST_NAME - 1).collect();
    format!("{}…", cut.trim_end())
}
