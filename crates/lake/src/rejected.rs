//! Rows that could not become events.

use crate::error::LakeError;
use crate::layout::Layout;
use tropa_model::SourceName;

/// A row in quarantine: where it stood, what is wrong with it, and its text, so that it can be replayed.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct Rejected {
    pub code: String,
    pub file: String,
    /// 1-based, as a person counts in the file.
    pub row: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    pub reason: String,
    /// The row as it stood in the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raw: Option<String>,
}

pub(crate) fn append(
    _layout: &Layout,
    _source: &SourceName,
    _id: &str,
    _ordinal: u64,
    _rows: &[Rejected],
) -> Result<(), LakeError> {
    Ok(())
}
