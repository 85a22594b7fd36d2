//! Where a new journey begins, told by what stands around: a score for every event, learned without labels.
//!
//! Three things speak for a cut between two events. The *wait expected* there: ridge regression of the logarithm of the
//! gap on the activities around, to which the mean of the pair is added; after Bernard, Senderovich and Andritsos, "Cut
//! to the Trace!" (CAiSE 2021), whose network predicts the gap itself. The logarithm matters: waits have long tails, and
//! a short pause that never is very short shows at the low end. *Lives begin and end*: every person's first event begins
//! a journey and the last one mostly ends one, so the activities found there are known examples. And the *own wait*,
//! compared with those of likely cuts and of the others, as far as the two differ.

use super::features::{Features, WIDTH};
use tropa_model::Journeys;

/// Events learned from, at most: enough for stable weights, little enough for a second. More lives are sampled evenly.
const LEARNED_EVENTS_MAX: usize = 200_000;
/// Strength of the ridge, in gaps: what stands around a gap must have been seen this often to count half.
const RIDGE: f64 = 30.0;
/// Weight of the pair's mean beside the regression, both in standard deviations.
const PAIR_WEIGHT: f64 = 0.5;
/// Begins and ends of lives are mixed with this many of the whole log's events, so that a few lives say little.
const PRIOR_LIVES: f64 = 20.0;
/// Bins of waits, each with about as many gaps.
const BINS: usize = 20;
const PRIOR_GAPS: f64 = 50.0;
/// The expected wait may move the odds at most this fast, per standard deviation: where waits hardly tell, an uncapped
/// slope grows until it splits the log in halves.
const SLOPE_MAX: f64 = 1.5;
const ROUNDS: usize = 30;
const SOLVER_ROUNDS: usize = 60;

/// The log odds that a journey begins at an event, for every event of some lives.
#[derive(Clone, Debug)]
pub struct Scores {
    /// Infinite at the first event of a life. A cut is more likely than not above 0.
    pub log_odds: Vec<f64>,
    /// Share of gaps that are cuts, as the method believes.
    pub share: f64,
}

/// Scores every event of lives (`journeys` holds one whole life each). The same input gives the same scores; `None`
/// when no life has two events.
pub fn scores(lives: &Journeys) -> Option<Scores> {
    let sampled = sample(lives);
    let model = Model::learn(lives, &sampled)?;
    let mut log_odds = Vec::with_capacity(lives.codes.len());
    for life in 0..lives.len() {
        let events = lives.events(life);
        for event in events.clone() {
            log_odds.push(if event == events.start {
                f64::INFINITY
            } else {
                model.log_odds(lives, events.clone(), event)
            });
        }
    }
    Some(Scores {
        log_odds,
        share: model.share,
    })
}

/// Every k-th life, so that at most [`LEARNED_EVENTS_MAX`] events are learned from.
fn sample(lives: &Journeys) -> Vec<usize> {
    let every = lives.codes.len().div_ceil(LEARNED_EVENTS_MAX).max(1);
    (0..lives.len()).step_by(every).collect()
}

struct Model {
    features: Features,
    weights: Vec<f64>,
    regression: Scale,
    pairs: Scale,
    pair_means: Vec<f64>,
    both: Scale,
    begin: Vec<f64>,
    end: Vec<f64>,
    /// Added to the log odds.
    constant: f64,
    slope: f64,
    /// Seconds at which the next bin of waits begins.
    edges: Vec<f64>,
    wait: Vec<f64>,
    share: f64,
}

/// From a value to its standard score.
#[derive(Clone, Copy)]
struct Scale {
    mean: f64,
    deviation: f64,
}

impl Scale {
    fn of(values: &[f64]) -> Self {
        let n = values.len().max(1) as f64;
        let mean = values.iter().sum::<f64>() / n;
        let variance = values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / n;
        Self {
            mean,
            deviation: variance.sqrt().max(1e-9),
        }
    }

    fn score(self, value: f64) -> f64 {
        (value - self.mean) / self.deviation
    }
}

