//! Turns a document, its mentions and the language's data into what the attribution rules read.

use std::ops::Range;

use super::marks::{self, Run};
use crate::extract::{Document, Token, TokenKind};
use crate::lang::{Classes, Frames, Language, Quoting, Words};
use crate::model::{EntityKind, Mention, Span};

/// No index.
const NONE: u32 = u32::MAX;
/// A sentence of more tokens of the reporter is cut, so that no rule looks at more than so many.
const LONGEST_SENTENCE: usize = 300;

/// Where a token stands among the words that matter around quotations.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// Classes of the word.
    pub classes: Classes,
    /// Frames of the reporting verb; empty for other words.
    pub frames: Frames,
    /// Bytes at the end that are a pronoun.
    pub suffix: u8,
    /// Number of the word's attitude ([`crate::lang::Quoting::attitude`]); 0 without one.
    pub attitude: u16,
    mention: u32,
    run: u32,
    sentence: u32,
}

/// All that the rules ask about one text.
pub struct Scene<'a> {
    /// The text in tokens.
    pub document: &'a Document<'a>,
    /// Names, in text order.
    pub mentions: &'a [Mention],
    /// Token ranges of the mentions, titles left out.
    pub mention_tokens: Vec<Range<usize>>,
    /// First token of each mention's printed title where that stands right before the name, else of the name.
    pub titled_start: Vec<usize>,
    /// Quoted runs, in text order.
    pub runs: Vec<Run>,
    /// Sentences of the reporter: quoted runs belong to the sentence that holds them.
    pub sentences: Vec<Range<usize>>,
    /// One place a token.
    pub places: Vec<Place>,
    /// Abbreviations and function words of the language.
    pub words: &'a Words,
    /// How the language quotes.
    pub quoting: &'a Quoting,
}

impl<'a> Scene<'a> {
    /// Reads the scene. Linear in the text.
    pub fn new(document: &'a Document<'a>, mentions: &'a [Mention], language: &'a Language) -> Self {
        let mut places = classify(document, language);
        let (mention_tokens, titled_start) = place_mentions(document, mentions, language, &mut places);
        let runs = marks::pair(document);
        for (index, run) in runs.iter().enumerate() {
            if !run.single {
                for place in &mut places[run.tokens.clone()] {
                    place.run = index as u32;
                }
            }
        }
        let sentences = reporter_sentences(document, &places);
        for (index, sentence) in sentences.iter().enumerate() {
            for place in &mut places[sentence.clone()] {
                place.sentence = index as u32;
            }
        }
        Self {
            document,
            mentions,
            mention_tokens,
            titled_start,
            runs,
            sentences,
            places,
            words: &language.words,
            quoting: &language.quoting,
        }
    }

    /// The token.
    pub fn token(&self, at: usize) -> &Token {
        &self.document.tokens[at]
    }

    /// Whether the token is of one of these classes; none stands behind the text.
    pub fn is(&self, at: usize, classes: Classes) -> bool {
        self.places.get(at).is_some_and(|place| place.classes.has(classes))
    }

    /// Whether the token is this punctuation character; none stands behind the text.
    pub fn is_char(&self, at: usize, c: char) -> bool {
        let token = self.document.tokens.get(at);
        token.is_some_and(|token| token.kind == TokenKind::Punctuation && token.first == c)
    }

    /// Whether the token is a dash that cuts a sentence.
    pub fn is_dash(&self, at: usize) -> bool {
        let Some(token) = self.document.tokens.get(at) else { return false };
        token.kind == TokenKind::Punctuation
            && (matches!(token.first, '—' | '–')
                || (token.first == '-'
                    && (token.spaced || self.document.tokens.get(at + 1).is_some_and(|next| next.first == '-'))))
    }

    /// Whether the token is a comma or a dash.
    pub fn is_pause(&self, at: usize) -> bool {
        self.is_char(at, ',') || self.is_dash(at)
    }

    /// The mention that holds the token.
    pub fn mention_at(&self, at: usize) -> Option<usize> {
        let mention = self.places[at].mention;
        (mention != NONE).then_some(mention as usize)
    }

    /// The run in double marks that holds the token, marks included.
    pub fn run_at(&self, at: usize) -> Option<usize> {
        let run = self.places[at].run;
        (run != NONE).then_some(run as usize)
    }

    /// Index of the reporter's sentence of the token.
    pub fn sentence_at(&self, at: usize) -> usize {
        self.places[at].sentence as usize
    }

    /// Index of the paragraph of the token.
    pub fn paragraph_at(&self, at: usize) -> usize {
        self.document.paragraphs.partition_point(|paragraph| paragraph.end <= at)
    }

    /// Whether the mention is a person's, or of a kind that is not known better.
    pub fn is_person(&self, mention: usize) -> bool {
        matches!(self.mentions[mention].kind, EntityKind::Person)
    }

    /// Bytes of a token range that is not empty.
    pub fn span(&self, tokens: Range<usize>) -> Span {
        self.document.span(tokens)
    }

    /// Whether the language lists finite verbs, so that their lack means something.
    pub fn knows_finite_verbs(&self) -> bool {
        self.quoting.has_finite_verbs()
    }

    /// Whether the sentence is written as a headline: nearly all longer words with capitals, no full stop needed.
    pub fn is_headline(&self, sentence: &Range<usize>) -> bool {
        let words =
            sentence.clone().filter(|&at| self.token(at).kind == TokenKind::Word && self.token(at).span.len() > 3);
        let (mut all, mut capital) = (0, 0);
        for at in words.take(40) {
            all += 1;
            capital += usize::from(self.token(at).capital);
        }
        all >= 3 && capital * 10 >= all * 9
    }

