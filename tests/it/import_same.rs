//! Sources without an address and without the `id` of a record: which of them are one article.

use crate::support::{Run, Site};

const RICE: &str = "Rice prices fall\n\n\"Prices fell in all markets of the island this week,\" said Yusuf Hidayat, a trader, on \
                    Monday.\n\nStocks were low, he said, and the harvest was late.\n";
/// Other words than those of [`RICE`].
const STORM: &str = "A storm kept all boats in the harbour, so no rice came from the mainland.\n\nThe next ship is \
                     expected after the holidays, said the harbour master Ketut Laksana.\n";

const FILE: &str = "content/articles/rice-prices-fall.md";

/// A site with one article from a text file; `date`: the day in its name.
fn site(date: &str) -> Site {
    let site = Site::new("-- kutip.yaml --\nlanguage: en\n");
    site.write(&format!("content/inbox/{date}rice.txt"), RICE);
    assert_eq!(site.run(&["build"]).stderr, "");
    site
}

fn corrected() -> String {
    RICE.replace("all markets", "most markets")
}

fn is_known(site: &Site, run: &Run) {
    assert!(run.stderr.contains("warning[known-article]: this article is in the archive already"), "{run:#?}");
    assert_eq!(site.files("content/articles").len(), 1, "{run:#?}");
}

#[test]
fn a_newer_copy_of_a_text_is_known_by_title_day_and_words_whatever_its_file_is_called() {
    for (date, newer) in [
        ("2024-05-02-", "newer/2024-05-02-rice.txt"),
        ("2024-05-02-", "newer/2024-05-02-corrected.txt"),
        ("2024-05-02-", "newer/corrected.txt"),
        ("", "newer/2024-05-02-corrected.txt"),
        ("", "newer/corrected.txt"),
        ("2024-05-02-", "newer/corrected.md"),
    ] {
        let site = site(date);
        site.write(
            newer,
            match newer.ends_with(".md") {
                true => format!("# {}", corrected().replacen("fall\n", "fall …\n", 1)),
                false => corrected(),
            },
        );
        is_known(&site, &site.run(&["import", newer]));
        assert!(site.read(FILE).contains("all markets"));
        let run = site.run(&["import", "--update", newer]);
        assert!(run.stdout.contains("\n0 articles imported, 1 updated"), "{newer}: {run:#?}");
        assert_eq!((run.stderr.as_str(), site.files("content/articles").len()), ("", 1));
        let text = site.read(FILE);
        assert!(text.contains("text: Prices fell in most markets") && !text.contains("all markets"), "{text}");
        for _ in 0..2 {
            let run = site.run(&["build"]);
            assert!(run.stderr.is_empty() && !run.stdout.contains("changed since"), "{newer}: {run:#?}");
        }
        assert_eq!(site.read(FILE), text);
    }
}

#[test]
fn pages_and_records_without_address_and_id_are_known_by_title_day_and_words() {
    let page = |word: &str| {
        format!(
            "<!DOCTYPE html><html lang=en><head><title>Rice prices fall</title><meta property=article:published_time \
             content=2024-05-02></head><body><article><h1>Rice prices fall</h1><p>\"Prices fell in {word} markets of the \
             island this week,\" said Yusuf Hidayat, a trader, on Monday.</p><p>Stocks were low, he said, and the harvest \
             was late.</p></article></body></html>"
        )
    };
    let rows = |word: &str| {
        let text = RICE.split_once("\n\n").unwrap().1.replace("all markets", &format!("{word} markets"));
        format!("{}\n", serde_json::json!({"title": "Rice prices fall", "date": "2024-05-02", "text": text}))
    };
    for newer in [("page.html", page("most")), ("dump.jsonl", rows("most"))] {
        let site = site("2024-05-02-");
        site.write(&format!("content/inbox/{}", newer.0), newer.1);
        is_known(&site, &site.run(&["build"]));
        // A build says once what a source has.
        assert!(!site.run(&["build"]).stderr.contains("[known-article]"));
    }
    // An address that only one of both has tells nothing.
    let site = site("2024-05-02-");
    site.write("content/inbox/2024-05-02-b.txt", format!("{}\nSource: https://example.com/rice\n", corrected()));
    is_known(&site, &site.run(&["import"]));
}

