//! Annotates anew what was imported before, from the sources as they are now, without losing what people changed.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::archive::merge::{Base, Undecided, merge_annotations, merge_texts};
use crate::archive::{ARTICLES, ArchiveError, differing, is_hash_of, text_hash};
use crate::diag::{Diagnostic, Location, Report};
use crate::extract::VERSION;
use crate::extract::annotate::{annotate_beside, outside_marks};
use crate::front_matter::{annotations_hash, is_mark_of, write};
use crate::model::{Article, EntityNote, Origin, Quotation, QuotationKind};
use crate::yaml::list;

use super::import::{Mode, Outcome};
use super::sources::{self, SourceFile};
use super::{Console, Failure, Progress, Workplace, counted};

/// Annotates an article of a source, beside what a person wrote in its file; what bears the engine's mark was found by it.
pub(super) fn annotate_anew(article: &mut Article, workplace: &Workplace) {
    if article.annotated.is_some() {
        let kept = |list: Vec<Quotation>| list.into_iter().filter(|quotation| quotation.by.is_some()).collect();
        article.quotations = article.quotations.take().map(kept).filter(|list: &Vec<_>| !list.is_empty());
        let kept = |list: Vec<EntityNote>| list.into_iter().filter(|entity| entity.by.is_some()).collect();
        article.entities = article.entities.take().map(kept).filter(|list: &Vec<_>| !list.is_empty());
    }
    annotate_beside(article, &workplace.languages);
}

/// Takes the annotations out of an article that has more of them than front matter may hold; every build then makes them
/// anew.
pub(super) fn leave_to_build(workplace: &Workplace, article: &mut Article) -> Option<Diagnostic> {
    // Far below the limit nothing needs to be printed to know.
    let limit = workplace.config.limits.front_matter_bytes;
    let count = article.quotations().len() + article.entities().len();
    if (count as u64) < limit / 8_192 {
        return None;
    }
    let annotated = Article { body: String::new(), ..article.clone() };
    if (write(&annotated).len() as u64) < limit {
        return None;
    }
    (article.quotations, article.entities, article.annotated) = (None, None, None);
    let message = format!("{} are more than a front matter may hold", counted(count, "annotation", "annotations"));
    let diagnostic = Diagnostic::warning("too-many-annotations", message);
    let path = format!("{ARTICLES}/{}", article.path);
    Some(diagnostic.at(Location::file(path)).help("every build makes them anew; cut the article to correct them"))
}

/// Compares articles of the archive with what their sources say now: each the place of one, and its source.
pub(super) fn update(
    workplace: &Workplace,
    articles: &[Article],
    again: Vec<(usize, Article)>,
    mode: Mode,
    annotated: &Progress,
    outcome: &mut Outcome,
    report: &mut Report,
) -> Result<(), Failure> {
    let hash = |article: &Article| article.origin.as_ref().map(|origin| origin.sha256.clone());
    // A dump that was written anew has other bytes, and often the same words.
    let has_changed = |(at, new): &&(usize, Article)| {
        let old = &articles[*at];
        hash(old) != hash(new) && !differing(old, new).is_empty() && !outcome.undecided.has(old, new)
    };
    let file = |article: &Article| article.origin.as_ref().map(|origin| origin.file.clone());
    let changed: Vec<&(usize, Article)> = again.iter().filter(has_changed).collect();
    for (at, new) in changed {
        let is_of_its_source = file(&articles[*at]) == file(new);
        let sources = if is_of_its_source { &mut outcome.changed_sources } else { &mut outcome.newer_sources };
        sources.extend(file(new));
    }
    if !mode.update {
        outcome.left_alone += again.len();
        return Ok(());
    }
    outcome.compared.extend(again.iter().map(|(at, _)| articles[*at].id.clone()));
    let old: Vec<&Article> = again.iter().map(|(at, _)| &articles[*at]).collect();
    let first = FirstWords::read(workplace, &old);
    let merged: Vec<Result<Updated, ArchiveError>> = again
        .into_par_iter()
        .map(|(at, mut new)| {
            let waiting = outcome.undecided.waiting(&articles[at]);
            // What it was compared with before has given it all that it will.
            if let (Some(before), Some(origin)) = (outcome.undecided.compared(&articles[at]), &mut new.origin) {
                origin.remember(&[Origin::mark(before).to_owned()]);
            }
            let updated = replace(workplace, &articles[at], Some((new, &waiting)), &first, mode);
            annotated.step();
            updated
        })
        .collect();
    collect(workplace, merged, outcome, report)
}

