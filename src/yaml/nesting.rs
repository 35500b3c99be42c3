use super::YamlError;

/// How many brackets may stand open inside one another.
pub const MAX_DEPTH: usize = 100;

/// How many brackets may be opened on lines that do not close them, in a whole text.
const MAX_OPEN_LINES: usize = 2_000;

pub(super) fn message() -> String {
    format!("nested too deeply: more than {MAX_DEPTH} levels of lists and maps")
}

/// Refuses a text whose brackets are nested so deeply that the YAML library would need quadratic time before it says so.
///
/// Counts brackets blindly, inside quotation marks too, because only the parser knows which are which: at most
/// [`MAX_DEPTH`] open ones on a line, and at most [`MAX_OPEN_LINES`] that their line does not close. What the program
/// writes has brackets of text escaped where they would count ([`super::quoted`]).
pub(super) fn check(text: &str) -> Result<(), YamlError> {
    let mut left_open = 0;
    for (at, line) in text.split('\n').enumerate() {
        let (mut open, mut deepest) = (0usize, (0, 0));
        for (column, byte) in line.bytes().enumerate() {
            match byte {
                b'[' | b'{' => open += 1,
                b']' | b'}' => open = open.saturating_sub(1),
                _ => {}
            }
            if open > deepest.0 {
                deepest = (open, column);
            }
        }
        left_open += open;
        if deepest.0 > MAX_DEPTH || left_open > MAX_OPEN_LINES {
            let column = line.get(..deepest.1).map_or(1, |before| before.chars().count() + 1);
            return Err(YamlError { problem: message(), line: Some(at + 1), column, too_deep: true });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, Instant};

    #[test]
    fn brackets_that_would_take_minutes_are_refused_at_once() {
        for text in ["[".repeat(100_000), "{".repeat(100_000), "a: [".repeat(50_000), "[\n".repeat(50_000)] {
            let start = Instant::now();
            assert!(super::super::parse(&text).unwrap_err().too_deep);
            assert!(start.elapsed() < Duration::from_secs(5));
        }
    }

    #[test]
    fn levels_of_indentation_are_refused_too() {
        let text: String = (0..2_000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
        assert!(super::super::parse(&text).unwrap_err().too_deep);
    }

    #[test]
    fn ten_thousand_short_maps_are_fine() {
        assert!(check(&"- {name: Budi, forms: [Budi]}\n".repeat(10_000)).is_ok());
    }
}
