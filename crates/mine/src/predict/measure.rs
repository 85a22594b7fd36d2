//! How good predictions are: learned before a date, told after it.

use super::Learned;
use super::moment::{Features, Moment};
use super::next::NextStep;
use super::outcome::{Known, moments};
use crate::estimate::{Estimate, LEVEL};
use serde::{Deserialize, Serialize};
use tropa_model::Journeys;
use utoipa::ToSchema;

/// Of journeys by start, this share lies before the date.
const BEFORE: f64 = 0.7;
/// Fewer journeys on either side measure nothing.
const SIDE_MIN: usize = 30;
/// Bins of the calibration curve.
const BINS: usize = 10;

/// Journeys that were told about this probability, and how many of them reached the goal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = PredictionBin)]
pub struct Bin {
    /// Mean of the probabilities told.
    pub told: f64,
    /// Share that reached the goal; `n` counts moments, several of one journey.
    pub reached: Estimate,
}

/// How good the outcome is told. Lower is better for Brier score and log loss (nats).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct OutcomeQuality {
    /// Moments measured.
    pub n: u64,
    pub brier: f64,
    pub log_loss: f64,
    /// Always telling the share of earlier journeys that reached the goal.
    pub brier_of_base: f64,
    pub log_loss_of_base: f64,
    /// Probability that a journey that will reach the goal is told a higher probability than one that will not.
    pub auc: f64,
    /// Mean distance between what was told and what came, over the bins.
    pub calibration_error: f64,
    pub calibration: Vec<Bin>,
    /// At the alarm: the probability under which a fifth of all journeys without goal are caught. Of the alarmed this
    /// share did not reach the goal, and half of them were caught at least so many seconds before the end.
    pub alarm_precision: Estimate,
    pub alarm_recall: Estimate,
    pub lead_s: Option<f64>,
}

/// How good all three are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = PredictionQuality)]
pub struct Quality {
    /// Journeys learned from and journeys told.
    pub learned: u64,
    pub told: u64,
    /// Share of next steps that were told first.
    pub next_accuracy: Estimate,
    /// Log loss of the next step, nats; of remembering one step only; of remembering nothing.
    pub next_log_loss: f64,
    pub next_log_loss_of_one_step: f64,
    pub next_log_loss_of_none: f64,
    pub outcome: Option<OutcomeQuality>,
    /// Mean distance between the median told and the time that was left, seconds; of always telling the median.
    pub left_error_s: f64,
    pub left_error_of_base_s: f64,
    /// Share of times that lay within the interval of eight in ten.
    pub left_within: Estimate,
}

/// `known` in order of start.
pub fn measure(journeys: &Journeys, known: &[Known]) -> Option<Quality> {
    let date = journeys.times_of(known.get((known.len() as f64 * BEFORE) as usize)?.journey)[0];
    let begun = |k: &Known| journeys.times_of(k.journey)[0];
    let over = |k: &Known| journeys.times_of(k.journey).last().copied().unwrap_or(i64::MAX);
    let train: Vec<Known> = known.iter().filter(|k| over(k) < date).copied().collect();
    let test: Vec<Known> = known.iter().filter(|k| begun(k) >= date).copied().collect();
    if train.len() < SIDE_MIN || test.len() < SIDE_MIN {
        return None;
    }
    let learned = Learned::of(journeys, &train);
    let model = |order| {
        let sequences = train.iter().map(|k| journeys.codes_of(k.journey));
        NextStep::learn(sequences, journeys.activities.len(), order)
    };
    let models = [&learned.next, &model(1), &model(0)];
    let (mut hits, mut n, mut loss) = (0, 0, [0.0; 3]);
    let (mut error, mut plain, mut within, mut times) = (0.0, 0.0, 0, 0);
    for k in &test {
        let (codes, at_us) = (journeys.codes_of(k.journey), journeys.times_of(k.journey));
        for at in 1..=codes.len() {
            let next = codes.get(at).map_or(journeys.activities.len(), |&c| c as usize);
            for (model, loss) in models.iter().zip(&mut loss) {
                *loss -= model.after(&codes[..at])[next].ln();
            }
            let after = learned.next.after(&codes[..at]);
            hits += u64::from(after.iter().all(|p| *p <= after[next]));
            n += 1;
        }
        for at in 0..k.undecided {
            let left = (k.decided_us - at_us[at]) as f64 / 1e6;
            if let Some([lo, median, hi]) = learned.left.at(codes[at], at + 1, [0.1, 0.5, 0.9])
                && let Some([usual]) = learned.left.at(u32::MAX, 0, [0.5])
            {
                error += (left - median).abs();
                plain += (left - usual).abs();
                within += u64::from(lo <= left && left <= hi);
                times += 1;
            }
        }
    }
    let mean = |sum: f64, n: u64| sum / n.max(1) as f64;
    Some(Quality {
        learned: train.len() as u64,
        told: test.len() as u64,
        next_accuracy: Estimate::share(hits, n, LEVEL),
        next_log_loss: mean(loss[0], n),
        next_log_loss_of_one_step: mean(loss[1], n),
        next_log_loss_of_none: mean(loss[2], n),
        outcome: outcome(journeys, &learned, &train, &test),
        left_error_s: mean(error, times),
        left_error_of_base_s: mean(plain, times),
        left_within: Estimate::share(within, times, LEVEL),
    })
}

