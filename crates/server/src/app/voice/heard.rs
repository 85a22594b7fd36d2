//! All that is said in the workspace, read once and tied to steps: kept in memory for one version of the facts and one
//! revision of people's decisions.

use super::attached::{Attachments, attach};
use super::read::{Read, ReadItem};
use super::topics::Topics;
use super::views::{AttachedBy, ItemStep, TopicName, VoiceItem, VoiceState};
use super::vocabulary::Vocabulary;
use crate::app::progress::Watch;
use crate::app::{AppError, Workspace, unwatched};
use std::sync::{Arc, Mutex};
use tropa_catalog::{MapId, VoiceDecisions};
use tropa_map::Map;
use tropa_model::time::rfc3339;
use tropa_model::{Feedback, LocalText, Speaker};
use tropa_voice::Reading;

/// What is said, as it was last understood.
#[derive(Default)]
pub(crate) struct HeardCache(Mutex<Option<Arc<Heard>>>);

/// Items with what was understood of them, and where they belong. The parts are shared with what was heard before where
/// what they are made of has not changed: a map is edited every second, and its steps are seldom renamed.
pub(crate) struct Heard {
    pub read: Arc<Read>,
    pub decisions: VoiceDecisions,
    pub vocabulary: Vocabulary,
    /// Maps the vocabulary was taken from, with their revisions.
    maps: Vec<(String, u64)>,
    /// Sources of events, with their versions: what people did tells where they were when they spoke.
    events: Vec<(String, u64)>,
    pub attachments: Arc<Attachments>,
    pub topics: Arc<Topics>,
}

/// One item in all its parts.
#[derive(Clone, Copy)]
pub(crate) struct HeardItem<'h> {
    pub at: usize,
    pub source: &'h str,
    pub said: &'h Feedback,
    pub reading: &'h Reading,
    pub step: Option<StepAt<'h>>,
    pub candidate: Option<StepAt<'h>>,
    heard: &'h Heard,
}

/// Where an item belongs, and why.
#[derive(Clone, Copy)]
pub(crate) struct StepAt<'h> {
    /// Place in the vocabulary.
    pub place: usize,
    pub key: &'h str,
    pub name: &'h LocalText,
    pub confidence: f64,
    pub by: AttachedBy,
    pub because: &'h LocalText,
}

impl Workspace {
    /// What is said now, as people have decided about it now. Read again only where facts or decisions changed.
    pub(crate) fn heard(&self) -> Result<Arc<Heard>, AppError> {
        self.heard_watched(&mut unwatched())
    }

    pub(crate) fn heard_watched(&self, watch: &mut Watch<'_>) -> Result<Arc<Heard>, AppError> {
        // Whoever comes while it is read waits for it: reading twice at once helps nobody.
        let kept = self.heard.0.lock();
        let mut kept = kept.unwrap_or_else(std::sync::PoisonError::into_inner);
        let snapshots = self.voice_snapshots()?;
        let revision = self.wait(self.catalog.voice_revision())?;
        let maps = self.maps_now()?;
        let events = self.events_now()?;
        let before = kept.clone().filter(|heard| heard.read.snapshots == snapshots);
        if let Some(heard) = &before
            && heard.decisions.revision == revision
            && heard.maps == maps
            && heard.events == events
        {
            return Ok(heard.clone());
        }
        let read = match &before {
            Some(heard) => heard.read.clone(),
            None => {
                // What was there is let go before as much again is made.
                *kept = None;
                Arc::new(self.read_voice(watch)?)
            }
        };
        let decisions = self.wait(self.catalog.voice_decisions())?;
        let vocabulary = Vocabulary::of(&read, &decisions, &self.maps_called(&maps)?);
        let same_decisions = |heard: &&Arc<Heard>| heard.decisions.revision == decisions.revision;
        let before = before.as_ref().filter(same_decisions);
        let topics = match before {
            Some(heard) => heard.topics.clone(),
            None => Arc::new(self.topics_of(&read, &decisions, watch)?),
        };
        let attachments = match before {
            Some(heard) if heard.vocabulary == vocabulary && heard.events == events => {
                heard.attachments.clone()
            }
            _ => {
                let moments = self.moments(&read, &vocabulary)?;
                Arc::new(attach(&read, &decisions, &vocabulary, &moments))
            }
        };
        let heard = Arc::new(Heard {
            read,
            decisions,
            vocabulary,
            maps,
            events,
            attachments,
            topics,
        });
        *kept = Some(heard.clone());
        Ok(heard)
    }

