use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::archive::{Found, INBOX, read_bytes, unreadable, walk};
use crate::diag::{Diagnostic, Location, Report, Severity};
use crate::import::{Format, Imported, Source, read_source};

use super::{Failure, Workplace};

/// Largest page that is looked at for the folder beside it, in bytes.
const PAGE_BYTES: u64 = 64 << 20;

/// Endings of documents that may hold articles and that are not read.
const DOCUMENTS: [&str; 13] =
    [".csv", ".doc", ".docx", ".eml", ".epub", ".mht", ".mhtml", ".odt", ".pdf", ".rtf", ".tsv", ".xls", ".xlsx"];

/// Endings of files that may hold others.
const PACKED: &[&str] = &[".7z", ".bz2", ".gz", ".tar", ".tgz", ".warc", ".xz", ".zip", ".zst"];

/// A file to import.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Where it lies.
    pub path: PathBuf,
    /// Its path as an article's `origin` keeps it.
    pub file: String,
    /// Its path as messages show it.
    pub shown: String,
    /// The user named just this file, and wants to hear of it.
    pub named: bool,
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
                files.push(SourceFile { path, file, shown, named: true });
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
    let mut seen = BTreeSet::new();
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
    let mut entries = walk(folder, shown, found);
    // The endings aside, a copy (`banjir (1).txt`) comes behind its original (`banjir.txt`), which is the source then.
    entries.sort_by_cached_key(|entry| entry.path.with_extension(""));
    let aside = folders_of_pages(&entries);
    for entry in entries.into_iter().filter(|entry| !entry.path.ancestors().any(|folder| aside.contains(folder))) {
        let file = origin_name(workplace, &entry.path, &entry.shown);
        files.push(SourceFile { path: entry.path, file, shown: entry.shown, named: false });
    }
}

/// Folders that a browser wrote beside a page that it saved: `page_files/` beside `page.html`, which names it.
fn folders_of_pages(entries: &[Found]) -> BTreeSet<PathBuf> {
    let folders: BTreeSet<&Path> = entries.iter().flat_map(|entry| entry.path.ancestors().skip(1)).collect();
    let mut aside = BTreeSet::new();
    for page in
        entries.iter().filter(|entry| matches!(entry.path.extension(), Some(end) if end == "html" || end == "htm"))
    {
        let (Some(stem), Some(place)) = (page.path.file_stem(), page.path.parent()) else { continue };
        let stem = stem.to_string_lossy();
        let beside = folders.iter().filter(|folder| folder.parent() == Some(place)).filter(|folder| {
            let name = folder.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
            let tail = name.strip_prefix(&*stem).unwrap_or_default();
            tail.starts_with(['_', '-', '.']) && tail.len() > 1 && tail[1..].chars().all(char::is_alphabetic)
        });
        for folder in beside {
            let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let bytes = read_bytes(&page.path, PAGE_BYTES).unwrap_or_default();
            let names_it = |name: &str| memchr::memmem::find(&bytes, format!("{name}/").as_bytes()).is_some();
            if names_it(&name) || names_it(&name.replace(' ', "%20")) {
                aside.insert(folder.to_path_buf());
            }
        }
    }
    aside
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
        let is_document = DOCUMENTS.iter().chain(PACKED).any(|ending| source.shown.to_lowercase().ends_with(ending));
        let name = source.shown.rsplit('/').next().unwrap_or_default();
        // `README` and the like mean to be none; `berita banjir` is a text that was saved without its ending.
        let is_nameless = !name.contains('.') && name.chars().any(char::is_lowercase) && !bytes.contains(&0);
        let is_document = is_document || (is_nameless && !bytes.is_empty());
        let severity = if is_document || source.named { Severity::Warning } else { Severity::Note };
        let ends = |endings: &[&str]| endings.iter().any(|ending| source.shown.to_lowercase().ends_with(ending));
        let (is_page, is_packed) = (ends(&[".mht", ".mhtml"]), ends(PACKED));
        let message = "not a format that kutip reads, so it is left out";
        let diagnostic = Diagnostic::new(severity, "unknown-format", message).at(Location::file(&source.shown));
        let diagnostic = diagnostic.help(match is_document {
            true if is_page => "open it in a browser and save it again as `Web page, complete` (.html)",
            true if is_packed => "unpack it first; known are .txt, .md, .html, .json and .jsonl",
            true if is_nameless => "its name has no ending: add .txt if it is text, .html if it is a web page",
            true => "save its words as .txt or .html; known are also .md, .json and .jsonl",
            false => "known are .txt, .md, .html, .json and .jsonl",
        });
        return Some(Imported { diagnostics: vec![diagnostic], ..Imported::default() });
    };
    let source = Source { bytes: &bytes, format, file: &source.file, shown: &source.shown };
    Some(read_source(&source, &workplace.languages, limits))
}
