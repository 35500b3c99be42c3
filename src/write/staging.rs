use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use crate::diag::{Diagnostic, Location};
use crate::model::{Output, Value};

use super::error::{During, WriteError};
use super::folder::{self, Survey};
use super::lock::FolderLock;
use super::manifest::{Fingerprint, Found, MANIFEST, Manifest};
use super::replace::{Plan, replace};
use super::swap::{Swapped, cannot_be_renamed, swap};
use super::temporary::{Place, TemporaryFolder, remove_tree};
use super::{Options, WriteReport, interrupt};

/// Sites with more unchanged files than this are brought up to date file by file when little changed: linking all of
/// them would take longer than the change.
const LINKED_AT_MOST: usize = 2_000;

/// The most files that are replaced one by one where folders could be exchanged.
const REPLACED_AT_MOST: usize = 200;

/// A site being put together, to take the place of the last one as a whole.
///
/// Dropped without [`Staging::commit`], it leaves the output folder as it was.
#[derive(Debug)]
pub struct Staging {
    output: PathBuf,
    /// The output folder was made here; it goes again if nothing comes of the build.
    made_output: bool,
    /// Whether the output folder can be renamed, as far as one can tell before trying.
    renamable: bool,
    durable: bool,
    place: Place,
    old: Manifest,
    survey: Survey,
    diagnostics: Vec<Diagnostic>,
    made: Mutex<BTreeMap<String, Made>>,
    stage: TemporaryFolder,
    /// The output folder's lock and, in case the folders are exchanged, the stage's.
    _locks: [FolderLock; 2],
}

#[derive(Debug)]
struct Made {
    fingerprint: Fingerprint,
    /// The file lies in the stage; else it stays as it is in the output folder.
    written: bool,
}

impl Staging {
    /// Begins a build into `output`, which need not exist.
    ///
    /// # Errors
    ///
    /// When another build is writing there, when the folder is not ours or must not be written, or when the disk
    /// refuses. Nothing has changed then.
    pub fn open(output: &Path, options: &Options) -> Result<Self, WriteError> {
        let output = folder::resolve(output)?;
        folder::refuse_overlap(&output, options)?;
        bring_back(&output)?;
        let made_output = match fs::create_dir(&output) {
            Ok(()) => true,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => false,
            Err(error) => return Err(error).during("make the folder", &output),
        };
        let opened = Self::open_existing(output.clone(), made_output, options);
        if opened.is_err() && made_output {
            _ = fs::remove_dir(&output);
        }
        opened
    }

    fn open_existing(output: PathBuf, made_output: bool, options: &Options) -> Result<Self, WriteError> {
        let lock = FolderLock::take(&output)?;
        let found = Manifest::read(&output).during("read", &output.join(MANIFEST))?;
        let survey = Survey::of(&output)?;
        if found == Found::Nothing && !survey.is_empty() && !options.force {
            return Err(WriteError::NotOurs(output));
        }
        refuse_read_only(&output)?;
        let mut diagnostics = Vec::new();
        let old = match found {
            Found::Whole(manifest) => manifest,
            Found::Nothing => Manifest::default(),
            Found::Damaged => {
                diagnostics.push(damaged());
                Manifest::default()
            }
        };
        let (beside, inside) = (Place::beside(&output), Place::inside(&output));
        beside.sweep();
        inside.sweep();
        let renamable = is_renamable(&output);
        let place = if renamable { beside } else { inside };
        let stage = TemporaryFolder::create(&place)?;
        let stage_lock = FolderLock::take(&stage.path)?;
        Ok(Self {
            output,
            made_output,
            renamable,
            durable: options.durable,
            place,
            old,
            survey,
            diagnostics,
            made: Mutex::default(),
            stage,
            _locks: [lock, stage_lock],
        })
    }

    /// What the last build noted at [`Staging::commit`]; null if there was none.
    pub fn notes(&self) -> &Value {
        &self.old.notes
    }

