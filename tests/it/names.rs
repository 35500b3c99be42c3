//! Which names `extract` finds, and which of them it takes for one entity.

use kutip::extract::extract;
use kutip::lang::Languages;

/// `kind: words = fullest name (role)` for each mention of `text`; the name only where it is another.
fn names(code: &str, text: &str) -> Vec<String> {
    let languages = Languages::embedded();
    let found = extract(text, languages.get(code).unwrap());
    let mention = |mention: &kutip::model::Mention| {
        let words = mention.span.of(text);
        let mut line = format!("{}: {words}", mention.kind.as_str());
        if mention.name != words {
            line += &format!(" = {}", mention.name);
        }
        if let Some(role) = mention.role {
            line += &format!(" ({})", role.of(text));
        }
        line
    };
    found.mentions.iter().map(mention).collect()
}

#[test]
fn a_title_stands_outside_the_name_and_is_kept_as_role() {
    assert_eq!(
        names("id", "Harga naik, kata Menteri Pertanian Budi Santoso di Jakarta."),
        ["person: Budi Santoso (Menteri Pertanian)", "place: Jakarta"]
    );
    assert_eq!(names("en", "“Prices fell,” said Mayor Laura Whitfield."), ["person: Laura Whitfield (Mayor)"]);
}

#[test]
fn the_end_of_an_office_is_no_part_of_its_holders_name() {
    assert_eq!(
        names("id", "“Kami sepakat,” kata Wakil Ketua Komisi XI Suwirno, Senin."),
        ["person: Suwirno (Wakil Ketua Komisi XI)"]
    );
    assert_eq!(
        names("id", "Kepala Dinas Lingkungan Hidup DKI Suwirno mengatakan sungai itu bersih."),
        ["organization: Dinas Lingkungan Hidup", "person: Suwirno (Kepala Dinas Lingkungan Hidup DKI)"]
    );
}

#[test]
fn the_first_of_two_initials_belongs_to_the_name() {
    assert_eq!(
        names("id", "“Kami sepakat,” kata Wakil Menteri Luar Negeri A. M. Wulandari."),
        ["person: A. M. Wulandari (Wakil Menteri Luar Negeri)"]
    );
}

#[test]
fn an_abbreviation_in_brackets_is_the_body_before_it() {
    assert_eq!(
        names("id", "Kementerian Kelautan Raya (KKR) diam. Hari ini KKR bicara."),
        [
            "organization: Kementerian Kelautan Raya",
            "organization: KKR = Kementerian Kelautan Raya",
            "organization: KKR = Kementerian Kelautan Raya"
        ]
    );
}

#[test]
fn any_part_of_a_name_means_the_one_person_who_bears_it() {
    let text = "Menurut Pradana Aditya Wibowo, air surut. Kata Aditya, warga pulang. Wibowo menutup rapat.";
    assert_eq!(
        names("id", text),
        [
            "person: Pradana Aditya Wibowo",
            "person: Aditya = Pradana Aditya Wibowo",
            "person: Wibowo = Pradana Aditya Wibowo"
        ]
    );
}

#[test]
fn a_part_that_two_people_bear_stays_apart() {
    let text = "Menurut Dewi Lestari Hadi dan Rudi Santoso Hadi, air surut. Kata Hadi, warga pulang.";
    assert_eq!(names("id", text).last().unwrap(), "person: Hadi");
}

#[test]
fn the_beginning_of_a_name_means_the_one_person_named_before_it() {
    let text = "Menurut Kepala Dinas Martinus Wibowo, air surut. “Warga pulang,” kata Martin.";
    let found = names("id", text);
    assert_eq!(found[found.len() - 1], "person: Martin = Martinus Wibowo");
    // One letter less is another name, and who bears the word as it is bears it.
    let text = "Menurut Kepala Dinas Marco Wibowo, air surut. “Warga pulang,” kata Marc.";
    assert_eq!(names("id", text)[1], "person: Marc");
    let text = "Menurut Martinus Wibowo dan Martin Hadi, air surut. “Warga pulang,” kata Martin.";
    assert_eq!(names("id", text)[2], "person: Martin = Martin Hadi");
}

#[test]
fn a_part_that_two_people_bear_means_the_one_named_before_it() {
    let text = "Jenazah Presiden B.J. Wibawa tiba. Kata tamu, Wibawa orang baik. Istrinya, Ayu Wibawa, menunggu di rumah Wibawa.";
    assert_eq!(
        names("id", text),
        [
            "person: B.J. Wibawa (Presiden)",
            "person: Wibawa = B.J. Wibawa",
            "person: Ayu Wibawa",
            "person: Wibawa = B.J. Wibawa"
        ]
    );
}

#[test]
fn a_middle_word_left_out_and_another_spelling_are_the_same_person() {
    let text = "Menurut Luhur Satria Pandjaitan, air surut. Luhur Panjaitan pulang. Kata Luhur, warga menunggu.";
    let found = names("id", text);
    assert_eq!(
        found[1..],
        ["person: Luhur Panjaitan = Luhur Satria Pandjaitan", "person: Luhur = Luhur Satria Pandjaitan"]
    );
}

#[test]
fn an_office_is_nobody_though_its_holder_is_called_by_it() {
    let text = "“Terima kasih, Pak Wali,” kata Budi Santoso. Wali Kota Budi Santoso tersenyum. Rapat ditutup Wali Kota Santoso. Warga pulang.";
    let found = names("id", text);
    assert_eq!(found.iter().filter(|name| name.starts_with("person: Wali")).count(), 0, "{found:?}");
}

