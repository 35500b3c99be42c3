//! What an article's file may look like, what is made of it, and what is said about it.

use std::time::{Duration, Instant};

use kutip::config::Limits;
use kutip::diag::{Diagnostic, Severity};
use kutip::front_matter::{read, write};
use kutip::model::{
    Annotated, Article, ArticleDate, Certainty, EntityKind, EntityNote, Origin, Quotation, QuotationKind,
};
use proptest::option;
use proptest::prelude::*;

fn article(text: &str) -> Article {
    let (article, diagnostics) = read("a.md", text, &Limits::default());
    assert_eq!(diagnostics, [], "{text}");
    article.unwrap()
}

/// `line: code` of everything that is said, and the article if there is one.
fn said(text: &str) -> (Option<Article>, Vec<String>) {
    let (article, diagnostics) = read("a.md", text, &Limits::default());
    (article, diagnostics.iter().map(line_and_code).collect())
}

fn line_and_code(diagnostic: &Diagnostic) -> String {
    let location = diagnostic.location.as_ref().unwrap();
    assert_eq!(location.path, "content/articles/a.md");
    format!("{}: {}", location.place.as_ref().map_or(0, |place| place.line), diagnostic.code)
}

#[test]
fn title_and_body_are_enough() {
    let read = article("---\ntitle: Banjir\n---\n\nAir naik.\n");
    assert_eq!((read.title.as_str(), read.body.as_str(), read.body_line), ("Banjir", "Air naik.\n", 5));
    assert_eq!((read.quotations, read.entities, read.id.len()), (None, None, 12));
}

#[test]
fn a_quotation_of_text_and_speaker_is_enough() {
    let read = article("---\ntitle: T\nquotations:\n- text: Air  naik\n  speaker: Budi\n---\n“Air naik,” kata Budi.\n");
    let quotation = &read.quotations()[0];
    assert_eq!((quotation.text.as_str(), quotation.nth, quotation.kind), ("Air naik", 1, QuotationKind::Direct));
    assert_eq!(quotation.id, kutip::front_matter::quotation_id(&read.id, "Air naik", 1));
}

#[test]
fn the_id_of_a_quotation_does_not_depend_on_the_speaker() {
    let text = |speaker: &str| format!("---\ntitle: T\nquotations: [{{text: Air naik, speaker: {speaker}}}]\n---\n");
    assert_eq!(article(&text("Budi")).quotations()[0].id, article(&text("Ani")).quotations()[0].id);
}

#[test]
fn the_same_words_twice_get_two_ids_and_a_doubled_id_is_said() {
    let (read, said) =
        said("---\ntitle: T\nquotations: [{text: Ya}, {text: Ya}, {id: x1, text: A}, {id: x1, text: B}]\n---\n");
    let ids: std::collections::BTreeSet<String> =
        read.unwrap().quotations().iter().map(|quotation| quotation.id.clone()).collect();
    assert_eq!((ids.len(), said), (4, vec!["0: duplicate-id".to_owned()]));
}

#[test]
fn a_file_without_front_matter_takes_its_title_from_the_heading_or_the_name() {
    let (read, found) = said("# Air naik\n\nDi kota.\n");
    let read = read.unwrap();
    assert_eq!((read.title.as_str(), read.body.as_str(), read.body_line), ("Air naik", "Di kota.\n", 3));
    assert_eq!(found, ["0: no-front-matter"]);
    for (text, code) in [("", "empty-article"), ("  \n\n", "empty-article"), ("Halo.\n", "no-front-matter")] {
        let (read, found) = said(text);
        assert_eq!((read.unwrap().title.as_str(), found), ("A", vec![format!("0: {code}")]));
    }
    assert_eq!(said("---\n---\nHalo\n").1, ["0: no-title"]);
}

#[test]
fn a_front_matter_that_never_closes_leaves_the_article_out_and_names_the_line_that_opens_it() {
    for text in ["---\ntitle: A\n\nAir naik.\n", "---\n", "---"] {
        assert_eq!(said(text), (None, vec!["1: unclosed-front-matter".to_owned()]), "{text:?}");
    }
}

