//! What a feeling read from words is worth as a score, learned from people who gave both.

use crate::Opinion;
use serde::{Deserialize, Serialize};
use tropa_model::Feeling;
use utoipa::ToSchema;

/// score ≈ offset + slope · (feeling read, discounted by its confidence).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Calibration {
    pub offset: f64,
    pub slope: f64,
    /// Standard error of one text's feeling against the score, on −2..=+2.
    pub error: f64,
    /// Items with both a score and words.
    pub n: u64,
    /// Too few had both: words are taken as read, with a wide error.
    pub is_assumed: bool,
}

/// Below this many pairs a slope is mostly chance.
const PAIRS_MIN: u64 = 50;
/// Without pairs: half of the scale's width, so that words alone never look sure.
const ASSUMED_ERROR: f64 = 1.0;

/// A feeling, its sign right with probability c, is worth (2c − 1) of itself.
fn discounted(opinion: Opinion) -> f64 {
    opinion.feeling.0 * (2.0 * opinion.confidence - 1.0).clamp(0.0, 1.0)
}

/// Least squares over items that have both.
pub fn calibrate(pairs: impl Iterator<Item = (Opinion, Feeling)>) -> Calibration {
    let (mut n, mut sx, mut sy, mut sxx, mut sxy, mut syy) = (0_u64, 0.0, 0.0, 0.0, 0.0, 0.0);
    for (opinion, score) in pairs {
        let (x, y) = (discounted(opinion), score.0);
        n += 1;
        sx += x;
        sy += y;
        sxx += x * x;
        sxy += x * y;
        syy += y * y;
    }
    let count = n as f64;
    let spread = sxx - sx * sx / count.max(1.0);
    if n < PAIRS_MIN || spread <= 1e-9 * count {
        return Calibration {
            offset: 0.0,
            slope: 1.0,
            error: ASSUMED_ERROR,
            n,
            is_assumed: true,
        };
    }
    let slope = (sxy - sx * sy / count) / spread;
    let offset = (sy - slope * sx) / count;
    let squares = (syy - sy * sy / count) - slope * slope * spread;
    Calibration {
        offset,
        slope,
        error: (squares.max(0.0) / (count - 2.0)).sqrt(),
        n,
        is_assumed: false,
    }
}

impl Calibration {
    /// The score the words stand for, and the variance of that reading (not of people's differences).
    pub(super) fn feeling(&self, opinion: Opinion) -> (f64, f64) {
        let value = self.offset + self.slope * discounted(opinion);
        (value.clamp(-2.0, 2.0), self.error * self.error)
    }
}
