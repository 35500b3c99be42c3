//! Where the words of each quotation stand in the text that readers see, and the Web Annotation that says so.

use serde_json::{Map, Value, json};

use super::plan::SitePlan;
use super::prepare::PreparedQuotation;

/// Characters before and after the words that are given with them.
const AROUND: usize = 32;

/// Where words stand in the plain text of a body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct TextPlace {
    /// First code point, from 0.
    pub(super) start: usize,
    /// One past the last code point.
    pub(super) end: usize,
    /// The words as they stand there.
    pub(super) exact: String,
    pub(super) prefix: String,
    pub(super) suffix: String,
}

/// Gives each quotation its place in `text`; they are in text order. Time linear in the text and the quotations.
pub(super) fn give_places(text: &str, quotations: &mut [PreparedQuotation<'_>]) {
    let (mut byte, mut count) = (0, 0);
    for quotation in quotations {
        let Some(span) = quotation.span.filter(|span| span.start >= byte) else { continue };
        count += text[byte..span.start].chars().count();
        byte = span.start;
        let before = text[..span.start].char_indices().rev().take(AROUND).last().map_or(span.start, |(at, _)| at);
        quotation.place = Some(TextPlace {
            start: count,
            end: count + span.of(text).chars().count(),
            exact: span.of(text).to_owned(),
            prefix: text[before..span.start].to_owned(),
            suffix: text[span.end..].chars().take(AROUND).collect(),
        });
    }
}

impl SitePlan<'_> {
    /// The Web Annotation of a quotation: who said the words, and where they stand in our copy of the article. Where no
    /// text is shown, the words alone are looked for in the original. None where neither is there.
    pub(super) fn annotation(&self, at: usize) -> Option<Value> {
        let quotation = &self.quotations[at];
        let planned = &self.articles[quotation.article];
        let absolute = |link: &str| self.addressing().absolute(link).unwrap_or_else(|| link.to_owned());
        let mut target = Map::new();
        let mut quote = Map::new();
        quote.insert("type".to_owned(), "TextQuoteSelector".into());
        let original = planned.article.url.as_deref().and_then(crate::url::safe_web_url);
        match &quotation.place {
            Some(place) => {
                quote.insert("exact".to_owned(), place.exact.as_str().into());
                quote.insert("prefix".to_owned(), place.prefix.as_str().into());
                quote.insert("suffix".to_owned(), place.suffix.as_str().into());
                target.insert("source".to_owned(), absolute(&planned.link).into());
                let position = json!({"type": "TextPositionSelector", "start": place.start, "end": place.end});
                target.insert("selector".to_owned(), json!([quote, position]));
            }
            None => {
                quote.insert("exact".to_owned(), (*quotation.text).into());
                target.insert("source".to_owned(), original.clone()?.into());
                target.insert("selector".to_owned(), json!([quote]));
            }
        }
        let mut annotation = Map::new();
        annotation.insert("@context".to_owned(), "http://www.w3.org/ns/anno.jsonld".into());
        annotation.insert("id".to_owned(), absolute(&self.permalink(quotation)).into());
        annotation.insert("type".to_owned(), "Annotation".into());
        annotation.insert("motivation".to_owned(), "identifying".into());
        let mut bodies: Vec<Value> = Vec::new();
        if let Some(name) = self.speaker_name(at) {
            let words = json!({
                "type": "TextualBody", "purpose": "identifying", "format": "text/plain", "value": name,
            });
            let page = quotation
                .speaker
                .and_then(|id| self.shown_link(id))
                .map(|link| json!({"type": "SpecificResource", "purpose": "identifying", "source": absolute(link)}));
            bodies.extend(page.into_iter().chain([words]));
        }
        if let Some(status) = self.status_words(at) {
            bodies.push(json!({
                "type": "TextualBody", "purpose": "commenting", "format": "text/plain", "value": status,
            }));
        }
        if !bodies.is_empty() {
            annotation.insert("body".to_owned(), bodies.into());
        }
        annotation.insert("target".to_owned(), Value::Object(target));
        if let Some(original) = original {
            annotation.insert("via".to_owned(), original.into());
        }
        Some(Value::Object(annotation))
    }
}
