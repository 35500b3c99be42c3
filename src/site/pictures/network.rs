//! Who appears with whom: the network of the whole archive, and one entity's neighbours.

use rustc_hash::FxHashMap;

use super::force;
use super::tenths;
use crate::model::EntityId;

/// Nodes of the archive's network.
pub(in crate::site) const NODES: usize = 60;

/// Fewest nodes of which a picture is drawn.
pub(in crate::site) const FEWEST_NODES: usize = 5;

/// Links drawn between the nodes, the strongest first; more would be a grey cloud.
pub(in crate::site) const LINKS: usize = 100;

/// Fewest articles that link two nodes: one article may name anybody beside anybody.
pub(in crate::site) const FEWEST_TOGETHER: u32 = 2;

/// Two nodes that articles name together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::site) struct Together {
    pub(in crate::site) a: usize,
    pub(in crate::site) b: usize,
    /// In how many articles.
    pub(in crate::site) articles: u32,
}

/// Counts the pairs of `nodes` in articles, each a list of the entities that it names; most articles first.
pub(in crate::site) fn together<'e>(
    nodes: &[EntityId],
    articles: impl Iterator<Item = &'e [(EntityId, u32)]>,
) -> Vec<Together> {
    let place: FxHashMap<EntityId, usize> = nodes.iter().enumerate().map(|(at, id)| (*id, at)).collect();
    let mut counts = vec![0_u32; nodes.len() * nodes.len()];
    let mut here = Vec::new();
    for entities in articles {
        here.clear();
        here.extend(entities.iter().filter_map(|(id, _)| place.get(id).copied()));
        for (at, &a) in here.iter().enumerate() {
            for &b in &here[at + 1..] {
                counts[a.min(b) * nodes.len() + a.max(b)] += 1;
            }
        }
    }
    let pair = |(at, articles): (usize, u32)| Together { a: at / nodes.len(), b: at % nodes.len(), articles };
    let mut pairs: Vec<Together> =
        counts.into_iter().enumerate().filter(|(_, n)| *n >= FEWEST_TOGETHER).map(pair).collect();
    pairs.sort_by_key(|pair| (std::cmp::Reverse(pair.articles), pair.a, pair.b));
    pairs
}

/// A network with places: nodes as given, links between them.
#[derive(Debug, Default)]
pub(in crate::site) struct Drawing {
    pub(in crate::site) width: f64,
    pub(in crate::site) height: f64,
    pub(in crate::site) nodes: Vec<Placed>,
    pub(in crate::site) links: Vec<Line>,
}

/// A node in the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::site) struct Placed {
    pub(in crate::site) x: f64,
    pub(in crate::site) y: f64,
    pub(in crate::site) radius: f64,
    /// Where its name stands and how it is set (`start`, `middle`, `end`); none where there is no room.
    pub(in crate::site) name: Option<(f64, f64, &'static str)>,
}

/// A link in the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::site) struct Line {
    pub(in crate::site) x1: f64,
    pub(in crate::site) y1: f64,
    pub(in crate::site) x2: f64,
    pub(in crate::site) y2: f64,
    pub(in crate::site) width: f64,
}

/// Width of one character of a name, in units; names are set about 11 units high.
const CHARACTER: f64 = 5.9;

/// Draws the archive's network. `sizes` are the nodes' numbers, highest first; `names` their names.
pub(in crate::site) fn draw_network(sizes: &[usize], names: &[&str], pairs: &[Together]) -> Drawing {
    const WIDTH: f64 = 720.0;
    const HEIGHT: f64 = 560.0;
    const MARGIN: f64 = 40.0;
    let links = &pairs[..pairs.len().min(LINKS)];
    let most = f64::from(links.first().map_or(1, |pair| pair.articles));
    let weights: Vec<(usize, usize, f64)> =
        links.iter().map(|pair| (pair.a, pair.b, (f64::from(pair.articles) / most).sqrt())).collect();
    let places = force::layout(sizes.len(), &weights);
    let largest = sizes.iter().copied().max().unwrap_or(1).max(1) as f64;
    let mut nodes: Vec<Placed> = places
        .iter()
        .zip(sizes)
        .map(|((x, y), size)| Placed {
            x: tenths(MARGIN + x * (WIDTH - 2.0 * MARGIN)),
            y: tenths(MARGIN + y * (HEIGHT - 2.0 * MARGIN)),
            radius: tenths(4.0 + 10.0 * (*size as f64 / largest).sqrt()),
            name: None,
        })
        .collect();
    place_names(&mut nodes, names, WIDTH, HEIGHT);
    let links = lines(&nodes, links, most);
    Drawing { width: WIDTH, height: HEIGHT, nodes, links }
}

fn lines(nodes: &[Placed], links: &[Together], most: f64) -> Vec<Line> {
    let line = |pair: &Together| {
        let (a, b) = (nodes.get(pair.a)?, nodes.get(pair.b)?);
        let width = tenths(0.6 + 3.4 * (f64::from(pair.articles) / most).sqrt());
        Some(Line { x1: a.x, y1: a.y, x2: b.x, y2: b.y, width })
    };
    links.iter().filter_map(line).collect()
}

/// A rectangle: left, top, right, bottom.
type Box4 = (f64, f64, f64, f64);