#[test]
fn a_front_matter_that_is_not_yaml_leaves_the_article_out() {
    let cases = [
        ("title: \"a\nb: c\n", "2: invalid-yaml"),
        ("title: *nobody\n", "2: invalid-yaml"),
        ("a: &a [*a]\n", "2: nested-too-deeply"),
        ("title: a\n  b: c\n", "3: invalid-yaml"),
        ("[1, 2\n", "2: invalid-yaml"),
    ];
    for (yaml, expected) in cases {
        assert_eq!(said(&format!("---\n{yaml}---\nBody\n")), (None, vec![expected.to_owned()]), "{yaml}");
    }
}

#[test]
fn a_colon_in_a_title_gets_its_hint() {
    let (article, found) = read("a.md", "---\ntitle: Banjir: air naik\n---\n", &Limits::default());
    assert_eq!(article, None);
    assert_eq!(found[0].help, ["put the words in quotation marks: `title: \"Banjir: air naik\"`"]);
    assert_eq!(line_and_code(&found[0]), "2: invalid-yaml");
}

#[test]
fn a_value_that_is_no_code_of_a_language_is_said_and_kept() {
    for value in ["klingon!!", "../../x", "\"<b>\"", "i", "3"] {
        let (article, found) = said(&format!("---\ntitle: a\nlang: {value}\n---\nBody\n"));
        assert_eq!(found, ["3: invalid-language"], "{value}");
        assert_eq!(article.unwrap().lang, value.trim_matches('"'));
    }
    for value in ["id", "ID", "id-ID", "pt_BR", "zh-Hant-TW", "es-419", "und", "\"\""] {
        let (_, found) = said(&format!("---\ntitle: a\nlang: {value}\n---\nBody\n"));
        assert_eq!(found, [""; 0], "{value}");
    }
}

#[test]
fn wrong_types_are_said_with_their_lines_and_the_rest_is_used() {
    let text = "---
title: [a, b]
date: {y: 2024}
lang: 3
publisher: {name: x}
url: [x]
authors: {a: b}
draft: [true]
origin: here
annotated: 3
quotations:
  - just words
  - text: [a]
  - {text: Air naik, nth: 0, kind: loud, anonymous: perhaps, certainty: 100%}
entities:
  - 17
  - {name: Budi, kind: human, forms: {a: b}, roles: [[a]]}
  - Ani
extra_key: 3
title: twice
---
Body
";
    let (article, found) = said(text);
    let article = article.unwrap();
    let lines: Vec<&str> = found.iter().map(|line| line.split(':').next().unwrap()).collect();
    assert_eq!(
        lines,
        [
            "20", "2", "3", "4", "5", "6", "7", "8", "9", "10", "12", "13", "13", "14", "14", "14", "14", "16", "17",
            "17", "17", "0"
        ]
    );
    assert_eq!((article.lang.as_str(), article.title.as_str(), article.draft), ("3", "A", false));
    assert_eq!((article.quotations().len(), article.quotations()[0].nth), (1, 1));
    let names: Vec<&str> = article.entities().iter().map(|entity| entity.name.as_str()).collect();
    assert_eq!(names, ["Budi", "Ani"]);
    assert_eq!(article.extra["extra_key"], 3);
}

#[test]
fn a_list_or_a_word_as_front_matter_is_said() {
    for yaml in ["- a\n- b\n", "words\n", "!tag {title: a}\n", "12\n"] {
        let (article, found) = said(&format!("---\n{yaml}---\nBody\n"));
        assert_eq!(article.unwrap().body, "Body\n");
        assert_eq!(found, ["2: wrong-type", "0: no-title"], "{yaml}");
    }
}

#[test]
fn numbers_and_truth_values_are_words_where_words_are_wanted() {
    let read = article("---\nid: 1.10\ntitle: 1984\npublisher: 007\nauthors: [true, 1e3]\n---\n");
    assert_eq!((read.id.as_str(), read.title.as_str(), read.publisher.as_deref()), ("1.10", "1984", Some("007")));
    assert_eq!(read.authors, ["true", "1e3"]);
}

