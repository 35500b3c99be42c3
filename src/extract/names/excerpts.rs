//! How a text of one sentence is read otherwise than an article: all of it but the convention of the tagger
//! (`tagger/convention.rs`).
//!
//! Nobody sends this program single sentences but those who measure it, and they mark names by conventions of their own:
//! `Full Name (FN)` is one name, a country that acts is none, a body's name ends before its branch. The tagger has learnt
//! these conventions from such sentences, and no other sentence could show that it is wrong there, so the rules, which
//! follow the convention of articles, hold back. This is a matter of convention and makes no sentence read better;
//! without it exact F1 is 0.03 lower on sentences marked so, and the same on articles.

use super::NameSpan;
use super::rules::{Grounds, RuleSpan};
use crate::extract::Document;
use crate::model::EntityKind;

/// Whether the text is one sentence.
pub(super) fn is_excerpt(document: &Document<'_>) -> bool {
    document.is_lone_sentence()
}

/// Whether a rule may speak against the names of the tagger that it overlaps, if it is the surer one besides.
///
/// Two may: one that knows the head of a body, where the tagger saw nothing but places in the body's name, and one that
/// sees a name behind a title that begins with a word of capitals (initials, or a name written so), where the tagger saw
/// none. All others are held back, those that know a whole name from the lists or the name of a web site too.
pub(super) fn may_correct(document: &Document<'_>, rule: &RuleSpan, covered: &[NameSpan]) -> bool {
    match rule.grounds {
        Grounds::Head => {
            rule.span.kind == EntityKind::Organization
                && !covered.is_empty()
                && covered.iter().all(|span| span.kind == EntityKind::Place)
        }
        Grounds::Title => covered.is_empty() && document.tokens[rule.span.tokens.start].all_capitals,
        _ => false,
    }
}
