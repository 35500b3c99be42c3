//! Turns what people decided into units that must be, or must not be, one.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use rustc_hash::{FxHashMap, FxHashSet};

use super::cluster::{Clusters, Tag};
use super::context::Contexts;
use super::entities::{clean, roles_of};
use super::names::Names;
use super::normalize::NameRules;
use super::qualifiers::short_slug;
use super::units::Units;
use crate::diag::{Diagnostic, Location, Place};
use crate::model::{Addresses, CuratedEntity, EntityKind, Judgement, KnownAddress, Verdict};
use crate::slug::slug;
use crate::yaml::{list, nearest};

/// Group of [`Tag`]s for addresses that people gave.
pub(super) const ADDRESSES: u32 = 0;
/// First group for divided names; groups between are judgements, in order.
pub(super) const NAMESAKES: u32 = 1 << 30;

/// Where judgements stand, for messages.
const FILE: &str = "content/judgements.yaml";

/// What one entity of a judgement means.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Meaning {
    /// One unit.
    Unit(u32),
    /// All units that bear a name.
    Name(u32),
    /// Some of the units that bear a name.
    Units(Vec<u32>),
}

impl Meaning {
    fn unit(&self) -> Option<u32> {
        match self {
            Self::Unit(unit) => Some(*unit),
            Self::Name(_) | Self::Units(_) => None,
        }
    }
}

/// All judgements, understood.
#[derive(Debug, Default)]
pub(super) struct Decisions {
    /// Judgement → what its entities mean; empty where it was not understood.
    meanings: Vec<Vec<Meaning>>,
    /// Names that a person said are one entity's: never divided.
    pub whole: FxHashSet<u32>,
    /// Names that a person divided: their company is not looked at again.
    pub decided: FxHashSet<u32>,
    /// Judgements that are not applied yet: whom a name in them means is not known.
    pending: FxHashSet<usize>,
    /// Names of which a file has a part: who else bears them is not the file's.
    pub others: FxHashSet<u32>,
}

/// What a reference is looked up in.
pub(super) struct Desk<'d, 'n, 'a> {
    pub names: &'d Names,
    pub contexts: &'d Contexts<'n, 'a>,
    pub rules: &'d NameRules,
    pub curated: &'d [CuratedEntity],
    pub book: &'d Addresses,
    pub previous: &'d [KnownAddress],
    pub left_out: &'d FxHashSet<String>,
}

/// Reads all judgements; names that one of them divides are divided at once.
pub(super) fn understand(
    judgements: &[Judgement],
    units: &mut Units,
    desk: &Desk<'_, '_, '_>,
) -> (Decisions, Vec<Diagnostic>) {
    let mut decisions = Decisions::default();
    let mut diagnostics = Vec::new();
    if judgements.is_empty() {
        return (decisions, diagnostics);
    }
    let lists = Lists { names: names_by_slug(units, desk), addressed: addressed_by_slug(units, desk) };
    for judgement in judgements {
        let understood = read(judgement, units, desk, &lists, &mut decisions, &mut diagnostics);
        decisions.meanings.push(understood.unwrap_or_default());
    }
    (decisions, diagnostics)
}

/// Slug → the names of articles that have it, or else those that an article prints so (`h-m-laya-tbk`).
pub(super) fn names_by_slug(units: &Units, desk: &Desk<'_, '_, '_>) -> FxHashMap<String, Vec<u32>> {
    let mut by_slug: FxHashMap<String, Vec<u32>> = FxHashMap::default();
    for (id, name) in desk.names.list.iter().enumerate() {
        if units.by_name(id as u32).is_some() {
            by_slug.entry(slug(&name.exact)).or_default().push(id as u32);
        }
    }
    let notes = desk.contexts.notes();
    let mut seen = FxHashSet::default();
    for (note, &name) in notes.list.iter().zip(&units.name_of_note) {
        if units.by_name(name).is_none() || !seen.insert((note.surface, name)) {
            continue;
        }
        let printed = by_slug.entry(slug(&clean(notes.surfaces.text(note.surface)))).or_default();
        if printed.iter().all(|&other| desk.names.get(other).kind != note.kind) {
            printed.push(name);
        }
    }
    by_slug
}

/// Slug → the units of articles that have an address by hand and a name of that slug.
fn addressed_by_slug(units: &Units, desk: &Desk<'_, '_, '_>) -> FxHashMap<String, Vec<u32>> {
    let mut by_slug: FxHashMap<String, Vec<u32>> = FxHashMap::default();
    for &unit in units.of_address.values().filter(|&&unit| !units.list[unit as usize].notes.is_empty()) {
        if let Some(name) = units.name(unit) {
            by_slug.entry(slug(&desk.names.get(name).exact)).or_default().push(unit);
        }
    }
    by_slug.values_mut().for_each(|list| list.sort_unstable());
    by_slug
}

