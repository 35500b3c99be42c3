use crate::diag::Diagnostic;
use crate::model::{ArticleDate, LooseDate};
use crate::yaml::{Cursor, Findings, Part};

/// Years in which an article can have been published; any other is a slip.
const YEARS: std::ops::RangeInclusive<i16> = 1400..=2200;

/// A day, with or without a time, in ISO 8601.
///
/// An impossible time after a possible day gives the day alone.
///
/// ```
/// use kutip::front_matter::parse_date;
/// assert_eq!(parse_date("2024-05-02").unwrap().to_string(), "2024-05-02");
/// assert_eq!(parse_date("2024-05-02 10:30:00+07:00").unwrap().to_string(), "2024-05-02T10:30:00+07:00");
/// assert_eq!(parse_date("2024-05-02T25:00").unwrap().to_string(), "2024-05-02");
/// assert_eq!(parse_date("2023-02-30"), None);
/// ```
pub fn parse_date(text: &str) -> Option<ArticleDate> {
    let text = text.trim();
    let day = text.get(..10)?;
    let mut parts = day.split('-');
    let mut number = |digits: usize| {
        let part = parts.next()?;
        (part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit())).then(|| part.parse::<i16>().ok())?
    };
    let (year, month, day) = (number(4)?, i8::try_from(number(2)?).ok()?, i8::try_from(number(2)?).ok()?);
    if !YEARS.contains(&year) || jiff::civil::Date::new(year, month, day).is_err() {
        return None;
    }
    let rest = &text[10..];
    let time = match rest.chars().next() {
        None => String::new(),
        Some('T' | 't' | ' ') => parse_time(rest[1..].trim()).map_or_else(String::new, |time| format!("T{time}")),
        Some(_) => return None,
    };
    Some(ArticleDate { year, month, day, time })
}

/// A day, its month or its year alone.
///
/// ```
/// use kutip::front_matter::parse_loose_date;
/// assert_eq!(parse_loose_date("2019-10").unwrap().to_string(), "2019-10");
/// assert_eq!(parse_loose_date("2019-13"), None);
/// ```
pub fn parse_loose_date(text: &str) -> Option<LooseDate> {
    let text = text.trim();
    // What is missing may be any day: the first is one of every month.
    let (whole, known) = match text.len() {
        4 => (format!("{text}-01-01"), 1),
        7 => (format!("{text}-01"), 2),
        _ => (text.to_owned(), 3),
    };
    let ArticleDate { year, month, day, .. } = parse_date(&whole)?;
    Some(LooseDate { year, month: (known > 1).then_some(month), day: (known > 2).then_some(day) })
}

/// `10:30`, `10:30:00`, `10:30:00.5` with or without `Z` or `+07:00`; fractions of a second are dropped.
fn parse_time(text: &str) -> Option<String> {
    let zone_at = text.find(['Z', 'z', '+', '-', ' ']).unwrap_or(text.len());
    let (clock, zone) = text.split_at(zone_at);
    let clock = clock.split('.').next().unwrap_or_default();
    let bounds = [24, 60, 60];
    let fields: Vec<&str> = clock.split(':').collect();
    if !(2..=3).contains(&fields.len()) || fields.iter().zip(bounds).any(|(field, bound)| !is_below(field, bound)) {
        return None;
    }
    let zone = zone.trim();
    let zone = match zone.chars().next() {
        None => String::new(),
        Some('Z' | 'z') if zone.len() == 1 => "Z".to_owned(),
        Some(sign @ ('+' | '-')) => {
            let digits: String = zone[1..].chars().filter(|c| *c != ':').collect();
            let digits = if digits.len() == 2 { format!("{digits}00") } else { digits };
            let (hours, minutes) = (digits.get(..2)?, digits.get(2..)?);
            if !is_below(hours, 15) || !is_below(minutes, 60) {
                return None;
            }
            format!("{sign}{hours}:{minutes}")
        }
        Some(_) => return None,
    };
    Some(format!("{clock}{zone}"))
}

fn is_below(field: &str, bound: u8) -> bool {
    field.len() == 2 && field.parse::<u8>().is_ok_and(|value| value < bound) && !field.starts_with('+')
}

/// The date that a field has; a finding that ends with what is so `without` it where it has none.
pub(super) fn read(
    entry: &Cursor<'_>,
    findings: &mut Findings<'_>,
    without: &str,
    in_words: &dyn Fn(&str) -> Option<ArticleDate>,
) -> Option<ArticleDate> {
    let text = entry.text(findings)?;
    let date = parse_date(&text);
    if date.is_none()
        && let Some(date) = in_words(&text)
    {
        return Some(date);
    }
    let lost_time = date.as_ref().is_some_and(|date| date.time.is_empty() && text.len() > 10);
    if date.is_none() || lost_time {
        let message = if lost_time {
            format!("`{text}` has a time that does not exist; only the day is used")
        } else {
            format!("`{text}` is not a date; {without}")
        };
        let diagnostic = Diagnostic::warning("invalid-date", message);
        findings.push(entry, Part::Value, diagnostic.help("write the day as `2024-05-02`"));
    }
    date
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_date_is_no_date() {
        for text in [
            "0000-01-01",
            "99999-01-01",
            "9999-12-31",
            "2023-02-30",
            "2024-13-01",
            "2024-5-2",
            "02-05-2024",
            "2024",
            "2024-05-02x",
            "+024-05-02",
            "2024-05-0²",
            "besok",
            "",
        ] {
            assert_eq!(parse_date(text), None, "{text}");
        }
    }

    #[test]
    fn a_time_that_does_not_exist_leaves_the_day() {
        for text in ["2016-12-31T23:59:60Z", "2024-05-02T10:30+99:00", "2024-05-02 pagi", "2024-05-02T1:2"] {
            assert_eq!(parse_date(text).unwrap().time, "", "{text}");
        }
        assert_eq!(parse_date("2024-05-02T10:30:01.123+0700").unwrap().time, "T10:30:01+07:00");
        assert_eq!(parse_date("2024-05-02T10:30 Z").unwrap().time, "T10:30Z");
    }

    #[test]
    fn a_leap_day_is_a_day() {
        assert!(parse_date("2024-02-29").is_some());
    }
}
