//! Short forms, initials and slips of the pen: which full name they mean.

use kutip::model::EntityKind;

use super::archive;

#[test]
fn a_short_form_joins_the_name_it_is_defined_for() {
    let site = archive(
        "a1\n  organization Dewan Pantai Timur = DPT\na2\n  organization DPT\na3\n  organization Dewan Pantai Timur",
    )
    .resolve();
    assert_eq!(site.addresses(EntityKind::Organization), ["dewan-pantai-timur"]);
    assert!(site.who("a2", "DPT").aliases.contains(&"DPT".to_owned()));
}

#[test]
fn well_known_short_forms_need_no_definition() {
    let site = archive("a1\n  organization PBB\na2\n  organization Perserikatan Bangsa-Bangsa").resolve();
    assert_eq!(site.who("a1", "PBB").name, "Perserikatan Bangsa-Bangsa");
}

#[test]
fn a_surname_alone_joins_nobody_across_articles() {
    let site = archive("a1\n  person Darto Wibawa = Wibawa | Presiden Laut\na2\n  person Wibawa").resolve();
    assert!(!site.one(("a1", "Darto Wibawa"), ("a2", "Wibawa")));
}

#[test]
fn a_surname_with_the_office_of_the_only_bearer_joins() {
    let text = "a1\n  person Darto Wibawa = Wibawa | Presiden Laut\n  organization Dewan Pantai\n\
                a2\n  person Wibawa | Presiden Laut\n  organization Dewan Pantai\n\
                a3\n  person Sinta Wibawa";
    let site = archive(text).resolve();
    assert!(site.one(("a1", "Darto Wibawa"), ("a2", "Wibawa")));
    assert!(!site.one(("a3", "Sinta Wibawa"), ("a2", "Wibawa")));
}

#[test]
fn a_nickname_that_two_articles_define_needs_no_company() {
    let define = |id: &str| format!("{id}\n  person Darto Wibawa = Otong\n");
    let once = archive(&format!("{}a9\n  person Otong", define("a1"))).resolve();
    assert!(!once.one(("a1", "Darto Wibawa"), ("a9", "Otong")));
    let twice = archive(&format!("{}{}a9\n  person Otong", define("a1"), define("a2"))).resolve();
    assert!(twice.one(("a1", "Darto Wibawa"), ("a9", "Otong")));
}

#[test]
fn initials_and_left_out_names_join_in_the_same_company() {
    let text = "a1\n  person Bahtiar Yusuf Wibawa | Menteri Laut\n  organization Dewan Pantai\n\
                a2\n  person B.Y. Wibawa | Menteri Laut\n  organization Dewan Pantai\n\
                a3\n  person Bahtiar Wibawa\n  organization Dewan Pantai\n\
                a4\n  person B. Wibawa\n  organization Elang FC";
    let site = archive(text).resolve();
    assert!(site.one(("a1", "Bahtiar Yusuf Wibawa"), ("a2", "B.Y. Wibawa")));
    assert!(site.one(("a1", "Bahtiar Yusuf Wibawa"), ("a3", "Bahtiar Wibawa")));
    assert!(!site.one(("a1", "Bahtiar Yusuf Wibawa"), ("a4", "B. Wibawa")));
}

#[test]
fn lineage_tells_father_and_son_apart() {
    let text = "a1\n  person Darto Wibawa Jr. | Menteri Laut\n  organization Dewan Pantai\n\
                a2\n  person Darto Wibawa | Menteri Laut\n  organization Dewan Pantai\n\
                a3\n  person Darto Wibawa Junior\n\
                a4\n  person Ali bin Darto\na5\n  person Ali binti Darto";
    let site = archive(text).resolve();
    assert!(!site.one(("a1", "Darto Wibawa Jr."), ("a2", "Darto Wibawa")));
    assert!(site.one(("a1", "Darto Wibawa Jr."), ("a3", "Darto Wibawa Junior")));
    assert!(!site.one(("a4", "Ali bin Darto"), ("a5", "Ali binti Darto")));
}

#[test]
fn strangers_with_one_word_names_stay_apart() {
    let text = "a1\n  person Ujang\n  place Desa Karang\n\
                a2\n  person Ujang\n  organization Elang FC\n  person Sinta Dewi\n\
                a3\n  person Ujang\n  organization Elang FC\n  person Sinta Dewi\n\
                a4\n  person Ujang Saputra";
    let site = archive(text).resolve();
    assert!(!site.one(("a1", "Ujang"), ("a2", "Ujang")));
    assert!(site.one(("a2", "Ujang"), ("a3", "Ujang")));
    assert!(!site.one(("a4", "Ujang Saputra"), ("a1", "Ujang")));
}

