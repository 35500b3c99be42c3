//! The page of one quotation: the words in their sentence, who said them and how we know.

use serde::Serialize;

use super::card::{Card, Named};
use super::{Crumb, Head, View};
use crate::site::plan::SitePlan;
use crate::site::prepare::shorten;

/// A quotation with its proof.
#[derive(Debug, Serialize)]
pub struct QuotationView<'p> {
    /// The quotation.
    pub quotation: Card<'p>,
    /// The text before it, from the sentence before; may be empty.
    pub before: &'p str,
    /// The text after it, to the sentence after; may be empty.
    pub after: &'p str,
    /// The word that reports.
    pub cue: Option<&'p str>,
    /// The words beside it that point to the speaker.
    pub pointer: Option<&'p str>,
    /// Name of the rule that gave the speaker.
    pub rule: Option<&'p str>,
    /// Whether a person decided.
    pub by_hand: bool,
    /// Whom the words name.
    pub about: Vec<Named<'p>>,
    /// Other quotations of the same speaker in the same article.
    pub neighbours: Vec<Card<'p>>,
}

impl<'a> SitePlan<'a> {
    pub(super) fn quotation_view(&self, at: usize) -> (&'static str, Head, View<'_>) {
        let quotation = &self.quotations[at];
        let planned = &self.articles[quotation.article];
        let card = self.card(at, None);
        let speaker = card.speaker.as_ref().map(|speaker| speaker.name).or(card.speaker_text);
        let speaker = speaker.unwrap_or_else(|| self.interface.string("speaker_unknown"));
        let title = format!("{speaker}: “{}”", shorten(&quotation.text, 60));
        let neighbours: Vec<usize> = planned
            .quotations
            .clone()
            .filter(|other| *other != at && self.quotations[*other].speaker == quotation.speaker)
            .filter(|_| quotation.speaker.is_some())
            .take(5)
            .collect();
        let mut breadcrumbs = Vec::new();
        match &card.speaker {
            Some(named) => {
                let kind = self.registry.entity(quotation.speaker.unwrap_or(crate::model::EntityId(0))).kind;
                breadcrumbs.push(self.crumb(kind.as_str(), Self::kind_words(kind)));
                breadcrumbs.push(Crumb { text: named.name.to_owned(), url: Some(named.url.to_owned()) });
            }
            None => breadcrumbs.push(Crumb { text: planned.title.to_string(), url: Some(planned.link.clone()) }),
        }
        let head = Head {
            title,
            description: shorten(&quotation.text, 200),
            og_type: "article",
            published: planned.article.date.as_ref().map(ToString::to_string),
            json_ld: self.quotation_json_ld(at),
            breadcrumbs,
            ..Head::default()
        };
        let view = QuotationView {
            before: &quotation.before,
            after: &quotation.after,
            cue: quotation.note.cue.as_deref(),
            pointer: quotation.note.pointer.as_deref(),
            rule: quotation.note.rule.as_deref(),
            by_hand: quotation.note.by.is_some(),
            about: quotation.about.iter().filter_map(|id| self.shown(*id)).collect(),
            neighbours: self.cards(&neighbours, quotation.speaker),
            quotation: card,
        };
        ("quotation.html", head, View::Quotation(Box::new(view)))
    }
}
