//! The mapping last used for each source, offered again at its next import.

use crate::db::values;
use crate::maps::damaged;
use crate::{Catalog, CatalogError};
use tropa_model::SourceName;

impl Catalog {
    /// The mapping's JSON as it was saved; `None` where the source has none yet.
    pub async fn mapping(&self, source_name: &SourceName) -> Result<Option<serde_json::Value>, CatalogError> {
        let row = self
            .db
            .row(
                "read the saved mapping",
                "SELECT mapping FROM mappings WHERE workspace_id = $1 AND source = $2",
                values![&*self.workspace, source_name.as_str()],
            )
            .await?;
        let Some(row) = row else { return Ok(None) };
        let parsed = serde_json::from_str(&row.text("mapping"));
        parsed
            .map(Some)
            .map_err(|e| damaged("mapping", source_name.to_string(), e))
    }

    /// Keeps the mapping for the source's next import. `now` is RFC 3339 in UTC.
    pub async fn put_mapping(
        &self,
        source_name: &SourceName,
        mapping: &serde_json::Value,
        now: &str,
    ) -> Result<(), CatalogError> {
        self.db
            .execute(
                "save the mapping",
                "INSERT INTO mappings (workspace_id, source, mapping, updated_at) VALUES ($1, $2, $3, $4) \
                 ON CONFLICT (workspace_id, source) DO UPDATE \
                 SET mapping = excluded.mapping, updated_at = excluded.updated_at",
                values![&*self.workspace, source_name.as_str(), mapping.to_string(), now],
            )
            .await?;
        Ok(())
    }
}
