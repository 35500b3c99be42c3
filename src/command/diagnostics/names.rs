use std::borrow::Cow;

use rustc_hash::FxHashSet;

use crate::archive::ARTICLES;
use crate::check::{slipped_references, stale_names};
use crate::command::counted;
use crate::command::prepare::Content;
use crate::config::FILE;
use crate::diag::{Diagnostic, Report, Severity};
use crate::model::{Addresses, Article, EntityNote, MovedAddress, Registry};
use crate::site::{IdleEntry, OMITTED, SitePlan, calling_of, idle_entries};
use crate::yaml;

use super::{Workplace, found_annotations, lines_of_names, report_each};

/// Which entries of `withheld` keep nothing back. A slip there publishes what must not appear, so what is nearly a name or
/// an article is an error, with which no site is made; a name that the archive may meet some day is a warning.
pub fn idle_withheld(workplace: &Workplace, content: &Content, registry: &Registry) -> Vec<Diagnostic> {
    let idle = idle_entries(&content.withheld, &content.articles, registry);
    // Whom only a withheld article names is kept back already, and must stay listed for the next one.
    let idle = idle.into_iter().filter(|idle| !content.left_out_names.contains(calling_of(&idle.entry)));
    let found = idle.map(|IdleEntry { entry, near, has_moved }| {
        let message = format!("`{entry}` of `withheld` is no entity and no article of this archive");
        let severity = if near.is_some() { Severity::Error } else { Severity::Warning };
        let diagnostic = Diagnostic::new(severity, "idle-withheld", message).at(workplace.setting("withheld", &entry));
        match near {
            Some(near) if has_moved => diagnostic
                .label(format!("write `{near}`"))
                .help("the page moves when an article has a fuller name; who is withheld by name stays so"),
            Some(near) => diagnostic.label(format!("did you mean `{near}`?")),
            None => {
                diagnostic.help("write a name as the pages show it, the last part of an address, or an article's id")
            }
        }
    });
    let twice = content.withheld_files.iter().filter_map(|entry| {
        let moved = registry.moved.iter().find_map(|moved| match moved {
            MovedAddress::To { from, to, .. } if from == entry.trim() => Some(registry.entity(*to)),
            _ => None,
        });
        let called = || registry.entities.iter().find(|entity| entity.callings().any(|name| *name == *entry.trim()));
        let entity = moved.or_else(called)?;
        let message = format!("`{entry}` of `withheld` is an article and `{}` too", entity.name);
        let of_entity = Addresses::key(entity.kind, &entity.address);
        let diagnostic = Diagnostic::error("withheld-twice", message).at(workplace.setting("withheld", entry));
        Some(diagnostic.help(format!("write `{of_entity}` for the one, the article's id for the other")))
    });
    found.chain(twice).collect()
}

/// Says what is shown that may tell who is withheld, an office most often: what withheld people said and what stands beside a gap
/// in titles and texts, and each quotation of others that has one. `withheld_reviewed` lists what somebody has looked at.
pub fn say_withheld_words(
    workplace: &Workplace,
    content: &Content,
    registry: &Registry,
    plan: &SitePlan<'_>,
    report: &mut Report,
) {
    let articles = &content.articles;
    let reviewed: FxHashSet<&str> = workplace.config.withheld_reviewed.iter().map(|entry| calling_of(entry)).collect();
    let is_reviewed = |at: usize| articles[at].callings().iter().any(|calling| reviewed.contains(calling));
    let found: Vec<usize> = plan.articles_with_gaps().iter().copied().filter(|at| !is_reviewed(*at)).collect();
    if let Some(&first) = found.first() {
        let links = registry.links.get(first);
        let named = links.into_iter().flat_map(|links| links.speakers.iter().chain(&links.entities)).flatten();
        let is_entry = |entry: &&String| {
            named.clone().any(|id| registry.entity(*id).callings().any(|name| calling_of(entry) == name))
        };
        let entry = content.withheld.iter().find(is_entry).or(content.withheld.first()).map_or("", String::as_str);
        let count = counted(found.len(), "article", "articles");
        let message = format!(
            "the title or text of {count} has what withheld people said, or what stands beside `{OMITTED}` in place of a \
             name"
        );
        let path = workplace.shown(&format!("{ARTICLES}/{}", articles[first].path));
        report.push(
            Diagnostic::warning("withheld-words", message)
                .at(workplace.setting("withheld", entry))
                .help(format!("the first is {path}"))
                .help(
                    "if an office or other words tell who it was, withhold the article too; `publish: quotations` leaves \
                     out texts, but neither titles nor what others said",
                )
                .help(reviewed_help(&articles[first].id)),
        );
    }
    let said = plan.quotations_with_gaps().filter(|((at, _), id, _)| !reviewed.contains(id) && !is_reviewed(*at));
    let said = said.map(|(place, id, words)| {
        let message = format!("“{}” is shown without the withheld name", around_gap(words));
        // What was withdrawn stays in the list, so that its address stays.
        let is_withdrawn = articles[place.0].quotations()[place.1].withdrawn.is_some();
        let remedy = if is_withdrawn { "" } else { "delete the entry, or " };
        let diagnostic = Diagnostic::warning("withheld-words", message)
            .help(format!("if an office or other words tell who it was, {remedy}withhold the article"))
            .help(reviewed_help(id));
        (place, diagnostic)
    });
    report_each(workplace, articles, "text", said, report);
}

/// How to say that nothing there tells who it was.
fn reviewed_help(id: &str) -> String {
    format!("if nothing does, add `{}` to `withheld_reviewed` in {FILE}, and it is not named again", yaml::scalar(id))
}

/// How many characters before and after a gap are printed.
const AROUND_GAP: usize = 60;

/// The words around the first gap.
fn around_gap(words: &str) -> Cow<'_, str> {
    let Some(gap) = words.find(OMITTED) else { return Cow::Borrowed(words) };
    let end = gap + OMITTED.len();
    let from = words[..gap].char_indices().rev().take(AROUND_GAP).last().map_or(gap, |(at, _)| at);
    let to = words[end..].char_indices().nth(AROUND_GAP).map_or(words.len(), |(at, _)| end + at);
    let (before, after) = (if from > 0 { "…" } else { "" }, if to < words.len() { "…" } else { "" });
    Cow::Owned(format!("{before}{}{after}", &words[from..to]))
}

/// The names that the program finds in an article, whatever stands under its `entities`.
pub fn found_names(workplace: &Workplace, article: &Article) -> Vec<EntityNote> {
    found_annotations(workplace, article).entities.unwrap_or_default()
}

/// Says which names that a person wrote have no words in their articles, or not those that quotations have: these are lost to
/// them.
pub fn say_stale_names(workplace: &Workplace, articles: &[Article], registry: &Registry, report: &mut Report) {
    let located = lines_of_names(workplace, articles);
    let found = |article: &Article| found_names(workplace, article);
    report.extend(workplace.named(stale_names(articles, &registry.links, |note| note.by.is_some(), &found, &located)));
}

/// Says which addresses that people wrote as `ref` look like a slip.
pub fn say_slipped_references(workplace: &Workplace, content: &Content, registry: &Registry, report: &mut Report) {
    let articles = &content.articles;
    let located = lines_of_names(workplace, articles);
    report.extend(workplace.named(slipped_references(articles, registry, &content.judgements, &located)));
}
