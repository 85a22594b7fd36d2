//! Moments of truth: touchpoints whose experience is tied to the outcome after controlling for what came before.
//!
//! Every comparison is a landmark study: journeys at the same touchpoint, neither lost nor at the goal, are split by
//! what happens there; only what lies *before* the split is controlled, only what comes *after* counts as outcome, and
//! both sides are followed for the same time. The effect is doubly robust ([`effect`]), what is reported survives the
//! number of comparisons (Benjamini and Hochberg). The word is always "associated": nobody drew lots.

mod before;
mod channels;
mod effect;
mod say;
mod trials;

pub use channels::{ChannelEffect, ChannelEffects, ChannelOptions, channels};

use crate::estimate::{Estimate, benjamini_hochberg, quantile_sorted};
use serde::{Deserialize, Serialize};
use tropa_model::expr::Expr;
use tropa_model::{ColumnOf, JourneyValues, Journeys, LocalText};
use utoipa::ToSchema;

/// Rows of a comparison beyond these are thinned evenly: the interval is narrow enough long before.
const ROWS_MAX: usize = 20_000;

/// What counts as outcome.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = JourneyOutcome)]
pub enum Outcome {
    /// Any of these activities within the horizon after the landmark.
    Goal(Vec<String>),
    /// A column of numbers, one per journey: what the order was worth.
    Number(String),
}

#[derive(Clone, Debug)]
pub struct DriverOptions {
    pub outcome: Outcome,
    /// How long both sides are followed; `None` takes as long as nine in ten need from start to goal, at most a
    /// quarter of the log.
    pub horizon_us: Option<i64>,
    /// Until when the log tells everything; `None` takes its last event. Who cannot be followed for the whole horizon
    /// is left out on both sides.
    pub until_us: Option<i64>,
    /// Columns that were known before and may lie behind both: segment, channel, region. Of a column of events only
    /// its first value and the one before the landmark are used. Never name one that is known only afterwards.
    pub adjust: Vec<String>,
    /// The column of events that holds scores.
    pub score: Option<String>,
    /// At most this share of what is reported may be chance.
    pub fdr: f64,
}

impl DriverOptions {
    pub fn new(outcome: Outcome) -> Self {
        Self {
            outcome,
            horizon_us: None,
            until_us: None,
            adjust: Vec::new(),
            score: None,
            fdr: 0.05,
        }
    }
}

/// The experience that differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DriverKind {
    /// Went there next, not elsewhere.
    Met,
    /// The same, where the name tells of a failure.
    Failure,
    /// Did the same again at once.
    Repeat,
    /// Waited longer than half of those who came the same way.
    Wait,
    /// Gave a score in the lower half.
    LowScore,
}

/// One comparison and what it shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = JourneyDriver)]
pub struct Driver {
    pub kind: DriverKind,
    /// The touchpoint, as in the log.
    pub activity: String,
    /// The touchpoint after which the ways part.
    pub from: Option<String>,
    /// Seconds (waits) or score that separates the sides.
    pub threshold: Option<f64>,
    /// Journeys on either side that were compared.
    pub exposed: u64,
    pub unexposed: u64,
    /// Expected outcome with and without the experience: a share, or the mean of the number.
    pub with: Estimate,
    pub without: Estimate,
    /// With minus without.
    pub effect: Estimate,
    /// The same difference with nothing controlled.
    pub crude: f64,
    /// Chance alone gives this much or more so often, before and after counting all comparisons.
    pub p: f64,
    pub q: f64,
    /// `q` is at most the false discovery rate asked for.
    pub told: bool,
    /// Outcomes that hang on it: effect × journeys that had the experience.
    pub outcomes: f64,
    /// Share of journeys that have a counterpart on the other side; the rest was left out.
    pub overlap: f64,
    /// Risk ratio with both experience and outcome that something unmeasured needs to explain the estimate away, and
    /// to move the interval's end to nothing. 1 explains nothing.
    pub e_value: f64,
    pub e_value_interval: f64,
    pub title: LocalText,
    pub reason: LocalText,
    /// Selects journeys that had the experience or could have; examples, where the grammar cannot say it exactly.
    pub records: String,
}

