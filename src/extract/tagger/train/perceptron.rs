//! Turns segments of tokens with their tags into weights: an averaged structured perceptron.
//!
//! All arithmetic of training is on whole numbers and every order is fixed, so the same sentences give the same weights.

use std::collections::HashMap;

use kutip::extract::tagger::decode::{Decoder, LINKS, Scores, Transitions};
use kutip::extract::tagger::tags::{COUNT, Tag};

/// Features seen less often are left out: what is said of them is chance.
const RAREST: u32 = 2;

/// By how much a weight changes when it first does; later changes are smaller ([`Weight::step`]).
const FIRST_STEP: i32 = 1 << 10;

/// Added to every wrong tag while training, so that right ones win by more than a hair.
const COST: i32 = 20 * FIRST_STEP;

/// In this many of ten cases a token is learnt from without its own word, as if nobody had ever seen it.
const UNSEEN_IN_TEN: u64 = 1;

/// In this many of ten cases a feature is overlooked, so that each learns to do without the others.
const OVERLOOKED_IN_TEN: u64 = 1;

/// Below every score: a tag that the annotation rules out.
const RULED_OUT: i32 = -1_000_000_000;

/// Features kept in the file.
const KEPT: usize = 86_000;

/// One token to learn from.
pub struct Example {
    /// Numbers of its features, without those of its own word.
    pub features: Vec<u32>,
    /// Numbers of the features of its own word.
    pub word: Vec<u32>,
    /// Its class for transitions.
    pub link: u8,
    /// A bit for every tag that the annotation allows.
    pub allowed: u16,
}

/// Numbers features in the order in which they are first asked for.
#[derive(Default)]
pub struct Features {
    seen: HashMap<u64, u32>,
    numbers: HashMap<u64, u32>,
    hashes: Vec<u64>,
}

impl Features {
    /// Counts one more token that has a feature.
    pub fn see(&mut self, hash: u64) {
        *self.seen.entry(hash).or_default() += 1;
    }

    /// The number of a feature; none if it is rare.
    pub fn number(&mut self, hash: u64) -> Option<u32> {
        if self.seen.get(&hash).is_none_or(|seen| *seen < RAREST) {
            return None;
        }
        let next = self.hashes.len() as u32;
        let number = *self.numbers.entry(hash).or_insert(next);
        if number == next {
            self.hashes.push(hash);
        }
        Some(number)
    }

    /// How many features have numbers.
    pub fn len(&self) -> usize {
        self.hashes.len()
    }
}

/// Numbers that look random and are the same every time (xorshift).
pub struct Dice(u64);

impl Dice {
    /// The same numbers for the same `seed`.
    pub fn new(seed: u64) -> Self {
        Self(0x9e37_79b9_7f4a_7c15_u64.wrapping_mul(2 * seed + 1))
    }

    /// A number below `sides`.
    pub fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) % sides
    }

    /// All numbers below `count` in a new order.
    pub fn shuffled(&mut self, count: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..count).collect();
        for last in (1..order.len()).rev() {
            order.swap(last, self.roll(last as u64 + 1) as usize);
        }
        order
    }
}

/// One weight with what its average over time is made from.
#[derive(Clone, Copy, Default)]
pub struct Weight {
    /// Its value.
    pub now: i32,
    /// How often it changed.
    changes: u32,
    /// Its changes, each as often as the moments before it.
    missed: i64,
}

impl Weight {
    /// Changes it at a time.
    pub fn change(&mut self, by: i32, time: u32) {
        self.missed += i64::from(by) * i64::from(time);
        self.now += by;
        self.changes += 1;
    }

    /// Moves it a step up or down at a time; gives how far. Steps shrink with the root of their number (AdaGrad): a
    /// feature that is everywhere soon settles, and what a rare one says still counts when it comes at last.
    fn step(&mut self, up: bool, time: u32) -> i32 {
        let first = FIRST_STEP as u64;
        let step = (first * first / (u64::from(self.changes) + 1)).isqrt() as i32;
        let by = if up { step } else { -step };
        self.change(by, time);
        by
    }

    /// The average of its values up to a time.
    pub fn average(self, time: u32) -> f64 {
        (i64::from(self.now) * i64::from(time) - self.missed) as f64 / f64::from(time.max(1))
    }
}

/// A perceptron in training.
pub struct Perceptron {
    weights: Vec<[Weight; COUNT]>,
    transitions: Vec<Weight>,
    current: Transitions,
    time: u32,
    dice: Dice,
    decoder: Decoder,
}

fn transition(link: u8, before: Tag, next: Tag) -> usize {
    (usize::from(link) * COUNT + usize::from(before)) * COUNT + usize::from(next)
}

impl Perceptron {
    /// A perceptron that knows nothing of `features` features; `seed` says in what orders it will look at segments.
    pub fn new(features: usize, seed: u64) -> Self {
        Self {
            weights: vec![[Weight::default(); COUNT]; features],
            transitions: vec![Weight::default(); LINKS * COUNT * COUNT],
            current: [[[0; COUNT]; COUNT]; LINKS],
            time: 0,
            dice: Dice::new(seed),
            decoder: Decoder::new(),
        }
    }

