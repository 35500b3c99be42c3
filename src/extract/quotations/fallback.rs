//! Turns runs of capital words into mentions, while no recognizer gives better ones.

use rustc_hash::FxHashMap;

use crate::extract::{Document, TokenKind};
use crate::lang::{Classes, Language, WordKey};
use crate::model::{EntityKind, Mention};

pub fn mentions(document: &Document<'_>, language: &Language) -> Vec<Mention> {
    let tokens = &document.tokens;
    let closed = Classes::PREPOSITION
        .or(Classes::CONJUNCTION)
        .or(Classes::SINGULAR)
        .or(Classes::PLURAL)
        .or(Classes::NEUTRAL)
        .or(Classes::DEFINITE)
        .or(Classes::INDEFINITE)
        .or(Classes::TIME)
        .or(Classes::ATTRIBUTION)
        .or(Classes::AUXILIARY);
    let namelike = |at: usize| {
        let token = &tokens[at];
        token.capital
            && !language.quoting.word(token.key).classes.has(closed)
            && (!token.starts_sentence || !language.words.is_function_word(token.key))
    };
    let mut inside: FxHashMap<WordKey, usize> = FxHashMap::default();
    for (at, token) in tokens.iter().enumerate() {
        if namelike(at) && !token.starts_sentence {
            *inside.entry(token.key).or_default() += 1;
        }
    }
    let mut runs = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if !namelike(at) {
            at += 1;
            continue;
        }
        let start = at;
        at += 1;
        while at < tokens.len() && tokens[at].spaced | (tokens[at].first == '-') | (tokens[at].first == '.') {
            let joiner = matches!(tokens[at].first, '.' | '-')
                && !tokens[at].spaced
                && tokens[at].kind == TokenKind::Punctuation
                && at + 1 < tokens.len()
                && namelike(at + 1)
                && (tokens[at].first == '-' || tokens[at - 1].span.len() <= 3);
            if joiner {
                at += 2;
            } else if namelike(at) && !tokens[at].starts_sentence {
                at += 1;
            } else {
                break;
            }
        }
        let first = tokens[start];
        let single_lower = first.starts_sentence && at == start + 1 && !inside.contains_key(&first.key);
        if !single_lower || first.all_capitals {
            runs.push(start..at);
        }
    }
    let mut fullest: FxHashMap<WordKey, std::ops::Range<usize>> = FxHashMap::default();
    for run in &runs {
        for at in run.clone() {
            let known = fullest.entry(tokens[at].key).or_insert_with(|| run.clone());
            if known.len() < run.len() && run.len() <= 4 {
                *known = run.clone();
            }
        }
    }
    runs.iter()
        .map(|run| {
            let full = fullest.get(&tokens[run.end - 1].key).filter(|_| run.len() == 1).unwrap_or(run).clone();
            let kind = if run.len() == 1 && tokens[run.start].all_capitals {
                EntityKind::Organization
            } else {
                EntityKind::Person
            };
            Mention {
                span: document.span(run.clone()),
                kind,
                name: document.span(full).of(document.text).to_owned(),
                role: None,
            }
        })
        .collect()
}
