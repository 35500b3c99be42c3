//! The page of one quotation: the words in their sentence, who said them and how we know.

use serde::Serialize;

use super::card::{Card, Named};
use super::proof::{CitationView, Proof};
use super::{Crumb, Head, View};
use crate::model::QuotationKind;
use crate::site::plan::{PlannedQuotation, SitePlan};
use crate::site::prepare::shorten;
use crate::site::variants::{Piece, PieceKind, differences};

/// Printings of a statement that its page lists.
const PRINTINGS: usize = 40;

/// A quotation with its proof.
#[derive(Debug, Serialize)]
pub struct QuotationView<'p> {
    /// The quotation.
    pub quotation: Card<'p>,
    /// The text before it, from the sentence before; may be empty.
    pub before: &'p str,
    /// The text after it, to the sentence after; may be empty.
    pub after: &'p str,
    /// How we know who said it, and where to correct it.
    pub proof: Proof<'p>,
    /// Ways to cite it.
    pub citations: Vec<CitationView<'p>>,
    /// The Web Annotation of the words, as JSON; none where no text is known.
    pub annotation: Option<String>,
    /// All printings of the statement, the page's own among them, earliest first; empty where there is only one.
    pub printings: Vec<Printing<'p>>,
    /// How many printings are not listed.
    pub printings_more: usize,
    /// Whom the words name.
    pub about: Vec<Named<'p>>,
    /// Other quotations of the same speaker in the same article.
    pub neighbours: Vec<Card<'p>>,
}

/// One printing of a statement.
#[derive(Debug, Serialize)]
pub struct Printing<'p> {
    /// The quotation.
    pub quotation: Card<'p>,
    /// Whether it is the one that the page shows.
    pub is_own: bool,
    /// Its words, with what they have more and less than those of the page.
    pub pieces: Vec<Piece>,
}

impl<'a> SitePlan<'a> {
    /// The first printings of a quotation's statement.
    fn printings_view(&self, at: usize) -> Vec<Printing<'_>> {
        let own = &self.quotations[at];
        let lang_of = |quotation: &PlannedQuotation<'_>| self.articles[quotation.article].article.lang.clone();
        let printing = |other: &usize| {
            let quotation = &self.quotations[*other];
            // Words of two languages have nothing that could be told apart.
            let is_comparable = *other != at && lang_of(quotation) == lang_of(own);
            let pieces = match is_comparable {
                true => differences(&own.text, &quotation.text),
                false => vec![Piece { text: quotation.text.to_string(), kind: PieceKind::Same }],
            };
            Printing { quotation: self.card(*other, own.speaker), is_own: *other == at, pieces }
        };
        self.printings(at).iter().take(PRINTINGS).map(printing).collect()
    }

    pub(super) fn quotation_view(&self, at: usize) -> (&'static str, Head, View<'_>) {
        let quotation = &self.quotations[at];
        let planned = &self.articles[quotation.article];
        let card = self.card(at, None);
        let speaker = card.speaker.as_ref().map(|speaker| speaker.name).or(card.speaker_text);
        let speaker = speaker.unwrap_or_else(|| self.interface.string("speaker_unknown"));
        let words = shorten(&quotation.text, 60);
        let title = match quotation.note.kind {
            QuotationKind::Indirect => format!("{speaker}: {words}"),
            _ => format!("{speaker}: “{words}”"),
        };
        let neighbours: Vec<usize> = planned
            .quotations
            .clone()
            .filter(|other| *other != at && quotation.speaker.is_some())
            .filter(|other| self.quotations[*other].speaker == quotation.speaker)
            .filter(|other| !self.quotations[*other].is_withdrawn())
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
            proof: self.proof(at),
            citations: self.citations(at),
            annotation: self.annotation(at).and_then(|annotation| serde_json::to_string(&annotation).ok()),
            printings: self.printings_view(at),
            printings_more: self.printings(at).len().saturating_sub(PRINTINGS),
            about: quotation.about.iter().filter_map(|id| self.shown(*id)).collect(),
            neighbours: self.cards(&neighbours, quotation.speaker),
            quotation: card,
        };
        ("quotation.html", head, View::Quotation(Box::new(view)))
    }
}
