//! Turns pointers into speakers: a name to its fullest form, a pronoun to the last speaker, a description to whom it
//! describes or to a source that is not named.

use rustc_hash::{FxHashMap, FxHashSet};

use super::scene::Scene;
use super::subjects::{Pointer, PointerKind};
use super::{Draft, Source};
use crate::lang::Classes;
use crate::model::{Certainty, EntityKind, FoundQuotation, QuotationKind, Span};

/// Bytes between another person's name and a pronoun that make it doubtful who is meant.
const FAR: usize = 400;
/// Bytes since the person's name was last written that make it doubtful whom a pronoun at the end of a verb means.
const LONG_AGO: usize = 750;

/// Whom a pointer means.
#[derive(Clone, Debug, Default)]
struct Speaker {
    name: Option<String>,
    kind: Option<EntityKind>,
    role: Option<String>,
    anonymous: bool,
    speaks_for: Option<String>,
    /// A body or something written, which no pronoun for a person means.
    body: bool,
    certainty: Option<Certainty>,
}

/// Who spoke last.
#[derive(Default)]
struct Last {
    any: Option<Speaker>,
    person: Option<Speaker>,
    /// Token of the pointer to that person.
    person_at: usize,
    /// The last person who is another one than that.
    other: Option<Speaker>,
}

impl Last {
    fn remember(&mut self, speaker: &Speaker, at: usize) {
        self.any = Some(speaker.clone());
        if speaker.kind.is_none_or(|kind| kind == EntityKind::Person) && !speaker.body {
            if self.person.as_ref().is_some_and(|person| person.name != speaker.name) {
                self.other = self.person.take();
            }
            self.person = Some(speaker.clone());
            self.person_at = at;
        }
    }
}

/// The quotations of the drafts, in text order, each with the speaker that its pointer means.
pub fn resolve(scene: &Scene<'_>, drafts: Vec<Draft>) -> Vec<FoundQuotation> {
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    order.sort_by_key(|&at| (drafts[at].anchor, drafts[at].span.start, at));
    let mut resolved: Vec<Option<Speaker>> = vec![None; drafts.len()];
    let mut last = Last::default();
    let introductions = introductions(scene);
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
        .filter(|(draft, _)| draft.emitted)
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

fn describes_people(scene: &Scene<'_>, pointer: &Pointer) -> bool {
    pointer.tokens.clone().any(|at| scene.is(at, Classes::PEOPLE) && scene.mention_at(at).is_none())
}

/// Whether the words name the person who is thought to speak them. In words without marks only a name behind the pronoun
/// counts: `Budi …, he said` may well mean him.
fn speaks_of(scene: &Scene<'_>, draft: &Draft, pointer: &Pointer, speaker: &Speaker) -> bool {
    let mut words = draft.span;
    if draft.kind == QuotationKind::Indirect {
        words.start = words.start.max(pointer.span.end);
    }
    let first = scene.mentions.partition_point(|mention| mention.span.start < words.start);
    speaker.name.is_some()
        && speaker.kind == Some(EntityKind::Person)
        && scene.mentions[first..]
            .iter()
            .take_while(|mention| mention.span.end <= words.end)
            .any(|mention| Some(&mention.name) == speaker.name.as_ref())
}

/// Nobody calls himself by his name: a pronoun beside it means the person who spoke before him.
fn not_of_oneself(last: &Last, speaker: Speaker) -> Speaker {
    match &last.other {
        Some(other) if other.name != speaker.name => Speaker { certainty: Some(Certainty::Likely), ..other.clone() },
        _ => Speaker { certainty: Some(Certainty::Likely), ..speaker },
    }
}

/// The cue without its pronoun.
fn cue_span(scene: &Scene<'_>, cue: std::ops::Range<usize>) -> Span {
    let suffix = usize::from(scene.places[cue.end - 1].suffix);
    let span = scene.span(cue);
    Span::new(span.start, span.end.saturating_sub(suffix).max(span.start))
}

/// Who is brought up as the subject of a sentence, in text order.
struct Introductions {
    /// Mentions of persons: the first of that name, or one with a title printed.
    persons: Vec<usize>,
    /// First tokens of offices without the name of a person.
    offices: Vec<usize>,
}

/// Words at the start of a sentence among which an office that is its subject begins.
const OPENING: usize = 6;

fn introductions(scene: &Scene<'_>) -> Introductions {
    let mut seen = FxHashSet::default();
    let mut persons = Vec::new();
    for (index, mention) in scene.mentions.iter().enumerate() {
        if mention.kind != EntityKind::Person || !(seen.insert(mention.name.as_str()) || mention.role.is_some()) {
            continue;
        }
        let tokens = &scene.mention_tokens[index];
        let sentence = &scene.sentences[scene.sentence_at(tokens.start)];
        let subject = scene.subject_of_clause(sentence.start, sentence.end);
        if subject.is_some_and(|pointer| pointer.kind == PointerKind::Name(index)) {
            persons.push(index);
        }
    }
    let mut offices = Vec::new();
    for sentence in &scene.sentences {
        let mut words = sentence.start..sentence.end.min(sentence.start + OPENING);
        let office = |at: usize| {
            scene.token(at).capital
                && scene.run_at(at).is_none()
                && scene.mention_at(at).is_none()
                && scene.is(at, Classes::PEOPLE)
        };
        if words.any(office)
            && let Some(subject) = scene.subject_of_clause(sentence.start, sentence.end)
            && scene.is(subject.tokens.start, Classes::PEOPLE)
            && subject.kind == PointerKind::Description
        {
            offices.push(subject.tokens.start);
        }
    }
    Introductions { persons, offices }
}

/// Titles that one person of the text alone has, by their words: `Wapres` is who was `Wapres X` before.
fn holders<'a>(scene: &Scene<'a>) -> FxHashMap<&'a str, Option<usize>> {
    let mut holders: FxHashMap<&str, Option<usize>> = FxHashMap::default();
    for (index, mention) in scene.mentions.iter().enumerate().filter(|(_, mention)| mention.kind == EntityKind::Person)
    {
        let Some(role) = mention.role else { continue };
        holders
            .entry(role.of(scene.document.text))
            .and_modify(|known| {
                if known.is_some_and(|known| scene.mentions[known].name != mention.name) {
                    *known = None;
                }
            })
            .or_insert(Some(index));
    }
    holders
}

