//! Turns one article into what may be published of it: its words, its quotations in place, its names in place.

use std::borrow::Cow;
use std::cell::OnceCell;

use rustc_hash::{FxHashMap, FxHashSet};

use super::SiteInput;
use super::annotation::{TextPlace, give_places};
use super::fragment::FragmentText;
use super::mentions::{Forms, NamedAt};
use super::redaction::gaps;
use super::sentences::{around, sentences};
use super::withheld::Withheld;
use crate::config::Publish;
use crate::lang::Words;
use crate::markdown::{PlainText, escape, plain_text};
use crate::model::{Article, ArticleLinks, EntityId, EntityKind, Quotation, Span, Value};
use crate::slug::slug;

/// Longest text shown before or after a quotation on its page, in bytes.
const LONGEST_CONTEXT: usize = 700;

/// What may be published of one article.
#[derive(Debug)]
pub(super) struct Prepared<'a> {
    pub(super) article: Cow<'a, Article>,
    /// Whether its file's name or `slug` would tell a withheld name.
    pub(super) needs_other_address: bool,
    pub(super) title: Cow<'a, str>,
    /// Markdown that may be shown: the whole body, an excerpt, or nothing.
    pub(super) body: Cow<'a, str>,
    /// The first words, for descriptions; empty where no text may be shown.
    pub(super) summary: String,
    pub(super) quotations: Vec<PreparedQuotation<'a>>,
    /// Places of names in the plain text of `body`.
    pub(super) mentions: Vec<NamedAt>,
    /// The first mention of each entity in each paragraph: where links are made.
    pub(super) links: Vec<NamedAt>,
    /// Entities with pages, then speakers who are none of them, each once, in the order of the front matter, and how often each
    /// is named.
    pub(super) entities: Vec<(EntityId, u32)>,
    /// Places in the article's list of quotations whose words are not in the body.
    pub(super) lost: Vec<usize>,
    /// Places there of quotations whose words a browser would look for elsewhere in the original.
    pub(super) astray: Vec<usize>,
    /// Whether what is shown of its title and text, quotations of others aside, has words of a withheld person or a gap where a
    /// withheld name stood.
    pub(super) has_gap: bool,
}

/// A quotation that stands in its article.
#[derive(Debug)]
pub(super) struct PreparedQuotation<'a> {
    /// Its place in the article's list of quotations.
    pub(super) at: usize,
    pub(super) note: Cow<'a, Quotation>,
    /// Its words; owned where a withheld name was taken out of them.
    pub(super) text: Cow<'a, str>,
    /// Where its words stand in the plain text of the body shown; none where no body is shown, or where they were withdrawn
    /// and the article has them no more.
    pub(super) span: Option<Span>,
    pub(super) speaker: Option<EntityId>,
    /// Entities named inside its words, but for the speaker.
    pub(super) about: Vec<EntityId>,
    /// The speaker's role as the article prints it: beside these words, else elsewhere in it.
    pub(super) role: Option<String>,
    /// Organizations that the role names: the speaker speaks for them.
    pub(super) speaks_for: Vec<EntityId>,
    pub(super) before: String,
    pub(super) after: String,
    /// What leads a browser to the words in the original (`text=…`); none where there is none, or not these words.
    pub(super) fragment: Option<String>,
    /// Line of the article's file on which it begins, where that is known.
    pub(super) line: Option<usize>,
    /// Where its words stand in the text that readers see.
    pub(super) place: Option<TextPlace>,
}

/// Whether a span has a part of one of `spans`, which are sorted by their beginnings.
fn overlaps(spans: impl Iterator<Item = Span>) -> impl Fn(&Span) -> bool {
    let mut joined: Vec<Span> = Vec::new();
    for span in spans {
        match joined.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => joined.push(span),
        }
    }
    move |span| {
        let next = joined.get(joined.partition_point(|one| one.end <= span.start));
        next.is_some_and(|one| one.start < span.end)
    }
}

fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Prepares one article; `links` say whom its names mean.
pub(super) fn prepare<'a>(
    input: &SiteInput<'a>,
    withheld: &Withheld,
    article: &'a Article,
    links: &ArticleLinks,
) -> Prepared<'a> {
    let words = input.languages.get(&article.lang).map(|language| &language.words);
    let visible =
        |id: &Option<EntityId>| id.filter(|id| input.registry.entity(*id).kind.has_pages() && !withheld.entity(*id));
    let holds_offices = |id: EntityId| input.registry.entity(id).kind.holds_offices();
    let redaction = (!withheld.is_empty()).then(|| withheld.redaction(article, links, input.languages));
    let redact = |text: &'a str| -> Cow<'a, str> {
        match redaction.as_ref().and_then(|redaction| redaction.apply(text)) {
            Some(redacted) => Cow::Owned(redacted),
            None => Cow::Borrowed(text),
        }
    };
    let meant: Vec<Option<EntityId>> = links.entities.iter().map(&visible).collect();
    let body = match redaction.as_ref().and_then(|redaction| redaction.markdown(&article.body)) {
        Some(redacted) => Cow::Owned(redacted),
        None => Cow::Borrowed(article.body.as_str()),
    };
    let plain = plain_text(&body);
    let speakers: Vec<Option<EntityId>> = links.speakers.iter().map(&visible).collect();
    let forms = Forms::of(article, &meant, &speakers);
    let mentions = forms.find(&plain.text);

    let mut lost = Vec::new();
    let mut astray = Vec::new();
    // Where withheld people speak.
    let mut unlisted = Vec::new();
    let mut original = (article.url.is_some() || article.archived.is_some()).then(|| FragmentText::new(&plain));
    // Words around quotations are named only where readers see them, and as they are in the original.
    let with_context = input.config.publish == Publish::Full && matches!(body, Cow::Borrowed(_));
    let mut quotations = Vec::new();
    let corrections = corrected_roles(article, links);
    let lower = OnceCell::new();
    let printed = OnceCell::new();
    let is_printed = |words: &str| {
        let lower = || lower.get_or_init(|| plain.text.to_lowercase()).as_str();
        let printed: &FxHashSet<&str> = printed.get_or_init(|| words_of(lower()).collect());
        words_of(&words.to_lowercase()).all(|word| printed.contains(word))
    };
    let texts: Vec<Cow<'a, str>> = article.quotations().iter().map(|note| redact(&note.text)).collect();
    let spans = plain.locate_all(texts.iter().zip(article.quotations()).map(|(text, note)| (&**text, note.nth.max(1))));
    for (at, ((note, text), span)) in article.quotations().iter().zip(texts).zip(spans).enumerate() {
        let linked = links.speakers.get(at).copied().flatten();
        if linked.is_some_and(|id| withheld.entity(id)) {
            unlisted.extend(span);
            continue;
        }
        // Words that were withdrawn keep their page when the paper takes them out of the article.
        if span.is_none() && note.withdrawn.is_none() {
            lost.push(at);
            continue;
        }
        let speaker = visible(&linked);
        let about = span.map(|span| about(&mentions, span, speaker)).unwrap_or_default();
        let shown = span.filter(|_| input.config.publish != Publish::Quotations);
        let (before, after) = shown.map(|span| context(&plain.text, span, words)).unwrap_or_default();
        let fragment = original.as_mut().filter(|_| matches!(text, Cow::Borrowed(_))).zip(span);
        let fragment = fragment.and_then(|(original, span)| original.fragment(&plain.text, span, with_context));
        if with_context && fragment.as_ref().is_some_and(|fragment| !fragment.is_found) {
            astray.push(at);
        }
        let fragment = fragment.map(|fragment| fragment.directive);
        let line = article.quotation_lines.get(at).copied();
        let note = redaction.as_ref().map_or(Cow::Borrowed(note), |redaction| redaction.quotation(note));
        let mut note = note;
        // Somebody changed the text: the word that reported, and the rule that went by it, are no reason any more.
        if note.cue.as_deref().is_some_and(|cue| !is_printed(cue)) {
            (note.to_mut().cue, note.to_mut().rule) = (None, None);
        }
        let corrected = || corrections.get(&linked?)?.for_quotation(&article.quotations()[at]);
        if linked.is_some_and(|id| !holds_offices(id)) {
            note.to_mut().role = None;
        } else if let Some(role) = corrected() {
            note.to_mut().role = Some(redact(role).into_owned());
        }
        let elsewhere = || role_elsewhere(article, &meant, speaker.filter(|id| holds_offices(*id)));
        let role = note.role.clone().or_else(|| elsewhere().map(|role| redact(role).into_owned()));
        let speaks_for = organizations(input, &forms, role.iter().chain(&note.speaks_for));
        quotations.push(PreparedQuotation {
            at,
            note,
            text,
            span,
            speaker,
            about,
            role,
            speaks_for,
            before,
            after,
            fragment,
            line,
            place: None,
        });
    }
    // Withdrawn words that the paper took out stand nowhere: they come last.
    quotations.sort_by_key(|quotation| {
        let span = quotation.span.map(|span| (span.start, std::cmp::Reverse(span.end)));
        (span.is_none(), span)
    });
    if matches!(body, Cow::Owned(_)) {
        let is_quoted = overlaps(quotations.iter().filter_map(|quotation| quotation.span));
        unlisted.extend(gaps(&plain.text).into_iter().filter(|gap| !is_quoted(gap)));
    }
    let title = redact(&article.title);

    let mut prepared = Prepared {
        article: redaction.as_ref().map_or(Cow::Borrowed(article), |redaction| redaction.article(article)),
        needs_other_address: redaction.as_ref().is_some_and(|redaction| {
            let own = article.extra.get("slug").and_then(Value::as_str);
            article.path.split('/').chain(own).any(|part| redaction.is_told_by(&slug(part)))
        }),
        has_gap: matches!(title, Cow::Owned(_)),
        title,
        summary: String::new(),
        entities: count_entities(meant.iter().chain(&speakers), &mentions),
        quotations,
        mentions,
        links: Vec::new(),
        lost,
        astray,
        body,
    };
    match input.config.publish {
        Publish::Full => {
            prepared.has_gap |= !unlisted.is_empty();
            prepared.links = first_mentions(&plain, &prepared.mentions);
            prepared.summary = summary(&plain.text);
            give_places(&plain.text, &mut prepared.quotations);
        }
        Publish::Excerpt => {
            let is_shown = overlaps(excerpt(&mut prepared, &plain, words).into_iter());
            prepared.has_gap |= unlisted.iter().any(is_shown);
        }
        Publish::Quotations => {
            prepared.body = Cow::Borrowed("");
            prepared.mentions.clear();
            for quotation in &mut prepared.quotations {
                quotation.span = None;
            }
        }
    }
    prepared
}

