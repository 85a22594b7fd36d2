//! Items shown, and put to steps by hand.

use super::filter::{ItemFilter, Wanted};
use super::heard::{Heard, HeardItem};
use super::views::{QuoteList, VoiceItem, VoiceItemList, VoiceItemWhole};
use crate::app::{AppError, Author, ErrorCode, Fault, Workspace, now_rfc3339};
use serde::{Deserialize, Serialize};
use tropa_catalog::{MapId, VoicePin, VoiceReject};
use utoipa::ToSchema;

/// Turns shown beside an item; a longer conversation is read as an interview.
const CONVERSATION_MAX: usize = 500;
const STEP_CHARS_MAX: usize = 200;

/// Where an item is put.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PinOrder {
    /// Key or name of a step, also one nobody has named yet; `null`: it belongs to no step.
    #[serde(deserialize_with = "Option::deserialize")]
    pub step: Option<String>,
}

impl Workspace {
    /// Items by what they are and what was understood of them.
    pub fn voice_item_list(
        &self,
        filter: &ItemFilter,
        with_actors: bool,
        sees: &dyn Fn(&MapId) -> bool,
    ) -> Result<VoiceItemList, AppError> {
        let heard = self.heard()?;
        let wanted = self.wanted(filter, &heard, sees)?;
        let (page, next, n) = wanted.page(&heard)?;
        Ok(VoiceItemList {
            items: page.iter().map(|item| item.view(with_actors)).collect(),
            next,
            n,
            of: heard.state(),
        })
    }

    /// One item with the conversation it is part of.
    pub fn voice_item(&self, source: &str, id: &str, with_actors: bool) -> Result<VoiceItemWhole, AppError> {
        let heard = self.heard()?;
        let item = found(&heard, source, id)?;
        Ok(VoiceItemWhole {
            item: item.view(with_actors),
            conversation: conversation(&heard, &item)
                .into_iter()
                .take(CONVERSATION_MAX)
                .map(|turn| turn.view(with_actors))
                .collect(),
        })
    }

    /// Puts an item to a step, whatever the analyser thinks.
    pub fn pin_voice_item(
        &self,
        source: &str,
        id: &str,
        order: &PinOrder,
        by: &Author,
    ) -> Result<VoiceItem, AppError> {
        found(&*self.heard()?, source, id)?;
        let step = order.step.as_deref().map(str::trim);
        if step.is_some_and(|step| step.is_empty() || step.chars().count() > STEP_CHARS_MAX) {
            return Err(Fault::new(
                ErrorCode::BadRequest,
                format!("`step`: expected 1 to {STEP_CHARS_MAX} characters, or null for no step"),
                format!("`step`: нужно от 1 до {STEP_CHARS_MAX} знаков или null, если шага нет"),
            )
            .at("step")
            .into());
        }
        let pin = VoicePin {
            source: source.to_owned(),
            item: id.to_owned(),
            step: step.map(str::to_owned),
            by_person: by.id.clone(),
            at: now_rfc3339(),
        };
        self.wait(self.catalog.pin_voice(&pin))?;
        self.shown_again(source, id)
    }

    /// Takes a person's pin away; without one nothing changes.
    pub fn unpin_voice_item(&self, source: &str, id: &str) -> Result<VoiceItem, AppError> {
        found(&*self.heard()?, source, id)?;
        self.wait(self.catalog.unpin_voice(source, id))?;
        self.shown_again(source, id)
    }

    /// Says that the item's present step, or the one it may belong to, is wrong: it is never proposed for it again.
    pub fn reject_voice_item(&self, source: &str, id: &str, by: &Author) -> Result<VoiceItem, AppError> {
        let heard = self.heard()?;
        let item = found(&heard, source, id)?;
        let Some(step) = item.step.or(item.candidate) else {
            return Err(Fault::new(
                ErrorCode::BadRequest,
                "the item belongs to no step; there is nothing to reject",
                "запись не привязана ни к какому шагу: отклонять нечего",
            )
            .into());
        };
        let reject = VoiceReject {
            source: source.to_owned(),
            item: id.to_owned(),
            step: step.key.to_owned(),
            by_person: by.id.clone(),
            at: now_rfc3339(),
        };
        self.wait(self.catalog.unpin_voice(source, id))?;
        self.wait(self.catalog.reject_voice(&reject))?;
        self.shown_again(source, id)
    }

    /// Forgets what was rejected for the item.
    pub fn unreject_voice_item(&self, source: &str, id: &str) -> Result<VoiceItem, AppError> {
        found(&*self.heard()?, source, id)?;
        self.wait(self.catalog.unreject_voice(source, id))?;
        self.shown_again(source, id)
    }

    /// Exact words that match, the most telling first.
    pub fn voice_quotes(
        &self,
        filter: &ItemFilter,
        sees: &dyn Fn(&MapId) -> bool,
    ) -> Result<QuoteList, AppError> {
        let heard = self.heard()?;
        let wanted: Wanted = self.wanted(filter, &heard, sees)?;
        super::quotes::list(&heard, &wanted, filter)
    }

    fn shown_again(&self, source: &str, id: &str) -> Result<VoiceItem, AppError> {
        let heard = self.heard()?;
        Ok(found(&heard, source, id)?.view(true))
    }
}

/// The item of that source and id, or why there is none.
pub(crate) fn found<'h>(heard: &'h Heard, source: &str, id: &str) -> Result<HeardItem<'h>, Fault> {
    heard.find(source, id).ok_or_else(|| {
        let shown: String = format!("{source}/{id}").chars().take(80).collect();
        Fault::new(
            ErrorCode::NotFound,
            format!("nobody said «{shown}» in this workspace, or it was erased"),
            format!("записи «{shown}» здесь нет, или её стёрли"),
        )
    })
}

/// All turns of the item's conversation in their order; none where it stands alone.
pub(crate) fn conversation<'h>(heard: &'h Heard, item: &HeardItem<'h>) -> Vec<HeardItem<'h>> {
    let Some(name) = item.said.conversation.as_deref() else {
        return Vec::new();
    };
    turns(heard, item.source, name)
}

/// The turns of a conversation in their order.
pub(crate) fn turns<'h>(heard: &'h Heard, source: &str, conversation: &str) -> Vec<HeardItem<'h>> {
    let mut turns: Vec<HeardItem<'h>> = heard
        .items()
        .filter(|item| item.source == source && item.said.conversation.as_deref() == Some(conversation))
        .collect();
    turns.sort_by(|a, b| {
        let key = |item: &HeardItem<'h>| (item.said.turn, item.said.time_us, item.said.id.clone());
        key(a).cmp(&key(b))
    });
    turns
}
