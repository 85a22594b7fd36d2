//! Numbers of surveys with their intervals: NPS, CSAT, CES, means, changes between waves, who did not answer, weights.
//!
//! Scores of different measures, scales or questions never meet in one number: the caller hands in the scores of one
//! question, and [`crate::curve`] says which question it took.

pub(crate) mod distribution;
mod estimate;
pub(crate) mod random;
mod response;
mod score;
mod waves;

pub use estimate::{Estimate, Method, Rules};
pub use response::{Balance, Cell, Response, Weighting, response, weights};
pub use score::{Sample, Statistic, ces, csat, estimate, mean, mean_bootstrap, nps, of_measure};
pub use waves::{Wave, WavePoint, change, waves};

pub(crate) use distribution::{normal_quantile, t_quantile};
pub(crate) use score::percentiles;
