//! Statements, and the numbers and feelings they carry.

use super::{Evidence, Unknown, is_empty};
use serde::{Deserialize, Serialize};
use tropa_model::feeling::{Emotion, EvidenceState, Scale};
use tropa_model::proposal::{LocalText, PainKind};
use utoipa::ToSchema;

/// One statement in a cell: a lane and either a step or a whole stage.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Card {
    pub id: String,
    /// Lane id.
    pub lane: String,
    /// Id of a step or of a stage (then it spans the stage).
    pub at: String,
    /// Last step it spans, at or after `at`, when it covers several steps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    #[serde(default, skip_serializing_if = "is_empty")]
    pub text: LocalText,
    /// Persona ids it speaks of; empty means everybody on the map.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub personas: Vec<String>,
    /// Ids of items it refers to: touchpoint, content, system, insight, metric, department.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<String>,
    /// Channel id, for cards of a channels lane.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// Image id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
    /// A number to show large: reach, loss, median time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metric: Option<Metric>,
    /// What the number should become.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<Target>,
    /// A point of the emotion curve of the personas the card speaks of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feeling: Option<FeelingPoint>,
    /// Named feelings.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub emotions: Vec<Emotion>,
    /// What kind of pain and how bad, for cards of a pains lane.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pain: Option<Pain>,
    /// What depends on the experience here, for cards of a moments of truth lane.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moment: Option<Moment>,
    /// For cards of an opportunities or ideas lane.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opportunity: Option<Opportunity>,
    /// For cards of an action items lane.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<ActionItem>,
    pub state: EvidenceState,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
    #[serde(flatten)]
    #[schema(ignore)]
    pub unknown: Unknown,
}

/// A frozen number with all a reader needs to check it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
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
    /// How a number of people's own is called, for `name` = `own`: «NPS after delivery».
    #[serde(default, skip_serializing_if = "is_empty")]
    pub label: LocalText,
    /// First and last day it was measured over, `2026-01-31`, both included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    #[serde(flatten)]
    #[schema(ignore)]
    pub unknown: Unknown,
}

#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
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
    /// Named by `label`.
    #[default]
    Own,
}

#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum MetricUnit {
    /// 0..=1, shown as per cent.
    Share,
    Seconds,
    Journeys,
    Points,
    Times,
    /// Money; the currency stands in the label.
    Money,
    /// A plain number, named by the label.
    #[default]
    Number,
}

/// What a number should become and by when.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Target {
    pub comparison: Comparison,
    /// In the unit of the card's metric.
    pub value: f64,
    /// `2026-12-31`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    #[serde(flatten)]
    #[schema(ignore)]
    pub unknown: Unknown,
}

#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    #[default]
    AtLeast,
    AtMost,
}

/// The harm a pain does, in its own unit; how many journeys it does it to is the card's metric.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Pain {
    pub kind: PainKind,
    pub severity: f64,
    /// `share`, `seconds`, `times`, `feeling`.
    pub severity_unit: String,
    #[serde(flatten)]
    #[schema(ignore)]
    pub unknown: Unknown,
}

/// A moment of truth: an experience that measurably moves the outcome.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Moment {
    /// What it decides: «whether they buy a second time».
    #[serde(default, skip_serializing_if = "is_empty")]
    pub outcome: LocalText,
    /// How much larger the share with that outcome is after a good experience here than after a bad one; with interval.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effect: Option<Metric>,
    /// Item id of the touchpoint it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub touchpoint: Option<String>,
    #[serde(flatten)]
    #[schema(ignore)]
    pub unknown: Unknown,
}

/// A point on −2..=+2, with interval where measured. Everything needed to draw it honestly.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
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
    #[serde(flatten)]
    #[schema(ignore)]
    pub unknown: Unknown,
}

/// An improvement that could be made here, and what is known about its worth.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Opportunity {
    pub status: Status,
    /// Place among the opportunities of the map, 1 is what to do first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rank: Option<u32>,
    /// Journeys it would touch, in the unit of `reach.unit`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reach: Option<Metric>,
    /// Expected change of a number, with its interval.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effect: Option<Metric>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub impact: Option<Level>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effort: Option<Level>,
    /// 0..=1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f64>,
    /// Ids of the pain and delight cards it answers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<String>,
    /// Of a solution (a card of an ideas lane): ids of the opportunity cards it is a way to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub solves: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub horizon: Option<Horizon>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    #[serde(default, skip_serializing_if = "is_empty")]
    pub department: LocalText,
    #[serde(flatten)]
    #[schema(ignore)]
    pub unknown: Unknown,
}

/// Who does what by when.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ActionItem {
    pub status: Status,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    #[serde(default, skip_serializing_if = "is_empty")]
    pub department: LocalText,
    /// What is expected of it, to be compared with what was measured.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub hypothesis: LocalText,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub horizon: Option<Horizon>,
    /// The day it was begun: what is measured after it is compared with what was before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started: Option<String>,
    /// `2026-12-31`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// Card id of the opportunity it serves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opportunity: Option<String>,
    /// The task in a tracker.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// What it did, once somebody looked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measured: Option<MeasuredEffect>,
    #[serde(flatten)]
    #[schema(ignore)]
    pub unknown: Unknown,
}

#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    #[default]
    Open,
    Planned,
    Doing,
    Done,
    Dropped,
}

/// What an action did, and how far that may be believed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct MeasuredEffect {
    /// How much a number became larger or smaller, with its interval and n.
    pub change: Metric,
    pub design: EffectDesign,
    /// The day of the measurement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<String>,
    /// What a reader must know before believing it: a sale in the same weeks, few journeys.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub caveats: Vec<LocalText>,
    #[serde(flatten)]
    #[schema(ignore)]
    pub unknown: Unknown,
}

/// What an effect was measured by: it decides whether the action *caused* the change or is *associated* with it.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum EffectDesign {
    /// The same number before and after: associated.
    #[default]
    BeforeAfter,
    /// Against people it was not done for, as they came: associated, more strongly.
    Compared,
    /// Against people chosen by lot: caused.
    Randomised,
}

/// When something is to be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Horizon {
    /// Within the quarter or so.
    Short,
    Long,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    Low,
    Medium,
    High,
}
