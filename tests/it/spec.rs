//! Runs the specification of each language: `tests/spec/<lang>/*.md`.
//!
//! A heading names a case, the blockquote under it is an article (a line of `>` alone ends a paragraph), the table says
//! what is found in it, in the order of the text. A column that the table leaves out is not compared; an empty cell
//! means "none". Columns: `text`, `kind`, `cue`, `as` (the words that point to the speaker), `speaker`, `role`,
//! `anonymous` (yes or empty), `for`, `rule`, `certainty`. A table without rows says that nothing is found.

use std::fs;
use std::path::Path;

use kutip::extract::extract;
use kutip::lang::{Language, Languages};
use kutip::model::{Certainty, FoundQuotation, QuotationKind};

struct Case {
    place: String,
    name: String,
    text: String,
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

fn cells(line: &str) -> Vec<String> {
    line.trim().trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()
}

fn parse(file: &str, text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut quoting = false;
    for (at, line) in text.lines().enumerate() {
        if let Some(name) = line.strip_prefix("## ") {
            cases.push(Case {
                place: format!("{file}:{}", at + 1),
                name: name.trim().to_owned(),
                text: String::new(),
                columns: Vec::new(),
                rows: Vec::new(),
            });
            quoting = false;
            continue;
        }
        let Some(case) = cases.last_mut() else { continue };
        if let Some(quoted) = line.strip_prefix('>') {
            let quoted = quoted.trim();
            if quoted.is_empty() {
                case.text.push_str("\n\n");
            } else {
                if !case.text.is_empty() && !case.text.ends_with('\n') {
                    case.text.push(' ');
                }
                case.text.push_str(quoted);
            }
            quoting = true;
        } else if line.trim_start().starts_with('|') {
            if case.columns.is_empty() {
                case.columns = cells(line);
            } else if !line.contains("--") {
                case.rows.push(cells(line));
            }
        } else if quoting && !line.trim().is_empty() && case.columns.is_empty() {
            quoting = false;
        }
    }
    cases
}

fn shown(found: &FoundQuotation, column: &str, text: &str) -> String {
    let words = |span: Option<kutip::model::Span>| span.map(|span| span.of(text).to_owned()).unwrap_or_default();
    match column {
        "text" => found.span.of(text).to_owned(),
        "kind" => match found.kind {
            QuotationKind::Direct => "direct",
            QuotationKind::Mixed => "mixed",
            QuotationKind::Indirect => "indirect",
        }
        .to_owned(),
        "cue" => words(found.cue),
        "as" => words(found.speaker),
        "speaker" => found.speaker_name.clone().unwrap_or_default(),
        "role" => found.role.clone().unwrap_or_default(),
        "anonymous" => if found.anonymous { "yes" } else { "" }.to_owned(),
        "for" => found.speaks_for.clone().unwrap_or_default(),
        "rule" => found.rule.to_owned(),
        "certainty" => match found.certainty {
            Certainty::Sure => "sure",
            Certainty::Likely => "likely",
            Certainty::Guess => "guess",
        }
        .to_owned(),
        other => panic!("unknown column `{other}`"),
    }
}

fn failures(case: &Case, language: &Language) -> Option<String> {
    assert!(!case.text.is_empty(), "{}: a case has a blockquote", case.place);
    assert!(!case.columns.is_empty(), "{}: a case has a table", case.place);
    let found = extract(&case.text, language).quotations;
    let rows: Vec<Vec<String>> = found
        .iter()
        .map(|quotation| case.columns.iter().map(|column| shown(quotation, column, &case.text)).collect())
        .collect();
    if rows == case.rows {
        return None;
    }
    let table =
        |rows: &[Vec<String>]| rows.iter().map(|row| format!("    | {} |\n", row.join(" | "))).collect::<String>();
    Some(format!(
        "{} {}\n  {}\n  expected\n{}  found\n{}",
        case.place,
        case.name,
        case.text,
        table(&case.rows),
        table(&rows)
    ))
}

#[test]
fn quotations_are_found_as_the_specification_says() {
    let languages = Languages::embedded();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/spec");
    let (mut wrong, mut count) = (Vec::new(), 0);
    for language in languages.iter() {
        let mut files: Vec<_> =
            fs::read_dir(root.join(&language.code)).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        for path in files.iter().filter(|path| path.extension().is_some_and(|ending| ending == "md")) {
            let name = format!("tests/spec/{}/{}", language.code, path.file_name().unwrap().to_string_lossy());
            for case in parse(&name, &fs::read_to_string(path).unwrap()) {
                count += 1;
                wrong.extend(failures(&case, language));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {count} cases:\n{}", wrong.len(), wrong.join("\n"));
    assert!(count >= 150, "only {count} cases");
}
