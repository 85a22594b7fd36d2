//! A moment of a journey as numbers: what is known then and nothing later.

use crate::estimate::quantile_sorted;
use tropa_model::Journeys;

/// A journey seen at some time.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    pub journey: usize,
    /// Events known, at least 1.
    pub events: usize,
    /// Microseconds; not before the last known event.
    pub at_us: i64,
}

/// The columns of a moment and their names.
#[derive(Clone, Debug)]
pub struct Features {
    /// Frequent enough activities.
    activities: Vec<u32>,
    place: Vec<Option<usize>>,
    /// By activity: usual silences after it, seconds, ascending.
    pub silences_s: Vec<[f64; 2]>,
}

/// What a column says, for reasons in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Said {
    Start,
    Met(u32),
    Times(u32),
    Last(u32),
    Before(u32),
    Steps,
    Elapsed,
    Silence,
    Gap,
}

/// Activities with columns of their own: with more the columns outgrow what they can learn.
const ACTIVITIES_MAX: usize = 40;

impl Features {
    pub fn learn(journeys: &Journeys, train: &[usize]) -> Self {
        let k = journeys.activities.len();
        let mut counts = vec![0_usize; k];
        let mut gaps: Vec<Vec<f64>> = vec![Vec::new(); k];
        for &journey in train {
            let (codes, times) = (journeys.codes_of(journey), journeys.times_of(journey));
            codes.iter().for_each(|&code| counts[code as usize] += 1);
            for at in 1..codes.len() {
                gaps[codes[at - 1] as usize].push((times[at] - times[at - 1]) as f64 / 1e6);
            }
        }
        let mut order: Vec<u32> = (0..k as u32).filter(|&a| counts[a as usize] >= 20).collect();
        order.sort_by_key(|&a| (std::cmp::Reverse(counts[a as usize]), a));
        order.truncate(ACTIVITIES_MAX);
        let mut place = vec![None; k];
        order
            .iter()
            .enumerate()
            .for_each(|(at, &a)| place[a as usize] = Some(at));
        let silences_s = gaps
            .into_iter()
            .map(|mut gaps| {
                gaps.sort_by(f64::total_cmp);
                [0.75, 0.95].map(|q| quantile_sorted(&gaps, q).unwrap_or(0.0))
            })
            .collect();
        Self {
            activities: order,
            place,
            silences_s,
        }
    }

    /// What each column says.
    pub fn said(&self) -> Vec<Said> {
        let mut said = vec![Said::Start, Said::Steps, Said::Elapsed, Said::Silence, Said::Gap];
        for kind in [
            Said::Met as fn(u32) -> Said,
            Said::Times,
            Said::Last,
            Said::Before,
        ] {
            said.extend(self.activities.iter().map(|&a| kind(a)));
        }
        said
    }

    pub fn width(&self) -> usize {
        5 + 4 * self.activities.len()
    }

    pub fn row(&self, journeys: &Journeys, moment: Moment) -> Vec<f64> {
        let k = self.activities.len();
        let first = journeys.starts[moment.journey];
        let codes = &journeys.codes[first..first + moment.events];
        let times = &journeys.times_us[first..first + moment.events];
        let log_hours = |us: i64| (us.max(0) as f64 / 3.6e9).ln_1p();
        let mut row = vec![0.0; self.width()];
        let last = moment.events - 1;
        row[0] = 1.0;
        row[1] = (moment.events as f64).ln();
        row[2] = log_hours(times[last] - times[0]);
        row[3] = log_hours(moment.at_us - times[last]);
        row[4] = if last > 0 {
            log_hours(times[last] - times[last - 1])
        } else {
            0.0
        };
        for &code in codes {
            if let Some(at) = self.place[code as usize] {
                row[5 + at] = 1.0;
                row[5 + k + at] += 1.0;
            }
        }
        row[5 + k..5 + 2 * k]
            .iter_mut()
            .for_each(|n| *n = f64::ln_1p((*n - 1.0_f64).max(0.0)));
        if let Some(at) = self.place[codes[last] as usize] {
            row[5 + 2 * k + at] = 1.0;
        }
        if let Some(at) = codes
            .len()
            .checked_sub(2)
            .and_then(|at| self.place[codes[at] as usize])
        {
            row[5 + 3 * k + at] = 1.0;
        }
        row
    }
}