fn resolve_pointer(
    scene: &Scene<'_>,
    pointer: &Pointer,
    last: &Last,
    introductions: &Introductions,
    holders: &FxHashMap<&str, Option<usize>>,
) -> Speaker {
    match pointer.kind {
        PointerKind::Name(mention) => named(scene, mention),
        PointerKind::Pronoun => {
            let relative = scene.is(pointer.tokens.start, Classes::RELATIVE);
            let noun = relative.then(|| scene.antecedent_of_relative(pointer.tokens.start)).flatten();
            // A name there is as often only part of what speaks; behind a pause the description only adds to a name.
            let described = noun.filter(|noun| {
                noun.kind == PointerKind::Description
                    && describes_people(scene, noun)
                    && !noun.tokens.start.checked_sub(1).is_some_and(|before| scene.is_pause(before))
            });
            match described {
                Some(noun) => Speaker {
                    certainty: Some(Certainty::Likely),
                    ..resolve_pointer(scene, &noun, last, introductions, holders)
                },
                None => antecedent(scene, pointer, last, introductions),
            }
        }
        PointerKind::Description => described(scene, pointer, last, holders),
    }
}

fn named(scene: &Scene<'_>, mention: usize) -> Speaker {
    let mention = &scene.mentions[mention];
    Speaker {
        name: Some(mention.name.clone()),
        kind: Some(mention.kind),
        role: mention.role.map(|role| role.of(scene.document.text).to_owned()),
        ..Speaker::default()
    }
}

