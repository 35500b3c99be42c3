//! What readers and programs expect of a page: why a speaker is given, where to correct it, how to cite it, what crawlers
//! may do, and data that says what it is.

use std::collections::BTreeMap;

use kutip::lang::Languages;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::site::main_of;
use crate::support::Site;

const ARCHIVE: &str = r#"-- kutip.yaml --
title: Arsip Teluk
corrections: {edit_url: "https://git.example.org/edit/{file}#L{line}", contact: redaksi@example.org}
licence: {name: CC BY 4.0, url: "https://creativecommons.org/licenses/by/4.0/"}
-- content/articles/2024/banjir & pasang.md --
---
title: Banjir <b>
date: 2024-05-02
lang: id
url: https://example.org/banjir
publisher: Harian "Teluk" & Co
authors: ["Rina {Wulandari}"]
quotations:
  - id: 111111111111
    text: Air naik sejak pagi
    speaker: Ani Wijaya
    as: Ani
    cue: kata
    rule: cue-after
    certainty: sure
  - id: 222222222222
    text: Kami belum tidur
    speaker: Ani Wijaya
    as: nya
    cue: ujar
    rule: cue-after
    certainty: likely
  - id: 333333333333
    text: Tanggul itu kuat
    speaker: Ani Wijaya
    withdrawn: Koran mencabutnya.
    corrected: 2024-05-09
entities:
  - {name: Ani Wijaya, kind: person, forms: [Ani, Ani Wijaya]}
---

“Air naik sejak pagi,” kata Ani Wijaya. “Kami belum tidur,” ujarnya. “Tanggul itu kuat,” kata Ani.
"#;

fn quotation(site: &Site, id: &str) -> String {
    site.read(&format!("public/kutipan/{id}/index.html"))
}

