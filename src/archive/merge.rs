//! Turns an article annotated anew and the article as people left it into one, without losing what people decided.
//!
//! Three versions are compared: what the engine wrote last time (the base), what stands in the file, and what the engine
//! says now. A value that people changed stays; where both changed it, it stays and is said. Without a base nobody knows
//! what people changed, and then everything in the file stays.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::diag::{Diagnostic, Location, shortened};
use crate::front_matter::{annotations_hash, entities_hash, is_mark_of, origin_value, written_again};
use crate::markdown::{PlainText, plain_text};
use crate::model::{Article, EntityKind, EntityNote, Origin, Quotation};

use super::ARTICLES;
use super::paragraphs::{hash_of_today, joined, text_hash};
use super::places::{places, shown_places};
use super::recognize::{Recognized, has, recognized, with_ids_of};
use super::wording::{differing, is_unsaid, sayings};
use crate::yaml::list;

/// What came of an update.
#[derive(Clone, Debug)]
pub struct Merged {
    /// The article to keep.
    pub article: Article,
    /// Places where both people and the engine changed a value; the file's value was kept.
    pub conflicts: Vec<Diagnostic>,
    /// The source says something else, and only a person can decide which words stay: until then the article keeps the mark of
    /// the old source, so that it is said again.
    pub undecided: Option<Undecided>,
    /// What is known of the source from now on, with the hash of its text in the place of the text; none where nothing is.
    pub source: Option<Article>,
}

/// What an article keeps although its source says something else.
#[derive(Clone, Debug)]
pub struct Undecided {
    /// The fields, as [`super::sayings`] names them.
    pub kept: Vec<&'static str>,
    /// What else the source says was taken over.
    pub is_rest_taken: bool,
    /// What is said of it.
    pub conflict: Conflict,
}

/// What is said of an article that keeps its words although its source has changed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Conflict {
    message: String,
    /// The source, and the fields that differ.
    help: Vec<String>,
    /// Where the texts differ, place by place.
    #[serde(default)]
    places: Vec<String>,
    /// What to do.
    #[serde(default)]
    to_do: Vec<String>,
}

impl Conflict {
    /// As a message about `article`; `all`: with all places where the texts differ.
    pub fn diagnostic(&self, article: &Article, all: bool) -> Diagnostic {
        let mut diagnostic = Diagnostic::warning("update-conflict", &self.message)
            .at(Location::file(format!("{ARTICLES}/{}", article.path)));
        diagnostic.help.extend_from_slice(&self.help);
        diagnostic.help.extend(shown_places(&self.places, all));
        diagnostic.help.extend_from_slice(&self.to_do);
        diagnostic
    }
}

