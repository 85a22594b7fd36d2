//! Lives cut into journeys, and journeys told finished from those that go on, on the public logs of Bernard et al.

use crate::published::text_of;
use crate::table::Row;
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;
use tropa_mine::{cut, finish::Finished};
use tropa_model::{Journeys, time::parse_rfc3339};

/// Delays of the synthetic logs with the areas published for the network that sees the context ("Cut to the Trace!").
const PUBLISHED: [(&str, f64); 6] = [
    ("0.05", 0.712),
    ("0.1", 0.777),
    ("0.2", 0.861),
    ("0.3", 0.901),
    ("0.5", 0.936),
    ("1.0", 0.962),
];

/// Area under the curve over all gaps; no labels are used by the method.
pub fn cutting(shared: &Path) -> Vec<Row> {
    let one = |(delay, published): (&str, f64)| {
        let what = format!("synthetic log, delay {delay}: area under the curve of all gaps");
        let file = format!("data/benchmarks/case_cutting/synthetic_delay_{delay}.csv.gz");
        let Some(events) = events(
            &shared.join(file),
            "journey_id",
            "event",
            "timestamp",
            Some("case"),
        ) else {
            return Row::absent(&what);
        };
        let (lives, cases) = journeys(events);
        let begun = Instant::now();
        let Some(scores) = cut::scores(&lives) else {
            return Row::absent(&what);
        };
        let seconds = begun.elapsed().as_secs_f64();
        let told = (0..cases.len())
            .filter(|&event| scores.log_odds[event].is_finite())
            .map(|event| (scores.log_odds[event], cases[event] != cases[event - 1]))
            .collect();
        Row {
            what,
            on: format!("{} events of {} people", cases.len(), lives.len()),
            goal: format!("≥ {:.3}", published - 0.015),
            beside: format!("published network: {published:.3}"),
            ours: format!("**{:.3}**, {seconds:.2} s", area(told)),
        }
    };
    PUBLISHED.into_iter().map(one).collect()
}

/// A fifth of the journeys teaches, the others are told at every length, as in the authors' benchmark. Beside:
/// `dev/quality/peers/finish.py`, their best method.
pub fn finishing(shared: &Path) -> Vec<Row> {
    let peers = [
        ("BPI_13_CP", "0.963, 0.991"),
        ("Helpdesk", "0.943, 0.985"),
        ("Env_permit", "0.379, 0.774"),
        ("BPI_15_1", "0.215, 0.927"),
    ];
    let one = |(log, peer): (&str, &str)| {
        let what = format!("{log}: Matthews correlation, area under the curve");
        let file = shared.join(format!("data/benchmarks/unfinished/{log}.csv.gz"));
        let Some(events) = events(&file, "Case ID", "Activity", "Complete Timestamp", None) else {
            return Row::absent(&what);
        };
        let (all, _) = journeys(events);
        let taught = all.len() / 5;
        let begun = Instant::now();
        let Some(model) = Finished::learn(&all, |journey| journey < taught) else {
            return Row::absent(&what);
        };
        let seconds = begun.elapsed().as_secs_f64();
        let mut told = Vec::new();
        for journey in taught..all.len() {
            let beginnings = model.of_beginnings(&all, journey);
            let whole = beginnings.len();
            told.extend(
                beginnings
                    .into_iter()
                    .enumerate()
                    .map(|(at, p)| (p, at + 1 == whole)),
            );
        }
        Row {
            what,
            on: format!("{taught} journeys taught, {} told", all.len() - taught),
            goal: "not worse in the mean".into(),
            beside: format!("boosting on counts and last activity: {peer}"),
            ours: format!("**{:.3}, {:.3}**, {seconds:.1} s", matthews(&told), area(told)),
        }
    };
    peers.into_iter().map(one).collect()
}

struct Event {
    person: String,
    time_us: i64,
    activity: String,
    case: String,
}

fn events(path: &Path, person: &str, activity: &str, when: &str, case: Option<&str>) -> Option<Vec<Event>> {
    let text = text_of(path)?;
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().ok()?.clone();
    let place = |name: &str| header.iter().position(|column| column == name);
    let (person, activity, when) = (place(person)?, place(activity)?, place(when)?);
    let case = case.and_then(place);
    let time_us = |text: &str| match text.parse::<f64>() {
        Ok(minutes) => Some((minutes * 60e6) as i64),
        Err(_) => parse_rfc3339(&format!("{}Z", text.replace(' ', "T"))),
    };
    let mut events: Vec<Event> = reader
        .records()
        .filter_map(Result::ok)
        .filter_map(|row| {
            Some(Event {
                person: row.get(person)?.to_owned(),
                time_us: time_us(row.get(when)?)?,
                activity: row.get(activity)?.to_owned(),
                case: case.and_then(|case| row.get(case)).unwrap_or_default().to_owned(),
            })
        })
        .collect();
    events.sort_by(|a, b| a.person.cmp(&b.person).then(a.time_us.cmp(&b.time_us)));
    Some(events)
}

/// The journeys of people in order of their names, and the case of every event.
fn journeys(events: Vec<Event>) -> (Journeys, Vec<String>) {
    let mut journeys = Journeys::default();
    let mut codes: BTreeMap<String, u32> = BTreeMap::new();
    let mut cases = Vec::with_capacity(events.len());
    let mut person = None;
    for event in events {
        if person.as_ref() != Some(&event.person) {
            journeys.starts.push(journeys.codes.len());
            person = Some(event.person);
        }
        let next = codes.len() as u32;
        let code = *codes.entry(event.activity.clone()).or_insert_with(|| {
            journeys.activities.push(event.activity);
            next
        });
        journeys.codes.push(code);
        journeys.times_us.push(event.time_us);
        cases.push(event.case);
    }
    journeys.starts.push(journeys.codes.len());
    (journeys, cases)
}

/// Probability that what is so scores above what is not; ties count half.
fn area(mut told: Vec<(f64, bool)>) -> f64 {
    told.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut below, mut wins, mut so) = (0.0, 0.0, 0.0);
    for equal in told.chunk_by(|a, b| a.0 == b.0) {
        let yes = equal.iter().filter(|(_, is)| *is).count() as f64;
        let no = equal.len() as f64 - yes;
        wins += yes * (below + no / 2.0);
        below += no;
        so += yes;
    }
    wins / (below * so)
}

/// At a probability of one half.
fn matthews(told: &[(f64, bool)]) -> f64 {
    let count = |says: bool, is: bool| {
        told.iter()
            .filter(|(p, so)| (*p > 0.5) == says && *so == is)
            .count() as f64
    };
    let (tp, tn, fp, lost) = (
        count(true, true),
        count(false, false),
        count(true, false),
        count(false, true),
    );
    (tp * tn - fp * lost)
        / ((tp + fp) * (tp + lost) * (tn + fp) * (tn + lost))
            .sqrt()
            .max(1e-12)
}