#[test]
fn words_of_an_office_are_no_person() {
    let text = "Menurut Ketua Panitia Alunan Budaya Desa Maju Budi Hadi acara ramai. Warga pulang.";
    assert_eq!(names("id", text), ["place: Desa Maju", "person: Budi Hadi (Ketua Panitia Alunan Budaya Desa Maju)"]);
    // Two who came, not an office and its holder.
    let text = "Penyerang Umbara Kesuma, Budi Hadi, dan Siti Aminah datang.";
    assert!(names("id", text).iter().any(|name| name.starts_with("person: Umbara Kesuma")), "{:?}", names("id", text));
}

#[test]
fn what_stands_before_an_english_title_belongs_to_the_role() {
    let role = |text: &str| names("en", text).into_iter().find(|name| name.starts_with("person")).unwrap();
    assert_eq!(
        role("Prices fell, United Nations spokesman Paul Whitfield said."),
        "person: Paul Whitfield (United Nations spokesman)"
    );
    assert_eq!(role("Former FBI Director Laura Whitfield said no."), "person: Laura Whitfield (Former FBI Director)");
    // A place that tells where is none of the title.
    assert_eq!(role("In Washington President Laura Whitfield said no."), "person: Laura Whitfield (President)");
}

#[test]
fn an_office_behind_the_name_is_the_role() {
    let role = |code: &str, text: &str| names(code, text).into_iter().find(|name| name.starts_with("person")).unwrap();
    assert_eq!(
        role("en", "“No,” said Laura Whitfield, a market analyst with a bank. It rained."),
        "person: Laura Whitfield (market analyst with a bank)"
    );
    assert_eq!(
        role("id", "Budi Santoso, Direktur Utama PT Bahari, menilai harga turun."),
        "person: Budi Santoso (Direktur Utama PT Bahari)"
    );
    // Another person's office, a list of guests, a clause.
    for text in [
        "Budi Santoso, Gubernur Siti Aminah, dan warga datang.",
        "Budi Santoso, Gubernur, dan warga datang.",
        "Menurut Budi Santoso, sopir tak diperbolehkan mengemudikan bus, kecuali siang hari.",
    ] {
        assert_eq!(role("id", text), "person: Budi Santoso", "{text}");
    }
}

#[test]
fn an_office_in_the_circumstance_before_a_comma_is_somebody_elses() {
    let roles = |text: &str| names("id", text).into_iter().filter(|name| name.contains('(')).count();
    assert_eq!(roles("Saat ditanya soal nama Wakapolda, Budi Santoso tertawa."), 0);
    assert_eq!(roles("Di depan hakim, Budi Santoso menangis."), 0);
    assert_eq!(roles("Kata Wakapolda, Budi Santoso, warga pulang."), 1);
    assert_eq!(roles("Sementara Wakapolda, Budi Santoso menangis."), 1);
    assert_eq!(roles("Selain itu Wakapolda, Budi Santoso menangis."), 1);
    assert_eq!(roles("Wakil Gubernur, Budi Santoso menangis."), 1);
    assert_eq!(roles("Menurut Wakil Gubernur, Budi Santoso, warga pulang."), 1);
}

#[test]
fn the_police_of_a_place_are_one_body_with_it() {
    assert_eq!(
        names("id", "Tim Polres Bangka Barat datang bersama petugas Polsek Muara Laut."),
        ["organization: Polres Bangka Barat", "organization: Polsek Muara Laut"]
    );
}

#[test]
fn odd_text_gives_no_trouble() {
    for text in
        ["", "(", "‏‎", "A", ". . .", "U.N.", "Ü̈̈̈̈ Ä̈̈ ́", "Dr. Dr. Dr.", "👩‍🚀 Ketua", "Pak\nBu\n.", "Polres", "PT (", "'A'"]
    {
        for code in ["id", "en"] {
            names(code, text);
        }
    }
    names("id", &"a\u{301}".repeat(5_000));
    names("id", &"A\u{301}\u{302}".repeat(5_000));
    names("id", &"Budi ".repeat(5_000));
}

#[test]
fn a_place_that_no_list_knows_is_told_from_the_name_behind_it() {
    let text = "Gubernur Nusa Lirang Ratna Wiratmaja tiba di Nusa Lirang, Senin. Kata Ratna, hujan turun.";
    assert_eq!(
        names("id", text),
        [
            "place: Nusa Lirang",
            "person: Ratna Wiratmaja (Gubernur Nusa Lirang)",
            "place: Nusa Lirang",
            "person: Ratna = Ratna Wiratmaja"
        ]
    );
}

#[test]
fn a_dateline_names_a_place_and_a_newspaper() {
    assert_eq!(
        names("id", "TELUK LIRANG (Kabar Lirang) - Hujan turun sejak pagi."),
        ["place: TELUK LIRANG", "organization: Kabar Lirang"]
    );
}

#[test]
fn what_the_newspaper_adds_names_nobody() {
    let text = "Hujan turun.\nBaca juga: Bupati Sarwono Hadi Temui Warga di Kendari\nMenurut Dewi Lestari, air surut.";
    assert_eq!(names("id", text), ["person: Dewi Lestari"]);
}

