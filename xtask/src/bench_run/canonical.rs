//! Our answers in the form the peers' script compares.

use serde_json::{Value, json};
use std::collections::BTreeMap;
use tropa_model::answer::{DailyRow, FunnelRow, GraphRow, PathNode, PathRow, VariantRow};
use tropa_model::{Answer, Rows};

/// The answer in the form the peers' script compares.
pub fn canonical_form(task: &str, answer: &Answer) -> Value {
    match &answer.rows {
        Rows::Graph(rows) => graph(rows),
        Rows::Funnel(rows) => funnel(rows),
        Rows::Variants(rows) => variants(rows),
        Rows::Paths(rows) => paths(rows),
        Rows::Daily(rows) => daily(rows),
        _ => unreachable!("{task} is one of the questions above"),
    }
}

/// To three decimals, as Python's `round`.
fn r3(x: f64) -> f64 {
    format!("{x:.3}").parse().expect("a number was just written")
}

fn graph(rows: &[GraphRow]) -> Value {
    let mut edges: Vec<(&str, &str, u64, f64, f64)> = Vec::new();
    let (mut start, mut end) = (BTreeMap::new(), BTreeMap::new());
    for row in rows {
        match (row.from.as_deref(), row.to.as_deref(), row.time) {
            (Some(from), Some(to), Some(time)) => {
                edges.push((from, to, row.transitions, r3(time.mean_s), r3(time.p50_s)));
            }
            (None, Some(to), _) => drop(start.insert(to, row.transitions)),
            (Some(from), None, _) => drop(end.insert(from, row.transitions)),
            _ => {}
        }
    }
    edges.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)));
    let listed = |counts: BTreeMap<&str, u64>| json!(counts.iter().collect::<Vec<_>>());
    json!({ "edges": edges, "start": listed(start), "end": listed(end) })
}

fn funnel(rows: &[FunnelRow]) -> Value {
    let mut segments: BTreeMap<&str, Vec<u64>> = BTreeMap::new();
    for row in rows {
        segments
            .entry(row.group.as_deref().unwrap_or_default())
            .or_default()
            .push(row.reached);
    }
    json!(segments)
}

fn variants(rows: &[VariantRow]) -> Value {
    json!(
        rows.iter()
            .map(|row| (row.activities.join(">"), row.journeys))
            .collect::<Vec<_>>()
    )
}

fn paths(rows: &[PathRow]) -> Value {
    let mut steps: BTreeMap<String, Vec<(&str, &str, u64)>> = BTreeMap::new();
    for row in rows {
        if let (PathNode::Activity(from), PathNode::Activity(to)) = (&row.source, &row.target) {
            steps
                .entry(row.step.to_string())
                .or_default()
                .push((from, to, row.journeys));
        }
    }
    for flows in steps.values_mut() {
        flows.sort_by(|a, b| b.2.cmp(&a.2).then((a.0, a.1).cmp(&(b.0, b.1))));
        flows.truncate(10);
    }
    json!(steps)
}

fn daily(rows: &[DailyRow]) -> Value {
    let mut days: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    for row in rows {
        let counts = days.entry(&row.day).or_default();
        if row.activity.is_some() {
            counts.1 = row.journeys
        } else {
            counts.0 = row.journeys
        }
    }
    json!(
        days.into_iter()
            .map(|(day, (active, converted))| (day, active, converted))
            .collect::<Vec<_>>()
    )
}