/// Gives each node in turn the first of four places for its name that touches nothing; those without room stay bare.
fn place_names(nodes: &mut [Placed], names: &[&str], width: f64, height: f64) {
    let touches = |a: &Box4, b: &Box4| a.0 < b.2 && b.0 < a.2 && a.1 < b.3 && b.1 < a.3;
    let mut taken: Vec<Box4> =
        nodes.iter().map(|n| (n.x - n.radius, n.y - n.radius, n.x + n.radius, n.y + n.radius)).collect();
    for (node, name) in nodes.iter_mut().zip(names) {
        let long = name.chars().count() as f64 * CHARACTER;
        let gap = node.radius + 3.0;
        let places = [
            (node.x + gap, node.y + 4.0, "start", node.x + gap),
            (node.x - gap, node.y + 4.0, "end", node.x - gap - long),
            (node.x, node.y - gap, "middle", node.x - long / 2.0),
            (node.x, node.y + gap + 8.0, "middle", node.x - long / 2.0),
        ];
        for (x, y, anchor, left) in places {
            let room = (left, y - 10.0, left + long, y + 3.0);
            let is_inside = room.0 >= 0.0 && room.1 >= 0.0 && room.2 <= width && room.3 <= height;
            if is_inside && !taken.iter().any(|other| touches(&room, other)) {
                taken.push(room);
                node.name = Some((tenths(x), tenths(y), anchor));
                break;
            }
        }
    }
}

/// Draws one entity amid its neighbours, which stand on an ellipse, their names outside; `neighbours` are the numbers of
/// articles that each shares with it, most first. Node 0 is the entity itself; `pairs` count from it too.
pub(in crate::site) fn draw_neighbours(neighbours: &[u32], pairs: &[Together]) -> Drawing {
    const WIDTH: f64 = 360.0;
    const ROW: f64 = 21.0;
    let rows = neighbours.len().div_ceil(2);
    let height = ROW * rows as f64 + 14.0;
    let (middle, center) = (WIDTH / 2.0, height / 2.0);
    let most = f64::from(neighbours.first().copied().unwrap_or(1).max(1));
    let mut nodes = vec![Placed { x: middle, y: tenths(center), radius: 8.0, name: None }];
    for (at, articles) in neighbours.iter().enumerate() {
        let is_right = at % 2 == 1;
        let on_side = if is_right { neighbours.len() / 2 } else { rows };
        let y = center + ROW * ((at / 2) as f64 - (on_side as f64 - 1.0) / 2.0);
        let across = (y - center) / (height / 2.0);
        let away = 36.0 + 20.0 * (1.0 - across * across).max(0.0).sqrt();
        let x = if is_right { middle + away } else { middle - away };
        let radius = 2.5 + 3.5 * (f64::from(*articles) / most).sqrt();
        let name = if is_right { (tenths(x + radius + 4.0), "start") } else { (tenths(x - radius - 4.0), "end") };
        nodes.push(Placed {
            x: tenths(x),
            y: tenths(y),
            radius: tenths(radius),
            name: Some((name.0, tenths(y + 4.0), name.1)),
        });
    }
    let links = lines(&nodes, &pairs[..pairs.len().min(MOST_OF_NEIGHBOURS)], most);
    Drawing { width: WIDTH, height: tenths(height), nodes, links }
}

/// Links drawn around one entity.
const MOST_OF_NEIGHBOURS: usize = 30;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_counted_once_an_article_and_single_ones_left_out() {
        let ids: Vec<EntityId> = (0..3).map(EntityId).collect();
        let articles = [vec![(ids[0], 1), (ids[1], 5)], vec![(ids[1], 1), (ids[0], 1), (ids[2], 1)]];
        let pairs = together(&ids, articles.iter().map(Vec::as_slice));
        assert_eq!(pairs, [Together { a: 0, b: 1, articles: 2 }]);
    }

    #[test]
    fn names_do_not_cover_one_another() {
        let sizes: Vec<usize> = (1..=60).rev().collect();
        let names = vec!["Perhimpunan Nelayan"; 60];
        let pairs: Vec<Together> = (1..60).map(|b| Together { a: b / 3, b, articles: 2 }).collect();
        let drawing = draw_network(&sizes, &names, &pairs);
        let left = |x: f64, anchor: &str| match anchor {
            "start" => x,
            "end" => x - 19.0 * CHARACTER,
            _ => x - 9.5 * CHARACTER,
        };
        let rooms: Vec<Box4> = drawing
            .nodes
            .iter()
            .filter_map(|node| node.name)
            .map(|(x, y, anchor)| (left(x, anchor), y - 10.0, left(x, anchor) + 19.0 * CHARACTER, y + 3.0))
            .collect();
        assert!(rooms.len() > 10, "{}", rooms.len());
        for (at, a) in rooms.iter().enumerate() {
            for b in &rooms[at + 1..] {
                let (dx, dy) = (a.2.min(b.2) - a.0.max(b.0), a.3.min(b.3) - a.1.max(b.1));
                // Rounding to tenths may let them touch.
                assert!(dx < 0.2 || dy < 0.2, "{a:?} {b:?}");
            }
        }
        for node in &drawing.nodes {
            assert!(node.x > 0.0 && node.x < drawing.width && node.y > 0.0 && node.y < drawing.height);
        }
    }

    #[test]
    fn neighbours_stand_in_rows_on_both_sides() {
        let drawing = draw_neighbours(&[9, 4, 4, 2, 2], &[Together { a: 0, b: 1, articles: 9 }]);
        assert_eq!(drawing.nodes.len(), 6);
        let (left, right): (Vec<&Placed>, Vec<&Placed>) = drawing.nodes[1..].iter().partition(|node| node.x < 180.0);
        assert_eq!((left.len(), right.len()), (3, 2));
        assert!(left.windows(2).all(|pair| pair[1].y - pair[0].y >= 20.0));
        assert!(drawing.nodes.iter().all(|node| node.y > 0.0 && node.y < drawing.height));
        assert_eq!(drawing.links.len(), 1);
    }
}
