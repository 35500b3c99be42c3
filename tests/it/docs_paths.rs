//! Every path that the docs name exists.

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn pages(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            pages(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "md") {
            found.push(path);
        }
    }
}

fn documentation() -> Vec<PathBuf> {
    let mut found = vec![root().join("README.md")];
    pages(&root().join("docs"), &mut found);
    found.sort();
    found
}

/// Targets of Markdown links `[…](target)` that lead into the repository, without their anchors.
fn link_targets(text: &str) -> Vec<&str> {
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    targets
        .filter(|target| !target.contains("://") && !target.starts_with('#') && !target.starts_with("mailto:"))
        .map(|target| target.split('#').next().unwrap_or_default())
        .collect()
}

/// Paths between backticks that begin with a folder of this repository and name no pattern.
fn code_paths(text: &str) -> Vec<&str> {
    text.split('`')
        .skip(1)
        .step_by(2)
        .filter(|code| ["src/", "tests/", "benches/", "docs/", ".ci/"].iter().any(|start| code.starts_with(start)))
        .filter(|code| !code.contains(['<', '*', '…', ' ', '{']))
        .collect()
}

#[test]
fn every_link_of_the_docs_leads_to_a_file() {
    let mut wrong = Vec::new();
    for page in documentation() {
        let text = fs::read_to_string(&page).unwrap();
        // Examples between fences are of articles elsewhere.
        let words: String = text.split("```").step_by(2).collect();
        for target in link_targets(&words) {
            if !page.parent().unwrap().join(target).exists() {
                wrong.push(format!("{}: {target}", page.strip_prefix(root()).unwrap().display()));
            }
        }
    }
    assert!(wrong.is_empty(), "links that lead nowhere:\n{}", wrong.join("\n"));
}

#[test]
fn every_path_of_the_docs_exists() {
    let mut wrong = Vec::new();
    for page in documentation() {
        let text = fs::read_to_string(&page).unwrap();
        for path in code_paths(&text) {
            if !root().join(path).exists() {
                wrong.push(format!("{}: {path}", page.strip_prefix(root()).unwrap().display()));
            }
        }
    }
    assert!(wrong.is_empty(), "paths that do not exist:\n{}", wrong.join("\n"));
}

/// The map is of use only when it is whole.
#[test]
fn the_map_names_every_module() {
    let text = fs::read_to_string(root().join("docs/ARCHITECTURE.md")).unwrap();
    let mapped = code_paths(&text);
    let mut missing = Vec::new();
    for entry in fs::read_dir(root().join("src")).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        // A module may be a file with a folder beside it; one of the two is enough.
        let module = name.trim_end_matches(".rs");
        if !mapped.contains(&format!("src/{module}.rs").as_str())
            && !mapped.contains(&format!("src/{module}/").as_str())
        {
            missing.push(module.to_owned());
        }
    }
    missing.sort();
    assert!(missing.is_empty(), "not in the map of docs/ARCHITECTURE.md: {}", missing.join(", "));
}

#[test]
fn links_and_paths_are_told_from_other_words() {
    assert_eq!(link_targets("[a](b.md#c) [d](https://e.f) [g](#h)"), ["b.md"]);
    assert_eq!(code_paths("`src/model/` `src/lang/<code>/` `kutip build` `tests/it/`"), ["src/model/", "tests/it/"]);
}
