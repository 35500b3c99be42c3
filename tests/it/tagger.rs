//! The learnt files are those that the docs describe, and the tagger takes any text.

use std::fs;
use std::path::Path;

use kutip::extract::Document;
use kutip::extract::evidence::Evidence;
use kutip::extract::tagger::Tagger;
use kutip::extract::tagger::provenance::SOURCES;
use kutip::lang::{Gazetteer, Languages};
use kutip::model::EntityKind;
use proptest::prelude::*;
use sha2::{Digest, Sha256};

fn read(path: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

fn text(path: &str) -> String {
    String::from_utf8(read(path)).unwrap()
}

/// Names of a text with their kinds.
fn tag(text: &str, lang: &str) -> Vec<(String, EntityKind)> {
    let languages = Languages::embedded();
    let language = languages.get(lang).unwrap();
    let document = Document::new(text, language);
    let evidence = Evidence::collect(&document, language, &Gazetteer::embedded());
    let names = Tagger::embedded().tag(&document, &evidence, language);
    names.into_iter().map(|name| (document.span(name.tokens).of(text).to_owned(), name.kind)).collect()
}

#[test]
fn learnt_files_are_those_that_the_docs_describe() {
    let docs = text("docs/data.md");
    for path in ["src/extract/tagger/weights.bin", "src/lang/names.bin"] {
        let bytes = read(path);
        let sum: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        let row = docs.lines().find(|line| line.contains(&format!("`{path}`")) && line.starts_with('|')).unwrap();
        assert!(row.contains(&sum), "{path} has SHA-256 {sum}; docs/data.md says otherwise");
        assert!(row.contains(&bytes.len().to_string()), "{path} has {} bytes", bytes.len());
    }
}

#[test]
fn weights_stay_small() {
    assert!(read("src/extract/tagger/weights.bin").len() <= 1_500_000);
}

#[test]
fn every_source_is_named_with_its_licence() {
    let (docs, notice) = (text("docs/data.md"), text("NOTICE"));
    for source in SOURCES {
        let name = source.name.split(" (").next().unwrap();
        assert!(docs.contains(name) && docs.contains(source.licence), "docs/data.md lacks {name}");
        assert!(notice.contains(name), "NOTICE lacks {name}");
    }
}

#[test]
fn people_bodies_and_places_are_told_apart() {
    let found = tag("Gubernur Ratna Wijayakusuma bertemu pengurus Bank Indonesia di Surabaya, kata Bambang.", "id");
    assert_eq!(
        found,
        [
            ("Ratna Wijayakusuma".to_owned(), EntityKind::Person),
            ("Bank Indonesia".to_owned(), EntityKind::Organization),
            ("Surabaya".to_owned(), EntityKind::Place),
            ("Bambang".to_owned(), EntityKind::Person),
        ]
    );
    let found = tag("Margaret Holloway moved from Canada to London last year.", "en");
    assert_eq!(
        found,
        [
            ("Margaret Holloway".to_owned(), EntityKind::Person),
            ("Canada".to_owned(), EntityKind::Place),
            ("London".to_owned(), EntityKind::Place),
        ]
    );
}

#[test]
fn texts_without_capitals_have_no_names() {
    assert_eq!(tag("harga beras naik lagi di pasar, kata pedagang.", "id"), []);
    assert_eq!(tag("", "id"), []);
}

/// A sentence of a hundred thousand names is no harder than as many sentences of one.
#[test]
fn one_endless_sentence_is_tagged() {
    let text = "Ratna dan Bambang ".repeat(20_000);
    assert!(tag(&text, "id").len() > 1_000);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_is_tagged_without_overlaps(text in "([A-Z]?\\PC{0,6}[ .,\n(\"-]){0,60}") {
        let languages = Languages::embedded();
        for language in languages.iter() {
            let document = Document::new(&text, language);
            let mut end = 0;
            let evidence = Evidence::collect(&document, language, &Gazetteer::embedded());
            for name in Tagger::embedded().tag(&document, &evidence, language) {
                prop_assert!(name.tokens.start >= end && name.tokens.start < name.tokens.end);
                prop_assert!(name.tokens.end <= document.tokens.len());
                end = name.tokens.end;
            }
        }
    }
}

/// One corpus leaves countries out where they act; that must not teach the tagger to leave them out of articles.
#[test]
fn a_country_that_acts_in_an_article_is_a_place() {
    let found = tag("Jerman menolak usul itu. Rapat di Paris selesai malam tadi, kata Sarwono Hadi.", "id");
    assert!(found.contains(&("Jerman".to_owned(), EntityKind::Place)), "{found:?}");
}
