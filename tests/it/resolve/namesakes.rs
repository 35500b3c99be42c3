//! One name of several people, and how they are told apart.

use kutip::model::{EntityKind, Quotation};

use super::{NAMESAKES, Site, archive};

/// What tells the Rahmat Wibawa of an article from others, and whether it only stands beside him.
fn told_apart(site: &Site, article: &str) -> (String, bool) {
    let distinction = site.who(article, "Rahmat Wibawa").distinction.clone().unwrap();
    (distinction.words, distinction.is_beside)
}

#[test]
fn namesakes_have_addresses_by_role_and_the_bare_one_asks() {
    let text = "a1\n  person Rahmat Wibawa | Bupati Teluk\na2\n  person Rahmat Wibawa | pelatih Elang FC @ rahmat-wibawa-pelatih";
    let site = archive(text).resolve();
    assert_eq!(site.address("a2", "Rahmat Wibawa"), "rahmat-wibawa-pelatih");
    assert_eq!(site.address("a1", "Rahmat Wibawa"), "rahmat-wibawa-bupati-teluk");
    let both = "which one: rahmat-wibawa-bupati-teluk, rahmat-wibawa-pelatih";
    assert_eq!(site.leads_to("rahmat-wibawa").as_deref(), Some(both));
    let mut without_role = archive(text).built(&site);
    without_role.articles[0].entities.as_mut().unwrap()[0].roles.clear();
    assert_eq!(without_role.resolve().address("a1", "Rahmat Wibawa"), "rahmat-wibawa-bupati-teluk", "it never moves");
}

#[test]
fn one_full_name_with_two_offices_and_two_companies_is_two_people() {
    let site = archive(NAMESAKES).resolve();
    assert_eq!(site.addresses(EntityKind::Person), ["rahmat-wibawa-bupati-teluk", "rahmat-wibawa-pelatih-kiper"]);
    assert!(site.one(("a2", "Rahmat Wibawa"), ("a3", "Rahmat Wibawa")));
    assert_eq!(told_apart(&site, "a1"), ("Bupati Teluk".to_owned(), false));
}

#[test]
fn the_last_of_several_namesakes_keeps_the_address_and_bears_the_bare_name() {
    let site = archive(NAMESAKES).resolve();
    let merged = archive(NAMESAKES)
        .built(&site)
        .judged(kutip::model::Verdict::Same, &["rahmat-wibawa-bupati-teluk", "rahmat-wibawa-pelatih-kiper"]);
    let site = merged.resolve();
    assert_eq!(site.addresses(EntityKind::Person).len(), 1);
    assert_eq!(site.who("a1", "Rahmat Wibawa").distinction, None);
}

#[test]
fn a_ref_to_a_page_made_of_a_role_means_whoever_lives_there() {
    let before = archive(NAMESAKES).resolve();
    let mut after = archive(&format!("{NAMESAKES}\na4\n  person Rahmat Wibawa @ rahmat-wibawa-bupati-teluk"));
    let clean = after.resolve();
    after.addresses = before.registry.addresses.clone();
    let of_book = after.resolve();
    let of_both = after.built(&before).resolve();
    for site in [&clean, &of_book, &of_both] {
        assert_eq!(site.addresses(EntityKind::Person), ["rahmat-wibawa-bupati-teluk", "rahmat-wibawa-pelatih-kiper"]);
        assert!(site.one(("a1", "Rahmat Wibawa"), ("a4", "Rahmat Wibawa")));
        assert!(site.one(("a2", "Rahmat Wibawa"), ("a3", "Rahmat Wibawa")));
        assert_eq!(site.address("a4", "Rahmat Wibawa"), "rahmat-wibawa-bupati-teluk");
    }
    assert_eq!(of_book.registry.addresses, of_both.registry.addresses);
}

