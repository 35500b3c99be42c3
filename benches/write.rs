//! How long it takes to put a site of 6,000 pages in place: all new, nothing new, one page new.

use std::path::Path;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use kutip::model::{Output, Value};
use kutip::write::{Options, Staging, WriteReport};
use rayon::prelude::*;
use tempfile::TempDir;

const PAGES: usize = 6_000;

/// A quarter of the pages have a folder of their own, as articles and entities do; the others lie in one folder.
fn pages(first: &str) -> Vec<Output> {
    let page = |n: usize| Output {
        path: if n.is_multiple_of(4) { format!("artikel/{n}/index.html") } else { format!("kutipan/{n}.html") },
        bytes: format!("<p>{} {n}</p>", if n == 0 { first } else { "Harga beras turun. ".repeat(500).leak() })
            .into_bytes(),
    };
    (0..PAGES).map(page).collect()
}

fn build(output: &Path, pages: &[Output]) -> WriteReport {
    let staging = Staging::open(output, &Options::default()).expect("the folder is ours");
    pages.par_iter().for_each(|page| staging.put(page).expect("the disk has room"));
    staging.commit(Value::Null).expect("the disk has room")
}

fn writing(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("write 6,000 pages");
    group.sample_size(10);
    let (one, two) = (pages("satu"), pages("dua"));
    let folder = || {
        TempDir::new_in(std::env::var_os("KUTIP_BENCH_FOLDER").unwrap_or_else(|| std::env::temp_dir().into()))
            .expect("a folder")
    };
    group.bench_function("all new", |bencher| {
        bencher.iter_batched_ref(
            folder,
            |folder| assert_eq!(build(&folder.path().join("public"), &one).written, PAGES),
            BatchSize::PerIteration,
        );
    });
    let site = folder();
    let output = site.path().join("public");
    build(&output, &one);
    group.bench_function("nothing new", |bencher| bencher.iter(|| assert_eq!(build(&output, &one).written, 0)));
    let mut turn = false;
    group.bench_function("one page new", |bencher| {
        bencher.iter(|| {
            turn = !turn;
            assert_eq!(build(&output, if turn { &two } else { &one }).written, 1);
        });
    });
    group.finish();
}

criterion_group!(benches, writing);
criterion_main!(benches);
