//! What the pages say and where they lead.

use std::collections::{BTreeMap, BTreeSet};

use kutip::model::EntityKind;

use crate::support::Site;

/// Four articles annotated by hand: two speakers, a source that is not named, a namesake, a withdrawn quotation.
const TELUK: &str = r#"-- kutip.yaml --
title: Arsip Teluk
-- content/articles/2024-05-02-banjir.md --
---
id: a1
title: Banjir di Teluk Damar
date: 2024-05-02
lang: id
publisher: Harian Teluk
url: https://example.org/banjir
authors: [Rina Wulandari]
quotations:
  - id: 111111111111
    text: Air sudah naik sejak pagi. Budi Santoso belum datang
    kind: direct
    speaker: Ani Wijaya
    as: Ani
    role: Wali Kota Teluk Damar
    cue: kata
    rule: cue-after
    certainty: sure
  - id: 222222222222
    text: tanggul itu dibangun tanpa izin
    kind: indirect
    speaker: seorang pejabat senior
    anonymous: true
    for: Dinas Pekerjaan Umum
    certainty: likely
entities:
  - {name: Ani Wijaya, kind: person, forms: [Ani, Ani Wijaya], roles: [Wali Kota Teluk Damar]}
  - {name: Budi Santoso, kind: person, forms: [Budi Santoso]}
  - {name: Teluk Damar, kind: place, forms: [Teluk Damar]}
---

Banjir melanda Teluk Damar sejak Kamis. Warga mengungsi ke bukit. Pasar tutup.

“Air sudah naik sejak pagi. *Budi Santoso* belum datang,” kata Ani Wijaya di balai kota. Ani lalu pulang.

Seorang pejabat senior mengatakan tanggul itu dibangun tanpa izin. Rahasia dapur tidak ikut dibicarakan.

Paragraf penutup ini tidak memuat kutipan apa pun.
-- content/articles/2024-06-03-tanggul.md --
---
id: a2
title: Tanggul dibangun lagi
date: 2024-06-03
lang: id
publisher: Kabar Pesisir
quotations:
  - id: 333333333333
    text: Saya datang terlambat karena jembatan putus
    speaker: Budi Santoso
    role: Kepala Dinas
    certainty: guess
  - id: 444444444444
    text: Jembatan itu milik saya
    speaker: Budi Santoso
    withdrawn: Koran mencabut kutipan ini.
entities:
  - {name: Budi Santoso, kind: person, forms: [Budi, Budi Santoso]}
  - {name: Bank Laut, kind: organization, forms: [Bank Laut]}
---

“Saya datang terlambat karena jembatan putus,” ujar Budi Santoso. Bank Laut membayar tanggul.

“Jembatan itu milik saya,” tambah Budi.
-- content/articles/market.md --
---
id: a3
title: The market opens
lang: en
quotations:
  - id: "555555555555"
    text: We will open on Monday
    speaker: Ani Wijaya
entities:
  - {name: Ani Wijaya, kind: person, forms: [Ani Wijaya]}
---

“We will open on Monday,” said Ani Wijaya.
-- content/people/ani-wijaya.md --
---
name: Ani Wijaya
same_as: [https://www.wikidata.org/entity/Q1]
---
Lahir di *Teluk Damar*.
"#;

pub fn site(more: &str) -> Site {
    Site::new(&format!("{TELUK}{more}"))
}

/// The `main` of a page.
pub fn main_of(page: &str) -> &str {
    let start = page.find("<main id=\"main\"").unwrap();
    &page[start..page.find("</main>").unwrap() + "</main>".len()]
}

/// The page with a word for each SHA-256, which every change of the data files changes, and for what was measured, which
/// the documentation says.
fn without_figures(page: &str) -> String {
    let is_hash = |word: &str| word.len() == 64 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_measured = |word: &str| word == "–" || ["0,", "1,", "– / "].iter().any(|start| word.starts_with(start));
    page.split_inclusive(['<', '>'])
        .map(|piece| match piece.strip_suffix('<') {
            Some(word) if is_hash(word) => "[SHA-256]<".to_owned(),
            Some(word) if is_measured(word) => "[figures]<".to_owned(),
            _ => piece.to_owned(),
        })
        .collect()
}

/// Texts of all files of the site but pictures, by path.
pub fn texts(site: &Site, folder: &str) -> BTreeMap<String, String> {
    let files =
        site.files(folder).into_iter().filter(|(name, _)| !name.starts_with(".kutip") && !name.ends_with(".png"));
    files.map(|(name, bytes)| (name, String::from_utf8(bytes).unwrap())).collect()
}

pub fn attributes<'t>(html: &'t str, name: &str) -> Vec<&'t str> {
    let start = format!(" {name}=\"");
    html.split(start.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// The path that a relative link on `page` leads to, and its anchor.
pub fn target(page: &str, link: &str) -> (String, Option<String>) {
    let (path, anchor) = link.split_once('#').map_or((link, None), |(path, anchor)| (path, Some(anchor.to_owned())));
    if path.is_empty() {
        return (page.to_owned(), anchor);
    }
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." => assert!(parts.pop().is_some(), "{page}: {link} leads out of the site"),
            part => parts.push(part),
        }
    }
    let mut path = parts.join("/");
    if path.is_empty() || path.ends_with('/') || link.ends_with("./") {
        path = format!(
            "{}index.html",
            if path.is_empty() { String::new() } else { format!("{}/", path.trim_end_matches('/')) }
        );
    }
    (path, anchor)
}

