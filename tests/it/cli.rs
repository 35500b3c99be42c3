//! The command line: help, wrong use, streams.

use std::io::Write;
use std::process::{Command, Stdio};

use crate::support::Site;

#[test]
fn a_command_that_is_nearly_one_is_guessed() {
    let run = Site::new("").run(&["biuld"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("'build'"), "{}", run.stderr);
}

/// One letter too few, too many, another one, or two in the wrong order: names of three letters too.
#[test]
fn a_slip_in_any_command_is_guessed() {
    let site = Site::new("");
    for command in COMMANDS.into_iter().filter(|command| !command.is_empty()) {
        let (first, rest) = command.split_at(1);
        let (second, rest) = rest.split_at(1);
        let mut slips =
            vec![format!("{second}{first}{rest}"), format!("{first}{first}{second}{rest}"), format!("{command}x")];
        if rest.len() > 1 {
            slips.push(format!("{first}{rest}"));
        }
        for slip in slips {
            let run = site.run(&[&slip]);
            assert_eq!(run.status, 2, "{slip}");
            assert!(run.stderr.contains(&format!("'{command}'")), "{slip}: {}", run.stderr);
        }
    }
}

/// With how many things are done of how many, and the time left; only to somebody who sits there and waits.
#[test]
fn long_steps_have_a_bar_on_a_terminal_and_nowhere_else() {
    let build = |options: &[&str], environment: &[(&str, &str)]| {
        let site = crate::demo::copy_of_the_demo("articles/");
        let start = std::time::Instant::now();
        let shown = crate::support::shown_at_terminal(
            (Command::new(env!("CARGO_BIN_EXE_kutip")).arg("build").args(options).current_dir(site.path()))
                .env_remove("CI")
                .env("TERM", "xterm")
                .envs(environment.iter().copied()),
        );
        (shown, start.elapsed())
    };
    let (shown, time) = build(&[], &[]);
    // A fast machine is done before a person begins to wonder.
    if time > std::time::Duration::from_secs(3) {
        let bar = shown.split(['\r', '\u{1b}', '\n']).find(|line| line.contains("drawing pages [")).unwrap_or(&shown);
        assert!(bar.contains(" of ") && bar.contains(" left"), "{bar:?}");
    }
    for (options, environment) in
        [(&[][..], &[("CI", "1")][..]), (&["--quiet"], &[]), (&["--message-format", "json"], &[])]
    {
        let (shown, _) = build(options, environment);
        assert!(!shown.contains("drawing pages"), "{options:?} {environment:?}: {shown:?}");
    }
}

/// Options, variables of the environment, and whether there is colour.
type Convention = (&'static [&'static str], &'static [(&'static str, &'static str)], bool);

/// Help, what is wrong with the command line, and what is wrong with the archive: all of them keep to it.
#[test]
fn colour_is_used_by_the_usual_conventions() {
    let site =
        Site::new("-- content/articles/a.md --\n---\ntitle: A\nquotations: [{text: Halo, speeker: B}]\n---\nHalo.\n");
    let conventions: [Convention; 8] = [
        (&[], &[], false),
        (&["--color", "always"], &[], true),
        (&["--color=always"], &[("NO_COLOR", "1")], true),
        (&["--color", "auto"], &[("CLICOLOR_FORCE", "1")], true),
        (&[], &[("CLICOLOR_FORCE", "1")], true),
        (&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], false),
        (&["--color", "never"], &[("CLICOLOR_FORCE", "1")], false),
        (&["--color=always", "--color=never"], &[("CLICOLOR_FORCE", "1")], false),
    ];
    for command in [&["check"][..], &["build"], &["help"], &["help", "build"], &["build", "--bogus"], &["biuld"]] {
        for (options, environment, wanted) in conventions {
            let arguments: Vec<&str> = [options, command].concat();
            let run = crate::support::run(site.command(&arguments).envs(environment.iter().copied()));
            let is_painted = format!("{}{}", run.stdout, run.stderr).contains('\u{1b}');
            // Giving an option twice is wrong use, in words of its own.
            assert_eq!(is_painted, wanted, "{arguments:?} {environment:?}: {run:#?}");
        }
    }
}

