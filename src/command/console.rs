use std::io::{self, IsTerminal, Write};
use std::time::Instant;

use crate::cli::{Global, MessageFormat, When};
use crate::diag::{self, Diagnostic, Format, Report, Severity};

use super::progress::Progress;

/// How many messages of one code a build prints; `check` prints all.
const SHOWN_OF_A_CODE: usize = 20;

/// The terminal: results go to standard output, messages to standard error.
///
/// Nobody listening (`| head -1`) is no trouble: what cannot be written is dropped.
#[derive(Clone, Copy, Debug)]
pub struct Console {
    format: Format,
    quiet: bool,
    verbose: bool,
    colour_out: bool,
    colour_messages: bool,
    start: Instant,
}

/// Where a report goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// Standard output: the report is the result.
    Out,
    /// Standard error.
    Messages,
}

impl Console {
    /// The terminal as the options want it.
    pub fn new(options: &Global) -> Self {
        let format = match options.message_format {
            MessageFormat::Human => Format::Human,
            MessageFormat::Short => Format::Short,
            MessageFormat::Json => Format::Json,
            MessageFormat::Github => Format::Github,
        };
        let colour = |auto: anstream::ColorChoice| match options.color {
            When::Always => true,
            When::Never => false,
            When::Auto => auto != anstream::ColorChoice::Never,
        };
        Self {
            format,
            quiet: options.quiet,
            verbose: options.verbose,
            colour_out: colour(anstream::AutoStream::choice(&io::stdout())),
            colour_messages: colour(anstream::AutoStream::choice(&io::stderr())),
            start: Instant::now(),
        }
    }

    /// Whether notes are shown.
    pub fn is_verbose(&self) -> bool {
        self.verbose
    }

    /// Whether all is shown that people are shown the beginning of.
    pub fn shows_all(&self) -> bool {
        self.verbose || self.format != Format::Human
    }

    /// Whether only errors are shown.
    pub fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// Whether people read the messages, and no program.
    pub fn is_for_people(&self) -> bool {
        self.format == Format::Human
    }

    /// Prints a line of the result.
    pub fn line(&self, text: &str) {
        drop(writeln!(io::stdout().lock(), "{text}"));
    }

    /// Prints the sum, the last line of a command.
    pub fn sum(&self, text: &str) {
        if !self.quiet {
            self.line(text);
        }
    }

    /// Tells people something about the run itself, beside its messages.
    pub fn tell(&self, text: &str) {
        if !self.quiet && self.is_for_people() {
            drop(writeln!(io::stderr().lock(), "{text}"));
        }
    }

    /// Prints the sum of a report that went to [`Stream::Out`]: between JSON objects it would be none.
    pub fn sum_of_report(&self, text: &str) {
        match self.format {
            Format::Json if !self.quiet => drop(writeln!(io::stderr().lock(), "{text}")),
            _ => self.sum(text),
        }
    }

    /// Prints a message that is about no file.
    pub fn error(&self, message: &str, help: Option<&str>) {
        let mut diagnostic = Diagnostic::error("error", message);
        diagnostic.help.extend(help.map(str::to_owned));
        match self.format {
            Format::Json | Format::Github => {
                self.print(&mut io::stderr().lock(), &diagnostic, self.colour_messages);
            }
            _ => {
                let mut text = format!("error: {}\n", diag::visible_lines(message));
                if let Some(help) = help {
                    text.push_str(&format!("  help: {}\n", diag::visible_lines(help)));
                }
                drop(io::stderr().lock().write_all(text.as_bytes()));
            }
        }
    }

    /// Prints a report. A build shows only the first messages of each code to people; `all` shows all.
    pub fn report(&self, report: &Report, stream: Stream, all: bool) {
        let mut out: Box<dyn Write> = match stream {
            Stream::Out => Box::new(io::BufWriter::new(io::stdout().lock())),
            Stream::Messages => Box::new(io::BufWriter::new(io::stderr().lock())),
        };
        let colour = if stream == Stream::Out { self.colour_out } else { self.colour_messages };
        let all = all || self.shows_all();
        let mut shown: indexmap::IndexMap<&str, usize> = indexmap::IndexMap::new();
        for diagnostic in report.sorted().into_iter().filter(|diagnostic| self.shows(diagnostic.severity)) {
            let count = shown.entry(diagnostic.code).or_default();
            *count += 1;
            if all || *count <= SHOWN_OF_A_CODE {
                self.print(&mut *out, diagnostic, colour);
            }
        }
        if !all {
            for (code, count) in shown.iter().filter(|(_, count)| **count > SHOWN_OF_A_CODE) {
                let more = count - SHOWN_OF_A_CODE;
                drop(writeln!(out, "{more} more of `{code}`; `-v` shows all\n"));
            }
        }
        drop(out.flush());
    }

    fn shows(&self, severity: Severity) -> bool {
        match severity {
            Severity::Error => true,
            Severity::Warning => !self.quiet,
            Severity::Note => self.verbose,
        }
    }

    fn print(&self, out: &mut dyn Write, diagnostic: &Diagnostic, colour: bool) {
        drop(diag::print(out, diagnostic, self.format, colour));
    }

    /// A bar for a step with `total` things to do: on a terminal, after half a second, and not with `--quiet` or in CI.
    pub fn progress(&self, words: &'static str, total: usize) -> Progress {
        Progress::new(words, total, self.start, self.is_watched())
    }

    /// Whether somebody sits at the terminal and reads messages.
    pub fn is_watched(&self) -> bool {
        !self.quiet && self.format == Format::Human && io::stderr().is_terminal() && std::env::var_os("CI").is_none()
    }
}

/// A number with a space between groups of three digits.
///
/// ```
/// assert_eq!(kutip::command::grouped(1204), "1 204");
/// assert_eq!(kutip::command::grouped(17), "17");
/// ```
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(' ');
        }
        out.push(digit);
    }
    out
}

/// A number of things: `1 article`, `1 204 articles`.
pub fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", grouped(number), if number == 1 { one } else { many })
}
