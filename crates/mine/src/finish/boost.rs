//! Gradient boosted trees of yes and no, small and the same in every run.
//!
//! Logistic loss with second-order gains (Chen and Guestrin, "XGBoost", KDD 2016, equations 5–7) on binned columns. No
//! rows or columns are drawn at random: journeys are told apart well enough without, and nothing depends on a seed.

/// Bins of a column: values 0..BINS.
pub const BINS: usize = 32;
const ROUNDS_MAX: usize = 200;
const RATE: f64 = 0.04;
const DEPTH: usize = 5;
/// Added to the curvature of every leaf: keeps leaves of a few rows near 0.
const LAMBDA: f64 = 1.0;
/// A leaf holds at least this curvature: about four even rows, many sure ones.
const CURVATURE_MIN: f64 = 1.0;
const GAIN_MIN: f64 = 1e-3;
/// Rounds without a better loss on the rows kept apart, after which nothing is added.
const PATIENCE: usize = 25;

/// Columns of bins, all of one length.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    pub rows: usize,
    pub columns: Vec<Vec<u8>>,
}

#[derive(Clone, Debug)]
enum Node {
    /// Rows whose bin is at most `bin` go to the first.
    Split {
        column: usize,
        bin: u8,
        next: [usize; 2],
    },
    Leaf(f64),
}

/// Sums of trees give log odds.
#[derive(Clone, Debug)]
pub struct Boosted {
    base: f64,
    trees: Vec<Vec<Node>>,
}

impl Boosted {
    /// Learns `yes` from the rows that are not `apart`; those only say when to stop.
    pub fn learn(data: &Columns, yes: &[bool], apart: &[bool]) -> Self {
        let taught: Vec<usize> = (0..data.rows).filter(|&row| !apart[row]).collect();
        let kept: Vec<usize> = (0..data.rows).filter(|&row| apart[row]).collect();
        let share =
            (taught.iter().filter(|&&row| yes[row]).count() as f64 + 0.5) / (taught.len() as f64 + 1.0);
        let mut boosted = Self {
            base: (share / (1.0 - share)).ln(),
            trees: Vec::new(),
        };
        let filled = filled(data, &taught);
        let mut odds = vec![boosted.base; data.rows];
        let (mut best, mut best_at) = (loss(&odds, yes, &kept), 0);
        while boosted.trees.len() < ROUNDS_MAX && boosted.trees.len() < best_at + PATIENCE {
            let slopes: Vec<(f64, f64)> = odds
                .iter()
                .zip(yes)
                .map(|(&odds, &yes)| {
                    let p = probability(odds);
                    (p - f64::from(u8::from(yes)), p * (1.0 - p))
                })
                .collect();
            let tree = grow(data, &filled, &slopes, &taught);
            odds.iter_mut()
                .enumerate()
                .for_each(|(row, odds)| *odds += leaf(&tree, |c| data.columns[c][row]));
            boosted.trees.push(tree);
            let now = loss(&odds, yes, &kept);
            if kept.is_empty() || now < best {
                (best, best_at) = (now, boosted.trees.len());
            }
        }
        boosted.trees.truncate(best_at);
        boosted
    }

    /// Log odds of yes for a row whose bin in column `c` is `bins(c)`.
    pub fn log_odds(&self, bins: impl Fn(usize) -> u8) -> f64 {
        self.base + self.trees.iter().map(|tree| leaf(tree, &bins)).sum::<f64>()
    }
}

pub fn probability(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}

fn loss(odds: &[f64], yes: &[bool], rows: &[usize]) -> f64 {
    let of = |&row: &usize| {
        let toward = if yes[row] { -odds[row] } else { odds[row] };
        // ln(1 + e^x) without overflow.
        toward.max(0.0) + (-toward.abs()).exp().ln_1p()
    };
    rows.iter().map(of).sum()
}

fn leaf(tree: &[Node], bins: impl Fn(usize) -> u8) -> f64 {
    let mut at = 0;
    loop {
        match &tree[at] {
            Node::Leaf(value) => return *value,
            Node::Split { column, bin, next } => at = next[usize::from(bins(*column) > *bin)],
        }
    }
}

struct Best {
    gain: f64,
    column: usize,
    bin: u8,
}

/// Of each column the rows taught, by their place, whose bin is not 0: most activities are not in most journeys.
fn filled(data: &Columns, taught: &[usize]) -> Vec<Vec<(u32, u8)>> {
    let of = |bins: &Vec<u8>| {
        let places = taught.iter().enumerate();
        places
            .filter(|&(_, &row)| bins[row] > 0)
            .map(|(place, &row)| (place as u32, bins[row]))
            .collect()
    };
    data.columns.iter().map(of).collect()
}

