use std::io;
use std::path::PathBuf;

/// Why a file of the archive could not be written.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// The path leads out of the folder it belongs to, or through a symbolic link.
    #[error("`{}` leads out of the site's content folder", .0.display())]
    Outside(PathBuf),
    /// A folder in which a site should begin holds something.
    #[error("`{}` is not empty; give the name of a new folder", .0.display())]
    NotEmpty(PathBuf),
    /// Lines cannot be added to a file as it is written.
    #[error("`{}` is not written as a list with one judgement a line; add by hand:\n{lines}", path.display())]
    NotAList {
        /// The file.
        path: PathBuf,
        /// What was to be added.
        lines: String,
    },
    /// A file is there already.
    #[error("`{}` is there already", .0.display())]
    Exists(PathBuf),
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
