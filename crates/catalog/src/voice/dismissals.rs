//! Suggestions of the analyser that people did not want.

use super::codes::{part_of, part_word};
use crate::db::{Row, values};
use crate::{Catalog, CatalogError};
use tropa_model::Span;

/// Words of an interview that are not worth a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VoiceDismissal {
    pub item: String,
    pub span: Span,
}

impl Catalog {
    /// Says that these words need no code; saying it twice is saying it once.
    pub async fn dismiss_voice_suggestion(
        &self,
        source: &str,
        conversation: &str,
        dismissed: &VoiceDismissal,
        by_person: &str,
        now: &str,
    ) -> Result<(), CatalogError> {
        self.db
            .execute(
                "dismiss the suggestion",
                "INSERT INTO voice_dismissals (workspace_id, source, conversation, item, part, span_from, span_to, \
                 by_person, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
                 ON CONFLICT (workspace_id, source, conversation, item, part, span_from, span_to) DO NOTHING",
                values![
                    &*self.workspace,
                    source,
                    conversation,
                    &dismissed.item,
                    part_word(dismissed.span.part),
                    dismissed.span.start,
                    dismissed.span.end,
                    by_person,
                    now
                ],
            )
            .await?;
        Ok(())
    }

    /// Forgets all that was dismissed in the conversation; how many places.
    pub async fn forget_voice_dismissals(
        &self,
        source: &str,
        conversation: &str,
    ) -> Result<u64, CatalogError> {
        self.db
            .execute(
                "bring the suggestions back",
                "DELETE FROM voice_dismissals WHERE workspace_id = $1 AND source = $2 AND conversation = $3",
                values![&*self.workspace, source, conversation],
            )
            .await
    }

    /// Of one conversation, in the order of items' ids and places.
    pub async fn voice_dismissals(
        &self,
        source: &str,
        conversation: &str,
    ) -> Result<Vec<VoiceDismissal>, CatalogError> {
        let rows = self
            .db
            .rows(
                "list what was dismissed",
                "SELECT item, part, span_from, span_to FROM voice_dismissals \
                 WHERE workspace_id = $1 AND source = $2 AND conversation = $3 ORDER BY item, part, span_from, span_to",
                values![&*self.workspace, source, conversation],
            )
            .await?;
        rows.iter().map(dismissal).collect()
    }
}

fn dismissal(row: &Row) -> Result<VoiceDismissal, CatalogError> {
    let item = row.text("item");
    let place = |name| u32::try_from(row.count(name)).unwrap_or(u32::MAX);
    let span = Span {
        part: part_of(row, &item)?,
        start: place("span_from"),
        end: place("span_to"),
    };
    Ok(VoiceDismissal { item, span })
}
