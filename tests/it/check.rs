//! What `check` finds, and that it writes nothing.

use crate::support::{Site, run, run_at_terminal};

fn site() -> Site {
    Site::new(
        "\
-- content/articles/a.md --
---
title: Banjir
lang: id
quotations:
  - text: Air surut
    speaker: Budi Santoso
  - text: Air naik
    speeker: Budi
---

“Air naik,” kata Budi.
-- content/articles/b.md --
---
title: Banjir
-- content/people/budi.md --
---
name: Budi Santoso
coordinates: [200, 0]
---
",
    )
}

#[test]
fn everything_is_said_at_once_and_nothing_is_written() {
    let site = site();
    let before = site.files("");
    let run = site.run(&["check", "--message-format", "short"]);
    assert_eq!(run.status, 1);
    let said: Vec<&str> = run.stdout.lines().collect();
    assert!(said.iter().any(|line| line.starts_with("content/articles/a.md:5:11: error[lost-quotation]")), "{said:#?}");
    assert!(said.iter().any(|line| line.starts_with("content/articles/a.md:8:5: error[unknown-field]")), "{said:#?}");
    assert!(
        said.iter().any(|line| line.starts_with("content/articles/b.md:1:1: error[unclosed-front-matter]")),
        "{said:#?}"
    );
    assert!(
        said.iter().any(|line| line.starts_with("content/people/budi.md:3:14: error[invalid-coordinates]")),
        "{said:#?}"
    );
    assert!(said.last().unwrap().starts_with("1 article: 4 errors, 0 warnings in "), "{said:#?}");
    assert!(site.files("") == before);
}

#[test]
fn programs_get_one_json_object_a_line() {
    let run = site().run(&["check", "--message-format", "json"]);
    let lines: Vec<serde_json::Value> = run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 4);
    assert_eq!(lines[0]["code"], "lost-quotation");
    assert_eq!((&lines[0]["line"], &lines[0]["column"]), (&5.into(), &11.into()));
}

