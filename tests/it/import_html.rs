//! Web pages: their main text, what they say about themselves, and pages made to hurt.

use std::fmt::Write;
use std::time::{Duration, Instant};

use kutip::config::Limits;
use kutip::import::{Format, Imported, LeftOutReason, Source, read_source};
use kutip::lang::Languages;
use kutip::markdown::plain_text;
use kutip::model::Article;

fn import(bytes: &[u8]) -> Imported {
    let source = Source { bytes, format: Format::Html, file: "inbox/a.html", shown: "content/inbox/a.html" };
    read_source(&source, &Languages::embedded(), &Limits::default())
}

fn one(page: &str) -> Article {
    let imported = import(page.as_bytes());
    assert_eq!(imported.articles.len(), 1, "{:?}", imported.diagnostics);
    imported.articles.into_iter().next().unwrap()
}

const SENTENCES: [&str; 4] = [
    "Harga beras di pasar induk kota itu turun sejak Senin pagi, kata Menteri Pertanian Budi Santoso.",
    "Para petani yang menunggu panen raya tidak mengeluh karena biaya mereka juga turun tahun ini.",
    "“Kami sudah menyiapkan gudang untuk menampung hasil panen,” ujar Rina Wulandari kepada wartawan.",
    "Pemerintah akan membeli gabah dengan harga yang sudah ditetapkan dalam rapat bersama para petani.",
];

fn page(head: &str, body: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=utf-8>{head}</head><body>\
         <nav><ul><li><a href=/>Beranda</a><li><a href=/e>Ekonomi</a></ul></nav><div class=\"artikel\"><article>{body}</article></div>\
         <footer>Hak cipta Harian Teluk</footer></body></html>"
    )
}

fn paragraphs() -> String {
    SENTENCES.iter().fold(String::new(), |mut html, sentence| {
        write!(html, "<p>{sentence} {sentence}</p>").unwrap();
        html
    })
}

#[test]
fn a_page_gives_its_text_and_what_it_says_about_itself() {
    let head = r#"<title>Harga beras turun menjelang panen - Harian Teluk</title>
        <link rel="canonical" href="https://www.example.org/2024/05/02/harga-beras">
        <meta property="og:site_name" content="Harian Teluk"><meta name="author" content="Oleh Rina Wulandari dan Budi Raharja">
        <meta property="article:published_time" content="2024-05-02T10:30:00+07:00">"#;
    let article = one(&page(head, &format!("<h1>Harga <b>beras</b> turun menjelang panen</h1>{}", paragraphs())));
    assert_eq!(article.title, "Harga beras turun menjelang panen");
    assert_eq!(article.date.unwrap().to_string(), "2024-05-02T10:30:00+07:00");
    assert_eq!(article.authors, ["Rina Wulandari", "Budi Raharja"]);
    assert_eq!(article.publisher.as_deref(), Some("Harian Teluk"));
    assert_eq!(article.url.as_deref(), Some("https://www.example.org/2024/05/02/harga-beras"));
    assert_eq!(article.lang, "id", "the words are believed before the template");
    let text = plain_text(&article.body).text;
    let wanted: Vec<String> = SENTENCES.iter().map(|sentence| format!("{sentence} {sentence}")).collect();
    assert_eq!(text, wanted.join("\n\n"));
}

#[test]
fn linked_data_is_believed_before_the_rest() {
    let head = r#"<title>Teluk</title><script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",
        "headline": "Harga beras turun", "datePublished": "2024-05-02", "author": {"@type": "Person", "name": "Rina Wulandari"},
        "publisher": {"name": "Harian Teluk"}}</script><meta name="author" content="admin">"#;
    let article = one(&page(head, &paragraphs()));
    assert_eq!((article.title.as_str(), article.authors), ("Harga beras turun", vec!["Rina Wulandari".to_owned()]));
    assert_eq!(article.date.unwrap().to_string(), "2024-05-02");
}

#[test]
fn headings_lists_and_quotes_of_a_page_stay_what_they_are() {
    let body = format!(
        "{}<h2>Tanggapan petani</h2>{}<ul><li>gabah yang sudah kering</li><li>beras yang sudah digiling</li></ul><blockquote><p>{}</p></blockquote>{}",
        paragraphs(),
        paragraphs(),
        SENTENCES[2],
        paragraphs()
    );
    let article = one(&page("", &body));
    assert!(article.body.contains("\n## Tanggapan petani\n"), "{}", article.body);
    assert!(article.body.contains("\n- gabah yang sudah kering\n- beras yang sudah digiling\n"), "{}", article.body);
    assert!(article.body.contains(&format!("\n> {}\n", SENTENCES[2])), "{}", article.body);
}

