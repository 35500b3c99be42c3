//! Turns the program's own reading of an article into what the names that a person wrote into it leave open: their forms, and
//! the names in whose place they stand.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};

use super::annotate::{entities, language_of};
use super::extract;
use crate::front_matter::fold;
use crate::lang::Languages;
use crate::markdown::plain_text;
use crate::model::{Article, EntityKind, EntityNote, Mention};
use crate::yaml::nearest;

/// Whether a person wrote an entity of the article that [`read_names_by_hand`] looks at.
pub fn has_names_by_hand(article: &Article) -> bool {
    article.entities().iter().any(|note| is_bare(note, article) || has_page_by_hand(note))
}

/// Whether a person decided about an entity that has a page.
fn has_page_by_hand(note: &EntityNote) -> bool {
    note.by.is_some() && note.kind.has_pages()
}

fn is_bare(note: &EntityNote, article: &Article) -> bool {
    let is_by_hand = note.by.is_some() || article.annotated.is_none();
    is_by_hand && !note.has_no_other_forms && note.forms.iter().all(|form| *form == note.name)
}

/// Gives the entities that a person wrote what the program's own reading of the article says of them: the forms that are left
/// out, and the names in whose place they stand.
pub fn read_names_by_hand(article: &mut Article, languages: &Languages) {
    let plain = plain_text(&article.body);
    let language = language_of(&article.lang, &plain.text, languages);
    let annotations = language.map(|language| extract(&plain.text, language)).unwrap_or_default();
    find_forms(article, &entities(&plain.text, &annotations));
    let replaced = replaced_names(article, &plain.text, &annotations.mentions);
    let notes = article.entities.as_deref_mut().unwrap_or_default();
    replaced.into_iter().for_each(|(at, name)| notes[at].replaced.push(name));
}

/// Gives the entities that a person wrote without forms those by which the article prints them too
/// (`Marlina`, of `Siti Marlina`), unless another entity has them: those of the name that the program finds, and those of its
/// words that it finds as a name which is no other entity's (`Aisyah`, where a person wrote `Ibu Aisyah`). Of what is no
/// person no part is a form: a district is not called as its city is. An entry whose name was corrected keeps the words of the
/// old one, and that is then replaced.
fn find_forms(article: &mut Article, engines: &[EntityNote]) {
    let claimed: FxHashSet<String> = article.entities().iter().flat_map(|note| note.forms.iter().cloned()).collect();
    let notes = article.entities();
    let mut by_name: FxHashMap<&str, usize> = FxHashMap::default();
    let mut by_word: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (at, note) in notes.iter().enumerate() {
        if is_bare(note, article) {
            by_name.entry(&note.name).or_insert(at);
        }
        note.name.split(' ').for_each(|word| by_word.entry(word).or_default().push(at));
    }
    let known: FxHashSet<&str> = engines.iter().map(|engine| engine.name.as_str()).collect();
    let mut found: FxHashMap<usize, Vec<String>> = FxHashMap::default();
    let mut replaced: FxHashMap<usize, String> = FxHashMap::default();
    let mut left: Vec<&EntityNote> = Vec::new();
    let is_free = |name: &String| !claimed.contains(name);
    for engine in engines {
        let own = engine.forms.iter().chain([&engine.name]).find_map(|form| by_name.get(form.as_str()).copied());
        let at = own.or_else(|| {
            let last = engine.name.rsplit(' ').next().and_then(|word| by_word.get(word));
            let holds = |at: &&usize| {
                let note = &notes[**at];
                note.kind == EntityKind::Person && note.kind == engine.kind && has_words(&note.name, &engine.name)
            };
            let mut holders = last.into_iter().flatten().take(MOST_HOLDERS).filter(holds).copied();
            let only = holders.next().filter(|_| holders.next().is_none() && is_free(&engine.name));
            only.filter(|&at| is_bare(&notes[at], article))
        });
        let Some(at) = at else {
            left.push(engine);
            continue;
        };
        let name = &notes[at].name;
        let is_corrected = own.is_some() && !known.contains(name.as_str()) && is_free(&engine.name);
        let has_all = is_corrected
            && !has_within(&engine.name, name)
            && engine.forms.iter().all(|form| form == name || is_free(form));
        let is_of_name = |form: &&String| match (has_words(name, form), notes[at].kind) {
            (true, kind) => kind == EntityKind::Person,
            (false, _) => engine.name == *name || has_all,
        };
        let free = engine.forms.iter().filter(|form| is_free(form)).filter(is_of_name);
        found.entry(at).or_default().extend(free.cloned());
        if is_corrected {
            replaced.entry(at).or_insert_with(|| engine.name.clone());
        }
    }
    left.retain(|engine| engine.forms.iter().chain([&engine.name]).all(is_free));
    let mut unsure: FxHashMap<usize, Vec<String>> = FxHashMap::default();
    for Corrected { at, engine, is_sure } in corrected_names(article, engines, &left, &|at| found.contains_key(&at)) {
        let name = &notes[at].name;
        let is_part = |form: &&String| notes[at].kind != EntityKind::Person && has_words(name, form) && *form != name;
        let forms = engine.forms.iter().filter(|form| !is_part(form)).cloned();
        if is_sure {
            found.entry(at).or_default().extend(forms);
            replaced.insert(at, engine.name.clone());
        } else {
            unsure.insert(at, forms.collect());
        }
    }
    for (at, note) in article.entities.iter_mut().flatten().enumerate() {
        note.unsure_forms = unsure.remove(&at).unwrap_or_default();
        if found.contains_key(&at) {
            note.replaced = replaced.remove(&at).into_iter().collect();
        }
        note.forms.extend(found.remove(&at).unwrap_or_default());
        note.forms.sort();
        note.forms.dedup();
    }
}

