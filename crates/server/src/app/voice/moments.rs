//! What the people who speak did around that time, from the events of the workspace.

use super::attached::Moments;
use super::read::Read;
use super::vocabulary::Vocabulary;
use crate::app::{AppError, Looked, Workspace};
use std::collections::BTreeSet;
use tropa_model::{JourneyValues, Speaker};
use tropa_voice::attach::Moment;

/// People looked up in the events; of more, those of the newest items.
const ACTORS_MAX: usize = 200_000;
const ACTOR: &str = "actor";

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
        let speakers: BTreeSet<&str> = actors.into_iter().collect();
        for source in &sources {
            let journeys = self.journeys_of(&source.name, &Looked::default(), &[ACTOR])?;
            let Some(JourneyValues::Coded { codes, names }) =
                journeys.column(ACTOR).map(|column| &column.values)
            else {
                continue;
            };
            let steps: Vec<Option<&str>> = journeys
                .activities
                .iter()
                .map(|name| vocabulary.key(name))
                .collect();
            for (journey, &actor) in codes.iter().enumerate() {
                let Some(actor) = (actor as usize).checked_sub(1).map(|at| names[at].as_str()) else {
                    continue;
                };
                if !speakers.contains(actor) {
                    continue;
                }
                let events = journeys.codes_of(journey).iter().zip(journeys.times_of(journey));
                let known = events.filter_map(|(&code, &time_us)| {
                    let step = steps[code as usize]?.to_owned();
                    Some(Moment { step, time_us })
                });
                let known: Vec<Moment> = known.collect();
                if !known.is_empty() {
                    moments.entry(actor.to_owned()).or_default().extend(known);
                }
            }
        }
        Ok(moments)
    }

    /// Keys of the people for whose journeys the rule holds, in any source that knows its words.
    pub(super) fn people_where(&self, rule: &str) -> Result<BTreeSet<String>, AppError> {
        let looked = Looked {
            filter: Some(rule.to_owned()),
            ..Looked::default()
        };
        let mut people = BTreeSet::new();
        let (mut answered, mut refused) = (false, None);
        for source in self.lake.sources()? {
            match self.journeys_of(&source.name, &looked, &[ACTOR]) {
                Ok(journeys) => {
                    answered = true;
                    if let Some(JourneyValues::Coded { names, .. }) =
                        journeys.column(ACTOR).map(|column| &column.values)
                    {
                        people.extend(names.iter().cloned());
                    }
                }
                Err(error) => refused = Some(error),
            }
        }
        match refused {
            Some(error) if !answered => Err(error),
            _ => Ok(people),
        }
    }
}
