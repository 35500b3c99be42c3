//! A wrong merge, from the page where a reader sees it to the page that is right: what a person does, step by step.

use crate::support::Site;

/// Two articles about a regent, two about a goalkeeping coach ten years later, of one name.
const ARCHIVE: &str = "\
-- content/inbox/jembatan.txt --
Jembatan Baru Dibuka
2014-01-10

Bupati Teluk Biru Rahmat Wibawa membuka jembatan baru di Teluk Biru. \"Jembatan ini milik warga,\" kata Rahmat Wibawa.
-- content/inbox/pasar.txt --
Pasar Lama Dipindah
2014-02-11

Bupati Teluk Biru Rahmat Wibawa memindahkan pasar. \"Pasar lama terlalu sempit,\" ujar Rahmat.

\"Rahmat Wibawa tidak bertanya kepada kami,\" kata pedagang Sinta Dewi.
-- content/inbox/kiper.txt --
Kiper Muda Dilatih
2024-02-11

Pelatih kiper Elang FC Rahmat Wibawa melatih kiper muda. \"Mereka cepat belajar,\" kata Rahmat Wibawa.
-- content/inbox/liga.txt --
Elang FC Menang
2024-03-12

Elang FC menang. \"Kiper kami bermain baik,\" kata pelatih kiper Elang FC Rahmat Wibawa.
";

/// The line that `check` proposes for a name, and where it says that it belongs.
fn proposed(site: &Site, about: &str) -> String {
    let said = site.run(&["check"]).stdout;
    let from = said.find(about).unwrap_or_else(|| panic!("no question about {about}: {said}"));
    let line = said[from..].lines().find_map(|line| line.split_once("write into content/judgements.yaml: "));
    line.unwrap_or_else(|| panic!("{said}")).1.to_owned()
}

