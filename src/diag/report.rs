use std::collections::HashSet;

use super::{Diagnostic, Severity};

/// The diagnostics of one run: sorted by place, each once, counted.
#[derive(Clone, Debug, Default)]
pub struct Report {
    diagnostics: Vec<Diagnostic>,
}

impl Report {
    /// Adds diagnostics.
    pub fn extend(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        self.diagnostics.extend(diagnostics);
    }

    /// Adds one diagnostic.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Whether anything is wrong (warnings and notes aside).
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// How many diagnostics of that severity there are.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }

    /// All diagnostics by file, line and column. Those without a place come last, and questions, which are asked best
    /// first, in the order in which they were added.
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let (mut sorted, mut others): (Vec<&Diagnostic>, Vec<&Diagnostic>) =
            self.diagnostics.iter().partition(|one| one.location.is_some() && !one.is_question);
        sorted.sort_by_key(|one| (&one.location, one.severity, one.code, &one.message));
        sorted.dedup();
        others.sort_by_key(|one| one.severity);
        let mut seen = HashSet::new();
        others.retain(|one| seen.insert((one.code, &one.message, &one.help)));
        sorted.extend(others);
        sorted
    }
}
