//! Turns what `extract` finds in an article into the quotations and entities of its front matter.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Document, VERSION, extract, quotations::quoted};
use crate::front_matter::{annotations_hash, fold, refresh_ids};
use crate::lang::{Language, Languages, is_quotation_mark};
use crate::markdown::{PlainText, plain_text};
use crate::model::{Annotated, Annotations, Article, EntityKind, EntityNote, Mention, Quotation, QuotationKind, Span};

/// Finds the quotations and entities of an article and writes them into it, in place of those it has.
///
/// The language is the article's; a variety (`en-GB`) counts as its language, an unknown one is looked for in the text.
/// An article in no known language gets empty lists.
pub fn annotate(article: &mut Article, languages: &Languages) {
    let plain = plain_text(&article.body);
    let language = language_of(&article.lang, &plain.text, languages);
    let annotations = language.map(|language| extract(&plain.text, language)).unwrap_or_default();
    let mut quotations = quotations(&plain, &annotations);
    refresh_ids(&article.id, &mut quotations);
    let entities = entities(&plain.text, &annotations);
    article.annotated = Some(Annotated { version: VERSION, sha256: annotations_hash(&quotations, &entities) });
    article.quotations = Some(quotations);
    article.entities = Some(entities);
}

/// As [`annotate`], of the lists that the article has none of: a list that a person wrote is whole as it stands.
pub fn complete(article: &mut Article, languages: &Languages) {
    settle_kinds(article, languages);
    let (quotations, entities) = (article.quotations.take(), article.entities.take());
    let is_written = quotations.is_some() || entities.is_some();
    annotate(article, languages);
    article.quotations = quotations.or(article.quotations.take());
    article.entities = entities.or(article.entities.take());
    if is_written {
        article.annotated = None;
    }
}

/// As [`annotate`], beside what a person wrote into the article before it was ever annotated: that is marked `by: hand` and
/// stays as it is, and what the text has besides is added. An empty list says that there is nothing.
pub fn annotate_beside(article: &mut Article, languages: &Languages) {
    settle_kinds(article, languages);
    let (quotations, entities) = (article.quotations.take(), article.entities.take());
    annotate(article, languages);
    if let Some(mut written) = quotations {
        let found = article.quotations.take().unwrap_or_default();
        written.iter_mut().for_each(|quotation| mark_as_written(&mut quotation.by));
        if !written.is_empty() {
            let by_hand: Vec<&Quotation> = written.iter().collect();
            let new = plain_text(&article.body).not_covered(&by_hand, found.iter().collect());
            let new: Vec<Quotation> = new.into_iter().cloned().collect();
            written.extend(new);
        }
        refresh_ids(&article.id, &mut written);
        article.quotations = Some(written);
    }
    if let Some(mut written) = entities {
        let found = article.entities.take().unwrap_or_default();
        written.iter_mut().for_each(|entity| mark_as_written(&mut entity.by));
        let is_new = |found: &EntityNote| {
            let share = |own: &EntityNote| own.forms.iter().any(|form| found.forms.contains(form));
            !written.is_empty() && !written.iter().any(share)
        };
        let found: Vec<EntityNote> = found.into_iter().filter(is_new).collect();
        written.extend(found);
        article.entities = Some(written);
    }
    let sha256 = annotations_hash(article.quotations(), article.entities());
    article.annotated = Some(Annotated { version: VERSION, sha256 });
}

fn mark_as_written(by: &mut Option<String>) {
    by.get_or_insert_with(|| "hand".to_owned());
}

/// Gives the quotations whose kind nobody wrote the one that the article's marks show: direct where the words stand between
/// marks, else indirect. Words that are not in the article count as direct, as if they had been copied with their marks.
pub fn settle_kinds(article: &mut Article, languages: &Languages) {
    let open = || article.quotations.iter().flatten().filter(|quotation| quotation.kind_is_open);
    if open().next().is_none() {
        return;
    }
    let plain = plain_text(&article.body);
    let marks = Marks::of(&plain, &article.lang, languages);
    let places = plain.locate_all(open().map(|quotation| (quotation.text.as_str(), quotation.nth)));
    let open = article.quotations.iter_mut().flatten().filter(|quotation| quotation.kind_is_open);
    for (quotation, place) in open.zip(places) {
        let is_direct = place.is_none_or(|span| marks.hold(span));
        quotation.kind = if is_direct { QuotationKind::Direct } else { QuotationKind::Indirect };
        (quotation.kind_is_open, quotation.kind_is_seen) = (false, true);
    }
}

/// Where a text stands between quotation marks.
struct Marks<'t> {
    text: &'t str,
    /// Without overlaps, in text order.
    between: Vec<Span>,
}

