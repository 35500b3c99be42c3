//! How fast one text becomes quotations and names.
//!
//! Throughput is in bytes of text. The result is asserted, so that a fast engine that finds nothing is no success.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use kutip::extract::extract;
use kutip::lang::Languages;

const INDONESIAN: &str = "\
\"Rakit penyeberangan itu sudah tua, tetapi masih kuat,\" kata Kepala Desa Rantau Betung Saleh Mardiono di tepi sungai, \
Selasa (4/3/2025).
Menurut Saleh, perahu baru baru akan datang setelah musim hujan. Ia mengatakan anggarannya sudah disetujui.
\"Uangnya ada. Yang menunggu itu tukangnya,\" ujarnya.
Seorang penumpang, Hasnah, mengaku tidak takut. \"Saya menyeberang sejak kecil,\" kata dia.
";

const ENGLISH: &str = "\
“The ferry is old, but it holds,” said Saleh Mardiono, the head of Rantau Betung village, on Tuesday.
According to Saleh, a new boat will come after the rains. He said the money had been approved.
“We have the money. We are waiting for the carpenter,” he added.
A passenger, Hasnah, said she was not afraid. “I have crossed since I was a child,” she said.
";

/// Quoted passages in each of the two texts.
const QUOTED: usize = 3;

fn benchmark(criterion: &mut Criterion) {
    let languages = Languages::embedded();
    let mut group = criterion.benchmark_group("extract");
    for (code, text) in [("id", INDONESIAN), ("en", ENGLISH)] {
        let language = languages.get(code).expect("the program carries both languages");
        for times in [1, 100] {
            let text = text.repeat(times);
            let found = extract(&text, language);
            let quoted = found.quotations.iter().filter(|q| text[..q.span.start].ends_with(['"', '“'])).count();
            assert_eq!(quoted, QUOTED * times, "{code}, {times} times");
            group.throughput(Throughput::Bytes(text.len() as u64));
            group.bench_function(format!("{code}/{times}"), |bencher| {
                bencher.iter(|| extract(black_box(&text), language))
            });
        }
    }
    group.finish();
}

criterion_group!(benches, benchmark);
criterion_main!(benches);