    /// Sources of events and their versions.
    fn events_now(&self) -> Result<Vec<(String, u64)>, AppError> {
        let sources = self.lake.sources()?;
        Ok(sources
            .into_iter()
            .map(|source| (source.name.to_string(), source.version))
            .collect())
    }

    /// Ids and revisions of the maps whose steps have names. What is said is told to all members of the workspace, so a
    /// map that is hidden from any of them gives it no words.
    fn maps_now(&self) -> Result<Vec<(String, u64)>, AppError> {
        let hidden = self.wait(self.catalog.hidden_maps())?;
        let mut maps: Vec<(String, u64)> = self
            .maps()?
            .into_iter()
            .filter(|map| map.archived_at.is_none() && !hidden.contains(&map.id))
            .map(|map| (map.id, map.revision))
            .collect();
        maps.sort();
        Ok(maps)
    }

    fn maps_called(&self, ids: &[(String, u64)]) -> Result<Vec<Map>, AppError> {
        let map = |id: &String| -> Result<Map, AppError> {
            let id = MapId::new(id).map_err(|error| AppError::bad_map_id(&error))?;
            Ok(self.map(&id)?.map)
        };
        ids.iter().map(|(id, _)| map(id)).collect()
    }
}

impl Heard {
    pub fn items(&self) -> impl Iterator<Item = HeardItem<'_>> {
        (0..self.read.items.len()).map(|at| self.item(at))
    }

    /// Items in the words of the people whose journey it is.
    pub fn own_words(&self) -> impl Iterator<Item = HeardItem<'_>> {
        self.items().filter(|item| item.said.speaker == Speaker::Actor)
    }

    pub fn item(&self, at: usize) -> HeardItem<'_> {
        let ReadItem {
            source,
            said,
            reading,
        } = &self.read.items[at];
        let attached = &self.attachments.all[at];
        HeardItem {
            at,
            source,
            said,
            reading,
            step: attached
                .step
                .filter(|step| step.counts)
                .map(|step| self.step_at(step)),
            candidate: attached
                .step
                .filter(|step| !step.counts)
                .map(|step| self.step_at(step)),
            heard: self,
        }
    }

    /// The item of that source and id.
    pub fn find(&self, source: &str, id: &str) -> Option<HeardItem<'_>> {
        self.read.find(source, id).map(|at| self.item(at))
    }

    pub fn state(&self) -> VoiceState {
        VoiceState {
            snapshot: self.read.snapshot(),
            revision: self.decisions.revision,
        }
    }

    fn step_at(&self, step: super::attached::AttachedStep) -> StepAt<'_> {
        let word = &self.vocabulary.steps[step.place as usize];
        StepAt {
            place: step.place as usize,
            key: &word.key,
            name: &word.name,
            confidence: f64::from(step.confidence),
            by: step.by,
            because: &self.attachments.reasons[step.because as usize],
        }
    }
}

impl<'h> HeardItem<'h> {
    /// As the score says it, else as the words do; −2..=+2.
    pub fn feeling(&self) -> Option<f64> {
        match self.said.score {
            Some(score) => Some(score.scale.feeling(score.value).0),
            None => self.reading.opinion.map(|opinion| opinion.feeling.0),
        }
    }

