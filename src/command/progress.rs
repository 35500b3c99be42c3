use std::fmt::Write;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use super::grouped;

/// What is done before a person begins to wonder needs no bar.
const UNSEEN: Duration = Duration::from_millis(500);

/// How far a long step has come, shown to a person who waits at a terminal; gone when dropped.
#[derive(Debug)]
pub struct Progress {
    bar: Option<ProgressBar>,
    start: Instant,
    is_shown: AtomicBool,
}

impl Progress {
    /// A step with `total` things to do, of a command that began at `start`. Nothing is ever shown unless `watched`.
    pub(super) fn new(words: &'static str, total: usize, start: Instant, watched: bool) -> Self {
        let bar = watched.then(|| {
            let bar = ProgressBar::with_draw_target(Some(total as u64), ProgressDrawTarget::hidden());
            let style = ProgressStyle::with_template("{msg} [{bar:30}] {done} of {all}, {eta} left");
            let style = style.unwrap_or_else(|_| ProgressStyle::default_bar()).progress_chars("=> ");
            let style = style.with_key("done", |state: &ProgressState, out: &mut dyn Write| number(out, state.pos()));
            let all = |state: &ProgressState, out: &mut dyn Write| number(out, state.len().unwrap_or_default());
            bar.with_style(style.with_key("all", all)).with_message(words)
        });
        Self { bar, start, is_shown: AtomicBool::new(false) }
    }

    /// One more thing is done. May be called by many threads.
    pub fn step(&self) {
        let Some(bar) = &self.bar else { return };
        bar.inc(1);
        if self.start.elapsed() > UNSEEN && !self.is_shown.swap(true, Ordering::Relaxed) {
            bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }

    /// There is more to do than was known.
    pub fn add(&self, more: usize) {
        if let Some(bar) = &self.bar {
            bar.inc_length(more as u64);
        }
    }
}

/// Prints a number as all messages do: `1 204`.
fn number(out: &mut dyn Write, number: u64) {
    out.write_str(&grouped(number as usize)).ok();
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
