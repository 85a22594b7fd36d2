//! A mixture of Markov models with two steps of memory, fitted by EM.
//!
//! Source: Cadez, Heckerman, Meek, Smyth and White, "Model-based clustering and visualization of navigation patterns",
//! DMKD 7 (2003), and Harbich, Bernard, Berkes, Garbinato and Andritsos, "Discovering customer journey maps using a
//! mixture of Markov models", SIMPDA 2017; here with memory and with tables that lean on those of everybody. The memory
//! all segments share is taken out of the comparison: without that a single process that remembers two steps looks like
//! two segments.

use super::sequences::{Place, Sequences, walk};
use crate::random::Random;

/// How many journeys the table of everybody weighs in the table of a segment, per activity. One: a segment of ten
/// journeys already speaks for itself, an activity it never saw follows everybody.
const LEAN: f64 = 1.0;
/// The same for two steps of memory, on top of one step, where steps are many; up to ten times that where they are few:
/// a log of a thousand pages must not give every segment a memory of its own from single journeys.
const LEAN_MEMORY: f64 = 30.0;
/// Takings per distinct step from which steps are many.
const MANY: f64 = 30.0;
/// Journeys the first rounds of every start look at: enough to tell good starts from bad ones.
const FIRST_UNITS: usize = 4_000;
/// Rounds of EM a start gets before the best is followed to its end, and rounds until then at most.
const FIRST_ROUNDS: usize = 12;
const ROUNDS: usize = 120;
/// The narrowest spread of a segment's pace, as a share of everybody's: keeps EM off single points.
const SPREAD_MIN: f64 = 0.35;
/// Shares below this are no segment any more.
const SHARE_MIN: f64 = 1e-4;

/// What is clustered: a sequence, the pace it was walked at, and how many journeys did so.
#[derive(Clone, Copy, Debug)]
pub struct Unit {
    pub sequence: u32,
    /// Mean standardised logarithm of the gaps; NaN where there is none.
    pub pace: f64,
    pub journeys: f64,
}

/// How everybody goes: what the segments are compared with.
pub struct Everybody {
    pairs: Vec<f64>,
    steps: Vec<f64>,
    /// Pseudo-journeys by which two steps of memory lean on one; chosen by leaving one out.
    memory: f64,
    lean_memory: f64,
    step_counts: Vec<f64>,
    memory_counts: Vec<f64>,
    pace: Option<(f64, f64)>,
}

impl Everybody {
    pub fn of(sequences: &Sequences, units: &[Unit]) -> Self {
        let counts = Counts::of(sequences, units, |_| 1.0);
        let pairs: Vec<f64> = counts
            .pairs
            .iter()
            .zip(&sequences.last_of)
            .map(|(n, &last)| n / counts.lasts[last as usize].max(1e-300))
            .collect();
        let left_out = |memory: f64| -> f64 {
            (0..counts.steps.len())
                .filter(|step| counts.steps[*step] > 0.0)
                .map(|step| {
                    let n = counts.steps[step];
                    let base = pairs[sequences.pair_of[step] as usize];
                    let context = counts.memories[sequences.memory_of[step] as usize];
                    let (seen, of) = ((n - 1.0).max(0.0), (context - 1.0).max(0.0));
                    n * ((seen + memory * base) / (of + memory)).ln()
                })
                .sum()
        };
        let memory = [1.0, 3.0, 10.0, 30.0, 100.0, 300.0, 1e4]
            .into_iter()
            .map(|memory| (left_out(memory), memory))
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .map_or(10.0, |(_, memory)| memory);
        let steps = (0..counts.steps.len())
            .map(|step| {
                let base = pairs[sequences.pair_of[step] as usize];
                let context = counts.memories[sequences.memory_of[step] as usize];
                (counts.steps[step] + memory * base) / (context + memory)
            })
            .collect();
        let taken: f64 = counts.steps.iter().sum();
        let few = MANY * counts.steps.len() as f64 / taken.max(1.0);
        Self {
            pairs,
            steps,
            memory,
            lean_memory: LEAN_MEMORY * few.clamp(1.0, 10.0),
            pace: spread(units.iter().map(|unit| (unit.pace, unit.journeys)), 0.0),
            step_counts: counts.steps,
            memory_counts: counts.memories,
        }
    }
}