/// What is called by a slug.
struct Lists {
    names: FxHashMap<String, Vec<u32>>,
    addressed: FxHashMap<String, Vec<u32>>,
}

impl Lists {
    /// The units that bear a name although each article gives it another address; by kind, without `others`.
    fn bearers(&self, name: &str, others: &FxHashSet<u32>, units: &Units) -> BTreeMap<EntityKind, Vec<u32>> {
        let mut bearers: BTreeMap<EntityKind, Vec<u32>> = BTreeMap::new();
        for &unit in self.addressed.get(name).into_iter().flatten().filter(|unit| !others.contains(unit)) {
            bearers.entry(units.list[unit as usize].kind).or_default().push(unit);
        }
        bearers
    }
}

/// The ways to understand a reference, one a kind.
type Readings = BTreeMap<EntityKind, Reading>;

/// One way to understand a reference.
#[derive(Clone, Debug)]
enum Reading {
    Unit(u32),
    /// All of these.
    Units(Vec<u32>),
    Name(u32),
    /// Notes of a name that bear a role, body or article.
    Part {
        name: u32,
        notes: Vec<u32>,
    },
}

impl Reading {
    fn unit(&self) -> Option<u32> {
        match self {
            Self::Unit(unit) => Some(*unit),
            _ => None,
        }
    }
}

