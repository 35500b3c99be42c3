use crate::archive::ArchiveError;
use crate::diag::Diagnostic;
use crate::render::RenderError;
use crate::serve::ServeError;
use crate::write::WriteError;

/// Why a command stopped before its end: exit status 2.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// Files without which nothing can be done are wrong: settings, languages, the address book.
    #[error("{} things are wrong with the settings", .0.len())]
    Findings(Vec<Diagnostic>),
    /// The command line asks for something that cannot be.
    #[error("{message}")]
    Usage {
        /// What.
        message: String,
        /// What to do instead.
        help: Option<String>,
    },
    /// An article or the address book could not be written.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// A file that is to be copied could not be read.
    #[error("cannot read `{path}`: {source}")]
    File {
        /// Path as messages show it.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// The output folder could not be written.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// A template is wrong.
    #[error(transparent)]
    Render(#[from] RenderError),
    /// The site cannot be served.
    #[error(transparent)]
    Serve(#[from] ServeError),
    /// Standard input or output failed.
    #[error("cannot {action}: {source}")]
    Stream {
        /// What was tried.
        action: &'static str,
        /// What the system said.
        source: std::io::Error,
    },
}

impl Failure {
    /// A command line that cannot be obeyed.
    pub fn usage(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::Usage { message: message.into(), help: Some(help.into()) }
    }
}
