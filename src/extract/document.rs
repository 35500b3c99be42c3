//! Cuts a text into tokens, sentences and paragraphs, once, for all that comes after.

use std::hash::BuildHasher;
use std::ops::Range;

use rustc_hash::FxBuildHasher;

use crate::lang::{Language, WordKey, is_quotation_mark, word_key};
use crate::model::Span;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, with apostrophes inside (`Mu'ti`) and letters with digits (`B50`); a hyphen cuts.
    Word,
    /// Digits, with `.`, `,` and `:` between digits.
    Number,
    /// An ending that the language writes with an apostrophe (`'s`).
    Clitic,
    /// One character that may open or close a quotation: `"`, `“`, `”`, `„`, `«`, `»`, `‘`, `’`, `'`, or `''` as one.
    Mark,
    /// Any other single character.
    Punctuation,
}

/// One token of a [`Document`].
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// Where it stands, in bytes.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
    /// Key of its lower-case form ([`word_key`]); 0 for marks and punctuation.
    pub key: WordKey,
    /// First character of the token.
    pub first: char,
    /// Words: the first letter is a capital.
    pub capital: bool,
    /// Words: two letters or more, all of them capitals.
    pub all_capitals: bool,
    /// White space stands before it.
    pub spaced: bool,
    /// First token of a sentence.
    pub starts_sentence: bool,
}

/// A text cut into tokens, sentences and paragraphs.
#[derive(Debug)]
pub struct Document<'a> {
    /// The whole text.
    pub text: &'a str,
    /// All tokens in order; white space is not a token.
    pub tokens: Vec<Token>,
    /// Token ranges of the sentences, in order, without gaps.
    pub sentences: Vec<Range<usize>>,
    /// Token ranges of the paragraphs, in order, without gaps; a line break ends a paragraph.
    pub paragraphs: Vec<Range<usize>>,
}

impl<'a> Document<'a> {
    /// Cuts `text`. Linear in its length; never panics.
    pub fn new(text: &'a str, language: &Language) -> Self {
        let (mut tokens, paragraphs) = tokenize(text, &language.words.clitics);
        let mut sentences = Vec::new();
        for paragraph in &paragraphs {
            cut_sentences(&tokens, paragraph.clone(), language, &mut sentences);
        }
        for sentence in &sentences {
            tokens[sentence.start].starts_sentence = true;
        }
        Self { text, tokens, sentences, paragraphs }
    }

    /// The words of a token.
    pub fn word(&self, token: usize) -> &'a str {
        self.tokens[token].span.of(self.text)
    }

    /// The bytes from the first to the last token of a range that is not empty.
    pub fn span(&self, tokens: Range<usize>) -> Span {
        Span::new(self.tokens[tokens.start].span.start, self.tokens[tokens.end - 1].span.end)
    }

    /// Whether the text is one sentence, of which nothing else in it can tell more.
    pub fn is_lone_sentence(&self) -> bool {
        self.sentences.len() == 1
    }

    /// The first token that ends after byte `at`.
    pub fn token_at(&self, at: usize) -> usize {
        self.tokens.partition_point(|token| token.span.end <= at)
    }
}

/// One key for a run of words, whatever their case: two runs of the same words have the same.
pub fn phrase_key<'t>(tokens: impl IntoIterator<Item = &'t Token>) -> WordKey {
    // Not from 0 on: punctuation has the key 0, and a run that begins with it must differ from the rest of that run.
    tokens.into_iter().fold(1, |hash, token| FxBuildHasher.hash_one((hash, token.key)))
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '`')
}

fn is_word_part(c: char) -> bool {
    c.is_alphanumeric() || is_combining(c)
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{20d0}'..='\u{20ff}' | '\u{200c}' | '\u{200d}')
        || unicode_normalization::char::is_combining_mark(c)
}

