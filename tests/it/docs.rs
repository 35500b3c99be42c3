//! What the docs say about fields and settings is what the program reads.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use kutip::config::{self, Limits};
use kutip::front_matter;
use kutip::model::Article;

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// First cells of the table that follows `heading`, without their backticks and without the head of the table.
fn table_keys(text: &str, heading: &str) -> Vec<String> {
    let after = text.split_once(heading).unwrap_or_else(|| panic!("no `{heading}`")).1;
    let rows = after.lines().skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|'));
    let cells = rows.skip(2).filter_map(|row| row.split('|').nth(1));
    cells.map(|cell| cell.trim().trim_matches('`').to_owned()).collect()
}

/// Content of the fenced blocks marked `yaml`.
fn yaml_blocks(text: &str) -> Vec<&str> {
    text.split("```yaml\n").skip(1).filter_map(|rest| rest.split("```").next()).collect()
}

#[test]
fn every_field_of_the_front_matter_is_documented_in_its_order() {
    let text = read("docs/front-matter.md");
    assert_eq!(table_keys(&text, "## The article"), front_matter::KEYS);
    assert_eq!(table_keys(&text, "## A quotation"), front_matter::QUOTATION_KEYS);
    assert_eq!(table_keys(&text, "## An entity"), front_matter::ENTITY_KEYS);
    assert_eq!(table_keys(&text, "## The file of a person, body or place"), kutip::archive::CURATED_KEYS);
}

#[test]
fn the_example_of_the_front_matter_reads_without_a_word() {
    let text = read("docs/front-matter.md");
    let example =
        yaml_blocks(&text)[0].replace("The text, in Markdown.", "\"Harga beras turun di semua pasar,\" kata Budi.");
    let (article, diagnostics) = front_matter::read("example.md", &example, &Limits::default());
    assert!(diagnostics.is_empty(), "{diagnostics:#?}");
    let article = article.unwrap();
    assert_eq!(article.quotations()[0].speaker.as_deref(), Some("Budi Santoso"));
    assert_eq!(article.entities()[0].name, "Budi Santoso");
}

#[test]
fn the_example_of_an_entity_reads_without_a_word() {
    let site = crate::support::Site::new(
        "-- content/articles/a.md --\n---\ntitle: A\ndate: 2024-05-02\nlang: id\n---\n“Harga turun,” kata Budi Santoso.\n",
    );
    let text = read("docs/front-matter.md");
    site.write("content/people/budi-santoso.md", yaml_blocks(&text)[1]);
    let run = site.run(&["check"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{run:#?}");
    assert!(run.stdout.starts_with("1 article: 0 errors, 0 warnings"), "{}", run.stdout);
    site.build();
    assert!(site.read("public/orang/budi-santoso/index.html").contains("Biography, in Markdown."));
}

#[test]
fn every_setting_is_documented_in_both_languages() {
    assert_eq!(table_keys(&read("docs/guide/en/settings.md"), "# Settings"), config::KEYS);
    assert_eq!(table_keys(&read("docs/guide/id/pengaturan.md"), "# Pengaturan"), config::KEYS);
}

#[test]
fn every_setting_shown_in_the_guide_is_accepted() {
    for folder in ["docs/guide/en", "docs/guide/id"] {
        for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let text = fs::read_to_string(&path).unwrap();
            let settings = yaml_blocks(&text)
                .into_iter()
                .filter(|block| config::KEYS.iter().any(|key| block.starts_with(&format!("{key}:"))));
            for block in settings {
                let result = config::read("kutip.yaml", block);
                assert!(result.is_ok(), "{}:\n{block}\n{result:#?}", path.display());
            }
        }
    }
}

/// The settings of the demo explain every key, also those that keep their default.
#[test]
fn the_settings_of_the_demo_are_valid_and_name_every_key() {
    let text = read("kutip.yaml");
    config::read("kutip.yaml", &text).unwrap();
    let named = |key: &str| text.lines().any(|line| line.trim_start_matches("# ").starts_with(&format!("{key}:")));
    let missing: Vec<&&str> = config::KEYS.iter().filter(|key| !named(key)).collect();
    assert!(missing.is_empty(), "not in kutip.yaml: {missing:?}");
}

#[test]
fn settings_behind_a_comment_sign_are_valid_when_it_is_taken_away() {
    let text = read("kutip.yaml");
    for line in text.lines().filter_map(|line| line.strip_prefix("# ")) {
        if config::KEYS.iter().any(|key| line.starts_with(&format!("{key}:"))) {
            let result = config::read("kutip.yaml", line);
            assert!(result.is_ok(), "{line}: {result:#?}");
        }
    }
}

/// Content of the first fenced block with this word after its fence.
fn block<'a>(text: &'a str, kind: &str) -> &'a str {
    let fence = format!("```{kind}\n");
    let after = text.split_once(fence.as_str()).unwrap_or_else(|| panic!("no block `{kind}`")).1;
    after.split("```").next().unwrap()
}

