//! Joins the names of one document: which of them mean one entity, and what its fullest name is.

use rustc_hash::{FxHashMap, FxHashSet};

use super::NameSpan;
use super::evidence::Evidence;
use crate::extract::{Document, Token, TokenKind};
use crate::lang::{Language, NameClass, WordKey};
use crate::model::EntityKind;

/// A name as it is written, with all places where it is written so.
struct Form {
    kind: EntityKind,
    /// Keys of its words.
    keys: Vec<WordKey>,
    text: String,
    /// The line of the lists that knows it.
    group: Option<u32>,
    first_span: usize,
    count: usize,
    all_capitals: bool,
    /// A title, a given name or a second place speaks for it.
    supported: bool,
    /// It begins with the head of a body and has more words.
    headed: bool,
    /// It is nothing but the head of a body (`BPJS`), which a fuller name begins with.
    bare_head: bool,
}

/// The fullest name of each span's entity in this document.
pub(super) fn names(
    document: &Document<'_>,
    evidence: &Evidence,
    language: &Language,
    spans: &[NameSpan],
) -> Vec<String> {
    let _ = language;
    let (forms, form_of) = collect(document, evidence, spans);
    let mut joined = Joined { to: (0..forms.len()).collect() };
    defined(document, evidence, spans, &forms, &form_of, &mut joined);
    listed_together(&forms, &mut joined);
    partial(&forms, &mut joined);
    initials(&forms, &mut joined);
    branches(&forms, &mut joined);
    inner_abbreviations(document, spans, &forms, &form_of, &mut joined);
    let fullest = fullest(&forms, &joined);
    form_of.iter().map(|&form| forms[fullest[joined.root(form)]].text.clone()).collect()
}

/// Which form each form was joined to.
struct Joined {
    to: Vec<usize>,
}

impl Joined {
    fn root(&self, mut form: usize) -> usize {
        while self.to[form] != form {
            form = self.to[form];
        }
        form
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        if one != other {
            self.to[one.max(other)] = one.min(other);
        }
    }
}

/// Keys of the words of a span, without marks and what stands in brackets.
fn keys(tokens: &[Token]) -> Vec<WordKey> {
    let words = outside_brackets(tokens).filter(|token| token.key != 0 && token.kind != TokenKind::Clitic);
    words.map(|token| token.key).collect()
}

/// The tokens of a name without an abbreviation in brackets inside it.
fn outside_brackets(tokens: &[Token]) -> impl Iterator<Item = &Token> {
    let mut inside = false;
    tokens.iter().filter(move |token| {
        let bracket = token.kind == TokenKind::Punctuation && matches!(token.first, '(' | ')');
        let outside = !inside && !bracket;
        inside = if bracket { token.first == '(' } else { inside };
        outside
    })
}

/// Whether the full stop at `at` is a stray one (`Budi. Santoso`), not that of an initial or an abbreviation.
fn is_stray_stop(tokens: &[&Token], at: usize) -> bool {
    tokens[at].first == '.'
        && at > 0
        && tokens[at - 1].span.len() > 3
        && tokens.get(at + 1).is_some_and(|next| next.spaced && next.capital)
}

/// The words of a span as a name: white space folded, a nickname in quotation marks left out.
fn spelled(document: &Document<'_>, span: &NameSpan) -> String {
    let tokens: Vec<&Token> = outside_brackets(&document.tokens[span.tokens.clone()]).collect();
    let mut name = String::new();
    let mut in_marks = false;
    for (at, token) in tokens.iter().enumerate() {
        if token.kind == TokenKind::Mark {
            in_marks = !in_marks;
            continue;
        }
        if in_marks || is_stray_stop(&tokens, at) {
            continue;
        }
        if (token.spaced || at > 0 && tokens[at - 1].kind == TokenKind::Mark) && !name.is_empty() {
            name.push(' ');
        }
        name.push_str(token.span.of(document.text));
    }
    name
}

