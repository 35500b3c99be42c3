//! Turns names that the text has lost, that only look equal, or that mean two kinds of things into diagnostics.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::CheckInput;
use super::speakers::{has_no_forms, names_of, words};
use super::unlisted::{Unlisted, shares_a_word, unlisted};
use crate::diag::{Diagnostic, Location};
use crate::front_matter::{entity_line, fold};
use crate::markdown::plain_text;
use crate::model::{Article, ArticleLinks, Entity, EntityId, EntityKind, EntityNote, Quotation};
use crate::yaml::{list, nearest, scalar};

/// How many entities are named that a speaker may mean.
const SUGGESTED: usize = 3;

/// Forms of names that are not in the article's text any more, of the entries that `chosen` wants; and the speakers who are
/// none of the article's entities since a name was corrected there. `links` run parallel to the articles; `found_in` says which
/// names the program finds in one by itself.
pub fn stale_names(
    articles: &[Article],
    links: &[ArticleLinks],
    chosen: impl Fn(&EntityNote) -> bool + Sync,
    found_in: &(dyn Fn(&Article) -> Vec<EntityNote> + Sync),
    located: &(dyn Fn(usize, usize) -> Location + Sync),
) -> Vec<Diagnostic> {
    let of_article = |(at, (article, links)): (usize, (&Article, &ArticleLinks))| -> Vec<Diagnostic> {
        let mut forgotten = unlisted(article, links);
        let asked = |note: &EntityNote| !note.forms.is_empty() && chosen(note);
        if forgotten.is_empty() && !article.entities().iter().any(asked) {
            return Vec::new();
        }
        let text = fold(&format!("{}\n{}", article.title, plain_text(&article.body).text));
        let gone = |form: &&String| !text.contains(&fold(form));
        let unclaimed = OnceCell::new();
        let unclaimed = || unclaimed.get_or_init(|| unclaimed_names(article, found_in(article), &gone));
        let doubled = doubled_names(article);
        let mut found = Vec::new();
        for (place, note) in article.entities().iter().enumerate().filter(|(_, note)| asked(note)) {
            if doubled.contains(&place) && !unclaimed().is_empty() {
                found.push(doubled_name(note, unclaimed()).at(located(at, place)));
            }
            if !note.unsure_forms.is_empty() && !gone(&&note.name) {
                found.push(unsure_name(note).at(located(at, place)));
            }
            let own = forgotten.iter().position(|unlisted| unlisted.meant == [place]);
            if own.is_none() && names_a_source(article, note) {
                continue;
            }
            // The name itself may be fuller than the text, so that two bearers of one name can be told apart: it is gone
            // only where no other form is left.
            // What the program wrote stood there; a correction of the text took it out.
            let is_corrected = || {
                let is_engines = note.by.is_none() && article.annotated.is_some();
                is_engines && words(&fold(&note.name)).any(|word| !text.contains(word))
            };
            let all = note.forms.iter().all(|form| gone(&form)) || is_corrected();
            let lost: Vec<&String> = note.forms.iter().filter(|form| all || **form != note.name).filter(gone).collect();
            let own = own.filter(|_| !lost.is_empty()).map(|own| forgotten.remove(own));
            for form in lost {
                // What the program took out of the text stood there; what a person wrote may never have.
                let which = match *form == note.name {
                    true => format!("the name `{form}`"),
                    false => format!("the form `{form}` of `{}`", note.name),
                };
                let message = match note.by {
                    Some(_) => format!("{which} does not stand in the article"),
                    None => format!("{which} is not in the article any more"),
                };
                let diagnostic = Diagnostic::warning("stale-name", message).at(located(at, place));
                let words = match own.is_none() && all && note.by.is_some() {
                    true => words_of(article, note, unclaimed()),
                    false => Vec::new(),
                };
                found.push(match &own {
                    None if !words.is_empty() => words.into_iter().fold(diagnostic, Diagnostic::help),
                    Some(Unlisted { speaker, .. }) => diagnostic.help(format!(
                        "write the words of the article beside it, `{}`: without them `{speaker}` is somebody else",
                        with_forms(note, speaker, unclaimed())
                    )),
                    None => diagnostic.help(without_lost(note, &gone)),
                });
            }
        }
        found.extend(
            forgotten
                .iter()
                .map(|unlisted| forgotten_form(article, unlisted, unclaimed(), &|place| located(at, place))),
        );
        found
    };
    articles.par_iter().zip(links).enumerate().flat_map_iter(of_article).collect()
}

