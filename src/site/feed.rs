//! What the feed, the site map and `robots.txt` say.

use std::borrow::Cow;

use serde::Serialize;

use super::entity_files::newest;
use super::plan::{PlannedArticle, SitePlan};
use super::view::Card;
use crate::model::ArticleDate;

/// Articles in the feed.
const ENTRIES: usize = 40;

/// Addresses that one file of a site map may hold.
const ADDRESSES: usize = 50_000;

/// Bytes that it may have are 50 MiB; this leaves room for its frame.
const BYTES: usize = 50 * 1024 * 1024 - 4096;

/// The Atom feed of the newest articles and their quotations.
#[derive(Debug, Serialize)]
pub struct Feed<'p> {
    /// Name of the site.
    pub title: Cow<'p, str>,
    /// Language of the interface.
    pub lang: &'p str,
    /// Absolute address of the site; the feed's identity.
    pub id: String,
    /// Absolute address of the feed.
    pub url: String,
    /// Moment of the newest article (RFC 3339).
    pub updated: String,
    /// Newest first.
    pub entries: Vec<Entry<'p>>,
}

/// One article of the feed.
#[derive(Debug, Serialize)]
pub struct Entry<'p> {
    /// Headline.
    pub title: Cow<'p, str>,
    /// Absolute address of its page, its identity.
    pub url: String,
    /// Moment of publication (RFC 3339).
    pub published: String,
    /// Moment of publication or of the last correction (RFC 3339).
    pub updated: String,
    /// Who published it, or the site.
    pub author: &'p str,
    /// Its first words.
    pub summary: &'p str,
    /// Its quotations.
    pub quotations: Vec<Card<'p>>,
}

/// One file of the site map.
#[derive(Debug, Serialize)]
pub struct SiteMap {
    /// The pages, or the other files of the map.
    pub pages: Vec<MapPage>,
    /// Whether the file lists other files.
    pub is_index: bool,
}

/// One address of the site map.
#[derive(Debug, Serialize)]
pub struct MapPage {
    /// Absolute address.
    pub url: String,
    /// Day of the newest article on it, where the page is one article.
    pub modified: Option<String>,
}

impl<'a> SitePlan<'a> {
    /// The file of the feed; none without a `base_url`, since a feed needs absolute addresses.
    pub fn feed_path(&self) -> Option<String> {
        let config = self.input.config;
        (config.feeds && config.base_url.is_some()).then(|| format!("{}.atom", self.addressing().segment("feed")))
    }

    /// The feed, if one is made.
    pub fn feed(&self) -> Option<Feed<'_>> {
        let path = self.feed_path()?;
        let absolute = |link: &str| self.addressing().absolute(link).unwrap_or_default();
        let title = self.input.config.title.as_str();
        let dated = self.articles.iter().filter(|article| article.article.date.is_some()).take(ENTRIES);
        let entries: Vec<Entry<'_>> = dated
            .map(|planned| Entry {
                title: Cow::Borrowed(&planned.title),
                url: absolute(&planned.link),
                published: planned.article.date.as_ref().map(rfc_3339).unwrap_or_default(),
                updated: self.article_updated(planned),
                author: planned.article.publisher.as_deref().unwrap_or(title),
                summary: &planned.summary,
                quotations: planned
                    .quotations
                    .clone()
                    .filter(|at| !self.quotations[*at].is_withdrawn())
                    .map(|at| self.feed_card(at))
                    .collect(),
            })
            .collect();
        Some(Feed {
            title: title.into(),
            lang: &self.input.config.language,
            id: absolute(""),
            url: absolute(&path),
            updated: newest(&entries),
            entries,
        })
    }

    /// The moment of an article's publication or of the last correction in it.
    fn article_updated(&self, planned: &PlannedArticle<'_>) -> String {
        let corrected = planned.quotations.clone().filter_map(|at| self.quotations[at].note.corrected.as_ref());
        planned.article.date.iter().chain(corrected).map(rfc_3339).max().unwrap_or_default()
    }

    /// A card whose links are absolute, since readers of feeds see them elsewhere.
    pub(super) fn feed_card(&self, at: usize) -> Card<'_> {
        let mut card = self.card(at, None);
        card.url = self.addressing().absolute(&card.url).unwrap_or_default();
        card
    }

    /// The files of the site map: path and content. Empty without a `base_url`, and where crawlers are shut out.
    pub fn site_maps(&self) -> Vec<(String, SiteMap)> {
        if self.input.config.base_url.is_none() || !self.input.config.crawlers {
            return Vec::new();
        }
        let pages: Vec<MapPage> = self.pages.iter().filter_map(|page| self.map_page(page)).collect();
        let mut parts = parts_of_map(pages, ADDRESSES, BYTES);
        if parts.len() <= 1 {
            let pages = parts.pop().unwrap_or_default();
            return vec![("sitemap.xml".to_owned(), SiteMap { pages, is_index: false })];
        }
        let mut files = Vec::new();
        let mut index = Vec::new();
        for pages in parts {
            let path = format!("sitemap-{}.xml", files.len() + 1);
            let modified = pages.iter().filter_map(|page| page.modified.clone()).max();
            index.push(MapPage { url: self.addressing().absolute(&path).unwrap_or_default(), modified });
            files.push((path, SiteMap { pages, is_index: false }));
        }
        files.push(("sitemap.xml".to_owned(), SiteMap { pages: index, is_index: true }));
        files
    }

    fn map_page(&self, page: &super::pages::Page) -> Option<MapPage> {
        use super::pages::PageKind;
        if matches!(page.kind, PageKind::NotFound | PageKind::Moved(_) | PageKind::MovedArticle(_)) {
            return None;
        }
        Some(MapPage {
            url: self.addressing().absolute(&self.addressing().link(&page.path))?,
            modified: self
                .modified(&page.kind)
                .map(|date| format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)),
        })
    }

    /// The day on which a page changed last, as far as the archive tells: that of its newest article or correction.
    fn modified(&self, page: &super::pages::PageKind) -> Option<ArticleDate> {
        use super::pages::PageKind;
        let of_article = |at: usize| self.articles[at].article.date.as_ref();
        let of_correction = |at: usize| self.quotations[at].note.corrected.as_ref();
        let newest = match page {
            PageKind::Article(at) => {
                self.articles[*at].quotations.clone().filter_map(of_correction).chain(of_article(*at)).max()
            }
            PageKind::Quotation(at) => of_correction(*at).max(of_article(self.quotations[*at].article)),
            PageKind::Entity(id) => {
                let links = &self.entities[id.index()].backlinks;
                let said = links.said.iter().filter_map(|at| of_correction(*at));
                said.chain(links.articles.first().and_then(|at| of_article(*at))).max()
            }
            PageKind::Month { articles, .. } | PageKind::Year { articles, .. } => {
                articles.clone().next().and_then(of_article)
            }
            PageKind::Home | PageKind::Articles | PageKind::Time => self.newest_date(),
            _ => None,
        };
        newest.cloned()
    }

    /// The text of `robots.txt`.
    pub fn robots(&self) -> String {
        if !self.input.config.crawlers {
            return "User-agent: *\nDisallow: /\n".to_owned();
        }
        let map = self.addressing().absolute("sitemap.xml").map(|url| format!("Sitemap: {url}\n"));
        format!("User-agent: *\nAllow: /\n{}", map.unwrap_or_default())
    }
}

