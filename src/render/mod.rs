//! Turns the plan of the site and templates into bytes; the only module that knows Tera.
//!
//! Each page is drawn from its view ([`crate::site::view`]) by the template that the view names. Pages are drawn side by
//! side; each is a function of the plan and the templates alone. A page that takes too long or grows too large stops
//! the build with the name of its template: themes come from strangers.

mod functions;
mod limits;
mod squeeze;
mod templates;

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use rayon::prelude::*;
use serde::Serialize;
use tera::{Context, Value};

use crate::model::Output;
use crate::site::{Page, SitePlan};

pub use templates::{Templates, idle_templates, shipped_templates};

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

/// What previews of every page show; a site has its own in `static/`.
const PREVIEW: &[u8] = include_bytes!("preview.png");

/// Renders all files of the plan, side by side. Every file is a function of plan and templates alone.
///
/// # Errors
///
/// The first page, in the order of the plan, that failed; or an output that was not taken.
pub fn render(plan: &SitePlan<'_>, templates: &Templates, emit: &Emit<'_>) -> Result<RenderReport, RenderError> {
    let engine = templates.for_site(plan);
    // The page of data shows the size and hash of these.
    let data = plan.data_files();
    let tally = Tally { emit, files: AtomicUsize::new(0), bytes: AtomicU64::new(0) };
    let first_failure: Mutex<Option<(usize, RenderError)>> = Mutex::new(None);
    let pages = plan.pages();
    pages.par_iter().enumerate().with_min_len(8).for_each(|(at, page)| {
        let earlier = first_failure.lock().is_ok_and(|failure| failure.as_ref().is_some_and(|(first, _)| *first < at));
        if earlier {
            return;
        }
        let result = draw(plan, &engine, page).and_then(|bytes| tally.emit(page.path.clone(), bytes));
        if let (Err(error), Ok(mut failure)) = (result, first_failure.lock())
            && failure.as_ref().is_none_or(|(first, _)| at < *first)
        {
            *failure = Some((at, error));
        }
    });
    if let Some((_, error)) = first_failure.into_inner().ok().flatten() {
        return Err(error);
    }
    plan.entities_with_files().par_iter().try_for_each(|id| {
        let mut files = plan.entity_data(*id);
        if let Some((path, feed)) = plan.entity_feed(*id) {
            let bytes = engine.draw("feed.xml", &path, &alone("feed", &feed))?;
            files.push(Output { path, bytes });
        }
        files
            .into_iter()
            .filter(|output| !plan.is_static(&output.path))
            .try_for_each(|output| tally.emit(output.path, output.bytes))
    })?;
    let files = files_beside_pages(plan, &engine)?;
    for output in files.into_iter().chain(templates.assets()).chain(data.iter().cloned()) {
        // A file of `static/` keeps its place.
        if !plan.is_static(&output.path) {
            tally.emit(output.path, output.bytes)?;
        }
    }
    Ok(RenderReport { pages: pages.len(), files: tally.files.into_inner(), bytes: tally.bytes.into_inner() })
}

/// Search index, cards, feed, site map, picture for previews and `robots.txt`.
fn files_beside_pages(plan: &SitePlan<'_>, engine: &templates::Engine<'_>) -> Result<Vec<Output>, RenderError> {
    let mut files = plan.search_files().to_vec();
    files.extend(plan.card_files());
    if let (Some(path), Some(feed)) = (plan.feed_path(), plan.feed()) {
        let bytes = engine.draw("feed.xml", &path, &alone("feed", &feed))?;
        files.push(Output { path, bytes });
        files.extend(plan.json_feed());
    }
    for (path, map) in plan.site_maps() {
        let bytes = engine.draw("sitemap.xml", &path, &alone("map", &map))?;
        files.push(Output { path, bytes });
    }
    if let Some(path) = plan.preview_path() {
        files.push(Output { path: path.to_owned(), bytes: PREVIEW.to_vec() });
    }
    files.push(Output { path: "robots.txt".to_owned(), bytes: plan.robots().into_bytes() });
    Ok(files)
}

/// Hands files on and counts them.
struct Tally<'a> {
    emit: &'a Emit<'a>,
    files: AtomicUsize,
    bytes: AtomicU64,
}

impl Tally<'_> {
    fn emit(&self, path: String, bytes: Vec<u8>) -> Result<(), RenderError> {
        self.files.fetch_add(1, Ordering::Relaxed);
        self.bytes.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        (self.emit)(Output { path, bytes }).map_err(RenderError::Output)
    }
}

fn draw(plan: &SitePlan<'_>, engine: &templates::Engine<'_>, page: &Page) -> Result<Vec<u8>, RenderError> {
    let view = plan.view(page);
    let mut context = Context::new();
    context.insert_value("root", Value::from(view.root));
    context.insert_value("head", Value::from_serializable(&view.head));
    context.insert_value("page", Value::from_serializable(&view.page));
    engine.draw(view.template, &page.path, &context)
}

fn alone(name: &'static str, value: &impl Serialize) -> Context {
    let mut context = Context::new();
    context.insert_value(name, Value::from_serializable(value));
    context
}