    /// Whether a finite verb without a subject of its own stands here (`was`, but not `he's`).
    pub fn is_bare_finite(&self, at: usize) -> bool {
        self.is(at, Classes::FINITE) && !self.is(at, Classes::CONTRACTION) && self.mention_at(at).is_none()
    }

    /// Whether the tokens are two to four words with capitals of which nothing is known: as the name of a person is written.
    pub fn looks_like_name(&self, tokens: &Range<usize>) -> bool {
        (2..=4).contains(&tokens.len())
            && tokens.clone().all(|at| {
                let token = self.token(at);
                token.kind == TokenKind::Word
                    && token.capital
                    && !token.all_capitals
                    && !token.starts_sentence
                    && self.mention_at(at).is_none()
                    && self.places[at].classes.is_empty()
                    && self.places[at].frames.is_empty()
            })
    }

    /// Whether the token is a word that starts with a small letter.
    pub fn is_lower_word(&self, at: usize) -> bool {
        let token = self.token(at);
        token.kind == TokenKind::Word && !token.capital
    }
}

fn classify(document: &Document<'_>, language: &Language) -> Vec<Place> {
    let quoting = &language.quoting;
    let tokens = &document.tokens;
    let blank = Place {
        classes: Classes::default(),
        frames: Frames::default(),
        suffix: 0,
        attitude: 0,
        mention: NONE,
        run: NONE,
        sentence: 0,
    };
    let mut places = vec![blank; tokens.len()];
    for at in 0..tokens.len() {
        if tokens[at].key == 0 {
            continue;
        }
        let word = quoting.word(tokens[at].key);
        let place = &mut places[at];
        place.classes = place.classes.or(word.classes);
        place.frames = place.frames.or(word.frames);
        place.suffix = place.suffix.max(word.suffix);
        place.attitude = word.attitude;
        if !word.classes.has(Classes::PHRASE) {
            continue;
        }
        let phrase = quoting.phrases(tokens[at].key).iter().find(|phrase| {
            phrase.rest.len() < tokens.len() - at
                && phrase.rest.iter().zip(&tokens[at + 1..]).all(|(key, token)| *key == token.key)
        });
        if let Some(phrase) = phrase {
            for place in &mut places[at..=at + phrase.rest.len()] {
                place.classes = place.classes.or(phrase.word.classes);
            }
            places[at].frames = places[at].frames.or(phrase.word.frames);
        }
    }
    places
}

/// Where the abbreviated titles right before a name begin that are no role (`dr. Budi`).
fn before_titles(document: &Document<'_>, language: &Language, mut start: usize) -> usize {
    let tokens = &document.tokens;
    while start > 0 && !tokens[start].starts_sentence {
        let stop = tokens[start - 1].first == '.' && start > 1;
        let title = start - 1 - usize::from(stop);
        let initial = stop && tokens[title].capital && tokens[title].span.len() == 1;
        if !initial && !language.words.is_abbreviation(tokens[title].key) {
            break;
        }
        start = title;
    }
    start
}

fn place_mentions(
    document: &Document<'_>,
    mentions: &[Mention],
    language: &Language,
    places: &mut [Place],
) -> (Vec<Range<usize>>, Vec<usize>) {
    let mut tokens = Vec::with_capacity(mentions.len());
    let mut titled = Vec::with_capacity(mentions.len());
    for (index, mention) in mentions.iter().enumerate() {
        let start = document.token_at(mention.span.start);
        let mut end = start;
        // A pronoun with a capital at the start of a sentence is no name.
        let pronoun = Classes::SINGULAR.or(Classes::PLURAL).or(Classes::NEUTRAL);
        let hidden = start < document.tokens.len()
            && document.tokens[start].starts_sentence
            && document.tokens[start].span == mention.span
            && places[start].classes.has(pronoun);
        if hidden {
            end += 1;
        }
        while !hidden && end < document.tokens.len() && document.tokens[end].span.start < mention.span.end {
            places[end].mention = index as u32;
            end += 1;
        }
        let role = mention.role.filter(|role| role.end <= mention.span.start);
        let role_start = role.map(|role| document.token_at(role.start)).filter(|&at| at < start && start - at < 30);
        tokens.push(start..end);
        let addressed = mention.kind == EntityKind::Person && !language.quoting.has_finite_verbs();
        let unspoken = || if addressed { before_titles(document, language, start) } else { start };
        titled.push(role_start.unwrap_or_else(unspoken));
    }
    (tokens, titled)
}

/// Sentences as the reporter wrote them: a full stop inside a quoted run ends none, and what follows `?”` or `!”`
/// still belongs to the sentence.
fn reporter_sentences(document: &Document<'_>, places: &[Place]) -> Vec<Range<usize>> {
    let tokens = &document.tokens;
    let mut sentences = Vec::new();
    for paragraph in &document.paragraphs {
        let mut start = paragraph.start;
        let mut own = 0;
        for at in paragraph.start + 1..paragraph.end {
            let (here, before) = (places[at].run, places[at - 1].run);
            let inside = here != NONE && here == before;
            own += usize::from(!inside);
            if own > LONGEST_SENTENCE && !inside {
                sentences.push(start..at);
                (start, own) = (at, 0);
                continue;
            }
            if !tokens[at].starts_sentence {
                continue;
            }
            let open_ended = before != NONE
                && here == NONE
                && tokens[at - 1].kind == TokenKind::Mark
                && at >= 2
                && matches!(tokens[at - 2].first, '?' | '!');
            if !inside && !open_ended {
                sentences.push(start..at);
                (start, own) = (at, 0);
            }
        }
        if start < paragraph.end {
            sentences.push(start..paragraph.end);
        }
    }
    sentences
}
