//! The output folder: what is written, what stays, what is refused, and that it is whole at every moment.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use kutip::model::{Output, Value};
use kutip::write::{MANIFEST, Options, Staging, WriteError, WriteReport};
use tempfile::TempDir;

struct Site {
    folder: TempDir,
    options: Options,
}

impl Site {
    fn new() -> Self {
        Self { folder: TempDir::new().unwrap(), options: Options::default() }
    }

    fn output(&self) -> PathBuf {
        self.folder.path().join("public")
    }

    fn open(&self) -> Result<Staging, WriteError> {
        Staging::open(&self.output(), &self.options)
    }

    fn build(&self, files: &[(&str, &str)]) -> WriteReport {
        let staging = self.open().unwrap();
        put_all(&staging, files);
        staging.commit(Value::Null).unwrap()
    }

    fn read(&self, path: &str) -> Option<String> {
        fs::read_to_string(self.output().join(path)).ok()
    }

    /// Everything under the site's folder but the manifest, sorted.
    fn everything(&self) -> Vec<String> {
        let mut found: Vec<String> = walkdir::WalkDir::new(self.folder.path())
            .min_depth(1)
            .into_iter()
            .map(|entry| entry.unwrap().path().strip_prefix(self.folder.path()).unwrap().display().to_string())
            .filter(|path| !path.ends_with(MANIFEST))
            .collect();
        found.sort();
        found
    }
}

fn output(path: &str, text: &str) -> Output {
    Output { path: path.to_owned(), bytes: text.as_bytes().to_vec() }
}

fn put_all(staging: &Staging, files: &[(&str, &str)]) {
    for (path, text) in files {
        staging.put(&output(path, text)).unwrap();
    }
}

fn counts(report: &WriteReport) -> (usize, usize, usize) {
    (report.written, report.unchanged, report.removed)
}

fn inode(path: &Path) -> u64 {
    fs::metadata(path).unwrap().ino()
}

#[test]
fn a_build_writes_what_is_new_keeps_what_is_unchanged_and_removes_what_is_no_longer_made() {
    let site = Site::new();
    let first = site.build(&[("index.html", "satu"), ("orang/budi/index.html", "Budi"), ("lama/index.html", "lama")]);
    assert_eq!(counts(&first), (3, 0, 0));
    let unchanged = inode(&site.output().join("orang/budi/index.html"));

    let second = site.build(&[("index.html", "dua"), ("orang/budi/index.html", "Budi"), ("baru.html", "baru")]);
    assert_eq!(counts(&second), (2, 1, 1));
    assert_eq!(site.read("index.html").as_deref(), Some("dua"));
    assert_eq!(inode(&site.output().join("orang/budi/index.html")), unchanged);
    assert_eq!(
        site.everything(),
        [
            "public",
            "public/baru.html",
            "public/index.html",
            "public/orang",
            "public/orang/budi",
            "public/orang/budi/index.html"
        ]
    );
}

#[test]
fn a_build_that_changes_nothing_touches_nothing() {
    let site = Site::new();
    site.build(&[("index.html", "satu")]);
    let before = (inode(&site.output()), inode(&site.output().join(MANIFEST)));
    assert_eq!(counts(&site.build(&[("index.html", "satu")])), (0, 1, 0));
    assert_eq!((inode(&site.output()), inode(&site.output().join(MANIFEST))), before);
}

#[test]
fn notes_come_back_at_the_next_build() {
    let site = Site::new();
    let staging = site.open().unwrap();
    assert_eq!(staging.notes(), &Value::Null);
    let notes = serde_json::json!({"known": [{"address": "budi-santoso"}]});
    staging.commit(notes.clone()).unwrap();
    assert_eq!(site.open().unwrap().notes(), &notes);
}

#[test]
fn a_build_that_is_dropped_leaves_the_old_site_and_nothing_else() {
    let site = Site::new();
    put_all(&site.open().unwrap(), &[("index.html", "satu")]);
    assert!(site.everything().is_empty(), "{:?}", site.everything());

    site.build(&[("index.html", "satu")]);
    put_all(&site.open().unwrap(), &[("index.html", "dua")]);
    assert_eq!(site.read("index.html").as_deref(), Some("satu"));
    assert_eq!(site.everything(), ["public", "public/index.html"]);
}

#[test]
fn strange_files_stay_even_when_everything_else_changes() {
    let site = Site::new();
    site.build(&[("index.html", "satu"), ("lama.html", "lama")]);
    fs::write(site.output().join("CNAME"), "berita.example.org").unwrap();
    fs::create_dir_all(site.output().join(".well-known/kosong")).unwrap();
    fs::write(site.output().join(".well-known/security.txt"), "x").unwrap();
    site.build(&[("index.html", "dua")]);
    assert_eq!(
        site.everything(),
        [
            "public",
            "public/.well-known",
            "public/.well-known/kosong",
            "public/.well-known/security.txt",
            "public/CNAME",
            "public/index.html"
        ]
    );
}