#[test]
fn a_ref_to_a_page_that_a_judgement_made_means_whoever_lives_there() {
    let text = "a1\n  person Rahmat Wibawa | Ketua Dewan Pantai\n  organization Dewan Pantai\n\
                a2\n  person Rahmat Wibawa | petani\na3\n  person Rahmat Wibawa";
    let given = text.to_owned() + " @ rahmat-wibawa-ketua-dewan-pantai";
    let judged = |text: &str, other: &str| {
        archive(text).judged(kutip::model::Verdict::Different, &[other, "rahmat-wibawa-ketua-dewan-pantai"])
    };
    let role = kutip::model::DatedRole { role: "petani".to_owned(), ..Default::default() };
    let with_file = |text: &str| {
        let mut all = judged(text, "rahmat-wibawa-mangga").person("rahmat-wibawa-mangga", "Rahmat Wibawa", &[]);
        all.curated[0].roles = vec![role.clone()];
        all
    };
    let before = judged(text, "rahmat-wibawa-petani").resolve();
    let by_role = judged(&given, "rahmat-wibawa-petani");
    let by_file = with_file(&given);
    let all = [
        by_role.resolve(),
        by_role.clone().built(&before).resolve(),
        by_file.resolve(),
        by_file.clone().built(&with_file(text).resolve()).resolve(),
    ];
    for site in all {
        assert!(site.codes().is_empty(), "{:?}", site.diagnostics);
        assert_eq!(site.addresses(EntityKind::Person).len(), 2);
        for article in ["a1", "a3"] {
            assert_eq!(site.address(article, "Rahmat Wibawa"), "rahmat-wibawa-ketua-dewan-pantai");
        }
    }
}

#[test]
fn a_ref_to_the_address_of_a_name_means_its_only_bearer() {
    let site = archive("a1\n  person Rahmat Wibawa\na2\n  person Rahmat @ rahmat-wibawa").resolve();
    assert_eq!(site.addresses(EntityKind::Person), ["rahmat-wibawa"]);
}

#[test]
fn offices_printed_in_two_languages_do_not_contradict_and_are_asked_about() {
    let mut all = archive(NAMESAKES);
    all.articles[0].lang = "en".to_owned();
    let site = all.resolve();
    assert_eq!(site.addresses(EntityKind::Person), ["rahmat-wibawa"]);
    assert_eq!(site.registry.doubts.len(), 1, "no company tells that they are one");
}

#[test]
fn an_article_without_an_office_joins_no_namesakes() {
    let mut all = archive(NAMESAKES);
    let two = all.resolve();
    let apart = two.addresses(EntityKind::Person);
    assert_eq!(apart.len(), 2, "{apart:?}");
    all.articles.extend(archive("a0\n  person Rahmat Wibawa\nz9\n  person Rahmat Wibawa").articles);
    let site = all.resolve();
    assert_eq!(site.addresses(EntityKind::Person), apart);
    assert_eq!(site.registry.doubts.len(), 1, "the question stays");
}

#[test]
fn a_file_that_no_article_means_yet_moves_nobody() {
    let text = "a1\n  person Ariston Tjendra\n  organization Bank Damar\n  place Laya\na2\n  person Ariston Tjendra\n  place Laya";
    let mut all = archive(text)
        .person("ariston-tjendra-emas", "Ariston Tjendra", &[])
        .judged(kutip::model::Verdict::Different, &["ariston-tjendra", "ariston-tjendra-emas"]);
    let before = all.resolve();
    assert_eq!(before.address("a1", "Ariston Tjendra"), "ariston-tjendra");
    all = all.built(&before);
    all.articles[1].entities.as_mut().unwrap()[0].reference = Some("ariston-tjendra-emas".to_owned());
    assert_eq!(all.resolve().address("a1", "Ariston Tjendra"), "ariston-tjendra-bank-damar");
}

