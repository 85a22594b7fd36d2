//! What a proposal is asked with and what comes of it.

use crate::TimeFormat;
use crate::mapping::{Lifecycle, Mapping};
use serde::{Deserialize, Serialize};
use tropa_model::{LocalText, Scale};
use utoipa::ToSchema;

/// What a person states instead of leaving it to the proposal: the flags of the command line.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct MapOptions {
    /// A column, `=text` for a constant, or `#row`: every row its own actor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
    /// A column, or `=text` for a constant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub activity: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_format: Option<TimeFormat>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub object_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score_scale: Option<Scale>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lifecycle: Option<Lifecycle>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ends: Vec<String>,
}

/// The outcome of a proposal.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Proposed {
    /// Present when nothing is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mapping: Option<Mapping>,
    /// Why each column got its role.
    pub reasons: Vec<RoleReason>,
    /// What cannot be told.
    pub missing: Vec<Missing>,
    pub notes: Vec<LocalText>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RoleReason {
    pub file: String,
    pub column: String,
    /// `actor`, `activity`, `time`, or the column's name in the lake.
    pub role: String,
    pub why: LocalText,
}

/// A part of the mapping that the files do not tell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Missing {
    pub file: String,
    pub what: MissingPart,
    /// What was seen instead.
    pub saw: LocalText,
    /// What to pass on the command line.
    pub pass: LocalText,
}

/// The parts of a mapping that may be missing: a closed set, so that screens can name each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MissingPart {
    File,
    Actor,
    Activity,
    Time,
    /// Which of day and month comes first.
    TimeFormat,
    /// The object type that is the case.
    ObjectType,
    /// How the files belong together.
    Join,
    /// On which scale scores were asked.
    Scale,
    /// The column of what people say.
    Said,
}

impl MissingPart {
    pub const ALL: [Self; 9] = [
        Self::File,
        Self::Actor,
        Self::Activity,
        Self::Time,
        Self::TimeFormat,
        Self::ObjectType,
        Self::Join,
        Self::Scale,
        Self::Said,
    ];

    /// As messages name it.
    pub fn shown(self) -> LocalText {
        let (en, ru) = match self {
            Self::File => ("file", "файл"),
            Self::Actor => ("actor", "человек или дело"),
            Self::Activity => ("activity", "действие"),
            Self::Time => ("time", "время"),
            Self::TimeFormat => ("time_format", "формат даты"),
            Self::ObjectType => ("object_type", "что считать делом"),
            Self::Join => ("join", "связь файлов"),
            Self::Scale => ("scale", "шкала"),
            Self::Said => ("feedback", "высказывания"),
        };
        LocalText::en_ru(en, ru)
    }
}
