//! The face of a segment. A trait that nobody measured or said is marked as assumed, or left out.

use super::{Evidence, Metric, Unknown, is_empty};
use serde::{Deserialize, Serialize};
use tropa_model::feeling::EvidenceState;
use tropa_model::proposal::LocalText;
use utoipa::ToSchema;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Persona {
    pub id: String,
    pub name: LocalText,
    /// Id in the library shared between maps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub library: Option<String>,
    /// In one line: «furnishes the first own flat».
    #[serde(default, skip_serializing_if = "is_empty")]
    pub summary: LocalText,
    #[serde(default, skip_serializing_if = "is_empty")]
    pub story: LocalText,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<super::Quote>,
    /// Image id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
    /// `where` expression of the segment the persona stands for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub segment: Option<String>,
    /// How large the segment is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<Metric>,
    /// B2B: parts in the decision. One person may play several.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub buying_roles: Vec<BuyingRole>,
    /// In the order they are shown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub traits: Vec<Trait>,
    #[serde(flatten)]
    #[schema(ignore)]
    pub unknown: Unknown,
}

/// One thing known about a persona.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Trait {
    pub id: String,
    pub kind: TraitKind,
    pub text: LocalText,
    pub state: EvidenceState,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metric: Option<Metric>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
    #[serde(flatten)]
    #[schema(ignore)]
    pub unknown: Unknown,
}

#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum TraitKind {
    Age,
    Profession,
    SocialPosition,
    Family,
    Place,
    Income,
    Goal,
    Motive,
    Problem,
    Need,
    Value,
    Interest,
    Fear,
    Barrier,
    Ambition,
    Disappointment,
    Hobby,
    PreferredChannel,
    PreferredProduct,
    Scenario,
    Habit,
    PurchaseFrequency,
    Technology,
    /// The words they use.
    Vocabulary,
    #[default]
    Other,
}

/// Parts people play when a company buys (Webster and Wind 1972, with the initiator and the approver).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BuyingRole {
    Initiator,
    User,
    Influencer,
    Decider,
    Approver,
    Buyer,
    Gatekeeper,
}
