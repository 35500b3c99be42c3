use std::io::{self, Write};

use clap::CommandFactory;
use clap_mangen::Man;

use crate::cli::Cli;

/// Writes the manual page: the program, then each command with its options.
pub fn write(out: &mut dyn Write) -> io::Result<()> {
    let mut cli = Cli::command();
    cli.build();
    let commands: Vec<clap::Command> = cli.get_subcommands().cloned().collect();
    let page = Man::new(cli.disable_help_flag(true)).date("").manual("User commands");
    page.render_title(out)?;
    page.render_name_section(out)?;
    out.write_all(b".SH SYNOPSIS\n\\fBkutip\\fR \\fICOMMAND\\fR [\\fIOPTION\\fR...] [\\fIARGUMENT\\fR...]\n")?;
    page.render_description_section(out)?;
    out.write_all(b".SH COMMANDS\n")?;
    for command in commands {
        let name = command.get_name().to_owned();
        let own = command.mut_args(|argument| if argument.is_global_set() { argument.hide(true) } else { argument });
        let about = own.get_about().map(ToString::to_string).unwrap_or_default();
        let more = own.get_after_help().map(ToString::to_string).unwrap_or_default();
        writeln!(out, ".SS kutip {name}\n{}", roff(&about))?;
        let has_own = own.get_arguments().any(|argument| !argument.is_hide_set());
        if has_own {
            let mut options = Vec::new();
            Man::new(own).render_options_section(&mut options)?;
            out.write_all(String::from_utf8_lossy(&options).replacen(".SH OPTIONS\n", "", 1).as_bytes())?;
        }
        for paragraph in more.split("\n\n") {
            writeln!(out, ".PP\n{}", roff(paragraph))?;
        }
    }
    let mut options = Vec::new();
    page.render_options_section(&mut options)?;
    let options = String::from_utf8_lossy(&options).replacen(".SH OPTIONS", ".SH OPTIONS OF ALL COMMANDS", 1);
    out.write_all(options.as_bytes())?;
    out.write_all(
        b".SH EXIT STATUS\n0 done; 1 something in the archive is wrong, the rest is built; 2 wrong use, settings, \
          templates or disk; 70 a defect of the program.\n",
    )
}

/// Text that the formatter of manuals takes as it is.
fn roff(text: &str) -> String {
    let line = |line: &str| {
        let line = line.replace('\\', "\\\\").replace('-', "\\-");
        if line.starts_with(['.', '\'']) { format!("\\&{line}") } else { line }
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}
