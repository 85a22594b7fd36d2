//! The journey that stands for a group.

use serde::{Deserialize, Serialize};
use tropa_model::Variants;
use utoipa::ToSchema;

/// A journey people of the segment really took, the one most like all the others (the medoid).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Typical {
    pub activities: Vec<String>,
    /// Journeys of the segment that went exactly so.
    pub journeys: u64,
    /// Mean likeness of the segment's journeys to it, 0..=1: twice the longest common subsequence over both lengths.
    pub likeness: f64,
}

/// Variants that may stand for the others: among the most frequent there is one near the middle.
const CANDIDATES_MAX: usize = 40;
/// Variants they are compared with.
const COMPARED_MAX: usize = 250;
/// Events of a journey that are compared; longer ones are compared by their beginning.
const EVENTS_MAX: usize = 200;

/// The medoid of variants taken by so many journeys of a group each; `None` where the group is empty.
pub fn typical(variants: &Variants, journeys: impl Fn(usize) -> u64) -> Option<Typical> {
    let mut own: Vec<(u64, usize)> = (0..variants.len())
        .map(|variant| (journeys(variant), variant))
        .filter(|(n, variant)| *n > 0 && !variants.codes_of(*variant).is_empty())
        .collect();
    own.sort_unstable_by_key(|&(n, variant)| (std::cmp::Reverse(n), variant));
    // The frequent ones and, of the long tail, every so many-th: rare variants together are often most of a group.
    let tail = own
        .len()
        .saturating_sub(COMPARED_MAX / 2)
        .div_ceil(COMPARED_MAX / 2)
        .max(1);
    let compared: Vec<(f64, usize)> = own
        .iter()
        .enumerate()
        .filter(|(place, _)| *place < COMPARED_MAX / 2 || (place - COMPARED_MAX / 2).is_multiple_of(tail))
        .map(|(place, &(n, variant))| {
            let stands_for = if place < COMPARED_MAX / 2 { 1 } else { tail };
            (n as f64 * stands_for as f64, variant)
        })
        .collect();
    let all: f64 = compared.iter().map(|(weight, _)| weight).sum();
    let mut table = Vec::new();
    let every = compared.len().div_ceil(CANDIDATES_MAX / 2);
    let (likeness, n, variant) = compared
        .iter()
        .enumerate()
        .filter(|(place, _)| *place < CANDIDATES_MAX / 2 || place.is_multiple_of(every))
        .map(|(_, &(_, variant))| {
            let codes = variants.codes_of(variant);
            let sum: f64 = compared
                .iter()
                .map(|&(weight, other)| weight * likeness(codes, variants.codes_of(other), &mut table))
                .sum();
            (sum / all, journeys(variant), variant)
        })
        .reduce(|best, next| if next.0 > best.0 + 1e-12 { next } else { best })?;
    Some(Typical {
        activities: variants
            .codes_of(variant)
            .iter()
            .map(|code| variants.activities[*code as usize].clone())
            .collect(),
        journeys: n,
        likeness,
    })
}

/// Twice the longest common subsequence over the sum of lengths.
fn likeness(a: &[u32], b: &[u32], table: &mut Vec<u16>) -> f64 {
    let (a, b) = (&a[..a.len().min(EVENTS_MAX)], &b[..b.len().min(EVENTS_MAX)]);
    table.clear();
    table.resize(b.len() + 1, 0);
    for x in a {
        let mut corner = 0;
        for (place, y) in b.iter().enumerate() {
            let above = table[place + 1];
            table[place + 1] = if x == y {
                corner + 1
            } else {
                above.max(table[place])
            };
            corner = above;
        }
    }
    2.0 * f64::from(table[b.len()]) / (a.len() + b.len()) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_journey_most_like_the_others_stands_for_them() {
        let variants = Variants {
            activities: ["a", "b", "c", "d"].map(str::to_owned).to_vec(),
            starts: vec![0, 2, 5, 9],
            codes: vec![3, 3, 0, 1, 2, 0, 1, 1, 2],
            journeys: vec![3, 3, 3],
        };
        let found = typical(&variants, |variant| variants.journeys[variant]).unwrap();
        assert_eq!(found.activities, ["a", "b", "c"]);
        assert_eq!(found.journeys, 3);
        assert!((found.likeness - (0.0 + 1.0 + 6.0 / 7.0) / 3.0).abs() < 1e-9);
        assert!(typical(&variants, |_| 0).is_none());
    }
}
