//! What a language model proposed, and what people decided about it.

use crate::db::{Row, values};
use crate::{Catalog, CatalogError};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AssistantState {
    /// Nobody has decided yet.
    Open,
    Accepted,
    Rejected,
}

impl AssistantState {
    fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
        }
    }

    fn of(word: &str) -> Self {
        match word {
            "accepted" => Self::Accepted,
            "rejected" => Self::Rejected,
            _ => Self::Open,
        }
    }
}

/// A suggestion as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredSuggestion {
    /// UUID, in order of time.
    pub id: String,
    pub task: String,
    pub state: AssistantState,
    /// Which run it came from.
    pub run: String,
    /// JSON.
    pub document: String,
    /// RFC 3339 in UTC, as all times.
    pub at: String,
    pub decided_at: Option<String>,
    /// Name of the person.
    pub decided_by: Option<String>,
}

const COLUMNS: &str = "id, task, state, run, document, at, decided_at, decided_by";

fn suggestion(row: &Row) -> StoredSuggestion {
    StoredSuggestion {
        id: row.text("id"),
        task: row.text("task"),
        state: AssistantState::of(&row.text("state")),
        run: row.text("run"),
        document: row.text("document"),
        at: row.text("at"),
        decided_at: row.maybe_text("decided_at"),
        decided_by: row.maybe_text("decided_by"),
    }
}

impl Catalog {
    /// Keeps new suggestions, all or none.
    pub async fn add_assistant_suggestions(&self, made: &[StoredSuggestion]) -> Result<(), CatalogError> {
        let alone = format!("assistant {}", self.workspace);
        let mut write = self.db.begin("keep suggestions", &alone).await?;
        for one in made {
            write
                .execute(
                    "INSERT INTO assistant_suggestions (id, workspace_id, task, state, run, document, at) \
                     VALUES ($1, $2, $3, $4, $5, $6, $7)",
                    values![
                        &one.id,
                        &*self.workspace,
                        &one.task,
                        one.state.word(),
                        &one.run,
                        &one.document,
                        &one.at
                    ],
                )
                .await?;
        }
        write.commit().await
    }

    /// Those in a state after an id, the oldest first.
    pub async fn assistant_suggestions(
        &self,
        state: AssistantState,
        after: &str,
        limit: u32,
    ) -> Result<Vec<StoredSuggestion>, CatalogError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM assistant_suggestions \
             WHERE workspace_id = $1 AND state = $2 AND id > $3 ORDER BY id LIMIT $4"
        );
        let values = values![&*self.workspace, state.word(), after, limit];
        let rows = self.db.rows("list suggestions", &sql, values).await?;
        Ok(rows.iter().map(suggestion).collect())
    }

    pub async fn assistant_suggestion(&self, id: &str) -> Result<Option<StoredSuggestion>, CatalogError> {
        let sql = format!("SELECT {COLUMNS} FROM assistant_suggestions WHERE id = $1 AND workspace_id = $2");
        let row = self
            .db
            .row("read a suggestion", &sql, values![id, &*self.workspace])
            .await?;
        Ok(row.as_ref().map(suggestion))
    }

    /// Moves a suggestion from one state to another; `false` where it is in another one by now.
    pub async fn decide_assistant_suggestion(
        &self,
        id: &str,
        from: AssistantState,
        to: AssistantState,
        by: &str,
        now: &str,
    ) -> Result<bool, CatalogError> {
        let (by, now) = match to {
            AssistantState::Open => (None, None),
            _ => (Some(by.to_owned()), Some(now.to_owned())),
        };
        let decided = self
            .db
            .execute(
                "decide on a suggestion",
                "UPDATE assistant_suggestions SET state = $4, decided_by = $5, decided_at = $6 \
                 WHERE id = $1 AND workspace_id = $2 AND state = $3",
                values![id, &*self.workspace, from.word(), to.word(), by, now],
            )
            .await?;
        Ok(decided > 0)
    }

    /// Removes suggestions for good; how many there were.
    pub async fn delete_assistant_suggestions(&self, ids: &[String]) -> Result<u64, CatalogError> {
        let mut deleted = 0;
        for id in ids {
            deleted += self
                .db
                .execute(
                    "delete a suggestion",
                    "DELETE FROM assistant_suggestions WHERE id = $1 AND workspace_id = $2",
                    values![id, &*self.workspace],
                )
                .await?;
        }
        Ok(deleted)
    }
}
