//! `kutip explain`: why a quotation has the speaker it has.

use crate::archive::ARTICLES;
use crate::cli::Global;
use crate::diag::{Report, visible};
use crate::extract::annotate::{annotate, language_of};
use crate::extract::{Reason, rivals};
use crate::front_matter;
use crate::lang::Interface;
use crate::markdown::plain_text;
use crate::model::{Addresses, Article, Certainty, Quotation, QuotationKind, Span};
use crate::write::last_notes;

use super::known::resolve_names;
use super::prepare::{Content, prepare};
use super::{Console, Failure, Stream, Workplace};

/// How many characters of the article are shown on each side of the words.
const CONTEXT: usize = 160;

/// Runs the command: exit status.
///
/// # Errors
///
/// When no published quotation has that id.
pub fn run(options: &Global, id: &str, console: &Console) -> Result<u8, Failure> {
    let workplace = Workplace::open(options, false)?;
    let mut report = Report::default();
    let articles = workplace.articles(&mut report);
    let content = prepare(&workplace, articles, console, &mut report)?;
    // The last part of an address from a disk or of a place in an article is an id too.
    let wanted = id.rsplit(['/', '#']).next().unwrap_or_default().trim_end_matches(".html").trim_start_matches("k-");
    let places: Vec<(usize, usize)> = (content.articles.iter().enumerate())
        .flat_map(|(at, article)| (0..article.quotations().len()).map(move |quotation| (at, quotation)))
        .filter(|(at, quotation)| content.articles[*at].quotations()[*quotation].id.starts_with(wanted))
        .collect();
    if places.is_empty() || wanted.is_empty() {
        console.report(&report, Stream::Messages, false);
        let help = match content.articles.iter().any(|article| article.id == wanted) {
            true => "that is an article; each of its `quotations` has an `id` of its own",
            false => {
                "the id is the last part of the address of a quotation's page, and `id` of a quotation in the article's file"
            }
        };
        return Err(Failure::usage(format!("no quotation has the id `{id}`"), help));
    }
    let (registry, _) = resolve_names(&workplace, &content, &last_notes(&workplace.output_folder(options)), false);
    for (count, (at, quotation)) in places.into_iter().enumerate() {
        if count > 0 {
            console.line("");
        }
        let entity = registry.links.get(at).and_then(|links| *links.speakers.get(quotation)?);
        let entity = entity.map(|id| registry.entity(id));
        let address = entity.map(|entity| (entity.name.clone(), Addresses::key(entity.kind, &entity.address)));
        explain(&workplace, &content, at, quotation, address, console);
    }
    Ok(0)
}

fn explain(
    workplace: &Workplace,
    content: &Content,
    at: usize,
    index: usize,
    entity: Option<(String, String)>,
    console: &Console,
) {
    let article = &content.articles[at];
    let quotation = &article.quotations()[index];
    let path = workplace.shown(&format!("{ARTICLES}/{}", article.path));
    let text = workplace.site.article_text(&article.path, &workplace.config).unwrap_or_default();
    let place = front_matter::locate_quotation_field(&path, &text, index, "text").and_then(|location| location.place);
    let place = place.map_or_else(String::new, |place| format!(":{}:{}", place.line, place.column));
    console.line(&format!("{} in {}{place}", quotation.id, visible(&path)));
    console.line(&match quotation.kind {
        QuotationKind::Indirect => visible(&quotation.text),
        _ => format!("“{}”", visible(&quotation.text)),
    });
    console.line("");
    // Messages of the program are in English.
    let words = workplace.languages.get("en").and_then(|language| language.interface.as_ref());
    for (key, value) in facts(quotation, entity, words) {
        console.line(&format!("  {key:<10} {}", visible(&value)));
    }
    if let Some(context) = context(article, quotation) {
        console.line("");
        console.line(&format!("  {}", visible(&context)));
    }
    let rejected = match quotation.by {
        Some(_) => Vec::new(),
        None => rejected(workplace, article, quotation),
    };
    if !rejected.is_empty() {
        console.line("");
        console.line("  rejected");
        for rival in rejected {
            console.line(&format!("    {}", visible(&rival)));
        }
    }
    if let Some(difference) = difference(workplace, article, quotation) {
        console.line("");
        console.line(&format!("  {}", visible(&difference)));
    }
}

