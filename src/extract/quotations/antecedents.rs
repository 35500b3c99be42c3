//! Whom a pronoun means: who spoke or was brought up last, and how sure that is.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Draft;
use super::pointers::{Pointer, PointerKind};
use super::scene::Scene;
use super::speakers::{Last, Speaker, describes_people, named};
use crate::lang::{Classes, Frames, Gender, word_key};
use crate::model::{Certainty, EntityKind, QuotationKind, Span};

/// Bytes between another person's name and a pronoun that make it doubtful who is meant.
const FAR: usize = 400;

/// Names before a pronoun that are looked at for one of its gender.
const MOST_NAMES: usize = 40;

/// Bytes since the person's name was last written that make it doubtful whom a pronoun at the end of a verb means.
const LONG_AGO: usize = 750;

/// Whether the words name the person who is thought to speak them. In words without marks only a name behind the pronoun
/// counts: `Budi …, he said` may well mean him.
pub(super) fn speaks_of(scene: &Scene<'_>, draft: &Draft, pointer: &Pointer, speaker: &Speaker) -> bool {
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
pub(super) fn not_of_oneself(last: &Last, speaker: Speaker) -> Speaker {
    match &last.other {
        Some(other) if other.name != speaker.name => Speaker { certainty: Some(Certainty::Likely), ..other.clone() },
        _ => Speaker { certainty: Some(Certainty::Likely), ..speaker },
    }
}

/// Who is brought up as the subject of a sentence, in text order.
pub(super) struct Introductions<'a> {
    /// Of people whose name or title tells it, whether they are men or women.
    genders: FxHashMap<&'a str, Gender>,
    /// Mentions of persons: the first of that name, or one with a title printed.
    pub(super) persons: Vec<usize>,
    /// Mentions of persons that are the subject of a sentence, whether brought up before or not.
    subjects: Vec<usize>,
    /// First tokens of offices without the name of a person.
    pub(super) offices: Vec<usize>,
    /// First tokens of descriptions of one person that are the subject of a sentence (`the admiral laughed`).
    described: Vec<usize>,
}

impl Introductions<'_> {
    /// Whether the pronoun at a token can mean the person of that name.
    pub(super) fn can_mean(&self, scene: &Scene<'_>, pronoun: usize, name: &str) -> bool {
        let Some(gender) = scene.quoting.gender(scene.token(pronoun).key) else { return true };
        // `his mother`
        let noun = || name.rsplit(' ').next().filter(|word| word.starts_with(char::is_lowercase)).map(word_key);
        let known = self.genders.get(name).copied().or_else(|| scene.quoting.gender(noun()?));
        known.is_none_or(|known| known == gender)
    }

    /// The person who was brought up last before the token.
    pub(super) fn before(&self, scene: &Scene<'_>, at: usize) -> Option<usize> {
        let before = self.persons.partition_point(|&mention| scene.mention_tokens[mention].end <= at);
        before.checked_sub(1).map(|index| self.persons[index])
    }

    /// The persons who are the subject of a sentence before the token, the last one first.
    fn subjects_before(&self, scene: &Scene<'_>, at: usize) -> impl Iterator<Item = usize> {
        let before = self.subjects.partition_point(|&mention| scene.mention_tokens[mention].end <= at);
        self.subjects[..before].iter().rev().copied()
    }
}

/// Words at the start of a sentence among which an office that is its subject begins.
const OPENING: usize = 6;

