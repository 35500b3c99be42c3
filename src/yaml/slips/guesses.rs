use std::ops::Range;

use super::marks::{Brackets, as_quoted, closing_mark, ends, is_mark, keys, opening_mark, partner};
use super::row::Row;
use super::{Guess, Slip};
use crate::yaml::quoted;

/// How many ways to indent a line are tried.
const MOST_INDENTS: usize = 6;

/// Longest line that a message shows whole, in characters.
const LONGEST: usize = 120;

/// What may have happened where the line `at` is the first that cannot be read, likely things first. The slip is on that line, or on
/// the one before, which another line must follow to be wrong.
pub(super) fn all<'t>(lines: &'t [String], at: usize) -> Vec<Guess> {
    let place = Place { lines, at, row: Row::of(&lines[at]) };
    let ways: [fn(&Place<'t>) -> Vec<Guess>; 15] = [
        Place::second_document,
        Place::strange_indent,
        Place::space_missing,
        Place::list_closed_before,
        Place::sign_behind,
        Place::mark_open,
        Place::mark_not_opened,
        Place::bracket_open,
        Place::bracket_not_opened,
        Place::comma_missing,
        Place::other_bullets,
        Place::words_not_quoted,
        Place::indented_otherwise,
        Place::dash_missing,
        Place::colon_missing,
    ];
    ways.iter().flat_map(|way| way(&place)).collect()
}

/// Where a text breaks.
struct Place<'t> {
    lines: &'t [String],
    at: usize,
    row: Row<'t>,
}

impl<'t> Place<'t> {
    /// A guess that mends one line, whose help shows it: `what to do: \`the line\``.
    fn guess(&self, line: usize, at: usize, problem: &str, what: &str, mended: String) -> Guess {
        let help = format!("{what}: `{}`", shown(&mended));
        Guess { slip: Slip { line, at, problem: problem.to_owned(), help }, mended: vec![(line, mended)] }
    }

