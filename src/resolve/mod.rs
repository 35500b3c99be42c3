//! Turns the names of all articles into the entities of the archive.
//!
//! ```text
//! articles → notes → kinds → names → units → links → clusters → drafts → addresses → Registry
//! ```
//!
//! Precision first: whoever is not known to be the same stays apart. A function of its input: the order of the
//! articles does not matter, nothing is looked up anywhere else.

mod addresses;
mod candidates;
mod cluster;
mod entities;
mod kinds;
mod names;
mod normalize;
mod notes;
mod qualifiers;
mod units;

use crate::diag::Diagnostic;
use crate::lang::Languages;
use crate::model::{
    Addresses, Article, ArticleLinks, CuratedEntity, Entity, EntityId, Judgement, KnownAddress, MovedAddress, Registry,
};

use addresses::{Assigned, Moved};
use entities::Draft;
use names::Names;
use normalize::NameRules;
use notes::{NONE, Notes, Origin};
use units::Units;

/// What [`resolve`] works on.
#[derive(Clone, Copy, Debug)]
pub struct ResolveInput<'a> {
    /// Published articles, in the order that [`Registry::links`] follows.
    pub articles: &'a [Article],
    /// What people wrote about single entities.
    pub curated: &'a [CuratedEntity],
    /// What people decided about pairs of entities.
    pub judgements: &'a [Judgement],
    /// The address book as it was committed.
    pub addresses: &'a Addresses,
    /// Addresses that the last site had, if there was one.
    pub previous: &'a [KnownAddress],
    /// Titles, degrees, short forms.
    pub languages: &'a Languages,
}

/// Joins the names of all articles into entities.
pub fn resolve(input: &ResolveInput<'_>) -> (Registry, Vec<Diagnostic>) {
    let rules = NameRules::new(input.languages);
    let mut notes = Notes::collect(input.articles, &rules);
    kinds::settle(&mut notes, input.curated, &rules);
    let mut names = Names::default();
    let units = Units::collect(&notes, &mut names, input.curated, &rules);
    let (cluster_of, clusters) = join_units(input, &notes, &units, &mut names, &rules);
    let drafts = entities::draft(&notes, &units, &cluster_of, clusters, input.curated, &rules);
    let assigned = addresses::assign(&drafts, &notes, &rules, input.addresses, input.previous);
    (register(input, &notes, &units, &cluster_of, drafts, assigned), Vec::new())
}

/// Joins units along links, surest first: unit → number of its cluster, and how many there are.
fn join_units(
    input: &ResolveInput<'_>,
    notes: &Notes<'_>,
    units: &Units,
    names: &mut Names,
    rules: &NameRules,
) -> (Vec<u32>, usize) {
    let mut clusters = cluster::Clusters::new(units.list.len());
    for at in (0..units.list.len()).filter(|&at| units.list[at].address.is_some()) {
        // Two addresses that people gave are two entities.
        clusters.tag(at as u32, cluster::Tag { group: 0, side: at as u32 });
    }
    let definitions = candidates::definitions(notes, names, rules);
    let mut links = candidates::curated_links(input.curated, units, names, rules);
    links.extend(candidates::well_known_links(units, names, rules));
    links.extend(candidates::spelling_links(units, names));
    for link in links {
        clusters.join(link.a, link.b);
    }
    for link in candidates::defined_links(&definitions, units, names, &mut clusters) {
        clusters.join(link.a, link.b);
    }
    let mut number = vec![NONE; units.list.len()];
    let mut count = 0;
    let cluster_of = (0..units.list.len() as u32)
        .map(|unit| {
            let root = clusters.root(unit) as usize;
            if number[root] == NONE {
                number[root] = count;
                count += 1;
            }
            number[root]
        })
        .collect();
    (cluster_of, count as usize)
}

/// Puts the drafts in order of kind and address and links the articles to them.
fn register(
    input: &ResolveInput<'_>,
    notes: &Notes<'_>,
    units: &Units,
    cluster_of: &[u32],
    drafts: Vec<Draft>,
    assigned: Assigned,
) -> Registry {
    let mut by_address: Vec<usize> = (0..drafts.len()).collect();
    by_address
        .sort_by(|&a, &b| (drafts[a].kind, &assigned.addresses[a]).cmp(&(drafts[b].kind, &assigned.addresses[b])));
    let mut id_of = vec![EntityId(0); drafts.len()];
    for (at, &draft) in by_address.iter().enumerate() {
        id_of[draft] = EntityId(at as u32);
    }
    let entity_of = |note: u32| id_of[cluster_of[units.of_note[note as usize] as usize] as usize];
    let mut links: Vec<ArticleLinks> = vec![ArticleLinks::default(); input.articles.len()];
    for position in 0..notes.order.len() {
        let at = notes.order[position] as usize;
        let mut entities = vec![None; input.articles[at].entities().len()];
        for note in notes.of_article(position) {
            if let Origin::Entity(own) = notes.list[note].origin {
                entities[own as usize] = Some(entity_of(note as u32));
            }
        }
        let speaker = |&note: &u32| (note != NONE).then(|| entity_of(note));
        links[at] = ArticleLinks { entities, speakers: notes.speakers(position).iter().map(speaker).collect() };
    }
    let moved = assigned.moved.into_iter().map(|((kind, address), end)| match end {
        Moved::To(draft) => MovedAddress::To { kind, from: address, to: id_of[draft] },
        Moved::WhichOne(name, group) => {
            let mut entities: Vec<EntityId> = group.into_iter().map(|draft| id_of[draft]).collect();
            entities.sort_unstable();
            MovedAddress::WhichOne { kind, address, name, entities }
        }
        Moved::Gone => MovedAddress::Gone { kind, from: address },
    });
    let moved = moved.collect();
    let mut drafts: Vec<Option<Draft>> = drafts.into_iter().map(Some).collect();
    let entities = by_address.iter().filter_map(|&at| {
        let draft = drafts[at].take()?;
        Some(Entity {
            kind: draft.kind,
            name: draft.name,
            address: assigned.addresses[at].clone(),
            aliases: draft.aliases,
            printed_roles: draft.printed_roles,
            curated: draft.curated,
            distinction: assigned.distinctions[at].clone(),
        })
    });
    Registry { entities: entities.collect(), links, moved, doubts: Vec::new(), addresses: assigned.book }
}
