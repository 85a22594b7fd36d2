//! Stages: contiguous phases of the order within which people move about, and between which they move on.
//!
//! Flow between two touchpoints is the number of journeys that go directly from one to the other, over
//! (reach · reach)^⅜: late touchpoints that few get to have their stages too. A partition of the order is worth
//!
//! ```text
//! Σ over stages   w_in/W − γ·(degree/2W)²          modularity (Newman, Girvan 2004), the flow both ways
//! + λ · Σ forward flow between neighbouring stages / W
//! − μ · Σ flow back from a later stage / W
//! ```
//!
//! and dynamic programming finds the best one for every number of stages exactly, in O(n²k). Flow between touchpoints
//! whose names speak of the same thing weighs more, of different things less. Idea of milestones and modular stages:
//! Nguyen, Dumas, ter Hofstede, La Rosa, Maggi, "Mining business process stages from event logs", CAiSE 2017.

use crate::evidence::Log;
use crate::words;

/// Weight of flow to the next stage: a step forward is nearly as natural as a step within.
const FORWARD: f64 = 0.25;
/// Weight against flow back to an earlier stage: a loop belongs inside one stage.
const BACKWARD: f64 = 0.5;
/// Resolution γ of the modularity: a little above 1, because in a chain neighbours look modular anyhow.
const RESOLUTION: f64 = 1.15;
/// Exponent of the reach of both ends by which flow is divided: 0 would let the crowded beginning decide everything,
/// 1 would let rare touchpoints decide as much as common ones.
const BY_REACH: f64 = 0.75 / 2.0;
/// Names that speak of the same thing raise the flow between them, names that speak of different things lower it.
const SAME_TOPIC: f64 = 2.0;
const SAME_WORD: f64 = 1.5;
const OTHER_TOPIC: f64 = 0.4;
/// One more stage must be worth at least this.
const STAGE_COST: f64 = 0.004;
/// Two stages are no map: with enough touchpoints there are at least three.
const STAGES_MIN: usize = 3;
const ENOUGH_TOUCHPOINTS: usize = 6;
/// Stages a reader can hold in mind.
pub const STAGES_MAX: usize = 8;

/// Ends (exclusive) of the stages in `order`; the last is `order.len()`.
pub fn best(log: &Log, order: &[usize], count: Option<usize>) -> Vec<usize> {
    let flow = Flow::new(log, order);
    let most = count.unwrap_or(STAGES_MAX).min(order.len());
    let table = flow.partitions(most);
    let chosen = match count {
        Some(count) => count,
        None => (if order.len() < ENOUGH_TOUCHPOINTS {
            1
        } else {
            STAGES_MIN
        }..=most)
            .max_by(|&a, &b| {
                let worth = |k: usize| table[k - 1].0 - STAGE_COST * k as f64;
                worth(a).total_cmp(&worth(b)).then(b.cmp(&a))
            })
            .expect("a log has a touchpoint, and enough of them where three stages are asked for"),
    };
    table[chosen - 1].1.clone()
}

struct Flow {
    /// Directed weights between places of the order.
    weight: Vec<Vec<f64>>,
    total: f64,
}

impl Flow {
    fn new(log: &Log, order: &[usize]) -> Self {
        let mut weight = vec![vec![0.0; order.len()]; order.len()];
        let mut total = 0.0;
        for (i, &a) in order.iter().enumerate() {
            for (j, &b) in order.iter().enumerate().filter(|(j, _)| *j != i) {
                let reach = log.touchpoints[a].journeys as f64 * log.touchpoints[b].journeys as f64;
                let flow = log.flow(a, b) as f64 / reach.powf(BY_REACH);
                weight[i][j] = flow * likeness(log.name(a), log.name(b));
                total += weight[i][j];
            }
        }
        Self {
            weight,
            total: total.max(f64::MIN_POSITIVE),
        }
    }