/// One segment of the mixture, as logarithms of its chances over those of everybody.
#[derive(Clone, Debug)]
pub struct Component {
    pub share: f64,
    steps: Vec<f64>,
    pairs: Vec<f64>,
    pace: Option<(f64, f64)>,
    /// Numbers that were free to be fitted; what is never seen does not count, and what leans counts in part.
    free: f64,
}

/// A fitted mixture.
#[derive(Clone, Debug)]
pub struct Mixture {
    /// Largest share first.
    pub components: Vec<Component>,
    /// Logarithm of the likelihood over that of everybody as one.
    pub gain: f64,
    /// Uncertainty of who belongs where, in nats over all journeys.
    pub entropy: f64,
    /// Numbers fitted beyond those of one segment.
    pub free: f64,
}

impl Mixture {
    /// Fits `k` segments from several starts; the same numbers for the same seed. Units come in random order.
    pub fn fit(
        sequences: &Sequences,
        units: &[Unit],
        everybody: &Everybody,
        k: usize,
        seed: u64,
        starts: u64,
    ) -> Self {
        let few = &units[..units.len().min(FIRST_UNITS)];
        let try_one = |start: u64| {
            let first = seeded(sequences, few, everybody, k, &mut Random::new(seed, start));
            climb(sequences, few, everybody, first, k, FIRST_ROUNDS).0
        };
        // Two threads: the starts know nothing of each other, and their order decides between equals.
        let tried: Vec<Mixture> = std::thread::scope(|scope| {
            let other = scope.spawn(|| (0..starts).skip(1).step_by(2).map(try_one).collect::<Vec<_>>());
            let mut tried: Vec<Mixture> = (0..starts).step_by(2).map(try_one).collect();
            tried.extend(other.join().expect("a start does not panic"));
            tried
        });
        let best = tried
            .into_iter()
            .reduce(|a, b| if b.gain > a.gain { b } else { a })
            .expect("at least one start");
        let shares = best.shares(sequences, units, everybody);
        climb(sequences, units, everybody, shares, k, ROUNDS).0
    }

    /// Who belongs where, as `units × k` shares.
    pub fn shares(&self, sequences: &Sequences, units: &[Unit], everybody: &Everybody) -> Vec<f64> {
        let k = self.components.len();
        let mut shares = vec![0.0; units.len() * k];
        for (unit, shares) in units.iter().zip(shares.chunks_exact_mut(k)) {
            self.weights(sequences, everybody, unit, shares);
            normalise(shares);
        }
        shares
    }

    /// Gain and entropy over these units, as in `gain` and `entropy`.
    pub fn judged(&self, sequences: &Sequences, units: &[Unit], everybody: &Everybody) -> Vec<(f64, f64)> {
        let mut shares = vec![0.0; self.components.len()];
        units
            .iter()
            .map(|unit| {
                self.weights(sequences, everybody, unit, &mut shares);
                (normalise(&mut shares), doubt(&shares))
            })
            .collect()
    }

    /// Fits again from who belongs where, given as `units × k` shares.
    pub fn refit(
        sequences: &Sequences,
        units: &[Unit],
        everybody: &Everybody,
        shares: Vec<f64>,
        k: usize,
    ) -> Self {
        climb(sequences, units, everybody, shares, k, 30).0
    }

    /// Half of Schwarz' criterion over that of one segment: positive where the segments pay for their numbers.
    pub fn bayes(&self, journeys: f64) -> f64 {
        self.gain - 0.5 * self.free * journeys.ln()
    }

