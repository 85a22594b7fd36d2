//! Waiting, laid at the door of the side that caused it.
//!
//! The time between two events belongs to whoever acts next: the company delivers, checks, answers; the customer
//! chooses, pays, comes back. With working hours a wait over the weekend is told as what it cost the company: nothing.

mod calendar;

pub use calendar::Calendar;

use crate::estimate::{Estimate, LEVEL, quantile_sorted};
use crate::text::{percent_en, percent_ru, span_en, span_ru};
use crate::words::{self, Pace};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tropa_model::expr::Expr;
use tropa_model::{ColumnOf, JourneyValues, Journeys, LocalText};
use utoipa::ToSchema;

/// Transitions told.
const WAITS_MAX: usize = 50;
/// Fewer times say something of one or two people.
const TIMES_MIN: usize = 10;

#[derive(Clone, Debug, Default)]
pub struct WaitOptions {
    /// Counts open hours beside calendar time.
    pub calendar: Option<Calendar>,
    /// A column of events that names who did it; where it stands, these values are the company's people and machines
    /// and all other values the customer. Without it the names of activities decide.
    pub by: Option<(String, Vec<String>)>,
}

/// Who is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    Customer,
    Company,
    /// Neither the log nor the name tells.
    Unknown,
}

/// One transition and its wait.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Wait {
    pub from: String,
    pub to: String,
    pub side: Side,
    /// Transitions, and the journeys they happen in.
    pub times: u64,
    pub journeys: u64,
    /// Seconds: median with the interval of the median, and what one in ten exceeds.
    pub median_s: Estimate,
    pub p90_s: f64,
    /// The same median in open hours; absent without a calendar.
    pub open_median_s: Option<f64>,
    /// Of all waiting of the side, 0..=1.
    pub share: f64,
    pub title: LocalText,
    pub records: String,
}

/// How much of all time each side makes the other wait.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Waits {
    pub n: u64,
    /// Shares of all time between events, 0..=1; they sum to 1 where there is any.
    pub customer: f64,
    pub company: f64,
    pub unknown: f64,
    /// The company's first, each side by its total time.
    pub waits: Vec<Wait>,
}

#[derive(Default)]
struct Sum {
    waits_s: Vec<f64>,
    open_s: Vec<f64>,
    journeys: u64,
    last: Option<usize>,
}

/// Every transition with its side, the longest in total first.
pub fn waits(journeys: &Journeys, options: &WaitOptions) -> Waits {
    let by = options.by.as_ref().and_then(|(name, company)| {
        let column = journeys.column(name)?;
        match (column.of, &column.values) {
            (ColumnOf::Event, JourneyValues::Coded { codes, names }) => {
                let ours: Vec<bool> = names.iter().map(|n| company.contains(n)).collect();
                Some((codes, ours))
            }
            _ => None,
        }
    });
    let by_name: Vec<Side> = journeys
        .activities
        .iter()
        .map(|a| match words::pace(a) {
            Pace::Customer => Side::Customer,
            Pace::Company => Side::Company,
            Pace::Unknown => Side::Unknown,
        })
        .collect();
    let mut sums: BTreeMap<(Side, u32, u32), Sum> = BTreeMap::new();
    for journey in 0..journeys.len() {
        for at in journeys.events(journey).skip(1) {
            let (from, to) = (journeys.codes[at - 1], journeys.codes[at]);
            let side = match &by {
                Some((codes, ours)) if codes[at] > 0 => {
                    if ours[codes[at] as usize - 1] {
                        Side::Company
                    } else {
                        Side::Customer
                    }
                }
                _ => by_name[to as usize],
            };
            let (then, now) = (journeys.times_us[at - 1], journeys.times_us[at]);
            let sum = sums.entry((side, from, to)).or_default();
            sum.waits_s.push((now - then) as f64 / 1e6);
            if let Some(calendar) = &options.calendar {
                sum.open_s.push(calendar.open_us(then, now) as f64 / 1e6);
            }
            if sum.last != Some(journey) {
                sum.last = Some(journey);
                sum.journeys += 1;
            }
        }
    }
    let mut totals: BTreeMap<Side, f64> = BTreeMap::new();
    for (key, sum) in &sums {
        *totals.entry(key.0).or_default() += sum.waits_s.iter().sum::<f64>();
    }
    let all: f64 = totals.values().sum();
    let share = |side: Side| {
        if all > 0.0 {
            totals.get(&side).copied().unwrap_or(0.0) / all
        } else {
            0.0
        }
    };
    let mut found: Vec<(f64, Wait)> = sums
        .into_iter()
        .filter(|(_, sum)| sum.waits_s.len() >= TIMES_MIN)
        .map(|((side, from, to), sum)| {
            let total: f64 = sum.waits_s.iter().sum();
            let of_side = totals.get(&side).copied().unwrap_or(0.0).max(1e-9);
            (total, wait(journeys, side, from, to, sum, total / of_side))
        })
        .collect();
    let rank = |side: Side| match side {
        Side::Company => 0,
        Side::Unknown => 1,
        Side::Customer => 2,
    };
    found.sort_by(|a, b| {
        rank(a.1.side)
            .cmp(&rank(b.1.side))
            .then(b.0.total_cmp(&a.0))
            .then_with(|| (&a.1.from, &a.1.to).cmp(&(&b.1.from, &b.1.to)))
    });
    found.truncate(WAITS_MAX);
    Waits {
        n: journeys.len() as u64,
        customer: share(Side::Customer),
        company: share(Side::Company),
        unknown: share(Side::Unknown),
        waits: found.into_iter().map(|f| f.1).collect(),
    }
}