    /// For every number of stages up to `most`: the worth of the best partition and its ends.
    fn partitions(&self, most: usize) -> Vec<(f64, Vec<usize>)> {
        let n = self.weight.len();
        // best[k][end] = (worth, start of the last stage); a stage is judged with the boundary before it.
        let mut best = vec![vec![(f64::NEG_INFINITY, 0); n + 1]; most + 1];
        best[0][0].0 = 0.0;
        let worth = self.worths();
        for k in 1..=most {
            for end in k..=n {
                for start in k - 1..end {
                    let before = best[k - 1][start].0;
                    let candidate = before + worth[start][end];
                    if candidate > best[k][end].0 {
                        best[k][end] = (candidate, start);
                    }
                }
            }
        }
        (1..=most)
            .map(|k| {
                let mut ends = vec![n];
                let mut end = n;
                for stage in (1..=k).rev() {
                    end = best[stage][end].1;
                    ends.push(end);
                }
                ends.pop();
                ends.reverse();
                (best[k][n].0, ends)
            })
            .collect()
    }

    /// Worth of the stage `start..end`: what it holds within, what enters it from before, what it sends back.
    ///
    /// Forward flow is counted from all earlier touchpoints with the weight falling by distance in places, so that the
    /// worth of a stage does not depend on where the stage before it began and the programme stays exact.
    fn worths(&self) -> Vec<Vec<f64>> {
        let n = self.weight.len();
        let degree: Vec<f64> = (0..n)
            .map(|i| (0..n).map(|j| self.weight[i][j] + self.weight[j][i]).sum())
            .collect();
        let mut worth = vec![vec![0.0; n + 1]; n];
        for (start, row) in worth.iter_mut().enumerate() {
            let (mut within, mut total_degree, mut forward, mut back) = (0.0, 0.0, 0.0, 0.0);
            for new in start..n {
                for other in start..new {
                    within += self.weight[other][new] + self.weight[new][other];
                }
                for earlier in 0..start {
                    forward += self.weight[earlier][new] / (start - earlier) as f64;
                    back += self.weight[new][earlier];
                }
                total_degree += degree[new];
                let modularity =
                    within / self.total - RESOLUTION * (total_degree / (2.0 * self.total)).powi(2);
                row[new + 1] = modularity + (FORWARD * forward - BACKWARD * back) / self.total;
            }
        }
        worth
    }
}

/// How much the flow between two names weighs.
fn likeness(a: &str, b: &str) -> f64 {
    match (
        words::topic(a).map(words::Topic::family),
        words::topic(b).map(words::Topic::family),
    ) {
        (Some(a), Some(b)) if a == b => SAME_TOPIC,
        (Some(_), Some(_)) => OTHER_TOPIC,
        _ if words::share_a_word(a, b) => SAME_WORD,
        _ => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two dense groups of three in a row.
    fn two_groups() -> Flow {
        let mut weight = vec![vec![0.0; 6]; 6];
        for (a, row) in weight.iter_mut().enumerate() {
            for (_, flow) in row
                .iter_mut()
                .enumerate()
                .filter(|(b, _)| *b != a && b / 3 == a / 3)
            {
                *flow = 10.0;
            }
        }
        weight[2][3] = 2.0;
        let total = weight.iter().flatten().sum();
        Flow { weight, total }
    }

    #[test]
    fn dense_groups_become_stages() {
        let table = two_groups().partitions(4);
        assert_eq!(table[1].1, [3, 6]);
        assert!(table[1].0 > table[0].0 && table[1].0 > table[2].0, "{table:?}");
    }

    #[test]
    fn the_programme_finds_what_trying_everything_finds() {
        let flow = two_groups();
        let worth = flow.worths();
        for k in 1..=6_usize {
            let mut best = f64::NEG_INFINITY;
            for cuts in 0_u32..32 {
                let mut ends: Vec<usize> = (0..5).filter(|c| cuts & (1 << c) != 0).map(|c| c + 1).collect();
                ends.push(6);
                if ends.len() == k {
                    let mut start = 0;
                    let mut sum = 0.0;
                    for end in ends {
                        sum += worth[start][end];
                        start = end;
                    }
                    best = best.max(sum);
                }
            }
            assert!((flow.partitions(6)[k - 1].0 - best).abs() < 1e-12, "{k} stages");
        }
    }
}
