//! How we know who said a quotation, where to correct it, and how to cite it.

use serde::Serialize;

use super::card::Day;
use crate::model::{Quotation, QuotationKind};
use crate::site::cite::Citation;
use crate::site::plan::SitePlan;
use crate::url::safe_web_url;

/// How the speaker of a quotation was found, and where a person can correct it.
#[derive(Debug, Serialize)]
pub struct Proof<'p> {
    /// The word that reports; none where it stands beside another speaker than the one whom a person named.
    pub cue: Option<&'p str>,
    /// The words beside it that point to the speaker; none where a person named another one.
    pub pointer: Option<&'p str>,
    /// Whether these words are part of the speaker's name; else a pronoun or description was resolved.
    pub is_named: bool,
    /// Name of the rule that gave the speaker; none where a person decided.
    pub rule: Option<&'p str>,
    /// What the rule goes by, in words of the interface.
    pub reason: Option<&'p str>,
    /// What the certainty means, in words of the interface.
    pub certainty_explained: &'p str,
    /// Whether a person decided.
    pub by_hand: bool,
    /// The article's file in the archive; none where it would tell what is withheld.
    pub file: Option<&'p str>,
    /// Line of the file on which the quotation begins.
    pub line: Option<usize>,
    /// Absolute address where that line can be edited, if the settings give one.
    pub edit_url: Option<String>,
    /// Where to report an error, if the settings say.
    pub contact: Option<Contact<'p>>,
}

/// Somebody to write to.
#[derive(Debug, Serialize)]
pub struct Contact<'p> {
    /// Address or words, as the settings have it.
    pub text: &'p str,
    /// Absolute address or `mailto:` link; none for words.
    pub url: Option<String>,
}

/// One way to cite a quotation.
#[derive(Debug, Serialize)]
pub struct CitationView<'p> {
    /// Name of the format.
    pub name: &'p str,
    /// The citation, ready to be copied.
    pub text: String,
}

impl<'a> SitePlan<'a> {
    pub(super) fn proof(&self, at: usize) -> Proof<'_> {
        let quotation = &self.quotations[at];
        let note = &*quotation.note;
        let file = self.articles[quotation.article].source.as_deref();
        let by_hand = note.by.is_some();
        let rule = self.rule_of(at);
        let explained = match super::card::certainty_of(note) {
            "sure" => "certain_explained",
            "likely" if note.kind == QuotationKind::Indirect => "likely_reported_explained",
            "likely" => "likely_explained",
            _ => "uncertain_explained",
        };
        Proof {
            cue: self.cue_of(at),
            pointer: note.pointer.as_deref().filter(|_| !by_hand || is_named(note)),
            is_named: is_named(note),
            rule,
            reason: rule.and_then(|rule| self.interface.rule_of(rule, note.pointer.is_some())),
            certainty_explained: self.interface.string(explained),
            by_hand,
            file,
            line: quotation.line,
            edit_url: file.and_then(|file| self.edit_url(file, quotation.line)),
            contact: self.contact(&format!("{}: {}", self.input.config.title, quotation.id)),
        }
    }

    /// The word that reports a quotation, unless it stands beside another speaker than the one whom a person named.
    pub(in crate::site) fn cue_of(&self, at: usize) -> Option<&str> {
        let note = &*self.quotations[at].note;
        note.cue.as_deref().filter(|_| note.by.is_none() || note.pointer.is_none() || is_named(note))
    }

    /// The rule that gave a speaker; none where a person decided.
    pub(in crate::site) fn rule_of(&self, at: usize) -> Option<&str> {
        let note = &*self.quotations[at].note;
        note.rule.as_deref().filter(|_| note.by.is_none())
    }

    /// The address where a line of a file can be edited.
    fn edit_url(&self, file: &str, line: Option<usize>) -> Option<String> {
        let pattern = self.input.config.corrections.edit_url.as_deref()?;
        let line = line.unwrap_or(1).to_string();
        safe_web_url(&pattern.replace("{file}", &encoded(file)).replace("{line}", &line))
    }

    /// Whom the settings name for corrections; mails begin with a subject.
    pub(super) fn contact(&self, subject: &str) -> Option<Contact<'_>> {
        let text = self.input.config.corrections.contact.as_deref()?;
        let is_mail = text.contains('@') && !text.contains(|c: char| c.is_whitespace() || "<>\"/:?&".contains(c));
        let url = match is_mail {
            true => Some(format!("mailto:{text}?subject={}", encoded(subject))),
            false => safe_web_url(text),
        };
        Some(Contact { text, url })
    }

    /// The ways to cite a quotation.
    pub(super) fn citations(&self, at: usize) -> Vec<CitationView<'_>> {
        let quotation = &self.quotations[at];
        let planned = &self.articles[quotation.article];
        let article = &planned.article;
        let original = article.url.as_deref().and_then(safe_web_url);
        let permalink = self.addressing().absolute(&self.permalink(quotation));
        let day: Option<Day> = article.date.as_ref().map(|date| self.day(date));
        let status = self.status_words(at);
        let citation = Citation {
            id: &quotation.id,
            text: &quotation.text,
            speaker: self.speaker_name(at),
            title: &planned.title,
            authors: &article.authors,
            publisher: article.publisher.as_deref(),
            date: article.date.as_ref(),
            date_words: day.as_ref().map(|day| day.text.as_str()),
            lang: &article.lang,
            original: original.as_deref(),
            permalink: permalink.as_deref(),
            reported: (quotation.note.kind == QuotationKind::Indirect).then(|| self.interface.string("reported")),
            status: status.as_deref(),
        };
        vec![
            CitationView { name: self.interface.string("cite_text"), text: citation.plain() },
            CitationView { name: "BibTeX", text: citation.bibtex() },
            CitationView { name: "RIS", text: citation.ris() },
            CitationView { name: "CSL-JSON", text: citation.csl_json() },
        ]
    }

    /// That a quotation was withdrawn or corrected, and when where that is known.
    pub(in crate::site) fn status_words(&self, at: usize) -> Option<String> {
        let note = &self.quotations[at].note;
        let word = match (&note.withdrawn, &note.corrected) {
            (Some(_), _) => "cite_withdrawn",
            (None, Some(_)) => "cite_corrected",
            (None, None) => return None,
        };
        let day = note.corrected.as_ref().map(|date| format!(" {}", self.interface.date(date)));
        Some(format!("{}{}", self.interface.string(word), day.unwrap_or_default()))
    }
}

/// Whether the words that point to the speaker are words of the speaker's name.
fn is_named(note: &Quotation) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
    };
    let (Some(pointer), Some(speaker)) = (&note.pointer, &note.speaker) else { return false };
    let speaker = words(speaker);
    words(pointer).iter().any(|word| speaker.contains(word))
}

/// Percent-encodes what may not stand in a path or query; slashes stay.
fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~' | b'/') {
            out.push(byte as char);
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
