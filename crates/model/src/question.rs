//! Questions about journeys. The same JSON form in the command line, the API, maps and recipes.

use crate::cut::Cut;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// One question to one source. The answer is a pure function of (question, snapshot).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The source asked; absent means the only one there is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Keep only journeys for which this holds: `channel = "web" and segment in ("vip")`. See `expr`.
    #[serde(default, rename = "where", skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
    /// Cut every life into journeys first; absent means that a journey is a whole life. The filter speaks of the
    /// journeys that result.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cut: Option<Cut>,
    pub ask: Ask,
}

impl Question {
    pub fn of(ask: Ask) -> Self {
        Self {
            source: None,
            filter: None,
            cut: None,
            ask,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Ask {
    Graph(GraphAsk),
    Funnel(FunnelAsk),
    Variants(VariantsAsk),
    Paths(PathsAsk),
    Daily(DailyAsk),
    Between(BetweenAsk),
    Touchpoints(TouchpointsAsk),
    Stages(StagesAsk),
    Journeys(JourneysAsk),
}

impl Ask {
    /// The word used in `tropa ask …` and in an answer's schema name.
    pub fn name(&self) -> &'static str {
        match self {
            Ask::Graph(_) => "graph",
            Ask::Funnel(_) => "funnel",
            Ask::Variants(_) => "variants",
            Ask::Paths(_) => "paths",
            Ask::Daily(_) => "daily",
            Ask::Between(_) => "between",
            Ask::Touchpoints(_) => "touchpoints",
            Ask::Stages(_) => "stages",
            Ask::Journeys(_) => "journeys",
        }
    }
}

/// Which activity directly follows which, how often, in how many journeys and after what time.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GraphAsk {}

/// How far journeys get along ordered steps. Other events may lie between; the best entry counts; the window runs
/// from step 1 and includes its end; one event satisfies one step; events of one instant may satisfy steps in any order.
///
/// Times and the breakdown come from one chain of events per journey: of those that reach the most steps the one that
/// gets there first, of those the one with the latest entry, and then each further step at its earliest.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FunnelAsk {
    /// 1 to 32 steps.
    pub steps: Vec<Step>,
    /// Seconds from step 1, end included; absent means no limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window_s: Option<u64>,
    /// An attribute of the actor, or of the event that entered the funnel (of several at that instant the first to
    /// arrive), to break down by. At most 1,000 values; a missing value is the group with the empty name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

/// A set of activities, any of which counts; with a name when it is more than one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Step {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// At least one.
    pub activities: Vec<String>,
}

impl Step {
    pub fn one(activity: impl Into<String>) -> Self {
        Self {
            name: None,
            activities: vec![activity.into()],
        }
    }

    pub fn label(&self) -> String {
        self.name.clone().unwrap_or_else(|| self.activities.join(" | "))
    }
}

/// Whole activity sequences, most frequent first (ties by sequence).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VariantsAsk {
    /// 1 to 10,000 rows.
    pub limit: u32,
}

/// Step by step: which activity stands at place k and at place k + 1.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PathsAsk {
    /// Number of transitions looked at, 1 to 50.
    pub depth: u32,
    /// Activities named per column; the rest is *other*. 1 to 1,000.
    pub top: u32,
    /// Begin each journey at its first occurrence of this activity; journeys without it are left out of n.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<String>,
}

/// Journeys and events per UTC day.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DailyAsk {
    /// Also one row for each of these activities on every day that has events. At most 100.
    #[serde(default)]
    pub activities: Vec<String>,
}

/// Time from the first `from` to the first `to` that is another event at the same instant or later: the same journeys
/// arrive as in a funnel of the two steps without a window.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BetweenAsk {
    pub from: Step,
    pub to: Step,
}

/// Everything counted per activity: reach, events, place in the journey, waiting, repeats, channels, scores.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TouchpointsAsk {
    /// A journey without an event for this long is over; see `Answer::idle_s`. Absent: the rule's own proposal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub idle_s: Option<u64>,
}

/// Reach, continuation, loss and time per stage, a stage being a set of activities in map order. An activity is in at
/// most one stage; events of activities in no stage are passed over. 1 to 100 stages.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StagesAsk {
    pub stages: Vec<Step>,
    /// Ends by design: a journey that does not get to a later stage has completed if it meets one of these at or after
    /// its first event in the stage, whatever it does then: a buyer who looks at the catalogue again is no loss. With
    /// none named, whoever reaches the last stage has completed; with some named, the last stage has its losses too: a
    /// cart is no purchase.
    #[serde(default)]
    pub completed: Vec<String>,
    /// Bad ends: a journey that ends with one of these has not completed, whatever it met before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub failed: Vec<String>,
    /// Marks that a system writes where a journey ends, such as `lost`. A journey that ends with one is over, however
    /// recent, and ended with the event before the mark. In no stage, neither completed nor failed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub idle_s: Option<u64>,
}

/// Example journeys, event by event, in order of the actor's key, then of time. Where lives are cut a page may be longer
/// than its limit: it holds all journeys of its last actor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct JourneysAsk {
    /// Only this actor's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
    /// 1 to 1,000.
    pub limit: u32,
    /// Continue after this actor (seek pagination).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}
