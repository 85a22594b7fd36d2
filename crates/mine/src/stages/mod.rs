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
//! whose names speak of the same thing weighs more, of different things less. Where journeys wander inside their stages
//! and names say nothing, the stages are learned as [hidden] ones instead. Idea of milestones and modular stages:
//! Nguyen, Dumas, ter Hofstede, La Rosa, Maggi, "Mining business process stages from event logs", CAiSE 2017.

mod hidden;

use crate::evidence::Log;
use crate::order;
use crate::plan::StageChoice;
use crate::words;
use hidden::Walks;

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

/// Numbers of stages whose worth is told.
const CHOICES_MAX: usize = 12;
/// Journeys that meet touchpoints in the order of the map at least this often follow it; others wander in their stages.
const ORDERLY: f64 = 0.89;
/// Where at least this share of the names speaks of a topic, the names and the flow decide.
const NAMED: f64 = 0.5;
/// Events that the hidden stages are learned from, at most: the same answer in a fraction of the time.
const LEARNED_FROM: usize = 20_000;
/// What a touchpoint belongs to a stage at least: none is impossible, or not every number of stages could be filled.
const BELONGS_MIN: f64 = 1e-3;

/// Stages in map order, and what other numbers of stages would be worth.
pub struct Staged {
    /// In map order, none empty.
    pub stages: Vec<Vec<usize>>,
    pub choices: Vec<StageChoice>,
}

/// The best stages of `order`, as many as asked for; `pins[touchpoint]` is the stage (from 0) where a person wants it.
///
/// None where so many stages cannot all be filled.
pub fn best(log: &Log, order: &[usize], count: Option<usize>, pins: &[Option<usize>]) -> Option<Staged> {
    let n = order.len();
    let needed = pins.iter().flatten().max().map_or(1, |pin| pin + 1);
    let named = order
        .iter()
        .filter(|&&t| words::topic(log.name(t)).is_some())
        .count();
    let wanders =
        named as f64 <= NAMED * n as f64 && n >= ENOUGH_TOUCHPOINTS && order::orderly(log, order) < ORDERLY;
    let most = count.unwrap_or(STAGES_MAX).max(CHOICES_MAX).min(n);
    let table = if wanders {
        wandering(log, order, most, pins)
    } else {
        let free: Vec<usize> = order.iter().copied().filter(|&t| pins[t].is_none()).collect();
        let flow = Flow::new(log, order);
        (1..=most)
            .map(|k| flow.partition(order, &free, k, pins))
            .collect()
    };
    let worth = |k: usize| table[k - 1].as_ref().map_or(f64::NEG_INFINITY, |found| found.0);
    let chosen = count.unwrap_or_else(|| {
        let least = if n < ENOUGH_TOUCHPOINTS { 1 } else { STAGES_MIN };
        (least.max(needed)..=STAGES_MAX.max(needed).min(most))
            .max_by(|&a, &b| worth(a).total_cmp(&worth(b)).then(b.cmp(&a)))
            .unwrap_or(needed)
    });
    let (_, stages) = table.get(chosen.checked_sub(1)?)?.clone()?;
    let choices = choices(log, &stages, &table);
    Some(Staged { stages, choices })
}

type Found = Option<(f64, Vec<Vec<usize>>)>;

/// For every number of stages: the worth of the hidden stages that were learned, and the touchpoints of each.
fn wandering(log: &Log, order: &[usize], most: usize, pins: &[Option<usize>]) -> Vec<Found> {
    let walks = walks(log);
    let events: f64 = walks
        .walks
        .iter()
        .map(|(walk, weight)| walk.len() as f64 * weight)
        .sum();
    (1..=most)
        .map(|k| {
            if pins.iter().flatten().any(|&pin| pin >= k) {
                return None;
            }
            let fit = walks.fit(order, k, pins);
            let mut free: Vec<usize> = order.iter().copied().filter(|&t| pins[t].is_none()).collect();
            let mean = |t: usize| -> f64 {
                fit.belongs[t]
                    .iter()
                    .enumerate()
                    .map(|(stage, share)| stage as f64 * share)
                    .sum()
            };
            free.sort_by(|&a, &b| mean(a).total_cmp(&mean(b)));
            let (_, ends) = solve(free.len(), k, pins, |stage, start, end| {
                let share = |&t: &usize| (fit.belongs[t][stage] + BELONGS_MIN).ln();
                free[start..end].iter().map(share).sum()
            })?;
            // Schwarz's criterion, with as many parameters as the moves and the touchpoints' stages weigh here.
            let cost = 0.1 * (k * k) as f64 * events.max(2.0).ln();
            Some((fit.likelihood - cost, filled(order, &free, &ends, pins)))
        })
        .collect()
}

