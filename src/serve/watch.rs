//! Turns what the system tells of changed files into "make the site again".

use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use notify::{Event, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

use super::ServeError;

/// An editor that saves, or a folder that is copied, comes as several changes: the site is made when it has been quiet
/// for so long,
const QUIET: Duration = Duration::from_millis(60);
/// or after so long.
const AT_THE_LATEST: Duration = Duration::from_secs(2);
/// How often files are looked at where the system does not tell of changes.
const LOOKING: Duration = Duration::from_secs(2);

/// Folders and files of a site whose changes are waited for.
pub struct Watched {
    root: PathBuf,
    /// Names of folders and files in `root`.
    names: Vec<String>,
    changes: Receiver<PathBuf>,
    /// An overflow of the system's queue counts as a change, except while the site is made: reading a large archive may
    /// be what overflows it.
    building: Arc<AtomicBool>,
    watcher: Mutex<Box<dyn Watcher + Send>>,
}

impl std::fmt::Debug for Watched {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Watched").field("root", &self.root).field("names", &self.names).finish_non_exhaustive()
    }
}

impl Watched {
    /// Watches those folders and files of `root`, whether they exist yet or not.
    ///
    /// # Errors
    ///
    /// When the system refuses both to tell of changes and to have files looked at.
    pub fn new(root: &Path, names: &[&str]) -> Result<Self, ServeError> {
        let (sender, changes) = channel();
        let building = Arc::new(AtomicBool::new(false));
        let handler = Handler { sender, building: Arc::clone(&building) };
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let told = RecommendedWatcher::new(handler.clone(), notify::Config::default())
            .map(|watcher| Box::new(watcher) as Box<dyn Watcher + Send>)
            .and_then(|mut watcher| watch_all(&mut *watcher, root, &names).map(|()| watcher));
        let watcher = told.or_else(|_| {
            let looking = notify::Config::default().with_poll_interval(LOOKING);
            let mut watcher = PollWatcher::new(handler, looking)?;
            watch_all(&mut watcher, root, &names)?;
            Ok(Box::new(watcher) as Box<dyn Watcher + Send>)
        });
        let failed = |error: notify::Error| ServeError::Watch { path: root.to_owned(), reason: error.to_string() };
        let watcher = Mutex::new(watcher.map_err(failed)?);
        Ok(Self { root: root.to_owned(), names, changes, building, watcher })
    }

    /// Waits until something has changed and it is quiet again.
    ///
    /// # Errors
    ///
    /// When the system no longer tells of changes.
    pub(super) fn wait(&self) -> Result<(), ServeError> {
        let lost = || ServeError::Watch { path: self.root.clone(), reason: "the watcher has ended".to_owned() };
        let mut since: Option<Instant> = None;
        loop {
            let change = match since {
                None => self.changes.recv().map_err(|_| lost())?,
                Some(since) if since.elapsed() > AT_THE_LATEST => return Ok(()),
                Some(_) => match self.changes.recv_timeout(QUIET) {
                    Ok(change) => change,
                    Err(RecvTimeoutError::Timeout) => return Ok(()),
                    Err(RecvTimeoutError::Disconnected) => return Err(lost()),
                },
            };
            if let Some(name) = self.concerns(&change) {
                since = since.or_else(|| Some(Instant::now()));
                // A folder that is new, or new again, is not watched yet.
                if self.root.join(&name) == change && change.is_dir() {
                    let mut watcher = self.watcher.lock().unwrap_or_else(PoisonError::into_inner);
                    drop(watcher.watch(&change, RecursiveMode::Recursive));
                }
            }
        }
    }

    /// Runs `build`, in which an overflow of the system's queue is no change.
    pub(super) fn ignoring_overflow<T>(&self, build: impl FnOnce() -> T) -> T {
        self.building.store(true, Ordering::SeqCst);
        let made = build();
        self.building.store(false, Ordering::SeqCst);
        made
    }

    /// The watched name that a changed path lies in, empty for an overflow; none if it concerns nobody.
    fn concerns(&self, path: &Path) -> Option<String> {
        if path.as_os_str().is_empty() {
            return Some(String::new());
        }
        let below = path.strip_prefix(&self.root).ok()?;
        let Some(Component::Normal(first)) = below.components().next() else { return None };
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        let is_litter = file.ends_with('~')
            || file.starts_with(".#")
            || [".swp", ".swx", ".tmp", ".bak", "4913"].iter().any(|ending| file.ends_with(ending));
        self.names.iter().find(|name| first == name.as_str() && !is_litter).cloned()
    }
}

fn watch_all(watcher: &mut dyn Watcher, root: &Path, names: &[String]) -> notify::Result<()> {
    // The root itself, to see settings and folders come and go.
    watcher.watch(root, RecursiveMode::NonRecursive)?;
    for path in names.iter().map(|name| root.join(name)).filter(|path| path.is_dir() && !path.is_symlink()) {
        watcher.watch(&path, RecursiveMode::Recursive)?;
    }
    Ok(())
}

#[derive(Clone)]
struct Handler {
    sender: Sender<PathBuf>,
    building: Arc<AtomicBool>,
}

impl notify::EventHandler for Handler {
    fn handle_event(&mut self, event: notify::Result<Event>) {
        let Ok(event) = event else { return };
        // An overflow has no path.
        if event.need_rescan() && !self.building.load(Ordering::SeqCst) {
            drop(self.sender.send(PathBuf::new()));
        }
        // Making the site reads all its files.
        if !matches!(event.kind, EventKind::Access(_)) {
            event.paths.into_iter().for_each(|path| drop(self.sender.send(path)));
        }
    }
}
