//! Turns the name of an output folder into a folder that may be written: looks at what lies there and refuses what is
//! not ours.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::Options;
use super::error::{During, WriteError};
use super::manifest::MANIFEST;
use super::temporary::is_temporary;

/// The real path of `output`, whether or not it exists yet; its parents are made.
pub(super) fn resolve(output: &Path) -> Result<PathBuf, WriteError> {
    match fs::canonicalize(output) {
        Ok(real) if real.is_dir() => Ok(real),
        Ok(real) => Err(WriteError::NotAFolder(real)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let absolute = std::path::absolute(output).during("find", output)?;
            let Some(name) = absolute.file_name().map(ToOwned::to_owned) else {
                return Err(WriteError::NotAFolder(absolute));
            };
            if fs::symlink_metadata(&absolute).is_ok() {
                // It is there and leads nowhere.
                return Err(WriteError::Symlink(absolute));
            }
            let parent = absolute.parent().unwrap_or(Path::new("/"));
            fs::create_dir_all(parent).during("make the folder", parent)?;
            Ok(fs::canonicalize(parent).during("find", parent)?.join(name))
        }
        Err(error) => Err(error).during("find", output),
    }
}

/// Refuses an output folder whose writing would destroy what is read, or a person's home.
pub(super) fn refuse_overlap(output: &Path, options: &Options) -> Result<(), WriteError> {
    let real = |folder: &Path| fs::canonicalize(folder).ok();
    let overlaps = |kept: PathBuf| Err(WriteError::Overlaps { output: output.to_owned(), kept });
    for source in options.sources.iter().filter_map(|folder| real(folder)) {
        if source.starts_with(output) || output.starts_with(&source) {
            return overlaps(source);
        }
    }
    let home = std::env::home_dir().filter(|home| !home.as_os_str().is_empty());
    for kept in options.keep.iter().chain(&home).filter_map(|folder| real(folder)) {
        if kept.starts_with(output) {
            return overlaps(kept);
        }
    }
    if output.parent().is_none() {
        return overlaps(output.to_owned());
    }
    Ok(())
}

/// What lies in an output folder, manifest and temporary folders aside. Paths are relative to it.
#[derive(Debug, Default)]
pub(super) struct Survey {
    pub files: Vec<PathBuf>,
    /// Folders with nothing in them.
    pub empty_folders: Vec<PathBuf>,
}

impl Survey {
    /// Looks through the folder; a symbolic link anywhere in it is refused.
    pub(super) fn of(output: &Path) -> Result<Self, WriteError> {
        let mut survey = Self::default();
        let mut open_folders: Vec<(PathBuf, bool)> = Vec::new();
        let mut entries = WalkDir::new(output).min_depth(1).follow_links(false).into_iter();
        while let Some(entry) = entries.next() {
            let entry = entry.map_err(|error| WriteError::Io {
                action: "read",
                path: error.path().unwrap_or(output).to_owned(),
                source: error.into(),
            })?;
            let kind = entry.file_type();
            if kind.is_symlink() {
                return Err(WriteError::Symlink(entry.path().to_owned()));
            }
            let name = entry.file_name().to_str().unwrap_or_default();
            if entry.depth() == 1 && (name == MANIFEST || (kind.is_dir() && is_temporary(name))) {
                if kind.is_dir() {
                    entries.skip_current_dir();
                }
                continue;
            }
            while open_folders.len() >= entry.depth() {
                survey.close(open_folders.pop());
            }
            if let Some((_, filled)) = open_folders.last_mut() {
                *filled = true;
            }
            let relative = entry.path().strip_prefix(output).unwrap_or(entry.path()).to_owned();
            if kind.is_dir() {
                open_folders.push((relative, false));
            } else {
                survey.files.push(relative);
            }
        }
        while let Some(folder) = open_folders.pop() {
            survey.close(Some(folder));
        }
        Ok(survey)
    }

    fn close(&mut self, folder: Option<(PathBuf, bool)>) {
        if let Some((folder, false)) = folder {
            self.empty_folders.push(folder);
        }
    }

    /// Whether there is nothing at all.
    pub(super) fn is_empty(&self) -> bool {
        self.files.is_empty() && self.empty_folders.is_empty()
    }
}

/// Whether `path` can be the path of a file of a site: relative, with `/`, no empty, `.` or `..` segment.
pub(super) fn is_good_path(path: &str) -> bool {
    let good = |segment: &str| !matches!(segment, "" | "." | "..") && segment.len() <= 255;
    path.split('/').all(good)
        && !path.contains('\0')
        && !(cfg!(windows) && path.contains(['\\', ':']))
        && path != MANIFEST
        && !is_temporary(path.split('/').next().unwrap_or(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_leave_the_folder_are_bad() {
        for path in ["", "/etc/passwd", "../x", "a/../b", "a//b", "a/", "./a", "a\0", ".kutip-manifest"] {
            assert!(!is_good_path(path), "{path:?}");
        }
        for path in ["index.html", "artikel/2024/panen/index.html", "..a/b..", ".well-known/x"] {
            assert!(is_good_path(path), "{path:?}");
        }
    }
}