/// Why a touchpoint is not compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// Who reaches the goal has passed it: architecture, not behaviour.
    Required,
    /// The goal follows it at once.
    PartOfTheGoal,
    /// All go there from where they stand.
    NoChoice,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RefusedDriver {
    pub activity: String,
    pub why: Refusal,
    pub reason: LocalText,
}

/// All comparisons of a log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = JourneyDrivers)]
pub struct Drivers {
    pub outcome: Outcome,
    /// Journeys looked at.
    pub n: u64,
    /// Seconds both sides are followed; absent where the outcome is a number.
    pub horizon_s: Option<f64>,
    pub fdr: f64,
    /// Comparisons with enough journeys on both sides, all of them; told first, then by the outcomes that hang on it.
    pub drivers: Vec<Driver>,
    pub refused: Vec<RefusedDriver>,
    /// How it was compared, for whoever wants to check.
    pub design: LocalText,
}

/// Compares the experience at every touchpoint. Deterministic; the order of journeys does not matter to what is found.
pub fn drivers(journeys: &Journeys, options: &DriverOptions) -> Drivers {
    let goal: Vec<bool> = match &options.outcome {
        Outcome::Goal(goals) => journeys.activities.iter().map(|a| goals.contains(a)).collect(),
        Outcome::Number(_) => vec![false; journeys.activities.len()],
    };
    let until = options
        .until_us
        .or_else(|| journeys.times_us.iter().copied().max())
        .unwrap_or(0);
    let horizon = match &options.outcome {
        Outcome::Goal(_) => Some(
            options
                .horizon_us
                .unwrap_or_else(|| horizon(journeys, &goal, until)),
        ),
        Outcome::Number(_) => None,
    };
    let (trials, refused) = trials::trials(journeys, &goal, options);
    let mut found: Vec<Driver> = trials
        .into_iter()
        .filter_map(|trial| compare(journeys, &goal, horizon, until, options, trial))
        .collect();
    let q = benjamini_hochberg(&found.iter().map(|d| d.p).collect::<Vec<_>>());
    for (driver, q) in found.iter_mut().zip(q) {
        driver.q = q;
        driver.told = q <= options.fdr;
        (driver.title, driver.reason) = say::driver(driver, &options.outcome);
    }
    found.sort_by(|a, b| {
        b.told
            .cmp(&a.told)
            .then(b.outcomes.abs().total_cmp(&a.outcomes.abs()))
            .then_with(|| (a.kind, &a.activity).cmp(&(b.kind, &b.activity)))
    });
    Drivers {
        outcome: options.outcome.clone(),
        n: journeys.len() as u64,
        horizon_s: horizon.map(|us| us as f64 / 1e6),
        fdr: options.fdr,
        refused: refused
            .into_iter()
            .map(|r| RefusedDriver {
                reason: say::refused(&journeys.activities[r.activity as usize], r.why, r.share),
                activity: journeys.activities[r.activity as usize].clone(),
                why: r.why,
            })
            .collect(),
        design: say::design(found.len(), options.fdr, horizon),
        drivers: found,
    }
}

fn horizon(journeys: &Journeys, goal: &[bool], until: i64) -> i64 {
    let mut times: Vec<f64> = Vec::new();
    let mut first = i64::MAX;
    for journey in 0..journeys.len() {
        let (codes, at) = (journeys.codes_of(journey), journeys.times_of(journey));
        first = first.min(at.first().copied().unwrap_or(i64::MAX));
        if let Some(reached) = codes.iter().position(|&c| goal[c as usize]) {
            times.push((at[reached] - at[0]) as f64);
        }
    }
    times.sort_by(f64::total_cmp);
    let most = until.saturating_sub(first).max(0) / 4;
    quantile_sorted(&times, 0.9)
        .map_or(most, |p90| (p90 as i64).min(most))
        .max(1)
}

