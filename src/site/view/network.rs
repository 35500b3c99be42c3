//! Pictures of who appears with whom: the archive's network and an entity amid its neighbours.

use serde::Serialize;

use super::card::Named;
use super::matrix::MatrixView;
use super::{Head, Link, View};
use crate::model::EntityId;
use crate::site::pictures::{self, Drawing, FEWEST_NODES, Together};
use crate::site::plan::SitePlan;

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
    pub pairs: Vec<PairView>,
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
pub struct PairView {
    /// One of them.
    pub a: String,
    /// The other.
    pub b: String,
    /// In how many articles.
    pub count: u32,
    /// Link to the list of these articles.
    pub url: String,
}

impl<'a> SitePlan<'a> {
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
                label: format!("{}: {}", self.full_name(*id), self.interface.count("article", number(at))),
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
        let (pairs, views): (Vec<Together>, Vec<PairView>) = self.pairs().into_iter().unzip();
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
    fn pairs(&self) -> Vec<(Together, PairView)> {
        let network = &self.pictures.network;
        let links: Vec<Vec<(EntityId, usize, String)>> =
            network.nodes.iter().map(|id| self.together_links(*id)).collect();
        let find = |at: usize, other: usize| links[at].iter().find(|(id, _, _)| *id == network.nodes[other]);
        let view = |pair: &Together| {
            let (_, count, url) = find(pair.a, pair.b).or_else(|| find(pair.b, pair.a))?;
            let name = |at: usize| self.full_name(network.nodes[at]);
            let pair = Together { articles: *count as u32, ..*pair };
            Some((pair, PairView { a: name(pair.a), b: name(pair.b), count: pair.articles, url: url.clone() }))
        };
        network.pairs.iter().filter_map(view).take(pictures::LINKS).collect()
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
