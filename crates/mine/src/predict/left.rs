//! How much time is left: what it was for journeys that stood at the same place.

use super::outcome::Known;
use crate::estimate::quantile_sorted;
use std::collections::BTreeMap;
use tropa_model::Journeys;

/// A place with fewer journeys than this borrows from the one it belongs to.
const PLACE_MIN: usize = 40;

/// Seconds left, ascending, by (last activity, steps in classes), by last activity, and for all.
#[derive(Clone, Debug, Default)]
pub struct TimeLeft {
    fine: BTreeMap<(u32, u32), Vec<f64>>,
    coarse: BTreeMap<u32, Vec<f64>>,
    all: Vec<f64>,
}

impl TimeLeft {
    pub fn learn(journeys: &Journeys, known: &[Known]) -> Self {
        let mut model = Self::default();
        for k in known {
            let (codes, times) = (journeys.codes_of(k.journey), journeys.times_of(k.journey));
            for at in 0..k.undecided {
                let left = (k.decided_us - times[at]) as f64 / 1e6;
                model
                    .fine
                    .entry((codes[at], class(at + 1)))
                    .or_default()
                    .push(left);
                model.coarse.entry(codes[at]).or_default().push(left);
                model.all.push(left);
            }
        }
        model
            .fine
            .values_mut()
            .chain(model.coarse.values_mut())
            .chain([&mut model.all])
            .for_each(|v| {
                v.sort_by(f64::total_cmp);
            });
        model
    }

    /// Seconds left at these quantiles for a journey of so many steps that stands at `last`; `None` where nothing was
    /// learned.
    pub fn at<const N: usize>(&self, last: u32, steps: usize, quantiles: [f64; N]) -> Option<[f64; N]> {
        let enough = |v: &&Vec<f64>| v.len() >= PLACE_MIN;
        let of = self
            .fine
            .get(&(last, class(steps)))
            .filter(enough)
            .or_else(|| self.coarse.get(&last).filter(enough))
            .unwrap_or(&self.all);
        let mut told = [0.0; N];
        for (told, q) in told.iter_mut().zip(quantiles) {
            *told = quantile_sorted(of, q)?;
        }
        Some(told)
    }
}

/// 1, 2, 3–4, 5–8, …
fn class(steps: usize) -> u32 {
    usize::BITS - steps.saturating_sub(1).leading_zeros()
}
