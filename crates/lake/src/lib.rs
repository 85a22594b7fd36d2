//! Facts on disk: one Delta Lake table of events per source, with all-or-nothing imports, versions, compaction,
//! retention and erasure. `FORMAT.md` beside this crate describes the folder.
//!
//! The interface is synchronous and may be used from several threads and processes at once.

mod buffer;
mod erase;
mod error;
mod import;
mod intent;
mod layout;
mod logstore;
mod part;
mod read;
mod receipt;
mod rejected;
mod schema;
mod snapshot;
mod sort;
mod sources;
mod table;
mod write;

pub use error::{LakeError, Problem};
pub use import::{BUCKETS_DEFAULT, CallerError, Import, ImportOptions, MEMORY_BYTES_MAX_DEFAULT};
pub use receipt::{FileReceipt, Receipt};
pub use rejected::Rejected;
pub use schema::{ColumnInfo, ColumnKind};
pub use snapshot::LakeSnapshot;
pub use sources::SourceInfo;

use layout::Layout;
use std::path::Path;
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
        let lake = Lake { layout: Layout { root } };
        for source in lake.layout.sources()? {
            intent::recover_if_idle(&lake.layout, &source)?;
        }
        Ok(lake)
    }

    /// All sources, in order of their names.
    pub fn sources(&self) -> Result<Vec<SourceInfo>, LakeError> {
        self.layout.sources()?.iter().map(|source| self.source(source)).collect()
    }

    /// One source.
    pub fn source(&self, source: &SourceName) -> Result<SourceInfo, LakeError> {
        intent::recover_if_idle(&self.layout, source)?;
        sources::info(&self.layout, source)
    }

    /// Begins an import; the source is made by its first one.
    pub fn begin(&self, source: &SourceName, options: ImportOptions) -> Result<Import, LakeError> {
        Import::begin(&self.layout, source, options)
    }

    /// The newest version of a source, or the one given.
    pub fn snapshot(&self, source: &SourceName, version: Option<u64>) -> Result<LakeSnapshot, LakeError> {
        LakeSnapshot::open(&self.layout, source, version)
    }
}
