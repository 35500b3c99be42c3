//! Finds the title or role printed beside each person's name.

use std::ops::Range;

use super::{NameSpan, offices};
use crate::extract::evidence::Evidence;
use crate::extract::{Document, TokenKind};
use crate::lang::{Classes, Language, NameClass};
use crate::model::EntityKind;

/// Longest role, in tokens: longer ones are lists of people, not offices.
const MAX_ROLE: usize = 24;
/// Longest form of address, in tokens.
const LONGEST_FORM: usize = 4;

/// Gives each person's span the role before it (`Kepala Dinas Pertanian Kota Maju Budi`), or else the one behind it.
pub(super) fn attach(document: &Document<'_>, evidence: &Evidence, language: &Language, spans: &mut [NameSpan]) {
    for at in 0..spans.len() {
        if spans[at].kind != EntityKind::Person {
            continue;
        }
        let start = spans[at].tokens.start;
        let role = before(document, evidence, language, spans, at, start)
            .map(|role| office_before_rank(document, evidence, language, spans, at, role));
        spans[at].role = role.filter(|role| role.end == start || !ends_circumstance(document, language, role));
        give_to_apposition(document, evidence, language, spans, at);
    }
    for at in 0..spans.len() {
        let apposed = stands_in_apposition(document, spans, at);
        let start = spans[at].tokens.start;
        let role = spans[at].role.take().and_then(|role| own_part(document, evidence, role, start, apposed));
        let role = role.map(|role| offices::qualified(document, evidence, language, &spans[..at], role));
        let behind = || offices::behind(document, evidence, language, &spans[at], &spans[at + 1..]);
        spans[at].role = role.or_else(|| behind().filter(|_| spans[at].kind == EntityKind::Person));
    }
}

/// Whether a comma and another person's name stand right before the role of a person or right behind the name.
fn stands_in_apposition(document: &Document<'_>, spans: &[NameSpan], at: usize) -> bool {
    let is_comma = |token: usize| document.tokens.get(token).is_some_and(|token| token.first == ',');
    let is_person = |span: &NameSpan| span.kind == EntityKind::Person;
    let role = spans[at].role.as_ref().map_or(spans[at].tokens.start, |role| role.start);
    let before = at.checked_sub(1).map(|before| &spans[before]);
    let after = spans.get(at + 1);
    before.is_some_and(|span| is_person(span) && span.tokens.end + 1 == role && is_comma(span.tokens.end))
        || after.is_some_and(|span| {
            is_person(span) && spans[at].tokens.end + 1 == span.tokens.start && is_comma(spans[at].tokens.end)
        })
}

/// What of a role is that of the name at `start`: in `Sari, istri Presiden Budi` the president is Budi, in `ajudan Budi`
/// nothing says what he is. Behind `sang` or before a comma the title is that of the name.
fn own_part(
    document: &Document<'_>,
    evidence: &Evidence,
    role: Range<usize>,
    start: usize,
    apposed: bool,
) -> Option<Range<usize>> {
    let definite = role.start > 0 && evidence.covers(role.start - 1, NameClass::AddressForm);
    let behind_comma = (role.end..start).any(|at| document.tokens[at].first == ',');
    if role.end > start || behind_comma || definite {
        return Some(role);
    }
    let relation = role.clone().find_map(|at| evidence.listed(at, NameClass::Relation));
    let Some(end) = relation.map(|relation| relation.tokens.end).filter(|end| *end <= role.end) else {
        return Some(role);
    };
    let rest = without_address(document, evidence, end..role.end);
    match rest {
        Some(rest) if evidence.starts(rest.start, NameClass::Title) => Some(if apposed { rest } else { role }),
        Some(_) => Some(role),
        None => None,
    }
}

/// What is left of a role without the forms of address that it begins with: `Pak Gubernur` is the governor, `Pak` alone
/// is polite.
fn without_address(document: &Document<'_>, evidence: &Evidence, mut role: Range<usize>) -> Option<Range<usize>> {
    while !role.is_empty()
        && let Some(form) =
            evidence.listed(role.start, NameClass::AddressForm).filter(|form| form.tokens.end <= role.end)
    {
        role.start = form.tokens.end;
        if role.start < role.end && document.tokens[role.start].first == '.' {
            role.start += 1;
        }
    }
    (!role.is_empty()).then_some(role)
}