    /// Logarithm of every segment's weight for one unit; the likelihood over everybody's is their sum.
    pub fn weights(&self, sequences: &Sequences, everybody: &Everybody, unit: &Unit, out: &mut [f64]) {
        for (component, out) in self.components.iter().zip(out) {
            let steps: f64 = sequences
                .taken(unit.sequence as usize)
                .iter()
                .map(|&(step, times)| times * component.steps[step as usize])
                .sum();
            *out = component.share.ln() + steps + component.pace_gain(everybody, unit.pace);
        }
    }

    /// The same for a sequence that need not have been fitted; steps nobody took say nothing.
    pub fn weights_of_codes(
        &self,
        sequences: &Sequences,
        codes: &[u32],
        places: &mut Vec<(bool, u32)>,
        out: &mut [f64],
    ) {
        places.clear();
        walk(codes, |step| match sequences.place(step) {
            Place::Step(step) => places.push((true, step)),
            Place::Pair(pair) => places.push((false, pair)),
            Place::Unknown => {}
        });
        places.sort_unstable();
        for (component, out) in self.components.iter().zip(&mut *out) {
            *out = component.share.ln();
        }
        for same in places.chunk_by(|a, b| a == b) {
            let times = super::sequences::damped(same.len());
            for (component, out) in self.components.iter().zip(&mut *out) {
                let table = if same[0].0 {
                    &component.steps
                } else {
                    &component.pairs
                };
                *out += times * table[same[0].1 as usize];
            }
        }
    }

    /// What the pace adds to every segment's weight.
    pub fn add_pace(&self, everybody: &Everybody, pace: f64, out: &mut [f64]) {
        for (component, out) in self.components.iter().zip(out) {
            *out += component.pace_gain(everybody, pace);
        }
    }
}

impl Component {
    fn pace_gain(&self, everybody: &Everybody, pace: f64) -> f64 {
        match (self.pace, everybody.pace) {
            (Some(own), Some(all)) if pace.is_finite() => bell(pace, own) - bell(pace, all),
            _ => 0.0,
        }
    }
}

/// Logarithm of a normal density without its constant; `of` is mean and variance.
fn bell(x: f64, of: (f64, f64)) -> f64 {
    -0.5 * (of.1.ln() + (x - of.0).powi(2) / of.1)
}

/// Weighted mean and variance of what is known; the variance is at least `floor`.
fn spread(values: impl Iterator<Item = (f64, f64)> + Clone, floor: f64) -> Option<(f64, f64)> {
    let known = values.filter(|(value, _)| value.is_finite());
    let (mut sum, mut n) = (0.0, 0.0);
    for (value, weight) in known.clone() {
        (sum, n) = (sum + value * weight, n + weight);
    }
    if n < 1e-9 {
        return None;
    }
    let mean = sum / n;
    let squares: f64 = known.map(|(value, weight)| weight * (value - mean).powi(2)).sum();
    let variance = (squares / n).max(floor);
    (variance > 1e-12).then_some((mean, variance))
}

/// Turns logarithms of weights into shares; gives the logarithm of their sum.
pub fn normalise(weights: &mut [f64]) -> f64 {
    let top = weights.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mut sum = 0.0;
    for weight in &mut *weights {
        *weight = (*weight - top).exp();
        sum += *weight;
    }
    weights.iter_mut().for_each(|weight| *weight /= sum);
    top + sum.ln()
}

/// Entropy of shares, in nats.
fn doubt(shares: &[f64]) -> f64 {
    shares.iter().filter(|r| **r > 0.0).map(|r| -r * r.ln()).sum()
}

/// Weighted counts of steps and what they come after.
struct Counts {
    steps: Vec<f64>,
    pairs: Vec<f64>,
    memories: Vec<f64>,
    lasts: Vec<f64>,
}

