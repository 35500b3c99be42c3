//! Turns drafts of entities into addresses that never move: old ones are inherited, namesakes are told apart.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};

use super::entities::Draft;
use super::normalize::NameRules;
use super::notes::Notes;
use super::qualifiers::{self, Qualifier};
use crate::front_matter::id_from;
use crate::model::{Addresses, EntityKind, KnownAddress, Namesakes};
use crate::slug::slug;

/// How many article ids are kept to know a namesake again.
const KEPT_IDS: usize = 5;

/// An old address and the drafts it leads to now.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Moved {
    /// To the address of this draft.
    To(usize),
    /// To a choice between these drafts, who share this name.
    WhichOne(String, Vec<usize>),
    /// To nobody.
    Gone,
}

/// The addresses of all drafts.
#[derive(Debug, Default)]
pub(super) struct Assigned {
    /// Draft → address.
    pub addresses: Vec<String>,
    /// Draft → what tells it from its namesakes.
    pub distinctions: Vec<Option<String>>,
    /// Old addresses, by kind and address.
    pub moved: BTreeMap<(EntityKind, String), Moved>,
    /// The address book to keep.
    pub book: Addresses,
}

/// Gives every draft an address; `book` and `previous` say which ones are taken since earlier builds.
pub(super) fn assign(
    drafts: &[Draft],
    notes: &Notes<'_>,
    rules: &NameRules,
    book: &Addresses,
    previous: &[KnownAddress],
) -> Assigned {
    let mut desk = Desk::new(drafts, notes, rules, book);
    desk.take_fixed();
    desk.find_shared();
    let heirs = desk.find_heirs(previous);
    desk.take_inherited(&heirs, previous);
    desk.take_bare();
    desk.tell_apart();
    desk.tell_fixed_apart();
    desk.renew_distinctions();
    desk.finish(&heirs, previous)
}

struct Desk<'a> {
    drafts: &'a [Draft],
    notes: &'a Notes<'a>,
    rules: &'a NameRules,
    book: &'a Addresses,
    bases: Vec<String>,
    /// Kind, slug of the name → drafts, where there are several or the book has namesakes.
    shared: BTreeMap<(EntityKind, String), Vec<usize>>,
    owners: BTreeMap<(EntityKind, String), usize>,
    addresses: Vec<Option<String>>,
    distinctions: Vec<Option<String>>,
    namesakes: BTreeMap<String, Namesakes>,
    /// Addresses of words that people declared to be no name, and that nobody bears.
    of_no_name: FxHashSet<String>,
}

impl<'a> Desk<'a> {
    fn new(drafts: &'a [Draft], notes: &'a Notes<'a>, rules: &'a NameRules, book: &'a Addresses) -> Self {
        Self {
            drafts,
            notes,
            rules,
            book,
            bases: drafts.iter().map(|draft| slug(&draft.name)).collect(),
            shared: BTreeMap::new(),
            owners: BTreeMap::new(),
            addresses: vec![None; drafts.len()],
            distinctions: vec![None; drafts.len()],
            namesakes: book.namesakes.clone(),
            of_no_name: of_no_name(drafts, notes),
        }
    }

    fn take(&mut self, draft: usize, address: &str) -> bool {
        let key = (self.drafts[draft].kind, address.to_owned());
        if self.addresses[draft].is_some() || self.owners.contains_key(&key) {
            return false;
        }
        self.owners.insert(key, draft);
        self.addresses[draft] = Some(address.to_owned());
        true
    }

    fn take_fixed(&mut self) {
        for (at, draft) in self.drafts.iter().enumerate() {
            if let Some(address) = &draft.fixed {
                self.take(at, address);
            }
        }
    }

    fn find_shared(&mut self) {
        let mut groups: FxHashMap<(EntityKind, &str), Vec<usize>> = FxHashMap::default();
        for (at, draft) in self.drafts.iter().enumerate() {
            groups.entry((draft.kind, self.bases[at].as_str())).or_default().push(at);
        }
        for ((kind, base), group) in groups {
            // A file that no article means yet moves nobody, unless it lives at the bare name.
            let is_idle =
                |draft: &Draft| draft.notes.is_empty() && draft.fixed.as_ref().is_some_and(|address| address != base);
            let living = group.iter().filter(|&&at| !is_idle(&self.drafts[at])).count();
            if living > 1 || self.book.namesakes.contains_key(&Addresses::key(kind, base)) {
                self.shared.insert((kind, base.to_owned()), group);
            }
        }
    }

