//! Surveys: their documents, who was invited, and answers until they lie among the facts.

use crate::db::{Row, values};
use crate::{Catalog, CatalogError};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Whether a survey takes answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SurveyState {
    /// Being built: shown in a preview only.
    Draft,
    Open,
    Closed,
}

impl SurveyState {
    fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Open => "open",
            Self::Closed => "closed",
        }
    }

    /// A word this program did not write takes no answers.
    fn of(word: &str) -> Self {
        match word {
            "open" => Self::Open,
            "draft" => Self::Draft,
            _ => Self::Closed,
        }
    }
}

/// A survey as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredSurvey {
    /// UUID.
    pub id: String,
    /// JSON.
    pub document: String,
    pub state: SurveyState,
    /// Whoever has the link may answer.
    pub public: bool,
    /// Names the survey in links.
    pub key: String,
    /// Signs invitations.
    pub secret: Vec<u8>,
    /// Grows with every change of the document, from 1.
    pub revision: u64,
    /// Sittings kept, ever.
    pub answers: u64,
    /// Id of a person.
    pub created_by: String,
    /// RFC 3339 in UTC, as all times.
    pub created_at: String,
    pub updated_at: String,
}

/// One person asked to answer once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SurveyInvitation {
    pub id: String,
    /// Key of the actor whose answer it will be.
    pub actor: String,
    pub segment: Option<String>,
    pub created_at: String,
    pub expires_at: String,
    /// The first time.
    pub opened_at: Option<String>,
    pub answered_at: Option<String>,
    pub revoked_at: Option<String>,
}

/// How many invitations a survey has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct InvitationCounts {
    pub sent: u64,
    pub opened: u64,
    pub answered: u64,
    pub revoked: u64,
}

/// Answers of one sitting, as items of feedback in JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SurveySitting {
    /// Unique: sent twice, it counts once.
    pub id: String,
    pub survey_id: String,
    pub actor: Option<String>,
    pub at: String,
    pub items: String,
}

/// What became of a sitting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It is on disk.
    New,
    /// It was there already: the same answer sent twice.
    Again,
    /// The invitation was used, revoked or has ended.
    NotInvited,
}

const SURVEY: &str =
    "id, document, state, public, link_key, secret, revision, answers, created_by, created_at, updated_at";
const INVITATION: &str = "id, actor, segment, created_at, expires_at, opened_at, answered_at, revoked_at";

fn survey(row: &Row) -> StoredSurvey {
    StoredSurvey {
        id: row.text("id"),
        document: row.text("document"),
        state: SurveyState::of(&row.text("state")),
        public: row.yes("public"),
        key: row.text("link_key"),
        secret: row.bytes("secret"),
        revision: row.count("revision"),
        answers: row.count("answers"),
        created_by: row.text("created_by"),
        created_at: row.text("created_at"),
        updated_at: row.text("updated_at"),
    }
}

fn invitation(row: &Row) -> SurveyInvitation {
    SurveyInvitation {
        id: row.text("id"),
        actor: row.text("actor"),
        segment: row.maybe_text("segment"),
        created_at: row.text("created_at"),
        expires_at: row.text("expires_at"),
        opened_at: row.maybe_text("opened_at"),
        answered_at: row.maybe_text("answered_at"),
        revoked_at: row.maybe_text("revoked_at"),
    }
}

impl Catalog {
    /// Writes a new survey; one more than `most` in the workspace is refused.
    pub async fn add_survey(&self, made: &StoredSurvey, most: u64) -> Result<bool, CatalogError> {
        let alone = format!("surveys {}", self.workspace);
        let mut write = self.db.begin("keep the survey", &alone).await?;
        let kept = write
            .row(
                "SELECT count(*) AS n FROM surveys WHERE workspace_id = $1",
                values![&*self.workspace],
            )
            .await?;
        if kept.is_some_and(|row| row.count("n") >= most) {
            return Ok(false);
        }
        write
            .execute(
                "INSERT INTO surveys (id, workspace_id, document, state, public, link_key, secret, revision, \
                 created_by, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
                values![
                    &made.id,
                    &*self.workspace,
                    &made.document,
                    made.state.word(),
                    made.public,
                    &made.key,
                    made.secret.as_slice(),
                    made.revision,
                    &made.created_by,
                    &made.created_at,
                    &made.updated_at,
                ],
            )
            .await?;
        write.commit().await?;
        Ok(true)
    }

    /// Surveys of the workspace after this id, the oldest first.
    pub async fn surveys(&self, after: &str, limit: u32) -> Result<Vec<StoredSurvey>, CatalogError> {
        let sql =
            format!("SELECT {SURVEY} FROM surveys WHERE workspace_id = $1 AND id > $2 ORDER BY id LIMIT $3");
        let rows = self
            .db
            .rows("list the surveys", &sql, values![&*self.workspace, after, limit])
            .await?;
        Ok(rows.iter().map(survey).collect())
    }

