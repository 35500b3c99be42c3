//! Turns the kinds that articles give a name into one kind where most of the archive agrees.

use rustc_hash::{FxHashMap, FxHashSet};

use super::normalize::NameRules;
use super::notes::{Notes, Origin};
use crate::model::{CuratedEntity, EntityKind};

/// How many articles must agree before a dissenting one is overruled.
const AGREEING: u32 = 3;
/// How many times more they must be than those who dissent.
const TIMES: u32 = 4;
/// The same where the name is a person's: short forms of people vote too.
const TIMES_PERSON: u32 = 3;
/// How many names of one article are read.
const BESIDE: usize = 240;
/// What a curated file counts for, in articles.
const CURATED: u32 = 6;

/// Gives each note the kind that most articles give its name.
///
/// A note keeps its own kind where a person decided, where its article uses the name for two kinds (other than a person
/// once taken for something else), where a role stands beside a person's single name, and where the archive is divided. A
/// curated file of a body, place or work that bears the name wins over all of these but the first two.
/// Then no note has a form that most articles know as the name of another kind (`Sadio Mane (Liverpool)`).
pub(super) fn settle(notes: &mut Notes<'_>, curated: &[CuratedEntity], rules: &NameRules) {
    let votes = count(notes, curated, rules);
    let filed = filed(notes, curated, rules);
    let mut settled: Vec<(usize, EntityKind)> = Vec::new();
    for position in 0..notes.order.len() {
        let range = notes.of_article(position);
        for at in range.clone() {
            let note = &notes.list[at];
            let neutral = notes.surfaces.neutral(note.surface);
            let votes = &votes[neutral as usize];
            let by_file = filed.get(&neutral).copied().flatten().filter(|kind| *kind != EntityKind::Person);
            let Some(kind) = by_file.or_else(|| majority(votes)) else { continue };
            let own = if note.origin_is_speaker() { 0 } else { votes[note.kind as usize] };
            let overruled = match notes.entity(note) {
                None => votes[kind as usize] > 0,
                Some(entity) => {
                    let decided = entity.by.is_some() || entity.reference.is_some();
                    let one_word = !notes.surfaces.text(note.surface).trim().contains(' ');
                    let in_office = note.kind == EntityKind::Person && !entity.roles.is_empty() && one_word;
                    let other = note.kind == EntityKind::Other;
                    let times = if kind == EntityKind::Person { TIMES_PERSON } else { TIMES };
                    let outvoted = || other || votes[kind as usize] >= AGREEING && votes[kind as usize] >= times * own;
                    !decided && (by_file.is_some() || !in_office && outvoted())
                }
            };
            if !overruled || kind == note.kind {
                continue;
            }
            let used_for_both = range.clone().take(BESIDE).any(|other| {
                let other = &notes.list[other];
                other.kind == kind && notes.surfaces.neutral(other.surface) == neutral
            });
            if !used_for_both || kind == EntityKind::Person {
                settled.push((at, kind));
            }
        }
    }
    for (at, kind) in settled {
        notes.list[at].kind = kind;
    }
    notes.retain_forms(|kind, form| {
        let votes = &votes[form as usize];
        majority(votes).is_none_or(|most| {
            let most = votes[most as usize];
            most < AGREEING || most < TIMES * votes[kind as usize] || votes[kind as usize] == most
        })
    });
}

/// Neutral key of a name that curated files give → the kind of those files; none where they are of several kinds. Of other
/// names under `also`, only those of several words: a single word may be a person's short name as well.
fn filed(notes: &Notes<'_>, curated: &[CuratedEntity], rules: &NameRules) -> FxHashMap<u32, Option<EntityKind>> {
    let mut filed: FxHashMap<u32, Option<EntityKind>> = FxHashMap::default();
    for file in curated {
        let also = file.also.iter().filter(|name| name.trim().contains(' '));
        for name in also.chain([&file.name]) {
            if let Some(neutral) = notes.surfaces.neutral_id(&rules.neutral(name)) {
                let kind = filed.entry(neutral).or_insert(Some(file.kind));
                *kind = kind.filter(|kind| *kind == file.kind);
            }
        }
    }
    filed
}

type Votes = [u32; EntityKind::ALL.len()];

/// Votes for each neutral key, one an article and kind. A person's short form is a vote too, and an article that takes
/// the same words for a person and for something else has no vote for the latter.
fn count(notes: &Notes<'_>, curated: &[CuratedEntity], rules: &NameRules) -> Vec<Votes> {
    let mut votes: Vec<Votes> = vec![Votes::default(); notes.surfaces.neutral_len()];
    for position in 0..notes.order.len() {
        let range = notes.of_article(position);
        let mut people: FxHashSet<u32> = FxHashSet::default();
        for at in range.clone().filter(|&at| notes.list[at].kind == EntityKind::Person) {
            let forms = notes.forms(at as u32).iter().map(|&form| notes.surfaces.neutral(form));
            let own = notes.surfaces.neutral(notes.list[at].surface);
            let forms: FxHashSet<u32> = forms.filter(|&form| form != own).collect();
            forms.iter().for_each(|&form| votes[form as usize][EntityKind::Person as usize] += 1);
            people.extend(forms);
            people.insert(own);
        }
        for note in notes.list[range].iter().filter(|note| !note.origin_is_speaker()) {
            let neutral = notes.surfaces.neutral(note.surface);
            if note.kind == EntityKind::Person || !people.contains(&neutral) {
                votes[neutral as usize][note.kind as usize] += 1;
            }
        }
    }
    for entity in curated {
        for name in std::iter::once(&entity.name).chain(&entity.also) {
            if let Some(neutral) = notes.surfaces.neutral_id(&rules.neutral(name)) {
                votes[neutral as usize][entity.kind as usize] += CURATED;
            }
        }
    }
    votes
}

/// The kind with most votes, `Other` aside; the earlier of [`EntityKind::ALL`] where two have as many.
fn majority(votes: &Votes) -> Option<EntityKind> {
    EntityKind::ALL
        .into_iter()
        .filter(|kind| *kind != EntityKind::Other && votes[*kind as usize] > 0)
        .rev()
        .max_by_key(|kind| votes[*kind as usize])
}

impl super::notes::Note {
    fn origin_is_speaker(&self) -> bool {
        matches!(self.origin, Origin::Speaker(_))
    }
}
