//! Funnels by trying every chain of events.

use crate::log::{Event, Journey};
use crate::slow::{Seen, share, times};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use tropa_model::answer::{BetweenRow, FunnelRow, TimeBin, wilson95};
use tropa_model::question::{BetweenAsk, FunnelAsk, Step};

/// Events of the journey, one per step, each at or after the one before, none twice, all within the window.
fn chains(
    journey: &Journey,
    steps: &[Step],
    window_us: i128,
    chain: &mut Vec<usize>,
    all: &mut Vec<Vec<usize>>,
) {
    if !chain.is_empty() {
        all.push(chain.clone());
    }
    let Some(step) = steps.get(chain.len()) else {
        return;
    };
    for (place, event) in journey.events.iter().enumerate() {
        let time = |place: usize| i128::from(journey.events[place].time_us);
        let fits = step.activities.contains(&event.activity)
            && !chain.contains(&place)
            && chain.last().is_none_or(|&last| time(place) >= time(last))
            && chain
                .first()
                .is_none_or(|&first| time(place) - time(first) <= window_us);
        if fits {
            chain.push(place);
            chains(journey, steps, window_us, chain, all);
            chain.pop();
        }
    }
}

/// The chain that counts: most steps, first to arrive, latest entry, then every step at its earliest.
fn best(journey: &Journey, steps: &[Step], window_us: i128) -> Option<Vec<usize>> {
    let mut all = Vec::new();
    chains(journey, steps, window_us, &mut Vec::new(), &mut all);
    let time = |place: &usize| journey.events[*place].time_us;
    all.into_iter().min_by_key(|chain| {
        let times: Vec<i64> = chain.iter().map(time).collect();
        (
            Reverse(chain.len()),
            times[times.len() - 1],
            Reverse(times[0]),
            times,
            chain[0],
        )
    })
}

pub fn funnel(seen: &Seen, ask: &FunnelAsk) -> Vec<FunnelRow> {
    let window_us = ask.window_s.map_or(i128::MAX, |s| i128::from(s) * 1_000_000);
    let steps = ask.steps.len();
    /// Per journey: steps reached, whether open, times between steps.
    type One = (usize, bool, Vec<i64>);
    let mut groups: BTreeMap<Option<String>, Vec<One>> = BTreeMap::new();
    if ask.by.is_none() {
        groups.insert(None, vec![]);
    }
    for journey in &seen.journeys {
        let Some(chain) = best(journey, &ask.steps, window_us) else {
            continue;
        };
        let time = |place: usize| journey.events[place].time_us;
        // The first event at the entry's instant that satisfies step 1.
        let enters =
            |e: &&Event| e.time_us == time(chain[0]) && ask.steps[0].activities.contains(&e.activity);
        let entry = journey.events.iter().find(enters).unwrap();
        let group = ask.by.as_ref().map(|by| {
            let value = if by == "segment" {
                journey.segment()
            } else {
                entry.channel
            };
            value.unwrap_or_default().to_owned()
        });
        let open = match ask.window_s {
            None => !seen.is_over(journey, seen.default_idle_s),
            Some(_) => journey.events.iter().any(|e| {
                ask.steps[0].activities.contains(&e.activity)
                    && i128::from(e.time_us) + window_us > i128::from(seen.until_us)
            }),
        };
        let times = chain
            .windows(2)
            .map(|pair| time(pair[1]) - time(pair[0]))
            .collect();
        groups.entry(group).or_default().push((chain.len(), open, times));
    }
    let mut rows = Vec::new();
    for (group, journeys) in groups {
        let reached_by =
            |step: usize| journeys.iter().filter(|(reached, _, _)| *reached >= step).count() as u64;
        for (place, step) in ask.steps.iter().enumerate() {
            let reached = reached_by(place + 1);
            let last = place + 1 == steps;
            let continued = if last { reached } else { reached_by(place + 2) };
            let open = if last {
                0
            } else {
                journeys
                    .iter()
                    .filter(|(r, open, _)| *r == place + 1 && *open)
                    .count() as u64
            };
            let us: Vec<i64> = journeys
                .iter()
                .filter(|j| place > 0 && j.0 > place)
                .map(|j| j.2[place - 1])
                .collect();
            let (share_lo, share_hi) = wilson95(reached, reached_by(1));
            rows.push(FunnelRow {
                group: group.clone(),
                step: place as u32 + 1,
                label: step.label(),
                reached,
                share: share(reached, reached_by(1)),
                share_lo,
                share_hi,
                continued,
                open,
                dropped: reached - continued - open,
                time: times(&us),
            });
        }
    }
    rows
}

pub fn between(seen: &Seen, ask: &BetweenAsk) -> BetweenRow {
    let (mut started, mut open, mut us) = (0, 0, Vec::new());
    for journey in &seen.journeys {
        let is = |step: &Step, place: usize| step.activities.contains(&journey.events[place].activity);
        let time = |place: usize| journey.events[place].time_us;
        let places = 0..journey.events.len();
        let Some(first) = places.clone().find(|&p| is(&ask.from, p)) else {
            continue;
        };
        started += 1;
        // Any `from` of the first one's instant may be the one that is followed.
        let froms = places
            .clone()
            .filter(|&p| is(&ask.from, p) && time(p) == time(first));
        let arrival = froms
            .flat_map(|from| places.clone().filter(move |&to| to != from))
            .filter(|&to| is(&ask.to, to) && time(to) >= time(first))
            .map(time)
            .min();
        match arrival {
            Some(at) => us.push(at - time(first)),
            None => open += u64::from(!seen.is_over(journey, seen.default_idle_s)),
        }
    }
    let arrived = us.len() as u64;
    BetweenRow {
        started,
        arrived,
        open,
        dropped: started - arrived - open,
        time: times(&us),
        histogram: histogram(&us),
    }
}

fn histogram(us: &[i64]) -> Vec<TimeBin> {
    const M: i64 = 60;
    const H: i64 = 60 * M;
    const D: i64 = 24 * H;
    let mut edges = vec![
        0,
        1,
        10,
        M,
        5 * M,
        15 * M,
        H,
        3 * H,
        6 * H,
        12 * H,
        D,
        2 * D,
        3 * D,
        7 * D,
        14 * D,
    ];
    edges.extend([30 * D, 60 * D, 90 * D, 180 * D, 365 * D, 730 * D, 1825 * D]);
    (0..8).for_each(|_| edges.push(edges[edges.len() - 1] * 2));
    let bin = |pair: &[i64]| TimeBin {
        lo_s: pair[0] as f64,
        hi_s: pair[1] as f64,
        journeys: us
            .iter()
            .filter(|&&t| t >= pair[0] * 1_000_000 && t < pair[1] * 1_000_000)
            .count() as u64,
    };
    let bins: Vec<TimeBin> = edges.windows(2).map(bin).collect();
    let first = bins.iter().position(|b| b.journeys > 0).unwrap_or(0);
    let end = bins
        .iter()
        .rposition(|b| b.journeys > 0)
        .map_or(0, |last| last + 1);
    bins[first..end.max(first)].to_vec()
}
