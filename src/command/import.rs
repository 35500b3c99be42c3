//! `kutip import`: sources in, Markdown files in `content/articles/` out.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::Instant;

use rayon::prelude::*;

use crate::archive::{ARTICLES, ArchiveError, text_hash};
use crate::cli::{Global, Import};
use crate::diag::{Diagnostic, Location, Report, shortened};
use crate::import::{Imported, LeftOut, LeftOutReason};
use crate::model::Article;

use super::deleted::come_back;
use super::diagnostics::unknown_language;
use super::same::{Choice, Elsewhere, Gone, Known};
use super::sources::{self, SourceFile};
use super::told::Told;
use super::undecided::UndecidedArticles;
use super::update::{annotate_anew, leave_to_build, name_changed, name_kept, update, update_all};
use super::{Console, Failure, Stream, Workplace, counted};

/// How many bytes of sources are worked on at a time.
const BATCH_BYTES: u64 = 64 << 20;

/// How many pieces of one file that were left out for one reason are shown to people.
const SHOWN_PIECES: usize = 5;

/// What may be done with articles that are there.
#[derive(Clone, Copy, Debug, Default)]
pub struct Mode {
    /// Annotate anew what was imported before.
    pub update: bool,
    /// Write nothing.
    pub dry_run: bool,
    /// Keep back what was said of the sources before.
    pub brief: bool,
    /// The sources are not the whole inbox.
    pub part: bool,
    /// The site is made again at every save: how much is kept back is not said each time.
    pub preview: bool,
    /// Name all of what is named up to a number.
    pub all: bool,
}

/// What an import did.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Articles written for the first time, as their files read back.
    pub new: Vec<Article>,
    /// Articles annotated anew and changed by that, and why they had to be.
    pub updated: Vec<(Article, Option<String>)>,
    /// Articles that were imported before and stayed as they were.
    pub left_alone: usize,
    /// How many of these had but the line `origin:` renewed.
    pub(super) renewed: usize,
    /// Articles that keep words although their source has changed these too, and in which fields.
    pub kept: Vec<(Article, Vec<&'static str>)>,
    /// Of how many of these the rest of what the source says was taken over.
    pub(super) kept_in_part: usize,
    /// All of those that nobody has decided, of earlier runs too.
    pub(super) undecided: UndecidedArticles,
    /// Of those left alone, those whose source has changed since: its file as `origin` names it.
    pub changed_sources: Vec<String>,
    /// Of those left alone, those of which another source of this run has other words or fields: its file.
    pub newer_sources: Vec<String>,
    /// How many pieces of the sources of new articles are not in them.
    pub left_out: usize,
    /// Ids of those that sources of this run were compared with.
    pub(super) compared: BTreeSet<String>,
}

/// Runs the command: exit status.
///
/// # Errors
///
/// When nothing can be imported at all.
pub fn run(options: &Global, arguments: &Import, console: &Console) -> Result<u8, Failure> {
    let start = Instant::now();
    let workplace = Workplace::open(options, !arguments.sources.is_empty())?;
    workplace.tell(options, console);
    let mut report = Report::default();
    let sources = sources::gather(&workplace, &arguments.sources, arguments.sources.is_empty(), &mut report)?;
    let _turn = workplace.site.lock_articles();
    let articles = workplace.articles(&mut report);
    let part = !arguments.sources.is_empty();
    let (update, dry_run, all) = (arguments.update, arguments.dry_run, console.shows_all());
    let mode = Mode { update, dry_run, brief: false, part, preview: false, all };
    let mut outcome = import(&workplace, &articles, sources, mode, console, &mut report)?;
    if arguments.update && arguments.sources.is_empty() {
        update_all(&workplace, &articles, mode, console, &mut outcome, &mut report)?;
    }
    if arguments.update {
        // Also those of earlier runs whose newer source was not looked at this time.
        report.extend(workplace.named(outcome.undecided.said(&articles, console.shows_all())));
        if !arguments.dry_run {
            outcome.undecided.keep(&workplace)?;
        }
    }
    console.report(&report, Stream::Messages, false);
    console.sum(&sum(&workplace, &outcome, mode, console.is_verbose(), start));
    Ok(u8::from(report.has_errors()))
}

