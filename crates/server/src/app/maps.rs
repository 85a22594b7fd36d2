//! Maps in the workspace and as files.

use crate::app::{AppError, Workspace, now_rfc3339};
use tropa_catalog::{MapId, MapSummary, Over, StoredMap};
use tropa_map::Map;

/// A map as it lies in the workspace.
pub type MapView = StoredMap;

impl Workspace {
    /// All maps, the last changed first.
    pub fn maps(&self) -> Result<Vec<MapSummary>, AppError> {
        Ok(self.wait(self.catalog.maps())?)
    }

    pub fn map(&self, id: &MapId) -> Result<MapView, AppError> {
        Ok(self.wait(self.catalog.map(id))?)
    }

    /// Writes a map without mistakes and returns its new revision.
    pub fn put_map(&self, id: &MapId, map: &Map, over: Over) -> Result<u64, AppError> {
        if map.id != id.as_str() {
            let inside = map.id.chars().take(80).collect();
            return Err(AppError::OtherMap {
                inside,
                given: id.to_string(),
            });
        }
        let problems = tropa_map::validate(map);
        if !problems.is_empty() {
            return Err(AppError::WrongMap { problems });
        }
        Ok(self.wait(self.catalog.put_map(id, map, over, &now_rfc3339()))?)
    }

    pub fn delete_map(&self, id: &MapId) -> Result<(), AppError> {
        Ok(self.wait(self.catalog.delete_map(id))?)
    }

    /// Reads a map's text; `file` names it in messages.
    pub fn parse_map(&self, text: &str, file: &str) -> Result<Map, AppError> {
        parse_map(text, file)
    }
}

/// Reads a map's text; `file` names it in messages.
pub fn parse_map(text: &str, file: &str) -> Result<Map, AppError> {
    tropa_map::parse(text).map_err(|source| AppError::Map {
        file: file.to_owned(),
        source,
    })
}
