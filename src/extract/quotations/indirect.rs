//! Turns cues outside quotation marks into indirect reports: the reported clause without its attribution.
//!
//! Three places a clause can have: behind its cue (`X said that …`, `According to X, …`), before it (`…, X said.`), or
//! on both sides of it (`…, X said, …`); then the report runs across the attribution.

use std::ops::Range;

use super::cues::{Cue, CueKind};
use super::scene::Scene;
use super::subjects::{Pointer, PointerKind};
use super::{Draft, Source};
use crate::extract::TokenKind;
use crate::extract::rules::Attribution;
use crate::lang::{Classes, Frames};
use crate::model::{Certainty, QuotationKind};

/// A clause of fewer words is no report.
const FEWEST_WORDS: usize = 3;
/// Words between a cue and its connector: whom and when.
const FARTHEST_CONNECTOR: usize = 9;
/// A part before an inserted attribution that has no more words than this only links (`However, he said, …`).
const LINKING_WORDS: usize = 2;

/// A report that has been found: whose, which words, by which rule.
struct Report {
    pointer: Pointer,
    content: Range<usize>,
    rule: &'static str,
    certainty: Certainty,
}

/// Paragraphs that a name and a colon open, without marks: a transcript, or a headline (`X: more to come`).
/// Gives the token ranges of all paragraphs that somebody opens with a name or capitals and a colon.
fn find_spoken_lines(scene: &Scene<'_>, drafts: &mut Vec<Draft>) -> Vec<Range<usize>> {
    let mut spoken = Vec::new();
    for paragraph in &scene.document.paragraphs {
        let start = paragraph.start;
        if start + 1 < paragraph.end && scene.token(start).all_capitals && scene.is_char(start + 1, ':') {
            spoken.push(paragraph.clone());
        }
        let Some(mention) = scene.mention_at(start).filter(|&mention| scene.is_person(mention)) else { continue };
        let colon = scene.mention_tokens[mention].end;
        if colon + FEWEST_WORDS >= paragraph.end || !scene.is_char(colon, ':') {
            continue;
        }
        let content = scene.trimmed(colon + 1..paragraph.end);
        if !is_clause(scene, &content) || !shows_verb(scene, content.start, content.end) {
            continue;
        }
        drafts.push(Draft {
            span: scene.span(content),
            kind: QuotationKind::Indirect,
            anchor: start,
            source: Source::Pointer(scene.pointer_to(mention)),
            cue: Some(colon..colon + 1),
            rule: "spoken-line",
            certainty: Certainty::Likely,
            emitted: true,
        });
        spoken.push(paragraph.clone());
    }
    spoken
}

/// Adds the indirect reports of the text to `drafts`, and who speaks without words of theirs being given.
pub fn find(scene: &Scene<'_>, cues: &[Cue], answers: &[Option<Attribution>], drafts: &mut Vec<Draft>) {
    let spoken = find_spoken_lines(scene, drafts);
    let taken: Vec<usize> =
        answers.iter().flatten().filter_map(|answer| answer.cue.as_ref().map(|cue| cue.start)).collect();
    let mut covered = 0;
    for (index, cue) in cues.iter().enumerate() {
        let sentence = scene.sentences[scene.sentence_at(cue.tokens.start)].clone();
        let used = taken.contains(&cue.tokens.start);
        let report = if used { used_cue(scene, cues, index, &sentence) } else { report(scene, cues, index, &sentence) };
        let line = spoken.partition_point(|line| line.end <= cue.tokens.start);
        let inside =
            cue.tokens.start < covered || spoken.get(line).is_some_and(|line| line.contains(&cue.tokens.start));
        let told = |report: &Report| {
            !inside && !cue.negated && !own(scene, &report.pointer) && is_clause(scene, &report.content)
        };
        if let Some(report) = report.filter(told) {
            covered = covered.max(report.content.end);
            drafts.push(Draft {
                span: scene.span(report.content.clone()),
                kind: QuotationKind::Indirect,
                anchor: report.pointer.tokens.start,
                source: Source::Pointer(report.pointer),
                cue: Some(cue.tokens.clone()),
                rule: report.rule,
                certainty: report.certainty,
                emitted: true,
            });
        } else if !used
            && !inside
            && let Some(pointer) = speaker_only(scene, cue, &sentence)
        {
            drafts.push(Draft {
                span: scene.span(cue.tokens.clone()),
                kind: QuotationKind::Indirect,
                anchor: pointer.tokens.start,
                source: Source::Pointer(pointer),
                cue: None,
                rule: "speaker-only",
                certainty: Certainty::Guess,
                emitted: false,
            });
        }
    }
}