fn wait(journeys: &Journeys, side: Side, from: u32, to: u32, mut sum: Sum, share: f64) -> Wait {
    sum.waits_s.sort_by(f64::total_cmp);
    sum.open_s.sort_by(f64::total_cmp);
    let n = sum.waits_s.len();
    let at = |q: f64| quantile_sorted(&sum.waits_s, q).unwrap_or(0.0);
    // Order statistics around the middle hold the median whatever the shape (binomial, normal approximation).
    let half = 0.98 / (n as f64).sqrt();
    let median_s = Estimate {
        value: at(0.5),
        lo: at(0.5 - half),
        hi: at(0.5 + half),
        n: n as u64,
        level: LEVEL,
    };
    let (a, b) = (
        journeys.activities[from as usize].clone(),
        journeys.activities[to as usize].clone(),
    );
    let (who_en, who_ru) = match side {
        Side::Company => ("the company", "компания"),
        Side::Customer => ("the customer", "клиент"),
        Side::Unknown => ("unknown", "неизвестно"),
    };
    let title = LocalText::en_ru(
        format!(
            "«{a}» → «{b}»: median {}; who acts next: {who_en}; {} of that side's time",
            span_en(median_s.value),
            percent_en(share)
        ),
        format!(
            "«{a}» → «{b}»: медиана {}; следующий шаг за: {who_ru}; {} времени этой стороны",
            span_ru(median_s.value),
            percent_ru(share)
        ),
    );
    Wait {
        side,
        times: n as u64,
        journeys: sum.journeys,
        p90_s: at(0.9),
        median_s,
        open_median_s: quantile_sorted(&sum.open_s, 0.5),
        share,
        title,
        records: Expr::Follows(a.clone(), b.clone()).to_string(),
        from: a,
        to: b,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tropa_model::JourneyColumn;

    fn log() -> Journeys {
        const HOUR: i64 = 3_600_000_000;
        let mut log = Journeys {
            activities: ["Paid", "Delivered", "Step"].map(str::to_owned).to_vec(),
            starts: vec![0],
            ..Journeys::default()
        };
        let mut by = Vec::new();
        for _ in 0..20 {
            // Thursday 1970-01-01 17:00, delivered on Friday at 11:00, a step an hour later.
            log.codes.extend([0, 1, 2]);
            log.times_us.extend([17 * HOUR, 35 * HOUR, 36 * HOUR]);
            by.extend([2, 1, 2]);
            log.starts.push(log.codes.len());
        }
        log.columns = vec![JourneyColumn {
            name: "resource".into(),
            of: ColumnOf::Event,
            values: JourneyValues::Coded {
                codes: by,
                names: vec!["courier".into(), "buyer".into()],
            },
        }];
        log
    }

    #[test]
    fn a_wait_belongs_to_who_acts_next_and_knows_closed_doors() {
        let told = waits(
            &log(),
            &WaitOptions {
                calendar: Some(Calendar::office()),
                by: None,
            },
        );
        let first = &told.waits[0];
        assert_eq!(
            (first.side, first.median_s.value, first.open_median_s),
            (Side::Company, 64_800.0, Some(10_800.0))
        );
        assert_eq!(told.waits[1].side, Side::Unknown);
        assert!((told.company - 18.0 / 19.0).abs() < 1e-12 && told.customer == 0.0);
    }

    #[test]
    fn a_column_of_who_did_it_is_believed_before_the_name() {
        let options = WaitOptions {
            calendar: None,
            by: Some(("resource".into(), vec!["courier".into()])),
        };
        let sides: Vec<Side> = waits(&log(), &options).waits.iter().map(|w| w.side).collect();
        assert_eq!(sides, [Side::Company, Side::Customer]);
    }
}
