//! What each format gives: titles, dates, paragraphs, what is left out and what is said about bad input.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use kutip::config::Limits;
use kutip::diag::Severity;
use kutip::import::{Format, Imported, LeftOutReason, Source, read_source};
use kutip::lang::Languages;
use kutip::markdown::plain_text;
use kutip::model::Article;
use proptest::prelude::*;

static LANGUAGES: LazyLock<Languages> = LazyLock::new(Languages::embedded);

fn import(format: Format, bytes: &[u8]) -> Imported {
    let source = Source { bytes, format, file: "inbox/a", shown: "content/inbox/a" };
    read_source(&source, &LANGUAGES, &Limits::default())
}

fn one(format: Format, text: &str) -> Article {
    let imported = import(format, text.as_bytes());
    assert_eq!(imported.articles.len(), 1, "{:?}", imported.diagnostics);
    imported.articles.into_iter().next().unwrap()
}

fn codes(imported: &Imported) -> Vec<&str> {
    imported.diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
}

const FIRST: &str = "Harga beras di pasar induk turun sejak Senin, kata Menteri Pertanian Budi Santoso.";
const SECOND: &str = "Para petani yang menunggu panen raya tidak mengeluh karena biaya mereka juga turun.";

#[test]
fn a_text_has_its_title_from_a_short_first_line() {
    let article = one(Format::Text, &format!("Harga beras turun\n\n{FIRST}\n{SECOND}\n"));
    assert_eq!(article.title, "Harga beras turun");
    assert_eq!(article.body, format!("{FIRST}\n\n{SECOND}\n"));
    assert_eq!(article.lang, "id");
    assert_eq!(article.origin.as_ref().unwrap().file, "inbox/a");
}

#[test]
fn a_text_without_a_title_line_has_one_from_its_first_sentence() {
    let article = one(Format::Text, &format!("JAKARTA, KOMPAS.com – {FIRST} {SECOND}"));
    assert_eq!(article.title, FIRST.trim_end_matches('.'));
    assert_eq!(article.publisher.as_deref(), Some("Kompas.com"));
    assert!(article.body.starts_with("JAKARTA, KOMPAS.com – Harga"), "the dateline stays: {}", article.body);
}

#[test]
fn a_first_line_that_ends_in_a_stop_is_the_title_where_it_is_no_sentence_of_the_text() {
    for (line, title) in [
        ("Harga beras turun di Laya.", "Harga beras turun di Laya"),
        ("Harga beras turun;", "Harga beras turun"),
        ("Menanti hujan di Laya…", "Menanti hujan di Laya…"),
    ] {
        for format in [Format::Text, Format::Markdown] {
            let article = one(format, &format!("{line}\n\n{FIRST}\n\n{SECOND}\n"));
            assert_eq!((article.title.as_str(), article.body), (title, format!("{FIRST}\n\n{SECOND}\n")), "{format:?}");
        }
    }
    // Sentences of a text without a title, which lose nothing.
    for line in [
        FIRST,
        "Harga turun, kata Budi Santoso.",
        "“Harga turun.”",
        "Laya – Harga beras turun.",
        "Harga turun. Petani mengeluh.",
        "Petani di lereng gunung itu menunggu panen raya yang tahun ini datang jauh lebih cepat.",
    ] {
        for format in [Format::Text, Format::Markdown] {
            let article = one(format, &format!("{line}\n\n{SECOND}\n"));
            assert_eq!(article.body, format!("{line}\n\n{SECOND}\n"), "{format:?}");
        }
    }
    assert_eq!(one(Format::Text, &format!("Harga turun.\n{SECOND}\n")).body, format!("Harga turun.\n\n{SECOND}\n"));
}

#[test]
fn a_line_that_is_a_date_gives_the_date() {
    let article = one(Format::Text, &format!("Harga beras turun\nKamis, 2 Mei 2024 10.30 WIB\n{FIRST}\n"));
    assert_eq!(article.date.unwrap().to_string(), "2024-05-02T10:30+07:00");
    assert_eq!(article.body, format!("{FIRST}\n"));
}

#[test]
fn what_newspapers_add_is_left_out_and_listed() {
    let text = format!(
        "Harga beras turun\n{FIRST}\nBaca juga: Petani menanti hujan\n{SECOND} SCROLL TO CONTINUE WITH CONTENT {FIRST}\n"
    );
    let imported = import(Format::Text, text.as_bytes());
    assert_eq!(imported.articles[0].body, format!("{FIRST}\n\n{SECOND} {FIRST}\n"));
    let left: Vec<_> = imported.left_out.iter().map(|left| (left.line, left.text.as_str(), left.reason)).collect();
    assert_eq!(
        left,
        [
            (Some(3), "Baca juga: Petani menanti hujan", LeftOutReason::Boilerplate),
            (Some(4), "SCROLL TO CONTINUE WITH CONTENT", LeftOutReason::Boilerplate)
        ]
    );
}

