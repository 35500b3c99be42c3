//! Turns the evidence of the word lists into names: runs of capitals, cut at titles, heads and listed names.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::NameSpan;
use crate::extract::evidence::{Evidence, bit};
use crate::extract::{Document, Token, TokenKind};
use crate::lang::{NameClass, WordKey};
use crate::model::EntityKind;

/// Why the rules take words for a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Grounds {
    /// It is the name of a web site.
    Site,
    /// A list has it as a whole.
    Listed,
    /// The head of a body, place, event or work stands at its start.
    Head,
    /// A title stands before it, or an age behind it.
    Title,
    /// The tail of a body, place, event or work stands at its end.
    Tail,
    /// A given name, a word before it or its capitals speak for its kind.
    Hint,
    /// Its capitals alone.
    Capitals,
}

/// A name that the rules found.
#[derive(Clone, Debug)]
pub(super) struct RuleSpan {
    /// Where and what.
    pub span: NameSpan,
    /// Why.
    pub grounds: Grounds,
}

/// Finds names by rules alone.
pub(super) fn label(document: &Document<'_>, evidence: &Evidence) -> Vec<RuleSpan> {
    let mut labeller = Labeller { document, evidence, spans: Vec::new() };
    for sentence in &document.sentences {
        labeller.sentence(sentence.clone());
    }
    labeller.settle();
    labeller.spans
}

/// Classes at which the name of a body or place that goes on in capitals ends.
const ENDS_BODY: u32 = bit(NameClass::Title)
    | bit(NameClass::OrganizationHead)
    | bit(NameClass::Institution)
    | bit(NameClass::EventHead)
    | bit(NameClass::NotName);

struct Labeller<'a> {
    document: &'a Document<'a>,
    evidence: &'a Evidence,
    spans: Vec<RuleSpan>,
}

