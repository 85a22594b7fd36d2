//! Next step, outcome and time left on real logs: learned before a date, told after it.

use crate::table::Row;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;
use tropa_mine::predict::{PredictOptions, Quality, predict};
use tropa_model::Journeys;

pub fn predicted(folder: &Path) -> Vec<Row> {
    let mut rows = Vec::new();
    match loans(&folder.join("data/xes/bpic2012_loan_applications.xes.gz")) {
        None => rows.push(Row::absent("Predictions on loan applications (BPIC 2012)")),
        Some(log) => {
            let names = |of: &[&str]| -> Vec<String> {
                log.activities
                    .iter()
                    .filter(|a| of.iter().any(|o| a.starts_with(o)))
                    .cloned()
                    .collect()
            };
            let last = log.times_us.iter().copied().max().unwrap_or(0);
            let told = predict(
                &log,
                &PredictOptions {
                    goals: names(&["A_APPROVED", "A_ACTIVATED", "A_REGISTERED", "O_ACCEPTED"]),
                    against: names(&["A_DECLINED", "A_CANCELLED", "O_DECLINED"]),
                    closed_until_us: last - 30 * 86_400_000_000,
                    now_us: last,
                },
            );
            let on = format!("BPIC 2012, {} loan applications", log.len());
            if let Some(quality) = told.quality {
                rows.extend(told_of(&quality, &on));
            }
        }
    }
    for name in ["Helpdesk", "BPI_13_CP", "Env_permit"] {
        match tickets(&folder.join(format!("data/benchmarks/unfinished/{name}.csv.gz"))) {
            None => rows.push(Row::absent(&format!("Predictions on {name}"))),
            Some(log) => {
                let last = log.times_us.iter().copied().max().unwrap_or(0);
                let told = predict(
                    &log,
                    &PredictOptions {
                        closed_until_us: last,
                        now_us: last,
                        ..PredictOptions::default()
                    },
                );
                if let Some(quality) = told.quality {
                    rows.extend(told_of(&quality, &format!("{name}, {} cases", log.len())));
                }
            }
        }
    }
    rows
}

fn told_of(quality: &Quality, on: &str) -> Vec<Row> {
    let on = format!("{on}; {} learned, {} told later", quality.learned, quality.told);
    let row = |what: &str, goal: &str, beside: String, ours: String| Row {
        what: what.into(),
        on: on.clone(),
        goal: goal.into(),
        beside,
        ours,
    };
    let days = |s: f64| format!("{:.2} days", s / 86_400.0);
    let mut rows = vec![
        row(
            "Next step, log loss (nats)",
            "below both",
            format!(
                "one step {:.3}, none {:.3}",
                quality.next_log_loss_of_one_step, quality.next_log_loss_of_none
            ),
            format!(
                "{:.3}, right first {:.3}",
                quality.next_log_loss, quality.next_accuracy.value
            ),
        ),
        row(
            "Time left, mean distance from the median told",
            "below the base",
            format!("one median for all: {}", days(quality.left_error_of_base_s)),
            format!(
                "{}; within eight in ten: {:.3}",
                days(quality.left_error_s),
                quality.left_within.value
            ),
        ),
    ];
    if let Some(outcome) = &quality.outcome {
        rows.push(row(
            "Outcome, Brier score",
            "below the base",
            format!("base rate {:.4}", outcome.brier_of_base),
            format!("{:.4}, AUC {:.3}", outcome.brier, outcome.auc),
        ));
        rows.push(row(
            "Outcome, log loss (nats)",
            "below the base",
            format!("base rate {:.4}", outcome.log_loss_of_base),
            format!("{:.4}", outcome.log_loss),
        ));
        rows.push(row(
            "Outcome, calibration error over ten bins",
            "≤ 0.05",
            "—".into(),
            format!("{:.3}", outcome.calibration_error),
        ));
        rows.push(row(
            "Early warning (a fifth of the lost are to be caught)",
            "precision and lead time shown",
            "—".into(),
            format!(
                "precision {:.3}, caught {:.3}, half at least {} ahead",
                outcome.alarm_precision.value,
                outcome.alarm_recall.value,
                outcome.lead_s.map_or("—".into(), days)
            ),
        ));
    }
    rows
}

/// Events by case, each a time and a name, into journeys by their start.
fn journeys(cases: BTreeMap<String, Vec<(i64, String)>>) -> Journeys {
    let mut names: Vec<String> = cases.values().flatten().map(|e| e.1.clone()).collect();
    names.sort();
    names.dedup();
    let mut log = Journeys {
        starts: vec![0],
        ..Journeys::default()
    };
    for (_, mut events) in cases {
        // Stable: events of one moment stay in the order of the log.
        events.sort_by_key(|e| e.0);
        for (time, name) in events {
            log.codes
                .push(names.binary_search(&name).map_or(0, |at| at as u32));
            log.times_us.push(time);
        }
        log.starts.push(log.codes.len());
    }
    log.activities = names;
    log
}

/// The log's own XES is plain: one attribute per line; name and lifecycle are the activity.
fn loans(file: &Path) -> Option<Journeys> {
    let mut text = String::new();
    flate2::read::GzDecoder::new(std::fs::File::open(file).ok()?)
        .read_to_string(&mut text)
        .ok()?;
    let value = |line: &str| Some(line.split_once("value=\"")?.1.split_once('"')?.0.to_owned());
    let mut cases = BTreeMap::new();
    for (place, trace) in text.split("<trace>").skip(1).enumerate() {
        let mut events = Vec::new();
        for event in trace.split("<event>").skip(1) {
            let of = |key: &str| event.lines().find(|line| line.contains(key)).and_then(value);
            let name = of("\"concept:name\"")?;
            let step = of("\"lifecycle:transition\"").unwrap_or_default();
            events.push((time_us(&of("\"time:timestamp\"")?)?, format!("{name}+{step}")));
        }
        cases.insert(format!("{place:06}"), events);
    }
    Some(journeys(cases))
}

fn tickets(file: &Path) -> Option<Journeys> {
    let mut table = csv::Reader::from_reader(flate2::read::GzDecoder::new(std::fs::File::open(file).ok()?));
    let mut cases: BTreeMap<String, Vec<(i64, String)>> = BTreeMap::new();
    for row in table.records() {
        let row = row.ok()?;
        cases
            .entry(row.get(1)?.to_owned())
            .or_default()
            .push((time_us(row.get(3)?)?, row.get(2)?.to_owned()));
    }
    Some(journeys(cases))
}

/// `2012-04-03 16:55:38`, with `/` or `T`; without an offset it is taken for UTC.
fn time_us(text: &str) -> Option<i64> {
    let mut plain = text.trim().replace(' ', "T").replace('/', "-");
    let clock = plain.get(11..)?;
    if !clock.contains(['+', '-', 'Z']) {
        plain.push('Z');
    }
    tropa_model::time::parse_rfc3339(&plain)
}
