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
mod compare;
mod context;
mod doubts;
mod entities;
mod files;
mod judgements;
mod kinds;
mod names;
mod namesakes;
mod normalize;
mod notes;
mod qualifiers;
mod references;
mod shorts;
mod slips;
mod units;
mod vetoes;

use rustc_hash::FxHashSet;

use crate::diag::Diagnostic;
use crate::lang::Languages;
use crate::model::{
    Addresses, Article, ArticleLinks, CuratedEntity, Entity, EntityId, Judgement, KnownAddress, MovedAddress, Registry,
};

use addresses::{Assigned, Moved};
use cluster::{Clusters, Tag};
use context::Contexts;
use entities::Draft;
use judgements::Decisions;
use names::Names;
use normalize::NameRules;
use notes::{NONE, Notes, Origin};
use shorts::{Definitions, Shorts};
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
    /// Names and addresses that only articles have which are not published.
    pub left_out: &'a FxHashSet<String>,
    /// Titles, degrees, short forms.
    pub languages: &'a Languages,
}

/// Joins the names of all articles into entities.
pub fn resolve(input: &ResolveInput<'_>) -> (Registry, Vec<Diagnostic>) {
    let curated = files::with_addressed_names(input.articles, input.curated);
    let input = &ResolveInput { curated: &curated, ..*input };
    let rules = NameRules::new(input.languages);
    let mut notes = Notes::collect(input.articles, &rules);
    kinds::settle(&mut notes, input.curated, &rules);
    let mut names = Names::new(&rules);
    let mut units = Units::collect(&notes, &mut names, input.curated, &rules);
    let definitions = shorts::table(candidates::definitions(&notes, &mut names, &rules));
    let seeming = seeming_entities(input, &units, &names, &definitions, &rules);
    let contexts = Contexts::new(&notes, &units, &names, &seeming.of_note, seeming.count, &rules);
    let desk = judgements::Desk {
        names: &names,
        contexts: &contexts,
        rules: &rules,
        curated: input.curated,
        book: input.addresses,
        previous: input.previous,
        left_out: input.left_out,
    };
    let (mut decisions, mut diagnostics) = judgements::understand(input.judgements, &mut units, &desk);
    references::gather(&mut units, &desk);
    let apart_from_files = files::divide(input.judgements, &mut units, &desk, &mut decisions);
    let by_word = shorts::index_words(&units, &names);
    let (mut divided, undivided) = namesakes::divide(&mut units, &names, &contexts, &decisions, &by_word);
    divided.extend(files::parts_apart(&apart_from_files, &units, &names));
    let by_word = shorts::index_words(&units, &names);

    let in_files = candidates::curated_links(input.curated, &units, &names, &decisions.others, &rules);
    let mut links = sure_links(input, &units, &names, &decisions.others, &rules);
    links.extend(shorts::lineage_links(&units, &names, &by_word, namesakes::FAMOUS));
    let shorts = Shorts::new(&units, &names, &contexts, &definitions, &rules, &by_word);
    let join = |decisions: &Decisions| {
        let mut clusters = Clusters::new(units.list.len());
        tag_apart(&units, &divided, &mut clusters);
        let mut found = decisions.apply(input.judgements, &units, &mut clusters);
        found.extend(Decisions::against_files(input.judgements, &in_files, input.curated, &units, &mut clusters));
        references::join(&units, &desk, &mut clusters);
        for &(a, b) in &links {
            clusters.join(a, b);
        }
        let hunches = shorts.join(&mut clusters);
        (clusters, hunches, found)
    };
    decisions.narrow(input.judgements, &units, &names, |decisions| join(decisions).0);
    let (mut clusters, hunches, found) = join(&decisions);
    diagnostics.extend(found);
    let (cluster_of, count) = clusters.number(|unit| units.is_alive(unit));

    let drafts = entities::draft(&notes, &units, &cluster_of, count, input.curated, &rules);
    let assigned = addresses::assign(&drafts, &notes, &rules, input.addresses, input.previous);
    let (mut registry, id_of) = register(input, &notes, &units, &cluster_of, drafts, assigned);
    let settled = decisions.settled(&units);
    let desk = doubts::Desk {
        units: &units,
        names: &names,
        contexts: &contexts,
        rules: &rules,
        entity_of: &|unit| id_of.get(cluster_of[unit as usize] as usize).copied(),
        address_of: &|entity| registry.entity(entity).address.clone(),
        feature_name: &|feature| {
            let note = seeming.first_note[feature as usize];
            entities::clean(notes.surfaces.text(notes.list[note as usize].surface))
        },
        settled: &settled,
    };
    registry.doubts = desk.ask(&hunches, &undivided, &divided);
    (registry, diagnostics)
}

