//! Cuts people's names that were run together: `tutur Sari, Budi pulang`; `Sarwono Hadi - Elang Racing Team`.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::NameSpan;
use crate::extract::evidence::Evidence;
use crate::extract::{Document, TokenKind};
use crate::lang::{Language, NameClass, WordKey};
use crate::model::EntityKind;

/// Makes two names of one with a comma inside, unless a degree or `Jr.` follows it, and ends a name at a dash between
/// spaces where several words stand on both sides, or at a hyphen behind a name that stands alone elsewhere (`Sarwono
/// Hadi-Sari`).
pub(super) fn cut(document: &Document<'_>, evidence: &Evidence, language: &Language, spans: &mut Vec<NameSpan>) {
    let is_plain = |span: &NameSpan| {
        span.kind != EntityKind::Person
            || !document.tokens[span.tokens.clone()].iter().any(|token| matches!(token.first, ',' | '-' | '–' | '—'))
    };
    if spans.iter().all(is_plain) {
        return;
    }
    let keys =
        |tokens: Range<usize>| -> Vec<WordKey> { document.tokens[tokens].iter().map(|token| token.key).collect() };
    let people = spans.iter().filter(|span| span.kind == EntityKind::Person && span.tokens.len() > 1);
    let people: FxHashSet<Vec<WordKey>> = people.map(|span| keys(span.tokens.clone())).collect();
    let hyphen = |tokens: &Range<usize>| {
        let mut ends = tokens.start + 2..tokens.end.saturating_sub(1);
        ends.find(|&at| document.tokens[at].first == '-' && people.contains(&keys(tokens.start..at)))
    };
    let whole = std::mem::take(spans);
    // Where the half behind a hyphen ends: the rest of that name may be a span of its own.
    let mut half = None;
    for span in whole {
        if is_plain(&span) {
            match spans.last_mut() {
                Some(last) if half == Some(span.tokens.start) && span.kind == EntityKind::Person => {
                    last.tokens.end = span.tokens.end;
                }
                _ => spans.push(span),
            }
            continue;
        }
        if let Some(at) = hyphen(&span.tokens) {
            spans.push(NameSpan { tokens: span.tokens.start..at, kind: span.kind, role: None });
            half = Some(span.tokens.end);
            spans.push(NameSpan { tokens: at + 1..span.tokens.end, kind: span.kind, role: None });
            continue;
        }
        for tokens in pieces(document, evidence, language, span.tokens) {
            spans.push(NameSpan { tokens, kind: span.kind, role: None });
        }
    }
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
    }
}