#[test]
fn a_flat_text_keeps_all_its_sentences() {
    let text = format!("{FIRST} Baca juga: Petani menanti hujan {SECOND} {FIRST}");
    assert_eq!(plain_text(&one(Format::Text, &text).body).text, text);
}

#[test]
fn marks_of_markdown_in_a_text_are_words() {
    let text = format!("Harga *beras* turun\n\n# {FIRST}\n\n1. {SECOND}\n");
    let article = one(Format::Text, &text);
    assert_eq!(plain_text(&article.body).text, format!("# {FIRST}\n\n1. {SECOND}"));
}

#[test]
fn nothing_but_white_space_is_no_article() {
    for format in [Format::Text, Format::Markdown] {
        let imported = import(format, b" \n\t\r\n");
        assert!(imported.articles.is_empty());
        assert_eq!(codes(&imported), ["empty-article"], "{format:?}");
    }
}

#[test]
fn a_file_over_the_limit_is_not_read() {
    let source = Source { bytes: b"Harga beras turun", format: Format::Text, file: "a", shown: "a" };
    let imported = read_source(&source, &LANGUAGES, &Limits { source_bytes: 5, ..Limits::default() });
    assert_eq!((imported.articles.len(), codes(&imported)), (0, vec!["source-too-large"]));
}

#[test]
fn markdown_keeps_its_marks_and_its_front_matter() {
    let text = format!(
        "---\ntitle: Harga beras turun\ndate: 2 Mei 2024\npublisher: Harian Teluk\nrubrik: ekonomi\nquotations:\n  - {{text: Harga turun, speaker: Budi Santoso}}\n---\n\n{FIRST} **“Harga turun,”** katanya.\n"
    );
    let article = one(Format::Markdown, &text);
    assert_eq!(article.title, "Harga beras turun");
    assert_eq!(article.date.as_ref().unwrap().to_string(), "2024-05-02");
    assert_eq!(article.publisher.as_deref(), Some("Harian Teluk"));
    assert_eq!(article.extra["rubrik"], "ekonomi");
    assert_eq!(article.quotations()[0].speaker.as_deref(), Some("Budi Santoso"));
    assert!(article.body.contains("**“Harga turun,”**"));
    assert_eq!(article.lang, "id");
}

#[test]
fn markdown_without_front_matter_is_an_article_too() {
    let heading = one(Format::Markdown, &format!("# Harga beras turun\n\n{FIRST}\n"));
    assert_eq!((heading.title.as_str(), heading.body.trim_end()), ("Harga beras turun", FIRST));
    let line = one(Format::Markdown, &format!("Harga beras turun\n\n{FIRST}\n"));
    assert_eq!((line.title.as_str(), line.body.trim_end()), ("Harga beras turun", FIRST));
    let sentence = one(Format::Markdown, &format!("{FIRST}\n\n{SECOND}\n"));
    assert_eq!(sentence.title, FIRST.trim_end_matches('.'));
    assert!(codes(&import(Format::Markdown, format!("{FIRST}\n\n{SECOND}\n").as_bytes())).is_empty());
}

#[test]
fn front_matter_that_never_closes_leaves_the_file_out() {
    let imported = import(Format::Markdown, b"---\ntitle: Harga\n\nHarga turun.\n");
    assert!(imported.articles.is_empty());
    assert_eq!(codes(&imported), ["unclosed-front-matter"]);
    assert_eq!(imported.diagnostics[0].location.as_ref().unwrap().path, "content/inbox/a");
}

#[test]
fn a_json_record_gives_an_article_and_keeps_what_it_does_not_know() {
    let row = serde_json::json!({"id": "ht-17", "lang": "id", "title": "Harga beras turun", "date": "2024-05-02", "publisher": "Harian Teluk",
        "url": "https://example.org/a", "category": "ekonomi", "quotations": 3, "author": "Rina Wulandari", "text": format!("{FIRST}\n\n{SECOND}")});
    for (format, text) in [
        (Format::JsonLines, row.to_string()),
        (Format::Json, row.to_string()),
        (Format::Json, format!("[{row}]")),
        (Format::Json, format!("{{\"articles\": [{row}], \"total\": 1}}")),
    ] {
        let article = one(format, &text);
        assert_eq!(article.title, "Harga beras turun");
        assert_eq!(article.date.as_ref().unwrap().to_string(), "2024-05-02");
        assert_eq!(article.authors, ["Rina Wulandari"]);
        assert_eq!(article.body, format!("{FIRST}\n\n{SECOND}\n"));
        let extra: Vec<_> = article.extra.iter().map(|(key, value)| format!("{key}={value}")).collect();
        assert_eq!(extra, ["category=\"ekonomi\"", "source_id=\"ht-17\"", "source_quotations=3"]);
    }
}