    /// For each address of the last site the draft that is what lived there.
    fn find_heirs(&self, previous: &[KnownAddress]) -> Vec<Option<usize>> {
        if previous.is_empty() {
            return Vec::new();
        }
        let mut bearers: FxHashMap<(EntityKind, String), Vec<usize>> = FxHashMap::default();
        for (at, draft) in self.drafts.iter().enumerate() {
            for name in draft.names() {
                let list = bearers.entry((draft.kind, self.rules.key(name, draft.kind).folded)).or_default();
                if list.last() != Some(&at) {
                    list.push(at);
                }
            }
        }
        let renamed = self.renamed_keys();
        let own: Vec<String> = self.drafts.iter().map(|draft| self.rules.key(&draft.name, draft.kind).folded).collect();
        let heir = |known| self.heir(known, &bearers, &own).or_else(|| self.heir_by_form(known, &renamed));
        let mut heirs: Vec<Option<usize>> =
            previous.iter().map(|known| heir(known).or_else(|| self.heir_of_another_kind(known, &bearers))).collect();
        if heirs.contains(&None) {
            let written = self.written_names();
            let known: FxHashSet<usize> = heirs.iter().copied().flatten().collect();
            for (heir, known_address) in heirs.iter_mut().zip(previous).filter(|(heir, _)| heir.is_none()) {
                *heir = self.heir_by_words(known_address, &written, &known);
            }
        }
        heirs
    }

    /// Names that people wrote without other forms: the article, the draft.
    fn written_names(&self) -> Vec<(&str, usize)> {
        let mut written = Vec::new();
        for (at, draft) in self.drafts.iter().enumerate() {
            for own in draft.notes.iter().map(|&note| &self.notes.list[note as usize]) {
                let entity = self.notes.entity(own).filter(|entity| entity.by.is_some());
                if entity.is_some_and(|entity| entity.forms.iter().all(|form| *form == entity.name)) {
                    written.push((self.notes.article(own).id.as_str(), at));
                }
            }
        }
        written
    }

    /// Whose name a person wrote in the place of the one that the address had, and left no form: the only new one of the kind
    /// in the articles that named it, with a word of it or with its letters. `known` lived somewhere already.
    fn heir_by_words(&self, gone: &KnownAddress, written: &[(&str, usize)], known: &FxHashSet<usize>) -> Option<usize> {
        let old: Vec<String> = gone.names.iter().map(|name| self.rules.key(name, gone.kind).folded).collect();
        let is_like = |draft: usize| {
            let name = self.rules.key(&self.drafts[draft].name, gone.kind).folded;
            old.iter().any(|old| {
                name.contains(old.as_str())
                    || old.contains(&name)
                    || old.split(' ').any(|word| name.split(' ').any(|other| other == word))
            })
        };
        let is_new = |draft: usize| self.drafts[draft].kind == gone.kind && !known.contains(&draft);
        let mut heirs: Vec<usize> = written
            .iter()
            .filter(|(article, draft)| is_new(*draft) && gone.articles.iter().any(|id| id == article))
            .map(|(_, draft)| *draft)
            .filter(|&draft| is_like(draft))
            .collect();
        heirs.dedup();
        heirs.first().copied().filter(|_| heirs.len() == 1)
    }

    /// Folded forms of the names that people wrote, and of those that they replaced → drafts.
    fn renamed_keys(&self) -> FxHashMap<(EntityKind, String), Vec<usize>> {
        self.renamed_by(|form, kind| self.rules.key(form, kind).folded)
    }

    fn renamed_by(&self, key: impl Fn(&str, EntityKind) -> String) -> FxHashMap<(EntityKind, String), Vec<usize>> {
        let mut renamed: FxHashMap<(EntityKind, String), Vec<usize>> = FxHashMap::default();
        for (at, draft) in self.drafts.iter().enumerate() {
            for note in draft.notes.iter().filter_map(|&note| self.notes.entity(&self.notes.list[note as usize])) {
                for form in note.forms.iter().chain(&note.replaced).filter(|_| note.by.is_some()) {
                    let list = renamed.entry((draft.kind, key(form, draft.kind))).or_default();
                    if list.last() != Some(&at) {
                        list.push(at);
                    }
                }
            }
        }
        renamed
    }