#[test]
fn an_unknown_key_at_the_top_is_kept_and_said_only_when_it_is_nearly_a_known_one() {
    let (article, found) = said("---\ntitle: T\nweather: rain\nautors: [x]\n---\n");
    let article = article.unwrap();
    assert_eq!((article.extra["weather"].clone(), article.extra.len()), ("rain".into(), 2));
    assert_eq!(found, ["4: unknown-key"]);
}

#[test]
fn an_unknown_key_of_a_quotation_or_an_entity_is_an_error_with_the_nearest_known_one() {
    let text = "---\ntitle: T\nquotations:\n  - text: A\n    speeker: Budi\nentities:\n  - {name: B, rol: x}\n---\n";
    let (_, found) = read("a.md", text, &Limits::default());
    assert_eq!(found.iter().map(line_and_code).collect::<Vec<_>>(), ["5: unknown-field", "7: unknown-field"]);
    assert!(found.iter().all(|diagnostic| diagnostic.severity == Severity::Error));
    assert_eq!(found[0].label.as_deref(), Some("did you mean `speaker`?"));
}

#[test]
fn a_wrong_date_is_no_date_and_is_said() {
    for date in ["2023-02-30", "9999-01-01", "0000-00-00", "99999-01-01", "2024", "besok"] {
        let (article, found) = said(&format!("---\ntitle: T\ndate: {date}\n---\n"));
        assert_eq!((article.unwrap().date, found), (None, vec!["3: invalid-date".to_owned()]), "{date}");
    }
    assert_eq!(article("---\ntitle: T\ndate: 2024-05-02\n---\n").date.unwrap().to_string(), "2024-05-02");
    assert_eq!(said("---\ntitle: T\ndate: 2016-12-31T23:59:60Z\n---\n").1, ["3: invalid-date"]);
}

#[test]
fn a_draft_may_be_written_in_words_and_a_strange_word_keeps_the_article_back() {
    assert!(article("---\ntitle: T\ndraft: yes\n---\n").draft);
    assert!(!article("---\ntitle: T\ndraft: no\n---\n").draft);
    let (read, found) = said("---\ntitle: T\ndraft: perhaps\n---\n");
    assert_eq!((read.unwrap().draft, found), (true, vec!["3: wrong-type".to_owned()]));
}

#[test]
fn other_fences_are_named() {
    let cases = [
        ("+++\ntitle = 'a'\n+++\nBody\n", "1: foreign-front-matter", "Body\n"),
        ("{\n\"title\": 1\n}\nBody\n", "1: foreign-front-matter", "Body\n"),
        ("----\ntitle: a\n----\n", "1: odd-fence", "----\ntitle: a\n----\n"),
        ("---\ntitle: a\n...\nBody\n", "3: odd-fence", "Body\n"),
    ];
    for (text, expected, body) in cases {
        let (article, found) = said(text);
        assert_eq!((article.unwrap().body.as_str(), found), (body, vec![expected.to_owned()]), "{text}");
    }
    assert_eq!(article("---\ntitle: a\n---\n\nBody\n\n---\n\nMore\n").body, "Body\n\n---\n\nMore\n");
    let (commented, found) = said("--- # content/articles/a.md\ntitle: a\n---\nBody\n");
    let commented = commented.unwrap();
    assert_eq!((commented.title.as_str(), commented.body.as_str(), found), ("a", "Body\n", Vec::new()));
}

#[test]
fn tabs_that_indent_are_read_as_spaces_and_said() {
    let (article, found) = said("---\ntitle: T\nquotations:\n\t- text: Air naik\n\t  speaker: Budi\n---\n");
    assert_eq!((article.unwrap().quotations().len(), found), (1, vec!["4: tab-indent".to_owned()]));
}

