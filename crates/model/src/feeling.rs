//! Feelings and how much is known about them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A scale on which people were asked, both ends included: 1..=5 for CSAT, 0..=10 for NPS.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Scale {
    pub lo: f64,
    pub hi: f64,
}

impl Scale {
    /// `None` unless both ends are finite and `lo < hi`.
    pub fn new(lo: f64, hi: f64) -> Option<Self> {
        (lo.is_finite() && hi.is_finite() && lo < hi).then_some(Self { lo, hi })
    }

    /// Half way between the ends: scores below it are low, and feel worse than neutral.
    pub fn middle(self) -> f64 {
        (self.lo + self.hi) / 2.0
    }

    /// The score as a feeling on −2..=+2: −2 + 4·(x − lo)/(hi − lo).
    pub fn feeling(self, score: f64) -> Feeling {
        Feeling(-2.0 + 4.0 * (score - self.lo) / (self.hi - self.lo))
    }
}

/// A feeling on the map's scale, −2 (worst) ..= +2 (best).
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize, ToSchema)]
pub struct Feeling(pub f64);

/// Feelings that have a name; where each lies on the scale is for people to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Emotion {
    Interest,
    Confusion,
    Hope,
    Doubt,
    Trust,
    Irritation,
    Impatience,
    Confidence,
    Satisfaction,
    Joy,
    Disappointment,
}

/// What a statement on the map rests on. One enum everywhere.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceState {
    /// Counted in events or scores.
    Measured,
    /// Said by several people, with spans.
    SupportedByText,
    /// Said by one person.
    SingleVoice,
    /// Nobody has checked it yet.
    #[default]
    Assumption,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_of_any_scale_are_the_ends_of_feeling() {
        for (lo, hi) in [(1.0, 5.0), (0.0, 10.0), (-3.0, 3.0)] {
            let scale = Scale::new(lo, hi).unwrap();
            assert_eq!(scale.feeling(lo), Feeling(-2.0));
            assert_eq!(scale.feeling(hi), Feeling(2.0));
            assert_eq!(scale.feeling(scale.middle()), Feeling(0.0));
        }
        assert_eq!(Scale::new(5.0, 5.0), None);
    }
}
