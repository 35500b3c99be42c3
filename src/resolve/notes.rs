//! Turns the entity notes and speakers of all articles into one flat list, each with its name as an index.

use std::cmp::Ordering;

use rustc_hash::FxHashMap;

use super::normalize::NameRules;
use crate::model::{Article, EntityKind, EntityNote};

/// No index.
pub(super) const NONE: u32 = u32::MAX;

/// Where a note stands in its article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// Index into the article's entities.
    Entity(u32),
    /// Index of the first quotation with a speaker that no entity of the article bears.
    Speaker(u32),
}

/// One entity as one article names it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Note {
    /// Index into [`Notes::order`].
    pub article: u32,
    /// Entity note or lone speaker.
    pub origin: Origin,
    /// The name as printed: index into [`Surfaces`].
    pub surface: u32,
    /// Its kind; that of the article until `kinds` has looked at the whole archive.
    pub kind: EntityKind,
}

/// All names as printed, each once.
#[derive(Default)]
pub(super) struct Surfaces<'a> {
    ids: FxHashMap<&'a str, u32>,
    texts: Vec<&'a str>,
    neutral: Vec<u32>,
    neutral_ids: FxHashMap<String, u32>,
}

impl<'a> Surfaces<'a> {
    /// The index of `text`; NONE for a text that shows nothing.
    pub fn add(&mut self, text: &'a str, rules: &NameRules) -> u32 {
        if let Some(&id) = self.ids.get(text) {
            return id;
        }
        let neutral = rules.neutral(text);
        let id = if neutral.is_empty() {
            NONE
        } else {
            let next = self.neutral_ids.len() as u32;
            self.neutral.push(*self.neutral_ids.entry(neutral).or_insert(next));
            self.texts.push(text);
            self.texts.len() as u32 - 1
        };
        self.ids.insert(text, id);
        id
    }

    /// The name as printed.
    pub fn text(&self, surface: u32) -> &'a str {
        self.texts[surface as usize]
    }

    /// Index of its neutral key: equal for names that differ in case, marks and punctuation only.
    pub fn neutral(&self, surface: u32) -> u32 {
        self.neutral[surface as usize]
    }

    /// How many surfaces there are.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// How many neutral keys there are.
    pub fn neutral_len(&self) -> usize {
        self.neutral_ids.len()
    }

    /// The index of a neutral key that some name of the archive has.
    pub fn neutral_id(&self, key: &str) -> Option<u32> {
        self.neutral_ids.get(key).copied()
    }
}

/// The notes of all articles, in an order that does not depend on the order in which the articles were given.
pub(super) struct Notes<'a> {
    /// The articles as given.
    pub articles: &'a [Article],
    /// Position → index into `articles`; sorted by id.
    pub order: Vec<u32>,
    /// All notes, by article.
    pub list: Vec<Note>,
    /// Position → its first note; one more entry than there are articles.
    starts: Vec<u32>,
    /// Forms of all notes: surfaces.
    forms: Vec<u32>,
    /// Note → its first form; one more entry than there are notes.
    form_starts: Vec<u32>,
    /// Position, quotation → note of its speaker.
    speakers: Vec<Vec<u32>>,
    /// Quotations of all notes, each an index into its article's.
    said: Vec<u32>,
    /// Note → its first quotation; one more entry than there are notes.
    said_starts: Vec<u32>,
    /// Names as printed.
    pub surfaces: Surfaces<'a>,
}

/// The notes of one article by neutral key.
#[derive(Default)]
struct Bearers {
    by_name: FxHashMap<u32, Vec<u32>>,
    by_form: FxHashMap<u32, Vec<u32>>,
}

/// How many notes of one name are looked at for a speaker.
const BEARERS: usize = 16;

impl Bearers {
    fn add(&mut self, note: u32, notes: &Notes<'_>) {
        let push = |map: &mut FxHashMap<u32, Vec<u32>>, surface: u32| {
            let list = map.entry(notes.surfaces.neutral(surface)).or_default();
            if list.len() < BEARERS && list.last() != Some(&note) {
                list.push(note);
            }
        };
        push(&mut self.by_name, notes.list[note as usize].surface);
        for &form in notes.forms(note) {
            push(&mut self.by_form, form);
        }
    }
}