#[test]
fn words_that_tell_a_namesake_from_nobody_any_more_give_way() {
    let text = "a1\n  person Ariston Tjendra\n  organization Bank Damar\n  place Laya\na2\n  person Ariston Tjendra @ ariston-tjendra-emas";
    let before = archive(text).resolve();
    assert_eq!(before.address("a1", "Ariston Tjendra"), "ariston-tjendra-bank-damar");
    let site = archive(&format!("{text}\n  organization Bank Damar")).built(&before).resolve();
    assert_eq!(site.address("a1", "Ariston Tjendra"), "ariston-tjendra-bank-damar", "it never moves");
    assert_eq!(site.who("a1", "Ariston Tjendra").distinction.as_ref().unwrap().words, "Laya");
}

#[test]
fn a_namesake_whom_nothing_tells_is_told_by_the_year_or_the_title_of_the_article() {
    let text = |date: &str| {
        format!("a1 {date}\n  person Rahmat Wibawa\na2 2024-01-10\n  person Rahmat Wibawa @ rahmat-wibawa-emas")
    };
    let site = archive(&text("2014-01-10")).resolve();
    assert_eq!(site.address("a1", "Rahmat Wibawa"), "rahmat-wibawa-2014");
    assert_eq!(told_apart(&site, "a1"), ("2014".to_owned(), false));
    let mut all = archive(&text("2024-01-10"));
    all.articles[0].title = "Gold Rises".to_owned();
    let site = all.resolve();
    assert_eq!(site.address("a1", "Rahmat Wibawa"), "rahmat-wibawa-a1");
    assert_eq!(told_apart(&site, "a1"), ("Gold Rises".to_owned(), false));
}

#[test]
fn a_file_at_the_address_of_one_of_several_namesakes_leaves_the_others_theirs() {
    let before = archive(NAMESAKES).resolve();
    let all = || archive(NAMESAKES).person("rahmat-wibawa-pelatih-kiper", "Rahmat Wibawa", &[]);
    let both = ["rahmat-wibawa-bupati-teluk", "rahmat-wibawa-pelatih-kiper"];
    for site in [
        all().built(&before).resolve(),
        all().built(&before).judged(kutip::model::Verdict::Different, &both).resolve(),
        all().built(&before).judged(kutip::model::Verdict::Different, &["rahmat-wibawa", both[1]]).resolve(),
    ] {
        assert_eq!(site.addresses(EntityKind::Person), both);
        assert_eq!(site.address("a1", "Rahmat Wibawa"), both[0]);
        assert!(site.one(("a2", "Rahmat Wibawa"), ("a3", "Rahmat Wibawa")));
        assert_eq!(site.address("a2", "Rahmat Wibawa"), both[1]);
    }
    let joined = all().built(&before).judged(kutip::model::Verdict::Same, &both).resolve();
    assert_eq!(joined.addresses(EntityKind::Person), [both[1]]);
}

#[test]
fn a_long_office_tells_a_namesake_apart_by_its_first_words() {
    let office = "founding director of the Center for River and Harbour Studies at the University of Laya";
    let text = format!(
        "a1\n  person Rahmat Wibawa | {office}\n  organization Kabar News\na2\n  person Rahmat Wibawa @ rahmat-wibawa-emas"
    );
    let site = archive(&text).resolve();
    assert_eq!(site.address("a1", "Rahmat Wibawa"), "rahmat-wibawa-founding-director-of-the-center-for-river-and");
    assert_eq!(told_apart(&site, "a1"), (office.to_owned(), false));
}

#[test]
fn an_office_in_a_file_that_people_tell_apart_is_that_ones() {
    let mut all = archive(
        "a1\n  person Rahmat Wibawa | syahbandar Port Laya\na2\n  person Rahmat Wibawa\n  organization Universitas Damar",
    )
    .person("rahmat-wibawa-syahbandar", "Rahmat Wibawa", &[])
    .judged(kutip::model::Verdict::Different, &["rahmat-wibawa", "rahmat-wibawa-syahbandar"]);
    all.curated[0].roles =
        vec![kutip::model::DatedRole { role: "Syahbandar Port Laya".to_owned(), ..Default::default() }];
    let site = all.resolve();
    assert_eq!(site.address("a1", "Rahmat Wibawa"), "rahmat-wibawa-syahbandar");
    assert_eq!(site.address("a2", "Rahmat Wibawa"), "rahmat-wibawa-universitas-damar");
}

