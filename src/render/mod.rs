//! Turns the plan of the site and templates into bytes; the only module that knows Tera.

use std::collections::BTreeMap;

use crate::model::Output;
use crate::site::SitePlan;

/// The templates of a site: those that the program carries, each replaced by the site's own of the same name.
#[derive(Debug)]
pub struct Templates {}

/// Trouble that stops rendering.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// Templates that cannot be read: bad syntax, a cycle, a missing parent. The report names template, line and column.
    #[error("{report}")]
    Template {
        /// The template engine's own report.
        report: String,
    },
    /// A template that fails on one page: an undefined variable, a limit. The report names template, line and column.
    #[error("{report}\n while making `{page}`")]
    Page {
        /// Path of the page, relative to the output folder.
        page: String,
        /// The template engine's own report.
        report: String,
    },
    /// An output could not be taken by the receiver.
    #[error("{0}")]
    Output(Box<dyn std::error::Error + Send + Sync>),
}

/// What was rendered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RenderReport {
    /// HTML pages.
    pub pages: usize,
    /// All files, pages among them.
    pub files: usize,
    /// Their size in bytes.
    pub bytes: u64,
}

/// Takes one finished file; called from several threads at once, in no order.
pub type Emit<'a> = dyn Fn(Output) -> Result<(), Box<dyn std::error::Error + Send + Sync>> + Sync + 'a;

impl Templates {
    /// Reads the templates; `overrides` are those of the site: path relative to `templates/` → text.
    ///
    /// # Errors
    ///
    /// [`RenderError::Template`].
    pub fn load(overrides: &BTreeMap<String, String>) -> Result<Self, RenderError> {
        let _ = overrides;
        todo!()
    }
}

/// Renders all files of the plan, side by side. Every file is a function of plan and templates alone.
///
/// # Errors
///
/// The first page, by path, that failed; or the first output that was not taken.
pub fn render(plan: &SitePlan<'_>, templates: &Templates, emit: &Emit<'_>) -> Result<RenderReport, RenderError> {
    let _ = (plan, templates, emit);
    todo!()
}
