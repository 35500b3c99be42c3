//! Lays out a network: what is linked comes together, everything else keeps apart.

/// Most nodes that are laid out: each is compared with each, in each round.
pub(super) const MOST: usize = 150;

const ROUNDS: u32 = 300;

/// Places of `count` nodes in the unit square. `links` are pairs of nodes with a weight above zero, at most one.
///
/// A plain force layout (Fruchterman and Reingold 1991). Only additions, products, quotients and square roots are
/// used, which every machine rounds alike: the same network has the same places everywhere.
pub(super) fn layout(count: usize, links: &[(usize, usize, f64)]) -> Vec<(f64, f64)> {
    let count = count.min(MOST);
    let mut places = spiral(count);
    let ideal = (1.0 / count.max(1) as f64).sqrt() * 0.8;
    let mut pushes = vec![(0.0, 0.0); count];
    for round in 0..ROUNDS {
        pushes.fill((0.0, 0.0));
        for a in 0..count {
            for b in a + 1..count {
                let (dx, dy) = (places[a].0 - places[b].0, places[a].1 - places[b].1);
                let square = (dx * dx + dy * dy).max(1e-6);
                let push = ideal * ideal / square;
                pushes[a].0 += dx * push;
                pushes[a].1 += dy * push;
                pushes[b].0 -= dx * push;
                pushes[b].1 -= dy * push;
            }
        }
        for &(a, b, weight) in links.iter().filter(|(a, b, _)| *a < count && *b < count) {
            let (dx, dy) = (places[a].0 - places[b].0, places[a].1 - places[b].1);
            let pull = (dx * dx + dy * dy).sqrt() / ideal * weight;
            pushes[a].0 -= dx * pull;
            pushes[a].1 -= dy * pull;
            pushes[b].0 += dx * pull;
            pushes[b].1 += dy * pull;
        }
        let heat = 0.1 * f64::from(ROUNDS - round) / f64::from(ROUNDS);
        for (place, push) in places.iter_mut().zip(&pushes) {
            // A weak pull to the middle keeps parts without links in sight.
            let (dx, dy) = (push.0 + (0.5 - place.0) * 0.4, push.1 + (0.5 - place.1) * 0.4);
            let length = (dx * dx + dy * dy).sqrt().max(1e-9);
            let step = length.min(heat) / length;
            place.0 += dx * step;
            place.1 += dy * step;
        }
    }
    into_unit_square(&mut places);
    places
}

/// Starting places: each turned by the golden angle and farther out than the one before.
fn spiral(count: usize) -> Vec<(f64, f64)> {
    /// Cosine and sine of the golden angle.
    const TURN: (f64, f64) = (-0.737_368_878_078_320, 0.675_490_294_261_524);
    let mut direction = (1.0, 0.0);
    (0..count)
        .map(|at| {
            let radius = 0.45 * ((at as f64 + 0.5) / count as f64).sqrt();
            let place = (0.5 + radius * direction.0, 0.5 + radius * direction.1);
            direction = (direction.0 * TURN.0 - direction.1 * TURN.1, direction.0 * TURN.1 + direction.1 * TURN.0);
            place
        })
        .collect()
}

/// Stretches the places until they fill the square.
fn into_unit_square(places: &mut [(f64, f64)]) {
    let bounds = |of: fn(&(f64, f64)) -> f64, places: &[(f64, f64)]| {
        places.iter().map(of).fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), at| (low.min(at), high.max(at)))
    };
    let (left, right) = bounds(|place| place.0, places);
    let (top, bottom) = bounds(|place| place.1, places);
    let stretch = |at: f64, low: f64, high: f64| if high - low > 1e-9 { (at - low) / (high - low) } else { 0.5 };
    for place in places {
        *place = (stretch(place.0, left, right), stretch(place.1, top, bottom));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn distance(places: &[(f64, f64)], a: usize, b: usize) -> f64 {
        ((places[a].0 - places[b].0).powi(2) + (places[a].1 - places[b].1).powi(2)).sqrt()
    }

    #[test]
    fn two_groups_lie_apart_and_everything_inside_the_square() {
        let mut links = Vec::new();
        for group in [0, 5] {
            for a in group..group + 5 {
                links.extend((a + 1..group + 5).map(|b| (a, b, 1.0)));
            }
        }
        let places = layout(10, &links);
        assert!(places.iter().all(|(x, y)| (0.0..=1.0).contains(x) && (0.0..=1.0).contains(y)), "{places:?}");
        let mean = |pairs: &[(usize, usize)]| {
            pairs.iter().map(|(a, b)| distance(&places, *a, *b)).sum::<f64>() / pairs.len() as f64
        };
        let within: Vec<(usize, usize)> = links.iter().map(|(a, b, _)| (*a, *b)).collect();
        let between: Vec<(usize, usize)> = (0..5).flat_map(|a| (5..10).map(move |b| (a, b))).collect();
        assert!(mean(&within) * 1.5 < mean(&between), "{places:?}");
    }

    #[test]
    fn few_nodes_and_no_links_are_no_trouble() {
        assert_eq!(layout(0, &[]), []);
        assert_eq!(layout(1, &[]), [(0.5, 0.5)]);
        assert!(layout(2, &[(0, 9, 1.0)]).iter().all(|(x, y)| x.is_finite() && y.is_finite()));
        assert_eq!(layout(1_000, &[]).len(), MOST);
    }

    /// These numbers are the same on every machine; a change of the layout changes them.
    #[test]
    fn the_same_network_has_the_same_places_everywhere() {
        let rounded: Vec<(i64, i64)> = layout(4, &[(0, 1, 1.0), (1, 2, 0.5)])
            .into_iter()
            .map(|(x, y)| ((x * 1e6).round() as i64, (y * 1e6).round() as i64))
            .collect();
        assert_eq!(rounded, [(507_310, 0), (267_478, 256_556), (0, 610_556), (1_000_000, 1_000_000)]);
    }
}