    /// Whose name a person wrote over the one that the address had: the old one is a form of it, or what the program
    /// finds in its place, in an article that named it then.
    fn heir_by_form(
        &self,
        known: &KnownAddress,
        renamed: &FxHashMap<(EntityKind, String), Vec<usize>>,
    ) -> Option<usize> {
        let articles: BTreeSet<&str> = known.articles.iter().map(String::as_str).collect();
        let keys = known.names.iter().map(|name| (known.kind, self.rules.key(name, known.kind).folded));
        let drafts = keys.flat_map(|key| renamed.get(&key).into_iter().flatten().copied());
        let heirs = drafts.map(|draft| (self.shared_articles(draft, &articles), std::cmp::Reverse(draft)));
        heirs.filter(|(shared, _)| *shared > 0).max().map(|(_, draft)| draft.0)
    }

    /// `own` are the folded names of the drafts.
    fn heir(
        &self,
        known: &KnownAddress,
        bearers: &FxHashMap<(EntityKind, String), Vec<usize>>,
        own: &[String],
    ) -> Option<usize> {
        let key = (known.kind, known.address.clone());
        if let Some(&owner) = self.owners.get(&key) {
            return Some(owner);
        }
        let keys: Vec<String> = known.names.iter().map(|name| self.rules.key(name, known.kind).folded).collect();
        let mut matches: FxHashMap<usize, usize> = FxHashMap::default();
        for key in &keys {
            for &draft in bearers.get(&(known.kind, key.clone())).into_iter().flatten() {
                *matches.entry(draft).or_default() += 1;
            }
        }
        let articles: BTreeSet<&str> = known.articles.iter().map(String::as_str).collect();
        let rank = |(draft, names): (usize, usize)| {
            let same_name = keys.first() == Some(&own[draft]);
            (same_name, self.shared_articles(draft, &articles), names, std::cmp::Reverse(draft))
        };
        // At the address of one of several namesakes lives who is named where that one was, and nobody else of the name.
        let is_told_apart = known.names.iter().all(|name| slug(name) != known.address);
        let may_be = |draft: usize| !is_told_apart || self.shared_articles(draft, &articles) > 0;
        let matches = matches.into_iter().filter(|(draft, _)| may_be(*draft));
        matches.max_by_key(|&one| rank(one)).map(|(draft, _)| draft)
    }

    /// What the archive took for another kind when the last site was made: it bears one of the names, in an article that
    /// named it then.
    fn heir_of_another_kind(
        &self,
        known: &KnownAddress,
        bearers: &FxHashMap<(EntityKind, String), Vec<usize>>,
    ) -> Option<usize> {
        if !known.published {
            return None;
        }
        let articles: BTreeSet<&str> = known.articles.iter().map(String::as_str).collect();
        let others = EntityKind::ALL.into_iter().filter(|kind| kind.has_pages() && *kind != known.kind);
        let mut matches: BTreeMap<usize, usize> = BTreeMap::new();
        for (kind, name) in others.flat_map(|kind| known.names.iter().map(move |name| (kind, name))) {
            for &draft in bearers.get(&(kind, self.rules.key(name, kind).folded)).into_iter().flatten() {
                *matches.entry(draft).or_default() += 1;
            }
        }
        let matches = matches.into_iter().map(|(draft, names)| (self.shared_articles(draft, &articles), names, draft));
        let heirs = matches.filter(|(shared, ..)| *shared > 0 || articles.is_empty());
        heirs.max_by_key(|(shared, names, draft)| (*shared, *names, std::cmp::Reverse(*draft))).map(|heir| heir.2)
    }

    /// How the book names the address of a draft to which an address of this kind leads: with its kind if it is another.
    fn destination(&self, from: EntityKind, draft: usize) -> Option<String> {
        let address = self.addresses[draft].clone()?;
        let kind = self.drafts[draft].kind;
        Some(if kind == from { address } else { Addresses::key(kind, &address) })
    }

    fn shared_articles(&self, draft: usize, ids: &BTreeSet<&str>) -> usize {
        if ids.is_empty() {
            return 0;
        }
        let mut shared: Vec<&str> = self.drafts[draft]
            .notes
            .iter()
            .map(|&note| self.notes.article(&self.notes.list[note as usize]).id.as_str())
            .filter(|id| ids.contains(id))
            .collect();
        shared.sort_unstable();
        shared.dedup();
        shared.len()
    }

