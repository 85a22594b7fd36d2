//! Facts on disk: one Delta Lake table of events per source, with all-or-nothing imports, versions, compaction,
//! retention and erasure. `FORMAT.md` beside this crate describes the folder.
//!
//! The interface is synchronous and may be used from several threads and processes at once.

mod actors;
mod blocks;
mod bucket_writer;
mod buffer;
mod check;
mod commit;
mod dedup;
mod erase;
mod error;
mod import;
mod intent;
mod layout;
mod logstore;
mod pages;
mod part;
mod read;
mod ready;
mod receipt;
mod rejected;
mod schema;
mod snapshot;
mod sort;
mod sources;
mod table;
mod upkeep;
mod write;

pub use erase::{ErasedFrom, ErasureReceipt};
pub use error::{LakeError, Problem};
pub use import::{BUCKETS_DEFAULT, CallerError, Import, ImportOptions, MEMORY_BYTES_MAX_DEFAULT, OnRun};
pub use receipt::{FileReceipt, Receipt};
pub use rejected::{QuarantinedRow, Rejected};
pub use schema::{ColumnInfo, ColumnKind};
pub use snapshot::LakeSnapshot;
pub use sources::SourceInfo;
pub use upkeep::{Rewrite, Vacuumed};

use layout::Layout;
use std::path::Path;
use std::time::Duration;
use tropa_model::SourceName;

/// The facts of a workspace: a folder that may be moved or copied as a whole.
#[derive(Clone, Debug)]
pub struct Lake {
    layout: Layout,
}

impl Lake {
    /// Opens the lake in a folder, making it where there is none.
    pub fn open(dir: &Path) -> Result<Lake, LakeError> {
        layout::create_dir(dir)?;
        let root = dir.canonicalize().map_err(|e| LakeError::io("open", dir, e))?;
        let lake = Lake {
            layout: Layout { root },
        };
        for source in lake.layout.sources()? {
            intent::recover_if_idle(&lake.layout, &source)?;
        }
        erase::resume(&lake.layout)?;
        Ok(lake)
    }

    /// All sources, in order of their names.
    pub fn sources(&self) -> Result<Vec<SourceInfo>, LakeError> {
        self.layout
            .sources()?
            .iter()
            .map(|source| self.source(source))
            .collect()
    }

    /// One source.
    pub fn source(&self, source: &SourceName) -> Result<SourceInfo, LakeError> {
        intent::recover_if_idle(&self.layout, source)?;
        sources::info(&self.layout, source)
    }

    /// The quarantine of a source: rows that could not become events, by import.
    pub fn rejected(&self, source: &SourceName) -> Result<Vec<QuarantinedRow>, LakeError> {
        intent::recover_if_idle(&self.layout, source)?;
        rejected::all(&self.layout, source)
    }

    /// Begins an import; the source is made by its first one.
    pub fn begin(&self, source: &SourceName, options: ImportOptions) -> Result<Import, LakeError> {
        Import::begin(&self.layout, source, options)
    }

    /// The newest version of a source, or the one given.
    pub fn snapshot(&self, source: &SourceName, version: Option<u64>) -> Result<LakeSnapshot, LakeError> {
        LakeSnapshot::open(&self.layout, source, version)
    }

    /// Merges the files of every bucket into one. Questions get the same answers, faster. Older versions keep their
    /// files until [`Lake::vacuum`].
    pub fn compact(&self, source: &SourceName) -> Result<Rewrite, LakeError> {
        upkeep::compact(&self.layout, source)
    }

    /// Removes files that only versions older than `retention` need, and what killed processes left.
    pub fn vacuum(&self, source: &SourceName, retention: Duration) -> Result<Vacuumed, LakeError> {
        upkeep::vacuum(&self.layout, source, retention)
    }

    /// Takes all events before `from_us` (microseconds since 1970) out of a source, as a new version. Older versions
    /// still have them until [`Lake::vacuum`].
    pub fn retain(&self, source: &SourceName, from_us: i64) -> Result<Rewrite, LakeError> {
        upkeep::retain(&self.layout, source, from_us)
    }

    /// Removes a person from every source, from quarantined rows that name them, and from the disk. Versions that held
    /// them answer [`LakeError::ErasedSince`] afterwards. `at_us` is the time the receipt states.
    pub fn erase(&self, actor: &str, at_us: i64) -> Result<ErasureReceipt, LakeError> {
        erase::erase(&self.layout, actor, tropa_model::time::rfc3339(at_us))
    }

    /// All erasures so far, oldest first.
    pub fn erasures(&self) -> Result<Vec<ErasureReceipt>, LakeError> {
        erase::receipts(&self.layout.erasures())
    }

    /// Reads everything and says what is damaged; an empty list is good news.
    pub fn check(&self) -> Result<Vec<Problem>, LakeError> {
        check::check(&self.layout)
    }
}
