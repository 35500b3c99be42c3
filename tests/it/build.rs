//! What `build` makes, says and leaves alone.

use std::fs;

use crate::support::{Site, run};

/// Two articles, one of them annotated by hand, one not at all.
const TELUK: &str = "\
-- kutip.yaml --
title: Arsip Teluk
-- content/articles/a.md --
---
title: Banjir di Teluk
date: 2024-05-02
lang: id
quotations:
  - text: Air sudah naik sejak pagi
    speaker: Budi Santoso
entities:
  - {name: Budi Santoso, kind: person}
---

“Air sudah naik sejak pagi,” kata Budi Santoso.
-- content/articles/b.md --
---
title: Harga beras turun
date: 2024-05-03
lang: id
---

“Harga beras turun di semua pasar,” kata Menteri Pertanian Ani Wijaya, Jumat (3/5).
";

fn site(more: &str) -> Site {
    Site::new(&format!("{TELUK}{more}"))
}

/// Of two articles with one id the copy gets another: copies have longer names, wherever they are sorted.
#[test]
fn a_copied_file_does_not_take_the_address_of_its_original() {
    let article = "---\nid: a1\ntitle: Banjir\nlang: id\n---\n“Air naik,” kata Budi Santoso.\n";
    let site = Site::new("");
    site.write("content/articles/banjir.md", article);
    let id = |site: &Site| {
        assert_eq!(site.run(&["build"]).status, 0);
        let data = site.read("public/data/articles.jsonl");
        let line = data.lines().find(|line| line.contains("/banjir/")).unwrap().to_owned();
        serde_json::from_str::<serde_json::Value>(&line).unwrap()["id"].clone()
    };
    assert_eq!(id(&site), "a1");
    site.write("content/articles/banjir (1).md", article);
    assert_eq!(id(&site), "a1");
}

#[test]
fn publishing_quotations_alone_shows_each_once() {
    let site = Site::new(
        "-- kutip.yaml --\npublish: quotations\n-- content/articles/a.md --\n---\nid: a1\ntitle: A\nlang: id\n---\n\
         “Air sungai naik lagi,” kata Budi Santoso.\n",
    );
    assert_eq!(site.run(&["build"]).status, 0);
    let page = site.read("public/artikel/a/index.html");
    let main = page.split("<main").nth(1).unwrap();
    assert_eq!(main.matches("Air sungai naik lagi").count(), 1, "{main}");
    assert!(!main.contains("ada pada penerbit"), "no publisher is known: {main}");
}

#[test]
fn two_files_become_a_linked_site() {
    let site = site("");
    let built = site.build();
    assert_eq!((built.run.status, built.run.stderr.as_str()), (0, ""));
    let page = built.page("artikel/2024/05/a/");
    assert!(page.contains("Air sudah naik sejak pagi"), "{page}");
    assert!(page.contains("orang/budi-santoso/"), "{page}");
    assert!(built.page("orang/budi-santoso/").contains("artikel/2024/05/a/"));
}

#[test]
fn the_last_line_is_the_sum() {
    let site = site("");
    let built = site.build();
    let last = built.run.stdout.lines().last().unwrap();
    assert!(last.starts_with("2 articles, 2 quotations (0 unsure), "), "{last}");
    assert!(last.ends_with(" s → public/") && last.contains(" pages in "), "{last}");
}

#[test]
fn an_article_without_annotations_is_annotated_in_memory_only() {
    let site = site("");
    let before = site.files("content/articles");
    let built = site.build();
    assert!(built.has_page("orang/ani-wijaya/"));
    assert_eq!(site.files("content/articles"), before);
}

#[test]
fn an_article_with_empty_lists_stays_without_quotations() {
    let site = Site::new(
        "-- content/articles/a.md --\n---\ntitle: A\nlang: id\nquotations: []\n---\n“Ya, harga turun,” kata Budi Santoso.\n",
    );
    let sum = site.build().run.stdout;
    assert!(sum.lines().last().is_some_and(|last| last.starts_with("1 article, 0 quotations")), "{sum}");
}

#[test]
fn a_folder_of_articles_is_enough_to_begin_a_site() {
    let site = Site::new("-- berita/a.txt --\nBanjir di Teluk\n\n“Air naik sejak pagi,” kata Budi Santoso.\n");
    let built = site.build_with(&["berita"]);
    assert_eq!(built.run.status, 0);
    assert!(built.has_page("artikel/banjir-di-teluk/"));
    assert_eq!(site.files("content/articles").len(), 1);
}

#[test]
fn the_first_build_of_an_archive_without_settings_says_the_language_of_its_pages() {
    let site = Site::new("-- content/inbox/a.txt --\nHarga turun di pasar kota.\n");
    assert!(
        site.run(&["build"])
            .stdout
            .contains("menus and addresses are in the language `id`; for others write `language: en` into kutip.yaml")
    );
    assert!(!site.run(&["build"]).stdout.contains("menus and addresses"));
    let site = Site::new("-- kutip.yaml --\ntitle: Arsip\n-- content/inbox/a.txt --\nHarga turun di pasar kota.\n");
    assert!(!site.run(&["build"]).stdout.contains("menus and addresses"));
}

#[test]
fn the_inbox_is_imported_without_being_named() {
    let site = site("-- content/inbox/c.txt --\nGempa di Teluk\n\n“Bumi bergetar lama,” kata Citra Dewi.\n");
    let built = site.build();
    assert!(built.has_page("artikel/gempa-di-teluk/") && built.has_page("orang/citra-dewi/"));
    assert!(site.exists("content/articles/gempa-di-teluk.md"));
}

