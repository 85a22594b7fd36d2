//! Where a record comes to stand, and what a part of a split one is.

use super::Record;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Where in its list, told by a neighbour.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = MapPlace)]
pub enum Place {
    First,
    #[default]
    Last,
    /// Right after the record with this id.
    After(String),
}

/// One of those a record is split into.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = MapPart)]
pub struct Part {
    /// With a new id. What the split record says and no part does goes to the first part.
    pub record: Record,
    /// Ids of what goes to this part: cards and comments, steps of a stage, traits of a persona, whatever referred to
    /// the split record. What nobody takes stays with the first part; what may refer to several (personas and items of
    /// a card, steps of a path) refers to all parts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub takes: Vec<String>,
}