/// Cuts the list so that no file has more addresses or bytes than it may.
fn parts_of_map(pages: Vec<MapPage>, addresses: usize, bytes: usize) -> Vec<Vec<MapPage>> {
    let mut parts: Vec<Vec<MapPage>> = Vec::new();
    let mut size = 0;
    for page in pages {
        // A character takes at most six bytes once it is escaped; what stands round an address takes less than a hundred.
        let escaped = page.url.bytes().map(|byte| if byte.is_ascii_alphanumeric() || byte == b'/' { 1 } else { 6 });
        let own = escaped.sum::<usize>() + 100;
        match parts.last_mut() {
            Some(part) if part.len() < addresses && size + own <= bytes => part.push(page),
            _ => {
                parts.push(vec![page]);
                size = 0;
            }
        }
        size += own;
    }
    parts
}

/// A day or moment as feeds want it; a day without a time, or a time without a zone, is taken as UTC.
pub(super) fn rfc_3339(date: &ArticleDate) -> String {
    let day = format!("{:04}-{:02}-{:02}", date.year, date.month, date.day);
    let time = date.time.trim_start_matches('T');
    let has_zone = time.ends_with('Z') || time.get(5..).is_some_and(|rest| rest.contains(['+', '-']));
    let (clock, zone) = match (has_zone, time.find(['Z', '+', '-'])) {
        (true, Some(at)) => time.split_at(at),
        _ => (time, "Z"),
    };
    let clock = match clock.len() {
        5 => format!("{clock}:00"),
        0 => "00:00:00".to_owned(),
        _ => clock.to_owned(),
    };
    format!("{day}T{clock}{zone}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_file_of_the_map_has_more_addresses_or_bytes_than_it_may() {
        let page = |at: usize| MapPage { url: format!("https://example.org/{at}"), modified: None };
        let sizes = |addresses, bytes| -> Vec<usize> {
            parts_of_map((0..7).map(page).collect(), addresses, bytes).iter().map(Vec::len).collect()
        };
        assert_eq!(sizes(3, 1 << 20), [3, 3, 1]);
        assert_eq!(sizes(100, 300), [2, 2, 2, 1]);
        assert_eq!(sizes(100, 1), [1; 7]);
        assert!(parts_of_map(Vec::new(), 3, 100).is_empty());
    }

    #[test]
    fn moments_of_feeds_have_a_time_and_a_zone() {
        let date = |time: &str| rfc_3339(&ArticleDate { year: 2024, month: 5, day: 2, time: time.to_owned() });
        assert_eq!(date(""), "2024-05-02T00:00:00Z");
        assert_eq!(date("T10:30"), "2024-05-02T10:30:00Z");
        assert_eq!(date("T10:30:05+07:00"), "2024-05-02T10:30:05+07:00");
        assert_eq!(date("T10:30+07:00"), "2024-05-02T10:30:00+07:00");
    }
}
