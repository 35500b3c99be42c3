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
use crate::extract::evidence::Evidence;
use crate::lang::NameClass;
use crate::model::EntityKind;

/// Whether the text is one sentence.
pub(super) fn is_excerpt(document: &Document<'_>) -> bool {
    document.is_lone_sentence()
}

/// Whether the tagger may take for a name what an article takes for none: the name of a language (`bahasa Maju`), the
/// capitals of a kind of body.
pub(super) fn may_be_idle(document: &Document<'_>, evidence: &Evidence, span: &NameSpan) -> bool {
    let first = span.tokens.start;
    let inside = !evidence.starts(first, NameClass::NotName);
    is_excerpt(document) && span.tokens.len() == 1 && (inside || document.tokens[first].all_capitals)
}

/// Whether a rule may speak against the names of the tagger that it overlaps, if it is the surer one besides.
///
/// Three may: one that knows the head of a body, where the tagger saw nothing but places behind that head; one that sees
/// a name behind a title that begins with a word of capitals (initials, or a name written so), where the tagger saw none;
/// one that knows the name of a web site. All others are held back, those that know a whole name from the lists too: a
/// school or a court of which the tagger has the whole name is a place as often as a body in texts marked so.
pub(super) fn may_correct(document: &Document<'_>, rule: &RuleSpan, covered: &[NameSpan]) -> bool {
    let own = &rule.span;
    match rule.grounds {
        Grounds::Site => true,
        Grounds::Head => {
            let place = |span: &NameSpan| span.kind == EntityKind::Place && span.tokens.len() < own.tokens.len();
            own.kind == EntityKind::Organization && !covered.is_empty() && covered.iter().all(place)
        }
        Grounds::Title => covered.is_empty() && document.tokens[own.tokens.start].all_capitals,
        _ => false,
    }
}
