//! Answers on their way from the queue into the voice lake, and those that are there, as counting needs them.

use crate::app::{AppError, Fault, Workspace, now_rfc3339};
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};
use tropa_catalog::SurveySitting;
use tropa_lake::LakeError;
use tropa_model::{Feedback, SourceName};

/// The source of what our own surveys were answered.
pub(crate) const SOURCE: &str = "surveys";
/// Sittings stored by one commit: each commit is a file or two.
const BATCH_MAX: u32 = 2_000;

/// Answers of all surveys at one version of their source: read once, then added to as answers come in.
#[derive(Debug, Default)]
pub(crate) struct StoredAnswers(Mutex<Option<Stored>>);

#[derive(Debug, Default)]
struct Stored {
    version: u64,
    by_survey: HashMap<String, Arc<Vec<Arc<Feedback>>>>,
}

impl Stored {
    fn add(&mut self, item: Feedback) {
        let Some(survey) = item.attributes.get("survey").cloned() else {
            return;
        };
        let of_survey = self.by_survey.entry(survey).or_default();
        Arc::make_mut(of_survey).push(Arc::new(slim(item)));
    }
}

/// What nobody counts is left away: a hundred thousand answers lie in memory.
fn slim(mut item: Feedback) -> Feedback {
    item.attributes.retain(|name, _| name == "survey_question");
    (item.question, item.segment, item.channel, item.actor) = (None, None, None, None);
    item
}

fn items_of(sitting: &SurveySitting) -> Result<Vec<Feedback>, AppError> {
    serde_json::from_str(&sitting.items).map_err(|error| {
        tracing::error!(
            "the answers of the sitting {} cannot be read: {error}",
            sitting.id
        );
        Fault::ours().into()
    })
}

fn source() -> SourceName {
    SourceName::new(SOURCE).expect("a source name")
}

impl Workspace {
    /// Moves acknowledged answers from the queue into the voice lake; how many sittings. A process that dies in between
    /// moves them again: the lake keeps each item once.
    pub fn store_answers(&self) -> Result<u64, AppError> {
        let mut stored = 0;
        loop {
            let waiting = self.wait(self.catalog.waiting_sittings(None, BATCH_MAX))?;
            let mut items = Vec::new();
            for sitting in &waiting {
                items.append(&mut items_of(sitting)?);
            }
            if !items.is_empty() {
                let kept = self.keep_feedback(&source(), items.clone())?;
                if kept.duplicates == 0 {
                    self.add_stored(kept.version, items);
                }
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

    /// Items that became part of the source with this version; in any other case they are read again when asked for.
    fn add_stored(&self, version: u64, items: Vec<Feedback>) {
        let kept = self.answered.stored.0.lock();
        let mut kept = kept.unwrap_or_else(PoisonError::into_inner);
        if let Some(stored) = kept.as_mut().filter(|stored| stored.version + 1 == version) {
            stored.version = version;
            items.into_iter().for_each(|item| stored.add(item));
        }
    }

    /// Everything answered to the survey, in no order: what lies in the lake and what still waits.
    pub(super) fn survey_items_unsorted(&self, survey: &str) -> Result<Vec<Arc<Feedback>>, AppError> {
        // The queue first: what is moved meanwhile is then found in both, and counted once.
        let mut waiting: BTreeMap<String, Feedback> = BTreeMap::new();
        for sitting in self.wait(self.catalog.waiting_sittings(Some(survey), u32::MAX))? {
            for item in items_of(&sitting)? {
                waiting.insert(item.id.clone(), item);
            }
        }
        let there = self.stored_of(survey)?;
        if !waiting.is_empty() {
            for item in there.iter() {
                waiting.remove(&item.id);
            }
        }
        let waiting = waiting.into_values().map(Arc::new);
        Ok(there.iter().cloned().chain(waiting).collect())
    }

    fn stored_of(&self, survey: &str) -> Result<Arc<Vec<Arc<Feedback>>>, AppError> {
        let Some(lake) = self.voice_lake_if_any()? else {
            return Ok(Arc::default());
        };
        let version = match lake.source(&source()) {
            Ok(info) => info.version,
            Err(LakeError::NoSuchSource { .. }) => return Ok(Arc::default()),
            Err(other) => return Err(other.into()),
        };
        let kept = self.answered.stored.0.lock();
        let mut kept = kept.unwrap_or_else(PoisonError::into_inner);
        if kept.as_ref().is_none_or(|stored| stored.version != version) {
            // What was there is let go before as much again is read.
            *kept = None;
            let mut stored = Stored::default();
            let read = self.visit_voice(&source(), |part| {
                part.into_iter().for_each(|item| stored.add(item))
            })?;
            stored.version = read.version;
            *kept = Some(stored);
        }
        let of_survey = kept.as_ref().and_then(|stored| stored.by_survey.get(survey));
        Ok(of_survey.cloned().unwrap_or_default())
    }
}
