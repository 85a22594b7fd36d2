//! One number with all that must stand beside it.

use serde::{Deserialize, Serialize};
use tropa_model::LocalText;
use utoipa::ToSchema;

/// How an interval was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// NPS: three answers added, three quarters of one on either side (Rocks 2016).
    AdjustedWald,
    /// A share: Wilson's score interval (1927).
    Wilson,
    /// A mean: Student's t.
    T,
    /// A mean: percentiles of means of samples drawn again.
    Bootstrap,
    /// A mean drawn towards its neighbours by how little is known of it.
    Shrinkage,
    /// A difference of two numbers: their errors as the root of the sum of squares.
    RootSum,
}

/// A number that people gave in answers, or the reason why it is not shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Estimate {
    /// As measured, without what the interval adds; absent where too few answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// Ends of the interval, both included; absent where one answer, or none, tells no spread.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lo: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hi: Option<f64>,
    /// Answers counted.
    pub n: u64,
    /// With weights: as many equal answers would tell as much (Kish 1965).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub n_effective: Option<f64>,
    /// Probability that the interval holds the true number: 0.95.
    pub level: f64,
    pub method: Method,
    /// What was counted, in words.
    pub base: LocalText,
    /// Why there is no value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suppressed: Option<LocalText>,
}

/// What holds for all numbers of one page.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Rules {
    /// Fewer answers than this are not shown as a number. 30 is the usual rule of thumb: below it an NPS moves by tens
    /// of points from one answer to the next, and single people can be recognised.
    pub n_min: u64,
    /// Of all intervals.
    pub level: f64,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            n_min: 30,
            level: 0.95,
        }
    }
}

impl Rules {
    /// The same, showing numbers of however few.
    pub fn show_all(self) -> Self {
        Self { n_min: 1, ..self }
    }

    /// Why a number of `n` answers is not shown.
    pub(crate) fn too_few(&self, n: u64) -> Option<LocalText> {
        (n < self.n_min.max(1)).then(|| {
            LocalText::en_ru(
                format!("{n} answers; a number is shown from {} on", self.n_min.max(1)),
                format!("ответов: {n}; число показывается начиная с {}", self.n_min.max(1)),
            )
        })
    }

    /// The normal quantile of the two-sided level: 1.96 for 0.95.
    pub(crate) fn z(&self) -> f64 {
        super::normal_quantile(0.5 + self.level / 2.0)
    }
}

impl Estimate {
    /// Nothing but the count, where too few answered.
    pub(crate) fn suppressed(n: u64, method: Method, base: LocalText, rules: &Rules) -> Self {
        Self {
            value: None,
            lo: None,
            hi: None,
            n,
            n_effective: None,
            level: rules.level,
            method,
            base,
            suppressed: rules.too_few(n),
        }
    }
}