#[test]
fn furniture_inside_the_text_is_left_out_and_listed() {
    let body = format!(
        "{}<p><a href=/b>Baca juga: Petani menanti hujan</a></p><div class=\"box-related\"><p>Berita lain tentang beras</p></div>\
         <figure><img src=x><figcaption>Petani di sawah. Foto: Teluk</figcaption></figure>{}",
        paragraphs(),
        paragraphs()
    );
    let imported = import(page("", &body).as_bytes());
    let text = plain_text(&imported.articles[0].body).text;
    for words in ["Petani menanti hujan", "Berita lain", "Petani di sawah"] {
        assert!(!text.contains(words), "{words}");
    }
    assert!(imported.left_out.iter().any(|left| left.text.contains("Petani menanti hujan")), "{:?}", imported.left_out);
}

#[test]
fn captions_and_promotions_are_told_by_the_division_round_their_only_paragraph() {
    let body = format!(
        "{}<div class=\"photo-caption\"><p>Petani menjemur gabah di halaman balai desa.</p></div>\
         <div class=\"InlineImage-imageEmbedCaption\">Truk gabah di jembatan, Senin. (Foto: Teluk)</div><div class=\"gallery\">\
         <span class=\"slidecount\">Gambar 1 dari 5</span></div>{}<div class=\"plus_cta\"><h4>Sebelum pergi</h4>\
         <p>Kalau Anda suka tulisan ini, kami punya tawaran bagi Anda.</p></div><div class=\"post_author\"><div><p>Rina menulis \
         tentang sawah sejak kecil.</p></div></div><p><a href=/langganan>{}</a></p><p><strong>Tag:</strong> <a href=/t/1>beras</a>, \
         <a href=/t/2>panen raya</a>, <a href=/t/3>harga gabah</a></p>",
        paragraphs(),
        paragraphs(),
        "Dapatkan seluruh isi majalah kami dengan harga yang tidak pernah semurah ini. ".repeat(3),
    );
    let imported = import(page("", &body).as_bytes());
    let text = plain_text(&imported.articles[0].body).text;
    assert_eq!(text.matches("\n\n").count(), 7, "{text}");
    let furniture: Vec<&str> = imported.left_out.iter().map(|left| left.text.as_str()).collect();
    for words in
        ["menjemur gabah", "Truk gabah", "1 dari 5", "kami punya tawaran", "sejak kecil", "semurah", "harga gabah"]
    {
        assert!(!text.contains(words), "{words}");
        assert!(furniture.iter().any(|left| left.contains(words)), "{words}: {furniture:?}");
    }
}

#[test]
fn lines_that_are_parted_by_breaks_stay_lines_and_prose_stays_a_paragraph() {
    let list = "Jadwal pasar murah:<br>Putaran 1, 3 Mei – Pasar Lama<br>\nPutaran 2, 9 Mei – Balai Desa<br>Putaran 3, 20 Mei – Dermaga";
    let prose = "Harga gabah di<br>lereng gunung itu<br>turun sejak<br>Senin pagi.";
    let body = format!("{}<p>{list}</p><p>{prose}</p><p>Balai Desa<br>Jalan Mawar 3</p>{}", paragraphs(), paragraphs());
    let text = plain_text(&one(&page("", &body)).body).text;
    let lines = "\n\nPutaran 1, 3 Mei – Pasar Lama\n\nPutaran 2, 9 Mei – Balai Desa\n\nPutaran 3, 20 Mei – Dermaga\n\n";
    assert!(text.contains(lines), "{text}");
    assert!(
        text.contains("\n\nHarga gabah di lereng gunung itu turun sejak Senin pagi.\n\nBalai Desa Jalan Mawar 3\n\n"),
        "{text}"
    );
}

#[test]
fn a_sentence_that_readers_are_asked_to_share_stays_without_its_button() {
    let body = format!(
        "{}<a class=\"click-to-tweet\" href=\"https://social.example/share?text=x\"><span><span class=\"ctt-text\">Beras murah \
         bukan hadiah bagi siapa pun.</span><span class=\"ctt-btn\">Bagikan ini</span></span></a>{}<p>\
         <a class=\"button\" href=/kuis>IKUTI KUISNYA!</a></p>",
        paragraphs(),
        paragraphs()
    );
    let text = plain_text(&one(&page("", &body)).body).text;
    assert!(text.contains("\n\nBeras murah bukan hadiah bagi siapa pun.\n\n"), "{text}");
    assert!(!text.contains("Bagikan ini") && !text.contains("KUIS"), "{text}");
}

