//! Maps, each with a revision that grows by one with every write.

use crate::db::{Row, values};
use crate::{Catalog, CatalogError, MapId};
use serde::{Deserialize, Serialize};
use tropa_map::Map;
use tropa_map::document::{MapKind, MapLinkKind, MapState};
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
    /// For whom the map is made.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub department: LocalText,
    /// The day people last worked on the content, `2026-12-31`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edited: Option<String>,
    /// Whose journey it is, in the order of the map.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub personas: Vec<PersonaHead>,
    /// Other maps it belongs to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<LinkHead>,
    /// Comments nobody has resolved, answers not counted.
    #[serde(default)]
    pub comments_open: u32,
    /// When it was put away; RFC 3339 in UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archived_at: Option<String>,
}

/// A persona as a list of maps shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PersonaHead {
    pub id: String,
    pub name: LocalText,
    /// Id in the library shared between maps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub library: Option<String>,
}

/// Another map, as seen from one in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LinkHead {
    pub kind: MapLinkKind,
    /// Id of the other map.
    pub map: String,
}

fn is_empty(text: &LocalText) -> bool {
    text.0.is_empty()
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

/// How a map came to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    pub person_id: Option<String>,
    /// `made`, `template`, `import`, `discovery`, `duplicate` …
    pub via: String,
    /// What it was made from: the name of a template, file or source, the id of a map. Empty: from nothing.
    pub from: String,
    /// Whoever has a right of their own on this map has the same on the new one.
    pub rights_of: Option<MapId>,
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
            department: map.department.clone(),
            edited: map.edited.clone(),
            personas: map
                .personas
                .iter()
                .map(|persona| PersonaHead {
                    id: persona.id.clone(),
                    name: persona.name.clone(),
                    library: persona.library.clone(),
                })
                .collect(),
            links: map
                .links
                .iter()
                .map(|link| LinkHead {
                    kind: link.kind,
                    map: link.map.clone(),
                })
                .collect(),
            comments_open: map
                .comments
                .iter()
                .filter(|comment| !comment.resolved && comment.answers.is_none())
                .count() as u32,
            archived_at: None,
        }
    }
}

impl Catalog {
    /// All maps of the workspace, the last changed first.
    pub async fn maps(&self) -> Result<Vec<MapSummary>, CatalogError> {
        let rows = self
            .db
            .rows(
                "list the maps",
                "SELECT id, revision, updated_at, archived_at, summary FROM maps WHERE workspace_id = $1 \
                 ORDER BY updated_at DESC, id",
                values![&*self.workspace],
            )
            .await?;
        let mut maps = Vec::with_capacity(rows.len());
        for row in &rows {
            let told = summary(row)?;
            maps.push(if tells_less(row) {
                self.told_anew(told).await?
            } else {
                told
            });
        }
        Ok(maps)
    }

    /// The summary of a map that was last written before lists told of personas, links and comments: read off the map.
    /// Its next write keeps what it says.
    async fn told_anew(&self, before: MapSummary) -> Result<MapSummary, CatalogError> {
        let id = MapId::new(&before.id).map_err(|e| damaged("map", before.id.clone(), e))?;
        let stored = self.map(&id).await?;
        Ok(MapSummary {
            archived_at: before.archived_at,
            ..MapSummary::of(&stored.map, stored.revision, &stored.updated_at)
        })
    }

    pub async fn map(&self, id: &MapId) -> Result<StoredMap, CatalogError> {
        let row = self
            .db
            .row(
                "read the map",
                "SELECT revision, updated_at, document FROM maps WHERE id = $1 AND workspace_id = $2",
                values![id.as_str(), &*self.workspace],
            )
            .await?
            .ok_or_else(|| CatalogError::NoSuchMap { id: id.clone() })?;
        let map = tropa_map::parse(&row.text("document")).map_err(|e| damaged("map", id.to_string(), e))?;
        Ok(StoredMap {
            map,
            revision: row.count("revision"),
            updated_at: row.text("updated_at"),
        })
    }

    /// Writes the map under `id` and returns its new revision. `now` is RFC 3339 in UTC. An id belongs to one map of
    /// all workspaces.
    pub async fn put_map(&self, id: &MapId, map: &Map, over: Over, now: &str) -> Result<u64, CatalogError> {
        self.write_map(id, map, over, None, now).await
    }

    /// Writes a map that is not there yet, and how it came to be as the first entry of its history; returns its
    /// revision. Nothing of it is written where there is a map of that id.
    pub async fn make_map(&self, id: &MapId, map: &Map, made: &Made, now: &str) -> Result<u64, CatalogError> {
        self.write_map(id, map, Over::Nothing, Some(made), now).await
    }

