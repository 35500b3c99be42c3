//! Compares two sets of annotations of the same text.

use std::collections::BTreeSet;
use std::fmt;

use crate::model::{Annotations, FoundQuotation, QuotationKind, Span};

/// How many there are, how many were found, how many of those are right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Marked by a person.
    pub gold: usize,
    /// Given by the program.
    pub found: usize,
    /// Given by the program and right.
    pub right: usize,
}

impl Tally {
    /// Share of what was found that is right; 1 when nothing was found.
    pub fn precision(&self) -> f64 {
        share(self.right, self.found)
    }

    /// Share of what is there that was found; 1 when nothing is there.
    pub fn recall(&self) -> f64 {
        share(self.right, self.gold)
    }

    /// Harmonic mean of precision and recall.
    ///
    /// ```
    /// use kutip::eval::Tally;
    /// let tally = Tally { gold: 4, found: 2, right: 2 };
    /// assert_eq!(tally.f1(), 2.0 / 3.0);
    /// ```
    pub fn f1(&self) -> f64 {
        share(2 * self.right, self.gold + self.found)
    }

    fn add(&mut self, other: Tally) {
        self.gold += other.gold;
        self.found += other.found;
        self.right += other.right;
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// All measures over one or more texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scores {
    /// Direct and mixed quotations with the very same words.
    pub quoted_exact: Tally,
    /// Direct and mixed quotations that share at least four fifths of their characters.
    pub quoted_overlap: Tally,
    /// Those of the above that also have the right speaker, or rightly none.
    pub quoted_with_speaker: Tally,
    /// Indirect quotations that share at least four fifths of their characters and have the right speaker.
    pub indirect_with_speaker: Tally,
    /// Names with the same words and kind.
    pub names_exact: Tally,
}

/// Least share of common characters (of those in either span) for two spans to count as the same quotation.
const OVERLAP: f64 = 0.8;

impl Scores {
    /// Compares the annotations of one text.
    pub fn of(text: &str, gold: &Annotations, found: &Annotations) -> Self {
        let quoted = |q: &&FoundQuotation| q.kind != QuotationKind::Indirect;
        let gold_quoted = Side::new(text, gold.quotations.iter().filter(quoted));
        let found_quoted = Side::new(text, found.quotations.iter().filter(quoted));
        let gold_indirect = Side::new(text, gold.quotations.iter().filter(|q| !quoted(q)));
        let found_indirect = Side::new(text, found.quotations.iter().filter(|q| !quoted(q)));

        let exact = pair(&gold_quoted, &found_quoted, 1.0);
        let overlap = pair(&gold_quoted, &found_quoted, OVERLAP);
        let indirect = pair(&gold_indirect, &found_indirect, OVERLAP);
        let attributed = |pairs: &[(usize, usize)], gold: &Side, found: &Side| {
            pairs.iter().filter(|&&(g, f)| same_speaker(gold.0[g].1, found.0[f].1)).count()
        };
        let tally = |gold: &Side, found: &Side, right| Tally { gold: gold.0.len(), found: found.0.len(), right };
        let names = |annotations: &Annotations| -> BTreeSet<_> {
            annotations.mentions.iter().map(|mention| (mention.span, mention.kind)).collect()
        };
        let (gold_names, found_names) = (names(gold), names(found));
        Self {
            quoted_exact: tally(&gold_quoted, &found_quoted, exact.len()),
            quoted_overlap: tally(&gold_quoted, &found_quoted, overlap.len()),
            quoted_with_speaker: tally(&gold_quoted, &found_quoted, attributed(&overlap, &gold_quoted, &found_quoted)),
            indirect_with_speaker: tally(
                &gold_indirect,
                &found_indirect,
                attributed(&indirect, &gold_indirect, &found_indirect),
            ),
            names_exact: Tally {
                gold: gold_names.len(),
                found: found_names.len(),
                right: gold_names.intersection(&found_names).count(),
            },
        }
    }

    /// Adds the counts of another text.
    pub fn add(&mut self, other: &Scores) {
        self.quoted_exact.add(other.quoted_exact);
        self.quoted_overlap.add(other.quoted_overlap);
        self.quoted_with_speaker.add(other.quoted_with_speaker);
        self.indirect_with_speaker.add(other.indirect_with_speaker);
        self.names_exact.add(other.names_exact);
    }

    /// Name and counts of each measure, in the order in which they are shown.
    pub fn measures(&self) -> [(&'static str, Tally); 5] {
        [
            ("quoted-exact", self.quoted_exact),
            ("quoted-overlap", self.quoted_overlap),
            ("quoted-with-speaker", self.quoted_with_speaker),
            ("indirect-with-speaker", self.indirect_with_speaker),
            ("names-exact", self.names_exact),
        ]
    }
}

impl fmt::Display for Scores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{:<22} {:>5} {:>5} {:>5}  {:>5} {:>5} {:>5}",
            "measure", "gold", "found", "right", "P", "R", "F1"
        )?;
        for (name, tally) in self.measures() {
            let Tally { gold, found, right } = tally;
            let (p, r, f1) = (tally.precision(), tally.recall(), tally.f1());
            writeln!(f, "{name:<22} {gold:>5} {found:>5} {right:>5}  {p:>5.3} {r:>5.3} {f1:>5.3}")?;
        }
        Ok(())
    }
}

/// Quotations of one side with their trimmed spans, in text order.
struct Side<'a>(Vec<(Span, &'a FoundQuotation)>);

impl<'a> Side<'a> {
    fn new(text: &str, quotations: impl Iterator<Item = &'a FoundQuotation>) -> Self {
        let mut side: Vec<_> =
            quotations.map(|q| (trimmed(text, q.span), q)).filter(|(span, _)| !span.is_empty()).collect();
        side.sort_by_key(|(span, _)| *span);
        side.dedup_by_key(|(span, _)| *span);
        Self(side)
    }
}

