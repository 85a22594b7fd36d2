//! How much of a map rests on evidence.

use crate::document::Map;
use serde::{Deserialize, Serialize};
use tropa_model::feeling::EvidenceState;
use utoipa::ToSchema;

/// `backed` of `total` cards rest on evidence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Coverage {
    pub backed: u64,
    pub total: u64,
}

/// A card counts as backed when it says it is more than an assumption **and** names its evidence: a claim to be
/// measured that shows nothing to check is an assumption.
pub fn coverage(map: &Map) -> Coverage {
    let backed = map
        .cards
        .iter()
        .filter(|c| c.state != EvidenceState::Assumption && !c.evidence.is_empty())
        .count();
    Coverage {
        backed: backed as u64,
        total: map.cards.len() as u64,
    }
}