#[test]
fn a_folder_that_is_not_ours_is_refused_unless_forced() {
    let mut site = Site::new();
    fs::create_dir(site.output()).unwrap();
    fs::write(site.output().join("tesis.docx"), "x").unwrap();
    assert!(matches!(site.open(), Err(WriteError::NotOurs(_))));
    site.options.force = true;
    site.build(&[("index.html", "satu")]);
    assert_eq!(site.everything(), ["public", "public/index.html", "public/tesis.docx"]);
}

#[test]
fn an_empty_folder_and_one_that_does_not_exist_are_fine() {
    let site = Site::new();
    fs::create_dir(site.output()).unwrap();
    assert_eq!(counts(&site.build(&[("index.html", "satu")])), (1, 0, 0));
    let deep = site.folder.path().join("a/b/c");
    Staging::open(&deep, &Options::default()).unwrap().commit(Value::Null).unwrap();
    assert!(deep.join(MANIFEST).exists());
}

#[test]
fn the_folders_that_are_read_are_never_written() {
    let site = Site::new();
    let content = site.folder.path().join("public/content");
    fs::create_dir_all(&content).unwrap();
    let refused =
        |output: &Path, options: &Options| matches!(Staging::open(output, options), Err(WriteError::Overlaps { .. }));
    let sources = Options { sources: vec![content.clone()], force: true, ..Options::default() };
    assert!(refused(&site.output(), &sources));
    assert!(refused(&content, &sources));
    assert!(refused(&content.join("articles"), &sources));
    let keep = Options { keep: vec![site.output()], force: true, ..Options::default() };
    assert!(refused(&site.output(), &keep));
    assert!(refused(site.folder.path(), &keep));
    assert!(refused(Path::new("/"), &Options { force: true, ..Options::default() }));
    assert!(!refused(&site.output().join("public"), &keep));
}

#[test]
fn a_symbolic_link_inside_the_output_folder_is_refused() {
    let site = Site::new();
    let elsewhere = site.folder.path().join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    site.build(&[("orang/budi.html", "Budi")]);
    fs::remove_dir_all(site.output().join("orang")).unwrap();
    std::os::unix::fs::symlink(&elsewhere, site.output().join("orang")).unwrap();
    assert!(matches!(site.open(), Err(WriteError::Symlink(path)) if path.ends_with("orang")));
    assert_eq!(fs::read_dir(elsewhere).unwrap().count(), 0);
}

#[test]
fn an_output_folder_that_is_itself_a_link_is_written_where_it_leads() {
    let site = Site::new();
    let real = site.folder.path().join("www");
    fs::create_dir(&real).unwrap();
    std::os::unix::fs::symlink(&real, site.output()).unwrap();
    site.build(&[("index.html", "satu")]);
    site.build(&[("index.html", "dua")]);
    assert!(site.output().is_symlink());
    assert_eq!(fs::read_to_string(real.join("index.html")).unwrap(), "dua");
}

#[test]
fn paths_that_leave_the_folder_and_paths_given_twice_are_refused() {
    let site = Site::new();
    let staging = site.open().unwrap();
    for path in ["../x", "/tmp/x", "", "a//b", ".kutip-manifest", "a/../../x"] {
        assert!(matches!(staging.put(&output(path, "x")), Err(WriteError::BadPath(_))), "{path:?}");
    }
    staging.put(&output("a.html", "x")).unwrap();
    assert!(matches!(staging.put(&output("a.html", "y")), Err(WriteError::Twice(_))));
}

#[test]
fn a_second_build_into_the_same_folder_is_told_that_one_is_running() {
    let site = Site::new();
    let first = site.open().unwrap();
    let error = site.open().unwrap_err();
    assert!(error.to_string().contains("another build is running"), "{error}");
    put_all(&first, &[("index.html", "satu")]);
    first.commit(Value::Null).unwrap();
    site.build(&[("index.html", "dua")]);
}

#[test]
fn a_file_that_somebody_removed_or_cut_short_comes_back() {
    let site = Site::new();
    let files = [("a.html", "aaaa"), ("b.html", "bbbb"), ("c.html", "cccc")];
    site.build(&files);
    fs::remove_file(site.output().join("a.html")).unwrap();
    fs::write(site.output().join("b.html"), "b").unwrap();
    assert_eq!(counts(&site.build(&files)), (2, 1, 0));
    assert_eq!((site.read("a.html").as_deref(), site.read("b.html").as_deref()), (Some("aaaa"), Some("bbbb")));
}

