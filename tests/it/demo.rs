//! The demo archive at the root of the repository: it imports, builds and leads everywhere.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use kutip::config::Limits;
use kutip::front_matter;
use kutip::model::Article;
use tempfile::TempDir;

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Files below `folder`, by path relative to it with `/`.
pub fn files(folder: &Path) -> BTreeMap<String, PathBuf> {
    let mut found = BTreeMap::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(next) = waiting.pop() {
        for entry in fs::read_dir(&next).unwrap_or_else(|error| panic!("{}: {error}", next.display())) {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
            } else {
                found.insert(path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/"), path);
            }
        }
    }
    found
}

/// The demo's `content/` and settings in a folder of their own, without templates: what the program embeds is used.
pub fn copy_of_the_demo(leave_out: &str) -> TempDir {
    let site = tempfile::tempdir().unwrap();
    fs::copy(root().join("kutip.yaml"), site.path().join("kutip.yaml")).unwrap();
    for (name, path) in files(&root().join("static")) {
        let target = site.path().join("static").join(name);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(path, target).unwrap();
    }
    for (name, path) in files(&root().join("content")) {
        if !leave_out.is_empty() && name.starts_with(leave_out) {
            continue;
        }
        let target = site.path().join("content").join(name);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(path, target).unwrap();
    }
    site
}

fn kutip(site: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_kutip")).args(arguments).current_dir(site).output().unwrap()
}

fn built() -> &'static Path {
    static SITE: OnceLock<TempDir> = OnceLock::new();
    let site = SITE.get_or_init(|| {
        let site = copy_of_the_demo("");
        let output = kutip(site.path(), &["build"]);
        let messages = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "building the demo: {}\n{messages}", output.status);
        site
    });
    site.path()
}

/// The output folder of the demo, built once for all tests.
pub fn public() -> PathBuf {
    built().join("public")
}

