//! How a journey that was planned one way comes to be walked another way: steps left out, added, or moved.
//!
//! A journey σ that follows the representative ρ differs from it by `left_out` steps, `added` steps and `moved` steps,
//! counted through the longest common subsequence: with `c` touchpoints in common (as bags) and a common subsequence
//! of length `l`, `|ρ| − c` are left out, `|σ| − c` added and `c − l` moved. A moved step is one change, not two, so
//! that «pay, then order» stays near «order, then pay». The probability of σ is that of so many changes, times that of
//! these kinds among them, over the number of ways to make them; the added steps are drawn from what is usually added.
//! The common subsequence is found 64 positions at a time (H. Hyyrö, "Bit-parallel LCS-length computation revisited",
//! AWOCA 2004).

/// More changes than this are one class: the tail of a histogram of a few thousand journeys says no more.
const CHANGES_MAX: usize = 48;
/// Journeys imagined beside those counted, so that no number of changes is impossible.
const PRIOR_JOURNEYS: f64 = 2.0;
/// What is usually added is learned from added steps, with this share of how often each activity occurs at all.
const PRIOR_LETTERS: f64 = 0.1;

/// What a journey differs by from a representative.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    pub moved: u32,
    pub left_out: u32,
    pub added: u32,
}

impl Changes {
    pub fn total(self) -> u32 {
        self.moved + self.left_out + self.added
    }
}

/// A journey with its activities counted.
#[derive(Clone, Debug)]
pub struct Walk {
    pub codes: Vec<u32>,
    /// Distinct codes ascending, with how often each occurs.
    pub bag: Vec<(u32, u32)>,
    pub journeys: f64,
}

impl Walk {
    pub fn new(codes: &[u32], journeys: f64) -> Self {
        let mut sorted = codes.to_vec();
        sorted.sort_unstable();
        let bag = sorted
            .chunk_by(|a, b| a == b)
            .map(|same| (same[0], same.len() as u32))
            .collect();
        Self {
            codes: codes.to_vec(),
            bag,
            journeys,
        }
    }
}

/// A representative made ready for comparison with many journeys.
#[derive(Clone, Debug)]
pub struct Centre {
    pub codes: Vec<u32>,
    counts: Vec<u32>,
    /// For every code, the places of the representative where it stands, 64 to a word.
    masks: Vec<u64>,
    words: usize,
}

impl Centre {
    pub fn new(codes: Vec<u32>, activities: usize) -> Self {
        let words = codes.len().div_ceil(64).max(1);
        let mut masks = vec![0; activities * words];
        let mut counts = vec![0; activities];
        for (place, &code) in codes.iter().enumerate() {
            masks[code as usize * words + place / 64] |= 1 << (place % 64);
            counts[code as usize] += 1;
        }
        Self {
            codes,
            counts,
            masks,
            words,
        }
    }

    pub fn changes(&self, walk: &Walk) -> Changes {
        let common: u32 = walk
            .bag
            .iter()
            .map(|&(code, n)| n.min(self.counts[code as usize]))
            .sum();
        Changes {
            moved: common - self.common_subsequence(&walk.codes),
            left_out: self.codes.len() as u32 - common,
            added: walk.codes.len() as u32 - common,
        }
    }

    /// Codes of the walk beyond those of the representative, with how often.
    pub fn added<'a>(&'a self, walk: &'a Walk) -> impl Iterator<Item = (u32, u32)> + 'a {
        walk.bag.iter().filter_map(|&(code, n)| {
            let more = n.saturating_sub(self.counts[code as usize]);
            (more > 0).then_some((code, more))
        })
    }

    /// Length of the longest common subsequence.
    fn common_subsequence(&self, codes: &[u32]) -> u32 {
        if self.words == 1 {
            let mut state = !0_u64;
            for &code in codes {
                let hits = state & self.masks[code as usize];
                state = state.wrapping_add(hits) | (state & !hits);
            }
            return self.zeros(&[state]);
        }
        let mut state = vec![!0_u64; self.words];
        for &code in codes {
            let masks = &self.masks[code as usize * self.words..][..self.words];
            let mut carry = false;
            for (word, &mask) in state.iter_mut().zip(masks) {
                let hits = *word & mask;
                let (sum, first) = word.overflowing_add(hits);
                let (sum, second) = sum.overflowing_add(u64::from(carry));
                carry = first | second;
                *word = sum | (*word & !hits);
            }
        }
        self.zeros(&state)
    }

