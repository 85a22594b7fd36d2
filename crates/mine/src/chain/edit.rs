//! What is changed in a chain.

use super::build::{Chain, Move, To};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A place a move leads to: an activity, or one of the two ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ChainPlace)]
pub enum Place {
    Activity(String),
    Completed,
    Dropped,
}

/// One change. All shares are 0..=1.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ChainEdit)]
pub enum Edit {
    /// Of those who go `from` → `out_of`, this share goes to `into` instead ("half of those who give up at Delivery
    /// go on to Delivered").
    Move {
        from: String,
        out_of: Place,
        into: Place,
        share: f64,
    },
    /// The activity is gone: whoever came to it goes on as people go on from it, and its time is spared.
    Bypass { activity: String },
    /// The activity is gone and whoever came to it is lost.
    Close { activity: String },
    /// A way that was not there: this share of all who stand at `from` takes it, the others go as before.
    Connect { from: String, into: Place, share: f64 },
    /// Moves into `to` (only from `from` where it is named) take `factor` times as long; 0 or more.
    Pace {
        from: Option<String>,
        to: String,
        factor: f64,
    },
}

/// A row of probabilities with mean times.
pub type Row = Vec<(To, f64, f64)>;

/// A chain with probabilities: state rows, then the start as the last row.
#[derive(Clone, Debug)]
pub struct Rows {
    pub rows: Vec<Row>,
}

impl Rows {
    /// `weights` of the start and of every state, in the order of the moves.
    pub fn of(chain: &Chain, weigh: &mut impl FnMut(&[Move]) -> Vec<f64>) -> Self {
        let mut rows: Vec<Row> = Vec::with_capacity(chain.states() + 1);
        for moves in chain.moves.iter().chain([&chain.start]) {
            let weights = weigh(moves);
            let sum: f64 = weights.iter().sum();
            rows.push(
                moves
                    .iter()
                    .zip(&weights)
                    .map(|(m, w)| (m.to, if sum > 0.0 { w / sum } else { 0.0 }, m.mean_s))
                    .collect(),
            );
        }
        Self { rows }
    }

    /// Applies the change. Names that are no activity of the chain change nothing; the caller has checked them.
    pub fn edit(&mut self, chain: &Chain, edit: &Edit) {
        let is = |to: To, activity: &str| match to {
            To::State(s) => chain.activities[chain.state[s as usize] as usize] == activity,
            _ => false,
        };
        let leads = |to: To, place: &Place| match (to, place) {
            (To::Completed, Place::Completed) | (To::Dropped, Place::Dropped) => true,
            (to, Place::Activity(name)) => is(to, name),
            _ => false,
        };
        let at = |activity: &str| -> Vec<usize> {
            (0..chain.states())
                .filter(|&s| is(To::State(s as u32), activity))
                .collect()
        };
        match edit {
            Edit::Move {
                from,
                out_of,
                into,
                share,
            } => {
                for state in at(from) {
                    let Some((to, time)) = entrance(chain, state, into) else {
                        continue;
                    };
                    let mut moved = 0.0;
                    for step in self.rows[state].iter_mut().filter(|step| leads(step.0, out_of)) {
                        moved += step.1 * share.clamp(0.0, 1.0);
                        step.1 *= 1.0 - share.clamp(0.0, 1.0);
                    }
                    add(&mut self.rows[state], to, moved, time);
                }
            }
            Edit::Connect { from, into, share } => {
                let share = share.clamp(0.0, 1.0);
                for state in at(from) {
                    let Some((to, time)) = entrance(chain, state, into) else {
                        continue;
                    };
                    self.rows[state].iter_mut().for_each(|step| step.1 *= 1.0 - share);
                    add(&mut self.rows[state], to, share, time);
                }
            }
            Edit::Close { activity } => {
                for row in &mut self.rows {
                    row.iter_mut()
                        .filter(|step| is(step.0, activity))
                        .for_each(|step| step.0 = To::Dropped);
                }
            }
            Edit::Bypass { activity } => {
                for gone in at(activity) {
                    self.bypass(gone);
                }
            }
            Edit::Pace { from, to, factor } => {
                for (state, row) in self.rows.iter_mut().enumerate() {
                    let here = from
                        .as_ref()
                        .is_none_or(|from| state < chain.states() && is(To::State(state as u32), from));
                    row.iter_mut()
                        .filter(|step| here && is(step.0, to))
                        .for_each(|step| step.2 *= factor.max(0.0));
                }
            }
        }
    }

