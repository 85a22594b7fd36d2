//! One number out of many scores.

use super::random::Random;
use super::{Estimate, Method, Rules, t_quantile};
use serde::{Deserialize, Serialize};
use tropa_model::{LocalText, Measure, Scale};
use utoipa::ToSchema;

/// Answers to one question, with a weight each where they were weighted.
#[derive(Clone, Copy, Debug)]
pub struct Sample<'a> {
    scores: &'a [f64],
    weights: Option<&'a [f64]>,
}

impl<'a> Sample<'a> {
    pub fn of(scores: &'a [f64]) -> Self {
        Self {
            scores,
            weights: None,
        }
    }

    /// # Panics
    /// Unless there is a weight for every score.
    pub fn weighted(scores: &'a [f64], weights: &'a [f64]) -> Self {
        assert_eq!(scores.len(), weights.len(), "a weight for every score");
        Self {
            scores,
            weights: Some(weights),
        }
    }

    pub fn n(&self) -> u64 {
        self.scores.len() as u64
    }

    fn each(&self) -> impl Iterator<Item = (f64, f64)> + '_ {
        let weight = |at: usize| self.weights.map_or(1.0, |weights| weights[at]);
        self.scores
            .iter()
            .enumerate()
            .map(move |(at, score)| (*score, weight(at)))
    }

    /// Kish's effective number of answers: (Σw)² / Σw².
    fn n_effective(&self) -> f64 {
        let (sum, squares) = self.each().fold((0.0, 0.0), |(s, q), (_, w)| (s + w, q + w * w));
        if squares > 0.0 { sum * sum / squares } else { 0.0 }
    }

    fn share(&self, counts: impl Fn(f64) -> bool) -> f64 {
        let (hit, all) = self.each().fold((0.0, 0.0), |(hit, all), (score, w)| {
            (hit + if counts(score) { w } else { 0.0 }, all + w)
        });
        if all > 0.0 { hit / all } else { 0.0 }
    }

    /// Weighted mean and the variance of one answer.
    fn mean_and_variance(&self) -> (f64, f64) {
        let (sum, all) = self.each().fold((0.0, 0.0), |(s, a), (x, w)| (s + x * w, a + w));
        let mean = sum / all;
        let squares: f64 = self.each().map(|(x, w)| w * (x - mean).powi(2)).sum();
        let n = self.n_effective();
        (
            mean,
            if n > 1.0 {
                squares / all * n / (n - 1.0)
            } else {
                f64::NAN
            },
        )
    }
}

/// What is made of the scores.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Statistic {
    /// Promoters (9 and 10) less detractors (0 to 6), in points −100..=100.
    Nps,
    /// Share of answers of at least this score, in per cent.
    TopBox { at_least: f64 },
    /// In points of the scale.
    Mean,
}

/// The middle and the error an interval is made of; `df` is infinite for a normal one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moments {
    pub value: f64,
    pub middle: f64,
    pub error: f64,
    pub df: f64,
}

impl Statistic {
    pub(super) fn method(self) -> Method {
        match self {
            Self::Nps => Method::AdjustedWald,
            Self::TopBox { .. } => Method::Wilson,
            Self::Mean => Method::T,
        }
    }

    /// The lowest and the highest value there can be.
    pub(super) fn limits(self) -> (f64, f64) {
        match self {
            Self::Nps => (-100.0, 100.0),
            Self::TopBox { .. } => (0.0, 100.0),
            Self::Mean => (f64::NEG_INFINITY, f64::INFINITY),
        }
    }

    /// For sums and differences: shares with one answer added on either side (Agresti and Caffo 2000).
    pub(super) fn moments(self, of: Sample<'_>) -> Moments {
        let n = of.n_effective();
        match self {
            Self::Nps => {
                let (p, d) = (of.share(|s| s >= PROMOTER), of.share(|s| s <= DETRACTOR));
                let added = n + 3.0;
                let (p2, d2) = ((p * n + 0.75) / added, (d * n + 0.75) / added);
                Moments {
                    value: 100.0 * (p - d),
                    middle: 100.0 * (p2 - d2),
                    error: 100.0 * ((p2 + d2 - (p2 - d2).powi(2)) / added).sqrt(),
                    df: f64::INFINITY,
                }
            }
            Self::TopBox { at_least } => {
                let p = of.share(|s| s >= at_least);
                let p2 = (p * n + 1.0) / (n + 2.0);
                Moments {
                    value: 100.0 * p,
                    middle: 100.0 * p2,
                    error: 100.0 * (p2 * (1.0 - p2) / (n + 2.0)).sqrt(),
                    df: f64::INFINITY,
                }
            }
            Self::Mean => {
                let (mean, variance) = of.mean_and_variance();
                Moments {
                    value: mean,
                    middle: mean,
                    error: (variance / n).sqrt(),
                    df: n - 1.0,
                }
            }
        }
    }

    fn base(self, n: u64) -> LocalText {
        match self {
            Self::Nps => LocalText::en_ru(
                format!("{n} answers 0 to 10: share of 9 and 10 less share of 0 to 6"),
                format!("ответов 0–10: {n}; доля 9 и 10 минус доля 0–6"),
            ),
            Self::TopBox { at_least } => LocalText::en_ru(
                format!("{n} answers: share of {at_least} and more"),
                format!("ответов: {n}; доля оценок {at_least} и выше"),
            ),
            Self::Mean => LocalText::en_ru(format!("mean of {n} answers"), format!("среднее, ответов: {n}")),
        }
    }
}