/// Marks, punctuation and white space at the edges of a quotation are a matter of taste, not of finding it.
fn trimmed(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let start = words.find(char::is_alphanumeric).unwrap_or(words.len());
    let end = words
        .rfind(char::is_alphanumeric)
        .map_or(start, |at| at + words[at..].chars().next().map_or(0, char::len_utf8));
    Span::new(span.start + start, span.start + end)
}

/// Pairs each gold span with at most one found span and the other way round, best overlap first.
fn pair(gold: &Side, found: &Side, least: f64) -> Vec<(usize, usize)> {
    let mut candidates = Vec::new();
    for (g, (gold, _)) in gold.0.iter().enumerate() {
        for (f, (found, _)) in found.0.iter().enumerate().take_while(|(_, (found, _))| found.start < gold.end) {
            let common = found.end.min(gold.end).saturating_sub(found.start.max(gold.start));
            let either = found.end.max(gold.end) - found.start.min(gold.start);
            let overlap = common as f64 / either as f64;
            if overlap >= least {
                candidates.push((overlap, g, f));
            }
        }
    }
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let (mut gold_used, mut found_used) = (BTreeSet::new(), BTreeSet::new());
    candidates
        .into_iter()
        .filter(|&(_, g, f)| {
            !gold_used.contains(&g) && !found_used.contains(&f) && gold_used.insert(g) && found_used.insert(f)
        })
        .map(|(_, g, f)| (g, f))
        .collect()
}

/// Right when the program points at the same words, or gives the same name, or both say that there is nobody.
fn same_speaker(gold: &FoundQuotation, found: &FoundQuotation) -> bool {
    let pointed = matches!((gold.speaker, found.speaker), (Some(gold), Some(found)) if gold.overlaps(found));
    let named = match (&gold.speaker_name, &found.speaker_name) {
        (Some(gold), Some(found)) => same_name(gold, found),
        _ => false,
    };
    let nobody = |q: &FoundQuotation| q.speaker.is_none() && q.speaker_name.is_none();
    pointed || named || (nobody(gold) && nobody(found))
}

/// Whether all words of the shorter name stand in the longer one.
fn same_name(a: &str, b: &str) -> bool {
    let words = |name: &str| -> BTreeSet<String> {
        name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
    };
    let (a, b) = (words(a), words(b));
    !a.is_empty() && !b.is_empty() && (a.is_subset(&b) || b.is_subset(&a))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Certainty, EntityKind, Mention};

    const TEXT: &str = "“Harga turun,” kata Budi. “Panen baik.”";

    fn quotation(words: &str, speaker: Option<&str>) -> FoundQuotation {
        let start = TEXT.find(words).unwrap();
        FoundQuotation {
            span: Span::new(start, start + words.len()),
            kind: QuotationKind::Direct,
            speaker: None,
            speaker_name: speaker.map(str::to_owned),
            speaker_kind: None,
            role: None,
            anonymous: false,
            speaks_for: None,
            cue: None,
            rule: "hand",
            certainty: Certainty::Sure,
        }
    }

    fn annotations(quotations: Vec<FoundQuotation>) -> Annotations {
        Annotations { quotations, mentions: Vec::new() }
    }

    #[test]
    fn marks_and_closing_commas_do_not_count() {
        let gold = annotations(vec![quotation("Harga turun", Some("Budi Santoso"))]);
        let found = annotations(vec![quotation("“Harga turun,”", Some("Budi"))]);
        let scores = Scores::of(TEXT, &gold, &found);
        assert_eq!(scores.quoted_exact, Tally { gold: 1, found: 1, right: 1 });
        assert_eq!(scores.quoted_with_speaker.right, 1);
    }

    #[test]
    fn a_wrong_speaker_counts_against_the_speaker_and_not_against_the_words() {
        let gold = annotations(vec![quotation("Harga turun", Some("Budi"))]);
        let found = annotations(vec![quotation("Harga turun", Some("Ani"))]);
        let scores = Scores::of(TEXT, &gold, &found);
        assert_eq!((scores.quoted_overlap.right, scores.quoted_with_speaker.right), (1, 0));
    }

    #[test]
    fn what_is_missed_lowers_recall_and_what_is_invented_lowers_precision() {
        let both = annotations(vec![quotation("Harga turun", Some("Budi")), quotation("Panen baik", Some("Budi"))]);
        let one = annotations(vec![quotation("Harga turun", Some("Budi"))]);
        assert_eq!(Scores::of(TEXT, &both, &one).quoted_exact.recall(), 0.5);
        assert_eq!(Scores::of(TEXT, &one, &both).quoted_exact.precision(), 0.5);
    }

    #[test]
    fn one_long_span_matches_one_quotation_only() {
        let gold = annotations(vec![quotation("Harga turun", None), quotation("Panen baik", None)]);
        let found = annotations(vec![quotation("Harga turun,” kata Budi. “Panen baik", None)]);
        assert_eq!(Scores::of(TEXT, &gold, &found).quoted_overlap.right, 0);
    }

    #[test]
    fn a_name_counts_only_with_its_kind() {
        let mention = |kind| Mention { span: Span::new(20, 24), kind, name: "Budi".to_owned(), role: None };
        let with = |kind| Annotations { quotations: Vec::new(), mentions: vec![mention(kind)] };
        let scores = Scores::of(TEXT, &with(EntityKind::Person), &with(EntityKind::Place));
        assert_eq!(scores.names_exact, Tally { gold: 1, found: 1, right: 0 });
    }
}
