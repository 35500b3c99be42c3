//! `kutip fix`: asks about the doubtful ones at the terminal and writes the decisions.

use std::io::{self, BufRead, IsTerminal};

use crate::cli::Global;
use crate::diag::{Diagnostic, Report, visible};
use crate::model::{Addresses, Article, Doubt, DoubtKind, Registry};
use crate::write::last_notes;
use crate::yaml;

use super::diagnostics::is_unsure;
use super::known::resolve_names;
use super::prepare::{Content, prepare};
use super::{Console, Failure, Stream, Workplace, counted};

/// What a person answered.
enum Answer {
    Yes,
    No,
    Unsure,
    Later,
    Stop,
}

/// Where decisions are written.
const JUDGEMENTS: &str = "content/judgements.yaml";

/// Runs the command: exit status. `by` is who decides. Each decision is written before the next question is asked.
///
/// # Errors
///
/// When there is something to ask and no terminal, or judgements cannot be read or written.
pub fn run(options: &Global, by: Option<&str>, console: &Console) -> Result<u8, Failure> {
    let user = by.map_or_else(user, |by| Some(by.to_owned()));
    let by = user.as_deref();
    let workplace = Workplace::open(options, false)?;
    let (content, registry, _) = look(options, &workplace, console)?;
    if registry.doubts.is_empty() {
        let unsure = |article: &Article| article.quotations().iter().filter(|quotation| is_unsure(quotation)).count();
        console.sum(&match content.articles.iter().map(unsure).sum::<usize>() {
            0 => "no doubts about names".to_owned(),
            some => format!(
                "no doubts about names; {}, with the lines to correct",
                counted(
                    some,
                    "quotation is unsure: `kutip check` names it",
                    "quotations are unsure: `kutip check` names them"
                )
            ),
        });
        return Ok(0);
    }
    if !io::stdin().is_terminal() {
        return Err(Failure::usage(
            "`kutip fix` asks questions, and there is no terminal to answer them",
            "`kutip check` lists the same doubts, each with the line to write into content/judgements.yaml",
        ));
    }
    if let Some(by) = by {
        console.line(&format!("decisions are signed `{}` (`--by NAME` for another name)", visible(by)));
    }
    let mut written = 0;
    ask(&registry, &content.articles, by, io::stdin().lock(), console, &mut |line| {
        workplace.site.add_judgements(&[line])?;
        written += 1;
        Ok(())
    })?;
    let mut status = 0;
    if written > 0 {
        // Answers may contradict one another, or what was decided before.
        let (_, _, found) = look(options, &workplace, console)?;
        let mut report = Report::default();
        report.extend(workplace.named(found));
        console.report(&report, Stream::Messages, false);
        status = u8::from(report.has_errors());
    }
    let left = counted(registry.doubts.len().saturating_sub(written), "doubt", "doubts");
    console.sum(&match written {
        0 => format!("nothing written, {left} left"),
        some => {
            let written = counted(some, "judgement", "judgements");
            format!("{written} written, {left} left → {}", workplace.shown(JUDGEMENTS))
        }
    });
    Ok(status)
}

/// Who sits at this machine, as it calls them.
fn user() -> Option<String> {
    ["USER", "LOGNAME", "USERNAME"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok().filter(|user| !user.is_empty()))
}

/// The archive as it stands, and what is wrong with its names and judgements.
fn look(
    options: &Global,
    workplace: &Workplace,
    console: &Console,
) -> Result<(Content, Registry, Vec<Diagnostic>), Failure> {
    let mut report = Report::default();
    let articles = workplace.articles(&mut report);
    let content = prepare(workplace, articles, console, &mut report)?;
    if content.lost_judgements {
        console.report(&report, Stream::Messages, false);
        return Err(Failure::usage(format!("{JUDGEMENTS} cannot be read"), "mend it first; nothing was written"));
    }
    let (registry, found) = resolve_names(workplace, &content, &last_notes(&workplace.output_folder(options)), false);
    Ok((content, registry, found))
}

/// Asks about each doubt and hands the line of each decision to `write`.
fn ask(
    registry: &Registry,
    articles: &[Article],
    by: Option<&str>,
    mut answers: impl BufRead,
    console: &Console,
    write: &mut dyn FnMut(String) -> Result<(), Failure>,
) -> Result<(), Failure> {
    for (count, doubt) in registry.doubts.iter().enumerate() {
        console.line(&format!("\n{} of {}: {}", count + 1, registry.doubts.len(), question(registry, doubt)));
        doubt.evidence.iter().for_each(|evidence| console.line(&format!("  {}", visible(evidence))));
        for article in doubt.articles.iter().filter_map(|&at| articles.get(at)) {
            console.line(&format!("  content/articles/{}: {}", visible(&article.path), visible(&article.title)));
        }
        let answer = loop {
            console.line("y yes · n no · u nobody knows · Enter later · q stop");
            match read_answer(&mut answers) {
                Ok(answer) => break answer,
                Err(typed) => console.line(&format!("`{}` is none of these", visible(&typed))),
            }
        };
        let verdict = match answer {
            Answer::Yes => "same",
            Answer::No => "different",
            Answer::Unsure => "unsure",
            Answer::Later => continue,
            Answer::Stop => break,
        };
        if let Some(line) = line(&doubt.proposal, verdict, by) {
            write(line)?;
        }
    }
    Ok(())
}

/// The question, to which yes always says that they are one.
fn question(registry: &Registry, doubt: &Doubt) -> String {
    let named = |entity: &crate::model::Entity| {
        visible(&format!("{} ({})", entity.name, Addresses::key(entity.kind, &entity.address)))
    };
    let names: Vec<String> = doubt.entities.iter().map(|id| named(registry.entity(*id))).collect();
    match doubt.kind {
        DoubtKind::Split => format!("are {} one?", names.join(" and ")),
        DoubtKind::Merge => {
            let kind = doubt.entities.first().map_or("entity", |id| registry.entity(*id).kind.as_str());
            format!("is {} always the same {kind}?", names.join(" and "))
        }
    }
}

/// The answer, or what was typed where it is none, so that the question stays. The end of the input stops.
fn read_answer(answers: &mut impl BufRead) -> Result<Answer, String> {
    let mut line = String::new();
    match answers.read_line(&mut line) {
        Ok(0) | Err(_) => return Ok(Answer::Stop),
        Ok(_) => {}
    }
    match line.trim().to_lowercase().as_str() {
        "y" | "yes" => Ok(Answer::Yes),
        "n" | "no" => Ok(Answer::No),
        "u" => Ok(Answer::Unsure),
        "q" | "quit" => Ok(Answer::Stop),
        "" => Ok(Answer::Later),
        _ => Err(line.trim().to_owned()),
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
    fn what_is_no_answer_leaves_the_question_open() {
        let answer = |typed: &str| read_answer(&mut typed.as_bytes());
        assert!(matches!(answer(" Same\n"), Err(typed) if typed == "Same"));
        assert!(matches!(answer(" Y \n"), Ok(Answer::Yes)));
        assert!(matches!(answer("\n"), Ok(Answer::Later)));
        assert!(matches!(answer(""), Ok(Answer::Stop)));
    }

    #[test]
    fn a_decision_is_the_proposal_with_the_verdict_and_the_name_of_who_decided() {
        let line = line("- {same: [sby, susilo-bambang-yudhoyono]}", "different", Some("R, W"));
        assert_eq!(line.unwrap(), "- {different: [sby, susilo-bambang-yudhoyono], by: \"R, W\"}");
    }
}