    /// Looks at every segment once, in a new order; gives how many were tagged wrongly.
    pub fn pass(&mut self, segments: &[Vec<Example>]) -> usize {
        self.dice.shuffled(segments.len()).into_iter().filter(|&at| self.learn(&segments[at])).count()
    }

    fn learn(&mut self, segment: &[Example]) -> bool {
        self.time += 1;
        let features: Vec<Vec<usize>> = segment.iter().map(|example| self.noticed(example)).collect();
        let scores = |for_allowed: i32, for_others: i32| -> Vec<Scores> {
            let of = |(example, features): (&Example, &Vec<usize>)| -> Scores {
                let allowed = |tag: usize| example.allowed & 1 << tag != 0;
                let mut sum = std::array::from_fn(|tag| if allowed(tag) { for_allowed } else { for_others });
                for &feature in features {
                    for (sum, weight) in sum.iter_mut().zip(&self.weights[feature]) {
                        *sum += weight.now;
                    }
                }
                sum
            };
            segment.iter().zip(&features).map(of).collect()
        };
        let links: Vec<u8> = segment.iter().map(|example| example.link).collect();
        let (mut guess, mut right) = (Vec::new(), Vec::new());
        self.decoder.best(&scores(0, COST), &links, &self.current, &mut guess);
        if guess.iter().zip(segment).all(|(tag, example)| example.allowed & 1 << tag != 0) {
            return false;
        }
        self.decoder.best(&scores(0, RULED_OUT), &links, &self.current, &mut right);
        let (mut before_guess, mut before_right) = (0, 0);
        for at in 0..segment.len() {
            let (guess, right) = (guess[at], right[at]);
            if guess != right {
                for &feature in &features[at] {
                    let weights = &mut self.weights[feature];
                    weights[usize::from(guess)].step(false, self.time);
                    weights[usize::from(right)].step(true, self.time);
                }
            }
            if (before_guess, guess) != (before_right, right) {
                for (before, next, up) in [(before_guess, guess, false), (before_right, right, true)] {
                    let by = self.transitions[transition(links[at], before, next)].step(up, self.time);
                    self.current[usize::from(links[at])][usize::from(before)][usize::from(next)] += by;
                }
            }
            (before_guess, before_right) = (guess, right);
        }
        true
    }

    /// The features of a token that are looked at this time.
    fn noticed(&mut self, example: &Example) -> Vec<usize> {
        let word: &[u32] = if self.dice.roll(10) < UNSEEN_IN_TEN { &[] } else { &example.word };
        let all = example.features.iter().chain(word);
        all.filter(|_| self.dice.roll(10) >= OVERLOOKED_IN_TEN).map(|&feature| feature as usize).collect()
    }
}

/// The averages of the weights of several perceptrons, added up.
pub struct Averages {
    rows: Vec<[f64; COUNT]>,
    transitions: Vec<f64>,
}

impl Averages {
    /// The sums of no perceptron.
    pub fn new(features: usize) -> Self {
        Self { rows: vec![[0.0; COUNT]; features], transitions: vec![0.0; LINKS * COUNT * COUNT] }
    }

    /// Adds those of one more.
    pub fn add(&mut self, one: &Perceptron) {
        let weights = one.weights.iter().flatten().chain(&one.transitions);
        let sums = self.rows.iter_mut().flatten().chain(&mut self.transitions);
        sums.zip(weights).for_each(|(sum, weight)| *sum += weight.average(one.time));
    }

    /// The weights as a file has them: of the features with the heaviest ones, in 8 bits.
    pub fn quantize(&self, features: &Features) -> (Transitions, Vec<(u64, [i8; COUNT])>) {
        let rows = &self.rows;
        let heaviest = |at: usize| rows[at].iter().fold(0.0_f64, |most, weight| most.max(weight.abs()));
        let mut order: Vec<usize> = (0..rows.len()).filter(|&at| heaviest(at) > 0.0).collect();
        order.sort_by(|&a, &b| heaviest(b).total_cmp(&heaviest(a)).then(a.cmp(&b)));
        order.truncate(KEPT);
        // A few weights are far heavier than all others; clipping those costs less than coarser steps for the rest.
        let scale = 127.0 / order.get(order.len() / 2000).map_or(1.0, |&at| heaviest(at));
        let step = |weight: f64| (weight * scale).round();
        let row = |at: usize| rows[at].map(|weight| step(weight).clamp(-127.0, 127.0) as i8);
        let kept = order.iter().map(|&at| (features.hashes[at], row(at)));
        let kept = kept.filter(|(_, row)| row.iter().any(|&weight| weight != 0)).collect();
        let mut transitions = [[[0; COUNT]; COUNT]; LINKS];
        for (score, sum) in transitions.iter_mut().flatten().flatten().zip(&self.transitions) {
            *score = step(*sum).clamp(f64::from(i16::MIN), f64::from(i16::MAX)) as i32;
        }
        (transitions, kept)
    }
}
