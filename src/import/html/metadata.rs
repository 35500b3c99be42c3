//! Turns a page into what it says about its article: title, day, authors, publisher, address, language.

use dom_query::{Document, NodeRef};

use crate::import::date;
use crate::lang::Languages;

use super::json_ld::{self, LinkedArticle};
use super::{cleaned, folded};

/// Names of `<meta>` elements, the best first.
const TITLES: &[&str] = &["og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title"];
const DATES: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "published_time",
    "content_publisheddate",
    "dc.date.issued",
    "dc.date",
    "dcterms.created",
    "date",
    "article.published",
    "og:published_time",
    "originalpublicationdate",
    "cxenseparse:recs:publishtime",
];
const AUTHORS: &[&str] = &[
    "author",
    "article:author",
    "og:article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "byl",
    "content_author",
    "twitter:data1",
];
const PUBLISHERS: &[&str] = &["og:site_name", "application-name", "publisher", "dc.publisher", "article:publisher"];
/// Programs and services that call themselves the publisher of what others write with them.
const PROGRAMS: &[&str] = &[
    "blogger",
    "blogspot",
    "drupal",
    "ghost",
    "joomla",
    "joomla!",
    "medium",
    "squarespace",
    "tumblr",
    "wix",
    "wix.com",
    "wordpress",
    "wordpress.com",
];
const ADDRESSES: &[&str] = &["og:url", "twitter:url", "parsely-link"];

/// Marks between a title and the name of the site.
const SEPARATORS: &[&str] = &[" | ", " - ", " – ", " — ", " :: ", " » ", " · "];

/// What a page says about its article.
#[derive(Clone, Debug, Default)]
pub(super) struct Metadata {
    pub title: Option<String>,
    pub dates: Vec<String>,
    pub authors: Vec<String>,
    pub publisher: Option<String>,
    pub url: Option<String>,
    pub lang: Option<String>,
    /// What stands in `<h1>`: one of them is mostly the title.
    pub headlines: Vec<String>,
}

impl Metadata {
    pub(super) fn read(page: &Document, languages: &Languages) -> Self {
        let linked = linked(page);
        let metas = Metas::of(page);
        let url = address(page, &metas, &linked);
        let host = url.as_deref().and_then(host);
        let given =
            linked.publisher.iter().map(String::as_str).chain(PUBLISHERS.iter().flat_map(|name| metas.all(name)));
        let site = given.filter(|name| !name.contains("://")).find_map(publisher_name);
        let headings = heading_texts(page);
        let title = title(page, &metas, &linked, site.as_deref(), &headings);
        Self {
            title,
            dates: dates(page, &metas, &linked, url.as_deref(), languages),
            authors: authors(page, &metas, &linked, site.as_deref(), languages),
            publisher: site.map(|name| cleaned(&name)).or(host),
            url,
            lang: language(page, languages),
            headlines: headings,
        }
    }
}

/// Names and contents of the page's `<meta>` elements, lower-case names, in page order.
struct Metas(Vec<(String, String)>);

impl Metas {
    fn of(page: &Document) -> Self {
        let mut metas = Vec::new();
        for node in page.select("meta[content]").nodes() {
            let content = node.attr("content").map(|content| cleaned(&content)).unwrap_or_default();
            if content.is_empty() || content.len() > 2_000 {
                continue;
            }
            for key in ["property", "name", "itemprop"] {
                if let Some(name) = node.attr(key) {
                    metas.push((name.trim().to_lowercase(), content.clone()));
                }
            }
        }
        Self(metas)
    }

    fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, content)| content.as_str())
    }

    fn first(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.all(name).next().map(str::to_owned))
    }
}

