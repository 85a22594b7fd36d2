//! Which column of a file of feedback means what. A JSON file that people may write, keep in git and use again.

use crate::mapping::Layout;
use crate::time::TimeFormat;
use serde::{Deserialize, Serialize};
use tropa_model::feedback::{FeedbackKind, Measure};
use tropa_model::{LocalText, Scale};
use utoipa::ToSchema;

pub const VOICE_MAPPING_SCHEMA: &str = "tropa.voice_mapping/1";

/// How files become feedback. All files of an import are read by one mapping; a column that one of them lacks is empty
/// there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VoiceMapping {
    /// Always `tropa.voice_mapping/1`.
    pub schema: String,
    pub kind: FeedbackKind,
    #[serde(default, skip_serializing_if = "Layout::is_default")]
    pub layout: Layout,
    /// Zone of times that state none, such as `Europe/Moscow`; absent means UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// Words in the speaker's column, or before the colon of a transcript, that mean the company. Compared without case.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub company: Vec<String>,
    /// Words that mean who asks in an interview.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub researcher: Vec<String>,
    /// Tables to look values up in, by the name of their file; their columns are then called `file.column`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lookups: Vec<Lookup>,
    pub columns: Vec<VoiceColumn>,
}

/// Looks up, for each row, the first row of another file whose `key` equals this row's `on`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Lookup {
    /// Which file: a name with `*` for any characters. It is then only looked up, and gives no feedback itself.
    pub file: String,
    /// What its columns are called by: `orders` makes `orders.status`.
    pub name: String,
    /// A column of this file.
    pub on: String,
    /// A column of the other file.
    pub key: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VoiceColumn {
    /// The column's name; `=text` is a constant for every row.
    pub from: String,
    pub role: VoiceRole,
}

/// What a column is to an item. Columns without a role are kept as attributes when they are listed as such, and left
/// out otherwise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum VoiceRole {
    /// Makes the item unique in its source. A value that two different items share is told apart by their content.
    Id,
    Actor,
    Time(TimeFormat),
    Step,
    Channel,
    Segment,
    Title,
    Pros,
    Cons,
    /// What was written or said.
    Body,
    /// What the company answered publicly.
    Reply,
    /// The score that belongs to the texts of the row.
    Score(ScoreOf),
    /// The question as it was asked, one answer to a row.
    Question,
    /// The option chosen, of the question of the row.
    Choice,
    /// A column per question: its scores are items of their own.
    Scored(AskedScore),
    /// A column per question: its texts are items of their own.
    Told(Asked),
    /// A column per question: its options are items of their own.
    Chosen(Asked),
    /// Who speaks: the words of [`VoiceMapping::company`] and [`VoiceMapping::researcher`], everybody else is an actor.
    /// A truth value says whether the message came in.
    Speaker,
    /// Messages of one ticket, turns of one interview.
    Conversation,
    Turn,
    /// Kept under this name.
    Attribute(String),
    /// Whether this time lies after another column's: the segment is `late` or `in_time`; empty where either is.
    LateAfter(Late),
}

impl VoiceRole {
    /// What the column's scores measure, and their scale.
    pub fn score(&self) -> Option<(Measure, Scale)> {
        match self {
            Self::Score(of) => Some((of.measure, of.scale)),
            Self::Scored(of) => Some((of.measure, of.scale)),
            _ => None,
        }
    }
}

/// The time that was promised and how both are written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Late {
    pub promised: String,
    #[serde(default)]
    pub format: TimeFormat,
}

/// What a score measures and the scale it was asked on, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ScoreOf {
    pub measure: Measure,
    pub scale: Scale,
}

/// A question with a column of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// As it was asked; the column's name where nothing better is known.
    pub question: String,
    /// The step it asks about, where the column says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<String>,
}

/// A question with a column of scores of its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AskedScore {
    pub question: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<String>,
    pub measure: Measure,
    pub scale: Scale,
}