/// The variants over drawn touchpoints, evenly thinned where there are many.
fn walks(log: &Log) -> Walks {
    let mut walks: Vec<(Vec<usize>, f64)> = log
        .variants
        .iter()
        .map(|variant| {
            let met = variant
                .activities
                .iter()
                .filter_map(|activity| log.find(activity));
            (met.collect(), variant.journeys as f64)
        })
        .filter(|(walk, _): &(Vec<usize>, f64)| !walk.is_empty())
        .collect();
    let events: usize = walks.iter().map(|(walk, _)| walk.len()).sum();
    let every = events.div_ceil(LEARNED_FROM).max(1);
    let mut place = 0;
    walks.retain(|_| {
        place += 1;
        (place - 1) % every == 0
    });
    Walks {
        touchpoints: log.len(),
        walks,
    }
}

/// The members of each stage in map order: those before the ends of `free`, and those pinned to it.
fn filled(order: &[usize], free: &[usize], ends: &[usize], pins: &[Option<usize>]) -> Vec<Vec<usize>> {
    let mut start = 0;
    ends.iter()
        .enumerate()
        .map(|(stage, &end)| {
            let own = &free[start..end];
            start = end;
            let here = |t: &usize| pins[*t] == Some(stage) || own.contains(t);
            order.iter().copied().filter(here).collect()
        })
        .collect()
}

/// Exact dynamic programme: the ends of `k` neighbouring parts of `n` places with the greatest sum of worths. Only a
/// stage that something is pinned to may get no place.
fn solve(
    n: usize,
    k: usize,
    pins: &[Option<usize>],
    worth: impl Fn(usize, usize, usize) -> f64,
) -> Option<(f64, Vec<usize>)> {
    let mut best = vec![vec![(f64::NEG_INFINITY, 0); n + 1]; k + 1];
    best[0][0].0 = 0.0;
    for stage in 0..k {
        let pinned = pins.contains(&Some(stage));
        for end in 0..=n {
            for start in 0..=end {
                let before = best[stage][start].0;
                if before == f64::NEG_INFINITY || (start == end && !pinned) {
                    continue;
                }
                let candidate = before + worth(stage, start, end);
                if candidate > best[stage + 1][end].0 {
                    best[stage + 1][end] = (candidate, start);
                }
            }
        }
    }
    if best[k][n].0 == f64::NEG_INFINITY {
        return None;
    }
    let mut ends = vec![n];
    for stage in (1..=k).rev() {
        ends.push(best[stage][ends[ends.len() - 1]].1);
    }
    ends.pop();
    ends.reverse();
    Some((best[k][n].0, ends))
}

