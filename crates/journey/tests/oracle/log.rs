//! Random logs as plain lists, and the same logs as indexes.

use std::collections::BTreeMap;
use tempfile::TempDir;
use tropa_journey::{Index, IndexBuilder};
use tropa_model::batch::{CodedColumn, TextColumn};
use tropa_model::feeling::Scale;
use tropa_model::{ActorRun, ColumnValues, Role, RunColumn, Snapshot, bucket_of};

/// SplitMix64 (Steele et al. 2014).
pub struct Draw(u64);

impl Draw {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % n as u64) as usize
    }

    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for i in (1..list.len()).rev() {
            list.swap(i, self.below(i + 1));
        }
    }
}

#[derive(Clone, Copy, Debug)]
pub struct Shape {
    pub journeys: usize,
    pub events_max: usize,
    pub activities: usize,
    /// Times are drawn from this many multiples of the unit.
    pub instants: usize,
    pub unit_us: i64,
}

impl Shape {
    pub fn small() -> Self {
        Self {
            journeys: 12,
            events_max: 9,
            activities: 6,
            instants: 40,
            unit_us: 1_000_000,
        }
    }
}

#[derive(Clone, Debug)]
pub struct Event {
    pub activity: String,
    pub time_us: i64,
    pub channel: Option<&'static str>,
    pub segment: Option<&'static str>,
    pub amount: Option<f64>,
    pub score: Option<f64>,
    pub text: &'static str,
}

#[derive(Clone, Debug)]
pub struct Journey {
    pub actor: String,
    pub events: Vec<Event>,
}

impl Journey {
    /// The latest segment there is.
    pub fn segment(&self) -> Option<&'static str> {
        self.events.iter().rev().find_map(|e| e.segment)
    }
}

#[derive(Debug)]
pub struct Log {
    /// By actor.
    pub journeys: Vec<Journey>,
    /// Activities that occur.
    pub names: Vec<String>,
}

pub const SCALE: Scale = Scale { lo: 1.0, hi: 5.0 };
const CHANNELS: [Option<&str>; 4] = [None, Some("web"), Some("магазин"), Some("call")];
const SEGMENTS: [Option<&str>; 4] = [None, Some("vip"), Some("new"), Some("old")];
const TEXTS: [&str; 3] = ["", "хорошо", "late \"again\""];

impl Log {
    pub fn random(draw: &mut Draw, shape: Shape) -> Self {
        let base_us =
            1_700_000_000_000_000 + draw.below(90_000) as i64 * 1_000_000 + draw.below(2) as i64 * 123_456;
        let mut journeys = Vec::new();
        for number in 0..shape.journeys {
            let mut times: Vec<i64> = (0..=draw.below(shape.events_max))
                .map(|_| base_us + draw.below(shape.instants) as i64 * shape.unit_us)
                .collect();
            times.sort_unstable();
            let own_segment = SEGMENTS[draw.below(4)];
            let events = times
                .into_iter()
                .map(|time_us| {
                    let code = draw.below(shape.activities);
                    Event {
                        activity: format!("{}{code}", ["b", "а", "c"][code % 3]),
                        time_us,
                        channel: CHANNELS[draw.below(4)],
                        segment: if draw.below(3) == 0 {
                            SEGMENTS[draw.below(4)]
                        } else {
                            own_segment
                        },
                        amount: [None, Some(draw.below(50) as f64 / 4.0)][draw.below(2)],
                        score: [None, None, Some(1.0 + draw.below(5) as f64)][draw.below(3)],
                        text: TEXTS[draw.below(3)],
                    }
                })
                .collect();
            journeys.push(Journey {
                actor: format!("actor {number:05}"),
                events,
            });
        }
        let mut names: Vec<String> = journeys
            .iter()
            .flat_map(|j| j.events.iter().map(|e| e.activity.clone()))
            .collect();
        names.sort_unstable();
        names.dedup();
        Self { journeys, names }
    }

    pub fn name(&self, draw: &mut Draw) -> String {
        self.names[draw.below(self.names.len())].clone()
    }