#[test]
fn the_bare_address_of_namesakes_of_whom_one_is_gone_is_not_the_others() {
    let before = archive(NAMESAKES).resolve();
    let mut after = archive(NAMESAKES).built(&before);
    after.articles.remove(0);
    let site = after.resolve();
    assert_eq!(site.leads_to("rahmat-wibawa-bupati-teluk").as_deref(), Some("gone"));
    assert_eq!(site.leads_to("rahmat-wibawa").as_deref(), Some("which one: rahmat-wibawa-pelatih-kiper"));
}

#[test]
fn a_career_is_one_life() {
    let text = "a1 2014-01-10\n  person Rahmat Wibawa | Bupati Teluk\n  organization Dewan Pantai\n\
                a2 2024-02-11\n  person Rahmat Wibawa | Menteri Laut\n  organization Kementerian Laut";
    let site = archive(text).resolve();
    assert_eq!(site.addresses(EntityKind::Person), ["rahmat-wibawa"]);
    assert_eq!(site.who("a1", "Rahmat Wibawa").printed_roles.len(), 2);
}

#[test]
fn curated_namesakes_get_the_articles_that_print_their_office() {
    let mut all = archive(
        "a1\n  person Rahmat Wibawa | Ketua Kelompok Tani Semai\na2\n  person Rahmat Wibawa | ahli hidrologi\n  organization Dewan Air\n\
         a3\n  person Rahmat Wibawa\n  organization Dewan Air\na4\n  person Rahmat Wibawa",
    )
    .person("rahmat-wibawa-petani", "Rahmat Wibawa", &[])
    .person("rahmat-wibawa-hidrologi", "Rahmat Wibawa", &[]);
    let role = |words: &str| kutip::model::DatedRole { role: words.to_owned(), ..Default::default() };
    all.curated[0].roles = vec![role("Ketua Kelompok Tani Semai")];
    all.curated[1].roles = vec![role("Ahli hidrologi Universitas Teluk")];
    let site = all.resolve();
    assert_eq!(site.address("a1", "Rahmat Wibawa"), "rahmat-wibawa-petani");
    assert_eq!(site.address("a2", "Rahmat Wibawa"), "rahmat-wibawa-hidrologi");
    assert_eq!(site.address("a3", "Rahmat Wibawa"), "rahmat-wibawa-hidrologi");
    assert_eq!(site.addresses(EntityKind::Person).len(), 3, "nobody knows who is meant in a4");
}

#[test]
fn a_curated_namesake_is_known_by_the_body_in_the_office() {
    let mut all = archive(
        "a1\n  person Rahmat Wibawa\n  organization Universitas Teluk\na2\n  person Rahmat Wibawa\n  place Desa Semai\na3\n  organization Universitas Teluk",
    )
    .person("rahmat-wibawa-petani", "Rahmat Wibawa", &[])
    .person("rahmat-wibawa-hidrologi", "Rahmat Wibawa", &[]);
    all.curated[0].roles =
        vec![kutip::model::DatedRole { role: "Ketua Tani Desa Semai".to_owned(), ..Default::default() }];
    all.curated[1].roles =
        vec![kutip::model::DatedRole { role: "Ahli hidrologi Universitas Teluk".to_owned(), ..Default::default() }];
    let site = all.resolve();
    assert_eq!(site.address("a1", "Rahmat Wibawa"), "rahmat-wibawa-hidrologi");
    assert_eq!(site.address("a2", "Rahmat Wibawa"), "rahmat-wibawa-petani");
}

