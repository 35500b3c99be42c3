//! What people decide, and what they are asked.

use kutip::diag::Diagnostic;
use kutip::model::{DoubtKind, EntityKind, Verdict};

use super::{NAMESAKES, archive};

#[test]
fn check_asks_best_first_and_gives_the_line() {
    let text = "a1\n  person Darto Hasan = Hasan\n  organization Dewan Sungai\n\
                a4\n  person Hasan\n  place Dewan Sungai\na9\n  place Dewan Sungai\n\
                a5\n  person Bahtiar Lubis Siregar | Camat Karang\na6\n  person Bahtiar Siregar | Camat";
    let all = archive(text).person("nobody", "Tidak Disebut", &["Si Anu"]).person("no-one", "Siapa Pun", &["Si Anu"]);
    let site = all.resolve();
    let located = |at: usize, _| kutip::diag::Location::file(all.articles[at].path.as_str());
    let input = kutip::check::CheckInput {
        articles: &all.articles,
        curated: &all.curated,
        registry: &site.registry,
        left_out: &Default::default(),
        found: &|_| Vec::new(),
        located: &located,
    };
    let found = kutip::check::check(&input);
    let doubts: Vec<&Diagnostic> = found.iter().filter(|one| one.code.starts_with("doubtful-")).collect();
    assert_eq!(doubts.len(), site.registry.doubts.len());
    for (asked, doubt) in doubts.iter().zip(&site.registry.doubts) {
        assert!(asked.help.iter().any(|help| help.ends_with(&doubt.proposal)), "{:?}", asked.help);
        assert!(asked.help.iter().any(|help| help.contains("{unsure: [")), "{:?}", asked.help);
    }
    assert!(site.registry.doubts.is_sorted_by(|a, b| a.weight >= b.weight));
    let codes: Vec<&str> = found.iter().map(|one| one.code).collect();
    assert!(codes.contains(&"unnamed-entity") && codes.contains(&"name-claimed-twice"), "{codes:?}");
    let stale: Vec<&Diagnostic> = found.iter().filter(|one| one.code == "stale-name").collect();
    assert_eq!(stale.len(), 8, "the articles have no text, so every form is lost: {stale:?}");
}

#[test]
fn what_a_person_calls_the_same_is_one_and_old_addresses_live() {
    let text = "a1\n  person Rahmat Wibawa\na2\n  person Mat Guru";
    let old = archive(text).resolve();
    let judged = archive(text).built(&old).judged(Verdict::Same, &["rahmat-wibawa", "Mat Guru"]);
    let site = judged.resolve();
    assert!(site.one(("a1", "Rahmat Wibawa"), ("a2", "Mat Guru")));
    let kept = site.address("a1", "Rahmat Wibawa");
    let gone = if kept == "mat-guru" { "rahmat-wibawa" } else { "mat-guru" };
    assert_eq!(site.leads_to(gone).as_deref(), Some(kept));
    let again = judged.built(&site).resolve();
    assert_eq!(again.registry.entities, site.registry.entities, "the judgement is understood after the merge too");
    assert_eq!(again.leads_to(gone).as_deref(), Some(kept));
}

#[test]
fn namesakes_called_the_same_are_one_again() {
    let old = archive(NAMESAKES).resolve();
    let both = ["rahmat-wibawa-bupati-teluk", "rahmat-wibawa-pelatih-kiper"];
    let site = archive(NAMESAKES).built(&old).judged(Verdict::Same, &both).resolve();
    assert_eq!(site.addresses(EntityKind::Person).len(), 1);
    for address in both.into_iter().chain(["rahmat-wibawa"]).filter(|one| *one != site.address("a1", "Rahmat Wibawa")) {
        assert_eq!(site.leads_to(address).as_deref(), Some(site.address("a1", "Rahmat Wibawa")), "{address}");
    }
}

#[test]
fn what_a_person_calls_different_stays_apart() {
    let text = "a1\n  organization Dewan Pantai Timur = DPT\na2\n  organization DPT";
    let site = archive(text).judged(Verdict::Different, &["dewan-pantai-timur", "dpt"]).resolve();
    assert!(!site.one(("a1", "Dewan Pantai Timur"), ("a2", "DPT")));
}

