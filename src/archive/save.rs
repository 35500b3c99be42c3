use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::{ADDRESSES, ARTICLES, ArchiveError, judgements};

/// Folder of caches and kept copies, relative to the site; safe to delete.
pub(super) const CACHE: &str = ".kutip";

/// Writes a file that must not be there yet.
pub(super) fn create(root: &Path, path: &str, bytes: &[u8]) -> Result<(), ArchiveError> {
    let target = target(root, path)?;
    let file = written(&target, bytes)?;
    match file.persist_noclobber(&target) {
        Ok(_) => Ok(()),
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Err(ArchiveError::Exists(target)),
        Err(error) => Err(failed(&target)(error.error)),
    }
}

/// Writes a file, in one step, in the place of what is there.
pub(super) fn replace(root: &Path, path: &str, bytes: &[u8]) -> Result<(), ArchiveError> {
    let target = target(root, path)?;
    if target.is_symlink() {
        return Err(ArchiveError::Outside(target));
    }
    let file = written(&target, bytes)?;
    file.persist(&target).map(|_| ()).map_err(|error| failed(&target)(error.error))
}

/// Begins a site in a folder that is not there or empty: path → text.
///
/// # Errors
///
/// When something is in the folder, or the disk refuses.
pub fn begin(folder: &Path, files: &[(String, String)]) -> Result<(), ArchiveError> {
    let failed = |action| move |source| ArchiveError::Io { action, path: folder.to_owned(), source };
    match fs::read_dir(folder).map(|mut entries| entries.next().is_some()) {
        Ok(true) => return Err(ArchiveError::NotEmpty(folder.to_owned())),
        Ok(false) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(failed("look into")(error)),
    }
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap_or(folder)).map_err(failed("make the folder"))?;
        fs::write(&path, text).map_err(failed("write into"))?;
    }
    Ok(())
}

/// The file under a name of its own, so that nobody ever sees half of it under its right name.
fn written(target: &Path, bytes: &[u8]) -> Result<tempfile::NamedTempFile, ArchiveError> {
    let folder = target.parent().unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".kutip-").suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder).map_err(failed(target))?;
    file.write_all(bytes).map_err(failed(target))?;
    Ok(file)
}

fn failed(target: &Path) -> impl FnOnce(io::Error) -> ArchiveError + use<> {
    let path = target.to_owned();
    move |source| ArchiveError::Io { action: "write", path, source }
}

/// Where the file goes; makes its folder. Refuses what is not the program's to write, and ways through links.
fn target(root: &Path, path: &str) -> Result<PathBuf, ArchiveError> {
    let is_ours =
        [ADDRESSES, judgements::PATH].contains(&path) || [ARTICLES, CACHE].iter().any(|folder| lies_in(path, folder));
    let mut folder = root.to_owned();
    let parts: Vec<&str> = path.split('/').collect();
    if !is_ours || parts.iter().any(|part| matches!(*part, "" | "." | "..") || part.contains(['\\', '\0'])) {
        return Err(ArchiveError::Outside(root.join(path)));
    }
    for part in &parts[..parts.len() - 1] {
        folder.push(part);
        match folder.symlink_metadata() {
            Ok(there) if there.is_dir() => {}
            Ok(_) => return Err(ArchiveError::Outside(folder)),
            Err(_) => match fs::create_dir_all(&folder) {
                Ok(()) => {}
                Err(source) => return Err(ArchiveError::Io { action: "make the folder", path: folder, source }),
            },
        }
    }
    Ok(root.join(path))
}

fn lies_in(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_written_where_the_program_has_no_business() {
        let folder = tempfile::tempdir().unwrap();
        for path in [
            "../a.md",
            "content/articles/../../a.md",
            "content/a.md",
            "kutip.yaml",
            "/etc/a",
            "content/articles//a",
            "content/articles/a\\b.md",
        ] {
            assert!(matches!(replace(folder.path(), path, b"x"), Err(ArchiveError::Outside(_))), "{path}");
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_written_through_a_link() {
        let (site, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        fs::create_dir(site.path().join("content")).unwrap();
        std::os::unix::fs::symlink(elsewhere.path(), site.path().join("content/articles")).unwrap();
        assert!(matches!(create(site.path(), "content/articles/a.md", b"x"), Err(ArchiveError::Outside(_))));
        assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_new_article_never_takes_the_place_of_a_file() {
        let folder = tempfile::tempdir().unwrap();
        create(folder.path(), "content/articles/a.md", b"one").unwrap();
        assert!(matches!(create(folder.path(), "content/articles/a.md", b"two"), Err(ArchiveError::Exists(_))));
        replace(folder.path(), "content/articles/a.md", b"three").unwrap();
        assert_eq!(fs::read(folder.path().join("content/articles/a.md")).unwrap(), b"three");
        assert_eq!(fs::read_dir(folder.path().join("content/articles")).unwrap().count(), 1);
    }
}
