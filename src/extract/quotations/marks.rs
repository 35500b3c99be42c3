//! Turns the quotation marks of a document into runs of quoted words, paired by position and not by glyph.

use std::ops::Range;

use crate::extract::{Document, Token, TokenKind};

/// Words between two marks, or from a mark to the end of its paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// All tokens, marks included.
    pub tokens: Range<usize>,
    /// The tokens between the marks; never empty.
    pub inner: Range<usize>,
    /// There is a closing mark.
    pub closed: bool,
    /// The marks are single ones.
    pub single: bool,
    /// The run lies inside another one.
    pub nested: bool,
    /// Index of its paragraph.
    pub paragraph: usize,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Side {
    Opens,
    Closes,
    Unclear,
}

/// A mark: one token, or two single ones side by side that stand for a double one.
struct Mark {
    tokens: Range<usize>,
    single: bool,
    side: Side,
}

/// The runs of a document in the order of their opening marks. Linear in the text.
///
/// What stands around a mark decides whether it opens or closes: space before and a word behind opens, a word before
/// and space behind closes. The glyph is asked only where the position is unclear, for in news text pairs are mixed.
/// A mark that opens while another pair is open drops the older one, unless two closing marks follow.
pub fn pair(document: &Document<'_>) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut open_before = false;
    for (index, paragraph) in document.paragraphs.iter().enumerate() {
        let marks = marks_of(&document.tokens, paragraph);
        if marks.is_empty() {
            open_before = false;
            continue;
        }
        let first_run = runs.len();
        open_before = pair_doubles(document, index, &marks, open_before, &mut runs);
        pair_singles(index, &marks, first_run, &mut runs);
        runs[first_run..].sort_by_key(|run| (run.tokens.start, run.tokens.end));
    }
    runs
}

fn marks_of(tokens: &[Token], paragraph: &Range<usize>) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut at = paragraph.start;
    while at < paragraph.end {
        let token = &tokens[at];
        if token.kind != TokenKind::Mark {
            at += 1;
            continue;
        }
        let single = is_single(token);
        let doubled = single
            && at + 1 < paragraph.end
            && tokens[at + 1].kind == TokenKind::Mark
            && tokens[at + 1].first == token.first
            && !tokens[at + 1].spaced;
        let end = at + 1 + usize::from(doubled);
        // The value of an attribute in left-over markup.
        let markup = at > paragraph.start && tokens[at - 1].first == '=' && !token.spaced;
        if markup {
            at = (end..paragraph.end).find(|&t| tokens[t].first == token.first).map_or(end, |t| t + 1);
            continue;
        }
        marks.push(Mark { side: side(tokens, at, end, paragraph), single: single && !doubled, tokens: at..end });
        at = end;
    }
    marks
}

fn is_single(token: &Token) -> bool {
    matches!(token.first, '‘' | '’' | '\'' | '‚' | '‛' | '‹' | '›') && token.span.len() == token.first.len_utf8()
}

fn side(tokens: &[Token], start: usize, end: usize, paragraph: &Range<usize>) -> Side {
    let mark = &tokens[start];
    let opens_before =
        |t: &Token| matches!(t.first, '(' | '[' | '—' | '–' | '-' | '/' | '{' | '>') || is_opening_glyph(t);
    let free_before = start == paragraph.start || mark.spaced || opens_before(&tokens[start - 1]);
    let ends_after = |t: &Token| {
        t.kind == TokenKind::Mark
            || (t.kind == TokenKind::Punctuation && !matches!(t.first, '(' | '[' | '@' | '#' | '$' | '…' | '*' | '-'))
    };
    let free_after = end >= paragraph.end || tokens[end].spaced || ends_after(&tokens[end]);
    match (free_before, free_after) {
        (true, false) => Side::Opens,
        (false, true) => Side::Closes,
        (true, true) if end < paragraph.end && !tokens[end].spaced && tokens[end].kind == TokenKind::Mark => {
            Side::Opens
        }
        (true, true) if start == paragraph.start && end < paragraph.end => Side::Opens,
        (true, true) if end >= paragraph.end => Side::Closes,
        // A number right before a straight mark: inches, or the end of a quotation.
        _ => match mark.first {
            '“' | '„' | '«' | '‘' | '‚' | '‹' => Side::Opens,
            '”' | '»' | '’' | '›' => Side::Closes,
            _ => Side::Unclear,
        },
    }
}