impl Counts {
    fn of(sequences: &Sequences, units: &[Unit], share: impl Fn(usize) -> f64) -> Self {
        let mut by_sequence = vec![0.0; sequences.len()];
        for (place, unit) in units.iter().enumerate() {
            by_sequence[unit.sequence as usize] += unit.journeys * share(place);
        }
        let mut steps = vec![0.0; sequences.pair_of.len()];
        for (sequence, &weight) in by_sequence
            .iter()
            .enumerate()
            .filter(|(_, weight)| **weight > 0.0)
        {
            for &(step, times) in sequences.taken(sequence) {
                steps[step as usize] += weight * times;
            }
        }
        let mut counts = Self {
            pairs: vec![0.0; sequences.last_of.len()],
            memories: vec![0.0; sequences.memories],
            lasts: vec![0.0; sequences.lasts],
            steps,
        };
        for (step, &n) in counts.steps.iter().enumerate() {
            counts.pairs[sequences.pair_of[step] as usize] += n;
            counts.memories[sequences.memory_of[step] as usize] += n;
        }
        for (pair, &n) in counts.pairs.iter().enumerate() {
            counts.lasts[sequences.last_of[pair] as usize] += n;
        }
        counts
    }
}

/// EM from given shares, until the gain no longer moves or `rounds` are over.
fn climb(
    sequences: &Sequences,
    units: &[Unit],
    everybody: &Everybody,
    mut shares: Vec<f64>,
    k: usize,
    rounds: usize,
) -> (Mixture, Vec<f64>) {
    let journeys: f64 = units.iter().map(|unit| unit.journeys).sum();
    let mut best = f64::NEG_INFINITY;
    loop_rounds(rounds, |last| {
        let mixture = Mixture {
            components: (0..k)
                .map(|c| {
                    component(
                        sequences,
                        units,
                        everybody,
                        |place| shares[place * k + c],
                        journeys,
                    )
                })
                .collect(),
            gain: 0.0,
            entropy: 0.0,
            free: 0.0,
        };
        let (mut gain, mut entropy) = (0.0, 0.0);
        for (unit, shares) in units.iter().zip(shares.chunks_exact_mut(k)) {
            mixture.weights(sequences, everybody, unit, shares);
            gain += unit.journeys * normalise(shares);
            entropy += unit.journeys * doubt(shares);
        }
        let done = last || gain - best < 1e-5 * journeys;
        best = best.max(gain);
        done.then(|| {
            let whole = component(sequences, units, everybody, |_| 1.0, journeys);
            let free: f64 =
                mixture.components.iter().map(|c| c.free).sum::<f64>() - whole.free + (k as f64 - 1.0);
            Mixture {
                gain,
                entropy,
                free,
                ..mixture
            }
        })
    })
    .map(|mixture| (mixture, shares))
    .expect("the last round ends the climb")
}

/// Calls `round` up to `rounds` times, telling it which is the last, until it gives something.
fn loop_rounds<T>(rounds: usize, mut round: impl FnMut(bool) -> Option<T>) -> Option<T> {
    (1..=rounds).find_map(|n| round(n == rounds))
}

