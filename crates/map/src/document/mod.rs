//! The records of a map. Columns are stages and their steps, rows are lanes, statements are cards.
//!
//! Every record keeps the fields this version does not know and writes them back as they were.

mod card;
mod evidence;
mod items;
mod persona;

pub use card::{
    ActionItem, Card, Comparison, EffectDesign, FeelingPoint, Horizon, Level, MeasuredEffect, Metric,
    MetricName, MetricUnit, Moment, Opportunity, Pain, Status, Target,
};
pub use evidence::{Evidence, LogFormat, LogLink, Note, Quote};
pub use items::{Channel, Comment, Former, Image, Item, ItemKind, MapLink, MapLinkKind};
pub use persona::{BuyingRole, Persona, Trait, TraitKind};

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tropa_model::answer::Answer;
pub use tropa_model::feeling::Emotion;
use tropa_model::proposal::LocalText;
use utoipa::ToSchema;

/// Fields this version does not know: kept and written back as they were.
pub type Unknown = BTreeMap<String, serde_json::Value>;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Map {
    /// Always `tropa.map`.
    pub format: String,
    /// Of the format; this code writes 2.
    pub version: u32,
    /// Stable for the life of the map.
    pub id: String,
    pub title: LocalText,
    pub kind: MapKind,
    pub state: MapState,
    /// Why the map is made and what will be decided with it.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub purpose: LocalText,
    /// The situation and the task the person has.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub scenario: LocalText,
    /// What is in and what is out.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub scope: LocalText,
    #[serde(default, skip_serializing_if = "is_empty")]
    pub department: LocalText,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// `2026-12-31`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review_date: Option<String>,
    /// The day the content was last worked on, `2026-12-31`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edited: Option<String>,
    /// Of the content, as people call it: `draft`, `1.2`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edition: Option<String>,
    /// Own words for −2, −1, 0, +1, +2, in that order; empty means the usual ones.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub feeling_words: Vec<LocalText>,
    /// Other maps this one belongs to: its to-be, its general map, the employees' side.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<MapLink>,
    /// Whose journey it is. Cards may speak of one of them only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub personas: Vec<Persona>,
    /// In map order.
    pub stages: Vec<Stage>,
    /// Moves beside the order of the columns: branches, loops, jumps back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub moves: Vec<Move>,
    /// Top to bottom.
    pub lanes: Vec<Lane>,
    pub cards: Vec<Card>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub channels: Vec<Channel>,
    /// What cards and steps refer to and other maps may share: touchpoints, systems, content, insights, metrics,
    /// departments.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<Item>,
    /// Paths people take through the steps, the main one first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub paths: Vec<Path>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub images: Vec<Image>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brand: Option<Brand>,
    /// What was said about parts of the map.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub comments: Vec<Comment>,
    /// Ids that were merged or split away, and what they became: links from outside still arrive.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former: Vec<Former>,
    /// Where a drafted map came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
    #[serde(flatten)]
    #[schema(ignore)]
    pub unknown: Unknown,
}

#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum MapKind {
    /// CJM.
    #[default]
    Customer,
    /// UJM.
    User,
    /// EJM.
    Employee,
}

#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum MapState {
    #[default]
    AsIs,
    ToBe,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Stage {
    pub id: String,
    pub name: LocalText,
    /// What the person wants to have reached when the stage is over.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub goal: LocalText,
    #[serde(default, skip_serializing_if = "is_empty")]
    pub description: LocalText,
    /// In map order.
    pub steps: Vec<Step>,
    #[serde(flatten)]
    #[schema(ignore)]
    pub unknown: Unknown,
}