impl<'t> Marks<'t> {
    fn of(plain: &'t PlainText, lang: &str, languages: &Languages) -> Self {
        // Marks are the same in all languages; only a language that cuts words tells them from apostrophes.
        let language = language_of(lang, &plain.text, languages).or_else(|| languages.iter().next());
        let mut marked = language.map(|language| quoted(&Document::new(&plain.text, language))).unwrap_or_default();
        marked.sort_by_key(|span| span.start);
        let mut between: Vec<Span> = Vec::with_capacity(marked.len());
        for span in marked {
            match between.last_mut() {
                Some(last) if span.start < last.end => last.end = last.end.max(span.end),
                _ => between.push(span),
            }
        }
        Self { text: &plain.text, between }
    }

    /// Whether words begin and end between marks.
    fn hold(&self, words: Span) -> bool {
        let is_marked = |at: usize| {
            let next = self.between.partition_point(|span| span.start <= at);
            next.checked_sub(1).is_some_and(|before| at < self.between[before].end)
        };
        // A blank or a sign on the wrong side hides what a mark is for, but not next to the words themselves.
        let touch_marks = || {
            let (before, after) = (&self.text[..words.start], &self.text[words.end..]);
            before.trim_end().ends_with('“') && after.trim_start_matches([' ', ',', '.', '!', '?']).starts_with('”')
        };
        is_marked(words.start) && is_marked(words.end.saturating_sub(1)) || touch_marks()
    }
}

/// An utterance whose words are found outside quotation marks, while another place of the article has them inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutsideMarks {
    /// Its place in the article's list.
    pub at: usize,
    /// Which occurrence of its words stands inside: the next one, else the last before.
    pub nth: usize,
    /// No other occurrence does.
    pub is_only: bool,
}

/// How many occurrences of an utterance's words are looked at for one inside quotation marks.
const MOST_PLACES: usize = 20;

/// The utterances of an article whose words somebody put elsewhere too, so that they are found there. Not where another entry
/// has the place inside the marks, nor what a person wrote to be indirect. Time linear in the text and the utterances together.
pub fn outside_marks(article: &Article, languages: &Languages) -> Vec<OutsideMarks> {
    let is_utterance = |quotation: &Quotation| {
        let is_marked = matches!(quotation.kind, QuotationKind::Direct | QuotationKind::Mixed);
        quotation.withdrawn.is_none() && (quotation.kind_is_seen || is_marked)
    };
    let all = article.quotations();
    let mut utterances: Vec<usize> = (0..all.len()).filter(|&at| is_utterance(&all[at])).collect();
    if utterances.is_empty() {
        return Vec::new();
    }
    let plain = plain_text(&article.body);
    let here = plain.locate_all(utterances.iter().map(|&at| (all[at].text.as_str(), all[at].nth.max(1))));
    let is_behind_mark = |span: Span| plain.text[..span.start].ends_with(is_quotation_mark);
    let mut here = here.into_iter();
    let mut spans = Vec::new();
    utterances.retain(|_| match here.next().flatten().filter(|span| !is_behind_mark(*span)) {
        Some(span) => {
            spans.push(span);
            true
        }
        None => false,
    });
    let wanted = utterances.iter().flat_map(|&at| (1..=MOST_PLACES).map(move |nth| (all[at].text.as_str(), nth)));
    let places = plain.locate_all(wanted);
    if places.chunks(MOST_PLACES).all(|places| places.iter().flatten().count() < 2) {
        return Vec::new();
    }
    let marks = Marks::of(&plain, &article.lang, languages);
    let taken: FxHashSet<(&str, usize)> = all.iter().map(|other| (other.text.as_str(), other.nth.max(1))).collect();
    let found = utterances.iter().zip(spans).zip(places.chunks(MOST_PLACES)).filter_map(|((&at, here), places)| {
        if marks.hold(here) {
            return None;
        }
        let is_free = |nth: &usize| {
            places[nth - 1].is_some_and(|place| marks.hold(place)) && !taken.contains(&(all[at].text.as_str(), *nth))
        };
        let inside: Vec<usize> = (1..=places.len()).filter(is_free).collect();
        let nth = inside.iter().find(|&&nth| nth > all[at].nth).or(inside.last());
        nth.map(|&nth| OutsideMarks { at, nth, is_only: inside.len() == 1 })
    });
    found.collect()
}

/// The language that an article is read in.
pub fn language_of<'a>(code: &str, text: &str, languages: &'a Languages) -> Option<&'a Language> {
    languages.of_variety(code).or_else(|| languages.detect(text))
}

/// The quotations as front matter holds them, in text order, without ids.
pub fn quotations(plain: &PlainText, annotations: &Annotations) -> Vec<Quotation> {
    let text = plain.text.as_str();
    let words = |span: Span| Some(fold(span.of(text))).filter(|words| !words.is_empty());
    let mut found: Vec<_> = annotations.quotations.iter().collect();
    found.sort_by_key(|quotation| (quotation.span.start, quotation.span.end));
    let spans: Vec<Span> = found.iter().map(|quotation| without_closing_comma(text, quotation.span)).collect();
    let numbers = plain.nth_all(&spans);
    found
        .into_iter()
        .zip(spans.into_iter().zip(numbers))
        .filter_map(|(quotation, (span, nth))| {
            Some(Quotation {
                text: words(span)?,
                nth,
                kind: quotation.kind,
                speaker: quotation.speaker_name.as_deref().map(fold).filter(|name| !name.is_empty()),
                pointer: quotation.speaker.and_then(words),
                role: quotation.role.as_deref().map(fold).filter(|role| !role.is_empty()),
                cue: quotation.cue.and_then(words),
                rule: Some(quotation.rule.to_owned()),
                certainty: Some(quotation.certainty),
                anonymous: quotation.anonymous,
                speaks_for: quotation.speaks_for.as_deref().map(fold),
                ..Quotation::default()
            })
        })
        .collect()
}