fn read(
    judgement: &Judgement,
    units: &mut Units,
    desk: &Desk<'_, '_, '_>,
    lists: &Lists,
    decisions: &mut Decisions,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Vec<Meaning>> {
    let mut readings: Vec<(&str, Readings)> = Vec::new();
    let mut missing: IndexMap<String, &String> = IndexMap::new();
    for reference in &judgement.entities {
        let mut found = look_up(reference, units, desk, &lists.names);
        if judgement.verdict == Verdict::Different {
            with_others_of_part(reference, &mut found, units, desk, &lists.names);
        }
        match found.is_empty() {
            true => _ = missing.entry(slug(reference)).or_insert(reference),
            false => readings.push((reference, found)),
        }
    }
    let others = readings.iter().flat_map(|(_, readings)| readings.values());
    let others: FxHashSet<u32> = others.filter_map(Reading::unit).collect();
    let (mut unknowns, mut fulfilled, mut is_idle) = (Vec::new(), false, false);
    for (name, reference) in missing {
        let bearers = lists.bearers(&name, &others, units);
        if !bearers.is_empty() {
            let is_one = bearers.values().all(|bearers| bearers.len() == 1);
            if judgement.verdict != Verdict::Different && !is_one {
                diagnostics.push(borne_by_several(reference, &bearers, units).at(place(judgement, Some(reference))));
                return None;
            }
            let as_reading = |(kind, bearers): (EntityKind, Vec<u32>)| match bearers[..] {
                [one] => (kind, Reading::Unit(one)),
                _ => (kind, Reading::Units(bearers)),
            };
            readings.push((reference, bearers.into_iter().map(as_reading).collect()));
            continue;
        }
        match last_known(reference, desk) {
            LastKnown::Never => unknowns.push(reference),
            LastKnown::Moved(to) if judgement.verdict == Verdict::Same && judgement.entities.contains(&to) => {
                fulfilled = true;
            }
            LastKnown::Moved(_) | LastKnown::Gone if desk.is_left_out(reference) => {
                diagnostics.push(unpublished(reference).at(place(judgement, Some(reference))));
                fulfilled = true;
            }
            LastKnown::Moved(_) | LastKnown::Gone => {
                diagnostics.push(no_longer(reference).at(place(judgement, Some(reference))));
                (fulfilled, is_idle) = (true, true);
            }
        }
    }
    for reference in &unknowns {
        // Of names that one entity bore, an old site may be known to have had only some.
        let said = match readings.is_empty() {
            true if is_idle => no_longer(reference),
            // The article of all of them may be gone for long.
            no_other => unknown(reference, no_other && !fulfilled, units, desk),
        };
        diagnostics.push(said.at(place(judgement, Some(reference))));
    }
    if !unknowns.is_empty() || fulfilled && readings.len() < 2 {
        return None;
    }
    if readings.len() < 2 {
        diagnostics.push(
            Diagnostic::error("lonely-judgement", "a judgement needs two entities or more").at(place(judgement, None)),
        );
        return None;
    }
    let kind = EntityKind::ALL.into_iter().find(|kind| readings.iter().all(|(_, one)| one.contains_key(kind)));
    let Some(kind) = kind else {
        let problem = format!("`{}` are of different kinds", judgement.entities.join("` and `"));
        diagnostics.push(Diagnostic::error("kinds-differ", problem).at(place(judgement, None)).help(
            "a person, a body and a place of one name are always told apart; correct the `kind` in the articles",
        ));
        return None;
    };
    if judgement.verdict == Verdict::Same {
        diagnostics.extend(of_another_kind(judgement, &readings, kind));
    }
    let chosen: Vec<(&str, Reading)> =
        readings.iter().filter_map(|(reference, one)| Some((*reference, one.get(&kind)?.clone()))).collect();
    Some(settle(judgement.verdict, &chosen, units, desk, decisions))
}

/// What is said of a line that joins what is one already, while an entity of another kind still bears one of the names.
fn of_another_kind(judgement: &Judgement, readings: &[(&str, Readings)], kind: EntityKind) -> Option<Diagnostic> {
    let mut known = readings.iter().map(|(_, one)| match one.get(&kind) {
        Some(Reading::Unit(unit)) => Some((true, *unit)),
        Some(Reading::Name(name)) => Some((false, *name)),
        _ => None,
    });
    let first = known.next()??;
    if !known.all(|other| other == Some(first)) {
        return None;
    }
    let (reference, other) =
        readings.iter().find_map(|(reference, one)| Some((*reference, *one.keys().find(|other| **other != kind)?)))?;
    let (kind, other) = (kind.as_str(), other.as_str());
    let message = format!("nothing is left to join: `{reference}` is a {other} too, which stays apart from the {kind}");
    Some(
        Diagnostic::warning("kinds-differ", message)
            .at(place(judgement, Some(reference)))
            .help(format!("if no {other} is meant, write that name under `also` in a file of the {kind}"))
            .help(format!("or write `kind: {kind}, by: hand` beside it in the articles")),
    )
}

/// Divides what must be divided and gives what each reference means.
fn settle(
    verdict: Verdict,
    readings: &[(&str, Reading)],
    units: &mut Units,
    desk: &Desk<'_, '_, '_>,
    decisions: &mut Decisions,
) -> Vec<Meaning> {
    let name_of = |reading: &Reading| match reading {
        Reading::Part { name, .. } | Reading::Name(name) => Some(*name),
        Reading::Unit(_) | Reading::Units(_) => None,
    };
    let names: FxHashSet<Option<u32>> = readings.iter().map(|(_, reading)| name_of(reading)).collect();
    let one_name = names.len() == 1 && name_of(&readings[0].1).is_some();
    if verdict != Verdict::Different {
        if one_name && verdict == Verdict::Same {
            decisions.whole.extend(name_of(&readings[0].1));
        }
        return readings
            .iter()
            .map(|(_, reading)| match reading {
                Reading::Unit(unit) => Meaning::Unit(*unit),
                Reading::Units(units) => Meaning::Units(units.clone()),
                Reading::Name(name) => Meaning::Name(*name),
                // Of two names joined here, only the part that the reference means.
                Reading::Part { name, notes } if !one_name && verdict == Verdict::Same => {
                    cut(*name, notes, None, units).map_or(Meaning::Name(*name), Meaning::Unit)
                }
                Reading::Part { name, .. } => Meaning::Name(*name),
            })
            .collect();
    }
    let seeds: Vec<(usize, u32, &[u32])> = readings
        .iter()
        .enumerate()
        .filter_map(|(at, (_, reading))| match reading {
            Reading::Part { name, notes } => Some((at, *name, notes.as_slice())),
            _ => None,
        })
        .collect();
    let mut meanings: Vec<Meaning> = readings
        .iter()
        .map(|(_, reading)| match reading {
            Reading::Unit(unit) => Meaning::Unit(*unit),
            Reading::Units(units) => Meaning::Units(units.clone()),
            Reading::Name(name) | Reading::Part { name, .. } => Meaning::Name(*name),
        })
        .collect();
    for &(at, name, notes) in &seeds {
        let others: Vec<&[u32]> =
            seeds.iter().filter(|other| other.0 != at && other.1 == name).map(|other| other.2).collect();
        let own = with_company(name, notes, &others, units, desk);
        if let Some(unit) = cut(name, &own, Some(slug(readings[at].0)), units) {
            meanings[at] = Meaning::Unit(unit);
        }
        // Told from another name, the part says nothing of the other bearers of its own.
        let is_of_another_name = |reading: &Reading| match reading {
            Reading::Name(other) | Reading::Part { name: other, .. } => *other != name,
            Reading::Unit(unit) => units.name(*unit).is_some_and(|other| other != name),
            Reading::Units(list) => list.iter().all(|unit| units.name(*unit).is_some_and(|other| other != name)),
        };
        let mut rivals = readings.iter().enumerate().filter(|(other, _)| *other != at);
        if !rivals.all(|(_, (_, reading))| is_of_another_name(reading)) {
            decisions.decided.insert(name);
        }
    }
    for (meaning, (_, reading)) in meanings.iter_mut().zip(readings) {
        // `budi` beside `budi-bulog` means whoever is left.
        if let (Meaning::Name(name), Reading::Name(_)) = (&*meaning, reading)
            && seeds.iter().any(|seed| seed.1 == *name)
            && let Some(unit) = units.by_name(*name)
        {
            *meaning = Meaning::Unit(unit);
        }
    }
    meanings
}

/// The notes and all notes of the name that keep their company rather than that of `others`.
pub(super) fn with_company(
    name: u32,
    notes: &[u32],
    others: &[&[u32]],
    units: &Units,
    desk: &Desk<'_, '_, '_>,
) -> Vec<u32> {
    let Some(unit) = units.by_name(name) else { return notes.to_vec() };
    let own_profile = desk.contexts.profile(notes);
    let rest: Vec<u32> = units.list[unit as usize]
        .notes
        .iter()
        .copied()
        .filter(|note| !notes.contains(note) && !others.iter().any(|other| other.contains(note)))
        .collect();
    let mut rivals: Vec<_> = others.iter().map(|other| desk.contexts.profile(other)).collect();
    if rivals.is_empty() {
        // Whoever is not meant is the rival: notes without a sign of their own stay with the rest.
        rivals.push(desk.contexts.profile(&rest));
    }
    let mut all = notes.to_vec();
    for note in rest {
        let profile = desk.contexts.profile(&[note]);
        let own = desk.contexts.support(&profile, &own_profile).score;
        let rival = rivals
            .iter()
            .map(|rival| {
                let mut score = desk.contexts.support(&profile, rival).score;
                if others.is_empty() {
                    // Its own company is in that profile too.
                    score *= 0.5;
                }
                score
            })
            .fold(0.0, f32::max);
        if own > rival {
            all.push(note);
        }
    }
    all.sort_unstable();
    all
}

/// Cuts the notes out of the units of a name; none if they are a whole unit's or nobody's.
pub(super) fn cut(name: u32, notes: &[u32], address: Option<String>, units: &mut Units) -> Option<u32> {
    let unit = units.by_name(name)?;
    let own: Vec<u32> = notes.iter().copied().filter(|&note| units.of_note[note as usize] == unit).collect();
    match own.first() {
        None => notes.first().map(|&note| units.of_note[note as usize]),
        Some(_) => Some(units.divide(unit, own, address)),
    }
}

fn look_up(
    reference: &str,
    units: &Units,
    desk: &Desk<'_, '_, '_>,
    by_slug: &FxHashMap<String, Vec<u32>>,
) -> BTreeMap<EntityKind, Reading> {
    let wanted = slug(reference);
    let mut found: BTreeMap<EntityKind, Reading> = BTreeMap::new();
    let by_name = |name: &str, kind| {
        let name = desk.names.find(&desk.rules.key(name, kind).exact, kind)?;
        units.by_name(name).map(|_| name)
    };
    for kind in EntityKind::ALL {
        if let Some(&unit) = units.of_address.get(&(kind, wanted.clone())) {
            found.insert(kind, Reading::Unit(unit));
        }
        // As a name `hasan-gubernur` is `hasan` with a title; as an address, one of several who bear it.
        let is_meant = |name: &u32| wanted != *reference || slug(&desk.names.get(*name).exact) == wanted;
        if let Some(name) = by_name(reference, kind).filter(is_meant) {
            found.entry(kind).or_insert(Reading::Name(name));
        }
    }
    for &name in by_slug.get(&wanted).into_iter().flatten() {
        found.entry(desk.names.get(name).kind).or_insert(Reading::Name(name));
    }
    if found.is_empty() {
        found = qualified(&wanted, bears, units, desk, by_slug);
    }
    if found.is_empty() {
        let named =
            EntityKind::ALL.into_iter().filter_map(|kind| Some((kind, Reading::Name(by_name(reference, kind)?))));
        found = named.collect();
    }
    for known in desk.previous.iter().filter(|known| known.address == wanted) {
        if let Some(name) = known.names.iter().find_map(|name| by_name(name, known.kind)) {
            found.entry(known.kind).or_insert(Reading::Name(name));
        }
    }
    for (key, _) in desk.book.given.iter().filter(|(_, address)| **address == wanted) {
        let Some((kind, name)) = super::addresses::parse_key(key) else { continue };
        if let Some(name) = by_name(name, kind) {
            found.entry(kind).or_insert(Reading::Name(name));
        }
    }
    found
}

/// Makes an address that articles or files give a part of the name: the notes that bear its sign, or an office of the file, are
/// the same one's. A body or place behind the name in the address of a file says nothing of articles that mention it.
fn with_others_of_part(
    reference: &str,
    found: &mut BTreeMap<EntityKind, Reading>,
    units: &Units,
    desk: &Desk<'_, '_, '_>,
    by_slug: &FxHashMap<String, Vec<u32>>,
) {
    for kind in EntityKind::ALL {
        let Some(Reading::Unit(unit)) = found.get(&kind) else { continue };
        let own = &units.list[*unit as usize];
        let file = own.curated.and_then(|at| desk.curated.get(at));
        let offices: Vec<String> =
            file.into_iter().flat_map(|file| &file.roles).map(|role| desk.rules.neutral(&role.role)).collect();
        let holds = |note: u32| {
            let roles = roles_of(desk.contexts.notes(), note);
            !offices.is_empty() && roles.iter().any(|role| offices.contains(&desk.rules.neutral(role)))
        };
        let bearing = |note: u32, sign: &str, ids: &[String], desk: &Desk<'_, '_, '_>| match file {
            Some(_) => bears_itself(note, sign, ids, desk) || holds(note),
            None => bears(note, sign, ids, desk),
        };
        if let Some(Reading::Part { name, mut notes }) =
            qualified(&slug(reference), bearing, units, desk, by_slug).remove(&kind)
        {
            notes.extend(&own.notes);
            notes.sort_unstable();
            notes.dedup();
            found.insert(kind, Reading::Part { name, notes });
        }
    }
}

