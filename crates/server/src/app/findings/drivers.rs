//! Moments of truth: what is tied to the outcome after controlling for what came before.

use super::{Found, Looked, needs_goal};
use crate::app::{AppError, Workspace};
use serde::{Deserialize, Serialize};
use tropa_mine::drivers::{DriverOptions, Drivers, Outcome, drivers};
use tropa_model::Cut;
use utoipa::ToSchema;

const SCORE: &str = "score";
/// Known before the journey begins, where a log has them: what may lie behind both experience and outcome.
const BEFORE: [&str; 2] = ["actor_segment", "channel"];

/// Which outcome, and what is controlled.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DriversOrder {
    /// Absent: the only source there is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Keep only journeys for which this holds.
    #[serde(default, rename = "where", skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
    /// Where one person's life is cut into journeys; absent: a journey is a whole life.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cut: Option<Cut>,
    /// Activities that count as success; empty: the ends by design that discovery finds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub goals: Vec<String>,
    /// A column of numbers of the journey as outcome instead: what the order was worth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// How long both sides are followed, seconds; absent: as long as nine in ten need.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub horizon_s: Option<u64>,
    /// Columns known beforehand that may lie behind both; absent: segment and channel where there are such.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adjust: Option<Vec<String>>,
    /// At most this share of what is told may be chance; absent: 0.05.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fdr: Option<f64>,
}

impl Workspace {
    /// Every comparison with its effect, interval and what was controlled; those that survive the number of them first.
    pub fn drivers(&self, order: &DriversOrder) -> Result<Found<Drivers>, AppError> {
        let looked = Looked {
            source: order.source.clone(),
            filter: order.filter.clone(),
            cut: order.cut.clone(),
        };
        let adjust = match &order.adjust {
            Some(adjust) => adjust.clone(),
            None => self
                .known_columns(&looked, &BEFORE)?
                .into_iter()
                .map(str::to_owned)
                .collect(),
        };
        let score = self
            .known_columns(&looked, &[SCORE])?
            .first()
            .map(|s| (*s).to_owned());
        let columns: Vec<&str> = adjust
            .iter()
            .chain(&score)
            .chain(&order.number)
            .map(String::as_str)
            .collect();
        let base = self.base(&looked, &order.goals, &columns)?;
        let outcome = match &order.number {
            Some(column) => Outcome::Number(column.clone()),
            None if base.goals.is_empty() => return Err(needs_goal().into()),
            None => Outcome::Goal(base.goals.clone()),
        };
        let options = DriverOptions {
            horizon_us: order
                .horizon_s
                .map(|s| i64::try_from(s.saturating_mul(1_000_000)).unwrap_or(i64::MAX)),
            adjust,
            score,
            fdr: order.fdr.filter(|fdr| (0.0..1.0).contains(fdr)).unwrap_or(0.05),
            ..DriverOptions::new(outcome)
        };
        let found = drivers(&base.journeys, &options);
        Ok(base.found(found))
    }
}
