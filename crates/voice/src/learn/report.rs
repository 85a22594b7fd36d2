//! How good a model is on texts it has not seen, beside the word lists on the same texts.

use super::Example;
use super::head::Prediction;
use crate::reading::Language;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What is known about a trained model. Figures are of texts held out: in five parts, each told by what the other four
/// taught. A model that is used was trained on all five.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ModelReport {
    /// In order of the language; one without scored texts does not occur.
    pub languages: Vec<LanguageReport>,
}

/// What is known about one language of a model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct LanguageReport {
    pub language: Language,
    /// Scored texts there are.
    pub n_texts: usize,
    pub n_train: usize,
    /// Good or bad texts held out: what the figures are about.
    pub n_held_out: usize,
    pub n_good: usize,
    pub n_bad: usize,
    /// Share of signs told rightly, mean of good and bad texts, 0..=1. 0 where nothing was trained.
    pub accuracy: f64,
    /// The same by the word lists alone.
    pub seed_accuracy: f64,
    /// `accuracy − seed_accuracy` and its 95 % interval over the same texts.
    pub gain: f64,
    pub gain_lo: f64,
    pub gain_hi: f64,
    /// Correlation of the feeling told with the feeling scored.
    pub correlation: f64,
    pub seed_correlation: f64,
    /// Mean distance of confidence and share that is right, over ten bins; 0 is best.
    pub calibration_error: f64,
    /// Whether the model is used: only where it beats the word lists by more than chance.
    pub used: bool,
}

impl LanguageReport {
    pub(super) fn too_few(language: Language, n_texts: usize, n_good: usize, n_bad: usize) -> Self {
        Self {
            language,
            n_texts,
            n_train: 0,
            n_held_out: 0,
            n_good,
            n_bad,
            accuracy: 0.0,
            seed_accuracy: 0.0,
            gain: 0.0,
            gain_lo: 0.0,
            gain_hi: 0.0,
            correlation: 0.0,
            seed_correlation: 0.0,
            calibration_error: 0.0,
            used: false,
        }
    }
}

/// One text held out.
pub(super) struct Outcome {
    good: Option<bool>,
    feeling: f64,
    seed: f64,
    probability: f64,
    value: f64,
}

impl Outcome {
    pub fn of(example: &Example, said: Prediction) -> Self {
        Self {
            good: example.good(),
            feeling: example.feeling,
            seed: example.weighed.feeling(),
            probability: said.good,
            value: said.feeling.0,
        }
    }
}

/// A good or bad text held out: 1 where the sign is told rightly, 0 where not.
struct Sided {
    good: bool,
    ours: f64,
    seed: f64,
    probability: f64,
}

pub(super) fn report_of(
    language: Language,
    n_texts: usize,
    outcomes: &[Outcome],
    n_good: usize,
    n_bad: usize,
) -> LanguageReport {
    let mut report = LanguageReport::too_few(language, n_texts, n_good, n_bad);
    report.n_train = outcomes.len();
    let sided: Vec<Sided> = outcomes
        .iter()
        .filter_map(|outcome| {
            let good = outcome.good?;
            let ours = f64::from(u8::from((outcome.probability > 0.5) == good));
            // Where the lists say nothing they are right by half.
            let seed = match outcome.seed {
                0.0 => 0.5,
                seed => f64::from(u8::from((seed > 0.0) == good)),
            };
            Some(Sided {
                good,
                ours,
                seed,
                probability: outcome.probability,
            })
        })
        .collect();
    report.n_held_out = sided.len();
    let sides: Vec<Vec<&Sided>> = [true, false]
        .iter()
        .map(|side| sided.iter().filter(|of| of.good == *side).collect())
        .collect();
    if sides.iter().any(|side| side.len() < 3) {
        return report;
    }
    let mean = |of: fn(&Sided) -> f64| {
        sides
            .iter()
            .map(|side| side.iter().map(|one| of(one)).sum::<f64>() / side.len() as f64)
            .sum::<f64>()
            / 2.0
    };
    report.accuracy = mean(|one| one.ours);
    report.seed_accuracy = mean(|one| one.seed);
    report.gain = report.accuracy - report.seed_accuracy;
    // The difference is a mean of two means: its variance is a quarter of the sum of theirs.
    let variance = sides
        .iter()
        .map(|side| {
            let n = side.len() as f64;
            let mean = side.iter().map(|one| one.ours - one.seed).sum::<f64>() / n;
            side.iter()
                .map(|one| (one.ours - one.seed - mean).powi(2))
                .sum::<f64>()
                / (n - 1.0)
                / n
        })
        .sum::<f64>()
        / 4.0;
    let half = 1.96 * variance.sqrt();
    (report.gain_lo, report.gain_hi) = (report.gain - half, report.gain + half);
    report.correlation = correlation(outcomes.iter().map(|of| (of.value, of.feeling)));
    report.seed_correlation = correlation(outcomes.iter().map(|of| (of.seed, of.feeling)));
    report.calibration_error = calibration_error(&sided);
    report.used = report.gain_lo > 0.0;
    report
}

fn calibration_error(sided: &[Sided]) -> f64 {
    let mut bins = [(0.0, 0.0); 10];
    for one in sided {
        let confidence = one.probability.max(1.0 - one.probability);
        let bin = &mut bins[((confidence * 10.0) as usize).min(9)];
        bin.0 += confidence;
        bin.1 += one.ours;
    }
    bins.iter()
        .map(|(confidence, right)| (confidence - right).abs())
        .sum::<f64>()
        / sided.len() as f64
}

/// Pearson's; 0 where one side does not vary.
fn correlation(pairs: impl Iterator<Item = (f64, f64)> + Clone) -> f64 {
    let n = pairs.clone().count() as f64;
    let (sx, sy) = pairs
        .clone()
        .fold((0.0, 0.0), |(x, y), pair| (x + pair.0, y + pair.1));
    let (mx, my) = (sx / n, sy / n);
    let (xy, xx, yy) = pairs.fold((0.0, 0.0, 0.0), |(xy, xx, yy), (x, y)| {
        (
            xy + (x - mx) * (y - my),
            xx + (x - mx).powi(2),
            yy + (y - my).powi(2),
        )
    });
    if xx * yy > 0.0 { xy / (xx * yy).sqrt() } else { 0.0 }
}