/// An address such as `budi-santoso-bulog`: the notes of the name that bear that role, body or article.
fn qualified(
    wanted: &str,
    bearing: impl Fn(u32, &str, &[String], &Desk<'_, '_, '_>) -> bool,
    units: &Units,
    desk: &Desk<'_, '_, '_>,
    by_slug: &FxHashMap<String, Vec<u32>>,
) -> BTreeMap<EntityKind, Reading> {
    let mut found = BTreeMap::new();
    for (at, _) in wanted.rmatch_indices('-') {
        let (base, sign) = (&wanted[..at], &wanted[at + 1..]);
        for &name in by_slug.get(base).into_iter().flatten() {
            let kind = desk.names.get(name).kind;
            if found.contains_key(&kind) {
                continue;
            }
            let recorded = desk.book.namesakes.get(&Addresses::key(kind, base));
            let ids: &[String] =
                recorded.and_then(|recorded| recorded.told_apart_by.get(wanted)).map_or(&[], Vec::as_slice);
            let notes: Vec<u32> = units
                .all_by_name(name)
                .flat_map(|unit| units.list[unit as usize].notes.iter().copied())
                .filter(|&note| bearing(note, sign, ids, desk))
                .collect();
            if !notes.is_empty() {
                let mut notes = notes;
                notes.sort_unstable();
                found.insert(kind, Reading::Part { name, notes });
            }
        }
    }
    found
}

/// Whether a note has a role, body, place, article or year of this slug, or stands in one of the articles `ids`.
fn bears(note: u32, sign: &str, ids: &[String], desk: &Desk<'_, '_, '_>) -> bool {
    let notes = desk.contexts.notes();
    let is_beside = |other: usize| {
        let other = &notes.list[other];
        matches!(other.kind, EntityKind::Organization | EntityKind::Place)
            && short_slug(notes.surfaces.text(other.surface)) == sign
    };
    bears_itself(note, sign, ids, desk) || notes.of_article(notes.list[note as usize].article as usize).any(is_beside)
}

/// Whether a note has a role, article or year of this slug, or stands in one of the articles `ids`.
fn bears_itself(note: u32, sign: &str, ids: &[String], desk: &Desk<'_, '_, '_>) -> bool {
    let notes = desk.contexts.notes();
    let article = notes.article(&notes.list[note as usize]);
    let (id, year) = (&article.id, article.date.as_ref().map(|date| date.year.to_string()));
    slug(id) == sign
        || year.is_some_and(|year| year == sign)
        || ids.contains(id)
        || roles_of(notes, note).iter().any(|role| short_slug(role) == sign)
}

impl Decisions {
    fn units_of(&self, meaning: &Meaning, units: &Units) -> Vec<u32> {
        match meaning {
            Meaning::Unit(unit) => vec![*unit],
            Meaning::Name(name) => units.all_by_name(*name).collect(),
            Meaning::Units(units) => units.clone(),
        }
    }

    /// Settles whom a name means that is taken for several people: those who go by it, and not one whom the archive without
    /// that line knows by a fuller name; in `different` also these, but not as the other side. `join` gives the clusters without
    /// the lines that are pending.
    pub fn narrow(&mut self, judgements: &[Judgement], units: &Units, names: &Names, join: impl Fn(&Self) -> Clusters) {
        let rounds = self.rounds(judgements, units);
        self.pending = rounds.iter().flatten().copied().collect();
        let words = |unit: u32| units.name(unit).map_or(0, |name| names.get(name).words());
        let spoken_of: FxHashSet<u32> = self.meanings.iter().flatten().filter_map(Meaning::unit).collect();
        for round in rounds {
            let mut clusters = join(self);
            let mut longest: FxHashMap<u32, usize> = FxHashMap::default();
            for unit in (0..units.list.len() as u32).filter(|&unit| !units.list[unit as usize].notes.is_empty()) {
                let longest = longest.entry(clusters.root(unit)).or_default();
                *longest = (*longest).max(words(unit));
            }
            for at in round {
                let sides: Vec<Vec<u32>> =
                    self.meanings[at].iter().map(|meaning| self.units_of(meaning, units)).collect();
                for (side, meaning) in self.meanings[at].iter_mut().enumerate() {
                    if !matches!(meaning, Meaning::Name(name) if units.is_divided(*name)) {
                        continue;
                    }
                    let others =
                        sides.iter().enumerate().filter(|(other, _)| *other != side).flat_map(|(_, side)| side);
                    let others: FxHashSet<u32> = others.map(|&unit| clusters.root(unit)).collect();
                    let (own, fuller): (Vec<u32>, Vec<u32>) = sides[side]
                        .iter()
                        .partition(|&&unit| longest.get(&clusters.root(unit)).is_some_and(|&most| most <= words(unit)));
                    let is_apart = judgements[at].verdict == Verdict::Different;
                    let fuller = fuller.into_iter().filter(|&unit| match own.is_empty() {
                        // Nobody goes by it: all but those of whom a line speaks by themselves.
                        true => !spoken_of.contains(&unit),
                        false => is_apart && !others.contains(&clusters.root(unit)),
                    });
                    let meant: Vec<u32> = fuller.chain(own.iter().copied()).collect();
                    if !meant.is_empty() {
                        *meaning = Meaning::Units(meant);
                    }
                }
                self.pending.remove(&at);
            }
        }
    }

    /// The judgements that [`Self::narrow`] looks at, those of one round at once. Of several lines about one name each is read as
    /// the archive stands by those above it.
    fn rounds(&self, judgements: &[Judgement], units: &Units) -> Vec<Vec<usize>> {
        let mut rounds: Vec<Vec<usize>> = Vec::new();
        let mut next: FxHashMap<u32, usize> = FxHashMap::default();
        for (at, meanings) in self.meanings.iter().enumerate() {
            if judgements[at].verdict == Verdict::Unsure {
                continue;
            }
            let name = |meaning: &Meaning| match meaning {
                Meaning::Name(name) if units.is_divided(*name) => Some(*name),
                _ => None,
            };
            let named: Vec<u32> = meanings.iter().filter_map(name).collect();
            let Some(round) = named.iter().map(|name| next.get(name).copied().unwrap_or_default()).max() else {
                continue;
            };
            next.extend(named.into_iter().map(|name| (name, round + 1)));
            rounds.resize_with(rounds.len().max(round + 1), Vec::new);
            rounds[round].push(at);
        }
        rounds
    }

    /// The units that a person called the same as this one; nothing where it was told apart from who bears the bare name.
    pub fn same_as(&self, unit: u32, name: u32, judgements: &[Judgement], units: &Units) -> Option<Vec<u32>> {
        let mut same = Vec::new();
        for (judgement, meanings) in judgements.iter().zip(&self.meanings) {
            let is_meant = meanings.contains(&Meaning::Unit(unit));
            match judgement.verdict {
                Verdict::Different if is_meant && meanings.contains(&Meaning::Name(name)) => return None,
                Verdict::Same if is_meant => {
                    same.extend(meanings.iter().flat_map(|meaning| self.units_of(meaning, units)));
                }
                _ => {}
            }
        }
        Some(same)
    }

    /// Keeps apart what is different, then joins what is the same; says where people contradict one another.
    pub fn apply(&self, judgements: &[Judgement], units: &Units, clusters: &mut Clusters) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        for (at, (judgement, meanings)) in judgements.iter().zip(&self.meanings).enumerate() {
            if judgement.verdict != Verdict::Different || self.pending.contains(&at) {
                continue;
            }
            let mut sides: FxHashMap<u32, usize> = FxHashMap::default();
            for (side, meaning) in meanings.iter().enumerate() {
                for unit in self.units_of(meaning, units) {
                    match sides.get(&unit) {
                        Some(&other) if other != side => {
                            diagnostics.push(not_apart(judgement, other, side));
                            break;
                        }
                        Some(_) => {}
                        None => {
                            sides.insert(unit, side);
                            clusters.tag(unit, Tag { group: at as u32 + 1, side: side as u32 });
                        }
                    }
                }
            }
        }
        for (at, (judgement, meanings)) in judgements.iter().zip(&self.meanings).enumerate() {
            if judgement.verdict != Verdict::Same || self.pending.contains(&at) {
                continue;
            }
            let all: Vec<u32> = meanings.iter().flat_map(|meaning| self.units_of(meaning, units)).collect();
            for pair in all.windows(2) {
                let apart = clusters.apart(pair[0], pair[1]);
                if let Some(group) = apart.iter().find(|&&group| group != ADDRESSES && group < NAMESAKES) {
                    diagnostics.push(contradiction(judgement, &judgements[*group as usize - 1]));
                    continue;
                }
                if apart.contains(&ADDRESSES) {
                    diagnostics.push(two_files(judgement));
                }
                // The person knows better than files and contexts.
                clusters.force(pair[0], pair[1]);
            }
        }
        diagnostics
    }

    /// Says where a judgement keeps a curated file and a name that the file lists apart; `links` are (file, bearer of
    /// the name).
    pub fn against_files(
        judgements: &[Judgement],
        links: &[(u32, u32)],
        curated: &[CuratedEntity],
        units: &Units,
        clusters: &mut Clusters,
    ) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        for &(file, bearer) in links {
            let apart = clusters.apart(file, bearer);
            let judgement = apart.iter().find(|&&group| group != ADDRESSES && group < NAMESAKES);
            let file = units.list[file as usize].curated.and_then(|at| curated.get(at));
            if let (Some(&group), Some(file)) = (judgement, file) {
                let judgement = &judgements[group as usize - 1];
                // An address of its own for one of several who bear the file's name: that they differ is why it has one.
                let namesake = judgement.entities.contains(&file.address) && file.address != slug(&file.name);
                if !namesake {
                    diagnostics.push(against_file(judgement, file));
                }
            }
        }
        diagnostics
    }

    /// Whether a person already spoke about these two units.
    pub fn settled(&self, units: &Units) -> FxHashSet<(u32, u32)> {
        let mut pairs = FxHashSet::default();
        for meanings in &self.meanings {
            let sides: Vec<Vec<u32>> = meanings.iter().map(|meaning| self.units_of(meaning, units)).collect();
            for (at, side) in sides.iter().enumerate() {
                for other in &sides[at + 1..] {
                    for &a in side {
                        pairs.extend(other.iter().map(|&b| (a.min(b), a.max(b))));
                    }
                }
            }
        }
        pairs
    }
}