/// An entry whose name a person corrected.
struct Corrected<'e> {
    /// Its place among the article's entities.
    at: usize,
    /// What the program finds in its place.
    engine: &'e EntityNote,
    /// That is surely what it was corrected from.
    is_sure: bool,
}

/// The entries whose name a person corrected, each with what the program finds in its place: of those that are `left`, between
/// the neighbours. It is sure where the new name is another entity's too, or like the old one; where they have but some words in
/// common, it is not; and where they have none, or it is not clear which entry was corrected, none is. An entry that `has_own`
/// words was not corrected to other ones.
fn corrected_names<'e>(
    article: &Article,
    found: &[EntityNote],
    left: &[&'e EntityNote],
    has_own: &dyn Fn(usize) -> bool,
) -> Vec<Corrected<'e>> {
    if left.is_empty() || article.annotated.is_none() {
        return Vec::new();
    }
    let notes = article.entities();
    let mut bearers: FxHashMap<&str, usize> = FxHashMap::default();
    notes.iter().flat_map(|note| &note.forms).for_each(|form| *bearers.entry(form).or_default() += 1);
    let mut places: FxHashMap<&str, usize> = FxHashMap::default();
    for (place, engine) in found.iter().enumerate() {
        places.entry(&engine.name).or_insert(place);
    }
    for (place, engine) in found.iter().enumerate() {
        engine.forms.iter().for_each(|form| _ = places.entry(form).or_insert(place));
    }
    let is_merged = |at: usize| {
        is_bare(&notes[at], article) && bearers.get(notes[at].name.as_str()).is_some_and(|&count| count > 1)
    };
    let mut left = left.iter().map(|engine| (places[engine.name.as_str()], *engine)).peekable();
    let (mut pairs, mut corrected, mut passed) = (Vec::new(), Vec::new(), 0);
    for at in 0..=notes.len() {
        let place = match notes.get(at) {
            Some(_) if is_merged(at) => {
                corrected.push(at);
                continue;
            }
            Some(note) => match places.get(note.name.as_str()) {
                Some(&place) if place >= passed => place,
                Some(_) => continue,
                None => {
                    corrected.extend((is_bare(note, article) && !has_own(at)).then_some(at));
                    continue;
                }
            },
            None => found.len(),
        };
        let between: Vec<&EntityNote> =
            std::iter::from_fn(|| left.next_if(|(other, _)| *other < place)).map(|(_, engine)| engine).collect();
        pairs.extend(paired(notes, &corrected, &between));
        corrected.clear();
        passed = place;
    }
    let sureness = |(at, engine): (usize, &'e EntityNote)| {
        let likeness = if is_merged(at) { Some(true) } else { likeness(&notes[at].name, &engine.name) };
        likeness.map(|is_sure| Corrected { at, engine, is_sure })
    };
    pairs.into_iter().filter_map(sureness).collect()
}

/// Whether one name is surely the `old` one, corrected: all words of one are the other's, or their letters nearly the same.
/// Nothing where they have no word in common, or where the words of the old one hold the new one as it is.
fn likeness(name: &str, old: &str) -> Option<bool> {
    if has_within(old, name) {
        return None;
    }
    let (name, old) = (name.to_lowercase(), old.to_lowercase());
    let words = |name: &str| -> BTreeSet<String> { name.split(' ').map(str::to_owned).collect() };
    let (own, others) = (words(&name), words(&old));
    let is_sure = own.is_subset(&others) || others.is_subset(&own) || nearest(&name, &[&old]).is_some();
    (is_sure || !own.is_disjoint(&others)).then_some(is_sure)
}