#[test]
fn the_article_of_the_readme_gives_what_the_readme_shows() {
    let readme = read("README.md");
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("articles")).unwrap();
    fs::write(folder.path().join("articles/2024-05-02-pasar.txt"), block(&readme, "txt")).unwrap();
    let run =
        Command::new(env!("CARGO_BIN_EXE_kutip")).args(["build", "articles"]).current_dir(&folder).output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));

    let path = "harga-beras-turun-di-pasar-lama.md";
    let made = fs::read_to_string(folder.path().join("content/articles").join(path)).unwrap();
    let made = front_matter::read(path, &made, &Limits::default()).0.unwrap();
    let shown = format!("---\n{}---\n{}", block(&readme, "yaml"), made.body);
    let shown = front_matter::read(path, &shown, &Limits::default()).0.unwrap();
    let words = |article: &Article| -> Vec<_> {
        let quotations = article.quotations().iter();
        quotations.map(|q| (q.text.clone(), q.kind, q.speaker.clone(), q.anonymous)).collect()
    };
    assert_eq!((&shown.title, &shown.date, &shown.lang), (&made.title, &made.date, &made.lang));
    assert_eq!(words(&shown), words(&made));
}

#[test]
fn the_line_of_json_in_the_readme_is_what_the_program_prints() {
    let readme = read("README.md");
    let mut lines = block(&readme, "console").lines();
    let command = lines.next().unwrap();
    let input = command.split('\'').nth(1).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_kutip"))
        .arg("extract")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(format!("{input}\n").as_bytes()).unwrap();
    let output = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
    assert_eq!(output.trim_end(), lines.next().unwrap());
}

#[test]
fn every_template_is_in_the_list_and_the_list_has_no_other() {
    let mut listed = table_keys(&read("docs/templates.md"), "## The templates");
    listed.sort();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut templates: Vec<String> = names.filter(|name| name.ends_with(".html") || name.ends_with(".xml")).collect();
    templates.sort();
    assert_eq!(listed, templates);
}

#[test]
fn the_guide_explains_every_colour_and_kind_of_letters() {
    let style = read("templates/kutip.css");
    let head = style.split_once(":root {").unwrap().1.split('}').next().unwrap();
    let names = head.lines().filter_map(|line| Some(line.trim().strip_prefix("--")?.split_once(':')?.0));
    let mut wanted: Vec<String> = names.map(|name| format!("`--{name}`")).collect();
    wanted.sort();
    for page in ["docs/guide/en/looks.md", "docs/guide/id/tampilan.md"] {
        let rows = read(page);
        let cells = rows.lines().filter_map(|line| line.strip_prefix("| `--")?.split(" |").next());
        let mut found: Vec<String> =
            cells.flat_map(|cell| format!("`--{cell}").split(", ").map(str::to_owned).collect::<Vec<_>>()).collect();
        found.sort();
        assert_eq!(found, wanted, "{page}");
    }
}

/// The commands of the guide make a site whose colours are the archive's own.
#[test]
fn a_copied_style_sheet_is_readable_and_is_used() {
    let site = tempfile::tempdir().unwrap();
    let kutip = |arguments: &[&str]| {
        let run = Command::new(env!("CARGO_BIN_EXE_kutip")).args(arguments).current_dir(&site).output().unwrap();
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    };
    fs::write(site.path().join("kutip.yaml"), "title: Arsip\n").unwrap();
    kutip(&["new", "looks", "--theme"]);
    let style = fs::read_to_string(site.path().join("looks/templates/kutip.css")).unwrap();
    assert!(style.lines().count() > 100);
    fs::create_dir(site.path().join("templates")).unwrap();
    fs::write(site.path().join("templates/kutip.css"), style.replace("--accent: #8a2318", "--accent: #123456"))
        .unwrap();
    kutip(&["build"]);
    assert!(fs::read_to_string(site.path().join("public/kutip.css")).unwrap().contains("--accent:#123456"));
}

#[test]
fn the_footer_of_the_guide_stands_on_every_page() {
    for page in ["docs/guide/en/looks.md", "docs/guide/id/tampilan.md"] {
        let guide = read(page);
        let site = tempfile::tempdir().unwrap();
        fs::create_dir_all(site.path().join("templates")).unwrap();
        fs::write(site.path().join("templates/footer.html"), block(&guide, "html")).unwrap();
        fs::write(site.path().join("kutip.yaml"), block(&guide, "yaml")).unwrap();
        let run = Command::new(env!("CARGO_BIN_EXE_kutip")).arg("build").current_dir(&site).output().unwrap();
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        let home = fs::read_to_string(site.path().join("public/index.html")).unwrap();
        assert!(home.contains("@example.org</a></p>\n</footer>"), "{home}");
    }
}

fn names_in(folder: &str) -> std::collections::BTreeSet<String> {
    let entries = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.ends_with(".txt") || name.ends_with(".yaml")).collect()
}