/// What became of an address that no entity of the archive has.
enum LastKnown {
    Never,
    /// Its entity was joined to the one at this address.
    Moved(String),
    /// No article that is published names it.
    Gone,
}

impl Desk<'_, '_, '_> {
    /// Whether an article that is not published has this name or address.
    fn is_left_out(&self, reference: &str) -> bool {
        self.left_out.contains(reference) || self.left_out.contains(&slug(reference))
    }
}

/// What the book of addresses, the last site and the articles that are not published know of an address or a name.
fn last_known(reference: &str, desk: &Desk<'_, '_, '_>) -> LastKnown {
    let wanted = slug(reference);
    let bore = |known: &KnownAddress| known.address == wanted || known.names.iter().any(|name| slug(name) == wanted);
    let moved = EntityKind::ALL.into_iter().find_map(|kind| desk.book.moved.get(&Addresses::key(kind, &wanted)));
    match moved {
        Some(to) if to != Addresses::GONE => LastKnown::Moved(to.clone()),
        Some(_) => LastKnown::Gone,
        None if desk.is_left_out(reference) || desk.previous.iter().any(bore) => LastKnown::Gone,
        None => LastKnown::Never,
    }
}

/// A decision about what the articles named once: it holds again when they do.
fn no_longer(reference: &str) -> Diagnostic {
    let message = format!("no article names `{}` any more", clean(reference));
    Diagnostic::warning("idle-judgement", message)
        .help("the line may stay: it holds again when an article has that name; delete it if none will")
}