/// Takes over what a source says now of title, date, text and the like. `base` is what the program wrote of it last time, if
/// that is known, with the hash of its text in the place of the text.
///
/// `waiting` are fields that differed from the source before and that nobody has decided since: what was written down of the
/// source then is what it says, so that only its later changes are new.
pub fn merge_texts(file: &Article, base: Option<&Article>, new: &Article, waiting: &[&'static str]) -> Merged {
    let mut article = file.clone();
    let said = base.map_or_else(|| new.clone(), |base| with_unsaid(new, base));
    let source = Article { body: text_hash(&new.body), ..said };
    let hash = |article: &Article| article.origin.as_ref().map(|origin| origin.sha256.clone());
    // A person who wrote the mark of the new source into the file has decided.
    let is_decided = hash(file) == hash(new);
    let Kept { fields: mut kept, mut paragraphs } = match base {
        Some(base) => merge_fields(&mut article, base, &source, &new.body),
        None => Kept { fields: differing(file, new), ..Kept::default() },
    };
    if waiting.contains(&"text") {
        paragraphs.clear();
    }
    let differing = differing(&article, new);
    kept.extend(waiting.iter().filter(|field| match **field {
        "draft" => article.draft != new.draft,
        "extra" => article.extra != source.extra,
        field => differing.contains(&field),
    }));
    kept.sort_by_key(|field| sayings(new).iter().position(|(name, _)| name == field));
    kept.dedup();
    let is_undecided = !is_decided && !kept.is_empty();
    let is_taken_over = article != *file;
    let origin = new.origin.as_ref().map(|origin| origin.after(file.origin.as_ref().unwrap_or(origin)));
    let undecided = is_undecided.then(|| {
        let kept = Kept { fields: kept, paragraphs };
        undecided(&article, new, &origin, kept, base.is_some(), is_taken_over)
    });
    if !is_undecided && (base.is_some() || !is_decided) {
        article.origin = origin;
    } else if let (Some(own), Some(new)) = (&mut article.origin, &new.origin) {
        own.remember(&new.earlier);
    }
    let source = (base.is_some() || !is_undecided).then_some(source);
    Merged { article, conflicts: Vec::new(), undecided, source }
}

/// What a source says, with what it said before of the fields that it is silent of now: a source that lacks a date does not
/// say that there is none.
fn with_unsaid(new: &Article, before: &Article) -> Article {
    let mut article = new.clone();
    article.date = article.date.or_else(|| before.date.clone());
    if is_unsaid("lang", &article.lang) {
        article.lang.clone_from(&before.lang);
    }
    article.publisher = article.publisher.or_else(|| before.publisher.clone());
    article.url = article.url.or_else(|| before.url.clone());
    article.archived = article.archived.or_else(|| before.archived.clone());
    if article.authors.is_empty() {
        article.authors.clone_from(&before.authors);
    }
    for (key, value) in &before.extra {
        article.extra.entry(key.clone()).or_insert_with(|| value.clone());
    }
    article
}

/// Takes over each field that people did not change, and gives those that they and the source changed: these stay. `source` has
/// the hash of its text in the place of the `text`.
fn merge_fields(article: &mut Article, base: &Article, source: &Article, text: &str) -> Kept {
    fn take<T: Clone + PartialEq>(
        kept: &mut Vec<&'static str>,
        name: &'static str,
        file: &mut T,
        base: &T,
        source: &T,
    ) {
        if file == base || file == source {
            file.clone_from(source);
        } else if source != base {
            kept.push(name);
        }
    }
    let mut kept = Vec::new();
    take(&mut kept, "title", &mut article.title, &base.title, &source.title);
    take(&mut kept, "date", &mut article.date, &base.date, &source.date);
    take(&mut kept, "lang", &mut article.lang, &base.lang, &source.lang);
    take(&mut kept, "publisher", &mut article.publisher, &base.publisher, &source.publisher);
    take(&mut kept, "url", &mut article.url, &base.url, &source.url);
    take(&mut kept, "archived", &mut article.archived, &base.archived, &source.archived);
    take(&mut kept, "authors", &mut article.authors, &base.authors, &source.authors);
    take(&mut kept, "draft", &mut article.draft, &base.draft, &source.draft);
    take(&mut kept, "extra", &mut article.extra, &base.extra, &source.extra);
    let mut paragraphs = Vec::new();
    let before = hash_of_today(&base.body, [&article.body, text]);
    if source.body != before {
        let joined = joined(&before, &article.body, text);
        article.body = joined.text;
        kept.extend((!joined.conflicts.is_empty()).then_some("text"));
        paragraphs = joined.conflicts;
    }
    Kept { fields: kept, paragraphs }
}

/// What people and the source changed, and what stays as people have it.
#[derive(Default)]
struct Kept {
    fields: Vec<&'static str>,
    /// Of the text, as it stands here and there; none where all of it is compared.
    paragraphs: Vec<(String, String)>,
}

/// What is said of an article that keeps fields of its own although the source changed them; `origin`: the line that takes
/// the source for its own; `is_changed`: people changed
/// them too, else that is not known, since a clone has no copy of what was imported; `is_taken_over`: others were not kept.
fn undecided(
    file: &Article,
    new: &Article,
    origin: &Option<Origin>,
    Kept { fields: kept, paragraphs }: Kept,
    is_changed: bool,
    is_taken_over: bool,
) -> Undecided {
    let fields = match kept.as_slice() {
        ["text"] => "the text".to_owned(),
        fields => list(fields),
    };
    let was = if kept.len() == 1 { "was" } else { "were" };
    let rest = if is_taken_over { ", and the rest taken over" } else { "" };
    let message = match is_changed {
        true => format!("{fields} {was} changed here and in the source; what stands here was kept{rest}"),
        false => {
            format!("the source has changed, and what people changed here is not known; {fields} {was} kept as here")
        }
    };
    let origin = origin.clone().unwrap_or_default();
    let record = origin.record.map_or_else(String::new, |record| format!("record {record} of "));
    let mut help = vec![format!("the source (“there”) is {record}{}", origin.file)];
    let mut differing_places = Vec::new();
    for ((name, here), (_, there)) in sayings(file).into_iter().zip(sayings(new)) {
        match name {
            _ if !kept.contains(&name) => {}
            "text" if paragraphs.is_empty() => differing_places = places(&here, &there),
            "text" => differing_places = paragraphs.iter().flat_map(|(here, there)| places(here, there)).collect(),
            name => help.push(format!("`{name}`: here `{here}`, there `{there}`")),
        }
    }
    let to_do = vec![
        "take over by hand what is right there, or nothing".to_owned(),
        format!("then write into the file `origin: {}`, which says that you decided", origin_value(&origin)),
        "this is said until then; `kutip import --update` compares anew".to_owned(),
    ];
    Undecided {
        kept,
        is_rest_taken: is_taken_over,
        conflict: Conflict { message, help, places: differing_places, to_do },
    }
}

/// What the engine wrote into an article last time, as far as it is known.
#[derive(Clone, Copy, Debug, Default)]
pub struct Base<'a> {
    /// The article with just these annotations.
    pub written: Option<&'a Article>,
    /// What the engine would write today into the article as it was then.
    pub today: Option<&'a Article>,
}