const COMMANDS: [&str; 14] = [
    "build",
    "serve",
    "import",
    "check",
    "fix",
    "explain",
    "new",
    "extract",
    "config",
    "schema",
    "completions",
    "man",
    "help",
    "",
];

/// A terminal that nobody has made larger.
#[test]
fn the_help_of_every_command_fits_a_screen_and_shows_an_example() {
    let site = Site::new("");
    for command in COMMANDS {
        for asked in [&[command, "--help"][..], &[command, "-h"], &["help", command]] {
            let arguments: Vec<&str> = asked.iter().copied().filter(|word| !word.is_empty()).collect();
            let run = crate::support::run(site.command(&arguments).env("COLUMNS", "80"));
            assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{arguments:?}");
            assert!(run.stdout.lines().count() <= 24, "{command}: {}", run.stdout);
            assert!(run.stdout.lines().all(|line| line.chars().count() <= 80), "{command}: {}", run.stdout);
            assert_eq!(run.stdout.matches("Example: ").count(), 1, "{command}: {}", run.stdout);
            // Whole on one line, to be copied.
            assert!(run.stdout.lines().last().unwrap().starts_with("Example: "), "{command}: {}", run.stdout);
        }
    }
    let listed = site.run(&["help"]).stdout;
    let missing: Vec<&str> = COMMANDS.into_iter().filter(|name| !listed.contains(&format!("\n  {name}"))).collect();
    assert!(missing.is_empty(), "not in `kutip help`: {missing:?}");
}

#[test]
fn the_help_of_a_command_lists_what_it_can_use() {
    let site = Site::new("");
    let help = |command: &str| site.run(&["help", command]).stdout;
    assert!(help("build").contains("--base-url") && help("build").contains("--date"));
    assert!(help("import").contains("--site") && !help("import").contains("--base-url"));
    assert!(!help("schema").contains("--site"), "{}", help("schema"));
    // What is not listed is no mistake all the same: scripts give the same options to all commands.
    assert_eq!(site.run(&["schema", "--quiet", "--color", "never"]).status, 0);
}

