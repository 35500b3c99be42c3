//! Turns text whose UTF-8 was once read as windows-1252 or Mac Roman (`â€œHarga`, `‚ÄúHarga`) back into what was written.

use std::sync::LazyLock;

use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1252};

/// What was put right.
#[derive(Clone, Debug)]
pub struct Mended {
    /// The text as it was meant.
    pub text: String,
    /// How many characters were put right.
    pub count: usize,
    /// Line of the first one, from 1.
    pub first_line: usize,
    /// The first one as it was, and as it was meant.
    pub first: (String, char),
    /// Behind each of them: the place in `text` and in the text as it was, in bytes.
    places: Vec<(usize, usize)>,
}

impl Mended {
    /// Where a place of `text` is in the text as it was, both in bytes.
    pub fn original(&self, at: usize) -> usize {
        let before = self.places.partition_point(|(mended, _)| *mended <= at);
        let (mended, original) = before.checked_sub(1).map_or((0, 0), |last| self.places[last]);
        original + (at - mended)
    }
}

/// The text put right; none where nothing is wrong with it.
pub fn mend(text: &str) -> Option<Mended> {
    static TABLES: LazyLock<[Table; 2]> = LazyLock::new(|| [Table::of(WINDOWS_1252), Table::of(MACINTOSH)]);
    find_lead(text)?;
    let mut mended = Mended {
        text: String::with_capacity(text.len()),
        count: 0,
        first_line: 0,
        first: (String::new(), ' '),
        places: Vec::new(),
    };
    let mut rest = text;
    while let Some(at) = find_lead(rest) {
        mended.text.push_str(&rest[..at]);
        rest = &rest[at..];
        let (meant, length) = match TABLES.iter().find_map(|table| table.read(rest)) {
            Some((meant, length)) => {
                if mended.count == 0 {
                    mended.first_line = mended.text.matches('\n').count() + 1;
                    mended.first = (rest[..length].to_owned(), meant);
                }
                mended.count += 1;
                (meant, length)
            }
            None => rest.chars().next().map(|c| (c, c.len_utf8()))?,
        };
        if !is_unseen(meant) {
            mended.text.push(meant);
        }
        rest = &rest[length..];
        mended.places.push((mended.text.len(), text.len() - rest.len()));
    }
    mended.text.push_str(rest);
    (mended.count > 0).then_some(mended)
}

/// What the first bytes `C2`, `C3`, `C5` and `E2` of frequent characters look like in the two encodings.
fn is_lead(c: char) -> bool {
    matches!(c, 'Â' | 'Ã' | 'Å' | 'â' | '¬' | '√' | '≈' | '‚')
}

/// Where the first such character stands; all of them begin with one of three bytes.
fn find_lead(text: &str) -> Option<usize> {
    memchr::memchr3_iter(0xc2, 0xc3, 0xe2, text.as_bytes()).find(|&at| text[at..].starts_with(is_lead))
}

/// The characters of an encoding's bytes from 128 on.
struct Table([char; 128]);

impl Table {
    fn of(encoding: &'static Encoding) -> Self {
        let bytes: Vec<u8> = (128..=255).collect();
        let (text, _) = encoding.decode_without_bom_handling(&bytes);
        let mut table = ['\0'; 128];
        table.iter_mut().zip(text.chars()).for_each(|(place, c)| *place = c);
        Self(table)
    }

    fn byte(&self, c: char) -> Option<u8> {
        // Latin-1 has its controls where windows-1252 has quotation marks.
        let code = c as u32;
        let at = if (0x80..0xa0).contains(&code) {
            Some(code as usize - 0x80)
        } else {
            self.0.iter().position(|&known| known == c)
        };
        at.and_then(|at| u8::try_from(at + 128).ok())
    }

    /// The character that the first characters of `text` were, and how many bytes of `text` they take.
    fn read(&self, text: &str) -> Option<(char, usize)> {
        let mut bytes = [0; 3];
        let mut length = 0;
        let mut chars = text.chars();
        let first = self.byte(chars.next()?)?;
        let wanted = match first {
            0xc2..=0xdf => 2,
            0xe0..=0xef => 3,
            _ => return None,
        };
        bytes[0] = first;
        length += text.chars().next()?.len_utf8();
        for place in &mut bytes[1..wanted] {
            let c = chars.next()?;
            *place = self.byte(c).filter(|byte| (0x80..0xc0).contains(byte))?;
            length += c.len_utf8();
        }
        let meant = std::str::from_utf8(&bytes[..wanted]).ok()?.chars().next()?;
        is_plausible(meant).then_some((meant, length))
    }
}

/// Letters, spaces and marks that texts in Latin letters have. Anything else may really have been written.
fn is_plausible(c: char) -> bool {
    matches!(c, '\u{a0}'..='\u{17f}' | '\u{2010}'..='\u{203a}' | '€' | '™') || is_unseen(c)
}

/// Zero-width spaces and direction marks, which say nothing in a text in Latin letters: editors of news left them in
/// (`‚ÄéMenteri`).
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn garbled(text: &str, encoding: &'static Encoding) -> String {
        encoding.decode_without_bom_handling(text.as_bytes()).0.into_owned()
    }

    #[test]
    fn text_that_was_read_in_the_wrong_encoding_comes_back() {
        let text = "“Harga turun,”\nkata Renée – di\u{a0}kafé… Škoda";
        for encoding in [WINDOWS_1252, MACINTOSH] {
            let garbled = garbled(text, encoding);
            assert_ne!(garbled, text);
            let mended = mend(&garbled).unwrap();
            assert_eq!(mended.text, text, "{}", encoding.name());
            assert_eq!(mended.first_line, 1);
        }
    }

    #[test]
    fn a_place_is_found_again_in_the_text_as_it_was() {
        let was = garbled("“Harga turun,” kata Renée – di\u{a0}kafé", WINDOWS_1252);
        let mended = mend(&was).unwrap();
        for words in ["Harga turun", "kata", "kaf"] {
            let at = mended.text.find(words).unwrap();
            assert_eq!(mended.original(at), was.find(words).unwrap());
            assert_eq!(mended.original(at + words.len()), was.find(words).unwrap() + words.len());
        }
        assert_eq!(mended.original(0), 0);
    }

    #[test]
    fn marks_that_nobody_sees_go() {
        for encoding in [WINDOWS_1252, MACINTOSH] {
            let mended = mend(&garbled("\u{200e}Menteri datang.\u{200b}", encoding)).unwrap();
            assert_eq!(mended.text, "Menteri datang.", "{}", encoding.name());
        }
    }

    #[test]
    fn text_that_is_right_stays() {
        for text in [
            "“Harga turun,” kata Renée",
            "São Paulo, MÃE, Âncora, √2 ≈ 1,41",
            "‚Ärger‘ sagte sie",
            "¬p",
            "âne",
            "Ãngstrom Å",
            "Harga",
        ] {
            assert!(mend(text).is_none(), "{text}");
        }
    }
}
