//! Turns YAML that does not parse into the slips that a person made: the ways in which people slip are tried where the text breaks,
//! and the one whose mending makes the text parse is what happened.

mod guesses;
mod marks;
mod row;
mod unread;

use super::node::TOO_MANY_ALIASES;
use super::{Node, YamlError, parse};
use row::Row;

pub(super) use unread::find as find_unread;

/// How many slips of one text are said at once.
const MOST: usize = 20;

/// How many bytes may be read to find the slips of a short text, and how many times a long one.
const EFFORT: (usize, usize) = (4 << 20, 48);

/// How many lines before an error are looked at one by one.
const CLOSE: usize = 24;

/// One slip.
#[derive(Debug)]
pub(super) struct Slip {
    /// Its line, counted from 0.
    pub line: usize,
    /// Where it stands in the line, in bytes.
    pub at: usize,
    /// What is wrong.
    pub problem: String,
    /// What to do.
    pub help: String,
}

/// A slip that may have happened, and the lines as they were meant.
#[derive(Debug)]
struct Guess {
    slip: Slip,
    mended: Vec<(usize, String)>,
}

/// How far a text can be read once a guess is followed; more is better.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Reach {
    /// To this line, counted from 0.
    Line(usize),
    /// To its end, but a map has a key twice.
    Doubled,
    /// To its end.
    End,
}

/// The slips of a text that `error` tells of, in their order; none if nothing mends it.
pub(super) fn find(text: &str, error: &YamlError) -> Vec<Slip> {
    if error.too_deep || error.problem == TOO_MANY_ALIASES {
        return Vec::new();
    }
    let mut broken = Broken {
        lines: text.split('\n').map(str::to_owned).collect(),
        error_line: error_line(error),
        effort: EFFORT.0.max(EFFORT.1 * text.len()),
    };
    let mut slips: Vec<Slip> = Vec::new();
    while slips.len() < MOST {
        let Some((guess, reach)) = broken.best_guess() else { break };
        // A place in a line that was mended before is not one of the file.
        if slips.iter().any(|slip| slip.line == guess.slip.line) {
            break;
        }
        slips.push(guess.slip);
        for (line, mended) in guess.mended {
            broken.lines[line] = mended;
        }
        match reach {
            Reach::Line(line) => broken.error_line = Some(line),
            Reach::Doubled | Reach::End => break,
        }
    }
    slips.sort_by_key(|slip| slip.line);
    slips
}

/// An error as its first slip, if one mends the text.
pub(super) fn first(text: &str, error: YamlError) -> YamlError {
    let Some(slip) = find(text, &error).into_iter().next() else { return error };
    let before = text.split('\n').nth(slip.line).and_then(|line| line.get(..slip.at)).unwrap_or_default();
    let column = before.chars().count() + 1;
    YamlError { problem: format!("{}; {}", slip.problem, slip.help), line: Some(slip.line + 1), column, ..error }
}

/// A text that does not parse.
struct Broken {
    lines: Vec<String>,
    /// Where the parser gave up, if it tells; what it stumbled over stands there or before it.
    error_line: Option<usize>,
    /// Bytes that may still be read.
    effort: usize,
}

impl Broken {
    /// The best of the guesses about the first line that cannot be read, with how far it leads.
    fn best_guess(&mut self) -> Option<(Guess, Reach)> {
        let good = self.readable_lines()?;
        let mut rest = good..self.lines.len();
        let at = rest.clone().find(|at| Row::of(&self.lines[*at]).is_significant()).or(rest.next())?;
        let mut best: Option<(Guess, Reach)> = None;
        for guess in guesses::all(&self.lines, at) {
            let Some(reach) = self.reach(&guess, at) else { continue };
            if best.as_ref().is_none_or(|(_, best)| reach > *best) {
                best = Some((guess, reach));
            }
            if reach == Reach::End {
                break;
            }
        }
        best
    }

    /// How many lines, at most those up to the error, can be read by themselves: found line by line, and far from the error in larger
    /// steps.
    fn readable_lines(&mut self) -> Option<usize> {
        let mut broken = self.error_line.map_or(self.lines.len(), |line| self.lines.len().min(line + 1)) + 1;
        let mut readable = broken;
        for tried in 0.. {
            let step = 1 << usize::saturating_sub(tried, CLOSE).min(20);
            readable = readable.saturating_sub(step);
            if self.is_readable(readable)? {
                break;
            }
            broken = readable;
        }
        while broken - readable > 1 {
            let middle = readable.midpoint(broken);
            if self.is_readable(middle)? {
                readable = middle;
            } else {
                broken = middle;
            }
        }
        Some(readable)
    }

