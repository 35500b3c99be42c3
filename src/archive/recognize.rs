//! Finds the quotations of an article among those that the engine finds in it now, so that each keeps its id and with it its
//! address: words that moved, words that a person or the source changed, and what a person deleted.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Diagnostic, Location};
use crate::front_matter::{annotations_hash, fold, refresh_ids};
use crate::markdown::plain_text;
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
    let (text, before) = (plain_text(&new.body), plain_text(&file.body));
    let Some(quotations) = new.quotations.as_mut() else { return Recognized { article: new, said, taken_over } };
    let has = |list: &[Quotation], id: &str| list.iter().any(|quotation| quotation.id == id);
    let of_base = base.map_or(&[][..], Article::quotations);
    let deleted = of_base.iter().filter(|made| !has(file.quotations(), &made.id));
    let made: BTreeMap<&str, &str> = of_base.iter().map(|made| (made.id.as_str(), made.text.as_str())).collect();
    let is_own = |q: &Quotation| q.is_decided() || made.get(q.id.as_str()).is_some_and(|made| *made != q.text);
    // Words that came to the text with this update had no page, and an entry of theirs without an `id` has no address to lose.
    let unwritten = file.unwritten_ids.iter().filter_map(|at| file.quotations().get(*at));
    let unwritten: Vec<&Quotation> = unwritten.filter(|q| q.is_of_person() && q.withdrawn.is_none()).collect();
    let places = before.locate_all(unwritten.iter().map(|q| (q.text.as_str(), q.nth)));
    let waiting: BTreeSet<&str> =
        unwritten.iter().zip(places).filter(|(_, place)| place.is_none()).map(|(q, _)| q.id.as_str()).collect();
    // The engine's words of such an entry may stand there still.
    let own: Vec<&Quotation> = file.quotations().iter().filter(|q| is_own(q)).collect();
    let places = text.locate_all(own.iter().map(|q| (q.text.as_str(), 1)));
    let lost: BTreeSet<&str> =
        own.iter().zip(places).filter(|(_, place)| place.is_none()).map(|(q, _)| q.id.as_str()).collect();
    let is_gone = |q: &&Quotation| q.withdrawn.is_none() && (!has(quotations, &q.id) || lost.contains(q.id.as_str()));
    let gone: Vec<&Quotation> = file.quotations().iter().chain(deleted).filter(is_gone).take(MOST_LOST).collect();
    let places: OnceCell<Vec<Standing>> = OnceCell::new();
    for old in gone {
        let is_there = text.locate(&old.text, 1).is_some();
        if is_there && old.is_decided() {
            let filled = before.locate(&old.text, old.nth).is_some_and(|span| fills_marks(&before.text, span));
            let fills = |nth| text.locate(&old.text, nth).map(|span| fills_marks(&text.text, span));
            // Words without marks are as long as the engine found them.
            let is_as_made =
                || of_base.iter().any(|made| made.id == old.id && made.text == old.text && !made.is_of_person());
            let has_bounds = if filled { (1..=MOST_LOST).map_while(fills).any(|fills| fills) } else { !is_as_made() };
            if has_bounds {
                continue;
            }
            let holds = |found: &&Quotation| found.text.contains(&old.text) && !has(file.quotations(), &found.id);
            let longer = quotations.iter().filter(holds).find_map(|found| text.locate(&found.text, found.nth));
            if let Some(span) = longer {
                let words = fold(edged(&text.text, span.start..span.end, &old.text));
                let what = if filled {
                    "stand within longer words between the marks now"
                } else {
                    "stand within longer words now"
                };
                said.push(reworded(file, old, what, Some(&words)));
            }
            continue;
        }
        let is_free_id = !has(quotations, &old.id);
        let is_in_file = has(file.quotations(), &old.id);
        let is_it = |found: &&mut Quotation| {
            let is_free = !has(file.quotations(), &found.id) && !has(of_base, &found.id)
                || is_in_file && is_free_id && !old.is_of_person() && waiting.contains(found.id.as_str());
            // The same words with other bounds, or other words that take their place.
            is_free && (!is_there || found.text.contains(&old.text) || old.text.contains(&found.text))
        };
        // Of few words most may be others: what stands around them is the same then.
        let around = match is_there || !is_in_file {
            true => None,
            false => before.locate(&old.text, old.nth).map(|span| surroundings(&before.text, span)),
        };
        let in_its_place: Option<(String, usize)> = around.and_then(|around| {
            let places = places.get_or_init(|| {
                let found: Vec<(String, usize)> = quotations.iter().map(|q| (q.text.clone(), q.nth)).collect();
                let spans = text.locate_all(found.iter().map(|(words, nth)| (words.as_str(), *nth)));
                let around = |span: Option<Span>| span.map(|span| surroundings(&text.text, span));
                found.into_iter().zip(spans.into_iter().map(around)).collect()
            });
            places.iter().find(|(_, there)| there.as_ref() == Some(&around)).map(|(found, _)| found.clone())
        });
        let is_in_its_place = |found: &Quotation| {
            in_its_place.as_ref().is_some_and(|(text, nth)| *text == found.text && *nth == found.nth)
        };
        let found = quotations.iter_mut().filter(is_it);
        let found = found.map(|found| (common_words(&old.text, &found.text), is_in_its_place(found), found));
        let found = found.filter(|(common, is_in_its_place, _)| *common >= SAME_WORDS || *is_in_its_place);
        match found.max_by_key(|(common, is_in_its_place, _)| (*common, *is_in_its_place)).map(|found| found.2) {
            Some(found) if is_free_id && !old.is_decided() => {
                let id = std::mem::replace(&mut found.id, old.id.clone());
                if waiting.contains(id.as_str()) {
                    taken_over.insert(id, old.id.clone());
                }
            }
            Some(found) => {
                let place = text.locate(&found.text, found.nth);
                let words = place.map(|span| fold(edged(&text.text, span.start..span.end, &old.text)));
                let (words, id) = (words.unwrap_or_else(|| found.text.clone()), found.id.clone());
                said.push(reworded(file, old, "are not in the text any more", Some(&words)));
                quotations.retain(|quotation| quotation.id != id);
            }
            None if is_own(old) && before.locate(&old.text, 1).is_some() && is_in_file => {
                said.push(reworded(file, old, "left the text with this update", alike(&fold(&text.text), &old.text)));
            }
            None => {}
        }
    }
    sign(&mut new);
    Recognized { article: new, said, taken_over }
}

