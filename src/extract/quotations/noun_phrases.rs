//! Turns a noun phrase into the speaker it names: its name, the head that governs the name, or a description.

use std::ops::Range;

use super::pointers::{CIRCUMSTANCE, DESCRIBING, NOUN, PRONOUN, Pointer, PointerKind, REACH};
use super::scene::Scene;
use crate::extract::TokenKind;
use crate::lang::Classes;
use crate::model::EntityKind;

/// Helpers and adverbs between a subject and its verb.
const LONGEST_HELPERS: usize = 4;

impl Scene<'_> {
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

    /// The noun phrase with an article that ends right before `end`.
    pub fn noun_before(&self, end: usize, low: usize) -> Option<Pointer> {
        let opens = Classes::ARTICLE.or(Classes::INDEFINITE);
        let start = (low.max(end.saturating_sub(6))..end)
            .rev()
            .take_while(|&at| self.token(at).kind == TokenKind::Word && self.places[at].frames.is_empty())
            .find(|&at| self.is(at, opens) && self.mention_at(at).is_none())?;
        self.noun_phrase(start, end)
    }

    pub(super) fn bracket_start(&self, close: usize, low: usize) -> usize {
        (low..close).rev().find(|&at| self.is_char(at, '(')).unwrap_or(close)
    }

    /// The speaker that the words `start..end` name, whose head stands next to a verb behind `end`.
    pub(super) fn noun_phrase(&self, start: usize, end: usize) -> Option<Pointer> {
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
            let relative = self.relative_before(mention, start);
            if let Some(relative) = relative.filter(|_| !self.is_person(mention)) {
                return self.noun_phrase(start, relative);
            }
            let named = self.named_phrase(mention, start, end);
            return Some(Pointer { clear: named.clear && relative.is_none(), ..named });
        }
        // The name stands first and words that are no nouns of speakers follow it.
        let articled = self.is(start, Classes::ARTICLE) && start + 1 < end;
        let named = self.mention_at(start).or_else(|| self.title_at(start, end));
        if let Some(mention) = named.or_else(|| articled.then(|| self.mention_at(start + 1)).flatten()) {
            let after = self.mention_tokens[mention].end;
            let tail = after..end;
            // `Mantan pemain Klub Maju tersebut`: somebody who has been named.
            let office = self.mention_tokens[mention].start > start && self.is(start, Classes::PEOPLE);
            if office && !self.knows_finite_verbs() && tail.len() == 1 && self.is(after, Classes::DEMONSTRATIVE) {
                return Some(self.description(start..end, true));
            }
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
        if self.looks_like_name(&(from..end)) {
            return Some(self.description(from..end, false));
        }
        let from = self.opener_behind_clause(from, end).unwrap_or(from);
        let Some(phrase) = self.without_verb(from..end) else { return self.last_noun(from..end) };
        let phrase = self.without_circumstance(phrase);
        let describes = phrase.clone().any(|at| self.is(at, DESCRIBING) || self.mention_at(at).is_some());
        (describes && phrase.len() <= 25).then(|| self.description(phrase.clone(), self.heads_speaker(phrase)))
    }

    /// A description without the circumstance behind it (`Pengadilan dalam putusannya`) or, behind a demonstrative, the
    /// verb (`penyanyi ini juga bercakap dengan penonton dengan`).
    fn without_circumstance(&self, phrase: Range<usize>) -> Range<usize> {
        let demonstrative = |&at: &usize| self.is(at, Classes::DEMONSTRATIVE) && self.mention_at(at).is_none();
        if self.knows_finite_verbs() {
            return phrase;
        }
        let aside = |&at: &usize| {
            self.is_lower_word(at)
                && self.mention_at(at).is_none()
                && self.is(at, Classes::PREPOSITION)
                && !self.is(at, Classes::BINDING)
        };
        let mut head = phrase.clone().skip(1).take_while(|&at| !self.is(at, Classes::RELATIVE));
        let circumstance = head.find(aside).unwrap_or(phrase.end);
        let end = match phrase.clone().skip(1).find(demonstrative) {
            Some(at) if at + 1 < phrase.end && self.is(at + 1, Classes::AUXILIARY) => at + 1,
            _ => phrase.end,
        };
        phrase.start..end.min(circumstance)
    }

    /// The relative pronoun among the words before a name, in a language whose relative clauses follow their noun without
    /// a pause (`Kelompok Bayu yang didukung Iran mengatakan`): the name only stands in the clause.
    fn relative_before(&self, mention: usize, start: usize) -> Option<usize> {
        let name = self.mention_tokens[mention].start;
        let mut relatives =
            (start + 1..name).filter(|&at| self.mention_at(at).is_none() && self.is(at, Classes::RELATIVE));
        relatives.next().filter(|&at| !self.knows_finite_verbs() && !self.is_second_office(at, name + 1))
    }

    /// Where a description of several people starts behind words of which none stands for a speaker and the last one is
    /// not known (`itu masih ada mengingat sebagian warga menilai`).
    fn opener_behind_clause(&self, start: usize, end: usize) -> Option<usize> {
        if self.knows_finite_verbs() {
            return None;
        }
        let opener = (start + 1..end).find(|&at| self.mention_at(at).is_some() || self.is(at, DESCRIBING))?;
        let unknown = |at: usize| self.is_lower_word(at) && self.places[at].classes.is_empty();
        (self.mention_at(opener).is_none() && self.is(opener, Classes::SEVERAL) && unknown(opener - 1))
            .then_some(opener)
    }

    /// The noun of speakers that ends words in which a clause stands, with the name right before it (`it is where
    /// Pentagon officials`).
    fn last_noun(&self, tokens: Range<usize>) -> Option<Pointer> {
        let last = tokens.end.checked_sub(1).filter(|&at| self.is(at, NOUN) && self.mention_at(at).is_none())?;
        let named = |&at: &usize| self.mention_at(at).is_some();
        let start = (tokens.start..last).rev().take_while(named).last().unwrap_or(last);
        Some(self.description(start..tokens.end, false))
    }

    /// The words without an adverb before them (`even some allies`) and the helpers of the verb behind them (`have in the
    /// past`); none where a clause starts among them, so that they are no noun phrase.
    fn without_verb(&self, tokens: Range<usize>) -> Option<Range<usize>> {
        let plain = |at: usize| self.mention_at(at).is_none();
        let Range { mut start, end } = tokens;
        while start + 1 < end
            && plain(start)
            && self.is(start, Classes::AUXILIARY)
            && !self.is(start, DESCRIBING.or(Classes::FINITE))
        {
            start += 1;
        }
        let opens = Classes::CONJUNCTION.or(Classes::FINITE).or(Classes::COMPARISON);
        if plain(start) && self.is(start, opens) && !self.is(start, DESCRIBING) {
            return None;
        }
        let helper = |at: &usize| {
            plain(*at) && self.is(*at, Classes::FINITE) && self.is(*at, Classes::AUXILIARY.or(Classes::CONTRACTION))
        };
        match (start..end).take_while(|&at| !self.is(at, Classes::RELATIVE)).find(helper) {
            None => Some(start..end),
            Some(at) => {
                let speaks = |at: usize| self.is(at, NOUN) || self.mention_at(at).is_some();
                let known = self.heads_speaker(start..at) || at > start && speaks(at - 1);
                (end - at <= LONGEST_HELPERS && known).then_some(start..at)
            }
        }
    }

    /// Whether the pointer describes somebody in words of which none is known to stand for people, bodies or writings.
    pub fn is_strange(&self, pointer: &Pointer) -> bool {
        let known = |at: usize| self.is(at, NOUN) || self.mention_at(at).is_some();
        pointer.kind == PointerKind::Description
            && !pointer.tokens.clone().any(known)
            && !self.looks_like_name(&pointer.tokens)
    }

    /// Whether a description is of several people: by the word that opens it or by the ending of its head.
    pub(super) fn stands_for_several(&self, tokens: &Range<usize>) -> bool {
        let plain = |at: usize| self.mention_at(at).is_none();
        let ends = Classes::PREPOSITION.or(Classes::RELATIVE);
        let head = (tokens.start + 1..tokens.end)
            .find(|&at| plain(at) && self.is(at, ends) || self.is_pause(at))
            .unwrap_or(tokens.end)
            - 1;
        let small = self.is_lower_word(head) || head == tokens.start && self.token(head).starts_sentence;
        let plural = || plain(head) && small && self.quoting.is_plural(&self.document.word(head).to_lowercase());
        plain(tokens.start) && self.is(tokens.start, Classes::SEVERAL) || plural()
    }

    /// Whether a noun of speakers is the head of the phrase, or the words that open it stand for somebody.
    fn heads_speaker(&self, tokens: Range<usize>) -> bool {
        if !self.knows_finite_verbs() {
            let somebody = NOUN.or(Classes::INDEFINITE).or(Classes::DEFINITE);
            return tokens.clone().any(|at| self.mention_at(at).is_none() && self.is(at, somebody));
        }
        let ends = Classes::PREPOSITION.or(Classes::RELATIVE).or(Classes::INFINITIVE);
        let head = (tokens.start + 1..tokens.end)
            .find(|&at| self.mention_at(at).is_none() && (self.is(at, ends) || self.is_pause(at)))
            .unwrap_or(tokens.end);
        let opens = self.is(tokens.start, NOUN.or(Classes::INDEFINITE)) && !self.is(tokens.start, Classes::ARTICLE);
        opens || self.is(head - 1, NOUN) || self.mention_at(head - 1).is_some()
    }

    pub(super) fn title_at(&self, start: usize, end: usize) -> Option<usize> {
        let at = (start..end.min(start + 30)).find(|&at| self.mention_at(at).is_some())?;
        let mention = self.mention_at(at)?;
        (self.titled_start[mention] == start).then_some(mention)
    }

    /// The subject of a phrase that ends with a name: the name, or the head that governs it (`a spokesman for X`).
    fn named_phrase(&self, mention: usize, start: usize, end: usize) -> Pointer {
        let first = self.titled_start[mention].min(self.mention_tokens[mention].start).max(start);
        // `X of the Ohio Department of Rivers`
        let body = |at: usize| match self.mention_at(at) {
            Some(other) => !self.is_person(other),
            None => self.is(at, Classes::ARTICLE) || self.token(at).capital && self.token(at).kind == TokenKind::Word,
        };
        let outer = if self.is_person(mention) {
            first
        } else {
            (start..first).rev().take_while(|&at| body(at)).last().unwrap_or(first)
        };
        if outer > start && self.governs(outer - 1) || first > start && self.governs(first - 1) {
            // Walk to the head: the words before the first preposition.
            let head_end =
                (start..first).find(|&at| self.governs(at) && self.mention_at(at).is_none()).unwrap_or(first);
            let head = start..head_end;
            if let Some(named) = head.clone().next_back().and_then(|at| self.mention_at(at)) {
                return self.name(named, self.is_person(named));
            }
            if head.clone().any(|at| self.is(at, DESCRIBING)) {
                return self.description(start..end, true);
            }
        }
        // Somebody who is not named speaks, not the body or country behind the noun.
        if let Some(relation) = self.relation_before(self.mention_tokens[mention].start, start) {
            return self.description(relation..end, true);
        }
        if let Some(pointer) = self.proxy_of(mention, start) {
            return pointer;
        }
        let titled = |at: &usize| self.mention_at(*at).is_none() && self.token(*at).capital;
        let office = first > start && self.is(first - 1, Classes::PEOPLE) && self.mention_at(first - 1).is_none()
            // `Ketua Umum Persatuan Nelayan`
            || !self.quoting.qualifies_titles()
                && (start..first).rev().take_while(titled).any(|at| self.is(at, Classes::PEOPLE));
        // `Militer Prancis`: what speaks is the body, not the country behind it.
        let of_place = !self.knows_finite_verbs()
            && self.mentions[mention].kind == EntityKind::Place
            && start < first
            && self.is(start, Classes::BODY)
            && self.mention_at(start).is_none();
        // `Warga di tiga desa Kabupaten Maju`
        let placed = !self.knows_finite_verbs()
            && start + 1 < first
            && self.mention_at(start).is_none()
            && self.is(start, Classes::PEOPLE.or(Classes::INDEFINITE))
            && self.is_lower_word(start + 1)
            && self.is(start + 1, Classes::PREPOSITION)
            && self.is(start + 1, Classes::BINDING);
        if !self.is_person(mention) && (office || of_place || placed || self.describes_people(start, first)) {
            // `dalam sidang Jaksa KPK`
            let opens = self.token(start).capital || self.is(start, NOUN.or(Classes::INDEFINITE).or(Classes::DEFINITE));
            let whole = !office || opens && !self.is(start, Classes::PREPOSITION);
            let office = (start..first).rev().take_while(|&at| self.token(at).capital).last().unwrap_or(start);
            return self.description(if whole { start } else { office }..end, true);
        }
        let before = first.checked_sub(1).filter(|&at| at >= start);
        if before.is_some_and(|at| self.is(at, Classes::COORDINATION)) {
            // Two names: the first stands for the group.
            if let Some(named) = first.checked_sub(2).filter(|&at| at >= start).and_then(|at| self.mention_at(at)) {
                return self.name(named, false);
            }
        }
        self.name(mention, !self.may_be_owned(mention, start))
    }

    /// Whether a noun of which nothing is known opens the phrase and a name that the text has had before follows: as often
    /// whose it is (`kasus Joko`) as who speaks.
    fn may_be_owned(&self, mention: usize, start: usize) -> bool {
        let first = self.mention_tokens[mention].start;
        let unknown = first == start + 1
            && self.mention_at(start).is_none()
            && self.is_lower_word(start)
            && self.places[start].classes.is_empty()
            && self.places[start].frames.is_empty();
        let name = &self.mentions[mention].name;
        !self.knows_finite_verbs()
            && unknown
            && self.is_person(mention)
            && self.mentions[..mention].iter().rev().take(REACH).any(|earlier| &earlier.name == name)
    }

    /// Where the word stands through which the name at `first` only says whose somebody is (`istri Joko`).
    pub(super) fn relation_before(&self, first: usize, low: usize) -> Option<usize> {
        let relation =
            |at: usize| self.is_lower_word(at) && self.mention_at(at).is_none() && self.is(at, Classes::RELATION);
        (low..first).rev().take_while(|&at| relation(at)).last()
    }

    /// Who speaks where a word for somebody's speaker stands right before a person's name (`kuasa hukum Joko`): somebody
    /// who is not named, where the text has brought that person up as another one before; else the person, who may as
    /// well be the one spoken for.
    pub(super) fn proxy_of(&self, mention: usize, low: usize) -> Option<Pointer> {
        let proxy = |first: usize, low: usize| {
            let word =
                |at: usize| self.is_lower_word(at) && self.mention_at(at).is_none() && self.is(at, Classes::PROXY);
            let opens = first > low
                && (word(first - 1) || self.token(first - 1).starts_sentence && self.is(first - 1, Classes::PROXY));
            opens.then(|| (low..first - 1).rev().take_while(|&at| word(at)).last().unwrap_or(first - 1))
        };
        let tokens = &self.mention_tokens[mention];
        let start = proxy(tokens.start, low).filter(|_| self.is_person(mention))?;
        let name = &self.mentions[mention].name;
        let mut earlier = (0..mention).rev().take(REACH).filter(|&other| &self.mentions[other].name == name).peekable();
        let client =
            earlier.peek().is_some() && earlier.all(|other| proxy(self.mention_tokens[other].start, 0).is_none());
        Some(if client { self.description(start..tokens.end, false) } else { self.name(mention, false) })
    }

    /// Whether the words before a name begin a description of people (`several officials`); an office is written large.
    pub(super) fn describes_people(&self, start: usize, name: usize) -> bool {
        let small = start < name
            && (self.is_lower_word(start)
                || self.token(start).starts_sentence
                    && start + 1 < name
                    && self.is_lower_word(start + 1)
                    && self.mention_at(start + 1).is_none()
                    && !self.is(start + 1, CIRCUMSTANCE));
        small && self.is(start, Classes::INDEFINITE.or(Classes::PEOPLE))
    }

    /// Whether the word belongs to a relative clause that only gives the person behind it a second office (`Ketua Dewan
    /// yang juga Bupati Budi Hadi`).
    pub(super) fn is_second_office(&self, at: usize, end: usize) -> bool {
        let helper = |at: usize| self.is(at, Classes::AUXILIARY) && self.is_lower_word(at);
        let relative = if self.is(at, Classes::RELATIVE) { at } else { at.saturating_sub(1) };
        let office = relative + 2;
        self.is(relative, Classes::RELATIVE)
            && relative > 0
            && office < end
            && (helper(at) || at == relative)
            && helper(relative + 1)
            && self.token(office).capital
            && (office..end.min(office + REACH))
                .filter_map(|at| self.mention_at(at))
                .find(|&mention| self.is_person(mention))
                .is_some_and(|person| self.titled_start[person] == office)
    }

    pub(super) fn governs(&self, at: usize) -> bool {
        let determiner = self.is(at, Classes::DEFINITE.or(Classes::INDEFINITE)) && at > 0;
        let binds = self.is(at, Classes::PREPOSITION.or(Classes::FOLLOWING));
        binds || (determiner && self.is(at - 1, Classes::PREPOSITION))
    }
}