/// Annotates again all articles that the engine annotated before and no source of this run was compared with, from their
/// own text.
pub(super) fn update_all(
    workplace: &Workplace,
    articles: &[Article],
    mode: Mode,
    console: &Console,
    outcome: &mut Outcome,
    report: &mut Report,
) -> Result<(), Failure> {
    // Of an imported article a person may have deleted the line `annotated:`, to have it annotated anew.
    let is_ours =
        |article: &Article| article.annotated.is_some() || (article.origin.is_some() && article.quotations.is_some());
    let is_due = |article: &&Article| is_ours(article) && !outcome.compared.contains(&article.id);
    let due: Vec<&Article> = articles.iter().filter(is_due).collect();
    let first = FirstWords::read(workplace, &due);
    let annotated = console.progress("finding quotations", due.len());
    let merged: Vec<Result<Updated, ArchiveError>> = due
        .into_par_iter()
        .map(|old| {
            let updated = replace(workplace, old, None, &first, mode);
            annotated.step();
            updated
        })
        .collect();
    let before = outcome.updated.len();
    collect(workplace, merged, outcome, report)?;
    outcome.left_alone = articles.len().saturating_sub(outcome.updated.len() + outcome.kept.len());
    name_changed(&outcome.updated[before..], mode, console);
    Ok(())
}