#[test]
fn an_abridged_name_is_no_rival_of_the_full_one() {
    let text = "a1\n  person Ilham Akbar Wibawa\n  organization Dewan Pantai\na2\n  person Ilham A Wibawa\n  organization Dewan Pantai\n\
                a3\n  person Ilham Wibawa\n  organization Dewan Pantai";
    assert_eq!(archive(text).resolve().addresses(EntityKind::Person).len(), 1);
}

#[test]
fn the_wife_who_bears_her_husbands_name_is_not_her_husband() {
    let text = "a1\n  person Darto Wibawa | Menteri Laut\n  organization Dewan Pantai\n\
                a2\n  person Darto Wibawa | Menteri Laut\n  organization Dewan Pantai\n\
                a3\n  person Sinta Darto Wibawa\n  organization Dewan Pantai";
    let site = archive(text).resolve();
    assert!(!site.one(("a1", "Darto Wibawa"), ("a3", "Sinta Darto Wibawa")));
}

#[test]
fn a_short_form_in_brackets_is_an_alias() {
    let site = archive("a1\n  organization Dewan Pantai (DPT)\n  > Dewan Pantai (DPT)\na2\n  organization DPT\na3\n  organization Dewan Pantai").resolve();
    assert_eq!(site.addresses(EntityKind::Organization), ["dewan-pantai"]);
    assert_eq!(site.speaker("a1", 0).unwrap().name, "Dewan Pantai");
    assert_eq!(site.registry.entities[0].aliases, ["DPT"]);
}

#[test]
fn a_slip_of_the_pen_in_the_same_company_is_no_new_person() {
    let text = "a1\n  person Saut Wiramoro | Wakil Ketua Dewan Pantai\n  organization Dewan Pantai\n\
                a2\n  person Saut Wiramoro | Wakil Ketua Dewan Pantai\n  organization Dewan Pantai\n\
                a3\n  person Saut Wiramro\n  organization Dewan Pantai\n\
                a4\n  person Saut Wiratoro | Bupati Teluk\n  organization Elang FC";
    let site = archive(text).resolve();
    assert!(site.one(("a1", "Saut Wiramoro"), ("a3", "Saut Wiramro")));
    assert_eq!(site.who("a3", "Saut Wiramro").name, "Saut Wiramoro");
    assert!(!site.one(("a1", "Saut Wiramoro"), ("a4", "Saut Wiratoro")), "they share no company");
}

#[test]
fn a_slip_of_words_that_others_bear_needs_the_company_of_several() {
    let others = "a1\n  person Robert Karsonos\n  organization Elang FC\n  organization Rajawali FC\n  organization Camar FC\n\
                  a2\n  person Robert Karsonos\n  organization Elang FC\n  organization Rajawali FC\n  organization Camar FC\n\
                  a3\n  person Darto Karsono\na4\n  person Robert Wibawa\na5\n  person Robert Jan Karsono\n  organization Elang FC\n";
    assert!(!archive(others).resolve().one(("a1", "Robert Karsonos"), ("a5", "Robert Jan Karsono")));
    let all = format!("{others}  organization Rajawali FC\n  organization Camar FC\n");
    assert!(archive(&all).resolve().one(("a1", "Robert Karsonos"), ("a5", "Robert Jan Karsono")));
}

#[test]
fn a_given_name_with_an_initial_in_the_same_office_is_no_new_person() {
    let text = "a1\n  person Alexander Wiramoro | Wakil Ketua Dewan Pantai\n  organization Dewan Pantai\n\
                a2\n  person Alex W | Pimpinan Dewan Pantai\n  organization Dewan Pantai\n\
                a3\n  person Alex Wulandari\n  organization Elang FC";
    let site = archive(text).resolve();
    assert!(site.one(("a1", "Alexander Wiramoro"), ("a2", "Alex W")));
    assert_eq!(site.who("a2", "Alex W").name, "Alexander Wiramoro");
    let two =
        format!("{text}\na4\n  person Alexandra Wulandari | Wakil Ketua Dewan Pantai\n  organization Dewan Pantai");
    assert!(!archive(&two).resolve().one(("a1", "Alexander Wiramoro"), ("a2", "Alex W")), "it may be either");
    let nobody = text.replace("person Alex W | Pimpinan Dewan Pantai\n  organization Dewan Pantai", "person Alex W");
    assert!(!archive(&nobody).resolve().one(("a1", "Alexander Wiramoro"), ("a2", "Alex W")), "no office");
}

