//! One wrong input a file (`tests/errors/`), and what the program says about it.
//!
//! A file is a command, the files of a site, and under `-- says --` all that is printed, the sum aside. With
//! `UPDATE_ERRORS=1` in the environment the test writes what is printed now; read it before you commit it.

use std::fs;
use std::path::Path;

use crate::support::Site;

const SAYS: &str = "-- says --\n";

#[test]
fn each_wrong_input_gets_its_message() {
    let mut files: Vec<_> = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/errors"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let mut wrong = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let (input, expected) = text.split_once(SAYS).unwrap_or((&text, ""));
        let command = input.lines().next().and_then(|line| line.strip_prefix("$ kutip ")).unwrap();
        let site = Site::new(input);
        let run = site.run(&command.split(' ').collect::<Vec<_>>());
        let mut said = format!("{}{}", run.stdout, run.stderr);
        if let Some(sum) = run.stdout.lines().last().filter(|line| line.contains(" in ")) {
            said = said.replacen(&format!("{sum}\n"), "", 1);
        }
        // Said of every first site without settings; `build` has its test.
        let said: Vec<&str> = said.lines().filter(|line| !line.starts_with("menus and addresses are in")).collect();
        let said = format!("{}\nexit status {}\n", said.join("\n").trim_end(), run.status);
        if said != expected {
            wrong.push(format!("{}\n--- expected\n{expected}\n--- said\n{said}", file.display()));
            if std::env::var_os("UPDATE_ERRORS").is_some() {
                fs::write(&file, format!("{input}{SAYS}{said}")).unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// Codes whose input cannot be written into a file of `tests/errors/`.
const WITHOUT_A_CASE: &[(&str, &str)] = &[
    ("deleted-article", "needs two imports; see `import`"),
    ("error", "stands for messages that have no code"),
    ("kept-for", "needs the copy that an import keeps; see `correction`"),
    ("kept-role", "needs the copy that an import keeps; see `correction`"),
    ("lonely-judgement", "`too-few-entities` is said where the file is read; for those who use the library"),
    ("moved-quotation", "needs two builds; see `correction`"),
    ("output-not-swapped", "needs a disk that refuses to rename; see `write`"),
    ("renamed-article", "needs two builds; see `correction`"),
    ("said-before", "needs two builds; see `import`"),
    ("unknown-interface", "`unknown-language` is said before; for those who use the library"),
];

/// Codes that are chosen before the diagnostic is made: where, and how they are written there.
const CHOSEN_ELSEWHERE: &[(&str, &str)] =
    &[("check/doubts.rs", "=> (\""), ("front_matter/fence.rs", "\""), ("yaml/cursor.rs", "\"")];

/// Every code of a diagnostic in the sources.
fn codes() -> std::collections::BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let is_code = |word: &str| {
        !word.is_empty()
            && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
            && !word.starts_with('-')
            && !word.ends_with('-')
    };
    let mut codes = std::collections::BTreeSet::new();
    for file in walkdir::WalkDir::new(&root).into_iter().map(Result::unwrap).filter(|file| file.file_type().is_file()) {
        let Ok(text) = fs::read_to_string(file.path()) else { continue };
        let path = file.path().strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        if !path.ends_with(".rs") || path == "diag/mod.rs" {
            continue;
        }
        let product = text.split("#[cfg(test)]").next().unwrap();
        for start in ["Diagnostic::error(", "Diagnostic::warning(", "Diagnostic::note(", "Diagnostic::new("] {
            for call in product.split(start).skip(1) {
                let arguments = call.trim_start();
                let arguments =
                    if start.ends_with("new(") { arguments.split_once(',').unwrap().1.trim_start() } else { arguments };
                let literal = arguments.strip_prefix('"').and_then(|rest| rest.split('"').next());
                match literal {
                    Some(code) => assert!(is_code(code) && codes.insert(code.to_owned()) | true, "{path}: `{code}`"),
                    None => assert!(
                        CHOSEN_ELSEWHERE.iter().any(|(place, _)| path == *place),
                        "{path}: a code that this test cannot read: {}",
                        arguments.lines().next().unwrap()
                    ),
                }
            }
        }
        for (_, mark) in CHOSEN_ELSEWHERE.iter().filter(|(place, _)| path == *place) {
            let words = product.split(mark).skip(1).filter_map(|rest| rest.split('"').next());
            codes.extend(words.filter(|word| is_code(word) && word.contains('-')).map(str::to_owned));
        }
    }
    codes
}

/// The Indonesian guide says what English messages mean: all but those of the library ([`WITHOUT_A_CASE`]) and the one that stands
/// for those without a code.
#[test]
fn the_guide_explains_every_message_and_no_other() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/guide/id/pesan.md");
    let page = fs::read_to_string(path).unwrap();
    let (codes, mut explained) = (codes(), std::collections::BTreeSet::new());
    for line in page.split("\n## ").skip(1).flat_map(str::lines).filter(|line| line.starts_with("| `")) {
        let names = line.split('|').nth(1).unwrap().split('`').skip(1).step_by(2);
        for code in names {
            assert!(codes.contains(code), "no message is called `{code}`");
            assert!(explained.insert(code), "`{code}` is explained twice");
        }
    }
    let unmet = ["error", "lonely-judgement", "unknown-interface"];
    let missing = codes.iter().map(String::as_str).filter(|code| !explained.contains(code) && !unmet.contains(code));
    assert_eq!(missing.collect::<Vec<_>>(), Vec::<&str>::new(), "not in the guide's tables");
}

/// Whoever reads a message knows what to do next.
#[test]
fn every_message_says_what_to_do() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/errors");
    let mut silent = Vec::new();
    for file in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let text = fs::read_to_string(&file).unwrap();
        // A line for each message has no room for it.
        if text.lines().next().unwrap().contains("--message-format") {
            continue;
        }
        let mut message = String::new();
        for line in text.split_once(SAYS).unwrap().1.lines() {
            let begins =
                |text: &str| ["error[", "error: ", "warning[", "note["].iter().any(|start| text.starts_with(start));
            if begins(line) || line.starts_with("exit status") {
                let is_clear = message.contains("help: ") || message.contains("did you mean ");
                if begins(&message) && !is_clear {
                    silent.push(format!("{}: {message}", file.display()));
                }
                message.clear();
            }
            message.push_str(line);
            message.push('\n');
        }
    }
    assert!(silent.is_empty(), "{}", silent.join("\n"));
}

#[test]
fn every_code_has_a_wrong_input() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/errors");
    let said: String = fs::read_dir(folder)
        .unwrap()
        .map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap())
        .filter_map(|text| text.split_once(SAYS).map(|(_, said)| said.to_owned()))
        .collect();
    let codes = codes();
    assert!(codes.len() > 60, "{codes:?}");
    let is_said = |code: &str| said.contains(&format!("[{code}]"));
    let excused = |code: &str| WITHOUT_A_CASE.iter().any(|(excused, _)| *excused == code);
    let missing: Vec<&String> = codes.iter().filter(|code| !is_said(code) && !excused(code)).collect();
    assert!(missing.is_empty(), "no file of tests/errors/ shows {missing:?}");
    let idle: Vec<_> = WITHOUT_A_CASE.iter().filter(|(code, _)| is_said(code) || !codes.contains(*code)).collect();
    assert!(idle.is_empty(), "{idle:?} need no excuse");
}
