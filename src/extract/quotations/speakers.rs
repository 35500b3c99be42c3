//! Turns pointers into speakers: a name to its fullest form, a pronoun to the last speaker, a description to whom it
//! describes or to a source that is not named.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::antecedents::{Introductions, antecedent, introductions, not_of_oneself, speaks_of};
use super::pointers::{NOUN, Pointer, PointerKind};
use super::scene::Scene;
use super::{Draft, Source};
use crate::extract::TokenKind;
use crate::lang::{Classes, WordKey};
use crate::model::{Certainty, EntityKind, FoundQuotation, QuotationKind, Span};

/// Whom a pointer means.
#[derive(Clone, Debug, Default)]
pub(super) struct Speaker {
    pub(super) name: Option<String>,
    pub(super) kind: Option<EntityKind>,
    pub(super) role: Option<String>,
    pub(super) anonymous: bool,
    pub(super) speaks_for: Option<String>,
    /// A body or something written, which no pronoun for a person means.
    pub(super) body: bool,
    /// Several people, whom no pronoun for one person means.
    pub(super) several: bool,
    /// Words of which none is known to stand for somebody (`The downturn`, `lend his voice`).
    pub(super) strange: bool,
    pub(super) certainty: Option<Certainty>,
}

/// Who spoke last.
#[derive(Default)]
pub(super) struct Last {
    pub(super) any: Option<Speaker>,
    pub(super) person: Option<Speaker>,
    /// Token of the pointer to that person.
    pub(super) person_at: usize,
    /// Token of the last pointer in strange words, or to a place: it may as well be a person.
    pub(super) strange_at: usize,
    /// The last person who is another one than that.
    pub(super) other: Option<Speaker>,
    /// The last body or writing.
    pub(super) thing: Option<Speaker>,
}

impl Last {
    fn remember(&mut self, speaker: &Speaker, at: usize) {
        self.any = Some(speaker.clone());
        if speaker.several {
            return;
        }
        if speaker.strange || speaker.kind == Some(EntityKind::Place) {
            self.strange_at = at;
        }
        if speaker.strange {
            return;
        }
        if speaker.kind.is_none_or(|kind| kind == EntityKind::Person) && !speaker.body {
            if self.person.as_ref().is_some_and(|person| person.name != speaker.name) {
                self.other = self.person.take();
            }
            self.person = Some(speaker.clone());
            self.person_at = at;
        } else {
            self.thing = Some(speaker.clone());
        }
    }
}

/// The quotations of the drafts, in text order, each with the speaker that its pointer means.
pub fn resolve(scene: &Scene<'_>, drafts: Vec<Draft>) -> Vec<FoundQuotation> {
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    order.sort_by_key(|&at| (drafts[at].anchor, drafts[at].span.start, at));
    let mut resolved: Vec<Option<Speaker>> = vec![None; drafts.len()];
    let mut last = Last::default();
    let introductions = introductions(scene, &drafts);
    let holders = holders(scene);
    for &at in &order {
        let draft = &drafts[at];
        let speaker = match &draft.source {
            Source::Pointer(pointer) => {
                let speaker = resolve_pointer(scene, pointer, &last, &introductions, &holders);
                if pointer.kind == PointerKind::Pronoun && speaks_of(scene, draft, pointer, &speaker) {
                    not_of_oneself(&last, speaker)
                } else {
                    speaker
                }
            }
            Source::Shared(shared) => resolved[*shared].clone().unwrap_or_default(),
            Source::Last => last.any.clone().unwrap_or_default(),
            Source::Nobody => Speaker::default(),
        };
        // Those whom a relative clause only describes (`voters who say …`) are not who goes on speaking.
        let aside = matches!(&draft.source, Source::Pointer(pointer) if pointer.kind == PointerKind::Pronoun);
        if speaker.name.is_some() && (!speaker.anonymous || (draft.emitted && !aside)) {
            last.remember(&speaker, draft.anchor);
        }
        resolved[at] = Some(speaker);
    }
    let mut found: Vec<FoundQuotation> = drafts
        .iter()
        .zip(resolved)
        .filter(|(draft, speaker)| draft.emitted && !says_nothing(scene, draft, speaker))
        .map(|(draft, speaker)| {
            let speaker = speaker.unwrap_or_default();
            let pointer = match &draft.source {
                Source::Pointer(pointer) => Some(pointer),
                Source::Shared(shared) if draft.rule == "resumed" => match &drafts[*shared].source {
                    Source::Pointer(pointer) => Some(pointer),
                    _ => None,
                },
                _ => None,
            };
            FoundQuotation {
                span: draft.span,
                kind: draft.kind,
                speaker: pointer.map(|pointer| pointer.span),
                speaker_name: speaker.name,
                speaker_kind: speaker.kind,
                role: speaker.role,
                anonymous: speaker.anonymous,
                speaks_for: speaker.speaks_for,
                cue: draft.cue.clone().map(|cue| cue_span(scene, cue)),
                rule: draft.rule,
                certainty: draft.certainty.max(speaker.certainty.unwrap_or(Certainty::Sure)),
            }
        })
        .collect();
    found.sort_by_key(|quotation| (quotation.span.start, quotation.span.end));
    found
}

