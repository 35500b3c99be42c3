//! How long `kutip build` takes for an archive of 400 articles: from nothing, and with one article changed.
//!
//! What counts is the second as a share of the first, printed at the end: it says the same on a fast machine and a slow
//! one.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use tempfile::TempDir;

const ARTICLES: usize = 400;
/// Two quotations an article.
const SUM: &str = "400 articles, 800 quotations";

const PEOPLE: [&str; 8] = [
    "Saleh Mardiono",
    "Hasnah Tualeka",
    "Bernadus Lake",
    "Yuliana Mere",
    "Arif Pattinama",
    "Dorce Manuhutu",
    "Ismail Tubaka",
    "Kornelia Bria",
];
const PLACES: [&str; 5] = ["Rantau Betung", "Muara Lontar", "Kampung Ulu", "Pasir Damai", "Tanjung Sirih"];

/// An article that says who said what, as a person or `import` would leave it.
fn article(n: usize, edition: usize) -> String {
    let (one, two) = (PEOPLE[n % PEOPLE.len()], PEOPLE[(n / 3 + 1) % PEOPLE.len()]);
    let place = PLACES[n % PLACES.len()];
    let (first, second) = (
        format!("Perahu nomor {n} belum datang, tetapi dermaganya sudah siap"),
        format!("Kami menunggu sampai bulan ke-{}", n % 12 + 1),
    );
    let day = n % 28 + 1;
    let month = n / 28 % 12 + 1;
    format!(
        "---\nid: bench-{n}\ntitle: Perahu nomor {n} di {place}\ndate: 2024-{month:02}-{day:02}\nlang: id\nquotations:\n\
         \x20 - {{text: \"{first}\", kind: direct, speaker: {one}}}\n\
         \x20 - {{text: \"{second}\", kind: direct, speaker: {two}}}\n\
         entities:\n  - {{name: {one}, kind: person}}\n  - {{name: {two}, kind: person}}\n  - {{name: {place}, kind: place}}\n---\n\
         \"{first},\" kata {one} di {place}.\n\nEdisi {edition} mencatat hal yang sama.\n\n\"{second},\" ujar {two}.\n"
    )
}

fn write_article(site: &Path, n: usize, edition: usize) {
    fs::write(site.join(format!("content/articles/{n}.md")), article(n, edition)).expect("the disk has room");
}

fn archive() -> TempDir {
    let site = tempfile::tempdir().expect("a folder");
    fs::create_dir_all(site.path().join("content/articles")).expect("a folder");
    (0..ARTICLES).for_each(|n| write_article(site.path(), n, 0));
    site
}

fn build(site: &Path) -> Duration {
    let start = Instant::now();
    let output = Command::new(env!("CARGO_BIN_EXE_kutip")).arg("build").current_dir(site).output().expect("kutip runs");
    let taken = start.elapsed();
    let messages = String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && messages.contains(SUM), "{messages}");
    taken
}

fn clean_build(site: &Path) -> Duration {
    for made in ["public", ".kutip"] {
        let made = site.join(made);
        if made.exists() {
            fs::remove_dir_all(made).expect("made by the build before");
        }
    }
    build(site)
}

fn changed_build(site: &Path, edition: usize) -> Duration {
    write_article(site, ARTICLES / 2, edition);
    let taken = build(site);
    let page = fs::read_to_string(site.join("public/artikel/2024/08/200/index.html"));
    assert!(page.expect("the article has a page").contains(&format!("Edisi {edition} ")), "the change is shown");
    taken
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64()
}

fn building(criterion: &mut Criterion) {
    let site = archive();
    let mut group = criterion.benchmark_group("build 400 articles");
    group.sample_size(10);
    group.bench_function("from nothing", |bencher| {
        bencher.iter_custom(|times| (0..times).map(|_| clean_build(site.path())).sum());
    });
    let mut edition = 0;
    group.bench_function("one article changed", |bencher| {
        bencher.iter_custom(|times| {
            (0..times)
                .map(|_| {
                    edition += 1;
                    changed_build(site.path(), edition)
                })
                .sum()
        });
    });
    group.finish();
    let clean = median((0..5).map(|_| clean_build(site.path())).collect());
    let changed = median((1..=5).map(|n| changed_build(site.path(), edition + n)).collect());
    println!("one article changed / from nothing = {:.2}  ({changed:.3} s / {clean:.3} s)", changed / clean);
}

criterion_group!(benches, building);
criterion_main!(benches);
