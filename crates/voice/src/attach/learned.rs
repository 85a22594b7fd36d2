//! Steps learned from items whose step is known: softmax regression over words and pairs of words.
//!
//! Trained by AdaGrad (Duchi et al. 2011) in a fixed order, so the same examples give the same weights. A rejection is an
//! example too: whatever the step is, it is not that one. Probabilities are tempered so that they are right on examples
//! that were left out (temperature scaling, Guo et al. 2017).

use super::AttachReport;
use crate::text::{TokenKind, Tokens};
use crate::topics::stem::stem;
use rustc_hash::FxHashMap;
use tropa_model::Feedback;

/// Fewer taught items say more about chance than about steps.
const TAUGHT_MIN: usize = 20;
/// Learned from at most this many, the later ones: more make it slower, not better.
const TAUGHT_MAX: usize = 20_000;
const WORDS_MAX: usize = 120;
/// Features in less examples than this are left out.
const EXAMPLES_PER_FEATURE_MIN: u32 = 2;
const ROUNDS: usize = 15;
const FOLDS: usize = 5;
const STEP: f32 = 0.35;
const RIDGE: f32 = 1.0;

pub(super) struct Learned {
    features: Features,
    model: Softmax,
    temperature: f64,
    /// How much of what the words of a step's name say is believed beside what was learned.
    said: f64,
}

/// Words and pairs of words with their place and weight.
struct Features {
    places: FxHashMap<String, u32>,
    idf: Vec<f32>,
    df: Vec<u32>,
}

type Vector = Vec<(u32, f32)>;

/// What is learned of examples (item, step, rejected there), and how good it is on those left out. `said` tells what
/// the words of an item say of each step.
pub(super) fn learn(
    examples: &[(&Feedback, usize, bool)],
    steps: usize,
    said: impl Fn(&Feedback) -> Vec<f64>,
) -> (Option<Learned>, AttachReport) {
    let examples = &examples[examples.len().saturating_sub(TAUGHT_MAX)..];
    let taught = examples.iter().filter(|(_, _, not)| !not).count();
    let mut report = AttachReport {
        taught,
        rejected: examples.len() - taught,
        ..AttachReport::default()
    };
    let mut sizes = vec![0usize; steps];
    examples
        .iter()
        .filter(|(_, _, not)| !not)
        .for_each(|(_, step, _)| sizes[*step] += 1);
    if taught < TAUGHT_MIN || sizes.iter().filter(|n| **n > 0).count() < 2 {
        return (None, report);
    }
    let words: Vec<Vec<String>> = examples
        .iter()
        .map(|(item, _, _)| words_and_pairs(item))
        .collect();
    let features = Features::new(&words);
    let vectors: Vec<Vector> = words.iter().map(|words| features.vector(words)).collect();
    let known: Vec<(&Vector, usize, bool)> = vectors
        .iter()
        .zip(examples)
        .map(|(vector, (_, step, not))| (vector, *step, *not))
        .collect();

    // Left out by text, so that the same words are never learned from and tested on.
    let fold = |at: usize| (hash(&words[at]) % FOLDS as u64) as usize;
    let mut left_out: Vec<LeftOut> = Vec::with_capacity(taught);
    for out in 0..FOLDS {
        let train: Vec<(&Vector, usize, bool)> = (0..known.len())
            .filter(|at| fold(*at) != out)
            .map(|at| known[at])
            .collect();
        let model = Softmax::train(&train, steps, &features.df);
        for at in (0..known.len()).filter(|at| fold(*at) == out && !known[*at].2) {
            let logits = model.logits(known[at].0);
            left_out.push(LeftOut {
                logits,
                said: said(examples[at].0),
                step: known[at].1,
            });
        }
    }
    let (temperature, believed) = tempered(&left_out);
    let probabilities: Vec<(Vec<f64>, usize)> = left_out
        .iter()
        .map(|out| (out.probabilities(temperature, believed), out.step))
        .collect();
    let right = probabilities.iter().filter(|(p, step)| best(p) == *step).count();
    let accuracy = right as f64 / taught as f64;
    let majority = sizes.iter().copied().max().unwrap_or(0) as f64 / taught as f64;
    report.accuracy = Some(accuracy);
    report.majority = Some(majority);
    report.calibration_error = Some(calibration_error(&probabilities));
    report.used = accuracy > majority;
    let learned = report.used.then(|| Learned {
        model: Softmax::train(&known, steps, &features.df),
        features,
        temperature,
        said: believed,
    });
    (learned, report)
}

impl Learned {
    /// The probability of each step; `None` where no word of the text is known.
    pub fn probabilities(&self, item: &Feedback) -> Option<Vec<f64>> {
        let vector = self.features.vector(&words_and_pairs(item));
        (!vector.is_empty()).then(|| softmax(&self.model.logits(&vector), self.temperature))
    }

