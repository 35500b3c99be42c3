//! `kutip build`: imports what is new, then makes the site.

use std::path::PathBuf;
use std::time::Instant;

use rayon::prelude::*;

use crate::archive::{ARTICLES, Found, INBOX, read_bytes};
use crate::cli::{Build, Global};
use crate::config;
use crate::diag::{Diagnostic, Location, Report, Severity};
use crate::front_matter::parse_date;
use crate::model::{ArticleDate, Output};
use crate::render::{RenderError, RenderReport, render};
use crate::site::{SiteInput, plan};
use crate::write::{Options, Staging, last_notes};

use super::diagnostics::{Planned, idle_withheld, is_unsure, say_lost, say_stale_names, say_unlinked};
use super::known::{known_articles, notes, resolve_names};
use super::prepare::{load_templates, prepare};
use super::{Console, Failure, Stream, Workplace, counted, import};

/// Runs the command: exit status.
///
/// # Errors
///
/// When no site can be made; the old one is untouched then.
pub fn run(options: &Global, arguments: &Build, console: &Console) -> Result<u8, Failure> {
    let start = Instant::now();
    let build_date = build_date(options)?;
    let workplace = Workplace::open(options, !arguments.sources.is_empty())?;
    workplace.tell(options, console);
    let mut report = Report::default();
    let target = Target {
        output: workplace.output_folder(options),
        force: arguments.force,
        durable: arguments.durable,
        preview_of: None,
    };
    let made = make(&workplace, &target, &arguments.sources, build_date.as_ref(), console, &mut report);
    // What was found before the trouble often explains it.
    console.report(&report, Stream::Messages, false);
    let made = made?;
    if made.is_first && workplace.site.settings_text().is_none() {
        console.sum(&language_of_pages(&workplace));
    }
    let seconds = start.elapsed().as_secs_f64();
    // The site is there all the same; who put it on the web must know that something was left out.
    let errors = match report.count(Severity::Error) {
        0 => String::new(),
        some => format!(", {}", counted(some, "error", "errors")),
    };
    console.sum(&format!("{}{errors} in {seconds:.1} s → {}", made.sum(), workplace.shown_path(&target.output)));
    Ok(u8::from(report.has_errors()))
}

/// Said once of a site without settings, while nobody has linked to it: later another language moves every address.
fn language_of_pages(workplace: &Workplace) -> String {
    let own = &workplace.config.language;
    let others = workplace.languages.iter().filter(|other| other.interface.is_some() && other.code != *own);
    let others: Vec<String> = others.map(|other| format!("`language: {}`", other.code)).collect();
    format!(
        "menus and addresses are in the language `{own}`; for others write {} into {} and build again",
        others.join(" or "),
        config::FILE
    )
}

/// Said where there is nothing to make a site of.
fn no_articles(workplace: &Workplace) -> Diagnostic {
    let inbox = workplace.shown(INBOX);
    Diagnostic::warning("no-articles", "there is no article in this archive")
        .at(Location::file(format!("{}/", workplace.shown(ARTICLES))))
        .help(format!("put articles into {inbox}/, or name where they are: `kutip build FOLDER`"))
}

/// Where a site is put, and how.
pub(super) struct Target {
    /// The folder.
    pub output: PathBuf,
    /// Build into it though it holds other files.
    pub force: bool,
    /// Wait for the disk.
    pub durable: bool,
    /// The folder of the site that readers see, when this one is only for looking at: that one's addresses are kept, and
    /// nothing is noted down.
    pub preview_of: Option<PathBuf>,
}

/// What was made, for the sum.
pub(super) struct Made {
    /// Article files that are so broken that nothing of them is in the site.
    unread: usize,
    articles: usize,
    quotations: usize,
    unsure: usize,
    rendered: RenderReport,
    /// Some file is new, another, or gone.
    pub changed: bool,
    /// There was no site before.
    is_first: bool,
}

impl Made {
    pub(super) fn sum(&self) -> String {
        let articles = counted(self.articles, "article", "articles");
        let articles = match self.unread {
            0 => articles,
            unread => format!("{articles} (without {} whose file cannot be read)", super::grouped(unread)),
        };
        let quotations = counted(self.quotations, "quotation", "quotations");
        let pages = counted(self.rendered.pages, "page", "pages");
        let hint = if self.unsure > 0 { "; see `kutip check`" } else { "" };
        format!("{articles}, {quotations} ({} unsure{hint}), {pages}", super::grouped(self.unsure))
    }
}

