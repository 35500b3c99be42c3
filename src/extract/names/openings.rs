//! Takes the word that opens a sentence off the name behind it (`Jenazah | Budi Santoso`), and drops it where nothing is
//! behind it: its capital is the sentence's.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::NameSpan;
use super::rules::is_initial;
use crate::extract::evidence::{Evidence, bit};
use crate::extract::{Document, TokenKind, phrase_key};
use crate::lang::{Language, NameClass, NameUses, WordKey};
use crate::model::EntityKind;

/// Words of these lists begin names.
const BEGINS: u32 = bit(NameClass::GivenName)
    | bit(NameClass::Institution)
    | bit(NameClass::OrganizationHead)
    | bit(NameClass::Place)
    | bit(NameClass::PlaceHead)
    | bit(NameClass::EventHead)
    | bit(NameClass::WorkHead)
    | bit(NameClass::ProductHead);

/// How a document writes a word where its sentence does not decide.
#[derive(Clone, Copy, Default)]
struct Writing {
    small: bool,
    capital: bool,
}

/// Mends all names of a document; they stay in order and apart.
pub(super) fn mend(document: &Document<'_>, evidence: &Evidence, language: &Language, spans: &mut Vec<NameSpan>) {
    let tokens = &document.tokens;
    let begins = |at: usize| {
        evidence.covering[at] & BEGINS != 0 || evidence.known[at] & (NameUses::GIVEN_NAME | NameUses::TERRITORY) != 0
    };
    let opens = |span: &NameSpan| {
        let first = &tokens[span.tokens.start];
        is_initial(tokens, span.tokens.start)
            && first.kind == TokenKind::Word
            && first.capital
            && !first.all_capitals
            && !begins(span.tokens.start)
    };
    let mut words: FxHashMap<WordKey, Writing> = spans
        .iter()
        .filter(|span| opens(span))
        .map(|span| (tokens[span.tokens.start].key, Writing::default()))
        .collect();
    if words.is_empty() {
        return;
    }
    for (at, token) in tokens.iter().enumerate() {
        if let Some(writing) = words.get_mut(&token.key) {
            writing.small |= !token.capital;
            writing.capital |= token.capital && !is_initial(tokens, at);
        }
    }
    let phrase = |range: &Range<usize>| phrase_key(&tokens[range.clone()]);
    let bodies = spans.iter().filter(|span| span.kind == EntityKind::Organization);
    let alone: FxHashSet<WordKey> = bodies.map(|span| phrase(&span.tokens)).collect();
    let mut named: FxHashSet<WordKey> = FxHashSet::default();
    spans.retain_mut(|span| {
        let first = span.tokens.start;
        let rest = first + 1..span.tokens.end;
        // `Rookie Budi Santoso`, whom the text had named before.
        let again = span.kind == EntityKind::Person && rest.len() > 1 && named.contains(&phrase(&rest));
        if span.kind == EntityKind::Person {
            named.insert(phrase(&span.tokens));
        }
        let Some(writing) = words.get(&tokens[first].key).filter(|_| opens(span)) else { return true };
        // `Tersingkirnya Budi Santoso`
        let possessed = language.quoting.is_possessed(document.word(first));
        let common = evidence.known[first] & NameUses::COMMON_WORD != 0 || possessed;
        if writing.capital || !(common || writing.small || again) {
            return true;
        }
        if span.tokens.len() == 1 {
            return false;
        }
        // Names of bodies often begin with a common word (`Koalisi Maju`): there the document must have the rest alone.
        let known = span.kind != EntityKind::Organization
            || evidence.starts(rest.start, NameClass::Institution)
            || alone.contains(&phrase(&rest));
        if !(known && tokens[rest.start].capital) {
            return true;
        }
        span.tokens.start += 1;
        // `Kebakaran Hutan` was no name at all.
        let idle =
            |at: usize| evidence.known[at] & NameUses::COMMON_WORD != 0 && !begins(at) && !tokens[at].all_capitals;
        rest.len() > 1 || !idle(rest.start)
    });
}
