//! Planned against observed: a map as the plan, journeys laid along it.

use super::{Found, Looked};
use crate::app::{AppError, ErrorCode, Fault, Workspace};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tropa_catalog::MapId;
use tropa_map::Map;
use tropa_map::document::MoveKind;
use tropa_mine::conform::{ConformOptions, Conformance, Planned, PlannedStep, conform};
use tropa_model::Cut;
use utoipa::ToSchema;

/// Which journeys are laid along the plan.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConformOrder {
    /// Absent: the only source there is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Keep only journeys for which this holds.
    #[serde(default, rename = "where", skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
    /// Where one person's life is cut into journeys; absent: a journey is a whole life.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cut: Option<Cut>,
    /// A column of the journey by which they are compared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// What a journey still under way has not come to is not skipped.
    #[serde(default)]
    pub as_far_as_they_got: bool,
}

impl Workspace {
    /// How journeys keep to the map `id`.
    pub fn conform(&self, id: &MapId, order: &ConformOrder) -> Result<Found<Conformance>, AppError> {
        let map = self.map(id)?.map;
        self.conform_to(&map, order)
    }

    /// The same for a map of a file.
    pub fn conform_to(&self, map: &Map, order: &ConformOrder) -> Result<Found<Conformance>, AppError> {
        let planned = planned(map)?;
        let looked = Looked {
            source: order.source.clone(),
            filter: order.filter.clone(),
            cut: order.cut.clone(),
        };
        let columns: Vec<&str> = order.by.iter().map(String::as_str).collect();
        let base = self.base(&looked, &[], &columns)?;
        let options = ConformOptions {
            by: order.by.clone(),
            as_far_as_they_got: order.as_far_as_they_got,
        };
        let kept = conform(&base.journeys, &planned, &options)?;
        Ok(base.found(kept))
    }
}

/// The steps of a map that the log can show, one after the other, with the moves people drew beside them.
fn planned(map: &Map) -> Result<Planned, Fault> {
    let all: Vec<_> = map
        .stages
        .iter()
        .flat_map(|stage| &stage.steps)
        .filter(|step| !step.activities.is_empty())
        .collect();
    if all.is_empty() {
        return Err(Fault::new(
            ErrorCode::BadRequest,
            "no step of this map names an activity of the log: there is no plan to compare with",
            "ни один шаг карты не связан с действием из данных: сравнивать не с чем",
        ));
    }
    // Where a map knows its main path, what lies beside it may be passed over.
    let knows_main = all.iter().any(|step| step.main);
    let places: BTreeMap<&str, usize> = all
        .iter()
        .enumerate()
        .map(|(at, step)| (step.id.as_str(), at))
        .collect();
    let steps = all.iter().map(|step| PlannedStep {
        name: name(step),
        activities: step.activities.clone(),
        optional: step.optional || (knows_main && !step.main),
    });
    let mut planned = Planned::line(steps.collect());
    for way in &map.moves {
        let from = places.get(way.from.as_str());
        match (way.kind, from, places.get(way.to.as_str())) {
            (MoveKind::Exit, Some(&from), _) => planned.ends.push(from),
            (_, Some(&from), Some(&to)) => planned.edges.push((from, to)),
            _ => {}
        }
    }
    for list in [&mut planned.starts, &mut planned.ends] {
        list.sort_unstable();
        list.dedup();
    }
    planned.edges.sort_unstable();
    planned.edges.dedup();
    Ok(planned)
}

/// As people called the step; as the log does where they did not.
fn name(step: &tropa_map::document::Step) -> String {
    if step.name.is_empty() {
        step.activities[0].clone()
    } else {
        step.name.get("en").to_owned()
    }
}
