//! The removal effect of every channel in a Markov chain of the paths, computed exactly.
//!
//! Anderl, Becker, von Wangenheim, Schumann 2016: states are the last `order` channels, `start`, `conversion` and
//! `null`. A channel's removal effect is the share of conversions that are lost when every step into it leads to
//! `null`; credit is in proportion to it. Others estimate it by random walks; here the equations are solved.

use super::paths::TouchPaths;
use crate::numeric::solve;
use std::collections::BTreeMap;

/// Up to this many states the equations are solved by elimination, above by iteration.
const DENSE_STATES_MAX: usize = 48;
/// Sweeps of Gauss and Seidel: paths of a hundred touches settle in some hundreds.
const SWEEPS_MAX: usize = 20_000;
/// What a sweep may still move when it is said to be settled.
const SETTLED: f64 = 1e-15;

/// The chain's shape, made once; its probabilities come from weights of the paths.
pub struct Chain {
    channels: usize,
    states: usize,
    /// Last channel of every state.
    channel: Vec<u32>,
    /// From and to of every arrow between states, by `from` ascending. State `states` stands for the start.
    arrows: Vec<(u32, u32)>,
    /// Arrows of every path, first to last.
    walks: Vec<Vec<u32>>,
    /// Where every path ends.
    ends: Vec<u32>,
}

/// What the chain says of one set of weights.
#[derive(Clone, Debug, PartialEq)]
pub struct Removal {
    /// Share of all paths that convert: equals the observed one.
    pub rate: f64,
    /// Of every channel, the share of conversions lost without it, 0..=1.
    pub effects: Vec<f64>,
}

impl Chain {
    /// States are the last `order` channels (at least 1); shorter beginnings are states of their own.
    pub fn new(paths: &TouchPaths, order: usize) -> Self {
        let order = order.max(1);
        let mut known: BTreeMap<&[u32], u32> = BTreeMap::new();
        for path in &paths.paths {
            for at in 0..path.channels.len() {
                known
                    .entry(&path.channels[(at + 1).saturating_sub(order)..=at])
                    .or_insert(0);
            }
        }
        let mut channel = Vec::with_capacity(known.len());
        for (place, (state, code)) in known.iter_mut().enumerate() {
            *code = place as u32;
            channel.push(state[state.len() - 1]);
        }
        let start = known.len() as u32;
        let walk = |path: &[u32]| -> Vec<u32> {
            (0..path.len())
                .map(|at| known[&path[(at + 1).saturating_sub(order)..=at]])
                .collect()
        };
        let states: Vec<Vec<u32>> = paths.paths.iter().map(|path| walk(&path.channels)).collect();
        let mut arrows: BTreeMap<(u32, u32), u32> = BTreeMap::new();
        let steps = |states: &[u32]| -> Vec<(u32, u32)> {
            std::iter::once((start, states[0]))
                .chain(states.windows(2).map(|pair| (pair[0], pair[1])))
                .collect()
        };
        for states in &states {
            steps(states).into_iter().for_each(|arrow| {
                arrows.insert(arrow, 0);
            });
        }
        arrows
            .values_mut()
            .enumerate()
            .for_each(|(place, code)| *code = place as u32);
        Self {
            channels: paths.channels.len(),
            states: known.len(),
            channel,
            walks: states
                .iter()
                .map(|states| steps(states).iter().map(|arrow| arrows[arrow]).collect())
                .collect(),
            ends: states.iter().map(|states| states[states.len() - 1]).collect(),
            arrows: arrows.into_keys().collect(),
        }
    }

    /// `weights` are conversions and nulls of every path.
    pub fn removal(&self, weights: &[(f64, f64)]) -> Removal {
        let mut flow = vec![0.0; self.arrows.len()];
        let mut out = vec![0.0; self.states + 1];
        let mut won = vec![0.0; self.states];
        for (path, &(conversions, nulls)) in weights.iter().enumerate() {
            let n = conversions + nulls;
            self.walks[path]
                .iter()
                .for_each(|&arrow| flow[arrow as usize] += n);
            let end = self.ends[path] as usize;
            won[end] += conversions;
            out[end] += n;
        }
        for (&(from, _), flow) in self.arrows.iter().zip(&flow) {
            out[from as usize] += flow;
        }
        let share = |part: f64, of: f64| if of > 0.0 { part / of } else { 0.0 };
        let q: Vec<f64> = self
            .arrows
            .iter()
            .zip(&flow)
            .map(|(&(from, _), &flow)| share(flow, out[from as usize]))
            .collect();
        let won: Vec<f64> = won.iter().zip(&out).map(|(&won, &out)| share(won, out)).collect();
        let rate = self.rate(&q, &won, None);
        let effects = (0..self.channels as u32)
            .map(|gone| match rate {
                0.0 => 0.0,
                _ => (1.0 - self.rate(&q, &won, Some(gone)) / rate).max(0.0),
            })
            .collect();
        Removal { rate, effects }
    }

    /// Probability to convert from the start when steps into `gone` lead nowhere.
    fn rate(&self, q: &[f64], won: &[f64], gone: Option<u32>) -> f64 {
        let open = |state: u32| Some(self.channel[state as usize]) != gone;
        let hit = if self.states <= DENSE_STATES_MAX {
            self.by_elimination(q, won, &open)
        } else {
            self.by_sweeps(q, won, &open)
        };
        let start = self.states as u32;
        let first = self.arrows.partition_point(|&(from, _)| from < start);
        (first..self.arrows.len())
            .map(|at| (self.arrows[at].1, q[at]))
            .filter(|&(to, _)| open(to))
            .map(|(to, q)| q * hit[to as usize])
            .sum()
    }

    fn by_elimination(&self, q: &[f64], won: &[f64], open: &impl Fn(u32) -> bool) -> Vec<f64> {
        let n = self.states;
        let mut a = vec![0.0; n * n];
        (0..n).for_each(|at| a[at * n + at] = 1.0);
        for (&(from, to), &q) in self.arrows.iter().zip(q) {
            if (from as usize) < n && open(to) {
                a[from as usize * n + to as usize] -= q;
            }
        }
        // Every state leads out in the end (its paths end somewhere), so the matrix is never singular.
        solve(a, n, vec![won.to_vec()])
            .and_then(|mut x| x.pop())
            .unwrap_or_else(|| vec![0.0; n])
    }

    fn by_sweeps(&self, q: &[f64], won: &[f64], open: &impl Fn(u32) -> bool) -> Vec<f64> {
        let mut hit = won.to_vec();
        for _ in 0..SWEEPS_MAX {
            let mut moved = 0.0_f64;
            let mut at = 0;
            for state in 0..self.states {
                let (mut sum, mut stay) = (won[state], 0.0);
                while at < self.arrows.len() && self.arrows[at].0 as usize == state {
                    let to = self.arrows[at].1;
                    if to as usize == state {
                        stay = if open(to) { q[at] } else { 0.0 };
                    } else if open(to) {
                        sum += q[at] * hit[to as usize];
                    }
                    at += 1;
                }
                let next = sum / (1.0 - stay).max(1e-12);
                moved = moved.max((next - hit[state]).abs());
                hit[state] = next;
            }
            if moved < SETTLED {
                break;
            }
        }
        hit
    }
}