#[test]
fn a_damaged_manifest_makes_everything_anew_and_says_so() {
    let site = Site::new();
    let files = [("a.html", "aaaa"), ("b.html", "bbbb")];
    site.build(&files);
    let manifest = site.output().join(MANIFEST);
    let whole = fs::read(&manifest).unwrap();
    for sixteenth in 0..16 {
        fs::write(&manifest, &whole[..whole.len() * sixteenth / 16]).unwrap();
        let report = site.build(&files);
        assert_eq!(counts(&report), (2, 0, 0));
        assert_eq!(report.diagnostics[0].code, "damaged-manifest");
        assert_eq!(fs::read(&manifest).unwrap(), whole);
    }
}

#[test]
fn what_dead_builds_left_is_cleaned_away_and_nothing_else() {
    let site = Site::new();
    site.build(&[("index.html", "satu")]);
    for name in [".public.kutip-new-4194999", ".public.kutip-old-7", ".public.kutip-new-x", ".public2.kutip-new-7"] {
        fs::create_dir_all(site.folder.path().join(name).join("orang")).unwrap();
        fs::write(site.folder.path().join(name).join("orang/a.html"), "x").unwrap();
    }
    site.build(&[("index.html", "dua")]);
    let left: Vec<String> =
        site.everything().into_iter().filter(|path| path.starts_with('.') && !path.contains('/')).collect();
    assert_eq!(left, [".public.kutip-new-x", ".public2.kutip-new-7"]);
}

#[test]
fn an_old_site_that_a_dead_build_moved_aside_comes_back() {
    let site = Site::new();
    site.build(&[("index.html", "satu")]);
    fs::rename(site.output(), site.folder.path().join(".public.kutip-old-7")).unwrap();
    drop(site.open().unwrap());
    assert_eq!(site.read("index.html").as_deref(), Some("satu"));
}

/// A site large enough that a small change is made file by file.
fn large(changed: &str) -> Vec<(String, String)> {
    let mut files: Vec<_> = (0..2_100).map(|n| (format!("artikel/{n}/index.html"), format!("artikel {n}"))).collect();
    files.push(("index.html".to_owned(), changed.to_owned()));
    files.push((format!("orang/{changed}/index.html"), changed.to_owned()));
    files
}

fn build_large(site: &Site, changed: &str) -> WriteReport {
    let files = large(changed);
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    site.build(&files)
}

#[test]
fn a_small_change_of_a_large_site_replaces_single_files() {
    let site = Site::new();
    build_large(&site, "satu");
    let folder = inode(&site.output());
    assert_eq!(counts(&build_large(&site, "dua")), (2, 2_100, 1));
    assert_eq!(inode(&site.output()), folder);
    assert_eq!(site.read("index.html").as_deref(), Some("dua"));
    assert!(!site.output().join("orang/satu").exists());
    assert_eq!(counts(&build_large(&site, "dua")), (0, 2_102, 0));
}

#[test]
fn a_build_that_died_while_replacing_files_is_mended_by_the_next() {
    let site = Site::new();
    build_large(&site, "satu");
    // The page that must be put in place last cannot be, so the build stops in between.
    let page = site.output().join("index.html");
    fs::remove_file(&page).unwrap();
    fs::create_dir(&page).unwrap();
    fs::write(page.join("x"), "x").unwrap();
    let files = large("dua");
    let staging = site.open().unwrap();
    for (path, text) in &files {
        staging.put(&output(path, text)).unwrap();
    }
    assert!(matches!(staging.commit(Value::Null), Err(WriteError::Io { .. })));
    assert_eq!(site.read("orang/dua/index.html").as_deref(), Some("dua"));
    fs::remove_dir_all(&page).unwrap();

    // Back to the first state: the page of the dead build is known as ours and goes.
    build_large(&site, "satu");
    assert_eq!(site.read("index.html").as_deref(), Some("satu"));
    assert_eq!(site.read("orang/satu/index.html").as_deref(), Some("satu"));
    assert!(!site.output().join("orang/dua").exists());
}

#[test]
fn where_the_parent_folder_cannot_be_written_files_are_replaced_one_by_one() {
    let site = Site::new();
    site.build(&[("index.html", "satu"), ("a/index.html", "a")]);
    let parent = site.folder.path();
    fs::set_permissions(parent, fs::Permissions::from_mode(0o555)).unwrap();
    // The superuser may write everywhere, so there is nothing to see then.
    let is_root = fs::write(parent.join("probe"), "").is_ok();
    if !is_root {
        let report = site.build(&[("index.html", "dua"), ("a", "file")]);
        assert_eq!(report.diagnostics[0].code, "output-not-swapped");
        assert_eq!(site.read("a").as_deref(), Some("file"));
    }
    fs::set_permissions(parent, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn many_threads_may_put_files() {
    use rayon::prelude::*;
    let site = Site::new();
    let staging = site.open().unwrap();
    (0..500).into_par_iter().for_each(|n| staging.put(&output(&format!("{}/{n}.html", n % 7), "x")).unwrap());
    assert_eq!(counts(&staging.commit(Value::Null).unwrap()), (500, 0, 0));
}