impl Model {
    fn learn(lives: &Journeys, sampled: &[usize]) -> Option<Self> {
        let mut features = Features::new(lives, sampled);
        let mut rows: Vec<[u32; WIDTH]> = Vec::new();
        let (mut waits_s, mut pairs, mut around) = (Vec::new(), Vec::new(), Vec::new());
        for &life in sampled {
            let events = lives.events(life);
            for event in events.start + 1..events.end {
                rows.push(features.learn(lives, events.clone(), event));
                waits_s.push(wait_s(lives, event));
                pairs.push(features.pair(lives, event));
                around.push((lives.codes[event - 1], lives.codes[event]));
            }
        }
        if rows.is_empty() {
            return None;
        }
        let target = logarithms(&waits_s);
        let target_scale = Scale::of(&target);
        let target: Vec<f64> = target.into_iter().map(|t| target_scale.score(t)).collect();
        let weights = ridge(&rows, &target, features.len());
        let expected: Vec<f64> = rows.iter().map(|row| sum(&weights, row)).collect();
        let pair_means = means(&pairs, &target, features.pairs());
        let of_pairs: Vec<f64> = pairs.iter().map(|&pair| pair_means[pair]).collect();
        let (regression, pair_scale) = (Scale::of(&expected), Scale::of(&of_pairs));
        let joined: Vec<f64> = expected
            .iter()
            .zip(&of_pairs)
            .map(|(&e, &p)| regression.score(e) + PAIR_WEIGHT * pair_scale.score(p))
            .collect();
        let both = Scale::of(&joined);
        let joined: Vec<f64> = joined.into_iter().map(|j| both.score(j)).collect();
        let (begin, end) = edges_of_lives(lives);
        let known: Vec<f64> = around
            .iter()
            .map(|&(before, after)| end[before as usize] + begin[after as usize])
            .collect();
        let edges = quantiles(&waits_s);
        let bins: Vec<usize> = waits_s.iter().map(|&wait| bin(&edges, wait)).collect();
        let told = split(&joined, &known, &bins, edges.len() + 1);
        Some(Self {
            features,
            weights,
            regression,
            pairs: pair_scale,
            pair_means,
            both,
            begin,
            end,
            constant: told.constant,
            slope: told.slope,
            edges,
            wait: told.wait,
            share: told.share,
        })
    }

    fn log_odds(&self, lives: &Journeys, life: std::ops::Range<usize>, event: usize) -> f64 {
        let expected = sum(&self.weights, &self.features.of(lives, life, event));
        let pair = self.pair_means[self.features.pair(lives, event)];
        let joined = self
            .both
            .score(self.regression.score(expected) + PAIR_WEIGHT * self.pairs.score(pair));
        let known = self.end[lives.codes[event - 1] as usize] + self.begin[lives.codes[event] as usize];
        self.constant + self.slope * joined + known + self.wait[bin(&self.edges, wait_s(lives, event))]
    }
}

fn wait_s(lives: &Journeys, event: usize) -> f64 {
    (lives.times_us[event] - lives.times_us[event - 1]) as f64 / 1e6
}

/// Logarithms of waits. What is added keeps ties of one instant from reaching minus infinity: the 0.2 % quantile, or
/// half the shortest wait there is.
fn logarithms(waits_s: &[f64]) -> Vec<f64> {
    let mut sorted = waits_s.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let low = sorted[sorted.len() / 500];
    let shortest = sorted.iter().copied().find(|&wait| wait > 0.0).unwrap_or(1.0);
    let added = low.max(shortest / 2.0);
    waits_s.iter().map(|wait| (wait + added).ln()).collect()
}

fn sum(weights: &[f64], row: &[u32; WIDTH]) -> f64 {
    row.iter().map(|&feature| weights[feature as usize]).sum()
}

/// The weights that minimise the squared error plus [`RIDGE`] times their squares, by conjugate gradients (Hestenes and
/// Stiefel 1952) on rows of ones. Weight 0 stands for what was not seen and stays 0.
fn ridge(rows: &[[u32; WIDTH]], target: &[f64], features: usize) -> Vec<f64> {
    let back = |values: &dyn Fn(usize) -> f64, into: &mut [f64]| {
        for (place, row) in rows.iter().enumerate() {
            let value = values(place);
            row.iter().for_each(|&feature| into[feature as usize] += value);
        }
        into[0] = 0.0;
    };
    let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    let mut weights = vec![0.0; features];
    let mut rest = vec![0.0; features];
    back(&|place| target[place], &mut rest);
    let mut direction = rest.clone();
    let mut left = dot(&rest, &rest);
    let enough = left * 1e-10;
    for _ in 0..SOLVER_ROUNDS {
        if left <= enough {
            break;
        }
        let mut image: Vec<f64> = direction.iter().map(|d| RIDGE * d).collect();
        back(&|place| sum(&direction, &rows[place]), &mut image);
        let step = left / dot(&direction, &image);
        weights
            .iter_mut()
            .zip(&direction)
            .for_each(|(w, d)| *w += step * d);
        rest.iter_mut().zip(&image).for_each(|(r, i)| *r -= step * i);
        let now = dot(&rest, &rest);
        direction
            .iter_mut()
            .zip(&rest)
            .for_each(|(d, r)| *d = r + now / left * *d);
        left = now;
    }
    weights
}