    pub fn filters(&self, draw: &mut Draw) -> Vec<String> {
        let mut filters: Vec<String> = [
            r#"segment = "vip""#,
            r#"actor_segment in ("vip", "new") or segment is missing"#,
            r#"segment != "vip" and not segment in ("new")"#,
            r#"channel = "магазин" and amount > 3"#,
            r#"event(channel = "web" and amount <= 6.25)"#,
            r#"event(not channel = "web" and score is not missing)"#,
            r#"text = "хорошо" and channel not in ("web", "call")"#,
            r#"events >= 3 and duration_s > 0"#,
            r#"start >= "2023-11-15" or end < "2023-11-14T23:00:00Z""#,
            r#"open"#,
            r#"lost or score = 5"#,
            r#"actor < "actor 00006""#,
            r#"event(time > "2023-11-15T01:00:00Z" and segment = "vip")"#,
            r#"amount is missing and score >= 2"#,
        ]
        .map(str::to_owned)
        .to_vec();
        if !self.names.is_empty() {
            let (a, b) = (self.name(draw), self.name(draw));
            filters.push(format!(r#"has("{a}") and not has("{b}")"#));
            filters.push(format!(r#"starts("{a}") or ends("{b}")"#));
            filters.push(format!(r#"follows("{a}", "{b}") or count("{a}") >= 2"#));
            let (c, d) = (self.name(draw), self.name(draw));
            filters.push(format!(r#"then("{a}", "{b}") or starts("{c}", "{d}")"#));
            filters.push(format!(r#"then(("{a}", "{b}"), ("{c}", "{d}")) and lost"#));
            filters.push(format!(
                r#"ends("{a}", "{b}") or event(ends("{c}") and activity != "{d}")"#
            ));
            filters.push(format!(
                r#"activity = "{a}" and event(activity != "{b}" and channel = "web")"#
            ));
        }
        filters
    }

    pub fn snapshot() -> Snapshot {
        Snapshot {
            source: "test".into(),
            version: 1,
        }
    }

    pub fn index(&self, buckets: u32) -> (TempDir, Index) {
        let dir = tempfile::tempdir().unwrap();
        let builder = IndexBuilder::new(dir.path(), Self::snapshot(), Some(SCALE)).unwrap();
        for run in self.runs(buckets) {
            builder.add(&run, &[format!("file {}", run.bucket)]).unwrap();
        }
        let index = builder.finish().unwrap();
        (dir, index)
    }

    pub fn runs(&self, buckets: u32) -> Vec<ActorRun> {
        let in_bucket = |bucket: u32| {
            self.journeys
                .iter()
                .filter(|j| bucket_of(j.actor.as_bytes(), buckets) == bucket)
                .collect::<Vec<_>>()
        };
        (0..buckets)
            .map(|bucket| run(bucket, &in_bucket(bucket)))
            .collect()
    }
}

fn run(bucket: u32, journeys: &[&Journey]) -> ActorRun {
    let events: Vec<&Event> = journeys.iter().flat_map(|j| &j.events).collect();
    let mut offsets = vec![0];
    offsets.extend(journeys.iter().scan(0, |sum, j| {
        *sum += j.events.len() as u64;
        Some(*sum)
    }));
    let activity = coded(events.iter().map(|e| Some(e.activity.as_str())));
    let column = |role, values| RunColumn { role, values };
    let number = |get: fn(&Event) -> Option<f64>| {
        ColumnValues::Number(events.iter().map(|e| get(e).unwrap_or(f64::NAN)).collect())
    };
    let mut columns = vec![
        column(
            Role::Channel,
            ColumnValues::Coded(coded(events.iter().map(|e| e.channel))),
        ),
        column(
            Role::ActorAttribute("segment".into()),
            ColumnValues::Coded(coded(events.iter().map(|e| e.segment))),
        ),
        column(Role::Amount, number(|e| e.amount)),
        column(
            Role::Text,
            ColumnValues::Text(events.iter().map(|e| e.text).collect::<TextColumn>()),
        ),
        column(Role::Score, number(|e| e.score)),
    ];
    // The lake may keep a column differently in every bucket.
    if bucket % 3 == 2 {
        let texts = events
            .iter()
            .map(|e| e.channel.unwrap_or_default())
            .collect::<TextColumn>();
        columns[0].values = ColumnValues::Text(texts);
    }
    ActorRun {
        bucket,
        actors: journeys.iter().map(|j| j.actor.as_str()).collect(),
        offsets,
        time_us: events.iter().map(|e| e.time_us).collect(),
        activity: activity.codes,
        activity_names: activity.names,
        columns,
    }
}

fn coded<'a>(values: impl Iterator<Item = Option<&'a str>>) -> CodedColumn {
    let mut known = BTreeMap::new();
    let mut column = CodedColumn::default();
    for value in values {
        let code = match value {
            None => CodedColumn::MISSING,
            Some(value) => *known.entry(value).or_insert_with(|| {
                column.names.push(value.to_owned());
                column.names.len() as u32 - 1
            }),
        };
        column.codes.push(code);
    }
    column
}