/// One column. In schemas `MapStep`: a question has steps of its own.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = MapStep)]
pub struct Step {
    pub id: String,
    pub name: LocalText,
    #[serde(default, skip_serializing_if = "is_empty")]
    pub description: LocalText,
    /// The activities of the log that are this step; empty for a step nobody has measured.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub activities: Vec<String>,
    /// Ids of the touchpoints (items) met here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub touchpoints: Vec<String>,
    /// On the main path.
    #[serde(default, skip_serializing_if = "is_false")]
    pub main: bool,
    /// Many journeys go without it and nothing is wrong.
    #[serde(default, skip_serializing_if = "is_false")]
    pub optional: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    pub moment_of_truth: bool,
    /// What the company wants people to feel here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intended: Option<Wish>,
    /// What people expected before they came here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<Wish>,
    /// How long it usually takes until the next step begins, seconds. For drawings with a time axis to scale.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub typical_s: Option<f64>,
    #[serde(flatten)]
    #[schema(ignore)]
    pub unknown: Unknown,
}

/// A feeling that is not measured but wanted or expected.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Wish {
    #[serde(default, skip_serializing_if = "is_empty")]
    pub text: LocalText,
    /// −2..=+2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feeling: Option<f64>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub emotions: Vec<Emotion>,
    #[serde(flatten)]
    #[schema(ignore)]
    pub unknown: Unknown,
}

/// A way from one step to another that the order of the columns does not say.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Move {
    pub id: String,
    /// Step id.
    pub from: String,
    /// Step id.
    pub to: String,
    pub kind: MoveKind,
    /// When it is taken: «the card was declined».
    #[serde(default, skip_serializing_if = "is_empty")]
    pub label: LocalText,
    /// Persona ids; empty means everybody.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub personas: Vec<String>,
    /// Of the journeys that were at `from`, 0..=1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<f64>,
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
pub enum MoveKind {
    /// One of several ways on.
    #[default]
    Branch,
    /// Back to a step that was already passed.
    Loop,
    /// Over steps that are left out.
    Skip,
    /// Out of the journey.
    Exit,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Lane {
    pub id: String,
    pub role: LaneRole,
    /// Empty means the role's own name in the reader's language.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub name: LocalText,
    /// Persona id, for a lane that is about one of several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub persona: Option<String>,
    #[serde(flatten)]
    #[schema(ignore)]
    pub unknown: Unknown,
}

/// What a lane means, whatever it is called.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum LaneRole {
    Goals,
    Actions,
    Touchpoints,
    Channels,
    Content,
    Thoughts,
    Feelings,
    Needs,
    Expectations,
    Pains,
    Delights,
    MomentsOfTruth,
    Quotes,
    Questions,
    Kpis,
    Opportunities,
    Ideas,
    ActionItems,
    Owner,
    FrontStage,
    BackStage,
    Support,
    Images,
    #[default]
    Text,
}

/// Colours and logo of the company the map is made for; drawings use them where they keep enough contrast.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Brand {
    /// `#RRGGBB`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub color: Option<String>,
    /// `#RRGGBB`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accent: Option<String>,
    /// Image id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logo: Option<String>,
    #[serde(flatten)]
    #[schema(ignore)]
    pub unknown: Unknown,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Path {
    pub id: String,
    pub name: LocalText,
    /// Step ids in order; a step may stand several times.
    pub steps: Vec<String>,
    pub journeys: u64,
    pub share: f64,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
    #[serde(flatten)]
    #[schema(ignore)]
    pub unknown: Unknown,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Origin {
    /// `source@version`.
    pub snapshot: String,
    /// RFC 3339, both ends included.
    pub from: String,
    pub to: String,
    /// Journeys in the base.
    pub n: u64,
    pub base: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
    /// What the reader must know: what was left out and why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<LocalText>,
    /// The answers behind the numbers, so that the map stands without the lake.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<Answer>,
    #[serde(flatten)]
    #[schema(ignore)]
    pub unknown: Unknown,
}

pub(crate) fn is_empty(text: &LocalText) -> bool {
    text.0.is_empty()
}

pub(crate) fn is_false(value: &bool) -> bool {
    !value
}
