//! What is different between two maps: two versions of one, or as it is and as it should be.
//!
//! Records are told apart by id, never by position. Where ids changed (a merge, a split, another map), what belongs
//! together is found first, and the reason is told.

mod align;
mod both;
mod compare;
mod fields;
mod names;
mod order;
mod words;

pub use both::both;
pub use words::{Line, Report, Section, markdown, report};

use crate::change::RecordKind;
use crate::document::Map;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tropa_model::proposal::LocalText;
use utoipa::ToSchema;

pub(crate) use align::rename as rename_records;
pub(crate) use names::Names;
pub(crate) use order::unmoved;

/// One thing that is different. A record may come several times: renamed, moved, changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = MapDifference)]
pub struct Difference {
    pub what: What,
    pub of: RecordKind,
    /// On the newer map; of what was removed, split or merged away on the older.
    pub id: String,
    /// What people call it: the name, the words of a card. Of the newer map where it is there.
    #[serde(default, skip_serializing_if = "crate::document::is_empty")]
    pub name: LocalText,
    /// Where it stands; of what is gone, where it stood.
    #[serde(default, skip_serializing_if = "Whereabouts::is_nowhere")]
    pub at: Whereabouts,
    /// Where it stood before, for what was moved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Whereabouts>,
    /// Field by field, for what was changed or renamed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldDifference>,
    /// Ids on the newer map: what a split record became, what a merged one is part of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub now: Vec<String>,
    /// The record on the older map, where its id was another, and why it is taken for the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub matched: Option<Matched>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = MapDifferenceKind)]
pub enum What {
    Added,
    Removed,
    Renamed,
    Changed,
    Moved,
    /// Became the several records of `now`.
    Split,
    /// Became part of the record of `now`.
    Merged,
}

/// One field, or one language of a text. A side that is left out had nothing there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = MapFieldDifference)]
pub struct FieldDifference {
    /// `text.ru`, `metric`, `opportunity.effort`.
    pub field: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Object, nullable)]
    pub before: Option<Value>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Object, nullable)]
    pub after: Option<Value>,
}

/// Where on the map a record stands, as ids.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = MapWhereabouts)]
pub struct Whereabouts {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<String>,
    /// Last step of a card that spans several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lane: Option<String>,
    /// Of a trait.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub persona: Option<String>,
    /// The neighbour it stands right after, for what was moved within its list; left out for the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

impl Whereabouts {
    fn is_nowhere(&self) -> bool {
        *self == Self::default()
    }
}

/// A record whose id was another on the older map.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = MapMatch)]
pub struct Matched {
    /// Id on the older map.
    pub was: String,
    pub by: MatchReason,
}

/// Why two records of different maps are taken for the same, the strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MatchReason {
    /// One of the maps links one to the other.
    Link,
    /// Both are the same record of the library.
    Library,
    /// At least half of the activities of both steps are the same.
    Activities,
    /// They have the same name in a language both have.
    Name,
    /// Lanes with the same role.
    Role,
    /// They stand at the same place and say the same, or show the same kind of number.
    Place,
}

/// What is different in `b`, the newer map, from `a`. Empty for equal maps.
///
/// In the order of the map: the map itself, stages and steps, lanes, cards, and what they share. The order of records
/// that nobody sees (cards of different cells in the file, comments, images) is no difference. Records are matched by
/// other things than their ids only where the maps are two different ones, or one is as it is and the other as it
/// should be.
pub fn diff(a: &Map, b: &Map) -> Vec<Difference> {
    let aligned = align::align(a, b);
    compare::compare(a, &aligned, b)
}

/// The fields in which two versions of one record differ.
pub(crate) fn field_differences(before: &Value, after: &Value) -> Vec<FieldDifference> {
    fields::fields(before, after, &["id"])
}
