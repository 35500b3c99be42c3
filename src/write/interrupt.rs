//! Turns SIGINT and SIGTERM into an orderly end: temporary folders are removed, the exit status is 128 and the signal's
//! number.
//!
//! The one piece of global state of the program, because signals are global.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

static STOPPING: AtomicBool = AtomicBool::new(false);
static FOLDERS: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Listens for signals from now on. Called once, by the program, never by a library user.
///
/// # Errors
///
/// When the system refuses a handler.
#[cfg(unix)]
pub fn listen() -> io::Result<()> {
    use signal_hook::consts::{SIGINT, SIGTERM, SIGXFSZ};

    // A file that grows over `ulimit -f` shall be an error with a path, not the end of the program.
    signal_hook::flag::register(SIGXFSZ, std::sync::Arc::new(AtomicBool::new(false)))?;
    let mut signals = signal_hook::iterator::Signals::new([SIGINT, SIGTERM])?;
    thread::spawn(move || {
        if let Some(signal) = signals.forever().next() {
            stop(signal);
        }
    });
    Ok(())
}

/// Signals are told otherwise here; the next build removes what was left.
#[cfg(not(unix))]
pub fn listen() -> io::Result<()> {
    Ok(())
}

/// Returns at once, unless the program was told to stop: then the calling thread does nothing more.
pub(super) fn pass() {
    while STOPPING.load(Ordering::Relaxed) {
        thread::park();
    }
}

#[cfg(unix)]
fn stop(signal: i32) -> ! {
    // From now on nobody begins a new file, and whoever is putting a site in place finishes first: that takes little time.
    STOPPING.store(true, Ordering::Relaxed);
    let folders = folders();
    for folder in folders.iter() {
        // Threads that were in the middle of a file may add it while the folder is being removed.
        for _ in 0..20 {
            match std::fs::remove_dir_all(folder) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => thread::sleep(Duration::from_millis(5)),
                _ => break,
            }
        }
    }
    std::process::exit(128 + signal)
}

fn folders() -> MutexGuard<'static, Vec<PathBuf>> {
    FOLDERS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// While this lives, a signal waits.
pub(super) struct Undisturbed(#[expect(dead_code, reason = "held for its drop")] MutexGuard<'static, Vec<PathBuf>>);

/// Makes signals wait for a step that should not be cut short.
pub(super) fn undisturbed() -> Undisturbed {
    Undisturbed(folders())
}

/// Makes a folder that a signal removes. A signal waits until it is made and known, or nobody would remove it.
pub(super) fn watched<T, E>(make: impl FnOnce() -> Result<(PathBuf, T), E>) -> Result<T, E> {
    let mut folders = folders();
    let (path, made) = make()?;
    folders.push(path);
    Ok(made)
}

/// Takes back [`watched`].
pub(super) fn forget(folder: &Path) {
    folders().retain(|watched| watched != folder);
}
