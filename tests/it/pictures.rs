//! Pictures count what the lists behind them hold.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::site::{attributes, dead_links, main_of, target, texts};
use crate::support::Site;

/// Who speaks in the archives made here. No name is part of another.
const PEOPLE: [&str; 8] = [
    "Saleh Mardiono",
    "Hasnah Tualeka",
    "Bernadus Lake",
    "Yuliana Mere",
    "Arif Pattinama",
    "Dorce Manuhutu",
    "Ismail Tubaka",
    "Kornelia Bria",
];

const OUTLETS: [&str; 3] = ["Harian Selat", "Suara Ulu", "Kabar Petang"];

/// What they speak of.
const WORDS: [&str; 24] = [
    "perahu", "dermaga", "gerbong", "jembatan", "pasar", "hujan", "beras", "garam", "sekolah", "lampu", "pagar",
    "sumur", "kemarau", "panen", "ombak", "tambak", "kapal", "jalan", "kebun", "bukit", "teluk", "gudang", "ladang",
    "rakit",
];

/// A sentence that is like no other: papers do not print it twice.
fn sentence(number: usize) -> String {
    let mut state = number as u64 * 2 + 1;
    let mut word = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        WORDS[(state >> 33) as usize % WORDS.len()]
    };
    format!("Soal {number} adalah {} dan {} lalu {} serta {} tanpa {}", word(), word(), word(), word(), word())
}

/// An archive of `articles` articles from 2019 on, two a month: in every other one `lines` quotations of Saleh Mardiono, in
/// the others one of somebody else; in each, one of a further person, who speaks about the first.
fn archive(articles: usize, lines: usize, language: &str) -> Site {
    let mut text = format!("-- kutip.yaml --\ntitle: Arsip\nlanguage: {language}\n");
    for n in 0..articles {
        let (one, two) = (PEOPLE[n % 2 * (n % PEOPLE.len())], PEOPLE[(n % 5) + 3]);
        let (year, month) = (2019 + n / 24, n / 2 % 12 + 1);
        let lines = if n % 2 == 0 { lines } else { 1 };
        let said = |line: usize| sentence(n * 1_000 + line);
        let about = format!("{} begitulah {one}", sentence(n * 1_000 + 999));
        writeln!(
            text,
            "-- content/articles/a{n}.md --\n---\nid: p{n}\ntitle: Perahu {n}\ndate: {year}-{month:02}-1{}",
            n % 2
        )
        .unwrap();
        writeln!(text, "lang: id\npublisher: {}\nquotations:", OUTLETS[n % 3]).unwrap();
        for line in 0..lines {
            let role = if line % 2 == 0 { ", role: Kepala Syahbandar Muara Lontar" } else { "" };
            writeln!(text, "  - {{text: {}, speaker: {one}{role}}}", said(line)).unwrap();
        }
        writeln!(text, "  - {{text: {about}, speaker: {two}}}\nentities:").unwrap();
        for name in [one, two] {
            writeln!(text, "  - {{name: {name}, kind: person, forms: [{name}]}}").unwrap();
        }
        writeln!(
            text,
            "  - {{name: Syahbandar Muara Lontar, kind: organization, forms: [Syahbandar Muara Lontar]}}\n---"
        )
        .unwrap();
        for line in 0..lines {
            writeln!(text, "“{},” kata {one} dari Syahbandar Muara Lontar.\n", said(line)).unwrap();
        }
        writeln!(text, "“{about},” kata {two}.").unwrap();
    }
    Site::new(&text)
}

/// The part of a page from the element with this id to the next heading of the same rank or the end of its section.
fn list_at<'t>(html: &'t str, anchor: Option<&str>) -> &'t str {
    let Some(anchor) = anchor else { return main_of(html) };
    let start = html.find(&format!("id=\"{anchor}\"")).unwrap_or_else(|| panic!("no #{anchor}"));
    let heading = &html[html[..start].rfind('<').unwrap()..][1..3];
    let rest = &html[start..];
    let end = rest.find("</section>").unwrap();
    &rest[..rest.find(&format!("<{heading}")).unwrap_or(end).min(end)]
}

/// How many quotations a list shows: cards, and printings folded into one.
fn quotations_in(list: &str) -> usize {
    let folded: usize = list
        .split("<details class=\"folded\">")
        .skip(1)
        .map(|rest| rest.split("</details>").next().unwrap().matches("<li>").count())
        .sum();
    list.matches("<figure class=\"card").count() + list.matches("<li class=\"quotation-row").count() + folded
}

