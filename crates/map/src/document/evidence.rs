//! What a statement rests on.

use super::{Metric, Unknown, is_empty};
use serde::{Deserialize, Serialize};
use tropa_model::proposal::LocalText;
use tropa_model::question::Question;
use utoipa::ToSchema;

/// One reason to believe a card: a question with its snapshot and answer, a quote with its span, a person's note. Any of
/// them may stand together.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Evidence {
    /// Rule that made the statement, for drafted cards.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// Why, in words.
    #[serde(default, skip_serializing_if = "is_empty")]
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
    /// What the question was answered, frozen, where it is another number than the card shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Metric>,
    /// Selects the texts behind it, as the address of the list of texts says it: `step=Order&feeling=bad`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub texts: Option<String>,
    /// Exact words of a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<Quote>,
    /// What a member of the team knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Note>,
    /// Where it shows in an event log, for tools of process mining.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub log: Option<LogLink>,
    #[serde(flatten)]
    #[schema(ignore)]
    pub unknown: Unknown,
}

/// Events of a log, by the names the log itself uses. Names that are left out narrow nothing down.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LogLink {
    /// A source of the workspace, or the name of a file.
    pub source: String,
    pub format: LogFormat,
    /// `concept:name` of XES events; event types of OCEL.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub activities: Vec<String>,
    /// OCEL: types of the objects the events are about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub object_types: Vec<String>,
    /// Single cases: `concept:name` of XES traces; ids of OCEL objects.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cases: Vec<String>,
    /// Single events by their OCEL ids.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<String>,
    #[serde(flatten)]
    #[schema(ignore)]
    pub unknown: Unknown,
}

/// The kind of log a link leads into.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// IEEE 1849 (XES): one case per trace.
    Xes,
    /// OCEL 2.0: events about objects of several types.
    Ocel,
    /// A table or another log with activities by name.
    #[default]
    Table,
}

/// Exact words of a person, and where they stand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Quote {
    pub text: String,
    /// BCP 47 tag of the words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// Who, as far as readers may know: «customer, 34», «interview 7».
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// The record it is taken from: an interview, a review, a ticket. `voice:SOURCE/ITEM#body` is a part of a text kept
    /// in the workspace.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<String>,
    /// First character of the quote in the record, counted from 0 in Unicode scalar values.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<u64>,
    /// One past its last character.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<u64>,
    #[serde(flatten)]
    #[schema(ignore)]
    pub unknown: Unknown,
}

/// What a member of the team knows: weaker than a record, stronger than nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Note {
    pub text: LocalText,
    pub by: String,
    /// `2026-12-31`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    #[serde(flatten)]
    #[schema(ignore)]
    pub unknown: Unknown,
}
