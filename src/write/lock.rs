//! Turns a folder into one that a single build writes: an advisory lock on the open folder, which a dead process does
//! not hold.

use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;

use super::error::{During, WriteError};

/// A lock on a folder, held until dropped. It belongs to the folder and goes with it when the folder is renamed.
#[derive(Debug)]
pub(super) struct FolderLock {
    _folder: Option<File>,
}

impl FolderLock {
    /// Locks `folder`, which must exist; [`WriteError::Busy`] when another build has it.
    pub(super) fn take(folder: &Path) -> Result<Self, WriteError> {
        loop {
            let file = open(folder).during("open", folder)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(WriteError::Busy(folder.to_owned())),
                // Some network disks have no locks. Building there is still better than not building.
                Err(TryLockError::Error(error)) if has_no_locks(&error) => return Ok(Self { _folder: None }),
                Err(TryLockError::Error(error)) => return Err(error).during("lock", folder),
            }
            // Between opening and locking another build may have put a new folder here.
            if is_still_there(&file, folder).during("read", folder)? {
                return Ok(Self { _folder: Some(file) });
            }
        }
    }
}

fn has_no_locks(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::Unsupported || error.raw_os_error() == Some(rustix::io::Errno::NOLCK.raw_os_error())
}

#[cfg(unix)]
fn open(folder: &Path) -> io::Result<File> {
    File::open(folder)
}

#[cfg(unix)]
fn is_still_there(file: &File, folder: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let (locked, there) = (file.metadata()?, std::fs::metadata(folder));
    match there {
        Ok(there) => Ok((locked.dev(), locked.ino()) == (there.dev(), there.ino())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// Elsewhere a folder cannot be opened as a file, so a file beside it is locked.
#[cfg(not(unix))]
fn open(folder: &Path) -> io::Result<File> {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    File::create(folder.with_file_name(format!(".{name}.kutip-lock")))
}

#[cfg(not(unix))]
fn is_still_there(_file: &File, _folder: &Path) -> io::Result<bool> {
    Ok(true)
}
