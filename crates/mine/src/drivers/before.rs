//! What was known of a journey before a landmark, as columns of 0 and 1.

use crate::estimate::quantile_sorted;
use crate::numeric::Matrix;
use tropa_model::{ColumnOf, JourneyValues, Journeys};

/// A row of an experiment that nobody planned.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unit {
    pub journey: usize,
    /// Place of the first event that no longer belongs to what came before (among all events).
    pub until: usize,
    /// Where the exposure is settled and the outcome begins to count, microseconds.
    pub landmark_us: i64,
    pub exposed: bool,
}

/// Columns that fewer rows (or fewer of the others) have tell nothing.
const ROWS_MIN: usize = 20;
/// Most values of a coded column that become columns.
const VALUES_MAX: usize = 10;
/// Most activities met before that become columns.
const ACTIVITIES_MAX: usize = 20;

/// How much of the past: numbers are cut at quantiles, so no shape is assumed.
pub fn before(journeys: &Journeys, units: &[Unit], adjust: &[String], last_gap: bool) -> Matrix {
    let mut columns: Vec<Vec<bool>> = Vec::new();
    let first = |unit: &Unit| journeys.starts[unit.journey];
    let time = |at: usize| journeys.times_us[at] as f64;

    cut(&mut columns, units, 5, |u| (u.until - first(u)) as f64);
    cut(&mut columns, units, 5, |u| {
        time(u.until.max(first(u) + 1) - 1) - time(first(u))
    });
    if last_gap {
        cut(&mut columns, units, 4, |u| {
            u.landmark_us as f64 - time(u.until.max(first(u) + 1) - 1)
        });
    }
    cut(&mut columns, units, 4, |u| {
        if u.until >= first(u) + 2 {
            time(u.until - 1) - time(u.until - 2)
        } else {
            -1.0
        }
    });
    cut(&mut columns, units, 6, |u| u.landmark_us as f64);
    const DAY_US: i64 = 86_400_000_000;
    // 1970-01-01 was a Thursday: days 2 and 3 of each week from then are Saturday and Sunday.
    columns.push(
        units
            .iter()
            .map(|u| matches!(u.landmark_us.div_euclid(DAY_US).rem_euclid(7), 2 | 3))
            .collect(),
    );
    cut(&mut columns, units, 3, |u| {
        u.landmark_us.rem_euclid(DAY_US) as f64
    });

    met(journeys, units, &mut columns);
    for back in 1..=2 {
        let at = |u: &Unit| match u.until.checked_sub(back) {
            Some(at) if at >= first(u) => journeys.codes[at] + 1,
            _ => 0,
        };
        levels(&mut columns, units, at);
    }
    for name in adjust {
        let Some(column) = journeys.column(name) else {
            continue;
        };
        // Of a column of events only what stood there at the journey's start and just before the landmark is known.
        let places: [fn(&Journeys, &Unit) -> Option<usize>; 2] = match column.of {
            ColumnOf::Journey => [|_, u| Some(u.journey), |_, _| None],
            ColumnOf::Event => [
                |j, u| (u.until > j.starts[u.journey]).then(|| j.starts[u.journey]),
                |j, u| (u.until > j.starts[u.journey]).then(|| u.until - 1),
            ],
        };
        for place in places {
            match &column.values {
                JourneyValues::Coded { codes, .. } => {
                    levels(&mut columns, units, |u| {
                        place(journeys, u).map_or(0, |at| codes[at])
                    });
                }
                JourneyValues::Number(values) => {
                    let value = |u: &Unit| place(journeys, u).map_or(f64::NAN, |at| values[at]);
                    cut(&mut columns, units, 5, value);
                    columns.push(units.iter().map(|u| value(u).is_nan()).collect());
                }
            }
        }
    }
    columns.retain(|column| {
        let n = column.iter().filter(|c| **c).count();
        n >= ROWS_MIN && n + ROWS_MIN <= units.len()
    });
    columns.sort();
    columns.dedup();
    let width = columns.len() + 1;
    let mut values = Vec::with_capacity(width * units.len());
    for row in 0..units.len() {
        values.push(1.0);
        values.extend(columns.iter().map(|column| f64::from(u8::from(column[row]))));
    }
    Matrix { width, values }
}

/// One column for every cut between quantiles: is the value above it?
fn cut(columns: &mut Vec<Vec<bool>>, units: &[Unit], parts: usize, value: impl Fn(&Unit) -> f64) {
    let values: Vec<f64> = units.iter().map(value).collect();
    let mut sorted: Vec<f64> = values.iter().copied().filter(|v| !v.is_nan()).collect();
    sorted.sort_by(f64::total_cmp);
    let mut last = f64::NAN;
    for part in 1..parts {
        let Some(at) = quantile_sorted(&sorted, part as f64 / parts as f64) else {
            return;
        };
        if at != last {
            columns.push(values.iter().map(|v| *v > at).collect());
        }
        last = at;
    }
}

/// One column for each of the most frequent values; 0 is a missing one.
fn levels(columns: &mut Vec<Vec<bool>>, units: &[Unit], code: impl Fn(&Unit) -> u32) {
    let codes: Vec<u32> = units.iter().map(code).collect();
    let mut counts: std::collections::BTreeMap<u32, usize> = std::collections::BTreeMap::new();
    codes
        .iter()
        .for_each(|&code| *counts.entry(code).or_default() += 1);
    let mut order: Vec<(usize, u32)> = counts.into_iter().map(|(code, n)| (n, code)).collect();
    order.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    for (_, level) in order.into_iter().take(VALUES_MAX) {
        columns.push(codes.iter().map(|&code| code == level).collect());
    }
}

/// Which activities were met before, and which twice or more.
fn met(journeys: &Journeys, units: &[Unit], columns: &mut Vec<Vec<bool>>) {
    let k = journeys.activities.len();
    let mut once = vec![Vec::new(); k];
    let mut counts = vec![0_u32; k];
    for (row, unit) in units.iter().enumerate() {
        let past = &journeys.codes[journeys.starts[unit.journey]..unit.until];
        past.iter().for_each(|&code| counts[code as usize] += 1);
        for &code in past {
            let n = std::mem::take(&mut counts[code as usize]);
            if n > 0 {
                once[code as usize].push((row, n));
            }
        }
    }
    // The nearer to half of the rows, the more a column can tell.
    let mut order: Vec<usize> = (0..k).collect();
    let uneven = |n: usize| (2 * n).abs_diff(units.len());
    order.sort_by_key(|&activity| (uneven(once[activity].len()), activity));
    for &activity in order.iter().take(ACTIVITIES_MAX) {
        for least in [1, 2] {
            let mut column = vec![false; units.len()];
            once[activity]
                .iter()
                .filter(|(_, n)| *n >= least)
                .for_each(|(row, _)| column[*row] = true);
            columns.push(column);
        }
    }
}
