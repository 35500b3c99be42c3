//! Turns annotated sentences and public lists of names into `src/lang/names.bin` and `src/extract/tagger/weights.bin`.
//!
//! ```text
//! cargo run --release --example train_names -- SENTENCES PACKAGES [GOLD.jsonl …]
//! ```
//!
//! `docs/data.md` says what lies in the two folders and where it comes from. The same input gives the same files, byte
//! for byte. Texts given after the folders are not learnt from; their scores are printed, and the hashes of sentences that
//! stand in them too, which belong into `left-out.txt`.

mod conventions;
mod corpus;
mod examples;
mod list;
mod perceptron;
mod score;

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use kutip::extract::tagger::Tagger;
use kutip::extract::tagger::weights::Weights;
use kutip::lang::{Gazetteer, Languages};
use rayon::prelude::*;

use corpus::SOURCES;
use perceptron::{Averages, Perceptron};

/// How often every sentence is looked at.
const PASSES: usize = 4;

/// How often all is learnt anew, in another order of sentences: the mean of the weights leaves out what one order says.
const RUNS: u64 = 12;

/// How many of these go on at once; each takes 100 MB of memory.
const AT_ONCE: u64 = 4;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("error: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<(), String> {
    let [sentences, packages, gold @ ..] = arguments else {
        return Err("usage: train_names SENTENCES PACKAGES [GOLD.jsonl …]".to_owned());
    };
    let languages = Languages::embedded();
    let english = languages.get("en").ok_or("the program has no English")?;
    let sentences: Vec<_> = (0..SOURCES.len())
        .map(|source| corpus::read(Path::new(sentences), source))
        .collect::<Result<Vec<_>, _>>()?
        .into_iter()
        .flatten()
        .collect();
    for hash in corpus::shared_with(&sentences, &score::texts(gold)?) {
        eprintln!("also in a text for measuring: {hash:016x}");
    }
    let sentences = corpus::without_repeats(sentences);
    let list = list::make(Path::new(packages), english, &corpus::common_words(&sentences))?;
    let gazetteer = Gazetteer::read(&list).map_err(|error| error.to_string())?;
    let (segments, features) = examples::make(&sentences, &languages, &gazetteer)?;
    eprintln!("{} sentences, {} segments, {} features", sentences.len(), segments.len(), features.len());

    let mut averages = Averages::new(features.len());
    for first in (0..RUNS).step_by(AT_ONCE as usize) {
        let run = |seed: u64| {
            let mut perceptron = Perceptron::new(features.len(), seed);
            let wrong: Vec<usize> = (0..PASSES).map(|_| perceptron.pass(&segments)).collect();
            (perceptron, wrong)
        };
        let learnt: Vec<_> = (first..RUNS.min(first + AT_ONCE)).into_par_iter().map(run).collect();
        // Sums of fractions depend on their order, which is always that of the runs.
        for (perceptron, wrong) in &learnt {
            eprintln!("segments wrong in each pass: {wrong:?}");
            averages.add(perceptron);
        }
    }
    let (transitions, mut kept) = averages.quantize(&features);
    kept.extend(conventions::learn(&sentences, &languages)?);
    let weights = Weights::write(&transitions, &kept);
    let tagger = Tagger::new(Weights::read(&weights).map_err(|error| error.to_string())?);
    for path in gold {
        score::print(path, &tagger, &gazetteer, &languages)?;
    }
    for (path, bytes) in [("src/lang/names.bin", &list), ("src/extract/tagger/weights.bin", &weights)] {
        fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join(path), bytes)
            .map_err(|error| format!("{path}: {error}"))?;
        eprintln!("{path}: {} bytes", bytes.len());
    }
    Ok(())
}