impl Labeller<'_> {
    fn capital(&self, at: usize, end: usize) -> bool {
        at < end && self.document.tokens[at].capital
    }

    fn first_char(&self, at: usize, end: usize) -> Option<char> {
        (at < end).then(|| self.document.tokens[at].first)
    }

    fn push(&mut self, tokens: Range<usize>, kind: EntityKind, grounds: Grounds) -> usize {
        let end = tokens.end;
        self.spans.push(RuleSpan { span: NameSpan { tokens, kind, role: None }, grounds });
        end
    }

    fn sentence(&mut self, sentence: Range<usize>) {
        let (mut at, end) = (sentence.start, sentence.end);
        let mut after_title = false;
        while at < end {
            let token = self.document.tokens[at];
            if !token.capital {
                // `al-Qaeda` begins small.
                if let Some(body) = self.evidence.listed(at, NameClass::Institution) {
                    at = self.push(body.tokens.clone(), EntityKind::Organization, Grounds::Listed);
                    continue;
                }
                let title = self.evidence.listed(at, NameClass::Title);
                after_title = match title {
                    Some(title) => {
                        at = title.tokens.end;
                        true
                    }
                    None => {
                        at += 1;
                        after_title && matches!(token.first, ',' | '.')
                    }
                };
                continue;
            }
            if let Some(next) = self.site(at, end) {
                at = self.push(at..next, EntityKind::Organization, Grounds::Site);
                after_title = false;
                continue;
            }
            let listed = |class| self.evidence.listed(at, class).map_or(0, |listed| listed.tokens.len());
            let title = listed(NameClass::Title);
            let institution = listed(NameClass::Institution);
            let place = listed(NameClass::Place).max(self.evidence.country(at));
            let product = listed(NameClass::ProductHead);
            let heads = [
                (listed(NameClass::OrganizationHead), EntityKind::Organization),
                (listed(NameClass::PlaceHead), EntityKind::Place),
                (listed(NameClass::EventHead), EntityKind::Event),
                (listed(NameClass::WorkHead), EntityKind::Work),
            ];
            let (head, head_kind) =
                heads.into_iter().fold((0, EntityKind::Other), |best, next| if next.0 > best.0 { next } else { best });
            if title > 0 && title >= institution.max(place).max(head) {
                at += title;
                if self.first_char(at, end) == Some('.') {
                    at += 1;
                }
                after_title = true;
                continue;
            }
            if title == 0
                && at > 0
                && self.evidence.covers(at - 1, NameClass::PersonTitle)
                && !(institution > 0 && token.all_capitals)
                && !matches!((head, head_kind), (1.., EntityKind::Organization))
                && !self.skipped(at)
            {
                at = self.run(at, end, true);
                after_title = false;
                continue;
            }
            if product > 0 && self.product_goes_on(at + product, end) {
                let last = self.body(at, at + product, end, EntityKind::Other);
                at = self.push(at..last, EntityKind::Other, Grounds::Head);
                continue;
            }
            if head > 0 {
                let last = self.body(at, at + head, end, head_kind);
                if last - at > institution.max(place) && (last > at + head || head_kind == EntityKind::Work) {
                    at = self.push(at..last, head_kind, Grounds::Head);
                    after_title &= head_kind != EntityKind::Event;
                    continue;
                }
            }
            if institution > 0 && institution >= place {
                at = self.push(at..at + institution, EntityKind::Organization, Grounds::Listed);
                continue;
            }
            if place > 0 && !self.begins_person(at, at + place, end) {
                let mut last = at + place;
                while self.capital(last, end) && self.evidence.starts(last, NameClass::PlaceTail) {
                    last += 1;
                }
                at = self.push(at..last, EntityKind::Place, Grounds::Listed);
                continue;
            }
            if self.skipped(at) {
                at += 1;
                continue;
            }
            at = self.run(at, end, after_title);
            after_title = false;
        }
    }

    /// Whether the words behind a maker's name make it a product's: a number, or a capital that names no branch or body.
    fn product_goes_on(&self, at: usize, end: usize) -> bool {
        let stops =
            bit(NameClass::OrganizationTail) | bit(NameClass::Place) | bit(NameClass::Title) | bit(NameClass::NotName);
        let number = at < end && self.document.tokens[at].kind == TokenKind::Number;
        number || self.capital(at, end) && self.evidence.starting[at] & stops == 0
    }

    /// End of a web site's name (`Kabar.com`, `KABAR.CO.ID`) that starts at `at`.
    fn site(&self, at: usize, end: usize) -> Option<usize> {
        let tokens = &self.document.tokens;
        let mut next = at + 1;
        while next + 1 < end
            && tokens[next].first == '.'
            && !tokens[next].spaced
            && !tokens[next + 1].spaced
            && tokens[next + 1].kind == TokenKind::Word
            && tokens[next + 1].span.len() <= 4
            && (!tokens[next + 1].capital || tokens[next + 1].all_capitals)
            && tokens[at].span.len() > 3
        {
            next += 2;
        }
        (next > at + 1).then_some(next)
    }

    /// A capital that says nothing: a listed word, or a function word at the start of a sentence.
    fn skipped(&self, at: usize) -> bool {
        self.evidence.covers(at, NameClass::NotName)
    }

    /// Whether the place at `start..place_end` is rather the first word of a person's name.
    fn begins_person(&self, start: usize, place_end: usize, end: usize) -> bool {
        place_end == start + 1
            && self.evidence.starts(start, NameClass::GivenName)
            && self.capital(place_end, end)
            && !(start > 0 && self.evidence.starts(start - 1, NameClass::PlaceCue))
    }

    /// End of the name of a body, place, event or work whose head is `start..head_end`.
    fn body(&self, start: usize, head_end: usize, end: usize, kind: EntityKind) -> usize {
        let tokens = &self.document.tokens;
        let evidence = self.evidence;
        let numbered = kind != EntityKind::Place;
        let of_works = matches!(kind, EntityKind::Event | EntityKind::Work);
        // `Direktorat Siber Polda Maju` is one body, `KPK Polri` are two.
        let holds_bodies = kind != EntityKind::Organization || !evidence.starts(start, NameClass::Institution);
        let (mut at, mut last) = (head_end, head_end);
        let mut other = 0;
        while at < end {
            let token = tokens[at];
            if token.capital {
                let bodies = bit(NameClass::Institution) | bit(NameClass::OrganizationHead);
                let ends = match kind {
                    EntityKind::Place => ENDS_BODY & !bit(NameClass::Institution),
                    _ if holds_bodies => ENDS_BODY & !bodies,
                    _ => ENDS_BODY,
                };
                let goes_on = of_works || evidence.starts(at, NameClass::PlaceHead) || self.names_on(at, end, kind);
                let ends = if goes_on { ends & !bit(NameClass::NotName) } else { ends };
                let stops = evidence.starting[at] & ends != 0
                    || (kind == EntityKind::Place && at > head_end && evidence.starts(at, NameClass::PlaceHead));
                let is_given = evidence.starts(at, NameClass::GivenName) && !evidence.starts(at, NameClass::Place);
                if stops && !(kind == EntityKind::Work && at == head_end)
                    || (is_given && other > 0 && kind == EntityKind::Organization)
                {
                    break;
                }
                other += usize::from(!is_given);
                at += 1;
                last = at;
            } else if token.kind == TokenKind::Number && numbered && last == at && token.span.len() <= 4 {
                at += 1;
                last = at;
            } else if of_works && last == at && self.ordinal(at, end) {
                at += 3;
                last = at;
            } else if last == at
                && self.capital(at + 1, end)
                && ((token.first == '-' && !token.spaced && !tokens[at + 1].spaced)
                    || (token.first == '.' && !token.spaced && tokens[at - 1].span.len() <= 3)
                    || (of_works
                        && token.kind == TokenKind::Punctuation
                        && token.first == '.'
                        && tokens[at - 1].span.len() <= 3)
                    || (other > 0
                        && kind != EntityKind::Place
                        && evidence.starts(at, NameClass::Connector)
                        && evidence.starting[at + 1] & ENDS_BODY == 0
                        && !evidence.starts(at + 1, NameClass::GivenName)
                        && !evidence.starts(at + 1, NameClass::Place)))
            {
                at += 1;
            } else {
                break;
            }
        }
        last
    }

    /// Whether the capitals `start..last` have an abbreviation of capitals in brackets behind them (`Lingkar Air (LA)`).
    fn defines(&self, start: usize, last: usize, end: usize) -> bool {
        let tokens = &self.document.tokens;
        let bracketed = last + 2 < end
            && tokens[last].first == '('
            && tokens[last + 1].all_capitals
            && tokens[last + 1].span.len() > 2
            && tokens[last + 2].first == ')';
        bracketed && {
            let full = self.document.span(start..last).of(self.document.text);
            super::corrections::abbreviates(self.document.word(last + 1), full)
        }
    }

    /// Whether a word that alone is no name goes on a body's name: another capital or an abbreviation follows
    /// (`Asosiasi Petani Seluruh Indonesia`, `Himpunan Perumahan Rakyat (HPR)`).
    fn names_on(&self, at: usize, end: usize, kind: EntityKind) -> bool {
        let plain = |at: usize| self.capital(at, end) && !self.evidence.starts(at, NameClass::NotName);
        kind == EntityKind::Organization
            && (plain(at + 1) || self.first_char(at + 1, end) == Some('(') && self.capital(at + 2, end))
    }

    /// A small word, a hyphen and a number, as ordinals are written (`ke-61`).
    fn ordinal(&self, at: usize, end: usize) -> bool {
        let tokens = &self.document.tokens;
        at + 2 < end
            && tokens[at].kind == TokenKind::Word
            && tokens[at].span.len() <= 2
            && tokens[at + 1].first == '-'
            && tokens[at + 2].kind == TokenKind::Number
    }

    /// Labels the capitals from `start` on that no list knows as a whole; gives where to go on.
    fn run(&mut self, start: usize, end: usize, after_title: bool) -> usize {
        let tokens = &self.document.tokens;
        let evidence = self.evidence;
        let (mut at, mut last) = (start, start);
        while at < end {
            let token = tokens[at];
            let stops = evidence.starting[at]
                & (bit(NameClass::Title)
                    | bit(NameClass::OrganizationHead)
                    | bit(NameClass::PlaceHead)
                    | bit(NameClass::Institution))
                != 0;
            if token.capital {
                if at > start
                    && (stops || evidence.covers(at, NameClass::NotName))
                    && !evidence.starts(at, NameClass::GivenName)
                {
                    break;
                }
                at += 1;
                last = at;
                if at < end
                    && tokens[at].first == '.'
                    && !tokens[at].spaced
                    && token.span.len() <= 2
                    && self.capital(at + 1, end)
                {
                    at += 1;
                }
            } else if last == at
                && self.capital(at + 1, end)
                && ((token.first == '-' && !token.spaced && !tokens[at + 1].spaced)
                    || (evidence.starts(at, NameClass::Particle) && !tokens[at + 1].starts_sentence))
            {
                at += 1;
            } else {
                break;
            }
        }
        if last == start {
            return start + 1;
        }
        let single = last == start + 1;
        let before = (start > 0 && !tokens[start].starts_sentence).then(|| start - 1);
        let cue = |class| before.is_some_and(|before| evidence.starts(before, class));
        let given = (start..last).any(|at| evidence.starts(at, NameClass::GivenName));
        let aged = last + 2 < end
            && tokens[last].first == '('
            && tokens[last + 1].kind == TokenKind::Number
            && tokens[last + 1].span.len() <= 2
            && tokens[last + 2].first == ')';
        let tail = |class| evidence.starts(last - 1, class) && !single;
        let cut = single && self.capital(last, end) && !aged;
        let acronym = single && tokens[start].all_capitals && tokens[start].span.len() > 2;
        let (kind, grounds) = if aged || acronym_of_person(&self.spans, tokens, start, single) {
            (EntityKind::Person, Grounds::Title)
        } else if !single && self.defines(start, last, end) {
            (EntityKind::Organization, Grounds::Head)
        } else if after_title && acronym {
            (EntityKind::Organization, Grounds::Hint)
        } else if after_title {
            (EntityKind::Person, if cut { Grounds::Capitals } else { Grounds::Title })
        } else if tail(NameClass::OrganizationTail) {
            (EntityKind::Organization, Grounds::Tail)
        } else if tail(NameClass::PlaceTail) {
            (EntityKind::Place, Grounds::Tail)
        } else if tail(NameClass::EventTail) {
            (EntityKind::Event, Grounds::Tail)
        } else if tail(NameClass::WorkTail) {
            (EntityKind::Work, Grounds::Tail)
        } else if given {
            (EntityKind::Person, Grounds::Hint)
        } else if cue(NameClass::PlaceCue) {
            (EntityKind::Place, Grounds::Hint)
        } else if cue(NameClass::PersonCue) {
            (EntityKind::Person, Grounds::Hint)
        } else if tokens[start].all_capitals {
            (EntityKind::Organization, Grounds::Hint)
        } else {
            (EntityKind::Person, Grounds::Capitals)
        };
        self.push(start..last, kind, grounds)
    }

    /// Gives spans that nothing spoke for the kind that the same words have elsewhere in the document; drops a single
    /// word that is only ever seen at the start of a sentence or is written without a capital elsewhere.
    fn settle(&mut self) {
        let tokens = &self.document.tokens;
        let mut known: FxHashMap<WordKey, EntityKind> = FxHashMap::default();
        for RuleSpan { span, .. } in self.spans.iter().filter(|rule| rule.grounds != Grounds::Capitals) {
            for token in &tokens[span.tokens.clone()] {
                if token.capital && span.kind == EntityKind::Person || span.tokens.len() == 1 {
                    known.entry(token.key).or_insert(span.kind);
                }
            }
        }
        // Of the words that are asked about below, those that stand inside a sentence, and whether in lower case.
        let capitals = self.spans.iter().filter(|rule| rule.grounds == Grounds::Capitals);
        let mut plain: FxHashMap<WordKey, Option<bool>> =
            capitals.map(|rule| (tokens[rule.span.tokens.start].key, None)).collect();
        for (at, token) in tokens.iter().enumerate() {
            if token.kind == TokenKind::Word
                && (!token.capital || !is_initial(tokens, at))
                && let Some(seen) = plain.get_mut(&token.key)
            {
                *seen = Some(seen.unwrap_or_default() || !token.capital);
            }
        }
        self.spans.retain_mut(|RuleSpan { span, grounds }| {
            if *grounds != Grounds::Capitals {
                return true;
            }
            let first = span.tokens.start;
            if let Some(&kind) = span.tokens.clone().find_map(|token| known.get(&tokens[token].key)) {
                span.kind = kind;
                *grounds = Grounds::Hint;
                return true;
            }
            let seen_inside = plain.get(&tokens[first].key).copied().flatten();
            span.tokens.len() > 1 || !seen_inside.unwrap_or(is_initial(tokens, first))
        });
    }
}

/// Whether two capitals stand beside another pair of initials of a person (`FS dan UW`).
fn acronym_of_person(spans: &[RuleSpan], tokens: &[Token], start: usize, single: bool) -> bool {
    let short = |at: usize| tokens[at].all_capitals && tokens[at].span.len() <= 3;
    spans.last().is_some_and(|before| {
        let before = &before.span;
        single
            && short(start)
            && before.kind == EntityKind::Person
            && before.tokens.len() == 1
            && short(before.tokens.start)
            && before.tokens.end + 1 == start
    })
}

/// Whether a capital at this token says nothing, because a sentence or a quotation starts there, or a line that was glued
/// to the one before it (`selesai.,Jenazah`).
pub(super) fn is_initial(tokens: &[Token], at: usize) -> bool {
    let glued = |before: &Token| before.kind == TokenKind::Mark || before.first == ',';
    tokens[at].starts_sentence || at > 0 && !tokens[at].spaced && glued(&tokens[at - 1])
}