fn is_opening_glyph(token: &Token) -> bool {
    token.kind == TokenKind::Mark && matches!(token.first, '“' | '„' | '«' | '‘')
}

/// Pairs the double marks of one paragraph; says whether its last quotation goes on in the next paragraph.
fn pair_doubles(
    document: &Document<'_>,
    paragraph: usize,
    marks: &[Mark],
    open_before: bool,
    runs: &mut Vec<Run>,
) -> bool {
    let range = &document.paragraphs[paragraph];
    let doubles: Vec<&Mark> = marks.iter().filter(|mark| !mark.single).collect();
    let mut open: Option<&Mark> = None;
    let mut at = 0;
    while at < doubles.len() {
        let mark = doubles[at];
        match (open, mark.side) {
            (None, Side::Closes) if at == 0 && open_before && mark.tokens.start > range.start => {
                // The last part of a quotation whose paragraphs have no opening marks.
                push(runs, range.start..mark.tokens.start, range.start..mark.tokens.end, true, paragraph);
            }
            (None, Side::Closes) => {}
            (None, Side::Unclear) if is_measure(document, mark, range) => {}
            (None, _) => open = Some(mark),
            (Some(_), Side::Opens) => {
                let closings = doubles[at + 1..].iter().take(2).take_while(|next| next.side == Side::Closes).count();
                if closings == 2 {
                    at += 1;
                } else {
                    open = Some(mark);
                }
            }
            (Some(first), _) => {
                push(runs, first.tokens.end..mark.tokens.start, first.tokens.start..mark.tokens.end, true, paragraph);
                open = None;
            }
        }
        at += 1;
    }
    let Some(first) = open else { return false };
    let starts_next = document.paragraphs.get(paragraph + 1).is_some_and(|next| {
        let token = &document.tokens[next.start];
        token.kind == TokenKind::Mark && !is_single(token)
    });
    if starts_next || first.tokens.start == range.start {
        push(runs, first.tokens.end..range.end, first.tokens.start..range.end, false, paragraph);
    }
    true
}

fn is_measure(document: &Document<'_>, mark: &Mark, paragraph: &Range<usize>) -> bool {
    let at = mark.tokens.start;
    at > paragraph.start && !document.tokens[at].spaced && document.tokens[at - 1].kind == TokenKind::Number
}

fn push(runs: &mut Vec<Run>, inner: Range<usize>, tokens: Range<usize>, closed: bool, paragraph: usize) {
    if !inner.is_empty() {
        runs.push(Run { tokens, inner, closed, single: false, nested: false, paragraph });
    }
}

/// Pairs single marks; those inside a double pair are nested.
fn pair_singles(paragraph: usize, marks: &[Mark], first_run: usize, runs: &mut Vec<Run>) {
    let doubles: Vec<Range<usize>> = runs[first_run..].iter().map(|run| run.tokens.clone()).collect();
    let holder = |at: usize| {
        let next = doubles.partition_point(|run| run.end <= at);
        doubles.get(next).filter(|run| run.start <= at).map(|_| next)
    };
    let mut open: Option<&Mark> = None;
    for mark in marks.iter().filter(|mark| mark.single) {
        match mark.side {
            Side::Opens => open = Some(mark),
            Side::Closes => {
                let Some(first) = open.take() else { continue };
                let inner = first.tokens.end..mark.tokens.start;
                let inside = holder(first.tokens.start);
                if inner.len() < 2 || inside != holder(mark.tokens.start) {
                    continue;
                }
                let tokens = first.tokens.start..mark.tokens.end;
                runs.push(Run { tokens, inner, closed: true, single: true, nested: inside.is_some(), paragraph });
            }
            Side::Unclear => {}
        }
    }
}
