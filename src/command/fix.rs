//! `kutip fix`: asks about the doubtful ones at the terminal and writes the decisions.

use std::io::{self, BufRead};

use crate::cli::Global;
use crate::diag::{Report, visible};
use crate::model::{Addresses, Doubt, DoubtKind, Registry};
use crate::write::last_notes;
use crate::yaml;

use super::known::resolve_names;
use super::prepare::prepare;
use super::{Console, Failure, Stream, Workplace, counted};

/// What a person answered.
enum Answer {
    Yes,
    No,
    Unsure,
    Later,
    Stop,
}

/// Runs the command: exit status. `by` is who decides.
///
/// # Errors
///
/// When judgements cannot be read or written.
pub fn run(options: &Global, by: Option<&str>, console: &Console) -> Result<u8, Failure> {
    let workplace = Workplace::open(options, false)?;
    let mut report = Report::default();
    let articles = workplace.articles(&mut report);
    let content = prepare(&workplace, articles, console, &mut report)?;
    if content.lost_judgements {
        console.report(&report, Stream::Messages, false);
        return Err(Failure::usage("content/judgements.yaml cannot be read", "mend it first; nothing was written"));
    }
    let (registry, _) = resolve_names(&workplace, &content, &last_notes(&workplace.output_folder(options)));
    let decided = ask(&registry, by, io::stdin().lock(), console);
    workplace.site.add_judgements(&decided)?;
    let left = counted(registry.doubts.len().saturating_sub(decided.len()), "doubt", "doubts");
    let written = counted(decided.len(), "judgement", "judgements");
    console.sum(&format!("{written} written, {left} left → {}", workplace.shown("content/judgements.yaml")));
    Ok(0)
}

/// The lines to write, one for each doubt that was decided.
fn ask(registry: &Registry, by: Option<&str>, mut answers: impl BufRead, console: &Console) -> Vec<String> {
    let mut decided = Vec::new();
    for (count, doubt) in registry.doubts.iter().enumerate() {
        console.line(&format!("\n{} of {}: {}", count + 1, registry.doubts.len(), question(registry, doubt)));
        doubt.evidence.iter().for_each(|evidence| console.line(&format!("  {}", visible(evidence))));
        console.line("y yes · n no · u nobody knows · Enter later · q stop");
        let verdict = match read_answer(&mut answers) {
            Answer::Yes if doubt.kind == DoubtKind::Split => "same",
            Answer::No if doubt.kind == DoubtKind::Merge => "same",
            Answer::Yes | Answer::No => "different",
            Answer::Unsure => "unsure",
            Answer::Later => continue,
            Answer::Stop => break,
        };
        decided.extend(line(&doubt.proposal, verdict, by));
    }
    decided
}

fn question(registry: &Registry, doubt: &Doubt) -> String {
    let named = |entity: &crate::model::Entity| {
        visible(&format!("{} ({})", entity.name, Addresses::key(entity.kind, &entity.address)))
    };
    let names: Vec<String> = doubt.entities.iter().map(|id| named(registry.entity(*id))).collect();
    match doubt.kind {
        DoubtKind::Split => format!("are {} one?", names.join(" and ")),
        DoubtKind::Merge => format!("is {} more than one?", names.join(" and ")),
    }
}

fn read_answer(answers: &mut impl BufRead) -> Answer {
    let mut line = String::new();
    match answers.read_line(&mut line) {
        Ok(0) | Err(_) => return Answer::Stop,
        Ok(_) => {}
    }
    match line.trim().to_lowercase().as_str() {
        "y" | "yes" => Answer::Yes,
        "n" | "no" => Answer::No,
        "u" => Answer::Unsure,
        "q" => Answer::Stop,
        _ => Answer::Later,
    }
}

/// The proposed line with the verdict of the person.
fn line(proposal: &str, verdict: &str, by: Option<&str>) -> Option<String> {
    let (_, rest) = proposal.split_once(": ")?;
    let entities = rest.strip_suffix('}')?;
    let by = by.map_or_else(String::new, |by| format!(", by: {}", yaml::scalar(by)));
    Some(format!("- {{{verdict}: {entities}{by}}}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decision_is_the_proposal_with_the_verdict_and_the_name_of_who_decided() {
        let line = line("- {same: [sby, susilo-bambang-yudhoyono]}", "different", Some("R, W"));
        assert_eq!(line.unwrap(), "- {different: [sby, susilo-bambang-yudhoyono], by: \"R, W\"}");
    }
}
