//! Items that come one by one, from programs and our own survey pages.

use super::import::{BUCKETS, mapping_of_receipt, snapshot_of};
use super::{masks, rows};
use crate::app::{AppError, ErrorCode, Fault, Workspace};
use serde::{Deserialize, Serialize};
use tropa_intake::voice::VoiceMapping;
use tropa_lake::ImportOptions;
use tropa_model::SourceName;
use tropa_model::feedback::{Feedback, FeedbackKind};
use utoipa::ToSchema;

/// Items of one call from a program: a batch is kept as a whole, and a refused one names its place.
pub const VOICE_BATCH_MAX: usize = 1_000;

/// What came of items sent by a program. They are durable when this is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct KeptFeedback {
    pub source: String,
    pub snapshot: String,
    /// Of the source, with these items.
    #[serde(skip)]
    pub version: u64,
    pub accepted: u64,
    /// Known already by their ids.
    pub duplicates: u64,
}

impl Workspace {
    /// Keeps items that come from programs or from our own survey pages: masked, each once by its id, durable on
    /// return. Their order does not matter.
    pub fn keep_feedback(
        &self,
        source: &SourceName,
        mut items: Vec<Feedback>,
    ) -> Result<KeptFeedback, AppError> {
        let masks = self.masker()?;
        for (place, item) in items.iter_mut().enumerate() {
            check(item).map_err(|(en, ru)| {
                AppError::from(Fault::new(ErrorCode::BadRequest, en, ru).at(format!("items.{place}")))
            })?;
            masks::mask(&masks, item);
            name_attributes(item);
        }
        let options = ImportOptions {
            mapping: mapping_of_receipt(&VoiceMapping::new(FeedbackKind::Answer), &masks),
            buckets: Some(BUCKETS),
            ..ImportOptions::default()
        };
        let lake = self.voice_lake()?;
        let mut import = lake.begin(source, options)?;
        import.push(rows::to_batch(&items))?;
        let receipt = import.commit(&mut |_, _| Ok(()))?;
        Ok(KeptFeedback {
            source: source.to_string(),
            snapshot: snapshot_of(&receipt),
            version: receipt.version,
            accepted: receipt.accepted,
            duplicates: receipt.duplicates,
        })
    }
}

/// Attributes under the names they are asked for by.
pub(super) fn name_attributes(item: &mut Feedback) {
    let attributes = std::mem::take(&mut item.attributes);
    item.attributes = attributes
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| (rows::attribute_name(&name), value))
        .collect();
}

/// Characters of an id or a key: longer ones are texts in the wrong place.
const KEY_CHARS_MAX: usize = 500;

/// What a program may not send.
fn check(item: &Feedback) -> Result<(), (String, String)> {
    let bad = |en: &str, ru: &str| Err((en.to_owned(), ru.to_owned()));
    if item.id.trim().is_empty() || item.id.chars().count() > KEY_CHARS_MAX {
        return bad(
            "id: expected 1 to 500 characters, the same when the item is sent again",
            "id: нужно от 1 до 500 знаков, одинаковых при повторной отправке",
        );
    }
    if item.texts.is_empty() && item.score.is_none() && item.choice.is_none() {
        return bad(
            "the item has no text, no score and no choice",
            "в высказывании нет ни текста, ни оценки, ни выбранного варианта",
        );
    }
    if let Some(score) = item.score {
        let scale = score.scale;
        if !(scale.lo < scale.hi && score.value >= scale.lo && score.value <= scale.hi) {
            return Err((
                format!(
                    "score {} lies off its scale {}..{}",
                    score.value, scale.lo, scale.hi
                ),
                format!(
                    "оценка {} вне своей шкалы {}..{}",
                    score.value, scale.lo, scale.hi
                ),
            ));
        }
    }
    if item.actor.as_deref().is_some_and(|actor| actor.trim().is_empty()) {
        return bad(
            "actor is empty; leave it out for an anonymous item",
            "actor пуст; для анонимного не указывайте его",
        );
    }
    Ok(())
}
