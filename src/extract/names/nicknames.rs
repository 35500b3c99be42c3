//! Joins a name that a nickname in quotation marks (`Budi 'Bejo' Santoso`), initials, or a word that is a title too cut in
//! two.

use rustc_hash::FxHashSet;

use super::NameSpan;
use crate::extract::evidence::{Evidence, bit};
use crate::extract::{Document, Token, TokenKind};
use crate::lang::{Language, NameClass, NameUses, WordKey};
use crate::model::EntityKind;

/// Tokens of a nickname with its marks.
const MARKED: usize = 3;
/// Longest given name that is written with a full stop behind it, in bytes.
const LONGEST_ABRIDGED: usize = 4;
/// Letters of initials that are written as one word.
const INITIALS: usize = 2;
/// Lists whose words are no initials of a person.
const NO_INITIALS: u32 = bit(NameClass::Title)
    | bit(NameClass::OrganizationHead)
    | bit(NameClass::OrganizationTail)
    | bit(NameClass::PlaceHead)
    | bit(NameClass::PlaceTail)
    | bit(NameClass::EventHead)
    | bit(NameClass::WorkHead)
    | bit(NameClass::Institution)
    | bit(NameClass::Place)
    | bit(NameClass::NotName)
    | bit(NameClass::Degree)
    | bit(NameClass::PersonTitle)
    | bit(NameClass::AddressForm);

/// Gives the person behind a nickname the given name before it, whatever that one was taken for.
pub(super) fn mend(document: &Document<'_>, evidence: &Evidence, language: &Language, spans: &mut Vec<NameSpan>) {
    for at in 0..spans.len() {
        let start = spans[at].tokens.start;
        // A given name with a nickname behind it is a person's, whatever the whole was taken for.
        if spans[at].tokens.len() > MARKED + 1
            && is_nickname(document, start + 1)
            && evidence.starts(start, NameClass::GivenName)
        {
            spans[at].kind = EntityKind::Person;
        }
        if spans[at].kind != EntityKind::Person || start <= MARKED || !is_nickname(document, start - MARKED) {
            continue;
        }
        let given = start - MARKED - 1;
        let word = document.tokens[given];
        if word.kind != TokenKind::Word || !word.capital || word.all_capitals {
            continue;
        }
        let holder = (0..at).rev().take(2).find(|&before| spans[before].tokens.contains(&given));
        let first = match holder {
            Some(holder) if spans[holder].kind == EntityKind::Person => spans[holder].tokens.start,
            _ => given,
        };
        for before in (0..at).rev().take(2) {
            let tokens = &mut spans[before].tokens;
            tokens.end = tokens.end.min(first.max(tokens.start));
        }
        spans[at].tokens.start = first;
    }
    take_abridged(document, language, spans);
    spans.retain(|span| !span.tokens.is_empty());
    mend_halves(document, evidence, spans);
    take_initials(document, spans);
}

/// Makes one of the two halves of a name round the initials of the first (`Bahtiar Yusuf (BY) Wibawa`) or round a given
/// name that is a title too (`Lukman Hakim Wibawa`).
fn mend_halves(document: &Document<'_>, evidence: &Evidence, spans: &mut Vec<NameSpan>) {
    let mut at = 0;
    while at < spans.len() {
        let initialed = behind_initials(document, evidence, spans, at);
        if let Some((_, idle)) = initialed {
            spans[at].tokens.start += idle;
        }
        let rest = initialed.map(|(rest, _)| rest).or_else(|| behind_title(document, evidence, spans, at));
        if let Some(rest) = rest {
            spans[at].tokens.end = spans[rest].tokens.end;
            spans.drain(at + 1..=rest);
        }
        at += 1;
    }
}

/// The person's name that follows one word behind the person at `at`, where that word is a title and a given name.
fn behind_title(document: &Document<'_>, evidence: &Evidence, spans: &[NameSpan], at: usize) -> Option<usize> {
    let word = spans[at].tokens.end;
    let next = spans.get(at + 1)?;
    let is_both = document.tokens.get(word)?.capital
        && evidence.starts(word, NameClass::Title)
        && evidence.starts(word, NameClass::GivenName);
    let people = spans[at].kind == EntityKind::Person && next.kind == EntityKind::Person;
    (people && is_both && next.tokens.start == word + 1).then_some(at + 1)
}

/// Gives a person's name the abridged given name right before it (`Moh. | Budi Santoso`), whatever that was taken for.
fn take_abridged(document: &Document<'_>, language: &Language, spans: &mut [NameSpan]) {
    let tokens = &document.tokens;
    for at in 0..spans.len() {
        let start = spans[at].tokens.start;
        let Some(given) = start.checked_sub(2).filter(|_| spans[at].kind == EntityKind::Person) else { continue };
        let abridged = tokens[start - 1].first == '.'
            && !tokens[start - 1].spaced
            && tokens[given].capital
            && tokens[given].span.len() <= LONGEST_ABRIDGED
            && language.spelling.variants.contains_key(&document.word(given).to_lowercase());
        if !abridged {
            continue;
        }
        for before in (0..at).rev().take(2) {
            let words = &mut spans[before].tokens;
            words.end = words.end.min(given.max(words.start));
        }
        spans[at].tokens.start = given;
    }
}

