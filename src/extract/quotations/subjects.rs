//! Turns the words around a reporting verb into a pointer to its subject.

use std::ops::Range;

use super::scene::Scene;
use crate::extract::TokenKind;
use crate::lang::{Classes, Frames};
use crate::model::Span;

/// Tokens that are looked at on one side of a verb.
const REACH: usize = 60;

/// Words of a subject of which none is known.
const MOST_WORDS: usize = 5;
/// Words of a source behind `according to` of which none is known.
const LONGEST_SOURCE: usize = 25;

/// What a pointer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PointerKind {
    /// The name of a person, a body or a place: index of the mention.
    Name(usize),
    /// A pronoun of its own, or the pronoun at the end of a cue.
    Pronoun,
    /// A description without a name of its own.
    Description,
}

/// The words that point to a speaker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pointer {
    /// What it is.
    pub kind: PointerKind,
    /// Its tokens; for a pronoun suffix the token that ends with it.
    pub tokens: Range<usize>,
    /// Its bytes.
    pub span: Span,
    /// First token of all that belongs to it, title included.
    pub start: usize,
    /// The subject stands where it should; false for the best of several answers.
    pub clear: bool,
}

/// Words that make a phrase a description of a speaker.
const DESCRIBING: Classes = Classes::PEOPLE
    .or(Classes::BODY)
    .or(Classes::DOCUMENT)
    .or(Classes::DEFINITE)
    .or(Classes::INDEFINITE)
    .or(Classes::DEMONSTRATIVE);
const PRONOUN: Classes = Classes::SINGULAR.or(Classes::PLURAL).or(Classes::NEUTRAL).or(Classes::FIRST);
const NOUN: Classes = Classes::PEOPLE.or(Classes::BODY).or(Classes::DOCUMENT);
const CIRCUMSTANCE: Classes = Classes::PREPOSITION.or(Classes::CONJUNCTION).or(Classes::TIME);

