//! Joins the names of one document: which of them mean one entity, and what its fullest name is.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{NameSpan, definitions, parts, slips};
use crate::extract::evidence::Evidence;
use crate::extract::{Document, Token, TokenKind, phrase_key};
use crate::lang::{Classes, Language, NameClass, NameUses, WordKey};
use crate::model::EntityKind;

/// A name as it is written, with all places where it is written so.
pub(super) struct Form {
    pub kind: EntityKind,
    /// Keys of its words.
    pub keys: Vec<WordKey>,
    pub text: String,
    /// The line of the lists that knows it.
    group: Option<u32>,
    pub first_span: usize,
    pub last_span: usize,
    pub count: usize,
    pub all_capitals: bool,
    /// A title, a given name, initials before it or a second place speaks for it.
    pub supported: bool,
    /// Written with a form of address before it everywhere (`Mas Sarwono`).
    addressed: bool,
    /// Every place where it stands begins a sentence.
    pub starts_sentences: bool,
    /// Its first word is a given name.
    pub given: bool,
    /// Its first word is in the language's own list of given names.
    pub listed: bool,
    /// Where it stands first, an age follows in brackets.
    pub aged: bool,
    /// A title or role stands beside it.
    pub has_role: bool,
    /// The document has the same words as a name of another kind, or the lists do.
    pub other_kind: bool,
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
    let (forms, form_of) = collect(document, evidence, spans);
    let mut apart = introduced_beside(document, evidence, language, spans, &form_of);
    // `Sari Wibawa` is Sari.
    for (holder, other) in apart.clone() {
        let (first, last) = (&forms[holder].keys, &forms[other].keys);
        let both =
            |form: &Form| form.keys.len() > last.len() && form.keys.starts_with(first) && form.keys.ends_with(last);
        apart.extend((0..forms.len()).filter(|&at| both(&forms[at])).map(|at| (at, other)));
    }
    let mut joined = Joined { to: (0..forms.len()).collect(), apart, nicknames: Vec::new() };
    definitions::join_nicknames(document, evidence, spans, &form_of, &mut joined);
    definitions::join(document, evidence, spans, &forms, &form_of, &mut joined);
    listed_together(&forms, &mut joined);
    slips::join_names(&forms, &mut joined);
    slips::join_shortened(&forms, &mut joined);
    parts::join_abbreviated(&forms, &mut joined);
    parts::join_short_given(&forms, &mut joined);
    parts::join(&forms, &language.spelling, &mut joined);
    parts::join_initials(&forms, &mut joined);
    parts::join_blends(&forms, &mut joined);
    slips::join_words(&forms, &mut joined);
    slips::join_short_word(&forms, &mut joined);
    parts::join_short_forms(&forms, &mut joined);
    slips::join_spellings(&forms, &language.spelling, &mut joined);
    branches(&forms, &mut joined);
    last_words(&forms, &mut joined);
    definitions::join_inner(document, spans, &forms, &form_of, &mut joined);
    let fullest = fullest(&forms, &joined);
    form_of.iter().map(|&form| forms[fullest[joined.root(form)]].text.clone()).collect()
}

/// Which form each form was joined to.
pub(super) struct Joined {
    to: Vec<usize>,
    /// Forms that mean two, whatever their words.
    apart: Vec<(usize, usize)>,
    /// Forms that the text calls somebody's nickname: they name nobody.
    pub nicknames: Vec<usize>,
}

impl Joined {
    pub fn root(&self, mut form: usize) -> usize {
        while self.to[form] != form {
            form = self.to[form];
        }
        form
    }

    pub fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        let meets = |a: usize, b: usize| (self.root(a), self.root(b)) == (one, other);
        let apart = self.apart.iter().any(|&(a, b)| meets(a, b) || meets(b, a));
        if one != other && !apart {
            self.to[one.max(other)] = one.min(other);
        }
    }
}

/// Most pairs that are looked at for each join, so that the time stays linear.
const MOST_APART: usize = 16;