    /// Whoever came to `gone` goes where one goes from it; staying at it counts as leaving it later.
    fn bypass(&mut self, gone: usize) {
        let gone_to = To::State(gone as u32);
        let stays: f64 = self.rows[gone]
            .iter()
            .filter(|s| s.0 == gone_to)
            .map(|s| s.1)
            .sum();
        let leave: Row = self.rows[gone]
            .iter()
            .filter(|step| step.0 != gone_to)
            .map(|&(to, p, time)| (to, if stays < 1.0 { p / (1.0 - stays) } else { 0.0 }, time))
            .collect();
        for (state, row) in self.rows.iter_mut().enumerate() {
            if state == gone {
                continue;
            }
            let came: f64 = row.iter().filter(|s| s.0 == gone_to).map(|s| s.1).sum();
            if came == 0.0 {
                continue;
            }
            row.retain(|step| step.0 != gone_to);
            if leave.is_empty() || stays >= 1.0 {
                add(row, To::Dropped, came, 0.0);
            }
            // The way there is still waited for, the way on from it is spared.
            for &(to, p, time) in &leave {
                add(row, to, came * p, time);
            }
        }
    }
}

fn add(row: &mut Row, to: To, p: f64, time: f64) {
    match row.iter_mut().find(|step| step.0 == to) {
        Some(step) => {
            let sum = step.1 + p;
            if sum > 0.0 {
                step.2 = (step.2 * step.1 + time * p) / sum;
            }
            step.1 = sum;
        }
        None => row.push((to, p, time)),
    }
}

/// The state one gets into when going from `state` to `place`, and how long that usually takes. In a chain with
/// memory it is the state that has `state` before it, else the most visited of the activity's states.
fn entrance(chain: &Chain, state: usize, place: &Place) -> Option<(To, f64)> {
    let name = match place {
        Place::Completed => return Some((To::Completed, mean_to(chain, |to| to == To::Completed))),
        Place::Dropped => return Some((To::Dropped, 0.0)),
        Place::Activity(name) => name,
    };
    let activity = chain.activities.iter().position(|a| a == name)? as u32;
    let into = |to: To| matches!(to, To::State(s) if chain.state[s as usize] == activity);
    if let Some(known) = chain.moves[state].iter().find(|m| into(m.to)) {
        return Some((known.to, known.mean_s));
    }
    let same = |from: usize| chain.state[from] == chain.state[state];
    let mut best: Option<(bool, f64, To)> = None;
    for (from, moves) in chain.moves.iter().enumerate() {
        for m in moves.iter().filter(|m| into(m.to)) {
            let better = best.is_none_or(|(s, n, _)| (same(from), m.count) > (s, n));
            if better {
                best = Some((same(from), m.count, m.to));
            }
        }
    }
    let first = || chain.start.iter().find(|m| into(m.to)).map(|m| m.to);
    best.map(|b| b.2)
        .or_else(first)
        .map(|to| (to, mean_to(chain, into)))
}

fn mean_to(chain: &Chain, into: impl Fn(To) -> bool) -> f64 {
    let (mut n, mut time) = (0.0, 0.0);
    for m in chain.moves.iter().flatten().filter(|m| into(m.to)) {
        n += m.count;
        time += m.count * m.mean_s;
    }
    if n > 0.0 { time / n } else { 0.0 }
}