    fn zeros(&self, state: &[u64]) -> u32 {
        let length = self.codes.len();
        state
            .iter()
            .enumerate()
            .map(|(word, bits)| {
                let used = length.saturating_sub(word * 64).min(64);
                let mask = if used == 64 { !0 } else { (1_u64 << used) - 1 };
                (!bits & mask).count_ones()
            })
            .sum()
    }
}

/// The learned habits of change, shared by all representatives of a log.
#[derive(Clone, Debug)]
pub struct Channel {
    /// −ln of the probability of so many changes.
    changes: Vec<f64>,
    /// −ln of the share of each kind among changes: moved, left out, added.
    kinds: [f64; 3],
    /// −ln of the probability that an added step is this activity.
    added: Vec<f64>,
    ln_factorial: Vec<f64>,
}

/// Counts from which a channel is learned.
pub struct Tally {
    changes: Vec<f64>,
    kinds: [f64; 3],
    added: Vec<f64>,
}

impl Tally {
    pub fn new(activities: usize) -> Self {
        Self {
            changes: vec![0.0; CHANGES_MAX + 1],
            kinds: [1.0; 3],
            added: vec![0.0; activities],
        }
    }

    /// Counts a walk that follows the centre with this weight.
    pub fn count(&mut self, centre: &Centre, walk: &Walk, changes: Changes, weight: f64) {
        self.changes[(changes.total() as usize).min(CHANGES_MAX)] += weight;
        for (kind, n) in self
            .kinds
            .iter_mut()
            .zip([changes.moved, changes.left_out, changes.added])
        {
            *kind += weight * f64::from(n);
        }
        if changes.added > 0 {
            for (code, n) in centre.added(walk) {
                self.added[code as usize] += weight * f64::from(n);
            }
        }
    }
}

impl Channel {
    /// A first guess: each further change halves the probability, all kinds alike.
    pub fn first(letters: &[f64], length_max: usize) -> Self {
        let mut tally = Tally::new(letters.len());
        for changes in 0..=CHANGES_MAX {
            tally.changes[changes] = 100.0 * 0.5_f64.powi(changes as i32);
        }
        Self::learned(&tally, letters, length_max)
    }

    /// `letters` are how often each activity occurs in all journeys.
    pub fn learned(tally: &Tally, letters: &[f64], length_max: usize) -> Self {
        let total: f64 = tally.changes.iter().sum();
        let mean = tally
            .changes
            .iter()
            .enumerate()
            .map(|(d, n)| d as f64 * n)
            .sum::<f64>()
            / total.max(1.0);
        // The imagined journeys fall off as a geometric tail with the mean that was seen.
        let fall = (mean + 0.5) / (mean + 1.5);
        let changes = tally
            .changes
            .iter()
            .enumerate()
            .map(|(d, n)| {
                let prior = PRIOR_JOURNEYS * (1.0 - fall) * fall.powi(d as i32);
                -((n + prior) / (total + PRIOR_JOURNEYS)).ln()
            })
            .collect();
        let all: f64 = tally.kinds.iter().sum();
        let (seen, usual): (f64, f64) = (tally.added.iter().sum(), letters.iter().sum());
        let prior = (PRIOR_LETTERS * seen).max(1.0);
        let added = tally
            .added
            .iter()
            .zip(letters)
            .map(|(n, letter)| {
                -((n + prior * letter / usual.max(1.0)) / (seen + prior))
                    .max(1e-12)
                    .ln()
            })
            .collect();
        let mut ln_factorial = vec![0.0; 2 * length_max + 2];
        for n in 1..ln_factorial.len() {
            ln_factorial[n] = ln_factorial[n - 1] + (n as f64).ln();
        }
        Self {
            changes,
            kinds: tally.kinds.map(|kind| -(kind / all).ln()),
            added,
            ln_factorial,
        }
    }

