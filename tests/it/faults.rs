//! A build that is killed, interrupted, or has no room: the site that people see is the old or the new one, whole, and
//! the next build needs no help.

use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use kutip::write::{Options, Staging};
use rustix::process::{Pid, Signal, kill_process};

use crate::support::{Run, Site, run};

/// Articles enough for a build of a moment.
const ARTICLES: usize = 24;

type Files = Vec<(String, Vec<u8>)>;

/// A site built once under one title, which then gets another: every page will change.
fn site_to_change() -> (Site, Files) {
    let site = Site::new("");
    for n in 0..ARTICLES {
        let text = format!(
            "---\ntitle: Harga beras nomor {n}\ndate: 2024-05-02\nlang: id\n---\n\n“Harga beras turun {n} kali,” kata Menteri \
             Pertanian Budi Santoso di Teluk Damar. “Petani senang,” ujar Rina Wulandari.\n"
        );
        site.write(&format!("content/articles/{n}.md"), text);
    }
    site.write("kutip.yaml", "title: Satu\n");
    site.build();
    let old = site.files("public");
    site.write("kutip.yaml", "title: Dua\n");
    (site, old)
}

/// What a build of the changed site gives where nothing goes wrong.
fn undisturbed(site: &Site) -> Files {
    let run = site.run(&["build", "--output", "elsewhere"]);
    assert!(run.status <= 1, "{run:#?}");
    let new = site.files("elsewhere");
    fs::remove_dir_all(site.path("elsewhere")).unwrap();
    new
}