    /// Namesakes and single entities keep the address that they had.
    fn take_inherited(&mut self, heirs: &[Option<usize>], previous: &[KnownAddress]) {
        self.take_recorded_namesakes();
        let mut claims: Vec<(usize, bool, bool, std::cmp::Reverse<usize>, &str)> = Vec::new();
        for (known, heir) in previous.iter().zip(heirs) {
            let is_inherited =
                |heir: usize| self.drafts[heir].kind == known.kind && !self.of_no_name.contains(&known.address);
            let Some(heir) = heir.filter(|&heir| is_inherited(heir)) else { continue };
            if !self.shared.contains_key(&(known.kind, known.address.clone())) {
                let other = self.bases[heir] != known.address;
                claims.push((heir, other, true, std::cmp::Reverse(known.articles.len()), &known.address));
            }
        }
        if !self.book.given.is_empty() {
            for (at, draft) in self.drafts.iter().enumerate() {
                for name in draft.names() {
                    let given = self.book.given.get(&Addresses::key(draft.kind, name));
                    if let Some(address) = given.filter(|address| !self.of_no_name.contains(*address)) {
                        claims.push((at, self.bases[at] != *address, false, std::cmp::Reverse(0), address));
                    }
                }
            }
        }
        claims.sort();
        for (draft, _, _, _, address) in claims {
            self.take(draft, address);
        }
    }

    /// The book says by what its namesakes were told apart: who shares most of it has that address.
    fn take_recorded_namesakes(&mut self) {
        let mut claims = Vec::new();
        for ((kind, base), group) in &self.shared {
            let Some(recorded) = self.book.namesakes.get(&Addresses::key(*kind, base)) else { continue };
            for (address, signs) in &recorded.told_apart_by {
                let ids: BTreeSet<&str> = signs.iter().map(String::as_str).collect();
                for &draft in group {
                    let roles = self.drafts[draft].printed_roles.iter();
                    let known_role = roles.clone().any(|role| ids.contains(role.role.as_str()));
                    let weight = self.shared_articles(draft, &ids) * 2 + usize::from(known_role);
                    if weight > 0 {
                        let sign = signs.first().cloned().unwrap_or_default();
                        claims.push((std::cmp::Reverse(weight), address.clone(), draft, sign));
                    }
                }
            }
        }
        claims.sort();
        for (_, address, draft, sign) in claims {
            if self.take(draft, &address) {
                self.distinctions[draft] = Some(sign).filter(|sign| !sign.is_empty());
            }
        }
    }

    /// Who shares its name with nobody lives at the name.
    fn take_bare(&mut self) {
        for at in 0..self.drafts.len() {
            let key = (self.drafts[at].kind, self.bases[at].clone());
            if self.addresses[at].is_none() && !self.shared.contains_key(&key) {
                self.take(at, &key.1);
            }
        }
    }

    /// What only each of these namesakes has, best first.
    fn signs_of(&self, namesakes: &[usize]) -> Vec<Vec<Qualifier>> {
        let notes: Vec<&[u32]> = namesakes.iter().map(|&draft| self.drafts[draft].notes.as_slice()).collect();
        qualifiers::distinguish(&notes, self.notes, self.rules)
    }

    /// Everybody left is told apart by role, body, place or, when nothing else helps, article.
    fn tell_apart(&mut self) {
        let mut left: BTreeMap<(EntityKind, String), Vec<usize>> = BTreeMap::new();
        for (at, draft) in self.drafts.iter().enumerate() {
            if self.addresses[at].is_none() {
                left.entry((draft.kind, self.bases[at].clone())).or_default().push(at);
            }
        }
        for ((kind, base), group) in left {
            let rivals = self.shared.get(&(kind, base.clone())).unwrap_or(&group).clone();
            let signs = self.signs_of(&rivals);
            for &draft in &group {
                let own = rivals.iter().position(|&rival| rival == draft);
                let signs = own.map(|own| signs[own].as_slice()).unwrap_or_default();
                let sign = self.take_qualified(draft, &base, signs);
                self.record(kind, &base, draft, &sign);
                self.distinctions[draft] = Some(sign.text).filter(|text| !text.is_empty());
            }
        }
    }

