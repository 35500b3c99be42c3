//! Runs one command and sets the exit status.

use std::io::{self, BufWriter};

fn main() -> io::Result<()> {
    if std::env::args().nth(1).as_deref() == Some("extract") {
        let languages = kutip::lang::Languages::embedded();
        kutip::command::extract::run(io::stdin().lock(), BufWriter::new(io::stdout()), io::stderr(), &languages)?;
    }
    Ok(())
}