#[test]
fn a_double_family_name_that_nobody_else_bears_is_its_bearers() {
    let text = "a1\n  person Juan Rubiado-Anderson\n  organization Elang FC\na2\n  person Rubiado-Anderson\n  organization Elang FC";
    assert!(archive(text).resolve().one(("a1", "Juan Rubiado-Anderson"), ("a2", "Rubiado-Anderson")));
    let others = format!("{text}\na3\n  person Anderson Wulandari\na4\n  person Rubiado Karsono");
    assert!(archive(&others).resolve().one(("a1", "Juan Rubiado-Anderson"), ("a2", "Rubiado-Anderson")));
    let alone = text.replace("person Rubiado-Anderson\n  organization Elang FC", "person Rubiado-Anderson");
    assert!(!archive(&alone).resolve().one(("a1", "Juan Rubiado-Anderson"), ("a2", "Rubiado-Anderson")));
    let two = format!("{text}\na3\n  person Pedro Rubiado-Anderson\n  organization Elang FC");
    assert!(!archive(&two).resolve().one(("a1", "Juan Rubiado-Anderson"), ("a2", "Rubiado-Anderson")));
}

#[test]
fn two_given_names_that_differ_by_a_letter_are_two_people() {
    let text = "a3\n  person Hendra Saputra\n  organization Dewan Pantai\n\
                a4\n  person Hendro Saputra\n  organization Dewan Pantai";
    let site = archive(text).resolve();
    assert!(!site.one(("a3", "Hendra Saputra"), ("a4", "Hendro Saputra")), "many people bear either name");
}

#[test]
fn a_name_left_out_in_the_middle_is_the_same_person_even_in_one_article() {
    let text = "a1\n  person Lihat Binsar Wiramoro\n  person Lihat Wiramoro\n  organization Dewan Pantai\n\
                a2\n  person Lihat Binsar Wiramoro\n  organization Dewan Pantai";
    assert_eq!(archive(text).resolve().addresses(EntityKind::Person), ["lihat-binsar-wiramoro"]);
}

#[test]
fn a_part_of_a_body_is_not_the_body() {
    let text = "a1\n  organization Badan Pantai Dewan Laut = Badan Pantai Dewan Laut, DL, Dewan Laut\n\
                a2\n  organization Dewan Laut = DL\na3\n  organization Dewan Laut\na4\n  organization DL\na5\n  organization DL";
    let site = archive(text).resolve();
    assert!(!site.one(("a1", "Badan Pantai Dewan Laut"), ("a2", "Dewan Laut")));
    assert!(site.one(("a2", "Dewan Laut"), ("a4", "DL")));
}

#[test]
fn the_title_says_whose_name_the_text_has_a_part_of() {
    let mut all =
        archive("a1\n  person Darto Wibawa\na2\n  person Wibawa\na3\n  person Sinta Wibawa\na4\n  person Wibawa");
    all.articles[1].title = "Pesan Darto Wibawa untuk warga".to_owned();
    let site = all.resolve();
    assert!(site.one(("a1", "Darto Wibawa"), ("a2", "Wibawa")));
    assert!(!site.one(("a1", "Darto Wibawa"), ("a4", "Wibawa")));
}

#[test]
fn a_surname_that_one_person_is_called_by_all_over_the_archive_is_that_persons() {
    let called = |id: &str| format!("{id}\n  person Darto Wirakrama = Wirakrama\n");
    let text = format!("{}{}{}a9\n  person Wirakrama\n", called("a1"), called("a2"), called("a3"));
    assert!(archive(&text).resolve().one(("a1", "Darto Wirakrama"), ("a9", "Wirakrama")));
    let others = format!("{text}a8\n  person Sinta Wirakrama\n");
    assert!(!archive(&others).resolve().one(("a1", "Darto Wirakrama"), ("a9", "Wirakrama")));
}