/// Every link that leads nowhere.
pub fn dead_links(files: &BTreeMap<String, String>) -> Vec<String> {
    let mut dead = Vec::new();
    for (page, html) in files.iter().filter(|(name, _)| name.ends_with(".html") && *name != "404.html") {
        for link in attributes(html, "href").into_iter().chain(attributes(html, "src")) {
            if link.contains("://") || link.starts_with("mailto:") {
                continue;
            }
            let (path, anchor) = target(page, link);
            match files.get(&path) {
                None => dead.push(format!("{page}: {link} → {path}")),
                Some(html) => {
                    if let Some(anchor) = anchor.filter(|anchor| !html.contains(&format!("id=\"{anchor}\""))) {
                        dead.push(format!("{page}: {link}: no #{anchor}"));
                    }
                }
            }
        }
    }
    dead
}

#[test]
fn every_link_leads_to_a_file_and_a_place_in_it() {
    let site = site("");
    site.build();
    assert_eq!(dead_links(&texts(&site, "public")), Vec::<String>::new());
    site.build_with(&["--base-url", "https://example.org/arsip/"]);
    let files = texts(&site, "public");
    assert_eq!(dead_links(&files), Vec::<String>::new());
    assert!(!files["index.html"].contains("index.html\""), "links are clean with a base address");
    assert!(files["404.html"].contains("href=\"/arsip/kutip.css\""));
}

/// Its line under the article's corrections is the place of words that the paper took out.
#[test]
fn withdrawn_words_that_left_the_text_are_linked_to_the_articles_corrections() {
    let more = "-- content/articles/dermaga.md --\n---\nid: a4\ntitle: Dermaga\nlang: id\ndate: 2024-07-01\nquotations:\n  - id: \"666666666666\"\n    \
        text: Dermaga itu retak\n    speaker: Budi Santoso\n    withdrawn: Koran menghapusnya.\n    corrected: 2024-07-02\n  - {id: \"777777777777\", text: Air laut naik, speaker: Budi Santoso}\nentities:\n  \
        - {name: Budi Santoso, kind: person}\n---\n\nBudi Santoso memeriksa dermaga. “Air laut naik,” kata dia.\n";
    for publish in ["full", "excerpt", "quotations"] {
        for pages in [true, false] {
            let site = site(more);
            let settings = site.read("kutip.yaml");
            site.write("kutip.yaml", format!("{settings}publish: {publish}\nquotation_pages: {pages}\n"));
            let built = site.build();
            assert_eq!(dead_links(&texts(&site, "public")), Vec::<String>::new(), "{publish}, {pages}");
            assert!(built.page("koreksi/").contains("artikel/2024/07/dermaga/index.html#k-666666666666"));
            let page = built.page("artikel/2024/07/dermaga/");
            let place = |id: &str| page.find(&format!("id=\"k-{id}\"")).unwrap();
            assert!(place("777777777777") < place("666666666666"), "what stands nowhere comes last: {page}");
        }
    }
}

/// Articles of one day and a role of one year are named by that day and year alone.
#[test]
fn what_begins_and_ends_on_one_day_is_no_range() {
    let text = TELUK
        .replace("date: 2024-05-02\n", "date: 2024-05-02T08:00\n")
        .replace("date: 2024-06-03\n", "date: 2024-05-02T17:30\n")
        .replace("---\nLahir", "roles: [{role: Wali Kota, from: 2020, until: 2020}]\n---\nLahir");
    let site = Site::new(&text);
    let built = site.build();
    for page in ["", "orang/ani-wijaya/", "orang/budi-santoso/"] {
        assert!(!main_of(&built.page(page)).contains(" – "), "{page}: {}", main_of(&built.page(page)));
    }
    assert_eq!(built.page("orang/ani-wijaya/").matches(">2020</time>").count(), 2, "in the heading and in the list");
}

