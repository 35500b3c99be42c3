//! Turns an archive into the list of what is wrong or doubtful in it.
//!
//! Each question looks at the articles and the registry together and gives diagnostics; nothing is written. What single
//! files get wrong is said by those who read them, what pages miss by `site`.

mod curated;
mod doubts;
mod names;
mod namesakes;
mod references;
mod speakers;
mod texts;
mod unlisted;

use rustc_hash::FxHashSet;

use crate::diag::{Diagnostic, Location};
use crate::model::{Article, CuratedEntity, EntityId, EntityNote, Registry};

pub use names::stale_names;
pub use namesakes::unsettled_namesakes;
pub use references::slipped_references;
pub use speakers::{
    AbsentSpeaker, Impersonal, Words, absent_speakers, described_sources, idle_roles, impersonal_speakers,
    is_more_than_name, kept_bodies, kept_roles, meant_body, named_sources, shorter_name,
};

/// What the questions are put to.
#[derive(Clone, Copy)]
pub struct CheckInput<'a> {
    /// Published articles, in the order that [`Registry::links`] follows.
    pub articles: &'a [Article],
    /// What people wrote about single entities.
    pub curated: &'a [CuratedEntity],
    /// Entities and links.
    pub registry: &'a Registry,
    /// Names and addresses that only articles have which are not published.
    pub left_out: &'a FxHashSet<String>,
    /// The names that the program finds in an article by itself.
    pub found: &'a (dyn Fn(&Article) -> Vec<EntityNote> + Sync),
    /// Where an article prints one of its entities, by the places of both.
    pub located: &'a (dyn Fn(usize, usize) -> Location + Sync),
}

impl CheckInput<'_> {
    /// Where an article prints one of these entities first.
    fn place_of(&self, article: usize, entities: &[EntityId]) -> Location {
        let links = self.registry.links.get(article).map_or(&[][..], |links| &links.entities);
        let note = links.iter().position(|id| id.is_some_and(|id| entities.contains(&id)));
        (self.located)(article, note.unwrap_or(usize::MAX))
    }
}

/// Everything doubtful about names: what is wrong for sure first, then the merges and splits that a person should look
/// at, weightiest first, each with the line to write.
pub fn check(input: &CheckInput<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = stale_names(input.articles, &input.registry.links, |_| true, input.found, input.located);
    diagnostics.extend(names::look_alikes(input));
    diagnostics.extend(names::two_kinds(input));
    diagnostics.extend(curated::claimed_twice(input));
    diagnostics.extend(curated::unnamed(input));
    diagnostics.extend(curated::people_in_office(input));
    diagnostics.extend(texts::copies(input));
    diagnostics.extend(doubts::questions(input));
    diagnostics
}
