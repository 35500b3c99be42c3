//! One name, one person; what is no person at all; the roles that articles print.

use kutip::model::{EntityKind, Verdict};

use super::archive;

#[test]
fn a_full_name_is_one_person_in_all_articles() {
    let site = archive(
        "a1\n  person Rahmat Wibawa = Rahmat\n  > Rahmat\na2\n  person RAHMAT WIBAWA\na3\n  > Prof. Dr. Rahmat Wibawa, M.Si",
    )
    .resolve();
    assert_eq!(site.addresses(EntityKind::Person), ["rahmat-wibawa"]);
    assert_eq!(site.speaker("a1", 0).unwrap().name, "Rahmat Wibawa");
    assert_eq!(site.speaker("a3", 0).unwrap().name, "Rahmat Wibawa");
}

#[test]
fn a_paper_that_stands_in_capitals_only_is_written_as_it_writes_itself() {
    let mut archive = archive("a1\n  organization HARIAN SELAT\na2\n  organization HARIAN SELAT");
    assert_eq!(archive.resolve().registry.entities[0].name, "HARIAN SELAT");
    archive.articles[1].publisher = Some("Harian Selat".to_owned());
    assert_eq!(archive.resolve().registry.entities[0].name, "Harian Selat");
}

#[test]
fn of_two_spellings_in_one_article_the_one_that_its_text_has_more_often_is_shown() {
    let mut archive = archive("a1\n  place Lumban\n  place Lumnab").judged(Verdict::Same, &["lumban", "lumnab"]);
    assert_eq!(archive.resolve().registry.entities[0].name, "Lumban");
    archive.articles[0].body = "Lumban. Di Lumnab dan di luar Lumnab.".to_owned();
    assert_eq!(archive.resolve().registry.entities[0].name, "Lumnab");
}

#[test]
fn a_person_a_body_and_a_place_of_one_name_are_three() {
    let site = archive("a1\n  person Sudirman\na2\n  place Sudirman\na3\n  organization Sudirman").resolve();
    assert_eq!(site.registry.entities.len(), 3);
}

#[test]
fn a_file_of_a_body_says_what_a_name_is_unless_a_person_has_a_file_too() {
    let text = "a1\n  person Sudirman | pelatih\na2\n  person Sudirman | penyerang\na3\n  person Sudirman";
    let with = |kinds: &[EntityKind]| {
        let mut all = archive(text);
        for &kind in kinds {
            all = all.person("sudirman", "Sudirman", &[]);
            all.curated.last_mut().unwrap().kind = kind;
        }
        all.resolve()
    };
    let site = with(&[EntityKind::Organization]);
    assert!(site.addresses(EntityKind::Person).is_empty() && site.registry.entities.len() == 1);
    let site = with(&[EntityKind::Organization, EntityKind::Person]);
    assert!(site.one(("a1", "Sudirman"), ("a3", "Sudirman")));
    assert_eq!(site.who("a1", "Sudirman").kind, EntityKind::Person);
}

#[test]
fn sources_that_are_not_named_are_nobody() {
    let site = archive("a1\n  ? seorang pejabat\na2\n  ? seorang pejabat").resolve();
    assert!(site.registry.entities.is_empty());
    assert!(site.speaker("a1", 0).is_none());
}

#[test]
fn a_speaker_without_a_note_is_a_person_or_what_the_archive_knows_it_as() {
    let site = archive("a1\n  > Rahmat Wibawa\n  > Dewan Pantai\na2\n  organization Dewan Pantai").resolve();
    assert_eq!(site.speaker("a1", 0).unwrap().kind, EntityKind::Person);
    assert_eq!(site.speaker("a1", 1).unwrap().kind, EntityKind::Organization);
}

#[test]
fn roles_are_listed_with_the_days_that_printed_them() {
    let site = archive(
        "a1 2020-01-05\n  person Rahmat Wibawa | Bupati Teluk\na2 2021-03-01\n  > Rahmat Wibawa | Bupati Teluk\na3 2023-01-01\n  person Rahmat Wibawa | Menteri Laut",
    )
    .resolve();
    let roles = &site.registry.entities[0].printed_roles;
    assert_eq!(roles[0].role, "Menteri Laut");
    assert_eq!((roles[1].articles, roles[1].first.as_ref().unwrap().year), (2, 2020));
    assert_eq!(roles[1].last.as_ref().unwrap().year, 2021);
}

