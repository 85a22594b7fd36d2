//! Journeys of planted segments, and an oracle that knows how they were made.
//!
//! The process is on purpose none that a simple method assumes: what comes next depends on the last two activities;
//! segments differ partly in that memory; some steps are anything at all; journeys have lengths of their own; half of the
//! year has habits of its own, the same for everybody; gaps are log-normal with a pace of each person.

use crate::random::Random;
use tropa_model::Journeys;

/// How journeys of segments are made.
#[derive(Clone, Debug)]
pub struct SegmentsOptions {
    /// Number of segments; each is `falling` times as large as the one before.
    pub segments: usize,
    pub falling: f64,
    pub activities: usize,
    pub journeys: usize,
    /// Mean number of activities of a journey, at least 4.
    pub events: f64,
    /// How far segments are apart: standard deviation of the logarithm of the odds between next activities.
    pub apart: f64,
    /// How far their paces are apart, in standard deviations of the logarithm of a gap.
    pub pace_apart: f64,
    /// Chance that the next activity is any.
    pub noise: f64,
    /// How much the season changes the odds, in the unit of `apart`.
    pub season: f64,
    /// How much every person has ways of their own, in the unit of `apart`. The oracle does not know them.
    pub habits: f64,
    pub seed: u64,
}

impl Default for SegmentsOptions {
    fn default() -> Self {
        Self {
            segments: 3,
            falling: 0.6,
            activities: 10,
            journeys: 4_000,
            events: 12.0,
            apart: 0.7,
            pace_apart: 0.5,
            noise: 0.08,
            season: 0.3,
            habits: 0.0,
            seed: 1,
        }
    }
}

/// Journeys, the segment each was made from, and the segment the oracle would say.
#[derive(Clone, Debug)]
pub struct PlantedSegments {
    pub journeys: Journeys,
    pub truth: Vec<u32>,
    /// The likeliest segment under the very process the journeys came from: nobody can do better on the whole.
    pub oracle: Vec<u32>,
}

/// Spread of a person's pace, and of one gap around it, in logarithms.
const PERSON: f64 = 0.7;
const GAP: f64 = 0.9;
const DAY_US: f64 = 86_400e6;