/// Whether the reporter speaks of himself.
fn own(scene: &Scene<'_>, pointer: &Pointer) -> bool {
    pointer.kind == PointerKind::Pronoun && scene.is(pointer.tokens.start, Classes::FIRST)
}

/// Who speaks at a cue that gives no words.
fn speaker_only(scene: &Scene<'_>, cue: &Cue, sentence: &Range<usize>) -> Option<Pointer> {
    if cue.frames.has(Frames::AGENT) {
        return scene.subject_after(cue.tokens.start, sentence.end);
    }
    cue.subject.clone().filter(|pointer| pointer.clear && matches!(pointer.kind, PointerKind::Name(_)))
}

/// A cue whose subject spoke a quoted run may also report the clause between the run and itself.
fn used_cue(scene: &Scene<'_>, cues: &[Cue], index: usize, sentence: &Range<usize>) -> Option<Report> {
    let report = report(scene, cues, index, sentence)?;
    let before = report.content.start.checked_sub(1)?;
    let spoken = scene.run_at(before).is_some() && scene.is_char(scene.runs[scene.run_at(before)?].inner.end - 1, ',');
    (report.rule == "clause-before" && spoken && scene.is(report.content.start, Classes::CONJUNCTION)).then_some(report)
}

fn report(scene: &Scene<'_>, cues: &[Cue], index: usize, sentence: &Range<usize>) -> Option<Report> {
    let cue = &cues[index];
    match cue.kind {
        CueKind::Preposition => phrase_report(scene, cue, sentence),
        CueKind::Verb => {
            if cue.frames.has(Frames::SUBJECT_AFTER)
                && let Some(report) = inverted_report(scene, cue, sentence)
            {
                return Some(report);
            }
            if cue.frames.has(Frames::AGENT) {
                return passive_report(scene, cue, sentence);
            }
            let pointer = cue.subject.clone()?;
            tail_report(scene, cue, &pointer, sentence).or_else(|| clause_report(scene, cues, index, pointer, sentence))
        }
    }
}

/// `According to X, …`, `…, according to X.`, `…, according to X, …`
fn phrase_report(scene: &Scene<'_>, cue: &Cue, sentence: &Range<usize>) -> Option<Report> {
    let at = cue.tokens.start;
    let pointer = match scene.suffix(at) {
        Some(pointer) => pointer,
        None => scene
            .phrase_after(cue.tokens.end, sentence.end)
            .or_else(|| scene.any_phrase_after(cue.tokens.end, sentence.end))?,
    };
    // `menurut riwayat kesehatan Budi`: the name may only say whose.
    let whose = pointer.kind != PointerKind::Description
        && (cue.tokens.end..pointer.start)
            .any(|at| scene.is_lower_word(at) && scene.places[at].classes.is_empty() && scene.mention_at(at).is_none());
    let certainty = if pointer.clear && !whose { Certainty::Sure } else { Certainty::Likely };
    let opening = opening(scene, sentence.start, at);
    let after = end_of_pointer(scene, &pointer, sentence.end);
    let before = clause_start_of(scene, sentence, at)..back_over_pause(scene, at);
    let (content, rule) = if opening {
        (skip_pause(scene, after, sentence.end)..sentence.end, "phrase-first")
    } else {
        around(scene, &pointer, before, after, sentence.end, "phrase-last", "phrase-inserted")
    };
    Some(Report { pointer, content: scene.trimmed(content), rule, certainty })
}

