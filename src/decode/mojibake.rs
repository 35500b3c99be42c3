//! Turns text whose UTF-8 was once read as windows-1252 or Mac Roman (`â€œHarga`, `‚ÄúHarga`) back into what was written.

use std::ops::RangeInclusive;
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

/// Scripts in which foreign names and prayers are quoted; a range may hold several that stand together.
const SCRIPTS: [RangeInclusive<char>; 6] = [
    '\u{370}'..='\u{3ff}',   // Greek
    '\u{400}'..='\u{52f}',   // Cyrillic
    '\u{590}'..='\u{5ff}',   // Hebrew
    '\u{600}'..='\u{6ff}',   // Arabic
    '\u{900}'..='\u{e7f}',   // Devanagari to Thai
    '\u{3000}'..='\u{9fff}', // Japanese and Chinese
];

static TABLES: LazyLock<[Table; 2]> = LazyLock::new(|| [Table::of(WINDOWS_1252), Table::of(MACINTOSH)]);

/// The text put right; none where nothing is wrong with it.
pub fn mend(text: &str) -> Option<Mended> {
    let mut stretches = find_stretches(text, &[]);
    let known: Vec<(usize, usize)> = stretches.iter().filter_map(Stretch::reading).collect();
    if !known.is_empty() {
        stretches = find_stretches(text, &known);
    }
    let first = stretches.first()?;
    let (meant, length) = *first.characters.first()?;
    let mut mended = Mended {
        text: String::with_capacity(text.len()),
        count: 0,
        first_line: text[..first.start].matches('\n').count() + 1,
        first: (text[first.start..first.start + length].to_owned(), meant),
        places: Vec::new(),
    };
    let mut at = 0;
    for stretch in &stretches {
        mended.text.push_str(&text[at..stretch.start]);
        at = stretch.start;
        for (meant, length) in &stretch.characters {
            if stretch.script.is_some() || !is_unseen(*meant) {
                mended.text.push(*meant);
            }
            at += length;
            mended.count += 1;
            mended.places.push((mended.text.len(), at));
        }
    }
    mended.text.push_str(&text[at..]);
    Some(mended)
}

/// Characters side by side that were read in the same wrong encoding.
#[derive(Default)]
struct Stretch {
    /// Where it begins, in bytes.
    start: usize,
    /// What each was, and how many bytes it takes now.
    characters: Vec<(char, usize)>,
    /// Which of `TABLES` was read.
    table: usize,
    /// Which of `SCRIPTS` it has beside Latin letters and marks.
    script: Option<usize>,
}

impl Stretch {
    fn length(&self) -> usize {
        self.characters.iter().map(|(_, length)| length).sum()
    }

    /// The encoding and the script.
    fn reading(&self) -> Option<(usize, usize)> {
        Some((self.table, self.script?))
    }

    /// Whether it is no chance: one character alone that would be of another script may really have been written as it stands
    /// (`”É`), except where others were read so in the same text.
    fn is_sure(&self, known: &[(usize, usize)]) -> bool {
        match self.characters.len() {
            0 => false,
            1 => self.reading().is_none_or(|reading| known.contains(&reading)),
            _ => true,
        }
    }
}

/// All of them in `text`. `known`: encodings and scripts that are in it surely. Each is taken from its beginning on, so that none
/// is cut where characters from its middle would make another.
fn find_stretches(text: &str, known: &[(usize, usize)]) -> Vec<Stretch> {
    let mut stretches = Vec::new();
    let mut at = 0;
    while let Some(next) = text[at..].bytes().position(|byte| !byte.is_ascii()) {
        at += next;
        let read = (0..TABLES.len()).map(|table| read_stretch(text, at, table)).filter(|found| found.is_sure(known));
        // The first of those that are as long.
        match read.rev().max_by_key(Stretch::length) {
            Some(stretch) => {
                at += stretch.length();
                stretches.push(stretch);
            }
            None => at += text[at..].chars().next().map_or(1, char::len_utf8),
        }
    }
    stretches
}

/// The longest stretch from `start` on, in one encoding and at most one script beside Latin.
fn read_stretch(text: &str, start: usize, table: usize) -> Stretch {
    let mut stretch = Stretch { start, table, ..Stretch::default() };
    let mut rest = &text[start..];
    while let Some((meant, length)) = TABLES[table].read(rest) {
        let script = SCRIPTS.iter().position(|script| script.contains(&meant));
        if script.is_some() && stretch.script.is_none_or(|known| Some(known) == script) {
            stretch.script = script;
        } else if !(is_plausible(meant) && rest.starts_with(is_lead)) {
            break;
        }
        stretch.characters.push((meant, length));
        rest = &rest[length..];
    }
    stretch
}

/// What the first bytes `C2`, `C3`, `C5` and `E2` of frequent characters look like in the two encodings.
fn is_lead(c: char) -> bool {
    matches!(c, 'Â' | 'Ã' | 'Å' | 'â' | '¬' | '√' | '≈' | '‚')
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
        Some((meant, length))
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
    fn words_in_another_script_come_back_whole() {
        for encoding in [WINDOWS_1252, MACINTOSH] {
            for text in ["“doa” في السفر و, é", "В Москве и Риге", "“и” saja", "Αθήνα", "北京 – “ya”"]
            {
                let was = garbled(text, encoding);
                assert_eq!(mend(&was).unwrap().text, text, "{}", encoding.name());
                // What is cut off stays as it is.
                let cut: String = was.chars().take(was.chars().count() - 1).collect();
                let mended = mend(&cut).unwrap().text;
                assert!(mended.starts_with(text.rsplit_once(' ').map_or("Αθήν", |(before, _)| before)), "{mended}");
            }
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
            "“À”, —É — “Éa”",
            "Ÿà",
            "Harga",
        ] {
            assert!(mend(text).is_none(), "{text}");
        }
    }
}
