//! Will the journey reach its goal? Logistic regression on counts, last steps and times, calibrated on later journeys.

use super::moment::{Features, Moment, Said};
use crate::numeric::{Fit, Matrix, fit};
use tropa_model::Journeys;

/// Moments learned from; thinned evenly beyond these.
const MOMENTS_MAX: usize = 25_000;
/// Moments of one journey: a long one must not outvote ten short ones.
const PER_JOURNEY_MAX: usize = 12;
const RIDGE: f64 = 4.0;
/// Parts that are told by the rest.
const FOLDS: usize = 4;

/// A journey whose end is known.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    pub journey: usize,
    /// Events before the outcome was decided.
    pub undecided: usize,
    pub goal: bool,
    /// When the outcome was decided, microseconds.
    pub decided_us: i64,
}

#[derive(Clone, Debug)]
pub struct OutcomeModel {
    features: Features,
    fit: Fit,
    /// Platt's curve: log odds are `a + b · log odds`.
    curve: (f64, f64),
    means: Vec<f64>,
}

impl OutcomeModel {
    /// The curve of calibration comes from journeys that the model had not seen: each quarter told by the other three.
    pub fn learn(journeys: &Journeys, known: &[Known]) -> Option<Self> {
        let features = Features::learn(journeys, &known.iter().map(|k| k.journey).collect::<Vec<_>>());
        let both = |y: &[f64]| y.iter().any(|v| *v > 0.5) && y.iter().any(|v| *v < 0.5);
        let all = samples(journeys, &features, known);
        if !both(&all.1) {
            return None;
        }
        let rows = |y: &[f64]| (0..y.len()).collect::<Vec<usize>>();
        let mut unseen = Matrix {
            width: 2,
            values: Vec::new(),
        };
        let mut came = Vec::new();
        for fold in 0..FOLDS {
            let (from, to) = (known.len() * fold / FOLDS, known.len() * (fold + 1) / FOLDS);
            let others: Vec<Known> = known[..from].iter().chain(&known[to..]).copied().collect();
            let taught = samples(journeys, &features, &others);
            if !both(&taught.1) {
                continue;
            }
            let model = fit(&taught.0, &taught.1, &rows(&taught.1), RIDGE, true);
            let told = samples(journeys, &features, &known[from..to]);
            for (at, &y) in told.1.iter().enumerate() {
                unseen.values.extend([1.0, logit(model.at(told.0.row(at)))]);
                came.push(y);
            }
        }
        let mut curve = (0.0, 1.0);
        if both(&came) {
            let platt = fit(&unseen, &came, &rows(&came), 1e-3, true);
            curve = (platt.weights[0], platt.weights[1].max(0.0));
        }
        let fit = fit(&all.0, &all.1, &rows(&all.1), RIDGE, true);
        let n = all.1.len() as f64;
        let means = (0..features.width())
            .map(|column| (0..all.1.len()).map(|at| all.0.row(at)[column]).sum::<f64>() / n)
            .collect();
        Some(Self {
            features,
            fit,
            curve,
            means,
        })
    }

    /// Calibrated probability to reach the goal.
    pub fn at(&self, journeys: &Journeys, moment: Moment) -> f64 {
        let raw = self.fit.at(&self.features.row(journeys, moment));
        crate::numeric::sigmoid(self.curve.0 + self.curve.1 * logit(raw))
    }

    /// What pulls this moment down most against the mean one, strongest first: what it says, its value, its pull in
    /// log odds (negative).
    pub fn against(&self, journeys: &Journeys, moment: Moment) -> Vec<(Said, f64, f64)> {
        let row = self.features.row(journeys, moment);
        let mut pulls: Vec<(Said, f64, f64)> = self
            .features
            .said()
            .into_iter()
            .enumerate()
            .skip(1)
            .map(|(at, said)| (said, row[at], self.fit.weights[at] * (row[at] - self.means[at])))
            .filter(|pull| pull.2 < 0.0)
            .collect();
        pulls.sort_by(|a, b| a.2.total_cmp(&b.2).then(a.0.cmp(&b.0)));
        pulls
    }
}

/// Moments at events, and in silences that are longer than three in four and nineteen in twenty.
pub fn moments(journeys: &Journeys, features: &Features, known: &Known) -> Vec<Moment> {
    let first = journeys.starts[known.journey];
    let codes = &journeys.codes[first..first + known.undecided];
    let times = &journeys.times_us[first..first + known.undecided];
    let in_silence = !known.goal && known.undecided == journeys.codes_of(known.journey).len();
    let mut found = Vec::new();
    let step = codes.len().div_ceil(PER_JOURNEY_MAX).max(1);
    for at in (0..codes.len()).rev().step_by(step) {
        let end = times.get(at + 1).copied().unwrap_or(known.decided_us);
        let moment = |at_us| Moment {
            journey: known.journey,
            events: at + 1,
            at_us,
        };
        found.push(moment(times[at]));
        for silence in features.silences_s[codes[at] as usize] {
            let then = times[at].saturating_add((silence * 1e6) as i64);
            // Who drops out stays silent for ever: such a journey is seen silent too.
            if silence > 0.0 && (then < end || (in_silence && at + 1 == codes.len())) {
                found.push(moment(then));
            }
        }
    }
    found
}

fn samples(journeys: &Journeys, features: &Features, known: &[Known]) -> (Matrix, Vec<f64>) {
    let all: Vec<(Moment, bool)> = known
        .iter()
        .flat_map(|k| moments(journeys, features, k).into_iter().map(|m| (m, k.goal)))
        .collect();
    let n = all.len().min(MOMENTS_MAX);
    let mut x = Matrix {
        width: features.width(),
        values: Vec::with_capacity(n * features.width()),
    };
    let mut y = Vec::with_capacity(n);
    for at in 0..n {
        let (moment, goal) = all[at * all.len() / n];
        x.values.extend(features.row(journeys, moment));
        y.push(f64::from(u8::from(goal)));
    }
    (x, y)
}

fn logit(p: f64) -> f64 {
    let p = p.clamp(1e-9, 1.0 - 1e-9);
    (p / (1.0 - p)).ln()
}
