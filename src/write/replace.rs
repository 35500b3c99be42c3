//! Turns an output folder into its next state one file after the other, for large sites of which little changed and for
//! folders that cannot be renamed.
//!
//! Each file is put in place by one rename. Before the first one the manifest says which files are about to change, so
//! that a build that is killed in between leaves a folder that the next build knows not to trust there.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use super::error::{During, WriteError};
use super::manifest::{Fingerprint, MANIFEST, Manifest};

/// What has to be done.
pub(super) struct Plan<'a> {
    /// Where the new files lie.
    pub stage: &'a Path,
    /// Where they go.
    pub output: &'a Path,
    /// Paths of files that are new or changed.
    pub written: Vec<&'a str>,
    /// Paths of files that are no longer made.
    pub removed: Vec<&'a str>,
}

/// Carries out the plan; `manifest` is the one of the new site.
pub(super) fn replace(plan: &Plan<'_>, manifest: &Manifest) -> Result<(), WriteError> {
    let mut pending = manifest.clone();
    for path in plan.written.iter().chain(&plan.removed) {
        pending.files.insert((*path).to_owned(), Fingerprint::default());
    }
    write_manifest(plan.output, &pending)?;

    let (first, last) = parted_removals(plan);
    for path in first {
        remove(plan.output, path)?;
    }
    let mut written = plan.written.clone();
    written.sort_by_key(|path| (turn(path), *path));
    for path in written {
        install(&plan.stage.join(path), &plan.output.join(path))?;
    }
    for path in last {
        remove(plan.output, path)?;
    }
    write_manifest(plan.output, manifest)
}

/// When a file's turn comes: what pages need, then single pages, then those that lead to them, so that no new page has
/// a link to a file that is not there yet.
fn turn(path: &str) -> (u8, std::cmp::Reverse<usize>) {
    let depth = std::cmp::Reverse(path.matches('/').count());
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => (1, depth),
        "xml" | "atom" | "rss" | "txt" => (2, depth),
        _ => (0, depth),
    }
}

/// Removals that must come first, because a file becomes a folder or a folder a file, and the others.
fn parted_removals<'a>(plan: &Plan<'a>) -> (Vec<&'a str>, Vec<&'a str>) {
    let written: BTreeSet<&str> = plan.written.iter().copied().collect();
    let mut blocked: BTreeSet<&str> = BTreeSet::new();
    for path in &plan.written {
        blocked.extend(ancestors(path));
    }
    plan.removed.iter().partition(|path| blocked.contains(**path) || ancestors(path).any(|path| written.contains(path)))
}

fn ancestors(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

/// Puts one file in place: at no moment is there half a file under its name.
fn install(from: &Path, to: &Path) -> Result<(), WriteError> {
    if let Some(parent) = to.parent() {
        fs::create_dir_all(parent).during("make the folder", parent)?;
    }
    match fs::rename(from, to) {
        Err(error) if error.kind() == io::ErrorKind::CrossesDevices => {
            let beside = beside(to);
            fs::copy(from, &beside).during("write", &beside)?;
            fs::rename(&beside, to).during("write", to)
        }
        result => result.during("write", to),
    }
}

fn beside(path: &Path) -> std::path::PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let short: String = name.chars().take(40).collect();
    path.with_file_name(format!(".{short}.kutip-part"))
}

/// Removes a file and the folders that are empty without it.
fn remove(output: &Path, path: &str) -> Result<(), WriteError> {
    let file = output.join(path);
    match fs::remove_file(&file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error).during("remove", &file),
        _ => {}
    }
    let mut folder = file.parent();
    while let Some(empty) = folder.filter(|folder| *folder != output) {
        if fs::remove_dir(empty).is_err() {
            break;
        }
        folder = empty.parent();
    }
    Ok(())
}

fn write_manifest(output: &Path, manifest: &Manifest) -> Result<(), WriteError> {
    let path = output.join(MANIFEST);
    let beside = beside(&path);
    fs::write(&beside, manifest.print()).during("write", &beside)?;
    fs::rename(&beside, &path).during("write", &path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_come_after_what_they_need_and_before_what_leads_to_them() {
        let mut paths = vec!["index.html", "sitemap.xml", "orang/budi/index.html", "gaya.css", "orang/index.html"];
        paths.sort_by_key(|path| (turn(path), *path));
        assert_eq!(paths, ["gaya.css", "orang/budi/index.html", "orang/index.html", "index.html", "sitemap.xml"]);
    }

    #[test]
    fn a_file_that_becomes_a_folder_is_removed_first() {
        let plan = Plan {
            stage: Path::new(""),
            output: Path::new(""),
            written: vec!["a/index.html", "c"],
            removed: vec!["a", "b", "c/index.html"],
        };
        assert_eq!(parted_removals(&plan), (vec!["a", "c/index.html"], vec!["b"]));
    }
}
