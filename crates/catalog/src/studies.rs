//! Studies: lists of questions a team wants answered.

use crate::db::{Row, values};
use crate::{Catalog, CatalogError};

/// A study as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredStudy {
    /// UUID.
    pub id: String,
    /// JSON.
    pub document: String,
    /// From 1.
    pub revision: u64,
    /// RFC 3339 in UTC, as all times.
    pub created_at: String,
    pub updated_at: String,
}

fn study(row: &Row) -> StoredStudy {
    StoredStudy {
        id: row.text("id"),
        document: row.text("document"),
        revision: row.count("revision"),
        created_at: row.text("created_at"),
        updated_at: row.text("updated_at"),
    }
}

impl Catalog {
    /// Writes a new study; one more than `most` in the workspace is refused.
    pub async fn add_study(&self, made: &StoredStudy, most: u64) -> Result<bool, CatalogError> {
        let alone = format!("studies {}", self.workspace);
        let mut write = self.db.begin("keep the study", &alone).await?;
        let kept = write
            .row(
                "SELECT count(*) AS n FROM studies WHERE workspace_id = $1",
                values![&*self.workspace],
            )
            .await?;
        if kept.is_some_and(|row| row.count("n") >= most) {
            return Ok(false);
        }
        write
            .execute(
                "INSERT INTO studies (id, workspace_id, document, revision, created_at, updated_at) \
                 VALUES ($1, $2, $3, $4, $5, $6)",
                values![
                    &made.id,
                    &*self.workspace,
                    &made.document,
                    made.revision,
                    &made.created_at,
                    &made.updated_at
                ],
            )
            .await?;
        write.commit().await?;
        Ok(true)
    }

    /// After this id, the oldest first.
    pub async fn studies(&self, after: &str, limit: u32) -> Result<Vec<StoredStudy>, CatalogError> {
        let rows = self
            .db
            .rows(
                "list the studies",
                "SELECT id, document, revision, created_at, updated_at FROM studies \
                 WHERE workspace_id = $1 AND id > $2 ORDER BY id LIMIT $3",
                values![&*self.workspace, after, limit],
            )
            .await?;
        Ok(rows.iter().map(study).collect())
    }

    pub async fn study(&self, id: &str) -> Result<Option<StoredStudy>, CatalogError> {
        let row = self
            .db
            .row(
                "read the study",
                "SELECT id, document, revision, created_at, updated_at FROM studies \
                 WHERE id = $1 AND workspace_id = $2",
                values![id, &*self.workspace],
            )
            .await?;
        Ok(row.as_ref().map(study))
    }

    /// Writes the document over the revision its writer saw: the new revision, or `None` where it is another by now.
    pub async fn put_study(
        &self,
        id: &str,
        document: &str,
        seen: u64,
        now: &str,
    ) -> Result<Option<u64>, CatalogError> {
        let written = self
            .db
            .execute(
                "change the study",
                "UPDATE studies SET document = $4, revision = revision + 1, updated_at = $5 \
                 WHERE id = $1 AND workspace_id = $2 AND revision = $3",
                values![id, &*self.workspace, seen, document, now],
            )
            .await?;
        Ok((written > 0).then_some(seen + 1))
    }

    /// Whether there was one.
    pub async fn delete_study(&self, id: &str) -> Result<bool, CatalogError> {
        let sql = "DELETE FROM studies WHERE id = $1 AND workspace_id = $2";
        let deleted = self
            .db
            .execute("delete the study", sql, values![id, &*self.workspace])
            .await?;
        Ok(deleted > 0)
    }
}
