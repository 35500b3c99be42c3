//! Turns articles that print a name which people told apart, and nothing that says whose it is, into questions.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Diagnostic, Location};
use crate::model::{Article, CuratedEntity, EntityId, EntityKind, EntityNote, Judgement, Registry, Verdict};
use crate::slug::slug;
use crate::yaml::list;

/// How many addresses a message names.
const MOST_NAMED: usize = 4;

/// A warning for each article where one of several namesakes whom a person told apart has neither an office nor a `ref`: the
/// program goes by company and place there, and somebody's words may stand on another's page. An office settles it unless the
/// file of whom it was given to has others.
pub fn unsettled_namesakes(
    articles: &[Article],
    curated: &[CuratedEntity],
    registry: &Registry,
    judgements: &[Judgement],
    located: &(dyn Fn(usize, usize) -> Location + Sync),
) -> Vec<Diagnostic> {
    let apart = judgements.iter().filter(|judgement| judgement.verdict == Verdict::Different);
    let judged: BTreeSet<String> = apart.flat_map(|judgement| &judgement.entities).map(|name| slug(name)).collect();
    let mut by_name: BTreeMap<(EntityKind, String), Vec<EntityId>> = BTreeMap::new();
    for (at, entity) in registry.entities.iter().enumerate().filter(|(_, entity)| entity.kind.has_pages()) {
        by_name.entry((entity.kind, slug(&entity.name))).or_default().push(EntityId(at as u32));
    }
    let is_told = |id: &EntityId| {
        let entity = registry.entity(*id);
        entity.curated.is_some() || judged.contains(&entity.address)
    };
    by_name.retain(|_, group| group.len() > 1 && group.iter().any(is_told));
    if by_name.is_empty() {
        return Vec::new();
    }
    let group_of: BTreeMap<EntityId, &(EntityKind, String)> =
        by_name.iter().flat_map(|(name, group)| group.iter().map(move |id| (*id, name))).collect();
    let given = articles.iter().flat_map(|article| article.entities()).filter_map(|note| note.reference.as_deref());
    let given: BTreeSet<String> = given.map(slug).collect();
    let mut found = Vec::new();
    for (at, (article, links)) in articles.iter().zip(&registry.links).enumerate() {
        for (place, (note, entity)) in article.entities().iter().zip(&links.entities).enumerate() {
            let Some((id, name)) = entity.and_then(|id| Some((id, *group_of.get(&id)?))) else { continue };
            let file = registry.entity(id).curated.and_then(|at| curated.get(at));
            if note.reference.is_some() || holds_office(note, file) {
                continue;
            }
            // The bare address means whoever has no `ref`, unless a file or an article gives it to one.
            let can_be_meant = |id: &&EntityId| {
                let entity = registry.entity(**id);
                entity.curated.is_some() || entity.address != name.1 || given.contains(&entity.address)
            };
            let addresses: Vec<String> = by_name[name]
                .iter()
                .filter(can_be_meant)
                .map(|id| format!("ref: {}, by: hand", registry.entity(*id).address))
                .collect();
            let named: Vec<&str> = addresses.iter().take(MOST_NAMED).map(String::as_str).collect();
            let help = match named[..] {
                [only] => format!("if that is the one of `{only}`, write it beside the name; the other needs none yet"),
                _ => format!("write the one that is meant beside the name: {}", list(&named)),
            };
            let message =
                format!("which `{}` is meant here is a guess: no office of theirs was found in the article", note.name);
            found.push(Diagnostic::warning("doubtful-namesake", message).at(located(at, place)).help(help));
        }
    }
    found
}

/// Whether the article prints an office that tells whose it is: any, if the file says nothing of offices, else one of the file's.
fn holds_office(note: &EntityNote, file: Option<&CuratedEntity>) -> bool {
    let offices = file.map_or(&[][..], |file| &file.roles);
    let is_within = |a: &str, b: &str| a.split(' ').all(|word| b.split(' ').any(|other| other == word));
    let is_one = |role: &String| {
        let role = role.to_lowercase();
        let office = |office: &str| is_within(&role, office) || is_within(office, &role);
        offices.is_empty() || offices.iter().any(|other| office(&other.role.to_lowercase()))
    };
    note.roles.iter().any(is_one)
}
