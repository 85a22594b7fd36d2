//! A tree of codes and the places of interviews that stand under them.

use crate::db::{Row, values};
use crate::maps::damaged;
use crate::{Catalog, CatalogError};
use tropa_model::{Span, TextPart};

/// A theme that words of interviews are put under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VoiceCode {
    pub id: String,
    pub name: String,
    /// Id of the code it is a part of.
    pub parent: Option<String>,
    /// Codings under it, not counting those of its parts.
    pub codings: u64,
}

/// A place in an item under a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VoiceCoding {
    /// UUID.
    pub id: String,
    pub source: String,
    pub conversation: String,
    pub item: String,
    pub span: Span,
    /// Id of the code.
    pub code: String,
    pub step: Option<String>,
    pub by_person: String,
    pub by_name: String,
    /// RFC 3339 in UTC.
    pub at: String,
}

impl Catalog {
    /// By name.
    pub async fn voice_codes(&self) -> Result<Vec<VoiceCode>, CatalogError> {
        let rows = self
            .db
            .rows(
                "list the codes",
                "SELECT id, name, parent, (SELECT count(*) FROM voice_codings AS k \
                 WHERE k.workspace_id = c.workspace_id AND k.code = c.id) AS codings \
                 FROM voice_codes AS c WHERE workspace_id = $1 ORDER BY name, id",
                values![&*self.workspace],
            )
            .await?;
        let code = |row: &Row| VoiceCode {
            id: row.text("id"),
            name: row.text("name"),
            parent: row.maybe_text("parent"),
            codings: row.count("codings"),
        };
        Ok(rows.iter().map(code).collect())
    }

    /// Writes a code, over the one of its id. `now` is RFC 3339 in UTC.
    pub async fn put_voice_code(
        &self,
        id: &str,
        name: &str,
        parent: Option<&str>,
        now: &str,
    ) -> Result<(), CatalogError> {
        self.db
            .execute(
                "keep the code",
                "INSERT INTO voice_codes (workspace_id, id, name, parent, created_at) VALUES ($1, $2, $3, $4, $5) \
                 ON CONFLICT (workspace_id, id) DO UPDATE SET name = excluded.name, parent = excluded.parent",
                values![&*self.workspace, id, name, parent, now],
            )
            .await?;
        Ok(())
    }

    /// Deletes a code that nothing stands under; whether it could.
    pub async fn delete_voice_code(&self, id: &str) -> Result<bool, CatalogError> {
        let deleted = self
            .db
            .execute(
                "delete the code",
                "DELETE FROM voice_codes WHERE workspace_id = $1 AND id = $2 \
                 AND NOT EXISTS (SELECT 1 FROM voice_codings WHERE workspace_id = $1 AND code = $2) \
                 AND NOT EXISTS (SELECT 1 FROM voice_codes WHERE workspace_id = $1 AND parent = $2)",
                values![&*self.workspace, id],
            )
            .await?;
        Ok(deleted > 0)
    }

    /// Puts places under codes, all or none; those whose id is there already stay as they are. Returns how many are new.
    pub async fn put_voice_codings(&self, codings: &[VoiceCoding]) -> Result<u64, CatalogError> {
        let mut write = self.begin_voice("keep the codings").await?;
        let mut new = 0;
        for coding in codings {
            new += write
                .execute(
                    "INSERT INTO voice_codings (workspace_id, id, source, conversation, item, part, span_from, span_to, \
                     code, step, by_person, by_name, at) \
                     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) \
                     ON CONFLICT (workspace_id, id) DO NOTHING",
                    values![
                        &*self.workspace,
                        &coding.id,
                        &coding.source,
                        &coding.conversation,
                        &coding.item,
                        part_word(coding.span.part),
                        coding.span.start,
                        coding.span.end,
                        &coding.code,
                        coding.step.as_deref(),
                        &coding.by_person,
                        &coding.by_name,
                        &coding.at
                    ],
                )
                .await?;
        }
        self.decided(write).await?;
        Ok(new)
    }

    /// Whether there was one of that id in the conversation.
    pub async fn delete_voice_coding(
        &self,
        source: &str,
        conversation: &str,
        id: &str,
    ) -> Result<bool, CatalogError> {
        let decided = self.decide(
            "delete the coding",
            "DELETE FROM voice_codings WHERE workspace_id = $1 AND source = $2 AND conversation = $3 AND id = $4",
            values![&*self.workspace, source, conversation, id],
        );
        Ok(decided.await?.is_some())
    }

    /// Of one conversation, in the order of items' ids and places.
    pub async fn voice_codings(
        &self,
        source: &str,
        conversation: &str,
    ) -> Result<Vec<VoiceCoding>, CatalogError> {
        let rows = self
            .db
            .rows(
                "list the codings",
                "SELECT id, source, conversation, item, part, span_from, span_to, code, step, by_person, by_name, at \
                 FROM voice_codings WHERE workspace_id = $1 AND source = $2 AND conversation = $3 \
                 ORDER BY item, part, span_from, id",
                values![&*self.workspace, source, conversation],
            )
            .await?;
        rows.iter().map(coding).collect()
    }

    /// How many codings each conversation has: source, conversation, count.
    pub async fn voice_codings_counted(&self) -> Result<Vec<(String, String, u64)>, CatalogError> {
        let rows = self
            .db
            .rows(
                "count the codings",
                "SELECT source, conversation, count(*) AS n FROM voice_codings WHERE workspace_id = $1 \
                 GROUP BY source, conversation ORDER BY source, conversation",
                values![&*self.workspace],
            )
            .await?;
        let counted = |row: &Row| (row.text("source"), row.text("conversation"), row.count("n"));
        Ok(rows.iter().map(counted).collect())
    }
}

pub(super) fn part_word(part: TextPart) -> &'static str {
    match part {
        TextPart::Title => "title",
        TextPart::Pros => "pros",
        TextPart::Cons => "cons",
        TextPart::Body => "body",
    }
}

/// The part a place of the row lies in; `id` names the row where it cannot be read.
pub(super) fn part_of(row: &Row, id: &str) -> Result<TextPart, CatalogError> {
    let part = serde_json::from_value(serde_json::Value::String(row.text("part")));
    part.map_err(|error| damaged("coding", id.to_owned(), error))
}

fn coding(row: &Row) -> Result<VoiceCoding, CatalogError> {
    let id = row.text("id");
    let part = part_of(row, &id)?;
    let place = |name| u32::try_from(row.count(name)).unwrap_or(u32::MAX);
    let span = Span {
        part,
        start: place("span_from"),
        end: place("span_to"),
    };
    Ok(VoiceCoding {
        id,
        source: row.text("source"),
        conversation: row.text("conversation"),
        item: row.text("item"),
        span,
        code: row.text("code"),
        step: row.maybe_text("step"),
        by_person: row.text("by_person"),
        by_name: row.text("by_name"),
        at: row.text("at"),
    })
}
