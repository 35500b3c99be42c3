//! The command line, nothing else.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::error::{ContextKind, ContextValue};
use clap::{ArgAction, Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

/// Turns a folder of news articles into a linked static site of who said what, where and when.
#[derive(Clone, Debug, Parser)]
#[command(name = "kutip", version, arg_required_else_help = true, disable_help_subcommand = true, max_term_width = 100)]
#[command(disable_help_flag = true)]
#[command(help_template = "{about}\n\n{usage-heading} {usage}\n\nCommands:\n{subcommands}{after-help}")]
#[command(after_help = "\
`kutip help COMMAND` tells the options of a command.

Example: `kutip build articles/` and then open public/index.html")]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// What holds for all commands.
    #[command(flatten)]
    pub global: Global,
}

impl Cli {
    /// The command line of this run; prints help or what is wrong with it, and ends the program then.
    pub fn of_process() -> Self {
        let words: Vec<OsString> = std::env::args_os().collect();
        // What is wrong with a command line is painted as that line wants it, though it cannot be read as a whole.
        let program = Self::as_shown().color(When::asked_for(&words).into());
        let cli = program.try_get_matches_from(&words).and_then(|matches| Self::from_arg_matches(&matches));
        cli.unwrap_or_else(|error| with_short_names(error).exit())
    }

    /// The program's commands, where the help of each lists the global options that it can use.
    pub fn as_shown() -> clap::Command {
        let all = Self::command();
        let global: Vec<clap::Arg> = all.get_arguments().filter(|option| option.is_global_set()).cloned().collect();
        all.mut_subcommands(|command| {
            let useful = useful_options(command.get_name());
            let idle = global.iter().filter(|option| !useful.contains(&option.get_id().as_str()));
            let idle: Vec<clap::Arg> = idle.map(|option| option.clone().hide(true)).collect();
            command.args(idle)
        })
    }
}

/// Adds the command that may be meant where its name is too short for the library to see it: `nwe` is `new`.
fn with_short_names(mut error: clap::Error) -> clap::Error {
    let asked = match (error.get(ContextKind::InvalidSubcommand), error.get(ContextKind::SuggestedSubcommand)) {
        (Some(ContextValue::String(asked)), None) => asked.clone(),
        _ => return error,
    };
    let program = Cli::command();
    let known: Vec<&str> = program.get_subcommands().map(clap::Command::get_name).collect();
    if let Some(near) = crate::yaml::nearest(&asked, &known) {
        error.insert(ContextKind::SuggestedSubcommand, ContextValue::Strings(vec![near.to_owned()]));
    }
    error
}

/// The global options that a command can use.
fn useful_options(command: &str) -> &'static [&'static str] {
    match command {
        "build" => {
            &["site", "output", "base_url", "threads", "message_format", "quiet", "verbose", "color", "date", "help"]
        }
        "serve" => &["site", "base_url", "threads", "message_format", "quiet", "verbose", "color", "date", "help"],
        "check" => &["site", "output", "base_url", "threads", "message_format", "quiet", "verbose", "color", "help"],
        "import" => &["site", "threads", "message_format", "quiet", "verbose", "color", "help"],
        "fix" => &["site", "output", "threads", "help"],
        "explain" => &["site", "output", "help"],
        "config" => &["site", "base_url", "help"],
        "extract" => &["threads", "help"],
        "new" => &["quiet", "help"],
        _ => &["help"],
    }
}

/// Options of all commands. Each has its line of a help text of 80 columns.
#[derive(Args, Clone, Debug, Default)]
pub struct Global {
    /// Folder of the site [default: found upwards]
    #[arg(long, global = true, value_name = "DIR")]
    pub site: Option<PathBuf>,
    /// Folder to build into [default: public/]
    #[arg(long, global = true, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Absolute address of the site, for this build
    #[arg(long, global = true, value_name = "URL")]
    pub base_url: Option<String>,
    /// Number of threads [default: one a processor]
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
    /// Messages as human, short, json or github
    #[arg(
        long,
        global = true,
        value_name = "FORMAT",
        default_value = "human",
        hide_possible_values = true,
        hide_default_value = true
    )]
    pub message_format: MessageFormat,
    /// Print errors only
    #[arg(long, short, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Print notes too, and lists in full
    #[arg(long, short, global = true, action = ArgAction::SetTrue)]
    pub verbose: bool,
    /// Colour: auto, always or never
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        default_value = "auto",
        hide_possible_values = true,
        hide_default_value = true
    )]
    pub color: When,
    /// Day of the build, for pages, as in 2024-05-02
    #[arg(long, global = true, value_name = "DAY")]
    pub date: Option<String>,
    /// Print this help
    #[arg(long, short, global = true, action = ArgAction::HelpShort)]
    pub help: Option<bool>,
}

/// How messages are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum MessageFormat {
    /// With the line and a caret
    #[default]
    Human,
    /// One line each: path:line:column
    Short,
    /// One JSON object a line
    Json,
    /// Annotations of a workflow at a code host
    Github,
}

/// When colour is used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// On a terminal
    #[default]
    Auto,
    /// In pipes and files too
    Always,
    /// Not at all
    Never,
}

impl When {
    /// What `--color` says in a command line, whatever else is right or wrong in it.
    fn asked_for(words: &[OsString]) -> Self {
        let words: Vec<&str> =
            words.iter().map(|word| word.to_str().unwrap_or_default()).take_while(|word| *word != "--").collect();
        let mut values = words.iter().enumerate().filter_map(|(at, word)| match word.strip_prefix("--color") {
            Some("") => words.get(at + 1).copied(),
            Some(rest) => rest.strip_prefix('='),
            None => None,
        });
        values.next_back().and_then(|value| Self::from_str(value, false).ok()).unwrap_or_default()
    }
}

