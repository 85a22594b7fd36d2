//! The workspaces of an installation.

use crate::db::values;
use crate::{Catalog, CatalogError};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkspaceRecord {
    pub id: String,
    pub name: String,
    /// RFC 3339 in UTC.
    pub created_at: String,
}

impl Catalog {
    /// All workspaces, the first made first.
    pub async fn workspaces(&self) -> Result<Vec<WorkspaceRecord>, CatalogError> {
        let sql = "SELECT id, name, created_at FROM workspaces ORDER BY created_at, id";
        let rows = self.db.rows("list the workspaces", sql, values![]).await?;
        Ok(rows
            .iter()
            .map(|row| WorkspaceRecord {
                id: row.text("id"),
                name: row.text("name"),
                created_at: row.text("created_at"),
            })
            .collect())
    }

    /// A new workspace, with its first owner where one is named.
    pub async fn add_workspace(
        &self,
        made: &WorkspaceRecord,
        owner: Option<&str>,
    ) -> Result<(), CatalogError> {
        let mut write = self.db.begin("make the workspace", "people").await?;
        write
            .execute(
                "INSERT INTO workspaces (id, name, created_at) VALUES ($1, $2, $3)",
                values![&made.id, &made.name, &made.created_at],
            )
            .await?;
        if let Some(owner) = owner {
            write
                .execute(
                    "INSERT INTO members (workspace_id, person_id, role, since) VALUES ($1, $2, 'owner', $3)",
                    values![&made.id, owner, &made.created_at],
                )
                .await?;
        }
        write.commit().await
    }

    /// Whether there was such a workspace.
    pub async fn rename_workspace(&self, id: &str, name: &str) -> Result<bool, CatalogError> {
        let sql = "UPDATE workspaces SET name = $2 WHERE id = $1";
        let changed = self
            .db
            .execute("rename the workspace", sql, values![id, name])
            .await?;
        Ok(changed > 0)
    }
}
