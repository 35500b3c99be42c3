//! Turns bytes of any encoding into clean text: UTF-8, `\n` line breaks, NFC, no control characters.

mod mojibake;

pub use mojibake::{Mended, mend};

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::diag::{Diagnostic, Location, Place};

/// The text of `bytes` and what had to be guessed or removed. `shown` is the file's path in messages.
///
/// `declared` is what the format itself says about the encoding (`<meta charset>`); it is believed only where the
/// bytes neither carry a byte order mark nor are valid UTF-8.
pub fn decode(
    bytes: &[u8],
    declared: Option<&'static Encoding>,
    shown: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> String {
    let text = to_unicode(bytes, declared, shown, diagnostics);
    clean(text, shown, diagnostics)
}

/// What files that are surely no text begin with: packed files and office documents, older office documents, PDF, pictures, and
/// text with the commands of a word processor.
const STARTS_OF_OTHERS: [&[u8]; 8] =
    [b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"{\\rtf"];

/// Whether `bytes` may be text in some encoding: they begin as no other kind of file does, and few of them are control
/// characters.
pub fn is_text(bytes: &[u8]) -> bool {
    if STARTS_OF_OTHERS.iter().any(|start| bytes.starts_with(start)) {
        return false;
    }
    let head = &bytes[..bytes.len().min(4_096)];
    if Encoding::for_bom(head).is_some() || utf_16_without_mark(head).is_some() {
        return true;
    }
    let is_odd = |byte: &&u8| matches!(byte, 0..=8 | 14..=26 | 28..=31 | 127);
    let odd = head.iter().filter(is_odd).count();
    odd < 8 || odd * 12 < head.len()
}

/// Text of the same characters with `\n` line breaks, in NFC, without control characters and escape sequences.
pub fn clean(text: Cow<'_, str>, shown: &str, diagnostics: &mut Vec<Diagnostic>) -> String {
    let mut text = composed(text);
    // Letters written as two characters may be found wrong only as one, and those read wrongly twice only when mended once:
    // clean text must stay as it is when read again.
    let mut first_mended = None;
    let mut passes = 0;
    while let Some(mut mended) = mend(&text) {
        text = composed(Cow::Owned(std::mem::take(&mut mended.text)));
        first_mended.get_or_insert(mended);
        passes += 1;
    }
    if let Some(mended) = first_mended {
        let characters = if mended.count == 1 { "1 character" } else { &format!("{} characters", mended.count) };
        let (was, meant) = &mended.first;
        let is_whole = passes == 1 && is_shown(*meant);
        let first = if is_whole { format!(", the first `{was}` to `{meant}`") } else { String::new() };
        let message = format!("UTF-8 that was read as another encoding once, put right ({characters}{first})");
        let location = line_location(shown, &text, mended.first_line);
        diagnostics.push(
            Diagnostic::note("mended-encoding", message)
                .at(location)
                .help("look whether the words are right now; the file itself stays as it is"),
        );
    }
    let mut removed = Removed::default();
    let text = if needs_cleaning(&text) { without_controls(&text, &mut removed) } else { text.into_owned() };
    if removed.count > 0 {
        let what = if removed.count == 1 { "a control character" } else { "control characters" };
        diagnostics.push(
            Diagnostic::warning("control-characters", format!("{what} removed ({} in all)", removed.count))
                .at(line_location(shown, &text, removed.first_line))
                .help("the text around is kept; look whether a word is broken there"),
        );
    }
    composed(Cow::Owned(text)).into_owned()
}

/// The same text in NFC.
fn composed(text: Cow<'_, str>) -> Cow<'_, str> {
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => text,
        _ => Cow::Owned(text.nfc().collect()),
    }
}

/// Whether something is seen where the character stands.
fn is_shown(c: char) -> bool {
    !c.is_whitespace() && !matches!(c, '\u{200b}'..='\u{200f}')
}

/// A whole line of `text`, counted from 1.
pub fn line_location(shown: &str, text: &str, line: usize) -> Location {
    let content = text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
    let content: String = content.chars().take(200).collect();
    let length = content.chars().count().max(1);
    Location { path: shown.to_owned(), place: Some(Place { line, column: 1, length, text: content }) }
}

fn to_unicode<'a>(
    bytes: &'a [u8],
    declared: Option<&'static Encoding>,
    shown: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Cow<'a, str> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        let (text, lossy) = encoding.decode_without_bom_handling(&bytes[length..]);
        if lossy {
            diagnostics.push(broken(encoding, &text, shown));
        }
        return text;
    }
    if let Some(encoding) = utf_16_without_mark(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(bytes);
        diagnostics.push(guessed(encoding, shown));
        return text;
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    if mostly_utf_8(bytes) {
        let text = String::from_utf8_lossy(bytes);
        diagnostics.push(broken(UTF_8, &text, shown));
        return text;
    }
    let declared = declared.filter(|encoding| *encoding != UTF_8 && encoding.is_ascii_compatible());
    let encoding = declared.unwrap_or_else(|| {
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(bytes, true);
        detector.guess(None, Utf8Detection::Deny)
    });
    if declared.is_none() {
        diagnostics.push(guessed(encoding, shown));
    }
    let (text, lossy) = encoding.decode_without_bom_handling(bytes);
    if lossy {
        diagnostics.push(broken(encoding, &text, shown));
    }
    text
}