fn compare(
    journeys: &Journeys,
    goal: &[bool],
    horizon: Option<i64>,
    until: i64,
    options: &DriverOptions,
    trial: trials::Trial,
) -> Option<Driver> {
    let number = match &options.outcome {
        Outcome::Number(name) => match journeys.column(name).map(|c| (c.of, &c.values)) {
            Some((ColumnOf::Journey, JourneyValues::Number(values))) => Some(values),
            _ => return None,
        },
        Outcome::Goal(_) => None,
    };
    // How long it took to come here may be the exposure itself; only elsewhere it is something that came before.
    let last_gap = trial.kind != DriverKind::Wait;
    let study = Study {
        journeys,
        goal,
        horizon,
        until,
        number,
        adjust: &options.adjust,
    };
    let effect = study.effect(trial.units, last_gap)?;
    let name = |code: u32| journeys.activities[code as usize].clone();
    let activity = name(trial.activity);
    let from = trial.from.map(name);
    let records = match (trial.kind, &from) {
        (DriverKind::Repeat, _) => Expr::Follows(activity.clone(), activity.clone()),
        (_, Some(from)) => Expr::Follows(from.clone(), activity.clone()),
        _ => Expr::Has(activity.clone()),
    };
    Some(Driver {
        kind: trial.kind,
        activity,
        from,
        threshold: trial.threshold,
        exposed: effect.exposed,
        unexposed: effect.unexposed,
        with: effect.with,
        without: effect.without,
        effect: effect.difference,
        crude: effect.crude,
        p: effect.p,
        q: 1.0,
        told: false,
        outcomes: effect.difference.value * effect.exposed as f64,
        overlap: effect.overlap,
        e_value: effect.e_value,
        e_value_interval: effect.e_value_interval,
        title: LocalText::default(),
        reason: LocalText::default(),
        records: records.to_string(),
    })
}

/// What all comparisons of one question share.
struct Study<'a> {
    journeys: &'a Journeys,
    goal: &'a [bool],
    horizon: Option<i64>,
    until: i64,
    number: Option<&'a Vec<f64>>,
    adjust: &'a [String],
}

impl Study<'_> {
    /// The effect of the exposure among those that can be followed; `None` where they are too few.
    fn effect(&self, mut units: Vec<before::Unit>, last_gap: bool) -> Option<effect::Effect> {
        match (self.number, self.horizon) {
            (Some(values), _) => units.retain(|u| !values[u.journey].is_nan()),
            (None, Some(horizon)) => units.retain(|u| u.landmark_us.saturating_add(horizon) <= self.until),
            _ => {}
        }
        if units.len() > ROWS_MAX {
            let n = units.len();
            units = (0..ROWS_MAX).map(|at| units[at * n / ROWS_MAX]).collect();
        }
        let exposed: Vec<bool> = units.iter().map(|u| u.exposed).collect();
        let least = exposed.iter().filter(|e| **e).count();
        if least < effect::SIDE_MIN || exposed.len() - least < effect::SIDE_MIN {
            return None;
        }
        let y: Vec<f64> = units.iter().map(|u| self.outcome(u)).collect();
        let x = before::before(self.journeys, &units, self.adjust, last_gap);
        effect::effect(&x, &exposed, &y, self.number.is_none())
    }

    fn outcome(&self, unit: &before::Unit) -> f64 {
        if let Some(values) = self.number {
            return values[unit.journey];
        }
        let end = unit.landmark_us.saturating_add(self.horizon.unwrap_or(i64::MAX));
        let mut rest = unit.until..self.journeys.events(unit.journey).end;
        let reached = rest
            .find(|&at| self.goal[self.journeys.codes[at] as usize])
            .is_some_and(|at| self.journeys.times_us[at] <= end);
        f64::from(u8::from(reached))
    }
}

#[cfg(test)]
mod tests;
