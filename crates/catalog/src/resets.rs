//! Links by which a forgotten password is made anew. Each is good once.

use crate::db::values;
use crate::{Catalog, CatalogError};

impl Catalog {
    pub async fn add_reset(
        &self,
        person_id: &str,
        token_hash: &str,
        now: &str,
        expires_at: &str,
    ) -> Result<(), CatalogError> {
        self.db
            .execute(
                "make a link to a new password",
                "INSERT INTO password_resets (token_hash, person_id, created_at, expires_at) VALUES ($1, $2, $3, $4)",
                values![token_hash, person_id, now, expires_at],
            )
            .await?;
        Ok(())
    }

    /// Uses the link up; the id of the person it was made for, who may sign in. `None`: used, ended, or never made.
    pub async fn use_reset(&self, token_hash: &str, now: &str) -> Result<Option<String>, CatalogError> {
        let mut write = self.db.begin("use the link to a new password", "people").await?;
        let row = write
            .row(
                "SELECT password_resets.person_id FROM password_resets \
                 JOIN people ON people.id = password_resets.person_id \
                 WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2 AND people.disabled_at IS NULL",
                values![token_hash, now],
            )
            .await?;
        let Some(row) = row else { return Ok(None) };
        write
            .execute(
                "UPDATE password_resets SET used_at = $2 WHERE token_hash = $1",
                values![token_hash, now],
            )
            .await?;
        write.commit().await?;
        Ok(Some(row.text("person_id")))
    }
}
