use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::archive::{ARTICLES, alike};
use crate::check::{
    AbsentSpeaker, Impersonal, Words, absent_speakers, described_sources, fuller_body, idle_roles, impersonal_speakers,
    kept_roles, named_sources, slipped_references, stale_names,
};
use crate::config::Publish;
use crate::diag::{Diagnostic, Location, Report, Severity};
use crate::extract::{
    VERSION,
    annotate::{OutsideMarks, annotate, complete, find_forms, lacks_forms, outside_marks},
};
use crate::front_matter::{self, fold, written_again};
use crate::markdown::{own_pictures, plain_text};
use crate::model::{
    Addresses, Article, ArticleLinks, Certainty, CuratedEntity, EntityId, EntityNote, Judgement, MovedAddress,
    Quotation, Registry, UNDETERMINED,
};
use crate::render::{Templates, idle_templates};
use crate::site::{IdleEntry, SitePlan, calling_of, idle_entries};
use crate::slug::slug;
use crate::url::safe_web_url;
use crate::yaml::scalar;

use super::{Console, Failure, Workplace, counted};

/// How many quotations of one article that something is wrong with get their line looked up.
const LOOKED_UP: usize = 20;

/// The content of an archive, ready to be resolved.
#[derive(Debug)]
pub struct Content {
    /// Published articles, sorted by path, all of them annotated.
    pub articles: Vec<Article>,
    /// Ids of the articles that are not published.
    pub left_out: Vec<String>,
    /// Names of the entities of those articles, and the addresses that they would have.
    pub left_out_names: FxHashSet<String>,
    /// Entries of `withheld` that mean one of those articles by the name of its file alone.
    pub withheld_files: Vec<String>,
    /// Entries of `withheld` that mean none of the articles left out.
    pub withheld: Vec<String>,
    /// What people wrote about single entities.
    pub curated: Vec<CuratedEntity>,
    /// What people decided.
    pub judgements: Vec<Judgement>,
    /// `content/judgements.yaml` could not be read at all; addresses made without it must not be kept.
    pub lost_judgements: bool,
    /// The address book.
    pub addresses: Addresses,
}

impl Content {
    /// Ids of all articles that could be read, published or not.
    pub fn ids(&self) -> BTreeSet<&str> {
        self.articles.iter().map(|article| &article.id).chain(&self.left_out).map(String::as_str).collect()
    }
}

/// Reads what stands beside the articles, leaves out what is not published, finds out the languages that are not given,
/// and annotates in memory what has no annotations.
///
/// # Errors
///
/// When the address book cannot be understood.
pub fn prepare(
    workplace: &Workplace,
    articles: Vec<Article>,
    console: &Console,
    report: &mut Report,
) -> Result<Content, Failure> {
    let (mut articles, mut left_out): (Vec<Article>, Vec<Article>) =
        articles.into_par_iter().partition(|article| workplace.is_published(article));
    let means_one = |entry: &&String| left_out.iter().any(|article| article.callings().contains(&entry.trim()));
    let withheld = workplace.config.withheld.iter().filter(|entry| !means_one(entry)).cloned().collect();
    let by_file_name = |entry: &&String| {
        let means = |article: &Article| article.id != entry.trim() && article.path != entry.trim();
        left_out.iter().any(|article| article.callings().contains(&entry.trim()) && means(article))
    };
    let withheld_files = workplace.config.withheld.iter().filter(by_file_name).cloned().collect();
    articles.sort_by(|a, b| a.path.cmp(&b.path));
    articles.par_iter_mut().filter(|article| article.lang.is_empty()).for_each(|article| {
        let sample: String = article.title.chars().chain(['\n']).chain(article.body.chars().take(4_000)).collect();
        article.lang = workplace.languages.detect(&sample).map(|language| language.code.clone()).unwrap_or_default();
    });
    let lacks_some = |article: &Article| match (&article.quotations, &article.entities) {
        (None, None) => true,
        (Some(_), Some(_)) => false,
        _ => article.annotated.is_none(),
    };
    let read = console.progress("finding quotations", articles.iter().filter(|article| lacks_some(article)).count());
    articles.par_iter_mut().filter(|article| lacks_some(article)).for_each(|article| {
        complete(article, &workplace.languages);
        read.step();
    });
    drop(read);
    articles.par_iter_mut().filter(|article| lacks_forms(article)).for_each(|article| {
        find_forms(article, &workplace.languages);
    });
    say_older(&articles, report);
    report.extend(workplace.named(workplace.site.unread()));
    let curated = workplace.curated(report);
    let (judgements, found) = workplace.site.judgements();
    report.extend(workplace.named(found));
    if judgements.as_ref().is_some_and(|judgements| !judgements.is_empty()) {
        // A decision may be about a name that only these have.
        left_out.par_iter_mut().filter(|article| lacks_some(article)).for_each(|a| complete(a, &workplace.languages));
    }
    let addresses = workplace.site.addresses().map_err(|found| Failure::Findings(workplace.named(found)))?;
    Ok(Content {
        articles,
        left_out_names: names_of(&left_out),
        left_out: left_out.into_iter().map(|article| article.id).collect(),
        withheld_files,
        withheld,
        curated,
        lost_judgements: judgements.is_none(),
        judgements: judgements.unwrap_or_default(),
        addresses,
    })
}

