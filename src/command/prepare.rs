use std::collections::BTreeSet;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::diag::{Diagnostic, Location, Report};
use crate::extract::{
    VERSION,
    annotate::complete,
    by_hand::{has_names_by_hand, read_names_by_hand},
};
use crate::model::{Addresses, Article, CuratedEntity, Judgement};
use crate::render::{Templates, idle_templates};
use crate::slug::slug;

use super::{Console, Failure, Workplace, counted};

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
    articles.par_iter_mut().filter(|article| has_names_by_hand(article)).for_each(|article| {
        read_names_by_hand(article, &workplace.languages);
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

fn say_older(articles: &[Article], report: &mut Report) {
    let is_older = |article: &&Article| article.annotated.as_ref().is_some_and(|by| by.version < VERSION);
    let older = articles.iter().filter(is_older).count();
    if older > 0 {
        let articles = counted(older, "article was", "articles were");
        let diagnostic = Diagnostic::warning("older-engine", format!("{articles} annotated by an older engine"));
        report.push(diagnostic.help("run `kutip import --update` to annotate them anew; what people changed stays"));
    }
}
