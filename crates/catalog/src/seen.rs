//! How far each person has seen each map's changes, and what waits for them to look at.

use crate::db::{Row, values};
use crate::maps::damaged;
use crate::{Catalog, CatalogError, MapId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Kept for each person; older ones are forgotten, oldest first.
const NOTIFICATIONS_KEPT_MAX: u32 = 500;

/// Something a person should look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Notification {
    /// UUID.
    pub id: String,
    pub map_id: String,
    /// On the map.
    pub comment_id: String,
    pub kind: NotificationKind,
    /// RFC 3339 in UTC.
    pub at: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_person: Option<String>,
    pub by_name: String,
    /// The beginning of what was said.
    pub snippet: String,
    pub seen: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum NotificationKind {
    /// The person was named in a comment.
    Mention,
    /// Their comment was answered.
    Answer,
    /// A guest said something on a map they look after.
    Guest,
}

impl Catalog {
    /// The position up to which the person has seen the map.
    pub async fn seen(&self, id: &MapId, person_id: &str) -> Result<Option<u64>, CatalogError> {
        let row = self
            .db
            .row(
                "read what was seen",
                "SELECT seq FROM map_seen WHERE map_id = $1 AND person_id = $2",
                values![id.as_str(), person_id],
            )
            .await?;
        Ok(row.map(|row| row.count("seq")))
    }

    /// The person has seen the map as it is at `seq`; never goes back.
    pub async fn put_seen(
        &self,
        id: &MapId,
        person_id: &str,
        seq: u64,
        now: &str,
    ) -> Result<(), CatalogError> {
        self.db
            .execute(
                "keep what was seen",
                "INSERT INTO map_seen (map_id, person_id, seq, at) VALUES ($1, $2, $3, $4) \
                 ON CONFLICT (map_id, person_id) DO UPDATE SET seq = excluded.seq, at = excluded.at \
                 WHERE map_seen.seq < excluded.seq",
                values![id.as_str(), person_id, seq, now],
            )
            .await?;
        Ok(())
    }

    pub async fn notify(&self, person_id: &str, notification: &Notification) -> Result<(), CatalogError> {
        let kind = match notification.kind {
            NotificationKind::Mention => "mention",
            NotificationKind::Answer => "answer",
            NotificationKind::Guest => "guest",
        };
        let mut write = self
            .db
            .begin("notify somebody", &format!("notifications {person_id}"))
            .await?;
        write
            .execute(
                "INSERT INTO notifications \
                 (id, person_id, workspace_id, map_id, comment_id, kind, at, by_person, by_name, snippet) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
                values![
                    &notification.id,
                    person_id,
                    &*self.workspace,
                    &notification.map_id,
                    &notification.comment_id,
                    kind,
                    &notification.at,
                    notification.by_person.as_deref(),
                    &notification.by_name,
                    &notification.snippet
                ],
            )
            .await?;
        write
            .execute(
                "DELETE FROM notifications WHERE person_id = $1 AND id NOT IN \
                 (SELECT id FROM notifications WHERE person_id = $1 ORDER BY at DESC, id DESC LIMIT $2)",
                values![person_id, NOTIFICATIONS_KEPT_MAX],
            )
            .await?;
        write.commit().await
    }

    /// What waits for the person in this workspace, the newest first, at most `limit`.
    pub async fn notifications(
        &self,
        person_id: &str,
        limit: u32,
    ) -> Result<Vec<Notification>, CatalogError> {
        let rows = self
            .db
            .rows(
                "list the notifications",
                "SELECT id, map_id, comment_id, kind, at, by_person, by_name, snippet, seen_at FROM notifications \
                 WHERE person_id = $1 AND workspace_id = $2 ORDER BY at DESC, id DESC LIMIT $3",
                values![person_id, &*self.workspace, limit],
            )
            .await?;
        rows.iter().map(notification).collect()
    }

    /// The person has seen all notifications up to the time `until`, in this workspace.
    pub async fn notifications_seen(
        &self,
        person_id: &str,
        until: &str,
        now: &str,
    ) -> Result<(), CatalogError> {
        self.db
            .execute(
                "keep what was seen",
                "UPDATE notifications SET seen_at = $4 \
                 WHERE person_id = $1 AND workspace_id = $2 AND at <= $3 AND seen_at IS NULL",
                values![person_id, &*self.workspace, until, now],
            )
            .await?;
        Ok(())
    }

    /// Ids of whoever changed the map, comments not counted. Some may be people no more.
    pub async fn who_changed(&self, id: &MapId) -> Result<Vec<String>, CatalogError> {
        let rows = self
            .db
            .rows(
                "find who changed the map",
                "SELECT DISTINCT person_id FROM map_log \
                 WHERE map_id = $1 AND person_id IS NOT NULL AND via <> 'comment' ORDER BY person_id",
                values![id.as_str()],
            )
            .await?;
        Ok(rows.iter().map(|row| row.text("person_id")).collect())
    }

    /// How a person is called now; `None` where there is no account of that id.
    pub async fn person_name(&self, person_id: &str) -> Result<Option<String>, CatalogError> {
        let row = self
            .db
            .row(
                "read a person's name",
                "SELECT name FROM people WHERE id = $1",
                values![person_id],
            )
            .await?;
        Ok(row.map(|row| row.text("name")))
    }

    /// Whether the person belongs to this workspace and may come in.
    pub async fn is_member(&self, person_id: &str) -> Result<bool, CatalogError> {
        let row = self
            .db
            .row(
                "read who belongs to the workspace",
                "SELECT p.id FROM members m JOIN people p ON p.id = m.person_id \
                 WHERE m.workspace_id = $1 AND m.person_id = $2 AND p.disabled_at IS NULL",
                values![&*self.workspace, person_id],
            )
            .await?;
        Ok(row.is_some())
    }

    /// Forgets what was said in a comment that is gone.
    pub async fn forget_notifications(&self, id: &MapId, comment_id: &str) -> Result<(), CatalogError> {
        self.db
            .execute(
                "forget the notifications",
                "DELETE FROM notifications WHERE map_id = $1 AND comment_id = $2",
                values![id.as_str(), comment_id],
            )
            .await?;
        Ok(())
    }
}

fn notification(row: &Row) -> Result<Notification, CatalogError> {
    let id = row.text("id");
    let kind = serde_json::from_value(serde_json::Value::String(row.text("kind")))
        .map_err(|e| damaged("notification", id.clone(), e))?;
    Ok(Notification {
        map_id: row.text("map_id"),
        comment_id: row.text("comment_id"),
        kind,
        at: row.text("at"),
        by_person: row.maybe_text("by_person"),
        by_name: row.text("by_name"),
        snippet: row.text("snippet"),
        seen: row.maybe_text("seen_at").is_some(),
        id,
    })
}
