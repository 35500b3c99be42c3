//! What of an office stands elsewhere than right before its holder's name: words of it that look like a name of their
//! own, what qualifies it in front, and the whole of it behind the name.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::NameSpan;
use crate::extract::evidence::Evidence;
use crate::extract::{Document, TokenKind};
use crate::lang::{Classes, Frames, Language, NameClass, NameUses, WordKey};
use crate::model::EntityKind;

/// Longest office behind a name, in tokens.
const MAX_OFFICE: usize = 16;
/// Most words of an office before its title.
const QUALIFIERS: usize = 4;
/// Most words of where an office is held that look like a name.
const LONGEST_SEAT: usize = 3;
/// Most tokens between words that look like a name and the holder's name.
const MAX_REST: usize = 16;

/// Drops people who are words of an office: its title before them, nobody's names, and its holder's name after them XX
/// Teknologi Informasi dan Risiko DPR Budi Hadi`).
pub(super) fn drop_words(document: &Document<'_>, evidence: &Evidence, spans: &mut Vec<NameSpan>) {
    let tokens = &document.tokens;
    let people = spans.iter().filter(|span| span.kind == EntityKind::Person);
    let mut firsts: FxHashMap<WordKey, usize> = FxHashMap::default();
    people.for_each(|span| *firsts.entry(tokens[span.tokens.start].key).or_default() += 1);
    let unlike_names = |span: &NameSpan| {
        let uses = |at: usize| evidence.known[at];
        let is_common = |at: usize| uses(at) & NameUses::COMMON_WORD != 0;
        let is_name = |at: usize| {
            evidence.starts(at, NameClass::GivenName)
                || evidence.covers(at, NameClass::Degree)
                || uses(at) & (NameUses::GIVEN_NAME | NameUses::FAMILY_NAME) != 0 && !is_common(at)
        };
        span.tokens.clone().any(is_common)
            && !span.tokens.clone().any(is_name)
            && firsts[&tokens[span.tokens.start].key] == 1
    };
    let belongs = |at: usize| {
        let word = tokens[at].kind == TokenKind::Word && tokens[at].capital;
        let joins = evidence.starts(at, NameClass::Connector) || matches!(tokens[at].first, '&' | '/');
        !tokens[at].starts_sentence && (word || joins)
    };
    let is_office = |at: usize| {
        let span = &spans[at];
        let (start, end) = (span.tokens.start, span.tokens.end);
        // Behind the title, or behind the words of the office that stand there.
        let office = (start.saturating_sub(MAX_REST)..start).rev().find(|&at| evidence.covers(at, NameClass::Title));
        // No person's name stands right before a body's (`Chief Sales Officer Maju Air, Budi Hadi`).
        let before_body =
            spans.get(at + 1).is_some_and(|next| next.kind == EntityKind::Organization && next.tokens.start == end)
                && !tokens[end].starts_sentence
                && span.kind == EntityKind::Person
                && unlike_names(span);
        if is_seat(document, evidence, spans, at) && firsts[&tokens[start].key] == 1 {
            return true;
        }
        let titled = span.kind == EntityKind::Person
            && office.is_some_and(|title| (title + 1..start).all(belongs) && !tokens[start].starts_sentence)
            && unlike_names(span);
        let holder = spans[at + 1..].iter().take_while(|next| next.tokens.start <= end + MAX_REST);
        let holder = holder.into_iter().find(|next| next.kind == EntityKind::Person);
        (titled || before_body)
            && holder.is_some_and(|holder| {
                // Nothing but the rest of the office stands between; a comma may close it.
                let last = holder.tokens.start - 1;
                let closes = tokens[last].first == ',' || belongs(last);
                end <= last && !tokens[holder.tokens.start].starts_sentence && closes && (end..last).all(belongs)
            })
    };
    let offices: Vec<bool> = (0..spans.len()).map(is_office).collect();
    let mut offices = offices.iter();
    spans.retain(|_| !offices.next().is_some_and(|office| *office));
}

