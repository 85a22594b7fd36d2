//! What is remembered of an import beside its events.

use crate::error::LakeError;
use crate::layout::{self, Layout};
use std::path::PathBuf;
use tropa_model::{Scale, SourceName};

/// A file an import was read from.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct FileReceipt {
    pub name: String,
    pub bytes: u64,
    /// Hash of the content, hexadecimal: the same content is never imported twice into a source.
    pub blake3: String,
}

/// What one import added. Written when the import is part of the source, never changed later.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct Receipt {
    pub id: String,
    pub source: String,
    /// Counts the imports of the source from 1; gaps are imports that did not end. The column `import` of its events.
    pub ordinal: u64,
    /// The version of the source that this import made.
    pub version: u64,
    /// RFC 3339 in UTC.
    pub at: String,
    pub files: Vec<FileReceipt>,
    /// The mapping the files were read with, as JSON text.
    pub mapping: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score_scale: Option<Scale>,
    /// Ordinals of imports whose quarantined rows this import took up; they are in quarantine no longer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replays: Vec<u64>,
    /// Events added.
    pub accepted: u64,
    /// Events whose id was known already, in the source or earlier in the import; not added.
    pub duplicates: u64,
    /// Of the duplicates, those that said something else than the first event with their id, in the source or in this
    /// import.
    pub conflicts: u64,
    /// Rows in quarantine.
    pub rejected: u64,
    /// Distinct actors among the events added.
    pub actors: u64,
    /// Distinct activities among the events added.
    pub activities: u64,
    /// First and last event added, both included, RFC 3339 in UTC; absent where none was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

pub(crate) fn path(layout: &Layout, source: &SourceName, ordinal: u64) -> PathBuf {
    layout.imports(source).join(format!("{ordinal:08}.json"))
}

/// All imports that are part of the source, in order of their ordinals.
pub(crate) fn all(layout: &Layout, source: &SourceName) -> Result<Vec<Receipt>, LakeError> {
    let mut receipts = Vec::new();
    for file in layout::list(&layout.imports(source))? {
        if file.extension().is_some_and(|e| e == "json") {
            receipts.extend(layout::read_json::<Receipt>(&file)?);
        }
    }
    receipts.sort_by_key(|r| r.ordinal);
    Ok(receipts)
}

/// The first of the files that an import took already, with that import.
pub(crate) fn known<'a>(
    receipts: &'a [Receipt],
    files: &'a [FileReceipt],
) -> Option<(&'a FileReceipt, &'a Receipt)> {
    files.iter().find_map(|file| {
        let same = |known: &FileReceipt| known.blake3 == file.blake3 && known.bytes == file.bytes;
        receipts
            .iter()
            .find(|r| r.files.iter().any(same))
            .map(|receipt| (file, receipt))
    })
}
