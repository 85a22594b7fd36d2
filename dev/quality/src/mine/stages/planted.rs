//! Journeys through planted stages, made by a process that discovery does not assume, and who knows that process.
//!
//! A journey walks through hidden stages of unequal size and pace: it stays, goes on, skips one, falls back, or stops.
//! Steps go unrecorded, which leaves gaps; some records are of a touchpoint that has nothing to do with where the
//! journey is. Within a stage people have habits (after one touchpoint another is likely), avoid what they did already
//! and repeat themselves seldom. Half of the journeys hurry.

#![allow(
    clippy::needless_range_loop,
    reason = "indices over several tables at once are the clearer form"
)]

use tropa_mine::Random;

/// How hard the log is.
#[derive(Clone, Copy, Debug)]
pub struct Hardness {
    pub stages: usize,
    pub journeys: usize,
    /// Share of records that have nothing to do with the stage.
    pub noise: f64,
    /// Mean share of steps that stay in the stage.
    pub stay: f64,
    /// Share of steps that are not recorded.
    pub unrecorded: f64,
    /// Share of journeys' moves that fall back to the stage before.
    pub back: f64,
}

/// A log with its truth.
pub struct Planted {
    hard: Hardness,
    /// Stage of every touchpoint.
    pub truth: Vec<usize>,
    pub walks: Vec<Vec<usize>>,
    appeal: Vec<f64>,
    habit: Vec<f64>,
    stay: Vec<f64>,
}

const STOP: f64 = 0.03;
const SKIP: f64 = 0.1;
const HURRY: [f64; 2] = [1.0, 0.7];
const DONE_ALREADY: f64 = 0.35;
const AGAIN: f64 = 0.3;
const HABIT: f64 = 2.0;
const LONGEST: usize = 60;

impl Planted {
    pub fn new(hard: Hardness, seed: u64) -> Self {
        let mut random = Random::new(seed, 0x0073_7461_6765);
        let mut truth = Vec::new();
        for stage in 0..hard.stages {
            let size = 2 + random.below(6);
            truth.extend(vec![stage; size]);
        }
        // Codes tell nothing of the stage.
        random.shuffle(&mut truth);
        let n = truth.len();
        let mut planted = Self {
            hard,
            appeal: (0..n).map(|_| (0.6 * random.normal()).exp()).collect(),
            habit: (0..n).map(|_| random.unit()).collect(),
            stay: (0..hard.stages)
                .map(|_| (hard.stay + 0.3 * (random.unit() - 0.5)).clamp(0.2, 0.93))
                .collect(),
            truth,
            walks: Vec::new(),
        };
        while planted.walks.len() < hard.journeys {
            let walk = planted.walk(&mut random);
            if !walk.is_empty() {
                planted.walks.push(walk);
            }
        }
        planted
    }

    fn walk(&self, random: &mut Random) -> Vec<usize> {
        let hidden = self.moves(HURRY[random.below(2)]);
        let (mut stage, mut walk) = (0, Vec::new());
        loop {
            let mut steps = usize::from(!walk.is_empty());
            while random.chance(self.hard.unrecorded) {
                steps += 1;
            }
            for _ in 0..steps {
                stage = random.weighted(&hidden[stage]);
                if stage == self.hard.stages {
                    return walk;
                }
            }
            let weights = self.weights(&walk);
            let likely = self.records(&self.truth, &weights, stage);
            walk.push(random.weighted(&likely));
            if walk.len() == LONGEST {
                return walk;
            }
        }
    }

    /// Where a step leads from each stage; the last column is the end.
    fn moves(&self, hurry: f64) -> Vec<Vec<f64>> {
        let k = self.hard.stages;
        (0..k)
            .map(|from| {
                let mut row = vec![0.0; k + 1];
                let stay = self.stay[from] * hurry;
                let leave = 1.0 - stay - STOP;
                row[from] += stay;
                row[k] += STOP;
                let back = if from == 0 { 0.0 } else { self.hard.back };
                if from > 0 {
                    row[from - 1] += leave * back;
                }
                row[(from + 2).min(k)] += leave * (1.0 - back) * SKIP;
                row[from + 1] += leave * (1.0 - back) * (1.0 - SKIP);
                row
            })
            .collect()
    }

    /// How much each touchpoint draws whoever has this behind them, wherever they are.
    fn weights(&self, walk: &[usize]) -> Vec<f64> {
        (0..self.appeal.len())
            .map(|next| {
                let mut weight = self.appeal[next];
                if let Some(&last) = walk.last() {
                    let ahead = (self.habit[next] - self.habit[last] - 0.2).rem_euclid(1.0);
                    weight *= (-HABIT * ahead.min(1.0 - ahead) * 2.0).exp();
                    if last == next {
                        weight *= AGAIN;
                    }
                }
                if walk.contains(&next) {
                    weight *= DONE_ALREADY;
                }
                weight
            })
            .collect()
    }

