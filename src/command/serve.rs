//! `kutip serve`: the site at an address of this machine, made again and shown again whenever something changes.

use std::path::PathBuf;
use std::time::Instant;

use crate::cli::{Global, Serve};
use crate::config;
use crate::diag::{self, Format, Report, Severity};
use crate::model::ArticleDate;
use crate::serve::{Bounds, Options, Rebuilt, Server, Watched};
use crate::write::PrivateFolder;

use super::build::{Target, build_date, make};
use super::{Console, Failure, Stream, Workplace};

/// What of a site is watched, in its root.
const WATCHED: [&str; 5] = ["content", "templates", "static", "languages", config::FILE];

/// How many messages are shown above the pages; all of them are at the terminal.
const SHOWN_ABOVE_PAGES: usize = 5;

/// Runs the command, until the program is told to stop.
///
/// # Errors
///
/// When there is no site, no free port, or no way to see changes.
pub fn run(options: &Global, arguments: &Serve, console: &Console) -> Result<u8, Failure> {
    let build_date = build_date(options)?;
    let workplace = Workplace::open(options, false)?;
    workplace.tell(options, console);
    let folder = PrivateFolder::create()?;
    let bounds = Bounds::default();
    let server = Server::open(
        &folder.path().join("site"),
        Options { port: arguments.port, host: arguments.host.clone(), bounds },
    )?;
    // Before the first build, so that no change is missed.
    let watched = Watched::new(workplace.site.root(), &WATCHED)?;
    let mut preview = Preview {
        options,
        output: folder.path().join("site"),
        public: workplace.output_folder(options),
        build_date,
        console,
        was_in_trouble: false,
    };
    let first = preview.make();
    let url = server.url();
    let running = server.start(&first)?;
    console.line(&format!("serving {url} (Ctrl-C ends it)"));
    running.follow(&watched, || preview.make())?;
    Ok(0)
}

/// How the site that is served is made.
struct Preview<'p> {
    options: &'p Global,
    output: PathBuf,
    public: PathBuf,
    build_date: Option<ArticleDate>,
    console: &'p Console,
    was_in_trouble: bool,
}

impl Preview<'_> {
    /// Makes the site and says at the terminal what came of it. What stops it leaves the site as it was.
    fn make(&mut self) -> Rebuilt {
        let start = Instant::now();
        let mut report = Report::default();
        let made = self.try_make(&mut report);
        self.console.report(&report, Stream::Messages, false);
        let was_in_trouble = std::mem::replace(&mut self.was_in_trouble, made.is_err());
        match made {
            Ok((made, base_path)) => {
                // Who has mended what was wrong wants to read that.
                if made.changed || was_in_trouble {
                    self.console.sum(&format!("{} in {:.1} s", made.sum(), start.elapsed().as_secs_f64()));
                }
                Rebuilt { changed: made.changed, trouble: trouble(&report, None), base_path: Some(base_path) }
            }
            Err(failure) => {
                super::print_failure(&failure, self.console);
                Rebuilt { changed: false, trouble: trouble(&report, Some(&failure)), base_path: None }
            }
        }
    }

    fn try_make(&self, report: &mut Report) -> Result<(super::build::Made, String), Failure> {
        // Settings may be what has changed.
        let workplace = Workplace::open(self.options, true)?;
        let target =
            Target { output: self.output.clone(), force: false, durable: false, preview_of: Some(self.public.clone()) };
        let made = make(&workplace, &target, &[], self.build_date.as_ref(), self.console, report)?;
        Ok((made, workplace.config.base_path().unwrap_or_else(|| "/".to_owned())))
    }
}

/// The errors, and the quotations that readers miss, in words, for the pages; none if there are none.
fn trouble(report: &Report, failure: Option<&Failure>) -> Option<String> {
    let is_for_pages =
        |diagnostic: &&diag::Diagnostic| diagnostic.severity == Severity::Error || diagnostic.code == "lost-quotation";
    let mut errors: Vec<&diag::Diagnostic> = report.sorted().into_iter().filter(is_for_pages).collect();
    let mut words = String::new();
    match failure {
        Some(Failure::Findings(found)) => drop(errors.splice(0..0, found)),
        Some(Failure::Usage { message, help }) => {
            words = format!("{message}\n{}\n", help.as_deref().unwrap_or_default())
        }
        Some(other) => words = format!("{other}\n"),
        None => {}
    }
    for error in errors.iter().take(SHOWN_ABOVE_PAGES) {
        let mut out = Vec::new();
        drop(diag::print(&mut out, error, Format::Human, false));
        words.push_str(&String::from_utf8_lossy(&out));
    }
    if errors.len() > SHOWN_ABOVE_PAGES {
        words.push_str(&format!("{} more; see the terminal", errors.len() - SHOWN_ABOVE_PAGES));
    }
    let heading = match failure {
        Some(_) => "The site could not be made; this is the last one that could.",
        None => "The site was made, but something in the archive is wrong.",
    };
    (!words.is_empty()).then(|| format!("{heading}\n\n{}", words.trim_end()))
}