/// `…, said X.`, `…, kata X, …`, `Kata X, …`
fn inverted_report(scene: &Scene<'_>, cue: &Cue, sentence: &Range<usize>) -> Option<Report> {
    let at = cue.tokens.start;
    let opens = at == sentence.start;
    if !opens && !scene.is_pause(at - 1) {
        return None;
    }
    if (opens && !cue.frames.has(Frames::STEM)) || cue.frames.has(Frames::PARTICIPLE) {
        return None;
    }
    let pointer = scene.subject_after(at, sentence.end)?;
    if !cue.frames.has(Frames::STEM) {
        let own = cue
            .subject
            .as_ref()
            .is_some_and(|subject| matches!(subject.kind, PointerKind::Name(_)) || scene.is_pause(subject.tokens.end));
        let described = pointer.kind == PointerKind::Description;
        if scene.is(at + 1, Classes::CONNECTOR.or(Classes::INFINITIVE))
            || (own && described)
            || !ends_clause(scene, &pointer, sentence.end)
        {
            return None;
        }
    }
    let after = end_of_pointer(scene, &pointer, sentence.end);
    let certainty = if pointer.clear { Certainty::Sure } else { Certainty::Likely };
    let (content, rule) = if opens {
        (skip_pause(scene, after, sentence.end)..sentence.end, "phrase-first")
    } else {
        let before = clause_start_of(scene, sentence, at)..at - 1;
        around(scene, &pointer, before, after, sentence.end, "clause-before", "cue-inserted")
    };
    Some(Report { pointer, content: scene.trimmed(content), rule, certainty })
}

/// `…, X said.`, `…, X said on Monday, …`
fn tail_report(scene: &Scene<'_>, cue: &Cue, pointer: &Pointer, sentence: &Range<usize>) -> Option<Report> {
    let shown = is_written(scene, pointer) && cue.frames.has(Frames::CONNECTOR);
    if !(cue.frames.has(Frames::CLAUSE.or(Frames::FINITE)) || shown) || cue.frames.has(Frames::PARTICIPLE) {
        return None;
    }
    let before_subject = subject_start(scene, pointer, sentence.start);
    if before_subject < sentence.start + FEWEST_WORDS || !scene.is_pause(before_subject - 1) {
        return None;
    }
    let mut at = cue.tokens.end;
    if cue.frames.has(Frames::ADDRESSEE) {
        at = skip_addressee(scene, at, sentence.end);
    }
    let circumstance = Classes::PREPOSITION.or(Classes::TIME).or(Classes::CONJUNCTION);
    if connector_after(scene, at, sentence.end, false).is_some() {
        return None;
    }
    let ends = at >= sentence.end
        || scene.token(at).kind != TokenKind::Word
        || (scene.is(at, circumstance) && scene.mention_at(at).is_none() && !scene.is(at, Classes::CONNECTOR));
    if !ends {
        return None;
    }
    let after = (at..sentence.end).find(|&t| scene.is_pause(t)).unwrap_or(sentence.end);
    let before = clause_start_of(scene, sentence, before_subject)..before_subject - 1;
    let nothing_follows = at >= sentence.end || scene.token(at).kind != TokenKind::Word;
    if before.end <= before.start || !(nothing_follows || shows_verb(scene, before.start, before.end)) {
        return None;
    }
    let inserted = at < sentence.end && scene.is_pause(at);
    let (content, rule) = if inserted {
        around(scene, pointer, before, after, sentence.end, "clause-before", "cue-inserted")
    } else {
        (before, "clause-before")
    };
    let certainty = if pointer.clear { Certainty::Sure } else { Certainty::Likely };
    Some(Report { pointer: pointer.clone(), content: scene.trimmed(content), rule, certainty })
}

/// `X said (that) …`
fn clause_report(
    scene: &Scene<'_>,
    cues: &[Cue],
    index: usize,
    pointer: Pointer,
    sentence: &Range<usize>,
) -> Option<Report> {
    let cue = &cues[index];
    if !cue.frames.has(Frames::CLAUSE.or(Frames::CONNECTOR).or(Frames::FINITE)) {
        return None;
    }
    let relative = pointer.kind == PointerKind::Pronoun && scene.is(pointer.tokens.start, Classes::RELATIVE);
    let mut end = scene.clause_end(&cues[index + 1..], cue.tokens.end, relative, sentence.end);
    let subordinate = scene.is_subordinate(&pointer, sentence.start);
    if subordinate {
        end = scene.main_clause(&cues[index + 1..], cue.tokens.end, end);
    }
    let mut after = cue.tokens.end;
    // `As X noted, …`
    if subordinate
        && scene.is(pointer.start - 1, Classes::COMPARISON)
        && after < sentence.end
        && scene.is_char(after, ',')
    {
        let content = scene.trimmed(after + 1..sentence.end);
        return Some(Report { pointer, content, rule: "phrase-first", certainty: Certainty::Likely });
    }
    if cue.frames.has(Frames::ADDRESSEE) {
        after = skip_addressee(scene, after, end);
    }
    let told = cue.frames.has(Frames::ADDRESSEE.or(Frames::CONNECTOR));
    let connector = connector_after(scene, after, end, told);
    let written = is_written(scene, &pointer);
    let start = match connector {
        // A complement right before a verb opens a relative clause, or is a pronoun (`said that would do`).
        Some(at) if scene.is(at, Classes::COMPLEMENT) && at + 1 < end && scene.is_bare_finite(at + 1) => {
            if !(cue.frames.has(Frames::CLAUSE) && pointer.clear) {
                return None;
            }
            at
        }
        Some(at) if scene.is(at, Classes::COMPLEMENT) => at + 1,
        Some(at) => at,
        None => {
            let start = bare_clause_start(scene, after, end)?;
            let finite = cue.frames.has(Frames::FINITE) && shows_verb(scene, start, end);
            if !finite && !written && !cue.frames.has(Frames::CLAUSE) {
                return None;
            }
            start
        }
    };
    let certainty = if pointer.clear { Certainty::Sure } else { Certainty::Likely };
    let rule = if connector.is_some() { "clause-connector" } else { "clause-after" };
    Some(Report { pointer, content: scene.trimmed(start..end), rule, certainty })
}

