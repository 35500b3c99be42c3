use proptest::prelude::*;

use super::{Mark, plain_text, to_html};
use crate::model::Span;

fn html(body: &str) -> String {
    to_html(body, &[], "../")
}

/// The names of the tags in order, and whether they nest: `Err` names the first one that does not.
fn check_nesting(html: &str) -> Result<(), String> {
    let mut open = Vec::new();
    for piece in html.split('<').skip(1) {
        let name: String = piece.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '/').collect();
        match name.as_str() {
            "br" | "hr" | "img" => {}
            closing if closing.starts_with('/') => {
                if open.pop().as_deref() != Some(&closing[1..]) {
                    return Err(format!("<{closing}> in {html}"));
                }
            }
            "a" if open.iter().any(|tag| tag == "a") => return Err(format!("a link in a link: {html}")),
            name => open.push(name.to_owned()),
        }
    }
    if open.is_empty() { Ok(()) } else { Err(format!("{open:?} stay open in {html}")) }
}

fn without_tags(html: &str) -> String {
    let mut text = String::new();
    for (at, piece) in html.split('<').enumerate() {
        text.push_str(if at == 0 { piece } else { piece.split_once('>').map_or("", |(_, text)| text) });
    }
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// What stands inside the pieces of the marks with this class.
fn marked(html: &str, class: &str) -> String {
    let start = format!("class=\"{class}\">");
    html.split(&start).skip(1).map(|piece| without_tags(piece.split("</span>").next().unwrap_or(""))).collect()
}

#[test]
fn raw_html_is_dropped() {
    assert_eq!(html("a <b onclick=x>c</b> <script>d</script>"), "<p>a c d</p>\n");
    assert_eq!(html("<script>\nalert(1)\n</script>\n\n<svg><math></svg>"), "");
    assert_eq!(html("</main></body>\n\nb"), "<p>b</p>\n");
}

#[test]
fn dangerous_links_lose_their_address_and_keep_their_words() {
    for url in
        ["javascript:x", "&#106;avascript:x", "java&Tab;script:x", "vbscript:x", "data:text/html,x", "<java\tscript:x>"]
    {
        assert_eq!(html(&format!("[a]({url})")), "<p>a</p>\n", "{url}");
    }
    assert_eq!(
        html("[a](https://example.org/?a&b \"t\\\"\")"),
        "<p><a href=\"https://example.org/?a&amp;b\" title=\"t&quot;\">a</a></p>\n"
    );
    assert_eq!(html("<mailto:a@example.org>"), "<p><a href=\"mailto:a@example.org\">mailto:a@example.org</a></p>\n");
}

#[test]
fn addresses_from_the_root_lead_to_the_root_of_the_site() {
    assert_eq!(
        html("[a](/b/) ![c](/d.png)"),
        "<p><a href=\"../b/\">a</a> <img src=\"../d.png\" alt=\"c\" loading=\"lazy\"></p>\n"
    );
}

#[test]
fn pictures_from_elsewhere_become_links() {
    assert_eq!(
        html("![*foto*](http://example.org/a.png)"),
        "<p><a class=\"picture\" href=\"http://example.org/a.png\">foto</a></p>\n"
    );
    assert_eq!(html("[![foto](http://example.org/a.png)](/b)"), "<p><a href=\"../b\">foto</a></p>\n");
}

#[test]
fn headings_get_ids_below_the_title_of_the_page() {
    assert_eq!(
        html("# Harga *beras*\n\n# Harga beras"),
        "<h2 id=\"s-harga-beras\">Harga <em>beras</em></h2>\n<h2 id=\"s-harga-beras-2\">Harga beras</h2>\n"
    );
}

#[test]
fn headings_leave_no_level_out() {
    let levels: String = html("### a\n\n##### b\n\n### c\n\n## d\n\n# e\n\n## f")
        .split("<h")
        .skip(1)
        .filter_map(|heading| heading.chars().next())
        .collect();
    assert_eq!(levels, "232223");
}

#[test]
fn deep_nesting_is_flattened() {
    let html = html(&format!("{} a", ">".repeat(5_000)));
    assert_eq!(html.matches("<blockquote>").count(), 12);
    check_nesting(&html).unwrap();
    check_nesting(&super::to_html(&format!("{}a{}", "*a **b ".repeat(500), "** *".repeat(500)), &[], "")).unwrap();
}

#[test]
fn tables_and_lists_are_whole() {
    let html = html("1. a\n   - b\n\n| x | y |\n|--:|:-:|\n| *1* | 2 |");
    check_nesting(&html).unwrap();
    assert!(html.contains("<td class=\"right\"><em>1</em></td>"), "{html}");
}

#[test]
fn a_quotation_over_two_paragraphs_has_its_id_once() {
    let body = "Ia berkata, \"Satu.\n\nDua *tiga\" katanya*.";
    let plain = plain_text(body);
    let span = plain.locate("Satu. Dua tiga", 1).unwrap();
    let html = to_html(body, &[Mark { span, id: Some("k-1"), class: "q", href: None }], "");
    assert_eq!(
        html,
        "<p>Ia berkata, \"<span id=\"k-1\" class=\"q\">Satu.</span></p>\n<p><span class=\"q\">Dua <em>tiga</em></span><em>\" katanya</em>.</p>\n"
    );
}

#[test]
fn a_name_in_a_quotation_is_a_link_inside_it() {
    let body = "\"Kata Budi benar\"";
    let marks = [
        Mark { span: Span::new(6, 10), id: None, class: "ent person", href: Some("../budi/") },
        Mark { span: Span::new(1, 16), id: Some("k-1"), class: "q", href: None },
    ];
    assert_eq!(
        to_html(body, &marks, ""),
        "<p>\"<span id=\"k-1\" class=\"q\">Kata <a class=\"ent person\" href=\"../budi/\">Budi</a> benar</span>\"</p>\n"
    );
}

#[test]
fn a_name_in_a_link_is_not_a_link() {
    let marks = [Mark { span: Span::new(0, 4), id: None, class: "ent", href: Some("x") }];
    assert_eq!(to_html("[Budi](http://example.org)", &marks, ""), "<p><a href=\"http://example.org\">Budi</a></p>\n");
}

#[test]
fn no_break_spaces_of_the_article_stay() {
    let body = "a\u{a0}b c";
    let marks = [Mark { span: plain_text(body).locate("a b", 1).unwrap(), id: None, class: "q", href: None }];
    assert_eq!(to_html(body, &marks, ""), "<p><span class=\"q\">a\u{a0}b</span> c</p>\n");
}

proptest! {
    #[test]
    fn pieces_nest_and_hold_the_words(
        body in "[-*_#>`\\[\\]()<!ab1 \n\"é|~&;]{0,60}",
        spans in prop::collection::vec((0_usize..60, 1_usize..20), 0..4),
    ) {
        let plain = plain_text(&body);
        let snap = |at: usize| (0..=at.min(plain.text.len())).rev().find(|&at| plain.text.is_char_boundary(at)).unwrap_or(0);
        let spans: Vec<Span> = spans.iter().map(|(start, len)| Span::new(snap(*start), snap(start + len))).collect();
        let marks: Vec<Mark> = spans.iter().enumerate().map(|(at, &span)| Mark {
            span, id: None, class: ["q0", "q1", "q2", "q3"][at], href: (at % 2 == 1).then_some("x"),
        }).collect();
        let html = to_html(&body, &marks, "");
        prop_assert!(check_nesting(&html).is_ok(), "{:?}", check_nesting(&html));
        prop_assert!(!html.contains("<script"));
        // A single span holds exactly its words, but for white space.
        if let [first, ..] = marks.as_slice() {
            let html = to_html(&body, &[*first], "");
            let squeeze = |text: &str| text.split_whitespace().collect::<String>();
            let inside: String = marked(&html, "q0");
            prop_assert_eq!(squeeze(&inside), squeeze(first.span.of(&plain.text)), "{}", html);
        }
    }

    #[test]
    fn no_body_breaks_the_writer(body in "\\PC{0,200}") {
        prop_assert!(check_nesting(&to_html(&body, &[], "")).is_ok());
    }
}
