//! `kutip check`: everything that is wrong or doubtful in the archive; writes nothing.

use std::time::Instant;

use rayon::prelude::*;

use crate::archive::ARTICLES;
use crate::check::{CheckInput, check, unsettled_namesakes};
use crate::cli::Global;
use crate::diag::{Diagnostic, Location, Report, Severity};
use crate::extract::annotate::annotate_beside;
use crate::model::Article;
use crate::site::{SiteInput, plan};
use crate::write::last_notes;

use super::diagnostics::{
    Planned, found_names, idle_withheld, lines_of_names, say_astray, say_likely, say_lost, say_unlinked, say_unsure,
    unknown_language,
};
use super::known::{known_articles, resolve_names};
use super::prepare::{load_templates, prepare};
use super::undecided::UndecidedArticles;
use super::{Console, Failure, Stream, Workplace, counted};

/// Runs the command: exit status.
///
/// # Errors
///
/// When the settings are such that nothing can be looked at.
pub fn run(options: &Global, console: &Console) -> Result<u8, Failure> {
    let start = Instant::now();
    let workplace = Workplace::open(options, false)?;
    workplace.tell(options, console);
    let mut report = Report::default();
    workplace.check_interface()?;
    load_templates(&workplace, &mut report)?;
    let articles = workplace.articles(&mut report);
    report.extend(workplace.named(UndecidedArticles::read(&workplace, &articles).said(&articles, console.shows_all())));
    let content = prepare(&workplace, articles, console, &mut report)?;
    let known = last_notes(&workplace.output_folder(options));
    let (registry, found) = resolve_names(&workplace, &content, &known, false);
    report.extend(workplace.named(found));
    report.extend(idle_withheld(&workplace, &content, &registry));
    report.extend(say_unlinked(&workplace, &content.articles, false));
    let located = lines_of_names(&workplace, &content.articles);
    let asked = CheckInput {
        articles: &content.articles,
        curated: &content.curated,
        registry: &registry,
        left_out: &content.left_out_names,
        found: &|article| found_names(&workplace, article),
        located: &located,
    };
    report.extend(workplace.named(check(&asked)));
    let unknown = content.articles.iter().filter_map(|article| unknown_language(&workplace, article));
    report.extend(workplace.named(unknown.collect()));
    let unsettled = unsettled_namesakes(&content.articles, &content.curated, &registry, &content.judgements, &located);
    report.extend(workplace.named(unsettled));
    report.extend(undated(&workplace, &content.articles));
    let by_hand = written_by_hand(&workplace, &content.articles);
    let by_hand_count = by_hand.len();
    report.extend(by_hand);
    say_unsure(&workplace, &content.articles, &mut report);
    if console.is_verbose() {
        say_likely(&workplace, &content.articles, &mut report);
    }
    let (static_files, found) = workplace.site.static_files();
    report.extend(workplace.named(found));
    let static_paths: Vec<String> = static_files.iter().map(|file| file.relative.clone()).collect();
    let known_articles = known_articles(&known);
    let (plan, found) = plan(&SiteInput {
        config: &workplace.config,
        articles: &content.articles,
        left_out: &content.left_out,
        known_articles: &known_articles,
        curated: &content.curated,
        registry: &registry,
        languages: &workplace.languages,
        build_date: None,
        static_files: &static_paths,
    });
    report.extend(workplace.named(found));
    Planned { content: &content, registry: &registry, plan: &plan, known: &known, static_paths: &static_paths }
        .say_all(&workplace, &mut report);
    say_lost(&workplace, &content.articles, &plan, true, &mut report);
    if console.is_verbose() {
        say_astray(&workplace, &content.articles, &plan, &mut report);
    }
    console.report(&report, Stream::Out, true);
    let errors = counted(report.count(Severity::Error), "error", "errors");
    let warnings = counted(report.count(Severity::Warning), "warning", "warnings");
    let seconds = start.elapsed().as_secs_f64();
    let undated = content.articles.iter().filter(|article| article.date.is_none()).count();
    let undated = match undated {
        0 => String::new(),
        some => format!("; {} no date (`-v` names each)", counted(some, "article has", "articles have")),
    };
    let by_hand = match by_hand_count {
        0 => String::new(),
        some => format!("; {} only the quotations written by hand", counted(some, "article has", "articles have")),
    };
    let articles = counted(content.articles.len(), "article", "articles");
    console.sum_of_report(&format!("{articles}: {errors}, {warnings} in {seconds:.1} s{undated}{by_hand}"));
    Ok(u8::from(report.has_errors()))
}

/// A note for each article that people annotated alone and whose text has more quotations than they wrote.
fn written_by_hand(workplace: &Workplace, articles: &[Article]) -> Vec<Diagnostic> {
    let by_hand = |article: &&Article| article.annotated.is_none() && !article.quotations().is_empty();
    let note = |article: &Article| {
        let mut both = article.clone();
        annotate_beside(&mut both, &workplace.languages);
        let more = both.quotations().len() - article.quotations().len();
        let message = format!(
            "only the quotations that people wrote are shown; the program finds {} besides",
            counted(more, "one", "others").replacen("1 one", "one", 1)
        );
        let path = workplace.shown(&format!("{ARTICLES}/{}", article.path));
        let help =
            "move the file to content/inbox/ and import it, and they are added; without `quotations:` all are found";
        (more > 0).then(|| Diagnostic::note("only-by-hand", message).at(Location::file(path)).help(help))
    };
    articles.par_iter().filter(by_hand).filter_map(note).collect()
}

/// A note for each article without a date; there are archives of nothing else.
fn undated(workplace: &Workplace, articles: &[Article]) -> Vec<Diagnostic> {
    let undated = articles.iter().filter(|article| article.date.is_none());
    let note = |article: &Article| {
        Diagnostic::note("undated", "no date, so it sorts last and stands in no year")
            .at(Location::file(workplace.shown(&format!("{ARTICLES}/{}", article.path))))
            .help("write `date: 2024-05-02` into its front matter if you know it")
    };
    undated.map(note).collect()
}