/// Which entity each note seems to be by its name alone: what contexts are made of.
struct Seeming {
    of_note: Vec<u32>,
    first_note: Vec<u32>,
    count: usize,
}

fn seeming_entities(
    input: &ResolveInput<'_>,
    units: &Units,
    names: &Names,
    definitions: &Definitions,
    rules: &NameRules,
) -> Seeming {
    let mut clusters = Clusters::new(units.list.len());
    for (a, b) in sure_links(input, units, names, &FxHashSet::default(), rules) {
        clusters.join(a, b);
    }
    // A short form is what most articles define it as; here a mistake costs little.
    let mut shorts: Vec<u32> = definitions.keys().copied().collect();
    shorts.sort_unstable();
    for short in shorts {
        let best = definitions[&short].iter().max_by_key(|(full, count)| (*count, std::cmp::Reverse(*full)));
        if let (Some(short), Some(full)) = (units.by_name(short), best.and_then(|(full, _)| units.by_name(*full))) {
            clusters.join(full, short);
        }
    }
    let (cluster_of, count) = clusters.number(|unit| units.is_alive(unit));
    let of_note: Vec<u32> = units.of_note.iter().map(|&unit| cluster_of[unit as usize]).collect();
    let mut first_note = vec![NONE; count];
    for (note, &entity) in of_note.iter().enumerate() {
        let first = &mut first_note[entity as usize];
        *first = (*first).min(note as u32);
    }
    Seeming { of_note, first_note, count }
}

fn sure_links(
    input: &ResolveInput<'_>,
    units: &Units,
    names: &Names,
    others: &FxHashSet<u32>,
    rules: &NameRules,
) -> Vec<(u32, u32)> {
    let mut links = candidates::curated_links(input.curated, units, names, others, rules);
    links.extend(candidates::well_known_links(units, names, rules));
    links.extend(candidates::spelling_links(units, names));
    links
}

/// Two addresses that people gave are two entities, and so are the parts of a divided name.
fn tag_apart(units: &Units, divided: &[(u32, Vec<u32>)], clusters: &mut Clusters) {
    for at in (0..units.list.len() as u32).filter(|&at| units.list[at as usize].address.is_some()) {
        clusters.tag(at, Tag { group: judgements::ADDRESSES, side: at });
    }
    for (group, (_, parts)) in divided.iter().enumerate() {
        for (side, &part) in parts.iter().enumerate() {
            clusters.tag(part, Tag { group: judgements::NAMESAKES + group as u32, side: side as u32 });
        }
    }
}

/// Puts the drafts in order of kind and address and links the articles to them.
fn register(
    input: &ResolveInput<'_>,
    notes: &Notes<'_>,
    units: &Units,
    cluster_of: &[u32],
    drafts: Vec<Draft>,
    mut assigned: Assigned,
) -> (Registry, Vec<EntityId>) {
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
            distinction: assigned.distinctions[at]
                .take()
                .map(|words| qualifiers::distinction(words, &draft, notes, input.curated)),
            name: draft.name,
            address: assigned.addresses[at].clone(),
            aliases: draft.aliases,
            replaced: draft.replaced,
            printed_roles: draft.printed_roles,
            curated: draft.curated,
        })
    });
    let entities = entities.collect();
    (Registry { entities, links, moved, doubts: Vec::new(), addresses: assigned.book }, id_of)
}