/// In `Juru bicara Gubernur Budi, Sari, …` the governor is Budi and the spokeswoman Sari: of two titles in a row, the
/// first is the role of the name behind the comma. So is who speaks for another: in `Kuasa hukum Budi, Sari, …` the
/// lawyer is Sari.
fn give_to_apposition(
    document: &Document<'_>,
    evidence: &Evidence,
    language: &Language,
    spans: &mut [NameSpan],
    at: usize,
) {
    let tokens = &document.tokens;
    let (Some(before), own) = (at.checked_sub(1), &spans[at]) else { return };
    let holder = &spans[before];
    let behind_comma = holder.kind == EntityKind::Person
        && holder.tokens.end + 1 == own.tokens.start
        && tokens[holder.tokens.end].first == ','
        && tokens.get(own.tokens.end).is_some_and(|token| token.first == ',');
    let Some(role) = holder.role.clone().filter(|_| behind_comma) else { return };
    let Some(first) = evidence.listed(role.start, NameClass::Title) else { return };
    let next = first.tokens.end;
    if next < role.end && evidence.listed(next, NameClass::Title).is_some_and(|title| title.tokens.end <= role.end) {
        let whole = role.start..holder.tokens.end;
        spans[before].role = Some(next..role.end);
        spans[at].role = Some(whole);
    } else if speaks_for(document, language, &role) {
        spans[at].role = Some(role.start..holder.tokens.end);
        spans[before].role = None;
    }
}

/// Whether the words call somebody who speaks for the one named behind them (`kuasa hukum`), and say no more.
fn speaks_for(document: &Document<'_>, language: &Language, words: &Range<usize>) -> bool {
    let key = |at: usize| document.tokens[at].key;
    let word = language.quoting.word(key(words.start));
    let rest: Vec<_> = (words.start + 1..words.end).map(key).collect();
    if rest.is_empty() {
        return word.classes.has(Classes::PROXY);
    }
    let mut phrases = language.quoting.phrases(key(words.start)).iter();
    phrases.any(|phrase| phrase.rest == rest && phrase.word.classes.has(Classes::PROXY))
}

/// Whether a role before a comma ends what the sentence only begins with (`Di hadapan penyidik, Budi …`, `Saat ditanya soal
/// nama Wakapolda, Budi …`), and then is somebody else's.
fn ends_circumstance(document: &Document<'_>, language: &Language, role: &Range<usize>) -> bool {
    let tokens = &document.tokens;
    let is_comma = |at: usize| tokens[at].first == ',';
    let mut start = role.start;
    while start > 0 && !tokens[start].starts_sentence && !is_comma(start - 1) {
        start -= 1;
    }
    let word = language.quoting.word(tokens[start].key);
    let between = role.start - start;
    // `Sementara Wakapolda, Budi …`, `Selain itu Wakapolda, Budi …`: a link, and the office is Budi's.
    let is_link = between > 1 && language.quoting.word(tokens[start + 1].key).classes.has(Classes::DEMONSTRATIVE);
    let opens = word.classes.has(Classes::CONJUNCTION) && between > 2
        || word.classes.has(Classes::PREPOSITION) && between > 1 && !word.classes.has(Classes::ATTRIBUTION);
    opens && !is_link && word.frames.is_empty() && is_comma(role.end)
}

/// Where the forms of address that end right before token `start` begin, with the full stops of their abbreviations
/// (`Ketua RW, | Mas Budi`, `Kepala Dinas Air, | dr. H. Budi`).
fn before_address(document: &Document<'_>, evidence: &Evidence, language: &Language, mut start: usize) -> usize {
    let tokens = &document.tokens;
    let form = |end: usize| {
        (end.saturating_sub(LONGEST_FORM)..end)
            .find(|&at| evidence.listed(at, NameClass::AddressForm).is_some_and(|form| form.tokens.end == end))
    };
    while start > 0 && !tokens[start].starts_sentence {
        let stop = tokens[start - 1].first == '.' && !language.quoting.qualifies_titles();
        let Some(earlier) = form(start).or_else(|| form(start - 1).filter(|_| stop)) else { break };
        start = earlier;
    }
    start
}

