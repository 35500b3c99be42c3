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
