//! `kutip new`: a folder with settings and one article, ready to be built.

use std::path::Path;

use crate::archive::begin;
use crate::render::shipped_templates;

use super::{Console, Failure, settings};

const SETTINGS: &str = include_str!("kutip.yaml");
const ARTICLE: &str = include_str!("contoh.md");

/// Runs the command: exit status. `with_theme` copies the templates too, to be changed.
///
/// # Errors
///
/// When the folder is there and not empty, or cannot be written.
pub fn run(folder: &Path, with_theme: bool, console: &Console) -> Result<u8, Failure> {
    let name = folder.file_name().map_or_else(|| "Arsip".to_owned(), |name| name.to_string_lossy().into_owned());
    let title = name.replace(['-', '_'], " ");
    let mut files = vec![
        ("kutip.yaml".to_owned(), SETTINGS.replace("TITLE", &crate::yaml::line_scalar(&title))),
        ("content/inbox/perpustakaan-desa.md".to_owned(), ARTICLE.to_owned()),
        (".kutip/schema.json".to_owned(), settings::schema()),
        (".gitignore".to_owned(), "/public\n/.kutip\n".to_owned()),
    ];
    if with_theme {
        files.extend(shipped_templates().map(|(name, text)| (format!("templates/{name}"), text.to_owned())));
    }
    begin(folder, &files)?;
    let shown = folder.display();
    console.sum(&format!("made {shown} with one article in content/inbox/"));
    console.sum(&format!("next: cd {shown} && kutip build, then open public/index.html"));
    Ok(0)
}
