//! The mapping: which column means what. A JSON file that people may write, keep in git and use again.

use crate::time::TimeFormat;
use crate::{Encoding, Format};
use serde::{Deserialize, Serialize};
use tropa_model::{LocalText, Role, Scale};
use utoipa::ToSchema;

pub const MAPPING_SCHEMA: &str = "tropa.mapping/1";

/// How files become events.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// Always `tropa.mapping/1`.
    pub schema: String,
    /// Zone of times that state none, such as `Europe/Moscow`; absent means UTC. A local time that daylight saving
    /// skipped is moved forward by the jump; one that occurred twice is taken as the earlier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// The scale of every score column, both ends included. A score off the scale is rejected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score_scale: Option<Scale>,
    #[serde(default)]
    pub lifecycle: Lifecycle,
    /// Artificial end activities (`lost`, `exit`): not events but the outcome of their actor, the last one counting.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ends: Vec<String>,
    /// At least one with events.
    pub inputs: Vec<InputMapping>,
}

/// What to do with start and complete records of one activity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Lifecycle {
    /// Every record is an event: counts equal those of the log.
    #[default]
    Keep,
    /// A `start` and the next `complete` of the same activity (and instance, where there is one) of one actor become
    /// one event at the start, with `duration_s`. Starts without completion and all other records stay events.
    Pair,
}

/// One kind of file: its layout, and the events in each of its rows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InputMapping {
    /// What joins call it.
    pub name: String,
    /// Which files: a name with `*` for any characters. Absent: every file that no other input takes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub files: Option<String>,
    #[serde(default, skip_serializing_if = "Layout::is_default")]
    pub layout: Layout,
    /// Tables to look values up in; their columns are then called `input.column`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub joins: Vec<Join>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub actor: Option<Value>,
    /// Columns that belong to every event of a row.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<ColumnMapping>,
    /// The events of one row. Empty: the file is only looked up by others.
    #[serde(default)]
    pub events: Vec<EventMapping>,
}

/// How the bytes of a file are laid out. What is absent is detected.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Layout {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<Format>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<Encoding>,
    /// One ASCII character.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<char>,
    /// One ASCII character.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<char>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decimal: Option<Decimal>,
    /// Whether the first record holds names; without, columns are called `column_1`, `column_2`, …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub header: Option<bool>,
    /// Sheet of a workbook; absent: the first with rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// The object type of an OCEL log that is the case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub object_type: Option<String>,
}

impl Layout {
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Decimal {
    #[default]
    Point,
    Comma,
}

/// Looks up, for each row, the row of another input whose `key` equals this row's `on`. When several have the key the
/// first is taken and the summary says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Join {
    /// Name of the other input.
    pub input: String,
    /// A column of this input, or `input.column` of an earlier join.
    pub on: String,
    /// A column of the other input.
    pub key: String,
}

/// Where a value comes from. Written as text: a column's name, `=text` for a constant, `#row` for a name made of file
/// and row (when nothing else tells actors apart); `\` before a column's name takes it as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Value {
    Column(String),
    Constant(String),
    Row,
}

impl Value {
    pub fn column(name: impl Into<String>) -> Self {
        Self::Column(name.into())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        if text == "#row" {
            return Self::Row;
        }
        match text.as_bytes().first() {
            Some(b'=') => Self::Constant(text[1..].to_owned()),
            Some(b'\\') => Self::Column(text[1..].to_owned()),
            _ => Self::Column(text),
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<Value> for String {
    fn from(value: Value) -> String {
        match value {
            Value::Row => "#row".into(),
            Value::Constant(text) => format!("={text}"),
            Value::Column(name) if name == "#row" || name.starts_with(['=', '\\']) => format!("\\{name}"),
            Value::Column(name) => name,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ColumnMapping {
    #[schema(value_type = String)]
    pub from: Value,
    pub role: Role,
    /// Absent: what is usual for the role.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<ColumnKind>,
}

/// How a column is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ColumnKind {
    /// Few distinct values: channels, segments.
    Coded,
    /// Many: texts, ids.
    Text,
    Number,
}

impl ColumnKind {
    /// What is usual for a role: scores, amounts and durations are numbers; texts, sessions and ids are texts.
    pub fn of(role: &Role) -> Self {
        match role {
            Role::Score | Role::Amount | Role::DurationS => Self::Number,
            Role::Text | Role::Session | Role::EventId => Self::Text,
            _ => Self::Coded,
        }
    }
}

/// One event of a row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EventMapping {
    #[schema(value_type = String)]
    pub activity: Value,
    pub time: TimeValue,
    /// When the activity was completed: gives the event `duration_s`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<TimeValue>,
    /// An empty time means that it has not happened; otherwise it is an error of the row.
    #[serde(default)]
    pub optional: bool,
    /// Columns of this event only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<ColumnMapping>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TimeValue {
    pub column: String,
    #[serde(default)]
    pub format: TimeFormat,
}

impl Mapping {
    pub fn new(inputs: Vec<InputMapping>) -> Self {
        Self {
            schema: MAPPING_SCHEMA.into(),
            time_zone: None,
            score_scale: None,
            lifecycle: Lifecycle::Keep,
            ends: Vec::new(),
            inputs,
        }
    }

    /// The file format of saved mappings, for people to read: indented, with a final line end.
    pub fn to_json(&self) -> String {
        let mut text =
            serde_json::to_string_pretty(self).expect("a mapping holds only texts, numbers and lists");
        text.push('\n');
        text
    }

    /// The inverse of [`Mapping::to_json`]; unknown fields are refused by name.
    pub fn from_json(text: &str) -> Result<Self, crate::IntakeError> {
        let bad = |problem: LocalText| crate::IntakeError::Mapping {
            place: LocalText::en_ru("file", "файл"),
            problem,
            help: LocalText::en_ru(
                format!(
                    "expected a JSON object with \"schema\": \"{MAPPING_SCHEMA}\" as shown by `tropa import --dry-run --json`"
                ),
                format!(
                    "нужен объект JSON, где \"schema\": \"{MAPPING_SCHEMA}\", как его пишет `tropa import --dry-run --json`"
                ),
            ),
        };
        let mapping: Self = serde_json::from_str(text).map_err(|e| bad(LocalText::plain(e.to_string())))?;
        if mapping.schema != MAPPING_SCHEMA {
            return Err(bad(LocalText::en_ru(
                format!("schema is «{}»", mapping.schema),
                format!("schema здесь «{}»", mapping.schema),
            )));
        }
        Ok(mapping)
    }
}
