//! Keys by which programs act for a person.

use crate::db::{Row, values};
use crate::maps::damaged;
use crate::people::{columns, person};
use crate::{Catalog, CatalogError, Person};

/// A person's key for programs, good in one workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiToken {
    pub id: String,
    pub person_id: String,
    pub workspace_id: String,
    pub name: String,
    /// Words; what they allow is decided elsewhere, and never more than the person may.
    pub scopes: Vec<String>,
    /// RFC 3339 in UTC, as all times.
    pub created_at: String,
    /// Absent: until it is revoked.
    pub expires_at: Option<String>,
    pub last_used_at: Option<String>,
}

const COLUMNS: &str = "api_tokens.id AS token_id, api_tokens.person_id, api_tokens.workspace_id, \
    api_tokens.name AS token_name, api_tokens.scopes, api_tokens.created_at AS made_at, api_tokens.expires_at, \
    api_tokens.last_used_at";

fn token(row: &Row) -> Result<ApiToken, CatalogError> {
    let id = row.text("token_id");
    let scopes = serde_json::from_str(&row.text("scopes")).map_err(|e| damaged("token", id.clone(), e))?;
    Ok(ApiToken {
        id,
        person_id: row.text("person_id"),
        workspace_id: row.text("workspace_id"),
        name: row.text("token_name"),
        scopes,
        created_at: row.text("made_at"),
        expires_at: row.maybe_text("expires_at"),
        last_used_at: row.maybe_text("last_used_at"),
    })
}

impl Catalog {
    pub async fn add_token(&self, made: &ApiToken, token_hash: &str) -> Result<(), CatalogError> {
        let scopes = serde_json::to_string(&made.scopes).expect("words have a JSON form");
        self.db
            .execute(
                "write the token down",
                "INSERT INTO api_tokens (id, person_id, workspace_id, name, token_hash, scopes, created_at, expires_at) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                values![
                    &made.id,
                    &made.person_id,
                    &made.workspace_id,
                    &made.name,
                    token_hash,
                    scopes,
                    &made.created_at,
                    made.expires_at.as_deref(),
                ],
            )
            .await?;
        Ok(())
    }

    /// The person's tokens in this workspace that were not revoked, the last made first.
    pub async fn tokens(&self, person_id: &str) -> Result<Vec<ApiToken>, CatalogError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM api_tokens WHERE person_id = $1 AND workspace_id = $2 AND revoked_at IS NULL \
             ORDER BY made_at DESC, token_id"
        );
        let rows = self
            .db
            .rows("list the tokens", &sql, values![person_id, &*self.workspace])
            .await?;
        rows.iter().map(token).collect()
    }

    /// The token that is good at `now`, with its person, who may sign in.
    pub async fn token(
        &self,
        token_hash: &str,
        now: &str,
    ) -> Result<Option<(ApiToken, Person)>, CatalogError> {
        let sql = format!(
            "SELECT {}, {COLUMNS} FROM api_tokens JOIN people ON people.id = api_tokens.person_id \
             WHERE api_tokens.token_hash = $1 AND api_tokens.revoked_at IS NULL \
             AND (api_tokens.expires_at IS NULL OR api_tokens.expires_at > $2) AND people.disabled_at IS NULL",
            columns()
        );
        let row = self
            .db
            .row("read the token", &sql, values![token_hash, now])
            .await?;
        row.map(|row| Ok((token(&row)?, person(&row)))).transpose()
    }

    pub async fn token_was_used(&self, id: &str, now: &str) -> Result<(), CatalogError> {
        let sql = "UPDATE api_tokens SET last_used_at = $2 WHERE id = $1";
        self.db
            .execute("note that a token was used", sql, values![id, now])
            .await?;
        Ok(())
    }

    /// Whether the person had such a token.
    pub async fn revoke_token(&self, id: &str, person_id: &str, now: &str) -> Result<bool, CatalogError> {
        let sql =
            "UPDATE api_tokens SET revoked_at = $3 WHERE id = $1 AND person_id = $2 AND revoked_at IS NULL";
        let revoked = self
            .db
            .execute("revoke the token", sql, values![id, person_id, now])
            .await?;
        Ok(revoked > 0)
    }
}
