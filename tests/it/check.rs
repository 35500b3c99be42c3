//! What `check` finds, and that it writes nothing.

use crate::support::Site;

fn site() -> Site {
    Site::new(
        "\
-- content/articles/a.md --
---
title: Banjir
lang: id
quotations:
  - text: Air surut
    speaker: Budi Santoso
  - text: Air naik
    speeker: Budi
---

“Air naik,” kata Budi.
-- content/articles/b.md --
---
title: Banjir
-- content/people/budi.md --
---
name: Budi Santoso
coordinates: [200, 0]
---
",
    )
}

#[test]
fn everything_is_said_at_once_and_nothing_is_written() {
    let site = site();
    let before = site.files("");
    let run = site.run(&["check", "--message-format", "short"]);
    assert_eq!(run.status, 1);
    let said: Vec<&str> = run.stdout.lines().collect();
    assert!(said.iter().any(|line| line.starts_with("content/articles/a.md:5:11: error[lost-quotation]")), "{said:#?}");
    assert!(said.iter().any(|line| line.starts_with("content/articles/a.md:8:5: error[unknown-field]")), "{said:#?}");
    assert!(
        said.iter().any(|line| line.starts_with("content/articles/b.md:1:1: error[unclosed-front-matter]")),
        "{said:#?}"
    );
    assert!(
        said.iter().any(|line| line.starts_with("content/people/budi.md:3:14: error[invalid-coordinates]")),
        "{said:#?}"
    );
    assert!(said.last().unwrap().starts_with("1 article: 4 errors, 0 warnings in "), "{said:#?}");
    assert!(site.files("") == before);
}

#[test]
fn programs_get_one_json_object_a_line() {
    let run = site().run(&["check", "--message-format", "json"]);
    let lines: Vec<serde_json::Value> = run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 4);
    assert_eq!(lines[0]["code"], "lost-quotation");
    assert_eq!((&lines[0]["line"], &lines[0]["column"]), (&5.into(), &11.into()));
}

#[test]
fn an_archive_without_faults_has_status_0() {
    let site =
        Site::new("-- content/articles/a.md --\n---\ntitle: A\nlang: id\n---\n“Ya, air naik,” kata Budi Santoso.\n");
    let run = site.run(&["check"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    assert!(run.stdout.ends_with(" s\n"), "{}", run.stdout);
}

#[test]
fn colour_is_used_only_where_it_is_wanted() {
    let site = site();
    assert!(!site.run(&["check"]).stdout.contains('\u{1b}'));
    assert!(site.run(&["check", "--color", "always"]).stdout.contains('\u{1b}'));
}

#[test]
fn quiet_leaves_warnings_and_the_sum_out() {
    let site = Site::new("-- content/articles/a.md --\n---\ntitle: A\nlang: id\ndate: besok\n---\nHalo.\n");
    assert_eq!(site.run(&["check", "--quiet"]).stdout, "");
}

/// Two articles on people who may be one.
fn doubtful() -> Site {
    let article = |name: &str, title: &str| {
        format!("---\ntitle: {title}\nlang: id\nentities:\n  - {{name: {name}, kind: person}}\n---\n\n{name} datang.\n")
    };
    let site = Site::new("");
    site.write("content/articles/a.md", article("Budi Santoso", "A"));
    site.write("content/articles/b.md", article("Budi", "B"));
    site.write("content/articles/c.md", article("Budi Santosa", "C"));
    site
}

#[test]
fn doubts_are_said_by_check_and_decided_by_fix() {
    let site = doubtful();
    let doubts = site.run(&["check", "--message-format", "short"]).stdout.matches("[doubtful-").count();
    let mut child = site
        .command(&["fix", "--by", "RW"])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), "u\n".repeat(doubts).as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    if doubts > 0 {
        let text = site.read("content/judgements.yaml");
        assert_eq!(text.matches("- {unsure: [").count(), doubts, "{text}");
        assert_eq!(site.run(&["check", "--message-format", "short"]).stdout.matches("[doubtful-").count(), 0);
    }
}

#[test]
fn fix_adds_to_the_judgements_that_are_there() {
    let site = doubtful();
    site.write("content/judgements.yaml", "# ours\n- {unsure: [budi-santoso, budi-santosa]}");
    let run = site.run(&["fix"]);
    assert_eq!(run.status, 0);
    assert!(site.read("content/judgements.yaml").starts_with("# ours\n- {unsure: [budi-santoso, budi-santosa]}"));
}

#[test]
fn a_judgement_may_name_an_address_that_only_the_last_site_had() {
    let site = Site::new(
        "\
-- content/articles/a.md --
---
title: Banjir
lang: id
entities:
  - {name: Rukmana Lestari, kind: person}
  - {name: Dewi Anggraini, kind: person}
---

“Air naik,” kata Rukmana Lestari kepada Dewi Anggraini.
-- content/people/bu-rukma.md --
---
name: Rukmana Lestari
---
",
    );
    site.build();
    std::fs::remove_file(site.path("content/people/bu-rukma.md")).unwrap();
    site.write("content/judgements.yaml", "- {different: [bu-rukma, dewi-anggraini]}\n");
    let run = site.run(&["check", "--message-format", "short"]);
    assert!(!run.stdout.contains("unknown-entity"), "{}", run.stdout);
}

#[test]
fn a_name_may_be_fuller_than_the_text_as_long_as_one_of_its_forms_is_left() {
    let article = |text: &str| {
        let note =
            "entities:\n  - {name: Siti Marlina Sungai, kind: person, forms: [Siti Marlina, Siti Marlina Sungai]}";
        format!("---\ntitle: Banjir\nlang: id\n{note}\n---\n\n{text}\n")
    };
    let site = Site::new("");
    site.write("content/articles/a.md", article("Air naik, kata Siti Marlina."));
    assert!(!site.run(&["check"]).stdout.contains("stale-name"));
    site.write("content/articles/a.md", article("Air naik, kata seorang warga."));
    let said = site.run(&["check"]).stdout;
    assert_eq!(said.matches("stale-name").count(), 2, "{said}");
}
