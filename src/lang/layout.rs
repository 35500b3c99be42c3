use rustc_hash::FxHashMap;

use super::{Files, LanguageError, list_entries};

/// Longest dateline, in bytes.
const DATELINE: usize = 90;

/// Most bytes that `…` inside a phrase of `boilerplate.txt` stands for.
const GAP: usize = 500;

/// Longest line of boilerplate of which only the beginning is known, in bytes.
const LINE: usize = 300;

/// What `import` must know of a language: month names, datelines, boilerplate.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    dates: FxHashMap<String, DateWord>,
    day_first: Option<bool>,
    lines: Vec<Line>,
    phrases: Vec<Vec<String>>,
    outlets: Vec<(String, String)>,
    bylines: Vec<Byline>,
    /// What people call the parts of an article, in lower case → the program's name.
    fields: FxHashMap<String, String>,
}

/// What a word means in a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateWord {
    /// A month, 1 to 12.
    Month(i8),
    /// A time zone: its offset as `+07:00`.
    Zone(String),
    /// Hours to add to a time on twelve hours: 0 or 12.
    Noon(i8),
    /// The ending of a day's number.
    Ordinal,
}

/// A line of boilerplate: lower-case words it begins with and, maybe, others it ends with.
#[derive(Clone, Debug)]
enum Line {
    Whole(String),
    Beginning(String),
    Between(String, String),
}

/// The most words of a headline; more of them and a full stop are a sentence of the article.
const HEADLINE: usize = 15;

fn is_long(words: &str) -> bool {
    words.split_whitespace().nth(HEADLINE).is_some()
}

/// The most words of a name in a byline.
const BYLINE_WORDS: usize = 5;

/// A word of a byline, in lower case.
#[derive(Clone, Debug)]
enum Byline {
    Before(String),
    Between(String),
}

/// Where and by whom an article was written, as its first words say (`JAKARTA, KOMPAS.com -`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dateline<'a> {
    /// Its length in bytes, with the dash and the white space after it.
    pub length: usize,
    /// The outlet's name as a publisher, if it names one that is known.
    pub outlet: Option<&'a str>,
}

impl Layout {
    /// Reads `dates.txt`, `boilerplate.txt`, `outlets.txt`, `bylines.txt` and `fields.txt`; a language without one knows nothing of
    /// that.
    pub(super) fn parse(code: &str, files: &Files) -> Result<Self, LanguageError> {
        let mut layout = Self::default();
        layout.parse_dates(code, files)?;
        for (_, entry) in entries(files, "boilerplate.txt") {
            layout.add_boilerplate(entry);
        }
        for (_, entry) in entries(files, "outlets.txt") {
            let (printed, name) = entry.split_once('=').unwrap_or((entry, entry));
            layout.outlets.push((printed.trim().to_owned(), name.trim().to_owned()));
        }
        for (line, entry) in entries(files, "bylines.txt") {
            layout.bylines.push(match entry.split_once(' ') {
                Some(("before", words)) => Byline::Before(words.to_lowercase()),
                Some(("between", words)) => Byline::Between(format!(" {} ", words.to_lowercase())),
                _ => {
                    let problem = "a line begins with `before` or `between`".to_owned();
                    return Err(LanguageError { code: code.to_owned(), file: "bylines.txt".to_owned(), line, problem });
                }
            });
        }
        for (_, entry) in entries(files, "fields.txt") {
            let mut words = entry.split_whitespace();
            let ours = words.next().unwrap_or_default();
            layout.fields.extend(words.map(|word| (word.to_lowercase(), ours.to_owned())));
        }
        // The longer name first: `ANTARA News` is not `ANTARA` with something behind it.
        layout.outlets.sort_by_key(|(printed, _)| (std::cmp::Reverse(printed.len()), printed.clone()));
        Ok(layout)
    }

