//! What discovery learns beyond a map: what moves the outcome, who gets the credit, what a change would do.

mod attribution;
mod conformance;
mod cut;
mod drivers;
mod prediction;
mod segments;
mod ways;
mod what_if;

pub use attribution::AttributionOrder;
pub use conformance::ConformOrder;
pub use cut::CutOrder;
pub use drivers::DriversOrder;
pub use prediction::{PredictOrder, Predicted};
pub use segments::{CompareOrder, SegmentRule, SegmentsBy, SegmentsOrder};
pub use ways::FindingOrder;
pub use what_if::WhatIfOrder;

use crate::app::{AppError, DiscoverOrder, ErrorCode, Fault, Workspace};
use serde::{Deserialize, Serialize};
use tropa_journey::AskError;
use tropa_model::question::{Ask, Question, TouchpointsAsk};
use tropa_model::{Cut, Journeys, SourceName, TimeWindow};
use utoipa::ToSchema;

/// One seed for all that is drawn: the same question over the same snapshot gives the same numbers.
pub(crate) const SEED: u64 = 1;

/// Whose journeys are looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Looked {
    /// Absent: the only source there is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Keep only journeys for which this holds.
    #[serde(default, rename = "where", skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
    /// Where one person's life is cut into journeys; absent: a journey is a whole life.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cut: Option<Cut>,
}

/// A finding with what it was found in.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Found<T> {
    /// `source@version`.
    pub snapshot: String,
    /// In words.
    pub base: String,
    pub window: TimeWindow,
    /// Journeys in the base.
    pub n: u64,
    /// Activities that count as success; found in the journeys where nobody named them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub goals: Vec<String>,
    pub found: T,
}

/// Journeys with what is known of them as a whole.
pub(crate) struct Base {
    pub journeys: Journeys,
    pub snapshot: String,
    pub base: String,
    pub window: TimeWindow,
    pub goals: Vec<String>,
    /// Whose last event is later may still go on.
    pub closed_until_us: Option<i64>,
}

impl Base {
    pub fn found<T>(self, found: T) -> Found<T> {
        Found {
            n: self.journeys.len() as u64,
            snapshot: self.snapshot,
            base: self.base,
            window: self.window,
            goals: self.goals,
            found,
        }
    }
}

impl Workspace {
    /// The journeys `looked` selects. Without `goals` the ends by design that discovery finds are the goals.
    pub(crate) fn base(&self, looked: &Looked, goals: &[String], columns: &[&str]) -> Result<Base, AppError> {
        let source = self.resolve(looked.source.as_deref())?;
        let touchpoints = self.ask(&Question {
            source: Some(source.to_string()),
            filter: looked.filter.clone(),
            cut: looked.cut.clone(),
            ask: Ask::Touchpoints(TouchpointsAsk::default()),
        })?;
        let goals = if goals.is_empty() {
            let order = DiscoverOrder {
                source: looked.source.clone(),
                filter: looked.filter.clone(),
                cut: looked.cut.clone(),
                ..DiscoverOrder::default()
            };
            self.plan(&order)?.completed
        } else {
            goals.to_vec()
        };
        let idle_us = touchpoints
            .idle_s
            .map(|s| i64::try_from(s.saturating_mul(1_000_000)).unwrap_or(i64::MAX));
        let journeys = self.journeys_of(&source, looked, columns)?;
        if let Some(unknown) = goals.iter().find(|goal| !journeys.activities.contains(goal)) {
            return Err(unknown_goal(unknown).into());
        }
        let until = self
            .index(&source)?
            .observed()
            .and_then(|window| tropa_model::time::parse_rfc3339(&window.to));
        Ok(Base {
            closed_until_us: until.zip(idle_us).map(|(until, idle)| until.saturating_sub(idle)),
            journeys,
            snapshot: touchpoints.snapshot.to_string(),
            base: touchpoints.base,
            window: touchpoints.window,
            goals,
        })
    }

    /// As `Index::journeys`; a damaged index is built again.
    pub(crate) fn journeys_of(
        &self,
        source: &SourceName,
        looked: &Looked,
        columns: &[&str],
    ) -> Result<Journeys, AppError> {
        let read = || {
            let index = self.index_cut(source, looked.cut.as_ref())?;
            Ok::<_, AppError>(index.journeys(looked.filter.as_deref(), columns))
        };
        match read()? {
            Err(AskError::Damaged(cause)) => {
                tracing::warn!("the index of {source} is built again: {cause}");
                self.forget(source);
                tropa_journey::retire(&self.derived_dir(), source.as_str(), &[])?;
                Ok(read()??)
            }
            journeys => Ok(journeys?),
        }
    }

    /// Of these names those the source has as columns.
    pub(crate) fn known_columns(
        &self,
        looked: &Looked,
        names: &[&'static str],
    ) -> Result<Vec<&'static str>, AppError> {
        let source = self.resolve(looked.source.as_deref())?;
        let known = self.index(&source)?.attributes()?;
        let is_known = |name: &&&str| known.iter().any(|attribute| attribute.name == ***name);
        Ok(names.iter().filter(is_known).copied().collect())
    }
}

/// What needs a goal and has none.
pub(crate) fn needs_goal() -> Fault {
    Fault::new(
        ErrorCode::BadRequest,
        "no activity ends these journeys by design: name the one that counts as success",
        "в этих путях не видно задуманного завершения: назовите действие, которое считается успехом",
    )
    .at("goals")
}

fn unknown_goal(goal: &str) -> Fault {
    let goal: String = goal.chars().take(120).collect();
    Fault::new(
        ErrorCode::BadRequest,
        format!("there is no activity «{goal}» in this source"),
        format!("в этом источнике нет действия «{goal}»"),
    )
    .at("goals")
}