/// Entities named inside `span`, each once, without the speaker. `mentions` are in text order.
fn about(mentions: &[NamedAt], span: Span, speaker: Option<EntityId>) -> Vec<EntityId> {
    let first = mentions.partition_point(|mention| mention.span.start < span.start);
    let mut about = Vec::new();
    for mention in mentions[first..].iter().take_while(|mention| mention.span.end <= span.end) {
        if Some(mention.entity) != speaker && !about.contains(&mention.entity) {
            about.push(mention.entity);
        }
    }
    about
}

/// What people wrote of a speaker's roles in one article.
#[derive(Default)]
struct CorrectedRoles<'a> {
    /// The engine's roles of the entity.
    made: Vec<&'a str>,
    /// Those that a person gave the entity.
    of_entity: Vec<&'a str>,
    /// Those that a person wrote beside what it said.
    of_quotations: Vec<&'a str>,
}

impl<'a> CorrectedRoles<'a> {
    /// The role that holds in place of the engine's: of the entity where the quotation has another; of the quotations where the
    /// engine knew but one, which no person confirmed.
    fn for_quotation(&self, quotation: &Quotation) -> Option<&'a str> {
        if quotation.by.is_some() && quotation.role.is_some() {
            return None;
        }
        if let Some(first) = self.of_entity.first() {
            let role = quotation.role.as_deref()?;
            return (!self.of_entity.contains(&role)).then_some(*first);
        }
        let replaced = self.made.first().filter(|only| self.made.iter().all(|role| role == *only))?;
        let is_engines = quotation.role.as_deref().is_none_or(|role| role == *replaced);
        let right = self.of_quotations.first()?;
        (is_engines && !self.of_quotations.contains(replaced)).then_some(*right)
    }
}

/// Whose roles people corrected in an article.
fn corrected_roles<'a>(article: &'a Article, links: &ArticleLinks) -> FxHashMap<EntityId, CorrectedRoles<'a>> {
    let mut found: FxHashMap<EntityId, CorrectedRoles<'a>> = FxHashMap::default();
    for (quotation, speaker) in article.quotations().iter().zip(&links.speakers) {
        if let (Some(speaker), Some(role), true) = (speaker, &quotation.role, quotation.by.is_some()) {
            found.entry(*speaker).or_default().of_quotations.push(role);
        }
    }
    for (note, entity) in article.entities().iter().zip(&links.entities) {
        let Some(entity) = entity else { continue };
        let roles = note.roles.iter().map(String::as_str);
        if note.by.is_some() && !note.roles.is_empty() {
            found.entry(*entity).or_default().of_entity.extend(roles);
        } else if let Some(corrected) = found.get_mut(entity) {
            corrected.made.extend(roles);
        }
    }
    found
}

/// The role of a speaker that an article prints anywhere, the first of several.
fn role_elsewhere<'a>(article: &'a Article, meant: &[Option<EntityId>], speaker: Option<EntityId>) -> Option<&'a str> {
    let speaker = speaker?;
    let mut notes = article.entities().iter().zip(meant).filter(|(_, meant)| **meant == Some(speaker));
    notes.find_map(|(note, _)| note.roles.first()).map(String::as_str)
}

