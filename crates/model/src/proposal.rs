//! A map proposed from evidence: each element names the rule that made it and the answers it rests on.

use crate::answer::{Answer, PathNode, Snapshot, TimeWindow, TimesS};
use crate::feeling::{Feeling, Scale};
use crate::question::Question;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use utoipa::ToSchema;

/// One text in one or more languages, keyed by BCP 47 tag. `und` is text in the language of the data.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(transparent)]
pub struct LocalText(pub BTreeMap<String, String>);

impl LocalText {
    /// Text whose language is that of the data (an activity's name).
    pub fn plain(text: impl Into<String>) -> Self {
        Self(BTreeMap::from([("und".to_owned(), text.into())]))
    }

    pub fn en_ru(en: impl Into<String>, ru: impl Into<String>) -> Self {
        Self(BTreeMap::from([
            ("en".to_owned(), en.into()),
            ("ru".to_owned(), ru.into()),
        ]))
    }

    /// No text in any language.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The text in `language`, else language-neutral, else English, else whatever there is, else empty.
    pub fn get(&self, language: &str) -> &str {
        [language, "und", "en"]
            .iter()
            .find_map(|l| self.0.get(*l))
            .or_else(|| self.0.values().next())
            .map_or("", String::as_str)
    }
}

/// English, the language of the command line and of logs.
impl fmt::Display for LocalText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.get("en"))
    }
}

/// Why an element is proposed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Because {
    /// Name of the rule, documented in the guide: `stage.contiguous_flow`, `pain.loss`.
    pub rule: String,
    /// The rule applied here, in words a person can check.
    pub reason: LocalText,
    /// Ask this to get the numbers again.
    pub question: Option<Question>,
    /// `where` expression that selects the journeys behind the element: exactly those of its number; of a path, for
    /// examples, those that meet all of it.
    pub records: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Proposal {
    pub snapshot: Snapshot,
    pub window: TimeWindow,
    /// Journeys in the base.
    pub n: u64,
    pub base: String,
    pub filter: Option<String>,
    pub idle_s: Option<u64>,
    /// In map order; every touchpoint belongs to exactly one stage.
    pub stages: Vec<StageProposal>,
    /// The path most journeys follow, as activities.
    pub main_path: PathProposal,
    /// Most travelled first.
    pub alternatives: Vec<PathProposal>,
    /// Worst first.
    pub pains: Vec<PainProposal>,
    /// What the reader must know: activities not drawn, ends that are outcomes, rare variants left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<LocalText>,
    /// The answers the numbers were taken from, frozen.
    pub answers: Vec<Answer>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct StageProposal {
    pub name: LocalText,
    /// In map order.
    pub touchpoints: Vec<TouchpointProposal>,
    pub reached: u64,
    pub reach: f64,
    pub continued: u64,
    pub completed: u64,
    pub open: u64,
    pub lost: u64,
    pub loss: f64,
    pub loss_lo: f64,
    pub loss_hi: f64,
    pub duration: Option<TimesS>,
    /// Share of transitions that start in the stage and stay in it, 0..=1.
    pub purity: f64,
    pub records: StageRecords,
    pub because: Because,
}

/// `where` expressions that select exactly the journeys of each count; absent where it counts nobody by definition.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct StageRecords {
    pub reached: Option<String>,
    pub continued: Option<String>,
    pub completed: Option<String>,
    pub open: Option<String>,
    pub lost: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TouchpointProposal {
    /// As in the log.
    pub activity: String,
    pub name: LocalText,
    pub journeys: u64,
    pub reach: f64,
    pub events: u64,
    pub open: u64,
    pub lost: u64,
    pub wait: Option<TimesS>,
    /// Selects the journeys in which something comes before it; absent where `wait` is.
    pub wait_records: Option<String>,
    /// Largest first.
    pub channels: Vec<ChannelProposal>,
    pub feeling: Option<FeelingProposal>,
    /// Selects the journeys that gave a score here; absent where `feeling` is.
    pub feeling_records: Option<String>,
    /// On the main path.
    pub main: bool,
    pub because: Because,
}

/// What a channel carries of a touchpoint.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ChannelProposal {
    /// As in the log.
    pub channel: String,
    pub events: u64,
    /// Of the touchpoint's events whose channel is known: the shares add up to 1.
    pub share: f64,
    /// Selects the journeys with such an event.
    pub records: String,
}

/// A measured feeling with the 95 % interval of its mean, and the raw scale it was asked on.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FeelingProposal {
    pub value: Feeling,
    pub lo: Option<Feeling>,
    pub hi: Option<Feeling>,
    pub n: u64,
    pub raw_mean: f64,
    pub raw_scale: Scale,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PathProposal {
    pub activities: Vec<String>,
    /// Journeys this path stands for.
    pub journeys: u64,
    pub share: f64,
    pub because: Because,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PainKind {
    #[default]
    Loss,
    Waiting,
    Loop,
    Repeat,
    LowScore,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PainProposal {
    pub kind: PainKind,
    /// Where it hurts: the touchpoint, or the touchpoint arrived at.
    pub activity: String,
    /// For waiting and loops: where the transition starts.
    pub from: Option<PathNode>,
    pub title: LocalText,
    /// Journeys harmed: exactly those that `because.records` selects.
    pub journeys: u64,
    /// Journeys that could have been harmed: for a low score those that gave one, else those that were there.
    pub of: u64,
    /// The size of the harm in its own unit.
    pub severity: f64,
    /// `share`, `seconds`, `times`, `feeling`.
    pub severity_unit: String,
    pub because: Because,
}