/// As [`no_longer`], where an article that is not published has the name: nothing needs to be done.
fn unpublished(reference: &str) -> Diagnostic {
    let message = format!("only articles that are not published name `{}`", clean(reference));
    Diagnostic::note("idle-judgement", message)
        .help("the line may stay: it holds when a published article has that name")
}

/// Nobody is called so. A slip beside a name that there is leaves the decision without effect: an error. A name like none, or
/// `alone` in a line without any that there is, is one whose article went long ago, or will come. A name with a tail means one
/// of several bearers of it, and nothing says yet which.
fn unknown(reference: &str, alone: bool, units: &Units, desk: &Desk<'_, '_, '_>) -> Diagnostic {
    let wanted = slug(reference);
    let bases: Vec<&str> = wanted.rmatch_indices('-').map(|(at, _)| &wanted[..at]).collect();
    let of_base = |base: &&str| desk.names.list.iter().find(|name| slug(&name.exact) == **base);
    let bearer = bases.iter().filter(|base| base.contains('-')).find_map(of_base);
    let message = format!("no entity of the archive is called `{}`", clean(reference));
    let Some(name) = bearer else {
        let names = desk.names.list.iter().map(|name| slug(&name.exact));
        let hidden = desk.left_out.iter().map(|name| slug(name));
        let given = units.of_address.keys().map(|(_, address)| address.clone());
        let known: Vec<String> = names.chain(hidden).chain(given).collect();
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        let meant = nearest(&wanted, &known).map(|meant| format!("did you mean `{meant}`?"));
        if let Some(meant) = meant.as_ref().filter(|_| !alone) {
            return Diagnostic::error("unknown-entity", message).help(meant);
        }
        let mut idle = Diagnostic::warning("idle-judgement", message);
        idle.help.extend(meant);
        return idle
            .help("write its address (the last part of its page's address) or its name as articles print it")
            .help("if its article is gone the line may stay: it holds again when an article has that name");
    };
    let base = slug(&name.exact);
    let folder = name.kind.folder().unwrap_or("people");
    Diagnostic::error(
        "unknown-entity",
        format!("nobody has the address `{wanted}` yet, though the name of `{base}` is known"),
    )
    .help(format!("write `ref: {wanted}` beside the name under `entities` of each article that means this one"))
    .help(format!("or make a file content/{folder}/{wanted}.md with the line `name:`"))
    .help(format!("`{base}` alone means whoever has no `ref`; delete the line if the article of the other is gone"))
}

