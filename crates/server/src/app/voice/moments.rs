//! What the people who speak did around that time, from the events of the workspace.

use super::attached::Moments;
use super::read::Read;
use super::vocabulary::Vocabulary;
use crate::app::{AppError, Workspace};
use std::collections::BTreeSet;
use tropa_model::question::{Ask, JourneysAsk, Question};
use tropa_model::time::parse_rfc3339;
use tropa_model::{Rows, Speaker};
use tropa_voice::attach::Moment;

/// People looked up in the events; of more, those of the newest items.
const ACTORS_MAX: usize = 5_000;

impl Workspace {
    /// Events of everybody who says something without naming the step, at steps that are known.
    pub(super) fn moments(&self, read: &Read, vocabulary: &Vocabulary) -> Result<Moments, AppError> {
        let mut moments = Moments::new();
        if vocabulary.steps.is_empty() {
            return Ok(moments);
        }
        let sources = self.lake.sources()?;
        if sources.is_empty() {
            return Ok(moments);
        }
        let mut seen = BTreeSet::new();
        let speakers = read
            .items
            .iter()
            .filter(|item| item.said.speaker == Speaker::Actor && item.said.step.is_none());
        let actors: Vec<&str> = speakers
            .filter(|item| item.said.time_us.is_some())
            .filter_map(|item| item.said.actor.as_deref())
            .filter(|actor| !actor.starts_with("anonymous:") && seen.insert(*actor))
            .take(ACTORS_MAX)
            .collect();
        for source in &sources {
            for actor in &actors {
                let question = Question {
                    source: Some(source.name.to_string()),
                    filter: None,
                    cut: None,
                    ask: Ask::Journeys(JourneysAsk {
                        actor: Some((*actor).to_owned()),
                        limit: 1,
                        after: None,
                    }),
                };
                let Rows::Journeys(rows) = self.ask(&question)?.rows else {
                    continue;
                };
                for event in rows.into_iter().flat_map(|row| row.events) {
                    let step = vocabulary.key(&event.activity);
                    if let (Some(step), Some(time_us)) = (step, parse_rfc3339(&event.time)) {
                        let of_actor = moments.entry((*actor).to_owned()).or_default();
                        of_actor.push(Moment {
                            step: step.to_owned(),
                            time_us,
                        });
                    }
                }
            }
        }
        Ok(moments)
    }
}
