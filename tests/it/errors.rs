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
        let said = format!("{}\nexit status {}\n", said.trim_end(), run.status);
        if said != expected {
            wrong.push(format!("{}\n--- expected\n{expected}\n--- said\n{said}", file.display()));
            if std::env::var_os("UPDATE_ERRORS").is_some() {
                fs::write(&file, format!("{input}{SAYS}{said}")).unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