#[test]
fn a_quotation_leads_to_its_speaker_and_the_speaker_back_to_the_words() {
    let site = site("");
    let built = site.build();
    let article = built.page("artikel/2024/05/banjir/");
    assert!(article.contains("<span id=\"k-111111111111\" class=\"quotation direct sure\">Air sudah naik sejak pagi. <em><a class=\"ent person\" href=\"../../../../orang/budi-santoso/index.html\">Budi Santoso</a></em> belum datang</span>"), "{article}");
    assert!(built.page("orang/ani-wijaya/").contains("artikel/2024/05/banjir/index.html#k-111111111111"));
    let about = built.page("orang/budi-santoso/");
    let about = &about[about.find("id=\"about\"").unwrap()..];
    assert!(
        about.contains("Air sudah naik") && about.contains("orang/ani-wijaya/"),
        "what others say stands on his page"
    );
    let quotation = site.read("public/kutipan/111111111111/index.html");
    assert!(quotation.contains("../orang/ani-wijaya/index.html") && quotation.contains("#k-111111111111"));
}

#[test]
fn the_first_mention_of_a_name_in_a_paragraph_is_a_link_and_the_second_is_not() {
    let site = site("");
    let page = site.build().page("artikel/2024/05/banjir/");
    let paragraph = page.split("<p>").find(|paragraph| paragraph.contains("balai kota")).unwrap();
    assert_eq!(paragraph.matches("orang/ani-wijaya/").count(), 1, "{paragraph}");
}

#[test]
fn a_withdrawn_quotation_keeps_its_page_and_leaves_the_counts() {
    let site = site("");
    let built = site.build();
    let page = site.read("public/kutipan/444444444444/index.html");
    assert!(page.contains("Koran mencabut kutipan ini."));
    assert!(!page.contains("<strong>pasti</strong>"), "nothing vouches for whose words they are");
    assert!(built.page("koreksi/").contains("Jembatan itu milik saya"));
    assert!(!built.page("orang/budi-santoso/").contains("Jembatan itu milik saya"));
    let entities = site.read("public/data/entities.jsonl");
    let budi = entities.lines().find(|line| line.contains("\"name\":\"Budi Santoso\"")).unwrap();
    assert!(budi.contains("\"said\":1,\"about\":1"), "{budi}");
    let rows = site.read("public/data/quotations.jsonl");
    let is_counted = |row: &&str| !row.contains("\"withdrawn\":\"Koran");
    let counted = rows.lines().filter(is_counted).count();
    assert_eq!(rows.lines().count(), counted + 1, "its row stays, with the reason");
    assert!(built.page("").contains(&format!("{counted} kutipan")));
    assert!(built.page("waktu/2024/").contains(&format!("{} kutipan", counted - 1)), "one article has no date");
    let article = rows.lines().find(|row| row.contains("444444444444")).unwrap();
    let article: serde_json::Value = serde_json::from_str(article).unwrap();
    let address = article["article_url"].as_str().unwrap().trim_end_matches("index.html");
    let beside = rows.lines().filter(is_counted).filter(|row| row.contains(address)).count();
    assert!(built.page(address).contains(&format!("<a href=\"#quotations\">{beside} kutipan</a>")));
}

#[test]
fn pages_of_each_type_look_like_this() {
    let site = site("");
    let built = site.build_with(&["--base-url", "https://example.org/"]);
    for (name, address) in [
        ("home", ""),
        ("article", "artikel/2024/05/banjir/"),
        ("person", "orang/ani-wijaya/"),
        ("organization", "organisasi/bank-laut/"),
        ("place", "tempat/teluk-damar/"),
        ("people", "orang/"),
        ("index", "indeks/"),
        ("articles", "artikel/"),
        ("quotations", "kutipan/"),
        ("people_by_number", "indeks/orang/menurut-jumlah/"),
        ("time", "waktu/"),
        ("year", "waktu/2024/"),
        ("month", "waktu/2024/05/"),
        ("undated", "waktu/tanpa-tanggal/"),
        ("unnamed", "sumber-tanpa-nama/"),
        ("corrections", "koreksi/"),
        ("data", "data/"),
        ("about", "tentang/"),
        ("method", "metode/"),
    ] {
        insta::assert_snapshot!(name, without_figures(main_of(&built.page(address))));
    }
    insta::assert_snapshot!("quotation", main_of(&site.read("public/kutipan/333333333333/index.html")));
    insta::assert_snapshot!("not_found", main_of(&site.read("public/404.html")));
    insta::assert_snapshot!("feed", site.read("public/umpan.atom"));
    insta::assert_snapshot!("head", built.page("artikel/2024/05/banjir/").split("<body>").next().unwrap());
}

