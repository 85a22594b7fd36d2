//! Stages against phases that experts wrote into the activity codes of a log, and against planted ones.

mod cut;
mod log;
mod planted;

use crate::table::Row;
use log::Walks;
use planted::{Hardness, Planted};
use std::path::Path;
use tropa_mine::{DiscoverOptions, Random, StagesWish, plan};

/// Logs that are planted; kept are those where the oracle scores from 0.7 to 0.95.
const SEEDS: u64 = 100;

pub fn stages(folder: &Path) -> Vec<Row> {
    let mut rows = published(folder);
    rows.extend(found());
    rows
}

/// Stage of every touchpoint of the walks by discovery; none where it is not drawn.
fn ours(walks: &Walks, stages: StagesWish) -> Vec<Option<usize>> {
    let [touchpoints, graph, variants] = walks.answers();
    let options = DiscoverOptions {
        stages,
        ..Default::default()
    };
    let Ok(plan) = plan(&touchpoints, &graph, &variants, &options) else {
        return vec![None; walks.names.len()];
    };
    let stage_of = |name: &String| {
        plan.stages
            .iter()
            .position(|stage| stage.activities.contains(name))
    };
    walks.names.iter().map(stage_of).collect()
}

/// The minimum cut on the same touchpoints as ours.
fn by_cut(walks: &Walks, drawn: &[Option<usize>]) -> Vec<Option<usize>> {
    let places: Vec<usize> = (0..drawn.len()).filter(|&t| drawn[t].is_some()).collect();
    let groups = cut::stages(&walks.transitions(&places));
    let mut of = vec![None; drawn.len()];
    for (place, group) in places.iter().zip(groups) {
        of[*place] = Some(group);
    }
    of
}

fn published(folder: &Path) -> Vec<Row> {
    let what = "Phases of a permit process: Fowlkes–Mallows";
    let path = folder.join("data/benchmarks/unfinished/BPI_15_1.csv.gz");
    let Some(walks) = log::read(&path) else {
        return vec![Row::absent(what)];
    };
    let truth: Vec<Option<usize>> = walks.names.iter().map(|name| log::phase(name)).collect();
    let drawn = ours(&walks, StagesWish::Auto);
    let cut = by_cut(&walks, &drawn);
    let count = |of: &[Option<usize>]| of.iter().flatten().max().map_or(0, |most| most + 1);
    let scored = drawn
        .iter()
        .zip(&truth)
        .filter(|(d, t)| d.is_some() && t.is_some())
        .count();
    let coded = truth.iter().flatten().count();
    let spread = |of: &[Option<usize>]| walks.spread(of);
    vec![
        Row {
            what: what.to_owned(),
            on: format!("BPIC 2015-1, {scored} activities drawn"),
            goal: "above the minimum cut".to_owned(),
            beside: format!("{:.3} (stages: {})", fowlkes_mallows(&cut, &truth), count(&cut)),
            ours: format!(
                "{:.3} (stages: {})",
                fowlkes_mallows(&drawn, &truth),
                count(&drawn)
            ),
        },
        Row {
            what: what.to_owned(),
            on: format!("BPIC 2015-1, all {coded} with a phase, the rest put where they flow most"),
            goal: "above the minimum cut".to_owned(),
            beside: format!("{:.3}", fowlkes_mallows(&spread(&cut), &truth)),
            ours: format!("{:.3}", fowlkes_mallows(&spread(&drawn), &truth)),
        },
    ]
}

#[derive(Default)]
struct Sums {
    n: usize,
    own: f64,
    told: f64,
    cut: f64,
    oracle: f64,
    ratio: f64,
    told_ratio: f64,
    right: usize,
}

/// Both ranges of the oracle: where the task is hard, and where it is nearly sure.
fn found() -> Vec<Row> {
    let mut ranges = [Sums::default(), Sums::default()];
    for seed in 0..SEEDS {
        let mut random = Random::new(seed, 77);
        let hard = Hardness {
            stages: 3 + random.below(4),
            journeys: [20, 40, 80, 300][random.below(4)],
            noise: 0.1 + 0.4 * random.unit(),
            stay: 0.3 + 0.4 * random.unit(),
            unrecorded: 0.4 * random.unit(),
            back: 0.3 * random.unit(),
        };
        let planted = Planted::new(hard, seed);
        let walks = Walks::of(&planted.walks, planted.truth.len());
        let own = ours(&walks, StagesWish::Auto);
        let truth: Vec<Option<usize>> = planted.truth.iter().map(|stage| Some(*stage)).collect();
        let start: Vec<usize> = own.iter().map(|stage| stage.unwrap_or(0)).collect();
        // Only what is drawn is scored, for everybody.
        let oracle: Vec<Option<usize>> = planted
            .oracle(&start)
            .into_iter()
            .zip(&own)
            .map(|(o, d)| d.map(|_| o))
            .collect();
        let best = fowlkes_mallows(&oracle, &truth);
        if best < 0.7 {
            continue;
        }
        let sums = &mut ranges[usize::from(best > 0.95)];
        let told = ours(&walks, StagesWish::Count(hard.stages as u32));
        let score = fowlkes_mallows(&own, &truth);
        let told = fowlkes_mallows(&told, &truth);
        sums.n += 1;
        sums.own += score;
        sums.told += told;
        sums.cut += fowlkes_mallows(&by_cut(&walks, &own), &truth);
        sums.oracle += best;
        sums.ratio += score / best;
        sums.told_ratio += told / best;
        sums.right += usize::from(own.iter().flatten().max() == Some(&(hard.stages - 1)));
    }
    let names = ["the oracle scores 0.7 to 0.95", "the oracle scores above 0.95"];
    names
        .into_iter()
        .zip(ranges)
        .map(|(name, sums)| {
            let n = sums.n.max(1) as f64;
            Row {
                what: "Planted stages found: Fowlkes–Mallows".to_owned(),
                on: format!("{} logs of 20 to 300 journeys, {name}", sums.n),
                goal: "at least 0.95 of the oracle's, above the minimum cut".to_owned(),
                beside: format!("oracle {:.3}; minimum cut {:.3}", sums.oracle / n, sums.cut / n),
                ours: format!(
                    "{:.3}, {:.3} of the oracle's, number right {} of {}; number given: {:.3}, {:.3} of the oracle's",
                    sums.own / n,
                    sums.ratio / n,
                    sums.right,
                    sums.n,
                    sums.told / n,
                    sums.told_ratio / n
                ),
            }
        })
        .collect()
}

/// Agreement of two partitions over what both know: 1 for the same.
fn fowlkes_mallows(ours: &[Option<usize>], truth: &[Option<usize>]) -> f64 {
    let known: Vec<(usize, usize)> = ours
        .iter()
        .zip(truth)
        .filter_map(|(a, b)| Some(((*a)?, (*b)?)))
        .collect();
    let (mut both, mut in_ours, mut in_truth) = (0.0, 0.0, 0.0);
    for (place, a) in known.iter().enumerate() {
        for b in &known[place + 1..] {
            in_ours += f64::from(u8::from(a.0 == b.0));
            in_truth += f64::from(u8::from(a.1 == b.1));
            both += f64::from(u8::from(a == b));
        }
    }
    if both > 0.0 {
        both / f64::sqrt(in_ours * in_truth)
    } else {
        0.0
    }
}
