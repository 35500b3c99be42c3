use std::collections::{BTreeMap, BTreeSet};

use crate::check::{
    AbsentSpeaker, Impersonal, Words, absent_speakers, described_sources, idle_roles, impersonal_speakers,
    is_more_than_name, kept_bodies, kept_roles, meant_body, named_sources, shorter_name,
};
use crate::diag::{Diagnostic, Report};
use crate::model::{Article, EntityKind, EntityNote, Quotation, Registry};
use crate::yaml::scalar;

use super::{QuotationPlace, Workplace, found_annotations, lines_of_names, report_each, say_of_each};

/// Says which speakers that a person wrote are not in their articles, and which are bodies, offices or descriptions and yet
/// count as people; of one who is both, what leads further: the name that may be meant, else what the words are.
pub fn say_strange_speakers(workplace: &Workplace, articles: &[Article], registry: &Registry, report: &mut Report) {
    let mut described: BTreeSet<QuotationPlace> = BTreeSet::new();
    let mut impersonal: BTreeMap<QuotationPlace, Impersonal> = BTreeMap::new();
    for (at, (article, links)) in articles.iter().zip(&registry.links).enumerate() {
        described.extend(described_sources(article, &workplace.languages).into_iter().map(|place| (at, place)));
        let found = impersonal_speakers(article, links, registry, &workplace.languages);
        impersonal.extend(found.into_iter().map(|(place, reads)| ((at, place), reads)));
    }
    let mut said: BTreeMap<QuotationPlace, Diagnostic> = BTreeMap::new();
    let quotation = |(article, at): QuotationPlace| (&articles[article], &articles[article].quotations()[at]);
    let mut absent_too: BTreeSet<QuotationPlace> = BTreeSet::new();
    for absent in absent_speakers(articles, &registry.links) {
        let place = absent.place();
        if described.contains(&place) {
            continue;
        }
        if absent.near.is_some() || !impersonal.contains_key(&place) {
            let (article, quotation) = quotation(place);
            let speaker = quotation.speaker.as_deref().unwrap_or_default();
            let is_more = is_more_than_name(speaker, &workplace.languages, &|_| false);
            said.insert(place, of_absent(article, quotation, &absent, impersonal.remove(&place), is_more));
        } else {
            absent_too.insert(place);
        }
    }
    for (place, reads) in impersonal {
        let (article, quotation) = quotation(place);
        said.insert(place, of_impersonal(article, quotation, reads, absent_too.contains(&place)));
    }
    said.extend(described.into_iter().map(|place| {
        let (article, quotation) = quotation(place);
        (place, of_described(article, quotation))
    }));
    report_each(workplace, articles, "speaker", said, report);
}

fn of_absent(
    article: &Article,
    quotation: &Quotation,
    absent: &AbsentSpeaker,
    reads: Option<Impersonal>,
    is_more_than_name: bool,
) -> Diagnostic {
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
    let diagnostic = match is_more_than_name {
        true => diagnostic.help("if it describes a source that is not named, add `anonymous: true`"),
        false => diagnostic,
    };
    let name = scalar(speaker);
    let is_near =
        |note: &&EntityNote| note.forms.iter().chain([&note.name]).any(|name| Some(name) == absent.near.as_ref());
    let near = article.entities().iter().find(is_near);
    let kind = match reads {
        Some(Impersonal::Body) => EntityKind::Organization,
        _ => near.map_or(EntityKind::Person, |note| note.kind),
    };
    let kind = kind.as_str();
    diagnostic.help(format!("if it is right, write under `entities:` - {{name: {name}, kind: {kind}, by: hand}}"))
}

