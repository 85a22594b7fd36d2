//! Who gets the credit for a goal.

use super::{Found, Looked, SEED, needs_goal};
use crate::app::{AppError, ErrorCode, Fault, Workspace};
use serde::{Deserialize, Serialize};
use tropa_mine::attribution::{Attribution, DRAWS, Model, TouchOptions, TouchPaths, attribution};
use tropa_model::Cut;
use utoipa::ToSchema;

const CHANNEL: &str = "channel";
/// More are not compared side by side by anybody.
const MODELS_MAX: usize = 16;

/// What to share out, and how.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AttributionOrder {
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
    /// Column that names the touch; absent: `channel` where there is one, else the activity itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// Column of numbers that says what a goal is worth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Touches longer before the end than this many seconds do not count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lookback_s: Option<u64>,
    /// Empty: ten usual ones side by side.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub models: Vec<Model>,
}

impl Workspace {
    /// Credit of every channel by several models, each with its interval.
    pub fn attribution(&self, order: &AttributionOrder) -> Result<Found<Attribution>, AppError> {
        if order.models.len() > MODELS_MAX {
            return Err(Fault::new(
                ErrorCode::BadRequest,
                format!("`models`: at most {MODELS_MAX}"),
                format!("`models`: не больше {MODELS_MAX}"),
            )
            .at("models")
            .into());
        }
        let looked = Looked {
            source: order.source.clone(),
            filter: order.filter.clone(),
            cut: order.cut.clone(),
        };
        let channel = match &order.by {
            Some(by) if by == "activity" => None,
            Some(by) => Some(by.clone()),
            None => self
                .known_columns(&looked, &[CHANNEL])?
                .first()
                .map(|c| (*c).to_owned()),
        };
        let columns: Vec<&str> = channel.iter().chain(&order.value).map(String::as_str).collect();
        let base = self.base(&looked, &order.goals, &columns)?;
        if base.goals.is_empty() {
            return Err(needs_goal().into());
        }
        let options = TouchOptions {
            goals: base.goals.clone(),
            channel,
            value: order.value.clone(),
            lookback_us: order
                .lookback_s
                .map(|s| i64::try_from(s.saturating_mul(1_000_000)).unwrap_or(i64::MAX)),
            closed_until_us: base.closed_until_us,
        };
        let paths = TouchPaths::of(&base.journeys, &options);
        let models = if order.models.is_empty() {
            &Model::USUAL[..]
        } else {
            &order.models
        };
        let shared = attribution(&paths, models, DRAWS, SEED);
        Ok(base.found(shared))
    }
}
