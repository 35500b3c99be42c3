//! Which words `extract` takes for people: only what something in the article speaks for.

use kutip::extract::extract;
use kutip::lang::Languages;
use kutip::model::EntityKind;

/// The fullest name of each mention of `kind`, in text order, each once.
fn of_kind(code: &str, text: &str, kind: EntityKind) -> Vec<String> {
    let languages = Languages::embedded();
    let found = extract(text, languages.get(code).unwrap());
    let mut names: Vec<String> = Vec::new();
    for mention in found.mentions.into_iter().filter(|mention| mention.kind == kind) {
        if !names.contains(&mention.name) {
            names.push(mention.name);
        }
    }
    names
}

fn people(code: &str, text: &str) -> Vec<String> {
    of_kind(code, text, EntityKind::Person)
}

#[test]
fn a_brand_is_nobody() {
    let text = "We tested chargers this week. Quellix's dock is the one that stood out. The one from Quellix is slower. \
                A cable costs ten dollars, said Laura Whitfield. The others were dull.";
    assert_eq!(people("en", text), ["Laura Whitfield"]);
    let text = "Bengkel itu menjual motor listrik. Unit terbaru memakai Zerrox buatan dalam negeri. Harganya naik. \
                Pembeli menunggu, kata Budi Santoso. Stoknya habis.";
    assert_eq!(people("id", text), ["Budi Santoso"]);
}

#[test]
fn a_name_that_no_list_has_is_a_persons_where_something_says_so() {
    let said = "“The river rose at night,” said Quellix. The road was closed. The bridge held. Nobody was hurt.";
    assert_eq!(people("en", said), ["Quellix"]);
    let titled = "Air naik semalam. Jalan ditutup. Menurut Camat Zerrox, jembatan aman. Warga pulang.";
    assert_eq!(people("id", titled), ["Zerrox"]);
    let aged = "Air naik semalam. Jalan ditutup. Petugas menemukan Zerrox (34) di jembatan. Warga pulang.";
    assert_eq!(people("id", aged), ["Zerrox"]);
    let beside =
        "Air naik semalam. Jalan ditutup. Yang selamat ialah Budi Santoso, Karsuwi dan Siti Aminah. Warga pulang.";
    assert_eq!(people("id", beside), ["Budi Santoso", "Karsuwi", "Siti Aminah"]);
    let apposed = "Air naik semalam. Jalan ditutup. Pemilik rumah itu, Zerrox, mengungsi. Warga pulang.";
    assert_eq!(people("id", apposed), ["Zerrox"]);
}

#[test]
fn a_text_of_few_sentences_need_not_vouch_for_a_person() {
    assert_eq!(people("id", "Warga bertemu Sumarwan semalam."), ["Sumarwan"]);
}

#[test]
fn terms_whose_words_are_written_small_elsewhere_are_nobody() {
    let text = "The curve is old. Economists call it the Quellmar Growth Curve. Growth first harms the air. \
                Later the air clears, said Laura Whitfield.";
    assert_eq!(people("en", text), ["Laura Whitfield"]);
}

#[test]
fn a_family_name_is_the_persons_and_no_place() {
    let text = "The work was led by Daniel Vaughan. In Vaughan's studies the cells died. Vaughan was studying how tissue \
                heals. The results are new.";
    assert_eq!(people("en", text), ["Daniel Vaughan"]);
    assert!(of_kind("en", text, EntityKind::Place).is_empty());
}

#[test]
fn one_person_is_introduced_once() {
    let text = "Joshua Wetherby, a professor of engineering, measures smoke. The air is bad. “It spreads,” Wetherby said. \
                It was windy. Josh Wetherby wrote of it on Sunday.";
    assert_eq!(people("en", text), ["Joshua Wetherby"]);
    let text = "Bek itu menahan Anssumane Vattimo semalam. Hujan turun. Ansu Vattimo mencetak gol. Warga pulang.";
    assert_eq!(people("id", text), ["Anssumane Vattimo"]);
    // Two that are introduced each are two.
    let text = "Mayor Daniel Wetherby came. The air is bad. Senator Dan Wetherby came later. It was windy.";
    assert_eq!(people("en", text), ["Daniel Wetherby", "Dan Wetherby"]);
}

