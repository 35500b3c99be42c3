//! Turns the kinds that articles give a name into one kind where most of the archive agrees.

use super::normalize::NameRules;
use super::notes::{Notes, Origin};
use crate::model::{CuratedEntity, EntityKind};

/// How many articles must agree before a dissenting one is overruled.
const AGREEING: u32 = 3;
/// How many times more they must be than those who dissent.
const TIMES: u32 = 4;
/// How many names of one article are read.
const BESIDE: usize = 240;
/// What a curated file counts for, in articles.
const CURATED: u32 = 6;

/// Gives each note the kind that most articles give its name.
///
/// A note keeps its own kind where a person decided, where its article uses the name for two kinds, where a role stands
/// beside a person's single name, and where the archive is divided.
pub(super) fn settle(notes: &mut Notes<'_>, curated: &[CuratedEntity], rules: &NameRules) {
    let votes = count(notes, curated, rules);
    let mut settled: Vec<(usize, EntityKind)> = Vec::new();
    for position in 0..notes.order.len() {
        let range = notes.of_article(position);
        for at in range.clone() {
            let note = &notes.list[at];
            let neutral = notes.surfaces.neutral(note.surface);
            let votes = &votes[neutral as usize];
            let Some(kind) = majority(votes) else { continue };
            let own = if note.origin_is_speaker() { 0 } else { votes[note.kind as usize] };
            let overruled = match notes.entity(note) {
                None => votes[kind as usize] > 0,
                Some(entity) => {
                    let decided = entity.by.is_some() || entity.reference.is_some();
                    let one_word = !notes.surfaces.text(note.surface).trim().contains(' ');
                    let in_office = note.kind == EntityKind::Person && !entity.roles.is_empty() && one_word;
                    let other = note.kind == EntityKind::Other;
                    !decided
                        && !in_office
                        && (other || votes[kind as usize] >= AGREEING && votes[kind as usize] >= TIMES * own)
                }
            };
            if !overruled || kind == note.kind {
                continue;
            }
            let used_for_both = range.clone().take(BESIDE).any(|other| {
                let other = &notes.list[other];
                other.kind == kind && notes.surfaces.neutral(other.surface) == neutral
            });
            if !used_for_both {
                settled.push((at, kind));
            }
        }
    }
    for (at, kind) in settled {
        notes.list[at].kind = kind;
    }
}

type Votes = [u32; EntityKind::ALL.len()];

/// Votes for each neutral key, one an article and kind.
fn count(notes: &Notes<'_>, curated: &[CuratedEntity], rules: &NameRules) -> Vec<Votes> {
    let mut votes: Vec<Votes> = vec![Votes::default(); notes.surfaces.neutral_len()];
    for note in notes.list.iter().filter(|note| !note.origin_is_speaker()) {
        votes[notes.surfaces.neutral(note.surface) as usize][note.kind as usize] += 1;
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