/// In a language that names the body of an office behind it, the office without the rank that stands behind its body or place (`Kapolres Maju | AKBP`).
fn without_rank(evidence: &Evidence, language: &Language, role: Range<usize>) -> Range<usize> {
    if language.quoting.qualifies_titles() {
        return role;
    }
    let ends = |at: &usize| {
        evidence.listed(*at, NameClass::PersonTitle).is_some_and(|rank| rank.tokens.end == role.end)
            && !evidence.covers(*at - 1, NameClass::Title)
    };
    let end = (role.start + 1..role.end).find(ends).unwrap_or(role.end);
    role.start..end
}

/// The office before a comma and a rank (`Kapolres Maju, AKBP Budi`); the rank alone where no office stands there.
fn office_before_rank(
    document: &Document<'_>,
    evidence: &Evidence,
    language: &Language,
    spans: &[NameSpan],
    at: usize,
    role: Range<usize>,
) -> Range<usize> {
    let rank = evidence.listed(role.start, NameClass::PersonTitle).is_some_and(|rank| rank.tokens == role);
    let apposed =
        role.start > 0 && document.tokens[role.start - 1].first == ',' && !language.quoting.qualifies_titles();
    let office = (rank && apposed).then(|| before(document, evidence, language, spans, at, role.start)).flatten();
    let titled = |office: &Range<usize>| evidence.covers(office.start, NameClass::Title);
    office.filter(|office| titled(office) && !ends_circumstance(document, language, office)).unwrap_or(role)
}

/// The role that ends right before token `start`.
fn before(
    document: &Document<'_>,
    evidence: &Evidence,
    language: &Language,
    spans: &[NameSpan],
    index: usize,
    start: usize,
) -> Option<Range<usize>> {
    let tokens = &document.tokens;
    let start = before_address(document, evidence, language, start);
    let mut end = start;
    while end > 0 && matches!(tokens[end - 1].first, ',' | '.' | '(') && !tokens[end].starts_sentence {
        end -= 1;
        if end + 2 <= start {
            break;
        }
    }
    if tokens.get(start).is_some_and(|token| token.starts_sentence) {
        return None;
    }
    let mut earlier = spans[..index].iter().rev().peekable();
    let mut first_title = None;
    let mut at = end;
    while at > 0 && end - at < MAX_ROLE {
        if tokens[at].starts_sentence && at < end {
            break;
        }
        let token = &tokens[at - 1];
        while earlier.peek().is_some_and(|span| span.tokens.start >= at) {
            earlier.next();
        }
        let inside = earlier.peek().filter(|span| span.tokens.contains(&(at - 1)));
        if let Some(span) = inside {
            if span.kind == EntityKind::Person {
                break;
            }
            at = span.tokens.start;
            continue;
        }
        let title = evidence.covers(at - 1, NameClass::Title);
        let glue = token.capital
            || token.kind == TokenKind::Number
            || evidence.starts(at - 1, NameClass::Connector)
            || matches!(token.first, ',' | '-' | '&' | '/' | '(' | ')' | '.') && token.kind == TokenKind::Punctuation;
        if title {
            first_title = Some(at - 1);
        } else if !glue
            || token.first == '.' && !evidence.covers(at.saturating_sub(2), NameClass::Title)
            || matches!(token.first, ',' | '(' | ')') && first_title.is_some()
        {
            break;
        }
        at -= 1;
    }
    let mut role = without_address(document, evidence, first_title?..end)?;
    // `Perdana Menteri (PM) Australia`: the title before the bracket begins the role.
    let closes = role.clone().find(|&at| matches!(tokens[at].first, '(' | ')')).filter(|&at| tokens[at].first == ')');
    if let Some(close) = closes {
        let open = (role.start.saturating_sub(2)..role.start).rev().find(|&at| tokens[at].first == '(');
        let title = open.and_then(|open| {
            (open.saturating_sub(4)..open)
                .find(|&at| evidence.listed(at, NameClass::Title).is_some_and(|title| title.tokens.end == open))
        });
        role.start = title.unwrap_or(close + 1);
        // `Calon Pimpinan (Capim) KPK`
        while role.start > 0
            && title.is_some()
            && !tokens[role.start].starts_sentence
            && evidence.covers(role.start - 1, NameClass::Title)
        {
            role.start -= 1;
        }
    }
    (!role.is_empty()).then(|| without_rank(evidence, language, role))
}
