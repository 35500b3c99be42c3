//! Turns the articles of namesakes into words that tell them apart: a role, a body, a place, a year, else an article.

use std::collections::BTreeMap;

use super::entities::{Draft, clean, roles_of};
use super::normalize::NameRules;
use super::notes::Notes;
use crate::model::{CuratedEntity, Distinction, EntityKind};
use crate::slug::slug;

/// Longest slug of a role or body in an address, in bytes.
const LONGEST: usize = 48;
/// How many articles of one namesake are read.
const READ: usize = 60;
/// Rank of what is only named in the same article; roles come before.
const BESIDE: u8 = 2;
/// Rank of the year of an article; bodies and places come before.
const YEAR: u8 = 4;
/// How many times as many articles of one namesake as of the others together print a role that is yet his.
const MOSTLY: usize = 4;

/// A few words that belong to one of several namesakes only.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Qualifier {
    /// The words.
    pub text: String,
    /// Their slug.
    pub slug: String,
}

/// For each of `rivals` (the notes of namesakes) what only it has, best first; ids of its articles come last. A role of
/// most of its articles that a few of another print too is its own.
pub(super) fn distinguish(rivals: &[&[u32]], notes: &Notes<'_>, rules: &NameRules) -> Vec<Vec<Qualifier>> {
    let all: Vec<Vec<Sign>> = rivals.iter().map(|rival| signs(rival, notes, rules)).collect();
    let mut articles: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (rival, signs) in all.iter().enumerate() {
        for sign in signs {
            articles.entry(&sign.words.slug).or_insert_with(|| vec![0; rivals.len()])[rival] += sign.articles;
        }
    }
    let is_own = |rival: usize, sign: &Sign| {
        let counts = articles.get(sign.words.slug.as_str()).map_or(&[][..], Vec::as_slice);
        let others = counts.iter().sum::<usize>() - counts[rival];
        others == 0 || sign.is_role && counts[rival] >= MOSTLY * others
    };
    let own = |(rival, signs): (usize, &Vec<Sign>)| {
        signs.iter().filter(|sign| is_own(rival, sign)).map(|sign| sign.words.clone()).collect()
    };
    all.iter().enumerate().map(own).collect()
}

/// A qualifier before it is known whether only one namesake has it.
struct Sign {
    words: Qualifier,
    is_role: bool,
    articles: usize,
}

/// Roles, those that are a bare title last (`presiden` says less than `presiden direktur PT Maju`, and more than a body that
/// is only named in the same article), then bodies and places named beside it (a body's places first), then years of its
/// articles, most frequent first, then the id of its first article.
fn signs(own_notes: &[u32], notes: &Notes<'_>, rules: &NameRules) -> Vec<Sign> {
    let mut roles: BTreeMap<(bool, String), usize> = BTreeMap::new();
    let mut beside: BTreeMap<(EntityKind, String), usize> = BTreeMap::new();
    let mut years: BTreeMap<i16, usize> = BTreeMap::new();
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
        if let Some(date) = &notes.article(own).date {
            *years.entry(date.year).or_default() += 1;
        }
        ids.push(&notes.article(own).id);
    }
    // Two bodies of one name are those of two places.
    let of_body = own_notes.first().is_some_and(|&note| notes.list[note as usize].kind == EntityKind::Organization);
    let first = if of_body { EntityKind::Place } else { EntityKind::Organization };
    let mut found: Vec<(u8, std::cmp::Reverse<usize>, String)> = Vec::new();
    found.extend(roles.into_iter().map(|((bare, role), count)| (u8::from(bare), std::cmp::Reverse(count), role)));
    found.extend(
        beside
            .into_iter()
            .map(|((kind, name), count)| (BESIDE + u8::from(kind != first), std::cmp::Reverse(count), name)),
    );
    found.extend(years.into_iter().map(|(year, count)| (YEAR, std::cmp::Reverse(count), year.to_string())));
    found.sort();
    ids.sort_unstable();
    let ids = ids.into_iter().filter(|id| !id.is_empty()).map(|id| (u8::MAX, std::cmp::Reverse(1), id.to_owned()));
    let sign = |(rank, std::cmp::Reverse(articles), text): (u8, _, String)| {
        Some(Sign { words: qualifier(text)?, is_role: rank < BESIDE, articles })
    };
    found.into_iter().chain(ids).filter_map(sign).collect()
}

/// What a qualifier says of the entity. A body or place is the entity's only where an office of it or the body that it speaks
/// for names it; else articles name both. The id of an article says nothing to readers: its title does.
pub(super) fn distinction(words: String, draft: &Draft, notes: &Notes<'_>, curated: &[CuratedEntity]) -> Distinction {
    let articles = || draft.notes.iter().map(|&note| notes.article(&notes.list[note as usize]));
    if let Some(article) = articles().find(|article| article.id == words) {
        return Distinction { words: article.title.clone(), is_beside: false };
    }
    let written = draft.curated.and_then(|at| curated.get(at)).into_iter().flat_map(|file| &file.roles);
    let mut roles = draft.printed_roles.iter().map(|role| &role.role).chain(written.map(|role| &role.role));
    let is_year = || articles().any(|article| article.date.as_ref().is_some_and(|date| date.year.to_string() == words));
    let is_said = || {
        draft.notes.iter().any(|&note| {
            let article = notes.article(&notes.list[note as usize]);
            let said = notes.said_by(note).iter().filter_map(|&at| article.quotations().get(at as usize));
            said.filter_map(|one| one.speaks_for.as_deref()).any(|body| clean(body) == words)
        })
    };
    let is_beside = !roles.any(|role| role.contains(words.as_str())) && !is_year() && !is_said();
    Distinction { words, is_beside }
}

/// The words with their slug, unless they give none.
fn qualifier(text: String) -> Option<Qualifier> {
    let slug = short_slug(&text);
    text.chars().any(char::is_alphanumeric).then_some(Qualifier { text, slug })
}

/// The slug of a role, body or place as addresses have it: of a long one the first words.
pub(super) fn short_slug(text: &str) -> String {
    let mut whole = slug(text);
    if whole.len() > LONGEST {
        let end = whole[..=LONGEST].rfind('-').unwrap_or(LONGEST);
        whole.truncate(end);
    }
    whole
}
