//! Answers on their way from the queue into the voice lake.

use crate::app::{AppError, Fault, Workspace, now_rfc3339};
use std::collections::BTreeMap;
use tropa_catalog::SurveySitting;
use tropa_model::{Feedback, SourceName};

/// The source of what our own surveys were answered.
pub(crate) const SOURCE: &str = "surveys";
/// Sittings stored by one commit: each commit is a file or two.
const BATCH_MAX: u32 = 2_000;

fn items_of(sitting: &SurveySitting) -> Result<Vec<Feedback>, AppError> {
    serde_json::from_str(&sitting.items).map_err(|error| {
        tracing::error!(
            "the answers of the sitting {} cannot be read: {error}",
            sitting.id
        );
        Fault::ours().into()
    })
}

impl Workspace {
    /// Moves acknowledged answers from the queue into the voice lake; how many sittings. A process that dies in between
    /// moves them again: the lake keeps each item once.
    pub fn store_answers(&self) -> Result<u64, AppError> {
        let source = SourceName::new(SOURCE).expect("a source name");
        let mut stored = 0;
        loop {
            let waiting = self.wait(self.catalog.waiting_sittings(None, BATCH_MAX))?;
            let mut items = Vec::new();
            for sitting in &waiting {
                items.append(&mut items_of(sitting)?);
            }
            if !items.is_empty() {
                self.keep_feedback(&source, items)?;
            }
            let ids: Vec<String> = waiting.into_iter().map(|sitting| sitting.id).collect();
            if ids.is_empty() {
                return Ok(stored);
            }
            let now = now_rfc3339();
            self.wait(self.catalog.sittings_are_stored(&ids, &now))?;
            stored += ids.len() as u64;
        }
    }

    /// Everything answered to the survey, by time: what lies in the lake and what still waits.
    pub(super) fn survey_items(&self, survey: &str) -> Result<Vec<Feedback>, AppError> {
        // The queue first: what is moved meanwhile is then found in both, and counted once.
        let mut items: BTreeMap<String, Feedback> = BTreeMap::new();
        for sitting in self.wait(self.catalog.waiting_sittings(Some(survey), u32::MAX))? {
            for item in items_of(&sitting)? {
                items.insert(item.id.clone(), item);
            }
        }
        let is_there = self
            .voice_source_infos()?
            .iter()
            .any(|info| info.name.as_str() == SOURCE);
        if is_there {
            let source = SourceName::new(SOURCE).expect("a source name");
            self.visit_voice(&source, |part| {
                let ours = part
                    .into_iter()
                    .filter(|item| item.attributes.get("survey").is_some_and(|of| of == survey));
                for item in ours {
                    items.insert(item.id.clone(), item);
                }
            })?;
        }
        let mut items: Vec<Feedback> = items.into_values().collect();
        items.sort_by(|a, b| a.time_us.cmp(&b.time_us).then_with(|| a.id.cmp(&b.id)));
        Ok(items)
    }
}
