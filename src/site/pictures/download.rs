//! The archive's network as files for other programs: GraphML, and JSON of nodes and edges.

use serde::Serialize;

use super::network::FEWEST_TOGETHER;
use crate::model::{EntityId, Output};
use crate::site::plan::SitePlan;

#[derive(Serialize)]
struct Node<'p> {
    id: String,
    name: &'p str,
    kind: &'static str,
    url: &'p str,
    said: usize,
    about: usize,
    articles: usize,
}

#[derive(Serialize)]
struct Edge<'p> {
    source: &'p str,
    target: &'p str,
    articles: u32,
}

impl SitePlan<'_> {
    /// `network.json` and `network.graphml`: all entities that appear with another in at least two articles.
    pub(in crate::site) fn network_files(&self) -> [Output; 2] {
        let edges = self.network_edges();
        let mut ids: Vec<Option<String>> = vec![None; self.entities.len()];
        for id in edges.iter().flat_map(|(a, b, _)| [a, b]) {
            let entity = self.registry.entity(*id);
            ids[id.index()].get_or_insert_with(|| format!("{}/{}", entity.kind.as_str(), entity.address));
        }
        let name = |id: EntityId| ids[id.index()].as_deref().unwrap_or_default();
        let nodes: Vec<Node<'_>> = self
            .listed
            .iter()
            .filter_map(|id| {
                let (entity, planned) = (self.registry.entity(*id), &self.entities[id.index()]);
                Some(Node {
                    id: ids[id.index()].clone()?,
                    name: &entity.name,
                    kind: entity.kind.as_str(),
                    url: &planned.link,
                    said: planned.backlinks.said.len(),
                    about: planned.backlinks.about.len(),
                    articles: planned.backlinks.articles.len(),
                })
            })
            .collect();
        let edges: Vec<Edge<'_>> = edges
            .iter()
            .map(|(a, b, articles)| Edge { source: name(*a), target: name(*b), articles: *articles })
            .collect();
        [
            Output { path: "data/network.json".to_owned(), bytes: json(&nodes, &edges) },
            Output { path: "data/network.graphml".to_owned(), bytes: graphml(&nodes, &edges).into_bytes() },
        ]
    }

    /// Each pair once, in the order of the lists of names.
    fn network_edges(&self) -> Vec<(EntityId, EntityId, u32)> {
        let companions = |id: EntityId| &self.entities[id.index()].backlinks.companions;
        let mut edges = Vec::new();
        for &id in &self.listed {
            for &(other, count) in companions(id) {
                // The other's list is cut off, so that it need not know of this one.
                let is_told_twice = other < id && companions(other).iter().any(|(own, _)| *own == id);
                if count >= FEWEST_TOGETHER && self.entities[other.index()].path.is_some() && !is_told_twice {
                    edges.push((id, other, count));
                }
            }
        }
        edges
    }
}

/// One object a line, inside two lists.
fn json(nodes: &[Node<'_>], edges: &[Edge<'_>]) -> Vec<u8> {
    let mut text = b"{\"nodes\":[\n".to_vec();
    push_lines(&mut text, nodes);
    text.extend_from_slice(b"],\n\"edges\":[\n");
    push_lines(&mut text, edges);
    text.extend_from_slice(b"]}\n");
    text
}

fn push_lines(text: &mut Vec<u8>, items: &[impl Serialize]) {
    for (at, item) in items.iter().enumerate() {
        // Texts and numbers always have a form in JSON.
        text.extend(serde_json::to_vec(item).unwrap_or_default());
        text.extend_from_slice(if at + 1 < items.len() { b",\n" } else { b"\n" });
    }
}

fn graphml(nodes: &[Node<'_>], edges: &[Edge<'_>]) -> String {
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n",
    );
    for (of, name, kind) in [
        ("node", "name", "string"),
        ("node", "kind", "string"),
        ("node", "url", "string"),
        ("node", "said", "int"),
        ("node", "about", "int"),
        ("node", "articles", "int"),
        ("edge", "together", "int"),
    ] {
        text.push_str(&format!("<key id=\"{name}\" for=\"{of}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>\n"));
    }
    text.push_str("<graph edgedefault=\"undirected\">\n");
    for node in nodes {
        let data = |key: &str, value: &str| format!("<data key=\"{key}\">{}</data>", escape(value));
        text.push_str(&format!("<node id=\"{}\">", escape(&node.id)));
        text.push_str(&data("name", node.name));
        text.push_str(&data("kind", node.kind));
        text.push_str(&data("url", node.url));
        text.push_str(&data("said", &node.said.to_string()));
        text.push_str(&data("about", &node.about.to_string()));
        text.push_str(&data("articles", &node.articles.to_string()));
        text.push_str("</node>\n");
    }
    for edge in edges {
        text.push_str(&format!(
            "<edge source=\"{}\" target=\"{}\"><data key=\"together\">{}</data></edge>\n",
            escape(edge.source),
            escape(edge.target),
            edge.articles
        ));
    }
    text.push_str("</graph>\n</graphml>\n");
    text
}

/// Escapes text for XML. Control characters, which XML may not hold, are dropped.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            c if c.is_control() && !matches!(c, '\t' | '\n') => {}
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_strangers_write_stays_text() {
        assert_eq!(escape("a<b> & \"c\"\u{1}"), "a&lt;b&gt; &amp; &quot;c&quot;");
    }
}