#[test]
fn one_line_splits_a_name_by_role_and_the_old_address_asks() {
    let text = "a1 2014-01-10\n  person Rahmat Wibawa | Bupati Teluk\n  organization Dewan Pantai\n\
                a2 2024-02-11\n  person Rahmat Wibawa | pelatih kiper\n  organization Elang FC\n\
                a3 2024-03-12\n  person Rahmat Wibawa\n  organization Elang FC";
    let old = archive(text).resolve();
    assert_eq!(old.addresses(EntityKind::Person), ["rahmat-wibawa"]);
    let judged =
        archive(text).built(&old).judged(Verdict::Different, &["rahmat-wibawa", "rahmat-wibawa-pelatih-kiper"]);
    let site = judged.resolve();
    assert_eq!(site.address("a3", "Rahmat Wibawa"), "rahmat-wibawa-pelatih-kiper");
    assert_eq!(site.address("a1", "Rahmat Wibawa"), "rahmat-wibawa-bupati-teluk");
    assert!(site.leads_to("rahmat-wibawa").unwrap().starts_with("which one"));
    let again = judged.built(&site).resolve();
    assert_eq!(again.registry.entities, site.registry.entities);
    // Who takes the line back finds all three addresses alive.
    let undone = archive(text).built(&again).resolve();
    let kept = undone.address("a1", "Rahmat Wibawa");
    assert_eq!(undone.addresses(EntityKind::Person), [kept]);
    for old in ["rahmat-wibawa", "rahmat-wibawa-bupati-teluk", "rahmat-wibawa-pelatih-kiper"] {
        assert!(old == kept || undone.leads_to(old).as_deref() == Some(kept), "{old}");
    }
}

#[test]
fn a_doubt_is_settled_by_the_line_it_proposes() {
    let text = "a1 2014-01-10\n  person Rahmat Wibawa | Bupati Teluk\n  organization Dewan Pantai\n\
                a2 2024-02-11\n  person Rahmat Wibawa | pelatih kiper\n  organization Elang FC\n\
                a3\n  person Darto Hasan = Hasan\n  organization Dewan Sungai\n\
                a4\n  person Hasan\n  place Dewan Sungai\na9\n  place Dewan Sungai\n\
                a5\n  person Bahtiar Lubis Siregar | Camat Karang\na6\n  person Bahtiar Siregar | Camat";
    let first = archive(text).resolve();
    assert!(first.registry.doubts.len() >= 2, "{:?}", first.registry.doubts);
    for doubt in &first.registry.doubts {
        let line = doubt.proposal.trim_start_matches("- {").trim_end_matches("]}");
        let (verdict, names) = line.split_once(": [").unwrap();
        let verdict = if verdict == "same" { Verdict::Same } else { Verdict::Different };
        let names: Vec<&str> = names.split(", ").collect();
        let site = archive(text).judged(verdict, &names).resolve();
        assert!(site.codes().is_empty(), "{}: {:?}", doubt.proposal, site.diagnostics);
        assert!(!site.registry.doubts.iter().any(|other| other.proposal == doubt.proposal), "{}", doubt.proposal);
        let more = site.registry.entities.len() as i64 - first.registry.entities.len() as i64;
        assert_eq!(more, if verdict == Verdict::Same { -1 } else { 1 }, "{}", doubt.proposal);
        let unsure = archive(text).judged(Verdict::Unsure, &names).resolve();
        assert_eq!(unsure.registry.entities, first.registry.entities);
        assert!(!unsure.registry.doubts.iter().any(|other| other.proposal == doubt.proposal), "{}", doubt.proposal);
    }
}

#[test]
fn contradicting_judgements_are_an_error_that_shows_both() {
    let text = "a1\n  person Rahmat Wibawa\na2\n  person Mat Guru\na3\n  person Pak Mat Kepala";
    let site = archive(text)
        .judged(Verdict::Same, &["rahmat-wibawa", "mat-guru"])
        .judged(Verdict::Same, &["mat-guru", "mat-kepala"])
        .judged(Verdict::Different, &["mat-kepala", "rahmat-wibawa"])
        .resolve();
    assert_eq!(site.codes(), ["contradicting-judgements"]);
    let diagnostic = &site.diagnostics[0];
    assert!(diagnostic.message.contains("line 3"), "{}", diagnostic.message);
    assert_eq!(diagnostic.location.as_ref().unwrap().place.as_ref().unwrap().line, 2);
    assert!(diagnostic.help[0].contains("[mat-kepala, rahmat-wibawa]"));
    assert!(!site.one(("a3", "Pak Mat Kepala"), ("a1", "Rahmat Wibawa")));
}

#[test]
fn judgements_about_nobody_and_about_two_kinds_say_so() {
    let site = archive("a1\n  person Rahmat Wibawa\n  place Teluk")
        .judged(Verdict::Same, &["rahmat-wibawa", "teluq"])
        .judged(Verdict::Same, &["rahmat-wibawa", "teluk"])
        .judged(Verdict::Different, &["rahmat-wibawa", "RAHMAT WIBAWA"])
        .judged(Verdict::Same, &["rahmat-wibawa"])
        .resolve();
    let mut codes = site.codes();
    codes.sort_unstable();
    assert_eq!(codes, ["judgement-without-effect", "kinds-differ", "lonely-judgement", "unknown-entity"]);
    let unknown = site.diagnostics.iter().find(|diagnostic| diagnostic.code == "unknown-entity").unwrap();
    let place = unknown.location.as_ref().unwrap().place.as_ref().unwrap();
    assert_eq!(place.text.chars().skip(place.column - 1).take(place.length).collect::<String>(), "teluq");
}