    /// The part of an article that people call so: `title` for *judul*.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.get(&name.to_lowercase()).map(String::as_str)
    }

    fn parse_dates(&mut self, code: &str, files: &Files) -> Result<(), LanguageError> {
        const FILE: &str = "dates.txt";
        for (line, entry) in entries(files, FILE) {
            let wrong = |problem: &str| LanguageError {
                code: code.to_owned(),
                file: FILE.to_owned(),
                line,
                problem: problem.to_owned(),
            };
            let mut words = entry.split_whitespace();
            let (kind, mut value) = (words.next().unwrap_or_default(), || words.next().unwrap_or_default());
            let meaning = match kind {
                "month" => match value().parse() {
                    Ok(month @ 1..=12) => DateWord::Month(month),
                    _ => return Err(wrong("a month has a number from 01 to 12: `month 05 may`")),
                },
                "zone" => DateWord::Zone(value().to_owned()),
                "noon" => DateWord::Noon(value().parse().map_err(|_| wrong("hours to add: `noon 12 pm`"))?),
                "ordinal" => DateWord::Ordinal,
                "order" => {
                    self.day_first = Some(value() == "day-first");
                    continue;
                }
                _ => return Err(wrong("a line begins with `month`, `zone`, `noon`, `ordinal` or `order`")),
            };
            for word in words {
                self.dates.insert(word.to_lowercase(), meaning.clone());
            }
        }
        Ok(())
    }

    fn add_boilerplate(&mut self, entry: &str) {
        match (entry.strip_prefix('…'), entry.strip_suffix('…')) {
            (Some(rest), Some(_)) => {
                let phrase = rest.strip_suffix('…').unwrap_or(rest);
                self.phrases.push(phrase.split('…').map(|part| part.trim().to_owned()).collect());
            }
            (_, Some(start)) => {
                let start = start.split_once('…').map_or(start, |(start, _)| start);
                self.lines.push(Line::Beginning(start.trim_end().to_lowercase()));
            }
            (_, None) => self.lines.push(match entry.split_once('…') {
                Some((start, end)) => Line::Between(start.trim_end().to_lowercase(), end.trim_start().to_lowercase()),
                None => Line::Whole(entry.to_lowercase()),
            }),
        }
    }

    /// What a lower-case word means in a date.
    pub fn date_word(&self, word: &str) -> Option<&DateWord> {
        self.dates.get(word)
    }

    /// Whether dates in figures name the day first; none where both orders are usual.
    pub const fn day_first(&self) -> Option<bool> {
        self.day_first
    }

    /// Whether a whole line or paragraph is one that newspapers add to their articles.
    pub fn is_boilerplate(&self, line: &str) -> bool {
        let longest = LINE.max(GAP);
        if line.len() > 2 * longest || self.lines.is_empty() {
            return false;
        }
        let line = line.trim().to_lowercase();
        self.lines.iter().any(|known| match known {
            Line::Whole(words) => line == *words,
            Line::Between(start, end) => line.len() <= GAP && line.starts_with(start) && line.ends_with(end),
            Line::Beginning(start) => {
                line.len() <= LINE
                    && starts_with_words(&line, start)
                    && !goes_on_after_sentence(&line[start.len()..])
                    && !has_speech(&line[start.len()..])
                    // Words that may as well begin a sentence of the article, or stand before one.
                    && !(line.ends_with('.') && (start.ends_with(char::is_alphanumeric) || is_long(&line[start.len()..])))
            }
        })
    }

    /// The first phrase in `text`, from byte `from`, that newspapers put between an article's sentences: its range in bytes.
    pub fn find_phrase(&self, text: &str, from: usize) -> Option<std::ops::Range<usize>> {
        self.phrases
            .iter()
            .filter_map(|parts| find_parts(text, from, parts))
            .min_by_key(|range| (range.start, range.end))
    }

    /// The names of a byline: without words such as `by` before the first, cut at commas and at words such as `and`.
    pub fn byline_names(&self, byline: &str) -> Vec<String> {
        let lower = byline.to_lowercase();
        // Letters that change their length with their case would move the places below.
        if lower.len() != byline.len() {
            return vec![byline.to_owned()];
        }
        let before = self.bylines.iter().filter_map(|word| match word {
            Byline::Before(words) if starts_with_words(&lower, words) => Some(words.len()),
            _ => None,
        });
        let start = before.max().unwrap_or(0);
        let mut names = vec![byline[start..].trim_start_matches([':', ' ']).to_owned()];
        for word in &self.bylines {
            let Byline::Between(word) = word else { continue };
            names = names.iter().flat_map(|names| split_ignoring_case(names, word)).collect();
        }
        let names = names.iter().flat_map(|names| names.split([',', ';', '|', '/'])).map(str::trim);
        names.filter(|name| !name.is_empty()).map(str::to_owned).collect()
    }

    /// The names of a line that is nothing but a byline: a word such as `by` before names and nothing else.
    pub fn byline_of(&self, line: &str) -> Option<Vec<String>> {
        let lower = line.to_lowercase();
        let words = self.bylines.iter().filter_map(|word| match word {
            Byline::Before(words) if starts_with_words(&lower, words) => Some(words.len()),
            _ => None,
        });
        let rest = line.get(words.max()?..)?.trim_start_matches([':', ' ']);
        let is_name = |name: &String| {
            let starts = |word: &str| word.starts_with(char::is_uppercase);
            (1..=BYLINE_WORDS).contains(&name.split(' ').count()) && name.split(' ').all(starts)
        };
        let names = self.byline_names(line);
        let is_byline = !rest.ends_with(['?', '!', '"', '”']) && !names.is_empty() && names.iter().all(is_name);
        is_byline.then_some(names)
    }

    /// The dateline with which the first paragraph of an article begins.
    pub fn dateline(&self, paragraph: &str) -> Option<Dateline<'_>> {
        let head = &paragraph[..floor(paragraph, DATELINE)];
        let outlet = self.outlets.iter().find(|(printed, _)| has_name(head, printed));
        for (at, _) in head.match_indices(['-', '–', '—']) {
            let dash = head[at..].find(|c| !matches!(c, '-' | '–' | '—')).unwrap_or(head.len() - at);
            let (before, after) = (&head[..at], &paragraph[at + dash..]);
            let named = outlet.filter(|(printed, _)| has_name(before, printed));
            let spaced = before.ends_with(' ') && after.starts_with(' ');
            let glued_word =
                !before.ends_with([' ', ')']) && named.is_none_or(|(printed, _)| !before.ends_with(printed));
            if glued_word
                || !(spaced || named.is_some())
                || !is_place_and_outlet(before, named.map(|(p, _)| p.as_str()))
            {
                continue;
            }
            let rest = after.trim_start();
            return (!rest.is_empty()).then(|| Dateline {
                length: paragraph.len() - rest.len(),
                outlet: named.map(|(_, name)| name.as_str()),
            });
        }
        None
    }
}