#[test]
fn a_heading_that_leads_to_another_site_is_the_articles_and_one_to_the_same_site_is_not() {
    let head = r#"<link rel="canonical" href="https://www.example.org/2024/05/02/harga-beras">"#;
    let heading = |url: &str, words: &str| format!("<h3><a href=\"{url}\">{words}</a></h3>");
    let body = [
        paragraphs(),
        heading("https://shop.example.com/1", "Penanak nasi dari Teluk"),
        paragraphs(),
        heading("https://example.org/lain", "Petani menanti hujan"),
        heading("/lain-lagi", "Hujan belum datang"),
    ];
    let text = plain_text(&one(&page(head, &body.concat())).body).text;
    assert!(text.contains("\n\nPenanak nasi dari Teluk\n\n"), "{text}");
    assert!(!text.contains("menanti") && !text.contains("belum"), "{text}");
}

#[test]
fn what_is_dropped_of_a_page_is_said_by_where_it_stands() {
    let body = format!(
        "{}<div class=\"sidebar-facts\"><h3>Tiga hal pokok</h3><ul><li>Stok cukup untuk empat bulan ke depan.</li><li>Harga dipantau</li></ul></div>{}",
        paragraphs(),
        paragraphs()
    );
    let imported = import(page("", &body).as_bytes());
    let text = plain_text(&imported.articles[0].body).text;
    let left = |words: &str| imported.left_out.iter().find(|left| left.text.contains(words)).map(|left| left.reason);
    for words in ["Tiga hal pokok", "Stok cukup", "Harga dipantau"] {
        assert!(
            text.contains(words) || left(words) == Some(LeftOutReason::Furniture),
            "{words}: {:?}",
            imported.left_out
        );
    }
    assert_eq!(left("Beranda"), Some(LeftOutReason::Outside));
    assert_eq!(left("Hak cipta"), Some(LeftOutReason::Outside));
    let of = |reason| imported.left_out.iter().filter(move |left| left.reason == reason).map(|left| left.text.as_str());
    assert_eq!(
        of(LeftOutReason::Furniture).next(),
        Some("Stok cukup untuk empat bulan ke depan."),
        "sentences come first"
    );
}

#[test]
fn the_charset_may_be_absent_late_or_false() {
    let words = "“Kami lega,” kata Renée di kafé itu";
    let html = |meta: &str| page(meta, &format!("{}<p>{words}.</p>", paragraphs())).replace("<meta charset=utf-8>", "");
    let windows = |text: &str| encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
    let late = format!("<!-- {} --><meta charset=windows-1252>", "x".repeat(3_000));
    let pages: Vec<(&str, Vec<u8>)> = vec![
        ("absent, UTF-8", html("").into_bytes()),
        ("absent, windows-1252", windows(&html(""))),
        ("late", windows(&html(&late))),
        ("said windows-1252, is UTF-8", html("<meta charset=windows-1252>").into_bytes()),
        ("said UTF-8, is windows-1252", windows(&html("<meta charset=utf-8>"))),
        ("in http-equiv", windows(&html("<meta http-equiv=content-type content='text/html; charset=iso-8859-1'>"))),
    ];
    for (case, bytes) in pages {
        let text = plain_text(&import(&bytes).articles[0].body).text;
        assert!(text.contains(words), "{case}: {text}");
    }
}

#[test]
fn utf_7_is_never_decoded() {
    let html = page("<meta charset=utf-7>", &format!("{}<p>+ADw-script+AD4-</p>", paragraphs()));
    assert!(!import(html.as_bytes()).articles[0].body.contains("<script"));
}

#[test]
fn nothing_of_a_page_is_markup_in_the_article() {
    let body = format!(
        "{}<p>Kata &lt;script&gt;alert(1)&lt;/script&gt; dan *bintang* [tautan](javascript:x).</p>",
        paragraphs()
    );
    let article = one(&page("", &body));
    assert!(
        plain_text(&article.body).text.contains("Kata <script>alert(1)</script> dan *bintang* [tautan](javascript:x).")
    );
    assert!(article.body.contains("\\<script>"), "{}", article.body);
}

#[test]
fn a_page_without_an_article_is_said() {
    for html in ["<html></html>", "<!DOCTYPE html><title>Teluk</title>", "<script>x</script>"] {
        let imported = import(html.as_bytes());
        assert!(imported.articles.is_empty());
        assert_eq!(imported.diagnostics[0].code, "empty-article", "{html}");
    }
}

/// Makes a page of some size.
type Maker = fn(usize) -> String;

