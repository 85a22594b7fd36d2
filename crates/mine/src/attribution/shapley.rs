//! Shapley's value of every channel: its mean contribution over all orders in which channels could come together.

use crate::random::Random;

/// Up to this many channels all subsets are computed: 2^15 values of a game fit in a cache.
pub const EXACT_CHANNELS_MAX: usize = 15;
/// Orders drawn above it; the scatter of a share is then under half a per cent.
const ORDERS: usize = 4_000;

/// Exact values of a game over `n` players, `worth[subset]` by bits: `Σ |S|!(n−|S|−1)!/n! · (v(S∪i) − v(S))`.
pub fn exact(n: usize, worth: &[f64]) -> Vec<f64> {
    // 1 / (n · C(n−1, |S|)), by size.
    let mut weight = vec![1.0 / n.max(1) as f64; n.max(1)];
    for size in 1..n {
        weight[size] = weight[size - 1] * size as f64 / (n - size) as f64;
    }
    (0..n)
        .map(|i| {
            (0..1_usize << n)
                .filter(|set| set & (1 << i) == 0)
                .map(|set| weight[set.count_ones() as usize] * (worth[set | 1 << i] - worth[set]))
                .sum()
        })
        .collect()
}

/// The same by random orders, for more players than can be enumerated. The values still sum to the whole game.
pub fn sampled(n: usize, seed: u64, mut worth: impl FnMut(&[bool]) -> f64) -> Vec<f64> {
    let mut random = Random::new(seed, n as u64);
    let mut order: Vec<usize> = (0..n).collect();
    let mut values = vec![0.0; n];
    for _ in 0..ORDERS {
        random.shuffle(&mut order);
        let mut inside = vec![false; n];
        let mut before = worth(&inside);
        for &player in &order {
            inside[player] = true;
            let now = worth(&inside);
            values[player] += now - before;
            before = now;
        }
    }
    values.iter_mut().for_each(|v| *v /= ORDERS as f64);
    values
}

/// Sums over all subsets of every set, in place: afterwards `sums[s] = Σ_{t ⊆ s} before[t]`.
pub fn sums_of_subsets(n: usize, sums: &mut [f64]) {
    for bit in 0..n {
        for set in 0..1_usize << n {
            if set & (1 << bit) != 0 {
                sums[set] += sums[set ^ (1 << bit)];
            }
        }
    }
}