fn entries<'a>(files: &'a Files, name: &str) -> impl Iterator<Item = (usize, &'a str)> {
    files.get(name).into_iter().flat_map(|text| list_entries(text))
}

/// The last character boundary of `text` that is not behind byte `at`.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// Whether `line` begins with these words, not with a longer one.
fn starts_with_words(line: &str, words: &str) -> bool {
    let ends_in_letter = words.ends_with(char::is_alphanumeric);
    line.strip_prefix(words).is_some_and(|rest| !(ends_in_letter && rest.starts_with(char::is_alphanumeric)))
}

/// Whether quoted words that end with a comma inside their marks go on with who said them, as no headline does.
fn has_speech(line: &str) -> bool {
    let closes = |c: char| matches!(c, '"' | '”' | '“' | '’' | '\'');
    line.match_indices(',').any(|(at, comma)| {
        let behind = &line[at + comma.len()..];
        behind.strip_prefix(closes).is_some_and(|rest| rest.starts_with(' ')) && line[..at].contains(closes)
    })
}

/// Whether another sentence follows the first one.
fn goes_on_after_sentence(text: &str) -> bool {
    [". ", "? ", "! "].iter().any(|stop| text.trim_end().contains(stop))
}

fn find_parts(text: &str, from: usize, parts: &[String]) -> Option<std::ops::Range<usize>> {
    let (first, others) = parts.split_first()?;
    let mut from = from;
    while let Some(at) = text.get(from..)?.find(first.as_str()) {
        let start = from + at;
        let mut end = start + first.len();
        let found_all = others.iter().all(|part| {
            let window = floor(text, end + GAP + part.len());
            let found = text[end..window].find(part.as_str());
            end += found.map_or(0, |gap| gap + part.len());
            found.is_some()
        });
        if found_all {
            return Some(start..end);
        }
        from = start + first.len();
    }
    None
}

fn split_ignoring_case(text: &str, word: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        return vec![text.to_owned()];
    }
    let (mut parts, mut from) = (Vec::new(), 0);
    for (at, _) in lower.match_indices(word) {
        parts.push(text[from..at].to_owned());
        from = at + word.len();
    }
    parts.push(text[from..].to_owned());
    parts
}

