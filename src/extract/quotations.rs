//! Turns a document and its mentions into quotations with their speakers.

use super::Document;
use crate::lang::Language;
use crate::model::{FoundQuotation, Mention};

/// The quotations of the document, in text order.
pub fn find(_document: &Document<'_>, _mentions: &[Mention], _language: &Language) -> Vec<FoundQuotation> {
    Vec::new()
}
