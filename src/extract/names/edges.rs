//! Mends where names begin and end: titles, idle words, brackets and neighbours that the model took in or cut off.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::rules::is_initial;
use super::{NameSpan, excerpts};
use crate::extract::evidence::{Evidence, bit};
use crate::extract::{Document, TokenKind, phrase_key};
use crate::lang::{NameClass, NameUses, WordKey};
use crate::model::EntityKind;

/// Mends all names of a document; they stay in order and apart.
pub(super) fn mend(document: &Document<'_>, evidence: &Evidence, spans: Vec<NameSpan>) -> Vec<NameSpan> {
    let edges = Edges { document, evidence };
    let mut mended: Vec<NameSpan> = Vec::with_capacity(spans.len());
    let splits: [Split<'_>; 6] = [
        Edges::split_at_title,
        Edges::split_at_place_cue,
        Edges::split_at_nickname,
        Edges::split_at_dash,
        Edges::split_at_given_name,
        Edges::split_abbreviation,
    ];
    let (mut parts, mut whole) = (Vec::new(), Vec::new());
    for span in spans {
        parts.push(span);
        for split in splits {
            std::mem::swap(&mut parts, &mut whole);
            whole.drain(..).for_each(|span| split(&edges, span, &mut parts));
        }
        for mut part in parts.drain(..) {
            edges.trim_start(&mut part);
            edges.trim_end(&mut part);
            edges.extend_over_hyphen(&mut part);
            edges.extend_over_initial(&mut part, mended.last().map_or(0, |last| last.tokens.end));
            if mended.last().is_some_and(|last| part.tokens.start < last.tokens.end) {
                continue;
            }
            if part.tokens.is_empty() || edges.is_number(&part) || edges.is_idle(&part) {
                continue;
            }
            if mended.last_mut().is_some_and(|last| edges.join_over_stop(last, &part)) {
                continue;
            }
            if let Some(last) = mended.last_mut() {
                edges.give_back_given_name(last, &mut part);
            }
            match mended.last_mut() {
                // Two names of people never touch.
                Some(last) if edges.touch(last, &part) && both_people(last, &part) => last.tokens.end = part.tokens.end,
                _ => mended.push(part),
            }
        }
    }
    mended
}

/// Uses of the world's names that make words the name of a place.
const PLACES: u8 = NameUses::TERRITORY | NameUses::LARGE_PLACE | NameUses::SMALL_PLACE;

/// Gives the parts of a name.
type Split<'a> = fn(&Edges<'a>, NameSpan, &mut Vec<NameSpan>);

fn both_people(one: &NameSpan, other: &NameSpan) -> bool {
    one.kind == EntityKind::Person && other.kind == EntityKind::Person
}

pub(super) struct Edges<'a> {
    pub(super) document: &'a Document<'a>,
    pub(super) evidence: &'a Evidence,
}