    /// Namesakes whose address people gave, and of whom no file says who they are, are told apart as the others are: by the words
    /// that the address has, if they are still theirs alone.
    fn tell_fixed_apart(&mut self) {
        let is_untold = |draft: usize| {
            let own = &self.drafts[draft];
            own.fixed.is_some() && own.curated.is_none() && self.distinctions[draft].is_none()
        };
        let mut told = Vec::new();
        for ((_, base), group) in self.shared.iter().filter(|(_, group)| group.iter().any(|&draft| is_untold(draft))) {
            let signs = self.signs_of(group);
            for (&draft, signs) in group.iter().zip(&signs).filter(|(draft, _)| is_untold(**draft)) {
                let is_in_address = |sign: &&Qualifier| {
                    self.addresses[draft].as_deref() == Some(crate::slug::with_tail(base, &sign.slug).as_str())
                };
                let sign = signs.iter().find(is_in_address).or(signs.first());
                told.extend(sign.map(|sign| (draft, sign.text.clone())));
            }
        }
        told.into_iter().for_each(|(draft, words)| self.distinctions[draft] = Some(words));
    }

    /// Words that told a namesake apart once, and that another one has by now, give way to others; the address stays.
    fn renew_distinctions(&mut self) {
        for ((kind, base), group) in &self.shared {
            if group.len() < 2 || !self.book.namesakes.contains_key(&Addresses::key(*kind, base)) {
                continue;
            }
            let signs = self.signs_of(group);
            for (&draft, signs) in group.iter().zip(&signs) {
                let is_own = |words: &String| signs.iter().any(|sign| sign.text == *words);
                if self.distinctions[draft].as_ref().is_some_and(|words| !is_own(words))
                    && let Some(first) = signs.first()
                {
                    self.distinctions[draft] = Some(first.text.clone());
                }
            }
        }
    }

    fn take_qualified(&mut self, draft: usize, base: &str, signs: &[Qualifier]) -> Qualifier {
        for sign in signs {
            if self.take(draft, &crate::slug::with_tail(base, &sign.slug)) {
                return sign.clone();
            }
        }
        // Two articles of one id, or a clash with a name that ends like this: count.
        let mut number = 2usize;
        while !self.take(draft, &crate::slug::with_tail(base, &number.to_string())) {
            number += 1;
        }
        Qualifier::default()
    }

    /// Writes down by what the draft was told apart, so that later builds know it again.
    fn record(&mut self, kind: EntityKind, base: &str, draft: usize, sign: &Qualifier) {
        let Some(address) = self.addresses[draft].clone() else { return };
        let mut ids: Vec<&str> = self.drafts[draft]
            .notes
            .iter()
            .map(|&note| self.notes.article(&self.notes.list[note as usize]).id.as_str())
            .collect();
        ids.sort_unstable();
        ids.dedup();
        let ids = ids.into_iter().filter(|id| !id.is_empty() && *id != sign.text).take(KEPT_IDS).map(str::to_owned);
        let signs = Some(sign.text.clone()).into_iter().filter(|text| !text.is_empty()).chain(ids).collect();
        self.namesakes.entry(Addresses::key(kind, base)).or_default().told_apart_by.insert(address, signs);
    }

