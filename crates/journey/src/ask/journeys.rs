//! Example journeys, event by event.

use super::limit;
use crate::answer::Base;
use crate::error::{AskError, IndexError};
use crate::index::is_of_actor;
use crate::partition::Partition;
use std::collections::BTreeMap;
use tropa_model::answer::{JourneyEvent, JourneyRow};
use tropa_model::question::JourneysAsk;
use tropa_model::{Answer, Rows, Unit, time};

const LIMIT_MAX: u32 = 1_000;

pub(crate) fn answer(base: &Base, ask: &JourneysAsk) -> Result<Answer, AskError> {
    let limit = limit("limit", ask.limit, LIMIT_MAX)?;
    let index = base.index;
    let mut found: Vec<(&str, usize, usize)> = Vec::new();
    for (partition, (p, selection)) in index.partitions.iter().zip(&base.selections).enumerate() {
        let actors = p.actors()?;
        let journeys = p.journeys();
        let (start, end) = match (&ask.actor, &ask.after) {
            (Some(actor), _) => (
                first_from(actors, journeys, |key| key >= actor.as_str()),
                first_from(actors, journeys, |key| key > actor.as_str()),
            ),
            (None, Some(after)) => (first_from(actors, journeys, |key| key > after.as_str()), journeys),
            (None, None) => (0, journeys),
        };
        let begun = found.len();
        selection.each(start / 64 * 64..end, |j| {
            let is_full = found.len() - begun >= limit;
            if j >= start && (!is_full || found[found.len() - 1].0 == actors.value(j)) {
                found.push((actors.value(j), partition, j));
            }
        });
    }
    found.sort_unstable();
    // The next page begins after an actor, so a page ends with the last journey of one.
    if let Some(&(last, ..)) = found.get(limit - 1) {
        let more = found[limit..]
            .iter()
            .take_while(|(actor, ..)| *actor == last)
            .count();
        found.truncate(limit + more);
    }
    let columns = index.column_names();
    let rows = found
        .into_iter()
        .map(|(actor, partition, j)| row(base, actor, &index.partitions[partition], j, &columns))
        .collect::<Result<Vec<_>, _>>()?;
    let mut answer = base.answer(Unit::Journeys, Rows::Journeys(rows));
    if let Some(actor) = &ask.actor {
        answer.base.push_str(&format!(" of the actor «{actor}»"));
        answer.n = if let Rows::Journeys(rows) = &answer.rows {
            rows.len() as u64
        } else {
            0
        };
    }
    Ok(answer)
}

/// The first journey whose actor's key is past the searched one; keys ascend.
fn first_from(
    actors: &arrow::array::LargeStringArray,
    journeys: usize,
    past: impl Fn(&str) -> bool,
) -> usize {
    let (mut low, mut high) = (0, journeys);
    while low < high {
        let middle = (low + high) / 2;
        if past(actors.value(middle)) {
            high = middle
        } else {
            low = middle + 1
        }
    }
    low
}

fn row(
    base: &Base,
    actor: &str,
    p: &Partition,
    j: usize,
    columns: &[String],
) -> Result<JourneyRow, IndexError> {
    let mut attributes = BTreeMap::new();
    let mut of_events = Vec::new();
    for name in columns {
        let Some(values) = p.values(name)? else { continue };
        if !is_of_actor(name) {
            of_events.push((name, values));
        } else if let Some(text) = values.text(j) {
            attributes.insert(name.clone(), text);
        }
    }
    let event = |event: usize| JourneyEvent {
        activity: base.index.activity(p.codes.get(event)).to_owned(),
        time: time::rfc3339(p.time_us(j, event)),
        attributes: of_events
            .iter()
            .filter_map(|(name, values)| Some(((*name).clone(), values.text(event)?)))
            .collect(),
    };
    Ok(JourneyRow {
        actor: actor.to_owned(),
        attributes,
        events: p.events_of(j).map(event).collect(),
    })
}
