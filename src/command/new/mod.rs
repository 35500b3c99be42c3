//! `kutip new`: a folder with settings and one article, ready to be built.

use std::path::{Component, Path};

use crate::archive::{Site, begin};
use crate::render::shipped_templates;

use super::{Console, Failure, counted, settings};

const SETTINGS: &str = include_str!("kutip.yaml");

/// A first article for each language of the interface: code, file, text. The first is for all others: it is the language in
/// which the program itself speaks.
const ARTICLES: [(&str, &str, &str); 2] =
    [("en", "village-library.md", include_str!("en.md")), ("id", "perpustakaan-desa.md", include_str!("id.md"))];

/// Runs the command: exit status. `with_theme` copies the templates too, to be changed; `language` is the wanted one.
///
/// # Errors
///
/// When the folder is there and not empty, or cannot be written. Inside an archive the templates alone are written.
pub fn run(folder: &Path, with_theme: bool, language: Option<&str>, console: &Console) -> Result<u8, Failure> {
    let current =
        std::env::current_dir().map_err(|source| Failure::Stream { action: "find the current folder", source })?;
    // `../beside` lies in the folder above, though its way begins here.
    let mut place = current.clone();
    for part in folder.components() {
        match part {
            Component::ParentDir => drop(place.pop()),
            Component::CurDir => {}
            part => place.push(part),
        }
    }
    let around = Site::find(&place);
    let templates: Vec<(String, String)> =
        shipped_templates().map(|(name, text)| (format!("templates/{name}"), text.to_owned())).collect();
    if with_theme && let Some(site) = &around {
        // Who is in an archive wants its templates, not a second archive in it.
        begin(folder, &templates)?;
        console.sum(&format!(
            "wrote {} into {}/templates/",
            counted(templates.len(), "template", "templates"),
            folder.display()
        ));
        console.sum(&format!("next: copy those that you change into {}", site.root().join("templates").display()));
        return Ok(0);
    }
    let name = folder.file_name().map_or_else(|| "Arsip".to_owned(), |name| name.to_string_lossy().into_owned());
    let title = name.replace(['-', '_'], " ");
    let (language, file, article) = first_article(language);
    let settings = SETTINGS.replace("TITLE", &crate::yaml::line_scalar(&title)).replace("LANGUAGE", language);
    let mut files = vec![
        ("kutip.yaml".to_owned(), settings),
        (format!("content/inbox/{file}"), article.to_owned()),
        (".kutip/schema.json".to_owned(), settings::schema() + "\n"),
        (".gitignore".to_owned(), "/public\n/.kutip\n".to_owned()),
    ];
    if with_theme {
        files.extend(templates);
    }
    begin(folder, &files)?;
    let shown = folder.display();
    console.sum(&format!("made {shown} with one article to look at, content/inbox/{file}"));
    let others = ARTICLES.iter().map(|(code, ..)| *code).filter(|code| *code != language);
    let others: Vec<&str> = others.collect();
    let others = others.join("|");
    console.sum(&format!(
        "both are in `{language}`; for another language: kutip new DIR --language {others} (for the pages alone change \
         `language:` in kutip.yaml before the first build)"
    ));
    if let Some(site) = around {
        console.sum(&format!("it is an archive of its own, inside that of {}", site.root().display()));
    }
    console.sum(&format!("next: cd {shown} && kutip serve, or kutip build and open public/index.html"));
    Ok(0)
}

/// That of the wanted language, or of the one in which this machine talks to its user.
fn first_article(wanted: Option<&str>) -> (&'static str, &'static str, &'static str) {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    let spoken = locale.as_deref().unwrap_or_default().split(['_', '.', '-', '@']).next();
    let spoken = wanted.or(spoken).unwrap_or_default();
    ARTICLES.into_iter().find(|(code, ..)| *code == spoken).unwrap_or(ARTICLES[0])
}