#[test]
fn bombs_are_refused_at_once() {
    let mut aliases = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..20 {
        aliases.push_str(&format!("a{level}: &a{level} [{}]\n", vec![format!("*a{}", level - 1); 10].join(", ")));
    }
    let deep: String = (0..2_000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    let wrong = "- {text: [], nth: x}\n".repeat(5_000);
    for yaml in [aliases, "a: ".to_owned() + &"[".repeat(100_000), "{a: ".repeat(50_000), deep] {
        let start = Instant::now();
        let (article, found) = said(&format!("---\n{yaml}\n---\n"));
        assert_eq!((article, found.len()), (None, 1));
        assert!(start.elapsed() < Duration::from_secs(5));
    }
    let start = Instant::now();
    let (_, found) = said(&format!("---\ntitle: T\nquotations:\n{wrong}---\n"));
    assert!(found.len() < 100 && found.last().unwrap() == "0: more-findings");
    assert!(start.elapsed() < Duration::from_secs(30), "{:?}", start.elapsed());
}

#[test]
fn a_front_matter_over_the_limit_is_refused() {
    let limits = Limits { front_matter_bytes: 100, ..Limits::default() };
    let text = format!("---\ntitle: {}\n---\n", "a".repeat(100));
    let (article, found) = read("a.md", &text, &limits);
    assert_eq!((article, line_and_code(&found[0])), (None, "1: front-matter-too-large".to_owned()));
}

#[test]
fn entities_take_one_line_each() {
    let mut read = article("---\ntitle: 'A: b'\n---\n\nBudi datang.\n");
    read.id = "5d1f0c9ab2e4".to_owned();
    read.origin = Some(Origin {
        file: "inbox/a.jsonl".into(),
        record: Some(17),
        sha256: "64d6".into(),
        earlier: vec!["12e4".into()],
    });
    read.annotated = Some(Annotated { version: 3, sha256: "9a0c".into() });
    read.quotations = Some(vec![Quotation {
        id: "3f9a2c81d07e".into(),
        text: "Air naik".into(),
        nth: 2,
        speaker: Some("seorang pejabat".into()),
        anonymous: true,
        certainty: Some(Certainty::Likely),
        ..Quotation::default()
    }]);
    read.entities = Some(vec![
        EntityNote {
            name: "Budi Santoso".into(),
            kind: EntityKind::Person,
            forms: vec!["Budi".into(), "Budi Santoso".into()],
            roles: vec!["Menteri Pertanian".into()],
            ..EntityNote::default()
        },
        EntityNote {
            name: "PBB".into(),
            kind: EntityKind::Organization,
            forms: vec!["PBB".into()],
            ..EntityNote::default()
        },
    ]);
    insta::assert_snapshot!(write(&read), @r#"
---
id: 5d1f0c9ab2e4
title: "A: b"
origin: {file: inbox/a.jsonl, record: 17, sha256: 64d6, earlier: ["12e4"]}
annotated: {version: 3, sha256: 9a0c}
quotations:
  - id: 3f9a2c81d07e
    text: Air naik
    nth: 2
    kind: direct
    speaker: seorang pejabat
    certainty: likely
    anonymous: true
entities:
  - {name: Budi Santoso, kind: person, forms: [Budi, Budi Santoso], roles: [Menteri Pertanian]}
  - {name: PBB, kind: organization}
---

Budi datang.
"#);
}

fn words() -> impl Strategy<Value = String> {
    "[a-z0-9“”'\":,#&*!|>%@`{}\\[\\]~?-]{1,8}( [A-Zé0-9:#-]{1,5}){0,3}"
}

prop_compose! {
    fn quotations()(
        text in words(), nth in 1..5usize, kind in 0..3usize, speaker in option::of(words()), role in option::of(words()),
        pointer in option::of(words()), certainty in 0..4usize, note in option::of(words()), anonymous in any::<bool>(),
        by in option::of(Just("hand".to_owned())), id in "[0-9a-f]{12}", same_as in prop::collection::vec("[0-9a-f]{12}", 0..3),
        corrected in option::of((1400..2200i16, 1..13i8, 1..29i8)),
    ) -> Quotation {
        let kinds = [QuotationKind::Direct, QuotationKind::Mixed, QuotationKind::Indirect];
        let certainties = [None, Some(Certainty::Sure), Some(Certainty::Likely), Some(Certainty::Guess)];
        Quotation {
            id, text, nth, kind: kinds[kind], speaker: speaker.clone(), pointer: pointer.clone(), role, cue: pointer.clone(),
            kind_is_open: false,
            kind_is_seen: false,
            rule: speaker, certainty: certainties[certainty], by, anonymous, speaks_for: note.clone(), withdrawn: pointer, note,
            same_as, corrected: corrected.map(|(year, month, day)| ArticleDate { year, month, day, time: String::new() }),
        }
    }
}

prop_compose! {
    fn entities()(
        name in words(), kind in 0..6usize, forms in prop::collection::vec(words(), 0..3),
        roles in prop::collection::vec(words(), 0..3), reference in option::of("[a-z-]{1,9}"),
    ) -> EntityNote {
        let mut forms = forms;
        forms.push(name.clone());
        forms.sort();
        forms.dedup();
        EntityNote { name, kind: EntityKind::ALL[kind], forms, roles, reference, ..EntityNote::default() }
    }
}

prop_compose! {
    fn articles()(
        id in "[0-9a-f]{12}", title in words(), date in option::of((1400..2200i16, 1..13i8, 1..29i8)), url in option::of(words()),
        authors in prop::collection::vec(words(), 0..3), draft in any::<bool>(), origin in option::of((words(), option::of(1..9usize))),
        annotated in option::of(0..9u32), quotations in option::of(prop::collection::vec(quotations(), 0..4)),
        entities in option::of(prop::collection::vec(entities(), 0..4)), extra in option::of((words(), words())),
        body in "([a-zé“”.*_#-]{1,9}\n){0,5}",
    ) -> Article {
        Article {
            path: "a.md".into(),
            id,
            has_id: true,
            title,
            date: date.map(|(year, month, day)| ArticleDate { year, month, day, time: String::new() }),
            lang: "no".into(),
            publisher: url.clone(),
            archived: url.clone(),
            url,
            authors,
            draft,
            origin: origin.map(|(file, record)| Origin {
                earlier: vec![file.clone(), "12e4".into()],
                file,
                record,
                sha256: "00e1".into(),
            }),
            annotated: annotated.map(|version| Annotated { version, sha256: "12e4".into() }),
            quotations,
            unwritten_ids: Vec::new(),
            entities,
            extra: extra.into_iter().map(|(key, value)| (format!("x-{key}"), serde_json::json!([value, 1, {"a": null}]))).collect(),
            body,
            body_line: 0,
            quotation_lines: Vec::new(),
        }
    }
}

proptest! {
    #[test]
    fn what_is_written_reads_back_the_same(article in articles()) {
        let mut article = article;
        let mut seen = std::collections::BTreeSet::new();
        for quotation in article.quotations.iter_mut().flatten() {
            if !seen.insert(quotation.id.clone()) {
                quotation.id = format!("{:012x}", seen.len());
            }
        }
        let text = write(&article);
        let (read, mut diagnostics) = read("a.md", &text, &Limits::default());
        // An address stays as it is, also where it is none.
        diagnostics.retain(|diagnostic| diagnostic.code != "invalid-url");
        prop_assert_eq!(diagnostics, vec![], "{}", &text);
        let mut read = read.unwrap();
        read.body_line = 0;
        read.quotation_lines.clear();
        prop_assert_eq!(&read, &article, "{}", &text);
        prop_assert_eq!(write(&read), text);
    }

    #[test]
    fn no_text_panics(text in "(---\n)?([a-z]{1,5}: ?[\\PC]{0,9}\n|[-\\[\\]{}:#&*!|>'\" \ta]{0,9}\n){0,6}(---\n)?\\PC*") {
        read("a.md", &text, &Limits::default());
    }
}