#[test]
fn a_second_build_writes_the_same_bytes_as_a_clean_one_whatever_the_number_of_threads() {
    let site = site("-- content/inbox/c.txt --\nGempa di Teluk\n\n“Bumi bergetar lama,” kata Citra Dewi.\n");
    site.build_with(&["--threads", "1"]);
    let first = site.files("public");
    site.build_with(&["--threads", "4"]);
    assert!(site.files("public") == first);
    site.build_with(&["--threads", "3", "--output", "lain"]);
    let without = |files: Vec<(String, Vec<u8>)>| -> Vec<(String, Vec<u8>)> {
        files.into_iter().filter(|(name, _)| !name.starts_with(".kutip")).collect()
    };
    assert!(without(site.files("lain")) == without(first));
}

#[test]
fn after_an_edit_the_site_is_the_one_that_a_clean_build_makes() {
    let site = site("");
    site.build();
    site.write("content/articles/a.md", site.read("content/articles/a.md").replace("Budi Santoso", "Bambang Susilo"));
    site.write("content/articles/c.md", "---\ntitle: Baru\nlang: id\n---\nHalo.\n");
    fs::remove_file(site.path("content/articles/b.md")).unwrap();
    site.build();
    site.build_with(&["--output", "lain"]);
    let names = |folder: &str| -> Vec<(String, Vec<u8>)> {
        site.files(folder).into_iter().filter(|(name, _)| !name.starts_with(".kutip")).collect()
    };
    let (kept, clean) = (names("public"), names("lain"));
    let only = |a: &[(String, Vec<u8>)], b: &[(String, Vec<u8>)]| -> Vec<String> {
        a.iter().filter(|file| !b.contains(file)).map(|(name, _)| name.clone()).collect()
    };
    let differing = only(&clean, &kept);
    assert!(differing.is_empty(), "{differing:?}");
    // Who is gone leaves a page only where somebody may have linked to it.
    assert!(only(&kept, &clean).is_empty(), "{:?}", only(&kept, &clean));
}

#[test]
fn a_name_that_is_gone_leaves_a_page_where_the_site_had_an_address() {
    for (arguments, stays) in [(&[][..], false), (&["--base-url", "https://arsip.example/"], true)] {
        let site = site("");
        site.build_with(arguments);
        let page = "orang/budi-santoso/";
        assert!(site.build_with(&[]).has_page(page));
        for file in ["a", "b"] {
            let path = format!("content/articles/{file}.md");
            site.write(&path, site.read(&path).replace("Budi Santoso", "Bambang Susilo"));
        }
        for _ in 0..2 {
            assert_eq!(site.build_with(&[]).has_page(page), stays);
        }
    }
}

#[test]
fn a_corrected_date_or_title_moves_no_article() {
    let site = site("");
    site.build();
    let path = "content/articles/a.md";
    let old = site.read(path);
    assert!(old.contains("date: 2024-05-02\n"), "{old}");
    for new in ["date: 2023-11-30\n", ""] {
        let text = old.replace("date: 2024-05-02\n", new).replace("title: ", "title: Ralat ");
        site.write(path, text);
        let built = site.build();
        assert!(built.page("artikel/2024/05/a/").contains("Ralat"));
        assert_eq!(built.run.stderr.matches("warning").count(), 0, "{}", built.run.stderr);
        // The book says it, so a build that knows of no earlier one makes the same.
        assert!(site.read("content/addresses.yaml").contains("2024/05/a"));
        site.build_with(&["--output", "lain"]);
        let pages = |folder: &str| site.files(folder).into_iter().filter(|(name, _)| !name.starts_with(".kutip"));
        assert!(pages("lain").eq(pages("public")));
        fs::remove_dir_all(site.path("lain")).unwrap();
    }
    site.write(path, old);
    site.build();
    assert!(!site.read("content/addresses.yaml").contains("2024/05/a"));
}

#[test]
fn an_article_whose_file_cannot_be_read_for_a_while_keeps_its_address() {
    let path = "content/articles/a.md";
    for (date, page) in [("date: 2024-05-02\n", "artikel/2024/05/a/"), ("", "artikel/a/")] {
        let site = site("");
        let old = site.read(path).replace("date: 2024-05-02\n", date);
        site.write(path, &old);
        assert!(site.build_with(&["--base-url", "https://arsip.example/"]).has_page(page));
        // A colon without marks around the title, in the edit that also gives another day.
        let edited = old.replace(date, "").replacen("---\n", "---\ndate: 2023-11-30\n", 1);
        site.write(path, edited.replace("title: ", "title: Ralat: "));
        for _ in 0..2 {
            let built = site.build_with(&["--base-url", "https://arsip.example/"]);
            assert!(built.run.stderr.contains("invalid-yaml") && !built.has_page(page), "{}", built.run.stderr);
        }
        site.write(path, edited);
        let built = site.build_with(&["--base-url", "https://arsip.example/"]);
        assert!(built.page(page).contains("<article") && !built.has_page("artikel/2023/11/a/"));
        assert!(built.page("orang/budi-santoso/").contains("<h1"));
    }
}

#[test]
fn an_article_that_gets_another_name_leaves_a_page_at_the_old_address() {
    let site = site("");
    site.build();
    let path = "content/articles/a.md";
    let old = site.read(path);
    site.write(path, old.replacen("---\n", "---\nslug: kata-budi-santoso\n", 1));
    for _ in 0..2 {
        let built = site.build();
        assert!(built.has_page("artikel/2024/05/kata-budi-santoso/"));
        let page = built.page("artikel/2024/05/a/");
        assert!(page.contains("2024/05/kata-budi-santoso") && page.contains("noindex"), "{page}");
    }
    // Search engines that know where the page is now are told; the old address is then not to be hidden from them.
    let page = {
        site.build_with(&["--base-url", "https://arsip.example/"]);
        site.read("public/artikel/2024/05/a/index.html")
    };
    let now = "<link rel=\"canonical\" href=\"https://arsip.example/artikel/2024/05/kata-budi-santoso/\">";
    assert!(page.contains(now) && !page.contains("noindex"), "{page}");
    assert!(!site.read("public/sitemap.xml").contains("2024/05/a/"));
    site.write(path, old.replacen("---\n", "---\nslug: beras\n", 1));
    let built = site.build();
    for from in ["a", "kata-budi-santoso"] {
        assert!(built.page(&format!("artikel/2024/05/{from}/")).contains("2024/05/beras"));
    }
    // An old address that tells a withheld name is gone; so is that of an article which is withheld.
    site.write("kutip.yaml", "withheld: [Budi Santoso]\n");
    assert!(!site.build().has_page("artikel/2024/05/kata-budi-santoso/"));
    site.write(path, old);
    site.write("kutip.yaml", "");
    let built = site.build();
    assert!(built.page("artikel/2024/05/a/").contains("<article"));
    assert!(built.page("artikel/2024/05/beras/").contains("2024/05/a"));
}

