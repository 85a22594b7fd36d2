//! A seeded generator of events and the slow obvious lake they are compared with.
#![allow(clippy::unwrap_used)]
#![allow(dead_code)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use tropa_lake::{ImportOptions, Lake, LakeError, Receipt};
use tropa_model::{ActorRun, CodedColumn, Column, ColumnValues, EventBatch, Role, SourceName, TextColumn};

/// xorshift64*, so that a printed seed gives the same events everywhere.
#[derive(Clone)]
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    pub fn below(&mut self, n: usize) -> usize {
        (self.next() >> 33) as usize % n
    }
}

/// One event as a person would write it down.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Event {
    pub actor: String,
    pub time_us: i64,
    pub activity: String,
    /// By column name; numbers as their text.
    pub values: BTreeMap<String, String>,
}

pub fn event(actor: &str, time_us: i64, activity: &str, values: &[(&str, &str)]) -> Event {
    let values = values
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    Event {
        actor: actor.into(),
        time_us,
        activity: activity.into(),
        values,
    }
}

pub fn source(name: &str) -> SourceName {
    SourceName::new(name).unwrap()
}

/// Events in columns, as the reader of files would hand them over. `score`, `amount` are numbers, `text`,
/// `event_id` texts, everything else coded.
pub fn batch(events: &[Event]) -> EventBatch {
    let coded = |values: Vec<Option<&str>>| {
        let names: Vec<String> = values
            .iter()
            .flatten()
            .map(|v| (*v).to_owned())
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect();
        let code = |v: &&str| names.binary_search_by(|n| n.as_str().cmp(v)).unwrap() as u32;
        let codes = values
            .iter()
            .map(|v| v.as_ref().map_or(CodedColumn::MISSING, code))
            .collect();
        CodedColumn { codes, names }
    };
    let names: BTreeSet<&str> = events
        .iter()
        .flat_map(|e| e.values.keys().map(String::as_str))
        .collect();
    let columns = names.into_iter().map(|name| {
        let role = Role::from_column_name(name).unwrap();
        let values: Vec<Option<&str>> = events
            .iter()
            .map(|e| e.values.get(name).map(String::as_str))
            .collect();
        let values = match name {
            "score" | "amount" => ColumnValues::Number(
                values
                    .iter()
                    .map(|v| v.map_or(f64::NAN, |v| v.parse().unwrap()))
                    .collect(),
            ),
            "text" | "event_id" => ColumnValues::Text(values.iter().map(|v| v.unwrap_or("")).collect()),
            _ => ColumnValues::Coded(coded(values)),
        };
        Column { role, values }
    });
    EventBatch {
        actor: events.iter().map(|e| e.actor.as_str()).collect::<TextColumn>(),
        activity: coded(events.iter().map(|e| Some(e.activity.as_str())).collect()),
        time_us: events.iter().map(|e| e.time_us).collect(),
        columns: columns.collect(),
    }
}

pub fn import(
    lake: &Lake,
    source: &SourceName,
    events: &[Event],
    options: ImportOptions,
) -> Result<Receipt, LakeError> {
    let mut import = lake.begin(source, options)?;
    for events in events.chunks(97) {
        import.push(batch(events))?;
    }
    import.commit(&mut |_, _| Ok(()))
}

/// The events of a run in its order. Panics where the run breaks what its type promises.
pub fn events_of(run: &ActorRun) -> Vec<Event> {
    assert_eq!(run.offsets.len(), run.actors.len() + 1);
    assert_eq!(run.offsets.last().copied(), Some(run.events() as u64));
    assert!(run.columns.iter().all(|c| c.values.len() == run.events()) && run.activity.len() == run.events());
    let mut events = Vec::new();
    for actor in 0..run.actors.len() {
        assert!(
            actor == 0 || run.actors.get(actor - 1) < run.actors.get(actor),
            "actors ascend"
        );
        let range = run.events_of(actor);
        assert!(
            !range.is_empty() && run.time_us[range.clone()].is_sorted(),
            "times of an actor do not fall"
        );
        for place in range {
            let values = run.columns.iter().filter_map(|c| {
                let value = match &c.values {
                    ColumnValues::Coded(c) => c.get(place).map(str::to_owned),
                    ColumnValues::Text(c) => Some(c.get(place).to_owned()).filter(|t| !t.is_empty()),
                    ColumnValues::Number(v) => Some(v[place]).filter(|v| !v.is_nan()).map(|v| v.to_string()),
                };
                Some((c.role.column_name(), value?))
            });
            events.push(Event {
                actor: run.actors.get(actor).to_owned(),
                time_us: run.time_us[place],
                activity: run.activity_names[run.activity[place] as usize].clone(),
                values: values.collect(),
            });
        }
    }
    events
}

/// All events of a version: by actor, inside by time and arrival.
pub fn read_all(lake: &Lake, source: &SourceName, version: Option<u64>) -> Result<Vec<Event>, LakeError> {
    let snapshot = lake.snapshot(source, version)?;
    let mut events = Vec::new();
    for bucket in 0..snapshot.buckets() {
        let run = snapshot.read(bucket)?;
        let place = |actor: &str| tropa_model::bucket_of(actor.as_bytes(), snapshot.buckets());
        assert!(
            run.actors.iter().all(|actor| place(actor) == bucket),
            "every actor lies in its bucket"
        );
        events.extend(events_of(&run));
    }
    events.sort_by(|a, b| a.actor.cmp(&b.actor));
    Ok(events)
}

/// What the lake must hold, the slow obvious way: events in arrival order, and a stable sort.
#[derive(Clone, Debug, Default)]
pub struct Model {
    pub arrived: Vec<Event>,
}

impl Model {
    pub fn import(&mut self, events: &[Event]) {
        for event in events {
            let id = event.values.get("event_id");
            if id.is_none() || self.arrived.iter().all(|e| e.values.get("event_id") != id) {
                self.arrived.push(event.clone());
            }
        }
    }

    pub fn erase(&mut self, actor: &str) {
        self.arrived.retain(|e| e.actor != actor);
    }

    pub fn retain(&mut self, from_us: i64) {
        self.arrived.retain(|e| e.time_us >= from_us);
    }

    pub fn sorted(&self) -> Vec<Event> {
        let mut events = self.arrived.clone();
        events.sort_by(|a, b| (&a.actor, a.time_us).cmp(&(&b.actor, b.time_us)));
        events
    }
}

/// Few actors, many ties, missing values, columns that come and go.
pub fn random_events(random: &mut Random, count: usize) -> Vec<Event> {
    let actors = ["", "Иван", "u", "user_000000000000012", "user_00000000000001"];
    let with_columns = random.below(3);
    (0..count)
        .map(|_| {
            let actor = format!("{}{}", actors[random.below(5)], random.below(40));
            let mut event = event(
                &actor,
                random.below(50) as i64 * 333 - 7_000,
                ["visit", "buy", "звонок"][random.below(3)],
                &[],
            );
            let mut put = |random: &mut Random, name: &str, value: String| {
                if random.below(4) > 0 {
                    event.values.insert(name.into(), value);
                }
            };
            let (channel, score) = (random.below(3), random.below(5));
            put(random, "channel", ["web", "store", "call"][channel].into());
            if with_columns > 0 {
                put(random, "score", format!("{}", score as f64 / 2.0));
                put(random, "text", format!("said {score} \"quoted\"\nline"));
            }
            if with_columns > 1 {
                put(random, "actor_segment", ["vip", "new"][score % 2].into());
            }
            event
        })
        .collect()
}

pub fn lake(dir: &Path) -> Lake {
    Lake::open(dir).unwrap()
}