    /// −ln of the probability of the walk when the centre is followed, in nats.
    pub fn cost(&self, centre: &Centre, walk: &Walk, changes: Changes) -> f64 {
        let Changes {
            moved,
            left_out,
            added,
        } = changes;
        let ln = |n: u32| self.ln_factorial[(n as usize).min(self.ln_factorial.len() - 1)];
        let choose = |n: u32, k: u32| ln(n) - ln(k) - ln(n - k);
        let total = changes.total() as usize;
        let mut cost = self.changes[total.min(CHANGES_MAX)];
        if total == 0 {
            return cost;
        }
        // Beyond the last class of the histogram every change more is as dear as a usual one.
        cost += total.saturating_sub(CHANGES_MAX) as f64;
        let (length, walked) = (centre.codes.len() as u32, walk.codes.len() as u32);
        cost -= ln(total as u32) - ln(moved) - ln(left_out) - ln(added);
        cost += f64::from(moved) * self.kinds[0]
            + f64::from(left_out) * self.kinds[1]
            + f64::from(added) * self.kinds[2];
        if moved > 0 {
            cost += f64::from(moved) * 2.0 * f64::from(length.max(2) - 1).ln() - ln(moved);
        }
        cost += choose(length, left_out) + choose(walked, added);
        if added > 0 {
            for (code, n) in centre.added(walk) {
                cost += f64::from(n) * self.added[code as usize];
            }
        }
        cost
    }
}

/// Which places of `centre` the walk meets, and what it adds before place `i` (or at the end: `centre.len()`).
pub fn align(centre: &[u32], walk: &[u32]) -> (Vec<bool>, Vec<(usize, u32)>) {
    let (m, n) = (centre.len(), walk.len());
    let mut table = vec![0_u32; (m + 1) * (n + 1)];
    let at = |i: usize, j: usize| i * (n + 1) + j;
    for i in (0..m).rev() {
        for j in (0..n).rev() {
            table[at(i, j)] = if centre[i] == walk[j] {
                table[at(i + 1, j + 1)] + 1
            } else {
                table[at(i + 1, j)].max(table[at(i, j + 1)])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let (mut met, mut added) = (vec![false; m], Vec::new());
    while j < n {
        if i < m && centre[i] == walk[j] {
            met[i] = true;
            (i, j) = (i + 1, j + 1);
        } else if i < m && table[at(i + 1, j)] >= table[at(i, j + 1)] {
            i += 1;
        } else {
            added.push((i, walk[j]));
            j += 1;
        }
    }
    (met, added)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moved_step_is_one_change() {
        let centre = Centre::new(vec![0, 1, 2, 3], 5);
        let changes = |codes: &[u32]| centre.changes(&Walk::new(codes, 1.0));
        assert_eq!(changes(&[0, 1, 2, 3]).total(), 0);
        assert_eq!(
            changes(&[1, 2, 3, 0]),
            Changes {
                moved: 1,
                ..Changes::default()
            }
        );
        assert_eq!(
            changes(&[0, 4, 2, 3, 3]),
            Changes {
                moved: 0,
                left_out: 1,
                added: 2
            }
        );
    }

    #[test]
    fn long_journeys_are_compared_as_short_ones_are() {
        // A slow table is the judge.
        for seed in 0..40_u64 {
            let mut state = seed;
            let mut next = |below: u64| {
                state = state
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695_040_888_963_407);
                (state >> 33) % below
            };
            let length = 1 + next(150) as usize;
            let a: Vec<u32> = (0..length).map(|_| next(6) as u32).collect();
            let length = 1 + next(150) as usize;
            let b: Vec<u32> = (0..length).map(|_| next(6) as u32).collect();
            let met = align(&a, &b).0.iter().filter(|met| **met).count() as u32;
            assert_eq!(Centre::new(a, 6).common_subsequence(&b), met, "seed {seed}");
        }
    }
}
