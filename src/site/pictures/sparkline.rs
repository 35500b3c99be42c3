//! Many small pictures of one scale: what was spoken of, over time.

use super::tenths;

/// Width and height of each; it is stretched to the room that it has.
pub(in crate::site) const WIDTH: f64 = 100.0;
pub(in crate::site) const HEIGHT: f64 = 20.0;

/// A bar that counts something is never lower than this.
const LOWEST: f64 = 1.0;

/// The bars of some counts as one path; `most` has the whole height.
pub(in crate::site) fn sparkline(counts: &[usize], most: usize) -> String {
    let step = WIDTH / counts.len().max(1) as f64;
    let bar = |(at, count): (usize, &usize)| {
        let height = tenths((HEIGHT * *count as f64 / most.max(1) as f64).max(LOWEST));
        let (x, width) = (tenths(step * at as f64), tenths(step * 0.8));
        format!("M{x} {HEIGHT}v-{height}h{width}v{height}z")
    };
    counts.iter().enumerate().filter(|(_, count)| **count > 0).map(bar).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_for_each_count_and_none_for_none() {
        assert_eq!(sparkline(&[2, 0, 4, 0], 4), "M0 20v-10h20v10zM50 20v-20h20v20z");
        assert_eq!(sparkline(&[1], 1000), "M0 20v-1h80v1z");
        assert_eq!(sparkline(&[0, 0], 0), "");
    }
}