/// Joins the annotations of the file with those of `new`, the same text annotated anew, and puts them into `merged`.
///
/// Annotations nobody touched need no base: their hash in the file says so.
///
/// Gives `new` with the ids that its quotations have in the file. `all`: messages name all that differs.
pub fn merge_annotations(merged: &mut Merged, file: &Article, base: Base<'_>, new: &Article, all: bool) -> Article {
    let mut merge = Merge { path: format!("{ARTICLES}/{}", file.path), conflicts: Vec::new() };
    let article = &mut merged.article;
    let file = &without_handed_over(file);
    let is_untouched =
        file.annotated.as_ref().is_some_and(|a| a.sha256 == annotations_hash(file.quotations(), file.entities()));
    let released = released(file);
    let is_known = is_untouched || base.written.is_some() || released.is_some();
    let remade = if is_known { None } else { remade(file, &with_ids_of(file, base.today.unwrap_or(new))) };
    let known = if is_untouched { Some(file) } else { base.written.or(released.as_ref()).or(remade.as_ref()) };
    let is_emptied = is_emptied(file, known);
    let Recognized { article: mut recognized, mut said, taken_over } = recognized(file, known, new);
    if is_emptied {
        said.clear();
        let sha256 = entities_hash(recognized.entities());
        recognized.annotated.iter_mut().for_each(|annotated| annotated.sha256.clone_from(&sha256));
    }
    merge.conflicts.append(&mut said);
    let new = &recognized;
    match known {
        Some(base) => {
            let here = with_taken_over(file.quotations(), &taken_over);
            article.quotations = Some(match is_emptied {
                true => Vec::new(),
                false => merge.quotations(&here, base.quotations(), new.quotations(), &plain_text(&new.body)),
            });
            article.entities = Some(merge.entities(file.entities(), base.entities(), new.entities()));
            article.annotated = new.annotated.clone();
        }
        None if (is_emptied || file.quotations() == new.quotations()) && file.entities() == new.entities() => {
            article.annotated = new.annotated.clone();
        }
        None => {
            let message = "today's engine says something else, and which of the old annotations people changed is not \
                           known here; all were kept";
            let mut diagnostic = Diagnostic::warning("update-conflict", message).at(Location::file(&merge.path));
            diagnostic.help.extend(differences(file, new, all));
            merge.conflicts.push(diagnostic.help(
                "to keep only what is marked `by: hand` and take the rest from today's engine, delete the line \
                           `annotated:` and run `kutip import --update` again",
            ));
        }
    }
    merged.conflicts.append(&mut merge.conflicts);
    recognized
}

