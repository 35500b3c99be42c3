//! Turns articles and entities into the plan of the site: every page and its address, before anything is rendered.
//!
//! ```text
//! articles, registry → prepare (what may be published) → backlinks → pages → view (what a template is given)
//! ```
//!
//! What `publish`, `withheld` and `draft` forbid is gone after `prepare`, so no page, feed or data file can hold it.

mod addresses;
mod annotation;
mod article_paths;
mod backlinks;
mod cards;
pub mod cite;
mod data;
mod entities;
mod entity_files;
mod feed;
mod fragment;
mod mentions;
mod pages;
mod pictures;
mod plan;
mod prepare;
mod printings;
mod redaction;
mod search;
mod sections;
mod sentences;
pub mod variants;
pub mod view;
mod withheld;
mod years;

use std::collections::BTreeMap;

use crate::config::Config;
use crate::lang::Languages;
use crate::model::{Article, ArticleDate, CuratedEntity, Registry};

pub use addresses::check_paths;
pub use feed::{Entry, Feed, MapPage, SiteMap};
pub use pages::Page;
pub use plan::{SitePlan, plan};
pub use redaction::OMITTED;
pub use search::searched_words;
pub use withheld::{IdleEntry, calling_of, idle_entries};

/// What [`plan`] works on.
#[derive(Clone, Copy, Debug)]
pub struct SiteInput<'a> {
    /// Settings of the site.
    pub config: &'a Config,
    /// Articles, in the order that [`Registry::links`] follows. Drafts and withheld ones are left out here.
    pub articles: &'a [Article],
    /// Ids of those: their addresses are kept.
    pub left_out: &'a [String],
    /// What people wrote about single entities; [`crate::model::Entity::curated`] indexes this list.
    pub curated: &'a [CuratedEntity],
    /// Id → address of the articles of the last site.
    pub known_articles: &'a BTreeMap<String, String>,
    /// Who means whom.
    pub registry: &'a Registry,
    /// Interface strings, and how sentences are cut.
    pub languages: &'a Languages,
    /// Day of the build, only where `--date` or `SOURCE_DATE_EPOCH` gave one.
    pub build_date: Option<&'a ArticleDate>,
    /// Paths of the files that are copied from `static/`, relative to the output folder; no page takes their place.
    pub static_files: &'a [String],
}
