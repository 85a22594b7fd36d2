//! What can go wrong with facts on disk, said so that a person knows what to do.

use std::io;
use std::path::{Path, PathBuf};

/// Why an operation on the lake was not done. Unless a variant says otherwise, the lake is as it was before.
#[derive(Debug, thiserror::Error)]
pub enum LakeError {
    #[error(
        "the file «{file}» is already in source «{source_name}»: import {ordinal} took it on {at}; nothing was added"
    )]
    AlreadyImported {
        source_name: String,
        file: String,
        ordinal: u64,
        at: String,
    },

    #[error("there is no source «{source_name}» in this lake{}", list_known(.known))]
    NoSuchSource { source_name: String, known: Vec<String> },

    #[error("source «{source_name}» has no version {version}; the newest is {newest}")]
    NoSuchVersion {
        source_name: String,
        version: u64,
        newest: u64,
    },

    /// The version held a person who was erased since, so it no longer exists.
    #[error(
        "{source_name}@{version} was erased since: a person's events were removed for good on {at}; ask the newest version"
    )]
    ErasedSince {
        source_name: String,
        version: u64,
        at: String,
    },

    /// Vacuum or retention removed files of this version.
    #[error("{source_name}@{version} is no longer kept: its files were vacuumed; ask the newest version")]
    Vacuumed { source_name: String, version: u64 },

    #[error(
        "column `{column}` of source «{source_name}» holds {stored}, but row value «{value}» is not one; map it to another column or import into another source"
    )]
    ColumnType {
        source_name: String,
        column: String,
        stored: &'static str,
        value: String,
    },

    #[error(
        "scores of source «{source_name}» are on the scale {stored}, this import says {given}; scales are never mixed: import into another source"
    )]
    ScaleChanged {
        source_name: String,
        stored: String,
        given: String,
    },

    #[error("no space left on the disk while writing {}; the lake is as it was before", .path.display())]
    DiskFull { path: PathBuf },

    #[error("cannot {what} {}", .path.display())]
    Io {
        what: &'static str,
        path: PathBuf,
        source: io::Error,
    },

    #[error("cannot {what} the Parquet file {}", .path.display())]
    Parquet {
        what: &'static str,
        path: PathBuf,
        source: parquet::errors::ParquetError,
    },

    #[error("cannot {what} the table {}", .path.display())]
    Delta {
        what: &'static str,
        path: PathBuf,
        source: Box<deltalake_core::DeltaTableError>,
    },

    #[error("{} is not what this program wrote: {reason}", .path.display())]
    Damaged { path: PathBuf, reason: String },

    #[error("a batch is not well formed: {reason}")]
    BadBatch { reason: String },

    #[error(
        "one bucket of source «{source_name}» holds more than {limit}; create the source with more buckets"
    )]
    TooLarge {
        source_name: String,
        limit: &'static str,
    },

    #[error("the caller stopped the import; the lake is as it was before")]
    Stopped {
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

fn list_known(known: &[String]) -> String {
    if known.is_empty() {
        "; it is empty".into()
    } else {
        format!("; there are: {}", known.join(", "))
    }
}

impl LakeError {
    pub(crate) fn io(what: &'static str, path: &Path, source: io::Error) -> Self {
        if source.kind() == io::ErrorKind::StorageFull {
            return LakeError::DiskFull {
                path: path.to_owned(),
            };
        }
        LakeError::Io {
            what,
            path: path.to_owned(),
            source,
        }
    }

    pub(crate) fn parquet(what: &'static str, path: &Path, source: parquet::errors::ParquetError) -> Self {
        if is_full(&source) {
            return LakeError::DiskFull {
                path: path.to_owned(),
            };
        }
        LakeError::Parquet {
            what,
            path: path.to_owned(),
            source,
        }
    }

    pub(crate) fn delta(what: &'static str, path: &Path, source: deltalake_core::DeltaTableError) -> Self {
        if is_full(&source) {
            return LakeError::DiskFull {
                path: path.to_owned(),
            };
        }
        LakeError::Delta {
            what,
            path: path.to_owned(),
            source: Box::new(source),
        }
    }
}

/// Whether a full disk is at the bottom of a chain of causes.
fn is_full(error: &(dyn std::error::Error + 'static)) -> bool {
    let mut next = Some(error);
    while let Some(error) = next {
        if error
            .downcast_ref::<io::Error>()
            .is_some_and(|e| e.kind() == io::ErrorKind::StorageFull)
        {
            return true;
        }
        next = error.source();
    }
    // Libraries that keep only the text of the cause.
    error.to_string().contains("No space left on device")
}

/// Something `check` found wrong, with its place.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct Problem {
    pub source: String,
    /// File relative to the lake's folder, or absent for the whole source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    pub what: String,
}