#[test]
fn the_place_in_a_curated_office_draws_no_holder_of_another_office_there() {
    let mut all = archive(
        "a1\n  person Rahmat Wibawa | gubernur Tanjung Semai\n  place Tanjung Semai\n\
         a2\n  person Rahmat Wibawa | pelatih renang Universitas Tanjung Semai\n  place Tanjung Semai\n\
         a3\n  person Rahmat Wibawa\n  place Tanjung Semai\na4\n  place Tanjung Semai",
    )
    .person("rahmat-wibawa-pelatih", "Rahmat Wibawa", &[])
    .person("rahmat-wibawa-petani", "Rahmat Wibawa", &[]);
    let role = |words: &str| kutip::model::DatedRole { role: words.to_owned(), ..Default::default() };
    all.curated[0].roles = vec![role("pelatih renang Universitas Tanjung Semai")];
    all.curated[1].roles = vec![role("petani garam")];
    let site = all.resolve();
    assert_eq!(site.address("a1", "Rahmat Wibawa"), "rahmat-wibawa-gubernur-tanjung-semai", "a governor is no coach");
    assert_eq!(site.address("a2", "Rahmat Wibawa"), "rahmat-wibawa-pelatih");
    assert_eq!(site.address("a3", "Rahmat Wibawa"), "rahmat-wibawa-pelatih", "only one is at home there");
}

#[test]
fn another_name_in_one_curated_file_is_that_person_everywhere() {
    let site = archive(NAMESAKES).person("mat", "Mat Wibawa", &["Rahmat Wibawa"]).resolve();
    assert_eq!(site.addresses(EntityKind::Person), ["mat"]);
}

/// The archive with one file of somebody of this name, who holds these offices.
fn with_file(text: &str, address: &str, name: &str, offices: &[&str]) -> super::Archive {
    let mut all = archive(text).person(address, name, &[]);
    let role = |words: &&str| kutip::model::DatedRole { role: (*words).to_owned(), ..Default::default() };
    all.curated[0].roles = offices.iter().map(role).collect();
    all
}

/// Two of a one-word name, told apart by their company; one prints an office.
const ONE_WORD: &str = "a1 2024-05-02\n  person Harwanta\n  organization Kantor Berita Laya\n\
                        a2 2024-05-03\n  person Harwanta | fotografer dari Institut Seni Damar\n  organization Institut Seni Damar";

#[test]
fn a_file_of_one_of_two_namesakes_gets_that_ones_articles_and_no_others() {
    for (address, office, own, other) in [
        ("harwanta-wakil-bupati", "Wakil Bupati Teluk", "a1", "a2"),
        ("harwanta-wakil-bupati", "", "a1", "a2"),
        ("harwanta", "peneliti dari Balai Laut", "a1", "a2"),
        ("harwanta-fotografer", "fotografer dari Institut Seni Damar", "a2", "a1"),
        ("harwanta-fotografer", "", "a2", "a1"),
        ("harwanta", "Fotografer", "a2", "a1"),
    ] {
        let offices: Vec<&str> = Some(office).into_iter().filter(|office| !office.is_empty()).collect();
        let all = with_file(ONE_WORD, address, "Harwanta", &offices);
        let first = all.resolve();
        for site in [all.clone().built(&first).resolve(), first] {
            assert_eq!(site.address(own, "Harwanta"), address, "{office}");
            assert_ne!(site.address(other, "Harwanta"), address, "{office}");
        }
    }
}

#[test]
fn a_file_at_the_address_of_either_of_two_namesakes_is_that_ones_only() {
    let before = archive(ONE_WORD).resolve();
    for (own, other) in [("a1", "a2"), ("a2", "a1")] {
        let address = before.address(own, "Harwanta");
        let site = archive(ONE_WORD).person(address, "Harwanta", &[]).built(&before).resolve();
        assert_eq!(site.address(own, "Harwanta"), address);
        assert_eq!(site.address(other, "Harwanta"), before.address(other, "Harwanta"));
    }
}