#[test]
fn initials_of_a_suspect_are_a_person() {
    assert_eq!(names("id", "Polisi menangkap FS (23) dan UW (19)."), ["person: FS", "person: UW"]);
}

#[test]
fn polite_forms_are_no_role() {
    assert_eq!(names("id", "Kata Pak Sarwono Hadi, air surut."), ["person: Sarwono Hadi"]);
}

#[test]
fn a_nickname_in_marks_stays_inside_the_name() {
    assert_eq!(
        names("id", "Menurut Sarwono 'Wono' Hadi, air surut. Kata Sarwono, hujan turun."),
        ["person: Sarwono 'Wono' Hadi = Sarwono Hadi", "person: Sarwono = Sarwono Hadi"]
    );
}

#[test]
fn an_abbreviation_inside_a_name_is_an_alias_and_no_part_of_it() {
    assert_eq!(
        names("id", "Komisi Air Bersih (KAB) Jawa Timur bertemu warga. Menurut KAB, air surut."),
        [
            "organization: Komisi Air Bersih (KAB) Jawa Timur = Komisi Air Bersih Jawa Timur",
            "organization: KAB = Komisi Air Bersih Jawa Timur"
        ]
    );
}

#[test]
fn a_goal_count_is_no_part_of_a_club() {
    let text = "Persilir Maju menang.\nKlasemen: Persilir Maju 2";
    assert!(names("id", text).iter().all(|line| !line.ends_with('2')), "{:?}", names("id", text));
}

#[test]
fn the_first_of_two_titles_is_the_role_of_the_name_behind_the_comma() {
    assert_eq!(
        names("id", "Juru bicara Gubernur Sarwono Hadi, Dewi Lestari, menegaskan air surut."),
        ["person: Sarwono Hadi (Gubernur)", "person: Dewi Lestari (Juru bicara Gubernur Sarwono Hadi)"]
    );
}

#[test]
fn a_stray_stop_does_not_cut_a_name() {
    assert_eq!(
        names("id", "Warga memprotes Presiden Rusia Vladimir. Santoso. Mereka pulang.").last().unwrap(),
        "person: Vladimir. Santoso = Vladimir Santoso (Presiden Rusia)"
    );
}

#[test]
fn who_holds_an_office_is_no_part_of_its_body_or_place() {
    let found = |text: &str| names("id", text);
    let text = "Ketua Komite Nasional Selat Biru (KNSB) Rahmat Wibawa menolak. Ia pulang.";
    assert!(
        found(text).contains(&"person: Rahmat Wibawa (Ketua Komite Nasional Selat Biru (KNSB))".to_owned()),
        "{:?}",
        found(text)
    );
    let text = "Bupati Teluk Biru Rahmat Wibawa datang. \"Jembatan ini milik warga,\" kata Rahmat Wibawa.";
    assert_eq!(found(text)[..2], ["place: Teluk Biru", "person: Rahmat Wibawa (Bupati Teluk Biru)"]);
    let text = "Wali Kota Surabaya Rahmat Wibawa menunggu. Ia pulang.";
    assert_eq!(found(text), ["place: Surabaya", "person: Rahmat Wibawa (Wali Kota Surabaya)"]);
    // Without an office before it, what follows the short form is a branch's place.
    let text = "Ia menelepon Komite Nasional Selat (KNS) Papua Barat kemarin. Ia pulang.";
    assert!(found(text).iter().all(|name| !name.starts_with("person")), "{:?}", found(text));
}

#[test]
fn an_abridged_given_name_is_part_of_the_name() {
    for given in ["Moh.", "Muh.", "Moch."] {
        let text = format!("\"Jalan ditutup,\" kata {given} Sarwono Hadi di Medan. Ia pulang.");
        let found = names("id", &text);
        assert!(found[0].starts_with(&format!("person: {given} Sarwono Hadi")), "{found:?}");
    }
}

#[test]
fn brackets_behind_a_place_or_body_tell_what_the_short_form_is() {
    let text = "Warga Kabupaten Karang Barat (Kabar) panen. Bupati Kabar, Dewi Lestari, datang. Kabar sepi.";
    let found = names("id", text);
    assert!(!found.iter().any(|name| name.starts_with("person: Kabar")), "{found:?}");
}

#[test]
fn who_speaks_for_another_is_the_name_behind_the_comma() {
    let text = "Kuasa hukum Sarwono Hadi, Dewi Lestari, menegaskan air surut. Ia pulang.";
    let found = names("id", text);
    assert_eq!(found, ["person: Sarwono Hadi", "person: Dewi Lestari (Kuasa hukum Sarwono Hadi)"]);
}

#[test]
fn a_text_that_ends_in_the_middle_of_a_name_is_read() {
    for text in [
        ". Gubernur Budi ( a\"A",
        "Kata warga, Gubernur",
        "Pedagang pasar, Bu",
        "Warga RT 5, Moh.",
        "kepada Kepala Dinas Air Kementerian Pangan dan Ke",
    ] {
        names("id", text);
        names("en", text);
    }
}

mod any_text {
    use std::sync::LazyLock;

    use proptest::prelude::*;

    use kutip::extract::extract;
    use kutip::lang::Languages;

    static LANGUAGES: LazyLock<Languages> = LazyLock::new(Languages::embedded);

