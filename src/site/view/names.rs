//! Names by kind: by letter, by number, and the index of all kinds.

use std::ops::Range;

use serde::Serialize;

use super::Head;
use super::View;
use super::card::{Named, PartView};
use super::home::Counted;
use crate::model::{EntityId, EntityKind};
use crate::site::pages::{NAMES_OF_A_LETTER, NAMES_ON_A_PAGE, Part};
use crate::site::plan::SitePlan;

/// Names on the page of a kind that has too many for one page.
const MOST_NAMED: usize = 100;

/// One kind of entities: all its names, or its letters and those named most, or the names of one letter.
#[derive(Debug, Serialize)]
pub struct KindView<'p> {
    /// `person`, `organization`, …
    pub kind: &'static str,
    /// The kind in words, plural.
    pub title: &'p str,
    /// How many there are of the kind.
    pub count: usize,
    /// The letters from A to Z, each with its list; those that begin no name have none.
    pub letters: Vec<Counted>,
    /// Link to the names sorted by letter.
    pub by_name_url: String,
    /// Link to the names sorted by their numbers.
    pub by_count_url: String,
    /// Whether the page is sorted by numbers; all names are in `most` then.
    pub is_by_count: bool,
    /// Names by letter.
    pub groups: Vec<LetterGroup<'p>>,
    /// Those with the highest numbers, where the page does not hold all names by letter.
    pub most: Vec<Named<'p>>,
    /// The place of the first of `most` among all, from 1.
    pub first: usize,
    /// Which part of a letter.
    pub part: Option<PartView>,
}

/// Names that start with one letter.
#[derive(Debug, Serialize)]
pub struct LetterGroup<'p> {
    /// The letter, upper case, or `#`.
    pub letter: String,
    /// Its anchor.
    pub id: String,
    /// The names.
    pub names: Vec<Named<'p>>,
}

/// All kinds with their letters.
#[derive(Debug, Serialize)]
pub struct IndexView<'p> {
    /// One for each kind that has names; without names, with letters.
    pub kinds: Vec<KindView<'p>>,
    /// Link to each kind's page, in the same order.
    pub urls: Vec<String>,
    /// Link to the sources that are not named; none if there are none.
    pub unnamed_url: Option<String>,
}

/// The anchor of a letter's names.
pub(super) fn letter_id(letter: char) -> String {
    if letter == '#' { "l-0-9".to_owned() } else { format!("l-{letter}") }
}

impl<'a> SitePlan<'a> {
    pub(super) fn kind_view(&self, kind: EntityKind) -> (&'static str, Head, View<'_>) {
        let names = self.of_kind(kind);
        let on_one_page = names.len() <= NAMES_ON_A_PAGE;
        let view = KindView {
            groups: if on_one_page { self.letter_groups(kind, 0..names.len()) } else { Vec::new() },
            most: if on_one_page { Vec::new() } else { self.most_named(names, MOST_NAMED) },
            ..self.kind_letters(kind)
        };
        let mut head = self.list_head(view.title, self.interface.count(kind.as_str(), names.len()));
        let names = view.most.iter().chain(view.groups.iter().flat_map(|group| &group.names));
        head.json_ld = self.list_json_ld(names.map(|named| named.url));
        ("names.html", head, View::Kind(Box::new(view)))
    }

    pub(super) fn letter_view(
        &self,
        kind: EntityKind,
        letter: char,
        names: Range<usize>,
        part: Part,
    ) -> (&'static str, Head, View<'_>) {
        let view = KindView {
            groups: self.letter_groups(kind, names),
            part: self.part_view(part, |part| self.letter_path(kind, letter, part)),
            ..self.kind_letters(kind)
        };
        let letter = letter.to_uppercase();
        let mut head = self.list_head(&format!("{}: {letter}", view.title), String::new());
        head.breadcrumbs.push(self.crumb(kind.as_str(), Self::kind_words(kind)));
        head.json_ld = self.list_json_ld(view.groups.iter().flat_map(|group| &group.names).map(|named| named.url));
        ("names.html", head, View::Kind(Box::new(view)))
    }

    fn kind_letters(&self, kind: EntityKind) -> KindView<'_> {
        KindView {
            kind: kind.as_str(),
            title: self.interface.string(Self::kind_words(kind)),
            count: self.of_kind(kind).len(),
            letters: self.letter_links(kind),
            by_name_url: self.addressing().link(&self.addressing().folder(kind.as_str(), &[])),
            by_count_url: self.addressing().link(&self.by_count_path(kind, Part { number: 1, of: 1 })),
            is_by_count: false,
            groups: Vec::new(),
            most: Vec::new(),
            first: 1,
            part: None,
        }
    }

    /// The names of a kind in a range of its list, by letter.
    fn letter_groups(&self, kind: EntityKind, range: Range<usize>) -> Vec<LetterGroup<'_>> {
        let mut groups: Vec<LetterGroup<'_>> = Vec::new();
        for id in &self.of_kind(kind)[range] {
            let id_of_letter = letter_id(self.letter(*id));
            if groups.last().is_none_or(|group| group.id != id_of_letter) {
                let letter = self.letter(*id).to_uppercase().to_string();
                groups.push(LetterGroup { letter, id: id_of_letter, names: Vec::new() });
            }
            if let Some(group) = groups.last_mut() {
                group.names.push(self.named(*id));
            }
        }
        groups
    }

    fn most_named(&self, names: &[EntityId], count: usize) -> Vec<Named<'_>> {
        let mut names = names.to_vec();
        names.sort_by_key(|id| std::cmp::Reverse(self.entities[id.index()].backlinks.numbers()));
        names.into_iter().take(count).map(|id| self.named(id)).collect()
    }

    pub(super) fn by_count_view(
        &self,
        kind: EntityKind,
        names: &[EntityId],
        part: Part,
    ) -> (&'static str, Head, View<'_>) {
        let view = KindView {
            is_by_count: true,
            most: names.iter().map(|id| self.named(*id)).collect(),
            first: (part.number - 1) * NAMES_OF_A_LETTER + 1,
            part: self.part_view(part, |part| self.by_count_path(kind, part)),
            ..self.kind_letters(kind)
        };
        let mut head = self.list_head(&format!("{}: {}", view.title, self.interface.string("by_count")), String::new());
        head.breadcrumbs.push(self.crumb(kind.as_str(), Self::kind_words(kind)));
        ("names.html", head, View::Kind(Box::new(view)))
    }

    pub(super) fn index_view(&self) -> (&'static str, Head, View<'_>) {
        let addressing = self.addressing();
        let kinds: Vec<EntityKind> =
            EntityKind::ALL.into_iter().filter(|kind| !self.of_kind(*kind).is_empty()).collect();
        let has_unnamed = self.quotations.iter().any(|quotation| quotation.note.anonymous && !quotation.is_withdrawn());
        let view = IndexView {
            kinds: kinds.iter().map(|kind| self.kind_letters(*kind)).collect(),
            urls: kinds.iter().map(|kind| addressing.link(&addressing.folder(kind.as_str(), &[]))).collect(),
            unnamed_url: has_unnamed.then(|| addressing.link(&addressing.folder("unnamed", &[]))),
        };
        ("index.html", self.list_head(self.interface.string("index"), String::new()), View::Index(Box::new(view)))
    }
}