/// Entries that a person corrected and what the program finds there, in order: as many as they are, or else those that are alike,
/// and of the others as many of each kind. Among entries of one name it is all the same which of them gets it.
fn paired<'e>(notes: &[EntityNote], corrected: &[usize], found: &[&'e EntityNote]) -> Vec<(usize, &'e EntityNote)> {
    let is_one = corrected.windows(2).all(|pair| notes[pair[0]].name == notes[pair[1]].name);
    if corrected.len() == found.len() || is_one && corrected.len() > found.len() {
        return corrected.iter().copied().zip(found.iter().copied()).collect();
    }
    let alike = alike(notes, corrected, found);
    let of_kind = |kind: EntityKind| {
        let is_left = |at: &usize| notes[*at].kind == kind && alike.iter().all(|(other, _)| other != at);
        let is_free =
            |engine: &&EntityNote| engine.kind == kind && alike.iter().all(|(_, other)| !std::ptr::eq(*other, *engine));
        let corrected: Vec<usize> = corrected.iter().copied().filter(is_left).collect();
        let found: Vec<&EntityNote> = found.iter().copied().filter(is_free).collect();
        (corrected.len() == found.len()).then(|| corrected.into_iter().zip(found)).into_iter().flatten()
    };
    EntityKind::ALL.into_iter().flat_map(of_kind).chain(alike.iter().copied()).collect()
}

/// Those of few entries and finds that are like each other and like no other one.
fn alike<'e>(notes: &[EntityNote], corrected: &[usize], found: &[&'e EntityNote]) -> Vec<(usize, &'e EntityNote)> {
    if corrected.len().max(found.len()) > MOST_HOLDERS {
        return Vec::new();
    }
    let is_like = |at: usize, engine: &EntityNote| likeness(&notes[at].name, &engine.name) == Some(true);
    let only = |at: usize| {
        let mut likes = found.iter().copied().filter(|engine| is_like(at, engine));
        let engine = likes.next().filter(|_| likes.next().is_none())?;
        let is_only = corrected.iter().all(|&other| other == at || !is_like(other, engine));
        is_only.then_some((at, engine))
    };
    corrected.iter().filter_map(|&at| only(at)).collect()
}

/// The names that the program finds where the text has words of an entity by hand, of its kind: a person wrote another name over
/// them (`Ahmad Budi Santoso` over `Budi Santoso`). Not those that an entity or a speaker of the article has, nor those in whose
/// place several entities stand.
fn replaced_names(article: &Article, text: &str, mentions: &[Mention]) -> Vec<(usize, String)> {
    let notes = article.entities();
    let names = notes.iter().flat_map(|note| note.forms.iter().chain([&note.name]));
    let speakers = article.quotations().iter().filter_map(|quotation| quotation.speaker.as_ref());
    let claimed: FxHashSet<&str> = names.chain(speakers).map(String::as_str).collect();
    let mut by_word: FxHashMap<&str, Vec<(usize, &str, usize)>> = FxHashMap::default();
    for (at, note) in notes.iter().enumerate().filter(|(_, note)| has_page_by_hand(note)) {
        for form in note.forms.iter().chain([&note.name]) {
            words_at(form).for_each(|(start, word)| by_word.entry(word).or_default().push((at, form, start)));
        }
    }
    let mut entities: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for mention in mentions {
        let words = mention.span.of(text);
        let name = fold(words);
        if name != fold(&mention.name) || claimed.contains(name.as_str()) {
            continue;
        }
        let stands = |form: &str, start: usize| {
            let rest = text.get(start..).and_then(|rest| rest.strip_prefix(form));
            let is_whole = |rest: &str| !rest.starts_with(char::is_alphanumeric);
            rest.is_some_and(is_whole) && !text[..start].ends_with(char::is_alphanumeric)
        };
        for (start, word) in words_at(words) {
            let forms = by_word.get(word).into_iter().flatten().take(MOST_HOLDERS);
            let here = forms.filter(|(at, form, within)| {
                let start = (mention.span.start + start).checked_sub(*within);
                notes[*at].kind == mention.kind && start.is_some_and(|start| stands(form, start))
            });
            entities.entry(name.clone()).or_default().extend(here.map(|(at, ..)| *at));
        }
    }
    let only = |(name, at): (String, BTreeSet<usize>)| Some((at.first().copied().filter(|_| at.len() == 1)?, name));
    entities.into_iter().filter_map(only).collect()
}

/// The words of a name, each with the byte at which it starts.
fn words_at(name: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut next = 0;
    let words = name.split(' ').map(move |word| {
        let start = next;
        next += word.len() + 1;
        (start, word)
    });
    words.filter(|(_, word)| !word.is_empty())
}

/// How many names with one word are looked through.
const MOST_HOLDERS: usize = 64;

/// Whether `name` has the words of `part` one behind the other.
fn has_within(name: &str, part: &str) -> bool {
    format!(" {name} ").contains(&format!(" {part} "))
}

/// Whether all words of `part` stand in `name`.
fn has_words(name: &str, part: &str) -> bool {
    part.split(' ').all(|word| name.split(' ').any(|other| other == word))
}