    async fn write_map(
        &self,
        id: &MapId,
        map: &Map,
        over: Over,
        made: Option<&Made>,
        now: &str,
    ) -> Result<u64, CatalogError> {
        let mut write = self.db.begin("write the map", &of_map(id)).await?;
        let stored = write
            .row(
                "SELECT doc_seq, workspace_id FROM maps WHERE id = $1",
                values![id.as_str()],
            )
            .await?;
        let foreign = stored
            .as_ref()
            .is_some_and(|row| row.text("workspace_id") != *self.workspace);
        let stored = stored.map(|row| row.count("doc_seq"));
        match (over, stored) {
            (Over::Revision(_), _) if foreign => return Err(CatalogError::NoSuchMap { id: id.clone() }),
            (Over::Nothing, Some(revision)) | (Over::Anything, Some(revision))
                if foreign || over == Over::Nothing =>
            {
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
        write
            .execute(
                "INSERT INTO maps (id, revision, doc_seq, updated_at, summary, document, search_text, workspace_id) \
                 VALUES ($1, $2, $2, $3, $4, $5, $6, $7) \
                 ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, doc_seq = excluded.doc_seq, \
                 updated_at = excluded.updated_at, summary = excluded.summary, document = excluded.document, \
                 search_text = excluded.search_text",
                values![
                    id.as_str(),
                    revision,
                    now,
                    summary_text(map, revision, now),
                    tropa_map::to_json(map),
                    crate::search::folded_text(map),
                    &*self.workspace
                ],
            )
            .await?;
        if let Some(made) = made {
            crate::log::first_entry(&mut write, id, revision, made, now).await?;
            if let Some(like) = &made.rights_of {
                write
                    .execute(
                        "INSERT INTO map_access (map_id, person_id, team_id, role) \
                         SELECT CAST($1 AS TEXT), person_id, team_id, role FROM map_access WHERE map_id = $2",
                        values![id.as_str(), like.as_str()],
                    )
                    .await?;
            }
        }
        write.commit().await?;
        Ok(revision)
    }

    /// Deletes the map with its history, comments, shares and everything else that hangs on it.
    pub async fn delete_map(&self, id: &MapId) -> Result<(), CatalogError> {
        let deleted = self
            .db
            .execute(
                "delete the map",
                "DELETE FROM maps WHERE id = $1 AND workspace_id = $2",
                values![id.as_str(), &*self.workspace],
            )
            .await?;
        if deleted == 0 {
            return Err(CatalogError::NoSuchMap { id: id.clone() });
        }
        Ok(())
    }
}

impl Catalog {
    /// Puts a map away, or takes it out again with `None`. It stays as it is, and may be read and changed.
    pub async fn archive_map(&self, id: &MapId, archived_at: Option<&str>) -> Result<(), CatalogError> {
        let changed = self
            .db
            .execute(
                "archive the map",
                "UPDATE maps SET archived_at = $3 WHERE id = $1 AND workspace_id = $2",
                values![id.as_str(), &*self.workspace, archived_at],
            )
            .await?;
        if changed == 0 {
            return Err(CatalogError::NoSuchMap { id: id.clone() });
        }
        Ok(())
    }

    /// Summary of one map.
    pub async fn map_summary(&self, id: &MapId) -> Result<MapSummary, CatalogError> {
        let row = self
            .db
            .row(
                "read the map",
                "SELECT id, revision, updated_at, archived_at, summary FROM maps WHERE id = $1 AND workspace_id = $2",
                values![id.as_str(), &*self.workspace],
            )
            .await?;
        let row = row.ok_or_else(|| CatalogError::NoSuchMap { id: id.clone() })?;
        let told = summary(&row)?;
        if tells_less(&row) {
            return self.told_anew(told).await;
        }
        Ok(told)
    }
}

/// Names the transactions that write one map.
pub(crate) fn of_map(id: &MapId) -> String {
    format!("map {id}")
}

/// The stored form of what a list shows.
pub(crate) fn summary_text(map: &Map, revision: u64, now: &str) -> String {
    serde_json::to_string(&MapSummary::of(map, revision, now)).expect("a summary has a JSON form")
}

/// Whether the summary is of a version that did not count comments, and knew nothing of personas and links.
fn tells_less(row: &Row) -> bool {
    !row.text("summary").contains("\"comments_open\":")
}

fn summary(row: &Row) -> Result<MapSummary, CatalogError> {
    let mut summary: MapSummary =
        serde_json::from_str(&row.text("summary")).map_err(|e| damaged("map", row.text("id"), e))?;
    summary.revision = row.count("revision");
    summary.updated_at = row.text("updated_at");
    summary.archived_at = row.maybe_text("archived_at");
    Ok(summary)
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
