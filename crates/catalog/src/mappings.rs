//! The mapping last used for each source, offered again at its next import.

use crate::maps::damaged;
use crate::{Catalog, CatalogError};
use sqlx::Row;
use tropa_model::SourceName;

impl Catalog {
    /// The mapping's JSON as it was saved; `None` where the source has none yet.
    pub async fn mapping(&self, source_name: &SourceName) -> Result<Option<serde_json::Value>, CatalogError> {
        let row = sqlx::query("SELECT mapping FROM mappings WHERE source = ?")
            .bind(source_name.as_str())
            .fetch_optional(&self.pool)
            .await
            .map_err(|source| CatalogError::Sql {
                what: "read the saved mapping",
                source,
            })?;
        let Some(row) = row else { return Ok(None) };
        let parsed = serde_json::from_str(row.get("mapping"));
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
        sqlx::query(
            "INSERT INTO mappings (source, mapping, updated_at) VALUES (?, ?, ?) \
             ON CONFLICT (source) DO UPDATE SET mapping = excluded.mapping, updated_at = excluded.updated_at",
        )
        .bind(source_name.as_str())
        .bind(mapping.to_string())
        .bind(now)
        .execute(&self.pool)
        .await
        .map_err(|source| CatalogError::Sql {
            what: "save the mapping",
            source,
        })?;
        Ok(())
    }
}