    fn is_readable(&mut self, lines: usize) -> Option<bool> {
        let text = self.lines[..lines].join("\n");
        Some(self.parse(&text)?.is_ok())
    }

    /// How far the text can be read if `guess` is right about the line `at`; none if that mends nothing.
    fn reach(&mut self, guess: &Guess, at: usize) -> Option<Reach> {
        let mut lines = self.lines.clone();
        for (line, mended) in &guess.mended {
            lines[*line].clone_from(mended);
        }
        let error = match self.parse(&lines.join("\n"))? {
            Ok(tree) => return Some(if has_doubled_key(&tree) { Reach::Doubled } else { Reach::End }),
            Err(error) => error_line(&error)?,
        };
        // There is another slip behind this one, or the guess is wrong: then what was cut off goes on in the next line.
        let next = (at + 1..lines.len()).find(|at| Row::of(&lines[*at]).is_significant())?;
        let goes_on = Row::of(&lines[next]).indent > Row::of(&lines[at]).column;
        let is_mended = if goes_on { error > next } else { error >= next };
        let is_readable = is_mended && self.parse(&lines[..=at].join("\n"))?.is_ok();
        is_readable.then_some(Reach::Line(error))
    }

    /// Parses a text; none when too much was read already.
    fn parse(&mut self, text: &str) -> Option<Result<Node, YamlError>> {
        self.effort = self.effort.checked_sub(text.len())?;
        Some(parse(text))
    }
}

/// The line of an error, counted from 0.
fn error_line(error: &YamlError) -> Option<usize> {
    error.line.map(|line| line.saturating_sub(1))
}