/// How many quotations stand behind a link of a page: on the page that it leads to and those that continue it.
fn behind(files: &BTreeMap<String, String>, page: &str, link: &str) -> usize {
    let (mut path, anchor) = target(page, link);
    let mut count = 0;
    loop {
        let html = &files[&path];
        if anchor.as_deref().is_none_or(|anchor| html.contains(&format!("id=\"{anchor}\""))) {
            count += quotations_in(list_at(html, anchor.as_deref()));
        }
        let next = html.split("rel=\"next\"").next().filter(|before| before.len() < html.len());
        let Some(next) = next else { return count };
        path = target(&path, next.rsplit("href=\"").next().unwrap().split('"').next().unwrap()).0;
    }
}

/// How many articles stand behind a link of a page, on that page and those that continue it.
fn articles_behind(files: &BTreeMap<String, String>, page: &str, link: &str) -> usize {
    let (mut path, anchor) = target(page, link);
    let anchor = anchor.unwrap();
    let mut count = 0;
    loop {
        let html = &files[&path];
        if html.contains(&format!("id=\"{anchor}\"")) {
            count += list_at(html, Some(&anchor)).matches("<li>").count();
        }
        let next = html.split("rel=\"next\"").next().filter(|before| before.len() < html.len());
        let Some(next) = next else { return count };
        path = target(&path, next.rsplit("href=\"").next().unwrap().split('"').next().unwrap()).0;
    }
}

/// The rows of the first table after `mark`: for each cell its link, if it has one, and its number.
fn rows_after<'t>(html: &'t str, mark: &str) -> Vec<Vec<(Option<&'t str>, usize)>> {
    let table = html.split(mark).nth(1).unwrap().split("<tbody>").nth(1).unwrap().split("</tbody>").next().unwrap();
    let cell = |cell: &'t str| {
        let text = cell.split("</td>").next().unwrap();
        let number: String = text.split('<').flat_map(|part| part.rsplit('>').next()).collect();
        (attributes(text, "href").first().copied(), number.trim().replace(['.', ','], "").parse().unwrap_or(0))
    };
    table.split("<tr>").skip(1).map(|row| row.split("<td").skip(1).map(cell).collect()).collect()
}

#[test]
fn each_bar_of_a_timeline_leads_to_a_list_of_as_many() {
    // Few: lists on the entity's own page. Many: pages of years. Up to two years: months.
    for (articles, lines, person) in [(60, 1, "yuliana-mere"), (60, 3, "saleh-mardiono"), (40, 5, "saleh-mardiono")] {
        let site = archive(articles, lines, "id");
        site.build();
        let files = texts(&site, "public");
        let page = format!("orang/{person}/index.html");
        let rows = rows_after(&files[&page], "picture timeline");
        let mut sums = [0, 0];
        for row in &rows {
            for (column, sum) in sums.iter_mut().enumerate() {
                let Some((link, count)) = row.get(column).copied() else { continue };
                assert_eq!(link.is_some(), count > 0, "{row:?}");
                if let Some(link) = link {
                    assert_eq!(behind(&files, &page, link), count, "{person}: {link}");
                    assert!(files[&page].matches(&format!("<a href=\"{link}\" aria-label=")).count() == 1, "{link}");
                }
                *sum += count;
            }
            let (link, count) = row.last().copied().unwrap();
            let listed = &files[&target(&page, link.unwrap()).0];
            assert!(count > 0 && listed.contains(&format!(">{count} artikel")), "{link:?} {count}");
        }
        let data = &files["data/entities.jsonl"];
        let own = data.lines().find(|line| line.contains(&format!("orang/{person}/"))).unwrap();
        assert!(own.contains(&format!("\"said\":{},\"about\":{}", sums[0], sums[1])), "{own} {sums:?}");
        assert_eq!(dead_links(&files), Vec::<String>::new());
    }
}

#[test]
fn no_timeline_is_drawn_where_it_would_say_nothing() {
    let site = archive(1, 9, "id");
    assert!(!site.build().page("orang/saleh-mardiono/").contains("picture timeline"), "a single month");
    let site = archive(4, 1, "id");
    let built = site.build();
    assert!(built.page("orang/saleh-mardiono/").contains("picture timeline"));
    assert!(!built.page("orang/dorce-manuhutu/").contains("picture timeline"), "one quotation");
}