    /// What is recorded in a stage, if the stages are these.
    fn records(&self, of: &[usize], weights: &[f64], stage: usize) -> Vec<f64> {
        let own: f64 = (0..of.len())
            .filter(|&a| of[a] == stage)
            .map(|a| weights[a])
            .sum();
        (0..of.len())
            .map(|a| {
                let within = if of[a] == stage && own > 0.0 {
                    weights[a] / own
                } else {
                    0.0
                };
                self.hard.noise / of.len() as f64 + (1.0 - self.hard.noise) * within
            })
            .collect()
    }

    /// The partition that makes the log most likely under the process itself, with everything but the partition
    /// known, the number of stages too: from the truth and from `start`, one touchpoint moved at a time.
    pub fn oracle(&self, start: &[usize]) -> Vec<usize> {
        let hidden: Vec<Vec<Vec<f64>>> = HURRY.iter().map(|&h| self.unrecorded(&self.moves(h))).collect();
        // What draws people depends on what they did alone: counted once.
        let weights: Vec<Vec<Vec<f64>>> = self
            .walks
            .iter()
            .map(|walk| {
                (0..walk.len())
                    .map(|place| self.weights(&walk[..place]))
                    .collect()
            })
            .collect();
        let climb = |mut of: Vec<usize>| {
            let mut best = self.likelihood(&of, &hidden, &weights);
            loop {
                let before = best;
                for touchpoint in 0..of.len() {
                    let was = of[touchpoint];
                    let mut kept = was;
                    for stage in (0..self.hard.stages).filter(|&s| s != was) {
                        of[touchpoint] = stage;
                        let likely = self.likelihood(&of, &hidden, &weights);
                        if likely > best {
                            (best, kept) = (likely, stage);
                        }
                    }
                    of[touchpoint] = kept;
                }
                if best <= before {
                    return (best, of);
                }
            }
        };
        let from_truth = climb(self.truth.clone());
        let clamped = start.iter().map(|&s| s.min(self.hard.stages - 1)).collect();
        let from_start = climb(clamped);
        if from_start.0 > from_truth.0 {
            from_start.1
        } else {
            from_truth.1
        }
    }

    /// Moves between two records, unrecorded steps included: (1 − u) · M · (I − u·M)⁻¹ as a sum.
    fn unrecorded(&self, moves: &[Vec<f64>]) -> Vec<Vec<f64>> {
        let (k, u) = (self.hard.stages, self.hard.unrecorded);
        let mut sum = vec![vec![0.0; k]; k];
        for (from, row) in sum.iter_mut().enumerate() {
            let mut at: Vec<f64> = moves[from][..k].to_vec();
            let mut weight = 1.0 - u;
            for _ in 0..12 {
                for (to, p) in at.iter().enumerate() {
                    row[to] += weight * p;
                }
                weight *= u;
                at = (0..k)
                    .map(|to| (0..k).map(|s| at[s] * moves[s][to]).sum())
                    .collect();
            }
        }
        sum
    }

    fn likelihood(&self, of: &[usize], hidden: &[Vec<Vec<f64>>], weights: &[Vec<Vec<f64>>]) -> f64 {
        let k = self.hard.stages;
        let noise = self.hard.noise / of.len() as f64;
        let (mut own, mut forward, mut next) = (vec![0.0; k], vec![0.0; k], vec![0.0; k]);
        let mut sum = 0.0;
        for (walk, weights) in self.walks.iter().zip(weights) {
            let mut likely = 0.0;
            for hidden in hidden {
                // Steps may have gone unrecorded before the first record as well.
                for (stage, likely) in forward.iter_mut().enumerate() {
                    let stayed = if stage == 0 {
                        1.0 - self.hard.unrecorded
                    } else {
                        0.0
                    };
                    *likely = stayed + self.hard.unrecorded * hidden[0][stage];
                }
                let mut scale = 0.0;
                for (place, &code) in walk.iter().enumerate() {
                    own.fill(0.0);
                    for (a, weight) in weights[place].iter().enumerate() {
                        own[of[a]] += weight;
                    }
                    let mut total = 0.0;
                    for stage in 0..k {
                        let came = if place == 0 {
                            forward[stage]
                        } else {
                            (0..k).map(|s| forward[s] * hidden[s][stage]).sum()
                        };
                        let within = if of[code] == stage {
                            (1.0 - self.hard.noise) * weights[place][code] / own[stage]
                        } else {
                            0.0
                        };
                        next[stage] = came * (noise + within);
                        total += next[stage];
                    }
                    if total <= 0.0 {
                        return f64::NEG_INFINITY;
                    }
                    scale += total.ln();
                    for stage in 0..k {
                        forward[stage] = next[stage] / total;
                    }
                }
                let ended: f64 = (0..k)
                    .map(|s| forward[s] * (1.0 - hidden[s].iter().sum::<f64>()))
                    .sum();
                likely += scale.exp() * ended / hidden.len() as f64;
            }
            sum += likely.max(f64::MIN_POSITIVE).ln();
        }
        sum
    }
}
