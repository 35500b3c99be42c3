//! What templates can do beyond Tera's own: counts in words, shortened texts, fast escaping.

use std::io::{self, Write};

use tera::{Kwargs, State, Tera, TeraResult};

use crate::lang::Interface;

/// Longest list that `range` makes.
const LONGEST_RANGE: i128 = 10_000;

/// Registers what templates may use, so that they can be checked before there is a site.
pub(super) fn register_placeholders(tera: &mut Tera) {
    register(tera, &Interface::default());
}

/// Registers filters and functions with the words of one interface.
pub(super) fn register(tera: &mut Tera, interface: &Interface) {
    let words = interface.clone();
    tera.register_filter("counted", move |n: usize, kwargs: Kwargs, _: &State| -> TeraResult<String> {
        Ok(words.count(kwargs.must_get::<&str>("of")?, n))
    });
    let words = interface.clone();
    tera.register_filter("number", move |n: usize, _: Kwargs, _: &State| -> TeraResult<String> { Ok(words.number(n)) });
    tera.register_filter("shortened", |text: &str, kwargs: Kwargs, _: &State| -> TeraResult<String> {
        Ok(shortened(text, kwargs.must_get::<usize>("at")?))
    });
    tera.register_function("range", range);
}

/// The first words of a text, at most `longest` characters.
fn shortened(text: &str, longest: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(longest) else { return text.to_owned() };
    let cut = &text[..end];
    let cut = cut.rsplit_once(char::is_whitespace).map_or(cut, |(words, _)| words);
    format!("{}…", cut.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '.')))
}

/// Tera's `range` with a bound that loops inside loops can bear.
fn range(kwargs: Kwargs, _: &State) -> TeraResult<Vec<i128>> {
    let start = kwargs.get::<i128>("start")?.unwrap_or(0);
    let end = kwargs.must_get::<i128>("end")?;
    let step = kwargs.get::<i128>("step_by")?.unwrap_or(1);
    if step <= 0 || end.saturating_sub(start) / step > LONGEST_RANGE {
        return Err(tera::Error::message(format!("`range` makes at most {LONGEST_RANGE} numbers, upwards")));
    }
    let mut numbers = Vec::new();
    let mut at = start;
    while at < end {
        numbers.push(at);
        at += step;
    }
    Ok(numbers)
}

/// Escapes text for HTML and XML. Control characters, which neither may hold, are dropped.
pub(super) fn escape(text: &str, out: &mut dyn Write) -> io::Result<()> {
    let bytes = text.as_bytes();
    let mut from = 0;
    for (at, byte) in bytes.iter().enumerate() {
        let replaced: &[u8] = match byte {
            b'&' => b"&amp;",
            b'<' => b"&lt;",
            b'>' => b"&gt;",
            b'"' => b"&quot;",
            b'\'' => b"&#39;",
            0..=8 | 11..=31 | 127 => b"",
            _ => continue,
        };
        out.write_all(&bytes[from..at])?;
        out.write_all(replaced)?;
        from = at + 1;
    }
    out.write_all(&bytes[from..])
}