/// Whether something written speaks (`the poll`).
fn is_written(scene: &Scene<'_>, pointer: &Pointer) -> bool {
    pointer.kind == PointerKind::Description && pointer.tokens.clone().any(|at| scene.is(at, Classes::DOCUMENT))
}

/// One past the one spoken to (`told reporters`, `told a council panel`).
fn skip_addressee(scene: &Scene<'_>, after: usize, end: usize) -> usize {
    let nouns = Classes::PEOPLE.or(Classes::BODY);
    let rest_of_noun = |at: usize| {
        (at..end).find(|&at| scene.mention_at(at).is_some() || !scene.is_lower_word(at) || !scene.is(at, nouns))
    };
    let mut at = after;
    while at < end && at < after + 8 {
        if let Some(mention) = scene.mention_at(at) {
            let named = scene.mention_tokens[mention].end;
            return rest_of_noun(named).unwrap_or(end);
        }
        let word = scene.token(at).kind == TokenKind::Word;
        if !word || scene.is(at, Classes::CONNECTOR.or(Classes::PREPOSITION).or(Classes::TIME)) {
            return at;
        }
        if scene.is(at, nouns) || !scene.is(at, Classes::ARTICLE) {
            return rest_of_noun(at + 1).unwrap_or(end);
        }
        at += 1;
    }
    at
}

/// Whether a finite verb or a pronoun as subject shows that the words are a clause.
fn shows_verb(scene: &Scene<'_>, start: usize, end: usize) -> bool {
    (start..end.min(start + 20)).any(|at| {
        scene.mention_at(at).is_none()
            && (scene.is(at, Classes::FINITE)
                || scene.places[at].frames.has(Frames::SUBJECT_BEFORE) && !scene.places[at].frames.has(Frames::NOUNISH))
    })
}

/// Whether nothing but a circumstance stands between an inverted speaker and a pause or the sentence's end.
fn ends_clause(scene: &Scene<'_>, pointer: &Pointer, high: usize) -> bool {
    for at in pointer.tokens.end..high {
        if scene.is_pause(at) || (scene.is(at, Classes::RELATIVE) && scene.mention_at(at).is_none()) {
            return true;
        }
        if scene.token(at).kind == TokenKind::Clitic
            || (scene.mention_at(at).is_none() && scene.is(at, Classes::FINITE))
        {
            return false;
        }
    }
    true
}

/// `Dikatakan X, …`
fn passive_report(scene: &Scene<'_>, cue: &Cue, sentence: &Range<usize>) -> Option<Report> {
    let at = cue.tokens.start;
    if at != sentence.start && !scene.is_pause(at - 1) {
        return None;
    }
    let pointer = scene.subject_after(at, sentence.end)?;
    let after = end_of_pointer(scene, &pointer, sentence.end);
    if after >= sentence.end || !(scene.is_pause(after) || scene.is(after, Classes::CONNECTOR)) {
        return None;
    }
    let content = if at == sentence.start || at <= sentence.start + LINKING_WORDS + 1 {
        (after + 1)..sentence.end
    } else {
        clause_start_of(scene, sentence, at)..sentence.end
    };
    Some(Report { pointer, content: scene.trimmed(content), rule: "passive", certainty: Certainty::Likely })
}