    /// Adds one file to the site. May be called by many threads; the order does not matter.
    ///
    /// # Errors
    ///
    /// A path that is bad or was given before, or a disk that refuses.
    pub fn put(&self, output: &Output) -> Result<(), WriteError> {
        interrupt::pass();
        if !folder::is_good_path(&output.path) {
            return Err(WriteError::BadPath(output.path.clone()));
        }
        let fingerprint = Fingerprint::of(&output.bytes);
        let written = !self.is_unchanged(&output.path, &fingerprint);
        if written {
            let path = self.stage.path.join(&output.path);
            write_new(&path, &output.bytes).map_err(|error| match error.kind() {
                io::ErrorKind::AlreadyExists => WriteError::Twice(output.path.clone()),
                _ => WriteError::Io { action: "write", path: self.output.join(&output.path), source: error },
            })?;
        }
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        match made.insert(output.path.clone(), Made { fingerprint, written }) {
            Some(_) => Err(WriteError::Twice(output.path.clone())),
            None => Ok(()),
        }
    }

    /// Whether the last build made the same file and it is still there. The size is looked at, not the time: a clock
    /// may be wrong, and a file that somebody cut short should come back.
    fn is_unchanged(&self, path: &str, fingerprint: &Fingerprint) -> bool {
        self.old.files.get(path) == Some(fingerprint)
            && fs::symlink_metadata(self.output.join(path))
                .is_ok_and(|there| there.is_file() && Some(there.len()) == fingerprint.size())
    }

    /// Puts the new site in the place of the old one. `notes` come back from [`Staging::notes`] at the next build.
    ///
    /// # Errors
    ///
    /// When the disk refuses; the old site is untouched then, or, where files had to be replaced one by one, mended by
    /// the next build.
    pub fn commit(mut self, notes: Value) -> Result<WriteReport, WriteError> {
        let made = std::mem::take(self.made.get_mut().unwrap_or_else(PoisonError::into_inner));
        let written: Vec<&str> = made.iter().filter(|(_, made)| made.written).map(|(path, _)| path.as_str()).collect();
        let kept: Vec<&str> = made.iter().filter(|(_, made)| !made.written).map(|(path, _)| path.as_str()).collect();
        let there: BTreeSet<&Path> = self.survey.files.iter().map(PathBuf::as_path).collect();
        let removed: Vec<&str> = (self.old.files.keys())
            .filter(|path| !made.contains_key(*path) && there.contains(Path::new(path)))
            .map(String::as_str)
            .collect();
        let files = made.iter().map(|(path, made)| (path.clone(), made.fingerprint.clone())).collect();
        let manifest = Manifest { notes, files };
        let mut report = WriteReport {
            written: written.len(),
            unchanged: kept.len(),
            removed: removed.len(),
            diagnostics: std::mem::take(&mut self.diagnostics),
        };
        let nothing_to_do = written.is_empty() && removed.is_empty() && manifest == self.old && !self.made_output;
        if !nothing_to_do {
            let plan = Plan { stage: &self.stage.path, output: &self.output, written, removed };
            self.put_in_place(&plan, &kept, &manifest, &mut report)?;
        }
        self.made_output = false;
        Ok(report)
    }

    fn put_in_place(
        &self,
        plan: &Plan<'_>,
        kept: &[&str],
        manifest: &Manifest,
        report: &mut WriteReport,
    ) -> Result<(), WriteError> {
        let few = plan.written.len() + plan.removed.len() <= REPLACED_AT_MOST && kept.len() > LINKED_AT_MOST;
        if self.renamable && !few {
            self.complete_stage(kept, manifest)?;
            let _undisturbed = interrupt::undisturbed();
            let aside = self.place.old();
            match swap(plan.stage, plan.output, &aside) {
                Ok(Swapped::Exchanged) => return Ok(()),
                Ok(Swapped::MovedAside) => {
                    remove_tree(&aside);
                    return Ok(());
                }
                Err(error) if cannot_be_renamed(&error) => report.diagnostics.push(one_by_one(Some(&error))),
                Err(error) => return Err(error).during("put the new site in place of", &self.output),
            }
        } else if !self.renamable {
            report.diagnostics.push(one_by_one(None));
        }
        self.sync()?;
        let _undisturbed = interrupt::undisturbed();
        replace(plan, manifest)
    }