#[test]
fn who_is_told_from_a_file_by_the_bare_name_may_be_several() {
    let all = archive(ONE_WORD).person("harwanta-bupati", "Harwanta", &[]);
    let site = all.judged(kutip::model::Verdict::Different, &["harwanta", "harwanta-bupati"]).resolve();
    assert!(!site.one(("a1", "Harwanta"), ("a2", "Harwanta")));
    assert_eq!(site.addresses(EntityKind::Person).len(), 3);
}

#[test]
fn an_article_that_means_a_file_gives_it_no_namesake() {
    let mut all = with_file(ONE_WORD, "harwanta-wakil-bupati", "Harwanta", &["Wakil Bupati Teluk"]);
    all.articles[1].entities.as_mut().unwrap()[0].reference = Some("harwanta-wakil-bupati".to_owned());
    let site = all.resolve();
    assert_eq!(site.address("a2", "Harwanta"), "harwanta-wakil-bupati");
    assert_ne!(site.address("a1", "Harwanta"), "harwanta-wakil-bupati");
}

#[test]
fn a_file_joins_no_namesakes_whose_offices_contradict_each_other_unless_it_has_both() {
    let name = "Rahmat Wibawa";
    let nobodys = with_file(NAMESAKES, "rahmat-wibawa", name, &[]).resolve();
    assert_eq!(nobodys.addresses(EntityKind::Person).len(), 3, "nothing says whose it is");
    let ones = with_file(NAMESAKES, "mat", name, &["Pelatih kiper Elang FC"]).resolve();
    assert_eq!(ones.address("a1", name), "rahmat-wibawa-bupati-teluk");
    assert_eq!((ones.address("a2", name), ones.address("a3", name)), ("mat", "mat"));
    let both = with_file(NAMESAKES, "mat", name, &["pelatih kiper", "Bupati Teluk"]).resolve();
    assert_eq!(both.addresses(EntityKind::Person), ["mat"]);
}

#[test]
fn a_file_of_somebody_whom_nothing_tells_apart_has_all_articles() {
    let text = "a1\n  person Rahmat Wibawa | Bupati Teluk\n  organization Dewan Pantai\n\
                a2\n  person Rahmat Wibawa\n  organization Elang FC\na3\n  person Rahmat Wibawa | Bupati\n  place Damar";
    for offices in [&["Bupati Teluk"][..], &["petani"], &[]] {
        let site = with_file(text, "rahmat-wibawa-bupati", "Rahmat Wibawa", offices).resolve();
        assert_eq!(site.addresses(EntityKind::Person), ["rahmat-wibawa-bupati"], "{offices:?}");
    }
}

#[test]
fn a_body_that_every_place_has_is_another_one_elsewhere() {
    let text = "a1\n  organization DPRD\n  place Teluk Biru\n  person Rahmat Wibawa\n\
                a2\n  organization DPRD\n  place Karang Emas\n\
                a3\n  organization DPRD\n  place Teluk Biru\n  person Rahmat Wibawa\n\
                a4\n  organization DPRD Teluk Biru = DPRD\n  place Pulau Lain\n\
                a5\n  organization Dewan Pantai\na6\n  organization Dewan Pantai";
    let site = archive(text).resolve();
    assert!(site.one(("a1", "DPRD"), ("a3", "DPRD")), "they are named in the same company");
    assert!(!site.one(("a1", "DPRD"), ("a2", "DPRD")));
    assert!(!site.one(("a2", "DPRD"), ("a4", "DPRD Teluk Biru")), "one article's short form is that article's");
    assert!(site.one(("a5", "Dewan Pantai"), ("a6", "Dewan Pantai")));
    assert_eq!(site.address("a2", "DPRD"), "dprd-karang-emas");
}

