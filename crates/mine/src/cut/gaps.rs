//! Waits as a histogram, and the valley between pauses inside a journey and pauses between journeys.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Bins in a tenfold of seconds.
const PER_DECADE: f64 = 8.0;
/// From a millisecond to thirty years.
const DECADES: (i32, i32) = (-3, 9);
/// Width of the smoothing, in bins: two fifths of a decade hide the teeth of whole seconds and minutes.
const SMOOTHING: f64 = 1.6;
/// A valley is no deeper than this share of the lower of the two hills beside it.
const VALLEY_MAX: f64 = 0.6;
/// Share of the gaps that lie beyond a valley: fewer are odd absences, more are no exceptions.
const BEYOND: std::ops::RangeInclusive<f64> = 0.005..=0.6;

/// How long people wait between neighbouring events, on a logarithmic axis.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct GapHistogram {
    /// Ascending, without holes from the first bin with a gap to the last.
    pub bins: Vec<GapBin>,
    /// The pause that best parts short waits from long ones, seconds; absent where waits have a single hill.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valley_s: Option<f64>,
    /// How much better two normal distributions of the logarithm fit than one: difference of the Bayesian information
    /// criterion, positive for two.
    pub bic_gain: f64,
}

/// Waits of `from_s` (included) to `to_s` (not included), seconds; the first bin also holds all shorter ones.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct GapBin {
    pub from_s: f64,
    pub to_s: f64,
    pub gaps: u64,
}

/// A place to part waits, with the share of waits beyond it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Valley {
    pub at_s: f64,
    pub beyond: f64,
    /// Height of the valley over that of the lower hill: 0 is an empty valley.
    pub depth: f64,
}

/// Counts waits (seconds, not negative) and looks for valleys, deepest first.
pub fn histogram(waits_s: impl Iterator<Item = f64>) -> (GapHistogram, Vec<Valley>) {
    let bins_n = ((DECADES.1 - DECADES.0) as f64 * PER_DECADE) as usize;
    let mut counts = vec![0_u64; bins_n];
    let mut waits = 0_u64;
    for wait in waits_s {
        let place = (wait.max(1e-9).log10() - f64::from(DECADES.0)) * PER_DECADE;
        counts[(place.max(0.0) as usize).min(bins_n - 1)] += 1;
        waits += 1;
    }
    let edge = |bin: usize| 10_f64.powf(f64::from(DECADES.0) + bin as f64 / PER_DECADE);
    let (Some(first), Some(last)) = (
        counts.iter().position(|&n| n > 0),
        counts.iter().rposition(|&n| n > 0),
    ) else {
        return (GapHistogram::default(), Vec::new());
    };
    let valleys = valleys(&smoothed(&counts), waits as f64, &counts, edge);
    let bins = (first..=last)
        .map(|bin| GapBin {
            from_s: edge(bin),
            to_s: edge(bin + 1),
            gaps: counts[bin],
        })
        .collect();
    let histogram = GapHistogram {
        bins,
        valley_s: valleys.first().map(|valley| valley.at_s),
        bic_gain: bic_gain(&counts),
    };
    (histogram, valleys)
}

fn smoothed(counts: &[u64]) -> Vec<f64> {
    let reach = (4.0 * SMOOTHING) as isize;
    let weight = |offset: isize| (-(offset as f64 / SMOOTHING).powi(2) / 2.0).exp();
    let total: f64 = (-reach..=reach).map(weight).sum();
    (0..counts.len() as isize)
        .map(|bin| {
            (-reach..=reach)
                .filter_map(|offset| {
                    Some(weight(offset) * *counts.get(usize::try_from(bin + offset).ok()?)? as f64)
                })
                .sum::<f64>()
                / total
        })
        .collect()
}

