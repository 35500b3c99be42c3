//! The small things that many pages show: a quotation, a name, an article in a list, a day.

use serde::Serialize;

use crate::model::{ArticleDate, Certainty, EntityId, EntityKind, LooseDate, Quotation, QuotationKind};
use crate::site::fragment::with_directive;
use crate::site::pages::Part;
use crate::site::plan::SitePlan;
use crate::url::safe_web_url;

/// A day in words and for machines.
#[derive(Clone, Debug, Serialize)]
pub struct Day {
    /// ISO 8601, with the time if there is one.
    pub iso: String,
    /// In words of the interface.
    pub text: String,
}

/// An entity, named.
#[derive(Clone, Debug, Serialize)]
pub struct Named<'p> {
    /// Its name.
    pub name: &'p str,
    /// Link to its page.
    pub url: &'p str,
    /// `person`, `organization`, `place`, `work`, `event`.
    pub kind: &'static str,
    /// The kind in words.
    pub kind_name: &'p str,
    /// What tells it from its namesakes.
    pub distinction: Option<&'p str>,
    /// How many quotations are its own.
    pub said: usize,
    /// How many quotations of others name it.
    pub about: usize,
    /// How many articles name it.
    pub articles: usize,
}

/// An article in a list.
#[derive(Clone, Debug, Serialize)]
pub struct ArticleRow<'p> {
    /// Headline.
    pub title: &'p str,
    /// Language of the headline, if it is not the interface's.
    pub lang: Option<&'p str>,
    /// Link to its page.
    pub url: &'p str,
    /// Day of publication.
    pub date: Option<Day>,
    /// Who published it.
    pub publisher: Option<&'p str>,
    /// How many quotations it has.
    pub quotations: usize,
}

/// A quotation, the same everywhere.
#[derive(Clone, Debug, Serialize)]
pub struct Card<'p> {
    /// Its id.
    pub id: &'p str,
    /// Its words, without marks.
    pub text: &'p str,
    /// `direct`, `mixed` or `indirect`.
    pub kind: &'static str,
    /// Language of the words, if it is not the interface's.
    pub lang: Option<&'p str>,
    /// Who said it, where that one has a page.
    pub speaker: Option<Named<'p>>,
    /// Who said it, in the article's words, where nobody has a page; none if nobody is named.
    pub speaker_text: Option<&'p str>,
    /// Whether the page is the speaker's own, so that the name need not be said again.
    pub own: bool,
    /// The source is not named.
    pub anonymous: bool,
    /// The body that a source that is not named speaks for.
    pub speaks_for: Option<&'p str>,
    /// The role as printed then.
    pub role: Option<&'p str>,
    /// `sure`, `likely` or `guess`: how sure the speaker is.
    pub certainty: &'static str,
    /// The same in words.
    pub certainty_name: &'p str,
    /// Day of the article.
    pub date: Option<Day>,
    /// Who published the article.
    pub publisher: Option<&'p str>,
    /// Headline of the article.
    pub article_title: &'p str,
    /// Link to the article.
    pub article_url: &'p str,
    /// Whether its words stand in the text that the article's page shows; withdrawn ones may have been taken out.
    pub in_text: bool,
    /// Link to the words in the article, or to its corrections where they were taken out.
    pub context_url: String,
    /// Link that always leads to the quotation.
    pub url: String,
    /// Link to the ways to cite it; none where quotations have no pages.
    pub cite_url: Option<String>,
    /// Absolute address of the original text.
    pub original: Option<String>,
    /// The same, leading to the words in it where the browser can.
    pub original_words: Option<String>,
    /// Absolute address of a kept copy.
    pub archived: Option<String>,
    /// The same, leading to the words in it where the browser can.
    pub archived_words: Option<String>,
    /// In how many other articles the same statement stands.
    pub also_in: usize,
    /// Link to the list of all its printings; the earliest other one where quotations have no pages.
    pub printings_url: Option<String>,
    /// Its other printings that the same list leaves out for it.
    pub folded: Vec<PrintingLink<'p>>,
    /// Why it was withdrawn.
    pub withdrawn: Option<&'p str>,
    /// What a person wants readers to know.
    pub note: Option<&'p str>,
    /// The day of the withdrawal, note or correction, where a person wrote it down.
    pub corrected: Option<Day>,
}

