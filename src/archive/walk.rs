use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::read::unreadable;
use crate::diag::{Diagnostic, Location};

/// Folders deeper than this are not looked into.
const MAX_DEPTH: usize = 64;

/// A regular file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where it lies.
    pub path: PathBuf,
    /// Path relative to the folder that was walked, with `/`; what is not Unicode in it is `U+FFFD`.
    pub relative: String,
    /// Path as messages show it.
    pub shown: String,
}

/// All regular files of `folder`, sorted; none if there is no such folder. `shown` is the folder's name in messages.
///
/// Symbolic links are not followed, hidden files and backup copies of editors are left out, and what is neither file
/// nor folder is not opened.
pub fn walk(folder: &Path, shown: &str, diagnostics: &mut Vec<Diagnostic>) -> Vec<Found> {
    walk_but(folder, shown, is_hidden, diagnostics)
}

/// As [`walk`], with hidden files (`.nojekyll`, `.well-known/`), but not those that systems and editors leave behind.
pub fn walk_all(folder: &Path, shown: &str, diagnostics: &mut Vec<Diagnostic>) -> Vec<Found> {
    let is_litter = |name: &str| {
        matches!(name, ".DS_Store" | ".git" | ".gitignore" | ".gitkeep") || (is_hidden(name) && !name.starts_with('.'))
    };
    walk_but(folder, shown, is_litter, diagnostics)
}

fn walk_but(
    folder: &Path,
    shown: &str,
    is_left_out: impl Fn(&str) -> bool,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Found> {
    let mut files = Vec::new();
    if !folder.is_dir() || folder.is_symlink() {
        if folder.is_symlink() {
            diagnostics.push(not_followed(shown));
        }
        return files;
    }
    let entries = WalkDir::new(folder)
        .follow_links(false)
        .follow_root_links(false)
        .max_depth(MAX_DEPTH)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| entry.depth() == 0 || !is_left_out(&entry.file_name().to_string_lossy()));
    for entry in entries {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().map_or_else(|| shown.to_owned(), |path| join(shown, folder, path).1);
                diagnostics.push(unreadable(&path, &error.into()));
                continue;
            }
        };
        let (relative, shown) = join(shown, folder, entry.path());
        let kind = entry.file_type();
        if kind.is_dir() {
            if entry.depth() > 0 && relative.ends_with(".md") {
                let message = "this is a folder, not an article, in spite of its name";
                let diagnostic = Diagnostic::warning("not-a-file", message).at(Location::file(shown));
                diagnostics.push(
                    diagnostic.help("give the folder a name without `.md`; articles in it are read all the same"),
                );
            }
        } else if kind.is_symlink() {
            diagnostics.push(not_followed(&shown));
        } else if kind.is_file() {
            files.push(Found { path: entry.into_path(), relative, shown });
        } else {
            let message = "neither a file nor a folder, so it is not opened";
            diagnostics.push(Diagnostic::warning("not-a-file", message).at(Location::file(shown)));
        }
    }
    files
}

fn not_followed(shown: &str) -> Diagnostic {
    Diagnostic::warning("symbolic-link", "a symbolic link, which is not followed")
        .at(Location::file(shown))
        .help("put the file or folder itself there")
}

/// Path relative to the folder and path to show.
fn join(shown: &str, folder: &Path, path: &Path) -> (String, String) {
    let relative: Vec<String> = path
        .strip_prefix(folder)
        .unwrap_or(path)
        .components()
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect();
    let relative = relative.join("/");
    let shown = if shown.is_empty() { relative.clone() } else { format!("{shown}/{relative}") };
    (relative, shown)
}

/// Whether a name is that of a hidden file or of an editor's backup copy.
fn is_hidden(name: &str) -> bool {
    name.starts_with('.')
        || name.ends_with('~')
        || (name.starts_with('#') && name.ends_with('#'))
        || [".bak", ".swp", ".tmp", ".orig"].iter().any(|ending| name.ends_with(ending))
}
