//! Those who have an account.

use crate::db::{Row, values};
use crate::{Catalog, CatalogError};

/// Somebody with an account; the same in all workspaces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub id: String,
    /// In lower case; no two people have the same.
    pub email: String,
    pub name: String,
    /// `en` or `ru`; empty: what the browser asks for.
    pub language: String,
    /// Of the person's cursor: `#RRGGBB`.
    pub colour: String,
    /// Keeps the installation: makes workspaces, helps anybody back in.
    pub installation_admin: bool,
    /// Since when the person may not sign in. RFC 3339 in UTC, as all times.
    pub disabled_at: Option<String>,
    pub created_at: String,
    pub last_seen_at: Option<String>,
}

const COLUMNS: &str = "people.id, people.email, people.name, people.language, people.colour, \
    people.installation_admin, people.disabled_at, people.created_at, people.last_seen_at";

pub(crate) fn person(row: &Row) -> Person {
    Person {
        id: row.text("id"),
        email: row.text("email"),
        name: row.text("name"),
        language: row.text("language"),
        colour: row.text("colour"),
        installation_admin: row.yes("installation_admin"),
        disabled_at: row.maybe_text("disabled_at"),
        created_at: row.text("created_at"),
        last_seen_at: row.maybe_text("last_seen_at"),
    }
}

pub(crate) fn columns() -> &'static str {
    COLUMNS
}

impl Catalog {
    /// Whether nobody has an account yet.
    pub async fn nobody_is_here(&self) -> Result<bool, CatalogError> {
        let row = self
            .db
            .row("look for people", "SELECT id FROM people LIMIT 1", values![])
            .await?;
        Ok(row.is_none())
    }

    /// Everybody, by e-mail.
    pub async fn people(&self) -> Result<Vec<Person>, CatalogError> {
        let sql = format!("SELECT {COLUMNS} FROM people ORDER BY people.email");
        let rows = self.db.rows("list the people", &sql, values![]).await?;
        Ok(rows.iter().map(person).collect())
    }

    /// Writes a new person down. The error [is of something taken](CatalogError::is_taken) where the e-mail is.
    pub async fn add_person(
        &self,
        person: &Person,
        password_hash: Option<&str>,
        oidc_subject: Option<&str>,
    ) -> Result<(), CatalogError> {
        self.db
            .execute(
                "write the person down",
                "INSERT INTO people (id, email, name, language, colour, password_hash, oidc_subject, \
                 installation_admin, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                values![
                    &person.id,
                    &person.email,
                    &person.name,
                    &person.language,
                    &person.colour,
                    password_hash,
                    oidc_subject,
                    person.installation_admin,
                    &person.created_at,
                ],
            )
            .await?;
        Ok(())
    }

    /// The first person of an installation and owner of the workspace, where nobody is here yet; else `false`, and
    /// nothing is written.
    pub async fn add_first_person(
        &self,
        person: &Person,
        password_hash: &str,
        workspace_name: &str,
    ) -> Result<bool, CatalogError> {
        let mut write = self.db.begin("write the first person down", "people").await?;
        if write
            .row("SELECT id FROM people LIMIT 1", values![])
            .await?
            .is_some()
        {
            return Ok(false);
        }
        write
            .execute(
                "INSERT INTO people (id, email, name, language, colour, password_hash, installation_admin, created_at) \
                 VALUES ($1, $2, $3, $4, $5, $6, 1, $7)",
                values![
                    &person.id,
                    &person.email,
                    &person.name,
                    &person.language,
                    &person.colour,
                    password_hash,
                    &person.created_at,
                ],
            )
            .await?;
        write
            .execute(
                "UPDATE workspaces SET name = $1 WHERE id = $2",
                values![workspace_name, &*self.workspace],
            )
            .await?;
        write
            .execute(
                "INSERT INTO members (workspace_id, person_id, role, since) VALUES ($1, $2, 'owner', $3)",
                values![&*self.workspace, &person.id, &person.created_at],
            )
            .await?;
        write.commit().await?;
        Ok(true)
    }

    pub async fn person(&self, id: &str) -> Result<Option<Person>, CatalogError> {
        let sql = format!("SELECT {COLUMNS} FROM people WHERE people.id = $1");
        let row = self.db.row("read the person", &sql, values![id]).await?;
        Ok(row.as_ref().map(person))
    }

    /// `email` in lower case; with the hash of the password where there is one.
    pub async fn person_by_email(
        &self,
        email: &str,
    ) -> Result<Option<(Person, Option<String>)>, CatalogError> {
        let sql = format!("SELECT {COLUMNS}, people.password_hash FROM people WHERE people.email = $1");
        let row = self.db.row("read the person", &sql, values![email]).await?;
        Ok(row.map(|row| (person(&row), row.maybe_text("password_hash"))))
    }

    /// By what the identity provider calls the person.
    pub async fn person_by_subject(&self, subject: &str) -> Result<Option<Person>, CatalogError> {
        let sql = format!("SELECT {COLUMNS} FROM people WHERE people.oidc_subject = $1");
        let row = self.db.row("read the person", &sql, values![subject]).await?;
        Ok(row.as_ref().map(person))
    }

    pub async fn set_subject(&self, person_id: &str, subject: &str) -> Result<(), CatalogError> {
        let sql = "UPDATE people SET oidc_subject = $2 WHERE id = $1";
        self.db
            .execute(
                "join the person with the provider's account",
                sql,
                values![person_id, subject],
            )
            .await?;
        Ok(())
    }

    /// What people change of themselves.
    pub async fn set_profile(
        &self,
        person_id: &str,
        name: &str,
        language: &str,
        colour: &str,
    ) -> Result<(), CatalogError> {
        self.db
            .execute(
                "change the person",
                "UPDATE people SET name = $2, language = $3, colour = $4 WHERE id = $1",
                values![person_id, name, language, colour],
            )
            .await?;
        Ok(())
    }

    /// A new password; every session of the person but `keep` ends, and so does every reset that was not used.
    pub async fn set_password(
        &self,
        person_id: &str,
        password_hash: &str,
        keep: Option<&str>,
    ) -> Result<(), CatalogError> {
        let mut write = self.db.begin("change the password", "people").await?;
        write
            .execute(
                "UPDATE people SET password_hash = $2 WHERE id = $1",
                values![person_id, password_hash],
            )
            .await?;
        write
            .execute(
                "DELETE FROM sessions WHERE person_id = $1 AND token_hash <> $2",
                values![person_id, keep.unwrap_or_default()],
            )
            .await?;
        write
            .execute(
                "DELETE FROM password_resets WHERE person_id = $1 AND used_at IS NULL",
                values![person_id],
            )
            .await?;
        write.commit().await
    }

    pub async fn password_hash(&self, person_id: &str) -> Result<Option<String>, CatalogError> {
        let sql = "SELECT password_hash FROM people WHERE id = $1";
        let row = self.db.row("read the password", sql, values![person_id]).await?;
        Ok(row.and_then(|row| row.maybe_text("password_hash")))
    }

    pub async fn set_installation_admin(&self, person_id: &str, is: bool) -> Result<(), CatalogError> {
        let sql = "UPDATE people SET installation_admin = $2 WHERE id = $1";
        self.db
            .execute("make somebody a keeper", sql, values![person_id, is])
            .await?;
        Ok(())
    }

    pub async fn person_was_seen(&self, person_id: &str, now: &str) -> Result<(), CatalogError> {
        let sql = "UPDATE people SET last_seen_at = $2 WHERE id = $1";
        self.db
            .execute("note that a person was here", sql, values![person_id, now])
            .await?;
        Ok(())
    }
}
