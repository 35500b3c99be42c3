use pulldown_cmark::{Event, Tag};

use super::parser;
use crate::model::Span;
use crate::url::safe_url;

/// The pictures of a Markdown body that belong to the site: their addresses, without `?` and what follows, and where they
/// stand. Those from elsewhere become links and are none.
///
/// ```
/// let body = "Air naik.\n\n![Pasar](/foto/pasar.jpg) ![Laut](https://laya.example/laut.jpg)";
/// let pictures = kutip::markdown::own_pictures(body);
/// assert_eq!(pictures.len(), 1);
/// assert_eq!((pictures[0].0.as_str(), pictures[0].1.start), ("/foto/pasar.jpg", 11));
/// ```
pub fn own_pictures(body: &str) -> Vec<(String, Span)> {
    if !body.contains("![") {
        return Vec::new();
    }
    let pictures = parser(body).into_offset_iter().filter_map(|(event, range)| {
        let Event::Start(Tag::Image { dest_url, .. }) = event else { return None };
        let url = safe_url(&dest_url).filter(|url| !url.is_empty() && !url.contains(':') && !url.starts_with("//"))?;
        let end = url.find(['?', '#']).unwrap_or(url.len());
        Some((url[..end].to_owned(), Span::new(range.start, range.end)))
    });
    pictures.collect()
}