#[test]
fn an_excerpt_is_the_first_paragraph_and_the_sentences_of_quotations_everywhere() {
    let site = site("");
    site.write("kutip.yaml", "title: Arsip\npublish: excerpt\n");
    let built = site.build();
    let page = built.page("artikel/2024/05/banjir/");
    assert!(page.contains("Pasar tutup.") && page.contains("Seorang pejabat senior mengatakan"), "{page}");
    assert!(page.contains(
        "<span id=\"k-222222222222\" class=\"quotation indirect likely\">tanggul itu dibangun tanpa izin</span>"
    ));
    for (name, text) in texts(&site, "public") {
        assert!(!text.contains("Paragraf penutup"), "{name}");
    }
}

#[test]
fn where_only_quotations_are_published_nothing_else_of_the_text_is_anywhere() {
    let site = site("");
    site.write("kutip.yaml", "title: Arsip\npublish: quotations\n");
    let built = site.build();
    assert!(built.page("artikel/2024/05/banjir/").contains("Air sudah naik sejak pagi. Budi Santoso belum datang"));
    for (name, text) in texts(&site, "public") {
        for words in ["Warga mengungsi", "Rahasia dapur", "di balai kota", "Bank Laut membayar"] {
            assert!(!text.contains(words), "{words} in {name}");
        }
    }
    assert_eq!(dead_links(&texts(&site, "public")), Vec::<String>::new());
}

#[test]
fn a_withheld_person_is_nowhere_and_what_others_say_stays() {
    let site = site("");
    site.write("kutip.yaml", "title: Arsip\nwithheld: [Budi Santoso]\n");
    site.write("content/articles/budi-santoso-pulang.md", "---\nid: a9\ntitle: Budi Santoso pulang\nauthors: [Budi Santoso]\nlang: id\nkolom: milik Budi Santoso\nquotations:\n  - {text: Ia sudah pulang, speaker: ajudan Budi Santoso, anonymous: true, note: Tentang Budi Santoso}\nentities: []\n---\n“Ia sudah pulang,” kata ajudan Budi Santoso.\n");
    site.build();
    let files = texts(&site, "public");
    for (name, text) in &files {
        for words in ["Budi", "budi-santoso", "333333333333"] {
            assert!(!text.contains(words) && !name.contains(words), "{words} in {name}");
        }
    }
    assert!(!files["data/quotations.jsonl"].contains("Saya datang terlambat"));
    assert!(files["artikel/2024/05/banjir/index.html"].contains("Air sudah naik sejak pagi"));
    assert_eq!(dead_links(&files), Vec::<String>::new());
}

#[test]
fn pages_do_not_say_that_there_is_nothing_where_all_of_it_is_withheld() {
    let site = Site::new(
        "-- content/articles/a.md --\n---\ntitle: Banjir\nlang: id\nquotations:\n  \
         - {text: Air naik, speaker: Budi Santoso, corrected: 2024-05-03, note: Salah dengar}\n---\n“Air naik,” kata Budi Santoso.\n",
    );
    let english = ["found in", "No quotation was found", "No corrections", "no articles yet"];
    let indonesian = ["ditemukan dalam", "kutipan yang ditemukan.", "Belum ada koreksi", "Belum ada artikel"];
    for (language, untrue, article) in [("en", english, "article/a/"), ("id", indonesian, "artikel/a/")] {
        site.write("kutip.yaml", format!("language: {language}\nwithheld: [Budi Santoso]\n"));
        let page = site.build().page(article);
        assert!(!page.contains(">0 ") && !page.contains("class=\"links\""), "{page}");
        for (name, text) in texts(&site, "public") {
            for words in untrue {
                assert!(!text.contains(words), "{words} in {name}");
            }
        }
    }
}