impl Scene<'_> {
    fn name(&self, mention: usize, clear: bool) -> Pointer {
        let tokens = self.mention_tokens[mention].clone();
        let span = self.mentions[mention].span;
        Pointer {
            kind: PointerKind::Name(mention),
            span,
            start: self.titled_start[mention].min(tokens.start),
            tokens,
            clear,
        }
    }

    /// A pointer to a name that is sure to be the speaker.
    pub fn pointer_to(&self, mention: usize) -> Pointer {
        self.name(mention, true)
    }

    /// A pointer to a pronoun.
    pub fn pronoun(&self, at: usize, clear: bool) -> Pointer {
        Pointer { kind: PointerKind::Pronoun, tokens: at..at + 1, span: self.token(at).span, start: at, clear }
    }

    fn description(&self, tokens: Range<usize>, clear: bool) -> Pointer {
        Pointer { kind: PointerKind::Description, span: self.span(tokens.clone()), start: tokens.start, tokens, clear }
    }

    /// The pronoun at the end of a cue (`nya` of `ujarnya`).
    pub fn suffix(&self, at: usize) -> Option<Pointer> {
        let suffix = usize::from(self.places[at].suffix);
        let span = self.token(at).span;
        (suffix > 0 && suffix < span.len()).then(|| Pointer {
            kind: PointerKind::Pronoun,
            tokens: at..at + 1,
            span: Span::new(span.end - suffix, span.end),
            start: at,
            clear: true,
        })
    }

    /// The subject that stands before the verb, not before token `low`.
    pub fn subject_before(&self, verb: usize, low: usize) -> Option<Pointer> {
        let low = low.max(verb.saturating_sub(REACH));
        let end = self.skip_helpers_back(verb, low);
        if end == low {
            return None;
        }
        let last = end - 1;
        if self.is(last, Classes::RELATIVE) && end < verb.max(1) + 1 && self.token(last).kind == TokenKind::Word {
            // `a sign that says`: the sign speaks.
            if self.is(last, Classes::COMPLEMENT)
                && last > low
                && let Some(pointer) = self.noun_before(last, low)
            {
                return Some(pointer);
            }
            return Some(self.pronoun(last, true));
        }
        let parenthetical = self.is_pause(last) || self.is_char(last, ')');
        let clause = self.clause_start(end, low, parenthetical);
        if parenthetical {
            let end = if self.is_char(last, ')') { self.bracket_start(last, clause) } else { last };
            self.subject_of_segments(clause, end)
        } else {
            let start = (clause..end).rev().find(|&at| self.is_pause(at)).map_or(clause, |at| at + 1);
            self.noun_phrase(start, end)
        }
    }

    /// What a relative pronoun stands for: the noun phrase right before it, in its sentence.
    pub fn antecedent_of_relative(&self, relative: usize) -> Option<Pointer> {
        let sentence = &self.sentences[self.sentence_at(relative)];
        let low = sentence.start.max(relative.saturating_sub(REACH));
        let end = if relative > low && self.is_pause(relative - 1) { relative - 1 } else { relative };
        let named = end.checked_sub(1).filter(|&last| last >= low).and_then(|last| self.mention_at(last));
        if let Some(relation) = named.and_then(|mention| self.relation_before(self.mention_tokens[mention].start, low))
        {
            return Some(self.description(relation..end, true));
        }
        let start = (low..end)
            .rev()
            .find(|&at| {
                self.is_pause(at)
                    || self.run_at(at).is_some()
                    || (self.mention_at(at).is_none()
                        && (!self.places[at].frames.is_empty() && !self.is(at, NOUN)
                            || self.is(at, Classes::FINITE.or(Classes::CONNECTOR))))
            })
            .map_or(low, |at| at + 1);
        (start < end).then(|| self.noun_phrase(start, end)).flatten()
    }

    /// The bare noun phrase before a verb that only somebody can be the subject of, when no word of it is known
    /// (`forecasters say`).
    pub fn unknown_subject(&self, verb: usize, low: usize) -> Option<Pointer> {
        let end = self.skip_helpers_back(verb, low.max(verb.saturating_sub(REACH)));
        let start = (low.max(end.saturating_sub(MOST_WORDS))..end)
            .rev()
            .take_while(|&at| self.mention_at(at).is_some() || self.may_describe(at))
            .last()?;
        let opens = start == low
            || self.is_pause(start - 1)
            || (self.mention_at(start - 1).is_none()
                && self.is(start - 1, Classes::CONJUNCTION.or(Classes::CONNECTOR)));
        let head = end - 1;
        let noun = self.mention_at(head).is_none()
            && self.token(head).kind == TokenKind::Word
            && self.places[head].classes.is_empty();
        (opens && noun).then(|| self.description(start..end, false))
    }

    fn may_describe(&self, at: usize) -> bool {
        let token = self.token(at);
        let hyphen = token.kind == TokenKind::Punctuation && token.first == '-' && !token.spaced;
        let stops = Classes::PREPOSITION
            .or(Classes::CONJUNCTION)
            .or(Classes::CONNECTOR)
            .or(Classes::FINITE)
            .or(Classes::PRONOUN)
            .or(Classes::RELATIVE)
            .or(Classes::AUXILIARY);
        self.run_at(at).is_none()
            && (hyphen || matches!(token.kind, TokenKind::Word | TokenKind::Number))
            && !self.is(at, stops)
            && self.places[at].frames.is_empty()
    }

    /// Whatever stands behind a preposition that names a source, up to the next pause.
    pub fn any_phrase_after(&self, start: usize, high: usize) -> Option<Pointer> {
        let end =
            (start..high.min(start + REACH)).find(|&at| self.is_pause(at) || self.run_at(at).is_some()).unwrap_or(high);
        let end = if end > start && end == high && self.token(end - 1).kind == TokenKind::Punctuation {
            end - 1
        } else {
            end
        };
        (end > start && end - start <= LONGEST_SOURCE && self.token(start).kind == TokenKind::Word)
            .then(|| self.description(start..end, false))
    }

    /// The noun phrase with an article that ends right before `end`.
    pub fn noun_before(&self, end: usize, low: usize) -> Option<Pointer> {
        let opens = Classes::ARTICLE.or(Classes::INDEFINITE);
        let start = (low.max(end.saturating_sub(6))..end)
            .rev()
            .take_while(|&at| self.token(at).kind == TokenKind::Word && self.places[at].frames.is_empty())
            .find(|&at| self.is(at, opens) && self.mention_at(at).is_none())?;
        self.noun_phrase(start, end)
    }

    /// The first noun phrase of the clause that starts at `start`: the subject of a participle or of a second verb.
    pub fn subject_of_clause(&self, start: usize, verb: usize) -> Option<Pointer> {
        let limit = verb.min(start + REACH);
        let mut at = start;
        while at < limit {
            let end = (at..limit).find(|&t| self.is_pause(t) || self.run_at(t).is_some()).unwrap_or(limit);
            if let Some(pointer) = self.leading_phrase(at, end) {
                return Some(pointer);
            }
            at = end + 1;
        }
        None
    }

    /// End of the words before the verb once helpers (`has also`) are skipped.
    fn skip_helpers_back(&self, verb: usize, low: usize) -> usize {
        let mut end = verb;
        while end > low
            && self.mention_at(end - 1).is_none()
            && self.is(end - 1, Classes::AUXILIARY.or(Classes::NEGATION))
        {
            end -= 1;
        }
        // One unknown adverb between a name or pronoun and its verb.
        if end >= low + 2
            && self.is_lower_word(end - 1)
            && self.places[end - 1].classes.is_empty()
            && (self.mention_at(end - 2).is_some() || self.is(end - 2, PRONOUN))
        {
            end -= 1;
        }
        end
    }

    fn bracket_start(&self, close: usize, low: usize) -> usize {
        (low..close).rev().find(|&at| self.is_char(at, '(')).unwrap_or(close)
    }

    /// Where the clause that ends at `end` starts.
    fn clause_start(&self, end: usize, low: usize, parenthetical: bool) -> usize {
        let mut at = end;
        while at > low {
            let token = at - 1;
            if self.run_at(token).is_some() || self.token(token).kind == TokenKind::Mark {
                return at;
            }
            if self.mention_at(token).is_some() {
                at -= 1;
                continue;
            }
            if self.is_char(token, ')') {
                at = self.bracket_start(token, low).min(token);
                continue;
            }
            if self.is_char(token, ';') || self.is_char(token, ':') || self.is_char(token, '(') {
                return at;
            }
            let classes = self.places[token].classes;
            if classes.has(Classes::CONNECTOR) && !classes.has(Classes::RELATIVE) {
                return at;
            }
            if classes.has(Classes::CONJUNCTION) && self.conjunction_cuts(token, end, low, parenthetical) {
                return at;
            }
            let frames = self.places[token].frames;
            if !parenthetical
                && frames.has(Frames::SUBJECT_BEFORE)
                && frames.has(Frames::CLAUSE)
                && !frames.has(Frames::PARTICIPLE)
                && !self.token(token).capital
            {
                return at;
            }
            at -= 1;
        }
        low
    }

    /// Whether the conjunction starts a new clause rather than joins two names.
    fn conjunction_cuts(&self, at: usize, end: usize, low: usize, parenthetical: bool) -> bool {
        let joins = self.places[at].classes;
        if !joins.has(Classes::COORDINATION) {
            return !parenthetical || at == low || self.is_pause(at - 1);
        }
        if at == low || at + 1 >= end {
            return true;
        }
        let name_after = self.mention_at(at + 1).is_some() || self.is(at + 1, PRONOUN.or(DESCRIBING));
        if parenthetical {
            return name_after && self.is_pause(at - 1);
        }
        let name_before = self.mention_at(at - 1).is_some() || self.is(at - 1, NOUN);
        !(name_after && name_before)
    }

    /// The subject of a clause whose verb stands behind a pause: `X, a lawyer, said`.
    fn subject_of_segments(&self, start: usize, end: usize) -> Option<Pointer> {
        let mut best: Option<Pointer> = None;
        let mut at = start;
        while at < end {
            let stop = (at..end).find(|&t| self.is_pause(t)).unwrap_or(end);
            if let Some(pointer) = self.leading_phrase(at, stop) {
                let person = matches!(pointer.kind, PointerKind::Name(m) if self.is_person(m));
                let first = best.is_none();
                let next = self.mention_at_start(stop + 1, end);
                if person && pointer.tokens.start > at && next.is_some_and(|mention| self.is_person(mention)) {
                    return next.map(|mention| self.name(mention, true));
                }
                if (person && (first || pointer.start <= at)) || (pointer.kind == PointerKind::Pronoun && first) {
                    return Some(pointer);
                }
                best.get_or_insert(pointer);
            }
            at = stop + 1;
        }
        best
    }

    /// Whether a described source ends at the pause and the person behind it is the subject of what is reported
    /// (`Menurut politikus ini, Budi pergi.`).
    fn opens_clause_after(&self, start: usize, pause: usize, person: usize, high: usize) -> bool {
        let next = self.mention_tokens[person].end;
        let clause = next < high && self.is_lower_word(next) && !self.is(next, CIRCUMSTANCE.or(Classes::RELATIVE));
        let known = pause > start && self.is(pause - 1, Classes::DEMONSTRATIVE);
        clause && known
    }

    fn mention_at_start(&self, at: usize, end: usize) -> Option<usize> {
        let mention = (at < end).then(|| self.mention_at(at)).flatten()?;
        (self.mention_tokens[mention].start == at).then_some(mention)
    }

    /// The noun phrase at the start of a segment; none where a circumstance stands there.
    fn leading_phrase(&self, start: usize, end: usize) -> Option<Pointer> {
        let mut at = start;
        while at < end
            && self.mention_at(at).is_none()
            && (self.is(at, Classes::COORDINATION) || self.is(at, Classes::AUXILIARY))
        {
            at += 1;
        }
        if at >= end {
            return None;
        }
        if self.mention_at(at).is_none() && self.is(at, CIRCUMSTANCE) && !self.is(at, PRONOUN) {
            return None;
        }
        if self.is(at, PRONOUN) && self.mention_at(at).is_none() {
            return Some(self.pronoun(at, true));
        }
        // The phrase ends where something that is no part of a noun phrase begins.
        let stop = (at + 1..end).find(|&t| {
            let joins = self.is(t, Classes::COORDINATION) && t + 1 < end && self.token(t + 1).capital;
            let verb_after_name = self.is_lower_word(t)
                && self.places[t].classes.is_empty()
                && self.mention_at(t - 1).is_some_and(|mention| self.is_person(mention));
            self.mention_at(t).is_none()
                && !joins
                && (self.is(t, CIRCUMSTANCE.or(Classes::RELATIVE).or(Classes::AUXILIARY).or(Classes::FINITE))
                    || !self.places[t].frames.is_empty()
                    || verb_after_name)
        });
        let stop = stop.unwrap_or(end);
        // A preposition inside a description (`a spokesman for X`) does not end it.
        if stop < end
            && self.is(stop, Classes::BINDING)
            && self.mention_at(stop - 1).is_none()
            && self.is(stop - 1, NOUN)
        {
            let longer = (stop + 1..end)
                .find(|&t| {
                    self.mention_at(t).is_none()
                        && (self.is(t, CIRCUMSTANCE.or(Classes::AUXILIARY)) || !self.places[t].frames.is_empty())
                })
                .unwrap_or(end);
            return self.noun_phrase(at, longer);
        }
        self.noun_phrase(at, stop)
    }

    /// The speaker that the words `start..end` name, whose head stands next to a verb behind `end`.
    fn noun_phrase(&self, start: usize, end: usize) -> Option<Pointer> {
        let mut start = start;
        while start < end
            && self.mention_at(start).is_none()
            && (self.is(start, Classes::CONJUNCTION.or(Classes::TIME)) || self.token(start).kind == TokenKind::Number)
            && !self.is(start, DESCRIBING)
        {
            start += 1;
        }
        if start >= end {
            return None;
        }
        let last = end - 1;
        // A share of those who were asked (`42% say`).
        if start + 1 == end && self.is_char(start, '%') && start > 0 && self.token(start - 1).kind == TokenKind::Number
        {
            return Some(self.description(start - 1..end, true));
        }
        if self.is_char(last, ')') {
            let open = self.bracket_start(last, start);
            return if open > start && open < last { self.noun_phrase(start, open) } else { None };
        }
        if self.mention_at(last).is_none() && self.is(last, PRONOUN) {
            return Some(self.pronoun(last, true));
        }
        if self.mention_at(start).is_none() && self.is(start, PRONOUN) && end - start <= 4 {
            return Some(self.pronoun(start, true));
        }
        if let Some(mention) = self.mention_at(last) {
            return Some(self.named_phrase(mention, start, end));
        }
        // The name stands first and words that are no nouns of speakers follow it.
        let articled = self.is(start, Classes::ARTICLE) && start + 1 < end;
        let named = self.mention_at(start).or_else(|| self.title_at(start, end));
        if let Some(mention) = named.or_else(|| articled.then(|| self.mention_at(start + 1)).flatten()) {
            let after = self.mention_tokens[mention].end;
            let tail = after..end;
            if !tail.is_empty() && self.is(after, Classes::RELATIVE) {
                return Some(self.name(mention, true));
            }
            let noun_follows = tail.clone().any(|at| self.is(at, NOUN) || self.mention_at(at).is_some());
            let owned = after < end
                && (self.token(after).kind == TokenKind::Clitic
                    || (self.is(start, Classes::ARTICLE) && self.mention_tokens[mention].start > start));
            if !noun_follows && !owned && tail.len() <= 3 {
                return Some(self.name(mention, tail.len() <= 1));
            }
        }
        if self.is(last, Classes::ARTICLE) {
            return None;
        }
        let from = (start..end).find(|&at| !self.is(at, Classes::PREPOSITION) || self.mention_at(at).is_some())?;
        if from > start {
            return None;
        }
        let describes = (from..end).any(|at| self.is(at, DESCRIBING) || self.mention_at(at).is_some());
        (describes && end - from <= 25).then(|| self.description(from..end, true))
    }

    fn title_at(&self, start: usize, end: usize) -> Option<usize> {
        let at = (start..end.min(start + 30)).find(|&at| self.mention_at(at).is_some())?;
        let mention = self.mention_at(at)?;
        (self.titled_start[mention] == start).then_some(mention)
    }

    /// The subject of a phrase that ends with a name: the name, or the head that governs it (`a spokesman for X`).
    fn named_phrase(&self, mention: usize, start: usize, end: usize) -> Pointer {
        let first = self.titled_start[mention].min(self.mention_tokens[mention].start).max(start);
        if first > start && self.governs(first - 1) {
            // Walk to the head: the words before the first preposition.
            let head_end =
                (start..first).find(|&at| self.governs(at) && self.mention_at(at).is_none()).unwrap_or(first);
            let head = start..head_end;
            if let Some(named) = head.clone().next_back().and_then(|at| self.mention_at(at)) {
                return self.name(named, false);
            }
            if head.clone().any(|at| self.is(at, DESCRIBING)) {
                return self.description(start..end, true);
            }
        }
        // Somebody who is not named speaks, not the body or country behind the noun.
        if let Some(relation) = self.relation_before(self.mention_tokens[mention].start, start) {
            return self.description(relation..end, true);
        }
        let office = first > start && self.is(first - 1, Classes::PEOPLE) && self.mention_at(first - 1).is_none();
        if !self.is_person(mention) && (office || self.describes_people(start, first)) {
            return self.description(start..end, true);
        }
        let before = first.checked_sub(1).filter(|&at| at >= start);
        if before.is_some_and(|at| self.is(at, Classes::COORDINATION)) {
            // Two names: the first stands for the group.
            if let Some(named) = first.checked_sub(2).filter(|&at| at >= start).and_then(|at| self.mention_at(at)) {
                return self.name(named, false);
            }
        }
        self.name(mention, true)
    }

    /// Where the word stands through which the name at `first` only says whose somebody is (`istri Joko`).
    fn relation_before(&self, first: usize, low: usize) -> Option<usize> {
        let relation =
            |at: usize| self.is_lower_word(at) && self.mention_at(at).is_none() && self.is(at, Classes::RELATION);
        (low..first).rev().take_while(|&at| relation(at)).last()
    }

    /// Whether the words before a name begin a description of people (`several officials`); an office is written large.
    fn describes_people(&self, start: usize, name: usize) -> bool {
        start < name && self.is_lower_word(start) && self.is(start, Classes::INDEFINITE.or(Classes::PEOPLE))
    }

    fn governs(&self, at: usize) -> bool {
        let determiner = self.is(at, Classes::DEFINITE.or(Classes::INDEFINITE)) && at > 0;
        let binds = self.is(at, Classes::PREPOSITION.or(Classes::FOLLOWING));
        binds || (determiner && self.is(at - 1, Classes::PREPOSITION))
    }

    /// The subject that stands after the verb, before token `high`.
    pub fn subject_after(&self, verb: usize, high: usize) -> Option<Pointer> {
        if let Some(pointer) = self.suffix(verb) {
            return Some(pointer);
        }
        self.phrase_after(verb + 1, high)
    }

    /// The speaker that the words from `start` on name, before token `high`.
    pub fn phrase_after(&self, start: usize, high: usize) -> Option<Pointer> {
        let high = high.min(start + REACH);
        let mut at = start;
        while at < high
            && at < start + 2
            && self.mention_at(at).is_none()
            && self.is(at, Classes::AUXILIARY)
            && !self.is(at, PRONOUN.or(DESCRIBING))
        {
            at += 1;
        }
        if at >= high
            || (self.mention_at(at).is_none()
                && self.is(at, Classes::PREPOSITION.or(Classes::CONNECTOR))
                && !self.is(at, DESCRIBING))
        {
            return None;
        }
        if self.mention_at(at).is_none() && self.is(at, PRONOUN) {
            return Some(self.pronoun(at, true));
        }
        self.scan_phrase(at, high)
    }

    fn scan_phrase(&self, start: usize, high: usize) -> Option<Pointer> {
        let mut person: Option<usize> = None;
        let mut at = start;
        while at < high {
            if let Some(mention) = self.mention_at(at) {
                let end = self.mention_tokens[mention].end;
                if self.is_person(mention) && !self.belongs_to_noun(end, high) && !self.is_governed(at, start) {
                    person = Some(mention);
                    // `kata istri Joko, Siti`: the person after the comma is meant.
                    let lower_noun_before =
                        at > start && self.is_lower_word(at - 1) && self.is(at - 1, Classes::PEOPLE);
                    let next_person = self.person_after_pause(end, high);
                    if let (true, Some(next)) = (lower_noun_before, next_person) {
                        person = Some(next);
                    }
                    let later = self.later_person(start, mention, high);
                    person = later.or(person);
                    let whose = self.relation_before(at, start).filter(|_| person == Some(mention));
                    if let Some(relation) = whose {
                        return Some(self.description(relation..end, true));
                    }
                    break;
                }
                at = end;
                continue;
            }
            if self.is_char(at, '(') && at > start {
                // An abbreviation in brackets inside a title.
                if let Some(close) = (at..high.min(at + 8)).find(|&t| self.is_char(t, ')'))
                    && close + 1 < high
                    && (self.token(close + 1).capital || self.is_pause(close + 1))
                {
                    at = close + 1;
                    continue;
                }
            }
            if self.token(at).kind == TokenKind::Mark || self.run_at(at).is_some() {
                break;
            }
            if self.is_pause(at) {
                let person = self
                    .person_after_pause(at, high)
                    .filter(|&person| !self.opens_clause_after(start, at, person, high));
                if person.is_some() || self.list_goes_on(at, high) {
                    at += 1;
                    continue;
                }
                break;
            }
            let classes = self.places[at].classes;
            let coordination = classes.has(Classes::COORDINATION) && at > start;
            let dated = classes.has(Classes::TIME) && at > start && self.is(at - 1, Classes::ARTICLE);
            // A word of an office's title (`Menteri Dalam Negeri`).
            let titled =
                at > start && self.token(at).capital && self.token(at - 1).capital && !classes.has(Classes::TIME);
            let stops =
                (classes.has(CIRCUMSTANCE) && !classes.has(Classes::BINDING) && !coordination && !dated && !titled)
                    || (self.token(at).kind == TokenKind::Punctuation
                        && !matches!(self.token(at).first, '-' | '/' | '&' | '\'' | '#' | '@')
                        && !self.is_abbreviation_stop(at))
                    || (classes.has(Classes::RELATIVE) && at > start)
                    || (!self.places[at].frames.is_empty()
                        && self.places[at].frames.has(Frames::CLAUSE)
                        && !classes.has(NOUN)
                        && !self.token(at).capital);
            if stops {
                break;
            }
            at += 1;
        }
        if let Some(mention) = person {
            return Some(self.name(mention, true));
        }
        let mut end = at.min(high);
        if let Some(mention) = self.first_name(start, end) {
            let Range { start: name, end: after } = self.mention_tokens[mention].clone();
            let office = !self.is_person(mention) && (start..name).any(|at| self.is(at, Classes::PEOPLE));
            let described = office || self.describes_people(start, name);
            if !described && !(after..end).any(|at| self.is(at, NOUN)) && name <= start + 1 {
                return Some(self.name(mention, true));
            }
        }
        // `Menlu RI | di Jakarta`
        let office = self
            .first_name(start, end)
            .filter(|&mention| !self.is_person(mention))
            .map(|mention| self.mention_tokens[mention].end);
        if let Some(after) = office.filter(|&after| {
            after < end
                && self.token(start).capital
                && self.is(after, Classes::PREPOSITION)
                && self.is_lower_word(after)
        }) {
            end = after;
        }
        while end > start
            && (self.is(end - 1, Classes::COORDINATION.or(Classes::PREPOSITION)) || self.is_char(end - 1, '.'))
        {
            end -= 1;
        }
        if end <= start {
            return None;
        }
        if self.looks_like_name(&(start..end)) {
            return Some(self.description(start..end, false));
        }
        if !(start..end).any(|at| self.is(at, DESCRIBING) || self.mention_at(at).is_some()) {
            return None;
        }
        // A relative clause belongs to a description.
        if end < high && self.is(end, Classes::RELATIVE) && self.is_lower_word(end) {
            end = (end..high)
                .find(|&t| self.token(t).kind != TokenKind::Word && self.token(t).kind != TokenKind::Number)
                .unwrap_or(high);
        }
        Some(self.description(start..end, true))
    }

    /// The person a long title leads to, when what looked like a name is part of that title.
    fn later_person(&self, start: usize, found: usize, high: usize) -> Option<usize> {
        let tokens = &self.mention_tokens[found];
        let titled = tokens.start > start || (tokens.len() == 1 && self.is(start, Classes::PEOPLE));
        if !titled {
            return None;
        }
        let mut later = None;
        let mut at = self.mention_tokens[found].end;
        let limit = high.min(at + 25);
        while at < limit {
            if let Some(mention) = self.mention_at(at) {
                if self.is_person(mention) {
                    later = Some(mention);
                }
                at = self.mention_tokens[mention].end;
                continue;
            }
            if self.is_char(at, '(') {
                match (at..limit).find(|&t| self.is_char(t, ')')) {
                    Some(close) => at = close + 1,
                    None => break,
                }
                continue;
            }
            let next_capital = at + 1 < limit && self.token(at + 1).capital && !self.is(at + 1, Classes::PEOPLE);
            let joins = self.is(at, Classes::COORDINATION) && next_capital;
            let pause = self.is_char(at, ',') && next_capital && !self.is(at + 1, Classes::TIME);
            let word =
                self.token(at).capital && !self.is(at, Classes::TIME) || self.is_char(at, '-') || self.is_char(at, '&');
            let binds = self.is(at, Classes::BINDING) && next_capital && self.is_lower_word(at);
            let number = self.token(at).kind == TokenKind::Number && !self.is(at - 1, Classes::TIME);
            if !(joins || pause || word || binds || number) {
                break;
            }
            // A name that a comma or "and" cuts off from another name is one more person, not the end of a title.
            at += 1;
        }
        later
    }

    fn is_abbreviation_stop(&self, at: usize) -> bool {
        self.is_char(at, '.') && at > 0 && self.token(at - 1).capital && !self.token(at).spaced && {
            let before = self.token(at - 1);
            before.span.len() <= 2 || self.words.is_abbreviation(before.key)
        }
    }

    fn first_name(&self, start: usize, end: usize) -> Option<usize> {
        (start..end).find_map(|at| self.mention_at(at))
    }

    /// Whether a name that ends at `end` only qualifies what follows (`Clinton spokesman …`, `Trump’s lawyer`).
    fn belongs_to_noun(&self, end: usize, high: usize) -> bool {
        if end >= high {
            return false;
        }
        self.token(end).kind == TokenKind::Clitic || (self.is(end, NOUN) && self.is_lower_word(end))
    }

    /// Whether a preposition with a noun of speakers before it governs the name at `at`.
    fn is_governed(&self, at: usize, start: usize) -> bool {
        let name = self.mention_at(at).map_or(at, |mention| self.mention_tokens[mention].start);
        let titled = self.mention_at(at).map_or(at, |mention| self.titled_start[mention].min(at)).max(start);
        let at = if name > start && self.governs(name - 1) { name } else { titled };
        at > start
            && self.governs(at - 1)
            && (start..at).any(|t| self.is(t, NOUN.or(Classes::INDEFINITE)) && self.mention_at(t).is_none())
    }

    fn person_after_pause(&self, at: usize, high: usize) -> Option<usize> {
        if at + 1 >= high || !self.is_pause(at) {
            return None;
        }
        let mention = self.mention_at(at + 1).or_else(|| self.title_at(at + 1, high))?;
        self.is_person(mention).then_some(mention)
    }

    /// Whether a title with commas inside (`Deputi Edukasi, Sosialisasi dan Kemitraan …`) goes on to a person.
    fn list_goes_on(&self, comma: usize, high: usize) -> bool {
        let mut at = comma + 1;
        let limit = high.min(comma + 16);
        while at < limit {
            if let Some(mention) = self.mention_at(at) {
                if self.is_person(mention) {
                    return at > comma + 1;
                }
                at = self.mention_tokens[mention].end;
                continue;
            }
            let goes_on = self.token(at).capital
                || self.is_char(at, ',')
                || self.is(at, Classes::COORDINATION)
                || (self.is(at, Classes::BINDING) && self.is_lower_word(at))
                || self.token(at).kind == TokenKind::Number;
            if !goes_on || self.is(at, Classes::TIME) {
                return false;
            }
            at += 1;
        }
        false
    }
}