#[test]
fn every_file_of_a_language_is_explained() {
    let text = read("docs/languages.md");
    let needed: Vec<String> = names_in("tests/languages/xx").into_iter().collect();
    assert_eq!(table_keys(&text, "## Files that must be there"), needed);
    let all = names_in("src/lang/id").into_iter().chain(names_in("src/lang/en"));
    let more: std::collections::BTreeSet<String> = all.filter(|name| !needed.contains(name)).collect();
    assert_eq!(table_keys(&text, "## Files that make it better"), more.into_iter().collect::<Vec<_>>());
}

/// The files of the guide, put where it says, read the sentence of the guide.
#[test]
fn the_language_of_the_guide_finds_a_quotation_and_its_speaker() {
    for page in ["docs/guide/en/another-language.md", "docs/guide/id/bahasa-lain.md"] {
        let guide = read(page);
        let site = tempfile::tempdir().unwrap();
        fs::create_dir_all(site.path().join("languages/su")).unwrap();
        fs::create_dir_all(site.path().join("content/articles")).unwrap();
        let mut sentence = String::new();
        for block in guide.split("\n```").filter_map(|rest| rest.strip_prefix("yaml\n").or(rest.strip_prefix("text\n")))
        {
            match block.lines().next().and_then(|line| line.strip_prefix("# languages/")) {
                Some(path) => fs::write(site.path().join("languages").join(path), format!("{block}\n")).unwrap(),
                None => sentence = block.to_owned(),
            }
        }
        let article = format!("---\ntitle: Béas\nlang: su\n---\n\n{sentence}\n");
        fs::write(site.path().join("content/articles/beas.md"), article).unwrap();
        let run = Command::new(env!("CARGO_BIN_EXE_kutip")).arg("build").current_dir(&site).output().unwrap();
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        let data = fs::read_to_string(site.path().join("public/data/quotations.jsonl")).unwrap();
        let quotation: serde_json::Value = serde_json::from_str(data.lines().next().unwrap()).unwrap();
        assert_eq!(
            (&quotation["text"], &quotation["speaker"]),
            (&"Harga béas geus turun".into(), &"Budi Santoso".into())
        );
    }
}

/// The commands with which the guide puts a site on a branch, twice: the second time the branch is there already.
#[test]
fn the_git_commands_of_the_guide_put_the_site_on_a_branch() {
    let folder = Path::new(env!("CARGO_BIN_EXE_kutip")).parent().unwrap().to_owned();
    let path =
        std::env::join_paths([folder].into_iter().chain(std::env::split_paths(&std::env::var_os("PATH").unwrap())));
    let path = path.unwrap();
    for page in ["docs/guide/en/deploying.md", "docs/guide/id/menaruh-di-web.md"] {
        let guide = read(page);
        let blocks: Vec<String> = (guide.split("\n\n"))
            .filter(|block| block.lines().all(|line| line.starts_with("    ")) && block.contains("git "))
            .map(|block| {
                block
                    .lines()
                    .map(|line| if line.contains(" push ") { push_to(line) } else { line.to_owned() } + "\n")
                    .collect()
            })
            .collect();
        let [once, always] = blocks.as_slice() else { panic!("{page}: {blocks:?}") };
        let place = tempfile::tempdir().unwrap();
        let site = place.path().join("arsip");
        fs::create_dir_all(site.join("content/articles")).unwrap();
        let shell = |commands: &str| {
            let run = (Command::new("sh").args(["-ec", commands]).current_dir(&site).env("PATH", &path))
                .envs([("GIT_AUTHOR_NAME", "A"), ("GIT_AUTHOR_EMAIL", "a@example.org")])
                .envs([("GIT_COMMITTER_NAME", "A"), ("GIT_COMMITTER_EMAIL", "a@example.org")])
                .output()
                .unwrap();
            assert!(run.status.success(), "{page}: {commands}\n{}", String::from_utf8_lossy(&run.stderr));
            String::from_utf8(run.stdout).unwrap()
        };
        shell("git init -q --bare ../remote.git");
        shell(once);
        for day in ["a", "b"] {
            let article = format!("---\ntitle: {day}\ndate: 2024-05-02\nlang: id\n---\n\nHarga turun.\n");
            fs::write(site.join(format!("content/articles/{day}.md")), article).unwrap();
            shell(always);
            let files = shell("git --git-dir ../remote.git ls-tree -r --name-only pages");
            for file in [".nojekyll", "index.html", &format!("artikel/2024/05/{day}/index.html")] {
                assert!(files.lines().any(|line| line == file), "{page}: no {file} in {files}");
            }
        }
    }
}

/// The command with a repository beside the archive in place of the one at a host.
fn push_to(line: &str) -> String {
    let words = line.split(' ').map(|word| if word.starts_with("https://") { "../remote.git" } else { word });
    words.collect::<Vec<_>>().join(" ")
}