#[test]
fn two_articles_of_one_address_stay_two_pages_with_a_warning() {
    let site = site(
        "-- content/articles/lain/banjir.md --\n---\nid: b7\ntitle: Lain\ndate: 2024-05-20\nlang: id\n---\nLain.\n",
    );
    let built = site.build();
    assert!(built.run.stderr.contains("equal-addresses"), "{}", built.run.stderr);
    assert!(built.has_page("artikel/2024/05/banjir/") && built.has_page("artikel/2024/05/banjir-b7/"));
}

#[test]
fn types_of_pages_at_one_address_stop_the_build() {
    let site = site("");
    site.write("kutip.yaml", "paths: {person: artikel, orang: x}\n");
    let run = site.run(&["build"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("equal-paths") && run.stderr.contains("unknown-path"), "{}", run.stderr);
    site.write("kutip.yaml", "paths: {person: tokoh}\n");
    assert!(site.build().has_page("tokoh/ani-wijaya/"));
}

#[test]
fn many_quotations_of_one_person_are_split_by_year_and_no_page_is_huge() {
    let mut more = String::new();
    for year in [2021, 2022] {
        more.push_str(&format!("-- content/articles/{year}.md --\n---\nid: y{year}\ntitle: Tahun {year}\ndate: {year}-02-03\nlang: id\nquotations:\n"));
        let words = |n: usize| format!("Kalimat nomor {n} dari tahun {year} yang cukup panjang untuk dibaca");
        for n in 0..160 {
            more.push_str(&format!("  - {{text: {}, speaker: Citra Dewi}}\n", words(n)));
        }
        more.push_str("entities: [{name: Citra Dewi, kind: person, forms: [Citra Dewi]}]\n---\n");
        for n in 0..160 {
            more.push_str(&format!("“{},” kata Citra Dewi.\n\n", words(n)));
        }
    }
    let site = site(&more);
    let built = site.build();
    assert_eq!(built.page("orang/citra-dewi/").matches("<blockquote").count(), 50);
    let files = texts(&site, "public");
    let year = files.iter().filter(|(name, _)| name.starts_with("orang/citra-dewi/2021/") && name.ends_with(".html"));
    assert_eq!(year.map(|(_, text)| text.matches("<blockquote").count()).sum::<usize>(), 160);
    for (name, text) in files.iter().filter(|(name, _)| name.ends_with(".html")) {
        assert!(name.starts_with("artikel/") || text.len() < 100_000, "{name} has {} bytes", text.len());
    }
    assert_eq!(dead_links(&files), Vec::<String>::new());
}

#[test]
fn the_role_in_force_comes_first_and_one_that_a_person_wrote_is_not_listed_twice() {
    let site = site("");
    site.write("content/people/ani-wijaya.md", "---\nname: Ani Wijaya\nroles:\n  - {role: Camat, until: 2020-01-01}\n  - {role: Gubernur, from: 2024-05-20}\n  - {role: wali kota teluk damar, from: 2020-01-02, until: 2024-05-19}\n---\n");
    let page = site.build().page("orang/ani-wijaya/");
    let roles = page.split("<ul class=\"roles\">").nth(1).unwrap().split("</ul>").next().unwrap();
    let roles: Vec<&str> = roles.split("<bdi>").skip(1).filter_map(|role| role.split("</bdi>").next()).collect();
    assert_eq!(roles, ["Gubernur", "wali kota teluk damar", "Camat"]);
    assert!(
        page.contains("sejak <time datetime=\"2024-05-20\">") && page.contains("sampai <time datetime=\"2020-01-01\">")
    );
}

/// Articles of a port: a head of it with a role in one sentence only, two women of one name, a month without articles.
const PORT: &str = r#"-- content/articles/p1.md --
---
id: p1
title: Pelabuhan tutup
date: 2024-01-10
lang: id
quotations:
  - {text: kapal belum boleh masuk, speaker: Yusuf Lati, role: Kepala Kantor Pelabuhan}
  - {text: ombak masih tinggi, speaker: Yusuf Lati}
  - {text: ikan habis, speaker: Siti}
entities:
  - {name: Yusuf Lati, kind: person, forms: [Yusuf Lati], roles: [Kepala Kantor Pelabuhan]}
  - {name: Kantor Pelabuhan, kind: organization, forms: [Kantor Pelabuhan]}
  - {name: Siti, kind: person, forms: [Siti], ref: siti-nelayan}
  - {name: Teluk, kind: place, forms: [Teluk]}
---
Kepala Kantor Pelabuhan Yusuf Lati mengatakan kapal belum boleh masuk Teluk. Ia menyebut ombak masih tinggi.

Siti mengeluh ikan habis.
-- content/articles/p2.md --
---
id: p2
title: Ikan kembali
date: 2024-03-05
lang: id
quotations:
  - {text: ikan ada lagi, speaker: Siti}
entities:
  - {name: Siti, kind: person, forms: [Siti], ref: siti-peneliti}
---
Siti mengatakan ikan ada lagi.
-- content/articles/p3.md --
---
id: p3
title: Kapal masuk
date: 2024-01-14
lang: id
entities:
  - {name: Yusuf Lati, kind: person, forms: [Yusuf Lati]}
---
Yusuf Lati melihat kapal masuk.
-- content/people/siti-nelayan.md --
---
name: Siti
roles: [{role: nelayan}]
---
-- content/people/siti-peneliti.md --
---
name: Siti
roles: [{role: peneliti}]
---
"#;

#[test]
fn a_speaker_who_is_only_beside_a_quotation_is_one_of_the_names_of_the_article() {
    let site = Site::new(
        "-- content/articles/a.md --\n---\ntitle: Air\nlang: id\nquotations:\n\
         \x20 - {text: air cukup, speaker: Sarwono Hadi, by: hand}\nentities:\n  - {name: Teluk, kind: place}\n---\n\
         Di Teluk, Sarwono Hadi mengatakan air cukup.\n",
    );
    let page = site.build().page("artikel/a/");
    let names = page.split("Nama dalam artikel ini").nth(1).unwrap();
    assert!(names.contains("orang/sarwono-hadi/"), "{names}");
    let text = page.split("</article").next().unwrap();
    assert!(text.contains("orang/sarwono-hadi/index.html\">Sarwono Hadi</a> mengatakan"), "{text}");
}

#[test]
fn a_role_stands_beside_every_word_of_the_article_that_prints_it() {
    let site = Site::new(PORT);
    let built = site.build();
    let page = built.page("orang/yusuf-lati/");
    assert_eq!(main_of(&page).matches("sebagai <bdi>Kepala Kantor Pelabuhan</bdi>").count(), 2, "{page}");
    let article = built.page("artikel/2024/01/p1/");
    assert_eq!(main_of(&article).matches("<bdi>Kepala Kantor Pelabuhan</bdi>").count(), 1, "{article}");
}

#[test]
fn an_organization_shows_first_who_speaks_for_it() {
    let site = Site::new(PORT);
    let built = site.build();
    let page = built.page("organisasi/kantor-pelabuhan/");
    let people = page.find("id=\"people\"").expect("people who speak for it");
    assert!(page[people..].contains("orang/yusuf-lati/") && page[people..].contains("ombak masih tinggi"), "{page}");
    assert!(!page.contains("id=\"said\""), "it said nothing itself: {page}");
}

#[test]
fn a_place_lists_who_is_quoted_where_it_is_named() {
    let page = Site::new(PORT).build().page("tempat/teluk/");
    let speakers =
        page.split("id=\"speakers\"").nth(1).expect("speakers").split("</section>").next().unwrap().to_owned();
    assert!(speakers.contains("Yusuf Lati") && speakers.contains("2 kutipan"), "{speakers}");
    assert!(speakers.contains("Siti") && speakers.contains("1 kutipan"), "{speakers}");
}

#[test]
fn two_of_one_name_are_told_apart_in_lists() {
    let site = Site::new(PORT);
    let built = site.build();
    for address in ["orang/", "indeks/orang/menurut-jumlah/"] {
        let page = built.page(address);
        assert!(page.contains("(nelayan)") && page.contains("(peneliti)"), "{address}: {page}");
    }
}

#[test]
fn a_month_without_articles_says_so_and_leads_nowhere() {
    let site = Site::new(PORT);
    let page = site.build().page("waktu/2024/");
    assert!(page.contains("Februari <span class=\"meta\">tidak ada artikel"), "{page}");
    assert!(!page.contains("April"), "the archive ends in March: {page}");
}

#[test]
fn the_same_people_within_a_week_make_an_article_related() {
    let page = Site::new(PORT).build().page("artikel/2024/01/p1/");
    let related = page.split("id=\"related\"").nth(1).expect("related articles");
    assert!(related.contains("Kapal masuk") && !related.contains("Ikan kembali"), "{page}");
}

#[test]
fn a_site_in_english_speaks_english_and_marks_what_is_not() {
    let site = site("");
    site.write("kutip.yaml", "title: Archive\nlanguage: en\n");
    let built = site.build();
    let page = built.page("person/ani-wijaya/");
    assert!(page.contains("<html lang=\"en\">") && page.contains("Said about") || page.contains(">Said<"), "{page}");
    assert!(page.contains("<p lang=\"id\" dir=\"auto\">Air sudah naik"), "{page}");
    assert!(page.contains("<p dir=\"auto\">We will open on Monday"), "{page}");
    assert!(built.page("article/2024/05/banjir/").contains("2 May 2024"));
}

/// Text that must stay text: markup, attribute breaks, template syntax, ends of scripts and comments.
const HOSTILE: &str = r#"-- kutip.yaml --
title: "<script>alert(0)</script> & \"Arsip\""
-- content/articles/h.md --
---
id: h1
title: "<script>alert(1)</script> {{ site }} ]]> <!-- \"'"
date: 2024-05-02
lang: '"><b'
publisher: '" onmouseover="alert(2)'
url: javascript:alert(3)
archived: "data:text/html,x"
authors: ["<img src=x onerror=alert(4)>"]
quotations:
  - text: kata </script><script>alert(5)</script> saja
    speaker: '"><script>alert(6)</script>'
    role: '<b onload=alert(7)>'
    note: '<i>{% raw %}</i>'
entities:
  - {name: '"><script>alert(6)</script>', kind: person, forms: ['script']}
---
kata \</script>\<script>alert(5)\</script> saja {{ page }} <iframe src=x></iframe>

[tekan](javascript:alert(8)) <svg onload=alert(9)>
"#;

#[test]
fn nothing_that_strangers_write_becomes_markup() {
    let site = Site::new(HOSTILE);
    site.build_with(&["--base-url", "https://example.org/"]);
    let files = texts(&site, "public");
    for (name, text) in files.iter().filter(|(name, _)| name.ends_with(".html") || name.ends_with(".atom")) {
        let scripts = text.matches("<script").count();
        let own =
            ["<script type=\"application/ld+json\">", "<script defer src=\""].map(|own| text.matches(own).count());
        assert_eq!(scripts, own.iter().sum::<usize>(), "{name}");
        for mark in ["<iframe", "<svg onload", "<img", "<b ", "<b>", "<i>", "javascript:", "data:text"] {
            assert!(!text.contains(mark), "{mark} in {name}");
        }
        for tag in text.split('<').skip(1) {
            let tag = tag.split('>').next().unwrap();
            let outside_values: String = tag.split('"').step_by(2).collect();
            assert!(!outside_values.contains("alert("), "{tag} in {name}");
        }
    }
    let feed = &files["umpan.atom"];
    assert!(feed.contains("kata &amp;lt;/script&amp;gt;"), "the HTML in a feed is escaped twice: {feed}");
    let page = &files["artikel/2024/05/h/index.html"];
    assert!(page.contains("{{ site }}") && page.contains("{{ page }}"), "template syntax in content is text");
    assert!(!page.contains("lang=\"&quot;"), "what is not a language code is no attribute");
    let data = page.split("application/ld+json\">").nth(1).unwrap().split("</script>").next().unwrap();
    assert!(!data.contains('<'));
    serde_json::from_str::<serde_json::Value>(data).unwrap();
}

#[test]
fn one_template_of_the_site_replaces_one_of_the_program() {
    let site = site(
        "-- templates/footer.html --\n<footer>Milik kami, {{ site.title }}</footer>\n-- static/kutip.css --\nbody {}\n",
    );
    let built = site.build();
    assert!(built.page("orang/ani-wijaya/").contains("<footer>Milik kami, Arsip Teluk</footer>"));
    assert_eq!(site.read("public/kutip.css"), "body {}\n");
    site.write("static/kutip.css", "main {}\n");
    site.build();
    assert_eq!(site.read("public/kutip.css"), "main {}\n");
}

#[test]
fn an_undefined_variable_names_template_line_column_and_page() {
    let site = site("-- templates/footer.html --\n<footer>\n  {{ site.titel }}\n</footer>\n");
    let run = site.run(&["build"]);
    assert_eq!(run.status, 2);
    for part in ["footer.html:2:", "titel", "while making `"] {
        assert!(run.stderr.contains(part), "{part}: {}", run.stderr);
    }
    assert!(!site.exists("public/index.html"));
}

#[test]
fn templates_that_include_one_another_are_refused_with_their_chain() {
    let site = site(
        "-- templates/footer.html --\n{% include \"header.html\" %}\n-- templates/header.html --\n{% include \"footer.html\" %}\n",
    );
    let run = site.run(&["build"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("footer.html") && run.stderr.contains("header.html"), "{}", run.stderr);
}

#[test]
fn a_page_that_grows_without_end_is_stopped() {
    let site = site(
        "-- templates/footer.html --\n{% for a in range(end=9000) %}{% for b in range(end=9000) %}x{% endfor %}{% endfor %}\n",
    );
    site.write("kutip.yaml", "limits: {page_bytes: 1000000}\n");
    let run = site.run(&["build"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("page_bytes"), "{}", run.stderr);
}

/// Attribute values are quoted, so that escaping protects them; only what the program made itself is not escaped.
#[test]
fn shipped_templates_quote_attributes_and_escape_what_they_print() {
    let mut wrong = Vec::new();
    let mut safe = BTreeSet::new();
    for (name, text) in kutip::render::Templates::shipped() {
        for (at, line) in text.lines().enumerate() {
            if line.contains("={{") || line.contains("={%") || line.contains("='{{") || line.contains("style=") {
                wrong.push(format!("{name}:{}: {line}", at + 1));
            }
            for (at, _) in line.match_indices("safe") {
                let before = &line[..at];
                safe.insert(before[before.rfind("{{").unwrap()..].trim().to_owned());
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    let known = ["{{ head.json_ld |", "{{ page.biography |", "{{ page.body |"];
    assert_eq!(safe.iter().map(String::as_str).collect::<Vec<_>>(), known);
}

/// Every string of the interface that templates name exists, and every one that exists is used.
#[test]
fn templates_and_interfaces_have_the_same_strings() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let languages = kutip::lang::Languages::embedded();
    let mut sources = String::new();
    let mut folders = vec![root.join("src/site")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                sources.push_str(&std::fs::read_to_string(path).unwrap());
            }
        }
    }
    let mut named = BTreeSet::new();
    for (_, text) in kutip::render::Templates::shipped() {
        for (at, _) in text.match_indices("t.") {
            let before = text[..at].chars().next_back();
            let key: String = text[at + 2..].chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
            if before.is_some_and(|c| !c.is_alphanumeric() && c != '_' && c != '.') && !key.is_empty() && key != "xml" {
                named.insert(key);
            }
        }
    }
    for language in languages.iter() {
        let interface = language.interface.as_ref().unwrap();
        for key in &named {
            assert!(interface.strings().contains_key(key), "{}/interface.yaml lacks strings.{key}", language.code);
        }
        for key in interface.strings().keys() {
            let is_kind = EntityKind::ALL.iter().any(|kind| kind.as_str() == key);
            let is_used = is_kind || named.contains(key) || sources.contains(&format!("\"{key}\""));
            assert!(is_used, "{}/interface.yaml: nothing uses strings.{key}", language.code);
        }
    }
}

#[test]
fn sources_that_are_not_named_stand_by_outlet_and_by_body() {
    let article = |outlet: &str, quotations: &str, text: &str| {
        format!(
            "---\ntitle: {text}\n{outlet}lang: id\nquotations:\n{quotations}---\n\n“{text} satu,” kata seorang pejabat. “{text} dua,” kata seorang pejabat.\n"
        )
    };
    let said =
        |text: &str, body: &str| format!("  - {{text: {text}, speaker: seorang pejabat, anonymous: true{body}}}\n");
    let site = Site::new("");
    let both = |text: &str| said(&format!("{text} satu"), "") + &said(&format!("{text} dua"), ", for: Dewan Pantai");
    site.write("content/articles/a.md", article("publisher: Warta Teluk\n", &both("Air"), "Air"));
    site.write("content/articles/b.md", article("", &both("Batu"), "Batu"));
    site.write("content/articles/c.md", article("publisher: Berita Karang\n", &both("Cuaca"), "Cuaca"));
    let built = site.build();
    let page = built.page("sumber-tanpa-nama/");
    let page = main_of(&page);
    let places: Vec<usize> = [
        "Berita Karang</bdi>",
        "Cuaca satu",
        "<h3",
        "Cuaca dua",
        "Warta Teluk</bdi>",
        "Air satu",
        "Air dua",
        "Media tidak disebut",
        "Batu satu",
        "Batu dua",
    ]
    .iter()
    .scan(0, |from, words| {
        *from += page[*from..].find(words).unwrap_or_else(|| panic!("{words} after {from}: {page}"));
        Some(*from)
    })
    .collect();
    assert!(places.is_sorted());
    assert_eq!(page.matches("<h3").count(), 3, "{page}");
}