    /// Pieces that names, titles, brackets and trouble are made of.
    fn piece() -> impl Strategy<Value = String> {
        prop_oneof![
            prop::sample::select(vec![
                "Budi",
                "Santoso",
                "Jakarta",
                "Gubernur",
                "Kepala",
                "Dinas",
                "KPK",
                "PT",
                "Tbk",
                "(",
                ")",
                ".",
                ",",
                "-",
                "'",
                "\"",
                "dan",
                "di",
                "kata",
                "alias",
                "Baca juga:",
                "\n",
                " ",
                " ",
                " ",
                "12",
                "Mr",
                "Committee",
                "of",
                "’s",
                "e\u{301}",
                "\u{200f}",
                "👩‍🚀",
                "Ꮓ",
                "А",
                "İ",
                "ﬁ",
                "…",
                "–",
            ])
            .prop_map(str::to_owned),
            "\\PC{0,3}",
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn names_lie_on_character_boundaries_in_order_and_apart(pieces in prop::collection::vec(piece(), 0..60)) {
            let text = pieces.concat();
            for language in LANGUAGES.iter() {
                let mentions = extract(&text, language).mentions;
                let mut end = 0;
                for mention in &mentions {
                    prop_assert!(mention.span.start >= end && mention.span.end > mention.span.start);
                    prop_assert!(text.get(mention.span.start..mention.span.end).is_some());
                    prop_assert!(!mention.name.is_empty());
                    if let Some(role) = mention.role {
                        prop_assert!(text.get(role.start..role.end).is_some_and(|role| !role.is_empty()));
                        prop_assert!(!role.overlaps(mention.span));
                    }
                    end = mention.span.end;
                }
            }
        }
    }
}

#[test]
fn a_country_that_acts_is_a_place_where_the_article_speaks_of_places() {
    let text = "Pabrik itu berdiri di Surabaya. Jerman menolak usul tersebut, dan pejabat Jepang setuju.";
    assert_eq!(names("id", text), ["place: Surabaya", "place: Jerman", "place: Jepang"]);
}

#[test]
fn the_abbreviation_of_a_companys_name_is_a_body_everywhere() {
    let text = "Warga menolak PT KLM Raya. Menurut warga, PT XTQ menimbun pantai. Warga menuntut XTQ pergi.";
    let found = names("id", text);
    assert!(found.iter().any(|name| name.starts_with("organization: XTQ")), "{found:?}");
}

#[test]
fn what_takes_place_somewhere_is_no_place() {
    let text = "Para pemain berlatih kemarin. Mereka akan bertanding di Piala Raya. Warga menonton.";
    assert_eq!(names("id", text), ["event: Piala Raya"]);
}

#[test]
fn a_given_name_that_begins_like_a_number_is_the_persons() {
    let text = "Warga bertanya kepada Ketua Partai Maju Bali I Made Mudarsa. Jawabannya singkat. Warga pulang.";
    let found = names("id", text);
    assert!(found.iter().any(|name| name.starts_with("person: I Made Mudarsa")), "{found:?}");
    assert!(!found.iter().any(|name| name.starts_with("organization") && name.contains(" I")), "{found:?}");
}

#[test]
fn a_word_that_only_begins_a_sentence_is_nobody() {
    let text = "Warga Surabaya menunggu air surut.\n\nHambatan tetap ada. Sungkunan tidak lagi diharapkan, kata warga.";
    let found = names("id", text);
    assert!(!found.iter().any(|name| name.starts_with("person")), "{found:?}");
}

#[test]
fn a_wife_who_bears_her_husbands_name_is_not_her_husband() {
    let text = "Presiden Bagas Wirayuda tiba. Ia didampingi sang istri, Sarah Bagas Wirayuda. Menurut Bagas Wirayuda, air surut.";
    let found = names("id", text);
    assert_eq!(
        found,
        ["person: Bagas Wirayuda (Presiden)", "person: Sarah Bagas Wirayuda (istri)", "person: Bagas Wirayuda"]
    );
}

#[test]
fn a_title_of_kinship_is_not_that_of_the_name_right_behind_it() {
    assert_eq!(names("id", "Polisi memeriksa istri Sarwono Hadi, Senin."), ["person: Sarwono Hadi"]);
    assert_eq!(
        names("id", "Hujan turun saat istri Gubernur Sarwono Hadi, Dewi Lestari datang."),
        ["person: Sarwono Hadi (Gubernur)", "person: Dewi Lestari"]
    );
    assert_eq!(names("id", "Ia datang bersama sang istri, Dewi Lestari."), ["person: Dewi Lestari (istri)"]);
}

#[test]
fn a_part_means_whoever_the_text_had_named_when_it_was_used() {
    let text = "Menurut Dewi Lestari Hadi, air surut. Kata Hadi, warga pulang. Rudi Santoso Hadi menutup rapat.";
    let found = names("id", text);
    assert_eq!(found[1], "person: Hadi = Dewi Lestari Hadi", "{found:?}");
}

#[test]
fn two_names_that_a_comma_runs_together_hide_nobody() {
    let text =
        "Wakil Ketua Sarwono Wibowo hadir. Kata Sarwono, air surut. Menurut Sarwono, Hadi pulang, kata Dewi Lestari.";
    let found = names("id", text);
    assert!(found.iter().filter(|name| name.contains("= Sarwono Wibowo")).count() > 0, "{found:?}");
}

#[test]
fn a_father_who_is_named_first_is_not_his_child() {
    let text = "Megabintang Sarwono mengungkapkan rencananya menikah. Warga senang. Ia tinggal di Nusa Maju bersama \
                anak-anaknya, yaitu Sarwono Jr (8 tahun) dan Sari.";
    assert!(names("id", text)[0].starts_with("person: Sarwono"), "{:?}", names("id", text));
    assert!(!names("id", text)[0].contains('='), "{:?}", names("id", text));
    let one = names("id", "Menurut Budi Sarwono Jr, air surut. Kata Budi Sarwono, warga pulang.");
    assert!(one[1].ends_with("Budi Sarwono = Budi Sarwono Jr"), "{one:?}");
}

#[test]
fn a_nickname_before_the_name_is_another_form_of_it() {
    let text =
        "Budi Wibawa menang di Nusa Maju. Dengan persiapan matang, The Farmer –julukan Wibawa– optimis bisa menang.";
    assert!(names("id", text).contains(&"person: The Farmer = Budi Wibawa".to_owned()), "{:?}", names("id", text));
    let text = "Budi Wibawa menang di Nusa Maju. Sementara itu, Si Kancil Raya (julukan Wibawa) pulang.";
    assert!(names("id", text).contains(&"person: Si Kancil Raya = Budi Wibawa".to_owned()), "{:?}", names("id", text));
    let lost = names("id", "Budi Wibawa menang Minggu malam WIB.,–julukan Wibawa– senang dengan hasil itu.");
    assert!(!lost.iter().any(|name| name.contains("WIB")), "{lost:?}");
    let club = names("id", "Elang Raya FC menang. Harimau Muda –julukan Elang Raya FC– pulang.");
    assert!(!club.iter().any(|name| name.contains('=')), "{club:?}");
}

#[test]
fn a_family_name_that_speaks_and_is_named_with_a_person_is_no_place() {
    let text = "Berikut fakta tentang dua tokoh itu. Preston disebut seorang ahli strategi. Pengunduran diri Preston diduga \
                membuat presiden senang. Fakta ini menjelaskan Presiden Budi Santoso dan Preston berseberangan. Preston \
                mengatakan bahwa uji coba itu melanggar resolusi. Preston pergi.";
    assert!(!names("id", text).iter().any(|name| name.starts_with("place: Preston")), "{:?}", names("id", text));
    let town = format!("{text} Mereka bertemu di Preston.");
    assert!(names("id", &town).contains(&"place: Preston".to_owned()), "{:?}", names("id", &town));
}

#[test]
fn what_ends_as_several_bodies_of_the_article_do_is_a_body() {
    let text = "Latihan digelar di halaman Damkar Lobar, Kamis. Laporan dikirim ke Dinkes Lobar. BPBD Lobar ikut hadir. \
                Sekretaris Satpol PP dan Damkar Lobar, Budi Santoso mengatakan, latihan sudah selesai.";
    let found = names("id", text);
    assert_eq!(found.iter().filter(|name| name.starts_with("organization: Damkar Lobar")).count(), 2, "{found:?}");
    assert!(!found.iter().any(|name| name.starts_with("person: Damkar")), "{found:?}");
}

#[test]
fn a_short_slip_of_the_main_persons_given_name_is_that_person() {
    let text = "Tirgo Karsono menang. Meski baru datang, Targo bermain cepat. Tirgo Karsono pulang.";
    assert!(names("id", text)[1].starts_with("person: Targo = Tirgo Karsono"), "{:?}", names("id", text));
    let two = names("id", "Bagas Karsono menang. Meski baru datang, Bagus bermain cepat. Bagas Karsono pulang.");
    assert!(!two.iter().any(|name| name.contains('=')), "{two:?}");
}

#[test]
fn a_form_of_address_before_a_word_of_the_name_is_that_person() {
    let text = "Kami berdoa, ujar Ketua Umum Budi Wibawa Santoso atau Gus Wibawa di Nusa Maju. Menurut Gus Wibawa, doa itu penting.";
    let found = names("id", text);
    assert_eq!(found.iter().filter(|name| name.ends_with("Gus Wibawa = Budi Wibawa Santoso")).count(), 2, "{found:?}");
    let two = names("id", "Yang maju adalah Budi Santoso atau Siti Santoso. Menurut warga, keduanya baik.");
    assert!(!two.iter().any(|name| name.contains('=')), "{two:?}");
    let sister = names("id", "Ria Santoso dirawat di Nusa Maju. Semoga Kak Ria lekas sembuh, tulis warga.");
    assert!(sister.iter().any(|name| name.ends_with("Ria = Ria Santoso")), "{sister:?}");
}

#[test]
fn a_slip_of_the_pen_is_no_other_person() {
    let text =
        "Menurut Sarwono Mahendratta, air surut. Kata Mahendrata, warga pulang. Sarwono Mahendrata menutup rapat.";
    let found = names("id", text);
    assert!(found[1..].iter().all(|name| name.ends_with("= Sarwono Mahendratta")), "{found:?}");
    let text = "Menurut Semuel Abrigatra, air surut. Kata Samuel, warga pulang. Semuel Abrigatra menutup rapat.";
    assert!(names("id", text)[1].ends_with("Samuel = Semuel Abrigatra"), "{:?}", names("id", text));
    let two = names("id", "Menurut Heri Wiramoro, air surut. Kata Heru Wiramoro, warga pulang.");
    assert!(!two.iter().any(|name| name.contains('=')), "{two:?}");
}

#[test]
fn forms_of_address_are_no_part_of_a_name() {
    let text = "Menurut Sarwono Hadi, air surut. Saya ikut Mas Sarwono, kata warga.";
    assert!(names("id", text).last().unwrap().ends_with("= Sarwono Hadi"), "{:?}", names("id", text));
}

#[test]
fn initials_in_brackets_inside_a_name_cut_it_not_in_two() {
    let text = "Presiden Bahtiar Yusuf (BY) Wibawa wafat. Sebelumnya, BY Wibawa dirawat di Kendari.";
    let found = names("id", text);
    assert!(found[0].starts_with("person: Bahtiar Yusuf (BY) Wibawa = Bahtiar Yusuf Wibawa"), "{found:?}");
    assert!(found[1].ends_with("Wibawa = Bahtiar Yusuf Wibawa"), "{found:?}");
}

#[test]
fn a_team_in_brackets_is_not_the_players_other_name() {
    let text = "Di puncak ada Sarwono Hadi (Liverpool) dan Dewi Lestari (Surabaya). Menurut Sarwono, Liverpool menang.";
    let found = names("id", text);
    assert!(!found.iter().any(|name| name.starts_with("person: Liverpool") && name.contains("Sarwono")), "{found:?}");
}

#[test]
fn behind_an_alias_cue_the_other_name_comes_at_once() {
    let text = "Sarwono Hadi yang dikenal sebagai kembar dan Dewi Lestari menang. Kata Dewi, lawan kuat.";
    let found = names("id", text);
    assert_eq!(found.last().unwrap(), "person: Dewi = Dewi Lestari", "{found:?}");
}

#[test]
fn a_given_name_that_is_a_title_too_cuts_no_name_in_two() {
    let text = "Menteri Agama Lukman Hakim Wibawa tiba. Kata Lukman, air surut.";
    let found = names("id", text);
    assert_eq!(found[0], "person: Lukman Hakim Wibawa (Menteri Agama)", "{found:?}");
    assert_eq!(found[1], "person: Lukman = Lukman Hakim Wibawa", "{found:?}");
}

#[test]
fn initials_stand_for_the_names_that_they_abridge() {
    let text =
        "Presiden ketiga, Bahtiar Yusuf wafat. Menurut Sari, ia dirawat sejak Senin. Kata warga, B.Y Wibawa ramah.";
    let found = names("id", text);
    assert!(found[0].starts_with("person: Bahtiar Yusuf = B.Y Wibawa"), "{found:?}");
}

#[test]
fn the_word_that_opens_a_sentence_is_no_part_of_the_name() {
    let text = "Jenazah Sarwono Hadi tiba pagi tadi. Warga sudah menunggu jenazah itu.";
    assert_eq!(names("id", text), ["person: Sarwono Hadi"]);
    let text = "Given Sarwono Hadi's rating, nobody was given a chance. Sarwono Hadi smiled.";
    assert_eq!(names("en", text), ["person: Sarwono Hadi", "person: Sarwono Hadi"]);
    let text = "Tersingkirnya Sarwono disesalkan, kata Dewi. Sonya Lestari setuju.";
    assert_eq!(names("id", text), ["person: Sarwono", "person: Dewi", "person: Sonya Lestari"]);
}

#[test]
fn a_word_written_small_elsewhere_is_no_name_where_it_opens_a_sentence() {
    let text = "Umpan pendek membuat lawan bingung. Sarwono Hadi dua kali memberi umpan panjang.";
    assert_eq!(names("id", text), ["person: Sarwono Hadi"]);
}

#[test]
fn a_body_ends_before_a_person_with_a_nickname() {
    let text = "Pengurus DPD Golkar Kendari Sarwono 'Wono' Hadi datang. Kata Wono, air surut.";
    let people = ["person: Sarwono 'Wono' Hadi = Sarwono Hadi", "person: Wono = Sarwono Hadi"];
    let found = names("id", text);
    assert!(people.iter().all(|person| found.iter().any(|name| name == person)), "{found:?}");
}

#[test]
fn a_word_before_a_person_whom_the_text_had_named_is_no_part_of_the_name() {
    let text = "Pembalap Sarwono Hadi menang di Kendari. Rookie Sarwono Hadi senang.";
    let people: Vec<_> = names("id", text).into_iter().filter(|name| name.starts_with("person")).collect();
    assert_eq!(people, ["person: Sarwono Hadi (Pembalap)", "person: Sarwono Hadi"]);
}

#[test]
fn forms_of_address_stand_outside_the_name() {
    assert_eq!(
        names("id", "Kata Mas Ilham, hujan turun. Menurut Bro Wicaksono, air surut."),
        ["person: Ilham", "person: Wicaksono"]
    );
    assert_eq!(names("id", "Kata penyidik, Mas Ilham, hujan turun. Air surut."), ["person: Ilham (penyidik)"]);
}

#[test]
fn who_holds_an_office_is_no_part_of_its_body_even_where_nobody_is_named_again() {
    let text = "Hujan turun. \"Air naik,\" kata Kepala Dinas Pertanian Rahmat Hidayat di Kendari. Warga menunggu.";
    let found = names("id", text);
    assert!(found.iter().any(|name| name.starts_with("person: Rahmat Hidayat")), "{found:?}");
    assert!(
        found.iter().any(|name| name.starts_with("organization: Dinas Pertanian") && !name.contains("Rahmat")),
        "{found:?}"
    );
}

#[test]
fn a_holder_whose_name_no_list_has_ends_the_name_of_a_known_body_or_place() {
    assert_eq!(
        names("id", "Anggota panitia dari Fraksi Partai Gerindra Obonk Tabrawi, Senin, hadir."),
        ["organization: Partai Gerindra", "person: Obonk Tabrawi"]
    );
    assert_eq!(
        names("id", "Kepala Dinas Air Kota Surabaya Irvank Widyatno mengatakan air surut. Warga senang."),
        ["organization: Dinas Air Kota Surabaya", "person: Irvank Widyatno (Kepala Dinas Air Kota Surabaya)"]
    );
    assert_eq!(
        names("id", "Kepala BPS Suhariyawan mengatakan air surut."),
        ["organization: BPS", "person: Suhariyawan (Kepala BPS)"]
    );
    assert_eq!(
        names("id", "Hal senada disampaikan Inspektur Kabupaten Lamongan Abridin."),
        ["place: Kabupaten Lamongan", "person: Abridin (Inspektur Kabupaten Lamongan)"]
    );
    assert_eq!(
        names("id", "Menteri PPPA Bintang Darmawita menyampaikan air surut."),
        ["person: Bintang Darmawita (Menteri PPPA)"]
    );
}

#[test]
fn the_beginnings_of_two_names_put_together_mean_whoever_bears_both() {
    let text = "Menteri Zulkifli Hartawan pulang. Kata Zulhart, air surut. Menurut Hasna, warga pulang.";
    assert_eq!(
        names("id", text),
        ["person: Zulkifli Hartawan (Menteri)", "person: Zulhart = Zulkifli Hartawan", "person: Hasna"]
    );
}

#[test]
fn the_beginning_of_a_name_means_whoever_was_named_before() {
    assert_eq!(
        names("id", "Ketua Koalisi Muhammad Martinus hadir. Menurut Martin, air surut."),
        ["person: Muhammad Martinus (Ketua Koalisi)", "person: Martin = Muhammad Martinus"]
    );
}

#[test]
fn a_title_at_the_end_of_a_name_is_a_family_name() {
    assert_eq!(
        names("id", "Peneliti Michael Habib hadir. Menurut Habib, air surut."),
        ["person: Michael Habib (Peneliti)", "person: Habib = Michael Habib"]
    );
}

#[test]
fn a_place_called_after_somebody_is_one_place() {
    let text = "Warga turun ke Jalan Jenderal Sarwono Hadi kemarin. Rapat digelar di Wisma Haji, Selasa.";
    assert_eq!(names("id", text), ["place: Jalan Jenderal Sarwono Hadi", "place: Wisma Haji"]);
}

#[test]
fn a_particle_begins_a_family_name() {
    let text = "Presiden Christina Lestari de Kirchner hadir di Kendari. Menurut de Kirchner, hujan turun.";
    assert_eq!(
        names("id", text),
        [
            "person: Christina Lestari de Kirchner (Presiden)",
            "place: Kendari",
            "person: de Kirchner = Christina Lestari de Kirchner"
        ]
    );
}

#[test]
fn numbers_and_capitals_behind_an_office_are_nobody() {
    assert_eq!(names("id", "Panglima II hadir. Menteri PU hadir. Hujan turun."), [""; 0]);
    assert_eq!(names("id", "Tersangka NM dan IM hadir. Hujan turun."), ["person: NM (Tersangka)", "person: IM"]);
}

#[test]
fn a_common_word_that_opens_a_sentence_is_no_listed_body() {
    assert_eq!(
        names("id", "Antara Sarwono Hadi dan Rina Lestari ada jarak. Hujan turun."),
        ["person: Sarwono Hadi", "person: Rina Lestari"]
    );
}

#[test]
fn a_word_for_where_makes_no_place_of_a_person() {
    assert_eq!(names("id", "Uang itu diterima dari Zulbakrun kemarin. Hujan turun."), ["person: Zulbakrun"]);
}

#[test]
fn words_that_announce_a_number_are_no_names() {
    assert_eq!(
        names("id", "Menurut Keputusan Gubernur DKI Jakarta Nomor 7 Tahun 2021, truk dilarang. Hujan turun."),
        ["place: DKI Jakarta"]
    );
    assert_eq!(
        names("id", "“Kami siap,” kata Sarwono Hadi di Senayan, Jakarta, Rabyu (11/9/2019). Hujan turun."),
        ["person: Sarwono Hadi", "place: Senayan", "place: Jakarta"]
    );
    assert_eq!(
        names("id", "Warga berziarah ke Makam Pahlawan Kota Blitar Rabu (18/9/2019). Hujan turun di Blitar."),
        ["place: Makam Pahlawan Kota Blitar", "place: Blitar"]
    );
    assert_eq!(
        names(
            "id",
            "Warga memilih tipe G M/T dijual murah dan tipe G A/T dijual mahal, kata Sarwono Hadi. Hujan turun."
        ),
        ["person: Sarwono Hadi"]
    );
}

#[test]
fn a_region_known_by_its_short_name_is_no_part_of_its_heads_name() {
    let text = "Sekda Nusa Selatan (Nusel) Sarwono Hadi mendaftar. Ia belum meminta izin Wali Kota Nusel Tirin Rahma \
                Yanti. Warga Nusel diam.";
    assert_eq!(
        names("id", text),
        [
            "place: Nusa Selatan",
            "place: Nusel = Nusa Selatan",
            "person: Sarwono Hadi (Sekda Nusa Selatan (Nusel))",
            "place: Nusel = Nusa Selatan",
            "person: Tirin Rahma Yanti (Wali Kota Nusel)",
            "place: Nusel = Nusa Selatan",
        ]
    );
}

#[test]
fn the_field_of_an_office_is_nobody() {
    let rest = "Kasus itu sulit. Hujan turun lagi. Sungai naik. Warga diam.";
    for office in ["Anggota Legislatif", "Direktur Pengendalian Kebakaran", "Deputi Akses Permodalan"] {
        assert_eq!(names("id", &format!("Tugas itu berat semasa ia {office}. {rest}")), [""; 0], "{office}");
    }
    assert_eq!(names("id", &format!("Tugas itu berat bagi Deputi Setiawan. {rest}")), ["person: Setiawan (Deputi)"]);
}

#[test]
fn the_branch_of_a_body_is_one_name_with_its_place() {
    assert_eq!(
        names("id", "Bank Indonesia Perwakilan Jawa Timur menyoroti layanan itu. PMI Cabang Kota Karang diam."),
        ["organization: Bank Indonesia Perwakilan Jawa Timur", "organization: PMI Cabang Kota Karang"]
    );
}

#[test]
fn where_somebody_holds_an_office_is_nobody() {
    for (office, rank) in [("Kapolsek Sebangau Mulya", "Kompol "), ("Lurah Tambak Zirkon", "")] {
        assert_eq!(
            names("id", &format!("“Aman,” kata {office}, {rank}Sarwono Hadi. Hujan turun kemarin.")),
            [format!("person: Sarwono Hadi ({office})")]
        );
    }
    assert_eq!(
        names("id", "Hadir Ketua Zulbakrun, Sarwono Hadi, dan Rina Lestari. Hujan turun.")[0],
        "person: Zulbakrun (Ketua)",
        "a list of people"
    );
}

#[test]
fn capitals_before_a_title_are_nobody() {
    let text = "“Ini baru,” ujar PR Manager Samudra Indonesia Sarwono Hadi. Hujan turun.";
    assert_eq!(names("id", text), ["place: Samudra Indonesia", "person: Sarwono Hadi (Manager Samudra Indonesia)"]);
}

#[test]
fn the_end_of_a_degree_is_no_name() {
    assert_eq!(
        names("id", "Dokter Sarwono Hadi, Sp.PD mengatakan vaksin itu aman. Hujan turun."),
        ["person: Sarwono Hadi (Dokter)"]
    );
}

#[test]
fn whose_somebody_is_opens_a_sentence_and_is_no_name() {
    assert_eq!(
        names("id", "Putra bungsu Sarwono, Tirin Sarwono, mengatakan keluarga siap. Ia pulang kemarin.")
            .last()
            .unwrap(),
        "person: Tirin Sarwono"
    );
    assert!(!names("id", "Putra bungsu Sarwono, Tirin Sarwono, siap.").iter().any(|name| name.contains("Putra")));
}

#[test]
fn a_hospital_called_after_a_doctor_is_no_person() {
    assert_eq!(
        names("id", "Jenazah dibawa ke RSUD dr Sarwono, Kota Pasuruan. Hujan turun."),
        ["place: RSUD dr Sarwono", "place: Kota Pasuruan"]
    );
}

#[test]
fn a_large_city_behind_a_title_is_a_place() {
    for words in ["Warga Bandung", "Pelatih Bandung"] {
        let city = words.rsplit(' ').next().unwrap();
        let text = format!("Jalan rusak. {words} senang. Ia pulang. Warga diam. Hujan turun.");
        assert_eq!(names("id", &text), [format!("place: {city}")]);
    }
}

#[test]
fn a_hospital_called_after_a_doctor_has_a_director() {
    let text = "Pasien dirawat di RSUD dr. Rasidin Padang sejak Senin. Direktur RSUD dr. Rasidin Padang, Herlina, \
                mengatakan pasien membaik. “Sudah membaik,” kata Herlina. Keluarga menunggu. Mereka pulang.";
    let found = names("id", text);
    assert_eq!(found[0], "place: RSUD dr. Rasidin Padang");
    assert!(found.iter().all(|name| name.contains("RSUD dr. Rasidin Padang") || name.contains("Herlina")), "{found:?}");
    assert_eq!(
        names("id", "“Kami siap,” kata Direktur RSUD dr. Sarwono Hadi. Hujan turun."),
        ["organization: RSUD", "person: Sarwono Hadi (Direktur RSUD)"]
    );
}

#[test]
fn the_letters_of_a_country_are_no_part_of_its_presidents_name() {
    let text = "Presiden ke-3 RI BJ Sukarna dimakamkan di Jakarta. Presiden RI BJ Sukarna wafat. Warga menangis. BJ \
                Sukarna dikenang. Hujan turun.";
    assert!(names("id", text).iter().all(|name| !name.contains("RI BJ Sukarna") || name.contains("(")), "{text}");
}

#[test]
fn the_first_of_several_things_is_no_place() {
    let found = names("id", "Banjir melanda kampung itu. Kasur, kulkas, dan televisi hanyut. Warga kembali ke rumah.");
    assert!(found.is_empty(), "{found:?}");
}