/// How many letters on each side tell a place of a text.
const AROUND: usize = 24;

/// What stands before and behind words.
type Surroundings = (String, String);

/// The words of a quotation, which occurrence of them it is, and what stands around them.
type Standing = ((String, usize), Option<Surroundings>);

fn surroundings(text: &str, span: Span) -> Surroundings {
    let before = text[..span.start].chars().rev().filter(|c| !c.is_whitespace()).take(AROUND);
    let behind = text[span.end..].chars().filter(|c| !c.is_whitespace()).take(AROUND);
    (before.collect(), behind.collect())
}

/// What is said of words that a person decided and that the text has no more; `now` is what may stand in their place.
fn reworded(file: &Article, old: &Quotation, what: &str, now: Option<&str>) -> Diagnostic {
    let mut short: String = old.text.chars().take(40).collect();
    if short.len() < old.text.len() {
        short.push('…');
    }
    let decided = match old.remarks() {
        remarks if old.by.is_none() && !remarks.is_empty() => format!("with {} by hand", list(&remarks)),
        _ if old.by.is_none() => "corrected by hand".to_owned(),
        _ => "decided by hand".to_owned(),
    };
    let diagnostic = Diagnostic::warning("update-conflict", format!("the words “{short}”, {decided}, {what}"))
        .at(Location::file(format!("{ARTICLES}/{}", file.path)));
    match now {
        Some(words) => diagnostic.help(format!("if they are these now, write `text: {}`", scalar(words))),
        None => diagnostic.help("the quotation is not shown; delete it, or say why under `withdrawn`"),
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