fn linked(page: &Document) -> LinkedArticle {
    let scripts = page.select(r#"script[type*="ld+json"]"#);
    scripts.nodes().iter().take(20).find_map(|script| json_ld::read(&script.text())).unwrap_or_default()
}

fn address(page: &Document, metas: &Metas, linked: &LinkedArticle) -> Option<String> {
    let canonical = page.select(r#"link[rel="canonical"][href]"#).nodes().first().and_then(|link| link.attr("href"));
    let candidates = [canonical.map(|href| href.trim().to_owned()), linked.url.clone(), metas.first(ADDRESSES)];
    candidates
        .into_iter()
        .flatten()
        .find(|url| url.len() < 2_000 && host(url).is_some() && !url.contains(char::is_whitespace))
}

/// The host of an address, without `www.`.
pub(super) fn host(url: &str) -> Option<String> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#', ':']).next()?.to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    (host.contains('.') && !host.contains('@')).then(|| host.to_owned())
}

/// The name of a publisher without its slogan or address; none for the program that makes the site's pages.
fn publisher_name(given: &str) -> Option<String> {
    let name = cleaned(given.split('|').next().unwrap_or(given));
    let is_program = PROGRAMS.contains(&name.to_lowercase().as_str());
    (!name.is_empty() && !is_program).then_some(name)
}

fn heading_texts(page: &Document) -> Vec<String> {
    let texts = page.select("h1").nodes().iter().take(20).map(|heading| cleaned(&heading.text())).collect::<Vec<_>>();
    texts.into_iter().filter(|text| !text.is_empty() && text.len() < 400).collect()
}

/// The headline: what linked data and `og:title` call it, in the words of the page's own heading where there is one.
fn title(
    page: &Document,
    metas: &Metas,
    linked: &LinkedArticle,
    site: Option<&str>,
    headings: &[String],
) -> Option<String> {
    let document =
        page.select("title").nodes().first().map(|title| cleaned(&title.text())).filter(|title| !title.is_empty());
    let given = linked.headline.as_deref().map(cleaned).or_else(|| metas.first(TITLES));
    let named = given.or_else(|| document.clone());
    let Some(named) = named else { return headings.first().cloned() };
    // The heading that the title begins with, or that begins with the title, is the headline as readers see it.
    let folded_name = named.to_lowercase();
    let same = |heading: &&String| {
        let heading = heading.to_lowercase();
        heading.len() >= 10 && (folded_name.starts_with(&heading) || heading.starts_with(&folded_name))
    };
    if let Some(heading) = headings.iter().find(same) {
        return Some(heading.clone());
    }
    Some(without_site(&named, site))
}

/// A title without the site's name behind or before it.
fn without_site(title: &str, site: Option<&str>) -> String {
    for separator in SEPARATORS {
        if let Some((before, after)) = title.rsplit_once(separator) {
            let is_site = site.is_some_and(|site| letters(site) == letters(after));
            let is_short = after.split_whitespace().count() <= 4 && before.split_whitespace().count() >= 4;
            if is_site || (site.is_none() && is_short) {
                return before.trim().to_owned();
            }
        }
        if let Some((before, after)) = title.split_once(separator)
            && site.is_some_and(|site| letters(site) == letters(before))
        {
            return after.trim().to_owned();
        }
    }
    title.to_owned()
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Texts that may name the day. What pages print for people counts only where it is a day: it may be anything.
fn dates(
    page: &Document,
    metas: &Metas,
    linked: &LinkedArticle,
    url: Option<&str>,
    languages: &Languages,
) -> Vec<String> {
    let mut dates = linked.dates.clone();
    dates.extend(DATES.iter().flat_map(|name| metas.all(name)).map(str::to_owned));
    for selector in [
        r#"[itemprop="datePublished"]"#,
        "time[pubdate]",
        "article time",
        "time",
        r#"[class*="publish"]"#,
        r#"[class*="date"]"#,
    ] {
        for node in page.select(selector).nodes().iter().take(5) {
            let attribute = node.attr("datetime").or_else(|| node.attr("content")).map(|value| value.to_string());
            let text = attribute.unwrap_or_else(|| folded(&node.text()));
            dates.extend(Some(text).filter(|text| date::parse(text, None, languages).is_some()));
        }
    }
    dates.extend(url.and_then(date_in_address));
    if dates.is_empty() {
        dates.extend(only_printed_day(&page.select("body").text()));
    }
    dates
}

/// `/2024/05/02/` in an address.
fn date_in_address(url: &str) -> Option<String> {
    let parts: Vec<&str> = url.split(['/', '-']).collect();
    let digits = |part: &str, count: usize| part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
    let day = parts.windows(3).find(|w| digits(w[0], 4) && digits(w[1], 2) && digits(w[2], 2))?;
    Some(day.join("-"))
}

/// The day and time that stands in the words of a page, year first as programs print it (`2018-08-25 15:24`), where all
/// such times are of one day.
fn only_printed_day(text: &str) -> Option<String> {
    let mut found: Option<&str> = None;
    for (at, _) in text.match_indices(':') {
        // The sixteen bytes that end two digits behind the colon, all of them ASCII then.
        let Some(time) = at.checked_sub(13).and_then(|start| text.get(start..at + 3)) else { continue };
        let is_shape = time.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => matches!(byte, b'-' | b'/' | b'.'),
            10 => matches!(byte, b' ' | b'T'),
            13 => byte == b':',
            _ => byte.is_ascii_digit(),
        });
        if is_shape && found.replace(time).is_some_and(|before| before[..10] != time[..10]) {
            return None;
        }
    }
    let (day, time) = found?.split_at(10);
    Some(format!("{}T{}", day.replace(['/', '.'], "-"), &time[1..]))
}

