//! The lists under `src/lang/` keep their form: sorted, no doubles, one Unicode form.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use kutip::lang::Languages;
use unicode_normalization::is_nfc;

fn folders() -> BTreeMap<String, Vec<PathBuf>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lang");
    let mut folders = BTreeMap::new();
    for entry in fs::read_dir(root).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            let mut files: Vec<PathBuf> = fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()).collect();
            files.sort();
            folders.insert(path.file_name().unwrap().to_string_lossy().into_owned(), files);
        }
    }
    folders
}

fn all_files() -> impl Iterator<Item = (String, String)> {
    folders().into_values().flatten().map(|path| {
        let name = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap().to_string_lossy().into_owned();
        (name, fs::read_to_string(&path).unwrap())
    })
}

/// Entries of a plain list, with their lines.
fn entries(text: &str) -> Vec<(usize, String)> {
    let lines = text.lines().enumerate();
    lines
        .map(|(at, line)| (at + 1, line.split('#').next().unwrap_or_default().trim().to_owned()))
        .filter(|(_, entry)| !entry.is_empty())
        .collect()
}

#[test]
fn plain_lists_are_sorted_and_have_no_doubles() {
    let mut wrong = Vec::new();
    for (name, text) in all_files().filter(|(name, _)| name.ends_with(".txt")) {
        for pair in entries(&text).windows(2) {
            let ((_, before), (line, entry)) = (&pair[0], &pair[1]);
            if before >= entry {
                let fault = if before == entry { "stands twice" } else { "is out of order" };
                wrong.push(format!("{name}:{line}: `{entry}` {fault}, after `{before}`"));
            }
        }
    }
    assert!(wrong.is_empty(), "sort with `LC_ALL=C sort -u`:\n{}", wrong.join("\n"));
}

#[test]
fn language_files_are_in_one_unicode_form_and_end_with_a_line_break() {
    let mut wrong = Vec::new();
    for (name, text) in all_files() {
        for (at, line) in text.lines().enumerate() {
            if !is_nfc(line) {
                wrong.push(format!("{name}:{}: not in Unicode form NFC", at + 1));
            }
            if line != line.trim_end() {
                wrong.push(format!("{name}:{}: white space at the end", at + 1));
            }
        }
        if !text.ends_with('\n') {
            wrong.push(format!("{name}: no line break at the end"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_program_carries_every_language_folder() {
    let embedded: Vec<String> = Languages::embedded().iter().map(|language| language.code.clone()).collect();
    let on_disk: Vec<String> = folders().into_keys().collect();
    assert_eq!(embedded, on_disk);
}

#[test]
fn a_text_of_one_line_is_known_by_its_reporting_verb() {
    let languages = Languages::embedded();
    let detect = |text: &str| languages.detect(text).map(|language| language.code.as_str());
    assert_eq!(detect("“Harga turun,” kata Budi Santoso."), Some("id"));
    assert_eq!(detect("“Prices fell,” said Budi Santoso."), Some("en"));
    assert_eq!(detect("Budi Santoso"), None);
}