/// The tokens of a text and the token ranges of its paragraphs.
fn tokenize(text: &str, clitics: &[String]) -> (Vec<Token>, Vec<Range<usize>>) {
    let mut tokens = Vec::with_capacity(text.len() / 5);
    let mut paragraphs = Vec::new();
    let (mut at, mut paragraph) = (0, 0);
    let mut spaced = true;
    while let Some(c) = char_at(text, at) {
        if c.is_whitespace() {
            spaced = true;
            at += c.len_utf8();
            if matches!(c, '\n' | '\u{2029}') && tokens.len() > paragraph {
                paragraphs.push(paragraph..tokens.len());
                paragraph = tokens.len();
            }
            continue;
        }
        let (end, kind) = if c.is_alphanumeric() {
            word_end(text, at)
        } else if c == '\'' && text[at + 1..].starts_with('\'') {
            (at + 2, TokenKind::Mark)
        } else if is_quotation_mark(c) {
            (at + c.len_utf8(), TokenKind::Mark)
        } else {
            (at + c.len_utf8(), TokenKind::Punctuation)
        };
        let cut =
            if kind == TokenKind::Word { clitic_start(&text[at..end], clitics).map(|cut| at + cut) } else { None };
        let word_end = cut.unwrap_or(end);
        tokens.push(token(text, at, word_end, kind, spaced));
        if let Some(cut) = cut {
            tokens.push(token(text, cut, end, TokenKind::Clitic, false));
        }
        spaced = false;
        at = end;
    }
    if tokens.len() > paragraph {
        paragraphs.push(paragraph..tokens.len());
    }
    (tokens, paragraphs)
}

/// The character that starts at a byte.
fn char_at(text: &str, at: usize) -> Option<char> {
    match text.as_bytes().get(at)? {
        byte if byte.is_ascii() => Some(char::from(*byte)),
        _ => text[at..].chars().next(),
    }
}

fn token(text: &str, start: usize, end: usize, kind: TokenKind, spaced: bool) -> Token {
    let word = &text[start..end];
    let is_word = kind == TokenKind::Word;
    let first = word.chars().next().unwrap_or(' ');
    let all_capitals = is_word && is_all_capitals(word);
    Token {
        span: Span::new(start, end),
        kind,
        key: if matches!(kind, TokenKind::Mark | TokenKind::Punctuation) { 0 } else { word_key(word) },
        first,
        capital: is_word && first.is_uppercase(),
        all_capitals,
        spaced,
        starts_sentence: false,
    }
}

fn is_all_capitals(word: &str) -> bool {
    if word.is_ascii() {
        return !word.bytes().any(|byte| byte.is_ascii_lowercase())
            && word.bytes().filter(u8::is_ascii_alphabetic).count() > 1;
    }
    word.chars().filter(|c| c.is_alphabetic()).count() > 1 && !word.chars().any(char::is_lowercase)
}

/// End of the word or number that starts at `start`.
fn word_end(text: &str, start: usize) -> (usize, TokenKind) {
    // Nearly all words are ASCII letters alone and end before a character that ends every word.
    let bytes = text.as_bytes();
    let (mut end, mut number) = (start, true);
    while let Some(byte) = bytes.get(end).filter(|byte| byte.is_ascii_alphanumeric()) {
        number &= byte.is_ascii_digit();
        end += 1;
    }
    let kind = |number| if number { TokenKind::Number } else { TokenKind::Word };
    let goes_on = |byte: &u8| !byte.is_ascii() || matches!(byte, b'\'' | b'`' | b'.' | b',' | b':');
    if !bytes.get(end).is_some_and(goes_on) {
        return (end, kind(number));
    }
    let rest = end;
    for (at, c) in text[rest..].char_indices() {
        let next_is = |test: fn(char) -> bool| text[rest + at + c.len_utf8()..].chars().next().is_some_and(test);
        let joins = (is_apostrophe(c) && !number && next_is(char::is_alphabetic))
            || (number && matches!(c, '.' | ',' | ':') && next_is(|c| c.is_ascii_digit()));
        if !(is_word_part(c) || joins) {
            break;
        }
        number &= c.is_numeric() || joins;
        end = rest + at + c.len_utf8();
    }
    (end, kind(number))
}

