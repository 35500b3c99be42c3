use std::path::{Path, PathBuf};

use crate::archive::{INBOX, read_bytes, unreadable, walk};
use crate::diag::{Diagnostic, Location, Report, Severity};
use crate::import::{Format, Imported, Source, read_source};

use super::{Failure, Workplace};

/// Endings of documents that may hold articles and that are not read.
const DOCUMENTS: [&str; 13] =
    [".csv", ".doc", ".docx", ".eml", ".epub", ".mht", ".mhtml", ".odt", ".pdf", ".rtf", ".tsv", ".xls", ".xlsx"];

/// A file to import.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Where it lies.
    pub path: PathBuf,
    /// Its path as an article's `origin` keeps it.
    pub file: String,
    /// Its path as messages show it.
    pub shown: String,
}

/// The files that the user named, and those of the inbox where that is wanted, each once.
///
/// # Errors
///
/// When something named is not there; all of it is said at once.
pub fn gather(
    workplace: &Workplace,
    named: &[PathBuf],
    with_inbox: bool,
    report: &mut Report,
) -> Result<Vec<SourceFile>, Failure> {
    let mut files = Vec::new();
    let mut missing = Vec::new();
    for source in named {
        let path = workplace.absolute(source);
        let shown = source.to_string_lossy().replace('\\', "/");
        let mut found = Vec::new();
        match std::fs::metadata(&path) {
            // The user named it: a link at this place is meant to be followed.
            Ok(there) if there.is_dir() => match path.canonicalize() {
                Ok(folder) => add_folder(workplace, &folder, shown.trim_end_matches('/'), &mut files, &mut found),
                Err(error) => missing.push(unreadable(&shown, &error)),
            },
            Ok(there) if there.is_file() => {
                let path = path.canonicalize().unwrap_or(path);
                let file = origin_name(workplace, &path, &shown);
                files.push(SourceFile { path, file, shown });
            }
            Ok(_) => missing.push(
                Diagnostic::error("not-a-file", "neither a file nor a folder, so it is not opened")
                    .at(Location::file(shown))
                    .help("give a file or a folder with articles"),
            ),
            Err(error) => missing.push(unreadable(&shown, &error)),
        }
        report.extend(found);
    }
    if !missing.is_empty() {
        return Err(Failure::Findings(missing));
    }
    if with_inbox {
        let folder = workplace.site.root().join(INBOX);
        let mut found = Vec::new();
        add_folder(workplace, &folder, &workplace.shown(INBOX), &mut files, &mut found);
        report.extend(found);
    }
    let mut seen = std::collections::BTreeSet::new();
    files.retain(|file| seen.insert(file.path.clone()));
    Ok(files)
}

fn add_folder(
    workplace: &Workplace,
    folder: &Path,
    shown: &str,
    files: &mut Vec<SourceFile>,
    found: &mut Vec<Diagnostic>,
) {
    for entry in walk(folder, shown, found) {
        let file = origin_name(workplace, &entry.path, &entry.shown);
        files.push(SourceFile { path: entry.path, file, shown: entry.shown });
    }
}

/// Relative to `content/` where the file lies there, relative to the site where it lies in it, else as it was given.
fn origin_name(workplace: &Workplace, path: &Path, shown: &str) -> String {
    let root = workplace.site.root();
    let root = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let below = path.strip_prefix(root.join("content")).or_else(|_| path.strip_prefix(&root));
    below.map_or_else(|_| shown.to_owned(), |below| below.to_string_lossy().replace('\\', "/"))
}

/// What one file gave; none for a file that is no article.
pub fn read(workplace: &Workplace, source: &SourceFile) -> Option<Imported> {
    let limits = &workplace.config.limits;
    let bytes = match read_bytes(&source.path, limits.source_bytes) {
        Ok(bytes) => bytes,
        Err(error) => {
            let diagnostics = vec![unreadable(&source.shown, &error)];
            return Some(Imported { diagnostics, ..Imported::default() });
        }
    };
    let Some(format) = Format::guess(&source.shown, &bytes) else {
        // A document may hold an article that somebody wants; pictures and style sheets lie beside saved pages.
        let is_document = DOCUMENTS.iter().any(|ending| source.shown.to_lowercase().ends_with(ending));
        let severity = if is_document { Severity::Warning } else { Severity::Note };
        let message = "not a format that kutip reads, so it is left out";
        let diagnostic = Diagnostic::new(severity, "unknown-format", message).at(Location::file(&source.shown));
        let diagnostic = diagnostic.help(match is_document {
            true => "save its words as .txt or .html; known are also .md, .json and .jsonl",
            false => "known are .txt, .md, .html, .json and .jsonl",
        });
        return Some(Imported { diagnostics: vec![diagnostic], ..Imported::default() });
    };
    let source = Source { bytes: &bytes, format, file: &source.file, shown: &source.shown };
    Some(read_source(&source, &workplace.languages, limits))
}
