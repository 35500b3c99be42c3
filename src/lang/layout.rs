use super::{Files, LanguageError};

/// What `import` must know of a language: month names, datelines, boilerplate.
#[derive(Clone, Debug, Default)]
pub struct Layout {}

impl Layout {
    pub(super) fn parse(_code: &str, _files: &Files) -> Result<Self, LanguageError> {
        Ok(Self {})
    }
}