fn authors(
    page: &Document,
    metas: &Metas,
    linked: &LinkedArticle,
    site: Option<&str>,
    languages: &Languages,
) -> Vec<String> {
    let mut found = linked.authors.clone();
    if found.is_empty() {
        found = AUTHORS
            .iter()
            .find_map(|name| {
                let names: Vec<String> =
                    metas.all(name).filter(|name| looks_like_author(name)).map(str::to_owned).collect();
                (!names.is_empty()).then_some(names)
            })
            .unwrap_or_default();
    }
    let is_printed = found.is_empty();
    for selector in [
        r#"[itemprop="author"] [itemprop="name"]"#,
        r#"[itemprop="author"]"#,
        r#"a[rel~="author"]"#,
        r#"[class*="byline"] [class*="author"]"#,
        r#"[class*="byline"]"#,
        r#"[class*="author"]"#,
    ] {
        if !found.is_empty() {
            break;
        }
        let nodes = page.select(selector);
        let texts = nodes.nodes().iter().take(3).map(NodeRef::text).map(|text| cleaned(&text));
        found = texts.filter(|text| looks_like_author(text) && !names_a_time(text)).take(1).collect();
    }
    // What is only printed may be anything: names are written large but for their short words.
    let is_large = |word: &str| word.chars().nth(3).is_none() || !word.starts_with(char::is_lowercase);
    let is_named = |line: &String| split_names(line, languages).iter().all(|name| name.split(' ').all(is_large));
    if is_printed {
        found.retain(is_named);
    }
    let mut authors: Vec<String> = Vec::new();
    for name in found.iter().flat_map(|names| split_names(&cleaned(names), languages)) {
        // `CNN Business` writes for `CNN`.
        let is_site = site.map(letters).is_some_and(|site| site.len() > 2 && letters(&name).starts_with(&site));
        if !is_site && !authors.contains(&name) && looks_like_author(&name) {
            authors.push(name);
        }
    }
    authors
}

fn looks_like_author(name: &str) -> bool {
    let words = name.split_whitespace().count();
    (1..=20).contains(&words) && name.len() <= 160 && !name.contains("://") && name.contains(char::is_alphabetic)
}

/// A line with the time of day (`10:02`) is more than a name.
fn names_a_time(text: &str) -> bool {
    let digit = |at: Option<usize>| at.and_then(|at| text.as_bytes().get(at)).is_some_and(u8::is_ascii_digit);
    text.match_indices([':', '.']).any(|(at, _)| digit(at.checked_sub(1)) && digit(Some(at + 1)))
}

/// The names of a byline, without the words before and between them.
fn split_names(byline: &str, languages: &Languages) -> Vec<String> {
    let mut names = vec![byline.to_owned()];
    for language in languages.iter() {
        names = names.iter().flat_map(|names| language.layout.byline_names(names)).collect();
    }
    names
}

/// The language that the page says it is in: one of ours, or another by its code.
fn language(page: &Document, languages: &Languages) -> Option<String> {
    let code = page.select("html[lang]").nodes().first()?.attr("lang")?.trim().to_lowercase();
    let code = code.split(['-', '_']).next().unwrap_or_default().to_owned();
    let is_code = (2..=3).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_lowercase());
    languages.get(&code).map(|language| language.code.clone()).or_else(|| is_code.then_some(code))
}