/// Whether a person's name is where somebody holds an office: the title right before it, the one holder behind a comma, with
/// a rank at most, and nothing that looks like somebody's name (`Kapolsek Rawa Dua, Kompol Budi Hadi`).
fn is_seat(document: &Document<'_>, evidence: &Evidence, spans: &[NameSpan], at: usize) -> bool {
    let tokens = &document.tokens;
    let Range { start, end } = spans[at].tokens;
    let is_comma = |token: usize| tokens.get(token).is_some_and(|token| token.first == ',' && !token.starts_sentence);
    let Some(title) = start.checked_sub(1).filter(|_| !tokens[start].starts_sentence && is_comma(end)) else {
        return false;
    };
    let is = |at: usize, class: NameClass| evidence.covers(at, class);
    let rank = |at: usize| is(at, NameClass::PersonTitle) || is(at, NameClass::AddressForm);
    let office = is(title, NameClass::Title) && !rank(title) && !is(title, NameClass::Relation);
    let named = spans[at].tokens.clone().any(|at| {
        is(at, NameClass::GivenName)
            || is(at, NameClass::Degree)
            || evidence.known[at] & (NameUses::GIVEN_NAME | NameUses::FAMILY_NAME) != 0
    });
    // A longer one may be a body and somebody of it that the model ran together.
    if spans[at].kind != EntityKind::Person || end - start > LONGEST_SEAT || !office || named {
        return false;
    }
    let Some(holder) = spans.get(at + 1).filter(|holder| holder.kind == EntityKind::Person) else { return false };
    let between = (end + 1..holder.tokens.start).all(|at| rank(at) || matches!(tokens[at].first, '(' | ')' | '.'));
    // `Ketua Wiramoro, Budi Hadi, dan Siti`: a list of people.
    let next = spans.get(at + 2).filter(|next| next.tokens.start <= holder.tokens.end + 2);
    let listed = next.is_some_and(|next| next.kind == EntityKind::Person);
    between && !listed && !tokens[holder.tokens.start].starts_sentence
}

/// An office with what qualifies it in front, in a language that puts it there: a body, a place, *former* (`Interim Harbour
/// Police | Chief`).
pub(super) fn qualified(
    document: &Document<'_>,
    evidence: &Evidence,
    language: &Language,
    earlier: &[NameSpan],
    role: Range<usize>,
) -> Range<usize> {
    let tokens = &document.tokens;
    if !language.quoting.qualifies_titles() {
        return role;
    }
    let is = |at: usize, class: Classes| language.quoting.word(tokens[at].key).classes.has(class);
    let mut start = role.start;
    for _ in 0..QUALIFIERS {
        let Some(before) = start.checked_sub(1).filter(|_| !tokens[start].starts_sentence) else { break };
        let span = earlier.iter().rev().find(|span| span.tokens.end <= start).filter(|span| span.tokens.end == start);
        let first = match span {
            Some(span) if matches!(span.kind, EntityKind::Organization | EntityKind::Place) => {
                let first = span.tokens.start;
                let placed =
                    first > 0 && !tokens[first].starts_sentence && evidence.covers(first - 1, NameClass::PlaceCue);
                if span.kind == EntityKind::Place && placed && evidence.country(first) == 0 {
                    break;
                }
                first
            }
            Some(_) => break,
            None if is(before, Classes::QUALIFIER) => before,
            None if tokens[before].kind == TokenKind::Word
                && tokens[before].capital
                && !tokens[before].starts_sentence
                && !is(before, Classes::TIME.or(Classes::ARTICLE)) =>
            {
                before
            }
            None => break,
        };
        start = first;
    }
    start..role.end
}

/// The token behind the age in brackets that follows a name (`Budi Hadi (52)`).
fn behind_age(document: &Document<'_>, end: usize) -> usize {
    let tokens = &document.tokens;
    let is = |at: usize, c: char| tokens.get(at).is_some_and(|token| token.first == c && !token.starts_sentence);
    let aged = is(end, '(') && is(end + 2, ')') && tokens[end + 1].kind == TokenKind::Number;
    if aged { end + 3 } else { end }
}

/// The token behind the degrees that commas cut off from a name that ends at `end` (`Budi Hadi, S.H., M.Sc.|, peneliti`).
fn behind_degrees(document: &Document<'_>, evidence: &Evidence, end: usize) -> usize {
    let tokens = &document.tokens;
    let is = |at: usize, c: char| tokens.get(at).is_some_and(|token| token.first == c && !token.starts_sentence);
    let mut at = end;
    while is(at, ',')
        && at + 1 < tokens.len()
        && let Some(degree) = evidence.listed(at + 1, NameClass::Degree)
    {
        let behind = degree.tokens.end + usize::from(is(degree.tokens.end, '.'));
        if !is(behind, ',') {
            break;
        }
        at = behind;
    }
    at
}