/// What every number of stages is worth, with cuts that are nested around the chosen stages.
fn choices(log: &Log, chosen: &[Vec<usize>], table: &[Found]) -> Vec<StageChoice> {
    let flow = Flow::new(log, &chosen.concat());
    let worth = flow.worths();
    let of = |ends: &[usize]| {
        let mut start = 0;
        ends.iter()
            .map(|&end| {
                let one = worth[start][end];
                start = end;
                one
            })
            .sum::<f64>()
    };
    let most = table.len().min(CHOICES_MAX);
    let mut end = 0;
    let ends: Vec<usize> = chosen
        .iter()
        .map(|stage| {
            end += stage.len();
            end
        })
        .collect();
    let better = |a: &Vec<usize>, b: &Vec<usize>| of(a).total_cmp(&of(b)).then_with(|| b.cmp(a));
    let mut nested = vec![ends];
    while nested[0].len() > 1 {
        let last = nested[0].len() - 1;
        let merged = (0..last).map(|gone| {
            let mut ends = nested[0].clone();
            ends.remove(gone);
            ends
        });
        let Some(coarser) = merged.max_by(better) else {
            break;
        };
        nested.insert(0, coarser);
    }
    while nested.len() < most {
        let finest = &nested[nested.len() - 1];
        let split = (1..chosen.iter().map(Vec::len).sum())
            .filter(|cut| !finest.contains(cut))
            .map(|cut| {
                let mut ends = finest.clone();
                ends.push(cut);
                ends.sort_unstable();
                ends
            });
        let Some(finer) = split.max_by(better) else { break };
        nested.push(finer);
    }
    let found = |k: usize| table[k - 1].as_ref().map(|found| found.0);
    let worths = (1..=table.len()).filter_map(found);
    let (low, high) = worths.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), one| {
        (low.min(one), high.max(one))
    });
    nested
        .into_iter()
        .take(most)
        .filter_map(|cuts| {
            let k = cuts.len();
            Some(StageChoice {
                k: k as u32,
                score: if high > low {
                    (found(k)? - low) / (high - low)
                } else {
                    1.0
                },
                ends: cuts.into_iter().map(|end| end as u32).collect(),
            })
        })
        .collect()
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

    /// The worth of the best partition into `k` stages, and the touchpoints of each; none where a pin lies beyond.
    fn partition(&self, order: &[usize], free: &[usize], k: usize, pins: &[Option<usize>]) -> Found {
        if pins.iter().flatten().any(|&pin| pin >= k) {
            return None;
        }
        let (worth, ends) = if free.len() == order.len() {
            let worth = self.worths();
            solve(free.len(), k, pins, |_, start, end| worth[start][end])?
        } else {
            let places = |list: &[usize]| -> Vec<usize> {
                list.iter()
                    .filter_map(|t| order.iter().position(|o| o == t))
                    .collect()
            };
            let (free, pinned) = (places(free), |stage: usize, at: &[usize]| {
                at.iter()
                    .copied()
                    .filter(|&p| pins[order[p]] == Some(stage))
                    .collect::<Vec<_>>()
            });
            let all: Vec<usize> = (0..order.len()).collect();
            let of_stage: Vec<Vec<usize>> = (0..k).map(|stage| pinned(stage, &all)).collect();
            solve(free.len(), k, pins, |stage, start, end| {
                let mut own = free[start..end].to_vec();
                own.extend(&of_stage[stage]);
                let mut earlier = free[..start].to_vec();
                earlier.extend(of_stage[..stage].iter().flatten());
                self.worth(&own, &earlier)
            })?
        };
        Some((worth - STAGE_COST * k as f64, filled(order, free, &ends, pins)))
    }

    /// Worth of a stage of these places after those: as in [`worths`](Self::worths), wherever in the order they stand.
    fn worth(&self, own: &[usize], earlier: &[usize]) -> f64 {
        let n = self.weight.len();
        let first = own.iter().copied().min().unwrap_or(0);
        let (mut within, mut degree, mut forward, mut back) = (0.0, 0.0, 0.0, 0.0);
        for &a in own {
            within += own.iter().map(|&b| self.weight[a][b]).sum::<f64>();
            degree += (0..n).map(|b| self.weight[a][b] + self.weight[b][a]).sum::<f64>();
            for &b in earlier {
                forward += self.weight[b][a] / first.saturating_sub(b).max(1) as f64;
                back += self.weight[a][b];
            }
        }
        within / self.total - RESOLUTION * (degree / (2.0 * self.total)).powi(2)
            + (FORWARD * forward - BACKWARD * back) / self.total
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

    fn partition(flow: &Flow, k: usize, pins: &[Option<usize>]) -> Found {
        let order: Vec<usize> = (0..pins.len()).collect();
        let free: Vec<usize> = order.iter().copied().filter(|&t| pins[t].is_none()).collect();
        flow.partition(&order, &free, k, pins)
    }

    #[test]
    fn dense_groups_become_stages() {
        let flow = two_groups();
        let [one, two, three] = [1, 2, 3].map(|k| partition(&flow, k, &[None; 6]).unwrap());
        assert_eq!(two.1, [vec![0, 1, 2], vec![3, 4, 5]]);
        assert!(two.0 > one.0 && two.0 > three.0, "{one:?} {two:?} {three:?}");
    }

    #[test]
    fn what_a_person_pinned_stays_and_the_rest_is_the_best_around_it() {
        let flow = two_groups();
        let mut pins = [None; 6];
        pins[4] = Some(0);
        let (_, stages) = partition(&flow, 2, &pins).unwrap();
        assert_eq!(stages, [vec![0, 1, 2, 4], vec![3, 5]]);
        pins[4] = Some(2);
        assert_eq!(partition(&flow, 2, &pins), None, "there is no third stage");
        assert_eq!(
            partition(&flow, 3, &pins).unwrap().1[2]
                .iter()
                .filter(|&&t| t == 4)
                .count(),
            1
        );
    }

    #[test]
    fn pins_where_the_programme_would_put_them_change_nothing() {
        let flow = two_groups();
        let free = partition(&flow, 2, &[None; 6]).unwrap();
        let pinned = partition(&flow, 2, &[Some(0), None, None, None, Some(1), None]).unwrap();
        assert_eq!(free.1, pinned.1);
        assert!((free.0 - pinned.0).abs() < 1e-12);
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
            let found = partition(&flow, k, &[None; 6]).unwrap().0 + STAGE_COST * k as f64;
            assert!((found - best).abs() < 1e-12, "{k} stages");
        }
    }
}
