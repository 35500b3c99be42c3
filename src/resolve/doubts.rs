//! Turns joins that were made on little evidence, and those that were nearly made, into questions for a person.

use rustc_hash::FxHashSet;

use super::context::{Contexts, Support};
use super::entities::clean;
use super::names::Names;
use super::namesakes::Undivided;
use super::normalize::NameRules;
use super::qualifiers;
use super::units::Units;
use crate::model::{Doubt, DoubtKind, EntityId, EntityKind};
use crate::slug::{slug, with_tail};

/// How many doubts are kept.
const KEPT: usize = 1_000;
/// How many articles in question are named.
const NAMED: usize = 2;

/// How doubtful it is that a full name with two companies is one person's.
const LEFT_WHOLE: f64 = 0.5;
/// How doubtful it is that one full name is two people's.
const DIVIDED: f64 = 0.8;

/// What spoke for a join.
#[derive(Clone, Debug, Default)]
pub(super) struct Reason {
    /// What both are named with.
    pub support: Support,
    /// Articles that use both names for one.
    pub defined: u32,
    /// Other entities that could be meant.
    pub rivals: usize,
}

impl Reason {
    /// From 0 to 1: a join is the more doubtful the less speaks for it, a split the more speaks against it.
    fn doubt(&self, kind: DoubtKind) -> f64 {
        let evidence = f64::from(self.support.score) + f64::from(self.defined);
        match kind {
            DoubtKind::Merge => 1.0 / (1.0 + evidence),
            DoubtKind::Split => evidence / (1.0 + evidence) / (1.0 + self.rivals as f64).sqrt(),
        }
    }
}

/// Two units that were joined, or were not, on little evidence.
#[derive(Clone, Debug)]
pub(super) struct Hunch {
    /// Merge: joined; Split: left apart.
    pub kind: DoubtKind,
    /// The fuller name.
    pub a: u32,
    /// The shorter or rarer name.
    pub b: u32,
    /// Why.
    pub reason: Reason,
}

/// What the words of a question come from.
pub(super) struct Desk<'d, 'n, 'a> {
    pub units: &'d Units,
    pub names: &'d Names,
    pub contexts: &'d Contexts<'n, 'a>,
    pub rules: &'d NameRules,
    /// Unit → entity, unless nothing speaks of the unit.
    pub entity_of: &'d dyn Fn(u32) -> Option<EntityId>,
    /// Entity → address.
    pub address_of: &'d dyn Fn(EntityId) -> String,
    /// Feature → name of the entity that it stands for.
    pub feature_name: &'d dyn Fn(u32) -> String,
    /// Pairs of units that a person decided about.
    pub settled: &'d FxHashSet<(u32, u32)>,
}