/// The office that stands behind a person's name between commas (`Budi Hadi, Direktur BMM, …`; `Ann Hill, a market analyst
/// at BMM`).
pub(super) fn behind(
    document: &Document<'_>,
    evidence: &Evidence,
    language: &Language,
    span: &NameSpan,
    later: &[NameSpan],
) -> Option<Range<usize>> {
    let tokens = &document.tokens;
    let is = |at: usize, class: Classes| language.quoting.word(tokens[at].key).classes.has(class);
    let comma = behind_degrees(document, evidence, behind_age(document, span.tokens.end));
    if tokens.get(comma)?.first != ',' || tokens[comma].starts_sentence {
        return None;
    }
    let mut start = comma + 1;
    let article = tokens.get(start).is_some_and(|token| token.kind == TokenKind::Word) && is(start, Classes::ARTICLE);
    start += usize::from(article);
    // The title, and before it only what qualifies it.
    let limit = tokens.len().min(start + QUALIFIERS);
    let title = (start..limit).find(|&at| evidence.listed(at, NameClass::Title).is_some())?;
    if evidence.starts(title, NameClass::AddressForm) {
        return None;
    }
    // `now a staff scientist`
    start = (start..title).rev().find(|&at| is(at, Classes::ARTICLE)).map_or(start, |article| article + 1);
    let qualifies = |at: usize| {
        let plain = tokens[at].kind == TokenKind::Word
            && !is(
                at,
                Classes::PREPOSITION
                    .or(Classes::CONJUNCTION)
                    .or(Classes::RELATIVE)
                    .or(Classes::TIME)
                    .or(Classes::FINITE),
            )
            && language.quoting.word(tokens[at].key).frames.is_empty();
        !tokens[at].starts_sentence && (plain || is(at, Classes::QUALIFIER))
    };
    let before_title = language.quoting.qualifies_titles() && (start..title).all(qualifies);
    if title > start && !before_title || tokens[title].starts_sentence {
        return None;
    }
    let mut end = evidence.listed(title, NameClass::Title)?.tokens.end;
    let holder = later.iter().find(|next| next.kind == EntityKind::Person).map(|next| next.tokens.start);
    while end < tokens.len() && end - start < MAX_OFFICE {
        let token = &tokens[end];
        let ends = token.starts_sentence
            || token.kind == TokenKind::Mark
            || matches!(token.first, ',' | '.' | ';' | ':' | '(' | ')' | '—' | '–')
            || is(end, Classes::RELATIVE.or(Classes::CONJUNCTION)) && !evidence.starts(end, NameClass::Connector)
            || !token.capital && !language.quoting.word(token.key).frames.is_empty();
        if holder == Some(end) {
            return None;
        }
        if ends {
            break;
        }
        // `Siti, sopir tak diizinkan pergi`: a clause, no office.
        if is(end, Classes::NEGATION.or(Classes::FINITE)) {
            return None;
        }
        end += 1;
    }
    // `Budi Hadi, Gubernur, dan Bupati` names three who came.
    let listed = tokens.get(end).is_some_and(|token| token.first == ',')
        && tokens.get(end + 1).is_some_and(|_| evidence.starts(end + 1, NameClass::Connector));
    let closed =
        tokens.get(end).is_none_or(|token| token.starts_sentence || matches!(token.first, ',' | '.' | ';' | '—' | '–'));
    // Without an article or a capital a clause may begin so (`kata Siti, warga pulang`); what stands
    // alone or between commas with a verb of speech behind it is whole (`Budi, petani di sawah itu, mengatakan`).
    let spoken = tokens.get(end).is_some_and(|token| token.first == ',' && !token.starts_sentence)
        && tokens
            .get(end + 1)
            .is_some_and(|verb| !verb.capital && language.quoting.word(verb.key).frames.has(Frames::SUBJECT_BEFORE));
    let alone = evidence.listed(title, NameClass::Title).is_some_and(|title| title.tokens.end == end);
    let whole = !language.quoting.qualifies_titles() && (spoken || alone);
    let named = start > comma + 1 || tokens[title].capital || tokens[end - 1].capital || whole;
    (closed && named && !listed && end - start < MAX_OFFICE).then_some(start..end)
}