impl Edges<'_> {
    pub(super) fn touch(&self, one: &NameSpan, other: &NameSpan) -> bool {
        one.tokens.end == other.tokens.start && !self.document.tokens[other.tokens.start].starts_sentence
    }

    /// Cuts a body's name at a word that places it (`Bank Maju | Wilayah Bekasi`); a whole country is no branch
    /// (`Ikatan Nelayan Seluruh Indonesia`).
    fn split_at_place_cue(&self, span: NameSpan, parts: &mut Vec<NameSpan>) {
        let evidence = self.evidence;
        let Range { start, end } = span.tokens;
        let cue = (start + 1..end).find(|&at| {
            span.kind == EntityKind::Organization
                && evidence.starts(at, NameClass::PlaceCue)
                && evidence.starts(at, NameClass::NotName)
                && !evidence.covers(at, NameClass::OrganizationHead)
                && !evidence.covers(at, NameClass::Institution)
                && evidence.covers(at + 1, NameClass::Place)
                && evidence.country(at + 1) == 0
        });
        let Some(at) = cue.filter(|&at| at + 1 < end) else { return parts.push(span) };
        parts.extend([
            NameSpan { tokens: start..at, ..span },
            NameSpan { tokens: at + 1..end, kind: EntityKind::Place, role: None },
        ])
    }

    /// Cuts at a title inside (`TNI | Laksamana Budi`): what stands behind it is a person. A place that bears a person's
    /// name (`Jalan Jenderal Budi`) is whole, and so is what ends with a title (`Wisma Haji`).
    fn split_at_title(&self, span: NameSpan, parts: &mut Vec<NameSpan>) {
        let Range { start, end } = span.tokens;
        let inside = (start + 1..end).find_map(|at| {
            let title = self.evidence.listed(at, NameClass::PersonTitle)?;
            let word = self.document.tokens[at];
            let plain = word.capital && word.span.len() > 2 && !self.evidence.starts(at, NameClass::GivenName);
            // `Michael Habib`: a family name.
            let family = span.kind == EntityKind::Person
                && title.tokens == (start + 1..end)
                && self.evidence.known[start] & NameUses::GIVEN_NAME != 0
                && self.evidence.known[at] & (NameUses::GIVEN_NAME | NameUses::FAMILY_NAME) != 0;
            (plain && !family && title.tokens.end <= end).then(|| title.tokens.clone())
        });
        let Some(title) = inside.filter(|title| !self.bears_name(&span, title.start)) else {
            return parts.push(span);
        };
        let before = NameSpan { tokens: start..title.start, ..span.clone() };
        let mut after = title.end..end;
        if after.start < end && self.document.tokens[after.start].first == '.' {
            after.start += 1;
        }
        let goes_on = self.document.tokens.get(end).is_some_and(|next| next.capital && !next.starts_sentence);
        if !after.is_empty() {
            parts.extend([before, NameSpan { tokens: after, kind: EntityKind::Person, role: None }])
        } else if goes_on {
            parts.push(before)
        } else {
            parts.push(span)
        }
    }

    /// Whether the place is called after somebody whose title stands at `title`: what stands before it is no place's name
    /// of its own.
    fn bears_name(&self, place: &NameSpan, title: usize) -> bool {
        let evidence = self.evidence;
        let known = evidence.known[title - 1] & PLACES != 0 || evidence.covers(title - 1, NameClass::Place);
        let head = evidence.listed(place.tokens.start, NameClass::PlaceHead);
        let is_named = head.map_or(known, |head| head.tokens.end < title);
        place.kind == EntityKind::Place && !is_named
    }

    /// Cuts a body's or place's name before the given name of a person with a nickname (`Golkar Maju | Budi 'Bud' Santoso`).
    fn split_at_nickname(&self, span: NameSpan, parts: &mut Vec<NameSpan>) {
        let tokens = &self.document.tokens;
        let Range { start, end } = span.tokens;
        let mark = |at: usize| tokens[at].kind == TokenKind::Mark;
        let nickname = (start + 2..end.saturating_sub(3))
            .find(|&at| mark(at) && mark(at + 2) && [at - 1, at + 1, at + 3].iter().all(|&at| tokens[at].capital));
        let Some(given) = nickname.map(|mark| mark - 1).filter(|_| span.kind != EntityKind::Person) else {
            return parts.push(span);
        };
        parts.extend([
            NameSpan { tokens: start..given, ..span },
            NameSpan { tokens: given..end, kind: EntityKind::Person, role: None },
        ])
    }

    /// Makes two people of what a dash between spaces stands in (`John Bolton — Morrison's chief`).
    fn split_at_dash(&self, span: NameSpan, parts: &mut Vec<NameSpan>) {
        let tokens = &self.document.tokens;
        let Range { start, end } = span.tokens;
        let dash = (start + 1..end.saturating_sub(1)).find(|&at| {
            span.kind == EntityKind::Person
                && matches!(tokens[at].first, '—' | '–')
                && tokens[at].spaced
                && tokens[at + 1].spaced
        });
        let Some(dash) = dash else { return parts.push(span) };
        parts.push(NameSpan { tokens: start..dash, ..span.clone() });
        parts.push(NameSpan { tokens: dash + 1..end, ..span });
    }

    /// Where the holder of an office stands at the end of its body's name (`Kepala Dinas Air | Budi Hadi`): a given name
    /// with more behind it, and no other name that goes on from there.
    fn holder(&self, span: &NameSpan) -> Option<usize> {
        let (tokens, evidence) = (&self.document.tokens, self.evidence);
        let Range { start, end } = span.tokens;
        let office = span.kind == EntityKind::Organization && start > 0 && evidence.covers(start - 1, NameClass::Title);
        let head = evidence.listed(start, NameClass::OrganizationHead).filter(|_| office)?;
        let goes_on = tokens.get(end).is_some_and(|next| next.capital && !next.starts_sentence);
        let at = (head.tokens.end + 1..end.saturating_sub(1)).find(|&at| evidence.starts(at, NameClass::GivenName))?;
        let plain = (at..end).all(|at| tokens[at].capital && !evidence.covers(at, NameClass::Institution));
        (plain && !goes_on).then_some(at)
    }

    /// Cuts a person's name off a place's (`Rusia | Vladimir`) or off the body whose office that person holds.
    fn split_at_given_name(&self, span: NameSpan, parts: &mut Vec<NameSpan>) {
        let evidence = self.evidence;
        let Range { start, end } = span.tokens;
        if let Some(holder) = self.holder(&span) {
            return parts.extend([
                NameSpan { tokens: start..holder, ..span },
                NameSpan { tokens: holder..end, kind: EntityKind::Person, role: None },
            ]);
        }
        // `Kaukasus Utara | Rusia`
        let country = (start + 2..end).find(|&at| {
            evidence.starts(at - 1, NameClass::PlaceTail)
                && evidence.listed(at, NameClass::Place).is_some_and(|listed| listed.tokens.end == end)
        });
        if let Some(country) =
            country.filter(|_| span.kind == EntityKind::Place && !evidence.covers(start, NameClass::PlaceHead))
        {
            return parts.extend([
                NameSpan { tokens: start..country, ..span.clone() },
                NameSpan { tokens: country..end, ..span },
            ]);
        }
        let place = evidence.listed(start, NameClass::Place).map_or(start, |listed| listed.tokens.end);
        let person = span.kind == EntityKind::Place
            && start < place
            && place < end
            && evidence.known_covering[start] & PLACES == 0
            && evidence.starts(place, NameClass::GivenName)
            && !evidence.starts(place, NameClass::Place);
        if !person {
            return parts.push(span);
        }
        parts.extend([
            NameSpan { tokens: start..place, ..span },
            NameSpan { tokens: place..end, kind: EntityKind::Person, role: None },
        ])
    }

    /// Makes two names of `Full Name (FN)`.
    fn split_abbreviation(&self, span: NameSpan, parts: &mut Vec<NameSpan>) {
        let tokens = &self.document.tokens;
        let Range { start, end } = span.tokens;
        if excerpts::is_excerpt(self.document) {
            return parts.push(span);
        }
        let Some(open) = (start + 1..end).find(|&at| tokens[at].first == '(') else { return parts.push(span) };
        let closed = tokens[end - 1].first == ')';
        let inner = open + 1..end - usize::from(closed);
        if let Some(close) = inner.clone().find(|&at| tokens[at].first == ')') {
            // `Badan Bencana (BB) | Budi Hadi`
            let person = close + 1 < end && self.evidence.starts(close + 1, NameClass::GivenName);
            if !person || close == open + 1 {
                return parts.push(span);
            }
            return parts.extend([
                NameSpan { tokens: start..open, kind: span.kind, role: None },
                NameSpan { tokens: open + 1..close, kind: span.kind, role: None },
                NameSpan { tokens: close + 1..end, kind: EntityKind::Person, role: None },
            ]);
        }
        if inner.is_empty() {
            return parts.push(span);
        }
        parts.extend([
            NameSpan { tokens: start..open, kind: span.kind, role: None },
            NameSpan { tokens: inner, kind: span.kind, role: None },
        ])
    }

    /// Takes titles and words that are no names off the start (`Wali [Kota Maju]`, `[Adapun Budi]`).
    fn trim_start(&self, span: &mut NameSpan) {
        let (tokens, evidence) = (&self.document.tokens, self.evidence);
        while span.tokens.len() > 1 {
            let first = span.tokens.start;
            let person = span.kind == EntityKind::Person;
            let given = evidence.starts(first, NameClass::GivenName);
            let title = evidence.covers(first, NameClass::Title) && !evidence.starts(first, NameClass::Institution);
            let begun_before = title
                && !evidence.starts(first, NameClass::Title)
                && !(span.kind == EntityKind::Place && excerpts::is_excerpt(self.document));
            let idle = person && evidence.starts(first, NameClass::NotName) && is_initial(tokens, first) && !given;
            let place = person
                && span.tokens.len() > 2
                && evidence.starts(first, NameClass::Place)
                && !given
                && first > 0
                && (tokens[first - 1].capital || evidence.covers(first - 1, NameClass::Title));
            let body = person && tokens[first].all_capitals && evidence.starts(first, NameClass::Institution) && !given;
            let plain = !tokens[first].capital
                && tokens[first].kind == TokenKind::Word
                && !tokens[first].span.of(self.document.text).contains(char::is_uppercase)
                && span.kind != EntityKind::Place
                && !(person && evidence.starts(first, NameClass::Particle));
            let inner_head = span.kind == EntityKind::Organization
                && evidence.starting[first] & (bit(NameClass::OrganizationHead) | bit(NameClass::Institution)) == 0
                && (first + 1..span.tokens.end).any(|at| {
                    evidence
                        .listed(at, NameClass::OrganizationHead)
                        .is_some_and(|head| head.tokens.end < span.tokens.end)
                });
            // `Mas Budi`, `H Budi`, `K.H. Budi`
            let form = evidence.listed(first, NameClass::AddressForm).map(|form| form.tokens.end);
            let form = form.filter(|&end| end < span.tokens.end && person && !given);
            let behind_form = form.map(|end| end + usize::from(tokens[end].first == '.'));
            let address = behind_form.is_some_and(|next| next < span.tokens.end && tokens[next].capital);
            // `Republik Indinesia | Baharuddin Jusuf`
            let of_place = person
                && !given
                && evidence.known[first] & (NameUses::GIVEN_NAME | NameUses::FAMILY_NAME) == 0
                && first > 0
                && tokens[first - 1].capital
                && evidence.covers(first - 1, NameClass::PlaceHead)
                && !evidence.covers(first - 1, NameClass::Title)
                && evidence.starts(first + 1, NameClass::GivenName);
            // `Komisi XI | Budi Hadi`
            let heads = [NameClass::OrganizationHead, NameClass::PlaceHead, NameClass::PlaceCue];
            let numbered = person
                && (!given || tokens[first].all_capitals && tokens[first].span.len() > 1)
                && is_roman(self.document.word(first))
                && first > 0
                && evidence.covering[first + 1] == 0
                && (heads.into_iter().any(|head| evidence.covers(first - 1, head))
                    || evidence.covers(first, NameClass::Institution)
                        && !evidence.starts(first, NameClass::Institution));
            let punctuation = matches!(tokens[first].kind, TokenKind::Punctuation | TokenKind::Mark);
            if !(begun_before
                || idle
                || address
                || of_place
                || numbered
                || body
                || place
                || plain
                || inner_head
                || punctuation
                || title && person && !given)
            {
                break;
            }
            span.tokens.start += 1;
        }
    }

    /// Takes words without a capital and marks off the end, and what only counts (`Jokowi | Jilid 2`).
    fn trim_end(&self, span: &mut NameSpan) {
        let tokens = &self.document.tokens;
        let Range { start, end } = span.tokens;
        let counted = |&at: &usize| {
            self.evidence.starts(at - 1, NameClass::NotName)
                && !tokens[at - 1].all_capitals
                && (tokens[at].kind == TokenKind::Number || is_roman(self.document.word(at)))
        };
        if let Some(number) = (start + 2..end).find(counted)
            && matches!(span.kind, EntityKind::Person | EntityKind::Place | EntityKind::Organization)
        {
            span.tokens.end = number - 1;
        }
        while span.tokens.len() > 1 && self.announces_number(span.tokens.end - 1) {
            span.tokens.end -= 1;
        }
        while let Some(last) = span.tokens.clone().next_back() {
            let token = &tokens[last];
            // `Kabar.com`
            let of_site =
                last > start + 1 && tokens[last - 1].first == '.' && !token.spaced && !tokens[last - 1].spaced;
            let keeps = match token.kind {
                TokenKind::Word => {
                    of_site || token.span.of(self.document.text).chars().any(|c| c.is_uppercase() || c.is_numeric())
                }
                TokenKind::Number => true,
                TokenKind::Mark | TokenKind::Clitic => false,
                TokenKind::Punctuation => match token.first {
                    ')' => tokens[span.tokens.clone()].iter().any(|token| token.first == '('),
                    // `U.N.`, `Budi S.`
                    '.' => last > span.tokens.start && !token.spaced && tokens[last - 1].span.len() == 1,
                    _ => false,
                },
            };
            if keeps {
                break;
            }
            span.tokens.end -= 1;
        }
    }

    /// Whether a word is no name and a number stands behind it (`Makam Maju | Rabu (18/9)`, `Peraturan Air | No. 2`).
    fn announces_number(&self, at: usize) -> bool {
        let tokens = &self.document.tokens;
        let opens = tokens.get(at + 1).is_some_and(|next| matches!(next.first, '(' | '.') && !next.starts_sentence);
        let number = tokens.get(at + 1 + usize::from(opens));
        self.evidence.starts(at, NameClass::NotName)
            && self.evidence.known[at] & (NameUses::GIVEN_NAME | NameUses::FAMILY_NAME) == 0
            && number.is_some_and(|number| number.kind == TokenKind::Number && !number.starts_sentence)
    }

    /// Joins two parts of a person's name that a stray full stop cut (`Presiden Budi. Hadi.`): a title stands before the
    /// first, a given name, and the second ends its sentence.
    fn join_over_stop(&self, first: &mut NameSpan, second: &NameSpan) -> bool {
        let (tokens, evidence) = (&self.document.tokens, self.evidence);
        let Range { start, end } = first.tokens;
        let ends = |at: usize| {
            tokens.get(at).is_none_or(|token| token.starts_sentence || matches!(token.first, '.' | '!' | '?'))
        };
        let titled = |at: usize| {
            at > 0 && (evidence.covers(at - 1, NameClass::Title) || evidence.covers(at - 1, NameClass::Place))
        };
        let given = evidence.starts(start, NameClass::GivenName) || evidence.known[start] & NameUses::GIVEN_NAME != 0;
        let joins = both_people(first, second)
            && first.tokens.len() == 1
            && second.tokens.len() == 1
            && tokens[end].first == '.'
            && second.tokens.start == end + 1
            && titled(start)
            && given
            && ends(second.tokens.end);
        if joins {
            first.tokens.end = second.tokens.end;
        }
        joins
    }

    /// Gives a person's name the beginning of its given name back that was taken for the number of the body or place before
    /// it (`Partai Maju | I Made Hadi`).
    fn give_back_given_name(&self, first: &mut NameSpan, person: &mut NameSpan) {
        let Range { start, end } = first.tokens;
        let split = person.kind == EntityKind::Person
            && self.touch(first, person)
            && end - start > 1
            && self.evidence.listed(end - 1, NameClass::GivenName).is_some_and(|given| given.tokens.end > end);
        if split {
            first.tokens.end -= 1;
            person.tokens.start -= 1;
        }
    }

    /// Takes in the initial before another one with which a name was found to begin (`A. | M. Hadi`), not before `low`.
    fn extend_over_initial(&self, span: &mut NameSpan, low: usize) {
        let tokens = &self.document.tokens;
        let first = span.tokens.start;
        let initial = |at: usize| {
            tokens[at].kind == TokenKind::Word
                && tokens[at].capital
                && tokens[at].span.len() == 1
                && tokens.get(at + 1).is_some_and(|stop| stop.first == '.' && !stop.spaced)
        };
        let split = span.kind == EntityKind::Person
            && first >= low + 2
            && initial(first)
            && initial(first - 2)
            && !tokens[first].starts_sentence
            && !tokens[first - 2].starts_sentence;
        if split {
            span.tokens.start -= 2;
        }
    }

    /// Takes in the rest of a double name (`Resnick | -Day`).
    fn extend_over_hyphen(&self, span: &mut NameSpan) {
        let tokens = &self.document.tokens;
        let end = span.tokens.end;
        let double = span.kind == EntityKind::Person
            && tokens.get(end).is_some_and(|token| token.first == '-' && !token.spaced)
            && tokens.get(end + 1).is_some_and(|token| token.capital && !token.spaced && !token.all_capitals)
            && tokens[end - 1].span.len() > 1
            && span.tokens.len() > 1;
        if double {
            span.tokens.end += 2;
        }
    }

    /// A word that is no name, or part of a phrase that is none (`bahasa Inggris`).
    fn is_idle(&self, span: &NameSpan) -> bool {
        let first = span.tokens.start;
        if excerpts::may_be_idle(self.document, self.evidence, span) {
            return false;
        }
        let whole =
            self.evidence.listed(first, NameClass::NotName).is_some_and(|listed| listed.tokens.end >= span.tokens.end);
        if whole && span.tokens.len() > 1 {
            return true;
        }
        let form = self.evidence.listed(first, NameClass::AddressForm);
        // `Selamat jalan Eyang`
        if form.is_some_and(|form| form.tokens == span.tokens)
            && !self.evidence.starts(first, NameClass::GivenName)
            && !self.evidence.starts(first, NameClass::Institution)
            && self.evidence.known[first] & (NameUses::GIVEN_NAME | NameUses::FAMILY_NAME) == 0
        {
            return true;
        }
        let names = [NameClass::GivenName, NameClass::Institution, NameClass::Place];
        let starts = self.evidence.starts(first, NameClass::NotName);
        span.tokens.len() == 1
            && self.evidence.covers(first, NameClass::NotName)
            && (!starts || names.into_iter().all(|class| !self.evidence.starts(first, class)))
    }

    /// A Roman number or a single letter, with the number or abbreviation that a hyphen hangs on to it: a class or a part,
    /// never a name. What a letter and a word make (`K-Maju`) may be one.
    pub(super) fn is_number(&self, span: &NameSpan) -> bool {
        let first = self.document.word(span.tokens.start);
        let alone = span.tokens.len() == 1;
        let roman = alone && is_roman(first);
        let letter = first.chars().nth(1).is_none();
        let tokens = &self.document.tokens[span.tokens.clone()];
        let hyphen = !alone && tokens[1].first == '-';
        let word = tokens.get(2).is_some_and(|word| word.capital && !word.all_capitals);
        roman || letter && (alone || hyphen && !word && span.kind != EntityKind::Person)
    }
}

/// Cuts the letters of a country off a person's name that the document has alone (`Presiden ke-3 | RI | BJ Hadi`).
pub(super) fn cut_countries(document: &Document<'_>, evidence: &Evidence, spans: &mut [NameSpan]) {
    let tokens = &document.tokens;
    let people = spans.iter().filter(|span| span.kind == EntityKind::Person && span.tokens.len() > 1);
    let people: FxHashSet<WordKey> = people.map(|span| phrase_key(&tokens[span.tokens.clone()])).collect();
    for span in spans.iter_mut().filter(|span| span.kind != EntityKind::Person && span.tokens.len() > 2) {
        let Range { start, end } = span.tokens;
        let country = tokens[start].all_capitals
            && (evidence.starts(start, NameClass::Place) || evidence.starts(start, NameClass::Institution))
            && start > 0
            && !tokens[start].starts_sentence;
        if country && people.contains(&phrase_key(&tokens[start + 1..end])) {
            *span = NameSpan { tokens: start + 1..end, kind: EntityKind::Person, role: None };
        }
    }
}

/// Whether a word is a small Roman number.
pub(super) fn is_roman(word: &str) -> bool {
    word.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
}
