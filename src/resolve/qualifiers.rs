//! Turns the articles of namesakes into words that tell them apart: a role, a body, a place, else an article.

use std::collections::{BTreeMap, BTreeSet};

use super::entities::{clean, roles_of};
use super::normalize::NameRules;
use super::notes::Notes;
use crate::model::EntityKind;
use crate::slug::slug;

/// Longest slug of a role or body in an address, in bytes.
const LONGEST: usize = 48;
/// How many articles of one namesake are read.
const READ: usize = 60;

/// A few words that belong to one of several namesakes only.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Qualifier {
    /// The words.
    pub text: String,
    /// Their slug.
    pub slug: String,
}

/// For each of `rivals` (the notes of namesakes) what only it has, best first; ids of its articles come last.
pub(super) fn distinguish(rivals: &[&[u32]], notes: &Notes<'_>, rules: &NameRules) -> Vec<Vec<Qualifier>> {
    let all: Vec<Vec<Qualifier>> = rivals.iter().map(|rival| signs(rival, notes, rules)).collect();
    let mut bearers: BTreeMap<&str, usize> = BTreeMap::new();
    for signs in &all {
        let own: BTreeSet<&str> = signs.iter().map(|sign| sign.slug.as_str()).collect();
        for slug in own {
            *bearers.entry(slug).or_default() += 1;
        }
    }
    all.iter()
        .map(|signs| signs.iter().filter(|sign| bearers.get(sign.slug.as_str()) == Some(&1)).cloned().collect())
        .collect()
}

/// Roles, those that are a bare title last (`presiden` says less than `presiden direktur PT Maju`, and more than a body that
/// is only named in the same article), then bodies and places named beside it (a body's places first), most frequent
/// first, then the id of its first article.
fn signs(own_notes: &[u32], notes: &Notes<'_>, rules: &NameRules) -> Vec<Qualifier> {
    let mut roles: BTreeMap<(bool, String), usize> = BTreeMap::new();
    let mut beside: BTreeMap<(EntityKind, String), usize> = BTreeMap::new();
    let mut ids: Vec<&str> = Vec::new();
    for &note in own_notes.iter().take(READ) {
        let own = &notes.list[note as usize];
        for role in roles_of(notes, note) {
            let tells = rules.neutral(role).split(' ').any(|word| !rules.is_title(word));
            *roles.entry((!tells, clean(role))).or_default() += 1;
        }
        for other in notes.of_article(own.article as usize) {
            let other = &notes.list[other];
            if matches!(other.kind, EntityKind::Organization | EntityKind::Place) {
                *beside.entry((other.kind, clean(notes.surfaces.text(other.surface)))).or_default() += 1;
            }
        }
        ids.push(&notes.article(own).id);
    }
    // Two bodies of one name are those of two places.
    let of_body = own_notes.first().is_some_and(|&note| notes.list[note as usize].kind == EntityKind::Organization);
    let first = if of_body { EntityKind::Place } else { EntityKind::Organization };
    let mut found: Vec<(u8, std::cmp::Reverse<usize>, String)> = Vec::new();
    found.extend(roles.into_iter().map(|((bare, role), count)| (u8::from(bare), std::cmp::Reverse(count), role)));
    found.extend(
        beside.into_iter().map(|((kind, name), count)| (2 + u8::from(kind != first), std::cmp::Reverse(count), name)),
    );
    found.sort();
    ids.sort_unstable();
    let ids = ids.into_iter().filter(|id| !id.is_empty()).map(str::to_owned);
    found.into_iter().map(|(_, _, text)| text).chain(ids).filter_map(qualifier).collect()
}

/// The words with their slug, unless they give none or too long a one.
fn qualifier(text: String) -> Option<Qualifier> {
    if !text.chars().any(char::is_alphanumeric) {
        return None;
    }
    let slug = slug(&text);
    (slug.len() <= LONGEST).then_some(Qualifier { text, slug })
}
