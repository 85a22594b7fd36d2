//! The next step: a Markov model that remembers as much as the data can carry.

use std::collections::BTreeMap;

/// Longest memory, in steps.
const ORDER_MAX: usize = 5;

/// How often what followed a context.
#[derive(Clone, Debug, Default)]
struct Followers {
    total: f64,
    by: BTreeMap<u32, f64>,
}

/// Variable order with interpolated back-off (Witten and Bell 1991, method C): a context of `d` distinct followers
/// seen `n` times is believed with weight `n / (n + d)`, the rest comes from the context without its oldest step.
#[derive(Clone, Debug, Default)]
pub struct NextStep {
    contexts: BTreeMap<Vec<u32>, Followers>,
    /// Activities and the end.
    symbols: usize,
    order: usize,
}

impl NextStep {
    /// Learns from whole sequences; the end is the symbol `activities`. `order` 0 ignores the past.
    pub fn learn<'a>(sequences: impl Iterator<Item = &'a [u32]>, activities: usize, order: usize) -> Self {
        let mut model = Self {
            contexts: BTreeMap::new(),
            symbols: activities + 1,
            order: order.min(ORDER_MAX),
        };
        for sequence in sequences {
            for at in 0..=sequence.len() {
                let next = sequence.get(at).copied().unwrap_or(activities as u32);
                for length in 0..=model.order.min(at) {
                    let context = &sequence[at - length..at];
                    let entry = match model.contexts.get_mut(context) {
                        Some(entry) => entry,
                        None => model.contexts.entry(context.to_vec()).or_default(),
                    };
                    entry.total += 1.0;
                    *entry.by.entry(next).or_default() += 1.0;
                }
            }
        }
        model
    }

    /// Probability of every activity and, last, of the end. Sums to 1, nothing is impossible.
    pub fn after(&self, past: &[u32]) -> Vec<f64> {
        let mut p = vec![1.0 / self.symbols as f64; self.symbols];
        for length in 0..=self.order.min(past.len()) {
            let Some(followers) = self.contexts.get(&past[past.len() - length..]) else {
                break;
            };
            let distinct = followers.by.len() as f64;
            let sum = followers.total + distinct;
            p.iter_mut().for_each(|p| *p *= distinct / sum);
            for (&next, n) in &followers.by {
                p[next as usize] += n / sum;
            }
        }
        p
    }
}