fn guessed(encoding: &'static Encoding, shown: &str) -> Diagnostic {
    Diagnostic::warning("guessed-encoding", format!("not UTF-8; read as {}", encoding.name().to_lowercase()))
        .at(Location::file(shown))
        .help("save the file as UTF-8 if letters look wrong")
}

fn broken(encoding: &'static Encoding, text: &str, shown: &str) -> Diagnostic {
    let count = text.matches('\u{fffd}').count();
    let line = text.find('\u{fffd}').map_or(1, |at| text[..at].matches('\n').count() + 1);
    let bytes =
        if count == 1 { "1 byte sequence that is".to_owned() } else { format!("{count} byte sequences that are") };
    Diagnostic::warning("broken-encoding", format!("{bytes} not {}, shown as `\u{fffd}`", encoding.name()))
        .at(line_location(shown, text, line))
        .help("get the file again from where it came, or mend these places by hand")
}

/// UTF-16 text of European letters has a zero in nearly every second byte.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4_096)];
    if head.len() < 4 || memchr::memchr(0, head).is_none() {
        return None;
    }
    let pairs = head.len() / 2;
    let zeros = |offset: usize| head.iter().skip(offset).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    match () {
        () if odd * 10 >= pairs * 7 && even * 10 < pairs => Some(UTF_16LE),
        () if even * 10 >= pairs * 7 && odd * 10 < pairs => Some(UTF_16BE),
        () => None,
    }
}

/// Whether the bytes are UTF-8 with a few broken places rather than another encoding: whole multi-byte characters
/// outnumber broken ones by far, which text in another encoding does not do by chance.
fn mostly_utf_8(bytes: &[u8]) -> bool {
    let (mut whole, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    whole >= bad * 2
}

fn needs_cleaning(text: &str) -> bool {
    text.bytes().any(|byte| (byte < b' ' && byte != b'\n' && byte != b'\t') || byte == 0x7f)
        || text.contains(|c: char| matches!(c, '\u{80}'..='\u{9f}' | '\u{ad}' | '\u{2028}' | '\u{2029}' | '\u{feff}'))
}

#[derive(Default)]
struct Removed {
    count: usize,
    first_line: usize,
}

fn without_controls(text: &str, removed: &mut Removed) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut line = 1;
    let mut rest = text.chars().peekable();
    let mut remove = |line: usize| {
        if removed.count == 0 {
            removed.first_line = line;
        }
        removed.count += 1;
    };
    while let Some(c) = rest.next() {
        match c {
            '\n' => {
                line += 1;
                clean.push('\n');
            }
            '\r' => {
                rest.next_if_eq(&'\n');
                line += 1;
                clean.push('\n');
            }
            '\u{2028}' | '\u{85}' | '\u{b}' | '\u{c}' => {
                line += 1;
                clean.push('\n');
            }
            '\u{2029}' => {
                line += 2;
                clean.push_str("\n\n");
            }
            // Invisible by design: a hyphen that shows only at a line's end, a byte order mark gone astray.
            '\u{ad}' | '\u{feff}' => {}
            '\u{1b}' => {
                remove(line);
                skip_escape_sequence(&mut rest);
            }
            // Nobody writes C1 controls; these are windows-1252 quotation marks and dashes that were taken for Latin-1.
            '\u{80}'..='\u{9f}' => match windows_1252(c) {
                Some(meant) => clean.push(meant),
                None => remove(line),
            },
            '\t' => clean.push('\t'),
            c if c < ' ' || c == '\u{7f}' => remove(line),
            c => clean.push(c),
        }
    }
    clean
}