/// Organizations that texts name, each once.
fn organizations<'t>(
    input: &SiteInput<'_>,
    forms: &Forms<'_>,
    texts: impl Iterator<Item = &'t String>,
) -> Vec<EntityId> {
    let mut found = Vec::new();
    for mention in texts.flat_map(|text| forms.find(text)) {
        let is_body = input.registry.entity(mention.entity).kind == EntityKind::Organization;
        if is_body && !found.contains(&mention.entity) {
            found.push(mention.entity);
        }
    }
    found
}

fn count_entities<'i>(meant: impl Iterator<Item = &'i Option<EntityId>>, mentions: &[NamedAt]) -> Vec<(EntityId, u32)> {
    let mut counts: rustc_hash::FxHashMap<EntityId, u32> = rustc_hash::FxHashMap::default();
    for mention in mentions {
        *counts.entry(mention.entity).or_default() += 1;
    }
    let mut seen = rustc_hash::FxHashSet::default();
    let listed = meant.flatten().filter(|id| seen.insert(**id));
    listed.map(|id| (*id, counts.get(id).copied().unwrap_or(0))).collect()
}

fn first_mentions(plain: &PlainText, mentions: &[NamedAt]) -> Vec<NamedAt> {
    let mut first = Vec::new();
    let mut seen = rustc_hash::FxHashSet::default();
    let mut blocks = plain.blocks().peekable();
    for mention in mentions {
        while blocks.next_if(|block| block.end <= mention.span.start).is_some() {
            seen.clear();
        }
        if seen.insert(mention.entity) {
            first.push(*mention);
        }
    }
    first
}

fn context(text: &str, span: Span, words: Option<&Words>) -> (String, String) {
    let (before, after) = around(text, span, words);
    let before = before.of(text);
    let cut = before.len().saturating_sub(LONGEST_CONTEXT);
    let before = match before.get(cut..).or_else(|| before.get(cut + 1..)) {
        Some(kept) if cut > 0 => format!("…{}", kept.split_once(' ').map_or(kept, |(_, rest)| rest)),
        _ => before.to_owned(),
    };
    (before, shorten(after.of(text), LONGEST_CONTEXT))
}

/// The first words of a text, at most `longest` bytes, cut between words.
pub(super) fn shorten(text: &str, longest: usize) -> String {
    if text.len() <= longest {
        return text.to_owned();
    }
    let mut end = longest;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let cut = &text[..end];
    let cut = cut.rsplit_once(char::is_whitespace).map_or(cut, |(words, _)| words);
    format!("{}…", cut.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':')))
}

fn summary(text: &str) -> String {
    shorten(text.split("\n\n").next().unwrap_or_default(), 200).replace('\n', " ")
}

/// Replaces the body by its first paragraph and the sentences that quotations stand in, with everything moved along: where
/// these stand in `plain`, in order.
fn excerpt(prepared: &mut Prepared<'_>, plain: &PlainText, words: Option<&Words>) -> Vec<Span> {
    let mut shown = String::new();
    // Pieces that are kept: where they stood, and where they stand now.
    let mut kept: Vec<(Span, usize)> = Vec::new();
    let mut quoted = prepared.quotations.iter().filter_map(|quotation| quotation.span).peekable();
    let mut reach = 0;
    for (number, block) in plain.blocks().enumerate() {
        let mut end_of_last = None;
        for sentence in sentences(&plain.text, block, words) {
            while let Some(span) = quoted.next_if(|span| span.start < sentence.end) {
                reach = reach.max(span.end);
            }
            if number > 0 && reach <= sentence.start {
                continue;
            }
            shown.push_str(match end_of_last {
                None if shown.is_empty() => "",
                None => "\n\n",
                Some(end) if end + 2 > sentence.start => " ",
                Some(_) => " … ",
            });
            kept.push((sentence, shown.len()));
            // A line break inside a sentence would end the paragraph.
            shown.push_str(&sentence.of(&plain.text).replace('\n', " "));
            end_of_last = Some(sentence.end);
        }
    }
    let moved = |at: usize| {
        let piece = kept.partition_point(|(span, _)| span.start <= at).checked_sub(1)?;
        let (span, now) = kept[piece];
        (at <= span.end).then(|| now + at - span.start)
    };
    let move_span = |span: Span| Some(Span::new(moved(span.start)?, moved(span.end)?));
    for quotation in &mut prepared.quotations {
        quotation.span = quotation.span.and_then(move_span);
    }
    prepared.mentions = prepared
        .mentions
        .iter()
        .filter_map(|mention| Some(NamedAt { span: move_span(mention.span)?, entity: mention.entity }))
        .collect();
    let shown = PlainText::new(shown);
    prepared.links = first_mentions(&shown, &prepared.mentions);
    prepared.summary = summary(&shown.text);
    give_places(&shown.text, &mut prepared.quotations);
    prepared.body = Cow::Owned(escape(&shown.text));
    kept.into_iter().map(|(span, _)| span).collect()
}
