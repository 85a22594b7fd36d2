//! Chains against walking at random in them, and their intervals against many samples of one known chain.

use crate::table::Row;
use std::path::Path;
use tropa_mine::Random;
use tropa_mine::chain::{Chain, ChainOptions, Edit, Place, what_if};
use tropa_model::Journeys;

const SEEDS: u64 = 200;
const JOURNEYS: usize = 800;
const DRAWS: usize = 300;

pub fn chains(_: &Path) -> Vec<Row> {
    let edit = Edit::Move {
        from: "2".into(),
        out_of: Place::Dropped,
        into: Place::Activity("3".into()),
        share: 0.5,
    };
    // The known chain, counted so often that its own scatter is nothing.
    let truth = told(&sample(1_000_000, 400_000), std::slice::from_ref(&edit), 0);
    let (mut rate, mut change, mut time) = (0, 0, 0);
    for seed in 0..SEEDS {
        let one = told(&sample(seed, JOURNEYS), std::slice::from_ref(&edit), DRAWS);
        rate += u64::from(!one.completed.before.excludes(truth.completed.before.value));
        change += u64::from(!one.completed.change.excludes(truth.completed.change.value));
        time += u64::from(!one.steps.before.excludes(truth.steps.before.value));
    }
    let share = |hits: u64| format!("{:.3} ({hits}/{SEEDS})", hits as f64 / SEEDS as f64);
    [
        ("share of journeys that complete", rate),
        ("what an edit changes of it", change),
        ("mean number of steps", time),
    ]
    .into_iter()
    .map(|(what, hits)| Row {
        what: format!("95 % intervals hold the true {what}"),
        on: format!("{SEEDS} seeds, {JOURNEYS} journeys of a known chain"),
        goal: "0.90–0.98".into(),
        beside: "—".into(),
        ours: share(hits),
    })
    .collect()
}

fn told(log: &Journeys, edits: &[Edit], draws: usize) -> tropa_mine::chain::WhatIf {
    let options = ChainOptions {
        goals: vec!["Goal".into()],
        order: Some(1),
        ..ChainOptions::default()
    };
    what_if(&Chain::of(log, &options), edits, draws, 1).expect("the edit names activities of the chain")
}

fn sample(seed: u64, journeys: usize) -> Journeys {
    const N: usize = 6;
    let mut shape = Random::new(77, 0);
    // Rows end in goal and loss; the odds are drawn once for all seeds.
    let rows: Vec<Vec<f64>> = (0..N)
        .map(|from| {
            let mut row: Vec<f64> = (0..N)
                .map(|to| shape.unit() * if to > from { 2.0 } else { 0.3 })
                .collect();
            row.extend([
                0.1 + 0.5 * shape.unit() * from as f64 / N as f64,
                0.3 * shape.unit(),
            ]);
            row
        })
        .collect();
    let mut log = Journeys {
        activities: (0..N).map(|n| n.to_string()).chain(["Goal".into()]).collect(),
        starts: vec![0],
        ..Journeys::default()
    };
    for journey in 0..journeys {
        let mut random = Random::new(seed, journey as u64);
        let (mut at, mut time) = (random.below(2), 0);
        while at < N {
            log.codes.push(at as u32);
            log.times_us.push(time);
            time += 1_000_000 * (1 + random.below(100) as i64);
            at = random.weighted(&rows[at]);
        }
        if at == N {
            log.codes.push(N as u32);
            log.times_us.push(time);
        }
        log.starts.push(log.codes.len());
    }
    log
}
