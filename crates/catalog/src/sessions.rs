//! Who is signed in, in which browser.

use crate::db::values;
use crate::people::{columns, person};
use crate::{Catalog, CatalogError, Person};

/// A browser that is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    pub token_hash: String,
    pub person_id: String,
    /// What a page of ours sends along to show that it is ours.
    pub csrf: String,
    /// RFC 3339 in UTC, as all times.
    pub created_at: String,
    pub seen_at: String,
    pub expires_at: String,
    pub ip: Option<String>,
    /// What the browser calls itself.
    pub agent: Option<String>,
}

impl Catalog {
    pub async fn add_session(&self, session: &Session) -> Result<(), CatalogError> {
        self.db
            .execute(
                "begin the session",
                "INSERT INTO sessions (token_hash, person_id, csrf, created_at, seen_at, expires_at, ip, agent) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                values![
                    &session.token_hash,
                    &session.person_id,
                    &session.csrf,
                    &session.created_at,
                    &session.seen_at,
                    &session.expires_at,
                    session.ip.as_deref(),
                    session.agent.as_deref(),
                ],
            )
            .await?;
        Ok(())
    }

    /// The session that has not ended at `now`, with its person, who may sign in.
    pub async fn session(
        &self,
        token_hash: &str,
        now: &str,
    ) -> Result<Option<(Session, Person)>, CatalogError> {
        let sql = format!(
            "SELECT {}, sessions.token_hash, sessions.csrf, sessions.created_at AS begun_at, sessions.seen_at, \
             sessions.expires_at, sessions.ip, sessions.agent \
             FROM sessions JOIN people ON people.id = sessions.person_id \
             WHERE sessions.token_hash = $1 AND sessions.expires_at > $2 AND people.disabled_at IS NULL",
            columns()
        );
        let row = self
            .db
            .row("read the session", &sql, values![token_hash, now])
            .await?;
        Ok(row.map(|row| {
            let person = person(&row);
            let session = Session {
                token_hash: row.text("token_hash"),
                person_id: person.id.clone(),
                csrf: row.text("csrf"),
                created_at: row.text("begun_at"),
                seen_at: row.text("seen_at"),
                expires_at: row.text("expires_at"),
                ip: row.maybe_text("ip"),
                agent: row.maybe_text("agent"),
            };
            (session, person)
        }))
    }

    /// The session goes on until `expires_at`.
    pub async fn prolong_session(
        &self,
        token_hash: &str,
        now: &str,
        expires_at: &str,
    ) -> Result<(), CatalogError> {
        self.db
            .execute(
                "prolong the session",
                "UPDATE sessions SET seen_at = $2, expires_at = $3 WHERE token_hash = $1",
                values![token_hash, now, expires_at],
            )
            .await?;
        Ok(())
    }

    /// The person's sessions that have not ended at `now`, the last used first.
    pub async fn sessions(&self, person_id: &str, now: &str) -> Result<Vec<Session>, CatalogError> {
        let sql = "SELECT token_hash, person_id, csrf, created_at, seen_at, expires_at, ip, agent FROM sessions \
            WHERE person_id = $1 AND expires_at > $2 ORDER BY seen_at DESC, token_hash";
        let rows = self
            .db
            .rows("list the sessions", sql, values![person_id, now])
            .await?;
        Ok(rows
            .iter()
            .map(|row| Session {
                token_hash: row.text("token_hash"),
                person_id: row.text("person_id"),
                csrf: row.text("csrf"),
                created_at: row.text("created_at"),
                seen_at: row.text("seen_at"),
                expires_at: row.text("expires_at"),
                ip: row.maybe_text("ip"),
                agent: row.maybe_text("agent"),
            })
            .collect())
    }

    pub async fn end_session(&self, token_hash: &str) -> Result<(), CatalogError> {
        let sql = "DELETE FROM sessions WHERE token_hash = $1";
        self.db
            .execute("end the session", sql, values![token_hash])
            .await?;
        Ok(())
    }

    /// Removes what has ended before `now`: sessions, resets, invitations nobody took up, sign-ins under way.
    pub async fn sweep_ended(&self, now: &str) -> Result<(), CatalogError> {
        for sql in [
            "DELETE FROM sessions WHERE expires_at <= $1",
            "DELETE FROM password_resets WHERE expires_at <= $1",
            "DELETE FROM oidc_states WHERE expires_at <= $1",
        ] {
            self.db
                .execute("remove what has ended", sql, values![now])
                .await?;
        }
        Ok(())
    }
}