#[test]
fn a_timeline_counts_what_it_shows_where_articles_have_no_date() {
    let site = Site::new("-- kutip.yaml --\nlanguage: id\n");
    let article = |name: &str, date: &str, people: &[&str]| {
        let quotation = |person: &&str| format!("  - {{text: Kata {person}, speaker: {person}}}\n");
        let list: String = people.iter().map(quotation).collect();
        let text: String = people.iter().map(|person| format!("“Kata {person},” kata {person}.\n\n")).collect();
        let head = format!("---\ntitle: {name}\n{date}lang: id\nquotations:\n{list}---\n");
        site.write(&format!("content/articles/{name}.md"), head + &text);
    };
    for year in 2015..2020 {
        article(&format!("tahun-{year}"), &format!("date: {year}-05-02\n"), &["Budi Santoso"]);
    }
    for name in ["satu", "dua", "tiga", "empat", "lima"] {
        article(name, "", &["Budi Santoso", "Sari Wulan"]);
    }
    let built = site.build();
    let page = built.page("orang/budi-santoso/");
    let caption = "<figcaption>Bertanggal: 5 dari 10 ucapan, dari arsip 10 artikel, 2015–2019.";
    assert!(page.contains(caption), "{}", page.split("<figcaption>").nth(1).unwrap_or_default());
    assert!(!built.page("orang/sari-wulan/").contains("picture timeline"), "none of hers has a date");
    assert_eq!(dead_links(&texts(&site, "public")), Vec::<String>::new());
}

#[test]
fn who_says_what_is_told_by_speaker_with_every_quotation() {
    let site = archive(60, 2, "id");
    let built = site.build();
    let files = texts(&site, "public");
    let page = "orang/saleh-mardiono/tentang/index.html";
    assert!(built.page("orang/saleh-mardiono/").contains("href=\"../../orang/saleh-mardiono/tentang/index.html\""));
    let list = files[page].split("<ul class=\"inline\">").nth(1).unwrap().split("</ul>").next().unwrap();
    let mut counts = Vec::new();
    for item in list.split("<li>").skip(1) {
        let count: usize = item.split("class=\"meta\">").nth(1).unwrap().split(' ').next().unwrap().parse().unwrap();
        assert_eq!(behind(&files, page, attributes(item, "href")[0]), count, "{item}");
        counts.push(count);
    }
    assert!(counts.len() > 1 && counts.is_sorted_by(|a, b| a >= b), "{counts:?}");
    assert!(
        built.page("orang/saleh-mardiono/").contains(&format!(">{} kutipan tentangnya<", counts.iter().sum::<usize>()))
    );
    assert!(!built.has_page("orang/arif-pattinama/tentang/"), "nobody speaks about him");
}

#[test]
fn each_number_of_a_topic_leads_to_as_many_quotations() {
    for (articles, lines) in [(60, 1), (60, 3), (40, 5)] {
        let site = archive(articles, lines, "id");
        site.build();
        let files = texts(&site, "public");
        let page = "waktu/index.html";
        let mut sum = 0;
        for (link, count) in rows_after(&files[page], "<figure class=\"topics\"").into_iter().flatten() {
            assert_eq!(link.is_some(), count > 0);
            if let Some(link) = link {
                assert_eq!(behind(&files, page, link), count, "{link}");
            }
            sum += count;
        }
        assert!(files[page].contains(&format!("<figcaption>{sum} kutipan tentang")), "{}", files[page]);
    }
    let site = archive(1, 9, "id");
    assert!(!site.build().page("waktu/").contains("class=\"topics\""), "a single month has no course");
}

#[test]
fn each_cell_of_the_matrix_leads_to_as_many_quotations() {
    let site = archive(60, 2, "id");
    site.build();
    let files = texts(&site, "public");
    let page = "jaringan/index.html";
    let mut sum = 0;
    for (link, count) in rows_after(&files[page], "<figure class=\"matrix\"").into_iter().flatten() {
        assert_eq!(link.is_some(), count > 0);
        if let Some(link) = link {
            assert_eq!(behind(&files, page, link), count, "{link}");
        }
        sum += count;
    }
    let statements =
        files["data/quotations.jsonl"].lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let about: usize = statements.map(|quotation| quotation["about"].as_array().unwrap().len()).sum();
    assert_eq!(sum, about, "so few names that all are in the table");
}

