//! Stages of journeys that wander: which stage a journey is in is hidden, and learned from what it meets.
//!
//! Where people go about in any order inside a stage, the order of touchpoints says little of the stages. Then a hidden
//! Markov model is fitted (Baum–Welch): a journey begins in the first stage, stays, moves on, skips a stage, falls back
//! or ends; it meets touchpoints of its stage, and, with the share the data show, any touchpoint at all. Towards the
//! last rounds every touchpoint is drawn to one stage. Source of the fit: L. Rabiner, "A tutorial on hidden Markov
//! models", Proceedings of the IEEE 77 (1989).

#![allow(
    clippy::needless_range_loop,
    reason = "indices over several tables at once are the clearer form"
)]

/// Rounds of the fit; from the middle on touchpoints are drawn to a single stage.
const ROUNDS: usize = 25;
/// How strongly they are drawn to it at last.
const SHARPNESS: f64 = 8.0;
/// The expected moves count as much as this many journeys per journey: stages follow one another.
const EXPECTED: f64 = 2.0;
/// Share of records that have nothing to do with the stage, before the data speak.
const NOISE: f64 = 0.2;
/// A touchpoint of the neighbouring stage, before the data speak, against one of its own.
const NEIGHBOUR: f64 = 0.3;

/// Journeys as indices of touchpoints, with how many took each way.
pub struct Walks {
    pub touchpoints: usize,
    pub walks: Vec<(Vec<usize>, f64)>,
}

/// What a fit has found.
pub struct Fit {
    /// Natural logarithm of the probability of the journeys.
    pub likelihood: f64,
    /// `belongs[touchpoint][stage]`: share of its meetings that happen in the stage; adds up to 1.
    pub belongs: Vec<Vec<f64>>,
}

impl Walks {
    pub fn journeys(&self) -> f64 {
        self.walks.iter().map(|(_, weight)| weight).sum()
    }

    fn meetings(&self) -> Vec<f64> {
        let mut met = vec![0.0; self.touchpoints];
        for (walk, weight) in &self.walks {
            for &touchpoint in walk {
                met[touchpoint] += weight;
            }
        }
        met
    }

    /// From the mean place in journeys and from `order`, cut into `k` parts of as many touchpoints: the likelier fit.
    pub fn fit(&self, order: &[usize], k: usize, pins: &[Option<usize>]) -> Fit {
        let mut places = vec![0.0; self.touchpoints];
        for (walk, weight) in &self.walks {
            for (place, &touchpoint) in walk.iter().enumerate() {
                places[touchpoint] += weight * place as f64;
            }
        }
        let met = self.meetings();
        let mut by_place = order.to_vec();
        by_place.sort_by(|&a, &b| (places[a] / met[a].max(1.0)).total_cmp(&(places[b] / met[b].max(1.0))));
        let first = self.fit_from(&cut(order, k), k, pins, &met);
        let second = self.fit_from(&cut(&by_place, k), k, pins, &met);
        if second.likelihood > first.likelihood {
            second
        } else {
            first
        }
    }

    fn fit_from(&self, start: &[usize], k: usize, pins: &[Option<usize>], met: &[f64]) -> Fit {
        let n = self.touchpoints;
        let all: f64 = met.iter().sum();
        let may = |touchpoint: usize, stage: usize| pins[touchpoint].is_none_or(|pin| pin == stage);
        let mut emits: Vec<Vec<f64>> = (0..k)
            .map(|stage| {
                (0..n)
                    .map(|t| {
                        let apart = pins[t].unwrap_or(start[t]).abs_diff(stage) as i32;
                        let near = NEIGHBOUR.powi(apart).max(0.03);
                        met[t] * if may(t, stage) { near } else { 0.0 }
                    })
                    .collect()
            })
            .collect();
        emits.iter_mut().for_each(|row| normalize(row));
        let expected = expected(k);
        let first: Vec<f64> = (0..k).map(|stage| NEIGHBOUR.powi(stage as i32)).collect();
        let (mut moves, mut begins, mut noise) = (expected.clone(), first.clone(), NOISE);
        normalize(&mut begins);
        let weight = EXPECTED * self.journeys();
        let mut fit = Fit {
            likelihood: f64::NEG_INFINITY,
            belongs: Vec::new(),
        };
        for round in 0..ROUNDS {
            let chances: Vec<Vec<f64>> = emits
                .iter()
                .map(|row| {
                    (0..n)
                        .map(|t| noise * met[t] / all + (1.0 - noise) * row[t])
                        .collect()
                })
                .collect();
            let mut counts = Counts::new(k, n, &expected, &first, weight);
            for (walk, weight) in &self.walks {
                counts.add(walk, *weight, &moves, &begins, &chances, |stage, t| {
                    (1.0 - noise) * emits[stage][t] / chances[stage][t].max(f64::MIN_POSITIVE)
                });
            }
            (moves, begins) = (counts.moves, counts.begins);
            moves.iter_mut().for_each(|row| normalize(row));
            normalize(&mut begins);
            let half = ROUNDS / 2;
            let sharp = 1.0 + SHARPNESS * round.saturating_sub(half) as f64 / (ROUNDS - half) as f64;
            fit.likelihood = counts.likelihood;
            fit.belongs = vec![vec![0.0; k]; n];
            for t in 0..n {
                let own: f64 = (0..k).map(|stage| counts.own[stage][t]).sum();
                let drawn = |stage: usize| {
                    if may(t, stage) {
                        (counts.own[stage][t] + 1e-9).powf(sharp)
                    } else {
                        0.0
                    }
                };
                let sum: f64 = (0..k).map(drawn).sum();
                for stage in 0..k {
                    emits[stage][t] = (own + 0.01) * drawn(stage) / sum.max(f64::MIN_POSITIVE);
                    fit.belongs[t][stage] = (counts.own[stage][t] + 1e-9) / (own + 1e-9 * k as f64);
                }
            }
            emits.iter_mut().for_each(|row| normalize(row));
            noise = ((counts.strange + 0.1 * all * NOISE) / (1.1 * all)).clamp(0.01, 0.6);
        }
        fit
    }
}