fn lines(site: &Site, file: &str) -> Vec<Value> {
    site.read(&format!("public/data/{file}")).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Classes that programs of the IndieWeb read, as microformats.org lists them: the page of an article is an entry, that of a
/// quotation a citation whose author is who said it.
#[test]
fn articles_and_quotations_are_microformats() {
    let site = Site::new(ARCHIVE);
    site.build();
    let article = site.read("public/artikel/2024/05/banjir-pasang/index.html");
    for class in ["article h-entry", "p-name", "dt-published", "p-author h-card", "u-repost-of", "text e-content"] {
        assert_eq!(article.matches(&format!("class=\"{class}\"")).count(), 1, "{class}: {article}");
    }
    let page = quotation(&site, "111111111111");
    for class in ["statement h-cite direct", "p-author h-card", "p-content", "dt-published", "p-publication", "u-url"] {
        assert_eq!(page.matches(&format!("class=\"{class}\"")).count(), 1, "{class}: {page}");
    }
}

#[test]
fn a_quotation_says_in_words_why_it_has_its_speaker() {
    let site = Site::new(ARCHIVE);
    site.build();
    let named = quotation(&site, "111111111111");
    assert!(named.contains("kata pelapor dan pembicara berdiri tepat sesudah kata-kata itu"), "{named}");
    assert!(named.contains("<em>Ani</em>: nama pembicara, di samping kutipan"), "{named}");
    let resolved = quotation(&site, "222222222222");
    assert!(resolved.contains("<em>nya</em>: bukan nama;"), "{resolved}");
}

#[test]
fn namesakes_are_told_apart_wherever_names_are_listed() {
    let public = crate::demo::public();
    for page in ["waktu/2025", "porsi", "jaringan", "indeks/orang/menurut-jumlah", "orang/darius-lamanepa"] {
        let html = std::fs::read_to_string(public.join(page).join("index.html")).unwrap();
        let main = main_of(&html);
        assert!(main.contains("(Ketua Kelompok Tani Semai Jaya)"), "{page}");
    }
    for address in ["siti-marlina-petani", "siti-marlina-hidrolog"] {
        assert!(public.join("porsi/pembicara").join(address).join("index.html").is_file(), "{address}");
    }
}

#[test]
fn every_rule_that_the_docs_name_is_explained_in_every_interface() {
    let docs = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/method.md")).unwrap();
    let table = docs.split("### The rules").nth(1).unwrap().split("\n## ").next().unwrap();
    let rules: Vec<&str> = table.split('`').skip(1).step_by(2).collect();
    assert!(rules.len() > 20, "{rules:?}");
    for language in Languages::embedded().iter() {
        let Some(interface) = &language.interface else { continue };
        for rule in &rules {
            assert!(interface.rule(rule).is_some(), "{}: rules.{rule}", language.code);
        }
    }
}

#[test]
fn the_line_to_correct_is_that_of_the_quotation_and_leads_to_where_it_can_be_edited() {
    let site = Site::new(ARCHIVE);
    site.build();
    let path = "content/articles/2024/banjir & pasang.md";
    let file = site.read(path);
    for id in ["111111111111", "222222222222"] {
        let line = file.lines().position(|line| line.contains(id)).unwrap() + 1;
        let page = quotation(&site, id);
        let link = format!(
            "<a href=\"https://git.example.org/edit/content/articles/2024/banjir%20%26%20pasang.md#L{line}\" rel=\"external \
             nofollow\"><code>content/articles/2024/banjir &amp; pasang.md:{line}</code></a>"
        );
        assert!(page.contains(&link), "{link}\n{page}");
        let mail = format!("href=\"mailto:redaksi@example.org?subject=Arsip%20Teluk%3A%20{id}\"");
        assert!(page.contains(&mail), "{mail}\n{page}");
    }
}

#[test]
fn a_file_whose_name_tells_a_withheld_name_is_not_named() {
    let site = Site::new(
        &ARCHIVE
            .replace("banjir & pasang", "sidang-budi-santoso")
            .replace("licence:", "withheld: [Budi Santoso]\nlicence:"),
    );
    site.build();
    for (path, bytes) in site.files("public") {
        assert!(!String::from_utf8_lossy(&bytes).to_lowercase().contains("budi"), "{path}");
    }
}

#[test]
fn corrections_are_listed_by_day_and_the_quotation_says_what_changed() {
    let site = Site::new(ARCHIVE);
    let built = site.build();
    let page = built.page("koreksi/");
    let day = page.find("<time datetime=\"2024-05-09\">9 Mei 2024</time>").unwrap();
    assert!(page[day..].contains("Koran mencabutnya."), "{page}");
    assert!(quotation(&site, "333333333333").contains("Koran mencabutnya."));
    let untouched = Site::new(&ARCHIVE.replace("    withdrawn: Koran mencabutnya.\n    corrected: 2024-05-09\n", ""));
    assert!(untouched.build().page("koreksi/").contains("Tidak ada koreksi untuk ditampilkan."));
}

#[test]
fn an_article_says_what_of_it_was_corrected() {
    let site = Site::new(ARCHIVE);
    site.build();
    let page = |site: &Site| {
        let files = site.files("public");
        let article = files.iter().find(|(path, _)| path.starts_with("artikel/2024/05/")).unwrap();
        String::from_utf8(article.1.clone()).unwrap()
    };
    let corrected = page(&site);
    let section = corrected.split("<h2 id=\"corrections\">").nth(1).unwrap();
    assert!(section.contains("Koran mencabutnya.") && section.contains("kutipan/333333333333/index.html"), "{section}");
    assert!(!section.contains("222222222222"), "{section}");
    let untouched = Site::new(&ARCHIVE.replace("    withdrawn: Koran mencabutnya.\n    corrected: 2024-05-09\n", ""));
    untouched.build();
    assert!(!page(&untouched).contains("id=\"corrections\""));
}

#[test]
fn a_place_names_the_regions_above_it() {
    let place = |part_of: &str| {
        let site = Site::new(&format!(
            "-- kutip.yaml --\ntitle: A\nbase_url: https://example.org/\nwithheld: [Kota Rahasia]\n\
             -- content/places/pasar-lama.md --\n---\nname: Pasar Lama\npart_of: {part_of}\n---\n\
             -- content/places/teluk-damar.md --\n---\nname: Teluk Damar\npart_of: Nusa Laya\n---\n\
             -- content/articles/a.md --\n---\nid: a\ntitle: Pasar\nlang: id\nentities:\n  - {{name: Pasar Lama, kind: place}}\n  \
             - {{name: Teluk Damar, kind: place}}\n---\n\nPasar Lama di Teluk Damar ramai.\n"
        ));
        site.build();
        site.read("public/tempat/pasar-lama/index.html")
    };
    let above = "tempat · <a class=\"ent place\" href=\"../../tempat/teluk-damar/\"><bdi>Teluk Damar</bdi></a> · <bdi>Nusa Laya</bdi></p>";
    let page = place("teluk-damar");
    assert!(page.contains(above), "{page}");
    assert!(page.contains("\"containedInPlace\":{\"@type\":\"Place\",\"name\":\"Teluk Damar\",\"@id\":\"https://example.org/tempat/teluk-damar/\""), "{page}");
    // A place that lies in itself has an end.
    assert!(place("Pasar Lama").contains("tempat · <a"));
    let withheld = place("Kota Rahasia");
    assert!(!withheld.contains("Rahasia") && withheld.contains("<p class=\"kicker\">tempat</p>"), "{withheld}");
}

#[test]
fn the_key_that_leads_to_the_search_can_be_switched_off() {
    let site = Site::new(ARCHIVE);
    assert!(site.build().page("").contains(" data-key=\"/\"></script>"));
    let without = Site::new(&ARCHIVE.replace("licence:", "search_key: false\nlicence:"));
    assert!(!without.build().page("").contains("data-key"));
}

#[test]
fn previews_have_a_picture_which_a_site_can_replace() {
    let text = ARCHIVE.replace("licence:", "base_url: https://example.org/arsip/\nlicence:");
    let site = Site::new(&text);
    assert!(
        site.build()
            .page("")
            .contains("<meta property=\"og:image\" content=\"https://example.org/arsip/preview.png\">")
    );
    let files = |site: &Site| site.files("public").into_iter().collect::<BTreeMap<String, Vec<u8>>>();
    assert!(files(&site)["preview.png"].starts_with(b"\x89PNG"));
    let own = Site::new(&format!("{text}-- static/preview.png --\nown\n"));
    own.build();
    assert_eq!(files(&own)["preview.png"], b"own\n");
    let portable = Site::new(ARCHIVE);
    portable.build();
    assert!(!files(&portable).contains_key("preview.png"));
}

#[test]
fn a_filter_for_certainty_stands_only_where_something_is_uncertain() {
    let site = Site::new(ARCHIVE);
    let built = site.build();
    let page = built.page("orang/ani-wijaya/");
    assert!(
        page.contains("<fieldset class=\"filter\">") && page.contains("<figure class=\"card direct likely\">"),
        "{page}"
    );
    let certain = Site::new(&ARCHIVE.replace("certainty: likely", "certainty: sure"));
    assert!(!certain.build().page("orang/ani-wijaya/").contains("class=\"filter\""));
}

#[test]
fn a_quotation_can_be_cited_in_four_formats_that_escape_what_strangers_wrote() {
    let site = Site::new(ARCHIVE);
    site.build_with(&["--base-url", "https://arsip.example/"]);
    let page = quotation(&site, "111111111111");
    for expected in [
        "Ani Wijaya: “Air naik sejak pagi”, Rina {Wulandari}, “Banjir &lt;b&gt;”, Harian &quot;Teluk&quot; &amp; Co, 2 Mei 2024. \
         https://example.org/banjir https://arsip.example/kutipan/111111111111/",
        "@article{kutip-111111111111,",
        "author = {{Rina \\textbraceleft{}Wulandari\\textbraceright{}}}",
        "T2  - Harian &quot;Teluk&quot; &amp; Co",
        "&quot;type&quot;:&quot;article-newspaper&quot;",
    ] {
        assert!(page.contains(expected), "{expected}\n{page}");
    }
}

#[test]
fn annotations_count_code_points_of_the_text_in_the_data() {
    let site = Site::new(ARCHIVE);
    site.build_with(&["--base-url", "https://arsip.example/"]);
    let texts: BTreeMap<String, Vec<char>> = lines(&site, "articles.jsonl")
        .iter()
        .map(|row| {
            (
                format!("https://arsip.example/{}", row["url"].as_str().unwrap()),
                row["text"].as_str().unwrap().chars().collect(),
            )
        })
        .collect();
    let annotations = lines(&site, "annotations.jsonl");
    assert_eq!(annotations.len(), 3);
    for annotation in &annotations {
        let text = &texts[annotation["target"]["source"].as_str().unwrap()];
        let selectors = &annotation["target"]["selector"];
        let place = |key: &str| usize::try_from(selectors[1][key].as_u64().unwrap()).unwrap();
        let words: String = text[place("start")..place("end")].iter().collect();
        assert_eq!(selectors[0]["exact"], words);
        let before: String = text[..place("start")].iter().collect();
        let after: String = text[place("end")..].iter().collect();
        assert!(before.ends_with(selectors[0]["prefix"].as_str().unwrap()));
        assert!(after.starts_with(selectors[0]["suffix"].as_str().unwrap()));
    }
    assert!(quotation(&site, "111111111111").contains("TextPositionSelector"));
}

#[test]
fn where_no_text_is_published_annotations_hold_the_words_alone() {
    let site = Site::new(&ARCHIVE.replace("licence:", "publish: quotations\nlicence:"));
    site.build();
    let annotation = &lines(&site, "annotations.jsonl")[0];
    assert_eq!(annotation["target"]["source"], "https://example.org/banjir");
    assert_eq!(
        annotation["target"]["selector"],
        serde_json::json!([{"type": "TextQuoteSelector", "exact": "Air naik sejak pagi"}])
    );
}

#[test]
fn the_data_package_and_the_page_of_data_say_what_the_files_are() {
    let site = Site::new(ARCHIVE);
    let page = site.build().page("data/");
    let package: Value = serde_json::from_str(&site.read("public/data/datapackage.json")).unwrap();
    assert_eq!(package["licenses"][0]["title"], "CC BY 4.0");
    assert!(page.contains("CC BY 4.0"));
    let resources = package["resources"].as_array().unwrap();
    let mut described: Vec<&str> = resources.iter().map(|resource| resource["path"].as_str().unwrap()).collect();
    described.push("datapackage.json");
    described.push("index.html");
    described.sort_unstable();
    // The index of the search, in a folder of its own, is no data.
    let files = site.files("public/data").into_iter().map(|(name, _)| name).filter(|name| !name.contains('/'));
    let files: Vec<String> = files.collect();
    assert_eq!(described, files);
    for resource in resources {
        let bytes = std::fs::read(site.path(&format!("public/data/{}", resource["path"].as_str().unwrap()))).unwrap();
        let hash: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(resource["hash"], format!("sha256:{hash}"));
        assert_eq!(resource["bytes"], bytes.len());
        assert!(page.contains(&hash), "{}", resource["path"]);
        for field in resource["schema"]["fields"].as_array().into_iter().flatten() {
            assert_ne!(field["name"], field["description"], "{} has no meaning", field["name"]);
        }
    }
}

#[test]
fn crawlers_can_be_shut_out() {
    let site = Site::new(&ARCHIVE.replace("licence:", "crawlers: false\nlicence:"));
    let built = site.build_with(&["--base-url", "https://arsip.example/"]);
    assert_eq!(site.read("public/robots.txt"), "User-agent: *\nDisallow: /\n");
    assert!(!site.exists("public/sitemap.xml"));
    assert!(built.page("").contains("<meta name=\"robots\" content=\"noindex\">"));
    let open = Site::new(ARCHIVE);
    let built = open.build_with(&["--base-url", "https://arsip.example/"]);
    assert_eq!(open.read("public/robots.txt"), "User-agent: *\nAllow: /\nSitemap: https://arsip.example/sitemap.xml\n");
    assert!(!built.page("").contains("noindex"));
}

#[test]
fn the_site_map_says_when_a_page_changed_last() {
    let site = Site::new(ARCHIVE);
    site.build_with(&["--base-url", "https://arsip.example/"]);
    let map = site.read("public/sitemap.xml");
    let modified = |address: &str| {
        let start = map
            .find(&format!("<loc>https://arsip.example/{address}</loc>"))
            .unwrap_or_else(|| panic!("{address}\n{map}"));
        let entry = &map[start..start + map[start..].find("</url>").unwrap()];
        entry.split("<lastmod>").nth(1).map(|rest| rest[..10].to_owned())
    };
    assert_eq!(modified("kutipan/111111111111/").as_deref(), Some("2024-05-02"));
    assert_eq!(modified("kutipan/333333333333/").as_deref(), Some("2024-05-09"));
    assert_eq!(modified("artikel/2024/05/banjir-pasang/").as_deref(), Some("2024-05-09"));
    assert_eq!(modified("metode/"), None);
}

#[test]
fn structured_data_of_a_quotation_says_who_said_it_and_what_was_corrected() {
    let site = Site::new(ARCHIVE);
    site.build_with(&["--base-url", "https://arsip.example/"]);
    let page = quotation(&site, "111111111111");
    let json = page.split("<script type=\"application/ld+json\">").nth(1).unwrap().split("</script>").next().unwrap();
    let data: Value = serde_json::from_str(json).unwrap();
    let own = &data["@graph"][0];
    assert_eq!(own["@type"], "Quotation");
    assert_eq!(own["creator"]["@id"], "https://arsip.example/orang/ani-wijaya/");
    assert_eq!(
        (&own["datePublished"], &own["isBasedOn"]),
        (&"2024-05-02".into(), &"https://example.org/banjir".into())
    );
    assert!(site.read("public/index.html").contains(r#"{"@type":"WebSite","@id":"https://arsip.example/""#));
    let withdrawn = quotation(&site, "333333333333");
    assert!(withdrawn.contains(
        "\"correction\":{\"@type\":\"CorrectionComment\",\"text\":\"Koran mencabutnya.\",\"datePublished\":\"2024-05-09\"}"
    ));
    let cited = withdrawn.split("id=\"cite\"").nth(1).unwrap();
    assert_eq!(cited.matches("[dicabut 9 Mei 2024]").count(), 4, "as text, BibTeX, RIS and CSL-JSON: {cited}");
    assert!(cited.contains("&quot;value&quot;:&quot;dicabut 9 Mei 2024&quot;"), "and as a Web Annotation: {cited}");
    assert!(!page.contains("dicabut"));
}

/// The paper took the words out of its article too: their page and the page of corrections stay.
#[test]
fn withdrawn_words_stay_without_their_place() {
    let site = Site::new(&ARCHIVE.replace(" “Tanggul itu kuat,” kata Ani.", ""));
    let built = site.build_with(&[]);
    assert!(!built.run.stderr.contains("lost-quotation"), "{}", built.run.stderr);
    let page = quotation(&site, "333333333333");
    assert!(page.contains("Tanggul itu kuat") && page.contains("Koran mencabutnya."), "{page}");
    assert!(site.read("public/koreksi/index.html").contains("Tanggul itu kuat"));
    assert_eq!(site.run(&["check"]).status, 0);
}

/// What is struck out is the withdrawn statement, not the others of that article that stand below it.
#[test]
fn only_the_withdrawn_words_are_struck_out() {
    let site = Site::new(ARCHIVE);
    site.build_with(&[]);
    let page = quotation(&site, "333333333333");
    assert_eq!(page.matches("withdrawn\">").count(), 1);
    assert!(page.contains("<figure class=\"withdrawn\">"), "a figure holds one statement: {page}");
    assert!(!quotation(&site, "111111111111").contains("<figure class=\"withdrawn\">"));
}

#[test]
fn an_imported_row_can_be_joined_with_the_database_it_came_from() {
    let site = Site::new(
        "-- kutip.yaml --\ntitle: A\n-- content/articles/a.md --\n---\ntitle: Beras\nlang: id\nsource_id: baris-7\n---\n\nHalo.\n",
    );
    site.build_with(&[]);
    assert_eq!(lines(&site, "articles.jsonl")[0]["source_id"], "baris-7");
}
