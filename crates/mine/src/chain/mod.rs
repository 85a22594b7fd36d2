//! Journeys as an absorbing chain: how often each touchpoint is visited, how many complete, how long it takes, and
//! what a change of the chain would do to these.
//!
//! `N = (I − Q)⁻¹` are the expected visits, `B = N·R` the outcomes, `N·τ` the time (Kemeny and Snell 1960). What-if
//! numbers are *mechanical*: they say what follows if people go on as before everywhere but where the chain is changed.

mod build;
mod edit;

pub use build::{Chain, ChainOptions, Memory, Move, To};
pub use edit::{Edit, Place};

use crate::estimate::{Estimate, LEVEL};
use crate::numeric::solve;
use crate::random::Random;
use edit::Rows;
use serde::{Deserialize, Serialize};
use tropa_model::LocalText;
use utoipa::ToSchema;

/// Draws from the posterior of the rows.
pub const DRAWS: usize = 1_000;
/// Numbers a draw may cost: with many states fewer draws are made, never under a hundred.
const WORK_MAX: f64 = 4e9;
/// Up to this many states the equations are solved by elimination.
const DENSE_STATES_MAX: usize = 160;
const SWEEPS_MAX: usize = 20_000;
/// The step before the last tells enough to distrust a memory of one step: this share of all that is uncertain.
const MEMORY_MATTERS: f64 = 0.05;

/// What the chain says of one activity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = ChainLoad)]
pub struct Load {
    pub activity: String,
    /// Visits per journey, before and after the change.
    pub before: Estimate,
    pub after: Estimate,
    /// After minus before.
    pub change: Estimate,
    /// Probability that who stands here completes in the end, before the change.
    pub completes: Estimate,
    /// Seconds left from here to the end, whichever it is, before the change.
    pub left_s: Estimate,
}

/// One number before and after.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = ChainChange)]
pub struct Change {
    pub before: Estimate,
    pub after: Estimate,
    /// After minus before; its interval is narrower than theirs, because both come from the same people.
    pub change: Estimate,
}

/// A chain, and what becomes of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct WhatIf {
    /// Journeys the chain was counted from.
    pub n: u64,
    /// Of these still on their way: their steps count, their end does not.
    pub open: u64,
    /// Steps that a state remembers.
    pub order: u8,
    pub edits: Vec<Edit>,
    /// Share of journeys that complete.
    pub completed: Change,
    /// Mean seconds from the first event to the end.
    pub duration_s: Change,
    /// Mean number of events before the end.
    pub steps: Change,
    /// By activity, in the order of the log.
    pub loads: Vec<Load>,
    pub memory: Memory,
    /// What the numbers are and are not.
    pub notes: Vec<LocalText>,
}

/// What an edit names that is not in the chain.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no journey meets «{activity}»: an edit names touchpoints of the log as they are written there")]
pub struct UnknownActivity {
    pub activity: String,
}

/// The chain before and after the edits, with 95 % intervals: every row is drawn from its Dirichlet posterior with
/// the counted moves as weights, so that a draw only uses moves that were seen. Same seed, same numbers.
///
/// # Errors
/// An edit names an activity that is not in the chain.
pub fn what_if(chain: &Chain, edits: &[Edit], draws: usize, seed: u64) -> Result<WhatIf, UnknownActivity> {
    for activity in edits.iter().flat_map(named) {
        let known = chain
            .state
            .iter()
            .any(|&a| chain.activities[a as usize] == activity);
        if !known {
            return Err(UnknownActivity {
                activity: activity.to_owned(),
            });
        }
    }
    let solved = |weigh: &mut dyn FnMut(&[Move]) -> Vec<f64>| {
        let before = Rows::of(chain, &mut |m| weigh(m));
        let mut after = before.clone();
        edits.iter().for_each(|edit| after.edit(chain, edit));
        let first = Solved::of(chain, &before);
        let second = if edits.is_empty() {
            first.clone()
        } else {
            Solved::of(chain, &after)
        };
        (first, second)
    };
    let (before, after) = solved(&mut |moves| moves.iter().map(|m| m.count).collect());
    let states = chain.states() as f64;
    let cost = if chain.states() <= DENSE_STATES_MAX {
        states.powi(3)
    } else {
        states * 2_000.0
    };
    let draws = draws.min((WORK_MAX / cost.max(1.0)) as usize).max(draws.min(100));
    let drawn: Vec<(Solved, Solved)> = (0..draws)
        .map(|draw| {
            let mut random = Random::new(seed, draw as u64);
            solved(&mut |moves| moves.iter().map(|m| gamma(&mut random, m.count)).collect())
        })
        .collect();

    let n = chain.journeys;
    let tell = |get: &dyn Fn(&Solved) -> f64| {
        let one = |value: f64, of: &dyn Fn(&(Solved, Solved)) -> f64| {
            let values: Vec<f64> = drawn.iter().map(of).collect();
            Estimate::bootstrap(value, &values, n, LEVEL)
        };
        Change {
            before: one(get(&before), &|d| get(&d.0)),
            after: one(get(&after), &|d| get(&d.1)),
            change: one(get(&after) - get(&before), &|d| get(&d.1) - get(&d.0)),
        }
    };
    let loads = (0..chain.activities.len())
        .filter(|&a| chain.state.contains(&(a as u32)))
        .map(|a| {
            let visits = tell(&|s| s.visits[a]);
            Load {
                activity: chain.activities[a].clone(),
                before: visits.before,
                after: visits.after,
                change: visits.change,
                completes: tell(&|s| s.completes[a]).before,
                left_s: tell(&|s| s.left_s[a]).before,
            }
        })
        .collect();
    Ok(WhatIf {
        n,
        open: chain.open,
        order: chain.order,
        edits: edits.to_vec(),
        completed: tell(&|s| s.completed),
        duration_s: tell(&|s| s.duration_s),
        steps: tell(&|s| s.visits.iter().sum()),
        loads,
        memory: chain.memory,
        notes: notes(chain),
    })
}

