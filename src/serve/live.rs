//! Tells the pages that are open that the site has changed, or that it could not be made.

use std::io::{self, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::Rebuilt;
use super::request::segments;
use super::response::{Status, write_head, write_refusal};

/// Path of the script that serve adds to each page.
pub(super) const SCRIPT_PATH: &str = "_kutip/reload.js";
/// Path of the stream of events.
pub(super) const EVENTS: &str = "_kutip/events";
/// The script.
pub(super) const SCRIPT: &str = include_str!("reload.js");

/// Most pages that may listen at a time; a page that is not seen does not listen.
const LISTENERS: usize = 32;
/// After so long a silence something is sent, to learn whether the page is still there.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// What the pages should know.
#[derive(Debug)]
pub(super) struct Live {
    state: Mutex<State>,
    /// Segments of the path at which the site will stand on the web.
    base: Mutex<Vec<String>>,
    changed: Condvar,
    listeners: AtomicUsize,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct State {
    /// Counts the changes of the site; begins differently for each server.
    version: u64,
    trouble: Option<String>,
}

impl State {
    fn event(&self) -> String {
        let data = serde_json::json!({ "version": self.version, "trouble": self.trouble });
        format!("data: {data}\n\n")
    }
}

impl Live {
    /// Nothing has happened yet. A page of an earlier server finds another version and reloads.
    pub(super) fn new() -> Self {
        let state = State { version: u64::from(std::process::id()) << 20, trouble: None };
        Self {
            state: Mutex::new(state),
            base: Mutex::default(),
            changed: Condvar::new(),
            listeners: AtomicUsize::new(0),
        }
    }

    /// The version of the site as it is now.
    pub(super) fn version(&self) -> u64 {
        self.state().version
    }

    /// Segments of the path at which the site will stand on the web; none where that is the top of its address.
    pub(super) fn base(&self) -> Vec<String> {
        self.base.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Passes on what came of making the site.
    pub(super) fn show(&self, rebuilt: &Rebuilt) {
        if let Some((base, _)) = rebuilt.base_path.as_deref().and_then(segments) {
            *self.base.lock().unwrap_or_else(PoisonError::into_inner) = base;
        }
        let mut state = self.state();
        state.version += u64::from(rebuilt.changed);
        state.trouble.clone_from(&rebuilt.trouble);
        self.changed.notify_all();
    }

    /// Sends the state and every new one, until the page is gone.
    pub(super) fn stream(&self, out: &mut dyn Write) -> io::Result<()> {
        let listener = Listener::new(&self.listeners);
        if listener.count > LISTENERS {
            return write_refusal(out, Status::Unavailable);
        }
        write_head(out, Status::Ok, "text/event-stream", None, None)?;
        let mut shown = self.state().clone();
        out.write_all(format!("retry: 1000\n{}", shown.event()).as_bytes())?;
        loop {
            out.flush()?;
            let state = self.state();
            let waited = self.changed.wait_timeout_while(state, HEARTBEAT, |state| *state == shown);
            let state = waited.unwrap_or_else(PoisonError::into_inner).0.clone();
            if state == shown {
                out.write_all(b": still here\n\n")?;
            } else {
                out.write_all(state.event().as_bytes())?;
                shown = state;
            }
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One of those that listen.
struct Listener<'l> {
    all: &'l AtomicUsize,
    count: usize,
}

impl<'l> Listener<'l> {
    fn new(all: &'l AtomicUsize) -> Self {
        Self { all, count: all.fetch_add(1, Ordering::SeqCst) + 1 }
    }
}

impl Drop for Listener<'_> {
    fn drop(&mut self) {
        self.all.fetch_sub(1, Ordering::SeqCst);
    }
}
