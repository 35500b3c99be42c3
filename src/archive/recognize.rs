//! Finds the quotations of an article among those that the engine finds in it now, so that each keeps its id and with it its
//! address: words that moved, words that a person or the source changed, and what a person deleted.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Diagnostic, Location, shortened};
use crate::front_matter::{annotations_hash, fold, refresh_ids};
use crate::markdown::{PlainText, plain_text};
use crate::model::{Article, Quotation, Span};

use super::ARTICLES;
use super::wording::{SAME_WORDS, alike, common_words, edged, fills_marks};
use crate::yaml::{list, scalar};

/// What came of looking for the quotations of the file.
pub(super) struct Recognized {
    /// The article annotated anew, with the ids of the file.
    pub article: Article,
    pub said: Vec<Diagnostic>,
    /// Entries of a person that have the words now which take the place of an entry of the engine: their ids, and that entry's.
    pub taken_over: BTreeMap<String, String>,
}

/// `new`, where a quotation that stands in the file already has the id that it has there, and so its address, also after
/// words of it were changed; and what a person deleted has its old id too. Of those that a person decided the new wording is
/// said, and left out. `base` is what the engine wrote last time.
pub(super) fn recognized(file: &Article, base: Option<&Article>, new: &Article) -> Recognized {
    let mut new = with_old_ids(file, base, new);
    let (mut said, mut taken_over) = (Vec::new(), BTreeMap::new());
    let of_base = base.map_or(&[][..], Article::quotations);
    let old = OldArticle { file, of_base, before: plain_text(&file.body) };
    let now = plain_text(&new.body);
    let Some(quotations) = new.quotations.as_mut() else { return Recognized { article: new, said, taken_over } };
    let waiting = old.waiting();
    let standing: OnceCell<Vec<Standing>> = OnceCell::new();
    for gone in old.gone(quotations, &now) {
        let is_there = now.locate(&gone.text, 1).is_some();
        if is_there && gone.is_decided() {
            said.extend(old.said_of_longer(gone, quotations, &now));
            continue;
        }
        let is_free_id = !has(quotations, &gone.id);
        let is_in_file = has(file.quotations(), &gone.id);
        // Of few words most may be others: what stands around them is the same then.
        let around = match is_there || !is_in_file {
            true => None,
            false => old.before.locate(&gone.text, gone.nth).map(|span| surroundings(&old.before.text, span)),
        };
        let in_its_place = around.and_then(|around| {
            let standing = standing.get_or_init(|| standing_in(&now, quotations));
            standing.iter().find(|(_, there)| there.as_ref() == Some(&around)).map(|(found, _)| found.clone())
        });
        let may_be = |found: &Quotation| {
            let is_free = !has(file.quotations(), &found.id) && !has(of_base, &found.id)
                || is_in_file && is_free_id && !gone.is_of_person() && waiting.contains(found.id.as_str());
            // The same words with other bounds, or other words that take their place.
            is_free && (!is_there || found.text.contains(&gone.text) || gone.text.contains(&found.text))
        };
        match most_alike(&gone.text, quotations, in_its_place.as_ref(), &may_be) {
            Some(at) if is_free_id && !gone.is_decided() => {
                let id = std::mem::replace(&mut quotations[at].id, gone.id.clone());
                if waiting.contains(id.as_str()) {
                    taken_over.insert(id, gone.id.clone());
                }
            }
            Some(at) => {
                let found = quotations.remove(at);
                let place = now.locate(&found.text, found.nth);
                let words = place.map_or(found.text, |span| fold(edged(&now.text, span.start..span.end, &gone.text)));
                said.push(reworded(file, gone, "are not in the text any more", Some(&words)));
            }
            None if old.is_own(gone) && old.before.locate(&gone.text, 1).is_some() && is_in_file => {
                let words = alike(&fold(&now.text), &gone.text).map(str::to_owned);
                said.push(reworded(file, gone, "left the text with this update", words.as_deref()));
            }
            None => {}
        }
    }
    sign(&mut new);
    Recognized { article: new, said, taken_over }
}

pub(super) fn has(quotations: &[Quotation], id: &str) -> bool {
    quotations.iter().any(|quotation| quotation.id == id)
}