/// Names the articles that keep words of their own although their source has changed these, with the fields.
pub(super) fn name_kept(kept: &[(Article, Vec<&'static str>)], mode: Mode, console: &Console) {
    if console.is_quiet() && !mode.dry_run {
        return;
    }
    for (article, fields) in kept {
        let fields = list(fields);
        console.line(&format!("kept: {ARTICLES}/{}: its source has another {fields}; you decide", article.path));
    }
}

/// Names the articles that an update changed: all of them where it only tries or is asked to tell, else if they are few.
pub(super) fn name_changed(updated: &[(Article, Option<String>)], mode: Mode, console: &Console) {
    let all = mode.dry_run || mode.all;
    if console.is_quiet() && !mode.dry_run {
        return;
    }
    let shown = if all { updated.len() } else { MOST_NAMED };
    for (article, why) in updated.iter().take(shown) {
        let why = why.as_ref().map_or_else(String::new, |why| format!(": {why}"));
        console.line(&format!("changed: {ARTICLES}/{}{why}", article.path));
    }
    if updated.len() > shown {
        console.line(&format!("and {} more; `-v` names all", updated.len() - shown));
    }
}

/// How many changed articles are named without being asked.
const MOST_NAMED: usize = 20;

struct Updated {
    article: Article,
    /// More than where it came from.
    is_changed: bool,
    /// Why it had to be read again, if that is known.
    why: Option<String>,
    /// Where it came from.
    is_renewed: bool,
    conflicts: Vec<Diagnostic>,
    /// The source says something else, and the article's own words were kept, with the source.
    undecided: Option<(Undecided, Article)>,
}

fn collect(
    workplace: &Workplace,
    merged: Vec<Result<Updated, ArchiveError>>,
    outcome: &mut Outcome,
    report: &mut Report,
) -> Result<(), Failure> {
    for updated in merged {
        let updated = updated?;
        report.extend(workplace.named(updated.conflicts));
        if let Some((undecided, source)) = updated.undecided {
            outcome.undecided.note(&updated.article, &source, &undecided);
            outcome.kept_in_part += usize::from(undecided.is_rest_taken);
            outcome.kept.push((updated.article, undecided.kept));
        } else if updated.is_changed {
            outcome.updated.push((updated.article, updated.why));
        } else {
            outcome.left_alone += 1;
            outcome.renewed += usize::from(updated.is_renewed);
        }
    }
    Ok(())
}

/// Articles as they were imported first, of which no copy is kept (a clone has none): made again of their sources, where
/// these are there and are still the same.
struct FirstWords {
    by_hash: BTreeMap<String, Article>,
}

impl FirstWords {
    fn read(workplace: &Workplace, articles: &[&Article]) -> Self {
        let lost = articles.par_iter().filter(|article| workplace.site.pristine(article).is_none());
        let origins: Vec<_> = lost.filter_map(|article| article.origin.clone()).collect();
        let mut files: BTreeMap<String, Vec<String>> = BTreeMap::new();
        origins.into_iter().for_each(|origin| files.entry(origin.file).or_default().push(origin.sha256));
        let root = workplace.site.root();
        let read = files.into_par_iter().flat_map_iter(|(file, hashes)| {
            let path = [root.join("content").join(&file), root.join(&file)].into_iter().find(|path| path.is_file());
            let source = path.map(|path| SourceFile { path, file: file.clone(), shown: file.clone(), named: false });
            let imported = source.and_then(|source| sources::read(workplace, &source)).unwrap_or_default();
            let wanted = imported.articles.into_iter().filter_map(move |article| {
                let sha256 = article.origin.as_ref()?.sha256.clone();
                hashes.contains(&sha256).then_some((sha256, article))
            });
            wanted.collect::<Vec<_>>()
        });
        Self { by_hash: read.collect() }
    }

    fn of(&self, old: &Article) -> Option<&Article> {
        self.by_hash.get(&old.origin.as_ref()?.sha256)
    }
}

/// Writes `old` anew, after `source`, what its source says now and in which fields a person has still to decide, and the engine
/// of today.
fn replace(
    workplace: &Workplace,
    old: &Article,
    source: Option<(Article, &[&'static str])>,
    first: &FirstWords,
    mode: Mode,
) -> Result<Updated, ArchiveError> {
    let kept = workplace.site.pristine(old);
    let made = first.of(old).filter(|_| kept.is_none()).map(|made| {
        let mut made = Article { id: old.id.clone(), ..made.clone() };
        annotate_anew(&mut made, workplace);
        made.body = text_hash(&made.body);
        made
    });
    let texts = kept.as_ref().or(made.as_ref());
    let is_as_then =
        |made: &&Article| old.annotated.as_ref().is_some_and(|annotated| is_mark_of(&annotated.sha256, made));
    let base = Base { written: kept.as_ref().or(made.as_ref().filter(is_as_then)), today: made.as_ref() };

    let (source, waiting) = source.unzip();
    let why = why_read(old, texts, source.as_ref());
    let mut merged = merge_texts(old, texts, source.as_ref().unwrap_or(old), waiting.unwrap_or_default());
    // The text that is kept is the one to annotate.
    let (quotations, entities, annotated) = match &source {
        Some(new) => (new.quotations.clone(), new.entities.clone(), new.annotated.clone()),
        None => (None, None, None),
    };
    let mut new = Article { quotations, entities, annotated, ..merged.article.clone() };
    annotate_anew(&mut new, workplace);
    merged.conflicts.extend(leave_to_build(workplace, &mut new));
    let mut new = merge_annotations(&mut merged, old, base, &new, mode.all);
    put_between_marks(workplace, base.written, &mut merged.article, &mut new);
    // A record with a key of its own is found wherever it stands: that others moved it is no change.
    let has_key = old.url.is_some() || old.extra.contains_key("source_id");
    if let (Some(new), Some(old)) = (&mut merged.article.origin, old.origin.as_ref().filter(|_| has_key))
        && (&new.file, &new.sha256) == (&old.file, &old.sha256)
    {
        new.record = old.record;
    }
    let is_other = merged.article != *old;
    let changed = Article { origin: old.origin.clone(), ..merged.article.clone() };
    let is_changed = changed != *old;
    let is_only_mark = Article { annotated: old.annotated.clone(), ..changed } == *old;
    let what = if is_only_mark { "; only its line `annotated:` is new" } else { "" };
    let why = why.map(|why| format!("{why}{what}"));
    if is_other && !mode.dry_run {
        workplace.reading(|words| workplace.site.update_article(old, &mut merged.article, &workplace.config, words))?;
    }
    // What the program wrote last: the words of the source, and the annotations of today.
    let taken_id = source.as_ref().map(|new| new.id.clone()).filter(|_| is_other && merged.undecided.is_none());
    let words = if source.is_some() { merged.source } else { texts.cloned() };
    if let Some(words) = words
        && (is_other || merged.undecided.is_some() || kept.is_none())
        && merged.article.annotated == new.annotated
        && !mode.dry_run
    {
        let Article { quotations, entities, annotated, .. } = new;
        let copy = Article { id: old.id.clone(), quotations, entities, annotated, ..words };
        workplace.site.keep_pristine(&copy)?;
        // Under the id that its newer source gives it, it is known should its file be deleted.
        if let Some(id) = taken_id.filter(|id| *id != old.id) {
            workplace.site.keep_pristine(&Article { id, ..copy })?;
        }
    }
    Ok(Updated {
        article: merged.article,
        is_changed,
        why,
        is_renewed: is_other,
        conflicts: merged.conflicts,
        undecided: merged.undecided.zip(source),
    })
}

/// Why an update reads an article otherwise than it was: `texts` is what was imported of it last.
fn why_read(old: &Article, texts: Option<&Article>, source: Option<&Article>) -> Option<&'static str> {
    let hash = |article: &Article| article.origin.as_ref().map(|origin| origin.sha256.clone());
    if source.is_some_and(|new| hash(new) != hash(old)) {
        return Some("its source has changed");
    }
    if old.annotated.as_ref().is_some_and(|annotated| annotated.version < VERSION) {
        return Some("an older engine had annotated it");
    }
    if texts.is_some_and(|imported| !is_hash_of(&imported.body, &old.body)) {
        return Some("its text was corrected by hand");
    }
    let is_corrected = old.annotated.as_ref().is_some_and(|annotated| !is_mark_of(&annotated.sha256, old));
    is_corrected.then_some("its quotations or names were corrected by hand")
}

/// Leads what people wrote, and words put elsewhere in the text took away, back to its place between quotation marks: where
/// that is the only one, or its words are direct, in the file or in `written`, what the engine wrote last. `new` is what the
/// engine writes now.
fn put_between_marks(workplace: &Workplace, written: Option<&Article>, article: &mut Article, new: &mut Article) {
    let found = outside_marks(article, &workplace.languages);
    let is_signed = article.annotated == new.annotated;
    let mut is_moved = false;
    for found in found {
        let Some(quotation) = article.quotations.as_mut().and_then(|list| list.get_mut(found.at)) else { continue };
        let is_direct = |quotation: &Quotation| quotation.kind == QuotationKind::Direct;
        let mut before = written.map_or(&[][..], Article::quotations).iter().filter(|made| made.id == quotation.id);
        let is_own = quotation.by.is_some() || quotation.rule.is_none();
        if !is_own || !(found.is_only || is_direct(quotation) || before.any(is_direct)) {
            continue;
        }
        let of_new = new.quotations.iter_mut().flatten().find(|made| made.id == quotation.id);
        for quotation in [quotation].into_iter().chain(of_new) {
            quotation.nth = found.nth;
            if quotation.kind_is_seen {
                quotation.kind = QuotationKind::Direct;
            }
        }
        is_moved = true;
    }
    let sha256 = annotations_hash(new.quotations(), new.entities());
    if let Some(annotated) = new.annotated.as_mut().filter(|_| is_moved && is_signed) {
        annotated.sha256 = sha256;
        article.annotated.clone_from(&new.annotated);
    }
}