#[test]
fn the_help_of_no_command_is_wrong_use() {
    let run = Site::new("").run(&["help", "biuld"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("did you mean `kutip help build`?"), "{}", run.stderr);
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

#[test]
fn a_new_site_is_built_at_once() {
    let site = Site::new("");
    let run = site.run(&["new", "arsip-teluk"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{run:#?}");
    assert!(site.read("arsip-teluk/kutip.yaml").contains("\ntitle: arsip teluk\n"));
    let run = site.run_in("arsip-teluk", &["build"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{run:#?}");
    assert!(site.exists("arsip-teluk/public/person/ratna-sari-dewi/index.html"));
    assert_eq!(site.run_in("arsip-teluk", &["check"]).status, 0);
    let run = site.run(&["new", "arsip-teluk"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("is not empty"), "{}", run.stderr);
}

#[test]
fn a_new_site_beside_another_is_not_inside_it() {
    let site = Site::new("-- a/kutip.yaml --\ntitle: A\n");
    let said = site.run_in("a", &["new", "../b"]);
    assert!(said.status == 0 && !said.stdout.contains("inside"), "{}", said.stdout);
    assert!(site.run_in("a", &["new", "./c"]).stdout.contains("inside"));
}

#[test]
fn a_new_site_speaks_the_language_of_its_user() {
    let site = Site::new("");
    let new = |folder: &str, locale: &str| {
        let run = crate::support::run(site.command(&["new", folder]).env("LANG", locale));
        assert_eq!((run.status, run.stderr.as_str()), (0, ""));
        site.read(&format!("{folder}/kutip.yaml"))
    };
    assert!(new("a", "en_GB.UTF-8").contains("\nlanguage: en\n"));
    assert!(new("b", "id_ID").contains("\nlanguage: id\n"));
    assert!(new("c", "C.UTF-8").contains("\nlanguage: en\n"));
    assert!(new("d", "").contains("\nlanguage: en\n"));
    let said = site.run(&["new", "e", "--language", "id"]).stdout;
    assert!(said.contains("both are in `id`; for another language: kutip new DIR --language en"), "{said}");
    assert!(
        site.read("e/kutip.yaml").contains("\nlanguage: id\n") && site.exists("e/content/inbox/perpustakaan-desa.md")
    );
    assert_eq!(site.run_in("a", &["build"]).status, 0);
    assert!(site.read("a/public/data/quotations.jsonl").contains("Storybooks are the first to go"));
}

/// An editor that reads the first line finds the schema there, and nothing in the settings is against it.
#[test]
fn new_settings_name_their_schema_in_the_first_line() {
    let site = Site::new("");
    assert_eq!(site.run(&["new", "a"]).status, 0);
    let settings = site.read("a/kutip.yaml");
    let named = settings.lines().next().unwrap().strip_prefix("# yaml-language-server: $schema=").unwrap();
    assert_eq!(site.read(&format!("a/{named}")), site.run(&["schema"]).stdout);
}

/// Who is in an archive wants its templates, not a second archive in it.
#[test]
fn a_theme_inside_an_archive_is_its_templates_alone() {
    let site = Site::new("-- kutip.yaml --\ntitle: A\n");
    let run = site.run(&["new", "looks", "--theme"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{run:#?}");
    assert!(site.exists("looks/templates/footer.html") && !site.exists("looks/kutip.yaml"));
    assert!(!site.exists("looks/content"));
}

#[test]
fn a_new_theme_draws_the_same_pages() {
    let site = Site::new("");
    assert_eq!(site.run(&["new", "a"]).status, 0);
    assert_eq!(site.run(&["new", "b", "--theme"]).status, 0);
    site.write("b/kutip.yaml", site.read("a/kutip.yaml"));
    assert_eq!(site.run_in("a", &["build"]).status, 0);
    assert_eq!(site.run_in("b", &["build"]).status, 0);
    let files = |folder: &str| -> Vec<(String, Vec<u8>)> {
        site.files(folder).into_iter().filter(|(name, _)| !name.starts_with(".kutip")).collect()
    };
    assert!(files("a/public") == files("b/public"));
}

#[test]
fn a_quotation_is_explained() {
    let site = Site::new(
        "-- content/articles/a.md --\n---\ntitle: A\nlang: id\n---\n\n“Harga sudah turun,” kata Budi Santoso.\n",
    );
    let quotation = site.run(&["build"]);
    assert_eq!(quotation.status, 0);
    let data: serde_json::Value = serde_json::from_str(&site.read("public/data/quotations.jsonl")).unwrap();
    let id = data["id"].as_str().unwrap();
    let run = site.run(&["explain", id]);
    assert_eq!(run.status, 0, "{run:#?}");
    for expected in
        [&format!("{id} in content/articles/a.md"), "“Harga sudah turun”", "cue-after", "sure", "person/budi-santoso"]
    {
        assert!(run.stdout.contains(expected), "{expected}: {}", run.stdout);
    }
    assert_eq!(site.run(&["explain", "nothing"]).status, 2);
}

/// Neither the terminal nor the page says that a speaker stands where none does.
#[test]
fn a_reporting_word_without_a_speaker_beside_it_is_explained_as_that() {
    let quotation = "{id: aaaaaaaaaaaa, text: Harga sudah turun, speaker: Ani Lestari, cue: ungkap, rule: cue-after, certainty: guess}";
    let article = |quotation: &str| {
        format!(
            "---\nid: a1\ntitle: A\nlang: id\nquotations:\n  - {quotation}\n---\n\nAni Lestari datang. “Harga sudah turun,” ungkap dalam bahasa Laya.\n"
        )
    };
    let site = Site::new("");
    site.write("content/articles/a.md", article(quotation));
    let run = site.run(&["explain", "aaaaaaaaaaaa"]);
    assert!(
        run.stdout.contains("cue-after: a reporting word stands right after the words, and no speaker"),
        "{run:#?}"
    );
    site.build();
    assert!(site.read("public/kutipan/aaaaaaaaaaaa/index.html").contains("tanpa pembicara di sampingnya"));
    site.write("content/articles/a.md", article(&quotation.replace("cue: ungkap", "as: Ani Lestari, cue: ungkap")));
    let run = site.run(&["explain", "aaaaaaaaaaaa"]);
    assert!(run.stdout.contains("cue-after: a reporting word and the speaker stand right after the words"), "{run:#?}");
}

/// What the engine went by is no reason for what a person decided: neither here nor on the quotation's page.
#[test]
fn a_decision_of_a_person_is_explained_by_that_alone() {
    let site = Site::new(
        "-- content/articles/a.md --\n---\nid: a1\ntitle: A\nlang: id\nquotations:\n  - {id: aaaaaaaaaaaa, text: Harga sudah turun, speaker: Ani Lestari, as: Budi, cue: kata, rule: cue-after, certainty: likely, by: hand}\n\
         ---\n\n“Harga sudah turun,” kata Budi Santoso. Ani Lestari diam.\n",
    );
    let run = site.run(&["explain", "aaaaaaaaaaaa"]);
    assert_eq!(run.status, 0, "{run:#?}");
    assert!(run.stdout.contains("sure: decided by a person"), "{}", run.stdout);
    assert!(run.stdout.contains("the engine would say today: Budi Santoso"), "{}", run.stdout);
    assert!(!run.stdout.contains("  rule ") && !run.stdout.contains("rejected"), "{}", run.stdout);
    assert_eq!(site.run(&["build"]).status, 0);
    let page = site.read("public/kutipan/aaaaaaaaaaaa/index.html");
    let proof = page.split("id=\"proof\"").nth(1).unwrap();
    assert!(proof.contains("ditetapkan oleh seseorang"), "{proof}");
    assert!(!proof.contains("cue-after") && !proof.contains(">Budi<") && !proof.contains(">kata<"), "{proof}");
}

#[test]
fn rivals_of_a_speaker_are_told() {
    let site = Site::new(
        "-- content/articles/a.md --\n---\ntitle: A\nlang: id\n---\n\nMenurut Ani Lestari, pasar ramai. Budi Santoso \
         mengatakan, pasar sepi. “Harga sudah turun,” katanya.\n",
    );
    assert_eq!(site.run(&["build"]).status, 0);
    let data = site.read("public/data/quotations.jsonl");
    let line = data.lines().find(|line| line.contains("Harga sudah turun")).unwrap();
    let data: serde_json::Value = serde_json::from_str(line).unwrap();
    let run = site.run(&["explain", data["id"].as_str().unwrap()]);
    assert_eq!(run.status, 0, "{run:#?}");
    assert!(run.stdout.contains("rejected\n    Ani Lestari: it was named before the pronoun"), "{}", run.stdout);
}

#[test]
fn settings_are_printed_with_their_source() {
    let site = Site::new("-- kutip.yaml --\n# x\ntitle: Arsip\n");
    let run = site.run(&["config", "--base-url", "https://example.org"]);
    assert_eq!(run.status, 0);
    let line = |key: &str| run.stdout.lines().find(|line| line.starts_with(key)).unwrap().to_owned();
    assert!(line("title").ends_with("# kutip.yaml:2"), "{}", run.stdout);
    assert!(line("base_url").ends_with("# --base-url"), "{}", run.stdout);
    assert!(line("links: clean").ends_with("# default with a base_url"), "{}", run.stdout);
    assert!(line("feeds: true").ends_with("# default"), "{}", run.stdout);
}

#[test]
fn shells_get_completions_and_people_a_manual() {
    let site = Site::new("");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = site.run(&["completions", shell]);
        assert!(run.status == 0 && run.stdout.contains("kutip"), "{shell}");
    }
    let manual = site.run(&["man"]).stdout;
    assert!(manual.starts_with(".ie"));
    let missing: Vec<&str> =
        COMMANDS.into_iter().filter(|name| !manual.contains(&format!("\n.SS kutip {name}"))).collect();
    assert!(missing.is_empty(), "not in the manual: {missing:?}");
    for option in ["\\-\\-durable", "\\-\\-port", "\\-\\-base\\-url"] {
        assert!(manual.contains(option), "{option}");
    }
}
