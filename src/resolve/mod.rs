//! Turns the names of all articles into the entities of the archive.

use crate::diag::Diagnostic;
use crate::lang::Languages;
use crate::model::{Addresses, Article, CuratedEntity, Judgement, KnownAddress, Registry};

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
pub fn resolve(_input: &ResolveInput<'_>) -> (Registry, Vec<Diagnostic>) {
    todo!()
}