#[test]
fn what_is_withheld_no_longer_is_where_it_was() {
    let note = |name: &str, forms: &str, by: &str| format!("  - {{name: {name}, kind: organization{forms}{by}}}\n");
    let article = |id: &str, date: &str, name: &str| {
        format!(
            "---\nid: {id}\ntitle: Sari Utami Mundur\n{date}lang: id\nquotations: []\nentities:\n{name}  - {{name: Sari Utami, kind: person}}\n  - {{name: Bank Sari Utami, kind: organization}}\n---\nYayasan Sari Utami dan Bank Sari Utami didirikan Sari Utami.\n"
        )
    };
    let paths =
        ["content/articles/sari-utami-mundur.md", "content/articles/sari-utami-lagi.md", "content/articles/tenang.md"];
    let ids = ["a1", "b1", "c1"];
    let site = Site::new("");
    let settings = |withheld: &str| site.write("kutip.yaml", format!("base_url: https://a.example/\n{withheld}"));
    let write = |dates: [&str; 3], name: &str| {
        for ((path, id), date) in paths.iter().zip(ids).zip(dates) {
            site.write(path, article(id, date, name));
        }
    };
    settings("");
    write(
        ["date: 2024-05-02\n", "", "date: 2024-05-03\n"],
        &note("Yayasan Sari Utama", ", forms: [Yayasan Sari Utami]", ""),
    );
    site.build();
    let dates = ["date: 2024-06-02\n", "date: 2024-06-03\n", "date: 2024-06-04\n"];
    write(dates, &note("Yayasan Sari Utami", ", forms: [Yayasan Sari Utama, Yayasan Sari Utami]", ", by: hand"));
    let built = site.build();
    let pages = |site: &Site| -> Vec<String> {
        site.files("public").into_iter().map(|(name, _)| name).filter(|name| name.ends_with(".html")).collect()
    };
    let (mut before, book) = (pages(&site), site.read("content/addresses.yaml"));
    before.retain(|page| !page.starts_with("waktu/"));
    let addresses = ["artikel/2024/05/sari-utami-mundur/", "artikel/sari-utami-lagi/", "artikel/2024/05/tenang/"];
    assert!(addresses.iter().all(|address| built.has_page(address)), "{before:?}");

    settings("withheld: [Sari Utami]\n");
    site.build();
    // What is corrected meanwhile moves nothing either.
    let others = ["date: 2024-07-02\n", "date: 2024-07-03\n", "date: 2024-07-04\n"];
    write(others, &note("Yayasan Sari Utami", ", forms: [Yayasan Sari Utama, Yayasan Sari Utami]", ", by: hand"));
    let built = site.build();
    let neutral = ["artikel/2024/05/a1/", "artikel/b1/"];
    assert!(neutral.iter().all(|address| built.page(address).contains("<article")), "{:?}", pages(&site));
    let bodies: Vec<String> = pages(&site).into_iter().filter(|page| page.starts_with("organisasi/")).collect();
    let tells = |text: &str| ["Sari Utami", "sari-utami"].iter().any(|name| text.contains(name));
    for (name, bytes) in site.files("public") {
        assert!(!tells(&name) && !tells(&String::from_utf8_lossy(&bytes)), "{name}");
    }

    settings("");
    let built = site.build();
    for page in &before {
        assert!(site.exists(&format!("public/{page}")), "{page} is gone");
    }
    for (neutral, address) in neutral.iter().zip(addresses) {
        assert!(built.page(neutral).contains(address), "{neutral}");
        assert!(built.page(address).contains("<article"), "{address}");
    }
    // Of a body that bears the name too.
    let [body] = bodies.iter().filter(|page| !before.contains(page)).collect::<Vec<_>>()[..] else {
        panic!("{bodies:?}")
    };
    assert!(site.read(&format!("public/{body}")).contains("bank-sari-utami"), "{body}");
    let moved = site.read("content/addresses.yaml");
    let kept: Vec<&str> = book.lines().filter(|line| !moved.contains(*line)).collect();
    assert!(kept.is_empty(), "{kept:?} in {moved}");
    assert!(!moved.contains("\"-\""), "{moved}");
}

/// Who takes an article out and puts it back finds it at its address.
#[test]
fn an_article_that_was_left_out_comes_back_to_its_address() {
    let site = site("");
    let path = "content/articles/a.md";
    let text = site.read(path);
    site.build();
    site.write(path, text.replace("lang: id", "lang: id\ndraft: true"));
    assert!(!site.build().has_page("artikel/2024/05/a/"));
    site.write(path, text.replace("2024-05-02", "2024-06-02"));
    assert!(site.build().page("artikel/2024/05/a/").contains("<article"));
}

