//! Addresses given by people, and old ones that stay alive.

use kutip::model::{Addresses, EntityKind, Verdict};

use super::archive;

#[test]
fn a_curated_file_gives_name_aliases_and_address() {
    let site = archive("a1\n  person Pak Rahmat\na2\n  person R. Wibawa\na3\n  person Rahmat Wibawa")
        .person("rahmat-wibawa-guru", "Rahmat Wibawa", &["R. Wibawa", "Rahmat"])
        .resolve();
    assert_eq!(site.addresses(EntityKind::Person), ["rahmat-wibawa-guru"]);
    assert_eq!(site.registry.entities[0].curated, Some(0));
}

#[test]
fn a_file_at_the_address_of_a_page_names_that_page() {
    let text = "a1\n  person Rahmad Wibawa\na2\n  person Rahmad Wibawa\na3\n  person Sari Wibawa";
    let site = archive(text).person("rahmad-wibawa", "Rahmat Wibawa", &[]).resolve();
    assert_eq!(site.addresses(EntityKind::Person), ["rahmad-wibawa", "sari-wibawa"]);
    assert_eq!(site.address("a1", "Rahmad Wibawa"), "rahmad-wibawa");
    let page = site.registry.entities.iter().find(|entity| entity.address == "rahmad-wibawa").unwrap();
    assert_eq!(page.name, "Rahmat Wibawa");
    // Not where another file has the name.
    let site = archive(text)
        .person("rahmad-wibawa", "Rahmat Wibawa", &[])
        .person("rahmad-guru", "Rahmad Wibawa", &[])
        .resolve();
    assert_eq!(site.address("a1", "Rahmad Wibawa"), "rahmad-guru");
}

#[test]
fn a_renamed_person_keeps_the_old_address() {
    let first = archive("a1\n  person Rahmat Wibawa\na2\n  person Rahmat Wibawa");
    let old = first.resolve();
    let mut later = archive("a1\n  person Rachmat Wibawa\na2\n  person Rachmat Wibawa").built(&old);
    let site = later.resolve();
    assert_eq!(site.address("a1", "Rachmat Wibawa"), "rahmat-wibawa");
    later = later.built(&site);
    later.previous.clear();
    assert_eq!(later.resolve().address("a1", "Rachmat Wibawa"), "rahmat-wibawa", "the book alone keeps it");
}

#[test]
fn a_name_written_over_another_without_its_form_keeps_the_address() {
    let text = "a1\n  organization Lima\n  person Sari Wibawa\na2\n  organization Dewan Pantai";
    let old = archive(text).resolve();
    let mut all = archive(&text.replace("Lima", "Lima’s")).built(&old);
    all.articles[0].entities.as_mut().unwrap()[0].by = Some("hand".to_owned());
    let site = all.resolve();
    assert_eq!(site.address("a1", "Lima’s"), "lima");
    // The book alone tells it to a copy of the archive.
    all.previous.clear();
    all.addresses = site.registry.addresses.clone();
    assert_eq!(all.resolve().address("a1", "Lima’s"), "lima");
    // Not what had a page of its own, nor what has nothing of the name.
    for other in ["Dewan Pantai", "Kelompok Tani"] {
        let mut all = archive(&text.replace("Lima", other)).built(&old);
        all.articles[0].entities.as_mut().unwrap()[0].by = Some("hand".to_owned());
        let site = all.resolve();
        assert_eq!(site.address("a1", other), kutip::slug::slug(other));
        let gone = |moved: &kutip::model::MovedAddress| matches!(moved, kutip::model::MovedAddress::Gone { from, .. } if from == "lima");
        assert!(site.registry.moved.iter().any(gone));
    }
}

#[test]
fn merging_two_people_keeps_old_links() {
    let before = archive("a1\n  person Rahmat Wibawa\na2\n  person Mat Guru");
    let old = before.resolve();
    let site = before.clone().built(&old).person("rahmat-wibawa", "Rahmat Wibawa", &["Mat Guru"]).resolve();
    assert_eq!(site.addresses(EntityKind::Person), ["rahmat-wibawa"]);
    assert_eq!(site.leads_to("mat-guru").as_deref(), Some("rahmat-wibawa"));
    let again = before.built(&site).person("rahmat-wibawa", "Rahmat Wibawa", &["Mat Guru"]);
    assert_eq!(again.resolve().leads_to("mat-guru").as_deref(), Some("rahmat-wibawa"), "also after the next build");
}