fn grow(data: &Columns, filled: &[Vec<(u32, u8)>], slopes: &[(f64, f64)], taught: &[usize]) -> Vec<Node> {
    const DONE: u32 = u32::MAX;
    let value = |(slope, curvature): (f64, f64)| -RATE * slope / (curvature + LAMBDA);
    let score = |(slope, curvature): (f64, f64)| slope * slope / (curvature + LAMBDA);
    let plus = |a: (f64, f64), b: (f64, f64)| (a.0 + b.0, a.1 + b.1);
    let total = taught.iter().fold((0.0, 0.0), |sum, &row| plus(sum, slopes[row]));
    let mut tree = vec![Node::Leaf(value(total))];
    // Nodes of the level with their sums, and for every row taught its place among them.
    let mut level = vec![(0_usize, total)];
    let mut of = vec![0_u32; taught.len()];
    let mut sums = Vec::new();
    for _ in 0..DEPTH {
        let mut best: Vec<Option<Best>> = level.iter().map(|_| None).collect();
        for (column, filled) in filled.iter().enumerate() {
            sums.clear();
            sums.resize(level.len() * BINS, (0.0, 0.0));
            level
                .iter()
                .enumerate()
                .for_each(|(node, &(_, whole))| sums[node * BINS] = whole);
            for &(place, bin) in filled {
                let node = of[place as usize];
                if node != DONE {
                    let slope = slopes[taught[place as usize]];
                    let sums: &mut [(f64, f64)] = &mut sums[node as usize * BINS..][..BINS];
                    sums[usize::from(bin)] = plus(sums[usize::from(bin)], slope);
                    sums[0] = plus(sums[0], (-slope.0, -slope.1));
                }
            }
            for (node, &(_, whole)) in level.iter().enumerate() {
                let mut left = (0.0, 0.0);
                for bin in 0..BINS - 1 {
                    let here = sums[node * BINS + bin];
                    left = plus(left, here);
                    let right = (whole.0 - left.0, whole.1 - left.1);
                    if here.1 == 0.0 || left.1 < CURVATURE_MIN || right.1 < CURVATURE_MIN {
                        continue;
                    }
                    let gain = score(left) + score(right) - score(whole);
                    if gain > best[node].as_ref().map_or(GAIN_MIN, |best| best.gain) {
                        best[node] = Some(Best {
                            gain,
                            column,
                            bin: bin as u8,
                        });
                    }
                }
            }
        }
        let mut places = vec![[DONE; 2]; level.len()];
        let mut next_level = Vec::new();
        for (node, best) in best.iter().enumerate() {
            let Some(best) = best else { continue };
            let next = [tree.len(), tree.len() + 1];
            tree[level[node].0] = Node::Split {
                column: best.column,
                bin: best.bin,
                next,
            };
            tree.extend([Node::Leaf(0.0), Node::Leaf(0.0)]);
            places[node] = [next_level.len() as u32, next_level.len() as u32 + 1];
            next_level.extend(next.map(|at| (at, (0.0, 0.0))));
        }
        for (&row, node) in taught.iter().zip(&mut of) {
            if let Some(Some(best)) = best.get(*node as usize) {
                *node = places[*node as usize][usize::from(data.columns[best.column][row] > best.bin)];
                let sum = &mut next_level[*node as usize].1;
                *sum = plus(*sum, slopes[row]);
            } else {
                *node = DONE;
            }
        }
        for &(at, sum) in &next_level {
            tree[at] = Node::Leaf(value(sum));
        }
        level = next_level;
        if level.is_empty() {
            break;
        }
    }
    tree
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Random;

    #[test]
    fn what_two_columns_say_only_together_is_learned() {
        let mut random = Random::new(5, 0);
        let mut data = Columns {
            rows: 2_000,
            columns: vec![Vec::new(); 4],
        };
        let mut yes = Vec::new();
        for _ in 0..data.rows {
            let bins: Vec<u8> = (0..4).map(|_| random.below(BINS) as u8).collect();
            yes.push((bins[1] > 15) != (bins[2] > 20));
            data.columns
                .iter_mut()
                .zip(bins)
                .for_each(|(column, bin)| column.push(bin));
        }
        let apart: Vec<bool> = (0..data.rows).map(|row| row % 4 == 0).collect();
        let learned = Boosted::learn(&data, &yes, &apart);
        let right = (0..data.rows)
            .filter(|&row| apart[row] && (learned.log_odds(|c| data.columns[c][row]) > 0.0) == yes[row])
            .count();
        assert!(right > 475, "{right} of 500");
    }

    #[test]
    fn noise_is_left_at_its_share() {
        let mut random = Random::new(6, 0);
        let data = Columns {
            rows: 1_000,
            columns: vec![(0..1_000).map(|_| random.below(BINS) as u8).collect()],
        };
        let yes: Vec<bool> = (0..1_000).map(|_| random.chance(0.3)).collect();
        let apart: Vec<bool> = (0..1_000).map(|row| row % 4 == 0).collect();
        let learned = Boosted::learn(&data, &yes, &apart);
        for row in 0..1_000 {
            let p = probability(learned.log_odds(|c| data.columns[c][row]));
            assert!((p - 0.3).abs() < 0.15, "{p}");
        }
    }
}
