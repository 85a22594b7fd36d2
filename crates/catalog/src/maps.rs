//! Maps, each with a revision that grows by one with every write.

use crate::{Catalog, CatalogError, MapId};
use serde::{Deserialize, Serialize};
use sqlx::Row;
use tropa_map::Map;
use tropa_map::document::{MapKind, MapState};
use tropa_model::proposal::LocalText;
use utoipa::ToSchema;

/// A map as it lies in the workspace.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredMap {
    pub map: Map,
    /// 1 for a map never changed since it was made.
    pub revision: u64,
    /// RFC 3339 in UTC.
    pub updated_at: String,
}

/// What a list of maps shows of each.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct MapSummary {
    pub id: String,
    pub title: LocalText,
    pub kind: MapKind,
    pub state: MapState,
    pub stages: u32,
    pub steps: u32,
    pub cards: u32,
    /// Cards that rest on evidence, of `total`.
    pub backed: u64,
    pub total: u64,
    /// The source the map was drafted from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// `source@version` its numbers were counted in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub snapshot: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// `2026-12-31`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review_date: Option<String>,
    /// RFC 3339 in UTC.
    #[serde(default)]
    pub updated_at: String,
    #[serde(default)]
    pub revision: u64,
}

/// Over what a map is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// There must be no map of that id yet.
    Nothing,
    /// The workspace must still hold this revision.
    Revision(u64),
    /// Whatever is there, or nothing.
    Anything,
}

impl MapSummary {
    /// `updated_at` and `revision` are those of the stored map.
    pub fn of(map: &Map, revision: u64, updated_at: &str) -> Self {
        let coverage = tropa_map::coverage(map);
        let snapshot = map.origin.as_ref().map(|origin| origin.snapshot.clone());
        Self {
            id: map.id.clone(),
            title: map.title.clone(),
            kind: map.kind,
            state: map.state,
            stages: map.stages.len() as u32,
            steps: map.stages.iter().map(|stage| stage.steps.len()).sum::<usize>() as u32,
            cards: map.cards.len() as u32,
            backed: coverage.backed,
            total: coverage.total,
            source: snapshot
                .as_ref()
                .and_then(|s| s.rsplit_once('@'))
                .map(|(source, _)| source.to_owned()),
            snapshot,
            owner: map.owner.clone(),
            review_date: map.review_date.clone(),
            updated_at: updated_at.to_owned(),
            revision,
        }
    }
}

impl Catalog {
    /// All maps, the last changed first.
    pub async fn maps(&self) -> Result<Vec<MapSummary>, CatalogError> {
        let rows =
            sqlx::query("SELECT id, revision, updated_at, summary FROM maps ORDER BY updated_at DESC, id")
                .fetch_all(&self.pool)
                .await
                .map_err(|source| CatalogError::Sql {
                    what: "list the maps",
                    source,
                })?;
        rows.iter()
            .map(|row| {
                let mut summary: MapSummary = serde_json::from_str(row.get("summary"))
                    .map_err(|e| damaged("map", row.get::<String, _>("id"), e))?;
                summary.revision = row.get::<i64, _>("revision") as u64;
                summary.updated_at = row.get("updated_at");
                Ok(summary)
            })
            .collect()
    }

    pub async fn map(&self, id: &MapId) -> Result<StoredMap, CatalogError> {
        let row = sqlx::query("SELECT revision, updated_at, document FROM maps WHERE id = ?")
            .bind(id.as_str())
            .fetch_optional(&self.pool)
            .await
            .map_err(|source| CatalogError::Sql {
                what: "read the map",
                source,
            })?
            .ok_or_else(|| CatalogError::NoSuchMap { id: id.clone() })?;
        let map = tropa_map::parse(row.get("document")).map_err(|e| damaged("map", id.to_string(), e))?;
        Ok(StoredMap {
            map,
            revision: row.get::<i64, _>("revision") as u64,
            updated_at: row.get("updated_at"),
        })
    }

    /// Writes the map under `id` and returns its new revision. `now` is RFC 3339 in UTC.
    pub async fn put_map(&self, id: &MapId, map: &Map, over: Over, now: &str) -> Result<u64, CatalogError> {
        let what = "write the map";
        let sql = |source| CatalogError::Sql { what, source };
        // IMMEDIATE: reading the revision and writing over it happen under one write lock.
        let mut write = self.pool.begin_with("BEGIN IMMEDIATE").await.map_err(sql)?;
        let stored: Option<i64> = sqlx::query_scalar("SELECT revision FROM maps WHERE id = ?")
            .bind(id.as_str())
            .fetch_optional(&mut *write)
            .await
            .map_err(sql)?;
        let stored = stored.map(|revision| revision as u64);
        match (over, stored) {
            (Over::Nothing, Some(revision)) => {
                return Err(CatalogError::MapExists {
                    id: id.clone(),
                    revision,
                });
            }
            (Over::Revision(_), None) => return Err(CatalogError::NoSuchMap { id: id.clone() }),
            (Over::Revision(seen), Some(revision)) if seen != revision => {
                return Err(CatalogError::MapChanged {
                    id: id.clone(),
                    seen,
                    revision,
                });
            }
            _ => {}
        }
        let revision = stored.unwrap_or(0) + 1;
        let summary =
            serde_json::to_string(&MapSummary::of(map, revision, now)).expect("a summary has a JSON form");
        sqlx::query(
            "INSERT INTO maps (id, revision, updated_at, summary, document) VALUES (?, ?, ?, ?, ?) \
             ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, updated_at = excluded.updated_at, \
             summary = excluded.summary, document = excluded.document",
        )
        .bind(id.as_str())
        .bind(revision as i64)
        .bind(now)
        .bind(summary)
        .bind(tropa_map::to_json(map))
        .execute(&mut *write)
        .await
        .map_err(sql)?;
        write.commit().await.map_err(sql)?;
        Ok(revision)
    }

    pub async fn delete_map(&self, id: &MapId) -> Result<(), CatalogError> {
        let deleted = sqlx::query("DELETE FROM maps WHERE id = ?")
            .bind(id.as_str())
            .execute(&self.pool)
            .await
            .map_err(|source| CatalogError::Sql {
                what: "delete the map",
                source,
            })?;
        if deleted.rows_affected() == 0 {
            return Err(CatalogError::NoSuchMap { id: id.clone() });
        }
        Ok(())
    }
}

pub(crate) fn damaged(
    what: &'static str,
    id: String,
    source: impl std::error::Error + Send + Sync + 'static,
) -> CatalogError {
    CatalogError::Damaged {
        what,
        id,
        source: Box::new(source),
    }
}