    fn finish(mut self, heirs: &[Option<usize>], previous: &[KnownAddress]) -> Assigned {
        let mut moved: BTreeMap<(EntityKind, String), Moved> = BTreeMap::new();
        for ((kind, base), group) in &self.shared {
            let key = (*kind, base.clone());
            let recorded = self.book.namesakes.get(&Addresses::key(*kind, base));
            let mut group = group.clone();
            for address in recorded.into_iter().flat_map(|recorded| recorded.told_apart_by.keys()) {
                group.extend(self.owners.get(&(*kind, address.clone())));
            }
            group.sort_by_key(|&draft| self.addresses[draft].clone());
            group.dedup();
            // Who has no namesakes any more keeps the address, and needs not be told apart.
            if let [one] = group.as_slice() {
                self.distinctions[*one] = None;
            }
            if self.owners.contains_key(&key) || !kind.has_pages() {
                continue;
            }
            moved.insert(
                key,
                match group.as_slice() {
                    [one] => Moved::To(*one),
                    _ => Moved::WhichOne(self.drafts[group[0]].name.clone(), group),
                },
            );
        }
        let mut book_moved = self.book.moved.clone();
        let neutral = self.neutral(previous);
        for (known, heir) in previous.iter().zip(heirs) {
            let key = (known.kind, known.address.clone());
            let is_no_name = self.of_no_name.contains(&known.address) && !known.published;
            if known.kind.has_pages() && !is_no_name && !self.owners.contains_key(&key) && !moved.contains_key(&key) {
                // A name that only stood there for a while at the desk, such as a slip of the pen, needs no page.
                let heir = heir.or_else(|| known.names.is_empty().then(|| neutral.get(&key).copied()).flatten());
                let to = heir.and_then(|heir| self.destination(known.kind, heir));
                if let Some(to) = to.or_else(|| known.published.then(|| Addresses::GONE.to_owned())) {
                    book_moved.insert(Addresses::key(known.kind, &known.address), to);
                }
            }
        }
        self.follow(&mut book_moved, &mut moved, &neutral);
        self.lead_on_from_shared(&mut moved);
        // Where one of several namesakes is gone, the bare address does not say that the one who is left is him.
        for (kind, base) in self.shared.keys() {
            let Some(recorded) = self.book.namesakes.get(&Addresses::key(*kind, base)) else { continue };
            let is_gone = |address: &String| moved.get(&(*kind, address.clone())) == Some(&Moved::Gone);
            if let Some(Moved::To(one)) = moved.get(&(*kind, base.clone()))
                && recorded.told_apart_by.keys().any(is_gone)
            {
                let choice = Moved::WhichOne(self.drafts[*one].name.clone(), vec![*one]);
                moved.insert((*kind, base.clone()), choice);
            }
        }
        // Whom people told apart is not written down as namesakes: should they take it back, the choice leads on.
        for ((kind, base), group) in &self.shared {
            let key = Addresses::key(*kind, base);
            let choice = moved.contains_key(&(*kind, base.clone())) && !self.namesakes.contains_key(&key);
            if let Some(first) =
                group.iter().filter_map(|&draft| self.addresses[draft].clone()).min().filter(|_| choice)
            {
                book_moved.insert(key, first);
            }
        }
        let book = Addresses { moved: book_moved, given: self.given(), namesakes: self.namesakes };
        let addresses = self.addresses.into_iter().map(Option::unwrap_or_default).collect();
        Assigned { addresses, distinctions: self.distinctions, moved, book }
    }

    /// The bare addresses of namesakes, where nobody bears the name alone any more: they lead to who lives where the namesakes
    /// lived.
    fn lead_on_from_shared(&self, moved: &mut BTreeMap<(EntityKind, String), Moved>) {
        for (key, recorded) in &self.book.namesakes {
            let Some((kind, base)) = parse_key(key) else { continue };
            let bare = (kind, base.to_owned());
            if !kind.has_pages() || self.owners.contains_key(&bare) || moved.contains_key(&bare) {
                continue;
            }
            let mut heirs = BTreeSet::new();
            let mut is_gone = false;
            for address in recorded.told_apart_by.keys() {
                let key = (kind, address.clone());
                match (self.owners.get(&key), moved.get(&key)) {
                    (Some(&owner), _) | (None, Some(&Moved::To(owner))) => _ = heirs.insert(owner),
                    (None, Some(Moved::WhichOne(_, group))) => heirs.extend(group),
                    (None, Some(Moved::Gone)) => is_gone = true,
                    (None, None) => {}
                }
            }
            let heirs: Vec<usize> = heirs.into_iter().collect();
            let end = match heirs.as_slice() {
                [] if is_gone => Moved::Gone,
                [] => continue,
                [one] => Moved::To(*one),
                [first, ..] => Moved::WhichOne(self.drafts[*first].name.clone(), heirs),
            };
            moved.insert(bare, end);
        }
    }

    /// The addresses that stood for those of drafts while these would have told who is withheld; looked for only where the last
    /// site or the book may have one.
    fn neutral(&self, previous: &[KnownAddress]) -> FxHashMap<(EntityKind, String), usize> {
        let is_id = |address: &str| address.len() == 12 && address.bytes().all(|byte| byte.is_ascii_hexdigit());
        let in_book = || self.book.moved.keys().filter_map(|key| Some(parse_key(key)?.1));
        if !previous.iter().any(|known| known.names.is_empty()) && !in_book().any(is_id) {
            return FxHashMap::default();
        }
        self.owners.iter().map(|((kind, address), &draft)| ((*kind, id_from(address)), draft)).collect()
    }