/// The names of the entities and speakers of articles, and the addresses that they would have.
fn names_of(articles: &[Article]) -> FxHashSet<String> {
    let noted = articles.iter().flat_map(Article::entities).flat_map(|note| {
        let address = slug(&note.name);
        [note.name.clone(), Addresses::key(note.kind, &address), address]
    });
    let named = articles.iter().flat_map(Article::quotations).filter(|quotation| !quotation.anonymous);
    let speakers = named.filter_map(|quotation| quotation.speaker.clone()).flat_map(|name| [slug(&name), name]);
    noted.chain(speakers).collect()
}

/// Reads the templates, and says which of the site's own nothing draws.
///
/// # Errors
///
/// When one of them is wrong.
pub fn load_templates(workplace: &Workplace, report: &mut Report) -> Result<Templates, Failure> {
    let (overrides, found) = workplace.site.templates();
    report.extend(workplace.named(found));
    for (name, meant) in idle_templates(&overrides) {
        let path = workplace.shown(&format!("templates/{name}"));
        let diagnostic =
            Diagnostic::warning("idle-template", "no template of the program has this name, and none includes it");
        report.push(diagnostic.at(Location::file(path)).help(match meant {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => "`kutip new DIR --theme` writes all templates with their names".to_owned(),
        }));
    }
    Ok(Templates::load(&overrides)?)
}