#[test]
fn a_line_that_joins_nothing_while_a_namesake_of_another_kind_stays_says_so() {
    let text = "a1\n  person Komisi Pasar Lma\na2\n  organization Komisi Pasar Lama";
    let mut all = archive(text)
        .person("komisi-pasar-lma", "Komisi Pasar Lma", &[])
        .judged(Verdict::Same, &["komisi-pasar-lma", "komisi-pasar-lama"]);
    all.curated[0].kind = EntityKind::Organization;
    let first = all.resolve();
    assert!(first.codes().is_empty() && first.registry.entities.len() == 1, "{:?}", first.diagnostics);
    // Without the file the misspelt name is a person's again.
    all.curated.clear();
    let second = all.built(&first).resolve();
    assert_eq!((second.codes(), second.registry.entities.len()), (vec!["kinds-differ"], 2), "{:?}", second.diagnostics);
    // Under `also` in the file of the right one it is that one's.
    let mut third = archive(text).person("komisi-pasar-lama", "Komisi Pasar Lama", &["Komisi Pasar Lma"]);
    third.curated[0].kind = EntityKind::Organization;
    let third = third.resolve();
    assert!(third.one(("a1", "Komisi Pasar Lma"), ("a2", "Komisi Pasar Lama")));
}

#[test]
fn a_file_for_one_of_two_namesakes_contradicts_no_judgement_that_tells_them_apart() {
    let site = archive("a1\n  person Siti Marlina\na2\n  person Siti Marlina")
        .person("siti-marlina-hydrologist", "Siti Marlina", &[])
        .judged(Verdict::Different, &["siti-marlina", "siti-marlina-hydrologist"])
        .resolve();
    assert!(site.codes().is_empty(), "{:?}", site.diagnostics);
}

#[test]
fn a_judgement_against_a_file_is_an_error_that_shows_both() {
    let site = archive("a1\n  person Rahmat Wibawa\na2\n  person Mat Guru")
        .person("rahmat-wibawa", "Rahmat Wibawa", &["Mat Guru"])
        .judged(Verdict::Different, &["rahmat-wibawa", "mat-guru"])
        .resolve();
    assert_eq!(site.codes(), ["contradicting-judgements"]);
    let diagnostic = &site.diagnostics[0];
    assert!(diagnostic.message.contains("content/people/rahmat-wibawa.md"), "{}", diagnostic.message);
    assert!(diagnostic.help[0].contains("`Mat Guru`"), "{:?}", diagnostic.help);
    assert!(!site.one(("a1", "Rahmat Wibawa"), ("a2", "Mat Guru")));
}

#[test]
fn an_address_of_one_of_two_namesakes_that_nothing_gives_yet_says_how_to_give_it() {
    let site = archive("a1\n  person Siti Marlina\na2\n  person Siti Marlina")
        .judged(Verdict::Different, &["siti-marlina-petani", "siti-marlina-hidrolog"])
        .resolve();
    assert_eq!(site.codes(), ["unknown-entity", "unknown-entity"]);
    let help = site.diagnostics[0].help.join("\n");
    for words in ["`ref: siti-marlina-petani`", "content/people/siti-marlina-petani.md", "`siti-marlina` alone"] {
        assert!(help.contains(words), "{words}: {help}");
    }
}

/// A regent whom one article calls by a part of his name, and a singer of that name.
const REGENT_AND_SINGER: &str = "a1 2024-05-01\n  person Rahmat Wibawa | Bupati Teluk Biru\n  place Teluk Biru\n\
                                 a2 2024-05-02\n  person Rahmat Wibawa Santosa | Bupati Teluk Biru\n\
                                 a3 2024-05-03\n  person Rahmat Wibawa | penyanyi\n  place Karang Emas";

