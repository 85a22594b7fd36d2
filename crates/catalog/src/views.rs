//! Ways of looking at a map that people keep under a name.

use crate::db::{Row, values};
use crate::{Catalog, CatalogError, MapId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What is shown and how, as the address of the page says it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SavedView {
    /// UUID.
    pub id: String,
    pub name: String,
    /// The part of the page's address after `?`.
    pub query: String,
    pub person_id: String,
    /// Everybody who sees the map sees it.
    pub shared: bool,
    /// RFC 3339 in UTC.
    pub created_at: String,
}

impl Catalog {
    /// Keeps a view; one more than `most` of the person on this map is refused.
    pub async fn put_view(&self, id: &MapId, view: &SavedView, most: u32) -> Result<bool, CatalogError> {
        let mut write = self.db.begin("keep the view", &format!("views {id}")).await?;
        let kept = write
            .row(
                "SELECT count(*) AS n FROM saved_views WHERE map_id = $1 AND person_id = $2",
                values![id.as_str(), &view.person_id],
            )
            .await?;
        if kept.is_some_and(|row| row.count("n") >= most.into()) {
            return Ok(false);
        }
        write
            .execute(
                "INSERT INTO saved_views (id, map_id, name, query, person_id, shared, created_at) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7)",
                values![
                    &view.id,
                    id.as_str(),
                    &view.name,
                    &view.query,
                    &view.person_id,
                    view.shared,
                    &view.created_at
                ],
            )
            .await?;
        write.commit().await?;
        Ok(true)
    }

    /// The person's own views of the map and those others share, by name.
    pub async fn views(&self, id: &MapId, person_id: &str) -> Result<Vec<SavedView>, CatalogError> {
        let rows = self
            .db
            .rows(
                "list the views",
                "SELECT id, name, query, person_id, shared, created_at FROM saved_views \
                 WHERE map_id = $1 AND (person_id = $2 OR shared = 1) ORDER BY name, id",
                values![id.as_str(), person_id],
            )
            .await?;
        Ok(rows.iter().map(view).collect())
    }

    /// Deletes a view of the person's own, or with `anybody` also another's shared one. Whether there was one.
    pub async fn delete_view(
        &self,
        id: &MapId,
        view_id: &str,
        person_id: &str,
        anybody: bool,
    ) -> Result<bool, CatalogError> {
        let deleted = self
            .db
            .execute(
                "delete the view",
                "DELETE FROM saved_views WHERE map_id = $1 AND id = $2 AND (person_id = $3 OR (shared = 1 AND $4 = 1))",
                values![id.as_str(), view_id, person_id, anybody],
            )
            .await?;
        Ok(deleted > 0)
    }
}

fn view(row: &Row) -> SavedView {
    SavedView {
        id: row.text("id"),
        name: row.text("name"),
        query: row.text("query"),
        person_id: row.text("person_id"),
        shared: row.yes("shared"),
        created_at: row.text("created_at"),
    }
}