/// Places of the entries that a person gave the name of another one, and no words but those.
fn doubled_names(article: &Article) -> BTreeSet<usize> {
    let mut by_name: BTreeMap<(&str, EntityKind), Vec<(usize, &EntityNote)>> = BTreeMap::new();
    for (at, note) in article.entities().iter().enumerate().filter(|_| article.annotated.is_some()) {
        by_name.entry((&note.name, note.kind)).or_default().push((at, note));
    }
    // Who wrote an address means a namesake.
    by_name.retain(|_, notes| notes.len() > 1 && notes.iter().all(|(_, note)| note.reference.is_none()));
    let is_bare = |note: &EntityNote| {
        note.by.is_some() && note.replaced.is_empty() && !note.has_no_other_forms && has_no_forms(note)
    };
    by_name.into_values().flatten().filter(|(_, note)| is_bare(note)).map(|(at, _)| at).collect()
}

/// Says of such an entry which words it may have had before its name was corrected.
fn doubled_name(note: &EntityNote, unclaimed: &[EntityNote]) -> Diagnostic {
    let message = format!(
        "another entry has the name `{}` too, and nothing says which words of the article are this one's",
        note.name
    );
    let diagnostic = Diagnostic::warning("doubled-name", message);
    let line = |own: &EntityNote| entity_line(&EntityNote { forms: own.forms.clone(), ..note.clone() });
    let helps =
        unclaimed.iter().take(SUGGESTED).map(|own| format!("if it was `{}` before, write `{}`", own.name, line(own)));
    helps.fold(diagnostic, Diagnostic::help).help("else delete the entry")
}

/// Says of an entry whose name may have been corrected which words may be its too.
fn unsure_name(note: &EntityNote) -> Diagnostic {
    let words = list(&note.unsure_forms.iter().map(String::as_str).collect::<Vec<&str>>());
    let message = format!("nothing says whether {words} in the article is `{}` too", note.name);
    let line = |forms: &[String]| {
        let forms = forms.iter().chain([&note.name]).cloned().collect::<BTreeSet<String>>().into_iter().collect();
        entity_line(&EntityNote { forms, ..note.clone() })
    };
    Diagnostic::warning("unsure-name", message)
        .help(format!("if you corrected the name, write `{}`", line(&note.unsure_forms)))
        .help(format!("else write `forms: [{}]` into the entry", scalar(&note.name)))
}

/// Which of the names that the program finds in an article are none of its entities, each with the forms that stand in the text.
fn unclaimed_names(article: &Article, found: Vec<EntityNote>, gone: &dyn Fn(&&String) -> bool) -> Vec<EntityNote> {
    let claimed: BTreeSet<String> = names_of(article).map(|name| fold(name)).collect();
    let is_claimed =
        |note: &EntityNote| note.forms.iter().chain([&note.name]).any(|form| claimed.contains(&fold(form)));
    let mut unclaimed: Vec<EntityNote> = found.into_iter().filter(|note| !is_claimed(note)).collect();
    unclaimed.iter_mut().for_each(|note| note.forms.retain(|form| !gone(&form)));
    unclaimed.retain(|note| !note.forms.is_empty());
    unclaimed
}