#[test]
fn who_is_withheld_leaves_no_page_beside_a_namesake_who_is_shown() {
    let article = |name: &str, sign: &str, body: &str| {
        let note = format!("{{name: Martin Taylor, ref: martin-taylor-{sign}, by: hand, kind: person}}");
        format!("-- content/articles/{name}.md --\n---\ntitle: {name}\nlang: en\nentities:\n  - {note}\n{body}\n")
    };
    let patient = article(
        "Bridge",
        "patient",
        "  - {name: Laya Hospital, kind: organization}\n---\n\n“It is open,” said Martin Taylor of Laya Hospital.",
    );
    let inspector = article("Thieves", "inspector", "---\n\n“Lock it,” said Inspector Martin Taylor.");
    let book = "-- content/addresses.yaml --\nmoved:\n  person/martin-taylor-laya-hospital: martin-taylor-patient\n\
        namesakes:\n  person/martin-taylor:\n    martin-taylor-laya-hospital: [Laya Hospital]\n";
    let files = "-- content/people/martin-taylor-patient.md --\n---\nname: Martin Taylor\n---\n\
        -- content/people/martin-taylor-inspector.md --\n---\nname: Martin Taylor\n---\n";
    let site = Site::new(&format!("-- kutip.yaml --\nlanguage: en\n{patient}{inspector}{book}{files}"));
    let built = site.build();
    assert!(built.page("person/martin-taylor-laya-hospital/").contains("martin-taylor-patient"));
    assert!(built.page("person/martin-taylor/").contains("martin-taylor-patient"));
    for base_url in ["", "base_url: https://arsip.example/\n"] {
        site.write("kutip.yaml", format!("language: en\nwithheld: [martin-taylor-patient]\n{base_url}"));
        let built = site.build();
        assert!(built.has_page("person/martin-taylor-inspector/"));
        for gone in ["martin-taylor-patient", "martin-taylor-laya-hospital"] {
            assert!(!built.has_page(&format!("person/{gone}/")), "{gone}");
        }
        let bare = built.page("person/martin-taylor/");
        assert!(bare.contains("martin-taylor-inspector") && !bare.contains("Which"), "{bare}");
        assert!(!bare.contains("moved") && !bare.contains("Now at"), "the inspector is not who lived there: {bare}");
    }
}

#[test]
fn an_article_that_is_older_takes_no_address_from_one_that_was_there() {
    let site = site("");
    site.build();
    let older = "---\ntitle: Lebih tua\ndate: 2024-05-01\nlang: id\n---\nLain.\n";
    site.write("content/articles/c/a.md", older);
    let built = site.build();
    assert!(!built.page("artikel/2024/05/a/").contains("Lebih tua"));
    assert!(built.run.stderr.contains("equal-addresses"), "{}", built.run.stderr);
}

#[test]
fn drafts_and_withheld_articles_appear_nowhere() {
    let draft = "-- content/articles/d.md --\n---\ntitle: Rahasia Besar\nlang: id\ndraft: true\n---\n“Jangan bilang,” kata Rahmat Hidayat.\n";
    let withheld =
        "-- content/articles/e.md --\n---\nid: e-1\ntitle: Ditarik Kembali\nlang: id\n---\n“Maaf,” kata Sari Utami.\n";
    let site = site(&format!("{draft}{withheld}"));
    site.write("kutip.yaml", "withheld: [e-1]\n");
    site.build();
    for (name, bytes) in site.files("public") {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        for word in ["Rahasia", "rahasia", "Rahmat", "rahmat", "Ditarik", "Sari Utami", "sari-utami"] {
            assert!(!text.contains(word) && !name.contains(word), "{word} in {name}");
        }
    }
}

/// The output folder is put on a server as it is, with the notes for the next build in it.
#[test]
fn a_withheld_name_is_in_no_file_of_the_output_folder() {
    let site = site(
        "-- content/articles/e.md --\n---\nid: e-1\ntitle: Air Surut\nlang: id\n---\n“Maaf,” kata Sari Utami di kantor \
              Yayasan Sari Utami.\n\
              -- content/articles/f.md --\n---\nid: f-1\ntitle: Sidang\nlang: id\nslug: sidang-sari-utami\n---\n“Sudah,” kata Budi \
              Laksana.\n\
              -- content/people/budi-laksana.md --\n---\nname: Budi Laksana\nroles: [{role: Pengacara Sari Utami}]\n\
              same_as: [\"https://a.example/SariUtami\"]\n---\nMembela Sari Utami.\n",
    );
    let told = |site: &Site| {
        let tells = |text: &str| ["Sari Utami", "sari-utami", "SariUtami"].iter().any(|name| text.contains(name));
        site.files("public").into_iter().any(|(name, bytes)| tells(&name) || tells(&String::from_utf8_lossy(&bytes)))
    };
    site.build();
    assert!(told(&site));
    site.write("kutip.yaml", "withheld: [Sari Utami]\n");
    site.build();
    let manifest = site.files("public").into_iter().find(|(name, _)| name.ends_with(".kutip-manifest"));
    assert!(manifest.is_some(), "the notes are looked at too");
    assert!(!told(&site));
}

#[test]
fn words_that_are_not_in_the_article_are_a_warning_with_their_line() {
    let site = site("");
    site.write("content/articles/a.md", site.read("content/articles/a.md").replace("“Air sudah", "“Air belum"));
    let built = site.build();
    assert_eq!(built.run.status, 0);
    assert!(built.run.stderr.contains("warning[lost-quotation]"), "{}", built.run.stderr);
    assert!(built.run.stderr.contains("--> content/articles/a.md:6:11"), "{}", built.run.stderr);
    assert!(!built.page("artikel/2024/05/a/").contains("Air sudah naik"));
    assert!(built.run.stderr.contains("`kutip check` fails on this"), "{}", built.run.stderr);
}

#[test]
fn the_sum_counts_the_quotations_that_readers_see() {
    let site = Site::new("");
    let quotation = |text: &str, more: &str| format!("  - {{text: {text}, speaker: Budi Santoso{more}}}\n");
    let list = [
        quotation("Air naik", ", certainty: guess"),
        quotation("Air surut", ", certainty: guess"),
        quotation("Air keruh", ", withdrawn: salah dengar"),
    ];
    site.write(
        "content/articles/a.md",
        format!(
            "---\ntitle: A\nlang: id\nquotations:\n{}---\n\n“Air naik,” kata Budi Santoso. “Air keruh.”\n",
            list.concat()
        ),
    );
    let built = site.build();
    assert!(built.run.stdout.contains("1 article, 1 quotation (1 unsure"), "{}", built.run.stdout);
    assert_eq!(site.read("public/data/quotations.jsonl").matches("\"Air naik\"").count(), 1);
}

