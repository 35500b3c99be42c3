use std::ops::Range;

use crate::yaml::quoted;

pub(super) const fn is_mark(c: char) -> bool {
    matches!(c, '"' | '\'')
}

pub(super) fn opening_mark(words: &str) -> Option<char> {
    words.chars().next().filter(|c| is_mark(*c))
}

/// Where the mark that opens `words` is closed.
pub(super) fn closing_mark(words: &str, mark: char) -> Option<usize> {
    let mut rest = words.char_indices().skip(1).peekable();
    while let Some((at, c)) = rest.next() {
        if c == '\\' && mark == '"' {
            rest.next();
        } else if c == mark {
            if mark == '\'' && rest.next_if(|(_, next)| *next == '\'').is_some() {
                continue;
            }
            return Some(at);
        }
    }
    None
}

/// Where words that begin at `range` may end: between brackets, before a later key or bracket too.
pub(super) fn ends(line: &str, range: &Range<usize>) -> Vec<usize> {
    let mut ends = Vec::new();
    if range.end < line.len() {
        let rest = &line[range.start..];
        let brackets = rest.len() - rest.trim_end_matches([']', '}']).len();
        ends.extend(
            keys(rest).chain((0..=brackets).rev().map(|count| rest.len() - count)).map(|end| range.start + end),
        );
    }
    if !ends.contains(&range.end) {
        ends.push(range.end);
    }
    ends
}

/// The commas before which an entry of a map on one line ends.
pub(super) fn keys(text: &str) -> impl Iterator<Item = usize> {
    let is_key = |text: &str| text.split_once(": ").is_some_and(|(key, _)| key.chars().all(char::is_alphanumeric));
    text.match_indices(", ").map(|(at, _)| at).filter(move |at| is_key(&text[at + 2..]))
}

pub(super) const fn partner(open: char) -> char {
    if open == '[' { ']' } else { '}' }
}

/// The brackets of a text, those between quotation marks aside.
pub(super) struct Brackets {
    /// Those that nothing closes, outermost first.
    pub open: Vec<(usize, char)>,
    /// The first that closes nothing.
    pub stray: Option<(usize, char)>,
    /// The text with all open ones closed.
    pub closed: String,
}

impl Brackets {
    pub fn of(text: &str) -> Self {
        let (mut stack, mut open, mut stray, mut closed) =
            (Vec::<(usize, char)>::new(), Vec::new(), None, String::new());
        let mut from = 0;
        let mut previous = ' ';
        let mut marked: Option<usize> = None;
        for (at, c) in text.char_indices() {
            if marked.is_some_and(|end| at <= end) {
                continue;
            }
            match c {
                '"' | '\'' if matches!(previous, ' ' | '[' | '{' | ',') => {
                    marked = closing_mark(&text[at..], c).map(|end| at + end);
                }
                '[' | '{' => stack.push((at, c)),
                ']' | '}' => {
                    // An inner one that is open ends where an outer one is closed.
                    let is_opened = stack.iter().any(|(_, open)| partner(*open) == c);
                    while is_opened && let Some(inner) = stack.pop_if(|(_, open)| partner(*open) != c) {
                        closed.push_str(&text[from..at]);
                        closed.push(partner(inner.1));
                        from = at;
                        open.push(inner);
                    }
                    if stack.pop().is_none() || !is_opened {
                        stray.get_or_insert((at, c));
                    }
                }
                _ => {}
            }
            previous = c;
        }
        closed.push_str(&text[from..]);
        closed.extend(stack.iter().rev().map(|(_, open)| partner(*open)));
        open.extend(stack);
        open.sort_unstable();
        Self { open, stray, closed }
    }
}

/// How words are quoted that YAML does not read as they stand: where they go wrong, how, what to do, and the words in marks.
pub(super) fn as_quoted(words: &str) -> Option<(usize, &'static str, &'static str, String)> {
    const PUT: &str = "put the words in quotation marks";
    let Some(mark) = opening_mark(words) else {
        if let Some(inner) = words.strip_prefix(['“', '”']).and_then(|rest| rest.strip_suffix(['”', '“'])) {
            return Some((0, "these marks are none for YAML", "write straight ones", quoted(inner)));
        }
        let colon = words.find(": ").or_else(|| words.ends_with(':').then(|| words.len() - 1));
        return match (words.chars().next()?, colon) {
            (first, Some(at)) if first.is_alphanumeric() => {
                Some((at, "this colon is read as the end of a key", PUT, quoted(words)))
            }
            _ => Some((0, "these words need quotation marks", PUT, quoted(words))),
        };
    };
    let end = closing_mark(words, mark)?;
    if end + 1 == words.len() {
        let inner = words[1..end].contains('\\').then(|| &words[1..end])?;
        return (mark == '"').then(|| {
            (words.find('\\').unwrap_or(0), "a `\\` between two `\"` means something", "write", single(inner))
        });
    }
    let problem = "the words end at this quotation mark";
    Some(match words[1..].strip_suffix(mark) {
        Some(inner) => (end, problem, "write", single(inner)),
        None => (end, problem, "put all the words in quotation marks", single(words)),
    })
}

/// Words between the marks that leave them as they are.
fn single(words: &str) -> String {
    if words.contains('\'') { quoted(words) } else { format!("'{words}'") }
}