    pub async fn survey(&self, id: &str) -> Result<Option<StoredSurvey>, CatalogError> {
        let sql = format!("SELECT {SURVEY} FROM surveys WHERE id = $1 AND workspace_id = $2");
        let row = self
            .db
            .row("read the survey", &sql, values![id, &*self.workspace])
            .await?;
        Ok(row.as_ref().map(survey))
    }

    /// Of any workspace, with that workspace's id.
    pub async fn survey_by_key(&self, key: &str) -> Result<Option<(StoredSurvey, String)>, CatalogError> {
        let sql = format!("SELECT {SURVEY}, workspace_id FROM surveys WHERE link_key = $1");
        let row = self.db.row("read the survey", &sql, values![key]).await?;
        Ok(row.map(|row| (survey(&row), row.text("workspace_id"))))
    }

    /// Writes the document over the revision its writer saw: the new revision, or `None` where it is another by now.
    pub async fn put_survey(
        &self,
        id: &str,
        document: &str,
        seen: u64,
        now: &str,
    ) -> Result<Option<u64>, CatalogError> {
        let written = self
            .db
            .execute(
                "change the survey",
                "UPDATE surveys SET document = $4, revision = revision + 1, updated_at = $5 \
                 WHERE id = $1 AND workspace_id = $2 AND revision = $3",
                values![id, &*self.workspace, seen, document, now],
            )
            .await?;
        Ok((written > 0).then_some(seen + 1))
    }

    /// Whether the workspace has such a survey.
    pub async fn open_survey(
        &self,
        id: &str,
        state: SurveyState,
        public: bool,
        now: &str,
    ) -> Result<bool, CatalogError> {
        let written = self
            .db
            .execute(
                "open or close the survey",
                "UPDATE surveys SET state = $3, public = $4, updated_at = $5 WHERE id = $1 AND workspace_id = $2",
                values![id, &*self.workspace, state.word(), public, now],
            )
            .await?;
        Ok(written > 0)
    }

    /// Deletes the survey with its invitations; answers that wait go too. Whether there was one.
    pub async fn delete_survey(&self, id: &str) -> Result<bool, CatalogError> {
        let sql = "DELETE FROM surveys WHERE id = $1 AND workspace_id = $2";
        let deleted = self
            .db
            .execute("delete the survey", sql, values![id, &*self.workspace])
            .await?;
        Ok(deleted > 0)
    }

    /// All or none.
    pub async fn add_survey_invitations(
        &self,
        survey_id: &str,
        made: &[SurveyInvitation],
    ) -> Result<(), CatalogError> {
        let mut write = self
            .db
            .begin("invite people", &format!("survey {survey_id}"))
            .await?;
        for one in made {
            write
                .execute(
                    "INSERT INTO survey_invitations (id, survey_id, actor, segment, created_at, expires_at) \
                     VALUES ($1, $2, $3, $4, $5, $6)",
                    values![
                        &one.id,
                        survey_id,
                        &one.actor,
                        one.segment.as_deref(),
                        &one.created_at,
                        &one.expires_at,
                    ],
                )
                .await?;
        }
        write.commit().await
    }

    pub async fn survey_invitation(
        &self,
        survey_id: &str,
        id: &str,
    ) -> Result<Option<SurveyInvitation>, CatalogError> {
        let sql = format!("SELECT {INVITATION} FROM survey_invitations WHERE id = $1 AND survey_id = $2");
        let row = self
            .db
            .row("read the invitation", &sql, values![id, survey_id])
            .await?;
        Ok(row.as_ref().map(invitation))
    }

    /// After this id, the oldest first.
    pub async fn survey_invitations(
        &self,
        survey_id: &str,
        after: &str,
        limit: u32,
    ) -> Result<Vec<SurveyInvitation>, CatalogError> {
        let sql = format!(
            "SELECT {INVITATION} FROM survey_invitations WHERE survey_id = $1 AND id > $2 ORDER BY id LIMIT $3"
        );
        let rows = self
            .db
            .rows("list the invitations", &sql, values![survey_id, after, limit])
            .await?;
        Ok(rows.iter().map(invitation).collect())
    }

    pub async fn survey_invitation_counts(&self, survey_id: &str) -> Result<InvitationCounts, CatalogError> {
        let row = self
            .db
            .row(
                "count the invitations",
                "SELECT count(*) AS sent, count(opened_at) AS opened, count(answered_at) AS answered, \
                 count(revoked_at) AS revoked FROM survey_invitations WHERE survey_id = $1",
                values![survey_id],
            )
            .await?;
        Ok(
            row.map_or_else(InvitationCounts::default, |row| InvitationCounts {
                sent: row.count("sent"),
                opened: row.count("opened"),
                answered: row.count("answered"),
                revoked: row.count("revoked"),
            }),
        )
    }

