//! Stages by recursive minimum cuts while modularity rises, after Nguyen, Dumas, ter Hofstede, La Rosa, Maggi, "Mining
//! business process stages from event logs", CAiSE 2017, written anew from the description.
//!
//! A stage is cut between its entry and any of its touchpoints, and between any of them and its exit, where the flow is
//! least. Of all cuts of all stages the one that raises the modularity most is made, until none raises it.

#![allow(
    clippy::needless_range_loop,
    reason = "indices over several tables at once are the clearer form"
)]

/// Smallest stage.
const LEAST: usize = 2;

/// Group of each place of `flow[from][to]`; the last row and column are the beginning and the end of journeys.
pub fn stages(flow: &[Vec<f64>]) -> Vec<usize> {
    let n = flow.len().saturating_sub(1);
    let mut of = vec![0; n];
    let mut groups = 1;
    let mut best = modularity(flow, &of, groups);
    loop {
        let mut found: Option<(f64, Vec<usize>)> = None;
        for group in 0..groups {
            let members: Vec<usize> = (0..n).filter(|&place| of[place] == group).collect();
            for side in cuts(flow, &members) {
                let moved = side.iter().filter(|there| **there).count();
                if moved < LEAST || members.len() - moved < LEAST {
                    continue;
                }
                let mut candidate = of.clone();
                for (member, there) in members.iter().zip(&side) {
                    if *there {
                        candidate[*member] = groups;
                    }
                }
                let worth = modularity(flow, &candidate, groups + 1);
                if worth > best + 1e-12 && found.as_ref().is_none_or(|(most, _)| worth > *most) {
                    found = Some((worth, candidate));
                }
            }
        }
        let Some((worth, candidate)) = found else {
            return of;
        };
        (best, of) = (worth, candidate);
        groups += 1;
    }
}

/// Σ over stages: w_in/W − (degree/2W)².
fn modularity(flow: &[Vec<f64>], of: &[usize], groups: usize) -> f64 {
    let n = of.len();
    let (mut within, mut degree, mut all) = (vec![0.0; groups], vec![0.0; groups], 0.0);
    for a in 0..n {
        for b in 0..n {
            all += flow[a][b];
            degree[of[a]] += flow[a][b];
            degree[of[b]] += flow[a][b];
            if of[a] == of[b] {
                within[of[a]] += flow[a][b];
            }
        }
    }
    if all <= 0.0 {
        return 0.0;
    }
    (0..groups)
        .map(|group| within[group] / all - (degree[group] / (2.0 * all)).powi(2))
        .sum()
}

/// For every cut of the members: which of them are on the far side.
fn cuts(flow: &[Vec<f64>], members: &[usize]) -> Vec<Vec<bool>> {
    let (m, n) = (members.len(), flow.len());
    let (entry, exit) = (m, m + 1);
    // Everything outside the stage is where it is entered from and left to.
    let mut inside = vec![vec![0.0; m + 2]; m + 2];
    for (i, &a) in members.iter().enumerate() {
        for (j, &b) in members.iter().enumerate() {
            inside[i][j] = flow[a][b];
        }
        for other in (0..n).filter(|other| !members.contains(other)) {
            inside[entry][i] += flow[other][a];
            inside[i][exit] += flow[a][other];
        }
    }
    (0..m)
        .flat_map(|place| [(entry, place), (place, exit)])
        .map(|(from, to)| {
            let near = near_side(&inside, from, to);
            (0..m).map(|place| !near[place]).collect()
        })
        .collect()
}

/// What stays reachable from `from` once the flow to `to` is at its greatest (Edmonds and Karp).
fn near_side(flow: &[Vec<f64>], from: usize, to: usize) -> Vec<bool> {
    let n = flow.len();
    let mut left: Vec<Vec<f64>> = flow.to_vec();
    loop {
        let mut came = vec![usize::MAX; n];
        came[from] = from;
        let mut queue = std::collections::VecDeque::from([from]);
        while let Some(at) = queue.pop_front() {
            for next in 0..n {
                if came[next] == usize::MAX && left[at][next] > 1e-9 {
                    came[next] = at;
                    queue.push_back(next);
                }
            }
        }
        if came[to] == usize::MAX {
            return came.iter().map(|came| *came != usize::MAX).collect();
        }
        let (mut least, mut at) = (f64::INFINITY, to);
        while at != from {
            least = least.min(left[came[at]][at]);
            at = came[at];
        }
        at = to;
        while at != from {
            left[came[at]][at] -= least;
            left[at][came[at]] += least;
            at = came[at];
        }
    }
}
