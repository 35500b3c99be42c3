//! The search index and the page of the search, without a browser.

use std::fs;

use sha2::{Digest, Sha256};

use crate::demo;
use crate::site::site;

/// All shards in one text.
fn index(site: &crate::support::Site) -> String {
    let files = site.files("public/data/search");
    assert!(files.iter().any(|(name, _)| name == "start.js"), "{files:?}");
    files.into_iter().map(|(_, bytes)| String::from_utf8(bytes).unwrap()).collect()
}

#[test]
fn the_index_has_no_words_of_an_article_but_those_quoted_and_its_title() {
    for publish in ["full", "excerpt", "quotations"] {
        let site = site(&format!("-- kutip.yaml --\npublish: {publish}\n"));
        site.build();
        let index = index(&site);
        assert!(index.contains("Air sudah naik sejak pagi"), "{publish}: {index}");
        for word in ["mengungsi", "Rahasia", "rahasia", "dapur", "penutup"] {
            assert!(!index.contains(word), "{publish}: `{word}`");
        }
    }
}

#[test]
fn what_is_withheld_or_withdrawn_is_not_in_the_index() {
    let open = site("");
    open.build();
    assert!(index(&open).contains("Budi Santoso") && index(&open).contains("santoso"));
    assert!(!index(&open).contains("milik saya"), "withdrawn");
    let site = site("-- kutip.yaml --\nwithheld: [Budi Santoso]\n");
    site.build();
    for word in ["Budi", "budi", "Santoso", "santoso", "terlambat"] {
        assert!(!index(&site).contains(word), "`{word}`");
    }
}

#[test]
fn shards_are_scripts_of_one_call_whatever_an_article_says() {
    let hostile = "</script><script>alert(1)</script> \u{2028} __proto__ constructor \\ \" '";
    let site = site(&format!(
        "-- content/articles/jahat.md --\n---\nid: j1\ntitle: {title}\nlang: id\npublisher: {title}\nquotations:\n  - {{id: 777777777777, text: {title}, kind: direct, speaker: {title}}}\n---\n\n“{hostile}” kata orang.\n",
        title = serde_json::to_string(hostile).unwrap(),
    ));
    site.build();
    for (name, bytes) in site.files("public/data/search") {
        let text = String::from_utf8(bytes).unwrap();
        let name = name.trim_end_matches(".js");
        let call = text.strip_prefix(&format!("kutipShard(\"{name}\",")).and_then(|rest| rest.strip_suffix(")\n"));
        let value = serde_json::from_str::<serde_json::Value>(call.unwrap_or_else(|| panic!("{name}: {text}")));
        assert!(value.is_ok(), "{name}: {text}");
    }
}

#[test]
fn without_scripts_the_page_leads_to_every_list_and_every_page_has_a_box() {
    let site = site("");
    let built = site.build();
    let page = built.page("cari/");
    for link in ["indeks/index.html", "waktu/index.html", "orang/index.html", "artikel/index.html"] {
        assert!(page.contains(&format!("<li><a href=\"../{link}\">")), "{link}\n{page}");
    }
    let home = built.page("");
    assert!(home.contains("action=\"./cari/index.html\" method=\"get\"") && home.contains("name=\"q\""), "{home}");
    assert!(!home.contains("search.js") && page.contains("<script defer src=\"../search.js\"></script>"));
}

#[test]
fn the_address_of_the_search_is_a_setting_and_speaks_the_language_of_the_site() {
    let english = site("-- kutip.yaml --\nlanguage: en\nbase_url: https://example.org/\n");
    assert!(english.build().page("search/").contains("data-name=\"speaker\""));
    let own = site("-- kutip.yaml --\npaths: {search: telusur}\n");
    assert!(own.build().page("telusur/").contains("data-name=\"pembicara\""));
}

/// An index of another build has another name for the browser, the same archive the same one.
#[test]
fn the_index_is_told_from_that_of_another_build() {
    let version = |site: &crate::support::Site| {
        let page = site.build().page("cari/");
        page.split("data-version=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    };
    let site = site("");
    let first = version(&site);
    assert_eq!(version(&site), first);
    let article = site.read("content/articles/2024-06-03-tanggul.md").replace("jembatan putus", "jalan putus");
    site.write("content/articles/2024-06-03-tanggul.md", article);
    assert_ne!(version(&site), first);
}

#[test]
fn the_scripts_are_small_and_made_from_their_sources() {
    for (name, most) in [("search.js", 12_000), ("kutip.js", 8_000)] {
        let shipped = fs::read_to_string(demo::root().join("templates").join(name)).unwrap();
        assert!(shipped.len() <= most, "{name}: {} bytes", shipped.len());
        let source = fs::read(demo::root().join("src/site/scripts").join(name)).unwrap();
        let sum: String = Sha256::digest(&source).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        assert!(shipped.lines().next().unwrap().contains(&sum), "{name}: run `.ci/minify-scripts`");
    }
}

/// Markup never comes from a text, and no text is run.
#[test]
fn the_scripts_set_text_only() {
    for (name, also) in [("search.js", "setAttribute"), ("kutip.js", "fetch(")] {
        let source = fs::read_to_string(demo::root().join("src/site/scripts").join(name)).unwrap();
        for danger in ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(", also] {
            assert!(!source.contains(danger), "{name}: {danger}");
        }
    }
}