#[test]
fn a_broken_article_is_left_out_and_the_rest_is_built() {
    let site = site(
        "-- content/articles/c.md --\n---\ntitle: Satu: dua\n---\nHalo.\n-- content/articles/d.md --\n---\ntitle: x\n",
    );
    let built = site.build();
    assert_eq!(built.run.status, 1);
    assert!(built.run.stderr.contains("content/articles/c.md:2:"), "{}", built.run.stderr);
    assert!(built.run.stderr.contains("content/articles/d.md:1:"), "{}", built.run.stderr);
    assert!(built.has_page("artikel/2024/05/a/"));
}

#[test]
fn two_articles_on_one_address_are_both_built_with_a_warning() {
    let site = site("-- content/articles/c/a.md --\n---\ntitle: Lain\ndate: 2024-05-09\nlang: id\n---\nLain.\n");
    let built = site.build();
    assert_eq!(built.run.status, 0);
    assert_eq!(built.run.stderr.matches("warning[").count(), 1, "{}", built.run.stderr);
    assert_eq!(
        site.files("public/artikel/2024/05")
            .iter()
            .filter(|(name, _)| name.ends_with("index.html") && name.starts_with("a"))
            .count(),
        2
    );
}

#[test]
fn two_files_with_one_id_are_both_built_with_a_warning() {
    let copy = "---\nid: x\ntitle: Salinan\nlang: id\n---\nSama.\n";
    let site = site("");
    site.write("content/articles/c.md", copy);
    site.write("content/articles/d.md", copy.replace("Salinan", "Asli"));
    let built = site.build();
    assert!(built.run.stderr.contains("warning[duplicate-id]"), "{}", built.run.stderr);
    assert!(built.has_page("artikel/c/") && built.has_page("artikel/d/"));
}

#[test]
fn wrong_settings_stop_the_build_and_the_old_site_stays() {
    let site = site("");
    site.build();
    let before = site.files("public");
    site.write("kutip.yaml", "title: Arsip\nfeads: true\npublish: [none]\n");
    let run = site.run(&["build"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("kutip.yaml:2:1") && run.stderr.contains("did you mean `feeds`?"), "{}", run.stderr);
    assert!(run.stderr.contains("kutip.yaml:3:10"), "{}", run.stderr);
    assert!(site.files("public") == before);
}

#[test]
fn a_wrong_template_stops_the_build_and_the_old_site_stays() {
    let site = site("");
    site.build();
    let before = site.files("public");
    let name = site_template_name();
    for wrong in ["{% for %}", "{{ no_such_variable }}"] {
        site.write(&format!("templates/{name}"), wrong);
        let run = site.run(&["build"]);
        assert_eq!(run.status, 2, "{run:#?}");
        assert!(run.stderr.contains(&name), "{}", run.stderr);
        assert!(site.files("public") == before);
    }
}

/// Name of the template that draws an article.
fn site_template_name() -> String {
    let names: Vec<String> = fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/templates"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.into_iter().find(|name| name.starts_with("article")).unwrap()
}

#[test]
fn a_damaged_address_book_stops_the_build_before_addresses_are_lost() {
    let site = site("-- content/addresses.yaml --\nmoved: [person/a\n");
    let run = site.run(&["build"]);
    assert_eq!((run.status, site.exists("public/index.html")), (2, false));
    assert!(run.stderr.contains("content/addresses.yaml"), "{}", run.stderr);
    assert_eq!(site.read("content/addresses.yaml"), "moved: [person/a\n");
}

#[test]
fn judgements_that_cannot_be_read_are_said_and_no_address_is_kept() {
    let site = site("-- content/judgements.yaml --\n- {same: [a, b}\n");
    let built = site.build();
    assert_eq!(built.run.status, 1);
    assert!(built.run.stderr.contains("content/judgements.yaml:1:"), "{}", built.run.stderr);
    assert!(!site.exists("content/addresses.yaml"));
}

#[test]
fn static_files_are_copied_and_their_links_are_not_followed() {
    let site = site(
        "-- static/logo.txt --\nlogo\n-- static/a/b.txt --\nb\n-- static/.well-known/security.txt --\nx\n-- static/.DS_Store --\nx\n-- rahasia.txt --\nrahasia\n",
    );
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        std::os::unix::fs::symlink(site.path("rahasia.txt"), site.path("static/link.txt")).unwrap();
        for name in [&b"a\\b.txt"[..], b"\xff.txt", b"a\nb.txt"] {
            fs::write(site.path("static").join(std::ffi::OsStr::from_bytes(name)), "x").unwrap();
        }
    }
    let built = site.build();
    assert_eq!((site.read("public/logo.txt"), site.read("public/a/b.txt")), ("logo\n".to_owned(), "b\n".to_owned()));
    assert!(!site.exists("public/link.txt") && site.exists("public/.well-known/security.txt"));
    assert_eq!(built.run.status, 0);
}

#[test]
fn an_output_folder_that_is_not_ours_is_refused_before_any_work() {
    let site = site("-- content/inbox/c.txt --\nGempa\n\nHalo.\n-- keluar/foto.txt --\nfoto\n");
    for output in ["keluar", "content", "."] {
        let run = site.run(&["build", "--output", output]);
        assert_eq!(run.status, 2, "{output}");
        assert!(!site.exists("content/articles/gempa.md"), "{output}");
    }
    assert_eq!(site.files("keluar").len(), 1);
    assert_eq!(site.build_with(&["--output", "keluar", "--force"]).run.status, 0);
    assert!(site.exists("keluar/foto.txt") && site.exists("keluar/index.html"));
}

