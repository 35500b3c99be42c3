use rustc_hash::FxHashSet;

use crate::archive::ARTICLES;
use crate::command::counted;
use crate::config::Publish;
use crate::diag::{Diagnostic, Location, Report};
use crate::markdown::own_pictures;
use crate::model::{Article, UNDETERMINED};
use crate::url::safe_web_url;

use super::Workplace;

/// Says how many articles lack the link that a site without their text owes its readers: of all of the archive, or of those
/// that have just come (`are_new`).
pub fn say_unlinked(workplace: &Workplace, articles: &[Article], are_new: bool) -> Option<Diagnostic> {
    let is_unlinked = |article: &&Article| article.url.as_deref().and_then(safe_web_url).is_none();
    let unlinked: Vec<&Article> = articles.iter().filter(is_unlinked).collect();
    let first = unlinked.first().filter(|_| workplace.config.publish != Publish::Full)?;
    let articles = match are_new {
        true => counted(unlinked.len(), "new article has", "new articles have"),
        false => counted(unlinked.len(), "article has", "articles have"),
    };
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
