//! The records of a map. Columns are stages and their steps, rows are lanes, statements are cards.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tropa_model::answer::Answer;
use tropa_model::feeling::{EvidenceState, Scale};
use tropa_model::proposal::{LocalText, PainKind};
use tropa_model::question::Question;
use utoipa::ToSchema;

/// Fields this version does not know: kept and written back as they were.
pub type Unknown = BTreeMap<String, serde_json::Value>;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Map {
    /// Always `tropa.map`.
    pub format: String,
    /// Of the format; this code writes 1.
    pub version: u32,
    /// Stable for the life of the map.
    pub id: String,
    pub title: LocalText,
    pub kind: MapKind,
    pub state: MapState,
    #[serde(default)]
    pub purpose: LocalText,
    #[serde(default)]
    pub scenario: LocalText,
    #[serde(default)]
    pub scope: LocalText,
    #[serde(default)]
    pub department: LocalText,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// `2026-12-31`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review_date: Option<String>,
    /// In map order.
    pub stages: Vec<Stage>,
    /// Top to bottom.
    pub lanes: Vec<Lane>,
    pub cards: Vec<Card>,
    #[serde(default)]
    pub channels: Vec<Channel>,
    /// Paths people take through the steps, the main one first.
    #[serde(default)]
    pub paths: Vec<Path>,
    /// Where a drafted map came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
    #[serde(flatten)]
    #[schema(ignore)]
    pub unknown: Unknown,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MapKind {
    Customer,
    User,
    Employee,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MapState {
    AsIs,
    ToBe,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Stage {
    pub id: String,
    pub name: LocalText,
    #[serde(default)]
    pub goal: LocalText,
    /// In map order.
    pub steps: Vec<Step>,
    #[serde(flatten)]
    #[schema(ignore)]
    pub unknown: Unknown,
}

/// One column. In schemas `MapStep`: a question has steps of its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = MapStep)]
pub struct Step {
    pub id: String,
    pub name: LocalText,
    /// The activities of the log that are this step; empty for a step nobody has measured.
    #[serde(default)]
    pub activities: Vec<String>,
    /// On the main path.
    #[serde(default)]
    pub main: bool,
    #[serde(default)]
    pub moment_of_truth: bool,
    #[serde(flatten)]
    #[schema(ignore)]
    pub unknown: Unknown,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Lane {
    pub id: String,
    pub role: LaneRole,
    /// Empty means the role's own name in the reader's language.
    #[serde(default)]
    pub name: LocalText,
    #[serde(flatten)]
    #[schema(ignore)]
    pub unknown: Unknown,
}

/// What a lane means, whatever it is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
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
    Text,
}

/// One statement in a cell: a lane and either a step or a whole stage.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Card {
    pub id: String,
    /// Lane id.
    pub lane: String,
    /// Id of a step or of a stage (then it spans the stage).
    pub at: String,
    #[serde(default)]
    pub text: LocalText,
    /// A number to show large: reach, loss, median time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metric: Option<Metric>,
    /// A point of the emotion curve.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feeling: Option<FeelingPoint>,
    /// What kind of pain and how bad, for cards of a pains lane.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pain: Option<Pain>,
    /// Channel id, for cards of a channels lane.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    pub state: EvidenceState,
    #[serde(default)]
    pub evidence: Vec<Evidence>,
    #[serde(flatten)]
    #[schema(ignore)]
    pub unknown: Unknown,
}

/// A frozen number with all a reader needs to check it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Metric {
    /// What is measured: `reach`, `loss`, `continued`, `median_time`, `wait`, `journeys_harmed`.
    pub name: MetricName,
    pub value: f64,
    pub unit: MetricUnit,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lo: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hi: Option<f64>,
    pub n: u64,
    /// What `n` counts, in words.
    pub base: LocalText,
    /// The count behind a share, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MetricName {
    Reach,
    Continued,
    Completed,
    StillOpen,
    Loss,
    MedianTime,
    Wait,
    JourneysHarmed,
    Score,
    /// Of a touchpoint's events, those in one channel.
    ChannelShare,
    /// Events of the touchpoint in a journey that has any.
    TimesPerJourney,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MetricUnit {
    /// 0..=1, shown as per cent.
    Share,
    Seconds,
    Journeys,
    Points,
    Times,
}

/// The harm a pain does, in its own unit; how many journeys it does it to is the card's metric.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Pain {
    pub kind: PainKind,
    pub severity: f64,
    /// `share`, `seconds`, `times`, `feeling`.
    pub severity_unit: String,
}

/// A point on −2..=+2, with interval where measured. Everything needed to draw it honestly.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FeelingPoint {
    pub value: f64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lo: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hi: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub n: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raw_mean: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raw_scale: Option<Scale>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Evidence {
    /// Rule that made the statement, for drafted cards.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// Why, in words.
    #[serde(default)]
    pub reason: LocalText,
    /// Ask again with this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<Question>,
    /// `where` expression that selects the journeys behind it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub records: Option<String>,
    /// `source@version` the number was counted in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub snapshot: Option<String>,
    /// Exact words of a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Channel {
    pub id: String,
    pub name: LocalText,
    /// Name of an icon: web, mobile, email, phone, sms, messenger, bot, store, visit, post, kiosk, social,
    /// marketplace, review, event, partner, call_centre, document, payment, other.
    pub icon: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Path {
    pub id: String,
    pub name: LocalText,
    /// Step ids in order; a step may stand several times.
    pub steps: Vec<String>,
    pub journeys: u64,
    pub share: f64,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
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
    #[serde(default)]
    pub answers: Vec<Answer>,
}
