//! Turns the words behind a reporting verb or a preposition into a pointer to the speaker.

use std::ops::Range;

use super::pointers::{CIRCUMSTANCE, DESCRIBING, NOUN, PRONOUN, Pointer, REACH};
use super::scene::Scene;
use crate::extract::TokenKind;
use crate::lang::{Classes, Frames};
use crate::model::EntityKind;

/// Words of a source behind `according to` of which none is known.
const LONGEST_SOURCE: usize = 25;

impl Scene<'_> {
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

    /// Whether a described source ends at the pause and the person behind it is the subject of what is reported
    /// (`Menurut politikus ini, Budi pergi.`).
    fn opens_clause_after(&self, start: usize, pause: usize, person: usize, high: usize) -> bool {
        let next = self.mention_tokens[person].end;
        let clause = next < high && self.is_lower_word(next) && !self.is(next, CIRCUMSTANCE.or(Classes::RELATIVE));
        let known = pause > start && self.is(pause - 1, Classes::DEMONSTRATIVE);
        // `Menurut sejumlah sumber, Budi pergi`: an apposition would close with a comma.
        let passed_on = start > 0 && self.is(start - 1, Classes::DOCUMENT);
        let capital = self.mention_at(start).is_none() && self.token(start).capital;
        let office = self.is(start, Classes::PEOPLE) || capital && !passed_on;
        let source = !self.knows_finite_verbs() && start > 0 && self.is(start - 1, Classes::ATTRIBUTION) && !office;
        clause && (known || source)
    }

    /// The subject that stands after the verb, before token `high`.
    pub fn subject_after(&self, verb: usize, high: usize) -> Option<Pointer> {
        if let Some(pointer) = self.suffix(verb) {
            return Some(pointer);
        }
        let agency =
            self.places[verb].frames.has(Frames::AGENT) && verb + 1 < high && self.is(verb + 1, Classes::AGENCY);
        self.phrase_after(verb + 1 + usize::from(agency), high)
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
                        return Some(self.description(relation..self.with_demonstrative(end, high), true));
                    }
                    if person == Some(mention)
                        && let Some(pointer) = self.proxy_of(mention, start)
                    {
                        return Some(pointer);
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
                    || (classes.has(Classes::RELATIVE) && at > start && !self.is_second_office(at, high))
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
        if let Some(demonstrative) = self.demonstrative_behind(end, high) {
            return Some(self.description(start..demonstrative + 1, true));
        }
        // A relative clause belongs to a description.
        if end < high && self.is(end, Classes::RELATIVE) && self.is_lower_word(end) {
            let relative = end;
            end = (end..high)
                .find(|&t| self.token(t).kind != TokenKind::Word && self.token(t).kind != TokenKind::Number)
                .unwrap_or(high);
            // `pria yang memasak itu | dalam tayangan kemarin`
            let points = |&at: &usize| self.is(at, Classes::DEMONSTRATIVE) && self.mention_at(at).is_none();
            if !self.knows_finite_verbs()
                && let Some(at) = (relative + 2..end).find(points)
            {
                end = at + 1;
            }
        }
        Some(self.description(start..self.with_demonstrative(end, high), true))
    }

    /// One past the demonstrative right behind a description, or behind an abbreviation in brackets there (`istri Joko
    /// ini`, `mantan Kepala Dinas (Kadis) ini`), else `end`.
    fn with_demonstrative(&self, end: usize, high: usize) -> usize {
        let bracket = end < high && self.is_char(end, '(');
        let close = (end..high.min(end + 8)).find(|&at| bracket && self.is_char(at, ')')).map_or(end, |at| at + 1);
        let points = close < high && self.is(close, Classes::DEMONSTRATIVE) && !self.is(close, Classes::TIME);
        if points && self.is_lower_word(close) && !self.knows_finite_verbs() { close + 1 } else { end }
    }

    /// The demonstrative that ends a description behind the rest of a name (`kepala Badan Air (BA) ini`, `peneliti di Badan
    /// Air, Tanah dan Udara itu`).
    fn demonstrative_behind(&self, end: usize, high: usize) -> Option<usize> {
        let goes_on = |at: usize| {
            let name = self.token(at).capital || self.mention_at(at).is_some_and(|mention| !self.is_person(mention));
            let joins = self.is_char(at, ',') || self.is_char(at, '(') || self.is_char(at, ')');
            name && !self.is(at, Classes::TIME) || joins || self.is(at, Classes::COORDINATION)
        };
        let last = (end..high).take_while(|&at| goes_on(at)).last()?;
        let demonstrative = last + 1;
        (demonstrative < high
            && !self.is_char(last, ',')
            && self.is_lower_word(demonstrative)
            && self.is(demonstrative, Classes::DEMONSTRATIVE))
        .then_some(demonstrative)
    }

    /// The person a long title leads to, when what looked like a name is part of that title.
    fn later_person(&self, start: usize, found: usize, high: usize) -> Option<usize> {
        let tokens = &self.mention_tokens[found];
        // A word with a capital that no name took in says that the name before it is part of a title.
        let goes_on = tokens.end < high
            && self.token(tokens.end).capital
            && self.token(tokens.end).kind == TokenKind::Word
            && self.mention_at(tokens.end).is_none()
            && !self.is(tokens.end, Classes::TIME)
            || tokens.end < high && self.is_hyphenated(tokens.end);
        // No person's name stands right before a body's (`Chief Sales Officer Maju Air, Budi Hadi`).
        let body = tokens.end < high
            && self
                .mention_at(tokens.end)
                .is_some_and(|mention| self.mentions[mention].kind == EntityKind::Organization);
        let goes_on = goes_on || body && !self.knows_finite_verbs();
        let titled = goes_on || tokens.start > start || (tokens.len() == 1 && self.is(start, Classes::PEOPLE));
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
            let word = word || self.is_hyphenated(at);
            let number = self.token(at).kind == TokenKind::Number && !self.is(at - 1, Classes::TIME);
            if !(joins || pause || word || binds || number) {
                break;
            }
            // A name that a comma or "and" cuts off from another name is one more person, not the end of a title.
            at += 1;
        }
        later
    }

    /// Whether the token is a hyphen inside a word, or what such a hyphen hangs on to it (`Perundang-undangan`).
    fn is_hyphenated(&self, at: usize) -> bool {
        let hyphen = |at: usize| self.is_char(at, '-') && !self.token(at).spaced;
        hyphen(at) || at > 0 && hyphen(at - 1) && !self.token(at).spaced
    }

    /// Whether the token is an abbreviated title or its full stop.
    fn is_title_part(&self, at: usize) -> bool {
        self.is_abbreviation_stop(at) || self.words.is_abbreviation(self.token(at).key)
    }

    fn is_abbreviation_stop(&self, at: usize) -> bool {
        self.is_char(at, '.') && at > 0 && !self.token(at).spaced && {
            let before = self.token(at - 1);
            before.capital && before.span.len() <= 2 || self.words.is_abbreviation(before.key)
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
                || self.is_hyphenated(at)
                || self.is_char(at, ',')
                || (self.is_char(at, '(') || self.is_char(at, ')'))
                || !self.knows_finite_verbs() && self.is_title_part(at)
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
