//! What `import` writes, and what a second run does.

use crate::support::Site;

const BANJIR: &str = "Banjir di Teluk\n\n“Air sudah naik sejak pagi,” kata Budi Santoso, Kamis (2/5).\n";

fn imported() -> Site {
    let site = Site::new("-- content/inbox/banjir.txt --\n");
    site.write("content/inbox/banjir.txt", BANJIR);
    let run = site.run(&["import"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{run:#?}");
    site
}

const FILE: &str = "content/articles/banjir-di-teluk.md";

#[test]
fn an_article_becomes_a_file_named_after_its_title() {
    let site = imported();
    let text = site.read(FILE);
    assert!(text.starts_with("---\nid: "), "{text}");
    assert!(text.contains("\ntitle: Banjir di Teluk\n"), "{text}");
    assert!(text.contains("\norigin: {file: inbox/banjir.txt, sha256: "), "{text}");
    assert!(text.contains("text: Air sudah naik sejak pagi\n"), "{text}");
    assert!(text.contains("speaker: Budi Santoso\n"), "{text}");
    assert!(text.contains("  - {name: Budi Santoso, kind: person"), "{text}");
    assert_eq!(site.read("content/inbox/banjir.txt"), BANJIR);
}

#[test]
fn a_second_run_changes_nothing() {
    let site = imported();
    let before = site.files("content");
    let run = site.run(&["import"]);
    assert_eq!((run.status, site.files("content")), (0, before));
    assert!(run.stdout.starts_with("0 articles imported, 1 left alone in "), "{}", run.stdout);
    assert!(run.stdout.ends_with("→ content/articles/\n"), "{}", run.stdout);
}

#[test]
fn a_file_that_was_renamed_or_moved_is_still_the_same_article() {
    let site = imported();
    std::fs::rename(site.path(FILE), site.path("content/articles/lain.md")).unwrap();
    std::fs::rename(site.path("content/inbox/banjir.txt"), site.path("content/inbox/lain.txt")).unwrap();
    assert!(site.run(&["import"]).stdout.starts_with("0 articles imported, 1 left alone"));
    assert_eq!(site.files("content/articles").len(), 1);
}

#[test]
fn a_source_that_changed_is_left_alone_and_counted_until_update_is_given() {
    let site = imported();
    let id = site.read(FILE).lines().nth(1).unwrap().to_owned();
    site.write("content/inbox/banjir.txt", BANJIR.replace("sejak pagi", "sejak malam"));
    let run = site.run(&["import"]);
    assert!(run.stdout.contains("1 source has changed since the import (inbox/banjir.txt)"), "{}", run.stdout);
    assert!(site.read(FILE).contains("sejak pagi"));
    let run = site.run(&["import", "--update"]);
    assert!(run.stdout.contains("1 updated"), "{run:#?}");
    let text = site.read(FILE);
    assert!(text.contains("text: Air sudah naik sejak malam\n") && !text.contains("sejak pagi"), "{text}");
    assert_eq!(text.lines().nth(1), Some(id.as_str()));
}

/// What was mended once must not give more to mend: letters written as two characters, and those read wrongly twice.
#[test]
fn text_in_a_wrong_encoding_reads_the_same_each_time() {
    for (name, meant) in [("RaA\u{303}\u{83}A\u{302}ol", "RaÃÂol"), ("RenÃ\u{192}Â©e", "Renée")] {
        let site = Site::new("");
        site.write("content/inbox/a.txt", format!("Beras turun\n\nRep. {name} datang ke pasar.\n"));
        let run = site.run(&["import", "content/inbox"]);
        assert_eq!(run.status, 0, "{run:#?}");
        let article = site.read("content/articles/beras-turun.md");
        assert!(article.contains(meant), "{article}");
        let run = site.run(&["import", "--update", "-v"]);
        assert!(!run.stdout.contains("1 updated"), "{run:#?}");
        assert_eq!(site.read("content/articles/beras-turun.md"), article);
    }
}

#[test]
fn an_update_keeps_what_people_changed() {
    let site = imported();
    let text = site.read(FILE).replace("speaker: Budi Santoso\n", "speaker: Bambang Susilo\n    by: hand\n");
    site.write(FILE, text.replace("title: Banjir di Teluk", "title: Banjir besar"));
    let before = site.read(FILE);
    let run = site.run(&["import", "--update"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    assert_eq!(site.read(FILE), before);
    site.write("content/inbox/banjir.txt", format!("{BANJIR}\nHujan turun lagi.\n"));
    let run = site.run(&["import", "--update"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    let text = site.read(FILE);
    assert!(text.contains("Hujan turun lagi.") && text.contains("speaker: Bambang Susilo\n"), "{text}");
    assert!(text.contains("title: Banjir besar\n"), "{text}");
}

#[test]
fn all_places_that_people_and_the_source_changed_can_be_seen() {
    let site = Site::new("");
    let there = |paragraph: &str, begin: &str| {
        let numbers = |from: u32| (from..from + 1500).map(|n| n.to_string()).collect::<Vec<_>>().join(" ");
        let words = format!("{begin} {} {paragraph} {} akhir.", numbers(1), numbers(5000));
        dump(&[("1", "Banjir di Teluk", &words)])
    };
    site.write("content/inbox/a.jsonl", there("padi kering", "Air naik"));
    assert_eq!(site.run(&["build"]).status, 0);
    site.write(FILE, site.read(FILE).replace("akhir.", "penutup."));
    let newer = there("padi basah", "Air sungai mulai naik").replace(" 6100 ", " enam ").replace(" 6200 ", " enam ");
    site.write("content/inbox/a.jsonl", newer);
    let short = site.run(&["import", "--update"]);
    assert!(short.stderr.contains("help: and 2 more places; `-v` shows them\n"), "{short:#?}");
    for command in [&["import", "--update", "-v"][..], &["check", "-v"]] {
        let run = site.run(command);
        let said = format!("{}{}", run.stdout, run.stderr);
        let places: Vec<&str> = said.lines().filter(|line| line.contains("here")).collect();
        let places = places.iter().filter_map(|line| line.split_once("help: ")).map(|(_, place)| place);
        let expected = [
            "only there: `Air sungai mulai`",
            "here `… 1499 1500 padi kering`, there `… 1499 1500 padi basah`",
            "here `… 6097 6098 6099 6100`, there `… 6097 6098 6099 enam`",
            "here `… 6197 6198 6199 6200`, there `… 6197 6198 6199 enam`",
            "here `… 6497 6498 6499 penutup.`, there `… 6497 6498 6499 akhir.`",
        ];
        let places: Vec<&str> =
            places.filter(|place| !place.starts_with("the source") && !place.starts_with("take")).collect();
        assert_eq!(places, expected, "{command:?} {said}");
        assert!(!said.contains("more place"), "{said}");
    }
    // Texts that differ everywhere.
    let odd: Vec<String> = (0..20_000).map(|n| format!("{n} dan")).collect();
    let even: Vec<String> = (0..20_000).map(|n| format!("{} dan", n + 50_000)).collect();
    let places = kutip::archive::places(&odd.join(" "), &even.join(" "));
    assert_eq!((places.len(), places.last().map(String::as_str)), (101, Some("and more behind these")));
}

#[test]
fn that_the_rest_was_taken_over_is_said_only_where_there_was_a_rest() {
    for (words, rest) in [("Air naik.\n", ""), ("Air surut.\n", ", and the rest taken over")] {
        let site = Site::new("");
        let page = |title: &str, words: &str| dump(&[("1", title, words), ROWS[1]]);
        site.write("content/inbox/mei.jsonl", page("Banjir di Teluk", "Air naik.\n"));
        site.build();
        site.write(FILE, site.read(FILE).replace("title: Banjir di Teluk", "title: Banjir besar"));
        site.write("content/inbox/mei.jsonl", page("Banjir kecil", words));
        let run = site.run(&["import", "--update"]);
        assert!(run.stderr.contains(&format!("what stands here was kept{rest}\n")), "{run:#?}");
        let sum = if rest.is_empty() { "decide, " } else { "decide (the rest of 1 taken over), " };
        assert!(run.stdout.contains(&format!("0 updated, 1 kept for you to {sum}")), "{run:#?}");
    }
}

#[test]
fn what_people_and_the_source_both_changed_stays_and_is_said_until_a_person_decides() {
    let said = "warning[update-conflict]: the text was changed here and in the source; what stands here was kept";
    let conflict = |in_both: bool| {
        let site = Site::new("");
        let page = |words: &str| dump(&[("1", "Banjir di Teluk", words), ROWS[1]]);
        site.write("content/inbox/mei.jsonl", page("Air sudah naik sejak pagi.\n\nWarga lari."));
        assert_eq!(site.run(&["build"]).status, 0);
        site.write(FILE, site.read(FILE).replace("sejak pagi", "sejak siang"));
        site.write("content/inbox/juni.jsonl", page("Air sudah naik sejak malam.\n\nWarga lari ke bukit.\n\nHujan."));
        if !in_both {
            std::fs::remove_file(site.path("content/inbox/mei.jsonl")).unwrap();
        }
        site
    };
    for (in_both, decides) in [(true, true), (false, true), (false, false)] {
        let site = conflict(in_both);
        let tried = site.run(&["import", "--update", "--dry-run", "content/inbox/juni.jsonl"]);
        assert!(tried.stdout.contains("would update 0, would keep 1 for you to decide"), "{tried:#?}");
        let before = site.read(FILE);
        let run = site.run(&["import", "--update", "content/inbox/juni.jsonl"]);
        let sum = "0 updated, 1 kept for you to decide, 1 left alone";
        assert!(run.stdout.contains(sum), "{run:#?}");
        assert!(
            run.stdout.contains(&format!("kept: {FILE}: its source has another `text`; you decide"))
                && !run.stdout.contains("changed: ")
        );
        let words = [
            said,
            "is record 1 of inbox/juni.jsonl",
            "here `… sudah naik sejak siang.`, there `… sudah naik sejak malam.`",
            "Warga lari ke bukit. Hujan.`",
        ];
        words.iter().for_each(|words| assert!(run.stderr.contains(words), "{words}: {run:#?}"));
        assert!(!run.stderr.contains("taken over\n"), "nothing was: {run:#?}");
        assert_eq!(site.read(FILE), before);
        for command in [&["check"][..], &["import", "--update"], &["check"]] {
            let run = site.run(command);
            assert_eq!(format!("{}{}", run.stdout, run.stderr).matches(said).count(), 1, "{command:?} {run:#?}");
            assert!(site.read(FILE).contains("sejak siang"));
        }
        assert!(site.run(&["build"]).stdout.contains("1 article was kept although the source has changed"));
        if decides {
            // The words stay as they are.
            let line = run.stderr.split("write into the file `").nth(1).unwrap().split('`').next().unwrap();
            let old = before.lines().find(|line| line.starts_with("origin:")).unwrap();
            site.write(FILE, before.replace(old, line));
        } else {
            site.write(FILE, before.replace("sejak siang", "sejak malam").replace("lari.", "lari ke bukit.\n\nHujan."));
        }
        let after = site.read(FILE);
        for command in [&["check"][..], &["import", "--update"], &["import", "--update", "content/inbox/juni.jsonl"]] {
            let run = site.run(command);
            assert!(!format!("{}{}", run.stdout, run.stderr).contains("conflict"), "{command:?} {run:#?}");
            assert_eq!(site.read(FILE).contains("sejak siang"), decides);
        }
        assert!(!decides || site.read(FILE) == after, "{}", site.read(FILE));
        assert!(!site.run(&["build"]).stdout.contains("kept"));
    }
}

#[test]
fn what_people_and_the_source_changed_in_different_paragraphs_is_joined() {
    let site = Site::new("");
    let text =
        |pagi: &str, lari: &str| format!("Banjir di Teluk\n\n“Air naik {pagi},” kata Budi Santoso.\n\nWarga {lari}.\n");
    site.write("content/inbox/banjir.txt", text("sejak pagi", "lari"));
    assert_eq!(site.run(&["build"]).status, 0);
    site.write(FILE, site.read(FILE).replace("Warga lari", "Warga berlari"));
    site.write("content/inbox/banjir.txt", format!("{}\nHujan.\n", text("sejak malam", "lari")));
    let run = site.run(&["import", "--update"]);
    assert!(run.stdout.contains("changed: ") && run.stderr.is_empty(), "{run:#?}");
    let text = site.read(FILE);
    assert!(text.ends_with("“Air naik sejak malam,” kata Budi Santoso.\n\nWarga berlari.\n\nHujan.\n"), "{text}");
    assert!(site.run(&["import", "--update"]).stdout.contains(" 0 updated"));
    // A paragraph that both changed stays, others are taken over, and so are other fields where one of both is kept.
    let source =
        site.read("content/inbox/banjir.txt").replace("Warga lari", "Warga mengungsi").replace("malam", "siang");
    site.write("content/inbox/banjir.txt", source);
    let run = site.run(&["import", "--update"]);
    assert!(run.stdout.contains("its source has another `text`; you decide"), "{run:#?}");
    assert!(run.stderr.contains("here `Warga berlari.`, there `Warga mengungsi.`"), "{run:#?}");
    let text = site.read(FILE);
    assert!(text.contains("naik sejak siang") && text.contains("Warga berlari."), "{text}");
    let line = run.stderr.split("write into the file `").nth(1).unwrap().split('`').next().unwrap();
    let old = text.lines().find(|line| line.starts_with("origin:")).unwrap();
    let text = text.replace(old, line);
    site.write(FILE, &text);
    assert!(!site.run(&["import", "--update"]).stdout.contains("kept"));
    // Another field that both changed stays; the rest is taken over, and both are said.
    site.write(FILE, text.replace("title: Banjir di Teluk", "title: Banjir besar"));
    let source = site.read("content/inbox/banjir.txt").replace("di Teluk", "lagi").replace("Hujan", "Hujan deras");
    site.write("content/inbox/banjir.txt", source);
    let run = site.run(&["import", "--update"]);
    assert!(run.stdout.contains("its source has another `title`; you decide"), "{run:#?}");
    assert!(run.stderr.contains("what stands here was kept, and the rest taken over"), "{run:#?}");
    let text = site.read(FILE);
    assert!(text.contains("title: Banjir besar\n") && text.ends_with("\n\nHujan deras.\n"), "{text}");
}

#[test]
fn white_space_that_no_page_shows_is_no_change_of_the_paragraph_beside_it() {
    let source =
        "Banjir di Teluk\n\nHujan turun.\n\nWarga lari.\n\nAir naik dua meter.\n\n“Kami siaga,” kata Budi Santoso.\n";
    let edits: [fn(&str) -> String; 7] = [
        |text| text.replace("Warga lari.\n", ""),
        |text| text.replace("Warga lari.\n", "Warga lari.\n\n"),
        |text| text.replace("Warga lari.\n", "Warga lari. \n \t\n"),
        |text| text.replace("\n---\n", "\n---\n\n\n"),
        |text| text.replace("meter.\n", "meter.\n\n\n"),
        |text| format!("{text}\n\n"),
        |text| text.replace("Warga lari.\n", "\n").replace('\n', "\r\n"),
    ];
    for edit in edits {
        let site = Site::new("");
        site.write("content/inbox/banjir.txt", source);
        assert_eq!(site.run(&["build"]).status, 0);
        let edited = edit(&site.read(FILE));
        site.write(FILE, &edited);
        site.write("content/inbox/banjir.txt", source.replace("dua meter", "tiga meter"));
        let run = site.run(&["import", "--update"]);
        assert!(run.stdout.contains("changed: ") && run.stderr.is_empty(), "{edited:?} {run:#?}");
        let body = |text: &str| text.rsplit_once("---").unwrap().1.to_owned();
        assert_eq!(body(&site.read(FILE)), body(&edited).replace("dua meter", "tiga meter"));
        assert!(site.run(&["import", "--update"]).stdout.contains(" 0 updated"));
    }
}

#[test]
fn blank_lines_of_code_are_joined_as_its_words_are() {
    let source = "---\ntitle: Banjir di Teluk\nlang: id\n---\n\nHujan turun.\n\n```\nsatu\n\ndua\n```\n\nWarga lari.\n";
    let updated = |here: fn(&str) -> String| {
        let site = Site::new("");
        site.write("content/inbox/banjir.md", source);
        assert_eq!(site.run(&["build"]).status, 0);
        site.write(FILE, here(&site.read(FILE)));
        site.write("content/inbox/banjir.md", source.replace("satu\n", "satu\n\n"));
        (site.run(&["import", "--update"]).stdout, site.read(FILE).rsplit_once("---\n\n").unwrap().1.to_owned())
    };
    let (said, text) = updated(|text| text.replace("turun.\n", "turun.\n\n"));
    assert!(said.contains("changed: "), "{said}");
    assert_eq!(text, "Hujan turun.\n\n\n```\nsatu\n\n\ndua\n```\n\nWarga lari.\n");
    let (said, text) = updated(|text| text.replace("dua\n", "\n\ndua\n"));
    assert!(said.contains("kept: "), "{said}");
    assert_eq!(text, "Hujan turun.\n\n```\nsatu\n\n\n\ndua\n```\n\nWarga lari.\n");
}

#[test]
fn words_that_a_person_corrected_in_text_and_entry_stay_one_quotation_at_its_address() {
    for entry in ["", "    withdrawn: salah dengar\n    corrected: 2024-05-05\n"] {
        let site = imported();
        let id = site.read(FILE).lines().find(|line| line.starts_with("  - id: ")).unwrap().to_owned();
        let corrected = site.read(FILE).replace("sejak pagi", "sejak siang");
        site.write(FILE, corrected.replacen("    kind: direct\n", &format!("    kind: direct\n{entry}"), 1));
        let kept = |site: &Site| {
            let text = site.read(FILE);
            assert_eq!(text.matches("text: Air sudah naik sejak siang\n").count(), 1, "{text}");
            assert!(text.contains(&format!("{id}\n    text: Air sudah naik sejak siang\n")), "{text}");
            assert!(text.contains(entry), "{text}");
        };
        site.run(&["import", "--update"]);
        kept(&site);
        site.write("content/inbox/banjir.txt", format!("{BANJIR}\nHujan turun lagi.\n"));
        site.run(&["import", "--update"]);
        kept(&site);
        // And where the source changed the same words.
        site.write("content/inbox/banjir.txt", BANJIR.replace("sejak pagi", "sejak malam"));
        assert!(site.run(&["import", "--update"]).stdout.contains("kept: "));
        kept(&site);
        std::fs::remove_dir_all(site.path(".kutip")).unwrap();
        site.run(&["import", "--update"]);
        kept(&site);
    }
}

#[test]
fn words_that_the_source_adds_to_a_quotation_leave_its_address_and_do_not_bring_a_deleted_one_back() {
    let text = |more: &str| format!("Harga Turun\n\n“Harga beras turun{more},” kata Wayan Laksana.\n");
    let site = |delete: bool| {
        let site = Site::new("");
        site.write("content/inbox/harga.txt", text(""));
        assert_eq!(site.run(&["build"]).status, 0);
        let file = "content/articles/harga-turun.md";
        let made = site.read(file);
        let id = made.lines().find(|line| line.starts_with("  - id: ")).unwrap().to_owned();
        if delete {
            let (head, tail) = made.split_once("quotations:\n").unwrap();
            let tail = &tail[tail.find("entities:").unwrap()..];
            site.write(file, format!("{head}quotations: []\n{tail}"));
        }
        site.write("content/inbox/harga.txt", text(" di semua pasar"));
        site.run(&["import", "--update"]);
        (site.read(file), id)
    };
    let (kept, id) = site(false);
    assert!(kept.contains(&format!("{id}\n    text: Harga beras turun di semua pasar\n")), "{kept}");
    let (deleted, _) = site(true);
    assert!(deleted.contains("quotations: []\n") && deleted.contains("di semua pasar"), "{deleted}");
}

#[test]
fn an_article_whose_file_alone_was_deleted_comes_again_and_that_is_said() {
    let site = Site::new("");
    site.write("content/inbox/mei.jsonl", dump(&[("1", "Banjir di Teluk", "Air sudah naik di Laya."), ROWS[1]]));
    site.run(&["import"]);
    std::fs::remove_file(site.path(FILE)).unwrap();
    let run = site.run(&["build"]);
    assert!(run.stderr.contains("warning[deleted-article]: 1 article comes again"), "{run:#?}");
    assert!(run.stderr.contains("banjir-di-teluk.md is from record 1 of inbox/mei.jsonl"), "{run:#?}");
    assert_eq!(site.run(&["build"]).stderr, "");
    // Also where a newer dump has taken the place of the first.
    std::fs::rename(site.path("content/inbox/mei.jsonl"), site.path("content/inbox/juni.jsonl")).unwrap();
    site.run(&["import", "--update"]);
    std::fs::remove_file(site.path(FILE)).unwrap();
    let run = site.run(&["build"]);
    assert!(run.stderr.contains("banjir-di-teluk.md is from record 1 of inbox/juni.jsonl"), "{run:#?}");
    std::fs::rename(site.path("content/inbox/juni.jsonl"), site.path("content/inbox/mei.jsonl")).unwrap();
    site.run(&["import", "--update"]);
    // Without its line in the dump it stays away.
    std::fs::remove_file(site.path(FILE)).unwrap();
    site.write("content/inbox/mei.jsonl", dump(&ROWS[1..]));
    assert_eq!(site.run(&["build"]).stderr, "");
    assert!(!site.exists(FILE));
    // Until another dump has it.
    site.write("content/inbox/juli.jsonl", dump(&[("1", "Banjir di Teluk", "Air sudah naik di Laya.")]));
    let run = site.run(&["build"]);
    assert!(run.stderr.contains("banjir-di-teluk.md is from record 1 of inbox/juli.jsonl"), "{run:#?}");
}

#[test]
fn a_deleted_article_that_comes_again_in_a_text_file_of_another_name_is_said() {
    let text =
        "Jembatan Laya Ditutup\n\nJembatan itu retak sejak Senin lalu.\n\n“Kami menutupnya,” kata Wayan Laksana.\n";
    let changed = text.replace("sejak Senin", "sejak Minggu");
    let dated = |day: &str, text: &str| text.replacen("\n\n", &format!("\n\n{day} Mei 2024\n\n"), 1);
    let other = "Jembatan Laya Ditutup\n\nPasar pindah ke utara.\n\n“Kami menunggu,” kata Rina Halim.\n";
    let one = "Jembatan Laya Ditutup\n\nJembatan itu retak sejak Senin lalu.\n";
    for (first, second, is_said) in [
        // The same, and with a word corrected.
        (text.to_owned(), text.to_owned(), true),
        (text.to_owned(), changed.clone(), true),
        (text.to_owned(), text.replace("menutupnya", "membukanya"), true),
        (dated("3", text), dated("3", &changed), true),
        (dated("3", one), dated("3", &one.replace("Senin", "Minggu")), true),
        // Another one of a series.
        (text.to_owned(), other.to_owned(), false),
        (dated("3", text), dated("4", text), false),
        (text.to_owned(), text.replace("Laya Ditutup", "Laya Dibuka"), false),
    ] {
        let site = imported();
        site.write("content/inbox/jembatan.txt", &first);
        site.run(&["import"]);
        for file in ["content/inbox/jembatan.txt", "content/articles/jembatan-laya-ditutup.md"] {
            std::fs::remove_file(site.path(file)).unwrap();
        }
        site.write("content/inbox/arsip/laya.txt", &second);
        let run = site.run(&["build"]);
        assert_eq!(run.stderr.contains("warning[deleted-article]: 1 article comes again"), is_said, "{second}{run:#?}");
        assert!(!is_said || run.stderr.contains("is from inbox/arsip/laya.txt"), "{run:#?}");
        // What is there again has not come again.
        site.write("content/inbox/lain.txt", second.replace("itu", "ini").replace("Kami", "Mereka"));
        assert!(!site.run(&["build"]).stderr.contains("deleted-article"));
    }
}

#[test]
fn all_deleted_articles_that_come_again_are_named_on_demand() {
    let site = imported();
    let rows: Vec<String> = (1..8)
        .map(|row| {
            serde_json::json!({"id": row.to_string(), "title": format!("Berita {row}"), "text": "Air naik."})
                .to_string()
        })
        .collect();
    site.write("content/inbox/mei.jsonl", rows.join("\n"));
    let again = |arguments: &[&str]| {
        site.run(&["import"]);
        (1..8).for_each(|row| std::fs::remove_file(site.path(&format!("content/articles/berita-{row}.md"))).unwrap());
        site.run(arguments).stderr
    };
    let said = again(&["import"]);
    assert!(said.contains("and 2 more; `-v` names all") && !said.contains("berita-7.md"), "{said}");
    let said = again(&["import", "-v"]);
    assert!(said.contains("berita-7.md is from record 7") && !said.contains("more; `-v`"), "{said}");
}

#[test]
fn a_copy_of_an_articles_file_takes_nothing_from_it() {
    let site = Site::new("");
    site.write("content/inbox/mei.jsonl", dump(&[("1", "Banjir di Teluk", "Air sudah naik di Laya."), ROWS[1]]));
    site.run(&["import"]);
    site.write("content/articles/b.md", site.read(FILE));
    let run = site.run(&["build"]);
    assert!(
        run.stderr.contains("of `content/articles/banjir-di-teluk.md`; it gets another\n--> content/articles/b.md"),
        "{run:#?}"
    );
    assert!(!run.stderr.contains("gone-from-source"), "{run:#?}");
}

#[test]
fn without_the_kept_copy_an_update_changes_nothing_that_people_may_have_changed() {
    let site = imported();
    std::fs::remove_dir_all(site.path(".kutip")).unwrap();
    let text = site.read(FILE).replace("speaker: Budi Santoso\n", "speaker: Bambang Susilo\n");
    let (head, rest) = text.split_once("annotated: {version: 1, sha256: ").unwrap();
    let rest = &rest[rest.find('\n').unwrap()..];
    site.write(FILE, format!("{head}annotated: {{version: 1, sha256: {}}}{rest}", "a".repeat(64)));
    let before = site.read(FILE);
    let run = site.run(&["import", "--update"]);
    assert!(run.stderr.contains("update-conflict"), "{run:#?}");
    assert_eq!(site.read(FILE), before);
}

#[test]
fn a_dry_run_says_what_it_would_write_and_writes_nothing() {
    let site = Site::new("-- sumber/banjir.txt --\nBanjir di Teluk\n\nAir naik.\n");
    let run = site.run(&["import", "--dry-run", "sumber"]);
    assert!(
        run.stdout.starts_with(
            "new: content/articles/banjir-di-teluk.md\nnothing written: would import 1 article (1 without a date) in "
        ),
        "{run:#?}"
    );
    assert!(!site.exists("content") && !site.exists(".kutip"));

    let site = imported();
    site.write("content/inbox/banjir.txt", BANJIR.replace("sejak pagi", "sejak malam"));
    let run = site.run(&["import", "--update", "--dry-run"]);
    let said = "nothing written: would import 0 articles, would update 1 in ";
    assert!(run.stdout.contains(said) && !run.stdout.contains("imported"), "{run:#?}");
    assert!(site.read(FILE).contains("sejak pagi"));
}

#[test]
fn equal_titles_get_different_names_in_any_order() {
    let site = Site::new("-- content/inbox/a.txt --\nBanjir\n\nSatu.\n-- content/inbox/b.txt --\nBANJIR\n\nDua.\n");
    site.write("content/articles/catatan.txt", "bukan artikel");
    assert_eq!(site.run(&["import"]).status, 0);
    let names: Vec<String> = site.files("content/articles").into_iter().map(|(name, _)| name).collect();
    assert_eq!(names.len(), 3);
    assert!(
        names.contains(&"banjir.md".to_owned()) && names.iter().any(|name| name.starts_with("banjir-")),
        "{names:?}"
    );
    let before = site.files("content/articles");
    std::fs::remove_file(site.path("content/articles/banjir.md")).unwrap();
    assert_eq!(site.run(&["import"]).status, 0);
    assert_eq!(site.files("content/articles"), before);
}

#[test]
fn a_file_that_is_there_is_never_overwritten() {
    let site =
        Site::new("-- content/inbox/a.txt --\nBanjir\n\nSatu.\n-- content/articles/banjir.md --\n---\nnot closed\n");
    let run = site.run(&["import"]);
    assert_eq!(run.status, 1);
    assert_eq!(site.read("content/articles/banjir.md"), "---\nnot closed\n");
    assert_eq!(site.files("content/articles").len(), 2);
}

#[test]
fn titles_that_are_no_names_for_files_become_safe_ones() {
    for (title, expected) in
        [("../../etc/passwd", "etc-passwd.md"), ("CON", "con-"), ("...", "x-"), (&"panjang ".repeat(60), "panjang-")]
    {
        let site = Site::new("");
        site.write("a/a.jsonl", serde_json::json!({"id": "1", "title": title, "text": "Satu."}).to_string());
        assert_eq!(site.run(&["import", "a"]).status, 0);
        let files = site.files("content/articles");
        assert_eq!(files.len(), 1);
        assert!(files[0].0.starts_with(expected.trim_end_matches(".md")) && files[0].0.len() <= 123, "{}", files[0].0);
    }
}

#[test]
fn what_was_left_out_is_listed_on_demand() {
    let site =
        Site::new("-- a/a.txt --\nBanjir di Teluk\n\nAir yang naik itu tidak surut.\n\nBaca juga: Gempa di Teluk\n");
    assert_eq!(site.run(&["import", "a", "--dry-run"]).stderr, "");
    let run = site.run(&["import", "a", "-v"]);
    assert!(run.stderr.contains("note[left-out]"), "{run:#?}");
}

#[test]
fn sources_that_are_not_there_are_all_named_before_any_work() {
    let site = Site::new("-- a.txt --\nBanjir\n\nAir naik.\n");
    let run = site.run(&["import", "a.txt", "nix", "nax"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("nix") && run.stderr.contains("nax"), "{}", run.stderr);
    assert!(!site.exists("content"));
}

#[test]
fn an_import_into_no_site_needs_a_source() {
    let site = Site::new("");
    let run = site.run(&["import"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("there is no site here"), "{}", run.stderr);
}

#[cfg(unix)]
#[test]
fn links_and_pipes_are_not_opened() {
    let site = Site::new("-- content/inbox/a.txt --\nBanjir\n\nAir naik.\n-- rahasia.txt --\nRahasia\n\nJangan.\n");
    std::os::unix::fs::symlink(site.path("rahasia.txt"), site.path("content/inbox/b.txt")).unwrap();
    std::os::unix::fs::symlink("/nowhere", site.path("content/inbox/c.txt")).unwrap();
    std::os::unix::fs::symlink(site.path("content"), site.path("content/inbox/loop")).unwrap();
    let pipe = std::process::Command::new("mkfifo").arg(site.path("content/inbox/d.txt")).status().unwrap();
    assert!(pipe.success());
    let run = site.run(&["import"]);
    assert_eq!(run.status, 0);
    assert_eq!(site.files("content/articles").len(), 1);
    assert_eq!(run.stderr.matches("warning[symbolic-link]").count(), 3);
    assert_eq!(run.stderr.matches("warning[not-a-file]").count(), 1);
}

#[cfg(unix)]
#[test]
fn names_of_files_cannot_paint_the_terminal() {
    use std::os::unix::ffi::OsStrExt;
    let site = Site::new("");
    for name in [&b"a\x1b[31m\nb.txt"[..], b"\xff\xfe.txt", b"-rf.txt", b"<b>.txt", "\u{202e}txt.txt".as_bytes()] {
        let path = site.path("a").join(std::ffi::OsStr::from_bytes(name));
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, [b"Judul ", name, b"\n\nIsi \x07 \x00.\n"].concat()).unwrap();
    }
    let run = site.run(&["import", "a"]);
    assert_eq!(run.status, 0, "{run:#?}");
    assert!(!run.stderr.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{:?}", run.stderr);
    assert_eq!(site.files("content/articles").len(), 5);
}

#[test]
fn what_was_said_of_a_source_is_said_once_by_a_build_and_again_when_it_changes() {
    let site = Site::new(
        "-- content/inbox/a.txt --\nHarga turun di pasar.\n-- content/inbox/b.jsonl --\n{\"title\": \"Rusak\n",
    );
    site.write("content/inbox/c.pdf", "%PDF");
    let first = site.run(&["build"]);
    assert!(first.stderr.contains("c.pdf") && first.stderr.contains("b.jsonl"), "{}", first.stderr);
    let again = site.run(&["build"]);
    assert_eq!(again.status, first.status, "what is wrong stays wrong");
    assert!(again.stderr.contains("2 messages about sources, the same as before"), "{}", again.stderr);
    assert!(!again.stderr.contains("c.pdf"), "{}", again.stderr);
    for arguments in [&["import"][..], &["build", "-v"], &["build", "--message-format", "short"]] {
        assert!(site.run(arguments).stderr.contains("c.pdf"), "{arguments:?}");
    }
    site.write("content/inbox/b.jsonl", "{\"text\": \"Beras naik di kota.\"}\n{\"title\": \"Rusak\n");
    let changed = site.run(&["build"]).stderr;
    assert!(changed.contains("b.jsonl") && changed.contains("1 message about sources"), "{changed}");
}

#[test]
fn a_row_put_in_front_changes_no_article_behind_it() {
    let row = |id: &str, text: &str| format!("{{\"id\": \"{id}\", \"title\": \"Judul {id}\", \"text\": \"{text}\"}}\n");
    let site = Site::new("");
    site.write("content/inbox/a.jsonl", row("a", "Harga turun.") + &row("b", "Harga naik."));
    assert_eq!(site.run(&["import"]).status, 0);
    site.write("content/inbox/a.jsonl", row("c", "Baru.") + &row("a", "Harga turun.") + &row("b", "Harga tetap."));
    let said = site.run(&["import", "--update"]).stdout;
    assert!(said.contains("1 article imported") && said.contains("1 updated"), "{said}");
    assert!(site.read("content/articles/judul-a.md").contains("record: 1,"));
    assert!(site.read("content/articles/judul-b.md").contains("Harga tetap"));
}

#[test]
fn an_import_may_begin_the_folder_of_a_site() {
    let site = Site::new("-- a.txt --\nHarga turun di pasar kota.\n");
    assert_eq!(site.run(&["import", "--site", "arsip/baru", "--dry-run", "a.txt"]).status, 0);
    assert!(!site.exists("arsip"));
    let run = site.run(&["import", "--site", "arsip/baru", "a.txt"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(site.exists("arsip/baru/content/articles"));
    assert_eq!(site.run(&["check", "--site", "arsip/tua"]).status, 2);
}

#[test]
fn an_article_whose_file_is_broken_is_not_imported_a_second_time() {
    let site =
        Site::new("-- content/inbox/a.txt --\nHarga turun di pasar\n\nHarga turun di pasar kota, kata Budi Santoso.\n");
    site.build();
    let path = "content/articles/harga-turun-di-pasar.md";
    let whole = site.read(path);
    site.write(path, whole.replace("title: Harga turun di pasar", "title: Harga: turun"));
    let run = site.run(&["build"]);
    assert!(run.status == 1 && run.stderr.contains("error["), "{}", run.stderr);
    assert_eq!(site.files("content/articles").len(), 1);
    // Nor where the source changed meanwhile.
    site.write("content/inbox/a.txt", "Harga turun di pasar\n\nHarga turun lagi di pasar kota, kata Budi Santoso.\n");
    for arguments in [&["import"][..], &["import", "--update"], &["build"]] {
        site.run(arguments);
        assert_eq!(site.files("content/articles").len(), 1, "{arguments:?}");
    }
    site.write(path, whole);
    assert!(site.build().has_page("artikel/harga-turun-di-pasar/"));
}

#[test]
fn a_language_that_a_person_wrote_is_not_asked_for_again() {
    let site = Site::new("");
    site.write(
        "content/inbox/a.txt",
        "Η τιμή έπεσε\n\nΗ τιμή του ρυζιού έπεσε στην αγορά της πόλης, είπε ο υπουργός γεωργίας.\n",
    );
    let said = site.run(&["build"]).stderr;
    let (path, _) = site.files("content/articles").remove(0);
    let path = format!("content/articles/{path}");
    assert!(said.contains("unknown-language") && said.contains(&path), "{said}");
    site.write(&path, site.read(&path).replace("lang: und", "lang: el"));
    for arguments in [&["build"][..], &["import"]] {
        assert_eq!(site.run(arguments).stderr, "", "{arguments:?}");
    }
}

/// A newer source says something of the fields that it has; nothing of the others.
#[test]
fn an_update_by_a_source_that_lacks_a_date_takes_none_away() {
    let text = "Harga turun\n\nOleh Rina Wulandari\n\n\"Harga turun di semua pasar,\" kata Budi Santoso, di kantornya.\n\n\
                Sumber: https://contoh.example/harga\n";
    let path = "content/articles/harga-turun.md";
    let newer = |site: &Site, name: &str, words: &str| {
        site.write(name, text.replace("\n\nOleh Rina Wulandari", "").replace("semua pasar", words));
        site.run(&["import", "--update", name])
    };
    for own in ["2024-05-02", "2024-05-03"] {
        let site = Site::new("");
        site.write("content/inbox/2024-05-02-harga.txt", text);
        site.build();
        assert!(site.read(path).contains("date: 2024-05-02\n") && site.read(path).contains("Rina Wulandari"));
        site.write(path, site.read(path).replace("date: 2024-05-02", &format!("date: {own}")));
        let run = newer(&site, "harga-baru.txt", "banyak pasar");
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{own}: {run:#?}");
        let now = site.read(path);
        assert!(now.contains(&format!("date: {own}\n")) && now.contains("Rina Wulandari"), "{own}: {now}");
        assert!(now.contains("banyak pasar,"), "{now}");
        // What the source said before is still known when it names another day.
        let run = newer(&site, "2024-05-04-harga.txt", "beberapa pasar");
        let is_own = own == "2024-05-03";
        assert_eq!(run.stderr.contains("`date`: here `2024-05-03`, there `2024-05-04`"), is_own, "{own}: {run:#?}");
        let date = if is_own { own } else { "2024-05-04" };
        assert!(site.read(path).contains(&format!("date: {date}\n")), "{}", site.read(path));
    }
}

#[test]
fn an_article_that_a_person_left_without_quotations_stays_without() {
    let site = Site::new("-- content/inbox/a.txt --\nHarga turun\n\n\"Harga turun,\" kata Budi Santoso.\n");
    site.run(&["import"]);
    let path = "content/articles/harga-turun.md";
    let old = site.read(path);
    let (head, rest) = old.split_once("quotations:\n").unwrap();
    let entities = &rest[rest.find("entities:").unwrap()..];
    site.write(path, format!("{head}quotations: []\n{entities}"));
    let stays_empty = || {
        assert_eq!(site.run(&["import", "--update"]).stderr, "");
        assert!(site.read(path).contains("quotations: []\n"), "{}", site.read(path));
    };
    stays_empty();
    // Whatever the source says later, and an engine finds.
    for text in
        ["“Harga turun,” kata Budi Santoso. “Kami lega,” ujar Siti Marlina.", "Tenang.", "“Kami siap,” kata Made Arta."]
    {
        site.write("content/inbox/a.txt", format!("Harga turun\n\n{text}\n"));
        stays_empty();
        assert!(site.read(path).contains(text), "{}", site.read(path));
    }
    // Also where nobody knows what was imported.
    for folder in [".kutip", "content/inbox"] {
        std::fs::remove_dir_all(site.path(folder)).unwrap();
        let older = site.read(path).replace("annotated: {version: 1", "annotated: {version: 0");
        site.write(path, older + "\n“Beras ada,” ujar Sari Utami.\n");
        stays_empty();
    }
    // With an entry of a person it is a list again, without what that person took out.
    site.write(
        path,
        site.read(path).replace("quotations: []", "quotations:\n  - {text: Beras ada, speaker: Sari Utami}"),
    );
    site.run(&["import", "--update"]);
    assert!(site.read(path).contains("  - {text: Beras ada, speaker: Sari Utami}\n"), "{}", site.read(path));
}

#[test]
fn an_article_without_quotations_gets_those_that_its_source_brings() {
    for is_clone in [true, false] {
        let site = Site::new("-- content/inbox/a.txt --\nPasar Baru\n\nBudi Santoso datang ke pasar.\n");
        site.run(&["import"]);
        let path = "content/articles/pasar-baru.md";
        assert!(site.read(path).contains("quotations: []\n"), "{}", site.read(path));
        site.write(path, site.read(path).replace("kind: person", "kind: person, ref: budi-santoso"));
        if is_clone {
            std::fs::remove_dir_all(site.path(".kutip")).unwrap();
            site.write(path, site.read(path) + "\n“Kami siap,” kata Budi Santoso.\n");
        } else {
            site.write("content/inbox/a.txt", "Pasar Baru\n\nBudi Santoso datang. “Kami siap,” kata Budi Santoso.\n");
        }
        site.run(&["import", "--update"]);
        assert!(site.read(path).contains("text: Kami siap\n"), "{}", site.read(path));
    }
}

fn dump(rows: &[(&str, &str, &str)]) -> String {
    let row = |(id, title, text): &(&str, &str, &str)| {
        let row = serde_json::json!({"id": id, "title": title, "publisher": "Harian Laya", "date": "2024-05-02", "text": text});
        format!("{row}\n")
    };
    rows.iter().map(row).collect()
}

const ROWS: [(&str, &str, &str); 2] = [
    ("1", "Banjir di Laya", "“Air sudah naik,” kata Budi Santoso."),
    ("2", "Panen di Teluk", "“Panen sudah dimulai,” kata Siti Marlina."),
];

#[test]
fn the_same_articles_in_another_dump_are_not_imported_twice_and_that_is_said() {
    let site = Site::new("");
    site.write("content/inbox/mei.jsonl", dump(&ROWS));
    assert_eq!(site.run(&["import"]).status, 0);
    let third = ("3", "Pasar di Laya", "“Pasar sudah dibuka,” kata Dewi Lestari.");
    let corrected = ("1", "Banjir di Laya", "“Air sudah surut,” kata Budi Santoso.");
    site.write("content/inbox/mei-lengkap.jsonl", dump(&[corrected, ROWS[1], third]));
    let run = site.run(&["import"]);
    assert!(run.stdout.starts_with("1 article imported, 4 left alone"), "{run:#?}");
    let said = "2 of 3 articles are in the archive already, from inbox/mei.jsonl (1 with other words or fields)";
    assert!(run.stderr.contains(said), "{run:#?}");
    assert!(run.stderr.contains("kutip import --update content/inbox/mei-lengkap.jsonl"), "{run:#?}");
    assert_eq!(site.files("content/articles").len(), 3);
    // The file that an article was made of has the last word while it is there, unless the other one is named.
    assert!(site.run(&["import", "--update"]).stderr.contains("known-article"));
    assert!(site.read("content/articles/banjir-di-laya.md").contains("sudah naik"));
    let run = site.run(&["import", "--update", "content/inbox/mei-lengkap.jsonl"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    assert!(site.read("content/articles/banjir-di-laya.md").contains("text: Air sudah surut\n"));
}

#[test]
fn two_dumps_imported_together_give_each_article_once() {
    let site = Site::new("");
    site.write("content/inbox/a.jsonl", dump(&ROWS));
    site.write("content/inbox/b.jsonl", dump(&ROWS).replace("\"publisher\"", "\"seen\":1,\"publisher\""));
    let run = site.run(&["import"]);
    assert!(run.stdout.starts_with("2 articles imported, 2 left alone"), "{run:#?}");
    assert!(run.stderr.contains("2 of 2 articles are in the archive already, from inbox/a.jsonl"), "{run:#?}");
}

#[test]
fn dumps_that_count_from_one_each_time_have_different_articles() {
    let site = Site::new("");
    site.write("content/inbox/mei.jsonl", dump(&ROWS));
    let june =
        [("1", "Gempa di Laya", "“Tanah retak,” kata Budi Santoso."), ("2", "Panen di Teluk", "Panen kedua gagal.")];
    site.write("content/inbox/juni.jsonl", dump(&june).replace("2024-05-02", "2024-06-02"));
    let run = site.run(&["import"]);
    assert!(run.stdout.starts_with("4 articles imported in"), "{run:#?}");
    assert_eq!(run.stderr, "");
}

const PASAR: [&str; 3] = [
    "“Harga beras turun di semua pasar kota sejak Senin pagi,” kata Wayan Sudarmika, kepala pasar lama, kepada para wartawan.",
    "Menurut Wayan, panen raya sudah dimulai di tiga kecamatan dan gudang mulai penuh. Pedagang berharap pembeli kembali datang.",
    "Panitia pasar malam menunda pembukaan karena hujan deras merusak tenda. “Kami mulai lagi pekan depan,” kata Siti Marlina.",
];

fn record(id: &str, title: &str, day: &str, text: &[&str]) -> String {
    let row = serde_json::json!({"id": id, "title": title, "date": day, "publisher": "Harian Laya", "text": text.join("\n\n")});
    format!("{row}\n")
}

#[test]
fn a_record_is_known_by_its_id_and_words_whatever_date_and_title_say() {
    let site = Site::new("");
    site.write("content/inbox/mei.jsonl", record("laya-77", "Harga beras turun", "2024-05-02", &PASAR[..2]));
    assert_eq!(site.run(&["import"]).status, 0);
    let file = "content/articles/harga-beras-turun.md";
    let text = site
        .read(file)
        .replace("date: 2024-05-02", "date: 2024-05-01")
        .replace("title: Harga", "title: Akhirnya harga");
    site.write(file, text);
    let newer = PASAR.map(|text| text.replace("Senin pagi", "Selasa pagi"));
    let newer = [newer[0].as_str(), newer[1].as_str()];
    for (name, title, day) in [
        ("juni", "Harga beras turun", "2024-05-02"),
        ("juli", "Beras kini murah", "2024-05-03"),
        ("kini", "Beras", "2024-06-01"),
    ] {
        site.write(&format!("content/inbox/{name}.jsonl"), record("laya-77", title, day, &newer));
        let run = site.run(&["import"]);
        assert!(run.stdout.starts_with("0 articles imported"), "{name}: {run:#?}");
        assert!(run.stderr.contains("is in the archive already, from inbox/mei.jsonl"), "{name}: {run:#?}");
        // In a clone too.
        std::fs::remove_dir_all(site.path(".kutip")).unwrap();
    }
    // Also while its file cannot be read.
    site.write(file, site.read(file).replace("lang: id", "lang: id: id"));
    site.write("content/inbox/akhir.jsonl", record("laya-77", "Beras", "2024-06-02", &newer));
    let run = site.run(&["import"]);
    assert!(run.stdout.starts_with("0 articles imported"), "{run:#?}");
    let other = record("laya-77", "Harga beras turun", "2024-05-02", &PASAR[..2]);
    let together = Site::new("");
    together.write("content/inbox/mei.jsonl", other);
    together.write("content/inbox/juni.jsonl", record("laya-77", "Beras", "2024-06-01", &newer));
    assert!(together.run(&["import"]).stdout.starts_with("1 article imported, 1 left alone"));
}

#[test]
fn a_record_that_may_be_a_known_one_is_said_and_a_line_settles_it() {
    let site = Site::new("");
    site.write("content/inbox/mei.jsonl", record("laya-77", "Harga beras turun", "2024-05-02", &PASAR[..2]));
    site.run(&["import"]);
    site.write("content/inbox/juni.jsonl", record("laya-77", "Pasar malam ditunda", "2024-06-02", &PASAR[2..]));
    let run = site.run(&["import"]);
    assert!(run.stdout.starts_with("1 article imported, 1 left alone"), "{run:#?}");
    let (_, line) = run.stderr.split_once("write there `").unwrap();
    let line = line.split_once('`').unwrap().0;
    let file = "content/articles/harga-beras-turun.md";
    let text = site.read(file);
    let old = text.lines().find(|line| line.starts_with("origin:")).unwrap();
    site.write(file, text.replace(old, line));
    std::fs::remove_file(site.path("content/articles/pasar-malam-ditunda.md")).unwrap();
    let run = site.run(&["import"]);
    assert!(run.stdout.starts_with("0 articles imported, 2 left alone"), "{run:#?}");
    assert_eq!(run.stderr, "");
}

#[test]
fn reports_after_one_pattern_in_dumps_that_count_from_one_are_not_one() {
    let site = Site::new("");
    let report = |day: &str, to: &str, degrees: &str| {
        format!(
            "Cuaca {day} di Teluk Laya berawan dengan hujan ringan pada sore hari, kata Budi Santoso dari kantor cuaca. Angin \
             bertiup dari {to} dan suhu sekitar {degrees} derajat di kota lama."
        )
    };
    for (name, number) in [("mei", "05"), ("juni", "06")] {
        let days = ["Senin", "Selasa"]
            .map(|day| report(&format!("{day} {number}"), if name == "mei" { "barat" } else { "utara" }, number));
        let rows = [1, 2].map(|at| {
            let title = format!("Cuaca {at} bulan {name}");
            record(&at.to_string(), &title, &format!("2024-{number}-0{at}"), &[&days[at - 1]])
        });
        site.write(&format!("content/inbox/{name}.jsonl"), rows.concat());
    }
    let run = site.run(&["import"]);
    assert!(run.stdout.starts_with("4 articles imported in"), "{run:#?}");
    assert_eq!(run.stderr.matches("[perhaps-known]").count(), 2, "{run:#?}");
}

#[test]
fn a_page_saved_again_under_another_name_is_the_same_article() {
    let page = |title: &str, more: &str| {
        format!(
            "<!DOCTYPE html><html lang=id><head><title>{title}</title>\
             <link rel=canonical href=https://laya.example/banjir></head><body><article><h1>{title}</h1>\
             <p>Air sudah naik sejak pagi di Teluk Laya dan belum surut.</p><p>{more}</p></article></body></html>"
        )
    };
    let site = Site::new("");
    site.write("content/inbox/banjir.html", page("Banjir di Laya", "Warga mengungsi."));
    assert_eq!(site.run(&["import"]).status, 0);
    std::fs::remove_file(site.path("content/inbox/banjir.html")).unwrap();
    site.write("content/inbox/halaman.html", page("Banjir besar di Laya", "Warga sudah pulang."));
    let run = site.run(&["import"]);
    assert!(run.stderr.contains("this article is in the archive already, from inbox/banjir.html"), "{run:#?}");
    let run = site.run(&["import", "--update"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    assert_eq!(site.files("content/articles").len(), 1);
    assert!(site.read("content/articles/banjir-di-laya.md").contains("Warga sudah pulang."));
    // So it is where another name stands in its title and its first paragraph.
    let corrected = page("Banjir besar di Laia", "Warga sudah pulang.").replace("di Teluk Laya", "di Teluk Laia");
    site.write("content/inbox/salinan.html", corrected);
    let run = site.run(&["import"]);
    assert!(run.stderr.contains("this article is in the archive already, from inbox/halaman.html"), "{run:#?}");
    std::fs::remove_file(site.path("content/inbox/salinan.html")).unwrap();
    // A site that gives all its pages one address has many articles all the same.
    site.write(
        "content/inbox/lain.html",
        page("Panen raya", "Petani senang.").replace("Air sudah naik", "Padi menguning"),
    );
    assert!(site.run(&["import"]).stdout.starts_with("1 article imported (1 without a date), 1 left alone"));
}

#[test]
fn what_a_person_wrote_into_a_markdown_file_stays_and_the_rest_is_found_beside_it() {
    let site = Site::new(
        "-- content/inbox/rapat.md --\n---\ntitle: Rapat di Laya\nquotations:\n  - {text: Air sudah cukup, speaker: Dewi Lestari}\n\
         entities:\n  - {name: Dewi Lestari, kind: person, ref: dewi-lestari-laya}\n---\n\
         “Kami siap menanam,” kata Siti Marlina.\n\n“Air sudah cukup untuk sawah,” ujar Wayan Sudarmika.\n",
    );
    assert_eq!(site.run(&["import"]).status, 0);
    let file = "content/articles/rapat-di-laya.md";
    let text = site.read(file);
    assert!(text.contains("text: Kami siap menanam\n") && text.contains("speaker: Siti Marlina\n"), "{text}");
    assert!(
        text.contains("text: Air sudah cukup\n    kind: direct\n    speaker: Dewi Lestari\n    by: hand\n"),
        "{text}"
    );
    assert!(!text.contains("untuk sawah\n"), "{text}");
    assert!(text.contains("ref: dewi-lestari-laya, by: hand}") && text.contains("{name: Siti Marlina"), "{text}");
    assert_eq!(site.run(&["import", "--update"]).stderr, "");
    assert_eq!(site.read(file), text);
    // Also when the source is gone, and the text of the file is all there is.
    std::fs::remove_file(site.path("content/inbox/rapat.md")).unwrap();
    assert_eq!(site.run(&["import", "--update"]).stderr, "");
    let without_hash =
        |text: &str| text.lines().filter(|line| !line.starts_with("annotated:")).collect::<Vec<_>>().join("\n");
    assert_eq!(without_hash(&site.read(file)), without_hash(&text));
    assert!(site.run(&["import", "--update"]).stdout.contains(" 0 updated"));
}

#[test]
fn without_the_kept_copy_an_update_still_tells_a_correction_from_what_the_engine_wrote() {
    let site = imported();
    std::fs::remove_dir_all(site.path(".kutip")).unwrap();
    let text = site.read(FILE).replace("speaker: Budi Santoso\n", "speaker: Bambang Susilo\n    by: hand\n");
    site.write(FILE, text.replace("Budi Santoso, kind: person", "Budi Santoso, kind: person, ref: budi-santoso-laya"));
    let before = site.read(FILE);
    let run = site.run(&["import", "--update"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    assert_eq!(site.read(FILE), before);
    site.write("content/inbox/banjir.txt", format!("{BANJIR}\n“Kami mengungsi,” kata Siti Marlina.\n"));
    site.run(&["import", "--update"]);
    let text = site.read(FILE);
    assert!(text.contains("speaker: Bambang Susilo\n    by: hand\n    as:") && text.contains("ref: budi"), "{text}");
}

#[test]
fn a_dump_with_indonesian_names_of_fields_is_read() {
    let site = Site::new("");
    let row = serde_json::json!({
        "Judul": "Pasar Laya dibuka", "isi": ["Pasar sudah dibuka.", "“Silakan datang,” kata Dewi Lestari."],
        "tanggal": "2 Mei 2024", "penulis": ["Rina Wulandari"], "sumber": "Harian Laya", "tautan": "https://laya.example/pasar"
    });
    site.write("content/inbox/dump.json", row.to_string());
    let run = site.run(&["import"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    let text = site.read("content/articles/pasar-laya-dibuka.md");
    for line in
        ["date: 2024-05-02\n", "publisher: Harian Laya\n", "url: https://laya.example/pasar\n", "Rina Wulandari"]
    {
        assert!(text.contains(line), "{line}\n{text}");
    }
    assert!(text.contains("\n\nPasar sudah dibuka.\n\n“Silakan"), "{text}");
}

#[test]
fn a_text_file_with_front_matter_is_read_as_markdown() {
    let site =
        Site::new("-- content/inbox/a.txt --\n---\ntitle: Pasar Laya\ndate: 2024-03-03\n---\nApi membakar pasar.\n");
    assert_eq!(site.run(&["import"]).status, 0);
    let text = site.read("content/articles/pasar-laya.md");
    assert!(text.contains("date: 2024-03-03\n") && text.ends_with("---\n\nApi membakar pasar.\n"), "{text}");
}

#[test]
fn how_much_was_left_out_is_counted_when_articles_come() {
    let site =
        Site::new("-- a/a.txt --\nBanjir di Teluk\n\nAir yang naik itu tidak surut.\n\nBaca juga: Gempa di Teluk\n");
    let run = site.run(&["import", "a"]);
    assert!(
        run.stdout
            .contains("1 piece of menus and the like left out (`kutip import -v` with the same sources lists them)"),
        "{run:#?}"
    );
    assert!(!site.run(&["import", "a"]).stdout.contains("left out"));
}

#[test]
fn updates_keep_title_date_and_text_however_often_they_run() {
    let site = imported();
    let corrected = |text: String| {
        text.replace("title: Banjir di Teluk\n", "title: Banjir besar\ndate: 2024-05-03\n")
            .replace("sejak pagi,", "sejak siang,")
            + "\n“Kami mengungsi,” kata Siti Marlina.\n"
    };
    site.write(FILE, corrected(site.read(FILE).replace("date: 2024-05-02\n", "")));
    let has_all = || {
        let text = site.read(FILE);
        let words = ["title: Banjir besar\n", "date: 2024-05-03\n", "sejak siang,”", "text: Kami mengungsi\n"];
        words.iter().for_each(|words| assert!(text.contains(words), "{words}\n{text}"));
    };
    for _ in 0..3 {
        assert_eq!(site.run(&["import", "--update"]).status, 0);
        has_all();
    }
    site.write("content/inbox/banjir.txt", BANJIR.replace("kata Budi", "ujar Budi"));
    let run = site.run(&["import", "--update"]);
    assert!(run.stderr.contains("the text was changed here and in the source; what stands here was kept"), "{run:#?}");
    for _ in 0..2 {
        has_all();
        assert!(site.read(FILE).contains("cue: kata\n"), "{}", site.read(FILE));
        site.run(&["import", "--update"]);
    }
    assert_eq!(site.run(&["check"]).status, 0);
}

#[test]
fn in_a_clone_an_update_takes_what_nobody_changed_and_keeps_the_rest() {
    for (is_there, title) in [(true, "Banjir di Laya"), (true, "Banjir besar"), (false, "Banjir di Laya")] {
        let site = Site::new("");
        let page = |text: &str| dump(&[("1", "Banjir di Laya", text)]);
        site.write("content/inbox/mei.jsonl", page("“Air sudah naik,” kata Budi Santoso."));
        assert_eq!(site.run(&["import"]).status, 0);
        std::fs::remove_dir_all(site.path(".kutip")).unwrap();
        if !is_there {
            std::fs::remove_file(site.path("content/inbox/mei.jsonl")).unwrap();
        }
        let file = "content/articles/banjir-di-laya.md";
        site.write(file, site.read(file).replace("title: Banjir di Laya", &format!("title: {title}")));
        site.write("baru.jsonl", page("“Air sudah surut,” kata Budi Santoso."));
        let run = site.run(&["import", "--update", "baru.jsonl"]);
        let text = site.read(file);
        assert_eq!((run.status, run.stderr.contains("the text was kept as here")), (0, !is_there), "{run:#?}");
        let words = if is_there { "surut" } else { "naik" };
        assert!(
            text.contains(&format!("text: Air sudah {words}\n")) && text.contains(&format!("“Air sudah {words},”")),
            "{text}"
        );
        assert!(text.contains(&format!("title: {title}\n")), "{text}");
        assert_eq!(site.run(&["check"]).status, 0);
        // It is said until a person has decided.
        let again = site.run(&["import", "--update", "baru.jsonl"]);
        assert_eq!(again.stderr.contains("the text was kept as here"), !is_there, "{again:#?}");
        if !is_there {
            let sha256 = again.stderr.split("sha256: ").nth(1).unwrap().split('}').next().unwrap();
            assert!(site.run(&["import", "baru.jsonl"]).stdout.contains("1 article was kept although"));
            let (head, tail) = text.split_once("mei.jsonl, record: 1, sha256: ").unwrap();
            site.write(file, format!("{head}mei.jsonl, record: 1, sha256: {sha256}{}", &tail[64..]));
            assert!(!site.run(&["import", "baru.jsonl"]).stdout.contains("changed"));
            assert_eq!(site.run(&["import", "--update", "baru.jsonl"]).stderr, "");
            assert!(site.read(file).contains("Air sudah naik"));
        }
    }
}

#[test]
fn in_a_clone_what_is_not_marked_is_given_up_by_deleting_the_mark_of_the_engine() {
    let site = imported();
    std::fs::remove_dir_all(site.path(".kutip")).unwrap();
    // An older engine had found another speaker, and a person added a quotation and marked one.
    let text = site.read(FILE).replace("speaker: Budi Santoso\n", "speaker: Bambang Susilo\n");
    let added = "quotations:\n  - {text: Air, speaker: Warga, by: hand}\n  - {text: naik sejak, speaker: Warga}\n";
    let text = text.replacen("quotations:\n", added, 1);
    let (head, tail) = text.split_once("annotated: {version: 1, sha256: ").unwrap();
    let text = format!("{head}annotated: {{version: 1, sha256: {}{}", "a".repeat(64), &tail[64..]);
    site.write(FILE, &text);
    let run = site.run(&["import", "--update"]);
    assert!(run.stderr.contains("all were kept") && run.stderr.contains("delete the line `annotated:`"), "{run:#?}");
    assert!(site.read(FILE).contains("Bambang Susilo"));
    let lines = text.lines().filter(|line| !line.starts_with("annotated:"));
    site.write(FILE, lines.map(|line| format!("{line}\n")).collect::<String>());
    let run = site.run(&["import", "--update"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{run:#?}");
    let text = site.read(FILE);
    assert!(!text.contains("Bambang Susilo") && text.contains("speaker: Budi Santoso\n"), "{text}");
    assert!(
        text.contains("{text: Air, ") && text.contains("{text: naik sejak, ") && text.contains("annotated: "),
        "{text}"
    );
    assert_eq!(site.run(&["import", "--update"]).stderr, "");
}

#[test]
fn the_file_that_took_the_place_of_the_first_may_change_too() {
    let page = |more: &str| {
        format!(
            "<!DOCTYPE html><html lang=id><head><title>Banjir di Laya</title>\
             <link rel=canonical href=https://laya.example/banjir></head><body><article><h1>Banjir di Laya</h1>\
             <p>Air sudah naik sejak pagi di Teluk Laya.</p><p>{more}</p></article></body></html>"
        )
    };
    let site = Site::new("");
    site.write("content/inbox/a.html", page("Warga mengungsi."));
    assert_eq!(site.run(&["import"]).status, 0);
    site.write("content/inbox/b.html", page("Warga sudah pulang."));
    assert_eq!(site.run(&["import", "--update", "content/inbox/b.html"]).stderr, "");
    site.write("content/inbox/b.html", page("Warga sudah kembali."));
    let run = site.run(&["import"]);
    assert!(run.stdout.contains("0 articles imported") && run.stdout.contains("1 source has changed"), "{run:#?}");
    assert_eq!(run.stderr, "", "the first file is an earlier version, which nobody needs to hear of");
    assert!(site.run(&["import", "--update"]).stdout.contains("1 updated"));
    assert!(site.read("content/articles/banjir-di-laya.md").contains("sudah kembali"));
    assert_eq!(site.files("content/articles").len(), 1);
}

#[test]
fn a_quotation_keeps_its_address_when_the_source_rewords_it() {
    let site = imported();
    let id = |site: &Site| site.read(FILE).lines().find(|line| line.starts_with("  - id: ")).unwrap().to_owned();
    let before = id(&site);
    site.write("content/inbox/banjir.txt", BANJIR.replace("sejak pagi", "sejak malam"));
    for _ in 0..2 {
        let run = site.run(&["import", "--update"]);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""));
        assert!(site.read(FILE).contains("text: Air sudah naik sejak malam\n"));
        assert_eq!(id(&site), before);
    }
    assert!(site.run(&["import", "--update"]).stdout.contains(" 0 updated"));
    // Without the kept copy it is the same.
    std::fs::remove_dir_all(site.path(".kutip")).unwrap();
    assert_eq!(site.run(&["import", "--update"]).stderr, "");
    assert_eq!(id(&site), before);
}

const PLAN: &str = "content/articles/the-plan.md";
const PLAN_TEXT: &str = "Mayor Ann Lee called the plan a “total disaster” on Monday. The council will vote in June.";

/// An article with one quotation, before the text of which `added` was put; and the line of its id.
fn plan_with(added: &str) -> (Site, String) {
    let site = Site::new("-- content/inbox/plan.txt --\n");
    site.write("content/inbox/plan.txt", format!("The plan\n\n{PLAN_TEXT}\n"));
    assert_eq!(site.run(&["import"]).status, 0);
    let text = site.read(PLAN);
    let id = text.lines().find(|line| line.starts_with("  - id: ")).unwrap().to_owned();
    site.write(PLAN, text.replace("\nMayor Ann Lee", &format!("\n{added}\n\nMayor Ann Lee")));
    (site, id)
}

#[test]
fn a_quotation_stays_when_a_person_marks_the_same_words_elsewhere() {
    let (site, id) = plan_with("“It is a total disaster for all of us who live there.” So wrote Bob Hart in a letter.");
    let own = "text: It is a total disaster for all of us who live there.\n    speaker: Bob Hart\n    by: hand\n";
    site.write(PLAN, site.read(PLAN).replacen("quotations:\n", &format!("quotations:\n  - {own}"), 1));
    for _ in 0..2 {
        let run = site.run(&["import", "--update", "content/inbox"]);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""));
        let text = site.read(PLAN);
        assert!(text.contains(&format!("{id}\n    text: total disaster\n    nth: 2\n")), "{text}");
        assert!(text.contains("speaker: Bob Hart\n    by: hand\n") && text.contains("speaker: Ann Lee\n"), "{text}");
        assert_eq!(text.matches("    text: ").count() + text.matches("  - text: ").count(), 2, "{text}");
    }
}

#[test]
fn a_quotation_keeps_its_address_when_text_put_above_it_has_the_same_words() {
    let above = [
        "This is about a total disaster.",
        "“It was a total disaster,” said Carla Dunn.\n\nJudge Bob Hart called the vote a “total disaster” in May.",
    ];
    for added in above {
        let (site, id) = plan_with(added);
        let mut first = None;
        for _ in 0..2 {
            let run = site.run(&["import", "--update"]);
            assert_eq!((run.status, run.stderr.as_str()), (0, ""));
            let text = site.read(PLAN);
            let of_lee = text.split("  - id: ").find(|entry| entry.contains("speaker: Ann Lee\n")).unwrap();
            assert!(format!("  - id: {of_lee}").starts_with(&id) && of_lee.contains("\n    nth: "), "{text}");
            assert_eq!(first.get_or_insert_with(|| text.clone()), &text);
        }
        assert_eq!(site.run(&["check"]).status, 0);
    }
    // Also one whose speaker a person wrote.
    let (site, id) = plan_with(above[0]);
    site.write(PLAN, site.read(PLAN).replace("speaker: Ann Lee\n", "speaker: Ann Lee Jr.\n    by: hand\n"));
    site.run(&["import", "--update"]);
    let text = site.read(PLAN);
    assert!(text.contains(&format!("{id}\n    text: total disaster\n    nth: 2\n")), "{text}");
    assert_eq!(text.matches("text: total disaster").count(), 1, "{text}");
}

#[test]
fn new_words_of_a_quotation_decided_by_hand_are_said_and_do_not_stand_beside_it() {
    let site = imported();
    site.write(
        FILE,
        site.read(FILE)
            .replace("speaker: Budi Santoso\n", "speaker: seorang warga\n    anonymous: true\n    by: hand\n"),
    );
    site.write("content/inbox/banjir.txt", BANJIR.replace("sejak pagi", "sejak malam"));
    let run = site.run(&["import", "--update"]);
    assert!(
        run.stderr.contains("“Air sudah naik sejak pagi”, decided by hand, are not in the text any more"),
        "{run:#?}"
    );
    assert!(run.stderr.contains("write `text: Air sudah naik sejak malam`"), "{run:#?}");
    let text = site.read(FILE);
    assert!(text.contains("text: Air sudah naik sejak pagi\n") && !text.contains("text: Air sudah naik sejak malam\n"));
    site.write(FILE, text.replace("text: Air sudah naik sejak pagi", "text: Air sudah naik sejak malam"));
    assert_eq!(site.run(&["import", "--update"]).stderr, "");
    assert_eq!(site.read(FILE).matches("text: Air").count(), 1);
    assert_eq!(site.run(&["check"]).status, 0);
}

#[test]
fn words_decided_by_hand_that_the_source_made_longer_are_said_once() {
    // All that stood between the marks, and a part of it that a person chose.
    for (own, mark, is_said) in
        [("pagi", "by: hand", true), ("pagi", "note: jelas", true), ("pagi sekali", "by: hand", false)]
    {
        let site = imported();
        let words = format!("Air sudah naik sejak {own}");
        let source = |words: &str| BANJIR.replace("Air sudah naik sejak pagi", words);
        site.write("content/inbox/banjir.txt", source(&words));
        site.run(&["import", "--update"]);
        let text = site.read(FILE).replace(&format!("text: {words}\n"), "text: Air sudah naik sejak pagi\n");
        site.write(FILE, text.replacen("    kind: direct\n", &format!("    kind: direct\n    {mark}\n"), 1));
        site.write("content/inbox/banjir.txt", source("Air sudah naik sejak pagi sekali di hulu"));
        let run = site.run(&["import", "--update"]);
        let line = "write `text: Air sudah naik sejak pagi sekali di hulu`";
        assert_eq!(run.stderr.contains("stand within longer words between the marks now"), is_said, "{run:#?}");
        assert_eq!(run.stderr.contains(line), is_said, "{run:#?}");
        assert_eq!(site.run(&["import", "--update"]).stderr, "", "said at the update alone");
    }
}

#[test]
fn reported_words_with_a_remark_that_the_source_made_longer_are_said() {
    // As long as the engine found them, and a part that a person chose.
    for (chosen, is_said) in [("harga beras turun di semua pasar", true), ("harga beras turun", false)] {
        let source = |more: &str| format!("Beras\n\nSari Utami mengatakan harga beras turun di semua pasar{more}.\n");
        let site = Site::new("");
        site.write("content/inbox/beras.txt", source(""));
        site.run(&["import"]);
        let file = "content/articles/beras.md";
        let text = site.read(file).replace("text: harga beras turun di semua pasar\n", &format!("text: {chosen}\n"));
        site.write(file, text.replacen("    kind: indirect\n", "    kind: indirect\n    note: jelas\n", 1));
        site.write("content/inbox/beras.txt", source(" dan di kios desa"));
        let run = site.run(&["import", "--update"]);
        assert!(site.read(file).contains(&format!("text: {chosen}\n")), "{}", site.read(file));
        let line = "write `text: harga beras turun di semua pasar dan di kios desa`";
        assert_eq!(run.stderr.contains("stand within longer words now"), is_said, "{run:#?}");
        assert_eq!(run.stderr.contains(line), is_said, "{run:#?}");
    }
}

#[test]
fn words_decided_by_hand_are_proposed_with_only_what_the_source_changed() {
    // Words that the engine does not find, and some that it does.
    for marks in [["", ""], ["“", "”"]] {
        let site = imported();
        let source = |words: &str| format!("{BANJIR}\n{}{words}{} kata Siti Marlina.\n", marks[0], marks[1]);
        site.write("content/inbox/banjir.txt", source("Warga desa takut - bukan marah. Siapa yang menolong?"));
        site.run(&["import", "--update"]);
        let own = "quotations:\n  - {text: Warga desa takut - bukan marah. Siapa yang menolong?, speaker: Siti Marlina, by: hand}\n";
        let text = site.read(FILE);
        let (head, rest) = text.split_once("quotations:\n").unwrap();
        let (_, entities) = rest.split_once("entities:").unwrap();
        site.write(FILE, format!("{head}{own}entities:{entities}"));
        site.write("content/inbox/banjir.txt", source("Warga desa takut, bukan marah. Siapa yang menolong?"));
        let run = site.run(&["import", "--update"]);
        let line = "write `text: \"Warga desa takut, bukan marah. Siapa yang menolong?\"`";
        assert!(run.stderr.contains(line), "{run:#?}");
    }
}

#[test]
fn a_quotation_written_by_hand_whose_last_word_the_source_changed_is_proposed_whole() {
    // Another word, where it can be told which; and one that may begin another clause.
    for (last, proposed) in [("jalanan", Some("Warga desa sudah membersihkan jalanan")), ("sungai", None)] {
        let site = imported();
        let source = |last: &str| format!("{BANJIR}\nWarga desa sudah membersihkan {last} dan rumah. Hujan turun.\n");
        site.write("content/inbox/banjir.txt", source("jalan"));
        site.run(&["import", "--update"]);
        let own = "quotations:\n  - {text: Warga desa sudah membersihkan jalan, speaker: Budi Santoso, by: hand}\n";
        site.write(FILE, site.read(FILE).replace("quotations:\n", own));
        site.write("content/inbox/banjir.txt", source(last));
        let run = site.run(&["import", "--update"]);
        assert!(run.stderr.contains("decided by hand, left the text with this update"), "{run:#?}");
        let found = run.stderr.split("write `text: ").nth(1).and_then(|rest| rest.split('`').next());
        assert_eq!(found, proposed, "{run:#?}");
    }
}

#[test]
fn what_a_person_decided_is_not_asked_again_when_the_source_changes_something_else() {
    let rows = |title: &str, where_: &str| dump(&[("1", title, &format!("Harga turun di {where_}.\n\nHujan turun."))]);
    for decide in [true, false] {
        let site = Site::new("");
        site.write("content/inbox/a.jsonl", rows("Beras", "Pasar Lama"));
        site.run(&["build"]);
        let file = "content/articles/beras.md";
        site.write(file, site.read(file).replace("title: Beras\n", "title: Beras turun\n"));
        site.write("content/inbox/b.jsonl", rows("Beras naik", "Pasar Lama"));
        let run = site.run(&["import", "--update", "content/inbox/b.jsonl"]);
        assert!(run.stdout.contains("another `title`; you decide"), "{run:#?}");
        if decide {
            let line = run.stderr.split("write into the file `").nth(1).unwrap().split('`').next().unwrap();
            let text = site.read(file);
            let old = text.lines().find(|line| line.starts_with("origin:")).unwrap();
            site.write(file, text.replace(old, line));
        }
        site.write("content/inbox/c.jsonl", rows("Beras naik", "Pasar Baru"));
        for first in [true, false] {
            let run = site.run(&["import", "--update", "content/inbox/c.jsonl"]);
            assert_eq!(run.stdout.contains("another `title`; you decide"), !decide, "{run:#?}");
            assert!(decide || !run.stderr.contains("Pasar"), "only what waits is shown: {run:#?}");
            assert!(site.read(file).contains("Pasar Baru") && site.read(file).contains("title: Beras turun\n"));
            assert!(!first || !decide || run.stdout.contains("changed: "), "{run:#?}");
        }
    }
}

#[test]
fn a_list_of_quotations_that_a_person_emptied_stays_empty_in_a_clone_without_a_word() {
    let site = imported();
    let text = site.read(FILE);
    let (head, tail) = text.split_once("quotations:\n").unwrap();
    site.write(FILE, format!("{head}quotations: []\n{}", &tail[tail.find("entities:").unwrap()..]));
    site.write("content/inbox/banjir.txt", BANJIR.replace("sejak pagi", "sejak malam"));
    site.run(&["import", "--update"]);
    std::fs::remove_dir_all(site.path(".kutip")).unwrap();
    for _ in 0..2 {
        assert_eq!(site.run(&["import", "--update"]).stderr, "");
        assert!(site.read(FILE).contains("quotations: []\n"));
    }
    site.write(
        FILE,
        site.read(FILE).lines().filter(|line| !line.starts_with("annotated:")).collect::<Vec<_>>().join("\n"),
    );
    assert_eq!(site.run(&["import", "--update"]).stderr, "");
    assert!(site.read(FILE).contains("quotations: []\n"));
}

#[test]
fn words_that_only_a_person_marked_are_looked_for_when_the_source_rewords_them() {
    let site = Site::new("");
    let text = "Pasar\n\nWayan Laksana berjanji menjual beras murah di simpang pasar, katanya.\n\n“Beras cukup,” kata Wayan.\n";
    site.write("content/inbox/pasar.txt", text);
    site.run(&["build"]);
    let file = "content/articles/pasar.md";
    let own = "  - text: menjual beras murah di simpang pasar\n    speaker: Wayan Laksana\n    by: hand\n";
    let text = site.read(file).replacen("entities:\n", &format!("{own}entities:\n"), 1);
    site.write(file, text.replace("    cue: kata\n", "    cue: kata\n    by: hand\n"));
    let source = site.read("content/inbox/pasar.txt").replace("di simpang pasar", "di Simpang Pasar");
    site.write("content/inbox/pasar.txt", source.replace("kata Wayan", "ujar Wayan"));
    let run = site.run(&["import", "--update"]);
    assert!(run.stderr.contains("write `text: menjual beras murah di Simpang Pasar`"), "{run:#?}");
    // The reporting word, which nobody decided, is the one that stands there now.
    assert!(site.read(file).contains("    cue: ujar\n"), "{}", site.read(file));
}

#[test]
fn words_by_hand_that_leave_the_text_are_said_where_the_words_of_the_engine_stay() {
    let text = |words: &str| format!("{BANJIR}\nSungai Laya meluap {words} ke jalan desa.\n");
    for (by, decided) in [("", "corrected"), ("    by: hand\n", "decided")] {
        for (now, help) in [
            ("lagi sejak Rabu sore", "write `text: Sungai Laya meluap lagi sejak Rabu sore`"),
            (
                "",
                "the quotation is not shown; write `text` as the words stand now, delete it, or say why under `withdrawn`",
            ),
        ] {
            let site = Site::new("");
            site.write("content/inbox/banjir.txt", text("sejak Rabu sore"));
            site.run(&["import"]);
            let own = "text: Sungai Laya meluap sejak Rabu sore\n";
            let file = site.read(FILE).replace("text: Air sudah naik sejak pagi\n", &format!("{own}{by}"));
            assert!(file.contains(own), "{file}");
            site.write(FILE, file);
            assert_eq!(site.run(&["import", "--update"]).stderr, "");
            let source = if now.is_empty() { BANJIR.to_owned() } else { text(now) };
            site.write("content/inbox/banjir.txt", source);
            let said = site.run(&["import", "--update"]).stderr;
            let what =
                format!("“Sungai Laya meluap sejak Rabu sore”, {decided} by hand, left the text with this update");
            assert!(said.contains(&what) && said.contains(help), "{said}");
            let file = site.read(FILE);
            assert!(file.contains(own) && !file.contains("text: Air"), "{file}");
        }
    }
}

#[test]
fn why_an_update_changed_an_article_is_said() {
    let site = imported();
    site.write(FILE, site.read(FILE).replace("Air sudah naik sejak pagi,” kata", "Air sudah naik sejak siang,” kata"));
    let run = site.run(&["import", "--update"]);
    assert!(run.stdout.starts_with(&format!("changed: {FILE}: its text was corrected by hand\n")), "{run:#?}");
    // That a person emptied the list is noted in the file.
    let site = imported();
    let text = site.read(FILE);
    let (head, tail) = text.split_once("quotations:\n").unwrap();
    site.write(FILE, format!("{head}quotations: []\n{}", &tail[tail.find("entities:").unwrap()..]));
    let run = site.run(&["import", "--update"]);
    let why = "its quotations or names were corrected by hand; only its line `annotated:` is new";
    let said = format!("changed: {FILE}: {why}\n");
    assert!(run.stdout.starts_with(&said), "{run:#?}");
}

#[test]
fn all_quotations_in_which_the_engine_of_today_differs_are_named_on_demand() {
    let site = imported();
    let more = ["Jalan putus", "Listrik padam", "Sekolah libur", "Pasar tutup"];
    let more: String = more.iter().map(|words| format!("\n“{words},” kata Budi Santoso.\n")).collect();
    site.write(FILE, format!("{}{more}", site.read(FILE).replace("speaker: Budi Santoso\n", "speaker: Budi\n")));
    std::fs::remove_dir_all(site.path(".kutip")).unwrap();
    std::fs::remove_file(site.path("content/inbox/banjir.txt")).unwrap();
    let said = site.run(&["import", "--update"]).stderr;
    let found = "what today's engine finds and the file does not have: “Jalan putus”, “Listrik padam”, “Sekolah libur”";
    assert!(said.contains(&format!("{found} and 1 more; `-v` names all\n")), "{said}");
    let said = site.run(&["import", "--update", "-v"]).stderr;
    assert!(said.contains(&format!("{found}, “Pasar tutup”\n")), "{said}");
}

#[test]
fn an_update_names_what_it_changed_and_what_is_gone_from_a_dump() {
    let site = Site::new("");
    let third = ("3", "Pasar di Laya", "“Pasar sudah dibuka,” kata Dewi Lestari.");
    site.write("content/inbox/mei.jsonl", dump(&[ROWS[0], ROWS[1], third]));
    assert_eq!(site.run(&["import"]).status, 0);
    let corrected = ("1", "Banjir di Laya", "“Air sudah surut,” kata Budi Santoso.");
    site.write("content/inbox/mei.jsonl", dump(&[corrected, ROWS[1]]).replace("\"lang\"", "\"lang\" "));
    let both = dump(&[corrected, ("2", ROWS[1].1, "“Air sudah surut,” kata Dewi Lestari.")]);
    let dry = Site::new("");
    dry.write("content/inbox/mei.jsonl", dump(&ROWS));
    dry.run(&["import"]);
    dry.write("content/inbox/mei.jsonl", both);
    let run = dry.run(&["import"]);
    assert!(run.stdout.contains("1 source has changed since the import (inbox/mei.jsonl)"), "{run:#?}");
    dry.write("content/inbox/mei.jsonl", dump(&ROWS));
    dry.write("juni.jsonl", dump(&[corrected, ROWS[1]]));
    let run = dry.run(&["import", "juni.jsonl", "--dry-run"]);
    assert!(run.stdout.contains("1 article has other words or fields in juni.jsonl (see `--update`)"), "{run:#?}");
    assert!(!run.stdout.contains("since the import"), "{run:#?}");
    let run = site.run(&["import", "--update"]);
    let changed = "changed: content/articles/banjir-di-laya.md: its source has changed\n";
    let said = format!("{changed}0 articles imported, 1 updated, 2 left alone");
    assert!(run.stdout.starts_with(&said), "{run:#?}");
    assert!(run.stderr.contains("warning[gone-from-source]: 1 article of the archive came from this file"), "{run:#?}");
    assert!(run.stderr.contains("it is content/articles/pasar-di-laya.md"), "{run:#?}");
}

#[test]
fn an_older_dump_in_the_inbox_has_not_replaced_a_newer_one_elsewhere() {
    let site = Site::new("");
    site.write("content/inbox/mei.jsonl", dump(&ROWS));
    site.run(&["import"]);
    let newer = [ROWS[0], ROWS[1], ("9", "Jembatan Dibuka", "Jembatan baru di Laya dibuka kemarin.")];
    site.write("juni.jsonl", dump(&newer));
    site.run(&["import", "--update", "juni.jsonl"]);
    let run = site.run(&["build"]);
    assert!(!run.stderr.contains("gone-from-source"), "{run:#?}");
}

#[test]
fn what_is_gone_from_a_newer_dump_of_another_name_is_named_too() {
    let site = Site::new("");
    let third = ("3", "Pasar di Laya", "“Pasar sudah dibuka,” kata Dewi Lestari.");
    site.write("content/inbox/mei.jsonl", dump(&[ROWS[0], ROWS[1], third]));
    assert_eq!(site.run(&["import"]).status, 0);
    site.write("content/inbox/juni.jsonl", dump(&ROWS[..2]));
    // With both files at hand nothing is gone.
    assert!(!site.run(&["import"]).stderr.contains("gone-from-source"));
    let run = site.run(&["import", "--update", "content/inbox/juni.jsonl"]);
    let said = "warning[gone-from-source]: 1 article of the archive came from inbox/mei.jsonl and does not stand in this newer one";
    assert!(run.stderr.contains(said) && run.stderr.contains("it is content/articles/pasar-di-laya.md"), "{run:#?}");
    // Of a dump with one row corrected all rows are known, and not just that one.
    let all = [("1", "Banjir di Laya", "“Air sudah surut,” kata Budi Santoso."), ROWS[1], third];
    let site = Site::new("");
    site.write("content/inbox/mei.jsonl", dump(&[ROWS[0], ROWS[1], third]));
    assert_eq!(site.run(&["import"]).status, 0);
    site.write("juni.jsonl", dump(&all));
    let run = site.run(&["import", "juni.jsonl"]);
    let said = "3 of 3 articles are in the archive already, from inbox/mei.jsonl (1 with other words or fields)";
    assert!(run.stderr.contains(said), "{run:#?}");
    // A dump with little of the first one is another dump.
    let site = Site::new("");
    site.write("content/inbox/mei.jsonl", dump(&[ROWS[0], ROWS[1], third]));
    assert_eq!(site.run(&["import"]).status, 0);
    site.write("juni.jsonl", dump(&ROWS[..1]));
    assert!(!site.run(&["import", "--update", "juni.jsonl"]).stderr.contains("gone-from-source"));
}

#[test]
fn a_field_that_is_nearly_a_known_one_is_said_once_a_dump() {
    let site = Site::new("");
    let dump = dump(&ROWS[..2]);
    site.write("dump.jsonl", format!("{}{{\"id\": \"9\", \"text\": \"Air\n", dump.replace("\"title\"", "\"titel\"")));
    let run = site.run(&["import", "dump.jsonl"]);
    assert_eq!(run.stderr.matches("warning[unknown-key]: 2 records have a field `titel`").count(), 1, "{run:#?}");
    assert!(run.stderr.contains("did you mean `title`?"), "{run:#?}");
    assert!(run.stderr.contains("it breaks off before its end"), "{run:#?}");
    // A field of one's own beside all of ours is none.
    let site = Site::new("");
    site.write("other.jsonl", dump.replace("\"title\"", "\"titel\": \"x\", \"title\""));
    assert!(!site.run(&["import", "other.jsonl"]).stderr.contains("records have a field"));
}

#[test]
fn fields_that_are_not_understood_are_named_where_a_field_that_readers_miss_may_be_among_them() {
    let row = r#"{"bahasa": "id", "judul": "Banjir", "isi_berita": "Air naik.", "tanggal_terbit": "2024-05-02", "permalink": "https://koran.example/1", "media": "Harian Teluk", "article_id": 7}"#;
    let site = Site::new("");
    site.write("dump.jsonl", row);
    let run = site.run(&["import", "dump.jsonl"]);
    let said = "warning[unknown-key]: fields that the program does not know are kept under their own names: `media`\n";
    assert!(run.stderr.contains(said) && run.stderr.contains("no record has `publisher`; if one of"), "{run:#?}");
    let text = site.read("content/articles/banjir.md");
    assert!(text.contains("url: https://koran.example/1\n") && text.contains("source_id: \"7\"\n"), "{text}");
    // With all that readers miss the others are one's own.
    let site = Site::new("");
    site.write("dump.jsonl", row.replace("\"media\"", "\"publisher\": \"Harian Teluk\", \"desk\""));
    assert_eq!(site.run(&["import", "dump.jsonl"]).stderr, "");
    let run = site.run(&["import", "--dry-run", "-v", "dump.jsonl"]);
    assert!(run.stderr.contains("kept under their own names: `desk`"), "{run:#?}");
}

#[test]
fn an_update_leaves_the_bytes_of_what_it_does_not_change() {
    let site = Site::new("");
    site.write("content/inbox/mei.jsonl", dump(&ROWS[..2]));
    assert_eq!(site.run(&["import"]).status, 0);
    let by_hand = |text: String| {
        let text = text.replacen("title: ", "# checked\ntitle:   ", 1);
        let at = text.find("    kind: direct\n").unwrap();
        format!("{}    corrected: 2024-05-03\n    by: hand\n{}", &text[..at], &text[at..])
    };
    let file = "content/articles/banjir-di-laya.md";
    site.write(file, by_hand(site.read(file)));
    let before = site.read(file);
    std::fs::remove_file(site.path("content/inbox/mei.jsonl")).unwrap();
    let corrected = (ROWS[1].0, ROWS[1].1, "“Panen ditunda,” kata Siti Marlina.");
    site.write("content/inbox/juni.jsonl", dump(&[ROWS[0], corrected]));
    let run = site.run(&["import", "--update"]);
    assert!(run.stdout.contains("1 updated, 1 left alone (the line `origin:` of 1 renewed)"), "{run:#?}");
    assert_eq!(site.read(file), before.replace("inbox/mei.jsonl", "inbox/juni.jsonl"));
}

/// The same article whose dump moved, after `write` made its front matter another; the file before and after.
fn moved_after(write: impl Fn(String) -> String) -> (String, String) {
    let site = Site::new("");
    let row = serde_json::json!({
        "id": "a1", "title": "Harga Garam Naik", "date": "2024-05-02", "authors": ["Ratih"],
        "text": "“Harga garam naik lagi,” kata Kepala Dinas Pasar Wayan Sudarmika di Laya.\n\n“Kami menunggu panen,” ujar Wayan.",
    });
    site.write("content/inbox/a.jsonl", format!("{row}\n"));
    assert_eq!(site.run(&["import"]).status, 0);
    let file = "content/articles/harga-garam-naik.md";
    site.write(file, write(site.read(file)));
    let before = site.read(file);
    site.write("content/inbox/b.jsonl", format!("{row}\n"));
    let run = site.run(&["import", "--update", "content/inbox/b.jsonl"]);
    assert!(run.stdout.contains("1 left alone (the line `origin:` of 1 renewed)"), "{run:#?}");
    (before.replace("inbox/a.jsonl", "inbox/b.jsonl"), site.read(file))
}

#[test]
fn an_update_keeps_every_form_in_which_a_person_wrote_what_is_so() {
    let by_hand = |text: &str| {
        let own = "    speaker: Wayan   Sudarmika # phoned\n    by: hand\n    corrected: \"2024-05-04\" # day\n    anonymous: no\n    nth: '1'\n";
        text.replacen("    speaker: Wayan Sudarmika\n", own, 1)
    };
    for date in
        ["02-05-2024 # ask", "2 Mei 2024", "'2024-05-02'", "2 May 2024 # ask", "02/05/2024", "2024-05-02   # ask"]
    {
        let with_date = |text: String| by_hand(&text).replace("date: 2024-05-02", &format!("date: {date}"));
        let (expected, after) = moved_after(with_date);
        assert_eq!(after, expected, "{date}");
    }
    let forms: [(&str, &str); 6] = [
        ("authors: [Ratih]", "authors: Ratih   # desk"),
        ("authors: [Ratih]", "authors:\n- Ratih # desk\ndraft: no"),
        ("roles: [Kepala Dinas Pasar]", "roles: Kepala  Dinas Pasar"),
        ("title: Harga Garam Naik", "\"title\": >-\n  Harga\n  Garam Naik"),
        ("    kind: direct\n", ""),
        ("---\nid", "--- # mine\n\nid"),
    ];
    for (from, to) in forms {
        let (expected, after) = moved_after(|text| {
            assert!(text.contains(from), "{text}");
            by_hand(&text).replace(from, to)
        });
        assert_eq!(after, expected, "{to}");
    }
    let (expected, after) = moved_after(|text| by_hand(&text).replace('\n', "\r\n"));
    assert_eq!(after, expected);
}

#[test]
fn words_that_were_put_above_a_quotation_of_a_person_do_not_take_its_place() {
    let mixed = "    kind: mixed # whole\n";
    let entries = ["", "    kind: direct\n", "    by: hand\n", mixed, &format!("    by: hand\n{mixed}")];
    for entry in entries {
        let site = Site::new("");
        let text = "Wali Kota Teluk Damar Wayan Sudarmika meresmikan hutan kota.\n\n“Hutan ini paru-paru kota.” Begitu Wayan Sudarmika, Sabtu.";
        let row = serde_json::json!({"id": "a1", "title": "Hutan", "date": "2024-05-02", "text": text});
        site.write("content/inbox/a.jsonl", format!("{row}\n"));
        site.run(&["build"]);
        let file = "content/articles/hutan.md";
        let own =
            format!("quotations:\n  - text: Hutan ini paru-paru kota # mine\n    speaker: Wayan Sudarmika\n{entry}");
        site.write(file, site.read(file).replace("quotations: []\n", &own));
        assert!(!site.run(&["build"]).stderr.contains("words-outside-marks"));
        let first = site.read("public/data/quotations.jsonl");
        let sign = "hutan kota. Hutan ini paru-paru kota, begitu bunyi papannya.";
        site.write(file, site.read(file).replace("hutan kota.", sign));
        for command in ["build", "check"] {
            let said = site.run(&[command]).stderr + &site.run(&[command]).stdout;
            assert!(said.contains("[words-outside-marks]") && said.contains("write `nth: 2` into its entry"), "{said}");
            assert!(said.contains("write `kind: indirect`"), "{said}");
        }
        let meant =
            site.read(file).replace("speaker: Wayan Sudarmika\n", "speaker: Wayan Sudarmika\n    kind: indirect\n");
        if !entry.contains("kind") {
            let before = site.read(file);
            site.write(file, &meant);
            assert!(!site.run(&["build"]).stderr.contains("words-outside-marks"));
            site.run(&["import", "--update"]);
            assert_eq!(site.read(file), meant);
            site.write(file, before);
        }
        assert!(site.run(&["import", "--update"]).stdout.contains("1 updated"));
        let after = site.read(file);
        assert!(after.contains("    nth: 2\n") && after.contains(" # mine\n") && after.contains(entry), "{after}");
        assert!(!site.run(&["build"]).stderr.contains("words-outside-marks"));
        let value = |data: &str, key: &str| serde_json::from_str::<serde_json::Value>(data).unwrap()[key].to_string();
        let now = site.read("public/data/quotations.jsonl");
        assert_eq!(["id", "kind"].map(|key| value(&now, key)), ["id", "kind"].map(|key| value(&first, key)), "{now}");
        assert!(site.run(&["import", "--update"]).stdout.contains("0 updated"));
        assert_eq!(site.read(file), after);
    }
}

#[test]
fn all_that_is_gone_from_a_dump_is_named_up_to_a_number() {
    let site = Site::new("");
    let titles: Vec<String> = (0..14).map(|at| format!("Pasar ke-{at}")).collect();
    let ids: Vec<String> = (0..14).map(|at| at.to_string()).collect();
    let rows: Vec<_> =
        ids.iter().zip(&titles).map(|(id, title)| (id.as_str(), title.as_str(), "Pasar buka.")).collect();
    site.write("content/inbox/mei.jsonl", dump(&rows));
    assert_eq!(site.run(&["import"]).status, 0);
    site.write("content/inbox/mei.jsonl", dump(&rows[12..]));
    let said = site.run(&["import"]).stderr;
    assert!(
        said.contains("12 articles of the archive came from this file") && said.contains("and 2 more; `-v` names all")
    );
    assert_eq!(said.matches("content/articles/pasar-ke-").count(), 10, "{said}");
    assert_eq!(site.run(&["import", "-v"]).stderr.matches("content/articles/pasar-ke-").count(), 12);
}

#[test]
fn a_new_row_at_the_place_of_one_that_is_gone_is_another_article() {
    let site = Site::new("");
    site.write("content/inbox/mei.jsonl", dump(&ROWS[..2]));
    assert_eq!(site.run(&["import"]).status, 0);
    let new = ("9", "Pasar di Laya", "“Pasar sudah dibuka,” kata Dewi Lestari.");
    site.write("content/inbox/mei.jsonl", dump(&[ROWS[0], new]));
    let run = site.run(&["import", "--update"]);
    assert!(run.stdout.contains("1 article imported"), "{run:#?}");
    assert!(run.stderr.contains("gone-from-source"), "{run:#?}");
    assert!(site.read("content/articles/pasar-di-laya.md").contains("Pasar sudah dibuka"));
}

#[test]
fn html_in_a_field_of_a_dump_becomes_text() {
    let site = Site::new("");
    let text =
        "<p>&quot;Pasar ramai,&quot; kata Siti Marlina.</p><p>Ia <b>tersenyum</b> di Laya.<br>Pasar sudah dibuka.</p>";
    site.write("content/inbox/a.jsonl", serde_json::json!({"id": 1, "title": "Pasar", "text": text}).to_string());
    let run = site.run(&["import"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    let text = site.read("content/articles/pasar.md");
    assert!(text.contains("text: Pasar ramai\n") && text.contains("\n\nIa tersenyum di Laya."), "{text}");
}

#[test]
fn the_folder_that_a_browser_wrote_beside_a_page_is_left_aside() {
    let page = "<!DOCTYPE html>\n<!-- saved from url=(0028)https://laya.example/pasar/1 -->\n<html lang=id><head><title>Pasar Laya</title>\
        <link rel=stylesheet href=\"./Pasar%20Laya_files/a.css\"></head><body><article><h1>Pasar Laya</h1>\
        <p>Pasar sudah dibuka sejak pagi di Teluk Laya.</p></article></body></html>";
    let site = Site::new("");
    site.write("content/inbox/Pasar Laya.html", page);
    site.write(
        "content/inbox/Pasar Laya_files/iklan.html",
        "<html><body><p>Beli sekarang juga, kata iklan ini.</p></body></html>",
    );
    site.write("content/inbox/Pasar Laya_files/x.json", "{}");
    let run = site.run(&["import"]);
    assert!(run.status == 0 && run.stdout.starts_with("1 article imported"), "{run:#?}");
    assert!(site.read("content/articles/pasar-laya.md").contains("url: https://laya.example/pasar/1\n"));
    // A folder that the page does not name is a folder of articles.
    site.write("content/inbox/Pasar Laya-lain/a.txt", "Banjir di Laya\n\nAir sudah naik, kata Budi.\n");
    assert!(site.run(&["import"]).stdout.starts_with("1 article imported"));
}

#[test]
fn records_that_take_several_lines_are_read() {
    let site = Site::new(
        "-- content/inbox/a.jsonl --\n{\n  \"id\": 1,\n  \"title\": \"Pasar\",\n  \"text\": \"Pasar sudah dibuka, kata Budi.\"\n}\n\
         {\n  \"id\": 2,\n  \"title\": \"Panen\",\n  \"text\": \"Panen sudah dimulai, kata Siti.\"\n}\n",
    );
    let run = site.run(&["import"]);
    assert_eq!(run.stderr, "");
    assert!(run.stdout.starts_with("2 articles imported"), "{run:#?}");
}

#[test]
fn a_dump_written_anew_with_the_same_words_has_not_changed() {
    let site = Site::new("");
    site.write("content/inbox/mei.jsonl", dump(&ROWS));
    assert_eq!(site.run(&["import"]).status, 0);
    site.write("content/inbox/mei.jsonl", dump(&ROWS).replace("\"id\":", "\"id\": "));
    let run = site.run(&["import"]);
    assert!(run.stdout.starts_with("0 articles imported, 2 left alone in"), "{run:#?}");
    assert_eq!(run.stderr, "");
    let before = site.files("content/articles");
    assert!(site.run(&["import", "--update"]).stdout.starts_with("0 articles imported, 0 updated, 2 left alone"));
    assert_ne!(site.files("content/articles"), before, "the origin is noted all the same");
}

const BY_HAND: &str = "  - text: Air sudah naik sejak pagi\n    speaker: Budi Santoso\n    by: hand\n";

fn quotation_pages(site: &Site) -> Vec<String> {
    site.run(&["build"]);
    let files = site.files("public/kutipan").into_iter().map(|(file, _)| file);
    files.filter(|file| file.ends_with("/index.html")).collect()
}

#[test]
fn words_that_a_person_wrote_again_keep_the_published_address() {
    for above in [true, false] {
        for is_clone in [true, false] {
            let site = imported();
            let before = quotation_pages(&site);
            let text = site.read(FILE);
            let id = text.split("  - id: ").nth(1).unwrap().lines().next().unwrap().to_owned();
            let text = match above {
                true => text.replace("quotations:\n", &format!("quotations:\n{BY_HAND}")),
                false => text.replace("entities:\n", &format!("{BY_HAND}entities:\n")),
            };
            site.write(FILE, &text);
            let said = site.run(&["check"]).stdout;
            let line = text.lines().position(|line| line == format!("  - id: {id}")).unwrap() + 2;
            assert!(said.contains("[quoted-twice]") && said.contains(&format!("{FILE}:{line}:")), "{said}");
            assert!(said.contains(&format!("write `id: {id}` into the other, which keeps that address")), "{said}");
            if is_clone {
                std::fs::remove_dir_all(site.path(".kutip")).unwrap();
            }
            for _ in 0..2 {
                let run = site.run(&["import", "--update"]);
                assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{run:#?}");
                let text = site.read(FILE);
                let own = BY_HAND.replace("  - ", &format!("  - id: {id}\n    "));
                assert_eq!((text.matches("text: Air").count(), text.contains(&own)), (1, true), "{text}");
            }
            assert_eq!(quotation_pages(&site), before);
        }
    }
}

#[test]
fn words_written_again_keep_the_address_also_where_the_source_changes_them() {
    let now = |text: &str| text.replace("sejak pagi", "sejak malam");
    for (above, own) in
        [(true, BY_HAND.to_owned()), (false, BY_HAND.to_owned()), (true, now(BY_HAND)), (false, now(BY_HAND))]
    {
        for mark in ["    by: hand\n", ""] {
            let site = imported();
            let before = quotation_pages(&site);
            let own = own.replace("    by: hand\n", mark);
            site.write(
                FILE,
                match above {
                    true => site.read(FILE).replace("quotations:\n", &format!("quotations:\n{own}")),
                    false => site.read(FILE).replace("entities:\n", &format!("{own}entities:\n")),
                },
            );
            assert!(quotation_pages(&site).contains(&before[0]));
            site.write("content/inbox/banjir.txt", now(BANJIR));
            site.run(&["import", "--update"]);
            site.write(FILE, now(&site.read(FILE)));
            assert_eq!(quotation_pages(&site), before, "{}", site.read(FILE));
            assert_eq!(site.run(&["import", "--update"]).stderr, "");
            let text = site.read(FILE);
            assert_eq!((text.matches("text: Air").count(), text.matches("rule:").count()), (1, 0), "{text}");
        }
    }
}

#[test]
fn words_written_again_take_an_older_address_over_and_one_of_their_own_stays_beside_it() {
    // After its words were corrected an address is not made of them any more.
    let site = imported();
    site.write("content/inbox/banjir.txt", BANJIR.replace("sejak pagi", "sejak malam"));
    site.run(&["import", "--update"]);
    let before = quotation_pages(&site);
    let own = BY_HAND.replace("pagi", "malam");
    site.write(FILE, site.read(FILE).replace("quotations:\n", &format!("quotations:\n{own}")));
    site.run(&["import", "--update"]);
    assert_eq!(site.read(FILE).matches("text: Air").count(), 1, "{}", site.read(FILE));
    assert_eq!(quotation_pages(&site), before);
    // Two published addresses: neither goes.
    let site = imported();
    let own = BY_HAND.replace("  - ", "  - id: \"0123456789ab\"\n    ");
    site.write(FILE, site.read(FILE).replace("quotations:\n", &format!("quotations:\n{own}")));
    let before = quotation_pages(&site);
    for _ in 0..2 {
        site.run(&["import", "--update"]);
        assert_eq!(quotation_pages(&site), before);
    }
}

#[test]
fn words_that_a_remark_of_a_person_speaks_of_are_not_replaced_without_a_word() {
    let remarks = ["note: Dicocokkan dengan rekaman", "corrected: 2024-05-03", "same_as: [0123456789ab]"];
    for remark in remarks {
        let site = imported();
        site.write(
            FILE,
            site.read(FILE).replace("    certainty: sure\n", &format!("    certainty: sure\n    {remark}\n")),
        );
        assert!(site.read(FILE).contains(remark));
        site.write("content/inbox/banjir.txt", BANJIR.replace("sejak pagi", "sejak malam"));
        for _ in 0..2 {
            let said = site.run(&["import", "--update"]).stderr;
            let key = remark.split(':').next().unwrap();
            let what = format!("“Air sudah naik sejak pagi”, with `{key}` by hand, are not in the text any more");
            assert!(said.contains(&what) && said.contains("write `text: Air sudah naik sejak malam`"), "{said}");
            let text = site.read(FILE);
            assert!(text.contains("text: Air sudah naik sejak pagi\n") && !text.contains("sejak malam\n"), "{text}");
            site.run(&["import", "--update"]);
        }
        site.write(
            FILE,
            site.read(FILE).replace("text: Air sudah naik sejak pagi", "text: Air sudah naik sejak malam"),
        );
        assert_eq!(site.run(&["import", "--update"]).stderr, "");
        let text = site.read(FILE);
        assert!(text.matches("text: Air").count() == 1 && text.contains(remark), "{text}");
    }
}

#[cfg(unix)]
#[test]
fn an_import_waits_for_the_one_that_runs() {
    let site = Site::new("-- content/inbox/a.txt --\nHarga beras turun\n\n\"Harga turun,\" kata Budi Santoso.\n");
    let other = std::fs::File::open(site.path("content")).unwrap();
    other.lock().unwrap();
    for arguments in [&["build"][..], &["import"]] {
        let mut waiting = site.command(arguments).spawn().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(300));
        assert!(waiting.try_wait().unwrap().is_none() && !site.path("content/articles").exists());
        waiting.kill().unwrap();
        waiting.wait().unwrap();
    }
    drop(other);
    assert_eq!(site.run(&["build"]).status, 0);
}

#[test]
fn of_a_few_words_the_place_tells_what_became_of_them() {
    let text = |word: &str| {
        format!(
            "Wayan Sudarmika menyebut gagasan bahwa pasar itu akan ditutup sebagai \"{word} mustahil.\" Pasar tetap buka.\n"
        )
    };
    let site = Site::new("");
    site.write("content/inbox/a.txt", format!("Pasar\n2024-05-02\n\n{}", text("sunguh")));
    site.build();
    let file = "content/articles/pasar.md";
    let id = |text: &str| {
        text.split_once("text: sunguh mustahil").unwrap().0.rsplit_once("id: ").unwrap().1.trim().to_owned()
    };
    let first = id(&site.read(file));
    site.write(
        file,
        site.read(file).replace("    speaker: Wayan Sudarmika\n", "    speaker: Dewi Lestari\n    by: hand\n"),
    );
    site.write("content/inbox/a.txt", format!("Pasar\n2024-05-02\n\n{}", text("sungguh")));
    let run = site.run(&["import", "--update"]);
    assert!(run.stderr.contains("if they are these now, write `text: sungguh mustahil"), "{run:#?}");
    let now = site.read(file);
    assert!(now.matches("mustahil").count() == 2 && id(&now) == first, "{now}");
}

#[test]
fn words_that_marks_join_to_others_without_a_space_are_proposed() {
    let by_hand = "Wayan tidak meminta izin ke pimpinan untuk pertemuan itu";
    for (before, behind) in
        [("Bahkan, ", ".,,,\"Tidak melapor,\" ujar Siti."), ("Lama.", ",kata Siti."), ("Kata Siti,\"", "\"ujarnya.")]
    {
        let site = Site::new("");
        let text = format!("Pasar Lama\n\nMenurut Siti Marlina, sudah lama. {before}{by_hand}{behind}\n");
        site.write("content/inbox/a.txt", &text);
        site.build();
        let path = "content/articles/pasar-lama.md";
        let entry = format!("  - text: {by_hand}\n    speaker: Siti Marlina\n    by: hand\nentities:\n");
        site.write(path, site.read(path).replacen("entities:\n", &entry, 1));
        site.build();
        site.write("content/inbox/a.txt", text.replace("izin ke pimpinan", "izin kepada pimpinan"));
        let words = format!("`text: {}`", by_hand.replace(" ke ", " kepada "));
        let said = site.run(&["import", "--update"]).stderr;
        assert!(said.contains("[update-conflict]") && said.contains(&words), "{said}");
        let said = site.run(&["check"]).stdout;
        assert!(said.contains("[lost-quotation]") && said.contains(&words), "{said}");
    }
}

#[test]
fn what_an_update_proposes_for_words_with_a_remark_build_and_check_propose_too() {
    let text = |who: &str| format!("Pasar\n2024-05-02\n\nDewi Lestari mengungkapkan {who} akan membuka kota lain.\n");
    let site = Site::new("");
    site.write("content/inbox/a.txt", text("Garuda"));
    site.build();
    let file = "content/articles/pasar.md";
    let own = "text: Garuda akan membuka kota lain\n";
    let noted = site.read(file).replace(own, &format!("{own}    note: dari rekaman\n"));
    assert!(noted.contains("note:"), "{noted}");
    site.write(file, noted);
    site.write("content/inbox/a.txt", text("Merpati"));
    let words = "`text: Merpati akan membuka kota lain`";
    let run = site.run(&["import", "--update"]);
    assert!(run.stderr.contains(&format!("if they are these now, write {words}")), "{run:#?}");
    for said in [site.run(&["build"]).stderr, site.run(&["check"]).stdout] {
        assert!(said.contains("[lost-quotation]") && said.contains(&format!("did you mean {words}?")), "{said}");
    }
}

#[test]
fn a_conflict_shows_the_paragraphs_that_both_changed() {
    let row = |text: &str| {
        let row = serde_json::json!({"id": "x1", "lang": "id", "title": "Beras", "date": "2024-05-02", "text": text});
        format!("{row}\n")
    };
    let text =
        "Beras mahl di pasar.\n\nPanen dattang lebih awal.\n\n\"Harga turun,\" kata Wayan Sudarmika hari Kamiss.";
    let site = Site::new("");
    site.write("content/inbox/a.jsonl", row(text));
    site.build();
    let file = "content/articles/beras.md";
    let mended = site.read(file).replace("mahl", "mahal").replace("dattang", "datang").replace("Kamiss", "Kamis");
    site.write(file, mended);
    site.write("content/inbox/a.jsonl", row(&text.replace("kata Wayan", "ujar Wayan")));
    let said = site.run(&["import", "--update"]).stderr;
    assert!(said.contains("[update-conflict]") && said.contains("ujar") && !said.contains("mahl"), "{said}");
}
