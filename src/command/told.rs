//! Says of the sources only what was not said before: they lie in the inbox for years, and a build that repeats itself buries
//! what is new.

use std::collections::BTreeSet;

use crate::archive::ArchiveError;
use crate::diag::{Diagnostic, Report, Severity};
use crate::front_matter::id_from;

use super::import::Mode;
use super::{Workplace, counted};

/// What was said of the sources, and what of it was said before.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// A mark for each message that an earlier run printed; it comes again when its words or its file's name change.
    before: BTreeSet<String>,
    now: BTreeSet<String>,
    /// Messages that are said again all the same.
    repeats: bool,
    kept_back: usize,
    /// The gravest of them.
    worst: Option<Severity>,
}

impl Told {
    /// What earlier runs printed; `repeats`: print it again.
    pub(super) fn read(workplace: &Workplace, repeats: bool) -> Self {
        Self { before: workplace.site.told(), repeats, ..Self::default() }
    }

    /// Puts what a source gave rise to into the report, unless it was said before. Notes are for those who ask for them.
    pub(super) fn say(&mut self, file: &str, found: Vec<Diagnostic>, report: &mut Report) {
        for diagnostic in found {
            if diagnostic.severity == Severity::Note {
                report.push(diagnostic);
                continue;
            }
            let place = diagnostic.location.as_ref().and_then(|location| Some(location.place.as_ref()?.line));
            let record = diagnostic.location.as_ref().map_or("", |location| location.path.as_str());
            let record = record.rsplit('/').next().unwrap_or_default();
            let mark = format!("{file}\n{record}\n{place:?}\n{}\n{}", diagnostic.code, diagnostic.message);
            let mark = id_from(&mark);
            if self.before.contains(&mark) && !self.repeats {
                self.kept_back += 1;
                // The gravest severity comes first.
                self.worst = self.worst.into_iter().chain([diagnostic.severity]).min();
            } else {
                report.push(diagnostic);
            }
            self.now.insert(mark);
        }
    }

    /// Says how much was kept back, and, where it was shown, notes what was said. Where the sources are but a part, others may
    /// still have something to say.
    ///
    /// # Errors
    ///
    /// When the disk refuses.
    pub(super) fn finish(
        self,
        workplace: &Workplace,
        mode: Mode,
        is_shown: bool,
        report: &mut Report,
    ) -> Result<(), ArchiveError> {
        if let Some(worst) = self.worst {
            let messages = counted(self.kept_back, "message", "messages");
            let message = format!("{messages} about sources, the same as before");
            let severity = if mode.preview && worst != Severity::Error { Severity::Note } else { worst };
            let help = "`kutip import --dry-run` says them again";
            report.push(Diagnostic::new(severity, "said-before", message).help(help));
        }
        let told = if mode.part { &self.now | &self.before } else { self.now };
        if told == self.before || !is_shown { Ok(()) } else { workplace.site.keep_told(&told) }
    }
}