const PROMOTER: f64 = 9.0;
const DETRACTOR: f64 = 6.0;

/// The number with its interval.
///
/// - NPS: adjusted Wald, the best coverage of the intervals Rocks compares («Interval Estimation for the Net Promoter
///   Score», The American Statistician 70(4), 2016): three answers are added, ¾ promoters and ¾ detractors, then
///   p̃ − d̃ ± z·√((p̃ + d̃ − (p̃ − d̃)²)/ñ).
/// - Share: Wilson (1927), (p̂ + z²/2n ± z√(p̂(1−p̂)/n + z²/4n²))/(1 + z²/n).
/// - Mean: Student's t.
///
/// With weights n is Kish's effective number in all of them.
pub fn estimate(of: Sample<'_>, statistic: Statistic, rules: &Rules) -> Estimate {
    let n = of.n();
    let method = statistic.method();
    if rules.too_few(n).is_some() || of.n_effective() <= 0.0 {
        return Estimate::suppressed(n, method, statistic.base(n), rules);
    }
    let moments = statistic.moments(of);
    let z = rules.z();
    let ends = match statistic {
        Statistic::TopBox { .. } => Some(wilson(moments.value / 100.0, of.n_effective(), z)),
        _ => spread(moments, rules.level),
    };
    let (lowest, highest) = statistic.limits();
    Estimate {
        value: Some(moments.value),
        lo: ends.map(|(lo, _)| lo.max(lowest)),
        hi: ends.map(|(_, hi)| hi.min(highest)),
        n,
        n_effective: of.weights.map(|_| of.n_effective()),
        level: rules.level,
        method,
        base: statistic.base(n),
        suppressed: None,
    }
}

/// middle ± quantile · error; `None` where one answer tells no error.
pub(super) fn spread(moments: Moments, level: f64) -> Option<(f64, f64)> {
    let known = moments.error.is_finite() && moments.df > 0.0;
    known.then(|| {
        let half = t_quantile(0.5 + level / 2.0, moments.df) * moments.error;
        (moments.middle - half, moments.middle + half)
    })
}

/// In per cent.
fn wilson(p: f64, n: f64, z: f64) -> (f64, f64) {
    let below = 1.0 + z * z / n;
    let middle = (p + z * z / (2.0 * n)) / below;
    let half = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt() / below;
    (100.0 * (middle - half).max(0.0), 100.0 * (middle + half).min(1.0))
}

/// Net promoter score of answers 0..=10.
pub fn nps(scores: &[f64], rules: &Rules) -> Estimate {
    estimate(Sample::of(scores), Statistic::Nps, rules)
}

/// Share of satisfied answers, per cent: the upper quarter of the scale, which is 4 and 5 of 1..=5.
pub fn csat(scores: &[f64], scale: Scale, rules: &Rules) -> Estimate {
    estimate(Sample::of(scores), of_measure(Measure::Csat, scale), rules)
}

/// Share of answers that say it was easy, per cent: above the middle of the scale, which is 5 to 7 of 1..=7.
pub fn ces(scores: &[f64], scale: Scale, rules: &Rules) -> Estimate {
    estimate(Sample::of(scores), of_measure(Measure::Ces, scale), rules)
}

/// Mean in points of the scale, Student's t.
pub fn mean(scores: &[f64], rules: &Rules) -> Estimate {
    estimate(Sample::of(scores), Statistic::Mean, rules)
}

/// The statistic by which a measure is usually told. Stars and other scales are told as means.
///
/// NPS on another scale than 0..=10 has no promoters: it is told as a mean.
pub fn of_measure(measure: Measure, scale: Scale) -> Statistic {
    let share = |part: f64| scale.lo + part * (scale.hi - scale.lo);
    match measure {
        Measure::Nps if scale.lo == 0.0 && scale.hi == 10.0 => Statistic::Nps,
        Measure::Csat => Statistic::TopBox {
            at_least: share(0.75),
        },
        // The first whole point above the middle.
        Measure::Ces => Statistic::TopBox {
            at_least: share(0.5).floor() + 1.0,
        },
        _ => Statistic::Mean,
    }
}

/// Samples drawn again: the ends of a 95 % interval then lie on 50 samples each side.
const DRAWS: usize = 2_000;
/// Scores drawn in all; above it fewer samples are drawn.
const DRAWN_MAX: usize = 40_000_000;

/// Mean with percentiles of means of samples drawn again, for answers whose distribution is far from normal. The same
/// seed gives the same interval.
pub fn mean_bootstrap(scores: &[f64], seed: u64, rules: &Rules) -> Estimate {
    let mut found = mean(scores, rules);
    found.method = Method::Bootstrap;
    if found.value.is_none() || scores.len() < 2 {
        return found;
    }
    let mut random = Random::new(seed);
    let draws = DRAWS.min(DRAWN_MAX / scores.len()).max(200);
    let mut means: Vec<f64> = (0..draws)
        .map(|_| {
            let sum: f64 = (0..scores.len())
                .map(|_| scores[random.below(scores.len())])
                .sum();
            sum / scores.len() as f64
        })
        .collect();
    means.sort_by(f64::total_cmp);
    let (lo, hi) = percentiles(&means, rules.level);
    (found.lo, found.hi) = (Some(lo), Some(hi));
    found
}

/// The two-sided ends of sorted values.
pub(crate) fn percentiles(sorted: &[f64], level: f64) -> (f64, f64) {
    let at = |part: f64| sorted[((sorted.len() - 1) as f64 * part).round() as usize];
    (at((1.0 - level) / 2.0), at((1.0 + level) / 2.0))
}
