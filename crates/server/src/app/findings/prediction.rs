//! What becomes of the journeys that are still on their way.

use super::{Found, Looked, needs_goal};
use crate::app::{AppError, DiscoverOrder, Workspace};
use serde::{Deserialize, Serialize};
use tropa_mine::predict::{PredictOptions, Prediction, predict};
use tropa_model::{Cut, JourneyValues};
use utoipa::ToSchema;

const ACTOR: &str = "actor";

/// Which outcome is predicted.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PredictOrder {
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
    /// Activities that decide against it; absent: those whose names tell of a bad end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub against: Option<Vec<String>>,
}

/// A prediction, with the people behind the journeys it names.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Predicted {
    #[serde(flatten)]
    pub prediction: Prediction,
    /// Key of the actor of each journey at risk, in their order.
    pub actors: Vec<String>,
}

impl Workspace {
    /// Who of those on their way will hardly get there, how good such predictions were, and why.
    pub fn predict(&self, order: &PredictOrder) -> Result<Found<Predicted>, AppError> {
        let looked = Looked {
            source: order.source.clone(),
            filter: order.filter.clone(),
            cut: order.cut.clone(),
        };
        let base = self.base(&looked, &order.goals, &[ACTOR])?;
        if base.goals.is_empty() {
            return Err(needs_goal().into());
        }
        let against = match &order.against {
            Some(against) => against.clone(),
            None => {
                self.plan(&DiscoverOrder {
                    source: order.source.clone(),
                    filter: order.filter.clone(),
                    cut: order.cut.clone(),
                    ..DiscoverOrder::default()
                })?
                .failed
            }
        };
        let now_us = base.journeys.times_us.iter().copied().max().unwrap_or(0);
        let options = PredictOptions {
            goals: base.goals.clone(),
            against,
            closed_until_us: base.closed_until_us.unwrap_or(now_us),
            now_us,
        };
        let prediction = predict(&base.journeys, &options);
        let actors = match base.journeys.column(ACTOR).map(|column| &column.values) {
            Some(JourneyValues::Coded { codes, names }) => prediction
                .at_risk
                .iter()
                .map(|one| {
                    codes[one.journey as usize]
                        .checked_sub(1)
                        .map_or(String::new(), |at| names[at as usize].clone())
                })
                .collect(),
            _ => Vec::new(),
        };
        Ok(base.found(Predicted { prediction, actors }))
    }
}