impl Desk<'_, '_, '_> {
    /// The questions, weightiest first.
    pub fn ask(&self, hunches: &[Hunch], undivided: &[Undivided], divided: &[(u32, Vec<u32>)]) -> Vec<Doubt> {
        let mut doubts: Vec<Doubt> = hunches.iter().filter_map(|hunch| self.about_pair(hunch)).collect();
        doubts.extend(undivided.iter().filter_map(|one| self.about_name(one)));
        doubts.extend(divided.iter().flat_map(|(_, parts)| self.about_division(parts)));
        doubts.sort_by(|a, b| {
            b.weight.total_cmp(&a.weight).then_with(|| a.proposal.cmp(&b.proposal)).then_with(|| a.kind.cmp(&b.kind))
        });
        doubts.dedup_by(|a, b| a.proposal == b.proposal);
        doubts.truncate(KEPT);
        doubts
    }

    /// Whether a person said whom a name means: then it is nobody else's.
    fn is_placed(&self, unit: u32) -> bool {
        let other = |&(a, b): &(u32, u32)| if a == unit { Some(b) } else { (b == unit).then_some(a) };
        let others = self.settled.iter().filter_map(other).filter(|other| *other != unit);
        let entity = (self.entity_of)(unit);
        others.map(|other| (self.entity_of)(other)).any(|other| other.is_some() && other == entity)
    }

    /// Whether a person spoke about the two entities, by any of their names.
    fn are_settled(&self, a: EntityId, b: EntityId) -> bool {
        let pair = [Some(a), Some(b)];
        self.settled.iter().any(|&(one, other)| {
            let found = [(self.entity_of)(one), (self.entity_of)(other)];
            found == pair || found == [pair[1], pair[0]]
        })
    }

    /// What a judgement calls a unit: its name, and what tells it from others who bear that name in full, or are other entities
    /// at it.
    fn reference(&self, unit: u32) -> Option<String> {
        let own = &self.units.list[unit as usize];
        if own.is_parted {
            return own.address.clone();
        }
        let base = slug(&self.name(unit)?);
        let name = self.names.get(own.name);
        let is_full = name.kind == EntityKind::Person && !name.is_one_word();
        if !is_full && !self.is_of_others(unit, &base) {
            return Some(base);
        }
        let others = self.units.all_by_name(own.name).filter(|&other| other != unit);
        let mut others: Vec<u32> = others.flat_map(|other| self.units.list[other as usize].notes.clone()).collect();
        others.sort_unstable();
        let signs = qualifiers::distinguish(&[&own.notes, &others], self.contexts.notes(), self.rules);
        Some(match signs[0].first() {
            Some(sign) if !is_full || !others.is_empty() => with_tail(&base, &sign.slug),
            _ => base,
        })
    }

    /// Whether the name of a unit, or an address of that slug, means another entity too.
    fn is_of_others(&self, unit: u32, slug: &str) -> bool {
        let own = &self.units.list[unit as usize];
        let mut bearers =
            self.units.all_by_name(own.name).chain(self.units.of_address.get(&(own.kind, slug.to_owned())).copied());
        bearers.any(|other| (self.entity_of)(other).is_some_and(|other| Some(other) != (self.entity_of)(unit)))
    }

    fn about_pair(&self, hunch: &Hunch) -> Option<Doubt> {
        if self.settled.contains(&(hunch.a.min(hunch.b), hunch.a.max(hunch.b))) {
            return None;
        }
        if hunch.kind == DoubtKind::Split && self.is_placed(hunch.b) {
            return None;
        }
        let (a, b) = ((self.entity_of)(hunch.a)?, (self.entity_of)(hunch.b)?);
        let (full, short) = (self.name(hunch.a)?, self.name(hunch.b)?);
        let mut evidence = Vec::new();
        match hunch.kind {
            DoubtKind::Merge => evidence.push(format!("`{short}` is taken for `{full}`")),
            DoubtKind::Split => evidence.push(format!("`{short}` may be `{full}`")),
        }
        if hunch.reason.defined > 0 {
            let articles = hunch.reason.defined as usize;
            let use_both = if articles == 1 { "uses" } else { "use" };
            evidence.push(format!("{} {use_both} both names for one", counted(articles)));
        }
        self.company(&hunch.reason.support, &mut evidence);
        if hunch.reason.rivals > 0 {
            evidence.push(match hunch.reason.rivals {
                1 => "it could also be another one".to_owned(),
                rivals => format!("it could also be one of {rivals} others"),
            });
        }
        let (verdict, entities, left, right) = match hunch.kind {
            DoubtKind::Merge if a == b => ("different", vec![a], self.reference(hunch.a)?, self.reference(hunch.b)?),
            DoubtKind::Split if a != b => ("same", vec![a, b], (self.address_of)(a), (self.address_of)(b)),
            _ => return None,
        };
        if left == right {
            return None;
        }
        let (full, short) = (&self.units.list[hunch.a as usize].notes, &self.units.list[hunch.b as usize].notes);
        Some(Doubt {
            kind: hunch.kind,
            entities,
            weight: hunch.reason.doubt(hunch.kind) * concern(short.len()),
            articles: self.articles(short, full),
            evidence,
            proposal: format!("- {{{verdict}: [{left}, {right}]}}"),
        })
    }

    /// A full name left whole although part of its articles keep other company.
    fn about_name(&self, one: &Undivided) -> Option<Doubt> {
        if self.settled.contains(&(one.unit, one.unit)) {
            return None;
        }
        let all = &self.units.list[one.unit as usize].notes;
        let main: Vec<u32> = all.iter().copied().filter(|note| one.apart.binary_search(note).is_err()).collect();
        let signs = qualifiers::distinguish(&[&main, &one.apart], self.contexts.notes(), self.rules);
        let (left, right) = (signs[0].first()?, signs[1].first()?);
        let name = self.name(one.unit)?;
        let base = slug(&name);
        let evidence = vec![
            format!("`{name}` is one person in {}", counted(all.len())),
            format!("{} of them: `{}`; the others: `{}`", one.apart.len(), right.text, left.text),
            "they share neither role nor company".to_owned(),
        ];
        let proposal =
            format!("- {{different: [{}, {}]}}", with_tail(&base, &left.slug), with_tail(&base, &right.slug));
        Some(Doubt {
            kind: DoubtKind::Merge,
            entities: vec![(self.entity_of)(one.unit)?],
            weight: LEFT_WHOLE * concern(one.apart.len()),
            articles: self.articles(&one.apart, &main),
            evidence,
            proposal,
        })
    }

    /// Two parts of one full name that were taken for two people.
    fn about_division(&self, parts: &[u32]) -> Vec<Doubt> {
        let Some((&first, rest)) = parts.split_first() else { return Vec::new() };
        let doubts = rest.iter().filter_map(|&part| {
            let (a, b) = ((self.entity_of)(first)?, (self.entity_of)(part)?);
            if a == b || self.are_settled(a, b) {
                return None;
            }
            let name = self.name(first)?;
            let evidence = vec![
                format!("`{name}` is taken for two people"),
                "their articles share neither role nor company".to_owned(),
            ];
            let proposal = format!("- {{same: [{}, {}]}}", (self.address_of)(a), (self.address_of)(b));
            let (main, own) = (&self.units.list[first as usize].notes, &self.units.list[part as usize].notes);
            Some(Doubt {
                kind: DoubtKind::Split,
                entities: vec![a, b],
                weight: DIVIDED * concern(own.len()),
                articles: self.articles(own, main),
                evidence,
                proposal,
            })
        });
        doubts.collect()
    }

    fn company(&self, support: &Support, evidence: &mut Vec<String>) {
        let shared: Vec<String> = support
            .shared
            .iter()
            .map(|&feature| format!("`{}`", self.contexts.feature_text(feature, self.feature_name)))
            .collect();
        if shared.is_empty() {
            evidence.push("nothing else is named beside both".to_owned());
        } else {
            evidence.push(format!("beside both: {}", shared.join(", ")));
        }
    }

    fn name(&self, unit: u32) -> Option<String> {
        let own = &self.units.list[unit as usize];
        let notes = self.contexts.notes();
        match own.notes.first() {
            Some(&note) => Some(clean(notes.surfaces.text(notes.list[note as usize].surface))),
            None => self.units.name(unit).map(|name| self.names.get(name).exact.clone()),
        }
    }

    /// A few articles of the notes in question, then one of those they are compared with.
    fn articles(&self, asked: &[u32], others: &[u32]) -> Vec<usize> {
        let notes = self.contexts.notes();
        let mut found: Vec<usize> = Vec::new();
        let shown = asked.iter().take(NAMED).chain(others.iter().take(1));
        for at in shown.map(|&note| notes.order[notes.list[note as usize].article as usize] as usize) {
            if !found.contains(&at) {
                found.push(at);
            }
        }
        found
    }
}

/// How much an answer is worth that concerns that many articles.
fn concern(articles: usize) -> f64 {
    let articles = articles as f64;
    articles / (articles + 3.0)
}

fn counted(articles: usize) -> String {
    if articles == 1 { "1 article".to_owned() } else { format!("{articles} articles") }
}