#[test]
fn absolute_addresses_exist_only_with_a_base_url() {
    let site = site("");
    site.build();
    assert!(!site.exists("public/sitemap.xml"));
    let built = site.build_with(&["--base-url", "https://example.org/arsip"]);
    assert!(site.read("public/sitemap.xml").contains("https://example.org/arsip/artikel/2024/05/a/"));
    assert!(built.page("").contains("https://example.org/arsip/"));
    let run = site.run(&["build", "--base-url", "example.org"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("https://"), "{}", run.stderr);
}

#[test]
fn a_day_of_the_build_is_taken_from_the_options_or_the_environment_or_is_not_there() {
    let site = site("");
    assert_eq!(site.run(&["build", "--date", "2024-06-01"]).status, 0);
    let dated = site.files("public");
    let run_with = |epoch: &str| run(site.command(&["build"]).env("SOURCE_DATE_EPOCH", epoch));
    assert_eq!(run_with("1717200000").status, 0);
    assert!(site.files("public") == dated);
    assert_eq!(run_with("yesterday").status, 2);
    assert_eq!(site.run(&["build", "--date", "1 Juni"]).status, 2);
}

#[test]
fn a_site_is_found_from_a_folder_inside_it_and_messages_name_files_from_there() {
    let site = site("-- content/articles/c.md --\n---\ntitle: T\nquotations: [{txt: a}]\n---\n");
    let built = site.run_in("content/articles", &["build"]);
    assert_eq!(built.status, 1);
    assert!(built.stderr.contains("--> ../../content/articles/c.md:3:"), "{}", built.stderr);
    assert!(built.stdout.ends_with("→ ../../public/\n"), "{}", built.stdout);
    let elsewhere = Site::new("");
    let folder = site.path("").to_string_lossy().into_owned();
    assert_eq!(elsewhere.run(&["build", "--site", &folder]).status, 1);
    assert!(elsewhere.files("").is_empty());
}

#[test]
fn how_many_articles_an_older_engine_annotated_is_said() {
    let site = site(
        "-- content/articles/c.md --\n---\ntitle: T\nlang: id\nannotated: {version: 0, sha256: 00}\nquotations: []\n---\nHalo.\n",
    );
    assert!(site.build().run.stderr.contains("1 article was annotated by an older engine"));
}

#[test]
fn files_in_other_encodings_and_with_other_line_breaks_give_the_same_page() {
    let text =
        "---\ntitle: Café di Teluk\ndate: 2024-05-02\nlang: id\n---\n\n“Air naik, kata Renée,” ujar Budi Santoso.\n";
    let page = |bytes: Vec<u8>| {
        let site = Site::new("");
        site.write("content/articles/a.md", bytes);
        site.build().page("artikel/2024/05/a/")
    };
    let plain = page(text.as_bytes().to_vec());
    let utf_16 =
        |order: fn(u16) -> [u8; 2]| std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(order).collect();
    for bytes in [
        text.replace('\n', "\r\n").into_bytes(),
        text.replace('\n', "\r").into_bytes(),
        format!("\u{feff}{text}").into_bytes(),
        utf_16(u16::to_le_bytes),
        utf_16(u16::to_be_bytes),
    ] {
        assert_eq!(page(bytes), plain);
    }
}

#[test]
fn bytes_that_are_no_utf_8_are_decoded_with_a_named_guess() {
    let site = Site::new("");
    site.write("content/articles/a.md", b"---\ntitle: Caf\xe9 di Teluk\nlang: id\n---\n\n\x93Ya,\x94 kata Ren\xe9e.\n");
    let built = site.build();
    assert!(
        built.run.stderr.contains("warning[guessed-encoding]") && built.run.stderr.contains("windows-1252"),
        "{}",
        built.run.stderr
    );
    assert!(built.page("artikel/a/").contains("“Ya,” kata"));
}

#[cfg(unix)]
#[test]
fn links_pipes_and_folders_among_the_articles_are_named_and_not_opened() {
    let site = site(
        "-- content/articles/folder.md/x.txt --\nx\n-- content/articles/.hidden.md --\nx\n-- rahasia.md --\nrahasia\n",
    );
    for (target, name) in [("../../rahasia.md", "link"), ("/nowhere", "dangling"), ("self.md", "self")] {
        std::os::unix::fs::symlink(target, site.path(&format!("content/articles/{name}.md"))).unwrap();
    }
    std::os::unix::fs::symlink("..", site.path("content/articles/loop")).unwrap();
    assert!(
        std::process::Command::new("mkfifo").arg(site.path("content/articles/pipe.md")).status().unwrap().success()
    );
    let built = site.build();
    assert_eq!(built.run.status, 0);
    assert_eq!(built.run.stderr.matches("warning[symbolic-link]").count(), 4, "{}", built.run.stderr);
    assert_eq!(built.run.stderr.matches("warning[not-a-file]").count(), 2, "{}", built.run.stderr);
    assert!(built.run.stdout.starts_with("2 articles"), "{}", built.run.stdout);
}

#[test]
fn what_repeats_is_cut_short_in_a_build_and_told_whole_by_check() {
    let site = site("");
    for at in 0..30 {
        site.write(
            &format!("content/articles/x{at}.md"),
            format!("---\ntitle: Judul {at}\nlang: id\ndate: besok\n---\nHalo.\n"),
        );
    }
    let stderr = site.build().run.stderr;
    assert_eq!(stderr.matches("warning[invalid-date]").count(), 20);
    assert!(stderr.contains("10 more of `invalid-date`; `-v` shows all"), "{stderr}");
    assert_eq!(site.run(&["check"]).stdout.matches("warning[invalid-date]").count(), 30);
}

#[test]
fn a_date_in_words_is_read_in_the_languages_of_the_site() {
    let site = Site::new("-- content/articles/a.md --\n---\ntitle: A\nlang: id\ndate: Kamis, 2 Mei 2024\n---\nHalo.\n");
    let built = site.build();
    assert_eq!(built.run.stderr, "");
    assert!(built.has_page("artikel/2024/05/a/"));
}

#[test]
fn an_article_that_does_not_say_its_language_is_shown_in_the_one_it_is_written_in() {
    let text = "Air yang naik itu tidak akan surut dan tidak ada yang tahu.";
    let site = Site::new(&format!("-- content/articles/a.md --\n---\ntitle: A\n---\n{text}\n"));
    assert!(site.build().page("artikel/a/").contains("lang=\"id\""));
    assert!(site.read("public/data/articles.jsonl").contains("\"lang\":\"id\""));
}

#[test]
fn a_file_of_static_wins_over_what_the_program_would_put_there() {
    let site = site(
        "-- static/kutip.css --\nbody { color: navy }\n-- static/robots.txt --\nUser-agent: *\n-- static/cap/segel.txt --\nsah\n",
    );
    let built = site.build();
    assert_eq!((built.run.status, built.run.stderr.as_str()), (0, ""));
    let read = |path: &str| fs::read_to_string(site.path("public").join(path)).unwrap();
    assert_eq!(read("kutip.css"), "body { color: navy }\n");
    assert_eq!(read("robots.txt"), "User-agent: *\n");
    assert_eq!(read("cap/segel.txt"), "sah\n");
}

#[test]
fn a_name_written_by_hand_leaves_the_quotations_to_the_program() {
    let site = Site::new(
        "-- content/articles/rapat.md --\n---\ntitle: Rapat\nentities:\n  - {name: Siti Marlina, kind: person, ref: siti-marlina-laya}\n\
         ---\n“Kami siap menanam,” kata Siti Marlina.\n",
    );
    assert!(site.build().run.stdout.contains("1 article, 1 quotation "));
    // A list is whole as it stands, and an empty one says that there is nothing.
    for list in ["quotations: []", "quotations: [{text: Kami siap, speaker: Siti Marlina}]"] {
        site.write(
            "content/articles/rapat.md",
            format!("---\ntitle: Rapat\n{list}\n---\n“Kami siap menanam,” kata Siti Marlina. “Baik,” ujar Budi.\n"),
        );
        let count = if list.contains("text") { "1 quotation " } else { "0 quotations " };
        let run = site.build().run;
        assert!(run.stdout.contains(count), "{run:#?}");
    }
}

#[test]
fn in_a_folder_of_an_archive_it_is_said_which_one_is_meant() {
    let site =
        Site::new("-- content/inbox/banjir.txt --\nBanjir di Laya\n\nAir sudah naik, kata Budi.\n-- catatan/x --\n");
    let run = site.run_in("catatan", &["build"]);
    assert!(run.stderr.starts_with("this folder belongs to the archive ..;"), "{run:#?}");
    assert_eq!(site.run(&["build"]).stderr, "");
    assert!(!site.run_in("catatan", &["build", "--site", ".."]).stderr.contains("belongs"));
}

#[test]
fn articles_that_cannot_be_read_are_counted_in_the_sum() {
    let site = Site::new(
        "-- content/articles/a.md --\n---\ntitle: A\n---\nAir naik.\n-- content/articles/b.md --\n---\ntitle: B: C\n- x\n---\nX\n",
    );
    let run = site.build().run;
    assert!(run.stdout.contains("1 article (without 1 whose file cannot be read), 0 quotations"), "{run:#?}");
}

/// Names may be in it; who is corrected meanwhile keeps the address.
#[test]
fn a_build_while_a_file_is_broken_moves_no_address() {
    let article = |title: &str, name: &str, forms: &str| {
        let note = format!("entities:\n  - {{name: {name}, kind: person{forms}}}");
        format!("---\ntitle: {title}\nlang: id\n{note}\n---\n\n“Air naik,” kata Sarwono Hadi.\n")
    };
    let site = Site::new("-- kutip.yaml --\nbase_url: https://example.org/\nwithheld: [Wibawa Laksana]\n");
    let file = "content/articles/b.md";
    site.write("content/articles/a.md", "---\ntitle: A\nlang: id\n---\n“Air naik,” kata Wibawa Laksana.\n");
    site.write(file, article("B", "Sarwono Hadi", ""));
    site.build();
    let corrected = article("B", "Sarwono Hadiputra", ", forms: [Sarwono Hadi], by: hand");
    site.write(file, corrected.replace("title: B", "title: \"B"));
    site.build();
    assert!(!site.exists("content/addresses.yaml"), "nobody is gone");
    site.write(file, corrected);
    let built = site.build();
    assert!(built.page("orang/sarwono-hadi/").contains("Sarwono Hadiputra"), "the page stays where it was");
}

/// Square time would take minutes.
#[test]
fn thousands_of_utterances_outside_marks_whose_words_come_again_and_again_are_looked_at() {
    let entry = |at: usize| {
        format!("  - {{text: a b{}, kind: direct, speaker: X Y, rule: r, nth: {}}}\n", at % 50, at / 50 + 1)
    };
    let quotations: String = (0..4_000).map(entry).collect();
    let body: String = (0..200_000).map(|at| format!("a b{} ", at % 50)).collect();
    let site = Site::new("");
    site.write("content/articles/a.md", format!("---\ntitle: A\nlang: id\nquotations:\n{quotations}---\n\n{body}\n"));
    assert!(!site.run(&["check"]).stdout.contains("words-outside-marks"));
}

#[test]
fn some_words_of_a_withheld_name_are_left_out_too_unless_they_are_somebody_elses() {
    let site = Site::new(
        "-- kutip.yaml --\nwithheld: [budi-hakim-santoso]\n-- content/inbox/a.txt --\nMenag Budi Hakim Pimpin Doa\n2024-05-02\n\n\
         Menteri Agama Budi Hakim Santoso memimpin doa. \"Saya datang,\" kata Hakim Santoso, adiknya.\n",
    );
    site.build();
    let data = site.read("public/data/articles.jsonl");
    assert!(!data.contains("Budi Hakim") && data.contains("Menag"), "{data}");
}

#[test]
fn each_word_of_a_withheld_persons_name_is_left_out_though_the_text_has_only_all_of_it() {
    let site = Site::new(
        "-- kutip.yaml --\nwithheld: [Tagor Hakim Sihaloho]\n-- content/articles/a.md --\n---\nid: a1\n\
         title: Tagor Pulang, Hakim Bertanya\nlang: id\nurl: https://a.example/tagor-pulang\nquotations:\n  \
         - {text: Gedung itu milik Tagor, speaker: Rudi Sihaloho, role: pengacara Tagor, withdrawn: Tagornya keberatan, \
         corrected: 2024-05-09, note: Menurut Tagor, by: hand}\n  - {text: Kami tidak tahu, speaker: Rudi Sihaloho, by: hand}\n\
         entities:\n  - {name: Tagor Hakim Sihaloho, kind: person}\n  \
         - {name: Rudi Sihaloho, kind: person, roles: [pengacara Tagor]}\n---\n\nTagor Hakim Sihaloho datang. Hakim bertanya \
         kepada Rudi Sihaloho. “Kami tidak tahu,” kata Rudi Sihaloho.\n\
         -- content/people/rudi-sihaloho.md --\n---\nname: Rudi Sihaloho\n---\n\nIa membela Tagor.\n",
    );
    site.build();
    for (name, bytes) in site.files("public") {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("Tagor") && !text.contains("tagor-") && !name.contains("tagor"), "{name}: {text}");
    }
    let data = site.read("public/data/articles.jsonl");
    assert!(data.contains("[…] Pulang, Hakim Bertanya"), "{data}");
    assert!(data.contains("Hakim bertanya kepada Rudi Sihaloho"), "{data}");
    assert!(site.read("public/data/quotations.jsonl").contains("pengacara […]"));
    assert!(site.read("public/orang/rudi-sihaloho/index.html").contains("Ia membela […]"));
}