#[test]
fn bad_lines_are_named_and_good_ones_kept() {
    let good = |n: usize| serde_json::json!({"id": n, "text": format!("{FIRST} {n}")}).to_string();
    let text = format!("{}\n{{\"text\": \"cut off\n[1]\n\n{{\"title\": \"no text\"}}\n{}\n", good(1), good(2));
    let imported = import(Format::JsonLines, text.as_bytes());
    assert_eq!(imported.articles.len(), 2);
    let warned: Vec<_> = imported
        .diagnostics
        .iter()
        .filter(|d| d.severity == Severity::Warning)
        .map(|d| (d.code, d.location.as_ref().unwrap().place.as_ref().unwrap().line))
        .collect();
    assert_eq!(warned, [("bad-record", 2), ("bad-record", 3), ("bad-record", 5)]);
}

#[test]
fn broken_json_names_line_and_column() {
    let imported = import(Format::Json, b"[\n  {\"text\": \"a\"},\n  {\"text\": }\n]");
    assert_eq!(codes(&imported), ["bad-record"]);
    assert_eq!(imported.diagnostics[0].severity, Severity::Error, "nothing of the file was read");
    assert_eq!(imported.diagnostics[0].location.as_ref().unwrap().place.as_ref().unwrap().line, 3);
    assert!(imported.diagnostics[0].message.contains("column 12"), "{}", imported.diagnostics[0].message);
}

#[test]
fn ids_stay_when_records_move_and_differ_when_records_share_one() {
    let row = |id: &str, text: &str| serde_json::json!({"id": id, "text": format!("{FIRST} {text}")}).to_string();
    let ids = |text: String| -> Vec<String> {
        import(Format::JsonLines, text.as_bytes()).articles.into_iter().map(|article| article.id).collect()
    };
    let (a, b) = (row("a", "satu"), row("b", "dua"));
    let first = ids(format!("{a}\n{b}\n"));
    let mut moved = ids(format!("{b}\n{a}\n"));
    moved.reverse();
    assert_eq!(first, moved);
    assert!(first.iter().all(|id| id.len() == 12));

    let twins = import(Format::JsonLines, format!("{a}\n{}\n{a}\n", row("a", "lain")).as_bytes());
    assert_eq!(twins.articles.len(), 2, "the third is the first again");
    assert_ne!(twins.articles[0].id, twins.articles[1].id);
    assert_eq!(codes(&twins), ["repeated-id", "repeated-record"]);
}

#[test]
fn a_date_that_is_none_is_said_and_the_article_is_undated() {
    let row = serde_json::json!({"date": "30 Februari 2024", "text": FIRST}).to_string();
    let imported = import(Format::JsonLines, row.as_bytes());
    assert_eq!(imported.articles[0].date, None);
    assert_eq!(codes(&imported), ["invalid-date"]);
}

#[test]
fn nesting_without_end_is_an_error_and_no_crash() {
    for text in ["[".repeat(200_000), "{\"a\":".repeat(200_000)] {
        assert_eq!(codes(&import(Format::Json, text.as_bytes())), ["bad-record"]);
        assert_eq!(codes(&import(Format::JsonLines, text.as_bytes())), ["bad-record"]);
    }
}

/// A place and a day before a dash, or on a line of their own, tell the day, and are no title.
#[test]
fn the_day_that_a_text_begins_with_is_that_of_the_article() {
    for head in ["JAKARTA, 11 September 2019 - ", "Karang Biru, 11 September 2019\n\n"] {
        let text = format!("{head}Harga beras di semua pasar turun, kata petani. Mereka menanam lagi bulan depan.\n");
        let imported = import(Format::Text, text.as_bytes());
        let article = &imported.articles[0];
        assert_eq!(article.date.as_ref().map(ToString::to_string).as_deref(), Some("2019-09-11"), "{text}");
        assert!(article.title.starts_with("Harga beras"), "{}", article.title);
    }
    let imported = import(
        Format::Text,
        "Harga turun, 11 September 2019 adalah harinya, dan semua petani senang sekali.".as_bytes(),
    );
    assert_eq!(imported.articles[0].date, None);
}