/// Whether a name stands in `text` as whole words.
fn has_name(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + name.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

/// Whether words before a dash are a place, an outlet or both, and nothing more: capitals, commas and brackets.
fn is_place_and_outlet(text: &str, outlet: Option<&str>) -> bool {
    let text = text.trim();
    let others = outlet.map_or_else(|| text.to_owned(), |outlet| text.replacen(outlet, " ", 1));
    let words = others.split(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')' | '/' | '|' | '.' | ':'));
    let mut count = 0;
    for word in words.filter(|word| !word.is_empty()) {
        count += 1;
        let capital = word.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit());
        if !capital || !word.chars().all(|c| c.is_alphanumeric() || matches!(c, '\'' | '’')) {
            return false;
        }
    }
    let most = if outlet.is_some() { 6 } else { 3 };
    (count > 0 || outlet.is_some()) && count <= most && (outlet.is_some() || !text.contains(['.', ':', '|']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Languages;

    fn indonesian() -> Layout {
        Languages::embedded().get("id").unwrap().layout.clone()
    }

    fn dateline(paragraph: &str) -> Option<(String, Option<String>)> {
        let layout = indonesian();
        let dateline = layout.dateline(paragraph)?;
        Some((paragraph[..dateline.length].trim().to_owned(), dateline.outlet.map(str::to_owned)))
    }

    #[test]
    fn datelines_of_the_usual_forms_are_recognized() {
        for (paragraph, wanted, outlet) in [
            ("JAKARTA, KOMPAS.com – Harga beras turun.", "JAKARTA, KOMPAS.com –", Some("Kompas.com")),
            ("CIANJUR, KOMPAS.com–Harga turun.", "CIANJUR, KOMPAS.com–", Some("Kompas.com")),
            ("KOMPAS.com - Harga turun.", "KOMPAS.com -", Some("Kompas.com")),
            ("TEMPO.CO, Jakarta -Harga turun.", "TEMPO.CO, Jakarta -", Some("Tempo.co")),
            ("Bisnis.com, JAKARTA -- Harga turun.", "Bisnis.com, JAKARTA --", Some("Bisnis.com")),
            ("Jakarta, CNN Indonesia -- Harga turun.", "Jakarta, CNN Indonesia --", Some("CNN Indonesia")),
            ("Jakarta (ANTARA) - Harga turun.", "Jakarta (ANTARA) -", Some("Antara")),
            ("Bandar Lampung - Harga turun.", "Bandar Lampung -", None),
        ] {
            assert_eq!(dateline(paragraph), Some((wanted.to_owned(), outlet.map(str::to_owned))), "{paragraph}");
        }
    }

    #[test]
    fn sentences_with_dashes_are_no_datelines() {
        for paragraph in [
            "Harga beras - yang lama naik - turun.",
            "Jakarta-Bandung ditempuh dua jam.",
            "Presiden mengatakan bahwa KOMPAS.com - salah satu media - hadir.",
            "Menteri Pertanian Budi Santoso Raharja - harga turun.",
            "KOMPAS.com -",
        ] {
            assert_eq!(dateline(paragraph), None, "{paragraph}");
        }
    }

    #[test]
    fn added_lines_are_told_from_sentences_of_the_article() {
        let layout = indonesian();
        for line in [
            "Baca juga: Petani menanti hujan",
            "BACA JUGA: Panen raya",
            "ADVERTISEMENT",
            "[Gambas:Video 20detik]",
            "Simak juga video 'Panen raya':",
        ] {
            assert!(layout.is_boilerplate(line), "{line}");
        }
        for line in [
            "Baca juga: Petani menanti hujan Harga beras turun di pasar. Petani mengeluh.",
            "Baca jugalah koran itu",
            "Baca juga:,,Baca juga:,,Sejumlah petani sudah menyatakan dukungan bagi warga pesisir, tetapi pemerintah kota \
             memilih jalan yang lebih mudah.",
            "Komentar menteri itu dibantah petani",
            "Saksikan video panen itu sebelum menilai para petani, katanya.",
            "Baca Juga:,\"Kami yakin air akan turun sebelum malam,\" ujar pria lulusan Kendari ini.",
        ] {
            assert!(!layout.is_boilerplate(line), "{line}");
        }
    }

    #[test]
    fn phrases_are_found_inside_a_flat_text() {
        let text = "Harga turun. SCROLL TO CONTINUE WITH CONTENT Petani mengeluh.";
        let range = indonesian().find_phrase(text, 0).unwrap();
        assert_eq!(&text[range], "SCROLL TO CONTINUE WITH CONTENT");
    }

    #[test]
    fn a_month_without_a_number_is_an_error_with_its_line() {
        let files = Files::from([("dates.txt".to_owned(), "# bulan\nmonth januari\n".to_owned())]);
        let error = Layout::parse("id", &files).unwrap_err();
        assert_eq!((error.line, error.file.as_str()), (2, "dates.txt"));
    }
}
