//! Turns the dates that people and programs write into days: ISO 8601, RFC 2822, words and figures in any language of
//! the site.
//!
//! A wrong date is worse than none: what can be read in two ways, or is not in the calendar, gives no date.

use crate::front_matter::parse_date as parse_iso;
use crate::lang::{DateWord, Language, Languages};
use crate::model::ArticleDate;

/// Longest text that can be a date, in bytes.
const LONGEST: usize = 120;

/// The day that `text` names, in any of the languages; `lang` decides the order of dates in figures.
///
/// ```
/// use kutip::{import::parse_date, lang::Languages};
/// let date = parse_date("Kamis, 2 Mei 2024", Some("id"), &Languages::embedded());
/// assert_eq!(date.unwrap().to_string(), "2024-05-02");
/// ```
pub fn parse(text: &str, lang: Option<&str>, languages: &Languages) -> Option<ArticleDate> {
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    let first = lang.and_then(|lang| languages.get(lang));
    let others = languages.iter().filter(|language| first.is_none_or(|first| first.code != language.code));
    parse_iso(text)
        .or_else(|| compact(text))
        .or_else(|| first.into_iter().chain(others).find_map(|language| in_words(text, language)))
        .or_else(|| in_figures(text, first.and_then(|language| language.layout.day_first())))
}

/// The day of a time counted in seconds or thousandths since 1970, in UTC.
pub(super) fn from_timestamp(count: i64) -> Option<ArticleDate> {
    let seconds = if count.abs() >= 100_000_000_000 { count.div_euclid(1_000) } else { count };
    // Smaller numbers are years or counters.
    if seconds < 10_000_000 {
        return None;
    }
    let time = jiff::Timestamp::from_second(seconds).ok()?;
    parse_iso(&time.to_string())
}

/// The day with which people begin a file's name: `2024-05-02-harga-beras.txt`, `20240502_harga.txt`.
pub(super) fn from_file_name(file: &str) -> Option<ArticleDate> {
    let name = file.rsplit('/').next().unwrap_or(file);
    let digits = name.find(|c: char| !c.is_ascii_digit() && c != '-').unwrap_or(name.len());
    let dashed = name.get(..10).filter(|day| digits >= 10 && day.as_bytes()[4] == b'-').and_then(parse_iso);
    let joined = || name.get(..8).filter(|_| digits == 8).and_then(compact);
    dashed.or_else(joined).or_else(|| in_name(name))
}

/// A day anywhere else in a name: `pasar-2024-05-02.txt`, `Banjir (2024-05-02).html`.
fn in_name(name: &str) -> Option<ArticleDate> {
    let is_digit = |at: usize| name.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    let starts = name.match_indices('-').filter_map(|(dash, _)| dash.checked_sub(4));
    let whole = starts.filter(|&at| (at == 0 || !is_digit(at - 1)) && !is_digit(at + 10));
    whole.filter_map(|at| parse_iso(name.get(at..at + 10)?)).next()
}

/// `20240502`, `20240502T103000Z`, `2024/05/02 10:30`.
fn compact(text: &str) -> Option<ArticleDate> {
    let (day, rest) = text.split_at_checked(8)?;
    if day.bytes().all(|byte| byte.is_ascii_digit()) {
        let iso = format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..]);
        return if rest.is_empty() || rest.starts_with(['T', 't', ' ']) { parse_iso(&iso) } else { None };
    }
    let (day, rest) = text.split_at_checked(10)?;
    let slashed = day.as_bytes().get(4) == Some(&b'/') && day.as_bytes().get(7) == Some(&b'/');
    slashed.then(|| parse_iso(&format!("{}{rest}", day.replace('/', "-"))))?
}

/// A day with the month's name: `Kamis, 2 Mei 2024 10.30 WIB`, `May 2nd, 2024`, `Thu, 02 May 2024 10:30:00 +0700`.
fn in_words(text: &str, language: &Language) -> Option<ArticleDate> {
    let layout = &language.layout;
    let tokens = tokens(text);
    let lower: Vec<String> = tokens.iter().map(|token| token.text.to_lowercase()).collect();
    let mut months = (0..tokens.len()).filter_map(|at| match layout.date_word(&lower[at]) {
        Some(DateWord::Month(month)) => Some((at, *month)),
        _ => None,
    });
    let (at, month) = months.next()?;
    if months.next().is_some() {
        return None;
    }
    let day_at = |at: usize| -> Option<i8> {
        let token = lower.get(at)?;
        let digits = token.len() - token.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (number, ending) = token.split_at(digits);
        let ends_well = ending.is_empty() || layout.date_word(ending) == Some(&DateWord::Ordinal);
        (number.len() <= 2 && ends_well).then(|| number.parse().ok().filter(|day| (1..=31).contains(day)))?
    };
    let year_at =
        |at: usize| lower.get(at).filter(|token| token.len() == 4).and_then(|token| token.parse::<i16>().ok());
    let before = at.checked_sub(1).and_then(day_at);
    let (day, year, end) = if let (Some(day), Some(year)) = (before, year_at(at + 1)) {
        (day, year, at + 2)
    } else if let (Some(day), Some(year)) = (day_at(at + 1), year_at(at + 2)) {
        (day, year, at + 3)
    } else {
        return None;
    };
    let time = time_after(text, &tokens[end..], language);
    with_time(year, month, day, &time)
}

