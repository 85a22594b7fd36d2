//! Touchpoints and stages from their field descriptions.

use crate::log::SCALE;
use crate::slow::{Seen, share, times};
use std::collections::BTreeMap;
use tropa_model::answer::{ChannelCount, ScoreSummary, StageRow, TouchpointRow, wilson95};
use tropa_model::question::StagesAsk;

pub fn touchpoints(seen: &Seen, idle_s: u64) -> Vec<TouchpointRow> {
    let mut names: Vec<&String> = seen
        .journeys
        .iter()
        .flat_map(|j| j.events.iter().map(|e| &e.activity))
        .collect();
    names.sort();
    names.dedup();
    let mut rows: Vec<TouchpointRow> = names
        .into_iter()
        .map(|name| touchpoint(seen, name, idle_s))
        .collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.journeys));
    rows
}

fn touchpoint(seen: &Seen, name: &str, idle_s: u64) -> TouchpointRow {
    let mut row = TouchpointRow {
        activity: name.to_owned(),
        journeys: 0,
        reach: 0.0,
        events: 0,
        starts: 0,
        ends: 0,
        lost: 0,
        open: 0,
        returning: 0,
        repeating: 0,
        position: 0.0,
        wait: None,
        channels: vec![],
        score: None,
    };
    let (mut waits, mut channels, mut scores) = (Vec::new(), BTreeMap::<&str, u64>::new(), Vec::new());
    let (mut scored, mut low) = (0, 0);
    for journey in &seen.journeys {
        let events = &journey.events;
        let places: Vec<usize> = (0..events.len())
            .filter(|&p| events[p].activity == name)
            .collect();
        let Some(&first) = places.first() else { continue };
        row.journeys += 1;
        row.events += places.len() as u64;
        row.starts += u64::from(first == 0);
        if places[places.len() - 1] == events.len() - 1 {
            row.ends += 1;
            if seen.is_over(journey, idle_s) {
                row.lost += 1
            } else {
                row.open += 1
            }
        }
        row.repeating += u64::from(places.windows(2).any(|w| w[1] == w[0] + 1));
        row.returning += u64::from(places.windows(2).any(|w| w[1] > w[0] + 1));
        if events.len() > 1 {
            row.position += first as f64 / (events.len() - 1) as f64;
        }
        let given = || places.iter().filter_map(|&place| events[place].score);
        scored += u64::from(given().count() > 0);
        low += u64::from(given().any(|score| score < (SCALE.lo + SCALE.hi) / 2.0));
        for &place in &places {
            if place > 0 {
                waits.push(events[place].time_us - events[place - 1].time_us);
            }
            events[place]
                .channel
                .iter()
                .for_each(|channel| *channels.entry(channel).or_default() += 1);
            scores.extend(events[place].score);
        }
    }
    row.reach = share(row.journeys, seen.n());
    row.position /= row.journeys as f64;
    row.wait = times(&waits);
    row.channels = channels
        .into_iter()
        .map(|(channel, events)| ChannelCount {
            channel: channel.to_owned(),
            events,
        })
        .collect();
    row.channels.sort_by_key(|c| std::cmp::Reverse(c.events));
    row.score = score(&scores, scored, low);
    row
}

/// Two-sided 95 % points of Student's t for the small samples of the test logs.
const T95: [f64; 30] = [
    12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060, 2.2622, 2.2281, 2.2010, 2.1788, 2.1604,
    2.1448, 2.1314, 2.1199, 2.1098, 2.1009, 2.0930, 2.0860, 2.0796, 2.0739, 2.0687, 2.0639, 2.0595, 2.0555,
    2.0518, 2.0484, 2.0452, 2.0423,
];

fn score(scores: &[f64], journeys: u64, low_journeys: u64) -> Option<ScoreSummary> {
    let n = scores.len();
    if n == 0 {
        return None;
    }
    let mean = scores.iter().sum::<f64>() / n as f64;
    let half = (n >= 2).then(|| {
        let variance = scores.iter().map(|s| (s - mean) * (s - mean)).sum::<f64>() / (n - 1) as f64;
        assert!(n <= T95.len(), "the test's logs have few scores per activity");
        T95[n - 2] * (variance / n as f64).sqrt()
    });
    Some(ScoreSummary {
        n: n as u64,
        journeys,
        low_journeys,
        mean,
        mean_lo: half.map(|h| mean - h),
        mean_hi: half.map(|h| mean + h),
        scale: SCALE,
    })
}

pub fn stages(seen: &Seen, ask: &StagesAsk, idle_s: u64) -> Vec<StageRow> {
    let stage_of = |activity: &String| ask.stages.iter().position(|s| s.activities.contains(activity));
    let mut rows = Vec::new();
    for (stage, step) in ask.stages.iter().enumerate() {
        let (mut reached, mut continued, mut completed, mut open, mut lost, mut returning) =
            (0, 0, 0, 0, 0, 0);
        let mut us = Vec::new();
        for journey in &seen.journeys {
            let at: Vec<Option<usize>> = journey.events.iter().map(|e| stage_of(&e.activity)).collect();
            let Some(first) = at.iter().position(|s| *s == Some(stage)) else {
                continue;
            };
            let last = at.iter().rposition(|s| *s == Some(stage)).unwrap();
            reached += 1;
            us.push(journey.events[last].time_us - journey.events[first].time_us);
            let ends_with_mark = ask.marks.contains(&journey.events[at.len() - 1].activity);
            let end = &journey.events[at.len() - if ends_with_mark { 2 } else { 1 }].activity;
            let later = |place: &usize| at[*place].is_some_and(|s| s > stage);
            returning += u64::from((first..last).any(|place| later(&place)));
            if (first..at.len()).any(|place| later(&place)) {
                continued += 1;
            } else if !ask.failed.contains(end)
                && (journey.events[first..]
                    .iter()
                    .any(|e| ask.completed.contains(&e.activity))
                    || (ask.completed.is_empty() && stage + 1 == ask.stages.len()))
            {
                completed += 1;
            } else if ends_with_mark || seen.is_over(journey, idle_s) {
                lost += 1;
            } else {
                open += 1;
            }
        }
        let (loss_lo, loss_hi) = wilson95(lost, reached);
        rows.push(StageRow {
            stage: stage as u32 + 1,
            label: step.label(),
            reached,
            reach: share(reached, seen.n()),
            continued,
            completed,
            open,
            lost,
            loss: share(lost, reached),
            loss_lo,
            loss_hi,
            duration: times(&us),
            returning,
        });
    }
    rows
}