fn antecedent(scene: &Scene<'_>, pointer: &Pointer, last: &Last, introductions: &Introductions) -> Speaker {
    let at = pointer.tokens.start;
    let one = scene.is(at, Classes::SINGULAR.or(Classes::POSSESSIVE)) || scene.places[at].suffix > 0;
    if one {
        // Someone introduced since then, as the subject of a sentence, is the one who speaks.
        let persons = &introductions.persons;
        let before = persons.partition_point(|&mention| scene.mention_tokens[mention].end <= at);
        let introduced = before.checked_sub(1).map(|index| persons[index]);
        if let Some(mention) = introduced.filter(|&mention| scene.mention_tokens[mention].start > last.person_at) {
            let same =
                last.person.as_ref().and_then(|person| person.name.as_deref()) == Some(&scene.mentions[mention].name);
            if !same {
                return Speaker { certainty: Some(Certainty::Likely), ..named(scene, mention) };
            }
        }
    }
    let between = scene.mention_tokens.partition_point(|tokens| tokens.end <= at);
    let paragraph = scene.document.paragraphs.partition_point(|paragraph| paragraph.end <= at);
    let paragraph = scene.document.paragraphs.get(paragraph).map_or(0, |paragraph| paragraph.start);
    let rival = (0..between)
        .rev()
        .take_while(|&mention| scene.mention_tokens[mention].start > last.person_at)
        .take(60)
        .any(|mention| {
            // Only one that heads a sentence of the same paragraph could be meant.
            let start = scene.mention_tokens[mention].start;
            let sentence = scene.sentences[scene.sentence_at(start)].start;
            scene.is_person(mention)
                && start < sentence + 5
                && start >= paragraph
                && scene.run_at(start).is_none()
                && last.person.as_ref().and_then(|person| person.name.as_deref()) != Some(&scene.mentions[mention].name)
        });
    // A pronoun at the end of a verb tells neither man from woman: the longer ago the person was named, with others
    // named since, the likelier it is that another one is meant.
    let lost = scene.places[at].suffix > 0
        && last.person.as_ref().and_then(|person| person.name.as_deref()).is_some_and(|name| {
            let here = scene.token(at).span.start;
            let outside = |mention: &usize| scene.run_at(scene.mention_tokens[*mention].start).is_none();
            let own = (0..between).rev().take(60).find(|&mention| scene.mentions[mention].name == name);
            let named = own.map_or(0, |own| scene.mentions[own].span.end);
            let first_other = (own.map_or(between.saturating_sub(60), |own| own + 1)..between)
                .find(|&at| scene.is_person(at) && outside(&at));
            here - named > LONG_AGO || first_other.is_some_and(|other| here - scene.mentions[other].span.start > FAR)
        });
    // An office without a name that is known, as the subject of a sentence since (`Ketua Dewan … juga setuju`).
    let office = introductions.offices.partition_point(|&office| office < at);
    let office = office.checked_sub(1).is_some_and(|office| introductions.offices[office] > last.person_at);
    let rival = rival || lost || (office && one);
    let known = if one { last.person.as_ref().or(last.any.as_ref()) } else { last.any.as_ref() };
    if let Some(speaker) = known {
        // Several are not the one who spoke last, though he may be one of them.
        let several = scene.is(at, Classes::PLURAL) && speaker.kind == Some(EntityKind::Person);
        let certainty = if rival || several { Some(Certainty::Likely) } else { speaker.certainty };
        return Speaker { certainty, ..speaker.clone() };
    }
    let start = pointer.tokens.start;
    let before = scene.mention_tokens.partition_point(|tokens| tokens.end <= start);
    match (0..before).rev().take(40).find(|&mention| scene.is_person(mention)) {
        Some(mention) => Speaker { certainty: Some(Certainty::Guess), ..named(scene, mention) },
        None => Speaker::default(),
    }
}

fn described(scene: &Scene<'_>, pointer: &Pointer, last: &Last, holders: &FxHashMap<&str, Option<usize>>) -> Speaker {
    // What a relative clause points at is not the speaker.
    let mut head = pointer.tokens.clone().take_while(|&at| !scene.is(at, Classes::RELATIVE));
    let known = head.any(|at| scene.is(at, Classes::DEMONSTRATIVE));
    if known && let Some(speaker) = last.person.as_ref().or(last.any.as_ref()) {
        return Speaker { certainty: Some(Certainty::Likely), ..speaker.clone() };
    }
    let text = pointer.span.of(scene.document.text).to_owned();
    // An office written large is whoever the text named with it.
    if let Some(&Some(mention)) = holders.get(text.as_str())
        && scene.token(pointer.tokens.start).capital
    {
        return Speaker { certainty: Some(Certainty::Likely), ..named(scene, mention) };
    }
    if scene.looks_like_name(&pointer.tokens) {
        return Speaker { name: Some(text), kind: Some(EntityKind::Person), ..Speaker::default() };
    }
    let people = describes_people(scene, pointer);
    let body = pointer.tokens.clone().find_map(|at| scene.mention_at(at)).map(|mention| &scene.mentions[mention]);
    Speaker {
        name: Some(text),
        anonymous: true,
        body: !people
            && (body.is_some() || pointer.tokens.clone().any(|at| scene.is(at, Classes::BODY.or(Classes::DOCUMENT)))),
        speaks_for: body.filter(|body| body.kind == EntityKind::Organization).map(|body| body.name.clone()),
        ..Speaker::default()
    }
}