#[test]
fn importing_twice_gives_the_same() {
    let rows: Vec<String> = (0..50)
        .map(|n| serde_json::json!({"text": format!("{FIRST} Nomor {n}."), "b": n, "a": n}).to_string())
        .collect();
    let text = rows.join("\n");
    assert_eq!(import(Format::JsonLines, text.as_bytes()), import(Format::JsonLines, text.as_bytes()));
}

const FORMATS: [Format; 5] = [Format::Text, Format::Markdown, Format::Html, Format::Json, Format::JsonLines];

fn words(text: &str) -> BTreeSet<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn no_importer_panics_on_any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..300), format in 0..FORMATS.len()) {
        import(FORMATS[format], &bytes);
    }

    #[test]
    fn no_importer_panics_on_any_text(text in "(<[a-z/!]{0,4}>?|[\\[\\]{}\":,#*-]|---\n|[ -~]|[“”\u{0}é\u{85}\n]){0,120}", format in 0..FORMATS.len()) {
        import(FORMATS[format], text.as_bytes());
    }

    #[test]
    fn no_word_of_a_text_is_lost(lines in proptest::collection::vec("[A-Za-z“”.,*_#<>&:-]{1,9}( [A-Za-z“”.,*_#<>&:-]{1,9}){0,12}", 1..12)) {
        let text = lines.join("\n");
        let imported = import(Format::Text, text.as_bytes());
        let mut found = BTreeSet::new();
        for article in &imported.articles {
            found.extend(words(&article.title));
            found.extend(words(&plain_text(&article.body).text));
        }
        imported.left_out.iter().for_each(|left| found.extend(words(&left.text)));
        // Lines drawn with characters part paragraphs and say nothing.
        let lost: Vec<_> = words(&text).into_iter().filter(|word| !found.contains(word) && word.contains(char::is_alphanumeric)).collect();
        prop_assert!(lost.is_empty(), "{:?}", lost);
    }
}

#[test]
fn lines_that_name_the_authors_and_the_day_are_no_part_of_a_text() {
    let text = "Pasar lama dipindah ke tepi kota\n\nReporter: Hendra Gunawan\nEditor: Kartika Sari\n3/5/2024\n\nPasar lama dipindah \
                ke tepi kota oleh pemerintah. “Pasar itu terlalu sempit,” kata Budi Santoso.\n\nWarga menunggu.\n";
    let article = one(Format::Text, text);
    assert_eq!(article.authors, ["Hendra Gunawan", "Kartika Sari"]);
    assert_eq!(article.date.unwrap().to_string(), "2024-05-03");
    assert!(article.body.starts_with("Pasar lama dipindah"), "{}", article.body);
    let english = "The market moves to the edge of town\nBy Margaret Holt and Jose Nunez\n\nBy noon the market had moved to the \
                   edge of the town. “It was too small,” said Mr. Smith.\n\nPeople waited there.\n";
    let article = one(Format::Text, english);
    assert_eq!(article.authors, ["Margaret Holt", "Jose Nunez"]);
    assert!(article.body.starts_with("By noon"), "{}", article.body);
}

#[test]
fn the_last_lines_of_a_text_may_name_its_original_and_its_authors() {
    let text = "Pasar lama dipindah\n\nPasar lama dipindah ke tepi kota oleh pemerintah. Warga menunggu.\n\nMereka tidak ditanya.\n\nPenulis: \
                Dani Prabowo\nSumber: https://kabar.example/pasar\n";
    let article = one(Format::Text, text);
    assert_eq!(article.url.as_deref(), Some("https://kabar.example/pasar"));
    assert_eq!(article.authors, ["Dani Prabowo"]);
    assert!(
        article.body.ends_with("Mereka tidak ditanya.\n") || article.body.ends_with("Mereka tidak ditanya."),
        "{}",
        article.body
    );
}

#[test]
fn a_record_may_call_its_id_otherwise_and_one_without_a_text_is_named() {
    let imported = import(
        Format::JsonLines,
        b"{\"guid\":\"g1\",\"headline\":\"Satu\",\"body\":\"Harga turun.\"}\n{\"guid\":\"g2\",\"headline\":\"Tanpa teks\"}\n",
    );
    assert_eq!(imported.articles[0].extra["source_id"], "g1");
    assert!(imported.diagnostics[0].message.contains("`Tanpa teks`"), "{:?}", imported.diagnostics);
}

#[test]
fn a_day_in_figures_is_read_in_the_language_of_the_text() {
    let text =
        "Jakarta, Jumat (3/5/2024) - Harga beras turun di semua pasar kota, kata para pedagang.\n\nMereka senang.\n";
    assert_eq!(one(Format::Text, text).date.unwrap().to_string(), "2024-05-03");
}
