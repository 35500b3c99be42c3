use std::borrow::Cow;
use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::path::Path;

use rayon::prelude::*;

use super::walk::{Found, walk};
use crate::decode;
use crate::diag::{Diagnostic, Location};

/// A file of the site as text: UTF-8, line feeds only, no control characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileText {
    /// Path relative to the site, with `/`.
    pub path: String,
    /// The text.
    pub text: String,
}

/// The bytes of a regular file, never more than `limit`.
///
/// # Errors
///
/// When the file is not a regular one, is a symbolic link, is too large, or cannot be read.
pub fn read_bytes(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let file = open(path)?;
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Err(io::Error::other("not a regular file"));
    }
    if metadata.len() > limit {
        return Err(too_large(limit));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0) + 1);
    // The file may grow while it is read.
    file.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit { Err(too_large(limit)) } else { Ok(bytes) }
}

fn too_large(limit: u64) -> io::Error {
    let size = if limit >= 1 << 20 { format!("{} MiB", limit >> 20) } else { format!("{limit} bytes") };
    io::Error::new(io::ErrorKind::FileTooLarge, format!("larger than {size}"))
}

/// What is said of a file that [`read_bytes`] could not read. `shown` is its path in messages.
pub fn unreadable(shown: &str, error: &io::Error) -> Diagnostic {
    match error.kind() {
        io::ErrorKind::FileTooLarge => Diagnostic::error("source-too-large", format!("{error}, so it is not read"))
            .help("split the file, or raise `limits: {source_bytes: …}` in kutip.yaml"),
        io::ErrorKind::NotFound => Diagnostic::error("unreadable", "there is no such file or folder")
            .help("look whether the name is spelt as on the disk, and which folder you are in"),
        io::ErrorKind::PermissionDenied => Diagnostic::error("unreadable", "this account may not read it")
            .help("change the rights of the file, or take it out"),
        _ => Diagnostic::error("unreadable", format!("cannot be read: {error}")),
    }
    .at(Location::file(shown))
}

/// Opens a file without following a link that took its place and without waiting for the other end of a pipe.
#[cfg(unix)]
fn open(path: &Path) -> io::Result<File> {
    use rustix::fs::OFlags;
    use std::os::unix::fs::OpenOptionsExt;

    let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits();
    OpenOptions::new().read(true).custom_flags(i32::try_from(flags).unwrap_or(0)).open(path)
}

#[cfg(not(unix))]
fn open(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).open(path)
}

/// One file of the site as text; none if it is not there, or with a finding if it cannot be read.
pub(super) fn text(root: &Path, path: &str, limit: u64, diagnostics: &mut Vec<Diagnostic>) -> Option<FileText> {
    let found = Found { path: root.join(path), relative: path.to_owned(), shown: path.to_owned() };
    match found.path.symlink_metadata() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        _ => file(&found, limit, diagnostics),
    }
}

/// All files of a folder of the site as text, sorted.
pub(super) fn texts(root: &Path, folder: &str, limit: u64, diagnostics: &mut Vec<Diagnostic>) -> Vec<FileText> {
    let files = walk(&root.join(folder), folder, diagnostics);
    let read: Vec<(Option<FileText>, Vec<Diagnostic>)> = files
        .par_iter()
        .map(|found| {
            let mut diagnostics = Vec::new();
            (file(found, limit, &mut diagnostics), diagnostics)
        })
        .collect();
    let mut texts = Vec::with_capacity(read.len());
    for (text, found) in read {
        texts.extend(text);
        diagnostics.extend(found);
    }
    texts
}

/// One file as text, or a finding.
pub(super) fn file(found: &Found, limit: u64, diagnostics: &mut Vec<Diagnostic>) -> Option<FileText> {
    match read_bytes(&found.path, limit) {
        Ok(bytes) => {
            let text = match String::from_utf8(bytes) {
                Ok(text) => decode::clean(Cow::Owned(text), &found.shown, diagnostics),
                Err(error) => decode::decode(error.as_bytes(), None, &found.shown, diagnostics),
            };
            Some(FileText { path: found.shown.clone(), text })
        }
        Err(error) => {
            diagnostics.push(unreadable(&found.shown, &error));
            None
        }
    }
}