#[test]
fn a_name_that_hardly_two_people_bear_is_asked_about_not_divided() {
    let text = "a1 2024-01-10\n  person Wiramoro Karsabumi | Bupati Teluk\n  organization Dewan Pantai\n\
                a2 2024-02-11\n  person Wiramoro Karsabumi | pelatih kiper\n  organization Elang FC";
    let site = archive(text).resolve();
    assert_eq!(site.addresses(EntityKind::Person), ["wiramoro-karsabumi"]);
    assert_eq!(site.registry.doubts.len(), 1);
    assert!(site.registry.doubts[0].proposal.starts_with("- {different: ["));
}

#[test]
fn an_office_in_short_does_not_contradict_the_office() {
    let text = "a1 2024-01-10\n  person Rahmat Wibawa | Menteri Hukum dan Laut\n  organization Dewan Pantai\n\
                a2 2024-02-11\n  person Rahmat Wibawa | Menkumlaut\n  organization Elang FC";
    assert_eq!(archive(text).resolve().addresses(EntityKind::Person), ["rahmat-wibawa"]);
}

/// Two heads of office of one name, a month apart, in company of their own.
fn two_offices(one: &str, other: &str) -> super::Site {
    let text = format!(
        "a1 2024-01-10\n  person Rahmat Wibawa | {one}\n  place Kota Teluk Biru\n  organization Dewan Pantai\n\
         a2 2024-02-11\n  person Rahmat Wibawa | {other}\n  place Kota Karang Emas\n  organization Elang FC"
    );
    archive(&text).resolve()
}

#[test]
fn heads_of_two_bodies_in_two_places_at_once_are_two_people() {
    let site =
        two_offices("Kepala Dinas Perdagangan Kota Teluk Biru", "Kepala Dinas Pemadam Kebakaran Kota Karang Emas");
    let addresses = [
        "rahmat-wibawa-kepala-dinas-pemadam-kebakaran-kota-karang-emas",
        "rahmat-wibawa-kepala-dinas-perdagangan-kota-teluk-biru",
    ];
    assert_eq!(site.addresses(EntityKind::Person), addresses);
    assert!(site.registry.doubts[0].proposal.starts_with("- {same: ["), "{:?}", site.registry.doubts);
}

#[test]
fn three_heads_of_three_bodies_are_three_people() {
    let text = "a1 2024-01-10\n  person Rahmat Wibawa | Kepala Dinas Perdagangan Kota Teluk Biru\n  place Kota Teluk Biru\n\
                a2 2024-01-20\n  person Rahmat Wibawa | Kepala Dinas Pemadam Kebakaran Kota Karang Emas\n  place Kota Karang Emas\n\
                a3 2024-05-20\n  person Rahmat Wibawa | Kepala Puskesmas Rawa Dua\n  place Rawa Dua";
    let site = archive(text).resolve();
    assert_eq!(site.addresses(EntityKind::Person).len(), 3, "{:?}", site.addresses(EntityKind::Person));
}

#[test]
fn a_career_that_begins_alike_is_one_life() {
    for (one, other) in [
        // The same place.
        ("Kepala Dinas Perdagangan Kota Teluk Biru", "Kepala Dinas Perhubungan Kota Teluk Biru"),
        // The same rank.
        ("Kombes Kepala Polres Teluk Biru", "Kombes Kepala Bagian Operasi Polda Karang Emas"),
        // The same office.
        ("Kapolres Teluk Biru", "Kapolres Karang Emas"),
        // A regent who becomes governor.
        ("Bupati Teluk Biru", "Wakil Bupati Karang Emas"),
        // One of the offices is over.
        ("mantan Kepala Dinas Perdagangan Kota Teluk Biru", "Kepala Dinas Kebakaran Kota Karang Emas"),
        ("Ketua Umum Ikatan Nelayan", "Ketua Badan Penyelamat"),
    ] {
        let site = two_offices(one, other);
        assert_eq!(site.addresses(EntityKind::Person), ["rahmat-wibawa"], "{one}, {other}");
    }
}

