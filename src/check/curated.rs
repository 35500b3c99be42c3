//! Turns curated files that contradict one another, or that no article needs, into diagnostics.

use std::collections::BTreeMap;

use super::CheckInput;
use crate::diag::{Diagnostic, Location};
use crate::model::{CuratedEntity, EntityKind, EntityNote};

/// Other names that two files claim: an article that uses one of them names nobody.
pub(super) fn claimed_twice(input: &CheckInput<'_>) -> Vec<Diagnostic> {
    let mut claims = BTreeMap::new();
    for (at, entity) in input.curated.iter().enumerate() {
        for name in &entity.also {
            let files: &mut Vec<usize> = claims.entry((entity.kind, name.to_lowercase())).or_default();
            if files.last() != Some(&at) {
                files.push(at);
            }
        }
    }
    let twice = claims.into_iter().filter(|(_, files)| files.len() > 1);
    twice
        .map(|((_, name), files)| {
            let paths: Vec<String> = files.iter().map(|&at| format!("`{}`", input.curated[at].path)).collect();
            Diagnostic::warning(
                "name-claimed-twice",
                format!("`{name}` stands under `also` in {}", paths.join(" and ")),
            )
            .at(Location::file(&input.curated[files[0]].path))
            .help("where articles give no office or company that tells them apart, nobody is meant")
        })
        .collect()
}

/// Files about entities that no article names, or not as what the file says; an article that is not published will do.
pub(super) fn unnamed(input: &CheckInput<'_>) -> Vec<Diagnostic> {
    let mut named = vec![false; input.registry.entities.len()];
    for links in &input.registry.links {
        for id in links.entities.iter().chain(&links.speakers).flatten() {
            named[id.index()] = true;
        }
    }
    let entities = input.registry.entities.iter().zip(named);
    entities
        .filter(|(_, named)| !named)
        .filter_map(|(entity, _)| input.curated.get(entity.curated?))
        .filter(|file| !file.also.iter().chain([&file.name]).any(|name| input.left_out.contains(name)))
        .map(|file| match otherwise(input, file) {
            Some((kind, count, place)) => {
                let (kind, own) = (kind.as_str(), file.kind.as_str());
                let (articles, there) = match count {
                    1 => ("the article that names".to_owned(), "there"),
                    _ => (format!("all {count} articles that name"), "in each of them, first there"),
                };
                let message = format!("{articles} `{}` say it is of the kind `{kind}`, not `{own}`", file.name);
                let message = if count == 1 { message.replacen("say it", "says it", 1) } else { message };
                let line = place.place.as_ref().map_or_else(String::new, |place| format!(":{}", place.line));
                Diagnostic::warning("unnamed-entity", message)
                    .at(Location::file(&file.path))
                    .help(format!("if it is `{own}`, write `kind: {own}, by: hand` {there}: {}{line}", place.path))
                    .help("if not, delete this file, or move it to the folder of what it is")
            }
            None if is_named(input, file) => {
                let message = format!("articles name `{}`, but nothing says that they mean this one", file.name);
                let diagnostic = Diagnostic::warning("unnamed-entity", message).at(Location::file(&file.path));
                let diagnostic = match told_apart(input, file) {
                    Some(address) => diagnostic
                        .help(format!(
                            "the one with this office is `{address}`, as content/judgements.yaml tells them apart"
                        ))
                        .help(format!("write `{}` there in its place, or call this file {address}.md", file.address)),
                    None if file.kind.holds_offices() => {
                        diagnostic.help("write the office that articles print into this file: `roles: [{role: …}]`")
                    }
                    None => diagnostic,
                };
                let or = if file.kind.holds_offices() { "or " } else { "" };
                diagnostic.help(format!("{or}write `ref: {}, by: hand` beside the name in an article", file.address))
            }
            None => Diagnostic::warning("unnamed-entity", format!("no article names `{}`", file.name))
                .at(Location::file(&file.path))
                .help("write under `also` what articles call it")
                .help(format!(
                    "or write `kind: {}, ref: {}, by: hand` beside the name in an article",
                    file.kind.as_str(),
                    file.address
                ))
                .help("or delete the file, and its page, which lists nothing, goes with it"),
        })
        .collect()
}