    /// Follows each entry of the book to who lives at its end; entries whose address lives again are dropped.
    fn follow(
        &self,
        book: &mut BTreeMap<String, String>,
        moved: &mut BTreeMap<(EntityKind, String), Moved>,
        neutral: &FxHashMap<(EntityKind, String), usize>,
    ) {
        let entries = book.clone();
        // A name that came back as a form of the one that a person wrote over it.
        let is_gone = entries.values().any(|to| to == Addresses::GONE);
        let renamed = if is_gone { self.renamed_by(|form, _| slug(form)) } else { FxHashMap::default() };
        for (from, to) in &entries {
            let Some((kind, from_address)) = parse_key(from) else { continue };
            let key = (kind, from_address.to_owned());
            if self.owners.contains_key(&key) || moved.contains_key(&key) {
                book.remove(from);
                continue;
            }
            let place = |to: &str, kind: EntityKind| match parse_key(to) {
                Some((other, address)) => (other, address.to_owned()),
                None => (kind, to.to_owned()),
            };
            let mut at = place(to, kind);
            let mut seen = BTreeSet::new();
            let end = loop {
                if let Some(&owner) = self.owners.get(&at) {
                    break Moved::To(owner);
                }
                if let Some(Moved::WhichOne(name, group)) = moved.get(&at) {
                    break Moved::WhichOne(name.clone(), group.clone());
                }
                match entries.get(&Addresses::key(at.0, &at.1)) {
                    Some(next) if seen.insert(at.clone()) => at = place(next, at.0),
                    _ => {
                        let by_form = || renamed.get(&key).and_then(|drafts| drafts.first().copied());
                        let heir = neutral.get(&key).copied();
                        let heir = heir.or_else(|| self.of_another_kind(kind, from_address)).or_else(by_form);
                        break heir.map_or(Moved::Gone, Moved::To);
                    }
                }
            };
            if let Moved::To(owner) = &end {
                book.insert(from.clone(), self.destination(kind, *owner).unwrap_or_default());
            }
            moved.insert(key, end);
        }
    }

    /// The only draft of another kind that lives at this address: the archive holds the name, as something else.
    fn of_another_kind(&self, kind: EntityKind, address: &str) -> Option<usize> {
        let others = EntityKind::ALL.into_iter().filter(|other| other.has_pages() && *other != kind);
        let mut owners = others.filter_map(|other| self.owners.get(&(other, address.to_owned())).copied());
        let owner = owners.next();
        owner.filter(|_| owners.next().is_none())
    }

    /// Names whose address is neither their slug nor that of a namesake nor written in a file by a person.
    fn given(&self) -> BTreeMap<String, String> {
        let mut given = self.book.given.clone();
        given.retain(|_, address| !self.of_no_name.contains(address));
        for (at, draft) in self.drafts.iter().enumerate() {
            let Some(address) = &self.addresses[at] else { continue };
            let shared = self.shared.contains_key(&(draft.kind, self.bases[at].clone()));
            let told_apart = self
                .namesakes
                .get(&Addresses::key(draft.kind, &self.bases[at]))
                .is_some_and(|namesakes| namesakes.told_apart_by.contains_key(address));
            if draft.fixed.is_none() && *address != self.bases[at] && !shared && !told_apart {
                given.insert(Addresses::key(draft.kind, &draft.name), address.clone());
            }
        }
        given
    }
}

/// The addresses that names would have of which people say that they are none (`kind: other`), where no draft with a page bears
/// them in another article.
fn of_no_name(drafts: &[Draft], notes: &Notes<'_>) -> FxHashSet<String> {
    let declared = notes.list.iter().filter_map(|note| notes.entity(note));
    let declared = declared.filter(|entity| entity.kind == EntityKind::Other && entity.by.is_some());
    let mut addresses: FxHashSet<String> = declared.map(|entity| slug(&entity.name)).collect();
    if !addresses.is_empty() {
        for name in drafts.iter().filter(|draft| draft.kind.has_pages()).flat_map(Draft::names) {
            addresses.remove(&slug(name));
        }
    }
    addresses
}

/// Kind and address of a key such as `person/budi-santoso`.
pub(super) fn parse_key(key: &str) -> Option<(EntityKind, &str)> {
    let (kind, address) = key.split_once('/')?;
    let kind = EntityKind::ALL.into_iter().find(|known| known.as_str() == kind)?;
    Some((kind, address))
}