fn notes(chain: &Chain) -> Vec<LocalText> {
    let mut notes = vec![LocalText::en_ru(
        "Mechanical: computed as if everyone went on as before wherever nothing was changed. Not a measured effect.",
        "Механический расчёт: там, где ничего не меняли, люди идут как прежде. Это не измеренный эффект.",
    )];
    let memory = chain.memory;
    let matters = memory.of_bits > 0.0 && memory.bits / memory.of_bits > MEMORY_MATTERS;
    if chain.order == 1 && memory.p < 0.01 && matters {
        notes.push(LocalText::en_ru(
            "Where people come from still tells where they go; a chain with memory of two steps fits better.",
            "То, откуда люди пришли, говорит о том, куда они пойдут: точнее была бы цепь с памятью в два шага.",
        ));
    }
    if chain.order == 2 {
        notes.push(LocalText::en_ru(
            "Each state remembers the step before: without it the chain would forget where people come from.",
            "Каждое состояние помнит предыдущий шаг: без этого цепь забыла бы, откуда люди пришли.",
        ));
    }
    notes
}

/// The numbers of one chain with probabilities.
#[derive(Clone, Debug, PartialEq)]
struct Solved {
    completed: f64,
    duration_s: f64,
    /// By activity.
    visits: Vec<f64>,
    completes: Vec<f64>,
    left_s: Vec<f64>,
}

impl Solved {
    fn of(chain: &Chain, rows: &Rows) -> Self {
        let n = chain.states();
        let (moves, start) = (&rows.rows[..n], &rows.rows[n]);
        let completes: Vec<f64> = moves
            .iter()
            .map(|row| sum(row, |s| if s.0 == To::Completed { s.1 } else { 0.0 }))
            .collect();
        let times: Vec<f64> = moves.iter().map(|row| sum(row, |s| s.1 * s.2)).collect();
        let mut visits = vec![0.0; n];
        start.iter().for_each(|s| {
            if let To::State(at) = s.0 {
                visits[at as usize] += s.1;
            }
        });
        let (forward, backward) = if n <= DENSE_STATES_MAX {
            eliminate(moves, [completes, times], visits)
        } else {
            sweep(moves, [completes, times], visits)
        };
        let [completes, left] = forward;
        let at_start = |values: &[f64]| {
            sum(start, |s| match s.0 {
                To::State(at) => s.1 * values[at as usize],
                _ => 0.0,
            })
        };
        let first = sum(start, |s| if s.0 == To::Completed { s.1 } else { 0.0 });
        let activities = chain.activities.len();
        let mut by = vec![0.0; activities];
        let (mut done, mut time) = (vec![0.0; activities], vec![0.0; activities]);
        for (state, &visits) in backward.iter().enumerate() {
            let activity = chain.state[state] as usize;
            by[activity] += visits;
            done[activity] += visits * completes[state];
            time[activity] += visits * left[state];
        }
        let mean = |sums: Vec<f64>| {
            sums.iter()
                .zip(&by)
                .map(|(s, n)| if *n > 0.0 { s / n } else { 0.0 })
                .collect::<Vec<f64>>()
        };
        Self {
            completed: first + at_start(&completes),
            duration_s: at_start(&left),
            completes: mean(done),
            left_s: mean(time),
            visits: by,
        }
    }
}

