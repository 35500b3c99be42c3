//! Turns tokens into hashed features: what a token looks like, what stands around it, what the lists say.

use std::ops::Range;

use super::convention::Convention;
use super::decode::LINKS;
use crate::extract::evidence::{Evidence, bit};
use crate::extract::{Document, Token, TokenKind};
use crate::lang::{Language, NameClass, mark_key};

/// How far apart two capitalised tokens may stand for the tokens between them to be looked at.
const REACH: usize = 3;

/// Most letters of the beginnings and ends of words that are looked at.
const LONGEST_AFFIX: u64 = 5;

/// Most tokens of a segment: so many scores add up without overflow, and no sentence of people is as long.
const LONGEST_SEGMENT: usize = 500;

/// The templates of features that are made from the token's own word.
pub const OWN_WORD: [u64; 5] = [2, 3, 8, 9, 56];

/// What one token looks like.
#[derive(Clone, Copy, Debug, Default)]
struct Sketch {
    /// Key of the token, of marks and punctuation too.
    key: u64,
    shape: Shape,
    /// Has a capital somewhere.
    capital: bool,
    /// Worth tagging: has a capital, or stands between or right beside such tokens.
    active: bool,
    /// First token of the run of capitalised tokens it is in.
    run_start: u32,
    /// One past the last token of that run.
    run_end: u32,
    /// Bits of [`NameUses`] of listed names that start here.
    starts: u8,
    /// Bits of [`NameUses`] of listed names of several words that cover it.
    covers: u8,
    /// Bits of the language's lists whose phrases start here.
    list_starts: u32,
    /// Bits of the language's lists whose phrases cover it.
    list_covers: u32,
}

impl Sketch {
    fn shape(&self) -> u64 {
        self.shape as u64
    }

    /// What the world's names say of it.
    fn uses(&self) -> u64 {
        u64::from(self.starts) | u64::from(self.covers) << 8
    }

    /// What the lists of the language say of it.
    fn lists(&self) -> u64 {
        u64::from(self.list_starts) | u64::from(self.list_covers) << 32
    }
}

/// Form of a token, whatever its letters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
enum Shape {
    #[default]
    None,
    Lower,
    Capital,
    Initial,
    ShortCapitals,
    LongCapitals,
    Mixed,
    CapitalsAndDigits,
    LowerAndDigits,
    Number,
    Year,
    Mark,
    Stop,
    Comma,
    Hyphen,
    Open,
    Close,
    Slash,
    OtherPunctuation,
    Clitic,
}

fn shape(token: &Token, word: &str) -> Shape {
    match token.kind {
        TokenKind::Mark => Shape::Mark,
        TokenKind::Clitic => Shape::Clitic,
        TokenKind::Number if word.len() == 4 => Shape::Year,
        TokenKind::Number => Shape::Number,
        TokenKind::Punctuation => match token.first {
            '.' | '!' | '?' | '…' => Shape::Stop,
            ',' | ';' | ':' => Shape::Comma,
            '-' | '–' | '—' => Shape::Hyphen,
            '(' | '[' => Shape::Open,
            ')' | ']' => Shape::Close,
            '/' | '&' => Shape::Slash,
            _ => Shape::OtherPunctuation,
        },
        TokenKind::Word => {
            let (mut digits, mut capitals) = (false, 0);
            for byte in word.bytes() {
                digits |= byte.is_ascii_digit();
                capitals += usize::from(byte.is_ascii_uppercase());
            }
            if !word.is_ascii() {
                capitals = word.chars().filter(|c| c.is_uppercase()).count();
            }
            match (capitals, digits) {
                (0, false) => Shape::Lower,
                (0, true) => Shape::LowerAndDigits,
                (_, true) => Shape::CapitalsAndDigits,
                (1, _) if token.capital && word.len() == token.first.len_utf8() => Shape::Initial,
                (1, _) if token.capital => Shape::Capital,
                _ if token.all_capitals && capitals < 6 => Shape::ShortCapitals,
                _ if token.all_capitals => Shape::LongCapitals,
                _ => Shape::Mixed,
            }
        }
    }
}

