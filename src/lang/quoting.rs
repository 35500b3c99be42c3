use super::{Files, LanguageError};

/// How the news of one language quotes: cues, pronouns, descriptions of speakers.
#[derive(Clone, Debug, Default)]
pub struct Quoting {}

impl Quoting {
    pub(super) fn parse(_code: &str, _files: &Files) -> Result<Self, LanguageError> {
        Ok(Self {})
    }
}