fn sum(row: &edit::Row, of: impl Fn(&(To, f64, f64)) -> f64) -> f64 {
    row.iter().map(of).sum()
}

/// `x = Q·x + right` for both right sides, and `v = v·Q + start`.
fn eliminate(moves: &[edit::Row], right: [Vec<f64>; 2], start: Vec<f64>) -> ([Vec<f64>; 2], Vec<f64>) {
    let n = moves.len();
    let mut a = vec![0.0; n * n];
    (0..n).for_each(|at| a[at * n + at] = 1.0);
    for (from, row) in moves.iter().enumerate() {
        for &(to, p, _) in row {
            if let To::State(to) = to {
                a[from * n + to as usize] -= p;
            }
        }
    }
    let mut turned = vec![0.0; n * n];
    for from in 0..n {
        for to in 0..n {
            turned[to * n + from] = a[from * n + to];
        }
    }
    let nothing = || vec![0.0; n];
    let mut forward = solve(a, n, right.to_vec()).unwrap_or_else(|| vec![nothing(), nothing()]);
    let backward = solve(turned, n, vec![start])
        .and_then(|mut v| v.pop())
        .unwrap_or_else(nothing);
    let second = forward.pop().unwrap_or_default();
    ([forward.pop().unwrap_or_default(), second], backward)
}

/// The same by repeated sweeps, for chains too large to eliminate.
fn sweep(moves: &[edit::Row], right: [Vec<f64>; 2], start: Vec<f64>) -> ([Vec<f64>; 2], Vec<f64>) {
    const SETTLED: f64 = 1e-12;
    let [mut x, mut y] = right.clone();
    let scale = right[1].iter().fold(1.0_f64, |most, v| most.max(v.abs()));
    for _ in 0..SWEEPS_MAX {
        let mut moved = 0.0_f64;
        for state in (0..moves.len()).rev() {
            let (mut a, mut b, mut stay) = (right[0][state], right[1][state], 0.0);
            for &(to, p, _) in &moves[state] {
                match to {
                    To::State(to) if to as usize == state => stay += p,
                    To::State(to) => {
                        a += p * x[to as usize];
                        b += p * y[to as usize];
                    }
                    _ => {}
                }
            }
            let left = (1.0 - stay).max(1e-12);
            moved = moved
                .max((a / left - x[state]).abs())
                .max((b / left - y[state]).abs() / scale);
            (x[state], y[state]) = (a / left, b / left);
        }
        if moved < SETTLED {
            break;
        }
    }
    let (mut visits, mut flow) = (start.clone(), start);
    for _ in 0..SWEEPS_MAX {
        let mut next = vec![0.0; moves.len()];
        for (state, row) in moves.iter().enumerate().filter(|(state, _)| flow[*state] > 0.0) {
            for &(to, p, _) in row {
                if let To::State(to) = to {
                    next[to as usize] += flow[state] * p;
                }
            }
        }
        flow = next;
        visits.iter_mut().zip(&flow).for_each(|(v, f)| *v += f);
        if flow.iter().sum::<f64>() < SETTLED {
            break;
        }
    }
    ([x, y], visits)
}

/// Gamma with this shape (at least 1: a count) and scale 1: Marsaglia and Tsang 2000.
fn gamma(random: &mut Random, shape: f64) -> f64 {
    let d = shape.max(1.0) - 1.0 / 3.0;
    let c = 1.0 / (9.0 * d).sqrt();
    loop {
        let z = random.normal();
        let v = (1.0 + c * z).powi(3);
        if v > 0.0 && (1.0 - random.unit()).ln() < 0.5 * z * z + d - d * v + d * v.ln() {
            return d * v;
        }
    }
}

fn named(edit: &Edit) -> Vec<&str> {
    fn of(place: &Place) -> Option<&str> {
        match place {
            Place::Activity(name) => Some(name),
            _ => None,
        }
    }
    match edit {
        Edit::Move {
            from, out_of, into, ..
        } => [Some(from.as_str()), of(out_of), of(into)]
            .into_iter()
            .flatten()
            .collect(),
        Edit::Connect { from, into, .. } => [Some(from.as_str()), of(into)].into_iter().flatten().collect(),
        Edit::Bypass { activity } | Edit::Close { activity } => vec![activity],
        Edit::Pace { from, to, .. } => from.as_deref().into_iter().chain([to.as_str()]).collect(),
    }
}

#[cfg(test)]
mod tests;
