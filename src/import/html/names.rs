//! Hands the names of divisions on to the paragraph inside them.
//!
//! What finds the main text of a page puts a lone paragraph in the place of the division round it; whether it is a caption
//! or a promotion stands in the name of the division.

use dom_query::{Document, NodeRef};

use super::furniture::{NAMES, is_named_furniture};

/// Gives the names of furniture on to what they are about: a division of mere words becomes a paragraph of that name, and
/// the only child of a division gets the division's names.
pub(super) fn keep_names(page: &Document) {
    for division in page.select("div").nodes() {
        if !is_named_furniture(division) {
            continue;
        }
        let children = division.element_children();
        let has_words = division.children_it(false).any(|child| child.is_text() && !child.text().trim().is_empty());
        match &children[..] {
            [] if has_words => division.rename("p"),
            [child] if !has_words && (child.has_name("p") || child.has_name("div")) => hand_on(division, child),
            _ => {}
        }
    }
}

fn hand_on(from: &NodeRef<'_>, to: &NodeRef<'_>) {
    let names = [to.class(), from.class(), from.id_attr()];
    let names: Vec<_> = names.iter().flatten().map(|names| names.trim()).collect();
    let names = names.join(" ");
    if names.len() < NAMES {
        to.set_attr("class", &names);
    }
}