/// The content of an attribution in the middle or at the end of a sentence, and the rule's name.
fn around(
    scene: &Scene<'_>,
    pointer: &Pointer,
    before: Range<usize>,
    after: usize,
    sentence_end: usize,
    last: &'static str,
    inserted: &'static str,
) -> (Range<usize>, &'static str) {
    let rest = skip_pause(scene, after, sentence_end)..sentence_end;
    let goes_on = after < sentence_end
        && scene.is_pause(after)
        && words_in(scene, &rest) >= FEWEST_WORDS - usize::from(pointer.kind == PointerKind::Pronoun)
        && (pointer.kind == PointerKind::Pronoun || !starts_apposition(scene, rest.start, sentence_end));
    if !goes_on {
        return (before, last);
    }
    let verbless = scene.knows_finite_verbs() && !shows_verb(scene, before.start, before.end);
    let circumstance =
        verbless || (scene.is(before.start, Classes::PREPOSITION) && !shows_verb(scene, before.start, before.end));
    let linking = Classes::LINK.or(Classes::CONJUNCTION).or(Classes::AUXILIARY).or(Classes::NEGATION);
    let links = words_in(scene, &before) <= LINKING_WORDS
        && before.clone().all(|at| scene.mention_at(at).is_none() && (scene.is(at, linking) || scene.is_pause(at)));
    if links || circumstance {
        return (rest, inserted);
    }
    (before.start..sentence_end, inserted)
}

/// Whether what follows the comma behind a speaker only says who the speaker is.
fn starts_apposition(scene: &Scene<'_>, at: usize, end: usize) -> bool {
    at >= end
        || scene.is(at, Classes::RELATIVE)
        || scene.is(at, Classes::TIME)
        || (scene.is(at, Classes::PEOPLE.or(Classes::INDEFINITE)) && scene.mention_at(at).is_none())
        || (scene.is(at, Classes::DEFINITE) && at + 1 < end && scene.is(at + 1, Classes::PEOPLE))
        || scene.token(at).kind == TokenKind::Number
}

/// Whether only linking words stand between the sentence's start and the cue.
fn opening(scene: &Scene<'_>, start: usize, at: usize) -> bool {
    (start..at).all(|t| {
        scene.token(t).kind != TokenKind::Word
            || (scene.mention_at(t).is_none()
                && scene.is(t, Classes::CONJUNCTION.or(Classes::AUXILIARY).or(Classes::COORDINATION)))
    }) || words_in(scene, &(start..at)) <= 1
}

/// Where the clause before an attribution starts: after quoted runs and linking words.
fn clause_start_of(scene: &Scene<'_>, sentence: &Range<usize>, end: usize) -> usize {
    let mut start =
        (sentence.start..end).rev().find(|&at| scene.run_at(at).is_some()).map_or(sentence.start, |at| at + 1);
    while start < end
        && (scene.is_pause(start)
            || scene.token(start).kind == TokenKind::Punctuation
            || (scene.is(start, Classes::COORDINATION.or(Classes::LINK)) && scene.mention_at(start).is_none()))
    {
        start += 1;
    }
    start
}

fn back_over_pause(scene: &Scene<'_>, at: usize) -> usize {
    if at > 0 && scene.is_pause(at - 1) { at - 1 } else { at }
}

fn skip_pause(scene: &Scene<'_>, at: usize, end: usize) -> usize {
    if at < end && (scene.is_pause(at) || scene.is(at, Classes::CONNECTOR)) { at + 1 } else { at }
}

/// First token of the subject with its title and determiner.
fn subject_start(scene: &Scene<'_>, pointer: &Pointer, low: usize) -> usize {
    let mut start = pointer.start;
    while start > low
        && scene.run_at(start - 1).is_none()
        && scene.token(start - 1).kind == TokenKind::Word
        && (scene.mention_at(start - 1).is_some()
            || scene.is(start - 1, Classes::PEOPLE.or(Classes::DEFINITE).or(Classes::INDEFINITE))
            || scene.token(start - 1).capital)
    {
        start -= 1;
    }
    start
}

