//! Where people put items, and where they said they do not belong.

use crate::db::values;
use crate::{Catalog, CatalogError};

/// An item put to a step by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VoicePin {
    pub source: String,
    pub item: String,
    /// Absent: it belongs to no step.
    pub step: Option<String>,
    pub by_person: String,
    /// RFC 3339 in UTC.
    pub at: String,
}

/// A step an item is not about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VoiceReject {
    pub source: String,
    pub item: String,
    pub step: String,
    pub by_person: String,
    pub at: String,
}

impl Catalog {
    /// Puts an item to a step, over an earlier pin of it. Returns the revision after it.
    pub async fn pin_voice(&self, pin: &VoicePin) -> Result<u64, CatalogError> {
        let decided = self.decide(
            "pin the item",
            "INSERT INTO voice_pins (workspace_id, source, item, step, by_person, at) VALUES ($1, $2, $3, $4, $5, $6) \
             ON CONFLICT (workspace_id, source, item) DO UPDATE \
             SET step = excluded.step, by_person = excluded.by_person, at = excluded.at",
            values![
                &*self.workspace,
                &pin.source,
                &pin.item,
                pin.step.as_deref(),
                &pin.by_person,
                &pin.at
            ],
        );
        Ok(decided.await?.unwrap_or_default())
    }

    /// Whether there was a pin.
    pub async fn unpin_voice(&self, source: &str, item: &str) -> Result<bool, CatalogError> {
        let decided = self.decide(
            "take the pin away",
            "DELETE FROM voice_pins WHERE workspace_id = $1 AND source = $2 AND item = $3",
            values![&*self.workspace, source, item],
        );
        Ok(decided.await?.is_some())
    }

    /// Says that an item is not about a step; saying it twice is saying it once.
    pub async fn reject_voice(&self, reject: &VoiceReject) -> Result<(), CatalogError> {
        let decided = self.decide(
            "reject the step",
            "INSERT INTO voice_rejects (workspace_id, source, item, step, by_person, at) VALUES ($1, $2, $3, $4, $5, $6) \
             ON CONFLICT (workspace_id, source, item, step) DO NOTHING",
            values![
                &*self.workspace,
                &reject.source,
                &reject.item,
                &reject.step,
                &reject.by_person,
                &reject.at
            ],
        );
        decided.await?;
        Ok(())
    }

    /// Forgets what was rejected for an item; whether there was anything.
    pub async fn unreject_voice(&self, source: &str, item: &str) -> Result<bool, CatalogError> {
        let decided = self.decide(
            "forget what was rejected",
            "DELETE FROM voice_rejects WHERE workspace_id = $1 AND source = $2 AND item = $3",
            values![&*self.workspace, source, item],
        );
        Ok(decided.await?.is_some())
    }

    pub(super) async fn voice_pins(&self) -> Result<Vec<VoicePin>, CatalogError> {
        let rows = self
            .db
            .rows(
                "list the pins",
                "SELECT source, item, step, by_person, at FROM voice_pins WHERE workspace_id = $1 \
                 ORDER BY source, item",
                values![&*self.workspace],
            )
            .await?;
        let pin = |row: &crate::db::Row| VoicePin {
            source: row.text("source"),
            item: row.text("item"),
            step: row.maybe_text("step"),
            by_person: row.text("by_person"),
            at: row.text("at"),
        };
        Ok(rows.iter().map(pin).collect())
    }

    pub(super) async fn voice_rejects(&self) -> Result<Vec<VoiceReject>, CatalogError> {
        let rows = self
            .db
            .rows(
                "list what was rejected",
                "SELECT source, item, step, by_person, at FROM voice_rejects WHERE workspace_id = $1 \
                 ORDER BY source, item, step",
                values![&*self.workspace],
            )
            .await?;
        let reject = |row: &crate::db::Row| VoiceReject {
            source: row.text("source"),
            item: row.text("item"),
            step: row.text("step"),
            by_person: row.text("by_person"),
            at: row.text("at"),
        };
        Ok(rows.iter().map(reject).collect())
    }
}
