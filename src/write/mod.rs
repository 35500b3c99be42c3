//! Turns outputs into the files of the output folder, which is whole at every moment.
//!
//! ```text
//! Staging::open (lock, old manifest, refusals) → put, put, put (hash, compare, stage) → commit (swap, or replace one by one)
//! ```
//!
//! New and changed files are written into a temporary folder beside the output folder. `commit` adds the unchanged ones
//! as hard links and exchanges the two folders in one step, so that a visitor sees the old site or the new one. A large
//! site of which little changed, and a folder that cannot be renamed, are brought up to date file by file. Only files
//! named in the manifest of the last build are ever removed; strange files stay.

mod error;
mod folder;
pub mod interrupt;
mod lock;
mod manifest;
mod replace;
mod staging;
mod swap;
mod temporary;

use std::path::PathBuf;

use crate::diag::Diagnostic;

pub use error::WriteError;
pub use manifest::{MANIFEST, last_notes};
pub use staging::Staging;
pub use temporary::PrivateFolder;

/// What may be done with the output folder.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Build into a folder that is not empty and not ours; what lies in it stays, unless a page has the same path.
    pub force: bool,
    /// Wait until the disk has everything before the new site is put in place.
    pub durable: bool,
    /// Folders that are read (`content/`, `templates/`, `static/`): the output folder may not hold one or lie in one.
    pub sources: Vec<PathBuf>,
    /// Folders that the output folder may not be or hold, but may lie in: the site's root. The home folder is one always.
    pub keep: Vec<PathBuf>,
}

/// What a build did to the output folder.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WriteReport {
    /// Files that are new or have another content.
    pub written: usize,
    /// Files that stayed as they were.
    pub unchanged: usize,
    /// Files of the last build that are no longer made.
    pub removed: usize,
    /// What is worth knowing: a damaged manifest, a folder that could not be swapped. Paths are relative to the output
    /// folder.
    pub diagnostics: Vec<Diagnostic>,
}