/// Those whom the text brings up.
pub(super) fn introductions<'a>(scene: &Scene<'a>, drafts: &[Draft]) -> Introductions<'a> {
    let mut reported: Vec<Span> = drafts
        .iter()
        .filter(|draft| draft.kind == QuotationKind::Indirect && draft.emitted)
        .map(|draft| draft.span)
        .collect();
    reported.sort_unstable_by_key(|span| span.start);
    // Of whom a source only speaks, the text brings nobody up (`According to X, Budi left`).
    let is_reported = |span: Span| {
        let before = reported.partition_point(|words| words.start <= span.start);
        before.checked_sub(1).is_some_and(|at| span.end <= reported[at].end)
    };
    let mut seen = FxHashSet::default();
    let (mut persons, mut subjects) = (Vec::new(), Vec::new());
    for (index, mention) in scene.mentions.iter().enumerate() {
        if mention.kind != EntityKind::Person {
            continue;
        }
        let brought_up = seen.insert(mention.name.as_str()) || mention.role.is_some();
        let tokens = &scene.mention_tokens[index];
        let sentence = &scene.sentences[scene.sentence_at(tokens.start)];
        let subject = scene.subject_of_clause(sentence.start, sentence.end);
        // `X pergi`, not `Hal itu membuat X pergi`.
        let opens = |start: usize| {
            (sentence.start..start)
                .rev()
                .take_while(|&at| !scene.is_pause(at))
                .all(|at| scene.mention_at(at).is_some() || !scene.is(at, Classes::DEMONSTRATIVE.or(Classes::FINITE)))
        };
        // `Charles' team left`
        let owns = tokens.end < sentence.end
            && !scene.token(tokens.end).spaced
            && matches!(scene.token(tokens.end).first, '’' | '\'');
        let named = |pointer: &Pointer| pointer.kind == PointerKind::Name(index) && opens(pointer.start);
        // `Peneliti Universitas Maju, Profesor Budi Hadi, setuju`
        let own_office = |pointer: &Pointer| {
            let titled = scene.titled_start[index];
            titled < tokens.start && pointer.tokens.start == titled
        };
        // `Pedagang di pasar, Bu Tini, pulang`
        let addressed = |pointer: &Pointer| {
            let form = pointer.tokens.end + 1;
            !scene.knows_finite_verbs()
                && form + 1 == tokens.start
                && scene.token(form).capital
                && scene.mention_at(form).is_none()
        };
        // `One local woman, Alice Harper, left`
        let apposed = |pointer: &Pointer| {
            pointer.kind == PointerKind::Description
                && describes_people(scene, pointer)
                && (pointer.tokens.end + 1 == tokens.start || own_office(pointer) || addressed(pointer))
                && scene.is_char(pointer.tokens.end, ',')
        };
        if !owns && subject.is_some_and(|pointer| named(&pointer) || apposed(&pointer))
            || heads_clause(scene, index, sentence)
        {
            subjects.push(index);
            if brought_up && !is_reported(mention.span) {
                persons.push(index);
            }
        }
    }
    let (mut offices, mut described) = (Vec::new(), Vec::new());
    for sentence in &scene.sentences {
        if let Some(subject) = scene.subject_of_clause(sentence.start, sentence.end)
            && subject.kind == PointerKind::Description
            && describes_people(scene, &subject)
            && !scene.stands_for_several(&subject.tokens)
        {
            described.push(subject.tokens.start);
        }
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
    Introductions { genders: genders(scene), persons, subjects, offices, described }
}

/// What given names, and else the titles before names, tell of people; nothing where titles disagree.
fn genders<'a>(scene: &Scene<'a>) -> FxHashMap<&'a str, Gender> {
    let mut genders: FxHashMap<&str, Option<Gender>> = FxHashMap::default();
    for (mention, tokens) in scene.mentions.iter().zip(&scene.mention_tokens) {
        if mention.kind != EntityKind::Person {
            continue;
        }
        let given = mention.name.split(' ').next().and_then(|word| scene.quoting.gender(word_key(word)));
        let title = (tokens.start.saturating_sub(2)..tokens.start).rev().find(|&at| !scene.is_char(at, '.'));
        let title =
            title.filter(|&at| scene.token(at).capital).and_then(|at| scene.quoting.gender(scene.token(at).key));
        if let Some(gender) = given.or(title) {
            let known = genders.entry(mention.name.as_str()).or_insert(Some(gender));
            *known = known.filter(|known| *known == gender);
        }
    }
    genders.into_iter().filter_map(|(name, gender)| Some((name, gender?))).collect()
}

/// Whether a person with a printed title stands right behind the first comma of the sentence, with no other person before
/// it and a word in small letters behind (`Di tempat yang sama, Ketua Dewan Budi Hadi menyambut …`).
fn heads_clause(scene: &Scene<'_>, mention: usize, sentence: &std::ops::Range<usize>) -> bool {
    let (tokens, titled) = (&scene.mention_tokens[mention], scene.titled_start[mention]);
    let other = Classes::PREPOSITION.or(Classes::CONJUNCTION).or(Classes::RELATIVE).or(Classes::TIME);
    titled < tokens.start
        && titled > sentence.start
        && scene.is_char(titled - 1, ',')
        && tokens.end < sentence.end
        && scene.is_lower_word(tokens.end)
        && !scene.is(tokens.end, other)
        && (sentence.start..titled - 1)
            .all(|at| !scene.is_char(at, ',') && scene.mention_at(at).is_none_or(|mention| !scene.is_person(mention)))
}

