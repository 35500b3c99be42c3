//! Names that were made to hurt.

use kutip::model::EntityKind;

use super::archive;

#[test]
fn hostile_names_give_stable_pages_and_end() {
    let marks = "\u{301}".repeat(5_000);
    let text = format!(
        "a1\n  person ... = ...\n  person \u{1f600}\n  person Ra\u{202e}hmat\n  person R{marks}ahmat\n  person \u{420}ahmat\n  place ...\n  > \u{200b}"
    );
    let site = archive(&text).resolve();
    let mut addresses = site.addresses(EntityKind::Person);
    addresses.dedup();
    assert_eq!(addresses.len(), 4, "{addresses:?}");
    assert!(site.speaker("a1", 0).is_none());
    assert!(site.one(("a1", "Ra\u{202e}hmat"), ("a1", &format!("R{marks}ahmat"))));
}

#[test]
fn circles_of_aliases_end() {
    let site = archive("a1\n  person Rahmat = Mat\na2\n  person Mat = Rahmat\na3\n  organization A B = A B, C D\na4\n  organization C D = A B")
        .person("rahmat", "Rahmat", &["Rahmat", "Mat"])
        .resolve();
    assert_eq!(site.addresses(EntityKind::Person), ["rahmat"]);
    assert_eq!(site.addresses(EntityKind::Organization).len(), 1);
    assert!(site.codes().is_empty());
}

#[test]
fn letters_of_two_scripts_that_look_the_same_are_two_and_check_says_so() {
    let all = archive("a1\n  person Bahtiar Siregar\na2\n  person \u{412}ahtiar Siregar");
    let site = all.resolve();
    assert_eq!(site.addresses(EntityKind::Person).len(), 2);
    let located = |at: usize, _| kutip::diag::Location::file(all.articles[at].path.as_str());
    let input = kutip::check::CheckInput {
        articles: &all.articles,
        curated: &all.curated,
        registry: &site.registry,
        left_out: &Default::default(),
        found: &|_| Vec::new(),
        located: &located,
    };
    assert!(kutip::check::check(&input).iter().any(|one| one.code == "look-alike-names"));
}

#[test]
fn an_article_of_ten_thousand_names_and_quotations_keeps_them_all() {
    let mut text = "a1\n".to_owned();
    for at in 0..10_000 {
        text.push_str(&format!("  person Nama{at} Marga{}\n  > Nama{at} Marga{}\n", at % 50, at % 50));
    }
    let text = format!("{text}{}", text.replacen("a1", "a2", 1));
    let site = archive(&text).resolve();
    assert_eq!(site.addresses(EntityKind::Person).len(), 10_000);
    assert!(site.one(("a1", "Nama9999 Marga49"), ("a2", "Nama9999 Marga49")));
}
