//! Cuts people's names that were run together: `tutur Sari, Budi pulang`; `Sarwono Hadi - Elang Racing Team`.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::NameSpan;
use crate::extract::evidence::Evidence;
use crate::extract::{Document, TokenKind, phrase_key};
use crate::lang::{Language, NameClass, WordKey};
use crate::model::EntityKind;

/// Most words behind a hyphen that the tagger left out.
const LEFT_OUT: usize = 2;

/// Makes two names of one with a comma inside, unless a degree or `Jr.` follows it, and ends a name at a dash between
/// spaces where several words stand on both sides. A hyphen cuts two people where both have several words (`Sarwono
/// Hadi-Dewi Lestari`) or stand alone elsewhere.
pub(super) fn cut(document: &Document<'_>, evidence: &Evidence, language: &Language, spans: &mut Vec<NameSpan>) {
    let is_plain = |span: &NameSpan| {
        span.kind != EntityKind::Person
            || !document.tokens[span.tokens.clone()].iter().any(|token| matches!(token.first, ',' | '-' | '–' | '—'))
    };
    if spans.iter().all(is_plain) {
        return;
    }
    let known = Known::of(document, spans.iter().filter(|span| span.kind == EntityKind::Person && is_plain(span)));
    let whole = std::mem::take(spans);
    for (at, span) in whole.iter().enumerate() {
        let taken = spans.last().map_or(0, |last: &NameSpan| last.tokens.end);
        if span.tokens.start < taken {
            // The rest of a name behind a hyphen.
            continue;
        }
        if is_plain(span) {
            spans.push(span.clone());
            continue;
        }
        let next =
            whole.get(at + 1).filter(|next| next.kind != EntityKind::Person || next.tokens.start > span.tokens.end);
        let limit = next.map_or(document.tokens.len(), |next| next.tokens.start);
        let tokens = match halves(document, evidence, &known, &span.tokens, limit) {
            Some(halves) => halves.to_vec(),
            None => pieces(document, evidence, language, span.tokens.clone()),
        };
        spans.extend(tokens.into_iter().map(|tokens| NameSpan { tokens, kind: span.kind, role: None }));
    }
}

/// The names of people and their words.
struct Known {
    names: FxHashSet<WordKey>,
    words: FxHashSet<WordKey>,
}

impl Known {
    fn of<'s>(document: &Document<'_>, people: impl Iterator<Item = &'s NameSpan>) -> Self {
        let mut known = Self { names: FxHashSet::default(), words: FxHashSet::default() };
        for name in people.map(|span| &document.tokens[span.tokens.clone()]) {
            if known.names.insert(phrase_key(name)) {
                known.words.extend(name.iter().map(|token| token.key));
            }
        }
        known
    }

    /// Whether the tokens are a person of the document, or a word of one.
    fn has(&self, document: &Document<'_>, tokens: Range<usize>) -> bool {
        let tokens = &document.tokens[tokens];
        self.names.contains(&phrase_key(tokens)) || tokens.len() == 1 && self.words.contains(&tokens[0].key)
    }
}

/// The two people round a hyphen; words up to `limit` that the tagger left out belong to the second.
fn halves(
    document: &Document<'_>,
    evidence: &Evidence,
    known: &Known,
    tokens: &Range<usize>,
    limit: usize,
) -> Option<[Range<usize>; 2]> {
    let all = &document.tokens;
    let mut inside = tokens.start + 1..tokens.end.saturating_sub(1);
    let at =
        inside.find(|&at| all[at].first == '-' && !all[at].spaced && !all[at + 1].spaced && all[at + 1].capital)?;
    let mut end = tokens.end;
    let goes_on = |end: usize| {
        end < limit
            && all[end].capital
            && all[end].spaced
            && !all[end].starts_sentence
            && !evidence.starts(end, NameClass::Title)
    };
    while end < tokens.end + LEFT_OUT && goes_on(end) {
        end += 1;
    }
    let (first, second) = (tokens.start..at, at + 1..end);
    let several = first.len() > 1 && second.len() > 1;
    let known = || known.has(document, first.clone()) && (first.len() > 1 || known.has(document, second.clone()));
    (several || known()).then_some([first.clone(), second])
}