impl VoiceMapping {
    /// Each row has a score and what was written about it: reviews, answers with a reason.
    pub fn has_scores_and_words(&self) -> bool {
        let any = |is: fn(&VoiceRole) -> bool| self.columns.iter().any(|column| is(&column.role));
        any(|role| matches!(role, VoiceRole::Score(_))) && any(|role| matches!(role, VoiceRole::Body))
    }

    /// The column that names who speaks.
    pub fn actor_column(&self) -> Option<&str> {
        let actor = self.columns.iter().find(|column| column.role == VoiceRole::Actor);
        actor.map(|column| column.from.as_str())
    }

    pub fn new(kind: FeedbackKind) -> Self {
        Self {
            schema: VOICE_MAPPING_SCHEMA.into(),
            kind,
            layout: Layout::default(),
            time_zone: None,
            company: Vec::new(),
            researcher: Vec::new(),
            lookups: Vec::new(),
            columns: Vec::new(),
        }
    }

    /// The column of a role.
    pub fn from_of(&self, is: impl Fn(&VoiceRole) -> bool) -> Option<&str> {
        let column = self.columns.iter().find(|column| is(&column.role))?;
        Some(&column.from)
    }

    /// Whether a file is only looked up, and gives no feedback itself.
    pub fn only_looks_up(&self, file: &str) -> bool {
        self.lookups.iter().any(|lookup| matches(&lookup.file, file))
    }

    /// Measures and scales of all scores, by column.
    pub fn scores(&self) -> impl Iterator<Item = (&str, ScoreOf)> {
        self.columns.iter().filter_map(|column| match &column.role {
            VoiceRole::Score(score) => Some((column.from.as_str(), *score)),
            VoiceRole::Scored(asked) => {
                let (measure, scale) = (asked.measure, asked.scale);
                Some((column.from.as_str(), ScoreOf { measure, scale }))
            }
            _ => None,
        })
    }

    /// The file format of saved mappings, for people to read: indented, with a final line end.
    pub fn to_json(&self) -> String {
        let mut text =
            serde_json::to_string_pretty(self).expect("a mapping holds only texts, numbers and lists");
        text.push('\n');
        text
    }

    /// The inverse of [`VoiceMapping::to_json`]; unknown fields are refused by name.
    pub fn from_json(text: &str) -> Result<Self, crate::IntakeError> {
        let bad = |problem: LocalText| crate::IntakeError::Mapping {
            place: LocalText::en_ru("file", "файл"),
            problem,
            help: LocalText::en_ru(
                format!(
                    "expected a JSON object with \"schema\": \"{VOICE_MAPPING_SCHEMA}\" as shown by `tropa import --preview --json`"
                ),
                format!(
                    "нужен объект JSON, где \"schema\": \"{VOICE_MAPPING_SCHEMA}\", как его пишет `tropa import --preview --json`"
                ),
            ),
        };
        let mapping: Self = serde_json::from_str(text).map_err(|e| bad(LocalText::plain(e.to_string())))?;
        if mapping.schema != VOICE_MAPPING_SCHEMA {
            return Err(bad(LocalText::en_ru(
                format!("schema is «{}»", mapping.schema),
                format!("schema здесь «{}»", mapping.schema),
            )));
        }
        Ok(mapping)
    }
}

/// Whether a file's name fits a pattern with `*` for any characters.
pub fn matches(pattern: &str, name: &str) -> bool {
    let base = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let mut rest = base;
    let parts: Vec<&str> = pattern.split('*').collect();
    for (place, part) in parts.iter().enumerate() {
        let at = match (place, place + 1 == parts.len()) {
            (0, true) => return base == pattern,
            (0, _) => rest.starts_with(part).then_some(0),
            (_, true) => return rest.ends_with(part),
            _ => rest.find(part),
        };
        let Some(at) = at else { return false };
        rest = &rest[at + part.len()..];
    }
    true
}