/// Where the clitic at the end of `word` starts, if there is one and something stands before it.
fn clitic_start(word: &str, clitics: &[String]) -> Option<usize> {
    if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    let cut = word.char_indices().filter(|(_, c)| is_apostrophe(*c)).map(|(at, _)| at).next_back()?;
    let ending = word[cut..].chars().skip(1);
    let is_clitic = clitics.iter().any(|clitic| clitic.chars().skip(1).eq(ending.clone().flat_map(char::to_lowercase)));
    (cut > 0 && is_clitic).then_some(cut)
}

fn cut_sentences(tokens: &[Token], paragraph: Range<usize>, language: &Language, sentences: &mut Vec<Range<usize>>) {
    let mut start = paragraph.start;
    for at in paragraph.clone() {
        if !ends_sentence(tokens, at, &paragraph, language) {
            continue;
        }
        // Marks and brackets that close right after the full stop belong to the sentence.
        let mut end = at + 1;
        while end < paragraph.end
            && !tokens[end].spaced
            && (tokens[end].kind == TokenKind::Mark || matches!(tokens[end].first, ')' | ']' | '.' | '!' | '?' | '…'))
        {
            end += 1;
        }
        end += joining_commas(tokens, end, &paragraph);
        if end > start {
            sentences.push(start..end);
            start = end;
        }
    }
    if start < paragraph.end {
        sentences.push(start..paragraph.end);
    }
}

/// How many commas at `at` stand where a line once ended: two or more, or one before a mark that opens (`pergi.,“Kami …`).
/// Programs that copied articles into tables left them.
fn joining_commas(tokens: &[Token], at: usize, paragraph: &Range<usize>) -> usize {
    let commas = (at..paragraph.end).take_while(|&at| tokens[at].first == ',').count();
    let next = at + commas;
    let opens = next + 1 < paragraph.end
        && tokens[next].kind == TokenKind::Mark
        && !tokens[next].spaced
        && !tokens[next + 1].spaced
        && tokens[next + 1].capital;
    if commas > 1 || commas == 1 && opens { commas } else { 0 }
}

/// Whether the token is a full stop, question or exclamation mark after which a sentence starts.
fn ends_sentence(tokens: &[Token], at: usize, paragraph: &Range<usize>, language: &Language) -> bool {
    let stop = tokens[at];
    if stop.kind != TokenKind::Punctuation || !matches!(stop.first, '.' | '?' | '!' | '…') {
        return false;
    }
    let mut next = at + 1;
    while next < paragraph.end
        && !tokens[next].spaced
        && (tokens[next].kind == TokenKind::Mark || matches!(tokens[next].first, ')' | ']' | '.' | '!' | '?' | '…'))
    {
        next += 1;
    }
    let commas = joining_commas(tokens, next, paragraph);
    next += commas;
    if next == paragraph.end {
        return true;
    }
    let following = tokens[next];
    let begins = following.capital
        || following.kind == TokenKind::Number
        || following.kind == TokenKind::Mark
        || matches!(following.first, '(' | '[' | '-' | '–' | '—');
    if !begins {
        return false;
    }
    if stop.first == '.' && next == at + 1 && at > paragraph.start {
        let before = tokens[at - 1];
        let word = before.kind == TokenKind::Word && !stop.spaced;
        let initial = before.capital && before.span.len() == before.first.len_utf8();
        if word && (initial || language.words.is_abbreviation(before.key)) && following.kind != TokenKind::Mark {
            return false;
        }
        // Glued sentences (`kata Yudo.Ia juga`) end; names of sites (`TEMPO.CO`, `S.Pi`) do not.
        if !following.spaced
            && (!following.capital || before.all_capitals || before.span.len() < 3 || following.all_capitals)
        {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Languages;

    #[test]
    fn punctuation_counts_in_the_key_of_a_phrase() {
        let languages = Languages::embedded();
        let key = |text: &str| phrase_key(&Document::new(text, languages.get("id").unwrap()).tokens);
        assert_eq!(key("Komisi AIR"), key("komisi air"));
        assert_ne!(key("Komisi Air"), key("Air Komisi"));
        assert_ne!(key(") Komisi Air"), key("Komisi Air"));
    }
}
