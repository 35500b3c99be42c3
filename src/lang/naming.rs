use super::{Files, LanguageError};

/// How names look in one language: titles, heads of organizations and places, gazetteers.
#[derive(Clone, Debug, Default)]
pub struct Naming {}

impl Naming {
    pub(super) fn parse(_code: &str, _files: &Files) -> Result<Self, LanguageError> {
        Ok(Self {})
    }
}