/// Of the quotations that `may_be` the one with `words`, the place of that with most of them, or which stands `in_its_place`.
fn most_alike(
    words: &str,
    quotations: &[Quotation],
    in_its_place: Option<&Occurrence>,
    may_be: &dyn Fn(&Quotation) -> bool,
) -> Option<usize> {
    let found = quotations.iter().enumerate().filter(|(_, found)| may_be(found));
    let rated = found.map(|(at, found)| {
        let is_in_its_place = in_its_place.is_some_and(|(text, nth)| *text == found.text && *nth == found.nth);
        ((common_words(words, &found.text), is_in_its_place), at)
    });
    let likely = rated.filter(|((common, is_in_its_place), _)| *common >= SAME_WORDS || *is_in_its_place);
    likely.max_by_key(|(likeness, _)| *likeness).map(|(_, at)| at)
}

/// An article as its file has it, and as the engine wrote it last.
struct OldArticle<'a> {
    file: &'a Article,
    of_base: &'a [Quotation],
    before: PlainText,
}

impl<'a> OldArticle<'a> {
    /// Whether a person decided something of a quotation, or changed its words.
    fn is_own(&self, quotation: &Quotation) -> bool {
        let is_reworded = |made: &Quotation| made.id == quotation.id && made.text != quotation.text;
        quotation.is_decided() || self.of_base.iter().any(is_reworded)
    }

    /// Entries of a person, by their ids, whose words come to the text with this update: they had no page, and without an
    /// `id` in the file they have no address to lose.
    fn waiting(&self) -> BTreeSet<&'a str> {
        let unwritten = self.file.unwritten_ids.iter().filter_map(|at| self.file.quotations().get(*at));
        let unwritten: Vec<&Quotation> = unwritten.filter(|q| q.is_of_person() && q.withdrawn.is_none()).collect();
        let places = self.before.locate_all(unwritten.iter().map(|q| (q.text.as_str(), q.nth)));
        unwritten.into_iter().zip(places).filter(|(_, place)| place.is_none()).map(|(q, _)| q.id.as_str()).collect()
    }

    /// The first [`MOST_LOST`] quotations of the file, and those that a person deleted, which the engine does not find any
    /// more, or whose own words the text of `now` lacks; those of the engine may stand there still.
    fn gone(&self, found: &[Quotation], now: &PlainText) -> Vec<&'a Quotation> {
        let Self { file, of_base, .. } = *self;
        let deleted = of_base.iter().filter(|made| !has(file.quotations(), &made.id));
        let own: Vec<&Quotation> = file.quotations().iter().filter(|q| self.is_own(q)).collect();
        let places = now.locate_all(own.iter().map(|q| (q.text.as_str(), 1)));
        let lost: BTreeSet<&str> =
            own.iter().zip(places).filter(|(_, place)| place.is_none()).map(|(q, _)| q.id.as_str()).collect();
        let is_gone = |q: &&Quotation| q.withdrawn.is_none() && (!has(found, &q.id) || lost.contains(q.id.as_str()));
        file.quotations().iter().chain(deleted).filter(is_gone).take(MOST_LOST).collect()
    }

    /// What is said of words that a person decided and that stand within longer ones `now`, if they had bounds before: those
    /// of their marks, or those that the engine gave them.
    fn said_of_longer(&self, gone: &Quotation, found: &[Quotation], now: &PlainText) -> Option<Diagnostic> {
        let before = &self.before;
        let filled = before.locate(&gone.text, gone.nth).is_some_and(|span| fills_marks(&before.text, span));
        let fills = |nth| now.locate(&gone.text, nth).map(|span| fills_marks(&now.text, span));
        let is_as_made =
            || self.of_base.iter().any(|made| made.id == gone.id && made.text == gone.text && !made.is_of_person());
        let has_bounds = if filled { (1..=MOST_LOST).map_while(fills).any(|fills| fills) } else { !is_as_made() };
        if has_bounds {
            return None;
        }
        let holds = |longer: &&Quotation| longer.text.contains(&gone.text) && !has(self.file.quotations(), &longer.id);
        let span = found.iter().filter(holds).find_map(|longer| now.locate(&longer.text, longer.nth))?;
        let words = fold(edged(&now.text, span.start..span.end, &gone.text));
        let between = if filled { " between the marks" } else { "" };
        Some(reworded(self.file, gone, &format!("stand within longer words{between} now"), Some(&words)))
    }
}

/// How many letters on each side tell a place of a text.
const AROUND: usize = 24;

/// What stands before and behind words.
type Surroundings = (String, String);

/// The words of a quotation, and which occurrence of them it is.
type Occurrence = (String, usize);