fn collect(document: &Document<'_>, evidence: &Evidence, spans: &[NameSpan]) -> (Vec<Form>, Vec<usize>) {
    let mut forms: Vec<Form> = Vec::new();
    let mut by_words: FxHashMap<(EntityKind, Vec<WordKey>), usize> = FxHashMap::default();
    let mut form_of = Vec::with_capacity(spans.len());
    for (at, span) in spans.iter().enumerate() {
        let text = spelled(document, span);
        let tokens = &document.tokens[span.tokens.clone()];
        let all_capitals = tokens.iter().filter(|token| token.kind == TokenKind::Word).all(|token| token.all_capitals);
        let form = *by_words.entry((span.kind, keys(tokens))).or_insert_with_key(|(kind, keys)| {
            let class = match kind {
                EntityKind::Organization => Some(NameClass::Institution),
                EntityKind::Place => Some(NameClass::Place),
                _ => None,
            };
            let listed = class.and_then(|class| evidence.listed(span.tokens.start, class));
            let head = evidence.listed(span.tokens.start, NameClass::OrganizationHead).map(|head| head.tokens.len());
            let group = listed.filter(|listed| listed.tokens == span.tokens).and_then(|listed| listed.group);
            forms.push(Form {
                kind: *kind,
                keys: keys.clone(),
                text: text.clone(),
                group,
                first_span: at,
                count: 0,
                all_capitals,
                supported: span.tokens.clone().any(|at| evidence.starts(at, NameClass::GivenName)),
                headed: head.is_some_and(|head| head < span.tokens.len()),
                bare_head: head == Some(span.tokens.len()) && listed.is_none(),
            });
            forms.len() - 1
        });
        forms[form].count += 1;
        forms[form].supported |= span.role.is_some() || forms[form].count > 1;
        if forms[form].all_capitals && !all_capitals {
            forms[form].text = text;
            forms[form].all_capitals = false;
        }
        form_of.push(form);
    }
    (forms, form_of)
}

/// Joins what the text itself puts side by side: `Full Name (FN)`, `Full Name alias Other`.
fn defined(
    document: &Document<'_>,
    evidence: &Evidence,
    spans: &[NameSpan],
    forms: &[Form],
    form_of: &[usize],
    joined: &mut Joined,
) {
    let tokens = &document.tokens;
    for at in 1..spans.len() {
        let (before, after) = (&spans[at - 1], &spans[at]);
        if before.kind != after.kind {
            continue;
        }
        let gap = before.tokens.end..after.tokens.start;
        let bracketed = gap.len() == 1
            && tokens[gap.start].first == '('
            && tokens.get(after.tokens.end).is_some_and(|token| matches!(token.first, ')' | ';' | ','));
        let cue = gap.start < gap.end
            && gap.len() <= 8
            && gap.clone().take(3).any(|token| {
                evidence
                    .listed(token, NameClass::AliasCue)
                    .is_some_and(|cue| cue.tokens.end == gap.end || (cue.tokens.end < gap.end && cue.tokens.len() > 1))
            });
        let short = abbreviates(&forms[form_of[at]], &forms[form_of[at - 1]]);
        let plain_cue = cue && (gap.len() > 1 || short || document.word(gap.start).len() > 4);
        if bracketed && (short || before.kind == EntityKind::Person || spans[at].tokens.len() == 1) || plain_cue {
            joined.join(form_of[at - 1], form_of[at]);
        }
    }
}

/// Joins an abbreviation to the one body whose name holds it in brackets (`Komisi Air (KA) Nusa Maju`).
fn inner_abbreviations(
    document: &Document<'_>,
    spans: &[NameSpan],
    forms: &[Form],
    form_of: &[usize],
    joined: &mut Joined,
) {
    let mut holders: FxHashMap<WordKey, FxHashSet<usize>> = FxHashMap::default();
    for (span, &form) in spans.iter().zip(form_of) {
        let tokens = &document.tokens[span.tokens.clone()];
        for inner in tokens.windows(3).filter(|inner| inner[0].first == '(' && inner[2].first == ')') {
            holders.entry(inner[1].key).or_default().insert(joined.root(form));
        }
    }
    if holders.is_empty() {
        return;
    }
    for (at, form) in forms.iter().enumerate() {
        if let [key] = form.keys[..]
            && let Some(holders) = holders.get(&key).filter(|holders| holders.len() == 1)
        {
            holders
                .iter()
                .filter(|&&holder| forms[holder].kind == form.kind)
                .for_each(|&holder| joined.join(holder, at));
        }
    }
}

/// Whether `short` is one word whose letters stand in `full` in this order, from its first letter on.
fn abbreviates(short: &Form, full: &Form) -> bool {
    if short.keys.len() != 1 || full.keys.len() < 2 {
        return false;
    }
    let mut letters = full.text.chars().flat_map(char::to_lowercase);
    short
        .text
        .chars()
        .flat_map(char::to_lowercase)
        .filter(|c| c.is_alphabetic())
        .all(|c| letters.any(|other| other == c))
}

/// Joins forms that one line of the lists holds.
fn listed_together(forms: &[Form], joined: &mut Joined) {
    let mut first: FxHashMap<u32, usize> = FxHashMap::default();
    for (at, form) in forms.iter().enumerate() {
        if let Some(group) = form.group {
            let other = *first.entry(group).or_insert(at);
            joined.join(other, at);
        }
    }
}

