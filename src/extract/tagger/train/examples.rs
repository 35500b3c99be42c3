//! Turns annotated sentences into what the perceptron learns from: features and allowed tags of single tokens.

use std::collections::BTreeSet;
use std::ops::Range;

use kutip::extract::Document;
use kutip::extract::evidence::Evidence;
use kutip::extract::tagger::features::{Context, OWN_WORD};
use kutip::extract::tagger::tags::{self, COUNT, KINDS};
use kutip::lang::{Gazetteer, Languages, NameUses};
use kutip::model::EntityKind;

use crate::corpus::{Label, SOURCES, Sentence};
use crate::perceptron::{Example, Features};

/// The segments of all sentences, and the numbers of their features.
pub fn make(
    sentences: &[Sentence],
    languages: &Languages,
    gazetteer: &Gazetteer<'_>,
) -> Result<(Vec<Vec<Example>>, Features), String> {
    let mut features = Features::default();
    let mut hashed = Vec::new();
    for sentence in sentences {
        let language = languages.get(SOURCES[sentence.source].lang).ok_or("a source in no language of the program")?;
        let document = Document::new(&sentence.text, language);
        let evidence = Evidence::collect(&document, language, gazetteer);
        let context = Context::new(&document, &evidence, language, SOURCES[sentence.source].convention);
        let segments = context.segments();
        let active: BTreeSet<usize> = segments.iter().cloned().flatten().collect();
        let allowed = allowed_tags(&document, sentence, gazetteer, &active);
        for range in segments {
            // Names that reach out of what the tagger looks at cannot be learnt.
            if !possible(&allowed[range.clone()]) {
                continue;
            }
            let home = document.sentences.iter().find(|home| home.contains(&range.start)).ok_or("no sentence")?;
            let tokens = range.map(|at| {
                let mut hashes = Vec::new();
                context.features_alone(at, |template, hash| hashes.push((template, hash)));
                context.features_around(home, at, |template, hash| hashes.push((template, hash)));
                hashes.sort_by_key(|(template, _)| *template);
                hashes.iter().for_each(|(_, hash)| features.see(*hash));
                (hashes, context.link(at), allowed[at])
            });
            let tokens: Vec<_> = tokens.collect();
            hashed.extend(std::iter::repeat_n(tokens, SOURCES[sentence.source].weight));
        }
    }
    let mut example = |(hashes, link, allowed): (Vec<(u64, u64)>, u8, u16)| {
        let mut example = Example { features: Vec::new(), word: Vec::new(), link, allowed };
        for (template, hash) in hashes {
            let Some(number) = features.number(hash) else { continue };
            if OWN_WORD.contains(&template) { example.word.push(number) } else { example.features.push(number) }
        }
        example
    };
    let segments = hashed.into_iter().map(|tokens| tokens.into_iter().map(&mut example).collect()).collect();
    Ok((segments, features))
}

/// For each token a bit for every tag that the annotation of the sentence allows.
///
/// A small word before a name (`desa Maju`), at which the tagger does not look, says what it is and is no part of it.
fn allowed_tags(
    document: &Document<'_>,
    sentence: &Sentence,
    gazetteer: &Gazetteer<'_>,
    active: &BTreeSet<usize>,
) -> Vec<u16> {
    let mut exact = vec![tags::OUTSIDE; document.tokens.len()];
    let mut open = Vec::new();
    for &(start, end, label) in &sentence.names {
        let mut range = document.token_at(start)..document.tokens.partition_point(|token| token.span.start < end);
        let (Label::Kind(kind) | Label::Maybe(kind)) = label else { continue };
        let Some(kind) = KINDS.iter().position(|known| *known == kind).filter(|_| !range.is_empty()) else { continue };
        let small = |at: usize| !active.contains(&at) && document.word(at).chars().all(char::is_lowercase);
        while range.len() > 1 && small(range.start) {
            range.start += 1;
        }
        tags::write(&mut exact, range.clone(), kind);
        let country = SOURCES[sentence.source].countries_open
            && KINDS[kind] == EntityKind::Place
            && is_country(document, gazetteer, range.clone());
        if country || matches!(label, Label::Maybe(_)) {
            open.push(range);
        }
    }
    let mut allowed: Vec<u16> = exact.iter().map(|tag| 1 << tag).collect();
    for range in open {
        allowed[range].iter_mut().for_each(|tags| *tags |= 1 << tags::OUTSIDE);
    }
    allowed
}

/// Whether the tokens are the whole name of a country or a region.
fn is_country(document: &Document<'_>, gazetteer: &Gazetteer<'_>, tokens: Range<usize>) -> bool {
    let mut words = tokens.clone().map(|at| document.word(at));
    let mut country = false;
    if let Some(beginning) = words.next().and_then(|first| gazetteer.begin(first)) {
        gazetteer.find(beginning, words, |length, name| {
            country |= length == tokens.len() && name.uses.has(NameUses::TERRITORY);
        });
    }
    country
}

/// Whether some sequence of allowed tags is well-formed.
fn possible(allowed: &[u16]) -> bool {
    let all = || 0..COUNT as tags::Tag;
    let mut reached = 1 << tags::OUTSIDE;
    for allowed in allowed {
        let follows =
            |next: &tags::Tag| all().any(|before| reached & 1 << before != 0 && tags::may_follow(before, *next));
        reached = all().filter(|tag| allowed & 1 << tag != 0).filter(follows).fold(0, |bits, tag| bits | 1 << tag);
    }
    all().any(|tag| reached & 1 << tag != 0 && tags::may_end(tag))
}