#[test]
fn the_last_word_of_a_body_means_the_one_body_that_ends_so() {
    let text = "The Harbor City Chronicle reported it first. Police came. The Chronicle said two were hurt. It rained.";
    assert_eq!(of_kind("en", text, EntityKind::Organization), ["Harbor City Chronicle"]);
}

#[test]
fn a_word_inside_another_name_is_no_part_of_a_persons() {
    let text = "Kiper Jandia Eka Putra tampil baik. Ia menahan bola. Mereka terpaut empat poin dari Zerrox Putra semalam. \
                Laga usai.";
    assert!(!people("id", text).contains(&"Putra".to_owned()));
    let languages = Languages::embedded();
    let found = extract(text, languages.get("id").unwrap());
    let ends = text.find("Zerrox Putra").unwrap() + "Zerrox Putra".len();
    let inside = found.mentions.iter().find(|mention| mention.span.end == ends);
    assert!(inside.is_none_or(|mention| mention.name != "Jandia Eka Putra"), "{inside:?}");
}

#[test]
fn an_event_gives_a_person_the_whole_name_back() {
    let text = "Pembalap MotoGP Zerrick Vinnaro kalah. Vinnaro senang juga. “Saya belajar,” kata Vinnaro. Lomba usai.";
    let found = people("id", text);
    assert!(found.iter().all(|name| name == "Zerrick Vinnaro"), "{found:?}");
}

#[test]
fn a_given_name_that_was_taken_for_a_place_belongs_to_the_rest_of_the_name() {
    let text = "Wali Kota Bogor, Bima Arya, datang. Air surut. Warga pulang, kata Bima. Jalan dibuka.";
    let found = people("id", text);
    assert!(found.iter().all(|name| name == "Bima Arya"), "{found:?}");
}

#[test]
fn a_given_name_stays_a_persons_where_an_office_stands_before_it() {
    let text = "Pelatih Bima Sakti memberi peringatan. Laga berlangsung ketat. “Kami menang,” ujar Bima Sakti. Hujan turun. \
                Bima senang.";
    assert_eq!(people("id", text), ["Bima Sakti"]);
    // The town of that name stays a town.
    let text = "Bupati Bima Indah Damayanti datang. Air surut di Bima. Warga pulang. Jalan dibuka.";
    assert!(of_kind("id", text, EntityKind::Place).contains(&"Bima".to_owned()));
}

#[test]
fn the_name_of_an_office_is_nobody() {
    let text = "Dirjen Pencegahan dan Pengendalian Penyakit datang. Hujan turun. Jalan ditutup. Warga pulang.";
    assert!(people("id", text).is_empty());
}

#[test]
fn a_part_of_a_name_gets_the_rest_that_stands_beside_it() {
    let text = "Warga mengenang Abdurrahman Wahid (Gus Dur) malam ini. Dimana Gus Dur wafat pada bulan itu. Warga datang. \
                Mereka berdoa.";
    assert!(people("id", text).iter().all(|name| name == "Abdurrahman Wahid" || name == "Gus Dur"));
}

#[test]
fn words_before_a_name_with_its_initials_are_none_of_it() {
    let text = "Presiden ketiga Republik Indinesia Bahtiar Yusuf (BY) Wibawa datang. Hujan turun. BY Wibawa tersenyum. \
                Warga pulang.";
    assert!(people("id", text).iter().all(|name| name.starts_with("Bahtiar Yusuf")), "{:?}", people("id", text));
}

#[test]
fn what_something_unnamed_is_called_is_no_place() {
    let text = "Pembalap berjuluk El Zorro itu menang lagi. Hujan turun. Jalan ditutup. Warga pulang.";
    assert!(of_kind("id", text, EntityKind::Place).is_empty());
}

#[test]
fn a_form_of_address_alone_is_no_name() {
    let text = "Warga berduka. “Selamat jalan Eyang. Kami rindu,” tulis Siti Aminah. Hujan turun. Jalan ditutup.";
    let languages = Languages::embedded();
    let found = extract(text, languages.get("id").unwrap());
    assert!(found.mentions.iter().all(|mention| mention.span.of(text) != "Eyang"), "{:?}", found.mentions);
}