impl<'a> Notes<'a> {
    /// Collects the notes of `articles`.
    pub fn collect(articles: &'a [Article], rules: &NameRules) -> Self {
        let mut order: Vec<u32> = (0..articles.len() as u32).collect();
        order.sort_by(|&a, &b| compare_articles(&articles[a as usize], &articles[b as usize]));
        let mut notes = Self {
            articles,
            order,
            list: Vec::new(),
            starts: vec![0],
            forms: Vec::new(),
            form_starts: vec![0],
            speakers: Vec::with_capacity(articles.len()),
            said: Vec::new(),
            said_starts: vec![0],
            surfaces: Surfaces::default(),
        };
        for position in 0..articles.len() {
            notes.add_article(position, rules);
            notes.starts.push(notes.list.len() as u32);
        }
        notes
    }

    fn add_article(&mut self, position: usize, rules: &NameRules) {
        let article = &self.articles[self.order[position] as usize];
        let first = self.list.len();
        for (at, entity) in article.entities().iter().enumerate() {
            let (name, short) = without_bracket(&entity.name);
            let surface = self.surfaces.add(name, rules);
            if surface == NONE {
                continue;
            }
            let origin = Origin::Entity(at as u32);
            self.list.push(Note { article: position as u32, origin, surface, kind: entity.kind });
            for form in short.into_iter().chain(entity.forms.iter().map(|form| without_bracket(form).0)) {
                let form = self.surfaces.add(form, rules);
                if form != NONE && form != surface {
                    self.forms.push(form);
                }
            }
            self.form_starts.push(self.forms.len() as u32);
        }
        let mut speakers = Vec::with_capacity(article.quotations().len());
        let mut bearers = Bearers::default();
        if !article.quotations().is_empty() {
            for note in first..self.list.len() {
                bearers.add(note as u32, self);
            }
        }
        for (at, quotation) in article.quotations().iter().enumerate() {
            let surface = match &quotation.speaker {
                Some(speaker) if !quotation.anonymous => self.surfaces.add(without_bracket(speaker).0, rules),
                _ => NONE,
            };
            if surface == NONE {
                speakers.push(NONE);
                continue;
            }
            let note = self.speaker_note(&bearers, surface, quotation.role.as_deref()).unwrap_or_else(|| {
                let origin = Origin::Speaker(at as u32);
                self.list.push(Note { article: position as u32, origin, surface, kind: EntityKind::Person });
                self.form_starts.push(self.forms.len() as u32);
                let note = self.list.len() as u32 - 1;
                bearers.add(note, self);
                note
            });
            speakers.push(note);
        }
        self.add_said(first, &speakers);
        self.speakers.push(speakers);
    }

    /// Lists the quotations of each note from `first` on.
    fn add_said(&mut self, first: usize, speakers: &[u32]) {
        let mut said: Vec<(u32, u32)> =
            speakers.iter().zip(0..).filter(|(note, _)| **note != NONE).map(|(note, at)| (*note, at)).collect();
        said.sort_unstable();
        let mut said = said.into_iter().peekable();
        for note in first..self.list.len() {
            while let Some((_, at)) = said.next_if(|(speaker, _)| *speaker as usize == note) {
                self.said.push(at);
            }
            self.said_starts.push(self.said.len() as u32);
        }
    }

