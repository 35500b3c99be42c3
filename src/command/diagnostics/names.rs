use rayon::prelude::*;

use crate::archive::ARTICLES;
use crate::check::{slipped_references, stale_names};
use crate::command::counted;
use crate::command::prepare::Content;
use crate::config::Publish;
use crate::diag::{Diagnostic, Report, Severity};
use crate::markdown::plain_text;
use crate::model::{Addresses, Article, ArticleLinks, EntityId, EntityNote, MovedAddress, Registry, Span};
use crate::site::{IdleEntry, calling_of, idle_entries};

use super::{Workplace, found_annotations, lines_of_names};

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

/// Says where the words of a withheld person still stand: their quotations are listed nowhere, but the text of an article that
/// is shown holds them, and often an office that tells who it was. Of an excerpt the first paragraph is looked at.
pub fn say_withheld_words(workplace: &Workplace, content: &Content, registry: &Registry, report: &mut Report) {
    if workplace.config.publish == Publish::Quotations || content.withheld.is_empty() {
        return;
    }
    let is_withheld = |id: &EntityId| {
        registry.entity(*id).callings().any(|name| content.withheld.iter().any(|entry| calling_of(entry) == name))
    };
    let speaks = |article: &Article, links: &ArticleLinks| {
        let speakers = links.speakers.iter().enumerate().filter_map(|(at, id)| Some((at, (*id)?)));
        let mut withheld = speakers.filter(|(_, id)| is_withheld(id)).peekable();
        if workplace.config.publish == Publish::Full {
            return withheld.next().map(|(_, id)| id);
        }
        withheld.peek()?;
        let plain = plain_text(&article.body);
        let first = plain.blocks().next()?;
        let (places, ids): (Vec<usize>, Vec<EntityId>) = withheld.unzip();
        let notes = places.iter().filter_map(|at| article.quotations().get(*at));
        let spans = plain.locate_all(notes.map(|note| (note.text.as_str(), note.nth.max(1))));
        let is_shown = |span: &Option<Span>| span.is_some_and(|span| span.start < first.end);
        ids.into_iter().zip(spans).find(|(_, span)| is_shown(span)).map(|(id, _)| id)
    };
    let pairs = content.articles.par_iter().zip(&registry.links);
    let found: Vec<(&Article, EntityId)> =
        pairs.filter_map(|(article, links)| Some((article, speaks(article, links)?))).collect();
    let Some(&(first, who)) = found.first() else { return };
    let is_entry = |entry: &&String| registry.entity(who).callings().any(|name| calling_of(entry) == name);
    let entry = content.withheld.iter().find(is_entry).map_or("", String::as_str);
    let articles = counted(found.len(), "article", "articles");
    let message = format!("what withheld people said still stands, without their names, in the text of {articles}");
    report.push(
        Diagnostic::warning("withheld-words", message)
            .at(workplace.setting("withheld", entry))
            .help(format!("the first is {}", workplace.shown(&format!("{ARTICLES}/{}", first.path))))
            .help("withhold the articles too, or set `publish: quotations`, if the words or an office tell who it was"),
    );
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
