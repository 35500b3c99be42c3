//! The command line: help, wrong use, streams.

use std::io::Write;
use std::process::Stdio;

use crate::support::Site;

#[test]
fn a_command_that_is_nearly_one_is_guessed() {
    let run = Site::new("").run(&["biuld"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("'build'"), "{}", run.stderr);
}

#[test]
fn the_help_of_every_command_fits_a_screen_and_shows_an_example() {
    let site = Site::new("");
    for command in ["build", "import", "extract", "check", ""] {
        let arguments: Vec<&str> = [command, "-h"].into_iter().filter(|word| !word.is_empty()).collect();
        let run = site.run(&arguments);
        assert_eq!(run.status, 0);
        assert!(run.stdout.lines().count() <= 40, "{command}: {}", run.stdout);
        assert!(run.stdout.contains("xample"), "{command}: {}", run.stdout);
    }
}

#[test]
fn nothing_to_do_shows_help_and_is_wrong_use() {
    let run = Site::new("").run(&[]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("Usage: kutip"), "{}", run.stderr);
}

#[test]
fn a_site_that_is_not_there_is_wrong_use() {
    let site = Site::new("");
    for arguments in [&["build"][..], &["check"], &["build", "--site", "nowhere"], &["build", "--threads", "0"]] {
        let run = site.run(arguments);
        assert_eq!(run.status, 2, "{arguments:?}");
        assert!(run.stderr.starts_with("error: ") && run.stdout.is_empty(), "{run:#?}");
    }
}

#[test]
fn extract_needs_no_site_and_keeps_the_order() {
    let site = Site::new("");
    let mut child =
        site.command(&["extract"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let input = "{\"id\":\"a1\",\"lang\":\"id\",\"text\":\"“Harga turun,” kata Budi Santoso.\"}\n{\"id\":2}\n";
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let lines: Vec<serde_json::Value> =
        String::from_utf8(output.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!((&lines[0]["id"], &lines[0]["quotes"][0]["start"]), (&"a1".into(), &1.into()));
    assert_eq!(lines[0]["quotes"][0]["speaker_name"], "Budi Santoso");
    assert!(lines[1]["error"].is_string() && lines[1]["id"] == 2);
    assert!(String::from_utf8(output.stderr).unwrap().contains("line 2"));
}

#[test]
fn nobody_listening_is_no_defect() {
    let site = Site::new("-- content/articles/a.md --\n---\ntitle: A\n---\nHalo.\n");
    for arguments in [&["build"][..], &["check"], &["import"], &["--help"]] {
        let mut child = site.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        drop(child.stderr.take());
        let status = child.wait().unwrap();
        assert!(matches!(status.code(), Some(0 | 1)), "{arguments:?}: {status:?}");
    }
}