fn facts(
    quotation: &Quotation,
    entity: Option<(String, String)>,
    words: Option<&Interface>,
) -> Vec<(&'static str, String)> {
    let kind = match quotation.kind {
        QuotationKind::Direct => "direct: an utterance inside quotation marks",
        QuotationKind::Mixed => "mixed: quoted words inside the reporter's sentence",
        QuotationKind::Indirect => "indirect: reported without quotation marks",
    };
    let certainty = match quotation.certainty {
        _ if quotation.by.is_some() => "sure: decided by a person",
        Some(Certainty::Sure) => "sure",
        Some(Certainty::Likely) => "likely",
        Some(Certainty::Guess) => "guess",
        None => "sure: written by a person",
    };
    let mut facts = vec![("kind", kind.to_owned())];
    let speaker = match (&quotation.speaker, quotation.anonymous) {
        (Some(name), true) => format!("{name} (a source that is not named)"),
        (Some(name), false) => name.clone(),
        (None, _) => "nobody: the article names no one".to_owned(),
    };
    facts.push(("speaker", speaker));
    let mut add = |key, value: &Option<String>| facts.extend(value.clone().map(|value| (key, value)));
    // What the engine went by is no reason for what a person decided.
    let of_engine = |value: &Option<String>| value.clone().filter(|_| quotation.by.is_none());
    add("as", &of_engine(&quotation.pointer));
    add("role", &quotation.role);
    add("for", &quotation.speaks_for);
    add("cue", &quotation.cue.clone().filter(|_| quotation.by.is_none() || quotation.pointer.is_none()));
    add(
        "rule",
        &of_engine(&quotation.rule).map(|rule| {
            match words.and_then(|words| words.rule_of(&rule, quotation.pointer.is_some())) {
                Some(meaning) => format!("{rule}: {meaning}"),
                None => rule,
            }
        }),
    );
    facts.push(("certainty", certainty.to_owned()));
    if let Some(by) = &quotation.by {
        facts.push(("by", format!("{by}: never overwritten")));
    }
    facts.extend(quotation.withdrawn.clone().map(|why| ("withdrawn", why)));
    facts.extend(quotation.note.clone().map(|note| ("note", note)));
    if let Some((name, address)) = entity {
        facts.push(("who", format!("{name} ({address})")));
    }
    facts
}

/// The words in the article, with what stands around them.
fn context(article: &Article, quotation: &Quotation) -> Option<String> {
    let plain = plain_text(&article.body);
    let span = plain.locate(&quotation.text, quotation.nth)?;
    let text = plain.text.as_str();
    let start = text[..span.start].char_indices().rev().nth(CONTEXT).map_or(0, |(at, _)| at);
    let end = text[span.end..].char_indices().nth(CONTEXT).map_or(text.len(), |(at, _)| span.end + at);
    let dots = |cut: bool| if cut { "…" } else { "" };
    let around = front_matter::fold(Span::new(start, end).of(text));
    Some(format!("{}{around}{}", dots(start > 0), dots(end < text.len())))
}

/// Who else it could have been, and why it was not.
fn rejected(workplace: &Workplace, article: &Article, quotation: &Quotation) -> Vec<String> {
    let plain = plain_text(&article.body);
    let text = plain.text.as_str();
    let Some(span) = plain.locate(&quotation.text, quotation.nth) else { return Vec::new() };
    let Some(language) = language_of(&article.lang, text, &workplace.languages) else { return Vec::new() };
    let told = rivals(text, language, span).into_iter().map(|rival| {
        let who = front_matter::fold(rival.speaker.of(text));
        let cue = rival.cue.map(|cue| format!(", by “{}”", front_matter::fold(cue.of(text)))).unwrap_or_default();
        let why = match rival.reason {
            Reason::LaterRule(rule) => format!("the rule {rule} says so, and it comes later"),
            Reason::OtherCue => "it is the subject of another reporting word of the sentence".to_owned(),
            Reason::Named => "it was named before the pronoun, and another one spoke last or was brought up".to_owned(),
        };
        format!("{who}{cue}: {why}")
    });
    told.collect()
}

/// What the engine says of these words today, where that is something else.
fn difference(workplace: &Workplace, article: &Article, quotation: &Quotation) -> Option<String> {
    let mut today = article.clone();
    annotate(&mut today, &workplace.languages);
    let same = today.quotations().iter().find(|other| other.text == quotation.text && other.nth == quotation.nth);
    match same {
        None => Some("the engine does not find these words by itself today".to_owned()),
        Some(other) if other.speaker == quotation.speaker && other.kind == quotation.kind => None,
        Some(other) => Some(format!(
            "the engine would say today: {} (rule {}, {})",
            other.speaker.as_deref().unwrap_or("nobody"),
            other.rule.as_deref().unwrap_or("none"),
            format!("{:?}", other.kind).to_lowercase()
        )),
    }
}
