//! Maps in the workspace and as files.

use crate::app::{AppError, Workspace, now_rfc3339};
use tropa_catalog::{CatalogError, MapId, MapSummary, Over, StoredMap};
use tropa_map::Map;

/// A map as it lies in the workspace.
pub type MapView = StoredMap;

/// Maps of one name, told apart by a number after it; more of one name is a program that runs away.
const SAME_NAME_MAX: u32 = 10_000;

/// Words that stand where an id does in addresses of the API.
const TAKEN: [&str; 1] = ["import"];

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

    /// Writes a new map under the id `wanted`, or that with a number where there is such a map already. Returns the id
    /// and the revision.
    pub fn add_map(&self, mut map: Map, wanted: &str) -> Result<(MapId, u64), AppError> {
        let wanted = if wanted.is_empty() || TAKEN.contains(&wanted) {
            "map"
        } else {
            wanted
        };
        let mut number = 1;
        loop {
            let ending = if number == 1 {
                String::new()
            } else {
                format!("-{number}")
            };
            let room = MapId::LENGTH_MAX - ending.len();
            let id = format!("{}{ending}", wanted.chars().take(room).collect::<String>());
            let id = MapId::new(&id).map_err(|error| AppError::bad_map_id(&error))?;
            map.id = id.to_string();
            match self.put_map(&id, &map, Over::Nothing) {
                Err(AppError::Catalog(CatalogError::MapExists { .. })) if number < SAME_NAME_MAX => {
                    number += 1
                }
                written => return Ok((id, written?)),
            }
        }
    }

    /// All maps, whole, by id.
    pub fn all_maps(&self) -> Result<Vec<Map>, AppError> {
        let mut ids: Vec<String> = self.maps()?.into_iter().map(|summary| summary.id).collect();
        ids.sort();
        ids.iter()
            .map(|id| {
                let id = MapId::new(id).map_err(|error| AppError::bad_map_id(&error))?;
                Ok(self.map(&id)?.map)
            })
            .collect()
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