/// Whom a pronoun means that cannot mean who spoke last: the nearest person of its gender, else the nearest of whom
/// nothing is known.
fn of_gender(scene: &Scene<'_>, pronoun: usize, last: &Last, introductions: &Introductions<'_>) -> Speaker {
    let likely = |speaker: Speaker| Speaker { certainty: Some(Certainty::Likely), ..speaker };
    let known = |name: &str| introductions.genders.contains_key(name) && introductions.can_mean(scene, pronoun, name);
    let before = scene.mention_tokens.partition_point(|tokens| tokens.end <= pronoun);
    let nearest = |fits: &dyn Fn(&str) -> bool, opening: usize| {
        (0..before).rev().take(MOST_NAMES).find(|&mention| {
            let at = scene.mention_tokens[mention].start;
            scene.is_person(mention)
                && scene.run_at(at).is_none()
                && at < scene.sentences[scene.sentence_at(at)].start.saturating_add(opening)
                && fits(&scene.mentions[mention].name)
        })
    };
    if let Some(mention) = nearest(&known, OPENING) {
        return likely(named(scene, mention));
    }
    if let Some(speaker) = last.other.as_ref().filter(|speaker| speaker.name.as_deref().is_some_and(known)) {
        return likely(speaker.clone());
    }
    if let Some(mention) = nearest(&known, usize::MAX) {
        return likely(named(scene, mention));
    }
    match nearest(&|name| introductions.can_mean(scene, pronoun, name), usize::MAX) {
        Some(mention) => Speaker { certainty: Some(Certainty::Guess), ..named(scene, mention) },
        None => Speaker { certainty: Some(Certainty::Guess), ..Speaker::default() },
    }
}

/// Whether a description of one person is the subject of a sentence between the two tokens, and could be of another one
/// than the person of that name: one who is named there.
fn described_since(
    scene: &Scene<'_>,
    introductions: &Introductions<'_>,
    since: usize,
    pronoun: usize,
    person: Option<&str>,
) -> bool {
    let before = introductions.described.partition_point(|&described| described < pronoun);
    before.checked_sub(1).is_some_and(|index| introductions.described[index] > since)
        && (0..scene.mention_tokens.partition_point(|tokens| tokens.end <= pronoun))
            .rev()
            .take(MOST_NAMES)
            .take_while(|&mention| scene.mention_tokens[mention].start > since)
            .any(|mention| {
                let name = scene.mentions[mention].name.as_str();
                scene.is_person(mention)
                    && Some(name) != person
                    && scene.run_at(scene.mention_tokens[mention].start).is_none()
                    && introductions.can_mean(scene, pronoun, name)
            })
}

/// Whether the name stands among the words of the pronoun's own attribution (`Budi has left, she said`): in its sentence,
/// with no other report between, and a comma before the attribution.
fn in_words_of(scene: &Scene<'_>, mention: usize, pronoun: usize) -> bool {
    let end = scene.mention_tokens[mention].end;
    let attribution = |at: &usize| {
        scene.mention_at(*at).is_none()
            && (scene.is(*at, Classes::ATTRIBUTION) || scene.places[*at].frames.has(Frames::SUBJECT_AFTER))
    };
    let start = (end..pronoun).rev().take_while(attribution).last().unwrap_or(pronoun);
    !scene.is(pronoun, Classes::RELATIVE)
        && scene.sentence_at(end - 1) == scene.sentence_at(pronoun)
        && scene.is_char(start - 1, ',')
        && (end..start).all(|at| scene.places[at].frames.is_empty())
}