#[test]
fn who_is_gone_leaves_a_word_at_the_old_address() {
    let old = archive("a1\n  person Rahmat Wibawa").resolve();
    let site = archive("a2\n  person Sinta Dewi").built(&old).resolve();
    assert_eq!(site.leads_to("rahmat-wibawa").as_deref(), Some("gone"));
    assert_eq!(site.registry.addresses.moved["person/rahmat-wibawa"], Addresses::GONE);
    let mut later = archive("a2\n  person Sinta Dewi").built(&site);
    assert_eq!(later.resolve().leads_to("rahmat-wibawa").as_deref(), Some("gone"));
    later.articles.extend(archive("a1\n  person Rahmat Wibawa").articles);
    assert_eq!(later.resolve().leads_to("rahmat-wibawa"), None);
}

#[test]
fn the_address_of_a_namesake_who_is_gone_does_not_lead_to_another() {
    let teacher =
        "a1 2024-01-10\n  person Rahmat Wibawa | Kepala Dinas Pendidikan Kota Karang Emas\n  place Kota Karang Emas\n";
    let seller =
        "a2 2024-02-10\n  person Rahmat Wibawa | Kepala Dinas Kebakaran Kota Teluk Biru\n  place Kota Teluk Biru";
    let old = archive(&format!("{teacher}{seller}")).resolve();
    let gone = old.address("a2", "Rahmat Wibawa");
    assert_eq!(old.addresses(EntityKind::Person).len(), 2);
    let site = archive(teacher).built(&old).resolve();
    assert_eq!(site.leads_to(gone).as_deref(), Some("gone"));
    assert_eq!(site.address("a1", "Rahmat Wibawa"), old.address("a1", "Rahmat Wibawa"));
}

#[test]
fn the_bare_address_of_namesakes_who_became_one_of_another_name_leads_there() {
    let text = "a1\n  person Rahmat | camat\n  place Karang\na2\n  person Rahmat | petani\n  place Teluk\na3\n  person Rahmat Wibawa";
    let apart = ["rahmat-camat", "rahmat-petani"];
    let old = archive(text).judged(Verdict::Different, &apart).resolve();
    assert!(old.leads_to("rahmat").is_some_and(|to| to.starts_with("which one")));
    let same = ["rahmat-wibawa", "rahmat-camat", "rahmat-petani"];
    let joined = || archive(text).judged(Verdict::Same, &same);
    let site = joined().built(&old).person("rahmat-wibawa", "Rahmat Wibawa", &[]).resolve();
    for address in ["rahmat", "rahmat-camat", "rahmat-petani"] {
        assert_eq!(site.leads_to(address).as_deref(), Some("rahmat-wibawa"), "{address}");
    }
    let again = joined().built(&site).person("rahmat-wibawa", "Rahmat Wibawa", &[]).resolve();
    assert_eq!(again.leads_to("rahmat").as_deref(), Some("rahmat-wibawa"), "also after the next build");
}

#[test]
fn a_namesake_whom_articles_name_by_address_is_told_apart_by_what_the_address_says() {
    let text = |reference: &str| {
        format!(
            "a1\n  person Rahmat | camat @ rahmat-camat\na2\n  person Rahmat{reference}\n  organization Dewan Teluk"
        )
    };
    for reference in ["", " @ rahmat-dewan-teluk"] {
        let site = archive(&text(reference)).judged(Verdict::Different, &["rahmat", "rahmat-camat"]).resolve();
        let one = site.who("a2", "Rahmat");
        let words = one.distinction.as_ref().map(|distinction| distinction.words.as_str());
        assert_eq!((one.address.as_str(), words), ("rahmat-dewan-teluk", Some("Dewan Teluk")), "{reference}");
    }
}

#[test]
fn what_was_taken_for_another_kind_leads_from_the_old_address_to_the_new_page() {
    let old = archive("a1\n  person Aragon\na2\n  work Buku Laya").resolve();
    let site = archive("a1\n  place Aragon\na2\n  organization Buku Laya").built(&old).resolve();
    assert_eq!(site.registry.addresses.moved["person/aragon"], "place/aragon");
    assert_eq!(site.registry.addresses.moved["work/buku-laya"], "organization/buku-laya");
    assert_eq!(site.leads_to("aragon").as_deref(), Some("aragon"));
    let again = archive("a1\n  place Aragon\na2\n  organization Buku Laya").built(&site).resolve();
    assert_eq!(again.registry.addresses.moved["person/aragon"], "place/aragon", "also after the next build");
    let back = archive("a1\n  person Aragon").built(&again).resolve();
    assert!(!back.registry.addresses.moved.contains_key("person/aragon"));
}

#[test]
fn a_book_that_says_gone_is_mended_where_the_name_is_there_as_another_kind() {
    let mut later = archive("a1\n  place Aragon");
    later.addresses.moved.insert("person/aragon".into(), Addresses::GONE.into());
    assert_eq!(later.resolve().registry.addresses.moved["person/aragon"], "place/aragon");
}
