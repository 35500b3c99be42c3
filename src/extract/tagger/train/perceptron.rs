//! Turns segments of tokens with their tags into weights: an averaged structured perceptron.
//!
//! All arithmetic of training is on whole numbers and every order is fixed, so the same sentences give the same weights.

use std::collections::HashMap;

use kutip::extract::tagger::decode::{Decoder, LINKS, Scores, Transitions};
use kutip::extract::tagger::tags::{COUNT, Tag};

/// Features seen less often are left out: what is said of them is chance.
const RAREST: u32 = 3;

/// Added to every wrong tag while training, so that right ones win by more than a hair.
const COST: i32 = 60;

/// In this many of ten cases a token is learnt from without its own word, as if nobody had ever seen it.
const UNSEEN_IN_TEN: u64 = 1;

/// Below every score: a tag that the annotation rules out.
const RULED_OUT: i32 = -1_000_000;

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

/// One weight with the sum of its values over time.
#[derive(Clone, Copy, Default)]
pub struct Weight {
    /// Its value.
    pub now: i32,
    since: u32,
    sum: i64,
}

impl Weight {
    /// Changes it at a time that is not before the last one.
    pub fn change(&mut self, by: i32, time: u32) {
        self.sum += i64::from(self.now) * i64::from(time - self.since);
        self.since = time;
        self.now += by;
    }

    /// The average of its values up to a time.
    pub fn average(mut self, time: u32) -> f64 {
        self.change(0, time);
        self.sum as f64 / f64::from(time.max(1))
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
        let seen: Vec<bool> = segment.iter().map(|_| self.dice.roll(10) >= UNSEEN_IN_TEN).collect();
        let features = |at: usize| {
            let word: &[u32] = if seen[at] { &segment[at].word } else { &[] };
            segment[at].features.iter().chain(word).map(|&feature| feature as usize)
        };
        let scores = |for_allowed: i32, for_others: i32| -> Vec<Scores> {
            let of = |at: usize| -> Scores {
                let allowed = segment[at].allowed;
                let mut sum = std::array::from_fn(|tag| if allowed & 1 << tag != 0 { for_allowed } else { for_others });
                for feature in features(at) {
                    for (sum, weight) in sum.iter_mut().zip(&self.weights[feature]) {
                        *sum += weight.now;
                    }
                }
                sum
            };
            (0..segment.len()).map(of).collect()
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
                for feature in features(at) {
                    let weights = &mut self.weights[feature];
                    weights[usize::from(guess)].change(-1, self.time);
                    weights[usize::from(right)].change(1, self.time);
                }
            }
            if (before_guess, guess) != (before_right, right) {
                for (before, next, by) in [(before_guess, guess, -1), (before_right, right, 1)] {
                    self.transitions[transition(links[at], before, next)].change(by, self.time);
                    self.current[usize::from(links[at])][usize::from(before)][usize::from(next)] += by;
                }
            }
            (before_guess, before_right) = (guess, right);
        }
        true
    }

    /// The averages of all weights so far of several perceptrons, as a file has them: the features with the heaviest
    /// weights, in 8 bits.
    pub fn quantize(all: &[Self], features: &Features) -> (Transitions, Vec<(u64, [i8; COUNT])>) {
        let sum =
            |weight: &dyn Fn(&Self) -> Weight| -> f64 { all.iter().map(|one| weight(one).average(one.time)).sum() };
        let row = |at: usize| std::array::from_fn(|tag| sum(&|one| one.weights[at][tag]));
        let rows: Vec<[f64; COUNT]> = (0..features.len()).map(row).collect();
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
        for (at, score) in transitions.iter_mut().flatten().flatten().enumerate() {
            *score = step(sum(&|one| one.transitions[at])).clamp(f64::from(i16::MIN), f64::from(i16::MAX)) as i32;
        }
        (transitions, kept)
    }
}