/// A day in figures: `02/05/2024`, `2-5-2024`, `02.05.2024 10:30`. Both readings possible and no rule: no date.
fn in_figures(text: &str, day_first: Option<bool>) -> Option<ArticleDate> {
    let tokens = tokens(text);
    let figures = |token: Option<&Token<'_>>, digits: std::ops::RangeInclusive<usize>| -> Option<i16> {
        token.filter(|token| digits.contains(&token.text.len()))?.text.parse().ok()
    };
    let at = tokens.iter().position(|token| token.text.bytes().all(|byte| byte.is_ascii_digit()))?;
    let (a, b) = (figures(tokens.get(at), 1..=2)?, figures(tokens.get(at + 1), 1..=2)?);
    let year = figures(tokens.get(at + 2), 4..=4)?;
    let mark = |at: usize| text[tokens[at].end..tokens[at + 1].start].to_owned();
    if !matches!(mark(at).as_str(), "/" | "-" | ".") || mark(at) != mark(at + 1) {
        return None;
    }
    let (day, month) = match (a > 12, b > 12) {
        (true, false) => (a, b),
        (false, true) => (b, a),
        (false, false) if a == b => (a, b),
        (false, false) => match day_first? {
            true => (a, b),
            false => (b, a),
        },
        (true, true) => return None,
    };
    let time = clock(tokens.get(at + 3..)?, text).map(|(clock, _)| clock).unwrap_or_default();
    with_time(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?, &time)
}

fn with_time(year: i16, month: i8, day: i8, time: &str) -> Option<ArticleDate> {
    let date = format!("{year:04}-{month:02}-{day:02}");
    if time.is_empty() { parse_iso(&date) } else { parse_iso(&format!("{date}T{time}")) }
}

/// A run of letters or digits and its place. A capital after a small letter begins a new one: pages lose spaces.
struct Token<'a> {
    text: &'a str,
    start: usize,
    end: usize,
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut start = None;
    let mut before = ' ';
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let is_word = c.is_alphanumeric();
        if let Some(from) = start.filter(|_| !is_word || (before.is_lowercase() && c.is_uppercase())) {
            tokens.push(Token { text: &text[from..at], start: from, end: at });
            start = None;
        }
        if is_word && start.is_none() {
            start = Some(at);
        }
        before = c;
    }
    tokens
}