/// Each page at two sizes: the larger one may take little more than its share, and neither may bring the program down.
#[test]
fn pages_made_to_hurt_are_read_in_linear_time() {
    let makers: &[(&str, Maker)] = &[
        ("nested divs", |n| format!("{}kata{}", "<div>".repeat(n), "</div>".repeat(n))),
        ("nested spans", |n| format!("{}kata", "<span>".repeat(n))),
        ("nested lists", |n| format!("{}kata", "<ul><li>".repeat(n))),
        ("nested tables", |n| format!("{}kata", "<table><tr><td>".repeat(n))),
        ("nested quotes", |n| format!("{}kata", "<blockquote>".repeat(n))),
        ("formatting reopened", |n| (0..n).map(|at| format!("<p><font size={at}>kata</p>")).collect()),
        ("links reopened", |n| (0..n).map(|at| format!("<p><a href={at}>kata</p>")).collect()),
        ("attributes", |n| format!("<p {}>kata</p>", (0..n).map(|at| format!("a{at}=1 ")).collect::<String>())),
        ("entities", |n| format!("<p>{}</p>", "&amp;&#x41;&hellip;".repeat(n))),
        ("paragraphs", |n| "<p>Harga beras turun, kata petani itu.</p>".repeat(n)),
        ("breaks", |n| format!("<p>{}</p>", "kata<br>".repeat(n))),
        ("unclosed tags", |n| "<a <p <div ".repeat(n)),
        ("end tags", |n| "</p></div></a>".repeat(n)),
        ("table cells", |n| format!("<table>{}", "<td>kata".repeat(n))),
    ];
    for (name, make) in makers {
        let time = |n: usize| {
            let html = page("", &format!("{}{}", paragraphs(), make(n)));
            let start = Instant::now();
            import(html.as_bytes());
            start.elapsed()
        };
        let (short, long) = (time(1_000), time(4_000));
        assert!(long < Duration::from_secs(2) || long < short * 10, "{name}: {short:?}, four times as much {long:?}");
    }
}

#[test]
fn labels_of_a_page_are_cleaned_of_what_stands_beside_them() {
    let head = r#"<title>Pasar lama dipindah</title><meta property="og:title" content="Pasar lama akhirnya dipindah juga">
        <meta property="og:site_name" content="Kabar Teluk | kabarteluk.example"><meta name="application-name" content="Blogger">"#;
    let body = format!(
        r#"<article><h1>Pasar Lama Kini Berpindah, dan Warga Kampung Tua Bertanya-tanya: Untuk Siapa?</h1><div class="byline-section"><span class="author">Rina Wulandari</span>
        <span class="paper">Kabar Teluk</span> <span class="when">Terbit 10:02 WIB</span></div>
        <p>[ 2018-08-25 15:24 ]</p><p><cite>Teluk (Kabar)</cite>Pasar itu kini dipindah ke tepi kota oleh pemerintah.</p>
        <p><span class="video-embed"><span>Gambar bergerak: pasar pindah</span></span> Warga menunggu di sana.</p>{}</article>"#,
        paragraphs()
    );
    let article = one(&page(head, &body));
    assert_eq!(article.publisher.as_deref(), Some("Kabar Teluk"));
    assert_eq!(article.authors, ["Rina Wulandari"]);
    assert_eq!(article.date.unwrap().to_string(), "2018-08-25T15:24");
    assert!(article.body.contains("Teluk (Kabar) Pasar itu"), "{}", article.body);
    assert!(!article.body.contains("Gambar bergerak") && !article.body.contains("Kini Berpindah"), "{}", article.body);
}

#[test]
fn a_page_in_a_language_that_nobody_reads_here_keeps_the_one_it_names() {
    let words =
        "Η τιμή του ρυζιού έπεσε στην αγορά της πόλης, είπε ο υπουργός γεωργίας στους δημοσιογράφους. ".repeat(4);
    let text = format!(
        "<html lang=\"el-GR\"><head><title>Ρύζι</title></head><body><article><p>{words}</p><p>{words}</p></article></body></html>"
    );
    let imported = import(text.as_bytes());
    assert_eq!(imported.articles[0].lang, "el");
    assert!(imported.diagnostics.is_empty(), "{:?}", imported.diagnostics);
}

#[test]
fn a_box_that_is_called_after_authors_and_names_nobody_gives_no_author() {
    for (printed, wanted) in
        [("The harbour and river ministries", None), ("By Maria de la Cruz", Some("Maria de la Cruz"))]
    {
        let body = format!("<article><div class=\"claim-author\">{printed}</div>{}</article>", paragraphs());
        let article = one(&page("<title>Pasar lama dipindah</title>", &body));
        assert_eq!(article.authors.first().map(String::as_str), wanted);
    }
}

#[test]
fn who_made_a_claim_did_not_write_the_page_that_checks_it() {
    let head = r#"<title>Benarkah pasar dipindah?</title><script type="application/ld+json">{"@type": "ClaimReview",
        "headline": "Benarkah pasar dipindah?", "author": {"@type": "Person", "name": "Rina Wulandari"},
        "itemReviewed": {"@type": "Claim", "author": {"@type": "Person", "name": "Budi Santoso"}}}</script>"#;
    let body = format!("<article><h4 class=\"author\">Budi Santoso</h4>{}</article>", paragraphs());
    assert_eq!(one(&page(head, &body)).authors, ["Rina Wulandari"]);
}
