//! How fast the names of a large archive become entities, and in how much memory.
//!
//! One million mentions: 50,000 articles of 20 names each, drawn from 120,000 invented people, bodies and places by
//! Zipf's law, some by a short form, some namesakes. Plain harness, one run: `cargo bench --bench resolve`; a number
//! behind `--` gives another count of articles. The result is asserted.

use std::time::Instant;

use kutip::lang::Languages;
use kutip::model::{Addresses, Article, ArticleDate, EntityKind, EntityNote, Quotation};
use kutip::resolve::{ResolveInput, resolve};

/// Names in one article.
const NAMES: usize = 20;
/// Different full names.
const PEOPLE: u64 = 120_000;
/// What two cores must do in ten seconds, whatever else runs on the machine.
const CORE_SECONDS: f64 = 20.0;

/// A small generator of numbers: the archive must be the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }

    /// Small numbers often, large ones seldom.
    fn zipf(&mut self, sides: u64) -> u64 {
        let share = self.roll(1 << 24) as f64 / (1u64 << 24) as f64;
        ((sides as f64).powf(share) - 1.0) as u64
    }
}

fn word(mut number: u64) -> String {
    let mut word = String::new();
    for _ in 0..3 {
        word.push(char::from(b"bdgjklmnprstw"[(number % 13) as usize]));
        number /= 13;
        word.push(char::from(b"aeiou"[(number % 5) as usize]));
        number /= 5;
    }
    word[..1].to_uppercase() + &word[1..]
}

/// Name number `number`: a person of two or three words, a body with an acronym, a place.
fn name(number: u64) -> (EntityKind, String, String) {
    let words = |count: u64| -> Vec<String> {
        (0..count).map(|at| word((number + 1).wrapping_mul(2_654_435_761 + at * 40_503) >> 7 & 0x3fff)).collect()
    };
    match number % 4 {
        0 | 1 => {
            let words = words(2 + number % 2);
            (EntityKind::Person, words.join(" "), words[words.len() - 1].clone())
        }
        2 => {
            let words = words(4);
            let acronym: String = words.iter().filter_map(|word| word.chars().next()).collect();
            (EntityKind::Organization, words.join(" "), acronym)
        }
        _ => {
            let place = words(2).join(" ");
            (EntityKind::Place, place.clone(), place)
        }
    }
}

fn archive(count: usize) -> Vec<Article> {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    (0..count)
        .map(|at| {
            // Names of one article lie close together: articles have subjects.
            let subject = dice.zipf(PEOPLE);
            let mut entities = Vec::with_capacity(NAMES);
            for place in 0..NAMES {
                let number = if place < 12 { (subject + dice.roll(24)) % PEOPLE } else { dice.zipf(PEOPLE) };
                let (kind, full, short) = name(number);
                let short_only = dice.roll(8) == 0;
                let name = if short_only { short.clone() } else { full };
                let mut forms = vec![name.clone()];
                if !short_only && short != name && dice.roll(2) == 0 {
                    forms.push(short);
                }
                let roles = if kind == EntityKind::Person && dice.roll(3) == 0 {
                    vec![format!("{} {}", word(number % 40), word(number % 3_000))]
                } else {
                    Vec::new()
                };
                entities.push(EntityNote { name, kind, forms, roles, ..EntityNote::default() });
            }
            let quotations = (0..4)
                .map(|quotation| Quotation {
                    speaker: Some(entities[quotation].name.clone()),
                    nth: 1,
                    ..Quotation::default()
                })
                .collect();
            Article {
                id: format!("{:012x}", (at as u64).wrapping_mul(0x9e37_79b9_7f4a) & 0xffff_ffff_ffff),
                date: Some(ArticleDate {
                    year: 2010 + (at % 15) as i16,
                    month: 1 + (at % 12) as i8,
                    day: 1 + (at % 28) as i8,
                    time: String::new(),
                }),
                quotations: Some(quotations),
                entities: Some(entities),
                ..Article::default()
            }
        })
        .collect()
}

/// The most memory that the process has held, in MB, where the system tells it.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? / 1024)
}

/// Seconds that the process has computed on all cores, where the system tells it.
fn computed() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<&str> = stat.rsplit(')').next()?.split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|ticks| ticks.parse::<f64>().ok());
    Some((ticks(11)? + ticks(12)?) / 100.0)
}

fn main() {
    let count = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(50_000);
    let languages = Languages::embedded();
    let articles = archive(count);
    let before = peak();
    let addresses = Addresses::default();
    let input = ResolveInput {
        articles: &articles,
        curated: &[],
        judgements: &[],
        addresses: &addresses,
        previous: &[],
        left_out: &Default::default(),
        languages: &languages,
    };
    let (start, before_cores) = (Instant::now(), computed());
    let (registry, diagnostics) = resolve(&input);
    let seconds = start.elapsed().as_secs_f64();
    let cores = computed().zip(before_cores).map_or(seconds, |(after, before)| after - before);
    assert!(diagnostics.is_empty());
    assert!(registry.links.iter().all(|links| links.entities.iter().chain(&links.speakers).all(Option::is_some)));
    println!(
        "{} mentions → {} entities, {} doubts in {seconds:.2} s ({cores:.2} s of cores); peak {} MB, {} MB of it the articles",
        count * NAMES,
        registry.entities.len(),
        registry.doubts.len(),
        peak().unwrap_or_default(),
        before.unwrap_or_default(),
    );
    assert!(cores < CORE_SECONDS * (count as f64 / 50_000.0).max(0.1), "too slow");

    // Two articles that name very many people of few families: twice the names cost about twice the time.
    let (half, whole) = (crowded(10_000, &languages), crowded(20_000, &languages));
    println!("two articles of 10,000 names in {half:.2} s of cores, of 20,000 in {whole:.2} s");
    assert!(whole < 3.0 * half + 0.2, "more than linear");
}

/// Seconds of cores that two articles of `count` names take.
fn crowded(count: usize, languages: &Languages) -> f64 {
    let person = |at: usize| {
        let name = format!("{} Marga{}", word(at as u64), at % 50);
        EntityNote { forms: vec![name.clone()], name, kind: EntityKind::Person, ..EntityNote::default() }
    };
    let article = |id: &str| Article {
        id: id.to_owned(),
        entities: Some((0..count).map(person).collect()),
        ..Article::default()
    };
    let articles = [article("a1"), article("a2")];
    let addresses = Addresses::default();
    let input = ResolveInput {
        articles: &articles,
        curated: &[],
        judgements: &[],
        addresses: &addresses,
        previous: &[],
        left_out: &Default::default(),
        languages,
    };
    let (start, before) = (Instant::now(), computed());
    let (registry, _) = resolve(&input);
    assert!(registry.entities.len() > count / 2);
    computed().zip(before).map_or(start.elapsed().as_secs_f64(), |(after, before)| after - before)
}