#[test]
fn each_pair_of_names_leads_to_the_articles_that_name_both() {
    let site = archive(60, 1, "id");
    site.build();
    let files = texts(&site, "public");
    let mut pairs = 0;
    for page in ["jaringan/index.html", "orang/saleh-mardiono/index.html"] {
        let list = &files[page]
            [files[page].find("<h2 id=\"pairs\"").or_else(|| files[page].find("<h2 id=\"companions\"")).unwrap()..];
        for item in list.split("</section>").next().unwrap().split("<li>").skip(1) {
            let link = *attributes(item, "href").last().unwrap();
            let count: usize = item.rsplit("\">").next().unwrap().split(' ').next().unwrap().parse().unwrap();
            assert_eq!(articles_behind(&files, page, link), count, "{page}: {item}");
            pairs += 1;
        }
    }
    assert!(pairs > 10, "{pairs}");
    assert!(files["orang/saleh-mardiono/index.html"].contains("picture network"));
    let json: serde_json::Value = serde_json::from_str(&files["data/network.json"]).unwrap();
    let (nodes, edges) = (json["nodes"].as_array().unwrap(), json["edges"].as_array().unwrap());
    for edge in edges {
        assert!(
            nodes.iter().any(|node| node["id"] == edge["source"])
                && nodes.iter().any(|node| node["id"] == edge["target"])
        );
    }
    assert_eq!(files["data/network.graphml"].matches("<edge ").count(), edges.len());
}

#[test]
fn each_share_leads_to_as_many_quotations_and_no_quotation_is_lost() {
    let site = archive(60, 2, "id");
    site.build();
    let files = texts(&site, "public");
    let page = "porsi/index.html";
    for id in ["speaker", "role", "organization", "outlet"] {
        let rows = rows_after(&files[page], &format!("<h2 id=\"{id}\""));
        let mut sum = 0;
        for row in rows {
            let (link, count) = row[0];
            assert_eq!(behind(&files, page, link.unwrap()), count, "{id}: {link:?}");
            sum += count;
        }
        assert_eq!(sum, 150, "{id}");
    }
    let shares = &files[page];
    for words in ["Kepala Syahbandar Muara Lontar", "peran tidak disebut", "Harian Selat", "jenis kelamin"] {
        assert!(shares.contains(words), "{words}");
    }
}

#[test]
fn a_network_of_few_names_is_a_list_without_a_picture() {
    let built = archive(1, 1, "id");
    let page = built.build().page("jaringan/");
    assert!(!page.contains("<figure class=\"picture") && page.contains("orang/saleh-mardiono/"), "{page}");
}

#[test]
fn no_page_of_somebody_with_two_thousand_quotations_is_large() {
    let site = archive(100, 40, "en");
    site.build();
    let files = texts(&site, "public");
    let own = files["data/entities.jsonl"].lines().find(|line| line.contains("person/saleh-mardiono/")).unwrap();
    let said: usize = own.split("\"said\":").nth(1).unwrap().split(',').next().unwrap().parse().unwrap();
    assert!(said >= 2_000, "{said}");
    for (name, text) in &files {
        assert!(!name.ends_with(".html") || text.len() < 300_000, "{name} has {} bytes", text.len());
    }
    assert_eq!(dead_links(&files), Vec::<String>::new());
}

#[test]
fn pictures_hold_no_style_and_no_script_and_keep_their_links() {
    let site = archive(60, 3, "id");
    site.build();
    for (name, html) in texts(&site, "public").iter().filter(|(name, _)| name.ends_with(".html")) {
        for svg in html.split("<figure class=\"picture").skip(1).map(|rest| rest.split("</svg>").next().unwrap()) {
            for wrong in ["style=", "<script", "role=\"img\"", "<style", " on"] {
                assert!(!svg.contains(wrong), "{wrong} in {name}");
            }
            let labels = attributes(svg, "aria-labelledby")[0];
            for label in labels.split(' ') {
                assert_eq!(html.matches(&format!("id=\"{label}\"")).count(), 1, "{label} in {name}");
            }
            assert!(svg.contains("role=\"group\""), "{name}");
        }
    }
}

#[test]
fn new_types_of_pages_look_like_this() {
    let site = archive(8, 2, "id");
    let built = site.build_with(&["--base-url", "https://example.org/"]);
    for (name, address) in [
        ("picture_person", "orang/saleh-mardiono/"),
        ("who_says", "orang/saleh-mardiono/tentang/"),
        ("network", "jaringan/"),
        ("share", "porsi/"),
        ("share_list", "porsi/media/harian-selat/"),
    ] {
        insta::assert_snapshot!(name, main_of(&built.page(address)));
    }
    insta::assert_snapshot!("together", main_of(&archive(20, 1, "en").build().page("person/saleh-mardiono/together/")));
}
