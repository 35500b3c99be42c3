//! Turns doubtful merges and splits into questions with their evidence and the line that answers them.

use super::CheckInput;
use crate::diag::Diagnostic;
use crate::model::{Distinction, Doubt, DoubtKind, EntityId};

/// One warning a doubt, weightiest first.
pub(super) fn questions(input: &CheckInput<'_>) -> Vec<Diagnostic> {
    input.registry.doubts.iter().map(|doubt| question(doubt, input)).collect()
}

fn question(doubt: &Doubt, input: &CheckInput<'_>) -> Diagnostic {
    let names: Vec<String> = doubt.entities.iter().map(|&id| named(input, id)).collect();
    let (code, message) = match doubt.kind {
        DoubtKind::Merge => ("doubtful-merge", format!("{} may be two", names.join(" and "))),
        DoubtKind::Split => ("doubtful-split", format!("{} may be one", names.join(" and "))),
    };
    let mut diagnostic = Diagnostic::warning(code, message).question();
    // The article in question stands first, then one to compare it with.
    if let Some(&first) = doubt.articles.first() {
        diagnostic = diagnostic.at(input.place_of(first, &doubt.entities));
    }
    for evidence in &doubt.evidence {
        diagnostic = diagnostic.help(evidence.clone());
    }
    let shown: Vec<String> = doubt
        .articles
        .iter()
        .skip(1)
        .filter_map(|&at| Some(format!("`content/articles/{}`", input.articles.get(at)?.path)))
        .collect();
    if !shown.is_empty() {
        diagnostic = diagnostic.help(format!("compare {}", shown.join(", ")));
    }
    let (proposed, other) = match doubt.kind {
        DoubtKind::Merge => (("two", "different:"), ("one", "same:")),
        DoubtKind::Split => (("one", "same:"), ("two", "different:")),
    };
    let instead = |word: &str| doubt.proposal.replacen(proposed.1, word, 1);
    diagnostic
        .help(format!("if they are {}, write into content/judgements.yaml: {}", proposed.0, doubt.proposal))
        .help(format!("if they are {}: {}", other.0, instead(other.1)))
        .help(format!("if nobody knows: {}", instead("unsure:")))
}

fn named(input: &CheckInput<'_>, id: EntityId) -> String {
    let entity = input.registry.entity(id);
    match &entity.distinction {
        Some(Distinction { words, is_beside: true }) => format!("`{}` (mentioned with {words})", entity.name),
        Some(Distinction { words, .. }) => format!("`{}` ({words})", entity.name),
        None => format!("`{}`", entity.name),
    }
}