/// The article without the entries of the engine whose address an entry of a person for the same words has taken over.
fn without_handed_over(file: &Article) -> Article {
    let pairs = written_again(file.quotations()).into_iter();
    let gone: BTreeSet<usize> = pairs.filter(|pair| pair.is_handed_over(file)).map(|pair| pair.made).collect();
    let mut article = file.clone();
    let mut at = 0..;
    if let Some(quotations) = article.quotations.as_mut().filter(|_| !gone.is_empty()) {
        quotations.retain(|_| at.next().is_none_or(|at| !gone.contains(&at)));
        article.unwritten_ids.retain(|at| !gone.contains(at));
        article.unwritten_ids.iter_mut().for_each(|at| *at -= gone.range(..*at).count());
    }
    article
}

/// The quotations of the file, where entries of a person take the addresses over of entries that they take the place of.
/// `taken_over`: the id of a person's entry → that of the engine's.
fn with_taken_over(quotations: &[Quotation], taken_over: &BTreeMap<String, String>) -> Vec<Quotation> {
    let is_left = |quotation: &&Quotation| !taken_over.values().any(|id| *id == quotation.id);
    let mut left: Vec<Quotation> = quotations.iter().filter(is_left).cloned().collect();
    for quotation in &mut left {
        if let Some(id) = taken_over.get(&quotation.id) {
            quotation.id.clone_from(id);
        }
    }
    left
}

/// The annotations of an imported article whose line `annotated:` a person deleted, and with it every claim to what is not
/// marked: what looks as if the engine wrote it counts as that.
fn released(file: &Article) -> Option<Article> {
    let is_released = file.annotated.is_none() && file.origin.is_some() && file.quotations.is_some();
    let of_engine = |quotation: &&Quotation| quotation.by.is_none() && quotation.certainty.is_some();
    let quotations = || file.quotations().iter().filter(of_engine).cloned().collect();
    let entities = || file.entities().iter().filter(|entity| entity.by.is_none()).cloned().collect();
    is_released.then(|| Article { quotations: Some(quotations()), entities: Some(entities()), ..file.clone() })
}

/// Whether a person left the article without quotations, as far as that is known: its list has none, and it was not the engine
/// that found none. `base`: what the engine wrote last time.
fn is_emptied(file: &Article, base: Option<&Article>) -> bool {
    let is_of_engine = || {
        let (annotated, base) = (file.annotated.as_ref()?, base?);
        Some(annotated.sha256 == annotations_hash(&[], base.entities()))
    };
    file.quotations.as_ref().is_some_and(Vec::is_empty) && is_of_engine() != Some(true)
}

/// The annotations as the engine wrote them last time, where its hash proves that it wrote just these: what it writes now,
/// or what stands in the file without what people decided there.
fn remade(file: &Article, new: &Article) -> Option<Article> {
    let sha256 = &file.annotated.as_ref()?.sha256;
    if is_mark_of(sha256, new) {
        return Some(new.clone());
    }
    let quotations = file.quotations().iter().filter_map(|quotation| {
        if quotation.by.is_some() {
            return new.quotations().iter().find(|made| made.id == quotation.id).cloned();
        }
        let (withdrawn, note, corrected, same_as) = Default::default();
        Some(Quotation { withdrawn, note, corrected, same_as, ..quotation.clone() })
    });
    let entities = file.entities().iter().filter_map(|entity| {
        if entity.by.is_some() {
            return new.entities().iter().find(|made| (&made.name, made.kind) == (&entity.name, entity.kind)).cloned();
        }
        Some(EntityNote { reference: None, ..entity.clone() })
    });
    let mut remade =
        Article { quotations: Some(quotations.collect()), entities: Some(entities.collect()), ..file.clone() };
    if *sha256 == entities_hash(remade.entities()) {
        remade.quotations = Some(Vec::new());
    }
    is_mark_of(sha256, &remade).then_some(remade)
}

/// How many quotations in which the file and the engine differ are named without being asked.
const MOST_NAMED: usize = 3;