#[test]
fn forms_of_address_and_offices_round_a_name_do_not_hide_who_it_is() {
    for (full, other) in [
        ("Darto Wibawa", "Mas Darto Wibawa"),
        ("Darto Wibawa", "Eyang Darto Wibawa"),
        ("Darto Wibawa", "Darto Wibawa Cs"),
        ("Darto Wibawa", "Presiden Darto Wibawa"),
    ] {
        let site = archive(&format!("a1\n  person {full}\na2\n  person {other}")).resolve();
        assert!(site.one(("a1", full), ("a2", other)), "{other}");
        assert_eq!(site.who("a2", other).name, full);
    }
}

#[test]
fn a_form_that_most_articles_know_as_something_else_is_no_alias() {
    let club = |id: &str| format!("{id}\n  organization Elang Laut\n");
    let clubs: String = ["a1", "a2", "a3", "a4"].map(club).concat();
    let text = format!("{clubs}a9\n  person Darto Wibawa = Elang Laut");
    let site = archive(&text).resolve();
    assert!(site.who("a9", "Darto Wibawa").aliases.is_empty());
}

#[test]
fn a_word_that_articles_call_a_person_by_is_a_person_where_one_article_says_otherwise() {
    let called = |id: &str| format!("{id}\n  person Darto Wirakrama = Wirakrama\n");
    let text =
        format!("{}{}{}{}a9\n  organization Wirakrama\n", called("a1"), called("a2"), called("a3"), called("a4"));
    let site = archive(&text).resolve();
    assert_eq!(site.addresses(EntityKind::Organization), [""; 0]);
    assert!(site.one(("a1", "Darto Wirakrama"), ("a9", "Wirakrama")));
}

#[test]
fn a_name_that_a_person_wrote_is_the_one_of_the_page() {
    let text = "a1\n  organization Bank Selat = Divisi Humas Bank Selat, Bank Selat\n\
                a2\n  organization Perusahaan Bank Selat = Bank Selat\na3\n  organization Perusahaan Bank Selat = Bank Selat";
    let mut all = archive(text).judged(Verdict::Same, &["bank-selat", "perusahaan-bank-selat"]);
    assert_eq!(all.resolve().who("a1", "Bank Selat").name, "Perusahaan Bank Selat");
    all.articles[0].entities.as_mut().unwrap()[0].by = Some("hand".to_owned());
    assert_eq!(all.resolve().who("a2", "Perusahaan Bank Selat").name, "Bank Selat");
}

#[test]
fn a_role_that_a_person_wrote_beside_a_rarer_spelling_does_not_rename_the_page() {
    let text = "a1\n  person Rahmat Hadi Wibawa = Rahmat, Wibawa | Bupati Teluk @ rahmat-wibawa\n\
                a2\n  person Rahmat Wibawa | Bupati Teluk\na3\n  person Rahmat Wibawa | Bupati Teluk";
    let mut all = archive(text);
    all.articles[0].entities.as_mut().unwrap()[0].by = Some("hand".to_owned());
    assert_eq!(all.resolve().who("a2", "Rahmat Wibawa").name, "Rahmat Wibawa");
}

#[test]
fn a_name_by_hand_heads_the_page_over_a_fuller_one_only_where_it_replaced_that() {
    let heading = |text: &str, of: (&str, &str)| {
        let mut all = archive(text).judged(Verdict::Same, &["al-haddad", "samir-al-haddad"]);
        let notes = all.articles.iter_mut().flat_map(|article| article.entities.as_mut().unwrap());
        notes.filter(|note| note.name == "Al-Haddad").for_each(|note| note.by = Some("hand".to_owned()));
        all.resolve().who(of.0, of.1).name.clone()
    };
    let kind_only = "a1\n  person Samir al-Haddad = Haddad\n  person Al-Haddad";
    assert_eq!(heading(kind_only, ("a1", "Al-Haddad")), "Samir al-Haddad");
    let own_forms = "a1\n  person Samir al-Haddad\na2\n  person Al-Haddad = Haddad";
    assert_eq!(heading(own_forms, ("a2", "Al-Haddad")), "Samir al-Haddad");
    let replaced = "a1\n  person Samir al-Haddad\na2\n  person Al-Haddad = Samir al-Haddad";
    assert_eq!(heading(replaced, ("a1", "Samir al-Haddad")), "Al-Haddad");
}