fn start(site: &Site) -> Child {
    site.command(&["build"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

fn temporary_folders(site: &Site) -> Vec<String> {
    let entries = fs::read_dir(site.path("")).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    names.filter(|name| name.contains(".kutip-")).collect()
}

fn assert_same(found: &Files, wanted: &Files, case: &str) {
    let names = |files: &Files| files.iter().map(|(path, _)| path.clone()).collect::<Vec<_>>();
    assert_eq!(names(found), names(wanted), "{case}");
    for ((path, found), (_, wanted)) in found.iter().zip(wanted) {
        assert!(found == wanted, "{case}: {path} differs");
    }
}

/// The next build gives the new site and leaves nothing else.
fn assert_mended(site: &Site, new: &Files, case: &str) {
    site.build();
    assert_same(&site.files("public"), new, case);
    assert_eq!(temporary_folders(site), Vec::<String>::new(), "{case}");
}

#[test]
fn a_killed_build_leaves_the_old_or_the_new_site_whole() {
    let (site, old) = site_to_change();
    let begin = Instant::now();
    let new = undisturbed(&site);
    let whole_build = begin.elapsed();
    for step in 1..=6 {
        let mut child = start(&site);
        sleep(whole_build * step / 6);
        child.kill().unwrap();
        child.wait().unwrap();
        let found = site.files("public");
        let case = format!("killed after {step}/6");
        assert!(found == old || found == new, "{case}: neither the old site nor the new one");
    }
    assert_mended(&site, &new, "after all kills");
}

/// Sends `signal` as soon as the build has its temporary folder.
fn interrupt(site: &Site, signal: Signal) -> ExitStatus {
    let mut child = start(site);
    let pid = Pid::from_raw(i32::try_from(child.id()).unwrap()).unwrap();
    let begin = Instant::now();
    while temporary_folders(site).is_empty() && begin.elapsed() < Duration::from_secs(20) {
        if let Some(status) = child.try_wait().unwrap() {
            return status;
        }
        sleep(Duration::from_millis(1));
    }
    kill_process(pid, signal).unwrap();
    child.wait().unwrap()
}

#[test]
fn an_interrupted_build_removes_its_temporary_folder_and_says_so_in_its_status() {
    let (site, old) = site_to_change();
    let new = undisturbed(&site);
    for (signal, wanted) in [(Signal::INT, 130), (Signal::TERM, 143)] {
        let status = interrupt(&site, signal);
        // A fast machine may have finished.
        assert!(matches!(status.code(), Some(code) if code == wanted || code <= 1), "{status:?}");
        assert_eq!(status.signal(), None);
        let found = site.files("public");
        assert!(found == old || found == new, "neither the old site nor the new one");
        assert_eq!(temporary_folders(&site), Vec::<String>::new());
    }
    assert_mended(&site, &new, "after the interrupts");
}

/// Builds under a limit of the shell.
fn limited(site: &Site, limit: &str) -> Run {
    let program = env!("CARGO_BIN_EXE_kutip");
    run(Command::new("sh").arg("-c").arg(format!("{limit}; exec '{program}' build")).current_dir(site.path("")))
}

#[test]
fn where_a_file_cannot_be_written_the_old_site_stays_and_the_message_names_it() {
    let (site, old) = site_to_change();
    let new = undisturbed(&site);
    // 512-byte or 1024-byte blocks, by shell: less than the largest file of any site.
    let run = limited(&site, "ulimit -f 4");
    assert_eq!(run.status, 2, "{run:#?}");
    assert!(run.stderr.contains("cannot write"), "{run:#?}");
    assert_same(&site.files("public"), &old, "too large");
    assert_mended(&site, &new, "after a full disk");
}

#[test]
fn few_open_files_are_enough_or_the_old_site_stays() {
    let (site, old) = site_to_change();
    let new = undisturbed(&site);
    let run = limited(&site, "ulimit -n 32");
    assert_same(&site.files("public"), if run.status <= 1 { &new } else { &old }, "32 open files");
    assert_mended(&site, &new, "after 32 open files");
}

#[test]
fn too_little_memory_leaves_the_old_site() {
    let (site, old) = site_to_change();
    let new = undisturbed(&site);
    let run = limited(&site, "ulimit -v 60000");
    let found = site.files("public");
    assert_same(&found, if run.status == 0 || run.status == 1 { &new } else { &old }, "60 MB of memory");
    assert_mended(&site, &new, "after too little memory");
}

#[test]
fn a_second_build_says_that_another_is_running() {
    let (site, old) = site_to_change();
    let first = Staging::open(&site.path("public"), &Options::default()).unwrap();
    let run = site.run(&["build"]);
    assert_eq!(run.status, 2, "{run:#?}");
    assert!(run.stderr.contains("another build is running"), "{run:#?}");
    assert_same(&site.files("public"), &old, "another build");
    drop(first);
    site.build();
}

#[test]
fn nobody_listening_is_no_trouble() {
    let (site, _) = site_to_change();
    let new = undisturbed(&site);
    let mut child = site.command(&["build"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop((child.stdout.take(), child.stderr.take()));
    let status = child.wait().unwrap();
    assert!(matches!(status.code(), Some(0 | 1)), "{status:?}");
    assert_same(&site.files("public"), &new, "closed streams");
}

/// Runs a script of the shell in which `mount` works, with the program as `$kutip`; none where the system has no such
/// rooms of its own.
fn with_mounts(site: &Site, script: &str) -> Option<Run> {
    let room = |script: &str| {
        let mut command = Command::new("unshare");
        command.args(["--user", "--map-root-user", "--mount", "sh", "-e", "-c"]).arg(script);
        command.env("kutip", env!("CARGO_BIN_EXE_kutip")).current_dir(site.path(""));
        command
    };
    let works = room("mount -t tmpfs tmpfs .").output().is_ok_and(|output| output.status.success());
    if !works {
        eprintln!(
            "SKIPPED: no mounts of one's own here (`unshare --user --mount`); full and read-only disks were not tried"
        );
    }
    works.then(|| run(&mut room(script)))
}

#[test]
fn on_a_full_disk_the_old_site_stays_and_the_message_says_why() {
    let (site, _) = site_to_change();
    let script = "mkdir small && mount -t tmpfs -o size=64m tmpfs small
        \"$kutip\" build --output small/public >&2 || [ $? = 1 ]
        cp -a small/public before
        used=$(du -sk small | cut -f1)
        mount -o remount,size=$((used + 40))k small
        printf 'title: Tiga\n' > kutip.yaml
        status=0; \"$kutip\" build --output small/public >&2 || status=$?
        diff -r before small/public && echo \"status $status\"";
    let Some(run) = with_mounts(&site, script) else { return };
    assert_eq!(run.stdout, "status 2\n", "{run:#?}");
    assert!(run.stderr.contains("No space left"), "{run:#?}");
}

#[test]
fn an_output_folder_that_is_read_only_is_named_before_any_work() {
    let (site, old) = site_to_change();
    let script = "mount --bind public public && mount -o remount,ro,bind public
        status=0; \"$kutip\" build || status=$?
        echo \"status $status\"";
    let Some(run) = with_mounts(&site, script) else { return };
    assert_eq!(run.stdout, "status 2\n", "{run:#?}");
    assert!(run.stderr.contains("cannot write in") && run.stderr.contains("public"), "{run:#?}");
    assert_same(&site.files("public"), &old, "a folder that is read-only");
    assert_eq!(temporary_folders(&site), Vec::<String>::new());
}

#[test]
fn an_output_folder_that_is_a_disk_of_its_own_is_replaced_file_by_file() {
    let (site, _) = site_to_change();
    let new = undisturbed(&site);
    let script = "mkdir disk && mount -t tmpfs tmpfs disk
        \"$kutip\" build --output disk >&2 || [ $? = 1 ]
        printf 'title: Tiga\n' > kutip.yaml
        \"$kutip\" build --output disk >&2 || [ $? = 1 ]
        printf 'title: Dua\n' > kutip.yaml
        \"$kutip\" build --verbose --output disk >&2 || [ $? = 1 ]
        cp -a disk copy";
    let Some(run) = with_mounts(&site, script) else { return };
    assert_eq!(run.status, 0, "{run:#?}");
    assert!(run.stderr.contains("output-not-swapped"), "{run:#?}");
    assert_same(&site.files("copy"), &new, "a disk of its own");
}
