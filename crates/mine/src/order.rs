//! The order of touchpoints on the map: the one that the fewest journeys contradict.
//!
//! Journeys vote on every pair: whichever comes first in the journey. The order sought has the fewest votes against
//! it (Kemeny's rule; "linear ordering problem"). Finding the best one is hard in general, so the search starts from
//! the mean number of touchpoints met before and moves single touchpoints while that helps. Pairs that no journey has
//! seen together keep that first order: what does not end journeys stands right after what leads to it, what ends
//! them stands last.
//! Source: J. Kemeny, "Mathematics without numbers", Daedalus 88 (1959); insertion moves as in Schiavinotto and
//! Stützle, "The linear ordering problem", J. Math. Modelling and Algorithms 3 (2004).

use crate::evidence::Log;

/// What the place weighs beside one journey that has seen both touchpoints: breaks ties and nothing else.
const PLACE_WEIGHT: f64 = 0.001;
/// A touchpoint ends journeys when at least this share of those that meet it meets nothing new afterwards …
const LAST_SHARE_MIN: f64 = 0.85;
/// … counted in the variants, if they hold at least this share of its journeys: the frequent ones are the short ones.
const SEEN_SHARE_MIN: f64 = 0.5;

/// Indices of drawn touchpoints, first of the journey first.
pub fn order(log: &Log) -> Vec<usize> {
    let Votes { votes, places } = Votes::new(log);
    let mut order: Vec<usize> = (0..log.len()).collect();
    order.sort_by(|&a, &b| {
        places[a]
            .total_cmp(&places[b])
            .then_with(|| log.name(a).cmp(log.name(b)))
    });
    while improve(&mut order, &votes) {}
    order
}

/// Share of pairs of touchpoints, over journeys that met both, that were first met in this order; 1 where there is none.
pub fn orderly(log: &Log, order: &[usize]) -> f64 {
    let mut places = vec![0; order.len()];
    for (place, &touchpoint) in order.iter().enumerate() {
        places[touchpoint] = place;
    }
    let (mut kept, mut all) = (0, 0);
    for variant in log.variants {
        let firsts = log.first_occurrences(variant);
        for (place, &a) in firsts.iter().enumerate() {
            for &b in &firsts[place + 1..] {
                all += variant.journeys;
                kept += if places[a] < places[b] {
                    variant.journeys
                } else {
                    0
                };
            }
        }
    }
    if all == 0 { 1.0 } else { kept as f64 / all as f64 }
}

struct Votes {
    /// `votes[a][b]`: how much speaks for a before b, minus how much speaks against it.
    votes: Vec<Vec<f64>>,
    /// The first guess: mean number of touchpoints met before.
    places: Vec<f64>,
}

impl Votes {
    fn new(log: &Log) -> Self {
        let n = log.len();
        let mut before = vec![vec![0_u64; n]; n];
        let (mut met_before, mut last, mut met) = (vec![0_u64; n], vec![0_u64; n], vec![0_u64; n]);
        let mut covered = 0;
        for variant in log.variants {
            covered += variant.journeys;
            let firsts = log.first_occurrences(variant);
            for (place, &a) in firsts.iter().enumerate() {
                met[a] += variant.journeys;
                met_before[a] += place as u64 * variant.journeys;
                last[a] += if place + 1 == firsts.len() {
                    variant.journeys
                } else {
                    0
                };
                for &b in &firsts[place + 1..] {
                    before[a][b] += variant.journeys;
                }
            }
        }
        let places: Vec<f64> = (0..n)
            .map(|t| {
                if met[t] == 0 {
                    // In no variant of the answer: its mean place in the journey must do.
                    return log.touchpoints[t].position * n as f64;
                }
                let journeys = log.touchpoints[t].journeys as f64;
                let seen = met[t] as f64 >= SEEN_SHARE_MIN * journeys;
                let ends = seen && last[t] as f64 >= LAST_SHARE_MIN * met[t] as f64;
                met_before[t] as f64 / met[t] as f64 + if ends { n as f64 } else { 0.0 }
            })
            .collect();
        // Journeys whose sequence is too rare to be in the answer still speak through the graph.
        let unseen = (1.0 - covered as f64 / log.n.max(1) as f64).max(0.0);
        let mut votes = vec![vec![0.0; n]; n];
        for a in 0..n {
            for b in 0..n {
                let seen = before[a][b] as f64 - before[b][a] as f64;
                let flow = log.flow(a, b) as f64 - log.flow(b, a) as f64;
                votes[a][b] = seen + unseen * flow + PLACE_WEIGHT * (places[b] - places[a]);
            }
        }
        Self { votes, places }
    }
}

/// Makes the single best move of one touchpoint to another place; false where none helps.
fn improve(order: &mut [usize], votes: &[Vec<f64>]) -> bool {
    let mut best = (1e-9, 0, 0);
    for from in 0..order.len() {
        let moved = order[from];
        let mut gain = 0.0;
        for to in from + 1..order.len() {
            gain += votes[order[to]][moved] - votes[moved][order[to]];
            if gain > best.0 {
                best = (gain, from, to);
            }
        }
        gain = 0.0;
        for to in (0..from).rev() {
            gain += votes[moved][order[to]] - votes[order[to]][moved];
            if gain > best.0 {
                best = (gain, from, to);
            }
        }
    }
    let (gain, from, to) = best;
    if gain <= 1e-9 {
        return false;
    }
    if from < to {
        order[from..=to].rotate_left(1)
    } else {
        order[to..=from].rotate_right(1)
    }
    true
}