    /// Actors who have an invitation that is still good, or have answered: they are not asked again.
    pub async fn survey_invited_actors(
        &self,
        survey_id: &str,
        now: &str,
    ) -> Result<Vec<String>, CatalogError> {
        let rows = self
            .db
            .rows(
                "list who was invited",
                "SELECT DISTINCT actor FROM survey_invitations WHERE survey_id = $1 \
                 AND revoked_at IS NULL AND (answered_at IS NOT NULL OR expires_at > $2)",
                values![survey_id, now],
            )
            .await?;
        Ok(rows.iter().map(|row| row.text("actor")).collect())
    }

    pub async fn survey_invitation_was_opened(&self, id: &str, now: &str) -> Result<(), CatalogError> {
        let sql = "UPDATE survey_invitations SET opened_at = $2 WHERE id = $1 AND opened_at IS NULL";
        self.db
            .execute("note that an invitation was opened", sql, values![id, now])
            .await?;
        Ok(())
    }

    /// Whether the survey had such an invitation that was still good.
    pub async fn revoke_survey_invitation(
        &self,
        survey_id: &str,
        id: &str,
        now: &str,
    ) -> Result<bool, CatalogError> {
        let sql = "UPDATE survey_invitations SET revoked_at = $3 \
                   WHERE id = $1 AND survey_id = $2 AND revoked_at IS NULL AND answered_at IS NULL";
        let revoked = self
            .db
            .execute("revoke the invitation", sql, values![id, survey_id, now])
            .await?;
        Ok(revoked > 0)
    }

    /// Keeps a sitting, durable when this returns, and uses up its invitation in the same transaction.
    pub async fn add_sitting(
        &self,
        sitting: &SurveySitting,
        invitation: Option<&str>,
    ) -> Result<Kept, CatalogError> {
        let alone = format!("survey {}", sitting.survey_id);
        let mut write = self.db.begin("keep the answers", &alone).await?;
        let known = write
            .row(
                "SELECT id FROM survey_sittings WHERE id = $1",
                values![&sitting.id],
            )
            .await?;
        if known.is_some() {
            return Ok(Kept::Again);
        }
        if let Some(invitation) = invitation {
            let used = write
                .execute(
                    "UPDATE survey_invitations SET answered_at = $3 WHERE id = $1 AND survey_id = $2 \
                     AND answered_at IS NULL AND revoked_at IS NULL AND expires_at > $3",
                    values![invitation, &sitting.survey_id, &sitting.at],
                )
                .await?;
            if used == 0 {
                return Ok(Kept::NotInvited);
            }
        }
        write
            .execute(
                "INSERT INTO survey_sittings (id, survey_id, workspace_id, actor, at, items) \
                 VALUES ($1, $2, $3, $4, $5, $6)",
                values![
                    &sitting.id,
                    &sitting.survey_id,
                    &*self.workspace,
                    sitting.actor.as_deref(),
                    &sitting.at,
                    &sitting.items,
                ],
            )
            .await?;
        write
            .execute(
                "UPDATE surveys SET answers = answers + 1 WHERE id = $1",
                values![&sitting.survey_id],
            )
            .await?;
        write.commit().await?;
        Ok(Kept::New)
    }

    /// Sittings of the workspace that are not in the lake yet, the oldest first; of one survey where it is named.
    pub async fn waiting_sittings(
        &self,
        survey_id: Option<&str>,
        limit: u32,
    ) -> Result<Vec<SurveySitting>, CatalogError> {
        let rows = self
            .db
            .rows(
                "read the answers that wait",
                "SELECT id, survey_id, actor, at, items FROM survey_sittings \
                 WHERE workspace_id = $1 AND stored_at IS NULL AND ($2 = '' OR survey_id = $2) \
                 ORDER BY at, id LIMIT $3",
                values![&*self.workspace, survey_id.unwrap_or(""), limit],
            )
            .await?;
        Ok(rows
            .iter()
            .map(|row| SurveySitting {
                id: row.text("id"),
                survey_id: row.text("survey_id"),
                actor: row.maybe_text("actor"),
                at: row.text("at"),
                items: row.text("items"),
            })
            .collect())
    }

    /// Says that these lie in the lake: their words are taken out here.
    pub async fn sittings_are_stored(&self, ids: &[String], now: &str) -> Result<(), CatalogError> {
        let mut write = self.db.begin("note what was stored", "survey sittings").await?;
        for id in ids {
            write
                .execute(
                    "UPDATE survey_sittings SET stored_at = $2, items = '', actor = NULL WHERE id = $1",
                    values![id, now],
                )
                .await?;
        }
        write.commit().await
    }

    /// Takes a person out: invitations, and answers that wait. How many rows went.
    pub async fn erase_from_surveys(&self, actor: &str) -> Result<u64, CatalogError> {
        let mut gone = 0;
        for sql in [
            "DELETE FROM survey_sittings WHERE actor = $1 AND workspace_id = $2",
            "DELETE FROM survey_invitations WHERE actor = $1 \
             AND survey_id IN (SELECT id FROM surveys WHERE workspace_id = $2)",
        ] {
            gone += self
                .db
                .execute(
                    "erase a person from surveys",
                    sql,
                    values![actor, &*self.workspace],
                )
                .await?;
        }
        Ok(gone)
    }
}