/// The comma before the closing mark belongs to the reporter's sentence; `. ? !` belong to the words.
fn without_closing_comma(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let start = span.start + (words.len() - words.trim_start().len());
    let end = start + words.trim().trim_end_matches([',', ';']).trim_end().len();
    Span::new(start, end)
}

/// The entities as front matter holds them, in the order of their first mention.
pub fn entities(text: &str, annotations: &Annotations) -> Vec<EntityNote> {
    let mut notes: Vec<EntityNote> = Vec::new();
    let mut places: FxHashMap<(String, EntityKind), usize> = FxHashMap::default();
    let mut note = |name: &str, kind: EntityKind| -> Option<usize> {
        let name = fold(name);
        if name.is_empty() {
            return None;
        }
        let at = *places.entry((name.clone(), kind)).or_insert_with(|| {
            notes.push(EntityNote { forms: vec![name.clone()], name, kind, ..EntityNote::default() });
            notes.len() - 1
        });
        Some(at)
    };
    let at: Vec<Option<usize>> = annotations.mentions.iter().map(|mention| note(&mention.name, mention.kind)).collect();
    for quotation in annotations.quotations.iter().filter(|quotation| !quotation.anonymous) {
        // A speaker whose name the recognizer did not see is an entity all the same.
        if let (Some(name), Some(kind)) = (&quotation.speaker_name, quotation.speaker_kind) {
            note(name, kind);
        }
    }
    for (mention, at) in annotations.mentions.iter().zip(at) {
        if let Some(at) = at {
            add_mention(&mut notes[at], text, mention);
        }
    }
    for note in &mut notes {
        note.forms.sort();
        note.forms.dedup();
    }
    notes
}

fn add_mention(note: &mut EntityNote, text: &str, mention: &Mention) {
    note.forms.push(fold(mention.span.of(text)));
    let role = mention.role.map(|role| fold(role.of(text))).filter(|role| !role.is_empty());
    if let Some(role) = role.filter(|role| !note.roles.contains(role)) {
        note.roles.push(role);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Certainty, FoundQuotation};

    fn found(text: &str, words: &str, from: usize) -> FoundQuotation {
        let start = from + text[from..].find(words).unwrap();
        FoundQuotation {
            span: Span::new(start, start + words.len()),
            kind: QuotationKind::Direct,
            speaker: None,
            speaker_name: Some("Budi Santoso".into()),
            speaker_kind: Some(EntityKind::Person),
            role: None,
            anonymous: false,
            speaks_for: None,
            cue: None,
            rule: "cue-after",
            certainty: Certainty::Sure,
        }
    }

    #[test]
    fn a_closing_comma_goes_and_the_occurrence_is_counted() {
        let text = "Harga turun lagi. “Harga turun,” kata Budi Santoso. “Benarkah?” tanya dia.";
        let annotations = Annotations {
            quotations: vec![found(text, "Benarkah?", 0), found(text, "Harga turun,", 5)],
            mentions: Vec::new(),
        };
        let quotations = quotations(&PlainText::new(text.to_owned()), &annotations);
        let short: Vec<(&str, usize)> = quotations.iter().map(|q| (q.text.as_str(), q.nth)).collect();
        assert_eq!(short, [("Harga turun", 2), ("Benarkah?", 1)]);
    }

    #[test]
    fn forms_and_roles_of_one_name_are_gathered() {
        let text = "Menteri Budi Santoso datang. Budi Santoso, kata Budi, dan Teluk.";
        let mention = |words: &str, name: &str, kind, role| Mention {
            span: Span::new(text.rfind(words).unwrap(), text.rfind(words).unwrap() + words.len()),
            kind,
            name: name.to_owned(),
            role,
        };
        let role = Some(Span::new(0, 7));
        let annotations = Annotations {
            quotations: vec![found(text, "datang", 0)],
            mentions: vec![
                mention("Budi Santoso", "Budi Santoso", EntityKind::Person, role),
                mention("Budi", "Budi Santoso", EntityKind::Person, role),
                mention("Teluk", "Teluk", EntityKind::Place, None),
            ],
        };
        let entities = entities(text, &annotations);
        assert_eq!(entities.len(), 2);
        assert_eq!(entities[0].forms, ["Budi", "Budi Santoso"]);
        assert_eq!(entities[0].roles, ["Menteri"]);
        assert_eq!(entities[1].name, "Teluk");
    }
}
