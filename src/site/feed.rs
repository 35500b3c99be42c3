//! What the feed, the site map and `robots.txt` say.

use serde::Serialize;

use super::plan::SitePlan;
use super::view::Card;
use crate::model::ArticleDate;

/// Articles in the feed.
const ENTRIES: usize = 40;

/// Addresses that one file of a site map may hold.
const ADDRESSES: usize = 50_000;

/// The Atom feed of the newest articles and their quotations.
#[derive(Debug, Serialize)]
pub struct Feed<'p> {
    /// Name of the site.
    pub title: &'p str,
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
    pub title: &'p str,
    /// Absolute address of its page, its identity.
    pub url: String,
    /// Moment of publication (RFC 3339).
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
                title: &planned.title,
                url: absolute(&planned.link),
                updated: planned.article.date.as_ref().map(rfc_3339).unwrap_or_default(),
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
            title,
            lang: &self.input.config.language,
            id: absolute(""),
            url: absolute(&path),
            updated: entries.first().map_or_else(|| "1970-01-01T00:00:00Z".to_owned(), |entry| entry.updated.clone()),
            entries,
        })
    }

    /// A card whose links are absolute, since readers of feeds see them elsewhere.
    fn feed_card(&self, at: usize) -> Card<'_> {
        let mut card = self.card(at, None);
        card.url = self.addressing().absolute(&card.url).unwrap_or_default();
        card
    }

    /// The files of the site map: path and content. Empty without a `base_url`.
    pub fn site_maps(&self) -> Vec<(String, SiteMap)> {
        if self.input.config.base_url.is_none() {
            return Vec::new();
        }
        let pages: Vec<MapPage> = self.pages.iter().filter_map(|page| self.map_page(page)).collect();
        if pages.len() <= ADDRESSES {
            return vec![("sitemap.xml".to_owned(), SiteMap { pages, is_index: false })];
        }
        let mut files = Vec::new();
        let mut index = Vec::new();
        let mut pages = pages.into_iter().peekable();
        while pages.peek().is_some() {
            let path = format!("sitemap-{}.xml", files.len() + 1);
            index.push(MapPage { url: self.addressing().absolute(&path).unwrap_or_default(), modified: None });
            files.push((path, SiteMap { pages: pages.by_ref().take(ADDRESSES).collect(), is_index: false }));
        }
        files.push(("sitemap.xml".to_owned(), SiteMap { pages: index, is_index: true }));
        files
    }

    fn map_page(&self, page: &super::pages::Page) -> Option<MapPage> {
        use super::pages::PageKind;
        let article = match &page.kind {
            PageKind::NotFound | PageKind::Moved(_) => return None,
            PageKind::Article(at) => Some(*at),
            PageKind::Quotation(at) => Some(self.quotations[*at].article),
            _ => None,
        };
        let date = article.and_then(|at| self.articles[at].article.date.as_ref());
        Some(MapPage {
            url: self.addressing().absolute(&self.addressing().link(&page.path))?,
            modified: date.map(|date| format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)),
        })
    }

    /// The text of `robots.txt`.
    pub fn robots(&self) -> String {
        let map = self.addressing().absolute("sitemap.xml").map(|url| format!("Sitemap: {url}\n"));
        format!("User-agent: *\nAllow: /\n{}", map.unwrap_or_default())
    }
}

/// A day or moment as feeds want it; a day without a time, or a time without a zone, is taken as UTC.
fn rfc_3339(date: &ArticleDate) -> String {
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
    fn moments_of_feeds_have_a_time_and_a_zone() {
        let date = |time: &str| rfc_3339(&ArticleDate { year: 2024, month: 5, day: 2, time: time.to_owned() });
        assert_eq!(date(""), "2024-05-02T00:00:00Z");
        assert_eq!(date("T10:30"), "2024-05-02T10:30:00Z");
        assert_eq!(date("T10:30:05+07:00"), "2024-05-02T10:30:05+07:00");
        assert_eq!(date("T10:30+07:00"), "2024-05-02T10:30:00+07:00");
    }
}