#[test]
fn a_withheld_name_is_left_out_of_words_that_stay_when_an_update_takes_its_short_form_out_of_the_text() {
    let site = Site::new(
        "-- kutip.yaml --\nwithheld: [Tagor Sihaloho]\n-- content/inbox/a.txt --\nRapat anggaran\n2024-05-02\n\n\
         \"Pokoknya Tagor yang lobi saya, tanya Sihaloho saja,\" kata Wayan Sudarmika.\n\nTagor Sihaloho membantah. Menurut Tagor, \
         rapat sudah selesai. Sihaloho lalu pulang.\n",
    );
    site.build();
    let path = "content/articles/rapat-anggaran.md";
    let file = site.read(path);
    let line = file.lines().find(|line| line.trim_start().starts_with("certainty:")).unwrap();
    let withdrawn = format!("{line}\n    withdrawn: Koran mencabutnya\n    corrected: 2024-05-09");
    site.write(path, file.replacen(line, &withdrawn, 1));
    site.write(
        "content/inbox/a.txt",
        "Rapat anggaran\n2024-05-02\n\n(Kutipan dicabut.)\n\nTagor Sihaloho membantah. Rapat sudah selesai.\n",
    );
    assert_eq!(site.run(&["import", "--update"]).status, 0);
    assert!(site.read(path).contains("Pokoknya Tagor") && !site.read(path).contains("Menurut Tagor"));
    site.build();
    for (name, bytes) in site.files("public") {
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        assert!(!text.contains("tagor") && !text.contains("sihaloho"), "{name}: {text}");
    }
}

