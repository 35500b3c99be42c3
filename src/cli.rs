//! The command line, nothing else.

use std::path::PathBuf;

use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};

/// Turns a folder of news articles into a linked static site of who said what, where and when.
#[derive(Clone, Debug, Parser)]
#[command(name = "kutip", version, arg_required_else_help = true, disable_help_subcommand = true, max_term_width = 100)]
#[command(after_help = "Example: `kutip build articles/` and then open public/index.html")]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// What holds for all commands.
    #[command(flatten)]
    pub global: Global,
}

/// Options of all commands.
#[derive(Args, Clone, Debug, Default)]
pub struct Global {
    /// Folder of the site [default: the nearest one upwards with kutip.yaml or content/]
    #[arg(long, global = true, value_name = "DIR")]
    pub site: Option<PathBuf>,
    /// Folder to build into [default: public/ in the site]
    #[arg(long, global = true, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Absolute address of the site, for this build
    #[arg(long, global = true, value_name = "URL")]
    pub base_url: Option<String>,
    /// Number of threads [default: one for each processor]
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
    /// How messages are printed
    #[arg(long, global = true, value_name = "FORMAT", default_value = "human")]
    pub message_format: MessageFormat,
    /// Print errors only
    #[arg(long, short, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Print notes too, such as what an import left out
    #[arg(long, short, global = true, action = ArgAction::SetTrue)]
    pub verbose: bool,
    /// When to use colour
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: When,
    /// Day that pages name as that of the build, such as 2024-05-02 [default: none, or SOURCE_DATE_EPOCH]
    #[arg(long, global = true, value_name = "DAY")]
    pub date: Option<String>,
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

/// The commands.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Import what is new, then make the site
    ///
    /// Sources are files and folders of articles (.txt .md .html .json .jsonl); those in content/inbox/ are taken without
    /// being named. In a folder without a site, sources are enough to begin one.
    #[command(after_help = "Example: kutip build --output /srv/www/archive ~/articles")]
    Build(Build),
    /// Write articles as Markdown into content/articles/
    ///
    /// Without sources those in content/inbox/ are taken. A second run changes nothing: what is imported already is
    /// left alone, unless `--update` is given.
    #[command(after_help = "Example: kutip import dump.jsonl")]
    Import(Import),
    /// Find quotations and names in JSON Lines: standard input to standard output
    ///
    /// One object a line with `id`, `lang` (may be missing) and `text`. No site is needed.
    #[command(after_help = "Example: kutip extract < articles.jsonl > annotations.jsonl")]
    Extract,
    /// Say everything that is wrong or doubtful in the archive; writes nothing
    #[command(after_help = "Example: kutip check --message-format short")]
    Check,
    /// Say why a quotation has the speaker it has
    #[command(after_help = "Example: kutip explain 3f9a2c81d07e")]
    Explain {
        /// The id of the quotation, or how it begins
        #[arg(value_name = "QUOTATION-ID")]
        id: String,
    },
    /// Ask about entities that may be one or several, and write the decisions
    #[command(after_help = "Example: kutip fix --by RW")]
    Fix {
        /// Who decides, written beside each decision
        #[arg(long, value_name = "NAME")]
        by: Option<String>,
    },
    /// Make a folder with settings and one article, ready to be built
    #[command(after_help = "Example: kutip new arsip && cd arsip && kutip build")]
    New {
        /// The folder, which must be new or empty
        #[arg(value_name = "DIR")]
        folder: PathBuf,
        /// Copy the templates too, to be changed
        #[arg(long)]
        theme: bool,
    },
    /// Print the settings in force and where each comes from
    #[command(after_help = "Example: kutip config --site arsip")]
    Config,
    /// Print the JSON Schema of kutip.yaml, for editors
    #[command(after_help = "Example: kutip schema > .kutip/schema.json")]
    Schema,
    /// Print the completions for a shell
    #[command(after_help = "Example: kutip completions bash > ~/.local/share/bash-completion/completions/kutip")]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    #[command(after_help = "Example: kutip man | man -l -")]
    Man,
}

/// Options of `build`.
#[derive(Args, Clone, Debug, Default)]
pub struct Build {
    /// Files and folders with articles
    #[arg(value_name = "SOURCE")]
    pub sources: Vec<PathBuf>,
    /// Build into a folder that holds other files; they stay
    #[arg(long)]
    pub force: bool,
    /// Wait until the disk has everything before the new site takes the place of the old one
    #[arg(long)]
    pub durable: bool,
}

/// Options of `import`.
#[derive(Args, Clone, Debug, Default)]
pub struct Import {
    /// Files and folders with articles
    #[arg(value_name = "SOURCE")]
    pub sources: Vec<PathBuf>,
    /// Annotate anew what was imported before, and keep what people changed
    #[arg(long)]
    pub update: bool,
    /// Say what would be written; write nothing
    #[arg(long)]
    pub dry_run: bool,
}