/// Whether a report is of a thing that the text names nowhere (`It shows that …`): the reporter's own words.
fn says_nothing(scene: &Scene<'_>, draft: &Draft, speaker: &Option<Speaker>) -> bool {
    let thing = matches!(&draft.source, Source::Pointer(pointer)
        if pointer.kind == PointerKind::Pronoun && scene.is(pointer.tokens.start, Classes::NEUTRAL));
    thing && draft.kind == QuotationKind::Indirect && speaker.as_ref().is_none_or(|speaker| speaker.name.is_none())
}

/// Whether the description is of people, not of what belongs to them (`the prosecutor's office`).
pub(super) fn describes_people(scene: &Scene<'_>, pointer: &Pointer) -> bool {
    let owned = pointer.tokens.clone().rev().find(|&at| scene.token(at).kind == TokenKind::Clitic);
    let start = owned.map_or(pointer.tokens.start, |clitic| clitic + 1);
    (start..pointer.tokens.end).any(|at| scene.is(at, Classes::PEOPLE) && scene.mention_at(at).is_none())
}

/// The cue without its pronoun.
fn cue_span(scene: &Scene<'_>, cue: std::ops::Range<usize>) -> Span {
    let suffix = usize::from(scene.places[cue.end - 1].suffix);
    let span = scene.span(cue);
    Span::new(span.start, span.end.saturating_sub(suffix).max(span.start))
}

/// Who alone has a title in the text.
struct Holders<'a> {
    /// By the words of the title: `Wapres` is who was `Wapres X` before.
    titles: FxHashMap<&'a str, Option<usize>>,
    /// By the last word of the title, with the first mention that has it: `the analyst` is who was `Acme analyst X`.
    nouns: FxHashMap<WordKey, Option<usize>>,
}

fn holders<'a>(scene: &Scene<'a>) -> Holders<'a> {
    let mut holders = Holders { titles: FxHashMap::default(), nouns: FxHashMap::default() };
    for (index, mention) in scene.mentions.iter().enumerate().filter(|(_, mention)| mention.kind == EntityKind::Person)
    {
        let Some(role) = mention.role else { continue };
        let other = |known: &mut Option<usize>| {
            if known.is_some_and(|known| scene.mentions[known].name != mention.name) {
                *known = None;
            }
        };
        holders.titles.entry(role.of(scene.document.text)).and_modify(other).or_insert(Some(index));
        if let Some(office) = bare_office(scene, role) {
            holders.titles.entry(office).and_modify(other).or_insert(Some(index));
        }
        if let Some(last) = scene.document.token_at(role.end).checked_sub(1) {
            holders.nouns.entry(scene.token(last).key).and_modify(other).or_insert(Some(index));
        }
    }
    holders
}

/// What of a role written large stands before the name of its body or place, which may be left out later (`Bupati |
/// Maju`).
fn bare_office<'a>(scene: &Scene<'a>, role: Span) -> Option<&'a str> {
    let start = scene.document.token_at(role.start);
    let end = scene.document.token_at(role.end);
    let name = (start..end).find(|&at| scene.mention_at(at).is_some())?;
    let office = !scene.knows_finite_verbs() && scene.token(start).capital && name > start;
    office.then(|| scene.span(start..name).of(scene.document.text))
}

