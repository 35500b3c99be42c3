//! A whole site in one string, and what the program makes of it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// A site in a folder of its own, gone when this is dropped.
pub struct Site {
    folder: TempDir,
}

/// What one run of the program gave.
#[derive(Debug)]
pub struct Run {
    /// Exit status.
    pub status: i32,
    /// Results.
    pub stdout: String,
    /// Messages.
    pub stderr: String,
}

/// A site that was built.
pub struct Built<'s> {
    site: &'s Site,
    /// The run that built it.
    pub run: Run,
}

impl Site {
    /// Writes the files of `text`: each begins with a line `-- path --`. In `-- bytes path --` a byte may be written `\xff`;
    /// `-- link path target --` is a symbolic link.
    pub fn new(text: &str) -> Self {
        let site = Self { folder: tempfile::tempdir().unwrap() };
        let mut file: Option<(&str, String)> = None;
        for line in text.split_inclusive('\n') {
            let heading = line.trim_end().strip_prefix("-- ").and_then(|rest| rest.strip_suffix(" --"));
            match (heading, &mut file) {
                (Some(path), _) => {
                    if let Some((path, text)) = file.take() {
                        site.add(path, &text);
                    }
                    file = Some((path, String::new()));
                }
                (None, Some((_, text))) => text.push_str(line),
                (None, None) => {}
            }
        }
        if let Some((path, text)) = file {
            site.add(path, &text);
        }
        site
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn add(&self, heading: &str, text: &str) {
        match heading.split(' ').collect::<Vec<_>>().as_slice() {
            ["link", path, target] => {
                self.write(path, "");
                fs::remove_file(self.path(path)).unwrap();
                #[cfg(unix)]
                std::os::unix::fs::symlink(target, self.path(path)).unwrap();
            }
            ["bytes", path] => self.write(path, unescape(text)),
            _ => self.write(heading, text),
        }
    }

    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    pub fn exists(&self, path: &str) -> bool {
        self.path(path).exists()
    }

    /// All files under a folder with their bytes, sorted by path.
    pub fn files(&self, folder: &str) -> Vec<(String, Vec<u8>)> {
        let mut found = Vec::new();
        collect(&self.path(folder), &self.path(folder), &mut found);
        found.sort();
        found
    }

    /// Runs the program in the site's folder.
    pub fn run(&self, arguments: &[&str]) -> Run {
        self.run_in("", arguments)
    }

    pub fn run_in(&self, folder: &str, arguments: &[&str]) -> Run {
        run(self.command(arguments).current_dir(self.path(folder)))
    }

    /// The program, in the site's folder, without what the user of these tests has set.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kutip"));
        command.args(arguments).current_dir(self.folder.path());
        for name in ["SOURCE_DATE_EPOCH", "NO_COLOR", "CLICOLOR_FORCE", "CI", "LC_ALL", "LC_MESSAGES", "LANG"] {
            command.env_remove(name);
        }
        command
    }

    /// Builds into `public/`; the site may have faults, but it must get built.
    pub fn build(&self) -> Built<'_> {
        self.build_with(&[])
    }

    pub fn build_with(&self, arguments: &[&str]) -> Built<'_> {
        let run = self.run(&[&["build"], arguments].concat());
        assert!(run.status <= 1, "{run:#?}");
        Built { site: self, run }
    }
}

impl Built<'_> {
    /// The page at an address such as `artikel/a/`.
    pub fn page(&self, address: &str) -> String {
        self.site.read(&format!("public/{address}index.html"))
    }

    pub fn has_page(&self, address: &str) -> bool {
        self.site.exists(&format!("public/{address}index.html"))
    }
}

fn unescape(text: &str) -> Vec<u8> {
    let mut pieces = text.split("\\x");
    let mut bytes = pieces.next().unwrap_or_default().as_bytes().to_vec();
    for piece in pieces {
        bytes.push(u8::from_str_radix(&piece[..2], 16).unwrap());
        bytes.extend_from_slice(&piece.as_bytes()[2..]);
    }
    bytes
}

/// The side of a terminal where a person sits, and that of the program.
fn terminal() -> (fs::File, fs::File) {
    use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
    let person = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&person).unwrap();
    unlockpt(&person).unwrap();
    let name = ptsname(&person, Vec::new()).unwrap().into_string().unwrap();
    let program = fs::OpenOptions::new().read(true).write(true).open(name).unwrap();
    (fs::File::from(person), program)
}

/// The run of a command at whose standard input a terminal is, where somebody types `typed`.
pub fn run_at_terminal(command: &mut Command, typed: &str) -> Run {
    let (mut person, program) = terminal();
    std::io::Write::write_all(&mut person, typed.as_bytes()).unwrap();
    run(command.stdin(program))
}

/// What a command writes to a terminal that its standard error is.
pub fn shown_at_terminal(command: &mut Command) -> String {
    let (mut person, program) = terminal();
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(program).spawn().unwrap();
    // Only the child holds the other side then, so that reading ends with it.
    command.stderr(Stdio::null());
    let mut shown = Vec::new();
    // Where nobody writes any more a terminal is no end of file but an error.
    drop(std::io::Read::read_to_end(&mut person, &mut shown));
    assert!(child.wait().unwrap().success());
    String::from_utf8_lossy(&shown).into_owned()
}

pub fn run(command: &mut Command) -> Run {
    let Output { status, stdout, stderr } = command.output().unwrap();
    Run {
        status: status.code().unwrap_or(-1),
        stdout: String::from_utf8_lossy(&stdout).into_owned(),
        stderr: String::from_utf8_lossy(&stderr).into_owned(),
    }
}

fn collect(root: &Path, folder: &Path, found: &mut Vec<(String, Vec<u8>)>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, found);
        } else {
            let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
            found.push((name, fs::read(&path).unwrap()));
        }
    }
}