/// The time of day and the zone behind a date, as ISO 8601; empty when there is none.
fn time_after(text: &str, tokens: &[Token<'_>], language: &Language) -> String {
    let Some((mut clock, used)) = clock(tokens, text) else { return String::new() };
    let rest = &tokens[used..];
    for (at, token) in rest.iter().enumerate().take(4) {
        let before = text[..token.start].chars().next_back();
        if let Some(sign @ ('+' | '-')) = before.filter(|_| token.text.bytes().all(|byte| byte.is_ascii_digit())) {
            let minutes = rest.get(at + 1).filter(|next| next.start == token.end + 1 && next.text.len() == 2);
            let offset = match (token.text.len(), minutes) {
                (4, _) => format!("{}:{}", &token.text[..2], &token.text[2..]),
                (2, Some(minutes)) => format!("{}:{}", token.text, minutes.text),
                (2, None) => format!("{}:00", token.text),
                _ => return clock,
            };
            return format!("{clock}{sign}{offset}");
        }
        match language.layout.date_word(&token.text.to_lowercase()) {
            Some(DateWord::Zone(offset)) => return clock + offset,
            Some(DateWord::Noon(hours)) => clock = on_24_hours(&clock, *hours),
            _ => {}
        }
    }
    clock
}

fn on_24_hours(clock: &str, add: i8) -> String {
    match clock.get(..2).and_then(|hour| hour.parse::<i8>().ok()) {
        Some(hour @ 1..=12) => format!("{:02}{}", hour % 12 + add, &clock[2..]),
        _ => clock.to_owned(),
    }
}

/// `10:30`, `10.30` or `10:30:05` among the tokens, as ISO 8601, and how many tokens were used up to its end.
fn clock(tokens: &[Token<'_>], text: &str) -> Option<(String, usize)> {
    let number = |token: &Token<'_>, below: u8| {
        let digits = (1..=2).contains(&token.text.len());
        token.text.parse::<u8>().ok().filter(|value| digits && *value < below)
    };
    for at in 0..tokens.len().saturating_sub(1).min(4) {
        let joined = |a: usize| matches!(&text[tokens[a].end..tokens[a + 1].start], ":" | ".");
        let (Some(hour), Some(minute)) = (number(&tokens[at], 24), number(&tokens[at + 1], 60)) else { continue };
        if !joined(at) || tokens[at + 1].text.len() != 2 {
            continue;
        }
        let second = tokens.get(at + 2).filter(|_| joined(at + 1)).and_then(|token| number(token, 60));
        return Some(match second {
            Some(second) => (format!("{hour:02}:{minute:02}:{second:02}"), at + 3),
            None => (format!("{hour:02}:{minute:02}"), at + 2),
        });
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, lang: &str) -> Option<String> {
        parse(text, Some(lang), &Languages::embedded()).map(|date| date.to_string())
    }

    #[test]
    fn dates_of_programs_and_people_are_read() {
        for (text, wanted) in [
            ("2024-05-02", "2024-05-02"),
            ("2024-05-02T10:30:00.123+0700", "2024-05-02T10:30:00+07:00"),
            ("2024/05/02 10:30", "2024-05-02T10:30"),
            ("20240502", "2024-05-02"),
            ("Thu, 02 May 2024 10:30:05 +0700", "2024-05-02T10:30:05+07:00"),
            ("Thu, 2 May 2024 10:30:05 GMT", "2024-05-02T10:30:05+00:00"),
            ("Kamis, 2 Mei 2024", "2024-05-02"),
            ("Kamis, 02 Mei 2024 10.30 WIB", "2024-05-02T10:30+07:00"),
            ("Kamis 2 Mei 2024 | 10:30 WITA", "2024-05-02T10:30+08:00"),
            ("Jum'at, 17 Agustus 1945", "1945-08-17"),
            ("12-Okt-2020", "2020-10-12"),
            ("May 2nd, 2024", "2024-05-02"),
            ("Published: May 2, 2024, 4:05 p.m.", "2024-05-02T04:05"),
            ("May 2, 2024 12:05 am", "2024-05-02T00:05"),
            ("May 2, 2024 4:05 PM EDT", "2024-05-02T16:05-04:00"),
            ("Oleh Rina WulandariMei 2, 2024", "2024-05-02"),
            ("02/05/2024 10:30", "2024-05-02T10:30"),
            ("Senin (12/10/2020)", "2020-10-12"),
            ("31.12.2020", "2020-12-31"),
        ] {
            assert_eq!(read(text, "id").as_deref(), Some(wanted), "{text}");
        }
    }

    #[test]
    fn what_is_not_a_day_is_no_date() {
        for text in [
            "",
            "2023-02-30",
            "30 Februari 2024",
            "32 Mei 2024",
            "0000-01-01",
            "1 Januari 9999",
            "99999-01-01",
            "Mei 2024",
            "2024",
            "tiga hari lalu",
            "Mei dan Juni 2024",
            "12 Mei - 3 Juni 2024",
            "13/13/2020",
            "1/2/03",
        ] {
            assert_eq!(read(text, "id"), None, "{text}");
        }
    }

    #[test]
    fn figures_that_can_be_read_in_two_ways_are_no_date_where_both_are_usual() {
        assert_eq!(read("02/05/2024", "en"), None);
        assert_eq!(read("02/25/2024", "en").as_deref(), Some("2024-02-25"));
        assert_eq!(read("05/05/2024", "en").as_deref(), Some("2024-05-05"));
    }

    #[test]
    fn a_time_that_does_not_exist_leaves_the_day() {
        assert_eq!(read("2024-05-02T10:30+99:00", "id").as_deref(), Some("2024-05-02"));
        assert_eq!(read("2 Mei 2024 pukul 25.70", "id").as_deref(), Some("2024-05-02"));
    }

    #[test]
    fn a_file_name_may_begin_with_a_day() {
        let read = |file| from_file_name(file).map(|date| date.to_string());
        assert_eq!(read("inbox/2024-06-12-izin-tambang.txt").as_deref(), Some("2024-06-12"));
        assert_eq!(read("20240612_izin.txt").as_deref(), Some("2024-06-12"));
        for file in ["2024-13-12-x.txt", "2024.txt", "000_d7d01a52.txt", "12345678901.txt", "2024-06-1é.txt", ""] {
            assert_eq!(read(file), None, "{file}");
        }
    }

    #[test]
    fn seconds_and_thousandths_since_1970_are_read() {
        assert_eq!(from_timestamp(1_714_620_600).unwrap().to_string(), "2024-05-02T03:30:00Z");
        assert_eq!(from_timestamp(1_714_620_600_000), from_timestamp(1_714_620_600));
        assert_eq!(from_timestamp(2_024), None);
    }
}
