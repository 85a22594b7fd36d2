//! Finishing or undoing what a killed process began.
//!
//! Every change to a source runs under the source's lock: an intent is written, then files, then the one commit that
//! makes them count, then what follows from it. Whoever holds the lock next and finds an intent asks the table whether
//! that commit landed, and either finishes the rest or removes the files.

use crate::error::LakeError;
use crate::layout::{self, Layout, Lock};
use crate::receipt::{self, Receipt};
use crate::table::{Table, TableState};
use std::path::PathBuf;
use tropa_model::SourceName;

#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct Intent {
    /// The commit's id.
    pub id: String,
    /// Names of all files of this change begin so.
    pub files_prefix: String,
    /// The version the change was prepared on.
    pub base: Option<u64>,
    /// For imports: what to remember once the commit is there; its version is filled in then.
    pub receipt: Option<Receipt>,
    /// Files, relative to the table, that must not exist any more once the commit is there: a person was in them.
    #[serde(default)]
    pub erased_files: Vec<String>,
}

/// Takes the source's lock, and puts right what an earlier holder left unfinished.
pub(crate) fn lock(layout: &Layout, source: &SourceName) -> Result<Lock, LakeError> {
    let lock = Lock::wait(&layout.lock(source))?;
    recover(layout, source)?;
    Ok(lock)
}

/// Puts right what is unfinished, unless somebody is at work on the source.
pub(crate) fn recover_if_idle(layout: &Layout, source: &SourceName) -> Result<(), LakeError> {
    if layout.intent(source).exists()
        && let Some(_lock) = Lock::try_now(&layout.lock(source))?
    {
        recover(layout, source)?;
    }
    Ok(())
}

/// The caller holds the source's lock.
pub(crate) fn recover(layout: &Layout, source: &SourceName) -> Result<(), LakeError> {
    let path = layout.intent(source);
    let Some(intent) = layout::read_json::<Intent>(&path)? else {
        return Ok(());
    };
    let table = Table::at(layout.events(source));
    let state = table.state(None)?;
    let landed = match &state {
        Some(state) => table.has_commit(state, &intent.id)?,
        None => false,
    };
    match state {
        Some(state) if landed => finish(layout, source, &table, &state, &intent)?,
        _ => remove_files(&table.dir, &intent.files_prefix)?,
    }
    layout::remove(&path)
}

/// What follows from a commit that is part of the table.
fn finish(
    layout: &Layout,
    source: &SourceName,
    table: &Table,
    newest: &TableState,
    intent: &Intent,
) -> Result<(), LakeError> {
    if let Some(receipt) = &intent.receipt {
        let mut version = newest.version();
        for earlier in intent.base.map_or(0, |base| base + 1)..newest.version() {
            if let Ok(Some(state)) = table.state(Some(earlier))
                && table.has_commit(&state, &intent.id)?
            {
                version = earlier;
                break;
            }
        }
        let receipt = Receipt {
            version,
            ..receipt.clone()
        };
        layout::write_json(&receipt::path(layout, source, receipt.ordinal), &receipt)?;
    }
    crate::erase::forget(table, newest, &intent.erased_files)
}

/// Removes the data files whose names begin with the prefix.
pub(crate) fn remove_files(table_dir: &std::path::Path, prefix: &str) -> Result<(), LakeError> {
    for file in data_files(table_dir)? {
        if file
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with(prefix))
        {
            layout::remove(&file)?;
        }
    }
    Ok(())
}

/// Every file in the table's bucket folders, part of the table or not.
pub(crate) fn data_files(table_dir: &std::path::Path) -> Result<Vec<PathBuf>, LakeError> {
    let mut files = Vec::new();
    for dir in layout::list(table_dir)? {
        if dir
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with("bucket="))
        {
            files.extend(layout::list(&dir)?);
        }
    }
    Ok(files)
}
