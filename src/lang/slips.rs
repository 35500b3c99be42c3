//! Tells a slip of the pen from another name.

/// Shortest word, in characters, that can be a slip: `Heri` and `Heru` are two names.
pub const SHORTEST_SLIP: usize = 6;

/// Whether one letter was left out, put in, changed, or changed places with the next; never the first one, and the last
/// one is not changed: `Mario` is not `Maria`.
pub fn one_letter_off(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().max(b.len()) < SHORTEST_SLIP || a.len().abs_diff(b.len()) > 1 || a.first() != b.first() {
        return false;
    }
    let start = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let end = a[start..].iter().rev().zip(b[start..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[start..a.len() - end], &b[start..b.len() - end]);
    match (a, b) {
        ([one, two], [other, next]) => one == next && two == other,
        ([_], [_]) => end > 0,
        (a, b) => a.len() + b.len() == 1,
    }
}