#[test]
fn whom_a_person_tells_from_a_fuller_name_leaves_the_namesake_who_bears_it() {
    let all = || archive(REGENT_AND_SINGER);
    let first = all().resolve();
    assert_eq!(first.addresses(EntityKind::Person), ["rahmat-wibawa", "rahmat-wibawa-santosa"]);
    assert!(first.one(("a1", "Rahmat Wibawa"), ("a2", "Rahmat Wibawa Santosa")));
    assert_eq!(first.registry.doubts.len(), 1, "{:?}", first.registry.doubts);
    // The answer to the question confirms what the archive has.
    let pages = ["rahmat-wibawa", "rahmat-wibawa-santosa"];
    for verdict in [Verdict::Different, Verdict::Unsure] {
        let site = all().judged(verdict, &pages).resolve();
        assert_eq!(site.registry.entities, first.registry.entities, "{verdict:?}");
        assert!(site.registry.doubts.is_empty(), "{verdict:?}: {:?}", site.registry.doubts);
    }
    // So does one that names the singer by the office, whatever was built before.
    for other in ["rahmat-wibawa-santosa", "rahmat-wibawa-bupati-teluk-biru"] {
        let judged = all().judged(Verdict::Different, &["rahmat-wibawa-penyanyi", other]);
        for site in [judged.resolve(), judged.built(&first).resolve()] {
            assert!(site.one(("a1", "Rahmat Wibawa"), ("a2", "Rahmat Wibawa Santosa")), "{other}");
            assert_eq!(site.address("a3", "Rahmat Wibawa"), "rahmat-wibawa-penyanyi");
            assert_eq!(site.addresses(EntityKind::Person).len(), 2, "{other}");
            assert!(site.registry.doubts.is_empty(), "{other}: {:?}", site.registry.doubts);
        }
    }
}

#[test]
fn two_lines_about_one_name_mean_whom_each_found_there() {
    let text =
        format!("{REGENT_AND_SINGER}\na4 2024-05-04\n  person Rahmat Wibawa Kusuma | penyanyi\n  place Karang Emas");
    let first = archive(&text).resolve();
    assert_eq!(first.addresses(EntityKind::Person), ["rahmat-wibawa-kusuma", "rahmat-wibawa-santosa"]);
    // Nobody goes by the name alone: it is nobody's of the fuller name.
    let one = archive(&text).judged(Verdict::Different, &["rahmat-wibawa", "rahmat-wibawa-kusuma"]);
    let site = one.resolve();
    assert_eq!(site.address("a3", "Rahmat Wibawa"), "rahmat-wibawa");
    assert!(site.one(("a1", "Rahmat Wibawa"), ("a2", "Rahmat Wibawa Santosa")));
    // Now the singer does.
    let both = one.judged(Verdict::Different, &["rahmat-wibawa", "rahmat-wibawa-santosa"]).resolve();
    assert_eq!(both.registry.entities, site.registry.entities);
}

#[test]
fn one_told_from_another_name_leaves_the_others_of_the_name_as_they_are() {
    let text = format!("{REGENT_AND_SINGER}\na4 2024-05-04\n  person Rahmat Wibawa | petani garam\n  place Rawa Dua");
    let site =
        archive(&text).judged(Verdict::Different, &["rahmat-wibawa-penyanyi", "rahmat-wibawa-santosa"]).resolve();
    assert!(site.one(("a1", "Rahmat Wibawa"), ("a2", "Rahmat Wibawa Santosa")));
    assert_eq!(site.addresses(EntityKind::Person).len(), 3, "{:?}", site.addresses(EntityKind::Person));
}

#[test]
fn a_doubtful_bearer_of_a_divided_name_is_named_by_the_office() {
    let text = "a1 2024-05-01\n  person Rahmat Wibawa | Bupati Teluk Biru\n  place Teluk Biru\n  organization Dewan Pantai\n\
                a2 2024-05-20\n  person Rahmat Wibawa Santosa\n  organization Dewan Pantai\n\
                a3 2024-05-03\n  person Rahmat Wibawa | penyanyi\n  place Karang Emas\n\
                a4 2023-05-20\n  person Darto Wibawa\n  organization Dewan Pantai";
    let first = archive(text).resolve();
    let merges: Vec<&str> = first
        .registry
        .doubts
        .iter()
        .filter(|doubt| doubt.kind == DoubtKind::Merge)
        .map(|doubt| doubt.proposal.as_str())
        .collect();
    assert_eq!(
        merges,
        ["- {different: [rahmat-wibawa-santosa, rahmat-wibawa-bupati-teluk-biru]}"],
        "{:?}",
        first.registry.doubts
    );
    let names = ["rahmat-wibawa-santosa", "rahmat-wibawa-bupati-teluk-biru"];
    let site = archive(text).judged(Verdict::Different, &names).resolve();
    assert!(!site.one(("a1", "Rahmat Wibawa"), ("a2", "Rahmat Wibawa Santosa")));
    assert_eq!(site.addresses(EntityKind::Person).len(), 4);
    assert!(!site.registry.doubts.iter().any(|doubt| doubt.kind == DoubtKind::Merge), "{:?}", site.registry.doubts);
}