/// What to do about an entry without a word in the text, where the program finds names there that nobody claims: the entry
/// of one that is like it was corrected; else that of one of its kind which is like no other entry may have been.
fn words_of(article: &Article, note: &EntityNote, unclaimed: &[EntityNote]) -> Vec<String> {
    let line = |own: &EntityNote| entity_line(&EntityNote { forms: own.forms.clone(), ..note.clone() });
    let alike: Vec<&EntityNote> = unclaimed.iter().filter(|own| is_like(own, note)).collect();
    if let [own] = alike.as_slice() {
        return vec![format!("the article says `{}`; write `{}`", own.name, line(own))];
    }
    let is_free =
        |own: &&EntityNote| own.kind == note.kind && !article.entities().iter().any(|note| is_like(own, note));
    let meant = if alike.is_empty() { unclaimed.iter().filter(is_free).collect() } else { alike };
    let mut help: Vec<String> = (meant.iter().take(SUGGESTED))
        .map(|own| format!("if `{}` is meant, write `{}`", own.name, line(own)))
        .collect();
    if !help.is_empty() {
        help.push("if nobody there is, delete the entry".to_owned());
    }
    help
}

/// Whether one name may be the other, corrected.
fn is_like(a: &EntityNote, b: &EntityNote) -> bool {
    let (a, b) = (a.name.to_lowercase(), b.name.to_lowercase());
    shares_a_word(&a, &b) || nearest(&a, &[&b]).is_some()
}

/// The forms of an entry as they should be written with one more, and with those under which the program finds that one.
fn with_forms(note: &EntityNote, form: &str, unclaimed: &[EntityNote]) -> String {
    let is_same = |found: &&EntityNote| found.name == form || found.forms.iter().any(|own| own == form);
    let found = unclaimed.iter().find(is_same).into_iter().flat_map(|found| &found.forms);
    let own = note.forms.iter().filter(|own| **own != note.name);
    let forms: BTreeSet<&str> = own.chain(found).map(String::as_str).chain([form]).collect();
    forms_line(&forms.into_iter().collect::<Vec<&str>>())
}

fn forms_line(forms: &[&str]) -> String {
    let forms: Vec<String> = forms.iter().copied().map(scalar).collect();
    format!("forms: [{}]", forms.join(", "))
}

/// What to do about an entry with forms that are gone.
fn without_lost(note: &EntityNote, gone: &dyn Fn(&&String) -> bool) -> String {
    let left = note.forms.iter().filter(|form| **form != note.name && !gone(form));
    let left: Vec<&str> = left.map(String::as_str).collect();
    match !left.is_empty() {
        true if note.by.is_none() => {
            "if the text was corrected, `kutip import --update` puts the name right; else write the name".to_owned()
        }
        true => format!("write `{}`, and what else stands in the text", forms_line(&left)),
        false if gone(&&note.name) => "write under `forms` what stands in the text, or delete the entry".to_owned(),
        false => "delete `forms`, or write there what else stands in the text".to_owned(),
    }
}

/// Says of a speaker who is none of the article's entities how to make it the form of the one that is meant.
fn forgotten_form(
    article: &Article,
    unlisted: &Unlisted<'_>,
    unclaimed: &[EntityNote],
    located: &dyn Fn(usize) -> Location,
) -> Diagnostic {
    let Unlisted { speaker, quotations, meant } = unlisted;
    let has = if *quotations == 1 { "1 quotation has" } else { &format!("{quotations} quotations have") };
    let message =
        format!("{has} the speaker `{speaker}`, who is none of the article's entities and gets a page of that name");
    let mut diagnostic = Diagnostic::warning("unlisted-speaker", message).at(located(meant[0]));
    for note in meant.iter().take(SUGGESTED).map(|&place| &article.entities()[place]) {
        let by = if note.by.is_none() { ", by: hand" } else { "" };
        diagnostic = diagnostic.help(format!(
            "if `{}` is meant, write the name as it was beside it: `{}{by}`",
            note.name,
            with_forms(note, speaker, unclaimed)
        ));
    }
    let line = format!("`- {{name: {}, kind: person, by: hand}}`", scalar(speaker));
    diagnostic.help(format!("if somebody else is, write under `entities:` {line}"))
}

/// Whether a person wrote a name without other forms for whom they gave a quotation to: the article may only paraphrase it
/// (`the prosecutors` for a body with a long name).
fn names_a_source(article: &Article, note: &EntityNote) -> bool {
    let is_speaker = |quotation: &Quotation| quotation.by.is_some() && quotation.speaker.as_ref() == Some(&note.name);
    note.by.is_some() && note.forms.iter().all(|form| *form == note.name) && article.quotations().iter().any(is_speaker)
}

