//! The page of the search: a box and what results are narrowed down by. What is found is filled in by a script.

use serde::Serialize;

use super::{Head, View};
use crate::site::plan::SitePlan;

/// The page of the search.
#[derive(Debug, Serialize)]
pub struct SearchView<'p> {
    /// Tells this index from that of another build.
    pub version: &'p str,
    /// Which word shards the index has, with a space between.
    pub words: &'p str,
    /// What results are narrowed down by.
    pub facets: Vec<FacetView<'p>>,
}

/// One way to narrow results down.
#[derive(Debug, Serialize)]
pub struct FacetView<'p> {
    /// `speaker`, `entity`, `year`, `publisher`, `language` or `certainty`.
    pub kind: &'static str,
    /// Its heading.
    pub title: &'p str,
    /// Its name in the page's address.
    pub name: &'p str,
}

impl<'a> SitePlan<'a> {
    pub(super) fn search_view(&self) -> (&'static str, Head, View<'_>) {
        let facet = |kind, title: &'static str, name: &'static str| FacetView {
            kind,
            title: self.interface.string(title),
            name: self.interface.string(name),
        };
        let view = SearchView {
            version: &self.search().version,
            words: &self.search().words,
            facets: vec![
                facet("speaker", "search_speaker", "param_speaker"),
                facet("entity", "search_about", "param_entity"),
                facet("year", "search_year", "param_year"),
                facet("publisher", "search_publisher", "param_publisher"),
                facet("language", "search_language", "param_language"),
                facet("certainty", "search_certainty", "param_certainty"),
            ],
        };
        let head = Head { title: self.interface.string("search").to_owned(), og_type: "website", ..Head::default() };
        ("search.html", head, View::Search(Box::new(view)))
    }
}