/// Who is meant by a name that several bear, each at an address that articles give, is not said.
fn borne_by_several(reference: &str, bearers: &BTreeMap<EntityKind, Vec<u32>>, units: &Units) -> Diagnostic {
    let addresses = bearers.values().flatten().filter_map(|unit| units.list[*unit as usize].address.as_deref());
    let addresses: Vec<&str> = addresses.take(MOST_NAMED).collect();
    Diagnostic::error(
        "unknown-entity",
        format!("several bear the name `{}`, and which one is meant is not said", clean(reference)),
    )
    .help(format!("write the address of the one that is meant: {}", list(&addresses)))
}

/// How many addresses a message names.
const MOST_NAMED: usize = 4;

fn contradiction(same: &Judgement, different: &Judgement) -> Diagnostic {
    let message = format!(
        "`{}` cannot be the same: line {} says that they are different",
        same.entities.join("` and `"),
        different.line
    );
    Diagnostic::error("contradicting-judgements", message)
        .at(place(same, None))
        .label("same")
        .help(format!("line {}: {}", different.line, different.source.trim()))
        .help("they stay apart until one of the two lines goes")
}

fn against_file(different: &Judgement, file: &CuratedEntity) -> Diagnostic {
    let message = format!(
        "`{}` cannot be different: {} gives them as names of one",
        different.entities.join("` and `"),
        file.path
    );
    let names: Vec<String> = std::iter::once(&file.name).chain(&file.also).map(|name| format!("`{name}`")).collect();
    Diagnostic::error("contradicting-judgements", message)
        .at(place(different, None))
        .label("different")
        .help(format!("{}: {}", file.path, names.join(", ")))
        .help("they stay apart until this line or the name in the file goes")
}

