use std::io;
use std::path::{Path, PathBuf};

/// Why the site could not be written. The site that was there is untouched, except where the disk itself fails while
/// files are replaced one by one; the next build mends that.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// Another process holds the lock.
    #[error("another build is running on `{}`; wait for it, or stop it", .0.display())]
    Busy(PathBuf),
    /// The folder holds files and no manifest of ours.
    #[error(
        "`{}` is not empty and was not made by kutip; give another folder with `--output`, or `--force` to build into it",
        .0.display()
    )]
    NotOurs(PathBuf),
    /// Something else than a folder has the output folder's name.
    #[error("`{}` is not a folder; give another one with `--output`", .0.display())]
    NotAFolder(PathBuf),
    /// The output folder is, holds or lies in a folder that must stay as it is.
    #[error("the output folder `{}` would overwrite `{}`; give another one with `--output`", output.display(), kept.display())]
    Overlaps {
        /// The output folder.
        output: PathBuf,
        /// The folder that must stay.
        kept: PathBuf,
    },
    /// A symbolic link inside the output folder.
    #[error("`{}` is a symbolic link inside the output folder; remove it, kutip does not write through links", .0.display())]
    Symlink(PathBuf),
    /// A path of an output that does not lie inside the output folder or that no disk can hold.
    #[error("`{0}` cannot be the path of a file of the site")]
    BadPath(String),
    /// Two outputs with one path.
    #[error("two files of the site have the path `{0}`")]
    Twice(String),
    /// The disk or the system refused.
    #[error("cannot {action} `{}`: {source}", path.display())]
    Io {
        /// What was tried.
        action: &'static str,
        /// With which file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// Adds what was tried, and with what, to an error of the system.
pub(super) trait During<T> {
    fn during(self, action: &'static str, path: &Path) -> Result<T, WriteError>;
}

impl<T, E: Into<io::Error>> During<T> for Result<T, E> {
    fn during(self, action: &'static str, path: &Path) -> Result<T, WriteError> {
        self.map_err(|source| WriteError::Io { action, path: path.to_owned(), source: source.into() })
    }
}
