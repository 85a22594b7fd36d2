//! Segments against planted truth: the process has memory, seasons, noise, paces and unequal sizes; the oracle knows it.

use crate::table::Row;
use std::path::Path;
use tropa_mine::segments::{ClusterOptions, adjusted_rand, by_journeys};
use tropa_sim::segments::{SegmentsOptions, planted_segments};

/// Number of segments, how far apart, activities: chosen so that the oracle scores from 0.7 to 0.95.
const PLANTED: [(usize, f64, usize); 5] =
    [(2, 0.9, 10), (2, 1.2, 6), (3, 1.0, 10), (3, 1.3, 10), (4, 1.4, 8)];

pub fn segments(_: &Path) -> Vec<Row> {
    [4_000, 12_000].into_iter().map(found).chain([alone()]).collect()
}

fn found(journeys: usize) -> Row {
    let (mut ratios, mut right, mut all) = (Vec::new(), 0, 0);
    let (mut own_sum, mut oracle_sum) = (0.0, 0.0);
    for (place, (segments, apart, activities)) in PLANTED.into_iter().enumerate() {
        for seed in 1..=2 {
            let planted = planted_segments(&SegmentsOptions {
                segments,
                apart,
                activities,
                journeys,
                seed: seed + 10 * place as u64,
                ..SegmentsOptions::default()
            });
            let oracle = adjusted_rand(&planted.truth, &planted.oracle);
            if !(0.7..=0.95).contains(&oracle) {
                continue;
            }
            let (division, _) = by_journeys(&planted.journeys, &ClusterOptions::default());
            let own = adjusted_rand(&planted.truth, &division.of);
            ratios.push(own / oracle);
            own_sum += own;
            oracle_sum += oracle;
            all += 1;
            right += usize::from(division.parts.len() == segments);
        }
    }
    let n = f64::from(all.max(1));
    let worst = ratios.iter().copied().fold(f64::INFINITY, f64::min);
    Row {
        what: "Planted segments found, number not given: adjusted Rand index".to_owned(),
        on: format!("{all} logs of {journeys} journeys, 2 to 4 segments"),
        goal: "at least 0.95 of the oracle's".to_owned(),
        beside: format!("oracle {:.3}", oracle_sum / n),
        ours: format!(
            "{:.3}; {:.3} of the oracle's, worst {worst:.3}; number right {right} of {all}",
            own_sum / n,
            ratios.iter().sum::<f64>() / n
        ),
    }
}

fn alone() -> Row {
    let seeds = 40;
    let divided = (1..=seeds)
        .filter(|&seed| {
            let planted = planted_segments(&SegmentsOptions {
                segments: 1,
                journeys: 2_000,
                season: 0.5,
                habits: 0.3,
                seed,
                ..SegmentsOptions::default()
            });
            by_journeys(&planted.journeys, &ClusterOptions::default())
                .0
                .parts
                .len()
                > 1
        })
        .count();
    Row {
        what: "One process divided all the same".to_owned(),
        on: format!("{seeds} logs of 2000 journeys, one segment"),
        goal: "at most 5 %".to_owned(),
        beside: String::new(),
        ours: format!("{divided} of {seeds}"),
    }
}
