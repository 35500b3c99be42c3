//! Runs one command and sets the exit status: 0 done, 1 something in the archive is wrong, 2 wrong use, settings, templates
//! or disk trouble, 70 a defect of the program.

use std::panic;
use std::process::ExitCode;

fn main() -> ExitCode {
    // The message below says it once and to people; the library's own would say it again for each thread.
    panic::set_hook(Box::new(|defect| {
        let place = defect.location().map_or_else(String::new, |at| format!(" at {}:{}", at.file(), at.line()));
        let payload = defect.payload();
        let words = payload.downcast_ref::<String>().map(String::as_str).or_else(|| payload.downcast_ref().copied());
        let words = words.unwrap_or("no words");
        eprintln_quietly(&format!("error: kutip met a defect of its own{place}: {words}"));
    }));
    let outcome = panic::catch_unwind(|| {
        let cli = kutip::cli::Cli::of_process();
        kutip::write::interrupt::listen().ok();
        kutip::command::run(&cli)
    });
    match outcome {
        Ok(status) => ExitCode::from(status),
        Err(_) => {
            let command: Vec<String> = std::env::args().collect();
            eprintln_quietly(&format!(
                "  help: the site that was there is untouched; please report this with the command: {}",
                kutip::diag::visible(&command.join(" "))
            ));
            ExitCode::from(70)
        }
    }
}

/// As `eprintln!`, but nobody listening is no reason to panic.
fn eprintln_quietly(text: &str) {
    use std::io::Write;
    drop(writeln!(std::io::stderr(), "{text}"));
}