    /// What part of [`super::said`] is believed beside these probabilities.
    pub fn said(&self) -> f64 {
        self.said
    }

    /// The words of the item that speak most for a step.
    pub fn telling(&self, item: &Feedback, step: usize) -> Vec<String> {
        let words = words_and_pairs(item);
        let vector = self.features.vector(&words);
        let steps = self.model.bias.len();
        let mut speaking: Vec<(f32, u32)> = vector
            .iter()
            .map(|(place, weight)| {
                let weights = &self.model.weights[*place as usize * steps..][..steps];
                let others = (weights.iter().sum::<f32>() - weights[step]) / (steps - 1).max(1) as f32;
                (weight * (weights[step] - others), *place)
            })
            .filter(|(speaks, _)| *speaks > 0.05)
            .collect();
        speaking.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut telling: Vec<String> = Vec::new();
        for (_, place) in speaking {
            let of = words
                .iter()
                .find(|word| self.features.places.get(*word) == Some(&place));
            let Some(of) = of.filter(|word| word.chars().count() > 3) else {
                continue;
            };
            let written = written(item, of);
            if telling
                .iter()
                .all(|known| !known.contains(&written) && !written.contains(known.as_str()))
            {
                telling.push(written);
            }
            if telling.len() == 3 {
                break;
            }
        }
        telling
    }
}

/// A feature in the words of the item.
fn written(item: &Feedback, feature: &str) -> String {
    let wanted: Vec<&str> = feature.split(' ').collect();
    for (_, text) in &item.texts {
        let tokens = Tokens::new(text, 0);
        let places: Vec<usize> = (0..tokens.len())
            .filter(|at| tokens.tokens[*at].kind == TokenKind::Word)
            .collect();
        for window in places.windows(wanted.len()) {
            if window
                .iter()
                .zip(&wanted)
                .all(|(at, stem_wanted)| stem(tokens.normal(*at)) == *stem_wanted)
            {
                return window
                    .iter()
                    .map(|at| tokens.normal(*at))
                    .collect::<Vec<_>>()
                    .join(" ");
            }
        }
    }
    feature.to_owned()
}

/// Stems and pairs of neighbouring stems, stop words too: "to get" and "have had" tell steps apart.
fn words_and_pairs(item: &Feedback) -> Vec<String> {
    let mut found = Vec::new();
    for (_, text) in &item.texts {
        let tokens = Tokens::new(text, 0);
        let stems: Vec<&str> = tokens.words().take(WORDS_MAX).map(stem).collect();
        found.extend(stems.iter().map(|stem| (*stem).to_owned()));
        found.extend(stems.windows(2).map(|pair| format!("{} {}", pair[0], pair[1])));
    }
    found
}

fn hash(words: &[String]) -> u64 {
    let bytes = words.iter().flat_map(|word| word.bytes().chain([b' ']));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
    }) >> 7
}

impl Features {
    fn new(texts: &[Vec<String>]) -> Self {
        let mut df: FxHashMap<&str, u32> = FxHashMap::default();
        for text in texts {
            let mut once: Vec<&str> = text.iter().map(String::as_str).collect();
            once.sort_unstable();
            once.dedup();
            once.into_iter()
                .for_each(|word| *df.entry(word).or_default() += 1);
        }
        let mut kept: Vec<(&str, u32)> = df
            .into_iter()
            .filter(|(_, n)| *n >= EXAMPLES_PER_FEATURE_MIN)
            .collect();
        kept.sort_unstable();
        let df = kept.iter().map(|(_, n)| *n).collect();
        let idf = kept
            .iter()
            .map(|(_, n)| ((1.0 + texts.len() as f32) / (1.0 + *n as f32)).ln() + 1.0)
            .collect();
        let places = kept
            .into_iter()
            .enumerate()
            .map(|(at, (word, _))| (word.to_owned(), at as u32))
            .collect();
        Self { places, idf, df }
    }

    fn vector(&self, words: &[String]) -> Vector {
        let mut vector: Vector = words
            .iter()
            .filter_map(|word| Some((*self.places.get(word)?, 1.0)))
            .collect();
        vector.sort_unstable_by_key(|(place, _)| *place);
        vector.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            kept.1 += if same { next.1 } else { 0.0 };
            same
        });
        for (place, weight) in &mut vector {
            *weight = (1.0 + weight.ln()) * self.idf[*place as usize];
        }
        let length = vector
            .iter()
            .map(|(_, weight)| weight * weight)
            .sum::<f32>()
            .sqrt();
        vector.iter_mut().for_each(|(_, weight)| *weight /= length);
        vector
    }
}

