//! Whatever the text, quotations are found in linear time, without panic, on character boundaries; and in a language
//! that the program does not carry.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use kutip::extract::{extract, rivals};
use kutip::lang::{Language, Languages};
use kutip::model::QuotationKind;
use proptest::prelude::*;

fn check(text: &str, language: &Language) {
    for quotation in extract(text, language).quotations {
        for span in [Some(quotation.span), quotation.speaker, quotation.cue].into_iter().flatten() {
            assert!(text.get(span.start..span.end).is_some_and(|words| !words.is_empty()), "{span:?} of {text:?}");
        }
    }
}

/// Pieces that the rules look at, in any order.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "\"", "“", "”", "''", "'", "‘", "’", "«", "»", "„", ",", ".", "?", "!", ":", ";", "(", ")", "—", "-", " ",
            "\n", "\n\n", "=", "…", "3", "'s",
        ])
        .prop_map(str::to_owned),
        prop::sample::select(vec![
            " kata ",
            " ujarnya ",
            " menurut ",
            " said ",
            " according to ",
            " who ",
            " that ",
            " bahwa ",
            " yang ",
            " dan ",
            " and ",
            " dia ",
            " he ",
            " Budi ",
            " Siti Aminah ",
            " Menteri ",
            " President ",
            " seorang pejabat ",
            " the ",
            " a spokesman for ",
            " in ",
            " di ",
            " not ",
            " tidak ",
            " mengatakan ",
            " called ",
            " adding ",
            " to ",
        ])
        .prop_map(str::to_owned),
        "[a-zA-Zäßé日\u{301}\u{200d}🙂]{1,6}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn spans_of_quotations_lie_on_character_boundaries(pieces in prop::collection::vec(piece(), 0..60)) {
        let languages = Languages::embedded();
        let text: String = pieces.concat();
        for language in languages.iter() {
            check(&text, language);
        }
    }

    #[test]
    fn any_text_is_read_without_panic(text in "\\PC{0,200}") {
        let languages = Languages::embedded();
        for language in languages.iter() {
            check(&text, language);
        }
    }
}

/// How long reading the text so many times takes.
fn time(text: &str, times: usize, language: &Language) -> Duration {
    let start = Instant::now();
    (0..times).for_each(|_| check(text, language));
    start.elapsed()
}

#[test]
fn time_grows_with_the_text_and_not_with_its_square() {
    let languages = Languages::embedded();
    let hostile = [
        "\"",
        "“ ",
        "' ",
        "''",
        "“Ya,” kata ",
        "kata dia, ",
        "said that who and ",
        "“a” ‘b’ (",
        "Budi, Siti, dan ",
        "saying, ",
    ];
    for piece in hostile {
        for language in languages.iter() {
            let (short_text, long_text) = (piece.repeat(1_250 / piece.len()), piece.repeat(80_000 / piece.len()));
            // Twice the text may take 2.5 times as long, so 64 times the text 244 times; square time would be 4,096. The
            // short text is read 64 times, so that a busy machine slows both down alike, and the quickest of some attempts
            // counts, with a pause for who else is at work.
            let (mut short, mut long) = (Duration::MAX, Duration::MAX);
            let linear = (0..40).any(|attempt| {
                std::thread::sleep(Duration::from_millis(attempt));
                short = short.min(time(&short_text, 64, language));
                long = long.min(time(&long_text, 1, language));
                long < short.mul_f64(244.0 / 64.0)
            });
            assert!(linear, "{}: {piece:?}: {short:?}, {long:?}", language.code);
        }
    }
}

#[test]
fn a_text_of_megabytes_in_one_line_is_read_to_its_end() {
    let languages = Languages::embedded();
    let language = languages.get("id").unwrap();
    let sentence = "“Harga beras turun,” kata Kepala Dinas Pertanian Wayan Sudarmika di Teluk Damar. ";
    let count = 1_200_000 / sentence.len();
    let text = sentence.repeat(count);
    let found = extract(&text, language);
    assert_eq!(found.quotations.len(), count);
    let right = |name: &Option<String>| name.as_deref() == Some("Wayan Sudarmika");
    assert!(found.quotations.iter().all(|quotation| right(&quotation.speaker_name)));
    let last = found.quotations.last().unwrap();
    assert_eq!(last.span.of(&text), "Harga beras turun");
    assert_eq!(last.speaker.unwrap().of(&text), "Wayan Sudarmika");
    assert_eq!(last.span.start, text.rfind("Harga").unwrap());
    assert_eq!(rivals(&text, language, last.span), []);
}

#[test]
fn a_hundred_thousand_marks_none_closed_are_no_quotations() {
    let languages = Languages::embedded();
    for mark in [" “a", " \"a", " ‘a", " «a"] {
        for language in languages.iter() {
            check(&mark.repeat(100_000), language);
        }
    }
}

#[test]
fn a_site_may_bring_a_language_of_its_own() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/languages/xx");
    let files: BTreeMap<String, String> = fs::read_dir(root)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read_to_string(&path).unwrap()))
        .collect();
    let mut languages = Languages::embedded();
    languages.add("xx", &files).unwrap();
    let text = "«Mel torba vin,» dakis Orlan Vesk. Su pagis ke torba mel nok. «Nu vin,» dakisul.";
    let found = extract(text, languages.get("xx").unwrap()).quotations;
    let told: Vec<_> = found
        .iter()
        .map(|q| (q.span.of(text), q.kind, q.speaker.map(|span| span.of(text)), q.speaker_name.as_deref()))
        .collect();
    assert_eq!(
        told,
        [
            ("Mel torba vin", QuotationKind::Direct, Some("Orlan Vesk"), Some("Orlan Vesk")),
            ("torba mel nok", QuotationKind::Indirect, Some("Su"), Some("Orlan Vesk")),
            ("Nu vin", QuotationKind::Direct, Some("ul"), Some("Orlan Vesk")),
        ]
    );
}