#[test]
fn the_name_of_another_stays_whole_of_which_one_word_is_a_withheld_name() {
    let site = Site::new(
        "-- kutip.yaml --\nwithheld: [Budi Santoso]\n-- content/inbox/a.txt --\nHarga beras naik\n2024-05-02\n\n\
         \"Saya tidak tahu soal beras itu,\" kata Budi Santoso, Kamis (2/5/2024). Menurut Santoso, gudang masih penuh.\n\n\
         \"Kami sudah bertanya kepada Agus Santoso di gudang,\" kata Wayan Sudarmika.\n\nAgus Santoso belum menjawab.\n\
         -- content/inbox/b.txt --\nPasar dibuka\n2024-05-03\n\nAgus Santoso hadir di pasar, kata Wayan Sudarmika, Jumat.\n",
    );
    site.build();
    let of = |page: &str| site.read(&format!("public/{page}/index.html"));
    let article = of("artikel/2024/05/harga-beras-naik");
    assert!(article.contains("bertanya kepada Agus Santoso di gudang") && !article.contains("Budi"), "{article}");
    assert!(!article.contains("Menurut Santoso"), "{article}");
    assert!(of("orang/agus-santoso").contains("bertanya kepada Agus Santoso di gudang"));
}

#[test]
fn a_withheld_name_is_in_no_address_with_what_the_language_joins_to_it() {
    for (lang, title, source) in [
        ("en", "Lasmi Kartono's plan costs dear", "lasmi-kartonos-plan"),
        ("en", "The cost of Kartono\u{2019}s plan", "cost?q=Lasmi%20Kartono%27s+plan"),
        ("id", "Inilah rencana besar Kartononya warga", "LasmiKartonoPulang"),
    ] {
        let site = Site::new("-- kutip.yaml --\nlanguage: en\nwithheld: [Lasmi Kartono]\n");
        let said = if lang == "en" { "said" } else { "kata" };
        site.write(
            "content/inbox/a.txt",
            format!(
                "{title}\n2024-05-02\nSource: https://a.example/{source}\n\n\"Prices fell in all markets,\" {said} Lasmi Kartono. Kartono \
                 was glad.\n\n\"We saw it,\" {said} Budi Santoso.\n"
            ),
        );
        site.write(
            "content/articles/b.md",
            "---\nid: b1\ntitle: B\nlang: id\n---\nAir [naik](https://a.example/lasmi-kartono), kata Lasmi\nKartono: https://a.example/lasmi-kartonos-plan\n\n![Air](lasmi_kartono.png)\n",
        );
        site.build();
        for (name, bytes) in site.files("public") {
            let text = String::from_utf8_lossy(&bytes).to_lowercase();
            assert!(!text.contains("kartono") && !name.contains("kartono"), "{title}: {name}");
        }
    }
}