/// The forms of two that a text tells apart, because the one holds an office of the other (`Sari, gitaris Wibawa.`).
fn introduced_beside(
    document: &Document<'_>,
    evidence: &Evidence,
    language: &Language,
    spans: &[NameSpan],
    form_of: &[usize],
) -> Vec<(usize, usize)> {
    let tokens = &document.tokens;
    let is_somebody = |at: usize| {
        let word = language.quoting.word(tokens[at].key);
        !tokens[at].capital && word.frames.is_empty() && word.classes.has(Classes::PEOPLE)
    };
    let holds = |at: usize| {
        let (holder, other) = (&spans[at - 1], &spans[at]);
        let (comma, first, end) = (holder.tokens.end, other.tokens.start, other.tokens.end);
        holder.kind == EntityKind::Person
            && other.kind == EntityKind::Person
            && tokens[comma].first == ','
            && (evidence.listed(comma + 1, NameClass::Title).is_some_and(|title| title.tokens.end == first)
                || comma + 2 == first && is_somebody(comma + 1))
            && tokens.get(end).is_none_or(|next| next.starts_sentence || matches!(next.first, '.' | ','))
    };
    let beside = (1..spans.len()).filter(|&at| spans[at - 1].tokens.end + 1 < spans[at].tokens.start && holds(at));
    beside.map(|at| (form_of[at - 1], form_of[at])).take(MOST_APART).collect()
}

/// The words of a span, without marks and what stands in brackets.
fn words(tokens: &[Token]) -> impl Iterator<Item = &Token> {
    outside_brackets(tokens).filter(|token| token.key != 0 && token.kind != TokenKind::Clitic)
}

