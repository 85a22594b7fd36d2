//! How a task goes on screens: done or not, how long, with which errors, angry clicks and help.

use crate::estimate::{Estimate, LEVEL, quantile_sorted};
use crate::words;
use serde::{Deserialize, Serialize};
use tropa_model::Journeys;
use utoipa::ToSchema;

/// The same thing so many times …
const RAGE_TIMES: usize = 3;
/// … within this time is done in anger.
const RAGE_US: i64 = 2_000_000;

#[derive(Clone, Debug)]
pub struct TaskOptions {
    /// Begins the task: its first occurrence.
    pub start: Vec<String>,
    /// Completes it.
    pub done: Vec<String>,
    /// Later completions do not count; `None` waits for ever.
    pub window_us: Option<i64>,
    /// Tasks begun later than the window before this are still running and left out; needs a window.
    pub until_us: Option<i64>,
}

/// What can be measured of a task without asking anybody.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Task {
    /// Journeys that began it and had the whole window.
    pub begun: u64,
    /// Still running, not counted.
    pub open: u64,
    /// Share done, 0..=1.
    pub success: Estimate,
    /// Seconds of those who were done: median with its interval, and what one in ten exceeds; absent where nobody was.
    pub median_s: Option<Estimate>,
    pub p90_s: Option<f64>,
    /// Share with at least one error, by the names of events.
    pub errors: Estimate,
    /// Share with three equal events within two seconds.
    pub rage: Estimate,
    /// Share that opened help or asked support.
    pub helped: Estimate,
    /// Share done among those with an error, an angry click or help, minus among the others.
    pub harm: Estimate,
    /// Activities of angry clicks with the journeys, most first.
    pub rage_at: Vec<(String, u64)>,
}

/// Measures the task over all journeys that begin it.
pub fn task(journeys: &Journeys, options: &TaskOptions) -> Task {
    let named =
        |names: &[String]| -> Vec<bool> { journeys.activities.iter().map(|a| names.contains(a)).collect() };
    let is = |test: fn(&str) -> bool| -> Vec<bool> { journeys.activities.iter().map(|a| test(a)).collect() };
    let (start, done) = (named(&options.start), named(&options.done));
    let (failure, help) = (is(words::is_failure), is(words::is_help));
    let (mut begun, mut open, mut times) = (0, 0, Vec::new());
    let (mut errors, mut rages, mut helped) = (0, 0, 0);
    let (mut troubled, mut troubled_done) = (0, 0);
    let mut rage_at = vec![0_u64; journeys.activities.len()];
    for journey in 0..journeys.len() {
        let (codes, at_us) = (journeys.codes_of(journey), journeys.times_of(journey));
        let Some(first) = codes.iter().position(|&c| start[c as usize]) else {
            continue;
        };
        let end_us = options
            .window_us
            .map_or(i64::MAX, |w| at_us[first].saturating_add(w));
        let finished = (first..codes.len()).find(|&at| done[codes[at] as usize] && at_us[at] <= end_us);
        if finished.is_none() && options.until_us.is_some_and(|until| end_us > until) {
            open += 1;
            continue;
        }
        begun += 1;
        let last = finished.unwrap_or_else(|| at_us.partition_point(|t| *t <= end_us) - 1);
        let part = first..=last;
        let error = codes[part.clone()]
            .iter()
            .any(|&c| failure[c as usize] && !done[c as usize]);
        let help = codes[part].iter().any(|&c| help[c as usize]);
        let mut angry: Vec<u32> = (first..=last)
            .filter(|&at| {
                let end = at + RAGE_TIMES - 1;
                end <= last
                    && codes[at..=end].iter().all(|&c| c == codes[at])
                    && at_us[end] - at_us[at] <= RAGE_US
            })
            .map(|at| codes[at])
            .collect();
        angry.dedup();
        angry.sort_unstable();
        angry.dedup();
        angry.iter().for_each(|&c| rage_at[c as usize] += 1);
        errors += u64::from(error);
        helped += u64::from(help);
        rages += u64::from(!angry.is_empty());
        if error || help || !angry.is_empty() {
            troubled += 1;
            troubled_done += u64::from(finished.is_some());
        }
        if let Some(at) = finished {
            times.push((at_us[at] - at_us[first]) as f64 / 1e6);
        }
    }
    times.sort_by(f64::total_cmp);
    let succeeded = times.len() as u64;
    let half = 0.98 / (times.len() as f64).sqrt().max(1.0);
    let at = |q: f64| quantile_sorted(&times, q);
    let median_s = at(0.5).map(|value| Estimate {
        value,
        lo: at(0.5 - half).unwrap_or(value),
        hi: at(0.5 + half).unwrap_or(value),
        n: succeeded,
        level: LEVEL,
    });
    let mut rage_at: Vec<(String, u64)> = journeys
        .activities
        .iter()
        .cloned()
        .zip(rage_at)
        .filter(|(_, n)| *n > 0)
        .collect();
    rage_at.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    Task {
        begun,
        open,
        success: Estimate::share(succeeded, begun, LEVEL),
        median_s,
        p90_s: at(0.9),
        errors: Estimate::share(errors, begun, LEVEL),
        rage: Estimate::share(rages, begun, LEVEL),
        helped: Estimate::share(helped, begun, LEVEL),
        harm: Estimate::difference(
            troubled_done,
            troubled,
            succeeded - troubled_done,
            begun - troubled,
            LEVEL,
        ),
        rage_at,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One journey per text: `form@0 click@1 sent@9` in seconds.
    fn log(texts: &[&str]) -> Journeys {
        let mut log = Journeys {
            starts: vec![0],
            ..Journeys::default()
        };
        for text in texts {
            for step in text.split_whitespace() {
                let (name, second) = step.split_once('@').unwrap();
                let code = log.activities.iter().position(|a| a == name).unwrap_or_else(|| {
                    log.activities.push(name.to_owned());
                    log.activities.len() - 1
                });
                log.codes.push(code as u32);
                log.times_us.push((second.parse::<f64>().unwrap() * 1e6) as i64);
            }
            log.starts.push(log.codes.len());
        }
        log
    }

    #[test]
    fn a_task_is_done_in_its_window_or_not_or_still_running() {
        let log = log(&[
            "open@0 form@10 sent@40",
            "form@0 click@1 click@1.5 click@2 error@3",
            "form@0 faq@5 sent@500",
            "look@0",
            "form@990",
        ]);
        let told = task(
            &log,
            &TaskOptions {
                start: vec!["form".into()],
                done: vec!["sent".into()],
                window_us: Some(60_000_000),
                until_us: Some(1_000_000_000),
            },
        );
        assert_eq!((told.begun, told.open), (3, 1));
        assert_eq!(
            (told.success.value, told.median_s.unwrap().value),
            (1.0 / 3.0, 30.0)
        );
        let shares = [told.errors, told.rage, told.helped].map(|e| (e.value * 3.0).round());
        assert_eq!(shares, [1.0, 1.0, 1.0]);
        assert_eq!(told.rage_at, [("click".to_owned(), 1)]);
        assert_eq!(told.harm.value, -1.0);
    }
}
