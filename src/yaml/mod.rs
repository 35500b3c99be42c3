//! Turns YAML into a tree of [`Node`]s or a type, finds the place of any key in it, and prints scalars; the only module
//! that knows the YAML library.
//!
//! Files that people write are read in two steps, so that all that is wrong with them is said at once: [`parse`] gives
//! a tree, and a [`Cursor`] looks at it and notes in [`Findings`] what it did not expect. Files that the program wrote or
//! carries may be read into a type directly, with [`from_str`]. What is said of a text that does not parse is found by mending
//! it (`slips`).

mod commas;
mod cursor;
mod locate;
mod nesting;
mod node;
mod print;
mod slips;

use serde::de::DeserializeOwned;

pub use commas::{Listed, ListedWords, note_parted, parted_help};
pub use cursor::{Cursor, Findings, list, nearest};
pub use locate::{Part, Step, locate};
pub use nesting::MAX_DEPTH;
pub use node::Node;
pub use print::{flow, line_scalar, quoted, scalar};

/// Why a text is not the YAML it should be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{problem}", self.line.map_or_else(String::new, |line| format!("line {line}: ")))]
pub struct YamlError {
    /// What is wrong.
    pub problem: String,
    /// Line, counted from 1, if it is known.
    pub line: Option<usize>,
    /// Column in characters, counted from 1; 1 where only the line is known.
    pub column: usize,
    /// Whether the text was refused for its nesting, before or by the parser.
    pub too_deep: bool,
}

impl YamlError {
    fn from_library(error: &serde_yaml::Error) -> Self {
        let text = error.to_string();
        let location = error.location();
        let (mut line, mut column) = (location.as_ref().map(|l| l.line()), location.map_or(1, |l| l.column()));
        let too_deep = text.contains("recursion limit exceeded");
        let problem = if too_deep {
            nesting::message()
        } else if let Some(start) =
            text.split_once("while scanning a quoted scalar").and_then(|(_, rest)| place_in(rest))
        {
            // Where the text ends helps nobody; where the quotation mark stands does.
            (line, column) = (Some(start.0), start.1);
            "this quotation mark has no partner".to_owned()
        } else if text.contains(node::TOO_MANY_ALIASES) {
            node::TOO_MANY_ALIASES.to_owned()
        } else {
            text.find(" at line ").map_or(text.as_str(), |cut| &text[..cut]).to_owned()
        };
        Self { problem, line, column, too_deep }
    }
}

/// Line and column of ` at line 2 column 8`.
fn place_in(text: &str) -> Option<(usize, usize)> {
    let (line, column) = text.strip_prefix(" at line ")?.split_once(" column ")?;
    let digits = column.find(|c: char| !c.is_ascii_digit()).unwrap_or(column.len());
    Some((line.parse().ok()?, column[..digits].parse().ok()?))
}

/// The tree of a YAML text; [`Node::Null`] for an empty one.
///
/// Linear in time and memory: deep nesting is refused before the parser sees it, and aliases may not make the tree
/// larger than the text.
///
/// # Errors
///
/// When the text is not YAML, holds more than one document, or is nested too deeply; in the parser's words.
pub fn parse(text: &str) -> Result<Node, YamlError> {
    nesting::check(text)?;
    node::parse(text).map_err(|error| YamlError::from_library(&error))
}

/// A value of type `T` from a YAML text.
///
/// # Errors
///
/// When the text is not YAML, with what mends it, or when it is not a `T`, with the place of the first thing that does not fit.
pub fn from_str<T: DeserializeOwned>(text: &str) -> Result<T, YamlError> {
    parse(text).map_err(|error| slips::first(text, error))?;
    serde_yaml::from_str(text).map_err(|error| YamlError::from_library(&error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_knows_its_line_and_column() {
        let error = parse("title: a\nspeaker: b: c\n").unwrap_err();
        assert_eq!((error.line, error.column), (Some(2), 11));
        assert_eq!(error.problem, "mapping values are not allowed in this context");
    }

    #[test]
    fn aliases_cannot_blow_up_the_tree() {
        let mut text = format!("a: &a [{}]\n", "x,".repeat(1000));
        text.push_str(&format!("b: [{}]\n", "*a,".repeat(1000)));
        assert!(parse(&text).unwrap_err().problem.contains("aliases"));
        assert!(parse("a: &a [x, y]\nb: *a\n").is_ok());
    }

    #[test]
    fn a_type_is_read_with_the_place_of_what_does_not_fit() {
        #[derive(serde::Deserialize, Debug)]
        struct Row {
            #[allow(dead_code)]
            count: u32,
        }
        let error = from_str::<Vec<Row>>("- count: 1\n- count: many\n").unwrap_err();
        assert_eq!(error.line, Some(2));
    }
}