fn resolve_pointer(
    scene: &Scene<'_>,
    pointer: &Pointer,
    last: &Last,
    introductions: &Introductions<'_>,
    holders: &Holders<'_>,
) -> Speaker {
    match pointer.kind {
        PointerKind::Name(mention) => named(scene, mention),
        PointerKind::Pronoun => {
            let relative = scene.is(pointer.tokens.start, Classes::RELATIVE);
            let noun = relative.then(|| scene.antecedent_of_relative(pointer.tokens.start)).flatten();
            // A name there is as often only part of what speaks; behind a pause a description of people only adds to a name.
            let described = noun.filter(|noun| {
                let adds = noun.tokens.start.checked_sub(1).is_some_and(|before| scene.is_pause(before));
                noun.kind == PointerKind::Description
                    && (describes_people(scene, noun) && !adds || scene.is(noun.tokens.end - 1, Classes::DOCUMENT))
            });
            match described {
                Some(noun) => Speaker {
                    certainty: Some(Certainty::Likely),
                    ..resolve_pointer(scene, &noun, last, introductions, holders)
                },
                // Whom a relative clause means is not known here.
                None if relative && !scene.knows_finite_verbs() => {
                    if let Some(person) = person_before_comma(scene, pointer.tokens.start) {
                        return Speaker { certainty: Some(Certainty::Likely), ..named(scene, person) };
                    }
                    let speaker = antecedent(scene, pointer, last, introductions);
                    let certainty = speaker.certainty.unwrap_or(Certainty::Sure).max(Certainty::Likely);
                    Speaker { certainty: Some(certainty), ..speaker }
                }
                None => antecedent(scene, pointer, last, introductions),
            }
        }
        PointerKind::Description => described(scene, pointer, last, introductions, holders),
    }
}

/// The person whose name and a comma stand right before the relative pronoun (`kawan Budi, yang mengatakan …`).
fn person_before_comma(scene: &Scene<'_>, relative: usize) -> Option<usize> {
    let comma = relative.checked_sub(1).filter(|&at| at > 0 && scene.is_char(at, ','))?;
    scene.mention_at(comma - 1).filter(|&mention| scene.is_person(mention))
}

pub(super) fn named(scene: &Scene<'_>, mention: usize) -> Speaker {
    let mention = &scene.mentions[mention];
    Speaker {
        name: Some(mention.name.clone()),
        kind: Some(mention.kind),
        role: mention.role.map(|role| role.of(scene.document.text).to_owned()),
        ..Speaker::default()
    }
}

/// Tokens at the start of a sentence among which its subject begins.
const OPENING: usize = 4;
/// Names that are looked at for the body that a description means.
const NAMES: usize = 12;

/// Whom a noun with a definite article means (`the analyst`, `the company`): the person whose title ends with it, or the
/// only body that heads this sentence or the one before.
fn named_before(scene: &Scene<'_>, pointer: &Pointer, holders: &Holders<'_>) -> Option<usize> {
    let Range { start, end } = pointer.tokens;
    let plain = (start..end).all(|at| scene.mention_at(at).is_none());
    let definite = scene.is(start, Classes::ARTICLE)
        && scene.is(start, Classes::DEFINITE)
        && !scene.is(start, Classes::POSSESSIVE);
    if !plain || !definite || end - start != 2 {
        return None;
    }
    if scene.is(end - 1, Classes::PEOPLE) {
        let person = holders.nouns.get(&scene.token(end - 1).key).copied().flatten()?;
        return (scene.mention_tokens[person].end <= start).then_some(person);
    }
    if !scene.is(end - 1, Classes::BODY) {
        return None;
    }
    let own = scene.sentence_at(start);
    let low = scene.sentences[own.saturating_sub(1)].start;
    let before = scene.mention_tokens.partition_point(|tokens| tokens.end <= start);
    let mut bodies = (0..before)
        .rev()
        .take(NAMES)
        .take_while(|&mention| scene.mention_tokens[mention].start >= low)
        .filter(|&mention| scene.mentions[mention].kind == EntityKind::Organization)
        .filter(|&mention| {
            let at = scene.mention_tokens[mention].start;
            at < scene.sentences[scene.sentence_at(at)].start + OPENING && scene.run_at(at).is_none()
        });
    let nearest = bodies.next()?;
    bodies.all(|other| scene.mentions[other].name == scene.mentions[nearest].name).then_some(nearest)
}