/// How many new articles there are, and of how many no date was found: those sort last and stand in no year.
/// Who only tries must not read that it was done.
pub(super) fn counted_new(new: &[Article], dry_run: bool) -> String {
    let undated = new.iter().filter(|article| article.date.is_none()).count();
    let undated = if undated > 0 { format!(" ({} without a date)", super::grouped(undated)) } else { String::new() };
    let articles = counted(new.len(), "article", "articles");
    if dry_run { format!("would import {articles}{undated}") } else { format!("{articles} imported{undated}") }
}

/// How many sources have changed since their import, and how many articles others have with other words; none if none.
pub(super) fn counted_changed(outcome: &Outcome) -> Option<String> {
    let Outcome { changed_sources, newer_sources, .. } = outcome;
    let count = |files: &[String]| files.iter().collect::<BTreeSet<_>>().len();
    let changed = changed_sources.first().map(|first| {
        let count = count(changed_sources);
        let first = crate::diag::visible(first);
        let which = if count == 1 { first } else { format!("the first: {first}") };
        format!("{} changed since the import ({which})", counted(count, "source has", "sources have"))
    });
    let newer = newer_sources.first().map(|first| {
        let first = crate::diag::visible(first);
        let which = match count(newer_sources) {
            1 => first,
            count => format!("{count} other sources (the first: {first})"),
        };
        let articles = counted(newer_sources.len(), "article has", "articles have");
        format!("{articles} other words or fields in {which}")
    });
    let parts: Vec<String> = changed.into_iter().chain(newer).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// How much of the new articles' sources was left out, for who would rather see it.
pub(super) fn counted_left_out(outcome: &Outcome, verbose: bool) -> Option<String> {
    let pieces = (outcome.left_out > 0 && !verbose).then(|| counted(outcome.left_out, "piece", "pieces"))?;
    Some(format!("{pieces} of menus and the like left out (`kutip import -v` with the same sources lists them)"))
}

fn sum(workplace: &Workplace, outcome: &Outcome, mode: Mode, verbose: bool, start: Instant) -> String {
    let mut parts = vec![counted_new(&outcome.new, mode.dry_run)];
    if mode.update {
        let updated = super::grouped(outcome.updated.len());
        parts.push(if mode.dry_run { format!("would update {updated}") } else { format!("{updated} updated") });
        let kept = super::grouped(outcome.kept.len());
        let in_part = super::grouped(outcome.kept_in_part);
        let (would_take, taken) = match outcome.kept_in_part {
            0 => (String::new(), String::new()),
            _ => (format!(" (and take over the rest of {in_part})"), format!(" (the rest of {in_part} taken over)")),
        };
        parts.extend((!outcome.kept.is_empty()).then(|| match mode.dry_run {
            true => format!("would keep {kept} for you to decide{would_take}"),
            false => format!("{kept} kept for you to decide{taken}"),
        }));
    }
    if outcome.left_alone > 0 {
        let renewed = match outcome.renewed {
            0 => String::new(),
            some if mode.dry_run => format!(" (would renew the line `origin:` of {})", super::grouped(some)),
            some => format!(" (the line `origin:` of {} renewed)", super::grouped(some)),
        };
        parts.push(format!("{} left alone{renewed}", super::grouped(outcome.left_alone)));
    }
    if let Some(changed) = counted_changed(outcome).filter(|_| !mode.update) {
        parts.push(format!("{changed} (see `--update`)"));
    }
    parts.extend(outcome.undecided.counted().filter(|_| !mode.update));
    parts.extend(counted_left_out(outcome, verbose));
    let seconds = start.elapsed().as_secs_f64();
    let written = if mode.dry_run { "nothing written: " } else { "" };
    format!("{written}{} in {seconds:.1} s → {}/", parts.join(", "), workplace.shown(ARTICLES))
}

/// Imports what is new, and updates the rest where `mode` says so.
///
/// `articles` are those of the archive.
///
/// # Errors
///
/// When the disk refuses.
pub fn import(
    workplace: &Workplace,
    articles: &[Article],
    sources: Vec<SourceFile>,
    mode: Mode,
    console: &Console,
    report: &mut Report,
) -> Result<Outcome, Failure> {
    let files = workplace.site.article_files();
    let mut known = Known::new(articles, files.clone(), Some(workplace));
    known.add_unread(workplace, &files);
    let mut choice = Choice::new(&sources, mode.part);
    let mut outcome = Outcome { undecided: UndecidedArticles::read(workplace, articles), ..Outcome::default() };
    let mut told = Told::read(workplace, !mode.brief || mode.all);
    let annotated = console.progress("finding quotations", 0);
    let mut gone = Gone::new(mode.part);
    for batch in batches(sources) {
        let read: Vec<Option<Imported>> = batch.par_iter().map(|source| sources::read(workplace, source)).collect();
        let mut new = Vec::new();
        let mut again = Vec::new();
        for (source, imported) in batch.iter().zip(read) {
            let Some(imported) = imported else { continue };
            known.add_records(&imported.articles);
            told.say(&source.file, imported.diagnostics, report);
            if console.is_verbose() {
                report.extend(left_out(&imported.left_out, console.is_for_people()));
            }
            gone.note_source(source, &imported.articles);
            let mut elsewhere = Elsewhere::default();
            let count = imported.articles.len();
            let known_before = new.len();
            let mut doubts = Vec::new();
            for mut article in imported.articles {
                match known.find(&article) {
                    // What no update takes, and what stands in the sources of this run twice, is left alone.
                    Some(at) => {
                        gone.note_found(at, source);
                        // A language that a person wrote into the article's file answers the question.
                        let is_unknown = unknown_language(workplace, &article).is_some();
                        let there = articles.get(at).filter(|_| is_unknown);
                        doubts.extend(there.and_then(|there| unknown_language(workplace, there)));
                        let is_there = at < articles.len();
                        let file = article.origin.as_ref().map_or("", |origin| &origin.file);
                        // Words that newer ones have taken the place of come back only where a person names their file.
                        let is_replaced = known.is_replaced(at, &article)
                            || is_there && outcome.undecided.is_before(&articles[at], &article);
                        let may_take = is_there && (!is_replaced || mode.update && source.named);
                        let old = &known.origin(at).file;
                        let takes = may_take && choice.takes(workplace, at, old, file, is_replaced);
                        // Of what waits for a decision is spoken elsewhere.
                        let waits = is_there && outcome.undecided.has(&articles[at], &article);
                        match takes && mode.update || waits {
                            true => elsewhere.is_source = true,
                            false => elsewhere.note(&known, at, &article, takes),
                        }
                        match takes {
                            true => again.push((at, article)),
                            false => outcome.left_alone += 1,
                        }
                    }
                    None => {
                        elsewhere.is_source = true;
                        known.add(&mut article);
                        doubts.extend(known.doubt(&article));
                        doubts.extend(unknown_language(workplace, &article));
                        new.push(article);
                    }
                }
            }
            if new.len() > known_before {
                let is_text = |piece: &&LeftOut| piece.reason != LeftOutReason::Title;
                outcome.left_out += imported.left_out.iter().filter(is_text).count();
            }
            told.say(&source.file, elsewhere.said(&source.shown, count).into_iter().collect(), report);
            told.say(&source.file, workplace.named(doubts), report);
        }
        outcome.left_alone += choice.settle(&known, &mut again);
        annotated.add(new.len() + if mode.update { again.len() } else { 0 });
        let too_long: Vec<Diagnostic> = new
            .par_iter_mut()
            .filter_map(|article| {
                annotate_anew(article, workplace);
                annotated.step();
                leave_to_build(workplace, article)
            })
            .collect();
        report.extend(workplace.named(too_long));
        if !articles.is_empty() {
            let others = articles.iter().chain(&outcome.new);
            report.extend(come_back(workplace, others, &new, &known, mode.all));
        }
        write_new(workplace, &mut new, mode)?;
        outcome.new.extend(new);
        update(workplace, articles, again, mode, &annotated, &mut outcome, report)?;
    }
    for (file, diagnostic) in gone.said(workplace, articles, mode.all) {
        told.say(&file, vec![diagnostic], report);
    }
    told.finish(workplace, mode, !mode.dry_run && !console.is_quiet(), report)?;
    if mode.dry_run {
        outcome.new.iter().for_each(|article| console.line(&format!("new: {ARTICLES}/{}", article.path)));
    }
    name_changed(&outcome.updated, mode, console);
    name_kept(&outcome.kept, mode, console);
    Ok(outcome)
}

fn batches(sources: Vec<SourceFile>) -> Vec<Vec<SourceFile>> {
    let mut batches = vec![Vec::new()];
    let mut size = 0;
    for source in sources {
        size += std::fs::metadata(&source.path).map_or(0, |there| there.len());
        if let Some(batch) = batches.last_mut() {
            batch.push(source);
        }
        if size > BATCH_BYTES {
            batches.push(Vec::new());
            size = 0;
        }
    }
    batches
}

/// What is not in the articles of one file: one note a file for people, one a piece for programs.
fn left_out(pieces: &[LeftOut], for_people: bool) -> Vec<Diagnostic> {
    let note = |path: &str, message: String| Diagnostic::note("left-out", message).at(Location::file(path));
    let place = |piece: &LeftOut| {
        let record = piece.record.map(|record| format!("record {record}"));
        let line = piece.line.map(|line| format!("line {line}"));
        record.into_iter().chain(line).collect::<Vec<_>>().join(", ")
    };
    let shown = |piece: &LeftOut, characters: usize| shortened(&piece.text, characters);
    if !for_people {
        let of_piece = |piece: &LeftOut| {
            let message = format!("left out as {}: {}", piece.reason.as_str(), shown(piece, 120));
            let place = place(piece);
            note(&piece.path, if place.is_empty() { message } else { format!("{place}: {message}") })
        };
        return pieces.iter().map(of_piece).collect();
    }
    let Some(first) = pieces.first() else { return Vec::new() };
    let mut by_reason: BTreeMap<_, Vec<&LeftOut>> = BTreeMap::new();
    pieces.iter().for_each(|piece| by_reason.entry(piece.reason).or_default().push(piece));
    let mut diagnostic = note(&first.path, format!("{} left out", counted(pieces.len(), "piece", "pieces")));
    for (reason, pieces) in by_reason {
        for piece in pieces.iter().take(SHOWN_PIECES) {
            let place = place(piece);
            let place = if place.is_empty() { String::new() } else { format!(", {place}") };
            diagnostic = diagnostic.help(format!("{}{place}: {}", reason.as_str(), shown(piece, 60)));
        }
        if pieces.len() > SHOWN_PIECES {
            let more = pieces.len() - SHOWN_PIECES;
            diagnostic = diagnostic.help(format!("{more} more as {}; see `--message-format short`", reason.as_str()));
        }
    }
    vec![diagnostic]
}

fn write_new(workplace: &Workplace, new: &mut [Article], mode: Mode) -> Result<(), ArchiveError> {
    if mode.dry_run {
        return Ok(());
    }
    new.par_iter_mut().try_for_each(|article| {
        workplace.site.save_article(article)?;
        let body = text_hash(&article.body);
        workplace.site.keep_pristine(&Article { body, ..article.clone() })
    })
}

/// Sources named on the command line of `build`, and those of the inbox.
///
/// # Errors
///
/// When a source that was named cannot be read, and as [`run`].
pub fn import_for_build(
    workplace: &Workplace,
    articles: &[Article],
    named: &[PathBuf],
    preview: bool,
    console: &Console,
    report: &mut Report,
) -> Result<Outcome, Failure> {
    let sources = sources::gather(workplace, named, true, report)?;
    let mode = Mode { brief: true, preview, all: console.shows_all(), ..Mode::default() };
    import(workplace, articles, sources, mode, console, report)
}