/// A segment from who belongs to it.
fn component(
    sequences: &Sequences,
    units: &[Unit],
    everybody: &Everybody,
    share: impl Fn(usize) -> f64 + Copy,
    journeys: f64,
) -> Component {
    let counts = Counts::of(sequences, units, share);
    let own: f64 = units
        .iter()
        .enumerate()
        .map(|(place, unit)| unit.journeys * share(place))
        .sum();
    // How many times likelier a pair is here than with everybody.
    let ratio: Vec<f64> = (0..counts.pairs.len())
        .map(|pair| {
            let after = counts.lasts[sequences.last_of[pair] as usize];
            let all = everybody.pairs[pair];
            if all <= 0.0 {
                return 1.0;
            }
            (counts.pairs[pair] + LEAN * all) / ((after + LEAN) * all)
        })
        .collect();
    // The same of steps, if the memory of everybody held here: scaled so that chances add up to 1.
    let mut scale = vec![everybody.memory; counts.memories.len()];
    for (step, &n) in everybody.step_counts.iter().enumerate() {
        scale[sequences.memory_of[step] as usize] += n * ratio[sequences.pair_of[step] as usize];
    }
    for (scale, n) in scale.iter_mut().zip(&everybody.memory_counts) {
        *scale /= n + everybody.memory;
    }
    let lean = everybody.lean_memory;
    let steps = (0..counts.steps.len())
        .map(|step| {
            let memory = sequences.memory_of[step] as usize;
            // A step nobody took when everybody was counted (it belongs to those held out) goes as its pair does.
            let all = everybody.steps[step];
            if all <= 0.0 {
                return ratio[sequences.pair_of[step] as usize].ln();
            }
            let expected = ratio[sequences.pair_of[step] as usize] / scale[memory] * all;
            ((counts.steps[step] + lean * expected) / ((counts.memories[memory] + lean) * all)).ln()
        })
        .collect();
    let mut seen = vec![0.0; counts.lasts.len()];
    for (pair, &n) in counts.pairs.iter().enumerate() {
        seen[sequences.last_of[pair] as usize] += f64::from(u8::from(n > 0.5));
    }
    let free: f64 = seen
        .iter()
        .zip(&counts.lasts)
        .map(|(seen, n)| (seen - 1.0).max(0.0) * n / (n + LEAN))
        .sum();
    let all = everybody.pace;
    let pace = all.and_then(|(_, variance)| {
        let known = units
            .iter()
            .enumerate()
            .map(|(place, unit)| (unit.pace, unit.journeys * share(place)));
        spread(known, variance * SPREAD_MIN * SPREAD_MIN).or(all)
    });
    Component {
        share: (own / journeys).max(SHARE_MIN),
        steps,
        pairs: ratio.into_iter().map(f64::ln).collect(),
        pace,
        free: free + if pace.is_some() { 2.0 } else { 0.0 },
    }
}

/// A first guess: `k` units far from each other, and everybody with the nearest (Arthur and Vassilvitskii 2007).
fn seeded(
    sequences: &Sequences,
    units: &[Unit],
    everybody: &Everybody,
    k: usize,
    random: &mut Random,
) -> Vec<f64> {
    let total: f64 = everybody.step_counts.iter().sum();
    // Rare pairs tell more than common ones.
    let mut pair_counts = vec![0.0; sequences.last_of.len()];
    for (step, &n) in everybody.step_counts.iter().enumerate() {
        pair_counts[sequences.pair_of[step] as usize] += n;
    }
    let telling: Vec<f64> = pair_counts
        .iter()
        .map(|n| (1.0 + total / n.max(1.0)).ln())
        .collect();
    let scale = everybody.pace.map_or(1.0, |(_, variance)| variance);
    let mut near = vec![f64::INFINITY; units.len()];
    let mut nearest = vec![0_usize; units.len()];
    let mut weights: Vec<f64> = units.iter().map(|unit| unit.journeys).collect();
    let mut marked = vec![0.0; sequences.last_of.len()];
    for seed in 0..k {
        let chosen = units[random.weighted(&weights)];
        marked.fill(0.0);
        let mut size = 0.0;
        for &(step, times) in sequences.taken(chosen.sequence as usize) {
            let pair = sequences.pair_of[step as usize] as usize;
            marked[pair] += times;
            size += times * telling[pair];
        }
        for (place, unit) in units.iter().enumerate() {
            let (mut shared, mut own) = (0.0, 0.0);
            for &(step, times) in sequences.taken(unit.sequence as usize) {
                let pair = sequences.pair_of[step as usize] as usize;
                own += times * telling[pair];
                shared += times.min(marked[pair]) * telling[pair];
            }
            let mut distance = 1.0 - shared / (size + own - shared).max(1e-9);
            if unit.pace.is_finite() && chosen.pace.is_finite() {
                distance += 0.05 * ((unit.pace - chosen.pace).powi(2) / scale).min(8.0);
            }
            if distance < near[place] {
                (near[place], nearest[place]) = (distance, seed);
            }
            weights[place] = unit.journeys * near[place].max(1e-6).powi(2);
        }
    }
    let mut shares = vec![0.1 / k as f64; units.len() * k];
    for (place, &seed) in nearest.iter().enumerate() {
        shares[place * k + seed] += 0.9;
    }
    shares
}