impl From<When> for clap::ColorChoice {
    fn from(when: When) -> Self {
        match when {
            When::Auto => Self::Auto,
            When::Always => Self::Always,
            When::Never => Self::Never,
        }
    }
}

/// The commands.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Import what is new, then make the site
    #[command(after_help = "\
Those in content/inbox/ are taken too. Where there is no site, one begins.

Example: kutip build --output /srv/www/archive ~/articles")]
    Build(Build),
    /// Show the site in a browser, and again whenever a file changes
    #[command(after_help = "\
Makes the site in a folder of its own and never touches public/. Open the
address that it prints; the page reloads by itself. Ctrl-C ends it.

Example: kutip serve --port 8000")]
    Serve(Serve),
    /// Write articles as Markdown into content/articles/
    #[command(after_help = "\
Without sources those in content/inbox/ are taken. What is imported already is
left alone, unless `--update` is given.

Example: kutip import dump.jsonl")]
    Import(Import),
    /// Say what is wrong or doubtful in the archive; writes nothing
    #[command(after_help = "Example: kutip check --message-format short")]
    Check,
    /// Ask which names are one person or several, and write it down
    #[command(after_help = "Example: kutip fix --by RW")]
    Fix {
        /// Who decides, written beside each decision [default: $USER]
        #[arg(long, value_name = "NAME")]
        by: Option<String>,
    },
    /// Say why a quotation has the speaker it has
    #[command(after_help = "Example: kutip explain 3f9a2c81d07e")]
    Explain {
        /// The id of the quotation, or how it begins
        #[arg(value_name = "QUOTATION-ID")]
        id: String,
    },
    /// Make a folder with settings and one article, ready to be built
    #[command(after_help = "Example: kutip new arsip && cd arsip && kutip build")]
    New {
        /// The folder, which must be new or empty
        #[arg(value_name = "DIR")]
        folder: PathBuf,
        /// Copy the templates too, to be changed; in an archive only these
        #[arg(long)]
        theme: bool,
        /// Language of the pages and of the article [default: that of this computer]
        #[arg(long, value_name = "LANGUAGE", value_parser = ["en", "id"])]
        language: Option<String>,
    },
    /// Find quotations and names in JSON Lines, for other programs
    #[command(after_help = "\
Reads standard input, writes standard output; no site is needed. One object a
line with `id`, `lang` (may be missing) and `text`.

Example: kutip extract < articles.jsonl > annotations.jsonl")]
    Extract,
    /// Print the settings in force and where each comes from
    #[command(after_help = "Example: kutip config --site arsip")]
    Config,
    /// Print the JSON Schema of kutip.yaml, for editors
    #[command(after_help = "Example: kutip schema > .kutip/schema.json")]
    Schema,
    /// Print the completions for a shell
    #[command(after_help = "\
For good: this line in ~/.bashrc, or what it prints in a file of your shell's
folder of completions.

Example: source <(kutip completions bash)")]
    Completions {
        /// bash, elvish, fish, powershell or zsh
        #[arg(value_name = "SHELL", hide_possible_values = true)]
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    #[command(after_help = "Example: kutip man | man -l -")]
    Man,
    /// Print the help of a command
    #[command(after_help = "Example: kutip help build")]
    Help {
        /// The command
        command: Option<String>,
    },
}

/// Options of `build`.
#[derive(Args, Clone, Debug, Default)]
pub struct Build {
    /// Files and folders with articles: .txt .md .html .json .jsonl
    #[arg(value_name = "SOURCE")]
    pub sources: Vec<PathBuf>,
    /// Build into a folder with other files; they stay
    #[arg(long)]
    pub force: bool,
    /// Wait until the disk has everything
    #[arg(long)]
    pub durable: bool,
}

/// Options of `import`.
#[derive(Args, Clone, Debug, Default)]
pub struct Import {
    /// Files and folders with articles: .txt .md .html .json .jsonl
    #[arg(value_name = "SOURCE")]
    pub sources: Vec<PathBuf>,
    /// Annotate anew; what people changed stays
    #[arg(long)]
    pub update: bool,
    /// Say what would be written; write nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// Options of `serve`.
#[derive(Args, Clone, Debug)]
pub struct Serve {
    /// Port, or the first to try
    #[arg(long, value_name = "N", default_value_t = 8080)]
    pub port: u16,
    /// Another name that requests may be for
    #[arg(long, value_name = "NAME")]
    pub host: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The list of useful options is kept by hand: nothing in it may be unknown, and nothing may be missing everywhere.
    #[test]
    fn each_global_option_is_of_use_to_some_command_and_no_other_is_listed() {
        let program = Cli::command();
        let options = program.get_arguments().filter(|option| option.is_global_set());
        let global: std::collections::BTreeSet<&str> = options.map(|option| option.get_id().as_str()).collect();
        let commands = program.get_subcommands().map(clap::Command::get_name);
        let useful: Vec<&str> = commands.flat_map(useful_options).copied().collect();
        assert_eq!(useful.iter().copied().collect::<std::collections::BTreeSet<_>>(), global);
        // Whatever reads a site can be told where it is.
        for command in program.get_subcommands().map(clap::Command::get_name) {
            let reads_a_site = ["build", "serve", "check", "import", "fix", "explain", "config"].contains(&command);
            assert_eq!(useful_options(command).contains(&"site"), reads_a_site, "{command}");
        }
    }
}
