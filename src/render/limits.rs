//! How long a page may take and how large it may grow.

use std::io;
use std::time::{Duration, Instant};

/// Time for one page. A page takes well under a millisecond; what takes this long never ends.
const LONGEST: Duration = Duration::from_secs(5);

/// Bytes between two looks at the clock.
const LOOK_EVERY: usize = 1 << 14;

/// What one page may use.
#[derive(Clone, Copy, Debug)]
pub(super) struct Budget {
    bytes: u64,
}

impl Budget {
    /// The budget where a page may have this many bytes.
    pub(super) const fn of_pages(bytes: u64) -> Self {
        Self { bytes }
    }
}

/// A page being drawn, within its budget.
pub(super) struct Limited {
    bytes: Vec<u8>,
    budget: Budget,
    /// Writes and bytes since the clock was looked at.
    since_look: usize,
    started: Instant,
    exceeded: Option<&'static str>,
}

impl Limited {
    pub(super) fn new(budget: Budget) -> Self {
        let bytes = Vec::with_capacity(16 << 10);
        Self { bytes, budget, since_look: 0, started: Instant::now(), exceeded: None }
    }

    pub(super) fn into_bytes(mut self) -> Vec<u8> {
        self.bytes.shrink_to_fit();
        self.bytes
    }

    /// Which limit stopped the page, if one did.
    pub(super) const fn exceeded(&self) -> Option<&'static str> {
        self.exceeded
    }

    fn stop(&mut self, limit: &'static str) -> io::Result<usize> {
        self.exceeded = Some(limit);
        Err(io::Error::other(limit))
    }
}

impl io::Write for Limited {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        if (self.bytes.len() + text.len()) as u64 > self.budget.bytes {
            return self.stop("makes a page larger than `limits.page_bytes` allows");
        }
        self.since_look += text.len() + 16;
        if self.since_look > LOOK_EVERY {
            self.since_look = 0;
            if self.started.elapsed() > LONGEST {
                return self.stop("takes more than five seconds for one page; look for loops inside loops");
            }
        }
        self.bytes.extend_from_slice(text);
        Ok(text.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