/// What one round counts.
struct Counts {
    likelihood: f64,
    /// The last column is the end.
    moves: Vec<Vec<f64>>,
    begins: Vec<f64>,
    /// Meetings that belong to the stage.
    own: Vec<Vec<f64>>,
    /// Meetings that have nothing to do with the stage.
    strange: f64,
}

impl Counts {
    fn new(k: usize, n: usize, expected: &[Vec<f64>], first: &[f64], weight: f64) -> Self {
        let scaled = |row: &[f64]| row.iter().map(|x| x * weight).collect::<Vec<f64>>();
        Self {
            likelihood: 0.0,
            moves: expected.iter().map(|row| scaled(row)).collect(),
            begins: scaled(first),
            own: vec![vec![0.0; n]; k],
            strange: 0.0,
        }
    }

    /// Forward and backward over one journey.
    fn add(
        &mut self,
        walk: &[usize],
        weight: f64,
        moves: &[Vec<f64>],
        begins: &[f64],
        chances: &[Vec<f64>],
        belongs: impl Fn(usize, usize) -> f64,
    ) {
        let k = begins.len();
        let mut forward = vec![vec![0.0; k]; walk.len()];
        let mut scales = Vec::with_capacity(walk.len());
        for (place, &met) in walk.iter().enumerate() {
            for stage in 0..k {
                let came: f64 = match place {
                    0 => begins[stage],
                    _ => (0..k).map(|s| forward[place - 1][s] * moves[s][stage]).sum(),
                };
                forward[place][stage] = came * chances[stage][met];
            }
            let sum = forward[place].iter().sum::<f64>().max(f64::MIN_POSITIVE);
            forward[place].iter_mut().for_each(|x| *x /= sum);
            scales.push(sum);
        }
        let Some(last) = forward.last() else { return };
        let ended = (0..k)
            .map(|s| last[s] * moves[s][k])
            .sum::<f64>()
            .max(f64::MIN_POSITIVE);
        self.likelihood += weight * (scales.iter().map(|s| s.ln()).sum::<f64>() + ended.ln());
        let mut backward: Vec<f64> = (0..k).map(|s| moves[s][k] / ended).collect();
        for stage in 0..k {
            self.moves[stage][k] += weight * last[stage] * backward[stage];
        }
        for (place, &met) in walk.iter().enumerate().rev() {
            for stage in 0..k {
                let here = weight * forward[place][stage] * backward[stage];
                let own = belongs(stage, met);
                self.own[stage][met] += here * own;
                self.strange += here * (1.0 - own);
                if place == 0 {
                    self.begins[stage] += here;
                }
            }
            if place > 0 {
                let mut before = vec![0.0; k];
                for from in 0..k {
                    for to in 0..k {
                        let through = moves[from][to] * chances[to][met] * backward[to] / scales[place];
                        before[from] += through;
                        self.moves[from][to] += weight * forward[place - 1][from] * through;
                    }
                }
                backward = before;
            }
        }
    }
}

/// How journeys are expected to move before the data speak; the last column is the end.
fn expected(k: usize) -> Vec<Vec<f64>> {
    (0..k)
        .map(|from| {
            let mut row: Vec<f64> = (0..=k)
                .map(|to| match to {
                    _ if to == from => 0.55,
                    _ if to > from => 0.3 * 0.15_f64.powi((to - from - 1) as i32),
                    _ => 0.08 * 0.2_f64.powi((from - to - 1) as i32),
                })
                .collect();
            normalize(&mut row);
            row
        })
        .collect()
}

/// The stage of each touchpoint where `order` is cut into `k` parts of as many touchpoints.
fn cut(order: &[usize], k: usize) -> Vec<usize> {
    let mut of = vec![0; order.len()];
    for (place, &touchpoint) in order.iter().enumerate() {
        of[touchpoint] = place * k / order.len();
    }
    of
}

fn normalize(row: &mut [f64]) {
    let sum = row.iter().sum::<f64>().max(f64::MIN_POSITIVE);
    row.iter_mut().for_each(|x| *x /= sum);
}
