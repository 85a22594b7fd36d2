//! How fast a journey is walked, whatever steps it takes.

use std::collections::HashMap;
use tropa_model::Journeys;

/// Usual gaps: mean and standard deviation of their logarithm, by pair of activities.
///
/// Pairs seen less than [`PAIR_MIN`] times are taken together.
#[derive(Clone, Debug, Default)]
pub struct Gaps {
    pairs: HashMap<(u32, u32), (f64, f64)>,
    all: (f64, f64),
}

/// From so many gaps a pair has a usual gap of its own.
const PAIR_MIN: f64 = 20.0;
/// Gaps further out than this many standard deviations count as that many: one forgotten order is no pace.
const OUT_MAX: f64 = 3.0;

impl Gaps {
    /// Learns from these journeys; `None` where next to no gap differs from the others (a log of dates, say).
    pub fn of(journeys: &Journeys, listed: &[u32]) -> Option<Self> {
        let mut sums: HashMap<(u32, u32), [f64; 3]> = HashMap::new();
        let mut all = [0.0; 3];
        for &journey in listed {
            for (pair, gap) in gaps(journeys, journey as usize) {
                for sum in [&mut all, sums.entry(pair).or_default()] {
                    *sum = [sum[0] + 1.0, sum[1] + gap, sum[2] + gap * gap];
                }
            }
        }
        let usual = |[n, sum, squares]: [f64; 3]| {
            let mean = sum / n;
            (mean, (squares / n - mean * mean).max(0.0).sqrt())
        };
        if all[0] < PAIR_MIN || usual(all).1 < 0.05 {
            return None;
        }
        Some(Self {
            pairs: sums
                .into_iter()
                .filter(|(_, sum)| sum[0] >= PAIR_MIN)
                .map(|(pair, sum)| (pair, usual(sum)))
                .collect(),
            all: usual(all),
        })
    }

    /// Mean of the standardised gaps of a journey: 0 is usual, above is slower; NaN where it has none.
    pub fn pace(&self, journeys: &Journeys, journey: usize) -> f64 {
        let (mut sum, mut n) = (0.0, 0.0);
        for (pair, gap) in gaps(journeys, journey) {
            let (mean, spread) = *self.pairs.get(&pair).unwrap_or(&self.all);
            if spread > 0.05 {
                sum += ((gap - mean) / spread).clamp(-OUT_MAX, OUT_MAX);
                n += 1.0;
            }
        }
        if n > 0.0 { sum / n } else { f64::NAN }
    }
}

/// Pairs of activities and the logarithm of the gap between them, in seconds and one more.
fn gaps(journeys: &Journeys, journey: usize) -> impl Iterator<Item = ((u32, u32), f64)> {
    let (codes, times) = (journeys.codes_of(journey), journeys.times_of(journey));
    codes.windows(2).zip(times.windows(2)).map(|(codes, times)| {
        (
            (codes[0], codes[1]),
            ((times[1] - times[0]) as f64 / 1e6 + 1.0).ln(),
        )
    })
}
