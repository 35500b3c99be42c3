//! Newer files with the articles of older ones: whose words an article has, and what is said of the others.

use crate::support::Site;

const WORDS: [&str; 4] = ["beras", "ikan", "garam", "kayu"];

/// A dump of four records; `more`: what the first of them says more.
fn dump(more: &str) -> String {
    let row = |(at, word): (usize, &&str)| {
        let more = if at == 0 { more } else { "penuh" };
        let row = serde_json::json!({
            "id": format!("laya-{at}"), "title": format!("Kabar {word}"), "date": "2024-05-02", "publisher": "Harian Laya",
            "text": format!("“Harga {word} turun,” kata Wayan Sudarmika. Pasar {word} {more}."),
        });
        format!("{row}\n")
    };
    WORDS.iter().enumerate().map(row).collect()
}

const FILE: &str = "content/articles/kabar-beras.md";

fn update(site: &Site, name: &str) -> crate::support::Run {
    site.run(&["import", "--update", name])
}

/// Builds, with nothing to say of sources.
fn is_silent(site: &Site, when: &str) {
    let run = site.run(&["build"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{when}: {run:#?}");
    assert!(!run.stdout.contains("changed since"), "{when}: {run:#?}");
}

#[test]
fn words_that_were_replaced_are_not_spoken_of_and_come_back_only_when_their_file_is_named() {
    for between in [true, false] {
        let site = Site::new("");
        site.write("content/inbox/a.jsonl", dump("sepi"));
        site.run(&["build"]);
        for (name, more) in [("b", "ramai"), ("c", "tutup"), ("d", "buka")] {
            let name = format!("content/inbox/{name}.jsonl");
            site.write(&name, dump(more));
            if between {
                let said = site.run(&["import"]).stderr;
                assert!(said.matches("[known-article]").count() == 1 && said.contains(&name), "{said}");
            }
            assert!(update(&site, &name).stdout.contains("1 updated"));
            if between {
                is_silent(&site, &name);
            }
        }
        is_silent(&site, "all are there");
        // Older ones copied again, the newest one gone, a clone.
        for name in ["a", "b"] {
            site.write(&format!("content/inbox/{name}.jsonl"), site.read(&format!("content/inbox/{name}.jsonl")));
        }
        site.write("content/inbox/e.jsonl", site.read("content/inbox/b.jsonl"));
        let newest = site.read("content/inbox/d.jsonl");
        std::fs::remove_file(site.path("content/inbox/d.jsonl")).unwrap();
        is_silent(&site, "the newest is gone");
        for arguments in [&["import", "--update"][..], &["import", "--update", "content/inbox"]] {
            let run = site.run(arguments);
            assert!(run.stdout.contains(" 0 updated") && site.read(FILE).contains("beras buka"), "{run:#?}");
        }
        site.write("content/inbox/d.jsonl", newest);
        std::fs::remove_dir_all(site.path(".kutip")).unwrap();
        is_silent(&site, "a clone");
        std::fs::remove_file(site.path("content/inbox/e.jsonl")).unwrap();
        let run = update(&site, "content/inbox/b.jsonl");
        assert!(run.stdout.contains("1 updated") && site.read(FILE).contains("beras ramai"), "{run:#?}");
        is_silent(&site, "an older one was asked for");
    }
}

#[test]
fn a_newer_dump_that_says_nothing_new_leaves_the_older_ones_without_a_word() {
    let site = Site::new("");
    for name in ["a", "b", "c"] {
        site.write(&format!("content/inbox/{name}.jsonl"), dump("sepi"));
        update(&site, &format!("content/inbox/{name}.jsonl"));
    }
    is_silent(&site, "all say the same");
}

#[test]
fn new_words_in_an_older_file_are_said_and_what_would_come_back_with_them() {
    let site = Site::new("");
    site.write("content/inbox/a.jsonl", dump("sepi"));
    site.run(&["build"]);
    site.write("content/inbox/b.jsonl", dump("ramai"));
    update(&site, "content/inbox/b.jsonl");
    let older = site.read("content/inbox/a.jsonl");
    site.write("content/inbox/a.jsonl", older.replace("sepi", "kosong"));
    let said = site.run(&["build"]).stderr;
    assert!(said.contains("1 of 4 articles is in the archive already, from inbox/b.jsonl (1 with other"), "{said}");
    assert!(said.contains("takes over the words of this file\n"), "{said}");
    site.write("content/inbox/a.jsonl", older.replace("ikan penuh", "ikan kosong"));
    let said = site.run(&["import"]).stderr;
    assert!(said.contains("1 of 4 articles is") && said.contains("and with them the older ones of 1 other"), "{said}");
    assert!(update(&site, "content/inbox/a.jsonl").stdout.contains("2 updated"));
}

#[test]
fn pages_and_texts_that_newer_ones_replaced_are_not_spoken_of() {
    let page = |more: &str| {
        format!(
            "<!DOCTYPE html><html lang=id><head><title>Kabar beras</title><link rel=canonical href=https://laya.example/1>\
             </head><body><article><h1>Kabar beras</h1><p>Harga turun di semua pasar kota sejak pagi.</p>\
             <p>Pasar beras {more} kemarin.</p></article></body></html>"
        )
    };
    let with_id = |more: &str| format!("---\nid: laya-1\ntitle: Kabar beras\n---\nPasar beras {more} kemarin.\n");
    let text = |more: &str| format!("Kabar beras\n\nPasar beras {more} kemarin.\n\nSumber: https://laya.example/1\n");
    type Form = fn(&str) -> String;
    let forms: [(&str, Form); 4] = [("html", page), ("md", with_id), ("txt", with_id), ("txt", text)];
    for (ending, form) in forms {
        let site = Site::new("");
        let name = |name: &str| format!("content/inbox/{name}.{ending}");
        site.write(&name("a"), form("sepi"));
        site.run(&["build"]);
        for (file, more) in [("b", "ramai"), ("c", "tutup")] {
            site.write(&name(file), form(more));
            let said = site.run(&["import"]).stderr;
            assert!(said.contains("[known-article]") && said.contains(&name(file)), "{said}");
            update(&site, &name(file));
            assert!(site.read(FILE).contains(&format!("beras {more}")), "{}", site.read(FILE));
        }
        is_silent(&site, ending);
        std::fs::remove_dir_all(site.path(".kutip")).unwrap();
        is_silent(&site, ending);
        site.run(&["import", "--update"]);
        assert!(site.read(FILE).contains("beras tutup"), "{}", site.read(FILE));
        site.write(&name("b"), form("buka"));
        assert!(site.run(&["build"]).stderr.contains("[known-article]"));
        assert_eq!(site.files("content/articles").len(), 1);
    }
}

#[test]
fn of_older_and_newer_files_named_together_the_newest_words_stay() {
    let site = Site::new("");
    for (name, more) in [("a", "sepi"), ("b", "ramai"), ("c", "tutup")] {
        site.write(&format!("content/inbox/{name}.jsonl"), dump(more));
        update(&site, &format!("content/inbox/{name}.jsonl"));
    }
    for name in ["a", "b", "c"] {
        site.write(&format!("lama/{name}.jsonl"), site.read(&format!("content/inbox/{name}.jsonl")));
        std::fs::remove_file(site.path(&format!("content/inbox/{name}.jsonl"))).unwrap();
    }
    let run = site.run(&["import", "--update", "lama/a.jsonl", "lama/b.jsonl", "lama/c.jsonl"]);
    assert!(run.stdout.contains(" 0 updated") && run.stderr.is_empty(), "{run:#?}");
    assert!(site.read(FILE).contains("beras tutup") && site.read(FILE).contains("file: lama/c.jsonl"));
}

#[test]
fn what_waits_for_a_decision_remembers_the_files_before_it() {
    let site = Site::new("");
    site.write("content/inbox/a.jsonl", dump("sepi"));
    site.run(&["build"]);
    site.write(FILE, site.read(FILE).replace("title: Kabar beras\n", "title: Kabar beras lokal\n"));
    let mut line = String::new();
    for (name, more) in [("b", "ramai"), ("c", "tutup")] {
        let name = format!("content/inbox/{name}.jsonl");
        site.write(&name, dump(more).replace("Kabar beras", &format!("Beras {more}")));
        let run = update(&site, &name);
        assert!(run.stdout.contains("1 kept for you to decide"), "{run:#?}");
        line = run.stderr.split("write into the file `").nth(1).unwrap().split('`').next().unwrap().to_owned();
    }
    let said = site.run(&["build"]);
    assert!(!said.stderr.contains("[known-article]"), "{said:#?}");
    // The first file says what it said before the one that waits.
    site.run(&["import", "--update"]);
    assert!(site.read(FILE).contains("beras tutup"), "{}", site.read(FILE));
    let text = site.read(FILE);
    let old = text.lines().find(|line| line.starts_with("origin:")).unwrap();
    site.write(FILE, text.replace(old, &line));
    is_silent(&site, "decided");
    std::fs::remove_dir_all(site.path(".kutip")).unwrap();
    is_silent(&site, "decided, in a clone");
}
