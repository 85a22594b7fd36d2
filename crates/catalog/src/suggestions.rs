//! Changes somebody proposes and somebody else decides on.

use crate::db::{Row, values};
use crate::maps::damaged;
use crate::{Catalog, CatalogError, MapId};
use serde::{Deserialize, Serialize};
use tropa_map::change::Change;
use utoipa::ToSchema;

/// Changes of a map that wait for a decision, or waited.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Suggestion {
    /// UUID.
    pub id: String,
    /// RFC 3339 in UTC.
    pub at: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_person: Option<String>,
    pub by_name: String,
    pub title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    pub changes: Vec<Change>,
    pub state: SuggestionState,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_by: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_at: Option<String>,
    /// Why it was rejected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<String>,
    pub source: SuggestionSource,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SuggestionState {
    Open,
    Accepted,
    Rejected,
}

/// Who thought of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SuggestionSource {
    Person,
    /// The evidence says so.
    Discovery,
}

impl SuggestionState {
    fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
        }
    }
}

const FIELDS: &str =
    "id, at, by_person, by_name, title, reason, changes, state, decided_by, decided_at, decision, source";

impl Catalog {
    pub async fn put_suggestion(&self, id: &MapId, suggestion: &Suggestion) -> Result<(), CatalogError> {
        let changes = serde_json::to_string(&suggestion.changes).expect("changes have a JSON form");
        let source = match suggestion.source {
            SuggestionSource::Person => "person",
            SuggestionSource::Discovery => "discovery",
        };
        self.db
            .execute(
                "keep the suggestion",
                "INSERT INTO suggestions (id, map_id, at, by_person, by_name, title, reason, changes, state, source) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
                values![
                    &suggestion.id,
                    id.as_str(),
                    &suggestion.at,
                    suggestion.by_person.as_deref(),
                    &suggestion.by_name,
                    &suggestion.title,
                    suggestion.reason.as_deref(),
                    changes,
                    suggestion.state.word(),
                    source
                ],
            )
            .await?;
        Ok(())
    }

    /// All suggestions on the map: the open ones first, then the newest, at most `limit`.
    pub async fn suggestions(&self, id: &MapId, limit: u32) -> Result<Vec<Suggestion>, CatalogError> {
        let rows = self
            .db
            .rows(
                "list the suggestions",
                &format!(
                    "SELECT {FIELDS} FROM suggestions WHERE map_id = $1 \
                     ORDER BY CASE state WHEN 'open' THEN 0 ELSE 1 END, at DESC, id DESC LIMIT $2"
                ),
                values![id.as_str(), limit],
            )
            .await?;
        rows.iter().map(suggestion).collect()
    }

    pub async fn suggestion(
        &self,
        id: &MapId,
        suggestion_id: &str,
    ) -> Result<Option<Suggestion>, CatalogError> {
        let row = self
            .db
            .row(
                "read the suggestion",
                &format!("SELECT {FIELDS} FROM suggestions WHERE map_id = $1 AND id = $2"),
                values![id.as_str(), suggestion_id],
            )
            .await?;
        row.as_ref().map(suggestion).transpose()
    }

    /// Moves a suggestion from one state to another; whether it was in the first: of two who decide at once one does.
    pub async fn decide_suggestion(
        &self,
        id: &MapId,
        suggestion_id: &str,
        from: SuggestionState,
        to: SuggestionState,
        by: Option<(&str, &str)>,
        decision: Option<&str>,
    ) -> Result<bool, CatalogError> {
        let changed = self
            .db
            .execute(
                "decide on the suggestion",
                "UPDATE suggestions SET state = $4, decided_by = $5, decided_at = $6, decision = $7 \
                 WHERE map_id = $1 AND id = $2 AND state = $3",
                values![
                    id.as_str(),
                    suggestion_id,
                    from.word(),
                    to.word(),
                    by.map(|(person, _)| person),
                    by.map(|(_, at)| at),
                    decision
                ],
            )
            .await?;
        Ok(changed > 0)
    }
}

fn suggestion(row: &Row) -> Result<Suggestion, CatalogError> {
    let id = row.text("id");
    let word = |text: String| serde_json::Value::String(text);
    let wrong = |e: serde_json::Error| damaged("suggestion", id.clone(), e);
    Ok(Suggestion {
        at: row.text("at"),
        by_person: row.maybe_text("by_person"),
        by_name: row.text("by_name"),
        title: row.text("title"),
        reason: row.maybe_text("reason"),
        changes: serde_json::from_str(&row.text("changes")).map_err(wrong)?,
        state: serde_json::from_value(word(row.text("state"))).map_err(wrong)?,
        decided_by: row.maybe_text("decided_by"),
        decided_at: row.maybe_text("decided_at"),
        decision: row.maybe_text("decision"),
        source: serde_json::from_value(word(row.text("source"))).map_err(wrong)?,
        id,
    })
}
