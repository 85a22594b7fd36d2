//! Erasing one person everywhere, for good.

use crate::error::LakeError;
use crate::layout::{self, Layout};
use crate::table::{Table, TableState};
use std::path::Path;
use tropa_model::SourceName;

/// Makes files gone that an erasure took out of the table.
pub(crate) fn forget(table: &Table, _newest: &TableState, files: &[String]) -> Result<(), LakeError> {
    for file in files {
        layout::remove(&table.dir.join(file))?;
    }
    Ok(())
}

/// The state of a version that is not the newest.
pub(crate) fn old_state(layout: &Layout, source: &SourceName, table: &Table, version: u64) -> Result<TableState, LakeError> {
    match table.state(Some(version)) {
        Ok(Some(state)) => Ok(state),
        _ => Err(why_gone(&layout.erasures(), source, version)),
    }
}

/// Why files of a version are not there any more.
pub(crate) fn why_gone(_erasures: &Path, source: &SourceName, version: u64) -> LakeError {
    LakeError::Vacuumed { source_name: source.to_string(), version }
}
