//! Turns a place on disk into a temporary folder that never outlives its build for long.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::error::{During, WriteError};
use super::interrupt;

const NEW: &str = ".kutip-new-";
const OLD: &str = ".kutip-old-";

/// A folder that is removed when dropped, when the program is interrupted, and, after a crash, by the next build.
#[derive(Debug)]
pub(super) struct TemporaryFolder {
    pub path: PathBuf,
}

impl TemporaryFolder {
    /// Makes the folder in which the new site is put together: beside `output`, or inside where that cannot be.
    pub(super) fn create(place: &Place) -> Result<Self, WriteError> {
        let path = place.folder.join(format!("{}{NEW}{}", place.prefix, std::process::id()));
        interrupt::watched(|| {
            fs::create_dir(&path).during("make the folder", &path)?;
            Ok((path.clone(), Self { path }))
        })
    }
}

impl Drop for TemporaryFolder {
    fn drop(&mut self) {
        remove_tree(&self.path);
        interrupt::forget(&self.path);
    }
}

/// A folder of this process alone, somewhere among the system's temporary files. It goes when dropped and when the program
/// is interrupted.
#[derive(Debug)]
pub struct PrivateFolder {
    folder: tempfile::TempDir,
}

impl PrivateFolder {
    /// Makes the folder.
    ///
    /// # Errors
    ///
    /// When the disk refuses.
    pub fn create() -> Result<Self, WriteError> {
        let parent = std::env::temp_dir();
        interrupt::watched(|| {
            let folder =
                tempfile::Builder::new().prefix("kutip-").tempdir_in(&parent).during("make a folder in", &parent)?;
            Ok((folder.path().to_owned(), Self { folder }))
        })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }
}

impl Drop for PrivateFolder {
    fn drop(&mut self) {
        interrupt::forget(self.folder.path());
    }
}

/// Where temporary folders of an output folder lie, and how their names begin.
#[derive(Debug)]
pub(super) struct Place {
    folder: PathBuf,
    prefix: String,
}

impl Place {
    /// Beside the output folder: on the same disk, and where no server lists it.
    pub(super) fn beside(output: &Path) -> Self {
        let name = output.file_name().unwrap_or_default().to_string_lossy();
        Self { folder: output.parent().unwrap_or(output).to_owned(), prefix: format!(".{name}") }
    }

    /// Inside the output folder, for one that is a disk of its own.
    pub(super) fn inside(output: &Path) -> Self {
        Self { folder: output.to_owned(), prefix: String::new() }
    }

    /// Name for the old site while two renames put the new one in its place.
    pub(super) fn old(&self) -> PathBuf {
        self.folder.join(format!("{}{OLD}{}", self.prefix, std::process::id()))
    }

    /// Old sites that a build moved away and did not live to replace.
    pub(super) fn old_sites(&self) -> Vec<PathBuf> {
        self.leftovers(&[OLD])
    }

    /// Removes what dead builds left. Only called under the lock: no living build has a temporary folder then.
    pub(super) fn sweep(&self) {
        for leftover in self.leftovers(&[NEW, OLD]) {
            remove_tree(&leftover);
        }
    }

    fn leftovers(&self, marks: &[&str]) -> Vec<PathBuf> {
        let Ok(entries) = fs::read_dir(&self.folder) else { return Vec::new() };
        let mut found: Vec<PathBuf> = entries
            .flatten()
            .filter(|entry| {
                let name = entry.file_name();
                let rest = name.to_str().and_then(|name| name.strip_prefix(self.prefix.as_str()));
                let is_ours = |mark: &&str| rest.and_then(|rest| rest.strip_prefix(*mark)).is_some_and(is_number);
                marks.iter().any(is_ours) && entry.file_type().is_ok_and(|kind| kind.is_dir())
            })
            .map(|entry| entry.path())
            .collect();
        found.sort();
        found
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a name in the output folder is a temporary folder of ours.
pub(super) fn is_temporary(name: &str) -> bool {
    name.strip_prefix(NEW).is_some_and(is_number)
}

/// Removes a folder with all it holds, side by side. What cannot be removed is left to the next build: the site itself
/// is not concerned.
pub(super) fn remove_tree(folder: &Path) {
    use rayon::prelude::*;

    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut folders: Vec<PathBuf> = Vec::new();
    for entry in entries.flatten() {
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => folders.push(entry.path()),
            _ => _ = fs::remove_file(entry.path()),
        }
    }
    if folders.len() < 64 {
        folders.iter().for_each(|folder| remove_tree(folder));
    } else {
        folders.par_iter().for_each(|folder| _ = fs::remove_dir_all(folder));
    }
    match fs::remove_dir(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => _ = fs::remove_dir_all(folder),
        _ => {}
    }
}
