//! `kutip check`: everything that is wrong or doubtful in the archive; writes nothing.

use std::time::Instant;

use crate::check::{CheckInput, check};
use crate::cli::Global;
use crate::diag::{Report, Severity};
use crate::site::{SiteInput, plan};
use crate::write::last_notes;

use super::known::resolve_names;
use super::prepare::{load_templates, prepare, say_lost};
use super::{Console, Failure, Stream, Workplace, counted};

/// Runs the command: exit status.
///
/// # Errors
///
/// When the settings are such that nothing can be looked at.
pub fn run(options: &Global, console: &Console) -> Result<u8, Failure> {
    let start = Instant::now();
    let workplace = Workplace::open(options, false)?;
    let mut report = Report::default();
    workplace.check_interface()?;
    load_templates(&workplace, &mut report)?;
    let articles = workplace.articles(&mut report);
    let count = articles.len();
    let content = prepare(&workplace, articles, console, &mut report)?;
    let (registry, found) = resolve_names(&workplace, &content, &last_notes(&workplace.output_folder(options)));
    report.extend(workplace.named(found));
    let asked = CheckInput { articles: &content.articles, curated: &content.curated, registry: &registry };
    report.extend(workplace.named(check(&asked)));
    let (static_files, found) = workplace.site.static_files();
    report.extend(workplace.named(found));
    let static_paths: Vec<String> = static_files.iter().map(|file| file.relative.clone()).collect();
    let (plan, found) = plan(&SiteInput {
        config: &workplace.config,
        articles: &content.articles,
        curated: &content.curated,
        registry: &registry,
        languages: &workplace.languages,
        build_date: None,
        static_files: &static_paths,
    });
    report.extend(workplace.named(found));
    say_lost(&workplace, &content.articles, &plan, true, &mut report);
    console.report(&report, Stream::Out, true);
    let errors = counted(report.count(Severity::Error), "error", "errors");
    let warnings = counted(report.count(Severity::Warning), "warning", "warnings");
    let seconds = start.elapsed().as_secs_f64();
    console
        .sum_of_report(&format!("{}: {errors}, {warnings} in {seconds:.1} s", counted(count, "article", "articles")));
    Ok(u8::from(report.has_errors()))
}