/// The same with an English interface.
pub fn public_in_english() -> PathBuf {
    static SITE: OnceLock<TempDir> = OnceLock::new();
    let site = SITE.get_or_init(|| {
        let site = copy_of_the_demo("");
        let settings = site.path().join("kutip.yaml");
        let text = fs::read_to_string(&settings).unwrap();
        assert!(text.contains("language: id"));
        fs::write(&settings, text.replace("language: id", "language: en")).unwrap();
        let output = kutip(site.path(), &["build"]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        site
    });
    site.path().join("public")
}

fn articles(folder: &Path) -> BTreeMap<String, Article> {
    let read = |(name, path): (String, PathBuf)| {
        let text = fs::read_to_string(path).unwrap();
        let (article, diagnostics) = front_matter::read(&name, &text, &Limits::default());
        assert!(diagnostics.is_empty(), "{name}: {diagnostics:#?}");
        (name, article.unwrap())
    };
    files(folder).into_iter().map(read).collect()
}

/// Hand edits aside: what a person filled in, and what an engine finds, is compared by nobody.
#[test]
fn importing_the_inbox_gives_the_committed_articles() {
    let site = copy_of_the_demo("articles/");
    let output = kutip(site.path(), &["import", "content/inbox"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let made = articles(&site.path().join("content/articles"));
    let committed = articles(&root().join("content/articles"));
    let names = |articles: &BTreeMap<String, Article>| articles.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&made), names(&committed));
    for (name, made) in &made {
        let committed = &committed[name];
        assert_eq!(made.id, committed.id, "{name}");
        assert_eq!(
            made.origin, committed.origin,
            "{name}: the inbox changed; run `kutip import --update content/inbox`"
        );
        assert_eq!(made.title, committed.title, "{name}");
        assert_eq!(made.lang, committed.lang, "{name}");
        // A person may have added what the source does not tell, but nothing of what it tells is lost or changed.
        let told = |article: &Article| {
            let date = article.date.as_ref().map(|date| format!("{date:?}"));
            [date, article.url.clone(), article.publisher.clone(), article.authors.first().cloned()]
        };
        for (made, committed) in told(made).iter().zip(&told(committed)) {
            assert!(made.is_none() || made == committed, "{name}: {made:?}, {committed:?}");
        }
        assert_eq!(made.body.trim(), committed.body.trim(), "{name}");
        // The mark of what the engine finds; what people made of that stands above it.
        assert_eq!(made.annotated, committed.annotated, "{name}: the engine finds other things; run `.ci/stamp-demo`");
    }
}

#[test]
fn a_second_import_and_a_build_change_no_article() {
    let before = files(&root().join("content/articles"));
    let after = files(&built().join("content/articles"));
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    for (name, path) in before {
        assert!(fs::read(path).unwrap() == fs::read(&after[&name]).unwrap(), "{name} changed");
    }
}

/// The templates and styles that the program embeds are those of the working copy.
#[test]
fn a_copy_of_the_demo_gives_the_same_site_as_the_repository() {
    let output_folder = tempfile::tempdir().unwrap();
    let target = output_folder.path().join("site");
    // Building may write addresses; they are compared below, so the repository is only read through a copy.
    let copy = copy_of_the_demo("");
    for (name, path) in files(&root().join("templates")) {
        let place = copy.path().join("templates").join(name);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::copy(path, place).unwrap();
    }
    let output = kutip(copy.path(), &["build", "--output", target.to_str().unwrap()]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(
        !String::from_utf8_lossy(&output.stderr).contains("warning"),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let (with, without) = (files(&target), files(&public()));
    let strange: Vec<_> = without.keys().filter(|name| !with.contains_key(*name)).collect();
    assert!(strange.is_empty(), "only with embedded templates: {strange:?}");
    for (name, path) in without {
        assert!(fs::read(path).unwrap() == fs::read(&with[&name]).unwrap(), "{name}: the embedded template is stale");
    }
}

#[test]
fn the_addresses_of_the_demo_are_committed() {
    let path = "content/addresses.yaml";
    let read = |folder: &Path| fs::read_to_string(folder.join(path)).unwrap_or_default();
    assert_eq!(read(built()), read(root()), "building changed {path}; commit what `kutip build` wrote");
}

/// Values of `attribute` in a page.
fn attribute_values<'a>(page: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!(" {attribute}=\"");
    page.split(start.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// Resolves `link` as a browser does that opened `page` from disk.
fn resolve(page: &str, link: &str) -> String {
    let mut path = PathBuf::from(page);
    path.pop();
    for part in Path::new(link).components() {
        match part {
            Component::ParentDir => drop(path.pop()),
            Component::Normal(part) => path.push(part),
            _ => {}
        }
    }
    path.to_string_lossy().replace('\\', "/")
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let code = (first == b'%').then(|| after.get(..2)).flatten();
        let code = code.and_then(|code| u8::from_str_radix(std::str::from_utf8(code).ok()?, 16).ok());
        match code {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[test]
fn every_link_of_the_demo_leads_to_a_file_and_an_anchor() {
    let public = public();
    let all = files(&public);
    let pages: BTreeMap<&str, String> = all
        .iter()
        .filter(|(name, _)| name.ends_with(".html"))
        .map(|(name, path)| (name.as_str(), fs::read_to_string(path).unwrap()))
        .collect();
    let anchors: BTreeMap<&str, BTreeSet<&str>> =
        pages.iter().map(|(name, text)| (*name, attribute_values(text, "id").into_iter().collect())).collect();
    let mut dead = Vec::new();
    let mut followed = 0;
    for (page, text) in &pages {
        for link in attribute_values(text, "href").into_iter().chain(attribute_values(text, "src")) {
            let link = link.replace("&amp;", "&");
            if link.contains("://") || link.starts_with("mailto:") || link.starts_with("data:") {
                continue;
            }
            followed += 1;
            let (path, anchor) = link.split_once('#').unwrap_or((&link, ""));
            let path = percent_decoded(path.split('?').next().unwrap_or_default());
            let target = if path.is_empty() { (*page).to_owned() } else { resolve(page, &path) };
            if !all.contains_key(&target) {
                dead.push(format!("{page}: {link}"));
            } else if !anchor.is_empty() && !anchor.starts_with(":~:") {
                let known =
                    anchors.get(target.as_str()).is_some_and(|known| known.contains(percent_decoded(anchor).as_str()));
                if !known {
                    dead.push(format!("{page}: {link} (no such anchor)"));
                }
            }
        }
    }
    assert!(followed > 100, "only {followed} links found");
    assert!(dead.is_empty(), "{} dead links:\n{}", dead.len(), dead.join("\n"));
}

fn data_lines(name: &str) -> Vec<serde_json::Value> {
    let text = fs::read_to_string(public().join("data").join(name)).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Every quotation with a named speaker stands in its article and is reached from the speaker; a withdrawn one is
/// nobody's words any more.
#[test]
fn every_quotation_of_the_demo_is_linked_both_ways() {
    let public = public();
    let page = |address: &serde_json::Value| {
        let address = address.as_str().unwrap().split('#').next().unwrap().to_owned();
        let address =
            if address.is_empty() || address.ends_with('/') { format!("{address}index.html") } else { address };
        fs::read_to_string(public.join(&address)).unwrap_or_else(|error| panic!("{address}: {error}"))
    };
    let quotations = data_lines("quotations.jsonl");
    assert!(quotations.len() > 100, "only {} quotations", quotations.len());
    let mut wrong = Vec::new();
    let shown =
        |quotation: &&serde_json::Value| !quotation["speaker_url"].is_null() && quotation["withdrawn"].is_null();
    for quotation in quotations.iter().filter(shown) {
        let id = quotation["id"].as_str().unwrap();
        let (article, speaker) = (page(&quotation["article_url"]), page(&quotation["speaker_url"]));
        let leads = |page: &str| attribute_values(page, "href").iter().any(|link| link.contains(id));
        if !attribute_values(&article, "id").iter().any(|anchor| anchor.contains(id)) {
            wrong.push(format!("{id}: has no place in its article"));
        }
        if !leads(&speaker) {
            wrong.push(format!("{id}: its speaker's page does not lead to it"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_demo_shows_what_its_page_says() {
    let page = fs::read_to_string(root().join("docs/demo.md")).unwrap();
    let rows: Vec<Vec<&str>> = (page.lines().filter(|line| line.starts_with("| ")).skip(1))
        .map(|line| line.trim_matches('|').split(" |").map(|cell| cell.trim().trim_matches('`')).collect())
        .collect();
    assert!(rows.len() > 30);
    for row in rows {
        let [feature, file, words, address] = row.as_slice() else { panic!("{row:?}") };
        if !file.is_empty() {
            let text = fs::read_to_string(root().join(file)).unwrap_or_else(|_| panic!("{feature}: no {file}"));
            assert!(text.contains(words), "{feature}: {file} has no `{words}`");
        }
        let path = if address.ends_with('/') { format!("{address}index.html") } else { (*address).to_owned() };
        assert!(public().join(&path).exists(), "{feature}: no {path}");
    }
}

/// Every key of the formats on disk is used somewhere in the demo.
#[test]
fn the_demo_uses_every_key() {
    let read = |folder: &str| -> String {
        files(&root().join(folder)).into_values().map(|path| fs::read_to_string(path).unwrap()).collect()
    };
    let articles = read("content/articles");
    let is_used = |text: &str, key: &str| {
        let starts = ["\n", "\n    ", "- ", "{", ", "].map(|start| format!("{start}{key}: "));
        starts.iter().any(|start| text.contains(start)) || text.contains(&format!("\n{key}:\n"))
    };
    let keys = front_matter::KEYS.iter().chain(&front_matter::QUOTATION_KEYS).chain(&front_matter::ENTITY_KEYS);
    let missing: Vec<_> = keys.filter(|key| !is_used(&articles, key)).collect();
    assert!(missing.is_empty(), "no article of the demo has {missing:?}");
    let curated = ["people", "organizations", "places"].map(|folder| read(&format!("content/{folder}"))).concat();
    for key in ["name", "also", "same_as", "roles", "from", "until", "coordinates", "part_of"] {
        assert!(is_used(&curated, key), "no curated file of the demo has {key}");
    }
    let judgements = read("content").replace("\n- {", "\n{");
    for verdict in ["same", "different", "unsure"] {
        assert!(judgements.contains(&format!("{{{verdict}: [")), "no judgement of the demo says {verdict}");
    }
}

/// A reader who has a page read aloud goes from landmark to landmark by their names.
#[test]
fn landmarks_of_a_page_have_names_of_their_own() {
    let mut parts = 0;
    for (name, path) in files(&public()).into_iter().filter(|(name, _)| name.ends_with(".html")) {
        let page = fs::read_to_string(path).unwrap();
        let starts = page.split("<nav").skip(1).map(|rest| rest.split('>').next().unwrap());
        let mut names: Vec<_> = starts.map(|start| attribute_values(start, "aria-label")).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert!(names.len() == count && names.iter().all(|name| !name.is_empty()), "{name}: {names:?}");
        parts += page.matches("<nav class=\"parts\"").count();
    }
    assert!(parts > 1, "no list of the demo has parts above and below");
}

#[test]
fn the_page_of_corrections_has_the_withdrawn_and_the_corrected_words_by_day() {
    let page = fs::read_to_string(public().join("koreksi/index.html")).unwrap();
    let at = |words: &str| page.find(words).unwrap_or_else(|| panic!("no {words}"));
    assert!(at("<time datetime=\"2025-09-14\">14 September 2025") < at("Kalimat itu diucapkan orang lain"));
    assert!(at("Kalimat itu diucapkan orang lain") < at("<time datetime=\"2024-02-21\">21 Februari 2024"));
    assert!(page.contains("bukan Rp 16.400"));
}

/// An office that has ended does not stand above a page as if it went on.
#[test]
fn the_office_above_a_page_has_its_days() {
    let page = fs::read_to_string(public().join("orang/ratna-wiratmaja/index.html")).unwrap();
    let head = page.split("class=\"standfirst\"").nth(1).unwrap().split("</p>").next().unwrap();
    assert!(head.contains("Gubernur Nusa Laya") && head.contains("datetime=\"2025-08-19\""), "{head}");
}