/// A quotation, and what stands around it.
type Standing = (Occurrence, Option<Surroundings>);

fn standing_in(now: &PlainText, quotations: &[Quotation]) -> Vec<Standing> {
    let found: Vec<Occurrence> = quotations.iter().map(|q| (q.text.clone(), q.nth)).collect();
    let spans = now.locate_all(found.iter().map(|(words, nth)| (words.as_str(), *nth)));
    let around = |span: Option<Span>| span.map(|span| surroundings(&now.text, span));
    found.into_iter().zip(spans.into_iter().map(around)).collect()
}

fn surroundings(text: &str, span: Span) -> Surroundings {
    let before = text[..span.start].chars().rev().filter(|c| !c.is_whitespace()).take(AROUND);
    let behind = text[span.end..].chars().filter(|c| !c.is_whitespace()).take(AROUND);
    (before.collect(), behind.collect())
}

/// What is said of words that a person decided and that the text has no more; `now` is what may stand in their place.
fn reworded(file: &Article, old: &Quotation, what: &str, now: Option<&str>) -> Diagnostic {
    let short = shortened(&old.text, 40);
    let decided = match old.remarks() {
        remarks if old.by.is_none() && !remarks.is_empty() => format!("with {} by hand", list(&remarks)),
        _ if old.by.is_none() => "corrected by hand".to_owned(),
        _ => "decided by hand".to_owned(),
    };
    let diagnostic = Diagnostic::warning("update-conflict", format!("the words “{short}”, {decided}, {what}"))
        .at(Location::file(format!("{ARTICLES}/{}", file.path)));
    match now {
        Some(words) => diagnostic.help(format!("if they are these now, write `text: {}`", scalar(words))),
        None => diagnostic.help(
            "the quotation is not shown; write `text` as the words stand now, delete it, or say why under `withdrawn`",
        ),
    }
}

/// The article, where each quotation with words that the file has too has the id that it has there.
pub(super) fn with_ids_of(file: &Article, article: &Article) -> Article {
    let mut article = article.clone();
    let of_file: BTreeMap<(&str, usize), &str> =
        file.quotations().iter().map(|q| ((q.text.as_str(), q.nth), q.id.as_str())).collect();
    for quotation in article.quotations.iter_mut().flatten() {
        if let Some(id) = of_file.get(&(quotation.text.as_str(), quotation.nth)) {
            (*id).clone_into(&mut quotation.id);
        }
    }
    sign(&mut article);
    article
}

/// As [`with_ids_of`], where the text may have changed since: what words put before a quotation made another occurrence of
/// its words has its id still, and what stands now where it stood gets another. `base` is what the engine wrote last time.
fn with_old_ids(file: &Article, base: Option<&Article>, new: &Article) -> Article {
    let mut article = new.clone();
    let Some(quotations) = article.quotations.as_mut() else { return article };
    let now: BTreeSet<&str> = new.quotations().iter().map(|quotation| quotation.text.as_str()).collect();
    let old = OldQuotation::all(file, base, &now);
    let mut of_text: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, quotation) in quotations.iter().enumerate() {
        of_text.entry(quotation.text.clone()).or_default().push(at);
    }
    let mut known: BTreeMap<usize, String> = BTreeMap::new();
    for (text, mut places) in of_text {
        let Some(old) = old.get(text.as_str()) else { continue };
        // What a person added stands where that person said.
        places.retain(|&at| {
            let own = old.iter().find(|old| old.is_own && old.nth == quotations[at].nth);
            own.map(|own| known.insert(at, own.made.id.clone())).is_none()
        });
        let old: Vec<&OldQuotation<'_>> = old.iter().filter(|old| !old.is_own).collect();
        for (before, now) in aligned(&old, &places, quotations) {
            known.insert(places[now], old[before].made.id.clone());
        }
        // An id made of words and occurrence may be that of words that stand elsewhere now.
        for at in places.into_iter().filter(|at| !known.contains_key(at)).collect::<Vec<_>>() {
            if old.iter().any(|old| old.made.id == quotations[at].id) {
                quotations[at].id.clear();
            }
        }
    }
    for (at, id) in known {
        quotations[at].id = id;
    }
    let count = quotations.len();
    quotations.extend(file.quotations().iter().chain(base.map_or(&[][..], Article::quotations)).cloned());
    refresh_ids(&file.id, quotations);
    quotations.truncate(count);
    sign(&mut article);
    article
}

