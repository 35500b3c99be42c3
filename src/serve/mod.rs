//! Turns a folder that holds a site into pages at `http://127.0.0.1:…/` that reload when the site has changed.
//!
//! ```text
//! watch: something below content/, templates/, … changed → rebuild (handed in) → live: a new version, or trouble
//! connections: accept, bounded → request: parse, refuse → files: find, add the script → response
//! ```
//!
//! What makes the site is handed in as a function; this module knows a folder of files and nothing of articles. It
//! listens on the loopback address only and answers only to names of this machine, so that a page of the web cannot read
//! the archive through the browser. Every bound on what a client may cost stands in [`Bounds`].

mod connections;
mod error;
mod files;
mod live;
mod request;
mod response;
mod watch;

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

pub use error::ServeError;
pub use watch::Watched;

use live::Live;

/// How many ports after the first are tried.
const PORTS_TRIED: u16 = 50;

/// What may be asked of the server.
#[derive(Clone, Debug)]
pub struct Options {
    /// The port to listen on, or the first to try.
    pub port: u16,
    /// A name of this machine that requests may be for, beside `localhost` and the loopback addresses.
    pub host: Option<String>,
    /// What a client may cost.
    pub bounds: Bounds,
}

/// What a client may cost.
#[derive(Clone, Debug)]
pub struct Bounds {
    /// Connections at a time. Beyond them the one that has kept silent longest is closed.
    pub connections: usize,
    /// Largest head of a request, in bytes.
    pub head_bytes: usize,
    /// How long a request may take to arrive.
    pub patience: Duration,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { connections: 128, head_bytes: 8 << 10, patience: Duration::from_secs(10) }
    }
}

/// What came of making the site again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rebuilt {
    /// Some page is another one now.
    pub changed: bool,
    /// What went wrong, in words for people; the pages show it above themselves.
    pub trouble: Option<String>,
    /// The path at which the site will stand on the web, such as `/arsip/`: the server answers there too. None where the site
    /// is the one from before.
    pub base_path: Option<String>,
}

/// A server that has its port and does not answer yet.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    shared: Arc<Shared>,
}

/// What all connections know.
#[derive(Debug)]
struct Shared {
    /// The folder that holds the site.
    folder: PathBuf,
    host: Option<String>,
    bounds: Bounds,
    live: Live,
}

impl Server {
    /// Takes a port of the loopback address: the one of the options, else the next that is free.
    ///
    /// # Errors
    ///
    /// When none of them is free.
    pub fn open(folder: &Path, options: Options) -> Result<Self, ServeError> {
        let last = options.port.saturating_add(PORTS_TRIED);
        let mut refusal = None;
        for port in options.port..=last {
            match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
                Ok(listener) => {
                    let address = listener.local_addr().map_err(|source| ServeError::Port { port, last, source })?;
                    let Options { host, bounds, .. } = options;
                    let shared = Shared { folder: folder.to_owned(), host, bounds, live: Live::new() };
                    return Ok(Self { listener, address, shared: Arc::new(shared) });
                }
                Err(error) => refusal = refusal.or(Some(error)),
            }
        }
        let source = refusal.unwrap_or_else(|| std::io::ErrorKind::AddrInUse.into());
        Err(ServeError::Port { port: options.port, last, source })
    }

    /// Where the site is: `http://127.0.0.1:8080/`.
    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Where the server listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Answers requests from now on, on threads of its own. `first` is what came of making the site the first time.
    ///
    /// # Errors
    ///
    /// When the system gives no thread.
    pub fn start(self, first: &Rebuilt) -> Result<Running, ServeError> {
        self.shared.live.show(first);
        let shared = Arc::clone(&self.shared);
        std::thread::Builder::new()
            .name("serve".to_owned())
            .spawn(move || connections::accept(&self.listener, &self.shared))
            .map_err(ServeError::Thread)?;
        Ok(Running { shared })
    }
}

/// A server that answers.
#[derive(Debug)]
pub struct Running {
    shared: Arc<Shared>,
}

impl Running {
    /// Tells the pages that are open what came of making the site again.
    pub fn show(&self, rebuilt: &Rebuilt) {
        self.shared.live.show(rebuilt);
    }

    /// Makes the site again whenever something that is watched has changed, for ever.
    ///
    /// # Errors
    ///
    /// When the system no longer tells of changes.
    pub fn follow(&self, watched: &Watched, mut rebuild: impl FnMut() -> Rebuilt) -> Result<(), ServeError> {
        loop {
            watched.wait()?;
            let rebuilt = watched.ignoring_overflow(&mut rebuild);
            self.show(&rebuilt);
        }
    }
}