/// Whether a description in a language without articles may be more or less than whoever speaks: it does not open as one
/// does, has a verb's helper in it, ends with a word with a capital that no name took in, or points back.
fn is_doubtful(scene: &Scene<'_>, pointer: &Pointer) -> bool {
    if scene.knows_finite_verbs() {
        return false;
    }
    let Range { start, end } = pointer.tokens;
    let plain = |at: usize| scene.mention_at(at).is_none();
    let noun = NOUN.or(Classes::PEOPLE);
    let head = (start..end).find(|&at| plain(at) && scene.is(at, Classes::RELATIVE)).unwrap_or(end);
    let opens = !plain(start) || scene.is(start, noun.or(Classes::INDEFINITE).or(Classes::DEFINITE));
    let speaks = (start..head).any(|at| !plain(at) || scene.is(at, noun));
    let verb = Classes::AUXILIARY.or(Classes::NEGATION).or(Classes::CONNECTOR);
    let clause = (start..head).any(|at| {
        let cue = !scene.places[at].frames.is_empty() && scene.is_lower_word(at);
        plain(at) && !scene.is(at, noun.or(Classes::INDEFINITE)) && (scene.is(at, verb) || cue)
    });
    let last = end - 1;
    let hangs = plain(last) && scene.is(last, Classes::PREPOSITION.or(Classes::RELATIVE));
    let unknown = plain(last) && scene.token(last).capital && last > start && !scene.is(last, noun);
    !opens || !speaks || clause || hangs || unknown || scene.is(last, Classes::DEMONSTRATIVE)
}

fn described(
    scene: &Scene<'_>,
    pointer: &Pointer,
    last: &Last,
    introductions: &Introductions<'_>,
    holders: &Holders<'_>,
) -> Speaker {
    // What a relative clause points at is not the speaker.
    let mut head = pointer.tokens.clone().take_while(|&at| !scene.is(at, Classes::RELATIVE));
    let known = head.any(|at| scene.is(at, Classes::DEMONSTRATIVE));
    if known && let Some(speaker) = last.person.as_ref().or(last.any.as_ref()) {
        return Speaker { certainty: Some(Certainty::Likely), ..speaker.clone() };
    }
    let people = describes_people(scene, pointer);
    // Nobody has spoken yet: whoever was brought up last.
    if known
        && people
        && let Some(mention) = introductions.before(scene, pointer.tokens.start)
    {
        return Speaker { certainty: Some(Certainty::Likely), ..named(scene, mention) };
    }
    let text = pointer.span.of(scene.document.text).to_owned();
    if let Some(mention) = named_before(scene, pointer, holders) {
        let speaker = named(scene, mention);
        let body = !scene.is_person(mention);
        return Speaker { certainty: body.then_some(Certainty::Likely), ..speaker };
    }
    // An office written large is whoever the text named with it.
    if let Some(&Some(mention)) = holders.titles.get(text.as_str())
        && scene.token(pointer.tokens.start).capital
    {
        return Speaker { certainty: Some(Certainty::Likely), ..named(scene, mention) };
    }
    if scene.looks_like_name(&pointer.tokens) {
        return Speaker { name: Some(text), kind: Some(EntityKind::Person), ..Speaker::default() };
    }
    // A lone word in small letters, in a language that has articles, stands for several (`doctors`).
    let lone = scene.knows_finite_verbs() && pointer.tokens.len() == 1 && scene.is_lower_word(pointer.tokens.start);
    let several = lone || scene.stands_for_several(&pointer.tokens);
    let body = pointer.tokens.clone().find_map(|at| scene.mention_at(at)).map(|mention| &scene.mentions[mention]);
    let doubtful = known || is_doubtful(scene, pointer);
    let first = pointer.tokens.start;
    let thing = !people
        && (body.is_some() || pointer.tokens.clone().any(|at| scene.is(at, Classes::BODY.or(Classes::DOCUMENT))));
    Speaker {
        certainty: doubtful.then_some(Certainty::Likely),
        name: Some(text),
        anonymous: true,
        body: thing,
        strange: !people
            && !thing
            && (scene.is_lower_word(first) || scene.is(first, Classes::ARTICLE.or(Classes::INDEFINITE))),
        speaks_for: body.filter(|body| body.kind == EntityKind::Organization).map(|body| body.name.clone()),
        several,
        ..Speaker::default()
    }
}
