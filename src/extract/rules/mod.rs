//! The rules that give a quoted run its speaker, one file a rule, in running order from sure to unsure.

mod adjacent_name;
mod after_report;
mod attribution_phrase;
mod colon;
mod continuation;
mod cue_after;
mod cue_before;
mod cue_noun;
mod cue_tail;
mod nested;
mod resumed;
mod sentence_subject;
mod speaker_cue_after;
mod unknown_before;

use super::quotations::{Cue, Pointer, Scene};
use crate::lang::Frames;
use crate::model::Certainty;

/// Who said a quoted run, and why we think so.
#[derive(Clone, Debug)]
pub struct Attribution {
    /// The words that point to the speaker; none when the run shares the speaker of another one.
    pub pointer: Option<Pointer>,
    /// The run whose speaker this run shares.
    pub shares: Option<usize>,
    /// First and last token of the cue.
    pub cue: Option<std::ops::Range<usize>>,
    /// The rule's name.
    pub rule: &'static str,
    /// How sure it is here.
    pub certainty: Certainty,
}

/// What a rule is asked about.
pub struct Question<'a> {
    /// The text.
    pub scene: &'a Scene<'a>,
    /// Its cues.
    pub cues: &'a [Cue],
    /// Index of the run.
    pub run: usize,
    /// Attributions of the runs before it.
    pub before: &'a [Option<Attribution>],
}

type Rule = fn(&Question<'_>) -> Option<Attribution>;

/// The rules in running order.
const RULES: &[Rule] = &[
    cue_after::attribute,
    speaker_cue_after::attribute,
    colon::attribute,
    unknown_before::attribute,
    cue_before::attribute,
    attribution_phrase::attribute,
    cue_tail::attribute,
    cue_noun::attribute,
    cue_before::attribute_weak,
    adjacent_name::attribute,
    after_report::attribute,
    resumed::attribute,
    continuation::attribute,
    sentence_subject::attribute,
];

/// The answer of the first rule that has one.
pub fn attribute(question: &Question<'_>) -> Option<Attribution> {
    if question.scene.runs[question.run].nested {
        return nested::attribute(question);
    }
    RULES.iter().find_map(|rule| rule(question))
}

/// The answers of all rules, in running order: the first one counts, the others are its rivals.
pub fn answers(question: &Question<'_>) -> Vec<Attribution> {
    if question.scene.runs[question.run].nested {
        return nested::attribute(question).into_iter().collect();
    }
    RULES.iter().filter_map(|rule| rule(question)).collect()
}

impl Question<'_> {
    /// First token of the reporter's sentence that holds the run.
    pub fn sentence_start(&self) -> usize {
        self.scene.sentences[self.scene.sentence_at(self.start())].start
    }

    /// One past the last token of the reporter's sentence that holds the run's end.
    pub fn sentence_end(&self) -> usize {
        self.scene.sentences[self.scene.sentence_at(self.end() - 1)].end
    }

    /// First token of the run.
    pub fn start(&self) -> usize {
        self.scene.runs[self.run].tokens.start
    }

    /// One past the last token of the run.
    pub fn end(&self) -> usize {
        self.scene.runs[self.run].tokens.end
    }

    /// The tokens after the run, up to the sentence's end or the next run.
    pub fn gap_after(&self) -> std::ops::Range<usize> {
        let end = self.end();
        let stop = (end..self.sentence_end()).find(|&at| self.scene.run_at(at).is_some());
        end..stop.unwrap_or_else(|| self.sentence_end())
    }

    /// The tokens before the run, from the sentence's start or the run before.
    pub fn gap_before(&self) -> std::ops::Range<usize> {
        let start = self.start();
        let low = (self.sentence_start()..start).rev().find(|&at| self.scene.run_at(at).is_some());
        low.map_or_else(|| self.sentence_start(), |at| at + 1)..start
    }

    /// The cues that start in the token range.
    pub fn cues_in(&self, range: std::ops::Range<usize>) -> &[Cue] {
        let first = self.cues.partition_point(|cue| cue.tokens.start < range.start);
        let last = self.cues.partition_point(|cue| cue.tokens.start < range.end.max(range.start));
        &self.cues[first..last.max(first)]
    }

    /// The cue that hands over to the run, right before it or before a comma or colon there (`he said, “…`). Whoever is
    /// named behind such a run only passes on what was said.
    pub fn introduced_by(&self) -> Option<&Cue> {
        let gap = self.gap_before();
        let pause = gap.end.checked_sub(1).filter(|&at| at >= gap.start)?;
        let end = if self.scene.is_char(pause, ',') || self.scene.is_char(pause, ':') { pause } else { gap.end };
        let speech =
            if self.scene.knows_finite_verbs() { Frames::SUBJECT_AFTER } else { Frames::CLAUSE.or(Frames::CONNECTOR) };
        self.cues_in(gap).iter().rev().find(|cue| {
            cue.tokens.end == end
                && cue.subject.is_some()
                && cue.frames.has(speech)
                && !cue.frames.has(Frames::WEAK.or(Frames::PARTICIPLE))
        })
    }

    /// Whether words behind the run say that somebody told it.
    pub fn is_told_after(&self) -> bool {
        cue_after::find(self).or_else(|| speaker_cue_after::find(self)).is_some()
    }

    /// The nearest run before this one that is not nested in another.
    pub fn run_before(&self) -> Option<usize> {
        (0..self.run).rev().take(8).find(|&run| !self.scene.runs[run].single)
    }

    /// Whether the words end as speech ends: with a comma, a question or exclamation mark, inside or right after.
    pub fn ends_as_speech(&self) -> bool {
        let inner = &self.scene.runs[self.run].inner;
        let last = self.scene.token(inner.end - 1);
        matches!(last.first, ',' | '?' | '!' | '—' | '…')
            || self.gap_after().next().is_some_and(|at| self.scene.is_pause(at))
    }

    /// Whether only blanks, conjunctions or nothing stand before the run in its sentence.
    pub fn opens_sentence(&self) -> bool {
        self.start() == self.sentence_start()
    }
}
