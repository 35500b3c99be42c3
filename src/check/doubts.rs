//! Turns doubtful merges and splits into questions with their evidence and the line that answers them.

use super::CheckInput;
use crate::diag::Diagnostic;
use crate::model::{Doubt, DoubtKind, EntityId};

/// How many articles are named with a question.
const NAMED: usize = 3;

/// One warning a doubt, weightiest first.
pub(super) fn questions(input: &CheckInput<'_>) -> Vec<Diagnostic> {
    let mut articles: Vec<Vec<usize>> = vec![Vec::new(); input.registry.entities.len()];
    for (at, links) in input.registry.links.iter().enumerate() {
        for id in links.entities.iter().chain(&links.speakers).flatten() {
            let list = &mut articles[id.index()];
            if list.len() < NAMED && list.last() != Some(&at) {
                list.push(at);
            }
        }
    }
    input.registry.doubts.iter().map(|doubt| question(doubt, input, &articles)).collect()
}

fn question(doubt: &Doubt, input: &CheckInput<'_>, articles: &[Vec<usize>]) -> Diagnostic {
    let names: Vec<String> = doubt.entities.iter().map(|&id| named(input, id)).collect();
    let (code, message, answer) = match doubt.kind {
        DoubtKind::Merge => ("doubtful-merge", format!("{} may be two", names.join(" and ")), "if they are two"),
        DoubtKind::Split => ("doubtful-split", format!("{} may be one", names.join(" and ")), "if they are one"),
    };
    let mut diagnostic = Diagnostic::warning(code, message);
    for evidence in &doubt.evidence {
        diagnostic = diagnostic.help(evidence.clone());
    }
    // The last entity is the one in question: the rarer of two.
    let shown: Vec<String> = doubt
        .entities
        .last()
        .into_iter()
        .flat_map(|id| articles.get(id.index()).into_iter().flatten())
        .filter_map(|&at| Some(format!("`content/articles/{}`", input.articles.get(at)?.path)))
        .collect();
    if !shown.is_empty() {
        diagnostic = diagnostic.help(format!("look at {}", shown.join(", ")));
    }
    let unsure = doubt.proposal.replacen("same:", "unsure:", 1).replacen("different:", "unsure:", 1);
    diagnostic
        .help(format!("{answer}, write into content/judgements.yaml: {}", doubt.proposal))
        .help(format!("if nobody knows: {unsure}"))
}

fn named(input: &CheckInput<'_>, id: EntityId) -> String {
    let entity = input.registry.entity(id);
    match &entity.distinction {
        Some(distinction) => format!("`{}` ({distinction})", entity.name),
        None => format!("`{}`", entity.name),
    }
}