fn valleys(curve: &[f64], waits: f64, counts: &[u64], edge: impl Fn(usize) -> f64) -> Vec<Valley> {
    let mut found = Vec::new();
    for at in 1..curve.len() - 1 {
        if curve[at] > curve[at - 1] || curve[at] >= curve[at + 1] {
            continue;
        }
        let highest = |side: &[f64]| side.iter().copied().fold(0.0, f64::max);
        let hill = highest(&curve[..at]).min(highest(&curve[at..]));
        let beyond = counts[at + 1..].iter().sum::<u64>() as f64 / waits;
        // A hill of a handful of gaps is chance: its height has a standard error of its root.
        let depth = (curve[at] + 2.0 * curve[at].sqrt()) / hill.max(1e-9);
        if depth <= VALLEY_MAX && BEYOND.contains(&beyond) {
            found.push(Valley {
                at_s: (edge(at) * edge(at + 1)).sqrt(),
                beyond,
                depth,
            });
        }
    }
    // An empty valley is wide: of its bins the lowest stands first, of equals the shortest wait.
    found.sort_by(|a, b| a.depth.total_cmp(&b.depth).then(a.at_s.total_cmp(&b.at_s)));
    found
}

/// One normal distribution against two, on the logarithm in bins (EM, 100 rounds from the quartiles).
fn bic_gain(counts: &[u64]) -> f64 {
    let n: f64 = counts.iter().map(|&c| c as f64).sum();
    let points: Vec<(f64, f64)> = counts
        .iter()
        .enumerate()
        .filter(|(_, c)| **c > 0)
        .map(|(bin, &c)| (bin as f64, c as f64))
        .collect();
    let density = |x: f64, mean: f64, variance: f64| {
        (-(x - mean).powi(2) / (2.0 * variance)).exp() / (std::f64::consts::TAU * variance).sqrt()
    };
    // A bin is as wide as this: narrower hills cannot be told.
    let least = 1.0 / 12.0;
    let mean = points.iter().map(|(x, c)| x * c).sum::<f64>() / n;
    let variance = (points.iter().map(|(x, c)| c * (x - mean).powi(2)).sum::<f64>() / n).max(least);
    let one: f64 = points
        .iter()
        .map(|(x, c)| c * density(*x, mean, variance).max(1e-300).ln())
        .sum();
    let deviation = variance.sqrt();
    let mut parts = [
        (0.5, mean - deviation, variance),
        (0.5, mean + deviation, variance),
    ];
    let mut two = one;
    for _ in 0..100 {
        let mut sums = [(0.0, 0.0, 0.0); 2];
        two = 0.0;
        for &(x, c) in &points {
            let heights = parts.map(|(share, mean, variance)| share * density(x, mean, variance));
            let whole = (heights[0] + heights[1]).max(1e-300);
            two += c * whole.ln();
            for (sum, height) in sums.iter_mut().zip(heights) {
                let weight = c * height / whole;
                *sum = (sum.0 + weight, sum.1 + weight * x, sum.2 + weight * x * x);
            }
        }
        parts = sums.map(|(weight, first, second)| {
            let mean = first / weight.max(1e-9);
            (
                weight / n,
                mean,
                (second / weight.max(1e-9) - mean * mean).max(least),
            )
        });
    }
    2.0 * (two - one) - 3.0 * n.ln()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Random;

    fn waits(seed: u64, kinds: &[(usize, f64, f64)]) -> Vec<f64> {
        let mut random = Random::new(seed, 0);
        kinds
            .iter()
            .flat_map(|&(n, median_s, spread)| (0..n).map(move |_| (median_s, spread)))
            .map(|(median_s, spread)| median_s * (spread * random.normal()).exp())
            .collect()
    }

    #[test]
    fn two_hills_have_a_valley_between_them() {
        for seed in 0..20 {
            let (histogram, valleys) =
                histogram(waits(seed, &[(4_000, 40.0, 1.0), (400, 200_000.0, 0.8)]).into_iter());
            let valley = valleys[0];
            assert!(
                valley.at_s > 400.0 && valley.at_s < 60_000.0,
                "seed {seed}: {valley:?}"
            );
            assert!(
                (valley.beyond - 0.09).abs() < 0.02 && histogram.bic_gain > 100.0,
                "seed {seed}"
            );
        }
    }

    #[test]
    fn one_hill_has_no_valley_whatever_its_spread() {
        for seed in 0..60 {
            let spread = [0.3, 1.0, 2.5][seed as usize % 3];
            let (_, valleys) = histogram(waits(seed, &[(3_000, 600.0, spread)]).into_iter());
            assert_eq!(valleys, [], "seed {seed}");
            let mut random = Random::new(seed, 1);
            let (_, valleys) = histogram((0..3_000).map(|_| -60.0 * (1.0 - random.unit()).ln()));
            assert_eq!(valleys, [], "seed {seed}, exponential");
        }
    }
}