/// The first token of a span behind the forms of address that a person's name was written with (`Mas Sarwono`).
fn behind_address(evidence: &Evidence, span: &NameSpan) -> usize {
    let mut start = span.tokens.start;
    while span.kind == EntityKind::Person
        && let Some(form) =
            evidence.listed(start, NameClass::AddressForm).filter(|form| form.tokens.end < span.tokens.end)
    {
        start = form.tokens.end;
    }
    start
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

/// Whether a name of several words begins with initials (`BY Wibawa`, `B. Y. Wibawa`).
fn begins_with_initials(tokens: &[Token]) -> bool {
    tokens.len() > 1
        && tokens[0].capital
        && tokens[0].span.len() < parts::MOST_INITIALS
        && (tokens[0].all_capitals || tokens[1].first == '.')
}

/// Whether a number follows in brackets.
fn is_aged(document: &Document<'_>, end: usize) -> bool {
    matches!(document.tokens.get(end..end + 2), Some([open, age]) if open.first == '(' && age.kind == TokenKind::Number)
}

fn collect(document: &Document<'_>, evidence: &Evidence, spans: &[NameSpan]) -> (Vec<Form>, Vec<usize>) {
    let mut forms: Vec<Form> = Vec::new();
    let mut by_words: FxHashMap<(EntityKind, WordKey), usize> = FxHashMap::default();
    let mut form_of = Vec::with_capacity(spans.len());
    for (at, span) in spans.iter().enumerate() {
        let start = behind_address(evidence, span);
        let tokens = &document.tokens[start..span.tokens.end];
        let all_capitals = tokens.iter().filter(|token| token.kind == TokenKind::Word).all(|token| token.all_capitals);
        let form = *by_words.entry((span.kind, phrase_key(words(tokens)))).or_insert_with(|| {
            let kind = span.kind;
            let class = match kind {
                EntityKind::Organization => Some(NameClass::Institution),
                EntityKind::Place => Some(NameClass::Place),
                _ => None,
            };
            let listed = class.and_then(|class| evidence.listed(span.tokens.start, class));
            let head = evidence.listed(span.tokens.start, NameClass::OrganizationHead).map(|head| head.tokens.len());
            let group = listed.filter(|listed| listed.tokens == span.tokens).and_then(|listed| listed.group);
            forms.push(Form {
                kind,
                keys: words(tokens).map(|token| token.key).collect(),
                text: spelled(document, span),
                group,
                first_span: at,
                last_span: at,
                count: 0,
                all_capitals,
                supported: begins_with_initials(tokens)
                    || span.tokens.clone().any(|at| evidence.starts(at, NameClass::GivenName)),
                addressed: start > span.tokens.start,
                starts_sentences: true,
                given: evidence.starts(start, NameClass::GivenName)
                    || evidence.known[start] & NameUses::GIVEN_NAME != 0,
                listed: evidence.starts(start, NameClass::GivenName),
                aged: is_aged(document, span.tokens.end),
                has_role: false,
                other_kind: kind == EntityKind::Person && evidence.starts(start, NameClass::Institution)
                    || matches!(kind, EntityKind::Person | EntityKind::Organization)
                        && (evidence.starts(start, NameClass::Place)
                            || evidence.known[start] & (NameUses::TERRITORY | NameUses::LARGE_PLACE) != 0),
                headed: head.is_some_and(|head| head < span.tokens.len()),
                bare_head: head == Some(span.tokens.len()) && listed.is_none(),
            });
            forms.len() - 1
        });
        let known = &mut forms[form];
        known.count += 1;
        known.last_span = at;
        known.has_role |= span.role.is_some();
        known.supported |= known.has_role || known.count > 1;
        known.starts_sentences &= document.tokens[span.tokens.start].starts_sentence;
        let addressed = start > span.tokens.start;
        if (known.all_capitals, known.addressed) > (all_capitals, addressed) {
            known.text = spelled(document, span);
            (known.all_capitals, known.addressed) = (all_capitals, addressed);
        }
        form_of.push(form);
    }
    for ((kind, words), &form) in &by_words {
        forms[form].other_kind |=
            EntityKind::ALL.into_iter().any(|other| other != *kind && by_words.contains_key(&(other, *words)));
    }
    (forms, form_of)
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

/// Joins the last word of a body's name to the one body that the document introduced before and that ends so
/// (`San Francisco Chronicle`, later `the Chronicle`); not the name of a place, which many bodies end with.
fn last_words(forms: &[Form], joined: &mut Joined) {
    let bodies = || forms.iter().enumerate().filter(|(_, form)| form.kind == EntityKind::Organization);
    let mut ending: FxHashMap<WordKey, Vec<usize>> = FxHashMap::default();
    for (at, form) in bodies().filter(|(_, form)| form.keys.len() > 1) {
        ending.entry(form.keys[form.keys.len() - 1]).or_default().push(at);
    }
    for (at, form) in bodies().filter(|(_, form)| form.keys.len() == 1 && !form.bare_head) {
        let fuller = ending.get(&form.keys[0]).map_or(&[][..], Vec::as_slice);
        let plain = form.group.is_none() && !form.all_capitals && !form.other_kind;
        if let Some((&first, others)) = fuller.split_first()
            && plain
            && forms[first].first_span < form.first_span
            && others.iter().all(|&other| joined.root(other) == joined.root(first))
        {
            joined.join(first, at);
        }
    }
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

/// For each root, the form that stands for the entity: the most words, then the most often, then the most letters. Where
/// a name was written without its first word before, and with it only once, that word is none of the name, unless it
/// stands alone elsewhere.
fn fullest(forms: &[Form], joined: &Joined) -> Vec<usize> {
    let mut best: Vec<usize> = (0..forms.len()).collect();
    for at in 0..forms.len() {
        let root = joined.root(at);
        let named = |form: usize| !joined.nicknames.contains(&form);
        let size = |form: usize| (named(form), forms[form].keys.len(), forms[form].count, forms[form].text.len());
        if size(at) > size(best[root]) {
            best[root] = at;
        }
    }
    let longest = best.clone();
    let alone: FxHashSet<WordKey> = forms.iter().filter(|form| form.keys.len() == 1).map(|form| form.keys[0]).collect();
    for at in 0..forms.len() {
        let root = joined.root(at);
        let (own, full) = (&forms[at], &forms[longest[root]]);
        let used_alone = full.keys.first().is_some_and(|head| alone.contains(head));
        let glued = full.kind == EntityKind::Person && full.count == 1 && !full.given && !used_alone;
        let is_rest = own.keys.len() > 1 && own.keys.len() + 1 == full.keys.len() && full.keys.ends_with(&own.keys);
        if glued && is_rest && own.first_span < full.first_span {
            best[root] = at;
        }
    }
    best
}
