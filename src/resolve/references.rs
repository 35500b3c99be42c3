//! Turns addresses that articles (`ref`) and files give into whom the archive has there: a namesake without a file lives at an address
//! made of a role, and the articles with that role are his as well as those with the `ref`.

use std::collections::BTreeSet;

use super::cluster::Clusters;
use super::entities::roles_of;
use super::judgements::{Desk, cut, names_by_slug, with_company};
use super::qualifiers::short_slug;
use super::units::Units;
use crate::model::{Addresses, EntityKind, Namesakes};

/// Gives each such address the notes of the name in front of it that print the role behind it, and those in their company.
/// What the book knows is left to [`join`].
pub(super) fn gather(units: &mut Units, desk: &Desk<'_, '_, '_>) {
    let given = given(units, desk);
    if given.is_empty() {
        return;
    }
    let by_slug = names_by_slug(units, desk);
    for (kind, address, unit) in given {
        if recorded(kind, &address, desk).is_some() {
            continue;
        }
        for (at, _) in address.rmatch_indices('-') {
            let (base, sign) = (&address[..at], &address[at + 1..]);
            for &name in by_slug.get(base).into_iter().flatten().filter(|name| desk.names.get(**name).kind == kind) {
                let bears =
                    |note: &u32| roles_of(desk.contexts.notes(), *note).iter().any(|role| short_slug(role) == sign);
                let of_name = units.by_name(name).map(|own| units.list[own as usize].notes.iter().copied());
                let mut notes: Vec<u32> = of_name.into_iter().flatten().filter(bears).collect();
                if notes.is_empty() {
                    continue;
                }
                notes.extend(&units.list[unit as usize].notes);
                notes.sort_unstable();
                let own = with_company(name, &notes, &[], units, desk);
                cut(name, &own, Some(address.clone()), units);
            }
        }
    }
}

/// Joins each such address with whom the book knows there, or with the only bearer of the name whose slug it is.
pub(super) fn join(units: &Units, desk: &Desk<'_, '_, '_>, clusters: &mut Clusters) {
    let mut given = given(units, desk);
    given.extend(files(units, desk));
    if given.is_empty() {
        return;
    }
    let by_slug = names_by_slug(units, desk);
    let free = |name: u32| units.all_by_name(name).filter(|&unit| units.list[unit as usize].address.is_none());
    for (kind, address, unit) in given {
        let of_kind = |base: &str| {
            let names = by_slug.get(base).into_iter().flatten().copied();
            names.filter(|&name| desk.names.get(name).kind == kind).collect::<Vec<u32>>()
        };
        let meant = match recorded(kind, &address, desk) {
            Some((base, namesakes)) => {
                let parts = of_kind(base).into_iter().flat_map(&free).filter_map(|part| {
                    let weight = |signs: &[String]| weight(part, signs, units, desk);
                    let own = weight(&namesakes.told_apart_by[&address]);
                    let is_other = namesakes.told_apart_by.values().any(|signs| weight(signs) > own);
                    (own > 0 && !is_other).then_some((own, std::cmp::Reverse(part)))
                });
                parts.max().map(|(_, part)| part.0)
            }
            None => {
                let book = desk.book.given.iter().filter(|(_, to)| **to == address);
                let named = book.filter_map(|(key, _)| {
                    let (_, name) = super::addresses::parse_key(key).filter(|(other, _)| *other == kind)?;
                    desk.names.find(&desk.rules.key(name, kind).exact, kind)
                });
                let bearers: BTreeSet<u32> = of_kind(&address).into_iter().chain(named).flat_map(&free).collect();
                bearers.first().copied().filter(|_| bearers.len() == 1)
            }
        };
        if let Some(meant) = meant.filter(|&meant| units.is_alive(meant)) {
            clusters.join(unit, meant);
        }
    }
}

/// The addresses that articles give and no file has, with their units.
fn given(units: &Units, desk: &Desk<'_, '_, '_>) -> Vec<(EntityKind, String, u32)> {
    let notes = desk.contexts.notes();
    let is_written =
        |note: &u32| notes.entity(&notes.list[*note as usize]).is_some_and(|note| note.reference.is_some());
    let of_address = units.of_address.iter().filter(|(_, unit)| {
        let unit = &units.list[**unit as usize];
        unit.curated.is_none() && unit.notes.iter().any(is_written)
    });
    of_address.map(|((kind, address), &unit)| (*kind, address.clone(), unit)).collect()
}

/// The addresses of files at which the book knows one of several namesakes, with their units.
fn files(units: &Units, desk: &Desk<'_, '_, '_>) -> Vec<(EntityKind, String, u32)> {
    let of_address = units.of_address.iter();
    let of_files = of_address.filter(|(_, unit)| units.list[**unit as usize].curated.is_some());
    let of_namesakes = of_files.filter(|((kind, address), _)| is_one_of_several(*kind, address, desk));
    of_namesakes.map(|((kind, address), &unit)| (*kind, address.clone(), unit)).collect()
}

/// Whether the book knows one of several namesakes at this address.
pub(super) fn is_one_of_several(kind: EntityKind, address: &str, desk: &Desk<'_, '_, '_>) -> bool {
    recorded(kind, address, desk).is_some_and(|(_, namesakes)| namesakes.told_apart_by.len() > 1)
}

/// The bare address and the namesakes among whom the book has this one.
fn recorded<'d>(kind: EntityKind, address: &str, desk: &Desk<'d, '_, '_>) -> Option<(&'d str, &'d Namesakes)> {
    let mut ends = address.rmatch_indices('-');
    ends.find_map(|(at, _)| {
        let base = &address[..at];
        let (key, namesakes) = desk.book.namesakes.get_key_value(&Addresses::key(kind, base))?;
        let (_, base) = super::addresses::parse_key(key)?;
        namesakes.told_apart_by.contains_key(address).then_some((base, namesakes))
    })
}

/// How much a unit has of what told a namesake from the others: articles, else a role.
fn weight(unit: u32, signs: &[String], units: &Units, desk: &Desk<'_, '_, '_>) -> usize {
    let notes = desk.contexts.notes();
    let own = &units.list[unit as usize].notes;
    let ids: BTreeSet<&str> = own.iter().map(|&note| notes.article(&notes.list[note as usize]).id.as_str()).collect();
    let has_role =
        own.iter().any(|&note| roles_of(notes, note).iter().any(|role| signs.iter().any(|sign| sign == role)));
    ids.into_iter().filter(|id| signs.iter().any(|sign| sign == id)).count() * 2 + usize::from(has_role)
}