/// In what the file and the engine differ, for who looks through the file; `all`: name all quotations.
fn differences(file: &Article, new: &Article, all: bool) -> Vec<String> {
    let short = |quotation: &Quotation| format!("“{}”", shortened(&quotation.text, 40));
    let by_hand = |quotation: &&Quotation| quotation.by.is_some();
    let added: Vec<String> = new.quotations().iter().filter(|q| !has(file.quotations(), &q.id)).map(short).collect();
    let gone = file.quotations().iter().filter(|q| !by_hand(q) && !has(new.quotations(), &q.id)).map(short);
    let gone: Vec<String> = gone.collect();
    let mut said = Vec::new();
    for (found, what) in [(added, "finds and the file does not have"), (gone, "does not find any more")] {
        let shown = if all { found.len() } else { MOST_NAMED.min(found.len()) };
        let more = match found.len() - shown {
            0 => String::new(),
            more => format!(" and {more} more; `-v` names all"),
        };
        if !found.is_empty() {
            said.push(format!("what today's engine {what}: {}{more}", found[..shown].join(", ")));
        }
    }
    if said.is_empty() {
        said.push("today's engine: the same quotations; speakers or names differ".to_owned());
    }
    said
}

struct Merge {
    path: String,
    conflicts: Vec<Diagnostic>,
}

impl Merge {
    fn conflict(&mut self, message: String) {
        let diagnostic = Diagnostic::warning("update-conflict", message).at(Location::file(&self.path));
        self.conflicts.push(diagnostic.help("compare the file with its source and correct it by hand"));
    }

    /// The value of one field: the file's if people changed it, else the new one.
    fn value<T: Clone + PartialEq>(&mut self, what: impl Fn() -> String, file: &T, base: &T, new: &T) -> T {
        if file == base || file == new {
            return new.clone();
        }
        if new != base {
            self.conflict(format!("{} was changed by people and by the update; it was kept", what()));
        }
        file.clone()
    }