    pub fn topics(&self) -> impl Iterator<Item = TopicName> + use<'h> {
        self.heard.topics.of_item(self.at)
    }

    /// Why it belongs to no step.
    pub fn unattached(&self) -> Option<&'h LocalText> {
        let attached = &self.heard.attachments.all[self.at];
        match self.step {
            Some(_) => None,
            None => attached
                .why_not
                .map(|why| &self.heard.attachments.reasons[why as usize]),
        }
    }

    /// As it is shown. `with_actor`: the caller may know who said it.
    pub fn view(&self, with_actor: bool) -> VoiceItem {
        let said = self.said;
        let rejects = &self.heard.decisions.rejects;
        let rejected = rejects
            .iter()
            .filter(|one| one.source == self.source && one.item == said.id)
            .map(|one| one.step.clone());
        let anonymous = said
            .actor
            .as_deref()
            .is_none_or(|actor| actor.starts_with("anonymous:"));
        VoiceItem {
            id: said.id.clone(),
            source: self.source.to_owned(),
            kind: said.kind,
            time: said.time_us.map(rfc3339),
            actor: said.actor.clone().filter(|_| with_actor && !anonymous),
            step: self.step.map(ItemStep::from),
            candidate: self.candidate.map(ItemStep::from),
            unattached: self.unattached().cloned(),
            rejected: rejected.collect(),
            channel: said.channel.clone(),
            segment: said.segment.clone(),
            score: said.score.map(Into::into),
            question: said.question.clone(),
            choice: said.choice.clone(),
            texts: said
                .texts
                .iter()
                .map(|(part, text)| super::views::ItemText {
                    part: *part,
                    text: text.clone(),
                })
                .collect(),
            reading: self.reading.clone(),
            topics: self.topics().collect(),
            conversation: said.conversation.clone(),
            turn: said.turn,
            speaker: said.speaker,
            reply: said.reply.clone(),
            attributes: said.attributes.clone(),
        }
    }
}

impl From<StepAt<'_>> for ItemStep {
    fn from(step: StepAt<'_>) -> Self {
        Self {
            key: step.key.to_owned(),
            name: step.name.clone(),
            confidence: step.confidence,
            by: step.by,
            because: step.because.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tropa_catalog::Over;
    use tropa_model::{FeedbackKind, SourceName, TextPart};

    fn map(step: &str, words: &str) -> Map {
        let text = serde_json::json!({
            "format": "tropa.map", "version": 2, "id": "shop", "kind": "customer", "state": "as_is", "title": {"en": "Shop"},
            "stages": [{"id": "s1", "name": {"en": "Get it"}, "steps": [{"id": "t1", "name": {"en": step}}]}],
            "lanes": [{"id": "l1", "role": "actions"}],
            "cards": [{"id": "c1", "lane": "l1", "at": "t1", "text": {"en": words}, "state": "assumption"}]
        });
        tropa_map::parse(&text.to_string()).unwrap()
    }

    #[test]
    fn an_edit_of_a_map_reads_nothing_anew_until_a_step_has_another_name() {
        let dir = tempfile::tempdir().unwrap();
        let workspace = Workspace::open(&dir.path().join("data")).unwrap();
        let mut said = Feedback::new("1", FeedbackKind::Review);
        said.texts = vec![(TextPart::Body, "The delivery was late.".into())];
        workspace
            .keep_feedback(&SourceName::new("reviews").unwrap(), vec![said])
            .unwrap();
        let id = MapId::new("shop").unwrap();
        let put = |step, words| workspace.put_map(&id, &map(step, words), Over::Anything).unwrap();
        put("Delivery", "Waits");
        let first = workspace.heard().unwrap();
        assert_eq!(first.vocabulary.steps.len(), 1);
        put("Delivery", "Waits for two weeks");
        let edited = workspace.heard().unwrap();
        assert!(!Arc::ptr_eq(&first, &edited));
        assert!(Arc::ptr_eq(&first.attachments, &edited.attachments));
        assert!(Arc::ptr_eq(&first.topics, &edited.topics));
        put("Assembly", "Waits for two weeks");
        let renamed = workspace.heard().unwrap();
        assert!(!Arc::ptr_eq(&first.attachments, &renamed.attachments));
        assert!(Arc::ptr_eq(&first.read, &renamed.read));
        assert!(Arc::ptr_eq(&first.topics, &renamed.topics));
    }
}