/// What features are made from: sketches of all tokens of a document.
#[derive(Debug)]
pub struct Context<'a> {
    document: &'a Document<'a>,
    sketches: Vec<Sketch>,
    /// Mixed into all features: each language has weights of its own.
    seed: u64,
    /// By what convention it is read; some features are learnt for each apart.
    convention: Convention,
}

impl<'a> Context<'a> {
    /// Sketches every token of `document`, to be read by `convention`.
    pub fn new(document: &'a Document<'a>, evidence: &Evidence, language: &Language, convention: Convention) -> Self {
        let sketches = document.tokens.iter().enumerate().map(|(at, token)| {
            let shape = shape(token, document.word(at));
            let capital = matches!(
                shape,
                Shape::Capital
                    | Shape::Initial
                    | Shape::ShortCapitals
                    | Shape::LongCapitals
                    | Shape::Mixed
                    | Shape::CapitalsAndDigits
            );
            let key = if token.key == 0 { mark_key(token.first) } else { token.key };
            Sketch { key, shape, capital, ..Sketch::default() }
        });
        let sketches = sketches.collect();
        let seed = seed(&language.code);
        let mut context = Self { document, sketches, seed, convention };
        for sentence in &document.sentences {
            context.find_active(sentence.clone());
            context.find_runs(sentence.clone());
            context.look_up(sentence.clone(), evidence);
            context.rest(sentence.clone(), language);
        }
        context
    }

    /// Ranges of tokens worth tagging, in order; all other tokens are outside names.
    pub fn segments(&self) -> Vec<Range<usize>> {
        let mut segments = Vec::new();
        for sentence in &self.document.sentences {
            let mut at = sentence.start;
            while at < sentence.end {
                let start = at;
                while at < sentence.end && self.sketches[at].active && at - start < LONGEST_SEGMENT {
                    at += 1;
                }
                if at > start {
                    segments.push(start..at);
                } else {
                    at += 1;
                }
            }
        }
        segments
    }

    /// The class of a token for transitions: what two neighbours say about each other depends on it.
    pub fn link(&self, token: usize) -> u8 {
        let link = match self.sketches[token].shape {
            Shape::Capital | Shape::Mixed => 0,
            Shape::ShortCapitals | Shape::LongCapitals | Shape::CapitalsAndDigits => 1,
            Shape::Lower | Shape::Clitic => 2,
            Shape::Number | Shape::Year | Shape::LowerAndDigits => 3,
            Shape::Initial | Shape::Stop | Shape::Hyphen | Shape::Slash => 4,
            _ => 5,
        };
        debug_assert!((link as usize) < LINKS);
        link
    }

    fn find_active(&mut self, sentence: Range<usize>) {
        let mut last: Option<usize> = None;
        for at in sentence.clone() {
            if !self.sketches[at].capital {
                continue;
            }
            let from = match last {
                Some(last) if at - last <= REACH + 1 => last + 1,
                _ => at,
            };
            for sketch in &mut self.sketches[from..=at] {
                sketch.active = true;
            }
            last = Some(at);
        }
        // What hangs on a capitalised token by a hyphen, is a number after it or closes its bracket.
        for at in sentence.clone() {
            if !self.sketches[at].capital {
                continue;
            }
            let follows = |offset: usize| (at + offset < sentence.end).then(|| self.sketches[at + offset].shape);
            let after = match (follows(1), follows(2)) {
                (Some(Shape::Hyphen | Shape::Slash), Some(_)) => 2,
                (Some(Shape::Number | Shape::Year | Shape::LowerAndDigits | Shape::Lower | Shape::Close), _) => 1,
                _ => 0,
            };
            let before = if at >= sentence.start + 2 && self.sketches[at - 1].shape == Shape::Hyphen { 2 } else { 0 };
            for sketch in &mut self.sketches[at - before..=at + after] {
                sketch.active = true;
            }
        }
    }