/// Another printing of a quotation's statement.
#[derive(Clone, Debug, Serialize)]
pub struct PrintingLink<'p> {
    /// Link that always leads to it.
    pub url: String,
    /// Day of the article.
    pub date: Option<Day>,
    /// Who published the article.
    pub publisher: Option<&'p str>,
    /// Headline of the article.
    pub article_title: &'p str,
    /// Language of the headline, if it is not the interface's.
    pub lang: Option<&'p str>,
}

/// Which page of several this one is, and the others.
#[derive(Clone, Debug, Serialize)]
pub struct PartView {
    /// From 1.
    pub number: usize,
    /// How many there are.
    pub of: usize,
    /// Link to the part before.
    pub previous_url: Option<String>,
    /// Link to the part after.
    pub next_url: Option<String>,
}

impl<'a> SitePlan<'a> {
    pub(super) fn day(&self, date: &ArticleDate) -> Day {
        Day { iso: date.to_string(), text: self.interface.date(date) }
    }

    /// As much of a day as is known.
    pub(super) fn loose_day(&self, date: &LooseDate) -> Day {
        let text = match (date.month, date.day) {
            (Some(month), Some(day)) => {
                self.interface.date(&ArticleDate { year: date.year, month, day, time: String::new() })
            }
            (Some(month), None) => self.interface.month(date.year, month),
            (None, _) => date.year.to_string(),
        };
        Day { iso: date.to_string(), text }
    }

