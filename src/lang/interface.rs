use super::{Files, LanguageError};

/// The words of the pages in one language (`interface.yaml`): strings, plurals, month names, number marks, collation.
#[derive(Clone, Debug, Default)]
pub struct Interface {}

impl Interface {
    pub(super) fn parse(_code: &str, files: &Files) -> Result<Option<Self>, LanguageError> {
        Ok(files.get("interface.yaml").map(|_| Self {}))
    }
}