    fn find_runs(&mut self, sentence: Range<usize>) {
        let mut start = sentence.start;
        for at in sentence.start..=sentence.end {
            if at < sentence.end && self.sketches[at].capital {
                continue;
            }
            for sketch in &mut self.sketches[start..at] {
                (sketch.run_start, sketch.run_end) = (start as u32, at as u32);
            }
            if at < sentence.end {
                (self.sketches[at].run_start, self.sketches[at].run_end) = (at as u32, at as u32 + 1);
            }
            start = at + 1;
        }
    }

    /// Notes what the lists say of the active tokens and of those right before them.
    fn look_up(&mut self, sentence: Range<usize>, evidence: &Evidence) {
        for at in sentence.clone() {
            self.sketches[at].starts = evidence.known[at];
            self.sketches[at].covers = evidence.known_covering[at];
            let near = self.sketches[at].active || (at + 1 < sentence.end && self.sketches[at + 1].active);
            if !near {
                continue;
            }
            for listed in evidence.at(at).iter().filter(|listed| !listed.class.is_for_rules()) {
                self.sketches[at].list_starts |= bit(listed.class);
                self.sketches[listed.tokens.clone()]
                    .iter_mut()
                    .for_each(|sketch| sketch.list_covers |= bit(listed.class));
            }
        }
    }

    /// Takes those out of the active tokens that no name has: a pause, a word in lower case that no list of parts of
    /// names has, a function word with the capital of its sentence alone.
    fn rest(&mut self, sentence: Range<usize>, language: &Language) {
        let follows_capital = |sketches: &[Sketch], at: usize| at + 1 < sentence.end && sketches[at + 1].capital;
        for at in sentence.clone() {
            let sketch = self.sketches[at];
            let rests = match sketch.shape {
                Shape::Comma => true,
                Shape::Lower => sketch.list_covers & PARTS == 0,
                Shape::Capital if at == sentence.start => {
                    language.words.is_function_word(sketch.key)
                        && sketch.starts | sketch.covers == 0
                        && !follows_capital(&self.sketches, at)
                }
                _ => false,
            };
            self.sketches[at].active &= !rests;
        }
    }

    fn sketch(&self, sentence: &Range<usize>, at: Option<usize>) -> Sketch {
        match at {
            Some(at) if sentence.contains(&at) => self.sketches[at],
            _ => Sketch { key: 1, ..Sketch::default() },
        }
    }

    /// The feature that every token of a language has.
    pub fn bias(code: &str) -> u64 {
        mix(1, 0, 0) ^ seed(code)
    }

    /// Reads the text as one in the language `code`.
    pub fn read_as(&mut self, code: &str) {
        self.seed = seed(code);
    }

    /// Whether two tokens are alike by themselves: [`Context::features_alone`] gives the same for both.
    pub fn are_alike(&self, one: usize, other: usize) -> bool {
        let sketch = |at: usize| {
            let own = &self.sketches[at];
            let starts_sentence = self.document.tokens[at].starts_sentence;
            (own.starts, own.covers, own.list_starts, own.list_covers, own.shape, starts_sentence)
        };
        self.sketches[one].key == self.sketches[other].key
            && sketch(one) == sketch(other)
            && self.document.word(one) == self.document.word(other)
    }

    /// A number that is the same for tokens that are alike by themselves.
    pub fn likeness(&self, at: usize) -> u64 {
        self.sketches[at].key
    }