fn has_doubled_key(tree: &Node) -> bool {
    match tree {
        Node::List(items) => items.iter().any(has_doubled_key),
        Node::Map(entries) => {
            let mut keys = rustc_hash::FxHashSet::default();
            entries.iter().any(|(key, node)| !keys.insert(key) || has_doubled_key(node))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Line and column of each slip, both counted from 1, and what to do.
    fn slips(text: &str) -> Vec<(usize, usize, String)> {
        let error = parse(text).expect_err(text);
        find(text, &error).into_iter().map(|slip| (slip.line + 1, slip.at + 1, slip.help)).collect()
    }

    #[test]
    fn the_line_that_was_meant_is_found_by_mending() {
        for (text, line, column, help) in [
            // Marks.
            ("title: \"Gas\na: b\n# c: \"d\"\ntext: \"We're late: it's so\"\n", 1, 8, "close it: `title: \"Gas\"`"),
            (
                "- {by: \"RW, why: one camp}\n- {by: \"RW\", why: b}\n",
                1,
                8,
                "close it: `- {by: \"RW\", why: one camp}`",
            ),
            (
                "- {by: RW, why: \"one camp}\n- {by: RW, why: \"b\"}\n",
                1,
                17,
                "close it: `- {by: RW, why: \"one camp\"}`",
            ),
            ("title: \"Gas”\nnote: \"x\"\n", 1, 8, "close it with the same: `title: \"Gas\"`"),
            ("title: Gas: up\"\n", 1, 15, "open it: `title: \"Gas: up\"`"),
            ("title: 'It's late'\n", 1, 11, "write: `title: \"It's late\"`"),
            ("- {name: 'O'Hara', kind: person}\n", 1, 12, "write: `- {name: \"O'Hara\", kind: person}`"),
            ("title: \"Gas\" is up\n", 1, 12, "put all the words in quotation marks: `title: '\"Gas\" is up'`"),
            ("title: “Gas: up”\n", 1, 8, "write straight ones: `title: \"Gas: up\"`"),
            ("title: \"C:\\Users\"\n", 1, 11, "write: `title: 'C:\\Users'`"),
            ("title: \"Gas\",\nlang: id\n", 1, 13, "take it out: `title: \"Gas\"`"),
            // Brackets.
            ("- {a: b, c: d\n- {a: e}\n", 1, 3, "close it: `- {a: b, c: d}`"),
            ("a: [b, c\nd: e\n", 1, 4, "close it: `a: [b, c]`"),
            ("a: [b,\n  c\nd: e\n", 1, 4, "close it: `c]`"),
            ("- {a: [b, c, d: e}\n", 1, 7, "close it: `- {a: [b, c], d: e}`"),
            ("- {a: b}}\n", 1, 9, "take it out: `- {a: b}`"),
            ("- a: b, c: d}\n", 1, 13, "open it: `- {a: b, c: d}`"),
            ("- {a: b, c: d}\n- {a: Ann Lee c: d}\n", 2, 15, "write: `- {a: Ann Lee, c: d}`"),
            // Spaces.
            ("a:b\nc: d\n", 1, 2, "write: `a: b`"),
            ("- a: b\n  c:d\n  e: f\n", 2, 4, "write: `c: d`"),
            ("- a\n-b\n", 2, 1, "write: `- b`"),
            ("a:\n\t- b\n", 2, 1, "indent with spaces; YAML does not allow tabs there"),
            ("- a: b\n   c: d\n  e: f\n", 2, 4, "begin it with 2 spaces"),
            ("  - a: b\n   c: d\n    e: f\n", 2, 4, "begin it with 4 spaces"),
            (
                "- a: b\n - a: c\n   d: e\n- a: f\n",
                2,
                2,
                "begin it at the start of the line, and move the line below it as far",
            ),
            ("---\n  a: b\nc: d\n", 2, 3, "begin it at the start of the line"),
            // Dashes and keys.
            ("a:\n  - b: c\n    d: e\n  b: f\n    d: g\n", 4, 3, "write: `- b: f`"),
            ("a:\n    b: c\n    d: e\n  - b: f\n", 2, 5, "write: `- b: c`"),
            ("a: []\n  - b: c\n", 1, 4, "take the `[]` off: `a:`, and what is in the list stands below it"),
            ("a:\n* b\n* c\nd: e\n", 2, 1, "write: `- b`"),
            (
                "title = Gas\na: b\n",
                1,
                1,
                "write: `title: Gas`; words that go on from the line before stand behind those",
            ),
            ("---\na: b\n---\n", 3, 1, "take this line out"),
            // Words.
            ("title: Gas: up\n", 1, 11, "put the words in quotation marks: `title: \"Gas: up\"`"),
            ("- {a: Gas: up, b: c}\n", 1, 10, "put the words in quotation marks: `- {a: \"Gas: up\", b: c}`"),
            ("- {a: Road #5, b: c}\n", 1, 7, "put the words in quotation marks: `- {a: \"Road #5\", b: c}`"),
            ("title: [Update] Gas\n", 1, 8, "put the words in quotation marks: `title: \"[Update] Gas\"`"),
        ] {
            assert_eq!(slips(text), [(line, column, help.to_owned())], "{text}");
        }
        for first in ["*a", "& a", "@a", "%a", "`a`", "> a", "| a", "- a", "? a"] {
            let help = format!("put the words in quotation marks: `title: \"{first}\"`");
            assert_eq!(slips(&format!("title: {first}\nlang: id\n")), [(1, 8, help)]);
        }
    }

    #[test]
    fn each_of_several_slips_is_said_and_right_lines_are_left_alone() {
        let text = "title: \"Gas\na: |\n  \"b: {\nc: \"d\n  e\"\nf: @g\nh: {i: j\nk: l\n";
        let places: Vec<_> = slips(text).into_iter().map(|(line, column, _)| (line, column)).collect();
        assert_eq!(places, [(1, 8), (6, 4), (7, 4)]);
    }

    #[test]
    fn nothing_is_said_to_help_that_does_not() {
        for text in ["a: {\n  b: c\n  d: e\n}\n", "a: \"b\n  \"c\" d\n  e\"\n", "a: b\n]]: : {\nc: d\n"] {
            assert!(slips(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_slip_in_a_large_file_is_found() {
        let entries = "  - text: words said\n    kind: direct\n".repeat(20_000);
        for (text, line) in [
            (format!("title: \"Gas\nquotations:\n{entries}note: \"x\"\n"), 1),
            (format!("quotations:\n{entries}    note:x\n"), 40_002),
        ] {
            assert_eq!(slips(&text)[0].0, line);
        }
    }

    proptest! {
        #[test]
        fn whatever_is_written_can_be_looked_at(text in "([-:#,\\[\\]{}&*!|>'\"%@`? ab“”é.=\\n\\t]{0,40}\n){0,4}") {
            match parse(&text) {
                Ok(tree) => drop(find_unread(&text, &tree)),
                Err(error) => {
                    for slip in find(&text, &error) {
                        prop_assert!(text.split('\n').nth(slip.line).unwrap().is_char_boundary(slip.at));
                    }
                }
            }
        }
    }
}