#[test]
fn a_tail_of_a_name_gets_the_head_that_stands_before_it() {
    let text = "Surat itu dibuat melalui Menteri Energi, Sains, Teknologi, Lingkungan dan Perubahan Iklim Yeo Bee Yin tadi. \
                Hujan turun. Jalan ditutup. Warga pulang, kata Yeo Bee Yin di Bogor.";
    let found = people("id", text);
    assert!(found.contains(&"Yeo Bee Yin".to_owned()) && !found.contains(&"Bee Yin".to_owned()), "{found:?}");
}

#[test]
fn a_dash_stands_between_two_people() {
    let text = "Daniel Morrison came. He told adviser John Bolton — Morrison's chief — to wait. It rained. The road was closed.";
    assert_eq!(people("en", text), ["Daniel Morrison", "John Bolton"]);
}

#[test]
fn a_body_behind_an_office_is_a_body() {
    let text = "Direktur Yayasan Al Badar datang. Hujan turun. Jalan ditutup. Warga pulang.";
    assert_eq!(of_kind("id", text, EntityKind::Organization), ["Yayasan Al Badar"]);
    assert!(people("id", text).is_empty());
}

#[test]
fn a_hyphen_joins_two_given_names_of_one_person() {
    let text = "Gol itu dicetak Kevin-Prince Boateng semalam. Hujan turun. Jalan ditutup. Warga pulang.";
    assert_eq!(people("id", text), ["Kevin-Prince Boateng"]);
    let pair = "Pasangan Budi-Siti Aminah menang. Hujan turun. Jalan ditutup. Warga pulang.";
    assert!(!people("id", pair).contains(&"Budi-Siti Aminah".to_owned()), "{:?}", people("id", pair));
}

#[test]
fn a_place_called_after_somebody_is_a_place() {
    let text = "Camat itu dirawat di Rumah Sakit Pusat Angkatan Laut (RSPAD) Gatot Wibawa, Kendari. Hujan turun. Keluarganya \
                datang. Ia pulang esoknya.";
    assert_eq!(people("id", text), [""; 0]);
    let hospital = of_kind("id", text, EntityKind::Place);
    assert!(hospital.iter().any(|name| name.ends_with("Gatot Wibawa")), "{hospital:?}");
    let text = "Parade dimulai di Jalan Jenderal Wibawa dan berakhir di Jalan MT Santoso. Hujan turun. Warga pulang. Jalan \
                dibuka lagi.";
    assert_eq!(of_kind("id", text, EntityKind::Place), ["Jalan Jenderal Wibawa", "Jalan MT Santoso"]);
    // Who holds an office there is nobody's name for it.
    let text = "Menurut Kapolres Nusa Kota Kompol Budi Santoso, jembatan aman. Hujan turun. Warga pulang. Air surut.";
    assert_eq!(people("id", text), ["Budi Santoso"]);
}

#[test]
fn a_film_called_after_somebody_is_a_work() {
    let text = "Laura Hadi berperan sebagai Sari Wibawa dalam film Sari Wibawa Never Alone. “Sulit,” kata Laura Hadi. Sari \
                Wibawa tersenyum. Film Sari Wibawa Never Alone tayang besok.";
    assert_eq!(of_kind("id", text, EntityKind::Work), ["Sari Wibawa Never Alone"]);
    assert!(people("id", text).iter().all(|name| !name.contains("Never")), "{:?}", people("id", text));
    let text = "Warga bernama Harist Daeng Liwang pulang. Harist datang lagi. Hujan turun. Jalan ditutup, kata Harist.";
    assert_eq!(people("id", text), ["Harist Daeng Liwang"]);
}

#[test]
fn a_body_called_after_somebody_is_a_body() {
    let text = "Barisan Relawan Jaka Presiden (Bara JP) bertemu Jaka di Kendari. Kata Ketua Umum Bara JP Budi Santoso, air \
                surut. Bara JP pulang. Hujan turun. Jalan dibuka.";
    assert!(people("id", text).iter().all(|name| !name.contains("Bara")), "{:?}", people("id", text));
}