#[test]
fn a_given_name_of_many_is_nobodys_alone() {
    let called = |id: &str| format!("{id}\n  person Budi Wirakrama = Budi\n");
    let text = format!("{}{}{}a9\n  person Budi\n", called("a1"), called("a2"), called("a3"));
    assert!(!archive(&text).resolve().one(("a1", "Budi Wirakrama"), ("a9", "Budi")));
}

#[test]
fn a_name_that_begins_at_the_end_of_a_role_is_whole() {
    let text = "a1\n  person Lasmana Muhammad Wibawa | Wakil Ketua Dewan Pantai\n  organization Dewan Pantai\n\
                a2\n  person M Wibawa | Wakil Ketua Dewan Pantai Lasmana\n\
                a3\n  person Sinta Wibawa";
    let site = archive(text).resolve();
    assert!(site.one(("a1", "Lasmana Muhammad Wibawa"), ("a2", "M Wibawa")));
    assert_eq!(site.who("a2", "M Wibawa").name, "Lasmana Muhammad Wibawa");
}

#[test]
fn another_full_name_that_shares_a_word_and_is_given_once_is_the_same_person() {
    let text = "a1\n  person Sinta Dewanti Karso = Dewanti Wibawa\na2\n  person Dewanti Wibawa | istri\n  person Darto Wibawa\n\
                a3\n  person Sinta Dewanti Karso | istri\n  person Darto Wibawa";
    let site = archive(text).resolve();
    assert!(site.one(("a1", "Sinta Dewanti Karso"), ("a2", "Dewanti Wibawa")));
}

#[test]
fn two_halves_of_a_name_in_one_article_do_not_speak_against_it() {
    let company = "  organization Dewan Pantai\n  person Karso Utomo | Bupati\n";
    let text = format!(
        "a1\n  person Darto Wirakrama = Wirakrama | Presiden Laut\n{company}a2\n  person Darto | Presiden Laut\n  person Wirakrama\n{company}a3\n  person Darto Lestari\n"
    );
    let site = archive(&text).resolve();
    assert!(site.one(("a1", "Darto Wirakrama"), ("a2", "Darto")));
}

#[test]
fn what_an_article_calls_by_the_name_of_somebody_known_is_that_person() {
    let known = |id: &str| format!("{id}\n  person BY Wibawa\n  organization Dewan Pantai\n");
    let text = format!(
        "{}{}a3\n  person Bahtiar Yusuf Wibawa = BY Wibawa\n  organization Dewan Pantai\na9\n  person Bahtiar Yusuf = BY Wibawa\n  place Teluk\n",
        known("a1"),
        known("a2")
    );
    assert!(archive(&text).resolve().one(("a1", "BY Wibawa"), ("a9", "Bahtiar Yusuf")));
    let wife = format!(
        "{}{}a9\n  person Sinta Darto Wibawa = Darto Wibawa\n",
        "a1\n  person Darto Wibawa\n", "a2\n  person Darto Wibawa\n"
    );
    assert!(!archive(&wife).resolve().one(("a1", "Darto Wibawa"), ("a9", "Sinta Darto Wibawa")));
}

#[test]
fn a_shortened_given_name_joins_where_an_article_uses_both() {
    let site = archive("a1\n  person Anssumane Vattimo = Ansu Vattimo\na2\n  person Ansu Vattimo").resolve();
    assert!(site.one(("a1", "Anssumane Vattimo"), ("a2", "Ansu Vattimo")));
    // Brothers may be called so.
    let site =
        archive("a1\n  person Andika Wibawa\n  place Kendari\na2\n  person Andi Wibawa\n  place Kendari").resolve();
    assert!(!site.one(("a1", "Andika Wibawa"), ("a2", "Andi Wibawa")));
}

#[test]
fn a_famous_single_name_is_the_same_with_its_lineage() {
    let text = "a1\n  person Vattimo\na2\n  person Vattimo\na3\n  person Vattimo\na4\n  person Vattimo Jr";
    let site = archive(text).resolve();
    assert!(site.one(("a1", "Vattimo"), ("a3", "Vattimo")));
    assert!(site.one(("a1", "Vattimo"), ("a4", "Vattimo Jr")));
    // Whose name it is part of may have a son.
    let site = archive(&format!("{text}\na5\n  person Darto Vattimo")).resolve();
    assert!(!site.one(("a1", "Vattimo"), ("a4", "Vattimo Jr")));
}
