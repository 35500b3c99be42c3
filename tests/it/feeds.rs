//! Feeds of the site and of single entities, and their quotations as data.

use serde_json::Value;

use crate::support::Site;

fn archive() -> Site {
    let mut text = "-- kutip.yaml --\ntitle: Arsip & <b>\n".to_owned();
    for day in 1..=4 {
        text.push_str(&format!(
            "-- content/articles/a{day}.md --\n---\ntitle: Hari {day} <i>\ndate: 2024-05-0{day}\nlang: id\npublisher: Harian\n\
             quotations:\n  - {{id: 00000000000{day}, text: Ini & <b> hari ke-{day}, speaker: Ani Wijaya{}}}\n\
             entities:\n  - {{name: Ani Wijaya, kind: person}}\n  - {{name: Budi Santoso, kind: person}}\n---\n\n\
             “Ini & \\<b> hari ke-{day},” kata Ani Wijaya kepada Budi Santoso.\n",
            if day == 2 { ", corrected: 2024-06-01" } else { "" }
        ));
    }
    Site::new(&text)
}

#[test]
fn who_says_enough_has_feeds_and_data_of_their_own() {
    let site = archive();
    let built = site.build_with(&["--base-url", "https://arsip.example/"]);
    let folder = "public/orang/ani-wijaya";
    let atom = site.read(&format!("{folder}/umpan.atom"));
    assert!(atom.contains("<id>https://arsip.example/orang/ani-wijaya/</id>"), "{atom}");
    assert!(atom.contains(
        "<link rel=\"self\" type=\"application/atom+xml\" href=\"https://arsip.example/orang/ani-wijaya/umpan.atom\"/>"
    ));
    assert_eq!(atom.matches("<entry>").count(), 4);
    assert!(atom.contains("<title>Ani Wijaya · Arsip &amp; &lt;b&gt;</title>"), "{atom}");
    // A correction is an update; the feed is as new as its newest entry.
    assert!(
        atom.contains("<updated>2024-06-01T00:00:00Z</updated>\n<published>2024-05-02T00:00:00Z</published>"),
        "{atom}"
    );
    assert!(atom.split("<entry>").next().unwrap().contains("<updated>2024-06-01T00:00:00Z</updated>"), "{atom}");

    let feed: Value = serde_json::from_str(&site.read(&format!("{folder}/feed.json"))).unwrap();
    assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
    assert_eq!(feed["items"][0]["id"], "https://arsip.example/kutipan/000000000004/");
    assert_eq!(feed["items"][0]["content_text"], "“Ini & <b> hari ke-4” — Ani Wijaya");
    assert_eq!(feed["feed_url"], "https://arsip.example/orang/ani-wijaya/feed.json");

    let rows: Vec<Value> = serde_json::from_str(&site.read(&format!("{folder}/kutipan.json"))).unwrap();
    let all: Vec<Value> =
        site.read("public/data/quotations.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(rows, all, "the same rows as in the data of the archive");
    assert_eq!(site.read(&format!("{folder}/kutipan.csv")), site.read("public/data/quotations.csv"));

    let page = built.page("orang/ani-wijaya/");
    for (media_type, file) in [
        ("application/atom+xml", "umpan.atom"),
        ("application/feed+json", "feed.json"),
        ("text/csv", "kutipan.csv"),
        ("application/json", "kutipan.json"),
    ] {
        assert!(page.contains(&format!("<link rel=\"alternate\" type=\"{media_type}\"")), "{media_type}\n{page}");
        assert!(page.contains(&format!("href=\"../../orang/ani-wijaya/{file}\"")), "{file}\n{page}");
    }
}

#[test]
fn who_says_little_has_no_files() {
    let site = archive();
    let built = site.build_with(&["--base-url", "https://arsip.example/"]);
    assert!(
        !site.exists("public/orang/budi-santoso/feed.json") && !site.exists("public/orang/budi-santoso/kutipan.csv")
    );
    assert!(!built.page("orang/budi-santoso/").contains("kutipan.csv"));
}

#[test]
fn without_an_address_there_is_data_and_no_feed() {
    let site = archive();
    site.build();
    assert!(site.exists("public/orang/ani-wijaya/kutipan.csv") && site.exists("public/orang/ani-wijaya/kutipan.json"));
    assert!(!site.exists("public/orang/ani-wijaya/umpan.atom") && !site.exists("public/orang/ani-wijaya/feed.json"));
    assert!(!site.exists("public/feed.json"));
}

#[test]
fn the_site_has_a_feed_in_both_forms() {
    let site = archive();
    let built = site.build_with(&["--base-url", "https://arsip.example/"]);
    let feed: Value = serde_json::from_str(&site.read("public/feed.json")).unwrap();
    assert_eq!(feed["title"], "Arsip & <b>");
    assert_eq!(feed["items"].as_array().unwrap().len(), 4);
    assert_eq!(feed["items"][0]["title"], "Hari 4 <i>");
    assert!(built.page("").contains("type=\"application/feed+json\""));
}

#[test]
fn the_page_on_method_shows_figures_notices_and_whom_to_write_to() {
    let site = archive();
    site.write("kutip.yaml", "title: Arsip\ncorrections: {contact: redaksi@example.org}\n");
    let page = site.build().page("metode/");
    let docs = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/method.md")).unwrap();
    let figure = docs.lines().find(|line| line.contains("297 American")).unwrap().split('|').nth(2).unwrap().trim();
    let figure = figure.replace('.', ",");
    assert!(page.contains(&format!("<td>{figure}</td>")), "{figure}\n{page}");
    assert!(page.contains("Diukur pada November 20"), "{page}");
    assert!(page.contains("GeoNames") && page.contains("CC BY 4.0"), "{page}");
    assert!(page.contains("mailto:redaksi@example.org?subject=Arsip"), "{page}");
}