    /// Those of the article; `text` is what the engine read.
    fn quotations(
        &mut self,
        file: &[Quotation],
        base: &[Quotation],
        new: &[Quotation],
        text: &PlainText,
    ) -> Vec<Quotation> {
        let by_id = |list: &'_ [Quotation]| -> BTreeMap<String, Quotation> {
            list.iter().map(|quotation| (quotation.id.clone(), quotation.clone())).collect()
        };
        let (in_file, in_base, in_new) = (by_id(file), by_id(base), by_id(new));
        // The engine finds it still, as the entry of a person with an address of its own.
        let doubles: BTreeSet<&str> = written_again(file).iter().map(|pair| file[pair.made].id.as_str()).collect();
        let has_double = |quotation: &Quotation| doubles.contains(quotation.id.as_str());
        let mut kept = Vec::new();
        for quotation in file {
            match (in_base.get(&quotation.id), in_new.get(&quotation.id)) {
                // Which occurrence of its words it is, and which word reports them, was not decided where both are as the engine said.
                (Some(base), Some(new))
                    if quotation.by.is_some() && is_at(quotation, base) && new.text == base.text =>
                {
                    let cue = if quotation.cue == base.cue { &new.cue } else { &quotation.cue };
                    kept.push(Quotation { nth: new.nth, cue: cue.clone(), ..quotation.clone() });
                }
                _ if quotation.by.is_some() => kept.push(quotation.clone()),
                (Some(base), Some(new)) => kept.push(self.quotation(quotation, base, new)),
                (None, Some(new)) => kept.push(self.quotation(quotation, new, new)),
                // The engine no longer finds it, and nobody touched it.
                (Some(base), None) if base == quotation && !quotation.is_decided() && !has_double(quotation) => {}
                (_, None) => kept.push(quotation.clone()),
            }
        }
        // What is not in the file any more was removed by people; what the engine had not found before is new.
        // What a person marked longer or shorter is that person's.
        let is_found = |q: &&Quotation| !in_file.contains_key(&q.id) && !in_base.contains_key(&q.id);
        let by_hand: Vec<&Quotation> = kept.iter().filter(|q| q.is_decided()).collect();
        let added = text.not_covered(&by_hand, new.iter().filter(is_found).collect()).into_iter().cloned();
        let order: BTreeMap<&str, usize> = new.iter().enumerate().map(|(at, q)| (q.id.as_str(), at)).collect();
        insert_in_order(kept, added.collect::<Vec<_>>().into_iter(), |quotation| {
            order.get(quotation.id.as_str()).copied()
        })
    }

    fn quotation(&mut self, file: &Quotation, base: &Quotation, new: &Quotation) -> Quotation {
        let what = |key: &'static str| {
            let text = shortened(&file.text, 40);
            move || format!("`{key}` of “{text}”")
        };
        Quotation {
            id: file.id.clone(),
            text: self.value(what("text"), &file.text, &base.text, &new.text),
            nth: self.value(what("nth"), &file.nth, &base.nth, &new.nth),
            kind: self.value(what("kind"), &file.kind, &base.kind, &new.kind),
            kind_is_open: file.kind_is_open,
            kind_is_seen: file.kind_is_seen,
            speaker: self.value(what("speaker"), &file.speaker, &base.speaker, &new.speaker),
            pointer: self.value(what("as"), &file.pointer, &base.pointer, &new.pointer),
            role: self.value(what("role"), &file.role, &base.role, &new.role),
            cue: self.value(what("cue"), &file.cue, &base.cue, &new.cue),
            rule: self.value(what("rule"), &file.rule, &base.rule, &new.rule),
            certainty: self.value(what("certainty"), &file.certainty, &base.certainty, &new.certainty),
            by: file.by.clone(),
            anonymous: self.value(what("anonymous"), &file.anonymous, &base.anonymous, &new.anonymous),
            speaks_for: self.value(what("for"), &file.speaks_for, &base.speaks_for, &new.speaks_for),
            same_as: file.same_as.clone(),
            withdrawn: file.withdrawn.clone(),
            note: file.note.clone(),
            corrected: file.corrected.clone(),
        }
    }

    fn entities(&mut self, file: &[EntityNote], base: &[EntityNote], new: &[EntityNote]) -> Vec<EntityNote> {
        type Key = (String, EntityKind, Option<String>);
        let key = |entity: &EntityNote| -> Key { (entity.name.clone(), entity.kind, None) };
        let by_key = |list: &[EntityNote]| -> BTreeMap<Key, EntityNote> {
            list.iter().map(|entity| (key(entity), entity.clone())).collect()
        };
        let (in_file, in_base, in_new) = (by_key(file), by_key(base), by_key(new));
        let mut kept = Vec::new();
        for entity in file {
            let is_decided = entity.by.is_some() || entity.reference.is_some();
            match (in_base.get(&key(entity)), in_new.get(&key(entity))) {
                _ if entity.by.is_some() => kept.push(entity.clone()),
                (Some(base), Some(new)) => kept.push(self.entity(entity, base, new)),
                (Some(base), None) if base == entity && !is_decided => {}
                _ => kept.push(entity.clone()),
            }
        }
        let is_decided = |found: &EntityNote| file.iter().any(|own| own.by.is_some() && stands_for(own, found));
        let added = new.iter().filter(|e| !in_file.contains_key(&key(e)) && !in_base.contains_key(&key(e)));
        let added = added.filter(|found| !is_decided(found));
        let order: BTreeMap<Key, usize> = new.iter().enumerate().map(|(at, e)| (key(e), at)).collect();
        insert_in_order(kept, added.cloned(), |entity| order.get(&key(entity)).copied())
    }

    fn entity(&mut self, file: &EntityNote, base: &EntityNote, new: &EntityNote) -> EntityNote {
        let what = |key: &'static str| move || format!("`{key}` of `{}`", file.name);
        EntityNote {
            name: file.name.clone(),
            kind: file.kind,
            forms: self.value(what("forms"), &file.forms, &base.forms, &new.forms),
            roles: self.value(what("roles"), &file.roles, &base.roles, &new.roles),
            has_no_other_forms: file.has_no_other_forms,
            reference: file.reference.clone(),
            by: file.by.clone(),
            ..EntityNote::default()
        }
    }
}

