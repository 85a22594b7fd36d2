//! Models that are a rule: how one path's conversion is shared among its touches.

use super::paths::TouchPath;

/// How much of the conversion each touch of the path gets: sums to 1, except participation (1 for every channel).
pub fn linear(path: &TouchPath, credit: &mut [f64], weight: f64) {
    let share = weight / path.channels.len() as f64;
    path.channels.iter().for_each(|&c| credit[c as usize] += share);
}

/// First and last touch get `first` and `last`, what is between shares the rest evenly; of two touches each gets in
/// proportion to its own, one touch gets all.
pub fn ends(path: &TouchPath, credit: &mut [f64], weight: f64, first: f64, last: f64) {
    let touches = &path.channels;
    let end = touches.len() - 1;
    match end {
        0 => credit[touches[0] as usize] += weight,
        1 => {
            credit[touches[0] as usize] += weight * first / (first + last);
            credit[touches[1] as usize] += weight * last / (first + last);
        }
        _ => {
            let each = (1.0 - first - last) / (end as f64 - 1.0);
            credit[touches[0] as usize] += weight * first;
            credit[touches[end] as usize] += weight * last;
            touches[1..end]
                .iter()
                .for_each(|&c| credit[c as usize] += weight * each);
        }
    }
}

/// A touch `half_life_s` earlier gets half as much: `2^(−age / half-life)`, made to sum to 1. Without times, linear.
pub fn decay(path: &TouchPath, credit: &mut [f64], weight: f64, half_life_s: f64) {
    if path.ages_s.len() != path.channels.len() {
        return linear(path, credit, weight);
    }
    // Counted from the youngest touch, so that old paths do not vanish below the smallest number.
    let youngest = path.ages_s.iter().copied().fold(f64::INFINITY, f64::min);
    let shares: Vec<f64> = path
        .ages_s
        .iter()
        .map(|age| (-(age - youngest) / half_life_s).exp2())
        .collect();
    let sum: f64 = shares.iter().sum();
    path.channels
        .iter()
        .zip(&shares)
        .for_each(|(&c, share)| credit[c as usize] += weight * share / sum);
}

/// The distinct channels of a path, ascending.
pub fn distinct(path: &TouchPath) -> Vec<u32> {
    let mut channels = path.channels.clone();
    channels.sort_unstable();
    channels.dedup();
    channels
}
