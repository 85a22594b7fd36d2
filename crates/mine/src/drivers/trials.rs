//! What can be compared: journeys at the same touchpoint that then had another experience.

use super::before::Unit;
use super::{DriverKind, DriverOptions, Refusal};
use crate::estimate::quantile_sorted;
use crate::words;
use tropa_model::{ColumnOf, JourneyValues, Journeys};

/// One comparison, made ready.
pub struct Trial {
    pub kind: DriverKind,
    pub activity: u32,
    /// The touchpoint after which the ways part.
    pub from: Option<u32>,
    /// Seconds or score that separate the two sides.
    pub threshold: Option<f64>,
    pub units: Vec<Unit>,
}

/// A thing that cannot be compared, because the process, not the person, decides it.
pub struct Refused {
    pub activity: u32,
    pub why: Refusal,
    /// The share that says so, 0..=1.
    pub share: f64,
}

/// Touchpoints looked at: those that most journeys meet.
const ACTIVITIES_MAX: usize = 40;
/// Of journeys; rarer touchpoints move nothing.
const REACH_MIN: f64 = 0.01;
/// A step that this share of those who reach the goal takes is part of the way, not a choice.
const REQUIRED: f64 = 0.98;
/// Where more than this share goes straight to the goal, who stays is another kind of person.
const STRAIGHT_TO_GOAL_MAX: f64 = 0.2;

/// Comparisons for every touchpoint, in the order of its reach; what is refused beside them.
pub fn trials(journeys: &Journeys, goal: &[bool], options: &DriverOptions) -> (Vec<Trial>, Vec<Refused>) {
    let k = journeys.activities.len();
    let mut reach = vec![0_usize; k];
    let mut before_goal = vec![0_usize; k];
    let mut straight = vec![0_usize; k];
    let mut prior = vec![vec![0_usize; k]; k];
    let (mut met, mut goals) = (vec![usize::MAX; k], 0_usize);
    for journey in 0..journeys.len() {
        let codes = journeys.codes_of(journey);
        let reached = codes.iter().position(|&c| goal[c as usize]);
        goals += usize::from(reached.is_some());
        for (at, &code) in codes.iter().enumerate().take(reached.unwrap_or(codes.len())) {
            let code = code as usize;
            if met[code] == journey {
                continue;
            }
            met[code] = journey;
            reach[code] += 1;
            before_goal[code] += usize::from(reached.is_some());
            straight[code] += usize::from(reached == Some(at + 1));
            if at > 0 {
                prior[code][codes[at - 1] as usize] += 1;
            }
        }
    }
    let mut order: Vec<usize> = (0..k)
        .filter(|&a| !goal[a] && !words::is_marker(&journeys.activities[a]))
        .filter(|&a| {
            reach[a] as f64 >= REACH_MIN * journeys.len() as f64 && reach[a] >= 2 * super::effect::SIDE_MIN
        })
        .collect();
    order.sort_by(|&a, &b| {
        reach[b]
            .cmp(&reach[a])
            .then_with(|| journeys.activities[a].cmp(&journeys.activities[b]))
    });
    order.truncate(ACTIVITIES_MAX);

    let (mut found, mut refused) = (Vec::new(), Vec::new());
    let share = |part: usize, of: usize| part as f64 / of.max(1) as f64;
    for &activity in &order {
        let code = activity as u32;
        let required = share(before_goal[activity], goals);
        let part = share(straight[activity], reach[activity]);
        let mut refuse = |why, share| {
            refused.push(Refused {
                activity: code,
                why,
                share,
            });
        };
        if goals > 0 && required >= REQUIRED {
            refuse(Refusal::Required, required);
        } else if part >= REQUIRED {
            refuse(Refusal::PartOfTheGoal, part);
        } else {
            let mut from: Vec<usize> = (0..k)
                .filter(|&p| p != activity && !goal[p] && prior[activity][p] > 0)
                .filter(|&p| share(straight[p], reach[p]) <= STRAIGHT_TO_GOAL_MAX)
                .collect();
            from.sort_by(|&a, &b| prior[activity][b].cmp(&prior[activity][a]).then(a.cmp(&b)));
            if let Some(&from) = from.first() {
                let units = next(journeys, goal, from as u32, code);
                let exposed = units.iter().filter(|u| u.exposed).count();
                let taken = share(exposed, units.len());
                if taken >= REQUIRED {
                    refuse(Refusal::NoChoice, taken);
                } else {
                    let failure = words::is_failure(&journeys.activities[activity]);
                    found.push(Trial {
                        kind: if failure {
                            DriverKind::Failure
                        } else {
                            DriverKind::Met
                        },
                        activity: code,
                        from: Some(from as u32),
                        threshold: None,
                        units,
                    });
                }
            }
        }
        found.push(Trial {
            kind: DriverKind::Repeat,
            activity: code,
            from: None,
            threshold: None,
            units: next(journeys, goal, code, code),
        });
        found.extend(wait(journeys, goal, code));
        if let Some(score) = &options.score {
            found.extend(low_score(journeys, goal, code, score));
        }
    }
    (found, refused)
}