/// One past the speaker: its name, an age in brackets, a role in apposition.
fn end_of_pointer(scene: &Scene<'_>, pointer: &Pointer, high: usize) -> usize {
    let mut at = pointer.tokens.end;
    if at < high && scene.is_char(at, '(') {
        at = (at..high.min(at + 8)).find(|&t| scene.is_char(t, ')')).map_or(at, |t| t + 1);
    }
    // What follows up to the comma belongs to the attribution: where and when it was said.
    if at < high && !scene.is_pause(at) {
        let circumstance = Classes::PREPOSITION.or(Classes::TIME).or(Classes::RELATIVE);
        if scene.is(at, circumstance) && scene.mention_at(at).is_none() {
            if let Some(pause) = (at..high.min(at + 25)).find(|&t| scene.is_pause(t)) {
                return pause;
            }
            return at;
        }
    }
    at
}

/// The connector that opens the reported clause, right behind the cue or behind a place or a time.
fn connector_after(scene: &Scene<'_>, start: usize, end: usize, told: bool) -> Option<usize> {
    let first = skip_times(scene, start, end);
    if first < end && scene.is(first, Classes::CONNECTOR) && scene.mention_at(first).is_none() {
        return Some(first);
    }
    // One adverb before the connector (`argued insistently that`).
    if first + 1 < end
        && scene.is(first + 1, Classes::COMPLEMENT)
        && scene.mention_at(first + 1).is_none()
        && scene.is_lower_word(first)
        && scene.mention_at(first).is_none()
        && (scene.places[first].classes.is_empty() || scene.is(first, Classes::AUXILIARY))
    {
        return Some(first + 1);
    }
    if first + 1 < end && scene.is_pause(first) && scene.is(first + 1, Classes::CONNECTOR) {
        return Some(first + 1);
    }
    if told && let Some(at) = connector_behind(scene, first, end) {
        return Some(at);
    }
    if first >= end || !scene.is(first, Classes::PREPOSITION) || scene.mention_at(first).is_some() {
        return None;
    }
    let pronoun = Classes::SINGULAR.or(Classes::PLURAL).or(Classes::FIRST);
    for at in first + 1..end.min(first + 16) {
        if scene.mention_at(at).is_some() {
            continue;
        }
        if scene.is(at, Classes::CONNECTOR) && scene.is(at, Classes::COMPLEMENT) {
            return Some(at);
        }
        let stops = scene.is(at, Classes::FINITE.or(pronoun)) || scene.run_at(at).is_some();
        if stops {
            return None;
        }
    }
    None
}

/// The connector behind whom the words were said to, and when (`told the paper last fall that`).
fn connector_behind(scene: &Scene<'_>, start: usize, end: usize) -> Option<usize> {
    for at in start..end.min(start + FARTHEST_CONNECTOR) {
        if scene.mention_at(at).is_some() {
            continue;
        }
        if scene.is(at, Classes::CONNECTOR) {
            return Some(at);
        }
        let goes_on = matches!(scene.token(at).kind, TokenKind::Word | TokenKind::Number | TokenKind::Clitic);
        if !goes_on || scene.is(at, Classes::FINITE.or(Classes::CONJUNCTION)) || scene.run_at(at).is_some() {
            return None;
        }
    }
    None
}

fn skip_times(scene: &Scene<'_>, start: usize, end: usize) -> usize {
    let mut at = start;
    while at < end
        && scene.mention_at(at).is_none()
        && (scene.is(at, Classes::TIME) || (at > start && scene.is(at, Classes::PERIOD)))
    {
        at += 1;
    }
    at
}

/// Where a reported clause without connector starts; none where what follows is no clause.
fn bare_clause_start(scene: &Scene<'_>, after: usize, end: usize) -> Option<usize> {
    let at = skip_times(scene, skip_pause(scene, after, end), end);
    if at >= end || scene.token(at).kind == TokenKind::Mark {
        return None;
    }
    let named = scene.mention_at(at).is_some();
    let topic =
        scene.is(at, Classes::TOPIC) && !named && !(scene.is(at, Classes::ARTICLE) && shows_verb(scene, at, end));
    (!topic).then_some(at)
}

fn words_in(scene: &Scene<'_>, range: &Range<usize>) -> usize {
    range.clone().filter(|&at| scene.token(at).kind == TokenKind::Word).count()
}

/// Whether the tokens are a clause of the reporter's: words enough, and no quoted run among them.
fn is_clause(scene: &Scene<'_>, content: &Range<usize>) -> bool {
    !content.is_empty()
        && words_in(scene, content) >= FEWEST_WORDS
        && content.clone().all(|at| scene.run_at(at).is_none())
        && !(content.start > 0
            && scene.run_at(content.start - 1).is_some_and(|run| !scene.is_char(scene.runs[run].inner.end - 1, ',')))
}