/// Whether two quotations have the same words at the same place.
fn is_at(a: &Quotation, b: &Quotation) -> bool {
    (&a.text, a.nth) == (&b.text, b.nth)
}

/// Whether what a person wrote is of the words that the engine takes for another name, or of some of them (`Sularno Hadi`,
/// found as `Perhubungan Sularno Hadi`).
fn stands_for(own: &EntityNote, found: &EntityNote) -> bool {
    let words = |name: &str| format!(" {name} ");
    let has = |name: &String| found.forms.contains(name) || words(&found.name).contains(&words(name));
    has(&own.name) || own.forms.iter().any(|form| found.forms.contains(form))
}

/// Puts each added item before the first kept one that comes later in the engine's order.
fn insert_in_order<T>(kept: Vec<T>, added: impl Iterator<Item = T>, order: impl Fn(&T) -> Option<usize>) -> Vec<T> {
    let mut added: Vec<(usize, T)> = added.map(|item| (order(&item).unwrap_or(usize::MAX), item)).collect();
    added.sort_by_key(|(at, _)| *at);
    let mut added = added.into_iter().peekable();
    let mut out = Vec::with_capacity(kept.len());
    for item in kept {
        if let Some(at) = order(&item) {
            while let Some((_, earlier)) = added.next_if(|(place, _)| *place < at) {
                out.push(earlier);
            }
        }
        out.push(item);
    }
    out.extend(added.map(|(_, item)| item));
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Annotated;

    fn merge(file: &Article, base: Option<&Article>, new: &Article) -> Merged {
        let mut merged = merge_texts(file, base, new, &[]);
        merge_annotations(&mut merged, file, Base { written: base, today: None }, new, false);
        merged
    }

    fn quotation(id: &str, speaker: &str) -> Quotation {
        Quotation { id: id.into(), text: id.into(), nth: 1, speaker: Some(speaker.into()), ..Quotation::default() }
    }

    fn article(quotations: Vec<Quotation>) -> Article {
        let sha256 = annotations_hash(&quotations, &[]);
        Article {
            title: "Banjir".into(),
            body: "Air naik.".into(),
            origin: Some(Origin { sha256: "1".into(), ..Origin::default() }),
            annotated: Some(Annotated { version: 1, sha256 }),
            quotations: Some(quotations),
            entities: Some(Vec::new()),
            ..Article::default()
        }
    }

    fn speakers(article: &Article) -> Vec<(&str, &str)> {
        article.quotations().iter().map(|q| (q.id.as_str(), q.speaker.as_deref().unwrap_or("-"))).collect()
    }

    #[test]
    fn what_nobody_touched_is_replaced_without_a_base() {
        let merged = merge(
            &article(vec![quotation("a", "Budi"), quotation("b", "Ani")]),
            None,
            &article(vec![quotation("a", "Citra"), quotation("c", "Dewi")]),
        );
        assert_eq!(speakers(&merged.article), [("a", "Citra"), ("c", "Dewi")]);
        assert!(merged.conflicts.is_empty());
    }

    #[test]
    fn what_people_changed_removed_and_added_stays() {
        let base = article(vec![quotation("a", "Budi"), quotation("b", "Ani"), quotation("c", "Ani")]);
        let mut file = base.clone();
        file.quotations = Some(vec![quotation("a", "Budi Santoso"), quotation("b", "Ani"), quotation("x", "Eka")]);
        let base = Article { body: text_hash(&base.body), ..base };
        file.title = "Banjir besar".into();
        let mut new = article(vec![
            quotation("0", "Fajar"),
            quotation("a", "Budi"),
            quotation("b", "Citra"),
            quotation("c", "Ani"),
        ]);
        new.body = "Air naik lagi.".into();
        new.origin = Some(Origin { sha256: "2".into(), ..Origin::default() });
        let merged = merge(&file, Some(&base), &new);
        assert_eq!(speakers(&merged.article), [("0", "Fajar"), ("a", "Budi Santoso"), ("b", "Citra"), ("x", "Eka")]);
        assert_eq!((merged.article.title.as_str(), merged.article.body.as_str()), ("Banjir besar", "Air naik lagi."));
        let earlier = file.origin.iter().map(|origin| origin.sha256.clone()).collect();
        assert_eq!(merged.article.origin, new.origin.map(|origin| Origin { earlier, ..origin }));
        assert!(merged.conflicts.is_empty(), "{:?}", merged.conflicts);
    }

    #[test]
    fn what_both_changed_stays_and_is_said() {
        let base = article(vec![quotation("a", "Budi")]);
        let mut file = base.clone();
        let base = Article { body: text_hash(&base.body), ..base };
        file.quotations = Some(vec![quotation("a", "Ani")]);
        let merged = merge(&file, Some(&base), &article(vec![quotation("a", "Citra")]));
        assert_eq!(speakers(&merged.article), [("a", "Ani")]);
        assert_eq!(merged.conflicts.len(), 1);
        assert!(merged.conflicts[0].message.starts_with("`speaker` of “a”"));
    }

    #[test]
    fn what_a_person_decided_is_never_overwritten() {
        let base = article(vec![quotation("a", "Budi")]);
        let mut file = base.clone();
        file.quotations = Some(vec![Quotation { by: Some("hand".into()), ..quotation("a", "Budi") }]);
        let base = Article { body: text_hash(&base.body), ..base };
        let merged = merge(&file, Some(&base), &article(Vec::new()));
        assert_eq!(merged.article.quotations, file.quotations);
        let merged = merge(&file, Some(&base), &article(vec![quotation("a", "Citra")]));
        assert_eq!(merged.article.quotations, file.quotations);
    }

    #[test]
    fn without_a_base_what_is_marked_as_decided_does_not_keep_the_rest_from_an_update() {
        let mut file = article(vec![quotation("a", "Budi"), quotation("b", "Ani")]);
        let decided = Quotation { by: Some("hand".into()), ..quotation("a", "Eka") };
        let noted = Quotation { note: Some("salah cetak".into()), ..quotation("b", "Ani") };
        file.quotations = Some(vec![decided, noted]);
        let new = article(vec![quotation("a", "Budi"), quotation("b", "Citra"), quotation("c", "Dewi")]);
        let merged = merge(&file, None, &new);
        assert_eq!(speakers(&merged.article), [("a", "Eka"), ("b", "Citra"), ("c", "Dewi")]);
        assert!(merged.article.quotations()[1].note.is_some() && merged.conflicts.is_empty());
    }

    #[test]
    fn what_a_person_made_of_a_name_does_not_get_the_engines_name_beside_it() {
        let note = |name: &str, kind, by: Option<&str>| EntityNote {
            name: name.to_owned(),
            kind,
            forms: vec![name.to_owned()],
            by: by.map(str::to_owned),
            ..EntityNote::default()
        };
        let of =
            |entities: Vec<EntityNote>| Article { entities: Some(entities), ..article(vec![quotation("a", "Budi")]) };
        let hand = vec![
            note("Halim", EntityKind::Place, Some("hand")),
            note("Sularno Hadi", EntityKind::Person, Some("hand")),
        ];
        let engine = vec![
            note("Halim", EntityKind::Person, None),
            note("Perhubungan Sularno Hadi", EntityKind::Person, None),
            note("Hadi", EntityKind::Place, None),
        ];
        let mut file = of(hand.clone());
        file.annotated = None;
        let merged = merge(&file, None, &of(engine.clone()));
        let names = |article: &Article| -> Vec<(String, EntityKind)> {
            article.entities().iter().map(|one| (one.name.clone(), one.kind)).collect()
        };
        assert_eq!(
            names(&merged.article),
            [("Halim", EntityKind::Place), ("Sularno Hadi", EntityKind::Person), ("Hadi", EntityKind::Place)]
                .map(|(name, kind)| (name.to_owned(), kind))
        );
    }

    #[test]
    fn without_a_base_changed_annotations_stay_as_they_are_and_that_is_said() {
        let mut file = article(vec![quotation("a", "Budi")]);
        file.quotations = Some(vec![quotation("a", "Ani")]);
        let merged = merge(&file, None, &article(vec![quotation("a", "Citra"), quotation("b", "Dewi")]));
        assert_eq!(merged.article, file);
        assert_eq!(merged.conflicts.len(), 1);
    }
}