    /// A language code that may stand in an attribute, where it is not the interface's own.
    pub(super) fn foreign<'p>(&self, lang: &'p str) -> Option<&'p str> {
        let is_code = (2..=35).contains(&lang.len())
            && lang.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic())
            && lang.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        (is_code && lang != self.input.config.language).then_some(lang)
    }

    pub(in crate::site) fn named(&self, id: EntityId) -> Named<'_> {
        let entity = self.registry.entity(id);
        let planned = &self.entities[id.index()];
        Named {
            name: &entity.name,
            url: &planned.link,
            kind: entity.kind.as_str(),
            kind_name: self.interface.string(entity.kind.as_str()),
            distinction: planned.told_apart_by.as_deref(),
            said: planned.backlinks.said.len(),
            about: planned.backlinks.about.len(),
            articles: planned.backlinks.articles.len(),
        }
    }

    /// The name of an entity, with what tells it from others of that name.
    pub(in crate::site) fn full_name(&self, id: EntityId) -> String {
        let named = self.named(id);
        named.distinction.map_or_else(|| named.name.to_owned(), |distinction| format!("{} ({distinction})", named.name))
    }

    /// The link to an entity's page, if it has one.
    pub(in crate::site) fn shown_link(&self, id: EntityId) -> Option<&str> {
        let planned = &self.entities[id.index()];
        planned.path.is_some().then_some(planned.link.as_str())
    }

    /// Who said a quotation, in words: the name of the archive, else that of the article.
    pub(in crate::site) fn speaker_name(&self, at: usize) -> Option<&str> {
        let quotation = &self.quotations[at];
        match quotation.speaker.filter(|id| self.shown_link(*id).is_some()) {
            Some(id) => Some(self.registry.entity(id).name.as_str()),
            None => quotation.note.speaker.as_deref(),
        }
    }

    /// The entity, named, if it has a page.
    pub(super) fn shown(&self, id: EntityId) -> Option<Named<'_>> {
        self.entities[id.index()].path.is_some().then(|| self.named(id))
    }

    pub(super) fn article_row(&self, at: usize) -> ArticleRow<'_> {
        let planned = &self.articles[at];
        ArticleRow {
            title: &planned.title,
            lang: self.foreign(&planned.article.lang),
            url: &planned.link,
            date: planned.article.date.as_ref().map(|date| self.day(date)),
            publisher: planned.article.publisher.as_deref(),
            quotations: planned.counted,
        }
    }

    /// The card of a quotation; `own` on pages of its speaker.
    pub(in crate::site) fn card(&self, at: usize, own: Option<EntityId>) -> Card<'_> {
        let quotation = &self.quotations[at];
        let planned = &self.articles[quotation.article];
        let (article, note) = (&planned.article, &quotation.note);
        let speaker = quotation.speaker.and_then(|id| self.shown(id));
        let original = article.url.as_deref().and_then(safe_web_url);
        let archived = article.archived.as_deref().and_then(safe_web_url);
        let to_words = |url: &str| match &quotation.fragment {
            Some(directive) => with_directive(url, directive),
            None => url.to_owned(),
        };
        let others = self.other_articles(at);
        Card {
            id: &quotation.id,
            text: &quotation.text,
            kind: kind_of(note.kind),
            lang: self.foreign(&article.lang),
            speaker_text: if speaker.is_some() { None } else { note.speaker.as_deref() },
            own: own.is_some() && own == quotation.speaker,
            speaker,
            anonymous: note.anonymous,
            speaks_for: note.speaks_for.as_deref(),
            role: quotation.role.as_deref(),
            certainty: certainty_of(note),
            certainty_name: self.interface.string(certainty_string(certainty(note))),
            date: article.date.as_ref().map(|date| self.day(date)),
            publisher: article.publisher.as_deref(),
            article_title: &planned.title,
            article_url: &planned.link,
            in_text: quotation.span.is_some(),
            context_url: self.in_article(quotation),
            url: self.permalink(quotation),
            cite_url: self.input.config.quotation_pages.then(|| format!("{}#cite", self.permalink(quotation))),
            original_words: original.as_deref().map(to_words),
            original,
            archived_words: archived.as_deref().map(to_words),
            archived,
            also_in: others,
            printings_url: (others > 0).then(|| self.printings_url(at)),
            folded: Vec::new(),
            withdrawn: self.withdrawal(note),
            note: note.note.as_deref(),
            corrected: note.corrected.as_ref().map(|date| self.day(date)),
        }
    }

    pub(super) fn cards(&self, quotations: &[usize], own: Option<EntityId>) -> Vec<Card<'_>> {
        quotations.iter().map(|at| self.card(*at, own)).collect()
    }

    /// The cards of a list with each statement once; other printings that the list has are linked from its card.
    pub(super) fn statement_cards(&self, quotations: &[usize], own: Option<EntityId>) -> Vec<Card<'_>> {
        let statements = self.statements_of(quotations).into_iter();
        let card = |(at, others): (usize, Vec<usize>)| Card {
            folded: others.into_iter().map(|other| self.printing_link(other)).collect(),
            ..self.card(at, own)
        };
        statements.map(card).collect()
    }

    fn printing_link(&self, at: usize) -> PrintingLink<'_> {
        let quotation = &self.quotations[at];
        let planned = &self.articles[quotation.article];
        PrintingLink {
            url: self.permalink(quotation),
            date: planned.article.date.as_ref().map(|date| self.day(date)),
            publisher: planned.article.publisher.as_deref(),
            article_title: &planned.title,
            lang: self.foreign(&planned.article.lang),
        }
    }

    /// The parts of a list; `path` gives the file of each.
    pub(super) fn part_view(&self, part: Part, path: impl Fn(Part) -> String) -> Option<PartView> {
        let link = |number: usize| {
            (1..=part.of).contains(&number).then(|| self.addressing().link(&path(Part { number, of: part.of })))
        };
        (part.of > 1).then(|| PartView {
            number: part.number,
            of: part.of,
            previous_url: link(part.number - 1),
            next_url: link(part.number + 1),
        })
    }
}

/// How sure the speaker is: a person's word counts as sure.
fn certainty(note: &Quotation) -> Certainty {
    if note.by.is_some() { Certainty::Sure } else { note.certainty.unwrap_or(Certainty::Sure) }
}

/// `sure`, `likely` or `guess`.
pub(in crate::site) fn certainty_of(note: &Quotation) -> &'static str {
    match certainty(note) {
        Certainty::Sure => "sure",
        Certainty::Likely => "likely",
        Certainty::Guess => "guess",
    }
}

const fn certainty_string(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Sure => "certain",
        Certainty::Likely => "likely",
        Certainty::Guess => "uncertain",
    }
}

/// `direct`, `mixed` or `indirect`.
pub(in crate::site) const fn kind_of(kind: QuotationKind) -> &'static str {
    match kind {
        QuotationKind::Direct => "direct",
        QuotationKind::Mixed => "mixed",
        QuotationKind::Indirect => "indirect",
    }
}

/// The template of an entity's page.
pub(super) const fn entity_template(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "person.html",
        EntityKind::Organization => "organization.html",
        EntityKind::Place => "place.html",
        EntityKind::Work => "work.html",
        EntityKind::Event | EntityKind::Other => "event.html",
    }
}
