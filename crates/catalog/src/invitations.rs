//! Letters of invitation into a workspace. Each is good once.

use crate::db::{Row, values};
use crate::members::role;
use crate::{Catalog, CatalogError, Person, Role};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    pub id: String,
    pub workspace_id: String,
    /// In lower case.
    pub email: String,
    pub role: Role,
    /// Id of the person who invites.
    pub invited_by: String,
    /// RFC 3339 in UTC, as all times.
    pub created_at: String,
    pub expires_at: String,
    pub used_at: Option<String>,
}

const COLUMNS: &str = "id, workspace_id, email, role, invited_by, created_at, expires_at, used_at";

fn invitation(row: &Row) -> Result<Invitation, CatalogError> {
    let id = row.text("id");
    Ok(Invitation {
        workspace_id: row.text("workspace_id"),
        email: row.text("email"),
        role: role(&row.text("role"), &id)?,
        invited_by: row.text("invited_by"),
        created_at: row.text("created_at"),
        expires_at: row.text("expires_at"),
        used_at: row.maybe_text("used_at"),
        id,
    })
}

/// Who takes an invitation up.
#[derive(Clone, Copy, Debug)]
pub enum Invited<'a> {
    /// Somebody new, with the hash of their password.
    New(&'a Person, &'a str),
    /// Somebody with an account: the id.
    Known(&'a str),
}

impl Catalog {
    /// Writes an invitation down; an earlier one of the same e-mail into the workspace ends.
    pub async fn add_invitation(&self, made: &Invitation, token_hash: &str) -> Result<(), CatalogError> {
        let mut write = self.db.begin("invite somebody", "people").await?;
        write
            .execute(
                "DELETE FROM invitations WHERE workspace_id = $1 AND email = $2 AND used_at IS NULL",
                values![&*self.workspace, &made.email],
            )
            .await?;
        write
            .execute(
                "INSERT INTO invitations (id, workspace_id, email, role, token_hash, invited_by, created_at, expires_at) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                values![
                    &made.id,
                    &*self.workspace,
                    &made.email,
                    made.role.word(),
                    token_hash,
                    &made.invited_by,
                    &made.created_at,
                    &made.expires_at,
                ],
            )
            .await?;
        write.commit().await
    }

    /// Invitations into the workspace that nobody has taken up, the last made first.
    pub async fn invitations(&self) -> Result<Vec<Invitation>, CatalogError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM invitations WHERE workspace_id = $1 AND used_at IS NULL ORDER BY created_at DESC, id"
        );
        let rows = self
            .db
            .rows("list the invitations", &sql, values![&*self.workspace])
            .await?;
        rows.iter().map(invitation).collect()
    }

    /// Whether there was such an invitation in the workspace.
    pub async fn delete_invitation(&self, id: &str) -> Result<bool, CatalogError> {
        let sql = "DELETE FROM invitations WHERE id = $1 AND workspace_id = $2 AND used_at IS NULL";
        let deleted = self
            .db
            .execute("take the invitation back", sql, values![id, &*self.workspace])
            .await?;
        Ok(deleted > 0)
    }

    /// Of any workspace, used or not.
    pub async fn invitation_by_token(&self, token_hash: &str) -> Result<Option<Invitation>, CatalogError> {
        let sql = format!("SELECT {COLUMNS} FROM invitations WHERE token_hash = $1");
        let row = self
            .db
            .row("read the invitation", &sql, values![token_hash])
            .await?;
        row.as_ref().map(invitation).transpose()
    }

    /// Takes the invitation up, once: the account, where it is new, and the membership come with it. `false` where it
    /// was used or has ended meanwhile, and nothing is written.
    pub async fn accept_invitation(
        &self,
        invitation: &Invitation,
        invited: Invited<'_>,
        now: &str,
    ) -> Result<bool, CatalogError> {
        let mut write = self.db.begin("take the invitation up", "people").await?;
        let used = write
            .execute(
                "UPDATE invitations SET used_at = $2 WHERE id = $1 AND used_at IS NULL AND expires_at > $2",
                values![&invitation.id, now],
            )
            .await?;
        if used == 0 {
            return Ok(false);
        }
        let person_id = match invited {
            Invited::Known(id) => id,
            Invited::New(person, password_hash) => {
                write
                    .execute(
                        "INSERT INTO people (id, email, name, language, colour, password_hash, created_at) \
                         VALUES ($1, $2, $3, $4, $5, $6, $7)",
                        values![
                            &person.id,
                            &person.email,
                            &person.name,
                            &person.language,
                            &person.colour,
                            password_hash,
                            now,
                        ],
                    )
                    .await?;
                &person.id
            }
        };
        write
            .execute(
                "INSERT INTO members (workspace_id, person_id, role, since) VALUES ($1, $2, $3, $4) \
                 ON CONFLICT (workspace_id, person_id) DO NOTHING",
                values![&invitation.workspace_id, person_id, invitation.role.word(), now],
            )
            .await?;
        write.commit().await?;
        Ok(true)
    }
}