#[test]
fn an_archive_without_faults_has_status_0() {
    let site = Site::new(
        "-- content/articles/a.md --\n---\ntitle: A\ndate: 2024-05-02\nlang: id\n---\n“Ya, air naik,” kata Budi Santoso.\n",
    );
    let run = site.run(&["check"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    assert!(run.stdout.ends_with(" s\n"), "{}", run.stdout);
}

#[test]
fn colour_is_used_only_where_it_is_wanted() {
    let site = site();
    assert!(!site.run(&["check"]).stdout.contains('\u{1b}'));
    assert!(site.run(&["check", "--color", "always"]).stdout.contains('\u{1b}'));
}

#[test]
fn quiet_leaves_warnings_and_the_sum_out() {
    let site = Site::new("-- content/articles/a.md --\n---\ntitle: A\nlang: id\ndate: besok\n---\nHalo.\n");
    assert_eq!(site.run(&["check", "--quiet"]).stdout, "");
}

/// Two articles on people who may be one.
/// Two regents and coaches of one name, and a short name that may be somebody's: two doubts.
fn doubtful() -> Site {
    let article = |title: &str, date: &str, names: &[&str]| {
        let names: String = names.iter().map(|name| format!("  - {{{name}}}\n")).collect();
        let text = "Rahmat Wibawa, Darto Hasan dan Hasan datang ke Teluk untuk Dewan Sungai dan Elang FC.";
        format!("---\ntitle: {title}\ndate: {date}\nlang: id\nentities:\n{names}---\n\n{text}\n")
    };
    let site = Site::new("");
    let regent = ["name: Rahmat Wibawa, kind: person, roles: [Bupati Teluk]", "name: Teluk, kind: place"];
    let coach = ["name: Rahmat Wibawa, kind: person, roles: [pelatih kiper]", "name: Elang FC, kind: organization"];
    let whole = ["name: Darto Hasan, kind: person, forms: [Darto Hasan, Hasan]", "name: Dewan Sungai, kind: place"];
    let short = ["name: Hasan, kind: person", "name: Dewan Sungai, kind: place"];
    site.write("content/articles/a.md", article("A", "2014-01-10", &regent));
    site.write("content/articles/b.md", article("B", "2024-01-10", &coach));
    site.write("content/articles/c.md", article("C", "2020-01-10", &whole));
    site.write("content/articles/d.md", article("D", "2021-01-10", &short));
    site.write("content/articles/e.md", article("E", "2022-01-10", &["name: Dewan Sungai, kind: place"]));
    site
}

#[test]
fn doubts_are_said_by_check_and_decided_by_fix() {
    let site = doubtful();
    let doubts = site.run(&["check", "--message-format", "short"]).stdout.matches("[doubtful-").count();
    assert!(doubts > 1, "{}", site.run(&["check"]).stdout);
    let run = run_at_terminal(&mut site.command(&["fix", "--by", "RW"]), &"u\n".repeat(doubts));
    assert_eq!(run.status, 0, "{run:?}");
    assert!(run.stdout.contains("content/articles/b.md: B"), "where to look: {}", run.stdout);
    let text = site.read("content/judgements.yaml");
    assert_eq!(text.matches("- {unsure: [").count(), doubts, "{text}");
    assert_eq!(text.matches("by: RW").count(), doubts, "{text}");
    assert_eq!(site.run(&["check", "--message-format", "short"]).stdout.matches("[doubtful-").count(), 0);
}

#[test]
fn yes_to_every_question_says_that_they_are_one() {
    let site = doubtful();
    let run = run_at_terminal(&mut site.command(&["fix"]), &"y\n".repeat(4));
    assert!(run.stdout.contains("is Rahmat Wibawa (person/rahmat-wibawa) always the same person?"), "{run:?}");
    let text = site.read("content/judgements.yaml");
    assert!(text.contains("same:") && !text.contains("different:"), "{text}");
}

#[test]
fn what_was_decided_is_written_although_the_rest_is_left() {
    let site = doubtful();
    site.write("content/judgements.yaml", "# ours\n- {unsure: [darto-hasan, darto-hasam]}");
    let run = run_at_terminal(&mut site.command(&["fix"]), "x\nu\nq\n");
    assert!(run.stdout.contains("`x` is none of these"), "{run:?}");
    assert_eq!(run.status, 1, "the judgement that was there has a slip: {run:?}");
    let text = site.read("content/judgements.yaml");
    assert!(text.starts_with("# ours\n- {unsure: [darto-hasan, darto-hasam]}\n- {unsure: ["), "{text}");
    assert_eq!(text.lines().count(), 3, "{text}");
}

#[test]
fn fix_without_a_terminal_and_without_doubts_says_that_there_are_none() {
    let site = Site::new("-- content/articles/a.md --\n---\ntitle: A\nlang: id\n---\n“Air naik,” kata Budi Santoso.\n");
    let run = run(site.command(&["fix"]).stdin(std::process::Stdio::null()));
    assert_eq!(run.status, 0, "{run:?}");
    assert!(run.stdout.contains("no doubts about names"), "{run:?}");
}

#[test]
fn fix_without_a_terminal_says_what_else_there_is_and_writes_nothing() {
    let site = doubtful();
    let run = run(site.command(&["fix"]).stdin(std::process::Stdio::null()));
    assert_eq!(run.status, 2, "{run:?}");
    assert!(run.stderr.contains("no terminal") && run.stderr.contains("kutip check"), "{}", run.stderr);
    assert!(!site.exists("content/judgements.yaml"));
    let run = run_at_terminal(&mut site.command(&["fix"]), "q\n");
    assert!(run.stdout.contains("nothing written, ") && !run.stdout.contains("judgements.yaml"), "{run:?}");
    assert!(!site.exists("content/judgements.yaml"));
}

#[test]
fn answers_that_contradict_what_was_decided_are_said_at_once() {
    let site = doubtful();
    site.write(
        "content/judgements.yaml",
        "- {different: [darto-hasan, rahmat-wibawa]}\n- {same: [hasan, rahmat-wibawa]}\n",
    );
    let run = run_at_terminal(&mut site.command(&["fix"]), &"n\n".repeat(4));
    assert_eq!(run.status, 1, "{run:?}");
    assert!(run.stderr.contains("contradicting-judgements"), "{run:?}");
}

#[test]
fn a_judgement_by_name_may_stay_when_its_article_is_hidden_or_gone() {
    const BODY: &str = "-- content/articles/jalan.md --\n---\nid: jalan\ntitle: Jalan\nlang: id\nentities:\n  \
         - {name: Kementerian Jalan Raya, kind: organization}\n  - {name: KJR, kind: organization}\n---\n\n\
         Kementerian Jalan Raya dan KJR hadir.\n";
    const REST: &str = "-- content/judgements.yaml --\n- {same: [Kementerian Jalan Raya, KJR], by: AN}\n\
         -- content/articles/banjir.md --\n---\ntitle: Banjir\nlang: id\nentities: []\n---\n\nAir naik.\n\
         -- kutip.yaml --\ntitle: Arsip\n";
    let site = || Site::new(&format!("{BODY}{REST}"));
    let hide: [&dyn Fn(&Site); 3] = [
        &|site| site.write("kutip.yaml", "title: Arsip\nwithheld: [jalan]\n"),
        &|site| {
            let text = site.read("content/articles/jalan.md");
            site.write("content/articles/jalan.md", text.replace("title: Jalan\n", "title: Jalan\ndraft: true\n"));
        },
        &|site| std::fs::remove_file(site.path("content/articles/jalan.md")).unwrap(),
    ];
    for (at, hide, has_file) in (0..6).map(|case| (case % 3, hide[case % 3], case > 2)) {
        let site = site();
        if has_file {
            let file = "---\nname: Dinas Jalan\nalso: [Kementerian Jalan Raya, KJR]\n---\n";
            site.write("content/organizations/dinas-jalan.md", file);
        }
        let run = site.run(&["build"]);
        assert_eq!((run.status, run.stderr.contains("judgement")), (0, false), "{run:?}");
        hide(&site);
        for name in ["Kementerian Jalan Raya", "KJR"] {
            let run = site.run(&["check", "-v"]);
            let said = match at {
                2 => format!("warning[idle-judgement]: no article names `{name}` any more"),
                _ => format!("note[idle-judgement]: only articles that are not published name `{name}`"),
            };
            assert!(run.status == 0 && run.stdout.contains(&said), "{run:?}");
        }
        // Later nothing remembers who is gone for good; that is no error either.
        site.build();
        let run = site.run(&["build"]);
        assert!(run.status == 0 && run.stderr.contains("warning[idle-judgement]") == (at == 2), "{run:?}");
    }
    // Also before any site was made, and where nobody has looked for the names of the hidden article yet.
    let site = site();
    let text = site.read("content/articles/jalan.md").replace("title: Jalan\n", "title: Jalan\ndraft: true\n");
    let (head, tail) = text.split_once("entities:\n").unwrap();
    site.write(
        "content/articles/jalan.md",
        format!("{head}---\n\n“Sudah,” kata Wayan Marlina.{}", &tail[tail.len() - 1..]),
    );
    site.write("content/judgements.yaml", "- {different: [Wayan Marlina, Wayan Marlin]}\n");
    let run = site.run(&["build", "-v"]);
    assert!(run.stderr.contains("only articles that are not published name `Wayan Marlina`"), "{run:?}");
    assert!(run.stderr.contains("error[unknown-entity]: no entity of the archive is called `Wayan Marlin`"), "{run:?}");
    assert!(run.stderr.contains("did you mean `wayan-marlina`?"), "{run:?}");
}

#[test]
fn a_judgement_may_name_an_address_that_only_the_last_site_had() {
    let site = Site::new(
        "\
-- content/articles/a.md --
---
title: Banjir
lang: id
entities:
  - {name: Rukmana Lestari, kind: person}
  - {name: Dewi Anggraini, kind: person}
---

“Air naik,” kata Rukmana Lestari kepada Dewi Anggraini.
-- content/people/bu-rukma.md --
---
name: Rukmana Lestari
---
",
    );
    site.build();
    std::fs::remove_file(site.path("content/people/bu-rukma.md")).unwrap();
    site.write("content/judgements.yaml", "- {different: [bu-rukma, dewi-anggraini]}\n");
    let run = site.run(&["check", "--message-format", "short"]);
    assert!(!run.stdout.contains("unknown-entity"), "{}", run.stdout);
}

#[test]
fn a_name_may_be_fuller_than_the_text_as_long_as_one_of_its_forms_is_left() {
    let article = |text: &str| {
        let note =
            "entities:\n  - {name: Siti Marlina Sungai, kind: person, forms: [Siti Marlina, Siti Marlina Sungai]}";
        format!("---\ntitle: Banjir\nlang: id\n{note}\n---\n\n{text}\n")
    };
    let site = Site::new("");
    site.write("content/articles/a.md", article("Air naik, kata Siti Marlina."));
    assert!(!site.run(&["check"]).stdout.contains("stale-name"));
    site.write("content/articles/a.md", article("Air naik, kata seorang warga."));
    let said = site.run(&["check"]).stdout;
    assert_eq!(said.matches("stale-name").count(), 2, "{said}");
}

/// Unless the office that both hold speaks for it: then they are one, and nobody is asked.
#[test]
fn two_spellings_of_one_name_are_asked_about() {
    let check = |role: &str| {
        let site = Site::new(&format!(
            "-- content/inbox/a.txt --\nKPK menyurati DPR\n2019-09-18\n\nWakil Ketua KPK Saut Situmorang menyurati DPR. \
             \"Kami sudah kirim,\" kata Saut Situmorang.\n-- content/inbox/b.txt --\nKPK bicara\n2019-09-19\n\n{role} Saut \
             Situmorag berbicara. \"Kami sudah bicara,\" kata Saut Situmorag.\n"
        ));
        site.build();
        (site.run(&["check"]).stdout, site.exists("public/orang/saut-situmorag/index.html"))
    };
    let (said, has_own_page) = check("Pegawai");
    assert!(said.contains("`Saut Situmorag` and `Saut Situmorang` may be one") && has_own_page, "{said}");
    let (said, has_own_page) = check("Wakil Ketua KPK");
    assert!(!said.contains("may be one") && !has_own_page, "{said}");
}

#[test]
fn who_is_named_by_a_withheld_article_alone_is_no_slip() {
    let site = Site::new("");
    site.write(
        "content/articles/a.md",
        "---\nid: a1\ntitle: Banjir\nlang: id\nquotations: []\nentities: [{name: Sarwono Hadi, kind: person}]\n---\n\n\
         Sarwono Hadi datang.\n",
    );
    site.write(
        "content/articles/b.md",
        "---\nid: b1\ntitle: Kering\nlang: id\n---\n\n\"Air surut,\" kata Rina Lestari.\n",
    );
    site.write("kutip.yaml", "withheld: [sarwono-hadi, a1]\n");
    let said = site.run(&["check"]).stdout;
    assert!(!said.contains("idle-withheld"), "{said}");
    site.write("kutip.yaml", "withheld: [sarwono-hadu, a1]\n");
    assert!(site.run(&["check"]).stdout.contains("idle-withheld"));
}

/// The mark `by: hand` is forgotten as easily as the line that says that the source is not named.
#[test]
fn a_named_speaker_in_an_entry_that_says_the_source_is_not_named_is_said_without_a_mark_too() {
    let site = Site::new(
        "-- content/inbox/a.txt --\nBeras\n\n“Harga turun,” kata seorang pedagang. Pedagang itu Siti Marlina.\n",
    );
    site.build();
    let file = "content/articles/beras.md";
    assert!(!site.run(&["check"]).stdout.contains("named-source"));
    site.write(file, site.read(file).replace("speaker: seorang pedagang", "speaker: Siti Marlina"));
    let said = site.run(&["check"]).stdout;
    assert!(said.contains("warning[named-source]: `Siti Marlina` is a name"), "{said}");
}

/// Father and son, whom one article names in full: who said which of them the family name means is not asked again.
#[test]
fn a_name_that_a_person_gave_to_somebody_is_not_offered_to_another() {
    let text =
        "“Kami rindu,” kata Ilham Wirakusuma, putra Darto Wirakusuma.\n\n“Wirakusuma sudah pulang,” kata Budi Laksana.";
    let note = "entities:\n  - {name: Ilham Wirakusuma, kind: person}\n  - {name: Darto Wirakusuma, kind: person}\n  \
                - {name: Wirakusuma, kind: person}\n  - {name: Budi Laksana, kind: person}";
    let site = Site::new("");
    site.write("content/articles/a.md", format!("---\ntitle: A\nlang: id\n{note}\n---\n\n{text}\n"));
    site.write("content/judgements.yaml", "- {same: [ilham-wirakusuma, wirakusuma], by: RW}\n");
    let said = site.run(&["check"]).stdout;
    assert!(!said.contains("doubtful-split"), "{said}");
}

#[test]
fn a_name_that_a_correction_of_the_text_took_out_is_said_though_a_form_is_left() {
    let site = Site::new(
        "-- content/inbox/a.txt --\nRice prices\n\n\"Prices fell,\" said trader Yusuf Hidayet on Monday.\n\n\
         Stocks were low, Yusuf said.\n-- kutip.yaml --\nlanguage: en\n",
    );
    site.build();
    let path = "content/articles/rice-prices.md";
    let text = site.read(path);
    let (front, body) = text.rsplit_once("---\n").unwrap();
    site.write(path, format!("{front}---\n{}", body.replace("Hidayet", "Hidayat")));
    let said = site.run(&["check"]).stdout;
    assert!(said.contains("the name `Yusuf Hidayet` is not in the article any more"), "{said}");
    assert_eq!(site.run(&["import", "--update"]).status, 0);
    let said = site.run(&["check"]).stdout;
    assert!(!said.contains("stale-name") && site.read(path).contains("name: Yusuf Hidayat"), "{said}");
}

#[test]
fn a_source_may_be_described_in_another_language_than_the_article() {
    let site = Site::new(
        "-- content/articles/a.md --\n---\ntitle: A\nlang: id\nquotations:\n  - {text: Harga turun, speaker: a resident, by: hand}\n---\n\
         “Harga turun,” kata Wayan Sudarmika.\n",
    );
    let said = site.run(&["check"]).stdout;
    assert!(said.contains("[described-source]") && !said.contains("[absent-speaker]"), "{said}");
}

#[test]
fn somebody_described_by_the_name_of_another_is_a_source_that_is_not_named() {
    let said = |speaker: &str| {
        let site = Site::new(&format!(
            "-- content/articles/a.md --\n---\ntitle: A\nlang: id\nquotations:\n  - {{text: Harga turun, speaker: {speaker}, by: hand}}\n\
             entities:\n  - {{name: Wayan Sudarmika, kind: person}}\n---\n“Harga turun,” kata Wayan Sudarmika.\n"
        ));
        site.run(&["check"]).stdout
    };
    for described in ["juru bicara Wayan Sudarmika", "pengacara Wayan Sudarmika", "spokesman for Wayan Sudarmika"] {
        let said = said(described);
        assert!(said.contains("[described-source]") && said.contains("add `anonymous: true`"), "{said}");
        assert!(
            said.contains("if it is `Wayan Sudarmika` who said it") && !said.contains("[absent-speaker]"),
            "{said}"
        );
    }
    assert!(said("Juru bicara Wayan Sudarmika").contains("add `anonymous: true`"));
    for name in [
        "pak Wayan Sudarmika",
        "Dr. Wayan Sudarmika",
        "Wayan bin Sudarmika",
        "Wayan al-Sudarmika",
        "bupati Wayan Sudarmika",
    ] {
        let said = said(name);
        assert!(!said.contains("[described-source]") && !said.contains("anonymous"), "{said}");
    }
}

#[test]
fn words_within_those_of_another_entry_are_said() {
    let site = Site::new(
        "-- content/articles/a.md --\n---\ntitle: A\nlang: id\nquotations:\n  - {text: Harga turun di pasar, speaker: Wayan Sudarmika}\n  \
         - {text: Harga turun, speaker: Wayan Sudarmika}\n---\n“Harga turun di pasar,” kata Wayan Sudarmika. Harga turun.\n",
    );
    let said = site.run(&["check"]).stdout;
    assert!(said.contains("[quoted-twice]: the words “Harga turun” stand within"), "{said}");
    let file = site.read("content/articles/a.md").replace("{text: Harga turun,", "{text: Harga turun, nth: 2,");
    site.write("content/articles/a.md", file);
    assert!(!site.run(&["check"]).stdout.contains("quoted-twice"));
}

#[test]
fn what_may_tell_who_is_withheld_is_said_where_it_is_shown() {
    let said = |publish: &str, title: &str, text: &str| {
        let site = Site::new(&format!("-- kutip.yaml --\npublish: {publish}\nwithheld: [Lasmi Kartono]\n"));
        site.write("content/articles/a.md", format!("---\ntitle: {title}\nlang: id\n---\n{text}\n"));
        site.run(&["check"]).stdout.matches("[withheld-words]").count()
    };
    let own = "Kata Lasmi Kartono, “Harga turun.”";
    assert_eq!(said("excerpt", "A", &format!("{own}\n\nPasar ramai.")), 1);
    assert_eq!(said("excerpt", "A", &format!("Pasar ramai.\n\n{own}")), 0);
    assert_eq!(said("quotations", "A", own), 0);
    // Nobody's words.
    let told = "Pasar ramai.\n\nKepala pasar, Lasmi Kartono, pulang.";
    assert_eq!([said("full", "A", told), said("excerpt", "A", told)], [1, 0]);
    assert_eq!(said("quotations", "Kepala pasar Lasmi Kartono pulang", told), 1);
    assert_eq!(said("full", "A", "Pasar ramai […] lagi."), 0);
}

#[test]
fn who_has_looked_at_what_may_tell_who_is_withheld_is_not_warned_again() {
    let site = Site::new(
        "-- content/articles/a.md --\n---\nid: a1\ntitle: A\nlang: id\nquotations:\n  - {id: 12e456789012, text: 'Kepala pasar, Lasmi Kartono, pulang', \
         speaker: Wayan Sudarmika, kind: direct}\n---\n“Kepala pasar, Lasmi Kartono, pulang,” kata Wayan Sudarmika.\n\nLasmi Kartono diam.\n",
    );
    let said = |publish: &str, reviewed: &str| {
        let settings = format!("publish: {publish}\nwithheld: [Lasmi Kartono]\nwithheld_reviewed: [{reviewed}]\n");
        site.write("kutip.yaml", settings);
        let said = site.run(&["check"]).stdout;
        [said.contains("“Kepala pasar, […], pulang” is shown"), said.contains("the title or text of 1 article")]
    };
    assert_eq!(said("full", ""), [true, true]);
    assert_eq!(said("quotations", ""), [true, false]);
    assert_eq!(said("full", "\"12e456789012\""), [false, true]);
    assert_eq!(said("full", "a1"), [false, false]);
}

/// Two articles print `Hasan`: one means Darto Hasan, the other somebody else. Each question has an answer of its own, and a
/// name in an answer means whoever goes by it.
#[test]
fn a_short_name_that_one_article_has_for_somebody_else_means_who_goes_by_it() {
    let archive = |judgements: &str| {
        let site = Site::new("");
        let article = |at: usize, names: &[&str]| {
            let entities: String = names.iter().map(|name| format!("  - {{name: {name}}}\n")).collect();
            let text = "Darto Hasan, Hasan dan Sinta Dewi datang ke Laya untuk Elang FC.";
            let head = format!("title: Kabar {at}\nid: kabar{at}\ndate: 2024-0{}-1{at}\nlang: id\nentities:\n", at + 1);
            site.write(&format!("content/articles/a{at}.md"), format!("---\n{head}{entities}---\n\n{text}\n"));
        };
        let (laya, elang) = ("Laya, kind: place", "Elang FC, kind: organization");
        article(0, &["Darto Hasan, kind: person", laya, elang]);
        article(1, &["Hasan, kind: person, roles: [Gubernur]", "Sinta Dewi, kind: person", elang]);
        article(2, &["Hasan, kind: person", laya]);
        article(3, &[laya, elang]);
        if !judgements.is_empty() {
            site.write("content/judgements.yaml", judgements);
        }
        let run = site.run(&["build"]);
        assert_eq!(run.status, 0, "{judgements} {run:?}");
        let said = site.run(&["check"]).stdout;
        let has = |page: &str, article: usize| {
            let page = site.path(&format!("public/orang/{page}/index.html"));
            std::fs::read_to_string(page).is_ok_and(|page| page.contains(&format!(">Kabar {article}<")))
        };
        let bearers: Vec<&str> = [1, 2]
            .map(|at| {
                if has("darto-hasan", at) {
                    "Darto"
                } else if has("hasan", at) {
                    "Hasan"
                } else {
                    "other"
                }
            })
            .into();
        (said, bearers.join(" "))
    };
    let (said, bearers) = archive("");
    let questions: Vec<&str> = said.lines().filter(|line| line.contains("- {same: [")).collect();
    assert!(questions.len() == 2 && questions[0] != questions[1], "{said}");
    assert_eq!(bearers, "Darto Hasan");
    let part = said.split("- {same: [darto-hasan, hasan-").nth(1).and_then(|rest| rest.split(']').next()).unwrap();
    let part = format!("hasan-{part}");
    for (lines, expected) in [
        (format!("- {{same: [darto-hasan, {part}]}}\n"), "Darto Hasan"),
        ("- {different: [darto-hasan, hasan]}\n".to_owned(), "Darto Hasan"),
        (format!("- {{same: [darto-hasan, {part}]}}\n- {{different: [darto-hasan, hasan]}}\n"), "Darto Hasan"),
        ("- {same: [darto-hasan, hasan]}\n".to_owned(), "Darto Darto"),
        ("- {same: [sinta-dewi, hasan]}\n".to_owned(), "Darto other"),
    ] {
        let (said, bearers) = archive(&lines);
        assert_eq!(bearers, expected, "{lines} {said}");
        assert!(!said.contains("-judgement"), "{lines} {said}");
    }
}

/// The address of a page is known by what articles print, also where no site was built before.
#[test]
fn an_address_with_initials_and_a_form_of_law_is_known_in_a_clone() {
    let site = Site::new(
        "-- content/judgements.yaml --\n- {same: [h-m-laya-tbk, hmly]}\n\
         -- content/articles/a.md --\n---\ntitle: A\nlang: id\nentities:\n  - {name: H.M. Laya Tbk, kind: organization}\n  \
         - {name: HMLY, kind: organization}\n---\n\nH.M. Laya Tbk (HMLY) untung.\n",
    );
    let run = site.run(&["build"]);
    assert!(run.status == 0 && !run.stderr.contains("judgement"), "{run:?}");
    assert!(site.exists("public/organisasi/h-m-laya-tbk/index.html"));
}