/// Mean of the target for every pair, 0 for one that was not seen.
fn means(pairs: &[usize], target: &[f64], n: usize) -> Vec<f64> {
    let (mut sums, mut counts) = (vec![0.0; n], vec![0.0; n]);
    for (&pair, value) in pairs.iter().zip(target) {
        sums[pair] += value;
        counts[pair] += 1.0;
    }
    sums.iter()
        .zip(&counts)
        .map(|(sum, count): (&f64, &f64)| sum / count.max(1.0))
        .collect()
}

/// How much likelier each activity is at the first, and at the last, event of a life than anywhere: logarithms.
fn edges_of_lives(lives: &Journeys) -> (Vec<f64>, Vec<f64>) {
    let activities = lives.activities.len();
    let (mut all, mut first, mut last) = (
        vec![0.0; activities],
        vec![0.0; activities],
        vec![0.0; activities],
    );
    lives.codes.iter().for_each(|&code| all[code as usize] += 1.0);
    let mut n = 0.0;
    for life in 0..lives.len() {
        if let [begins, .., ends] = *lives.codes_of(life) {
            first[begins as usize] += 1.0;
            last[ends as usize] += 1.0;
            n += 1.0;
        }
    }
    let events = lives.codes.len() as f64;
    let odds = |counts: &[f64]| {
        let odds = |(count, all): (&f64, &f64)| {
            let share = f64::max(*all, 1.0) / events;
            ((count + PRIOR_LIVES * share) / (n + PRIOR_LIVES) / share).ln()
        };
        counts.iter().zip(&all).map(odds).collect()
    };
    (odds(&first), odds(&last))
}

/// Where bins of about as many waits each begin, but for the first; ascending and different.
fn quantiles(waits_s: &[f64]) -> Vec<f64> {
    let mut sorted = waits_s.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let mut edges: Vec<f64> = (1..BINS).map(|q| sorted[q * sorted.len() / BINS]).collect();
    edges.dedup();
    edges
}

fn bin(edges: &[f64], wait_s: f64) -> usize {
    edges.partition_point(|&edge| edge <= wait_s)
}

struct Told {
    constant: f64,
    slope: f64,
    wait: Vec<f64>,
    share: f64,
}

/// Expectation and maximisation over two kinds of gaps, cuts and others. `joined` is normal in both with one variance,
/// waits are free in both, and what is known of begins and ends of lives enters as it is: it is what keeps the two kinds
/// from becoming something else than cuts and others.
fn split(joined: &[f64], known: &[f64], bins: &[usize], bins_n: usize) -> Told {
    let n = joined.len() as f64;
    let mut order: Vec<f64> = joined.iter().zip(known).map(|(j, k)| j + k).collect();
    let first_guess = order.clone();
    order.sort_unstable_by(f64::total_cmp);
    let high = order[order.len() * 85 / 100];
    let mut cut: Vec<f64> = first_guess
        .iter()
        .map(|&g| if g > high { 0.9 } else { 0.05 })
        .collect();
    let mut common = vec![0.0; bins_n];
    bins.iter().for_each(|&bin| common[bin] += 1.0 / n);
    let mut told = Told {
        constant: 0.0,
        slope: 0.0,
        wait: vec![0.0; bins_n],
        share: 0.0,
    };
    for _ in 0..ROUNDS {
        let cuts = cut.iter().sum::<f64>().clamp(1e-6 * n, (1.0 - 1e-6) * n);
        told.share = cuts / n;
        let weighed = |of: &dyn Fn(usize) -> f64| cut.iter().enumerate().map(|(i, c)| c * of(i)).sum::<f64>();
        let in_cuts = weighed(&|i| joined[i]) / cuts;
        let elsewhere = (joined.iter().sum::<f64>() - in_cuts * cuts) / (n - cuts);
        let variance = cut
            .iter()
            .zip(joined)
            .map(|(c, j)| c * (j - in_cuts).powi(2) + (1.0 - c) * (j - elsewhere).powi(2))
            .sum::<f64>()
            / n;
        told.slope = ((in_cuts - elsewhere) / variance.max(1e-9)).clamp(0.0, SLOPE_MAX);
        told.constant = (cuts / (n - cuts)).ln() - told.slope * (in_cuts + elsewhere) / 2.0;
        let (mut yes, mut no) = (vec![0.0; bins_n], vec![0.0; bins_n]);
        for (&bin, c) in bins.iter().zip(&cut) {
            yes[bin] += c;
            no[bin] += 1.0 - c;
        }
        for bin in 0..bins_n {
            let prior = PRIOR_GAPS * common[bin];
            told.wait[bin] = ((yes[bin] + prior) / (cuts + PRIOR_GAPS)).ln()
                - ((no[bin] + prior) / (n - cuts + PRIOR_GAPS)).ln();
        }
        for (at, c) in cut.iter_mut().enumerate() {
            let odds = told.constant + told.slope * joined[at] + known[at] + told.wait[bins[at]];
            *c = 1.0 / (1.0 + (-odds).exp());
        }
    }
    told
}
