//! Turns tokens into what the word lists say about each of them, once, for the tagger and for the rules of names.

use std::cell::RefCell;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::{Document, Token, TokenKind};
use crate::lang::{Beginning, Entry, Gazetteer, Language, NameClass, NameUses, Piece, WordKey, mark_key};

/// A listed phrase found in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The list.
    pub class: NameClass,
    /// The line of the list, where lines have several forms.
    pub group: Option<u32>,
}

/// Bit of a class in [`Evidence::starting`] and [`Evidence::covering`].
pub const fn bit(class: NameClass) -> u32 {
    1 << class as u32
}

/// What the word lists say about the tokens of a document.
#[derive(Debug)]
pub struct Evidence {
    /// Listed phrases in order of their first token, the longest of each class only.
    pub listed: Vec<Listed>,
    /// For each token, where the phrases that start at it lie in `listed`.
    from: Vec<u32>,
    /// For each token, the classes of the phrases that start at it.
    pub starting: Vec<u32>,
    /// For each token, the classes of the phrases it is part of.
    pub covering: Vec<u32>,
    /// For each token, the uses ([`NameUses`]) of the world's names that start at it.
    pub known: Vec<u8>,
    /// For each token, the uses of the world's names of several words that cover it.
    pub known_covering: Vec<u8>,
    /// Lengths of the names of countries and regions, by their first token.
    country_lengths: FxHashMap<usize, usize>,
}

impl Evidence {
    /// Looks every token up in the language's lists, and those with a capital among the world's names. Linear in the text.
    pub fn collect(document: &Document<'_>, language: &Language, gazetteer: &Gazetteer<'_>) -> Self {
        let tokens = &document.tokens;
        let count = tokens.len();
        let mut found = Self {
            listed: Vec::new(),
            from: Vec::with_capacity(count + 1),
            starting: vec![0; count],
            covering: vec![0; count],
            known: vec![0; count],
            known_covering: vec![0; count],
            country_lengths: FxHashMap::default(),
        };
        for at in 0..count {
            let first = found.listed.len();
            found.from.push(first as u32);
            if matches!(tokens[at].kind, TokenKind::Mark | TokenKind::Clitic | TokenKind::Number) {
                continue;
            }
            let pieces = tokens[at..].iter().enumerate().map_while(|(n, token)| piece(token, n == 0));
            let mut note = |length: usize, entry: &Entry| {
                let class = NameClass::ALL[entry.class as usize];
                let entry = Listed { tokens: at..at + length, class, group: entry.group };
                match found.listed[first..].iter_mut().find(|other| other.class == class) {
                    Some(shorter) => *shorter = entry,
                    None => found.listed.push(entry),
                }
            };
            language.naming.phrases.find(pieces, &mut note);
            for entry in &found.listed[first..] {
                found.starting[at] |= bit(entry.class);
                for covered in &mut found.covering[entry.tokens.clone()] {
                    *covered |= bit(entry.class);
                }
            }
        }
        found.from.push(found.listed.len() as u32);
        found.look_up_names(document, gazetteer);
        found
    }

    /// Looks words that have a capital up among the names of the world.
    fn look_up_names(&mut self, document: &Document<'_>, gazetteer: &Gazetteer<'_>) {
        let tokens = &document.tokens;
        for at in 0..tokens.len() {
            // `al-Qaeda` is cut at its hyphen, `iPhone` is not.
            let capital = tokens[at].capital
                || tokens[at].kind == TokenKind::Word
                    && document.word(at).bytes().any(|byte| byte.is_ascii_uppercase());
            if !capital {
                continue;
            }
            let Some(beginning) = begin(gazetteer, tokens[at].key, document.word(at)) else { continue };
            let rest = tokens[at + 1..].iter().take_while(|token| !token.starts_sentence);
            let rest = rest.map(|token| token.span.of(document.text));
            let (known, covering) = (&mut self.known, &mut self.known_covering);
            let country_lengths = &mut self.country_lengths;
            gazetteer.find(beginning, rest, |length, name| {
                known[at] |= name.uses.0;
                if length > 1 {
                    covering[at..at + length].iter_mut().for_each(|uses| *uses |= name.uses.0);
                }
                if name.uses.has(NameUses::TERRITORY) && !name.uses.has(NameUses::GIVEN_NAME) {
                    country_lengths.insert(at, length);
                }
            });
        }
    }

    /// The listed phrases that start at a token.
    pub fn at(&self, token: usize) -> &[Listed] {
        &self.listed[self.from[token] as usize..self.from[token + 1] as usize]
    }

    /// The longest phrase of `class` that starts at a token.
    pub fn listed(&self, token: usize, class: NameClass) -> Option<&Listed> {
        if self.starting[token] & bit(class) == 0 {
            return None;
        }
        self.at(token).iter().find(|listed| listed.class == class)
    }

    /// Length of the name of a country or region that starts at a token, 0 if none does.
    pub fn country(&self, token: usize) -> usize {
        if self.known[token] & NameUses::TERRITORY == 0 || self.starts(token, NameClass::NotName) {
            return 0;
        }
        self.country_lengths.get(&token).copied().unwrap_or(0)
    }

    /// Whether a phrase of `class` starts at the token; none stands behind the text.
    pub fn starts(&self, token: usize, class: NameClass) -> bool {
        self.starting.get(token).is_some_and(|classes| classes & bit(class) != 0)
    }

    /// Whether the token is part of a phrase of `class`; none stands behind the text.
    pub fn covers(&self, token: usize, class: NameClass) -> bool {
        self.covering.get(token).is_some_and(|classes| classes & bit(class) != 0)
    }
}

/// Where the names that begin with a word part, from memory where a text had it lately: all texts say the same names.
fn begin(gazetteer: &Gazetteer<'_>, key: WordKey, word: &str) -> Option<Beginning> {
    const ROOM: usize = 2048;
    type Room = Option<(WordKey, Option<Beginning>)>;
    thread_local! {
        static KNOWN: RefCell<Vec<Room>> = RefCell::new(vec![None; ROOM]);
    }
    // Another list knows other names.
    if !gazetteer.is_embedded() {
        return gazetteer.begin(word);
    }
    KNOWN.with_borrow_mut(|known| {
        let room = &mut known[key as usize % ROOM];
        match room {
            Some((known, beginning)) if *known == key => *beginning,
            _ => room.insert((key, gazetteer.begin(word))).1,
        }
    })
}

/// A token as the word lists see it; a sentence's end or a quotation mark ends every phrase.
fn piece(token: &Token, first: bool) -> Option<Piece> {
    if !first && (token.starts_sentence || token.kind == TokenKind::Mark) {
        return None;
    }
    let key = if token.key == 0 { mark_key(token.first) } else { token.key };
    Some(Piece { key, capital: token.capital, all_capitals: token.all_capitals })
}