    /// Makes the stage a whole site: unchanged files, files that are not ours, and last the manifest.
    fn complete_stage(&self, kept: &[&str], manifest: &Manifest) -> Result<(), WriteError> {
        kept.par_iter().try_for_each(|path| self.take_over(Path::new(path)))?;
        let strange = |path: &&PathBuf| {
            let ours = |path: &str| manifest.files.contains_key(path) || self.old.files.contains_key(path);
            !path.to_str().is_some_and(ours)
        };
        for path in self.survey.files.iter().filter(strange) {
            self.take_over(path)?;
        }
        for folder in &self.survey.empty_folders {
            let folder = self.stage.path.join(folder);
            fs::create_dir_all(&folder).during("make the folder", &folder)?;
        }
        let path = self.stage.path.join(MANIFEST);
        write_new(&path, &manifest.print()).during("write", &path)?;
        self.sync()
    }

    /// Gives a file of the old site to the new one. Neither is ever opened for writing, so a hard link will do.
    fn take_over(&self, path: &Path) -> Result<(), WriteError> {
        interrupt::pass();
        let (from, to) = (self.output.join(path), self.stage.path.join(path));
        let linked = match fs::hard_link(&from, &to) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let parent = to.parent().unwrap_or(&self.stage.path);
                fs::create_dir_all(parent).during("make the folder", parent)?;
                fs::hard_link(&from, &to)
            }
            result => result,
        };
        match linked {
            Ok(()) => Ok(()),
            // A strange file whose place a new page has taken.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Err(error).during("keep", &from),
            // Some disks have no hard links.
            Err(_) => fs::copy(&from, &to).map(|_| ()).during("keep", &from),
        }
    }

    #[cfg(any(target_os = "linux", target_os = "android"))]
    fn sync(&self) -> Result<(), WriteError> {
        if self.durable {
            let stage = &self.stage.path;
            let folder = File::open(stage).during("open", stage)?;
            rustix::fs::syncfs(&folder).during("sync", stage)?;
        }
        Ok(())
    }

    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    fn sync(&self) -> Result<(), WriteError> {
        if self.durable {
            rustix::fs::sync();
        }
        Ok(())
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        if self.made_output {
            _ = fs::remove_dir(&self.output);
        }
    }
}

fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = match File::create_new(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(path.parent().unwrap_or(path))?;
            File::create_new(path)?
        }
        result => result?,
    };
    file.write_all(bytes)
}

/// A build that moved the old site aside and died before the new one stood in its place: the old one comes back.
fn bring_back(output: &Path) -> Result<(), WriteError> {
    if output.exists() {
        return Ok(());
    }
    if let Some(old) = Place::beside(output).old_sites().first() {
        let _lock = FolderLock::take(old)?;
        fs::rename(old, output).during("bring back", output)?;
    }
    Ok(())
}

/// Whether folder and parent are on one disk and the parent can be written; a mount point is found out at the swap.
#[cfg(unix)]
fn is_renamable(output: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let Some(parent) = output.parent() else { return false };
    let device = |path: &Path| fs::metadata(path).map(|data| data.dev());
    let one_disk = matches!((device(output), device(parent)), (Ok(own), Ok(above)) if own == above);
    one_disk && rustix::fs::access(parent, rustix::fs::Access::WRITE_OK).is_ok()
}

#[cfg(not(unix))]
fn is_renamable(output: &Path) -> bool {
    output.parent().is_some()
}

#[cfg(unix)]
fn refuse_read_only(output: &Path) -> Result<(), WriteError> {
    rustix::fs::access(output, rustix::fs::Access::WRITE_OK).during("write in", output)
}

#[cfg(not(unix))]
fn refuse_read_only(_output: &Path) -> Result<(), WriteError> {
    Ok(())
}

fn damaged() -> Diagnostic {
    Diagnostic::warning("damaged-manifest", "the list of the files made last time is damaged; all are written again")
        .at(Location::file(MANIFEST))
        .help("files that are no longer made stay there this once; remove the folder to be rid of them")
}

fn one_by_one(error: Option<&io::Error>) -> Diagnostic {
    let why = error.map_or_else(String::new, |error| format!(" ({error})"));
    let message = format!("the folder cannot be exchanged as a whole{why}; its files are replaced one by one");
    Diagnostic::note("output-not-swapped", message).at(Location::file(""))
}