/// At the first `from`: is the next event `to`, or another one? Neither stops nor reaches the goal there: both sides
/// are still on their way when the comparison begins.
fn next(journeys: &Journeys, goal: &[bool], from: u32, to: u32) -> Vec<Unit> {
    let mut units = Vec::new();
    for journey in 0..journeys.len() {
        let codes = journeys.codes_of(journey);
        let Some(at) = codes.iter().position(|&c| c == from || goal[c as usize]) else {
            continue;
        };
        let Some(&then) = codes.get(at + 1) else { continue };
        if goal[codes[at] as usize] || goal[then as usize] || (from != to && codes[..at].contains(&to)) {
            continue;
        }
        let place = journeys.starts[journey] + at;
        units.push(Unit {
            journey,
            until: place + 1,
            landmark_us: journeys.times_us[place + 1],
            exposed: then == to,
        });
    }
    units
}

/// First visits with something before them.
fn visits(journeys: &Journeys, goal: &[bool], activity: u32) -> Vec<Unit> {
    let first = |journey: usize| {
        let codes = journeys.codes_of(journey);
        let at = codes.iter().position(|&c| c == activity || goal[c as usize])?;
        (codes[at] == activity && at > 0).then(|| journeys.starts[journey] + at)
    };
    (0..journeys.len())
        .filter_map(|journey| {
            let until = first(journey)?;
            Some(Unit {
                journey,
                until,
                landmark_us: journeys.times_us[until],
                exposed: false,
            })
        })
        .collect()
}

/// Longer than half of those who came from the same touchpoint waited?
fn wait(journeys: &Journeys, goal: &[bool], activity: u32) -> Option<Trial> {
    let mut units = visits(journeys, goal, activity);
    let waited = |u: &Unit| (journeys.times_us[u.until] - journeys.times_us[u.until - 1]) as f64 / 1e6;
    let mut by: std::collections::BTreeMap<u32, Vec<f64>> = std::collections::BTreeMap::new();
    for unit in &units {
        by.entry(journeys.codes[unit.until - 1])
            .or_default()
            .push(waited(unit));
    }
    let medians: std::collections::BTreeMap<u32, f64> = by
        .into_iter()
        .filter_map(|(from, mut waits)| {
            waits.sort_by(f64::total_cmp);
            Some((from, quantile_sorted(&waits, 0.5)?))
        })
        .collect();
    for unit in &mut units {
        unit.exposed = waited(unit) > medians[&journeys.codes[unit.until - 1]];
    }
    let mut all: Vec<f64> = units.iter().map(waited).collect();
    all.sort_by(f64::total_cmp);
    let threshold = quantile_sorted(&all, 0.5)?;
    // Seconds between two writes of one system are nobody's wait.
    (threshold >= 1.0).then_some(Trial {
        kind: DriverKind::Wait,
        activity,
        from: None,
        threshold: Some(threshold),
        units,
    })
}

/// A score in the lower half of those given here?
fn low_score(journeys: &Journeys, goal: &[bool], activity: u32, column: &str) -> Option<Trial> {
    let column = journeys.column(column)?;
    let (ColumnOf::Event, JourneyValues::Number(scores)) = (column.of, &column.values) else {
        return None;
    };
    let mut units: Vec<Unit> = visits(journeys, goal, activity);
    units.retain(|u| !scores[u.until].is_nan());
    let mut sorted: Vec<f64> = units.iter().map(|u| scores[u.until]).collect();
    sorted.sort_by(f64::total_cmp);
    let median = quantile_sorted(&sorted, 0.5)?;
    let below = sorted.partition_point(|s| *s < median);
    // Where half give the best score, everyone under it is low; else the median itself is.
    let strict = below * 4 >= sorted.len();
    for unit in &mut units {
        let score = scores[unit.until];
        unit.exposed = if strict { score < median } else { score <= median };
    }
    Some(Trial {
        kind: DriverKind::LowScore,
        activity,
        from: None,
        threshold: Some(median),
        units,
    })
}