/// Which entries of `withheld` keep nothing back. A slip there publishes what must not appear, so what is nearly a name or
/// an article is an error, with which no site is made; a name that the archive may meet some day is a warning.
pub fn idle_withheld(workplace: &Workplace, content: &Content, registry: &Registry) -> Vec<Diagnostic> {
    let idle = idle_entries(&content.withheld, &content.articles, registry);
    // Whom only a withheld article names is kept back already, and must stay listed for the next one.
    let idle = idle.into_iter().filter(|idle| !content.left_out_names.contains(calling_of(&idle.entry)));
    let found = idle.map(|IdleEntry { entry, near }| {
        let message = format!("`{entry}` of `withheld` is no entity and no article of this archive");
        let severity = if near.is_some() { Severity::Error } else { Severity::Warning };
        let diagnostic = Diagnostic::new(severity, "idle-withheld", message).at(workplace.setting("withheld", &entry));
        match near {
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
/// is shown whole holds them, and often an office that tells who it was.
pub fn say_withheld_words(workplace: &Workplace, content: &Content, registry: &Registry, report: &mut Report) {
    if workplace.config.publish != Publish::Full || content.withheld.is_empty() {
        return;
    }
    let is_withheld = |id: &EntityId| {
        registry.entity(*id).callings().any(|name| content.withheld.iter().any(|entry| calling_of(entry) == name))
    };
    let speaks = |links: &ArticleLinks| links.speakers.iter().flatten().copied().find(is_withheld);
    let pairs = content.articles.iter().zip(&registry.links);
    let found: Vec<(&Article, EntityId)> =
        pairs.filter_map(|(article, links)| Some((article, speaks(links)?))).collect();
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

/// Says how many articles lack the link that a site without their text owes its readers.
pub fn say_unlinked(workplace: &Workplace, articles: &[Article]) -> Option<Diagnostic> {
    let is_unlinked = |article: &&Article| article.url.as_deref().and_then(safe_web_url).is_none();
    let unlinked: Vec<&Article> = articles.iter().filter(is_unlinked).collect();
    let first = unlinked.first().filter(|_| workplace.config.publish != Publish::Full)?;
    let articles = counted(unlinked.len(), "article has", "articles have");
    let message = format!("{articles} no address of the original, so no link leads there");
    let diagnostic = Diagnostic::warning("no-original", message).at(workplace.setting("publish", ""));
    let first = workplace.shown(&format!("{ARTICLES}/{}", first.path));
    Some(diagnostic.help(format!("write `url: https://…` into the articles' files, the first of which is {first}")))
}

/// The warning about an article without quotations in none of the languages, where nobody names another.
pub fn unknown_language(workplace: &Workplace, article: &Article) -> Option<Diagnostic> {
    let is_unknown = article.lang.is_empty() || article.lang == UNDETERMINED;
    if !is_unknown || article.body.trim().is_empty() || !article.quotations().is_empty() {
        return None;
    }
    let known: Vec<_> = workplace.languages.iter().map(|language| format!("`{}`", language.code)).collect();
    let message = "the language of the text was not recognized, so no quotations are looked for in it";
    let diagnostic = Diagnostic::warning("unknown-language", message)
        .at(Location::file(format!("{ARTICLES}/{}", article.path)))
        .help(format!("kutip reads {}; write `lang:` into this file if it is one of them", known.join(", ")))
        .help("one in another language is shown without quotations; `lang: ko`, or whatever it is, names it");
    Some(diagnostic)
}

fn say_older(articles: &[Article], report: &mut Report) {
    let is_older = |article: &&Article| article.annotated.as_ref().is_some_and(|by| by.version < VERSION);
    let older = articles.iter().filter(is_older).count();
    if older > 0 {
        let articles = counted(older, "article was", "articles were");
        let diagnostic = Diagnostic::warning("older-engine", format!("{articles} annotated by an older engine"));
        report.push(diagnostic.help("run `kutip import --update` to annotate them anew; what people changed stays"));
    }
}

/// Says which quotations stand no longer in their articles, with the line of each, and what the article has in their place:
/// errors for `check`, warnings for `build`.
pub fn say_lost(workplace: &Workplace, articles: &[Article], plan: &SitePlan<'_>, as_error: bool, report: &mut Report) {
    for group in plan.lost_quotations().chunk_by(|a, b| a.0 == b.0) {
        let Some(article) = group.first().and_then(|(at, _)| articles.get(*at)) else { continue };
        let plain = plain_text(&article.body);
        let body = fold(&plain.text);
        say_of_each(workplace, articles, group, "text", report, &|quotation| {
            let words: String = quotation.text.chars().take(60).collect();
            let completed = plain.completed(&quotation.text);
            let message = match quotation.nth {
                _ if completed.is_some() => {
                    format!("the words “{words}” begin or end inside a word of the article; the quotation is not shown")
                }
                1 => format!("the words “{words}” are not in the article; the quotation is not shown"),
                nth => format!("the words “{words}” are not {nth} times in the article; the quotation is not shown"),
            };
            let diagnostic = if as_error {
                Diagnostic::error("lost-quotation", message)
            } else {
                Diagnostic::warning("lost-quotation", message)
                    .help("the rest of the site is made; `kutip check` fails on this")
            };
            match completed.or_else(|| alike(&body, &quotation.text)).filter(|found| *found != quotation.text) {
                Some(found) => diagnostic.help(format!("did you mean `text: {}`?", scalar(found))),
                None => diagnostic.help("write `text` as the words stand in the article, or remove it"),
            }
        });
    }
}

/// Says which quotations are said to be printings of one that the site does not have.
pub fn say_unknown_printings(workplace: &Workplace, articles: &[Article], plan: &SitePlan<'_>, report: &mut Report) {
    let all = articles.iter().enumerate().flat_map(|(at, article)| {
        article.quotations().iter().enumerate().map(move |(place, quotation)| ((at, place), quotation))
    });
    let linked: Vec<((usize, usize), &Quotation)> = all.filter(|(_, one)| !one.same_as.is_empty()).collect();
    if linked.is_empty() {
        return;
    }
    let ids: FxHashSet<&str> = plan.quotation_ids().map(|(_, id)| id).collect();
    for (place, quotation) in linked {
        for id in quotation.same_as.iter().filter(|id| !ids.contains(id.as_str())) {
            say_of_each(workplace, articles, &[place], "same_as", report, &|quotation| {
                let message =
                    format!("`same_as` of “{}” names `{id}`, which is no quotation of the site", quotation.text);
                Diagnostic::warning("unknown-quotation", message).help("give the last part of the address of its page")
            });
        }
    }
}

/// Says which utterances are marked where their words stand without quotation marks, while another place has them inside:
/// somebody put those words above.
pub fn say_unmarked(workplace: &Workplace, articles: &[Article], report: &mut Report) {
    let found: Vec<_> = articles.par_iter().map(|article| outside_marks(article, &workplace.languages)).collect();
    let found =
        found.into_iter().enumerate().flat_map(|(article, found)| found.into_iter().map(move |one| (article, one)));
    for (article, OutsideMarks { at, nth, .. }) in found {
        say_of_each(workplace, articles, &[(article, at)], "text", report, &|quotation| {
            let words: String = quotation.text.chars().take(60).collect();
            let message = format!(
                "the words “{words}” are taken where they stand without quotation marks; their place {nth} has some"
            );
            Diagnostic::warning("words-outside-marks", message)
                .help(format!(
                    "write `nth: {nth}` into its entry, or, if it was imported, run `kutip import --update`, which does it"
                ))
                .help("if this place is meant, write `kind: indirect`")
        });
    }
}

/// A note for each quotation whose link leads to another place with the same words of the original: nobody can mend that.
pub fn say_astray(workplace: &Workplace, articles: &[Article], plan: &SitePlan<'_>, report: &mut Report) {
    say_of_each(workplace, articles, plan.quotations_astray(), "text", report, &|quotation| {
        let words: String = quotation.text.chars().take(60).collect();
        let message = format!("the link to “{words}” in the original leads to another place with the same words");
        let help = "the words around both places are the same too; browsers go to the first";
        Diagnostic::note("ambiguous-fragment", message).help(help)
    });
}

/// Says which words an article quotes twice at one place: both entries count, and one of them is wrong or idle.
pub fn say_twice(workplace: &Workplace, articles: &[Article], report: &mut Report) {
    let mut helps: FxHashMap<&str, String> = FxHashMap::default();
    let mut twice = Vec::new();
    for (at, article) in articles.iter().enumerate() {
        let quotations = article.quotations();
        let mut said: BTreeMap<usize, String> = BTreeMap::new();
        let mut paired = FxHashSet::default();
        for pair in written_again(quotations).into_iter().filter(|pair| pair.is_handed_over(article)) {
            paired.extend([pair.own, pair.made]);
            let id = scalar(&quotations[pair.own].id);
            let update = if article.origin.is_some() { "; `kutip import --update` does it" } else { "" };
            said.insert(
                pair.made,
                format!(
                    "delete this entry, and write `id: {id}` into the other, which keeps that address{update}; if the \
                     article has the words twice, write `nth: 2` into the second"
                ),
            );
        }
        let mut seen: FxHashMap<(&str, usize), usize> = FxHashMap::default();
        for (place, quotation) in quotations.iter().enumerate().filter(|(_, quotation)| quotation.withdrawn.is_none()) {
            let first = *seen.entry((&quotation.text, quotation.nth)).or_insert(place);
            if first != place && !paired.contains(&place) {
                let help = format!(
                    "delete one: the address of this one ends in `{}`, that of the first in `{}`; if the article has the \
                     words twice, write `nth: 2` into the second",
                    quotation.id, quotations[first].id
                );
                said.insert(place, help);
            }
        }
        for (place, help) in said {
            helps.insert(&quotations[place].id, help);
            twice.push((at, place));
        }
    }
    say_of_each(workplace, articles, &twice, "text", report, &|quotation| {
        let words: String = quotation.text.chars().take(60).collect();
        let message = format!("the words “{words}” stand in two entries, and both are counted");
        Diagnostic::warning("quoted-twice", message).help(helps.get(quotation.id.as_str()).cloned().unwrap_or_default())
    });
}

/// Says whose speaker is the best of several answers only.
pub fn say_unsure(workplace: &Workplace, articles: &[Article], report: &mut Report) {
    let of_article = |(at, article): (usize, &Article)| -> Vec<(usize, usize)> {
        let unsure = article.quotations().iter().enumerate().filter(|(_, quotation)| is_unsure(quotation));
        unsure.map(|(place, _)| (at, place)).collect()
    };
    let unsure: Vec<(usize, usize)> = articles.iter().enumerate().flat_map(of_article).collect();
    say_of_each(workplace, articles, &unsure, "text", report, &|quotation| {
        let message = match &quotation.speaker {
            Some(speaker) => format!("the speaker `{speaker}` is a guess"),
            None => "who said this is not known, or even whether somebody did".to_owned(),
        };
        Diagnostic::warning("unsure-speaker", message)
            .help(format!("`kutip explain {}` says what it goes by", quotation.id))
            .help(
                "write the right `speaker` beside these words, and `by: hand`; that alone says that it is right. Delete \
                 the entry if nobody said them: it stays away",
            )
    });
}

/// A note for each quotation whose speaker is likely and no more: many are right, and who must be sure looks at all.
pub fn say_likely(workplace: &Workplace, articles: &[Article], report: &mut Report) {
    let of_article = |(at, article): (usize, &Article)| -> Vec<(usize, usize)> {
        let is_likely =
            |quotation: &Quotation| quotation.by.is_none() && quotation.certainty == Some(Certainty::Likely);
        let likely = article.quotations().iter().enumerate().filter(|(_, quotation)| is_likely(quotation));
        likely.map(|(place, _)| (at, place)).collect()
    };
    let likely: Vec<(usize, usize)> = articles.iter().enumerate().flat_map(of_article).collect();
    say_of_each(workplace, articles, &likely, "text", report, &|quotation| {
        let speaker = quotation.speaker.as_deref().unwrap_or("somebody");
        Diagnostic::note("likely-speaker", format!("the speaker `{speaker}` is likely, not certain")).help(format!(
            "`kutip explain {}` says what it goes by; `by: hand` in its entry says that it is right",
            quotation.id
        ))
    });
}

/// Whether a quotation counts as unsure: the engine guessed, and no person has decided.
pub fn is_unsure(quotation: &Quotation) -> bool {
    quotation.by.is_none() && quotation.certainty == Some(Certainty::Guess)
}

/// Says which pictures of articles are not among the files that the site copies (`static_files`, relative to `static/`):
/// readers see a gap there.
pub fn say_lost_pictures(workplace: &Workplace, articles: &[Article], static_files: &[String], report: &mut Report) {
    let files: FxHashSet<&str> = static_files.iter().map(String::as_str).collect();
    for article in articles {
        for (url, span) in own_pictures(&article.body) {
            let file =
                url.trim_start_matches("../").trim_start_matches("./").trim_start_matches('/').replace("%20", " ");
            let is_there = files.contains(file.as_str());
            if is_there && (url.starts_with('/') || url.starts_with("../")) {
                continue;
            }
            let path = workplace.shown(&format!("{ARTICLES}/{}", article.path));
            let mut location = Location::span(path, &article.body, span);
            if let Some(place) = &mut location.place {
                place.line += article.body_line.saturating_sub(1);
            }
            let message = format!("the picture `{url}` is not where pages look for it");
            let diagnostic = Diagnostic::warning("lost-picture", message).at(location);
            report.push(match is_there {
                true => diagnostic.help(format!("write `/{file}`, with the slash: then it is found from every page")),
                false => diagnostic.help(format!(
                    "put the file at {} and write `/{file}` here",
                    workplace.shown(&format!("static/{file}"))
                )),
            });
        }
    }
}

/// Where an article prints one of its entities, by the places of both: with its line where the file has one.
pub fn locate_name(workplace: &Workplace, articles: &[Article], article: usize, name: usize) -> Location {
    let path = articles.get(article).map_or_else(String::new, |article| article.path.clone());
    let shown = format!("{ARTICLES}/{path}");
    let text = workplace.site.article_text(&path, &workplace.config).unwrap_or_default();
    front_matter::locate_entity(&shown, &text, name).unwrap_or_else(|| Location::file(shown))
}

/// The names that the program finds in an article, whatever stands under its `entities`.
pub fn found_names(workplace: &Workplace, article: &Article) -> Vec<EntityNote> {
    let mut again = article.clone();
    annotate(&mut again, &workplace.languages);
    again.entities.unwrap_or_default()
}

/// Says which names that a person wrote have no words in their articles, or not those that quotations have: these are lost to
/// them.
pub fn say_stale_names(workplace: &Workplace, articles: &[Article], registry: &Registry, report: &mut Report) {
    let located = |article: usize, name: usize| locate_name(workplace, articles, article, name);
    let found = |article: &Article| found_names(workplace, article);
    report.extend(workplace.named(stale_names(articles, &registry.links, |note| note.by.is_some(), &found, &located)));
}

/// Says which addresses that people wrote as `ref` look like a slip.
pub fn say_slipped_references(workplace: &Workplace, content: &Content, registry: &Registry, report: &mut Report) {
    let articles = &content.articles;
    let located = |article: usize, name: usize| locate_name(workplace, articles, article, name);
    report.extend(workplace.named(slipped_references(articles, registry, &content.judgements, &located)));
}

/// Says which speakers that a person wrote are not in their articles, and which are bodies, offices or descriptions and yet
/// count as people; of one who is both, what leads further: the name that may be meant, else what the words are.
pub fn say_strange_speakers(workplace: &Workplace, articles: &[Article], registry: &Registry, report: &mut Report) {
    let mut described: BTreeSet<(usize, usize)> = BTreeSet::new();
    let mut impersonal: BTreeMap<(usize, usize), Impersonal> = BTreeMap::new();
    for (at, (article, links)) in articles.iter().zip(&registry.links).enumerate() {
        described.extend(described_sources(article, &workplace.languages).into_iter().map(|place| (at, place)));
        let found = impersonal_speakers(article, links, registry, &workplace.languages);
        impersonal.extend(found.into_iter().map(|(place, reads)| ((at, place), reads)));
    }
    for absent in absent_speakers(articles, &registry.links) {
        let place = absent.place();
        let is_known = || matches!(impersonal.get(&place), Some(Impersonal::Body | Impersonal::Office));
        if !described.contains(&place) && (absent.near.is_some() || !is_known()) {
            say_absent(workplace, articles, &absent, impersonal.remove(&place), report);
        }
    }
    let described: Vec<(usize, usize)> = described.into_iter().collect();
    say_described(workplace, articles, &described, report);
    for (place, reads) in impersonal {
        say_impersonal(workplace, articles, place, reads, report);
    }
}

fn say_absent(
    workplace: &Workplace,
    articles: &[Article],
    absent: &AbsentSpeaker,
    reads: Option<Impersonal>,
    report: &mut Report,
) {
    say_of_each(workplace, articles, &[absent.place()], "speaker", report, &|quotation| {
        let speaker = quotation.speaker.as_deref().unwrap_or_default();
        let message = match (&absent.near, absent.words) {
            (_, Words::Within) => {
                format!("`{speaker}` is none of the article's names, and gets a page as another person")
            }
            (Some(_), _) => format!("the speaker `{speaker}` does not stand in the article"),
            (None, Words::Apart) => {
                format!("the words of the speaker `{speaker}` stand in the article, but not together")
            }
            (None, Words::Missing) => format!("no word of the speaker `{speaker}` stands in the article"),
        };
        let diagnostic = Diagnostic::warning("absent-speaker", message);
        let diagnostic = match quotation.by {
            Some(_) => diagnostic,
            None => diagnostic.help("if it is right, add `by: hand`: it counts as the program's own answer without"),
        };
        let diagnostic = match &absent.near {
            Some(near) => diagnostic.label(format!("did you mean `{near}`?")),
            None => diagnostic.help("write the name as the article spells it"),
        };
        let name = scalar(speaker);
        let kind = if reads == Some(Impersonal::Body) { "organization" } else { "person" };
        diagnostic.help(format!("if it is right, write under `entities:` - {{name: {name}, kind: {kind}, by: hand}}"))
    });
}

/// Says which speakers that a person wrote still count as a source that is not named.
pub fn say_named_sources(workplace: &Workplace, articles: &[Article], report: &mut Report) {
    let of_article = |(at, article): (usize, &Article)| {
        named_sources(article, &workplace.languages).into_iter().map(|place| (at, place)).collect::<Vec<_>>()
    };
    let found: Vec<(usize, usize)> = articles.iter().enumerate().flat_map(of_article).collect();
    say_of_each(workplace, articles, &found, "anonymous", report, &|quotation| {
        let speaker = quotation.speaker.as_deref().unwrap_or_default();
        let message = format!("`{speaker}` is a name, and the source counts as not named");
        Diagnostic::warning("named-source", message).help("delete `anonymous: true`")
    });
}

fn say_described(workplace: &Workplace, articles: &[Article], described: &[(usize, usize)], report: &mut Report) {
    say_of_each(workplace, articles, described, "speaker", report, &|quotation| {
        let speaker = quotation.speaker.as_deref().unwrap_or_default();
        let message = format!("`{speaker}` describes a source that is not named, and gets a page as a person");
        Diagnostic::warning("described-source", message).help("add `anonymous: true`")
    });
}

fn say_impersonal(
    workplace: &Workplace,
    articles: &[Article],
    place: (usize, usize),
    reads: Impersonal,
    report: &mut Report,
) {
    say_of_each(workplace, articles, &[place], "speaker", report, &|quotation| {
        let speaker = quotation.speaker.as_deref().unwrap_or_default();
        let is = |what: &str| format!("`{speaker}` reads like {what}, and gets a page as a person");
        let line = |kind: &str| format!("`- {{name: {}, kind: {kind}, by: hand}}`", scalar(speaker));
        let diagnostic = match reads {
            Impersonal::Body => {
                let diagnostic = Diagnostic::warning("impersonal-speaker", is("a body"));
                let diagnostic = match fuller_body(&articles[place.0], speaker) {
                    Some(near) => diagnostic.label(format!("did you mean `{near}`?")),
                    None => diagnostic,
                };
                diagnostic.help(format!("if it is a body of its own, write under `entities:` {}", line("organization")))
            }
            Impersonal::Office => Diagnostic::warning("impersonal-speaker", is("an office without a name"))
                .help("write who holds it, as the article spells the name; if it names nobody, add `anonymous: true`"),
            Impersonal::Unknown => {
                let message = format!("`{speaker}` does not read like somebody's name, and gets a page as a person");
                let diagnostic = Diagnostic::warning("impersonal-speaker", message)
                    .help(format!("if it is a body, write under `entities:` {}", line("organization")));
                // Several words with capitals would be called a name beside it.
                match !speaker.contains(' ') || speaker.split(' ').any(|word| word.starts_with(char::is_lowercase)) {
                    true => diagnostic.help("if it describes a source that is not named, add `anonymous: true`"),
                    false => diagnostic,
                }
            }
        };
        diagnostic.help(format!("if it is somebody's name, write under `entities:` {}", line("person")))
    });
}

/// Says which roles that a person wrote are those of whom they replaced, or nobody's.
pub fn say_kept_roles(workplace: &Workplace, articles: &[Article], registry: &Registry, report: &mut Report) {
    let idle_role = |role: &str, name: &str, kind: &str| {
        let message = format!("`{role}` is not shown: roles are people's, and `{name}` is of the kind `{kind}`");
        Diagnostic::warning("idle-role", message).help("remove it")
    };
    for (at, (article, links)) in articles.iter().zip(&registry.links).enumerate() {
        for (place, note) in article.entities().iter().enumerate() {
            if let Some(role) = note.roles.first().filter(|_| note.by.is_some() && !note.kind.holds_offices()) {
                let location = locate_name(workplace, articles, at, place);
                report.push(idle_role(role, &note.name, note.kind.as_str()).at(location));
            }
        }
        if !article.quotations().iter().any(|quotation| quotation.by.is_some() && quotation.role.is_some()) {
            continue;
        }
        let idle = idle_roles(article, links, registry);
        for &place in &idle {
            let kind = links.speakers[place].map_or("", |id| registry.entity(id).kind.as_str());
            say_of_each(workplace, articles, &[(at, place)], "role", report, &|quotation| {
                let (speaker, role) = (quotation.speaker.as_deref(), quotation.role.as_deref());
                let (speaker, role) = (speaker.unwrap_or_default(), role.unwrap_or_default());
                idle_role(role, speaker, kind)
            });
        }
        let Some(made) = workplace.site.pristine(article) else { continue };
        let kept = kept_roles(article, &made).into_iter().filter(|place| !idle.contains(place));
        let kept: Vec<(usize, usize)> = kept.map(|place| (at, place)).collect();
        say_of_each(workplace, articles, &kept, "role", report, &|quotation| {
            let (speaker, role) = (quotation.speaker.as_deref(), quotation.role.as_deref());
            let (speaker, role) = (speaker.unwrap_or_default(), role.unwrap_or_default());
            let message = format!("`{role}` was the role of the speaker before `{speaker}`");
            Diagnostic::warning("kept-role", message).help(format!(
                "delete or correct it; if it is right, write it under `roles` of `{speaker}` in `entities`"
            ))
        });
    }
}

/// Says something of quotations, each named by its article and its place there, with the line of `field`.
pub(super) fn say_of_each(
    workplace: &Workplace,
    articles: &[Article],
    quotations: &[(usize, usize)],
    field: &str,
    report: &mut Report,
    say: &dyn Fn(&Quotation) -> Diagnostic,
) {
    for group in quotations.chunk_by(|a, b| a.0 == b.0) {
        let Some(article) = group.first().and_then(|(at, _)| articles.get(*at)) else { continue };
        let shown = workplace.shown(&format!("{ARTICLES}/{}", article.path));
        let text = workplace.site.article_text(&article.path, &workplace.config).unwrap_or_default();
        for (count, (_, at)) in group.iter().enumerate() {
            let Some(quotation) = article.quotations().get(*at) else { continue };
            let location = (count < LOOKED_UP)
                .then(|| front_matter::locate_quotation_field(&shown, &text, *at, field))
                .flatten()
                .unwrap_or_else(|| Location::file(&shown));
            report.push(say(quotation).at(location));
        }
    }
}
