use serde::{Deserialize, Serialize};

use super::ArticleDate;

/// How the words of a quotation were taken over into the article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QuotationKind {
    /// An utterance of at least a clause, inside quotation marks.
    #[default]
    Direct,
    /// A quoted fragment inside the reporter's own sentence.
    Mixed,
    /// A reported clause without quotation marks.
    Indirect,
}

/// How much the program trusts one attribution.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    /// At least 97 in 100 such attributions are right.
    Sure,
    /// Right more often than not, by a wide margin.
    #[default]
    Likely,
    /// The best of several answers.
    Guess,
}

/// What stands in the place of the reason where a quotation was withdrawn without one.
pub const NO_REASON: &str = "true";

/// One quotation as an article's front matter holds it.
///
/// `text` stands in the plain text of the body, `nth` says at which occurrence; the names are those of the article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Quotation {
    /// Twelve hexadecimal digits; empty until `front_matter` has given or read one.
    pub id: String,
    /// The words, without marks, white space folded.
    pub text: String,
    /// Which occurrence of these words in the body, counted from 1.
    pub nth: usize,
    /// Direct, mixed or indirect.
    pub kind: QuotationKind,
    /// The file does not say the kind, and nobody has looked at the article's marks yet.
    pub kind_is_open: bool,
    /// The file does not say the kind; the article's marks showed it.
    pub kind_is_seen: bool,
    /// The fullest name of the speaker in this article, or the description of a source that is not named.
    pub speaker: Option<String>,
    /// The words beside the cue that point to the speaker (`Budi`, `dia`, `nya`).
    pub pointer: Option<String>,
    /// The speaker's role as this article prints it.
    pub role: Option<String>,
    /// The word that reports.
    pub cue: Option<String>,
    /// The rule that gave the speaker.
    pub rule: Option<String>,
    /// How sure the rule is; a person's decision counts as sure.
    pub certainty: Option<Certainty>,
    /// Who decided, where a person did (`hand`); never overwritten then.
    pub by: Option<String>,
    /// The speaker is a source that the article does not name.
    pub anonymous: bool,
    /// The body that a source that is not named speaks for.
    pub speaks_for: Option<String>,
    /// Why the quotation was withdrawn, or [`NO_REASON`]; its address stays.
    pub withdrawn: Option<String>,
    /// Ids of quotations, in other articles, that a person says are the same statement: translations, say.
    pub same_as: Vec<String>,
    /// What a person wants readers to know.
    pub note: Option<String>,
    /// The day of the withdrawal, note or correction.
    pub corrected: Option<ArticleDate>,
}

impl Quotation {
    /// Whether a person wrote the entry, or decided the program's.
    pub fn is_of_person(&self) -> bool {
        self.by.is_some() || self.rule.is_none()
    }

    /// Whether a person said something of it.
    pub fn is_decided(&self) -> bool {
        self.by.is_some() || self.withdrawn.is_some() || !self.remarks().is_empty()
    }

    /// The keys of what a person wrote about its words.
    pub fn remarks(&self) -> Vec<&'static str> {
        let all = [
            ("note", self.note.is_some()),
            ("corrected", self.corrected.is_some()),
            ("same_as", !self.same_as.is_empty()),
        ];
        all.into_iter().filter_map(|(key, is_there)| is_there.then_some(key)).collect()
    }
}
