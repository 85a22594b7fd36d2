//! How much of a map rests on evidence.

use crate::document::{Card, Map};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tropa_model::feeling::EvidenceState;
use utoipa::ToSchema;

/// `backed` of `total` cards rest on evidence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Coverage {
    pub backed: u64,
    pub total: u64,
}

impl Coverage {
    fn count(&mut self, card: &Card) {
        self.total += 1;
        self.backed += u64::from(is_backed(card));
    }
}

/// Coverage of the whole and of its parts, by id and in the order of the map.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CoverageParts {
    pub map: Coverage,
    /// Cards at a stage or at one of its steps.
    pub stages: Vec<CoveragePart>,
    /// Cards that speak of the persona; cards that speak of everybody count for each.
    pub personas: Vec<CoveragePart>,
    pub lanes: Vec<CoveragePart>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CoveragePart {
    pub id: String,
    pub coverage: Coverage,
}

/// A card counts as backed when it says it is more than an assumption **and** names its evidence: a claim to be
/// measured that shows nothing to check is an assumption.
fn is_backed(card: &Card) -> bool {
    card.state != EvidenceState::Assumption && !card.evidence.is_empty()
}

/// Of all cards, those that rest on evidence.
pub fn coverage(map: &Map) -> Coverage {
    let mut coverage = Coverage::default();
    map.cards.iter().for_each(|card| coverage.count(card));
    coverage
}

/// [`coverage`] also of each stage, persona and lane.
pub fn coverage_parts(map: &Map) -> CoverageParts {
    let parts = |ids: &mut dyn Iterator<Item = &String>| -> Vec<CoveragePart> {
        ids.map(|id| CoveragePart {
            id: id.clone(),
            coverage: Coverage::default(),
        })
        .collect()
    };
    let mut all = CoverageParts {
        map: coverage(map),
        stages: parts(&mut map.stages.iter().map(|stage| &stage.id)),
        personas: parts(&mut map.personas.iter().map(|persona| &persona.id)),
        lanes: parts(&mut map.lanes.iter().map(|lane| &lane.id)),
    };
    let mut stage_of: BTreeMap<&str, usize> = BTreeMap::new();
    for (i, stage) in map.stages.iter().enumerate() {
        stage_of.insert(&stage.id, i);
        stage_of.extend(stage.steps.iter().map(|step| (step.id.as_str(), i)));
    }
    let lane_of: BTreeMap<&str, usize> = map
        .lanes
        .iter()
        .enumerate()
        .map(|(i, lane)| (lane.id.as_str(), i))
        .collect();
    for card in &map.cards {
        if let Some(stage) = stage_of.get(card.at.as_str()) {
            all.stages[*stage].coverage.count(card);
        }
        if let Some(lane) = lane_of.get(card.lane.as_str()) {
            all.lanes[*lane].coverage.count(card);
        }
        for part in &mut all.personas {
            if card.personas.is_empty() || card.personas.contains(&part.id) {
                part.coverage.count(card);
            }
        }
    }
    all
}
