//! States of a map that somebody gave a name.

use crate::db::{Row, values};
use crate::maps::damaged;
use crate::{Catalog, CatalogError, MapId};
use serde::{Deserialize, Serialize};
use tropa_map::Map;
use utoipa::ToSchema;

/// A named state, without its document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MapVersion {
    /// UUID.
    pub id: String,
    /// The map's position it shows.
    pub seq: u64,
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Who named it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person_id: Option<String>,
    /// RFC 3339 in UTC.
    pub created_at: String,
}

const FIELDS: &str = "id, seq, name, note, person_id, created_at";

impl Catalog {
    pub async fn put_version(&self, id: &MapId, version: &MapVersion, map: &Map) -> Result<(), CatalogError> {
        self.db
            .execute(
                "keep the version",
                "INSERT INTO map_versions (id, map_id, seq, name, note, person_id, created_at, document) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                values![
                    &version.id,
                    id.as_str(),
                    version.seq,
                    &version.name,
                    version.note.as_deref(),
                    version.person_id.as_deref(),
                    &version.created_at,
                    tropa_map::to_json(map)
                ],
            )
            .await?;
        Ok(())
    }

    /// All versions of the map, the newest first.
    pub async fn versions(&self, id: &MapId) -> Result<Vec<MapVersion>, CatalogError> {
        let rows = self
            .db
            .rows(
                "list the versions",
                &format!(
                    "SELECT {FIELDS} FROM map_versions WHERE map_id = $1 ORDER BY seq DESC, created_at DESC, id DESC"
                ),
                values![id.as_str()],
            )
            .await?;
        Ok(rows.iter().map(version).collect())
    }

    /// The version with its document.
    pub async fn version(
        &self,
        id: &MapId,
        version_id: &str,
    ) -> Result<Option<(MapVersion, Map)>, CatalogError> {
        let row = self
            .db
            .row(
                "read the version",
                &format!("SELECT {FIELDS}, document FROM map_versions WHERE map_id = $1 AND id = $2"),
                values![id.as_str(), version_id],
            )
            .await?;
        let Some(row) = row else { return Ok(None) };
        let map = tropa_map::parse(&row.text("document"))
            .map_err(|e| damaged("version", version_id.to_owned(), e))?;
        Ok(Some((version(&row), map)))
    }

    /// A version at that position of the map, where there is one.
    pub async fn version_at(&self, id: &MapId, seq: u64) -> Result<Option<Map>, CatalogError> {
        let row = self
            .db
            .row(
                "read the version",
                "SELECT document FROM map_versions WHERE map_id = $1 AND seq = $2 ORDER BY id LIMIT 1",
                values![id.as_str(), seq],
            )
            .await?;
        let parsed = row.map(|row| tropa_map::parse(&row.text("document")));
        parsed
            .transpose()
            .map_err(|e| damaged("version", format!("{id}@{seq}"), e))
    }

    /// A new name or note; whether there is such a version.
    pub async fn rename_version(
        &self,
        id: &MapId,
        version_id: &str,
        name: &str,
        note: Option<&str>,
    ) -> Result<bool, CatalogError> {
        let changed = self
            .db
            .execute(
                "rename the version",
                "UPDATE map_versions SET name = $3, note = $4 WHERE map_id = $1 AND id = $2",
                values![id.as_str(), version_id, name, note],
            )
            .await?;
        Ok(changed > 0)
    }

    /// Takes the name away; the history keeps the state. Whether there was such a version.
    pub async fn delete_version(&self, id: &MapId, version_id: &str) -> Result<bool, CatalogError> {
        let changed = self
            .db
            .execute(
                "delete the version",
                "DELETE FROM map_versions WHERE map_id = $1 AND id = $2",
                values![id.as_str(), version_id],
            )
            .await?;
        Ok(changed > 0)
    }
}

fn version(row: &Row) -> MapVersion {
    MapVersion {
        id: row.text("id"),
        seq: row.count("seq"),
        name: row.text("name"),
        note: row.maybe_text("note"),
        person_id: row.maybe_text("person_id"),
        created_at: row.text("created_at"),
    }
}