/// Skips what follows an escape character: the parameters and the letter of a colour or cursor code, or a title up to
/// its end mark. Never crosses a line.
fn skip_escape_sequence(rest: &mut std::iter::Peekable<std::str::Chars<'_>>) {
    match rest.peek() {
        Some('[') => {
            rest.next();
            while rest.next_if(|c| matches!(c, ' '..='?')).is_some() {}
            rest.next_if(|c| matches!(c, '@'..='~'));
        }
        Some(']') => {
            rest.next();
            while rest.next_if(|c| !matches!(c, '\n' | '\r' | '\u{7}' | '\u{1b}')).is_some() {}
            rest.next_if_eq(&'\u{7}');
        }
        _ => {}
    }
}

fn windows_1252(c: char) -> Option<char> {
    let byte = u8::try_from(c as u32).ok()?;
    let bytes = [byte];
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(&bytes);
    text.chars().next().filter(|meant| !meant.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, Vec<&'static str>) {
        let mut diagnostics = Vec::new();
        let text = decode(bytes, None, "a.txt", &mut diagnostics);
        (text, diagnostics.iter().map(|d| d.code).collect())
    }

    fn utf_16(text: &str, mark: bool) -> Vec<u8> {
        let mark = mark.then_some(0xfeff);
        mark.into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn line_breaks_and_byte_order_marks_make_no_difference() {
        let wanted = "Harga turun\nkata Budi\n";
        assert_eq!(read(b"\xef\xbb\xbfHarga turun\r\nkata Budi\r\n"), (wanted.to_owned(), vec![]));
        assert_eq!(read(b"Harga turun\rkata Budi\r"), (wanted.to_owned(), vec![]));
        assert_eq!(read(&utf_16(wanted, true)), (wanted.to_owned(), vec![]));
    }

    #[test]
    fn utf_16_without_a_mark_is_guessed_with_a_warning() {
        assert_eq!(
            read(&utf_16("Harga beras turun", false)),
            ("Harga beras turun".to_owned(), vec!["guessed-encoding"])
        );
    }

    #[test]
    fn windows_1252_is_named_in_the_warning() {
        let mut diagnostics = Vec::new();
        let text = decode(b"\x93Harga turun,\x94 kata Ren\xe9e di caf\xe9", None, "a.txt", &mut diagnostics);
        assert_eq!(text, "“Harga turun,” kata Renée di café");
        assert!(diagnostics[0].message.contains("windows-1252"), "{}", diagnostics[0].message);
    }

    #[test]
    fn utf_8_with_one_broken_place_stays_utf_8() {
        let (text, codes) = read("“Harga turun,” kata Renée \u{201c}dan".as_bytes().split_last_chunk::<4>().unwrap().0);
        assert_eq!(text, "“Harga turun,” kata Renée \u{fffd}");
        assert_eq!(codes, ["broken-encoding"]);
    }

    #[test]
    fn colour_codes_bells_and_zeros_are_removed_and_told() {
        let mut diagnostics = Vec::new();
        let text = decode(b"satu\n\x1b[31mdua\x1b[0m\x07 ti\x00ga\x1b]0;judul\x07", None, "a.txt", &mut diagnostics);
        assert_eq!(text, "satu\ndua tiga");
        assert_eq!(diagnostics.len(), 1);
        let place = diagnostics[0].location.as_ref().and_then(|l| l.place.as_ref()).unwrap();
        assert_eq!(place.line, 2);
    }

    #[test]
    fn controls_that_are_windows_1252_marks_become_marks() {
        assert_eq!(read("kata \u{93}ya\u{94}".as_bytes()), ("kata “ya”".to_owned(), vec![]));
    }

    #[test]
    fn decomposed_letters_are_composed() {
        assert_eq!(read("Rene\u{301}e".as_bytes()).0, "Renée");
    }
}
