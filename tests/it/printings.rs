//! One statement in several articles, and links to its words.

use crate::support::{Run, Site};

/// Three articles that print one statement, one of them in another language, and one that prints something else.
const SUNGAI: &str = r#"-- kutip.yaml --
title: Arsip Sungai
-- content/articles/a.md --
---
id: a1
title: Izin ditolak
date: 2024-06-12
lang: id
publisher: Harian Teluk
url: https://example.org/izin
archived: https://archive.example.org/izin
quotations:
  - {id: aaaaaaaaaaaa, text: Kami tidak akan memperpanjang izin itu sebelum Sungai Marindu bersih, speaker: Ratna Wiratmaja}
  - {id: abababababab, text: Rapat berjalan dua jam tanpa istirahat, speaker: Ratna Wiratmaja}
entities:
  - {name: Ratna Wiratmaja, kind: person}
---

“Kami tidak akan memperpanjang izin itu sebelum Sungai Marindu bersih,” kata Ratna Wiratmaja. “Rapat berjalan dua jam tanpa istirahat.”
-- content/articles/b.md --
---
id: b1
title: Sungai dulu
date: 2024-06-13
lang: id
publisher: Suara Ambara
quotations:
  - {id: bbbbbbbbbbbb, text: Izin itu tidak kami perpanjang sebelum sungainya bersih, speaker: Ratna Wiratmaja}
entities:
  - {name: Ratna Wiratmaja, kind: person}
---

“Izin itu tidak kami perpanjang sebelum sungainya bersih,” tegas Ratna Wiratmaja.
-- content/articles/c.md --
---
id: c1
title: River first
date: 2024-06-14
lang: en
publisher: Laya Courier
quotations:
  - {id: cccccccccccc, text: No permit until the river is clean, speaker: Ratna Wiratmaja, same_as: [aaaaaaaaaaaa, ffffffffffff]}
entities:
  - {name: Ratna Wiratmaja, kind: person}
---

“No permit until the river is clean,” said Ratna Wiratmaja.
"#;

fn page(site: &Site, id: &str) -> String {
    site.read(&format!("public/kutipan/{id}/index.html"))
}

#[test]
fn the_page_of_a_quotation_lists_all_printings_earliest_first_with_what_differs() {
    let site = Site::new(SUNGAI);
    site.build();
    let page = page(&site, "bbbbbbbbbbbb");
    let list = &page[page.find("<ol class=\"printings\">").unwrap()..];
    let list = &list[..list.find("</ol>").unwrap()];
    let places: Vec<usize> =
        ["Izin ditolak", "Sungai dulu", "River first"].map(|title| list.find(title).unwrap()).to_vec();
    assert!(places.is_sorted(), "{list}");
    assert!(list.contains("<ins>memperpanjang</ins>") || list.contains("memperpanjang</ins>"), "{list}");
    assert!(list.contains("<del>"), "{list}");
    // Another language is shown as it is, and said to be one.
    assert!(
        list.contains("<p class=\"wording\" lang=\"en\" dir=\"auto\">No permit until the river is clean</p>"),
        "{list}"
    );
}

#[test]
fn the_speakers_page_shows_a_statement_once_and_says_where_else_it_stands() {
    let site = Site::new(SUNGAI);
    let built = site.build();
    let page = built.page("orang/ratna-wiratmaja/");
    let said = &page[page.find("id=\"said\"").unwrap()..];
    assert_eq!(said.matches("<figure class=\"card").count(), 2, "{said}");
    assert!(said.contains("<summary>juga di 2 artikel lain</summary>"), "{said}");
    for id in ["aaaaaaaaaaaa", "bbbbbbbbbbbb", "cccccccccccc"] {
        assert!(said.contains(&format!("/kutipan/{id}/index.html\"")), "{said}");
    }
    // The number of quotations is that of all printings.
    let entities = site.read("public/data/entities.jsonl");
    assert!(entities.contains("\"said\":4"), "{entities}");
}

#[test]
fn data_names_the_other_printings() {
    let site = Site::new(SUNGAI);
    site.build();
    let rows: Vec<serde_json::Value> =
        site.read("public/data/quotations.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let row = |id: &str| rows.iter().find(|row| row["id"] == id).unwrap();
    assert_eq!(row("bbbbbbbbbbbb")["variants"], serde_json::json!(["aaaaaaaaaaaa", "cccccccccccc"]));
    assert_eq!(row("abababababab")["variants"], serde_json::json!([]));
}

#[test]
fn a_printing_that_is_not_there_is_said() {
    let site = Site::new(SUNGAI);
    let Run { stderr, .. } = site.build().run;
    assert!(stderr.contains("unknown-quotation") && stderr.contains("content/articles/c.md"), "{stderr}");
    assert!(stderr.contains("ffffffffffff"), "{stderr}");
}

#[test]
fn a_withdrawn_quotation_is_no_printing() {
    let site = Site::new(
        &SUNGAI.replace("bersih, speaker: Ratna Wiratmaja}", "bersih, speaker: Ratna Wiratmaja, withdrawn: salah}"),
    );
    site.build();
    assert!(!site.read("public/data/quotations.jsonl").contains("\"variants\":[\""));
}

#[test]
fn links_lead_to_the_words_in_the_original_and_in_the_kept_copy() {
    let site = Site::new(SUNGAI);
    site.build();
    let page = page(&site, "aaaaaaaaaaaa");
    let words = "#:~:text=Kami%20tidak%20akan%20memperpanjang,sebelum%20Sungai%20Marindu%20bersih";
    assert!(page.contains(&format!("href=\"https://example.org/izin{words}\"")), "{page}");
    assert!(page.contains(&format!("href=\"https://archive.example.org/izin{words}\"")), "{page}");
}

/// Words that cannot be told from the same words elsewhere in the text: the link is made, and the build says so.
const TWICE: &str = r#"-- content/articles/a.md --
---
title: Dua kali
url: https://example.org/dua
quotations:
  - text: Ya
    nth: 5
---

“Ya”

“Ya”

“Ya”

“Ya”

“Ya”

“Ya”

“Ya”

“Ya”

“Ya”

“Ya”

“Ya”

“Ya”
"#;

#[test]
fn words_that_a_link_cannot_tell_from_others_are_said_with_file_and_line() {
    let site = Site::new(TWICE);
    let run = site.build().run;
    assert_eq!((run.status, run.stderr.contains("ambiguous-fragment")), (0, false), "nobody can mend it: {run:#?}");
    let run = site.run(&["check", "-v"]);
    assert!(run.stdout.contains("note[ambiguous-fragment]"), "{}", run.stdout);
    assert!(run.stdout.contains("content/articles/a.md:5:"), "{}", run.stdout);
    assert!(!site.run(&["check"]).stdout.contains("ambiguous-fragment"));
}

#[test]
fn where_only_quotations_are_published_links_name_no_other_words() {
    let site = Site::new(&TWICE.replace("-- content", "-- kutip.yaml --\npublish: quotations\n-- content"));
    site.build();
    assert!(!site.run(&["check", "-v"]).stdout.contains("ambiguous-fragment"));
    let pages = site.files("public/kutipan");
    assert!(
        pages.iter().any(|(_, page)| String::from_utf8_lossy(page).contains("https://example.org/dua#:~:text=Ya\""))
    );
}