#[test]
fn a_wrong_merge_is_corrected_by_the_line_that_check_proposes() {
    let site = Site::new(ARCHIVE);
    let built = site.build();
    // From any article to the one page of the person, roles and all.
    for article in ["2014/01/jembatan-baru-dibuka/", "2014/02/pasar-lama-dipindah/", "2024/02/kiper-muda-dilatih/"] {
        let page = built.page(&format!("artikel/{article}"));
        assert!(page.contains("/orang/rahmat-wibawa/"), "{page}");
    }
    let page = built.page("orang/rahmat-wibawa/");
    for words in ["Bupati Teluk Biru", "Pelatih kiper Elang FC", "Jembatan ini milik warga", "Mereka cepat belajar"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(page.contains("tidak bertanya kepada kami") && page.contains("Sinta Dewi"), "who speaks about him: {page}");

    let line = proposed(&site, "`Rahmat Wibawa` may be two");
    assert!(line.starts_with("- {different: [rahmat-wibawa-"), "{line}");
    site.write("content/judgements.yaml", format!("{line}\n"));
    let built = site.build();
    let regent = built.page("orang/rahmat-wibawa-bupati-teluk-biru/");
    let coach = built.page("orang/rahmat-wibawa-pelatih-kiper-elang-fc/");
    assert!(regent.contains("Jembatan ini milik warga") && regent.contains("Pasar lama terlalu sempit"), "{regent}");
    assert!(!regent.contains("Mereka cepat belajar"), "{regent}");
    assert!(coach.contains("Mereka cepat belajar") && coach.contains("Kiper kami bermain baik"), "{coach}");
    assert!(!coach.contains("Jembatan ini milik warga"), "{coach}");
    // The old address is alive and asks who is meant.
    let old = built.page("orang/rahmat-wibawa/");
    assert!(
        old.contains("rahmat-wibawa-bupati-teluk-biru") && old.contains("rahmat-wibawa-pelatih-kiper-elang-fc"),
        "{old}"
    );
    assert!(!site.run(&["check"]).stdout.contains("`Rahmat Wibawa` may be two"), "the question is answered");

    // A later import and a build from nothing change neither the decision nor the addresses.
    site.write(
        "content/inbox/taman.txt",
        "Taman Dibuka\n2014-03-01\n\nBupati Teluk Biru Rahmat Wibawa membuka taman. \"Taman ini hijau,\" kata Rahmat Wibawa.\n",
    );
    assert_eq!(site.run(&["import", "--update", "content/inbox"]).status, 0);
    std::fs::remove_dir_all(site.path("public")).unwrap();
    let built = site.build();
    assert!(site.read("content/judgements.yaml").contains(&line));
    assert!(built.page("orang/rahmat-wibawa-bupati-teluk-biru/").contains("Taman ini hijau"));
    assert!(built.has_page("orang/rahmat-wibawa/"), "links from outside still lead somewhere");
    assert!(!built.page("orang/rahmat-wibawa-pelatih-kiper-elang-fc/").contains("Taman ini hijau"));
}

#[test]
fn a_decision_that_contradicts_another_is_an_error_that_shows_both() {
    let site = Site::new(ARCHIVE);
    site.write(
        "content/judgements.yaml",
        "- {different: [rahmat-wibawa, sinta-dewi]}\n- {same: [sinta-dewi, rahmat-wibawa], by: RW}\n",
    );
    let run = site.run(&["build"]);
    assert_eq!(run.status, 1, "{run:?}");
    assert!(run.stderr.contains("error[contradicting-judgements]"), "{}", run.stderr);
    assert!(run.stderr.contains("content/judgements.yaml:2"), "{}", run.stderr);
    assert!(run.stderr.contains("- {different: [rahmat-wibawa, sinta-dewi]}"), "{}", run.stderr);
}

#[test]
fn a_role_that_stays_beside_another_speaker_is_said_until_it_is_right() {
    let site = Site::new(
        "-- content/inbox/pasar.txt --\nPasar Lama Dipindah\n2014-02-11\n\nBupati Rahmat Wibawa memindahkan pasar. \
         \"Pasar lama terlalu sempit,\" ujar Bupati Rahmat Wibawa. Sinta Dewi menunggu.\n",
    );
    site.build();
    let path = "content/articles/pasar-lama-dipindah.md";
    let old = site.read(path);
    assert!(old.contains("speaker: Rahmat Wibawa\n") && old.contains("role: Bupati\n"), "{old}");
    let by_hand = |speaker: &str| format!("speaker: {speaker}\n    by: hand\n");
    let new = old.replacen("speaker: Rahmat Wibawa\n", &by_hand("Sinta Dewi"), 1);
    site.write(path, &new);
    for said in [site.run(&["check"]).stdout, site.run(&["build"]).stderr] {
        assert!(said.contains("warning[kept-role]") && said.contains("role: Bupati"), "{said}");
    }
    // The speaker's entry may have a fuller name than the quotation.
    let forms = "{name: Sinta Dewi, kind: person, forms: [Sinta Dewi, Sinta]}";
    let shorter = old.replacen("speaker: Rahmat Wibawa\n", &by_hand("Sinta"), 1);
    site.write(path, shorter.replace("{name: Sinta Dewi, kind: person}", forms));
    let said = site.run(&["check"]).stdout;
    assert!(said.contains("write it under `roles` of `Sinta Dewi` in `entities`"), "{said}");
    // The same speaker, or no role of the one before.
    site.write(path, old.replacen("speaker: Rahmat Wibawa\n", &by_hand("Rahmat Wibawa"), 1));
    assert!(!site.run(&["check"]).stdout.contains("kept-role"));
    site.write(path, new.replacen("role: Bupati\n", "role: pedagang\n", 1));
    assert!(!site.run(&["check"]).stdout.contains("kept-role"));
}

#[test]
fn a_role_that_stays_beside_somebody_described_by_the_name_of_its_holder_is_said() {
    let site = Site::new(
        "-- content/inbox/a.txt --\nLaporan Keliru\n\n\"Laporan itu keliru,\" kata Kepala Dinas Pasar Wayan Sudarmika, Kamis.\n",
    );
    site.build();
    let path = "content/articles/laporan-keliru.md";
    let old = site.read(path);
    assert!(old.contains("speaker: Wayan Sudarmika\n") && old.contains("role: Kepala Dinas Pasar\n"), "{old}");
    let said = |speaker: &str, unnamed: &str| {
        let new = format!("speaker: {speaker}\n{unnamed}    by: hand\n");
        site.write(path, old.replacen("speaker: Wayan Sudarmika\n", &new, 1));
        site.run(&["check"]).stdout.contains("[kept-role]")
    };
    for other in
        ["juru bicara Wayan Sudarmika", "seorang pengacara Wayan Sudarmika", "a spokesman for Wayan", "istri Wayan"]
    {
        assert!(said(other, "") && said(other, "    anonymous: true\n"), "{other}");
    }
    for same in ["Wayan", "pak Wayan", "Dr. Wayan Sudarmika", "Wayan bin Sudarmika", "kepala dinas Wayan Sudarmika"] {
        assert!(!said(same, ""), "{same}");
    }
}

#[test]
fn a_body_that_stays_beside_a_speaker_who_is_not_of_it_is_said_until_it_is_right() {
    let site = Site::new(
        "-- content/inbox/bunga.txt --\nBunga Naik\n2024-05-02\n\nDirektur Bank Desa Budi Santoso bertemu juru bicara Bank Teluk. \
         \"Bunga naik bulan depan,\" kata juru bicara Bank Teluk.\n",
    );
    site.build();
    let path = "content/articles/bunga-naik.md";
    let old = site.read(path);
    let (speaker, unnamed) = ("    speaker: juru bicara Bank Teluk\n", "    anonymous: true\n");
    assert!(old.contains(speaker) && old.contains(unnamed) && old.contains("    for: Bank Teluk\n"), "{old}");
    let said = |new: &str| {
        let speaker_by_hand = format!("{new}    by: hand\n");
        let text = old.replacen(speaker, &speaker_by_hand, 1);
        let is_named = new.contains("Budi") || new.contains(": Bank") || new.is_empty();
        site.write(path, if is_named { text.replacen(unnamed, "", 1) } else { text });
        let said = site.run(&["build"]).stderr;
        assert!(!said.contains("[kept-for]") || said.contains("    for: Bank Teluk\n"), "{said}");
        assert_eq!(said.contains("[kept-for]"), site.run(&["check"]).stdout.contains("[kept-for]"));
        said.contains("[kept-for]")
    };
    for of_another in ["Budi Santoso", "seorang nasabah", "juru bicara Bank Desa", "Bank Desa"] {
        assert!(said(&format!("    speaker: {of_another}\n")), "{of_another}");
    }
    assert!(said(""));
    for of_the_body in ["juru bicara Bank Teluk", "pegawai Bank Teluk", "juru bicara", "Bank Teluk"] {
        assert!(!said(&format!("    speaker: {of_the_body}\n")), "{of_the_body}");
    }
    said("    speaker: Budi Santoso\n");
    let corrected = site.read(path);
    site.write(path, corrected.replacen("Direktur Bank Desa]", "Direktur Bank Desa, wakil Bank Teluk]", 1));
    assert!(!site.build().run.stderr.contains("[kept-for]"));
    site.write(path, corrected.replacen("    for: Bank Teluk\n", "", 1));
    assert!(!site.build().run.stderr.contains("[kept-for]"));
}

#[test]
fn a_renamed_article_without_an_id_is_told_how_to_keep_its_addresses() {
    let text = "---\ntitle: Banjir\nlang: id\n---\n\n“Air naik,” kata Budi Santoso.\n";
    let site = Site::new("-- content/articles/b.md --\n---\ntitle: Lain\nlang: id\n---\n\nHalo.\n");
    site.write("content/articles/banjir.md", text);
    site.build();
    let quotation =
        site.files("public/kutipan").into_iter().map(|(name, _)| name).find(|name| name.len() > 20).unwrap();
    std::fs::rename(site.path("content/articles/banjir.md"), site.path("content/articles/air.md")).unwrap();
    let check = site.run(&["check"]);
    assert!(check.stdout.contains("warning[renamed-article]"), "{check:#?}");
    // It is said until there is an id, and the old one brings everything back.
    site.build();
    let said = site.build().run.stderr;
    assert!(said.contains("this article and its 1 quotation moved") && said.contains("it was at `banjir`"), "{said}");
    let id = said.split("write `id: ").nth(1).unwrap().split('`').next().unwrap();
    site.write("content/articles/air.md", text.replace("title:", &format!("id: {id}\ntitle:")));
    let built = site.build();
    assert!(!built.run.stderr.contains("renamed-article"), "{}", built.run.stderr);
    assert!(site.exists(&format!("public/kutipan/{quotation}")), "{quotation}");
    assert!(built.page("artikel/banjir/").contains("artikel/air/"), "the old address leads on");
}

#[test]
fn a_message_about_a_renamed_article_ends_with_the_id_that_it_names() {
    let text = "---\ntitle: Banjir\nlang: id\n---\n\n“Air naik,” kata Budi Santoso.\n";
    let site = Site::new("-- kutip.yaml --\nlanguage: id\n");
    site.write("content/articles/banjir.md", text);
    site.build();
    std::fs::rename(site.path("content/articles/banjir.md"), site.path("content/articles/air.md")).unwrap();
    let said = site.build().run.stderr;
    let id = said.split("write `id: ").nth(2).unwrap().split('`').next().unwrap();
    site.write("content/articles/air.md", text.replace("title:", &format!("id: {id}\ntitle:")));
    let said = site.build().run.stderr;
    assert!(!said.contains("renamed-article"), "{said}");
}

#[test]
fn an_article_that_gets_an_id_is_told_what_that_moves() {
    let text = "---\ntitle: Banjir\nlang: id\n---\n\n“Air naik,” kata Budi Santoso.\n";
    let with_id = |id: &str| text.replace("title:", &format!("id: {id}\ntitle:"));
    let site = Site::new("-- kutip.yaml --\nlanguage: id\n");
    let path = "content/articles/banjir.md";
    site.write(path, text);
    site.build();
    let before = site.files("public/kutipan");
    site.write(path, with_id("air"));
    site.build_with(&["--quiet"]);
    let said = site.build().run.stderr;
    assert!(said.contains("1 quotation of this article moved"), "{said}");
    assert!(!site.build().run.stderr.contains("renamed-article"), "said once");
    let id = said.split("write `id: ").nth(1).unwrap().split('`').next().unwrap();
    site.write(path, with_id(id));
    site.build();
    let names = |files: Vec<(String, Vec<u8>)>| files.into_iter().map(|(name, _)| name).collect::<Vec<_>>();
    assert_eq!(names(site.files("public/kutipan")), names(before));
}

#[test]
fn a_quotation_whose_words_are_corrected_is_told_how_to_keep_its_address() {
    let article = |quotations: &[&str], body: &str| {
        let entries = quotations.iter().map(|entry| format!("  - {{{entry}}}\n")).collect::<String>();
        format!(
            "---\ntitle: Banjir\ndate: 2024-05-02\nlang: id\nquotations:\n{entries}entities: []\n---\n\n{body}\n\n\
             Warga mengungsi, kata Sinta Dewi. Air surut, kata Sinta Dewi.\n"
        )
    };
    let (budi, hidden) = ("speaker: Budi Santoso", "text: Jangan sebut saya, speaker: Rina Hartati");
    let sinta = ["text: Warga mengungsi, speaker: Sinta Dewi", "text: Air surut, speaker: Sinta Dewi"];
    let wrong = format!("text: Air niak sekali, {budi}");
    let right = format!("text: Air naik sekali, {budi}");
    let body =
        |words: &str| format!("\u{201c}{words},\u{201d} kata Budi Santoso. Jangan sebut saya, kata Rina Hartati.");
    let path = "content/articles/a.md";
    let site = Site::new("-- kutip.yaml --\nlanguage: id\nwithheld: [Rina Hartati]\n");
    let ids = || -> Vec<String> {
        let pages = site.files("public/kutipan").into_iter();
        pages.filter_map(|(name, _)| Some(name.strip_suffix("/index.html")?.to_owned())).collect()
    };
    site.write(path, article(&[&wrong, sinta[0], hidden], &body("Air niak sekali")));
    site.build();
    let before = ids();
    // In the text first: the quotation is not shown until its entry has the words too. Another one is added beside it.
    site.write(path, article(&[&wrong, sinta[0], sinta[1], hidden], &body("Air naik sekali")));
    assert!(!site.build().run.stderr.contains("moved-quotation"));
    site.write(path, article(&[&right, sinta[0], sinta[1], hidden], &body("Air naik sekali")));
    assert!(site.run(&["check"]).stdout.contains("warning[moved-quotation]"));
    site.build();
    let said = site.build().run.stderr;
    assert_eq!(said.matches("warning[moved-quotation]").count(), 1, "{said}");
    assert!(said.contains("content/articles/a.md:6:") && said.contains("text: Air naik sekali"), "{said}");
    let id = said.split("write `id: ").nth(1).unwrap().split('`').next().unwrap();
    assert!(before.iter().any(|known| known == id) && !ids().iter().any(|known| known == id), "{id}");
    let other = said.split("write `id: ").nth(2).unwrap().split('`').next().unwrap();
    for (id, is_old) in [(id, true), (other, false)] {
        site.write(
            path,
            article(&[&format!("id: {id}, {right}"), sinta[0], sinta[1], hidden], &body("Air naik sekali")),
        );
        let said = site.build().run.stderr;
        assert!(!said.contains("moved-quotation") && ids().iter().any(|known| known == id), "{id} {is_old}: {said}");
    }
    // What is deleted, or withheld, has moved nowhere.
    let kept = format!("id: {other}, {right}");
    let hidden = hidden.replace("sebut saya", "sebut nama saya");
    site.write(path, article(&[&kept, sinta[1], &hidden], &body("Air naik sekali")));
    assert!(!site.build().run.stderr.contains("moved-quotation"));
}

/// One article whose only quotation and only name are as given.
fn said_by_budi(quotation: &str, entity: &str) -> String {
    format!(
        "-- content/articles/a.md --\n---\ntitle: Banjir\ndate: 2024-05-02\nlang: id\nquotations:\n  \
         - {{text: Air naik, speaker: Budi Santoso, {quotation}}}\nentities:\n  - {{name: Budi Santoso, kind: person, \
         {entity}}}\n---\n“Air naik,” kata Budi Santoso.\n"
    )
}

#[test]
fn a_role_corrected_in_a_quotation_is_the_persons_where_the_engine_had_but_one() {
    let page =
        |quotation: &str, entity: &str| Site::new(&said_by_budi(quotation, entity)).build().page("orang/budi-santoso/");
    let corrected = page("role: Kepala Dinas Teluk, by: hand", "roles: [Teluk Biru]");
    assert!(corrected.contains("Kepala Dinas Teluk") && !corrected.contains("Teluk Biru"), "{corrected}");
    let not_by_hand = page("role: Kepala Dinas Teluk", "roles: [Teluk Biru]");
    assert!(not_by_hand.contains("Teluk Biru"), "{not_by_hand}");
    let both_by_hand = page("role: Kepala Dinas Teluk, by: hand", "roles: [Teluk Biru], by: hand");
    assert!(both_by_hand.contains("Teluk Biru"), "{both_by_hand}");
    let of_several = page("role: Kepala Dinas Teluk, by: hand", "roles: [Teluk Biru, Ketua Kelompok Tani]");
    assert!(of_several.contains("Ketua Kelompok Tani"), "{of_several}");
}

#[test]
fn a_quotation_added_without_its_kind_is_direct_only_between_marks() {
    let site = Site::new(
        "\
-- content/inbox/pasar.txt --
Pasar Lama Dipindah
2014-02-11

Sinta Dewi datang ke balai desa, dan rapat soal pasar di tepi sungai berlangsung lama.

\u{201c}Pasar lama terlalu sempit. Kami tidak menolak pasar baru,\u{201d} kata Sinta Dewi.
",
    );
    site.run(&["import"]);
    let path = "content/articles/pasar-lama-dipindah.md";
    let (head, tail) = {
        let text = site.read(path);
        let at = text.find("entities:").unwrap_or_else(|| panic!("{text}"));
        (text[..at].to_owned(), text[at..].to_owned())
    };
    let added = ["rapat soal pasar di tepi sungai berlangsung lama", "Kami tidak menolak pasar baru"];
    let entries = added.map(|words| format!("  - text: {words}\n    speaker: Sinta Dewi\n"));
    site.write(path, format!("{head}{}{tail}", entries.concat()));
    let page = site.build().page("artikel/2014/02/pasar-lama-dipindah/");
    assert_eq!(page.matches("kutipan tak langsung").count(), 1, "{page}");
    // An update leaves them as they are written, and the pages say the same.
    site.write(path, site.read(path).replace("version: 1", "version: 0"));
    site.run(&["import", "--update"]);
    let text = site.read(path);
    assert!(entries.iter().all(|entry| text.contains(entry.as_str())), "{text}");
    let page = site.build().page("artikel/2014/02/pasar-lama-dipindah/");
    assert_eq!(page.matches("kutipan tak langsung").count(), 1, "{page}");
    // What a person wrote stands.
    site.write(path, text.replace(&entries[0], &format!("{}    kind: mixed\n", entries[0])));
    site.run(&["import", "--update"]);
    assert!(site.read(path).contains("kind: mixed"));
}

#[test]
fn who_turns_out_to_be_no_person_holds_no_office() {
    let article = |entity: &str| {
        format!(
            "---\ntitle: Pasar Dibuka\ndate: 2024-05-02\nlang: id\nquotations:\n  - {{text: Jalan dibuka, speaker: \
             Cipayang, role: Kapolsek, rule: cue-after, certainty: sure}}\n  - {{text: Pasar dibuka, speaker: Cipayang}}\n\
             entities:\n  - {entity}\n  - {{name: Sinta Dewi, kind: person, roles: [Ketua RT]}}\n---\n\n\
             \u{201c}Jalan dibuka,\u{201d} kata Cipayang. \u{201c}Pasar dibuka,\u{201d} katanya. Sinta Dewi datang.\n"
        )
    };
    let told = |site: &Site| {
        site.files("public").iter().any(|(_, bytes)| String::from_utf8_lossy(bytes).to_lowercase().contains("kapolsek"))
    };
    let site = Site::new("-- kutip.yaml --\nlanguage: id\npublish: quotations\n");
    let person = "{name: Cipayang, kind: person, roles: [Kapolsek]}";
    site.write("content/articles/a.md", article(person));
    assert!(site.build().page("orang/cipayang/").contains("Kapolsek"));
    for (kind, pages) in
        [("place", "tempat"), ("organization", "organisasi"), ("work", "karya"), ("event", "peristiwa")]
    {
        site.write("content/articles/a.md", article(&person.replace("person", kind).replace('}', ", by: hand}")));
        let page = site.build().page(&format!("{pages}/cipayang/"));
        assert!(page.contains("Pasar dibuka") && !told(&site), "{kind}: {page}");
    }
    assert!(site.build().page("orang/sinta-dewi/").contains("Ketua RT"));
    // A file says it for the whole archive; what the article says stays there.
    site.write("content/articles/a.md", article(person));
    site.write("content/places/cipayang.md", "---\nname: Cipayang\n---\n");
    assert!(site.build().has_page("tempat/cipayang/") && !told(&site));
    std::fs::remove_file(site.path("content/places/cipayang.md")).unwrap();
    assert!(site.build().page("orang/cipayang/").contains("Kapolsek"));
}

#[test]
fn a_corrected_role_holds_for_what_else_the_person_says_in_the_article() {
    let page = |first: &str, second: &str, entity: &str| {
        let site = Site::new(&format!(
            "-- content/articles/a.md --\n---\ntitle: Banjir\ndate: 2024-05-02\nlang: id\nquotations:\n  \
             - {{text: Air naik, speaker: Budi Santoso, {first}}}\n  \
             - {{text: Warga mengungsi, speaker: Budi Santoso, {second}}}\nentities:\n  - {{name: Budi Santoso, kind: \
             person, {entity}}}\n---\n“Air naik,” kata Budi Santoso. “Warga mengungsi,” katanya.\n"
        ));
        let built = site.build();
        let row = |address: &str| built.page(address).replace("Ir. Hj", "[wrong]");
        [row("artikel/2024/05/a/"), row("orang/budi-santoso/"), site.read("public/data/quotations.csv")].concat()
    };
    let (right, wrong) = ("role: Kepala Dinas Teluk, by: hand", "role: Ir. Hj");
    let pages = page(right, wrong, "roles: [Ir. Hj]");
    assert!(pages.contains("Kepala Dinas Teluk") && !pages.contains("wrong") && !pages.contains("Ir. Hj"), "{pages}");
    // Also where the person wrote it beside the name.
    let pages = page(wrong, wrong, "roles: [Kepala Dinas Teluk], by: hand");
    assert!(pages.contains("Kepala Dinas Teluk") && !pages.contains("wrong") && !pages.contains("Ir. Hj"), "{pages}");
    // What a person wrote elsewhere stands, and so does a second role of the engine's.
    let pages = page(right, "role: Ir. Hj, by: hand", "roles: [Ir. Hj]");
    assert!(pages.contains("Kepala Dinas Teluk") && pages.contains("wrong"), "{pages}");
    let pages = page(right, "role: Ketua RT", "roles: [Ir. Hj, Ketua RT]");
    assert!(pages.contains("Kepala Dinas Teluk") && pages.contains("Ketua RT"), "{pages}");
}

#[test]
fn a_note_is_no_correction_and_what_was_withdrawn_is_listed_as_one_only() {
    let site = Site::new(
        "-- content/articles/a.md --\n---\ntitle: Banjir\ndate: 2024-05-02\nlang: id\nquotations:\n  \
         - {text: Air naik, speaker: Budi Santoso, note: Diterjemahkan wartawan}\n  \
         - {text: Warga mengungsi, speaker: Budi Santoso}\n---\n“Air naik,” kata Budi Santoso. “Warga \
         mengungsi,” katanya.\n",
    );
    let built = site.build();
    let page = built.page("artikel/2024/05/a/");
    assert!(page.contains("Diterjemahkan wartawan") && !page.contains("id=\"corrections\""), "{page}");
    assert!(!built.page("koreksi/").contains("Air naik"));
    let path = "content/articles/a.md";
    site.write(path, site.read(path).replace("mengungsi, speaker", "mengungsi, withdrawn: salah kutip, speaker"));
    let page = site.build().page("artikel/2024/05/a/");
    let (list, corrections) = (page.find("id=\"quotations\"").unwrap(), page.find("id=\"corrections\"").unwrap());
    let list = if list < corrections { &page[list..corrections] } else { &page[list..] };
    assert!(page.contains("1 kutipan") && !list.contains("Warga mengungsi"), "{page}");
    assert!(page[corrections..].contains("salah kutip"), "{page}");
}

#[test]
fn the_role_stands_beside_the_first_words_listed_where_earlier_ones_were_withdrawn() {
    let quotation = |text: &str, more: &str| format!("  - {{text: {text}, speaker: Budi Santoso{more}}}\n");
    // In the article, and gone from it.
    for withdrawn in ["Air naik", "Air asin"] {
        let site = Site::new("");
        let list = [
            quotation(withdrawn, ", role: Camat Teluk, withdrawn: salah dengar"),
            quotation("Warga mengungsi", ""),
            quotation("Jalan putus", ""),
        ];
        let text = "“Air naik,” kata Camat Teluk Budi Santoso. “Warga mengungsi,” katanya. “Jalan putus,” katanya.";
        let head = "---\ntitle: Banjir\ndate: 2024-05-02\nlang: id\nquotations:\n";
        let entities = "entities:\n  - {name: Budi Santoso, kind: person, roles: [Camat Teluk]}\n";
        site.write("content/articles/a.md", format!("{head}{}{entities}---\n{text}\n", list.concat()));
        let page = site.build().page("artikel/2024/05/a/");
        let list = page.split("id=\"quotations\"").nth(1).unwrap().split("</ul>").next().unwrap();
        let (first, second) = list.split_once("Jalan putus").unwrap();
        assert!(first.contains("Camat Teluk") && !second.contains("Camat Teluk"), "{withdrawn}: {list}");
    }
}

#[test]
fn words_that_were_withdrawn_without_a_reason_are_not_published_as_said() {
    for written in ["", " true"] {
        let site = Site::new(&format!(
            "-- content/articles/a.md --\n---\ntitle: Banjir\ndate: 2024-05-02\nlang: id\nquotations:\n  \
             - text: Air naik\n    speaker: Budi Santoso\n    withdrawn:{written}\n---\n“Air naik,” kata Budi Santoso.\n"
        ));
        let built = site.build();
        assert!(built.run.stderr.contains("a.md:8:5") && built.run.stderr.contains("empty-value"), "{:?}", built.run);
        let page = built.page("artikel/2024/05/a/");
        assert!(page.contains("</strong> alasan tidak disebutkan") && !page.contains("1 kutipan"), "{page}");
    }
}

#[test]
fn a_name_that_is_filled_out_by_hand_keeps_its_page() {
    let site = Site::new("-- kutip.yaml --\nlanguage: id\nbase_url: https://arsip.example/\n");
    let article = |entity: &str| {
        format!(
            "---\ntitle: Saringan Udara\ndate: 2024-01-10\nlang: id\nquotations:\n  - {{text: Udara bersih, speaker: Juhari}}\n\
             entities:\n  - {entity}\n---\n\n\"Udara bersih,\" kata Juhari.\n"
        )
    };
    let filled_out = "{name: Juhari Saputra, kind: person, forms: [Juhari], by: hand}";
    site.write("content/articles/a.md", article("{name: Juhari, kind: person}"));
    site.build();
    site.write("content/articles/a.md", article(filled_out));
    for _ in 0..2 {
        let built = site.build();
        assert!(built.page("orang/juhari/").contains("Juhari Saputra"));
        assert!(!site.exists("public/orang/juhari-saputra/index.html"));
    }
    // Where a site was made while the words of the article were forgotten, the old address leads on.
    site.write("content/articles/a.md", article("{name: Juhari Saputra, kind: person, by: hand}"));
    site.build();
    site.write("content/articles/a.md", article(filled_out));
    assert!(site.build().page("orang/juhari/").contains("Juhari Saputra"));
}

#[test]
fn words_between_marks_are_direct_though_blanks_stand_on_the_wrong_side() {
    let site = Site::new("");
    site.write(
        "content/articles/a.md",
        "---\ntitle: Pasar\nlang: id\nquotations:\n  - {text: Saya melihatnya begitu tenang, speaker: Rina Lestari, by: hand}\n\
         ---\n\n“Saya tidak tahu,” ujar Rina Lestari, Selasa (7/5/2024).,“ Saya melihatnya begitu tenang,” sambungnya.\n",
    );
    site.build();
    let data = site.read("public/data/quotations.jsonl");
    assert!(data.contains("\"direct\"") && !data.contains("\"indirect\""), "{data}");
}

#[test]
fn data_say_no_reason_that_is_none_any_more() {
    let site = Site::new(
        "-- content/inbox/pasar.txt --\nPasar Lama\n2024-02-11\n\n\"Pasar lama terlalu sempit,\" kata Rahmat Wibawa kepada Sinta Dewi.\n\n\
         Bupati Rahmat Wibawa mengatakan harga beras turun di semua pasar.\n",
    );
    let row = |words: &str| {
        site.build();
        let data = site.read("public/data/quotations.jsonl");
        let line = data.lines().find(|line| line.contains(words)).unwrap_or_else(|| panic!("{words}: {data}"));
        serde_json::from_str::<serde_json::Value>(line).unwrap()
    };
    assert_eq!(row("terlalu sempit")["rule"], "cue-after");
    assert_eq!(row("harga beras")["cue"], "mengatakan");
    let path = "content/articles/pasar-lama.md";
    let text = site.read(path);
    let by_hand = text.replacen("speaker: Rahmat Wibawa\n", "speaker: Sinta Dewi\n    by: hand\n", 1);
    site.write(path, by_hand.replace("mengatakan harga", "menegaskan harga"));
    let decided = row("terlalu sempit");
    assert!(decided["rule"].is_null() && decided["cue"].is_null(), "{decided}");
    let reworded = row("harga beras");
    assert!(reworded["rule"].is_null() && reworded["cue"].is_null(), "{reworded}");
}

#[test]
fn a_name_corrected_to_part_of_the_programs_heads_the_page_alone() {
    let short_too = " Hadinoto said that stocks were low.";
    for more in ["", short_too] {
        let text = format!("Rice\n2024-05-02\n\n\"Prices fell,\" said trader Karso Hadinoto.{more}\n");
        let site = Site::new("-- kutip.yaml --\nlanguage: en\n");
        site.write("content/inbox/rice.txt", &text);
        site.build();
        let path = "content/articles/rice.md";
        let old = site.read(path);
        let entry = old.lines().find(|line| line.contains("{name: Karso Hadinoto,")).unwrap();
        let new = "  - {name: Hadinoto, kind: person, roles: [trader Karso], by: hand}";
        site.write(path, old.replace(entry, new));
        let page = site.build().page("person/karso-hadinoto/");
        let shown = page.replace("trader Karso", "").replace("karso-hadinoto", "");
        assert!(shown.contains("<h1><bdi>Hadinoto</bdi></h1>"), "{more}: {page}");
        assert!(!shown.contains("Karso") && page.contains("Prices fell"), "{more}: {page}");
        assert!(page.contains("trader Karso") && !page.contains(">trader<"), "{more}: {page}");
        // Who is meant by the old name is still known.
        site.write("kutip.yaml", "language: en\nwithheld: [Karso Hadinoto]\n");
        site.build();
        assert!(!site.exists("public/person/karso-hadinoto/index.html"), "{more}");
    }
}

#[test]
fn a_name_written_without_forms_has_those_that_the_article_prints() {
    let site = Site::new(
        "-- content/inbox/pasar.txt --\nPasar Lama\n2024-02-11\n\n\"Pasar lama terlalu sempit,\" kata Ibu Rahmawati Wibowo, yang \
         menunggu.\n\nWibowo pulang. \"Wibowo orang baik,\" kata Sinta Dewi.\n",
    );
    site.build();
    let path = "content/articles/pasar-lama.md";
    let line = site.read(path).lines().find(|line| line.contains("Rahmawati Wibowo, kind")).unwrap().to_owned();
    assert!(line.contains("forms: ["), "{line}");
    for name in ["Rahmawati Wibowo", "Ibu Rahmawati Wibowo"] {
        site.write(path, site.read(path).replace(&line, &format!("  - {{name: {name}, kind: person, by: hand}}")));
        let page = site.build().page("artikel/2024/02/pasar-lama/");
        assert!(page.contains(">Wibowo</a> pulang"), "{name}: {page}");
        site.write("kutip.yaml", format!("withheld: [{name}]\n"));
        assert!(!site.build().page("artikel/2024/02/pasar-lama/").contains("Wibowo"), "{name}");
        site.write("kutip.yaml", "");
        site.write(path, site.read(path).replace(&format!("  - {{name: {name}, kind: person, by: hand}}"), &line));
    }
}

#[test]
fn roles_of_one_article_stand_in_the_order_in_which_a_person_wrote_them() {
    let site = Site::new("");
    let article = "---\ntitle: Polisi\nlang: id\nquotations: []\nentities:\n  - {name: Hary Brata, kind: person, \
                   roles: [Wadirkrimsus Polda Laya, AKBP], by: hand}\n---\n\nHary Brata datang.\n";
    site.write("content/articles/a.md", article);
    let page = site.build().page("orang/hary-brata/");
    assert!(page.find("Wadirkrimsus") < page.find("AKBP"), "{page}");
}

#[test]
fn the_forms_of_a_name_by_hand_are_all_its_words_and_no_part_of_a_place_is_one() {
    for (entity, words, is_meant) in [
        ("{name: Kecamatan Padang Utara, kind: place, by: hand}", "Padang aman", false),
        (
            "{name: Kecamatan Padang Utara, kind: place, forms: [Kecamatan Padang Utara], by: hand}",
            "Padang aman",
            false,
        ),
        ("{name: Siti Marlina, kind: person, forms: [Siti Marlina], by: hand}", "Marlina datang", false),
        ("{name: Siti Marlina, kind: person, by: hand}", "Marlina datang", true),
    ] {
        let body = format!(
            "Hujan turun di Kecamatan Padang Utara. Siti Marlina pulang.\n\n“{words} dan tenang,” kata Budi Santoso.\n"
        );
        let head = "---\nid: a1\ntitle: Hujan\ndate: 2024-05-02\nlang: id\n";
        let quotation = format!("quotations:\n  - {{text: {words} dan tenang, speaker: Budi Santoso}}\n");
        let site = Site::new("-- kutip.yaml --\nlanguage: id\n");
        site.write("content/articles/a.md", format!("{head}{quotation}entities:\n  - {entity}\n---\n{body}"));
        site.build();
        let data = site.read("public/data/quotations.jsonl");
        let address = if entity.contains("place") { "kecamatan-padang-utara" } else { "siti-marlina" };
        assert_eq!(data.contains(address), is_meant, "{entity}: {data}");
    }
}

#[test]
fn words_declared_to_be_no_name_are_no_address_of_who_was_taken_for_them() {
    for base_url in ["", "base_url: https://a.example/\n"] {
        let site = Site::new("");
        site.write("kutip.yaml", format!("language: en\n{base_url}"));
        let article = |id: &str, words: &str, entities: &str| {
            let head = format!("---\nid: {id}\ntitle: {id}\nlang: en\nentities:\n");
            site.write(
                &format!("content/articles/{id}.md"),
                format!("{head}{entities}---\n\n{words} spoke. Hadinoto left.\n"),
            );
        };
        article(
            "a1",
            "Besides Hadinoto, one",
            "  - {name: Besides Hadinoto, kind: person, forms: [Besides Hadinoto, Hadinoto]}\n",
        );
        for id in ["b1", "c1"] {
            article(id, "Hadinoto", "  - {name: Hadinoto, kind: person, by: hand}\n");
        }
        site.write("content/judgements.yaml", "- {same: [besides-hadinoto, hadinoto]}\n");
        assert!(site.build().has_page("person/besides-hadinoto/"));
        site.write("content/judgements.yaml", "");
        let decided =
            "  - {name: Besides Hadinoto, kind: other, by: hand}\n  - {name: Hadinoto, kind: person, by: hand}\n";
        article("a1", "Besides Hadinoto, one", decided);
        let built = site.build();
        assert!(built.page("person/hadinoto/").contains("<h1><bdi>Hadinoto</bdi></h1>"));
        assert_eq!(built.has_page("person/besides-hadinoto/"), !base_url.is_empty());
    }
}

#[test]
fn a_name_corrected_to_one_that_the_article_has_keeps_its_words() {
    let text = "Kabut\n2024-02-11\n\nLontar Air menunda penerbangan ke Laya. Direktur Lontir Air, Darsono Wirya, meminta maaf. \
                \"Kami menunda karena kabut,\" kata Darsono Wirya. Lalu Lontir Air tutup.\n\n\"Saya menunggu,\" kata Yusuf \
                Hidayat. \"Saya pulang,\" kata Yosef Hidayah.\n";
    let site = Site::new("");
    site.write("content/inbox/kabut.txt", text);
    site.build();
    let path = "content/articles/kabut.md";
    let made = site.read(path);
    let corrected = |text: &str, old: &str, new: &str| {
        let line = text.lines().find(|line| line.contains(&format!("{{name: {old}, kind"))).unwrap();
        let kind = line.split("kind: ").nth(1).unwrap().split([',', '}']).next().unwrap();
        text.replace(line, &format!("  - {{name: {new}, kind: {kind}, by: hand}}"))
    };
    let both = corrected(&corrected(&made, "Lontir Air", "Lontar Air"), "Yosef Hidayah", "Yusuf Hidayat");
    site.write(path, &both);
    let built = site.build();
    let page = built.page("artikel/2024/02/kabut/");
    assert!(page.contains("<bdi>Lontar Air</bdi></a> <span class=\"meta\">organisasi · 3×"), "{page}");
    let person = built.page("orang/yusuf-hidayat/");
    assert!(person.contains("Saya pulang") && !person.contains("Hidayah<"), "{person}");
    let said = site.run(&["check"]).stdout;
    assert!(!said.contains("unlisted-speaker") && !said.contains("doubled-name"), "{said}");
    site.write("kutip.yaml", "withheld: [Lontar Air]\n");
    assert!(!site.build().page("artikel/2024/02/kabut/").contains("Lontir"));
}

#[test]
fn a_name_corrected_in_its_place_keeps_its_words() {
    const COMPANY: &str =
        "THE LANTERN DEPOT INC. reported earnings in Ohio. Lantern Depot sees sales growth, analysts said.";
    const OFFICE: &str = "The Ministry of Inland Fishing (MIF) opened in Ohio. MIF grew, analysts said.";
    const NEW: &str = "{name: Lantern Depot, kind: organization, by: hand}";
    const OTHER: &str = "{name: Harbor Union, kind: organization, by: hand}";
    const OHIO: &str = "{name: Ohio, kind: place}";
    for (words, old, entries, is_linked) in [
        (COMPANY, "LANTERN DEPOT INC", vec![NEW, OHIO], true),
        (COMPANY, "LANTERN DEPOT INC", vec![OTHER, NEW, OHIO], true),
        (COMPANY, "LANTERN DEPOT INC", vec!["{name: Lantern Depto Inc, kind: organization, by: hand}", OHIO], true),
        (OFFICE, "Ministry of Inland Fishing", vec!["{name: MIF, kind: organization, by: hand}", OHIO], true),
        // What was deleted is nobody's, whoever was added.
        (COMPANY, "LANTERN DEPOT INC", vec![OHIO, NEW], false),
        (COMPANY, "LANTERN DEPOT INC", vec![OTHER, OHIO], false),
        (
            COMPANY,
            "LANTERN DEPOT INC",
            vec!["{name: Lantern Depot, kind: organization, forms: [Lantern Depot], by: hand}", OHIO],
            false,
        ),
    ] {
        let site = Site::new("-- kutip.yaml --\nlanguage: en\n");
        let speech = "“Our results reflected growth,” Karl Menden said.";
        site.write("content/inbox/sales.txt", format!("Sales\n2024-05-02\n\n{words}\n\n{speech}\n"));
        site.build();
        let path = "content/articles/sales.md";
        let made = site.read(path);
        let line =
            |name: &str| format!("{}\n", made.lines().find(|line| line.contains(&format!("{{name: {name},"))).unwrap());
        let entries: String = entries.iter().map(|entry| format!("  - {entry}\n")).collect();
        site.write(path, made.replace(&line(old), "").replace(&line("Ohio"), &entries));
        std::fs::remove_dir_all(site.path(".kutip")).unwrap();
        let page = site.build().page("article/2024/05/sales/");
        assert_eq!(page.contains(&format!(">{old}</a>")), is_linked, "{entries}: {page}");
    }
}

#[test]
fn a_name_with_words_too_many_is_no_other_name_of_whom_a_person_shortened_it_to() {
    let article = |forms: &str| {
        format!(
            "---\nid: a1\ntitle: A\nlang: en\nentities:\n  - {{name: Dewi Lestari, kind: person, forms: {forms}, by: hand}}\n---\n\
             Dewi Lestari Took the stage. “Prices fell,” said Dewi Lestari.\n"
        )
    };
    let site = Site::new("-- kutip.yaml --\nlanguage: en\n");
    site.write("content/articles/a.md", article("[Dewi Lestari, Dewi Lestari Took, Dewie]"));
    site.build();
    let page = site.read("public/person/dewi-lestari/index.html");
    assert!(!page.contains("Dewi Lestari Took</") && page.contains("Dewie"), "{page}");
}

#[test]
fn a_name_corrected_with_forms_of_its_own_keeps_the_address_of_what_the_program_finds_in_its_place() {
    const OLD: &str = "Slamet Karyono Budi Santoso";
    const SHORTER: &str = "{name: Slamet Karyono, kind: person, forms: [Karyono, Slamet Karyono], by: hand}";
    let text =
        format!("-- content/inbox/sawah.txt --\nSawah\n2024-05-02\n\nWarga bertemu petani {OLD}. Karyono pulang.\n");
    let path = "content/articles/sawah.md";
    let settings = "language: id\nbase_url: https://arsip.example/\n";
    for (entries, heir) in [
        (vec![SHORTER], Some("Slamet Karyono")),
        (
            vec!["{name: Karyono Budi, kind: person, forms: [Budi Santoso, Karyono Budi], by: hand}"],
            Some("Karyono Budi"),
        ),
        (
            vec![
                "{name: petani Slamet Karyono Budi Santoso, kind: person, forms: [Karyono, petani Slamet Karyono Budi \
                  Santoso], by: hand}",
            ],
            Some("petani Slamet Karyono Budi Santoso"),
        ),
        (vec![SHORTER, "{name: Budi Santoso, kind: person, forms: [Budi, Budi Santoso], by: hand}"], None),
        (vec!["{name: Slamet Karyono, kind: organization, forms: [Karyono, Slamet Karyono], by: hand}"], None),
        (vec!["{name: Karyono, kind: person, forms: [pulang], by: hand}"], Some("Karyono")),
    ] {
        let site = Site::new(&text);
        site.write("kutip.yaml", settings);
        assert!(site.build().page("orang/slamet-karyono-budi-santoso/").contains(OLD));
        let made = site.read(path);
        let line = made.lines().find(|line| line.contains(&format!("{{name: {OLD}, kind"))).unwrap();
        let entries: Vec<String> = entries.iter().map(|entry| format!("  - {entry}")).collect();
        site.write(path, made.replace(line, &entries.join("\n")));
        let page = site.build().page("orang/slamet-karyono-budi-santoso/");
        let heading = heir.map(|heir| format!("<h1><bdi>{heir}</bdi></h1>"));
        assert_eq!(page.contains("<h1><bdi>"), heading.is_some(), "{entries:?}: {page}");
        assert!(heading.is_none_or(|heading| page.contains(&heading)), "{entries:?}: {page}");
        if heir == Some("Slamet Karyono") {
            // Who is meant by the old name is still known.
            site.write("kutip.yaml", format!("{settings}withheld: [{OLD}]\n"));
            assert!(!site.build().has_page("orang/slamet-karyono-budi-santoso/"));
            // Where a site said that nobody is there, the address leads on.
            site.write("kutip.yaml", settings);
            site.write("content/addresses.yaml", "moved:\n  person/slamet-karyono-budi-santoso: \"-\"\n");
            std::fs::remove_dir_all(site.path("public")).unwrap();
            site.build();
            let book = site.read("content/addresses.yaml");
            assert!(book.contains("person/slamet-karyono-budi-santoso: slamet-karyono"), "{book}");
        }
    }
}

#[test]
fn two_people_of_whom_every_article_says_which_one_is_meant_are_still_told_apart_by_their_name() {
    let site = Site::new(
        "-- kutip.yaml --\nlanguage: en\n-- content/inbox/rice.txt --\nRice\n\n“Rice is cheap,” said Siti Marlina in Laya.\n\
         -- content/inbox/mud.txt --\nMud\n\n“The river is muddy,” said Siti Marlina in Damar.\n\
         -- content/judgements.yaml --\n- {different: [siti-marlina, siti-marlina-hydrologist]}\n\
         -- content/people/siti-marlina-hydrologist.md --\n---\nname: Siti Marlina\nroles: [{role: hydrologist}]\n---\n",
    );
    site.run(&["build"]);
    let means = |file: &str, reference: &str| {
        let text = site.read(file);
        let entry = format!("{{name: Siti Marlina, kind: person, ref: {reference}, by: hand}}");
        site.write(file, text.replace("{name: Siti Marlina, kind: person}", &entry));
    };
    let said = site.run(&["check"]).stdout;
    assert!(
        said.contains("the one of `ref: siti-marlina-hydrologist, by: hand`") && !said.contains("`ref: siti-marlina,"),
        "{said}"
    );
    means("content/articles/mud.md", "siti-marlina-hydrologist");
    site.run(&["build"]);
    let said = site.run(&["check"]).stdout;
    let other = "siti-marlina-laya";
    assert!(said.contains(&format!("`ref: {other}, by: hand`")), "{said}");
    means("content/articles/rice.md", other);
    for run in [site.run(&["build"]), site.run(&["check"])] {
        assert!(run.status == 0 && !format!("{run:?}").contains("judgement"), "{run:?}");
    }
    for folder in ["public", ".kutip"] {
        std::fs::remove_dir_all(site.path(folder)).unwrap();
    }
    let run = site.run(&["build"]);
    assert!(run.status == 0 && run.stderr.is_empty(), "{run:?}");
    assert!(site.exists(&format!("public/person/{other}/index.html")));
}