    fn row(&self, line: usize) -> Row<'t> {
        Row::of(&self.lines[line])
    }

    /// The lines before this one that say something, the nearest first.
    fn before(&self) -> impl Iterator<Item = (usize, Row<'t>)> {
        (0..self.at).rev().map(|line| (line, self.row(line))).filter(|(_, row)| row.is_significant())
    }

    /// This line and the one before.
    fn both(&self) -> impl Iterator<Item = (usize, Row<'t>)> {
        std::iter::once((self.at, self.row)).chain(self.before().take(1))
    }

    /// The last line of what begins on this one: those below it that stand deeper.
    fn last(&self) -> usize {
        let is_part = |line: &usize| {
            let row = self.row(*line);
            !row.is_significant() || row.indent > self.row.indent
        };
        let below = (self.at + 1..self.lines.len()).take_while(is_part);
        below.filter(|line| self.row(*line).is_significant()).last().unwrap_or(self.at)
    }

    /// `---` round the whole, as in an article.
    fn second_document(&self) -> Vec<Guess> {
        let fence = (self.at..self.lines.len()).chain((0..self.at).rev());
        let fence = fence.filter(|line| *line > 0 && self.lines[*line].trim_end() == "---");
        let guess = |line| Guess {
            slip: Slip {
                line,
                at: 0,
                problem: "another document begins here".to_owned(),
                help: "take this line out".to_owned(),
            },
            mended: vec![(line, String::new())],
        };
        fence.take(2).map(guess).collect()
    }

    /// A tab, or a space that is none for YAML, before the words.
    fn strange_indent(&self) -> Vec<Guess> {
        let strange = |(line, row): (usize, Row<'t>)| {
            let start = row.line.len() - row.line.trim_start().len();
            let at = row.line[..start].find(|c| c != ' ')?;
            let (problem, help) = match row.line[at..].starts_with('\t') {
                true => ("a tab indents this line", "indent with spaces; YAML does not allow tabs there"),
                false => ("a space of another kind indents this line", "type the spaces anew"),
            };
            Some([2, 4, 8].map(|width| {
                let space = |c| if c == '\t' { " ".repeat(width) } else { " ".to_owned() };
                let indent: String = row.line[..start].chars().map(space).collect();
                let slip = Slip { line, at, problem: problem.to_owned(), help: help.to_owned() };
                Guess { slip, mended: vec![(line, indent + row.line.trim_start())] }
            }))
        };
        self.both().filter_map(strange).flatten().collect()
    }

    /// `speaker:Tom`, `-text: a`.
    fn space_missing(&self) -> Vec<Guess> {
        let lacks = |(line, row): (usize, Row<'t>)| {
            let content = row.content();
            let is_key = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
            let (sign, at) = match content.strip_prefix('-') {
                Some(rest)
                    if rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '"' | '\'' | '{' | '[')) =>
                {
                    ("dash", 1)
                }
                _ => ("colon", content.find(':').filter(|at| *at > 0 && content[..*at].chars().all(is_key))? + 1),
            };
            let rest = &content[at..];
            if rest.is_empty() || rest.starts_with([' ', '/']) {
                return None;
            }
            let mended = row.with(row.column + at..row.column + at, " ");
            Some(self.guess(
                line,
                row.column + at - 1,
                &format!("there is no space behind this {sign}"),
                "write",
                mended,
            ))
        };
        self.both().filter_map(lacks).collect()
    }

    /// `quotations: []` and then entries below it.
    fn list_closed_before(&self) -> Vec<Guess> {
        let Some((line, before)) = self.before().next() else { return Vec::new() };
        if !self.row.has_dash() || before.value() != "[]" || before.key.is_empty() {
            return Vec::new();
        }
        let mended = before.line[..before.value_at].trim_end().to_owned();
        let problem = format!("`{}` is closed here, and an entry follows", before.key);
        let mut guess = self.guess(line, before.value_at, &problem, "take the `[]` off", mended);
        guess.slip.help.push_str(", and what is in the list stands below it");
        vec![guess]
    }

    /// `title: "Gas prices rise`
    fn mark_open(&self) -> Vec<Guess> {
        let mut guesses = Vec::new();
        for range in self.row.words() {
            let words = &self.row.line[range.clone()];
            let Some(mark) = opening_mark(words).filter(|mark| closing_mark(words, *mark).is_none()) else { continue };
            // `"Gas prices rise”`
            if let Some(other) = words.chars().skip(1).last().filter(|last| "\"'“”‘’".contains(*last)) {
                let mended = self.row.with(range.end - other.len_utf8()..range.end, &mark.to_string());
                let problem = "this quotation mark is closed with another";
                guesses.push(self.guess(self.at, range.start, problem, "close it with the same", mended));
            }
            for end in ends(self.row.line, &range) {
                let mended = self.row.with(end..end, &mark.to_string());
                let mut guess =
                    self.guess(self.at, range.start, "this quotation mark has no partner", "close it", mended);
                if mark == '\'' {
                    let both = self.row.with(range.start..end, &quoted(&self.row.line[range.start..end]));
                    guess.slip.help.push_str(&format!("; if it belongs to the words: `{}`", shown(&both)));
                }
                guesses.push(guess);
            }
        }
        guesses
    }

    /// `title: Gas: prices rise"`
    fn mark_not_opened(&self) -> Vec<Guess> {
        let lacks = |range: Range<usize>| {
            let words = &self.row.line[range.clone()];
            let mark = words.chars().next_back().filter(|mark| is_mark(*mark))?;
            (opening_mark(words).is_none() && words.matches(mark).count() == 1).then(|| {
                let mended = self.row.with(range.start..range.start, &mark.to_string());
                self.guess(self.at, range.end - 1, "this quotation mark has no partner", "open it", mended)
            })
        };
        self.row.words().into_iter().filter_map(lacks).collect()
    }

    /// `title: "Gas prices rise",`
    fn sign_behind(&self) -> Vec<Guess> {
        let line = self.row.line;
        let Some(rest) = line.strip_suffix([',', ';']).filter(|rest| rest.ends_with(['"', '\'', ']', '}'])) else {
            return Vec::new();
        };
        let problem = format!("this `{}` stands behind the value", &line[rest.len()..]);
        vec![self.guess(self.at, rest.len(), &problem, "take it out", rest.to_owned())]
    }

    /// `authors: [Rina, Budi`
    fn bracket_open(&self) -> Vec<Guess> {
        let value = self.row.value();
        if !value.starts_with(['[', '{']) {
            return Vec::new();
        }
        let brackets = Brackets::of(value);
        let Some(first) = brackets.open.first() else { return Vec::new() };
        let (at, problem) = (self.row.value_at + first.0, format!("this `{}` is not closed", first.1));
        // The list in `{forms: [A, B, kind: person}` ends before the next key.
        let before_key = brackets.open.iter().filter(|(_, open)| *open == '[').filter_map(|(from, _)| {
            let end = from + keys(&value[*from..]).next()?;
            Some(Brackets::of(&format!("{}]{}", &value[..end], &value[end..])).closed)
        });
        let closed = before_key.chain([brackets.closed.clone()]);
        let mut guesses: Vec<Guess> = closed
            .map(|closed| self.row.with(self.row.value_at..self.row.line.len(), &closed))
            .map(|mended| self.guess(self.at, at, &problem, "close it", mended))
            .collect();
        let last = self.last();
        if last > self.at {
            let ends: String = brackets.open.iter().rev().map(|(_, open)| partner(*open)).collect();
            let mended = format!("{}{ends}", self.lines[last].trim_end());
            let mut guess = self.guess(last, 0, &problem, "close it", mended);
            (guess.slip.line, guess.slip.at) = (self.at, at);
            guesses.push(guess);
        }
        guesses
    }

    /// `- name: Budi, kind: person}`, `authors: [Rina]]`
    fn bracket_not_opened(&self) -> Vec<Guess> {
        let Some((at, close)) = Brackets::of(self.row.content()).stray else { return Vec::new() };
        let at = self.row.column + at;
        let problem = format!("this `{close}` closes nothing");
        let open = if close == ']' { "[" } else { "{" };
        let start = if close == ']' { self.row.value_at } else { self.row.column };
        let opened = self.guess(self.at, at, &problem, "open it", self.row.with(start..start, open));
        let dropped = self.guess(self.at, at, &problem, "take it out", self.row.with(at..at + 1, ""));
        match self.row.value().starts_with(['[', '{']) {
            true => vec![dropped, opened],
            false => vec![opened, dropped],
        }
    }

    /// `{name: Budi kind: person}`, where another line has that key too.
    fn comma_missing(&self) -> Vec<Guess> {
        let line = self.row.line;
        if !self.row.value().starts_with('{') {
            return Vec::new();
        }
        let lacks = |(colon, _): (usize, &str)| {
            let start = line[..colon].rfind(|c: char| !c.is_alphanumeric() && c != '_')? + 1;
            let key = line.get(start..colon).filter(|key| !key.is_empty())?;
            let before = line[..start].strip_suffix(' ')?;
            let is_key = |(other, text): (usize, &String)| {
                let named = [format!("{{{key}: "), format!(", {key}: "), format!("- {key}: ")];
                other != self.at && named.iter().any(|named| text.contains(named.as_str()))
            };
            (!before.ends_with([',', '{']) && self.lines.iter().enumerate().any(is_key)).then(|| {
                let at = before.len();
                self.guess(self.at, start, "there is no comma before this key", "write", self.row.with(at..at, ","))
            })
        };
        line.match_indices(": ").filter_map(lacks).collect()
    }

    /// Words that mean something else to YAML than to people.
    fn words_not_quoted(&self) -> Vec<Guess> {
        let mut guesses = Vec::new();
        for range in self.row.words() {
            let words = &self.row.line[range.clone()];
            let Some((offset, problem, what, quoted)) = as_quoted(words) else { continue };
            let mended = self.row.with(range.clone(), &quoted);
            guesses.push(self.guess(self.at, range.start + offset, problem, what, mended));
        }
        guesses
    }

    /// A list with `*` for its dashes.
    fn other_bullets(&self) -> Vec<Guess> {
        let bullet = |line: &usize| self.row(*line).content().starts_with("* ");
        let lines = (self.at..self.lines.len()).filter(bullet);
        let mut mended = lines.map(|line| (line, self.lines[line].replacen('*', "-", 1))).peekable();
        let Some((line, first)) = mended.next_if(|(line, _)| *line == self.at) else { return Vec::new() };
        let mut guess = self.guess(line, self.row.column, "an entry of a list begins with a dash", "write", first);
        guess.mended.extend(mended);
        vec![guess]
    }

    /// A line that begins before or behind its neighbours, or neighbours that begin before or behind it.
    fn indented_otherwise(&self) -> Vec<Guess> {
        let mut indents: Vec<usize> = Vec::new();
        for (_, row) in self.before() {
            for indent in [row.column, row.indent] {
                if indent != self.row.indent && !indents.contains(&indent) {
                    indents.push(indent);
                }
            }
            if row.indent == 0 {
                break;
            }
        }
        indents.sort_by_key(|indent| indent.abs_diff(self.row.indent));
        let shifts = indents.into_iter().take(MOST_INDENTS);
        let mut guesses: Vec<Guess> =
            shifts.flat_map(|indent| [self.at, self.last()].map(|last| self.shifted(self.at, last, indent))).collect();
        let above: Vec<_> = self.before().take_while(|(_, row)| row.indent > self.row.indent).collect();
        if let Some((first, row)) = above.last()
            && above.iter().all(|(_, other)| other.indent >= row.indent)
        {
            let shifted = self.shifted(*first, self.at - 1, self.row.indent);
            // No line begins before the margin.
            guesses.insert(if self.row.indent == 0 { 0 } else { guesses.len() }, shifted);
        }
        guesses
    }

    /// The guess that the lines from `first` to `last` begin wrongly, and the first of them should with `indent` spaces.
    fn shifted(&self, first: usize, last: usize, indent: usize) -> Guess {
        let old = self.row(first).indent;
        let mended = (first..=last).map(|line| {
            let row = self.row(line);
            (line, format!("{}{}", " ".repeat((row.indent + indent).saturating_sub(old)), &row.line[row.indent..]))
        });
        let spaces = |count| match count {
            0 => "at the start of the line".to_owned(),
            1 => "with 1 space".to_owned(),
            _ => format!("with {count} spaces"),
        };
        let lines = (first..=last).filter(|line| self.row(*line).is_significant()).count();
        let help = match lines {
            1 => format!("begin it {}", spaces(indent)),
            2 => format!("begin it {}, and move the line below it as far", spaces(indent)),
            _ => format!("begin it {}, and move the {} lines below it as far", spaces(indent), lines - 1),
        };
        let problem = "this line does not begin where its neighbours do".to_owned();
        Guess { slip: Slip { line: first, at: old, problem, help }, mended: mended.collect() }
    }

    /// An entry of a list without its dash.
    fn dash_missing(&self) -> Vec<Guess> {
        let lacks = |line: usize, indent: usize| {
            let row = self.row(line);
            let mended = format!("{}- {}", " ".repeat(indent), row.content());
            self.guess(line, row.column, "an entry of a list begins with a dash", "write", mended)
        };
        let indent = self.row.indent;
        if !self.row.has_dash() {
            // `by hand` below other keys of an entry lacks its colon.
            let lacks_colon = |line: usize, row: &Row<'t>| {
                let above = line.checked_sub(1).map(|above| self.row(above));
                !row.content().contains(':')
                    && above.is_some_and(|above| !above.key.is_empty() && above.column == row.column)
            };
            let without = self.both().filter(|(line, row)| !row.has_dash() && !lacks_colon(*line, row));
            return without
                .flat_map(|(line, row)| [0, 2].map(|less| lacks(line, row.indent.saturating_sub(less))))
                .collect();
        }
        let is_entry = |(_, row): &(usize, Row<'t>)| {
            row.indent > indent || (row.indent == indent && (row.key.is_empty() || !row.value().is_empty()))
        };
        let first = self.before().take_while(is_entry).last();
        first.filter(|(_, row)| !row.has_dash()).map(|(line, _)| lacks(line, indent)).into_iter().collect()
    }

    /// `title Banjir`, or the rest of words that began on the line before.
    fn colon_missing(&self) -> Vec<Guess> {
        let lacks = |(line, row): (usize, Row<'t>)| {
            let content = row.content();
            let key = content.split(' ').next().filter(|key| key.chars().all(|c| c.is_alphanumeric() || c == '_'))?;
            (!content.contains(':') && !key.is_empty()).then(|| {
                let end = row.column + key.len();
                let sign = row.line[end..].len() - row.line[end..].trim_start_matches(" =").len();
                let mended = row.with(end..end + sign, ":");
                let mut guess = self.guess(line, row.column, "this line has no key", "write", mended);
                guess.slip.help.push_str("; words that go on from the line before stand behind those");
                guess
            })
        };
        self.both().filter_map(lacks).collect()
    }
}

/// A line as messages show it: without its indent, a long one without its middle.
pub(super) fn shown(line: &str) -> String {
    let line = line.trim();
    let count = line.chars().count();
    if count <= LONGEST {
        return line.to_owned();
    }
    let (start, end) = (LONGEST * 2 / 3, LONGEST / 3);
    let start: String = line.chars().take(start).collect();
    let end: String = line.chars().skip(count - end).collect();
    format!("{start} … {end}")
}