/// Imports what is new, then makes the site.
///
/// # Errors
///
/// When no site can be made; the old one is untouched then.
pub(super) fn make(
    workplace: &Workplace,
    target: &Target,
    sources: &[PathBuf],
    build_date: Option<&ArticleDate>,
    console: &Console,
    report: &mut Report,
) -> Result<Made, Failure> {
    workplace.check_interface()?;
    let templates = load_templates(workplace, report)?;
    let staging = Staging::open(&target.output, &write_options(workplace, target))?;

    let turn = workplace.site.lock_articles();
    let mut articles = workplace.articles(report);
    let files = workplace.site.article_files();
    let unread = files.iter().filter(|file| file.ends_with(".md")).count().saturating_sub(articles.len());
    let imported =
        import::import_for_build(workplace, &articles, sources, target.preview_of.is_some(), console, report)?;
    drop(turn);
    if !imported.new.is_empty() {
        let left_out = import::counted_left_out(&imported, console.is_verbose());
        let left_out = left_out.map(|pieces| format!("; {pieces}")).unwrap_or_default();
        let new = import::counted_new(&imported.new, false);
        console.sum(&format!("{new} into {}/{left_out}", workplace.shown(ARTICLES)));
    }
    if let Some(changed) = import::counted_changed(&imported) {
        console.sum(&format!("{changed}; `kutip import --update` takes that over"));
    }
    if let Some(kept) = imported.undecided.counted() {
        console.sum(&kept);
    }
    // Said when the articles come; `check` says it always.
    report.extend(say_unlinked(workplace, &imported.new, true));
    articles.extend(imported.new);
    if articles.is_empty() && unread == 0 {
        report.push(no_articles(workplace));
    }
    let content = prepare(workplace, articles, console, report)?;

    let known = target.preview_of.as_deref().map(last_notes);
    let known = known.as_ref().unwrap_or_else(|| staging.notes());
    let is_first = known.is_null();
    let (registry, found) = resolve_names(workplace, &content, known, unread > 0);
    report.extend(workplace.named(found));
    let idle = idle_withheld(workplace, &content, &registry);
    if idle.iter().any(|found| found.severity == Severity::Error) {
        return Err(Failure::Findings(idle));
    }
    report.extend(idle);
    let (static_files, found) = workplace.site.static_files();
    report.extend(workplace.named(found));
    let static_paths: Vec<String> = static_files.iter().map(|file| file.relative.clone()).collect();
    let known_articles = known_articles(known);
    let (plan, found) = plan(&SiteInput {
        config: &workplace.config,
        articles: &content.articles,
        left_out: &content.left_out,
        known_articles: &known_articles,
        curated: &content.curated,
        registry: &registry,
        languages: &workplace.languages,
        build_date,
        static_files: &static_paths,
    });
    report.extend(workplace.named(found));
    Planned { content: &content, registry: &registry, plan: &plan, known, static_paths: &static_paths }
        .say_all(workplace, report);
    say_stale_names(workplace, &content.articles, &registry, report);
    say_lost(workplace, &content.articles, &plan, false, report);

    let drawn = console.progress("drawing pages", plan.pages().len());
    let put = |output: Output| {
        if output.path.ends_with(".html") {
            drawn.step();
        }
        staging.put(&output).map_err(Into::into)
    };
    let rendered = render(&plan, &templates, &put).map_err(unwrap_write_error)?;
    drop(drawn);
    copy_static(&static_files, &staging)?;
    let notes = notes(workplace, &plan, &content, known, !console.is_quiet(), unread > 0);
    let written = staging.commit(notes)?;
    let changed = written.written + written.removed > 0;
    report.extend(written.diagnostics.into_iter().map(|found| found.below(&workplace.shown_path(&target.output))));
    // Addresses made without a file that cannot be read are not those that it gives when it is mended.
    if !content.lost_judgements && unread == 0 && target.preview_of.is_none() {
        workplace.site.save_addresses(plan.address_book())?;
    }
    Ok(Made {
        unread,
        articles: plan.article_count(),
        // What readers see: neither words that are lost nor those that are withheld or withdrawn.
        quotations: plan.quotation_count(),
        unsure: plan.quotations().filter(|quotation| is_unsure(quotation)).count(),
        rendered,
        changed,
        is_first,
    })
}

fn write_options(workplace: &Workplace, target: &Target) -> Options {
    let root = workplace.site.root();
    Options {
        force: target.force,
        durable: target.durable,
        sources: ["content", "templates", "static", "languages"].map(|folder| root.join(folder)).to_vec(),
        keep: vec![root.to_owned()],
    }
}

/// The day that pages name as that of the build, if one was given.
pub(super) fn build_date(options: &Global) -> Result<Option<ArticleDate>, Failure> {
    if let Some(text) = &options.date {
        let usage = || Failure::usage(format!("`--date {text}` is not a day"), "write it as `--date 2024-05-02`");
        return parse_date(text).map(Some).ok_or_else(usage);
    }
    let Ok(epoch) = std::env::var("SOURCE_DATE_EPOCH") else { return Ok(None) };
    let second = epoch.trim().parse().ok().and_then(|second| jiff::Timestamp::from_second(second).ok());
    let day = second.and_then(|second| parse_date(&second.to_zoned(jiff::tz::TimeZone::UTC).date().to_string()));
    let usage = || {
        let help = "it counts the seconds since 1970; unset it if nobody meant it";
        Failure::usage(format!("SOURCE_DATE_EPOCH is `{epoch}`, which is not a time"), help)
    };
    day.map(Some).ok_or_else(usage)
}

/// An output that could not be written is trouble with the disk, not with a template.
fn unwrap_write_error(error: RenderError) -> Failure {
    match error {
        RenderError::Output(inner) => match inner.downcast() {
            Ok(error) => Failure::Write(*error),
            Err(other) => Failure::Render(RenderError::Output(other)),
        },
        other => Failure::Render(other),
    }
}

fn copy_static(files: &[Found], staging: &Staging) -> Result<(), Failure> {
    files.par_iter().try_for_each(|file| {
        let bytes = read_bytes(&file.path, u64::MAX - 1)
            .map_err(|source| Failure::File { path: file.shown.clone(), source })?;
        staging.put(&Output { path: file.relative.clone(), bytes }).map_err(Failure::Write)
    })
}