/// Makes the journeys; the same for the same options on every machine.
pub fn planted_segments(options: &SegmentsOptions) -> PlantedSegments {
    let size = options.activities;
    let mut random = Random::new(options.seed, 0);
    let mut normals = |n: usize| (0..n).map(|_| normal(&mut random)).collect::<Vec<f64>>();
    // Log-odds of what comes next after (before last, last): few are likely.
    let memory = normals(size * size * size);
    let shared = normals(size * size);
    let season = normals(size * size);
    let waits = normals(size * size);
    let own: Vec<(Vec<f64>, Vec<f64>)> = (0..options.segments)
        .map(|_| (normals(size * size), normals(size * size * size)))
        .collect();
    let table = |segment: usize, in_season: bool| -> Vec<f64> {
        let mut chances = Vec::with_capacity(size * size * size);
        for context in 0..size * size {
            let from = chances.len();
            for next in 0..size {
                let (pair, step) = (context % size * size + next, context * size + next);
                let odds = 1.3 * shared[pair]
                    + 0.8 * memory[step]
                    + options.apart * (0.85 * own[segment].0[pair] + 0.5 * own[segment].1[step])
                    + if in_season {
                        options.season * season[pair]
                    } else {
                        0.0
                    };
                chances.push(odds.exp());
            }
            let sum: f64 = chances[from..].iter().sum();
            chances[from..]
                .iter_mut()
                .for_each(|c| *c = *c / sum * (1.0 - options.noise) + options.noise / size as f64);
        }
        chances
    };
    let tables: Vec<[Vec<f64>; 2]> = (0..options.segments)
        .map(|segment| [table(segment, false), table(segment, true)])
        .collect();
    let sizes: Vec<f64> = (0..options.segments)
        .map(|segment| options.falling.powi(segment as i32))
        .collect();
    let pace = |segment: usize| options.pace_apart * (segment as f64 - (options.segments as f64 - 1.0) / 2.0);

    let mut planted = PlantedSegments {
        journeys: Journeys {
            activities: (0..size).map(|a| format!("step {}", a + 1)).collect(),
            starts: vec![0],
            ..Journeys::default()
        },
        truth: Vec::new(),
        oracle: Vec::new(),
    };
    let mut weights = vec![0.0; size];
    for person in 0..options.journeys {
        let mut random = Random::new(options.seed, 1 + person as u64);
        let segment = random.weighted(&sizes);
        let day = random.unit() * 365.0;
        let in_season = day > 182.0;
        let habits: Vec<f64> = (0..size)
            .map(|_| (options.habits * normal(&mut random)).exp())
            .collect();
        let own_pace = PERSON * normal(&mut random);
        let length = 3
            + (1..=3)
                .map(|_| (-(1.0 - random.unit()).ln() * (options.events - 3.0) / 3.0) as usize)
                .sum::<usize>();
        let (mut before, mut last) = (0, 0);
        let mut at = 1.5e15 + day * DAY_US;
        let mut logs: Vec<f64> = tables.iter().zip(&sizes).map(|(_, size)| size.ln()).collect();
        let mut gaps: Vec<f64> = Vec::new();
        for event in 0..length {
            let context = (before * size + last) * size;
            let chances = &tables[segment][usize::from(in_season)][context..context + size];
            for ((weight, chance), habit) in weights.iter_mut().zip(chances).zip(&habits) {
                *weight = chance * habit;
            }
            let next = random.weighted(&weights);
            for (log, tables) in logs.iter_mut().zip(&tables) {
                *log += tables[usize::from(in_season)][context + next].ln();
            }
            if event > 0 {
                let off = pace(segment) + own_pace + GAP * normal(&mut random);
                gaps.push(off);
                at += DAY_US * (0.7 * waits[last * size + next] - 1.0 + off).exp();
            }
            planted.journeys.codes.push(next as u32);
            planted.journeys.times_us.push(at as i64);
            (before, last) = (last, next);
        }
        planted.journeys.starts.push(planted.journeys.codes.len());
        // The mean gap is all the gaps tell of the pace: normal around it with the spread of persons and of the mean.
        if !gaps.is_empty() {
            let n = gaps.len() as f64;
            let mean = gaps.iter().sum::<f64>() / n;
            let variance = PERSON * PERSON + GAP * GAP / n;
            for (segment, log) in logs.iter_mut().enumerate() {
                *log -= (mean - pace(segment)).powi(2) / (2.0 * variance);
            }
        }
        planted.truth.push(segment as u32);
        planted.oracle.push(best(&logs) as u32);
    }
    planted
}

fn best(logs: &[f64]) -> usize {
    (0..logs.len())
        .max_by(|&a, &b| logs[a].total_cmp(&logs[b]))
        .unwrap_or(0)
}

/// Near enough to a bell, and exact on every machine: the sum of twelve uniforms.
fn normal(random: &mut Random) -> f64 {
    (0..12).map(|_| random.unit()).sum::<f64>() - 6.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_options_make_the_same_journeys_and_the_oracle_beats_chance() {
        let options = SegmentsOptions {
            journeys: 500,
            ..SegmentsOptions::default()
        };
        let (a, b) = (planted_segments(&options), planted_segments(&options));
        assert_eq!(a.journeys, b.journeys);
        let right = a.truth.iter().zip(&a.oracle).filter(|(t, o)| t == o).count();
        // Chance is to call everything by the largest segment; five standard errors above it is no luck.
        let n = a.truth.len() as f64;
        let of = |segment: u32| a.truth.iter().filter(|t| **t == segment).count() as f64 / n;
        let chance = (0..3).map(of).fold(0.0, f64::max);
        let luck = 5.0 * (chance * (1.0 - chance) / n).sqrt();
        assert!(
            right as f64 / n > chance + luck,
            "{right} of {n}, by chance {chance}"
        );
        assert!(a.journeys.times_us.len() > 4_000);
    }
}