/// A quotation that the file or its base has.
struct OldQuotation<'a> {
    /// As the engine made it, where that is known.
    made: &'a Quotation,
    /// The occurrence that the file gives, where the file has it still.
    nth: usize,
    /// A person added it: no engine found it.
    is_own: bool,
    /// A person said something of it, or took it away.
    is_decided: bool,
}

impl<'a> OldQuotation<'a> {
    /// By their words, each list in the order of the text. Words that a person corrected count where they are among `now`.
    fn all(file: &'a Article, base: Option<&'a Article>, now: &BTreeSet<&str>) -> BTreeMap<&'a str, Vec<Self>> {
        let of_base = base.map_or(&[][..], Article::quotations);
        let in_file: BTreeMap<&str, &Quotation> = file.quotations().iter().map(|q| (q.id.as_str(), q)).collect();
        let in_base: BTreeSet<&str> = of_base.iter().map(|q| q.id.as_str()).collect();
        let mut all: BTreeMap<&str, Vec<Self>> = BTreeMap::new();
        for made in of_base {
            let here = in_file.get(made.id.as_str());
            let here_now = here.filter(|here| here.text == made.text || now.contains(here.text.as_str()));
            let nth = here_now.map_or(made.nth, |here| here.nth);
            let is_decided = here.is_none_or(|here| here.is_decided());
            let old = Self { made, nth, is_own: made.by.is_some() && made.rule.is_none(), is_decided };
            all.entry(here_now.map_or(&made.text, |here| &here.text)).or_default().push(old);
        }
        for made in file.quotations().iter().filter(|made| !in_base.contains(made.id.as_str())) {
            let is_own = made.by.is_some() && made.rule.is_none();
            let old = Self { made, nth: made.nth, is_own, is_decided: made.is_decided() };
            all.entry(&made.text).or_default().push(old);
        }
        all.values_mut().for_each(|list| list.sort_by_key(|old| old.nth));
        all
    }

    /// How much speaks for `new`, with the same words, being this quotation; 0: nothing does.
    fn likeness(&self, new: &Quotation, as_many: bool) -> usize {
        let made = self.made;
        let is_there = self.nth == new.nth;
        let (speaker, cue) = (made.speaker == new.speaker, made.cue == new.cue);
        if !is_there && !speaker && !cue && (self.is_decided || !as_many) {
            return 0;
        }
        let pointer = made.pointer == new.pointer;
        1 + 3 * usize::from(is_there) + 2 * usize::from(speaker) + 2 * usize::from(cue) + usize::from(pointer)
    }
}

/// Which of `old` each of `quotations[places]` is, both with the same words and in the order of the text: the pairs, in that
/// order, that have most in common.
fn aligned(old: &[&OldQuotation<'_>], places: &[usize], quotations: &[Quotation]) -> Vec<(usize, usize)> {
    let as_many = old.len() == places.len();
    let likeness = |before: usize, now: usize| old[before].likeness(&quotations[places[now]], as_many);
    if old.len() * places.len() > MOST_COMPARED {
        let there = |now: usize| Some((old.iter().position(|old| old.nth == quotations[places[now]].nth)?, now));
        return (0..places.len()).filter_map(there).collect();
    }
    let width = places.len() + 1;
    let mut best = vec![0; (old.len() + 1) * width];
    for before in (0..old.len()).rev() {
        for now in (0..places.len()).rev() {
            let here = before * width + now;
            let pair = match likeness(before, now) {
                0 => 0,
                alike => alike + best[here + width + 1],
            };
            best[here] = pair.max(best[here + 1]).max(best[here + width]);
        }
    }
    let (mut before, mut now, mut pairs) = (0, 0, Vec::new());
    while before < old.len() && now < places.len() {
        let here = before * width + now;
        let alike = likeness(before, now);
        if alike > 0 && best[here] == alike + best[here + width + 1] {
            pairs.push((before, now));
            (before, now) = (before + 1, now + 1);
        } else if best[here] == best[here + 1] {
            now += 1;
        } else {
            before += 1;
        }
    }
    pairs
}

/// How many pairs of quotations with the same words are compared.
const MOST_COMPARED: usize = 250_000;

/// Writes the hash of its annotations into an article that has one.
fn sign(article: &mut Article) {
    let sha256 = annotations_hash(article.quotations(), article.entities());
    if let Some(annotated) = &mut article.annotated {
        annotated.sha256 = sha256;
    }
}

/// How many quotations whose words are gone are looked for.
const MOST_LOST: usize = 100;
