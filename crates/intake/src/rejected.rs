//! Rows that could not become events.

use crate::limits;
use serde::{Deserialize, Serialize};
use tropa_model::LocalText;
use utoipa::ToSchema;

/// Why a row was refused: a closed set, so that summaries and screens can name each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RejectCode {
    MissingActor,
    MissingActivity,
    MissingTime,
    BadTime,
    BadNumber,
    ScoreOffScale,
    WrongFieldCount,
    UnclosedQuote,
    BadEncoding,
    BadJson,
    FieldTooLong,
    NoJoinMatch,
    /// Feedback without a text, a score or a choice.
    NothingSaid,
}

impl RejectCode {
    pub fn name(self) -> &'static str {
        match self {
            Self::MissingActor => "missing_actor",
            Self::MissingActivity => "missing_activity",
            Self::MissingTime => "missing_time",
            Self::BadTime => "bad_time",
            Self::BadNumber => "bad_number",
            Self::ScoreOffScale => "score_off_scale",
            Self::WrongFieldCount => "wrong_field_count",
            Self::UnclosedQuote => "unclosed_quote",
            Self::BadEncoding => "bad_encoding",
            Self::BadJson => "bad_json",
            Self::FieldTooLong => "field_too_long",
            Self::NoJoinMatch => "no_join_match",
            Self::NothingSaid => "nothing_said",
        }
    }
}

/// A row in quarantine: none of its events was accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RejectedRow {
    pub code: RejectCode,
    pub file: String,
    /// Text files: the line where the record begins. Spreadsheets: the row. Others: the ordinal of the record. From 1.
    pub row: u64,
    /// Absent when the row as a whole is wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// What stood there, cut to 200 characters.
    pub value: String,
    /// What was expected and what to do.
    pub reason: LocalText,
    /// The row as a JSON object of column names and texts: corrected, it can be read again as a line of JSONL with the
    /// same mapping. Empty when the row was longer than can be kept.
    #[serde(default)]
    pub raw: String,
}

/// The first characters of a value, readable whatever its bytes are.
pub(crate) fn shown(bytes: &[u8]) -> String {
    let head = &bytes[..bytes.len().min(limits::SHOWN_CHARS * 4)];
    String::from_utf8_lossy(head)
        .chars()
        .take(limits::SHOWN_CHARS)
        .collect()
}

/// A JSON object of the given columns, or nothing when it would be too long to keep.
pub(crate) fn raw_json<'a>(fields: impl Iterator<Item = (&'a str, &'a [u8])>) -> String {
    let mut object = serde_json::Map::new();
    let mut bytes = 0;
    for (name, value) in fields {
        bytes += name.len() + value.len();
        if bytes > limits::RAW_BYTES_MAX {
            return String::new();
        }
        object.insert(
            name.to_owned(),
            String::from_utf8_lossy(value).into_owned().into(),
        );
    }
    serde_json::Value::Object(object).to_string()
}