fn outcome(
    journeys: &Journeys,
    learned: &Learned,
    train: &[Known],
    test: &[Known],
) -> Option<OutcomeQuality> {
    let model = learned.outcome.as_ref()?;
    let features = Features::learn(journeys, &train.iter().map(|k| k.journey).collect::<Vec<_>>());
    let of = |known: &[Known]| -> Vec<(f64, bool)> {
        known
            .iter()
            .flat_map(|k| {
                moments(journeys, &features, k)
                    .into_iter()
                    .map(move |m| (m, k.goal))
            })
            .map(|(m, goal)| (model.at(journeys, m), goal))
            .collect()
    };
    let told = of(test);
    let n = told.len() as f64;
    if !told.iter().any(|t| t.1) || told.iter().all(|t| t.1) {
        return None;
    }
    // The base is the share among the same moments of the earlier journeys.
    let earlier: Vec<bool> = train
        .iter()
        .flat_map(|k| moments(journeys, &features, k).into_iter().map(|_| k.goal))
        .collect();
    let base =
        (earlier.iter().filter(|g| **g).count() as f64 / earlier.len().max(1) as f64).clamp(1e-6, 1.0 - 1e-6);
    let y = |goal: bool| f64::from(u8::from(goal));
    let loss = |p: f64, goal: bool| -(if goal { p } else { 1.0 - p }).max(1e-12).ln();
    let mut sorted = told.clone();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let calibration: Vec<Bin> = (0..BINS)
        .map(|bin| &sorted[bin * sorted.len() / BINS..(bin + 1) * sorted.len() / BINS])
        .filter(|part| !part.is_empty())
        .map(|part| Bin {
            told: part.iter().map(|t| t.0).sum::<f64>() / part.len() as f64,
            reached: Estimate::share(
                part.iter().filter(|t| t.1).count() as u64,
                part.len() as u64,
                LEVEL,
            ),
        })
        .collect();
    let error = calibration
        .iter()
        .map(|b| (b.told - b.reached.value).abs() * b.reached.n as f64)
        .sum::<f64>()
        / n;
    let alarm = alarm(journeys, learned, train, test, &features)?;
    Some(OutcomeQuality {
        n: told.len() as u64,
        brier: told.iter().map(|t| (t.0 - y(t.1)).powi(2)).sum::<f64>() / n,
        log_loss: told.iter().map(|t| loss(t.0, t.1)).sum::<f64>() / n,
        brier_of_base: told.iter().map(|t| (base - y(t.1)).powi(2)).sum::<f64>() / n,
        log_loss_of_base: told.iter().map(|t| loss(base, t.1)).sum::<f64>() / n,
        auc: auc(&sorted),
        calibration_error: error,
        calibration,
        alarm_precision: alarm.0,
        alarm_recall: alarm.1,
        lead_s: alarm.2,
    })
}

/// Probability to be ranked right, ties counted half; sorted ascending.
fn auc(sorted: &[(f64, bool)]) -> f64 {
    let (mut below, mut sum, mut at) = (0.0, 0.0, 0);
    while at < sorted.len() {
        let end = at + sorted[at..].iter().take_while(|t| t.0 == sorted[at].0).count();
        let lost = sorted[at..end].iter().filter(|t| !t.1).count() as f64;
        let won = (end - at) as f64 - lost;
        sum += won * (below + lost / 2.0);
        below += lost;
        at = end;
    }
    sum / (below * (sorted.len() as f64 - below)).max(1.0)
}

/// The alarm's level is taken from the earlier journeys, its precision, recall and lead time from the later ones.
fn alarm(
    journeys: &Journeys,
    learned: &Learned,
    train: &[Known],
    test: &[Known],
    features: &Features,
) -> Option<(Estimate, Estimate, Option<f64>)> {
    let model = learned.outcome.as_ref()?;
    let lowest = |k: &Known| {
        let at_events = moments(journeys, features, k)
            .into_iter()
            .filter(|m: &Moment| m.at_us < k.decided_us);
        at_events.map(|m| model.at(journeys, m)).fold(1.0, f64::min)
    };
    let mut lows: Vec<f64> = train.iter().filter(|k| !k.goal).map(lowest).collect();
    lows.sort_by(f64::total_cmp);
    let level = crate::estimate::quantile_sorted(&lows, 0.2)?;
    let (mut alarmed, mut right, mut lost, mut leads) = (0, 0, 0, Vec::new());
    for k in test {
        lost += u64::from(!k.goal);
        let first = moments(journeys, features, k)
            .into_iter()
            .filter(|m| m.at_us < k.decided_us && model.at(journeys, *m) <= level)
            .map(|m| m.at_us)
            .min();
        if let Some(first) = first {
            alarmed += 1;
            right += u64::from(!k.goal);
            leads.push((k.decided_us - first) as f64 / 1e6);
        }
    }
    leads.sort_by(f64::total_cmp);
    Some((
        Estimate::share(right, alarmed, LEVEL),
        Estimate::share(right, lost, LEVEL),
        crate::estimate::quantile_sorted(&leads, 0.5),
    ))
}
