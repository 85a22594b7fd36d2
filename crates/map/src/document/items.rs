//! What many cards or maps share: channels, library items, images, links to other maps, comments.

use super::{Unknown, is_empty, is_false};
use serde::{Deserialize, Serialize};
use tropa_model::proposal::LocalText;
use utoipa::ToSchema;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Channel {
    pub id: String,
    pub name: LocalText,
    /// Name of an icon: web, mobile, email, phone, sms, messenger, bot, store, visit, post, kiosk, social,
    /// marketplace, review, event, partner, call_centre, document, payment, other.
    pub icon: String,
    /// Id in the library shared between maps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub library: Option<String>,
    #[serde(flatten)]
    #[schema(ignore)]
    pub unknown: Unknown,
}

/// Something with a name that cards and steps point at instead of repeating it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Item {
    pub id: String,
    pub kind: ItemKind,
    pub name: LocalText,
    #[serde(default, skip_serializing_if = "is_empty")]
    pub description: LocalText,
    /// Other names people use for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub synonyms: Vec<LocalText>,
    /// Channel id, for touchpoints and content.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// Id in the library shared between maps; equal in all maps that use the item.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub library: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// Where it lives outside: a dashboard, a page, a ticket.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    #[serde(flatten)]
    #[schema(ignore)]
    pub unknown: Unknown,
}

#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    #[default]
    Touchpoint,
    System,
    /// A page, campaign, letter or message.
    Content,
    Insight,
    /// What is measured, with its unit in the name or description.
    Metric,
    Department,
    /// A role of employees: «courier», «adviser».
    EmployeeRole,
}

/// A picture inside the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Image {
    pub id: String,
    /// `image/png`, `image/jpeg` or `image/svg+xml`.
    pub media_type: String,
    /// Base64 of the bytes.
    pub bytes: String,
    /// What it shows, for those who do not see it.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub alt: LocalText,
    #[serde(flatten)]
    #[schema(ignore)]
    pub unknown: Unknown,
}

/// Another map, as seen from this one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MapLink {
    pub id: String,
    pub kind: MapLinkKind,
    /// Id of the other map.
    pub map: String,
    /// How the link reads; empty means the other map's title.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub label: LocalText,
    /// Stage or step of this map the link stands at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// Stage or step of the other map it leads to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub there: Option<String>,
    /// Library id of the touchpoint both maps share, for customer ↔ employee links.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub touchpoint: Option<String>,
    #[serde(flatten)]
    #[schema(ignore)]
    pub unknown: Unknown,
}

/// What the other map is to this one.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum MapLinkKind {
    /// The journey as it is today.
    AsIs,
    /// The journey as it should become.
    ToBe,
    /// The wider map, one of whose stages or steps this map details.
    Parent,
    /// A map that details a stage or step of this one.
    Child,
    /// The general map a role's own one is derived from.
    General,
    /// A map of one role, derived from this general one.
    Derived,
    /// The journey of employees who serve this one.
    Employee,
    /// The journey of customers this one serves.
    Customer,
    #[default]
    Related,
}

/// What somebody said about a part of the map.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Comment {
    pub id: String,
    /// Id of a card, step, stage, lane or persona.
    pub at: String,
    /// RFC 3339.
    pub when: String,
    pub by: String,
    pub text: String,
    /// Id of the comment it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers: Option<String>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub resolved: bool,
    #[serde(flatten)]
    #[schema(ignore)]
    pub unknown: Unknown,
}

/// An id that no longer stands, and what it became.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Former {
    pub id: String,
    /// One id after a merge, several after a split.
    pub now: Vec<String>,
    #[serde(flatten)]
    #[schema(ignore)]
    pub unknown: Unknown,
}
