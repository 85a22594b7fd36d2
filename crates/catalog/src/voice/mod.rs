//! What people decided about what is said: where items belong, what topics are called, how interviews are coded.
//!
//! Every decision raises the workspace's revision of them in the same transaction, so that whatever is derived from
//! decisions can say from which. Words are never copied here: a coding is a place in an item of the lake.

mod codes;
mod dismissals;
mod pins;
mod topics;

pub use codes::{VoiceCode, VoiceCoding};
pub use dismissals::VoiceDismissal;
pub use pins::{VoicePin, VoiceReject};
pub use topics::VoiceTopic;

use crate::db::{Value, Write, values};
use crate::{Catalog, CatalogError};

/// All decisions that what is derived from voice depends on, at one revision.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VoiceDecisions {
    pub revision: u64,
    /// By source and item.
    pub pins: Vec<VoicePin>,
    /// By source, item and step.
    pub rejects: Vec<VoiceReject>,
    /// By topic.
    pub topics: Vec<VoiceTopic>,
}

impl Catalog {
    /// How many times something was decided; 0 before the first time.
    pub async fn voice_revision(&self) -> Result<u64, CatalogError> {
        let row = self
            .db
            .row(
                "read the revision of decisions on voice",
                "SELECT revision FROM voice_revisions WHERE workspace_id = $1",
                values![&*self.workspace],
            )
            .await?;
        Ok(row.map_or(0, |row| row.count("revision")))
    }

    /// Pins, rejections and topics with the revision they belong to.
    pub async fn voice_decisions(&self) -> Result<VoiceDecisions, CatalogError> {
        loop {
            let revision = self.voice_revision().await?;
            let decisions = VoiceDecisions {
                revision,
                pins: self.voice_pins().await?,
                rejects: self.voice_rejects().await?,
                topics: self.voice_topics().await?,
            };
            // Somebody decided meanwhile: what was read belongs to no revision.
            if self.voice_revision().await? == revision {
                return Ok(decisions);
            }
        }
    }

    /// Forgets what was decided about items that are no more; how many decisions that were.
    pub async fn forget_voice_items(&self, source: &str, items: &[String]) -> Result<u64, CatalogError> {
        let mut write = self.begin_voice("forget decisions about items").await?;
        let mut forgotten = 0;
        for item in items {
            for table in ["voice_pins", "voice_rejects", "voice_codings", "voice_dismissals"] {
                forgotten += write
                    .execute(
                        &format!("DELETE FROM {table} WHERE workspace_id = $1 AND source = $2 AND item = $3"),
                        values![&*self.workspace, source, item],
                    )
                    .await?;
            }
        }
        self.decided(write).await?;
        Ok(forgotten)
    }

    /// What the analyser kept under the name.
    pub async fn voice_document(&self, name: &str) -> Result<Option<String>, CatalogError> {
        let row = self
            .db
            .row(
                "read what is known of voice",
                "SELECT document FROM voice_documents WHERE workspace_id = $1 AND name = $2",
                values![&*self.workspace, name],
            )
            .await?;
        Ok(row.map(|row| row.text("document")))
    }

    /// Keeps it for the next run. `now` is RFC 3339 in UTC.
    pub async fn put_voice_document(
        &self,
        name: &str,
        document: &str,
        now: &str,
    ) -> Result<(), CatalogError> {
        self.db
            .execute(
                "keep what is known of voice",
                "INSERT INTO voice_documents (workspace_id, name, document, updated_at) VALUES ($1, $2, $3, $4) \
                 ON CONFLICT (workspace_id, name) DO UPDATE \
                 SET document = excluded.document, updated_at = excluded.updated_at",
                values![&*self.workspace, name, document, now],
            )
            .await?;
        Ok(())
    }

    /// A transaction of its own among all decisions on voice of the workspace.
    async fn begin_voice(&self, what: &'static str) -> Result<Write, CatalogError> {
        self.db.begin(what, &format!("voice {}", self.workspace)).await
    }

    /// Raises the revision and commits; returns the new one.
    async fn decided(&self, mut write: Write) -> Result<u64, CatalogError> {
        write
            .execute(
                "INSERT INTO voice_revisions (workspace_id, revision) VALUES ($1, 1) \
                 ON CONFLICT (workspace_id) DO UPDATE SET revision = voice_revisions.revision + 1",
                values![&*self.workspace],
            )
            .await?;
        let row = write
            .row(
                "SELECT revision FROM voice_revisions WHERE workspace_id = $1",
                values![&*self.workspace],
            )
            .await?;
        write.commit().await?;
        Ok(row.map_or(0, |row| row.count("revision")))
    }

    /// One statement as a decision; the revision after it, or `None` where it changed nothing.
    async fn decide(
        &self,
        what: &'static str,
        sql: &str,
        values: Vec<Value>,
    ) -> Result<Option<u64>, CatalogError> {
        let mut write = self.begin_voice(what).await?;
        if write.execute(sql, values).await? == 0 {
            return Ok(None);
        }
        self.decided(write).await.map(Some)
    }
}
