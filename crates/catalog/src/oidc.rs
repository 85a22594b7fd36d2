//! Sign-ins that are under way at the identity provider.

use crate::db::values;
use crate::{Catalog, CatalogError};

/// What must be known again when the browser comes back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OidcState {
    pub nonce: String,
    /// The verifier of the code that was asked for.
    pub pkce: String,
    /// The page to go to afterwards.
    pub next: Option<String>,
    /// RFC 3339 in UTC.
    pub expires_at: String,
}

impl Catalog {
    pub async fn add_oidc_state(&self, state_hash: &str, state: &OidcState) -> Result<(), CatalogError> {
        self.db
            .execute(
                "begin to sign in at the provider",
                "INSERT INTO oidc_states (state_hash, nonce, pkce, next, expires_at) VALUES ($1, $2, $3, $4, $5)",
                values![
                    state_hash,
                    &state.nonce,
                    &state.pkce,
                    state.next.as_deref(),
                    &state.expires_at,
                ],
            )
            .await?;
        Ok(())
    }

    /// Takes the state out: it is good once. `None`: ended, or never begun here.
    pub async fn take_oidc_state(
        &self,
        state_hash: &str,
        now: &str,
    ) -> Result<Option<OidcState>, CatalogError> {
        let mut write = self.db.begin("end signing in at the provider", "people").await?;
        let row = write
            .row(
                "SELECT nonce, pkce, next, expires_at FROM oidc_states WHERE state_hash = $1 AND expires_at > $2",
                values![state_hash, now],
            )
            .await?;
        write
            .execute(
                "DELETE FROM oidc_states WHERE state_hash = $1",
                values![state_hash],
            )
            .await?;
        write.commit().await?;
        Ok(row.map(|row| OidcState {
            nonce: row.text("nonce"),
            pkce: row.text("pkce"),
            next: row.maybe_text("next"),
            expires_at: row.text("expires_at"),
        }))
    }
}
