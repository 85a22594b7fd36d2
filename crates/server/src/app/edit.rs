//! Changes of a map on somebody's behalf, each written into its history; the map as it was.

use crate::app::{AppError, Author, ErrorCode, Fault, Workspace};
use std::sync::Arc;
use tropa_catalog::{CatalogError, MapId};
use tropa_map::Map;
use tropa_map::change::{Change, apply};
use tropa_sync::Blobs;
use tropa_sync::saved::{Moments, SavedError};

/// Of one request: more is a file to be imported.
pub(crate) const CHANGES_MAX: usize = 2_000;

/// What somebody's work on a map came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Edited<T> {
    pub outcome: T,
    /// The map's position after it.
    pub revision: u64,
    pub map: Arc<Map>,
}

impl Workspace {
    /// Lets `work` change the map as it now is, and writes what came of it as a change of `by`, who came by `via`
    /// (`suggestion`, `restore`).
    pub(crate) fn edit_map<T>(
        &self,
        id: &MapId,
        by: &Author,
        via: &str,
        work: impl FnOnce(&mut Map) -> Result<T, AppError>,
    ) -> Result<Edited<T>, AppError> {
        let (outcome, seen) = self.change_live(id, by, via, work)?;
        Ok(Edited {
            outcome,
            revision: seen.seq,
            map: seen.map,
        })
    }

    /// Makes the changes one after another, all or none. `seen` is the revision they were thought of on; others'
    /// changes since then stay.
    pub fn change_map(
        &self,
        id: &MapId,
        by: &Author,
        via: &str,
        changes: &[Change],
        seen: Option<u64>,
    ) -> Result<Edited<()>, AppError> {
        if let Some(seen) = seen {
            let revision = self.wait(self.catalog.map_seq(id))?;
            if seen > revision {
                let id = id.clone();
                return Err(CatalogError::MapChanged { id, seen, revision }.into());
            }
        }
        self.edit_map(id, by, via, |map| apply_all(map, changes))
    }

    /// The map at position `seq`; `None` where its history does not reach back so far.
    pub(crate) fn map_at(&self, id: &MapId, seq: u64) -> Result<Option<Map>, AppError> {
        self.walk(id).to(seq)
    }

    /// Goes through the history of a map.
    pub(crate) fn walk<'w>(&'w self, id: &'w MapId) -> Walk<'w> {
        Walk {
            workspace: self,
            id,
            at: None,
        }
    }
}

/// Somebody who looks at one moment of a map's history after another; going forward reads only what lies between.
pub(crate) struct Walk<'w> {
    workspace: &'w Workspace,
    id: &'w MapId,
    at: Option<(u64, Moments)>,
}

impl Walk<'_> {
    /// The map at position `seq`; `None` where its history does not reach back so far.
    pub fn to(&mut self, seq: u64) -> Result<Option<Map>, AppError> {
        let Walk { workspace, id, .. } = *self;
        let from_here = match self.at.take().filter(|(at, _)| *at <= seq) {
            Some((at, moments)) => {
                let updates = workspace.wait(workspace.catalog.updates(id, at, seq))?;
                // Where an entry is missing, the document was written as a whole: a saved state holds it.
                (updates.len() as u64 == seq - at).then_some((moments, updates))
            }
            None => None,
        };
        let (mut moments, updates) = match from_here {
            Some(found) => found,
            None => {
                let Some((snapshot, updates)) = workspace.wait(workspace.catalog.state_at(id, seq))? else {
                    return Ok(workspace.wait(workspace.catalog.version_at(id, seq))?);
                };
                let begun = Moments::from(id.as_str(), &snapshot.state).map_err(|e| damaged(id, e))?;
                (begun, updates)
            }
        };
        let updates: Vec<&[u8]> = updates.iter().map(|(_, update)| update.as_slice()).collect();
        let mut missing = None;
        let pictures = |hashes: &[String]| {
            let mut blobs = Blobs::default();
            for hash in hashes {
                match workspace.wait(workspace.catalog.blob(hash)) {
                    Ok(Some(blob)) => {
                        blobs.put(&blob.bytes);
                    }
                    Ok(None) => {}
                    Err(error) => missing = Some(error),
                }
            }
            blobs
        };
        let map = moments.after(&updates, pictures);
        if let Some(error) = missing {
            return Err(error.into());
        }
        self.at = Some((seq, moments));
        Ok(Some(map.map_err(|e| damaged(id, e))?))
    }
}

fn damaged(id: &MapId, error: SavedError) -> CatalogError {
    CatalogError::Damaged {
        what: "history of map",
        id: id.to_string(),
        source: Box::new(error),
    }
}

/// Makes the changes one after another; the message says which one could not be made.
pub(crate) fn apply_all(map: &mut Map, changes: &[Change]) -> Result<(), AppError> {
    if changes.len() > CHANGES_MAX {
        return Err(Fault::new(
            ErrorCode::TooLarge,
            format!("at most {CHANGES_MAX} changes are made at once"),
            format!("за один раз — не больше {CHANGES_MAX} правок"),
        )
        .into());
    }
    for (i, change) in changes.iter().enumerate() {
        apply(map, change).map_err(|error| {
            let why = error.text();
            Fault::new(
                ErrorCode::BadMap,
                format!("change {}: {}", i + 1, why.get("en")),
                format!("правку {} сделать нельзя: {}", i + 1, why.get("ru")),
            )
            .at(format!("changes[{i}]"))
        })?;
    }
    Ok(())
}