/// Entities of one kind whose names look the same in letters of two scripts.
pub(super) fn look_alikes(input: &CheckInput<'_>) -> Vec<Diagnostic> {
    let mut by_look: BTreeMap<(EntityKind, String), Vec<&Entity>> = BTreeMap::new();
    let foreign: Vec<&Entity> =
        input.registry.entities.iter().filter(|entity| entity.name.chars().any(|c| look(c) != c)).collect();
    if foreign.is_empty() {
        return Vec::new();
    }
    let key = |entity: &Entity| (entity.kind, entity.name.chars().map(look).collect::<String>());
    for entity in &foreign {
        by_look.entry(key(entity)).or_default();
    }
    for entity in &input.registry.entities {
        if let Some(list) = by_look.get_mut(&key(entity)) {
            list.push(entity);
        }
    }
    let pairs = by_look.into_values().flat_map(|list| {
        let pairs: Vec<_> = list.windows(2).map(|pair| (pair[0], pair[1])).collect();
        pairs
    });
    pairs
        .filter(|(a, b)| a.name != b.name)
        .map(|(a, b)| {
            Diagnostic::warning(
                "look-alike-names",
                format!("`{}` and `{}` look the same but differ in letters", a.name, b.name),
            )
            .help("letters of two scripts stand in one name; they count as two entities")
            .help(format!(
                "if they are one, write into content/judgements.yaml: - {{same: [{}, {}]}}",
                a.address, b.address
            ))
        })
        .collect()
}

/// The Latin letter that a Cyrillic or Greek one cannot be told from; any other character as it is.
fn look(c: char) -> char {
    const PAIRS: &[(&str, &str)] = &[
        ("АВЕЅІЈКМНОРСТУХ", "ABESIJKMHOPCTYX"),
        ("асеѕіјорухһԁԛԝ", "acesijopyxhdqw"),
        ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX"),
        ("ονρ", "ovp"),
    ];
    PAIRS
        .iter()
        .find_map(|(foreign, latin)| foreign.chars().position(|other| other == c).and_then(|at| latin.chars().nth(at)))
        .unwrap_or(c)
}

/// A kind with its article: `a person`, `an organization`.
fn one(kind: EntityKind) -> String {
    let word = kind.as_str();
    let article = if word.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {word}")
}

/// Names that are entities of two kinds, where the rarer one is rare.
pub(super) fn two_kinds(input: &CheckInput<'_>) -> Vec<Diagnostic> {
    let mut counts = vec![0usize; input.registry.entities.len()];
    let mut first: Vec<Option<usize>> = vec![None; input.registry.entities.len()];
    for (at, links) in input.registry.links.iter().enumerate() {
        for id in links.entities.iter().flatten() {
            counts[id.index()] += 1;
            first[id.index()].get_or_insert(at);
        }
    }
    let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, entity) in input.registry.entities.iter().enumerate().filter(|(_, entity)| entity.kind.has_pages()) {
        by_name.entry(entity.name.to_lowercase()).or_default().push(at);
    }
    let mut found = Vec::new();
    for mut list in by_name.into_values().filter(|list| list.len() > 1) {
        list.sort_by_key(|&at| (std::cmp::Reverse(counts[at]), at));
        let (most, rest) = (list[0], &list[1..]);
        for &rare in rest {
            let (a, b) = (&input.registry.entities[most], &input.registry.entities[rare]);
            if a.kind == b.kind || counts[rare] > 2 || counts[most] < 5 * counts[rare].max(1) {
                continue;
            }
            let Some(article) = first[rare] else { continue };
            found.push(
                Diagnostic::warning(
                    "two-kinds",
                    format!(
                        "`{}` is {} here and {} in {} other articles",
                        b.name,
                        one(b.kind),
                        one(a.kind),
                        counts[most]
                    ),
                )
                .at(input.place_of(article, &[EntityId(rare as u32)]))
                .help("correct the `kind` beside the name and write `by: hand`, or leave it if two things are meant"),
            );
        }
    }
    found
}