#[test]
fn a_text_with_title_and_day_of_another_and_other_words_is_imported_and_a_line_settles_it() {
    let site = site("2024-05-02-");
    site.write("content/inbox/2024-05-02-storm.txt", format!("Rice prices fall\n\n{STORM}"));
    let run = site.run(&["import"]);
    assert!(run.stdout.starts_with("1 article imported, 1 left alone"), "{run:#?}");
    let said = format!("[perhaps-known]: {FILE} has its title and day too and other words; it may be the same article");
    assert!(run.stderr.contains(&said), "{run:#?}");
    assert_eq!(site.run(&["import"]).stderr, "");
    let (_, line) = run.stderr.split_once("write there `").unwrap();
    let text = site.read(FILE);
    let old = text.lines().find(|line| line.starts_with("origin:")).unwrap();
    site.write(FILE, text.replace(old, line.split_once('`').unwrap().0));
    let files = site.files("content/articles");
    let (other, _) = files.iter().find(|(name, _)| !FILE.ends_with(name.as_str())).unwrap();
    std::fs::remove_file(site.path(&format!("content/articles/{other}"))).unwrap();
    let run = site.run(&["import"]);
    assert!(run.stdout.starts_with("0 articles imported, 2 left alone") && run.stderr.is_empty(), "{run:#?}");
}

#[test]
fn texts_of_a_series_and_short_items_that_come_together_are_different_articles() {
    // Other days; no days; one day in one run.
    for [first, second, third] in [["2024-05-02-a", "2024-05-03-b", "c"], ["a", "b", "2024-05-02-c"]] {
        let site = Site::new("-- kutip.yaml --\nlanguage: en\n");
        let texts = [RICE.split_once("\n\n").unwrap().1, STORM, "The bridge is closed until Friday, the town said.\n"];
        for (name, text) in [first, second, third].iter().zip(texts) {
            site.write(&format!("content/inbox/{name}.txt"), format!("Notes from the island\n\n{text}"));
            let run = site.run(&["import"]);
            assert!(run.stdout.starts_with("1 article imported") && run.stderr.is_empty(), "{name}: {run:#?}");
        }
        let site = Site::new("-- kutip.yaml --\nlanguage: en\n");
        for (name, text) in ["a", "b", "c"].iter().zip(texts) {
            site.write(&format!("content/inbox/2024-05-02-{name}.txt"), format!("Notes from the island\n\n{text}"));
        }
        let run = site.run(&["import"]);
        assert!(run.stdout.starts_with("3 articles imported in") && run.stderr.is_empty(), "{run:#?}");
    }
}

#[test]
fn an_article_whose_title_or_date_a_person_corrected_is_known_by_those_of_its_import() {
    for (old, new) in
        [("title: Rice prices fall", "title: Rice becomes cheaper"), ("date: 2024-05-02", "date: 2024-05-01")]
    {
        let site = site("2024-05-02-");
        let text = site.read(FILE);
        assert!(text.contains(old), "{text}");
        site.write(FILE, text.replacen(old, new, 1));
        site.write("newer/2024-05-02-rice.txt", corrected());
        is_known(&site, &site.run(&["import", "newer/2024-05-02-rice.txt"]));
        let run = site.run(&["import", "--update", "newer/2024-05-02-rice.txt"]);
        assert!(run.stdout.contains("\n0 articles imported, 1 updated"), "{run:#?}");
        assert!(site.read(FILE).contains(new) && site.read(FILE).contains("most markets"));
    }
}