    /// The note that a speaker of this name means: by name before by form, one that can speak before one that cannot,
    /// one with the same role before others.
    fn speaker_note(&self, bearers: &Bearers, surface: u32, role: Option<&str>) -> Option<u32> {
        let neutral = self.surfaces.neutral(surface);
        let rank = |&note: &u32| {
            let own = &self.list[note as usize];
            let kind = match own.kind {
                EntityKind::Person => 0,
                EntityKind::Organization => 1,
                _ => 2,
            };
            let other_role = match (role, self.entity(own)) {
                (Some(role), Some(entity)) => !entity.roles.iter().any(|known| known == role),
                _ => true,
            };
            (kind, other_role, note)
        };
        if let Some(named) = bearers.by_name.get(&neutral) {
            return named.iter().copied().min_by_key(rank);
        }
        let formed = bearers.by_form.get(&neutral)?;
        let (one, others) = formed.split_first()?;
        // A short form of two people of one article says nothing.
        let kind = self.list[*one as usize].kind;
        others.iter().all(|other| self.list[*other as usize].kind != kind).then_some(*one)
    }

    /// Quotations of a note, as indices into its article's.
    pub fn said_by(&self, note: u32) -> &[u32] {
        let note = note as usize;
        &self.said[self.said_starts[note] as usize..self.said_starts[note + 1] as usize]
    }

    /// The article at `position`.
    pub fn at(&self, position: usize) -> &'a Article {
        &self.articles[self.order[position] as usize]
    }

    /// The article of a note.
    pub fn article(&self, note: &Note) -> &'a Article {
        self.at(note.article as usize)
    }

    /// The entity note behind a note, unless it is a lone speaker.
    pub fn entity(&self, note: &Note) -> Option<&'a EntityNote> {
        match note.origin {
            Origin::Entity(at) => self.article(note).entities().get(at as usize),
            Origin::Speaker(_) => None,
        }
    }

    /// Other forms of a note's name, as surfaces.
    pub fn forms(&self, note: u32) -> &[u32] {
        let note = note as usize;
        &self.forms[self.form_starts[note] as usize..self.form_starts[note + 1] as usize]
    }

    /// Leaves out the forms of which `keeps` says no; it is given the kind of the note and the form's neutral key. What a
    /// person wrote stays.
    pub fn retain_forms(&mut self, keeps: impl Fn(EntityKind, u32) -> bool) {
        let mut forms = Vec::with_capacity(self.forms.len());
        let mut starts = vec![0];
        for (at, note) in self.list.iter().enumerate() {
            let by_hand = self.entity(note).is_some_and(|entity| entity.by.is_some());
            let own = self.forms(at as u32).iter().copied();
            forms.extend(own.filter(|&form| by_hand || keeps(note.kind, self.surfaces.neutral(form))));
            starts.push(forms.len() as u32);
        }
        (self.forms, self.form_starts) = (forms, starts);
    }

    /// Indices of the notes of the article at `position`.
    pub fn of_article(&self, position: usize) -> std::ops::Range<usize> {
        self.starts[position] as usize..self.starts[position + 1] as usize
    }

    /// The note of each quotation's speaker (NONE: nobody) of the article at `position`.
    pub fn speakers(&self, position: usize) -> &[u32] {
        &self.speakers[position]
    }
}

/// A name with its short form in brackets (`Komisi Pemilihan Umum (KPU)`) as the name and the short form.
fn without_bracket(name: &str) -> (&str, Option<&str>) {
    let parts = name.trim_end().strip_suffix(')').and_then(|name| name.rsplit_once('('));
    let Some((full, short)) = parts else { return (name, None) };
    let capitals = short.chars().filter(|c| c.is_uppercase()).count();
    let is_short = capitals > 1 && !short.contains(' ') && full.chars().any(char::is_alphanumeric);
    if is_short { (full.trim_end(), Some(short)) } else { (name, None) }
}

/// By id; articles of one id by what else tells them apart.
fn compare_articles(a: &Article, b: &Article) -> Ordering {
    a.id.cmp(&b.id)
        .then_with(|| a.path.cmp(&b.path))
        .then_with(|| a.date.cmp(&b.date))
        .then_with(|| a.title.cmp(&b.title))
        .then_with(|| a.body.cmp(&b.body))
        .then_with(|| {
            let names = |article: &Article| article.entities().iter().map(|one| one.name.clone()).collect::<Vec<_>>();
            names(a).cmp(&names(b))
        })
}
