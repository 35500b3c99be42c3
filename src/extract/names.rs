//! Turns a document into the mentions of its names.

use super::Document;
use crate::lang::Language;
use crate::model::Mention;

/// The mentions of people, organizations, places, works and events, in text order, none overlapping another.
pub fn recognize(_document: &Document<'_>, _language: &Language) -> Vec<Mention> {
    Vec::new()
}