#[test]
fn a_bare_title_and_an_office_of_one_month_are_asked_about() {
    let site = two_offices("hakim", "Kepala SD Negeri 2 Karang Emas");
    assert_eq!(site.addresses(EntityKind::Person), ["rahmat-wibawa"]);
    let doubts = &site.registry.doubts;
    assert_eq!(doubts.len(), 1, "{doubts:?}");
    let proposal = "- {different: [rahmat-wibawa-hakim, rahmat-wibawa-kepala-sd-negeri-2-karang-emas]}";
    assert_eq!(doubts[0].proposal, proposal);
    assert!(doubts[0].evidence.iter().any(|line| line.contains("`hakim`")), "{doubts:?}");
}

#[test]
fn an_office_no_longer_held_is_no_question() {
    let site =
        two_offices("mantan Kepala Dinas Perdagangan Kota Teluk Biru", "Kepala Dinas Kebakaran Kota Karang Emas");
    assert!(site.registry.doubts.is_empty(), "{:?}", site.registry.doubts);
}

#[test]
fn names_that_differ_in_vowels_are_asked_about_where_the_office_is_one() {
    let asked = |one: &str, other: &str| {
        let text = format!(
            "a1 2024-01-10\n  person Rahmat Yuwono | {one}\n  place Kota Karang Emas\n\
             a2 2024-05-11\n  person Rahmat Yuwana | {other}\n  place Kota Teluk Biru"
        );
        let site = archive(&text).resolve();
        assert_eq!(site.addresses(EntityKind::Person).len(), 2);
        site.registry.doubts.iter().map(|doubt| doubt.proposal.clone()).collect::<Vec<_>>()
    };
    let office = "Kepala Dinas Perdagangan Kota Karang Emas";
    let same = ["- {same: [rahmat-yuwono, rahmat-yuwana]}"];
    assert_eq!(asked(office, "Kepala Disdag Kota Karang Emas"), same);
    assert!(asked(office, "Kepala Dinas Perdagangan Kota Teluk Biru").is_empty(), "elsewhere");
    assert!(asked(office, "warga Kota Karang Emas").is_empty(), "no office");
    assert!(asked(office, "Kepala Sekolah").is_empty());
}

#[test]
fn a_role_of_nearly_all_articles_tells_a_namesake_before_a_body_beside_it() {
    let mut text = String::from("b1\n  person Rahmat Wibawa | Presiden @ rahmat-wibawa-lain\n");
    for at in 1..6 {
        text.push_str(&format!("a{at}\n  person Rahmat Wibawa | Presiden\n  organization Dewan Pantai\n"));
    }
    let site = archive(&text).resolve();
    assert_eq!(site.address("a1", "Rahmat Wibawa"), "rahmat-wibawa-presiden");
    assert_eq!(told_apart(&site, "a1"), ("Presiden".to_owned(), false));
}

#[test]
fn a_body_that_stands_beside_a_namesake_is_not_said_to_be_his() {
    let mut all = archive(
        "a1\n  person Rahmat Wibawa\n  organization Elang FC\na2\n  person Rahmat Wibawa | kiper @ rahmat-wibawa-kiper\n  organization Garuda FC",
    );
    let site = all.resolve();
    assert_eq!(site.address("a1", "Rahmat Wibawa"), "rahmat-wibawa-elang-fc");
    assert_eq!(told_apart(&site, "a1"), ("Elang FC".to_owned(), true));
    // So it stays when the address comes from the book, and not where he speaks for it.
    all = all.built(&site);
    assert_eq!(told_apart(&all.resolve(), "a1"), ("Elang FC".to_owned(), true));
    let speaks = Quotation {
        speaker: Some("Rahmat Wibawa".into()),
        speaks_for: Some("Elang FC".into()),
        ..Quotation::default()
    };
    all.articles[0].quotations = Some(vec![speaks]);
    assert_eq!(told_apart(&all.resolve(), "a1"), ("Elang FC".to_owned(), false));
}