/// Joins a part of a person's name to the one fuller name that holds it.
fn partial(forms: &[Form], joined: &mut Joined) {
    let mut order: Vec<usize> = (0..forms.len()).filter(|&at| forms[at].kind == EntityKind::Person).collect();
    order.sort_by_key(|&at| (std::cmp::Reverse(forms[at].keys.len()), forms[at].first_span));
    let mut with_word: FxHashMap<WordKey, Vec<usize>> = FxHashMap::default();
    for at in order {
        let form = &forms[at];
        if let Some(first) = form.keys.first() {
            let mut candidates: FxHashSet<usize> = FxHashSet::default();
            for &fuller in with_word.get(first).map_or(&[][..], Vec::as_slice).iter().take(64) {
                if is_part(&form.keys, &forms[fuller].keys) {
                    candidates.insert(joined.root(fuller));
                }
            }
            // A fuller name that nothing speaks for is rather a run of words that was cut wrongly.
            if candidates.len() > 1 {
                candidates.retain(|&fuller| forms[fuller].supported);
            }
            if candidates.len() == 1 {
                candidates.into_iter().for_each(|fuller| joined.join(fuller, at));
            }
        }
        for &key in &form.keys {
            with_word.entry(key).or_default().push(at);
        }
    }
}

/// Whether the words of `part` stand in `whole` in this order.
fn is_part(part: &[WordKey], whole: &[WordKey]) -> bool {
    let mut rest = whole.iter();
    part.len() < whole.len() && part.iter().all(|word| rest.any(|other| other == word))
}

/// Joins a bare head to the one body whose name begins with it, and the tail of a body's name to the one body with a
/// head whose name ends so (`Golkar Maju` to `DPD II Golkar Maju`).
fn branches(forms: &[Form], joined: &mut Joined) {
    let mut heads: FxHashMap<WordKey, Vec<usize>> = FxHashMap::default();
    let mut tails: FxHashMap<WordKey, Vec<usize>> = FxHashMap::default();
    for (at, form) in forms.iter().enumerate().filter(|(_, form)| form.kind == EntityKind::Organization && form.headed)
    {
        if let (Some(&first), Some(&last)) = (form.keys.first(), form.keys.last()) {
            heads.entry(first).or_default().push(at);
            tails.entry(last).or_default().push(at);
        }
    }
    for (at, form) in forms.iter().enumerate().filter(|(_, form)| form.kind == EntityKind::Organization) {
        let fuller: Vec<usize> = if form.bare_head {
            let alike = form.keys.first().and_then(|first| heads.get(first)).map_or(&[][..], Vec::as_slice);
            alike.iter().copied().filter(|&other| forms[other].keys.starts_with(&form.keys)).collect()
        } else if form.keys.len() > 1 && !form.headed {
            let alike = form.keys.last().and_then(|last| tails.get(last)).map_or(&[][..], Vec::as_slice);
            alike.iter().copied().filter(|&other| forms[other].keys.ends_with(&form.keys)).collect()
        } else {
            continue;
        };
        if let [fuller] = fuller[..] {
            joined.join(fuller, at);
        }
    }
}

/// Joins a person's initials to the one person they fit.
fn initials(forms: &[Form], joined: &mut Joined) {
    let mut by_initials: FxHashMap<String, FxHashSet<usize>> = FxHashMap::default();
    for (at, form) in forms.iter().enumerate() {
        if form.kind == EntityKind::Person && form.keys.len() > 1 {
            let letters: String = form.text.split(' ').filter_map(|word| word.chars().next()).collect();
            by_initials.entry(letters).or_default().insert(joined.root(at));
        }
    }
    for (at, form) in forms.iter().enumerate() {
        if form.kind != EntityKind::Person || form.keys.len() != 1 || !form.all_capitals {
            continue;
        }
        if let Some(people) = by_initials.get(&form.text).filter(|people| people.len() == 1) {
            people.iter().for_each(|&person| joined.join(person, at));
        }
    }
}

/// For each root, the form that stands for the entity: the most words, then the most often, then the most letters.
fn fullest(forms: &[Form], joined: &Joined) -> Vec<usize> {
    let mut best: Vec<usize> = (0..forms.len()).collect();
    for at in 0..forms.len() {
        let root = joined.root(at);
        let size = |form: usize| (forms[form].keys.len(), forms[form].count, forms[form].text.len());
        if size(at) > size(best[root]) {
            best[root] = at;
        }
    }
    best
}