/// The address of the one of a file's name who has an office of the file in articles, where people told it from others of
/// that name.
fn told_apart<'a>(input: &CheckInput<'a>, file: &CuratedEntity) -> Option<&'a str> {
    let has_office = |printed: &str| file.roles.iter().any(|role| role.role.to_lowercase() == printed.to_lowercase());
    let entities = input.registry.entities.iter().filter(|entity| entity.curated.is_none());
    let mut same = entities.filter(|entity| (entity.kind, &entity.name) == (file.kind, &file.name));
    let found = same.find(|entity| entity.printed_roles.iter().any(|printed| has_office(&printed.role)));
    found.map(|entity| entity.address.as_str())
}

/// Whether articles name somebody of a file's name and kind.
fn is_named(input: &CheckInput<'_>, file: &CuratedEntity) -> bool {
    let names: Vec<String> = file.also.iter().chain([&file.name]).map(|name| name.to_lowercase()).collect();
    let is_it = |note: &EntityNote| note.kind == file.kind && names.contains(&note.name.to_lowercase());
    input.articles.iter().any(|article| article.entities().iter().any(is_it))
}

/// What articles that name the entity of a file take it for, how many they are, and where the first one does.
fn otherwise(input: &CheckInput<'_>, file: &CuratedEntity) -> Option<(EntityKind, usize, Location)> {
    let names: Vec<String> = file.also.iter().chain([&file.name]).map(|name| name.to_lowercase()).collect();
    let mut found: Option<(EntityKind, usize, Location)> = None;
    for (at, article) in input.articles.iter().enumerate() {
        let is_it = |note: &EntityNote| note.kind != file.kind && names.contains(&note.name.to_lowercase());
        let Some(note) = article.entities().iter().position(is_it) else { continue };
        match &mut found {
            Some((_, count, _)) => *count += 1,
            None => found = Some((article.entities()[note].kind, 1, (input.located)(at, note))),
        }
    }
    found
}

/// People in office that files make something else of: nobody who is named is lost without a word.
pub(super) fn people_in_office(input: &CheckInput<'_>) -> Vec<Diagnostic> {
    let mut found: BTreeMap<usize, (usize, Location, String)> = BTreeMap::new();
    for (at, (article, links)) in input.articles.iter().zip(&input.registry.links).enumerate() {
        for (place, (note, id)) in article.entities().iter().zip(&links.entities).enumerate() {
            let in_office = note.kind == EntityKind::Person && note.by.is_none() && !note.roles.is_empty();
            let entity = id.filter(|_| in_office).map(|id| &input.registry.entities[id.index()]);
            let filed = entity.filter(|entity| entity.kind != EntityKind::Person).and_then(|entity| entity.curated);
            if let Some(file) = filed {
                let first = || (0, (input.located)(at, place), note.roles[0].clone());
                found.entry(file).or_insert_with(first).0 += 1;
            }
        }
    }
    let filed = found.into_iter().filter_map(|(file, found)| Some((input.curated.get(file)?, found)));
    filed
        .map(|(file, (count, place, role))| {
            let (kind, articles) = (file.kind.as_str(), if count == 1 { "article takes" } else { "articles take" });
            let message =
                format!("{count} {articles} `{}` for a person (`{role}`); {} says otherwise", file.name, file.path);
            Diagnostic::warning("person-by-file", message)
                .at(place)
                .help("if a person of that name is meant there, write `by: hand` into this entry")
                .help(format!("if not, `kind: {kind}, by: hand` in it ends this message"))
        })
        .collect()
}