/// Says which speakers that a person wrote still count as a source that is not named.
pub fn say_named_sources(workplace: &Workplace, articles: &[Article], report: &mut Report) {
    let of_article = |(at, article): (usize, &Article)| {
        let mut places = named_sources(article, &workplace.languages);
        if !places.is_empty() {
            // Who only confirms a source that the program takes for a description has forgotten nothing.
            let found = found_annotations(workplace, article);
            let is_described = |speaker: &Option<String>| {
                found.quotations().iter().any(|quotation| quotation.anonymous && quotation.speaker == *speaker)
            };
            places.retain(|place| !is_described(&article.quotations()[*place].speaker));
        }
        places.into_iter().map(|place| (at, place)).collect::<Vec<_>>()
    };
    let found: Vec<QuotationPlace> = articles.iter().enumerate().flat_map(of_article).collect();
    say_of_each(workplace, articles, &found, "anonymous", report, &|quotation| {
        let speaker = quotation.speaker.as_deref().unwrap_or_default();
        let message = format!("`{speaker}` is a name, and the source counts as not named");
        Diagnostic::warning("named-source", message).help("delete `anonymous: true`")
    });
}

fn of_described(article: &Article, quotation: &Quotation) -> Diagnostic {
    let speaker = quotation.speaker.as_deref().unwrap_or_default();
    let message = format!("`{speaker}` describes a source that is not named, and gets a page as a person");
    let diagnostic = Diagnostic::warning("described-source", message);
    let diagnostic = match quotation.by.is_none() && quotation.rule.is_some() {
        true => diagnostic.help("add `anonymous: true` and `by: hand`: it counts as the program's own answer without"),
        false => diagnostic.help("add `anonymous: true`"),
    };
    match shorter_name(article, speaker) {
        Some(name) => diagnostic.help(format!("if it is `{name}` who said it, write that name alone")),
        None => diagnostic,
    }
}

/// `is_absent`: the article does not print it so.
fn of_impersonal(article: &Article, quotation: &Quotation, reads: Impersonal, is_absent: bool) -> Diagnostic {
    let speaker = quotation.speaker.as_deref().unwrap_or_default();
    let is = |what: &str| format!("`{speaker}` reads like {what}, and gets a page as a person");
    let line = |kind: &str| format!("`- {{name: {}, kind: {kind}, by: hand}}`", scalar(speaker));
    let near = meant_body(article, speaker);
    let meant = |diagnostic: Diagnostic| match near {
        Some(near) => diagnostic.label(format!("did you mean `{near}`?")),
        None => diagnostic,
    };
    let diagnostic = match reads {
        Impersonal::Body => meant(Diagnostic::warning("impersonal-speaker", is("a body")))
            .help(format!("if it is a body of its own, write under `entities:` {}", line("organization"))),
        Impersonal::Office => Diagnostic::warning("impersonal-speaker", is("an office without a name"))
            .help("write who holds it, as the article spells the name; if it names nobody, add `anonymous: true`"),
        Impersonal::Unknown => {
            let message = format!("`{speaker}` does not read like somebody's name, and gets a page as a person");
            let what = if near.is_some() { "a body of its own" } else { "a body" };
            let diagnostic = meant(Diagnostic::warning("impersonal-speaker", message))
                .help(format!("if it is {what}, write under `entities:` {}", line("organization")));
            // Several words with capitals would be called a name beside it.
            match !speaker.contains(' ') || speaker.split(' ').any(|word| word.starts_with(char::is_lowercase)) {
                true => diagnostic.help("if it describes a source that is not named, add `anonymous: true`"),
                false => diagnostic,
            }
        }
    };
    let spelt = if is_absent { "spell it as the article does, or " } else { "" };
    diagnostic.help(format!("if it is somebody's name, {spelt}write under `entities:` {}", line("person")))
}

/// Says which roles that a person wrote are nobody's.
pub fn say_idle_roles(workplace: &Workplace, articles: &[Article], registry: &Registry, report: &mut Report) {
    let idle_role = |role: &str, name: &str, kind: &str| {
        let message = format!("`{role}` is not shown: roles are people's, and `{name}` is of the kind `{kind}`");
        Diagnostic::warning("idle-role", message).help("remove it")
    };
    let located = lines_of_names(workplace, articles);
    for (at, (article, links)) in articles.iter().zip(&registry.links).enumerate() {
        for (place, note) in article.entities().iter().enumerate() {
            if let Some(role) = note.roles.first().filter(|_| note.by.is_some() && !note.kind.holds_offices()) {
                report.push(idle_role(role, &note.name, note.kind.as_str()).at(located(at, place)));
            }
        }
        let said = idle_roles(article, links, registry).into_iter().map(|place| {
            let kind = links.speakers[place].map_or("", |id| registry.entity(id).kind.as_str());
            let quotation = &article.quotations()[place];
            let (speaker, role) = (quotation.speaker.as_deref(), quotation.role.as_deref());
            ((at, place), idle_role(role.unwrap_or_default(), speaker.unwrap_or_default(), kind))
        });
        report_each(workplace, articles, "role", said, report);
    }
}