/// Weights of each feature for each step, and of the step itself.
struct Softmax {
    weights: Vec<f32>,
    bias: Vec<f32>,
}

impl Softmax {
    fn train(examples: &[(&Vector, usize, bool)], steps: usize, df: &[u32]) -> Self {
        let features = df.len();
        let mut model = Self {
            weights: vec![0.0; features * steps],
            bias: vec![0.0; steps],
        };
        let mut of_weights = vec![1e-6_f32; features * steps];
        let mut of_bias = vec![1e-6_f32; steps];
        let mut order: Vec<usize> = (0..examples.len()).collect();
        for round in 0..ROUNDS {
            order.sort_by_cached_key(|at| {
                (*at as u64 + 1)
                    .wrapping_mul(0x9e37_79b9_7f4a_7c15)
                    .rotate_left(round as u32 * 5 + 7)
            });
            for at in &order {
                let (vector, step, not) = examples[*at];
                let p = softmax(&model.logits(vector), 1.0);
                let rest = (1.0 - p[step]).max(1e-6);
                for k in 0..steps {
                    let target = match (not, k == step) {
                        (false, true) => 1.0,
                        (true, false) => p[k] / rest,
                        _ => 0.0,
                    };
                    let error = (p[k] - target) as f32;
                    of_bias[k] += error * error;
                    model.bias[k] -= STEP * error / of_bias[k].sqrt();
                    for (place, weight) in vector {
                        let cell = *place as usize * steps + k;
                        // Each weight is pulled to zero once a round in all, over the examples that hold it.
                        let ridge = RIDGE / df[*place as usize] as f32;
                        let gradient = error * weight + ridge * model.weights[cell];
                        of_weights[cell] += gradient * gradient;
                        model.weights[cell] -= STEP * gradient / of_weights[cell].sqrt();
                    }
                }
            }
        }
        model
    }

    fn logits(&self, vector: &Vector) -> Vec<f32> {
        let mut logits = self.bias.clone();
        let steps = logits.len();
        for (place, weight) in vector {
            let weights = &self.weights[*place as usize * steps..][..steps];
            logits
                .iter_mut()
                .zip(weights)
                .for_each(|(logit, of)| *logit += weight * of);
        }
        logits
    }
}

fn softmax(logits: &[f32], temperature: f64) -> Vec<f64> {
    let most = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let powers: Vec<f64> = logits
        .iter()
        .map(|logit| (f64::from(logit - most) / temperature).exp())
        .collect();
    let sum: f64 = powers.iter().sum();
    powers.into_iter().map(|power| power / sum).collect()
}

fn best(probabilities: &[f64]) -> usize {
    (0..probabilities.len())
        .rev()
        .max_by(|a, b| probabilities[*a].total_cmp(&probabilities[*b]))
        .unwrap_or(0)
}

/// An example that was not learned from.
struct LeftOut {
    logits: Vec<f32>,
    said: Vec<f64>,
    step: usize,
}

impl LeftOut {
    fn probabilities(&self, temperature: f64, believed: f64) -> Vec<f64> {
        let both = self.logits.iter().zip(&self.said);
        let logits: Vec<f32> = both
            .map(|(l, said)| l / temperature as f32 + (believed * said) as f32)
            .collect();
        softmax(&logits, 1.0)
    }
}

/// The temperature, and the part of what names say, at which left-out examples are least surprising.
fn tempered(left_out: &[LeftOut]) -> (f64, f64) {
    let surprise = |temperature: f64, believed: f64| -> f64 {
        left_out
            .iter()
            .map(|out| -out.probabilities(temperature, believed)[out.step].max(1e-9).ln())
            .sum()
    };
    let mut best = (f64::INFINITY, (1.0, 0.0));
    for believed in [0.0, 0.15, 0.3, 0.6, 1.0] {
        for temperature in (0..16).map(|n| 0.4 * 1.2_f64.powi(n)) {
            let surprise = surprise(temperature, believed);
            if surprise < best.0 {
                best = (surprise, (temperature, believed));
            }
        }
    }
    best.1
}

/// Mean gap between the confidence in the best step and how often it is right, ten bins of equal width.
fn calibration_error(probabilities: &[(Vec<f64>, usize)]) -> f64 {
    let mut bins = [(0.0, 0.0, 0.0); 10];
    for (p, step) in probabilities {
        let at = best(p);
        let bin = &mut bins[((p[at] * 10.0) as usize).min(9)];
        *bin = (
            bin.0 + 1.0,
            bin.1 + p[at],
            bin.2 + f64::from(u8::from(at == *step)),
        );
    }
    let n = probabilities.len().max(1) as f64;
    bins.iter()
        .map(|(_, confident, right)| (confident - right).abs() / n)
        .sum()
}
