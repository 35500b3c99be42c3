//! Joins the stages, one file a subcommand.

pub mod build;
pub mod check;
mod console;
mod deleted;
mod diagnostics;
pub mod explain;
pub mod extract;
mod failure;
pub mod fix;
pub mod import;
mod known;
mod manual;
pub mod new;
mod prepare;
mod progress;
mod quotation_ids;
mod same;
mod same_id;
mod same_title;
pub mod serve;
pub mod settings;
mod sources;
mod told;
mod undecided;
mod update;
mod workplace;

use std::io::{self, Write};

use crate::cli::{Cli, Command, When};
use crate::lang::Languages;

pub use console::{Console, Stream, counted, grouped};
pub use failure::Failure;
pub use progress::Progress;
pub use workplace::Workplace;

use crate::diag::Report;

/// Runs a command line and prints what is to be said: exit status 0 (done), 1 (something in the archive is wrong) or 2
/// (wrong use, settings, templates or disk trouble).
pub fn run(cli: &Cli) -> u8 {
    let console = Console::new(&cli.global);
    if let Some(threads) = cli.global.threads {
        // Only fails when there is a pool already; then that one serves.
        drop(rayon::ThreadPoolBuilder::new().num_threads(usize::from(threads)).build_global());
    }
    let result = match &cli.command {
        Command::Build(arguments) => build::run(&cli.global, arguments, &console),
        Command::Serve(arguments) => serve::run(&cli.global, arguments, &console),
        Command::Check => check::run(&cli.global, &console),
        Command::Import(arguments) => import::run(&cli.global, arguments, &console),
        Command::Extract => extract_streams(),
        Command::Explain { id } => explain::run(&cli.global, id, &console),
        Command::Fix { by } => fix::run(&cli.global, by.as_deref(), &console),
        Command::New { folder, theme, language } => new::run(folder, *theme, language.as_deref(), &console),
        Command::Config => settings::print(&cli.global, &console),
        Command::Schema => {
            console.line(&settings::schema());
            Ok(0)
        }
        Command::Completions { shell } => {
            clap_complete::generate(*shell, &mut Cli::as_shown(), "kutip", &mut Quiet);
            Ok(0)
        }
        Command::Help { command } => help(command.as_deref(), cli.global.color),
        Command::Man => {
            drop(manual::write(&mut Quiet));
            Ok(0)
        }
    };
    result.unwrap_or_else(|failure| {
        print_failure(&failure, &console);
        2
    })
}

/// Prints the help of a command, or that of the program.
fn help(command: Option<&str>, colour: When) -> Result<u8, Failure> {
    let mut cli = Cli::as_shown().color(colour.into());
    cli.build();
    let asked = match command {
        None => &mut cli,
        Some(name) => {
            let known: Vec<String> = cli.get_subcommands().map(|command| command.get_name().to_owned()).collect();
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            cli.find_subcommand_mut(name).ok_or_else(|| {
                let help = match crate::yaml::nearest(name, &known) {
                    Some(near) => format!("did you mean `kutip help {near}`?"),
                    None => format!("the commands are {}", crate::yaml::list(&known)),
                };
                Failure::usage(format!("there is no command `{name}`"), help)
            })?
        }
    };
    drop(asked.print_help());
    Ok(0)
}

/// Standard output for generators that panic when nobody listens.
struct Quiet;

impl Write for Quiet {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        drop(io::stdout().write_all(bytes));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn print_failure(failure: &Failure, console: &Console) {
    match failure {
        Failure::Findings(found) => {
            let mut report = Report::default();
            report.extend(found.iter().cloned());
            console.report(&report, Stream::Messages, true);
        }
        Failure::Usage { message, help } => console.error(message, help.as_deref()),
        // The template engine's report begins with the word itself.
        Failure::Render(error) => {
            let report = error.to_string();
            console.error(report.trim_start_matches("error: "), Some("the site that was there stays as it was"));
        }
        other => console.error(&other.to_string(), None),
    }
}

fn extract_streams() -> Result<u8, Failure> {
    let languages = Languages::embedded();
    let output = io::BufWriter::new(io::stdout().lock());
    match extract::run(io::stdin().lock(), output, io::stderr(), &languages) {
        Ok(bad) => Ok(u8::from(bad > 0)),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(0),
        Err(source) => Err(Failure::Stream { action: "read or write standard input and output", source }),
    }
}