/// The names in a run of tokens that was taken for one.
fn pieces(
    document: &Document<'_>,
    evidence: &Evidence,
    language: &Language,
    tokens: Range<usize>,
) -> Vec<Range<usize>> {
    let all = &document.tokens;
    let mut pieces = Vec::new();
    let mut start = tokens.start;
    let mut end = tokens.end;
    for at in tokens.start + 1..tokens.end.saturating_sub(1) {
        let next = all[at + 1];
        let dash = matches!(all[at].first, '-' | '–' | '—') && all[at].spaced && next.spaced;
        let dash = dash && at - start > 1 && tokens.end - at > 2;
        if dash {
            end = at;
            break;
        }
        let lineage = || language.spelling.lineage.contains_key(&document.word(at + 1).to_lowercase());
        if all[at].first == ',' && next.capital && !evidence.starts(at + 1, NameClass::Degree) && !lineage() {
            pieces.push(start..at);
            start = at + 1;
        }
    }
    pieces.push(start..end);
    let cut = pieces.len() > 1 || end < tokens.end;
    pieces
        .into_iter()
        .map(|piece| if cut { trimmed(document, piece) } else { piece })
        .filter(|piece| !piece.is_empty())
        .collect()
}

/// The piece without punctuation at its end.
fn trimmed(document: &Document<'_>, mut piece: Range<usize>) -> Range<usize> {
    while !piece.is_empty() && document.tokens[piece.end - 1].kind == TokenKind::Punctuation {
        piece.end -= 1;
    }
    piece
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::{Gazetteer, Languages};

    /// What becomes of the names of `text`, each between square brackets.
    fn cut_names(text: &str) -> Vec<String> {
        let languages = Languages::embedded();
        let language = languages.get("id").unwrap();
        let plain = text.replace(['[', ']'], "");
        let document = Document::new(&plain, language);
        let evidence = Evidence::collect(&document, language, &Gazetteer::embedded());
        let mut spans = Vec::new();
        for (at, piece) in text.match_indices('[').map(|(at, _)| (at, &text[at + 1..])) {
            let start = text[..at].replace(['[', ']'], "").len();
            let end = start + piece.find(']').unwrap();
            let tokens = document.token_at(start)..document.token_at(end - 1) + 1;
            spans.push(NameSpan { tokens, kind: EntityKind::Person, role: None });
        }
        cut(&document, &evidence, language, &mut spans);
        spans.into_iter().map(|span| document.span(span.tokens).of(&plain).to_owned()).collect()
    }

    #[test]
    fn a_comma_cuts_two_people_and_no_degree() {
        assert_eq!(cut_names("Karena itu, tutur [Sarwono, Dewi] dan Rina pulang."), ["Sarwono", "Dewi"]);
        assert_eq!(cut_names("Kata [Sarwono Hadi, S.H.] kemarin."), ["Sarwono Hadi, S.H."]);
        assert_eq!(cut_names("Kata [Sarwono Hadi, Jr] kemarin."), ["Sarwono Hadi, Jr"]);
    }

    #[test]
    fn a_dash_ends_a_name_before_a_team() {
        assert_eq!(cut_names("1. [Sarwono Hadi - Elang Racing Team]"), ["Sarwono Hadi"]);
        assert_eq!(cut_names("Kata [Dewi Zeta - Lestari] kemarin."), ["Dewi Zeta - Lestari"]);
    }

    #[test]
    fn a_hyphen_cuts_where_the_first_name_stands_alone_elsewhere() {
        let text = "Pengusung [Sarwono Hadi-Sari] [Lestari] menang. Kata [Sarwono Hadi], hujan turun.";
        assert_eq!(cut_names(text), ["Sarwono Hadi", "Sari Lestari", "Sarwono Hadi"]);
        assert_eq!(cut_names("Kata [Dewi Lestari-Hadi], hujan turun."), ["Dewi Lestari-Hadi"]);
        assert_eq!(cut_names("Pasangan [Dewi Lestari-Sarwono] Hadi menang."), ["Dewi Lestari", "Sarwono Hadi"]);
        assert_eq!(
            cut_names("Kata [Sarwono-Dewi]. [Dewi Lestari] dan [Sarwono] pulang."),
            ["Sarwono", "Dewi", "Dewi Lestari", "Sarwono"]
        );
        assert_eq!(
            cut_names("Kata [Trent Lestari-Hadi]. [Dewi Lestari] pulang."),
            ["Trent Lestari-Hadi", "Dewi Lestari"]
        );
    }
}
