//! Turns a finished folder into the output folder: one exchange, or two renames where a disk has no exchange.

use std::fs;
use std::io;
use std::path::Path;

/// How two folders changed places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Swapped {
    /// At once; the old site now bears the new one's temporary name.
    Exchanged,
    /// One after the other; the old site has the name given for it.
    MovedAside,
}

/// Puts `new` in the place of `output`, which exists. Nothing has changed when this fails.
pub(super) fn swap(new: &Path, output: &Path, aside: &Path) -> io::Result<Swapped> {
    match exchange(new, output) {
        Ok(()) => return Ok(Swapped::Exchanged),
        Err(error) if has_no_exchange(&error) => {}
        Err(error) => return Err(error),
    }
    fs::rename(output, aside)?;
    if let Err(error) = fs::rename(new, output) {
        fs::rename(aside, output)?;
        return Err(error);
    }
    Ok(Swapped::MovedAside)
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(new: &Path, output: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, new, CWD, output, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_new: &Path, _output: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

fn has_no_exchange(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput)
}

/// Whether a folder cannot be renamed for what it is (a mount point, another disk), so that only its files can be
/// replaced.
pub(super) fn cannot_be_renamed(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ResourceBusy | io::ErrorKind::CrossesDevices | io::ErrorKind::PermissionDenied
    )
}
