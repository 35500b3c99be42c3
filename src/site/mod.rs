//! Turns articles and entities into the plan of the site: every page and its address, before anything is rendered.

use crate::config::Config;
use crate::diag::Diagnostic;
use crate::lang::Languages;
use crate::model::{Article, ArticleDate, CuratedEntity, Registry};

/// What [`plan`] works on.
#[derive(Clone, Copy, Debug)]
pub struct SiteInput<'a> {
    /// Settings of the site.
    pub config: &'a Config,
    /// Articles, in the order that [`Registry::links`] follows. Drafts and withheld ones are left out here.
    pub articles: &'a [Article],
    /// What people wrote about single entities; [`crate::model::Entity::curated`] indexes this list.
    pub curated: &'a [CuratedEntity],
    /// Who means whom.
    pub registry: &'a Registry,
    /// Interface strings, and how sentences are cut.
    pub languages: &'a Languages,
    /// Day of the build, only where `--date` or `SOURCE_DATE_EPOCH` gave one.
    pub build_date: Option<&'a ArticleDate>,
    /// Paths of the files that are copied from `static/`, relative to the output folder; no page takes their place.
    pub static_files: &'a [String],
}

/// Every page of a site and its address.
#[derive(Debug)]
pub struct SitePlan<'a> {
    input: SiteInput<'a>,
}

/// Plans the site. Withheld and draft articles and what `publish` does not allow are in no part of the plan.
pub fn plan<'a>(input: &SiteInput<'a>) -> (SitePlan<'a>, Vec<Diagnostic>) {
    let _ = input;
    todo!()
}

impl SitePlan<'_> {
    /// How many files will be made.
    pub fn page_count(&self) -> usize {
        let _ = self.input;
        todo!()
    }

    /// Places in `articles` and in their `quotations` of those whose words are not in the body; they are not shown.
    pub fn lost_quotations(&self) -> &[(usize, usize)] {
        todo!()
    }
}