fn two_files(judgement: &Judgement) -> Diagnostic {
    let message = format!("`{}` have an address each that a person gave", judgement.entities.join("` and `"));
    Diagnostic::warning("two-files-of-one-entity", message)
        .at(place(judgement, None))
        .help("they are one entity now and live at the first address; put all that is known into one file")
}

fn not_apart(judgement: &Judgement, a: usize, b: usize) -> Diagnostic {
    let (a, b) = (&judgement.entities[a], &judgement.entities[b]);
    Diagnostic::error("judgement-without-effect", format!("`{a}` and `{b}` mean the same names of the same articles"))
        .at(place(judgement, Some(b)))
        .help("name a role or body behind the name (`budi-santoso-bulog`), or write `ref` beside the name in the articles")
}

/// Where a line has an entity as an item of its own, and not as a part of another one; else where it has its letters.
fn item_in(source: &str, entity: &str) -> Option<usize> {
    let bare = |c: char| c.is_whitespace() || matches!(c, '"' | '\'');
    let is_item = |at: &usize| {
        let (before, after) =
            (source[..*at].trim_end_matches(bare), source[at + entity.len()..].trim_start_matches(bare));
        before.ends_with(['[', ',']) && after.starts_with([']', ','])
    };
    let found = || source.match_indices(entity).map(|(at, _)| at);
    found().find(is_item).or_else(|| found().next())
}

fn place(judgement: &Judgement, entity: Option<&str>) -> Location {
    let at = entity.and_then(|entity| Some((item_in(&judgement.source, entity)?, entity)));
    let (column, length) = match at {
        Some((at, entity)) => (judgement.source[..at].chars().count() + 1, entity.chars().count()),
        None => (1, judgement.source.chars().count()),
    };
    let place = Place { line: judgement.line, column, length: length.max(1), text: judgement.source.clone() };
    Location { path: FILE.to_owned(), place: Some(place) }
}
