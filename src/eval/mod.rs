//! Turns annotations made by hand and annotations made by the program into precision, recall and F1.
//!
//! ```text
//! gold file (JSON Lines) → GoldArticle        (gold, found) → Scores
//! ```
//!
//! Used by the tests over `tests/gold/` and by anybody who measures a change. Knows nothing of how annotations are
//! made, and no language: what counts as the same is said by spans and names alone.

mod gold;
mod score;

pub use gold::{GoldArticle, GoldError, parse_gold};
pub use score::{Scores, Tally};
