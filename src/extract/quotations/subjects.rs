//! Turns the words before a reporting verb into a pointer to its subject.

use super::pointers::{CIRCUMSTANCE, DESCRIBING, NOUN, PRONOUN, Pointer, PointerKind, REACH};
use super::scene::Scene;
use crate::extract::TokenKind;
use crate::lang::{Classes, Frames};
use crate::model::EntityKind;

/// Words of a subject of which none is known.
const MOST_WORDS: usize = 5;

impl Scene<'_> {
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
            let pointer = self.noun_phrase(start, end);
            self.named_before_aside(clause, start, pointer.as_ref()).or(pointer)
        }
    }

    /// The person who is the whole part before a comma, where what follows up to the verb only tells more of that person
    /// (`Sari Hadi, seorang saksi mengatakan`, `Sari Hadi, yang tinggal di Maju berkata`), in a language that closes such
    /// an aside without a comma.
    fn named_before_aside(&self, clause: usize, start: usize, aside: Option<&Pointer>) -> Option<Pointer> {
        if self.knows_finite_verbs() || start < clause + 2 || !self.is_char(start - 1, ',') {
            return None;
        }
        let relative = self.mention_at(start).is_none() && self.is(start, Classes::RELATIVE);
        let tells = aside.is_none_or(|pointer| match pointer.kind {
            PointerKind::Name(mention) => {
                self.is(start, NOUN.or(Classes::INDEFINITE)) && (!self.is_person(mention) || self.is_lower_word(start))
            }
            PointerKind::Description => true,
            PointerKind::Pronoun => false,
        });
        let part = (clause..start - 1).rev().find(|&at| self.is_pause(at)).map_or(clause, |at| at + 1);
        let person = self.mention_at(start - 2).filter(|&mention| self.is_person(mention))?;
        let tokens = &self.mention_tokens[person];
        let whole = tokens.end == start - 1 && self.titled_start[person].min(tokens.start) == part;
        // `Budi Hadi, pengacara Sari Dewi mengatakan`: as a rule the first.
        let other =
            aside.is_some_and(|pointer| matches!(pointer.kind, PointerKind::Name(mention) if self.is_person(mention)));
        (whole && (relative || tells)).then(|| self.name(person, relative || !other))
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

    /// The first noun phrase of the clause that starts at `start`: the subject of a participle or of a second verb.
    pub fn subject_of_clause(&self, start: usize, verb: usize) -> Option<Pointer> {
        let limit = verb.min(start + REACH);
        let mut at = start;
        while at < limit {
            let end = (at..limit).find(|&t| self.is_pause(t) || self.run_at(t).is_some()).unwrap_or(limit);
            if let Some(pointer) = self.leading_phrase(at, end).filter(|pointer| !self.tells_when(pointer, end)) {
                return Some(pointer);
            }
            at = end + 1;
        }
        None
    }

    /// Whether the phrase and the words up to the pause behind it only say when (`A few minutes later, Budi left`).
    fn tells_when(&self, pointer: &Pointer, pause: usize) -> bool {
        pointer.kind == PointerKind::Description
            && pointer.tokens.end < pause
            && (pointer.tokens.end..pause).all(|at| self.is(at, Classes::TIME))
            && !pointer.tokens.clone().any(|at| self.is(at, NOUN) || self.mention_at(at).is_some())
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
            && match self.mention_at(end - 2) {
                // `the Post reporter said`, but `the Post swiftly said`
                Some(mention) => {
                    let start = self.mention_tokens[mention].start;
                    self.is_person(mention)
                        || start == low
                        || !self.is(start - 1, Classes::ARTICLE)
                        || self.quoting.may_be_adverb(self.document.word(end - 1))
                }
                None => self.is(end - 2, PRONOUN),
            }
        {
            end -= 1;
        }
        end
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
            if self.is(token, Classes::IDIOM)
                || self.is_char(token, ';')
                || self.is_char(token, ':')
                || self.is_char(token, '(')
            {
                return at;
            }
            if self.is_dash(token) && self.is_dateline(low, token) {
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
            // `He said the miller, Budi, had left`
            let hands_over = || {
                let subject = token > low && (self.mention_at(token - 1).is_some() || self.is(token - 1, PRONOUN));
                let opens = at < end && (self.mention_at(at).is_some() || self.is(at, Classes::ARTICLE));
                subject && opens && !self.is(token - 1, Classes::RELATIVE)
            };
            if (!parenthetical || hands_over())
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

    /// Whether what stands between `low` and the dash is the line that says where the news comes from: names alone, the
    /// last one a place (`TEMPO.CO, Jakarta – Budi Hadi mengatakan`).
    fn is_dateline(&self, low: usize, dash: usize) -> bool {
        let place = dash.checked_sub(1).filter(|&at| at >= low).and_then(|at| self.mention_at(at));
        place.is_some_and(|mention| self.mentions[mention].kind == EntityKind::Place)
            && self.document.paragraphs.binary_search_by_key(&low, |paragraph| paragraph.start).is_ok()
            && (low..dash).all(|at| self.mention_at(at).is_some() || !self.is_lower_word(at))
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
            // A relative clause only tells more of who stands before it.
            let aside = at > start && self.mention_at(at).is_none() && self.is(at, Classes::RELATIVE);
            if let Some(pointer) = self.leading_phrase(at, stop).filter(|_| !aside) {
                let person = matches!(pointer.kind, PointerKind::Name(m) if self.is_person(m));
                let first = best.is_none();
                let next = self.mention_at_start(stop + 1, end);
                if person && pointer.tokens.start > at && next.is_some_and(|mention| self.is_person(mention)) {
                    return next.map(|mention| self.name(mention, true));
                }
                if (person && (first || pointer.start <= at)) || (pointer.kind == PointerKind::Pronoun && first) {
                    return Some(pointer);
                }
                // `The company that built the bridge, Northgate Productions, says`
                let apposed =
                    stop == end && pointer.tokens == (at..stop) && matches!(pointer.kind, PointerKind::Name(_));
                if apposed
                    && best.as_ref().is_some_and(|best| {
                        best.kind == PointerKind::Description && self.is(best.tokens.start, Classes::ARTICLE)
                    })
                {
                    return Some(pointer);
                }
                best.get_or_insert(pointer);
            }
            at = stop + 1;
        }
        best
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
                && !self.is_second_office(t, end)
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
}
