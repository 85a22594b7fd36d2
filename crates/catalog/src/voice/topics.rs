//! What people call topics, and which of them are one.

use crate::db::values;
use crate::{Catalog, CatalogError};

/// What was decided about a topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VoiceTopic {
    pub topic: String,
    /// Absent: it is called as it was found.
    pub name: Option<String>,
    /// The topic it is part of.
    pub merged_into: Option<String>,
}

impl Catalog {
    /// Gives a topic a name, or with `None` its own one back. Returns the revision after it.
    pub async fn name_voice_topic(&self, topic: &str, name: Option<&str>) -> Result<u64, CatalogError> {
        let decided = self.decide(
            "name the topic",
            "INSERT INTO voice_topics (workspace_id, topic, name) VALUES ($1, $2, $3) \
             ON CONFLICT (workspace_id, topic) DO UPDATE SET name = excluded.name",
            values![&*self.workspace, topic, name],
        );
        Ok(decided.await?.unwrap_or_default())
    }

    /// Makes topics part of another one; what was part of them becomes part of it too. Returns the revision after it.
    pub async fn merge_voice_topics(&self, into: &str, from: &[String]) -> Result<u64, CatalogError> {
        let mut write = self.begin_voice("merge the topics").await?;
        // It cannot be part of what becomes part of it.
        write
            .execute(
                "UPDATE voice_topics SET merged_into = NULL WHERE workspace_id = $1 AND topic = $2",
                values![&*self.workspace, into],
            )
            .await?;
        for topic in from.iter().filter(|topic| *topic != into) {
            write
                .execute(
                    "UPDATE voice_topics SET merged_into = $3 WHERE workspace_id = $1 AND merged_into = $2",
                    values![&*self.workspace, topic, into],
                )
                .await?;
            write
                .execute(
                    "INSERT INTO voice_topics (workspace_id, topic, merged_into) VALUES ($1, $2, $3) \
                     ON CONFLICT (workspace_id, topic) DO UPDATE SET merged_into = excluded.merged_into",
                    values![&*self.workspace, topic, into],
                )
                .await?;
        }
        self.decided(write).await
    }

    /// Takes apart what was merged into a topic. The revision after it; `None` where nothing was.
    pub async fn split_voice_topic(&self, topic: &str) -> Result<Option<u64>, CatalogError> {
        let decided = self.decide(
            "split the topic",
            "UPDATE voice_topics SET merged_into = NULL WHERE workspace_id = $1 AND merged_into = $2",
            values![&*self.workspace, topic],
        );
        decided.await
    }

    pub(super) async fn voice_topics(&self) -> Result<Vec<VoiceTopic>, CatalogError> {
        let rows = self
            .db
            .rows(
                "list the topics",
                "SELECT topic, name, merged_into FROM voice_topics WHERE workspace_id = $1 ORDER BY topic",
                values![&*self.workspace],
            )
            .await?;
        let topic = |row: &crate::db::Row| VoiceTopic {
            topic: row.text("topic"),
            name: row.maybe_text("name"),
            merged_into: row.maybe_text("merged_into"),
        };
        Ok(rows.iter().map(topic).collect())
    }
}