#[test]
fn two_initials_belong_to_the_name_behind_them() {
    let text = "Mantan Presiden RI BY Habibie wafat. Rumah BY Habibie ramai. Habibie orang yang total. Istrinya, Ainun Habibie, \
                dimakamkan di sana. Menurut Budi Santoso, Habibie sering datang. Habibie wafat kemarin.";
    let found = people("id", text);
    assert_eq!(found, ["BY Habibie", "Ainun Habibie", "Budi Santoso"]);
    let text = "Menurut Ketua XY Budi Santoso, air surut. Hujan turun. Warga pulang. Jalan dibuka lagi.";
    assert!(people("id", text).iter().all(|name| name == "Budi Santoso"));
}

#[test]
fn who_holds_an_office_of_another_is_not_that_one() {
    let text = "Lagu ini diciptakan Ayus, keyboardist Zabyan. Ayus Zabyan tersenyum. Kata Ayus, lagu itu sulit. Zabyan \
                kembali merilis lagu. Zabyan dikenal luas.";
    let found = people("id", text);
    assert_eq!(found, ["Ayus Zabyan"]);
    let mentions = extract(text, Languages::embedded().get("id").unwrap()).mentions;
    let others = mentions.iter().filter(|mention| mention.span.of(text) == "Zabyan" && mention.name == "Ayus Zabyan");
    assert_eq!(others.count(), 0);
}

#[test]
fn goods_are_nobody() {
    let text = "Yudi Kusuma punya motor Nvaxx sejak lama. Konsumen setia Nvaxx, mengungkapkan ia, ada banyak. Awetnya Nvaxx \
                dijaga. “Bagus,” kata Yudi. Hujan turun.";
    assert_eq!(people("id", text), ["Yudi Kusuma"]);
    // A maker's name that speaks is none either.
    let text =
        "“Siap,” kata Esemka. Pabrik mobil Esemka di Kendari dibuka. Hujan turun. Kata Budi Santoso, jalan ditutup.";
    assert_eq!(people("id", text), ["Budi Santoso"]);
}

#[test]
fn numbers_letters_and_titles_are_nobody() {
    let text = "Pimpinan KPK Jilid V dilantik. Pengacara Rp30 miliar itu datang. Dokter A menulis. Kata Budi Santoso, tersangka \
                Menpora diperiksa.";
    assert_eq!(people("id", text), ["Budi Santoso"]);
    let text =
        "Tokoh yang dijuluki Bapak Demokrasi itu wafat. Hujan turun. Warga datang. Kata Budi Santoso, jalan ditutup.";
    assert_eq!(people("id", text), ["Budi Santoso"]);
}

#[test]
fn heads_and_tails_of_other_names_are_nobody() {
    let text = "Presiden akan membuka Musyawarah Nasional (Munas) besok. Menurut Munas, mengatakan ia, jalan dibuka. Maskapai Zerro \
                Air Group mengaku siap. Group mengimbau penumpang. Kata Budi Santoso, Munas ditunda.";
    assert_eq!(people("id", text), ["Budi Santoso"]);
}

#[test]
fn a_spelling_and_a_byname_with_a_title_are_the_same_person() {
    let text =
        "Laura mendengar Susi Wibawa berbicara. Hujan turun. Susy Wibawa menjelaskan makna film. Begitu kata Susi.";
    assert!(!people("id", text).contains(&"Susy Wibawa".to_owned()), "{:?}", people("id", text));
    let text = "Kebijakan Anies Wibawa baik. Selama ini Anis berpandangan lain. “Boleh,” kata Anis. Hujan turun. Warga pulang.";
    assert_eq!(people("id", text), ["Anies Wibawa"]);
    let text = "Surat ditulis untuk Karsono Hadi alias Mr Krekk. Hujan turun. Warga pulang. Kata Hadi, jalan ditutup.";
    assert_eq!(people("id", text), ["Karsono Hadi"]);
}