pub(super) fn antecedent(
    scene: &Scene<'_>,
    pointer: &Pointer,
    last: &Last,
    introductions: &Introductions<'_>,
) -> Speaker {
    let at = pointer.tokens.start;
    // Whoever writes `I` outside quotation marks is the reporter.
    if scene.is(at, Classes::FIRST) {
        return Speaker { certainty: Some(Certainty::Guess), ..Speaker::default() };
    }
    if scene.is(at, Classes::NEUTRAL) && !scene.is(at, Classes::RELATIVE) {
        let thing = last.thing.clone().unwrap_or_default();
        return Speaker { certainty: Some(Certainty::Likely), ..thing };
    }
    let one = scene.is(at, Classes::SINGULAR.or(Classes::POSSESSIVE))
        || scene.places[at].suffix > 0
        || scene.quoting.is_possessed(scene.document.word(at));
    let can_mean = |name: &str| introductions.can_mean(scene, at, name);
    let gendered = scene.quoting.gender(scene.token(at).key).is_some();
    let person = last.person.as_ref().and_then(|person| person.name.as_deref());
    if one {
        // Whom the sentences since then are about is meant rather than who spoke before them. A pronoun that does not
        // tell man from woman means one of those whom the text speaks of only where he is new: else the news speaks of
        // the dead and the accused all along, and of nobody else when a spokesman goes on.
        let subject = introductions
            .subjects_before(scene, at)
            .take(MOST_NAMES)
            .take_while(|&mention| scene.mention_tokens[mention].start > last.person_at)
            .filter(|mention| gendered || introductions.persons.binary_search(mention).is_ok())
            .find(|&mention| can_mean(&scene.mentions[mention].name) && !in_words_of(scene, mention, at))
            .filter(|&mention| person != Some(scene.mentions[mention].name.as_str()));
        if let Some(mention) = subject {
            let described = described_since(
                scene,
                introductions,
                scene.mention_tokens[mention].start,
                at,
                Some(scene.mentions[mention].name.as_str()),
            );
            let near =
                !described && scene.paragraph_at(at) - scene.paragraph_at(scene.mention_tokens[mention].start) <= 1;
            let certainty = if gendered && near { Certainty::Sure } else { Certainty::Likely };
            return Speaker { certainty: Some(certainty), ..named(scene, mention) };
        }
    }
    if one && gendered && person.is_some_and(|name| !can_mean(name)) {
        return of_gender(scene, at, last, introductions);
    }
    let between = scene.mention_tokens.partition_point(|tokens| tokens.end <= at);
    let paragraph = scene.document.paragraphs.get(scene.paragraph_at(at)).map_or(0, |paragraph| paragraph.start);
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
                && can_mean(&scene.mentions[mention].name)
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
    let described = gendered && described_since(scene, introductions, last.person_at, at, person);
    let rival = rival || lost || described || (one && (office || last.strange_at > last.person_at));
    if one && gendered && person.is_none() {
        let speaker = of_gender(scene, at, last, introductions);
        if speaker.name.is_some() {
            return speaker;
        }
    }
    let any = last.any.as_ref().filter(|speaker| !one || !(speaker.several || speaker.strange));
    // No pronoun for one person means a body where a person was named.
    let body = |speaker: &&Speaker| speaker.body || speaker.kind.is_some_and(|kind| kind != EntityKind::Person);
    if one && last.person.is_none() && any.as_ref().is_some_and(body) {
        let named_outside = |&mention: &usize| {
            scene.is_person(mention)
                && scene.run_at(scene.mention_tokens[mention].start).is_none()
                && can_mean(&scene.mentions[mention].name)
        };
        let nearest = || (0..between).rev().take(MOST_NAMES).find(named_outside);
        if let Some(mention) = introductions.before(scene, at).filter(named_outside).or_else(nearest) {
            return Speaker { certainty: Some(Certainty::Likely), ..named(scene, mention) };
        }
    }
    let known = if one { last.person.as_ref().or(any) } else { any };
    if let Some(speaker) = known {
        // Several are not the one who spoke last, though he may be one of them.
        let several = scene.is(at, Classes::PLURAL) && speaker.kind == Some(EntityKind::Person);
        let bodily = one && body(&speaker);
        let certainty = if rival || several || bodily { Some(Certainty::Likely) } else { speaker.certainty };
        return Speaker { certainty, ..speaker.clone() };
    }
    let start = pointer.tokens.start;
    let before = scene.mention_tokens.partition_point(|tokens| tokens.end <= start);
    match (0..before)
        .rev()
        .take(MOST_NAMES)
        .find(|&mention| scene.is_person(mention) && can_mean(&scene.mentions[mention].name))
    {
        Some(mention) => Speaker { certainty: Some(Certainty::Guess), ..named(scene, mention) },
        None => Speaker { certainty: Some(Certainty::Guess), ..Speaker::default() },
    }
}