    /// Gives the features of a token to `take` that do not depend on its neighbours, each behind the number of its
    /// template: its word, what the lists say of it.
    pub fn features_alone(&self, at: usize, mut take: impl FnMut(u64, u64)) {
        let own = self.sketches[at];
        let capital = u64::from(own.capital);
        let mut give =
            |template: u64, first: u64, second: u64| take(template, mix(template, first, second) ^ self.seed);
        give(1, 0, 0);
        give(2, own.key, 0);
        give(3, own.key, own.shape());

        // Beginnings and ends of the word, of one letter more each time.
        let word = self.document.word(at);
        let (mut beginning, mut ending) = (NO_LETTERS, NO_LETTERS);
        let (mut forward, mut backward) = (word.chars(), word.chars().rev());
        for length in 0..LONGEST_AFFIX {
            beginning = forward.next().map_or(beginning, |letter| with_letter(beginning, letter));
            ending = backward.next().map_or(ending, |letter| with_letter(ending, letter));
            give(27 + 2 * length, beginning, capital);
            give(28 + 2 * length, ending, capital);
        }

        // What the lists say.
        let form = own.shape() << 8 | u64::from(self.document.tokens[at].starts_sentence);
        give(37, own.uses(), 0);
        give(41, own.uses(), form);
        give(43, own.lists(), 0);
        give(47, own.lists(), own.uses() << 1 | form & 1);
        each_bit(own.list_starts, |list| give(101, list, own.shape()));
        each_bit(own.list_covers, |list| give(102, list, 0));

        // What annotators do not agree on.
        let apart = self.apart();
        let mut give = |template: u64, first: u64, second: u64| take(template, mix(template, first, second) ^ apart);
        give(55, 0, 0);
        give(56, own.key, 0);
        give(59, own.uses(), form);
    }

    /// Gives the features of a token of `sentence` to `take` that its neighbours are part of, each behind the number of
    /// its template.
    pub fn features_around(&self, sentence: &Range<usize>, at: usize, mut take: impl FnMut(u64, u64)) {
        let own = self.sketches[at];
        let near = |offset: isize| self.sketch(sentence, at.checked_add_signed(offset));
        let (before2, before, after, after2) = (near(-2), near(-1), near(1), near(2));
        let mut give =
            |template: u64, first: u64, second: u64| take(template, mix(template, first, second) ^ self.seed);
        give(4, before.key, 0);
        give(5, after.key, 0);
        give(6, before2.key, 1);
        give(7, after2.key, 1);
        give(8, before.key, own.key);
        give(9, own.key, after.key);
        give(10, before2.key, before.key);
        give(11, after.key, after2.key);
        give(12, before.key, after.key);
        give(13, before.key, own.shape());
        give(14, after.key, own.shape());
        let shapes = before.shape() << 16 | own.shape() << 8 | after.shape();
        give(15, shapes, 0);
        give(16, shapes, before2.shape() << 8 | after2.shape());
        let starts = u64::from(self.document.tokens[at].starts_sentence);
        give(17, own.shape(), starts << 8 | after.shape());

        // The run of capitals it stands in, and what stands around that run.
        let (start, end) = (own.run_start as usize, own.run_end as usize);
        let length = (end - start).min(4) as u64;
        let place = (at - start).min(3) as u64 | ((end - 1 - at).min(3) as u64) << 2 | length << 4;
        let left = self.sketch(sentence, start.checked_sub(1));
        let left2 = self.sketch(sentence, start.checked_sub(2));
        let right = self.sketch(sentence, Some(end));
        let right2 = self.sketch(sentence, Some(end + 1));
        let (first, last) = (self.sketches[start], self.sketches[end - 1]);
        give(18, place, u64::from(own.capital));
        give(19, left.key, place);
        give(20, right.key, place);
        give(21, left.key, left2.key);
        give(22, right.key, right2.key);
        give(23, left.key, right.key);
        give(24, first.key, place & 15);
        give(25, last.key, place & 15);
        give(26, left.key, first.key);

        // What the lists say.
        give(38, before.uses() << 16 | own.uses(), after.uses());
        give(39, own.uses(), place);
        give(40, own.uses(), left.key);
        give(42, first.uses() << 16 | last.uses(), place);
        give(44, own.lists(), before.lists());
        give(45, own.lists(), after.lists());
        give(46, own.lists(), place);
        give(48, first.lists(), place);
        give(49, last.lists(), place);
        give(50, left.lists(), place);
        let (head, distance) = self.head(sentence, at);
        let (heads, distance) = (u64::from(head.list_starts), distance.min(4));
        give(51, heads, distance);
        give(52, heads, distance << 32 | own.lists());
        give(53, heads, own.uses() << 8 | own.shape());
        give(54, heads, head.key);
        each_bit(before.list_covers, |list| give(103, list, own.shape()));
        each_bit(after.list_starts, |list| give(104, list, own.shape()));
        each_bit(first.list_starts, |list| give(105, list, place));
        each_bit(last.list_covers, |list| give(106, list, place));
        each_bit(head.list_starts, |list| give(107, list, distance));
        each_bit(left.list_covers, |list| give(108, list, place));

        // What annotators do not agree on.
        let apart = self.apart();
        let mut give = |template: u64, first: u64, second: u64| take(template, mix(template, first, second) ^ apart);
        give(57, own.uses(), left.key);
        give(58, own.lists(), before.lists());
        give(60, heads, distance << 32 | own.lists());
        give(61, shapes, 0);
    }