/// Gives a person's name that begins with an initial the initials before it (`B.J Wibawa`).
fn take_initials(document: &Document<'_>, spans: &mut [NameSpan]) {
    let tokens = &document.tokens;
    let is_initial = |token: &Token| token.capital && token.span.len() == token.first.len_utf8();
    let mut taken = 0;
    for span in spans {
        let start = &mut span.tokens.start;
        while span.kind == EntityKind::Person
            && *start >= taken + 2
            && is_initial(&tokens[*start])
            && tokens[*start - 1].first == '.'
            && !tokens[*start].spaced
            && is_initial(&tokens[*start - 2])
        {
            *start -= 2;
        }
        taken = span.tokens.end;
    }
}

/// Gives a person's name of one word the two initials before it that were taken for a place or body, or for the end of one
/// (`Presiden Nusa Maju BY | Wibawa`).
pub(super) fn take_capitals(document: &Document<'_>, evidence: &Evidence, spans: &mut Vec<NameSpan>) {
    let tokens = &document.tokens;
    let before = |spans: &[NameSpan], at: usize, word: usize| {
        at.checked_sub(1).filter(|&before| spans[before].tokens.end > word)
    };
    let initials = |spans: &[NameSpan], at: usize| {
        let first = spans[at].tokens.start;
        let word = first.checked_sub(1)?;
        let fits = spans[at].kind == EntityKind::Person
            && spans[at].tokens.len() == 1
            && !tokens[first].starts_sentence
            && !tokens[first].all_capitals
            && tokens[first].spaced
            && tokens[word].all_capitals
            && tokens[word].span.len() == INITIALS
            && evidence.covering[word] & NO_INITIALS == 0
            && evidence.known[word] & NameUses::TERRITORY == 0
            && !(word > 0 && evidence.covers(word - 1, NameClass::ProductHead))
            && before(spans, at, word).is_none_or(|before| spans[before].kind != EntityKind::Person);
        fits.then_some(word)
    };
    // Behind an office a given name is rather a name of its own, and the capitals are its body's, unless the document has
    // the two elsewhere.
    let sure = |word: usize| {
        word == 0
            || !evidence.covers(word - 1, NameClass::Title)
            || !evidence.starts(word + 1, NameClass::GivenName)
            || evidence.covers(word - 1, NameClass::PersonTitle)
    };
    let keys = |word: usize| (tokens[word].key, tokens[word + 1].key);
    let whole = |span: &NameSpan| span.kind == EntityKind::Person && span.tokens.len() == 2;
    let mut known: FxHashSet<(WordKey, WordKey)> =
        spans.iter().filter(|span| whole(span)).map(|span| keys(span.tokens.start)).collect();
    known.extend((0..spans.len()).filter_map(|at| initials(spans, at)).filter(|&word| sure(word)).map(keys));
    for at in 0..spans.len() {
        let Some(word) = initials(spans, at).filter(|&word| known.contains(&keys(word))) else { continue };
        if let Some(before) = before(spans, at, word) {
            spans[before].tokens.end = word;
        }
        spans[at].tokens.start = word;
    }
    spans.retain(|span| !span.tokens.is_empty());
}

/// The person's name, or the one word that no list has for a place or body, that follows the initials of the person at `at`, which stand in brackets between them, and how many
/// words before those of the initials are none of the name (`Republik Indinesia | Bahtiar Yusuf (BY) Wibawa`).
fn behind_initials(
    document: &Document<'_>,
    evidence: &Evidence,
    spans: &[NameSpan],
    at: usize,
) -> Option<(usize, usize)> {
    let own = &spans[at];
    let open = own.tokens.end;
    let [bracket, word, close] = document.tokens.get(open..open + MARKED)? else { return None };
    if own.kind != EntityKind::Person || bracket.first != '(' || close.first != ')' || !word.all_capitals {
        return None;
    }
    let names = &document.tokens[own.tokens.clone()];
    let short = document.word(open + 1);
    let idle = names.len().checked_sub(short.chars().count())?;
    let initials = names[idle..].iter().map(|token| token.first);
    let rest = (at + 1..spans.len()).take(2).find(|&next| spans[next].tokens.start == open + MARKED)?;
    let first = spans[rest].tokens.start;
    let listed = [NameClass::Place, NameClass::Institution].into_iter().any(|class| evidence.covers(first, class));
    let person = spans[rest].kind == EntityKind::Person || spans[rest].tokens.len() == 1 && !listed;
    (initials.eq(short.chars()) && person).then_some((rest, idle))
}

/// Whether one word in quotation marks stands here.
fn is_nickname(document: &Document<'_>, at: usize) -> bool {
    let [open, word, close] = [at, at + 1, at + 2].map(|at| document.tokens[at]);
    open.kind == TokenKind::Mark
        && close.kind == TokenKind::Mark
        && word.kind == TokenKind::Word
        && word.capital
        && !word.spaced
        && !close.spaced
}