/// Says beside which speakers that a person wrote the role, or the body spoken for, is still that of whom they replaced.
pub fn say_kept(workplace: &Workplace, articles: &[Article], registry: &Registry, report: &mut Report) {
    for (at, (article, links)) in articles.iter().zip(&registry.links).enumerate() {
        let may_keep = |quotation: &Quotation| {
            quotation.by.is_some() && (quotation.role.is_some() || quotation.speaks_for.is_some())
        };
        if !article.quotations().iter().any(may_keep) {
            continue;
        }
        let Some(made) = workplace.site.pristine(article) else { continue };
        let idle = idle_roles(article, links, registry);
        // The entry of the article that means the speaker may have another name.
        let entry = |place: usize| {
            let speaker = article.quotations()[place].speaker.as_deref().unwrap_or_default();
            let mut entries = article.entities().iter().zip(&links.entities);
            let meant = entries.clone().find(|(note, _)| note.name == speaker);
            let meant = meant.or_else(|| entries.find(|(_, id)| id.is_some() && **id == links.speakers[place]));
            meant.map_or(speaker, |(note, _)| &note.name).to_owned()
        };
        let roles = kept_roles(article, &made, &workplace.languages).into_iter().filter(|place| !idle.contains(place));
        let said = roles.map(|place| ((at, place), of_kept_role(&article.quotations()[place], &entry(place))));
        report_each(workplace, articles, "role", said, report);
        let said = kept_bodies(article, &made, &workplace.languages).into_iter().map(|place| {
            let holds_offices = |id| registry.entity(id).kind.holds_offices();
            let is_person = links.speakers[place].is_some_and(holds_offices);
            ((at, place), of_kept_body(&article.quotations()[place], &entry(place), is_person))
        });
        report_each(workplace, articles, "for", said, report);
    }
}

/// `entry`: the name under which `entities` have the speaker.
fn of_kept_role(quotation: &Quotation, entry: &str) -> Diagnostic {
    let role = quotation.role.as_deref().unwrap_or_default();
    let message = format!("`{role}` was the role of {}", speaker_before(quotation));
    let diagnostic = Diagnostic::warning("kept-role", message);
    match &quotation.speaker {
        Some(_) if quotation.anonymous => diagnostic.help("delete or correct it"),
        Some(_) => diagnostic
            .help(format!("delete or correct it; if it is right, write it under `roles` of `{entry}` in `entities`")),
        None => diagnostic.help("delete it"),
    }
}

/// `entry` as for [`of_kept_role`]; `is_person`: a named speaker is one.
fn of_kept_body(quotation: &Quotation, entry: &str, is_person: bool) -> Diagnostic {
    let body = quotation.speaks_for.as_deref().unwrap_or_default();
    let message = format!("`{body}` is whom {} spoke for", speaker_before(quotation));
    let diagnostic = Diagnostic::warning("kept-for", message);
    match &quotation.speaker {
        Some(_) if quotation.anonymous => {
            diagnostic.help(format!("delete or correct it; if it is right, name `{body}` in `speaker` too"))
        }
        Some(_) if is_person => diagnostic.help(format!(
            "delete or correct it; if it is right, write under `roles` of `{entry}` in `entities` what they are at \
             `{body}`"
        )),
        _ => diagnostic.help("delete it"),
    }
}

fn speaker_before(quotation: &Quotation) -> String {
    match &quotation.speaker {
        Some(speaker) => format!("the speaker before `{speaker}`"),
        None => "the speaker who was deleted".to_owned(),
    }
}