    /// Mixed into the features that are learnt for each convention apart.
    fn apart(&self) -> u64 {
        mix(0, self.convention as u64, self.seed)
    }

    /// The nearest token to the left at which a title, a head or a cue begins and from which capitals and connectors
    /// lead to `at`, with its distance; 0 when there is none.
    fn head(&self, sentence: &Range<usize>, at: usize) -> (Sketch, u64) {
        let first = sentence.start.max(at.saturating_sub(6));
        for before in (first..at).rev() {
            let sketch = self.sketches[before];
            if sketch.list_starts & HEADS != 0 {
                return (sketch, (at - before) as u64);
            }
            let leads = sketch.capital || sketch.list_covers & bit(NameClass::Connector) != 0;
            if !leads {
                break;
            }
        }
        (Sketch::default(), 0)
    }
}

/// Lists whose entries are parts of names.
const PARTS: u32 =
    !(bit(NameClass::Title) | bit(NameClass::NotName) | bit(NameClass::PlaceCue) | bit(NameClass::PersonCue));

/// Lists whose entries say what follows.
const HEADS: u32 = bit(NameClass::Title)
    | bit(NameClass::OrganizationHead)
    | bit(NameClass::PlaceHead)
    | bit(NameClass::EventHead)
    | bit(NameClass::WorkHead)
    | bit(NameClass::Institution)
    | bit(NameClass::PersonCue)
    | bit(NameClass::PlaceCue);

/// The numbers of the bits that are set.
fn each_bit(mut bits: u32, mut take: impl FnMut(u64)) {
    while bits != 0 {
        take(u64::from(bits.trailing_zeros()));
        bits &= bits - 1;
    }
}

/// What a language mixes into all hashes: each has weights of its own.
pub(super) fn seed(code: &str) -> u64 {
    mix(0, letters(code), 0)
}

fn letters(part: &str) -> u64 {
    part.chars().fold(NO_LETTERS, with_letter)
}

/// The hash of no letters.
const NO_LETTERS: u64 = 7;

/// The hash of some letters and one more, whatever its case.
fn with_letter(letters: u64, letter: char) -> u64 {
    let add = |letters: u64, letter: u64| letters.wrapping_mul(0x100_0193) ^ letter;
    if letter.is_ascii() {
        return add(letters, u64::from(letter.to_ascii_lowercase() as u8));
    }
    letter.to_lowercase().fold(letters, |letters, letter| add(letters, letter as u64))
}

pub(super) fn mix(template: u64, first: u64, second: u64) -> u64 {
    let hash = (first ^ template.wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    let hash = (hash.rotate_left(31) ^ second).wrapping_mul(0xa076_1d64_78bd_642f);
    hash ^ (hash >> 29)
}
