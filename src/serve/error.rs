use std::io;
use std::path::PathBuf;

/// Why the site cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// No port is free.
    #[error("cannot listen on 127.0.0.1 at any port from {port} to {last}: {source}; give another one with `--port`")]
    Port {
        /// The first that was tried.
        port: u16,
        /// The last.
        last: u16,
        /// What the system said of the first.
        source: io::Error,
    },
    /// The system gives no thread.
    #[error("cannot start answering: {0}; end some other programs and try again")]
    Thread(io::Error),
    /// Changes cannot be seen.
    #[error("cannot watch `{}` for changes: {reason}; `kutip build` makes the site without watching", path.display())]
    Watch {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        reason: String,
    },
}
